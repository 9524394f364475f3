/* Codes of one dimension, each once. Answers for: the hash index under struct cs_dict. */
#ifndef CS_DATA_DICT_H
#define CS_DATA_DICT_H

#include <stdbool.h>

#include "data/dataset.h"

/* Strings go to the arena. CS_NO_KEY when out of memory. */
uint32_t cs_dict_intern(struct cs_dict *dict, struct cs_arena *arena, struct cs_span code,
                        bool *is_new);
uint32_t cs_dict_find(const struct cs_dict *dict, struct cs_span code);
/* The same of a name without a code of its own: keys that have no title, and differ from it by
 * ASCII case only, are the same. */
uint32_t cs_dict_find_name(const struct cs_dict *dict, struct cs_span name);
void cs_dict_clear(struct cs_dict *dict);

/* The order of groups: levels by their place in a scale, then by the numbers in them
 * (data/level/level_order.h), periods by time, others by code. */
int cs_key_compare(enum cs_dim dim, const struct cs_key *a, const struct cs_key *b);
/* The place of each key in that order. Ownership: free it. NULL when out of memory. */
uint32_t *cs_dict_rank(const struct cs_dict *dict, enum cs_dim dim);

#endif
