/* Between the command line and library/: which file, which filters, which earlier codes. */
#include "cli/input/library_use.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/text.h"
#include "cli/frame/command.h"
#include "cli/input/crosswalk.h"
#include "cli/input/library_around.h"
#include "cli/input/library_names.h"
#include "cli/input/spoken.h"
#include "cli/input/soc_history.h"
#include "cli/input/workspace.h"
#include "cli/input/workspace_unknown.h"
#include "data/dim.h"
#include "data/name/names.h"
#include "data/reference.h"
#include "library/library.h"

enum { MAX_CODES = 64, MAX_UNCLEAR = 8 };

bool cs_library_use_wants_all(const struct cs_call *call)
{
    return call->command->group == CS_GROUP_SHOW || call->command->group == CS_GROUP_GUIDE;
}

/* Codes that a question is about. */
struct codes {
    size_t n_twins; /* of them second codes of a word */
    const char *items[MAX_CODES];
    size_t n;
};

/* Returns how many were added. */
static size_t add_code(struct codes *codes, const char *code)
{
    for (size_t i = 0; i < codes->n; i++)
        if (strcmp(codes->items[i], code) == 0)
            return 0;
    if (codes->n == MAX_CODES)
        return 0;
    codes->items[codes->n++] = code;
    return 1;
}

/* Of individual observations a survey's own title is asked for, where the words are one. */
static bool add_free(const struct cs_workspace *workspace, const struct cs_name_hit *hits,
                     size_t n_hits, struct codes *codes)
{
    size_t n = codes->n;
    for (size_t i = 0; i < n_hits && workspace->request.asks_observations; i++)
        if (hits[i].match <= CS_MATCH_SAME && cs_name_hit_is_free(&hits[i]))
            add_code(codes, cs_arena_strdup(workspace->call->arena, hits[i].code));
    return codes->n > n;
}

/* "29-1141" */
static bool is_soc_code(const char *words)
{
    enum { SOC_LETTERS = 7 };
    return strlen(words) == SOC_LETTERS && words[2] == '-' &&
           strspn(words, "0123456789-") == SOC_LETTERS;
}

/* Names of the library, all or the titles alone, and of the reference tables. */
static enum cs_status offer_names(struct cs_workspace *workspace, struct cs_library *library,
                                  struct cs_name_search *search, int *newest)
{
    struct cs_diag *diag = workspace->call->diag;
    enum cs_status status = newest ? cs_library_use_titles(library, search, newest, diag)
                                   : cs_library_use_names(library, CS_DIM_OCCUPATION, search, diag);
    if (status == CS_OK)
        status = cs_workspace_load_names(workspace);
    if (status == CS_OK && cs_name_search_occupations(search, &workspace->reference) != CS_OK)
        status = cs_fail_memory(diag);
    return status;
}

/* Who chooses among keys asks the same. Takes the search. */
static void keep_search(struct cs_workspace *workspace, struct cs_name_search *search,
                        const char *words, bool is_settled)
{
    cs_name_search_free(workspace->searched);
    workspace->searched = search;
    workspace->searched_words = words;
    workspace->is_settled = is_settled;
}

/* The year that settles what the words mean, whatever other names the library has, if it is the
 * newest of all: that of the first hit, and of its parts, whose names may be older; -1 without. */
static enum cs_status settling_year(struct cs_library *library, const struct cs_name_hit *hits,
                                    size_t n_hits, int *year, struct cs_diag *diag)
{
    *year = cs_name_hits_are_title(hits, n_hits) ? hits[0].year : -1;
    return cs_name_hits_are_common(hits, n_hits)
               ? cs_library_title_year(library, hits[0].code, year, diag)
               : CS_OK;
}

/* The code whose title or common name the words are, when no other name can be meant; *code is NULL
 * otherwise. */
