#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/pool.h"
#include "render/keys.h"
#include "render/summary.h"

enum { MOST_COLUMNS = 96 };

/* The columns of a table while it is put together. */
struct sheet {
    const struct cs_summary *summary;
    struct cs_arena *arena;
    struct cs_table_column columns[MOST_COLUMNS];
    size_t n_columns;
    int is_for_people; /* text and Markdown: titles, fewer columns */
};

static void add_column(struct sheet *sheet, const char *name, const char *heading, int decimals)
{
    if (sheet->n_columns < MOST_COLUMNS && name && heading)
        sheet->columns[sheet->n_columns++] =
            (struct cs_table_column){name, heading, decimals >= 0, decimals};
}

static const char *join(struct sheet *sheet, const char *a, const char *b)
{
    return cs_arena_printf(sheet->arena, "%s%s", a, b);
}

static void add_key_columns(struct sheet *sheet)
{
    for (size_t i = 0; i < sheet->summary->n_by; i++) {
        const char *name = cs_dim_name(sheet->summary->by[i]);
        if (sheet->is_for_people) {
            add_column(sheet, name, name, -1);
        } else {
            add_column(sheet, join(sheet, name, "_code"), name, -1);
            add_column(sheet, join(sheet, name, "_title"), name, -1);
        }
    }
}

/* keys NULL: the row of all groups together. */
static void add_keys(const struct sheet *sheet, struct cs_table *table, const uint32_t *keys)
{
    for (size_t i = 0; i < sheet->summary->n_by; i++) {
        enum cs_dim dim = sheet->summary->by[i];
        const struct cs_key *key =
            cs_dataset_key(sheet->summary->dataset, dim, keys ? keys[dim] : CS_NO_KEY);
        if (!sheet->is_for_people)
            cs_table_add_text(table, key ? key->code : NULL);
        cs_table_add_text(table, key ? cs_key_words(key) : keys ? NULL : "all");
    }
}

/* Whether pay is shown with cents: hourly pay is. */
static int pay_decimals(struct cs_unit unit)
{
    return unit.per == CS_PER_HOUR ? 2 : 0;
}

static void add_survey_columns(struct sheet *sheet)
{
    const struct cs_summary *summary = sheet->summary;
    const struct cs_distribution *all = &summary->survey->all;
    int decimals = pay_decimals(summary->survey->counts.unit);
    add_column(sheet, "n", "n", 0);
    if (all->is_weighted) {
        add_column(sheet, "weight", "weight", 0);
        if (!sheet->is_for_people)
            add_column(sheet, "n_eff", "effective n", 1);
    }
    add_column(sheet, "mean", "mean", decimals);
    if (!sheet->is_for_people)
        add_column(sheet, "sd", "sd", decimals);
    for (size_t i = 0; i < summary->n_shares; i++) {
        char name[CS_SHARE_NAME_BYTES];
        const char *copy = cs_arena_strdup(sheet->arena, cs_share_name(summary->shares[i], name));
        if (!copy)
            return;
        add_column(sheet, copy, strcmp(copy, "p50") == 0 ? "median" : copy, decimals);
        if (!sheet->is_for_people && all->method != CS_INTERVAL_NONE) {
            add_column(sheet, join(sheet, copy, "_lower"), "from", decimals);
            add_column(sheet, join(sheet, copy, "_upper"), "to", decimals);
        }
    }
    if (!sheet->is_for_people)
        add_column(sheet, "absent", "absent", -1);
}

static void add_survey_row(const struct sheet *sheet, struct cs_table *table, const uint32_t *keys,
                           const struct cs_distribution *group)
{
    enum cs_presence reason =
        group->is_below_minimum ? CS_BELOW_MINIMUM_N : CS_NOT_AVAILABLE;
    add_keys(sheet, table, keys);
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
        cs_table_add_number(table, point->value, 6);
        if (sheet->is_for_people || group->method == CS_INTERVAL_NONE)
            continue;
        cs_table_add_number(table, point->interval.lower, 6);
        cs_table_add_number(table, point->interval.upper, 6);
    }
    if (!sheet->is_for_people)
        cs_table_add_text(table, group->is_below_minimum ? "below_minimum_n"
                                 : group->lack           ? cs_lack_name(group->lack)
                                                         : NULL);
}

