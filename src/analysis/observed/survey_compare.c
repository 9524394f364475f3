/* Groups of individual observations compared: each group's observations are read once and kept
 * sorted. */
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/observed/compare.h"
#include "analysis/observed/distribution.h"
#include "analysis/observed/groups.h"
#include "analysis/observed/group_keep.h"
#include "analysis/observed/group_walk.h"
#include "analysis/observed/survey.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/text.h"
#include "data/dataset.h"
#include "stats/quantile.h"
#include "stats/replicate.h"
#include "stats/sample.h"

struct work {
    const struct cs_dataset *dataset;
    const struct cs_groups_request *request;
    struct cs_compare_options options;
    struct cs_arena *arena;
    struct cs_survey_comparison *out;
    struct cs_group_walk walk;
    struct cs_group_keep keep;
    struct cs_groups arrays;         /* observations with their strata and clusters */
    struct cs_compare_group *groups; /* in the arena; their `sorted` is heap */
};

/* A group's codes or titles, joined. NULL when out of memory. */
static const char *join_keys(const struct work *work, const uint32_t key[CS_N_DIMS], bool is_title)
{
    struct cs_buf text;
    cs_buf_init(&text);
    for (size_t i = 0; i < work->request->n_by; i++) {
        enum cs_dim dim = work->request->by[i];
        const struct cs_key *found = cs_dataset_key(work->dataset, dim, key[dim]);
        cs_buf_printf(&text, "%s%s", i ? " / " : "", is_title ? found->title : found->code);
    }
    const char *copy = text.failed ? NULL : cs_arena_strdup(work->arena, cs_buf_text(&text));
    cs_buf_clear(&text);
    return copy;
}

/* The keys of all groups, which go by some at a time. */
static enum cs_status list_keys(struct work *work, struct cs_diag *diag)
{
    struct cs_group_walk *walk = &work->walk;
    bool has_more = true;
    work->out->keys = cs_arena_alloc(work->arena, (walk->n_groups + 1) * sizeof *work->out->keys);
    if (!work->out->keys)
        return cs_fail_memory(diag);
    enum cs_status status = cs_group_walk_restart(walk, true, diag);
    while (status == CS_OK && has_more) {
        status = cs_group_walk_next(walk, &has_more, diag);
        for (size_t g = 0; status == CS_OK && has_more && g < walk->kept.n_groups; g++)
            memcpy(work->out->keys[walk->first + g], walk->kept.groups[g].key,
                   sizeof *work->out->keys);
    }
    return status;
}

static enum cs_status find_reference(struct work *work, const char *code, struct cs_diag *diag)
{
    const struct cs_groups_request *request = work->request;
    work->options.has_reference = code != NULL;
    for (size_t g = 0; g < work->walk.n_groups && code; g++) {
        uint32_t index = request->n_by ? work->out->keys[g][request->by[0]] : CS_NO_KEY;
        const struct cs_key *key = cs_dataset_key(work->dataset, request->by[0], index);
        if (key && cs_equals_nocase(key->code, code)) {
            work->options.reference = g;
            return CS_OK;
        }
    }
    if (!code)
        return CS_OK;
    return cs_fail(diag, CS_USAGE, NULL, NULL, "no group '%s' to compare with", code);
}

static enum cs_status name_groups(struct work *work, struct cs_diag *diag)
{
    size_t n = work->walk.n_groups;
    work->groups = cs_arena_alloc(work->arena, (n + 1) * sizeof *work->groups);
    if (!work->groups)
        return cs_fail_memory(diag);
    for (size_t g = 0; g < n; g++) {
        const uint32_t *key = work->out->keys[g];
        work->groups[g] = (struct cs_compare_group){.code = join_keys(work, key, 0),
                                                    .title = join_keys(work, key, 1)};
        if (!work->groups[g].code || !work->groups[g].title)
            return cs_fail_memory(diag);
    }
    return CS_OK;
}

static void read_samples(struct work *work)
{
    for (size_t g = 0; g < work->walk.n_groups; g++) {
        const struct cs_group *group = &work->arrays.groups[g];
        work->groups[g].sample = (struct cs_sample){group->values, group->weights, group->n};
        work->groups[g].strata = group->strata;
        work->groups[g].clusters = group->clusters;
    }
    work->options.n_strata = work->arrays.n_strata;
    if (work->arrays.design.n_clusters && !work->options.replicates)
        work->options.design = &work->arrays.design;
}

