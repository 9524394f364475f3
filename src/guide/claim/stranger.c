/* Somebody whom the author knows and the data do not: short names in capitals, "our clinics". Apart
 * because both what is read and what is carried on ask for them. */
#include <stdbool.h>
#include <string.h>

#include "base/text.h"
#include "guide/claim/claim_read.h"
#include "guide/claim/passage.h"
#include "guide/topic/topic.h"

static bool is_capital(char c)
{
    return c >= 'A' && c <= 'Z';
}

/* "LPNs", "CRNA jobs": a short name nobody knows, in [start, end). */
static bool is_followed_by_work(const struct cs_passage *p, size_t word)
{
    static const char *const words[] = {
        "earned", "earn",     "earns", "make",      "makes",      "made",     "jobs", "pay",
        "salary", "salaries", "wages", "positions", "employment", "openings", "had",  NULL};
    if (word + 1 >= p->names.n_words)
        return false;
    const struct cs_word *next = &p->names.words[word + 1];
    for (const char *const *w = words; *w; w++) {
        if (cs_span_equals_nocase(
                (struct cs_span){p->all.text + next->start, next->end - next->start}, *w))
            return true;
    }
    return word == 0 && !strncmp(p->all.text + p->names.words[word].end, " - ", 3);
}

bool cs_names_a_stranger(const struct cs_passage *p, size_t start, size_t end)
{
    static const char *const others[] = {"US", "USA", "BLS", "OEWS", "EP", "OES", "FAQ", "HR",
                                         "IT", "CEO", "OOH", "UK",   "DC", "AM",  "PM",  NULL};
    enum { FEWEST = 2, MOST = 5 };
    struct cs_subject subject;
    for (size_t i = 0; i < p->names.n_words; i++) {
        const struct cs_word *w = &p->names.words[i];
        size_t n = 0;
        if (w->start < start || w->end > end)
            continue;
        while (w->start + n < w->end && is_capital(p->all.text[w->start + n]))
            n++;
        bool is_plural = w->start + n + 1 == w->end && p->all.text[w->end - 1] == 's';
        bool is_one = w->start + n == w->end && is_followed_by_work(p, i);
        if (n < FEWEST || n > MOST || (!is_plural && !is_one))
            continue;
        struct cs_span name = cs_passage_word(p, i);
        if (cs_span_is_any(name, others))
            continue;
        bool is_own = w->start > 0 && p->all.text[w->start - 1] == '(';
        if (!is_own && !cs_topic_label(p->topic, name, &subject))
            return true;
    }
    return false;
}

/* "our cousins the roofers", "architects, our rivals": whoever "our" is said of is named. */
static bool is_named_beside(const struct cs_passage *p, size_t word)
{
    enum { FARTHEST = 5 };
    for (size_t i = 0; i < p->names.n_mentions; i++) {
        const struct cs_mention *m = &p->names.mentions[i];
        bool is_behind = m->first > word + 1 && m->first <= word + FARTHEST;
        if (is_behind || m->first + m->n_words == word)
            return true;
    }
    return false;
}

bool cs_speaks_of_our_own(const struct cs_passage *p, size_t start, size_t end)
{
    static const char *const shared[] = {
        "state",      "region",  "country", "nation",    "field",    "profession", "trade",
        "occupation", "job",     "jobs",    "work",      "guide",    "table",      "chart",
        "list",       "page",    "figures", "numbers",   "data",     "example",    "view",
        "comparison", "ranking", "three",   "two",       "four",     "five",       "economy",
        "time",       "times",   "lives",   "society",   "day",      "industry",   "career",
        "careers",    "line",    "ranks",   "bottom",    "top",      "median",     "pay",
        "wages",      "average", "mean",    "projected", "national", NULL};
    for (size_t i = 0; i + 1 < p->names.n_words; i++) {
        const struct cs_word *w = &p->names.words[i];
        if (w->start >= start && w->end <= end &&
            cs_span_equals_nocase(cs_passage_word(p, i), "our") &&
            !cs_span_is_any(cs_passage_word(p, i + 1), shared) && !is_named_beside(p, i))
            return true;
    }
    return false;
}
