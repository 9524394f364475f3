/* Letters that stand as two characters, the letter and its mark. Answers for: the one character
 * that Unicode has for them. */
#ifndef CS_BASE_COMPOSE_H
#define CS_BASE_COMPOSE_H

#include <stdint.h>

/* The code point of a letter with a mark behind it (U+0300 to U+036F), as normalization form C has
 * it; 0 when there is none. Latin, Greek and Cyrillic. */
uint32_t cs_utf8_compose(uint32_t base, uint32_t mark);

#endif
