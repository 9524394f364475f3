/* The words of headers. What is not pay stands before what is: a bonus, an error, a change and a
 * sum over many people have headers with the word pay in them. */
#include "ingest/draft/header_words.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "ingest/profile/header_fold.h"
#include "ingest/draft/sample.h"

#define PERCENTILE(n)                                                                              \
    "p" #n "|pct" #n "|" #n "th percentile|percentile " #n "|" #n "th pct|" #n "th pctile|p " #n   \
    "|pct " #n
#define RELATIVE_ERRORS "prse|rse|relative standard error|percent relative standard error"
#define ERRORS                                                                                     \
    RELATIVE_ERRORS "|se|std error|standard error|stderr|std err|moe|margin of error|margin|"      \
                    "error|errors|relative error|sd|std dev|stdev|standard deviation|variance|"    \
                    "cv|coefficient of variation|ci|confidence|lower bound|upper bound|lcl|ucl|"   \
                    "ci low|ci high|p value|reliability"
#define CHANGES                                                                                    \
    "change|changes|chg|chng|growth|yoy|yo y|y o "                                                 \
    "y|increase|decrease|delta|difference|diff|qoq|mom|"                                           \
    "cagr|raise|oty|over the year|variation|trend|vs"
#define JOBS                                                                                       \
    "employment|employed|employees|jobs|workers|headcount|emp|tot emp|beschaeftigte|empleo|"       \
    "ocupados"
#define PARTS                                                                                      \
    "bonus|bonuses|tip|tips|gratuity|gratuities|commission|commissions|overtime|ot|stock|stocks|"  \
    "equity|rsu|rsus|shares|options|sign on|signing|signon|allowance|allowances|benefit|"          \
    "benefits|perks|incentive|incentives|additional|other pay|extra pay|severance|pension|"        \
    "longevity|differential|reimbursement|variable|prime|primes|zulage"
#define PAY                                                                                        \
    "salary|salaries|wage|wages|pay|paid|payment|compensation|comp|income|earnings|earn|earned|"   \
    "remuneration|hourly rate|pay rate|rate of pay|wkly wage|gehalt|lohn|stundenlohn|"             \
    "jahresgehalt|monatsgehalt|bruttogehalt|entgelt|verdienst|salario|salarios|sueldo|sueldos|"    \
    "salaire|salaires|stipendio|retribuzione|loon|palkka|salaris|wynagrodzenie"

