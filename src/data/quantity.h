/* A number with its unit and, when there is none, the reason. */
#ifndef CS_DATA_QUANTITY_H
#define CS_DATA_QUANTITY_H

#include <stdbool.h>

#include "base/text.h"

/* Why a value is not a plain number. */
enum cs_presence {
    CS_PRESENT,
    CS_AT_LEAST, /* capped: value is the floor */
    CS_NOT_AVAILABLE,
    CS_EMPLOYMENT_NOT_AVAILABLE,
    CS_WITHHELD,
    CS_BELOW_HALF_PERCENT,
    CS_NOT_APPLICABLE,  /* hourly-only or annual-only occupations */
    CS_BELOW_MINIMUM_N, /* suppressed here: too few observations */
    CS_NOT_REPORTED,    /* an empty cell */
    CS_N_PRESENCES,
};

/* "present", "at_least", …: as in JSON, layouts and tidy tables. */
const char *cs_presence_name(enum cs_presence presence);
bool cs_presence_parse(struct cs_span name, enum cs_presence *presence);
/* For a sentence: "not available", "withheld to protect confidentiality", … */
const char *cs_presence_words(enum cs_presence presence);

struct cs_quantity {
    double value; /* the number, or the floor for CS_AT_LEAST, else NaN */
    enum cs_presence presence;
};

/* A plain number; an absence with its reason; whether there is a plain number. */
struct cs_quantity cs_quantity_of(double value);
struct cs_quantity cs_quantity_missing(enum cs_presence reason);
bool cs_quantity_is_present(struct cs_quantity quantity);

enum cs_unit_kind {
    CS_UNIT_NUMBER, /* jobs, people, rows */
    CS_UNIT_JOBS,
    CS_UNIT_MONEY,   /* with currency and per */
    CS_UNIT_PERCENT, /* as published: 4.2 means 4.2 % */
    CS_UNIT_RATIO,
    CS_UNIT_INDEX,
    CS_UNIT_TEXT,
};
enum cs_per {
    CS_PER_NONE,
    CS_PER_YEAR,
    CS_PER_MONTH,
    CS_PER_WEEK,
    CS_PER_DAY,
    CS_PER_HOUR,
    CS_PER_OTHER, /* a guide's two weeks, shift or session: no data are in it */
};

struct cs_unit {
    unsigned char kind; /* enum cs_unit_kind */
    unsigned char per;  /* enum cs_per, for money */
    char currency[4];   /* ISO 4217, for money; "" unknown */
};

/* Reads "USD/year", "THB/month", "/year" (currency unknown), "jobs", "percent", "ratio", "index",
 * "number", "text". */
bool cs_unit_parse(struct cs_span text, struct cs_unit *unit);
enum { CS_UNIT_TEXT_BYTES = 16 };
/* Writes the same words back. Returns out. */
const char *cs_unit_format(struct cs_unit unit, char out[CS_UNIT_TEXT_BYTES]);
bool cs_unit_equals(struct cs_unit a, struct cs_unit b);
/* By name; false when there is no such period. */
bool cs_per_parse(struct cs_span name, enum cs_per *per);
const char *cs_per_name(enum cs_per per); /* "year", "month", …, "other", "" */

#endif
