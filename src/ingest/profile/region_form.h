/* Whether the regions of a column are states or countries: "CA" is California or Canada. Inside of
 * ingest/profile. */
#ifndef CS_INGEST_REGION_FORM_H
#define CS_INGEST_REGION_FORM_H

#include "ingest/profile/profile.h"

/* Settles `regions` of a column by its cells, its header, and the other columns, in this order;
 * leaves it NULL where they do not tell. Requires: the request's reference, and the profile's
 * column of currencies. */
void cs_region_form_settle(struct cs_profile *profile, const struct cs_profile_rows *rows,
                           const struct cs_profile_request *request, size_t column);

#endif
