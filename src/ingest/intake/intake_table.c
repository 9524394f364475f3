/* What a header decides for all rows under it, checked before the first of them is read. */
#include "ingest/intake/intake_table.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "data/dict.h"
#include "data/dim.h"
#include "data/measure.h"
#include "data/quantity.h"
#include "ingest/intake/keys.h"
#include "ingest/intake/repeats.h"
#include "ingest/layout/layout.h"
#include "ingest/profile/pay_scale.h"
#include "ingest/profile/profile.h"
#include "ingest/profile/rows.h"
#include "ingest/source/cell.h"
#include "ingest/source/table.h"

static enum cs_status fail_header(struct cs_intake_table *table, const char *what, const char *name)
{
    struct cs_place place = {.file = table->file,
                             .sheet = table->sheet,
                             .line = cs_intake_table_report(table)->header_line};
    return cs_fail(table->diag, CS_IO, &place, NULL, "layout '%s': %s%s", table->layout->name, what,
                   name);
}

/* Which of two columns is meant is not for this program to say. */
static enum cs_status fail_twice(const struct cs_intake_table *table, const struct cs_row *row)
{
    const size_t at[2] = {table->binding.first_same, table->binding.second_same};
    struct cs_shown shown[2];
    struct cs_cell_name name;
    char fields[2][24], hint[160];
    for (int i = 0; i < 2; i++) {
        struct cs_span text = row->cells[at[i]].text;
        cs_show(&shown[i], text.start, text.size);
        cs_cell_place(table->file, row, (uint32_t)at[i] + 1, &name);
        if (row->sheet)
            snprintf(fields[i], sizeof fields[i], "%s", name.text);
        else
            snprintf(fields[i], sizeof fields[i], "field %zu", at[i] + 1);
    }
    struct cs_place place = cs_cell_place(table->file, row, (uint32_t)at[1] + 1, &name);
    snprintf(hint, sizeof hint,
             "take one of them out, or say in a layout which is meant: \"field\": %zu beside its "
             "\"header\"",
             at[1] + 1);
    return cs_fail(table->diag, CS_IO, &place, hint,
                   "two columns mean the same thing: '%s' (%s) and '%s' (%s)", shown[0].text,
                   fields[0], shown[1].text, fields[1]);
}

/* What a column became, in words; NULL when it is not used. */
static const char *field_words(struct cs_arena *arena, const struct cs_layout *layout,
                               const struct cs_layout_column *column)
{
    static const char *const parts[] = {"",         " title",      " definition",
                                        " aliases", ", last year", ", part of the year"};
    static const char *const roles[] = {
        [CS_ROLE_TIER] = "tier",         [CS_ROLE_MEASURE] = "measure",
        [CS_ROLE_VALUE] = "value",       [CS_ROLE_UNIT] = "unit",
        [CS_ROLE_CURRENCY] = "currency", [CS_ROLE_PRESENCE] = "presence",
        [CS_ROLE_SOURCE] = "source",     [CS_ROLE_NOTE] = "note",
        [CS_ROLE_WEIGHT] = "weight",     [CS_ROLE_REPLICATE] = "replicate weight",
        [CS_ROLE_STRATUM] = "stratum",   [CS_ROLE_CLUSTER] = "cluster",
        [CS_ROLE_FLAG] = "flag",         [CS_ROLE_FILTER] = "filter",
        [CS_ROLE_ELEMENT] = "element",   [CS_ROLE_NAME] = "name",
        [CS_ROLE_ASPECT] = "aspect",     [CS_ROLE_RATED] = "scale",
        [CS_ROLE_CATEGORY] = "category", [CS_ROLE_MARK] = "mark",
        [CS_ROLE_WORDS] = "words",       [CS_ROLE_IGNORE] = NULL,
    };
    if (column->role == CS_ROLE_ESTIMATE)
        return cs_measure_info(column->measure)->name;
    if (column->role == CS_ROLE_KEY)
        return cs_arena_printf(arena, "%s%s", cs_dim_name(column->dim), parts[column->part]);
    if (column->role == CS_ROLE_VALUE && layout->is_observations)
        return "observation";
    return roles[column->role];
}

