/* The source of a plain table of series in a result. */
#ifndef CS_RENDER_SERIES_SOURCE_H
#define CS_RENDER_SERIES_SOURCE_H

#include "data/series.h"
#include "render/write/json.h"

/* "sources": the table itself, or those of the dataset when there is one. */
void cs_json_put_series_sources(struct cs_json *json, const struct cs_series_set *set,
                                const struct cs_dataset *dataset);

#endif
