/* SQLite for library/. Answers for: errors in the house's form, statements prepared once, values
 * bound and never pasted into text. Private to library/. */
#ifndef CS_LIBRARY_SQL_H
#define CS_LIBRARY_SQL_H

#include <stdbool.h>

#include "library/library.h"

struct sqlite3;
struct sqlite3_stmt;

struct cs_library {
    struct sqlite3 *db;
    char *path;
    int version; /* of its tables */
};

/* "PATH: error: …" from what SQLite says, with a hint where one is known. Returns CS_IO, or
 * CS_INTERNAL when out of memory. */
enum cs_status cs_sql_fail(struct cs_library *library, struct cs_diag *diag);
/* Runs statements without values. */
CS_MUST_USE enum cs_status cs_sql_run(struct cs_library *library, const char *sql,
                                      struct cs_diag *diag);
/* Ownership: sqlite3_finalize. */
CS_MUST_USE enum cs_status cs_sql_prepare(struct cs_library *library, const char *sql,
                                          struct sqlite3_stmt **out, struct cs_diag *diag);
/* Steps a statement that gives no rows, and resets it. */
CS_MUST_USE enum cs_status cs_sql_done(struct cs_library *library, struct sqlite3_stmt *statement,
                                       struct cs_diag *diag);
/* The next row: *has_row. Resets at the end and after an error. */
CS_MUST_USE enum cs_status cs_sql_next(struct cs_library *library, struct sqlite3_stmt *statement,
                                       bool *has_row, struct cs_diag *diag);
/* One whole number from a query without values; 0 for NULL. */
CS_MUST_USE enum cs_status cs_sql_number(struct cs_library *library, const char *sql, int64_t *out,
                                         struct cs_diag *diag);

/* NULL binds NULL. */
void cs_sql_bind_text(struct sqlite3_stmt *statement, int index, const char *text);
/* 0 binds NULL. */
void cs_sql_bind_id(struct sqlite3_stmt *statement, int index, int64_t id);
/* Borrowed until the next step; empty for NULL. */
struct cs_span cs_sql_span(struct sqlite3_stmt *statement, int column);
/* A copy in the arena; NULL for NULL. */
const char *cs_sql_text(struct sqlite3_stmt *statement, int column, struct cs_arena *arena);

#endif
