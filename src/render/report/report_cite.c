/* Links to sources, and the list of them: numbered when the page is whole, in the order in which it
 * first names them, so that what is listed is what was cited. Until then marks stand in the page:
 * control bytes, which no text put by cs_report_put_text can hold. */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/outlook/outlook.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/markup.h"
#include "base/text.h"
#include "render/report/report_parts.h"

static const char cite_mark = '\x1E', list_mark = '\x1D', caveat_mark = '\x1C';

void cs_report_put_caveat(enum cs_report_format format, const struct cs_outlook *outlook,
                          const struct cs_source *source, const char *text, struct cs_buf *out)
{
    bool is_html = format == CS_REPORT_HTML;
    cs_buf_printf(out, "%c%zu%c%s", caveat_mark, cs_outlook_source_number(outlook, source),
                  caveat_mark, is_html ? "<li>" : "- ");
    cs_report_put_text(format, text, out);
    cs_buf_printf(out, "%s%c", is_html ? "</li>" : "", caveat_mark);
}

void cs_report_put_cite(const struct cs_outlook *outlook, const struct cs_source *source,
                        struct cs_buf *out)
{
    size_t number = cs_outlook_source_number(outlook, source);
    if (number)
        cs_buf_printf(out, "%c%zu%c", cite_mark, number, cite_mark);
}

void cs_report_put_sources(struct cs_buf *out)
{
    cs_buf_putc(out, list_mark);
}

void cs_report_put_table_sources(enum cs_report_format format, const struct cs_outlook *outlook,
                                 const struct cs_figure_table *table, const char *note,
                                 struct cs_buf *out)
{
    struct cs_buf cites;
    cs_buf_init(&cites);
    size_t n = 0;
    for (size_t number = 1; number <= outlook->sources.n_numbers; number++) {
        size_t i = 0;
        while (i < table->n_sources &&
               cs_outlook_source_number(outlook, table->sources[i]) != number)
            i++;
        if (i == table->n_sources)
            continue;
        cs_report_put_cite(outlook, table->sources[i], &cites);
        n++;
    }
    const char *joint = *note && n ? " " : "";
    const char *word = n > 1 ? "Sources:" : n ? "Source:" : "";
    if ((n || *note) && format == CS_REPORT_HTML)
        cs_buf_printf(out, "<p class=\"from\">%s%s%s %s</p>", note, joint, word,
                      cs_buf_text(&cites));
    else if (n || *note)
        cs_buf_printf(out, "\n\n%s%s%s%s", note, joint, word, cs_buf_text(&cites));
    out->failed |= cites.failed;
    cs_buf_clear(&cites);
}

static void put_source_words(enum cs_report_format format, const struct cs_source *source,
                             struct cs_buf *out)
{
    const char *title = source->title ? source->title : source->id;
    bool is_link = source->url && (cs_starts_with(source->url, "https://") ||
                                   cs_starts_with(source->url, "http://"));
    if (source->publisher) {
        cs_report_put_text(format, source->publisher, out);
        cs_buf_puts(out, ": ");
    }
    if (is_link && format == CS_REPORT_HTML) {
        cs_buf_puts(out, "<a href=\"");
        cs_html_put(out, source->url);
        cs_buf_puts(out, "\">");
        cs_html_put(out, title);
        cs_buf_puts(out, "</a>");
    } else {
        cs_report_put_text(format, title, out);
    }
    if (is_link && format == CS_REPORT_MARKDOWN)
        cs_buf_puts(out, ", <"), cs_html_put(out, source->url), cs_buf_puts(out, ">");
    bool says_when = strpbrk(title, "0123456789") != NULL;
    const char *facts[] = {says_when ? source->retrieved : source->period, source->licence};
    size_t n_facts = 0;
    for (size_t i = 0; i < sizeof facts / sizeof *facts; i++)
        if (facts[i] && *facts[i] && strcmp(facts[i], "not stated") != 0) {
            cs_buf_puts(out, n_facts++ ? "; " : " (");
            cs_report_put_text(format, facts[i], out);
        }
    cs_buf_puts(out, n_facts ? ")." : ".");
}

/* Whether an earlier source of the same number has the vintage's name: two files of one year. */
static bool is_said(const struct cs_outlook *o, size_t index, const char *vintage)
{
    size_t number = cs_outlook_source_number(o, o->sources.items[index]);
    for (size_t i = 0; i < index; i++)
        if (cs_outlook_source_number(o, o->sources.items[i]) == number &&
            strcmp(cs_outlook_source_vintage(o->sources.items[i]), vintage) == 0)
            return true;
    return false;
}

