/* An occupation in the areas of a nation. Answers for: where it is concentrated (location
 * quotient, recomputed from employment) and how its growth splits into the nation's, the
 * occupation's and the area's own (shift-share). */
#ifndef CS_ANALYSIS_AREA_H
#define CS_ANALYSIS_AREA_H

#include "base/arena.h"
#include "base/diag.h"
#include "data/dataset.h"
#include "stats/share.h"

struct cs_area_row {
    uint32_t region;
    double employment;           /* of the occupation, at `to` */
    double location_quotient;    /* NaN when a figure is missing */
    double published_quotient;   /* the publisher's own, at `to`; NaN when there is none */
    struct cs_shift_share parts; /* NaN unless both periods have all figures */
    enum cs_absence parts_lack;
};

struct cs_areas {
    struct cs_area_row *rows; /* highest location quotient first, absent ones last */
    size_t n_rows;
    const char *from, *to; /* period codes; from NULL for one period */
};

/* nation and all are the keys of the nation ("US") and of all occupations ("00-0000"); from may be
 * CS_NO_KEY: then only quotients. CS_NO_ANSWER when no area but the nation has the occupation's
 * employment. Arena: rows. */
struct cs_area_request {
    uint32_t occupation, all, nation;
    uint32_t from, to; /* keys of CS_DIM_PERIOD */
};
CS_MUST_USE enum cs_status cs_areas_find(const struct cs_dataset *dataset,
                                         const struct cs_area_request *request,
                                         struct cs_arena *arena, struct cs_areas *out,
                                         struct cs_diag *diag);

#endif
