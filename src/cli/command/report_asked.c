/* Operands of `report` told apart. Apart from the command, because names without quotes take a look
 * at the reference tables and at the library. */
#include "cli/command/report_asked.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/text.h"
#include "cli/frame/command.h"
#include "cli/input/library_names.h"
#include "cli/input/spoken.h"
#include "cli/input/workspace.h"
#include "data/dim.h"
#include "data/name/names.h"
#include "data/reference.h"

static bool is_file(const char *word)
{
    return strcmp(word, "-") == 0 || strpbrk(word, "/.") || access(word, F_OK) == 0;
}

/* Whether a word is a name of its own: quoted words, or a code. */
static bool is_whole(const char *word)
{
    return strchr(word, ' ') || strpbrk(word, "0123456789");
}

static const char *join(const char *const *words, size_t n, struct cs_arena *arena)
{
    const char *joined = words[0];
    for (size_t i = 1; i < n; i++)
        joined = cs_arena_printf(arena, "%s %s", joined, words[i]);
    return joined;
}

/* How many words stand before "in" and the place of all of them; all where there is no "in". */
static size_t count_before_place(const struct cs_report_asked *asked)
{
    size_t n = asked->n;
    for (size_t i = 1; i + 1 < asked->n; i++)
        if (cs_equals_nocase(asked->words[i], "in") || cs_equals_nocase(asked->words[i], "near"))
            n = i;
    return n;
}

/* Whether the words name one occupation. */
static enum cs_status look_up(struct cs_workspace *workspace, const char *words, bool with_library,
                              bool *is_one)
{
    struct cs_diag *diag = workspace->call->diag;
    size_t n_hits = 0;
    struct cs_name_search *search = cs_name_search_new(words);
    if (!search)
        return cs_fail_memory(diag);
    enum cs_status status = cs_workspace_load_names(workspace);
    if (status == CS_OK && cs_name_search_occupations(search, &workspace->reference) != CS_OK)
        status = cs_fail_memory(diag);
    if (status == CS_OK && with_library)
        status = cs_library_use_offer(workspace->call, CS_DIM_OCCUPATION, search);
    const struct cs_name_hit *hits = status == CS_OK ? cs_name_search_rank(search, &n_hits) : NULL;
    *is_one = cs_name_hits_are_clear(hits, n_hits) || cs_name_hits_are_slip(hits, n_hits);
    cs_name_search_free(search);
    return status;
}

static enum cs_status make_one(const struct cs_workspace *workspace, struct cs_report_asked *asked,
                               const char *name)
{
    const char **words = cs_arena_alloc(workspace->call->arena, sizeof *words);
    if (!words)
        return cs_fail_memory(workspace->call->diag);
    words[0] = name;
    asked->words = words;
    asked->n = 1;
    asked->joined = NULL;
    return CS_OK;
}

static enum cs_status sort_operands(const struct cs_call *call, struct cs_report_asked *out)
{
    const char **words = cs_arena_alloc(call->arena, call->n_operands * sizeof *words);
    const char **paths = cs_arena_alloc(call->arena, call->n_operands * sizeof *paths);
    *out = (struct cs_report_asked){.words = words, .paths = paths, .around = out->around};
    if (!words || !paths)
        return cs_fail_memory(call->diag);
    for (size_t i = 0; i < call->n_operands; i++)
        if (i > 0 && is_file(call->operands[i]))
            paths[out->n_paths++] = call->operands[i];
        else
            words[out->n++] = call->operands[i];
    return CS_OK;
}

/* Takes the place out of "nurse in Texas". One that is not known yet may be in files, which are not
 * read yet: it is looked for when they are. */
static enum cs_status split_place(struct cs_workspace *workspace, struct cs_report_asked *asked,
                                  const char *words)
{
    struct cs_call *call = workspace->call;
    struct cs_spoken said;
    if (cs_call_count(call, "region") || !strchr(words, ' '))
        return CS_OK;
    enum cs_status status = cs_workspace_load_names(workspace);
    struct cs_spoken_names names = {.reference = &workspace->reference,
                                    .library =
                                        asked->n_paths ? NULL : cs_library_use_existing(call)};
    if (status == CS_OK)
        status = cs_spoken_read(&names, words, call->arena, &said, call->diag);
    if (status != CS_OK || !said.place_words)
        return status;
    asked->place = said.place ? said.place : said.place_words;
    return make_one(workspace, asked, said.occupation);
}

/* Names that are quoted, or codes, are told apart already: only "in Texas" behind them is not. */
static enum cs_status take_place(struct cs_call *call, struct cs_report_asked *asked)
{
    size_t n = count_before_place(asked);
    if (n == asked->n || cs_call_count(call, "region"))
        return CS_OK;
    asked->place = join(asked->words + n + 1, asked->n - n - 1, call->arena);
    asked->n = n;
    return asked->place ? CS_OK : cs_fail_memory(call->diag);
}

enum cs_status cs_report_asked_read(struct cs_workspace *workspace, struct cs_report_asked *out)
{
    struct cs_call *call = workspace->call;
    bool is_one = false, are_bare = true;
    enum cs_status status = sort_operands(call, out);
    if (status != CS_OK)
        return status;
    for (size_t i = 0; i < out->n; i++)
        are_bare = are_bare && !is_whole(out->words[i]);
    if (out->n == 1)
        return split_place(workspace, out, out->words[0]);
    if (out->n < 2 || !are_bare)
        return take_place(call, out);
    const char *const *words = out->words;
    size_t n = out->n, n_names = count_before_place(out);
    const char *joined = join(words, n, call->arena);
    status = joined ? split_place(workspace, out, joined) : cs_fail_memory(call->diag);
    if (status != CS_OK || (out->place && (n_names < 2 || n_names == n)))
        return status;
    out->words = words;
    out->n = out->place ? n_names : n;
    out->joined = join(words, out->n, call->arena);
    if (!out->joined)
        return cs_fail_memory(call->diag);
    status = look_up(workspace, out->joined, out->n_paths == 0, &is_one);
    return status == CS_OK && is_one ? make_one(workspace, out, out->joined) : status;
}

/* Whether the data have an occupation that goes by the words; says nothing. */
static bool is_known(struct cs_workspace *workspace, const char *words)
{
    struct cs_diag *diag = workspace->call->diag, quiet;
    uint32_t key;
    cs_diag_init(&quiet);
    workspace->call->diag = &quiet;
    bool is_there = cs_workspace_key(workspace, CS_DIM_OCCUPATION, words, &key) == CS_OK;
    workspace->call->diag = diag;
    cs_diag_clear(&quiet);
    return is_there;
}

enum cs_status cs_report_asked_settle(struct cs_workspace *workspace, struct cs_report_asked *asked)
{
    bool are_names = asked->n <= 3;
    if (!asked->joined)
        return CS_OK;
    for (size_t i = 0; i < asked->n && are_names; i++)
        are_names = is_known(workspace, asked->words[i]);
    if (!are_names || is_known(workspace, asked->joined))
        return make_one(workspace, asked, asked->joined); /* its message tells what is unknown */
    asked->joined = NULL;
    return CS_OK;
}
