/* The lines under a header: data, and what stands between the data, which is kept for the report or
 * passed over and told of. Apart from intake.c, the frame around whole tables. */
#include "ingest/intake/intake_frame.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/text.h"
#include "data/load_report.h"
#include "ingest/intake/intake_line.h"
#include "ingest/intake/intake_table.h"
#include "ingest/source/table.h"

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

void cs_intake_keep_line(struct cs_intake *intake, struct cs_line_report *lines, uint64_t *n,
                         const struct cs_row *row)
{
    if (*n < CS_REPORTED_LINES)
        lines[*n] = (struct cs_line_report){row->line, line_text(intake, row)};
    ++*n;
}

/* Lines that stood alone after the last full row are footnotes. */
void cs_intake_settle_pending(struct cs_intake *intake)
{
    struct cs_intake_table *table = &intake->table;
    struct cs_table_report *report = cs_intake_table_report(table);
    for (uint64_t i = 0; i < table->n_pending; i++, report->n_footnotes++)
        if (i < CS_REPORTED_LINES && report->n_footnotes < CS_REPORTED_LINES)
            report->footnotes[report->n_footnotes] = table->pending[i];
    table->n_pending = 0;
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
void cs_intake_warn_of_passed_lines(struct cs_intake *intake)
{
    const struct cs_table_report *report = cs_intake_table_report(&intake->table);
    warn_of_lines(intake, &report->headers_again, header_again,
                  "lines repeat the header; left out");
    warn_of_lines(intake, &report->totals, total,
                  "rows are totals, which restate other rows; left out");
    warn_of_lines(intake, &report->beside, beside,
                  "rows have text to the right of the table, which is not part of it");
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

enum cs_status cs_intake_read_data(struct cs_intake *intake, const struct cs_row *row)
{
    struct cs_intake_table *table = &intake->table;
    struct cs_table_report *report = cs_intake_table_report(table);
    enum cs_line_kind kind = cs_intake_line_kind(table, row);
    if (kind == CS_LINE_NOTE)
        cs_intake_keep_line(intake, report->footnotes, &report->n_footnotes, row);
    else if (kind == CS_LINE_MAYBE_NOTE)
        cs_intake_keep_line(intake, table->pending, &table->n_pending, row);
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
