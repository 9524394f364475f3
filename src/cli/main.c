/* The program: words in, bytes out, exit code. The one place that prints and exits. */
#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/leftovers.h"
#include "base/outfile.h"
#include "base/number.h"
#include "base/pool.h"
#include "base/text.h"
#include "cli/commands.h"
#include "cli/frame/command.h"
#include "cli/frame/format.h"
#include "cli/frame/help.h"
#include "cli/frame/options.h"
#include "cli/frame/progress.h"
#include "cli/frame/standard_input.h"
#include "cli/frame/standard_output.h"
#include "cli/frame/stream.h"
#include "render/write/envelope.h"
#include "render/write/workbook.h"

/* Removes what is half written, then ends as the signal would have. */
static void handle_signal(int number)
{
    cs_leftovers_remove();
    signal(number, SIG_DFL);
    raise(number);
}

/* A closed descriptor would be handed to the next file that is opened: its bytes would then land
 * there. Standard output on a read-only /dev/null makes writing fail, as it should. */
static void occupy_standard_files(void)
{
    for (int fd = 0; fd <= 2; fd++)
        if (fcntl(fd, F_GETFD) < 0 && open("/dev/null", fd == 0 ? O_WRONLY : O_RDONLY) < 0)
            return;
}

/* The heap grows by the megabyte: a short run asks the system for memory twice instead of twenty
 * times. */
enum { HEAP_STEP_BYTES = 1 << 20, PATH_BYTES = 4096 };

static void prepare_process(void)
{
    mallopt(M_TOP_PAD, HEAP_STEP_BYTES);
    static const int ending[] = {SIGINT, SIGTERM, SIGHUP};
    struct sigaction action = {.sa_handler = handle_signal, .sa_flags = (int)SA_RESETHAND};
    for (size_t i = 0; i < sizeof ending / sizeof *ending; i++)
        sigaction(ending[i], &action, NULL);
    signal(SIGPIPE, SIG_IGN);
    occupy_standard_files();
}

static enum cs_status write_stdout(const struct cs_buf *out, bool keeps_color, struct cs_diag *diag)
{
    int reason = cs_write_answer(cs_buf_text(out), out->size, keeps_color);
    if (reason == EPIPE)
        return CS_OK; /* the reader has gone: it has what it wanted */
    return reason ? cs_fail(diag, CS_IO, NULL, NULL, "standard output cannot be written: %s",
                            strerror(reason))
                  : CS_OK;
}

static bool has_option(const struct cs_call *call, const char *name)
{
    return cs_command_option_named(call->command, cs_span_of(name)) != NULL;
}

/* Whether the message after one has the same hint: it is then told once, after the last. */
static bool has_hint_again(const struct cs_diag *diag, size_t i, enum cs_severity least)
{
    const char *hint = diag->messages[i].hint;
    while (++i < diag->n_messages && diag->messages[i].severity < least)
        ;
    return hint && i < diag->n_messages && diag->messages[i].hint &&
           strcmp(hint, diag->messages[i].hint) == 0;
}

static void print_messages(const struct cs_diag *diag, enum cs_severity least)
{
    struct cs_buf text, page;
    cs_buf_init(&text);
    cs_buf_init(&page);
    for (size_t i = 0; i < diag->n_messages; i++) {
        struct cs_message message = diag->messages[i];
        if (message.severity < least)
            continue;
        if (has_hint_again(diag, i, least))
            message.hint = NULL;
        cs_message_format(&message, &text);
    }
    if (diag->n_dropped)
        cs_buf_printf(&text, "careerstat: note: %zu more messages are not shown\n",
                      diag->n_dropped);
    cs_buf_put_page(&page, cs_buf_text(&text), text.size, false);
    /* Nothing can be said where standard error itself fails. */
    (void)cs_write_bytes(STDERR_FILENO, cs_buf_text(&page), page.size);
    cs_buf_clear(&page);
    cs_buf_clear(&text);
}

/* Whether a failure is to be told as JSON too: the caller asked for JSON on standard output. */
static bool wants_json(const struct cs_call *call)
{
    const char *format = cs_call_text_if(call, "format");
    return !cs_call_text_if(call, "output") &&
           (cs_call_text_if(call, "json") || (format && strcmp(format, "json") == 0));
}

/* Where the answer goes, if it is to be written before the command is done. */
static const char *output_path(const struct cs_call *call)
{
    const char *path = cs_call_text_if(call, "output");
    return path && strcmp(path, "-") != 0 ? path : NULL;
}

/* The CSV that a command printed, as a workbook. */
static enum cs_status make_workbook(struct cs_call *call)
{
    struct cs_buf csv = *call->out;
    cs_buf_init(call->out);
    enum cs_status status = cs_workbook_put(&csv, call->command->name, call->out, call->diag);
    cs_buf_clear(&csv);
    return status;
}

static enum cs_status hand_over(struct cs_call *call, enum cs_status status)
{
    if (call->out->failed)
        status = cs_fail_memory(call->diag);
    if (call->stream.is_started)
        return cs_stream_finish(&call->stream, call->out, status, call->diag);
    if (call->out->failed)
        return status;
    if (status == CS_OK && cs_format_is_workbook(call))
        status = make_workbook(call);
    const char *path = output_path(call);
    bool is_lost = status > CS_NO_ANSWER && !call->has_partial_answer;
    if (is_lost || (status == CS_NO_ANSWER && call->out->size == 0)) {
        cs_buf_reset(call->out);
        if (!wants_json(call))
            return status;
        cs_envelope_failure(call->out, status, call->diag);
        path = NULL;
    }
    enum cs_status written = CS_OK;
    if (path)
        written = cs_outfile_write(path, cs_buf_text(call->out), call->out->size, call->diag);
    else
        written = write_stdout(call->out, call->has_color && has_option(call, "term"), call->diag);
    return written != CS_OK ? written : status;
}

