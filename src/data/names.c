#include "data/names.h"

#include <stdlib.h>
#include <string.h>

#include "base/suggest.h"

enum { TEXT_BYTES = 256, MOST_WORDS = 24 };

/* A folded text cut into words, plurals undone, filler words marked. */
struct words {
    char text[TEXT_BYTES];
    char *word[MOST_WORDS];
    uint32_t letters[MOST_WORDS]; /* which of the 26 each word has */
    size_t n;
};

struct cs_name_search {
    struct cs_arena arena;
    char folded[TEXT_BYTES];
    char code[TEXT_BYTES]; /* the query, blanks trimmed, as a code is written */
    struct words query;
    int has_letters;
    uint32_t all_letters; /* of the query's words together */
    size_t slips[MOST_WORDS]; /* that each word of the query may have */
    struct cs_name_hit *hits;
    size_t n_hits, capacity;
    uint32_t *slots; /* of codes, open addressing, index + 1 */
    size_t n_slots;
};

const char *cs_name_match_name(enum cs_name_match match)
{
    static const char *const names[] = {"code", "same",   "words", "all", "prefix",
                                        "typo", "inside", "some",  "not"};
    return names[match];
}

static int is_filler(const char *word)
{
    static const char *const fillers[] = {"a",  "an", "and", "the", "of", "in",
                                          "or", "to", "for", "all", "other", "except"};
    for (size_t i = 0; i < sizeof fillers / sizeof *fillers; i++)
        if (strcmp(word, fillers[i]) == 0)
            return 1;
    return 0;
}

/* English plurals: "secretaries" → "secretary", "nurses" → "nurse"; "chess", "us" stay. */
static void undo_plural(char *word)
{
    size_t n = strlen(word);
    if (n > 4 && strcmp(word + n - 3, "ies") == 0)
        strcpy(word + n - 3, "y");
    else if (n > 3 && word[n - 1] == 's' && word[n - 2] != 's' && word[n - 2] != 'u')
        word[n - 1] = '\0';
}

/* Which of the 26 letters a text has; ASCII only, as the rest of a text cannot help. */
static uint32_t letters_of(const char *text)
{
    uint32_t letters = 0;
    for (; *text; text++) {
        unsigned letter = ((unsigned char)*text | 0x20u) - 'a';
        letters |= letter < 26 ? 1u << letter : 0;
    }
    return letters;
}

/* Cuts a folded text (in words->text) at its blanks. Filler words are dropped, unless there is
 * nothing else. */
static void cut_words(struct words *words)
{
    size_t n_kept = 0;
    words->n = 0;
    for (char *p = words->text; *p && words->n < MOST_WORDS;) {
        char *end = p + strcspn(p, " ");
        int is_last = *end == '\0';
        *end = '\0';
        words->word[words->n++] = p;
        p = is_last ? end : end + 1;
    }
    for (size_t i = 0; i < words->n; i++)
        if (!is_filler(words->word[i]))
            words->word[n_kept++] = words->word[i];
    if (n_kept)
        words->n = n_kept;
    for (size_t i = 0; i < words->n; i++) {
        undo_plural(words->word[i]);
        words->letters[i] = letters_of(words->word[i]);
    }
}

/* A query as a code is written: "436013" and "43-6013.00" are SOC 43-6013. */
static void write_code(struct cs_span query, char out[TEXT_BYTES])
{
    size_t n = query.size < TEXT_BYTES - 1 ? query.size : TEXT_BYTES - 1;
    memcpy(out, query.start, n);
    out[n] = '\0';
    if (n == 10 && out[2] == '-' && out[7] == '.')
        out[7] = '\0';
    if (n == 6 && strspn(out, "0123456789") == n) {
        memmove(out + 3, out + 2, n - 1);
        out[2] = '-';
    }
}

static size_t slips_allowed(size_t n_letters)
{
    return n_letters >= 8 ? 2 : n_letters >= 4 ? 1 : 0;
}

struct cs_name_search *cs_name_search_new(const char *query)
{
    struct cs_name_search *search = calloc(1, sizeof *search);
    if (!search)
        return NULL;
    struct cs_span trimmed = cs_span_trim(cs_span_of(query));
    write_code(trimmed, search->code);
    cs_fold_name(trimmed, search->folded, sizeof search->folded);
    search->has_letters = strspn(search->folded, "0123456789 ") < strlen(search->folded);
    memcpy(search->query.text, search->folded, sizeof search->folded);
    cut_words(&search->query);
    for (size_t i = 0; i < search->query.n; i++) {
        search->all_letters |= search->query.letters[i];
        search->slips[i] = slips_allowed(strlen(search->query.word[i]));
    }
    return search;
}

