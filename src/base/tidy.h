/* Names that look alike. Answers for: one spelling for texts that differ by what nobody sees. */
#ifndef CS_BASE_TIDY_H
#define CS_BASE_TIDY_H

#include "base/buf.h"
#include "base/text.h"

/* The text without blanks around, each run of blanks (of any width, no-break ones too) as one
 * space, without zero-width characters, letters and their marks composed (NFC). A text that is so
 * already comes back itself; else it is in `storage`, borrowed until that changes. */
struct cs_span cs_tidy_text(struct cs_span text, struct cs_buf *storage);
/* The bytes of a hyphen, dash or minus of any kind at the start of the text, or 0. */
size_t cs_dash_length(struct cs_span text);

#endif
