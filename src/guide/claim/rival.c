/* Somebody else a value may belong to, whom no name is known for: "middle schools lose 12,400
 * jobs", "40,500 in middle schools". What is meant is found by where it stands, not by its words:
 * the subject of the verb before a value, what a preposition ties to it from behind. */
#include <string.h>

#include "base/text.h"
#include "guide/claim/claim_read.h"
#include "guide/claim/passage.h"
#include "guide/topic/topic.h"

enum { ANY_VALUE = -1 };

/* Nouns that stand for the occupation spoken of, or for nobody. */
static const char *const nobody[] = {"it",          "they",
                                     "we",          "you",
                                     "i",           "who",
                                     "which",       "that",
                                     "this",        "these",
                                     "those",       "there",
                                     "and",         "or",
                                     "but",         "field",
                                     "trade",       "trades",
                                     "profession",  "job",
                                     "jobs",        "work",
                                     "role",        "career",
                                     "careers",     "occupation",
                                     "occupations", "position",
                                     "employment",  "workforce",
                                     "ranks",       "number",
                                     "numbers",     "demand",
                                     "growth",      "outlook",
                                     "figure",      "figures",
                                     "total",       "rest",
                                     "half",        "third",
                                     "quarter",     "tenth",
                                     "percent",     "people",
                                     "worker",      "workers",
                                     "person",      "someone",
                                     "everyone",    "most",
                                     "many",        "some",
                                     "few",         "one",
                                     "ones",        "both",
                                     "all",         "others",
                                     "pay",         "wage",
                                     "wages",       "salary",
                                     "salaries",    "earnings",
                                     "earners",     "median",
                                     "mean",        "average",
                                     "range",       "scale",
                                     "decade",      "year",
                                     "years",       "decile",
                                     "percentile",  "top",
                                     "bottom",      "middle",
                                     "low",         "high",
                                     "end",         "midpoint",
                                     "nation",      "country",
                                     "state",       "states",
                                     "america",     "government",
                                     "bureau",      "data",
                                     "projections", "openings",
                                     "positions",   "staff",
                                     "team",        "professionals",
                                     "beginners",   "newcomers",
                                     "veterans",    "midst",
                                     "case",        "fact",
                                     "addition",    "short",
                                     "total",       "practice",
                                     "other",       "words",
                                     "cash",        "money",
                                     "time",        "hour",
                                     "month",       "week",
                                     "day",         "today",
                                     "span",        "period",
                                     "mark",        "level",
                                     "levels",      "then",
                                     "now",         "here",
                                     "what",        "how",
                                     "if",          "as",
                                     "so",          "when",
                                     "survey",      "place",
                                     "market",      "future",
                                     "past",        "u.s",
                                     "us",          "united",
                                     "nationwide",  "nationally",
                                     "each",        "every",
                                     "line",        "least",
                                     "sum",         "gross",
                                     "bls",         "same",
                                     "first",       "second",
                                     "latter",      "former",
                                     "perspective", "retirements",
                                     "reasons",     "the",
                                     "a",           "an",
                                     "january",     "february",
                                     "march",       "april",
                                     "may",         "june",
                                     "july",        "august",
                                     "september",   "october",
                                     "november",    "december",
                                     "jan",         "feb",
                                     "mar",         "apr",
                                     "aug",         "sept",
                                     "oct",         "nov",
                                     "dec",         "course",
                                     "replacement", "replacements",
                                     "statistics",  "department",
                                     "agency",      "labor",
                                     NULL};

/* "you'll", "that's". */
static bool is_contraction(struct cs_span word)
{
    const char *mark = memchr(word.start, '\'', word.size);
    return mark &&
           cs_span_is_any((struct cs_span){word.start, (size_t)(mark - word.start)}, nobody);
}

/* Whether a word is part of something that is understood. */
static bool is_understood(const struct cs_passage *p, size_t i, const struct cs_subject *own)
{
    const struct cs_word *w = &p->names.words[i];
    if (cs_span_is_any(cs_passage_word(p, i), nobody) || is_contraction(cs_passage_word(p, i)) ||
        cs_is_digit(p->all.text[w->start]) || cs_topic_is_head(p->topic, own, p->all.text, w))
        return true;
    for (size_t k = 0; k < p->n_cues; k++) {
        if (p->cues[k].start <= w->start && w->end <= p->cues[k].end &&
            p->cues[k].kind != CS_CUE_NOTHING)
            return true;
    }
    for (size_t k = 0; k < p->names.n_mentions; k++) {
        const struct cs_mention *m = &p->names.mentions[k];
        if (i >= m->first && i < m->first + m->n_words)
            return true;
    }
    for (size_t k = 0; k < p->n_places; k++) {
        if (p->places[k].start <= w->start && w->end <= p->places[k].end)
            return true;
    }
    for (size_t k = 0; k < p->n_amounts; k++) {
        if (p->amounts[k].start <= w->start && w->end <= p->amounts[k].end)
            return true;
    }
    return false;
}

