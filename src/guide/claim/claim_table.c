/* What a table cell states: the value is in the cell, its meaning in the labels around it. */
#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "analysis/outlook/lookup.h"
#include "base/text.h"
#include "data/reference.h"
#include "guide/claim/claim_read.h"
#include "guide/claim/find.h"
#include "guide/topic/topic.h"
#include "guide/text/document_build.h"
#include "guide/text/amount.h"
#include "guide/claim/passage.h"
#include "guide/claim/claim.h"

enum { ANY_VALUE = -1, MOST_COLUMNS = 3, N_LABELS = MOST_COLUMNS + 6 };

/* A cell and the labels around it, nearest first: a card's remark, header cells from below, the
 * row's own, the end of the lead. */
struct cell {
    struct cs_claim_reader *reader;
    uint32_t index;
    const struct cs_block *block;
    const struct cs_passage *own;
    uint32_t columns[MOST_COLUMNS], row, lead;
    size_t n_columns;
    struct cs_claim_label lead_label;
    struct cs_stretch lead_text;
    const struct cs_claim_label *labels[N_LABELS];
    uint32_t label_blocks[N_LABELS];
    size_t n_labels, row_at; /* index of the row's label */
    size_t n_remarks;        /* labels that tell whose a value is, not what it counts */
};

static bool is_over(const struct cs_block *head, const struct cs_block *cell)
{
    return head->row < cell->row && head->column <= cell->column &&
           cell->column < head->column + (head->n_columns ? head->n_columns : 1);
}

static bool has_letters(const struct cs_block *b)
{
    for (size_t i = 0; i < b->size; i++) {
        if (cs_is_alpha(b->text[i]))
            return true;
    }
    return false;
}

/* Whether a cell holds a figure: money, a percent or a number that is no year. */
static bool has_figure(const struct cs_block *b)
{
    struct cs_amount amounts[4];
    size_t n = cs_amounts_find(b->text, b->size, amounts, 4);
    for (size_t i = 0; i < n; i++) {
        enum { SIGN = 8 }; /* "down 2%" */
        bool is_near = amounts[i].start < (amounts[i].kind == CS_AMOUNT_PERCENT ? SIGN : 3);
        bool is_whole =
            is_near && (amounts[i].kind == CS_AMOUNT_MONEY || amounts[i].end + 12 > b->size);
        if (amounts[i].kind <= CS_AMOUNT_PERCENT && is_whole && amounts[i].low != 10 &&
            amounts[i].low != 25 && amounts[i].low != 50 && amounts[i].low != 75 &&
            amounts[i].low != 90)
            return true;
    }
    return false;
}

/* Whether a row of a table is one cell: a title over the headers, or a remark under them. */
static bool is_single(const struct cs_document *d, const struct cs_block_table *t, uint32_t table,
                      uint32_t row)
{
    size_t n = 0;
    for (uint32_t i = t->first; i < t->last; i++) {
        const struct cs_block *b = &d->blocks[i];
        if (b->table == table && b->kind == CS_BLOCK_CELL && b->row > row)
            break;
        n += b->table == table && b->kind == CS_BLOCK_CELL && b->row == row && b->size > 0;
    }
    return n < 2;
}

/* Rows above the first that holds a figure are headers, however they are written. */
static uint32_t header_rows(const struct cs_document *d, uint32_t table)
{
    enum { MOST = 3 };
    const struct cs_block_table *t = &d->tables[table];
    uint32_t row = 0;
    bool has_label = false;
    if (t->is_list)
        return t->n_header_rows;
    for (uint32_t i = t->first; i < t->last; i++) {
        const struct cs_block *b = &d->blocks[i];
        if (b->table != table || b->kind != CS_BLOCK_CELL)
            continue;
        if (b->row > MOST)
            break;
        has_label = b->column == 0 ? b->is_header && b->n_columns < 2 : has_label;
        bool is_row = has_label && b->column > 0 && !b->is_header; /* its own label goes before */
        if (b->column > 0 && (has_figure(b) || is_row)) {
            row = b->row;
            break;
        }
    }
    for (uint32_t k = t->n_header_rows > 1 ? t->n_header_rows : 1; k < row; k++) {
        if (is_single(d, t, table, k))
            return k;
    }
    return row > t->n_header_rows ? row : t->n_header_rows;
}

