/* A JSON writer that streams: no tree is built; it keeps the stack of open levels and their names
 * only (docs/decisions/0001). */
#include "render/write/json.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/grow.h"
#include "base/number.h"
#include "base/text.h"
#include "data/quantity.h"

void cs_json_init(struct cs_json *json, struct cs_buf *out, int indent)
{
    memset(json, 0, sizeof *json);
    json->out = out;
    json->indent = indent;
}

static void refuse(struct cs_json *json, enum cs_json_fault fault)
{
    if (json->fault == CS_JSON_FINE)
        json->fault = fault;
}

static void put_line_start(struct cs_json *json)
{
    static const char blanks[] = "                                                                ";
    size_t n = json->depth * (size_t)json->indent;
    cs_buf_putc(json->out, '\n');
    cs_buf_put(json->out, blanks, n < sizeof blanks - 1 ? n : sizeof blanks - 1);
}

/* Before a member of the open level: comma and line. */
static void start_member(struct cs_json *json)
{
    if (json->levels[json->depth].n_members++)
        cs_buf_putc(json->out, ',');
    if (json->indent)
        put_line_start(json);
}

/* Before any value; returns 0 when none may stand here. */
static bool start_value(struct cs_json *json)
{
    if (json->fault != CS_JSON_FINE)
        return false;
    if (json->depth == 0) {
        if (json->levels[0].n_members++)
            refuse(json, CS_JSON_UNBALANCED);
    } else if (json->levels[json->depth].is_object) {
        if (!json->has_name)
            refuse(json, CS_JSON_NAME_MISPLACED);
        json->has_name = false;
    } else {
        start_member(json);
    }
    return json->fault == CS_JSON_FINE;
}

static void begin(struct cs_json *json, bool is_object)
{
    if (!start_value(json))
        return;
    if (json->depth == CS_JSON_MAX_DEPTH) {
        refuse(json, CS_JSON_TOO_DEEP);
        return;
    }
    cs_buf_putc(json->out, is_object ? '{' : '[');
    json->depth++;
    json->levels[json->depth].is_object = (char)is_object;
    json->levels[json->depth].n_members = 0;
    json->levels[json->depth].first_name = json->n_names;
}

static void end(struct cs_json *json, bool is_object)
{
    if (json->fault != CS_JSON_FINE)
        return;
    if (json->depth == 0 || json->levels[json->depth].is_object != is_object || json->has_name) {
        refuse(json, CS_JSON_UNBALANCED);
        return;
    }
    size_t n_members = json->levels[json->depth].n_members;
    json->n_names = json->levels[json->depth].first_name;
    json->depth--;
    if (n_members && json->indent)
        put_line_start(json);
    cs_buf_putc(json->out, is_object ? '}' : ']');
}

void cs_json_begin_object(struct cs_json *json)
{
    begin(json, 1);
}

void cs_json_end_object(struct cs_json *json)
{
    end(json, 1);
}

void cs_json_begin_array(struct cs_json *json)
{
    begin(json, 0);
}

void cs_json_end_array(struct cs_json *json)
{
    end(json, 0);
}

/* Bytes from `text` on that need no escape; *is_valid becomes 0 at invalid UTF-8. */
static size_t count_plain(const char *text, size_t n_bytes, bool *is_valid)
{
    size_t i = 0;
    while (i < n_bytes) {
        unsigned char c = (unsigned char)text[i];
        if (c >= 0x80) {
            size_t n = cs_utf8_length(text + i, n_bytes - i);
            if (n == 0) {
                *is_valid = false;
                return i;
            }
            i += n;
        } else if (c < 0x20 || c == '"' || c == '\\' || c == 0x7f) {
            return i;
        } else {
            i++;
        }
    }
    return i;
}

