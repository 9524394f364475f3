/* The index of a site, and the manifest that lets a run be taken up again. */
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/outlook/lookup.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/digest.h"
#include "base/markup.h"
#include "base/number.h"
#include "base/outfile.h"
#include "base/text.h"
#include "guide/figure/figure_table.h"
#include "render/report/report.h"
#include "render/report/site_parts.h"
#include "render/report/template.h"

static const char manifest_name[] = "careerstat-site.txt";
static const char manifest_head[] = "careerstat site 1\n";
enum { MAX_MANIFEST_BYTES = 64 << 20 };

static void add_text(struct cs_digest *digest, const char *text)
{
    cs_digest_add(digest, text ? text : "", text ? strlen(text) + 1 : 1);
}

static void add_sources(struct cs_digest *digest, const struct cs_lookup *lookup)
{
    const struct cs_dataset *data = lookup ? cs_lookup_dataset(lookup) : NULL;
    for (size_t i = 0; data && i < data->n_sources; i++) {
        add_text(digest, data->sources[i].id);
        add_text(digest, data->sources[i].sha256);
    }
}

void cs_site_digest(const struct cs_site_request *request, char out[CS_DIGEST_TEXT_BYTES])
{
    struct cs_digest *digest = cs_digest_new();
    out[0] = '\0';
    if (!digest)
        return; /* no digest: every page is made */
    add_text(digest, CS_VERSION);
    add_text(digest, request->has_charts ? "charts" : "no charts");
    for (size_t i = 0; i < request->kit->n_files; i++) {
        add_text(digest, request->kit->files[i].name);
        add_text(digest, request->kit->files[i].text);
    }
    add_sources(digest, request->kit->data.lookup);
    add_sources(digest, request->kit->data.price_data);
    cs_digest_finish(digest, out);
    cs_digest_free(digest);
}

static int order_names(const void *a, const void *b)
{
    const struct cs_site_entry *const *x = a, *const *y = b;
    return strcmp((*x)->name, (*y)->name);
}

/* Reads "NAME DIGEST" lines for entries sorted by name. */
static void read_lines(char *text, struct cs_site_entry **sorted, size_t n)
{
    char *rest = NULL;
    for (char *line = strtok_r(text, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest)) {
        char *space = strchr(line, ' ');
        if (!space || strlen(space + 1) != CS_DIGEST_TEXT_BYTES - 1)
            continue;
        *space = '\0';
        struct cs_site_entry wanted = {.name = line}, *key = &wanted;
        struct cs_site_entry **found = bsearch(&key, sorted, n, sizeof *sorted, order_names);
        if (found)
            memcpy((*found)->digest, space + 1, CS_DIGEST_TEXT_BYTES);
    }
}

void cs_site_read_manifest(const char *folder, struct cs_site_entry *entries, size_t n)
{
    struct cs_buf path;
    struct cs_diag quiet;
    char *text = NULL;
    size_t n_bytes;
    struct cs_site_entry **sorted = calloc(n + 1, sizeof *sorted);
    cs_buf_init(&path);
    cs_diag_init(&quiet);
    cs_buf_printf(&path, "%s/%s", folder, manifest_name);
    if (sorted &&
        cs_read_file(cs_buf_text(&path), MAX_MANIFEST_BYTES, &text, &n_bytes, &quiet) == CS_OK &&
        cs_starts_with(text, manifest_head)) {
        for (size_t i = 0; i < n; i++)
            sorted[i] = &entries[i];
        qsort(sorted, n, sizeof *sorted, order_names);
        read_lines(text, sorted, n);
    }
    free(text);
    free(sorted);
    cs_diag_clear(&quiet);
    cs_buf_clear(&path);
}

enum cs_status cs_site_write_manifest(const char *folder, const struct cs_site_entry *entries,
                                      size_t n, struct cs_diag *diag)
{
    struct cs_buf text, path;
    cs_buf_init(&text);
    cs_buf_init(&path);
    cs_buf_printf(&path, "%s/%s", folder, manifest_name);
    cs_buf_puts(&text, manifest_head);
    for (size_t i = 0; i < n; i++)
        if (entries[i].digest[0] && entries[i].is_there)
            cs_buf_printf(&text, "%s %s\n", entries[i].name, entries[i].digest);
    enum cs_status status =
        text.failed ? cs_fail_memory(diag)
                    : cs_outfile_write(cs_buf_text(&path), cs_buf_text(&text), text.size, diag);
    cs_buf_clear(&text);
    cs_buf_clear(&path);
    return status;
}

struct index {
    const struct cs_site_request *request;
    const struct cs_site_entry *entries;
    struct cs_arena arena;
};

static void put_number_cell(struct cs_buf *out, const struct cs_found *found, const char *style,
                            enum cs_figure_kind kind, struct cs_arena *arena)
{
    char number[CS_NUMBER_TEXT_BYTES];
    const char *text = cs_found_text(found, style, kind, arena);
    double value = cs_found_number(found);
    cs_buf_puts(out, "<td class=\"n\"");
    if (text && !isnan(value)) {
        cs_number_format_rounded(value, 4, number);
        cs_buf_printf(out, " data-value=\"%s\"", number);
    }
    cs_buf_putc(out, '>');
    cs_html_put(out, text ? text : "");
    cs_buf_puts(out, "</td>");
}

