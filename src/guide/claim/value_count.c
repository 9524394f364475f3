/* What the counts of a sentence count: openings, new jobs, employment; and the kind of any value.
 */
#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "base/text.h"
#include "guide/claim/passage.h"
#include "guide/claim/value_part.h"

enum { FEWEST_ASKED = 100 }; /* fewer are years, pages, schools */

/* The year that a link ties to the number: "347,400 in 2024", "by 2034"; 0 when none does. */
static int year_behind(const struct cs_value *v)
{
    enum { RIGHT_BEHIND = 2 };
    size_t from = v->amount->end;
    const struct cs_cue *unit = cs_value_near_behind(v, CS_CUE_JOBS, CS_JOBS_UNIT, RIGHT_BEHIND);
    if (unit)
        from = unit->end; /* "299,500 jobs (2024)" */
    const struct cs_cue *future = cs_value_near_behind(v, CS_CUE_FUTURE, 0, RIGHT_BEHIND);
    if (future)
        from = future->end; /* "19,400 expected in 2034" */
    for (size_t i = 0; i < v->p->n_amounts; i++) {
        const struct cs_amount *a = &v->p->amounts[i];
        if (a->kind == CS_AMOUNT_YEAR && a->start >= from && a->start < v->behind.end &&
            a->start < from + 40 && cs_passage_is_linked(v->p, from, a->start))
            return a->period.start_year;
    }
    return 0;
}

/* "896,100 projected for 2034", "41,000 expected". */
static bool is_called_projected(const struct cs_value *v)
{
    enum { RIGHT_BEHIND = 2 };
    const struct cs_cue *c = cs_value_near_behind(v, CS_CUE_FUTURE, 0, RIGHT_BEHIND);
    static const char *const words[] = {"projected", "expected",    "forecast",
                                        "predicted", "anticipated", NULL};
    return c && cs_span_is_any(cs_span_of(c->row->phrase), words);
}

static bool is_future(const struct cs_value *v)
{
    enum { REACH = 34 };
    if (is_called_projected(v))
        return true;
    static const char *const ahead_words[] = {
        "reach ",  "reaching ", "to be ",    "will be ", "have ", "employ ", "total ",
        "become ", "number ",   "stand at ", "hold ",    "need ", NULL};
    const struct cs_cue *c = cs_value_near_ahead(v, CS_CUE_FUTURE, 0, REACH);
    for (const char *const *w = ahead_words; c && *w; w++) {
        size_t n = strlen(*w);
        for (size_t i = c->start; i + n <= v->amount->start; i++) {
            if (!strncasecmp(v->p->all.text + i, *w, n))
                return true;
        }
    }
    for (size_t i = 0; i < v->p->n_amounts; i++) {
        const struct cs_amount *a = &v->p->amounts[i];
        if (a->kind != CS_AMOUNT_YEAR || a->start < 3 ||
            strncasecmp(v->p->all.text + a->start - 3, "by ", 3))
            continue;
        bool is_near = (a->start >= v->amount->end && a->start < v->amount->end + 44 &&
                        a->start < v->behind.end) ||
                       (a->end <= v->amount->start && a->start >= v->ahead.start);
        if (is_near)
            return true;
    }
    return false;
}

static bool is_more(const struct cs_value *v)
{
    return cs_value_follows(v, " more") || cs_value_follows(v, " fewer") ||
           cs_value_follows(v, " additional");
}

/* "+77,400 jobs", "-9,300 jobs". */
static bool has_sign(const struct cs_value *v)
{
    return v->amount->low < 0 || v->p->all.text[v->amount->start] == '+' ||
           cs_value_precedes(v, "+");
}

/* "87,400 additional electricians". */
static bool counts_additional(const struct cs_value *v)
{
    static const char word[] = " additional ";
    size_t at = v->amount->end + sizeof word - 1;
    for (size_t i = 0; cs_value_follows(v, word) && i < v->p->names.n_mentions; i++) {
        if (v->p->names.words[v->p->names.mentions[i].first].start == at)
            return true;
    }
    return false;
}

