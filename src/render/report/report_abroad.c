/* Official pay in other countries: its table and words. Apart from those of the ranges, whose one
 * publisher, year and kind these figures do not share. */
#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "data/quantity.h"
#include "guide/figure/figure.h"
#include "guide/figure/figure_table.h"
#include "guide/figure/figure_words.h"
#include "render/report/report_parts.h"

/* "Median, this occupation: UK SOC 4211, part-time jobs included". */
static const char *kind_words(const struct cs_abroad_row *row, struct cs_arena *arena)
{
    const char *kind = row->is_median ? "Median" : "Average";
    const char *whose = row->is_own ? "this occupation" : "all occupations";
    const char *note = row->pay.note;
    return note && *note ? cs_arena_printf(arena, "%s, %s: %s", kind, whose, note)
                         : cs_arena_printf(arena, "%s, %s", kind, whose);
}

static void put_dollars(struct cs_figure_rows *rows, size_t column, double amount)
{
    if (!isnan(amount))
        cs_figure_rows_number(rows, column, amount,
                              cs_money_text(cs_count_rounded(amount), "USD", rows->arena));
}

static const char *published_words(const struct cs_abroad_row *row, struct cs_arena *arena)
{
    return cs_arena_printf(arena, "%s a %s", cs_report_money(&row->pay, arena),
                           cs_per_name((enum cs_per)row->pay.unit.per));
}

void cs_table_of_abroad(const struct cs_outlook *o, struct cs_arena *arena,
                        struct cs_figure_table *out)
{
    static const char *const headers[] = {
        "Country",      "Whose pay",           "Year",
        "As published", "US dollars per year", "International dollars per year"};
    struct cs_figure_rows rows;
    cs_figure_rows_begin(&rows, out, arena,
                         (struct cs_figure_shape){headers, "ttcnnn", o->abroad.n});
    for (size_t i = 0; i < o->abroad.n; i++) {
        const struct cs_abroad_row *row = &o->abroad.rows[i];
        cs_figure_rows_words(&rows, 0, row->name);
        cs_figure_rows_words(&rows, 1, kind_words(row, arena));
        cs_figure_rows_words(&rows, 2, cs_period_short(row->pay.period, arena));
        cs_figure_rows_words(&rows, 3, published_words(row, arena));
        cs_figure_rows_cite(&rows, row->pay.source);
        put_dollars(&rows, 4, row->at_rate);
        put_dollars(&rows, 5, row->at_power);
        cs_figure_rows_end(&rows);
    }
    cs_figure_rows_drop_empty(&rows);
}

static bool is_own(const struct cs_abroad_row *row)
{
    return row->is_own;
}

static bool is_of_all(const struct cs_abroad_row *row)
{
    return !row->is_own;
}

static bool is_multiplied(const struct cs_abroad_row *row)
{
    return row->per_year != 1;
}

/* "Australia, Canada and Germany": the countries of the rows that count. */
static const char *names_of(const struct cs_outlook *o,
                            bool (*counts)(const struct cs_abroad_row *), struct cs_arena *arena)
{
    const char *names = NULL, *last = NULL;
    for (size_t i = 0; i < o->abroad.n; i++) {
        const struct cs_abroad_row *row = &o->abroad.rows[i];
        if (!counts(row))
            continue;
        if (last)
            names = names ? cs_arena_printf(arena, "%s, %s", names, last) : last;
        last = cs_region_in_sentence(row->code, row->name, arena);
    }
    return names ? cs_arena_printf(arena, "%s and %s", names, last) : last;
}

static const char *abroad_own(const struct cs_outlook *o, struct cs_arena *arena)
{
    return names_of(o, is_own, arena);
}

static const char *abroad_all(const struct cs_outlook *o, struct cs_arena *arena)
{
    return names_of(o, is_of_all, arena);
}

static const char *abroad_monthly(const struct cs_outlook *o, struct cs_arena *arena)
{
    return names_of(o, is_multiplied, arena);
}

/* "the purchasing power of 2023 for the pay of 2024": where the years differ. */
static const char *abroad_power(const struct cs_outlook *o, struct cs_arena *arena)
{
    for (size_t i = 0; i < o->abroad.n; i++) {
        const struct cs_abroad_row *row = &o->abroad.rows[i];
        if (row->power_year && row->power_year != row->rate_year && !isnan(row->at_power))
            return cs_arena_printf(arena, "pay of %d at the purchasing power of %d", row->rate_year,
                                   row->power_year);
    }
    return NULL;
}

const struct cs_report_word cs_report_abroad_words[] = {
    {"abroad.own", abroad_own},
    {"abroad.all", abroad_all},
    {"abroad.monthly", abroad_monthly},
    {"abroad.power", abroad_power},
    {NULL, NULL},
};
