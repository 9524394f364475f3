/* The frame around a table's rows: tables begin, are sampled, read and ended. Finding the
 * header (intake_header.c) and the lines under it (intake_lines.c) are apart. */
#include "ingest/intake/intake.h"
#include "base/grow.h"
#include "ingest/intake/intake_frame.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/text.h"
#include "data/load_report.h"
#include "ingest/intake/composite.h"
#include "ingest/intake/intake_table.h"
#include "ingest/layout/header_search.h"
#include "ingest/layout/layout.h"
#include "ingest/profile/rows.h"
#include "ingest/source/table.h"

struct cs_intake *cs_intake_new(struct cs_dataset *dataset, const struct cs_intake_options *options,
                                const struct cs_intake_about *about, struct cs_load_report *report,
                                struct cs_diag *diag)
{
    struct cs_intake *intake = calloc(1, sizeof *intake);
    if (!intake)
        return NULL;
    intake->dataset = dataset;
    intake->options = *options;
    if (about)
        intake->about = *about;
    cs_load_report_init(&intake->own_report);
    intake->report = report ? report : &intake->own_report;
    intake->first_table = intake->report->n_tables;
    intake->diag = diag;
    cs_diag_init(&intake->unread);
    cs_diag_init(&intake->left_out);
    intake->first_source = (uint32_t)dataset->n_sources;
    return intake;
}

void cs_intake_free(struct cs_intake *intake)
{
    if (!intake)
        return;
    cs_header_search_clear(&intake->search);
    cs_composite_clear(&intake->composite);
    cs_intake_table_clear(&intake->table);
    cs_profile_rows_clear(&intake->held.row);
    cs_load_report_clear(&intake->own_report);
    cs_diag_clear(&intake->unread);
    cs_diag_clear(&intake->left_out);
    free(intake);
}

uint64_t cs_intake_n_rejected(const struct cs_intake *intake)
{
    uint64_t n = intake->n_rejected;
    if (intake->state == READING_ROWS)
        n += cs_intake_table_report(&intake->table)->n_rejected;
    return n;
}

/* ---- tables ---- */

/* Reads what was kept, now that the columns are known. */
static enum cs_status read_sample(struct cs_intake *intake)
{
    struct cs_intake_table *table = &intake->table;
    enum cs_status status = cs_intake_make_profile(table);
    if (status == CS_OK) {
        cs_intake_find_unit_columns(table);
        cs_intake_warn_of_headers(table);
        cs_intake_warn_of_unread(table);
        cs_intake_warn_of_people(table);
    }
    struct cs_profile_rows *sample = table->sample;
    table->sample = NULL;
    intake->state = READING_ROWS;
    for (size_t i = 0; i < sample->n && status == CS_OK; i++)
        status = cs_intake_read_data(intake, &sample->items[i]);
    cs_profile_rows_clear(sample);
    free(sample);
    return status;
}

static enum cs_status sample_row(struct cs_intake *intake, const struct cs_row *row)
{
    struct cs_profile_rows *sample = intake->table.sample;
    if (!cs_profile_rows_keep(sample, row))
        return cs_fail_memory(intake->diag);
    sample->items[sample->n - 1].sheet = intake->table.sheet; /* outlives the reader's */
    return cs_profile_rows_are_full(sample) ? read_sample(intake) : CS_OK;
}

static void warn_of_emptiness(struct cs_intake *intake)
{
    const struct cs_table_report *report = cs_intake_table_report(&intake->table);
    struct cs_place place = {
        .file = intake->table.file, .sheet = intake->table.sheet, .line = report->header_line};
    if (report->n_rows == 0)
        cs_diag_add(intake->diag, CS_WARNING, &place, NULL, "a header with no rows under it");
}

/* Rows that say they are one and the same person. */
static void warn_of_repeats(struct cs_intake *intake)
{
    const struct cs_intake_table *table = &intake->table;
    const struct cs_table_report *report = cs_intake_table_report(table);
    struct cs_place place = {
        .file = table->file, .sheet = table->sheet, .line = report->header_line};
    bool has_repeats = report->n_repeats > 0 && report->n_repeats != CS_NOT_COUNTED;
    struct cs_shown shown;
    for (size_t i = 0; has_repeats && i < report->n_columns; i++)
        if (table->layout->is_observations && !table->options->is_distinct &&
            cs_intake_names_rows(report->columns[i].header)) {
            cs_diag_add(
                intake->diag, CS_WARNING, &place, "--distinct leaves them out",
                "rows that repeat an earlier one in every cell, '%s' included, count again",
                cs_show(&shown, report->columns[i].header, strlen(report->columns[i].header)));
            return;
        }
}

/* Every row is of people or places that the layout does not read. */
static void warn_of_outside(struct cs_intake *intake)
{
    const struct cs_table_report *report = cs_intake_table_report(&intake->table);
    struct cs_place place = {
        .file = intake->table.file, .sheet = intake->table.sheet, .line = report->header_line};
    if (report->n_rows > 0 && report->n_outside == report->n_rows)
        cs_diag_add(intake->diag, CS_WARNING, &place,
                    "what it reads is in the layout's filters: see docs/layouts.md",
                    "none of the %llu rows is among those that layout '%s' reads, such as both "
                    "sexes together",
                    (unsigned long long)report->n_rows, intake->table.layout->name);
}

