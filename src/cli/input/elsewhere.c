/* What is said of a place without figures about an occupation. Apart from workspace_unknown.c:
 * pages offer the same places as links. */
#include "cli/input/elsewhere.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/text.h"
#include "cli/frame/command.h"
#include "cli/input/library_names.h"
#include "cli/input/spoken.h"
#include "cli/input/workspace.h"
#include "data/dataset.h"
#include "data/dim.h"
#include "data/name/area.h"
#include "data/name/names.h"
#include "data/reference.h"

/* Whether there is a figure of the region: about one occupation, or, NULL, about any. */
static bool has_figures(const struct cs_dataset *data, const char *occupation, const char *region)
{
    uint32_t place = cs_dataset_find(data, CS_DIM_REGION, cs_span_of(region));
    uint32_t what =
        occupation ? cs_dataset_find(data, CS_DIM_OCCUPATION, cs_span_of(occupation)) : CS_NO_KEY;
    if (place == CS_NO_KEY || (occupation && what == CS_NO_KEY))
        return false;
    for (size_t i = 0; i < data->n_estimates; i++) {
        const uint32_t *key = data->estimates[i].key;
        if (key[CS_DIM_REGION] == place && key[CS_DIM_OCCUPATION] != CS_NO_KEY &&
            (!occupation || key[CS_DIM_OCCUPATION] == what))
            return true;
    }
    return false;
}

size_t cs_elsewhere_find(const struct cs_workspace *workspace, const char *occupation,
                         const struct cs_elsewhere *area,
                         const struct cs_region *out[CS_MOST_ELSEWHERE])
{
    const char *at = cs_area_states(area->title);
    size_t n = 0;
    for (bool is_nation = false; !is_nation;) {
        is_nation = !at || !*at || n + 1 == CS_MOST_ELSEWHERE;
        struct cs_span words =
            is_nation ? cs_span_of("US") : (struct cs_span){at, CS_POSTAL_LETTERS};
        const struct cs_region *region = cs_reference_region(&workspace->reference, words);
        if (region && strcmp(region->code, area->code) != 0 &&
            has_figures(workspace->data, occupation, region->code))
            out[n++] = region;
        if (!is_nation)
            at += CS_POSTAL_LETTERS, at += *at == '-';
    }
    return n;
}

/* The words of the i-th occupation that is asked for; NULL: there are no more. */
static const char *asked_words(const struct cs_workspace *workspace, size_t i)
{
    const struct cs_call *call = workspace->call;
    const struct cs_load_request *request = &workspace->request;
    if (request->n_wanted)
        return i < request->n_wanted ? request->wanted_occupations[i] : NULL;
    return i < cs_call_count(call, "occupation") ? cs_call_text_at(call, "occupation", i) : NULL;
}

/* "Registered nurses (29-1141)": what goes by those words, if that is clear; else the words. Its
 * code in *code where the data have it, else NULL. */
static const char *name_occupation(const struct cs_workspace *workspace, const char *words,
                                   const char **code)
{
    struct cs_arena *arena = workspace->call->arena;
    struct cs_spoken_names names = {&workspace->reference, workspace->data,
                                    cs_library_use_existing(workspace->call)};
    struct cs_name_search *search = cs_name_search_new(words);
    const char *name = words;
    struct cs_diag quiet;
    size_t n = 0;
    *code = NULL;
    cs_diag_init(&quiet);
    if (search && cs_spoken_offer(&names, CS_DIM_OCCUPATION, search, &quiet) == CS_OK) {
        const struct cs_name_hit *hits = cs_name_search_rank(search, &n);
        if (cs_name_hits_are_clear(hits, n) || cs_name_hits_are_slip(hits, n)) {
            const struct cs_key *key = cs_dataset_key(
                workspace->data, CS_DIM_OCCUPATION,
                cs_dataset_find(workspace->data, CS_DIM_OCCUPATION, cs_span_of(hits[0].code)));
            name =
                cs_arena_printf(arena, "%s (%s)", key ? key->title : hits[0].title, hits[0].code);
            *code = key ? key->code : NULL;
        }
    }
    cs_diag_clear(&quiet);
    cs_name_search_free(search);
    return name ? name : words;
}

/* "Registered nurses (29-1141) or Electricians (47-2111)"; NULL where none is asked for. The code
 * of a single one in *code, else NULL. */
static const char *name_all(const struct cs_workspace *workspace, const char **code)
{
    const char *list = NULL, *words;
    *code = NULL;
    for (size_t i = 0; (words = asked_words(workspace, i)) != NULL; i++) {
        const char *name = name_occupation(workspace, words, code);
        bool is_last = asked_words(workspace, i + 1) == NULL;
        list = !list ? name
                     : cs_arena_printf(workspace->call->arena, "%s%s%s", list,
                                       is_last ? " or " : ", ", name);
        *code = i ? NULL : *code;
    }
    return list;
}

/* "ask for 47-2111 with --region WA (Washington) or --region US (United States)": words that hold
 * where the place stood among those of the occupation, too. */
static const char *hint_places(struct cs_workspace *workspace, const char *occupation,
                               const char *code, const char *title)
{
    const struct cs_region *places[CS_MOST_ELSEWHERE];
    struct cs_elsewhere area = {code, title};
    size_t n = cs_elsewhere_find(workspace, occupation, &area, places);
    struct cs_arena *arena = workspace->call->arena;
    const char *hint = n == 0       ? NULL
                       : occupation ? cs_arena_printf(arena, "ask for %s with ", occupation)
                                    : "ask for ";
    for (size_t i = 0; hint && i < n; i++)
        hint = cs_arena_printf(arena, "%s%s--region %s (%s)", hint,
                               i == 0       ? ""
                               : i + 1 == n ? " or "
                                            : ", ",
                               places[i]->code, places[i]->name);
    return hint;
}

enum cs_status cs_elsewhere_fail(struct cs_workspace *workspace, const char *code,
                                 const char *title)
{
    struct cs_call *call = workspace->call;
    const char *occupation, *what = name_all(workspace, &occupation);
    return cs_fail(call->diag, CS_NO_ANSWER, NULL, hint_places(workspace, occupation, code, title),
                   "there are no figures about %s in %s (%s)", what ? what : "what is asked for",
                   title, code);
}

enum cs_status cs_elsewhere_fail_filters(struct cs_workspace *workspace, const char *code,
                                         const char *title, bool *is_said)
{
    struct cs_call *call = workspace->call;
    struct cs_spoken_names names = {.reference = &workspace->reference,
                                    .library = cs_library_use_existing(call)};
    struct cs_spoken said = {.place = NULL};
    *is_said = cs_call_count(call, "region") == 1 && cs_call_count(call, "period") == 0 &&
               cs_call_count(call, "level") == 0;
    enum cs_status status = *is_said ? cs_spoken_place(&names, cs_call_text_at(call, "region", 0),
                                                       call->arena, &said, call->diag)
                                     : CS_OK;
    *is_said = *is_said && (status != CS_OK || said.place);
    if (status != CS_OK || !*is_said)
        return status;
    const char *ignored, *all = asked_words(workspace, 1) ? name_all(workspace, &ignored) : NULL;
    const char *what = all ? all : cs_arena_printf(call->arena, "%s (%s)", title, code);
    return cs_fail(call->diag, CS_NO_ANSWER, NULL,
                   "leave --region out: other places, or the nation, may have some",
                   "there are no figures about %s in %s (%s)", what ? what : title, said.title,
                   said.place);
}
