/* The way in: what a path is, which reader takes it, and the digest of what was read. */
#include "ingest/load.h"

#include "base/diag.h"
#include "base/pool.h"
#include "ingest/container.h"
#include "ingest/grouped/grouped_load.h"
#include "ingest/intake/intake.h"
#include "ingest/package.h"
#include "ingest/source/bytes.h"

enum cs_status cs_read_rows(const char *path, const struct cs_row_sink *sink,
                            struct cs_file_facts *facts, struct cs_diag *diag)
{
    struct cs_bytes *bytes;
    struct cs_file_facts ignored;
    enum cs_status status = cs_bytes_open(path, facts && !facts->is_unhashed, &bytes, diag);
    if (status != CS_OK)
        return status;
    status = cs_container_read(cs_bytes_source(bytes), sink, diag);
    if (status == CS_OK) {
        struct cs_file_facts *out = facts ? facts : &ignored;
        status = cs_bytes_finish(bytes, out->sha256, &out->n_bytes, diag);
    }
    enum cs_status unchanged = cs_bytes_check(bytes, diag); /* it may be why reading failed */
    status = status == CS_OK ? unchanged : status;
    cs_bytes_close(bytes);
    return status;
}

/* One file → the dataset; `about` may be NULL. */
static enum cs_status load_file(struct cs_load_job *job, const char *path,
                                const struct cs_intake_about *about)
{
    const struct cs_load_options *options = job->options;
    struct cs_file_facts facts = {.is_unhashed = options->is_unhashed};
    struct cs_intake *intake =
        cs_intake_new(job->dataset, &options->intake, about, job->report, job->diag);
    if (!intake)
        return cs_fail_memory(job->diag);
    struct cs_grouped_load grouped = {.dataset = job->dataset,
                                      .options = options,
                                      .about = about,
                                      .intake = intake,
                                      .diag = job->diag};
    struct cs_row_sink sink = options->is_grouped && !job->dataset->observations.currency
                                  ? cs_grouped_load_sink(&grouped)
                                  : cs_intake_sink(intake);
    sink.n_threads = options->n_threads ? options->n_threads : cs_pool_count_processors();
    enum cs_status status = cs_read_rows(path, &sink, &facts, job->diag);
    if (status == CS_OK)
        status = cs_intake_finish(intake, facts.sha256, facts.n_bytes);
    /* Answers that may yet meet other currencies stay rows until all are there. */
    if (status == CS_OK && options->is_grouped && job->dataset->observations.n_replicates == 0 &&
        !job->dataset->observations.cluster && !options->intake.mixes_currencies)
        status = cs_grouped_absorb(job->dataset, options, job->diag);
    if (status == CS_OK && cs_intake_n_rejected(intake) > 0 && !options->allows_rejects)
        status = CS_IO; /* each row has its error already */
    cs_intake_free(intake);
    return status;
}

enum cs_status cs_load(struct cs_dataset *dataset, const char *path,
                       const struct cs_load_options *options, struct cs_load_report *report,
                       struct cs_diag *diag)
{
    struct cs_load_job job = {dataset, options, report, diag, load_file};
    if (cs_is_package(path))
        return cs_package_load(&job, path);
    return load_file(&job, path, NULL);
}
