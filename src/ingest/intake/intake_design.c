/* Columns of strata and clusters that the user names, and the cluster of a row. Apart from the
 * table's start, which knows the layout's columns only. */
#include <string.h>

#include "base/diag.h"
#include "data/sampling/sampling.h"
#include "ingest/intake/intake_row.h"
#include "ingest/intake/intake_table.h"
#include "ingest/layout/layout.h"
#include "base/text.h"

enum { HEADER_BYTES = 512 };

static enum cs_status find_column(struct cs_intake_table *table, size_t which,
                                  const char *const *headers, size_t n)
{
    static const char *const options[] = {"strata", "cluster"};
    const char *asked = which ? table->options->cluster : table->options->strata;
    enum cs_column_role role = which ? CS_ROLE_CLUSTER : CS_ROLE_STRATUM;
    char folded[HEADER_BYTES];
    size_t i = 0;
    if (!asked)
        return CS_OK;
    table->of_role[role] = NULL;
    if (strcmp(asked, "none") == 0)
        return CS_OK;
    cs_header_fold(cs_span_of(asked), folded, sizeof folded);
    while (i < n && strcmp(headers[i], folded) != 0)
        i++;
    if (i == n)
        return cs_fail(table->diag, CS_USAGE, &(struct cs_place){.file = table->file},
                       "careerstat inspect shows its columns", "has no column '%s' (--%s)", asked,
                       options[which]);
    table->design_rules[which].role = role;
    table->design[which] = (struct cs_bound_column){&table->design_rules[which], i, {0}, {0}, 1};
    table->of_role[role] = &table->design[which];
    return CS_OK;
}

enum cs_status cs_intake_find_design(struct cs_intake_table *table, const char *const *headers,
                                     size_t n)
{
    enum cs_status status = CS_OK;
    if (!table->layout->is_observations)
        return CS_OK;
    for (size_t which = 0; which < 2 && status == CS_OK; which++)
        status = find_column(table, which, headers, n);
    return status;
}

enum cs_row_fate cs_row_read_design(const struct cs_row_work *work,
                                    struct cs_observation *observation)
{
    const struct cs_intake_table *table = work->table;
    const struct cs_bound_column *stratum = table->of_role[CS_ROLE_STRATUM];
    const struct cs_bound_column *cluster = table->of_role[CS_ROLE_CLUSTER];
    const struct cs_observations *rows = &table->dataset->observations;
    observation->is_sampled = stratum || cluster;
    if ((rows->n_rows > 0 || rows->has_unit) && observation->is_sampled != (rows->cluster != NULL))
        return cs_row_refuse(work, table->of_role[CS_ROLE_VALUE],
                             "read them by themselves, or with --strata none --cluster none",
                             "is of a sample with other columns of strata and clusters than the "
                             "observations before it");
    struct cs_sampling_names names = {observation->source, cluster != NULL,
                                      cs_row_cell(work, CS_ROLE_STRATUM),
                                      cs_row_cell(work, CS_ROLE_CLUSTER)};
    if (stratum && !names.stratum.size)
        return cs_row_refuse(work, stratum, NULL, "names no stratum");
    if (cluster && !names.cluster.size)
        return cs_row_refuse(work, cluster, NULL, "names no cluster");
    if (!observation->is_sampled)
        return CS_ROW_TAKEN;
    observation->cluster = cs_sampling_cluster(table->dataset, &names);
    return observation->cluster == CS_NO_KEY ? CS_ROW_NO_MEMORY : CS_ROW_TAKEN;
}
