/* What there are published figures of: which places, which occupations and until when. Apart from
 * names.c: the library knows the names of much that it has no figures about. */
#include <sqlite3.h>

#include "base/arena.h"
#include "base/diag.h"
#include "library/library.h"
#include "library/schema.h"
#include "library/sql.h"

#define GROUPS "('summary', 'total')"
#define WITH_OCCUPATIONS(rows_of_one)                                                              \
    "SELECT code, title, title_year FROM key WHERE id IN (SELECT region FROM line"                 \
    " WHERE occupation IN (SELECT o.id FROM key o WHERE o.dimension = 0 AND EXISTS"                \
    " (SELECT 1 FROM " rows_of_one "))) ORDER BY code"

enum cs_status cs_library_places(struct cs_library *library,
                                 const struct cs_library_name_sink *sink, struct cs_diag *diag)
{
    static const char rows_sql[] =
        WITH_OCCUPATIONS("line WHERE occupation = o.id AND coalesce(tier, '') NOT IN " GROUPS);
    static const char packed_sql[] =
        WITH_OCCUPATIONS("line l JOIN shape h ON h.id = l.shape WHERE l.occupation = o.id AND "
                         "h.tier NOT IN " GROUPS);
    sqlite3_stmt *rows;
    bool has_row = true;
    enum cs_status status = cs_sql_prepare(
        library, library->version >= CS_LIBRARY_HAS_PACKED ? packed_sql : rows_sql, &rows, diag);
    while (status == CS_OK && has_row) {
        status = cs_sql_next(library, rows, &has_row, diag);
        const char *title = has_row ? (const char *)sqlite3_column_text(rows, 1) : NULL;
        if (has_row)
            status = sink->name(sink->context, (const char *)sqlite3_column_text(rows, 0), title,
                                sqlite3_column_int(rows, 2), title);
    }
    sqlite3_finalize(rows);
    return status;
}

enum cs_status cs_library_presence(struct cs_library *library, const char *code, const char *place,
                                   struct cs_arena *arena, struct cs_library_presence *out,
                                   struct cs_diag *diag)
{
    sqlite3_stmt *row;
    bool has_row = false;
    *out = (struct cs_library_presence){.n_places = 0};
    enum cs_status status = cs_sql_prepare(
        library,
        "SELECT count(DISTINCT l.region), max(CAST(p.code AS INTEGER)), max(r.code = ?2),"
        " min(r.code), o.title FROM key o JOIN line l ON l.occupation = o.id LEFT JOIN key p ON"
        " p.id = l.period LEFT JOIN key r ON r.id = l.region WHERE o.dimension = 0 AND o.code = ?1",
        &row, diag);
    if (status == CS_OK) {
        cs_sql_bind_text(row, 1, code);
        cs_sql_bind_text(row, 2, place);
        status = cs_sql_next(library, row, &has_row, diag);
    }
    if (has_row) {
        const char *first = (const char *)sqlite3_column_text(row, 3);
        out->n_places = (size_t)sqlite3_column_int64(row, 0);
        out->last_year = sqlite3_column_int(row, 1);
        out->is_there = sqlite3_column_int(row, 2) != 0;
        out->a_place = first ? cs_arena_strdup(arena, first) : NULL;
        out->title = cs_sql_text(row, 4, arena);
        if (first && (!out->a_place || !out->title))
            status = cs_fail_memory(diag);
    }
    sqlite3_finalize(row);
    return status;
}
