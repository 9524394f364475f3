/* The SVG that leaves the program against what an SVG may look like: other programs' and other
 * versions' habits of writing it, damage, and the script that is handed out for the same chart. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "chart_cases.h"
#include "render/draw/gnuplot.h"
#include "render/draw/palette.h"
#include "render/draw/scene.h"
#include "render/draw/svg.h"
#include "render/draw/svg_read.h"

/* A scene of 100 by 50 with a blue mark; its key is the one after the ground's. */
struct small {
    struct cs_arena arena;
    struct cs_scene scene;
    struct cs_palette palette;
    struct cs_diag diag;
    struct cs_buf drawn, out;
};

static void begin(struct small *small)
{
    cs_arena_init(&small->arena);
    cs_diag_init(&small->diag);
    cs_buf_init(&small->drawn);
    cs_buf_init(&small->out);
    cs_scene_init(&small->scene, &small->arena, cs_style_default());
    small->scene.width = 100;
    small->scene.height = 50;
    struct cs_layer *layer = cs_scene_layer(&small->scene, "bars", CS_SHAPE_BOX,
                                            cs_style_color(small->scene.style, CS_ROLE_BLUE), 0);
    cs_layer_add(&small->scene, layer, (double[]){0, 0}, (double[]){1, 1});
    assert_int_equal(cs_palette_make(&small->scene, &small->arena, &small->palette, &small->diag),
                     CS_OK);
    assert_int_equal(small->palette.n_tones, 2);
}

static void end(struct small *small)
{
    cs_buf_clear(&small->drawn);
    cs_buf_clear(&small->out);
    cs_diag_clear(&small->diag);
    cs_arena_clear(&small->arena);
}

static enum cs_status write_svg(struct small *small, enum cs_theme theme)
{
    struct cs_svg svg = {"Title", "Words", &small->scene, &small->palette, theme};
    return cs_svg_write(&small->drawn, &svg, &small->out, &small->diag);
}

#define OPEN "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' "
#define BOX "viewBox='0 0 100 50'>"

/* `K` in a drawing stands for the key of blue. */
static void draw_text(struct small *small, const char *drawing)
{
    for (const char *c = drawing; *c; c++)
        if (*c == 'K')
            cs_buf_printf(&small->drawn, "#%06x", cs_palette_key(1));
        else
            cs_buf_putc(&small->drawn, *c);
}

static void check_contains(const char *drawing, const char *expected)
{
    struct small small;
    begin(&small);
    draw_text(&small, drawing);
    if (write_svg(&small, CS_THEME_LIGHT) != CS_OK)
        fail_msg("%s: %s", drawing, small.diag.messages[0].text);
    if (!strstr(cs_buf_text(&small.out), expected))
        fail_msg("'%s' became '%s', without '%s'", drawing, cs_buf_text(&small.out), expected);
    if (strstr(cs_buf_text(&small.out), " id=") || strstr(cs_buf_text(&small.out), "script"))
        fail_msg("'%s' became '%s'", drawing, cs_buf_text(&small.out));
    end(&small);
}

static void any_habit_of_writing(void **state)
{
    (void)state;
    static const char blue[] = "fill=\"#2a5da8\"";
    check_contains(OPEN BOX "<g fill='K'><rect x='1.50' y='2.0' width='3' height='4'/></g></svg>",
                   "<rect x=\"1.5\" y=\"2\" width=\"3\" height=\"4\" fill=\"#2a5da8\"");
    check_contains(OPEN BOX "<polygon style='stroke:none;fill : K' points='1,2 3,4'/></svg>", blue);
    check_contains(OPEN BOX "<polygon fill='black' style='fill:K' points='1,2 3,4'/></svg>", blue);
    check_contains(OPEN BOX "<polygon fill='rgb(197,160,1)' points='1,2 3,4'/></svg>", blue);
    check_contains(OPEN BOX "<polygon fill='rgb( 197 , 160, 1 )' points='1,2'/></svg>", blue);
    check_contains(
        "<s:svg xmlns:s='http://www.w3.org/2000/svg'><s:path fill='K' d='M0 0'/></s:svg>",
        "<path d=\"M0 0\" fill=\"#2a5da8\"/>");
    check_contains(OPEN BOX "<g color='K'><g fill='none' stroke='currentColor' stroke-width='2.50'>"
                            "<polyline points='0,0 1.10,1'/></g></g></svg>",
                   "<polyline points=\"0,0 1.1,1\" fill=\"none\" stroke=\"#2a5da8\" "
                   "stroke-width=\"2.5\"/>");
    check_contains(OPEN BOX "<title>T</title><script>s</script><style>x{}</style>"
                            "<g id='a'><circle r='1' fill='K' onclick='b()' id='c'/></g></svg>",
                   "<circle r=\"1\" fill=\"#2a5da8\"/>");
    check_contains(OPEN BOX
                   "<text fill='K'><tspan>w</tspan></text><rect width='9' fill='K'/></svg>",
                   "<rect width=\"9\" fill=\"#2a5da8\"");
}

