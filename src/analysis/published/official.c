/* Arithmetic on a published projection that its publisher would accept: no model, only the parts
 * of its own numbers. */
#include "analysis/published/official.h"

#include <math.h>

#include "analysis/outlook/lookup.h"
#include "base/arena.h"
#include "base/diag.h"

static const struct {
    const char *name, *words;
} BASES[CS_N_OPENINGS_BASES] = {
    [CS_OPENINGS_PUBLISHED] = {"published", "as published"},
    [CS_OPENINGS_IMPLIED] = {"implied", "separations are openings minus the yearly change"},
    [CS_OPENINGS_ASSUMED] = {"assumed_rate", "from an assumed separations rate, not published"},
    [CS_OPENINGS_UNKNOWN] = {"unknown", "not published"},
};

const char *cs_openings_basis_name(enum cs_openings_basis basis)
{
    return BASES[basis].name;
}

const char *cs_openings_basis_words(enum cs_openings_basis basis)
{
    return BASES[basis].words;
}

static double years_of(const struct cs_projection_row *row)
{
    return (double)(row->period.end_year - row->period.start_year);
}

/* Jobs over the whole period: as published, else the difference of the two levels. */
static double find_change(const struct cs_projection_row *row)
{
    double change = cs_found_number(&row->change);
    return isfinite(change) ? change
                            : cs_found_number(&row->projected) - cs_found_number(&row->base);
}

static double find_replacement_share(const struct cs_openings *o)
{
    if (!(o->openings > 0) || !isfinite(o->separations))
        return NAN;
    return o->separations >= o->openings ? 1 : o->separations / o->openings;
}

struct cs_openings cs_openings_of(const struct cs_projection_row *row, double separations_rate)
{
    struct cs_openings o = {.basis = CS_OPENINGS_UNKNOWN,
                            .openings = cs_found_number(&row->openings),
                            .net_change = find_change(row) / years_of(row),
                            .exits = cs_found_number(&row->exits),
                            .transfers = cs_found_number(&row->transfers),
                            .separations = NAN};
    /* The total as published; a sum of rounded parts may differ from it. */
    double total = cs_found_number(&row->separations);
    if (isfinite(total) || (isfinite(o.exits) && isfinite(o.transfers))) {
        o.basis = CS_OPENINGS_PUBLISHED;
        o.separations = isfinite(total) ? total : o.exits + o.transfers;
    } else if (isfinite(o.openings) && isfinite(o.net_change)) {
        o.basis = CS_OPENINGS_IMPLIED;
        o.separations = o.openings - o.net_change;
    } else if (isfinite(separations_rate)) {
        double middle = cs_found_number(&row->base) + find_change(row) / 2;
        o.basis = CS_OPENINGS_ASSUMED;
        o.separations = separations_rate * middle;
        o.openings = o.separations + o.net_change;
    }
    o.replacement_share = find_replacement_share(&o);
    return o;
}

const char *cs_openings_sentence(const struct cs_openings *o, struct cs_arena *arena)
{
    if (!isfinite(o->replacement_share))
        return NULL;
    if (o->net_change < 0)
        return "every opening replaces someone who leaves; more leave than are replaced";
    double of_100 = 100 * o->replacement_share;
    if (of_100 >= 99.5)
        return "nearly every opening replaces someone who leaves";
    return cs_arena_printf(arena,
                           "about %.0f of 100 openings replace people who leave; the rest are new "
                           "jobs",
                           of_100);
}

double cs_official_line(const struct cs_projection_row *row, int year)
{
    double base = cs_found_number(&row->base), target = cs_found_number(&row->projected);
    if (year < row->period.start_year || year > row->period.end_year || years_of(row) <= 0)
        return NAN;
    return base + (target - base) * (double)(year - row->period.start_year) / years_of(row);
}

static enum cs_status assume_growth(const struct cs_projection_row *row, double percent,
                                    struct cs_scenario *out, struct cs_diag *diag)
{
    double separations = out->openings.separations;
    if (!isfinite(out->base))
        return cs_fail(diag, CS_NO_ANSWER, NULL, NULL,
                       "base employment is not published: growth cannot be assumed");
    out->growth_is_assumed = 1;
    out->percent = percent;
    out->projected = out->base * (1 + percent / 100);
    out->openings.net_change = (out->projected - out->base) / years_of(row);
    out->openings.openings = isfinite(separations) ? separations + out->openings.net_change : NAN;
    return CS_OK;
}

static enum cs_status assume_exits(double percent, struct cs_scenario *out, struct cs_diag *diag)
{
    struct cs_openings *o = &out->openings;
    if (!isfinite(o->exits))
        return cs_fail(diag, CS_NO_ANSWER, NULL, NULL,
                       "labor force exits are not published: a change in them cannot be assumed");
    out->exits_are_assumed = 1;
    o->separations += o->exits * percent / 100;
    o->exits *= 1 + percent / 100;
    o->openings = o->separations + o->net_change;
    return CS_OK;
}

enum cs_status cs_official_assume(const struct cs_projection_row *row,
                                  const struct cs_assumption *assumption, struct cs_scenario *out,
                                  struct cs_diag *diag)
{
    *out = (struct cs_scenario){.base = cs_found_number(&row->base),
                                .projected = cs_found_number(&row->projected),
                                .percent = cs_found_number(&row->percent),
                                .openings = cs_openings_of(row, NAN)};
    enum cs_status status = CS_OK;
    if (isfinite(assumption->growth_percent))
        status = assume_growth(row, assumption->growth_percent, out, diag);
    if (status == CS_OK && isfinite(assumption->exits_percent))
        status = assume_exits(assumption->exits_percent, out, diag);
    out->openings.replacement_share = find_replacement_share(&out->openings);
    return status;
}

/* The own value of a year: known, or our forecast. */
static double find_own(const struct cs_projected *own, int year)
{
    const struct cs_series *series = own->series;
    if (year < series->first_year || year > own->last_year + (int)own->horizon)
        return NAN;
    return year <= own->last_year ? series->values[year - series->first_year]
                                  : own->steps[year - own->last_year - 1].point;
}

struct cs_official_gap cs_official_compare(const struct cs_projection_row *row,
                                           const struct cs_projected *own)
{
    struct cs_official_gap gap = {NULL, NAN, NAN, NAN, NAN, 0};
    int target = row->period.end_year;
    if (!own || own->refusal || target <= own->last_year ||
        target > own->last_year + (int)own->horizon)
        return gap;
    double base = find_own(own, row->period.start_year);
    double published = cs_found_number(&row->percent);
    if (!(base > 0))
        return gap;
    const struct cs_forecast_step *end = &own->steps[target - own->last_year - 1];
    gap.own = own;
    gap.own_percent = 100 * (end->point / base - 1);
    gap.own_low = 100 * (end->lower_80 / base - 1);
    gap.own_high = 100 * (end->upper_80 / base - 1);
    gap.gap_points = gap.own_percent - published;
    gap.is_inside = gap.own_low <= published && published <= gap.own_high;
    return gap;
}