static void put_row(struct cs_buf *out, const struct cs_site_entry *entry, bool has_regions,
                    struct cs_arena *arena)
{
    cs_buf_puts(out, "<tr data-words=\"");
    cs_html_put(out, entry->aliases ? entry->aliases : "");
    cs_buf_printf(out, "\"><th scope=\"row\"><a href=\"%s.html\">", entry->name);
    cs_html_put(out, entry->title);
    cs_buf_puts(out, "</a></th><td class=\"c\">");
    cs_html_put(out, entry->code);
    cs_buf_puts(out, "</td>");
    if (has_regions) {
        cs_buf_puts(out, "<td>");
        cs_html_put(out, entry->region);
        cs_buf_puts(out, "</td>");
    }
    put_number_cell(out, &entry->median,
                    entry->median.unit.per == CS_PER_YEAR ? "money" : "money-per", CS_FIGURE_MONEY,
                    arena);
    put_number_cell(out, &entry->percent, "signed-percent-1", CS_FIGURE_PERCENT, arena);
    put_number_cell(out, &entry->openings, "number", CS_FIGURE_COUNT, arena);
    cs_buf_puts(out, "</tr>\n");
}

static bool has_several_regions(const struct index *index)
{
    for (size_t i = 1; i < index->request->n_pages; i++)
        if (strcmp(index->entries[i].region, index->entries[0].region) != 0)
            return true;
    return false;
}

static void put_rows(struct index *index, struct cs_buf *out)
{
    bool has_regions = has_several_regions(index);
    cs_buf_puts(out, "<table class=\"sortable\" id=\"occupations\">\n<thead><tr>"
                     "<th scope=\"col\">Occupation</th><th scope=\"col\">Code</th>");
    if (has_regions)
        cs_buf_puts(out, "<th scope=\"col\">Region</th>");
    cs_buf_puts(out, "<th scope=\"col\" class=\"n\">Median per year</th><th scope=\"col\" "
                     "class=\"n\">Growth</th><th scope=\"col\" class=\"n\">Openings per "
                     "year</th></tr></thead>\n<tbody>\n");
    for (size_t i = 0; i < index->request->n_pages; i++)
        if (index->entries[i].is_there)
            put_row(out, &index->entries[i], has_regions, &index->arena);
    cs_buf_puts(out, "</tbody>\n</table>");
}

static size_t count_pages(const struct index *index, bool is_there)
{
    size_t n = 0;
    for (size_t i = 0; i < index->request->n_pages; i++)
        n += index->entries[i].is_there == is_there;
    return n;
}

static void put_missing(struct index *index, struct cs_buf *out)
{
    for (size_t i = 0; i < index->request->n_pages; i++) {
        const struct cs_site_entry *entry = &index->entries[i];
        if (entry->is_there)
            continue;
        cs_buf_puts(out, "<li>");
        cs_html_put(out, entry->code);
        cs_buf_putc(out, ' ');
        cs_html_put(out, entry->title);
        cs_buf_puts(out, "</li>\n");
    }
}

/* The words of site.html. */
static enum cs_status answer(void *context, struct cs_span call, struct cs_buf *out,
                             bool *is_present, struct cs_diag *diag)
{
    struct index *index = context;
    *is_present = true;
    if (cs_span_equals(call, "rows")) {
        if (out)
            put_rows(index, out);
    } else if (cs_span_equals(call, "n")) {
        if (out)
            cs_buf_printf(out, "%zu", count_pages(index, 1));
    } else if (cs_span_equals(call, "missing")) {
        *is_present = count_pages(index, 0) > 0;
        if (out && *is_present)
            put_missing(index, out);
    } else {
        return cs_fail(diag, CS_USAGE, NULL, "rows, n or missing",
                       "the index has no such placeholder");
    }
    return CS_OK;
}

static const char *file(void *context, const char *name)
{
    const struct index *index = context;
    return cs_report_kit_file(index->request->kit, name);
}

enum cs_status cs_site_write_index(const struct cs_site_request *request,
                                   const struct cs_site_entry *entries, struct cs_diag *diag)
{
    struct index index = {.request = request, .entries = entries};
    struct cs_template_host host = {&index, answer, file};
    const char *text = cs_report_kit_file(request->kit, "site.html");
    struct cs_buf out, path;
    if (!text)
        return cs_fail(diag, CS_USAGE, NULL, NULL, "the templates do not include site.html");
    cs_buf_init(&out);
    cs_buf_init(&path);
    cs_arena_init(&index.arena);
    cs_buf_printf(&path, "%s/index.html", request->folder);
    enum cs_status status = cs_template_fill(text, "site.html", &host, &out, diag);
    cs_buf_putc(&out, '\n');
    if (status == CS_OK)
        status = cs_outfile_write(cs_buf_text(&path), cs_buf_text(&out), out.size, diag);
    cs_arena_clear(&index.arena);
    cs_buf_clear(&out);
    cs_buf_clear(&path);
    return status;
}
