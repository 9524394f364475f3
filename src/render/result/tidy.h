/* A dataset as files for everyone. Answers for: tidy CSV in the columns of the layouts
 * careerstat-tidy and salary-observations, and the datapackage.json beside them. */
#ifndef CS_RENDER_TIDY_H
#define CS_RENDER_TIDY_H

#include "base/diag.h"
#include "data/dataset.h"

/* Writes FOLDER/figures.csv, FOLDER/observations.csv (when there are any) and
 * FOLDER/datapackage.json, each whole or not at all; the folder is made. Errors: CS_IO. */
CS_MUST_USE enum cs_status cs_tidy_write(const struct cs_dataset *dataset, const char *folder,
                                         struct cs_diag *diag);

#endif
