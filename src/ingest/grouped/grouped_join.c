/* What several threads found, brought together in the order of the text. */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/scratch.h"
#include "base/text.h"
#include "data/dataset.h"
#include "data/grouped.h"
#include "data/period.h"
#include "data/runs.h"
#include "ingest/grouped/grouped_worker.h"
#include "ingest/intake/intake_table.h"
#include "ingest/intake/repeats.h"
#include "ingest/profile/pay_scale.h"

/* ---- keys ---- */

/* A key of one worker. */
struct found_key {
    uint64_t block;
    uint32_t worker, index;
};

struct key_join {
    const struct cs_grouped_load *load;
    struct cs_grouped_worker *workers;
    size_t n_workers;
    enum cs_dim dim;
    struct found_key *found;
    size_t n_found;
    uint32_t **numbers;     /* of each worker: its index → the dataset's */
    uint64_t *title_blocks; /* by index of the dataset */
};

static int compare_found(const void *a, const void *b)
{
    const struct found_key *x = a, *y = b;
    if (x->block != y->block)
        return x->block < y->block ? -1 : 1;
    if (x->worker != y->worker)
        return x->worker < y->worker ? -1 : 1;
    return x->index < y->index ? -1 : x->index > y->index;
}

static const char *keep(struct cs_dataset *dataset, const char *text)
{
    return text ? cs_arena_strdup(&dataset->arena, text) : NULL;
}

/* A title wins by its year, then by standing earlier in the text. */
static void join_title(struct key_join *join, struct cs_key *key, uint32_t index,
                       const struct cs_key *from, uint64_t block)
{
    bool is_titled = from->title != from->code, was_titled = key->title != key->code;
    if (!is_titled)
        return;
    bool is_newer = from->title_year > key->title_year;
    bool is_earlier = from->title_year == key->title_year && block < join->title_blocks[index];
    if (was_titled && !is_newer && !is_earlier)
        return;
    join->title_blocks[index] = block;
    key->title_year = from->title_year;
    if (strcmp(key->title, from->title) != 0) {
        const char *copy = keep(join->load->dataset, from->title);
        key->title = copy ? copy : key->title;
    }
}

static bool join_key(struct key_join *join, const struct found_key *found)
{
    struct cs_dataset *dataset = join->load->dataset;
    const struct cs_grouped_worker *worker = &join->workers[found->worker];
    const struct cs_key *from = &worker->dataset->dicts[join->dim].keys[found->index];
    size_t n_before = dataset->dicts[join->dim].n_keys;
    uint32_t index = cs_dataset_intern_code(dataset, join->dim, cs_span_of(from->code),
                                            from->title == from->code);
    if (index == CS_NO_KEY)
        return false;
    struct cs_key *key = &dataset->dicts[join->dim].keys[index];
    join->numbers[found->worker][found->index] = index;
    if (index >= n_before)
        join->title_blocks[index] = UINT64_MAX;
    join_title(join, key, index, from, from->titled_at);
    if (!key->definition)
        key->definition = keep(dataset, from->definition);
    if (!key->aliases)
        key->aliases = keep(dataset, from->aliases);
    if (from->order)
        key->order = from->order;
    key->is_left_out |=
        worker->leaves_out[join->dim] && worker->leaves_out[join->dim][found->index];
    return true;
}

static void list_keys(struct key_join *join)
{
    join->n_found = 0;
    for (size_t w = 0; w < join->n_workers; w++)
        for (size_t k = 0; k < join->workers[w].dataset->dicts[join->dim].n_keys; k++)
            join->found[join->n_found++] =
                (struct found_key){join->workers[w].dataset->dicts[join->dim].keys[k].added_at,
                                   (uint32_t)w, (uint32_t)k};
    qsort(join->found, join->n_found, sizeof *join->found, compare_found);
}

/* Slots of the workers' parts get the dataset's numbers. */
static void renumber(struct key_join *join)
{
    for (size_t w = 0; w < join->n_workers; w++) {
        struct cs_grouped_part *part = &join->workers[w].part;
        for (size_t s = 0; s < part->n_slots; s++) {
            uint32_t *key = &part->slots[s].key[join->dim];
            if (*key != CS_NO_KEY)
                *key = join->numbers[w][*key];
        }
    }
}

/* Keys of runs stay the workers': the numbers are kept for them. */
static bool renumber_runs(struct key_join *join)
{
    bool is_whole = true;
    for (size_t w = 0; w < join->n_workers && is_whole; w++) {
        struct cs_runs *runs = &join->workers[w].runs;
        for (size_t r = 0; r < runs->n; r++)
            runs->items[r].numbers[join->dim] = join->numbers[w];
        if (runs->n) {
            is_whole = cs_runs_own(&join->load->dataset->grouped->runs, join->numbers[w]);
            join->numbers[w] = NULL;
        }
    }
    return is_whole;
}

