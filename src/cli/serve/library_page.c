/* What the library holds, and how old it is. */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/markup.h"
#include "base/number.h"
#include "base/text.h"
#include "cli/serve/cache.h"
#include "cli/serve/serve.h"
#include "library/library.h"

/* "2026-11-30T…" as days since the epoch; -1 when it is none. */
static long day_of(const char *stamp)
{
    struct tm day = {0};
    if (!stamp || sscanf(stamp, "%4d-%2d-%2d", &day.tm_year, &day.tm_mon, &day.tm_mday) != 3)
        return -1;
    day.tm_year -= 1900;
    day.tm_mon -= 1;
    return (long)(timegm(&day) / 86400);
}

/* "today", "yesterday", "12 days ago" */
static void put_age(const char *imported, struct cs_buf *out)
{
    long n_days = (long)(time(NULL) / 86400) - day_of(imported);
    cs_buf_printf(out, "%.10s", imported ? imported : "");
    if (day_of(imported) < 0 || n_days < 0)
        return;
    if (n_days < 2)
        cs_buf_puts(out, n_days ? " (yesterday)" : " (today)");
    else
        cs_buf_printf(out, " (%ld days ago)", n_days);
}

static void put_count(uint64_t n, struct cs_buf *out)
{
    char digits[24];
    int size = snprintf(digits, sizeof digits, "%llu", (unsigned long long)n);
    for (int i = 0; i < size; i++) {
        if (i && (size - i) % 3 == 0)
            cs_buf_putc(out, ',');
        cs_buf_putc(out, digits[i]);
    }
}

static void put_row(const struct cs_library_source *source, struct cs_buf *out)
{
    cs_buf_puts(out, "<tr><th scope=\"row\">");
    cs_html_put(out, source->title ? source->title : source->name);
    cs_buf_puts(out, "<br><span class=\"code\">");
    cs_html_put(out, source->name);
    cs_buf_puts(out, "</span></th><td>");
    cs_html_put(out, source->period ? source->period : "");
    cs_buf_puts(out, "</td><td class=\"n\">");
    put_count(source->n_values, out);
    cs_buf_puts(out, "</td><td>");
    put_age(source->imported, out);
    cs_buf_puts(out, "</td></tr>\n");
}

/* The newest import, by its time. */
static const char *find_newest(const struct cs_library_source *sources, size_t n)
{
    const char *newest = NULL;
    for (size_t i = 0; i < n; i++)
        if (sources[i].imported && (!newest || strcmp(sources[i].imported, newest) > 0))
            newest = sources[i].imported;
    return newest;
}

/* "60 tables with 5,123,456 figures, the last imported …" */
static void put_sum(const struct cs_library_source *sources, size_t n, struct cs_buf *out)
{
    uint64_t n_values = 0;
    for (size_t i = 0; i < n; i++)
        n_values += sources[i].n_values;
    cs_buf_printf(out, "%zu table%s with ", n, n == 1 ? "" : "s");
    put_count(n_values, out);
    cs_buf_puts(out, " figures. Last import: ");
    put_age(find_newest(sources, n), out);
    cs_buf_puts(out, ".");
}

static void put_files(const struct cs_serve *serve, struct cs_buf *out)
{
    cs_buf_puts(out, serve->n_files ? "The pages are made from the files that the server was "
                                      "started with: "
                                    : "There is no library yet. The pages show the sample that "
                                      "comes with careerstat.");
    for (size_t i = 0; i < serve->n_files; i++) {
        const char *slash = strrchr(serve->files[i], '/');
        cs_buf_puts(out, i ? ", " : "");
        cs_html_put(out, slash ? slash + 1 : serve->files[i]);
    }
    cs_buf_puts(out, serve->n_files ? "." : "");
}

static void put_page(const struct cs_serve *serve, const struct cs_library_source *sources,
                     size_t n, struct cs_answer *answer)
{
    struct cs_buf sum, rows, path;
    cs_buf_init(&sum);
    cs_buf_init(&rows);
    cs_buf_init(&path);
    if (cs_serve_has_library(serve))
        put_sum(sources, n, &sum);
    else
        put_files(serve, &sum);
    for (size_t i = 0; i < n; i++)
        put_row(&sources[i], &rows);
    if (serve->library && !serve->n_files)
        cs_html_put(&path, serve->library);
    const struct cs_serve_word words[] = {{"sum", cs_buf_text(&sum)},
                                          {"rows", cs_buf_text(&rows)},
                                          {"path", cs_buf_text(&path)},
                                          {"imports", serve->n_files ? NULL : "imports"}};
    cs_serve_fill(serve, "library.html", words, sizeof words / sizeof *words, &answer->body);
    cs_buf_clear(&path);
    cs_buf_clear(&rows);
    cs_buf_clear(&sum);
}

static void make_page(const struct cs_serve *serve, struct cs_answer *answer)
{
    struct cs_arena arena;
    struct cs_diag diag;
    struct cs_library *library = NULL;
    struct cs_library_source *sources = NULL;
    size_t n = 0;
    cs_arena_init(&arena);
    cs_diag_init(&diag);
    enum cs_status status = CS_OK;
    if (cs_serve_has_library(serve))
        status = cs_library_open(serve->library, CS_LIBRARY_READ, &library, &diag);
    if (status == CS_OK && library)
        status = cs_library_list(library, &arena, &sources, &n, &diag);
    cs_library_close(library);
    if (status == CS_OK)
        put_page(serve, sources, n, answer);
    else
        cs_serve_fail(serve, 500, "The library cannot be read", &diag, answer);
    cs_diag_clear(&diag);
    cs_arena_clear(&arena);
}

/* Counting the rows of millions takes its time; a page is good for a day, or until an import. */
void cs_serve_library(struct cs_serve *serve, const struct cs_exchange *exchange,
                      struct cs_answer *answer)
{
    char key[40];
    uint64_t stamp = cs_serve_stamp(serve);
    (void)exchange;
    snprintf(key, sizeof key, "library %ld", (long)(time(NULL) / 86400));
    if (cs_cache_get(serve->cache, key, stamp, &answer->body))
        return;
    make_page(serve, answer);
    if (answer->status == 200)
        cs_cache_put(serve->cache, key, stamp, &answer->body);
}