static enum cs_status find_title(struct cs_workspace *workspace, struct cs_library *library,
                                 const char *words, const char **code)
{
    struct cs_call *call = workspace->call;
    struct cs_name_search *search = cs_name_search_new(words);
    int newest = 0, year;
    size_t n_hits = 0;
    *code = NULL;
    if (!search)
        return cs_fail_memory(call->diag);
    enum cs_status status = offer_names(workspace, library, search, &newest);
    const struct cs_name_hit *hits = status == CS_OK ? cs_name_search_rank(search, &n_hits) : NULL;
    if (status == CS_OK)
        status = settling_year(library, hits, n_hits, &year, call->diag);
    if (status == CS_OK && year == newest)
        *code = cs_arena_strdup(call->arena, hits[0].code);
    if (*code && !workspace->searched)
        keep_search(workspace, search, words, true);
    else
        cs_name_search_free(search);
    return status;
}

/* Adds the code that the words mean; when that is unclear the likely ones, for the message that
 * the choice of keys will give. */
static enum cs_status add_by_names(struct cs_workspace *workspace, struct cs_library *library,
                                   const char *words, struct codes *codes)
{
    struct cs_call *call = workspace->call;
    size_t n_hits;
    struct cs_name_search *search = cs_name_search_new(words);
    if (!search)
        return cs_fail_memory(call->diag);
    enum cs_status status = offer_names(workspace, library, search, NULL);
    if (status == CS_OK) {
        const struct cs_name_hit *hits = cs_name_search_rank(search, &n_hits);
        bool is_sure = cs_name_hits_are_sure(hits, n_hits);
        bool is_slip = strlen(words) >= CS_SLIP_LETTERS && cs_name_hits_are_slip(hits, n_hits);
        bool is_free = add_free(workspace, hits, n_hits, codes);
        size_t n = is_free ? 0 : is_sure || is_slip ? 1 : n_hits;
        for (size_t i = 0; i < n && i < MAX_UNCLEAR; i++)
            add_code(codes, cs_arena_strdup(call->arena, hits[i].code));
        /* A code is a key of its own, such as a part's; of words the message names what there is.
         */
        if (!is_free && (!is_sure || cs_is_digit(words[0])))
            add_code(codes, words);
    }
    keep_search(workspace, search, words, false);
    return status;
}

static enum cs_status add_occupation(struct cs_workspace *workspace, struct cs_library *library,
                                     const char *words, struct codes *codes)
{
    const char *code = NULL;
    enum cs_status status = CS_OK;
    if (is_soc_code(words)) { /* as it stands: nothing else is nearly the same number */
        add_code(codes, words);
        return CS_OK;
    }
    if (!workspace->request.asks_observations && !cs_is_digit(words[0]))
        status = find_title(workspace, library, words, &code);
    if (code)
        add_code(codes, code);
    return status == CS_OK && !code ? add_by_names(workspace, library, words, codes) : status;
}

/* A region that the reference tables do not have: the library names it, or nobody does. */
static enum cs_status add_region(struct cs_workspace *workspace, const char *word,
                                 struct codes *codes)
{
    struct cs_call *call = workspace->call;
    struct cs_spoken said = {.place = NULL};
    struct cs_spoken_names names = {.reference = &workspace->reference,
                                    .library = cs_library_use_existing(call)};
    if (strcmp(word, "none") == 0) {
        add_code(codes, word);
        return CS_OK;
    }
    enum cs_status status = cs_spoken_place(&names, word, call->arena, &said, call->diag);
    if (status == CS_OK && said.is_slip)
        said.place = said.near_code; /* told when it is selected */
    if (status == CS_OK && !said.place)
        status = cs_workspace_fail_unknown(workspace, CS_DIM_REGION, word, said.near);
    if (status == CS_OK)
        add_code(codes, said.place);
    return status;
}

static enum cs_status read_filters(struct cs_workspace *workspace, struct cs_library *library,
                                   struct codes *occupations, struct codes *regions)
{
    struct cs_call *call = workspace->call;
    bool has_filters = (call->command->shared & CS_SHARED_FILTERS) != 0;
    enum cs_status status = CS_OK;
    size_t n = has_filters ? cs_call_count(call, "occupation") : 0;
    for (size_t i = 0; status == CS_OK && i < n; i++)
        status =
            add_occupation(workspace, library, cs_call_text_at(call, "occupation", i), occupations);
    for (size_t i = 0; status == CS_OK && i < workspace->request.n_wanted; i++)
        status = add_occupation(workspace, library, workspace->request.wanted_occupations[i],
                                occupations);
    n = has_filters ? cs_call_count(call, "region") : 0;
    for (size_t i = 0; status == CS_OK && i < n; i++) {
        const char *word = cs_call_text_at(call, "region", i);
        const struct cs_region *region =
            cs_reference_region(&workspace->reference, cs_span_of(word));
        const struct cs_region *part =
            region ? NULL
                   : cs_reference_region_of_kind(&workspace->reference, "part", cs_span_of(word));
        if (region || part)
            add_code(regions, region ? region->code : word);
        else
            status = add_region(workspace, word, regions);
        if (part) /* a file without a layout for it may call it by its name */
            regions->n_twins += add_code(regions, part->code);
    }
    return status;
}

