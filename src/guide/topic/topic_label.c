/* What a label, a heading or a title names. Apart from sentences, where a name needs its place
 * among other words. */
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "guide/text/document.h"
#include "guide/topic/cue.h"
#include "guide/topic/phrase.h"
#include "guide/topic/topic.h"
#include "guide/topic/topic_part.h"

/* "Nurse Anesthetists, Nurse Midwives, and Nurse Practitioners": several taken together, when the
 * names are all there is. */
static bool read_list(const struct cs_topic *topic, struct cs_span text, struct cs_subject *out)
{
    struct cs_read read;
    struct cs_subject all = {0};
    if (memchr(text.start, '/', text.size))
        return false; /* two names of one */
    cs_topic_read(topic, text.start, 0, text.size, &read);
    size_t n_words = 0, n_names = 0;
    for (size_t i = 0; i < read.n_mentions; i++) {
        struct cs_subject one = cs_topic_meaning(topic, &read, i);
        n_words += read.mentions[i].n_words;
        if (one.n_keys != 1 || one.is_all || all.n_keys == CS_SUBJECT_KEYS)
            return false;
        all.is_group |= one.is_group;
        all.is_alias |= one.is_alias;
        n_names++;
        if (!all.n_keys || all.keys[all.n_keys - 1] != one.keys[0]) /* "Plumber, pipefitter" */
            all.keys[all.n_keys++] = one.keys[0];
    }
    for (size_t i = 0; i < read.n_words; i++) {
        struct cs_span word = {text.start + read.words[i].start,
                               read.words[i].end - read.words[i].start};
        n_words += cs_span_equals_nocase(word, "and") || cs_span_equals_nocase(word, "&");
    }
    /* "and" may stand within a name: then there are more words than counted once */
    if (n_names < 2 || n_words < read.n_words)
        return false;
    *out = all;
    return true;
}

bool cs_topic_label(const struct cs_topic *topic, struct cs_span label, struct cs_subject *out)
{
    const struct cs_phrase *phrase = cs_phrases_whole(&topic->local, label);
    if (phrase && !topic->subjects[phrase->ids[0]].is_modifier) {
        *out = topic->subjects[phrase->ids[0]];
        return true;
    }
    *out = cs_names_subject(topic->names, label);
    struct cs_subject one; /* "Plumber, pipefitter" */
    if (out->is_unknown && label.size && memchr(label.start, ',', label.size) &&
        read_list(topic, label, &one) && one.n_keys == 1)
        *out = one;
    return !out->is_unknown;
}

/* "POWER LINE CREW (49-9051)": the code of a name that nobody knows. */
static bool by_code(const struct cs_topic *topic, struct cs_span text, struct cs_subject *out)
{
    enum { CODE = 7 };
    for (size_t i = 0; i + CODE + 1 < text.size; i++) {
        struct cs_span code = {text.start + i + 1, CODE};
        if (text.start[i] == '(' && cs_is_occupation_code(code)) {
            *out = cs_names_subject(topic->names, code);
            return cs_subject_is_known(out);
        }
    }
    return false;
}

bool cs_topic_mention(const struct cs_topic *topic, const char *text, size_t size,
                      struct cs_subject *out)
{
    struct cs_word words[64];
    size_t n = cs_words_of(text, 0, size, words, 64);
    const struct cs_phrase *best = NULL;
    bool is_local = false;
    for (size_t i = 0; i < n; i++) {
        const struct cs_phrase *local = cs_phrases_longest(&topic->local, words + i, n - i);
        if (local &&
            (topic->subjects[local->ids[0]].is_label || topic->subjects[local->ids[0]].is_modifier))
            local = NULL;
        const struct cs_phrase *known =
            cs_phrases_longest(&topic->names->occupations, words + i, n - i);
        if (local && (!best || local->n_words > best->n_words)) {
            best = local;
            is_local = true;
        }
        if (known && (known->n_words > 1 || known->is_title) &&
            (!best || known->n_words > best->n_words)) {
            best = known;
            is_local = false;
        }
    }
    if (!best)
        return by_code(topic, (struct cs_span){text, size}, out);
    *out = is_local ? topic->subjects[best->ids[0]] : cs_names_meaning(topic->names, best);
    return !is_local || cs_subject_is_known(out);
}

/* Past "10. ", "#3: ", "3) ". */
static size_t skip_numbering(const char *text, size_t size)
{
    size_t i = size && text[0] == '#' ? 1 : 0;
    while (i < size && cs_is_digit(text[i]))
        i++;
    size_t digits = i;
    while (i < size && strchr(".):", text[i]))
        i++;
    return i > digits && i < size ? i : 0;
}

