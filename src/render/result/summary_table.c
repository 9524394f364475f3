/* A summary as a table for people or rows for programs. Large ones are printed page by page as
 * they are made. */
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/observed/errors.h"
#include "analysis/observed/survey.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/inorder.h"
#include "render/result/footer.h"
#include "render/result/keys.h"
#include "render/result/money.h"
#include "render/result/summary.h"
#include "render/result/summary_sheet.h"
#include "render/write/table.h"
#include "stats/interval.h"
#include "stats/absence.h"
#include "stats/quantile.h"

/* Levels and measures of spread take the place of the other quantiles on a page for people. */
static bool shows_share(const struct cs_sheet *sheet, double share)
{
    return !sheet->is_for_people || share == 0.5 ||
           (!sheet->summary->levels && !sheet->summary->has_spread && !sheet->summary->errors);
}

static void add_spread_columns(struct cs_sheet *sheet, int decimals)
{
    cs_sheet_column(sheet, "trimmed_mean", "trimmed mean", decimals);
    cs_sheet_column(sheet, "winsorised_mean", "winsorized mean", decimals);
    cs_sheet_column(sheet, "geometric_mean", "geometric mean", decimals);
    cs_sheet_column(sheet, "gini", "Gini", 3);
    cs_sheet_column(sheet, "p90_p10", "p90/p10", 2);
    if (sheet->is_for_people)
        return;
    cs_sheet_column(sheet, "theil", "Theil", 3);
    cs_sheet_column(sheet, "atkinson_0.5", "Atkinson 0.5", 3);
    cs_sheet_column(sheet, "atkinson_1", "Atkinson 1", 3);
}

static void add_spread(const struct cs_sheet *sheet, struct cs_table *table,
                       const struct cs_distribution *group)
{
    cs_table_add_number(table, group->trimmed.value, 6);
    cs_table_add_number(table, group->winsorised.value, 6);
    cs_table_add_number(table, group->geometric.value, 6);
    cs_table_add_number(table, group->gini.value, 6);
    cs_table_add_number(table, group->p90_p10.value, 6);
    if (sheet->is_for_people)
        return;
    cs_table_add_number(table, group->theil.value, 6);
    cs_table_add_number(table, group->atkinson_half.value, 6);
    cs_table_add_number(table, group->atkinson_one.value, 6);
}

static void add_error_columns(struct cs_sheet *sheet, int decimals)
{
    static const char *const names[] = {"mean", "total", "share"};
    static const char *const headings[] = {"se of mean", "se of total", "se of share"};
    for (size_t i = 0; i < 3; i++) {
        int digits = i == 0 ? decimals : i == 1 ? 0 : 3;
        if (i > 0)
            cs_sheet_column(sheet, names[i], names[i], digits);
        cs_sheet_column(sheet, cs_sheet_join(sheet, names[i], "_se"), headings[i], digits);
        if (sheet->is_for_people)
            continue;
        cs_sheet_column(sheet, cs_sheet_join(sheet, names[i], "_lower"), "from", digits);
        cs_sheet_column(sheet, cs_sheet_join(sheet, names[i], "_upper"), "to", digits);
    }
}

static void add_errors(const struct cs_sheet *sheet, struct cs_table *table,
                       const struct cs_group_errors *errors)
{
    const struct cs_error none = {NAN, NAN, {NAN, NAN, NAN, NAN}};
    const struct cs_error *all[] = {errors ? &errors->mean : &none, errors ? &errors->total : &none,
                                    errors ? &errors->share : &none};
    for (size_t i = 0; i < 3; i++) {
        if (i > 0)
            cs_table_add_number(table, all[i]->value, 6);
        cs_table_add_number(table, all[i]->se, 6);
        if (sheet->is_for_people)
            continue;
        cs_table_add_number(table, all[i]->interval.lower, 6);
        cs_table_add_number(table, all[i]->interval.upper, 6);
    }
}

