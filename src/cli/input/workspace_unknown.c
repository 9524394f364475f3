/* What is said of words that no key goes by. Apart from workspace_select.c, which finds the keys:
 * what there is instead is looked up for people alone. */
#include "cli/input/workspace_unknown.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/text.h"
#include "cli/frame/command.h"
#include "cli/input/elsewhere.h"
#include "cli/input/library_names.h"
#include "cli/input/near_code.h"
#include "cli/input/official_hint.h"
#include "cli/input/spoken.h"
#include "cli/input/workspace.h"
#include "data/dataset.h"
#include "data/dict.h"
#include "data/dim.h"
#include "data/name/names.h"
#include "data/reference.h"

bool cs_workspace_is_of_library(const struct cs_workspace *workspace)
{
    return !workspace->is_shipped_only && workspace->request.n_paths == 0;
}

static int compare_keys(const void *a, const void *b, void *dim)
{
    return cs_key_compare(*(const enum cs_dim *)dim, *(const struct cs_key *const *)a,
                          *(const struct cs_key *const *)b);
}

/* "AL, AZ, CA and 51 others", the codes of a dimension in their order, for a hint. */
static const char *list_keys(struct cs_workspace *workspace, enum cs_dim dim)
{
    enum { MOST = 8 };
    const struct cs_dict *dict = &workspace->data->dicts[dim];
    struct cs_arena *arena = workspace->call->arena;
    const struct cs_key **keys = cs_arena_alloc(arena, (dict->n_keys + 1) * sizeof *keys);
    struct cs_buf text;
    cs_buf_init(&text);
    for (size_t i = 0; i < dict->n_keys && keys; i++)
        keys[i] = &dict->keys[i];
    if (keys)
        qsort_r(keys, dict->n_keys, sizeof *keys, compare_keys, &dim);
    for (size_t i = 0; i < dict->n_keys && i < MOST && keys; i++) {
        cs_buf_puts(&text, i ? ", " : "");
        cs_buf_put_visible(&text, keys[i]->code, strlen(keys[i]->code), 40);
    }
    if (dict->n_keys > MOST)
        cs_buf_printf(&text, " and %zu others", dict->n_keys - MOST);
    const char *copy = cs_arena_strdup(arena, cs_buf_text(&text));
    cs_buf_clear(&text);
    return copy;
}

/* Whether the occupations in memory are those near the one asked for alone: no list of what there
 * is. */
static bool is_part(const struct cs_workspace *workspace)
{
    return workspace->request.wants_near && cs_workspace_is_of_library(workspace);
}

/* A title of a survey's own, in a library whose published figures alone were read. */
enum cs_status cs_workspace_fail_surveyed(const struct cs_call *call, const char *title)
{
    return cs_fail(call->diag, CS_NO_ANSWER, NULL,
                   cs_arena_printf(call->arena,
                                   "only a survey in the library names it: careerstat summarize "
                                   "--occupation '%s'",
                                   title),
                   "there are no published figures for '%s'", title);
}

enum cs_status cs_workspace_fail_absent(struct cs_workspace *workspace, enum cs_dim dim,
                                        const char *code, const char *title)
{
    struct cs_call *call = workspace->call;
    bool is_of_library = cs_workspace_is_of_library(workspace), is_said = false;
    if (dim == CS_DIM_REGION && is_of_library)
        return cs_elsewhere_fail(workspace, code, title);
    if (dim == CS_DIM_OCCUPATION && is_of_library && workspace->data->dicts[dim].n_keys == 0) {
        enum cs_status status = cs_elsewhere_fail_filters(workspace, code, title, &is_said);
        if (is_said)
            return status;
    }
    const char *hint =
        dim == CS_DIM_OCCUPATION && is_part(workspace)
            ? "what there are figures of: careerstat find WORDS"
        : workspace->data->dicts[dim].n_keys
            ? cs_arena_printf(call->arena, "the data have: %s", list_keys(workspace, dim))
        : is_of_library
            ? "nothing in the library fits every filter: leave one out, such as --region; "
              "careerstat library lists what it holds"
            : cs_arena_printf(call->arena, "the data do not name any %s", cs_dim_name(dim));
    if (workspace->is_shipped_only && dim != CS_DIM_LEVEL)
        hint = cs_arena_printf(
            call->arena, "only a small sample comes with careerstat: %s; %s",
            cs_official_hint(workspace, dim == CS_DIM_REGION ? "oews-state" : "oews-national"),
            hint);
    bool is_same = strcmp(code, title) == 0;
    return cs_fail(call->diag, CS_NO_ANSWER, NULL, hint, "the data have nothing about %s%s%s%s",
                   code, is_same ? "" : " (", is_same ? "" : title, is_same ? "" : ")");
}

/* Digits that are no SOC code. */
static bool is_foreign_code(enum cs_dim dim, const char *word)
{
    size_t n = strspn(word, "0123456789");
    return dim == CS_DIM_OCCUPATION && n > 0 && n < 6 && word[n] == '\0';
}

/* What to do about words that are near to nothing. A library is not read whole: what is in memory
 * of it is no list of what there is. */
