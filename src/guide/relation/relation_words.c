/* The words that make a number a relation: "$6,200 above", "a gap of $12,100", "ahead by $5,000".
 * Apart from the readers of single values: these look at a number that was read as none. */
#include <math.h>
#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "guide/amount/amount.h"
#include "guide/text/find.h"
#include "guide/claim/passage.h"
#include "guide/relation/relation_part.h"

/* Behind the number; `against`: what it is held against follows. */
static const struct {
    const char *words;
    bool is_against, needs_one; /* needs_one: else the word means something else */
} behind[] = {
    {"more than", 1, 0},   {"less than", 1, 0},  {"more", 0, 0},       {"less", 0, 0},
    {"higher than", 1, 0}, {"higher", 0, 0},     {"lower than", 1, 0}, {"lower", 0, 0},
    {"better than", 1, 0}, {"better", 0, 0},     {"above", 1, 0},      {"below", 1, 0},
    {"ahead of", 1, 0},    {"ahead", 0, 0},      {"behind", 1, 0},     {"short of", 1, 0},
    {"gap", 0, 0},         {"difference", 0, 0}, {"spread", 0, 0},     {"premium", 0, 0},
    {"advantage", 0, 0},   {"edge", 0, 0},       {"bump", 0, 0},       {"raise", 0, 0},
    {"jump", 0, 0},        {"boost", 0, 0},      {"pay cut", 0, 0},    {"apart", 0, 0},
    {"over", 1, 1},        {"under", 1, 1},      {"past", 1, 1},       {"beyond", 1, 1},
};

/* Right before it, with nothing but loose words between. */
static const char *const ahead[] = {"gap of",
                                    "gap is",
                                    "gap:",
                                    "difference of",
                                    "difference is",
                                    "difference:",
                                    "advantage of",
                                    "advantage is",
                                    "advantage:",
                                    "premium of",
                                    "premium is",
                                    "premium:",
                                    "edge of",
                                    "lead of",
                                    "spread of",
                                    "spread is",
                                    "raise of",
                                    "bump of",
                                    "jump of",
                                    "step up of",
                                    "increase of",
                                    "rise of",
                                    "drop of",
                                    "cut of",
                                    "step down of",
                                    "is worth",
                                    "are worth",
                                    "gain",
                                    "gains",
                                    "gained",
                                    "brings you",
                                    "brings",
                                    "nets you",
                                    "ahead by",
                                    "behind by",
                                    "up by",
                                    "down by",
                                    "trails by",
                                    "trail by",
                                    "lags by",
                                    "lag by",
                                    "higher by",
                                    "lower by",
                                    "leads by",
                                    "lead by",
                                    "wins by",
                                    NULL};

/* "by" after any of these in the clause. */
static const char *const comparing[] = {
    "exceed",    "exceeds",   "exceeded", "beat",    "beats",   "out-earn", "out-earns",
    "outearn",   "outearns",  "trail",    "trails",  "trailed", "lag",      "lags",
    "lead",      "leads",     "top",      "tops",    "ahead",   "behind",   "surpass",
    "surpasses", "outpace",   "outpaces", "edge",    "edges",   "higher",   "lower",
    "more",      "less",      "above",    "below",   "up",      "down",     "better",
    "outstrip",  "outstrips", "outdo",    "outdoes", NULL};

/* How many bytes of a word in a list begin text [at, end): a full word; 0 for none. */
static size_t word_at(const struct cs_passage *p, size_t at, size_t end, const char *word)
{
    size_t n = strlen(word);
    bool fits = at + n <= end && !strncasecmp(p->all.text + at, word, n);
    return fits && (at + n == end || !cs_is_alnum(p->all.text[at + n])) ? n : 0;
}

/* Where text [start, end) goes on behind words that say nothing: "a year", "or so". */
static size_t skip_words(const struct cs_passage *p, size_t start, size_t end,
                         const char *const *words)
{
    size_t i = start;
    for (bool goes_on = true; goes_on;) {
        goes_on = false;
        while (i < end && strchr(" ~*_", p->all.text[i]))
            i++;
        for (size_t w = 0; words[w] && !goes_on; w++) {
            size_t n = word_at(p, i, end, words[w]);
            goes_on = n > 0;
            i += n;
        }
    }
    return i;
}

/* Whether the name of an occupation or a place begins at `at`. */
static bool names_known(const struct cs_passage *p, size_t at)
{
    for (size_t i = 0; i < p->n_places; i++) {
        if (p->places[i].start == at && p->regions[i])
            return true;
    }
    for (size_t i = 0; i < p->names.n_mentions; i++) {
        if (p->names.words[p->names.mentions[i].first].start == at)
            return true;
    }
    return false;
}

