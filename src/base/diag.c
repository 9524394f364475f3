/* The list of messages and its one text form. Everything that can go wrong anywhere ends here, so
 * the cap per file and the order are kept in one place. */
#include "base/diag.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/grow.h"

enum { MESSAGES_PER_FILE = 20 };

void cs_diag_init(struct cs_diag *diag)
{
    memset(diag, 0, sizeof *diag);
}

static void clear_message(struct cs_message *message)
{
    free(message->file);
    free(message->sheet);
    free(message->cell);
    free(message->text);
    free(message->hint);
    free(message->header);
    free(message->value);
}

void cs_diag_clear(struct cs_diag *diag)
{
    for (size_t i = 0; i < diag->n_messages; i++)
        clear_message(&diag->messages[i]);
    free(diag->messages);
    cs_diag_init(diag);
}

static char *copy_or_null(const char *text)
{
    return text ? strdup(text) : NULL;
}

static bool is_same_file(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

static bool is_over_cap(const struct cs_diag *diag, const char *file)
{
    size_t n = 0;
    for (size_t i = diag->keeps_all ? 0 : diag->n_messages; i-- > 0;)
        if (is_same_file(diag->messages[i].file, file) && ++n >= MESSAGES_PER_FILE)
            return true;
    return false;
}

static struct cs_message *push_message(struct cs_diag *diag)
{
    struct cs_message *grown =
        cs_grown(diag->messages, diag->n_messages, &diag->capacity, sizeof *grown);
    if (!grown)
        return NULL;
    diag->messages = grown;
    struct cs_message *message = &diag->messages[diag->n_messages++];
    memset(message, 0, sizeof *message);
    return message;
}

static void count_severity(struct cs_diag *diag, enum cs_severity severity)
{
    diag->n_errors += severity == CS_ERROR;
    diag->n_warnings += severity == CS_WARNING;
}

/* A message without its text; NULL when it is past the cap. */
static struct cs_message *begin_message(struct cs_diag *diag, enum cs_severity severity,
                                        const struct cs_place *place, const char *hint)
{
    static const struct cs_place nowhere;
    if (!place)
        place = &nowhere;
    count_severity(diag, severity);
    struct cs_message *message = is_over_cap(diag, place->file) ? NULL : push_message(diag);
    if (!message) {
        diag->n_dropped++;
        return NULL;
    }
    message->severity = severity;
    message->file = copy_or_null(place->file);
    message->sheet = copy_or_null(place->sheet);
    message->cell = copy_or_null(place->cell);
    message->line = place->line;
    message->column = place->column;
    message->hint = copy_or_null(hint);
    return message;
}

static void add_valist(struct cs_diag *diag, enum cs_severity severity,
                       const struct cs_place *place, const char *hint, const char *format,
                       va_list args)
{
    struct cs_message *message = begin_message(diag, severity, place, hint);
    if (message && vasprintf(&message->text, format, args) < 0)
        message->text = NULL;
}

void cs_diag_add_cell(struct cs_diag *diag, enum cs_severity severity, const struct cs_place *place,
                      const char *hint, const struct cs_cell_words *cell, const char *what)
{
    struct cs_message *message = begin_message(diag, severity, place, hint);
    struct cs_shown header, value;
    struct cs_buf text;
    if (!message)
        return;
    cs_buf_init(&text);
    cs_buf_printf(&text, "column '%s'", cs_show(&header, cell->header, strlen(cell->header)));
    if (!cell->is_lettered)
        cs_buf_printf(&text, " (field %zu)", cell->field);
    cs_buf_puts(&text, ": ");
    if (cell->value)
        cs_buf_printf(&text, "'%s' ", cs_show(&value, cell->value, strlen(cell->value)));
    message->start = text.size;
    cs_buf_puts(&text, what);
    message->text = strdup(cs_buf_text(&text));
    message->header = copy_or_null(cell->header);
    message->value = copy_or_null(cell->value);
    message->field = cell->field;
    cs_buf_clear(&text);
}

void cs_diag_add(struct cs_diag *diag, enum cs_severity severity, const struct cs_place *place,
                 const char *hint, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    add_valist(diag, severity, place, hint, format, args);
    va_end(args);
}

enum cs_status cs_fail(struct cs_diag *diag, enum cs_status status, const struct cs_place *place,
                       const char *hint, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    add_valist(diag, CS_ERROR, place, hint, format, args);
    va_end(args);
    return status;
}

enum cs_status cs_fail_memory(struct cs_diag *diag)
{
    return cs_fail(diag, CS_INTERNAL, NULL, NULL, "out of memory");
}

bool cs_diag_has(const struct cs_diag *diag, const char *text)
{
    for (size_t i = 0; i < diag->n_messages; i++)
        if (diag->messages[i].text && strcmp(diag->messages[i].text, text) == 0)
            return true;
    return false;
}

/* What threads each say of the whole, without a place, is said once. */
static bool is_said_already(const struct cs_diag *diag, const struct cs_message *message)
{
    return !message->file && message->severity != CS_ERROR && message->text &&
           cs_diag_has(diag, message->text);
}

void cs_diag_merge(struct cs_diag *to, struct cs_diag *from)
{
    for (size_t i = 0; i < from->n_messages; i++) {
        struct cs_message *message = &from->messages[i];
        bool is_said = is_said_already(to, message);
        struct cs_message *slot =
            is_said || is_over_cap(to, message->file) ? NULL : push_message(to);
        if (is_said) {
            from->n_warnings -= message->severity == CS_WARNING;
            clear_message(message);
        } else if (slot) {
            *slot = *message;
        } else {
            to->n_dropped++;
            clear_message(message);
        }
    }
    to->n_errors += from->n_errors;
    to->n_warnings += from->n_warnings;
    to->n_dropped += from->n_dropped;
    free(from->messages);
    cs_diag_init(from);
}

const char *cs_severity_name(enum cs_severity severity)
{
    static const char *const names[] = {"note", "warning", "error"};
    return names[severity];
}

void cs_message_format(const struct cs_message *message, struct cs_buf *out)
{
    if (message->file) {
        cs_buf_put_visible(out, message->file, strlen(message->file), SIZE_MAX);
        cs_buf_puts(out, ":");
    }
    if (message->sheet)
        cs_buf_printf(out, message->cell ? "%s!%s:" : "%s:", message->sheet, message->cell);
    else if (message->line)
        cs_buf_printf(out, "%llu:", (unsigned long long)message->line);
    if (message->column)
        cs_buf_printf(out, "%llu:", (unsigned long long)message->column);
    cs_buf_printf(out, "%s%s: %s\n",
                  message->file ? " " : "careerstat: ", cs_severity_name(message->severity),
                  message->text ? message->text : "(no memory for the text)");
    if (message->hint)
        cs_buf_printf(out, "  hint: %s\n", message->hint);
}
