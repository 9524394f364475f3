/* The ends of a report's pay history. */
#include <math.h>
#include <string.h>

#include "analysis/observed/observed_estimates.h"
#include "analysis/outlook/lookup.h"
#include "render/report/report_parts.h"

const struct cs_year_row *cs_report_year_end(const struct cs_outlook *o, int last)
{
    const struct cs_year_row *ends[2] = {NULL, NULL};
    size_t n_known = 0;
    for (size_t i = 0; i < o->years.n; i++) {
        const struct cs_year_row *row = &o->years.rows[i];
        if (isnan(cs_found_number(&row->median)))
            continue;
        ends[0] = ends[0] ? ends[0] : row;
        ends[1] = row;
        n_known++;
    }
    return n_known > 2 ? ends[last != 0] : NULL;
}
