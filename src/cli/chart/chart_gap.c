/* The gap between two groups taken apart, as bars: what comes with each dimension, what stays. */
#include <math.h>
#include <string.h>

#include "analysis/observed/gap.h"
#include "analysis/observed/groups.h"
#include "base/arena.h"
#include "base/diag.h"
#include "cli/chart/chart_model.h"
#include "cli/frame/command.h"
#include "cli/input/memory.h"
#include "cli/input/request.h"
#include "cli/input/workspace.h"
#include "data/dataset.h"
#include "data/dim.h"
#include "data/quantity.h"
#include "render/chart/chart.h"
#include "stats/absence.h"
#include "stats/interval.h"

/* The gap, its factors, the rest. */
enum { MOST_ITEMS = 3 + CS_GAP_FACTORS };

static enum cs_status read_options(struct cs_chart_work *work, struct cs_gap_options *options)
{
    const struct cs_call *call = work->call;
    struct cs_request_dims factors = {.n = 0};
    enum cs_status status = cs_request_dims(call, "explain", &factors);
    if (status != CS_OK)
        return status;
    if (!factors.n || !work->asked.by.n)
        return cs_fail(call->diag, CS_USAGE, NULL, "such as --by region --explain occupation,level",
                       "a chart of kind gap needs the groups in --by and what may explain their "
                       "gap in --explain");
    if (factors.n > CS_GAP_FACTORS)
        return cs_fail(call->diag, CS_USAGE, NULL, NULL, "--explain: at most %d dimensions",
                       CS_GAP_FACTORS);
    for (size_t f = 0; f < factors.n; f++)
        if (factors.dims[f] == work->asked.by.dims[0])
            return cs_fail(call->diag, CS_USAGE, NULL, NULL,
                           "--explain %s: it makes the groups, so it cannot explain their gap",
                           cs_dim_name(factors.dims[f]));
    *options = (struct cs_gap_options){.n_factors = factors.n,
                                       .reference = CS_NO_KEY,
                                       .minimum_n = work->asked.options.minimum_n,
                                       .seed = work->asked.options.seed};
    memcpy(options->factors, factors.dims, factors.n * sizeof *factors.dims);
    const char *reference = cs_call_text(call, "reference");
    return reference ? cs_workspace_key(&work->workspace, work->asked.by.dims[0], reference,
                                        &options->reference)
                     : CS_OK;
}

static void add_item(struct cs_chart_work *work, struct cs_chart_item *items, const char *label,
                     const struct cs_gap_part *part, bool has_interval)
{
    struct cs_chart_item *item = &items[work->chart.n_items++];
    cs_chart_item_init(item, label);
    item->value = cs_quantity_of(part->value);
    if (!has_interval || !isfinite(part->se))
        return;
    struct cs_interval interval =
        cs_interval_normal(part->value, part->se, work->asked.options.confidence);
    item->low = cs_quantity_of(interval.lower);
    item->high = cs_quantity_of(interval.upper);
}

/* Means by Oaxaca and Blinder. */
static void fill_means(struct cs_chart_work *work, const struct cs_gap_options *options,
                       const struct cs_gap_pair *pair, struct cs_chart_item *items)
{
    struct cs_arena *arena = work->call->arena;
    const struct cs_gap *gap = &pair->gap;
    add_item(work, items, "The whole gap", &gap->gap, pair->has_intervals);
    items[0].is_emphasised = true;
    for (size_t f = 0; f < options->n_factors; f++)
        add_item(work, items, cs_arena_printf(arena, "From %s", cs_dim_name(options->factors[f])),
                 &gap->factors[f], pair->has_intervals);
    add_item(work, items, "Within the same categories", &gap->unexplained, pair->has_intervals);
}

