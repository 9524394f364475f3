/* Apart because projections and backtests name the file of a plain series the same way. */
#include "render/result/series_source.h"

#include <string.h>

#include "render/write/envelope.h"
#include "render/write/json.h"

void cs_json_put_series_sources(struct cs_json *json, const struct cs_series_set *set,
                                const struct cs_dataset *dataset)
{
    if (dataset) {
        cs_envelope_sources(json, dataset, NULL);
        return;
    }
    struct cs_source source = {.id = set->file,
                               .title = "yearly series",
                               .file = set->file,
                               .n_bytes = set->n_bytes,
                               .n_rows = set->n_rows};
    memcpy(source.sha256, set->sha256, sizeof source.sha256);
    cs_json_put_array(json, "sources");
    cs_envelope_source(json, &source);
    cs_json_end_array(json);
}