static void put_escape(struct cs_buf *out, unsigned char c)
{
    static const char letters[] = {['\b'] = 'b', ['\t'] = 't', ['\n'] = 'n', ['\f'] = 'f',
                                   ['\r'] = 'r', ['"'] = '"',  ['\\'] = '\\'};
    if (c < sizeof letters && letters[c]) {
        cs_buf_putc(out, '\\');
        cs_buf_putc(out, letters[c]);
    } else {
        cs_buf_printf(out, "\\u%04x", c);
    }
}

static void put_quoted(struct cs_json *json, const char *text, size_t n_bytes)
{
    bool is_valid = true;
    cs_buf_putc(json->out, '"');
    for (;;) {
        size_t n = count_plain(text, n_bytes, &is_valid);
        cs_buf_put(json->out, text, n);
        if (n == n_bytes || !is_valid)
            break;
        put_escape(json->out, (unsigned char)text[n]);
        text += n + 1;
        n_bytes -= n + 1;
    }
    if (!is_valid)
        refuse(json, CS_JSON_BAD_UTF8);
    cs_buf_putc(json->out, '"');
}

static uint32_t hash_bytes(const char *bytes, size_t n_bytes)
{
    uint32_t hash = 2166136261u; /* FNV-1a */
    for (size_t i = 0; i < n_bytes; i++)
        hash = (hash ^ (unsigned char)bytes[i]) * 16777619u;
    return hash;
}

static bool is_known_name(const struct cs_json *json, const struct cs_json_name *name)
{
    const char *written = cs_buf_text(json->out);
    for (size_t i = json->levels[json->depth].first_name; i < json->n_names; i++) {
        const struct cs_json_name *other = &json->names[i];
        if (other->hash == name->hash && other->size == name->size &&
            memcmp(written + other->offset, written + name->offset, name->size) == 0)
            return true;
    }
    return false;
}

/* Notes the name that stands at `offset` of the buffer, up to its end. */
static void remember_name(struct cs_json *json, size_t offset)
{
    if (json->out->failed)
        return;
    size_t size = json->out->size - offset;
    struct cs_json_name name = {hash_bytes(json->out->data + offset, size), (uint32_t)size, offset};
    if (is_known_name(json, &name)) {
        refuse(json, CS_JSON_NAME_TWICE);
        return;
    }
    struct cs_json_name *grown =
        cs_grown(json->names, json->n_names, &json->names_capacity, sizeof *grown);
    if (!grown) {
        refuse(json, CS_JSON_MEMORY);
        return;
    }
    json->names = grown;
    json->names[json->n_names++] = name;
}

void cs_json_name(struct cs_json *json, const char *name)
{
    if (json->fault != CS_JSON_FINE)
        return;
    if (json->depth == 0 || !json->levels[json->depth].is_object || json->has_name) {
        refuse(json, CS_JSON_NAME_MISPLACED);
        return;
    }
    start_member(json);
    size_t offset = json->out->size;
    put_quoted(json, name, strlen(name));
    remember_name(json, offset);
    cs_buf_puts(json->out, json->indent ? ": " : ":");
    json->has_name = true;
}

void cs_json_string_n(struct cs_json *json, const char *bytes, size_t n_bytes)
{
    if (start_value(json))
        put_quoted(json, bytes, n_bytes);
}

void cs_json_string(struct cs_json *json, const char *text)
{
    cs_json_string_n(json, text, strlen(text));
}

void cs_json_number(struct cs_json *json, double value, int decimals)
{
    if (!isfinite(value))
        refuse(json, CS_JSON_NOT_FINITE);
    if (!start_value(json))
        return;
    char text[CS_NUMBER_TEXT_BYTES];
    size_t n = decimals == CS_JSON_EXACT ? cs_number_format(value, text)
                                         : cs_number_format_rounded(value, decimals, text);
    cs_buf_put(json->out, text, n);
}

void cs_json_integer(struct cs_json *json, int64_t value)
{
    if (start_value(json))
        cs_buf_printf(json->out, "%lld", (long long)value);
}

void cs_json_bool(struct cs_json *json, int value)
{
    if (start_value(json))
        cs_buf_puts(json->out, value ? "true" : "false");
}

