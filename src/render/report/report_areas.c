/* The metropolitan areas of the place: their table and words. Apart from those of regions, which
 * rank the whole nation: an area is a part of the state the report is about. */
#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "guide/figure/figure.h"
#include "guide/figure/figure_table.h"
#include "guide/figure/figure_words.h"
#include "render/report/report_parts.h"

size_t cs_report_n_listed(size_t n)
{
    enum { MOST_LISTED = 10 };
    return n < MOST_LISTED ? n : MOST_LISTED;
}

const char *cs_report_left_out(size_t n, const char *one, const char *more, struct cs_arena *arena)
{
    size_t n_left = n - cs_report_n_listed(n);
    return n_left ? cs_arena_printf(arena, "%zu more %s left out here", n_left,
                                    n_left == 1 ? one : more)
                  : NULL;
}

void cs_table_of_areas(const struct cs_outlook *o, struct cs_arena *arena,
                       struct cs_figure_table *out)
{
    size_t n = cs_report_n_listed(o->metros.n);
    const char *headers[] = {"Metro area", "", "Jobs", "Concentration"};
    struct cs_figure_rows rows;
    headers[1] = cs_arena_printf(arena, "Median, %s", cs_period_short(o->metros.period, arena));
    cs_figure_rows_begin(&rows, out, arena, (struct cs_figure_shape){headers, "tnnn", n});
    for (size_t i = 0; i < n; i++) {
        const struct cs_metro_row *row = &o->metros.rows[i];
        cs_figure_rows_words(&rows, 0, row->name);
        cs_figure_rows_found(&rows, 1, &row->median, "money", CS_FIGURE_MONEY);
        cs_figure_rows_found(&rows, 2, &row->employment, "number", CS_FIGURE_COUNT);
        cs_figure_rows_found(&rows, 3, &row->location_quotient, "ratio", CS_FIGURE_RATIO);
        cs_figure_rows_end(&rows);
    }
    cs_figure_rows_drop_empty(&rows);
}

static const struct cs_metro_row *best_of(const struct cs_outlook *o)
{
    return o->metros.n > 1 && o->metros.best < o->metros.n ? &o->metros.rows[o->metros.best] : NULL;
}

static const char *best(const struct cs_outlook *o, struct cs_arena *arena)
{
    const struct cs_metro_row *row = best_of(o);
    (void)arena;
    return row ? row->name : NULL;
}

static const char *best_pay(const struct cs_outlook *o, struct cs_arena *arena)
{
    const struct cs_metro_row *row = best_of(o);
    return row ? cs_report_money(&row->median, arena) : NULL;
}

static const char *period(const struct cs_outlook *o, struct cs_arena *arena)
{
    return o->metros.n ? cs_period_short(o->metros.period, arena) : NULL;
}

static const char *left(const struct cs_outlook *o, struct cs_arena *arena)
{
    return cs_report_left_out(o->metros.n, "area, which has fewer jobs, is",
                              "areas, which have fewer jobs, are", arena);
}

/* What the column says, where a table has it. */
static const char *concentration(const struct cs_found *quotient)
{
    return quotient->estimate ? "Concentration says how many times as common these jobs are there, "
                                "among all jobs, "
                                "as in the nation"
                              : NULL;
}

static const char *areas_concentration(const struct cs_outlook *o, struct cs_arena *arena)
{
    const char *words = NULL;
    (void)arena;
    for (size_t i = 0; i < cs_report_n_listed(o->metros.n) && !words; i++)
        words = concentration(&o->metros.rows[i].location_quotient);
    return words;
}

static const char *regions_concentration(const struct cs_outlook *o, struct cs_arena *arena)
{
    const char *words = NULL;
    (void)arena;
    for (size_t i = 0; i < o->regions.n && !words; i++)
        words = concentration(&o->regions.rows[i].location_quotient);
    return words;
}

const struct cs_report_word cs_report_area_words[] = {
    {"areas.period", period},
    {"areas.best", best},
    {"areas.best.pay", best_pay},
    {"areas.left", left},
    {"areas.concentration", areas_concentration},
    {"regions.concentration", regions_concentration},
    {NULL, NULL},
};
