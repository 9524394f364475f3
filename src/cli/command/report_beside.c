/* report with several occupations or places: one page, and its files. */
#include <stdbool.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/diag.h"
#include "cli/command/report_run.h"
#include "cli/frame/command.h"
#include "cli/frame/documents.h"
#include "render/beside/beside.h"

/* Every occupation in every place: one of the two is single, which cs_beside_make checks. */
static enum cs_status find_subjects(struct cs_report_run *run, const struct cs_report_asked *asked,
                                    struct cs_beside_subject *subjects, size_t *n)
{
    struct cs_call *call = run->call;
    size_t n_regions = cs_call_count(call, "region");
    enum cs_status status = CS_OK;
    *n = 0;
    for (size_t i = 0; status == CS_OK && i < asked->n; i++)
        for (size_t k = 0; status == CS_OK && k < (n_regions ? n_regions : 1); k++) {
            struct cs_beside_subject *subject = &subjects[(*n)++];
            subject->region = "US";
            status = cs_report_run_occupation(run, asked->words[i], &subject->occupation);
            const char *place = n_regions ? cs_call_text_at(call, "region", k) : asked->place;
            if (status == CS_OK && place)
                status = cs_report_run_region(run, place, &subject->region);
        }
    return status;
}

enum cs_status cs_report_beside(struct cs_report_run *run, const struct cs_report_asked *asked,
                                struct cs_gnuplot *gnuplot)
{
    struct cs_call *call = run->call;
    size_t n_regions = cs_call_count(call, "region");
    struct cs_beside_subject *subjects =
        cs_arena_alloc(call->arena, (asked->n * (n_regions + 1)) * sizeof *subjects);
    struct cs_beside_request request = {.subjects = subjects};
    struct cs_beside beside;
    if (!subjects)
        return cs_fail_memory(call->diag);
    enum cs_status status = find_subjects(run, asked, subjects, &request.n_subjects);
    if (status != CS_OK)
        return status;
    request.gnuplot = gnuplot;
    status = cs_beside_make(&run->kit, &request, &beside, call->diag);
    if (status == CS_OK)
        status = cs_documents_write(
            call, &(struct cs_documents){"career-comparison", "comparison.html", "comparison.md",
                                         "comparison.json", &beside.html, &beside.markdown,
                                         &beside.json, &beside.chart, 1});
    if (status == CS_OK && beside.chart_trouble)
        status = CS_IO; /* the page is there, without its chart; the message says why */
    cs_beside_clear(&beside);
    return status;
}
