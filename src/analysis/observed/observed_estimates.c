/* Observations summarized and added to the dataset as estimates, so that reports need only one
 * kind of figure. Note and source say that they are computed. */
#include "analysis/observed/observed_estimates.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "analysis/observed/distribution.h"
#include "analysis/observed/groups.h"
#include "analysis/observed/survey.h"
#include "base/arena.h"
#include "base/diag.h"
#include "base/number.h"
#include "data/dataset.h"

static const enum cs_measure measures[] = {CS_WAGE_P10, CS_WAGE_P25, CS_WAGE_MEDIAN, CS_WAGE_P75,
                                           CS_WAGE_P90};
enum { N_MEASURES = sizeof measures / sizeof *measures };

/* The source of computed figures: the observations' own, and what was done with them. */
static enum cs_status add_source(struct cs_dataset *dataset, uint32_t *index, struct cs_diag *diag)
{
    size_t from = 0;
    while (from + 1 < dataset->n_sources && !dataset->sources[from].has_observations)
        from++;
    struct cs_source *source = cs_dataset_add_source(dataset, index);
    if (!source)
        return cs_fail_memory(diag);
    *source = dataset->sources[from];
    source->has_observations = false;
    source->id = cs_arena_printf(&dataset->arena, "%s-computed", source->id);
    source->caveat = "Medians and percentiles are computed here from individual observations: they "
                     "speak for those who answered. Groups of fewer than three are left out.";
    return source->id ? CS_OK : cs_fail_memory(diag);
}

static enum cs_status add_figure(struct cs_dataset *dataset, struct cs_estimate *figure,
                                 enum cs_measure measure, double value, struct cs_diag *diag)
{
    figure->measure = (uint8_t)measure;
    figure->value = value;
    figure->presence = isnan(value) ? CS_BELOW_MINIMUM_N : CS_PRESENT;
    return cs_dataset_add_estimate(dataset, figure) == CS_OK ? CS_OK : cs_fail_memory(diag);
}

static enum cs_status add_group(struct cs_dataset *dataset, const struct cs_survey_group *group,
                                struct cs_unit unit, uint32_t source, struct cs_diag *diag)
{
    const struct cs_distribution *found = &group->distribution;
    char digits[48];
    struct cs_estimate figure = {.source = source, .unit = unit};
    memcpy(figure.key, group->key, sizeof figure.key);
    cs_number_format_grouped((double)found->n, 0, digits, sizeof digits);
    bool is_withheld = found->is_below_minimum || found->lack != CS_ABSENT_NOTHING;
    figure.note =
        is_withheld ? CS_OBSERVED_NOTE "too few observations"
                    : cs_arena_printf(&dataset->arena, CS_OBSERVED_NOTE "%s observations", digits);
    enum cs_status status = CS_OK;
    for (size_t i = 0; status == CS_OK && i < N_MEASURES; i++)
        status = add_figure(dataset, &figure, measures[i],
                            is_withheld || found->points[i].lack != CS_ABSENT_NOTHING
                                ? NAN
                                : found->points[i].value,
                            diag);
    if (status == CS_OK)
        status = add_figure(dataset, &figure, CS_WAGE_MEAN, is_withheld ? NAN : found->moments.mean,
                            diag);
    return status;
}

static enum cs_status add_survey(struct cs_dataset *dataset, const struct cs_survey *survey,
                                 uint32_t source, struct cs_diag *diag)
{
    const struct cs_survey_group *groups;
    enum cs_status status = CS_OK;
    for (size_t first = 0, n = 0; status == CS_OK && first < survey->n_groups; first += n) {
        status = cs_survey_page(survey, first, &groups, &n, diag);
        for (size_t i = 0; status == CS_OK && i < n; i++)
            status = add_group(dataset, &groups[i], survey->counts.unit, source, diag);
    }
    return status;
}

static enum cs_status add_groups(struct cs_dataset *dataset,
                                 const struct cs_observed_estimates_plan *plan, int by_level,
                                 uint32_t source, struct cs_diag *diag)
{
    struct cs_groups_request request = cs_groups_request_all();
    struct cs_distribution_options options = cs_distribution_defaults();
    struct cs_survey survey;
    struct cs_arena arena;
    request.by[request.n_by++] = CS_DIM_OCCUPATION;
    request.by[request.n_by++] = CS_DIM_REGION;
    request.by[request.n_by++] = CS_DIM_PERIOD;
    if (by_level)
        request.by[request.n_by++] = CS_DIM_LEVEL;
    request.where[CS_DIM_OCCUPATION] = plan->occupation;
    options.has_method = true;
    options.leaves_out_spread = true;
    options.method = CS_INTERVAL_NONE;
    options.n_threads = plan->n_threads;
    struct cs_diag quiet; /* no answer of this occupation is no failure of a report */
    cs_diag_init(&quiet);
    cs_arena_init(&arena);
    enum cs_status status =
        cs_survey_summarize(dataset, &request, &options, 0, &arena, &survey, &quiet);
    if (status != CS_OK && status != CS_NO_ANSWER)
        cs_diag_merge(diag, &quiet);
    cs_diag_clear(&quiet);
    if (status == CS_OK)
        status = add_survey(dataset, &survey, source, diag);
    cs_survey_clear(&survey);
    cs_arena_clear(&arena);
    return status == CS_NO_ANSWER ? CS_OK : status;
}

enum cs_status cs_observed_estimates_add(struct cs_dataset *dataset,
                                         const struct cs_observed_estimates_plan *plan,
                                         struct cs_diag *diag)
{
    uint32_t source;
    if (!cs_dataset_has_observations(dataset))
        return CS_OK;
    enum cs_status status = add_source(dataset, &source, diag);
    if (status == CS_OK)
        status = add_groups(dataset, plan, 0, source, diag);
    return status == CS_OK ? add_groups(dataset, plan, 1, source, diag) : status;
}
