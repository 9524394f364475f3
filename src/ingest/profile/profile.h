/* What the columns of a table hold, worked out from its first rows. Answers for: the types of cells
 * as the file stores them, and the form of the numbers written as text, on which every later step
 * relies. A fact of a column is worked out here once and asked for; whoever reads a cell that
 * contradicts it says so in its place.
 *
 * To add a fact (of codes, dates, …): a member of cs_column_profile, a file beside this one that
 * fills it from the rows, and a call in cs_profile_make. */
#ifndef CS_INGEST_PROFILE_H
#define CS_INGEST_PROFILE_H

#include "data/reference.h"
#include "ingest/layout/layout.h"
#include "ingest/profile/rows.h"
#include "ingest/source/digits.h"

/* How the decimal mark of a column was told. */
enum cs_form_basis {
    CS_FORM_PLAIN,     /* nothing to tell: no text cell with one mark and three digits */
    CS_FORM_STATED,    /* by the layout */
    CS_FORM_CELLS,     /* proven by cells of the column */
    CS_FORM_TABLE,     /* proven by cells of other columns */
    CS_FORM_SIZE,      /* one way the numbers are of a likely size, the other way not */
    CS_FORM_DELIMITER, /* by the custom where fields are parted by semicolons, or of the currency */
    CS_FORM_CUSTOM,    /* by that of American English */
    CS_FORM_ROWS,      /* each row by the size of what it measures (tidy tables) */
    CS_FORM_UNSETTLED, /* 52.000 may be 52 or 52000: such cells are refused */
};
/* "stated", "cells", …: as in JSON. */
const char *cs_form_basis_name(enum cs_form_basis basis);

/* What "2002-12" stands for in a column of periods. */
enum cs_short_form { CS_SHORT_MONTH, CS_SHORT_SPAN, CS_SHORT_UNSETTLED };

enum { CS_N_CELL_TYPES = CS_CELL_FORMULA + 1 };

struct cs_column_profile {
    uint32_t n_filled;                   /* cells of the sample that are not blank */
    uint32_t n_of_type[CS_N_CELL_TYPES]; /* of them, by enum cs_cell_type */
    uint32_t n_numbers;                  /* text cells that are numbers, ranges or floors */
    uint32_t n_marked[CS_N_MARKS];       /* of them, by what their marks prove */
    uint64_t first_marked[CS_N_MARKS];   /* line of the first */
    enum cs_decimal decimal;             /* of text cells; UNTOLD: each cell must tell by itself */
    enum cs_form_basis basis;
    double typical;   /* median of what is a number either way, number cells included; NaN none */
    char currency[4]; /* the one that cells name, other than by "$" alone; "" none, several */
    bool has_currencies;       /* they name several */
    uint64_t no_currency;      /* line of the first number that names none; 0 none */
    unsigned date_orders;      /* of dates: those that all cells allow (ingest/source/date.h) */
    enum cs_short_form shorts; /* of periods */
    bool are_soc_codes;   /* of occupations: a quarter of the cells or more is written 43-6013 */
    uint64_t turned_date; /* of periods: line of the first date cell that may stand for another
                             day, since texts of dates beside it are of one order; 0 none */
    uint64_t blank_below; /* of keys: line of the first blank cell, where cells that are written
                             once for several rows look like that; 0 none */
    const char *regions;  /* of regions: "state" or "country", where other cells tell */
    bool are_states_by_codes; /* the occupations' US codes alone say that regions are states */
    bool are_cents;           /* most plain numbers have cents, and none anything finer */
    double example;           /* median of the others as if the mark were decimal; NaN none */
};

struct cs_profile {
    struct cs_column_profile *columns; /* heap; of every column of the header */
    size_t n_columns, n_rows;          /* rows looked at */
    size_t pay_period; /* the column that says for what time each row's pay is; SIZE_MAX none */
    size_t currency;   /* the column of each row's currency; SIZE_MAX none */
};

/* What is known of the table beside its rows. Borrowed for the call. */
struct cs_profile_request {
    const struct cs_binding *binding;
    const struct cs_marker *markers; /* cells that are no numbers */
    size_t n_markers, n_columns;
    const struct cs_reference *reference; /* of regions; NULL: they are not looked at */
    const char *const *headers;           /* of the columns, as in the file */
};

/* Errors: out of memory alone. Ownership: cs_profile_clear. */
CS_MUST_USE enum cs_status cs_profile_make(struct cs_profile *out,
                                           const struct cs_profile_rows *rows,
                                           const struct cs_profile_request *request,
                                           struct cs_diag *diag);
void cs_profile_clear(struct cs_profile *profile);

#endif
