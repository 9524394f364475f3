/* JSON written straight into a buffer. Answers for: correct nesting, commas, escapes and layout,
 * and for refusing what JSON cannot say or should not: numbers that are not finite, a name twice in
 * an object, invalid UTF-8, unbalanced nesting. A refusal latches, later calls do nothing, and
 * cs_json_finish reports it: check once at the end. Values inside an object are preceded by
 * cs_json_name; cs_json_put_… do both.
 * Objects are records of up to a few dozen names: names are compared one by one. */
#ifndef CS_RENDER_JSON_H
#define CS_RENDER_JSON_H

#include <stdbool.h>

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/diag.h"
#include "data/dataset.h"

enum { CS_JSON_COMPACT = 0, CS_JSON_PRETTY = 2, CS_JSON_MAX_DEPTH = 32, CS_JSON_EXACT = -1 };

enum cs_json_fault {
    CS_JSON_FINE,
    CS_JSON_NOT_FINITE,
    CS_JSON_NAME_TWICE,
    CS_JSON_BAD_UTF8,
    CS_JSON_UNBALANCED,     /* an end without its begin, a missing end, or a second document */
    CS_JSON_NAME_MISPLACED, /* a name outside an object, or a value in one without a name */
    CS_JSON_TOO_DEEP,
    CS_JSON_MEMORY,
};

/* A name used in an object that is open. */
struct cs_json_name {
    uint32_t hash, size;
    size_t offset; /* in the buffer, as written */
};

struct cs_json {
    struct cs_buf *out; /* borrowed */
    int indent;         /* blanks a level, CS_JSON_COMPACT: all on one line */
    enum cs_json_fault fault;
    size_t depth;
    struct {
        char is_object;
        size_t n_members;  /* written so far */
        size_t first_name; /* in names */
    } levels[CS_JSON_MAX_DEPTH + 1];
    struct cs_json_name *names; /* heap */
    size_t n_names, names_capacity;
    bool has_name; /* a name waits for its value */
};

/* Appends to out, which is borrowed until cs_json_finish. */
void cs_json_init(struct cs_json *json, struct cs_buf *out, int indent);
/* Ends the document with a line end and frees. Errors: CS_INTERNAL with what was refused. */
CS_MUST_USE enum cs_status cs_json_finish(struct cs_json *json, struct cs_diag *diag);

/* Containers, and the name of the next member of an object. */
void cs_json_begin_object(struct cs_json *json);
void cs_json_end_object(struct cs_json *json);
void cs_json_begin_array(struct cs_json *json);
void cs_json_end_array(struct cs_json *json);
void cs_json_name(struct cs_json *json, const char *name);

/* Values: of an array, after a name, or the whole document. */
void cs_json_string(struct cs_json *json, const char *text);
void cs_json_string_n(struct cs_json *json, const char *bytes, size_t n_bytes);
/* Rounded to `decimals` places (0 to 15), or CS_JSON_EXACT: the shortest that reads back the same.
 */
void cs_json_number(struct cs_json *json, double value, int decimals);
void cs_json_integer(struct cs_json *json, int64_t value);
void cs_json_bool(struct cs_json *json, int value);
void cs_json_null(struct cs_json *json);

/* Members of an object. Text NULL and numbers NaN become null only in the …_or_null forms. */
void cs_json_put_object(struct cs_json *json, const char *name);
void cs_json_put_array(struct cs_json *json, const char *name);
void cs_json_put_string(struct cs_json *json, const char *name, const char *text);
void cs_json_put_string_or_null(struct cs_json *json, const char *name, const char *text);
/* For text from outside that need not be UTF-8 (a file's name): what is not is shown as \xNN. */
void cs_json_put_visible(struct cs_json *json, const char *name, const char *text);
void cs_json_put_number(struct cs_json *json, const char *name, double value, int decimals);
void cs_json_put_number_or_null(struct cs_json *json, const char *name, double value, int decimals);
void cs_json_put_integer(struct cs_json *json, const char *name, int64_t value);
void cs_json_put_bool(struct cs_json *json, const char *name, int value);
void cs_json_put_null(struct cs_json *json, const char *name);

/* "name": {"value": 239200, "unit": "USD/year", "presence": "at_least"}; value null when there is
 * none. */
void cs_json_put_quantity(struct cs_json *json, const char *name, struct cs_quantity quantity,
                          struct cs_unit unit);

/* Decimals that a number of a unit keeps in JSON: more than any publisher prints and fewer than
 * binary noise has. */
int cs_unit_decimals(struct cs_unit unit);

#endif
