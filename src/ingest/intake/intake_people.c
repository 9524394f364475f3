/* Whether rows count as the people that they seem to be: parts of one person's pay on rows of their
 * own, and a body's weight in place of a sample's. Apart from intake_unread.c, which looks at
 * columns by themselves. */
#include <stdbool.h>
#include <string.h>

#include "base/diag.h"
#include "base/text.h"
#include "data/load_report.h"
#include "ingest/intake/intake_table.h"
#include "ingest/profile/header_fold.h"
#include "ingest/profile/rows.h"
#include "base/buf.h"

enum { HEADER_BYTES = 256 };

/* Numbers that each row has of its own; of persons, they come back where rows are parts of pay. */
static const struct {
    const char *header;
    bool is_person;
} numbers[] = {
    {"id", false},
    {"row id", false},
    {"record id", false},
    {"response id", false},
    {"uuid", false},
    {"submission id", false},
    {"response no", false},
    {"respondent id", true},
    {"resp id", true},
    {"respondent", true},
    {"person id", true},
    {"employee id", true},
    {"employee no", true},
    {"employee number", true},
    {"employeeid", true},
    {"emp id", true},
    {"empid", true},
    {"emp no", true},
    {"emp number", true},
    {"staff id", true},
    {"staff no", true},
    {"staff number", true},
    {"worker id", true},
    {"personnel no", true},
    {"personnel number", true},
    {"personnel id", true},
    {"pernr", true},
    {"personalnummer", true},
    {"payroll no", true},
    {"payroll number", true},
    {"badge", true},
    {"badge id", true},
    {"badge no", true},
    {"badge number", true},
};

static bool names(const char *header, bool only_persons)
{
    char folded[40];
    size_t n = header ? cs_fold_name(cs_span_of(header), folded, sizeof folded) : 0;
    for (size_t i = 0; n > 0 && i < sizeof numbers / sizeof *numbers; i++)
        if (strcmp(folded, numbers[i].header) == 0)
            return numbers[i].is_person || !only_persons;
    return false;
}

bool cs_intake_names_rows(const char *header)
{
    return names(header, false);
}

static bool has_words(const struct cs_intake_table *table, size_t column, const char *words)
{
    const char *header = cs_intake_table_report(table)->columns[column].header;
    char folded[HEADER_BYTES];
    if (!header)
        return false;
    cs_fold_name(cs_span_of(header), folded, sizeof folded);
    return cs_header_words_have(folded, words);
}

static bool are_equal(const struct cs_intake_table *table, size_t a, size_t b, size_t column)
{
    struct cs_span x = cs_profile_rows_cell(table->sample, a, column).text;
    struct cs_span y = cs_profile_rows_cell(table->sample, b, column).text;
    return x.size == y.size && memcmp(x.start, y.start, x.size) == 0;
}

/* Whether a column parts rows of one number: a key, another time, another employer. */
static bool parts_rows(const struct cs_intake_table *table, size_t column)
{
    for (size_t i = 0; i < table->binding.n_columns; i++)
        if (table->binding.columns[i].index == column &&
            table->binding.columns[i].column->role == CS_ROLE_KEY)
            return true;
    return has_words(table, column,
                     "year|month|quarter|week|date|day|period|wave|round|effective|start|end|"
                     "employer|company|agency|department|dept|organization|organisation|school|"
                     "household|hh|serial|job|title|position|occupation");
}

static bool is_one_person(const struct cs_intake_table *table, size_t a, size_t b, size_t number)
{
    struct cs_span id = cs_profile_rows_cell(table->sample, a, number).text;
    bool has_digit = false;
    for (size_t i = 0; i < id.size; i++)
        has_digit |= cs_is_digit(id.start[i]);
    if (!has_digit || !are_equal(table, a, b, number))
        return false;
    for (size_t c = 0; c < table->profile.n_columns; c++)
        if (c != number && !are_equal(table, a, b, c) && parts_rows(table, c))
            return false;
    return true;
}

/* People of several rows with other pay, and the rows they have. */
static void count_people(const struct cs_intake_table *table, size_t number, size_t *n_people,
                         size_t *n_rows)
{
    size_t value = table->of_role[CS_ROLE_VALUE]->index;
    bool is_taken[CS_PROFILE_ROWS] = {false};
    *n_people = *n_rows = 0;
    for (size_t a = 0; a < table->sample->n; a++) {
        size_t n = 1;
        bool differ = false;
        for (size_t b = a + 1; b < table->sample->n && !is_taken[a]; b++) {
            if (is_taken[b] || !is_one_person(table, a, b, number))
                continue;
            is_taken[b] = true;
            differ |= !are_equal(table, a, b, value);
            n++;
        }
        *n_people += differ;
        *n_rows += differ ? n : 0;
    }
}

static void warn_of_parts(const struct cs_intake_table *table, size_t number)
{
    const struct cs_table_report *report = cs_intake_table_report(table);
    struct cs_place place = {
        .file = table->file, .sheet = table->sheet, .line = report->header_line};
    const char *header = report->columns[number].header;
    struct cs_shown shown;
    size_t n_people, n_rows;
    count_people(table, number, &n_people, &n_rows);
    if (n_people)
        cs_diag_add(
            table->diag, CS_WARNING, &place,
            "where a row is a part of pay, such as an allowance, keep one wage type or "
            "add up each person's rows first",
            "people count as often as they have rows: by '%s' (field %zu), %zu of the %s%zu "
            "rows are several rows of %zu %s with other pay",
            cs_show(&shown, header, strlen(header)), number + 1, n_rows,
            cs_profile_rows_are_full(table->sample) ? "first " : "", table->sample->n, n_people,
            n_people == 1 ? "person" : "people");
}

/* "weight" beside height and BMI. */
static void warn_of_bodies(const struct cs_intake_table *table)
{
    const struct cs_bound_column *weight = table->of_role[CS_ROLE_WEIGHT];
    const struct cs_table_report *report = cs_intake_table_report(table);
    struct cs_place place = {
        .file = table->file, .sheet = table->sheet, .line = report->header_line};
    struct cs_shown shown;
    for (size_t i = 0; weight && i < table->profile.n_columns; i++) {
        const char *header = report->columns[weight->index].header;
        if (!has_words(table, i, i == weight->index ? "kg|lb|lbs|pounds" : "height|bmi"))
            continue;
        cs_diag_add(table->diag, CS_WARNING, &place,
                    "--unweighted counts each row once; or take the column out",
                    "'%s' (field %zu) is taken for the weights of a sample, and may be what "
                    "people weigh: '%s' (field %zu) speaks of bodies",
                    cs_show(&shown, header, strlen(header)), weight->index + 1,
                    report->columns[i].header, i + 1);
        return;
    }
}

void cs_intake_warn_of_people(const struct cs_intake_table *table)
{
    const struct cs_table_report *report = cs_intake_table_report(table);
    if (!table->layout->is_observations || !table->of_role[CS_ROLE_VALUE])
        return;
    for (size_t i = 0; i < table->profile.n_columns; i++)
        if (names(report->columns[i].header, true)) {
            warn_of_parts(table, i);
            break;
        }
    warn_of_bodies(table);
}