/* The nearest cue behind that says what a number counts: it comes before anything ahead. */
static enum cs_claim_kind kind_behind(const struct cs_value *v)
{
    enum { REACH = 44 };
    const struct cs_cue *openings = cs_value_near_behind(v, CS_CUE_OPENINGS, ANY_VALUE, REACH);
    const struct cs_cue *added = cs_value_near_behind(v, CS_CUE_ADDED, ANY_VALUE, REACH);
    const struct cs_cue *unit = cs_value_near_behind(v, CS_CUE_JOBS, CS_JOBS_UNIT, REACH);
    if (added && openings)
        return added->start < openings->start ? CS_CLAIM_NEW_JOBS : CS_CLAIM_OPENINGS;
    if (openings)
        return CS_CLAIM_OPENINGS;
    if (added)
        return CS_CLAIM_NEW_JOBS;
    bool is_more_of_them = counts_additional(v);
    return (unit && (is_more(v) || has_sign(v))) || is_more_of_them ? CS_CLAIM_NEW_JOBS
                                                                    : CS_CLAIM_NONE;
}

static bool is_employed(const struct cs_value *v)
{
    enum { NEAR = 44, FAR = 70 };
    bool has_verb = cs_value_near_ahead(v, CS_CUE_JOBS, CS_JOBS_VERB, FAR) ||
                    cs_value_near_ahead(v, CS_CUE_JOBS, CS_JOBS_NOUN, FAR) ||
                    cs_value_near_behind(v, CS_CUE_JOBS, CS_JOBS_VERB, NEAR);
    if (has_verb)
        return true;
    bool is_yearly = cs_value_near_behind(v, CS_CUE_PER, CS_PER_YEAR, NEAR) ||
                     cs_value_near_ahead(v, CS_CUE_PER, CS_PER_YEAR, FAR);
    if (is_yearly && cs_value_counts_an_occupation(v))
        return false; /* "91,000 teachers are needed every year" */
    bool has_unit = cs_value_near_behind(v, CS_CUE_JOBS, CS_JOBS_UNIT, NEAR) ||
                    cs_value_near_behind(v, CS_CUE_JOBS, CS_JOBS_PEOPLE, NEAR);
    int speaks = cs_value_anywhere(v, CS_CUE_JOBS, CS_JOBS_VERB) ||
                 cs_value_anywhere(v, CS_CUE_JOBS, CS_JOBS_NOUN);
    if (has_unit && (speaks || year_behind(v) || cs_value_anywhere(v, CS_CUE_JOBS, CS_JOBS_EXIST)))
        return true;
    return cs_value_counts_an_occupation(v) &&
           (speaks || year_behind(v) || cs_value_anywhere(v, CS_CUE_FUTURE, ANY_VALUE) ||
            v->amount->low >= 1000);
}

/* "from 376,200 to 376,800", "349,370 in 2003 and 830,760 in 2024": the number before told jobs. */
static enum cs_claim_kind kind_carried(const struct cs_value *v)
{
    enum { PROJECTION_YEARS = 8 };
    const struct cs_claim *before = cs_value_before_in_sentence(v);
    if (!before || (before->kind != CS_CLAIM_EMPLOYMENT && before->kind != CS_CLAIM_PROJECTED))
        return CS_CLAIM_NONE;
    int year = year_behind(v);
    bool is_target = is_future(v) ||
                     (year && before->when.start_year && cs_value_anywhere(v, CS_CUE_FUTURE, 0) &&
                      year - before->when.start_year >= PROJECTION_YEARS);
    if (cs_value_precedes(v, "to ") || cs_value_precedes(v, "to about ") ||
        cs_value_precedes(v, "become "))
        return CS_CLAIM_PROJECTED;
    bool is_there = is_future(v) && cs_value_near_ahead(v, CS_CUE_JOBS, CS_JOBS_EXIST, 30);
    if (year || is_there || cs_value_goes_on(v, before))
        return is_target ? CS_CLAIM_PROJECTED : CS_CLAIM_EMPLOYMENT;
    return CS_CLAIM_NONE;
}

