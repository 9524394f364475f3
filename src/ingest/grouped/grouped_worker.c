/* What one thread does with each block of text: plain rows go through quick.c, all others through
 * the ordinary intake, and messages are kept with their block, so that they can be told in the
 * order of the text. */
#include "ingest/grouped/grouped_worker.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "data/dataset.h"
#include "data/grouped.h"
#include "data/load_report.h"
#include "data/runs.h"
#include "ingest/grouped/grouped_plan.h"
#include "ingest/grouped/quick.h"
#include "ingest/intake/intake.h"
#include "ingest/intake/intake_table.h"
#include "ingest/intake/repeats.h"
#include "ingest/profile/pay_scale.h"
#include "ingest/text/blocks.h"
#include "ingest/text/csv.h"

static bool grow(void *array_of, size_t *capacity, size_t needed, size_t element_bytes)
{
    void **array = array_of;
    if (needed <= *capacity)
        return true;
    size_t n = 2 * needed + 16;
    void *grown = realloc(*array, n * element_bytes);
    if (!grown)
        return false;
    *array = grown;
    *capacity = n;
    return true;
}

static int16_t year_of(const struct cs_dataset *dataset, uint32_t period)
{
    const struct cs_key *key = cs_dataset_key(dataset, CS_DIM_PERIOD, period);
    return key ? (int16_t)key->period.end_year : 0;
}

static int16_t title_year_of(const struct cs_dataset *dataset, enum cs_dim dim, uint32_t index)
{
    const struct cs_key *key = &dataset->dicts[dim].keys[index];
    return key->title == key->code ? CS_QUICK_UNTITLED : (int16_t)key->title_year;
}

/* A name that stands for itself: whatever is rewritten becomes a short code. */
static bool is_lasting(const struct cs_key *key)
{
    enum { LONGEST_REWRITTEN = 16 };
    return key->title == key->code && strlen(key->code) > LONGEST_REWRITTEN;
}

/* Asks the filter about keys that have come up. Returns 0 when out of memory. */
static bool judge_keys(struct cs_grouped_worker *worker)
{
    const struct cs_key_filter *filter = &worker->load->options->filter;
    for (int d = 0; d < CS_N_DIMS; d++) {
        const struct cs_dict *dict = &worker->dataset->dicts[d];
        if (!(filter->dims >> d & 1) || worker->n_judged[d] == dict->n_keys)
            continue;
        if (!grow(&worker->leaves_out[d], &worker->judged_capacity[d], dict->n_keys, 1))
            return false;
        for (size_t k = worker->n_judged[d]; k < dict->n_keys; k++)
            worker->leaves_out[d][k] =
                !filter->takes(filter->context, (enum cs_dim)d, &dict->keys[k]);
        worker->n_judged[d] = dict->n_keys;
        worker->quick.leaves_out[d] = worker->leaves_out[d];
    }
    worker->quick.filtered_dims = filter->dims;
    return true;
}

/* The observations that the intake has just added, and leaves one row: the unit is fixed by it. */
static void drain(struct cs_grouped_worker *worker)
{
    struct cs_observations *rows = &worker->dataset->observations;
    for (size_t i = 0; i < rows->n_rows; i++) {
        struct cs_grouped_observation observation = {.value = rows->value[i],
                                                     .weight = rows->weight ? rows->weight[i] : 1};
        int16_t title_years[CS_N_DIMS] = {0};
        unsigned lasting = 0;
        for (int d = 0; d < CS_N_DIMS; d++) {
            observation.key[d] = rows->key[d][i];
            if (observation.key[d] == CS_NO_KEY)
                continue;
            title_years[d] = title_year_of(worker->dataset, (enum cs_dim)d, observation.key[d]);
            lasting |= (unsigned)is_lasting(&worker->dataset->dicts[d].keys[observation.key[d]])
                       << d;
        }
        cs_quick_take(&worker->quick, &observation,
                      year_of(worker->dataset, observation.key[CS_DIM_PERIOD]), title_years,
                      lasting);
    }
    rows->n_rows = 0;
}

static const struct cs_source *own_source(const struct cs_grouped_worker *worker,
                                          const struct cs_intake_table *table)
{
    return &worker->dataset->sources[table->sources[0].index];
}

/* The first full row of a block tells that short lines before it were no footnotes. */
static void note_full_row(struct cs_grouped_worker *worker, size_t n_messages)
{
    if (!worker->has_full_row)
        worker->n_before_full = n_messages;
    worker->has_full_row = true;
}