/* "Dental hygiene", "Surgical technology": what is done or taught, for those who do it. A single
 * word must be sure: "Welding", not "Training". */
bool cs_topic_activity(const struct cs_topic *topic, struct cs_span name, struct cs_subject *out)
{
    enum { LONGEST = 60, SHORTEST = 6 };
    char doer[LONGEST + 8];
    if (name.size < SHORTEST || name.size > LONGEST)
        return false;
    for (size_t turn = 0; (turn = cs_activity_doers(name, turn, doer, sizeof doer)) != 0;) {
        struct cs_span said = cs_span_of(doer);
        bool is_one = cs_topic_label(topic, said, out) && out->n_keys == 1 && !out->is_all &&
                      !out->is_group && !out->is_ambiguous;
        if (is_one && (memchr(said.start, ' ', said.size) || !out->is_alias ||
                       cs_names_is_sure(topic->names, out->keys[0], said)))
            return true;
    }
    return false;
}

/* "Dental Hygiene, A.A.S.", "Welding, certificate": without what one gets for it. */
static struct cs_span without_award(struct cs_span name)
{
    static const char *const awards[] = {"certificate", "certification", "diploma", "degree",
                                         "program",     "associate",     "license", NULL};
    const char *comma = memchr(name.start, ',', name.size);
    if (!comma)
        return name;
    size_t at = (size_t)(comma - name.start);
    struct cs_span tail = cs_span_trim((struct cs_span){comma + 1, name.size - at - 1});
    bool is_short = tail.size > 1 && tail.size <= 6 && tail.start[1] == '.'; /* "A.A.S." */
    return is_short || cs_span_is_any(tail, awards) ? cs_span_trim((struct cs_span){name.start, at})
                                                    : name;
}

bool cs_topic_heading(const struct cs_topic *topic, const char *text, size_t size,
                      struct cs_subject *out)
{
    size_t first = skip_numbering(text, size), end = first;
    while (end < size && !strchr("(:|", text[end]))
        end++;
    struct cs_span name = without_award(cs_span_trim((struct cs_span){text + first, end - first}));
    if (name.size && cs_topic_label(topic, name, out) && cs_subject_is_known(out))
        return true;
    if (name.size && cs_topic_activity(topic, name, out))
        return true;
    if (name.size && read_list(topic, name, out))
        return true;
    if (cs_topic_mention(topic, text, size, out))
        return true;
    return cs_topic_sentence(topic, text, first, size, size, out) == CS_NAMED && !out->is_all &&
           !out->is_ambiguous;
}

bool cs_topic_is_strange_heading(const struct cs_topic *topic, const struct cs_block *heading)
{
    enum { MOST_WORDS = 6 };
    struct cs_word words[MOST_WORDS + 2];
    struct cs_cue cues[8];
    struct cs_subject subject;
    size_t first = skip_numbering(heading->text, heading->size), end = first;
    while (end < heading->size && !strchr("(:|", heading->text[end]))
        end++;
    size_t n = cs_words_of(heading->text, first, end, words, MOST_WORDS + 2);
    if (!n || n > MOST_WORDS || memchr(heading->text, '?', heading->size) ||
        cs_topic_heading(topic, heading->text, heading->size, &subject))
        return false;
    size_t n_cues = cs_cues_read(&topic->names->cues, heading->text, words, n, 0, cues, 8);
    for (size_t i = 0; i < n_cues; i++) {
        bool may_be_named = cues[i].kind == CS_CUE_LEVEL || cues[i].kind == CS_CUE_PART ||
                            cues[i].kind == CS_CUE_RANK || cues[i].kind == CS_CUE_FOREIGN ||
                            (cues[i].kind == CS_CUE_JOBS && cues[i].value == CS_JOBS_PEOPLE);
        if (!may_be_named)
            return false;
    }
    const struct cs_word *last = &words[n - 1];
    return cs_is_agent((struct cs_span){heading->text + last->start, last->end - last->start});
}

bool cs_topic_completed(const struct cs_topic *topic, struct cs_span label, struct cs_subject *out)
{
    enum { LONGEST = 40 };
    char name[128];
    if (!label.size || label.size > LONGEST)
        return false;
    for (size_t i = 0; i < topic->n_nouns; i++) {
        struct cs_span noun = topic->nouns[i];
        snprintf(name, sizeof name, "%.*s %.*s", (int)label.size, label.start, (int)noun.size,
                 noun.start);
        if (cs_topic_label(topic, cs_span_of(name), out) && cs_subject_is_known(out))
            return true;
    }
    return false;
}
