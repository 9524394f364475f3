/* What can be marked: the figure and style behind each confirmed value, and which dates go with
 * which values. A sentence must be true as a whole after refresh: what does not change as one is
 * pinned to its period. */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/outlook/lookup.h"
#include "base/arena.h"
#include "base/diag.h"
#include "base/text.h"
#include "data/dataset.h"
#include "data/measure.h"
#include "data/period.h"
#include "data/quantity.h"
#include "guide/audit/around.h"
#include "guide/figure/figure.h"
#include "guide/refresh/mark_part.h"
#include "guide/text/comments.h"
#include "guide/text/document.h"
#include "guide/text/mdx_facts.h"

static const char *const value_styles[] = {
    "money",         "money-k",       "number",          "percent",
    "percent-1",     "percent-words", "percent-1-words", "signed-percent",
    "signed-number", "thousand",      "range",           "range-k",
    "word",          "phrase",        "phrase-short",    NULL};
static const char *const date_styles[] = {"period", "period-short", "period-long", "period-hyphen",
                                          "base",   "target",       NULL};

/* ---- figures behind claims ---- */

static const char *code_of(const struct cs_mark_plan *plan, enum cs_dim dim, uint32_t key)
{
    const struct cs_key *k = cs_dataset_key(cs_lookup_dataset(plan->figures->lookup), dim, key);
    return k ? k->code : NULL;
}

static bool is_confirmed(const struct cs_audit *audit, size_t claim)
{
    const struct cs_judgment *j = &audit->judgments[claim];
    return j->verdict == CS_CONFIRMED && j->fault == CS_FAULT_NONE;
}

/* Whether a confirmed claim states a published figure of today that a marker can name. */
static bool has_figure(const struct cs_audit *audit, size_t claim)
{
    const struct cs_claim *c = &audit->claims.items[claim];
    const struct cs_judgment *j = &audit->judgments[claim];
    bool is_range = c->kind != CS_CLAIM_GROWTH_WORD && !isnan(c->amount.high);
    return j->figure && c->subject.n_keys == 1 && !c->subject.is_group &&
           !c->subject.is_ambiguous && !j->fact.is_derived && !is_range &&
           !cs_period_compare(j->fact.period, j->newest.period) &&
           !(c->flags & (CS_CLAIM_IS_PART | CS_CLAIM_IS_OTHERS | CS_CLAIM_IS_PAST)) &&
           strcmp(j->figure, "salary.range") != 0;
}

static struct cs_figure_call call_of(const struct cs_mark_plan *plan, size_t claim)
{
    const struct cs_claim *c = &plan->audit->claims.items[claim];
    const struct cs_judgment *j = &plan->audit->judgments[claim];
    struct cs_figure_call call = {
        .name = j->figure,
        .occupation = code_of(plan, CS_DIM_OCCUPATION, c->subject.keys[0]),
        .region = c->region ? c->region->code : NULL,
        .level = c->level == CS_NO_KEY ? NULL : code_of(plan, CS_DIM_LEVEL, c->level)};
    if (c->kind == CS_CLAIM_EMPLOYMENT && j->fact.measure == CS_EMPLOYMENT)
        call.name = "employment.current";
    if (strcmp(call.name, "salary.percentile") == 0)
        call.percentile = cs_measure_info(j->fact.measure)->percentile;
    if (c->kind == CS_CLAIM_PAY && c->per != CS_PER_YEAR)
        call.per = cs_per_name(c->per);
    if (c->kind == CS_CLAIM_GROWTH_WORD)
        call.level = NULL;
    return call;
}

/* The first of the styles that writes the author's bytes; NULL when none does. */
static const char *find_style(const struct cs_mark_plan *plan, const struct cs_figure_call *call,
                              struct cs_span written, const char *const *styles)
{
    struct cs_arena *arena = &plan->audit->arena;
    struct cs_figure_value value;
    struct cs_diag ignored;
    const char *found = NULL;
    cs_diag_init(&ignored);
    if (cs_figure_eval(plan->figures, call, arena, &value, &ignored) == CS_OK && value.is_present) {
        for (size_t i = 0; styles[i] && !found; i++) {
            const char *text = cs_figure_text(&value, styles[i], arena);
            if (text && *text && cs_span_equals(written, text))
                found = styles[i];
        }
    }
    cs_diag_clear(&ignored);
    return found;
}