/* Whether a name, a place or an article begins at `at`: somebody to be held against. */
static bool names_one(const struct cs_passage *p, size_t at, size_t end)
{
    static const char *const openers[] = {"the", "a",   "an",   "its",      "that",
                                          "our", "all", "what", "national", NULL};
    while (at < end && p->all.text[at] == ' ')
        at++;
    for (size_t i = 0; openers[i]; i++) {
        if (word_at(p, at, end, openers[i]))
            return true;
    }
    return names_known(p, at);
}

static bool is_told_behind(const struct cs_passage *p, const struct cs_amount *a, size_t end,
                           struct cs_relation *out)
{
    static const char *const fillers[] = {"a",  "an",  "per",    "year",     "hour",
                                          "yr", "hr",  "annual", "yearly",   "or",
                                          "so", "pay", "wage",   "annually", NULL};
    size_t at = skip_words(p, a->value_end, end, fillers);
    bool is_floor = at >= a->value_end + 4 && !strncasecmp(p->all.text + at - 3, "or ", 3);
    for (size_t i = 0; i < sizeof behind / sizeof *behind && !is_floor; i++) {
        size_t n = word_at(p, at, end, behind[i].words);
        if (!n || (behind[i].needs_one && !names_one(p, at + n, end)) ||
            word_at(p, at, end, "more or less"))
            continue;
        out->d.after = at + n;
        out->is_against = behind[i].is_against;
        return true;
    }
    return false;
}

/* Whether text [start, end) has nothing but words that loosen a number. */
static bool is_loose(const struct cs_passage *p, size_t start, size_t end)
{
    static const char *const words[] = {
        "about",         "around", "roughly", "nearly", "almost",    "some", "just",  "over",
        "under",         "of",     "like",    "only",   "a",         "an",   "more",  "less",
        "than",          "by",     "up",      "to",     "well",      "full", "extra", "another",
        "approximately", "close",  "is",      "was",    "therefore", "shy",  NULL};
    return skip_words(p, start, end, words) >= end;
}

static bool is_told_ahead(const struct cs_passage *p, const struct cs_amount *a, size_t clause,
                          size_t start)
{
    for (size_t i = 0; ahead[i]; i++) {
        size_t from = start;
        size_t at = cs_find_first(p->all.text, from, a->start, ahead[i]);
        while (at != CS_NOWHERE) {
            from = at + strlen(ahead[i]);
            if (!cs_is_alnum(p->all.text[from]) && is_loose(p, from, a->start))
                return true;
            at = cs_find_first(p->all.text, from, a->start, ahead[i]);
        }
    }
    size_t from = start, by = cs_find_first(p->all.text, from, a->start, "by ");
    while (by != CS_NOWHERE) {
        from = by + 3;
        if (is_loose(p, from, a->start) && cs_find_any(p->all.text, clause, by, comparing))
            return true;
        by = cs_find_first(p->all.text, from, a->start, "by ");
    }
    return false;
}

bool cs_relation_of_percent(const struct cs_passage *p, size_t value, struct cs_relation *out)
{
    static const char *const others[] = {"job", "opening", "growth", "faster", NULL};
    const struct cs_amount *a = &p->amounts[value];
    struct cs_spot clause = cs_passage_clause(p, a->start);
    out->is_label = out->is_of_that = out->is_against = false;
    out->per = CS_PER_YEAR;
    return p->is_value[value] && a->kind == CS_AMOUNT_PERCENT && isnan(a->high) &&
           is_told_behind(p, a, clause.end, out) &&
           !cs_find_any(p->all.text, p->all.start, p->all.end, others);
}

bool cs_relation_joins(const struct cs_passage *p, size_t start, size_t end)
{
    static const char *const joints[] = {
        " over ",       " vs",        " versus ", " minus ",   " against ", "->", "-->",
        "\xE2\x86\x92", "difference", "gap",      "advantage", "premium",   NULL};
    return cs_find_any(p->all.text, start, end, joints);
}

/* "Colorado over Utah: +$12,100", "Difference, Ohio vs. Texas: $4,000": a label that sets two
 * beside each other, then a colon or the sign. */
static bool is_told_by_label(const struct cs_passage *p, const struct cs_amount *a, size_t clause)
{
    size_t at = a->start;
    bool has_sign = at > clause && p->all.text[at - 1] == '+';
    at -= has_sign;
    while (at > clause && strchr(" *_~", p->all.text[at - 1]))
        at--;
    bool has_colon = at > clause && p->all.text[at - 1] == ':';
    return (has_colon || has_sign) && cs_relation_joins(p, clause, at);
}