void cs_name_search_free(struct cs_name_search *search)
{
    if (!search)
        return;
    cs_arena_clear(&search->arena);
    free(search->hits);
    free(search->slots);
    free(search);
}

/* How one word of the query is met by one of the name, as a distance: 0 the same. */
enum { MET_SAME = 0, MET_PREFIX = 1, MET_TYPO = 2, MET_NOT = 3 };

/* Each slip adds or takes away at most one letter. */
static int could_be_slip(uint32_t a, uint32_t b, size_t allowed)
{
    return (size_t)__builtin_popcount(a & ~b) <= allowed &&
           (size_t)__builtin_popcount(b & ~a) <= allowed;
}

/* Word q of the query and word i of the name. */
static int compare_words(const struct words *query_words, size_t q, const struct words *name_words,
                         size_t i)
{
    const char *query = query_words->word[q], *name = name_words->word[i];
    if (query[0] == name[0] && strcmp(query, name) == 0)
        return MET_SAME;
    size_t n = strlen(query), m = strlen(name);
    if (n >= 3 && n < m && memcmp(query, name, n) == 0)
        return MET_PREFIX;
    size_t allowed = slips_allowed(n);
    size_t longer = n > m ? n - m : m - n;
    if (allowed && longer <= allowed &&
        could_be_slip(query_words->letters[q], name_words->letters[i], allowed) &&
        cs_edit_distance(query, name, allowed) <= allowed)
        return MET_TYPO;
    return MET_NOT;
}

/* Counts of the query's words by how the name meets them. */
struct meeting {
    size_t n_by[MET_NOT + 1];
};

static struct meeting meet(const struct words *query, const struct words *name)
{
    struct meeting meeting = {{0}};
    unsigned taken = 0;
    for (size_t q = 0; q < query->n; q++) {
        int best = MET_NOT;
        size_t best_at = 0;
        for (size_t i = 0; i < name->n && best != MET_SAME; i++) {
            int met = taken >> i & 1 ? MET_NOT : compare_words(query, q, name, i);
            if (met < best) {
                best = met;
                best_at = i;
            }
        }
        if (best != MET_NOT)
            taken |= 1u << best_at;
        meeting.n_by[best]++;
    }
    return meeting;
}

/* Outputs the words beyond the query's in *n_extra. */
static enum cs_name_match judge(const struct cs_name_search *search, const struct cs_name *name,
                                const char *folded, unsigned *n_extra)
{
    *n_extra = 0;
    /* "swe" is a software engineer to more people than it is Sweden. */
    if (cs_equals_nocase(search->code, name->code) && strcmp(name->name, name->title) == 0)
        return strcmp(name->kind, "country") == 0 ? CS_MATCH_SAME : CS_MATCH_CODE;
    if (strcmp(search->folded, folded) == 0)
        return CS_MATCH_SAME;
    if (!search->has_letters)
        return CS_MATCH_NOT; /* a code that is not this one: nothing is nearly the same number */
    struct words words;
    memcpy(words.text, folded, strlen(folded) + 1);
    cut_words(&words);
    struct meeting meeting = meet(&search->query, &words);
    size_t n = search->query.n, n_same = meeting.n_by[MET_SAME];
    size_t n_met = n - meeting.n_by[MET_NOT];
    *n_extra = (unsigned)(words.n > n_met ? words.n - n_met : 0);
    if (n == 0 || n_met == 0)
        return CS_MATCH_NOT;
    if (n_same == n)
        return words.n == n ? CS_MATCH_WORDS : CS_MATCH_ALL;
    if (n_met == n)
        return meeting.n_by[MET_TYPO] ? CS_MATCH_TYPO : CS_MATCH_PREFIX;
    if (n_same == words.n && words.n > 0) {
        *n_extra = (unsigned)(n - n_same);
        return CS_MATCH_INSIDE;
    }
    *n_extra += (unsigned)(n - n_met);
    return 2 * n_met >= n && n > 1 ? CS_MATCH_SOME : CS_MATCH_NOT;
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
    while (search->slots[slot] &&
           strcmp(search->hits[search->slots[slot] - 1].code, code) != 0)
        slot = (slot + 1) & (search->n_slots - 1);
    return slot;
}

static int make_room(struct cs_name_search *search)
{
    if (search->n_hits < search->capacity)
        return 1;
    size_t capacity = search->capacity ? 2 * search->capacity : 64;
    void *hits = realloc(search->hits, capacity * sizeof *search->hits);
    if (hits)
        search->hits = hits;
    uint32_t *slots = calloc(2 * capacity, sizeof *slots);
    if (!hits || !slots) {
        free(slots);
        return 0;
    }
    free(search->slots);
    search->slots = slots;
    search->n_slots = 2 * capacity;
    search->capacity = capacity;
    for (size_t i = 0; i < search->n_hits; i++)
        search->slots[find_slot(search, search->hits[i].code)] = (uint32_t)i + 1;
    return 1;
}