/* "pay, growth and openings: $101,190, 9%, 98,100": what a label lists for all its values. */
static enum cs_claim_kind kind_listed(const struct cs_value *v)
{
    size_t colon = CS_NOWHERE;
    for (size_t i = v->clause.start; i < v->amount->start; i++) {
        if (v->p->all.text[i] == ':' && !cs_is_digit(v->p->all.text[i + 1]))
            colon = i;
    }
    if (colon == CS_NOWHERE || v->ahead.start <= colon)
        return CS_CLAIM_NONE;
    int openings = cs_passage_cue(v->p, CS_CUE_OPENINGS, ANY_VALUE, v->clause.start, colon) != NULL;
    int added = cs_passage_cue(v->p, CS_CUE_ADDED, ANY_VALUE, v->clause.start, colon) != NULL;
    int jobs = cs_passage_cue(v->p, CS_CUE_JOBS, CS_JOBS_NOUN, v->clause.start, colon) != NULL;
    if (openings + added + jobs != 1)
        return CS_CLAIM_NONE;
    return openings ? CS_CLAIM_OPENINGS : added ? CS_CLAIM_NEW_JOBS : CS_CLAIM_EMPLOYMENT;
}

static enum cs_claim_kind count_by_label(const struct cs_value *v,
                                         const struct cs_claim_label *label)
{
    if (label->kind == CS_CLAIM_NONE && label->mentions == 1 && year_behind(v) &&
        v->amount->low >= 1000 && cs_value_precedes(v, ": "))
        return CS_CLAIM_EMPLOYMENT; /* "Truck drivers in the U.S.: 2,235,100 (2024)" */
    if (label->kind == CS_CLAIM_GROWTH)
        return v->amount->low >= 100 ? CS_CLAIM_NEW_JOBS : CS_CLAIM_NONE;
    return label->kind >= CS_CLAIM_NEW_JOBS ? label->kind : CS_CLAIM_NONE;
}

/* "9.8 percent of 818,700 jobs": what a share is of, whatever the label in front counts. */
static bool is_base_of_share(const struct cs_value *v)
{
    const struct cs_amount *share = v->index > 0 ? v->amount - 1 : NULL;
    static const char of[] = " of ";
    return share && share->kind == CS_AMOUNT_PERCENT && cs_value_precedes(v, of) &&
           share->end + sizeof of - 1 == v->amount->start;
}

/* The nearest cue ahead that says what a number counts. */
static enum cs_claim_kind kind_ahead(const struct cs_value *v)
{
    const struct cs_cue *openings = cs_value_ahead(v, CS_CUE_OPENINGS, ANY_VALUE);
    const struct cs_cue *added = cs_value_ahead(v, CS_CUE_ADDED, ANY_VALUE);
    const struct cs_cue *jobs = cs_value_ahead(v, CS_CUE_JOBS, CS_JOBS_NOUN);
    if (added && (!openings || added->start > openings->start) &&
        (!jobs || added->start > jobs->start))
        return CS_CLAIM_NEW_JOBS;
    return openings && (!jobs || openings->start > jobs->start) ? CS_CLAIM_OPENINGS : CS_CLAIM_NONE;
}

/* "81,000 openings for A, 74,100 for B": what the number before counts. */
static enum cs_claim_kind kind_again(const struct cs_value *v)
{
    const struct cs_claim *before = cs_value_before_in_sentence(v);
    bool goes_on = before && before->kind >= CS_CLAIM_NEW_JOBS &&
                   before->kind < CS_CLAIM_EMPLOYMENT && before->amount.kind == CS_AMOUNT_NUMBER &&
                   cs_value_says_nothing_new(v, before) && cs_value_has_own_tag(v) &&
                   v->amount->low >= FEWEST_ASKED;
    return goes_on ? before->kind : CS_CLAIM_NONE;
}

/* "81,000 openings a year and 818,700 jobs": the noun ahead is taken, this number has its own. */
static bool is_jobs_behind_openings(const struct cs_value *v)
{
    enum { RIGHT_BEHIND = 2 };
    const struct cs_claim *before = cs_value_before_in_sentence(v);
    return before && before->kind == CS_CLAIM_OPENINGS && !is_more(v) && !cs_value_is_added(v) &&
           cs_value_near_behind(v, CS_CUE_JOBS, CS_JOBS_UNIT, RIGHT_BEHIND);
}

