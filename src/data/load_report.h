/* How files were understood: what inspect shows. Answers for: holding it. Filled by ingest. */
#ifndef CS_DATA_LOAD_REPORT_H
#define CS_DATA_LOAD_REPORT_H

#include <stdbool.h>

#include <stdint.h>

#include "base/arena.h"
#include "data/quantity.h"

/* What the first rows told of a column, before any was read. */
struct cs_column_facts {
    uint32_t n_cells; /* filled ones that were looked at; 0: nothing is known */
    uint32_t n_text, n_numeric, n_date, n_other; /* of them, as the file stores them */
    const char *decimal; /* mark of numbers written as text: "point", "comma"; NULL: no cell has
                            one, or nothing tells which it is */
    const char
        *decimal_from; /* what told it: "cells", "size", …; NULL: there was nothing to tell */
};

/* One column of a table, as understood. */
struct cs_column_report {
    const char *header;            /* as in the file */
    const char *field;             /* "wage_median", "occupation code", "weight"; NULL: not used */
    char unit[CS_UNIT_TEXT_BYTES]; /* "" none */
    bool has_counts;               /* the two below hold: a column of numbers or texts */
    const char *period;            /* of a column with its own, else NULL */
    struct cs_column_facts facts;
    uint64_t n_cells;   /* filled cells */
    uint64_t n_missing; /* of a number: absent for whatever reason */
};
struct cs_line_report {
    uint64_t line;
    const char *text;
};

/* Lines between the rows that are none. */
struct cs_passed_lines {
    uint64_t n, first_line;
};

enum { CS_REPORTED_LINES = 12 };

/* How one table was understood. Strings live in the report's arena. */
struct cs_table_report {
    const char *file, *sheet;   /* sheet NULL for text */
    const char *layout, *title; /* NULL when no layout fits; of a table that is known to hold no
                                   figures and was passed over, only the title is there */
    bool is_observations;
    uint64_t header_line;
    const char *period;      /* of the table; NULL when each row has its own or none is known */
    const char *period_from; /* "the header", "the file name", "--period", "column 'Year'", … */
    struct cs_column_report *columns;
    size_t n_columns;
    uint64_t n_rows, n_rejected, n_repeats, n_outside; /* data rows seen; of which …; repeats may
                                                          be CS_NOT_COUNTED */
    uint64_t n_values;                                 /* estimates or observations taken */
    uint64_t n_missing[CS_N_PRESENCES];                /* cells by reason */
    struct cs_passed_lines headers_again, totals; /* the header again; rows that restate others */
    struct cs_passed_lines beside;                /* rows with text right of the table */
    uint64_t n_preamble, n_footnotes;
    struct cs_line_report preamble[CS_REPORTED_LINES], footnotes[CS_REPORTED_LINES];
};
struct cs_load_report {
    struct cs_arena arena;
    struct cs_table_report *tables;
    size_t n_tables, capacity;
};
void cs_load_report_init(struct cs_load_report *report);
void cs_load_report_clear(struct cs_load_report *report);

#endif