/* Whether a name may still be one of several occupations: the data decide, later. */
static bool is_unsettled(const struct cs_workspace *workspace, const struct codes *occupations)
{
    const struct cs_call *call = workspace->call;
    size_t n = workspace->request.n_wanted;
    if (call->command->shared & CS_SHARED_FILTERS)
        n += cs_call_count(call, "occupation");
    return occupations->n > n;
}

/* Follows the occupations back and adds the earlier codes to those to fetch. What there is to say
 * of codes is said of those asked about only, not of candidates. */
static enum cs_status follow_all(struct cs_workspace *workspace, struct cs_library *library,
                                 struct codes *occupations, struct cs_soc_followed *followed)
{
    struct cs_diag *diag = workspace->call->diag, of_candidates;
    cs_diag_init(&of_candidates);
    if (is_unsettled(workspace, occupations))
        workspace->call->diag = &of_candidates;
    enum cs_status status =
        cs_soc_follow_codes(workspace, library, occupations->items, occupations->n, followed);
    workspace->call->diag = diag;
    if (status != CS_OK)
        cs_diag_merge(diag, &of_candidates);
    cs_diag_clear(&of_candidates);
    for (size_t i = 0; status == CS_OK && i < followed->n; i++)
        for (size_t s = 0; s < followed->items[i].n_steps; s++)
            for (size_t c = 0; c < followed->items[i].steps[s].n_codes; c++)
                add_code(occupations, followed->items[i].steps[s].codes[c]);
    return status;
}

/* Adds what --crosswalk sets beside the occupations to those to fetch. */
static enum cs_status add_counterparts(struct cs_workspace *workspace, struct codes *occupations)
{
    enum cs_status status = CS_OK;
    size_t n = cs_crosswalk_is_asked(workspace->call) ? occupations->n : 0;
    for (size_t i = 0; status == CS_OK && i < n; i++) {
        struct cs_counterparts found;
        status = cs_crosswalk_find(workspace, occupations->items[i], &found);
        for (size_t k = 0; status == CS_OK && k < found.n; k++)
            add_code(occupations, found.items[k].code);
    }
    return status;
}

/* The dimensions of --by, as bits. Words that are none are refused later. */
static unsigned read_by(const struct cs_call *call)
{
    unsigned dims = 0;
    enum cs_dim dim;
    for (size_t i = 0; i < call->n_given; i++) {
        if (strcmp(call->given[i].option->name, "by") != 0)
            continue;
        for (const char *word = call->given[i].value; *word; word += *word == ',') {
            size_t n = strcspn(word, ",");
            if (cs_dim_parse(cs_span_trim((struct cs_span){word, n}), &dim))
                dims |= 1u << dim;
            word += n;
        }
    }
    return dims;
}

/* Whether the call names an option that its row may or may not have. */
static bool is_given(const struct cs_call *call, const char *name)
{
    for (size_t i = 0; i < call->n_given; i++)
        if (strcmp(call->given[i].option->name, name) == 0)
            return true;
    return false;
}

/* Whether the call looks across vintages: it names periods, or sets them side by side. */
static bool asks_across_periods(const struct cs_call *call)
{
    return call->command->looks_back || cs_soc_is_asked(call) ||
           ((call->command->shared & CS_SHARED_FILTERS) && cs_call_count(call, "period")) ||
           (read_by(call) & 1u << CS_DIM_PERIOD) || is_given(call, "change") ||
           is_given(call, "from") || is_given(call, "to");
}