static bool is_foreign(const struct cs_value *v)
{
    return cs_value_ahead(v, CS_CUE_FOREIGN, ANY_VALUE) ||
           cs_value_near_behind(v, CS_CUE_FOREIGN, ANY_VALUE, 30);
}

bool cs_value_sums_up(const struct cs_value *v)
{
    static const char *const words[] = {" between them", " between the two", " jobs between them",
                                        " together",     " combined",        " altogether",
                                        " in all",       " all told",        NULL};
    for (const char *const *w = words; *w; w++) {
        if (cs_value_follows(v, *w))
            return true;
    }
    return false;
}

/* "Add the five up and you have 1.3 million jobs" adds no jobs. */
static bool is_addition(const struct cs_value *v)
{
    static const char add[] = "Add the ";
    return v->p->all.start + sizeof add < v->amount->start &&
           !strncmp(v->p->all.text + v->p->all.start, add, sizeof add - 1) &&
           cs_value_follows(v, " jobs");
}

/* "34,000 between them", "you have roughly 135,000 jobs": of what was counted before. */
static enum cs_claim_kind kind_of_sum(const struct cs_value *v)
{
    const struct cs_claim *before = cs_value_before_in_sentence(v);
    bool is_counted =
        before && before->kind >= CS_CLAIM_NEW_JOBS && before->kind <= CS_CLAIM_PROJECTED;
    if (is_counted && cs_value_sums_up(v))
        return before->kind;
    bool is_led = cs_passage_cue(v->p, CS_CUE_SUM, ANY_VALUE, v->p->all.start, v->amount->start);
    bool is_of_jobs = cs_value_follows(v, " jobs") && v->amount->low >= FEWEST_ASKED;
    return is_addition(v) || (is_led && is_of_jobs && !cs_value_ahead(v, CS_CUE_ADDED, ANY_VALUE) &&
                              !cs_value_ahead(v, CS_CUE_ADDS, ANY_VALUE) &&
                              !cs_value_ahead(v, CS_CUE_OPENINGS, ANY_VALUE) && !is_future(v))
               ? CS_CLAIM_EMPLOYMENT
               : CS_CLAIM_NONE;
}

/* By the words right behind the number, or by its label. */
static enum cs_claim_kind kind_beside(const struct cs_value *v, const struct cs_claim_label *label)
{
    enum { NEAR_UNIT = 12 };
    enum cs_claim_kind kind = kind_of_sum(v);
    if (kind == CS_CLAIM_NONE)
        kind = kind_behind(v);
    if (kind != CS_CLAIM_NONE)
        return kind;
    if (is_jobs_behind_openings(v))
        return is_future(v) ? CS_CLAIM_PROJECTED : CS_CLAIM_EMPLOYMENT;
    if (is_base_of_share(v))
        return cs_value_near_behind(v, CS_CUE_JOBS, CS_JOBS_UNIT, NEAR_UNIT) ? CS_CLAIM_EMPLOYMENT
                                                                             : CS_CLAIM_NONE;
    return count_by_label(v, label);
}

/* By a change that the clause tells of: what moved, from where to where, by how many. */
static enum cs_claim_kind kind_of_change(const struct cs_value *v)
{
    if (v->p->moves_on[v->index])
        return CS_CLAIM_EMPLOYMENT;
    if (v->index > 0 && v->p->moves_on[v->index - 1])
        return CS_CLAIM_PROJECTED;
    bool grows = cs_value_anywhere(v, CS_CUE_GROWTH, ANY_VALUE);
    if ((grows && cs_value_precedes(v, "from ") && year_behind(v)) || cs_value_is_going_from(v))
        return CS_CLAIM_EMPLOYMENT;
    if (cs_value_is_added(v) || cs_value_is_added_too(v) || cs_value_is_gain(v))
        return CS_CLAIM_NEW_JOBS;
    enum cs_claim_kind kind = cs_value_kind_moved(v);
    if (kind == CS_CLAIM_NONE)
        kind = kind_ahead(v);
    if (kind == CS_CLAIM_NONE && grows && cs_value_precedes(v, "to ") &&
        cs_value_near_behind(v, CS_CUE_JOBS, CS_JOBS_UNIT, 12))
        kind = CS_CLAIM_PROJECTED;
    return kind;
}

