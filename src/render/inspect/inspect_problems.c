/* Every message about a file's rows, in the order of the file: what a report of counts only sums
 * up. */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "render/inspect/inspect.h"
#include "render/write/table.h"

static const struct cs_table_column columns[] = {
    {.name = "file", .heading = "file"},       {.name = "sheet", .heading = "sheet"},
    {.name = "line", .heading = "line"},       {.name = "cell", .heading = "cell"},
    {.name = "field", .heading = "field"},     {.name = "header", .heading = "header"},
    {.name = "value", .heading = "value"},     {.name = "severity", .heading = "severity"},
    {.name = "problem", .heading = "problem"}, {.name = "hint", .heading = "hint"},
};

struct problem {
    size_t table, index; /* of the first message of its sheet, and its own */
    const struct cs_message *message;
};

static bool is_same_text(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) == 0 : a == b;
}

static bool are_of_one_sheet(const struct cs_message *a, const struct cs_message *b)
{
    return is_same_text(a->file, b->file) && is_same_text(a->sheet, b->sheet);
}

static int compare_problems(const void *a, const void *b)
{
    const struct problem *x = a, *y = b;
    if (x->table != y->table)
        return x->table < y->table ? -1 : 1;
    if (x->message->line != y->message->line)
        return x->message->line < y->message->line ? -1 : 1;
    return (x->index > y->index) - (x->index < y->index);
}

/* Warnings and errors; NULL when out of memory. Messages of one sheet stand together but for those
 * about a whole file. Ownership: heap. */
static struct problem *collect(const struct cs_diag *diag, size_t *n)
{
    struct problem *problems = malloc((diag->n_messages + 1) * sizeof *problems);
    *n = 0;
    for (size_t i = 0; problems && i < diag->n_messages; i++) {
        const struct cs_message *message = &diag->messages[i];
        size_t at = *n;
        if (message->severity == CS_NOTE)
            continue;
        while (at > 0 && !are_of_one_sheet(problems[at - 1].message, message))
            at--;
        problems[*n] = (struct problem){at ? problems[at - 1].table : i, i, message};
        ++*n;
    }
    if (problems)
        qsort(problems, *n, sizeof *problems, compare_problems);
    return problems;
}

static const char *text_or_nothing(const char *text)
{
    return text ? text : "";
}

static void add_count(struct cs_table *table, uint64_t count)
{
    const char *text =
        count ? cs_arena_printf(table->arena, "%llu", (unsigned long long)count) : NULL;
    cs_table_add_text(table, text_or_nothing(text));
}

static void add_problem(struct cs_table *table, const struct cs_message *message)
{
    cs_table_add_text(table, text_or_nothing(message->file));
    cs_table_add_text(table, text_or_nothing(message->sheet));
    add_count(table, message->line);
    cs_table_add_text(table, text_or_nothing(message->cell));
    add_count(table, message->field);
    cs_table_add_text(table, text_or_nothing(message->header));
    cs_table_add_text(table, text_or_nothing(message->value));
    cs_table_add_text(table, cs_severity_name(message->severity));
    cs_table_add_text(table, message->text ? message->text + message->start : "");
    cs_table_add_text(table, text_or_nothing(message->hint));
}

/* One line each, as commands print them; a hint once, where several have it. */
static void print_lines(const struct problem *problems, size_t n, struct cs_buf *out)
{
    for (size_t i = 0; i < n; i++) {
        struct cs_message message = *problems[i].message;
        if (i + 1 < n && is_same_text(message.hint, problems[i + 1].message->hint))
            message.hint = NULL;
        cs_message_format(&message, out);
    }
    if (n == 0)
        cs_buf_puts(out, "no problems\n");
}

enum cs_status cs_inspect_problems(const struct cs_diag *problems, enum cs_table_format format,
                                   struct cs_buf *out, struct cs_diag *diag)
{
    struct cs_arena arena;
    struct cs_table table;
    size_t n;
    struct problem *rows = collect(problems, &n);
    if (!rows)
        return cs_fail_memory(diag);
    cs_arena_init(&arena);
    enum cs_status status = CS_OK;
    if (format == CS_TABLE_TEXT) {
        print_lines(rows, n, out);
    } else {
        cs_table_init(&table, &arena, columns, sizeof columns / sizeof *columns);
        for (size_t i = 0; i < n; i++)
            add_problem(&table, rows[i].message);
        status = cs_table_print(&table, format, out, diag);
    }
    cs_arena_clear(&arena);
    free(rows);
    return status;
}
