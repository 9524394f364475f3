/* What would be rewritten, date by date. A date and the values under it are one group: moving it
 * brings all of them to the newest figures, or is not tried. */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "data/period.h"
#include "guide/audit/around.h"
#include "guide/audit/fix_part.h"
#include "guide/judge/judge.h"
#include "guide/judge/judge_part.h"
#include "guide/text/document.h"
#include "guide/text/edit.h"

/* ---- the ways ---- */

/* Writes the value of a claim, or its date. */
static enum cs_status add_edit(struct cs_fix_plan *plan, struct cs_fix_group *group,
                               enum cs_fix_way way, size_t claim, struct cs_said at,
                               const char *text, const struct cs_vintage *vintage)
{
    struct cs_span old = cs_fix_source(plan->audit, at);
    size_t start = (size_t)(old.start - plan->audit->document.bytes);
    struct cs_vintage *kept = cs_arena_alloc(plan->arena, sizeof *kept);
    const char *copy = cs_arena_strdup(plan->arena, text);
    if (!kept || !copy)
        return CS_INTERNAL;
    *kept = *vintage;
    const struct cs_claim *c = &plan->audit->claims.items[claim];
    group->edits[way][group->n_edits[way]++] =
        (struct cs_fix_edit){.claim = claim,
                             .is_date = at.block != c->value.block || at.start != c->value.start,
                             .edit = {start, start + old.size, copy},
                             .vintage = kept};
    return CS_OK;
}

/* The date of a claim rewritten to its newest figure's; NULL when it cannot be. */
static const char *newest_date(struct cs_fix_plan *plan, size_t claim)
{
    const struct cs_judgment *j = &plan->audit->judgments[claim];
    struct cs_judgment unused = *j;
    const struct cs_trial trial = {plan->task->evidence, &plan->audit->document,
                                   &plan->audit->claims.items[claim], plan->arena, &unused};
    return j->newest.source ? cs_trial_rewrite_period(&trial, &j->newest) : NULL;
}

/* One member under the moved date: right as it stands, rewritten, or the reason why not. */
static const char *move_member(struct cs_fix_plan *plan, struct cs_fix_group *group, size_t claim,
                               const char *date)
{
    const struct cs_audit *audit = plan->audit;
    const struct cs_judgment *j = &audit->judgments[claim];
    struct cs_claim moved = audit->claims.items[claim];
    struct cs_judgment then;
    const char *own = newest_date(plan, claim);
    if (plan->doubts[claim])
        return "another value under its date would stay wrong";
    if (j->verdict != CS_CONFIRMED && !cs_fix_is_wrong(audit, claim))
        return "another value under its date cannot be checked";
    if (!own || strcmp(own, date) != 0)
        return "the values under its date are not all of one edition";
    if (cs_fix_is_wrong(audit, claim) && j->right && !j->right_period)
        return "the date said has a figure of its own";
    if (j->verdict == CS_STALE && j->right)
        return add_edit(plan, group, CS_FIX_MOVE, claim, moved.value, j->right, &j->newest) == CS_OK
                   ? NULL
                   : "out of memory";
    moved.when = j->newest.period;
    cs_judge(plan->task->evidence, &audit->document, &moved, plan->arena, &then);
    if (then.verdict == CS_CONFIRMED && then.fault == CS_FAULT_NONE)
        return NULL;
    if (j->verdict == CS_CONFIRMED || then.verdict != CS_CONTRADICTED || !then.right ||
        then.fact.is_derived)
        return "another value under its date would be wrong";
    return add_edit(plan, group, CS_FIX_MOVE, claim, moved.value, then.right, &then.fact) == CS_OK
               ? NULL
               : "out of memory";
}

/* The first member that is wrong. */
static size_t first_wrong(const struct cs_fix_plan *plan, const struct cs_fix_group *group)
{
    for (size_t i = 0; i < group->n_members; i++)
        if (cs_fix_is_wrong(plan->audit, group->members[i]))
            return group->members[i];
    return CS_NO_CLAIM;
}

