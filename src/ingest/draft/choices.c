/* Among columns that mean the same the one of the lowest rank is taken; the others say which was.
 */
#include "ingest/draft/choices.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "data/currency.h"
#include "data/measure.h"
#include "data/pay_period.h"
#include "data/period.h"
#include "ingest/profile/header_fold.h"
#include "ingest/draft/header_words.h"

static const struct cs_meaning left_out = {.what = "role", .value = "ignore"};

bool cs_choice_is(const struct cs_choice *choice, const char *what, const char *value)
{
    const struct cs_meaning *meaning = choice->meaning;
    return meaning && strcmp(meaning->what, what) == 0 &&
           (!value || strcmp(meaning->value, value) == 0);
}

void cs_choice_drop(struct cs_choice *choice, const char *why)
{
    choice->meaning = &left_out;
    choice->why = why;
    choice->doubt = NULL;
    choice->period = NULL;
    choice->multiply = 0;
}

static bool is_same(const struct cs_meaning *a, const struct cs_meaning *b)
{
    return strcmp(a->what, b->what) == 0 && strcmp(a->value, b->value) == 0 &&
           !a->part == !b->part && (!a->part || strcmp(a->part, b->part) == 0);
}

static const char *header_of(const struct cs_choices *choices, size_t i)
{
    return choices->sample->columns[i].header;
}

static const char *say_taken(const struct cs_choices *choices, const char *what, size_t taken)
{
    return cs_arena_printf(choices->arena, "%s column '%.60s' is used", what,
                           header_of(choices, taken));
}

/* ---- years in headers, and projections ---- */

static int year_in(const char *words)
{
    int found = 0;
    for (const char *p = words; *p;) {
        size_t n = strcspn(p, " ");
        int year = n == 4 && strspn(p, "0123456789") >= 4 ? atoi(p) : 0;
        if (year >= 1900 && year < 2200) {
            if (found && found != year)
                return 0;
            found = year;
        }
        p += n + (p[n] == ' ');
    }
    return found;
}

static bool is_of_a_projection(const struct cs_meaning *meaning)
{
    static const char *const names[] = {
        "employment_base", "employment_projected", "employment_change", "percent_change",
        "openings_annual", "exits_annual",         "transfers_annual"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(meaning->value, names[i]) == 0)
            return true;
    return false;
}

/* "Base Year", "Change" and "Percent" are jobs where the table is of a projection. */
static void read_projection_words(struct cs_choices *choices)
{
    static const struct cs_meaning meanings[] = {
        {.words = "base year", .what = "measure", .value = "employment_base"},
        {.words = "projected year|target year|projection year",
         .what = "measure",
         .value = "employment_projected"},
        {.words = "change|numeric change|net change",
         .what = "measure",
         .value = "employment_change"},
        {.words = "percent|percent change|growth rate|percent growth|change percent",
         .what = "measure",
         .value = "percent_change"},
    };
    const struct cs_draft_sample *sample = choices->sample;
    for (size_t i = 0; i < sample->n_columns; i++)
        for (size_t m = 0; m < sizeof meanings / sizeof *meanings; m++) {
            const struct cs_sample_column *column = &sample->columns[i];
            bool is_number = column->n_numbers > 9 * column->n_texts;
            bool is_years = 10 * column->n_years > 5 * column->n_filled;
            size_t n = strlen(column->words);
            for (const char *p = meanings[m].words; *p; p += strcspn(p, "|"), p += *p == '|')
                if (is_number && !is_years && strcspn(p, "|") == n &&
                    strncmp(p, column->words, n) == 0)
                    choices->items[i] = (struct cs_choice){.meaning = &meanings[m]};
        }
}

static bool has_spans(const struct cs_sample_column *column)
{
    struct cs_period period;
    return column->texts[0] && cs_period_parse(cs_span_of(column->texts[0]), &period) &&
           cs_period_is_span(period);
}