void cs_json_null(struct cs_json *json)
{
    if (start_value(json))
        cs_buf_puts(json->out, "null");
}

void cs_json_put_object(struct cs_json *json, const char *name)
{
    cs_json_name(json, name);
    cs_json_begin_object(json);
}

void cs_json_put_array(struct cs_json *json, const char *name)
{
    cs_json_name(json, name);
    cs_json_begin_array(json);
}

void cs_json_put_string(struct cs_json *json, const char *name, const char *text)
{
    cs_json_name(json, name);
    cs_json_string(json, text);
}

void cs_json_put_string_or_null(struct cs_json *json, const char *name, const char *text)
{
    if (text)
        cs_json_put_string(json, name, text);
    else
        cs_json_put_null(json, name);
}

void cs_json_put_visible(struct cs_json *json, const char *name, const char *text)
{
    struct cs_buf visible;
    cs_buf_init(&visible);
    cs_buf_put_visible(&visible, text, strlen(text), SIZE_MAX);
    cs_json_put_string(json, name, cs_buf_text(&visible));
    cs_buf_clear(&visible);
}

void cs_json_put_number(struct cs_json *json, const char *name, double value, int decimals)
{
    cs_json_name(json, name);
    cs_json_number(json, value, decimals);
}

void cs_json_put_number_or_null(struct cs_json *json, const char *name, double value, int decimals)
{
    if (isnan(value))
        cs_json_put_null(json, name);
    else
        cs_json_put_number(json, name, value, decimals);
}

void cs_json_put_integer(struct cs_json *json, const char *name, int64_t value)
{
    cs_json_name(json, name);
    cs_json_integer(json, value);
}

void cs_json_put_bool(struct cs_json *json, const char *name, int value)
{
    cs_json_name(json, name);
    cs_json_bool(json, value);
}

void cs_json_put_null(struct cs_json *json, const char *name)
{
    cs_json_name(json, name);
    cs_json_null(json);
}

int cs_unit_decimals(struct cs_unit unit)
{
    switch (unit.kind) {
    case CS_UNIT_JOBS:
        return 3;
    case CS_UNIT_PERCENT:
        return 4;
    default:
        return 6;
    }
}

void cs_json_put_quantity(struct cs_json *json, const char *name, struct cs_quantity quantity,
                          struct cs_unit unit)
{
    char text[CS_UNIT_TEXT_BYTES];
    cs_json_put_object(json, name);
    cs_json_put_number_or_null(json, "value", quantity.value, cs_unit_decimals(unit));
    cs_json_put_string(json, "unit", cs_unit_format(unit, text));
    cs_json_put_string(json, "presence", cs_presence_name(quantity.presence));
    cs_json_end_object(json);
}

static const char *describe_fault(enum cs_json_fault fault)
{
    static const char *const words[] = {
        [CS_JSON_FINE] = "",
        [CS_JSON_NOT_FINITE] = "a number is not finite",
        [CS_JSON_NAME_TWICE] = "a name stands twice in an object",
        [CS_JSON_BAD_UTF8] = "a text is not UTF-8",
        [CS_JSON_UNBALANCED] = "its nesting is unbalanced",
        [CS_JSON_NAME_MISPLACED] = "a name or value is out of place",
        [CS_JSON_TOO_DEEP] = "it is nested too deeply",
        [CS_JSON_MEMORY] = "out of memory",
    };
    return words[fault];
}

enum cs_status cs_json_finish(struct cs_json *json, struct cs_diag *diag)
{
    if (json->depth || json->levels[0].n_members != 1)
        refuse(json, CS_JSON_UNBALANCED);
    cs_buf_putc(json->out, '\n');
    if (json->out->failed)
        refuse(json, CS_JSON_MEMORY);
    free(json->names);
    json->names = NULL;
    return json->fault == CS_JSON_FINE
               ? CS_OK
               : cs_fail(diag, CS_INTERNAL, NULL, NULL, "JSON cannot be written: %s",
                         describe_fault(json->fault));
}
