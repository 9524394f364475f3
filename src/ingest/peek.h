/* A first look at a file, before anything is made of it. Answers for: whether it can hold a table
 * at all, and what else it is. */
#ifndef CS_INGEST_PEEK_H
#define CS_INGEST_PEEK_H

#include <stdbool.h>

#include "base/diag.h"

/* *words: "an HTML page", "text without columns". *has_tables: whether reading it may come to
 * something: archives, workbooks, text in columns. Errors: CS_IO when it cannot be read. */
CS_MUST_USE enum cs_status cs_peek(const char *path, bool *has_tables, const char **words,
                                   struct cs_diag *diag);

/* Whether a file's name ends as a table's: ".csv", ".xlsx", ".zip" and the like. */
bool cs_peek_is_table_name(const char *path);

#endif
