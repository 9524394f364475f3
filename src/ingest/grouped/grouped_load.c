/* Decides when to take over, shares the rest of the text out over workers, and puts what they
 * found together in the order of the text. */
#include "ingest/grouped/grouped_load.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/pool.h"
#include "data/grouped.h"
#include "ingest/grouped/grouped_plan.h"
#include "ingest/grouped/grouped_worker.h"
#include "ingest/intake/intake.h"
#include "ingest/intake/intake_table.h"
#include "ingest/text/blocks.h"

enum { MAX_WORKERS = 16 }; /* one at a time is handed its text: more would wait for it */

static enum cs_status relieve(struct cs_dataset *dataset, struct cs_diag *diag)
{
    enum { HALF = 128 };
    return cs_grouped_relieve(dataset->grouped, dataset->dicts, HALF, diag);
}

/* What each thread may hold besides what there is from earlier files. */
static size_t share_memory(const struct cs_grouped_load *load, size_t n_workers)
{
    const struct cs_grouped *grouped = load->dataset->grouped;
    const struct cs_spill *spill = load->options->spill;
    size_t n_bytes = spill ? spill->most_bytes : 0;
    for (size_t p = 0; p < grouped->n_parts && spill; p++)
        n_bytes -= cs_grouped_part_bytes(&grouped->parts[p]); /* at most half of it: relieved */
    return n_bytes / 4 * 3 / n_workers;                       /* a quarter to write them out with */
}

static size_t choose_n_workers(const struct cs_grouped_load *load)
{
    size_t n = load->options->n_threads ? load->options->n_threads : cs_pool_count_processors();
    return n < MAX_WORKERS ? n : MAX_WORKERS;
}

struct job {
    struct cs_grouped_load *load;
    const struct cs_text_rest *rest;
    struct cs_grouped_worker *workers;
    size_t n_workers;
    struct cs_blocks *blocks;
    atomic_uint_fast64_t n_rows;
};

static void run_worker(void *context, size_t index, size_t thread)
{
    struct job *job = context;
    (void)thread;
    if (index > 0)
        cs_grouped_worker_start(&job->workers[index], job->load, job->rest, &job->n_rows);
    while (cs_grouped_worker_step(&job->workers[index], job->blocks))
        ;
}

/* The first block is read alone: many a file has no more than one. */
static enum cs_status run_workers(struct job *job)
{
    size_t n_workers = 1;
    cs_grouped_worker_start(&job->workers[0], job->load, job->rest, &job->n_rows);
    if (cs_grouped_worker_step(&job->workers[0], job->blocks) && !cs_blocks_are_done(job->blocks)) {
        n_workers = job->n_workers;
        cs_pool_run(n_workers, n_workers, run_worker, job);
    }
    enum cs_status status = cs_grouped_join(job->load, job->workers, n_workers);
    for (size_t w = 0; w < n_workers; w++)
        cs_grouped_worker_clear(&job->workers[w]);
    enum cs_status reading = cs_blocks_finish(job->blocks, job->load->diag);
    return status == CS_OK ? reading : status;
}

static enum cs_status read_rest(void *context, const struct cs_text_rest *rest)
{
    struct cs_grouped_load *load = context;
    struct job job = {.load = load, .rest = rest, .n_workers = choose_n_workers(load)};
    job.workers = calloc(job.n_workers, sizeof *job.workers);
    job.blocks =
        cs_blocks_new(rest->source, rest->text.start, rest->text.size, rest->line, rest->delimiter);
    if (job.blocks && load->options->block_bytes)
        cs_blocks_set_size(job.blocks, load->options->block_bytes);
    enum cs_status status = CS_OK;
    if (!job.workers || !job.blocks || !cs_grouped_of(load->dataset, load->options->spill))
        status = cs_fail_memory(load->diag);
    if (status == CS_OK) {
        load->worker_bytes = share_memory(load, job.n_workers);
        status = run_workers(&job);
    }
    if (status == CS_OK)
        status = relieve(load->dataset, load->diag);
    cs_blocks_free(job.blocks);
    free(job.workers);
    return status;
}

/* Once the first answer is there, so that the unit of all is known. */
static bool wants_rest(void *context)
{
    struct cs_grouped_load *load = context;
    struct cs_intake_table *table = cs_intake_table_under_way(load->intake);
    struct cs_quick_plan plan;
    return table && table->n_pending == 0 && cs_intake_table_report(table)->n_values > 0 &&
           cs_grouped_plan(table, load->options, ',', &plan);
}

/* Rows take ten times the memory that answers do. */
enum { MOST_ROWS = 1 << 16 };

static enum cs_status take_row(void *context, const struct cs_row *row)
{
    struct cs_grouped_load *load = context;
    const struct cs_observations *rows = &load->dataset->observations;
    enum cs_status status = load->under.row(load->under.context, row);
    if (status == CS_OK && rows->n_rows >= MOST_ROWS && rows->n_replicates == 0 && !rows->cluster)
        status = cs_grouped_absorb(load->dataset, load->options, load->diag);
    return status;
}

static enum cs_status start_table(void *context, const char *name, const char *sheet)
{
    struct cs_grouped_load *load = context;
    return load->under.table(load->under.context, name, sheet);
}

struct cs_row_sink cs_grouped_load_sink(struct cs_grouped_load *load)
{
    load->under = cs_intake_sink(load->intake);
    struct cs_row_sink sink = {.context = load, .row = take_row, .table = start_table};
    if (load->options->reader == CS_READER_AUTO) {
        sink.wants_rest = wants_rest;
        sink.rest = read_rest;
    }
    return sink;
}

enum cs_status cs_grouped_absorb(struct cs_dataset *dataset, const struct cs_load_options *options,
                                 struct cs_diag *diag)
{
    struct cs_observations *rows = &dataset->observations;
    if (rows->n_rows == 0)
        return CS_OK;
    struct cs_grouped *grouped = cs_grouped_of(dataset, options->spill);
    struct cs_grouped_part *part =
        grouped ? cs_grouped_part_for(grouped, rows->weight != NULL) : NULL;
    if (!part)
        return cs_fail_memory(diag);
    for (size_t i = 0; i < rows->n_rows; i++) {
        struct cs_grouped_observation observation = {.value = rows->value[i],
                                                     .weight = rows->weight ? rows->weight[i] : 1};
        for (int d = 0; d < CS_N_DIMS; d++)
            observation.key[d] = options->group_dims >> d & 1 ? rows->key[d][i] : CS_NO_KEY;
        cs_grouped_add(part, &observation, 1);
    }
    rows->n_rows = rows->n_replicates = 0;
    return relieve(dataset, diag);
}
