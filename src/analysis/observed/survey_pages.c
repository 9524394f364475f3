/* The same summary for many groups: results are made a page at a time, on several threads, and a
 * group too large for memory alone. */
#include "analysis/observed/survey_pages.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/observed/distribution.h"
#include "analysis/observed/group_view.h"
#include "analysis/observed/group_view_large.h"
#include "analysis/observed/group_view_slices.h"
#include "base/diag.h"
#include "base/pool.h"
#include "base/scratch.h"

/* Sharing out a page costs as much as a thousand groups: there are few pages, and larger ones. */
enum { PAGE_GROUPS = 2048, MOST_PAGES = 64, TASK_GROUPS = 16, TASKS_A_THREAD = 8 };
/* Figures of a few observations take less time than to start a thread, or to touch a large page
 * first.
 */
enum { FEW_ANSWERS = 1 << 14, SMALL_PAGE_GROUPS = 256 };

/* What each thread has of its own. */
struct bench {
    struct cs_group_view_reader reader;
    struct cs_order_memo *memo; /* NULL: no interval by order statistics is asked for */
    struct cs_survey_group *lot;
    struct cs_diag diag;
    enum cs_status status;
};

struct cs_survey_pages {
    const struct cs_grouped *grouped;
    bool is_sliced; /* observations are in a temporary file: a slice after the other */
    struct cs_group_view_slices slices;
    struct cs_group_view kept; /* all groups, or those of a slice, from number kept_first on */
    size_t kept_first;
    size_t n_groups; /* of all slices */
    struct cs_groups counts;
    struct cs_distribution_options options;
    struct bench *benches;
    size_t n_benches;
    struct cs_survey_group *groups; /* [first, first + n) of room for n_most */
    size_t first, n, n_most;
    size_t n_together;  /* groups a thread takes at a time */
    size_t *n_positive; /* of each group, while they are counted */
};

static bool is_large(const struct cs_survey_pages *pages, size_t g)
{
    return pages->is_sliced && cs_group_view_is_large(&pages->slices, &pages->kept, g);
}

static enum cs_status fail_large(const struct cs_survey_pages *pages, struct bench *bench)
{
    return cs_scratch_fail(&pages->grouped->runs.spill->scratch, &bench->diag);
}

/* The same of a group that is not in memory. */
static void summarize_large(struct cs_survey_pages *pages, size_t g,
                            const struct cs_distribution_options *options, struct bench *bench,
                            struct cs_survey_group *group)
{
    struct cs_group_view_large large;
    cs_group_view_reader_clear(&bench->reader);
    if (!cs_group_view_large_read(&pages->slices, &pages->kept, g, &large))
        bench->status = fail_large(pages, bench);
    else if (bench->status == CS_OK)
        bench->status =
            cs_distribution_of_sorted(&large.sorted, options, &group->distribution, &bench->diag);
    cs_group_view_large_clear(&large);
}

/* Group g of the kept ones. */
static void summarize_group(struct cs_survey_pages *pages, size_t g, struct bench *bench,
                            struct cs_survey_group *group)
{
    struct cs_distribution_options options = pages->options;
    struct cs_sorted sorted;
    options.stream = pages->kept_first + g + 1; /* 0 is that of all observations */
    options.n_threads = 1;
    options.memo = bench->memo;
    memcpy(group->key, pages->kept.groups[g].key, sizeof group->key);
    group->is_complementary = false;
    if (is_large(pages, g))
        summarize_large(pages, g, &options, bench, group);
    else if (!cs_group_view_read(&pages->kept, g, &bench->reader, &sorted))
        bench->status = cs_fail_memory(&bench->diag);
    else if (bench->status == CS_OK)
        bench->status =
            cs_distribution_of_sorted(&sorted, &options, &group->distribution, &bench->diag);
}

