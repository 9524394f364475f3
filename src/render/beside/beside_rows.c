/* The sections of a comparison and their cells: one row of a table each. */
#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "analysis/outlook/beside.h"
#include "analysis/outlook/outlook.h"
#include "base/arena.h"
#include "base/diag.h"
#include "base/text.h"
#include "data/period.h"
#include "data/quantity.h"
#include "guide/figure/figure_table.h"
#include "guide/figure/figure_words.h"
#include "render/beside/beside_parts.h"

#define COUNT_OF(rows) (sizeof(rows) / sizeof *(rows))

static const struct cs_beside_row_info facts[] = {
    {"Median pay",
     {CS_WAGE_MEDIAN, CS_PER_NONE, false},
     "money-per",
     CS_FIGURE_MONEY,
     CS_BESIDE_AS_FOUND},
    {"Projected growth",
     {CS_PERCENT_CHANGE, CS_PER_NONE, false},
     "signed-percent-1",
     CS_FIGURE_PERCENT,
     CS_BESIDE_AS_FOUND},
    {"Openings per year",
     {CS_OPENINGS_ANNUAL, CS_PER_NONE, false},
     "rounded",
     CS_FIGURE_COUNT,
     CS_BESIDE_AS_FOUND},
    {"Wage and salary jobs",
     {CS_EMPLOYMENT, CS_PER_NONE, false},
     "number",
     CS_FIGURE_COUNT,
     CS_BESIDE_AS_FOUND},
    {"Entry-level education",
     {CS_EDUCATION_TYPICAL, CS_PER_NONE, false},
     "word",
     CS_FIGURE_WORD,
     CS_BESIDE_AS_FOUND},
};
static const struct cs_beside_row_info pay[] = {
    {"10% earn less than",
     {CS_WAGE_P10, CS_PER_YEAR, false},
     "money",
     CS_FIGURE_MONEY,
     CS_BESIDE_AS_FOUND},
    {"25% earn less than",
     {CS_WAGE_P25, CS_PER_YEAR, false},
     "money",
     CS_FIGURE_MONEY,
     CS_BESIDE_AS_FOUND},
    {"Half earn less than (median)",
     {CS_WAGE_MEDIAN, CS_PER_YEAR, false},
     "money",
     CS_FIGURE_MONEY,
     CS_BESIDE_AS_FOUND},
    {"75% earn less than",
     {CS_WAGE_P75, CS_PER_YEAR, false},
     "money",
     CS_FIGURE_MONEY,
     CS_BESIDE_AS_FOUND},
    {"90% earn less than",
     {CS_WAGE_P90, CS_PER_YEAR, false},
     "money",
     CS_FIGURE_MONEY,
     CS_BESIDE_AS_FOUND},
    {"Average", {CS_WAGE_MEAN, CS_PER_YEAR, false}, "money", CS_FIGURE_MONEY, CS_BESIDE_AS_FOUND},
    {"Median per hour",
     {CS_WAGE_MEDIAN, CS_PER_HOUR, false},
     "money",
     CS_FIGURE_MONEY,
     CS_BESIDE_AS_FOUND},
    {"Median of all occupations",
     {CS_WAGE_MEDIAN, CS_PER_YEAR, true},
     "money",
     CS_FIGURE_MONEY,
     CS_BESIDE_AS_FOUND},
    {"Median at national prices",
     {CS_WAGE_MEDIAN, CS_PER_YEAR, false},
     "money",
     CS_FIGURE_MONEY,
     CS_BESIDE_AT_PARITY},
};
static const struct cs_beside_row_info growth[] = {
    {"Growth",
     {CS_PERCENT_CHANGE, CS_PER_NONE, false},
     "signed-percent-1",
     CS_FIGURE_PERCENT,
     CS_BESIDE_AS_FOUND},
    {"Growth of all occupations",
     {CS_PERCENT_CHANGE, CS_PER_NONE, true},
     "signed-percent-1",
     CS_FIGURE_PERCENT,
     CS_BESIDE_AS_FOUND},
    {"Jobs at the start",
     {CS_EMPLOYMENT_BASE, CS_PER_NONE, false},
     "number",
     CS_FIGURE_COUNT,
     CS_BESIDE_AS_FOUND},
    {"Jobs at the end",
     {CS_EMPLOYMENT_PROJECTED, CS_PER_NONE, false},
     "number",
     CS_FIGURE_COUNT,
     CS_BESIDE_AS_FOUND},
    {"New jobs",
     {CS_EMPLOYMENT_CHANGE, CS_PER_NONE, false},
     "signed-number",
     CS_FIGURE_COUNT,
     CS_BESIDE_AS_FOUND},
    {"Openings per year",
     {CS_OPENINGS_ANNUAL, CS_PER_NONE, false},
     "number",
     CS_FIGURE_COUNT,
     CS_BESIDE_AS_FOUND},
    {"of these: from growth",
     {CS_EMPLOYMENT_CHANGE, CS_PER_NONE, false},
     "number",
     CS_FIGURE_COUNT,
     CS_BESIDE_FROM_GROWTH},
    {"of these: people leaving the labor force",
     {CS_EXITS_ANNUAL, CS_PER_NONE, false},
     "number",
     CS_FIGURE_COUNT,
     CS_BESIDE_AS_FOUND},
    {"of these: people changing occupation",
     {CS_TRANSFERS_ANNUAL, CS_PER_NONE, false},
     "number",
     CS_FIGURE_COUNT,
     CS_BESIDE_AS_FOUND},
};
static const struct cs_beside_row_info jobs[] = {
    {"Wage and salary jobs",
     {CS_EMPLOYMENT, CS_PER_NONE, false},
     "number",
     CS_FIGURE_COUNT,
     CS_BESIDE_AS_FOUND},
    {"Jobs per 1,000 jobs",
     {CS_JOBS_PER_1000, CS_PER_NONE, false},
     "ratio",
     CS_FIGURE_RATIO,
     CS_BESIDE_AS_FOUND},
    {"Times as common as in the nation",
     {CS_LOCATION_QUOTIENT, CS_PER_NONE, false},
     "ratio",
     CS_FIGURE_RATIO,
     CS_BESIDE_AS_FOUND},
};
static const struct cs_beside_row_info entry[] = {
    {"Education",
     {CS_EDUCATION_TYPICAL, CS_PER_NONE, false},
     "word",
     CS_FIGURE_WORD,
     CS_BESIDE_AS_FOUND},
    {"Experience in a related occupation",
     {CS_WORK_EXPERIENCE, CS_PER_NONE, false},
     "word",
     CS_FIGURE_WORD,
     CS_BESIDE_AS_FOUND},
    {"Training on the job",
     {CS_TRAINING, CS_PER_NONE, false},
     "word",
     CS_FIGURE_WORD,
     CS_BESIDE_AS_FOUND},
};

