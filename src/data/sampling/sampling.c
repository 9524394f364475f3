/* Strata and clusters by name. A cluster's name holds its stratum's number, so that cluster 1 of
 * each stratum is another one. */
#include "data/sampling/sampling.h"

#include <stdint.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/text.h"
#include "data/dict.h"

static bool note_stratum(struct cs_sampling *sampling, uint32_t cluster, uint32_t stratum)
{
    if (cluster >= sampling->capacity) {
        size_t capacity = 2 * (size_t)cluster + 64;
        uint32_t *grown = realloc(sampling->stratum_of, capacity * sizeof *grown);
        if (!grown)
            return false;
        sampling->stratum_of = grown;
        sampling->capacity = capacity;
    }
    sampling->stratum_of[cluster] = stratum;
    return true;
}

/* The number of what `buf` names, emptied; CS_NO_KEY when out of memory. */
static uint32_t take_name(struct cs_dataset *dataset, struct cs_dict *dict, struct cs_buf *buf)
{
    bool is_new;
    uint32_t number = buf->failed
                          ? CS_NO_KEY
                          : cs_dict_intern(dict, &dataset->arena,
                                           (struct cs_span){cs_buf_text(buf), buf->size}, &is_new);
    cs_buf_clear(buf);
    return number;
}

uint32_t cs_sampling_cluster(struct cs_dataset *dataset, const struct cs_sampling_names *names)
{
    struct cs_sampling *sampling = &dataset->sampling;
    struct cs_buf name;
    cs_buf_init(&name);
    cs_buf_printf(&name, "%u %.*s", (unsigned)names->source, (int)names->stratum.size,
                  names->stratum.size ? names->stratum.start : "");
    uint32_t stratum = take_name(dataset, &sampling->strata, &name);
    if (stratum == CS_NO_KEY)
        return CS_NO_KEY;
    if (names->has_cluster)
        cs_buf_printf(&name, "%u %.*s", (unsigned)stratum, (int)names->cluster.size,
                      names->cluster.size ? names->cluster.start : "");
    else
        cs_buf_printf(&name, "%u #%zu", (unsigned)stratum, dataset->observations.n_rows);
    uint32_t cluster = take_name(dataset, &sampling->clusters, &name);
    return cluster != CS_NO_KEY && note_stratum(sampling, cluster, stratum) ? cluster : CS_NO_KEY;
}
