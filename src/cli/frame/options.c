/* Parsing of words into options. It knows no command: which options there are comes with the
 * row. */
#include "cli/frame/options.h"

#include <assert.h>
#include <stdbool.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/number.h"
#include "base/suggest.h"
#include "base/text.h"
#include "cli/frame/standard_input.h"
#include "ingest/peek.h"

static const struct cs_option *find_letter(const struct cs_command *command, char letter)
{
    const struct cs_option *option;
    for (size_t i = 0; (option = cs_command_option(command, i)) != NULL; i++)
        if (option->letter && option->letter == letter)
            return option;
    return NULL;
}

/* Reading the words of one call. */
struct reader {
    struct cs_call *call;
    char *const *words;
    size_t n_words, next;
    struct cs_given *given;
    size_t n_given, capacity;
    const char **operands;
    size_t n_operands;
};

static enum cs_status fail_unknown(const struct reader *reader, const char *word,
                                   struct cs_span name)
{
    struct cs_call *call = reader->call;
    const char *names[64];
    size_t n = 0;
    const struct cs_option *option;
    while (n < 64 && (option = cs_command_option(call->command, n)) != NULL)
        names[n++] = option->name;
    const char *copy = cs_arena_copy(call->arena, name.start, name.size);
    const char *near = copy ? cs_suggest(copy, names, n) : NULL;
    const char *usage = call->command->usage;
    bool takes_files = strcmp(copy ? copy : "", "data") == 0 && strstr(usage, "FILE");
    const char *hint =
        takes_files ? cs_arena_printf(call->arena,
                                      "files are named without an option: careerstat %s", usage)
        : near      ? cs_arena_printf(call->arena, "did you mean --%s?", near)
                    : cs_arena_printf(call->arena, "see: careerstat help %s", call->command->name);
    struct cs_shown shown;
    return cs_fail(call->diag, CS_USAGE, NULL, hint, "'%s' has no option '%s'", call->command->name,
                   cs_show(&shown, word, strlen(word)));
}

static enum cs_status fail_value(const struct reader *reader, const struct cs_option *option,
                                 const char *value, const char *wanted)
{
    struct cs_shown shown;
    return cs_fail(reader->call->diag, CS_USAGE, NULL, NULL, "--%s: '%s' is not %s", option->name,
                   cs_show(&shown, value, strlen(value)), wanted);
}

static bool is_choice(const char *choices, const char *value)
{
    size_t size = strlen(value);
    for (const char *p = choices; *p; p += *p == ',') {
        size_t n = strcspn(p, ",");
        if (n == size && memcmp(p, value, n) == 0)
            return true;
        p += n;
    }
    return false;
}

const char *cs_option_wants(const struct cs_option *option, const char *value,
                            struct cs_arena *arena, double *number)
{
    int64_t whole = 0;
    const char *wanted;
    *number = 0;
    switch (option->kind) {
    case CS_OPTION_FLAG:
        return *value ? "empty" : NULL;
    case CS_OPTION_NUMBER:
        return cs_number_parse(cs_span_of(value), number) ? NULL : "a number";
    case CS_OPTION_WHOLE:
        if (!cs_integer_parse(cs_span_of(value), &whole) || whole < 0)
            return "a whole number of 0 or more";
        *number = (double)whole;
        return NULL;
    case CS_OPTION_CHOICE:
        if (is_choice(option->choices, value))
            return NULL;
        wanted = cs_arena_printf(arena, "one of %s", option->choices);
        return wanted ? wanted : "a choice";
    default:
        return *value ? NULL : "a word";
    }
}

static enum cs_status push(struct reader *reader, struct cs_given given)
{
    if (reader->n_given == reader->capacity) {
        size_t capacity = 2 * reader->capacity + 16;
        struct cs_given *grown = cs_arena_alloc(reader->call->arena, capacity * sizeof *grown);
        if (!grown)
            return cs_fail_memory(reader->call->diag);
        if (reader->n_given)
            memcpy(grown, reader->given, reader->n_given * sizeof *grown);
        reader->given = grown;
        reader->capacity = capacity;
    }
    reader->given[reader->n_given++] = given;
    return CS_OK;
}

