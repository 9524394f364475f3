/* Pay columns whose amounts lie on two scales: noted amount by amount, told when the table is
 * read; and scales that headers and lines above name, which a layout must. Apart from the numbers,
 * which are right one by one. */
#include <inttypes.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/number.h"
#include "data/pay_period.h"
#include "data/load_report.h"
#include "data/quantity.h"
#include "ingest/intake/intake_table.h"
#include "ingest/profile/header_fold.h"
#include "ingest/profile/pay_scale.h"
#include "ingest/profile/pay_size.h"

struct cs_pay_bounds cs_intake_likely_pay(struct cs_unit unit)
{
    if (unit.kind == CS_UNIT_MONEY)
        return cs_pay_bounds_of(unit);
    return (struct cs_pay_bounds){0, INFINITY};
}

bool cs_intake_note_pay(struct cs_intake_table *table, const struct cs_row *row,
                        const struct cs_bound_column *bound, struct cs_unit unit, double amount)
{
    if (unit.kind != CS_UNIT_MONEY || unit.per == CS_PER_NONE)
        return true;
    struct cs_pay_scale *scale = cs_pay_scales_get(&table->scales, bound->index, unit);
    if (!scale)
        return false;
    cs_pay_scale_note(scale, amount, row->line);
    return !table->diag->keeps_all || cs_pay_scale_keep(scale, amount, row->line);
}

/* "pay per hour seems mixed with pay for a year". A year has some 2,080 hours; other ratios are
 * slips, or amounts that mean something else. */
static void put_guess(char *out, size_t size, const struct cs_pay_scale *scale,
                      const struct cs_pay_split *split)
{
    enum { LEAST_THOUSAND = 400, MOST_THOUSAND = 1500, MOST_HOUR = 8000 };
    struct cs_pay_period stated = {(enum cs_per)scale->unit.per, 1};
    bool is_thousand = split->ratio >= LEAST_THOUSAND && split->ratio <= MOST_THOUSAND;
    const char *other = !split->is_low ? "per year"
                        : is_thousand  ? "in thousands, or per hour,"
                                       : "per hour";
    bool is_strange = split->is_low ? split->ratio > MOST_HOUR : stated.per == CS_PER_YEAR;
    if (is_strange)
        snprintf(out, size, "no likely pay for %s", cs_pay_period_words(stated));
    else
        snprintf(out, size, "pay %s seems mixed with pay for %s", other,
                 cs_pay_period_words(stated));
}

/* "is the first of 2 amounts some 2000 times smaller than the other 3: …". */
static void put_what(char *out, size_t size, const struct cs_pay_scale *scale,
                     const struct cs_pay_split *split, const char *which)
{
    char guess[120], first[64] = "is";
    put_guess(guess, sizeof guess, scale, split);
    if (split->n_odd > 1)
        snprintf(first, sizeof first, "is %s of %" PRIu64 " amounts", which, split->n_odd);
    snprintf(out, size, "%s some %.0f times %s than the other %" PRIu64 ": %s", first, split->ratio,
             split->is_low ? "smaller" : "larger", split->n_others, guess);
}

/* The amount at its place; where none was noted, the header stands for it. */
static void warn(const struct cs_intake_table *table, const struct cs_pay_scale *scale,
                 struct cs_pay_first at, const char *what)
{
    static const char all_hint[] = "a column that says 'hourly' or 'yearly' of each row keeps them "
                                   "apart, and --per takes one; else put them right";
    static const char hint[] = "a column that says 'hourly' or 'yearly' of each row keeps them "
                               "apart, and --per takes one; else put them right: inspect "
                               "--problems lists them";
    char amount[CS_NUMBER_TEXT_BYTES];
    struct cs_bound_column column = {.index = scale->column};
    uint64_t header_line = cs_intake_table_report(table)->header_line;
    struct cs_row row = {.line = at.line ? at.line : header_line, .sheet = table->sheet};
    cs_number_format(at.amount, amount);
    cs_intake_tell(
        table, &row, &column,
        &(struct cs_remark){CS_WARNING, amount, what, table->diag->keeps_all ? all_hint : hint});
}

static void warn_of_split(const struct cs_intake_table *table, const struct cs_pay_scale *scale,
                          const struct cs_pay_split *split)
{
    char what[320];
    put_what(what, sizeof what, scale, split, table->diag->keeps_all ? "one" : "the first");
    if (!table->diag->keeps_all)
        warn(table, scale, split->first, what);
    for (size_t i = 0; i < scale->n_unlikely; i++) {
        size_t bin = cs_pay_bin(scale->unlikely[i].amount);
        if (bin >= split->from && bin < split->to)
            warn(table, scale, scale->unlikely[i], what);
    }
}

