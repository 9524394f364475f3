/* The city and the state in the name of a place. Apart from names.c, which compares words of any
 * name: of areas the state tells cities of the same name apart, and "IN" or "OR" are no words. */
#include "data/name/place_words.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "data/name/area.h"
#include "data/name/name_words.h"
#include "data/reference.h"

enum { MOST_STATE_WORDS = 3 };

/* ---- one spelling ---- */

/* The letter without its accent, of U+00C0 and above; '\0' where it has none. */
static char plain_letter(uint32_t c)
{
    static const char letters[] = "aaaaaa\0ceeeeiiii\0nooooo\0ouuuuy\0\0aaaaaa\0ceeeeiiii\0nooooo\0"
                                  "ouuuuy\0y";
    enum { FIRST = 0xC0, LAST = 0xFF };
    return c >= FIRST && c <= LAST ? letters[c - FIRST] : '\0';
}

static void strip_accents(struct cs_span text, char out[CS_NAME_BYTES])
{
    size_t n = 0;
    for (size_t i = 0, length; i < text.size && n + 4 < CS_NAME_BYTES; i += length) {
        length = cs_utf8_length(text.start + i, text.size - i);
        char plain = length > 1 ? plain_letter(cs_utf8_decode(text.start + i, length)) : '\0';
        length = length ? length : 1;
        if (plain) {
            out[n++] = plain;
            continue;
        }
        memcpy(out + n, text.start + i, length);
        n += length;
    }
    out[n] = '\0';
}

/* "Saint Louis" and "St. Louis", "Fort Worth" and "Ft. Worth". */
static const struct {
    const char *word, *as;
} spellings[] = {{"saint", "st"}, {"sainte", "ste"}, {"fort", "ft"}, {"mount", "mt"}};

static const char *spell(struct cs_span word)
{
    for (size_t i = 0; i < sizeof spellings / sizeof *spellings; i++)
        if (cs_span_equals(word, spellings[i].word))
            return spellings[i].as;
    return NULL;
}

/* Folded, without accents, words that are spelled in two ways spelled in one. */
static void fold(struct cs_span text, char out[CS_NAME_BYTES])
{
    char plain[CS_NAME_BYTES], folded[CS_NAME_BYTES];
    strip_accents(text, plain);
    cs_fold_name(cs_span_of(plain), folded, sizeof folded);
    cs_name_respell(folded, spell, out);
}

/* ---- the words of a question ---- */

/* "N.Y." as "NY"; any other name as it is, and "L.A.", which nobody says of Louisiana. */
static struct cs_span close_up(struct cs_span name, char letters[CS_POSTAL_LETTERS])
{
    size_t n = 0;
    for (size_t i = 0; i < name.size; i++)
        if (cs_is_alpha(name.start[i]) && n < CS_POSTAL_LETTERS)
            letters[n++] = name.start[i];
        else if (name.start[i] != '.' && !cs_is_space(name.start[i]))
            return name;
    bool is_dotted = n == CS_POSTAL_LETTERS && memchr(name.start, '.', name.size);
    bool is_city = is_dotted && cs_span_equals_nocase((struct cs_span){letters, n}, "LA");
    return is_dotted && !is_city ? (struct cs_span){letters, n} : name;
}

static const struct cs_region *find_state(const struct cs_reference *reference, struct cs_span said)
{
    char letters[CS_POSTAL_LETTERS];
    struct cs_span name = close_up(said, letters);
    const struct cs_region *state = cs_reference_region_of_kind(reference, "state", name);
    bool is_number = name.size && cs_is_digit(name.start[0]);
    if (!state)
        state = cs_reference_region(reference, name);
    bool is_one = state && !is_number &&
                  (strcmp(state->kind, "state") == 0 || strcmp(state->kind, "territory") == 0);
    return is_one ? state : NULL;
}

static bool is_gap(char c)
{
    return cs_is_space(c) || c == ',';
}

/* Without blanks and commas at its end. */
static struct cs_span trim_end(struct cs_span text)
{
    while (text.size && is_gap(text.start[text.size - 1]))
        text.size--;
    return text;
}

/* The last n words; all where there are no more. */
static struct cs_span last_words(struct cs_span text, int n)
{
    size_t at = text.size;
    for (; n > 0 && at > 0; n--) {
        while (at > 0 && is_gap(text.start[at - 1]))
            at--;
        while (at > 0 && !is_gap(text.start[at - 1]))
            at--;
    }
    return (struct cs_span){text.start + at, text.size - at};
}

static struct cs_span before(struct cs_span text, struct cs_span end)
{
    return trim_end((struct cs_span){text.start, text.size - end.size});
}

/* "Houston, Texas, USA": a place of the nation, as everything is that stands here. */
static struct cs_span leave_nation(const struct cs_reference *reference, struct cs_span text)
{
    for (int n = MOST_STATE_WORDS + 1; n > 0; n--) {
        struct cs_span end = last_words(text, n), rest = before(text, end);
        bool is_list = rest.size && end.start[-1] == ','; /* "TX,US" */
        const struct cs_region *region =
            rest.size && !is_list ? cs_reference_region_of_kind(reference, "nation", end) : NULL;
        if (region && !cs_is_digit(end.start[0]))
            return rest;
    }
    return text;
}