static enum cs_status push_list(struct reader *reader, const struct cs_option *option,
                                const char *value)
{
    for (const char *p = value;; p++) {
        size_t n = strcspn(p, ",");
        struct cs_span item = cs_span_trim((struct cs_span){p, n});
        if (item.size == 0)
            return fail_value(reader, option, value, "a comma-separated list of words");
        const char *copy = cs_arena_copy(reader->call->arena, item.start, item.size);
        if (!copy)
            return cs_fail_memory(reader->call->diag);
        enum cs_status status = push(reader, (struct cs_given){.option = option, .value = copy});
        if (status != CS_OK)
            return status;
        p += n;
        if (!*p)
            return CS_OK;
    }
}

static bool is_given(const struct reader *reader, const struct cs_option *option)
{
    for (size_t i = 0; i < reader->n_given; i++)
        if (reader->given[i].option == option)
            return true;
    return false;
}

static enum cs_status take_value(struct reader *reader, const struct cs_option *option,
                                 const char *value)
{
    struct cs_given given = {.option = option, .value = value};
    if (option->kind == CS_OPTION_LIST && *value)
        return push_list(reader, option, value);
    if (option->kind != CS_OPTION_TEXTS && is_given(reader, option))
        return cs_fail(reader->call->diag, CS_USAGE, NULL, NULL, "--%s is given twice",
                       option->name);
    bool is_text = option->kind == CS_OPTION_TEXT || option->kind == CS_OPTION_TEXTS ||
                   option->kind == CS_OPTION_LIST;
    if (is_text && value[strspn(value, " \t")] == '\0')
        return cs_fail(reader->call->diag, CS_USAGE, NULL, NULL, "--%s: the value is empty",
                       option->name);
    const char *wanted = cs_option_wants(option, value, reader->call->arena, &given.number);
    if (wanted)
        return fail_value(reader, option, value, wanted);
    return push(reader, given);
}

/* `--data *.csv`: the files after the first are the option's too. */
static enum cs_status take_more_files(struct reader *reader, const struct cs_option *option)
{
    enum cs_status status = CS_OK;
    bool is_list = option->kind == CS_OPTION_TEXTS && strcmp(option->name, "data") == 0;
    while (status == CS_OK && is_list && reader->next < reader->n_words &&
           cs_peek_is_table_name(reader->words[reader->next]) &&
           access(reader->words[reader->next], F_OK) == 0)
        status = take_value(reader, option, reader->words[reader->next++]);
    return status;
}

/* The option's value: after "=", attached to the letter, or the next word. */
static enum cs_status take_option(struct reader *reader, const struct cs_option *option,
                                  const char *attached)
{
    if (option->kind == CS_OPTION_FLAG) {
        if (attached)
            return cs_fail(reader->call->diag, CS_USAGE, NULL, NULL, "--%s takes no value",
                           option->name);
        return push(reader, (struct cs_given){.option = option, .value = ""});
    }
    if (attached)
        return take_value(reader, option, attached);
    if (reader->next == reader->n_words)
        return cs_fail(reader->call->diag, CS_USAGE, NULL, NULL, "--%s needs a value: %s",
                       option->name, option->value);
    enum cs_status status = take_value(reader, option, reader->words[reader->next++]);
    return status == CS_OK ? take_more_files(reader, option) : status;
}

static enum cs_status take_long(struct reader *reader, const char *word)
{
    size_t n = strcspn(word + 2, "=");
    struct cs_span name = {word + 2, n};
    const struct cs_option *option = cs_command_option_named(reader->call->command, name);
    if (!option)
        return fail_unknown(reader, word, name);
    return take_option(reader, option, word[2 + n] == '=' ? word + 2 + n + 1 : NULL);
}

/* "-q", "-qv", "-o FILE", "-oFILE". */
static enum cs_status take_letters(struct reader *reader, const char *word)
{
    for (const char *p = word + 1; *p; p++) {
        const struct cs_option *option = find_letter(reader->call->command, *p);
        if (!option)
            return fail_unknown(reader, word, cs_span_of(word + 1));
        bool has_value = option->kind != CS_OPTION_FLAG;
        enum cs_status status = take_option(reader, option, has_value && p[1] ? p + 1 : NULL);
        if (status != CS_OK || has_value)
            return status;
    }
    return CS_OK;
}

