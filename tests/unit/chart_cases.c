#include "chart_cases.h"

#include <math.h>
#include <string.h>

static const char *const states[] = {
    "AL", "AK", "AZ", "AR", "CA", "CO", "CT", "DE", "DC", "FL", "GA", "HI", "ID",
    "IL", "IN", "IA", "KS", "KY", "LA", "ME", "MD", "MA", "MI", "MN", "MS", "MO",
    "MT", "NE", "NV", "NH", "NJ", "NM", "NY", "NC", "ND", "OH", "OK", "OR", "PA",
    "RI", "SC", "SD", "TN", "TX", "UT", "VT", "VA", "WA", "WV", "WI", "WY",
};
static const char *const names[] = {
    "Alabama",        "Alaska",         "Arizona",
    "Arkansas",       "California",     "Colorado",
    "Connecticut",    "Delaware",       "District of Columbia",
    "Florida",        "Georgia",        "Hawaii",
    "Idaho",          "Illinois",       "Indiana",
    "Iowa",           "Kansas",         "Kentucky",
    "Louisiana",      "Maine",          "Maryland",
    "Massachusetts",  "Michigan",       "Minnesota",
    "Mississippi",    "Missouri",       "Montana",
    "Nebraska",       "Nevada",         "New Hampshire",
    "New Jersey",     "New Mexico",     "New York",
    "North Carolina", "North Dakota",   "Ohio",
    "Oklahoma",       "Oregon",         "Pennsylvania",
    "Rhode Island",   "South Carolina", "South Dakota",
    "Tennessee",      "Texas",          "Utah",
    "Vermont",        "Virginia",       "Washington",
    "West Virginia",  "Wisconsin",      "Wyoming",
};
static const char *const levels[] = {"Junior", "Assistant", "Senior", "Lead"};
static const char *const level_years[] = {"0–1 year", "1–3 years", "3–6 years", "6 years and more"};
static const char *const titles[CS_N_CHART_KINDS] = {
    "What a medical office assistant earns, by experience",
    "Where medical secretaries are paid most",
    "Pay is highest along both coasts",
    "Half of medical secretaries earn between $37,000 and $48,000",
    "Pay has risen, but prices rose faster for five years",
    "Published projections have been revised up, twice",
    "Nine in ten openings replace people who leave",
    "Most states pay less than the nation",
    "Experience counts more in some states than in others",
    "What individual answers look like",
    "Half of the gap comes with experience",
    "The better-paid half earns 68% of all pay",
};
enum { N_STATES = sizeof states / sizeof *states };

struct maker {
    struct cs_arena *arena;
    struct cs_chart *chart;
    size_t n;
    unsigned traits;
    const char *text;
};

static const char *name_of(const struct maker *maker, const char *plain, size_t i)
{
    if (maker->text)
        return maker->text;
    if (maker->traits & CASE_LONG_NAMES)
        return cs_arena_printf(
            maker->arena, "%zu Secretaries and administrative assistants, except legal, etc", i);
    return plain;
}

/* The same wave every time: 30,000 to 60,000. */
static double wave(size_t i)
{
    return floor(450 + 150 * sin(1.7 * (double)i + 0.4)) * 100;
}

static struct cs_quantity value_of(const struct maker *maker, size_t i, double factor)
{
    static const enum cs_presence reasons[] = {CS_WITHHELD, CS_NOT_AVAILABLE, CS_NOT_REPORTED};
    if ((maker->traits & CASE_ALL_MISSING) || ((maker->traits & CASE_SOME_MISSING) && i % 5 == 2))
        return cs_quantity_missing(reasons[i % 3]);
    double value = wave(i) * factor;
    return cs_quantity_of(maker->traits & CASE_NEGATIVE && i % 2 ? -value : value);
}

static void make_item(const struct maker *maker, struct cs_chart_item *item, size_t i)
{
    enum cs_chart_kind kind = maker->chart->kind;
    int is_level = kind == CS_CHART_LEVELS && maker->n <= 4;
    cs_chart_item_init(item, name_of(maker, is_level ? levels[i % 4] : names[i % N_STATES], i));
    item->code = maker->text ? maker->text : states[i % N_STATES];
    item->detail = maker->text ? maker->text : is_level ? level_years[i % 4] : NULL;
    item->value = value_of(maker, i, 1);
    item->n = 40 + i;
    item->is_emphasised = i == 0 && (maker->traits & CASE_EMPHASIS) != 0;
    if (maker->traits & CASE_INTERVALS) {
        item->low = value_of(maker, i, kind == CS_CHART_COMPARE && i % 4 == 0 ? -0.1 : 0.93);
        item->high = value_of(maker, i, 1.08);
    }
    if (maker->traits & CASE_TWO_GROUPS)
        item->other = value_of(maker, i, 1.06);
    if (kind == CS_CHART_RANGE) {
        item->p10 = value_of(maker, i, 0.7);
        item->p25 = value_of(maker, i, 0.85);
        item->p75 = value_of(maker, i, 1.2);
        item->p90 = value_of(maker, i, 1.5);
    }
    if (kind == CS_CHART_OPENINGS) {
        item->parts[0] = value_of(maker, i, 0.06);
        item->parts[1] = value_of(maker, i, 0.5);
        item->parts[2] = value_of(maker, i, 0.44);
        item->parts[1].value = fabs(item->parts[1].value);
        item->parts[2].value = fabs(item->parts[2].value);
        item->value.value = item->parts[0].value + item->parts[1].value + item->parts[2].value;
        item->other = item->parts[0];
    }
}

