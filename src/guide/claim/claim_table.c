/* What a table cell states: the value is in the cell, its meaning in the labels around it. */
#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "base/text.h"
#include "guide/claim/claim.h"
#include "guide/claim/claim_read.h"
#include "guide/text/find.h"
#include "guide/claim/passage.h"
#include "guide/claim/pay_per.h"
#include "guide/claim/table_cell.h"
#include "guide/amount/amount.h"

enum { ANY_VALUE = -1 };

static enum cs_claim_kind kind_of_cell(const struct cs_claim_cell *c)
{
    enum cs_claim_kind kind = CS_CLAIM_NONE;
    bool has_measureless_column = false;
    for (size_t i = c->n_remarks; i <= c->row_at && kind == CS_CLAIM_NONE; i++) {
        kind = c->labels[i]->kind;
        has_measureless_column |= i < c->row_at && cs_cell_has_words(c, i) &&
                                  !cs_cell_is_bare(c->labels[i]) && c->block->column > 0;
    }
    if (kind == CS_CLAIM_NONE && c->n_remarks) /* "Roofers", "$50,970", "median, May 2024" */
        kind = c->labels[0]->kind;
    if (kind != CS_CLAIM_NONE || has_measureless_column)
        return kind;
    kind = c->lead_label.kind;
    return kind != CS_CLAIM_NONE ? kind : c->labels[c->row_at + 2]->kind;
}

/* "| Expert | 90th | $98,990 |": a cell of the row that is a percentile and nothing else. */
static enum cs_statistic statistic_in_row(const struct cs_claim_cell *c, struct cs_said *said)
{
    enum { LONGEST = 20 };
    const struct cs_document *d = c->reader->topic->document;
    for (uint32_t i = c->index; i-- > 0;) {
        const struct cs_block *b = &d->blocks[i];
        if (b->table != c->block->table || b->row != c->block->row)
            break;
        const struct cs_claim_label *label = cs_label_at(c->reader, i);
        if (b->size > LONGEST || label->statistic < CS_STAT_P10 || label->statistic > CS_STAT_P90)
            continue;
        *said = (struct cs_said){i, label->statistic_at.start, label->statistic_at.end};
        return label->statistic;
    }
    return CS_STAT_UNSAID;
}

static enum cs_statistic statistic_of(const struct cs_claim_cell *c, struct cs_said *said)
{
    enum cs_statistic vague = CS_STAT_UNSAID;
    for (size_t i = 0; i < c->n_labels; i++) {
        enum cs_statistic statistic = c->labels[i]->statistic;
        bool is_vague =
            statistic == CS_STAT_LOW || statistic == CS_STAT_HIGH || statistic == CS_STAT_RANGE;
        if (statistic == CS_STAT_UNSAID || (is_vague && vague != CS_STAT_UNSAID) ||
            (is_vague && i >= c->row_at))
            continue;
        *said = (struct cs_said){c->label_blocks[i], c->labels[i]->statistic_at.start,
                                 c->labels[i]->statistic_at.end};
        if (!is_vague)
            return statistic;
        vague = statistic;
    }
    return vague != CS_STAT_UNSAID ? vague : statistic_in_row(c, said);
}

static enum cs_per per_of(const struct cs_claim_cell *c, const struct cs_amount *amount)
{
    enum { LEAST_YEAR = 250 }; /* "Year by year" over "$23.33" */
    if (amount->per != CS_PER_NONE)
        return amount->per;
    for (size_t i = 0; i < c->n_labels; i++) {
        bool is_title = i + 1 == c->n_labels && c->labels[i]->kind != CS_CLAIM_PAY;
        bool is_far = i > c->row_at && c->labels[i]->per == CS_PER_YEAR && amount->low < LEAST_YEAR;
        bool is_own = c->label_blocks[i] == c->index; /* below, number by number */
        if (c->labels[i]->per != CS_PER_NONE && !is_title && !is_far &&
            !is_own) /* "Career week handout" */
            return c->labels[i]->per;
    }
    const struct cs_cue *own =
        cs_passage_cue(c->own, CS_CUE_PER, ANY_VALUE, amount->end, c->own->all.end);
    /* "$38,090 / $18.31 per hour": said of the other number, as the size tells */
    enum cs_per size = cs_per_of_size(amount);
    if (own && own->start >= cs_passage_value_after(c->own, amount->end) && size != CS_PER_NONE &&
        size != (enum cs_per)own->value)
        return size;
    return own ? (enum cs_per)own->value : CS_PER_NONE;
}