static bool has_date(const struct cs_audit *audit, const struct cs_fix_group *group)
{
    return audit->claims.items[group->members[0]].when_said.block != CS_NO_BLOCK;
}

/* Why the date does not move, whatever stands under it. */
static const char *date_is_fixed(const struct cs_fix_plan *plan, const struct cs_fix_group *group,
                                 const struct cs_claim *lead, const char *date)
{
    enum { LONG_PAST_YEARS = 5 };
    struct cs_span old = cs_fix_source(plan->audit, lead->when_said);
    const struct cs_judgment *j = &plan->audit->judgments[lead - plan->audit->claims.items];
    if (!date || (strlen(date) == old.size && !memcmp(date, old.start, old.size)))
        return "the date beside it cannot be changed";
    if (!cs_period_is_span(lead->when) &&
        j->newest.period.start_year - lead->when.start_year >= LONG_PAST_YEARS)
        return "its date is long past";
    for (size_t i = 0; i < group->n_members; i++) {
        const struct cs_claim *c = &plan->audit->claims.items[group->members[i]];
        if (cs_around_has_other_date(plan->audit, c))
            return "its sentence has another date";
        if (cs_around_is_told_otherwise(plan->audit, c))
            return "its sentence speaks of the past, or of a sum";
    }
    return cs_around_dates_unread(plan->audit, group->members, group->n_members)
               ? "its date also stands for numbers that were not checked"
               : NULL;
}

static enum cs_status plan_move(struct cs_fix_plan *plan, struct cs_fix_group *group)
{
    size_t lead = first_wrong(plan, group);
    if (!has_date(plan->audit, group))
        return CS_OK;
    const struct cs_claim *c = &plan->audit->claims.items[lead];
    const char *date = newest_date(plan, lead);
    const char *why = date_is_fixed(plan, group, c, date);
    for (size_t i = 0; !why && i < group->n_members; i++)
        why = move_member(plan, group, group->members[i], date);
    if (why) {
        group->why = why;
        group->n_edits[CS_FIX_MOVE] = 0;
        return CS_OK;
    }
    return add_edit(plan, group, CS_FIX_MOVE, lead, c->when_said, date,
                    &plan->audit->judgments[lead].newest);
}

/* Whether the date stands right beside the value, in the same clause: an old figure is put only
 * there. */
static bool is_beside_date(const struct cs_audit *audit, const struct cs_claim *c)
{
    enum { FAR = 40 };
    const struct cs_said *v = &c->value, *d = &c->when_said;
    if (d->block != v->block)
        return d->block != CS_NO_BLOCK && audit->document.blocks[v->block].table != CS_NO_BLOCK;
    const char *text = audit->document.blocks[v->block].text;
    size_t start = v->end < d->start ? v->end : d->end;
    size_t end = v->end < d->start ? d->start : v->start;
    if (end < start || end - start > FAR)
        return false;
    return !memchr(text + start, ',', end - start) && !memchr(text + start, ';', end - start) &&
           !memmem(text + start, end - start, " and ", 5);
}

static enum cs_status plan_stay(struct cs_fix_plan *plan, struct cs_fix_group *group)
{
    enum cs_status status = CS_OK;
    for (size_t i = 0; status == CS_OK && i < group->n_members; i++) {
        size_t claim = group->members[i];
        const struct cs_claim *c = &plan->audit->claims.items[claim];
        const struct cs_judgment *j = &plan->audit->judgments[claim];
        bool is_stale = j->verdict == CS_STALE;
        if (!cs_fix_is_wrong(plan->audit, claim) || !j->right || j->right_period ||
            (is_stale && c->when.start_year))
            continue;
        bool is_old = !is_stale && cs_period_compare(j->fact.period, j->newest.period) != 0;
        if (is_old && !is_beside_date(plan->audit, c)) {
            group->why = group->why ? group->why : "its sentence has a date that may be its own";
            continue;
        }
        if (plan->doubts[claim]) {
            group->why = group->why ? group->why : plan->doubts[claim];
            continue;
        }
        status = add_edit(plan, group, CS_FIX_STAY, claim, c->value, j->right,
                          is_stale ? &j->newest : &j->fact);
    }
    return status;
}

