/* A folder of reports: one page per occupation and region, with an index that can be searched.
 * Answers for: making pages in parallel, leaving alone what is up to date, going on after a failed
 * page and saying which it was, taking up an interrupted run where it stopped. Every file appears
 * whole. Does not choose the occupations. */
#ifndef CS_RENDER_SITE_H
#define CS_RENDER_SITE_H

#include <stdbool.h>

#include "base/digest.h"
#include "render/report/report.h"

struct cs_site_page {
    const char *occupation, *region; /* codes */
};

struct cs_site_request {
    const struct cs_report_kit *kit;
    const struct cs_site_page *pages; /* each pair once */
    size_t n_pages;
    const char *folder;
    size_t n_threads;
    bool has_charts;
    int redoes_all; /* makes pages that are up to date again */
    /* Called from any thread, one at a time; NULL none. */
    void (*progress)(void *context, size_t n_done, size_t n_pages);
    void *progress_context;
};

struct cs_site_result {
    size_t n_written;   /* pages whose bytes changed */
    size_t n_unchanged; /* made again, the same bytes */
    size_t n_kept;      /* up to date: not made again */
    size_t n_failed;    /* each an error in diag */
};

/* Writes FOLDER/{index.html, pages.json, NAME.html, data/NAME.json, careerstat-site.txt}; NAME is
 * CODE[-REGION] or, for codes that are no numbers, told apart by a digest: pages.json lists them.
 * Errors: CS_IO when the folder or the index cannot be written; a failed page is counted, its worst
 * status is returned after everything else is done. */
CS_MUST_USE enum cs_status cs_site_make(const struct cs_site_request *request,
                                        struct cs_site_result *out, struct cs_diag *diag);

#endif
