/* The charts of a report, as models. */
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/outlook/lookup.h"
#include "base/arena.h"
#include "data/period.h"
#include "data/quantity.h"
#include "guide/figure/figure.h"
#include "guide/figure/figure_words.h"
#include "render/chart/chart.h"
#include "render/report/report_parts.h"

static struct cs_quantity quantity_or_missing(const struct cs_found *found)
{
    return found->estimate ? found->quantity : cs_quantity_missing(CS_NOT_REPORTED);
}

static struct cs_quantity number_or_missing(double value)
{
    return isnan(value) ? cs_quantity_missing(CS_NOT_AVAILABLE) : cs_quantity_of(value);
}

struct cs_chart_caption cs_report_caption(const struct cs_found *found, struct cs_arena *arena)
{
    struct cs_chart_caption caption = {0};
    if (!found->source)
        return caption;
    const char *title = found->source->title ? found->source->title : found->source->id;
    caption.source = found->source->publisher
                         ? cs_arena_printf(arena, "%s, %s", found->source->publisher, title)
                         : title;
    if (found->period.start_year) {
        const char *period = cs_period_short(found->period, arena);
        const char *year = cs_arena_printf(arena, "%d", found->period.start_year);
        caption.period = strstr(title, year) ? NULL : period; /* once is enough */
    }
    return caption;
}

static struct cs_chart_item *new_items(struct cs_arena *arena, size_t n)
{
    return cs_arena_alloc(arena, (n + 1) * sizeof(struct cs_chart_item));
}

/* Percentiles of one group; whether the middle half is known. */
static bool fill_range(struct cs_chart_item *item, const char *label,
                       const struct cs_found percentiles[CS_N_PERCENTILES])
{
    cs_chart_item_init(item, label);
    item->p10 = quantity_or_missing(&percentiles[0]);
    item->p25 = quantity_or_missing(&percentiles[1]);
    item->value = quantity_or_missing(&percentiles[2]);
    item->p75 = quantity_or_missing(&percentiles[3]);
    item->p90 = quantity_or_missing(&percentiles[4]);
    return !isnan(cs_found_number(&percentiles[1])) && !isnan(cs_found_number(&percentiles[3]));
}

static bool is_same_vintage(const struct cs_found *a, const struct cs_found *b)
{
    return cs_period_compare(a->period, b->period) == 0 && cs_unit_equals(a->unit, b->unit);
}

bool cs_chart_of_pay(const struct cs_outlook *o, struct cs_arena *arena, struct cs_chart *out)
{
    struct cs_chart_item *items = new_items(arena, 2);
    if (!items || !fill_range(&items[0], "This occupation", o->pay.percentiles))
        return false;
    items[0].is_emphasised = true;
    size_t n = 1;
    if (strcmp(o->about.code, "00-0000") != 0 &&
        is_same_vintage(&o->pay.percentiles[1], &o->pay.all_percentiles[1]) &&
        fill_range(&items[1], "All occupations", o->pay.all_percentiles))
        n = 2;
    *out = (struct cs_chart){
        .kind = CS_CHART_RANGE,
        .title = cs_arena_printf(arena, "Half earn between %s and %s",
                                 cs_report_money(&o->pay.percentiles[1], arena),
                                 cs_report_money(&o->pay.percentiles[3], arena)),
        .subtitle = cs_arena_printf(arena,
                                    "Pay %s %s: 10th to 90th percentile, middle half, "
                                    "median",
                                    cs_per_in_sentence(o->pay.median.now.unit),
                                    cs_report_in(o->pay.region_code, o->pay.region, arena)),
        .unit = o->pay.median.now.unit,
        .value_words = "median",
        .items = items,
        .n_items = n,
        .caption = cs_report_caption(&o->pay.percentiles[1], arena),
    };
    return true;
}