/* One group's median and mean under each set of replicate weights. */
static enum cs_absence replicate_group(struct work *work, size_t g, double *medians, double *means)
{
    const struct cs_group *group = &work->arrays.groups[g];
    const struct cs_group_values values = {group->values, group->weights, group->replicates,
                                           group->n, work->arrays.n_replicates};
    double *weights = cs_distribution_turn_replicates(&values), estimate;
    if (!weights)
        return CS_ABSENT_MEMORY;
    struct cs_replicated data = {group->values, group->weights, weights, group->n,
                                 *work->options.replicates};
    enum cs_quantile_rule rule =
        work->options.has_rule ? work->options.rule : cs_quantile_rule_default(true);
    enum cs_absence lack = cs_replicated_quantile_each(&data, rule, 0.5, &estimate, medians);
    if (!lack)
        lack = cs_replicated_mean_each(&data, &estimate, means);
    free(weights);
    return lack;
}

/* A group of which a replicate has no weight has no errors: the others have. */
static enum cs_status read_replicates(struct work *work, struct cs_diag *diag)
{
    size_t n = work->options.replicates->n_replicates;
    for (size_t g = 0; g < work->walk.n_groups; g++) {
        double *medians = cs_arena_alloc(work->arena, 2 * n * sizeof *medians);
        enum cs_absence lack =
            medians ? replicate_group(work, g, medians, medians + n) : CS_ABSENT_MEMORY;
        if (lack == CS_ABSENT_MEMORY)
            return cs_fail_memory(diag);
        for (size_t r = 0; r < 2 * n && lack; r++)
            medians[r] = NAN;
        work->groups[g].medians = medians;
        work->groups[g].means = medians + n;
    }
    return CS_OK;
}

static enum cs_status read_groups(struct work *work, struct cs_diag *diag)
{
    enum cs_status status =
        cs_group_keep_all(&work->keep, &work->walk, work->options.n_threads, diag);
    if (status != CS_OK)
        return status;
    for (size_t g = 0; g < work->walk.n_groups; g++)
        work->groups[g].sorted = work->keep.sorted[g];
    work->options.n_rows = work->walk.counts.n_observations;
    if (!work->request->has_strata && !work->options.replicates &&
        !work->dataset->observations.cluster)
        return CS_OK;
    /* Groups stand in the same order in `arrays`. */
    status = cs_groups_collect(work->dataset, work->request, &work->arrays, diag);
    if (status == CS_OK)
        read_samples(work);
    return status == CS_OK && work->options.replicates ? read_replicates(work, diag) : status;
}

static void finish(struct work *work, enum cs_status status)
{
    cs_group_keep_clear(&work->keep);
    cs_groups_clear(&work->arrays);
    if (status == CS_OK) {
        work->out->counts = work->walk.counts;
        work->walk.counts = (struct cs_groups){0};
    }
    cs_group_walk_close(&work->walk);
}

enum cs_status cs_survey_compare(const struct cs_dataset *dataset,
                                 const struct cs_groups_request *request,
                                 struct cs_compare_options options, const char *reference,
                                 struct cs_arena *arena, struct cs_survey_comparison *out,
                                 struct cs_diag *diag)
{
    struct work work = {
        .dataset = dataset, .request = request, .options = options, .arena = arena, .out = out};
    *out = (struct cs_survey_comparison){0};
    enum cs_status status = cs_group_walk_open(&work.walk, dataset, request, diag);
    if (status == CS_OK)
        status = list_keys(&work, diag);
    if (status == CS_OK)
        status = find_reference(&work, reference, diag);
    if (status == CS_OK)
        status = cs_compare_check(work.walk.n_groups, &work.options, diag);
    if (status == CS_OK)
        status = name_groups(&work, diag);
    if (status == CS_OK)
        status = read_groups(&work, diag);
    if (status == CS_OK)
        status = cs_compare_groups(work.groups, work.walk.n_groups, &work.options, arena,
                                   &out->result, diag);
    finish(&work, status);
    return status;
}
