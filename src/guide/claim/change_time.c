/* The two figures of a change over time: one occupation, two dates. */
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "data/period.h"
#include "guide/claim/change.h"
#include "guide/claim/claim.h"
#include "guide/text/find.h"
#include "guide/claim/passage.h"
#include "guide/topic/topic.h"

enum { MOST_YEARS = 4 };

/* The different years of the sentence; returns how many, at most MOST_YEARS. */
static size_t years_of(const struct cs_passage *p, int years[MOST_YEARS])
{
    size_t n = 0;
    for (size_t i = 0; i < p->n_amounts && n + 1 < MOST_YEARS; i++) {
        const struct cs_amount *a = &p->amounts[i];
        if (a->kind != CS_AMOUNT_YEAR && a->kind != CS_AMOUNT_SPAN)
            continue;
        int said[] = {a->period.start_year, a->period.end_year};
        for (size_t k = 0; k < (a->kind == CS_AMOUNT_SPAN ? 2u : 1u); k++) {
            size_t at = 0;
            while (at < n && years[at] != said[k])
                at++;
            if (at == n)
                years[n++] = said[k];
        }
    }
    return n;
}

static struct cs_claim in_year(const struct cs_claim *like, int year)
{
    struct cs_claim end = cs_change_unsaid(like);
    end.when = (struct cs_period){.start_year = year, .end_year = year};
    end.when_said.block = CS_NO_BLOCK;
    return end;
}

static void add_in_order(struct cs_change_draft *d, const struct cs_claim *a,
                         const struct cs_claim *b, bool is_sure)
{
    bool is_later =
        a->when.start_year && b->when.start_year && cs_period_compare(a->when, b->when) > 0;
    cs_change_add_pair(d, is_later ? b : a, is_later ? a : b, is_sure);
}

/* Whether an end is of whom the change is about. */
static bool is_own(const struct cs_change_draft *d, const struct cs_claim *end)
{
    return end->region == d->claim.region && cs_subject_equals(&end->subject, &d->claim.subject);
}

/* The claims that may be an end of a change of the subject; the last comes last. */
static size_t own_ends(const struct cs_change_draft *d, const struct cs_claim **out, size_t *n_here)
{
    const struct cs_claim *all[CS_CHANGE_ENDS];
    size_t n_before, n = 0, n_all = cs_change_ends(d, all, &n_before);
    *n_here = 0;
    for (size_t i = 0; i < n_all; i++) {
        if (!is_own(d, all[i]))
            continue;
        *n_here += i >= n_before;
        out[n++] = all[i];
    }
    return n;
}

/* One figure is said, the other is that of a date or of some years before. */
static bool add_dated(struct cs_change_draft *d, const struct cs_claim *end, bool is_here)
{
    const struct cs_passage *p = d->s->p;
    int years[MOST_YEARS];
    size_t n = years_of(p, years);
    int back = cs_change_years_back(p, d->at.end, p->all.end);
    for (size_t i = 0; i < n && is_here; i++) {
        struct cs_claim other = in_year(end, years[i]);
        if (end->when.start_year && years[i] != end->when.start_year)
            add_in_order(d, end, &other, n <= 2);
    }
    size_t at;
    int span = back ? -back : cs_change_years_said(p, p->all.start, p->all.end, &at);
    if (!d->n_pairs && span && end->when.start_year && is_here) {
        struct cs_claim other = in_year(end, end->when.start_year + span);
        add_in_order(d, end, &other, back != 0);
    }
    return d->n_pairs > 0;
}

/* Every two of several: "$122,960 in 2019, $145,760 in 2023 and $151,160 in 2024. That is …". */
static void add_all(struct cs_change_draft *d, const struct cs_claim *const *ends, size_t n)
{
    size_t at;
    int back = cs_change_years_said(d->s->p, d->s->p->all.start, d->s->p->all.end, &at);
    for (size_t i = 0; i < n; i++) {
        for (size_t k = i + 1; k < n; k++) {
            int first = ends[i]->when.start_year, last = ends[k]->when.start_year;
            int is_dated = first && last, apart = abs(last - first);
            if ((is_dated && first == last) || (!is_dated && first != last))
                continue;
            int fits = !back || !is_dated || apart == back;
            bool is_meant = n == 2 || (back && i == 0 && k == n - 1);
            add_in_order(d, ends[i], ends[k],
                         fits && is_meant && ends[i]->amount.low != ends[k]->amount.low);
        }
    }
}

/* No figure is said of the subject: of the dates of this sentence, or those that another
 * occupation's figures in the paragraph have. */
static void add_by_dates(struct cs_change_draft *d)
{
    const struct cs_passage *p = d->s->p;
    const struct cs_claim *all[CS_CHANGE_ENDS];
    int years[MOST_YEARS];
    size_t n_before, n_all = cs_change_ends(d, all, &n_before), n = years_of(p, years);
    struct cs_claim like = d->claim;
    like.kind = d->kind;
    like.statistic = cs_change_statistic(p);
    like.per = CS_PER_YEAR;
    if (n_all) {
        like.per = all[n_all - 1]->per;
        if (like.statistic == CS_STAT_UNSAID)
            like.statistic = all[n_all - 1]->statistic;
    }
    for (size_t i = 0; i < n_all && n == 0; i++) { /* "in those five years" */
        if (all[i]->when.start_year && all[i]->when.start_year != all[n_all - 1]->when.start_year) {
            years[0] = all[i]->when.start_year;
            years[1] = all[n_all - 1]->when.start_year;
            n = 2;
        }
    }
    if (n != 2)
        return;
    struct cs_claim a = in_year(&like, years[0]), b = in_year(&like, years[1]);
    add_in_order(d, &a, &b, like.statistic != CS_STAT_UNSAID && like.statistic != CS_STAT_AVERAGE);
}

/* "The median was $45,260 in May 2019. That's a raise of $12,180 since": up to today. */
static void add_since(struct cs_change_draft *d, const struct cs_claim *end)
{
    const struct cs_claims *claims = d->s->reader->claims;
    struct cs_claim today = cs_change_unsaid(end);
    for (size_t i = claims->n_items; i-- > 0;) { /* today's may be told elsewhere */
        const struct cs_claim *c = &claims->items[i];
        if (c->kind == d->kind && c->value.block != end->value.block && is_own(d, c))
            cs_change_add_pair(d, end, c, 0);
    }
    today.when = (struct cs_period){0, 0, 0};
    today.when_said.block = CS_NO_BLOCK;
    if (end->when.start_year)
        cs_change_add_pair(d, end, &today, 0);
}

void cs_change_over_time(struct cs_change_draft *d)
{
    const struct cs_claim *ends[CS_CHANGE_ENDS];
    size_t n_here, n = own_ends(d, ends, &n_here);
    if (n_here >= 2) {
        /* nearest before the change, else all of the sentence */
        size_t first = n - n_here, last = n;
        while (last > first + 2 && ends[last - 1]->value.start > d->at.start)
            last--;
        add_all(d, ends + (last - first > 2 ? last - 2 : first),
                last - first > 2 ? 2 : last - first);
    } else if (n_here == 1 && add_dated(d, ends[n - 1], 1)) {
        return;
    } else if (n >= 2) {
        add_all(d, ends, n);
    } else if (n == 1) {
        add_since(d, ends[0]);
    } else {
        add_by_dates(d);
    }
}
