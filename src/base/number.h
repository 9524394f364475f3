/* Numbers to and from text, the same in every locale (the program never calls setlocale).
 * Answers for: plain decimal numbers. Currency signs, ranges and markers are ingest's business. */
#ifndef CS_BASE_NUMBER_H
#define CS_BASE_NUMBER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/text.h"

enum { CS_NUMBER_TEXT_BYTES = 32 };

/* Reads the whole span as [+-]digits[.digits][e[+-]digits]; no blanks, no hexadecimal, no inf or
 * nan. Correctly rounded. Returns 1 and sets *out, or 0. */
bool cs_number_parse(struct cs_span text, double *out);
bool cs_integer_parse(struct cs_span text, int64_t *out);

/* Writes the shortest decimal that reads back as the same double: "40640", "0.1", "1e+300".
 * Requires: finite. Returns the length. */
size_t cs_number_format(double value, char out[CS_NUMBER_TEXT_BYTES]);
/* As above after rounding half-to-even on the binary value to `decimals` places (0 to 15), no
 * trailing zeros kept. */
size_t cs_number_format_rounded(double value, int decimals, char out[CS_NUMBER_TEXT_BYTES]);
/* Six significant digits: "9.90765e-09", "0.0123457". */
size_t cs_number_format_significant(double value, char out[CS_NUMBER_TEXT_BYTES]);
/* Fixed decimals with thousands separated by commas: 1234.5, 0 → "1,234" (round half even). */
size_t cs_number_format_grouped(double value, int decimals, char *out, size_t capacity);

#endif