static const char *hint_unknown(struct cs_workspace *workspace, enum cs_dim dim, const char *word)
{
    enum { FEW = 8 };
    size_t n_keys = workspace->data->dicts[dim].n_keys;
    if (is_foreign_code(dim, word))
        return "a code of another system than the SOC carries its name: UKSOC2020:2231, "
               "NOC2021:31301, ISCO08:2221";
    if (dim == CS_DIM_OCCUPATION && (n_keys > FEW || cs_workspace_is_of_library(workspace)))
        return "look for it by other words: careerstat find WORDS";
    if (dim == CS_DIM_LEVEL && !n_keys)
        return "the data have no figures by level of experience; surveys that ask for it do";
    return n_keys ? cs_arena_printf(workspace->call->arena, "the data have: %s",
                                    list_keys(workspace, dim))
                  : cs_arena_printf(workspace->call->arena, "the data do not name any %s",
                                    cs_dim_name(dim));
}

static struct cs_spoken_names names_of(const struct cs_workspace *workspace)
{
    return (struct cs_spoken_names){
        &workspace->reference, workspace->data,
        cs_workspace_is_of_library(workspace) ? cs_library_use_existing(workspace->call) : NULL};
}

static const char *hint_code(const struct cs_workspace *workspace, const char *word)
{
    struct cs_spoken_names names = names_of(workspace);
    const char *near = cs_near_code_hint(&names, word, workspace->call->arena);
    return cs_arena_printf(workspace->call->arena,
                           "%s; careerstat find WORDS tells the code of a title",
                           near ? near : "neither the data nor the SOC has such a code");
}

/* "TX,OH" */
static const char *hint_list(const struct cs_workspace *workspace, const char *word)
{
    const char *comma = strchr(word, ',');
    bool is_list = comma &&
                   cs_reference_region(&workspace->reference,
                                       (struct cs_span){word, (size_t)(comma - word)}) &&
                   cs_reference_region(&workspace->reference, cs_span_trim(cs_span_of(comma + 1)));
    return is_list
               ? cs_arena_printf(workspace->call->arena,
                                 "name each with an option of its own: --region %.*s --region %s",
                                 (int)(comma - word), word, comma + 1 + strspn(comma + 1, " "))
               : NULL;
}

/* "nurse in Texas" where an occupation alone is asked for; NULL when no place is said. */
static const char *hint_place(struct cs_workspace *workspace, const char *words)
{
    struct cs_call *call = workspace->call;
    struct cs_diag quiet;
    struct cs_spoken said = {.place = NULL};
    struct cs_spoken_names names = names_of(workspace);
    cs_diag_init(&quiet);
    bool is_read = cs_spoken_read(&names, words, call->arena, &said, &quiet) == CS_OK;
    cs_diag_clear(&quiet);
    if (!is_read || !said.place_words)
        return NULL;
    return said.place ? cs_arena_printf(call->arena, "a place is given apart: '%s' --region %s",
                                        said.occupation, said.place)
                      : cs_arena_printf(call->arena,
                                        "a place is given apart, with --region, and the data have "
                                        "none called '%s'",
                                        said.place_words);
}

enum cs_status cs_workspace_fail_unknown(struct cs_workspace *workspace, enum cs_dim dim,
                                         const char *word, const char *near)
{
    struct cs_call *call = workspace->call;
    struct cs_shown shown;
    const char *hint = dim == CS_DIM_OCCUPATION ? hint_place(workspace, word)
                       : dim == CS_DIM_REGION   ? hint_list(workspace, word)
                                                : NULL;
    bool is_list = hint && dim == CS_DIM_REGION;
    if (!hint && dim == CS_DIM_OCCUPATION && cs_near_code_is_meant(word))
        hint = hint_code(workspace, word);
    if (!hint)
        hint = near ? cs_arena_printf(call->arena, "did you mean %s?", near)
                    : hint_unknown(workspace, dim, word);
    if (dim == CS_DIM_REGION && !is_list && workspace->request.n_paths == 0)
        hint = cs_arena_printf(call->arena, "%s%scareerstat find --kind region lists the places",
                               near ? hint : "", near ? " " : "");
    return cs_fail(call->diag, CS_USAGE, NULL, hint, "there is no %s '%s'", cs_dim_name(dim),
                   cs_show(&shown, word, strlen(word)));
}

/* "43-6013 (Medical secretaries …), 43-6014 (…)" of the best hits. */
const char *cs_workspace_list_hits(struct cs_workspace *workspace, const struct cs_name_hit *hits,
                                   size_t n_hits)
{
    struct cs_buf text;
    cs_buf_init(&text);
    /* Beside those that have every word, others are no guess. */
    for (size_t i = n_hits; i-- > 1;)
        if (hits[i].match > CS_MATCH_ALL && hits[0].match <= CS_MATCH_ALL)
            n_hits = i;
    for (size_t i = 0; i < n_hits && i < 3; i++) {
        cs_buf_puts(&text, i == 0 ? "" : i + 1 == n_hits || i == 2 ? " or " : ", ");
        cs_buf_put_visible(&text, hits[i].code, strlen(hits[i].code), 40);
        if (strcmp(hits[i].code, hits[i].title) != 0)
            cs_buf_printf(&text, " (%s)", hits[i].title);
    }
    const char *copy = cs_arena_strdup(workspace->call->arena, cs_buf_text(&text));
    cs_buf_clear(&text);
    return copy;
}