static void marks_that_are_used(void **state)
{
    (void)state;
    static const char *const references[] = {"xlink:href", "href"};
    for (int i = 0; i < 2; i++) {
        char text[400];
        snprintf(text, sizeof text,
                 OPEN BOX "<defs><circle id='a' r='1' stroke='none'/>"
                          "<use %s='#a' id='b' fill='currentColor'/></defs>"
                          "<use %s='#b' x='3' y='4' color='K' transform='scale(2.0)'/></svg>",
                 references[i], references[i]);
        check_contains(text, "<circle r=\"1\" transform=\"scale(2) translate(3,4)\" "
                             "fill=\"#2a5da8\"/>");
    }
    check_contains("<svg xmlns='http://www.w3.org/2000/svg' viewBox='10,0,200 100'>"
                   "<path d='M0' fill='K'/></svg>",
                   "transform=\"scale(0.5,0.5) translate(-10,-0)\"");
}

static void check_refused(const char *drawing, const char *expected)
{
    struct small small;
    begin(&small);
    draw_text(&small, drawing);
    assert_int_equal(write_svg(&small, CS_THEME_AUTO), CS_INTERNAL);
    assert_int_equal(small.out.size, 0);
    assert_true(small.diag.n_messages > 0);
    if (!strstr(small.diag.messages[0].text, expected))
        fail_msg("'%s': '%s' does not say '%s'", drawing, small.diag.messages[0].text, expected);
    end(&small);
}

static void damage_is_refused(void **state)
{
    (void)state;
    check_refused("", "no element found");
    check_refused("%PDF-1.5 <a/>", "not well-formed");
    check_refused(OPEN BOX "<rect fill='K'", "unclosed token");
    check_refused(OPEN BOX "<rect fill='K'/>", "no element found");
    check_refused("<html><rect fill='K'/></html>", "without the marks");
    check_refused(OPEN BOX "<rect fill='red'/></svg>", "without the marks");
    check_refused(OPEN BOX "<use href='#a' fill='K'/></svg>", "a mark that it does not define");
    check_refused(OPEN BOX "<defs><use id='a' href='#a'/></defs><use href='#a'/></svg>",
                  "a mark that it does not define");
    check_refused(OPEN BOX "<rect fill='url(#a)'/></svg>", "<rect> is not plain");
    check_refused(OPEN BOX "<path fill='K' d='M0&quot; onload=&quot;x'/></svg>",
                  "<path> is not plain");
    check_refused(OPEN "viewBox='0 0 0 50'><rect fill='K'/></svg>", "its view box");
}

/* Each pair has its own class, whatever the light colors are. */
static void pairs_stay_apart(void **state)
{
    (void)state;
    struct small small;
    begin(&small);
    struct cs_color twin = cs_style_color(small.scene.style, CS_ROLE_BLUE);
    twin.dark = 0x123456;
    cs_layer_add(&small.scene, cs_scene_layer(&small.scene, "twin", CS_SHAPE_BOX, twin, 0),
                 (double[]){0, 0}, (double[]){1, 1});
    assert_int_equal(cs_palette_make(&small.scene, &small.arena, &small.palette, &small.diag),
                     CS_OK);
    cs_buf_printf(&small.drawn, OPEN BOX "<rect fill='#%06x'/><rect fill='#%06x'/></svg>",
                  cs_palette_key(1), cs_palette_key(2));
    assert_int_equal(write_svg(&small, CS_THEME_AUTO), CS_OK);
    const char *text = cs_buf_text(&small.out);
    assert_non_null(strstr(text, "<rect fill=\"#2a5da8\" class=\"f2a5da87fb0f5\""));
    assert_non_null(strstr(text, "<rect fill=\"#2a5da8\" class=\"f2a5da8123456\""));
    assert_non_null(strstr(text, ".f2a5da8123456{fill:#123456}"));
    end(&small);
}

/* Numbers without needless zeros, gaps as one blank. */
static void put_plain(struct cs_buf *list, const char *text)
{
    while (*text) {
        char *rest;
        double number = strtod(text, &rest);
        size_t n_blank = strspn(text, " \n");
        if (n_blank)
            cs_buf_puts(list, text[n_blank] ? " " : "");
        else if (rest > text)
            cs_buf_printf(list, "%.8g", number);
        else
            cs_buf_putc(list, *text);
        text += n_blank ? n_blank : rest > text ? (size_t)(rest - text) : 1;
    }
}

