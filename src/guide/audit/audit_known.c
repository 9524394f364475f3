/* Doubts settled by the number itself. Apart from audit_sure.c, which asks the guide's other
 * claims: who is doubted to speak of an occupation and gives exactly its mean, its 75th percentile,
 * another state's figure or ten times its openings speaks of it, and is wrong. */
#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "analysis/outlook/lookup.h"
#include "data/dataset.h"
#include "data/period.h"
#include "guide/amount/slip.h"
#include "guide/audit/audit_sure.h"
#include "guide/judge/judge.h"
#include "guide/judge/judge_part.h"
#include "guide/evidence/vintage.h"
#include "guide/claim/claim.h"
#include "guide/text/find.h"
#include "guide/text/document.h"
#include "guide/topic/topic.h"

enum { MOST_COMPARED = 3000 };

static bool stands_in_sentence(const struct cs_claim *c, struct cs_said at)
{
    return at.block == c->sentence.block && at.start >= c->sentence.start &&
           at.end <= c->sentence.end;
}

/* Pay of a statistic that its own sentence names. */
static bool is_plain_pay(const struct cs_claim *c)
{
    return c->kind == CS_CLAIM_PAY && isnan(c->amount.high) && c->statistic >= CS_STAT_MEDIAN &&
           c->statistic <= CS_STAT_P90 && c->statistic != CS_STAT_AVERAGE &&
           stands_in_sentence(c, c->statistic_said);
}

/* Whether its place stands before the value or right behind it: one farther off may be another's.
 */
static bool names_its_place(const struct cs_audit *audit, const struct cs_claim *c)
{
    enum { RIGHT_BEHIND = 4 }; /* " in " */
    const char *text = audit->document.blocks[c->sentence.block].text;
    const char *const names[] = {c->region ? c->region->name : NULL, NULL};
    size_t end = c->value.end + RIGHT_BEHIND + (c->region ? strlen(c->region->name) : 0);
    return c->region && cs_find_any(text, c->sentence.start,
                                    end < c->sentence.end ? end : c->sentence.end, names);
}

/* Whether the value is exactly a figure of the period that it is held against. */
static bool is_exactly(const struct cs_trial *trial, const struct cs_vintage_query *query)
{
    struct cs_vintages found;
    cs_vintages_find(trial->evidence, query, &found);
    for (size_t i = 0; i < found.n; i++) {
        if (!cs_period_compare(found.items[i].period, trial->out->fact.period) &&
            cs_amount_is_exactly(&trial->claim->amount, &found.items[i]))
            return true;
    }
    return false;
}

/* Whether the value is exactly the same figure of another place that the guide speaks of. */
static const char *of_another_place(const struct cs_audit *audit, const struct cs_trial *trial)
{
    const struct cs_claim *c = trial->claim;
    for (size_t k = 0; k < audit->claims.n_items && names_its_place(audit, c); k++) {
        const struct cs_region *region = audit->claims.items[k].region;
        struct cs_vintage_query query = {.subject = &c->subject,
                                         .measure = trial->out->fact.measure,
                                         .region = region ? region->code : NULL,
                                         .level = c->level,
                                         .per = c->per};
        if (region != c->region && is_exactly(trial, &query))
            return cs_arena_printf(trial->arena, "it is the figure of %s",
                                   region ? region->name : "the nation");
    }
    return NULL;
}

/* 910,900 for 91,090: ten or a hundred times too many or too few, figure for figure. */
static bool is_times_ten(const struct cs_claim *c, const struct cs_vintage *fact)
{
    static const double factors[] = {0.1, 0.01, 10, 100};
    const double value = c->amount.low;
    bool is_telling = value > 0 && c->amount.step <= value / 90; /* three figures */
    for (size_t i = 0; i < sizeof factors / sizeof factors[0]; i++) {
        double apart = fabs(value * factors[i] - fact->value);
        double open = is_telling ? c->amount.step * factors[i] / 2 + fact->open : 0;
        if (apart <= open * (1 + 1e-9) && isnan(c->amount.high))
            return true;
    }
    return false;
}

