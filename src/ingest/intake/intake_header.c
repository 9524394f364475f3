/* Finding the header of a table, row by row, and telling of tables that no layout reads. Apart from
 * intake.c, which goes on once the layout is known. */
#include "ingest/intake/intake_frame.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/text.h"
#include "data/load_report.h"
#include "ingest/intake/intake_table.h"
#include "ingest/layout/header_search.h"
#include "ingest/layout/layout.h"
#include "ingest/profile/rows.h"
#include "ingest/source/table.h"

/* By what it is for some tables alone. */
static const char *condition_of(const struct cs_layout *layout)
{
    return layout->n_sheets || layout->n_not_sheets ? "\"sheet\" or \"not_sheet\""
                                                    : "\"titled\" or \"not_titled\"";
}

/* A table of the columns of the user's layout that it does not read for its sheet's name: to be
 * told beside those that are read. */
static void note_left_out(struct cs_intake *intake)
{
    const struct cs_near_layout *near = &intake->search.near[0];
    struct cs_place place = {.file = intake->table.file, .sheet = intake->table.sheet};
    bool is_own = near->layout && near->layout < intake->options.layouts->items +
                                                     intake->options.layouts->n_preferred;
    if (is_own && near->n_found == near->layout->n_requires)
        cs_diag_add(&intake->left_out, CS_WARNING, &place, NULL,
                    "not read, though it has the columns of layout '%s': that is for other tables "
                    "by its %s",
                    near->layout->name, condition_of(near->layout));
}

enum cs_status cs_intake_tell_unread(struct cs_intake *intake)
{
    note_left_out(intake);
    return cs_header_search_fail(&intake->search, intake->table.file, intake->table.sheet,
                                 &intake->unread);
}

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
        else if (!missing)
            cs_diag_add(intake->diag, CS_WARNING, &place, NULL,
                        "layout '%s' has these columns, but is for other tables by its %s; read by "
                        "'%s'",
                        all->items[i].name, condition_of(&all->items[i]), layout->name);
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

enum cs_status cs_intake_seek_header(struct cs_intake *intake, const struct cs_row *row)
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
    cs_intake_keep_line(intake, report->preamble, &report->n_preamble, row);
    if (intake->search.n_rows < CS_MAX_PREAMBLE)
        return CS_OK;
    /* A file that is one table need not be read to its end. */
    if (!intake->options.skips_unknown && !row->sheet && !strchr(intake->table.file, ':'))
        return cs_header_search_fail(&intake->search, intake->table.file, NULL, intake->diag);
    intake->unread_status = cs_intake_tell_unread(intake);
    intake->state = PASSING_OVER;
    return CS_OK;
}

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

enum cs_status cs_intake_settle_header(struct cs_intake *intake, const struct cs_row *row)
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
    return status;
}
