/* Occupation codes whose figures ended, in words. Answers for: telling the codes under which they
 * go on; whether that refuses or warns is the command's. */
#ifndef CS_CLI_ENDED_H
#define CS_CLI_ENDED_H

#include "analysis/outlook/outlook.h"

struct cs_ended {
    const char *words; /* "29-1111 has no newer figures: these workers are …"; NULL: not ended */
    const char *hint;  /* which code to ask for */
};
/* By what the data have. Arena: the words. */
struct cs_ended cs_ended_find(const struct cs_outlook_data *data, const char *code,
                              struct cs_arena *arena);

#endif
