/* A hash table of names by their words, for finding the longest one that begins at a word of
 * prose. */
#include "guide/topic/phrase.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

static uint64_t mix(uint64_t hash, unsigned char c)
{
    return (hash ^ c) * 0x100000001B3u; /* FNV-1a */
}

/* Plural endings go, the same way for names and for text. */
static size_t singular_size(const char *word, size_t n)
{
    if (n > 4 && !memcmp(word + n - 4, "sses", 4))
        return n - 2;
    if (n > 4 && (!memcmp(word + n - 4, "ches", 4) || !memcmp(word + n - 4, "shes", 4)))
        return n - 2;
    if (n > 4 && (!memcmp(word + n - 4, "wife", 4)))
        return n - 2;
    if (n > 5 && !memcmp(word + n - 5, "wives", 5))
        return n - 3;
    if (n > 3 && word[n - 1] == 's' && word[n - 2] != 's')
        return n - 1;
    return n;
}

static uint64_t hash_word(const char *text, size_t size)
{
    char word[48];
    size_t n = 0;
    if (size == 3 && !strncasecmp(text, "pct", 3))
        return hash_word("percent", 7);
    for (size_t i = 0; i < size && n < sizeof word; i++) {
        if (text[i] != '\'' && text[i] != '.')
            word[n++] = cs_to_lower(text[i]);
    }
    if (n > 1 && size > 2 && text[size - 2] == '\'' && word[n - 1] == 's')
        n--; /* 's */
    static const char adviser[] = "adviser";
    if (n >= sizeof adviser - 1 && !memcmp(word, adviser, sizeof adviser - 1))
        word[sizeof adviser - 3] = 'o'; /* as the SOC writes it */
    bool is_ies = n > 4 && !memcmp(word + n - 3, "ies", 3);
    size_t end = is_ies ? n - 3 : singular_size(word, n);
    uint64_t hash = 0xCBF29CE484222325u;
    for (size_t i = 0; i < end; i++)
        hash = mix(hash, (unsigned char)word[i]);
    return is_ies ? mix(hash, 'y') : hash;
}

uint64_t cs_word_hash_ing(uint64_t hash)
{
    return mix(mix(mix(hash, 'i'), 'n'), 'g');
}

/* The bytes of a footnote's raised digit at i: "wage\u00b9"; 0 when there is none. */
static size_t raised_digit(const char *text, size_t i, size_t end)
{
    const unsigned char *p = (const unsigned char *)text + i;
    if (i + 1 < end && p[0] == 0xC2 && (p[1] == 0xB9 || p[1] == 0xB2 || p[1] == 0xB3))
        return 2;
    return i + 2 < end && p[0] == 0xE2 && p[1] == 0x81 && p[2] >= 0xB0 && p[2] <= 0xB9 ? 3 : 0;
}

static bool is_in_word(const char *text, size_t i, size_t end)
{
    char c = text[i];
    if (cs_is_alnum(c))
        return true;
    if ((unsigned char)c >= 0x80)
        return !raised_digit(text, i, end);
    return (c == '\'' || c == '.') && i + 1 < end && cs_is_alpha(text[i + 1]) && i > 0 &&
           cs_is_alpha(text[i - 1]);
}

size_t cs_words_of(const char *text, size_t start, size_t end, struct cs_word *out, size_t capacity)
{
    size_t n = 0;
    for (size_t i = start; i < end && n < capacity;) {
        if (text[i] == '&' || text[i] == '%') {
            out[n++] = (struct cs_word){
                i, i + 1, text[i] == '&' ? hash_word("and", 3) : hash_word("percent", 7)};
            i++;
        } else if (!is_in_word(text, i, end)) {
            size_t raised = raised_digit(text, i, end);
            i += raised ? raised : 1;
        } else {
            size_t first = i;
            while (i < end && is_in_word(text, i, end))
                i++;
            out[n++] = (struct cs_word){first, i, hash_word(text + first, i - first)};
        }
    }
    return n;
}

void cs_phrases_init(struct cs_phrases *phrases)
{
    memset(phrases, 0, sizeof *phrases);
}

void cs_phrases_clear(struct cs_phrases *phrases)
{
    free(phrases->slots);
    free(phrases->begun);
    memset(phrases, 0, sizeof *phrases);
}

static struct cs_phrase *slot_of(struct cs_phrase *slots, size_t n_slots, uint64_t hash)
{
    size_t i = (size_t)(hash ^ hash >> 29) & (n_slots - 1);
    while (slots[i].n_words && slots[i].hash != hash)
        i = (i + 1) & (n_slots - 1);
    return &slots[i];
}

enum { BYTES_BEGUN = 2 }; /* a slot */

static size_t bit_of(const struct cs_phrases *phrases, uint64_t hash)
{
    return (size_t)(hash ^ hash >> 31) & (phrases->n_slots * BYTES_BEGUN * 8 - 1);
}

