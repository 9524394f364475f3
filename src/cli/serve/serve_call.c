/* Commands called inside of the server, and the library that they use. */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "cli/frame/command.h"
#include "cli/frame/options.h"
#include "cli/serve/serve.h"

bool cs_serve_has_library(const struct cs_serve *serve)
{
    return serve->n_files == 0 && serve->library &&
           (!serve->has_loaded || access(serve->library, F_OK) == 0);
}

/* SQLite writes to the file beside the library first. */
uint64_t cs_serve_stamp(const struct cs_serve *serve)
{
    uint64_t stamp = 1469598103934665603u;
    if (!cs_serve_has_library(serve))
        return stamp;
    for (int i = 0; i < 2; i++) {
        struct stat info;
        char path[4096];
        snprintf(path, sizeof path, "%s%s", serve->library, i ? "-wal" : "");
        if (stat(path, &info) != 0 || (i && info.st_size == 0))
            continue;
        uint64_t facts[] = {(uint64_t)info.st_ino, (uint64_t)info.st_size,
                            (uint64_t)info.st_mtim.tv_sec, (uint64_t)info.st_mtim.tv_nsec};
        for (size_t k = 0; k < sizeof facts / sizeof *facts; k++)
            stamp = (stamp ^ facts[k]) * 1099511628211u;
    }
    return stamp;
}

enum cs_status cs_serve_set_library(const struct cs_serve *serve, struct cs_call *call)
{
    const struct cs_option *option;
    struct cs_given *given = cs_arena_alloc(call->arena, (call->n_given + 1) * sizeof *given);
    if (!given)
        return cs_fail_memory(call->diag);
    if (call->n_given)
        memcpy(given, call->given, call->n_given * sizeof *given);
    for (size_t i = 0; (option = cs_command_option(call->command, i)) != NULL; i++)
        if (strcmp(option->name, "library") == 0)
            given[call->n_given++] = (struct cs_given){
                .option = option, .value = cs_serve_has_library(serve) ? serve->library : ""};
    call->given = given;
    return CS_OK;
}

enum cs_status cs_serve_call_begin(const struct cs_serve *serve, const char *command,
                                   const char *const *words, size_t n_words,
                                   struct cs_serve_call *out)
{
    cs_arena_init(&out->arena);
    cs_diag_init(&out->diag);
    cs_buf_init(&out->out);
    out->call = (struct cs_call){.host = serve->call->host,
                                 .commands = serve->call->commands,
                                 .command = cs_command_find(serve->call->commands, command),
                                 .diag = &out->diag,
                                 .arena = &out->arena,
                                 .out = &out->out,
                                 .stream.is_held = true, /* nothing goes to standard output */
                                 .n_threads = 1};
    char **copies = cs_arena_alloc(&out->arena, (n_words + 1) * sizeof *copies);
    for (size_t i = 0; copies && i < n_words; i++)
        if (!(copies[i] = cs_arena_strdup(&out->arena, words[i])))
            copies = NULL;
    if (!copies)
        return cs_fail_memory(&out->diag);
    enum cs_status status = cs_options_parse(&out->call, copies, n_words);
    return status == CS_OK ? cs_serve_set_library(serve, &out->call) : status;
}

void cs_serve_call_end(struct cs_serve_call *call)
{
    cs_buf_clear(&call->out);
    cs_diag_clear(&call->diag);
    cs_arena_clear(&call->arena);
}
