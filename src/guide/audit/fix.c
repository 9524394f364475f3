/* The rounds of mending: plan, try on a copy, keep what is proved, until nothing more is found. */
#include "guide/audit/fix.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/grow.h"
#include "guide/audit/audit.h"
#include "guide/audit/fix_part.h"
#include "guide/text/edit.h"

enum { MOST_TRIALS = 24, MOST_ROUNDS = 8 };

/* A stand of the text: that of the guide, or with edits made. */
struct stand {
    struct cs_buf text; /* empty: the guide's own bytes */
    struct cs_audit audit;
};

struct mending {
    struct cs_fix *fix;
    const struct cs_fix_task *task;
    const struct cs_audit *original;
    struct cs_diag *diag;
    size_t capacity;
};

static void clear_stand(struct stand *stand)
{
    cs_audit_clear(&stand->audit);
    cs_buf_clear(&stand->text);
}

/* The text with edits, audited. Clear the stand in every case. */
static enum cs_status make_stand(struct mending *m, const struct cs_audit *from,
                                 const struct cs_edit *edits, size_t n, struct stand *out)
{
    const struct cs_document *d = &from->document;
    cs_buf_init(&out->text);
    memset(&out->audit, 0, sizeof out->audit);
    cs_edits_apply(d->bytes, d->n_bytes, edits, n, &out->text);
    if (out->text.failed)
        return cs_fail_memory(m->diag);
    enum cs_status status =
        cs_audit_guide(&out->audit, m->task->names, m->task->evidence, m->task->options, d->file,
                       cs_buf_text(&out->text), out->text.size, m->diag);
    if (status == CS_OK && m->task->allowed)
        cs_audit_allow(&out->audit, m->task->allowed);
    return status;
}

/* Tries the plan until all that is left of it is proved. *n 0: nothing is. */
static enum cs_status try_plan(struct mending *m, struct cs_fix_plan *plan, struct stand *proved,
                               struct cs_edit **edits, size_t *n)
{
    for (int i = 0; i < MOST_TRIALS; i++) {
        enum cs_status status = cs_fix_plan_edits(plan, edits, n, m->diag);
        if (status != CS_OK || !*n)
            return status;
        status = make_stand(m, plan->audit, *edits, *n, proved);
        if (status != CS_OK || !cs_fix_prove(plan, *edits, *n, &proved->audit))
            return status;
        clear_stand(proved);
    }
    for (size_t g = 0; g < plan->n_groups; g++)
        plan->groups[g].way = CS_FIX_N_WAYS;
    *n = 0;
    return CS_OK;
}

/* ---- telling ---- */

static struct cs_fix_change *add_change(struct mending *m, size_t start, size_t end)
{
    struct cs_fix *fix = m->fix;
    struct cs_fix_change *grown =
        cs_arena_grown(&fix->arena, fix->changes, fix->n_changes, &m->capacity, sizeof *grown);
    if (!grown)
        return NULL;
    fix->changes = grown;
    struct cs_fix_change *change = &fix->changes[fix->n_changes++];
    const char *bytes = m->original->document.bytes;
    *change = (struct cs_fix_change){.start = start, .end = end};
    change->old_text = cs_arena_copy(&fix->arena, bytes + start, end - start);
    return change->old_text ? change : NULL;
}

/* A byte of the mended text in the guide. */
static size_t in_guide(const struct cs_fix *fix, size_t byte)
{
    size_t at = 0, old_end = 0; /* of what lies before, in the mended text and in the guide */
    for (size_t i = 0; i < fix->n_edits; i++) {
        const struct cs_edit *e = &fix->edits[i];
        size_t start = at + (e->start - old_end);
        if (byte < start)
            break;
        if (byte < start + strlen(e->text))
            return e->start;
        at = start + strlen(e->text);
        old_end = e->end;
    }
    return old_end + (byte - at);
}

static bool has_change(const struct cs_fix *fix, size_t start)
{
    for (size_t i = 0; i < fix->n_changes; i++)
        if (fix->changes[i].start == start)
            return true;
    return false;
}

/* What the proved edits write. */
static enum cs_status tell_made(struct mending *m, const struct cs_fix_plan *plan)
{
    for (size_t g = 0; g < plan->n_groups; g++) {
        const struct cs_fix_group *group = &plan->groups[g];
        for (size_t i = 0; group->way < CS_FIX_N_WAYS && i < group->n_edits[group->way]; i++) {
            const struct cs_fix_edit *e = &group->edits[group->way][i];
            size_t start = in_guide(m->fix, e->edit.start);
            if (has_change(m->fix, start))
                continue;
            struct cs_fix_change *change = add_change(m, start, in_guide(m->fix, e->edit.end));
            if (!change)
                return cs_fail_memory(m->diag);
            change->new_text = cs_arena_strdup(&m->fix->arena, e->edit.text);
            change->figure = e->is_date ? NULL : plan->audit->judgments[e->claim].figure;
            change->period = e->vintage->period.start_year ? e->vintage->period_text : "";
            change->source = e->vintage->source;
            m->fix->n_made++;
        }
    }
    return CS_OK;
}

