/* A whole summary: groups, their distributions, the total, and what must be withheld. Groups kept
 * on pages are in survey_pages.c. */
#include "analysis/observed/survey.h"

#include <math.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/observed/distribution.h"
#include "analysis/observed/group_sort.h"
#include "analysis/observed/group_walk.h"
#include "analysis/observed/groups.h"
#include "analysis/observed/survey_pages.h"
#include "base/arena.h"
#include "base/diag.h"
#include "base/pool.h"
#include "base/scratch.h"
#include "stats/sample.h"
#include "stats/suppress.h"

/* The two largest observations of a group and their sum. With a negative answer dominance has no
 * sense: the largest stay 0 and are not looked at. What weighs nothing is no part of any figure. */
struct cell_work {
    struct cs_disclosure_cell cell;
    double smallest;
};

static void add_to_cell(struct cell_work *work, double value)
{
    struct cs_disclosure_cell *cell = &work->cell;
    cell->n++;
    cell->total += value;
    work->smallest = fmin(work->smallest, value);
    if (value > cell->largest[0]) {
        cell->largest[1] = cell->largest[0];
        cell->largest[0] = value;
    } else if (value > cell->largest[1]) {
        cell->largest[1] = value;
    }
}

static struct cs_disclosure_cell finish_cell(const struct cell_work *work)
{
    struct cs_disclosure_cell cell = work->cell;
    if (work->smallest < 0)
        cell.largest[0] = cell.largest[1] = 0;
    return cell;
}

