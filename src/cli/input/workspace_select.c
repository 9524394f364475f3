/* The words of filters → keys of the dataset. */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/suggest.h"
#include "base/text.h"
#include "cli/frame/command.h"
#include "cli/input/crosswalk.h"
#include "cli/input/library_names.h"
#include "cli/input/request_periods.h"
#include "cli/input/soc_history.h"
#include "cli/input/workspace.h"
#include "cli/input/workspace_unknown.h"
#include "data/dataset.h"
#include "data/dict.h"
#include "data/dim.h"
#include "data/name/names.h"
#include "data/occupation/system.h"
#include "data/period.h"
#include "data/reference.h"
#include "data/select.h"

/* Whether a key goes by the word: its code, its title or one of its aliases. */
static bool is_key_named(const struct cs_key *key, const char *word)
{
    return cs_equals_nocase(key->code, word) || cs_equals_nocase(key->title, word);
}

/* Of an occupation and the groups it is in, which often share its title, the occupation. CS_NO_KEY
 * as well where other occupations share the title: which is meant is told by more than that. */
static uint32_t find_named(const struct cs_dataset *data, enum cs_dim dim, const char *word)
{
    const struct cs_key *keys = data->dicts[dim].keys;
    uint32_t found = cs_dataset_find(data, dim, cs_span_of(word));
    bool is_code = found != CS_NO_KEY, is_several = false;
    for (uint32_t i = 0; i < data->dicts[dim].n_keys && !is_code; i++) {
        if (!is_key_named(&keys[i], word))
            continue;
        is_code = cs_equals_nocase(keys[i].code, word);
        if (is_code || found == CS_NO_KEY || cs_code_is_group_of(keys[found].code, keys[i].code))
            found = i;
        else
            is_several |= !cs_code_is_group_of(keys[i].code, keys[found].code);
    }
    return is_code || !is_several || dim != CS_DIM_OCCUPATION ? found : CS_NO_KEY;
}

/* "electrican" is taken for electricians, and said so; a short word may be a slip for many. */
static bool is_slip(const char *word, const struct cs_name_hit *hits, size_t n_hits)
{
    return strlen(word) >= CS_SLIP_LETTERS && cs_name_hits_are_slip(hits, n_hits);
}

static void tell_slip(const struct cs_call *call, const char *word, const struct cs_name_hit *hit)
{
    struct cs_shown shown, title;
    cs_diag_add(call->diag, CS_WARNING, NULL, NULL, "'%s' is read as %s (%s)",
                cs_show(&shown, word, strlen(word)),
                cs_show(&title, hit->title, strlen(hit->title)), hit->code);
}

/* Says a message of an answer unless it has been said. */
static void tell_once(const struct cs_call *call, enum cs_severity severity, const char *text)
{
    struct cs_diag *diag = call->diag;
    for (size_t i = 0; text && i < diag->n_messages; i++)
        if (diag->messages[i].text && strcmp(diag->messages[i].text, text) == 0)
            return;
    if (text)
        cs_diag_add(diag, severity, NULL, NULL, "%s", text);
}

/* A coded occupation that goes before a survey's own title of the same words. */
static void tell_official(const struct cs_workspace *workspace, const char *word,
                          const struct cs_name_hit *hits, size_t n_hits)
{
    const struct cs_call *call = workspace->call;
    for (size_t i = 1; i < n_hits && !cs_name_hit_is_free(&hits[0]); i++)
        if (hits[i].match <= CS_MATCH_WORDS && cs_name_hit_is_free(&hits[i]))
            tell_once(call, CS_WARNING,
                      cs_arena_printf(call->arena,
                                      "'%s' is taken to mean %s (%s), not the title '%s' of a "
                                      "survey: careerstat summarize has that one's pay",
                                      word, hits[0].code, hits[0].title, hits[i].title));
}

/* Words that are only some of those of another name, taken because no other has them all. */
static void tell_taken(const struct cs_workspace *workspace, enum cs_dim dim, const char *word,
                       const struct cs_name_hit *hits, size_t n_hits)
{
    const struct cs_call *call = workspace->call;
    struct cs_shown shown;
    if (dim != CS_DIM_OCCUPATION || cs_name_hits_are_sure(hits, n_hits) || hits[0].is_title)
        tell_official(workspace, word, hits, n_hits);
    else
        tell_once(call, CS_WARNING,
                  cs_arena_printf(call->arena, "'%s' is taken to mean %s (%s), by its name '%s'",
                                  cs_show(&shown, word, strlen(word)), hits[0].code, hits[0].title,
                                  hits[0].name));
}