static void add_survey_columns(struct cs_sheet *sheet)
{
    const struct cs_summary *summary = sheet->summary;
    const struct cs_distribution *all = &summary->survey->all;
    int decimals = cs_pay_decimals(summary->survey->counts.unit);
    cs_sheet_column(sheet, "n", "n", 0);
    if (all->is_weighted) {
        cs_sheet_column(sheet, "weight", "weight", 0);
        if (!sheet->is_for_people)
            cs_sheet_column(sheet, "n_eff", "effective n", 1);
    }
    cs_sheet_column(sheet, "mean", "mean", decimals);
    if (!sheet->is_for_people)
        cs_sheet_column(sheet, "sd", "sd", decimals);
    for (size_t i = 0; i < summary->n_shares; i++) {
        char name[CS_SHARE_NAME_BYTES];
        const char *copy = cs_arena_strdup(sheet->arena, cs_share_name(summary->shares[i], name));
        if (!copy)
            return;
        if (!shows_share(sheet, summary->shares[i]))
            continue;
        cs_sheet_column(sheet, copy, strcmp(copy, "p50") == 0 ? "median" : copy, decimals);
        if (!sheet->is_for_people && all->method != CS_INTERVAL_NONE) {
            cs_sheet_column(sheet, cs_sheet_join(sheet, copy, "_lower"), "from", decimals);
            cs_sheet_column(sheet, cs_sheet_join(sheet, copy, "_upper"), "to", decimals);
        }
    }
    cs_sheet_level_columns(sheet, decimals);
    if (summary->errors)
        add_error_columns(sheet, decimals);
    if (summary->has_spread)
        add_spread_columns(sheet, decimals);
    if (!sheet->is_for_people)
        cs_sheet_column(sheet, "absent", "absent", -1);
}

static void add_survey_row(const struct cs_sheet *sheet, struct cs_table *table,
                           const uint32_t *keys, const struct cs_distribution *group)
{
    enum cs_presence reason = group->is_below_minimum ? CS_BELOW_MINIMUM_N : CS_NOT_AVAILABLE;
    cs_sheet_keys(sheet, table, keys);
    if (group->is_below_minimum)
        cs_table_add_absent(table, reason);
    else
        cs_table_add_number(table, (double)group->n, 0);
    if (group->is_weighted) {
        cs_table_add_number(table, group->weight, 6);
        if (!sheet->is_for_people)
            cs_table_add_number(table, group->n_eff, 3);
    }
    cs_table_add_number(table, group->moments.mean, 6);
    if (!sheet->is_for_people)
        cs_table_add_number(table, group->moments.sd, 6);
    for (size_t i = 0; i < group->n_points; i++) {
        const struct cs_point *point = &group->points[i];
        if (!shows_share(sheet, point->share))
            continue;
        cs_table_add_number(table, point->value, 6);
        if (sheet->is_for_people || group->method == CS_INTERVAL_NONE)
            continue;
        cs_table_add_number(table, point->interval.lower, 6);
        cs_table_add_number(table, point->interval.upper, 6);
    }
    cs_sheet_levels(sheet, table, group->level_means);
    if (sheet->summary->errors)
        add_errors(sheet, table,
                   keys && !group->is_below_minimum ? cs_errors_of(sheet->summary->errors, keys)
                                                    : NULL);
    if (sheet->summary->has_spread)
        add_spread(sheet, table, group);
    if (!sheet->is_for_people)
        cs_table_add_text(table, group->is_below_minimum ? "below_minimum_n"
                                 : group->lack           ? cs_absence_name(group->lack)
                                                         : NULL);
}

/* For people medians stand once more with their intervals, in a table of their own. */
struct intervals {
    struct cs_sheet sheet;
    struct cs_table table;
    bool is_wanted;
};

static void start_intervals(const struct cs_sheet *of, struct intervals *intervals)
{
    const struct cs_summary *summary = of->summary;
    int decimals = cs_pay_decimals(summary->survey->counts.unit);
    *intervals = (struct intervals){
        .sheet = {.summary = summary, .arena = of->arena, .is_for_people = true}};
    for (size_t i = 0; i < summary->n_shares; i++)
        intervals->is_wanted |= summary->shares[i] == 0.5;
    intervals->is_wanted &= summary->survey->all.method != CS_INTERVAL_NONE;
    cs_sheet_key_columns(&intervals->sheet, 0);
    cs_sheet_column(&intervals->sheet, "median", "median", decimals);
    cs_sheet_column(&intervals->sheet, "from", "from", decimals);
    cs_sheet_column(&intervals->sheet, "to", "to", decimals);
    cs_sheet_column(&intervals->sheet, "absent", "", -1);
    cs_table_init(&intervals->table, of->arena, intervals->sheet.columns,
                  intervals->sheet.n_columns);
}

static void add_interval(struct intervals *intervals, const uint32_t *keys,
                         const struct cs_distribution *group)
{
    for (size_t i = 0; i < group->n_points && intervals->is_wanted; i++) {
        const struct cs_point *point = &group->points[i];
        if (point->share != 0.5 || point->lack)
            continue;
        cs_sheet_keys(&intervals->sheet, &intervals->table, keys);
        cs_table_add_number(&intervals->table, point->value, 6);
        cs_table_add_number(&intervals->table, point->interval.lower, 6);
        cs_table_add_number(&intervals->table, point->interval.upper, 6);
        cs_table_add_text(&intervals->table,
                          point->interval_lack ? cs_absence_words(point->interval_lack) : "");
    }
}

