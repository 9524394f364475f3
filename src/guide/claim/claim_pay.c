/* What a sentence says about pay: which amounts are pay, which statistic each is, and of which
 * pay period. */
#include <math.h>
#include <string.h>

#include "guide/claim/claim_read.h"
#include "guide/claim/claim_sentence.h"

static enum cs_per infer_per(const struct cs_amount *amount)
{
    int is_dollar = !strcmp(amount->currency, "USD") || !strcmp(amount->currency, "CAD") ||
                    !strcmp(amount->currency, "EUR") || !strcmp(amount->currency, "GBP") ||
                    !strcmp(amount->currency, "AUD");
    if (is_dollar && amount->low >= 12000)
        return CS_PER_YEAR;
    return is_dollar && amount->low < 250 ? CS_PER_HOUR : CS_PER_NONE;
}

static int is_difference(const struct cs_sentence *s, const struct cs_amount *amount)
{
    static const char *const behind[] = {"more than", "less than", "higher", "lower", "above",
                                         "below",     "more per",  "more a", "extra", "increase",
                                         "raise",     "bonus",     NULL};
    static const char *const ahead[] = {
        "increase of", "raise of",     "difference of", "gap of",       "increased by",
        "rose by",     "grew by",      "additional",    "bonus of",     "bonuses of",
        "extra",       "by more than", "by over",       "by nearly",    "by about",
        "by almost",   "by roughly",   "gap of nearly", "gap of about", "by up to",
        NULL};
    static const char *const right_behind[] = {"more", "less", NULL};
    return cs_sentence_follows(s, amount->end, 12, behind) ||
           cs_sentence_precedes(s, amount->start, 20, ahead) ||
           cs_sentence_follows(s, amount->end, 6, right_behind);
}

/* "A year before, it was $42,000": the pay spoken of. */
static const char *const it_was[] = {"it was",  "it is",  "it had been", "it stood", "that was",
                                     "were at", "was at", "stood at",    "that is",  NULL};

int cs_sentence_is_pay(const struct cs_sentence *s, const struct cs_amount *amount)
{
    if (amount->kind != CS_AMOUNT_MONEY || is_difference(s, amount))
        return 0;
    if (s->has_label && s->label == CS_CLAIM_PAY)
        return 1;
    static const char *const errors[] = {"confidence", "margin of error", "standard error", NULL};
    if (cs_find_any(s->all.text, s->all.start, s->all.end, errors))
        return 0;
    static const char *const sure[] = {"median",
                                       "wage",
                                       "wages",
                                       "percentile",
                                       "salary",
                                       "salaries",
                                       "lowest 10 percent",
                                       "highest 10 percent",
                                       "quartile",
                                       NULL};
    if (!cs_find_any(s->all.text, s->all.start, amount->start, sure) &&
        cs_speaks_of_other_money(&s->all))
        return 0;
    const struct cs_document *d = s->reader->topic->document;
    uint32_t h = d->blocks[s->all.block].heading;
    struct cs_stretch heading = {h, "", 0, 0};
    if (h != CS_NO_BLOCK)
        heading = (struct cs_stretch){h, d->blocks[h].text, 0, d->blocks[h].size};
    /* "How much does nursing school cost?" */
    if (!cs_find_any(s->all.text, s->all.start, s->all.end, sure) &&
        cs_speaks_of_other_money(&heading) && cs_label_kind(&heading) != CS_CLAIM_PAY)
        return 0;
    if (amount->per != CS_PER_NONE || cs_speaks_of_pay(&s->all))
        return 1;
    static const char *const ranks[] = {"highest", "lowest",  "top",   "bottom",
                                        "middle",  "average", "range", NULL};
    int goes_on = s->reader->before && s->reader->before->kind == CS_CLAIM_PAY &&
                  (cs_find_any(s->all.text, s->all.start, s->all.end, ranks) ||
                   cs_find_any(s->all.text, s->all.start, amount->start, it_was));
    return goes_on || s->asked == CS_CLAIM_PAY || cs_label_kind(&heading) == CS_CLAIM_PAY;
}

/* "One in ten earns more than $135,320": a share of the workers and on which side they are. */
static enum cs_statistic statistic_of_share(const struct cs_sentence *s,
                                            const struct cs_amount *amount)
{
    static const char *const tenths[] = {"one in ten", "one in 10",     "1 in 10", "a tenth",
                                         "tenth of",   "10 percent of", "10% of",  "ten percent of",
                                         "in ten",     "in 10",         NULL};
    static const char *const quarters[] = {
        "a quarter", "one in four", "quarter of", "25 percent of", "25% of", "1 in 4", NULL};
    static const char *const halves[] = {"half", "one in two", NULL};
    static const char *const more[] = {"or more", "or higher", "or above", NULL};
    static const char *const less[] = {"or less", "or lower", "or below", NULL};
    enum { REACH = 70 };
    int is_above = amount->looseness == CS_OVER || cs_sentence_follows(s, amount->end, 12, more);
    int is_below = amount->looseness == CS_UNDER || cs_sentence_follows(s, amount->end, 12, less);
    if (is_above == is_below)
        return CS_STAT_UNSAID;
    if (cs_sentence_precedes(s, amount->start, REACH, tenths))
        return is_above ? CS_STAT_P90 : CS_STAT_P10;
    if (cs_sentence_precedes(s, amount->start, REACH, quarters))
        return is_above ? CS_STAT_P75 : CS_STAT_P25;
    return cs_sentence_precedes(s, amount->start, REACH, halves) ? CS_STAT_MEDIAN : CS_STAT_UNSAID;
}

