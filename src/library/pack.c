/* The step to CS_LIBRARY_HAS_PACKED that SQL cannot take: its text of a number is not the shortest
 * that reads back the same. */
#include "library/pack.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <sqlite3.h>

#include "base/buf.h"
#include "base/diag.h"
#include "data/quantity.h"
#include "library/figure_walk.h"
#include "library/line_writer.h"
#include "library/sql.h"

/* A line under way: its texts are copied, for the row goes on. */
struct packing {
    struct cs_stored_line line;
    struct cs_buf tier, note;
    sqlite3_stmt *unit;
    struct cs_line_statistic *statistics; /* by id; id 0: not asked yet */
    size_t n_statistics;
};

static void begin_line(struct packing *packing, const struct cs_figure_walk *walk)
{
    struct cs_stored_line *line = &packing->line;
    struct cs_span note = cs_sql_span(walk->row, CS_LINE_NOTE);
    *line = (struct cs_stored_line){.id = walk->line,
                                    .source = sqlite3_column_int64(walk->row, CS_LINE_SOURCE),
                                    .place = sqlite3_column_int64(walk->row, CS_LINE_PLACE)};
    for (int d = 0; d < CS_N_DIMS; d++)
        line->keys[d] = sqlite3_column_int64(walk->row, CS_LINE_KEYS + d);
    cs_buf_reset(&packing->tier);
    cs_buf_put(&packing->tier, walk->tier.start, walk->tier.size);
    cs_buf_reset(&packing->note);
    cs_buf_put(&packing->note, note.start, note.size);
    line->tier = cs_buf_text(&packing->tier);
    if (sqlite3_column_type(walk->row, CS_LINE_NOTE) != SQLITE_NULL)
        line->note = cs_buf_text(&packing->note);
}

static enum cs_status begin_statistics(struct packing *packing, struct cs_library *library,
                                       struct cs_diag *diag)
{
    int64_t most = 0;
    enum cs_status status =
        cs_sql_number(library, "SELECT max(statistic) FROM unpacked", &most, diag);
    if (status == CS_OK && (most < 0 || most >= UINT32_MAX))
        status = cs_library_damaged(library, "its rows have impossible numbers", diag);
    if (status != CS_OK)
        return status;
    packing->n_statistics = (size_t)most + 1;
    packing->statistics = calloc(packing->n_statistics, sizeof *packing->statistics);
    return packing->statistics ? cs_sql_prepare(library, "SELECT unit FROM statistic WHERE id = ?",
                                                &packing->unit, diag)
                               : cs_fail_memory(diag);
}

static enum cs_status find_statistic(struct packing *packing, const struct cs_figure_walk *walk,
                                     struct cs_line_statistic *out, struct cs_diag *diag)
{
    int64_t id = walk->statistic;
    if (id <= 0 || (size_t)id >= packing->n_statistics)
        return cs_library_damaged(walk->library, "a figure names a statistic that is not there",
                                  diag);
    struct cs_line_statistic *statistic = &packing->statistics[id];
    enum cs_status status = CS_OK;
    bool has_row = false;
    struct cs_unit unit = {0};
    if (!statistic->id) {
        sqlite3_bind_int64(packing->unit, 1, id);
        status = cs_sql_next(walk->library, packing->unit, &has_row, diag);
        if (has_row && !cs_unit_parse(cs_sql_span(packing->unit, 0), &unit))
            unit = (struct cs_unit){0};
        sqlite3_reset(packing->unit);
        *statistic = cs_line_statistic_of(id, unit);
    }
    *out = *statistic;
    return status;
}

enum cs_status cs_library_pack(struct cs_library *library, const char *from, struct cs_diag *diag)
{
    struct packing packing = {.line = {.id = 0}};
    struct cs_figure_walk walk;
    struct cs_line_writer *writer = NULL;
    struct cs_line_statistic statistic;
    bool has_figure = true, has_line = false;
    cs_buf_init(&packing.tier);
    cs_buf_init(&packing.note);
    enum cs_status status = cs_figure_walk_open_rows(&walk, library, from, " ORDER BY l.id", diag);
    if (status == CS_OK)
        status = cs_line_writer_new(library, &writer, diag);
    if (status == CS_OK)
        status = begin_statistics(&packing, library, diag);
    while (status == CS_OK && has_figure) {
        status = cs_figure_walk_next(&walk, &has_figure, diag);
        if (status == CS_OK && has_line && (!has_figure || walk.line != packing.line.id))
            status = cs_line_writer_put(writer, &packing.line, diag);
        if (status != CS_OK || !has_figure)
            break;
        if (!has_line || walk.line != packing.line.id)
            begin_line(&packing, &walk);
        has_line = true;
        status = find_statistic(&packing, &walk, &statistic, diag);
        if (status == CS_OK)
            status = cs_line_writer_add(writer, statistic, &walk.figure, diag);
    }
    if (status == CS_OK && (packing.tier.failed || packing.note.failed))
        status = cs_fail_memory(diag);
    cs_line_writer_free(writer);
    sqlite3_finalize(packing.unit);
    free(packing.statistics);
    cs_figure_walk_close(&walk);
    cs_buf_clear(&packing.tier);
    cs_buf_clear(&packing.note);
    return status;
}