static bool is_projection(const struct cs_choices *choices)
{
    bool has_base = false, has_later = false;
    for (size_t i = 0; i < choices->sample->n_columns; i++) {
        const struct cs_choice *choice = &choices->items[i];
        const char *words = choices->sample->columns[i].words;
        has_base |= cs_choice_is(choice, "measure", "employment_base") ||
                    cs_header_words_have(words, "base year");
        has_later |= cs_choice_is(choice, "measure", "employment_projected") ||
                     cs_header_words_have(words, "projected|projected year");
        if (cs_choice_is(choice, "key", "period") && has_spans(&choices->sample->columns[i]))
            has_base = has_later = true;
    }
    return has_base && has_later;
}

/* "Employment 2023" and "Employment 2033" are the ends of a projection. */
static void read_ends(struct cs_choices *choices)
{
    static const struct cs_meaning base = {.what = "measure", .value = "employment_base"};
    static const struct cs_meaning later = {.what = "measure", .value = "employment_projected"};
    enum { SHORTEST_YEARS = 5 };
    size_t at[2] = {0, 0}, n = 0;
    for (size_t i = 0; i < choices->sample->n_columns; i++)
        if (cs_choice_is(&choices->items[i], "measure", "employment") ||
            cs_choice_is(&choices->items[i], "measure", "employment_base") ||
            cs_choice_is(&choices->items[i], "measure", "employment_projected"))
            at[n++ ? 1 : 0] = i;
    int years[2] = {year_in(choices->sample->columns[at[0]].words),
                    year_in(choices->sample->columns[at[1]].words)};
    if (n != 2 || !years[0] || years[1] < years[0] + SHORTEST_YEARS)
        return;
    const char *span = cs_arena_printf(choices->arena, "%d-%d", years[0], years[1]);
    choices->items[at[0]].meaning = &base;
    choices->items[at[1]].meaning = &later;
    read_projection_words(choices);
    for (size_t i = 0; i < choices->sample->n_columns; i++)
        if (choices->items[i].meaning && is_of_a_projection(choices->items[i].meaning))
            choices->items[i].period = span;
}

/* The year in a figure's header is the figure's. */
static void read_years(struct cs_choices *choices)
{
    for (size_t i = 0; i < choices->sample->n_columns; i++) {
        struct cs_choice *choice = &choices->items[i];
        int year = year_in(choices->sample->columns[i].words);
        if (year && !choice->period && cs_choice_is(choice, "measure", NULL))
            choice->period = cs_arena_printf(choices->arena, "%d", year);
    }
}

/* Among percentiles a bare "Mean" and "Median" are of the same pay. */
static void read_bare_statistics(struct cs_choices *choices)
{
    static const struct cs_meaning mean = {.what = "measure", .value = "wage_mean"};
    static const struct cs_meaning median = {.what = "measure", .value = "wage_median"};
    bool has_percentile = false;
    for (size_t i = 0; i < choices->sample->n_columns; i++)
        has_percentile |= cs_choice_is(&choices->items[i], "measure", "wage_p10") ||
                          cs_choice_is(&choices->items[i], "measure", "wage_p25") ||
                          cs_choice_is(&choices->items[i], "measure", "wage_p75") ||
                          cs_choice_is(&choices->items[i], "measure", "wage_p90");
    for (size_t i = 0; has_percentile && i < choices->sample->n_columns; i++) {
        const struct cs_sample_column *column = &choices->sample->columns[i];
        struct cs_choice *choice = &choices->items[i];
        if (!cs_choice_is(choice, "role", "ignore") || choice->why ||
            column->n_numbers <= 9 * column->n_texts)
            continue;
        if (strcmp(column->words, "mean") == 0 || strcmp(column->words, "average") == 0)
            choice->meaning = &mean;
        else if (strcmp(column->words, "median") == 0)
            choice->meaning = &median;
    }
}

/* ---- scales ---- */

