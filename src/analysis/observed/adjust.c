/* Weights changed so that every group has the same mix; the medians are then taken by the usual
 * code. */
#include "analysis/observed/adjust.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "analysis/observed/compare_design.h"
#include "base/diag.h"
#include "stats/inference/design.h"
#include "stats/inference/domain.h"
#include "stats/inference/linear.h"
#include "stats/quantile.h"
#include "stats/share.h"

static bool takes_part(const struct cs_compare_group *group, const struct cs_compared_group *found)
{
    return group->strata && !isnan(found->median);
}

static double *find_standard(const struct cs_compare_group *groups, const struct cs_comparison *out,
                             size_t n_strata)
{
    double *standard = calloc(n_strata, sizeof *standard);
    for (size_t g = 0; g < out->n_groups && standard; g++) {
        if (!takes_part(&groups[g], &out->groups[g]))
            continue;
        const struct cs_sample *sample = &groups[g].sample;
        for (size_t i = 0; i < sample->n; i++)
            standard[groups[g].strata[i]] += sample->weights ? sample->weights[i] : 1;
    }
    return standard;
}

/* With the new weights the weighted counterpart of the rule holds: hf7 would read the knots of
 * another mix, so rules without weights give way to hf2. */
static enum cs_absence adjust(const struct cs_adjusting *adjusting, size_t g,
                              const struct cs_strata *strata, const struct cs_strata_draws *plan,
                              double *median)
{
    const struct cs_sample *sample = &adjusting->groups[g].sample;
    double *weights = malloc((sample->n + 1) * sizeof *weights);
    if (!weights)
        return CS_ABSENT_MEMORY;
    enum cs_absence lack = cs_standardize(sample, strata, weights);
    struct cs_sample adjusted = {sample->values, weights, sample->n};
    if (!lack && adjusting->domains)
        lack = cs_compare_domain_adjust(
            adjusting->domains, g,
            &(struct cs_designed){adjusted, adjusting->groups[g].clusters,
                                  adjusting->domains->design},
            &(struct cs_domain_quantile){plan->rule, plan->p, adjusting->options->confidence,
                                         plan->strata, plan->n_strata},
            median);
    else if (!lack)
        lack = cs_strata_quantile(&adjusted, plan, median, adjusting->draws + g * plan->n_draws);
    free(weights);
    return lack;
}

enum cs_status cs_adjust_groups(const struct cs_adjusting *adjusting, struct cs_comparison *out,
                                struct cs_diag *diag)
{
    const struct cs_compare_group *groups = adjusting->groups;
    const struct cs_compare_options *options = adjusting->options;
    double *standard = find_standard(groups, out, options->n_strata);
    if (!standard)
        return cs_fail_memory(diag);
    enum cs_status status = CS_OK;
    for (size_t g = 0; g < out->n_groups && status == CS_OK; g++) {
        struct cs_compared_group *found = &out->groups[g];
        if (!takes_part(&groups[g], found)) {
            found->adjusted_lack = CS_ABSENT_VALUES;
            continue;
        }
        struct cs_strata strata = {groups[g].strata, standard, options->n_strata};
        struct cs_strata_draws plan = {.strata = groups[g].strata,
                                       .n_strata = options->n_strata,
                                       .n_draws = options->n_resamples,
                                       .rule = out->is_weighted ? out->rule : CS_HF2,
                                       .p = 0.5,
                                       .seed = options->seed,
                                       .stream = g};
        found->adjusted_lack = adjust(adjusting, g, &strata, &plan, &found->adjusted_median);
        if (found->adjusted_lack == CS_ABSENT_MEMORY)
            status = cs_fail_memory(diag);
    }
    free(standard);
    return status;
}
