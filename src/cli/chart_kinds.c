/* Charts whose entries are groups: levels, regions, tile map, range, differences, heat map. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/chart_model.h"

struct cs_quantity cs_chart_value(const struct cs_chart_work *work,
                                   const struct cs_chart_group *group)
{
    return group->figures[work->figure];
}

int cs_chart_has_value(const struct cs_chart_work *work, const struct cs_chart_group *group)
{
    return isfinite(cs_chart_value(work, group).value);
}

struct cs_chart_item *cs_chart_items(struct cs_chart_work *work, enum cs_dim dim)
{
    struct cs_chart_item *items =
        cs_arena_alloc(work->call->arena, (work->n_groups + 1) * sizeof *items);
    for (size_t i = 0; items && i < work->n_groups; i++) {
        const struct cs_chart_group *group = &work->groups[i];
        const struct cs_key *key = cs_dataset_key(work->workspace.data, dim, group->key[dim]);
        cs_chart_item_init(&items[i], cs_chart_name(work, dim, group->key[dim]));
        items[i].code = key ? key->code : NULL;
        items[i].detail = dim == CS_DIM_LEVEL && key ? key->definition : NULL;
        items[i].value = cs_chart_value(work, group);
        items[i].n = group->n;
    }
    work->chart.items = items;
    work->chart.n_items = items ? work->n_groups : 0;
    return items;
}

/* Highest and lowest group with a value; 0 when there is none. */
static int find_ends(const struct cs_chart_work *work, size_t *highest, size_t *lowest)
{
    int has_any = 0;
    for (size_t i = 0; i < work->n_groups; i++) {
        if (!cs_chart_has_value(work, &work->groups[i]))
            continue;
        double value = cs_chart_value(work, &work->groups[i]).value;
        if (!has_any || value > cs_chart_value(work, &work->groups[*highest]).value)
            *highest = i;
        if (!has_any || value < cs_chart_value(work, &work->groups[*lowest]).value)
            *lowest = i;
        has_any = 1;
    }
    return has_any;
}

const char *cs_chart_figure_words(const struct cs_chart_work *work)
{
    static const char *const words[CS_N_CHART_FIGURES] = {
        "10th percentile of pay", "25th percentile of pay", "Median pay",
        "75th percentile of pay", "90th percentile of pay", "Average pay", "", "", "Jobs"};
    if (work->figure == CS_FIGURE_JOBS && work->has_answers)
        return "Answers, by weight";
    return words[work->figure];
}

/* "Median pay a year, US dollars, by experience · Medical secretaries, Texas" */
void cs_chart_subtitle(struct cs_chart_work *work, const char *what, const char *more)
{
    const char *subject = cs_chart_subject(work);
    work->chart.subtitle =
        cs_arena_printf(work->call->arena, "%s%s%s%s%s", what, cs_chart_unit_words(work), more,
                        *subject ? " · " : "", subject);
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
    int has_mean = 0, has_interval = 0;
    for (size_t i = 0; items && i < work->n_groups; i++) {
        const struct cs_quantity *figures = work->groups[i].figures;
        items[i].other = work->figure == CS_FIGURE_MEDIAN ? figures[CS_FIGURE_MEAN]
                                                          : cs_quantity_missing(CS_NOT_REPORTED);
        if (work->figure == CS_FIGURE_MEDIAN) {
            items[i].low = figures[CS_FIGURE_LOW];
            items[i].high = figures[CS_FIGURE_HIGH];
        }
        has_mean |= isfinite(items[i].other.value);
        has_interval |= isfinite(items[i].low.value);
    }
    size_t last = work->n_groups ? work->n_groups - 1 : 0;
    if (items && work->n_groups > 1 && isfinite(items[0].value.value) &&
        isfinite(items[last].value.value))
        work->chart.title = cs_arena_printf(
            work->call->arena, "From %s (%s) to %s (%s)",
            cs_chart_money(work, items[0].value), items[0].label,
            cs_chart_money(work, items[last].value), items[last].label);
    else
        work->chart.title = "Pay by experience";
    work->chart.value_words = "median";
    work->chart.other_words = has_mean ? "average" : NULL;
    work->chart.interval_words = has_interval ? cs_chart_interval_words(work) : NULL;
    cs_chart_subtitle(work, cs_chart_figure_words(work), ", by experience");
}

static void set_regions(struct cs_chart_work *work)
{
    size_t highest = 0, lowest = 0;
    struct cs_chart_item *items = cs_chart_items(work, CS_DIM_REGION);
    struct cs_chart_mark *mark = cs_arena_alloc(work->call->arena, sizeof *mark);
    struct cs_quantity nation = work->nation.figures[work->figure];
    int is_pay = work->figure != CS_FIGURE_JOBS;
    if (items && find_ends(work, &highest, &lowest))
        work->chart.title = cs_arena_printf(work->call->arena,
                                            is_pay ? "Best paid in %s, least in %s"
                                                   : "Most jobs in %s, fewest in %s",
                                            items[highest].label, items[lowest].label);
    else
        work->chart.title = "No figures by region";
    if (mark && is_pay && isfinite(nation.value) && work->kind == CS_CHART_REGIONS) {
        *mark = (struct cs_chart_mark){
            cs_chart_name(work, CS_DIM_REGION, work->nation.key[CS_DIM_REGION]), nation.value};
        work->chart.marks = mark;
        work->chart.n_marks = 1;
    }
    cs_chart_subtitle(work, cs_chart_figure_words(work), "");
}

