#include "render/draw/svg.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/number.h"
#include "base/text.h"
#include "render/draw/scene.h"
#include "render/draw/style.h"

void cs_xml_escape(struct cs_buf *out, const char *text, size_t n_bytes)
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

/* What is open while the drawn file is read: enough, since gnuplot nests nothing that matters. */
struct pen {
    const struct cs_svg *svg;
    struct cs_buf *out;
    double width;         /* of lines */
    struct cs_span group; /* the tag of the open text group */
};

/* The value of an attribute, in either kind of quotes, blanks around "=" allowed. */
static struct cs_span attribute(struct cs_span tag, const char *name)
{
    size_t length = strlen(name);
    for (size_t i = 1; i + length < tag.size; i++) {
        if (!cs_is_space(tag.start[i - 1]) || memcmp(tag.start + i, name, length) != 0)
            continue;
        size_t at = i + length;
        while (at < tag.size && (tag.start[at] == ' ' || tag.start[at] == '='))
            at++;
        if (at >= tag.size || (tag.start[at] != '\'' && tag.start[at] != '"'))
            continue;
        const char *start = tag.start + at + 1;
        const char *end = memchr(start, tag.start[at], tag.size - at - 1);
        if (end)
            return (struct cs_span){start, (size_t)(end - start)};
    }
    return (struct cs_span){"", 0};
}

/* Numbers and what stands between them, numbers without needless zeros. */
static void put_numbers(struct cs_buf *out, struct cs_span text)
{
    for (size_t i = 0; i < text.size;) {
        size_t n = 0, n_short;
        while (i + n < text.size && (cs_is_digit(text.start[i + n]) || text.start[i + n] == '.'))
            n++;
        if (n == 0) {
            int is_blank = cs_is_space(text.start[i]) || text.start[i] == '\n';
            if (!is_blank || (i + 1 < text.size && out->size && out->data[out->size - 1] != ' '))
                cs_buf_putc(out, is_blank ? ' ' : text.start[i]);
            i++;
            continue;
        }
        n_short = n;
        if (memchr(text.start + i, '.', n))
            while (text.start[i + n_short - 1] == '0' || text.start[i + n_short - 1] == '.')
                if (text.start[i + --n_short] == '.')
                    break;
        cs_buf_put(out, text.start + i, n_short);
        i += n;
    }
}

/* Reads "rgb( 42,  93, 168)" or "#2a5da8". */
static uint32_t read_colour(struct cs_span text)
{
    uint32_t colour = 0;
    if (text.size == 7 && text.start[0] == '#')
        return (uint32_t)strtoul(text.start + 1, NULL, 16);
    for (size_t i = 0; i < text.size;) {
        uint32_t part = 0;
        if (!cs_is_digit(text.start[i])) {
            i++;
            continue;
        }
        while (i < text.size && cs_is_digit(text.start[i]))
            part = part * 10 + (uint32_t)(text.start[i++] - '0');
        colour = colour << 8 | (part & 0xff);
    }
    return colour;
}

/* ` fill="#2a5da8"`, with the class that a dark page changes. */
static void put_colour(const struct pen *pen, const char *property, struct cs_span text)
{
    uint32_t light = read_colour(text);
    cs_buf_printf(pen->out, " %s=\"#%06x\"", property, light);
    if (pen->svg->follows_reader)
        cs_buf_printf(pen->out, " class=\"%c%06x%06x\"", property[0], light,
                      cs_scene_dark_of(pen->svg->scene, light));
}

static void put_path(const struct pen *pen, struct cs_span tag)
{
    struct cs_span dash = attribute(tag, "stroke-dasharray");
    cs_buf_puts(pen->out, "<path d=\"");
    put_numbers(pen->out, cs_span_trim(attribute(tag, "d")));
    cs_buf_puts(pen->out, "\" fill=\"none\"");
    put_colour(pen, "stroke", attribute(tag, "stroke"));
    cs_buf_printf(pen->out, " stroke-width=\"%g\"", pen->width);
    if (dash.size) {
        cs_buf_puts(pen->out, " stroke-dasharray=\"");
        put_numbers(pen->out, dash);
        cs_buf_putc(pen->out, '"');
    }
    cs_buf_puts(pen->out, "/>\n");
}

