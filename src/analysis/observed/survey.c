/* A whole summary: groups, their distributions, the total, and what must be withheld. Groups kept
 * on pages are in survey_pages.c. */
#include "analysis/observed/survey.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/observed/distribution.h"
#include "analysis/observed/groups.h"
#include "analysis/observed/survey_pages.h"
#include "base/arena.h"
#include "base/diag.h"
#include "base/pool.h"
#include "stats/suppress.h"

/* The two largest observations of a group and their sum. With a negative answer dominance has no
 * sense: the largest stay 0 and are not looked at. */
static struct cs_disclosure_cell make_cell(const struct cs_group *group)
{
    struct cs_disclosure_cell cell = {.n = (double)group->n};
    double smallest = 0;
    for (size_t i = 0; i < group->n; i++) {
        double value = group->values[i];
        cell.total += value;
        smallest = fmin(smallest, value);
        if (value > cell.largest[0]) {
            cell.largest[1] = cell.largest[0];
            cell.largest[0] = value;
        } else if (value > cell.largest[1]) {
            cell.largest[1] = value;
        }
    }
    if (smallest < 0)
        cell.largest[0] = cell.largest[1] = 0;
    return cell;
}

struct job {
    const struct cs_groups *groups;
    const struct cs_distribution_options *options;
    struct cs_survey *out;
    enum cs_status *statuses;
    struct cs_diag *diags;
};

static struct cs_group_values observations_of(const struct cs_groups *groups,
                                              const struct cs_group *group)
{
    return (struct cs_group_values){group->values,
                                    group->weights,
                                    group->replicates,
                                    group->n,
                                    group->replicates ? groups->n_replicates : 0,
                                    group->clusters,
                                    &groups->design};
}

static void summarize_group(void *context, size_t g, size_t worker)
{
    (void)worker;
    struct job *job = context;
    const struct cs_group *group = &job->groups->groups[g];
    struct cs_distribution_options options = *job->options;
    struct cs_group_values observations = observations_of(job->groups, group);
    options.stream = g + 1; /* 0 is that of all observations */
    options.n_threads = 1;
    memcpy(job->out->groups[g].key, group->key, sizeof group->key);
    job->statuses[g] = cs_distribution_of(&observations, &options,
                                          &job->out->groups[g].distribution, &job->diags[g]);
}

static enum cs_status summarize_groups(struct job *job, struct cs_diag *diag)
{
    size_t n = job->groups->n_groups;
    enum cs_status status = CS_OK;
    job->statuses = calloc(n + 1, sizeof *job->statuses);
    job->diags = calloc(n + 1, sizeof *job->diags);
    if (!job->statuses || !job->diags) {
        status = cs_fail_memory(diag);
        goto done;
    }
    for (size_t g = 0; g < n; g++)
        cs_diag_init(&job->diags[g]);
    cs_pool_run(job->options->n_threads, n, summarize_group, job);
    for (size_t g = 0; g < n; g++) {
        if (job->statuses[g] != CS_OK && status == CS_OK)
            status = job->statuses[g];
        cs_diag_merge(diag, &job->diags[g]);
        cs_diag_clear(&job->diags[g]);
    }
done:
    free(job->statuses);
    free(job->diags);
    return status;
}

/* Withholds what the total beside the groups would give away. */
static enum cs_status withhold(const struct job *job, struct cs_diag *diag)
{
    size_t n = job->groups->n_groups;
    struct cs_disclosure_cell *cells = calloc(n, sizeof *cells);
    enum cs_hidden *hidden = calloc(n, sizeof *hidden);
    struct cs_suppress_rule rule = cs_suppress_rule_default();
    struct cs_cells table = {cells, 1, n};
    enum cs_absence lack = CS_ABSENT_MEMORY;
    rule.minimum_n = job->options->minimum_n;
    if (cells && hidden) {
        for (size_t g = 0; g < n; g++)
            cells[g] = make_cell(&job->groups->groups[g]);
        lack = cs_suppress(&table, &rule, hidden);
    }
    for (size_t g = 0; g < n && !lack; g++) {
        struct cs_survey_group *group = &job->out->groups[g];
        if (hidden[g] == CS_SHOWN)
            continue;
        cs_distribution_withhold(&group->distribution);
        group->is_complementary = hidden[g] == CS_HIDDEN_COMPLEMENTARY;
    }
    free(cells);
    free(hidden);
    return lack ? cs_fail_memory(diag) : CS_OK;
}

