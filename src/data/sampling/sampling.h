/* How a sample was drawn: its strata and, within them, the clusters that were drawn. Answers for:
 * numbering both as rows name them, and for which stratum a cluster is of. What follows for errors
 * is for stats/inference/design.h. */
#ifndef CS_DATA_SAMPLING_H
#define CS_DATA_SAMPLING_H

#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"
#include "data/dataset.h"

/* As a row has them. Strata of two sources are two, clusters of two strata too. */
struct cs_sampling_names {
    uint32_t source;
    bool has_cluster; /* else the row is a cluster of its own */
    struct cs_span stratum, cluster;
};

/* The number of the cluster, new or known; CS_NO_KEY when out of memory. */
uint32_t cs_sampling_cluster(struct cs_dataset *dataset, const struct cs_sampling_names *names);

#endif
