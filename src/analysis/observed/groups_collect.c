/* Groups of a dataset's observations, whether it keeps them as rows or by group. Apart from both
 * ways, which do not know each other. */
#include "analysis/observed/groups.h"
#include "analysis/observed/group_view.h"

enum cs_status cs_groups_collect(const struct cs_dataset *dataset,
                                 const struct cs_groups_request *request, struct cs_groups *out,
                                 struct cs_diag *diag)
{
    return dataset->grouped ? cs_group_view_collect(dataset, request, out, diag)
                            : cs_groups_of_rows(dataset, request, out, diag);
}
