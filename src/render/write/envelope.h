/* What stands around every JSON answer: which schema it follows, which program made it, what it
 * rests on, what was noticed. Answers for: those members, the same for every result kind.
 *   {"schema": {"name": …, "version": …}, "careerstat": …, <the result>, "sources": […],
 *    "diagnostics": […]} */
#ifndef CS_RENDER_ENVELOPE_H
#define CS_RENDER_ENVELOPE_H

#include "base/diag.h"
#include "data/dataset.h"
#include "render/write/json.h"

/* Begins the document. name: of the file docs/json/NAME.schema.json; version from 1, raised when a
 * member changes its meaning or goes away. */
void cs_envelope_begin(struct cs_json *json, const char *name, int version);
/* "sources": those of the dataset; is_used (n_sources flags) leaves out the others, NULL: all. */
void cs_envelope_sources(struct cs_json *json, const struct cs_dataset *dataset,
                         const unsigned char *is_used);
/* "diagnostics" and the end of the document, which is finished with cs_json_finish. */
void cs_envelope_end(struct cs_json *json, const struct cs_diag *diag);

/* One source as an object without a name, for results that list sources themselves. */
void cs_envelope_source(struct cs_json *json, const struct cs_source *source);

/* A whole document for a call that failed: schema "error", exit code and diagnostics. */
void cs_envelope_failure(struct cs_buf *out, enum cs_status status, const struct cs_diag *diag);

#endif
