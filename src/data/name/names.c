/* The search itself: every name offered is judged against the query, the best name of each code
 * is kept. How hits are ranked is in name_rank.c. */
#include "data/name/names.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "data/dim.h"
#include "data/name/name_rank.h"
#include "data/name/name_words.h"
#include "data/name/place_words.h"
#include "data/reference.h"

struct cs_name_search {
    struct cs_arena arena;
    char folded[CS_NAME_BYTES];
    char code[CS_NAME_BYTES]; /* the query, blanks trimmed, as a code is written */
    struct cs_name_words query;
    bool has_letters, takes_all;
    bool is_list; /* "nurse, doctor": of several things, unless a name is written so */
    struct cs_place_words *place; /* of a place as people write it; NULL: of anything */
    struct cs_name_search *areas; /* the same as titles of areas have it */
    struct cs_name_hit *hits;
    size_t n_hits, capacity;
    uint32_t *slots; /* of codes, open addressing, index + 1 */
    size_t n_slots;
    const struct cs_reference *reference; /* whose occupations were offered; NULL */
};

const char *cs_name_match_name(enum cs_name_match match)
{
    static const char *const names[] = {"code",   "same", "words",  "part", "all",
                                        "prefix", "typo", "inside", "some", "not"};
    return names[match];
}

/* A query as a code is written: "436013" and "43-6013.00" are SOC 43-6013. */
static void write_code(struct cs_span query, char out[CS_NAME_BYTES])
{
    size_t n = query.size < CS_NAME_BYTES - 1 ? query.size : CS_NAME_BYTES - 1;
    memcpy(out, query.start, n);
    out[n] = '\0';
    if (n == 10 && out[2] == '-' && out[7] == '.')
        out[7] = '\0';
    if (n == 6 && strspn(out, "0123456789") == n) {
        memmove(out + 3, out + 2, n - 1);
        out[2] = '-';
    }
}

/* "RNs", "MDs": an abbreviation of two capitals and its plural. */
static void undo_plural_of_capitals(char *text)
{
    for (char *p = text, *end; *p; p = end) {
        p += strspn(p, " ");
        end = p + strcspn(p, " ");
        bool is_one = end - p == 3 && p[0] >= 'A' && p[0] <= 'Z' && p[1] >= 'A' && p[1] <= 'Z';
        if (is_one && p[2] == 's')
            p[2] = ' ';
    }
}

/* As people shorten words of a title, and what stands there. */
static const struct {
    const char *from, *to;
} shortened[] = {
    {"asst", "assistant"},  {"dev", "developer"}, {"mgr", "manager"},
    {"acct", "accountant"}, {"eng", "engineer"},  {"engr", "engineer"},
};

static const char *written_out(struct cs_span word)
{
    for (size_t k = 0; k < sizeof shortened / sizeof *shortened; k++) {
        size_t n = strlen(shortened[k].from);
        bool is_plural = word.size == n + 1 && word.start[n] == 's';
        if ((word.size == n || is_plural) && memcmp(word.start, shortened[k].from, n) == 0)
            return shortened[k].to;
    }
    return NULL;
}

struct cs_name_search *cs_name_search_new(const char *query)
{
    struct cs_name_search *search = calloc(1, sizeof *search);
    if (!search)
        return NULL;
    search->takes_all = query == NULL;
    struct cs_span trimmed = cs_span_trim(cs_span_of(query ? query : ""));
    search->is_list = memchr(trimmed.start, ',', trimmed.size) != NULL;
    write_code(trimmed, search->code);
    char words[CS_NAME_BYTES];
    size_t n = trimmed.size < sizeof words - 1 ? trimmed.size : sizeof words - 1;
    memcpy(words, trimmed.start, n);
    words[n] = '\0';
    undo_plural_of_capitals(words);
    cs_fold_name(cs_span_of(words), search->folded, sizeof search->folded);
    search->has_letters = strspn(search->folded, "0123456789 ") < strlen(search->folded);
    cs_name_respell(search->folded, written_out, search->query.text);
    cs_name_words_cut(&search->query);
    return search;
}

struct cs_name_search *cs_name_search_new_place(const struct cs_reference *reference,
                                                const char *words)
{
    struct cs_place_words place;
    cs_place_words_read(reference, cs_span_of(words), &place);
    struct cs_name_search *search = cs_name_search_new(place.words);
    if (!search)
        return NULL;
    search->is_list = false;
    write_code(cs_span_trim(cs_span_of(words)), search->code);
    search->areas = cs_name_search_new(place.query);
    search->place = cs_arena_alloc(&search->arena, sizeof place);
    if (!search->areas || !search->place) {
        cs_name_search_free(search);
        return NULL;
    }
    *search->place = place;
    return search;
}