/* The label of the cell's row: its first cell with words; an empty one takes that of the row
 * above. */
static uint32_t row_label(const struct cell *c, uint32_t n_headers)
{
    const struct cs_document *d = c->reader->topic->document;
    const struct cs_block_table *t = &d->tables[c->block->table];
    uint32_t best = CS_NO_BLOCK, row = c->block->row;
    for (uint32_t i = c->index; i-- > t->first && c->index - i < 2 * CS_TABLE_COLUMNS;) {
        const struct cs_block *b = &d->blocks[i];
        if (b->table != c->block->table)
            continue;
        if (b->row < row && (best != CS_NO_BLOCK || b->row < n_headers || b->row + 2 < row))
            break;
        if (b->row < row && (b->column > 0 || !has_letters(b)))
            continue;
        if (best == CS_NO_BLOCK ? b->size > 0 : has_letters(b))
            best = i;
        if (b->row < row && best != CS_NO_BLOCK)
            break;
    }
    return best;
}

static void add_label(struct cell *c, const struct cs_claim_label *label, uint32_t block)
{
    c->label_blocks[c->n_labels] = block;
    c->labels[c->n_labels++] = label;
}

/* The last sentence of the lead, when it goes over into the table. */
static void read_lead(struct cell *c, uint32_t lead)
{
    static const char *const pointers[] = {"table", "following", "figures", "here are", NULL};
    const struct cs_document *d = c->reader->topic->document;
    bool is_item = lead != CS_NO_BLOCK && d->blocks[lead].kind == CS_BLOCK_ITEM;
    struct cs_stretch s = cs_stretch_of(d, is_item ? CS_NO_BLOCK : lead);
    enum { LONGEST = 600 };
    if (s.end > LONGEST)
        s.start = s.end - LONGEST;
    for (size_t i = s.start; i + 2 < s.end; i++) {
        if (s.text[i] == '.' && s.text[i + 1] == ' ' && !cs_is_digit(s.text[i + 2]) &&
            !(s.text[i + 2] >= 'a' && s.text[i + 2] <= 'z'))
            s.start = i + 2;
    }
    bool is_sentence = s.end > s.start && s.text[s.end - 1] == '.';
    c->lead = lead;
    if (is_sentence && !cs_find_any(s.text, s.start, s.end, pointers))
        s.end = s.start;
    cs_label_of(c->reader->topic, &s, &c->lead_label);
    c->lead_text = s;
    bool is_title = lead != CS_NO_BLOCK && d->blocks[lead].kind == CS_BLOCK_HEADING;
    if (is_title && c->lead_label.kind != CS_CLAIM_PAY)
        c->lead_label.per = CS_PER_NONE; /* "Career week handout" */
    if (is_sentence)
        c->lead_label.kind = CS_CLAIM_NONE;
}