static enum cs_status summarize(struct cs_groups *groups,
                                const struct cs_distribution_options *options, bool has_total,
                                struct cs_survey *out, struct cs_diag *diag)
{
    struct job job = {.groups = groups, .options = options, .out = out};
    struct cs_group_values all = observations_of(groups, &groups->all);
    enum cs_status status = cs_distribution_of(&all, options, &out->all, diag);
    if (status == CS_OK)
        status = summarize_groups(&job, diag);
    if (status == CS_OK && has_total)
        status = withhold(&job, diag);
    for (size_t g = 0; g < out->n_groups && status == CS_OK; g++)
        out->n_withheld += out->groups[g].distribution.is_below_minimum != 0;
    return status;
}

static enum cs_status summarize_rows(const struct cs_dataset *dataset,
                                     const struct cs_groups_request *request,
                                     const struct cs_distribution_options *options, bool has_total,
                                     struct cs_arena *arena, struct cs_survey *out,
                                     struct cs_diag *diag)
{
    struct cs_groups groups;
    enum cs_status status = cs_groups_collect(dataset, request, &groups, diag);
    if (status == CS_OK) {
        out->n_groups = groups.n_groups;
        out->groups = cs_arena_alloc(arena, groups.n_groups * sizeof *out->groups);
        status =
            out->groups ? summarize(&groups, options, has_total, out, diag) : cs_fail_memory(diag);
    }
    if (status != CS_OK) {
        cs_groups_clear(&groups);
        return status;
    }
    cs_groups_drop_arrays(&groups);
    out->counts = groups;
    return CS_OK;
}

enum cs_status cs_survey_summarize(const struct cs_dataset *dataset,
                                   const struct cs_groups_request *request,
                                   const struct cs_distribution_options *options, bool has_total,
                                   struct cs_arena *arena, struct cs_survey *out,
                                   struct cs_diag *diag)
{
    *out = (struct cs_survey){0};
    enum cs_status status =
        dataset->grouped && !has_total
            ? cs_survey_start_pages(dataset, request, options, out, diag)
            : summarize_rows(dataset, request, options, has_total, arena, out, diag);
    out->n_threads = options->n_threads ? options->n_threads : 1;
    if (status != CS_OK) {
        cs_survey_clear(out);
        *out = (struct cs_survey){0};
    }
    return status;
}

void cs_survey_clear(struct cs_survey *survey)
{
    cs_survey_end_pages(survey->pages);
    survey->pages = NULL;
    cs_groups_clear(&survey->counts);
}

enum cs_status cs_survey_page(const struct cs_survey *survey, size_t first,
                              const struct cs_survey_group **groups, size_t *n,
                              struct cs_diag *diag)
{
    if (survey->pages)
        return cs_survey_turn_page(survey->pages, first, groups, n, diag);
    *n = survey->n_groups - first;
    *groups = survey->groups + first;
    return CS_OK;
}

struct handing_out {
    const struct cs_survey *survey;
    size_t n_together;
    const struct cs_survey_taker *taker;
};

static void hand_out(void *context, size_t lot, size_t worker)
{
    const struct handing_out *work = context;
    size_t first = lot * work->n_together, n = work->survey->n_groups - first;
    (void)worker;
    work->taker->take(work->taker->context, lot, work->survey->groups + first,
                      n < work->n_together ? n : work->n_together);
}

enum cs_status cs_survey_each(const struct cs_survey *survey, size_t n_together,
                              const struct cs_survey_taker *taker, struct cs_diag *diag)
{
    struct handing_out work = {survey, n_together, taker};
    if (survey->pages)
        return cs_survey_pages_each(survey->pages, n_together, taker, diag);
    cs_pool_run(survey->n_threads, (survey->n_groups + n_together - 1) / n_together, hand_out,
                &work);
    return CS_OK;
}