static void read_scales(struct cs_choices *choices)
{
    for (size_t i = 0; i < choices->sample->n_columns; i++) {
        struct cs_choice *choice = &choices->items[i];
        double scale = cs_header_scale(choices->sample->columns[i].words);
        bool is_figure =
            cs_choice_is(choice, "measure", NULL) || cs_choice_is(choice, "role", "value");
        bool is_jobs = choice->meaning &&
                       (is_of_a_projection(choice->meaning) ||
                        strcmp(choice->meaning->value, "employment") == 0) &&
                       strcmp(choice->meaning->value, "percent_change") != 0;
        if (is_figure && isnan(scale))
            cs_choice_drop(choice, "its header names two scales: write the layout by hand, with "
                                   "its \"multiply\"");
        else if (is_figure && scale > 0)
            choice->multiply = scale;
        else if (is_jobs && choices->titles->is_in_thousands)
            choice->multiply = 1000;
    }
}

/* Jobs are whole: with decimals they are thousands, or something else. */
static void drop_parts_of_jobs(struct cs_choices *choices)
{
    for (size_t i = 0; i < choices->sample->n_columns; i++) {
        struct cs_choice *choice = &choices->items[i];
        const struct cs_sample_column *column = &choices->sample->columns[i];
        enum cs_measure measure;
        if (!cs_choice_is(choice, "measure", NULL) || choice->multiply > 0 ||
            !cs_measure_parse(cs_span_of(choice->meaning->value), &measure) ||
            cs_measure_info(measure)->unit != CS_UNIT_JOBS ||
            10 * column->n_fractions < column->n_numbers)
            continue;
        cs_choice_drop(choice, "its numbers have decimals, but jobs are whole numbers: if they are "
                               "thousands, say so in the header, as in 'Employment (thousands)'");
    }
}

/* ---- one column a key ---- */

/* Of two columns of regions that of countries, unless it names one country alone. */
static int rank_of(const struct cs_choices *choices, size_t i)
{
    const struct cs_sample_column *column = &choices->sample->columns[i];
    int rank = choices->items[i].meaning->rank;
    bool is_one = column->texts[0] && !column->texts[1];
    bool is_country = cs_choice_is(&choices->items[i], "key", "region") && rank == 1;
    return is_country && is_one ? rank + 5 : rank;
}

static void keep_one(struct cs_choices *choices, size_t i)
{
    const struct cs_draft_sample *sample = choices->sample;
    for (size_t k = 0; k < sample->n_columns; k++) {
        struct cs_choice *other = &choices->items[k];
        if (k == i || !other->meaning || !is_same(other->meaning, choices->items[i].meaning))
            continue;
        bool is_worse = rank_of(choices, k) > rank_of(choices, i) ||
                        (rank_of(choices, k) == rank_of(choices, i) && k > i);
        if (is_worse)
            cs_choice_drop(other, say_taken(choices, other->meaning->value, i));
    }
}

/* A key is told by one column; so are weights. A constant of the titles yields to a column. */
static void keep_one_each(struct cs_choices *choices)
{
    for (size_t i = 0; i < choices->sample->n_columns; i++)
        if (cs_choice_is(&choices->items[i], "key", NULL) ||
            cs_choice_is(&choices->items[i], "role", "weight") ||
            cs_choice_is(&choices->items[i], "role", "currency"))
            keep_one(choices, i);
}

/* ---- which pay ---- */

/* Lower is better: base pay before any other, converted pay before that in many currencies, then
 * what most rows have. */
static bool is_better_pay(const struct cs_choices *choices, size_t a, size_t b)
{
    const struct cs_sample_column *columns = choices->sample->columns;
    int ranks[2] = {choices->items[a].meaning->rank, choices->items[b].meaning->rank};
    bool named[2] = {cs_currency_in_header(cs_span_of(columns[a].header)) != NULL,
                     cs_currency_in_header(cs_span_of(columns[b].header)) != NULL};
    if (ranks[0] != ranks[1])
        return ranks[0] < ranks[1];
    if (named[0] != named[1])
        return named[0];
    return columns[a].n_filled > columns[b].n_filled;
}

