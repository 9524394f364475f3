/* Short names that a guide takes for granted: "hygienists" once it has named dental hygienists,
 * "PT" beside "Physical therapist". Apart from names that it defines (topic_local.c): these hold
 * only while nobody else of the guide could be meant, and stay another name (is_alias). */
#include <stdbool.h>
#include <string.h>

#include "analysis/outlook/lookup.h"
#include "base/text.h"
#include "data/dataset.h"
#include "data/reference.h"
#include "guide/text/document.h"
#include "guide/topic/phrase.h"
#include "guide/topic/topic.h"
#include "guide/topic/topic_part.h"

enum { MOST_NAMED = 12, LONGEST_INITIALS = 5 };

/* An occupation that the guide names in full. */
struct named {
    struct cs_subject subject;
    struct cs_span name; /* as first written */
    struct cs_span head; /* its last word, or the last two with "and" between */
    uint64_t head_hash;
};

static void add_named(struct named *all, size_t *n, const struct cs_read *read,
                      const struct cs_mention *m, const struct cs_subject *subject)
{
    enum { JOINED = 3 }; /* "trainers and instructors" */
    const struct cs_word *first = &read->words[m->first], *last = first + m->n_words - 1;
    const struct cs_word *head = last;
    if (m->n_words > JOINED && cs_word_is(read->text, last - 1, "and"))
        head = last - 2;
    for (size_t i = 0; i < *n; i++) {
        if (cs_subject_equals(&all[i].subject, subject))
            return;
    }
    if (*n < MOST_NAMED)
        all[(*n)++] = (struct named){*subject,
                                     {read->text + first->start, last->end - first->start},
                                     {read->text + head->start, last->end - head->start},
                                     last->hash};
}

/* The occupations that the guide names by two words and more, each once. */
static size_t find_named(const struct cs_topic *topic, struct named *all)
{
    enum { MOST_BLOCKS = 400, STRETCH = 600 };
    const struct cs_document *d = topic->document;
    size_t n = 0;
    for (size_t i = 0; i < d->n_blocks && i < MOST_BLOCKS; i++) {
        const struct cs_block *b = &d->blocks[i];
        struct cs_read read;
        cs_topic_read(topic, b->text, 0, b->size < STRETCH ? b->size : STRETCH, &read);
        for (size_t k = 0; k < read.n_mentions; k++) {
            struct cs_subject subject = cs_topic_meaning(topic, &read, k);
            if (read.mentions[k].n_words > 1 && subject.n_keys == 1 && !subject.is_all &&
                !subject.is_group && !subject.is_ambiguous && !subject.is_alias)
                add_named(all, &n, &read, &read.mentions[k], &subject);
        }
    }
    return n;
}

static bool is_known_name(const struct cs_topic *topic, struct cs_span name)
{
    return cs_phrases_whole(&topic->local, name) ||
           cs_phrases_whole(&topic->names->occupations, name);
}

/* Whether a name is a group's that the occupation belongs to: "Therapists" for respiratory ones. */
static bool is_group_above(const struct cs_topic *topic, struct cs_span name,
                           const struct cs_subject *subject)
{
    const struct cs_dataset *data = cs_lookup_dataset(topic->names->lookup);
    struct cs_subject group = cs_names_subject(topic->names, name);
    return group.is_group && group.n_keys == 1 &&
           cs_code_is_under(cs_dataset_key(data, CS_DIM_OCCUPATION, subject->keys[0])->code,
                            cs_dataset_key(data, CS_DIM_OCCUPATION, group.keys[0])->code);
}

/* Heads that tell nothing: whoever else the guide means by them has not been named. */
static bool is_vague_head(struct cs_span head)
{
    static const char *const words[] = {"worker",     "workers",     "manager",     "managers",
                                        "operator",   "operators",   "specialist",  "specialists",
                                        "supervisor", "supervisors", "occupation",  "occupations",
                                        "teacher",    "teachers",    "assembler",   "assemblers",
                                        "helper",     "helpers",     "coordinator", NULL};
    return cs_span_is_any(head, words);
}