/* clang-format off */
static const struct cs_meaning meanings[] = {
    /* What people wrote beside their answer, and what tells rows apart but is no key. */
    {"context|clarify|comment|comments|explain|notes|remarks|if other|other please", NULL, NULL, "text",
     "role", "ignore", NULL, NULL, 0},
    {"currency|ccy|waehrung|divisa|devise", NULL, NULL, "text", "role", "currency", NULL, NULL, 0},

    /* Errors of estimates. */
    {RELATIVE_ERRORS, JOBS, NULL, "number", "measure", "employment_rse", NULL, NULL, 0},
    {RELATIVE_ERRORS, "mean|average|avg|" PAY, "median|10th|25th|75th|90th|pct10|pct25|pct75|pct90",
     "number", "measure", "wage_mean_rse", NULL, NULL, 0},
    {ERRORS, NULL, NULL, "number", "role", "ignore", NULL, "the error of an estimate, not an estimate", 0},

    /* Openings before growth: "growth openings" are a part of them. */
    {"openings", "growth|replacement|net|due to", NULL, "number", "role", "ignore", NULL,
     "a part of the openings", 0},
    {"openings", NULL, "rate|percent|posting|postings|" CHANGES, "number", "measure", "openings_annual",
     NULL, NULL, 0},
    {"exits|labor force exits", NULL, CHANGES, "number", "measure", "exits_annual", NULL, NULL, 0},
    {"occupational transfers|transfers", NULL, PAY "|" CHANGES, "number", "measure", "transfers_annual",
     NULL, NULL, 0},

    /* Changes. */
    {CHANGES, JOBS "|projected|outlook", "numeric|number|net|absolute|" PAY, "percent", "measure",
     "percent_change", NULL, NULL, 0},
    {CHANGES, JOBS "|numeric|number", PAY "|percent|pct|growth", "number", "measure", "employment_change",
     NULL, NULL, 0},
    {"percent change|percent growth|pct change|change percent|pct growth|growth rate|projected growth|"
     "growth percent|job growth|job outlook", NULL, PAY "|yoy|y o y|median|mean|average|price|inflation",
     "percent", "measure", "percent_change", NULL, NULL, 1},
    {CHANGES, NULL, NULL, "number", "role", "ignore", NULL, "a change, not an amount", 0},

    /* Sums over many people, and parts of pay. */
    {"total wages|total qtrly wages|taxable|payroll|wage bill|contributions|contribution|tax|taxes|"
     "withheld|deduction|deductions|budget|budgeted total|aggregate", NULL, NULL, "number", "role", "ignore",
     NULL, "a sum or a deduction, not what one person is paid", 0},
    {PARTS, NULL, "excluding|excl|exclude|without|before|not including|base|basic|incl|including|total|plus|"
     "with", "number", "role", "ignore", NULL, "pay on top of base pay", 0},

    /* Numbers that have nothing to do with pay. */
    {"hours|age|tenure|fte|rating|score|rank|remote|ratio|percentage of|count|responses|respondents|"
     "sample size|observations|zip|zipcode|postal|phone", NULL, PAY "|per 1000|per 1 000", "number", "role",
     "ignore", NULL, NULL, 0},

    {"location quotient|loc quotient|lq", NULL, PAY "|estabs|establishments|contributions|month1|month2|month3",
     "number", "measure", "location_quotient", NULL, NULL, 0},
    {"location quotient|loc quotient|lq", NULL, NULL, "number", "role", "ignore", NULL, "a location quotient of pay", 0},

    /* Percentiles and other statistics of pay. */
    {PERCENTILE(10), NULL, NULL, "number", "measure", "wage_p10", NULL, NULL, 0},
    {PERCENTILE(25) "|lower quartile|first quartile|q1", NULL, NULL, "number", "measure", "wage_p25", NULL, NULL, 0},
    {PERCENTILE(75) "|upper quartile|third quartile|q3", NULL, NULL, "number", "measure", "wage_p75", NULL, NULL, 0},
    {PERCENTILE(90), NULL, NULL, "number", "measure", "wage_p90", NULL, NULL, 0},
    {"median|" PERCENTILE(50) "|mediana", NULL, NULL, "pay", "measure", "wage_median", NULL, NULL, 0},
    {"mean|average|avg|promedio|moyen|moyenne|durchschnitt", NULL, "geometric|trimmed", "pay", "measure", "wage_mean", NULL, NULL, 0},
    {"entry|entry level|starting", NULL, NULL, "pay", "measure", "wage_entry", NULL, NULL, 0},
    {"experienced", NULL, NULL, "pay", "measure", "wage_experienced", NULL, NULL, 0},
    {"minimum|min|low|from|lowest|lower", NULL, "minimum wage", "pay", "measure", "wage_low", NULL, NULL, 0},
    {"maximum|max|high|to|highest|upper", NULL, NULL, "pay", "measure", "wage_high", NULL, NULL, 0},
    {"minimum wage", NULL, NULL, "number", "role", "ignore", NULL, "a legal minimum, not observed pay", 0},
    {"h median|a median", NULL, NULL, "number", "measure", "wage_median", NULL, NULL, 0},
    {"h mean|a mean", NULL, NULL, "number", "measure", "wage_mean", NULL, NULL, 0},

    /* Employment. */
    {"jobs per 1000|employment per 1000|jobs 1000|jobs per 1 000|employment per 1 000|per 1 000 jobs|"
     "per 1000 jobs", NULL, NULL, "number", "measure", "jobs_per_1000", NULL, NULL, 0},
    {"base employment|employment base|base year employment", NULL, NULL, "number", "measure", "employment_base", NULL, NULL, 0},
    {"projected employment|employment projected|projected year employment", NULL, NULL, "number", "measure",
     "employment_projected", NULL, NULL, 0},
    {JOBS, NULL, "percent|pct|share|rate|index|quotient|ratio|type|status|company|firm|employer|size|"
     "establishments|unemployed|code|id|" PAY, "number", "measure", "employment", NULL, NULL, 0},
    {"weight|weights|wgt|perwt", NULL, NULL, "number", "role", "weight", NULL, NULL, 0},

    /* What an occupation asks for. */
    {"typical entry level education|entry level education|typical education needed for entry", NULL, NULL, "text",
     "measure", "education_typical", NULL, NULL, 0},
    {"work experience in a related occupation|work experience in related occupation", NULL, NULL, "text", "measure",
     "work_experience", NULL, NULL, 0},
    {"on the job training", NULL, NULL, "text", "measure", "training", NULL, NULL, 0},

    /* Keys. */
    {"pay grade|salary grade|wage grade|pay band|salary band|pay scale|pay level|salary level|pay step", NULL, NULL,
     "", "key", "level", NULL, NULL, 3},
    {"experience level|seniority|seniority level|career level|job level", NULL, NULL, "text", "key", "level", NULL,
     NULL, 0},
    {"experience|years of experience|years experience|yoe|erfahrung|experiencia|berufserfahrung", "overall|total",
     PAY, "", "key", "level", NULL, NULL, 0},
    {"experience|years of experience|years experience|yoe|erfahrung|experiencia|berufserfahrung", NULL,
     PAY "|education", "", "key", "level", NULL, NULL, 1},
    {"level|grade|band", NULL, "education|degree|language|english|risk|noise|poverty|significance|"
     "confidence|aggregation|geographic|area|display|" PAY, "", "key", "level", NULL, NULL, 2},
    {"occupation code|occ code|soc code|soc|soc 2018|soc 2010|onet soc code|standard occupational code|"
     "occupational code|job code", NULL, NULL, "code", "key", "occupation", NULL, NULL, 1},
    {"occupation title|occ title|occupational title|occupation name|occupation|occupation soc code", NULL, "type|group|family", "text", "key",
     "occupation", "title", NULL, 0},
    {"job title|job titles|jobtitle|position title", NULL, NULL, "text", "key", "occupation", "title", NULL, 1},
    {"job|position|title|role|profession|beruf|puesto|ocupacion|ocupaci\xC3\xB3n|metier|m\xC3\xA9tier", NULL,
     "description|type|status|category|function|url|link|report|id|area|state|county|region|industry|naics|own|sheet|"
     "book|movie", "text", "key", "occupation", "title", NULL, 2},
    {"country|nation|land|pais|pa\xC3\xADs|pays|cntry|country name", NULL, "code|born|birth|citizenship", "", "key",
     "region", NULL, NULL, 1},
    {"state|st|state name|province|bundesland", NULL, "code|fips|statement|abbr", "", "key", "region", NULL, NULL, 2},
    {"area name|area title|region name|geo name|metro area", NULL, "code", "text", "key", "region", NULL, NULL, 0},
    {"geography|location", NULL, "remote|code", "text", "key", "region", NULL, NULL, 3},
    {"region|area|ort|stadt|provincia|ville|territory", NULL, "type|code|fips", "", "key", "region", NULL, NULL, 4},
    {"city|county|metro|msa|town", NULL, "fips|code", "text", "key", "region", NULL, NULL, 5},
    {"state code|country code|area code|fips|fips code|geo|ref area|state fips|state abbr", NULL, NULL, "", "key", "region", NULL, NULL, 6},
    {"residence|country of residence", NULL, NULL, "text", "key", "region", NULL, NULL, 7},
    {"industry|sector|naics|branche|sector de actividad", NULL, NULL, "text", "key", "industry", NULL, NULL, 0},
};
/* clang-format on */

