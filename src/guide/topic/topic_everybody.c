/* "Ohio's typical worker", "the middle worker in Oregon": everybody there, whatever they do. Apart
 * from the names of all occupations, which mean nobody else: without a place beside it, or in a
 * guide of one occupation, a typical worker is one of that occupation. */
#include <stdbool.h>
#include <string.h>

#include "base/text.h"
#include "guide/topic/phrase.h"
#include "guide/topic/topic.h"
#include "guide/topic/topic_part.h"

/* Whether the words from `first` on are a link and a place with nothing of the place's own behind:
 * "in Oregon", not "in Ohio's plants". */
static bool leads_to_place(const struct cs_topic *topic, const struct cs_read *read, size_t first)
{
    enum { REACH = 4 };
    static const char *const links[] = {"in", "across", "of", NULL};
    const struct cs_region *region;
    struct cs_spot spot;
    struct cs_read part = {.text = read->text};
    if (first + 1 >= read->n_words || !cs_word_is_any(read->text, &read->words[first], links))
        return false;
    size_t last = first + REACH < read->n_words ? first + REACH : read->n_words - 1;
    part.n_words = cs_words_of(read->text, read->words[first].start, read->words[last].end,
                               part.words, CS_READ_WORDS);
    return cs_topic_places(topic, &part, &spot, &region, 1) && region &&
           spot.start <= read->words[first + 1].start + sizeof "the" &&
           read->text[spot.end - 2] != '\'';
}

/* "Arizona's typical", "the nation's typical". */
static bool follows_place(const struct cs_topic *topic, const struct cs_read *read, size_t first)
{
    const struct cs_region *region;
    if (!first)
        return false;
    const struct cs_word *before = &read->words[first - 1];
    size_t from = first > 1 ? first - 2 : 0; /* "New Mexico's" */
    return before->end > 2 && read->text[before->end - 2] == '\'' &&
           cs_topic_place(topic, read->text, read->words[from].start, before->end, &region) &&
           region;
}

/* "Overall, Arizona's typical worker": of all that work there. */
static bool says_overall(const struct cs_read *read, size_t first)
{
    static const char *const words[] = {"overall", "altogether", NULL};
    for (size_t i = 0; i < first; i++) {
        if (cs_word_is_any(read->text, &read->words[i], words))
            return true;
    }
    return false;
}

const struct cs_phrase *cs_topic_everybody(const struct cs_topic *topic, const struct cs_read *read,
                                           size_t first)
{
    static const char *const middles[] = {"typical", "middle", "median", "average", NULL};
    static const char *const workers[] = {"worker", "workers", NULL};
    static const char *const americans[] = {"american", "americans", NULL};
    bool is_of_page = topic->page.n_keys == 1 && !topic->page.is_ambiguous;
    if (first + 1 < read->n_words && cs_word_is_any(read->text, &read->words[first], middles) &&
        cs_word_is_any(read->text, &read->words[first + 1], americans)) /* in any guide */
        return cs_phrases_whole(&topic->names->occupations, cs_span_of("all workers"));
    if (first + 1 >= read->n_words || !cs_word_is_any(read->text, &read->words[first], middles) ||
        !cs_word_is_any(read->text, &read->words[first + 1], workers) ||
        (is_of_page && !says_overall(read, first)))
        return NULL;
    static const char *const others[] = {"in", "at", "here", "of", "with", "who", "on", NULL};
    bool goes_on =
        first + 2 < read->n_words && cs_word_is_any(read->text, &read->words[first + 2], others);
    bool is_placed =
        goes_on ? leads_to_place(topic, read, first + 2) : follows_place(topic, read, first);
    return is_placed ? cs_phrases_whole(&topic->names->occupations, cs_span_of("all workers"))
                     : NULL;
}