bool cs_chart_of_levels(const struct cs_outlook *o, struct cs_arena *arena, struct cs_chart *out)
{
    struct cs_chart_item *items = new_items(arena, o->levels.n);
    if (!items || o->levels.n < 2)
        return false;
    for (size_t i = 0; i < o->levels.n; i++) {
        cs_chart_item_init(&items[i], o->levels.rows[i].title);
        items[i].detail = o->levels.rows[i].definition;
        items[i].value = quantity_or_missing(&o->levels.rows[i].median);
        items[i].other = quantity_or_missing(&o->levels.rows[i].mean);
    }
    const struct cs_found *first = &o->levels.rows[0].median,
                          *last = &o->levels.rows[o->levels.n - 1].median;
    *out = (struct cs_chart){
        .kind = CS_CHART_LEVELS,
        .title = cs_arena_printf(arena, "From %s as %s to %s as %s", cs_report_money(first, arena),
                                 o->levels.rows[0].title, cs_report_money(last, arena),
                                 o->levels.rows[o->levels.n - 1].title),
        .subtitle = cs_arena_printf(arena, "Median pay %s by experience, %s",
                                    cs_per_in_sentence(first->unit),
                                    cs_report_in(o->levels.region_code, o->levels.region, arena)),
        .unit = first->unit,
        .value_words = "median",
        .other_words = "average",
        .items = items,
        .n_items = o->levels.n,
        .caption = cs_report_caption(first, arena),
    };
    out->caption.caveat = first->source->caveat;
    return !isnan(cs_found_number(first)) && !isnan(cs_found_number(last));
}

bool cs_chart_of_regions(const struct cs_outlook *o, struct cs_arena *arena, struct cs_chart *out)
{
    size_t n = o->regions.n, n_known = 0;
    struct cs_chart_item *items = new_items(arena, n);
    for (size_t i = 0; items && i < n; i++) {
        const struct cs_region_row *row = &o->regions.rows[i];
        cs_chart_item_init(&items[i], row->name);
        items[i].code = row->code;
        items[i].value = quantity_or_missing(&row->median);
        items[i].is_emphasised = strcmp(row->code, o->about.region_code) == 0;
        n_known += !isnan(cs_found_number(&row->median));
    }
    if (!items || n_known < 2)
        return false;
    const struct cs_region_row *top = &o->regions.rows[0], *last = &o->regions.rows[n_known - 1];
    const char *worst = cs_region_in_sentence(last->code, last->name, arena);
    *out = (struct cs_chart){
        .kind = n >= 20 ? CS_CHART_TILEMAP : CS_CHART_REGIONS,
        .title = cs_report_n_capped(o)
                     ? cs_arena_printf(arena, "%s in %zu places, least in %s",
                                       cs_report_money(&top->median, arena), cs_report_n_capped(o),
                                       worst)
                     : cs_arena_printf(arena, "Best paid in %s, least in %s",
                                       cs_region_in_sentence(top->code, top->name, arena), worst),
        .subtitle = cs_arena_printf(arena, "Median pay %s", cs_per_in_sentence(top->median.unit)),
        .unit = top->median.unit,
        .value_words = "median",
        .items = items,
        .n_items = n,
        .caption = cs_report_caption(&top->median, arena),
    };
    return true;
}

