/* The frame of a row: filters and keys first, then the reader of figures or observations. */
#include "ingest/intake/intake_row.h"

#include <stdbool.h>

#include "base/diag.h"
#include "base/text.h"
#include "data/dataset.h"
#include "data/period.h"
#include "ingest/intake/intake_table.h"
#include "ingest/intake/keys.h"
#include "ingest/intake/repeats.h"
#include "ingest/source/cell.h"

/* Whether all conditions of one case hold; none at all: they do. A column that is not there holds
 * nothing. */
static bool is_a_case(const struct cs_row_work *work)
{
    const struct cs_binding *binding = &work->table->binding;
    const struct cs_layout *layout = work->table->layout;
    bool holds = layout->n_conditions == 0;
    for (size_t i = 0; i < layout->n_conditions; i++) {
        const struct cs_layout_condition *condition = &layout->conditions[i];
        size_t column = binding->conditions[i];
        if (condition->starts_case && i > 0 && holds)
            return true;
        holds = condition->starts_case || holds;
        struct cs_span cell = cs_span_of("");
        if (column < work->row->n_cells)
            cell = cs_cell_text(work->row->cells[column].text);
        bool is_so = column != CS_NO_COLUMN && cs_layout_cell_matches(condition->cell, cell);
        if (is_so == condition->is_not)
            holds = false;
    }
    return holds;
}

/* Whether the row is of the table's universe. An error of a spreadsheet does not tell. */
static enum cs_row_fate check_filters(const struct cs_row_work *work)
{
    if (!is_a_case(work))
        return CS_ROW_OUTSIDE;
    const struct cs_binding *binding = &work->table->binding;
    for (size_t i = 0; i < binding->n_columns; i++) {
        const struct cs_layout_column *column = binding->columns[i].column;
        struct cs_span cell = {"", 0};
        if (column->others_are_skipped)
            cell = cs_bound_cell(&binding->columns[i], work->row);
        if (column->others_are_skipped && !cs_layout_value_of(column, cell))
            return cs_cell_is_error(cell) ? cs_row_refuse_error(work, &binding->columns[i])
                                          : CS_ROW_OUTSIDE;
    }
    return CS_ROW_TAKEN;
}

/* The column that names the key: of its codes, else of its titles. */
static const struct cs_bound_column *column_of(const struct cs_row_work *work, enum cs_dim dim)
{
    const struct cs_bound_column *const *parts = work->table->keys.parts[dim];
    bool has_code = parts[CS_PART_CODE] && cs_bound_cell(parts[CS_PART_CODE], work->row).size;
    return has_code || !parts[CS_PART_TITLE] ? parts[CS_PART_CODE] : parts[CS_PART_TITLE];
}

static bool is_name(const struct cs_bound_column *bound)
{
    return bound->column->role == CS_ROLE_KEY || bound->column->role == CS_ROLE_SOURCE;
}

/* Cells of a workbook that say nothing: formulas without a value, and errors where a key should be.
 * `are_filters`: of the columns that tell whether the row counts at all, else of the others. */
static enum cs_row_fate check_cells(const struct cs_row_work *work, bool are_filters)
{
    const struct cs_binding *binding = &work->table->binding;
    for (size_t i = 0; work->row->sheet && i < binding->n_columns; i++) {
        const struct cs_bound_column *bound = &binding->columns[i];
        if (bound->column->role == CS_ROLE_IGNORE || bound->index >= work->row->n_cells ||
            bound->column->others_are_skipped != are_filters)
            continue;
        uint8_t type = work->row->cells[bound->index].type;
        if (type == CS_CELL_FORMULA)
            return cs_row_refuse(work, bound,
                                 "open the workbook in a spreadsheet program, save it, and read it "
                                 "again",
                                 "is a formula without a stored value");
        if (type == CS_CELL_ERROR && (are_filters || is_name(bound)))
            return cs_row_refuse_error(work, bound);
    }
    return CS_ROW_TAKEN;
}

/* Errors that a spreadsheet wrote into a text file in place of a key. */
static enum cs_row_fate check_names(const struct cs_row_work *work)
{
    const struct cs_binding *binding = &work->table->binding;
    for (size_t i = 0; i < binding->n_columns; i++) {
        const struct cs_bound_column *bound = &binding->columns[i];
        if (is_name(bound) && cs_cell_is_error(cs_bound_cell(bound, work->row)))
            return cs_row_refuse_error(work, bound);
    }
    return CS_ROW_TAKEN;
}

static enum cs_row_fate refuse_period(const struct cs_row_work *work)
{
    const struct cs_keys *keys = &work->table->keys;
    const struct cs_key_remark *remark = &keys->remark;
    return cs_row_refuse(work, keys->parts[CS_DIM_PERIOD][CS_PART_CODE],
                         remark->hint ? remark->hint : "for example 2023, 2023-05 or 2024-34",
                         remark->problem ? remark->problem : "is not a period");
}