static bool is_count(enum cs_claim_kind kind)
{
    return kind == CS_CLAIM_NEW_JOBS || kind == CS_CLAIM_OPENINGS || kind == CS_CLAIM_EMPLOYMENT ||
           kind == CS_CLAIM_PROJECTED;
}

static void call_wrong(struct cs_trial *trial, const char *hint)
{
    const struct cs_vintage fact = trial->out->fact;
    trial->out->verdict = CS_CONTRADICTED;
    trial->out->fault = CS_FAULT_VALUE;
    trial->out->doubt = CS_DOUBT_NONE;
    trial->out->hint = hint;
    trial->out->right = cs_trial_rewrite(trial, &fact);
}

/* Whether a count of a state is exactly that of another occupation which the guide speaks of. */
static const char *of_another_occupation(const struct cs_audit *audit, const struct cs_trial *trial)
{
    const struct cs_claim *c = trial->claim;
    const struct cs_dataset *data = cs_lookup_dataset(audit->topic.names->lookup);
    for (size_t k = 0; k < audit->claims.n_items && !cs_claim_is_coarse(c); k++) {
        const struct cs_subject *s = &audit->claims.items[k].subject;
        struct cs_vintage_query query = {.subject = s,
                                         .measure = trial->out->fact.measure,
                                         .region = c->region ? c->region->code : NULL,
                                         .level = CS_NO_KEY};
        if (s->n_keys == 1 && !s->is_all && !cs_subject_equals(s, &c->subject) &&
            is_exactly(trial, &query))
            return cs_arena_printf(trial->arena, "it is the figure of %s",
                                   cs_dataset_key(data, CS_DIM_OCCUPATION, s->keys[0])->code);
    }
    return NULL;
}

/* Growth with its sign lost, or ten times too much, of an occupation that goes by another name: so
 * exactly that the name is right. */
static const char *as_growth(const struct cs_claim *c, const struct cs_judgment *j)
{
    enum { FEWEST_STEPS = 15 };
    double value = c->amount.low, right = j->fact.value;
    bool is_named = j->doubt == CS_DOUBT_NAME || c->naming != CS_NAMED_NOT;
    if (c->kind != CS_CLAIM_GROWTH || !is_named || !isnan(c->amount.high) ||
        fabs(value) < FEWEST_STEPS * c->amount.step)
        return NULL;
    if (value * right < 0 && fabs(value + right) <= j->fact.open)
        return "the figures are the same: the sign is not";
    return is_times_ten(c, &j->fact) ? "the figures are the same: a decimal point lost?" : NULL;
}

/* ---- hourly beside yearly ---- */

/* Whether nothing but words that turn yearly pay into hourly stands between two values. */
static bool is_turned_into(const char *text, size_t start, size_t end)
{
    static const char *const words[] = {
        "a",     "year",    "annually", "per",   "yearly", "annual", "or",      "and",
        "which", "that",    "this",     "comes", "works",  "out",    "to",      "about",
        "is",    "roughly", "equates",  "i",     "e",      "so",     "in",      "the",
        "same",  "survey",  "call",     "it",    "s",      "at",     "median",  "may",
        "just",  "nearly",  "almost",   "close", "some",   "around", "meaning", NULL};
    for (size_t i = start; i < end;) {
        size_t k = i;
        while (k < end && cs_is_alpha(text[k]))
            k++;
        if (k > i && !cs_span_is_any((struct cs_span){text + i, k - i}, words))
            return false;
        if (k == i && cs_is_digit(text[i])) { /* a year, "in May 2024" */
            bool is_year = i + 4 <= end && !strncmp(text + i, "20", 2) &&
                           cs_is_digit(text[i + 3]) &&
                           (i + 4 == end || !cs_is_digit(text[i + 4])) && text[i - 1] == ' ';
            if (!is_year)
                return false;
            k = i + 4;
        }
        i = k > i ? k : i + 1;
    }
    return true;
}