static void find_labels(struct cell *c, uint32_t n_headers)
{
    const struct cs_document *d = c->reader->topic->document;
    const struct cs_block_table *t = &d->tables[c->block->table];
    for (uint32_t i = t->first; i < c->index && c->n_columns < MOST_COLUMNS; i++) {
        const struct cs_block *b = &d->blocks[i];
        if (b->table == c->block->table && b->row >= n_headers)
            break;
        if (b->table == c->block->table && is_over(b, c->block))
            c->columns[c->n_columns++] = i;
    }
    const struct cs_block *next = c->index + 1 < t->last ? c->block + 1 : NULL;
    if (t->is_list && next && next->table == c->block->table && next->row == c->block->row) {
        add_label(c, cs_label_at(c->reader, c->index + 1), c->index + 1);
        c->n_remarks = 1;
    }
    for (size_t i = c->n_columns; i-- > 0;)
        add_label(c, cs_label_at(c->reader, c->columns[i]), c->columns[i]);
    if (!c->n_columns && !t->is_list && cs_label_at(c->reader, c->index)->kind != CS_CLAIM_NONE)
        add_label(c, cs_label_at(c->reader, c->index), c->index); /* "12,700 openings" */
    c->row = row_label(c, n_headers);
    c->row_at = c->n_labels;
    add_label(c, cs_label_at(c->reader, c->row), c->row);
    read_lead(c, t->lead);
    add_label(c, &c->lead_label, t->lead);
    add_label(c, cs_label_at(c->reader, c->block->heading), c->block->heading);
}

/* Whether a label is a whole figure of some other thing: "Typical education". */
static bool has_words(const struct cell *c, size_t i)
{
    const struct cs_document *d = c->reader->topic->document;
    return c->label_blocks[i] != CS_NO_BLOCK && has_letters(&d->blocks[c->label_blocks[i]]);
}

static bool is_bare(const struct cs_claim_label *l)
{
    return l->is_only_year || l->has_place || l->has_level || l->names_subject ||
           l->statistic != CS_STAT_UNSAID;
}

static enum cs_claim_kind kind_of_cell(const struct cell *c)
{
    enum cs_claim_kind kind = CS_CLAIM_NONE;
    bool has_measureless_column = false;
    for (size_t i = c->n_remarks; i <= c->row_at && kind == CS_CLAIM_NONE; i++) {
        kind = c->labels[i]->kind;
        has_measureless_column |=
            i < c->row_at && has_words(c, i) && !is_bare(c->labels[i]) && c->block->column > 0;
    }
    if (kind == CS_CLAIM_NONE && c->n_remarks) /* "Roofers", "$50,970", "median, May 2024" */
        kind = c->labels[0]->kind;
    if (kind != CS_CLAIM_NONE || has_measureless_column)
        return kind;
    kind = c->lead_label.kind;
    return kind != CS_CLAIM_NONE ? kind : c->labels[c->row_at + 2]->kind;
}

static enum cs_statistic statistic_of(const struct cell *c, struct cs_said *said)
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
    return vague;
}

static enum cs_per per_of(const struct cell *c, const struct cs_amount *amount)
{
    if (amount->per != CS_PER_NONE)
        return amount->per;
    for (size_t i = 0; i < c->n_labels; i++) {
        bool is_title = i + 1 == c->n_labels && c->labels[i]->kind != CS_CLAIM_PAY;
        if (c->labels[i]->per != CS_PER_NONE && !is_title) /* "Career week handout" */
            return c->labels[i]->per;
    }
    const struct cs_cue *own =
        cs_passage_cue(c->own, CS_CUE_PER, ANY_VALUE, amount->end, c->own->all.end);
    return own && own->value != CS_CUE_PER_OTHER ? (enum cs_per)own->value : CS_PER_NONE;
}

static void set_date(struct cs_claim *claim, uint32_t block, struct cs_period when,
                     struct cs_spot at)
{
    claim->when = when;
    claim->when_said = (struct cs_said){block, at.start, at.end};
}