static bool has_unit(const struct cs_bound_column *bound)
{
    return bound->column->role == CS_ROLE_ESTIMATE ||
           (bound->column->role == CS_ROLE_VALUE && bound->unit.kind != CS_UNIT_NUMBER);
}

/* Copies headers, one line each. */
static const char *copy_header(struct cs_arena *arena, struct cs_span text)
{
    text = cs_cell_text(text);
    char *copy = cs_arena_copy(arena, text.start, text.size);
    for (char *c = copy; c && *c; c++)
        if (*c == '\n' || *c == '\r')
            *c = ' ';
    return copy;
}

/* A header of two rows is told whole, in its folded words: they are longer than the cell alone. */
static const char *tell_header(struct cs_arena *arena, struct cs_span cell, const char *header)
{
    return header && strlen(header) > cell.size ? cs_arena_strdup(arena, header)
                                                : copy_header(arena, cell);
}

static bool report_columns(struct cs_intake_table *table, const struct cs_row *row,
                           const char *const *headers)
{
    struct cs_arena *arena = &table->report->arena;
    struct cs_table_report *report = cs_intake_table_report(table);
    report->columns = cs_arena_alloc(arena, (row->n_cells + 1) * sizeof *report->columns);
    if (!report->columns)
        return false;
    report->n_columns = row->n_cells;
    for (size_t i = 0; i < row->n_cells; i++)
        report->columns[i].header = tell_header(arena, row->cells[i].text, headers[i]);
    for (size_t i = 0; i < table->binding.n_columns; i++) {
        const struct cs_bound_column *bound = &table->binding.columns[i];
        struct cs_column_report *column = &report->columns[bound->index];
        column->field = field_words(arena, table->layout, bound->column);
        if (has_unit(bound))
            cs_unit_format(bound->unit, column->unit);
    }
    return true;
}

static bool copy_markers(struct cs_intake_table *table)
{
    size_t n = table->layout->n_markers + table->about->n_missing;
    table->markers = calloc(n + 1, sizeof *table->markers);
    if (!table->markers)
        return false;
    for (size_t i = 0; i < table->layout->n_markers; i++)
        table->markers[table->n_markers++] = table->layout->markers[i];
    for (size_t i = 0; i < table->about->n_missing; i++)
        table->markers[table->n_markers++] =
            (struct cs_marker){table->about->missing[i], CS_NOT_REPORTED};
    return true;
}

/* Whether a column is of a weight that nobody asks for. */
static bool is_left_out(const struct cs_intake_options *options, enum cs_column_role role)
{
    return (role == CS_ROLE_WEIGHT && options->is_unweighted) ||
           (role == CS_ROLE_REPLICATE &&
            (options->is_unweighted || options->leaves_out_replicates));
}

static void find_roles(struct cs_intake_table *table)
{
    for (size_t i = 0; i < table->binding.n_columns; i++) {
        const struct cs_bound_column *bound = &table->binding.columns[i];
        enum cs_column_role role = bound->column->role;
        if (!table->of_role[role] && !is_left_out(table->options, role))
            table->of_role[role] = bound;
    }
}

/* A layout may require less than it takes to make sense of a row. */
static enum cs_status check_roles(struct cs_intake_table *table)
{
    if (table->layout->is_observations)
        return table->of_role[CS_ROLE_VALUE] ? CS_OK
                                             : fail_header(table, "no column is the value", "");
    if (table->layout->is_descriptive)
        return table->of_role[CS_ROLE_ELEMENT] || table->of_role[CS_ROLE_NAME]
                   ? CS_OK
                   : fail_header(table, "no column says what is described", "");
    if (table->of_role[CS_ROLE_MEASURE])
        return table->of_role[CS_ROLE_VALUE]
                   ? CS_OK
                   : fail_header(table, "there is a measure column but no value column", "");
    if (!table->of_role[CS_ROLE_ESTIMATE] && !table->of_role[CS_ROLE_KEY])
        return fail_header(table, "no column holds a figure", "");
    return CS_OK;
}

