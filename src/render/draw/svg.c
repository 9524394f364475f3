/* Writes an SVG from the shapes that gnuplot drew and the words of the scene. Apart from reading
 * them (svg_read.c): nothing here knows how gnuplot writes, only which key stands for which color.
 */
#include "render/draw/svg.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/text.h"
#include "render/draw/palette.h"
#include "render/draw/scene.h"
#include "render/draw/style.h"
#include "render/draw/svg_read.h"

/* Appends text for XML content or a double-quoted attribute. Control characters become blanks,
 * invalid UTF-8 U+FFFD. */
static void put_escaped(struct cs_buf *out, const char *text, size_t n_bytes)
{
    for (size_t i = 0; i < n_bytes;) {
        size_t n = cs_utf8_length(text + i, n_bytes - i);
        unsigned char c = (unsigned char)text[i];
        if (n == 0)
            cs_buf_puts(out, "\xEF\xBF\xBD");
        else if (n == 1 ? c < 0x20 || c == 0x7f : cs_utf8_is_control(text + i, n))
            cs_buf_putc(out, ' ');
        else if (c == '&' || c == '<' || c == '>' || c == '"')
            cs_buf_puts(out, c == '&' ? "&amp;" : c == '<' ? "&lt;" : c == '>' ? "&gt;" : "&quot;");
        else
            cs_buf_put(out, text + i, n);
        i += n ? n : 1;
    }
}

struct pen {
    const struct cs_svg *svg;
    struct cs_buf body, rules; /* rules: what changes on a dark page */
    size_t n_shapes;
    size_t n_marks; /* in a color of the scene but the ground */
};

/* A number without needless zeros. */
static void put_number(struct cs_buf *out, const char *text, size_t n)
{
    if (memchr(text, '.', n)) {
        while (text[n - 1] == '0')
            n--;
        n -= text[n - 1] == '.';
    }
    cs_buf_put(out, n ? text : "0", n ? n : 1);
}

/* Numbers and what stands between them, short. */
static void put_numbers(struct cs_buf *out, const char *text)
{
    size_t start = out->size;
    while (*text) {
        size_t n_blank = strspn(text, " \t\r\n");
        text += n_blank;
        if (n_blank && *text && out->size > start)
            cs_buf_putc(out, ' ');
        size_t n = strspn(text, "0123456789");
        if (text[n] == '.')
            n += 1 + strspn(text + n + 1, "0123456789");
        if (n)
            put_number(out, text, n);
        else if (*text)
            cs_buf_putc(out, text[n++]);
        text += n;
    }
}

/* Values go into the page as they are: only what geometry and colors are written with. */
static bool is_plain(const char *value)
{
    while (cs_is_alnum(*value) || (*value && strchr(" \t\r\n.,+-#%()", *value)))
        value++;
    return *value == '\0';
}

/* Reads "#2a5da8" and "rgb( 42,  93, 168)", the forms of SVG 1.1 that programs write. */
static bool read_color(const char *text, uint32_t *color)
{
    unsigned parts[3];
    int end = 0;
    if (text[0] == '#' && strlen(text) == 7 && strspn(text + 1, "0123456789abcdefABCDEF") == 6) {
        *color = (uint32_t)strtoul(text + 1, NULL, 16);
        return true;
    }
    if (sscanf(text, "rgb( %3u , %3u , %3u )%n", &parts[0], &parts[1], &parts[2], &end) != 3 ||
        !end || text[end])
        return false;
    *color = (parts[0] & 0xff) << 16 | (parts[1] & 0xff) << 8 | (parts[2] & 0xff);
    return true;
}

/* What an element is painted with: the name of its class on a page that may be dark. */
struct paint {
    char text[40], rule[16];
};

static void add_rule(struct pen *pen, const char *property, struct cs_color color,
                     struct paint *paint)
{
    char rule[80];
    snprintf(paint->rule, sizeof paint->rule, "%c%06x%06x", property[0], color.light, color.dark);
    snprintf(rule, sizeof rule, ".%s{%s:#%06x}", paint->rule, property, color.dark);
    if (!strstr(cs_buf_text(&pen->rules), rule))
        cs_buf_puts(&pen->rules, rule);
}

static struct paint paint_tone(struct pen *pen, const char *property, struct cs_color color)
{
    struct paint paint = {"", ""};
    snprintf(paint.text, sizeof paint.text, "#%06x",
             pen->svg->theme == CS_THEME_DARK ? color.dark : color.light);
    if (pen->svg->theme == CS_THEME_AUTO)
        add_rule(pen, property, color, &paint);
    return paint;
}

/* A key becomes its color; another color stays as it is. */
static struct paint read_paint(struct pen *pen, const char *property, const char *value)
{
    uint32_t color;
    size_t place;
    if (read_color(value, &color) && cs_palette_read_key(pen->svg->palette, color, &place)) {
        pen->n_marks += place > 0;
        return paint_tone(pen, property, pen->svg->palette->tones[place].color);
    }
    struct paint paint = {"", ""};
    snprintf(paint.text, sizeof paint.text, "%s", value);
    return paint;
}