static bool fits_kind(enum cs_claim_kind kind, const struct cs_amount *amount)
{
    switch (kind) {
    case CS_CLAIM_PAY:
        return amount->kind == CS_AMOUNT_MONEY ||
               (amount->kind == CS_AMOUNT_NUMBER && amount->low >= 5 &&
                (amount->step < 1 || amount->low >= 1000 || amount->per != CS_PER_NONE));
    case CS_CLAIM_GROWTH:
        return amount->kind == CS_AMOUNT_PERCENT ||
               (amount->kind == CS_AMOUNT_NUMBER && fabs(amount->low) < 500);
    case CS_CLAIM_NONE:
        return false;
    default:
        return amount->kind == CS_AMOUNT_NUMBER;
    }
}

/* "81,000 a year, 77,400 new jobs": a noun right behind a number that is not the label's. */
static bool counts_another(const struct cs_claim_cell *c, enum cs_claim_kind kind,
                           const struct cs_amount *amount)
{
    enum { RIGHT_BEHIND = 2 };
    size_t end = amount->end + RIGHT_BEHIND;
    for (size_t i = 0; i < c->own->n_cues; i++) {
        const struct cs_cue *cue = &c->own->cues[i];
        if (cue->start < amount->end || cue->start >= end)
            continue;
        if ((cue->kind == CS_CUE_ADDED && kind != CS_CLAIM_NEW_JOBS) ||
            (cue->kind == CS_CUE_OPENINGS && kind != CS_CLAIM_OPENINGS) ||
            (cue->kind == CS_CUE_JOBS && cue->value == CS_JOBS_UNIT && kind == CS_CLAIM_OPENINGS))
            return true;
    }
    return false;
}

/* The label speaks for the first clause of a cell; later ones must say themselves what they are:
 * "$27.21 per hour", "+7% in the 2022-32 projection". */
static bool stands_alone(const struct cs_claim_cell *c, enum cs_claim_kind kind,
                         const struct cs_amount *amount)
{
    struct cs_spot clause = cs_passage_clause(c->own, amount->start);
    if (counts_another(c, kind, amount))
        return false;
    if (clause.start == 0)
        return !(kind == CS_CLAIM_OPENINGS &&
                 cs_passage_cue(c->own, CS_CUE_JOBS, CS_JOBS_UNIT, amount->end, clause.end));
    if (kind == CS_CLAIM_PAY)
        return amount->kind == CS_AMOUNT_MONEY && amount->per != CS_PER_NONE;
    for (size_t i = 0; i < c->own->n_amounts; i++) {
        const struct cs_amount *a = &c->own->amounts[i];
        if (a->kind == CS_AMOUNT_SPAN && kind == CS_CLAIM_GROWTH && a->start >= clause.start &&
            a->end <= clause.end)
            return true;
    }
    return false;
}

/* What one of a column's numbers stands for: "Median ($k)", "Jobs (thousands)". */
static double scale_of(const struct cs_claim_cell *c, enum cs_claim_kind kind)
{
    if (kind == CS_CLAIM_GROWTH)
        return 1;
    for (size_t i = 0; i <= c->row_at; i++) {
        if (c->labels[i]->scale > 1)
            return c->labels[i]->scale;
    }
    return kind != CS_CLAIM_PAY ? c->lead_label.scale : 1;
}

