/* The questions: each is a row of the command that answers it, and a call of that command without
 * a program around it. */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "api/careerstat.h"
#include "api/handle.h"
#include "api/list.h"
#include "api/wording.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/text.h"
#include "cli/frame/command.h"
#include "cli/frame/options.h"
#include "render/write/envelope.h"

extern const struct cs_command cs_cmd_summarize, cs_cmd_compare, cs_cmd_project, cs_cmd_figure,
    cs_cmd_find, cs_cmd_describe, cs_cmd_inspect, cs_cmd_audit;

struct question {
    const struct cs_command *command;
    const char *subject; /* its first operand; NULL none */
    const char *text;    /* of the subject, which is a name then; NULL: it says what it is */
    size_t n_text_bytes;
    const char *const *options;
};

/* What the call is made of. */
struct asking {
    const struct careerstat *handle;
    const struct question *question;
    struct careerstat_answer *answer;
    struct cs_buf out;
    char **words;
    size_t n_words, capacity;
};

static enum cs_status add_word(struct asking *asking, const char *word)
{
    char **room = word ? cs_api_grow(&asking->answer->arena, (void **)&asking->words,
                                     &asking->n_words, &asking->capacity, sizeof *room)
                       : NULL;
    if (!room)
        return cs_fail_memory(&asking->answer->diag);
    *room = cs_arena_strdup(&asking->answer->arena, word);
    return *room ? CS_OK : cs_fail_memory(&asking->answer->diag);
}

/* Whether it is one of figure's arguments, which are operands. */
static bool is_argument(const struct question *question, const char *option)
{
    struct cs_span name = {option, strcspn(option, "=")};
    return question->command == &cs_cmd_figure && option[name.size] && *option != '-' &&
           !cs_command_option_named(question->command, name);
}

static enum cs_status add_option(struct asking *asking, const char *option)
{
    struct cs_span name = {option, strcspn(option, "=")};
    struct cs_shown shown;
    if (cs_api_is_refused(name) || name.size == 0 || *option == '-')
        return cs_fail(&asking->answer->diag, CS_USAGE, NULL,
                       "options have no dashes; files and the library are the handle's",
                       "'%s' is no option of a question", cs_show(&shown, name.start, name.size));
    const struct cs_option *spec = cs_command_option_named(asking->question->command, name);
    if (spec && spec->kind != CS_OPTION_FLAG && !option[name.size])
        return cs_fail(&asking->answer->diag, CS_USAGE, NULL, NULL, "'%s' needs a value: %s=%s",
                       spec->name, spec->name, spec->value);
    return add_word(asking, cs_arena_printf(&asking->answer->arena, "--%s", option));
}

static enum cs_status add_options(struct asking *asking, bool arguments)
{
    const struct question *question = asking->question;
    enum cs_status status = CS_OK;
    for (size_t i = 0; question->options && question->options[i] && status == CS_OK; i++) {
        const char *option = question->options[i];
        if (is_argument(question, option) == arguments)
            status = arguments ? add_word(asking, option) : add_option(asking, option);
    }
    return status;
}

static enum cs_status add_files(struct asking *asking, const char *form)
{
    const struct careerstat *handle = asking->handle;
    enum cs_status status = CS_OK;
    for (size_t i = 0; i < handle->n_files && status == CS_OK; i++) {
        struct cs_buf word;
        cs_buf_init(&word);
        if (asking->question->command == &cs_cmd_figure &&
            handle->files[i][strcspn(handle->files[i], "=/")] == '=')
            cs_buf_puts(&word, "./"); /* no argument, as of figure */
        cs_buf_puts(&word, form);
        cs_buf_puts(&word, handle->files[i]);
        status = add_word(asking, word.failed ? NULL : cs_buf_text(&word));
        cs_buf_clear(&word);
    }
    return status;
}

/* Options, "--", the subject, the files: as words, which the command's own parser checks. */
static enum cs_status make_words(struct asking *asking)
{
    const struct question *question = asking->question;
    const struct cs_command *command = question->command;
    const char *library = asking->handle->library;
    bool has_data = cs_command_option_named(command, cs_span_of("data")) != NULL;
    enum cs_status status = add_options(asking, false);
    if (status == CS_OK && cs_command_option_named(command, cs_span_of("json")))
        status = add_word(asking, "--json");
    if (status == CS_OK && library && command->shared & CS_SHARED_LIBRARY)
        status = add_word(asking, cs_arena_printf(&asking->answer->arena, "--library=%s", library));
    if (status == CS_OK && has_data)
        status = add_files(asking, "--data=");
    if (status == CS_OK)
        status = add_word(asking, "--");
    if (status == CS_OK && question->subject)
        status = add_word(asking, question->subject);
    if (status == CS_OK)
        status = add_options(asking, true);
    return status == CS_OK && !has_data ? add_files(asking, "") : status;
}

