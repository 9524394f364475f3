/* Growth, new jobs, openings and employment in a sentence. */
#include <math.h>
#include <string.h>

#include "base/text.h"
#include "guide/claim/claim.h"
#include "guide/claim/claim_read.h"
#include "guide/claim/claim_sentence.h"

/* ---- growth ---- */

static int has_growth_word(const struct cs_sentence *s)
{
    size_t start, end;
    return cs_growth_word_in(&s->all, s->all.start, &start, &end) != NULL;
}

/* Growth or decline, by the sentence or the question it answers. */
static int direction_of(const struct cs_sentence *s, const struct cs_amount *amount)
{
    int direction = cs_cue_direction(&s->all, amount->start, amount->end);
    if (direction || s->asked != CS_CLAIM_GROWTH)
        return direction;
    const struct cs_stretch *asked = &s->reader->asked;
    return cs_cue_direction(asked, asked->end, asked->end);
}

/* "from 2024 to 2034", "by 2034". */
static int speaks_of_projection(const struct cs_sentence *s)
{
    static const char *const by[] = {"by", NULL};
    for (size_t i = 0; i < s->amounts.n; i++) {
        const struct cs_amount *a = &s->amounts.items[i];
        if (a->kind == CS_AMOUNT_SPAN ||
            (a->kind == CS_AMOUNT_YEAR && cs_sentence_precedes(s, a->start, 4, by)))
            return 1;
    }
    return 0;
}

int cs_sentence_is_growth(const struct cs_sentence *s, const struct cs_amount *amount)
{
    static const char *const shares[] = {"of all",    "of the",  "of those",   "of workers",
                                         "of them",   "of jobs", "of medical", "of these",
                                         "of people", NULL};
    static const char *const ranks[] = {
        "lowest", "highest",           "top",         "bottom", "lowest-paid", "highest-paid",
        "paid",   "unemployment rate", "rate of pay", NULL};
    static const char *const yearly[] = {"per year", "a year",    "annually",       "each year",
                                         "annual",   "per annum", "year over year", NULL};
    static const char *const pays[] = {
        "wage",          "wages",        "salary",       "salaries", "pay",
        "earnings",      "inflation",    "cost",         "price",    "prices",
        "more than the", "unemployment", "compensation", "tuition",  "spending",
        "population",    "revenue",      "postings",     NULL};
    struct cs_stretch clause = cs_clause_at(&s->all, amount->start);
    size_t before_value = amount->start - clause.start < 60 ? amount->start - clause.start : 60;
    const char *comma = memchr(s->all.text + amount->end, ',', s->all.end - amount->end);
    size_t behind_value = comma && comma < s->all.text + amount->end + 24
                              ? (size_t)(comma - s->all.text) - amount->end
                              : 24;
    if (amount->kind != CS_AMOUNT_PERCENT || cs_sentence_follows(s, amount->end, 12, shares) ||
        cs_sentence_precedes(s, amount->start, 14, ranks) ||
        cs_sentence_follows(s, amount->end, 12, yearly) ||
        cs_sentence_precedes(s, amount->start, before_value, pays) ||
        cs_sentence_follows(s, amount->end, behind_value, pays))
        return 0;
    static const char *const definitions[] = {"or higher", "or more", "or faster", "or lower",
                                              NULL};
    if (has_growth_word(s) && cs_sentence_follows(s, amount->end, 12, definitions))
        return 0;
    if (s->has_label)
        return s->label == CS_CLAIM_GROWTH;
    if (!direction_of(s, amount))
        return 0;
    const struct cs_claim *before = s->reader->before;
    return cs_speaks_of_jobs(&s->all) || s->names.n_mentions || speaks_of_projection(s) ||
           s->asked == CS_CLAIM_GROWTH || (before && cs_claim_is_projection(before->kind));
}

void cs_sentence_read_growth(const struct cs_sentence *s, const struct cs_amount *amount)
{
    struct cs_claim claim = cs_sentence_claim(s, CS_CLAIM_GROWTH, amount);
    if (amount->low > 0 && direction_of(s, amount) < 0)
        claim.amount.low = -claim.amount.low;
    cs_sentence_finish(s, &claim);
}

static int needs_growth_context(const char *word)
{
    return !strcmp(word, "little or no change");
}

