/* A dataset as files for everyone. Answers for: tidy CSV in the columns of the layouts
 * careerstat-tidy, salary-observations and careerstat-descriptions, and the datapackage.json beside
 * them. */
#ifndef CS_RENDER_TIDY_H
#define CS_RENDER_TIDY_H

#include "base/diag.h"
#include "data/dataset.h"
#include "data/select.h"

struct cs_tidy_counts {
    size_t n_figures, n_observations, n_descriptors;
};

/* Writes those rows of the dataset that are among the selected ones: FOLDER/figures.csv and
 * FOLDER/answers.csv, FOLDER/descriptions.csv (where there are any), FOLDER/datapackage.json, each
 * whole or not at all; the folder is made. Errors: CS_IO. */
CS_MUST_USE enum cs_status cs_tidy_write(const struct cs_dataset *dataset,
                                         const struct cs_selection *among, const char *folder,
                                         struct cs_tidy_counts *counts, struct cs_diag *diag);

#endif
