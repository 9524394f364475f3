/* Titles and aliases, for searching by words. */
#include "library/sql.h"

enum cs_status cs_library_names(struct cs_library *library, enum cs_dim dim,
                                const struct cs_library_name_sink *sink, struct cs_diag *diag)
{
    sqlite3_stmt *rows;
    int has_row = 1;
    enum cs_status status = cs_sql_prepare(
        library,
        "SELECT k.code, k.title, ifnull(n.name, k.title) FROM key k LEFT JOIN name n ON n.key = k.id"
        " WHERE k.dimension = ? ORDER BY k.id",
        &rows, diag);
    if (status == CS_OK)
        sqlite3_bind_int(rows, 1, dim);
    while (status == CS_OK && has_row) {
        status = cs_sql_next(library, rows, &has_row, diag);
        if (has_row)
            status = sink->name(sink->context, (const char *)sqlite3_column_text(rows, 0),
                                (const char *)sqlite3_column_text(rows, 1),
                                (const char *)sqlite3_column_text(rows, 2));
    }
    sqlite3_finalize(rows);
    return status;
}
