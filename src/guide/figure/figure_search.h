/* What the functions behind the figures share; internal to guide/figure_*.c. Answers for: words of
 * a call turned into keys of the data, and the common ways to find a value. */
#ifndef CS_GUIDE_FIGURE_SEARCH_H
#define CS_GUIDE_FIGURE_SEARCH_H

#include "guide/figure/figure.h"

struct cs_figure_search {
    const struct cs_figure_data *data;
    const struct cs_figure_call *call;
    const struct cs_figure_info *info;
    struct cs_arena *arena;
    struct cs_query query; /* measure, keys, period and per of the call */
};

typedef enum cs_status cs_figure_finder(const struct cs_figure_search *search,
                                        struct cs_figure_value *value, struct cs_diag *diag);

/* Turns the words of the call into keys and the titles in *value. Errors: CS_USAGE for a name that
 * neither the data nor the reference tables know. A known name without data gets the key
 * CS_NO_KEY - 1, which matches nothing. */
enum { CS_UNMATCHED_KEY = 0xFFFFFFFEu };
CS_MUST_USE enum cs_status cs_figure_resolve(struct cs_figure_search *search,
                                             struct cs_figure_value *value, struct cs_diag *diag);

/* Takes a found estimate over into the value, with its absence in words. */
void cs_figure_take(const struct cs_figure_search *search, const struct cs_found *found,
                    struct cs_figure_value *value);

cs_figure_finder cs_find_measure, cs_find_percentile, cs_find_range, cs_find_change,
    cs_find_growth_word, cs_find_growth_average, cs_find_versus_all, cs_find_openings_growth,
    cs_find_title, cs_find_code, cs_find_region_name, cs_find_real_change, cs_find_at_parity;
cs_figure_finder cs_find_levels, cs_find_regions, cs_find_world, cs_find_industries,
    cs_find_history, cs_find_top_region, cs_find_bottom_region, cs_find_top_industry,
    cs_find_percentiles;

/* "median pay of 43-6013 in Texas". */
const char *cs_figure_about(const struct cs_figure_search *search,
                            const struct cs_figure_value *value);

#endif