/* The shapes of an SVG after its ground, colors left out. */
static enum cs_status list_shape(void *context, const struct cs_svg_shape *shape,
                                 struct cs_diag *diag)
{
    struct cs_buf *list = context;
    const char *fill = shape->properties[CS_SVG_FILL], *stroke = shape->properties[CS_SVG_STROKE];
    (void)diag;
    if (fill && strcmp(fill, "none") == 0 && (!stroke || strcmp(stroke, "none") == 0))
        return CS_OK;
    cs_buf_puts(list, shape->element);
    for (size_t i = 0; shape->attributes[i]; i += 2) {
        static const char *const names[] = {"d", "points", "cx", "cy", "r"};
        for (size_t j = 0; j < 5; j++)
            if (strcmp(shape->attributes[i], names[j]) == 0) {
                cs_buf_printf(list, " %s ", names[j]);
                put_plain(list, shape->attributes[i + 1]);
            }
    }
    cs_buf_putc(list, ' ');
    put_plain(list, shape->transform);
    cs_buf_putc(list, '\n');
    return CS_OK;
}

static void list_shapes(const struct cs_buf *svg, struct cs_buf *list, struct cs_diag *diag)
{
    double width = 0, height = 0;
    assert_int_equal(
        sscanf(strstr(cs_buf_text(svg), "viewBox="), "viewBox=\"0 0 %lf %lf", &width, &height), 2);
    struct cs_svg_canvas canvas = {width, height, list_shape, list};
    assert_int_equal(cs_svg_read(svg, &canvas, diag), CS_OK);
}

/* Each text of ours stands in gnuplot's own picture, half a pixel off at most. */
static void check_labels(const char *ours, const char *drawn, const char *name)
{
    for (const char *tag = ours; (tag = strstr(tag, "<text x=\"")); tag++) {
        double x = 0, y = 0, their_x = 0, their_y = 0;
        const char *words = strchr(tag, '>') + 1, *at = drawn;
        char text[300];
        assert_int_equal(sscanf(tag, "<text x=\"%lf\" y=\"%lf\"", &x, &y), 2);
        snprintf(text, sizeof text, "<text>%.*s</text>", (int)strcspn(words, "<"), words);
        int is_there = 0;
        while (!is_there && (at = strstr(at, text))) {
            const char *place = at++;
            while (place > drawn && strncmp(place, "translate(", 10) != 0)
                place--;
            sscanf(place, "translate(%lf,%lf)", &their_x, &their_y);
            is_there = fabs(x - their_x) < 0.51 && fabs(y - their_y) < 0.51;
        }
        if (!is_there)
            fail_msg("%s: the script does not write %s at %g,%g", name, text, x, y);
    }
}

/* What `--script` draws on its own is the same picture: the same marks, the same words. */
static void the_script_draws_the_same(void **state)
{
    (void)state;
    struct cs_gnuplot *gnuplot = cs_gnuplot_new(NULL, 0);
    for (int kind = 0; kind < CS_N_CHART_KINDS; kind++) {
        struct cs_arena arena;
        struct cs_diag diag;
        struct cs_buf ours, script, drawn, our_list, list;
        cs_arena_init(&arena);
        cs_diag_init(&diag);
        struct cs_buf *all[] = {&ours, &script, &drawn, &our_list, &list};
        for (size_t i = 0; i < 5; i++)
            cs_buf_init(all[i]);
        const struct cs_chart *chart =
            chart_case(&arena, (enum cs_chart_kind)kind, 6,
                       CASE_TWO_GROUPS | CASE_INTERVALS | CASE_SOME_MISSING, NULL);
        struct cs_chart_look look = {.theme = CS_THEME_AUTO};
        assert_int_equal(cs_chart_draw(gnuplot, chart, &look, &ours, &diag), CS_OK);
        assert_int_equal(cs_chart_script(chart, &look, CS_GNUPLOT_OUTPUT, &script, &diag), CS_OK);
        assert_int_equal(cs_gnuplot_run(gnuplot, &script, "script", &drawn, &diag), CS_OK);
        check_labels(cs_buf_text(&ours), cs_buf_text(&drawn),
                     cs_chart_kind_info((enum cs_chart_kind)kind)->name);
        list_shapes(&drawn, &list, &diag);
        list_shapes(&ours, &our_list, &diag);
        assert_true(our_list.size > 100);
        assert_string_equal(cs_buf_text(&our_list), cs_buf_text(&list));
        for (size_t i = 0; i < 5; i++)
            cs_buf_clear(all[i]);
        cs_diag_clear(&diag);
        cs_arena_clear(&arena);
    }
    cs_gnuplot_free(gnuplot, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_habit_of_writing),      cmocka_unit_test(marks_that_are_used),
        cmocka_unit_test(damage_is_refused),         cmocka_unit_test(pairs_stay_apart),
        cmocka_unit_test(the_script_draws_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