/* A number as its column means it; one that says "k" itself, or would be absurd, as it stands. */
static double apply_scale(const struct cs_claim_cell *c, enum cs_claim_kind kind,
                          struct cs_amount *amount)
{
    enum { LARGEST = 400000 }; /* thousands: more than all jobs there are */
    double scale = scale_of(c, kind);
    struct cs_span written = {c->own->all.text + amount->start, amount->end - amount->start};
    int says_itself = memchr(written.start, 'k', written.size) ||
                      memchr(written.start, 'K', written.size) ||
                      memmem(written.start, written.size, "illion", 6) ||
                      memmem(written.start, written.size, "housand", 7);
    bool is_count = amount->kind == CS_AMOUNT_NUMBER || amount->kind == CS_AMOUNT_MONEY;
    double largest = kind == CS_CLAIM_PAY ? 2000 : LARGEST;
    if (scale <= 1 || says_itself || !is_count || fabs(amount->low) >= largest)
        return 1;
    amount->low *= scale;
    amount->high *= scale;
    amount->step *= scale;
    return scale;
}

static struct cs_claim start_claim(const struct cs_claim_cell *c, enum cs_claim_kind kind)
{
    return (struct cs_claim){.kind = kind,
                             .sentence = {c->index, 0, c->own->all.end},
                             .when_said = {CS_NO_BLOCK, 0, 0},
                             .statistic_said = {CS_NO_BLOCK, 0, 0},
                             .level = CS_NO_KEY,
                             .flags = CS_CLAIM_IN_TABLE};
}

static void finish(const struct cs_claim_cell *c, struct cs_claim *claim)
{
    cs_cell_find_subject(c, claim);
    cs_cell_find_place(c, claim);
    if (claim->kind == CS_CLAIM_PAY)
        cs_cell_find_level(c, claim);
    bool is_rank = claim->statistic >= CS_STAT_P10 && claim->statistic <= CS_STAT_P90;
    if (is_rank && claim->level == CS_NO_KEY) /* "Expert", at the 90th percentile */
        claim->flags &= ~(unsigned)CS_CLAIM_HAS_LEVEL;
    if (claim->flags & CS_CLAIM_HAS_LEVEL)
        claim->flags &= ~(unsigned)CS_CLAIM_IS_PART;
    cs_cell_find_date(c, claim);
    cs_claims_add(c->reader, claim);
}

static void read_pay(const struct cs_claim_cell *c, const struct cs_amount *amount,
                     struct cs_claim *claim)
{
    claim->statistic = statistic_of(c, &claim->statistic_said);
    if (!isnan(amount->high) && claim->statistic == CS_STAT_UNSAID)
        claim->statistic = CS_STAT_RANGE;
    claim->per = per_of(c, amount);
    if (claim->per != CS_PER_NONE)
        claim->flags |= CS_CLAIM_HAS_PER;
    else if ((amount->kind == CS_AMOUNT_MONEY || claim->flags & CS_CLAIM_IS_SCALED) &&
             claim->amount.low >= 12000)
        claim->per = CS_PER_YEAR;
}

/* Whether the cell or else its labels say that a number is a loss: "down 2%", "27,900 fewer". */
static bool is_down(const struct cs_claim_cell *c, enum cs_claim_kind kind,
                    const struct cs_amount *amount)
{
    if ((kind != CS_CLAIM_GROWTH && kind != CS_CLAIM_NEW_JOBS) || amount->low <= 0)
        return false;
    struct cs_spot own = cs_passage_segment(c->own, (struct cs_spot){amount->start, amount->end});
    static const enum cs_cue_kind kinds[] = {CS_CUE_GROWTH, CS_CUE_ADDS};
    bool is_said = false;
    for (size_t k = 0; k < 2; k++) {
        if (cs_passage_cue(c->own, kinds[k], -1, own.start, own.end))
            return true;
        is_said |= cs_passage_cue(c->own, kinds[k], ANY_VALUE, own.start, own.end) != NULL;
    }
    static const char *const words[] = {"fewer", "less", "down ", NULL};
    bool has_plus = amount->start > 0 && c->own->all.text[amount->start - 1] == '+';
    if (cs_find_any(c->own->all.text, own.start, own.end, words))
        return true;
    for (size_t i = 0; i <= c->row_at && !is_said && !has_plus; i++) {
        if (c->labels[i]->direction)
            return c->labels[i]->direction < 0;
    }
    return false;
}

