/* Where a sentence is about: states and countries, and places that nobody knows. */
#include <stdbool.h>
#include <string.h>

#include "base/text.h"
#include "data/reference.h"
#include "guide/text/document.h"
#include "guide/topic/phrase.h"
#include "guide/topic/topic.h"
#include "guide/topic/topic_part.h"

static bool is_capital(char c)
{
    return c >= 'A' && c <= 'Z';
}

/* Whether a mark that parts a line stands in [start, end): "/", ";", a dot in the middle. */
static bool has_divider(const char *text, size_t start, size_t end)
{
    for (size_t i = start; i < end; i++) {
        if (strchr(",;:/|", text[i]) || (unsigned char)text[i] >= 0x80)
            return true;
    }
    return false;
}

static bool is_month(const char *text, const struct cs_word *word)
{
    static const char *const months[] = {"January",  "February", "March",  "April",     "May",
                                         "June",     "July",     "August", "September", "October",
                                         "November", "December", NULL};
    return cs_word_is_any(text, word, months);
}

/* "in", "across", "around", "near", "nationally", "nationwide": words a place may begin with. */
static bool may_open_place(const char *text, const struct cs_word *word)
{
    return strchr("iacnf", text[word->start]) != NULL;
}

/* "in Chapter 5", "in Spring": parts of a text and seasons, which authors write like names. */
static bool is_no_place(const char *text, const struct cs_word *word)
{
    static const char *const words[] = {
        "chapter", "section", "table",  "figure",  "appendix", "part", "unit",   "module",
        "lesson",  "episode", "slide",  "exhibit", "box",      "page", "spring", "summer",
        "autumn",  "fall",    "winter", "english", "spanish",  NULL};
    return cs_word_is_any(text, word, words);
}

/* "San", but also the "El" of "El Paso". */
static bool is_long_enough(const char *text, const struct cs_word *words, size_t n, size_t i)
{
    size_t size = words[i].end - words[i].start;
    return size > 2 || (size == 2 && i + 1 < n && words[i + 1].start == words[i].end + 1 &&
                        is_capital(text[words[i + 1].start]));
}

/* "in San Francisco", "in the Bay Area": a capital after "in" that is no month. */
static bool is_other_place(const char *text, const struct cs_word *words, size_t n, size_t i)
{
    static const char *const links[] = {"in", "across", "around", "near", NULL};
    if (!cs_word_is_any(text, &words[i], links) || i + 1 >= n)
        return false;
    size_t next = i + 1 + (size_t)(cs_word_is(text, &words[i + 1], "the") && i + 2 < n);
    const struct cs_word *word = &words[next];
    return is_capital(text[word->start]) && is_long_enough(text, words, n, next) &&
           !is_month(text, word) && !is_no_place(text, word) &&
           (word->end >= word->start + 2 && !is_capital(text[word->start + 1]));
}

/* "TX - $53,070", "PA $49,330 / NJ $49,500", "$71,430 (PA)": two capitals that lead a value at the
 * beginning of a part of a line, or stand in brackets behind one. */
static bool may_be_place_code(const char *text, const struct cs_word *words, size_t i)
{
    size_t start = words[i].start, end = words[i].end;
    if (end != start + 2 || !is_capital(text[start]) || !is_capital(text[start + 1]))
        return false;
    if (text[end] == ')' && start > 2 && !memcmp(text + start - 2, " (", 2))
        return cs_is_digit(text[start - 3]);
    bool opens = i == 0 || (words[i - 1].end < start && has_divider(text, words[i - 1].end, start));
    size_t at = end;
    while (text[at] == ' ' || text[at] == ':' || text[at] == '-')
        at++;
    return opens && at > end && (text[at] == '$' || (text[at - 1] != '-' && cs_is_digit(text[at])));
}

const struct cs_region *cs_topic_place_code(const struct cs_topic *topic, const char *text,
                                            const struct cs_word *words, size_t i)
{
    const struct cs_reference *reference = topic->names->reference;
    const struct cs_region *region =
        reference && may_be_place_code(text, words, i)
            ? cs_reference_region(reference, (struct cs_span){text + words[i].start, 2})
            : NULL;
    return region && strcmp(region->kind, "country") != 0 ? region : NULL; /* "PT $101,020" */
}