/* --threads, else CAREERSTAT_THREADS, else the processors this process may use. */
static size_t choose_threads(const struct cs_call *call)
{
    const char *wish = getenv("CAREERSTAT_THREADS");
    double asked = has_option(call, "threads") ? cs_call_number(call, "threads", 0) : 0;
    int64_t n;
    if (asked >= 1 && asked <= CS_POOL_MOST_THREADS)
        return (size_t)asked;
    if (wish && cs_integer_parse(cs_span_of(wish), &n) && n >= 1 && n <= CS_POOL_MOST_THREADS)
        return (size_t)n;
    return cs_pool_count_processors();
}

static int write_plainly(const char *bytes, size_t n_bytes)
{
    return cs_write_answer(bytes, n_bytes, false);
}

static void fill_call(struct cs_call *call)
{
    call->n_threads = choose_threads(call);
    call->is_quiet = cs_call_has(call, "quiet");
    call->is_verbose = cs_call_has(call, "verbose");
    call->out_is_terminal = !cs_call_text_if(call, "output") && isatty(STDOUT_FILENO);
    call->err_is_terminal = isatty(STDERR_FILENO);
    call->stream.path = output_path(call);
    call->stream.write = write_plainly;
    const char *no_color = getenv("NO_COLOR");
    call->has_color = call->out_is_terminal && !(no_color && *no_color);
}

/* The command itself, under a bar when it takes long. */
static enum cs_status run_watched(struct cs_call *call)
{
    call->progress = cs_progress_start(call);
    enum cs_status status = call->command->run(call);
    cs_progress_stop(call->progress);
    call->progress = NULL;
    if (status == CS_OK && call->n_operands == 0 && call->command->shared & CS_SHARED_INPUT &&
        cs_stdin_is_unread())
        cs_diag_add(call->diag, CS_WARNING, NULL, "name it: -",
                    "what the pipe on standard input holds was not read");
    return status;
}

/* Words that were not understood, told as JSON too where they ask for it. */
static enum cs_status fail_in_words(struct cs_call *call, enum cs_status status, char *const *words,
                                    size_t n_words)
{
    if (!cs_format_words_want_json(words, n_words))
        return status;
    cs_buf_reset(call->out);
    cs_envelope_failure(call->out, status, call->diag);
    enum cs_status written = write_stdout(call->out, false, call->diag);
    return written != CS_OK ? written : status;
}

static enum cs_status run_command(struct cs_call *call, char *const *words, size_t n_words)
{
    enum cs_status status = cs_options_parse(call, words, n_words);
    if (status != CS_OK)
        return fail_in_words(call, status, words, n_words);
    fill_call(call);
    if (cs_call_has(call, "help"))
        cs_help_command(call->command, call->out);
    else if ((status = cs_options_check_operands(call)) == CS_OK &&
             (status = cs_format_settle(call)) == CS_OK) {
        call->stream.is_held = cs_format_is_workbook(call);
        status = run_watched(call);
    }
    return hand_over(call, status);
}

/* The first word: a command, or --help or --version in its place. */
static enum cs_status dispatch(struct cs_call *call, char *const *words, size_t n_words)
{
    if (n_words == 0)
        return cs_fail(call->diag, CS_USAGE, NULL, "see: careerstat help", "no command is given");
    if (strcmp(words[0], "--version") == 0 || strcmp(words[0], "-V") == 0) {
        cs_buf_printf(call->out, "careerstat %s\n", CS_VERSION);
        return write_stdout(call->out, false, call->diag);
    }
    if (strcmp(words[0], "--help") == 0 || strcmp(words[0], "-h") == 0) {
        cs_help_overview(call->commands, call->out);
        return write_stdout(call->out, false, call->diag);
    }
    call->command = cs_command_find(call->commands, words[0]);
    return call->command
               ? run_command(call, words + 1, n_words - 1)
               : fail_in_words(call, cs_command_fail_unknown(call, words[0]), words, n_words);
}

static const char *read_variable(const char *name)
{
    return getenv(name);
}

/* The folder of the running program, or NULL; path: PATH_BYTES. */
static const char *find_own_folder(char *path)
{
    ssize_t n = readlink("/proc/self/exe", path, PATH_BYTES - 1);
    path[n > 0 ? n : 0] = '\0';
    char *slash = strrchr(path, '/');
    if (slash)
        *slash = '\0';
    return slash ? path : NULL;
}

int main(int n_words, char **words)
{
    char path[PATH_BYTES];
    prepare_process();
    struct cs_host host = {getenv("CAREERSTAT_DATASETS"), find_own_folder(path), read_variable,
                           true};
    struct cs_diag diag;
    struct cs_arena arena;
    struct cs_buf out;
    cs_diag_init(&diag);
    cs_arena_init(&arena);
    cs_buf_init(&out);
    struct cs_call call = {
        .host = &host, .commands = &cs_commands, .diag = &diag, .arena = &arena, .out = &out};
    enum cs_status status =
        dispatch(&call, words + (n_words > 0), n_words > 0 ? (size_t)n_words - 1 : 0);
    print_messages(&diag, call.is_quiet ? CS_ERROR : call.is_verbose ? CS_NOTE : CS_WARNING);
    cs_buf_clear(&out);
    cs_arena_clear(&arena);
    cs_diag_clear(&diag);
    return (int)status;
}
