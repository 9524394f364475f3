/* The frame around a table's rows: finding the header, telling footnotes from short rows,
 * counting what was refused. */
#include "ingest/intake/intake.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/text.h"
#include "data/load_report.h"
#include "ingest/intake/composite.h"
#include "ingest/intake/intake_line.h"
#include "ingest/intake/intake_table.h"
#include "ingest/layout/header_search.h"
#include "ingest/layout/layout.h"
#include "ingest/profile/rows.h"
#include "ingest/source/table.h"

/* The rows under a header are kept until there are enough of them for the profile of the table, or
 * the table ends; then they are read. */
enum intake_state {
    BETWEEN_TABLES,
    SEEKING_HEADER,
    HOLDING_HEADER,
    SAMPLING_ROWS,
    READING_ROWS,
    PASSING_OVER
};

struct cs_intake {
    struct cs_dataset *dataset;
    struct cs_intake_options options;
    struct cs_intake_about about;
    struct cs_load_report *report, own_report;
    size_t first_table; /* of this file in the report */
    struct cs_diag *diag;
    enum intake_state state;
    struct cs_header_search search;
    struct cs_composite composite;
    struct cs_intake_table table;
    struct held_header {
        struct cs_profile_rows row; /* the header; only while it is held */
        const struct cs_layout *layout;
        const char *const *headers;
    } held;
    uint32_t first_source; /* of this intake in the dataset */
    size_t n_tables;       /* read with a layout */
    const char *known;     /* title of the first table that is known to hold no figures; NULL */
    struct cs_diag unread; /* why tables were passed over; told when none was read */
    enum cs_status unread_status;
    uint64_t n_rejected; /* of the tables that are done */
};

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
    free(intake);
}

uint64_t cs_intake_n_rejected(const struct cs_intake *intake)
{
    uint64_t n = intake->n_rejected;
    if (intake->state == READING_ROWS)
        n += cs_intake_table_report(&intake->table)->n_rejected;
    return n;
}

/* ---- lines that are not data ---- */

/* The filled cells of a row, one blank between them. */
static const char *line_text(struct cs_intake *intake, const struct cs_row *row)
{
    struct cs_buf text;
    cs_buf_init(&text);
    for (size_t i = 0; i < row->n_cells; i++) {
        struct cs_span cell = cs_span_trim(row->cells[i].text);
        if (cell.size && text.size)
            cs_buf_putc(&text, ' ');
        cs_buf_put(&text, cell.start, cell.size);
    }
    const char *copy = cs_arena_copy(&intake->report->arena, cs_buf_text(&text), text.size);
    cs_buf_clear(&text);
    return copy ? copy : "";
}

static void keep_line(struct cs_intake *intake, struct cs_line_report *lines, uint64_t *n,
                      const struct cs_row *row)
{
    if (*n < CS_REPORTED_LINES)
        lines[*n] = (struct cs_line_report){row->line, line_text(intake, row)};
    ++*n;
}

/* ---- tables ---- */

static enum cs_status read_data(struct cs_intake *intake, const struct cs_row *row);

