/* People whom no name is known for: "openings for X", "X earned". */
#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "analysis/outlook/lookup.h"
#include "base/text.h"
#include "data/dataset.h"
#include "guide/topic/phrase.h"
#include "guide/topic/topic.h"
#include "guide/topic/topic_part.h"

bool cs_word_is(const char *text, const struct cs_word *word, const char *name)
{
    struct cs_span span = {text + word->start, word->end - word->start};
    return cs_span_equals_nocase(span, name);
}

bool cs_word_is_any(const char *text, const struct cs_word *word, const char *const *names)
{
    return cs_span_is_any((struct cs_span){text + word->start, word->end - word->start}, names);
}

/* "LPN", "RNs": two capitals at least. */
bool cs_word_is_short_form(const char *text, const struct cs_word *word)
{
    size_t size = word->end - word->start;
    const char *p = text + word->start;
    return size >= 2 && size <= 5 && p[0] >= 'A' && p[0] <= 'Z' && p[1] >= 'A' && p[1] <= 'Z';
}

/* Words that stand for the guide's own occupation, or for nobody in particular. */
static bool is_generic(const char *text, const struct cs_word *word)
{
    static const char *const generic[] = {
        "these", "this",   "the",           "those",   "them",      "they",        "workers",
        "all",   "such",   "professionals", "people",  "employees", "candidates",  "it",
        "that",  "your",   "you",           "a",       "an",        "its",         "their",
        "both",  "each",   "jobs",          "new",     "entry",     "someone",     "anyone",
        "most",  "full",   "qualified",     "skilled", "every",     "experienced", "as",
        "in",    "since",  "during",        "by",      "overall",   "nationally",  "on",
        "half",  "about",  "roughly",       "between", "less",      "more",        "over",
        "under", "nearly", "almost",        "just",    "around",    "at",          "up",
        NULL};
    /* "RNs", "CMAs": the guide's own short word. */
    return cs_is_digit(text[word->start]) || cs_word_is_short_form(text, word) ||
           cs_word_is_any(text, word, generic);
}

bool cs_topic_titles_word(const struct cs_topic *topic, uint32_t key, const struct cs_word *word)
{
    struct cs_word words[CS_PHRASE_WORDS];
    const struct cs_dataset *dataset = cs_lookup_dataset(topic->names->lookup);
    const char *title = cs_dataset_key(dataset, CS_DIM_OCCUPATION, key)->title;
    size_t n = cs_words_of(title, 0, strlen(title), words, CS_PHRASE_WORDS);
    for (size_t i = 0; i < n; i++)
        if (words[i].hash == word->hash)
            return true;
    return false;
}

/* Whether a word is one of the guide's own: part of its occupation's title or first heading. */
static bool is_in_titles(const struct cs_topic *topic, const struct cs_subject *subject,
                         const struct cs_word *word)
{
    for (size_t k = 0; k < subject->n_keys && !subject->is_all; k++)
        if (cs_topic_titles_word(topic, subject->keys[k], word))
            return true;
    return false;
}

/* Whether a word names who does the work in a title of the subject: "teachers", "mechanics". */
static bool is_head_of(const struct cs_topic *topic, const struct cs_subject *subject,
                       struct cs_span text, uint64_t hash)
{
    const struct cs_dataset *data = cs_lookup_dataset(topic->names->lookup);
    struct cs_word words[CS_PHRASE_WORDS];
    for (size_t k = 0; k < subject->n_keys && !subject->is_all; k++) {
        const char *title = cs_dataset_key(data, CS_DIM_OCCUPATION, subject->keys[k])->title;
        size_t core = cs_title_core(title).size;
        size_t n = cs_words_of(title, 0, core ? core : strlen(title), words, CS_PHRASE_WORDS);
        for (size_t i = 0; i < n; i++) {
            bool is_last = i + 1 == n || title[words[i].end] == ',';
            if (words[i].hash == hash && (is_last || cs_is_agent(text)))
                return true;
        }
    }
    return false;
}

bool cs_topic_is_head(const struct cs_topic *topic, const struct cs_subject *subject,
                      const char *text, const struct cs_word *word)
{
    struct cs_span span = {text + word->start, word->end - word->start};
    return is_head_of(topic, &topic->page, span, word->hash) ||
           is_head_of(topic, subject, span, word->hash);
}

/* "for hairdressers", "among DJs and announcers", "bookkeepers earned": people whom no name is
 * known for. */