bool cs_mark_is_there(const struct cs_guide_markers *markers, size_t byte)
{
    for (size_t i = 0; i < markers->n; i++)
        if (byte >= markers->items[i].start && byte < markers->items[i].end)
            return true;
    return false;
}

/* Whether a comment may stand before and behind the bytes. What is left to chance here is tried in
 * a copy (mark.c). */
static bool may_stand(const struct cs_mark_plan *plan, size_t start, size_t end)
{
    const struct cs_document *d = &plan->audit->document;
    bool begins_line = !d->is_html && cs_markdown_content(d, start) >= start;
    bool is_escaped = !d->is_html && start && d->bytes[start - 1] == '\\';
    return !begins_line && !is_escaped && !cs_mark_is_there(plan->markers, start) &&
           !cs_mdx_is_property(d, start) && !memchr(d->bytes + start, '<', end - start) &&
           !memchr(d->bytes + start, '\\', end - start);
}

/* Fills a mark for bytes said; its style stays NULL when it cannot be made. */
static void fill(const struct cs_mark_plan *plan, size_t claim, struct cs_said at,
                 const char *const *styles, struct cs_mark *out)
{
    const struct cs_document *d = &plan->audit->document;
    struct cs_span written = cs_document_source(d, &d->blocks[at.block], at.start, at.end);
    size_t start = (size_t)(written.start - d->bytes);
    *out = (struct cs_mark){.claim = claim, .start = start, .end = start + written.size};
    out->lack = !has_figure(plan->audit, claim)          ? "no figure of today has just this value"
                : !may_stand(plan, out->start, out->end) ? "a comment cannot stand around it there"
                                                         : NULL;
    if (!is_confirmed(plan->audit, claim) || out->lack)
        return;
    out->call = call_of(plan, claim);
    out->style = find_style(plan, &out->call, written, styles);
    out->lack = out->style ? NULL : "refresh has no style that writes it like this";
}

/* ---- groups ---- */

static bool can_be_marked(const struct cs_mark_plan *plan, size_t claim)
{
    return plan->values[claim].style && !plan->values[claim].is_dropped;
}

/* Whether the whole group can change with its figures: all of it can be marked, is of one edition,
 * and nothing else is said in its sentences that would stay behind. */
static bool can_live(const struct cs_mark_plan *plan, const struct cs_mark_group *group)
{
    const struct cs_audit *audit = plan->audit;
    size_t lead = group->members[0];
    bool is_dated = audit->claims.items[lead].when_said.block != CS_NO_BLOCK;
    if (is_dated && (!group->date || group->date->is_dropped))
        return false;
    for (size_t i = 0; i < group->n_members; i++) {
        size_t claim = group->members[i];
        const struct cs_claim *c = &audit->claims.items[claim];
        const struct cs_said *s = &c->sentence;
        if (!can_be_marked(plan, claim) ||
            cs_period_compare(audit->judgments[claim].fact.period,
                              audit->judgments[lead].fact.period) ||
            cs_around_has_other_date(audit, c) || cs_around_is_told_otherwise(audit, c) ||
            cs_around_has_unread(audit, s->block, s->start, s->end))
            return false;
    }
    return !is_dated || !cs_around_dates_unread(audit, group->members, group->n_members);
}

/* Whether the sentences of a group also hold a claim that would stay behind without a date. */
static bool leaves_one_behind(const struct cs_mark_plan *plan, const struct cs_mark_group *group)
{
    const struct cs_claims *claims = &plan->audit->claims;
    for (size_t i = 0; i < group->n_members; i++) {
        const struct cs_said *s = &claims->items[group->members[i]].sentence;
        for (size_t k = 0; k < claims->n_items; k++) {
            const struct cs_claim *other = &claims->items[k];
            if (other->sentence.block == s->block && other->sentence.start == s->start &&
                !plan->groups[plan->group_of[k]].is_live && other->when_said.block == CS_NO_BLOCK)
                return true;
        }
    }
    return false;
}

/* An undated value speaks of the date that the guide's others share: where one of these stays, it
 * stays. */
