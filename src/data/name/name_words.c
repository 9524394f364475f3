/* Words of a name, cut and compared. Apart from names.c because it is the inner loop: tens of
 * thousands of names are looked at for one query. */
#include "data/name/name_words.h"

#include <stdbool.h>
#include <string.h>

#include "base/suggest.h"
#include "base/text.h"

void cs_name_respell(const char *folded, const char *(*spelling)(struct cs_span word),
                     char out[CS_NAME_BYTES])
{
    size_t n = 0;
    for (const char *p = folded; *p;) {
        struct cs_span word = {p, strcspn(p, " ")};
        const char *as = spelling(word);
        struct cs_span put = as ? cs_span_of(as) : word;
        if (n + put.size + 2 > CS_NAME_BYTES)
            break;
        memcpy(out + n, put.start, put.size);
        n += put.size;
        p += word.size;
        if (*p)
            out[n++] = *p++;
    }
    out[n] = '\0';
}

/* In any case of letters. */
static bool is_filler(struct cs_span word)
{
    static const char fillers[][8] = {"a",  "an", "and", "the", "of",    "in",
                                      "or", "to", "for", "all", "other", "except"};
    if (word.size == 0 || word.size > 6)
        return false;
    for (size_t i = 0; i < sizeof fillers / sizeof *fillers; i++)
        if (cs_to_lower(word.start[0]) == fillers[i][0] && cs_span_equals_nocase(word, fillers[i]))
            return true;
    return false;
}