/* The source of a number, then the other vintages of the same work. */
static void put_numbered_source(enum cs_report_format format, const struct cs_outlook *o,
                                size_t number, struct cs_buf *out)
{
    bool is_first = true;
    size_t n_others = 0;
    for (size_t i = 0; i < o->sources.n; i++) {
        if (cs_outlook_source_number(o, o->sources.items[i]) != number)
            continue;
        const char *vintage = cs_outlook_source_vintage(o->sources.items[i]);
        if (is_first) {
            put_source_words(format, o->sources.items[i], out);
            is_first = false;
        } else if (*vintage && !is_said(o, i, vintage)) {
            cs_buf_puts(out, n_others++ ? "; " : " Also used: ");
            cs_report_put_text(format, vintage, out);
        }
    }
    if (n_others)
        cs_buf_putc(out, '.');
}

/* A page being numbered: order[k] is the work that is cited as k + 1. */
struct numbering {
    enum cs_report_format format;
    const struct cs_outlook *outlook;
    size_t *order, n;
};

static bool is_cited(const struct numbering *numbering, size_t work)
{
    size_t k = 0;
    while (k < numbering->n && numbering->order[k] != work)
        k++;
    return k < numbering->n;
}

/* The number that the page gives a work: the next one when it was not cited before. */
static size_t place_of(struct numbering *numbering, size_t work)
{
    size_t k = 0;
    while (k < numbering->n && numbering->order[k] != work)
        k++;
    if (k == numbering->n && k < numbering->outlook->sources.n_numbers)
        numbering->order[numbering->n++] = work;
    return k + 1;
}

static void put_link(const struct numbering *numbering, size_t place, struct cs_buf *out)
{
    if (numbering->format == CS_REPORT_HTML)
        cs_buf_printf(out, "<sup><a href=\"#source-%zu\" aria-label=\"source %zu\">%zu</a></sup>",
                      place, place, place);
    else
        cs_buf_printf(out, " [\\[%zu\\]](#sources)", place);
}

static void put_list(const struct numbering *numbering, struct cs_buf *out)
{
    bool is_html = numbering->format == CS_REPORT_HTML;
    for (size_t k = 0; k < numbering->n; k++) {
        cs_buf_printf(out, is_html ? "<li id=\"source-%zu\">" : "%zu. ", k + 1);
        put_numbered_source(numbering->format, numbering->outlook, numbering->order[k], out);
        cs_buf_puts(out, is_html ? "</li>\n" : "\n");
    }
}

/* Finds what the page cites, in its order. */
static void collect(struct numbering *numbering, const char *page)
{
    char *end;
    for (const char *at = page; (at = strchr(at, cite_mark)); at = end + 1)
        place_of(numbering, strtoul(at + 1, &end, 10));
}

/* A caveat, where its publisher is cited or it is nobody's. Returns where the page goes on. */
static const char *put_caveat(const struct numbering *numbering, const char *mark,
                              struct cs_buf *out)
{
    char *start;
    size_t work = strtoul(mark + 1, &start, 10);
    const char *end = strchr(start + 1, caveat_mark);
    if (work && !is_cited(numbering, work))
        return end + 1;
    if (out->size && out->data[out->size - 1] != '\n')
        cs_buf_putc(out, '\n');
    cs_buf_put(out, start + 1, (size_t)(end - start - 1));
    return end + 1;
}

enum cs_status cs_report_number_cites(enum cs_report_format format,
                                      const struct cs_outlook *outlook, struct cs_buf *page,
                                      struct cs_diag *diag)
{
    const char marks[] = {cite_mark, list_mark, caveat_mark, '\0'};
    struct numbering numbering = {format, outlook, NULL, 0};
    struct cs_buf out;
    cs_buf_init(&out);
    numbering.order = calloc(outlook->sources.n_numbers + 1, sizeof *numbering.order);
    if (numbering.order)
        collect(&numbering, cs_buf_text(page));
    for (const char *at = cs_buf_text(page); numbering.order && *at;) {
        size_t n = strcspn(at, marks);
        cs_buf_put(&out, at, n);
        at += n;
        if (*at == list_mark) {
            put_list(&numbering, &out);
            at++;
        } else if (*at == caveat_mark) {
            at = put_caveat(&numbering, at, &out);
        } else if (*at) {
            char *end;
            put_link(&numbering, place_of(&numbering, strtoul(at + 1, &end, 10)), &out);
            at = end + 1;
        }
    }
    bool has_failed = !numbering.order || out.failed || page->failed;
    free(numbering.order);
    if (has_failed) {
        cs_buf_clear(&out);
        return cs_fail_memory(diag);
    }
    cs_buf_clear(page);
    *page = out;
    return CS_OK;
}
