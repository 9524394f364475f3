/* Columns that say for what time, and in which currency, each row's pay is, whatever their names.
 * Inside of ingest/profile, but for cs_pay_words_read. */
#ifndef CS_INGEST_PAY_WORDS_H
#define CS_INGEST_PAY_WORDS_H

#include "data/pay_period.h"
#include "ingest/profile/profile.h"

/* The column, among those that the layout does not name; SIZE_MAX none. */
size_t cs_pay_words_find(const struct cs_profile_rows *rows,
                         const struct cs_profile_request *request);
/* The column of each row's currency, in the same way. */
size_t cs_currency_words_find(const struct cs_profile_rows *rows,
                              const struct cs_profile_request *request);
/* The currency and the time that the rows name where all name the same, in the columns found or of
 * the layout. */
struct cs_unit cs_pay_words_common(const struct cs_profile *profile,
                                   const struct cs_profile_rows *rows,
                                   const struct cs_profile_request *request);
/* The period that a cell of such a column gives; `header` is the column's: a yes or no under
 * "Annual wage flag" is of its word. Returns false for a cell that names none. */
bool cs_pay_words_read(struct cs_span cell, const char *header, struct cs_pay_period *out);

#endif