/* Means by Kitagawa. */
static void fill_cells(struct cs_chart_work *work, const struct cs_gap_pair *pair,
                       struct cs_chart_item *items)
{
    add_item(work, items, "The whole gap", &pair->gap.gap, pair->has_intervals);
    items[0].is_emphasised = true;
    add_item(work, items, "From the mix of people", &pair->gap.composition, pair->has_intervals);
    add_item(work, items, "Within the same combination", &pair->gap.rates, pair->has_intervals);
}

/* A quantile by DiNardo, Fortin and Lemieux. */
static void fill_quantile(struct cs_chart_work *work, const struct cs_gap_pair *pair, size_t k,
                          struct cs_chart_item *items)
{
    const double *found = pair->quantiles[k];
    bool has_errors = pair->has_intervals && !pair->errors_lack;
    struct cs_gap_part whole = {found[0] - found[1], NAN};
    struct cs_gap_part mix = {found[2] - found[1], pair->errors[k].composition};
    struct cs_gap_part rest = {found[0] - found[2], pair->errors[k].structure};
    add_item(work, items, "The whole gap", &whole, false);
    items[0].is_emphasised = true;
    add_item(work, items, "From the mix of people", &mix, has_errors);
    add_item(work, items, "With the same mix", &rest, has_errors);
}

/* The ways of taking a gap apart: what stays, and by whom. */
enum way { BY_MEANS, BY_CELLS, BY_QUANTILES };
static const struct {
    const char *same, *name;
} ways[] = {
    [BY_MEANS] = {"within the same categories", "Oaxaca-Blinder"},
    [BY_CELLS] = {"within the same combination", "Kitagawa"},
    [BY_QUANTILES] = {"with the same mix", "DiNardo-Fortin-Lemieux"},
};

static enum cs_status refuse(struct cs_chart_work *work, const struct cs_gap_pair *pair,
                             enum way way, enum cs_absence lack)
{
    if (way != BY_MEANS && lack == CS_ABSENT_RANGE)
        return cs_fail(
            work->call->diag, CS_NO_ANSWER, NULL, NULL,
            "the gap cannot be taken apart: a combination of the dimensions in --explain "
            "is in one of the groups only");
    return cs_fail(work->call->diag, CS_NO_ANSWER, NULL, NULL,
                   "the gap cannot be taken apart: %s%s",
                   pair->missing ? pair->missing : cs_absence_words(lack),
                   pair->missing ? " is in one of the groups only" : "");
}

static void set_words(struct cs_chart_work *work, const struct cs_gap_pair *pair, enum way way)
{
    struct cs_arena *arena = work->call->arena;
    enum cs_dim dim = work->asked.by.dims[0];
    const struct cs_chart *chart = &work->chart;
    const char *a = cs_chart_name(work, dim, pair->a), *b = cs_chart_name(work, dim, pair->b);
    double whole = chart->items[0].value.value;
    double rest = chart->items[chart->n_items - 1].value.value;
    struct cs_quantity size = cs_quantity_of(fabs(whole)), left = cs_quantity_of(fabs(rest));
    const char *size_words = cs_chart_money(work, size), *left_words = cs_chart_money(work, left);
    const char *same = ways[way].same;
    bool is_part = rest * whole >= 0 && fabs(rest) <= fabs(whole);
    work->chart.title = is_part
                            ? cs_arena_printf(arena, "%s %s %s %s; %s of it %s", a, size_words,
                                              whole < 0 ? "below" : "above", b, left_words, same)
                            : cs_arena_printf(arena, "%s %s %s %s; %s %s %s", a, size_words,
                                              whole < 0 ? "below" : "above", b, left_words,
                                              rest < 0 ? "below" : "above", same);
    work->chart.interval_words = cs_chart_interval_words(work);
    cs_chart_subtitle(work, cs_chart_figure_words(work),
                      cs_arena_printf(arena, ", %s against %s (%s)", a, b, ways[way].name));
}

