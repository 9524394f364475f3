/* The place in a question that people ask. Apart from the commands and the server, which both read
 * questions by it. */
#include "cli/input/spoken.h"

#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/text.h"
#include "cli/input/library_names.h"
#include "data/dim.h"
#include "data/name/names.h"
#include "data/reference.h"
#include "library/library.h"

enum { MOST_PLACE_WORDS = 4 };

static enum cs_status offer_library(const char *path, enum cs_dim dim,
                                    struct cs_name_search *search, struct cs_diag *diag)
{
    struct cs_library *library;
    enum cs_status status = cs_library_open(path, CS_LIBRARY_READ, &library, diag);
    if (status == CS_OK)
        status = cs_library_use_names(library, dim, search, diag);
    cs_library_close(library);
    return status;
}

enum cs_status cs_spoken_offer(const struct cs_spoken_names *names, enum cs_dim dim,
                               struct cs_name_search *search, struct cs_diag *diag)
{
    enum cs_status status =
        names->library ? offer_library(names->library, dim, search, diag) : CS_OK;
    if (status != CS_OK)
        return status;
    if (names->data)
        status = cs_name_search_dataset(search, names->data, dim);
    if (status == CS_OK)
        status = dim == CS_DIM_REGION ? cs_name_search_regions(search, names->reference)
                                      : cs_name_search_occupations(search, names->reference);
    return status == CS_OK ? CS_OK : cs_fail_memory(diag);
}

/* ---- the occupation ---- */

/* Whether the words as a whole are the name of an occupation, or have all words of one. */
static enum cs_status is_occupation(const struct cs_spoken_names *names, const char *words,
                                    bool *is_one, struct cs_diag *diag)
{
    struct cs_name_search *search = cs_name_search_new(words);
    size_t n_hits = 0;
    *is_one = false;
    if (!search)
        return cs_fail_memory(diag);
    enum cs_status status = cs_spoken_offer(names, CS_DIM_OCCUPATION, search, diag);
    const struct cs_name_hit *hits = status == CS_OK ? cs_name_search_rank(search, &n_hits) : NULL;
    *is_one = n_hits && hits[0].match <= CS_MATCH_ALL;
    cs_name_search_free(search);
    return status;
}

/* ---- the place ---- */

static enum cs_status list_near(const struct cs_name_hit *hits, size_t n_hits,
                                struct cs_arena *arena, struct cs_spoken *out)
{
    enum { MOST = 3 };
    /* Beside those that have every word, others are no guess. */
    for (size_t i = n_hits; i-- > 1;)
        if (hits[i].match > CS_MATCH_ALL && hits[0].match <= CS_MATCH_ALL)
            n_hits = i;
    out->is_several = n_hits > 1 && hits[0].match <= CS_MATCH_WORDS;
    out->near = n_hits ? "" : NULL;
    for (size_t i = 0; i < n_hits && i < MOST && out->near; i++)
        out->near = cs_arena_printf(arena, "%s%s%s (%s)", out->near,
                                    i == 0                             ? ""
                                    : i + 1 == n_hits || i + 1 == MOST ? " or "
                                                                       : ", ",
                                    hits[i].title, hits[i].code);
    out->near_code = n_hits ? cs_arena_strdup(arena, hits[0].code) : NULL;
    return n_hits && (!out->near || !out->near_code) ? CS_INTERNAL : CS_OK;
}

/* A place of the reference tables, else one that the data name: "Dallas" of
 * "Dallas-Fort Worth-Arlington, TX". */
enum cs_status cs_spoken_place(const struct cs_spoken_names *names, const char *words,
                               struct cs_arena *arena, struct cs_spoken *out, struct cs_diag *diag)
{
    const struct cs_region *region = cs_reference_region(names->reference, cs_span_of(words));
    size_t n_hits = 0;
    out->place_words = words;
    if (region) {
        out->place = region->code;
        out->title = region->name;
        return CS_OK;
    }
    struct cs_name_search *search = cs_name_search_new_place(names->reference, words);
    if (!search)
        return cs_fail_memory(diag);
    enum cs_status status = cs_spoken_offer(names, CS_DIM_REGION, search, diag);
    const struct cs_name_hit *hits = status == CS_OK ? cs_name_search_rank(search, &n_hits) : NULL;
    if (cs_name_hits_are_clear(hits, n_hits)) {
        out->place = cs_arena_strdup(arena, hits[0].code);
        out->title = cs_arena_strdup(arena, hits[0].title);
        status = out->place && out->title ? CS_OK : cs_fail_memory(diag);
    } else if (status == CS_OK && list_near(hits, n_hits, arena, out) != CS_OK) {
        status = cs_fail_memory(diag);
    }
    out->is_slip = strlen(words) >= CS_SLIP_LETTERS && cs_name_hits_are_slip(hits, n_hits);
    cs_name_search_free(search);
    return status;
}

/* ---- where one ends and the other begins ---- */

/* Parts of the words: of what is asked, and where. Empty: there are none. */
struct split {
    struct cs_span occupation, place;
};

static struct cs_span span_between(const char *start, const char *end)
{
    return cs_span_trim((struct cs_span){start, (size_t)(end - start)});
}

