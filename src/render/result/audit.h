/* The findings of an audit as text, JSON and SARIF. Answers for: their form. The text form is a
 * compiler's: FILE:LINE:COLUMN: severity: message [rule], the line, a caret under the place. */
#ifndef CS_RENDER_AUDIT_H
#define CS_RENDER_AUDIT_H

#include "base/buf.h"
#include "guide/audit/audit.h"
#include "guide/audit/fix.h"
#include "render/write/json.h"

/* Findings of one guide; allowed ones are left out. */
void cs_audit_put_text(struct cs_buf *out, const struct cs_audit *audit);

/* One guide as an object of "guides": claims with verdict, place, quoted text, value, figure and
 * source; findings; what was mended or left, when fix is not NULL. */
void cs_audit_put_json(struct cs_json *json, const struct cs_audit *audit,
                       const struct cs_fix *fix);

/* SARIF 2.1.0: the begin of the log, the results of one guide, the end. */
void cs_sarif_begin(struct cs_json *json);
void cs_sarif_put(struct cs_json *json, const struct cs_audit *audit);
void cs_sarif_end(struct cs_json *json);

#endif
