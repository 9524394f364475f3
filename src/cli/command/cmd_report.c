/* The report command for one occupation; sites of many are report_site.c's. */
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/text.h"
#include "cli/command/report_run.h"
#include "cli/frame/command.h"
#include "cli/frame/documents.h"
#include "render/draw/gnuplot.h"
#include "render/report/report.h"

static enum cs_status report_one(struct cs_report_run *run, const struct cs_report_asked *asked,
                                 struct cs_gnuplot *gnuplot)
{
    struct cs_call *call = run->call;
    struct cs_report_request request = {.region = "US"};
    struct cs_report report;
    enum cs_status status = cs_report_run_occupation(run, asked->words[0], &request.occupation);
    const char *place = asked->place;
    if (!place && cs_call_count(call, "region"))
        place = cs_call_text_at(call, "region", 0);
    if (status == CS_OK && place)
        status = cs_report_run_region(run, place, &request.region);
    if (status != CS_OK)
        return status;
    request.gnuplot = gnuplot;
    request.is_short = cs_call_has(call, "short");
    status = cs_report_make(&run->kit, &request, &report, call->diag);
    const char *elsewhere = status == CS_OK ? cs_report_elsewhere(&report) : NULL;
    if (elsewhere) /* a sentence of the page */
        cs_diag_add(call->diag, CS_WARNING, NULL, NULL, "%c%.*s", cs_to_lower(elsewhere[0]),
                    (int)strlen(elsewhere) - 2, elsewhere + 1);
    if (status == CS_OK)
        status = cs_documents_write(
            call, &(struct cs_documents){"career-guide", "guide.html", "guide.md", "summary.json",
                                         &report.html, &report.markdown, &report.json,
                                         report.charts, CS_N_SECTIONS});
    if (status == CS_OK && report.chart_trouble)
        status = CS_IO; /* the guide is there, without its charts; the message says why */
    cs_report_clear(&report);
    return status;
}

/* Filters that other commands take would be ignored here. */
static enum cs_status check_filters(struct cs_call *call, bool is_site)
{
    if (is_site && cs_call_count(call, "region") > 1)
        return cs_fail(call->diag, CS_USAGE, NULL,
                       "several places: --list FILE, with lines such as 'registered nurse; Ohio'",
                       "the pages of a site are about one place");
    if (cs_call_count(call, "occupation"))
        return cs_fail(call->diag, CS_USAGE, NULL,
                       "name occupations without --occupation: two or three are compared; a page "
                       "for each of many with --list FILE",
                       "a report takes its occupation as a word of its own");
    if (cs_call_count(call, "level"))
        return cs_fail(call->diag, CS_USAGE, NULL, "figures of one level: summarize --level",
                       "a report shows every level of experience");
    if (cs_call_count(call, "period") && call->n_operands <= !is_site)
        return cs_fail(call->diag, CS_USAGE, NULL, "figures of one year: summarize --period",
                       "a report shows the newest figures, and those of other years beside them");
    return CS_OK;
}

static enum cs_status run_site(struct cs_call *call)
{
    struct cs_report_run report;
    const char *folder = cs_call_text(call, "out");
    enum cs_status status = cs_report_run_open(&report, call, NULL);
    if (status == CS_OK)
        status = cs_report_site(&report, folder ? folder : "career-site");
    cs_report_run_close(&report);
    return status;
}

static enum cs_status run_page(struct cs_call *call)
{
    struct cs_report_run report;
    struct cs_report_asked asked = {.n = 0};
    if (call->n_operands == 0)
        return cs_fail(call->diag, CS_USAGE, NULL, "or use --all", "which occupation?");
    struct cs_gnuplot *gnuplot = cs_call_has(call, "no-charts") ? NULL : cs_gnuplot_new(NULL, 0);
    cs_gnuplot_begin(gnuplot);
    enum cs_status status = cs_report_run_open(&report, call, &asked);
    bool is_one = asked.n == 1 && cs_call_count(call, "region") <= 1;
    if (status == CS_OK)
        status = is_one ? report_one(&report, &asked, gnuplot)
                        : cs_report_beside(&report, &asked, gnuplot);
    cs_gnuplot_free(gnuplot, call->diag);
    cs_report_run_close(&report);
    return status;
}