bool cs_header_is_pay(const char *folded)
{
    return cs_header_words_have(folded, PAY);
}

static bool is_mostly(size_t n, const struct cs_sample_column *column)
{
    return column->n_filled > 0 && 10 * n >= 9 * column->n_filled;
}

static bool is_numeric(const struct cs_sample_column *column)
{
    return column->n_numbers + column->n_ranges > 9 * column->n_texts;
}

static bool suits(const struct cs_sample_column *column, const char *cells)
{
    switch (cells[0]) {
    case 't':
        return !is_numeric(column);
    case 'n':
        return is_numeric(column);
    case 'c': /* a name with its code behind it is a title */
        return column->texts[0] && !cs_is_alpha(column->texts[0][0]);
    case 'p':
        if (cells[1] == 'e')
            return is_numeric(column) &&
                   (column->n_percent > 0 ||
                    cs_header_words_have(column->words, "percent|pct|percentage|rate"));
        return is_numeric(column) && cs_header_is_pay(column->words);
    default:
        return column->n_filled > 0;
    }
}

static bool fits(const struct cs_meaning *meaning, const struct cs_sample_column *column)
{
    return suits(column, meaning->cells) && cs_header_words_have(column->words, meaning->words) &&
           (!meaning->also || cs_header_words_have(column->words, meaning->also)) &&
           !(meaning->not &&cs_header_words_have(column->words, meaning->not ));
}