/* Twice the bits: each old one stands for two. */
static bool grow_begun(struct cs_phrases *phrases, size_t n_slots)
{
    size_t n_old = phrases->n_slots * BYTES_BEGUN, n = n_slots * BYTES_BEGUN;
    uint8_t *begun = calloc(n, 1);
    if (!begun)
        return false;
    for (size_t at = 0; n_old && at < n; at += n_old)
        memcpy(begun + at, phrases->begun, n_old);
    free(phrases->begun);
    phrases->begun = begun;
    return true;
}

static bool grow(struct cs_phrases *phrases)
{
    if (phrases->n_used * 2 < phrases->n_slots)
        return true;
    size_t n = phrases->n_slots ? phrases->n_slots * 2 : 256;
    struct cs_phrase *slots = calloc(n, sizeof *slots);
    if (!slots || !grow_begun(phrases, n)) {
        free(slots);
        return false;
    }
    for (size_t i = 0; i < phrases->n_slots; i++) {
        if (phrases->slots[i].n_words)
            *slot_of(slots, n, phrases->slots[i].hash) = phrases->slots[i];
    }
    free(phrases->slots);
    phrases->slots = slots;
    phrases->n_slots = n;
    return true;
}

static uint64_t join(uint64_t hash, uint64_t word)
{
    hash ^= word + 0x9E3779B97F4A7C15u + (hash << 6) + (hash >> 2);
    return hash * 0xBF58476D1CE4E5B9u;
}

/* The hash of all words, those of the first ones noted as beginnings. */
static uint64_t begin(struct cs_phrases *phrases, const struct cs_word *words, size_t n)
{
    uint64_t hash = 0;
    for (size_t i = 0; i < n; i++) {
        hash = join(hash, words[i].hash);
        size_t bit = bit_of(phrases, hash);
        phrases->begun[bit / 8] |= (uint8_t)(1u << bit % 8);
    }
    return hash;
}

static bool may_begin(const struct cs_phrases *phrases, uint64_t hash)
{
    size_t bit = bit_of(phrases, hash);
    return phrases->begun[bit / 8] >> bit % 8 & 1;
}

static void add_meaning(struct cs_phrase *phrase, uint32_t id, bool is_title)
{
    if (is_title && !phrase->is_title)
        phrase->n_ids = 0;
    if (!is_title && phrase->is_title)
        return;
    phrase->is_title = (uint8_t)is_title;
    for (uint16_t i = 0; i < phrase->n_ids; i++) {
        if (phrase->ids[i] == id)
            return;
    }
    if (phrase->n_ids < CS_PHRASE_IDS)
        phrase->ids[phrase->n_ids++] = id;
}

bool cs_phrases_add(struct cs_phrases *phrases, struct cs_span name, uint32_t id, bool is_title)
{
    struct cs_word words[CS_PHRASE_WORDS + 1];
    size_t n = cs_words_of(name.start, 0, name.size, words, CS_PHRASE_WORDS + 1);
    if (n == 0 || n > CS_PHRASE_WORDS)
        return true;
    if (!grow(phrases))
        return false;
    uint64_t hash = begin(phrases, words, n);
    struct cs_phrase *slot = slot_of(phrases->slots, phrases->n_slots, hash);
    if (!slot->n_words) {
        *slot = (struct cs_phrase){.hash = hash, .n_words = (uint16_t)n};
        phrases->n_used++;
    }
    add_meaning(slot, id, is_title);
    return true;
}

const struct cs_phrase *cs_phrases_longest(const struct cs_phrases *phrases,
                                           const struct cs_word *words, size_t n_words)
{
    const struct cs_phrase *best = NULL;
    uint64_t hash = 0;
    for (size_t i = 0; phrases->n_slots && i < n_words && i < CS_PHRASE_WORDS; i++) {
        hash = join(hash, words[i].hash);
        if (!may_begin(phrases, hash))
            break;
        const struct cs_phrase *slot = slot_of(phrases->slots, phrases->n_slots, hash);
        if (slot->n_words)
            best = slot;
    }
    return best;
}

const struct cs_phrase *cs_phrases_whole(const struct cs_phrases *phrases, struct cs_span text)
{
    struct cs_word words[CS_PHRASE_WORDS + 1];
    size_t n = cs_words_of(text.start, 0, text.size, words, CS_PHRASE_WORDS + 1);
    const struct cs_phrase *found =
        n <= CS_PHRASE_WORDS ? cs_phrases_longest(phrases, words, n) : NULL;
    return found && found->n_words == n ? found : NULL;
}

struct cs_span cs_title_core(const char *title)
{
    static const char *const tails[] = {", except ", ", including ", NULL};
    for (const char *const *t = tails; *t; t++) {
        const char *found = strstr(title, *t);
        if (found)
            return (struct cs_span){title, (size_t)(found - title)};
    }
    return (struct cs_span){title, 0};
}