/* The date in the value's own clause; else that of the nearest label. */
static void date_cell(const struct cell *c, struct cs_claim *claim)
{
    struct cs_spot clause = cs_passage_clause(c->own, claim->value.start);
    int takes_year = !cs_claim_is_projection(claim->kind);
    for (size_t i = 0; i < c->own->n_amounts; i++) {
        const struct cs_amount *a = &c->own->amounts[i];
        int fits = (a->kind == CS_AMOUNT_YEAR && takes_year) ||
                   (a->kind == CS_AMOUNT_SPAN && claim->kind != CS_CLAIM_PAY);
        if (fits && a->start >= clause.start && a->end <= clause.end) {
            set_date(claim, c->index, a->period, (struct cs_spot){a->start, a->end});
            return;
        }
    }
    for (size_t i = 0; i < c->n_labels; i++) {
        const struct cs_claim_label *l = c->labels[i];
        if (l->span.start_year && claim->kind != CS_CLAIM_PAY) {
            set_date(claim, c->label_blocks[i], l->span, l->span_at);
            return;
        }
        if (l->year.start_year && takes_year) {
            set_date(claim, c->label_blocks[i], l->year, l->year_at);
            return;
        }
    }
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
        reader->n_levels += d->blocks[i].kind == CS_BLOCK_CELL &&
                            (d->blocks[i].column == 0 || d->blocks[i].row == 0) &&
                            cs_label_at(reader, i)->has_level;
    }
    return reader->n_levels;
}

/* The level a label stands for; in a table of levels also by the occupation's own name: "Medical
 * Office Assistant". */
static bool level_of(const struct cell *c, const struct cs_claim_label *label, uint32_t block,
                     uint32_t *level)
{
    const struct cs_topic *topic = c->reader->topic;
    if (label->has_level && label->statistic == CS_STAT_UNSAID) {
        *level = label->level;
        return true;
    }
    const struct cs_dict *dict = &cs_lookup_dataset(topic->names->lookup)->dicts[CS_DIM_LEVEL];
    *level = CS_NO_KEY;
    if (block == CS_NO_BLOCK || count_levels(c->reader, c->block->table) < 2)
        return false;
    const struct cs_block *b = &topic->document->blocks[block];
    for (uint32_t i = 0; i < dict->n_keys; i++) {
        if (cs_span_equals_nocase((struct cs_span){b->text, b->size}, dict->keys[i].title))
            *level = i;
    }
    return true;
}

static void find_place(const struct cell *c, struct cs_claim *claim)
{
    const struct cs_topic *topic = c->reader->topic;
    const struct cs_region *region;
    for (size_t i = 0; i <= c->row_at; i++) {
        if (c->labels[i]->region) {
            claim->region = c->labels[i]->region;
            return;
        }
    }
    for (size_t i = 0; i <= c->row_at + 1; i++) {
        struct cs_stretch s =
            i > c->row_at ? c->lead_text : cs_stretch_of(topic->document, c->label_blocks[i]);
        if (!s.end || (i <= c->row_at && c->labels[i]->names_subject == CS_NAMED))
            continue;
        if (cs_topic_place(topic, s.text, s.start, s.end, &region) && (region || i <= c->row_at)) {
            claim->region = region;
            claim->flags |= region ? 0u : CS_CLAIM_PLACE_UNKNOWN;
            return;
        }
    }
    claim->region = cs_context_region(c->reader, c->index);
    if (!claim->region)
        claim->region = topic->region;
    claim->flags |= claim->region ? CS_CLAIM_TITLE_PLACE : 0u;
}

static void find_level(const struct cell *c, struct cs_claim *claim)
{
    for (size_t i = 0; i <= c->row_at && !(claim->flags & CS_CLAIM_HAS_LEVEL); i++) {
        if (!c->labels[i]->region && c->labels[i]->kind == CS_CLAIM_NONE &&
            level_of(c, c->labels[i], c->label_blocks[i], &claim->level))
            claim->flags |= CS_CLAIM_HAS_LEVEL;
    }
}

/* Whether a label says nothing that is known: no measure, year, place, level or statistic. */
static bool is_strange(const struct cell *c, size_t i)
{
    static const char *const wholes[] = {"total", "overall", "national", "all", "average", NULL};
    static const char *const rests[] = {"other", NULL}; /* "Helpers, all other" */
    const struct cs_claim_label *l = c->labels[i];
    uint32_t b = c->label_blocks[i];
    if (!has_words(c, i) || is_bare(l) || l->kind != CS_CLAIM_NONE || l->year.start_year ||
        l->span.start_year)
        return false;
    const struct cs_block *block = &c->reader->topic->document->blocks[b];
    return !cs_find_any(block->text, 0, block->size, wholes) ||
           cs_find_any(block->text, 0, block->size, rests);
}

