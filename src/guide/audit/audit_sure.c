/* Doubts settled by other claims of the same guide. Apart from judge.c, which looks at one claim
 * at a time. */
#include "guide/audit/audit_sure.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "analysis/outlook/lookup.h"
#include "data/dataset.h"
#include "data/period.h"
#include "guide/judge/judge.h"
#include "guide/claim/claim.h"
#include "guide/topic/topic.h"

enum { MOST_COMPARED = 3000 }; /* claims: every one against every other */

/* A number fine enough that chance does not make it fit. */
static bool is_sharply_confirmed(const struct cs_audit *audit, size_t i)
{
    return audit->judgments[i].verdict == CS_CONFIRMED &&
           !cs_claim_is_coarse(&audit->claims.items[i]);
}

/* Whether the guide uses the same name, and a figure of that occupation with it. */
static bool is_name_sure(const struct cs_audit *audit, size_t i)
{
    const struct cs_claim *c = &audit->claims.items[i];
    for (size_t k = 0; k < audit->claims.n_items; k++) {
        const struct cs_claim *other = &audit->claims.items[k];
        if (k != i && cs_subject_equals(&other->subject, &c->subject) &&
            is_sharply_confirmed(audit, k))
            return true;
    }
    return false;
}

/* The label a sentence begins with: "Salary" of "**Salary:** $93,600". */
static struct cs_span label_of(const struct cs_audit *audit, const struct cs_claim *c)
{
    enum { LONGEST_LABEL = 60 };
    const struct cs_block *b = &audit->document.blocks[c->sentence.block];
    size_t end = c->sentence.start;
    while (end < c->value.start && end < c->sentence.start + LONGEST_LABEL && b->text[end] != ':')
        end++;
    bool has_label = end < c->value.start && b->text[end] == ':';
    return (struct cs_span){b->text + c->sentence.start, has_label ? end - c->sentence.start : 0};
}

/* Whether two claims stand in one column, or under the same label in several sections. */
static bool is_same_column(const struct cs_audit *audit, const struct cs_claim *a,
                           const struct cs_claim *b)
{
    const struct cs_block *x = &audit->document.blocks[a->value.block];
    const struct cs_block *y = &audit->document.blocks[b->value.block];
    if (x->table != CS_NO_BLOCK || y->table != CS_NO_BLOCK)
        return x->table == y->table && x->column == y->column && x->row != y->row;
    struct cs_span l = label_of(audit, a), m = label_of(audit, b);
    return l.size && l.size == m.size && !strncasecmp(l.start, m.start, l.size) &&
           a->sentence.block != b->sentence.block;
}

/* Items of one list. */
static bool is_same_list(const struct cs_audit *audit, const struct cs_claim *a,
                         const struct cs_claim *b)
{
    const struct cs_block *blocks = audit->document.blocks;
    uint32_t i = a->value.block < b->value.block ? a->value.block : b->value.block;
    uint32_t last = a->value.block < b->value.block ? b->value.block : a->value.block;
    while (i < last && blocks[i].kind == CS_BLOCK_ITEM)
        i++;
    return a->value.block != b->value.block && i == last && blocks[i].kind == CS_BLOCK_ITEM;
}

/* Whether a column or list holds the figure that the doubtful claim was held against. */
static bool is_statistic_sure(const struct cs_audit *audit, size_t i)
{
    const struct cs_claim *c = &audit->claims.items[i];
    const struct cs_judgment *j = &audit->judgments[i];
    size_t n_same = 0, n_other = 1;
    for (size_t k = 0; k < audit->claims.n_items; k++) {
        const struct cs_claim *other = &audit->claims.items[k];
        const struct cs_judgment *o = &audit->judgments[k];
        if (k == i || other->kind != c->kind || other->per != c->per ||
            other->statistic != c->statistic ||
            (!is_same_column(audit, c, other) && !is_same_list(audit, c, other)))
            continue;
        bool is_same = o->verdict == CS_CONFIRMED && o->fact.measure == j->fact.measure &&
                       o->fact.source == j->fact.source;
        n_same += (size_t)is_same;
        n_other += (size_t)!is_same;
    }
    return n_same > 1 && n_same > n_other;
}

/* A header that dates a whole column is right when other values confirm it: the one value is wrong.
 */
