/* Reads an SVG with expat and hands over its shapes flat. Apart from what is made of them
 * (svg_write.c): here stands only what the SVG recommendation says, inheritance, `style`, `defs`
 * and `use`. Reference: W3C, Scalable Vector Graphics 1.1, chapters 5, 6 and 11. */
#include "render/draw/svg_read.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include <expat.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/number.h"
#include "base/text.h"

/* Names come from expat as "namespace name". */
#define SVG_SPACE "http://www.w3.org/2000/svg "
enum { MAX_DEPTH = 64, MAX_USES = 8, MAX_BYTES = 1 << 28 };

static const char *const property_names[CS_N_SVG_PROPERTIES] = {
    [CS_SVG_FILL] = "fill",
    [CS_SVG_STROKE] = "stroke",
    [CS_SVG_COLOR] = "color",
    [CS_SVG_STROKE_WIDTH] = "stroke-width",
    [CS_SVG_STROKE_DASHARRAY] = "stroke-dasharray",
    [CS_SVG_STROKE_LINECAP] = "stroke-linecap",
    [CS_SVG_STROKE_LINEJOIN] = "stroke-linejoin",
    [CS_SVG_FILL_OPACITY] = "fill-opacity",
    [CS_SVG_STROKE_OPACITY] = "stroke-opacity",
    [CS_SVG_FILL_RULE] = "fill-rule",
};

/* What an element hands down. */
struct state {
    const char *properties[CS_N_SVG_PROPERTIES];
    const char *transform;
};

struct definition {
    const char *id, *element;
    const char **attributes;
    struct definition *next;
};

struct reading {
    const struct cs_svg_canvas *canvas;
    struct cs_diag *diag;
    XML_Parser parser;
    struct cs_arena arena;
    struct state states[MAX_DEPTH];
    size_t depth;     /* of open elements that are read */
    size_t n_skipped; /* open elements inside one that is not read */
    size_t n_defs;    /* open elements inside <defs> */
    struct definition *first;
    enum cs_status status;
};

const char *cs_svg_property_name(enum cs_svg_property property)
{
    return property_names[property];
}

static void stop(struct reading *reading, enum cs_status status)
{
    if (reading->status == CS_OK)
        reading->status = status;
    XML_StopParser(reading->parser, XML_FALSE);
}

static void stop_unknown(struct reading *reading, const char *why)
{
    if (reading->status == CS_OK)
        stop(reading, cs_fail(reading->diag, CS_INTERNAL, NULL, NULL,
                              "gnuplot drew an SVG that cannot be used: %s", why));
}

/* A copy in the arena; "" when memory is out, which is noted. */
static const char *keep(struct reading *reading, const char *text, size_t n)
{
    const char *copy = cs_arena_copy(&reading->arena, text, n);
    if (copy)
        return copy;
    stop(reading, cs_fail_memory(reading->diag));
    return "";
}

static const char *attribute(const char **attributes, const char *name)
{
    for (size_t i = 0; attributes[i]; i += 2)
        if (strcmp(attributes[i], name) == 0)
            return attributes[i + 1];
    return NULL;
}

static void set_property(struct reading *reading, struct state *state, struct cs_span name,
                         struct cs_span value)
{
    for (int i = 0; i < CS_N_SVG_PROPERTIES; i++)
        if (cs_span_equals(name, property_names[i]) && !cs_span_equals(value, "inherit"))
            state->properties[i] = keep(reading, value.start, value.size);
}

/* "fill: none; stroke: #fff" */
static void read_style(struct reading *reading, struct state *state, const char *style)
{
    while (*style) {
        size_t n = strcspn(style, ";"), n_name = strcspn(style, ":;");
        if (n_name < n)
            set_property(reading, state, cs_span_trim((struct cs_span){style, n_name}),
                         cs_span_trim((struct cs_span){style + n_name + 1, n - n_name - 1}));
        style += n + (style[n] == ';');
    }
}

