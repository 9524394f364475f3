/* What a table cell states: the value is in the cell, its meaning in the labels around it. */
#include <math.h>
#include <string.h>

#include "analysis/outlook/lookup.h"
#include "base/text.h"
#include "data/reference.h"
#include "guide/claim/claim_read.h"
#include "guide/claim/phrase.h"
#include "guide/claim/topic.h"
#include "guide/text/document_build.h"

enum { N_LABELS = 5 };

/* A cell and the words around it, nearest first. */
struct cell {
    struct cs_claim_reader *reader;
    uint32_t index;
    const struct cs_block *block;
    struct cs_stretch own, row, columns[3], lead, lead_end, heading;
    size_t n_columns;
    int row_is_level; /* its table lists experience levels */
};

static struct cs_stretch stretch_of(const struct cs_document *d, uint32_t index)
{
    if (index == CS_NO_BLOCK)
        return (struct cs_stretch){CS_NO_BLOCK, "", 0, 0};
    return (struct cs_stretch){index, d->blocks[index].text, 0, d->blocks[index].size};
}

static int is_over(const struct cs_block *head, const struct cs_block *cell)
{
    return head->row < cell->row && head->column <= cell->column &&
           cell->column < head->column + (head->n_columns ? head->n_columns : 1);
}

static int has_letters(const struct cs_block *b)
{
    for (size_t i = 0; i < b->size; i++) {
        if (cs_is_alpha(b->text[i]))
            return 1;
    }
    return 0;
}

static void find_labels(struct cell *c)
{
    const struct cs_document *d = c->reader->topic->document;
    const struct cs_block_table *t = &d->tables[c->block->table];
    c->row = stretch_of(d, CS_NO_BLOCK);
    for (uint32_t i = c->index; i-- > t->first && c->index - i < CS_TABLE_COLUMNS;) {
        const struct cs_block *b = &d->blocks[i];
        if (b->table != c->block->table)
            continue;
        if (b->row < c->block->row)
            break;
        if (!c->row.end || has_letters(b))
            c->row = stretch_of(d, i); /* in the end the first cell of the row that has words */
    }
    for (uint32_t i = t->first; i < c->index && c->n_columns < 3; i++) {
        const struct cs_block *b = &d->blocks[i];
        if (b->table == c->block->table && b->row >= t->n_header_rows)
            break;
        if (b->table == c->block->table && is_over(b, c->block))
            c->columns[c->n_columns++] = stretch_of(d, i);
    }
    c->lead = stretch_of(d, t->lead);
    if (c->lead.end && c->lead.text[c->lead.end - 1] == '.')
        c->lead = stretch_of(d, CS_NO_BLOCK); /* a paragraph that ends before the table begins */
    c->lead_end = c->lead;
    for (size_t i = 0; i + 2 < c->lead.end; i++) {
        if (c->lead.text[i] == '.' && c->lead.text[i + 1] == ' ' &&
            !cs_is_digit(c->lead.text[i + 2]))
            c->lead_end.start = i + 2;
    }
    c->heading = stretch_of(d, c->block->heading);
}

/* The labels that may say what is measured, nearest first. */
static size_t labels_of(const struct cell *c, struct cs_stretch out[N_LABELS + 1])
{
    size_t n = 0;
    for (size_t i = c->n_columns; i-- > 0;)
        out[n++] = c->columns[i];
    out[n++] = c->row;
    out[n++] = c->lead_end;
    return n;
}

static int is_only_years(const struct cs_stretch *label)
{
    struct cs_amounts amounts;
    cs_amounts_of(label, &amounts);
    return amounts.n == 1 && amounts.items[0].kind >= CS_AMOUNT_YEAR &&
           amounts.items[0].end - amounts.items[0].start + 6 > label->end;
}

