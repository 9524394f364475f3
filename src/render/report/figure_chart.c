/* The picture of one figure: the report's model of its section, its words completed, drawn and
 * sealed by a digest of what it shows. */
#include "render/report/figure_chart.h"

#include <stdbool.h>
#include <string.h>

#include "analysis/outlook/outlook.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/text.h"
#include "data/period.h"
#include "guide/figure/figure_words.h"
#include "guide/refresh/picture.h"
#include "render/chart/chart.h"
#include "render/draw/gnuplot.h"
#include "render/report/report_parts.h"

static enum cs_status check_call(const struct cs_painting *painting, struct cs_diag *diag)
{
    const struct cs_figure_call *call = painting->call;
    bool takes_per = (painting->value->info->arguments & CS_ARG_PER) != 0;
    if (call->period)
        return cs_fail(diag, CS_USAGE, NULL, "leave out period, or use a table",
                       "a chart shows the newest figures");
    if (takes_per && call->per && strcmp(call->per, "year") != 0)
        return cs_fail(diag, CS_USAGE, NULL, "leave out per, or use a table",
                       "a chart shows pay per year");
    return CS_OK;
}

/* Whether the section stands on the nation's figures though a region was asked for. */
static bool is_elsewhere(const struct cs_outlook *o, const struct cs_figure_info *info)
{
    if (info->measure == CS_PERCENT_CHANGE || info->measure == CS_OPENINGS_ANNUAL)
        return o->projected.is_fallback;
    if (strcmp(info->chart, "levels") == 0)
        return strcmp(o->levels.region_code, o->about.region_code) != 0;
    return o->pay.is_fallback &&
           (strcmp(info->chart, "pay") == 0 || strcmp(info->chart, "history") == 0);
}

/* A guide may speak of several occupations, places and years: the picture says which it shows,
 * where its own words do not. */
static void say_what(const struct cs_outlook *o, struct cs_painting *painting,
                     struct cs_chart *chart)
{
    const struct cs_figure_value *value = painting->value;
    struct cs_arena *arena = painting->arena;
    bool has_years = chart->kind == CS_CHART_HISTORY || cs_period_is_span(value->period);
    const char *period = has_years ? "" : cs_period_short(value->period, arena);
    const char *subtitle = chart->subtitle ? chart->subtitle : "";
    bool says_region = strstr(subtitle, o->about.region) ||
                       strcmp(o->about.region_code, "US") == 0 || chart->kind == CS_CHART_REGIONS ||
                       chart->kind == CS_CHART_TILEMAP || chart->kind == CS_CHART_COMPARE;
    chart->subtitle = cs_arena_printf(
        arena, "%s%s%s%s%s%s%s", subtitle, *subtitle ? " · " : "", o->about.title,
        says_region ? "" : ", ", says_region ? "" : o->about.region, *period ? ", " : "", period);
    /* Openings are split in an older projection where the newest has no parts. */
    painting->period = chart->kind == CS_CHART_OPENINGS && o->projected.split
                           ? o->projected.split->period_text
                           : value->period_text;
}

/* Only the best paid, which stand first. */
static void keep_top(struct cs_painting *painting, struct cs_chart *chart)
{
    size_t top = (size_t)painting->call->top;
    if (top == 0 || top >= chart->n_items)
        return;
    chart->kind = CS_CHART_REGIONS;
    chart->n_items = top;
    chart->title = cs_arena_printf(
        painting->arena, "Best paid in %s",
        cs_region_in_sentence(chart->items[0].code, chart->items[0].label, painting->arena));
}