static bool allocate(struct key_join *join)
{
    size_t n = 0;
    bool is_whole = true;
    join->numbers = calloc(join->n_workers, sizeof *join->numbers);
    for (size_t w = 0; w < join->n_workers && join->numbers; w++) {
        size_t n_keys = join->workers[w].dataset->dicts[join->dim].n_keys;
        join->numbers[w] = malloc((n_keys + 1) * sizeof **join->numbers);
        is_whole = is_whole && join->numbers[w];
        n += n_keys;
    }
    size_t n_all = n + join->load->dataset->dicts[join->dim].n_keys;
    join->found = malloc((n + 1) * sizeof *join->found);
    join->title_blocks = calloc(n_all + 1, sizeof *join->title_blocks); /* 0: before the blocks */
    return is_whole && join->numbers && join->found && join->title_blocks;
}

static bool join_dim(struct key_join *join)
{
    bool is_whole = allocate(join);
    if (is_whole)
        list_keys(join);
    for (size_t i = 0; i < join->n_found && is_whole; i++)
        is_whole = join_key(join, &join->found[i]);
    if (is_whole)
        renumber(join);
    is_whole = is_whole && renumber_runs(join);
    for (size_t w = 0; w < join->n_workers && join->numbers; w++)
        free(join->numbers[w]);
    free(join->numbers);
    free(join->found);
    free(join->title_blocks);
    return is_whole;
}

/* ---- counts ---- */

static struct cs_line_report keep_line(const struct cs_intake_table *table,
                                       const struct cs_line_report *line)
{
    const char *text = cs_arena_strdup(&table->report->arena, line->text);
    return (struct cs_line_report){line->line, text ? text : ""};
}

static void join_passed(struct cs_passed_lines *to, const struct cs_passed_lines *before,
                        const struct cs_passed_lines *from)
{
    uint64_t n = from->n - before->n;
    if (n && !before->n && (!to->n || from->first_line < to->first_line))
        to->first_line = from->first_line;
    to->n += n;
}

static void join_report(struct cs_table_report *to, const struct cs_grouped_worker *worker,
                        const struct cs_table_report *from)
{
    const struct cs_table_report *before = &worker->before;
    uint64_t n_quick = worker->quick.n_quick, n_outside = worker->quick.n_outside;
    to->n_rows += from->n_rows - before->n_rows + n_quick;
    to->n_rejected += from->n_rejected - before->n_rejected;
    to->n_repeats += from->n_repeats - before->n_repeats;
    to->n_outside += from->n_outside - before->n_outside + n_outside;
    to->n_values += from->n_values - before->n_values + n_quick - n_outside;
    join_passed(&to->headers_again, &before->headers_again, &from->headers_again);
    join_passed(&to->totals, &before->totals, &from->totals);
    for (int p = 0; p < CS_N_PRESENCES; p++)
        to->n_missing[p] += from->n_missing[p] - before->n_missing[p];
    for (size_t c = 0; c < to->n_columns; c++) {
        to->columns[c].n_cells += from->columns[c].n_cells - worker->cells_before[c].n_cells;
        to->columns[c].n_missing += from->columns[c].n_missing - worker->cells_before[c].n_missing;
    }
    to->columns[worker->plan.value].n_cells += n_quick - n_outside;
}

/* Whole rows that were footnotes, by line; texts move to the load's report. */
static void join_footnotes(struct cs_intake_table *table, const struct cs_grouped_worker *worker,
                           const struct cs_table_report *from)
{
    struct cs_table_report *to = cs_intake_table_report(table);
    for (uint64_t i = worker->before.n_footnotes; i < from->n_footnotes; i++, to->n_footnotes++) {
        uint64_t n = to->n_footnotes < CS_REPORTED_LINES ? to->n_footnotes : CS_REPORTED_LINES;
        uint64_t at = n;
        if (i >= CS_REPORTED_LINES)
            continue;
        while (at > 0 && to->footnotes[at - 1].line > from->footnotes[i].line)
            at--;
        if (at == CS_REPORTED_LINES)
            continue;
        n -= n == CS_REPORTED_LINES;
        memmove(&to->footnotes[at + 1], &to->footnotes[at], (n - at) * sizeof *to->footnotes);
        to->footnotes[at] = keep_line(table, &from->footnotes[i]);
    }
}