void cs_sentence_read_growth_words(const struct cs_sentence *s)
{
    size_t start, end;
    for (size_t at = s->all.start; at < s->all.end; at = end) {
        const char *word = cs_growth_word_in(&s->all, at, &start, &end);
        if (!word)
            return;
        if (needs_growth_context(word) && !cs_speaks_of_jobs(&s->all) && !s->has_label)
            continue;
        if (!cs_speaks_of_jobs(&s->all) && !cs_cue_direction(&s->all, start, end) && !s->has_label)
            continue;
        struct cs_claim claim = cs_sentence_claim(s, CS_CLAIM_GROWTH_WORD, NULL);
        claim.word = word;
        claim.value = (struct cs_said){s->all.block, start, end};
        cs_sentence_finish(s, &claim);
    }
}

/* ---- counts ---- */

static const char *const yearly_words[] = {"each year", "per year", "a year",     "annually",
                                           "annual",    "yearly",   "every year", NULL};

/* How far the words behind a number reach: to the next number or stop. */
static size_t reach_of(const struct cs_sentence *s, const struct cs_amount *amount)
{
    size_t end = amount->end + 44 < s->all.end ? amount->end + 44 : s->all.end;
    for (size_t i = amount->end; i < end; i++) {
        if (s->all.text[i] == ';' || s->all.text[i] == ':' || cs_is_digit(s->all.text[i]))
            return i;
    }
    return end;
}

static int speaks_of_people(const struct cs_sentence *s)
{
    static const char *const verbs[] = {"employed",       "employ",    "employs",    "held",
                                        "hold",           "work as",   "working as", "worked as",
                                        "number of jobs", "workforce", "there were", "there are",
                                        "employment",     "counted",   "numbered",   NULL};
    return cs_find_any(s->all.text, s->all.start, s->all.end, verbs);
}

static int is_future(const struct cs_sentence *s, const struct cs_amount *amount)
{
    static const char *const ahead[] = {"reach",          "to reach",        "projected employment",
                                        "expected to be", "projected to be", "to have",
                                        "will have",      "will employ",     NULL};
    if (cs_sentence_precedes(s, amount->start, 30, ahead))
        return 1;
    size_t by = cs_find_first(s->all.text, amount->end,
                              amount->end + 16 < s->all.end ? amount->end + 16 : s->all.end, "by");
    return by != CS_NOWHERE && by + 7 <= s->all.end && !memcmp(s->all.text + by + 3, "20", 2);
}

/* Whether an occupation is named right behind the number: "349,370 medical secretaries". */
static int counts_an_occupation(const struct cs_sentence *s, const struct cs_amount *amount)
{
    enum { NEAR = 4 };
    for (size_t i = 0; i < s->names.n_mentions; i++) {
        size_t start = s->names.words[s->names.mentions[i].first].start;
        if (start >= amount->end && start < amount->end + NEAR)
            return 1;
    }
    return 0;
}

/* "Truck drivers in the U.S.: 2,235,100 (2024)". */
static int is_label_of_people(const struct cs_sentence *s, const struct cs_amount *amount)
{
    if (!s->names.n_mentions || s->has_label || amount->start < s->all.start + 3)
        return 0;
    size_t last = s->names.mentions[s->names.n_mentions - 1].first;
    return s->names.words[last].start < amount->start &&
           !strncmp(s->all.text + amount->start - 2, ": ", 2) &&
           s->names.words[0].start == s->names.words[s->names.mentions[0].first].start;
}

static int has_year_after(const struct cs_sentence *s, const struct cs_amount *amount)
{
    enum { NEAR = 60 };
    for (size_t i = 0; i < s->amounts.n; i++) {
        const struct cs_amount *a = &s->amounts.items[i];
        if (a->kind == CS_AMOUNT_YEAR && a->start > amount->end && a->start < amount->end + NEAR)
            return 1;
    }
    return 0;
}

/* The year that stands right behind a number: "347,400 in 2024"; 0 when none does. */
static int year_behind(const struct cs_sentence *s, const struct cs_amount *amount)
{
    enum { NEAR = 6 };
    for (size_t i = 0; i < s->amounts.n; i++) {
        const struct cs_amount *a = &s->amounts.items[i];
        static const char *const links[] = {"in", NULL};
        if (a->kind == CS_AMOUNT_YEAR && a->start > amount->end && a->start < amount->end + NEAR &&
            cs_sentence_follows(s, amount->end, NEAR, links))
            return a->period.start_year;
    }
    return 0;
}