static void make_items(struct maker *maker)
{
    struct cs_chart_item *items = cs_arena_alloc(maker->arena, (maker->n + 1) * sizeof *items);
    for (size_t i = 0; i < maker->n; i++)
        make_item(maker, &items[i], i);
    maker->chart->items = items;
    maker->chart->n_items = maker->n;
}

static void make_series(struct maker *maker)
{
    struct cs_chart *chart = maker->chart;
    int is_outlook = chart->kind == CS_CHART_OUTLOOK;
    size_t n_series = maker->n <= 4 ? maker->n : 4, n_points = is_outlook ? 11 : maker->n + 2;
    struct cs_chart_series *series = cs_arena_alloc(maker->arena, n_series * sizeof *series);
    for (size_t s = 0; s < n_series; s++) {
        struct cs_chart_point *points = cs_arena_alloc(maker->arena, n_points * sizeof *points);
        for (size_t i = 0; i < n_points; i++) {
            double year = (is_outlook ? 2021 + (double)s : 2024 - (double)n_points) + (double)i;
            struct cs_quantity value = value_of(maker, i + 7 * s, 1);
            if (isfinite(value.value))
                value.value = value.value * 0.1 + 30000 + 900.0 * (double)i * (1 - 0.3 * (double)s);
            if (isfinite(value.value) && (maker->traits & CASE_NEGATIVE))
                value.value -= 35000;
            if (isfinite(value.value) && (maker->traits & CASE_SOME_MISSING) && i % 5 > 2)
                value.presence = CS_AT_LEAST; /* a floor */
            cs_chart_point_init(&points[i], year, value);
            points[i].is_published = i == 0 || i + 1 == n_points;
            for (int b = 0; b < 2 && (maker->traits & CASE_INTERVALS) && i > 0; b++) {
                points[i].low[b] = points[i].high[b] = value;
                points[i].low[b].value -= (b + 1) * 400.0 * (double)i;
                points[i].high[b].value += (b + 1) * 400.0 * (double)i;
            }
        }
        series[s] = (struct cs_chart_series){
            .name = name_of(maker, s ? "Constant 2024 dollars" : "Dollars of the day", s),
            .points = points,
            .n_points = n_points,
            .is_emphasised = s < 2 && n_series > 2};
        if (is_outlook)
            series[s].kind = s == 0 && (maker->traits & CASE_INTERVALS) ? CS_SERIES_PROJECTED
                                                                        : CS_SERIES_INTERPOLATED;
    }
    chart->series = series;
    chart->n_series = n_series;
}

/* Curves p^1.3, p^1.7 …; a missing one is a point that gives its reason. */
static void make_curves(struct maker *maker)
{
    enum { N_POINTS = 101 };
    size_t n_series = maker->n < CS_CHART_CURVES ? maker->n : CS_CHART_CURVES;
    struct cs_chart_series *series = cs_arena_alloc(maker->arena, (n_series + 1) * sizeof *series);
    for (size_t s = 0; s < n_series; s++) {
        struct cs_chart_point *points = cs_arena_alloc(maker->arena, N_POINTS * sizeof *points);
        double power = 1.3 + 0.4 * (double)s;
        bool is_missing = !isfinite(value_of(maker, s, 1).value);
        for (size_t i = 0; i < N_POINTS; i++)
            cs_chart_point_init(&points[i], (double)i,
                                cs_quantity_of(100 * pow((double)i / (N_POINTS - 1), power)));
        if (is_missing)
            cs_chart_point_init(&points[0], NAN, value_of(maker, s, 1));
        series[s] = (struct cs_chart_series){.name = name_of(maker, names[s], s),
                                             .points = points,
                                             .n_points = is_missing ? 1 : N_POINTS,
                                             .gini = (power - 1) / (power + 1)};
    }
    maker->chart->series = series;
    maker->chart->n_series = n_series;
}

