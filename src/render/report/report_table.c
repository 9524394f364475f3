/* The tables of a report: which rows and columns each has, from the outlook. */
#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "analysis/outlook/lookup.h"
#include "base/arena.h"
#include "base/number.h"
#include "data/period.h"
#include "data/quantity.h"
#include "guide/figure/figure.h"
#include "guide/figure/figure_table.h"
#include "guide/figure/figure_words.h"
#include "render/report/report_parts.h"

static void put_money(struct cs_figure_rows *rows, size_t column, double amount,
                      const char *currency)
{
    if (!isnan(amount))
        cs_figure_rows_number(rows, column, amount,
                              cs_money_text(round(amount), currency, rows->arena));
}

/* Worked out from a figure, in its unit: an hour's pay keeps its cents. */
static void put_amount(struct cs_figure_rows *rows, size_t column, const struct cs_found *like,
                       double amount)
{
    if (isnan(amount) && like->quantity.presence == CS_AT_LEAST)
        cs_figure_rows_words(rows, column, "not converted");
    cs_figure_rows_number(rows, column, amount, cs_report_amount(like, amount, rows->arena));
}

void cs_table_of_pay(const struct cs_outlook *o, struct cs_arena *arena,
                     struct cs_figure_table *out)
{
    static const char *const names[] = {"10% earn less than", "25% earn less than",
                                        "Half earn less than (median)", "75% earn less than",
                                        "90% earn less than"};
    const char *headers[] = {"", "Per year", "Per hour"};
    struct cs_figure_rows rows;
    headers[0] =
        cs_arena_printf(arena, "Pay in %s", cs_period_short(o->pay.percentiles[2].period, arena));
    cs_figure_rows_begin(&rows, out, arena,
                         (struct cs_figure_shape){headers, "tnn", CS_N_PERCENTILES + 1});
    for (size_t i = 0; i < CS_N_PERCENTILES; i++) {
        if (!o->pay.percentiles[i].estimate && !o->pay.hourly[i].estimate)
            continue;
        bool is_hourly_only = o->pay.percentiles[i].unit.per == CS_PER_HOUR;
        cs_figure_rows_words(&rows, 0, names[i]);
        if (!is_hourly_only)
            cs_figure_rows_found(&rows, 1, &o->pay.percentiles[i], "money", CS_FIGURE_MONEY);
        cs_figure_rows_found(&rows, 2, &o->pay.hourly[i], "money", CS_FIGURE_MONEY);
        cs_figure_rows_end(&rows);
    }
    if (o->pay.mean.now.estimate &&
        cs_period_compare(o->pay.mean.now.period, o->pay.percentiles[2].period) == 0 &&
        cs_found_same_publisher(&o->pay.mean.now, &o->pay.percentiles[2])) {
        cs_figure_rows_words(&rows, 0, "Average");
        cs_figure_rows_found(&rows, o->pay.mean.now.unit.per == CS_PER_HOUR ? 2 : 1,
                             &o->pay.mean.now, "money", CS_FIGURE_MONEY);
        cs_figure_rows_end(&rows);
    }
    cs_figure_rows_drop_empty(&rows);
}

/* "Median, 2024", or without the year where the figures have none. */
static const char *dated_head(const char *words, struct cs_period period, struct cs_arena *arena)
{
    return period.start_year
               ? cs_arena_printf(arena, "%s, %s", words, cs_period_short(period, arena))
               : words;
}

static bool is_of_one_period(const struct cs_outlook *o)
{
    for (size_t i = 1; i < o->levels.n; i++)
        if (cs_period_compare(o->levels.rows[i].median.period, o->levels.rows[0].median.period))
            return false;
    return o->levels.n > 0;
}

