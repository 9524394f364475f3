/* How pay is shared out among people: a Lorenz curve a group, with its Gini, or why there is none.
 */
#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "analysis/observed/group_walk.h"
#include "analysis/observed/groups.h"
#include "base/arena.h"
#include "base/diag.h"
#include "cli/chart/chart_model.h"
#include "cli/frame/command.h"
#include "cli/input/workspace.h"
#include "data/dataset.h"
#include "data/dim.h"
#include "data/quantity.h"
#include "render/chart/chart.h"
#include "stats/absence.h"
#include "stats/inequality.h"
#include "stats/moments.h"
#include "stats/sample.h"

enum { STEPS = 100, FEW = 3 }; /* a point each percent of people; groups left out by name */

/* What is kept of the curves while they are made. */
struct curves {
    struct cs_chart_work *work;
    struct cs_chart_series *series; /* those drawn first, by Gini or in their own order */
    size_t n, n_drawn, n_left_out;
    const char *left_out; /* "Cook (too few observations), Pilot (negative pay)" */
    const char *reason;   /* of the last one left out */
};

/* Why there is no curve; nothing: there is one. */
static const char *why_none(const struct curves *curves, const struct cs_sorted *sorted)
{
    if (sorted->n == 0 || (double)sorted->n < curves->work->asked.options.minimum_n)
        return "too few observations";
    return sorted->values[0] < 0                  ? "negative pay"
           : !(sorted->values[sorted->n - 1] > 0) ? "no pay above 0"
                                                  : NULL;
}

static enum cs_status leave_out(struct curves *curves, struct cs_chart_series *series,
                                const char *reason)
{
    struct cs_arena *arena = curves->work->call->arena;
    struct cs_chart_point *point = cs_arena_alloc(arena, sizeof *point);
    if (curves->n_left_out++ < FEW)
        curves->left_out =
            cs_arena_printf(arena, "%s%s%s (%s)", curves->left_out ? curves->left_out : "",
                            curves->left_out ? ", " : "", series->name, reason);
    if (!point || !curves->left_out)
        return cs_fail_memory(curves->work->call->diag);
    bool is_few = strcmp(reason, "too few observations") == 0;
    cs_chart_point_init(point, NAN,
                        cs_quantity_missing(is_few ? CS_BELOW_MINIMUM_N : CS_NOT_APPLICABLE));
    series->points = point;
    series->n_points = 1;
    series->gini = NAN;
    curves->reason = reason;
    return CS_OK;
}

static enum cs_status fill_points(struct curves *curves, const struct cs_sorted *sorted,
                                  struct cs_chart_series *series)
{
    double shares[STEPS + 1];
    struct cs_chart_point *points =
        cs_arena_alloc(curves->work->call->arena, (STEPS + 1) * sizeof *points);
    if (!points)
        return cs_fail_memory(curves->work->call->diag);
    enum cs_absence lack = cs_sorted_lorenz(sorted, STEPS, shares);
    if (!lack)
        lack = cs_sorted_gini(sorted, &series->gini);
    if (lack)
        return leave_out(curves, series, cs_absence_words(lack));
    for (size_t i = 0; i <= STEPS; i++)
        cs_chart_point_init(&points[i], (double)i, cs_quantity_of(100 * shares[i]));
    series->points = points;
    series->n_points = STEPS + 1;
    curves->n_drawn++;
    curves->work->basis.n_observations += sorted->n;
    return CS_OK;
}

static enum cs_status take_group(void *context, size_t g, const struct cs_group_view_group *about,
                                 const struct cs_sorted *sorted, struct cs_diag *diag)
{
    struct curves *curves = context;
    struct cs_chart_work *work = curves->work;
    struct cs_chart_series *series = &curves->series[curves->n++];
    enum cs_dim dim = work->asked.by.dims[0];
    (void)g;
    (void)diag;
    *series = (struct cs_chart_series){
        .name = work->asked.by.n ? cs_chart_name(work, dim, about->key[dim]) : "All observations",
        .is_emphasised = true};
    const char *reason = why_none(curves, sorted);
    return reason ? leave_out(curves, series, reason) : fill_points(curves, sorted, series);
}

static bool is_drawn(const struct cs_chart_series *series)
{
    return isfinite(series->gini);
}

/* Those drawn before the others, the most equal first: as the curves stand, from the top down.
 * Levels and periods keep their own order. */
static void put_in_order(struct curves *curves)
{
    enum cs_dim dim = curves->work->asked.by.n ? curves->work->asked.by.dims[0] : CS_DIM_LEVEL;
    bool has_order = dim == CS_DIM_LEVEL || dim == CS_DIM_PERIOD;
    for (size_t i = 1; i < curves->n; i++) {
        struct cs_chart_series series = curves->series[i];
        size_t at = i;
        for (; at > 0 && is_drawn(&series); at--) {
            const struct cs_chart_series *before = &curves->series[at - 1];
            if (is_drawn(before) && (has_order || before->gini <= series.gini))
                break;
            curves->series[at] = *before;
        }
        curves->series[at] = series;
    }
}

/* On one thread, in their order. */
static enum cs_status take_groups(struct curves *curves, struct cs_group_walk *walk)
{
    struct cs_chart_work *work = curves->work;
    const struct cs_group_taker taker = {curves, take_group};
    curves->series =
        cs_arena_alloc(work->call->arena, (walk->n_groups + 1) * sizeof *curves->series);
    if (!curves->series)
        return cs_fail_memory(work->call->diag);
    enum cs_status status = cs_group_walk_each(walk, 1, &taker, work->call->diag);
    if (status == CS_OK)
        put_in_order(curves);
    return status;
}

