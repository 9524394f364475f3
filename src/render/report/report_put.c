/* Text, tables, charts and sources as a document has them, HTML or Markdown. Apart from the host of
 * templates, because pages of several occupations put them too. */
#include <stdbool.h>
#include <string.h>

#include "analysis/outlook/outlook.h"
#include "base/buf.h"
#include "base/markup.h"
#include "base/text.h"
#include "guide/figure/figure_table.h"
#include "render/report/report.h"
#include "render/report/report_parts.h"

/* A longer table may break over printed pages. */
enum { MOST_ROWS_TOGETHER = 15 };

void cs_report_put_text(enum cs_report_format format, const char *text, struct cs_buf *out)
{
    if (format == CS_REPORT_HTML)
        cs_html_put(out, text);
    else
        cs_markdown_put(out, text);
}

void cs_report_put_table(enum cs_report_format format, const struct cs_figure_table *table,
                         struct cs_buf *out)
{
    if (format == CS_REPORT_HTML) {
        bool is_long = table->n_rows > MOST_ROWS_TOGETHER;
        cs_figure_table_html(table, is_long ? " class=\"sortable long\"" : " class=\"sortable\"",
                             out);
        return;
    }
    cs_figure_table_markdown(table, out);
    if (out->size && out->data[out->size - 1] == '\n') /* the template ends the line */
        out->data[--out->size] = '\0';
}

static void put_svg(const struct cs_buf *picture, const char *width, struct cs_buf *out)
{
    const char *svg = strstr(cs_buf_text(picture), "<svg"); /* without an XML prolog */
    cs_buf_printf(out, "<div class=\"%s\">", width);
    cs_buf_puts(out, svg ? svg : "");
    cs_buf_puts(out, "</div>\n");
}

void cs_report_put_chart(enum cs_report_format format, const struct cs_report_chart *chart,
                         const char *trouble, struct cs_buf *out)
{
    bool is_html = format == CS_REPORT_HTML;
    if (chart->is_missing) {
        cs_buf_puts(out, is_html ? "<p class=\"notice\">The chart is missing: "
                                 : "*The chart is missing: ");
        cs_report_put_text(format, trouble, out);
        cs_buf_puts(out, is_html ? ".</p>" : ".*");
    } else if (is_html) {
        cs_buf_puts(out, "<figure class=\"chart\">\n");
        put_svg(&chart->svg, chart->narrow.size ? "wide" : "only", out);
        if (chart->narrow.size)
            put_svg(&chart->narrow, "narrow", out);
        cs_buf_puts(out, "</figure>");
    } else {
        cs_buf_puts(out, "![");
        cs_markdown_put(out, chart->alt);
        cs_buf_printf(out, "](charts/%s.svg)", chart->name);
    }
}

void cs_report_put_cite(enum cs_report_format format, size_t number, struct cs_buf *out)
{
    if (number && format == CS_REPORT_HTML)
        cs_buf_printf(out, "<sup><a href=\"#source-%zu\" aria-label=\"source %zu\">%zu</a></sup>",
                      number, number, number);
    else if (number)
        cs_buf_printf(out, " [\\[%zu\\]](#sources)", number);
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

void cs_report_put_sources(enum cs_report_format format, const struct cs_outlook *outlook,
                           struct cs_buf *out)
{
    for (size_t number = 1; number <= outlook->sources.n_numbers; number++) {
        if (format == CS_REPORT_HTML)
            cs_buf_printf(out, "<li id=\"source-%zu\">", number);
        else
            cs_buf_printf(out, "%zu. ", number);
        put_numbered_source(format, outlook, number, out);
        cs_buf_puts(out, format == CS_REPORT_HTML ? "</li>\n" : "\n");
    }
}