/* Jobs of the base and target year of every projection, the newest in color. */
bool cs_chart_of_growth(const struct cs_outlook *o, struct cs_arena *arena, struct cs_chart *out)
{
    struct cs_chart_series *series = cs_arena_alloc(arena, (o->projected.n + 1) * sizeof *series);
    size_t n = 0;
    for (size_t i = 0; series && i < o->projected.n; i++) {
        const struct cs_projection_row *row = &o->projected.rows[i];
        struct cs_chart_point *points = cs_arena_alloc(arena, 2 * sizeof *points);
        if (!points || isnan(cs_found_number(&row->base)) ||
            isnan(cs_found_number(&row->projected)))
            continue;
        cs_chart_point_init(&points[0], row->period.start_year, row->base.quantity);
        cs_chart_point_init(&points[1], row->period.end_year, row->projected.quantity);
        points[0].is_published = points[1].is_published = true;
        series[n++] = (struct cs_chart_series){
            .name = cs_arena_printf(arena, "%s", cs_period_short(row->period, arena)),
            .kind = CS_SERIES_INTERPOLATED,
            .points = points,
            .n_points = 2,
            .is_emphasised = row == o->projected.newest,
        };
    }
    if (!n)
        return false;
    double percent = cs_found_number(&o->projected.newest->percent);
    *out = (struct cs_chart){
        .kind = CS_CHART_OUTLOOK,
        .title = round(percent) == 0
                     ? cs_arena_printf(arena, "Little or no change in jobs projected by %d",
                                       o->projected.newest->period.end_year)
                     : cs_arena_printf(arena, "Jobs projected to %s %.1f%% by %d",
                                       percent < 0 ? "decline" : "grow", fabs(percent),
                                       o->projected.newest->period.end_year),
        .subtitle = "Employment, all jobs: published start and end of each projection",
        .unit = {.kind = CS_UNIT_JOBS},
        .series = series,
        .n_series = n,
        .caption = cs_report_caption(&o->projected.newest->percent, arena),
    };
    return true;
}

bool cs_chart_of_openings(const struct cs_outlook *o, struct cs_arena *arena, struct cs_chart *out)
{
    const struct cs_projection_row *row = o->projected.split;
    struct cs_chart_item *item = new_items(arena, 1);
    int years = row ? row->period.end_year - row->period.start_year : 0;
    if (!item || years <= 0)
        return false;
    cs_chart_item_init(item, cs_period_short(row->period, arena));
    item->value = quantity_or_missing(&row->openings);
    item->parts[0] = cs_quantity_of(row->change.quantity.value / years);
    item->parts[1] = row->exits.quantity;
    item->parts[2] = row->transfers.quantity;
    *out = (struct cs_chart){
        .kind = CS_CHART_OPENINGS,
        .title = "Most openings come from people who move on",
        .subtitle = "Openings per year, average over the projection",
        .unit = {.kind = CS_UNIT_JOBS},
        .part_words = {"growth", "leaving the labor force", "changing occupation"},
        .items = item,
        .n_items = 1,
        .caption = cs_report_caption(&row->exits, arena),
    };
    double growth = item->parts[0].value, all = cs_found_number(&row->openings);
    if (all == 0) /* none as printed: nothing to divide */
        return false;
    if (growth < 0)
        out->title = "Openings come from people who move on, not from growth";
    else if (isnan(all) || growth * 2 > all)
        out->title = "Where the openings come from";
    return true;
}

static const char *history_title(const struct cs_outlook *o, struct cs_arena *arena)
{
    const struct cs_year_row *first = cs_report_year_end(o, 0), *last = cs_report_year_end(o, 1);
    if (isnan(first->real) || !(first->real > 0))
        return cs_arena_printf(arena, "%s in %d, %s in %d", cs_report_money(&first->median, arena),
                               first->median.period.end_year, cs_report_money(&last->median, arena),
                               last->median.period.end_year);
    double percent = round((last->real / first->real - 1) * 100);
    if (percent == 0)
        return cs_arena_printf(arena, "Pay has kept up with prices since %d",
                               first->median.period.end_year);
    return cs_arena_printf(arena, "After inflation, pay is %.0f%% %s than in %d", fabs(percent),
                           percent < 0 ? "lower" : "higher", first->median.period.end_year);
}

/* The median of the publication that most years come from; of equally many the last. */
static const struct cs_found *usual_median(const struct cs_outlook *o,
                                           const struct cs_year_row *last)
{
    const struct cs_found *usual = &last->median;
    size_t most = 0;
    for (size_t i = o->years.n; i-- > 0;) {
        const struct cs_source *source = o->years.rows[i].median.source;
        size_t n = 0;
        for (size_t j = 0; source && source->title && j < o->years.n; j++) {
            const struct cs_source *other = o->years.rows[j].median.source;
            n += other && other->title && strcmp(other->title, source->title) == 0;
        }
        if (n > most && n > 1)
            usual = &o->years.rows[i].median;
        most = n > most ? n : most;
    }
    return usual;
}