static bool stands_beside_pinned(const struct cs_mark_plan *plan, const struct cs_mark_group *group)
{
    const struct cs_audit *audit = plan->audit;
    if (audit->claims.items[group->members[0]].when_said.block != CS_NO_BLOCK)
        return false;
    struct cs_period period = audit->judgments[group->members[0]].fact.period;
    for (size_t g = 0; g < plan->n_groups; g++) {
        size_t lead = plan->groups[g].members[0];
        if (!plan->groups[g].is_live && audit->claims.items[lead].when_said.block != CS_NO_BLOCK &&
            !cs_period_compare(audit->judgments[lead].fact.period, period))
            return true;
    }
    return false;
}

void cs_mark_plan_settle(struct cs_mark_plan *plan)
{
    for (size_t g = 0; g < plan->n_groups; g++)
        plan->groups[g].is_live = can_live(plan, &plan->groups[g]);
    for (bool changes = true; changes;) {
        changes = false;
        for (size_t g = 0; g < plan->n_groups; g++) {
            struct cs_mark_group *group = &plan->groups[g];
            if (!group->is_live ||
                (!leaves_one_behind(plan, group) && !stands_beside_pinned(plan, group)))
                continue;
            group->is_live = false;
            changes = true;
        }
    }
}

struct dated {
    struct cs_said when;
    size_t claim;
};

static int compare_dated(const void *a, const void *b)
{
    const struct dated *x = a, *y = b;
    if (x->when.block != y->when.block)
        return x->when.block < y->when.block ? -1 : 1;
    if (x->when.block != CS_NO_BLOCK && x->when.start != y->when.start)
        return x->when.start < y->when.start ? -1 : 1;
    return x->claim < y->claim ? -1 : x->claim > y->claim;
}

/* The mark of a group's date: by the first member in whose figure a style writes it. */
static enum cs_status mark_date(struct cs_mark_plan *plan, struct cs_mark_group *group)
{
    struct cs_said when = plan->audit->claims.items[group->members[0]].when_said;
    struct cs_mark mark = {.style = NULL};
    for (size_t i = 0; when.block != CS_NO_BLOCK && !mark.style && i < group->n_members; i++)
        fill(plan, group->members[i], when, date_styles, &mark);
    if (!mark.style)
        return CS_OK;
    group->date = cs_arena_alloc(&plan->audit->arena, sizeof *group->date);
    if (!group->date)
        return CS_INTERNAL;
    *group->date = mark;
    group->date->is_date = true;
    return CS_OK;
}

static enum cs_status make_groups(struct cs_mark_plan *plan, struct dated *list, size_t *members)
{
    size_t n = plan->audit->claims.n_items;
    enum cs_status status = CS_OK;
    qsort(list, n, sizeof *list, compare_dated);
    for (size_t i = 0; status == CS_OK && i < n; i++) {
        members[i] = list[i].claim;
        bool is_same = i && list[i].when.block != CS_NO_BLOCK &&
                       list[i].when.block == list[i - 1].when.block &&
                       list[i].when.start == list[i - 1].when.start;
        if (!is_same)
            plan->groups[plan->n_groups++] = (struct cs_mark_group){.members = members + i};
        plan->groups[plan->n_groups - 1].n_members++;
        plan->group_of[list[i].claim] = plan->n_groups - 1;
    }
    for (size_t g = 0; status == CS_OK && g < plan->n_groups; g++)
        status = mark_date(plan, &plan->groups[g]);
    return status;
}

enum cs_status cs_mark_plan_make(struct cs_mark_plan *plan, struct cs_diag *diag)
{
    struct cs_arena *arena = &plan->audit->arena;
    size_t n = plan->audit->claims.n_items;
    struct dated *list = cs_arena_alloc(arena, (n + 1) * sizeof *list);
    size_t *members = cs_arena_alloc(arena, (n + 1) * sizeof *members);
    plan->values = cs_arena_alloc(arena, (n + 1) * sizeof *plan->values);
    plan->group_of = cs_arena_alloc(arena, (n + 1) * sizeof *plan->group_of);
    plan->groups = cs_arena_alloc(arena, (n + 1) * sizeof *plan->groups);
    if (!list || !members || !plan->values || !plan->group_of || !plan->groups)
        return cs_fail_memory(diag);
    for (size_t i = 0; i < n; i++) {
        const struct cs_claim *c = &plan->audit->claims.items[i];
        list[i] = (struct dated){c->when_said, i};
        fill(plan, i, c->value, value_styles, &plan->values[i]);
    }
    if (make_groups(plan, list, members) != CS_OK)
        return cs_fail_memory(diag);
    cs_mark_plan_settle(plan);
    return CS_OK;
}