void cs_intake_warn_of_scales(const struct cs_intake_table *table)
{
    struct cs_pay_split split;
    for (size_t i = 0; i < table->scales.n; i++)
        if (cs_pay_scale_split(&table->scales.items[i], &split))
            warn_of_split(table, &table->scales.items[i], &split);
        else
            cs_intake_warn_of_size(table, &table->scales.items[i]);
    for (size_t i = 0; i < table->scales.n; i++)
        cs_intake_warn_of_marks(table, &table->scales.items[i]);
}

/* ---- scales in words ---- */

/* Money and jobs whose scale the layout leaves to the header. */
static bool has_open_scale(const struct cs_bound_column *bound)
{
    const struct cs_layout_column *rule = bound->column;
    bool is_scaled = bound->unit.kind == CS_UNIT_MONEY || bound->unit.kind == CS_UNIT_JOBS;
    bool is_figure = rule->role == CS_ROLE_VALUE || rule->role == CS_ROLE_ESTIMATE;
    return is_scaled && is_figure && !rule->states_multiplier;
}

static void tell_line(const struct cs_intake_table *table, const struct cs_bound_column *bound,
                      const struct cs_line_report *line)
{
    struct cs_row row = {.line = line->line, .sheet = table->sheet};
    cs_intake_tell(table, &row, bound,
                   &(struct cs_remark){CS_WARNING, NULL,
                                       "a line above the table names a scale, such as thousands; "
                                       "the numbers are read as they stand",
                                       "\"multiply\": 1000 in a layout of your own applies it, 1 "
                                       "says that they are whole"});
}

/* The first column of a kind whose scale is open; NULL: none is, or the layout knows of scales. */
static const struct cs_bound_column *find_open(const struct cs_intake_table *table,
                                               enum cs_unit_kind kind)
{
    const struct cs_bound_column *open = NULL;
    for (size_t i = 0; i < table->binding.n_columns; i++) {
        const struct cs_bound_column *bound = &table->binding.columns[i];
        if (bound->column->states_multiplier)
            return NULL;
        if (!open && has_open_scale(bound) && bound->unit.kind == kind)
            open = bound;
    }
    return open;
}

/* A line above that says "in thousands" is about jobs, unless it speaks of money. */
static void warn_of_scale_above(const struct cs_intake_table *table)
{
    const struct cs_table_report *report = cs_intake_table_report(table);
    const struct cs_bound_column *jobs = find_open(table, CS_UNIT_JOBS);
    const struct cs_bound_column *money = find_open(table, CS_UNIT_MONEY);
    for (size_t i = 0; (jobs || money) && i < report->n_preamble && i < CS_REPORTED_LINES; i++) {
        char folded[CS_WORDS_BYTES];
        cs_header_words_fold(report->preamble[i].text, folded);
        bool is_scale = cs_header_words_have(folded, "thousands|000s|in 1 000|millions");
        bool is_money = cs_header_words_have(folded, "dollars|usd|eur|euros|pounds|pay|wages");
        const struct cs_bound_column *open = is_money ? money : jobs;
        if (is_scale && open)
            tell_line(table, open, &report->preamble[i]);
    }
}

enum cs_status cs_intake_check_scales(const struct cs_intake_table *table)
{
    const struct cs_table_report *report = cs_intake_table_report(table);
    for (size_t i = 0; i < table->binding.n_columns; i++) {
        const struct cs_bound_column *bound = &table->binding.columns[i];
        const char *header = report->columns[bound->index].header;
        char folded[CS_WORDS_BYTES];
        struct cs_shown shown;
        if (!header || !has_open_scale(bound) ||
            cs_header_scale(cs_header_words_fold(header, folded)) == 0)
            continue;
        struct cs_place place = {.file = table->file, .line = report->header_line};
        return cs_fail(
            table->diag, CS_IO, &place,
            "\"multiply\": 1000 in the layout's column, or 0.01, or 1 if the amounts are "
            "whole",
            "column '%s' (field %zu): the header names a scale, such as thousands, and "
            "the layout does not",
            cs_show(&shown, header, strlen(header)), bound->index + 1);
    }
    warn_of_scale_above(table);
    return CS_OK;
}