/* "-ly" and what else may stand between a subject and its verb. */
static bool is_helper(struct cs_span word)
{
    static const char *const helpers[] = {
        "will",   "should", "would", "could", "can",       "may",      "might",
        "is",     "are",    "was",   "were",  "has",       "have",     "had",
        "been",   "be",     "to",    "also",  "still",     "now",      "only",
        "just",   "even",   "then",  "not",   "projected", "expected", "forecast",
        "likely", "set",    "due",   "alone", "together",  "combined", NULL};
    bool is_adverb = word.size > 4 && !strncasecmp(word.start + word.size - 2, "ly", 2);
    return is_adverb || cs_span_is_any(word, helpers);
}

/* The subject of the last verb before the value is somebody nobody knows. */
static bool has_strange_subject(const struct cs_passage *p, struct cs_spot own_text, size_t at,
                                const struct cs_subject *own)
{
    static const char *const verbs[] = {
        "lose",     "loses",  "lost",    "add",      "adds",   "added",   "gain",    "gains",
        "gained",   "employ", "employs", "employed", "expect", "expects", "see",     "sees",
        "pay",      "pays",   "paid",    "earn",     "earns",  "earned",  "make",    "makes",
        "made",     "hold",   "holds",   "held",     "offer",  "offers",  "average", "averages",
        "averaged", "need",   "needs",   "hire",     "hires",  "get",     "gets",    "start",
        "starts",   "have",   "has",     "had",      "take",   "takes",   "bring",   "brings",
        "count",    "counts", "shed",    "sheds",    "grow",   "grows",   "is",      "are",
        "was",      "were",   NULL};
    size_t verb = (size_t)-1;
    for (size_t i = 0; i < p->names.n_words && p->names.words[i].end <= at; i++) {
        if (p->names.words[i].start >= own_text.start &&
            cs_span_is_any(cs_passage_word(p, i), verbs))
            verb = i;
    }
    if (verb == (size_t)-1)
        return false;
    size_t head = verb;
    while (head > 0 && p->names.words[head - 1].start >= own_text.start &&
           is_helper(cs_passage_word(p, head - 1)))
        head--;
    if (head == 0 || p->names.words[head - 1].start < own_text.start)
        return false;
    return p->names.words[head].start == p->names.words[head - 1].end + 1 &&
           !is_understood(p, head - 1, own);
}

/* Whether a preposition, word i of the passage, ties to something nothing is known about: the head
 * of what follows it up to the next such word or mark, or to text `end`. */
static bool is_strange_tie(const struct cs_passage *p, size_t i, size_t end,
                           const struct cs_subject *own)
{
    static const char *const links[] = {"in", "at", "for", "among", "across", "within", NULL};
    static const char *const stops[] = {
        "and",   "or",     "in",    "at",    "of",      "for",     "with",   "who",
        "that",  "as",     "while", "each",  "per",     "every",   "on",     "by",
        "from",  "which",  "where", "over",  "to",      "but",     "than",   "when",
        "after", "before", "since", "until", "through", "between", "is",     "was",
        "are",   "were",   "has",   "have",  "had",     "will",    "should", "up",
        "down",  "its",    "their", "about", "more",    "less",    "so",     NULL};
    if (i + 1 >= p->names.n_words || !cs_span_is_any(cs_passage_word(p, i), links) ||
        p->names.words[i].end > end)
        return false;
    size_t head = i;
    for (size_t k = i + 1; k < p->names.n_words && p->names.words[k].end <= end; k++) {
        if (p->names.words[k].start > p->names.words[k - 1].end + 1 ||
            cs_span_is_any(cs_passage_word(p, k), stops))
            break;
        head = k;
    }
    return head > i && !is_understood(p, head, own);
}