static enum cs_claim_kind kind_of_cell(const struct cell *c, int *row_names_measure)
{
    struct cs_stretch labels[N_LABELS + 1];
    size_t n = labels_of(c, labels);
    *row_names_measure = 0;
    /* "Change, 2024-34" over "Percent": the header cells of a column speak together. */
    enum cs_claim_kind kind = CS_CLAIM_NONE;
    int has_header = c->n_columns && c->columns[0].end && c->block->column > 0;
    for (size_t i = 0; i < n && kind == CS_CLAIM_NONE; i++) {
        if (i == n - 1 && has_header && !is_only_years(&c->columns[c->n_columns - 1]))
            break; /* a column that says what it is, and it is nothing known */
        kind = cs_label_kind(&labels[i]);
        *row_names_measure = kind != CS_CLAIM_NONE && i == c->n_columns;
    }
    if (kind == CS_CLAIM_NONE && cs_label_kind(&c->heading) == CS_CLAIM_PAY)
        return CS_CLAIM_PAY;
    return kind;
}

static enum cs_statistic statistic_of(const struct cell *c, struct cs_said *said)
{
    struct cs_stretch labels[N_LABELS + 1];
    size_t n = labels_of(c, labels);
    labels[n++] = c->lead;
    for (size_t i = 0; i < n; i++) {
        enum cs_statistic statistic =
            cs_cue_statistic(&labels[i], labels[i].end, labels[i].end, said);
        if (statistic != CS_STAT_UNSAID)
            return statistic;
        static const char *const lows[] = {"low", "minimum", "lowest", NULL};
        static const char *const highs[] = {"high", "maximum", "highest", NULL};
        if (i < c->n_columns && cs_find_any(labels[i].text, 0, labels[i].end, lows))
            return CS_STAT_LOW;
        if (i < c->n_columns && cs_find_any(labels[i].text, 0, labels[i].end, highs))
            return CS_STAT_HIGH;
    }
    return CS_STAT_UNSAID;
}

static enum cs_per per_of(const struct cell *c, const struct cs_amount *amount)
{
    if (amount->per != CS_PER_NONE)
        return amount->per;
    struct cs_stretch labels[N_LABELS + 1];
    size_t n = labels_of(c, labels);
    labels[n++] = c->lead;
    for (size_t i = 0; i < n; i++) {
        enum cs_per per = cs_cue_per(&labels[i], labels[i].end);
        if (per != CS_PER_NONE)
            return per;
    }
    return cs_cue_per(&c->own, amount->end);
}

static void date_cell(const struct cell *c, struct cs_claim *claim)
{
    struct cs_stretch labels[N_LABELS + 4];
    labels[0] = cs_clause_at(&c->own, claim->value.start);
    size_t n = 1 + labels_of(c, labels + 1);
    labels[n++] = c->lead;
    for (size_t i = 0; i < n && claim->when_said.block == CS_NO_BLOCK; i++) {
        struct cs_amounts amounts;
        cs_amounts_of(&labels[i], &amounts);
        cs_claim_date(claim, &labels[i], &amounts, i ? 0 : claim->value.start);
    }
}

static struct cs_span span_of(const struct cs_stretch *s)
{
    return (struct cs_span){s->text + s->start, s->end - s->start};
}

/* How many rows of a table begin with words of a level; counted once a table. */
static size_t count_levels(struct cs_claim_reader *reader, uint32_t table)
{
    enum { MOST_CELLS = 200 };
    const struct cs_document *d = reader->topic->document;
    const struct cs_block_table *t = &d->tables[table];
    if (reader->levels_table == table)
        return reader->n_levels;
    reader->levels_table = table;
    reader->n_levels = 0;
    for (uint32_t i = t->first; i < t->last && i < t->first + MOST_CELLS; i++) {
        struct cs_stretch other = stretch_of(d, i);
        uint32_t key;
        reader->n_levels += d->blocks[i].kind == CS_BLOCK_CELL && d->blocks[i].column == 0 &&
                            cs_cue_level(reader->topic, &other, &key);
    }
    return reader->n_levels;
}

/* A word of experience levels that stands for the whole row. */
static int row_level(const struct cell *c, uint32_t *level)
{
    const struct cs_topic *topic = c->reader->topic;
    if (cs_cue_level(topic, &c->row, level))
        return 1;
    /* The middle of a scale may bear the occupation's own name: "Medical Office Assistant". */
    const struct cs_dict *dict = &cs_lookup_dataset(topic->names->lookup)->dicts[CS_DIM_LEVEL];
    size_t n_levels = count_levels(c->reader, c->block->table);
    *level = CS_NO_KEY;
    for (uint32_t i = 0; n_levels > 1 && i < dict->n_keys; i++) {
        if (cs_span_equals_nocase(span_of(&c->row), dict->keys[i].title))
            *level = i;
    }
    return n_levels > 1;
}