static enum cs_status make_model(const struct cs_figure_charts *charts,
                                 struct cs_painting *painting, struct cs_chart *chart,
                                 struct cs_diag *diag)
{
    const struct cs_figure_value *value = painting->value;
    const struct cs_figure_data *figures = charts->figures;
    struct cs_arena *arena = painting->arena;
    struct cs_outlook_data data = {.lookup = figures->lookup,
                                   .price_data = figures->price_data,
                                   .reference = figures->reference};
    struct cs_outlook_subject subject = {value->occupation_code, value->region_code, 1};
    struct cs_outlook *o = cs_arena_alloc(arena, sizeof *o);
    const struct cs_report_section *section =
        cs_report_section_named(cs_span_of(value->info->chart));
    if (!o || !section)
        return cs_fail_memory(diag);
    enum cs_status status = cs_outlook_find(&data, subject, arena, o, diag);
    if (status != CS_OK)
        return status;
    painting->absence = is_elsewhere(o, value->info)
                            ? cs_arena_printf(arena, "the data have none for %s", value->region)
                        : section->chart(o, arena, chart) ? NULL
                        : value->info->measure == CS_OPENINGS_ANNUAL
                            ? "the data do not say where the openings come from"
                            : "too few figures for a chart";
    say_what(o, painting, chart);
    keep_top(painting, chart);
    return CS_OK;
}

/* The model is known by its script and its words: both are the same on any machine. */
static enum cs_status describe(const struct cs_chart *chart, const struct cs_chart_look *look,
                               struct cs_painting *painting, struct cs_diag *diag)
{
    struct cs_buf words;
    cs_buf_init(&words);
    cs_chart_alt(chart, NULL, &words);
    painting->alt = cs_arena_strdup(painting->arena, cs_buf_text(&words));
    enum cs_status status = cs_chart_script(chart, look, "chart", &words, diag);
    if (status == CS_OK && (words.failed || !painting->alt))
        status = cs_fail_memory(diag);
    if (status == CS_OK) {
        cs_seal_digest(cs_buf_text(&words), words.size, CS_SEAL_DIGITS, painting->seal.model);
        cs_seal_alt(&painting->seal, painting->alt, painting->before);
    }
    cs_buf_clear(&words);
    return status;
}

static enum cs_status draw(struct cs_figure_charts *charts, const struct cs_chart *chart,
                           const struct cs_chart_look *look, struct cs_painting *painting,
                           struct cs_diag *diag)
{
    struct cs_buf picture;
    if (!charts->gnuplot)
        charts->gnuplot = cs_gnuplot_new(NULL, 0);
    if (!charts->gnuplot)
        return cs_fail_memory(diag);
    cs_buf_init(&picture);
    enum cs_status status = cs_chart_draw(charts->gnuplot, chart, look, &picture, diag);
    if (status == CS_OK)
        status =
            cs_picture_seal(painting->kind, &picture, &painting->seal, &painting->picture, diag);
    cs_buf_clear(&picture);
    return status;
}

static enum cs_status paint(void *context, struct cs_painting *painting, struct cs_diag *diag)
{
    static const enum cs_chart_format formats[] = {[CS_PICTURE_SVG] = CS_CHART_SVG,
                                                   [CS_PICTURE_PNG] = CS_CHART_PNG,
                                                   [CS_PICTURE_PDF] = CS_CHART_PDF};
    struct cs_chart chart = {0};
    struct cs_chart_look look = {.format = formats[painting->kind],
                                 .theme = painting->kind == CS_PICTURE_SVG ? CS_THEME_AUTO
                                                                           : CS_THEME_LIGHT,
                                 .scale = 2};
    enum cs_status status = check_call(painting, diag);
    if (status == CS_OK)
        status = make_model(context, painting, &chart, diag);
    if (status != CS_OK || painting->absence)
        return status;
    status = describe(&chart, &look, painting, diag);
    return status == CS_OK && painting->wants_picture ? draw(context, &chart, &look, painting, diag)
                                                      : status;
}

struct cs_painter cs_figure_painter(struct cs_figure_charts *charts)
{
    return (struct cs_painter){charts, paint};
}

void cs_figure_charts_clear(struct cs_figure_charts *charts, struct cs_diag *diag)
{
    cs_gnuplot_free(charts->gnuplot, diag);
    charts->gnuplot = NULL;
}