static void blame_value(struct cs_audit *audit, size_t i)
{
    const struct cs_claim *c = &audit->claims.items[i];
    struct cs_judgment *j = &audit->judgments[i];
    if (j->verdict != CS_CONTRADICTED || j->fault != CS_FAULT_PERIOD ||
        j->at.block == c->value.block)
        return;
    for (size_t k = 0; k < audit->claims.n_items; k++) {
        const struct cs_claim *other = &audit->claims.items[k];
        if (k == i || other->when_said.block != c->when_said.block ||
            other->when_said.start != c->when_said.start ||
            audit->judgments[k].verdict != CS_CONFIRMED)
            continue;
        j->at = c->value;
        j->right_period = NULL;
        return;
    }
}

static bool shares_date(const struct cs_claim *a, const struct cs_claim *b)
{
    return a->when_said.block != CS_NO_BLOCK && a->when_said.block == b->when_said.block &&
           a->when_said.start == b->when_said.start;
}

/* A date that is brought up to date for one value must stay right for the others it stands for:
 * those that are wrong anyway take the new date's figure, and where another would become wrong, the
 * whole change is left to the author. */
static void settle_date(struct cs_audit *audit, const struct cs_evidence *evidence, size_t i)
{
    const struct cs_claim *c = &audit->claims.items[i];
    struct cs_judgment *j = &audit->judgments[i];
    for (size_t k = 0; k < audit->claims.n_items && j->right_period; k++) {
        struct cs_claim moved = audit->claims.items[k];
        struct cs_judgment *o = &audit->judgments[k], then;
        int moves_too = o->right_period || (o->verdict == CS_STALE && o->right);
        if (k == i || moves_too || !shares_date(c, &moved))
            continue;
        moved.when = j->newest.period;
        cs_judge(evidence, &audit->document, &moved, &audit->arena, &then);
        if (o->verdict == CS_CONTRADICTED) {
            o->right = o->right && then.verdict == CS_CONTRADICTED ? then.right : NULL;
            o->right_period = o->right ? j->right_period : NULL;
        } else if (then.verdict != CS_CONFIRMED) {
            j->right = j->right_period = NULL;
        }
    }
}

static bool is_newest(const struct cs_audit *audit, size_t k)
{
    const struct cs_judgment *j = &audit->judgments[k];
    return is_sharply_confirmed(audit, k) && !cs_period_compare(j->fact.period, j->newest.period);
}

/* Whether the figure of this sort that stands before it is the newest edition's. */
static bool follows_newest(const struct cs_audit *audit, size_t i)
{
    const struct cs_claim *c = &audit->claims.items[i];
    for (size_t k = i; k-- > 0;) {
        const struct cs_claim *other = &audit->claims.items[k];
        if ((other->kind == CS_CLAIM_PAY) != (c->kind == CS_CLAIM_PAY) || other->subject.is_all ||
            cs_claim_is_coarse(other))
            continue;
        return is_newest(audit, k) && cs_subject_equals(&other->subject, &c->subject);
    }
    return false;
}

/* Whether the other cells of its column show that the table names occupations as the data do. */
static bool is_table_sure(const struct cs_audit *audit, size_t i)
{
    enum { ENOUGH = 2 };
    const struct cs_claim *c = &audit->claims.items[i];
    size_t n_same = 0, n_other = 0;
    if (!(c->flags & CS_CLAIM_IN_TABLE))
        return false;
    for (size_t k = 0; k < audit->claims.n_items; k++) {
        const struct cs_claim *other = &audit->claims.items[k];
        if (k == i || other->kind != c->kind || other->statistic != c->statistic ||
            cs_period_compare(other->when, c->when) || !is_same_column(audit, c, other))
            continue;
        n_same += audit->judgments[k].verdict == CS_CONFIRMED;
        n_other += audit->judgments[k].verdict != CS_CONFIRMED;
    }
    return n_same >= ENOUGH && n_same > 2 * n_other;
}

/* Whether the group is a broad occupation, 27-1010 and not 27-1000: others mean other things by the
 * names of larger ones. */