static enum cs_status plan_group(struct cs_fix_plan *plan, struct cs_fix_group *group)
{
    for (int way = 0; way < CS_FIX_N_WAYS; way++) {
        group->edits[way] =
            cs_arena_alloc(plan->arena, (group->n_members + 1) * sizeof **group->edits);
        if (!group->edits[way])
            return CS_INTERNAL;
    }
    enum cs_status status = plan_move(plan, group);
    if (status == CS_OK)
        status = plan_stay(plan, group);
    while (group->way < CS_FIX_N_WAYS && !group->n_edits[group->way])
        group->way++;
    return status;
}

/* ---- groups ---- */

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

static bool is_same_date(const struct dated *a, const struct dated *b)
{
    return a->when.block != CS_NO_BLOCK && a->when.block == b->when.block &&
           a->when.start == b->when.start;
}

/* Claims by date, and the reasons why their values are left. */
static struct dated *list_claims(struct cs_fix_plan *plan, size_t *members)
{
    size_t n = plan->audit->claims.n_items;
    struct dated *list = cs_arena_alloc(plan->arena, (n + 1) * sizeof *list);
    plan->doubts = cs_arena_alloc(plan->arena, (n + 1) * sizeof *plan->doubts);
    plan->groups = cs_arena_alloc(plan->arena, (n + 1) * sizeof *plan->groups);
    plan->names = cs_arena_alloc(plan->arena, sizeof *plan->names);
    if (!list || !plan->doubts || !plan->groups || !plan->names ||
        cs_fix_names_find(plan->names, plan->audit, plan->arena) != CS_OK)
        return NULL;
    for (size_t i = 0; i < n; i++) {
        list[i] = (struct dated){plan->audit->claims.items[i].when_said, i};
        if (cs_fix_is_wrong(plan->audit, i))
            plan->doubts[i] = cs_fix_doubt(plan, i);
    }
    qsort(list, n, sizeof *list, compare_dated);
    for (size_t i = 0; i < n; i++)
        members[i] = list[i].claim;
    return list;
}

enum cs_status cs_fix_plan_make(struct cs_fix_plan *plan, struct cs_diag *diag)
{
    size_t n = plan->audit->claims.n_items;
    size_t *members = cs_arena_alloc(plan->arena, (n + 1) * sizeof *members);
    struct dated *list = members ? list_claims(plan, members) : NULL;
    enum cs_status status = list ? CS_OK : CS_INTERNAL;
    for (size_t first = 0, end; status == CS_OK && first < n; first = end) {
        for (end = first + 1; end < n && is_same_date(&list[first], &list[end]);)
            end++;
        struct cs_fix_group group = {.members = members + first, .n_members = end - first};
        if (first_wrong(plan, &group) == CS_NO_CLAIM)
            continue;
        status = plan_group(plan, &group);
        plan->groups[plan->n_groups++] = group;
    }
    return status == CS_OK ? CS_OK : cs_fail_memory(diag);
}

enum cs_status cs_fix_plan_edits(const struct cs_fix_plan *plan, struct cs_edit **edits, size_t *n,
                                 struct cs_diag *diag)
{
    size_t most = 0;
    *n = 0;
    for (size_t g = 0; g < plan->n_groups; g++)
        if (plan->groups[g].way < CS_FIX_N_WAYS)
            most += plan->groups[g].n_edits[plan->groups[g].way];
    *edits = cs_arena_alloc(plan->arena, (most + 1) * sizeof **edits);
    if (!*edits)
        return cs_fail_memory(diag);
    for (size_t g = 0; g < plan->n_groups; g++) {
        const struct cs_fix_group *group = &plan->groups[g];
        for (size_t i = 0; group->way < CS_FIX_N_WAYS && i < group->n_edits[group->way]; i++)
            (*edits)[(*n)++] = group->edits[group->way][i].edit;
    }
    *n = cs_edits_order(*edits, *n);
    return CS_OK;
}
