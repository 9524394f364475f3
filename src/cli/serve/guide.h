/* Guides of the server: asking for one, opening the data it is made of. Private to the room. */
#ifndef CS_CLI_SERVE_GUIDE_H
#define CS_CLI_SERVE_GUIDE_H

#include <stdbool.h>

#include "cli/serve/serve.h"

/* Codes, or words as people say them; borrowed from the request. */
struct cs_serve_question {
    const char *occupation, *place; /* occupation NULL: none was asked about */
};
void cs_serve_question_of(const struct cs_exchange *exchange, struct cs_serve_question *question);

/* The data for one occupation and place, and their codes. */
struct cs_serve_run {
    struct cs_serve_call own;
    struct cs_report_run report;
    const char *occupation, *place;
    bool is_own; /* opened for this; else the server's, shared */
};
/* Ownership: cs_serve_run_close, also after a failure; run->own.diag has the messages. */
CS_MUST_USE enum cs_status cs_serve_run_open(struct cs_serve *serve, const char *occupation,
                                             const char *place, struct cs_serve_run *run);
void cs_serve_run_close(struct cs_serve_run *run);

/* Appends a file of a guide: "guide.html", "guide.md", "summary.json", "pay.svg", or "charts", the
 * names of its charts one a line. False: the answer says why, or where the guide is. */
bool cs_serve_guide_file(struct cs_serve *serve, const struct cs_serve_question *question,
                         const char *file, struct cs_buf *out, struct cs_answer *answer);

/* Prints a page as PDF with a headless Chromium. Errors: CS_IO where there is none, or it fails. */
CS_MUST_USE enum cs_status cs_serve_print(struct cs_serve *serve, const struct cs_buf *html,
                                          struct cs_buf *out, struct cs_diag *diag);

/* The page for a run that failed. */
void cs_serve_fail_run(const struct cs_serve *serve, enum cs_status status,
                       const struct cs_diag *diag, struct cs_answer *answer);

#endif