/* "hygienists" of "dental hygienists", when no other occupation of the guide ends so. */
static void define_head(struct cs_topic *topic, const struct named *all, size_t n, size_t i)
{
    for (size_t k = 0; k < n; k++) {
        if (k != i && all[k].head_hash == all[i].head_hash)
            return;
    }
    if (!cs_is_agent(all[i].head) || is_vague_head(all[i].head) ||
        (is_known_name(topic, all[i].head) && !is_group_above(topic, all[i].head, &all[i].subject)))
        return;
    struct cs_subject subject = all[i].subject;
    subject.is_alias = subject.is_head = true;
    cs_topic_define(topic, all[i].head, &subject);
}

/* "PT" of "Physical therapist"; returns how many letters, 0 where it has no such name. */
static size_t initials_of(struct cs_span name, char out[LONGEST_INITIALS + 1])
{
    struct cs_word words[CS_PHRASE_WORDS];
    size_t n = cs_words_of(name.start, 0, name.size, words, CS_PHRASE_WORDS);
    for (size_t i = 0; i < n; i++) {
        char c = name.start[words[i].start];
        if (n > LONGEST_INITIALS || !cs_is_alpha(c))
            return 0;
        out[i] = c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
    }
    out[n] = '\0';
    return n > 1 ? n : 0;
}

/* "IT", "OR", "MA": letters that mean something else. */
static bool is_word_or_state(const struct cs_topic *topic, const char *letters)
{
    static const char *const words[] = {"IT", "AS", "IN", "OR", "AN", "US",  "AM", "PM",
                                        "HR", "ME", "OK", "ID", "NO", "SO",  "UK", "AT",
                                        "BE", "EP", "HS", "AA", "BS", "GED", NULL};
    const struct cs_reference *reference = topic->names->reference;
    if (cs_span_is_any(cs_span_of(letters), words))
        return true;
    for (size_t i = 0; reference && i < reference->n_regions; i++) {
        const struct cs_region *r = &reference->regions[i];
        if (!strcmp(r->code, letters) &&
            (!strcmp(r->kind, "state") || !strcmp(r->kind, "territory")))
            return true;
    }
    return false;
}

/* Whether the guide writes a word in capitals, alone or in the plural; where it does. */
static struct cs_span find_capitals(const struct cs_document *d, const char *letters, size_t n)
{
    for (size_t i = 0; i < d->n_blocks; i++) {
        const struct cs_block *b = &d->blocks[i];
        for (const char *at = b->text; (at = strstr(at, letters)) != NULL; at++) {
            size_t start = (size_t)(at - b->text), end = start + n;
            end += b->text[end] == 's';
            if ((start == 0 || !cs_is_alnum(b->text[start - 1])) && !cs_is_alnum(b->text[end]))
                return (struct cs_span){at, n};
        }
    }
    return (struct cs_span){NULL, 0};
}

static void define_initials(struct cs_topic *topic, const struct named *all, size_t n, size_t i)
{
    char own[LONGEST_INITIALS + 1], other[LONGEST_INITIALS + 1];
    size_t size = initials_of(all[i].name, own);
    for (size_t k = 0; k < n && size; k++) {
        if (k != i && initials_of(all[k].name, other) && !strcmp(own, other))
            return;
    }
    if (!size || is_word_or_state(topic, own) || is_known_name(topic, cs_span_of(own)))
        return;
    struct cs_span text = find_capitals(topic->document, own, size);
    struct cs_subject subject = all[i].subject;
    subject.is_alias = true;
    if (text.size)
        cs_topic_define(topic, text, &subject);
}

void cs_topic_define_short_names(struct cs_topic *topic)
{
    struct named all[MOST_NAMED];
    size_t n = find_named(topic, all);
    for (size_t i = 0; i < n && n < MOST_NAMED && !topic->failed; i++) {
        define_head(topic, all, n, i);
        define_initials(topic, all, n, i);
    }
}