/* A column of periods, by its cells and its header; dates of other things are none. */
static const struct cs_meaning *find_period(const struct cs_sample_column *column)
{
    static const struct cs_meaning period = {.what = "key", .value = "period", .rank = 0};
    static const struct cs_meaning date = {.what = "key", .value = "period", .rank = 1};
    static const struct cs_meaning other = {
        .what = "role", .value = "ignore", .why = "a date of something else"};
    static const char others[] = "hire|hired|birth|dob|start|started|end|ended|founded|termination|"
                                 "expires|expiration|updated|modified|created|retrieved|effective|"
                                 "released|graduation|since|base|target|projected";
    if (!is_mostly(column->n_periods, column))
        return NULL;
    bool is_year = cs_header_words_have(
        column->words, "year|period|vintage|survey year|time period|jahr|ano|a\xC3\xB1o|annee|"
                       "ann\xC3\xA9"
                       "e|periodo|periode|quarter|time");
    bool is_date = cs_header_words_have(column->words, "date|month|timestamp|datum|fecha");
    if ((is_year || is_date) && cs_header_words_have(column->words, others))
        return column->n_dates || is_mostly(column->n_years, column) ? &other : NULL;
    return is_year ? &period : is_date ? &date : NULL;
}

const struct cs_meaning *cs_header_meaning(const struct cs_sample_column *column)
{
    static const struct cs_meaning code = {.what = "key", .value = "occupation"};
    static const struct cs_meaning base = {.what = "role", .value = "value", .rank = 0};
    static const struct cs_meaning value = {.what = "role", .value = "value", .rank = 1};
    static const struct cs_meaning total = {.what = "role", .value = "value", .rank = 2};
    static const struct cs_meaning ignore = {.what = "role", .value = "ignore"};
    const struct cs_meaning *period = find_period(column);
    if (period)
        return period;
    if (is_mostly(column->n_codes, column))
        return &code;
    for (size_t i = 0; i < sizeof meanings / sizeof *meanings; i++)
        if (fits(&meanings[i], column))
            return &meanings[i];
    if (!suits(column, "pay"))
        return &ignore;
    return cs_header_words_have(column->words, "base|basic|regular")                   ? &base
           : cs_header_words_have(column->words, "total|gross|all in|package|ote|net") ? &total
                                                                                       : &value;
}
