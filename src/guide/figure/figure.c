/* The rows of the figures. How each finds its value and its words is in figure_*.c; a new figure
 * is a row here. */
#include "guide/figure/figure.h"

#include <math.h>
#include <string.h>

#include "analysis/outlook/lookup.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/text.h"
#include "data/period.h"
#include "data/quantity.h"
#include "guide/figure/figure_search.h"

#define MONEY CS_FIGURE_MONEY
#define COUNT CS_FIGURE_COUNT
#define PERCENT CS_FIGURE_PERCENT
#define RATIO CS_FIGURE_RATIO
#define WORD CS_FIGURE_WORD
#define TABLE CS_FIGURE_TABLE

/* One fact, one row: `careerstat figures`, markers, templates and audit all read this table. */
static const struct cs_figure_info figures[] = {
    {"occupation.title", "title of the occupation", WORD, 0, "word", NULL, CS_N_MEASURES,
     cs_find_title, NULL},
    {"occupation.code", "code of the occupation", WORD, CS_IS_NAME, "word", NULL, CS_N_MEASURES,
     cs_find_code, NULL},
    {"region.name", "name of the region", WORD, CS_IS_NAME, "word", NULL, CS_N_MEASURES,
     cs_find_region_name, NULL},
    {"salary.median", "median pay", MONEY, CS_ARG_LEVEL | CS_ARG_PER | CS_ARG_INDUSTRY, "money",
     "The median pay of {occupation}[ ({level})][ ({industry})] in {region} was {money} {per}"
     "[ in {period}].",
     CS_WAGE_MEDIAN, cs_find_measure, NULL},
    {"salary.mean", "average pay", MONEY, CS_ARG_LEVEL | CS_ARG_PER | CS_ARG_INDUSTRY, "money",
     "The average pay of {occupation}[ ({level})][ ({industry})] in {region} was {money} {per}"
     "[ in {period}].",
     CS_WAGE_MEAN, cs_find_measure, NULL},
    {"salary.percentile", "pay at a percentile", MONEY, CS_ARG_PERCENTILE | CS_ARG_PER, "money",
     "{Share} {occupation} in {region} earned {threshold} {per}[ in {period}].", CS_WAGE_MEDIAN,
     cs_find_percentile, NULL},
    {"salary.range", "pay between two percentiles", MONEY, CS_ARG_RANGE | CS_ARG_PER, "range",
     "{Share} {occupation} in {region} earned between {low} and {high} {per}[ in {period}].",
     CS_WAGE_MEDIAN, cs_find_range, NULL},
    {"salary.percentiles", "pay at every published percentile", TABLE, CS_ARG_PER, "table", NULL,
     CS_WAGE_MEDIAN, cs_find_percentiles, "pay"},
    {"salary.by_level", "pay by experience level", TABLE, CS_SEES_PLACES, "table", NULL,
     CS_WAGE_MEDIAN, cs_find_levels, "levels"},
    {"salary.by_region", "median pay by region", TABLE, CS_ARG_TOP | CS_SEES_PLACES, "table", NULL,
     CS_WAGE_MEDIAN, cs_find_regions, "regions"},
    {"salary.top_region", "region with the highest median pay", WORD, CS_IS_NAME | CS_SEES_PLACES,
     "word",
     "Among the states and territories, {occupation} had the highest median pay in {place}: {pay} "
     "{per}[ in {period}].",
     CS_WAGE_MEDIAN, cs_find_top_region, NULL},
    {"salary.bottom_region", "region with the lowest median pay", WORD, CS_IS_NAME | CS_SEES_PLACES,
     "word",
     "Among the states and territories, {occupation} had the lowest median pay in {place}: {pay} "
     "{per}[ in {period}].",
     CS_WAGE_MEDIAN, cs_find_bottom_region, NULL},
    {"salary.change", "change in median pay since the previous vintage", PERCENT, CS_IS_CHANGE,
     "signed-percent-1",
     "The median pay of {occupation} in {region} {rose}[ from {base} to "
     "{target}].",
     CS_WAGE_MEDIAN, cs_find_change, NULL},
    {"salary.real_change", "change in median pay after inflation", PERCENT,
     CS_IS_CHANGE | CS_SEES_PLACES | CS_SEES_PRICES, "signed-percent",
     "After inflation, the median pay of {occupation} in {region} {rose}"
     "[ from {base} to {target}].",
     CS_WAGE_MEDIAN, cs_find_real_change, NULL},
    {"salary.at_parity", "median pay at national prices", MONEY, CS_SEES_PLACES | CS_SEES_PRICES,
     "money",
     "At national prices, the median pay of {occupation} in {region} was worth {money} "
     "{per}[ in {period}].",
     CS_WAGE_MEDIAN, cs_find_at_parity, NULL},
    {"salary.versus_all", "median pay compared with all occupations", PERCENT,
     CS_IS_COMPARISON | CS_SEES_TOTAL | CS_SEES_PRICES, "signed-percent",
     "The median pay of {occupation} in {region} was "
     "{above-below} that of all occupations[ in {period}].",
     CS_WAGE_MEDIAN, cs_find_versus_all, NULL},
    {"salary.history", "median pay by year", TABLE, CS_SEES_PLACES, "table", NULL, CS_WAGE_MEDIAN,
     cs_find_history, "history"},
    {"salary.world", "pay ranges by country", TABLE, CS_SEES_PLACES | CS_SEES_PRICES, "table", NULL,
     CS_WAGE_LOW, cs_find_world, "world"},
    {"salary.entry", "entry pay (mean of the lowest third)", MONEY, CS_ARG_PER, "money",
     "Entry pay of {occupation} in {region}, the mean of the lowest third, was {money} {per}"
     "[ in {period}].",
     CS_WAGE_ENTRY, cs_find_measure, NULL},
    {"salary.experienced", "experienced pay (mean of the upper two thirds)", MONEY, CS_ARG_PER,
     "money",
     "Experienced pay of {occupation} in {region}, the mean of the upper two thirds, was "
     "{money} {per}[ in {period}].",
     CS_WAGE_EXPERIENCED, cs_find_measure, NULL},
    {"growth.percent", "projected growth", PERCENT, CS_IS_CHANGE, "percent",
     "Employment of {occupation}[ in {elsewhere}] is projected to {grow}[ from {base} to "
     "{target}].",
     CS_PERCENT_CHANGE, cs_find_measure, "growth"},
    {"growth.word", "projected growth in words", WORD, CS_IS_GROWTH_WORD, "word",
     "Employment of {occupation}[ in {elsewhere}] is projected to {grow}[ from {base} to {target}]"
     "[, {phrase}].",
     CS_PERCENT_CHANGE, cs_find_growth_word, NULL},
    {"growth.average", "projected growth of all occupations", PERCENT,
     CS_IS_CHANGE | CS_SEES_TOTAL | CS_SEES_PRICES, "percent",
     "Employment in all occupations[ in {elsewhere}] is projected to {grow}[ from {base} to "
     "{target}].",
     CS_PERCENT_CHANGE, cs_find_growth_average, NULL},
    {"growth.new_jobs", "projected employment change", COUNT, CS_IS_CHANGE, "about",
     "Employment of {occupation}[ in {elsewhere}] is projected to {grow-by}[ from {base} to "
     "{target}].",
     CS_EMPLOYMENT_CHANGE, cs_find_measure, NULL},
    {"openings.annual", "openings per year", COUNT, 0, "about",
     "About {rounded} openings for {occupation}[ in {elsewhere}] are projected each year, on "
     "average[, from {base} to {target}].",
     CS_OPENINGS_ANNUAL, cs_find_measure, "openings"},
    {"openings.growth", "openings per year from employment change", COUNT, CS_IS_CHANGE, "about",
     "Employment change is projected to account for {about} openings for {occupation}"
     "[ in {elsewhere}] each year, on average[, from {base} to {target}].",
     CS_EMPLOYMENT_CHANGE, cs_find_openings_growth, NULL},
    {"openings.exits", "openings per year from people who leave the labor force", COUNT, 0, "about",
     "About {rounded} openings for {occupation}[ in {elsewhere}] each year, on average, are "
     "projected to come from people who leave the labor force[, from {base} to {target}].",
     CS_EXITS_ANNUAL, cs_find_measure, NULL},
    {"openings.transfers", "openings per year from people who change occupation", COUNT, 0, "about",
     "About {rounded} openings for {occupation}[ in {elsewhere}] each year, on average, are "
     "projected to come from people who change occupation[, from {base} to {target}].",
     CS_TRANSFERS_ANNUAL, cs_find_measure, NULL},
    {"employment.base", "jobs in the base year of the projection", COUNT, 0, "about",
     "{Occupation}[ in {elsewhere}] held {about} jobs in {base}.", CS_EMPLOYMENT_BASE,
     cs_find_measure, NULL},
    {"employment.projected", "jobs in the target year of the projection", COUNT, 0, "about",
     "{Occupation}[ in {elsewhere}] are projected to hold {about} jobs in {target}.",
     CS_EMPLOYMENT_PROJECTED, cs_find_measure, NULL},
    {"employment.current", "wage and salary jobs", COUNT, CS_ARG_INDUSTRY, "about",
     "{Occupation}[ ({industry})] in {region} held {about} wage and salary jobs[ in {period}].",
     CS_EMPLOYMENT, cs_find_measure, NULL},
    {"employment.concentration", "location quotient", RATIO, 0, "ratio",
     "In {region}, the share of {occupation} among all jobs was {ratio} times that of the nation"
     "[ in {period}].",
     CS_LOCATION_QUOTIENT, cs_find_measure, NULL},
    {"employment.per_1000", "jobs per 1,000 jobs", RATIO, 0, "ratio",
     "Of every 1,000 jobs in {region}, {ratio} were held by {occupation}[ in {period}].",
     CS_JOBS_PER_1000, cs_find_measure, NULL},
    {"employment.self_employed", "share who are self-employed", PERCENT, 0, "percent",
     "About {percent} of {occupation} were self-employed[ in {base}].", CS_SELF_EMPLOYED_PERCENT,
     cs_find_measure, NULL},
    {"education.typical", "typical entry-level education", WORD, 0, "word",
     "{Occupation} typically need {credential} to enter the occupation.", CS_EDUCATION_TYPICAL,
     cs_find_measure, NULL},
    {"experience.typical", "work experience in a related occupation", WORD, 0, "word",
     "{Occupation} typically need {experience} work experience in a related occupation.",
     CS_WORK_EXPERIENCE, cs_find_measure, NULL},
    {"training.typical", "typical on-the-job training", WORD, 0, "word",
     "{Occupation} typically need {training} to become competent.", CS_TRAINING, cs_find_measure,
     NULL},
    {"industries.top", "industries with the most jobs", TABLE, CS_ARG_TOP | CS_SEES_PLACES, "table",
     NULL, CS_INDUSTRY_EMPLOYMENT, cs_find_industries, NULL},
    {"industries.largest", "industry with the most jobs", WORD, CS_SEES_PLACES, "word",
     "More {occupation} worked in {word-lower} than in any other industry[ in {period}].",
     CS_INDUSTRY_EMPLOYMENT, cs_find_top_industry, NULL},
};

