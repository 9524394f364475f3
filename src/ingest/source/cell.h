/* Numbers as people and publishers write them in cells. Answers for: signs, separators, suffixes,
 * ranges, caps and missing-value markers. Does not know columns or units beyond what the cell
 * itself says. */
#ifndef CS_INGEST_CELL_H
#define CS_INGEST_CELL_H

#include <stddef.h>

#include "base/text.h"
#include "data/quantity.h"
#include "ingest/source/digits.h"

/* A publisher's word for "no number here". */
struct cs_marker {
    const char *text;
    enum cs_presence reason;
};

/* "*", "**", "***", "#", "~", "N/A", "NA", "(NA)", "-", dashes, "…", ".", "\\N", "NaN": the
 * marks of BLS, BEA and common exports; exact match after trimming, ASCII case ignored. "" is
 * CS_NOT_REPORTED. */
extern const struct cs_marker cs_common_markers[];
extern const size_t cs_n_common_markers;

enum cs_cell_kind {
    CS_CELL_NUMBER,  /* low */
    CS_CELL_RANGE,   /* low..high */
    CS_CELL_MISSING, /* presence says why; CS_AT_LEAST has its floor in low, or NaN */
    CS_CELL_BAD,     /* not a number in any form known */
};
struct cs_cell_number {
    enum cs_cell_kind kind;
    enum cs_presence presence;
    double low, high;
    char currency[4];    /* what the sign said ("USD" for "$"), "" when nothing */
    bool is_bare_dollar; /* the sign was "$" alone, which may be any country's */
    bool has_percent_sign;
    bool is_reversed;    /* BAD, but for its order a range: "60,000-50,000" */
    unsigned marks_seen; /* a bit for each enum cs_marks of its numbers, when UNTOLD was asked */
};

/* Reads one cell: optional sign (- U+2212, accountants' parentheses), currency (a sign or ISO code
 * before or after), digits under the decimal mark (ingest/source/digits.h), k/K or m/M suffix, %,
 * ">=N" and "N+" as caps, "A–B", "A - B" and "A to B" as ranges, whose suffix may stand once, ="N"
 * as spreadsheets export. `markers` (n of them, may be NULL) win before any number is read, those
 * that are numbers by their value; the common ones after it. */
struct cs_cell_number cs_cell_read(struct cs_span cell, enum cs_decimal decimal,
                                   const struct cs_marker *markers, size_t n_markers);
/* The same with a decimal point. */
struct cs_cell_number cs_cell_read_number(struct cs_span cell, const struct cs_marker *markers,
                                          size_t n_markers);
/* Whether there is a number in it: one, a range or a floor. */
bool cs_cell_is_number(const struct cs_cell_number *number);

/* Without blanks around and without the ="…" that keeps spreadsheets from reading codes as
 * dates. */
struct cs_span cs_cell_text(struct cs_span cell);

/* Whether it is what spreadsheets show for a value that they do not have: "#N/A", "#REF!", "####".
 */
bool cs_cell_is_error(struct cs_span text);

#endif
