/* serve: the pages in the browser of this computer, until it is interrupted. */
#include <fcntl.h>
#include <malloc.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "cli/frame/command.h"
#include "cli/frame/progress.h"
#include "cli/frame/stream.h"
#include "render/draw/program.h"
#include "cli/serve/serve.h"
#include "serve/http.h"

enum {
    DEFAULT_PORT = 8765,
    LAST_PORT = 65535,
    MOST_REQUESTS_A_SECOND = 1000,
    MOST_ARENAS = 2, /* of the C library: each would keep what its threads have freed */
};
static const uint64_t MOST_UPLOAD_BYTES = (uint64_t)1 << 30;

static void block_signals(sigset_t *ending, sigset_t *before)
{
    sigemptyset(ending);
    sigaddset(ending, SIGINT);
    sigaddset(ending, SIGTERM);
    sigaddset(ending, SIGHUP);
    pthread_sigmask(SIG_BLOCK, ending, before);
}

/* A command that is called in the server has no standard input to take for data. */
static void close_standard_input(void)
{
    int fd = open("/dev/null", O_RDONLY | O_CLOEXEC);
    if (fd > STDIN_FILENO && dup2(fd, STDIN_FILENO) == STDIN_FILENO)
        close(fd);
}

static void open_browser(const char *address)
{
    static const char *const openers[] = {"xdg-open", "x-www-browser", NULL};
    for (size_t i = 0; openers[i]; i++) {
        const char *words[] = {openers[i], address, NULL};
        if (cs_program_start(&(struct cs_program){.words = words}))
            return;
    }
}

/* Tells where it is at once; the bar of a long command is none of ours. */
static void tell(struct cs_call *call, const char *address)
{
    cs_progress_stop(call->progress);
    call->progress = NULL;
    cs_buf_printf(call->out, "%s\nThis computer only. Stop with Ctrl+C.\n", address);
    cs_stream_write(&call->stream, call->out, call->diag);
}

/* Who clicks twice gets a second server on a free port, not a message in a window that closes. */
static enum cs_status start(struct cs_http_options *options, bool takes_any_port,
                            struct cs_http **http, struct cs_diag *diag)
{
    struct cs_diag first;
    cs_diag_init(&first);
    enum cs_status status = cs_http_start(options, http, &first);
    if (status == CS_IO && takes_any_port) {
        options->port = 0;
        status = cs_http_start(options, http, diag);
    } else {
        cs_diag_merge(diag, &first);
    }
    cs_diag_clear(&first);
    return status;
}

/* From here on every thread has the signals blocked; this one waits for them. */
static enum cs_status serve_until_signal(struct cs_serve *serve, unsigned port, bool opens)
{
    struct cs_call *call = serve->call;
    struct cs_http *http;
    sigset_t ending, before;
    int signal_number;
    struct cs_http_options options = {
        .port = port,
        .limits = {serve->token, serve->spool, MOST_UPLOAD_BYTES},
        .most_requests_a_second = MOST_REQUESTS_A_SECOND,
        .answer = cs_serve_answer,
        .context = serve,
    };
    block_signals(&ending, &before);
    enum cs_status status = start(&options, opens && !cs_call_has(call, "port"), &http, call->diag);
    if (status == CS_OK) {
        const char *address =
            cs_arena_printf(call->arena, "http://127.0.0.1:%u/", cs_http_port(http));
        tell(call, address);
        if (opens)
            open_browser(address);
        while (sigwait(&ending, &signal_number) != 0)
            ;
        atomic_store(&serve->is_ending, true);
    }
    pthread_sigmask(SIG_SETMASK, &before, NULL); /* a second one ends it at once */
    cs_http_stop(http);
    return status;
}

static enum cs_status run(struct cs_call *call)
{
    struct cs_serve serve;
    double port = cs_call_number(call, "port", DEFAULT_PORT);
    if (port > LAST_PORT)
        return cs_fail(call->diag, CS_USAGE, NULL, NULL,
                       "--port: %.0f is not a port number: at most %d", port, (int)LAST_PORT);
    mallopt(M_ARENA_MAX, MOST_ARENAS);
    close_standard_input();
    enum cs_status status = cs_serve_open(&serve, call);
    if (status == CS_OK)
        status = serve_until_signal(&serve, (unsigned)port, cs_call_has(call, "open"));
    cs_serve_close(&serve);
    return status;
}

static const struct cs_option options[] = {
    {"port", 0, CS_OPTION_WHOLE, "N", "port to listen on (default: 8765; 0: any free one)", NULL},
    {"open", 0, CS_OPTION_FLAG, NULL, "open the start page in the browser", NULL},
    {"data", 0, CS_OPTION_TEXTS, "FILE",
     "make the pages from this file instead of the library (may be repeated)", NULL},
};

static const struct cs_example examples[] = {
    {"careerstat serve --help", "What the server can do; careerstat serve --open starts it"},
};

extern const struct cs_command cs_cmd_serve;
const struct cs_command cs_cmd_serve = {
    .name = "serve",
    .group = CS_GROUP_SHOW,
    .summary = "the guides as pages in your browser: search, compare, print, import",
    .usage = "serve [--open] [--port N]",
    .help =
        "The pages are for this computer and this user only: the server listens on 127.0.0.1, and "
        "no page loads anything from elsewhere. Ctrl+C stops it.\n"
        "The guides are those that report writes. Files dropped on the import page go into the "
        "library, as with "
        "import.",
    .examples = examples,
    .n_examples = sizeof examples / sizeof *examples,
    .options = options,
    .n_options = sizeof options / sizeof *options,
    .shared = CS_SHARED_INPUT | CS_SHARED_THREADS | CS_SHARED_LIBRARY,
    .run = run,
};
