/* One report in memory: templates filled, charts drawn wide and narrow, the summary made. Writing
 * files is for the caller. */
#include "render/report/report.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/outlook/outlook.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/outfile.h"
#include "base/text.h"
#include "render/chart/chart.h"
#include "render/report/report_parts.h"
#include "render/report/template.h"

enum { ENDS_OF_A_MAP = 6 };

/* The chart as a phone can show it: the ends of a ranking for a map, no second line under a label.
 */
static struct cs_chart narrow_model(const struct cs_chart *chart, struct cs_arena *arena)
{
    struct cs_chart narrow = *chart;
    struct cs_chart_item *items = cs_arena_alloc(arena, (chart->n_items + 1) * sizeof *items);
    if (chart->kind == CS_CHART_TILEMAP) {
        narrow.kind = CS_CHART_REGIONS;
        narrow.n_top = narrow.n_bottom = ENDS_OF_A_MAP;
    }
    for (size_t i = 0; items && i < chart->n_items; i++) {
        items[i] = chart->items[i];
        items[i].detail = NULL;
    }
    narrow.items = items ? items : chart->items;
    return narrow;
}

/* A phone would shrink the wide chart until nobody can read it. One that is too narrow for what it
 * shows is left out: the wide chart stands for it. */
static enum cs_status draw_narrow(struct cs_gnuplot *gnuplot, const struct cs_chart *wide,
                                  struct cs_arena *arena, struct cs_buf *out, struct cs_diag *diag)
{
    struct cs_chart chart = narrow_model(wide, arena);
    struct cs_chart_look look = {.format = CS_CHART_SVG, .theme = CS_THEME_AUTO, .width = 400};
    struct cs_diag own;
    cs_diag_init(&own);
    enum cs_status status = cs_chart_draw(gnuplot, &chart, &look, out, &own);
    if (status == CS_USAGE)
        status = CS_OK;
    else
        cs_diag_merge(diag, &own);
    cs_diag_clear(&own);
    return status;
}

static enum cs_status draw_both(const struct cs_chart *chart, struct cs_gnuplot *gnuplot,
                                struct cs_arena *arena, struct cs_report_chart *out,
                                struct cs_diag *diag)
{
    struct cs_chart_look look = {.format = CS_CHART_SVG, .theme = CS_THEME_AUTO};
    struct cs_buf alt;
    enum cs_status status = cs_chart_draw(gnuplot, chart, &look, &out->svg, diag);
    if (status == CS_OK)
        status = draw_narrow(gnuplot, chart, arena, &out->narrow, diag);
    cs_buf_init(&alt);
    cs_chart_alt(chart, NULL, &alt);
    out->alt = cs_arena_strdup(arena, cs_buf_text(&alt));
    if (status == CS_OK && (alt.failed || !out->alt))
        status = cs_fail_memory(diag);
    cs_buf_clear(&alt);
    return status;
}

void cs_report_draw(const struct cs_chart *chart, const char *name, struct cs_gnuplot *gnuplot,
                    struct cs_arena *arena, struct cs_report_chart *out, const char **trouble,
                    struct cs_diag *diag)
{
    out->is_missing = *trouble || draw_both(chart, gnuplot, arena, out, diag) != CS_OK;
    out->name = out->is_missing ? NULL : name;
    if (!out->is_missing || *trouble)
        return;
    const char *why = diag->n_messages ? diag->messages[diag->n_messages - 1].text : NULL;
    why = why ? cs_arena_strdup(arena, why) : NULL;
    *trouble = why ? why : "gnuplot failed";
}

/* One section's chart, if it has one. */
static void draw(const struct cs_report_section *section, struct cs_gnuplot *gnuplot,
                 struct cs_report *report, struct cs_report_chart *out, struct cs_diag *diag)
{
    struct cs_chart chart = {0};
    if (section->chart(&report->outlook, &report->arena, &chart))
        cs_report_draw(&chart, section->name, gnuplot, &report->arena, out, &report->chart_trouble,
                       diag);
}