/* The lower rank of a label with two: "Pay range (10th-90th percentile)". */
static enum cs_statistic low_statistic_of(const struct cs_claim_cell *c)
{
    for (size_t i = 0; i < c->n_labels; i++)
        if (c->labels[i]->statistic != CS_STAT_UNSAID)
            return c->labels[i]->low_statistic;
    return CS_STAT_UNSAID;
}

/* `statistic`: what the amount is where its labels say more than one, or CS_STAT_UNSAID. */
static void add_value(const struct cs_claim_cell *c, enum cs_claim_kind kind,
                      const struct cs_amount *amount, enum cs_statistic statistic)
{
    struct cs_claim claim = start_claim(c, kind);
    claim.amount = *amount;
    if (apply_scale(c, kind, &claim.amount) > 1)
        claim.flags |= CS_CLAIM_IS_SCALED;
    if (is_down(c, kind, amount))
        claim.amount.low = -claim.amount.low;
    if (kind == CS_CLAIM_GROWTH)
        claim.amount.kind = CS_AMOUNT_PERCENT;
    claim.value = (struct cs_said){c->index, amount->start, amount->value_end};
    if (kind == CS_CLAIM_PAY)
        read_pay(c, amount, &claim);
    if (statistic != CS_STAT_UNSAID)
        claim.statistic = statistic;
    if (kind == CS_CLAIM_OPENINGS)
        claim.per = CS_PER_YEAR;
    finish(c, &claim);
}

static void add_amount(const struct cs_claim_cell *c, enum cs_claim_kind kind,
                       const struct cs_amount *amount)
{
    struct cs_amount first, second;
    enum cs_statistic low = kind == CS_CLAIM_PAY ? low_statistic_of(c) : CS_STAT_UNSAID;
    if (low != CS_STAT_UNSAID && cs_amount_split(c->own->all.text, amount, &first, &second)) {
        add_value(c, kind, &first, low);
        add_value(c, kind, &second, CS_STAT_UNSAID);
    } else {
        add_value(c, kind, amount, CS_STAT_UNSAID);
    }
}

static void add_words(const struct cs_claim_cell *c)
{
    for (size_t i = 0; i < c->own->n_cues; i++) {
        struct cs_spot at;
        const char *word = c->own->cues[i].kind == CS_CUE_WORD
                               ? cs_passage_growth_word(c->own, &c->own->cues[i], &at)
                               : NULL;
        if (!word)
            continue;
        struct cs_claim claim = start_claim(c, CS_CLAIM_GROWTH_WORD);
        claim.word = word;
        claim.value = (struct cs_said){c->index, at.start, at.end};
        finish(c, &claim);
        return;
    }
}

void cs_claims_of_cell(struct cs_claim_reader *reader, uint32_t block)
{
    const struct cs_document *d = reader->topic->document;
    struct cs_claim_cell c = {
        .reader = reader, .index = block, .block = &d->blocks[block], .own = reader->passage};
    if (c.block->table == CS_NO_BLOCK || c.block->column == 0)
        return;
    if (reader->headers_table != c.block->table) {
        reader->headers_table = c.block->table;
        reader->n_headers = cs_table_header_rows(d, c.block->table);
    }
    uint32_t n_headers = reader->n_headers;
    if (c.block->row < n_headers)
        return;
    struct cs_stretch own = cs_stretch_of(d, block);
    cs_passage_read(reader->passage, reader->topic, &own, 1);
    cs_cell_find_labels(&c, n_headers);
    enum cs_claim_kind kind = kind_of_cell(&c);
    for (size_t i = 0; i < c.own->n_amounts; i++) {
        struct cs_amount meant = c.own->amounts[i];
        apply_scale(&c, kind, &meant);
        if (fits_kind(kind, &meant) && stands_alone(&c, kind, &c.own->amounts[i]))
            add_amount(&c, kind, &c.own->amounts[i]);
    }
    if (kind == CS_CLAIM_GROWTH)
        add_words(&c);
}
