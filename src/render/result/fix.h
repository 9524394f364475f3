/* What mending did to a guide. Answers for: one line a place, mended or left, as text and JSON. */
#ifndef CS_RENDER_FIX_H
#define CS_RENDER_FIX_H

#include "base/buf.h"
#include "guide/audit/fix.h"
#include "render/write/json.h"

/* Which lines: all, of a guide that is written or is not; or only what is left, beside a diff. */
enum cs_fix_parts { CS_FIX_MADE, CS_FIX_PROPOSED, CS_FIX_LEFT };

/* "guide.md:3:18: fixed: $40,640 → $44,640 (salary.median, 2024, national_M2024_dl.xlsx)". The
 * audit is that of the guide as it was. */
void cs_fix_put_text(struct cs_buf *out, const struct cs_audit *audit, const struct cs_fix *fix,
                     enum cs_fix_parts parts);
/* The array "fixes" of an object under way. */
void cs_fix_put_json(struct cs_json *json, const struct cs_audit *audit, const struct cs_fix *fix);

#endif
