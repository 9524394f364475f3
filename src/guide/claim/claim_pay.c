/* Which statistic a pay figure is; with guide/claim/pay_per.h what it is paid for. */
#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "base/text.h"
#include "guide/claim/claim_read.h"
#include "guide/claim/passage.h"
#include "guide/claim/pay_per.h"
#include "guide/claim/bind.h"

enum { ANY_VALUE = -1 };

struct statistic_spots {
    struct cs_spot spots[CS_PASSAGE_CUES];
    int values[CS_PASSAGE_CUES];
    size_t n;
};

/* Whether ranks in tenths are spoken of: then "the highest" means the highest tenth. */
static bool speaks_of_tenths(const struct cs_sentence *s)
{
    for (size_t i = 0; i < s->p->n_cues; i++) {
        const struct cs_cue *c = &s->p->cues[i];
        if (c->kind == CS_CUE_STATISTIC && (c->value == CS_STAT_P10 || c->value == CS_STAT_P90))
            return true;
    }
    const struct cs_claim *before = &s->reader->before;
    return s->reader->has_before && before->kind == CS_CLAIM_PAY &&
           (before->statistic == CS_STAT_P10 || before->statistic == CS_STAT_P90);
}

/* "10th → 90th", "25th-75th": two ranks make percentiles of each other. */
static bool has_counterpart(const struct cs_passage *p, const struct cs_cue *c)
{
    for (size_t i = 0; i < p->n_cues; i++) {
        const struct cs_cue *o = &p->cues[i];
        bool is_pair = (c->value == CS_STAT_P10 && o->value == CS_STAT_P90) ||
                       (c->value == CS_STAT_P90 && o->value == CS_STAT_P10) ||
                       (c->value == CS_STAT_P25 && o->value == CS_STAT_P75) ||
                       (c->value == CS_STAT_P75 && o->value == CS_STAT_P25);
        if (o->kind == CS_CUE_STATISTIC && is_pair)
            return true;
    }
    return false;
}

/* "the 10th largest" is no percentile. */
static bool is_rank(const struct cs_passage *p, const struct cs_cue *c)
{
    if (has_counterpart(p, c))
        return true;
    if (c->end - c->start != 4 || strncmp(p->all.text + c->end - 2, "th", 2) ||
        p->all.text[c->end] == ':')
        return true;
    for (size_t i = p->all.start; i + 10 <= p->all.end; i++) {
        if (!strncasecmp(p->all.text + i, "percentile", 10))
            return true;
    }
    return false;
}

/* "The average is far above the median: $69,630": what the sentence's own statistic is compared
 * with, when no figure of its own follows it ("the median of $62,350"). */
static bool is_compared(const struct cs_passage *p, const struct cs_cue *c)
{
    static const char *const ways[] = {"above the ", "below the ", "over the ",
                                       "than the ",  "under the ", NULL};
    const char *behind = p->all.text + c->end;
    if (c == p->cues || !cs_passage_cue(p, CS_CUE_STATISTIC, ANY_VALUE, p->all.start, c->start) ||
        (strncmp(behind, ": ", 2) && strncmp(behind, ", at ", 5)))
        return false;
    for (const char *const *way = ways; *way; way++) {
        size_t n = strlen(*way);
        if (c->start >= p->all.start + n && !strncasecmp(p->all.text + c->start - n, *way, n))
            return true;
    }
    return false;
}

/* "$29.98 an hour at the middle and $51.06 at the top": a rank that places a value. */
static bool is_placed(const struct cs_passage *p, const struct cs_cue *c)
{
    static const char words[] = " at the ";
    size_t n = strlen(words);
    return c->kind == CS_CUE_RANK && c->start >= p->all.start + n &&
           !strncasecmp(p->all.text + c->start - n, words, n);
}

static void collect(const struct cs_sentence *s, struct statistic_spots *out)
{
    int tenths = speaks_of_tenths(s);
    out->n = 0;
    for (size_t i = 0; i < s->p->n_cues; i++) {
        const struct cs_cue *c = &s->p->cues[i];
        bool is_statistic = c->kind == CS_CUE_STATISTIC && is_rank(s->p, c);
        bool is_tenth = tenths && c->kind == CS_CUE_RANK;
        if ((!is_statistic && !is_tenth && !is_placed(s->p, c)) || is_compared(s->p, c))
            continue;
        out->spots[out->n] = (struct cs_spot){c->start, c->end};
        out->values[out->n++] = is_statistic   ? c->value
                                : c->value < 0 ? (is_tenth ? CS_STAT_P10 : CS_STAT_LOW)
                                               : (is_tenth ? CS_STAT_P90 : CS_STAT_HIGH);
    }
}

