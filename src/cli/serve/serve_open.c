/* The server's state: opened once, read by many threads. Apart from the pages made out of it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "cli/command/report_run.h"
#include "cli/frame/command.h"
#include "cli/frame/options.h"
#include "cli/input/library_names.h"
#include "cli/input/workspace.h"
#include "cli/serve/backdrop.h"
#include "cli/serve/cache.h"
#include "cli/serve/serve.h"
#include "render/draw/gnuplot.h"
#include "render/report/report.h"
#include "serve/guard.h"

enum { CACHE_BYTES = 24 << 20 };

struct cs_gnuplot *cs_serve_take_painter(struct cs_serve *serve)
{
    pthread_mutex_lock(&serve->lock);
    while (serve->n_free == 0)
        pthread_cond_wait(&serve->freed, &serve->lock);
    struct cs_gnuplot *painter = serve->painters[--serve->n_free];
    pthread_mutex_unlock(&serve->lock);
    return painter;
}

void cs_serve_give_painter(struct cs_serve *serve, struct cs_gnuplot *painter)
{
    pthread_mutex_lock(&serve->lock);
    serve->painters[serve->n_free++] = painter;
    pthread_cond_signal(&serve->freed);
    pthread_mutex_unlock(&serve->lock);
}

/* Files are read once, and so is what is shipped; all threads share the data then. */
static enum cs_status load_files(struct cs_serve *serve)
{
    struct cs_call *call = &serve->loaded_call;
    *call = *serve->call;
    call->command = cs_command_find(call->commands, "report");
    call->operands = serve->files;
    call->n_operands = serve->n_files;
    enum cs_status status = cs_serve_set_library(serve, call);
    return status == CS_OK ? cs_report_run_open(&serve->loaded, call, NULL) : status;
}

static enum cs_status find_data(struct cs_serve *serve)
{
    struct cs_call *call = serve->call;
    size_t n = cs_call_count(call, "data");
    const char **files = cs_arena_alloc(call->arena, (n + 1) * sizeof *files);
    if (!files)
        return cs_fail_memory(call->diag);
    for (size_t i = 0; i < n; i++) {
        files[i] = cs_call_text_at(call, "data", i);
        if (strcmp(files[i], "-") == 0)
            return cs_fail(
                call->diag, CS_USAGE, NULL, "write it to a file first",
                "--data: the server has to read its data again and again; standard input gives "
                "them only once");
    }
    if (n > CS_SERVE_MOST_FILES)
        return cs_fail(call->diag, CS_USAGE, NULL, "import them into a library: careerstat import",
                       "--data: at most %d files", (int)CS_SERVE_MOST_FILES);
    serve->files = files;
    serve->n_files = n;
    const char *path = cs_library_use_path(call);
    if (path && *path != '/') { /* an import runs in another folder */
        char *here = getcwd(NULL, 0);
        path = here ? cs_arena_printf(call->arena, "%s/%s", here, path) : NULL;
        free(here);
    }
    serve->library = path;
    const char *spool = cs_call_variable(call, "TMPDIR");
    serve->spool = spool && *spool == '/' ? spool : "/tmp";
    return CS_OK;
}

static enum cs_status start_painters(struct cs_serve *serve)
{
    size_t n = serve->call->n_threads;
    serve->n_painters = n > CS_SERVE_MOST_PAINTERS ? CS_SERVE_MOST_PAINTERS : n;
    for (size_t i = 0; i < serve->n_painters; i++) {
        struct cs_gnuplot *painter = cs_gnuplot_new(NULL, 0);
        if (!painter)
            return cs_fail_memory(serve->call->diag);
        serve->painters[serve->n_free++] = painter;
    }
    serve->cache = cs_cache_new(CACHE_BYTES);
    return serve->cache ? CS_OK : cs_fail_memory(serve->call->diag);
}

static enum cs_status load_pages(struct cs_serve *serve)
{
    const char *folder = cs_workspace_shared_folder(&serve->names, "reports/serve");
    const char *templates = cs_workspace_shared_folder(&serve->names, "reports/templates");
    if (!folder || !templates)
        return cs_fail(serve->call->diag, CS_IO, NULL, "reinstall careerstat",
                       "the server's pages cannot be found");
    enum cs_status status = cs_report_kit_load(&serve->pages, folder, serve->call->diag);
    return status == CS_OK ? cs_report_kit_load(&serve->templates, templates, serve->call->diag)
                           : status;
}

enum cs_status cs_serve_open(struct cs_serve *serve, struct cs_call *call)
{
    *serve = (struct cs_serve){.call = call};
    pthread_mutex_init(&serve->lock, NULL);
    pthread_cond_init(&serve->freed, NULL);
    pthread_mutex_init(&serve->import_lock, NULL);
    pthread_mutex_init(&serve->print_lock, NULL);
    pthread_mutex_init(&serve->backdrop_lock, NULL);
    enum cs_status status = cs_workspace_open(&serve->names, call);
    if (status == CS_OK)
        status = load_pages(serve);
    if (status == CS_OK)
        status = find_data(serve);
    if (status == CS_OK)
        status = cs_guard_make_token(serve->token, call->diag);
    if (status == CS_OK)
        status = start_painters(serve);
    serve->has_loaded = serve->n_files || !serve->library || access(serve->library, F_OK) != 0;
    if (status == CS_OK && serve->has_loaded)
        status = load_files(serve);
    return status;
}

void cs_serve_close(struct cs_serve *serve)
{
    for (size_t i = 0; i < serve->n_free; i++)
        cs_gnuplot_free(serve->painters[i], serve->call->diag);
    if (serve->has_loaded)
        cs_report_run_close(&serve->loaded);
    cs_serve_drop_backdrop(serve);
    cs_cache_free(serve->cache);
    cs_report_kit_clear(&serve->templates);
    cs_report_kit_clear(&serve->pages);
    cs_workspace_close(&serve->names);
    pthread_mutex_destroy(&serve->backdrop_lock);
    pthread_mutex_destroy(&serve->print_lock);
    pthread_mutex_destroy(&serve->import_lock);
    pthread_cond_destroy(&serve->freed);
    pthread_mutex_destroy(&serve->lock);
}