static void make_cells(struct maker *maker)
{
    size_t n_columns = maker->n < 4 ? maker->n : 4, n_rows = (maker->n + 3) / 4;
    const char **rows = cs_arena_alloc(maker->arena, (n_rows + 1) * sizeof *rows);
    const char **columns = cs_arena_alloc(maker->arena, (n_columns + 1) * sizeof *columns);
    struct cs_chart_item *items =
        cs_arena_alloc(maker->arena, (n_rows * n_columns + 1) * sizeof *items);
    for (size_t i = 0; i < n_rows; i++)
        rows[i] = name_of(maker, names[i % N_STATES], i);
    for (size_t i = 0; i < n_columns; i++)
        columns[i] = name_of(maker, levels[i % 4], i);
    for (size_t i = 0; i < n_rows * n_columns; i++) {
        cs_chart_item_init(&items[i], maker->text);
        items[i].row = i / n_columns;
        items[i].column = i % n_columns;
        items[i].value = value_of(maker, i, 1);
    }
    maker->chart->rows = rows;
    maker->chart->columns = columns;
    maker->chart->n_rows = n_rows;
    maker->chart->n_columns = n_columns;
    maker->chart->items = items;
    maker->chart->n_items = n_rows * n_columns;
}

static void make_bins(struct maker *maker)
{
    size_t n = maker->traits & CASE_ALL_MISSING ? 0 : maker->n;
    struct cs_chart_bin *bins = cs_arena_alloc(maker->arena, (n + 1) * sizeof *bins);
    double shift = maker->traits & CASE_NEGATIVE ? -50000 : 20000;
    double width = ceil(100000.0 / (double)(n ? n : 1) / 500) * 500;
    for (size_t i = 0; i < n; i++) {
        double low = shift + width * (double)i, place = (low - shift) / 100000;
        bins[i] = (struct cs_chart_bin){low, low + width,
                                        floor(400 * place * exp(-9 * place * place)) + 3};
    }
    maker->chart->bins = bins;
    maker->chart->n_bins = n;
    struct cs_chart_mark *marks = cs_arena_alloc(maker->arena, 5 * sizeof *marks);
    static const char *const words[] = {"p10", "p25", "median", "p75", "p90"};
    static const double shares[] = {0.1, 0.17, 0.24, 0.33, 0.45};
    for (size_t i = 0; i < 5; i++)
        marks[i] = (struct cs_chart_mark){name_of(maker, words[i], i), shift + 100000 * shares[i]};
    maker->chart->marks = marks;
    maker->chart->n_marks = n ? 5 : 0;
}

static void put_words(struct maker *maker)
{
    struct cs_chart *chart = maker->chart;
    const char *text = maker->text;
    chart->title = text ? text : titles[chart->kind];
    chart->subtitle = text ? text : "Median pay a year, US dollars";
    chart->value_words = text ? text : "median";
    chart->other_words = text                               ? text
                         : chart->kind == CS_CHART_OPENINGS ? "new jobs a year"
                                                            : "average";
    chart->interval_words = text ? text : "95 % interval";
    static const char *const parts[] = {"growth", "leaving the labor force",
                                        "moving to other occupations"};
    for (int i = 0; i < 3; i++)
        chart->part_words[i] = text ? text : parts[i];
    chart->caption = (struct cs_chart_caption){
        text ? text : "BLS Occupational Employment and Wage Statistics", text ? text : "May 2024",
        text ? text : "Estimates pool three years of panels; differences may be chance", 1234};
}

const struct cs_chart *chart_case(struct cs_arena *arena, enum cs_chart_kind kind, size_t n,
                                  unsigned traits, const char *text)
{
    struct cs_chart *chart = cs_arena_alloc(arena, sizeof *chart);
    struct maker maker = {arena, chart, n, traits, text};
    chart->kind = kind;
    chart->unit = (struct cs_unit){CS_UNIT_MONEY, CS_PER_YEAR, "USD"};
    if (kind == CS_CHART_OPENINGS || kind == CS_CHART_OUTLOOK)
        chart->unit = (struct cs_unit){.kind = CS_UNIT_JOBS};
    if (kind == CS_CHART_LORENZ)
        chart->unit = (struct cs_unit){.kind = CS_UNIT_PERCENT};
    put_words(&maker);
    if (kind == CS_CHART_HISTORY || kind == CS_CHART_OUTLOOK)
        make_series(&maker);
    else if (kind == CS_CHART_LORENZ)
        make_curves(&maker);
    else if (kind == CS_CHART_HEATMAP)
        make_cells(&maker);
    else if (kind == CS_CHART_DISTRIBUTION)
        make_bins(&maker);
    else
        make_items(&maker);
    if (kind == CS_CHART_REGIONS) {
        struct cs_chart_mark *mark = cs_arena_alloc(arena, sizeof *mark);
        *mark = (struct cs_chart_mark){text ? text : "United States", 44640};
        chart->marks = mark;
        chart->n_marks = 1;
    }
    return chart;
}
