/* A chart's outputs: checks, sizes, and the way from model to scene to file. How each kind looks
 * is in chart_*.c of its name. */
#include "render/chart/chart.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/text.h"
#include "data/quantity.h"
#include "render/chart/chart_build.h"
#include "render/chart/chart_format.h"
#include "render/draw/font.h"
#include "render/draw/gnuplot.h"
#include "render/draw/palette.h"
#include "render/draw/scene.h"
#include "render/draw/scene_gnuplot.h"
#include "render/draw/style.h"
#include "render/draw/svg.h"

static const double natural_width = 720, least_width = 280, most_pixels = 8000;

static const struct {
    struct cs_chart_kind_info info;
    enum cs_status (*build)(struct cs_builder *builder);
} kinds[CS_N_CHART_KINDS] = {
    [CS_CHART_LEVELS] = {{"levels", "pay by experience level, median and average"}, cs_build_bars},
    [CS_CHART_REGIONS] = {{"regions", "regions ranked, with a reference line"}, cs_build_bars},
    [CS_CHART_TILEMAP] = {{"tilemap", "US states as equal tiles, shaded by value"},
                          cs_build_tilemap},
    [CS_CHART_RANGE] = {{"range", "the 10th to 90th percentile, the middle half, the median"},
                        cs_build_range},
    [CS_CHART_HISTORY] = {{"history", "pay over the years, nominal and real"}, cs_build_lines},
    [CS_CHART_OUTLOOK] = {{"outlook", "employment, its projection, our own interval"},
                          cs_build_lines},
    [CS_CHART_OPENINGS] = {{"openings", "yearly openings: growth, exits, transfers"},
                           cs_build_openings},
    [CS_CHART_COMPARE] = {{"compare", "differences around zero, or two groups side by side"},
                          cs_build_compare},
    [CS_CHART_HEATMAP] = {{"heatmap", "one value by two dimensions, as shaded cells"},
                          cs_build_heatmap},
    [CS_CHART_GAP] = {{"gap", "a gap between two groups taken apart"}, cs_build_bars},
    [CS_CHART_DISTRIBUTION] = {{"distribution", "individual observations, with their quantiles"},
                               cs_build_distribution},
    [CS_CHART_LORENZ] = {{"lorenz", "how pay is shared out: Lorenz curves, with Gini"},
                         cs_build_lorenz},
};

const struct cs_chart_kind_info *cs_chart_kind_info(enum cs_chart_kind kind)
{
    return &kinds[kind].info;
}

bool cs_chart_kind_parse(struct cs_span name, enum cs_chart_kind *kind)
{
    for (int i = 0; i < CS_N_CHART_KINDS; i++)
        if (cs_span_equals(name, kinds[i].info.name)) {
            *kind = (enum cs_chart_kind)i;
            return true;
        }
    return false;
}

void cs_chart_item_init(struct cs_chart_item *item, const char *label)
{
    struct cs_quantity none = cs_quantity_missing(CS_NOT_REPORTED);
    *item = (struct cs_chart_item){.label = label,
                                   .value = none,
                                   .other = none,
                                   .low = none,
                                   .high = none,
                                   .p10 = none,
                                   .p25 = none,
                                   .p75 = none,
                                   .p90 = none,
                                   .parts = {none, none, none}};
}

void cs_chart_point_init(struct cs_chart_point *point, double year, struct cs_quantity value)
{
    struct cs_quantity none = cs_quantity_missing(CS_NOT_REPORTED);
    *point = (struct cs_chart_point){
        .year = year, .value = value, .low = {none, none}, .high = {none, none}};
}

static enum cs_status check_size(const struct cs_chart_look *look, struct cs_diag *diag)
{
    bool is_too_large = look->width > most_pixels || look->height > most_pixels;
    if (!is_too_large && (look->width == 0 || look->width >= least_width) && look->height >= 0 &&
        look->width >= 0)
        return CS_OK;
    return cs_fail(diag, CS_USAGE, NULL, NULL,
                   "a chart is %g to %g pixels wide and at most %g high, not %dx%d", least_width,
                   most_pixels, most_pixels, look->width, look->height);
}

/* Places everything; the scene's strings live in the arena. */
static enum cs_status build_scene(const struct cs_chart *chart, const struct cs_chart_look *look,
                                  struct cs_arena *arena, struct cs_scene *scene,
                                  struct cs_diag *diag)
{
    enum cs_status status = check_size(look, diag);
    if (status != CS_OK)
        return status;
    cs_scene_init(scene, arena, look->style ? look->style : cs_style_default());
    scene->width = look->width ? look->width : natural_width;
    struct cs_builder builder = {.chart = chart,
                                 .look = look,
                                 .scene = scene,
                                 .arena = arena,
                                 .diag = diag,
                                 .format = {cs_language_of(look->language), chart->unit, 0, 0}};
    cs_build_head(&builder);
    scene->frame = (struct cs_frame){
        builder.pad, scene->width - builder.pad, builder.y, builder.y + 1, 0, 1, 0, 1};
    status = kinds[chart->kind].build(&builder);
    if (status != CS_OK)
        return status;
    cs_build_foot(&builder);
    if (scene->height > most_pixels)
        return cs_fail(diag, CS_USAGE, NULL, "show fewer of them, or take the table behind it",
                       "a chart of all %zu entries would be %.0f pixels high; the limit is %g",
                       chart->n_items, scene->height, most_pixels);
    return scene->has_failed ? cs_fail_memory(diag) : CS_OK;
}

