/* A row of words and ratings that say what an occupation is like: apart from figures, since nothing
 * in it is pay or a number of jobs. */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "data/dataset.h"
#include "data/description/descriptor.h"
#include "data/quantity.h"
#include "ingest/intake/intake_row.h"
#include "ingest/intake/intake_table.h"
#include "ingest/intake/keys.h"
#include "ingest/source/cell.h"

/* What the cell of a role stands for by the values of its column; the cell itself without any. */
static struct cs_span said(const struct cs_bound_column *bound, const struct cs_row *row)
{
    struct cs_span cell = cs_bound_cell(bound, row);
    const struct cs_layout_value *value =
        bound && cell.size ? cs_layout_value_of(bound->column, cell) : NULL;
    return value ? cs_layout_value_code(value, cell) : cell;
}

static bool is_missing(const struct cs_row_work *work, struct cs_span cell)
{
    const struct cs_intake_table *table = work->table;
    return cs_cell_read_number(cell, table->markers, table->n_markers).kind == CS_CELL_MISSING;
}

/* The text in the dataset; rows that follow each other share equal ones. NULL for none. */
static const char *keep(struct cs_dataset *dataset, struct cs_span text, const char *last)
{
    if (!text.size)
        return NULL;
    return last && cs_span_equals(text, last)
               ? last
               : cs_arena_copy(&dataset->arena, text.start, text.size);
}

static enum cs_row_fate read_aspect(const struct cs_row_work *work, struct cs_descriptor *row)
{
    const struct cs_bound_column *bound = work->table->of_role[CS_ROLE_ASPECT];
    const char *all = work->table->layout->aspect;
    enum cs_aspect aspect;
    struct cs_span word = bound ? said(bound, work->row) : cs_span_of(all ? all : "");
    if (!cs_aspect_parse(word, &aspect))
        return cs_row_refuse(work, bound, NULL, "is nothing that is known of occupations");
    row->aspect = (uint8_t)aspect;
    return CS_ROW_TAKEN;
}

/* The id of what is described: "2.A.1.a", of a category "2.D.1:6", else the name. */
static const char *read_element(const struct cs_row_work *work, const char *last)
{
    struct cs_span cell = cs_row_cell(work, CS_ROLE_ELEMENT);
    struct cs_span category = cs_row_cell(work, CS_ROLE_CATEGORY);
    struct cs_dataset *dataset = work->table->dataset;
    if (!cell.size)
        cell = cs_row_cell(work, CS_ROLE_NAME);
    if (!category.size || is_missing(work, category))
        return keep(dataset, cell, last);
    return cs_arena_printf(&dataset->arena, "%.*s:%.*s", (int)cell.size, cell.start,
                           (int)category.size, category.start);
}

static enum cs_row_fate read_rating(const struct cs_row_work *work, struct cs_descriptor *row)
{
    const struct cs_bound_column *bound = work->table->of_role[CS_ROLE_VALUE];
    struct cs_cell_number number;
    row->value = NAN;
    if (!bound)
        return CS_ROW_TAKEN;
    enum cs_row_fate fate =
        cs_row_parse_number(work, bound, (struct cs_unit){.kind = CS_UNIT_NUMBER}, &number);
    if (fate != CS_ROW_TAKEN)
        return fate;
    if (number.kind == CS_CELL_RANGE)
        return cs_row_refuse(work, bound, NULL, "is a range; one number is needed");
    bool has_value = number.kind == CS_CELL_NUMBER;
    cs_row_count_cell(work, bound, has_value ? CS_PRESENT : number.presence);
    if (!has_value)
        return CS_ROW_TAKEN;
    row->value = number.low * bound->column->multiplier;
    double low, high;
    char what[80];
    if (!cs_rating_bounds(row->scale, &low, &high) || (row->value >= low && row->value <= high))
        return CS_ROW_TAKEN;
    snprintf(what, sizeof what, "is outside of the scale %s, which goes from %g to %g", row->scale,
             low, high);
    return cs_row_refuse(work, bound, NULL, what);
}

static unsigned read_marks(const struct cs_row_work *work)
{
    const struct cs_binding *binding = &work->table->binding;
    unsigned marks = 0;
    for (size_t i = 0; i < binding->n_columns; i++)
        if (binding->columns[i].column->role == CS_ROLE_MARK)
            marks |= cs_descriptor_marks_parse(said(&binding->columns[i], work->row));
    return marks;
}

static enum cs_row_fate store(const struct cs_row_work *work, const struct cs_descriptor *row)
{
    if (cs_dataset_add_descriptor(work->table->dataset, row) != CS_OK)
        return CS_ROW_NO_MEMORY;
    cs_intake_table_report(work->table)->n_values++;
    return CS_ROW_TAKEN;
}

/* Further columns of words: a row each, its scale being what the layout calls the column. */
static enum cs_row_fate store_words(const struct cs_row_work *work, struct cs_descriptor row)
{
    const struct cs_binding *binding = &work->table->binding;
    enum cs_row_fate fate = CS_ROW_TAKEN;
    for (size_t i = 0; i < binding->n_columns && fate == CS_ROW_TAKEN; i++) {
        const struct cs_bound_column *bound = &binding->columns[i];
        struct cs_span cell = cs_bound_cell(bound, work->row);
        if (bound->column->role != CS_ROLE_WORDS || !cell.size || is_missing(work, cell))
            continue;
        row.name = keep(work->table->dataset, cell, NULL);
        row.scale = keep(work->table->dataset,
                         cs_span_of(bound->column->scale ? bound->column->scale : ""), NULL);
        fate = row.name ? store(work, &row) : CS_ROW_NO_MEMORY;
    }
    return fate;
}

enum cs_row_fate cs_row_read_descriptor(struct cs_row_work *work)
{
    struct cs_dataset *dataset = work->table->dataset;
    const struct cs_descriptor none = {0};
    const struct cs_descriptor *last =
        dataset->n_descriptors ? &dataset->descriptors[dataset->n_descriptors - 1] : &none;
    struct cs_descriptor row = {.occupation = work->key[CS_DIM_OCCUPATION],
                                .period = work->key[CS_DIM_PERIOD],
                                .source = (uint32_t)(work->source - dataset->sources),
                                .line = work->row->line};
    cs_row_read_note(work);
    row.scale = keep(dataset, said(work->table->of_role[CS_ROLE_RATED], work->row), last->scale);
    enum cs_row_fate fate = read_aspect(work, &row);
    if (fate == CS_ROW_TAKEN)
        fate = read_rating(work, &row);
    if (fate != CS_ROW_TAKEN)
        return fate;
    row.element = read_element(work, last->element);
    row.name = keep(dataset, cs_row_cell(work, CS_ROLE_NAME), last->name);
    row.note = work->note;
    row.marks = (uint8_t)read_marks(work);
    if (!row.element)
        return CS_ROW_OUTSIDE; /* nothing is named */
    fate = row.name || !isnan(row.value) ? store(work, &row) : CS_ROW_TAKEN;
    return fate == CS_ROW_TAKEN ? store_words(work, row) : fate;
}