static int is_by(const struct cs_summary *summary, int dim)
{
    for (size_t i = 0; i < summary->n_by; i++)
        if ((int)summary->by[i] == dim)
            return 1;
    return 0;
}

/* What all groups share: a filter of one value, or the one key of all published rows. */
static void put_heading(const struct cs_summary *summary, int is_listing, struct cs_buf *out)
{
    uint32_t shared[CS_N_DIMS];
    for (int d = 0; d < CS_N_DIMS; d++) {
        shared[d] = CS_NO_KEY;
        if (is_by(summary, d))
            continue;
        if (is_listing && summary->listing->n_groups)
            shared[d] = summary->listing->groups[0].key[d];
        else if (summary->among && summary->among->n_kept[d] == 1)
            shared[d] = summary->among->first[d];
    }
    cs_put_shared_keys(out, summary->dataset, shared);
}

static enum cs_status add_pages(struct sheet *sheet, struct cs_table *table, struct cs_diag *diag)
{
    const struct cs_survey *survey = sheet->summary->survey;
    enum cs_status status = CS_OK;
    for (size_t first = 0, n = 0; first < survey->n_groups && status == CS_OK; first += n) {
        const struct cs_survey_group *groups;
        status = cs_survey_page(survey, first, &groups, &n, diag);
        for (size_t i = 0; i < n && status == CS_OK; i++)
            add_survey_row(sheet, table, groups[i].key, &groups[i].distribution);
    }
    if (sheet->summary->has_total)
        add_survey_row(sheet, table, NULL, &survey->all);
    return status;
}

static enum cs_status print_for_people(struct sheet *sheet, enum cs_table_format format,
                                       struct cs_buf *out, struct cs_diag *diag)
{
    const struct cs_survey *survey = sheet->summary->survey;
    struct cs_table table;
    cs_table_init(&table, sheet->arena, sheet->columns, sheet->n_columns);
    enum cs_status status = add_pages(sheet, &table, diag);
    if (status != CS_OK)
        return status;
    put_heading(sheet->summary, 0, out);
    cs_put_pay_words(out, survey->counts.unit);
    cs_buf_printf(out, ", individual answers, quantiles by %s\n\n",
                  cs_quantile_rule_name(survey->all.rule));
    status = cs_table_print(&table, format, out, diag);
    if (survey->n_withheld)
        cs_buf_printf(out, "\nGroups withheld: %zu, of fewer than %g answers%s\n",
                      survey->n_withheld, sheet->summary->minimum_n,
                      sheet->summary->has_total ? ", dominated by two, or needed to keep such a "
                                                  "group from\nbeing computed from the total"
                                                : "");
    return status;
}

/* Rows of one page, printed by several threads and put together in order. */
enum { STRIP_GROUPS = 128 };
struct strip {
    struct cs_arena arena;
    struct cs_buf out;
    struct cs_diag diag;
    enum cs_status status;
};
struct printing {
    const struct sheet *sheet;
    enum cs_table_format format;
    const struct cs_survey_group *groups;
    size_t n;
    struct strip *strips;
};

static void print_strip(void *context, size_t index, size_t worker)
{
    struct printing *printing = context;
    struct strip *strip = &printing->strips[index];
    struct sheet sheet = *printing->sheet;
    struct cs_table table;
    size_t end = (index + 1) * STRIP_GROUPS < printing->n ? (index + 1) * STRIP_GROUPS : printing->n;
    (void)worker;
    sheet.arena = &strip->arena;
    cs_table_init(&table, sheet.arena, sheet.columns, sheet.n_columns);
    table.is_continued = 1;
    for (size_t i = index * STRIP_GROUPS; i < end; i++)
        add_survey_row(&sheet, &table, printing->groups[i].key, &printing->groups[i].distribution);
    strip->status = cs_table_print(&table, printing->format, &strip->out, &strip->diag);
}