static enum cs_status fill(const struct cs_report_kit *kit, const struct cs_report_request *request,
                           enum cs_report_format format, struct cs_report *report,
                           struct cs_diag *diag)
{
    struct cs_report_host host = {kit, report, request, format};
    struct cs_template_host calls = cs_report_template_host(&host);
    const char *name = format == CS_REPORT_HTML ? "report.html" : "report.md";
    const char *text = cs_report_kit_file(kit, name);
    if (!text)
        return cs_fail(diag, CS_USAGE, NULL, NULL, "the templates do not include %s", name);
    struct cs_buf *out = format == CS_REPORT_HTML ? &report->html : &report->markdown;
    enum cs_status status = cs_template_fill(text, name, &calls, out, diag);
    cs_buf_putc(out, '\n');
    return status == CS_OK ? cs_report_number_cites(format, &report->outlook, out, diag) : status;
}

enum cs_status cs_report_make(const struct cs_report_kit *kit,
                              const struct cs_report_request *request, struct cs_report *out,
                              struct cs_diag *diag)
{
    *out = (struct cs_report){0};
    cs_arena_init(&out->arena);
    enum cs_status status =
        cs_outlook_find(&kit->data,
                        (struct cs_outlook_subject){.occupation = request->occupation,
                                                    .region = request->region,
                                                    .is_short = request->is_short},
                        &out->arena, &out->outlook, diag);
    if (status == CS_OK && !request->is_short) /* a day's work takes a third sheet */
        status = cs_report_find_work(kit, out, diag);
    for (size_t i = 0; status == CS_OK && request->gnuplot && i < CS_N_SECTIONS; i++)
        if ((cs_report_sections[i].draws_short || !request->is_short) &&
            cs_report_sections[i].is_there(&out->outlook))
            draw(&cs_report_sections[i], request->gnuplot, out, &out->charts[i], diag);
    if (status == CS_OK)
        status = fill(kit, request, CS_REPORT_HTML, out, diag);
    if (status == CS_OK)
        status = fill(kit, request, CS_REPORT_MARKDOWN, out, diag);
    if (status == CS_OK)
        status = cs_report_put_json(out, diag);
    return status;
}

enum cs_status cs_report_draw_chart(const struct cs_report_kit *kit,
                                    const struct cs_report_request *request, const char *name,
                                    struct cs_buf *out, struct cs_diag *diag)
{
    const struct cs_report_section *section = cs_report_section_named(cs_span_of(name ? name : ""));
    struct cs_chart_look look = {.format = CS_CHART_PNG, .theme = CS_THEME_LIGHT};
    struct cs_chart chart = {0};
    struct cs_outlook outlook;
    struct cs_arena arena;
    cs_arena_init(&arena);
    enum cs_status status =
        cs_outlook_find(&kit->data,
                        (struct cs_outlook_subject){.occupation = request->occupation,
                                                    .region = request->region,
                                                    .is_short = request->is_short},
                        &arena, &outlook, diag);
    if (status == CS_OK &&
        !(section && section->is_there(&outlook) && section->chart(&outlook, &arena, &chart)))
        status = cs_fail(diag, CS_NO_ANSWER, NULL, NULL, "the page has no chart of that name");
    if (status == CS_OK)
        status = cs_chart_draw(request->gnuplot, &chart, &look, out, diag);
    cs_arena_clear(&arena);
    return status;
}

void cs_report_clear(struct cs_report *report)
{
    for (size_t i = 0; i < CS_N_SECTIONS; i++) {
        cs_buf_clear(&report->charts[i].svg);
        cs_buf_clear(&report->charts[i].narrow);
    }
    cs_buf_clear(&report->html);
    cs_buf_clear(&report->markdown);
    cs_buf_clear(&report->json);
    cs_arena_clear(&report->arena);
}