/* NULL: memory was out when it was made. */
static void add_transform(struct reading *reading, struct state *state, const char *more)
{
    struct cs_buf text;
    if (!more) {
        stop(reading, cs_fail_memory(reading->diag));
        return;
    }
    cs_buf_init(&text);
    cs_buf_printf(&text, "%s%s%s", state->transform, *state->transform ? " " : "", more);
    if (text.failed)
        stop(reading, cs_fail_memory(reading->diag));
    else
        state->transform = keep(reading, text.data, text.size);
    cs_buf_clear(&text);
}

/* What an element adds to what it was handed. */
static void inherit(struct reading *reading, struct state *state, const char **attributes)
{
    for (size_t i = 0; attributes[i]; i += 2)
        if (strcmp(attributes[i], "style") == 0)
            continue;
        else if (strcmp(attributes[i], "transform") == 0)
            add_transform(reading, state, attributes[i + 1]);
        else
            set_property(reading, state, cs_span_of(attributes[i]),
                         cs_span_trim(cs_span_of(attributes[i + 1])));
    const char *style = attribute(attributes, "style");
    if (style) /* wins over attributes */
        read_style(reading, state, style);
}

static bool is_one_of(const char *name, const char *const *names, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(name, names[i]) == 0)
            return true;
    return false;
}

static bool is_shape(const char *element)
{
    static const char *const names[] = {"path", "polygon", "polyline", "line",
                                        "rect", "circle",  "ellipse"};
    return is_one_of(element, names, sizeof names / sizeof *names);
}

static bool is_group(const char *element)
{
    static const char *const names[] = {"svg", "g", "a", "switch", "defs", "symbol"};
    return is_one_of(element, names, sizeof names / sizeof *names);
}

static void hand_over(struct reading *reading, const char *element, const char **attributes,
                      const struct state *state)
{
    struct cs_svg_shape shape = {element, attributes, state->transform, {0}};
    memcpy(shape.properties, state->properties, sizeof shape.properties);
    for (int i = CS_SVG_FILL; i <= CS_SVG_STROKE; i++)
        if (shape.properties[i] && cs_equals_nocase(shape.properties[i], "currentColor"))
            shape.properties[i] =
                shape.properties[CS_SVG_COLOR] ? shape.properties[CS_SVG_COLOR] : "black";
    enum cs_status status = reading->canvas->take(reading->canvas->context, &shape, reading->diag);
    if (status != CS_OK)
        stop(reading, status);
}

static const struct definition *find_definition(const struct reading *reading,
                                                const char **attributes)
{
    const char *name = attribute(attributes, "href");
    if (!name)
        name = attribute(attributes, "http://www.w3.org/1999/xlink href");
    const struct definition *at = name && *name == '#' ? reading->first : NULL;
    while (at && strcmp(at->id, name + 1) != 0)
        at = at->next;
    return at;
}

/* A shape that is used stands there as if it were written there, its place added. */
static void use(struct reading *reading, const char **attributes, struct state state)
{
    for (int i = 0; i < MAX_USES; i++) {
        const struct definition *used = find_definition(reading, attributes);
        const char *x = attribute(attributes, "x"), *y = attribute(attributes, "y");
        if (!used)
            break;
        if (x || y)
            add_transform(
                reading, &state,
                cs_arena_printf(&reading->arena, "translate(%s,%s)", x ? x : "0", y ? y : "0"));
        inherit(reading, &state, used->attributes);
        if (strcmp(used->element, "use") != 0) {
            hand_over(reading, used->element, used->attributes, &state);
            return;
        }
        attributes = used->attributes;
    }
    stop_unknown(reading, "it uses a mark that it does not define");
}

static void define(struct reading *reading, const char *element, const char **attributes)
{
    const char *id = attribute(attributes, "id");
    size_t n = 0;
    while (attributes[n])
        n++;
    struct definition *new = cs_arena_alloc(&reading->arena, sizeof *new);
    const char **copies = cs_arena_alloc(&reading->arena, (n + 1) * sizeof *copies);
    if (!id || !new || !copies) {
        if (id)
            stop(reading, cs_fail_memory(reading->diag));
        return;
    }
    for (size_t i = 0; i < n; i++)
        copies[i] = keep(reading, attributes[i], strlen(attributes[i]));
    copies[n] = NULL;
    *new = (struct definition){keep(reading, id, strlen(id)),
                               keep(reading, element, strlen(element)), copies, reading->first};
    reading->first = new;
}