static enum cs_status print_intervals(const struct intervals *intervals,
                                      enum cs_table_format format, struct cs_buf *out,
                                      struct cs_diag *diag)
{
    const struct cs_distribution *all = &intervals->sheet.summary->survey->all;
    if (!intervals->is_wanted || intervals->table.n_cells == 0)
        return CS_OK;
    const struct cs_design *design = &intervals->sheet.summary->survey->counts.design;
    cs_buf_printf(out, "\nMedian and its %g%% interval (", 100 * all->confidence);
    if (design->n_clusters && all->method == CS_INTERVAL_WOODRUFF)
        cs_buf_printf(out, "Woodruff, by the sample's %zu strata and %zu clusters)\n\n",
                      design->n_strata, design->n_clusters);
    else
        cs_buf_printf(out, "%s)\n\n", cs_interval_method_words(all->method));
    return cs_table_print(&intervals->table, format, out, diag);
}

static enum cs_status add_pages(struct cs_sheet *sheet, struct cs_table *table,
                                struct intervals *intervals, struct cs_diag *diag)
{
    const struct cs_survey *survey = sheet->summary->survey;
    enum cs_status status = CS_OK;
    for (size_t first = 0, n = 0; first < survey->n_groups && status == CS_OK; first += n) {
        const struct cs_survey_group *groups;
        status = cs_survey_page(survey, first, &groups, &n, diag);
        for (size_t i = 0; i < n && status == CS_OK; i++) {
            add_survey_row(sheet, table, groups[i].key, &groups[i].distribution);
            add_interval(intervals, groups[i].key, &groups[i].distribution);
        }
    }
    if (sheet->summary->has_total) {
        add_survey_row(sheet, table, NULL, &survey->all);
        add_interval(intervals, NULL, &survey->all);
    }
    return status;
}

static enum cs_status print_for_people(struct cs_sheet *sheet, enum cs_table_format format,
                                       struct cs_buf *out, struct cs_diag *diag)
{
    const struct cs_survey *survey = sheet->summary->survey;
    struct cs_table table;
    struct intervals intervals;
    cs_table_init(&table, sheet->arena, sheet->columns, sheet->n_columns);
    start_intervals(sheet, &intervals);
    enum cs_status status = add_pages(sheet, &table, &intervals, diag);
    if (status != CS_OK)
        return status;
    cs_sheet_heading(sheet->summary, 0, out);
    cs_put_pay_words(out, survey->counts.unit);
    cs_buf_printf(out, ", individual observations%s, quantiles by %s\n\n",
                  survey->counts.n_factors ? ", converted" : "",
                  cs_quantile_rule_name(survey->all.rule));
    status = cs_table_print(&table, format, out, diag);
    if (status == CS_OK)
        status = print_intervals(&intervals, format, out, diag);
    if (survey->n_withheld)
        cs_buf_printf(out, "\nGroups withheld: %zu, of fewer than %g observations%s\n",
                      survey->n_withheld, sheet->summary->minimum_n,
                      sheet->summary->has_total ? ", dominated by two, or needed to keep such a "
                                                  "group from\nbeing computed from the total"
                                                : "");
    size_t n_outside = survey->counts.n_without_key;
    if (n_outside)
        cs_buf_printf(out, "\nIn no group: %zu observation%s without a key to group by\n",
                      n_outside, n_outside == 1 ? "" : "s");
    return status;
}

/* Rows for programs, some at a time: worked out and printed by several threads, put out in order.
 */
enum { STRIP_GROUPS = 64, MOST_BUFFERED_BYTES = 1 << 18 };
struct strip {
    struct cs_buf text;
    struct cs_diag diag;
    enum cs_status status;
};
struct printing {
    const struct cs_sheet *sheet;
    enum cs_table_format format;
    struct cs_inorder *order;
    struct cs_buf *out;
    struct cs_diag *diag;
    enum cs_status status;
    struct strip failed; /* put in place of one there was no memory for */
};

static void put_out(void *context, void *result)
{
    struct printing *printing = context;
    const struct cs_summary *summary = printing->sheet->summary;
    struct strip *strip = result;
    if (strip == &printing->failed || strip->text.failed) {
        printing->status = cs_fail_memory(printing->diag);
    } else if (printing->status == CS_OK) {
        printing->status = strip->status;
        cs_buf_put(printing->out, cs_buf_text(&strip->text), strip->text.size);
    }
    cs_diag_merge(printing->diag, &strip->diag);
    if (printing->status == CS_OK && summary->flush && printing->out->size > MOST_BUFFERED_BYTES)
        summary->flush(summary->flush_context, printing->out);
    cs_buf_clear(&strip->text);
    cs_diag_clear(&strip->diag);
    if (strip != &printing->failed)
        free(strip);
}