static enum cs_status take_row(void *context, const struct cs_row *row)
{
    struct cs_grouped_worker *worker = context;
    const struct cs_intake_table *table = cs_intake_table_under_way(worker->intake);
    uint64_t n_before = own_source(worker, table)->n_rows;
    size_t n_messages = worker->diag.n_messages;
    enum cs_status status = worker->under.row(worker->under.context, row);
    if (own_source(worker, table)->n_rows > n_before)
        note_full_row(worker, n_messages);
    worker->quick.needs_fallback = table->n_pending > 0;
    if (status == CS_OK && !judge_keys(worker))
        return cs_fail_memory(&worker->diag);
    if (status == CS_OK)
        drain(worker);
    return status;
}

/* Rows that the quick reader took by itself were full ones. */
static void note_quick_rows(struct cs_grouped_worker *worker)
{
    if (worker->quick.n_quick > worker->n_quick_before)
        note_full_row(worker, worker->diag.n_messages);
}

static enum cs_status read_row(void *context, struct cs_quick *quick, const struct cs_row *row)
{
    (void)quick;
    note_quick_rows(context);
    return take_row(context, row);
}

static enum cs_status read_by_fallback(void *context, struct cs_quick *quick, struct cs_span lines,
                                       uint64_t line)
{
    struct cs_grouped_worker *worker = context;
    struct cs_row_sink sink = {.context = worker, .row = take_row};
    struct cs_text_rest piece = {.text = lines, .line = line};
    (void)quick;
    note_quick_rows(worker);
    return cs_csv_pieces_read(worker->pieces, &piece, &sink, &worker->diag);
}

/* ---- starting ---- */

static enum cs_status read_head(struct cs_grouped_worker *worker)
{
    struct cs_text_rest head = {.text = worker->rest->head, .line = 1};
    enum cs_status status = worker->under.table(worker->under.context, worker->rest->name, NULL);
    if (status == CS_OK)
        status = cs_csv_pieces_read(worker->pieces, &head, &worker->under, &worker->diag);
    struct cs_observations *rows = &worker->dataset->observations;
    if (status != CS_OK || rows->n_rows == 0)
        return status == CS_OK ? CS_INTERNAL : status;
    const struct cs_intake_table *table = cs_intake_table_under_way(worker->intake);
    uint32_t key[CS_N_DIMS];
    for (int d = 0; d < CS_N_DIMS; d++)
        key[d] = rows->key[d][rows->n_rows - 1];
    if (!cs_grouped_plan(table, worker->load->options, worker->rest->delimiter, &worker->plan))
        return CS_INTERNAL;
    cs_grouped_plan_constants(&worker->plan, table, worker->load->options->group_dims, key);
    worker->before = *cs_intake_table_report(table);
    worker->source_before = *own_source(worker, table);
    size_t n_bytes = worker->before.n_columns * sizeof *worker->cells_before;
    worker->cells_before = malloc(n_bytes + 1);
    if (!worker->cells_before)
        return CS_INTERNAL;
    memcpy(worker->cells_before, worker->before.columns, n_bytes);
    cs_pay_scales_clear(&cs_intake_table_under_way(worker->intake)->scales);
    /* The head's rows are in the load's own search for repeats. */
    cs_repeats_clear(&cs_intake_table_under_way(worker->intake)->repeats);
    rows->n_rows = 0;
    return CS_OK;
}

static enum cs_status start(struct cs_grouped_worker *worker)
{
    const struct cs_grouped_load *load = worker->load;
    cs_load_report_init(&worker->report);
    cs_diag_init(&worker->diag);
    worker->dataset = cs_dataset_new();
    worker->pieces = cs_csv_pieces_new(worker->rest->name, worker->rest->delimiter);
    if (!worker->dataset || !worker->pieces)
        return CS_INTERNAL;
    worker->dataset->observations.unit = load->dataset->observations.unit;
    worker->dataset->observations.has_unit = true;
    struct cs_intake_options options = load->options->intake;
    options.layout = cs_intake_table_under_way(load->intake)->layout; /* it is found already */
    worker->intake =
        cs_intake_new(worker->dataset, &options, load->about, &worker->report, &worker->diag);
    if (!worker->intake)
        return CS_INTERNAL;
    worker->under = cs_intake_sink(worker->intake);
    enum cs_status status = read_head(worker);
    cs_diag_clear(&worker->diag); /* the load has told all of it */
    cs_grouped_part_init(&worker->part, worker->plan.has_weights);
    worker->part.is_of_cents = worker->plan.value_care.is_of_cents;
    cs_quick_init(&worker->quick, &worker->plan,
                  (struct cs_quick_fallback){worker, read_by_fallback, read_row}, &worker->part);
    return status;
}