/* "from 347,400 in 2024 to 302,500 in 2034", "349,370 secretaries in 2003 and 830,760 in 2024". */
static enum cs_claim_kind kind_by_year(const struct cs_sentence *s, const struct cs_amount *amount)
{
    enum { PROJECTION_YEARS = 8 };
    static const char *const wholes[] = {"jobs",       "employment", "workforce",
                                         "occupation", "workers",    NULL};
    const struct cs_claim *last = s->reader->claims->n_items
                                      ? &s->reader->claims->items[s->reader->claims->n_items - 1]
                                      : NULL;
    int year = year_behind(s, amount);
    int goes_on = last && last->sentence.block == s->all.block &&
                  last->sentence.start == s->all.start &&
                  (last->kind == CS_CLAIM_EMPLOYMENT || last->kind == CS_CLAIM_PROJECTED);
    if (!year || amount->low < 100 ||
        (!goes_on && !cs_find_any(s->all.text, s->all.start, amount->start, wholes)))
        return CS_CLAIM_NONE;
    return goes_on && last->when.start_year && year - last->when.start_year >= PROJECTION_YEARS &&
                   cs_speaks_of_jobs(&s->all)
               ? CS_CLAIM_PROJECTED
               : CS_CLAIM_EMPLOYMENT;
}

/* The kind that a question asks for, of the first number of its answer. */
static enum cs_claim_kind kind_asked(const struct cs_sentence *s, const struct cs_amount *amount)
{
    static const char *const units[] = {"hours",   "years",   "months", "weeks",
                                        "credits", "percent", NULL};
    if (s->asked < CS_CLAIM_NEW_JOBS || s->asked > CS_CLAIM_EMPLOYMENT || amount->low < 100 ||
        cs_sentence_follows(s, amount->end, 12, units))
        return CS_CLAIM_NONE;
    for (size_t i = 0; i < s->amounts.n; i++) {
        if (s->amounts.items[i].kind == CS_AMOUNT_NUMBER &&
            s->amounts.items[i].start < amount->start)
            return CS_CLAIM_NONE;
    }
    return s->asked == CS_CLAIM_EMPLOYMENT && is_future(s, amount) ? CS_CLAIM_PROJECTED : s->asked;
}

