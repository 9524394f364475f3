/* Names that say a title in part: "network architects", "CNC tool operators", "court reporters".
 * Apart from names.c, which lists what is a name wherever it stands: these are asked for where a
 * guide speaks of somebody nobody else is known by, and hold only where one title fits. */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/outlook/lookup.h"
#include "base/text.h"
#include "data/dataset.h"
#include "guide/topic/phrase.h"
#include "guide/topic/topic.h"
#include "guide/topic/topic_part.h"

/* Words written short, and how titles write them. */
static uint64_t full_hash(const char *text, const struct cs_word *word)
{
    static const char *const shorts[][2] = {
        {"admin", "administrators"}, {"admins", "administrators"}, {"tech", "technicians"},
        {"techs", "technicians"},    {"rep", "representatives"},   {"reps", "representatives"},
        {"lab", "laboratory"},       {"vet", "veterinary"},        {"med", "medical"},
        {"ops", "operations"},       {"docs", "doctors"},          {"mgr", "managers"}};
    for (size_t i = 0; i < sizeof shorts / sizeof *shorts; i++) {
        struct cs_word full;
        if (cs_word_is(text, word, shorts[i][0]) &&
            cs_words_of(shorts[i][1], 0, strlen(shorts[i][1]), &full, 1))
            return full.hash;
    }
    return word->hash;
}

static bool is_joint(const char *text, const struct cs_word *word)
{
    static const char *const joints[] = {"and", "or", "of", "the", "&", NULL};
    return cs_word_is_any(text, word, joints);
}

/* Whose work a title only helps or oversees is no other name of it. */
static bool is_about_others(const char *title)
{
    return !strncasecmp(title, "Helpers", 7) || !strncasecmp(title, "First-line", 10) ||
           strcasestr(title, "all other");
}

static void read_title(struct cs_loose_title *out, const char *title)
{
    struct cs_word words[CS_PHRASE_WORDS];
    const char *except = strstr(title, ", except");
    size_t size = except ? (size_t)(except - title) : strlen(title);
    size_t n = cs_words_of(title, 0, size, words, CS_PHRASE_WORDS);
    for (size_t i = 0; i < n && out->n < CS_LOOSE_WORDS; i++) {
        if (is_joint(title, &words[i]))
            continue;
        out->initials[out->n] = cs_to_lower(title[words[i].start]);
        out->hashes[out->n++] = words[i].hash;
    }
}

/* The titles of the classification, but for groups. */
static bool read_others(struct cs_names *names)
{
    const struct cs_reference *r = names->reference;
    names->others = calloc(r ? r->n_occupations + 1 : 1, sizeof *names->others);
    for (size_t i = 0; names->others && r && i < r->n_occupations; i++) {
        size_t size = strlen(r->occupations[i].code);
        if (size && r->occupations[i].code[size - 1] != '0' &&
            !is_about_others(r->occupations[i].title))
            read_title(&names->others[i], r->occupations[i].title);
    }
    return names->others != NULL;
}

bool cs_names_loose_init(struct cs_names *names)
{
    const struct cs_dict *dict = &cs_lookup_dataset(names->lookup)->dicts[CS_DIM_OCCUPATION];
    names->loose = calloc(dict->n_keys + 1, sizeof *names->loose);
    int newest = 0;
    for (uint32_t i = 0; names->loose && i < dict->n_keys; i++) {
        int year = cs_names_newest_year(names->lookup, i);
        newest = year > newest ? year : newest;
    }
    for (uint32_t i = 0; names->loose && i < dict->n_keys; i++) {
        const char *code = dict->keys[i].code;
        bool is_detailed = code[0] && code[strlen(code) - 1] != '0';
        if (newest && cs_names_newest_year(names->lookup, i) + CS_SURVEYS_APART >= newest &&
            is_detailed && !is_about_others(dict->keys[i].title))
            read_title(&names->loose[i], dict->keys[i].title);
    }
    return names->loose != NULL && read_others(names);
}

/* A word that a title must have, read once for all titles. */
struct wanted {
    uint64_t hash;
    const char *letters; /* of capitals that may be initials; or NULL */
    size_t n_letters;
};

static size_t read_wanted(const char *text, const struct cs_word *words, size_t n,
                          struct wanted out[CS_PHRASE_WORDS])
{
    size_t n_wanted = 0;
    for (size_t i = 0; i < n && n_wanted < CS_PHRASE_WORDS; i++) {
        if (is_joint(text, &words[i]))
            continue;
        out[n_wanted++] =
            (struct wanted){full_hash(text, &words[i]),
                            cs_word_is_short_form(text, &words[i]) ? text + words[i].start : NULL,
                            words[i].end - words[i].start};
    }
    return n_wanted;
}

/* "CNC" for "computer numerically controlled": capitals that begin a title's words in a row. */
static bool is_initials_of(const struct cs_loose_title *title, const struct wanted *word)
{
    for (size_t at = 0; word->letters && at + word->n_letters <= title->n; at++) {
        size_t k = 0;
        while (k < word->n_letters && cs_to_lower(word->letters[k]) == title->initials[at + k])
            k++;
        if (k == word->n_letters)
            return true;
    }
    return false;
}

static bool has_word(const struct cs_loose_title *title, uint64_t hash)
{
    for (size_t i = 0; i < title->n; i++)
        if (title->hashes[i] == hash)
            return true;
    return false;
}

/* Whether a title has all words of a name. */
static bool has_words(const struct cs_loose_title *title, const struct wanted *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!has_word(title, words[i].hash) && !is_initials_of(title, &words[i]) &&
            !(i + 1 < n && has_word(title, cs_word_hash_ing(words[i].hash))))
            return false;
    return title->n > 0;
}

/* Whether the classification has another title with all words, of an occupation that the data at
 * hand lack. */
static bool is_elsewhere(const struct cs_names *names, const char *code, const struct wanted *words,
                         size_t n)
{
    const struct cs_reference *r = names->reference;
    for (size_t i = 0; r && i < r->n_occupations; i++) {
        if (has_words(&names->others[i], words, n) && strcmp(r->occupations[i].code, code) != 0)
            return true;
    }
    return false;
}

uint32_t cs_names_loose(const struct cs_names *names, const char *text, const struct cs_word *words,
                        size_t n)
{
    const struct cs_dict *dict = &cs_lookup_dataset(names->lookup)->dicts[CS_DIM_OCCUPATION];
    uint32_t only = CS_NO_KEY;
    if (!n || is_joint(text, &words[0])) /* "prep and serving": a list goes on, no name begins */
        return CS_NO_KEY;
    struct wanted wanted[CS_PHRASE_WORDS];
    size_t n_wanted = read_wanted(text, words, n, wanted);
    for (uint32_t i = 0; i < dict->n_keys; i++) {
        if (!has_words(&names->loose[i], wanted, n_wanted))
            continue;
        if (only != CS_NO_KEY && strcmp(dict->keys[i].title, dict->keys[only].title) != 0)
            return CS_NO_KEY;
        only = only == CS_NO_KEY ? i : only;
    }
    bool is_shared =
        only != CS_NO_KEY && is_elsewhere(names, dict->keys[only].code, wanted, n_wanted);
    return is_shared ? CS_NO_KEY : only;
}