static enum cs_status print_page(struct printing *printing, size_t n_threads, struct cs_buf *out,
                                 struct cs_diag *diag)
{
    size_t n_strips = (printing->n + STRIP_GROUPS - 1) / STRIP_GROUPS;
    enum cs_status status = CS_OK;
    printing->strips = calloc(n_strips, sizeof *printing->strips);
    if (!printing->strips)
        return cs_fail_memory(diag);
    cs_pool_run(n_threads ? n_threads : 1, n_strips, print_strip, printing);
    for (size_t i = 0; i < n_strips; i++) {
        struct strip *strip = &printing->strips[i];
        if (status == CS_OK)
            status = strip->out.failed ? cs_fail_memory(diag) : strip->status;
        cs_diag_merge(diag, &strip->diag);
        cs_buf_put(out, cs_buf_text(&strip->out), strip->out.size);
        cs_buf_clear(&strip->out);
        cs_arena_clear(&strip->arena);
    }
    free(printing->strips);
    return status;
}

static enum cs_status print_for_programs(struct sheet *sheet, enum cs_table_format format,
                                         struct cs_buf *out, struct cs_diag *diag)
{
    const struct cs_survey *survey = sheet->summary->survey;
    struct printing printing = {.sheet = sheet, .format = format};
    struct cs_table table;
    cs_table_init(&table, sheet->arena, sheet->columns, sheet->n_columns);
    enum cs_status status = cs_table_print(&table, format, out, diag);
    for (size_t first = 0; first < survey->n_groups && status == CS_OK; first += printing.n) {
        status = cs_survey_page(survey, first, &printing.groups, &printing.n, diag);
        if (status == CS_OK)
            status = print_page(&printing, sheet->summary->n_threads, out, diag);
    }
    table.is_continued = 1;
    if (status != CS_OK || !sheet->summary->has_total)
        return status;
    add_survey_row(sheet, &table, NULL, &survey->all);
    return cs_table_print(&table, format, out, diag);
}

static enum cs_status print_survey(struct sheet *sheet, enum cs_table_format format,
                                   struct cs_buf *out, struct cs_diag *diag)
{
    add_key_columns(sheet);
    add_survey_columns(sheet);
    return sheet->is_for_people ? print_for_people(sheet, format, out, diag)
                                : print_for_programs(sheet, format, out, diag);
}

/* Which pay figures occur at all, and whether any of them is absent or capped. */
struct occurring {
    int is_there[CS_N_PAY], has_reason[CS_N_PAY];
    int has_employment;
    int has_units;                 /* more than one unit is printed */
    int has_hourly;
    struct cs_unit unit;           /* of the first pay */
    int has_pay;
};

/* People are shown one pay of each group, yearly before others; files get all of them. */
static struct occurring find_occurring(const struct cs_listing *listing, int is_for_people)
{
    struct occurring found = {0};
    for (size_t i = 0; i < listing->n_groups; i++) {
        const struct cs_listed_group *group = &listing->groups[i];
        found.has_employment |= group->employment != NULL;
        for (const struct cs_listed_pay *pay = group->pay; pay; pay = pay->next) {
            if (!found.has_pay)
                found.unit = pay->unit;
            found.has_pay = 1;
            found.has_hourly |= pay->unit.per == CS_PER_HOUR;
            found.has_units |= !cs_unit_equals(found.unit, pay->unit);
            for (int k = 0; k < CS_N_PAY; k++) {
                found.is_there[k] |= pay->figures[k] != NULL;
                found.has_reason[k] |= pay->figures[k] && pay->figures[k]->presence != CS_PRESENT;
            }
            if (is_for_people)
                break;
        }
    }
    return found;
}

static void add_listing_columns(struct sheet *sheet, const struct occurring *found)
{
    if (!sheet->is_for_people)
        add_column(sheet, "tier", "tier", -1);
    if (found->has_employment)
        add_column(sheet, "employment", "jobs", 0);
    if (!sheet->is_for_people || found->has_units)
        add_column(sheet, "unit", "unit", -1);
    for (int k = 0; k < CS_N_PAY; k++) {
        const char *name =
            cs_measure_info((enum cs_measure)(CS_WAGE_MEAN + k))->name + strlen("wage_");
        if (!found->is_there[k])
            continue;
        add_column(sheet, name, name, found->has_hourly ? 2 : 0);
        if (!sheet->is_for_people && found->has_reason[k])
            add_column(sheet, join(sheet, name, "_presence"), name, -1);
    }
    if (!sheet->is_for_people)
        add_column(sheet, "source", "source", -1);
}

