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
