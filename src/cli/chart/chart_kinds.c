/* Charts whose entries are groups: levels, regions, tile map, range, differences, heat map. */
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "cli/chart/chart_model.h"
#include "data/dataset.h"
#include "data/period.h"
#include "data/quantity.h"
#include "guide/figure/figure_words.h"

/* Highest and lowest group with a value; 0 when there is none. */
static bool find_ends(const struct cs_chart_work *work, size_t *highest, size_t *lowest)
{
    bool has_any = false;
    for (size_t i = 0; i < work->found.n; i++) {
        if (!cs_chart_has_value(work, &work->found.groups[i]))
            continue;
        double value = cs_chart_value(work, &work->found.groups[i]).value;
        if (!has_any || value > cs_chart_value(work, &work->found.groups[*highest]).value)
            *highest = i;
        if (!has_any || value < cs_chart_value(work, &work->found.groups[*lowest]).value)
            *lowest = i;
        has_any = true;
    }
    return has_any;
}

/* By value, highest first, where the dimension has no order of its own; missing last. */
static int compare_groups(const void *a, const void *b)
{
    const struct cs_chart_group *x = a, *y = b;
    double vx = x->figures[CS_FIGURE_MEDIAN].value, vy = y->figures[CS_FIGURE_MEDIAN].value;
    if (isfinite(vx) != isfinite(vy))
        return isfinite(vx) ? -1 : 1;
    if (isfinite(vx) && vx != vy)
        return vx < vy ? 1 : -1;
    return memcmp(x->key, y->key, sizeof x->key);
}

static void set_levels(struct cs_chart_work *work)
{
    struct cs_chart_item *items = cs_chart_items(work, CS_DIM_LEVEL);
    bool has_mean = false, has_interval = false;
    for (size_t i = 0; items && i < work->found.n; i++) {
        const struct cs_quantity *figures = work->found.groups[i].figures;
        items[i].other = work->asked.figure == CS_FIGURE_MEDIAN
                             ? figures[CS_FIGURE_MEAN]
                             : cs_quantity_missing(CS_NOT_REPORTED);
        if (work->asked.figure == CS_FIGURE_MEDIAN) {
            /* Published levels may have quartiles; observations have an interval of the median. */
            items[i].low = figures[work->found.has_observations ? CS_FIGURE_LOW : CS_FIGURE_P25];
            items[i].high = figures[work->found.has_observations ? CS_FIGURE_HIGH : CS_FIGURE_P75];
        }
        has_mean |= isfinite(items[i].other.value);
        has_interval |= isfinite(items[i].low.value);
    }
    size_t last = work->found.n ? work->found.n - 1 : 0;
    if (items && work->found.n > 1 && isfinite(items[0].value.value) &&
        isfinite(items[last].value.value))
        work->chart.title = cs_arena_printf(
            work->call->arena, "From %s (%s) to %s (%s)", cs_chart_money(work, items[0].value),
            items[0].label, cs_chart_money(work, items[last].value), items[last].label);
    else
        work->chart.title = "Pay by experience";
    work->chart.value_words = "median";
    work->chart.other_words = has_mean ? "average" : NULL;
    work->chart.interval_words = !has_interval                  ? NULL
                                 : work->found.has_observations ? cs_chart_interval_words(work)
                                                                : "25th to 75th percentile";
    cs_chart_subtitle(work, cs_chart_figure_words(work), ", by experience");
}

