/* Only the report's beginning and end: ingest fills it, render shows it, and neither may know the
 * other. */
#include "data/load_report.h"

#include <string.h>

#include "base/arena.h"

void cs_load_report_init(struct cs_load_report *report)
{
    memset(report, 0, sizeof *report);
}

void cs_load_report_clear(struct cs_load_report *report)
{
    cs_arena_clear(&report->arena);
    cs_load_report_init(report);
}