/* "One in ten earns more than $135,320": a share of the workers and on which side they are. */
static enum cs_statistic statistic_of_share(const struct cs_sentence *s,
                                            const struct cs_amount *amount, struct cs_said *said)
{
    enum { REACH = 70, BEHIND = 10 };
    const struct cs_passage *p = s->p;
    static const char *const more[] = {" or more", " or higher", " or above", NULL};
    static const char *const less[] = {" or less", " or lower", " or below", NULL};
    bool is_above = amount->looseness == CS_OVER, is_below = amount->looseness == CS_UNDER;
    for (int i = 0; more[i]; i++) {
        size_t n = strlen(more[i]);
        is_above |=
            amount->end + n <= p->all.end && !strncmp(p->all.text + amount->end, more[i], n);
        n = strlen(less[i]);
        is_below |=
            amount->end + n <= p->all.end && !strncmp(p->all.text + amount->end, less[i], n);
    }
    size_t from = cs_passage_value_before(p, amount->start);
    const struct cs_cue *share =
        cs_passage_last_cue(p, CS_CUE_SHARE, ANY_VALUE, from, amount->start);
    if (is_above == is_below || !share || share->end + REACH < amount->start)
        return CS_STAT_UNSAID;
    *said = (struct cs_said){p->all.block, share->start, share->end};
    if (share->value == 50)
        return CS_STAT_MEDIAN;
    bool is_top = is_above == (share->value < 50); /* "nine in ten earn more": the lowest tenth */
    if (share->value == 25 || share->value == 75)
        return is_top ? CS_STAT_P75 : CS_STAT_P25;
    return is_top ? CS_STAT_P90 : CS_STAT_P10;
}

/* "The lowest 70 percent earned less than": a rank that nobody publishes, likely a slip. */
static bool has_odd_rank(const struct cs_passage *p, const struct cs_amount *amount,
                         struct cs_claim *claim)
{
    enum { BEFORE = 14, REACH = 60 };
    for (size_t i = p->n_amounts; i-- > 0;) {
        const struct cs_amount *a = &p->amounts[i];
        if (a->end > amount->start || a->kind != CS_AMOUNT_PERCENT || !p->is_value[i])
            continue;
        size_t from = a->start > p->all.start + BEFORE ? a->start - BEFORE : p->all.start;
        const struct cs_cue *rank = cs_passage_last_cue(p, CS_CUE_RANK, ANY_VALUE, from, a->start);
        if (a->end + REACH < amount->start || !rank || !isnan(a->high))
            return false;
        claim->statistic = rank->value < 0 ? CS_STAT_P10 : CS_STAT_P90;
        claim->statistic_said = (struct cs_said){p->all.block, a->start, a->value_end};
        claim->flags |= CS_CLAIM_ODD_RANK;
        return true;
    }
    return false;
}

/* The pay claim before in this sentence; NULL. */
static const struct cs_claim *pay_before(const struct cs_sentence *s)
{
    const struct cs_claim_reader *r = s->reader;
    for (size_t i = r->claims->n_items; i-- > r->sentence_first;) {
        if (r->claims->items[i].kind == CS_CLAIM_PAY)
            return &r->claims->items[i];
    }
    return NULL;
}

/* Whether a tie to a statistic before another value holds: "the median was $93,600, or $45.00 an
 * hour", "$61,010 in 2023 and $66,510 in 2024", but not "the top tenth earn $106,030, locals
 * $97,320". */
/* "plumbers in the 90th percentile made $105,150, welders $75,850": only a name between. */
static bool is_elliptical(const struct cs_passage *p, const struct cs_claim *before,
                          const struct cs_amount *amount)
{
    size_t from = before->amount.end;
    while (from < amount->start && strchr(", ", p->all.text[from]))
        from++;
    if (!strncmp(p->all.text + from, "and ", 4))
        from += 4;
    size_t n_names = 0;
    for (size_t i = 0; i < p->names.n_mentions; i++)
        n_names += p->names.words[p->names.mentions[i].first].start == from;
    return before->value.block == p->all.block && n_names &&
           cs_passage_is_linked(p, from, amount->start);
}