static bool allocate(struct cs_intake_table *table)
{
    size_t n = table->binding.n_columns;
    table->column_periods = calloc(n + 1, sizeof *table->column_periods);
    table->column_regions = calloc(n + 1, sizeof *table->column_regions);
    table->drafts = calloc(2 * n + 2, sizeof *table->drafts); /* a range makes two */
    table->draft_columns = calloc(2 * n + 2, sizeof *table->draft_columns);
    table->first_estimate = table->dataset->n_estimates;
    table->replicates = calloc(table->binding.n_replicates + 1, sizeof *table->replicates);
    table->sample = calloc(1, sizeof *table->sample);
    return table->sample && table->column_periods && table->column_regions && table->drafts &&
           table->draft_columns && table->replicates && copy_markers(table);
}

/* A header that is a formula without a value may be that of any column. */
static enum cs_status check_header(const struct cs_intake_table *table, const struct cs_row *row)
{
    for (size_t i = 0; row->sheet && i < row->n_cells; i++) {
        struct cs_cell_name name;
        struct cs_place place = cs_cell_place(table->file, row, row->cells[i].column, &name);
        if (row->cells[i].type == CS_CELL_FORMULA)
            return cs_fail(table->diag, CS_IO, &place,
                           "open the workbook in a spreadsheet program, save it, and read it again",
                           "the header is a formula without a stored value");
    }
    return CS_OK;
}

enum cs_status cs_intake_table_start(struct cs_intake_table *table, const struct cs_layout *layout,
                                     const struct cs_row *row, const char *const *headers)
{
    struct cs_table_report *report = cs_intake_table_report(table);
    report->layout = cs_arena_strdup(&table->report->arena, layout->name);
    report->title = cs_arena_strdup(&table->report->arena, layout->title);
    report->is_observations = layout->is_observations;
    report->header_line = row->line;
    table->layout = layout;
    enum cs_status status = check_header(table, row);
    if (status == CS_OK)
        status = cs_layout_bind(layout, headers, row->n_cells, &table->binding, table->diag);
    if (status != CS_OK)
        return status;
    if (table->binding.second_same)
        return fail_twice(table, row);
    cs_intake_complete_by_clues(table);
    cs_intake_complete_units(table, row, headers);
    cs_keys_init(&table->keys, table->dataset, table->options->reference, &table->binding);
    table->keys.level_scale = table->about->level_scale;
    table->keys.bands = table->options->bands;
    table->keys.file = table->around.n_lines ? table->around.lines[0] : NULL;
    cs_intake_read_outside(table);
    status = cs_intake_name_place(table);
    if (status != CS_OK)
        return status;
    cs_repeats_init(&table->repeats);
    table->repeats.is_unlimited = table->options->is_distinct;
    if (is_left_out(table->options, CS_ROLE_REPLICATE))
        table->binding.n_replicates = 0;
    find_roles(table);
    status = cs_intake_find_design(table, headers, row->n_cells);
    if (status != CS_OK)
        return status;
    if (!allocate(table) || !report_columns(table, row, headers))
        return cs_fail_memory(table->diag);
    status = check_roles(table);
    return status == CS_OK ? cs_intake_find_periods(table) : status;
}

void cs_intake_table_clear(struct cs_intake_table *table)
{
    cs_binding_clear(&table->binding);
    cs_keys_clear(&table->keys);
    cs_repeats_clear(&table->repeats);
    cs_profile_clear(&table->profile);
    cs_pay_scales_clear(&table->scales);
    if (table->sample)
        cs_profile_rows_clear(table->sample);
    free(table->sample);
    cs_dict_clear(&table->source_names);
    cs_arena_clear(&table->arena);
    free(table->sources);
    free(table->markers);
    free(table->column_periods);
    free(table->column_regions);
    free(table->drafts);
    cs_ownerships_clear(&table->ownerships);
    for (int d = 0; d < CS_N_DIMS; d++)
        free(table->leaves_out[d]);
    free(table->draft_columns);
    free(table->replicates);
    memset(table, 0, sizeof *table);
}
