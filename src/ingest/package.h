/* Frictionless data packages: a folder with datapackage.json. Answers for: resources, their
 * sources, licences, caveats and missing values. Reads rows through the loader that it is given.
 * Reference: https://datapackage.org/standard/ (Data Package, Tabular Data Resource). */
#ifndef CS_INGEST_PACKAGE_H
#define CS_INGEST_PACKAGE_H

#include <stdbool.h>

#include "ingest/load.h"

/* A load under way; `file` reads one file (about may be NULL). */
struct cs_load_job {
    struct cs_dataset *dataset;
    const struct cs_load_options *options;
    struct cs_load_report *report; /* may be NULL */
    struct cs_diag *diag;
    enum cs_status (*file)(struct cs_load_job *job, const char *path,
                           const struct cs_intake_about *about);
};

/* Whether path is a folder with datapackage.json, or that file. */
bool cs_is_package(const char *path);
/* Loads every tabular resource. Tables that no layout fits are passed over, with a note unless the
 * resource says "layout": "none". Errors: CS_IO. */
CS_MUST_USE enum cs_status cs_package_load(struct cs_load_job *job, const char *path);

#endif