/* "The lowest 70 percent earned less than": a rank that nobody publishes, likely a slip. */
static int has_odd_rank(const struct cs_sentence *s, const struct cs_amount *amount,
                        struct cs_claim *claim)
{
    enum { BEFORE = 14, REACH = 60 };
    static const char *const low[] = {"lowest", "bottom", "lowest-paid", NULL};
    static const char *const high[] = {"highest", "top", "highest-paid", "best-paid", NULL};
    for (size_t i = s->amounts.n; i-- > 0;) {
        const struct cs_amount *a = &s->amounts.items[i];
        if (a->end > amount->start || a->kind != CS_AMOUNT_PERCENT)
            continue;
        int is_low = cs_sentence_precedes(s, a->start, BEFORE, low);
        int is_high = cs_sentence_precedes(s, a->start, BEFORE, high);
        int is_published = a->low == 10 || a->low == 25;
        if (a->end + REACH < amount->start || is_published || is_low == is_high || !isnan(a->high))
            return 0;
        claim->statistic = is_low ? CS_STAT_P10 : CS_STAT_P90;
        claim->statistic_said = (struct cs_said){s->all.block, a->start, a->value_end};
        claim->flags |= CS_CLAIM_ODD_RANK;
        return 1;
    }
    return 0;
}

/* The statistic that the sentence says, or the question it answers. */
static void find_statistic(const struct cs_sentence *s, const struct cs_amount *amount,
                           struct cs_claim *claim)
{
    const struct cs_stretch *asked = &s->reader->asked;
    struct cs_said said;
    if (has_odd_rank(s, amount, claim))
        return;
    claim->statistic =
        cs_cue_statistic(&s->all, amount->start, amount->end, &claim->statistic_said);
    if (claim->statistic == CS_STAT_UNSAID)
        claim->statistic = statistic_of_share(s, amount);
    if (claim->statistic == CS_STAT_UNSAID && s->asked == CS_CLAIM_PAY)
        claim->statistic = cs_cue_statistic(asked, asked->end, asked->end, &said);
    const struct cs_claim *before = s->reader->before;
    if (claim->statistic == CS_STAT_UNSAID && before && before->kind == CS_CLAIM_PAY &&
        cs_find_any(s->all.text, s->all.start, amount->start, it_was))
        claim->statistic = before->statistic;
    int is_range = !isnan(amount->high);
    if (is_range && (claim->statistic == CS_STAT_UNSAID || claim->statistic == CS_STAT_AVERAGE))
        claim->statistic = CS_STAT_RANGE;
}

void cs_sentence_read_pay(const struct cs_sentence *s, const struct cs_amount *amount)
{
    struct cs_claim claim = cs_sentence_claim(s, CS_CLAIM_PAY, amount);
    find_statistic(s, amount, &claim);
    claim.per = amount->per != CS_PER_NONE
                    ? amount->per
                    : cs_cue_per_of_value(&s->all, amount->start, amount->end);
    const struct cs_claim *before = s->reader->before;
    enum cs_per inferred = infer_per(amount);
    if (claim.per == CS_PER_NONE && before && before->kind == CS_CLAIM_PAY &&
        (before->flags & CS_CLAIM_HAS_PER) && (inferred == CS_PER_NONE || inferred == before->per))
        claim.per = s->reader->before->per;
    if (claim.per == CS_PER_NONE && s->asked == CS_CLAIM_PAY)
        claim.per = cs_cue_per(&s->reader->asked, s->reader->asked.end);
    if (claim.per != CS_PER_NONE)
        claim.flags |= CS_CLAIM_HAS_PER;
    else
        claim.per = inferred;
    static const char *const whose[] = {"salary", "salaries", "wage",          "wages", "median",
                                        "pay is", "they",     "these workers", NULL};
    size_t from = s->all.start;
    for (size_t i = 0; i < s->amounts.n && s->amounts.items[i].end <= amount->start; i++)
        from = s->amounts.items[i].end;
    if (cs_find_any(s->all.text, from, amount->start, whose))
        claim.flags |= CS_CLAIM_SAYS_WHOSE;
    cs_sentence_finish(s, &claim);
}
