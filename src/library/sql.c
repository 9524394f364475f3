/* The few SQLite calls that all of library/ uses, each with its error handled the same way. */
#include "library/sql.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <sqlite3.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/text.h"

static const char *find_hint(int code)
{
    switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return "another program is writing to it: try again when it has finished";
    case SQLITE_FULL:
        return "make room on the disk; the library is as it was before";
    case SQLITE_IOERR:
        return "is there room on the disk, and is it in order?";
    case SQLITE_READONLY:
        return "the file or its folder may not be written to";
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return "restore it from a copy, or remove it and import the files again";
    case SQLITE_CANTOPEN:
        return "does the folder exist, and may you write to it?";
    default:
        return NULL;
    }
}

enum cs_status cs_sql_fail(struct cs_library *library, struct cs_diag *diag)
{
    int code = sqlite3_extended_errcode(library->db);
    if ((code & 0xff) == SQLITE_NOMEM)
        return cs_fail_memory(diag);
    return cs_fail(diag, CS_IO, &(struct cs_place){.file = library->path}, find_hint(code), "%s",
                   (code & 0xff) == SQLITE_NOTADB ? "is not a library: it is not an SQLite file"
                                                  : sqlite3_errmsg(library->db));
}

enum cs_status cs_sql_run(struct cs_library *library, const char *sql, struct cs_diag *diag)
{
    return sqlite3_exec(library->db, sql, NULL, NULL, NULL) == SQLITE_OK
               ? CS_OK
               : cs_sql_fail(library, diag);
}

enum cs_status cs_sql_prepare(struct cs_library *library, const char *sql, sqlite3_stmt **out,
                              struct cs_diag *diag)
{
    *out = NULL;
    return sqlite3_prepare_v2(library->db, sql, -1, out, NULL) == SQLITE_OK
               ? CS_OK
               : cs_sql_fail(library, diag);
}

enum cs_status cs_sql_next(struct cs_library *library, sqlite3_stmt *statement, bool *has_row,
                           struct cs_diag *diag)
{
    int result = sqlite3_step(statement);
    *has_row = result == SQLITE_ROW;
    if (*has_row)
        return CS_OK;
    enum cs_status status = result == SQLITE_DONE ? CS_OK : cs_sql_fail(library, diag);
    sqlite3_reset(statement);
    return status;
}

enum cs_status cs_sql_done(struct cs_library *library, sqlite3_stmt *statement,
                           struct cs_diag *diag)
{
    bool has_row;
    return cs_sql_next(library, statement, &has_row, diag);
}

enum cs_status cs_sql_number(struct cs_library *library, const char *sql, int64_t *out,
                             struct cs_diag *diag)
{
    sqlite3_stmt *statement;
    bool has_row = false;
    enum cs_status status = cs_sql_prepare(library, sql, &statement, diag);
    if (status == CS_OK)
        status = cs_sql_next(library, statement, &has_row, diag);
    *out = has_row ? sqlite3_column_int64(statement, 0) : 0;
    sqlite3_finalize(statement);
    return status;
}

void cs_sql_bind_text(sqlite3_stmt *statement, int index, const char *text)
{
    if (text)
        sqlite3_bind_text(statement, index, text, -1, SQLITE_STATIC);
    else
        sqlite3_bind_null(statement, index);
}

void cs_sql_bind_id(sqlite3_stmt *statement, int index, int64_t id)
{
    if (id)
        sqlite3_bind_int64(statement, index, id);
    else
        sqlite3_bind_null(statement, index);
}

struct cs_span cs_sql_span(sqlite3_stmt *statement, int column)
{
    const char *text = (const char *)sqlite3_column_text(statement, column);
    return text ? (struct cs_span){text, (size_t)sqlite3_column_bytes(statement, column)}
                : (struct cs_span){"", 0};
}

const char *cs_sql_text(sqlite3_stmt *statement, int column, struct cs_arena *arena)
{
    const char *text = (const char *)sqlite3_column_text(statement, column);
    size_t size = (size_t)sqlite3_column_bytes(statement, column);
    struct cs_buf shown;
    if (!text || cs_utf8_is_valid(text, size))
        return text ? cs_arena_strdup(arena, text) : NULL;
    cs_buf_init(&shown); /* of a damaged library, or of a file whose name is no text */
    cs_buf_put_visible(&shown, text, size, SIZE_MAX);
    const char *kept = shown.failed ? NULL : cs_arena_strdup(arena, cs_buf_text(&shown));
    cs_buf_clear(&shown);
    return kept;
}
