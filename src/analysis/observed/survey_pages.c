/* The same summary for many groups: results are made a page at a time, on several threads, and a
 * group too large for memory alone. */
#include "analysis/observed/survey_pages.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/observed/distribution.h"
#include "analysis/observed/group_view.h"
#include "analysis/observed/group_walk.h"
#include "base/diag.h"
#include "base/pool.h"
#include "stats/suppress.h"

/* Sharing out a page costs as much as a thousand groups: there are few pages, and larger ones. */
enum { PAGE_GROUPS = 2048, MOST_PAGES = 64, TASK_GROUPS = 16, TASKS_A_THREAD = 8 };
/* Figures of a few observations take less time than to start a thread, or to touch a large page
 * first.
 */
enum { FEW_ANSWERS = 1 << 14, SMALL_PAGE_GROUPS = 256 };

/* What each thread has of its own, besides a bench. */
struct tray {
    struct cs_order_memo *memo; /* NULL: no interval by order statistics is asked for */
    struct cs_survey_group *lot;
};

struct cs_survey_pages {
    struct cs_group_walk walk;
    struct cs_distribution_options options;
    struct cs_group_bench *benches;
    struct tray *trays;
    size_t n_benches;
    struct cs_survey_group *groups; /* [first, first + n) of room for n_most */
    size_t first, n, n_most;
    size_t n_together;      /* groups a thread takes at a time */
    uint64_t n_read;        /* observations of the dataset */
    size_t *n_positive;     /* of each group, while they are counted */
    enum cs_hidden *hidden; /* of each group beside the total of all; NULL: there is no total */
};

/* Group g of those that are here. */
static void summarize_group(struct cs_survey_pages *pages, size_t g, size_t worker,
                            struct cs_survey_group *group)
{
    struct cs_distribution_options options = pages->options;
    struct cs_group_bench *bench = &pages->benches[worker];
    struct cs_sorted sorted;
    size_t number = pages->walk.first + g;
    options.stream = number + 1; /* 0 is that of all observations */
    options.n_threads = 1;
    options.memo = pages->trays[worker].memo;
    memcpy(group->key, pages->walk.kept.groups[g].key, sizeof group->key);
    group->is_complementary = false;
    if (!cs_group_walk_read(&pages->walk, g, bench, &sorted))
        return;
    bench->status =
        cs_distribution_of_sorted(&sorted, &options, &group->distribution, &bench->diag);
    if (!pages->hidden || pages->hidden[number] == CS_SHOWN)
        return;
    cs_distribution_withhold(&group->distribution);
    group->is_complementary = pages->hidden[number] == CS_HIDDEN_COMPLEMENTARY;
}

static void summarize_range(struct cs_survey_pages *pages, size_t first, size_t end, size_t worker,
                            struct cs_survey_group *groups)
{
    for (size_t at = first; at < end; at += TASK_GROUPS) {
        size_t stop = end - at < TASK_GROUPS ? end : at + TASK_GROUPS;
        cs_group_view_prefetch(&pages->walk.kept, at, stop);
        for (size_t g = at; g < stop; g++)
            summarize_group(pages, g, worker, &groups[g - first]);
    }
}

static void summarize_some(void *context, size_t task, size_t worker)
{
    struct cs_survey_pages *pages = context;
    size_t start = task * pages->n_together, end = start + pages->n_together;
    size_t first = pages->first - pages->walk.first;
    end = end < pages->n ? end : pages->n;
    summarize_range(pages, first + start, first + end, worker, pages->groups + start);
}

/* A few large groups are shared out one by one. */
static size_t choose_n_together(const struct cs_survey_pages *pages, size_t n_groups, size_t most)
{
    size_t n = n_groups / (pages->n_benches * TASKS_A_THREAD);
    return n < 1 ? 1 : n < most ? n : most;
}

static enum cs_status gather_statuses(struct cs_survey_pages *pages, struct cs_diag *diag)
{
    return cs_group_benches_status(pages->benches, pages->n_benches, diag);
}

/* On to the slice with group number `first`. */
static enum cs_status find_slice(struct cs_survey_pages *pages, size_t first, struct cs_diag *diag)
{
    struct cs_group_walk *walk = &pages->walk;
    bool has_more = true;
    enum cs_status status = first < walk->first ? cs_group_walk_restart(walk, false, diag) : CS_OK;
    while (status == CS_OK && has_more && first >= walk->first + walk->kept.n_groups)
        status = cs_group_walk_next(walk, &has_more, diag);
    return status;
}

/* ---- a page after the other ---- */