static struct cs_disclosure_cell make_cell(const struct cs_group *group)
{
    struct cell_work work = {.smallest = 0};
    for (size_t i = 0; i < group->n; i++)
        if (!group->weights || group->weights[i] > 0)
            add_to_cell(&work, group->values[i]);
    return finish_cell(&work);
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

/* Which of n groups the total beside them would give away. NULL when out of memory. Ownership:
 * free.
 */
static enum cs_hidden *find_hidden(const struct cs_disclosure_cell *cells, size_t n,
                                   double minimum_n)
{
    enum cs_hidden *hidden = calloc(n + 1, sizeof *hidden);
    struct cs_suppress_rule rule = cs_suppress_rule_default();
    struct cs_cells table = {cells, 1, n};
    rule.minimum_n = minimum_n;
    if (!hidden || !cs_suppress(&table, &rule, hidden))
        return hidden;
    free(hidden);
    return NULL;
}

static enum cs_status withhold(const struct job *job, struct cs_diag *diag)
{
    size_t n = job->groups->n_groups;
    struct cs_disclosure_cell *cells = calloc(n + 1, sizeof *cells);
    for (size_t g = 0; g < n && cells; g++)
        cells[g] = make_cell(&job->groups->groups[g]);
    enum cs_hidden *hidden = cells ? find_hidden(cells, n, job->options->minimum_n) : NULL;
    for (size_t g = 0; g < n && hidden; g++) {
        struct cs_survey_group *group = &job->out->groups[g];
        if (hidden[g] == CS_SHOWN)
            continue;
        cs_distribution_withhold(&group->distribution);
        group->is_complementary = hidden[g] == CS_HIDDEN_COMPLEMENTARY;
    }
    bool is_whole = hidden != NULL;
    free(cells);
    free(hidden);
    return is_whole ? CS_OK : cs_fail_memory(diag);
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

/* ---- the total of groups that are kept ---- */

/* Every group goes by once: into its cell, and into the sample of all. */
struct totalling {
    pthread_mutex_t lock;
    struct cs_group_sort sort;
    struct cs_disclosure_cell *cells;
    struct cs_scratch *scratch; /* NULL: all are in memory */
};

static enum cs_status add_to_total(void *context, size_t g, const struct cs_group_view_group *about,
                                   const struct cs_sorted *sorted, struct cs_diag *diag)
{
    struct totalling *total = context;
    struct cell_work work = {.smallest = 0};
    (void)about;
    for (size_t i = 0; i < sorted->n; i++) {
        add_to_cell(&work, sorted->values[i]);
        cs_sorted_passed(sorted, i);
    }
    total->cells[g] = finish_cell(&work);
    pthread_mutex_lock(&total->lock);
    bool is_added = cs_group_sort_add_sorted(&total->sort, sorted);
    pthread_mutex_unlock(&total->lock);
    return is_added ? CS_OK : cs_group_sort_fail(&total->sort, diag);
}

static enum cs_status summarize_sorted_all(struct totalling *total,
                                           const struct cs_distribution_options *options,
                                           struct cs_survey *out, struct cs_diag *diag)
{
    struct cs_group_sorted all;
    enum cs_status status = cs_group_sort_end(&total->sort, &all)
                                ? cs_distribution_of_sorted(&all.sorted, options, &out->all, diag)
                                : cs_group_sort_fail(&total->sort, diag);
    cs_group_sorted_clear(&all);
    return status;
}

static enum cs_status total_groups(struct totalling *total, struct cs_group_walk *walk,
                                   const struct cs_distribution_options *options,
                                   struct cs_survey *out, struct cs_diag *diag)
{
    const struct cs_group_taker taker = {total, add_to_total};
    struct cs_scratch *scratch = walk->is_sliced ? &walk->slices.slices.runs->spill->scratch : NULL;
    total->cells = calloc(walk->n_groups + 1, sizeof *total->cells);
    if (!total->cells ||
        !cs_group_sort_init(&total->sort, scratch, walk->has_weights, walk->counts.n_observations,
                            walk->slices.slices.most_bytes))
        return cs_fail_memory(diag);
    enum cs_status status = cs_group_walk_each(walk, options->n_threads, &taker, diag);
    return status == CS_OK ? summarize_sorted_all(total, options, out, diag) : status;
}

/* *hidden: groups that the total would give away. */
static enum cs_status summarize_total(const struct cs_dataset *dataset,
                                      const struct cs_groups_request *request,
                                      const struct cs_distribution_options *options,
                                      struct cs_survey *out, enum cs_hidden **hidden,
                                      struct cs_diag *diag)
{
    struct cs_group_walk walk;
    struct totalling total = {.cells = NULL};
    pthread_mutex_init(&total.lock, NULL);
    enum cs_status status = cs_group_walk_open(&walk, dataset, request, diag);
    if (status == CS_OK)
        status = total_groups(&total, &walk, options, out, diag);
    if (status == CS_OK) {
        *hidden = find_hidden(total.cells, walk.n_groups, options->minimum_n);
        status = *hidden ? CS_OK : cs_fail_memory(diag);
    }
    cs_group_sort_clear(&total.sort);
    free(total.cells);
    cs_group_walk_close(&walk);
    pthread_mutex_destroy(&total.lock);
    return status;
}

static enum cs_status summarize_kept(const struct cs_dataset *dataset,
                                     const struct cs_groups_request *request,
                                     const struct cs_distribution_options *options, bool has_total,
                                     struct cs_survey *out, struct cs_diag *diag)
{
    enum cs_hidden *hidden = NULL;
    enum cs_status status =
        has_total ? summarize_total(dataset, request, options, out, &hidden, diag) : CS_OK;
    return status == CS_OK ? cs_survey_start_pages(dataset, request, options, hidden, out, diag)
                           : status;
}

enum cs_status cs_survey_summarize(const struct cs_dataset *dataset,
                                   const struct cs_groups_request *request,
                                   const struct cs_distribution_options *options, bool has_total,
                                   struct cs_arena *arena, struct cs_survey *out,
                                   struct cs_diag *diag)
{
    *out = (struct cs_survey){0};
    enum cs_status status =
        dataset->grouped ? summarize_kept(dataset, request, options, has_total, out, diag)
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