/* "Cook (too few observations), Pilot (negative pay) and 4 more" */
static const char *left_out_words(const struct curves *curves)
{
    if (curves->n_left_out <= FEW)
        return curves->left_out;
    return cs_arena_printf(curves->work->call->arena, "%s and %zu more", curves->left_out,
                           curves->n_left_out - FEW);
}

/* "68%", of the better-paid half. */
static const char *better_half(const struct curves *curves, const struct cs_chart_series *series)
{
    double share = 100 - series->points[STEPS / 2].value.value;
    return share > 99 ? "over 99%" : cs_arena_printf(curves->work->call->arena, "%.0f%%", share);
}

/* From the group whose better-paid half earns least to the one whose earns most; a difference that
 * the printed shares do not show is none. */
static const char *title_of(const struct curves *curves)
{
    struct cs_arena *arena = curves->work->call->arena;
    const struct cs_chart_series *least = curves->series, *most = curves->series;
    for (size_t i = 1; i < curves->n_drawn; i++) {
        const struct cs_chart_series *series = &curves->series[i];
        double half = series->points[STEPS / 2].value.value;
        if (half > least->points[STEPS / 2].value.value)
            least = series;
        if (half < most->points[STEPS / 2].value.value)
            most = series;
    }
    const char *from = better_half(curves, least), *to = better_half(curves, most);
    if (!curves->work->asked.by.n)
        return cs_arena_printf(arena, "The better-paid half earns %s of all pay", to);
    if (curves->n_drawn == 1)
        return cs_arena_printf(arena, "%s: the better-paid half earns %s of all pay", most->name,
                               to);
    if (from && to && strcmp(from, to) == 0)
        return cs_arena_printf(arena, "The better-paid half earns %s of all pay in every group",
                               to);
    return cs_arena_printf(arena, "The better-paid half earns %s (%s) to %s (%s) of all pay", from,
                           least->name, to, most->name);
}

/* The words, from the groups drawn. */
static void set_words(struct curves *curves)
{
    struct cs_chart_work *work = curves->work;
    struct cs_arena *arena = work->call->arena;
    work->chart.title = title_of(curves);
    cs_chart_subtitle(work, "How much of all pay the lowest-paid earn",
                      work->asked.by.n
                          ? cs_arena_printf(arena, ", by %s", cs_dim_name(work->asked.by.dims[0]))
                          : "");
    cs_chart_caption_of(work);
    const char *caveat = work->chart.caption.caveat;
    if (curves->left_out)
        work->chart.caption.caveat =
            cs_arena_printf(arena, "Without a curve: %s%s%s", left_out_words(curves),
                            caveat ? ". " : "", caveat ? caveat : "");
}

static enum cs_status fill(struct curves *curves, struct cs_group_walk *walk)
{
    struct cs_chart_work *work = curves->work;
    struct cs_diag *diag = work->call->diag;
    enum cs_status status = take_groups(curves, walk);
    if (status != CS_OK)
        return status;
    if (!curves->n_drawn)
        return cs_fail(diag, CS_NO_ANSWER, NULL, NULL, "there is no Lorenz curve: %s",
                       curves->n == 1 ? curves->reason : left_out_words(curves));
    if (curves->n_drawn > CS_CHART_CURVES)
        return cs_fail(diag, CS_USAGE, NULL,
                       work->asked.by.dims[0] == CS_DIM_INDUSTRY
                           ? NULL
                           : cs_arena_printf(work->call->arena, "choose some of them with --%s",
                                             cs_dim_name(work->asked.by.dims[0])),
                       "a chart of kind lorenz shows at most %d groups, the data have %zu",
                       CS_CHART_CURVES, curves->n_drawn);
    work->chart.series = curves->series;
    work->chart.n_series = curves->n;
    work->chart.unit = work->format.unit = (struct cs_unit){.kind = CS_UNIT_PERCENT};
    set_words(curves);
    return CS_OK;
}

static enum cs_status check(const struct cs_chart_work *work)
{
    const struct cs_call *call = work->call;
    const char *kind = cs_call_text(call, "kind");
    const char *option = cs_call_has(call, "figure")    ? "figure"
                         : cs_call_has(call, "measure") ? "measure"
                                                        : NULL;
    if (option)
        return cs_fail(call->diag, CS_USAGE, NULL, NULL,
                       "--%s does not apply to a chart of kind lorenz", option);
    if (!cs_dataset_has_observations(work->workspace.data) ||
        (kind && strcmp(kind, "published") == 0))
        return cs_fail(call->diag, CS_NO_ANSWER, NULL, NULL,
                       "a chart of kind lorenz needs individual observations: published figures "
                       "do not tell how pay is shared out");
    return CS_OK;
}

enum cs_status cs_chart_lorenz(struct cs_chart_work *work)
{
    struct cs_call *call = work->call;
    const struct cs_dataset *data = work->workspace.data;
    struct cs_groups_request request = cs_groups_request_all();
    struct cs_group_walk walk;
    struct curves curves = {.work = work};
    enum cs_status status = check(work);
    if (status != CS_OK)
        return status;
    memcpy(request.by, work->asked.by.dims, sizeof request.by);
    request.n_by = work->asked.by.n;
    request.among = &work->among;
    request.money = work->has_money ? &work->money : NULL;
    status = cs_group_walk_open(&walk, data, &request, call->diag);
    for (size_t i = 0; i < data->n_sources; i++)
        if (data->sources[i].has_observations)
            cs_chart_add_source(work, &data->sources[i]);
    if (status == CS_OK)
        status = fill(&curves, &walk);
    cs_group_walk_close(&walk);
    return status;
}