static void summarize_range(struct cs_survey_pages *pages, size_t first, size_t end,
                            struct bench *bench, struct cs_survey_group *groups)
{
    for (size_t at = first; at < end; at += TASK_GROUPS) {
        size_t stop = end - at < TASK_GROUPS ? end : at + TASK_GROUPS;
        cs_group_view_prefetch(&pages->kept, at, stop);
        for (size_t g = at; g < stop; g++)
            summarize_group(pages, g, bench, &groups[g - first]);
    }
}

static void summarize_some(void *context, size_t task, size_t worker)
{
    struct cs_survey_pages *pages = context;
    size_t start = task * pages->n_together, end = start + pages->n_together;
    size_t first = pages->first - pages->kept_first;
    end = end < pages->n ? end : pages->n;
    summarize_range(pages, first + start, first + end, &pages->benches[worker],
                    pages->groups + start);
}

/* A few large groups are shared out one by one. */
static size_t choose_n_together(const struct cs_survey_pages *pages, size_t n_groups, size_t most)
{
    size_t n = n_groups / (pages->n_benches * TASKS_A_THREAD);
    return n < 1 ? 1 : n < most ? n : most;
}

static enum cs_status gather_statuses(struct cs_survey_pages *pages, struct cs_diag *diag)
{
    enum cs_status status = CS_OK;
    for (size_t b = 0; b < pages->n_benches; b++) {
        cs_diag_merge(diag, &pages->benches[b].diag);
        if (status == CS_OK)
            status = pages->benches[b].status;
    }
    return status;
}

/* ---- slices ---- */

/* From the first group on. */
static enum cs_status restart(struct cs_survey_pages *pages, bool is_of_counts,
                              struct cs_diag *diag)
{
    cs_group_view_close(&pages->kept);
    pages->kept_first = 0;
    return cs_group_view_slices_restart(&pages->slices, is_of_counts, diag);
}

static enum cs_status next_slice(struct cs_survey_pages *pages, bool *has_more,
                                 struct cs_diag *diag)
{
    pages->kept_first += pages->kept.n_groups;
    cs_group_view_close(&pages->kept);
    enum cs_status status = cs_group_view_slices_next(&pages->slices, &pages->kept, has_more, diag);
    pages->kept.counts.factors = pages->counts.factors; /* borrowed */
    return status;
}

/* On to the slice with group number `first`. */
static enum cs_status find_slice(struct cs_survey_pages *pages, size_t first, struct cs_diag *diag)
{
    bool has_more = true;
    enum cs_status status = first < pages->kept_first ? restart(pages, 0, diag) : CS_OK;
    while (status == CS_OK && has_more && first >= pages->kept_first + pages->kept.n_groups)
        status = next_slice(pages, &has_more, diag);
    return status;
}

/* ---- a page after the other ---- */

static enum cs_status summarize_page(struct cs_survey_pages *pages, size_t first,
                                     struct cs_diag *diag)
{
    enum cs_status status = pages->is_sliced ? find_slice(pages, first, diag) : CS_OK;
    if (status != CS_OK)
        return status;
    size_t n_left = pages->kept_first + pages->kept.n_groups - first;
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
    struct bench *bench = &lots->pages->benches[worker];
    size_t first = lot * lots->n_together, n = lots->pages->kept.n_groups - first;
    n = n < lots->n_together ? n : lots->n_together;
    summarize_range(lots->pages, first, first + n, bench, bench->lot);
    lots->taker->take(lots->taker->context, lots->n_before + lot, bench->lot, n);
}

/* Of the groups that are kept just now. */
static enum cs_status make_lots(struct lots *lots, struct cs_diag *diag)
{
    struct cs_survey_pages *pages = lots->pages;
    size_t n = (pages->kept.n_groups + lots->n_together - 1) / lots->n_together;
    cs_pool_run(pages->n_benches, n, make_lot, lots);
    lots->n_before += n;
    return gather_statuses(pages, diag);
}

