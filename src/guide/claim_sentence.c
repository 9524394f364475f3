/* What a sentence states. */
#include <math.h>
#include <string.h>

#include "guide/claim_read.h"

/* A sentence with its numbers. */
struct sentence {
    struct cs_claim_reader *reader;
    struct cs_stretch all;
    struct cs_amounts amounts;
    int has_label; /* "Median pay: $44,640": the label's kind stands for the sentence's */
    enum cs_claim_kind label;
};

static int follows(const struct sentence *s, size_t from, size_t reach, const char *const *phrases)
{
    size_t end = from + reach < s->all.end ? from + reach : s->all.end;
    return cs_find_any(s->all.text, from, end, phrases);
}

static int precedes(const struct sentence *s, size_t to, size_t reach, const char *const *phrases)
{
    size_t start = to > s->all.start + reach ? to - reach : s->all.start;
    return cs_find_any(s->all.text, start, to, phrases);
}

static struct cs_claim start_claim(const struct sentence *s, enum cs_claim_kind kind,
                                   const struct cs_amount *amount)
{
    struct cs_claim claim = {.kind = kind,
                             .sentence = {s->all.block, s->all.start, s->all.end},
                             .when_said = {CS_NO_BLOCK, 0, 0},
                             .statistic_said = {CS_NO_BLOCK, 0, 0},
                             .level = CS_NO_KEY,
                             .flags = 0};
    size_t at = amount ? amount->start : s->all.start;
    struct cs_stretch clause = cs_clause_at(&s->all, at);
    claim.flags = cs_cue_flags(&clause);
    if (amount) {
        claim.amount = *amount;
        claim.value = (struct cs_said){s->all.block, amount->start, amount->value_end};
    }
    return claim;
}

/* "$49,500 for all occupations", "the national average of 3 percent": a yardstick. */
static int is_of_all(const struct sentence *s, const struct cs_amount *amount)
{
    static const char *const behind[] = {"for all occupations", "for all workers", "average for all",
                                         "median for all", "across all occupations", NULL};
    static const char *const averages[] = {"average of", "average growth rate of",
                                           "average for all occupations of", "average rate of",
                                           "average (", "average growth of", NULL};
    size_t end = s->all.end;
    for (size_t i = 0; i < s->amounts.n; i++) {
        if (s->amounts.items[i].start > amount->start && s->amounts.items[i].kind == amount->kind) {
            end = s->amounts.items[i].start;
            break;
        }
    }
    size_t reach = amount->end + 60 < end ? amount->end + 60 : end;
    static const char *const stops[] = {"faster", "slower", "than", "as fast", ",", NULL};
    size_t found = CS_NOWHERE;
    for (size_t i = 0; behind[i] && found == CS_NOWHERE; i++)
        found = cs_find_first(s->all.text, amount->end, reach, behind[i]);
    if (found != CS_NOWHERE && !cs_find_any(s->all.text, amount->end, found, stops))
        return 1;
    return amount->kind == CS_AMOUNT_PERCENT &&
           (precedes(s, amount->start, 34, averages) ||
            (s->all.end > amount->end + 8 &&
             !strncasecmp(s->all.text + amount->end, " average", 8)));
}

/* Who the claim is about: the sentence, the one before, the heading, the guide. */
static void find_subject(const struct sentence *s, struct cs_claim *claim)
{
    const struct cs_topic *topic = s->reader->topic;
    if (claim->amount.end && is_of_all(s, &claim->amount)) {
        claim->subject = cs_names_subject(topic->names, cs_span_of("all occupations"));
        claim->naming = CS_NAMED;
        return;
    }
    claim->naming = cs_topic_sentence(topic, s->all.text, s->all.start, s->all.end,
                                      claim->value.start, &claim->subject);
    if (claim->naming != CS_NAMED_NOT)
        return;
    if (s->reader->before && !s->reader->before->subject.is_all) {
        claim->subject = s->reader->before->subject;
        claim->naming = s->reader->before->naming;
        return;
    }
    const struct cs_document *d = topic->document;
    for (uint32_t h = d->blocks[s->all.block].heading; h != CS_NO_BLOCK; h = d->blocks[h].heading) {
        if (d->blocks[h].level > 1 &&
            cs_topic_mention(topic, d->blocks[h].text, d->blocks[h].size, &claim->subject))
            return;
    }
    claim->subject = topic->page;
}