void cs_table_of_levels(const struct cs_outlook *o, struct cs_arena *arena,
                        struct cs_figure_table *out)
{
    const char *headers[] = {"Level", "Experience", "Median per year", "Average per year"};
    struct cs_figure_rows rows;
    if (is_of_one_period(o)) {
        headers[2] = dated_head(headers[2], o->levels.rows[0].median.period, arena);
        headers[3] = dated_head(headers[3], o->levels.rows[0].median.period, arena);
    }
    cs_figure_rows_begin(&rows, out, arena, (struct cs_figure_shape){headers, "ttnn", o->levels.n});
    for (size_t i = 0; i < o->levels.n; i++) {
        cs_figure_rows_words(&rows, 0, o->levels.rows[i].title);
        cs_figure_rows_words(&rows, 1, o->levels.rows[i].definition);
        cs_figure_rows_found(&rows, 2, &o->levels.rows[i].median, "money", CS_FIGURE_MONEY);
        cs_figure_rows_found(&rows, 3, &o->levels.rows[i].mean, "money", CS_FIGURE_MONEY);
        cs_figure_rows_end(&rows);
    }
    cs_figure_rows_drop_empty(&rows);
}

void cs_table_of_regions(const struct cs_outlook *o, struct cs_arena *arena,
                         struct cs_figure_table *out)
{
    const char *headers[] = {"Region", "", "At national prices", "Jobs", "Concentration"};
    struct cs_figure_rows rows;
    headers[1] = cs_arena_printf(arena, "Median, %s", cs_period_short(o->regions.period, arena));
    cs_figure_rows_begin(&rows, out, arena,
                         (struct cs_figure_shape){headers, "tnnnn", o->regions.n});
    for (size_t i = 0; i < o->regions.n; i++) {
        const struct cs_region_row *row = &o->regions.rows[i];
        cs_figure_rows_words(&rows, 0, row->name);
        cs_figure_rows_found(&rows, 1, &row->median, "money", CS_FIGURE_MONEY);
        put_amount(&rows, 2, &row->median, row->at_parity);
        if (!isnan(row->at_parity))
            cs_figure_rows_cite(&rows, o->regions.parity_source);
        cs_figure_rows_found(&rows, 3, &row->employment, "number", CS_FIGURE_COUNT);
        cs_figure_rows_found(&rows, 4, &row->location_quotient, "ratio", CS_FIGURE_RATIO);
        cs_figure_rows_end(&rows);
    }
    cs_figure_rows_drop_empty(&rows);
}

void cs_table_of_growth(const struct cs_outlook *o, struct cs_arena *arena,
                        struct cs_figure_table *out)
{
    static const char *const headers[] = {"Projection", "Jobs at the start", "Jobs at the end",
                                          "Growth",     "All occupations",   "Openings per year"};
    struct cs_figure_rows rows;
    cs_figure_rows_begin(&rows, out, arena,
                         (struct cs_figure_shape){headers, "tnnnnn", o->projected.n});
    for (size_t i = o->projected.n; i-- > 0;) {
        const struct cs_projection_row *row = &o->projected.rows[i];
        cs_figure_rows_words(&rows, 0, cs_period_short(row->period, arena));
        cs_figure_rows_found(&rows, 1, &row->base, "number", CS_FIGURE_COUNT);
        cs_figure_rows_found(&rows, 2, &row->projected, "number", CS_FIGURE_COUNT);
        cs_figure_rows_found(&rows, 3, &row->percent, "signed-percent-1", CS_FIGURE_PERCENT);
        cs_figure_rows_found(&rows, 4, &row->average, "signed-percent-1", CS_FIGURE_PERCENT);
        cs_figure_rows_found(&rows, 5, &row->openings, "number", CS_FIGURE_COUNT);
        cs_figure_rows_end(&rows);
    }
    cs_figure_rows_drop_empty(&rows);
}

static void put_count(struct cs_figure_rows *rows, size_t column, double count)
{
    char digits[48];
    if (isnan(count))
        return;
    cs_number_format_grouped(fabs(count), 0, digits, sizeof digits);
    cs_figure_rows_number(rows, column, count,
                          cs_arena_printf(rows->arena, "%s%s", count < 0 ? "−" : "", digits));
}