void cs_name_search_free(struct cs_name_search *search)
{
    if (!search)
        return;
    cs_name_search_free(search->areas);
    cs_arena_clear(&search->arena);
    free(search->hits);
    free(search->slots);
    free(search);
}

/* Counts of the query's words by how the name meets them. */
struct meeting {
    size_t n_by[CS_WORD_NOT + 1];
};

static struct meeting meet(const struct cs_name_words *query, const struct cs_name_words *name)
{
    struct meeting meeting = {{0}};
    unsigned taken = 0;
    for (size_t q = 0; q < query->n; q++) {
        int best = CS_WORD_NOT;
        size_t best_at = 0;
        for (size_t i = 0; i < name->n && best != CS_WORD_SAME; i++) {
            int met = taken >> i & 1 ? CS_WORD_NOT
                                     : cs_name_word_compare(&query->word[q], &name->word[i]);
            if (met < best) {
                best = met;
                best_at = i;
            }
        }
        if (best != CS_WORD_NOT)
            taken |= 1u << best_at;
        meeting.n_by[best]++;
    }
    return meeting;
}

/* Whether the words at `from` up to `end`, of a title's list, are the query. */
static bool is_query(const struct cs_name_search *search, const char *from, size_t n)
{
    struct cs_name_words words;
    cs_fold_name((struct cs_span){from, n}, words.text, sizeof words.text);
    cs_name_words_cut(&words);
    return words.n == search->query.n &&
           meet(&search->query, &words).n_by[CS_WORD_SAME] == search->query.n;
}

/* Whether a title lists the query among its occupations: "Architects, except landscape and naval"
 * is one list of one, "Tailors, dressmakers, and custom sewers" of three. After a first of several
 * words the others may share its first word ("Medical secretaries and administrative assistants"),
 * so only the first counts there. What stands behind the comma of an inverted title ("Bus drivers,
 * school") is in the singular, and never asked for alone. */
static bool is_listed(const struct cs_name_search *search, const char *title)
{
    bool is_first = true, is_simple = true;
    for (const char *at = title; *at && (is_first || is_simple); is_first = false) {
        size_t n = 0;
        while (at[n] && at[n] != ',' && !cs_starts_with(at + n, " and ") &&
               !cs_starts_with(at + n, " or "))
            n++;
        if (n == 0 || cs_starts_with(at, "except ") || cs_starts_with(at, "Except "))
            return false;
        if (at[n - 1] == 's' && is_query(search, at, n))
            return true;
        is_simple = is_first ? at[n - 1] == 's' && !memchr(at, ' ', n) : is_simple;
        at += n + strspn(at + n, ", ");
        at += cs_starts_with(at, "and ") ? 4 : cs_starts_with(at, "or ") ? 3 : 0;
    }
    return false;
}

/* Outputs the words beyond the query's in *n_extra. */
static enum cs_name_match judge(const struct cs_name_search *search, const struct cs_name *name,
                                unsigned *n_extra)
{
    struct cs_name_words words;
    cs_fold_name(cs_span_of(name->name), words.text, sizeof words.text);
    *n_extra = 0;
    /* "swe" is a software engineer to more people than it is Sweden. */
    if (cs_equals_nocase(search->code, name->code) && strcmp(name->name, name->title) == 0)
        return strcmp(name->kind, "country") == 0 ? CS_MATCH_SAME : CS_MATCH_CODE;
    if (strcmp(search->folded, words.text) == 0)
        return CS_MATCH_SAME;
    if (!search->has_letters)
        return CS_MATCH_NOT; /* a code that is not this one: nothing is nearly the same number */
    /* "Cooks, all other" are just not what "cooks" are. */
    bool is_rest = strstr(words.text, " all other") && !strstr(search->folded, " all other");
    cs_name_words_cut(&words);
    struct meeting meeting = meet(&search->query, &words);
    size_t n = search->query.n, n_same = meeting.n_by[CS_WORD_SAME];
    size_t n_met = n - meeting.n_by[CS_WORD_NOT];
    *n_extra = (unsigned)(words.n > n_met ? words.n - n_met : 0);
    if (n == 0 || n_met == 0)
        return CS_MATCH_NOT;
    if (n_same == n && is_rest) {
        *n_extra += 2;
        return CS_MATCH_ALL;
    }
    if (n_same == n && words.n == n)
        return CS_MATCH_WORDS;
    if (n_same == n)
        return strcmp(name->name, name->title) == 0 && is_listed(search, name->title)
                   ? CS_MATCH_PART
               : search->is_list && strcmp(name->name, name->title) != 0 ? CS_MATCH_SOME
                                                                         : CS_MATCH_ALL;
    if (n_met == n)
        return meeting.n_by[CS_WORD_TYPO] ? CS_MATCH_TYPO : CS_MATCH_PREFIX;
    if (n_same == words.n && words.n > 0) {
        *n_extra = (unsigned)(n - n_same);
        return CS_MATCH_INSIDE;
    }
    *n_extra += (unsigned)(n - n_met);
    return 2 * n_met >= n && n > 1 ? CS_MATCH_SOME : CS_MATCH_NOT;
}