/* "Registered Nurse (RN)": the name before the bracket, or another name in the label. */
static bool subject_in(const struct cell *c, size_t i, struct cs_subject *out)
{
    const struct cs_topic *topic = c->reader->topic;
    uint32_t b = c->label_blocks[i];
    if (c->labels[i]->names_subject) {
        *out = c->labels[i]->subject;
        return true;
    }
    if (b == CS_NO_BLOCK || c->labels[i]->has_level)
        return false;
    const struct cs_block *block = &topic->document->blocks[b];
    size_t end = 0;
    while (end < block->size && !strchr("(:[", block->text[end]))
        end++;
    struct cs_span name = cs_span_trim((struct cs_span){block->text, end});
    if (end < block->size && name.size && cs_topic_label(topic, name, out))
        return true;
    if (end && cs_topic_completed(topic, name, out))
        return true;
    if (c->labels[i]->has_mention && c->labels[i]->kind != CS_CLAIM_NONE) { /* "RN median" */
        *out = c->labels[i]->mention;
        return true;
    }
    return i < c->row_at && cs_topic_heading(topic, block->text, block->size, out);
}

static bool name_by_lead(const struct cell *c, struct cs_claim *claim)
{
    const struct cs_topic *topic = c->reader->topic;
    struct cs_stretch s = cs_stretch_of(topic->document, c->lead);
    if (!s.end)
        return false;
    size_t start = s.end > 300 ? s.end - 300 : 0;
    enum cs_naming naming = cs_topic_sentence(topic, s.text, start, s.end, s.end, &claim->subject);
    if (naming == CS_NAMED_NOT || claim->subject.is_all)
        return false;
    claim->naming = naming;
    return true;
}

/* "Architect" in the corner over the rows of its figures. */
static bool name_by_corner(const struct cell *c, struct cs_subject *out)
{
    const struct cs_document *d = c->reader->topic->document;
    const struct cs_block *corner = &d->blocks[d->tables[c->block->table].first];
    return !d->tables[c->block->table].is_list && corner->table == c->block->table &&
           corner->row == 0 && corner->column == 0 && c->block->row > 0 &&
           cs_topic_label(c->reader->topic, (struct cs_span){corner->text, corner->size}, out) &&
           cs_subject_is_known(out);
}

