/* A page as PDF, by a Chromium that is installed. Answers for: finding it, running it on a copy of
 * the page in a folder of its own, limits, and leaving nothing behind. It is asked for by -o
 * NAME.pdf only. */
#ifndef CS_RENDER_CHROMIUM_H
#define CS_RENDER_CHROMIUM_H

#include "base/buf.h"
#include "base/diag.h"

/* Appends the PDF of the page, which loads nothing. folder: for temporary files. Errors: CS_IO
 * where there is no Chromium, where it fails, or takes longer than a minute. */
CS_MUST_USE enum cs_status cs_chromium_print(const struct cs_buf *html, const char *folder,
                                             struct cs_buf *pdf, struct cs_diag *diag);

#endif