bool cs_chart_of_history(const struct cs_outlook *o, struct cs_arena *arena, struct cs_chart *out)
{
    size_t n = o->years.n, n_real = 0;
    struct cs_chart_series *series = cs_arena_alloc(arena, 2 * sizeof *series);
    struct cs_chart_point *nominal = cs_arena_alloc(arena, (n + 1) * sizeof *nominal);
    struct cs_chart_point *real = cs_arena_alloc(arena, (n + 1) * sizeof *real);
    const struct cs_year_row *begin = cs_report_year_end(o, 0), *end = cs_report_year_end(o, 1);
    if (!series || !nominal || !real || !begin)
        return false;
    for (size_t i = 0; i < n; i++) {
        const struct cs_year_row *row = &o->years.rows[i];
        cs_chart_point_init(&nominal[i], row->median.period.end_year, row->median.quantity);
        cs_chart_point_init(&real[i], row->median.period.end_year, number_or_missing(row->real));
        n_real += !isnan(row->real);
    }
    series[0] = (struct cs_chart_series){.name = "as paid", .points = nominal, .n_points = n};
    series[1] = (struct cs_chart_series){
        .name = cs_arena_printf(arena, "in prices of %d", o->years.real_year),
        .points = real,
        .n_points = n,
        .is_emphasised = true};
    series[0].is_emphasised = n_real == 0;
    const struct cs_found *last = &end->median;
    *out = (struct cs_chart){
        .kind = CS_CHART_HISTORY,
        .title = history_title(o, arena),
        .subtitle = cs_arena_printf(arena, "Median pay %s", cs_per_in_sentence(last->unit)),
        .unit = last->unit,
        .series = series,
        .n_series = n_real ? 2 : 1,
        .caption = cs_report_caption(usual_median(o, end), arena),
    };
    out->caption.period =
        cs_arena_printf(arena, "%d to %d", begin->median.period.end_year, last->period.end_year);
    out->caption.caveat = cs_report_years_caveat(o, arena);
    return true;
}

/* What a reader of the chart must know: the publisher's caveat, and which pay was multiplied. */
static const char *world_caveat(const struct cs_outlook *o, struct cs_arena *arena)
{
    const char *caveat = o->countries.rows[0].low.source->caveat, *list = NULL;
    for (size_t i = 0; i < o->countries.n; i++) {
        const struct cs_country_row *row = &o->countries.rows[i];
        if (row->per_year != 1 && !isnan(row->low_common))
            list = cs_arena_printf(arena, "%s%s%s (%g × the %s)", list ? list : "",
                                   list ? ", " : "", row->name, row->per_year,
                                   cs_per_name((enum cs_per)row->low.unit.per));
    }
    if (!list)
        return caveat;
    return cs_arena_printf(arena, "%s%sConverted here to pay per year: %s.", caveat ? caveat : "",
                           caveat ? " " : "", list);
}