/* "TX" behind a comma or "in": two capitals are mostly something else, "HR", "IT", "MA". */
static bool may_be_code(const struct cs_topic *topic, const char *text, const struct cs_word *words,
                        size_t i, const struct cs_phrase *phrase)
{
    static const char *const links[] = {"in", "across", "of", NULL};
    const struct cs_region *region = &topic->names->reference->regions[phrase->ids[0]];
    size_t start = words[i].start;
    if (words[i].end - start != 2 || phrase->n_words != 1 || !strcmp(region->code, "US") ||
        !strcmp(region->code, "GB"))
        return true;
    if (!strcmp(region->kind, "country"))
        return false;
    return (start > 1 && text[start - 1] == ' ' && text[start - 2] == ',') ||
           (i > 0 && cs_word_is_any(text, &words[i - 1], links));
}

/* "for the country", "the nation's": all of it, not "parts of the country". */
static bool is_whole_nation(const char *text, const struct cs_word *words, size_t i)
{
    static const char *const names[] = {"country", "country's", "nation", "nation's", NULL};
    static const char *const parts[] = {"part",    "parts",  "region", "regions", "area", "areas",
                                        "section", "corner", "rest",   "most",    NULL};
    static const char *const all[] = {"whole", "entire", NULL};
    if (!i || !cs_word_is_any(text, &words[i], names))
        return false;
    i -= i > 1 && cs_word_is_any(text, &words[i - 1], all);
    if (!cs_word_is(text, &words[i - 1], "the"))
        return false;
    return !(i > 2 && cs_word_is(text, &words[i - 2], "of") &&
             cs_word_is_any(text, &words[i - 3], parts));
}

/* "Delaware Valley", "Kansas City", "Washington County": a place that only bears a state's name. */
static bool is_smaller_place(const char *text, const struct cs_word *words, size_t n, size_t next)
{
    static const char *const tails[] = {"valley", "county", "city",  "beach",   "river",
                                        "bay",    "avenue", "falls", "heights", NULL};
    return next < n && words[next].start == words[next - 1].end + 1 &&
           is_capital(text[words[next].start]) && cs_word_is_any(text, &words[next], tails);
}

/* "short of the national $59,530": said of the value itself. */
static bool is_national_value(const char *text, const struct cs_word *word)
{
    static const char *const names[] = {"national", "nationwide", NULL};
    return cs_word_is_any(text, word, names) && !strncmp(text + word->end, " $", 2);
}

/* The region whose name begins at word i; NULL for none. Two capitals that are also words (IN, OR)
 * count at the beginning only. */
static const struct cs_region *region_at(const struct cs_topic *topic, const char *text,
                                         const struct cs_word *words, size_t n, size_t i,
                                         size_t *n_words)
{
    static const char *const nations[] = {"nationally", "nationwide", NULL};
    const struct cs_phrase *phrase = cs_phrases_longest(&topic->names->regions, words + i, n - i);
    *n_words = 1;
    static const char *const measures[] = {"average", "median", "mean",  "wage",   "pay",
                                           "figure",  "rate",   "level", "salary", NULL};
    static const char *const any[] = {"state", "states", NULL};
    bool is_nation = cs_word_is_any(text, &words[i], nations) &&
                     !(i > 0 && cs_word_is_any(text, &words[i - 1], any));
    is_nation |=
        i + 1 < n &&
        (cs_word_is(text, &words[i], "national") || cs_word_is(text, &words[i], "federal")) &&
        cs_word_is_any(text, &words[i + 1], measures);
    is_nation |= is_whole_nation(text, words, i) || is_national_value(text, &words[i]);
    if (topic->names->reference && is_nation)
        return cs_reference_region(topic->names->reference, cs_span_of("US"));
    const struct cs_region *by_code = cs_topic_place_code(topic, text, words, i);
    if (by_code)
        return by_code;
    if (!phrase || !is_capital(text[words[i].start]))
        return NULL;
    *n_words = phrase->n_words;
    if (is_smaller_place(text, words, n, i + phrase->n_words))
        return NULL;
    if (!may_be_code(topic, text, words, i, phrase))
        return NULL;
    size_t end = words[i + phrase->n_words - 1u].end;
    size_t size = end - words[i].start;
    if (size > 2 && text[end - 2] == '\'') /* "Ohio's"; "It's" is no code */
        size -= 2;
    if (text[end] == '$')
        return NULL; /* "US$18" */
    bool is_written_out =
        size > 3 || is_capital(text[words[i].start + 1]) || text[words[i].start + 1] == '.';
    bool is_word = size == 2 && i > 0 && phrase->n_words == 1 && strchr("IO", text[words[i].start]);
    return size > 1 && is_written_out && !is_word
               ? &topic->names->reference->regions[phrase->ids[0]]
               : NULL;
}