static bool is_broad(const struct cs_audit *audit, const struct cs_claim *c)
{
    const struct cs_dataset *data = cs_lookup_dataset(audit->topic.names->lookup);
    const char *code = c->subject.n_keys == 1
                           ? cs_dataset_key(data, CS_DIM_OCCUPATION, c->subject.keys[0])->code
                           : "";
    return strlen(code) == 7 && code[6] == '0' && code[5] != '0';
}

/* Whether the group is one that the guide's own occupation belongs to: "Computer occupations"
 * beside "Web developers". */
static bool is_above_page(const struct cs_audit *audit, const struct cs_claim *c)
{
    const struct cs_dataset *data = cs_lookup_dataset(audit->topic.names->lookup);
    const struct cs_subject *page = &audit->topic.page;
    if (!page->n_keys || c->subject.n_keys != 1)
        return false;
    const char *own = cs_dataset_key(data, CS_DIM_OCCUPATION, page->keys[0])->code;
    const char *group = cs_dataset_key(data, CS_DIM_OCCUPATION, c->subject.keys[0])->code;
    size_t n = strlen(group);
    while (n > 3 && group[n - 1] == '0')
        n--;
    return !strncmp(own, group, n);
}

/* Whether the guide's figures of this sort are those of the newest edition: sharp ones are, and
 * none is an older one's. */
static bool is_edition_sure(const struct cs_audit *audit, size_t i)
{
    if (follows_newest(audit, i))
        return true;
    enum { ENOUGH = 1 };
    const struct cs_claim *c = &audit->claims.items[i];
    size_t n_newest = 0;
    for (size_t k = 0; k < audit->claims.n_items; k++) {
        const struct cs_claim *other = &audit->claims.items[k];
        const struct cs_judgment *j = &audit->judgments[k];
        bool is_same_sort = (other->kind == CS_CLAIM_PAY) == (c->kind == CS_CLAIM_PAY);
        if (k == i || !is_same_sort || other->subject.is_all)
            continue;
        if (j->verdict == CS_STALE && !other->when.start_year)
            return false; /* one that says its date is no sign for those that do not */
        n_newest +=
            is_sharply_confirmed(audit, k) && !cs_period_compare(j->fact.period, j->newest.period);
    }
    return n_newest >= ENOUGH;
}

/* Whether a value for which no statistic is said is a mean, and how it compares with the others of
 * the guide: +1 for each median among them (2 in its own column or list), a mean rules it out. */
static bool is_mean_among_medians(const struct cs_audit *audit, size_t i)
{
    enum { BESIDE = 2, ENOUGH = 4 };
    const struct cs_claim *c = &audit->claims.items[i];
    const struct cs_judgment *j = &audit->judgments[i];
    int n = 0;
    if (c->kind != CS_CLAIM_PAY || c->statistic != CS_STAT_UNSAID ||
        !is_sharply_confirmed(audit, i) || j->fact.measure != CS_WAGE_MEAN ||
        !isnan(c->amount.high))
        return false;
    for (size_t k = 0; k < audit->claims.n_items; k++) {
        const struct cs_claim *other = &audit->claims.items[k];
        const struct cs_judgment *o = &audit->judgments[k];
        bool is_middle = other->kind == CS_CLAIM_PAY && other->statistic <= CS_STAT_AVERAGE;
        bool is_good = o->verdict == CS_CONFIRMED || o->verdict == CS_STALE;
        if (k == i || !is_middle || !is_good || cs_claim_is_coarse(other))
            continue;
        bool is_here = other->value.block == c->value.block;
        if (o->fact.measure == CS_WAGE_MEAN && other->statistic == CS_STAT_MEAN && !is_here)
            continue; /* one that is called the mean, elsewhere */
        if (o->fact.measure == CS_WAGE_MEAN)
            return false;
        bool is_beside = is_same_column(audit, c, other) || is_same_list(audit, c, other) ||
                         (is_here && !(c->flags & CS_CLAIM_IN_TABLE));
        n += is_beside ? BESIDE : 1;
    }
    return n >= ENOUGH;
}