static const char *first_source(const struct cs_summary *summary,
                                const struct cs_listed_group *group,
                                const struct cs_listed_pay *pay)
{
    const struct cs_estimate *figure = group->employment;
    for (int k = CS_N_PAY; pay && k-- > 0;)
        figure = pay->figures[k] ? pay->figures[k] : figure;
    return figure ? summary->dataset->sources[figure->source].id : NULL;
}

static void add_pay_cells(const struct sheet *sheet, struct cs_table *table,
                          const struct cs_listed_pay *pay, const struct occurring *found)
{
    for (int k = 0; k < CS_N_PAY; k++) {
        if (!found->is_there[k])
            continue;
        struct cs_quantity quantity =
            pay ? cs_listed_quantity(pay, (enum cs_measure)(CS_WAGE_MEAN + k))
                : cs_quantity_missing(CS_NOT_REPORTED);
        cs_table_add_quantity(table, quantity, 6);
        if (!sheet->is_for_people && found->has_reason[k])
            cs_table_add_text(table, quantity.presence == CS_PRESENT
                                         ? NULL
                                         : cs_presence_name(quantity.presence));
    }
}

static void add_listing_row(const struct sheet *sheet, struct cs_table *table,
                            const struct cs_listed_group *group, const struct cs_listed_pay *pay,
                            const struct occurring *found)
{
    char unit[CS_UNIT_TEXT_BYTES];
    add_keys(sheet, table, group->key);
    if (!sheet->is_for_people)
        cs_table_add_text(table,
                          group->tier == CS_TIER_UNKNOWN ? NULL : cs_tier_name(group->tier));
    if (found->has_employment)
        cs_table_add_quantity(table, cs_estimate_quantity(group->employment), 3);
    if (!sheet->is_for_people || found->has_units)
        cs_table_add_text(
            table, pay ? cs_arena_strdup(sheet->arena, cs_unit_format(pay->unit, unit)) : NULL);
    add_pay_cells(sheet, table, pay, found);
    if (!sheet->is_for_people)
        cs_table_add_text(table, first_source(sheet->summary, group, pay));
}

static enum cs_status print_listing(struct sheet *sheet, enum cs_table_format format,
                                    struct cs_buf *out, struct cs_diag *diag)
{
    const struct cs_listing *listing = sheet->summary->listing;
    struct occurring found = find_occurring(listing, sheet->is_for_people);
    struct cs_table table;
    add_key_columns(sheet);
    add_listing_columns(sheet, &found);
    cs_table_init(&table, sheet->arena, sheet->columns, sheet->n_columns);
    for (size_t i = 0; i < listing->n_groups; i++) {
        const struct cs_listed_group *group = &listing->groups[i];
        const struct cs_listed_pay *pay = group->pay;
        do {
            add_listing_row(sheet, &table, group, pay, &found);
            pay = pay && !sheet->is_for_people ? pay->next : NULL;
        } while (pay);
    }
    if (sheet->is_for_people)
        put_heading(sheet->summary, 1, out);
    if (sheet->is_for_people && found.has_pay && !found.has_units) {
        cs_put_pay_words(out, found.unit);
        cs_buf_puts(out, ", as published\n");
    }
    if (sheet->is_for_people && out->size)
        cs_buf_putc(out, '\n');
    return cs_table_print(&table, format, out, diag);
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
    return CS_OK;
}

enum cs_status cs_summary_table(const struct cs_summary *summary, enum cs_table_format format,
                                struct cs_arena *arena, struct cs_buf *out, struct cs_diag *diag)
{
    int is_for_people = format == CS_TABLE_TEXT || format == CS_TABLE_MARKDOWN;
    struct sheet sheet = {.summary = summary, .arena = arena, .is_for_people = is_for_people};
    enum cs_status status = CS_OK;
    if (summary->survey)
        status = print_survey(&sheet, format, out, diag);
    if (status == CS_OK && summary->survey && summary->listing)
        cs_buf_putc(out, '\n');
    sheet.n_columns = 0;
    if (status == CS_OK && summary->listing)
        status = print_listing(&sheet, format, out, diag);
    return status == CS_OK && is_for_people ? put_sources(summary, out, diag) : status;
}