static const struct cs_beside_section_info section_infos[CS_N_BESIDE_SECTIONS] = {
    {"facts", "Key facts", true, CS_WAGE_MEDIAN, CS_WAGE_MEDIAN, facts, COUNT_OF(facts)},
    {"pay", "Pay per year", false, CS_WAGE_P25, CS_WAGE_MEDIAN, pay, COUNT_OF(pay)},
    {"growth", "Growth and openings", false, CS_PERCENT_CHANGE, CS_OPENINGS_ANNUAL, growth,
     COUNT_OF(growth)},
    {"entry", "What it takes to enter", false, CS_EDUCATION_TYPICAL, CS_TRAINING, entry,
     COUNT_OF(entry)},
    {"jobs", "Where the jobs are", false, CS_EMPLOYMENT, CS_EMPLOYMENT, jobs, COUNT_OF(jobs)},
};

/* The median at the prices of the place, of the same vintage as the row. */
static void find_at_parity(const struct cs_outlook *outlook, struct cs_beside_row *row,
                           struct cs_beside_cell *cell)
{
    if (cell->lack != CS_BESIDE_THERE)
        return;
    for (size_t i = 0; i < outlook->regions.n; i++) {
        const struct cs_region_row *region = &outlook->regions.rows[i];
        if (strcmp(region->code, outlook->about.region_code) == 0 && !isnan(region->at_parity) &&
            cs_period_compare(outlook->regions.period, row->vintage.basis.period) == 0) {
            cell->found.quantity = cs_quantity_of(region->at_parity);
            return;
        }
    }
    *cell = (struct cs_beside_cell){.lack = CS_BESIDE_NOWHERE};
}

