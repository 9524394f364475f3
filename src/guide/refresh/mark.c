/* Markers proposed: of all styles that a figure has, the one that writes the author's own
 * bytes. */
#include "guide/refresh/mark.h"

#include <math.h>
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
#include "guide/figure/figure.h"
#include "guide/refresh/marker.h"
#include "guide/text/comments.h"
#include "guide/text/document.h"
#include "guide/text/edit.h"

static const char *const styles[] = {"money",     "money-k",        "number",        "percent",
                                     "percent-1", "signed-percent", "signed-number", "thousand",
                                     "range",     "range-k",        "word",          NULL};

struct proposal {
    struct cs_audit *audit;
    const struct cs_figure_data *figures;
    const struct cs_claim *claim;
    const struct cs_judgement *judgement;
    struct cs_figure_call call;
};

static const char *code_of(const struct proposal *p, enum cs_dim dim, uint32_t key)
{
    const struct cs_key *k = cs_dataset_key(cs_lookup_dataset(p->figures->lookup), dim, key);
    return k ? k->code : NULL;
}

static double percentile_of(enum cs_measure measure)
{
    return cs_measure_info(measure)->percentile;
}

/* The figure a confirmed claim states; 0 when there is none to mark. */
static int fill_call(struct proposal *p)
{
    const struct cs_claim *c = p->claim;
    const struct cs_judgement *j = p->judgement;
    if (!j->figure || c->subject.n_keys != 1 || c->subject.is_group || c->subject.is_ambiguous ||
        j->fact.is_derived || !isnan(c->amount.high) ||
        cs_period_compare(j->fact.period, j->newest.period))
        return 0;
    p->call = (struct cs_figure_call){
        .name = j->figure,
        .occupation = code_of(p, CS_DIM_OCCUPATION, c->subject.keys[0]),
        .region = c->region ? c->region->code : NULL,
        .level = c->level == CS_NO_KEY ? NULL : code_of(p, CS_DIM_LEVEL, c->level)};
    if (c->kind == CS_CLAIM_EMPLOYMENT && j->fact.measure == CS_EMPLOYMENT)
        p->call.name = "employment.current";
    if (!strcmp(j->figure, "salary.percentile"))
        p->call.percentile = percentile_of(j->fact.measure);
    if (c->kind == CS_CLAIM_PAY && c->per != CS_PER_YEAR)
        p->call.per = cs_per_name(c->per);
    return strcmp(p->call.name, "salary.range") != 0;
}

/* The first style that writes the author's bytes. */
static const char *find_style(struct proposal *p, struct cs_span written)
{
    struct cs_figure_value value;
    struct cs_diag ignored;
    const char *found = NULL;
    cs_diag_init(&ignored);
    if (cs_figure_eval(p->figures, &p->call, &p->audit->arena, &value, &ignored) == CS_OK &&
        value.is_present) {
        for (size_t i = 0; styles[i] && !found; i++) {
            const char *text = cs_figure_text(&value, styles[i], &p->audit->arena);
            if (text && cs_span_equals(written, text))
                found = styles[i];
        }
    }
    cs_diag_clear(&ignored);
    return found;
}

static const char *marker_text(struct proposal *p, const char *style)
{
    struct cs_arena *arena = &p->audit->arena;
    int is_mdx = p->audit->document.is_mdx;
    const struct cs_figure_call *c = &p->call;
    const char *percentile =
        c->percentile > 0 ? cs_arena_printf(arena, " p=%g", c->percentile) : "";
    return cs_arena_printf(
        arena, "%s cs:%s occupation=%s%s%s%s%s%s%s%s style=%s %s", is_mdx ? "{/*" : "<!--", c->name,
        c->occupation, c->region ? " region=" : "", c->region ? c->region : "",
        c->level ? " level=" : "", c->level ? c->level : "", percentile, c->per ? " per=" : "",
        c->per ? c->per : "", style, is_mdx ? "*/}" : "-->");
}

static int is_marked(const struct cs_guide_markers *markers, size_t byte)
{
    for (size_t i = 0; i < markers->n; i++) {
        if (byte >= markers->items[i].start && byte < markers->items[i].end)
            return 1;
    }
    return 0;
}

static size_t propose(struct proposal *p, const struct cs_guide_markers *markers,
                      struct cs_edit *out)
{
    const struct cs_document *d = &p->audit->document;
    struct cs_said at = p->claim->value;
    struct cs_span written = cs_document_source(d, &d->blocks[at.block], at.start, at.end);
    size_t start = (size_t)(written.start - d->bytes);
    int begins_line = !d->is_html && cs_markdown_content(d, start) >= start;
    int is_escaped = !d->is_html && start && d->bytes[start - 1] == '\\';
    if (begins_line || is_escaped || is_marked(markers, start) ||
        memchr(written.start, '<', written.size) || !fill_call(p))
        return 0;
    const char *style = find_style(p, written);
    const char *open = style ? marker_text(p, style) : NULL;
    if (!open)
        return 0;
    out[0] = (struct cs_edit){start, start, open};
    out[1] = (struct cs_edit){start + written.size, start + written.size,
                              d->is_mdx ? "{/* /cs */}" : "<!-- /cs -->"};
    return 2;
}

enum cs_status cs_mark_propose(struct cs_audit *audit, const struct cs_figure_data *figures,
                               struct cs_edit **edits, size_t *n_edits, size_t *n_claims,
                               struct cs_diag *diag)
{
    struct cs_guide_markers markers;
    *n_edits = *n_claims = 0;
    *edits = malloc((audit->claims.n_items * 2 + 1) * sizeof **edits);
    enum cs_status status = cs_markers_find(&markers, &audit->document, &audit->arena, diag);
    if (!*edits)
        status = cs_fail_memory(diag);
    for (size_t i = 0; status == CS_OK && i < audit->claims.n_items; i++) {
        struct proposal p = {audit, figures, &audit->claims.items[i], &audit->judgements[i], {0}};
        if (p.judgement->verdict != CS_CONFIRMED || p.judgement->fault != CS_FAULT_NONE)
            continue;
        ++*n_claims;
        *n_edits += propose(&p, &markers, *edits + *n_edits);
    }
    *n_edits = cs_edits_order(*edits, *n_edits);
    cs_markers_clear(&markers);
    return status;
}
