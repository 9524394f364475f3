/* How spreadsheets and people spell codes. Answers for: one spelling of SOC codes, FIPS numbers and
 * other codes, and codes that a spreadsheet turned into dates, as far as they can be told from the
 * cell alone. */
#ifndef CS_INGEST_SPELLING_H
#define CS_INGEST_SPELLING_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/text.h"

/* The cell of a code or name without the apostrophe that keeps spreadsheets from interpreting it,
 * tidied (base/tidy.h); in `storage` when anything changed. */
struct cs_span cs_spell_cell(struct cs_span cell, struct cs_buf *storage);

enum { CS_SPELLED_BYTES = 32 };
/* "436013.0", "43–6013", "43 6013", "436,013", "4.36013E+05" → "43-6013"; "101.0" → "101", of any
 * code in digits. Returns the code itself when there is nothing to change, else out. */
struct cs_span cs_spell_soc(struct cs_span code, char out[CS_SPELLED_BYTES]);
struct cs_span cs_spell_number(struct cs_span code, char out[CS_SPELLED_BYTES]);
/* "43.6013", "43,6013": a SOC code whose dash became a decimal mark; false for anything else. */
bool cs_spell_soc_point(struct cs_span code, char out[CS_SPELLED_BYTES]);
/* Whether a code is a number in powers of ten that has lost digits: "4.36E+05". */
bool cs_spell_lacks_digits(struct cs_span code);
/* "6", "6.0" → "06" where the numbers are of states; "0200000", "02000" → "02"; "0010180" →
 * "10180". */
struct cs_span cs_spell_fips(struct cs_span code, bool is_of_states, char out[CS_SPELLED_BYTES]);
/* "Alaska(0200000)", "Nurses (29-1141)" → the name, and the digits in *code (else left alone). */
struct cs_span cs_spell_title(struct cs_span title, struct cs_span *code);

enum cs_from_date {
    CS_NOT_A_DATE,
    CS_DATE_IS_CODE,  /* out is what was there before */
    CS_DATE_IS_VAGUE, /* a date that may come from several codes, or from none */
};
/* Undoes what a spreadsheet made of a code: 11-2021 shown as 2021-11-01, Nov-2021, 11/1/2021. Of
 * "Nov-21" the century is lost. */
enum cs_from_date cs_spell_soc_date(struct cs_span cell, char out[CS_SPELLED_BYTES]);
/* The same of ranges: 3-5 shown as 5-Mar, or as a date whose month and day are 3 and 5. */
enum cs_from_date cs_spell_range_date(struct cs_span cell, char out[CS_SPELLED_BYTES]);

#endif