size_t cs_figure_count(void)
{
    return sizeof figures / sizeof *figures;
}

const struct cs_figure_info *cs_figure_at(size_t index)
{
    return &figures[index];
}

const struct cs_figure_info *cs_figure_named(const char *name)
{
    for (size_t i = 0; i < cs_figure_count(); i++)
        if (strcmp(figures[i].name, name) == 0)
            return &figures[i];
    return NULL;
}

/* The measure of the query is the row's, its period that of the call. */
static enum cs_status prepare(struct cs_figure_search *search, struct cs_figure_value *out,
                              struct cs_diag *diag)
{
    search->query = cs_query_of(search->info->measure, CS_NO_KEY, CS_NO_KEY);
    const char *period = search->call->period;
    if (period && !cs_period_parse(cs_span_of(period), &search->query.period)) {
        struct cs_shown shown;
        return cs_fail(diag, CS_USAGE, NULL, "write 2024, 2024-05 or 2024-34",
                       "'%s' is not a period", cs_show(&shown, period, strlen(period)));
    }
    if (period)
        search->query.when = CS_WHEN_EXACT;
    return cs_figure_resolve(search, out, diag);
}

enum cs_status cs_figure_eval(const struct cs_figure_data *data, const struct cs_figure_call *call,
                              struct cs_arena *arena, struct cs_figure_value *out,
                              struct cs_diag *diag)
{
    *out = (struct cs_figure_value){.quantity = cs_quantity_missing(CS_NOT_REPORTED),
                                    .high = NAN,
                                    .period_text = "",
                                    .text = ""};
    struct cs_figure_search search = {.data = data, .call = call, .arena = arena};
    search.info = call->name ? cs_figure_named(call->name) : NULL;
    if (!search.info)
        return cs_fail(diag, CS_USAGE, NULL, "careerstat figures lists them", "no figure '%s'",
                       call->name ? call->name : "");
    out->info = search.info;
    const char *style = call->style ? call->style : search.info->style;
    const struct cs_figure_style *known = cs_figure_style_named(style);
    if (!known || !cs_figure_takes_style(search.info, known))
        return cs_fail(diag, CS_USAGE, NULL, "careerstat figures lists the styles",
                       "figure '%s' has no style '%s'", search.info->name, style);
    enum cs_status status = prepare(&search, out, diag);
    if (status == CS_OK)
        status = search.info->find(&search, out, diag);
    if (status != CS_OK || !out->is_present)
        return status;
    out->text = cs_figure_text(out, style, arena);
    if (!out->text) {
        out->text = "";
        return cs_fail_memory(diag);
    }
    if (!*out->text && !cs_figure_is_chart(style))
        cs_figure_absent(out,
                         cs_arena_printf(arena, "there is no %s of %s", style, search.info->words));
    return CS_OK;
}