static enum cs_row_fate read_keys(struct cs_row_work *work)
{
    struct cs_intake_table *table = work->table;
    work->key[CS_DIM_PERIOD] = cs_keys_of_row(&table->keys, CS_DIM_PERIOD, work->row, 0);
    if (work->key[CS_DIM_PERIOD] == CS_NO_KEY)
        work->key[CS_DIM_PERIOD] = table->period;
    const struct cs_key *period =
        cs_dataset_key(table->dataset, CS_DIM_PERIOD, work->key[CS_DIM_PERIOD]);
    work->year = period ? period->period.end_year : 0;
    if (work->key[CS_DIM_PERIOD] == CS_BAD_KEY)
        return refuse_period(work);
    for (int d = 0; d < CS_N_DIMS; d++) {
        if (d == CS_DIM_PERIOD)
            continue;
        work->key[d] = cs_keys_of_row(&table->keys, (enum cs_dim)d, work->row, work->year);
        const struct cs_key_remark *remark = &table->keys.remark;
        if (work->key[d] == CS_BAD_KEY)
            return remark->problem ? cs_row_refuse(work, column_of(work, (enum cs_dim)d),
                                                   remark->hint, remark->problem)
                                   : CS_ROW_NO_MEMORY;
        if (remark->doubt)
            cs_row_warn(work, column_of(work, (enum cs_dim)d), remark->doubt, remark->read_as);
    }
    return CS_ROW_TAKEN;
}

/* The row's period, or that of one of its columns where the row has none. */
static uint32_t period_of(const struct cs_row_work *work, size_t draft)
{
    const struct cs_intake_table *table = work->table;
    return work->key[CS_DIM_PERIOD] == CS_NO_KEY && draft < table->n_drafts
               ? table->drafts[draft].key[CS_DIM_PERIOD]
               : work->key[CS_DIM_PERIOD];
}

static void widen_period(const struct cs_row_work *work, struct cs_row_source *source,
                         uint32_t index)
{
    const struct cs_key *key = cs_dataset_key(work->table->dataset, CS_DIM_PERIOD, index);
    if (!key || !key->period.start_year)
        return;
    if (!source->first.start_year || cs_period_compare(key->period, source->first) < 0)
        source->first = key->period;
    if (!source->last.start_year || cs_period_compare(key->period, source->last) > 0)
        source->last = key->period;
}

static enum cs_row_fate read_row(struct cs_row_work *work, struct cs_row_source *source)
{
    enum cs_row_fate fate = cs_row_check_quotes(work);
    if (fate == CS_ROW_TAKEN)
        fate = check_cells(work, true);
    if (fate == CS_ROW_TAKEN)
        fate = check_filters(work);
    if (fate == CS_ROW_TAKEN)
        fate = check_cells(work, false);
    if (fate == CS_ROW_TAKEN)
        fate = check_names(work);
    if (fate == CS_ROW_TAKEN)
        fate = read_keys(work);
    if (fate == CS_ROW_TAKEN)
        fate = work->table->layout->is_observations  ? cs_row_read_observation(work)
               : work->table->layout->is_descriptive ? cs_row_read_descriptor(work)
                                                     : cs_row_read_estimates(work);
    if (fate == CS_ROW_TAKEN)
        widen_period(work, source, period_of(work, 0));
    if (fate == CS_ROW_TAKEN && work->table->n_drafts > 1)
        widen_period(work, source, period_of(work, work->table->n_drafts - 1));
    return fate;
}

enum cs_status cs_intake_take_row(struct cs_intake_table *table, const struct cs_row *row)
{
    struct cs_row_source *from = cs_intake_row_source(table, row);
    int is_repeat = from ? cs_repeats_note(&table->repeats, row) : -1;
    if (is_repeat < 0)
        return cs_fail_memory(table->diag);
    struct cs_table_report *report = cs_intake_table_report(table);
    struct cs_row_work work = {.table = table,
                               .row = row,
                               .pay_factor = 1,
                               .source = &table->dataset->sources[from->index]};
    report->n_rows++;
    work.source->n_rows++;
    report->n_repeats += (uint64_t)is_repeat;
    work.source->n_repeats += (uint64_t)is_repeat;
    if (is_repeat && table->options->is_distinct)
        return CS_OK;
    enum cs_row_fate fate = read_row(&work, from);
    report->n_rejected += fate == CS_ROW_REFUSED;
    work.source->n_rejected += fate == CS_ROW_REFUSED;
    report->n_outside += fate == CS_ROW_OUTSIDE;
    work.source->n_outside += fate == CS_ROW_OUTSIDE;
    return fate == CS_ROW_NO_MEMORY ? cs_fail_memory(table->diag) : CS_OK;
}
