/* Whole tables by the shipped layouts: counts add up, figures are finite or absent with a reason.
 */
#include <math.h>

#include "fuzz.h"
#include "ingest/intake/intake.h"
#include "ingest/reference.h"
#include "memory_bytes.h"

struct tables {
    struct cs_layouts layouts;
    struct cs_reference reference;
};

/* Read once; a fuzzing process lives for millions of inputs. */
static const struct tables *shipped_tables(void)
{
    static struct tables tables;
    static int is_read;
    struct cs_diag diag;
    if (is_read)
        return &tables;
    cs_diag_init(&diag);
    PROMISE(cs_layouts_load_folder(&tables.layouts, CS_SOURCE_DIR "/datasets/layouts", &diag) ==
            CS_OK);
    PROMISE(cs_reference_load(&tables.reference, CS_SOURCE_DIR "/datasets/reference", &diag) ==
            CS_OK);
    cs_diag_clear(&diag);
    is_read = 1;
    return &tables;
}

static void check_dataset(const struct cs_dataset *dataset)
{
    for (size_t i = 0; i < dataset->n_estimates; i++) {
        const struct cs_estimate *estimate = &dataset->estimates[i];
        PROMISE(estimate->source < dataset->n_sources && estimate->line > 0);
        PROMISE(!isinf(estimate->value) && estimate->presence < CS_N_PRESENCES);
        PROMISE(estimate->presence == CS_PRESENT || estimate->presence == CS_AT_LEAST ||
                isnan(estimate->value));
        PROMISE(estimate->presence != CS_PRESENT || estimate->text || !isnan(estimate->value));
        for (int d = 0; d < CS_N_DIMS; d++)
            PROMISE(estimate->key[d] == CS_NO_KEY || estimate->key[d] < dataset->dicts[d].n_keys);
    }
}

static void check_report(const struct cs_load_report *report, const struct cs_diag *diag)
{
    uint64_t n_rejected = 0;
    for (size_t i = 0; i < report->n_tables; i++) {
        const struct cs_table_report *table = &report->tables[i];
        PROMISE(table->n_rejected + table->n_outside <= table->n_rows);
        n_rejected += table->n_rejected;
    }
    PROMISE(n_rejected <= diag->n_errors);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    const struct tables *tables = shipped_tables();
    struct memory_bytes memory = {bytes, size, 0, SIZE_MAX};
    struct cs_byte_source source = {&memory, read_memory, "m2019.csv"};
    struct cs_intake_options options = {
        .layouts = &tables->layouts, .reference = &tables->reference, .is_distinct = size % 2};
    struct cs_diag diag;
    struct cs_load_report report;
    cs_diag_init(&diag);
    cs_load_report_init(&report);
    struct cs_dataset *dataset = cs_dataset_new();
    struct cs_intake *intake = cs_intake_new(dataset, &options, NULL, &report, &diag);
    PROMISE(dataset && intake);
    struct cs_row_sink sink = cs_intake_sink(intake);
    enum cs_status status = cs_csv_read(&source, &sink, &diag);
    if (status == CS_OK)
        status = cs_intake_finish(intake, NULL, size);
    /* A table that is known and passed over is told in a note. */
    PROMISE(status == CS_OK || diag.n_messages > 0);
    check_dataset(dataset);
    check_report(&report, &diag);
    cs_intake_free(intake);
    cs_dataset_free(dataset);
    cs_load_report_clear(&report);
    cs_diag_clear(&diag);
    return 0;
}