static void find_place_and_level(const struct sentence *s, struct cs_claim *claim)
{
    const struct cs_topic *topic = s->reader->topic;
    const struct cs_region *region = NULL;
    struct cs_span sentence = {s->all.text + s->all.start, s->all.end - s->all.start};
    if (cs_topic_place_at(topic, &sentence, claim->value.start - s->all.start, &region)) {
        claim->region = region;
        claim->flags |= region ? 0u : CS_CLAIM_PLACE_UNKNOWN;
    } else {
        claim->region = topic->region;
        claim->flags |= topic->region ? CS_CLAIM_TITLE_PLACE : 0u;
        if (s->reader->before) {
            claim->region = s->reader->before->region;
            claim->flags &= ~(unsigned)CS_CLAIM_TITLE_PLACE;
            claim->flags |= s->reader->before->flags &
                            (CS_CLAIM_PLACE_UNKNOWN | CS_CLAIM_TITLE_PLACE);
        }
    }
    struct cs_stretch clause = cs_clause_at(&s->all, claim->value.start);
    if (claim->kind == CS_CLAIM_PAY && cs_cue_level(topic, &clause, &claim->level))
        claim->flags |= CS_CLAIM_HAS_LEVEL;
}

static void finish(const struct sentence *s, struct cs_claim *claim)
{
    find_subject(s, claim);
    find_place_and_level(s, claim);
    struct cs_stretch clause = cs_clause_at(&s->all, claim->value.start);
    struct cs_amounts near;
    cs_amounts_of(&clause, &near);
    cs_claim_date(claim, &clause, &near, claim->value.start);
    if (claim->when_said.block == CS_NO_BLOCK)
        cs_claim_date(claim, &s->all, &s->amounts, claim->value.start);
    const struct cs_claim *before = s->reader->before;
    if (claim->when_said.block == CS_NO_BLOCK && before &&
        (before->kind == claim->kind ||
         (cs_period_is_span(before->when) && cs_claim_is_projection(claim->kind)))) {
        claim->when = before->when;
        claim->when_said = before->when_said;
    }
    cs_claims_add(s->reader->claims, claim);
    s->reader->before_storage = *claim;
}

/* ---- pay ---- */

static enum cs_per infer_per(const struct cs_amount *amount)
{
    int is_dollar = !strcmp(amount->currency, "USD") || !strcmp(amount->currency, "CAD") ||
                    !strcmp(amount->currency, "EUR") || !strcmp(amount->currency, "GBP") ||
                    !strcmp(amount->currency, "AUD");
    if (is_dollar && amount->low >= 12000)
        return CS_PER_YEAR;
    return is_dollar && amount->low < 250 ? CS_PER_HOUR : CS_PER_NONE;
}

static int is_difference(const struct sentence *s, const struct cs_amount *amount)
{
    static const char *const behind[] = {"more than", "less than", "higher", "lower", "above",
                                         "below", "more per", "more a", "extra", "increase",
                                         "raise", "bonus", NULL};
    static const char *const ahead[] = {"increase of", "raise of", "difference of", "gap of",
                                        "increased by", "rose by", "grew by", "additional",
                                        "bonus of", "bonuses of", "extra", NULL};
    static const char *const right_behind[] = {"more", "less", NULL};
    return follows(s, amount->end, 12, behind) || precedes(s, amount->start, 16, ahead) ||
           follows(s, amount->end, 6, right_behind);
}

