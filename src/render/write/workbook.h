/* A table as an Excel workbook. Answers for: one sheet from the CSV that a command printed, numbers
 * as numbers, everything else as text that is never a formula; the same CSV, the same bytes. */
#ifndef CS_RENDER_WORKBOOK_H
#define CS_RENDER_WORKBOOK_H

#include "base/buf.h"
#include "base/diag.h"

/* Appends the workbook to `out`. title: of the sheet, at most 31 characters. Columns that name
 * something (codes, titles, periods) stay text, whatever they look like. Errors: CS_IO where
 * libxlsxwriter is not installed; CS_USAGE for more rows than a sheet can hold; CS_INTERNAL. */
CS_MUST_USE enum cs_status cs_workbook_put(const struct cs_buf *csv, const char *title,
                                           struct cs_buf *out, struct cs_diag *diag);

#endif