/* By name, or a code as short as "OH". */
static const struct cs_region *region_of(const struct cs_topic *topic, struct cs_span label)
{
    enum { LONGEST_CODE = 3 };
    const struct cs_reference *reference = topic->names->reference;
    const struct cs_phrase *phrase = cs_phrases_whole(&topic->names->regions, label);
    if (phrase || !reference)
        return phrase ? &reference->regions[phrase->ids[0]] : NULL;
    return label.size <= LONGEST_CODE ? cs_reference_region(reference, label) : NULL;
}

/* What the row is: an occupation, a place, a level, a year, a measure, or some other group. */
static void read_row_label(const struct cell *c, struct cs_claim *claim, int row_names_measure)
{
    const struct cs_topic *topic = c->reader->topic;
    struct cs_span label = span_of(&c->row);
    static const char *const groups[] = {"industry", "industries", "employers", "sector", NULL};
    struct cs_said said;
    claim->region = topic->region;
    claim->flags |= topic->region ? CS_CLAIM_TITLE_PLACE : 0u;
    for (size_t i = 0; i < c->n_columns; i++) {
        const struct cs_region *column = region_of(topic, span_of(&c->columns[i]));
        if (column) { /* "Oregon | United States" */
            claim->region = column;
            claim->flags &= ~(unsigned)CS_CLAIM_TITLE_PLACE;
        }
    }
    if (cs_find_any(c->lead_end.text, c->lead_end.start, c->lead_end.end, groups)) {
        claim->flags |= CS_CLAIM_IS_PART;
        return;
    }
    if (!label.size || row_names_measure)
        return;
    const struct cs_region *region = region_of(topic, label);
    if (region) {
        claim->region = region;
        claim->flags &= ~(unsigned)CS_CLAIM_TITLE_PLACE;
    } else if (claim->kind == CS_CLAIM_PAY && row_level(c, &claim->level)) {
        claim->flags |= CS_CLAIM_HAS_LEVEL;
    } else if (cs_topic_label(topic, label, &claim->subject)) {
        claim->naming = cs_subject_is_known(&claim->subject) ? CS_NAMED : CS_NAMED_UNKNOWN;
    } else if (!is_only_years(&c->row) &&
               cs_cue_statistic(&c->row, c->row.end, c->row.end, &said) == CS_STAT_UNSAID) {
        struct cs_span trimmed = cs_span_trim(label);
        static const char *const wholes[] = {"total", "overall", "national", "all", NULL};
        static const char *const rests[] = {"other", NULL}; /* "Helpers, all other" */
        if (!cs_find_any(trimmed.start, 0, trimmed.size, wholes) ||
            cs_find_any(trimmed.start, 0, trimmed.size, rests))
            claim->flags |= CS_CLAIM_IS_PART;
    }
    if (!region && !(claim->flags & CS_CLAIM_HAS_LEVEL) && claim->naming != CS_NAMED &&
        cs_topic_place(topic, c->row.text, 0, c->row.end, &region) && region)
        claim->region = region;
}

/* The occupation that header, lead or heading name, else the guide's. */
static void find_subject(const struct cell *c, struct cs_claim *claim)
{
    const struct cs_topic *topic = c->reader->topic;
    if (claim->naming != CS_NAMED_NOT)
        return;
    const struct cs_region *region;
    if (!claim->region && !topic->region && c->lead_end.end &&
        cs_topic_place(topic, c->lead_end.text, c->lead_end.start, c->lead_end.end, &region))
        claim->region = region;
    for (size_t i = c->n_columns; i-- > 0;) {
        if (cs_topic_heading(topic, c->columns[i].text, c->columns[i].end, &claim->subject))
            return;
    }
    enum cs_naming naming = cs_topic_sentence(topic, c->lead_end.text, c->lead_end.start,
                                              c->lead_end.end, 0, &claim->subject);
    if (naming != CS_NAMED_NOT && !claim->subject.is_all) {
        claim->naming = naming;
        return;
    }
    const struct cs_document *d = topic->document;
    for (uint32_t h = c->block->heading; h != CS_NO_BLOCK; h = d->blocks[h].heading) {
        if (d->blocks[h].level > 1 &&
            cs_topic_mention(topic, d->blocks[h].text, d->blocks[h].size, &claim->subject))
            return;
    }
    claim->subject = topic->page;
}