static enum cs_claim_kind kind_of_count(const struct cs_sentence *s, const struct cs_amount *amount)
{
    static const char *const openings[] = {"opening", "openings", "vacancies", NULL};
    static const char *const changes[] = {"new jobs",
                                          "additional jobs",
                                          "more jobs",
                                          "new positions",
                                          "jobs added",
                                          "new job",
                                          "additional positions",
                                          "more positions",
                                          "will be added",
                                          "be added",
                                          "will come on top",
                                          "brand-new jobs",
                                          NULL};
    static const char *const adding[] = {"add",
                                         "adding",
                                         "added",
                                         "adds",
                                         "gain",
                                         "gaining",
                                         "create",
                                         "creating",
                                         "lose",
                                         "losing",
                                         "shed",
                                         "cut",
                                         "increase of",
                                         "decrease of",
                                         "decline of",
                                         "change of",
                                         "employment change",
                                         "loss of",
                                         "drop of",
                                         NULL};
    static const char *const jobs[] = {"jobs", "positions", NULL};
    static const char *const people[] = {"workers", "people", "employees", "professionals", NULL};
    static const char *const counts[] = {"employment of",
                                         "employment was",
                                         "employment is",
                                         "employment at",
                                         "employed about",
                                         "employed",
                                         "number of jobs",
                                         "employs",
                                         "employ about",
                                         "held about",
                                         "employment totaled",
                                         "employment stood at",
                                         NULL};
    static const char *const parts[] = {"come from",   "comes from", "result from", "due to",
                                        "to replace",  "of those",   "of these",    "from people",
                                        "from growth", NULL};
    size_t end = reach_of(s, amount);
    const char *text = s->all.text;
    if (cs_find_any(text, amount->end, end, parts))
        return CS_CLAIM_NONE;
    if (cs_find_any(text, amount->end, end, openings))
        return CS_CLAIM_OPENINGS;
    if (cs_find_any(text, amount->end, end, changes))
        return CS_CLAIM_NEW_JOBS;
    int has_jobs = cs_find_any(text, amount->end, end, jobs);
    static const char *const more[] = {"more", NULL};
    static const char *const all_jobs[] = {"jobs", "employment", NULL};
    int is_more = cs_sentence_follows(s, amount->end, 6, more) &&
                  cs_find_any(text, s->all.start, amount->start, all_jobs);
    if (has_jobs && cs_sentence_follows(s, amount->end, 6, more))
        return CS_CLAIM_NEW_JOBS;
    static const char *const by[] = {"increase by",  "rise by",     "grow by", "decline by",
                                     "fall by",      "decrease by", "drop by", "shrink by",
                                     "increased by", NULL};
    if (cs_sentence_precedes(s, amount->start, 18, by) &&
        cs_find_any(text, s->all.start, amount->start, all_jobs))
        return CS_CLAIM_NEW_JOBS;
    if ((has_jobs || is_more) && cs_sentence_precedes(s, amount->start, 24, adding))
        return CS_CLAIM_NEW_JOBS;
    int is_count = (has_jobs && speaks_of_people(s)) ||
                   cs_sentence_precedes(s, amount->start, 30, counts) ||
                   (cs_find_any(text, amount->end, end, people) && speaks_of_people(s));
    static const char *const wholes[] = {"employment", "jobs", "workforce", NULL};
    static const char *const todays[] = {"today's", "the current", "on top of the", NULL};
    is_count |= is_future(s, amount) && cs_find_any(text, s->all.start, s->all.end, wholes);
    is_count |=
        counts_an_occupation(s, amount) && (speaks_of_people(s) || has_year_after(s, amount));
    is_count |= amount->low >= 1000 && is_label_of_people(s, amount);
    is_count |= amount->low >= 1000 && cs_sentence_precedes(s, amount->start, 14, todays) &&
                cs_find_any(text, s->all.start, s->all.end, wholes);
    if (is_count)
        return is_future(s, amount) ? CS_CLAIM_PROJECTED : CS_CLAIM_EMPLOYMENT;
    enum cs_claim_kind kind = kind_by_year(s, amount);
    return kind != CS_CLAIM_NONE ? kind : kind_asked(s, amount);
}

static int is_loss(const struct cs_sentence *s, const struct cs_amount *amount)
{
    static const char *const losses[] = {
        "lose",    "losing",     "shed",    "cut",         "loss of", "decrease of", "decline of",
        "drop of", "decline by", "fall by", "decrease by", "drop by", "shrink by",   NULL};
    static const char *const behind[] = {"fewer", NULL};
    return cs_sentence_precedes(s, amount->start, 30, losses) ||
           cs_sentence_follows(s, amount->end, 10, behind);
}

void cs_sentence_read_count(const struct cs_sentence *s, const struct cs_amount *amount)
{
    enum cs_claim_kind kind =
        s->has_label && s->label >= CS_CLAIM_NEW_JOBS ? s->label : kind_of_count(s, amount);
    static const char *const months[] = {
        "each month", "per month", "a month",  "monthly",   "weekly",       "each week", "per week",
        "each day",   "daily",     "per hour", "each hour", "each quarter", NULL};
    static const char *const decades[] = {"over the decade", "decade", "ten years", "10 years",
                                          NULL};
    if (kind == CS_CLAIM_NONE || fabs(amount->low) < 10)
        return;
    struct cs_claim claim = cs_sentence_claim(s, kind, amount);
    if (kind == CS_CLAIM_NEW_JOBS && amount->low > 0 && is_loss(s, amount))
        claim.amount.low = -amount->low;
    if (kind == CS_CLAIM_OPENINGS && amount->per == CS_PER_NONE) {
        const struct cs_stretch *a = &s->all;
        if (cs_find_any(a->text, a->start, a->end, yearly_words))
            claim.per = CS_PER_YEAR;
        else if (cs_find_any(a->text, a->start, a->end, months))
            claim.flags |= CS_CLAIM_WRONG_RHYTHM;
        else if (cs_find_any(a->text, a->start, a->end, decades))
            claim.flags |= CS_CLAIM_PER_DECADE;
    }
    cs_sentence_finish(s, &claim);
}