static bool may_carry(const struct cs_sentence *s, const struct cs_amount *amount,
                      const struct cs_claim *before, int statistic)
{
    bool is_half = statistic == CS_STAT_HALF || statistic == CS_STAT_WIDE;
    if (!before || (before->statistic != (enum cs_statistic)statistic && !is_half))
        return false;
    enum cs_per per = amount->per != CS_PER_NONE ? amount->per : cs_per_of_size(amount);
    bool is_middle = statistic == CS_STAT_MEDIAN || statistic == CS_STAT_MEAN ||
                     statistic == CS_STAT_AVERAGE || statistic == CS_STAT_HALF ||
                     statistic == CS_STAT_WIDE;
    return is_middle || per != before->per || is_elliptical(s->p, before, amount);
}

static bool stands_ahead(const struct cs_passage *p, const struct cs_amount *amount,
                         const char *const *words)
{
    for (const char *const *w = words; *w; w++) {
        size_t n = strlen(*w);
        for (size_t i = p->all.start; i + n <= amount->start; i++) {
            if (!strncasecmp(p->all.text + i, *w, n))
                return true;
        }
    }
    return false;
}

/* "A year before, it was $42,000", "In Ohio it is $61,000". */
static bool takes_up(const struct cs_passage *p, const struct cs_amount *amount)
{
    static const char *const words[] = {
        "it was",   "it is",      "it had been", "it stood", "that was",   "were at",   "was at",
        "stood at", "that is",    "that comes",  "which is", "that makes", "works out", "it came",
        "it's",     "the figure", "the number",  "it rose",  "it reached", NULL};
    return stands_ahead(p, amount, words);
}

/* "In Ohio they're at $81,250": of who else, at the middle. */
static bool sets_beside(const struct cs_passage *p, const struct cs_amount *amount)
{
    static const char *const words[] = {"re at",    "are at",     "is at",      "sit at",
                                        "sits at",  "sat at",     "stand at",   "stands at",
                                        "land at",  "lands at",   "come in at", "comes in at",
                                        "they get", "came in at", "hovers",     NULL};
    return stands_ahead(p, amount, words);
}

/* "…; for physical therapists the figure was $74,420". */
static bool takes_up_after(const struct cs_passage *p, size_t from, const struct cs_amount *amount)
{
    static const char *const words[] = {"the figure", "the number", "it was",
                                        "it is",      "that was",   NULL};
    for (const char *const *w = words; *w; w++) {
        size_t n = strlen(*w);
        for (size_t i = from; i + n <= amount->start; i++) {
            if (!strncasecmp(p->all.text + i, *w, n))
                return true;
        }
    }
    return false;
}

/* The last claim before this sentence, changes left out: "That is a raise of 6.9%. In 2019 it was
 * $79,120." takes up the pay before. */
static const struct cs_claim *told_before(const struct cs_sentence *s)
{
    const struct cs_claim_reader *r = s->reader;
    const struct cs_claims *claims = r->claims;
    size_t i = r->sentence_first;
    while (i > 0 && claims->items[i - 1].kind >= CS_CLAIM_RATIO &&
           claims->items[i - 1].value.block == s->p->all.block)
        i--;
    bool is_there = r->has_before && i > 0 && i < r->sentence_first &&
                    claims->items[i - 1].value.block == s->p->all.block;
    return is_there ? &claims->items[i - 1] : &r->before;
}

static enum cs_statistic inherited(const struct cs_sentence *s, const struct cs_amount *amount)
{
    const struct cs_claim_reader *r = s->reader;
    bool is_bound = amount->looseness == CS_UNDER; /* "Some make less than $34,490." */
    if (s->asked == CS_CLAIM_PAY && r->question.statistic != CS_STAT_UNSAID && !is_bound)
        return r->question.statistic;
    const struct cs_claim *before = pay_before(s);
    if (before && before->statistic != CS_STAT_UNSAID &&
        (may_carry(s, amount, before, (int)before->statistic) ||
         takes_up_after(s->p, before->value.end, amount)))
        return before->statistic;
    bool is_bare = !cs_passage_cue(s->p, CS_CUE_PAY, ANY_VALUE, s->p->all.start, s->p->all.end);
    const struct cs_claim *told = told_before(s);
    bool is_middle = told->statistic == CS_STAT_MEDIAN || told->statistic == CS_STAT_MEAN;
    if (!before && !is_bound && r->has_before && told->kind == CS_CLAIM_PAY &&
        (takes_up(s->p, amount) || (is_middle && (is_bare || sets_beside(s->p, amount)))))
        return told->statistic;
    return CS_STAT_UNSAID;
}

