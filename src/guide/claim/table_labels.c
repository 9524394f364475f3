/* The labels around a table's cell: header cells, the row's own, the lead, the heading. */
#include <stdbool.h>
#include <string.h>

#include "base/text.h"
#include "guide/claim/claim_read.h"
#include "guide/text/find.h"
#include "guide/claim/table_cell.h"
#include "guide/amount/amount.h"
#include "guide/text/document.h"
#include "guide/text/document_build.h"

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

/* Whether money, a percent or a number that is no year stands anywhere in a cell. */
static bool has_any_figure(const struct cs_block *b)
{
    enum { MOST = 8 };
    struct cs_amount amounts[MOST];
    size_t n = cs_amounts_find(b->text, b->size, amounts, MOST);
    for (size_t i = 0; i < n; i++) {
        if (amounts[i].kind <= CS_AMOUNT_PERCENT)
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
uint32_t cs_table_header_rows(const struct cs_document *d, uint32_t table)
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
    for (uint32_t k = 1; k < row; k++) {
        if (is_single(d, t, table, k))
            return k; /* the name of a group of rows */
    }
    return row > t->n_header_rows ? row : t->n_header_rows;
}

/* Whether a row begins with no more than a date: "2024", "2022–32", "May 2024". */
static bool is_dated(const struct cs_claim_cell *c, uint32_t first)
{
    const struct cs_claim_label *l = cs_label_at(c->reader, first);
    return c->reader->topic->document->blocks[first].column == 0 && !l->statistic &&
           (l->is_only_year || l->span.start_year || l->year.start_year);
}

/* The label of the cell's row: its first cell with words, else one with a date; an empty one takes
 * that of the row above. */
static uint32_t row_label(const struct cs_claim_cell *c, uint32_t n_headers)
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
        if (best == CS_NO_BLOCK
                ? b->size > 0
                : has_letters(b) ||
                      (b->row == row && !has_letters(&d->blocks[best]) && is_dated(c, i)))
            best = i;
        if (b->row < row && best != CS_NO_BLOCK)
            break;
    }
    return best;
}

/* The cell of the row that names an occupation where its first does not: "92A | Logistician",
 * "Texas | Electricians"; CS_NO_BLOCK where none does, or several. */
static uint32_t row_name(const struct cs_claim_cell *c, uint32_t first)
{
    const struct cs_document *d = c->reader->topic->document;
    uint32_t found = CS_NO_BLOCK;
    if (first == CS_NO_BLOCK || d->tables[c->block->table].is_list ||
        d->blocks[first].row != c->block->row || cs_label_at(c->reader, first)->names_subject)
        return CS_NO_BLOCK;
    for (uint32_t i = first + 1; i < c->index; i++) {
        const struct cs_block *b = &d->blocks[i];
        if (b->table != c->block->table || b->row != c->block->row || has_any_figure(b) ||
            cs_label_at(c->reader, i)->names_subject != CS_NAMED)
            continue;
        if (found != CS_NO_BLOCK)
            return CS_NO_BLOCK;
        found = i;
    }
    return found;
}

static void add_label(struct cs_claim_cell *c, const struct cs_claim_label *label, uint32_t block)
{
    c->label_blocks[c->n_labels] = block;
    c->labels[c->n_labels++] = label;
}

