/* What occupations are like ↔ rows of the library: apart from figures, which have statistics and
 * vintages of their own. */
#include "library/descriptors.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>

#include <sqlite3.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/text.h"
#include "data/dataset.h"
#include "data/description/descriptor.h"
#include "library/fetch.h"
#include "library/schema.h"
#include "library/sql.h"

static void bind_row(sqlite3_stmt *insert, const struct cs_descriptor *row)
{
    char marks[CS_DESCRIPTOR_MARKS_BYTES];
    sqlite3_bind_int64(insert, 2, (int64_t)row->line);
    cs_sql_bind_text(insert, 5, cs_aspect_info((enum cs_aspect)row->aspect)->name);
    cs_sql_bind_text(insert, 6, row->element);
    cs_sql_bind_text(insert, 7, row->name);
    cs_sql_bind_text(insert, 8, row->scale);
    if (isnan(row->value))
        sqlite3_bind_null(insert, 9);
    else
        sqlite3_bind_double(insert, 9, row->value);
    cs_sql_bind_text(insert, 10, row->note);
    sqlite3_bind_text(insert, 11, row->marks ? cs_descriptor_marks_format(row->marks, marks) : NULL,
                      -1, SQLITE_TRANSIENT);
}

enum cs_status cs_library_store_descriptors(struct cs_library *library,
                                            const struct cs_dataset *data,
                                            const struct cs_library_ids *ids, struct cs_diag *diag)
{
    sqlite3_stmt *insert;
    if (!data->n_descriptors)
        return CS_OK;
    enum cs_status status =
        cs_sql_prepare(library,
                       "INSERT INTO descriptor(source, place, occupation, period, aspect, element,"
                       " name, scale, value, note, marks) VALUES (?,?,?,?,?,?,?,?,?,?,?)",
                       &insert, diag);
    for (size_t i = 0; status == CS_OK && i < data->n_descriptors; i++) {
        const struct cs_descriptor *row = &data->descriptors[i];
        sqlite3_bind_int64(insert, 1, ids->sources[row->source]);
        bind_row(insert, row);
        cs_sql_bind_id(
            insert, 3,
            row->occupation == CS_NO_KEY ? 0 : ids->keys[CS_DIM_OCCUPATION][row->occupation]);
        cs_sql_bind_id(insert, 4,
                       row->period == CS_NO_KEY ? 0 : ids->keys[CS_DIM_PERIOD][row->period]);
        status = cs_sql_done(library, insert, diag);
    }
    sqlite3_finalize(insert);
    return status;
}

static enum cs_status read_row(struct cs_fetching *fetching, sqlite3_stmt *row)
{
    struct cs_arena *arena = &fetching->dataset->arena;
    struct cs_descriptor out = {.line = (uint64_t)sqlite3_column_int64(row, 1)};
    enum cs_status status = cs_fetching_source(fetching, sqlite3_column_int64(row, 0), &out.source);
    if (status == CS_OK)
        status = cs_fetching_key(fetching, row, 2, CS_DIM_OCCUPATION, &out.occupation);
    if (status == CS_OK)
        status = cs_fetching_key(fetching, row, 3, CS_DIM_PERIOD, &out.period);
    enum cs_aspect aspect;
    const char *word = (const char *)sqlite3_column_text(row, 4);
    if (status != CS_OK || !word || !cs_aspect_parse(cs_span_of(word), &aspect))
        return status; /* older programs do not know newer aspects */
    out.aspect = (uint8_t)aspect;
    out.element = cs_sql_text(row, 5, arena);
    out.name = cs_sql_text(row, 6, arena);
    out.scale = cs_sql_text(row, 7, arena);
    out.value = sqlite3_column_type(row, 8) == SQLITE_NULL ? NAN : sqlite3_column_double(row, 8);
    out.note = cs_sql_text(row, 9, arena);
    const char *marks = (const char *)sqlite3_column_text(row, 10);
    out.marks = (uint8_t)cs_descriptor_marks_parse(cs_span_of(marks ? marks : ""));
    if (!out.element || isinf(out.value))
        return cs_fetching_damaged(fetching, "a description names nothing");
    return cs_dataset_add_descriptor(fetching->dataset, &out) == CS_OK
               ? CS_OK
               : cs_fail_memory(fetching->diag);
}

/* What defines occupations has no figures: its source is fetched for the definitions' sake. */
static enum cs_status fetch_definers(struct cs_fetching *fetching)
{
    sqlite3_stmt *rows;
    bool has_row = true;
    enum cs_status status =
        cs_sql_prepare(fetching->library, "SELECT id FROM source WHERE layout = ? ORDER BY id",
                       &rows, fetching->diag);
    if (status == CS_OK)
        cs_sql_bind_text(rows, 1, CS_LAYOUT_OF_DEFINITIONS);
    while (status == CS_OK && has_row) {
        uint32_t index;
        status = cs_sql_next(fetching->library, rows, &has_row, fetching->diag);
        if (status == CS_OK && has_row)
            status = cs_fetching_source(fetching, sqlite3_column_int64(rows, 0), &index);
    }
    sqlite3_finalize(rows);
    return status;
}

/* The occupations asked for, and the parts that O*NET tells apart: "29-1141.01" of 29-1141. */
static const char wanted_and_parts[] =
    "SELECT id FROM wanted_occupation UNION SELECT d.id FROM wanted_occupation w JOIN key k ON "
    "k.id = w.id JOIN key d"
    " ON d.dimension = 0 AND d.code > k.code || '.' AND d.code < k.code || '/'"
    " WHERE k.dimension = 0";

enum cs_status cs_library_fetch_descriptors(struct cs_fetching *fetching)
{
    static const char columns[] =
        "SELECT source, place, occupation, period, aspect, element, name, scale, value, note,"
        " marks FROM descriptor";
    sqlite3_stmt *rows;
    struct cs_buf sql;
    bool has_row = true;
    int64_t version = 0;
    enum cs_status status =
        cs_sql_number(fetching->library, "PRAGMA user_version", &version, fetching->diag);
    if (status != CS_OK || version < CS_LIBRARY_HAS_DESCRIPTIONS)
        return status; /* it is brought to the present version when it is next written to */
    cs_buf_init(&sql);
    cs_buf_puts(&sql, columns);
    if (fetching->request->occupations.n)
        cs_buf_printf(&sql, " WHERE occupation IN (%s) UNION ALL %s WHERE occupation IS NULL",
                      wanted_and_parts, columns);
    cs_buf_puts(&sql, " ORDER BY source, place");
    status = cs_sql_prepare(fetching->library, cs_buf_text(&sql), &rows, fetching->diag);
    while (status == CS_OK && has_row) {
        status = cs_sql_next(fetching->library, rows, &has_row, fetching->diag);
        if (status == CS_OK && has_row)
            status = read_row(fetching, rows);
    }
    sqlite3_finalize(rows);
    cs_buf_clear(&sql);
    return status == CS_OK ? fetch_definers(fetching) : status;
}
