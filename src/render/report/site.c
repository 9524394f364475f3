/* Many reports in parallel. Each page's inputs are digested, so that a page that is up to date is
 * left alone. */
#include "render/report/site.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "analysis/outlook/lookup.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/fileset.h"
#include "base/outfile.h"
#include "base/pool.h"
#include "base/text.h"
#include "data/dataset.h"
#include "render/draw/gnuplot.h"
#include "render/report/report.h"
#include "render/report/site_parts.h"

/* Everything a run shares. Entries and messages have one slot a page: no thread touches another's.
 */
struct run {
    const struct cs_site_request *request;
    struct cs_site_entry *entries;
    struct cs_diag *diags;        /* a page each, merged in order at the end */
    struct cs_gnuplot **gnuplots; /* a worker each */
    char digest[CS_DIGEST_TEXT_BYTES];
    pthread_mutex_t lock; /* of what stands below */
    size_t n_done, n_since_manifest;
    struct cs_site_result result;
};

enum { PAGES_A_MANIFEST = 50 };

static void describe(const struct cs_report_kit *kit, const struct cs_site_page *page,
                     struct cs_site_entry *entry)
{
    const struct cs_lookup *lookup = kit->data.lookup;
    uint32_t occupation = cs_lookup_key(lookup, CS_DIM_OCCUPATION, page->occupation);
    uint32_t nation = cs_lookup_key(lookup, CS_DIM_REGION, "US");
    uint32_t region = cs_lookup_key(lookup, CS_DIM_REGION, page->region);
    const struct cs_key *key =
        cs_dataset_key(cs_lookup_dataset(lookup), CS_DIM_OCCUPATION, occupation);
    struct cs_query query =
        cs_query_of(CS_WAGE_MEDIAN, occupation, region == CS_NO_KEY ? nation : region);
    entry->code = page->occupation;
    entry->title = key ? key->title : page->occupation;
    entry->aliases = key ? key->aliases : NULL;
    entry->region = page->region;
    if (!cs_lookup_find(lookup, &query, &entry->median)) {
        query.region = nation;
        entry->median = cs_lookup_at(lookup, query, CS_WAGE_MEDIAN);
    }
    query.region = nation;
    entry->percent = cs_lookup_at(lookup, query, CS_PERCENT_CHANGE);
    entry->openings = cs_lookup_at(lookup, query, CS_OPENINGS_ANNUAL);
}

static enum cs_status add_files(struct cs_fileset *files, const char *folder, const char *name,
                                const struct cs_report *report, struct cs_diag *diag)
{
    struct cs_buf path;
    cs_buf_init(&path);
    cs_buf_printf(&path, "%s/%s.html", folder, name);
    enum cs_status status =
        cs_fileset_add(files, cs_buf_text(&path), report->html.data, report->html.size, diag);
    cs_buf_reset(&path);
    cs_buf_printf(&path, "%s/data/%s.json", folder, name);
    if (status == CS_OK)
        status =
            cs_fileset_add(files, cs_buf_text(&path), report->json.data, report->json.size, diag);
    cs_buf_clear(&path);
    return status;
}

/* What became of a page. */
struct made {
    enum cs_status status;
    bool is_changed; /* any of its files had other bytes */
    bool is_written;
};

static struct made make_page(struct run *run, size_t index, struct cs_gnuplot *gnuplot,
                             struct cs_diag *diag)
{
    const struct cs_site_request *request = run->request;
    const struct cs_site_page *page = &request->pages[index];
    struct cs_report_request wanted = {page->occupation, page->region, gnuplot, "index.html",
                                       false};
    struct cs_report report;
    struct cs_fileset files;
    cs_fileset_init(&files);
    enum cs_status status = cs_report_make(request->kit, &wanted, &report, diag);
    if (status == CS_OK)
        status = add_files(&files, request->folder, run->entries[index].name, &report, diag);
    bool is_changed = files.n_entries > 0;
    if (status == CS_OK)
        status = cs_fileset_commit(&files, diag);
    bool is_written = status == CS_OK;
    if (status == CS_OK && report.chart_trouble)
        status = CS_IO; /* the page is there, but not whole: it will be made again */
    cs_fileset_clear(&files);
    cs_report_clear(&report);
    return (struct made){status, is_changed, is_written};
}

static void finish_page(struct run *run, size_t *counter)
{
    const struct cs_site_request *request = run->request;
    pthread_mutex_lock(&run->lock);
    (*counter)++;
    run->n_done++;
    if (++run->n_since_manifest >= PAGES_A_MANIFEST) {
        struct cs_diag quiet; /* the last manifest is what counts; this one only helps a restart */
        cs_diag_init(&quiet);
        if (cs_site_write_manifest(request->folder, run->entries, request->n_pages, &quiet) ==
            CS_OK)
            run->n_since_manifest = 0;
        cs_diag_clear(&quiet);
    }
    if (request->progress)
        request->progress(request->progress_context, run->n_done, request->n_pages);
    pthread_mutex_unlock(&run->lock);
}

