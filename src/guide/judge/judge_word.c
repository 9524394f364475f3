/* Growth words, and figures put into words. */
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "analysis/outlook/lookup.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/number.h"
#include "base/text.h"
#include "data/dataset.h"
#include "data/period.h"
#include "data/quantity.h"
#include "data/reference.h"
#include "guide/judge/judge_part.h"
#include "guide/evidence/vintage.h"
#include "guide/claim/growth_verb.h"
#include "guide/topic/phrase.h"
#include "guide/figure/figure.h"
#include "guide/amount/amount_write.h"
#include "guide/text/document.h"

const char *cs_trial_value(const struct cs_trial *trial, const struct cs_vintage *vintage)
{
    char number[64];
    const char *sign = vintage->is_floor ? "at least " : "";
    if (vintage->is_missing)
        return cs_presence_words(vintage->presence);
    switch (vintage->unit.kind) {
    case CS_UNIT_MONEY:
        if (vintage->unit.per == CS_PER_HOUR) {
            cs_number_format_grouped(vintage->value, 2, number, sizeof number);
            return cs_arena_printf(trial->arena, "%s%s%s an hour", sign,
                                   !strcmp(vintage->unit.currency, "USD") ? "$" : "", number);
        }
        return cs_arena_printf(trial->arena, "%s%s a %s", sign,
                               cs_money_text(vintage->value, vintage->unit.currency, trial->arena),
                               cs_per_name(vintage->unit.per));
    case CS_UNIT_PERCENT:
        cs_number_format_rounded(vintage->value, 1, number);
        return cs_arena_printf(trial->arena, "%s percent", number);
    default:
        cs_number_format_grouped(vintage->value, 0, number, sizeof number);
        return cs_arena_printf(trial->arena, "%s", number);
    }
}

const char *cs_trial_period(const struct cs_trial *trial, const struct cs_vintage *vintage)
{
    char text[CS_PERIOD_TEXT_BYTES];
    if (!vintage->period.start_year)
        return "the data (undated)";
    /* The employment of a projection stands for one of its two years. */
    if (vintage->measure == CS_EMPLOYMENT_BASE)
        return cs_arena_printf(trial->arena, "%d", vintage->period.start_year);
    if (vintage->measure == CS_EMPLOYMENT_PROJECTED)
        return cs_arena_printf(trial->arena, "%d", vintage->period.end_year);
    return cs_arena_printf(trial->arena, "%s", cs_period_format(vintage->period, text));
}

/* ---- rewriting ---- */

const char *cs_trial_rewrite(const struct cs_trial *trial, const struct cs_vintage *vintage)
{
    const struct cs_claim *c = trial->claim;
    const struct cs_block *block = &trial->document->blocks[c->value.block];
    struct cs_span text = cs_document_source(trial->document, block, c->value.start, c->value.end);
    if (c->flags & CS_CLAIM_IS_SCALED || vintage->is_missing || vintage->is_floor ||
        (vintage->value < 0) != (c->amount.low < 0))
        return NULL;
    bool is_far = fabs(vintage->value) > 2.5 * fabs(c->amount.low) ||
                  fabs(vintage->value) < 0.4 * fabs(c->amount.low);
    if (c->kind == CS_CLAIM_PAY && is_far)
        return NULL; /* something else is meant */
    double written = fabs(vintage->value) * pow(10, cs_amount_decimals(text));
    if (vintage->unit.kind == CS_UNIT_PERCENT && fabs(written - floor(written) - 0.5) < 1e-6)
        return NULL; /* 12.5 may have been 12.46 or 12.54 */
    struct cs_buf out;
    cs_buf_init(&out);
    const char *anew = cs_amount_rewrite(text, &c->amount, vintage->value, &out)
                           ? cs_arena_copy(trial->arena, cs_buf_text(&out), out.size)
                           : NULL;
    cs_buf_clear(&out);
    return anew;
}

