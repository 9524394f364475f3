/* What the cells of a column of keys tell of one another: in which order its dates stand, whether
 * "2002-12" is a month or ten years, whether "CA" is California or Canada. Inside of
 * ingest/profile. */
#ifndef CS_INGEST_KEY_FORM_H
#define CS_INGEST_KEY_FORM_H

#include "ingest/profile/profile.h"

/* Fills the forms of the columns that are bound to keys. */
void cs_key_form_settle(struct cs_profile *profile, const struct cs_profile_rows *rows,
                        const struct cs_profile_request *request);

#endif
