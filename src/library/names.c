/* Titles and aliases, for searching by words. */
#include "library/sql.h"

#include <sqlite3.h>
#include <string.h>

enum { NAME_BYTES = 512 };

enum cs_status cs_library_names(struct cs_library *library, enum cs_dim dim,
                                const struct cs_library_name_sink *sink, struct cs_diag *diag)
{
    sqlite3_stmt *rows;
    int has_row = 1;
    int64_t last_key = 0;
    char last_name[NAME_BYTES] = "";
    enum cs_status status = cs_sql_prepare(
        library,
        "SELECT k.id, k.code, k.title, ifnull(n.name, k.title) FROM key k"
        " LEFT JOIN name n ON n.key = k.id WHERE k.dimension = ? ORDER BY k.id, n.name",
        &rows, diag);
    if (status == CS_OK)
        sqlite3_bind_int(rows, 1, dim);
    while (status == CS_OK && has_row) {
        status = cs_sql_next(library, rows, &has_row, diag);
        if (!has_row)
            break;
        const char *name = (const char *)sqlite3_column_text(rows, 3);
        /* Several files say the same name: they stand beside each other. */
        if (sqlite3_column_int64(rows, 0) == last_key &&
            strncmp(name, last_name, NAME_BYTES - 1) == 0)
            continue;
        last_key = sqlite3_column_int64(rows, 0);
        strncpy(last_name, name, NAME_BYTES - 1);
        status = sink->name(sink->context, (const char *)sqlite3_column_text(rows, 1),
                            (const char *)sqlite3_column_text(rows, 2), name);
    }
    sqlite3_finalize(rows);
    return status;
}
