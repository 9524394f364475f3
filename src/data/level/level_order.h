/* The order of levels that no scale orders. Answers for: numbers as numbers, ranges by their lower
 * end, grades by their number. */
#ifndef CS_DATA_LEVEL_ORDER_H
#define CS_DATA_LEVEL_ORDER_H

/* Years and other numbers by their lower end, then the upper; names after them, the numbers in
 * them as numbers ("Level 9" before "Level 10", "Engineer II" before "Engineer IV", "P2" before
 * "P10"); "junior", "mid", "senior" and the like by their rank, after other names. Negative, zero,
 * positive; zero for equal texts only. */
int cs_level_compare(const char *a, const char *b);

#endif
