/* Names that leave out who does the work: "school bus work" for school bus drivers, "elementary
 * teaching", "high school is projected to". Apart from topic_short.c, which leaves out the rest:
 * what is left here is no name alone, and only with a word behind it that jobs are spoken of with.
 */
#include <stdbool.h>
#include <string.h>

#include "base/text.h"
#include "guide/text/document.h"
#include "guide/topic/phrase.h"
#include "guide/topic/topic.h"
#include "guide/topic/topic_part.h"

/* What tells one occupation of the guide from the others. */
struct modifier {
    struct cs_word words[CS_PHRASE_WORDS];
    size_t n;
    struct cs_span head; /* who does the work: "drivers" */
    const char *text;
};

/* "High school" of "high school teachers". */
static bool read_modifier(struct cs_span name, struct modifier *out)
{
    size_t n = cs_words_of(name.start, 0, name.size, out->words, CS_PHRASE_WORDS);
    if (n < 2)
        return false;
    out->text = name.start;
    out->n = n - 1;
    const struct cs_word *last = &out->words[n - 1];
    out->head = (struct cs_span){name.start + last->start, last->end - last->start};
    return cs_is_agent(out->head);
}

static bool has_same_words(const struct modifier *m, const struct cs_word *words, size_t n)
{
    for (size_t i = 0; i < m->n; i++) {
        if (i >= n || words[i].hash != m->words[i].hash)
            return false;
    }
    return true;
}

/* "Teaching" of teachers, "driving" of drivers. */
static bool is_work_of(const char *text, const struct cs_word *word, struct cs_span head)
{
    enum { SHORTEST = 3 };
    size_t size = word->end - word->start, stem = size > 3 ? size - 3 : 0;
    return stem >= SHORTEST && !strncasecmp(text + word->end - 3, "ing", 3) && head.size > stem &&
           !strncasecmp(text + word->start, head.start, stem);
}

/* Whether nobody else of the guide has a name that begins so. */
static bool is_only_ones(const struct cs_cast *cast, size_t who, const struct modifier *m)
{
    for (size_t i = 0; i < cast->n; i++) {
        struct cs_word words[CS_PHRASE_WORDS];
        size_t n =
            cs_words_of(cast->names[i].start, 0, cast->names[i].size, words, CS_PHRASE_WORDS);
        for (size_t k = 0; i != who && k < n; k++) {
            if (has_same_words(m, words + k, n - k))
                return false;
        }
    }
    return m->n > 0;
}

/* Whether the guide speaks of other such work: "tractor-trailer driving" beside "light truck
 * driving". Then a name that is not known may stand beside one that is. */
static bool has_other_work(const struct cs_document *d, const struct modifier *m)
{
    enum { MOST_BLOCKS = 400, MOST_WORDS = 160 };
    for (size_t i = 0; i < d->n_blocks && i < MOST_BLOCKS; i++) {
        const struct cs_block *b = &d->blocks[i];
        struct cs_word words[MOST_WORDS];
        size_t n = cs_words_of(b->text, 0, b->size, words, MOST_WORDS);
        for (size_t k = 1; k < n; k++) {
            bool is_joined = words[k].start == words[k - 1].end + 1;
            if (is_joined && is_work_of(b->text, &words[k], m->head) &&
                words[k - 1].hash != m->words[m->n - 1].hash)
                return true;
        }
    }
    return false;
}

/* Defines a modifier for where a tail follows it, and the guide's "elementary teaching". */
static void define_uses(struct cs_topic *topic, const struct modifier *m, uint32_t key)
{
    enum { MOST_BLOCKS = 400, MOST_WORDS = 160 };
    const struct cs_document *d = topic->document;
    struct cs_subject subject = {.keys = {key}, .n_keys = 1, .is_alias = true};
    bool is_used = false, has_others = has_other_work(d, m);
    for (size_t i = 0; i < d->n_blocks && i < MOST_BLOCKS && !topic->failed; i++) {
        const struct cs_block *b = &d->blocks[i];
        struct cs_word words[MOST_WORDS];
        size_t n = cs_words_of(b->text, 0, b->size, words, MOST_WORDS);
        for (size_t k = 0; k + m->n < n; k++) {
            const struct cs_word *tail = &words[k + m->n];
            struct cs_span name = {b->text + words[k].start, tail->end - words[k].start};
            if (!has_same_words(m, words + k, n - k))
                continue;
            is_used |= cs_is_modifier_tail(b->text, tail, n - k - m->n);
            if (!has_others && is_work_of(b->text, tail, m->head) &&
                !cs_phrases_whole(&topic->local, name))
                cs_topic_define(topic, name, &subject);
        }
    }
    struct cs_span own = {m->text + m->words[0].start, m->words[m->n - 1].end - m->words[0].start};
    subject.is_modifier = true;
    subject.is_ambiguous = m->n < 2; /* "medical openings" may be others' */
    if (is_used && !cs_phrases_whole(&topic->local, own) &&
        !cs_phrases_whole(&topic->names->occupations, own))
        cs_topic_define(topic, own, &subject);
}

void cs_topic_define_modifiers(struct cs_topic *topic)
{
    struct cs_cast cast = {.topic = topic};
    cs_cast_find(&cast);
    for (size_t i = 0; i < cast.n && cast.n < CS_CAST && !topic->failed; i++) {
        struct modifier m;
        if (!read_modifier(cast.names[i], &m))
            continue;
        if (is_only_ones(&cast, i, &m))
            define_uses(topic, &m, cast.keys[i]);
        static const char school[] = "school"; /* "elementary" of "elementary school" */
        bool is_school = m.n == 2 && cs_word_is(m.text, &m.words[1], school) &&
                         !cs_word_is(m.text, &m.words[0], "high");
        m.n -= is_school;
        if (is_school && is_only_ones(&cast, i, &m))
            define_uses(topic, &m, cast.keys[i]);
    }
}