/* A projection's change by its years; a loss makes no openings, and is shown as what it takes. */
static void find_from_growth(struct cs_beside_cell *cell)
{
    int years = cell->found.period.end_year - cell->found.period.start_year;
    if (cell->lack == CS_BESIDE_THERE && years > 0)
        cell->found.quantity.value /= years;
    else if (cell->lack == CS_BESIDE_THERE)
        *cell = (struct cs_beside_cell){.lack = CS_BESIDE_NOWHERE};
}

static void fill_row(struct cs_beside *beside, struct cs_beside_section *section,
                     struct cs_beside_row row)
{
    const struct cs_beside_columns *columns = &beside->columns;
    bool is_there = false;
    for (size_t c = 0; c < columns->n; c++) {
        struct cs_beside_cell *cell = &row.cells[c];
        *cell = cs_beside_find(columns, &row.vintage, row.info->ask, c);
        if (row.info->way == CS_BESIDE_AT_PARITY)
            find_at_parity(&beside->outlooks[c], &row, cell);
        if (row.info->way == CS_BESIDE_FROM_GROWTH)
            find_from_growth(cell);
        is_there |= cell->lack == CS_BESIDE_THERE;
    }
    bool is_same = beside->are_places && row.vintage.is_national; /* a row of one figure */
    if (is_there && !(is_same && section->info->is_mixed))
        section->rows[section->n_rows++] = row;
    if (is_same && !section->info->is_mixed)
        section->n_columns = 1;
}

/* The vintage of a section that is not mixed. The place's old figures may lack the anchor. */
static enum cs_status choose_vintage(const struct cs_beside_columns *columns,
                                     const struct cs_beside_section_info *info,
                                     struct cs_beside_vintage *out, struct cs_diag *diag)
{
    struct cs_beside_vintage other = {.is_national = false};
    enum cs_status status = cs_beside_choose(columns, info->anchor, out, diag);
    bool is_sure = out->basis.estimate && (!out->is_national || out->too_old.estimate);
    if (status == CS_OK && !is_sure && info->other_anchor != info->anchor)
        status = cs_beside_choose(columns, info->other_anchor, &other, diag);
    if (!out->basis.estimate)
        *out = other;
    else if (!out->too_old.estimate)
        out->too_old = other.too_old;
    return status;
}

static enum cs_status fill_section(struct cs_beside *beside, size_t which, struct cs_diag *diag)
{
    struct cs_beside_section *section = &beside->sections[which];
    const struct cs_beside_section_info *info = &section_infos[which];
    *section = (struct cs_beside_section){.info = info, .n_columns = beside->columns.n};
    struct cs_beside_row row = {.info = NULL};
    enum cs_status status = CS_OK;
    if (!info->is_mixed)
        status = choose_vintage(&beside->columns, info, &row.vintage, diag);
    for (size_t r = 0; status == CS_OK && r < info->n_rows; r++) {
        row.info = &info->rows[r];
        if (row.info->way == CS_BESIDE_AT_PARITY && !beside->are_places)
            continue;
        if (info->is_mixed)
            status = cs_beside_choose(&beside->columns, row.info->ask.measure, &row.vintage, diag);
        if (status == CS_OK)
            fill_row(beside, section, row);
    }
    return status;
}

/* The price parities, where a row is at national prices. */
static enum cs_status rest_on_parities(struct cs_beside *beside, struct cs_diag *diag)
{
    const struct cs_beside_section *section = cs_beside_section_named(beside, cs_span_of("pay"));
    for (size_t r = 0; r < section->n_rows; r++)
        if (section->rows[r].info->way == CS_BESIDE_AT_PARITY)
            return cs_outlook_rest_on(&beside->arena, &beside->outlooks[0].regions.parity_source, 1,
                                      &beside->rests_on, diag);
    return CS_OK;
}

