/* Charts whose entries are groups: levels, regions, tile map, range, differences, heat map. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/survey.h"
#include "cli/chart_model.h"

static struct cs_quantity value_of(const struct cs_chart_work *work,
                                   const struct cs_chart_group *group)
{
    return group->figures[work->figure];
}

static int has_value(const struct cs_chart_work *work, const struct cs_chart_group *group)
{
    return isfinite(value_of(work, group).value);
}

static struct cs_chart_item *make_items(struct cs_chart_work *work, enum cs_dim dim)
{
    struct cs_chart_item *items =
        cs_arena_alloc(work->call->arena, (work->n_groups + 1) * sizeof *items);
    for (size_t i = 0; items && i < work->n_groups; i++) {
        const struct cs_chart_group *group = &work->groups[i];
        const struct cs_key *key = cs_dataset_key(work->workspace.data, dim, group->key[dim]);
        cs_chart_item_init(&items[i], cs_chart_name(work, dim, group->key[dim]));
        items[i].code = key ? key->code : NULL;
        items[i].detail = dim == CS_DIM_LEVEL && key ? key->definition : NULL;
        items[i].value = value_of(work, group);
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
        if (!has_value(work, &work->groups[i]))
            continue;
        double value = value_of(work, &work->groups[i]).value;
        if (!has_any || value > value_of(work, &work->groups[*highest]).value)
            *highest = i;
        if (!has_any || value < value_of(work, &work->groups[*lowest]).value)
            *lowest = i;
        has_any = 1;
    }
    return has_any;
}

static const char *figure_words(const struct cs_chart_work *work)
{
    static const char *const words[CS_N_CHART_FIGURES] = {
        "10th percentile of pay", "25th percentile of pay", "Median pay",
        "75th percentile of pay", "90th percentile of pay", "Average pay", "", "", "Jobs"};
    if (work->figure == CS_FIGURE_JOBS && work->has_answers)
        return "Answers, by weight";
    return words[work->figure];
}

/* "Median pay a year, US dollars, by experience · Medical secretaries, Texas" */
static void set_subtitle(struct cs_chart_work *work, const char *what, const char *more)
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
    struct cs_chart_item *items = make_items(work, CS_DIM_LEVEL);
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
    set_subtitle(work, figure_words(work), ", by experience");
}

static void set_regions(struct cs_chart_work *work)
{
    size_t highest = 0, lowest = 0;
    struct cs_chart_item *items = make_items(work, CS_DIM_REGION);
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
    set_subtitle(work, figure_words(work), "");
}

static void set_range(struct cs_chart_work *work)
{
    enum cs_dim dim = work->by.n ? work->by.dims[0] : CS_DIM_OCCUPATION;
    if (dim != CS_DIM_LEVEL && dim != CS_DIM_PERIOD && work->n_groups)
        qsort(work->groups, work->n_groups, sizeof *work->groups, compare_groups);
    struct cs_chart_item *items = make_items(work, dim);
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
    set_subtitle(work, "Pay", "");
}

/* The group's place among rows and columns is that of its key in order of appearance. */
static size_t place_of(uint32_t *seen, size_t *n, uint32_t key)
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
    struct cs_chart_item *items = make_items(work, work->by.dims[0]);
    if (!rows || !columns || !row_names || !column_names || !items)
        return cs_fail_memory(work->call->diag);
    for (size_t i = 0; i < n; i++) {
        items[i].row = place_of(rows, &n_rows, work->groups[i].key[work->by.dims[0]]);
        items[i].column = place_of(columns, &n_columns, work->groups[i].key[work->by.dims[1]]);
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
    set_subtitle(work, figure_words(work), "");
    return CS_OK;
}

/* The widest gap is the finding. */
static void title_two_groups(struct cs_chart_work *work)
{
    const struct cs_chart_item *widest = NULL;
    double most = -1;
    for (size_t i = 0; i < work->chart.n_items; i++) {
        const struct cs_chart_item *item = &work->chart.items[i];
        double gap = fabs(item->value.value - item->other.value);
        if (isfinite(gap) && gap > most) {
            most = gap;
            widest = item;
        }
    }
    work->chart.title = cs_arena_printf(work->call->arena, "%s beside %s",
                                        work->chart.other_words, work->chart.value_words);
    if (!widest)
        return;
    work->format.is_signed = 1;
    const char *gap = cs_chart_money(work, cs_quantity_of(widest->value.value -
                                                          widest->other.value));
    work->format.is_signed = 0;
    work->chart.title = cs_arena_printf(work->call->arena, "%s against %s: %s for %s",
                                        work->chart.value_words, work->chart.other_words, gap,
                                        widest->label);
}

/* Two values of the second dimension become the ends of dumbbells along the first. */
static enum cs_status set_two_groups(struct cs_chart_work *work)
{
    struct cs_call *call = work->call;
    enum cs_dim along = work->by.dims[0], pair = work->by.dims[1];
    uint32_t sides[2] = {CS_NO_KEY, CS_NO_KEY};
    size_t n_sides = 0, n_items = 0;
    struct cs_chart_item *items =
        cs_arena_alloc(call->arena, (work->n_groups + 1) * sizeof *items);
    uint32_t *rows = cs_arena_alloc(call->arena, (work->n_groups + 1) * sizeof *rows);
    if (!items || !rows)
        return cs_fail_memory(call->diag);
    for (size_t i = 0; i < work->n_groups; i++) {
        const struct cs_chart_group *group = &work->groups[i];
        size_t side = 0;
        while (side < n_sides && sides[side] != group->key[pair])
            side++;
        if (side == n_sides && n_sides == 2)
            return cs_fail(call->diag, CS_USAGE, NULL,
                           "choose two with --period, --level, --region or --occupation",
                           "two groups are compared side by side, but the data hold more %ss",
                           cs_dim_name(pair));
        if (side == n_sides)
            sides[n_sides++] = group->key[pair];
        size_t n_before = n_items;
        size_t row = place_of(rows, &n_items, group->key[along]);
        if (n_items > n_before)
            cs_chart_item_init(&items[row], cs_chart_name(work, along, group->key[along]));
        *(side == 1 ? &items[row].value : &items[row].other) = value_of(work, group);
    }
    work->chart.items = items;
    work->chart.n_items = n_items;
    work->chart.other_words = cs_chart_name(work, pair, sides[0]);
    work->chart.value_words = cs_chart_name(work, pair, sides[1]);
    title_two_groups(work);
    set_subtitle(work, figure_words(work), "");
    return CS_OK;
}

