/* Figures of earlier codes brought under the code of today. Answers for: which figures of a dataset
 * hold the same occupation as the code, and adding up jobs of codes that were merged. */
#ifndef CS_DATA_SOC_JOINED_H
#define CS_DATA_SOC_JOINED_H

#include "base/diag.h"
#include "data/dataset.h"
#include "data/reference.h"
#include "data/soc/revisions.h"

/* Puts figures of each history's earlier codes under its code, for years in which the code has none
 * of its own: of one earlier code every measure, of several their jobs added up where all are
 * published. Each gets a note that begins with the revision it is told in. Earlier figures under
 * the code itself that were another occupation's are dropped.
 * Errors: CS_INTERNAL. */
CS_MUST_USE enum cs_status cs_soc_join(struct cs_dataset *dataset,
                                       const struct cs_reference *reference,
                                       const struct cs_soc_history *histories, size_t n,
                                       struct cs_diag *diag);

#endif