size_t cs_topic_places(const struct cs_topic *topic, const struct cs_read *read,
                       struct cs_spot *spots, const struct cs_region **regions, size_t capacity)
{
    const struct cs_word *words = read->words;
    const char *text = read->text;
    size_t n = read->n_words, n_places = 0;
    for (size_t i = 0; i < n && n_places < capacity; i++) {
        if (!is_capital(text[words[i].start]) && !may_open_place(text, &words[i]))
            continue;
        size_t n_words = 1;
        const struct cs_region *found = region_at(topic, text, words, n, i, &n_words);
        bool is_unknown = !found && is_other_place(text, words, n, i) &&
                          !(i + 1 < n && region_at(topic, text, words, n, i + 1, &n_words)) &&
                          !(i + 2 < n && region_at(topic, text, words, n, i + 2, &n_words));
        if (!found && !is_unknown)
            continue;
        spots[n_places] =
            (struct cs_spot){words[i].start, is_unknown && i + 1 < n ? words[i + 1].end
                                                                     : words[i + n_words - 1].end};
        regions[n_places++] = found;
        i += found ? n_words - 1 : 0;
    }
    return n_places;
}

bool cs_topic_place(const struct cs_topic *topic, const char *text, size_t start, size_t end,
                    const struct cs_region **region)
{
    struct cs_read read = {.text = text, .n_mentions = 0};
    struct cs_spot spot;
    read.n_words = cs_words_of(text, start, end, read.words, CS_READ_WORDS);
    *region = NULL;
    return cs_topic_places(topic, &read, &spot, region, 1) > 0;
}

/* The region that a title names first; false when it names several: it is about none of them alone.
 */
static bool only_place(const struct cs_topic *topic, const struct cs_block *b,
                       const struct cs_region **region)
{
    enum { MOST = 6 };
    struct cs_read read = {.text = b->text, .n_mentions = 0};
    struct cs_spot spots[MOST];
    const struct cs_region *regions[MOST];
    read.n_words = cs_words_of(b->text, 0, b->size, read.words, CS_READ_WORDS);
    size_t n = cs_topic_places(topic, &read, spots, regions, MOST);
    for (size_t i = 0; i < n; i++) {
        bool is_state = regions[i] && strcmp(regions[i]->code, "US") != 0;
        if (is_state && *region && *region != regions[i])
            return false;
        if (is_state)
            *region = regions[i];
    }
    return true;
}

const struct cs_region *cs_topic_title_region(const struct cs_topic *topic)
{
    const struct cs_document *d = topic->document;
    const struct cs_region *region = NULL;
    enum { LONGEST_SUBTITLE = 160 };
    bool is_under_title = false;
    for (size_t i = 0; i < d->n_blocks && !region; i++) {
        const struct cs_block *b = &d->blocks[i];
        bool is_title = b->kind == CS_BLOCK_TITLE || (b->kind == CS_BLOCK_HEADING && b->level == 1);
        bool is_subtitle =
            is_under_title && b->kind == CS_BLOCK_PARAGRAPH && b->size < LONGEST_SUBTITLE;
        if (is_title || is_subtitle) {
            bool is_one = only_place(topic, b, &region);
            if (!is_one)
                return NULL;
        }
        is_under_title = b->kind == CS_BLOCK_HEADING && b->level == 1;
    }
    return region && strcmp(region->code, "US") ? region : NULL;
}