enum cs_status cs_beside_fill(struct cs_beside *beside, struct cs_diag *diag)
{
    enum cs_status status = CS_OK;
    for (size_t i = 0; status == CS_OK && i < CS_N_BESIDE_SECTIONS; i++)
        status = fill_section(beside, i, diag);
    const struct cs_found **shown =
        cs_arena_alloc(&beside->arena, (size_t)CS_N_BESIDE_SECTIONS * CS_MOST_BESIDE_ROWS *
                                           CS_MOST_BESIDE * sizeof *shown);
    size_t n = 0;
    if (!shown)
        return cs_fail_memory(diag);
    for (size_t i = 0; i < CS_N_BESIDE_SECTIONS; i++)
        for (size_t r = 0; r < beside->sections[i].n_rows; r++)
            for (size_t c = 0; c < beside->sections[i].n_columns; c++)
                shown[n++] = &beside->sections[i].rows[r].cells[c].found;
    if (status == CS_OK)
        status = cs_outlook_cite(&beside->arena, shown, n, &beside->rests_on, diag);
    return status == CS_OK ? rest_on_parities(beside, diag) : status;
}

/* "Median pay, 2024": a mixed section's rows say their year themselves. */
static const char *label_of(struct cs_beside *beside, const struct cs_beside_section *section,
                            const struct cs_beside_row *row)
{
    struct cs_arena *arena = &beside->arena;
    const char *label = row->info->label;
    const struct cs_outlook *first = &beside->outlooks[0];
    if (row->info->way == CS_BESIDE_AT_PARITY)
        return cs_arena_printf(arena, "%s (price parities of %d)", label,
                               first->regions.parity_year);
    if (!section->info->is_mixed || !row->vintage.basis.period.start_year ||
        row->info->kind == CS_FIGURE_WORD)
        return label;
    bool is_elsewhere = row->vintage.is_national && strcmp(first->about.region_code, "US") != 0;
    return cs_arena_printf(arena, "%s, %s%s", label,
                           cs_period_short(row->vintage.basis.period, arena),
                           is_elsewhere ? ", United States" : "");
}

static bool is_wordy(const struct cs_beside_section *section)
{
    return section->n_rows && section->rows[0].info->kind == CS_FIGURE_WORD;
}

void cs_beside_table(struct cs_beside *beside, const struct cs_beside_section *section,
                     struct cs_figure_table *out)
{
    static const char *const shapes[2][CS_MOST_BESIDE + 1] = {{"t", "tn", "tnn", "tnnn"},
                                                              {"t", "tt", "ttt", "tttt"}};
    const char *headers[CS_MOST_BESIDE + 1] = {""};
    struct cs_figure_rows rows;
    bool is_nation = section->n_columns == 1;
    for (size_t c = 0; c < section->n_columns; c++)
        headers[c + 1] = is_nation ? "United States" : cs_beside_column_name(beside, c);
    cs_figure_rows_begin(&rows, out, &beside->arena,
                         (struct cs_figure_shape){headers,
                                                  shapes[is_wordy(section)][section->n_columns],
                                                  section->n_rows});
    for (size_t r = 0; r < section->n_rows; r++) {
        const struct cs_beside_row *row = &section->rows[r];
        cs_figure_rows_words(&rows, 0, label_of(beside, section, row));
        for (size_t c = 0; c < section->n_columns; c++) {
            const char *words = cs_beside_lack_words(row, &row->cells[c], &beside->arena);
            if (!words && row->info->kind == CS_FIGURE_WORD)
                words = cs_found_text(&row->cells[c].found, row->info->style, row->info->kind,
                                      &beside->arena);
            if (row->cells[c].lack == CS_BESIDE_THERE)
                cs_figure_rows_cite(&rows, row->cells[c].found.source);
            if (row->info->way == CS_BESIDE_AT_PARITY && !words)
                cs_figure_rows_cite(&rows, beside->outlooks[c].regions.parity_source);
            if (words)
                cs_figure_rows_words(&rows, c + 1, words);
            else
                cs_figure_rows_found(&rows, c + 1, &row->cells[c].found, row->info->style,
                                     row->info->kind);
        }
        cs_figure_rows_end(&rows);
    }
}
