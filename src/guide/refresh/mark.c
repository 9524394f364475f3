/* Markers proposed and proved: put into a copy, they must be found where they were put, change no
 * word that readers see, and stand there as refresh would write them. */
#include "guide/refresh/mark.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/text.h"
#include "data/period.h"
#include "guide/refresh/mark_part.h"
#include "guide/refresh/marker.h"
#include "guide/refresh/refresh.h"
#include "guide/text/document.h"
#include "guide/text/edit.h"

struct marking {
    struct cs_mark_plan plan;
    struct cs_mark **marks; /* proposed, in the order of their places */
    size_t n_marks;
    struct cs_edit *edits; /* two a mark */
    struct cs_diag *diag;
};

/* MDX has no HTML comments. */
static bool is_mdx(const struct cs_document *document)
{
    return document->file && cs_ends_with_nocase(document->file, ".mdx");
}

static const char *open_text(const struct cs_mark_plan *plan, const struct cs_mark *mark,
                             bool is_pinned)
{
    struct cs_arena *arena = &plan->audit->arena;
    const struct cs_figure_call *c = &mark->call;
    const char *percentile =
        c->percentile > 0 ? cs_arena_printf(arena, " p=%g", c->percentile) : "";
    char period[CS_PERIOD_TEXT_BYTES] = "";
    if (is_pinned)
        cs_period_format(plan->audit->judgments[mark->claim].fact.period, period);
    bool mdx = is_mdx(&plan->audit->document);
    return cs_arena_printf(
        arena, "%s cs:%s occupation=%s%s%s%s%s%s%s%s%s%s style=%s %s", mdx ? "{/*" : "<!--",
        c->name, c->occupation, c->region ? " region=" : "", c->region ? c->region : "",
        c->level ? " level=" : "", c->level ? c->level : "", percentile, c->per ? " per=" : "",
        c->per ? c->per : "", *period ? " period=" : "", period, mark->style, mdx ? "*/}" : "-->");
}

static bool add_mark(struct marking *m, struct cs_mark *mark, bool is_pinned)
{
    mark->open = open_text(&m->plan, mark, is_pinned);
    if (mark->open)
        m->marks[m->n_marks++] = mark;
    return mark->open != NULL;
}

static int compare_marks(const void *a, const void *b)
{
    const struct cs_mark *x = *(struct cs_mark *const *)a, *y = *(struct cs_mark *const *)b;
    return x->start < y->start ? -1 : x->start > y->start;
}

/* What the plan proposes as it stands: live groups with their dates; of others the dated values,
 * pinned. */
static enum cs_status propose(struct marking *m)
{
    struct cs_mark_plan *plan = &m->plan;
    bool ok = true;
    m->n_marks = 0;
    for (size_t g = 0; g < plan->n_groups; g++) {
        struct cs_mark_group *group = &plan->groups[g];
        bool is_dated = plan->audit->claims.items[group->members[0]].when_said.block != CS_NO_BLOCK;
        for (size_t i = 0; i < group->n_members; i++) {
            struct cs_mark *value = &plan->values[group->members[i]];
            if (value->style && !value->is_dropped && (group->is_live || is_dated))
                ok &= add_mark(m, value, !group->is_live);
        }
        if (group->is_live && group->date)
            ok &= add_mark(m, group->date, false);
    }
    qsort(m->marks, m->n_marks, sizeof *m->marks, compare_marks);
    const char *close = is_mdx(&plan->audit->document) ? "{/* /cs */}" : "<!-- /cs -->";
    size_t kept = 0;
    for (size_t i = 0; i < m->n_marks; i++) {
        struct cs_mark *mark = m->marks[i];
        if (kept && mark->start < m->marks[kept - 1]->end)
            continue;
        m->marks[kept] = mark;
        m->edits[2 * kept] = (struct cs_edit){mark->start, mark->start, mark->open};
        m->edits[2 * kept + 1] = (struct cs_edit){mark->end, mark->end, close};
        kept++;
    }
    m->n_marks = kept;
    return ok ? CS_OK : cs_fail_memory(m->diag);
}

/* ---- proof ---- */

static bool reads_alike(const struct cs_document *a, const struct cs_document *b)
{
    bool same = a->n_blocks == b->n_blocks;
    for (size_t i = 0; same && i < a->n_blocks; i++)
        same = a->blocks[i].size == b->blocks[i].size &&
               !memcmp(a->blocks[i].text, b->blocks[i].text, a->blocks[i].size);
    return same;
}

/* Whether a mark stands in the copy, at the byte, as refresh would write it. */
static bool stands(const struct cs_refresh *copy, size_t byte)
{
    for (size_t i = 0; i < copy->n_items; i++)
        if (copy->items[i].marker->start == byte)
            return copy->items[i].state == CS_REFRESH_CURRENT;
    return false;
}

/* The first block whose words differ; the whole guide is read anew with every mark. */
static size_t first_difference(const struct cs_document *a, const struct cs_document *b)
{
    for (size_t i = 0; i < a->n_blocks; i++)
        if (i >= b->n_blocks || a->blocks[i].size != b->blocks[i].size ||
            memcmp(a->blocks[i].text, b->blocks[i].text, a->blocks[i].size) != 0)
            return a->blocks[i].size ? a->blocks[i].from[0] : 0;
    return a->n_bytes;
}

