/* Yearly series. Answers for: holding them, with what was done to make them whole and what a reader
 * must know. Made by ingest/series.h from plain tables and by analysis/outlook/history.h from
 * datasets; forecast by analysis/. */
#ifndef CS_DATA_SERIES_H
#define CS_DATA_SERIES_H

#include <stdbool.h>

#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"
#include "data/dataset.h"

enum cs_series_event_kind {
    CS_SERIES_FILLED,     /* a missing year between two: on the line between them */
    CS_SERIES_CAPPED,     /* a floor, not a value: taken as missing */
    CS_SERIES_SUPPRESSED, /* the publisher gives no value: taken as missing */
    CS_SERIES_REVISION,   /* the occupation code stood for something else before this year */
    CS_SERIES_CUT,        /* the series starts here: what came before does not connect */
    CS_SERIES_REORDERED,  /* years were not in order and were put in order */
    CS_N_SERIES_EVENTS,
};
/* "filled", "capped", …: for JSON. */
const char *cs_series_event_name(enum cs_series_event_kind kind);
/* For a sentence. */
const char *cs_series_event_words(enum cs_series_event_kind kind);

struct cs_series_event {
    enum cs_series_event_kind kind;
    int year;
};

/* One value a year, none missing. */
struct cs_series {
    const char *name;               /* of a plain table; NULL of a dataset's */
    uint32_t key[CS_N_DIMS];        /* of a dataset's; CS_NO_KEY else */
    struct cs_unit unit;            /* CS_UNIT_NUMBER of a plain table's */
    int first_year;                 /* of values[0] */
    size_t n;                       /* values to learn from */
    size_t n_test;                  /* values after them that are kept for judging */
    double *values;                 /* n + n_test */
    struct cs_series_event *events; /* by year */
    size_t n_events;
    const char *refusal; /* why nothing can be made of it (n is 0); else NULL */
};

struct cs_series_set {
    struct cs_arena arena;
    struct cs_series *series;
    size_t n_series, capacity;
    bool has_parts;          /* the table says what is for judging */
    enum cs_measure measure; /* of a dataset's */
    const char *file;        /* of a plain table */
    char sha256[CS_DIGEST_TEXT_BYTES];
    uint64_t n_bytes, n_rows;
};

void cs_series_set_init(struct cs_series_set *set);
void cs_series_set_clear(struct cs_series_set *set);

/* A value that may be missing. */
struct cs_series_point {
    int year;
    struct cs_quantity quantity;
    bool is_test;
    bool is_revised; /* the code stood for something else before this year */
};
/* Adds a series of points of rising, different years. Missing years and values between two are
 * filled where at most two in a row and a quarter of all are missing; a longer hole cuts off what
 * is before it, and so does a change of codes; missing ends are left off. `series` gives name, key
 * and unit. A negative value refuses the series when not `may_be_negative`. The set gets the series
 * in any case, with its refusal. Errors: CS_INTERNAL. */
struct cs_series_points {
    const struct cs_series_point *points;
    size_t n;
    bool may_be_negative;
};
CS_MUST_USE enum cs_status cs_series_set_add(struct cs_series_set *set,
                                             const struct cs_series *series,
                                             const struct cs_series_points *points,
                                             struct cs_diag *diag);

#endif
