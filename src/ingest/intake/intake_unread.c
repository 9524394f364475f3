/* Columns of numbers that a layout fits around without reading them, though their headers speak of
 * pay or jobs. An edition that renames a column would otherwise lose a measure without a word.
 * Apart from intake_unit.c, which looks at the columns that are read. */
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/text.h"
#include "data/load_report.h"
#include "ingest/intake/intake_table.h"
#include "ingest/layout/layout.h"
#include "ingest/profile/rows.h"
#include "ingest/source/cell.h"
#include "ingest/source/table.h"

enum { MOST_NAMED = 3, HEADER_BYTES = 256 };

static const char *const pay_words[] = {
    "pay",    "wage",         "wages",        "salary", "salaries", "earnings", "hourly",  "income",
    "gehalt", "compensation", "remuneration", "lohn",   "sueldo",   "salario",  "salaire",
};
static const char *const job_words[] = {"employment", "jobs", "openings", "median"};

static bool has_word(const char *header, const char *const *words, size_t n_words)
{
    char folded[HEADER_BYTES];
    cs_header_fold(cs_span_of(header), folded, sizeof folded);
    for (const char *word = folded; *word;) {
        size_t n = strcspn(word, " ");
        for (size_t i = 0; i < n_words; i++)
            if (cs_span_equals((struct cs_span){word, n}, words[i]))
                return true;
        word += n + (word[n] == ' ');
    }
    return false;
}

static bool speaks_of_pay(const char *header)
{
    return has_word(header, pay_words, sizeof pay_words / sizeof *pay_words);
}

static bool speaks_of_outlook(const char *header)
{
    return speaks_of_pay(header) ||
           has_word(header, job_words, sizeof job_words / sizeof *job_words);
}

/* Whether the layout says that such a column is not wanted, or which one of several is. */
static bool is_left_out(const struct cs_layout *layout, const char *header)
{
    char folded[HEADER_BYTES];
    struct cs_captures captures = {0};
    cs_header_fold(cs_span_of(header), folded, sizeof folded);
    for (size_t r = 0; r < layout->n_columns; r++) {
        const struct cs_layout_column *rule = &layout->columns[r];
        for (size_t h = 0; h < rule->n_headers; h++)
            if ((rule->role == CS_ROLE_IGNORE || rule->field) &&
                cs_pattern_match(rule->headers[h], folded, &captures))
                return true;
    }
    return false;
}

static bool is_read(const struct cs_intake_table *table, size_t column)
{
    const char *header = cs_intake_table_report(table)->columns[column].header;
    for (size_t i = 0; i < table->binding.n_columns; i++)
        if (table->binding.columns[i].index == column)
            return true;
    return cs_intake_table_report(table)->columns[column].field ||
           is_left_out(table->layout, header);
}

static bool holds_numbers(const struct cs_column_profile *column)
{
    return 2 * (column->n_numbers + column->n_of_type[CS_CELL_NUMERIC]) > column->n_filled;
}

/* ---- people whose pay stands in another column ---- */

static bool has_filter(const struct cs_intake_table *table)
{
    for (size_t i = 0; i < table->binding.n_columns; i++)
        if (table->binding.columns[i].column->role == CS_ROLE_FILTER)
            return true;
    return table->layout->n_conditions > 0;
}

/* Yearly pay for some, an hourly rate for the others: a layout that reads one column loses people,
 * unless it tells them apart itself. Which columns those are; rows are looked at as they come. */
static void find_pay_elsewhere(struct cs_intake_table *table)
{
    const struct cs_table_report *report = cs_intake_table_report(table);
    const struct cs_bound_column *value = table->of_role[CS_ROLE_VALUE];
    table->n_elsewhere = 0;
    if (!table->layout->is_observations || !value || has_filter(table))
        return;
    for (size_t i = 0; i < table->profile.n_columns && table->n_elsewhere < CS_PAY_ELSEWHERE; i++)
        if (i != value->index && !report->columns[i].field &&
            speaks_of_pay(report->columns[i].header))
            table->elsewhere[table->n_elsewhere++] = i;
}

