/* Where what is said of a table goes: its entry in the report that inspect shows. */
#include <stdlib.h>
#include <string.h>

#include "data/dict.h"
#include "ingest/intake/intake_table.h"

struct cs_table_report *cs_intake_table_report(const struct cs_intake_table *table)
{
    return &table->report->tables[table->report_index];
}
