/* Tables and definition lists while they are put together: which row and column a cell stands in,
 * which rows are headers. Apart from plain blocks (document_build.c), which know nothing of rows.
 */
#include <stdbool.h>
#include <string.h>

#include "guide/amount/amount.h"
#include "guide/text/document_build.h"

struct cs_block_table *cs_build_add_table(struct cs_build *build, uint32_t first, bool is_list)
{
    struct cs_document *d = build->document;
    struct cs_block_table *tables =
        cs_build_grow(build, d->tables, d->n_tables, &d->tables_capacity, sizeof *d->tables);
    if (!tables)
        return NULL;
    d->tables = tables;
    uint32_t before = first ? first - 1 : CS_NO_BLOCK;
    if (before != CS_NO_BLOCK && d->blocks[before].kind == CS_BLOCK_CELL)
        before = CS_NO_BLOCK;
    tables[d->n_tables] =
        (struct cs_block_table){.lead = before, .first = first, .is_list = is_list};
    return &tables[d->n_tables++];
}

void cs_build_table_begin(struct cs_build *build, bool is_list)
{
    struct cs_document *d = build->document;
    cs_build_begin(build, CS_BLOCK_PARAGRAPH, 0);
    if (build->n_tables == CS_TABLE_DEPTH || build->failed ||
        !cs_build_add_table(build, (uint32_t)d->n_blocks, is_list))
        return;
    struct cs_open_table *open = &build->tables[build->n_tables++];
    memset(open, 0, sizeof *open);
    open->index = (uint32_t)d->n_tables - 1;
}

void cs_build_definition(struct cs_build *build)
{
    struct cs_document *d = build->document;
    size_t n = d->n_blocks;
    uint32_t list = build->next.kind == CS_BLOCK_CELL ? build->next.table : CS_NO_BLOCK;
    cs_build_begin(build, CS_BLOCK_PARAGRAPH, 0);
    if (list == CS_NO_BLOCK && d->n_blocks > n && !build->failed) {
        struct cs_block_table *table = cs_build_add_table(build, (uint32_t)n, 1);
        struct cs_block *term = &d->blocks[n];
        if (!table)
            return;
        list = (uint32_t)d->n_tables - 1;
        table->n_rows = 1;
        term->kind = CS_BLOCK_CELL;
        term->table = list;
        term->row = term->column = 0;
        term->n_columns = 1;
        term->is_header = true;
    }
    if (list == CS_NO_BLOCK)
        return;
    build->next =
        (struct cs_block){.kind = CS_BLOCK_CELL, .table = list, .column = 1, .n_columns = 1};
    d->tables[list].last = (uint32_t)n + 2;
}

static struct cs_open_table *innermost(struct cs_build *build)
{
    return build->n_tables ? &build->tables[build->n_tables - 1] : NULL;
}

static void end_row(struct cs_build *build, struct cs_open_table *open)
{
    struct cs_block_table *table = &build->document->tables[open->index];
    if (!open->in_row)
        return;
    if (!table->is_list && (open->in_head || !open->row_has_plain) &&
        table->n_header_rows == open->row)
        table->n_header_rows++;
    for (uint32_t i = open->column; i < CS_TABLE_COLUMNS; i++)
        open->taken[i] -= open->taken[i] > 0;
    open->row++;
    open->in_row = 0;
    table->n_rows = open->row;
}

/* Whether a cell holds a value rather than words or years. */
static bool is_value(const struct cs_block *block)
{
    struct cs_amount amounts[4];
    size_t n = cs_amounts_find(block->text, block->size, amounts, 4);
    for (size_t i = 0; i < n; i++) {
        if (amounts[i].kind <= CS_AMOUNT_PERCENT)
            return true;
    }
    return false;
}

/* What the rows at the top of a table are made of. */
enum { ROWS_LOOKED_AT = 4 };
struct row_shape {
    uint32_t n_cells;
    bool has_value, has_span, has_label; /* a header cell beside plain ones */
};

static void read_shapes(const struct cs_document *d, uint32_t index,
                        struct row_shape shapes[ROWS_LOOKED_AT])
{
    memset(shapes, 0, ROWS_LOOKED_AT * sizeof *shapes);
    for (uint32_t i = d->tables[index].first; i < d->n_blocks; i++) {
        const struct cs_block *b = &d->blocks[i];
        if (b->table != index)
            continue;
        if (b->row >= ROWS_LOOKED_AT)
            break;
        struct row_shape *s = &shapes[b->row];
        s->n_cells++;
        s->has_value |= is_value(b);
        s->has_span |= b->n_columns > 1;
        s->has_label |= b->is_header && b->column == 0;
    }
}

/* Without header cells the first row is the header when none of its cells holds a value; the next
 * ones too under a title or under cells that span several columns. */
static void guess_header(const struct cs_document *d, uint32_t index)
{
    struct cs_block_table *table = &d->tables[index];
    struct row_shape shapes[ROWS_LOOKED_AT];
    if (table->is_list || table->n_rows < 2)
        return;
    read_shapes(d, index, shapes);
    uint32_t n = table->n_header_rows;
    if (!n && !shapes[0].has_value && (shapes[0].n_cells > 1 || shapes[0].has_span))
        n = 1;
    while (n && n + 1 < table->n_rows && n < ROWS_LOOKED_AT - 1 && shapes[n].n_cells > 1 &&
           !shapes[n].has_value && !shapes[n].has_label && shapes[n - 1].has_span &&
           (shapes[n - 1].n_cells > 1 || shapes[n].n_cells > 2))
        n++;
    table->n_header_rows = n;
}

void cs_build_table_end(struct cs_build *build)
{
    struct cs_open_table *open = innermost(build);
    cs_build_begin(build, CS_BLOCK_PARAGRAPH, 0);
    if (!open)
        return;
    end_row(build, open);
    build->document->tables[open->index].last = (uint32_t)build->document->n_blocks;
    guess_header(build->document, open->index);
    build->n_tables--;
}

void cs_build_row(struct cs_build *build)
{
    struct cs_open_table *open = innermost(build);
    if (!open) {
        cs_build_begin(build, CS_BLOCK_PARAGRAPH, 0);
        return;
    }
    cs_build_begin(build, CS_BLOCK_PARAGRAPH, 0);
    end_row(build, open);
    open->column = 0;
    open->in_row = 1;
    open->row_has_plain = 0;
}

/* Passes over columns that cells of the rows above still cover. */
static void skip_taken(struct cs_open_table *open)
{
    while (open->column < CS_TABLE_COLUMNS && open->taken[open->column]) {
        open->taken[open->column]--;
        open->column++;
    }
}

void cs_build_cell(struct cs_build *build, bool is_header, unsigned columns, unsigned rows)
{
    struct cs_open_table *open = innermost(build);
    cs_build_begin(build, open ? CS_BLOCK_CELL : CS_BLOCK_PARAGRAPH, 0);
    if (!open)
        return;
    if (!open->in_row)
        open->in_row = 1;
    skip_taken(open);
    build->next.table = open->index;
    build->next.row = open->row;
    build->next.column = open->column;
    build->next.n_columns = columns;
    build->next.is_header = is_header;
    open->row_has_plain |= !is_header;
    for (unsigned i = 0; i < columns && open->column < CS_TABLE_COLUMNS; i++) {
        open->taken[open->column] = (uint16_t)(rows > 1 ? rows - 1 : 0);
        open->column++;
    }
}

void cs_build_cell_end(struct cs_build *build)
{
    if (build->next.kind == CS_BLOCK_CELL)
        cs_build_begin(build, CS_BLOCK_PARAGRAPH, 0);
}