/* The date a PDF was made is no part of the chart: it becomes a fixed one of the same length. */
static void fix_date(char *bytes, size_t n_bytes)
{
    static const char key[] = "/CreationDate (D:", fixed[] = "20000101000000";
    char *found = memmem(bytes, n_bytes, key, sizeof key - 1);
    size_t left = found ? n_bytes - (size_t)(found - bytes) : 0;
    if (left > sizeof key - 1 + sizeof fixed - 1)
        memcpy(found + sizeof key - 1, fixed, sizeof fixed - 1);
}

struct drawing {
    const struct cs_chart *chart;
    const struct cs_chart_look *look;
    struct cs_scene scene;
    struct cs_palette palette;
    const char *title; /* clean */
    struct cs_buf script, drawn, alt;
};

/* What gnuplot drew, made into what is handed out. */
static enum cs_status finish_drawing(struct drawing *drawing, struct cs_buf *out,
                                     struct cs_diag *diag)
{
    const struct cs_chart_look *look = drawing->look;
    if (look->format == CS_CHART_SVG) {
        cs_chart_alt(drawing->chart, look->language, &drawing->alt);
        struct cs_svg svg = {drawing->title, cs_buf_text(&drawing->alt), &drawing->scene,
                             &drawing->palette, look->theme};
        return cs_svg_write(&drawing->drawn, &svg, out, diag);
    }
    if (look->format == CS_CHART_PDF)
        fix_date(drawing->drawn.data, drawing->drawn.size);
    cs_buf_put(out, drawing->drawn.data, drawing->drawn.size);
    return out->failed ? cs_fail_memory(diag) : CS_OK;
}

static enum cs_status run_drawing(struct cs_gnuplot *gnuplot, struct drawing *drawing,
                                  struct cs_buf *out, struct cs_diag *diag)
{
    const struct cs_chart_look *look = drawing->look;
    struct cs_script how = {
        NULL,         CS_GNUPLOT_OUTPUT,
        look->format, look->theme == CS_THEME_DARK,
        look->scale,  look->format == CS_CHART_SVG ? CS_SCRIPT_MARKS : CS_SCRIPT_WHOLE};
    const char *title = cs_font_clean(drawing->scene.arena, drawing->chart->title);
    drawing->title = title ? title : "";
    enum cs_status status =
        cs_palette_make(&drawing->scene, drawing->scene.arena, &drawing->palette, diag);
    if (status != CS_OK)
        return status;
    cs_scene_script(&drawing->scene, &drawing->palette, &how, &drawing->script);
    status = cs_gnuplot_run(gnuplot, &drawing->script, drawing->title, &drawing->drawn, diag);
    size_t size_before = out->size;
    if (status == CS_OK)
        status = finish_drawing(drawing, out, diag);
    if (status != CS_OK && out->size > size_before) {
        out->size = size_before;
        out->data[size_before] = '\0';
    }
    return status;
}

enum cs_status cs_chart_draw(struct cs_gnuplot *gnuplot, const struct cs_chart *chart,
                             const struct cs_chart_look *look, struct cs_buf *out,
                             struct cs_diag *diag)
{
    struct cs_arena arena;
    struct drawing drawing = {.chart = chart, .look = look};
    cs_arena_init(&arena);
    cs_buf_init(&drawing.script);
    cs_buf_init(&drawing.drawn);
    cs_buf_init(&drawing.alt);
    enum cs_status status = build_scene(chart, look, &arena, &drawing.scene, diag);
    if (status == CS_OK)
        status = run_drawing(gnuplot, &drawing, out, diag);
    cs_buf_clear(&drawing.alt);
    cs_buf_clear(&drawing.drawn);
    cs_buf_clear(&drawing.script);
    cs_arena_clear(&arena);
    return status;
}

enum cs_status cs_chart_script(const struct cs_chart *chart, const struct cs_chart_look *look,
                               const char *file, struct cs_buf *out, struct cs_diag *diag)
{
    struct cs_arena arena;
    struct cs_scene scene;
    struct cs_palette palette;
    cs_arena_init(&arena);
    enum cs_status status = build_scene(chart, look, &arena, &scene, diag);
    if (status == CS_OK)
        status = cs_palette_make(&scene, &arena, &palette, diag);
    if (status == CS_OK) {
        struct cs_script how = {cs_font_clean(&arena, chart->title), file,        look->format,
                                look->theme == CS_THEME_DARK,        look->scale, CS_SCRIPT_WHOLE};
        cs_scene_script(&scene, &palette, &how, out);
        status = out->failed ? cs_fail_memory(diag) : CS_OK;
    }
    cs_arena_clear(&arena);
    return status;
}
