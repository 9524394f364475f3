/* How files were understood, as text and as JSON. Answers for: printing data/load_report.h. */
#ifndef CS_RENDER_INSPECT_H
#define CS_RENDER_INSPECT_H

#include "base/buf.h"
#include "base/diag.h"
#include "data/dataset.h"
#include "data/load_report.h"

/* Appends the report for a person to read. */
void cs_inspect_text(const struct cs_load_report *report, const struct cs_diag *diag,
                     struct cs_buf *out);
/* Appends a whole document: docs/json/inspect.schema.json. The dataset gives the sources. */
CS_MUST_USE enum cs_status cs_inspect_json(const struct cs_load_report *report,
                                           const struct cs_dataset *dataset, struct cs_buf *out,
                                           struct cs_diag *diag);

#endif
