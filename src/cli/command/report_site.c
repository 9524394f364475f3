/* report --all and --list: which pages, progress, and what came of it. */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/grow.h"
#include "base/outfile.h"
#include "base/text.h"
#include "cli/command/report_run.h"
#include "cli/frame/command.h"
#include "data/dataset.h"
#include "render/report/site.h"

enum { MAX_LIST_BYTES = 16 << 20, BAR_WIDTH = 30 };

struct pages {
    struct cs_site_page *pages;
    size_t n, capacity;
};

static bool has_page(const struct pages *list, const char *occupation, const char *region)
{
    for (size_t i = 0; i < list->n; i++)
        if (strcmp(list->pages[i].occupation, occupation) == 0 &&
            strcmp(list->pages[i].region, region) == 0)
            return true;
    return false;
}

static enum cs_status add_page(struct pages *list, const char *occupation, const char *region,
                               struct cs_diag *diag)
{
    struct cs_site_page *pages = cs_grown(list->pages, list->n, &list->capacity, sizeof *pages);
    if (!pages)
        return cs_fail_memory(diag);
    list->pages = pages;
    list->pages[list->n++] = (struct cs_site_page){occupation, region};
    return CS_OK;
}

static enum cs_status add_all(struct cs_report_run *run, const char *region, struct pages *list)
{
    const struct cs_outlook_data *data = &run->kit.data;
    enum cs_status status = CS_OK;
    for (size_t i = 0; status == CS_OK && i < data->n_occupations; i++)
        status = add_page(
            list,
            cs_dataset_key(run->workspace.data, CS_DIM_OCCUPATION, data->occupations[i])->code,
            region, run->call->diag);
    if (status == CS_OK && !list->n)
        return cs_fail(run->call->diag, CS_NO_ANSWER, NULL, NULL,
                       "the data have no occupation to report on");
    return status;
}

/* "OCCUPATION" or "OCCUPATION; REGION". An unknown one is an error with its line; the rest is
 * made. */
static enum cs_status add_line(struct cs_report_run *run, char *line, const char *region,
                               struct pages *list)
{
    char *semicolon = strchr(line, ';');
    const char *code, *place = region;
    if (semicolon)
        *semicolon = '\0';
    struct cs_span words = cs_span_trim(cs_span_of(line));
    const char *text = cs_arena_copy(run->call->arena, words.start, words.size);
    enum cs_status status =
        text ? cs_report_run_occupation(run, text, &code) : cs_fail_memory(run->call->diag);
    if (status == CS_OK && semicolon) {
        struct cs_span name = cs_span_trim(cs_span_of(semicolon + 1));
        const char *words_of_place = cs_arena_copy(run->call->arena, name.start, name.size);
        status = words_of_place ? cs_report_run_region(run, words_of_place, &place)
                                : cs_fail_memory(run->call->diag);
    }
    if (status != CS_OK || has_page(list, code, place))
        return status;
    return add_page(list, code, place, run->call->diag);
}

/* A comment may also stand behind an entry. "C# developers" is none. */
static void cut_comment(char *line)
{
    char *at = line;
    while (*at && !(*at == '#' && at > line && (at[-1] == ' ' || at[-1] == '\t')))
        at++;
    *at = '\0';
}

static enum cs_status add_list(struct cs_report_run *run, const char *path, const char *region,
                               struct pages *list)
{
    char *text, *rest = NULL;
    size_t n_bytes;
    enum cs_status status = cs_read_file(path, MAX_LIST_BYTES, &text, &n_bytes, run->call->diag);
    if (status != CS_OK)
        return status;
    enum cs_status worst = CS_OK;
    uint64_t number = 0;
    for (char *line = text; line; line = rest) {
        rest = strchr(line, '\n');
        if (rest)
            *rest++ = '\0';
        number++;
        cut_comment(line);
        struct cs_span words = cs_span_trim(cs_span_of(line));
        if (words.size == 0 || *words.start == '#')
            continue;
        status = add_line(run, line, region, list);
        if (status != CS_OK)
            cs_diag_add(run->call->diag, CS_ERROR, &(struct cs_place){.file = path, .line = number},
                        NULL, "left out");
        worst = status > worst ? status : worst;
    }
    free(text);
    return list->n ? CS_OK
           : worst ? worst
                   : cs_fail(run->call->diag, CS_NO_ANSWER, &(struct cs_place){.file = path}, NULL,
                             "does not name an occupation");
}

/* A bar on standard error; the one thing a command writes itself, because it must be seen while the
 * command works. */
static void show_progress(void *context, size_t n_done, size_t n_pages)
{
    char line[128];
    size_t filled = n_pages ? n_done * BAR_WIDTH / n_pages : 0;
    (void)context;
    int n =
        snprintf(line, sizeof line, "\r[%.*s%.*s] page %zu of %zu%s", (int)filled,
                 "##############################", (int)(BAR_WIDTH - filled),
                 "..............................", n_done, n_pages, n_done == n_pages ? "\n" : "");
    ssize_t written = write(STDERR_FILENO, line, (size_t)n);
    (void)written; /* nobody can be told */
}

enum cs_status cs_report_site(struct cs_report_run *run, const char *folder)
{
    struct cs_call *call = run->call;
    struct pages list = {0};
    const char *region = "US";
    enum cs_status status = CS_OK;
    if (cs_call_count(call, "region"))
        status = cs_report_run_region(run, cs_call_text_at(call, "region", 0), &region);
    size_t n_errors = call->diag->n_errors;
    if (status == CS_OK)
        status = cs_call_has(call, "list")
                     ? add_list(run, cs_call_text(call, "list"), region, &list)
                     : add_all(run, region, &list);
    bool has_left_out = call->diag->n_errors > n_errors;
    struct cs_site_result result = {0};
    if (status == CS_OK) {
        struct cs_site_request request = {
            .kit = &run->kit,
            .pages = list.pages,
            .n_pages = list.n,
            .folder = folder,
            .n_threads = call->n_threads,
            .has_charts = !cs_call_has(call, "no-charts"),
            .redoes_all = cs_call_has(call, "redo"),
            .progress = call->err_is_terminal && !call->is_quiet ? show_progress : NULL,
        };
        status = cs_site_make(&request, &result, call->diag);
        if (result.n_failed)
            cs_diag_add(
                call->diag, CS_ERROR, NULL, "run the same command again to write the missing ones",
                "%zu of %zu page%s failed", result.n_failed, list.n, list.n == 1 ? "" : "s");
        if (!call->is_quiet)
            cs_buf_printf(call->out,
                          "%s/index.html: %zu page%s: %zu written, %zu unchanged, %zu kept, "
                          "%zu failed\n",
                          folder, list.n, list.n == 1 ? "" : "s", result.n_written,
                          result.n_unchanged, result.n_kept, result.n_failed);
    }
    free(list.pages);
    return status == CS_OK && has_left_out ? CS_NO_ANSWER : status;
}
