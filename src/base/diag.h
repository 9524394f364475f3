/* Located messages, handed up from where a problem is seen to whoever prints it.
 * Answers for: collecting, capping (20 per file, then a count) and formatting one text form:
 *   FILE:LINE: error: TEXT        FILE:Sheet!F17: error: TEXT        FILE:LINE:COL: error: TEXT
 *     hint: HINT
 * Does not print and never exits. Not thread-safe: give each thread its own and cs_diag_merge them
 * in a fixed order. */
#ifndef CS_BASE_DIAG_H
#define CS_BASE_DIAG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/status.h"

enum cs_severity { CS_NOTE, CS_WARNING, CS_ERROR };

/* Where in the input. Zero or NULL means unknown; every string is borrowed for the call only. */
struct cs_place {
    const char *file;
    const char *sheet; /* of a workbook */
    const char *cell;  /* "F17", with sheet */
    uint64_t line;     /* from 1: the line on which the record starts */
    uint64_t column;   /* from 1, in bytes */
};

struct cs_message {
    enum cs_severity severity;
    char *file;  /* may be NULL */
    char *sheet; /* may be NULL */
    char *cell;  /* may be NULL */
    uint64_t line, column;
    char *text;
    char *hint;   /* may be NULL */
    char *header; /* of a cell of a table, else NULL */
    char *value;  /* of that cell, whole; NULL: the message is of the column */
    size_t field; /* of that column, from 1 */
    size_t start; /* in text: of what is said of the cell, after the column and the value */
};

struct cs_diag {
    struct cs_message *messages; /* in order of arrival */
    size_t n_messages, capacity;
    size_t n_errors, n_warnings; /* counted even when past the cap */
    size_t n_dropped;            /* messages past the cap of their file */
    bool keeps_all;              /* there is no cap */
};

void cs_diag_init(struct cs_diag *diag);
void cs_diag_clear(struct cs_diag *diag);

/* Adds a message. place and hint may be NULL. Out of memory drops the text, never the count. */
void cs_diag_add(struct cs_diag *diag, enum cs_severity severity, const struct cs_place *place,
                 const char *hint, const char *format, ...) CS_PRINTF(5, 6);

/* What a message about a cell of a table says of it. Borrowed for the call. */
struct cs_cell_words {
    const char *header, *value; /* value NULL: the message is of the whole column */
    size_t field;               /* of the column, from 1 */
    bool is_lettered;           /* the place has the column already: that of a workbook */
};
/* Adds "column 'pay' (field 3): 'N/K' is not a number", where `what` is "is not a number". */
void cs_diag_add_cell(struct cs_diag *diag, enum cs_severity severity, const struct cs_place *place,
                      const char *hint, const struct cs_cell_words *cell, const char *what);

/* Adds an error and returns `status`: `return cs_fail(diag, CS_IO, &place, NULL, "…");` */
enum cs_status cs_fail(struct cs_diag *diag, enum cs_status status, const struct cs_place *place,
                       const char *hint, const char *format, ...) CS_PRINTF(5, 6);

/* Adds "out of memory" and returns CS_INTERNAL. */
enum cs_status cs_fail_memory(struct cs_diag *diag);

/* Whether a message with this text is there. */
bool cs_diag_has(const struct cs_diag *diag, const char *text);

/* Appends all of `from` to `to` (cap applied again; a warning or note without a place that is there
 * already is left out) and empties `from`. */
void cs_diag_merge(struct cs_diag *to, struct cs_diag *from);

/* The word for a severity: "note", "warning", "error". */
const char *cs_severity_name(enum cs_severity severity);

struct cs_buf;
/* Appends the text form of one message, with its newline(s). */
void cs_message_format(const struct cs_message *message, struct cs_buf *out);

#endif