static int is_pay(const struct sentence *s, const struct cs_amount *amount)
{
    if (amount->kind != CS_AMOUNT_MONEY || is_difference(s, amount))
        return 0;
    if (s->has_label && s->label == CS_CLAIM_PAY)
        return 1;
    static const char *const errors[] = {"confidence", "margin of error", "standard error", NULL};
    if (cs_find_any(s->all.text, s->all.start, s->all.end, errors))
        return 0;
    static const char *const sure[] = {"median", "wage", "wages", "percentile", "salary", "salaries",
                                       "lowest 10 percent", "highest 10 percent", NULL};
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
    static const char *const ranks[] = {"highest", "lowest", "top", "bottom", "average", "range", NULL};
    int goes_on = s->reader->before && s->reader->before->kind == CS_CLAIM_PAY &&
                  cs_find_any(s->all.text, s->all.start, s->all.end, ranks);
    return goes_on || cs_label_kind(&heading) == CS_CLAIM_PAY;
}

static void read_pay(const struct sentence *s, const struct cs_amount *amount)
{
    struct cs_claim claim = start_claim(s, CS_CLAIM_PAY, amount);
    claim.statistic =
        cs_cue_statistic(&s->all, amount->start, amount->end, &claim.statistic_said);
    int is_range = !isnan(amount->high);
    if (is_range && (claim.statistic == CS_STAT_UNSAID || claim.statistic == CS_STAT_AVERAGE))
        claim.statistic = CS_STAT_RANGE;
    claim.per = amount->per != CS_PER_NONE
                    ? amount->per
                    : cs_cue_per_of_value(&s->all, amount->start, amount->end);
    const struct cs_claim *before = s->reader->before;
    enum cs_per inferred = infer_per(amount);
    if (claim.per == CS_PER_NONE && before && before->kind == CS_CLAIM_PAY &&
        (before->flags & CS_CLAIM_HAS_PER) &&
        (inferred == CS_PER_NONE || inferred == before->per))
        claim.per = s->reader->before->per;
    if (claim.per != CS_PER_NONE)
        claim.flags |= CS_CLAIM_HAS_PER;
    else
        claim.per = inferred;
    finish(s, &claim);
}

/* ---- growth ---- */

static int is_growth(const struct sentence *s, const struct cs_amount *amount)
{
    static const char *const shares[] = {"of all", "of the", "of those", "of workers", "of them",
                                         "of jobs", "of medical", "of these", "of people", NULL};
    static const char *const ranks[] = {"lowest", "highest", "top", "bottom", "lowest-paid",
                                        "highest-paid", "paid", "unemployment rate", "rate of pay",
                                        NULL};
    static const char *const yearly[] = {"per year", "a year", "annually", "each year", "annual",
                                         "per annum", "year over year", NULL};
    static const char *const pays[] = {"wage", "wages", "salary", "salaries", "pay", "earnings",
                                       "inflation", "cost", "price", "prices", "more than the",
                                       "unemployment", "compensation", "tuition", "spending",
                                       "population", "revenue", "postings", NULL};
    if (amount->kind != CS_AMOUNT_PERCENT || follows(s, amount->end, 12, shares) ||
        precedes(s, amount->start, 14, ranks) || follows(s, amount->end, 12, yearly) ||
        precedes(s, amount->start, 60, pays))
        return 0;
    if (s->has_label)
        return s->label == CS_CLAIM_GROWTH;
    return cs_speaks_of_jobs(&s->all) && cs_cue_direction(&s->all, amount->start, amount->end);
}

static void read_growth(const struct sentence *s, const struct cs_amount *amount)
{
    struct cs_claim claim = start_claim(s, CS_CLAIM_GROWTH, amount);
    if (amount->low > 0 && cs_cue_direction(&s->all, amount->start, amount->end) < 0)
        claim.amount.low = -claim.amount.low;
    finish(s, &claim);
}

static int needs_growth_context(const char *word)
{
    return !strcmp(word, "little or no change");
}

static void read_growth_words(const struct sentence *s)
{
    size_t start, end;
    for (size_t at = s->all.start; at < s->all.end; at = end) {
        const char *word = cs_growth_word_in(&s->all, at, &start, &end);
        if (!word)
            return;
        if (needs_growth_context(word) && !cs_speaks_of_jobs(&s->all) && !s->has_label)
            continue;
        if (!cs_speaks_of_jobs(&s->all) && !cs_cue_direction(&s->all, start, end) && !s->has_label)
            continue;
        struct cs_claim claim = start_claim(s, CS_CLAIM_GROWTH_WORD, NULL);
        claim.word = word;
        claim.value = (struct cs_said){s->all.block, start, end};
        finish(s, &claim);
    }
}

