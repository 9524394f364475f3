/* The table of statistics: name, words, kind of unit and percentile of each. A new one is a row
 * here. */
#include "data/measure.h"

#include <stdbool.h>

#include "base/text.h"

static const struct cs_measure_info measures[CS_N_MEASURES] = {
    [CS_EMPLOYMENT] = {"employment", "employment", CS_UNIT_JOBS, 0},
    [CS_EMPLOYMENT_BASE] = {"employment_base", "employment, base year", CS_UNIT_JOBS, 0},
    [CS_EMPLOYMENT_PROJECTED] = {"employment_projected", "employment, projected", CS_UNIT_JOBS, 0},
    [CS_EMPLOYMENT_CHANGE] = {"employment_change", "employment change", CS_UNIT_JOBS, 0},
    [CS_PERCENT_CHANGE] = {"percent_change", "percent change", CS_UNIT_PERCENT, 0},
    [CS_OPENINGS_ANNUAL] = {"openings_annual", "openings per year", CS_UNIT_JOBS, 0},
    [CS_EXITS_ANNUAL] = {"exits_annual", "labor force exits per year", CS_UNIT_JOBS, 0},
    [CS_TRANSFERS_ANNUAL] = {"transfers_annual", "occupational transfers per year", CS_UNIT_JOBS,
                             0},
    [CS_SEPARATIONS_ANNUAL] = {"separations_annual", "occupational separations per year",
                               CS_UNIT_JOBS, 0},
    [CS_OPENINGS_GROWTH] = {"openings_growth", "openings per year from growth", CS_UNIT_JOBS, 0},
    [CS_OPENINGS_REPLACEMENT] = {"openings_replacement", "openings per year from replacement",
                                 CS_UNIT_JOBS, 0},
    [CS_WAGE_MEAN] = {"wage_mean", "average pay", CS_UNIT_MONEY, 0},
    [CS_WAGE_P10] = {"wage_p10", "10th percentile pay", CS_UNIT_MONEY, 10},
    [CS_WAGE_P25] = {"wage_p25", "25th percentile pay", CS_UNIT_MONEY, 25},
    [CS_WAGE_MEDIAN] = {"wage_median", "median pay", CS_UNIT_MONEY, 50},
    [CS_WAGE_P75] = {"wage_p75", "75th percentile pay", CS_UNIT_MONEY, 75},
    [CS_WAGE_P90] = {"wage_p90", "90th percentile pay", CS_UNIT_MONEY, 90},
    [CS_WAGE_LOW] = {"wage_low", "low end of the pay range", CS_UNIT_MONEY, 0},
    [CS_WAGE_HIGH] = {"wage_high", "high end of the pay range", CS_UNIT_MONEY, 0},
    [CS_WAGE_ENTRY] = {"wage_entry", "entry pay (mean of the lowest third)", CS_UNIT_MONEY, 0},
    [CS_WAGE_EXPERIENCED] = {"wage_experienced", "experienced pay (mean of the upper two thirds)",
                             CS_UNIT_MONEY, 0},
    [CS_WAGE_MEAN_RSE] = {"wage_mean_rse", "relative standard error of the mean", CS_UNIT_PERCENT,
                          0},
    [CS_EMPLOYMENT_RSE] = {"employment_rse", "relative standard error of employment",
                           CS_UNIT_PERCENT, 0},
    [CS_LOCATION_QUOTIENT] = {"location_quotient", "location quotient", CS_UNIT_RATIO, 0},
    [CS_JOBS_PER_1000] = {"jobs_per_1000", "jobs per 1,000", CS_UNIT_RATIO, 0},
    [CS_EDUCATION_TYPICAL] = {"education_typical", "typical entry-level education", CS_UNIT_TEXT,
                              0},
    [CS_WORK_EXPERIENCE] = {"work_experience", "work experience in a related occupation",
                            CS_UNIT_TEXT, 0},
    [CS_TRAINING] = {"training", "typical on-the-job training", CS_UNIT_TEXT, 0},
    [CS_INDUSTRY_EMPLOYMENT] = {"industry_employment", "employment in the industry", CS_UNIT_JOBS,
                                0},
    [CS_INDUSTRY_SHARE] = {"industry_share", "share of the occupation's jobs", CS_UNIT_PERCENT, 0},
    [CS_PRICE_INDEX] = {"price_index", "consumer price index", CS_UNIT_INDEX, 0},
    [CS_PRICE_PARITY] = {"price_parity", "regional price parity", CS_UNIT_INDEX, 0},
    [CS_EXCHANGE_RATE] = {"exchange_rate", "national currency per US dollar", CS_UNIT_RATIO, 0},
    [CS_SELF_EMPLOYED_PERCENT] = {"self_employed_percent", "self-employed", CS_UNIT_PERCENT, 0},
    [CS_POSTINGS_INDEX] = {"postings_index", "job postings index", CS_UNIT_INDEX, 0},
    [CS_PURCHASING_POWER] = {"purchasing_power", "purchasing power parity, per US dollar",
                             CS_UNIT_RATIO, 0},
    [CS_JOB_ZONE] = {"job_zone", "job zone", CS_UNIT_NUMBER, 0},
    [CS_SUCCESSOR] = {"successor", "code in the next classification", CS_UNIT_TEXT, 0},
    [CS_ATTAINED_LESS_THAN_HIGH_SCHOOL] = {"attained_less_than_high_school",
                                           "workers without a high school diploma", CS_UNIT_PERCENT,
                                           0},
    [CS_ATTAINED_HIGH_SCHOOL] = {"attained_high_school", "workers with a high school diploma",
                                 CS_UNIT_PERCENT, 0},
    [CS_ATTAINED_SOME_COLLEGE] = {"attained_some_college", "workers with some college, no degree",
                                  CS_UNIT_PERCENT, 0},
    [CS_ATTAINED_ASSOCIATE] = {"attained_associate", "workers with an associate's degree",
                               CS_UNIT_PERCENT, 0},
    [CS_ATTAINED_BACHELOR] = {"attained_bachelor", "workers with a bachelor's degree",
                              CS_UNIT_PERCENT, 0},
    [CS_ATTAINED_MASTER] = {"attained_master", "workers with a master's degree", CS_UNIT_PERCENT,
                            0},
    [CS_RELATED_OCCUPATION] = {"related_occupation", "code of a related occupation", CS_UNIT_TEXT,
                               0},
    [CS_COUNTERPART] = {"counterpart", "code in another classification", CS_UNIT_TEXT, 0},
    [CS_ATTAINED_DOCTOR] = {"attained_doctor", "workers with a doctoral or professional degree",
                            CS_UNIT_PERCENT, 0},
    [CS_WAGE_MODE] = {"wage_mode", "most frequent pay", CS_UNIT_MONEY, 0},
    [CS_WAGE_MEDIAN_RSE] = {"wage_median_rse", "relative standard error of the median",
                            CS_UNIT_PERCENT, 0},
    [CS_WAGE_P10_RSE] = {"wage_p10_rse", "relative standard error of the 10th percentile",
                         CS_UNIT_PERCENT, 0},
    [CS_WAGE_P25_RSE] = {"wage_p25_rse", "relative standard error of the 25th percentile",
                         CS_UNIT_PERCENT, 0},
    [CS_WAGE_P75_RSE] = {"wage_p75_rse", "relative standard error of the 75th percentile",
                         CS_UNIT_PERCENT, 0},
    [CS_WAGE_P90_RSE] = {"wage_p90_rse", "relative standard error of the 90th percentile",
                         CS_UNIT_PERCENT, 0},
};

const struct cs_measure_info *cs_measure_info(enum cs_measure measure)
{
    return &measures[measure];
}

bool cs_measure_parse(struct cs_span name, enum cs_measure *measure)
{
    for (int i = 0; i < CS_N_MEASURES; i++)
        if (cs_span_equals(name, measures[i].name)) {
            *measure = (enum cs_measure)i;
            return true;
        }
    return false;
}
