/* Published figures as a table. Apart from summary_table.c, whose rows are computed from
 * observations. */
#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "analysis/observed/listing.h"
#include "base/arena.h"
#include "base/buf.h"
#include "data/dataset.h"
#include "data/measure.h"
#include "data/quantity.h"
#include "render/result/keys.h"
#include "render/result/summary_sheet.h"
#include "render/write/table.h"

/* Which pay figures occur at all. */
struct occurring {
    bool is_there[CS_N_PAY];
    bool has_employment;
    bool has_units; /* more than one unit is printed */
    bool has_hourly;
    struct cs_unit unit; /* of the first pay */
    bool has_pay;
};

/* People are shown one pay of each group, yearly before others; files get all of them. */
static struct occurring find_occurring(const struct cs_listing *listing, bool is_for_people)
{
    struct occurring found = {0};
    for (size_t i = 0; i < listing->n_groups; i++) {
        const struct cs_listed_group *group = &listing->groups[i];
        found.has_employment |= group->employment != NULL;
        for (const struct cs_listed_pay *pay = group->pay; pay; pay = pay->next) {
            if (!found.has_pay)
                found.unit = pay->unit;
            found.has_pay = true;
            found.has_hourly |= pay->unit.per == CS_PER_HOUR;
            found.has_units |= !cs_unit_equals(found.unit, pay->unit);
            for (int k = 0; k < CS_N_PAY; k++) {
                found.is_there[k] |= pay->figures[k] != NULL;
            }
            if (is_for_people)
                break;
        }
    }
    if (!is_for_people) { /* a file's columns are the same whatever the data have */
        found.has_employment = true;
        memset(found.is_there, true, sizeof found.is_there);
    }
    return found;
}

/* The levels of a scheme take the place of entry and experienced pay on a page for people. */
static bool shows_pay(const struct cs_sheet *sheet, const struct occurring *found, int k)
{
    bool is_level = k == CS_WAGE_ENTRY - CS_WAGE_MEAN || k == CS_WAGE_EXPERIENCED - CS_WAGE_MEAN;
    return found->is_there[k] && !(is_level && sheet->is_for_people && sheet->summary->levels);
}

/* "p10" of CS_WAGE_P10 */
static const char *pay_name(int k)
{
    return cs_measure_info((enum cs_measure)(CS_WAGE_MEAN + k))->name + strlen("wage_");
}

static void add_listing_columns(struct cs_sheet *sheet, const struct occurring *found)
{
    if (!sheet->is_for_people)
        cs_sheet_column(sheet, "tier", "tier", -1);
    if (found->has_employment)
        cs_sheet_column(sheet, "employment", "jobs", 0);
    if (!sheet->is_for_people || found->has_units)
        cs_sheet_column(sheet, "unit", "unit", -1);
    for (int k = 0; k < CS_N_PAY; k++) {
        const char *name = pay_name(k);
        if (!shows_pay(sheet, found, k))
            continue;
        cs_sheet_column(sheet, name, name, found->has_hourly ? 2 : 0);
    }
    cs_sheet_level_columns(sheet, found->has_hourly ? 2 : 0);
    if (sheet->is_for_people)
        return;
    cs_sheet_column(sheet, "source", "source", -1);
    for (int k = 0; k < CS_N_PAY; k++) /* behind all figures: these are neighbors */
        cs_sheet_column(sheet, cs_sheet_join(sheet, pay_name(k), "_presence"), pay_name(k), -1);
}

static const char *first_source(const struct cs_summary *summary,
                                const struct cs_listed_group *group,
                                const struct cs_listed_pay *pay)
{
    const struct cs_estimate *figure = group->employment;
    for (int k = 0; pay && k < CS_N_PAY; k++)
        if (pay->figures[k]) {
            figure = pay->figures[k];
            break;
        }
    return figure ? summary->dataset->sources[figure->source].id : NULL;
}

static struct cs_quantity pay_quantity(const struct cs_listed_pay *pay, int k)
{
    return pay ? cs_listed_quantity(pay, (enum cs_measure)(CS_WAGE_MEAN + k))
               : cs_quantity_missing(CS_NOT_REPORTED);
}

static void add_reasons(struct cs_table *table, const struct cs_listed_pay *pay)
{
    for (int k = 0; k < CS_N_PAY; k++) {
        enum cs_presence presence = pay_quantity(pay, k).presence;
        cs_table_add_text(table, presence == CS_PRESENT ? NULL : cs_presence_name(presence));
    }
}

static void add_listing_row(const struct cs_sheet *sheet, struct cs_table *table,
                            const struct cs_listed_group *group, const struct cs_listed_pay *pay,
                            const struct occurring *found)
{
    char unit[CS_UNIT_TEXT_BYTES];
    cs_sheet_keys(sheet, table, group->key);
    if (!sheet->is_for_people)
        cs_table_add_text(table, group->tier == CS_TIER_UNKNOWN ? NULL : cs_tier_name(group->tier));
    if (found->has_employment)
        cs_table_add_quantity(table, cs_estimate_quantity(group->employment), 3);
    if (!sheet->is_for_people || found->has_units)
        cs_table_add_text(
            table, pay ? cs_arena_strdup(sheet->arena, cs_unit_format(pay->unit, unit)) : NULL);
    for (int k = 0; k < CS_N_PAY; k++)
        if (shows_pay(sheet, found, k))
            cs_table_add_quantity(table, pay_quantity(pay, k), 6);
    double means[CS_MAX_LEVELS] = {NAN, NAN, NAN, NAN};
    if (sheet->summary->levels && pay)
        (void)cs_listed_levels(pay, sheet->summary->levels, means);
    cs_sheet_levels(sheet, table, means);
    if (sheet->is_for_people)
        return;
    cs_table_add_text(table, first_source(sheet->summary, group, pay));
    add_reasons(table, pay);
}

enum cs_status cs_print_listing(struct cs_sheet *sheet, enum cs_table_format format,
                                struct cs_buf *out, struct cs_diag *diag)
{
    const struct cs_listing *listing = sheet->summary->listing;
    struct occurring found = find_occurring(listing, sheet->is_for_people);
    struct cs_table table;
    cs_sheet_key_columns(sheet, 1);
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
        cs_sheet_heading(sheet->summary, 1, out);
    if (sheet->is_for_people && found.has_pay && !found.has_units) {
        cs_put_pay_words(out, found.unit);
        cs_buf_puts(out, sheet->summary->prices ? ", as published, then converted\n"
                                                : ", as published\n");
    }
    if (sheet->is_for_people && out->size)
        cs_buf_putc(out, '\n');
    return cs_table_print(&table, format, out, diag);
}