/* By what stands elsewhere in the sentence, the list or the heading: the last to be believed. */
static enum cs_claim_kind kind_around(const struct cs_value *v)
{
    enum cs_claim_kind kind = kind_carried(v);
    if (kind != CS_CLAIM_NONE)
        return kind;
    if (is_employed(v) && v->amount->low >= FEWEST_ASKED)
        return is_future(v) ? CS_CLAIM_PROJECTED : CS_CLAIM_EMPLOYMENT;
    kind = kind_again(v);
    if (kind == CS_CLAIM_NONE)
        kind = kind_listed(v);
    bool is_asked = v->s->asked >= CS_CLAIM_NEW_JOBS && v->s->asked <= CS_CLAIM_EMPLOYMENT &&
                    v->amount->low >= FEWEST_ASKED && !cs_value_before_in_sentence(v);
    if (kind != CS_CLAIM_NONE || !is_asked)
        return kind;
    return v->s->asked == CS_CLAIM_EMPLOYMENT && is_future(v) ? CS_CLAIM_PROJECTED : v->s->asked;
}

static enum cs_claim_kind kind_of_count(const struct cs_value *v,
                                        const struct cs_claim_label *label)
{
    if (cs_value_is_no_count(v))
        return CS_CLAIM_NONE;
    if (cs_value_ends_a_way(v))
        return CS_CLAIM_PROJECTED;
    enum cs_claim_kind kind = kind_beside(v, label);
    if (kind != CS_CLAIM_NONE || is_base_of_share(v) || is_foreign(v))
        return kind;
    kind = kind_of_change(v);
    if (kind != CS_CLAIM_NONE)
        return kind;
    if (is_more(v) &&
        (cs_value_anywhere(v, CS_CUE_JOBS, ANY_VALUE) || cs_value_before_in_sentence(v)))
        return CS_CLAIM_NEW_JOBS;
    if (cs_value_near_ahead(v, CS_CUE_FUTURE, 1, 4))
        return CS_CLAIM_EMPLOYMENT;
    kind = kind_around(v);
    return kind != CS_CLAIM_NONE ? kind : cs_value_bare_kind(v);
}

/* Whether new jobs are lost. */
static bool is_loss(const struct cs_value *v)
{
    enum { REACH = 60 };
    const struct cs_cue *adds = cs_value_near_ahead(v, CS_CUE_ADDS, ANY_VALUE, REACH);
    const struct cs_cue *behind = cs_value_near_behind(v, CS_CUE_ADDED, ANY_VALUE, REACH);
    bool is_gone = behind && (strstr(behind->row->phrase, "lost") || /* "clerks will be gone" */
                              strstr(behind->row->phrase, "gone"));
    return is_gone || (adds && adds->value < 0) || cs_value_follows(v, " fewer");
}

enum cs_claim_kind cs_value_kind(const struct cs_sentence *s, size_t value,
                                 const struct cs_claim_label *label, int *direction)
{
    struct cs_value v = cs_value_of(s, value);
    *direction = 1;
    if (cs_value_is_pay(&v, label))
        return CS_CLAIM_PAY;
    if (cs_value_is_growth(&v, label, direction))
        return CS_CLAIM_GROWTH;
    enum cs_claim_kind kind = kind_of_count(&v, label);
    const struct cs_claim *before = cs_value_before_in_sentence(&v);
    bool is_decline =
        before && before->kind == CS_CLAIM_GROWTH && before->amount.low < 0 && cs_value_is_gain(&v);
    *direction = kind == CS_CLAIM_NEW_JOBS && (is_loss(&v) || is_decline) ? -1 : 1;
    return kind;
}