/* "$112,180, or $39.83 an hour"; in a table the row below: "Median pay", "Per hour". */
static bool is_hourly_of(const struct cs_audit *audit, const struct cs_claim *yearly,
                         const struct cs_claim *hourly)
{
    enum { NEAR = 40 };
    const struct cs_block *x = &audit->document.blocks[yearly->value.block];
    const struct cs_block *y = &audit->document.blocks[hourly->value.block];
    if (yearly->kind != CS_CLAIM_PAY || yearly->per != CS_PER_YEAR || !isnan(yearly->amount.high) ||
        yearly->region != hourly->region || !cs_subject_equals(&yearly->subject, &hourly->subject))
        return false;
    if (x->table != CS_NO_BLOCK && x->table == y->table)
        return x->column == y->column && x->row + 1 == y->row;
    return yearly->value.block == hourly->value.block && yearly->value.end < hourly->value.start &&
           hourly->value.start - yearly->value.end < NEAR &&
           is_turned_into(x->text, yearly->value.end, hourly->value.start);
}

/* Hourly pay of which statistic is said only by the yearly figure beside it, which is right. */
static void judge_hourly(struct cs_audit *audit, struct cs_trial *trial)
{
    const double most_apart = 0.01;
    const struct cs_claim *c = trial->claim;
    struct cs_vintages found;
    for (size_t k = 0; k < audit->claims.n_items; k++) {
        const struct cs_claim *yearly = &audit->claims.items[k];
        const struct cs_judgment *j = &audit->judgments[k];
        if (j->verdict != CS_CONFIRMED || j->fact.is_derived || !is_hourly_of(audit, yearly, c))
            continue;
        struct cs_vintage_query query = {.subject = &c->subject,
                                         .measure = j->fact.measure,
                                         .region = c->region ? c->region->code : NULL,
                                         .level = c->level,
                                         .per = CS_PER_HOUR};
        cs_vintages_find(trial->evidence, &query, &found);
        for (size_t i = 0; i < found.n; i++) {
            const struct cs_vintage *fact = &found.items[i];
            if (cs_period_compare(fact->period, j->fact.period) || fact->is_missing ||
                fact->is_floor || fabs(c->amount.low / fact->value - 1) < most_apart)
                continue;
            trial->out->fact = trial->out->newest = *fact;
            trial->out->why =
                cs_arena_printf(trial->arena, "%s has %s, the hourly figure beside %s",
                                cs_trial_period(trial, fact), cs_trial_value(trial, fact),
                                cs_trial_value(trial, &j->fact));
            call_wrong(trial, NULL);
            return;
        }
    }
}

/* Whether pay without a word for its statistic, which only that keeps from being judged, is the
 * median with one figure mistyped, not its first. */
static bool is_median_mistyped(const struct cs_trial *trial)
{
    enum { FEWEST_STEPS = 1000 };
    const struct cs_claim *c = trial->claim;
    const struct cs_judgment *j = trial->out;
    if (c->kind != CS_CLAIM_PAY || c->statistic != CS_STAT_UNSAID || !isnan(c->amount.high) ||
        j->doubt != CS_DOUBT_STATISTIC || j->fact.measure != CS_WAGE_MEDIAN ||
        (c->flags & (CS_CLAIM_DOUBTFUL | CS_CLAIM_IN_TABLE)) ||
        c->amount.low < FEWEST_STEPS * c->amount.step)
        return false;
    double first = pow(10, floor(log10(c->amount.low)));
    return cs_is_digit_slip(c->amount.low, j->fact.value, c->amount.step) &&
           floor(c->amount.low / first) == floor(j->fact.value / first);
}