/* Reads what was kept, now that the columns are known. */
static enum cs_status read_sample(struct cs_intake *intake)
{
    struct cs_intake_table *table = &intake->table;
    enum cs_status status = cs_intake_make_profile(table);
    if (status == CS_OK) {
        cs_intake_find_unit_columns(table);
        cs_intake_warn_of_headers(table);
        cs_intake_warn_of_unread(table);
    }
    struct cs_profile_rows *sample = table->sample;
    table->sample = NULL;
    intake->state = READING_ROWS;
    for (size_t i = 0; i < sample->n && status == CS_OK; i++)
        status = read_data(intake, &sample->items[i]);
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

/* Lines that stood alone after the last full row are footnotes. */
static void settle_pending(struct cs_intake *intake)
{
    struct cs_intake_table *table = &intake->table;
    struct cs_table_report *report = cs_intake_table_report(table);
    for (uint64_t i = 0; i < table->n_pending; i++, report->n_footnotes++)
        if (i < CS_REPORTED_LINES && report->n_footnotes < CS_REPORTED_LINES)
            report->footnotes[report->n_footnotes] = table->pending[i];
    table->n_pending = 0;
}

static enum cs_status tell_unread(struct cs_intake *intake)
{
    return cs_header_search_fail(&intake->search, intake->table.file, intake->table.sheet,
                                 &intake->unread);
}

static void warn_of_emptiness(struct cs_intake *intake)
{
    const struct cs_table_report *report = cs_intake_table_report(&intake->table);
    struct cs_place place = {
        .file = intake->table.file, .sheet = intake->table.sheet, .line = report->header_line};
    if (report->n_rows == 0)
        cs_diag_add(intake->diag, CS_WARNING, &place, NULL, "a header with no rows under it");
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

static const char header_again[] = "the header repeated; left out";
static const char total[] = "a total row, which restates other rows; left out";
static const char beside[] = "text to the right of the table is not part of it";

/* A line; of a sheet, its first cell. */
static struct cs_place place_of_line(const struct cs_intake *intake, uint64_t line,
                                     struct cs_cell_name *name)
{
    struct cs_row row = {.line = line, .sheet = intake->table.sheet};
    return cs_cell_place(intake->table.file, &row, 1, name);
}

static void warn_of_lines(struct cs_intake *intake, const struct cs_passed_lines *lines,
                          const char *one, const char *more)
{
    struct cs_cell_name name;
    struct cs_place place = place_of_line(intake, lines->first_line, &name);
    if (intake->diag->keeps_all)
        return;
    if (lines->n == 1)
        cs_diag_add(intake->diag, CS_WARNING, &place, NULL, "%s", one);
    else if (lines->n)
        cs_diag_add(intake->diag, CS_WARNING, &place, NULL, "%llu %s; this is the first",
                    (unsigned long long)lines->n, more);
}

/* What was passed over between the rows. */
static void warn_of_passed_lines(struct cs_intake *intake)
{
    const struct cs_table_report *report = cs_intake_table_report(&intake->table);
    warn_of_lines(intake, &report->headers_again, header_again,
                  "lines repeat the header; left out");
    warn_of_lines(intake, &report->totals, total,
                  "rows are totals, which restate other rows; left out");
    warn_of_lines(intake, &report->beside, beside,
                  "rows have text to the right of the table, which is not part of it");
}

static enum cs_status end_table(struct cs_intake *intake)
{
    enum cs_status status = intake->state == SAMPLING_ROWS ? read_sample(intake) : CS_OK;
    if (intake->state == READING_ROWS && status == CS_OK) {
        settle_pending(intake);
        cs_intake_finish_sources(&intake->table);
        intake->n_rejected += cs_intake_table_report(&intake->table)->n_rejected;
        intake->n_tables++;
        warn_of_emptiness(intake);
        warn_of_outside(intake);
        warn_of_passed_lines(intake);
        cs_intake_warn_of_scales(&intake->table);
        if (status == CS_OK)
            status = cs_intake_check_tidy_sense(&intake->table);
    } else if (intake->state == SEEKING_HEADER || intake->state == HOLDING_HEADER) {
        intake->unread_status = tell_unread(intake);
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
    if (report->n_tables == report->capacity) {
        size_t capacity = report->capacity ? 2 * report->capacity : 8;
        struct cs_table_report *grown = cs_arena_alloc(&report->arena, capacity * sizeof *grown);
        if (!grown)
            return false;
        if (report->n_tables)
            memcpy(grown, report->tables, report->n_tables * sizeof *grown);
        report->tables = grown;
        report->capacity = capacity;
    }
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

/* A layout that the user gave for this very table, and a shipped one reads it after all. */
static void warn_of_own_layouts(struct cs_intake *intake, const struct cs_layout *layout,
                                const struct cs_row *row, const char *const *headers)
{
    const struct cs_layouts *all = intake->options.layouts;
    struct cs_place place = {
        .file = intake->table.file, .sheet = intake->table.sheet, .line = row->line};
    if (intake->options.layout || layout < all->items + all->n_preferred)
        return;
    for (size_t i = 0; i < all->n_preferred; i++) {
        size_t n_found;
        const char *missing =
            cs_layout_first_missing(&all->items[i], headers, row->n_cells, &n_found);
        if (missing && 2 * n_found >= all->items[i].n_requires)
            cs_diag_add(intake->diag, CS_WARNING, &place, NULL,
                        "layout '%s' does not fit: no column '%s'; read by '%s'",
                        all->items[i].name, missing, layout->name);
    }
}

/* The table is known, and that there is nothing in it to read. */
static void pass_over_known(struct cs_intake *intake, const struct cs_layout *layout)
{
    struct cs_table_report *report = cs_intake_table_report(&intake->table);
    report->title = cs_arena_strdup(&intake->report->arena, layout->title);
    if (!intake->known)
        intake->known = report->title;
    intake->state = PASSING_OVER;
}

static enum cs_status start_rows(struct cs_intake *intake, const struct cs_layout *layout,
                                 const struct cs_row *row, const char *const *headers)
{
    enum cs_status status = cs_layout_complete(layout, &intake->table.arena, &layout, intake->diag);
    if (status == CS_OK && layout->is_without_figures) {
        pass_over_known(intake, layout);
        return CS_OK;
    }
    intake->state = SAMPLING_ROWS;
    return status == CS_OK ? cs_intake_table_start(&intake->table, layout, row, headers) : status;
}

/* A header that is that of several surveys: the row under it tells which. */
static enum cs_status hold_header(struct cs_intake *intake, const struct cs_layout *layout,
                                  const struct cs_row *row, const char *const *headers)
{
    intake->held.layout = layout;
    intake->held.headers = headers;
    intake->state = HOLDING_HEADER;
    return cs_profile_rows_keep(&intake->held.row, row) ? CS_OK : cs_fail_memory(intake->diag);
}

static enum cs_status sample_row(struct cs_intake *intake, const struct cs_row *row);

/* The header is known, the survey is not. */
static enum cs_status tell_series(struct cs_intake *intake, const struct cs_row *row)
{
    struct cs_shown shown;
    struct cs_place place = {
        .file = intake->table.file, .sheet = intake->table.sheet, .line = row->line};
    struct cs_span cell = row->n_cells ? cs_span_trim(row->cells[0].text) : cs_span_of("");
    for (size_t i = 0; i < row->n_cells; i++)
        if (cs_pattern_match("series id", intake->held.headers[i], &(struct cs_captures){0}) ||
            cs_pattern_match("seriesid", intake->held.headers[i], &(struct cs_captures){0}))
            cell = cs_span_trim(row->cells[i].text);
    return cs_fail(
        &intake->unread, CS_IO, &place,
        "the series of OEWS (OE…), consumer prices (CU…) and earnings by industry (CE…) are read",
        "no layout reads series such as '%s'", cs_show(&shown, cell.start, cell.size));
}

static enum cs_status settle_header(struct cs_intake *intake, const struct cs_row *row)
{
    struct held_header *held = &intake->held;
    const struct cs_layout *layout =
        intake->options.layout
            ? intake->options.layout
            : cs_layouts_of_series(intake->options.layouts, held->layout, held->headers, row);
    enum cs_status status = CS_OK;
    if (layout) {
        status = start_rows(intake, layout, &held->row.items[0], held->headers);
    } else {
        intake->unread_status = tell_series(intake, row);
        intake->state = PASSING_OVER;
    }
    cs_profile_rows_clear(&held->row);
    return status == CS_OK && intake->state == SAMPLING_ROWS ? sample_row(intake, row) : status;
}

static enum cs_status seek_header(struct cs_intake *intake, const struct cs_row *row)
{
    bool is_out_of_memory = false;
    const char *const *headers;
    const struct cs_layout *layout =
        cs_header_search_look(&intake->search, row, &headers, &is_out_of_memory);
    if (is_out_of_memory)
        return cs_fail_memory(intake->diag);
    if (layout) {
        warn_of_own_layouts(intake, layout, row, headers);
        intake->table.around = (struct cs_surroundings){intake->search.sheet, intake->search.lines,
                                                        intake->search.n_lines};
        return layout->series_header ? hold_header(intake, layout, row, headers)
                                     : start_rows(intake, layout, row, headers);
    }
    struct cs_table_report *report = cs_intake_table_report(&intake->table);
    keep_line(intake, report->preamble, &report->n_preamble, row);
    if (intake->search.n_rows < CS_MAX_PREAMBLE)
        return CS_OK;
    /* A file that is one table need not be read to its end. */
    if (!intake->options.skips_unknown && !row->sheet && !strchr(intake->table.file, ':'))
        return cs_header_search_fail(&intake->search, intake->table.file, NULL, intake->diag);
    intake->unread_status = tell_unread(intake);
    intake->state = PASSING_OVER;
    return CS_OK;
}

static enum cs_status refuse_ragged(struct cs_intake *intake, uint64_t line, size_t n_cells)
{
    struct cs_table_report *report = cs_intake_table_report(&intake->table);
    struct cs_place place = {.file = intake->table.file, .line = line};
    cs_diag_add(intake->diag, CS_ERROR, &place, NULL, "%zu field%s, the header has %zu", n_cells,
                n_cells == 1 ? "" : "s", report->n_columns);
    report->n_rows++;
    report->n_rejected++;
    return CS_OK;
}

/* Short lines of text were no footnotes when a full row follows. */
void cs_intake_refuse_pending(struct cs_intake *intake)
{
    struct cs_intake_table *table = &intake->table;
    for (uint64_t i = 0; i < table->n_pending; i++)
        (void)refuse_ragged(intake, i < CS_REPORTED_LINES ? table->pending[i].line : 0, 1);
    table->n_pending = 0;
}

/* Counts a line that is passed over; tells of it where all are to be told, else warn_of_lines tells
 * of the first. */
static void pass_over(struct cs_intake *intake, struct cs_passed_lines *lines, uint64_t line,
                      const char *words)
{
    struct cs_cell_name name;
    struct cs_place place = place_of_line(intake, line, &name);
    lines->first_line = lines->n++ ? lines->first_line : line;
    if (intake->diag->keeps_all)
        cs_diag_add(intake->diag, CS_WARNING, &place, NULL, "%s", words);
}

static enum cs_status fail_other_header(struct cs_intake *intake, const struct cs_row *row)
{
    struct cs_place place = {
        .file = intake->table.file, .sheet = intake->table.sheet, .line = row->line};
    return cs_fail(intake->diag, CS_IO, &place, "split the file there",
                   "another header, with different columns from the one in line %llu",
                   (unsigned long long)cs_intake_table_report(&intake->table)->header_line);
}

static enum cs_status read_data(struct cs_intake *intake, const struct cs_row *row)
{
    struct cs_intake_table *table = &intake->table;
    struct cs_table_report *report = cs_intake_table_report(table);
    enum cs_line_kind kind = cs_intake_line_kind(table, row);
    if (kind == CS_LINE_NOTE)
        keep_line(intake, report->footnotes, &report->n_footnotes, row);
    else if (kind == CS_LINE_MAYBE_NOTE)
        keep_line(intake, table->pending, &table->n_pending, row);
    else if (kind == CS_LINE_HEADER)
        pass_over(intake, &report->headers_again, row->line, header_again);
    else if (kind == CS_LINE_TOTAL)
        pass_over(intake, &report->totals, row->line, total);
    else if (kind == CS_LINE_OTHER_HEADER)
        return fail_other_header(intake, row);
    else if (kind == CS_LINE_RAGGED)
        return refuse_ragged(intake, row->line, row->n_cells);
    if (kind != CS_LINE_DATA)
        return CS_OK;
    if (cs_intake_line_beside(table, row))
        pass_over(intake, &report->beside, row->line, beside);
    cs_intake_refuse_pending(intake);
    return cs_intake_take_row(table, row);
}

static enum cs_status take_row(void *context, const struct cs_row *given)
{
    struct cs_intake *intake = context;
    struct cs_row row;
    if (!cs_composite_row(&intake->composite, given, intake->state == SEEKING_HEADER, &row))
        return cs_fail_memory(intake->diag);
    switch (intake->state) {
    case SEEKING_HEADER:
        return seek_header(intake, &row);
    case HOLDING_HEADER:
        return settle_header(intake, &row);
    case SAMPLING_ROWS:
        return sample_row(intake, &row);
    case READING_ROWS:
        return read_data(intake, &row);
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
    cs_intake_warn_of_sheets(intake->report, intake->first_table, intake->diag);
    for (size_t i = intake->first_source; i < dataset->n_sources; i++) {
        dataset->sources[i].n_bytes = n_bytes;
        if (sha256)
            memcpy(dataset->sources[i].sha256, sha256, sizeof dataset->sources[i].sha256);
    }
    return CS_OK;
}