void cs_grouped_worker_start(struct cs_grouped_worker *worker, const struct cs_grouped_load *load,
                             const struct cs_text_rest *rest, atomic_uint_fast64_t *n_rows)
{
    memset(worker, 0, sizeof *worker);
    worker->load = load;
    worker->n_rows = n_rows;
    worker->rest = rest;
    worker->status = start(worker);
}

void cs_grouped_worker_clear(struct cs_grouped_worker *worker)
{
    cs_intake_free(worker->intake);
    cs_csv_pieces_free(worker->pieces);
    cs_dataset_free(worker->dataset);
    cs_load_report_clear(&worker->report);
    cs_diag_clear(&worker->diag);
    cs_quick_clear(&worker->quick);
    cs_grouped_part_clear(&worker->part);
    cs_runs_clear(&worker->runs);
    cs_block_clear(&worker->block);
    for (size_t i = 0; i < worker->n_outcomes; i++)
        cs_diag_clear(&worker->outcomes[i].diag);
    free(worker->outcomes);
    free(worker->cells_before);
    for (int d = 0; d < CS_N_DIMS; d++)
        free(worker->leaves_out[d]);
}

/* ---- blocks ---- */

/* Keeps what the block left to be told, if anything. */
static bool note_outcome(struct cs_grouped_worker *worker, enum cs_status status)
{
    struct cs_intake_table *table = cs_intake_table_under_way(worker->intake);
    if (status == CS_OK && worker->diag.n_messages == 0 && worker->diag.n_dropped == 0 &&
        table->n_pending == 0 && worker->has_full_row)
        return true;
    if (!grow(&worker->outcomes, &worker->outcomes_capacity, worker->n_outcomes + 1,
              sizeof *worker->outcomes))
        return false;
    struct cs_block_outcome *outcome = &worker->outcomes[worker->n_outcomes++];
    outcome->number = worker->block.number;
    outcome->status = status;
    outcome->diag = worker->diag;
    outcome->has_full_row = worker->has_full_row;
    outcome->n_before_full = worker->n_before_full;
    cs_diag_init(&worker->diag);
    outcome->n_pending = table->n_pending;
    memcpy(outcome->pending, table->pending, sizeof outcome->pending);
    table->n_pending = 0;
    return true;
}

/* A record without an end in sight: csv.c reads on from here, alone. */
static enum cs_status read_on(struct cs_grouped_worker *worker)
{
    struct cs_row_sink sink = {.context = worker, .row = take_row};
    struct cs_text_rest piece = {.source = worker->rest->source,
                                 .text = {worker->block.text, worker->block.n_bytes},
                                 .line = worker->block.first_line};
    worker->quick.is_plain = false;
    return cs_csv_pieces_read(worker->pieces, &piece, &sink, &worker->diag);
}

/* Groups and answers that are more than this thread may hold become a run. */
static enum cs_status relieve(struct cs_grouped_worker *worker)
{
    struct cs_spill *spill = worker->load->options->spill;
    struct cs_grouped_part *part = &worker->part;
    size_t most = worker->load->worker_bytes;
    struct cs_group_order order;
    struct cs_run run;
    if (!spill || cs_grouped_part_bytes(part) <= most ||
        part->n_observations < CS_GROUPED_RUN_ANSWERS)
        return CS_OK;
    bool is_whole = cs_group_order_init(&order, worker->dataset->dicts, spill->by, spill->n_by) &&
                    cs_run_write(spill, part, &order, &run) && cs_runs_add(&worker->runs, &run);
    cs_group_order_clear(&order);
    return is_whole ? CS_OK : CS_IO;
}

bool cs_grouped_worker_step(struct cs_grouped_worker *worker, struct cs_blocks *blocks)
{
    if (worker->status != CS_OK || !cs_blocks_next(blocks, &worker->block))
        return false;
    worker->n_blocks = worker->dataset->now = worker->block.number + 1;
    worker->has_full_row = false;
    worker->n_quick_before = worker->quick.n_quick;
    worker->quick.needs_fallback = false;
    enum cs_status status =
        worker->block.is_endless ? read_on(worker) : cs_quick_read(&worker->quick, &worker->block);
    uint64_t n_more = worker->quick.n_quick - worker->n_quick_before;
    if (n_more)
        note_full_row(worker, worker->diag.n_messages);
    if (atomic_fetch_add(worker->n_rows, n_more) + n_more > CS_REPEATS_MOST_ROWS)
        cs_quick_drop_digests(&worker->quick);
    if (!note_outcome(worker, status) || worker->part.is_out_of_memory)
        worker->status = CS_INTERNAL;
    if (worker->status == CS_OK)
        worker->status = relieve(worker);
    if (status == CS_OK && worker->status == CS_OK)
        return true;
    cs_blocks_stop(blocks);
    return false;
}