/* "40,500 in middle schools": what a preposition ties to the value is nothing that is known. */
static bool has_strange_tail(const struct cs_passage *p, struct cs_spot own_text, size_t end,
                             const struct cs_subject *own)
{
    static const char *const passed[] = {"a",    "an",   "the",      "year",     "per",   "hour",
                                         "jobs", "each", "openings", "annually", "every", NULL};
    size_t i = 0;
    while (i < p->names.n_words && p->names.words[i].start < end)
        i++;
    while (i < p->names.n_words && cs_span_is_any(cs_passage_word(p, i), passed))
        i++;
    for (size_t k = end; i < p->names.n_words && k < p->names.words[i].start; k++) {
        if (strchr(".,;:()", p->all.text[k]))
            return false;
    }
    return is_strange_tie(p, i, own_text.end, own);
}

/* "In special education at this level, expect 15,400 openings": a sentence that names nobody opens
 * with something nothing is known about. */
static bool has_strange_opening(const struct cs_passage *p, size_t at, const struct cs_subject *own)
{
    enum { LONGEST = 60 };
    const struct cs_word *words = p->names.words;
    if (p->names.n_mentions || p->names.n_words < 2 || words[0].start > p->all.start + 1 ||
        words[0].start >= at)
        return false;
    const char *comma = memchr(p->all.text + words[0].start, ',', at - words[0].start);
    size_t end = comma ? (size_t)(comma - p->all.text) : at;
    return comma && end < words[0].start + LONGEST && is_strange_tie(p, 0, end, own);
}

/* "the valley's median": what a figure belongs to is nothing that is known. */
static bool has_strange_owner(const struct cs_passage *p, struct cs_spot own_text, size_t at,
                              const struct cs_subject *own)
{
    for (size_t i = 0; i + 1 < p->names.n_words && p->names.words[i + 1].end <= at; i++) {
        struct cs_span word = cs_passage_word(p, i);
        if (p->names.words[i].start < own_text.start || word.size < 4 ||
            word.start[word.size - 2] != '\'' || is_understood(p, i, own))
            continue;
        size_t next = p->names.words[i].end + 1;
        const struct cs_cue *statistic =
            cs_passage_cue(p, CS_CUE_STATISTIC, ANY_VALUE, next, p->all.end);
        const struct cs_cue *pay = cs_passage_cue(p, CS_CUE_PAY, ANY_VALUE, next, p->all.end);
        if ((statistic && statistic->start == next) || (pay && pay->start == next))
            return true;
    }
    return false;
}

bool cs_has_rival_noun(const struct cs_passage *p, struct cs_spot at, const struct cs_subject *own)
{
    struct cs_spot text = cs_passage_segment(p, at);
    return has_strange_owner(p, text, at.start, own) || has_strange_opening(p, at.start, own) ||
           has_strange_subject(p, text, at.start, own) || has_strange_tail(p, text, at.end, own);
}

/* Words of labels that say nothing about whom they are of. */
static const char *const plain[] = {
    "in",        "of",          "the",       "for",         "per",     "a",         "an",
    "to",        "by",          "at",        "on",          "with",    "than",      "from",
    "and",       "or",          "is",        "are",         "typical", "estimated", "current",
    "approx",    "expected",    "source",    "based",       "usd",     "dollars",   "rate",
    "change",    "new",         "what",      "your",        "you",     "they",      "their",
    "over",      "more",        "less",      "about",       "as",      "compared",  "measure",
    "value",     "full",        "full-time", "up",          "down",    "next",      "est",
    "avg",       "approximate", "annually",  "yearly",      "wide",    "national",  "nationally",
    "fast",      "facts",       "quick",     "key",         "stat",    "stats",     "statistic",
    "thousands", "k",           "000",       "real",        "basic",   "standard",  "through",
    "between",   "will",        "be",        "it",          "its",     "this",      "that",
    "added",     "projection",  "latest",    "neighboring", "nearby",  "adjacent",  "here",
    NULL};

bool cs_has_strange_word(const struct cs_passage *p)
{
    const struct cs_subject nobody_own = {0};
    for (size_t i = 0; i < p->names.n_words; i++) {
        const struct cs_word *w = &p->names.words[i];
        bool is_word = cs_is_alpha(p->all.text[w->start]) && w->end > w->start + 1;
        if (is_word && !cs_span_is_any(cs_passage_word(p, i), plain) &&
            !is_understood(p, i, &nobody_own))
            return true;
    }
    return false;
}