static enum cs_status run(struct asking *asking)
{
    const struct careerstat *handle = asking->handle;
    struct careerstat_answer *answer = asking->answer;
    struct cs_host host = {.datasets = handle->datasets, .folder = handle->folder};
    struct cs_call call = {.host = &host,
                           .command = asking->question->command,
                           .diag = &answer->diag,
                           .arena = &answer->arena,
                           .out = &asking->out,
                           .text = asking->question->text,
                           .n_text_bytes = asking->question->n_text_bytes,
                           .n_threads = handle->n_threads};
    enum cs_status status = make_words(asking);
    if (status == CS_OK)
        status = cs_options_parse(&call, asking->words, asking->n_words);
    if (status == CS_OK)
        status = cs_options_check_operands(&call);
    if (status == CS_OK)
        status = call.command->run(&call);
    bool is_lost = status > CS_NO_ANSWER && !call.has_partial_answer;
    if (is_lost)
        cs_buf_reset(&asking->out);
    return status;
}

/* The document into the answer: what was answered, or why nothing was. */
static enum cs_status finish(struct asking *asking, enum cs_status status, size_t n_lost)
{
    struct careerstat_answer *answer = asking->answer;
    struct cs_buf *out = &asking->out;
    /* Whoever reads from what went without memory knows only that it cannot be read. */
    bool is_said = cs_diag_has(&answer->diag, "out of memory");
    if (out->failed || cs_api_count_lost_allocations() != n_lost || is_said) {
        cs_buf_clear(out);
        cs_buf_init(out);
        status = status == CS_INTERNAL || is_said ? CS_INTERNAL : cs_fail_memory(&answer->diag);
    }
    if (out->size == 0)
        cs_envelope_failure(out, status, &answer->diag);
    answer->json = cs_buf_take(out);
    enum cs_status filled =
        answer->json ? cs_api_answer_fill(answer, asking->question->command) : CS_INTERNAL;
    return filled == CS_OK ? status : filled;
}

static enum careerstat_status ask(const struct careerstat *handle, const struct question *question,
                                  struct careerstat_answer **answer)
{
    size_t n_lost = cs_api_count_lost_allocations();
    *answer = calloc(1, sizeof **answer);
    if (!*answer)
        return CAREERSTAT_INTERNAL;
    struct asking asking = {.handle = handle, .question = question, .answer = *answer};
    cs_arena_init(&(*answer)->arena);
    cs_diag_init(&(*answer)->diag);
    cs_buf_init(&asking.out);
    enum cs_status status = finish(&asking, run(&asking), n_lost);
    cs_buf_clear(&asking.out);
    /* What is not whole is not handed out. */
    if (!(*answer)->json || (status != CS_INTERNAL && cs_api_count_lost_allocations() != n_lost)) {
        careerstat_answer_free(*answer);
        *answer = NULL;
        return CAREERSTAT_INTERNAL;
    }
    return (enum careerstat_status)status;
}

enum careerstat_status careerstat_summarize(const struct careerstat *handle,
                                            const char *const *options,
                                            struct careerstat_answer **answer)
{
    return ask(handle, &(struct question){.command = &cs_cmd_summarize, .options = options},
               answer);
}

enum careerstat_status careerstat_compare(const struct careerstat *handle,
                                          const char *const *options,
                                          struct careerstat_answer **answer)
{
    return ask(handle, &(struct question){.command = &cs_cmd_compare, .options = options}, answer);
}

enum careerstat_status careerstat_project(const struct careerstat *handle,
                                          const char *const *options,
                                          struct careerstat_answer **answer)
{
    return ask(handle, &(struct question){.command = &cs_cmd_project, .options = options}, answer);
}

enum careerstat_status careerstat_figure_of(const struct careerstat *handle, const char *name,
                                            const char *const *options,
                                            struct careerstat_answer **answer)
{
    return ask(handle,
               &(struct question){.command = &cs_cmd_figure, .subject = name, .options = options},
               answer);
}

enum careerstat_status careerstat_find(const struct careerstat *handle, const char *words,
                                       const char *const *options,
                                       struct careerstat_answer **answer)
{
    return ask(handle,
               &(struct question){.command = &cs_cmd_find, .subject = words, .options = options},
               answer);
}

enum careerstat_status careerstat_describe(const struct careerstat *handle, const char *occupation,
                                           const char *const *options,
                                           struct careerstat_answer **answer)
{
    return ask(
        handle,
        &(struct question){.command = &cs_cmd_describe, .subject = occupation, .options = options},
        answer);
}

enum careerstat_status careerstat_inspect(const struct careerstat *handle,
                                          const char *const *options,
                                          struct careerstat_answer **answer)
{
    return ask(handle, &(struct question){.command = &cs_cmd_inspect, .options = options}, answer);
}

enum careerstat_status careerstat_list(const struct careerstat *handle, const char *dimension,
                                       const char *const *options,
                                       struct careerstat_answer **answer)
{
    return ask(
        handle,
        &(struct question){.command = &cs_api_list, .subject = dimension, .options = options},
        answer);
}

enum careerstat_status careerstat_audit(const struct careerstat *handle, const char *name,
                                        const char *text, size_t n_bytes,
                                        const char *const *options,
                                        struct careerstat_answer **answer)
{
    return ask(handle,
               &(struct question){.command = &cs_cmd_audit,
                                  .subject = name,
                                  .text = text ? text : "",
                                  .n_text_bytes = text ? n_bytes : 0,
                                  .options = options},
               answer);
}