/* English plurals: "secretaries" → "secretary", "nurses" → "nurse"; "chess", "us" stay. */
static void undo_plural(struct cs_name_word *word)
{
    char *text = word->text;
    size_t n = word->n_bytes;
    if (n <= 3 || text[n - 1] != 's')
        return;
    if (n > 4 && text[n - 2] == 'e' && text[n - 3] == 'i') {
        text[n - 3] = 'y';
        word->n_bytes = n - 2;
    } else if (text[n - 2] != 's' && text[n - 2] != 'u') {
        word->n_bytes = n - 1;
    }
    text[word->n_bytes] = '\0';
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

void cs_name_words_cut(struct cs_name_words *words)
{
    size_t n_kept = 0;
    words->n = 0;
    for (char *p = words->text; *p && words->n < CS_NAME_WORDS;) {
        char *end = p;
        while (*end && *end != ' ')
            end++;
        bool is_last = *end == '\0';
        *end = '\0';
        words->word[words->n++] = (struct cs_name_word){.text = p, .n_bytes = (size_t)(end - p)};
        p = is_last ? end : end + 1;
    }
    for (size_t i = 0; i < words->n; i++)
        if (!is_filler((struct cs_span){words->word[i].text, words->word[i].n_bytes}))
            words->word[n_kept++] = words->word[i];
    if (n_kept)
        words->n = n_kept;
    for (size_t i = 0; i < words->n; i++) {
        undo_plural(&words->word[i]);
        words->word[i].letters = letters_of(words->word[i].text);
    }
}

static size_t slips_allowed(size_t n_letters)
{
    return n_letters >= 8 ? 2 : n_letters >= 4 ? 1 : 0;
}

/* Whether at most that many letters are in the set; few are allowed. */
static bool has_at_most(uint32_t letters, size_t allowed)
{
    for (; letters && allowed; allowed--)
        letters &= letters - 1;
    return letters == 0;
}

enum cs_word_met cs_name_word_compare(const struct cs_name_word *query,
                                      const struct cs_name_word *name)
{
    size_t n = query->n_bytes, m = name->n_bytes;
    if (n <= m && query->text[0] == name->text[0] && memcmp(query->text, name->text, n) == 0 &&
        (n == m || n >= 3))
        return n == m ? CS_WORD_SAME : CS_WORD_PREFIX;
    size_t allowed = slips_allowed(n);
    size_t longer = n > m ? n - m : m - n;
    /* Each slip adds or takes away at most one letter. */
    if (allowed && longer <= allowed && has_at_most(query->letters & ~name->letters, allowed) &&
        has_at_most(name->letters & ~query->letters, allowed) &&
        cs_edit_distance(query->text, name->text, allowed) <= allowed)
        return CS_WORD_TYPO;
    return CS_WORD_NOT;
}

/* A word of a name as it stands, for a first look. */
struct raw_word {
    const char *start;
    size_t n_bytes;
    uint32_t letters;
};

/* The byte after the next run of ASCII letters and digits; the run may be empty. */
static const char *read_raw_word(const char *p, struct raw_word *word)
{
    uint32_t letters = 0;
    while (*p && !cs_is_alnum(*p) && (unsigned char)*p < 0x80)
        p++;
    word->start = p;
    for (;; p++) {
        unsigned letter = ((unsigned char)*p | 0x20u) - 'a';
        if (letter < 26)
            letters |= 1u << letter;
        else if (*p < '0' || *p > '9')
            break;
    }
    word->n_bytes = (size_t)(p - word->start);
    word->letters = letters;
    return p;
}

/* Whether all but `allowed` letters of the query stand in the word no further off than slips move
 * them. */
static bool lines_up(const struct raw_word *raw, const struct cs_name_word *query, size_t slips,
                     size_t allowed)
{
    size_t n_missed = 0;
    for (size_t i = 0; i < query->n_bytes && n_missed <= allowed; i++) {
        size_t k = i > slips ? i - slips : 0;
        size_t end = i + slips < raw->n_bytes ? i + slips + 1 : raw->n_bytes;
        while (k < end && cs_to_lower(raw->start[k]) != query->text[i])
            k++;
        n_missed += k >= end;
    }
    return n_missed <= allowed;
}

/* Whether the word, its plural undone or not, can meet one of the query: as itself, by beginning
 * with it, or but for slips, each of which adds or takes away at most one letter. */
static bool may_meet(const struct raw_word *raw, const struct cs_name_word *query)
{
    enum { E = 1 << ('e' - 'a'), I = 1 << ('i' - 'a'), S = 1 << ('s' - 'a'), Y = 1 << ('y' - 'a') };
    size_t n = query->n_bytes, slips = slips_allowed(n);
    if (raw->n_bytes + slips < n)
        return false;
    bool is_plural = (raw->start[raw->n_bytes - 1] | 0x20) == 's'; /* "ies" becomes "y" */
    uint32_t lacks = query->letters & ~(raw->letters | (is_plural ? Y : 0));
    if (!lacks && cs_to_lower(raw->start[0]) == query->text[0])
        return true;
    return slips && raw->n_bytes <= n + slips + (is_plural ? 2 : 0) && has_at_most(lacks, slips) &&
           has_at_most(raw->letters & ~(query->letters | (is_plural ? E | I | S : 0)), slips) &&
           lines_up(raw, query, slips, slips + is_plural);
}

/* Whether the query may have every word of the name but fillers. Of a name with more words than are
 * looked at that is not told. */
static bool may_be_within(const struct cs_name_words *query, const char *name)
{
    size_t n_words = 0;
    for (const char *text = name; *text;) {
        struct raw_word raw;
        text = read_raw_word(text, &raw);
        bool is_met = raw.n_bytes == 0 || ++n_words > CS_NAME_WORDS;
        for (size_t q = 0; q < query->n && !is_met; q++)
            is_met = may_meet(&raw, &query->word[q]);
        if (!is_met && !is_filler((struct cs_span){raw.start, raw.n_bytes}))
            return false;
    }
    return true;
}

bool cs_name_words_could_meet(const struct cs_name_words *query, const char *name)
{
    const char *text = name;
    uint32_t met = 0;
    size_t n_met = 0;
    while (*text && 2 * n_met < query->n) {
        struct raw_word raw;
        text = read_raw_word(text, &raw);
        if ((unsigned char)*text >= 0x80 || text - name > CS_NAME_BYTES / 2)
            return true; /* what is not plain or long is folded to tell */
        for (size_t q = 0; q < query->n && raw.n_bytes; q++)
            if (!(met >> q & 1) && may_meet(&raw, &query->word[q])) {
                met |= 1u << q;
                n_met++;
            }
    }
    return 2 * n_met >= query->n || (n_met && may_be_within(query, name));
}
