/* How hits of a search are ranked. Inside of data/name. */
#ifndef CS_DATA_NAME_NAME_RANK_H
#define CS_DATA_NAME_NAME_RANK_H

#include <stddef.h>

struct cs_name_hit;
struct cs_reference;

/* Negative when a is the better of two meetings of one code or of two codes, 0 when neither is. */
int cs_name_hit_compare(const struct cs_name_hit *a, const struct cs_name_hit *b);

/* Best first; the order that hits came in does not matter. reference: NULL when not there. */
void cs_name_hits_sort(struct cs_name_hit *hits, size_t n_hits,
                       const struct cs_reference *reference);

#endif