static enum cs_status offer_names(struct cs_name_search *search,
                                  const struct cs_workspace *workspace, enum cs_dim dim)
{
    enum cs_status status = cs_name_search_dataset(search, workspace->data, dim);
    if (status == CS_OK && dim == CS_DIM_OCCUPATION)
        status = cs_name_search_occupations(search, &workspace->reference);
    if (status == CS_OK && cs_workspace_is_of_library(workspace))
        status = cs_library_use_offer(workspace->call, dim, search);
    if (status == CS_OK && dim == CS_DIM_REGION)
        status = cs_name_search_regions(search, &workspace->reference);
    return status;
}

/* Takes the search kept since the library's names were offered to it, which lacks those of the data
 * alone; *search is NULL when there is none of these words, or when the titles no longer settle
 * what they mean. Ownership: free it. */
static enum cs_status take_kept(struct cs_workspace *workspace, enum cs_dim dim, const char *word,
                                struct cs_name_search **search)
{
    size_t n_hits;
    *search = NULL;
    if (dim != CS_DIM_OCCUPATION || !workspace->searched ||
        strcmp(workspace->searched_words, word) != 0)
        return CS_OK;
    *search = workspace->searched;
    workspace->searched = NULL;
    enum cs_status status = cs_name_search_dataset(*search, workspace->data, dim);
    if (status != CS_OK || !workspace->is_settled)
        return status;
    const struct cs_name_hit *hits = cs_name_search_rank(*search, &n_hits);
    if (!cs_name_hits_are_title(hits, n_hits) && !cs_name_hits_are_common(hits, n_hits)) {
        cs_name_search_free(*search);
        *search = NULL;
    }
    return CS_OK;
}

/* A search to which every name that can matter was offered. Ownership: free it. */
static enum cs_status search_names(struct cs_workspace *workspace, enum cs_dim dim,
                                   const char *word, struct cs_name_search **search)
{
    enum cs_status loaded = cs_workspace_load_names(workspace);
    enum cs_status status = take_kept(workspace, dim, word, search);
    if (*search)
        return loaded == CS_OK ? status : loaded;
    *search = dim == CS_DIM_REGION ? cs_name_search_new_place(&workspace->reference, word)
                                   : cs_name_search_new(word);
    if (!*search)
        return cs_fail_memory(workspace->call->diag);
    return loaded == CS_OK ? offer_names(*search, workspace, dim) : loaded;
}

static enum cs_status find_by_words(struct cs_workspace *workspace, enum cs_dim dim,
                                    const char *word, uint32_t *key)
{
    struct cs_call *call = workspace->call;
    size_t n_hits = 0;
    struct cs_name_search *search;
    enum cs_status status = search_names(workspace, dim, word, &search);
    const struct cs_name_hit *hits = status == CS_OK ? cs_name_search_rank(search, &n_hits) : NULL;
    bool slips = status == CS_OK && is_slip(word, hits, n_hits);
    if (slips)
        tell_slip(call, word, &hits[0]);
    if (status == CS_OK && (slips || cs_name_hits_are_clear(hits, n_hits))) {
        *key = cs_dataset_find(workspace->data, dim, cs_span_of(hits[0].code));
        if (*key == CS_NO_KEY)
            status = cs_name_hit_is_free(&hits[0]) && cs_workspace_is_of_library(workspace)
                         ? cs_workspace_fail_surveyed(call, hits[0].title)
                         : cs_workspace_fail_absent(workspace, dim, hits[0].code, hits[0].title);
        else if (!slips)
            tell_taken(workspace, dim, word, hits, n_hits);
    } else if (status == CS_OK) {
        status = cs_workspace_fail_unknown(
            workspace, dim, word, n_hits ? cs_workspace_list_hits(workspace, hits, n_hits) : NULL);
    }
    cs_name_search_free(search);
    return status;
}

/* A level's title may be known from the scales of the reference tables. */
static enum cs_status find_level(struct cs_workspace *workspace, const char *word, uint32_t *key)
{
    const struct cs_level *level =
        cs_reference_level(&workspace->reference, NULL, cs_span_of(word));
    if (level && (*key = find_named(workspace->data, CS_DIM_LEVEL, level->code)) != CS_NO_KEY)
        return CS_OK;
    const struct cs_dict *dict = &workspace->data->dicts[CS_DIM_LEVEL];
    const char *names[64];
    size_t n = 0;
    for (size_t i = 0; i < dict->n_keys && n + 1 < 64; i++) {
        names[n++] = dict->keys[i].code;
        names[n++] = dict->keys[i].title;
    }
    return cs_workspace_fail_unknown(workspace, CS_DIM_LEVEL, word, cs_suggest(word, names, n));
}

