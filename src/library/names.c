/* Titles and aliases, for searching by words, and since when there are figures of them. */
#include <stdbool.h>
#include <string.h>

#include <sqlite3.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/text.h"
#include "data/dim.h"
#include "library/figure_walk.h"
#include "library/gather.h"
#include "library/library.h"
#include "library/sql.h"

#define GATHER                                                                                     \
    "INSERT OR REPLACE INTO search SELECT key, group_concat(name, char(10)) FROM"                  \
    " (SELECT DISTINCT key, name FROM name"

/* Occupations that no file names any more; published rows and descriptions have indexes of them. */
#define FORGET_OCCUPATIONS                                                                         \
    "DELETE FROM key WHERE dimension = 0 AND id NOT IN (SELECT key FROM name)"                     \
    " AND id NOT IN (SELECT occupation FROM answer WHERE occupation IS NOT NULL)"                  \
    " AND NOT EXISTS (SELECT 1 FROM line WHERE occupation = key.id)"                               \
    " AND NOT EXISTS (SELECT 1 FROM descriptor WHERE occupation = key.id)"

enum cs_status cs_library_gather_names(struct cs_library *library, int64_t id, struct cs_diag *diag)
{
    sqlite3_stmt *statement;
    if (id == 0)
        return cs_sql_run(library,
                          "DELETE FROM search;" GATHER
                          " ORDER BY key, name) GROUP BY key;" FORGET_OCCUPATIONS,
                          diag);
    enum cs_status status = cs_sql_prepare(
        library,
        GATHER " WHERE key IN (SELECT n.key FROM name n WHERE n.file = ?1 AND NOT EXISTS"
               " (SELECT 1 FROM name o WHERE o.key = n.key AND o.name = n.name AND o.file <> ?1))"
               " ORDER BY key, name) GROUP BY key",
        &statement, diag);
    if (status == CS_OK) {
        sqlite3_bind_int64(statement, 1, id);
        status = cs_sql_done(library, statement, diag);
    }
    sqlite3_finalize(statement);
    return status;
}

/* Offers the title and the names, one a line, of one key. `lines` is room for them. */
static enum cs_status offer_names(const struct cs_library_name_sink *sink, sqlite3_stmt *row,
                                  struct cs_buf *lines)
{
    const char *code = (const char *)sqlite3_column_text(row, 0);
    const char *title = (const char *)sqlite3_column_text(row, 1);
    struct cs_span names = cs_sql_span(row, 2);
    int year = sqlite3_column_int(row, 3);
    cs_buf_reset(lines);
    cs_buf_put(lines, names.start, names.size);
    enum cs_status status = sink->name(sink->context, code, title, year, title);
    for (char *name = lines->data, *end; status == CS_OK && name && *name; name = end) {
        end = memchr(name, '\n', lines->size - (size_t)(name - lines->data));
        if (end)
            *end++ = '\0';
        if (*name && strcmp(name, title) != 0)
            status = sink->name(sink->context, code, title, year, name);
    }
    return status;
}

enum cs_status cs_library_names(struct cs_library *library, enum cs_dim dim,
                                const struct cs_library_name_sink *sink, struct cs_diag *diag)
{
    sqlite3_stmt *rows;
    struct cs_buf lines;
    bool has_row = true;
    cs_buf_init(&lines);
    enum cs_status status = cs_sql_prepare(
        library,
        sink->skips_aliases
            ? "SELECT code, title, NULL, title_year FROM key WHERE dimension = ? ORDER BY code"
            : "SELECT k.code, k.title, n.names, k.title_year FROM key k"
              " LEFT JOIN search n ON n.key = k.id WHERE k.dimension = ? ORDER BY k.code",
        &rows, diag);
    if (status == CS_OK)
        sqlite3_bind_int(rows, 1, dim);
    while (status == CS_OK && has_row) {
        status = cs_sql_next(library, rows, &has_row, diag);
        if (status != CS_OK || !has_row)
            continue;
        bool is_whole = sqlite3_column_type(rows, 0) != SQLITE_NULL &&
                        sqlite3_column_type(rows, 1) != SQLITE_NULL;
        status = is_whole ? offer_names(sink, rows, &lines)
                          : cs_library_damaged(library, "a key has no code or no title", diag);
    }
    if (status == CS_OK && lines.failed)
        status = cs_fail_memory(diag);
    sqlite3_finalize(rows);
    cs_buf_clear(&lines);
    return status;
}

/* The first column of the only row, of a question about a code. */
static enum cs_status ask_year(struct cs_library *library, const char *sql, const char *code,
                               int *year, struct cs_diag *diag)
{
    sqlite3_stmt *row;
    bool has_row = false;
    *year = 0;
    enum cs_status status = cs_sql_prepare(library, sql, &row, diag);
    if (status == CS_OK) {
        cs_sql_bind_text(row, 1, code);
        status = cs_sql_next(library, row, &has_row, diag);
    }
    if (has_row)
        *year = sqlite3_column_int(row, 0);
    sqlite3_finalize(row);
    return status;
}

enum cs_status cs_library_title_year(struct cs_library *library, const char *code, int *year,
                                     struct cs_diag *diag)
{
    return ask_year(library,
                    "SELECT min(title_year) FROM key WHERE dimension = 0 AND title_year > 0"
                    " AND code >= ?1 AND code < ?1 || '/'", /* which comes after the point */
                    code, year, diag);
}

enum cs_status cs_library_first_year(struct cs_library *library, const char *code, int *year,
                                     struct cs_diag *diag)
{
    return ask_year(
        library,
        "SELECT min(CAST(code AS INTEGER)) FROM key WHERE CAST(code AS INTEGER) > 0 AND id IN"
        " (SELECT l.period FROM key o JOIN line l ON l.occupation = o.id WHERE o.dimension = 0"
        " AND o.code >= substr(?1, 1, 3) AND o.code < substr(?1, 1, 3) || char(1114111))",
        code, year, diag);
}