enum cs_status cs_survey_pages_each(struct cs_survey_pages *pages, size_t n_together,
                                    const struct cs_survey_taker *taker, struct cs_diag *diag)
{
    size_t part = pages->n_most / TASKS_A_THREAD + 1; /* of a page */
    size_t most = part < n_together ? part : n_together;
    struct lots lots = {pages, choose_n_together(pages, pages->n_groups, most), 0, taker};
    for (size_t b = 0; b < pages->n_benches; b++) {
        struct bench *bench = &pages->benches[b];
        free(bench->lot);
        bench->lot = malloc(lots.n_together * sizeof *bench->lot);
        if (!bench->lot)
            return cs_fail_memory(diag);
    }
    if (!pages->is_sliced)
        return make_lots(&lots, diag);
    bool has_more = true;
    enum cs_status status = restart(pages, 0, diag);
    while (status == CS_OK && has_more) {
        status = next_slice(pages, &has_more, diag);
        if (status == CS_OK)
            status = make_lots(&lots, diag);
    }
    return status;
}

/* ---- before the first page ---- */

/* A group's observations of positive weight: all, unless some weight is zero. */
static void count_positive(void *context, size_t g, size_t worker)
{
    struct cs_survey_pages *pages = context;
    struct bench *bench = &pages->benches[worker];
    struct cs_sorted sorted;
    struct cs_group_view_large large = {.n_bytes = 0};
    if (is_large(pages, g)) {
        if (!cs_group_view_large_read(&pages->slices, &pages->kept, g, &large))
            bench->status = fail_large(pages, bench);
        sorted = large.sorted;
    } else if (!cs_group_view_read(&pages->kept, g, &bench->reader, &sorted)) {
        bench->status = cs_fail_memory(&bench->diag);
    }
    pages->n_positive[g] = sorted.n;
    cs_group_view_large_clear(&large);
}

/* Of the groups that are kept just now. */
static enum cs_status count_withheld(struct cs_survey_pages *pages, size_t *n_withheld,
                                     struct cs_diag *diag)
{
    const struct cs_group_view *kept = &pages->kept;
    pages->n_positive = calloc(kept->n_groups + 1, sizeof *pages->n_positive);
    if (!pages->n_positive)
        return cs_fail_memory(diag);
    if (pages->grouped->has_zero_weights)
        cs_pool_run(pages->n_benches, kept->n_groups, count_positive, pages);
    for (size_t g = 0; g < kept->n_groups; g++) {
        size_t n = pages->grouped->has_zero_weights ? pages->n_positive[g] : kept->groups[g].n;
        *n_withheld += n > 0 && (double)n < pages->options.minimum_n;
    }
    free(pages->n_positive);
    pages->n_positive = NULL;
    return gather_statuses(pages, diag);
}

/* What a distribution of all observations would say about how it was made. */
static enum cs_status describe_all(const struct cs_survey_pages *pages, struct cs_survey *out,
                                   struct cs_diag *diag)
{
    double none = 0;
    struct cs_sorted nothing = {.weights = pages->grouped->has_weights ? &none : NULL};
    return cs_distribution_of_sorted(&nothing, &pages->options, &out->all, diag);
}

static bool is_quickly_done(const struct cs_survey_pages *pages)
{
    const struct cs_distribution_options *options = &pages->options;
    int resamples = options->has_method && (options->method == CS_INTERVAL_PERCENTILE ||
                                            options->method == CS_INTERVAL_BCA);
    return !resamples && pages->grouped->n_observations < FEW_ANSWERS;
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
    pages->groups = malloc(pages->n_most * sizeof *pages->groups);
    bool has_memos = !pages->options.has_method || pages->options.method == CS_INTERVAL_ORDER;
    for (size_t b = 0; pages->benches && has_memos && b < pages->n_benches; b++)
        pages->benches[b].memo = calloc(1, sizeof *pages->benches[b].memo);
    return pages->benches && pages->groups;
}

