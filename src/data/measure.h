/* The statistics that publishers print and careerstat knows by name: one row each. */
#ifndef CS_DATA_MEASURE_H
#define CS_DATA_MEASURE_H

#include <stdbool.h>

#include "base/text.h"
#include "data/quantity.h"

enum cs_measure {
    CS_EMPLOYMENT,           /* jobs */
    CS_EMPLOYMENT_BASE,      /* jobs in the base year of a projection */
    CS_EMPLOYMENT_PROJECTED, /* jobs in its target year */
    CS_EMPLOYMENT_CHANGE,    /* projected - base, jobs */
    CS_PERCENT_CHANGE,       /* over the projection, as published */
    CS_OPENINGS_ANNUAL,      /* jobs a year, average over the projection */
    CS_EXITS_ANNUAL,         /* labor force exits, jobs a year */
    CS_TRANSFERS_ANNUAL,     /* occupational transfers, jobs a year */
    CS_SEPARATIONS_ANNUAL,   /* both together, as published */
    CS_OPENINGS_GROWTH,      /* those of the openings that are growth, as published */
    CS_OPENINGS_REPLACEMENT, /* and those that replace people; before 2016 not all who leave */
    CS_WAGE_MEAN,
    CS_WAGE_P10,
    CS_WAGE_P25,
    CS_WAGE_MEDIAN,
    CS_WAGE_P75,
    CS_WAGE_P90,
    CS_WAGE_LOW, /* ends of a published range */
    CS_WAGE_HIGH,
    CS_WAGE_ENTRY,       /* mean of the lowest third */
    CS_WAGE_EXPERIENCED, /* mean of the upper two thirds */
    CS_WAGE_MEAN_RSE,    /* relative standard error of the mean, percent */
    CS_EMPLOYMENT_RSE,   /* percent */
    CS_LOCATION_QUOTIENT,
    CS_JOBS_PER_1000,
    CS_EDUCATION_TYPICAL,   /* text */
    CS_WORK_EXPERIENCE,     /* text */
    CS_TRAINING,            /* text */
    CS_INDUSTRY_EMPLOYMENT, /* jobs of the occupation in an industry */
    CS_INDUSTRY_SHARE,      /* percent of the occupation's jobs */
    CS_PRICE_INDEX,         /* consumer prices */
    CS_PRICE_PARITY,        /* regional price parity, nation = 100 */
    CS_EXCHANGE_RATE,       /* national currency units per US dollar */
    CS_SELF_EMPLOYED_PERCENT,
    CS_POSTINGS_INDEX,   /* job postings, a base date = 100 */
    CS_PURCHASING_POWER, /* national currency units that buy what a US dollar buys there */
    CS_JOB_ZONE,         /* O*NET job zone 1 to 5 */
    CS_SUCCESSOR,        /* text: code of the occupation in the next classification */
    CS_ATTAINED_LESS_THAN_HIGH_SCHOOL, /* percent of workers of 25 years and more, by the highest …
                                        */
    CS_ATTAINED_HIGH_SCHOOL,
    CS_ATTAINED_SOME_COLLEGE,
    CS_ATTAINED_ASSOCIATE,
    CS_ATTAINED_BACHELOR,
    CS_ATTAINED_MASTER,
    CS_ATTAINED_DOCTOR, /* … education they attained: seven that add up to 100 */
    CS_WAGE_MODE,       /* the most frequent pay */
    CS_WAGE_MEDIAN_RSE, /* relative standard errors, percent */
    CS_WAGE_P10_RSE,
    CS_WAGE_P25_RSE,
    CS_WAGE_P75_RSE,
    CS_WAGE_P90_RSE,
    CS_RELATED_OCCUPATION, /* text: code of an occupation that the publisher sets beside it; the
                              level is its place in the list */
    CS_COUNTERPART, /* text: code of the same work, or a part of it, in another classification */
    CS_N_MEASURES,
};

struct cs_measure_info {
    const char *name;  /* as in JSON, tidy tables and layouts */
    const char *words; /* for headings and sentences */
    enum cs_unit_kind unit;
    double percentile; /* of a wage: 10, 25, 50, 75, 90; else 0 */
};

/* The row of a measure. */
const struct cs_measure_info *cs_measure_info(enum cs_measure measure);
/* By name; returns 1 and sets *measure, or 0. */
bool cs_measure_parse(struct cs_span name, enum cs_measure *measure);

#endif