/* Boxes are drawn sharp, curved areas smooth. */
static void put_polygon(const struct pen *pen, struct cs_span tag)
{
    struct cs_span points = cs_span_trim(attribute(tag, "points"));
    size_t n_points = 0;
    for (size_t i = 0; i < points.size; i++)
        n_points += points.start[i] == ',';
    cs_buf_puts(pen->out, "<polygon points=\"");
    put_numbers(pen->out, points);
    cs_buf_putc(pen->out, '"');
    put_colour(pen, "fill", attribute(tag, "fill"));
    cs_buf_puts(pen->out, n_points == 4 ? " shape-rendering=\"crispEdges\"/>\n" : "/>\n");
}

/* A `use` of a round point: transform='translate(485.99,300.38) scale(2.70)'. */
static void put_point(const struct pen *pen, struct cs_span tag)
{
    double x = 0, y = 0, radius = 0;
    char text[80];
    struct cs_span transform = attribute(tag, "transform");
    if (transform.size >= sizeof text)
        return;
    memcpy(text, transform.start, transform.size);
    text[transform.size] = '\0';
    if (sscanf(text, "translate(%lf,%lf) scale(%lf)", &x, &y, &radius) != 3)
        return;
    cs_buf_printf(pen->out, "<circle cx=\"%.8g\" cy=\"%.8g\" r=\"%g\"", x, y, radius);
    put_colour(pen, "fill", attribute(tag, "color"));
    cs_buf_puts(pen->out, "/>\n");
}

/* The words between <text> and </text> are gnuplot's, already escaped. */
static void put_text(const struct pen *pen, const char *words)
{
    const char *end = strstr(words, "</text>");
    if (!end)
        return;
    struct cs_span place = attribute(pen->group, "transform");
    struct cs_span font = attribute(pen->group, "font-family");
    struct cs_span anchor = attribute(pen->group, "text-anchor");
    const char *comma = memchr(place.start, ',', place.size);
    if (place.size < 12 || !comma)
        return;
    cs_buf_puts(pen->out, "<text x=\"");
    put_numbers(pen->out, (struct cs_span){place.start + 10, (size_t)(comma - place.start - 10)});
    cs_buf_puts(pen->out, "\" y=\"");
    put_numbers(pen->out,
                (struct cs_span){comma + 1, (size_t)(place.start + place.size - comma - 2)});
    cs_buf_puts(pen->out, "\" font-size=\"");
    put_numbers(pen->out, attribute(pen->group, "font-size"));
    cs_buf_putc(pen->out, '"');
    if (font.size > 5 && memcmp(font.start + font.size - 5, ":Bold", 5) == 0)
        cs_buf_puts(pen->out, " font-weight=\"700\"");
    if (!cs_span_equals(anchor, "start"))
        cs_buf_printf(pen->out, " text-anchor=\"%.*s\"", (int)anchor.size, anchor.start);
    put_colour(pen, "fill", attribute(pen->group, "fill"));
    cs_buf_putc(pen->out, '>');
    for (const char *c = words; c < end; c++) /* gnuplot lets numbered entities pass as they are */
        cs_buf_puts(pen->out, c[0] == '&' && c[1] == '#' ? "&amp;" : (char[2]){*c, '\0'});
    cs_buf_puts(pen->out, "</text>\n");
}

static int is_tag(struct cs_span tag, const char *name)
{
    size_t length = strlen(name);
    return tag.size >= length && memcmp(tag.start, name, length) == 0 &&
           (tag.size == length || cs_is_space(tag.start[length]) || tag.start[length] == '\n');
}

