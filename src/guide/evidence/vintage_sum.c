/* Figures of several occupations together, period by period, from the parts that the same file
 * publishes. Apart because what is added up here carries the rounding of its parts: it may confirm
 * and contradict, but is never written into a guide. */
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/outlook/lookup.h"
#include "data/dataset.h"
#include "data/period.h"
#include "guide/evidence/vintage.h"
#include "guide/topic/topic.h"

enum { CODE_BYTES = 7 };

static bool is_summable(enum cs_measure measure)
{
    return measure == CS_EMPLOYMENT || measure == CS_EMPLOYMENT_BASE ||
           measure == CS_EMPLOYMENT_PROJECTED || measure == CS_EMPLOYMENT_CHANGE ||
           measure == CS_OPENINGS_ANNUAL;
}

static struct cs_vintage *at_period(struct cs_vintages *all, struct cs_period period)
{
    for (size_t i = 0; i < all->n; i++) {
        if (!cs_period_compare(all->items[i].period, period))
            return &all->items[i];
    }
    return NULL;
}

/* Newest first, as published figures are listed. */
static int compare_vintages(const void *a, const void *b)
{
    const struct cs_vintage *x = a, *y = b;
    return -cs_period_compare(x->period, y->period);
}

static const char *code_of(const struct cs_evidence *e, uint32_t key)
{
    const struct cs_key *k = cs_dataset_key(cs_lookup_dataset(e->data), CS_DIM_OCCUPATION, key);
    return k && strlen(k->code) == CODE_BYTES ? k->code : NULL;
}

static bool is_summary(const char *code)
{
    return code && code[CODE_BYTES - 1] == '0';
}

/* ---- one summary code from its parts ---- */

/* Adds one part's figure of a period; a part that is withheld spoils the sum. */
static void add(struct cs_vintage *sum, const struct cs_vintage *part)
{
    sum->value += part->value;
    sum->open += part->open;
    sum->is_missing |= part->is_missing || part->is_floor;
    sum->presence = part->is_missing ? part->presence : sum->presence;
}

/* The parts of a group with their vintages; of a broad code with parts of its own either it or
 * they count, whichever a period has. */
struct parts {
    struct cs_vintages *series; /* heap */
    struct cs_subject keys;
};

static bool read_parts(const struct cs_evidence *e, const struct cs_vintage_query *q,
                       const char *code, struct parts *out)
{
    out->keys = cs_subject_parts(e->data, code);
    out->series = out->keys.is_unknown ? NULL : malloc(out->keys.n_keys * sizeof *out->series);
    for (size_t i = 0; out->series && i < out->keys.n_keys; i++) {
        out->series[i].n = 0;
        cs_vintages_published(e->data, q, out->keys.keys[i], &out->series[i]);
    }
    return out->series != NULL;
}

/* Whether part i is counted in a broad code that the period publishes. */
static bool is_in_other(const struct cs_evidence *e, const struct parts *p, size_t i,
                        struct cs_period period)
{
    const char *own = code_of(e, p->keys.keys[i]);
    for (size_t k = 0; k < p->keys.n_keys; k++) {
        const char *other = code_of(e, p->keys.keys[k]);
        if (k != i && own && other && is_summary(other) && !is_summary(own) &&
            cs_code_is_under(own, other) && at_period(&p->series[k], period))
            return true;
    }
    return false;
}

/* Sums for the periods that `out` does not hold. */
static void sum_parts(const struct cs_evidence *e, const struct cs_vintage_query *q,
                      const char *code, struct cs_vintages *out)
{
    struct parts parts;
    if (!read_parts(e, q, code, &parts))
        return;
    size_t n_published = out->n;
    for (size_t i = 0; i < parts.keys.n_keys; i++) {
        for (size_t k = 0; k < parts.series[i].n; k++) {
            const struct cs_vintage *part = &parts.series[i].items[k];
            struct cs_vintage *sum = at_period(out, part->period);
            if ((sum && (size_t)(sum - out->items) < n_published) ||
                is_in_other(e, &parts, i, part->period))
                continue;
            if (sum) {
                add(sum, part);
            } else if (out->n < CS_VINTAGES) {
                out->items[out->n] = *part;
                out->items[out->n].is_missing |= part->is_floor;
                out->items[out->n++].is_derived = true;
            }
        }
    }
    free(parts.series);
    qsort(out->items, out->n, sizeof *out->items, compare_vintages);
}

/* What is published of an occupation, and for other periods the sum of its parts. */
static void list_count(const struct cs_evidence *e, const struct cs_vintage_query *q, uint32_t key,
                       struct cs_vintages *out)
{
    out->n = 0;
    cs_vintages_published(e->data, q, key, out);
    if (is_summary(code_of(e, key)))
        sum_parts(e, q, code_of(e, key), out);
}

/* ---- several occupations ---- */

/* Adds a part to sums; a period that a part lacks goes. */
static void add_series(struct cs_vintages *sums, struct cs_vintages *part)
{
    size_t kept = 0;
    for (size_t i = 0; i < sums->n; i++) {
        const struct cs_vintage *other = at_period(part, sums->items[i].period);
        if (!other || other->is_missing || other->is_floor || sums->items[i].is_missing)
            continue;
        struct cs_vintage sum = sums->items[i];
        add(&sum, other);
        sum.is_derived = true;
        sums->items[kept++] = sum;
    }
    sums->n = kept;
}

static void list_sum(const struct cs_evidence *e, const struct cs_vintage_query *q,
                     struct cs_vintages *out)
{
    struct cs_vintages part;
    list_count(e, q, q->subject->keys[0], out);
    for (size_t i = 1; i < q->subject->n_keys && out->n; i++) {
        list_count(e, q, q->subject->keys[i], &part);
        add_series(out, &part);
    }
}

/* Percent change of several: from their sums, with what the rounding of each leaves open. */
static void list_percent(const struct cs_evidence *e, const struct cs_vintage_query *q,
                         struct cs_vintages *out)
{
    struct cs_vintage_query base = *q, target = *q;
    struct cs_vintages bases = {.n = 0}, targets = {.n = 0};
    base.measure = CS_EMPLOYMENT_BASE;
    target.measure = CS_EMPLOYMENT_PROJECTED;
    list_sum(e, &base, &bases);
    list_sum(e, &target, &targets);
    for (size_t i = 0; i < bases.n && out->n < CS_VINTAGES; i++) {
        const struct cs_vintage *b = &bases.items[i];
        const struct cs_vintage *t = at_period(&targets, b->period);
        if (!t || !(b->value > 0) || b->is_missing || t->is_missing || at_period(out, b->period))
            continue;
        struct cs_vintage v = *t;
        v.measure = CS_PERCENT_CHANGE;
        v.value = 100 * (t->value - b->value) / b->value;
        v.open = 100 * (t->open + b->open) / b->value;
        v.unit = (struct cs_unit){.kind = CS_UNIT_PERCENT};
        v.is_derived = true;
        out->items[out->n++] = v;
    }
    qsort(out->items, out->n, sizeof *out->items, compare_vintages);
}

void cs_vintages_sum(const struct cs_evidence *e, const struct cs_vintage_query *q,
                     struct cs_vintages *out)
{
    const struct cs_subject *s = q->subject;
    if (s->n_keys == 1 && !is_summary(code_of(e, s->keys[0])))
        return;
    if (q->measure == CS_PERCENT_CHANGE) {
        list_percent(e, q, out);
    } else if (is_summable(q->measure) && s->n_keys == 1) {
        sum_parts(e, q, code_of(e, s->keys[0]), out);
    } else if (is_summable(q->measure)) {
        list_sum(e, q, out);
    }
}