static void print_strip(void *context, size_t number, const struct cs_survey_group *groups,
                        size_t n)
{
    struct printing *printing = context;
    struct strip *strip = calloc(1, sizeof *strip);
    struct cs_arena arena;
    struct cs_sheet sheet = *printing->sheet;
    struct cs_table table;
    cs_arena_init(&arena);
    sheet.arena = &arena;
    cs_table_init(&table, &arena, sheet.columns, sheet.n_columns);
    table.is_continued = true;
    for (size_t i = 0; i < n && strip && strip->status == CS_OK; i++) {
        table.n_cells = 0;
        add_survey_row(&sheet, &table, groups[i].key, &groups[i].distribution);
        strip->status = cs_table_print(&table, printing->format, &strip->text, &strip->diag);
    }
    cs_arena_clear(&arena);
    cs_inorder_put(printing->order, number, strip ? strip : &printing->failed);
}

static enum cs_status print_groups(const struct cs_sheet *sheet, enum cs_table_format format,
                                   struct cs_buf *out, struct cs_diag *diag)
{
    struct printing printing = {.sheet = sheet, .format = format, .out = out, .diag = diag};
    struct cs_survey_taker taker = {&printing, print_strip};
    printing.order = cs_inorder_new(put_out, &printing);
    if (!printing.order)
        return cs_fail_memory(diag);
    enum cs_status status = cs_survey_each(sheet->summary->survey, STRIP_GROUPS, &taker, diag);
    cs_inorder_free(printing.order);
    return status == CS_OK ? printing.status : status;
}

static enum cs_status print_for_programs(struct cs_sheet *sheet, enum cs_table_format format,
                                         struct cs_buf *out, struct cs_diag *diag)
{
    struct cs_table table;
    cs_table_init(&table, sheet->arena, sheet->columns, sheet->n_columns);
    enum cs_status status = cs_table_print(&table, format, out, diag);
    if (status == CS_OK)
        status = print_groups(sheet, format, out, diag);
    table.is_continued = true;
    if (status != CS_OK || !sheet->summary->has_total)
        return status;
    add_survey_row(sheet, &table, NULL, &sheet->summary->survey->all);
    return cs_table_print(&table, format, out, diag);
}

static enum cs_status print_survey(struct cs_sheet *sheet, enum cs_table_format format,
                                   struct cs_buf *out, struct cs_diag *diag)
{
    cs_sheet_key_columns(sheet, 0);
    add_survey_columns(sheet);
    return sheet->is_for_people ? print_for_people(sheet, format, out, diag)
                                : print_for_programs(sheet, format, out, diag);
}

static enum cs_status put_sources(const struct cs_summary *summary, struct cs_buf *out,
                                  struct cs_diag *diag)
{
    struct cs_used_sources used;
    enum cs_status status = cs_used_sources_init(&used, summary->dataset, diag);
    if (status != CS_OK)
        return status;
    cs_summary_use_sources(summary, &used);
    cs_put_footer(out, summary->dataset, &used);
    cs_used_sources_clear(&used);
    struct cs_conversion conversion;
    status = cs_conversion_init(&conversion, summary->prices, diag);
    if (status != CS_OK)
        return status;
    cs_summary_add_conversion(summary, &conversion);
    cs_put_conversion(out, &conversion);
    cs_conversion_clear(&conversion);
    return CS_OK;
}

enum cs_status cs_summary_table(const struct cs_summary *summary, enum cs_table_format format,
                                struct cs_arena *arena, struct cs_buf *out, struct cs_diag *diag)
{
    bool is_for_people = format == CS_TABLE_TEXT || format == CS_TABLE_MARKDOWN;
    struct cs_sheet sheet = {.summary = summary, .arena = arena, .is_for_people = is_for_people};
    enum cs_status status = CS_OK;
    if (summary->survey)
        status = print_survey(&sheet, format, out, diag);
    if (status == CS_OK && summary->survey && summary->listing)
        cs_buf_putc(out, '\n');
    sheet.n_columns = 0;
    if (status == CS_OK && summary->listing)
        status = cs_print_listing(&sheet, format, out, diag);
    return status == CS_OK && is_for_people ? put_sources(summary, out, diag) : status;
}