static void set_range(struct cs_chart_work *work)
{
    enum cs_dim dim = work->by.n ? work->by.dims[0] : CS_DIM_OCCUPATION;
    if (dim != CS_DIM_LEVEL && dim != CS_DIM_PERIOD && work->n_groups)
        qsort(work->groups, work->n_groups, sizeof *work->groups, compare_groups);
    struct cs_chart_item *items = cs_chart_items(work, dim);
    for (size_t i = 0; items && i < work->n_groups; i++) {
        const struct cs_quantity *figures = work->groups[i].figures;
        items[i].value = figures[CS_FIGURE_MEDIAN];
        items[i].p10 = figures[CS_FIGURE_P10];
        items[i].p25 = figures[CS_FIGURE_P25];
        items[i].p75 = figures[CS_FIGURE_P75];
        items[i].p90 = figures[CS_FIGURE_P90];
    }
    size_t highest = 0, lowest = 0;
    work->chart.title = "How far pay spreads";
    if (items && work->n_groups == 1 && isfinite(items[0].p25.value) &&
        isfinite(items[0].p75.value))
        work->chart.title = cs_arena_printf(work->call->arena, "Half earn between %s and %s",
                                            cs_chart_money(work, items[0].p25),
                                            cs_chart_money(work, items[0].p75));
    else if (items && work->n_groups > 1 && find_ends(work, &highest, &lowest))
        work->chart.title = cs_arena_printf(
            work->call->arena, "Median pay runs from %s (%s) to %s (%s)",
            cs_chart_money(work, items[lowest].value), items[lowest].label,
            cs_chart_money(work, items[highest].value), items[highest].label);
    cs_chart_subtitle(work, "Pay", "");
}

/* The group's place among rows and columns is that of its key in order of appearance. */
size_t cs_chart_place(uint32_t *seen, size_t *n, uint32_t key)
{
    size_t i = 0;
    while (i < *n && seen[i] != key)
        i++;
    if (i == *n)
        seen[(*n)++] = key;
    return i;
}

static enum cs_status set_heatmap(struct cs_chart_work *work)
{
    struct cs_arena *arena = work->call->arena;
    size_t n = work->n_groups, n_rows = 0, n_columns = 0, highest = 0, lowest = 0;
    uint32_t *rows = cs_arena_alloc(arena, (n + 1) * sizeof *rows);
    uint32_t *columns = cs_arena_alloc(arena, (n + 1) * sizeof *columns);
    const char **row_names = cs_arena_alloc(arena, (n + 1) * sizeof *row_names);
    const char **column_names = cs_arena_alloc(arena, (n + 1) * sizeof *column_names);
    struct cs_chart_item *items = cs_chart_items(work, work->by.dims[0]);
    if (!rows || !columns || !row_names || !column_names || !items)
        return cs_fail_memory(work->call->diag);
    for (size_t i = 0; i < n; i++) {
        items[i].row = cs_chart_place(rows, &n_rows, work->groups[i].key[work->by.dims[0]]);
        items[i].column = cs_chart_place(columns, &n_columns, work->groups[i].key[work->by.dims[1]]);
    }
    for (size_t i = 0; i < n_rows; i++)
        row_names[i] = cs_chart_name(work, work->by.dims[0], rows[i]);
    for (size_t i = 0; i < n_columns; i++)
        column_names[i] = cs_chart_name(work, work->by.dims[1], columns[i]);
    work->chart.rows = row_names;
    work->chart.columns = column_names;
    work->chart.n_rows = n_rows;
    work->chart.n_columns = n_columns;
    work->chart.title = "No figures to compare";
    if (find_ends(work, &highest, &lowest))
        work->chart.title = cs_arena_printf(arena, "Highest for %s, %s: %s",
                                            row_names[items[highest].row],
                                            column_names[items[highest].column],
                                            cs_chart_money(work, items[highest].value));
    cs_chart_subtitle(work, cs_chart_figure_words(work), "");
    return CS_OK;
}

enum cs_status cs_chart_from_groups(struct cs_chart_work *work)
{
    enum cs_status status = cs_chart_groups(work);
    if (status != CS_OK)
        return status;
    if (work->figure == CS_FIGURE_JOBS)
        work->chart.unit = (struct cs_unit){.kind = CS_UNIT_JOBS};
    work->format.unit = work->chart.unit;
    switch (work->kind) {
    case CS_CHART_LEVELS: set_levels(work); break;
    case CS_CHART_REGIONS:
    case CS_CHART_TILEMAP: set_regions(work); break;
    case CS_CHART_RANGE: set_range(work); break;
    case CS_CHART_HEATMAP: status = set_heatmap(work); break;
    default: status = work->by.n == 2 ? cs_chart_two_groups(work) : cs_chart_differences(work); break;
    }
    cs_chart_caption_of(work);
    return status;
}
