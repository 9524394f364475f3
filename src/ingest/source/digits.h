/* Digits with the marks of any locale between them: 52,000.50, 52.000,50, 52 000, 52'000, 5,20,000.
 * Answers for: reading them under either decimal mark, and telling what the marks prove of it.
 * Signs, currencies and suffixes are cell.h's. */
#ifndef CS_INGEST_DIGITS_H
#define CS_INGEST_DIGITS_H

#include <stdbool.h>

#include "base/text.h"

/* The mark before the fraction; a column's when it is told. */
enum cs_decimal { CS_DECIMAL_UNTOLD, CS_DECIMAL_POINT, CS_DECIMAL_COMMA };
/* "point", "comma", "untold". */
const char *cs_decimal_name(enum cs_decimal decimal);

/* What the marks of a number prove. */
enum cs_marks {
    CS_MARKS_NONE,         /* the same number under either: 52000, 52 000, 52'000 */
    CS_MARKS_POINT,        /* a number under the decimal point alone: 52.5, 1,234.50, 0.987 */
    CS_MARKS_COMMA,        /* under the decimal comma alone: 52,5, 1.234,50, 1.234.567 */
    CS_MARKS_EITHER_POINT, /* one point and three digits: 52.000 is 52 or 52000 */
    CS_MARKS_EITHER_COMMA, /* one comma and three digits */
    CS_MARKS_BAD,          /* no number */
    CS_N_MARKS,
};
enum cs_marks cs_digits_marks(struct cs_span text);

/* Reads the whole span, a sign or exponent included. Thousands stand in groups of three, after one
 * mark throughout: the other of point and comma, blanks (U+0020, U+00A0, U+2009, U+202F) or
 * apostrophes; or, after commas, in the Indian groups of two before the last three. UNTOLD takes
 * whichever mark makes a number, the point first. Returns false for anything else. */
bool cs_digits_read(struct cs_span text, enum cs_decimal decimal, double *out);

/* Without blanks around, those above included. */
struct cs_span cs_span_trim_wide(struct cs_span text);

#endif