static int fits_kind(enum cs_claim_kind kind, const struct cs_amount *amount)
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
        return 0;
    default:
        return amount->kind == CS_AMOUNT_NUMBER;
    }
}

/* The label speaks for the first clause of a cell; later ones must say themselves what they are:
 * "$27.21 per hour", "+7% in the 2022-32 projection". */
static int stands_alone(const struct cell *c, enum cs_claim_kind kind,
                        const struct cs_amount *amount)
{
    struct cs_stretch clause = cs_clause_at(&c->own, amount->start);
    static const char *const jobs[] = {"jobs", "all occupations", NULL};
    if (clause.start == 0)
        return !(kind == CS_CLAIM_OPENINGS &&
                 cs_find_any(clause.text, amount->end, clause.end, jobs));
    if (kind == CS_CLAIM_PAY)
        return amount->kind == CS_AMOUNT_MONEY && amount->per != CS_PER_NONE;
    struct cs_amounts amounts;
    cs_amounts_of(&clause, &amounts);
    for (size_t i = 0; i < amounts.n; i++) {
        if (amounts.items[i].kind == CS_AMOUNT_SPAN && kind == CS_CLAIM_GROWTH)
            return 1;
    }
    return 0;
}

/* What one of a column's numbers stands for: "Median ($k)", "Jobs (thousands)", "Openings (000)".
 */
static double scale_of(const struct cell *c, enum cs_claim_kind kind)
{
    static const struct {
        const char *words;
        double factor;
        int is_for_all;
    } scales[] = {{"in thousands", 1e3, 1}, {"(thousands)", 1e3, 1}, {"in millions", 1e6, 1},
                  {"(millions)", 1e6, 1},   {"thousands", 1e3, 0},   {"(thousand", 1e3, 0},
                  {"($k)", 1e3, 0},         {"(k)", 1e3, 0},         {"$k", 1e3, 0},
                  {"k USD", 1e3, 0},        {"USD k", 1e3, 0},       {"k$", 1e3, 0},
                  {"(000)", 1e3, 0},        {"(000s)", 1e3, 0},      {"$000", 1e3, 0},
                  {"'000", 1e3, 0},         {"000s", 1e3, 0},        {"(in 1,000)", 1e3, 0},
                  {"Tsd.", 1e3, 0},         {"(million", 1e6, 0}};
    if (kind == CS_CLAIM_GROWTH)
        return 1;
    for (size_t i = 0; i < c->n_columns + 2; i++) {
        const struct cs_stretch *s = i < c->n_columns    ? &c->columns[i]
                                     : i == c->n_columns ? &c->row
                                                         : &c->lead;
        for (size_t k = 0; k < sizeof scales / sizeof scales[0]; k++) {
            int speaks_for_it = i <= c->n_columns || (scales[k].is_for_all && kind != CS_CLAIM_PAY);
            if (speaks_for_it &&
                cs_find_first(s->text, s->start, s->end, scales[k].words) != CS_NOWHERE)
                return scales[k].factor;
        }
    }
    return 1;
}

/* A number as its column means it; one that says "k" itself, or would be absurd, as it stands. */
static double apply_scale(const struct cell *c, enum cs_claim_kind kind, struct cs_amount *amount)
{
    enum { LARGEST = 400000 }; /* thousands: more than all jobs there are */
    double scale = scale_of(c, kind);
    struct cs_span written = {c->own.text + amount->start, amount->end - amount->start};
    int says_itself = memchr(written.start, 'k', written.size) ||
                      memchr(written.start, 'K', written.size) ||
                      memmem(written.start, written.size, "illion", 6) ||
                      memmem(written.start, written.size, "housand", 7);
    int is_count = amount->kind == CS_AMOUNT_NUMBER || amount->kind == CS_AMOUNT_MONEY;
    double largest = kind == CS_CLAIM_PAY ? 2000 : LARGEST;
    if (scale <= 1 || says_itself || !is_count || fabs(amount->low) >= largest)
        return 1;
    amount->low *= scale;
    amount->high *= scale;
    amount->step *= scale;
    return scale;
}

