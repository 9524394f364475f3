/* Between the readers of a table's cell: the cell with the labels around it. */
#ifndef CS_GUIDE_TABLE_CELL_H
#define CS_GUIDE_TABLE_CELL_H

#include <stdbool.h>

#include "guide/claim/claim_read.h"

enum { CS_CELL_COLUMNS = 3, CS_CELL_LABELS = CS_CELL_COLUMNS + 6 };

/* A cell and the labels around it, nearest first: a card's remark, header cells from below, the
 * row's own, the end of the lead. */
struct cs_claim_cell {
    struct cs_claim_reader *reader;
    uint32_t index;
    const struct cs_block *block;
    const struct cs_passage *own;
    uint32_t columns[CS_CELL_COLUMNS], row, lead;
    size_t n_columns;
    struct cs_claim_label lead_label;
    struct cs_stretch lead_text;
    const struct cs_claim_label *labels[CS_CELL_LABELS];
    uint32_t label_blocks[CS_CELL_LABELS];
    size_t n_labels, row_at; /* index of the row's label */
    size_t beside_at; /* of the row's first cell, where another names who it is about; else 0 */
    size_t n_remarks; /* labels that tell whose a value is, not what it counts */
};

/* Rows above the first that holds a figure are headers, however they are written. */
uint32_t cs_table_header_rows(const struct cs_document *d, uint32_t table);
/* Finds the labels of a cell whose reader, index, block and own are set. */
void cs_cell_find_labels(struct cs_claim_cell *c, uint32_t n_headers);
/* Whether label i has words; whether a label only says when, where or whose a value is. */
bool cs_cell_has_words(const struct cs_claim_cell *c, size_t i);
bool cs_cell_is_bare(const struct cs_claim_label *label);

/* Who, where, at what level and when. */
void cs_cell_find_subject(const struct cs_claim_cell *c, struct cs_claim *claim);
void cs_cell_find_place(const struct cs_claim_cell *c, struct cs_claim *claim);
void cs_cell_find_level(const struct cs_claim_cell *c, struct cs_claim *claim);
void cs_cell_find_date(const struct cs_claim_cell *c, struct cs_claim *claim);

#endif