static struct cs_span trim_commas(struct cs_span words)
{
    while (words.size && words.start[words.size - 1] == ',')
        words = cs_span_trim((struct cs_span){words.start, words.size - 1});
    return words;
}

/* At the last "in" or "near" between two other words. */
static struct split split_at_preposition(struct cs_span words)
{
    const char *end = words.start + words.size;
    for (const char *at = end; at-- > words.start + 1;) {
        if (!cs_is_space(at[-1]))
            continue;
        struct cs_span word = {at, 0};
        while (at + word.size < end && !cs_is_space(at[word.size]))
            word.size++;
        if (at + word.size < end &&
            (cs_span_equals_nocase(word, "in") || cs_span_equals_nocase(word, "near")))
            return (struct split){span_between(words.start, at), span_between(at + word.size, end)};
    }
    return (struct split){.place = {words.start, 0}};
}

/* A place without a preposition is known for sure: by its name, or by capitals of two letters. */
static bool is_sure_place(const struct cs_reference *reference, struct cs_span words)
{
    const struct cs_region *region = words.size ? cs_reference_region(reference, words) : NULL;
    bool is_of_nation =
        region && (strcmp(region->kind, "state") == 0 || strcmp(region->kind, "territory") == 0);
    if (!is_of_nation)
        return false;
    return words.size > 2 || (words.size == 2 && words.start[0] >= 'A' && words.start[0] <= 'Z' &&
                              words.start[1] >= 'A' && words.start[1] <= 'Z');
}

/* After a comma, or up to four words at the end or at the beginning. */
static struct split split_at_edge(const struct cs_reference *reference, struct cs_span words)
{
    const char *start = words.start, *end = words.start + words.size;
    int n_words = 0;
    for (const char *at = end; at-- > start && n_words < MOST_PLACE_WORDS;) {
        if (!cs_is_space(*at) && *at != ',')
            continue;
        struct split split = {span_between(start, at), span_between(at + 1, end)};
        n_words++;
        split.occupation = trim_commas(split.occupation);
        if (is_sure_place(reference, split.place))
            return split;
    }
    n_words = 0;
    for (const char *at = start; at < end && n_words < MOST_PLACE_WORDS; at++) {
        if (!cs_is_space(*at))
            continue;
        struct split split = {span_between(at, end), span_between(start, at)};
        n_words++;
        if (is_sure_place(reference, split.place))
            return split;
    }
    return (struct split){.place = {start, 0}};
}

/* "nurse, Houston, TX": up to four words before a state, where they are a city of it that the data
 * have. Of these the longest. */
static enum cs_status widen_place(const struct cs_spoken_names *names, struct split *split,
                                  struct cs_arena *arena, struct cs_spoken *out,
                                  struct cs_diag *diag)
{
    const char *start = split->occupation.start, *end = split->place.start + split->place.size;
    enum cs_status status = CS_OK;
    int n_words = 0;
    if (split->place.start < start)
        return CS_OK;
    for (const char *at = start + split->occupation.size;
         status == CS_OK && at-- > start && n_words < MOST_PLACE_WORDS;) {
        struct cs_spoken said = {.place = NULL};
        if (!cs_is_space(*at) && *at != ',')
            continue;
        const char *words = cs_arena_copy(arena, at + 1, (size_t)(end - at - 1));
        n_words++;
        status = words ? cs_spoken_place(names, words, arena, &said, diag) : cs_fail_memory(diag);
        if (status != CS_OK || !said.place)
            continue;
        out->place_words = said.place_words;
        out->place = said.place;
        out->title = said.title;
        split->occupation = span_between(start, at);
    }
    return status;
}

static bool is_split(const struct split *split)
{
    return split->occupation.size && split->place.size;
}

enum cs_status cs_spoken_read(const struct cs_spoken_names *names, const char *words,
                              struct cs_arena *arena, struct cs_spoken *out, struct cs_diag *diag)
{
    struct cs_span all = cs_span_trim(cs_span_of(words));
    bool is_whole = false;
    *out = (struct cs_spoken){.occupation = cs_arena_copy(arena, all.start, all.size)};
    if (!out->occupation)
        return cs_fail_memory(diag);
    struct split split = split_at_preposition(all);
    bool is_at_edge = !is_split(&split);
    if (is_at_edge)
        split = split_at_edge(names->reference, all);
    if (!is_split(&split))
        return CS_OK;
    enum cs_status status = is_occupation(names, out->occupation, &is_whole, diag);
    if (status != CS_OK || is_whole)
        return status;
    if (is_at_edge)
        status = widen_place(names, &split, arena, out, diag);
    if (status != CS_OK)
        return status;
    split.occupation = trim_commas(split.occupation);
    if (out->place) {
        out->occupation = cs_arena_copy(arena, split.occupation.start, split.occupation.size);
        return out->occupation ? CS_OK : cs_fail_memory(diag);
    }
    out->occupation = cs_arena_copy(arena, split.occupation.start, split.occupation.size);
    out->place_words = cs_arena_copy(arena, split.place.start, split.place.size);
    if (!out->occupation || !out->place_words)
        return cs_fail_memory(diag);
    return cs_spoken_place(names, out->place_words, arena, out, diag);
}