/* "from $38,000 to $76,000 without the top and bottom tenths": of two ranks the lower number has
 * the lower one, in whatever order they are named. Returns the index of the spot. */
static size_t in_order(const struct cs_passage *p, const struct statistic_spots *found, size_t i,
                       size_t value)
{
    static const int steps[] = {1, -1};
    bool is_led = found->spots[i].end <= p->amounts[value].start &&
                  found->spots[i].start >= cs_passage_value_before(p, p->amounts[value].start);
    for (size_t k = 0; !is_led && k < 2; k++) { /* "P10 $45,580, P25 $38,130": each has its own */
        size_t other = i + (size_t)steps[k], beside = value + (size_t)steps[k];
        if (other >= found->n || beside >= p->n_amounts || !p->is_value[beside] ||
            p->amounts[beside].kind != p->amounts[value].kind || found->values[i] < CS_STAT_P10 ||
            found->values[i] > CS_STAT_P90 || found->values[other] < CS_STAT_P10 ||
            found->values[other] > CS_STAT_P90)
            continue;
        bool is_less = p->amounts[value].low < p->amounts[beside].low;
        return is_less == (found->values[i] < found->values[other]) ? i : other;
    }
    return i;
}

/* "25th-75th: $58,240-$77,270": what two ranks make of a range; of one nothing is known. */
static enum cs_statistic statistic_of_range(const struct statistic_spots *found)
{
    unsigned seen = 0;
    for (size_t i = 0; i < found->n; i++)
        seen |= 1u << found->values[i];
    bool is_half = (seen >> CS_STAT_P25 & 1) && (seen >> CS_STAT_P75 & 1);
    bool is_wide = (seen >> CS_STAT_P10 & 1) && (seen >> CS_STAT_P90 & 1);
    return is_half ? CS_STAT_HALF : is_wide ? CS_STAT_WIDE : CS_STAT_RANGE;
}

static void find_statistic(const struct cs_sentence *s, size_t value,
                           const struct cs_claim_label *label, struct cs_claim *claim)
{
    const struct cs_passage *p = s->p;
    const struct cs_amount *amount = &p->amounts[value];
    struct statistic_spots found;
    enum cs_tie tie;
    if (has_odd_rank(p, amount, claim))
        return;
    collect(s, &found);
    size_t i = cs_bind(p, found.spots, found.n, value, 0, &tie);
    if (i != CS_NOWHERE && tie == CS_TIE_LIST)
        i = in_order(p, &found, i, value);
    bool is_far = tie == CS_TIE_CLAUSE || tie == CS_TIE_CARRIED;
    if (i != CS_NOWHERE && is_far && !may_carry(s, amount, pay_before(s), found.values[i]))
        i = CS_NOWHERE;
    if (i != CS_NOWHERE && tie != CS_TIE_LOOSE) {
        claim->statistic = (enum cs_statistic)found.values[i];
        claim->statistic_said =
            (struct cs_said){p->all.block, found.spots[i].start, found.spots[i].end};
        if (tie == CS_TIE_LATER && found.n > 1)
            claim->flags |= CS_CLAIM_DOUBTFUL;
    }
    if (i != CS_NOWHERE && amount->looseness >= CS_OVER && tie == CS_TIE_AHEAD && i > 0 &&
        found.values[i] <= CS_STAT_AVERAGE && found.values[i - 1] >= CS_STAT_P10 &&
        found.values[i - 1] <= CS_STAT_P90 &&
        found.spots[i - 1].start >= cs_passage_value_before(p, amount->start))
        claim->statistic = (enum cs_statistic)found.values[i - 1]; /* the rank governs */
    struct cs_said share_said;
    enum cs_statistic share = statistic_of_share(s, amount, &share_said);
    if (share != CS_STAT_UNSAID && (claim->statistic == CS_STAT_UNSAID || tie != CS_TIE_BEHIND)) {
        claim->statistic = share;
        claim->statistic_said = share_said;
    }
    if (claim->statistic == CS_STAT_UNSAID && label->statistic != CS_STAT_UNSAID)
        claim->statistic = label->statistic;
    if (claim->statistic == CS_STAT_UNSAID)
        claim->statistic = inherited(s, amount);
    bool is_second =
        value > 0 && p->is_value[value - 1] && p->amounts[value - 1].end + 6 > amount->start;
    if (isnan(amount->high) && claim->statistic == CS_STAT_HALF)
        claim->statistic = is_second ? CS_STAT_P75 : CS_STAT_P25;
    if (isnan(amount->high) && claim->statistic == CS_STAT_WIDE)
        claim->statistic = is_second ? CS_STAT_P90 : CS_STAT_P10;
    bool is_range = !isnan(amount->high);
    if (is_range && claim->statistic >= CS_STAT_P10 && claim->statistic <= CS_STAT_P90)
        claim->statistic = statistic_of_range(&found);
    if (is_range && (claim->statistic == CS_STAT_UNSAID || claim->statistic == CS_STAT_AVERAGE))
        claim->statistic = CS_STAT_RANGE;
    if (!is_range && (claim->statistic == CS_STAT_RANGE || claim->statistic == CS_STAT_HALF ||
                      claim->statistic == CS_STAT_WIDE))
        claim->statistic = CS_STAT_UNSAID;
}

