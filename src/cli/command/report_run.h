/* What cmd_report and its site share. Answers for: the data and templates of a run, and the words
 * for occupations and regions. */
#ifndef CS_CLI_REPORT_RUN_H
#define CS_CLI_REPORT_RUN_H

#include "cli/command/report_asked.h"
#include "cli/input/workspace.h"
#include "render/draw/gnuplot.h"
#include "render/report/report.h"

struct cs_report_run {
    struct cs_call *call;
    struct cs_workspace workspace;
    struct cs_lookup *lookup, *price_data;
    struct cs_descriptions *descriptions;
    struct cs_report_kit kit;
};

/* Loads the files that the operands name, or the library, or the shipped data, and the templates.
 * asked: whom the report is about, settled here; NULL: a site, every operand is a file. Ownership:
 * cs_report_run_close, also after a failure. */
CS_MUST_USE enum cs_status cs_report_run_open(struct cs_report_run *run, struct cs_call *call,
                                              struct cs_report_asked *asked);
void cs_report_run_close(struct cs_report_run *run);

/* Words → codes. A region that the reference tables know counts even when the data have nothing on
 * it: the report then says so. */
CS_MUST_USE enum cs_status cs_report_run_occupation(struct cs_report_run *run, const char *words,
                                                    const char **code);
CS_MUST_USE enum cs_status cs_report_run_region(struct cs_report_run *run, const char *words,
                                                const char **code);

/* report A B [C], and one occupation in several places. */
CS_MUST_USE enum cs_status cs_report_beside(struct cs_report_run *run,
                                            const struct cs_report_asked *asked,
                                            struct cs_gnuplot *gnuplot);
/* report --all and --list. */
CS_MUST_USE enum cs_status cs_report_site(struct cs_report_run *run, const char *folder);

#endif