void cs_table_of_openings(const struct cs_outlook *o, struct cs_arena *arena,
                          struct cs_figure_table *out)
{
    static const char *const headers[] = {"Projection", "Openings per year", "From growth",
                                          "People leaving the labor force",
                                          "People changing occupation"};
    struct cs_figure_rows rows;
    cs_figure_rows_begin(&rows, out, arena,
                         (struct cs_figure_shape){headers, "tnnnn", o->projected.n});
    for (size_t i = o->projected.n; i-- > 0;) {
        const struct cs_projection_row *row = &o->projected.rows[i];
        int years = row->period.end_year - row->period.start_year;
        cs_figure_rows_words(&rows, 0, cs_period_short(row->period, arena));
        cs_figure_rows_found(&rows, 1, &row->openings, "number", CS_FIGURE_COUNT);
        if (years > 0)
            put_count(&rows, 2, cs_found_number(&row->change) / years);
        cs_figure_rows_found(&rows, 3, &row->exits, "number", CS_FIGURE_COUNT);
        cs_figure_rows_found(&rows, 4, &row->transfers, "number", CS_FIGURE_COUNT);
        cs_figure_rows_end(&rows);
    }
    cs_figure_rows_drop_empty(&rows);
}

void cs_table_of_history(const struct cs_outlook *o, struct cs_arena *arena,
                         struct cs_figure_table *out)
{
    const char *headers[] = {"Year", "Median then", "", "Jobs", "Note"};
    struct cs_figure_rows rows;
    headers[2] = cs_arena_printf(arena, "In prices of %d", o->years.real_year);
    cs_figure_rows_begin(&rows, out, arena, (struct cs_figure_shape){headers, "tnnnt", o->years.n});
    for (size_t i = o->years.n; i-- > 0;) {
        const struct cs_year_row *row = &o->years.rows[i];
        cs_figure_rows_words(&rows, 0, cs_period_short(row->median.period, arena));
        cs_figure_rows_found(&rows, 1, &row->median, "money", CS_FIGURE_MONEY);
        put_amount(&rows, 2, &row->median, row->real);
        if (!isnan(row->real))
            cs_figure_rows_cite(&rows, o->years.price_source);
        cs_figure_rows_found(&rows, 3, &row->employment, "number", CS_FIGURE_COUNT);
        cs_figure_rows_words(&rows, 4, row->median.note);
        cs_figure_rows_end(&rows);
    }
    cs_figure_rows_drop_empty(&rows);
}

void cs_table_of_industries(const struct cs_outlook *o, struct cs_arena *arena,
                            struct cs_figure_table *out)
{
    const char *headers[] = {"Industry", "", "Share of the occupation", "Average pay per year"};
    struct cs_figure_rows rows;
    size_t n = cs_report_n_listed(o->industries.n);
    if (o->industries.n)
        headers[1] = cs_arena_printf(
            arena, "Jobs, %s", cs_period_short(o->industries.rows[0].employment.period, arena));
    cs_figure_rows_begin(&rows, out, arena, (struct cs_figure_shape){headers, "tnnn", n});
    for (size_t i = 0; i < n; i++) {
        cs_figure_rows_words(&rows, 0, o->industries.rows[i].title);
        cs_figure_rows_found(&rows, 1, &o->industries.rows[i].employment, "number",
                             CS_FIGURE_COUNT);
        cs_figure_rows_found(&rows, 2, &o->industries.rows[i].share, "percent-1",
                             CS_FIGURE_PERCENT);
        cs_figure_rows_found(&rows, 3, &o->industries.rows[i].mean, "money", CS_FIGURE_MONEY);
        cs_figure_rows_end(&rows);
    }
    cs_figure_rows_drop_empty(&rows);
}

static const char *range_text(const struct cs_country_row *row, struct cs_arena *arena)
{
    return cs_arena_printf(arena, "%s–%s", cs_report_money(&row->low, arena),
                           cs_report_money(&row->high, arena));
}