static const struct cs_chart_group *find_reference(struct cs_chart_work *work, enum cs_dim dim,
                                                   enum cs_status *status)
{
    const char *word = cs_call_text(work->call, "reference");
    uint32_t key = CS_NO_KEY;
    *status = word ? cs_workspace_key(&work->workspace, dim, word, &key) : CS_OK;
    for (size_t i = 0; *status == CS_OK && word && i < work->n_groups; i++)
        if (work->groups[i].key[dim] == key && has_value(work, &work->groups[i]))
            return &work->groups[i];
    int is_nation = *status == CS_OK && has_value(work, &work->nation) &&
                    (!word || work->nation.key[dim] == key);
    if (is_nation)
        return &work->nation;
    if (*status == CS_OK && !word)
        *status = cs_fail(work->call->diag, CS_USAGE, NULL, "name it with --reference",
                          "compare the others with which %s?", cs_dim_name(dim));
    else if (*status == CS_OK)
        *status = cs_fail(work->call->diag, CS_NO_ANSWER, NULL, NULL,
                          "the data have no figure of %s to compare with",
                          cs_chart_name(work, dim, key));
    return NULL;
}

static void title_differences(struct cs_chart_work *work, const char *reference)
{
    size_t n_higher = 0, n_lower = 0;
    for (size_t i = 0; i < work->chart.n_items; i++) {
        n_higher += work->chart.items[i].value.value > 0;
        n_lower += work->chart.items[i].value.value < 0;
    }
    work->chart.title = cs_arena_printf(work->call->arena,
                                        "%zu above %s, %zu below", n_higher, reference,
                                        n_lower);
}

/* Answers give each difference an interval; published medians have no error to make one from. */
static enum cs_status set_intervals(struct cs_chart_work *work, struct cs_chart_item *items,
                                    const struct cs_chart_group *reference)
{
    struct cs_call *call = work->call;
    enum cs_dim dim = work->by.dims[0];
    struct cs_survey_comparison comparison;
    struct cs_compare_options options = cs_compare_defaults();
    struct cs_groups_request request = cs_groups_request_all();
    request.by[0] = dim;
    request.n_by = 1;
    request.among = &work->among;
    request.money = work->has_money ? &work->money : NULL;
    options.confidence = work->options.confidence;
    options.has_rule = work->options.has_rule;
    options.rule = work->options.rule;
    options.n_resamples = work->options.n_resamples;
    options.seed = work->options.seed;
    options.minimum_n = work->options.minimum_n;
    options.n_threads = call->n_threads;
    const struct cs_key *key = cs_dataset_key(work->workspace.data, dim, reference->key[dim]);
    enum cs_status status =
        cs_survey_compare(work->workspace.data, &request, options, key ? key->code : NULL,
                          call->arena, &comparison, call->diag);
    for (size_t p = 0; status == CS_OK && p < comparison.result.n_pairs; p++) {
        const struct cs_pair *pair = &comparison.result.pairs[p];
        for (size_t i = 0; i < work->n_groups; i++)
            if (work->groups[i].key[dim] == comparison.keys[pair->a][dim] && !pair->lack) {
                items[i].low = cs_quantity_of(pair->difference_interval.lower);
                items[i].high = cs_quantity_of(pair->difference_interval.upper);
            }
    }
    cs_groups_clear(&comparison.counts);
    work->chart.interval_words = cs_chart_interval_words(work);
    return status;
}

static enum cs_status set_differences(struct cs_chart_work *work)
{
    struct cs_call *call = work->call;
    enum cs_dim dim = work->by.dims[0];
    enum cs_status status;
    const struct cs_chart_group *reference = find_reference(work, dim, &status);
    struct cs_chart_item *items = make_items(work, dim);
    if (status != CS_OK || !items)
        return status == CS_OK ? cs_fail_memory(call->diag) : status;
    if (work->has_answers && work->figure == CS_FIGURE_MEDIAN)
        status = set_intervals(work, items, reference);
    double basis = value_of(work, reference).value;
    size_t n = 0;
    for (size_t i = 0; i < work->n_groups; i++) {
        if (&work->groups[i] == reference)
            continue;
        items[n] = items[i];
        items[n++].value.value -= basis;
    }
    work->chart.n_items = n;
    const char *name = cs_chart_name(work, dim, reference->key[dim]);
    title_differences(work, name);
    set_subtitle(work, figure_words(work),
                 cs_arena_printf(call->arena, ", difference from %s (%s)", name,
                                 cs_chart_money(work, value_of(work, reference))));
    return status;
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
    default: status = work->by.n == 2 ? set_two_groups(work) : set_differences(work); break;
    }
    cs_chart_caption_of(work);
    return status;
}