static enum cs_status run(struct cs_call *call)
{
    bool is_site = cs_call_has(call, "all") || cs_call_has(call, "list");
    const char *out = cs_call_text(call, "out");
    enum cs_status status = check_filters(call, is_site);
    if (status == CS_OK && out && strcmp(out, "-") == 0)
        return cs_fail(call->diag, CS_USAGE, NULL,
                       "--json prints the data; -o guide.html writes one file",
                       "a report is not written to standard output");
    if (status == CS_OK && !is_site)
        status = cs_documents_check(call);
    if (status != CS_OK)
        return status;
    if (!is_site)
        return run_page(call);
    return cs_call_has(call, "json")
               ? cs_fail(call->diag, CS_USAGE, NULL, "pages.json in its folder lists them",
                         "the pages of a site are not printed as JSON")
               : run_site(call);
}

static const struct cs_example examples[] = {
    {"careerstat report 43-6013 --out career-guide",
     "The guide to medical secretaries: guide.html, guide.md, summary.json, charts"},
    {"careerstat report 'medical office assistant' --region Texas --out guide-texas",
     "By name, for one state"},
    {"careerstat report 43-6013 31-9092 --out career-comparison",
     "Two occupations side by side: comparison.html, comparison.md, comparison.json"},
    {"careerstat report 43-6013 --short -o guide.html", "One file, two sheets of paper"},
};

static const struct cs_option options[] = {
    {"out", 'o', CS_OPTION_TEXT, "DIR|FILE",
     "folder to write to (default: career-guide, career-comparison or career-site), or one file: "
     "NAME.html, NAME.pdf, NAME.md, NAME.json",
     NULL},
    {"short", 0, CS_OPTION_FLAG, NULL, "only what fits on two sheets of paper", NULL},
    {"all", 0, CS_OPTION_FLAG, NULL, "a site with a page for every occupation in the data", NULL},
    {"list", 0, CS_OPTION_TEXT, "FILE",
     "a site for the occupations in FILE: one per line, a region after a semicolon", NULL},
    {"redo", 0, CS_OPTION_FLAG, NULL, "also rewrite the pages of a site that are up to date", NULL},
    {"no-charts", 0, CS_OPTION_FLAG, NULL, "text and tables only", NULL},
    {"templates", 0, CS_OPTION_TEXT, "DIR", "your own templates, copied from reports/templates",
     NULL},
};

extern const struct cs_command cs_cmd_report;
const struct cs_command cs_cmd_report = {
    .name = "report",
    .group = CS_GROUP_SHOW,
    .summary = "write a career guide as a web page, as Markdown and as data",
    .usage = "report OCCUPATION [OCCUPATION [OCCUPATION]] [FILE…] [--region R] [--out DIR]",
    .help =
        "OCCUPATION is a code or a title, with or without quotes. The page is one file that works "
        "offline and prints on A4 and Letter.\n"
        "Two or three occupations, or one with two or three --region, make one page that sets "
        "them side by side. Words of a name that could be names of their own need quotes.\n"
        "A figure that the data do not have is left out, with its sentence. A region without "
        "figures of its own gets the nation's, and the report says so.\n"
        "--all and --list make a site with an index. If interrupted, it resumes where it stopped; "
        "pages that are up to date are not rewritten.",
    .examples = examples,
    .n_examples = sizeof examples / sizeof *examples,
    .options = options,
    .n_options = sizeof options / sizeof *options,
    .shared = CS_SHARED_DATA | CS_SHARED_JSON | CS_SHARED_MEMORY,
    .max_operands = SIZE_MAX,
    .run = run,
};
