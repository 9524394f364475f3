/* Differences from one group, and two groups side by side. */
#include <math.h>
#include <string.h>

#include "analysis/observed/compare.h"
#include "analysis/observed/groups.h"
#include "analysis/observed/survey.h"
#include "base/arena.h"
#include "base/diag.h"
#include "cli/chart/chart_model.h"
#include "cli/frame/command.h"
#include "cli/input/workspace.h"
#include "data/dataset.h"
#include "data/dim.h"
#include "data/quantity.h"
#include "render/chart/chart.h"
#include "cli/input/request.h"

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
    work->chart.title = cs_arena_printf(work->call->arena, "%s beside %s", work->chart.other_words,
                                        work->chart.value_words);
    if (!widest)
        return;
    work->format.is_signed = true;
    const char *gap =
        cs_chart_money(work, cs_quantity_of(widest->value.value - widest->other.value));
    work->format.is_signed = false;
    work->chart.title =
        cs_arena_printf(work->call->arena, "%s against %s: %s for %s", work->chart.value_words,
                        work->chart.other_words, gap, widest->label);
}

/* Two values of the second dimension become the ends of dumbbells along the first. */
enum cs_status cs_chart_two_groups(struct cs_chart_work *work)
{
    struct cs_call *call = work->call;
    enum cs_dim along = work->asked.by.dims[0], pair = work->asked.by.dims[1];
    uint32_t sides[2] = {CS_NO_KEY, CS_NO_KEY};
    size_t n_sides = 0, n_items = 0;
    struct cs_chart_item *items = cs_arena_alloc(call->arena, (work->found.n + 1) * sizeof *items);
    uint32_t *rows = cs_arena_alloc(call->arena, (work->found.n + 1) * sizeof *rows);
    if (!items || !rows)
        return cs_fail_memory(call->diag);
    for (size_t i = 0; i < work->found.n; i++) {
        const struct cs_chart_group *group = &work->found.groups[i];
        size_t side = 0;
        while (side < n_sides && sides[side] != group->key[pair])
            side++;
        if (side == n_sides && n_sides == 2)
            return cs_fail(
                call->diag, CS_USAGE, NULL,
                "choose two with --period, --level, --region or --occupation",
                "two groups are compared side by side, but the data have more than two %ss",
                cs_dim_name(pair));
        if (side == n_sides)
            sides[n_sides++] = group->key[pair];
        size_t n_before = n_items;
        size_t row = cs_chart_place(rows, &n_items, group->key[along]);
        if (n_items > n_before)
            cs_chart_item_init(&items[row], cs_chart_name(work, along, group->key[along]));
        *(side == 1 ? &items[row].value : &items[row].other) = cs_chart_value(work, group);
    }
    work->chart.items = items;
    work->chart.n_items = n_items;
    work->chart.other_words = cs_chart_name(work, pair, sides[0]);
    work->chart.value_words = cs_chart_name(work, pair, sides[1]);
    title_two_groups(work);
    cs_chart_subtitle(work, cs_chart_figure_words(work), "");
    return CS_OK;
}

static const struct cs_chart_group *find_reference(struct cs_chart_work *work, enum cs_dim dim,
                                                   enum cs_status *status)
{
    const char *word = cs_call_text(work->call, "reference");
    uint32_t key = CS_NO_KEY;
    *status = word ? cs_workspace_key(&work->workspace, dim, word, &key) : CS_OK;
    for (size_t i = 0; *status == CS_OK && word && i < work->found.n; i++)
        if (work->found.groups[i].key[dim] == key &&
            cs_chart_has_value(work, &work->found.groups[i]))
            return &work->found.groups[i];
    bool is_nation = *status == CS_OK && cs_chart_has_value(work, &work->found.nation) &&
                     (!word || work->found.nation.key[dim] == key);
    if (is_nation)
        return &work->found.nation;
    if (*status == CS_OK && !word)
        *status = cs_fail(work->call->diag, CS_USAGE, NULL, "name it with --reference",
                          "which %s should the others be compared with?", cs_dim_name(dim));
    else if (*status == CS_OK)
        *status = cs_fail(work->call->diag, CS_NO_ANSWER, NULL, NULL,
                          "the data have no figure for %s to compare with",
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
    work->chart.title =
        cs_arena_printf(work->call->arena, "%zu above %s, %zu below", n_higher, reference, n_lower);
}

/* Answers give each difference an interval; published medians have no error to make one from. */
static enum cs_status set_intervals(struct cs_chart_work *work, struct cs_chart_item *items,
                                    const struct cs_chart_group *reference)
{
    struct cs_call *call = work->call;
    enum cs_dim dim = work->asked.by.dims[0];
    struct cs_survey_comparison comparison;
    struct cs_compare_options options = cs_compare_defaults();
    struct cs_groups_request request = cs_groups_request_all();
    request.by[0] = dim;
    request.n_by = 1;
    request.among = &work->among;
    request.money = work->has_money ? &work->money : NULL;
    struct cs_replicate_design design = work->asked.options.replicates;
    design.n_replicates = work->workspace.data->observations.n_replicates;
    options.replicates = design.n_replicates > 1 ? &design : NULL;
    options.confidence = work->asked.options.confidence;
    options.has_rule = work->asked.options.has_rule;
    options.rule = work->asked.options.rule;
    options.n_resamples = work->asked.options.n_resamples;
    options.seed = work->asked.options.seed;
    options.minimum_n = work->asked.options.minimum_n;
    options.n_threads = call->n_threads;
    const struct cs_key *key = cs_dataset_key(work->workspace.data, dim, reference->key[dim]);
    enum cs_status status =
        cs_survey_compare(work->workspace.data, &request, options, key ? key->code : NULL,
                          call->arena, &comparison, call->diag);
    for (size_t p = 0; status == CS_OK && p < comparison.result.n_pairs; p++) {
        const struct cs_pair *pair = &comparison.result.pairs[p];
        for (size_t i = 0; i < work->found.n; i++)
            if (work->found.groups[i].key[dim] == comparison.keys[pair->a][dim] && !pair->lack) {
                items[i].low = cs_quantity_of(pair->difference_interval.lower);
                items[i].high = cs_quantity_of(pair->difference_interval.upper);
            }
    }
    cs_groups_clear(&comparison.counts);
    work->chart.interval_words = cs_chart_interval_words(work);
    return status;
}

enum cs_status cs_chart_differences(struct cs_chart_work *work)
{
    struct cs_call *call = work->call;
    enum cs_dim dim = work->asked.by.dims[0];
    enum cs_status status;
    const struct cs_chart_group *reference = find_reference(work, dim, &status);
    struct cs_chart_item *items = cs_chart_items(work, dim);
    if (status != CS_OK || !items)
        return status == CS_OK ? cs_fail_memory(call->diag) : status;
    if (work->found.has_observations && work->asked.figure == CS_FIGURE_MEDIAN)
        status = set_intervals(work, items, reference);
    double basis = cs_chart_value(work, reference).value;
    size_t n = 0;
    for (size_t i = 0; i < work->found.n; i++) {
        if (&work->found.groups[i] == reference)
            continue;
        items[n] = items[i];
        items[n++].value.value -= basis;
    }
    work->chart.n_items = n;
    const char *name = cs_chart_name(work, dim, reference->key[dim]);
    title_differences(work, name);
    cs_chart_subtitle(work, cs_chart_figure_words(work),
                      cs_arena_printf(call->arena, ", difference from %s (%s)", name,
                                      cs_chart_money(work, cs_chart_value(work, reference))));
    return status;
}