/* How many keys of each dimension a vintage must have to answer. */
static void fill_apart(const struct cs_call *call, size_t n_regions, size_t *n_apart)
{
    unsigned dims = read_by(call);
    if (is_given(call, "areas"))
        dims |= 1u << CS_DIM_REGION;
    for (int d = 0; d < CS_N_DIMS; d++)
        n_apart[d] = dims & 1u << d ? 2 : 0;
    if (n_regions > n_apart[CS_DIM_REGION])
        n_apart[CS_DIM_REGION] = n_regions;
}

static void tell_vintages(const struct cs_call *call, const struct cs_library_vintages *vintages)
{
    for (size_t i = 0; i < vintages->n; i++) {
        const struct cs_library_vintage *vintage = &vintages->items[i];
        if (!vintage->n_others)
            continue;
        const char *among = vintage->newer ? cs_arena_printf(call->arena,
                                                             " that has what is to be "
                                                             "compared (%s does not)",
                                                             vintage->newer)
                                           : "";
        cs_diag_add(call->diag, vintage->is_series ? CS_NOTE : CS_WARNING, NULL,
                    "other vintages: --period all, or the one you want",
                    "%s: of %zu vintages in the library, the newest%s is used, %s", vintage->title,
                    vintage->n_others + 1, among, vintage->taken);
    }
}

/* The library keeps the layout's name; how replicate weights were made stands in the layout. */
static void tell_replicates(struct cs_workspace *workspace)
{
    for (size_t i = 0; i < workspace->data->n_sources; i++) {
        struct cs_source *source = &workspace->data->sources[i];
        for (size_t k = 0; source->layout && k < workspace->layouts.n_items; k++)
            if (strcmp(workspace->layouts.items[k].name, source->layout) == 0)
                source->replicates = workspace->layouts.items[k].replicates;
    }
}

enum cs_status cs_library_use_load(struct cs_workspace *workspace, const char *path)
{
    struct cs_call *call = workspace->call;
    struct codes occupations = {.n = 0}, regions = {.n = 0};
    struct cs_library_vintages vintages = {0};
    struct cs_library *library;
    bool wants_all = cs_library_use_wants_all(call);
    enum cs_status status = cs_library_open(path, CS_LIBRARY_READ, &library, call->diag);
    if (status != CS_OK)
        return status;
    struct cs_soc_followed followed = {.n = 0};
    status = read_filters(workspace, library, &occupations, &regions);
    if (status == CS_OK)
        status = follow_all(workspace, library, &occupations, &followed);
    if (status == CS_OK)
        status = add_counterparts(workspace, &occupations);
    if (is_given(call, "areas"))
        add_code(&occupations, "00-0000"); /* shares need the whole */
    struct cs_library_request request = {
        .occupations = {occupations.items, occupations.n},
        .regions = {regions.items, wants_all ? 0 : regions.n},
        .is_newest = !wants_all && !asks_across_periods(call),
        .skips_observations = wants_all || workspace->request.leaves_out_observations,
        .wants_descriptions = workspace->request.wants_descriptions};
    request.mixes_currencies = workspace->request.mixes_currencies;
    if (call->command->shared & CS_SHARED_MONEY)
        request.mixes_currencies = cs_call_has(call, "currency");
    if (call->command->shared & CS_SHARED_INPUT)
        request.only_currency = cs_call_text(call, "only-currency");
    fill_apart(call, regions.n - regions.n_twins, request.n_apart);
    bool is_found = false;
    if (status == CS_OK && wants_all)
        status = cs_library_alone_fetch(workspace, library, &request, &is_found);
    if (status == CS_OK && wants_all && !is_found)
        status = cs_library_around_fetch(workspace, library, &request.occupations);
    if (status == CS_OK && !is_found && (!wants_all || occupations.n))
        status = cs_library_fetch(library, &request, workspace->data, call->arena, &vintages,
                                  call->diag);
    if (status == CS_OK)
        status = workspace->request.wants_site ? cs_soc_join_every(workspace)
                                               : cs_soc_join_followed(workspace, &followed);
    if (status == CS_OK)
        tell_vintages(call, &vintages);
    if (status == CS_OK)
        tell_replicates(workspace);
    cs_library_close(library);
    return status;
}