static enum cs_status summarize_page(struct cs_survey_pages *pages, size_t first,
                                     struct cs_diag *diag)
{
    enum cs_status status = find_slice(pages, first, diag);
    if (status != CS_OK)
        return status;
    size_t n_left = pages->walk.first + pages->walk.kept.n_groups - first;
    pages->first = first;
    pages->n = n_left < pages->n_most ? n_left : pages->n_most;
    pages->n_together = choose_n_together(pages, pages->n, TASK_GROUPS);
    cs_pool_run(pages->n_benches, (pages->n + pages->n_together - 1) / pages->n_together,
                summarize_some, pages);
    return gather_statuses(pages, diag);
}

enum cs_status cs_survey_turn_page(struct cs_survey_pages *pages, size_t first,
                                   const struct cs_survey_group **groups, size_t *n,
                                   struct cs_diag *diag)
{
    enum cs_status status = CS_OK;
    if (first < pages->first || first >= pages->first + pages->n)
        status = summarize_page(pages, first, diag);
    *groups = pages->groups + (first - pages->first);
    *n = pages->first + pages->n - first;
    return status;
}

/* Groups worked out and handed on by the same thread, before the next ones are. */
struct lots {
    struct cs_survey_pages *pages;
    size_t n_together, n_before; /* lots of slices before */
    const struct cs_survey_taker *taker;
};

static void make_lot(void *context, size_t lot, size_t worker)
{
    struct lots *lots = context;
    struct tray *tray = &lots->pages->trays[worker];
    size_t first = lot * lots->n_together, n = lots->pages->walk.kept.n_groups - first;
    n = n < lots->n_together ? n : lots->n_together;
    summarize_range(lots->pages, first, first + n, worker, tray->lot);
    lots->taker->take(lots->taker->context, lots->n_before + lot, tray->lot, n);
}

/* Of the groups that are here. */
static enum cs_status make_lots(struct lots *lots, struct cs_diag *diag)
{
    struct cs_survey_pages *pages = lots->pages;
    size_t n = (pages->walk.kept.n_groups + lots->n_together - 1) / lots->n_together;
    cs_pool_run(pages->n_benches, n, make_lot, lots);
    lots->n_before += n;
    return gather_statuses(pages, diag);
}

enum cs_status cs_survey_pages_each(struct cs_survey_pages *pages, size_t n_together,
                                    const struct cs_survey_taker *taker, struct cs_diag *diag)
{
    size_t part = pages->n_most / TASKS_A_THREAD + 1; /* of a page */
    size_t most = part < n_together ? part : n_together;
    struct lots lots = {pages, choose_n_together(pages, pages->walk.n_groups, most), 0, taker};
    for (size_t b = 0; b < pages->n_benches; b++) {
        struct tray *tray = &pages->trays[b];
        free(tray->lot);
        tray->lot = malloc(lots.n_together * sizeof *tray->lot);
        if (!tray->lot)
            return cs_fail_memory(diag);
    }
    bool has_more = true;
    enum cs_status status = cs_group_walk_restart(&pages->walk, false, diag);
    while (status == CS_OK && has_more) {
        status = cs_group_walk_next(&pages->walk, &has_more, diag);
        if (status == CS_OK && has_more)
            status = make_lots(&lots, diag);
    }
    return status;
}

/* ---- before the first page ---- */

/* A group's observations of positive weight: all, unless some weight is zero. */
static void count_positive(void *context, size_t g, size_t worker)
{
    struct cs_survey_pages *pages = context;
    struct cs_sorted sorted;
    pages->n_positive[g] =
        cs_group_walk_read(&pages->walk, g, &pages->benches[worker], &sorted) ? sorted.n : 0;
}

/* Of the groups that are here. */
static enum cs_status count_withheld(struct cs_survey_pages *pages, size_t *n_withheld,
                                     struct cs_diag *diag)
{
    const struct cs_group_view *kept = &pages->walk.kept;
    pages->n_positive = calloc(kept->n_groups + 1, sizeof *pages->n_positive);
    if (!pages->n_positive)
        return cs_fail_memory(diag);
    if (pages->walk.has_zero_weights)
        cs_pool_run(pages->n_benches, kept->n_groups, count_positive, pages);
    for (size_t g = 0; g < kept->n_groups; g++) {
        size_t n = pages->walk.has_zero_weights ? pages->n_positive[g] : kept->groups[g].n;
        bool is_hidden = pages->hidden && pages->hidden[pages->walk.first + g] != CS_SHOWN;
        *n_withheld += is_hidden || (n > 0 && (double)n < pages->options.minimum_n);
    }
    free(pages->n_positive);
    pages->n_positive = NULL;
    return gather_statuses(pages, diag);
}