static struct cs_claim start_claim(const struct cell *c, enum cs_claim_kind kind)
{
    return (struct cs_claim){.kind = kind,
                             .sentence = {c->index, 0, c->own.end},
                             .when_said = {CS_NO_BLOCK, 0, 0},
                             .statistic_said = {CS_NO_BLOCK, 0, 0},
                             .level = CS_NO_KEY,
                             .flags =
                                 CS_CLAIM_IN_TABLE | (cs_cue_flags(&c->lead) & CS_CLAIM_IS_OTHERS)};
}

static void add_value(const struct cell *c, enum cs_claim_kind kind, int row_names_measure,
                      const struct cs_amount *amount)
{
    struct cs_claim claim = start_claim(c, kind);
    claim.amount = *amount;
    if (apply_scale(c, kind, &claim.amount) > 1)
        claim.flags |= CS_CLAIM_IS_SCALED;
    if (kind == CS_CLAIM_GROWTH)
        claim.amount.kind = CS_AMOUNT_PERCENT;
    claim.value = (struct cs_said){c->index, amount->start, amount->value_end};
    if (kind == CS_CLAIM_PAY) {
        claim.statistic = statistic_of(c, &claim.statistic_said);
        if (!isnan(amount->high) && claim.statistic == CS_STAT_UNSAID)
            claim.statistic = CS_STAT_RANGE;
        claim.per = per_of(c, amount);
        if (claim.per != CS_PER_NONE)
            claim.flags |= CS_CLAIM_HAS_PER;
        else if ((amount->kind == CS_AMOUNT_MONEY || claim.flags & CS_CLAIM_IS_SCALED) &&
                 claim.amount.low >= 12000)
            claim.per = CS_PER_YEAR;
    }
    if (kind == CS_CLAIM_OPENINGS)
        claim.per = CS_PER_YEAR;
    read_row_label(c, &claim, row_names_measure);
    find_subject(c, &claim);
    date_cell(c, &claim);
    cs_claims_add(c->reader->claims, &claim);
}

static void add_word(const struct cell *c, int row_names_measure)
{
    size_t start, end;
    const char *word = cs_growth_word_in(&c->own, 0, &start, &end);
    if (!word)
        return;
    struct cs_claim claim = start_claim(c, CS_CLAIM_GROWTH_WORD);
    claim.word = word;
    claim.value = (struct cs_said){c->index, start, end};
    read_row_label(c, &claim, row_names_measure);
    find_subject(c, &claim);
    date_cell(c, &claim);
    cs_claims_add(c->reader->claims, &claim);
}

void cs_claims_of_cell(struct cs_claim_reader *reader, uint32_t block)
{
    const struct cs_document *d = reader->topic->document;
    struct cell c = {.reader = reader, .index = block, .block = &d->blocks[block]};
    c.own = stretch_of(d, block);
    if (c.block->table == CS_NO_BLOCK || c.block->row < d->tables[c.block->table].n_header_rows ||
        c.block->column == 0)
        return;
    find_labels(&c);
    int row_names_measure;
    enum cs_claim_kind kind = kind_of_cell(&c, &row_names_measure);
    struct cs_amounts amounts;
    cs_amounts_of(&c.own, &amounts);
    for (size_t i = 0; i < amounts.n; i++) {
        struct cs_amount meant = amounts.items[i];
        apply_scale(&c, kind, &meant);
        if (fits_kind(kind, &meant) && stands_alone(&c, kind, &amounts.items[i]))
            add_value(&c, kind, row_names_measure, &amounts.items[i]);
    }
    if (kind == CS_CLAIM_GROWTH)
        add_word(&c, row_names_measure);
}