static enum cs_status end_table(struct cs_intake *intake)
{
    enum cs_status status = intake->state == SAMPLING_ROWS ? read_sample(intake) : CS_OK;
    if (intake->state == READING_ROWS && status == CS_OK) {
        cs_intake_settle_pending(intake);
        cs_intake_finish_sources(&intake->table);
        status = cs_intake_settle_ownership(&intake->table);
        intake->n_rejected += cs_intake_table_report(&intake->table)->n_rejected;
        intake->n_tables++;
        warn_of_emptiness(intake);
        warn_of_outside(intake);
        warn_of_repeats(intake);
        cs_intake_warn_of_passed_lines(intake);
        cs_intake_warn_of_scales(&intake->table);
        if (status == CS_OK)
            status = cs_intake_check_tidy_sense(&intake->table);
    } else if (intake->state == SEEKING_HEADER || intake->state == HOLDING_HEADER) {
        intake->unread_status = cs_intake_tell_unread(intake);
    }
    cs_header_search_clear(&intake->search);
    cs_composite_clear(&intake->composite);
    cs_intake_table_clear(&intake->table);
    cs_profile_rows_clear(&intake->held.row);
    intake->state = BETWEEN_TABLES;
    return status;
}

static bool add_table_report(struct cs_intake *intake)
{
    struct cs_load_report *report = intake->report;
    struct cs_table_report *grown = cs_arena_grown(&report->arena, report->tables, report->n_tables,
                                                   &report->capacity, sizeof *grown);
    if (!grown)
        return false;
    report->tables = grown;
    intake->table.report_index = report->n_tables++;
    return true;
}

static enum cs_status start_table(void *context, const char *name, const char *sheet)
{
    struct cs_intake *intake = context;
    struct cs_intake_table *table = &intake->table;
    enum cs_status status = end_table(intake);
    if (status != CS_OK)
        return status;
    table->dataset = intake->dataset;
    table->options = &intake->options;
    table->about = &intake->about;
    table->report = intake->report;
    table->diag = intake->diag;
    table->file = cs_arena_strdup(&intake->report->arena, name);
    table->sheet = sheet ? cs_arena_strdup(&intake->report->arena, sheet) : NULL;
    if (!table->file || (sheet && !table->sheet) || !add_table_report(intake))
        return cs_fail_memory(intake->diag);
    cs_intake_table_report(table)->file = table->file;
    cs_intake_table_report(table)->sheet = table->sheet;
    cs_header_search_init(&intake->search, intake->options.layouts, intake->options.layout,
                          table->sheet);
    intake->state = SEEKING_HEADER;
    return cs_header_search_add_line(&intake->search, cs_intake_file_name(table->file))
               ? CS_OK
               : cs_fail_memory(intake->diag);
}

/* ---- rows ---- */

/* The first row under a header of several surveys is a row of data as well. */
static enum cs_status settle_and_take(struct cs_intake *intake, const struct cs_row *row)
{
    enum cs_status status = cs_intake_settle_header(intake, row);
    return status == CS_OK && intake->state == SAMPLING_ROWS ? sample_row(intake, row) : status;
}

static enum cs_status take_row(void *context, const struct cs_row *given)
{
    struct cs_intake *intake = context;
    struct cs_row row;
    if (!cs_composite_row(&intake->composite, given, intake->state == SEEKING_HEADER, &row))
        return cs_fail_memory(intake->diag);
    switch (intake->state) {
    case SEEKING_HEADER:
        return cs_intake_seek_header(intake, &row);
    case HOLDING_HEADER:
        return settle_and_take(intake, &row);
    case SAMPLING_ROWS:
        return sample_row(intake, &row);
    case READING_ROWS:
        return cs_intake_read_data(intake, &row);
    default:
        return CS_OK;
    }
}

struct cs_intake_table *cs_intake_table_under_way(struct cs_intake *intake)
{
    return intake->state == READING_ROWS ? &intake->table : NULL;
}

struct cs_row_sink cs_intake_sink(struct cs_intake *intake)
{
    return (struct cs_row_sink){.context = intake, .row = take_row, .table = start_table};
}

/* Why there is nothing to work with. */
static enum cs_status fail_empty(struct cs_intake *intake)
{
    if (intake->known) {
        const char *file = intake->report->tables[intake->first_table].file;
        cs_diag_add(intake->diag, CS_NOTE, &(struct cs_place){.file = file}, NULL,
                    "holds no figures to read: %s", intake->known);
        return CS_NO_ANSWER;
    }
    cs_diag_merge(intake->diag, &intake->unread);
    return intake->unread_status != CS_OK
               ? intake->unread_status
               : cs_fail(intake->diag, CS_IO, NULL, NULL, "there is no table to read");
}

enum cs_status cs_intake_finish(struct cs_intake *intake, const char *sha256, uint64_t n_bytes)
{
    struct cs_dataset *dataset = intake->dataset;
    enum cs_status status = end_table(intake);
    if (status != CS_OK)
        return status;
    if (intake->n_tables == 0 && !intake->options.skips_unknown)
        return fail_empty(intake);
    cs_diag_merge(intake->diag, &intake->left_out);
    cs_intake_warn_of_sheets(intake->report, intake->first_table, intake->diag);
    for (size_t i = intake->first_source; i < dataset->n_sources; i++) {
        dataset->sources[i].n_bytes = n_bytes;
        if (sha256)
            memcpy(dataset->sources[i].sha256, sha256, sizeof dataset->sources[i].sha256);
    }
    return CS_OK;
}