/* An area is told by the cities and states of its title. A country is not meant where a state is
 * said: "Cook County, IL" is not in Israel. */
static enum cs_name_match judge_place(const struct cs_name_search *search,
                                      const struct cs_name *name, unsigned *n_extra)
{
    const struct cs_place_words *place = search->place;
    enum cs_place_met met = cs_place_words_meet(place, name->title);
    bool is_abroad = place->state && *place->city && strcmp(name->kind, "country") == 0;
    *n_extra = 0;
    if (met == CS_PLACE_OTHER || is_abroad)
        return CS_MATCH_NOT;
    if (met == CS_PLACE_SAME)
        return CS_MATCH_WORDS;
    bool is_area = met != CS_PLACE_NONE;
    enum cs_name_match match = judge(is_area ? search->areas : search, name, n_extra);
    bool is_around = place->state && *place->city && strcmp(name->code, place->state->code) == 0;
    if (is_around) /* of a city that nobody has, its state */
        return CS_MATCH_SOME;
    return match == CS_MATCH_SOME && !cs_place_words_share(place, name->name) ? CS_MATCH_NOT
                                                                              : match;
}

static size_t hash_code(const char *code)
{
    uint64_t hash = 14695981039346656037u;
    for (; *code; code++)
        hash = (hash ^ (unsigned char)*code) * 1099511628211u;
    return (size_t)(hash ^ hash >> 29);
}

static size_t find_slot(const struct cs_name_search *search, const char *code)
{
    size_t slot = hash_code(code) & (search->n_slots - 1);
    while (search->slots[slot] && strcmp(search->hits[search->slots[slot] - 1].code, code) != 0)
        slot = (slot + 1) & (search->n_slots - 1);
    return slot;
}

static bool make_room(struct cs_name_search *search)
{
    if (search->n_hits < search->capacity)
        return true;
    size_t capacity = search->capacity ? 2 * search->capacity : 64;
    void *hits = realloc(search->hits, capacity * sizeof *search->hits);
    if (hits)
        search->hits = hits;
    uint32_t *slots = calloc(2 * capacity, sizeof *slots);
    if (!hits || !slots) {
        free(slots);
        return false;
    }
    free(search->slots);
    search->slots = slots;
    search->n_slots = 2 * capacity;
    search->capacity = capacity;
    for (size_t i = 0; i < search->n_hits; i++)
        search->slots[find_slot(search, search->hits[i].code)] = (uint32_t)i + 1;
    return true;
}

static bool fill_hit(struct cs_name_search *search, struct cs_name_hit *hit,
                     const struct cs_name *name)
{
    hit->code = cs_arena_strdup(&search->arena, name->code);
    hit->title = cs_arena_strdup(&search->arena, name->title);
    hit->name = hit->is_title ? hit->title : cs_arena_strdup(&search->arena, name->name);
    hit->kind = cs_arena_strdup(&search->arena, name->kind);
    return hit->code && hit->title && hit->name && hit->kind;
}

static enum cs_status keep(struct cs_name_search *search, const struct cs_name *name,
                           struct cs_name_hit met)
{
    if (!make_room(search))
        return CS_INTERNAL;
    size_t slot = find_slot(search, name->code);
    if (!search->slots[slot]) {
        if (!fill_hit(search, &met, name))
            return CS_INTERNAL;
        search->hits[search->n_hits++] = met;
        search->slots[slot] = (uint32_t)search->n_hits;
        return CS_OK;
    }
    struct cs_name_hit *hit = &search->hits[search->slots[slot] - 1];
    met.year = hit->year = met.year > hit->year ? met.year : hit->year;
    met.n_names = hit->n_names += met.n_names && strcmp(hit->name, name->name) != 0;
    if (cs_name_hit_compare(&met, hit) < 0) {
        if (!fill_hit(search, &met, name))
            return CS_INTERNAL;
        *hit = met;
    }
    return CS_OK;
}

