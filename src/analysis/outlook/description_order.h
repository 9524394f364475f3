/* The order in which things said of an occupation are told. Inside of analysis/outlook. */
#ifndef CS_ANALYSIS_DESCRIPTION_ORDER_H
#define CS_ANALYSIS_DESCRIPTION_ORDER_H

#include "analysis/outlook/description.h"

/* Equal ones stay as the publisher has them: by element, numbers in it as numbers. */
void cs_description_sort(struct cs_description_item *items, size_t n, enum cs_aspect_order order);
/* By code. */
void cs_description_sort_keys(const struct cs_key **keys, size_t n);

#endif