/* The last sentence of the lead, when it goes over into the table. */
static void read_lead(struct cs_claim_cell *c, uint32_t lead)
{
    static const char *const pointers[] = {
        "table", "following", "these figures", "figures below", "figures are", "here are", NULL};
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

/* "Median, May 2024" beside "Ohio": a header that is no more than a place goes on with the measure
 * of the one before it. CS_NO_BLOCK where there is none. */
static uint32_t measure_beside(const struct cs_claim_cell *c)
{
    const struct cs_document *d = c->reader->topic->document;
    uint32_t place = c->n_columns ? c->columns[c->n_columns - 1] : CS_NO_BLOCK;
    if (c->n_columns != 1 || !cs_label_at(c->reader, place)->has_place)
        return CS_NO_BLOCK;
    for (uint32_t i = place; i-- > d->tables[c->block->table].first;) {
        const struct cs_claim_label *l = cs_label_at(c->reader, i);
        if (d->blocks[i].table != c->block->table || d->blocks[i].column == 0)
            break;
        if (l->kind != CS_CLAIM_NONE && !l->names_subject && !l->has_level)
            return i;
        if (!l->has_place)
            break;
    }
    return CS_NO_BLOCK;
}

/* "Median annual pay, bus drivers" over a column of states: the corner says what the whole table
 * holds, where no header of the cell says it. CS_NO_BLOCK for none. */
static uint32_t corner_of(const struct cs_claim_cell *c, uint32_t n_headers)
{
    const struct cs_document *d = c->reader->topic->document;
    const struct cs_block_table *t = &d->tables[c->block->table];
    for (size_t i = 0; i < c->n_columns; i++) {
        if (cs_label_at(c->reader, c->columns[i])->kind != CS_CLAIM_NONE)
            return CS_NO_BLOCK;
    }
    for (uint32_t i = t->first; i < c->index && !t->is_list; i++) {
        const struct cs_block *b = &d->blocks[i];
        if (b->table != c->block->table || b->column > 0)
            continue;
        bool is_measure = b->row < n_headers && cs_label_at(c->reader, i)->kind != CS_CLAIM_NONE;
        return is_measure && c->block->column > 0 ? i : CS_NO_BLOCK;
    }
    return CS_NO_BLOCK;
}

void cs_cell_find_labels(struct cs_claim_cell *c, uint32_t n_headers)
{
    const struct cs_document *d = c->reader->topic->document;
    const struct cs_block_table *t = &d->tables[c->block->table];
    for (uint32_t i = t->first; i < c->index && c->n_columns < CS_CELL_COLUMNS; i++) {
        const struct cs_block *b = &d->blocks[i];
        if (b->table == c->block->table && b->row >= n_headers)
            break;
        if (b->table == c->block->table && is_over(b, c->block))
            c->columns[c->n_columns++] = i;
    }
    const struct cs_block *next = c->index + 1 < t->last ? c->block + 1 : NULL;
    if (t->is_list && next && next->table == c->block->table && next->row == c->block->row &&
        !has_any_figure(next)) {
        add_label(c, cs_label_at(c->reader, c->index + 1), c->index + 1);
        c->n_remarks = 1;
    }
    for (size_t i = c->n_columns; i-- > 0;)
        add_label(c, cs_label_at(c->reader, c->columns[i]), c->columns[i]);
    if (!c->n_columns && !t->is_list && has_letters(c->block) &&
        cs_label_at(c->reader, c->index)->kind != CS_CLAIM_NONE)
        add_label(c, cs_label_at(c->reader, c->index), c->index); /* "12,700 openings" */
    uint32_t first = row_label(c, n_headers), name = row_name(c, first);
    uint32_t measure = measure_beside(c);
    if (measure == CS_NO_BLOCK && cs_label_at(c->reader, first)->has_place)
        measure = corner_of(c, n_headers);
    if (measure != CS_NO_BLOCK)
        add_label(c, cs_label_at(c->reader, measure), measure);
    c->row = name != CS_NO_BLOCK ? name : first;
    c->row_at = c->n_labels;
    add_label(c, cs_label_at(c->reader, c->row), c->row);
    read_lead(c, t->lead);
    add_label(c, &c->lead_label, t->lead);
    add_label(c, cs_label_at(c->reader, c->block->heading), c->block->heading);
    if (name != CS_NO_BLOCK) {
        c->beside_at = c->n_labels;
        add_label(c, cs_label_at(c->reader, first), first);
    }
}

/* Whether a label is a whole figure of some other thing: "Typical education". */
bool cs_cell_has_words(const struct cs_claim_cell *c, size_t i)
{
    const struct cs_document *d = c->reader->topic->document;
    return c->label_blocks[i] != CS_NO_BLOCK && has_letters(&d->blocks[c->label_blocks[i]]);
}

bool cs_cell_is_bare(const struct cs_claim_label *l)
{
    return l->is_only_year || l->has_place || l->has_level || l->names_subject ||
           l->statistic != CS_STAT_UNSAID;
}