static bool is_code(const struct cs_name_search *search, const char *code)
{
    return cs_to_lower(search->code[0]) == cs_to_lower(code[0]) &&
           cs_equals_nocase(search->code, code);
}

enum cs_status cs_name_search_offer(struct cs_name_search *search, const struct cs_name *name)
{
    if (!search->takes_all && !search->place &&
        !cs_name_words_could_meet(&search->query, name->name) && !is_code(search, name->code))
        return CS_OK;
    struct cs_name_hit met = {
        .code = name->code, .title = name->title, .kind = name->kind, .year = name->year};
    met.match = search->takes_all ? CS_MATCH_ALL
                : search->place   ? judge_place(search, name, &met.n_extra)
                                  : judge(search, name, &met.n_extra);
    if (met.match == CS_MATCH_NOT)
        return CS_OK;
    met.n_names = !search->takes_all && met.match <= CS_MATCH_ALL;
    met.is_common = name->is_common || strcmp(name->kind, "country") == 0;
    met.is_title =
        strcmp(name->name, name->title) == 0 && !cs_equals_nocase(search->code, name->code);
    return keep(search, name, met);
}

/* Offers the title and each alias cut at `separator`. */
static enum cs_status offer_all(struct cs_name_search *search, struct cs_name name,
                                const char *aliases, char separator)
{
    name.name = name.title;
    enum cs_status status = cs_name_search_offer(search, &name);
    char alias[CS_NAME_BYTES];
    const char stops[] = {separator, '\0'};
    while (status == CS_OK && aliases && *aliases) {
        size_t n = strcspn(aliases, stops), cut = n < CS_NAME_BYTES - 1 ? n : CS_NAME_BYTES - 1;
        memcpy(alias, aliases, cut);
        alias[cut] = '\0';
        name.name = alias;
        if (cut)
            status = cs_name_search_offer(search, &name);
        aliases += n + (aliases[n] == separator);
    }
    return status;
}

enum cs_status cs_name_search_dataset(struct cs_name_search *search,
                                      const struct cs_dataset *dataset, enum cs_dim dim)
{
    const struct cs_dict *dict = &dataset->dicts[dim];
    enum cs_status status = CS_OK;
    for (size_t i = 0; i < dict->n_keys && status == CS_OK; i++) {
        const struct cs_key *key = &dict->keys[i];
        struct cs_name name = {.code = key->code,
                               .title = key->title,
                               .kind = cs_dim_name(dim),
                               .year = key->title_year};
        status = offer_all(search, name, key->aliases, '\n');
    }
    return status;
}

enum cs_status cs_name_search_occupations(struct cs_name_search *search,
                                          const struct cs_reference *reference)
{
    enum cs_status status = CS_OK;
    search->reference = reference;
    for (size_t i = 0; i < reference->n_occupations && status == CS_OK; i++) {
        const struct cs_occupation_name *row = &reference->occupations[i];
        struct cs_name name = {
            .code = row->code, .title = row->title, .kind = "occupation", .is_common = true};
        status = offer_all(search, name, row->aliases, '|');
    }
    return status;
}

enum cs_status cs_name_search_regions(struct cs_name_search *search,
                                      const struct cs_reference *reference)
{
    enum cs_status status = CS_OK;
    for (size_t i = 0; i < reference->n_regions && status == CS_OK; i++) {
        const struct cs_region *row = &reference->regions[i];
        struct cs_name name = {.code = row->code, .title = row->name, .kind = row->kind};
        status = offer_all(search, name, row->aliases, '|');
        if (status == CS_OK && row->fips[0])
            status = offer_all(search, name, row->fips, '|');
    }
    return status;
}

const struct cs_name_hit *cs_name_search_rank(struct cs_name_search *search, size_t *n_hits)
{
    cs_name_hits_sort(search->hits, search->n_hits, search->reference);
    if (search->n_slots)
        memset(search->slots, 0, search->n_slots * sizeof *search->slots);
    for (size_t i = 0; i < search->n_hits; i++)
        search->slots[find_slot(search, search->hits[i].code)] = (uint32_t)i + 1;
    *n_hits = search->n_hits;
    return search->hits;
}

bool cs_name_hits_are_clear(const struct cs_name_hit *hits, size_t n_hits)
{
    return cs_name_hits_are_sure(hits, n_hits) || (n_hits && hits[0].match <= CS_MATCH_ALL &&
                                                   (n_hits == 1 || hits[1].match > CS_MATCH_ALL));
}