static void join_source(struct cs_source *to, const struct cs_grouped_worker *worker,
                        const struct cs_source *from)
{
    const struct cs_source *before = &worker->source_before;
    to->n_rows += from->n_rows - before->n_rows + worker->quick.n_quick;
    to->n_rejected += from->n_rejected - before->n_rejected;
    to->n_repeats += from->n_repeats - before->n_repeats;
    to->n_outside += from->n_outside - before->n_outside + worker->quick.n_outside;
    for (int p = 0; p < CS_N_PRESENCES; p++)
        to->n_missing[p] += from->n_missing[p] - before->n_missing[p];
}

static void widen(struct cs_row_source *to, const struct cs_row_source *from)
{
    if (from->first.start_year &&
        (!to->first.start_year || cs_period_compare(from->first, to->first) < 0))
        to->first = from->first;
    if (from->last.start_year &&
        (!to->last.start_year || cs_period_compare(from->last, to->last) > 0))
        to->last = from->last;
}

/* Rows that one worker or the head had, and another has again. Careful rows are in the workers'
 * own sets, which have counted what repeats within them. */
static bool join_repeats(const struct cs_grouped_load *load, const struct cs_grouped_worker *worker)
{
    struct cs_intake_table *to = cs_intake_table_under_way(load->intake);
    const struct cs_repeats *set = &cs_intake_table_under_way(worker->intake)->repeats;
    uint64_t n_seen = 0;
    int seen = 0;
    if (worker->quick.has_too_many || set->is_given_up)
        cs_repeats_give_up(&to->repeats);
    for (size_t i = 0; i < set->n_slots && seen >= 0; i++)
        if (set->slots[i].high | set->slots[i].low)
            n_seen += (seen = cs_repeats_note_digest(&to->repeats, set->slots[i])) == 1;
    to->repeats.n_noted += set->n_noted - set->n_rows;
    for (size_t i = 0; i < worker->quick.n_digests && seen >= 0; i++)
        n_seen += (seen = cs_repeats_note_digest(&to->repeats, worker->quick.digests[i])) == 1;
    cs_intake_table_report(to)->n_repeats += n_seen;
    load->dataset->sources[to->sources[0].index].n_repeats += n_seen;
    return seen >= 0;
}

/* Amounts by size: of rows that were read with care, and of all others. */
static bool join_pay(struct cs_intake_table *to, const struct cs_intake_table *from,
                     const struct cs_grouped_worker *worker)
{
    struct cs_unit unit = worker->dataset->observations.unit;
    if (!cs_pay_scales_join(&to->scales, &from->scales))
        return false;
    if (unit.kind != CS_UNIT_MONEY || unit.per == CS_PER_NONE)
        return true;
    struct cs_pay_scale *scale = cs_pay_scales_get(&to->scales, worker->plan.value, unit);
    for (size_t b = 0; scale && b < CS_PAY_ALL_BINS; b++)
        scale->n[b] += worker->quick.n_of_pay[b];
    return scale != NULL;
}

static bool join_counts(const struct cs_grouped_load *load, const struct cs_grouped_worker *worker)
{
    struct cs_intake_table *to = cs_intake_table_under_way(load->intake);
    struct cs_intake_table *from = cs_intake_table_under_way(worker->intake);
    join_report(cs_intake_table_report(to), worker, cs_intake_table_report(from));
    if (!join_pay(to, from, worker))
        return false;
    join_footnotes(to, worker, cs_intake_table_report(from));
    join_source(&load->dataset->sources[to->sources[0].index], worker,
                &worker->dataset->sources[from->sources[0].index]);
    widen(&to->sources[0], &from->sources[0]);
    return true;
}

/* ---- what is to be told ---- */

static int compare_outcomes(const void *a, const void *b)
{
    struct cs_block_outcome *const *x = a, *const *y = b;
    return (*x)->number < (*y)->number ? -1 : (*x)->number > (*y)->number;
}

static void keep_pending(struct cs_intake_table *table, const struct cs_block_outcome *outcome)
{
    for (uint64_t i = 0; i < outcome->n_pending; i++, table->n_pending++)
        if (i < CS_REPORTED_LINES && table->n_pending < CS_REPORTED_LINES)
            table->pending[table->n_pending] = keep_line(table, &outcome->pending[i]);
}

/* Moves the first n messages. */
static bool merge_first(struct cs_diag *to, struct cs_diag *from, size_t n)
{
    if (n == 0)
        return true;
    struct cs_diag first = {.messages = malloc((n + 1) * sizeof *first.messages), .n_messages = n};
    if (!first.messages)
        return false;
    for (size_t i = 0; i < n; i++) {
        first.messages[i] = from->messages[i];
        first.n_errors += from->messages[i].severity == CS_ERROR;
        first.n_warnings += from->messages[i].severity == CS_WARNING;
    }
    from->n_messages -= n;
    from->n_errors -= first.n_errors;
    from->n_warnings -= first.n_warnings;
    memmove(from->messages, from->messages + n, from->n_messages * sizeof *from->messages);
    cs_diag_merge(to, &first);
    return true;
}

