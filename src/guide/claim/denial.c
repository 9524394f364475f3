/* What a sentence says is not so: "not 124,200", a myth, an answer to choose from. Apart from the
 * cues, which know no order of words. */
#include <stdbool.h>
#include <string.h>

#include "base/text.h"
#include "guide/claim/claim_read.h"
#include "guide/text/find.h"
#include "guide/claim/passage.h"

static bool is_not(struct cs_span word)
{
    static const char *const words[] = {"not", "never", NULL};
    bool is_short = word.size > 3 && word.start[word.size - 2] == '\'' &&
                    (word.start[word.size - 1] == 't' || word.start[word.size - 1] == 'T');
    return is_short || cs_span_is_any(word, words);
}

/* "not some 124,200", "don't earn $150,000": a "not" before the number with no more between than a
 * verb and looseness. "Not only", "not more than" deny something else. */
static bool follows_not(const struct cs_passage *p, size_t at)
{
    static const char *const loose[] = {"about", "around", "some", "nearly", "roughly", "the",
                                        "a",     "an",     "all",  "really", "quite",   NULL};
    static const char *const verbs[] = {"earn",  "make", "pay",  "get",  "is", "have",
                                        "grow",  "add",  "need", "be",   "by", "at",
                                        "exist", "of",   "draw", "cost", NULL};
    size_t i = p->names.n_words;
    while (i > 0 && p->names.words[i - 1].end > at)
        i--;
    bool is_parted = false; /* "small this is not: 864,800 jobs" */
    for (bool has_verb = false; i > 0; i--) {
        struct cs_span word = cs_passage_word(p, i - 1);
        bool is_verb = !has_verb && cs_span_is_any(word, verbs);
        for (const char *c = word.start; c < p->all.text + at; c++)
            is_parted |= strchr(",;:().", *c) != NULL;
        if (is_parted)
            return false;
        if (is_not(word))
            return true;
        if (!is_verb && !cs_span_is_any(word, loose))
            return false;
        has_verb |= is_verb;
    }
    return false;
}

/* "(b) 2.4 million": one of the answers to choose from. */
static bool is_choice(const struct cs_passage *p, size_t at)
{
    const char *text = p->all.text;
    size_t start = p->all.start;
    while (at > start && strchr("$ ", text[at - 1]))
        at--;
    bool has_letter =
        at >= start + 2 && text[at - 1] == ')' && text[at - 2] >= 'a' && text[at - 2] <= 'e';
    return has_letter && (at == start + 2 || strchr(" (", text[at - 3])) &&
           memmem(text + start, p->all.end - start, "b) ", 3);
}

bool cs_is_denied(const struct cs_passage *p, size_t at)
{
    static const char *const myths[] = {
        "myth", "not true that", "untrue that", "it is false that", "a mistake to think", NULL};
    return follows_not(p, at) || is_choice(p, at) ||
           cs_find_any(p->all.text, p->all.start, at, myths);
}
