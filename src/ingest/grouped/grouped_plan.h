/* Which cells of a table quick.h must look at. Answers for: deciding from the layout whether rows
 * can be read that way at all. Inside of ingest/grouped/grouped_load. */
#ifndef CS_INGEST_GROUPED_PLAN_H
#define CS_INGEST_GROUPED_PLAN_H

#include <stdbool.h>

#include "ingest/intake/intake_table.h"
#include "ingest/intake/load_options.h"
#include "ingest/grouped/quick.h"

/* Returns 0 when the table needs the row-by-row reader. The constants are still CS_NO_KEY: they
 * are those of any answer (cs_grouped_plan_constants). */
bool cs_grouped_plan(const struct cs_intake_table *table, const struct cs_load_options *options,
                     char delimiter, struct cs_quick_plan *plan);
/* Keys of dimensions that are grouped by and have no column; the year of rows without a period. */
void cs_grouped_plan_constants(struct cs_quick_plan *plan, const struct cs_intake_table *table,
                               unsigned group_dims, const uint32_t key[CS_N_DIMS]);

#endif