static void put_tag(struct pen *pen, struct cs_span tag)
{
    if (is_tag(tag, "<g")) {
        struct cs_span width = attribute(tag, "stroke-width");
        if (width.size)
            cs_number_parse(width, &pen->width);
        if (attribute(tag, "text-anchor").size)
            pen->group = tag;
    } else if (is_tag(tag, "<rect")) {
        cs_buf_puts(pen->out, "<rect width=\"100%\" height=\"100%\"");
        put_colour(pen, "fill", attribute(tag, "fill"));
        cs_buf_puts(pen->out, "/>\n");
    } else if (is_tag(tag, "<path")) {
        put_path(pen, tag);
    } else if (is_tag(tag, "<polygon")) {
        put_polygon(pen, tag);
    } else if (is_tag(tag, "<use")) {
        put_point(pen, tag);
    } else if (is_tag(tag, "<text")) {
        put_text(pen, tag.start + tag.size + 1);
    }
}

static void put_rule(struct cs_buf *out, struct cs_colour colour, char property)
{
    char rule[80];
    snprintf(rule, sizeof rule, ".%c%06x%06x{%s:#%06x}", property, colour.light, colour.dark,
             property == 'f' ? "fill" : "stroke", colour.dark);
    if (!strstr(cs_buf_text(out), rule))
        cs_buf_puts(out, rule);
}

static void put_dark_rules(const struct cs_svg *svg, struct cs_buf *out)
{
    struct cs_buf rules;
    cs_buf_init(&rules);
    put_rule(&rules, cs_style_colour(svg->scene->style, CS_ROLE_GROUND), 'f');
    for (size_t i = 0; i < svg->scene->n_labels; i++)
        put_rule(&rules, svg->scene->labels[i].colour, 'f');
    for (const struct cs_layer *layer = svg->scene->first; layer; layer = layer->next)
        put_rule(&rules, layer->colour,
                 layer->shape == CS_SHAPE_LINE || layer->shape == CS_SHAPE_SEGMENT ? 's' : 'f');
    cs_buf_puts(out, "<style>@media screen and (prefers-color-scheme:dark){");
    cs_buf_put(out, rules.data, rules.size);
    cs_buf_puts(out, "}</style>\n");
    cs_buf_clear(&rules);
}

static void put_head(const struct cs_svg *svg, struct cs_buf *out)
{
    cs_buf_printf(out,
                  "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %.0f %.0f\" "
                  "width=\"%.0f\" height=\"%.0f\" role=\"img\" font-family=\"%s\" aria-label=\"",
                  svg->scene->width, svg->scene->height, svg->scene->width, svg->scene->height,
                  svg->scene->style->font_stack);
    cs_xml_escape(out, svg->description, strlen(svg->description));
    cs_buf_puts(out, "\">\n<title>");
    cs_xml_escape(out, svg->title, strlen(svg->title));
    cs_buf_puts(out, "</title>\n<desc>");
    cs_xml_escape(out, svg->description, strlen(svg->description));
    cs_buf_puts(out, "</desc>\n");
    if (svg->follows_reader)
        put_dark_rules(svg, out);
}

enum cs_status cs_svg_rewrite(const struct cs_buf *drawn, const struct cs_svg *svg,
                              struct cs_buf *out, struct cs_diag *diag)
{
    const char *at = strstr(cs_buf_text(drawn), "<g id=\"gnuplot_canvas\"");
    if (!at)
        return cs_fail(diag, CS_INTERNAL, NULL, NULL, "gnuplot drew an SVG of an unknown form");
    put_head(svg, out);
    struct pen pen = {svg, out, 1, {"", 0}};
    while ((at = strchr(at, '<'))) {
        const char *skip = cs_starts_with(at, "<defs>")    ? "</defs>"
                           : cs_starts_with(at, "<title>") ? "</title>"
                                                           : NULL;
        const char *end = skip ? strstr(at, skip) : strchr(at, '>');
        if (!end)
            break;
        if (!skip)
            put_tag(&pen, (struct cs_span){at, (size_t)(end - at)});
        at = end;
    }
    cs_buf_puts(out, "</svg>\n");
    return out->failed ? cs_fail_memory(diag) : CS_OK;
}