void cs_intake_warn_of_pay_elsewhere(struct cs_intake_table *table, const struct cs_row *row)
{
    for (size_t i = 0; i < table->n_elsewhere; i++) {
        size_t column = table->elsewhere[i];
        struct cs_span text = column < row->n_cells ? row->cells[column].text : cs_span_of("");
        struct cs_cell_number number = cs_cell_read(text, CS_DECIMAL_UNTOLD, NULL, 0);
        const char *header = cs_intake_table_report(table)->columns[column].header;
        struct cs_shown shown;
        char what[200];
        if (!cs_cell_is_number(&number) || !(number.low > 0))
            continue;
        if (table->n_paid_elsewhere++ && !table->diag->keeps_all)
            return;
        snprintf(what, sizeof what,
                 "is blank where '%s' (field %zu) has pay: such rows are read as without an answer",
                 cs_show(&shown, header, strlen(header)), column + 1);
        cs_intake_tell(table, row, table->of_role[CS_ROLE_VALUE],
                       &(struct cs_remark){CS_WARNING, NULL, what,
                                           "put all pay into one column, and its time into "
                                           "another: hourly, yearly"});
        return;
    }
}

/* "count" beside one person's pay: the rows may be averages of so many. Whole numbers from 1 on,
 * some of them above. */
static void warn_of_counts(const struct cs_intake_table *table)
{
    static const char *const names[] = {"n",
                                        "count",
                                        "counts",
                                        "freq",
                                        "frequency",
                                        "headcount",
                                        "number of employees",
                                        "no of employees",
                                        "n employees",
                                        "respondents",
                                        "n respondents",
                                        "number of respondents",
                                        "sample size",
                                        "cases",
                                        NULL};
    const struct cs_table_report *report = cs_intake_table_report(table);
    if (!table->layout->is_observations || table->of_role[CS_ROLE_WEIGHT])
        return;
    for (size_t i = 0; i < table->profile.n_columns; i++) {
        const char *header = report->columns[i].header;
        char folded[HEADER_BYTES];
        struct cs_shown shown;
        struct cs_place place = {
            .file = table->file, .sheet = table->sheet, .line = report->header_line};
        cs_header_fold(cs_span_of(header), folded, sizeof folded);
        if (is_read(table, i) || !cs_span_is_any(cs_span_of(folded), names) ||
            !holds_numbers(&table->profile.columns[i]))
            continue;
        cs_diag_add(table->diag, CS_WARNING, &place,
                    "where a row stands for several people, make it \"role\": \"weight\" in a "
                    "layout of your own; averages of groups are not people's pay",
                    "each row counts as one person, although '%s' (field %zu) may say how many it "
                    "stands for",
                    cs_show(&shown, header, strlen(header)), i + 1);
    }
}

void cs_intake_warn_of_unread(struct cs_intake_table *table)
{
    const struct cs_table_report *report = cs_intake_table_report(table);
    struct cs_place place = {
        .file = table->file, .sheet = table->sheet, .line = report->header_line};
    struct cs_buf names;
    size_t n = 0;
    cs_buf_init(&names);
    for (size_t i = 0; i < table->profile.n_columns; i++) {
        const char *header = report->columns[i].header;
        struct cs_shown shown;
        if (is_read(table, i) || !speaks_of_outlook(header) ||
            !holds_numbers(&table->profile.columns[i]) || n++ >= MOST_NAMED)
            continue;
        cs_show(&shown, header, strlen(header));
        cs_buf_printf(&names, "%s'%s' (field %zu)", n > 1 ? ", " : "", shown.text, i + 1);
    }
    if (n)
        cs_diag_add(table->diag, CS_WARNING, &place,
                    "to read them, describe the file in a layout: inspect FILE --suggest-layout, "
                    "then --layout; see docs/layouts.md",
                    "layout '%s' does not read %s%s", table->layout->name, cs_buf_text(&names),
                    n > MOST_NAMED ? " and others" : "");
    cs_buf_clear(&names);
    warn_of_counts(table);
    find_pay_elsewhere(table);
}