static void put_classes(struct cs_buf *out, const struct paint *fill, const struct paint *stroke)
{
    if (*fill->rule || *stroke->rule)
        cs_buf_printf(out, " class=\"%s%s%s\"", fill->rule, *fill->rule && *stroke->rule ? " " : "",
                      stroke->rule);
}

static bool is_none(const char *value)
{
    return cs_equals_nocase(value, "none") || cs_equals_nocase(value, "transparent");
}

/* Fill and stroke with their colors, and of the rest what is not as SVG begins. */
static void put_presentation(struct pen *pen, const struct cs_svg_shape *shape, const char *fill,
                             const char *stroke)
{
    static const char *const initial[CS_N_SVG_PROPERTIES] = {
        [CS_SVG_STROKE_WIDTH] = "1",      [CS_SVG_STROKE_DASHARRAY] = "none",
        [CS_SVG_STROKE_LINECAP] = "butt", [CS_SVG_STROKE_LINEJOIN] = "miter",
        [CS_SVG_FILL_OPACITY] = "1",      [CS_SVG_STROKE_OPACITY] = "1",
        [CS_SVG_FILL_RULE] = "nonzero"};
    struct paint fill_paint = read_paint(pen, "fill", fill);
    struct paint stroke_paint = {"", ""};
    cs_buf_printf(&pen->body, " fill=\"%s\"", fill_paint.text);
    if (!is_none(stroke)) {
        stroke_paint = read_paint(pen, "stroke", stroke);
        cs_buf_printf(&pen->body, " stroke=\"%s\"", stroke_paint.text);
    }
    put_classes(&pen->body, &fill_paint, &stroke_paint);
    for (int i = CS_SVG_STROKE_WIDTH; i < CS_N_SVG_PROPERTIES; i++) {
        const char *name = cs_svg_property_name((enum cs_svg_property)i);
        bool is_used = shape->properties[i] && (name[0] == 'f' || !is_none(stroke));
        if (!is_used || strcmp(shape->properties[i], initial[i]) == 0)
            continue;
        cs_buf_printf(&pen->body, " %s=\"", name);
        put_numbers(&pen->body, shape->properties[i]);
        cs_buf_putc(&pen->body, '"');
    }
}

static bool is_geometry(const char *name)
{
    static const char *const names[] = {"d", "points", "x",  "y",  "width", "height", "cx", "cy",
                                        "r", "rx",     "ry", "x1", "y1",    "x2",     "y2"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(name, names[i]) == 0)
            return true;
    return false;
}

static bool is_shape_plain(const struct cs_svg_shape *shape)
{
    bool is_good = is_plain(shape->transform);
    for (size_t i = 0; shape->attributes[i]; i += 2)
        is_good &= !is_geometry(shape->attributes[i]) || is_plain(shape->attributes[i + 1]);
    for (int i = 0; i < CS_N_SVG_PROPERTIES; i++)
        is_good &= !shape->properties[i] || (is_plain(shape->properties[i]) &&
                                             !cs_starts_with(shape->properties[i], "url("));
    return is_good;
}

/* Boxes are drawn sharp, curved areas smooth. */
static bool is_box(const struct cs_svg_shape *shape)
{
    static const char gaps[] = " ,\t\r\n";
    size_t n_numbers = 0;
    for (size_t i = 0; shape->attributes[i]; i += 2) {
        const char *at = shape->attributes[i + 1];
        while (strcmp(shape->attributes[i], "points") == 0 && *(at += strspn(at, gaps))) {
            at += strcspn(at, gaps);
            n_numbers++;
        }
    }
    return strcmp(shape->element, "rect") == 0 || n_numbers == 8;
}

/* The ground stands already, whatever the terminal makes of its own. */
static bool is_ground(const struct pen *pen, const char *fill)
{
    uint32_t color;
    size_t place;
    return pen->n_shapes == 0 && read_color(fill, &color) &&
           cs_palette_read_key(pen->svg->palette, color, &place) && place == 0;
}

