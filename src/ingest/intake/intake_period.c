/* When a table's figures hold. Never guessed: said by the header, the rows, the user or the file's
 * name, or not known. */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/text.h"
#include "data/dataset.h"
#include "ingest/intake/intake_table.h"
#include "ingest/intake/keys.h"
#include "ingest/layout/layout.h"

/* Replaces {year}, {base}, {target} by what was captured; 0 when something was not. */
static bool expand_period(const char *pattern, const struct cs_captures *own,
                          const struct cs_captures *table, char out[64])
{
    const struct {
        const char *name;
        int value;
    } slots[] = {
        {"{year}", own->year ? own->year : table->year},
        {"{base}", own->base ? own->base : table->base},
        {"{target}", own->target ? own->target : table->target},
    };
    size_t n = 0;
    while (*pattern && n + 8 < 64) {
        size_t s = 0;
        while (s < 3 && !cs_starts_with(pattern, slots[s].name))
            s++;
        if (s < 3 && !slots[s].value)
            return false;
        n += s < 3 ? (size_t)snprintf(out + n, 64 - n, "%d", slots[s].value) : 1;
        if (s == 3)
            out[n - 1] = *pattern;
        pattern += s < 3 ? strlen(slots[s].name) : 1;
    }
    out[n] = '\0';
    return true;
}

static uint32_t intern_period(struct cs_intake_table *table, const char *text)
{
    return cs_keys_of_text(&table->keys, CS_DIM_PERIOD, cs_span_of(text));
}

static const char *period_text(const struct cs_intake_table *table, uint32_t index)
{
    const struct cs_key *key = cs_dataset_key(table->dataset, CS_DIM_PERIOD, index);
    return key ? cs_arena_strdup(&table->report->arena, key->code) : NULL;
}

/* "{base}-{target}" of a projection, else "{year}"; 0 when the captures say neither. */
static bool write_captured(const struct cs_captures *captures, char out[64])
{
    static const struct cs_captures none;
    return expand_period("{base}-{target}", captures, &none, out) ||
           expand_period("{year}", captures, &none, out);
}

/* Whether the name has the one year alone: of "pay 2019-2024.csv" nobody can tell. */
static bool is_only_year(const char *name, int year)
{
    size_t n_found = 0;
    for (size_t n; *name; name += n) {
        n = strspn(name, "0123456789");
        int found = n == 4 ? atoi(name) : 0;
        if (found >= 1900 && found <= 2100 && found != year)
            return false;
        n_found += found == year;
        n = n ? n : 1;
    }
    return n_found > 0;
}

static bool find_in_name(const struct cs_layout *layout, const char *name, char out[64])
{
    for (size_t i = 0; i < layout->n_file_periods; i++) {
        struct cs_captures captures = {0};
        if (!cs_pattern_find(layout->file_periods[i], name, &captures))
            continue;
        bool is_year = captures.year && !captures.base;
        return (!is_year || is_only_year(name, captures.year)) && write_captured(&captures, out);
    }
    return false;
}

/* Of an archive's member first the member's own name. */
static bool find_in_file_name(const struct cs_intake_table *table, char out[64])
{
    const char *slash = strrchr(table->file, '/');
    const char *base = slash ? slash + 1 : table->file, *colon = strrchr(base, ':');
    return (colon && find_in_name(table->layout, colon + 1, out)) ||
           find_in_name(table->layout, base, out);
}

static bool has_own_periods(const struct cs_intake_table *table)
{
    for (size_t i = 0; i < table->binding.n_columns; i++)
        if (table->binding.columns[i].column->period)
            return true;
    return false;
}

static bool has_figures(const struct cs_intake_table *table)
{
    for (size_t i = 0; i < table->binding.n_columns; i++)
        if (table->binding.columns[i].column->role == CS_ROLE_ESTIMATE)
            return true;
    return false;
}

static const char *row_period_words(struct cs_intake_table *table)
{
    const struct cs_bound_column *bound = table->keys.parts[CS_DIM_PERIOD][CS_PART_CODE];
    return bound ? cs_arena_printf(&table->report->arena, "column '%s'",
                                   cs_intake_table_report(table)->columns[bound->index].header)
                 : NULL;
}

static enum cs_status fail_period(struct cs_intake_table *table)
{
    struct cs_shown shown;
    const char *given = table->options->period;
    return cs_fail(table->diag, CS_USAGE, NULL, "for example 2023, 2023-05 or 2024-34",
                   "--period: '%s' is not a period", cs_show(&shown, given, strlen(given)));
}

/* What the header says: a projection's years, or the one year that all columns share. */
static bool find_in_header(const struct cs_intake_table *table, char out[64])
{
    const struct cs_captures *captures = &table->binding.captures;
    return (captures->base || !has_own_periods(table)) && write_captured(captures, out);
}

/* What the lines above the header say, where the layout tells how; not the file's name yet. */
static bool find_above(const struct cs_intake_table *table, char out[64])
{
    struct cs_captures captures = {0};
    return cs_intake_find_clue(table, false, &captures) && write_captured(&captures, out);
}

/* The table's period, from the first that says one: the layout, the header, the user, the file
 * name. Rows and columns may say their own; then the user's serves rows that do not. */
static enum cs_status find_period(struct cs_intake_table *table)
{
    struct cs_table_report *report = cs_intake_table_report(table);
    const char *given = table->options->period;
    const char *by_row = row_period_words(table);
    char text[64];
    table->period = cs_keys_constant(&table->keys, CS_DIM_PERIOD);
    if (table->period != CS_NO_KEY) {
        report->period_from =
            table->layout->constants[CS_DIM_PERIOD] ? "the layout" : "a line above the table";
    } else if (find_in_header(table, text)) {
        table->period = intern_period(table, text);
        report->period_from = "the header";
    } else if (find_above(table, text)) {
        table->period = intern_period(table, text);
        report->period_from = "the lines above the table";
    } else if (given) {
        table->period = intern_period(table, given);
        report->period_from = by_row ? by_row : "--period";
        if (table->period == CS_BAD_KEY)
            return fail_period(table);
    } else if (!by_row && find_in_file_name(table, text)) {
        table->period = intern_period(table, text);
        report->period_from = "the file name";
    } else {
        report->period_from = by_row                   ? by_row
                              : has_own_periods(table) ? "the headers of columns"
                                                       : NULL;
        if (!report->period_from && has_figures(table))
            cs_diag_add(table->diag, CS_WARNING, &(struct cs_place){.file = table->file},
                        "give it with --period", "nothing says which period these figures are for");
    }
    if (table->period == CS_BAD_KEY)
        table->period = CS_NO_KEY;
    report->period = period_text(table, table->period);
    return CS_OK;
}

static void find_column_periods(struct cs_intake_table *table)
{
    for (size_t i = 0; i < table->binding.n_columns; i++) {
        const struct cs_bound_column *bound = &table->binding.columns[i];
        char text[64];
        table->column_periods[i] = CS_NO_KEY;
        if (!bound->column->period ||
            !expand_period(bound->column->period, &bound->captures, &table->binding.captures, text))
            continue;
        uint32_t period = intern_period(table, text);
        if (period == CS_BAD_KEY)
            continue;
        table->column_periods[i] = period;
        if (period != table->period)
            cs_intake_table_report(table)->columns[bound->index].period =
                period_text(table, period);
    }
}

enum cs_status cs_intake_find_periods(struct cs_intake_table *table)
{
    enum cs_status status = find_period(table);
    if (status == CS_OK)
        find_column_periods(table);
    return status;
}
