/* Whether planned edits did what they should. The copy that has them is audited like any guide;
 * here its claims and findings are held against those of the guide as it was. */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "guide/audit/fix_part.h"
#include "guide/text/document.h"

struct proof {
    struct cs_fix_plan *plan;
    const struct cs_edit *edits; /* ordered */
    size_t n_edits;
    const struct cs_audit *copy;
    bool *is_blamed; /* by group */
};

/* Where a byte of the guide lies in the copy. */
static size_t moved(const struct proof *p, size_t byte)
{
    long shift = 0;
    for (size_t i = 0; i < p->n_edits && p->edits[i].end <= byte; i++)
        shift += (long)strlen(p->edits[i].text) - (long)(p->edits[i].end - p->edits[i].start);
    return (size_t)((long)byte + shift);
}

static size_t start_of(const struct cs_audit *audit, struct cs_said at)
{
    return (size_t)(cs_fix_source(audit, at).start - audit->document.bytes);
}

static bool is_confirmed(const struct cs_audit *audit, size_t claim)
{
    return audit->judgments[claim].verdict == CS_CONFIRMED &&
           audit->judgments[claim].fault == CS_FAULT_NONE;
}

/* Whether a claim of the guide is confirmed in the copy. */
static bool is_confirmed_now(const struct proof *p, size_t claim)
{
    const struct cs_claim *old = &p->plan->audit->claims.items[claim];
    size_t start = moved(p, start_of(p->plan->audit, old->value));
    bool is_found = false;
    for (size_t i = 0; i < p->copy->claims.n_items; i++) {
        const struct cs_claim *c = &p->copy->claims.items[i];
        if (c->kind != old->kind || start_of(p->copy, c->value) != start)
            continue;
        if (!is_confirmed(p->copy, i))
            return false;
        is_found = true;
    }
    return is_found;
}

/* The group whose edit lies nearest to a byte of the guide. */
static void blame_nearest(struct proof *p, size_t byte)
{
    size_t nearest = p->plan->n_groups, distance = SIZE_MAX;
    for (size_t g = 0; g < p->plan->n_groups; g++) {
        const struct cs_fix_group *group = &p->plan->groups[g];
        for (size_t i = 0; group->way < CS_FIX_N_WAYS && i < group->n_edits[group->way]; i++) {
            size_t at = group->edits[group->way][i].edit.start;
            size_t d = at > byte ? at - byte : byte - at;
            if (d < distance) {
                distance = d;
                nearest = g;
            }
        }
    }
    if (nearest < p->plan->n_groups)
        p->is_blamed[nearest] = true;
}

/* What a group mends must be confirmed: under a moved date every value, else the rewritten ones. */
static bool is_mended(const struct proof *p, const struct cs_fix_group *group)
{
    for (size_t i = 0; group->way == CS_FIX_MOVE && i < group->n_members; i++)
        if (!is_confirmed_now(p, group->members[i]))
            return false;
    for (size_t i = 0; i < group->n_edits[group->way]; i++)
        if (!is_confirmed_now(p, group->edits[group->way][i].claim))
            return false;
    return true;
}

static bool has_finding(const struct proof *p, const struct cs_finding *finding)
{
    const struct cs_audit *audit = p->plan->audit;
    for (size_t i = 0; i < audit->n_findings; i++)
        if (audit->findings[i].rule == finding->rule &&
            moved(p, audit->findings[i].start) == finding->start)
            return true;
    return false;
}

/* A byte of the copy in the guide. */
static size_t moved_back(const struct proof *p, size_t byte)
{
    size_t at = byte;
    for (size_t i = 0; i < p->n_edits; i++) {
        size_t new_start = moved(p, p->edits[i].start);
        size_t size = strlen(p->edits[i].text);
        if (new_start > byte)
            break;
        at = byte < new_start + size ? p->edits[i].start
                                     : p->edits[i].end + (byte - new_start - size);
    }
    return at;
}

size_t cs_fix_prove(struct cs_fix_plan *plan, const struct cs_edit *edits, size_t n_edits,
                    const struct cs_audit *copy)
{
    struct proof p = {plan, edits, n_edits, copy, cs_arena_alloc(plan->arena, plan->n_groups + 1)};
    size_t n = 0;
    for (size_t g = 0; p.is_blamed && g < plan->n_groups; g++)
        p.is_blamed[g] = plan->groups[g].way < CS_FIX_N_WAYS && !is_mended(&p, &plan->groups[g]);
    for (size_t i = 0; p.is_blamed && i < plan->audit->claims.n_items; i++)
        if (is_confirmed(plan->audit, i) && !is_confirmed_now(&p, i))
            blame_nearest(&p, start_of(plan->audit, plan->audit->claims.items[i].value));
    for (size_t i = 0; p.is_blamed && i < copy->n_findings; i++)
        if (!has_finding(&p, &copy->findings[i]))
            blame_nearest(&p, moved_back(&p, copy->findings[i].start));
    for (size_t g = 0; g < plan->n_groups; g++) {
        struct cs_fix_group *group = &plan->groups[g];
        if (p.is_blamed && !p.is_blamed[g])
            continue;
        n += group->way < CS_FIX_N_WAYS;
        do
            group->way += group->way < CS_FIX_N_WAYS;
        while (group->way < CS_FIX_N_WAYS && !group->n_edits[group->way]);
        group->why = "with the edit something else in the guide would no longer be right";
    }
    return n;
}
