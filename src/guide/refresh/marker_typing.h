/* Markers spoilt in typing. Answers for: telling what was meant as a marker although word
 * processors made dashes of its hyphens. Complains about nothing: marker.c does. */
#ifndef CS_GUIDE_MARKER_TYPING_H
#define CS_GUIDE_MARKER_TYPING_H

#include <stdbool.h>

#include "guide/text/document.h"

/* Whether the text of a comment begins with "cs:" or "/cs", in letters of any case. */
bool cs_marker_looks_ours(struct cs_span text);
/* Whether it holds "–>" or "—>": an end that is none. */
bool cs_marker_ends_with_dash(struct cs_span text);
/* Hands over the byte of every "<!–" outside code that was meant to begin a marker. */
void cs_markers_find_mistyped(const struct cs_document *document,
                              void (*take)(void *context, size_t byte), void *context);

#endif