static bool is_somebody(const struct cs_topic *topic, const char *text, const struct cs_word *word,
                        const struct cs_subject *own)
{
    size_t size = word->end - word->start;
    return size > 4 && text[word->end - 1] == 's' && !is_generic(text, word) &&
           cs_is_agent((struct cs_span){text + word->start, size}) &&
           !is_in_titles(topic, &topic->page, word) && !is_in_titles(topic, own, word);
}

/* Whether one of the next few words is of a title that is known here. */
static bool is_of_titles(const struct cs_topic *topic, const struct cs_subject *own,
                         const struct cs_word *words, size_t n)
{
    for (size_t i = 0; i < n && i < 4; i++) {
        if (is_in_titles(topic, &topic->page, &words[i]) || is_in_titles(topic, own, &words[i]))
            return true;
    }
    return false;
}

bool cs_words_name_somebody(const struct cs_topic *topic, const char *text,
                            const struct cs_word *words, size_t n, const struct cs_subject *own)
{
    static const char *const links[] = {"for", "of", "among", NULL};
    static const char *const nouns[] = {"wage",     "wages",      "salary", "salaries", "pay",
                                        "earnings", "employment", "number", "median",   NULL};
    static const char *const verbs[] = {"held", "earned", "earn", "make", "made", "average", NULL};
    static const char *const entries[] = {"row", "line", "entry", "item", "option", NULL};
    enum { LONGEST_NAME = 4 };
    for (size_t i = 0; i + 1 < n; i++) {
        if (cs_word_is_any(text, &words[i], entries) && cs_is_digit(text[words[i + 1].start]))
            return true; /* "Row 1 is about twice": whoever stands there */
        bool is_noun = i > 0 && cs_word_is_any(text, &words[i - 1], nouns);
        if (cs_word_is_any(text, &words[i], links) && is_noun && !is_generic(text, &words[i + 1]) &&
            words[i + 1].start == words[i].end + 1 &&
            !is_of_titles(topic, own, &words[i + 1], n - i - 1))
            return true;
        if (!cs_word_is_any(text, &words[i], links) ||
            (cs_word_is(text, &words[i], "of") &&
             !(i > 0 && cs_word_is_any(text, &words[i - 1], nouns))))
            continue;
        for (size_t k = i + 1; k < n && k <= i + LONGEST_NAME; k++) {
            if (words[k].start != words[k - 1].end + 1)
                break;
            if (is_somebody(topic, text, &words[k], own))
                return true;
        }
    }
    for (size_t i = 0; i < n; i++) { /* "developers' median" */
        size_t size = words[i].end - words[i].start;
        if (size > 4 && text[words[i].end] == '\'' && text[words[i].end - 1] == 's' &&
            !is_generic(text, &words[i]) &&
            cs_is_agent((struct cs_span){text + words[i].start, size}) &&
            !is_in_titles(topic, own, &words[i]))
            return true;
        /* "31,500 more techs" */
        if (i + 1 < n &&
            (cs_is_digit(text[words[i].start]) || cs_word_is(text, &words[i], "more")) &&
            words[i + 1].start == words[i].end + 1 && is_somebody(topic, text, &words[i + 1], own))
            return true;
    }
    for (size_t i = 1; i < n && i < 14; i++) {
        if (cs_word_is_any(text, &words[i], verbs))
            return is_somebody(topic, text, &words[i - 1], own) ||
                   is_somebody(topic, text, &words[0], own);
    }
    return false;
}

bool cs_topic_names_somebody(const struct cs_topic *topic, const struct cs_read *read, size_t start,
                             size_t end, const struct cs_subject *own)
{
    size_t first = 0, n = 0;
    while (first < read->n_words && read->words[first].start < start)
        first++;
    while (first + n < read->n_words && read->words[first + n].end <= end)
        n++;
    for (size_t i = 0; i < read->n_mentions; i++) {
        size_t at = read->words[read->mentions[i].first].start;
        if (at >= start && at < end)
            return false;
    }
    return cs_words_name_somebody(topic, read->text, read->words + first, n, own);
}

bool cs_is_modifier_tail(const char *text, const struct cs_word *words, size_t n)
{
    static const char *const tails[] = {"work",      "jobs",      "openings", "employment",
                                        "positions", "vacancies", NULL};
    static const char *const verbs[] = {"is", "are", NULL};
    static const char *const views[] = {"projected", "expected", "forecast", "predicted", NULL};
    if (n > 1 && cs_word_is_any(text, &words[0], verbs))
        return cs_word_is_any(text, &words[1], views);
    return n > 0 && cs_word_is_any(text, &words[0], tails);
}
