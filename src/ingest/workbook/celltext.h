/* The text of a workbook's cells as a person reads them. Answers for: numbers without binary noise
 * (18.19, not 18.190000000000001), dates and times, and escaped characters. */
#ifndef CS_INGEST_CELLTEXT_H
#define CS_INGEST_CELLTEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/text.h"

enum { CS_CELL_TEXT_BYTES = 40 };

/* At most 15 significant digits, as spreadsheet programs show. Requires: finite. Returns the
 * length. */
size_t cs_cell_number_text(double value, char out[CS_CELL_TEXT_BYTES]);

/* "2024-05-01", with " 12:30:00" when the day has a fraction; a fraction alone is a time. A number
 * outside the calendar (0 to 2958465) is written as a number. Returns the length.
 * Reference: ECMA-376 part 1, 18.17.4.1; day 60 of the 1900 system never was. */
size_t cs_cell_date_text(double serial, bool is_1904, char out[CS_CELL_TEXT_BYTES]);

/* Time that goes on past a day: 1.5 is "36:00:00". Outside of the calendar as above. */
size_t cs_cell_elapsed_text(double days, char out[CS_CELL_TEXT_BYTES]);

/* A date of ISO 8601 as the same cell with a serial date would read: "2023-05-01T00:00:00.000Z" is
 * "2023-05-01". Returns the length, 0 for anything else. */
size_t cs_cell_iso_text(struct cs_span iso, char out[CS_CELL_TEXT_BYTES]);

/* "_x000D_" stands for the character of that code, "_x005F_" for a plain underscore. Works in
 * place; returns the length. Reference: ECMA-376 part 1, 22.9.2.19. */
size_t cs_cell_unescape(char *text, size_t size);

/* Appends text that is struck out: U+0336 follows each character but
 * blanks. A struck 1 before 72500 is then no part of a number, and is seen to be struck. */
void cs_cell_strike(struct cs_buf *out, const char *text, size_t size);

#endif