bool cs_chart_of_world(const struct cs_outlook *o, struct cs_arena *arena, struct cs_chart *out)
{
    struct cs_chart_item *items = new_items(arena, o->countries.n);
    if (!items || !o->countries.rate_year)
        return false;
    for (size_t i = 0; i < o->countries.n; i++) {
        const struct cs_country_row *row = &o->countries.rows[i];
        cs_chart_item_init(&items[i], row->name);
        items[i].value = number_or_missing(cs_count_rounded(row->low_common));
        items[i].other = number_or_missing(cs_count_rounded(row->high_common));
        items[i].is_emphasised = strcmp(row->code, o->about.region_code) == 0;
    }
    struct cs_unit unit = {.kind = CS_UNIT_MONEY, .per = CS_PER_YEAR};
    memcpy(unit.currency, o->countries.currency, sizeof unit.currency - 1);
    *out = (struct cs_chart){
        .kind = CS_CHART_COMPARE,
        .title = cs_arena_printf(arena, "Pay ranges abroad, in %s", o->countries.currency),
        .subtitle = cs_arena_printf(
            arena, "Low and high end of the range per year, at average exchange rates of %d",
            o->countries.rate_year),
        .unit = unit,
        .value_words = "low end",
        .other_words = "high end",
        .items = items,
        .n_items = o->countries.n,
        .caption = cs_report_caption(&o->countries.rows[0].low, arena),
    };
    out->caption.caveat = world_caveat(o, arena);
    return true;
}

/* The neighbors whose pay is printed for the period of the occupation's own: an hour's pay and a
 * year's do not stand on one scale. */
static const struct cs_found *related_basis(const struct cs_outlook *o)
{
    const struct cs_found *basis = NULL;
    for (size_t i = 0; i < o->related.n; i++) {
        const struct cs_found *pay = &o->related.rows[i].median;
        if (!isnan(cs_found_number(pay)) && (!basis || o->related.rows[i].is_self))
            basis = pay;
    }
    return basis;
}

/* Place 0: unknown, or floors have no order. */
static const char *related_title(const struct cs_outlook *o, size_t place, size_t n,
                                 struct cs_arena *arena)
{
    const char *words = cs_report_related_words(o);
    if (place == 1)
        return cs_arena_printf(arena, "Best paid among %s", words);
    if (place)
        return cs_arena_printf(arena, "Number %zu in pay among %zu %s", place, n, words);
    return cs_arena_printf(arena, "Pay of %s", words);
}

bool cs_chart_of_related(const struct cs_outlook *o, struct cs_arena *arena, struct cs_chart *out)
{
    struct cs_chart_item *items = new_items(arena, o->related.n);
    struct cs_chart_mark *mark = cs_arena_alloc(arena, sizeof *mark);
    const struct cs_found *basis = related_basis(o);
    size_t n = 0, place = 0, n_other = 0;
    for (size_t i = 0; items && i < o->related.n; i++) {
        if (isnan(cs_found_number(&o->related.rows[i].median)))
            continue;
        if (!cs_unit_equals(o->related.rows[i].median.unit, basis->unit)) {
            n_other++;
            continue;
        }
        cs_chart_item_init(&items[n], o->related.rows[i].title);
        items[n].value = o->related.rows[i].median.quantity;
        items[n].is_emphasised = o->related.rows[i].is_self;
        place = o->related.rows[i].is_self ? n + 1 : place;
        n++;
    }
    if (!items || !mark || n < 3)
        return false;
    bool has_mark = !o->pay.nation_median.estimate && !isnan(cs_found_number(&o->pay.all_median)) &&
                    is_same_vintage(&o->pay.all_median, basis);
    if (has_mark)
        *mark = (struct cs_chart_mark){"all occupations", o->pay.all_median.quantity.value};
    bool is_tied = n > 1 && items[1].value.presence == CS_AT_LEAST; /* floors have no order */
    *out = (struct cs_chart){
        .kind = CS_CHART_REGIONS,
        .title = related_title(o, is_tied ? 0 : place, n, arena),
        .subtitle = cs_arena_printf(arena, "Median pay %s in the United States",
                                    cs_per_in_sentence(basis->unit)),
        .unit = basis->unit,
        .value_words = "median",
        .items = items,
        .n_items = n,
        .marks = has_mark ? mark : NULL,
        .n_marks = (size_t)has_mark,
        .caption = cs_report_caption(basis, arena),
    };
    if (n_other)
        out->caption.caveat =
            cs_arena_printf(arena, "Left out: %zu for which no pay %s is published.", n_other,
                            cs_per_in_sentence(basis->unit));
    return true;
}