static const char *why_other_pay(const struct cs_choices *choices, size_t other, size_t taken)
{
    struct cs_pay_period here, there;
    const char *words[2] = {choices->sample->columns[other].words,
                            choices->sample->columns[taken].words};
    if (cs_pay_period_in_header(cs_span_of(words[0]), &here) &&
        cs_pay_period_in_header(cs_span_of(words[1]), &there) &&
        (here.per != there.per || here.factor != there.factor))
        return cs_arena_printf(choices->arena, "pay for %s; column '%.60s' is used, for %s",
                               cs_pay_period_words(here), header_of(choices, taken),
                               cs_pay_period_words(there));
    return say_taken(choices, "another pay figure in the same row;", taken);
}

/* One value of answers. */
static void choose_pay(struct cs_choices *choices)
{
    size_t n = choices->sample->n_columns, taken = n;
    for (size_t i = 0; i < n; i++)
        if (cs_choice_is(&choices->items[i], "role", "value") &&
            (taken == n || is_better_pay(choices, i, taken)))
            taken = i;
    for (size_t i = 0; i < n; i++) {
        bool is_end = cs_choice_is(&choices->items[i], "measure", "wage_low") ||
                      cs_choice_is(&choices->items[i], "measure", "wage_high");
        if (is_end)
            cs_choice_drop(&choices->items[i], "an end of a range, beside the pay itself");
        else if (i != taken && cs_choice_is(&choices->items[i], "role", "value"))
            cs_choice_drop(&choices->items[i], why_other_pay(choices, i, taken));
    }
}

static size_t count(const struct cs_choices *choices, const char *what, const char *value)
{
    size_t n = 0;
    for (size_t i = 0; i < choices->sample->n_columns; i++)
        n += cs_choice_is(&choices->items[i], what, value);
    return n;
}

/* Answers have one column of pay and no published statistic; else figures are published, and a
 * column of pay that names no statistic is left out. */
static void decide_kind(struct cs_choices *choices)
{
    size_t n_ends = count(choices, "measure", "wage_low") + count(choices, "measure", "wage_high");
    size_t n_values = count(choices, "role", "value");
    choices->is_observations = n_values > 0 && count(choices, "measure", NULL) == n_ends;
    if (choices->is_observations) {
        choose_pay(choices);
        return;
    }
    for (size_t i = 0; i < choices->sample->n_columns; i++) {
        if (cs_choice_is(&choices->items[i], "role", "value"))
            cs_choice_drop(
                &choices->items[i],
                "pay that names no statistic (mean, median, …), among figures that name one");
        if (cs_choice_is(&choices->items[i], "role", "weight"))
            cs_choice_drop(&choices->items[i], "a weight, which published figures do not need");
    }
}

/* Ranges are of a job, not of a person: their ends are two figures. */
static void read_ranges(struct cs_choices *choices)
{
    static const struct cs_meaning ends = {.what = "measure", .value = "wage_low"};
    for (size_t i = 0; i < choices->sample->n_columns; i++) {
        const struct cs_sample_column *column = &choices->sample->columns[i];
        if (cs_choice_is(&choices->items[i], "role", "value") &&
            column->n_ranges > column->n_numbers)
            choices->items[i].meaning = &ends;
    }
}

void cs_choices_make(struct cs_choices *choices)
{
    const struct cs_draft_sample *sample = choices->sample;
    for (size_t i = 0; i < sample->n_columns; i++) {
        const struct cs_sample_column *column = &sample->columns[i];
        struct cs_choice *choice = &choices->items[i];
        if (!column->words[0])
            continue;
        choice->meaning = cs_header_meaning(column);
        if (!cs_choice_is(choice, "role", "ignore"))
            continue;
        choice->why = choice->meaning->why;
        if (!choice->why && cs_header_is_pay(column->words) && column->n_filled > 0 &&
            column->n_texts < column->n_filled && column->n_numbers > 0)
            choice->why = "its header names pay, but many cells are not numbers";
    }
    read_bare_statistics(choices);
    if (is_projection(choices))
        read_projection_words(choices);
    read_ends(choices);
    read_years(choices);
    keep_one_each(choices);
    read_ranges(choices);
    decide_kind(choices);
    read_scales(choices);
    drop_parts_of_jobs(choices);
}
