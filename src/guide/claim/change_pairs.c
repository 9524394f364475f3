/* The pairs of figures that a change may lie between, and the list they join. Apart because every
 * form of change adds to it. */
#include <math.h>
#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "base/grow.h"
#include "base/text.h"
#include "guide/claim/change.h"
#include "guide/claim/claim.h"
#include "guide/claim/claim_read.h"
#include "guide/text/find.h"
#include "guide/claim/passage.h"

enum { ANY_VALUE = -1 };

/* ---- the list ---- */

static bool grow(struct cs_claims *claims)
{
    struct cs_claim_pair *grown =
        cs_grown(claims->changes, claims->n_changes, &claims->changes_capacity, sizeof *grown);
    if (grown)
        claims->changes = grown;
    claims->failed |= grown == NULL;
    return grown != NULL;
}

void cs_change_keep(struct cs_change_draft *d)
{
    struct cs_claim_reader *r = d->s->reader;
    struct cs_claims *claims = r->claims;
    struct cs_claim_reader before = *r;
    cs_claims_add(r, &d->claim);
    *r = before; /* a change says nothing about what comes next */
    for (size_t i = 0; i < d->n_pairs && !claims->failed; i++) {
        if (!grow(claims))
            return;
        d->pairs[i].claim = claims->n_items - 1;
        d->pairs[i].unit = d->unit;
        d->pairs[i].direction = d->direction;
        d->pairs[i].is_more = d->is_more;
        claims->changes[claims->n_changes++] = d->pairs[i];
    }
}

/* ---- ends ---- */

enum { MOST_AN_HOUR = 400 }; /* a difference of more is one of yearly pay */

void cs_change_add_pair(struct cs_change_draft *d, const struct cs_claim *from,
                        const struct cs_claim *to, bool is_sure)
{
    if (d->n_pairs == CS_CHANGE_PAIRS || from->per != to->per || from->statistic != to->statistic ||
        !isnan(from->amount.high) || !isnan(to->amount.high))
        return;
    unsigned loose = CS_CLAIM_IS_PART | CS_CLAIM_IS_OTHERS | CS_CLAIM_PLACE_UNKNOWN |
                     CS_CLAIM_DOUBTFUL | CS_CLAIM_HAS_LEVEL;
    bool is_doubtful = ((from->flags | to->flags) & loose) != 0;
    struct cs_claim_pair *pair = &d->pairs[d->n_pairs++];
    *pair = (struct cs_claim_pair){.from = *from, .to = *to, .is_sure = is_sure && !is_doubtful};
    if (from->per == CS_PER_HOUR && d->unit == CS_CHANGE_BY && d->claim.amount.low > MOST_AN_HOUR) {
        pair->from = cs_change_unsaid(from); /* "$24.39 an hour, $1,200 above the median" */
        pair->to = cs_change_unsaid(to);
        pair->from.per = pair->to.per = CS_PER_YEAR;
    }
}

struct cs_claim cs_change_unsaid(const struct cs_claim *like)
{
    struct cs_claim end = *like;
    end.amount.low = end.amount.high = NAN;
    end.flags &= ~(unsigned)(CS_CLAIM_DATE_CARRIED | CS_CLAIM_IS_PAST);
    return end;
}

size_t cs_change_ends(const struct cs_change_draft *d, const struct cs_claim **out,
                      size_t *n_before)
{
    const struct cs_claim_reader *r = d->s->reader;
    const struct cs_claims *claims = r->claims;
    const struct cs_claim *found[CS_CHANGE_ENDS];
    size_t n = 0, n_here = 0;
    for (size_t i = claims->n_items; i-- > 0 && n < CS_CHANGE_ENDS;) {
        const struct cs_claim *c = &claims->items[i];
        if (c->value.block != d->s->p->all.block)
            break;
        if (c->kind != d->kind || !isnan(c->amount.high))
            continue;
        found[n++] = c;
        n_here += i >= r->sentence_first;
    }
    for (size_t i = 0; i < n; i++)
        out[i] = found[n - 1 - i];
    *n_before = n - n_here;
    return n;
}

enum cs_statistic cs_change_statistic(const struct cs_passage *p)
{
    const struct cs_cue *c =
        cs_passage_cue(p, CS_CUE_STATISTIC, ANY_VALUE, p->all.start, p->all.end);
    if (c)
        return (enum cs_statistic)c->value;
    return cs_find_first(p->all.text, p->all.start, p->all.end, "median") != CS_NOWHERE
               ? CS_STAT_MEDIAN
               : CS_STAT_UNSAID;
}

/* ---- spans of time in words ---- */

int cs_change_years_said(const struct cs_passage *p, size_t start, size_t end, size_t *at)
{
    static const char *const words[] = {"",    "one",   "two",   "three", "four", "five",
                                        "six", "seven", "eight", "nine",  "ten"};
    for (size_t i = start; i + 6 <= end; i++) {
        if (strncasecmp(p->all.text + i, " years", 6) != 0)
            continue;
        *at = i + 6;
        for (int n = 1; n <= 10; n++) {
            size_t size = strlen(words[n]);
            if (i >= start + size && !strncasecmp(p->all.text + i - size, words[n], size))
                return n;
        }
        if (i > start && cs_is_digit(p->all.text[i - 1]) &&
            !(i > start + 1 && cs_is_digit(p->all.text[i - 2])))
            return p->all.text[i - 1] - '0';
    }
    return 0;
}

static bool is_before(const struct cs_passage *p, size_t at, size_t end)
{
    enum { NEAR = 10 };
    static const char *const words[] = {"before", "earlier", "ago", "prior", NULL};
    return cs_find_any(p->all.text, at, at + NEAR < end ? at + NEAR : end, words);
}

int cs_change_years_back(const struct cs_passage *p, size_t start, size_t end)
{
    const struct cs_cue *c = cs_passage_cue(p, CS_CUE_AGO, ANY_VALUE, start, end);
    if (c && c->value > 0)
        return c->value;
    size_t at;
    int years = cs_change_years_said(p, start, end, &at);
    return years && is_before(p, at, end) ? years : 0;
}
