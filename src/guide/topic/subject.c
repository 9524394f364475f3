/* Subjects: which are known, which are the same, and words for who does a work. */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "guide/topic/topic.h"
#include "guide/amount/amount.h"

bool cs_subject_is_known(const struct cs_subject *subject)
{
    return subject->n_keys > 0 || subject->is_all;
}

bool cs_subject_equals(const struct cs_subject *a, const struct cs_subject *b)
{
    if (a->n_keys != b->n_keys || a->is_all != b->is_all)
        return false;
    return !memcmp(a->keys, b->keys, a->n_keys * sizeof a->keys[0]);
}

bool cs_is_agent(struct cs_span word)
{
    static const char *const endings[] = {"er",    "tor",   "sor",  "lor",   "yor",  "ist",
                                          "ian",   "ant",   "man",  "nurse", "aide", "tech",
                                          "clerk", "pilot", "chef", "cook",  NULL};
    static const char *const others[] = {
        "career",    "other",      "number",       "offer",    "paper",      "or",
        "per",       "answer",     "summer",       "winter",   "career",     "chapter",
        "computer",  "center",     "power",        "water",    "whether",    "after",
        "factor",    "sector",     "labor",        "matter",   "order",      "over",
        "under",     "newsletter", "disclaimer",   "employer", "better",     "higher",
        "for",       "more",       "important",    "relevant", "want",       "ever",
        "year",      "our",        "your",         "their",    "worker",     "hour",
        "member",    "user",       "customer",     "consumer", "reader",     "earner",
        "peer",      "applicant",  "newcomer",     "beginner", "job-seeker", "seeker",
        "jobseeker", "plant",      "restaurant",   "person",   "server",     "letter",
        "differ",    "retiree",    "professional", "major",    "minor",      "color",
        "human",     "woman",      "man",          "grant",    "want",       "quarter",
        "dollar",    "list",       "exist",        "consist",  "holder",     "owner",
        NULL};
    if (word.size && cs_to_lower(word.start[word.size - 1]) == 's')
        word.size--;
    for (const char *const *e = endings; *e; e++) {
        size_t n = strlen(*e);
        size_t fewest = n < 4 ? n + 1 : n; /* "tech" and "nurse" are words of their own */
        if (word.size >= fewest && !strncasecmp(word.start + word.size - n, *e, n))
            return !cs_span_is_any(word, others);
    }
    return false;
}