/* Who a cell is about: its row, its column, the lead, the heading, the guide. */
static void find_subject(const struct cell *c, struct cs_claim *claim)
{
    const struct cs_topic *topic = c->reader->topic;
    const struct cs_document *d = topic->document;
    static const size_t none = (size_t)-1;
    size_t named = none;
    if (subject_in(c, c->row_at, &claim->subject))
        named = c->row_at;
    for (size_t i = 0; i < c->row_at && named == none; i++) {
        if (subject_in(c, i, &claim->subject))
            named = i;
    }
    if (named == none && name_by_corner(c, &claim->subject))
        claim->naming = CS_NAMED;
    else if (named != none) {
        claim->naming = cs_subject_is_known(&claim->subject) ? CS_NAMED : CS_NAMED_UNKNOWN;
    } else if (!name_by_lead(c, claim)) {
        claim->subject = topic->page;
        for (uint32_t h = c->block->heading; h != CS_NO_BLOCK; h = d->blocks[h].heading) {
            if (d->blocks[h].level > 1 &&
                cs_topic_mention(topic, d->blocks[h].text, d->blocks[h].size, &claim->subject))
                break;
            claim->subject = topic->page;
            if (d->blocks[h].level > 1 && cs_topic_is_strange_heading(topic, &d->blocks[h])) {
                claim->subject = (struct cs_subject){.is_unknown = true};
                claim->naming = CS_NAMED_UNKNOWN;
                break;
            }
        }
    }
    /* A row or column that is something else: an industry, an employer, a stranger. */
    for (size_t i = 0; i <= c->row_at; i++) {
        if (i != named && is_strange(c, i))
            claim->flags |= CS_CLAIM_IS_PART;
        if (i != named && (c->labels[i]->flags & CS_CLAIM_IS_PART) && !c->labels[i]->region)
            claim->flags |= CS_CLAIM_IS_PART;
        if (i != named && c->labels[i]->is_strange && !c->labels[i]->has_level)
            claim->flags |= CS_CLAIM_DOUBTFUL;
    }
    claim->flags |= c->lead_label.flags;
    for (size_t i = 0; i < c->n_labels; i++)
        claim->flags |= c->labels[i]->flags & CS_CLAIM_IS_OTHERS;
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

/* The label speaks for the first clause of a cell; later ones must say themselves what they are:
 * "$27.21 per hour", "+7% in the 2022-32 projection". */
static bool stands_alone(const struct cell *c, enum cs_claim_kind kind,
                         const struct cs_amount *amount)
{
    struct cs_spot clause = cs_passage_clause(c->own, amount->start);
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
static double scale_of(const struct cell *c, enum cs_claim_kind kind)
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
static double apply_scale(const struct cell *c, enum cs_claim_kind kind, struct cs_amount *amount)
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

static struct cs_claim start_claim(const struct cell *c, enum cs_claim_kind kind)
{
    return (struct cs_claim){.kind = kind,
                             .sentence = {c->index, 0, c->own->all.end},
                             .when_said = {CS_NO_BLOCK, 0, 0},
                             .statistic_said = {CS_NO_BLOCK, 0, 0},
                             .level = CS_NO_KEY,
                             .flags = CS_CLAIM_IN_TABLE};
}

static void finish(const struct cell *c, struct cs_claim *claim)
{
    find_subject(c, claim);
    find_place(c, claim);
    if (claim->kind == CS_CLAIM_PAY)
        find_level(c, claim);
    if (claim->flags & CS_CLAIM_HAS_LEVEL)
        claim->flags &= ~(unsigned)CS_CLAIM_IS_PART;
    date_cell(c, claim);
    cs_claims_add(c->reader, claim);
}

static void read_pay(const struct cell *c, const struct cs_amount *amount, struct cs_claim *claim)
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
static bool is_down(const struct cell *c, enum cs_claim_kind kind, const struct cs_amount *amount)
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

static void add_value(const struct cell *c, enum cs_claim_kind kind, const struct cs_amount *amount)
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
    if (kind == CS_CLAIM_OPENINGS)
        claim.per = CS_PER_YEAR;
    finish(c, &claim);
}

static void add_words(const struct cell *c)
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
    struct cell c = {
        .reader = reader, .index = block, .block = &d->blocks[block], .own = reader->passage};
    if (c.block->table == CS_NO_BLOCK || c.block->column == 0)
        return;
    if (reader->headers_table != c.block->table) {
        reader->headers_table = c.block->table;
        reader->n_headers = header_rows(d, c.block->table);
    }
    uint32_t n_headers = reader->n_headers;
    if (c.block->row < n_headers)
        return;
    struct cs_stretch own = cs_stretch_of(d, block);
    cs_passage_read(reader->passage, reader->topic, &own, 1);
    find_labels(&c, n_headers);
    enum cs_claim_kind kind = kind_of_cell(&c);
    for (size_t i = 0; i < c.own->n_amounts; i++) {
        struct cs_amount meant = c.own->amounts[i];
        apply_scale(&c, kind, &meant);
        if (fits_kind(kind, &meant) && stands_alone(&c, kind, &c.own->amounts[i]))
            add_value(&c, kind, &c.own->amounts[i]);
    }
    if (kind == CS_CLAIM_GROWTH)
        add_words(&c);
}