void cs_table_of_world(const struct cs_outlook *o, struct cs_arena *arena,
                       struct cs_figure_table *out)
{
    const char *headers[] = {"Country", "Local pay", "Per", "", "", ""};
    struct cs_figure_rows rows;
    headers[3] = cs_arena_printf(arena, "Low, %s per year", o->countries.currency);
    headers[4] = cs_arena_printf(arena, "High, %s per year", o->countries.currency);
    headers[5] =
        cs_arena_printf(arena, "Rate per %s, %d", o->countries.currency, o->countries.rate_year);
    cs_figure_rows_begin(&rows, out, arena,
                         (struct cs_figure_shape){headers, "tctnnn", o->countries.n});
    for (size_t i = 0; i < o->countries.n; i++) {
        const struct cs_country_row *row = &o->countries.rows[i];
        cs_figure_rows_words(&rows, 0, row->name);
        cs_figure_rows_words(&rows, 1, range_text(row, arena));
        cs_figure_rows_cite(&rows, row->low.source);
        cs_figure_rows_cite(&rows, row->high.source);
        if (!isnan(row->low_common))
            cs_figure_rows_cite(&rows, o->countries.rate_source);
        cs_figure_rows_words(&rows, 2, cs_per_name((enum cs_per)row->low.unit.per));
        put_money(&rows, 3, cs_count_rounded(row->low_common), o->countries.currency);
        put_money(&rows, 4, cs_count_rounded(row->high_common), o->countries.currency);
        if (row->rate == 1)
            cs_figure_rows_words(&rows, 5, "1");
        else
            cs_figure_rows_number(
                &rows, 5, row->rate,
                cs_arena_printf(arena, "%.4g %.3s", row->rate, row->low.unit.currency));
        cs_figure_rows_end(&rows);
    }
    cs_figure_rows_drop_empty(&rows);
}

/* "year", "hour"; NULL when the neighbors' pay differs in that. */
static const char *related_per(const struct cs_outlook *o)
{
    const struct cs_found *first = NULL;
    for (size_t i = 0; i < o->related.n; i++) {
        const struct cs_found *pay = &o->related.rows[i].median;
        if (isnan(cs_found_number(pay)))
            continue;
        if (first && !cs_unit_equals(first->unit, pay->unit))
            return NULL;
        first = pay;
    }
    return first ? cs_per_name((enum cs_per)first->unit.per) : "year";
}

void cs_table_of_related(const struct cs_outlook *o, struct cs_arena *arena,
                         struct cs_figure_table *out)
{
    const char *headers[] = {
        "Occupation", "Code", "Median", "Growth", "Openings per year", "Entry-level education"};
    const char *per = related_per(o);
    struct cs_figure_rows rows;
    if (per)
        headers[2] = cs_arena_printf(arena, "Median per %s", per);
    if (o->related.n) {
        headers[2] = dated_head(headers[2], o->related.rows[0].median.period, arena);
        headers[3] = dated_head(headers[3], o->related.rows[0].percent.period, arena);
    }
    cs_figure_rows_begin(&rows, out, arena,
                         (struct cs_figure_shape){headers, "tcnnnt", o->related.n});
    for (size_t i = 0; i < o->related.n; i++) {
        const struct cs_related_row *row = &o->related.rows[i];
        cs_figure_rows_words(&rows, 0, row->title);
        if (strcmp(row->code, row->title) != 0)
            cs_figure_rows_words(&rows, 1, row->code);
        cs_figure_rows_found(&rows, 2, &row->median, per ? "money" : "money-per", CS_FIGURE_MONEY);
        cs_figure_rows_found(&rows, 3, &row->percent, "signed-percent-1", CS_FIGURE_PERCENT);
        cs_figure_rows_found(&rows, 4, &row->openings, "number", CS_FIGURE_COUNT);
        cs_figure_rows_words(&rows, 5, row->education.text);
        cs_figure_rows_cite(&rows, row->education.source);
        cs_figure_rows_end(&rows);
    }
    cs_figure_rows_drop_empty(&rows);
}
