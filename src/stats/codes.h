/* Small whole numbers in order, faster than doubles. Answers for: sorting codes below 2^24, alone
 * or with a second code that decides between equal ones. */
#ifndef CS_STATS_CODES_H
#define CS_STATS_CODES_H

#include <stddef.h>
#include <stdint.h>

enum { CS_CODE_BITS = 24 };

/* Ascending. spare: room for n more. */
void cs_sort_codes(uint32_t *codes, uint32_t *spare, size_t n);
/* Pairs as code << 24 | second, ascending. */
void cs_sort_code_pairs(uint64_t *pairs, uint64_t *spare, size_t n);

#endif
