/* The words of --period. Answers for: which periods a word stands for. */
#ifndef CS_CLI_ASKED_PERIODS_H
#define CS_CLI_ASKED_PERIODS_H

#include <stdbool.h>

#include "base/arena.h"
#include "data/period.h"

/* One period, "2010..2020", or all there are. */
struct cs_request_periods {
    struct cs_period first, last;
    bool is_all, is_range;
};

/* Returns false when the word is no period, or a range that ends before it begins. */
bool cs_request_periods_read(const char *word, struct cs_request_periods *asked);
/* Whether a period is among them. */
bool cs_request_periods_take(const struct cs_request_periods *asked, struct cs_period period);

/* How to say it instead of a word that is no period. */
const char *cs_request_periods_hint(const char *word, struct cs_arena *arena);

#endif
