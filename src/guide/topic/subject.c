/* Subjects: which are known, which are the same, and words for who does a work. */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "guide/topic/topic.h"
#include "guide/topic/topic_part.h"

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

bool cs_is_odd_agent(struct cs_span word)
{
    static const char *const words[] = {"admin",     "admins",     "rep", "reps",
                                        "architect", "architects", NULL};
    return cs_span_is_any(word, words);
}

size_t cs_activity_doers(struct cs_span activity, size_t turn, char *out, size_t size)
{
    static const char *const turns[][2] = {{"technology", "technician"},
                                           {"ology", "ologist"},
                                           {"iene", "ienist"},
                                           {"erapy", "erapist"},
                                           {"otomy", "otomist"},
                                           {"graphy", "grapher"},
                                           {"istry", "ist"},
                                           {"ing", "er"},
                                           {"ing", "ant"},
                                           {"ing", "or"}};
    for (; turn < sizeof turns / sizeof *turns; turn++) {
        size_t n = strlen(turns[turn][0]);
        size_t stem = activity.size > n ? activity.size - n : 0;
        if (!stem || strncasecmp(activity.start + stem, turns[turn][0], n))
            continue;
        int written = snprintf(out, size, "%.*s%ss", (int)stem, activity.start, turns[turn][1]);
        if (written > 0 && (size_t)written < size)
            return turn + 1;
    }
    return 0;
}
