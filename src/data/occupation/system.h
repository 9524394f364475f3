/* Systems of occupation codes other than the US SOC: ISCO-08, UK SOC, NOC and others, one row each
 * in datasets/reference/occupation-systems.csv. Answers for: which system a code is of, and writing
 * it so that it says so: "UKSOC2020:2134". A code without a system is the US SOC's. */
#ifndef CS_DATA_OCCUPATION_SYSTEM_H
#define CS_DATA_OCCUPATION_SYSTEM_H

#include <stdbool.h>

#include "base/text.h"
#include "data/dataset.h"
#include "data/reference.h"

enum { CS_SYSTEM_CODE_BYTES = 64 };

/* "43-6013", "43-6013.02". */
bool cs_is_soc_code(struct cs_span code);

/* What tells an edition of a family of systems apart from the others. */
struct cs_system_clues {
    const char *file; /* name of the file, folded: "occupation soc20 4 table 14 7a"; NULL unknown */
    int year;         /* of the figures; 0 unknown */
    struct cs_span code; /* of an occupation, as in the file */
};

/* The edition that the name of the file says, else the number of digits, else the year. NULL when
 * the family has no row or nothing tells. Borrowed. */
const struct cs_occupation_system *cs_occupation_system_choose(const struct cs_reference *reference,
                                                               const char *family,
                                                               struct cs_system_clues clues);

/* "OC21", "2. Professionals", "NOC_21231" → "ISCO08:21", … in out. *title: what stands behind the
 * digits, empty else. A text that is no code of the system is written as it is behind the system's
 * name, so that it meets no other's. */
struct cs_span cs_occupation_system_write(const struct cs_occupation_system *system,
                                          struct cs_span text, char out[CS_SYSTEM_CODE_BYTES],
                                          struct cs_span *title);

/* "11" that was "0011" before a spreadsheet took it for a number, as `n_digits` say: in out. Any
 * other text, and with n_digits 0, the text itself. */
struct cs_span cs_occupation_system_fill(struct cs_span text, size_t n_digits,
                                         char out[CS_SYSTEM_CODE_BYTES]);

/* The system that a code names; NULL for the SOC's and any other text. Borrowed. */
const struct cs_occupation_system *
cs_occupation_system_of_code(const struct cs_reference *reference, const char *code);

/* The tier of a code that names its system, by its length; CS_TIER_UNKNOWN for any other text. */
enum cs_tier cs_occupation_system_tier(const struct cs_reference *reference, const char *code);

#endif