static enum cs_status find_by_name(struct cs_workspace *workspace, enum cs_dim dim,
                                   const char *word, uint32_t *key)
{
    switch (dim) {
    case CS_DIM_OCCUPATION:
    case CS_DIM_REGION:
        return find_by_words(workspace, dim, word, key);
    case CS_DIM_LEVEL:
        return find_level(workspace, word, key);
    default:
        return cs_workspace_fail_unknown(workspace, dim, word, NULL);
    }
}

/* An occupation of another system than the SOC that was found by its title: told once. */
static void tell_system(const struct cs_workspace *workspace, const char *word, uint32_t key)
{
    const struct cs_key *found = cs_dataset_key(workspace->data, CS_DIM_OCCUPATION, key);
    const struct cs_occupation_system *system =
        found ? cs_occupation_system_of_code(&workspace->reference, found->code) : NULL;
    if (!system || cs_equals_nocase(word, found->code))
        return;
    tell_once(workspace->call, CS_WARNING,
              cs_arena_printf(workspace->call->arena, "'%s' is taken to mean %s (%s), of the %s",
                              word, found->code, found->title, system->title));
}

/* Where the words name a survey's own title and a coded occupation of the data alike, the latter is
 * meant, except of observations. */
static enum cs_status prefer_official(struct cs_workspace *workspace, const char *word,
                                      uint32_t *key)
{
    struct cs_diag *diag = workspace->call->diag, quiet;
    const struct cs_key *found = cs_dataset_key(workspace->data, CS_DIM_OCCUPATION, *key);
    struct cs_name_hit own = {.code = found->code, .title = found->title, .kind = "occupation"};
    uint32_t official = CS_NO_KEY;
    if (workspace->request.asks_observations || !cs_name_hit_is_free(&own))
        return CS_OK;
    cs_diag_init(&quiet);
    workspace->call->diag = &quiet;
    bool is_there = find_by_words(workspace, CS_DIM_OCCUPATION, word, &official) == CS_OK;
    workspace->call->diag = diag;
    cs_diag_clear(&quiet);
    if (!is_there || official == *key)
        return CS_OK;
    return find_by_words(workspace, CS_DIM_OCCUPATION, word, key);
}

enum cs_status cs_workspace_key(struct cs_workspace *workspace, enum cs_dim dim, const char *word,
                                uint32_t *key)
{
    *key = find_named(workspace->data, dim, word);
    enum cs_status status = *key == CS_NO_KEY ? find_by_name(workspace, dim, word, key) : CS_OK;
    if (status == CS_OK && dim == CS_DIM_OCCUPATION)
        status = prefer_official(workspace, word, key);
    if (status == CS_OK && dim == CS_DIM_OCCUPATION)
        tell_system(workspace, word, *key);
    return status;
}

static enum cs_status select_period(struct cs_workspace *workspace, const char *word,
                                    struct cs_selection *selection)
{
    struct cs_call *call = workspace->call;
    struct cs_request_periods asked;
    struct cs_shown shown;
    if (!cs_request_periods_read(word, &asked))
        return cs_fail(call->diag, CS_USAGE, NULL, cs_request_periods_hint(word, call->arena),
                       "'%s' is not a period", cs_show(&shown, word, strlen(word)));
    const struct cs_dict *dict = &workspace->data->dicts[CS_DIM_PERIOD];
    size_t n = 0;
    for (uint32_t i = 0; i < dict->n_keys; i++) {
        if (!cs_request_periods_take(&asked, dict->keys[i].period))
            continue;
        if (cs_selection_add(selection, workspace->data, CS_DIM_PERIOD, i, call->arena) != CS_OK)
            return cs_fail_memory(call->diag);
        n++;
    }
    return n ? CS_OK : cs_workspace_fail_absent(workspace, CS_DIM_PERIOD, word, word);
}

/* An occupation and what crosswalks set beside it. A code stands for itself, whether the data have
 * it or not; words for what they name there. */