static void set_regions(struct cs_chart_work *work)
{
    size_t highest = 0, lowest = 0;
    struct cs_chart_item *items = cs_chart_items(work, CS_DIM_REGION);
    struct cs_chart_mark *mark = cs_arena_alloc(work->call->arena, sizeof *mark);
    struct cs_quantity nation = work->found.nation.figures[work->asked.figure];
    bool is_pay = work->asked.figure != CS_FIGURE_JOBS && !work->asked.has_measure;
    bool has_any = items && find_ends(work, &highest, &lowest);
    if (has_any && highest == lowest)
        work->chart.title =
            cs_arena_printf(work->call->arena, "%s in %s: %s", cs_chart_figure_words(work),
                            items[highest].label, cs_chart_money(work, items[highest].value));
    else if (has_any)
        work->chart.title = cs_arena_printf(
            work->call->arena,
            is_pay                    ? "Best paid in %s, least in %s"
            : work->asked.has_measure ? "Highest in %s, lowest in %s"
                                      : "Most jobs in %s, fewest in %s",
            cs_region_in_sentence(items[highest].code, items[highest].label, work->call->arena),
            cs_region_in_sentence(items[lowest].code, items[lowest].label, work->call->arena));
    else
        work->chart.title = "No figures by region";
    if (mark && work->asked.figure != CS_FIGURE_JOBS && isfinite(nation.value) &&
        work->asked.kind == CS_CHART_REGIONS) {
        *mark = (struct cs_chart_mark){
            cs_chart_name(work, CS_DIM_REGION, work->found.nation.key[CS_DIM_REGION]),
            nation.value};
        work->chart.marks = mark;
        work->chart.n_marks = 1;
    }
    cs_chart_subtitle(work, cs_chart_figure_words(work), "");
}

static void set_range(struct cs_chart_work *work)
{
    enum cs_dim dim = work->asked.by.n ? work->asked.by.dims[0] : CS_DIM_OCCUPATION;
    if (dim != CS_DIM_LEVEL && dim != CS_DIM_PERIOD && work->found.n)
        qsort(work->found.groups, work->found.n, sizeof *work->found.groups, compare_groups);
    struct cs_chart_item *items = cs_chart_items(work, dim);
    for (size_t i = 0; items && i < work->found.n; i++) {
        const struct cs_quantity *figures = work->found.groups[i].figures;
        items[i].value = figures[CS_FIGURE_MEDIAN];
        items[i].p10 = figures[CS_FIGURE_P10];
        items[i].p25 = figures[CS_FIGURE_P25];
        items[i].p75 = figures[CS_FIGURE_P75];
        items[i].p90 = figures[CS_FIGURE_P90];
    }
    size_t highest = 0, lowest = 0;
    work->chart.title = "How far pay spreads";
    if (items && work->found.n == 1 && isfinite(items[0].p25.value) && isfinite(items[0].p75.value))
        work->chart.title =
            cs_arena_printf(work->call->arena, "Half earn between %s and %s",
                            cs_chart_money(work, items[0].p25), cs_chart_money(work, items[0].p75));
    else if (items && work->found.n > 1 && find_ends(work, &highest, &lowest))
        work->chart.title =
            cs_arena_printf(work->call->arena, "Median pay runs from %s (%s) to %s (%s)",
                            cs_chart_money(work, items[lowest].value), items[lowest].label,
                            cs_chart_money(work, items[highest].value), items[highest].label);
    work->chart.value_words = "median";
    cs_chart_subtitle(work, "Pay", "");
}

/* The keys of one side of a heat map, in their own order: levels by scale, periods by time, others
 * as they come. Keys that have no value anywhere are left out. */
struct side {
    enum cs_dim dim;
    uint32_t *keys;
    const char **names;
    size_t n, n_empty;
};

static bool comes_before(const struct cs_chart_work *work, enum cs_dim dim, uint32_t a, uint32_t b)
{
    const struct cs_key *x = cs_dataset_key(work->workspace.data, dim, a);
    const struct cs_key *y = cs_dataset_key(work->workspace.data, dim, b);
    if (!x || !y)
        return false;
    int by_time = cs_period_compare(x->period, y->period);
    return by_time ? by_time < 0 : x->order < y->order;
}

static bool has_any_value(const struct cs_chart_work *work, enum cs_dim dim, uint32_t key)
{
    for (size_t i = 0; i < work->found.n; i++)
        if (work->found.groups[i].key[dim] == key &&
            cs_chart_has_value(work, &work->found.groups[i]))
            return true;
    return false;
}