/* The view box of another size is brought to the canvas. */
static void open_root(struct reading *reading, const char **attributes, struct state *state)
{
    const char *box = attribute(attributes, "viewBox");
    double numbers[4] = {0, 0, reading->canvas->width, reading->canvas->height};
    for (int i = 0; box && i < 4; i++) {
        box += strspn(box, " ,\t\r\n");
        size_t n = strcspn(box, " ,\t\r\n");
        if (!cs_number_parse((struct cs_span){box, n}, &numbers[i]) || (i > 1 && numbers[i] <= 0))
            stop_unknown(reading, "its view box cannot be read");
        box += n;
    }
    double x = reading->canvas->width / numbers[2], y = reading->canvas->height / numbers[3];
    if (numbers[0] != 0 || numbers[1] != 0 || x < 0.999 || x > 1.001 || y < 0.999 || y > 1.001)
        add_transform(reading, state,
                      cs_arena_printf(&reading->arena, "scale(%.6g,%.6g) translate(%.6g,%.6g)", x,
                                      y, -numbers[0], -numbers[1]));
}

static bool begins(const struct reading *reading, const char *element)
{
    bool is_svg = strcmp(element, "svg") == 0;
    return reading->depth ? is_group(element) || is_shape(element) || strcmp(element, "use") == 0
                          : is_svg;
}

static void XMLCALL open_element(void *context, const char *name, const char **attributes)
{
    struct reading *reading = context;
    bool is_ours = cs_starts_with(name, SVG_SPACE);
    const char *element = is_ours ? name + sizeof SVG_SPACE - 1 : "";
    if (reading->status != CS_OK)
        return;
    if (reading->n_skipped || !begins(reading, element)) {
        reading->n_skipped++;
        return;
    }
    if (reading->depth == MAX_DEPTH - 1) {
        stop_unknown(reading, "it is nested too deeply");
        return;
    }
    struct state *state = &reading->states[reading->depth + 1];
    *state = reading->states[reading->depth];
    if (reading->depth++ == 0)
        open_root(reading, attributes, state);
    inherit(reading, state, attributes);
    if (reading->n_defs || strcmp(element, "defs") == 0 || strcmp(element, "symbol") == 0)
        reading->n_defs++;
    if (is_group(element))
        return;
    if (reading->n_defs || attribute(attributes, "id"))
        define(reading, element, attributes);
    if (!reading->n_defs && is_shape(element))
        hand_over(reading, element, attributes, state);
    else if (!reading->n_defs)
        use(reading, attributes, *state);
}

static void XMLCALL close_element(void *context, const char *name)
{
    struct reading *reading = context;
    (void)name;
    if (reading->n_skipped) {
        reading->n_skipped--;
        return;
    }
    reading->n_defs -= reading->n_defs > 0;
    reading->depth -= reading->depth > 0;
}

static enum cs_status finish(struct reading *reading, const struct cs_buf *drawn)
{
    if (drawn->size > MAX_BYTES)
        return cs_fail(reading->diag, CS_INTERNAL, NULL, NULL, "gnuplot drew an SVG of %zu bytes",
                       drawn->size);
    bool is_whole =
        XML_Parse(reading->parser, cs_buf_text(drawn), (int)drawn->size, XML_TRUE) == XML_STATUS_OK;
    if (!is_whole && reading->status == CS_OK)
        stop_unknown(reading, XML_ErrorString(XML_GetErrorCode(reading->parser)));
    return reading->status;
}

enum cs_status cs_svg_read(const struct cs_buf *drawn, const struct cs_svg_canvas *canvas,
                           struct cs_diag *diag)
{
    struct reading reading = {.canvas = canvas, .diag = diag, .states[0].transform = ""};
    reading.parser = XML_ParserCreateNS(NULL, ' ');
    if (!reading.parser)
        return cs_fail_memory(diag);
    cs_arena_init(&reading.arena);
    XML_SetUserData(reading.parser, &reading);
    XML_SetElementHandler(reading.parser, open_element, close_element);
    enum cs_status status = finish(&reading, drawn);
    cs_arena_clear(&reading.arena);
    XML_ParserFree(reading.parser);
    return status;
}