static enum cs_status select_beside(struct cs_workspace *workspace, const char *word,
                                    struct cs_selection *selection)
{
    struct cs_crosswalk_keys found;
    uint32_t key;
    bool is_code = cs_is_soc_code(cs_span_of(word)) ||
                   cs_occupation_system_of_code(&workspace->reference, word);
    enum cs_status status =
        is_code ? CS_OK : cs_workspace_key(workspace, CS_DIM_OCCUPATION, word, &key);
    if (status == CS_OK && !is_code)
        word = cs_dataset_key(workspace->data, CS_DIM_OCCUPATION, key)->code;
    if (status == CS_OK)
        status = cs_crosswalk_choose(workspace, word, &found);
    for (size_t i = 0; status == CS_OK && i < found.n; i++)
        if (cs_selection_add(selection, workspace->data, CS_DIM_OCCUPATION, found.keys[i],
                             workspace->call->arena) != CS_OK)
            status = cs_fail_memory(workspace->call->diag);
    return status;
}

static enum cs_status select_words(struct cs_workspace *workspace, enum cs_dim dim,
                                   struct cs_selection *selection)
{
    struct cs_call *call = workspace->call;
    size_t n = cs_call_count(call, cs_dim_name(dim));
    for (size_t i = 0; i < n; i++) {
        const char *word = cs_call_text_at(call, cs_dim_name(dim), i);
        uint32_t key = CS_NO_KEY;
        bool is_none = strcmp(word, "none") == 0, is_period = dim == CS_DIM_PERIOD && !is_none;
        bool is_beside = dim == CS_DIM_OCCUPATION && !is_none && cs_crosswalk_is_asked(call);
        enum cs_status status = CS_OK;
        if (is_period)
            status = select_period(workspace, word, selection);
        else if (is_beside)
            status = select_beside(workspace, word, selection);
        else if (!is_none)
            status = cs_workspace_key(workspace, dim, word, &key);
        if (status != CS_OK)
            return status;
        if (!is_period && !is_beside &&
            cs_selection_add(selection, workspace->data, dim, key, call->arena) != CS_OK)
            return cs_fail_memory(call->diag);
    }
    return CS_OK;
}

/* --soc with figures from files: the earlier codes' figures come under the occupations of the call.
 * The library has joined its own. Words that are no occupation are told when they are selected. */
static enum cs_status join_files(struct cs_workspace *workspace)
{
    struct cs_call *call = workspace->call;
    struct cs_diag *diag = call->diag, quiet;
    const char *codes[CS_SOC_MAX_FOLLOWED];
    struct cs_soc_followed followed;
    size_t n = 0;
    if (!cs_soc_is_asked(call) || workspace->request.n_paths == 0)
        return CS_OK;
    cs_diag_init(&quiet);
    call->diag = &quiet;
    for (size_t i = 0; i < cs_call_count(call, "occupation") && n < CS_SOC_MAX_FOLLOWED; i++) {
        const char *word = cs_call_text_at(call, "occupation", i);
        uint32_t key;
        bool is_known = cs_workspace_key(workspace, CS_DIM_OCCUPATION, word, &key) == CS_OK;
        codes[n++] =
            is_known ? cs_dataset_key(workspace->data, CS_DIM_OCCUPATION, key)->code : word;
    }
    call->diag = diag;
    cs_diag_clear(&quiet);
    enum cs_status status = cs_soc_follow_codes(workspace, NULL, codes, n, &followed);
    return status == CS_OK ? cs_soc_join_followed(workspace, &followed) : status;
}

static enum cs_status select_all(struct cs_workspace *workspace, struct cs_selection *selection)
{
    static const enum cs_dim dims[] = {CS_DIM_OCCUPATION, CS_DIM_REGION, CS_DIM_LEVEL,
                                       CS_DIM_PERIOD};
    *selection = cs_selection_all();
    enum cs_status status = CS_OK;
    for (size_t i = 0; i < sizeof dims / sizeof *dims && status == CS_OK; i++)
        status = select_words(workspace, dims[i], selection);
    return status;
}

/* Whether a key is asked for that did not look so while its observations were read. */
static bool has_left_out(const struct cs_dataset *data, const struct cs_selection *selection)
{
    for (int d = 0; d < CS_N_DIMS; d++)
        for (uint32_t k = 0; k < data->dicts[d].n_keys && selection->keeps[d]; k++)
            if (data->dicts[d].keys[k].is_left_out &&
                cs_selection_takes(selection, (enum cs_dim)d, k))
                return true;
    return false;
}

enum cs_status cs_workspace_select(struct cs_workspace *workspace, struct cs_selection *selection)
{
    enum cs_status status = join_files(workspace);
    if (status == CS_OK)
        status = select_all(workspace, selection);
    if (status != CS_OK || !has_left_out(workspace->data, selection))
        return status;
    status = cs_workspace_load_unfiltered(workspace);
    return status == CS_OK ? select_all(workspace, selection) : status;
}