/* *k: which of the reweighted quantiles. */
static enum cs_status choose_way(struct cs_chart_work *work, enum way *way, size_t *k)
{
    static const enum cs_chart_figure at[CS_GAP_SHARES] = {CS_FIGURE_P10, CS_FIGURE_MEDIAN,
                                                           CS_FIGURE_P90};
    const struct cs_call *call = work->call;
    bool is_mean = !cs_call_has(call, "figure") || work->asked.figure == CS_FIGURE_MEAN;
    *way = !is_mean ? BY_QUANTILES : cs_call_has(call, "kitagawa") ? BY_CELLS : BY_MEANS;
    for (*k = 0; *k < CS_GAP_SHARES && at[*k] != work->asked.figure;)
        ++*k;
    if (is_mean)
        work->asked.figure = CS_FIGURE_MEAN;
    else if (cs_call_has(call, "kitagawa"))
        return cs_fail(call->diag, CS_USAGE, NULL, "leave out --figure or --kitagawa",
                       "--kitagawa takes a gap between means apart");
    else if (*k == CS_GAP_SHARES)
        return cs_fail(call->diag, CS_USAGE, NULL, "mean, median, p10 or p90",
                       "a chart of kind gap does not take this figure apart");
    return CS_OK;
}

static enum cs_status fill(struct cs_chart_work *work, const struct cs_gap_options *options,
                           const struct cs_gap_result *result)
{
    struct cs_call *call = work->call;
    const struct cs_gap_pair *pair = &result->pairs[0];
    struct cs_chart_item *items = cs_arena_alloc(call->arena, MOST_ITEMS * sizeof *items);
    if (!items)
        return cs_fail_memory(call->diag);
    if (result->n_pairs != 1)
        return cs_fail(call->diag, CS_USAGE, NULL, "choose two of the groups",
                       "a chart of kind gap shows two groups, the data have %zu",
                       result->n_pairs + 1);
    enum way way;
    size_t k;
    enum cs_status status = choose_way(work, &way, &k);
    if (status != CS_OK)
        return status;
    enum cs_absence lack = way == BY_MEANS   ? pair->gap.lack
                           : way == BY_CELLS ? pair->gap.kitagawa_lack
                                             : pair->reweighted_lack;
    if (lack)
        return refuse(work, pair, way, lack);
    work->chart.items = items;
    work->chart.unit = work->format.unit = result->counts.unit;
    if (way == BY_MEANS)
        fill_means(work, options, pair, items);
    else if (way == BY_CELLS)
        fill_cells(work, pair, items);
    else
        fill_quantile(work, pair, k, items);
    work->basis.n_observations = pair->n[0] + pair->n[1];
    set_words(work, pair, way);
    return CS_OK;
}

enum cs_status cs_chart_gap(struct cs_chart_work *work)
{
    struct cs_call *call = work->call;
    struct cs_groups_request request = cs_groups_request_all();
    struct cs_gap_options options;
    struct cs_gap_result result = {0};
    enum cs_status status = cs_request_no_design(call, work->workspace.data);
    if (status == CS_OK)
        status = read_options(work, &options);
    if (status == CS_OK && !cs_dataset_has_observations(work->workspace.data))
        status = cs_fail(call->diag, CS_NO_ANSWER, NULL, NULL,
                         "a chart of kind gap needs individual observations: published figures do "
                         "not tell who is behind them");
    if (status == CS_OK)
        status = cs_memory_check_whole(work->workspace.data, "a chart of kind gap", call->diag);
    if (status != CS_OK)
        return status;
    request.by[0] = work->asked.by.dims[0];
    request.n_by = 1;
    request.among = &work->among;
    request.money = work->has_money ? &work->money : NULL;
    status =
        cs_gap_find(work->workspace.data, &request, &options, call->arena, &result, call->diag);
    if (status == CS_OK)
        status = fill(work, &options, &result);
    for (size_t i = 0; i < work->workspace.data->n_sources; i++)
        if (work->workspace.data->sources[i].has_observations)
            cs_chart_add_source(work, &work->workspace.data->sources[i]);
    cs_groups_clear(&result.counts);
    if (status == CS_OK)
        cs_chart_caption_of(work);
    return status;
}