const char *cs_trial_rewrite_period(const struct cs_trial *trial, const struct cs_vintage *vintage)
{
    const struct cs_claim *c = trial->claim;
    if (c->when_said.block == CS_NO_BLOCK || !vintage->period.start_year)
        return NULL;
    const struct cs_block *block = &trial->document->blocks[c->when_said.block];
    struct cs_span text =
        cs_document_source(trial->document, block, c->when_said.start, c->when_said.end);
    char from[8], to[8];
    if (text.size == 4)
        return cs_arena_printf(trial->arena, "%d",
                               c->kind == CS_CLAIM_PROJECTED ? vintage->period.end_year
                                                             : vintage->period.start_year);
    if (text.size < 7 || memchr(text.start, '<', text.size) || !cs_period_is_span(vintage->period))
        return NULL;
    snprintf(from, sizeof from, "%d", vintage->period.start_year % 10000);
    snprintf(to, sizeof to, "%d", vintage->period.end_year % 10000);
    size_t n_last = text.size >= 9 && cs_is_digit(text.start[text.size - 3]) ? 4 : 2;
    return cs_arena_printf(trial->arena, "%s%.*s%s", from, (int)(text.size - 4 - n_last),
                           text.start + 4, to + (4 - n_last));
}

/* ---- growth words ---- */

static bool is_decline(const char *word)
{
    return !strncmp(word, "decline", 7);
}

static bool same_word(const char *a, const char *b)
{
    return a && b && (!strcmp(a, b) || (is_decline(a) && is_decline(b)));
}

/* The word of a vintage; of a percent put together from parts, whichever neighbor was written. */
static const char *word_of(const struct cs_trial *trial, const struct cs_vintage *v)
{
    const struct cs_reference *r = trial->evidence->reference;
    double open = v->is_derived ? v->open : 1e-9;
    const char *word = NULL;
    if (!r || v->is_missing)
        return NULL;
    for (int side = -1; side <= 1; side++) {
        double percent = v->value + side * (v->open < open ? v->open : open);
        word = cs_reference_growth_word(r, v->period.start_year, v->period.end_year, percent);
        if (same_word(word, trial->claim->word))
            return word;
    }
    /* A published 4.5 may be 4.46 or 4.54: both words can be the handbook's. */
    for (int side = -1; side <= 1; side += 2) {
        word = cs_reference_growth_word(r, v->period.start_year, v->period.end_year,
                                        v->value + side * v->open);
        if (same_word(word, trial->claim->word))
            return word;
    }
    return cs_reference_growth_word(r, v->period.start_year, v->period.end_year, v->value);
}

static void settle(struct cs_trial *trial, enum cs_verdict verdict, enum cs_fault fault,
                   const struct cs_vintage *fact, const char *why)
{
    trial->out->verdict = verdict;
    trial->out->fault = fault;
    if (fact)
        trial->out->fact = trial->out->newest = *fact;
    trial->out->why = why;
}

static const char *capitalized_like(const struct cs_trial *trial, const char *word)
{
    const struct cs_claim *c = trial->claim;
    const struct cs_block *b = &trial->document->blocks[c->value.block];
    struct cs_span text = {b->text + c->value.start, c->value.end - c->value.start};
    bool has_the = memmem(text.start, text.size, "the average", 11) != NULL;
    if (is_decline(word) || !strncmp(word, "little", 6) || is_decline(c->word) ||
        !strncmp(c->word, "little", 6) || text.start[0] < 'a' || text.start[0] > 'z')
        return NULL; /* the sentence around it would no longer read */
    const char *about = !strncmp(word, "as fast", 7) ? "about " : "";
    const char *end = strstr(word, " average");
    return !end ? NULL
                : cs_arena_printf(trial->arena, "%s%.*s%s", about, (int)(end - word), word,
                                  has_the ? " the average" : " average");
}

/* "Expected to shrink": +1 and -1 for what the percent rounds to, 0 for what may be called either.
 */
static int sign_of(const struct cs_vintage *v)
{
    return v->is_missing || fabs(v->value) < 0.5 ? 0 : v->value > 0 ? 1 : -1;
}

/* Which way a verb says that employment goes. */
static void judge_direction(struct cs_trial *trial, const struct cs_vintages *all, int direction)
{
    const struct cs_claim *c = trial->claim;
    const struct cs_vintage *judged = all->n ? &all->items[0] : NULL, *fits = NULL;
    for (size_t i = 0; i < all->n; i++) {
        bool is_said = c->when.start_year && !cs_period_compare(all->items[i].period, c->when);
        if (is_said)
            judged = &all->items[i];
        if (!fits && all->items[i].value * direction > 0 && !all->items[i].is_missing)
            fits = &all->items[i];
    }
    bool is_known = judged && !judged->is_missing &&
                    (!c->when.start_year || !cs_period_compare(judged->period, c->when));
    if (!is_known) {
        settle(trial, CS_UNSUPPORTED, CS_FAULT_NONE, NULL, "the data have no such projection");
        return;
    }
    const char *why = cs_arena_printf(trial->arena, "%s has %s", cs_trial_period(trial, judged),
                                      cs_trial_value(trial, judged));
    if (judged->value * direction > 0)
        settle(trial, CS_CONFIRMED, CS_FAULT_NONE, judged, why);
    else if (!sign_of(judged))
        settle(trial, CS_AMBIGUOUS, CS_FAULT_NONE, judged, why);
    else if (fits && !c->when.start_year)
        settle(trial, CS_STALE, CS_FAULT_WORD, fits,
               cs_arena_printf(trial->arena, "true for %s; %s", cs_trial_period(trial, fits), why));
    else
        settle(trial, CS_CONTRADICTED, CS_FAULT_WORD, judged, why);
    trial->out->newest = all->items[0];
}