/* One slice after the other; observations themselves are only needed where some weigh nothing. */
static enum cs_status count_all_withheld(struct cs_survey_pages *pages, size_t *n_withheld,
                                         struct cs_diag *diag)
{
    struct cs_group_walk *walk = &pages->walk;
    bool has_more = true;
    enum cs_status status = cs_group_walk_restart(walk, !walk->has_zero_weights, diag);
    while (status == CS_OK && has_more) {
        status = cs_group_walk_next(walk, &has_more, diag);
        if (status == CS_OK && has_more)
            status = count_withheld(pages, n_withheld, diag);
    }
    return status == CS_OK ? cs_group_walk_restart(walk, false, diag) : status;
}

/* What a distribution of all observations would say about how it was made. */
static enum cs_status describe_all(const struct cs_survey_pages *pages, struct cs_survey *out,
                                   struct cs_diag *diag)
{
    double none = 0;
    struct cs_sorted nothing = {.weights = pages->walk.has_weights ? &none : NULL};
    return cs_distribution_of_sorted(&nothing, &pages->options, &out->all, diag);
}

static bool is_quickly_done(const struct cs_survey_pages *pages)
{
    const struct cs_distribution_options *options = &pages->options;
    int resamples = options->has_method && (options->method == CS_INTERVAL_PERCENTILE ||
                                            options->method == CS_INTERVAL_BCA);
    return !resamples && pages->n_read < FEW_ANSWERS;
}

/* How many threads, how large a page. */
static bool furnish(struct cs_survey_pages *pages, size_t n_groups)
{
    size_t most = n_groups / MOST_PAGES > PAGE_GROUPS ? n_groups / MOST_PAGES : PAGE_GROUPS;
    pages->n_benches = pages->options.n_threads ? pages->options.n_threads : 1;
    if (is_quickly_done(pages)) {
        pages->n_benches = 1;
        most = SMALL_PAGE_GROUPS;
    }
    pages->n_benches = n_groups < pages->n_benches ? n_groups : pages->n_benches;
    pages->n_most = n_groups < most ? n_groups : most;
    pages->benches = calloc(pages->n_benches, sizeof *pages->benches);
    pages->trays = calloc(pages->n_benches, sizeof *pages->trays);
    pages->groups = malloc(pages->n_most * sizeof *pages->groups);
    bool has_memos = !pages->options.has_method || pages->options.method == CS_INTERVAL_ORDER;
    for (size_t b = 0; pages->trays && has_memos && b < pages->n_benches; b++)
        pages->trays[b].memo = calloc(1, sizeof *pages->trays[b].memo);
    return pages->benches && pages->trays && pages->groups;
}

enum cs_status cs_survey_start_pages(const struct cs_dataset *dataset,
                                     const struct cs_groups_request *request,
                                     const struct cs_distribution_options *options,
                                     enum cs_hidden *hidden, struct cs_survey *out,
                                     struct cs_diag *diag)
{
    struct cs_survey_pages *pages = out->pages = calloc(1, sizeof *pages);
    if (!pages) {
        free(hidden);
        return cs_fail_memory(diag);
    }
    pages->n_read = dataset->grouped->n_observations;
    pages->options = *options;
    pages->hidden = hidden;
    enum cs_status status = cs_group_walk_open(&pages->walk, dataset, request, diag);
    if (status == CS_OK &&
        !furnish(pages, pages->walk.is_sliced ? PAGE_GROUPS : pages->walk.n_groups))
        status = cs_fail_memory(diag);
    if (status == CS_OK)
        status = count_all_withheld(pages, &out->n_withheld, diag);
    out->n_groups = pages->walk.n_groups;
    out->counts = pages->walk.counts; /* the survey's from here on */
    memset(pages->walk.counts.memory, 0, sizeof pages->walk.counts.memory);
    return status == CS_OK && !hidden ? describe_all(pages, out, diag) : status;
}

void cs_survey_end_pages(struct cs_survey_pages *pages)
{
    if (!pages)
        return;
    for (size_t b = 0; b < pages->n_benches && pages->benches && pages->trays; b++) {
        cs_group_bench_clear(&pages->benches[b]);
        free(pages->trays[b].lot);
        free(pages->trays[b].memo);
    }
    free(pages->benches);
    free(pages->trays);
    free(pages->groups);
    free(pages->hidden);
    cs_group_walk_close(&pages->walk);
    free(pages);
}