/* What the number is, where it is something exactly; NULL where it is nothing known. */
static const char *hint_of(const struct cs_audit *audit, const struct cs_trial *trial)
{
    const struct cs_claim *c = trial->claim;
    const struct cs_judgment *j = trial->out;
    const char *hint = is_plain_pay(c) ? cs_trial_known_otherwise(trial, &j->fact) : NULL;
    if (hint && strstr(hint, "nation") && !names_its_place(audit, c))
        hint = NULL;
    if (!hint && is_plain_pay(c) && !cs_claim_is_guarded(c))
        hint = of_another_place(audit, trial);
    if (!hint && is_median_mistyped(trial))
        hint = "the figures are the median's but for one";
    if (!hint && is_count(c->kind) && is_times_ten(c, &j->fact))
        hint = "the figures are the same: a zero too many or too few?";
    if (!hint && c->kind == CS_CLAIM_EMPLOYMENT && j->fact.measure == CS_EMPLOYMENT && c->region)
        hint = of_another_occupation(audit, trial);
    bool is_of_page = cs_subject_equals(&c->subject, &audit->topic.page);
    if (!hint && is_count(c->kind) && (j->doubt == CS_DOUBT_NAME || is_of_page))
        hint = cs_trial_known_as_count(trial);
    bool is_telling = c->amount.low > 0 && c->amount.step <= c->amount.low / 90;
    if (!hint && is_telling && c->when.start_year && j->verdict == CS_AMBIGUOUS)
        hint = cs_trial_mix_up(trial); /* openings given as new jobs */
    return hint ? hint : as_growth(c, j);
}

/* Whether it is only words about an industry or a source that keep a value from being judged. */
static bool is_guarded_by_words(const struct cs_claim *c)
{
    return c->statistic == CS_STAT_MEDIAN && (c->flags & (CS_CLAIM_IS_PART | CS_CLAIM_IS_OTHERS)) &&
           !(c->flags & (CS_CLAIM_PLACE_UNKNOWN | CS_CLAIM_HAS_LEVEL | CS_CLAIM_IN_TABLE));
}

static void recognize(struct cs_audit *audit, struct cs_trial *trial)
{
    const struct cs_claim *c = trial->claim;
    struct cs_judgment *out = trial->out;
    if (c->kind == CS_CLAIM_NEW_JOBS && out->verdict == CS_AMBIGUOUS &&
        out->fault == CS_FAULT_UNIT) /* the whole decade's, to the hundred */
        out->verdict = CS_CONTRADICTED;
    bool is_open = out->verdict == CS_AMBIGUOUS && out->fault == CS_FAULT_VALUE;
    bool is_survey = out->verdict == CS_UNSUPPORTED && c->kind == CS_CLAIM_EMPLOYMENT &&
                     out->fact.measure == CS_EMPLOYMENT;
    bool is_guarded = out->verdict == CS_UNSUPPORTED && out->fault == CS_FAULT_VALUE &&
                      is_plain_pay(c) && is_guarded_by_words(c);
    if ((!is_open && !is_survey && !is_guarded) || !out->fact.source || out->fact.is_missing ||
        out->fact.is_derived || (cs_claim_is_guarded(c) && !is_guarded) ||
        (c->flags & CS_CLAIM_IS_PAST) ||
        (c->when.start_year && !cs_judge_same_period(c, &out->fact)))
        return;
    const char *hint = hint_of(audit, trial);
    if (hint)
        call_wrong(trial, hint);
    else if (is_open && c->kind == CS_CLAIM_PAY && c->per == CS_PER_HOUR &&
             c->statistic == CS_STAT_UNSAID && c->amount.looseness <= CS_ABOUT &&
             c->amount.step < 1 && isnan(c->amount.high))
        judge_hourly(audit, trial);
}

void cs_audit_recognize(struct cs_audit *audit, const struct cs_evidence *evidence)
{
    size_t n = audit->claims.n_items <= MOST_COMPARED ? audit->claims.n_items : 0;
    for (size_t i = 0; i < n; i++) {
        struct cs_trial trial = {evidence, &audit->document, &audit->claims.items[i], &audit->arena,
                                 &audit->judgments[i]};
        recognize(audit, &trial);
    }
}
