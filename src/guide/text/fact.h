/* Short texts of cards. Answers for: whether a text is a label ("Median pay"), a value ("$44,640",
 * "Faster than average") or a remark ("in 2024"). Knows no blocks. */
#ifndef CS_GUIDE_FACT_H
#define CS_GUIDE_FACT_H

#include <stdbool.h>

#include "base/text.h"

enum cs_fact_role { CS_FACT_NONE, CS_FACT_LABEL, CS_FACT_VALUE, CS_FACT_REMARK };

/* What a text is on its own; CS_FACT_NONE for sentences and long texts. */
enum cs_fact_role cs_fact_role(struct cs_span text);
/* Whether a label names something counted: "Median pay", "Number of jobs"; "Training" does not. */
bool cs_fact_is_measure(struct cs_span label);

#endif