static enum cs_status take_shape(void *context, const struct cs_svg_shape *shape,
                                 struct cs_diag *diag)
{
    struct pen *pen = context;
    const char *fill = shape->properties[CS_SVG_FILL], *stroke = shape->properties[CS_SVG_STROKE];
    fill = fill ? fill : "black";
    stroke = stroke ? stroke : "none";
    if ((is_none(fill) && is_none(stroke)) || is_ground(pen, fill))
        return CS_OK;
    pen->n_shapes++;
    if (!is_shape_plain(shape))
        return cs_fail(diag, CS_INTERNAL, NULL, NULL,
                       "gnuplot drew an SVG that cannot be used: a <%s> is not plain",
                       shape->element);
    cs_buf_printf(&pen->body, "<%s", shape->element);
    for (size_t i = 0; shape->attributes[i]; i += 2)
        if (is_geometry(shape->attributes[i])) {
            cs_buf_printf(&pen->body, " %s=\"", shape->attributes[i]);
            put_numbers(&pen->body, shape->attributes[i + 1]);
            cs_buf_putc(&pen->body, '"');
        }
    if (*shape->transform) {
        cs_buf_puts(&pen->body, " transform=\"");
        put_numbers(&pen->body, shape->transform);
        cs_buf_putc(&pen->body, '"');
    }
    put_presentation(pen, shape, fill, stroke);
    cs_buf_puts(&pen->body,
                is_none(stroke) && is_box(shape) ? " shape-rendering=\"crispEdges\"/>\n" : "/>\n");
    return CS_OK;
}

static void put_label(struct pen *pen, const struct cs_label *label)
{
    static const char *const anchors[] = {"", " text-anchor=\"middle\"", " text-anchor=\"end\""};
    struct paint fill = paint_tone(pen, "fill", label->color), none = {"", ""};
    cs_buf_printf(&pen->body, "<text x=\"%.8g\" y=\"%.8g\" font-size=\"%g\"%s%s fill=\"%s\"",
                  round(label->x * 100) / 100, round(label->y * 100) / 100, label->size,
                  label->is_bold ? " font-weight=\"700\"" : "", anchors[label->anchor], fill.text);
    put_classes(&pen->body, &fill, &none);
    cs_buf_putc(&pen->body, '>');
    put_escaped(&pen->body, label->text, strlen(label->text));
    cs_buf_puts(&pen->body, "</text>\n");
}

static void put_head(const struct pen *pen, struct cs_buf *out)
{
    const struct cs_svg *svg = pen->svg;
    cs_buf_printf(out,
                  "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %.0f %.0f\" "
                  "width=\"%.0f\" height=\"%.0f\" role=\"img\" font-family=\"%s\" aria-label=\"",
                  svg->scene->width, svg->scene->height, svg->scene->width, svg->scene->height,
                  svg->scene->style->font_stack);
    put_escaped(out, svg->description, strlen(svg->description));
    cs_buf_puts(out, "\">\n<title>");
    put_escaped(out, svg->title, strlen(svg->title));
    cs_buf_puts(out, "</title>\n<desc>");
    put_escaped(out, svg->description, strlen(svg->description));
    cs_buf_puts(out, "</desc>\n");
    if (pen->rules.size)
        cs_buf_printf(out, "<style>@media screen and (prefers-color-scheme:dark){%s}</style>\n",
                      cs_buf_text(&pen->rules));
}

static bool has_marks(const struct cs_scene *scene)
{
    for (const struct cs_layer *layer = scene->first; layer; layer = layer->next)
        if (layer->n_rows)
            return true;
    return false;
}

static enum cs_status draw_body(struct pen *pen, const struct cs_buf *drawn, struct cs_diag *diag)
{
    const struct cs_scene *scene = pen->svg->scene;
    struct cs_svg_canvas canvas = {scene->width, scene->height, take_shape, pen};
    struct paint none = {"", ""};
    struct paint ground = paint_tone(pen, "fill", cs_style_color(scene->style, CS_ROLE_GROUND));
    cs_buf_printf(&pen->body, "<rect width=\"100%%\" height=\"100%%\" fill=\"%s\"", ground.text);
    put_classes(&pen->body, &ground, &none);
    cs_buf_puts(&pen->body, "/>\n");
    enum cs_status status = cs_svg_read(drawn, &canvas, diag);
    if (status != CS_OK)
        return status;
    if (pen->n_marks == 0 && has_marks(scene))
        return cs_fail(diag, CS_INTERNAL, NULL, NULL,
                       "gnuplot drew an SVG without the marks of the chart");
    for (size_t i = 0; i < scene->n_labels; i++)
        put_label(pen, &scene->labels[i]);
    return CS_OK;
}

enum cs_status cs_svg_write(const struct cs_buf *drawn, const struct cs_svg *svg,
                            struct cs_buf *out, struct cs_diag *diag)
{
    struct pen pen = {.svg = svg};
    cs_buf_init(&pen.body);
    cs_buf_init(&pen.rules);
    enum cs_status status = draw_body(&pen, drawn, diag);
    if (status == CS_OK) {
        put_head(&pen, out);
        cs_buf_put(out, cs_buf_text(&pen.body), pen.body.size);
        cs_buf_puts(out, "</svg>\n");
        if (out->failed || pen.body.failed || pen.rules.failed)
            status = cs_fail_memory(diag);
    }
    cs_buf_clear(&pen.rules);
    cs_buf_clear(&pen.body);
    return status;
}