static void locate_failure(const struct cs_site_entry *entry, struct cs_diag *diag)
{
    cs_diag_add(diag, CS_ERROR, NULL, NULL, "page %s: not finished: %s", entry->name,
                diag->n_messages ? diag->messages[diag->n_messages - 1].text : "out of memory");
}

static void keep_outcome(struct run *run, struct cs_site_entry *entry, const struct made *made)
{
    pthread_mutex_lock(&run->lock);
    entry->status = made->status;
    entry->is_there |= made->is_written;
    entry->digest[0] = '\0';
    if (made->status == CS_OK)
        memcpy(entry->digest, run->digest, sizeof entry->digest);
    pthread_mutex_unlock(&run->lock);
}

static void do_page(void *context, size_t index, size_t worker)
{
    struct run *run = context;
    struct cs_site_entry *entry = &run->entries[index];
    bool is_fresh = run->digest[0] && strcmp(entry->digest, run->digest) == 0;
    if (!run->request->redoes_all && entry->is_there && is_fresh) {
        finish_page(run, &run->result.n_kept);
        return;
    }
    struct made made = make_page(run, index, run->gnuplots[worker], &run->diags[index]);
    keep_outcome(run, entry, &made);
    if (made.status != CS_OK)
        locate_failure(entry, &run->diags[index]);
    finish_page(run, made.status != CS_OK ? &run->result.n_failed
                     : made.is_changed    ? &run->result.n_written
                                          : &run->result.n_unchanged);
}

static bool has_page(const char *folder, const char *name)
{
    struct cs_buf path;
    struct stat facts;
    cs_buf_init(&path);
    cs_buf_printf(&path, "%s/%s.html", folder, name);
    bool is_there = stat(cs_buf_text(&path), &facts) == 0 && facts.st_size > 0;
    cs_buf_clear(&path);
    return is_there;
}

static enum cs_status prepare(struct run *run, size_t n_threads, struct cs_diag *diag)
{
    const struct cs_site_request *request = run->request;
    run->entries = calloc(request->n_pages + 1, sizeof *run->entries);
    run->diags = calloc(request->n_pages + 1, sizeof *run->diags);
    run->gnuplots = calloc(n_threads, sizeof *run->gnuplots);
    if (!run->entries || !run->diags || !run->gnuplots)
        return cs_fail_memory(diag);
    for (size_t i = 0; i < request->n_pages; i++) {
        struct cs_site_entry *entry = &run->entries[i];
        describe(request->kit, &request->pages[i], entry);
        entry->name = cs_site_page_name(&request->pages[i]);
        if (!entry->name)
            return cs_fail_memory(diag);
        entry->is_there = has_page(request->folder, entry->name);
        cs_diag_init(&run->diags[i]);
    }
    enum cs_status status = cs_site_check_names(run->entries, request->n_pages, diag);
    if (status != CS_OK)
        return status;
    for (size_t i = 0; request->has_charts && i < n_threads; i++)
        if (!(run->gnuplots[i] = cs_gnuplot_new(NULL, 0)))
            return cs_fail_memory(diag);
    cs_site_digest(request, run->digest);
    cs_site_read_manifest(request->folder, run->entries, request->n_pages);
    return CS_OK;
}

static void clear(struct run *run, size_t n_threads, struct cs_diag *diag)
{
    for (size_t i = 0; run->gnuplots && i < n_threads; i++)
        cs_gnuplot_free(run->gnuplots[i], diag);
    for (size_t i = 0; run->entries && i < run->request->n_pages; i++)
        free(run->entries[i].name);
    free(run->entries);
    free(run->diags);
    free(run->gnuplots);
    pthread_mutex_destroy(&run->lock);
}

static enum cs_status worst_page(struct run *run, struct cs_diag *diag)
{
    enum cs_status worst = CS_OK;
    for (size_t i = 0; i < run->request->n_pages; i++) {
        enum cs_status status = run->entries[i].status;
        worst = status > worst ? status : worst;
        cs_diag_merge(diag, &run->diags[i]);
        cs_diag_clear(&run->diags[i]);
    }
    return worst;
}

enum cs_status cs_site_make(const struct cs_site_request *request, struct cs_site_result *out,
                            struct cs_diag *diag)
{
    struct run run = {.request = request, .lock = PTHREAD_MUTEX_INITIALIZER};
    size_t n_threads = request->n_threads ? request->n_threads : 1;
    enum cs_status status = cs_make_folders(request->folder, diag);
    if (status == CS_OK)
        status = prepare(&run, n_threads, diag);
    if (status == CS_OK) {
        cs_pool_run(n_threads, request->n_pages, do_page, &run);
        status = cs_site_write_index(request, run.entries, diag);
        enum cs_status listed = cs_site_write_pages(request, run.entries, diag);
        status = status == CS_OK ? listed : status;
        enum cs_status manifest =
            cs_site_write_manifest(request->folder, run.entries, request->n_pages, diag);
        status = status == CS_OK ? manifest : status;
        enum cs_status pages = worst_page(&run, diag);
        status = status == CS_OK ? pages : status;
    }
    *out = run.result;
    clear(&run, n_threads, diag);
    return status;
}