/* ---- counts ---- */

static const char *const yearly_words[] = {"each year", "per year", "a year", "annually", "annual",
                                           "yearly", "every year", NULL};

/* How far the words behind a number reach: to the next number or stop. */
static size_t reach_of(const struct sentence *s, const struct cs_amount *amount)
{
    size_t end = amount->end + 44 < s->all.end ? amount->end + 44 : s->all.end;
    for (size_t i = amount->end; i < end; i++) {
        if (s->all.text[i] == ';' || s->all.text[i] == ':' || cs_is_digit(s->all.text[i]))
            return i;
    }
    return end;
}

static int speaks_of_people(const struct sentence *s)
{
    static const char *const verbs[] = {"employed", "employ", "employs", "held", "hold", "work as",
                                        "working as", "worked as", "number of jobs", "workforce",
                                        "there were", "there are", "employment", NULL};
    return cs_find_any(s->all.text, s->all.start, s->all.end, verbs);
}

static int is_future(const struct sentence *s, const struct cs_amount *amount)
{
    static const char *const ahead[] = {"reach", "to reach", "projected employment",
                                        "expected to be", "projected to be", NULL};
    if (precedes(s, amount->start, 30, ahead))
        return 1;
    size_t by = cs_find_first(s->all.text, amount->end,
                              amount->end + 16 < s->all.end ? amount->end + 16 : s->all.end, "by");
    return by != CS_NOWHERE && by + 7 <= s->all.end && !memcmp(s->all.text + by + 3, "20", 2);
}

static enum cs_claim_kind kind_of_count(const struct sentence *s, const struct cs_amount *amount)
{
    static const char *const openings[] = {"opening", "openings", "vacancies", NULL};
    static const char *const changes[] = {"new jobs", "additional jobs", "more jobs", "new positions",
                                          "jobs added", "new job", NULL};
    static const char *const adding[] = {"add", "adding", "added", "adds", "gain", "gaining",
                                         "create", "creating", "lose", "losing", "shed", "cut",
                                         "increase of", "decrease of", "decline of", "change of",
                                         "employment change", NULL};
    static const char *const jobs[] = {"jobs", "positions", NULL};
    static const char *const people[] = {"workers", "people", "employees", "professionals", NULL};
    static const char *const counts[] = {"employment of", "employment was", "employment is",
                                         "employment at", "employed about", "employed",
                                         "number of jobs", "employs", "employ about", "held about",
                                         "employment totaled", "employment stood at", NULL};
    static const char *const parts[] = {"come from", "comes from", "result from", "due to",
                                        "to replace", "of those", "of these", "from people",
                                        "from growth", NULL};
    size_t end = reach_of(s, amount);
    const char *text = s->all.text;
    if (cs_find_any(text, amount->end, end, parts))
        return CS_CLAIM_NONE;
    if (cs_find_any(text, amount->end, end, openings))
        return CS_CLAIM_OPENINGS;
    if (cs_find_any(text, amount->end, end, changes))
        return CS_CLAIM_NEW_JOBS;
    int has_jobs = cs_find_any(text, amount->end, end, jobs);
    static const char *const more[] = {"more", NULL};
    static const char *const all_jobs[] = {"jobs", "employment", NULL};
    int is_more = follows(s, amount->end, 6, more) &&
                  cs_find_any(text, s->all.start, amount->start, all_jobs);
    if ((has_jobs || is_more) && precedes(s, amount->start, 24, adding))
        return CS_CLAIM_NEW_JOBS;
    int is_count = (has_jobs && speaks_of_people(s)) || precedes(s, amount->start, 30, counts) ||
                   (cs_find_any(text, amount->end, end, people) && speaks_of_people(s));
    static const char *const wholes[] = {"employment", "jobs", "workforce", NULL};
    is_count |= is_future(s, amount) && cs_find_any(text, s->all.start, s->all.end, wholes);
    if (is_count)
        return is_future(s, amount) ? CS_CLAIM_PROJECTED : CS_CLAIM_EMPLOYMENT;
    return CS_CLAIM_NONE;
}