static size_t value_count(const struct cs_passage *p)
{
    size_t n = 0;
    for (size_t i = 0; i < p->n_amounts; i++)
        n += p->is_value[i];
    return n;
}

void cs_sentence_pay(const struct cs_sentence *s, size_t value, const struct cs_claim_label *label,
                     struct cs_claim *claim)
{
    const struct cs_amount *amount = &s->p->amounts[value];
    const struct cs_claim *before = pay_before(s);
    find_statistic(s, value, label, claim);
    enum cs_per inferred = cs_per_of_size(amount);
    claim->per = amount->per != CS_PER_NONE ? amount->per : cs_per_of_words(s->p, amount);
    if (claim->per == CS_PER_NONE)
        claim->per = label->per;
    if (!before && s->reader->has_before && s->reader->before.kind == CS_CLAIM_PAY)
        before = &s->reader->before;
    if (claim->per == CS_PER_NONE && before && (before->flags & CS_CLAIM_HAS_PER) &&
        (inferred == CS_PER_NONE || inferred == before->per))
        claim->per = before->per;
    if (claim->per == CS_PER_NONE && s->asked == CS_CLAIM_PAY &&
        (inferred == CS_PER_NONE || inferred == s->reader->question.per))
        claim->per = s->reader->question.per;
    uint32_t heading = s->reader->topic->document->blocks[s->p->all.block].heading;
    if (claim->per == CS_PER_NONE && inferred == CS_PER_NONE) /* "Pay per month" over it */
        claim->per = cs_label_at(s->reader, heading)->per;
    /* "annual / hourly median: $62,830 / $30.21": both are said, and the size tells which */
    bool is_listed =
        amount->per == CS_PER_NONE && inferred != CS_PER_NONE && inferred != claim->per &&
        value_count(s->p) > 1 &&
        cs_passage_cue(s->p, CS_CUE_PER, (int)inferred, s->p->all.start, amount->start);
    if (is_listed)
        claim->per = inferred;
    /* "hourly" said of another number: the size of this one tells */
    if (value_count(s->p) > 1 && claim->per != CS_PER_NONE && amount->per == CS_PER_NONE &&
        inferred != CS_PER_NONE && claim->per != inferred &&
        (claim->per == CS_PER_HOUR || (claim->per == CS_PER_YEAR && inferred == CS_PER_HOUR)) &&
        !cs_passage_cue(s->p, CS_CUE_PER, (int)claim->per, amount->end,
                        cs_passage_value_after(s->p, amount->end)))
        claim->flags |= CS_CLAIM_DOUBTFUL;
    struct cs_spot own = cs_passage_segment(s->p, (struct cs_spot){amount->start, amount->end});
    if (cs_passage_cue(s->p, CS_CUE_PAY, CS_PAY_NOUN, own.start, amount->start))
        claim->flags |= CS_CLAIM_SAYS_WHOSE; /* "the salary is": the occupation's */
    if (claim->per != CS_PER_NONE)
        claim->flags |= CS_CLAIM_HAS_PER;
    else
        claim->per = inferred;
}
