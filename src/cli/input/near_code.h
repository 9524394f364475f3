/* Codes near one that nobody has, for people who mistype them. */
#ifndef CS_CLI_NEAR_CODE_H
#define CS_CLI_NEAR_CODE_H

#include <stdbool.h>

#include "base/arena.h"
#include "cli/input/spoken.h"

/* Whether the word is meant as a SOC code: mostly digits, six or so of them. */
bool cs_near_code_is_meant(const char *word);

/* What to say of a SOC code that the names do not have: what an earlier code became, which code is
 * meant ("29 1141"), which begin alike ("29-114"). NULL when nothing is near. */
const char *cs_near_code_hint(const struct cs_spoken_names *names, const char *word,
                              struct cs_arena *arena);

#endif
