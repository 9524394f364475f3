/* How files were understood, as text and as JSON. Answers for: printing data/load_report.h. */
#ifndef CS_RENDER_INSPECT_H
#define CS_RENDER_INSPECT_H

#include "base/buf.h"
#include "base/diag.h"
#include "data/dataset.h"
#include "data/load_report.h"
#include "render/write/table.h"

/* Appends the report for a person to read. */
void cs_inspect_text(const struct cs_load_report *report, const struct cs_diag *diag,
                     struct cs_buf *out);
/* Appends a whole document: docs/json/inspect.schema.json. The dataset gives the sources,
 * `messages` the diagnostics. */
CS_MUST_USE enum cs_status cs_inspect_json(const struct cs_load_report *report,
                                           const struct cs_dataset *dataset,
                                           const struct cs_diag *messages, struct cs_buf *out,
                                           struct cs_diag *diag);

/* Appends every warning and error of `problems` in full, in the order of the files: as lines, or a
 * row each with place, header, value, problem and hint. */
CS_MUST_USE enum cs_status cs_inspect_problems(const struct cs_diag *problems,
                                               enum cs_table_format format, struct cs_buf *out,
                                               struct cs_diag *diag);

#endif