/* Negative when a is the better of two meetings of one code or of two codes. */
static int compare_quality(const struct cs_name_hit *a, const struct cs_name_hit *b)
{
    if (a->match != b->match)
        return a->match < b->match ? -1 : 1;
    if (a->match >= CS_MATCH_ALL && a->n_extra != b->n_extra)
        return a->n_extra < b->n_extra ? -1 : 1;
    return b->is_title - a->is_title;
}

static int fill_hit(struct cs_name_search *search, struct cs_name_hit *hit,
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
    int order = compare_quality(&met, hit);
    if (order == 0)
        hit->n_names += strcmp(hit->name, name->name) != 0;
    if (order < 0) {
        if (!fill_hit(search, &met, name))
            return CS_INTERNAL;
        *hit = met;
    }
    return CS_OK;
}

/* Whether a name can meet the query at all, by its letters: each slip mends one letter, and half of
 * the query's words must be met, unless the name lies within the query. Tens of thousands of names
 * are offered; nearly all end here. */
static int could_meet(const struct cs_name_search *search, const struct cs_name *name)
{
    uint32_t letters = letters_of(name->name);
    size_t n_possible = 0;
    for (size_t i = 0; i < search->query.n; i++) {
        size_t n_missing = (size_t)__builtin_popcount(search->query.letters[i] & ~letters);
        n_possible += n_missing <= search->slips[i];
    }
    return 2 * n_possible >= search->query.n || !(letters & ~search->all_letters) ||
           cs_equals_nocase(search->code, name->code);
}

enum cs_status cs_name_search_offer(struct cs_name_search *search, const struct cs_name *name)
{
    char folded[TEXT_BYTES];
    if (!could_meet(search, name))
        return CS_OK;
    cs_fold_name(cs_span_of(name->name), folded, sizeof folded);
    struct cs_name_hit met = {.n_names = 1};
    met.match = judge(search, name, folded, &met.n_extra);
    if (met.match == CS_MATCH_NOT)
        return CS_OK;
    met.is_title = strcmp(name->name, name->title) == 0 &&
                   !cs_equals_nocase(search->code, name->code);
    return keep(search, name, met);
}

/* Offers the title and each alias cut at `separator`. */
static enum cs_status offer_all(struct cs_name_search *search, struct cs_name name,
                                const char *aliases, char separator)
{
    name.name = name.title;
    enum cs_status status = cs_name_search_offer(search, &name);
    char alias[TEXT_BYTES];
    const char stops[] = {separator, '\0'};
    while (status == CS_OK && aliases && *aliases) {
        size_t n = strcspn(aliases, stops), cut = n < TEXT_BYTES - 1 ? n : TEXT_BYTES - 1;
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
        struct cs_name name = {.code = key->code, .title = key->title, .kind = cs_dim_name(dim)};
        status = offer_all(search, name, key->aliases, '\n');
    }
    return status;
}

enum cs_status cs_name_search_occupations(struct cs_name_search *search,
                                          const struct cs_reference *reference)
{
    enum cs_status status = CS_OK;
    for (size_t i = 0; i < reference->n_occupations && status == CS_OK; i++) {
        const struct cs_occupation_name *row = &reference->occupations[i];
        struct cs_name name = {.code = row->code, .title = row->title, .kind = "occupation"};
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

static int compare_hits(const void *a, const void *b)
{
    const struct cs_name_hit *x = a, *y = b;
    int order = compare_quality(x, y);
    if (order)
        return order;
    if (x->n_names != y->n_names)
        return x->n_names > y->n_names ? -1 : 1;
    return strcmp(x->code, y->code);
}

const struct cs_name_hit *cs_name_search_rank(struct cs_name_search *search, size_t *n_hits)
{
    if (search->n_hits)
        qsort(search->hits, search->n_hits, sizeof *search->hits, compare_hits);
    if (search->n_slots)
        memset(search->slots, 0, search->n_slots * sizeof *search->slots);
    for (size_t i = 0; i < search->n_hits; i++)
        search->slots[find_slot(search, search->hits[i].code)] = (uint32_t)i + 1;
    *n_hits = search->n_hits;
    return search->hits;
}

int cs_name_hits_are_sure(const struct cs_name_hit *hits, size_t n_hits)
{
    if (n_hits == 0 || hits[0].match > CS_MATCH_WORDS)
        return 0;
    return n_hits == 1 || compare_quality(&hits[0], &hits[1]) < 0;
}