static enum cs_status make_side(struct cs_chart_work *work, enum cs_dim dim, struct side *side)
{
    size_t room = work->found.n + 1, n_seen = 0;
    uint32_t *seen = cs_arena_alloc(work->call->arena, room * sizeof *seen);
    *side = (struct side){dim, cs_arena_alloc(work->call->arena, room * sizeof *side->keys),
                          cs_arena_alloc(work->call->arena, room * sizeof *side->names), 0, 0};
    if (!seen || !side->keys || !side->names)
        return cs_fail_memory(work->call->diag);
    for (size_t i = 0; i < work->found.n; i++) {
        size_t n_before = n_seen;
        uint32_t key = work->found.groups[i].key[dim];
        cs_chart_place(seen, &n_seen, key);
        if (n_seen == n_before)
            continue;
        if (!has_any_value(work, dim, key)) {
            side->n_empty++;
            continue;
        }
        size_t at = side->n++;
        for (; at > 0 && comes_before(work, dim, key, side->keys[at - 1]); at--)
            side->keys[at] = side->keys[at - 1];
        side->keys[at] = key;
    }
    for (size_t i = 0; i < side->n; i++)
        side->names[i] = cs_chart_name(work, dim, side->keys[i]);
    return CS_OK;
}

static void fill_cells(struct cs_chart_work *work, struct cs_chart_item *items,
                       const struct side *rows, const struct side *columns)
{
    size_t n = 0;
    for (size_t i = 0; i < work->found.n; i++) {
        size_t n_rows = rows->n, n_columns = columns->n;
        struct cs_chart_item item = items[i];
        item.row = cs_chart_place(rows->keys, &n_rows, work->found.groups[i].key[rows->dim]);
        item.column =
            cs_chart_place(columns->keys, &n_columns, work->found.groups[i].key[columns->dim]);
        if (n_rows == rows->n && n_columns == columns->n) {
            work->found.groups[n] = work->found.groups[i];
            items[n++] = item;
        }
    }
    work->found.n = work->chart.n_items = n;
}

static enum cs_status set_heatmap(struct cs_chart_work *work)
{
    struct cs_arena *arena = work->call->arena;
    struct side rows, columns;
    size_t highest = 0, lowest = 0;
    struct cs_chart_item *items = cs_chart_items(work, work->asked.by.dims[0]);
    enum cs_status status =
        items ? make_side(work, work->asked.by.dims[0], &rows) : cs_fail_memory(work->call->diag);
    if (status == CS_OK)
        status = make_side(work, work->asked.by.dims[1], &columns);
    if (status != CS_OK)
        return status;
    fill_cells(work, items, &rows, &columns);
    work->chart.rows = rows.names;
    work->chart.columns = columns.names;
    work->chart.n_rows = rows.n;
    work->chart.n_columns = columns.n;
    work->chart.title = "No figures to compare";
    if (find_ends(work, &highest, &lowest))
        work->chart.title = cs_arena_printf(
            arena, "Highest for %s, %s: %s", rows.names[items[highest].row],
            columns.names[items[highest].column], cs_chart_money(work, items[highest].value));
    work->found.n_left_out = rows.n_empty + columns.n_empty;
    cs_chart_subtitle(work, cs_chart_figure_words(work), "");
    return CS_OK;
}

enum cs_status cs_chart_from_groups(struct cs_chart_work *work)
{
    enum cs_status status = cs_chart_groups(work);
    if (status != CS_OK)
        return status;
    if (work->asked.figure == CS_FIGURE_JOBS)
        work->chart.unit = (struct cs_unit){.kind = CS_UNIT_JOBS};
    work->format.unit = work->chart.unit;
    switch (work->asked.kind) {
    case CS_CHART_LEVELS:
        set_levels(work);
        break;
    case CS_CHART_REGIONS:
    case CS_CHART_TILEMAP:
        set_regions(work);
        break;
    case CS_CHART_RANGE:
        set_range(work);
        break;
    case CS_CHART_HEATMAP:
        status = set_heatmap(work);
        break;
    default:
        status = work->asked.by.n == 2 ? cs_chart_two_groups(work) : cs_chart_differences(work);
        break;
    }
    cs_chart_caption_of(work);
    return status;
}
