/* The form of a column's numbers: which mark stands before the fraction. Inside of ingest/profile,
 * but for cs_number_form_read. */
#ifndef CS_INGEST_NUMBER_FORM_H
#define CS_INGEST_NUMBER_FORM_H

#include "ingest/profile/profile.h"
#include "ingest/source/cell.h"

/* Counts what the marks of each column's cells prove. Returns false when out of memory. */
bool cs_number_form_count(struct cs_profile *profile, const struct cs_profile_rows *rows,
                          const struct cs_profile_request *request);
/* Decides for each column, from its own cells, then the others', then what it measures. */
void cs_number_form_settle(struct cs_profile *profile, const struct cs_profile_rows *rows,
                           const struct cs_profile_request *request);

/* How a cell stands to the form of its column. */
enum cs_form_match {
    CS_FORM_FITS,
    CS_FORM_AMBIGUOUS,   /* *number read with a point; the other reading is a thousand times it or a
                            thousandth */
    CS_FORM_CONTRADICTS, /* a number under the other decimal mark alone */
};
/* A cell to be read by the form of its column. */
struct cs_form_question {
    const struct cs_column_profile *column; /* NULL: a decimal point */
    const struct cs_cell *cell;             /* its text without blanks and ="…" */
    struct cs_unit unit;                    /* of the row's value, before `multiplier` */
    double multiplier;
    const struct cs_marker *markers;
    size_t n_markers;
};
enum cs_form_match cs_number_form_read(const struct cs_form_question *question,
                                       struct cs_cell_number *number);

#endif