/* "Carpenter $64,040" in a guide whose other figures are medians: the number is the mean. */
static void blame_mean(struct cs_audit *audit, const struct cs_evidence *evidence, size_t i)
{
    struct cs_judgment *j = &audit->judgments[i];
    if (!is_mean_among_medians(audit, i))
        return;
    struct cs_claim median = audit->claims.items[i];
    struct cs_judgment then;
    median.statistic = CS_STAT_MEDIAN;
    median.flags &= ~(unsigned)CS_CLAIM_DOUBTFUL;
    cs_judge(evidence, &audit->document, &median, &audit->arena, &then);
    bool is_wrong =
        then.verdict == CS_CONTRADICTED ||
        (then.verdict == CS_AMBIGUOUS && then.doubt == CS_DOUBT_NAME && is_name_sure(audit, i));
    if (!is_wrong || then.fault != CS_FAULT_VALUE)
        return;
    then.verdict = CS_CONTRADICTED;
    audit->claims.items[i].statistic = CS_STAT_MEDIAN;
    *j = then;
    j->right = j->right_period = NULL;
}

static bool is_settled(const struct cs_audit *audit, size_t i)
{
    switch (audit->judgments[i].doubt) {
    case CS_DOUBT_NAME:
        return is_name_sure(audit, i);
    case CS_DOUBT_GROUP:
        return is_broad(audit, &audit->claims.items[i]) &&
               is_above_page(audit, &audit->claims.items[i]) && is_table_sure(audit, i);
    case CS_DOUBT_EDITION:
        return is_edition_sure(audit, i);
    case CS_DOUBT_STATISTIC:
        return is_statistic_sure(audit, i);
    default:
        return false;
    }
}

void cs_audit_make_sure(struct cs_audit *audit, const struct cs_evidence *evidence)
{
    for (size_t i = 0; i < audit->claims.n_items; i++) {
        struct cs_judgment *j = &audit->judgments[i];
        blame_value(audit, i);
        if (audit->claims.n_items <= MOST_COMPARED)
            blame_mean(audit, evidence, i);
        if (audit->claims.n_items <= MOST_COMPARED && is_settled(audit, i))
            j->verdict = CS_CONTRADICTED;
        if (j->verdict == CS_AMBIGUOUS)
            j->hint = j->right = j->right_period = NULL;
    }
}

static bool is_same_sort(enum cs_claim_kind a, enum cs_claim_kind b)
{
    bool is_span = cs_claim_is_projection(a) && cs_claim_is_projection(b);
    bool is_level = a != CS_CLAIM_PAY && b != CS_CLAIM_PAY && !cs_claim_is_projection(a) &&
                    !cs_claim_is_projection(b);
    return a == b || is_span || is_level;
}

/* A neighbor in the section with a date that the data do not reach. */
static size_t newer_neighbor(const struct cs_audit *audit, size_t i)
{
    const struct cs_claim *c = &audit->claims.items[i];
    const struct cs_block *blocks = audit->document.blocks;
    for (size_t k = 0; k < audit->claims.n_items; k++) {
        const struct cs_claim *other = &audit->claims.items[k];
        if (k != i && is_same_sort(c->kind, other->kind) &&
            blocks[c->value.block].heading == blocks[other->value.block].heading &&
            cs_judge_is_beyond(&audit->judgments[k], other))
            return k;
    }
    return CS_NO_CLAIM;
}

void cs_audit_take_back_newer(struct cs_audit *audit)
{
    size_t n = audit->claims.n_items <= MOST_COMPARED ? audit->claims.n_items : 0;
    for (size_t i = 0; i < n; i++) {
        const struct cs_claim *c = &audit->claims.items[i];
        struct cs_judgment *j = &audit->judgments[i];
        bool is_blamed =
            j->verdict == CS_STALE || (j->verdict == CS_CONTRADICTED && j->fault == CS_FAULT_VALUE);
        if (c->when.start_year || !is_blamed || j->hint || newer_neighbor(audit, i) == CS_NO_CLAIM)
            continue;
        j->verdict = CS_UNSUPPORTED;
        j->fault = CS_FAULT_NONE;
        j->why = "a figure beside it is of a date newer than the data";
        j->hint = j->right = j->right_period = NULL;
    }
}

void cs_audit_settle_dates(struct cs_audit *audit, const struct cs_evidence *evidence)
{
    size_t n = audit->claims.n_items <= MOST_COMPARED ? audit->claims.n_items : 0;
    for (size_t i = 0; i < n; i++) {
        if (audit->judgments[i].right_period)
            settle_date(audit, evidence, i);
    }
}
