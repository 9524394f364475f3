/* The documents of one page as files. Answers for: a folder of them, or the one that -o names by
 * its ending, a PDF among them, or the JSON on standard output; all appear together. */
#ifndef CS_CLI_DOCUMENTS_H
#define CS_CLI_DOCUMENTS_H

#include "base/buf.h"
#include "cli/frame/command.h"
#include "render/report/report.h"

/* Borrowed. */
struct cs_documents {
    const char *folder;                          /* where to, when -o is not given */
    const char *html_name, *md_name, *json_name; /* in a folder: "guide.html" */
    const struct cs_buf *html, *markdown, *json;
    const struct cs_report_chart *charts; /* those with a name are files */
    size_t n_charts;
};

/* Refuses names that say something else: .jpg, .docx. Requires: the row has --out and --json.
 * Errors: CS_USAGE. */
CS_MUST_USE enum cs_status cs_documents_check(const struct cs_call *call);
/* Errors: CS_IO; of a PDF those of cs_chromium_print. */
CS_MUST_USE enum cs_status cs_documents_write(struct cs_call *call,
                                              const struct cs_documents *documents);

#endif