static int is_loss(const struct sentence *s, const struct cs_amount *amount)
{
    static const char *const losses[] = {"lose", "losing", "shed", "cut", "loss of", "decrease of",
                                         "decline of", NULL};
    static const char *const behind[] = {"fewer", NULL};
    return precedes(s, amount->start, 30, losses) || follows(s, amount->end, 10, behind);
}

static void read_count(const struct sentence *s, const struct cs_amount *amount)
{
    enum cs_claim_kind kind = s->has_label && s->label >= CS_CLAIM_NEW_JOBS
                                  ? s->label
                                  : kind_of_count(s, amount);
    static const char *const months[] = {"each month", "per month", "a month", "monthly", "weekly",
                                         "each week", "per week", "each day", "daily", "per hour",
                                         "each hour", "each quarter", NULL};
    static const char *const decades[] = {"over the decade", "decade", "ten years", "10 years",
                                          NULL};
    if (kind == CS_CLAIM_NONE || fabs(amount->low) < 10)
        return;
    struct cs_claim claim = start_claim(s, kind, amount);
    if (kind == CS_CLAIM_NEW_JOBS && amount->low > 0 && is_loss(s, amount))
        claim.amount.low = -amount->low;
    if (kind == CS_CLAIM_OPENINGS && amount->per == CS_PER_NONE) {
        const struct cs_stretch *a = &s->all;
        if (cs_find_any(a->text, a->start, a->end, yearly_words))
            claim.per = CS_PER_YEAR;
        else if (cs_find_any(a->text, a->start, a->end, months))
            claim.flags |= CS_CLAIM_WRONG_RHYTHM;
        else if (cs_find_any(a->text, a->start, a->end, decades))
            claim.flags |= CS_CLAIM_PER_DECADE;
    }
    finish(s, &claim);
}

static void read_ratio(const struct sentence *s)
{
    struct cs_claim claim = start_claim(s, CS_CLAIM_RATIO, NULL);
    if (!cs_ratio_in(&s->all, &claim) || s->has_label)
        return;
    struct cs_said when_said = claim.when_said;
    struct cs_period when = claim.when;
    claim.amount.end = 0; /* no yardstick: the sentence's own subject */
    find_subject(s, &claim);
    find_place_and_level(s, &claim);
    claim.when = when;
    claim.when_said = when_said;
    if (!claim.subject.is_all)
        cs_claims_add(s->reader->claims, &claim);
}

/* ---- the sentence ---- */

/* "Median pay: …", "- Job outlook, 2024-34: 4%". */
static void read_label(struct sentence *s)
{
    const struct cs_stretch *a = &s->all;
    for (size_t i = a->start; i < a->end && i < a->start + 60; i++) {
        if (a->text[i] != ':' || (i + 1 < a->end && cs_is_digit(a->text[i + 1])))
            continue;
        static const char *const verbs[] = {"is", "are", "was", "were", "will", "not", "earn", NULL};
        struct cs_stretch label = {a->block, a->text, a->start, i};
        if (cs_find_any(a->text, a->start, i, verbs))
            return;
        s->label = cs_label_kind(&label);
        s->has_label = s->label != CS_CLAIM_NONE;
        return;
    }
}

void cs_claims_of_sentence(struct cs_claim_reader *reader, const struct cs_stretch *sentence)
{
    struct sentence s = {.reader = reader, .all = *sentence};
    cs_amounts_of(sentence, &s.amounts);
    read_label(&s);
    size_t before = reader->claims->n_items;
    for (size_t i = 0; i < s.amounts.n; i++) {
        const struct cs_amount *amount = &s.amounts.items[i];
        if (is_pay(&s, amount))
            read_pay(&s, amount);
        else if (is_growth(&s, amount))
            read_growth(&s, amount);
        else if (amount->kind == CS_AMOUNT_NUMBER)
            read_count(&s, amount);
    }
    read_growth_words(&s);
    read_ratio(&s);
    if (reader->claims->n_items > before)
        reader->before = &reader->before_storage;
}