/* All groups are there. */
static enum cs_status start_whole(struct cs_survey_pages *pages, const struct cs_dataset *dataset,
                                  const struct cs_groups_request *request, struct cs_survey *out,
                                  struct cs_diag *diag)
{
    enum cs_status status = cs_group_view_open(dataset, request, &pages->kept, diag);
    if (status != CS_OK)
        return status;
    pages->n_groups = pages->kept.n_groups;
    pages->counts = pages->kept.counts; /* the block of factors is the survey's from here on */
    memset(pages->kept.counts.memory, 0, sizeof pages->kept.counts.memory);
    return furnish(pages, pages->n_groups) ? count_withheld(pages, &out->n_withheld, diag)
                                           : cs_fail_memory(diag);
}

/* One slice after the other; observations themselves are only needed where some weigh nothing. */
static enum cs_status count_slices(struct cs_survey_pages *pages, size_t *n_withheld,
                                   struct cs_diag *diag)
{
    struct cs_groups *counts = &pages->counts;
    bool has_more = true;
    enum cs_status status = restart(pages, !pages->grouped->has_zero_weights, diag);
    while (status == CS_OK && has_more) {
        status = next_slice(pages, &has_more, diag);
        pages->n_groups += pages->kept.n_groups;
        counts->n_observations += pages->kept.counts.n_observations;
        counts->n_elsewhere += pages->kept.counts.n_elsewhere;
        counts->n_without_key += pages->kept.counts.n_without_key;
        counts->n_not_numbers += pages->kept.counts.n_not_numbers;
        if (status == CS_OK)
            status = count_withheld(pages, n_withheld, diag);
    }
    return status == CS_OK ? cs_group_view_check(counts, diag) : status;
}

static enum cs_status start_slices(struct cs_survey_pages *pages, const struct cs_dataset *dataset,
                                   const struct cs_groups_request *request, struct cs_survey *out,
                                   struct cs_diag *diag)
{
    pages->is_sliced = true;
    pages->counts.unit = dataset->observations.unit;
    enum cs_status status = cs_group_view_slices_open(&pages->slices, dataset, request, diag);
    if (status == CS_OK && !furnish(pages, PAGE_GROUPS))
        status = cs_fail_memory(diag);
    if (status == CS_OK)
        status = count_slices(pages, &out->n_withheld, diag);
    if (status == CS_OK && request->money)
        status = cs_group_view_places_factors(&pages->slices.places, request->money, &pages->counts,
                                              diag);
    return status == CS_OK ? restart(pages, 0, diag) : status;
}

enum cs_status cs_survey_start_pages(const struct cs_dataset *dataset,
                                     const struct cs_groups_request *request,
                                     const struct cs_distribution_options *options,
                                     struct cs_survey *out, struct cs_diag *diag)
{
    struct cs_survey_pages *pages = out->pages = calloc(1, sizeof *pages);
    if (!pages)
        return cs_fail_memory(diag);
    pages->grouped = dataset->grouped;
    pages->options = *options;
    enum cs_status status = dataset->grouped->runs.n
                                ? start_slices(pages, dataset, request, out, diag)
                                : start_whole(pages, dataset, request, out, diag);
    out->n_groups = pages->n_groups;
    out->counts = pages->counts;
    return status == CS_OK ? describe_all(pages, out, diag) : status;
}

void cs_survey_end_pages(struct cs_survey_pages *pages)
{
    if (!pages)
        return;
    for (size_t b = 0; b < pages->n_benches && pages->benches; b++) {
        cs_group_view_reader_clear(&pages->benches[b].reader);
        cs_diag_clear(&pages->benches[b].diag);
        free(pages->benches[b].lot);
        free(pages->benches[b].memo);
    }
    free(pages->benches);
    free(pages->groups);
    cs_group_view_close(&pages->kept);
    if (pages->is_sliced)
        cs_group_view_slices_close(&pages->slices);
    free(pages);
}