/* Short lines at the end of one block are no footnotes once a later one has a full row. A block
 * that has nothing to tell has one. */
static bool settle_pending(const struct cs_grouped_load *load, struct cs_block_outcome *outcome,
                           uint64_t number_before)
{
    bool is_settled = true;
    if (cs_intake_table_under_way(load->intake)->n_pending == 0)
        return true;
    if (outcome->number > number_before + 1) {
        cs_intake_refuse_pending(load->intake);
    } else if (outcome->has_full_row) {
        is_settled = merge_first(load->diag, &outcome->diag, outcome->n_before_full);
        cs_intake_refuse_pending(load->intake);
    }
    return is_settled;
}

/* In the order of the text, up to the block at which reading stopped. */
static enum cs_status tell(const struct cs_grouped_load *load, struct cs_block_outcome **outcomes,
                           size_t n, uint64_t n_blocks)
{
    struct cs_intake_table *table = cs_intake_table_under_way(load->intake);
    uint64_t number = 0;
    for (size_t i = 0; i < n; i++) {
        struct cs_block_outcome *outcome = outcomes[i];
        if (!settle_pending(load, outcome, number))
            return cs_fail_memory(load->diag);
        number = outcome->number;
        cs_diag_merge(load->diag, &outcome->diag);
        if (outcome->status != CS_OK)
            return outcome->status;
        keep_pending(table, outcome);
    }
    if (table->n_pending && n && number + 1 < n_blocks)
        cs_intake_refuse_pending(load->intake);
    return CS_OK;
}

static enum cs_status tell_all(const struct cs_grouped_load *load,
                               const struct cs_grouped_worker *workers, size_t n_workers)
{
    size_t n = 0;
    uint64_t n_blocks = 0;
    for (size_t w = 0; w < n_workers; w++) {
        n += workers[w].n_outcomes;
        n_blocks = workers[w].n_blocks > n_blocks ? workers[w].n_blocks : n_blocks;
    }
    struct cs_block_outcome **outcomes = malloc((n + 1) * sizeof *outcomes);
    if (!outcomes)
        return cs_fail_memory(load->diag);
    n = 0;
    for (size_t w = 0; w < n_workers; w++)
        for (size_t i = 0; i < workers[w].n_outcomes; i++)
            outcomes[n++] = &workers[w].outcomes[i];
    qsort(outcomes, n, sizeof *outcomes, compare_outcomes);
    enum cs_status status = tell(load, outcomes, n, n_blocks);
    free(outcomes);
    return status;
}

/* ---- the whole ---- */

static bool take_parts(const struct cs_grouped_load *load, struct cs_grouped_worker *workers,
                       size_t n_workers)
{
    struct cs_grouped *grouped = load->dataset->grouped;
    struct cs_grouped_part *grown =
        realloc(grouped->parts, (grouped->n_parts + n_workers) * sizeof *grown);
    if (!grown)
        return false;
    grouped->parts = grown;
    for (size_t w = 0; w < n_workers; w++) {
        grown[grouped->n_parts++] = workers[w].part;
        grouped->has_weights |= workers[w].part.has_weights;
        cs_grouped_part_init(&workers[w].part, 0);
        for (size_t r = 0; r < workers[w].runs.n; r++)
            if (!cs_runs_add(&grouped->runs, &workers[w].runs.items[r]))
                return false;
    }
    return true;
}

enum cs_status cs_grouped_join(const struct cs_grouped_load *load,
                               struct cs_grouped_worker *workers, size_t n_workers)
{
    enum cs_status status = tell_all(load, workers, n_workers);
    struct key_join join = {.load = load, .workers = workers, .n_workers = n_workers};
    for (size_t w = 0; w < n_workers && status == CS_OK; w++) {
        if (workers[w].status == CS_IO)
            return cs_scratch_fail(&load->options->spill->scratch, load->diag);
        if (workers[w].status != CS_OK)
            return cs_fail_memory(load->diag);
        if (!join_counts(load, &workers[w]) || !join_repeats(load, &workers[w]))
            return cs_fail_memory(load->diag);
    }
    for (int d = 0; d < CS_N_DIMS && status == CS_OK; d++) {
        join.dim = (enum cs_dim)d;
        status = join_dim(&join) ? CS_OK : cs_fail_memory(load->diag);
    }
    if (status == CS_OK && !take_parts(load, workers, n_workers))
        status = cs_fail_memory(load->diag);
    return status;
}