static const char *why_left(const struct cs_fix_plan *plan, const struct cs_finding *finding)
{
    size_t claim = finding->claim;
    if (claim == CS_NO_CLAIM || !cs_fix_is_wrong(plan->audit, claim))
        return "two figures of the guide disagree; correct the one that is wrong by hand";
    if (plan->doubts[claim])
        return plan->doubts[claim];
    for (size_t g = 0; g < plan->n_groups; g++)
        for (size_t i = 0; i < plan->groups[g].n_members; i++)
            if (plan->groups[g].members[i] == claim && plan->groups[g].why)
                return plan->groups[g].why;
    return "no correction of it was proved; correct it by hand";
}

/* Errors and warnings of the last stand. */
static enum cs_status tell_left(struct mending *m, const struct cs_fix_plan *plan)
{
    for (size_t i = 0; i < plan->audit->n_findings; i++) {
        const struct cs_finding *f = &plan->audit->findings[i];
        size_t start = in_guide(m->fix, f->start);
        if (f->is_allowed || cs_rule_info(f->rule)->severity == CS_NOTE ||
            has_change(m->fix, start))
            continue;
        struct cs_fix_change *change = add_change(m, start, in_guide(m->fix, f->end));
        if (!change)
            return cs_fail_memory(m->diag);
        change->why = why_left(plan, f);
    }
    return CS_OK;
}

static int compare_changes(const void *a, const void *b)
{
    const struct cs_fix_change *x = a, *y = b;
    return x->start < y->start ? -1 : x->start > y->start;
}

/* ---- rounds ---- */

/* The edits of the guide that lead to where more edits of the mended text lead: its own, moved, and
 * theirs. An edit of a place that was edited replaces what was written there. */
static enum cs_status compose(struct mending *m, const struct cs_edit *more, size_t n)
{
    struct cs_fix *fix = m->fix;
    struct cs_edit *all = cs_arena_alloc(&fix->arena, (fix->n_edits + n + 1) * sizeof *all);
    size_t kept = 0;
    if (!all)
        return cs_fail_memory(m->diag);
    for (size_t i = 0; i < n; i++) {
        const char *text = cs_arena_strdup(&fix->arena, more[i].text);
        if (!text)
            return cs_fail_memory(m->diag);
        all[kept++] =
            (struct cs_edit){in_guide(fix, more[i].start), in_guide(fix, more[i].end), text};
    }
    for (size_t i = 0; i < fix->n_edits; i++) {
        bool is_replaced = false;
        for (size_t k = 0; k < n; k++)
            is_replaced |= all[k].start == fix->edits[i].start;
        if (!is_replaced)
            all[kept++] = fix->edits[i];
    }
    fix->edits = all;
    fix->n_edits = cs_edits_order(all, kept);
    return CS_OK;
}

/* One round: from a stand to the next, which is left empty when nothing more can be mended. */
static enum cs_status run_round(struct mending *m, const struct cs_audit *audit, struct stand *next,
                                bool *is_done)
{
    struct cs_arena arena;
    struct cs_edit *edits = NULL;
    size_t n = 0;
    cs_arena_init(&arena);
    struct cs_fix_plan plan = {.task = m->task, .audit = audit, .arena = &arena};
    enum cs_status status = cs_fix_plan_make(&plan, m->diag);
    if (status == CS_OK)
        status = try_plan(m, &plan, next, &edits, &n);
    *is_done = n == 0;
    if (status == CS_OK)
        status = n ? tell_made(m, &plan) : tell_left(m, &plan);
    if (status == CS_OK && n)
        status = compose(m, edits, n);
    cs_arena_clear(&arena);
    return status;
}

enum cs_status cs_fix_guide(struct cs_fix *fix, const struct cs_fix_task *task,
                            const struct cs_audit *audit, struct cs_diag *diag)
{
    memset(fix, 0, sizeof *fix);
    cs_arena_init(&fix->arena);
    struct mending m = {fix, task, audit, diag, 0};
    struct stand stands[2];
    memset(stands, 0, sizeof stands);
    enum cs_status status = CS_OK;
    const struct cs_audit *present = audit;
    bool is_done = false;
    for (int i = 0; status == CS_OK && !is_done && i < MOST_ROUNDS; i++) {
        clear_stand(&stands[i % 2]);
        status = run_round(&m, present, &stands[i % 2], &is_done);
        present = &stands[i % 2].audit;
    }
    clear_stand(&stands[0]);
    clear_stand(&stands[1]);
    if (fix->n_changes)
        qsort(fix->changes, fix->n_changes, sizeof *fix->changes, compare_changes);
    return status;
}

void cs_fix_clear(struct cs_fix *fix)
{
    cs_arena_clear(&fix->arena);
    memset(fix, 0, sizeof *fix);
}

static bool is_proved(const struct cs_fix *fix, const struct cs_edit *edit)
{
    for (size_t i = 0; i < fix->n_edits; i++)
        if (fix->edits[i].start == edit->start && fix->edits[i].end == edit->end &&
            strcmp(fix->edits[i].text, edit->text) == 0)
            return true;
    return false;
}

void cs_fix_keep_proved(const struct cs_fix *fix, struct cs_audit *audit)
{
    for (size_t i = 0; i < audit->n_findings; i++) {
        struct cs_finding *f = &audit->findings[i];
        bool are_proved = true;
        for (size_t k = 0; k < f->n_edits; k++)
            are_proved &= is_proved(fix, &f->edits[k]);
        f->n_edits = are_proved ? f->n_edits : 0;
    }
}