/* --json beside a --format that is not JSON. */
static bool is_conflicting(const struct reader *reader)
{
    bool has_json = false, has_other = false;
    for (size_t i = 0; i < reader->n_given; i++) {
        const struct cs_given *given = &reader->given[i];
        has_json |= strcmp(given->option->name, "json") == 0;
        has_other |=
            strcmp(given->option->name, "format") == 0 && strcmp(given->value, "json") != 0;
    }
    return has_json && has_other;
}

enum cs_status cs_options_parse(struct cs_call *call, char *const *words, size_t n_words)
{
    struct reader reader = {.call = call, .words = words, .n_words = n_words};
    reader.operands = cs_arena_alloc(call->arena, (n_words + 1) * sizeof *reader.operands);
    if (!reader.operands)
        return cs_fail_memory(call->diag);
    int only_operands = 0;
    while (reader.next < n_words) {
        const char *word = words[reader.next++];
        enum cs_status status = CS_OK;
        if (only_operands || word[0] != '-' || word[1] == '\0')
            reader.operands[reader.n_operands++] = word;
        else if (strcmp(word, "--") == 0)
            only_operands = 1;
        else
            status = word[1] == '-' ? take_long(&reader, word) : take_letters(&reader, word);
        if (status != CS_OK)
            return status;
    }
    if (is_conflicting(&reader))
        return cs_fail(call->diag, CS_USAGE, NULL, NULL,
                       "--json and --format contradict each other");
    call->operands = reader.operands;
    call->n_operands = reader.n_operands;
    call->given = reader.given;
    call->n_given = reader.n_given;
    return CS_OK;
}

static const char *const from_stdin[] = {"-"};

enum cs_status cs_options_check_operands(struct cs_call *call)
{
    const struct cs_command *command = call->command;
    const char *hint = cs_arena_printf(call->arena, "usage: careerstat %s", command->usage);
    if (command->needs_files && call->n_operands == 0 && call->host->lends_stdin &&
        cs_stdin_is_given()) {
        call->operands = from_stdin;
        call->n_operands = 1;
    }
    if (call->n_operands < command->min_operands)
        return cs_fail(call->diag, CS_USAGE, NULL, hint, "'%s' needs more arguments",
                       command->name);
    if (call->n_operands > command->max_operands) {
        const char *word = call->operands[command->max_operands];
        struct cs_shown shown;
        return cs_fail(call->diag, CS_USAGE, NULL, hint, "'%s' does not take '%s'", command->name,
                       cs_show(&shown, word, strlen(word)));
    }
    return CS_OK;
}

const char *cs_call_variable(const struct cs_call *call, const char *name)
{
    return call->host->variable ? call->host->variable(name) : NULL;
}

static const struct cs_option *require_option(const struct cs_call *call, const char *name)
{
    const struct cs_option *option = cs_command_option_named(call->command, cs_span_of(name));
    assert(option && "a command asks for an option that its row does not have");
    return option;
}

size_t cs_call_count(const struct cs_call *call, const char *name)
{
    const struct cs_option *option = require_option(call, name);
    size_t n = 0;
    for (size_t i = 0; i < call->n_given; i++)
        n += call->given[i].option == option;
    return n;
}

bool cs_call_has(const struct cs_call *call, const char *name)
{
    return cs_call_count(call, name) > 0;
}

static const struct cs_given *find_given(const struct cs_call *call, const char *name, size_t skip)
{
    const struct cs_option *option = require_option(call, name);
    for (size_t i = 0; i < call->n_given; i++)
        if (call->given[i].option == option && skip-- == 0)
            return &call->given[i];
    return NULL;
}

const char *cs_call_text(const struct cs_call *call, const char *name)
{
    size_t n = cs_call_count(call, name);
    return n ? find_given(call, name, n - 1)->value : NULL;
}

const char *cs_call_text_if(const struct cs_call *call, const char *name)
{
    return cs_command_option_named(call->command, cs_span_of(name)) ? cs_call_text(call, name)
                                                                    : NULL;
}

const char *cs_call_text_at(const struct cs_call *call, const char *name, size_t i)
{
    const struct cs_given *given = find_given(call, name, i);
    return given ? given->value : NULL;
}

double cs_call_number(const struct cs_call *call, const char *name, double fallback)
{
    const struct cs_given *given = find_given(call, name, 0);
    return given ? given->number : fallback;
}
