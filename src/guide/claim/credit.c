/* Whose figures a sentence gives: what a society found among its members or a job site says of its
 * postings is no figure of the agency's. Apart from the cues, which know words and not who stands
 * before or behind them. */
#include <string.h>

#include "base/text.h"
#include "guide/claim/claim_read.h"
#include "guide/text/find.h"
#include "guide/claim/passage.h"

enum { ANY_VALUE = -1, LONGEST_NAME = 6 };

/* Whether nothing that parts stands between two words. */
static bool are_together(const struct cs_passage *p, size_t i)
{
    const struct cs_word *w = p->names.words;
    for (size_t k = w[i].end; k < w[i + 1].start; k++) {
        bool is_initial = p->all.text[k] == '.' && k > 0 && p->all.text[k - 1] >= 'A' &&
                          p->all.text[k - 1] <= 'Z'; /* "U.S. Bureau" */
        if (!is_initial && strchr(".,;:()\n|", p->all.text[k]))
            return false;
    }
    return true;
}

/* Whether words [first, end) of a name are the agency, the author, or who was spoken of. */
static bool is_ours(const struct cs_passage *p, size_t first, size_t end)
{
    static const char *const selves[] = {"it",   "they", "we",  "you", "which", "that",
                                         "who",  "is",   "are", "was", "were",  "be",
                                         "been", "and",  "i",   NULL};
    if (first >= end || cs_span_is_any(cs_passage_word(p, end - 1), selves))
        return true;
    size_t last = end; /* "the May 2021 survey" */
    while (last > first && (cs_is_digit(cs_passage_word(p, last - 1).start[0]) ||
                            cs_span_equals_nocase(cs_passage_word(p, last - 1), "May")))
        last--;
    if (last > first && cs_span_equals_nocase(cs_passage_word(p, last - 1), "the") &&
        (last < end || end == first + 1))
        return true;
    size_t start = p->names.words[first].start, stop = p->names.words[end - 1].end;
    for (size_t i = first; i < end; i++) {
        if (cs_span_equals_nocase(cs_passage_word(p, i), "our"))
            return false;
    }
    for (size_t i = 0; i < p->names.n_mentions; i++) {
        const struct cs_mention *m = &p->names.mentions[i];
        if (m->first < end && m->first + m->n_words >= end)
            return true; /* "electricians reported": the workers themselves */
    }
    return cs_passage_cue(p, CS_CUE_AGENCY, ANY_VALUE, start, stop) != NULL;
}

/* "The national association reports", "a poll": who stands before the word that ends at `at`. */
static bool credits_before(const struct cs_passage *p, const struct cs_cue *c)
{
    size_t verb = 0;
    while (verb < p->names.n_words && p->names.words[verb].start < c->start)
        verb++;
    size_t first = verb;
    while (first > 0 && verb - first < LONGEST_NAME && are_together(p, first - 1))
        first--;
    struct cs_spot clause = cs_passage_clause(p, c->start);
    return first < verb && !is_ours(p, first, verb) &&
           !cs_passage_cue(p, CS_CUE_AGENCY, ANY_VALUE, clause.start, c->start);
}

/* "according to our members' survey": who stands behind. */
static bool credits_behind(const struct cs_passage *p, const struct cs_cue *c)
{
    size_t first = 0;
    while (first < p->names.n_words && p->names.words[first].start < c->end)
        first++;
    size_t end = first;
    while (end < p->names.n_words && end - first < 2 * LONGEST_NAME &&
           (end == first || are_together(p, end - 1)))
        end++;
    size_t stop = end > first ? p->names.words[end - 1].end : c->end;
    return !cs_passage_cue(p, CS_CUE_AGENCY, ANY_VALUE, c->end, stop);
}

/* "the ATA's count": what its owner found, not the agency. */
static bool is_finding(struct cs_span word)
{
    static const char *const words[] = {"count",     "estimate", "estimates", "tally",
                                        "reckoning", "forecast", "survey",    "poll",
                                        "figure",    "figures",  "numbers",   NULL};
    return cs_span_is_any(word, words);
}

/* "Wheat State Bank's new teller": an occupation a few words behind its employer. */
static bool owns_worker(const struct cs_passage *p, size_t i)
{
    enum { NEAR = 3 };
    for (size_t k = 0; k < p->names.n_mentions; k++) {
        size_t first = p->names.mentions[k].first;
        bool is_near = first > i && first <= i + NEAR;
        for (size_t w = i; is_near && w + 1 < first; w++)
            is_near = are_together(p, w);
        if (is_near)
            return true;
    }
    return false;
}

/* "NALP's median": a name nobody knows that a figure belongs to. */
static bool belongs_to_others(const struct cs_passage *p, size_t i)
{
    static const char *const nobody[] = {"today",    "here",     "there",     "it",     "that",
                                         "what",     "let",      "world",     "nation", "country",
                                         "america",  "children", "women",     "men",    "everyone",
                                         "bachelor", "master",   "associate", NULL};
    const struct cs_word *w = &p->names.words[i];
    struct cs_span name = cs_passage_word(p, i);
    bool is_own = name.size > 3 && name.start[name.size - 2] == '\'' && name.start[0] >= 'A' &&
                  name.start[0] <= 'Z';
    if (!is_own || i + 1 >= p->names.n_words)
        return false;
    const struct cs_cue *next = cs_passage_cue(p, CS_CUE_STATISTIC, ANY_VALUE, w->end, p->all.end);
    const struct cs_cue *pay = cs_passage_cue(p, CS_CUE_PAY, ANY_VALUE, w->end, p->all.end);
    bool has_figure = (next && next->start == w->end + 1) || (pay && pay->start == w->end + 1) ||
                      is_finding(cs_passage_word(p, i + 1)) || owns_worker(p, i);
    name.size -= 2;
    for (size_t k = 0; k < p->names.n_mentions && has_figure; k++) {
        const struct cs_mention *m = &p->names.mentions[k];
        has_figure = i < m->first || i >= m->first + m->n_words;
    }
    for (size_t k = 0; k < p->n_places && has_figure; k++)
        has_figure = p->places[k].end < w->start || p->places[k].start > w->end;
    return has_figure && !cs_span_is_any(name, nobody) &&
           !cs_passage_cue(p, CS_CUE_AGENCY, ANY_VALUE, w->start, w->end);
}

bool cs_credits_others(const struct cs_passage *p)
{
    for (size_t i = 0; i < p->n_cues; i++) {
        const struct cs_cue *c = &p->cues[i];
        if (c->kind == CS_CUE_CREDIT && (c->value ? credits_before(p, c) : credits_behind(p, c)))
            return true;
    }
    for (size_t i = 0; i < p->names.n_words; i++) {
        if (belongs_to_others(p, i))
            return true;
    }
    return false;
}

bool cs_is_quoted(const struct cs_passage *p, size_t at)
{
    static const char *const verbs[] = {"said",    "says",   "wrote",    "writes",  "told",
                                        "claimed", "claims", "answered", "asked",   "heard",
                                        "reads",   "read",   "insists",  "quipped", NULL};
    const char *text = p->all.text;
    size_t open = p->all.end;
    for (size_t i = p->all.start; i < at; i++) {
        if (text[i] == '"')
            open = open == p->all.end ? i : p->all.end;
    }
    if (open == p->all.end || !memchr(text + at, '"', p->all.end - at) ||
        cs_passage_cue(p, CS_CUE_AGENCY, ANY_VALUE, p->all.start, open))
        return false;
    return cs_find_any(text, p->all.start, open, verbs);
}