bool cs_relation_of_pay(const struct cs_passage *p, size_t value, struct cs_relation *out)
{
    enum { MOST_AN_HOUR = 100 };
    const struct cs_amount *a = &p->amounts[value];
    struct cs_spot clause = cs_passage_clause(p, a->start);
    size_t before = cs_passage_value_before(p, a->start);
    if (!p->is_value[value] || a->kind != CS_AMOUNT_MONEY || !isnan(a->high))
        return false;
    out->d.after = a->end;
    out->is_against = out->is_of_that = false;
    out->is_label = is_told_by_label(p, a, p->all.start);
    bool is_hourly = a->per == CS_PER_HOUR || a->low < MOST_AN_HOUR;
    out->per = is_hourly ? CS_PER_HOUR : CS_PER_YEAR;
    return (a->per == CS_PER_NONE || a->per == out->per) &&
           (out->is_label || is_told_behind(p, a, clause.end, out) ||
            is_told_ahead(p, a, p->all.start, before > clause.start ? before : clause.start));
}

bool cs_relation_is_alone(const struct cs_passage *p)
{
    const struct cs_amount *a = &p->amounts[0];
    size_t n_letters = 0;
    for (size_t i = p->all.start; i < p->all.end; i++)
        n_letters += (i < a->start || i >= a->end) && cs_is_alpha(p->all.text[i]);
    return a->kind == CS_AMOUNT_MONEY && isnan(a->high) && n_letters == 0;
}

/* Behind a multiple: what it multiplies, as far as the words say. */
static const struct {
    const char *words;
    enum cs_claim_kind kind; /* CS_CLAIM_NONE: of what was spoken of */
    bool is_against, is_of_that;
} multiplied[] = {
    {"as much as", CS_CLAIM_PAY, 1, 0},     {"as much", CS_CLAIM_PAY, 0, 0},
    {"as many", CS_CLAIM_EMPLOYMENT, 0, 0}, {"the number", CS_CLAIM_EMPLOYMENT, 1, 0},
    {"what", CS_CLAIM_PAY, 1, 0},           {"the median", CS_CLAIM_PAY, 1, 0},
    {"the pay", CS_CLAIM_PAY, 1, 0},        {"the salary", CS_CLAIM_PAY, 1, 0},
    {"that of", CS_CLAIM_NONE, 1, 0},       {"that", CS_CLAIM_NONE, 0, 1},
    {"the national", CS_CLAIM_NONE, 1, 0},  {"the rate", CS_CLAIM_GROWTH, 1, 0},
    {"as fast as", CS_CLAIM_GROWTH, 1, 0},  {"the state", CS_CLAIM_NONE, 1, 0},
};

enum cs_claim_kind cs_relation_of_multiple(const struct cs_passage *p,
                                           const struct cs_multiple *multiple,
                                           enum cs_claim_kind last, struct cs_relation *out)
{
    enum { NEAR = 30 };
    static const char *const others[] = {"openings", "students", "hours", "years", "schools", NULL};
    const struct cs_amount *a = &multiple->amount;
    size_t at = a->end + 1, near = a->end + NEAR < p->all.end ? a->end + NEAR : p->all.end;
    out->is_label = false;
    if (multiple->is_past || at >= p->all.end || cs_find_any(p->all.text, at, near, others))
        return CS_CLAIM_NONE;
    for (size_t i = 0; i < sizeof multiplied / sizeof *multiplied; i++) {
        size_t n = word_at(p, at, p->all.end, multiplied[i].words);
        if (!n)
            continue;
        out->d.after = at + n;
        out->is_against = multiplied[i].is_against;
        out->is_of_that = multiplied[i].is_of_that;
        bool is_paid = last == CS_CLAIM_PAY || last == CS_CLAIM_NONE;
        if (multiplied[i].kind == CS_CLAIM_PAY && !is_paid && !strcmp(multiplied[i].words, "what"))
            return CS_CLAIM_NONE;
        return multiplied[i].kind == CS_CLAIM_NONE ? last : multiplied[i].kind;
    }
    static const char *const every[] = {"for every ", "for each ", NULL};
    if (last == CS_CLAIM_EMPLOYMENT &&
        (word_at(p, at, p->all.end, "to one") || word_at(p, at, p->all.end, "to 1") ||
         cs_find_any(p->all.text, at, near, every))) {
        out->d.after = a->end;
        out->is_against = out->is_of_that = false;
        return last;
    }
    if (!names_known(p, at)) /* "three times Washington's 64,690" */
        return CS_CLAIM_NONE;
    out->d.after = a->end;
    out->is_against = true;
    out->is_of_that = false;
    return last;
}