/* The word is that of the edition judged; of an older one, the newest may have another. */
static void confirm_word(struct cs_trial *trial, const struct cs_vintage *judged,
                         const struct cs_vintage *newest)
{
    const char *word = word_of(trial, newest);
    bool is_old = judged != newest && word && !same_word(word, trial->claim->word);
    settle(trial, is_old ? CS_STALE : CS_CONFIRMED, is_old ? CS_FAULT_WORD : CS_FAULT_NONE, judged,
           cs_arena_printf(trial->arena, "%s in %s", cs_trial_value(trial, judged),
                           cs_trial_period(trial, judged)));
    if (!is_old)
        return;
    trial->out->newest = *newest;
    trial->out->why =
        cs_arena_printf(trial->arena, "true for %s; %s has %s: %s", cs_trial_period(trial, judged),
                        cs_trial_period(trial, newest), cs_trial_value(trial, newest), word);
    trial->out->right = capitalized_like(trial, word);
}

void cs_judge_word(struct cs_trial *trial)
{
    const struct cs_claim *c = trial->claim;
    int falls = !strcmp(c->word, CS_WORD_FALLS);
    struct cs_vintage_query query = {.subject = &c->subject,
                                     .measure = CS_PERCENT_CHANGE,
                                     .region = c->region ? c->region->code : NULL,
                                     .level = CS_NO_KEY};
    struct cs_vintages all;
    cs_vintages_find(trial->evidence, &query, &all);
    trial->out->figure = "growth.percent";
    if (falls || !strcmp(c->word, CS_WORD_RISES)) {
        judge_direction(trial, &all, falls ? -1 : 1);
        return;
    }
    const struct cs_vintage *judged = all.n ? &all.items[0] : NULL;
    for (size_t i = 0; i < all.n && c->when.start_year; i++) {
        if (!cs_period_compare(all.items[i].period, c->when))
            judged = &all.items[i];
    }
    trial->out->figure = "growth.word";
    const char *word = judged ? word_of(trial, judged) : NULL;
    bool is_said = judged && c->when.start_year && !cs_period_compare(judged->period, c->when);
    bool is_other_edition = !c->when.start_year && c->likely.start_year && judged;
    for (size_t i = 0; i < all.n && is_other_edition; i++)
        is_other_edition = all.items[i].period.start_year != c->likely.start_year;
    /* The words compare with all occupations: said of those, the subject is another. */
    if (!word || c->subject.is_all || (c->when.start_year && !is_said) ||
        (is_other_edition && !same_word(word, c->word))) {
        settle(trial, CS_UNSUPPORTED, CS_FAULT_NONE, NULL,
               "no growth word is known for that period");
        return;
    }
    const char *percent = cs_trial_value(trial, judged);
    if (same_word(word, c->word)) {
        confirm_word(trial, judged, &all.items[0]);
        return;
    }
    for (size_t i = 1; i < all.n && !c->when.start_year; i++) {
        if (same_word(word_of(trial, &all.items[i]), c->word)) {
            settle(trial, CS_STALE, CS_FAULT_WORD, &all.items[i],
                   cs_arena_printf(trial->arena, "true for %s; %s has %s: %s",
                                   cs_trial_period(trial, &all.items[i]),
                                   cs_trial_period(trial, judged), percent, word));
            trial->out->newest = *judged;
            trial->out->right = capitalized_like(trial, word);
            return;
        }
    }
    settle(trial, CS_CONTRADICTED, CS_FAULT_WORD, judged,
           cs_arena_printf(trial->arena, "%s has %s: %s", cs_trial_period(trial, judged), percent,
                           word));
    trial->out->right = capitalized_like(trial, word);
}