/* Drops what does not stand; when all stands but readers would see something else, what is nearest
 * behind it. Returns how many were dropped. */
static size_t drop_failed(struct marking *m, const struct cs_refresh *copy)
{
    const struct cs_document *d = &m->plan.audit->document;
    size_t n = 0, shift = 0;
    for (size_t i = 0; i < m->n_marks; i++) {
        if (!stands(copy, m->marks[i]->start + shift)) {
            m->marks[i]->is_dropped = true;
            n++;
        }
        shift += strlen(m->edits[2 * i].text) + strlen(m->edits[2 * i + 1].text);
    }
    if (n || reads_alike(d, &copy->document))
        return n;
    size_t at = first_difference(d, &copy->document), victim = 0;
    while (victim + 1 < m->n_marks && m->marks[victim]->start < at)
        victim++;
    m->marks[victim]->is_dropped = true;
    return 1;
}

/* Makes the marks in a copy and drops those that fail. */
static enum cs_status prove(struct marking *m, size_t *n_dropped)
{
    const struct cs_document *d = &m->plan.audit->document;
    static const struct cs_refresh_options options = {0};
    struct cs_refresh copy;
    struct cs_diag inner;
    struct cs_buf text;
    cs_buf_init(&text);
    cs_diag_init(&inner);
    cs_edits_apply(d->bytes, d->n_bytes, m->edits, 2 * m->n_marks, &text);
    enum cs_status status = text.failed ? cs_fail_memory(m->diag) : CS_OK;
    if (status == CS_OK) {
        enum cs_status refreshed = cs_refresh_guide(&copy, m->plan.figures, &options, d->file,
                                                    cs_buf_text(&text), text.size, &inner);
        *n_dropped = drop_failed(m, &copy);
        if (refreshed == CS_INTERNAL || refreshed == CS_IO) {
            status = refreshed;
            cs_diag_merge(m->diag, &inner);
        }
        cs_refresh_clear(&copy);
    }
    cs_diag_clear(&inner);
    cs_buf_clear(&text);
    return status;
}

/* Proposes, proves, and goes on without what failed until everything stands. */
static enum cs_status settle(struct marking *m)
{
    enum cs_status status = CS_OK;
    size_t n_dropped = 1;
    while (status == CS_OK && n_dropped) {
        n_dropped = 0;
        cs_mark_plan_settle(&m->plan);
        status = propose(m);
        if (status == CS_OK && m->n_marks)
            status = prove(m, &n_dropped);
    }
    return status;
}

static const char *why_left(const struct marking *m, const struct cs_mark *value)
{
    const struct cs_mark_group *group = &m->plan.groups[m->plan.group_of[value->claim]];
    if (value->lack)
        return value->lack;
    return value->is_dropped || group->is_live
               ? "the guide would not read the same with a marker around it"
               : "without a date of its own it changes with its sentence, of which a part would "
                 "stay";
}

/* Every claim is marked, was marked before, is left, or is not confirmed. */
static enum cs_status sort_claims(struct marking *m, struct cs_mark_proposal *out)
{
    const struct cs_audit *audit = m->plan.audit;
    size_t n = audit->claims.n_items;
    out->left = calloc(n + 1, sizeof *out->left);
    if (!out->left)
        return cs_fail_memory(m->diag);
    for (size_t i = 0; i < m->n_marks; i++)
        m->marks[i]->is_kept = true;
    for (size_t i = 0; i < n; i++) {
        const struct cs_mark *value = &m->plan.values[i];
        if (value->is_kept)
            out->n_values++;
        else if (cs_mark_is_there(m->plan.markers, value->start))
            out->n_before++;
        else if (audit->judgments[i].verdict != CS_CONFIRMED ||
                 audit->judgments[i].fault != CS_FAULT_NONE)
            out->n_unconfirmed++;
        else
            out->left[out->n_left++] =
                (struct cs_mark_left){value->start, value->end, why_left(m, value)};
    }
    return CS_OK;
}

void cs_mark_proposal_clear(struct cs_mark_proposal *proposal)
{
    free(proposal->edits);
    free(proposal->left);
}

enum cs_status cs_mark_propose(struct cs_audit *audit, const struct cs_figure_data *figures,
                               struct cs_mark_proposal *out, struct cs_diag *diag)
{
    struct cs_guide_markers markers;
    size_t most = 2 * audit->claims.n_items + 1; /* a value and a date a claim */
    *out = (struct cs_mark_proposal){.edits = malloc(2 * most * sizeof *out->edits)};
    enum cs_status status = cs_markers_find(&markers, &audit->document, &audit->arena, diag);
    struct marking m = {.plan = {.audit = audit, .figures = figures, .markers = &markers},
                        .marks = cs_arena_alloc(&audit->arena, most * sizeof *m.marks),
                        .edits = out->edits,
                        .diag = diag};
    if (!out->edits || !m.marks)
        status = cs_fail_memory(diag);
    if (status == CS_OK)
        status = cs_mark_plan_make(&m.plan, diag);
    if (status == CS_OK)
        status = settle(&m);
    if (status == CS_OK)
        status = sort_claims(&m, out);
    out->n_edits = status == CS_OK ? 2 * m.n_marks : 0;
    cs_markers_clear(&markers);
    return status;
}