/* Takes a word off the front, or the back, where it is one of the list and others are left. */
static bool leave_word(struct cs_span *text, bool is_first, const char *const *words)
{
    size_t n = 0;
    while (is_first && n < text->size && !is_gap(text->start[n]))
        n++;
    struct cs_span word = is_first ? (struct cs_span){text->start, n} : last_words(*text, 1);
    if (word.size == text->size || !cs_span_is_any(word, words))
        return false;
    *text = is_first ? cs_span_trim((struct cs_span){text->start + n, text->size - n})
                     : before(*text, word);
    return true;
}

/* "the", "greater", "city of", "state of" before a place, "metro area" and "state" behind it. */
static struct cs_span leave_fillers(struct cs_span text)
{
    static const char *const articles[] = {"the", NULL}, *const of[] = {"of", NULL},
                             *const kinds[] = {"city", "state", NULL},
                             *const greaters[] = {"greater", NULL},
                             *const metros[] = {"metro", "metropolitan", "state", NULL},
                             *const areas[] = {"area", NULL};
    leave_word(&text, true, articles);
    leave_word(&text, true, greaters);
    struct cs_span rest = text;
    if (leave_word(&rest, true, kinds) && leave_word(&rest, true, of))
        text = rest;
    rest = text;
    leave_word(&rest, false, areas);
    return leave_word(&rest, false, metros) ? rest : text;
}

/* "Chicago area" is Chicago's; "Bay Area" is a name of its own, and nobody's city is "Bay". */
static struct cs_span city_alone(struct cs_span text)
{
    static const char *const areas[] = {"area", NULL};
    leave_word(&text, false, areas);
    return text;
}

void cs_place_words_read(const struct cs_reference *reference, struct cs_span words,
                         struct cs_place_words *out)
{
    struct cs_span text = leave_fillers(leave_nation(reference, trim_end(cs_span_trim(words))));
    struct cs_span city = text;
    *out = (struct cs_place_words){.state = find_state(reference, text)};
    city.size = out->state ? 0 : city.size;
    for (int n = MOST_STATE_WORDS; n > 0 && !out->state; n--) {
        struct cs_span end = last_words(text, n), rest = before(text, end);
        out->state = rest.size ? find_state(reference, end) : NULL;
        city = out->state ? leave_fillers(rest) : text;
    }
    if (out->state && city.size == 0)
        text = cs_span_of(out->state->name);
    city.size = city.size < CS_NAME_BYTES / 2 ? city.size : CS_NAME_BYTES / 2;
    fold(city_alone(city), out->city);
    snprintf(out->words, sizeof out->words, "%.*s", (int)text.size, text.start);
    snprintf(out->query, sizeof out->query, "%.*s%s%s", (int)city.size, city.start,
             out->state ? " " : "", out->state ? out->state->code : "");
}

/* ---- titles of areas ---- */

/* Whether the city is one of those listed, or several that belong together: "Winston-Salem". */
static bool lists_city(struct cs_span cities, const char *city)
{
    char one[CS_NAME_BYTES];
    for (size_t from = 0; from < cities.size; from++) {
        bool is_start = from == 0 || strchr("-/", cities.start[from - 1]);
        for (size_t to = from + 1; is_start && to <= cities.size; to++) {
            if (to < cities.size && !strchr("-/", cities.start[to]))
                continue;
            fold((struct cs_span){cities.start + from, to - from}, one);
            if (strcmp(one, city) == 0)
                return true;
        }
    }
    return false;
}

static bool lies_in(const char *states, const char *code)
{
    for (const char *at = states; *at; at += CS_POSTAL_LETTERS, at += *at == '-')
        if (strncmp(at, code, CS_POSTAL_LETTERS) == 0)
            return true;
    return false;
}

enum cs_place_met cs_place_words_meet(const struct cs_place_words *words, const char *title)
{
    const char *states = *words->city ? cs_area_states(title) : NULL;
    if (!states)
        return CS_PLACE_NONE;
    if (words->state && !lies_in(states, words->state->code))
        return CS_PLACE_OTHER;
    struct cs_span cities = {title, (size_t)(strrchr(title, ',') - title)};
    return lists_city(cities, words->city) ? CS_PLACE_SAME : CS_PLACE_UNKNOWN;
}

bool cs_place_words_share(const struct cs_place_words *words, const char *name)
{
    static const char *const kinds[] = {"area",  "areas", "city",   "cities", "county", "metro",
                                        "state", "of",    "region", "the",    "land",   NULL};
    char said[CS_NAME_BYTES], other[CS_NAME_BYTES];
    fold(cs_span_of(words->words), said);
    fold(cs_span_of(name), other);
    for (const char *p = said, *at; *p; p += *p == ' ') {
        struct cs_span word = {p, strcspn(p, " ")};
        p += word.size;
        if (cs_span_is_any(word, kinds))
            continue;
        for (at = other; *at; at += strcspn(at, " "), at += *at == ' ')
            if (strncmp(at, word.start, word.size) == 0)
                return true;
    }
    return false;
}
