/* What observations the calls of a report's template: sections, words of the outlook, figures. */
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "analysis/outlook/outlook.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/markup.h"
#include "base/text.h"
#include "guide/figure/figure.h"
#include "guide/figure/figure_table.h"
#include "render/report/report.h"
#include "render/report/report_parts.h"

/* A longer table may break over printed pages. */
enum { MOST_ROWS_TOGETHER = 15 };

static void put_escaped(const struct cs_report_host *host, struct cs_buf *out, const char *text)
{
    if (host->format == CS_REPORT_HTML)
        cs_html_put(out, text);
    else
        cs_markdown_put(out, text);
}

/* The template ends the line. */
static void put_markdown_table(const struct cs_figure_table *table, struct cs_buf *out)
{
    cs_figure_table_markdown(table, out);
    if (out->size && out->data[out->size - 1] == '\n')
        out->data[--out->size] = '\0';
}

/* Answers one call. `words` are those after the verb. */
typedef enum cs_status answerer(struct cs_report_host *host, struct cs_span words,
                                struct cs_buf *out, bool *is_present, struct cs_diag *diag);

static bool is_projected(enum cs_measure measure)
{
    switch (measure) {
    case CS_PERCENT_CHANGE:
    case CS_EMPLOYMENT_BASE:
    case CS_EMPLOYMENT_PROJECTED:
    case CS_EMPLOYMENT_CHANGE:
    case CS_OPENINGS_ANNUAL:
    case CS_EXITS_ANNUAL:
    case CS_TRANSFERS_ANNUAL:
    case CS_EDUCATION_TYPICAL:
    case CS_WORK_EXPERIENCE:
    case CS_TRAINING:
    case CS_SELF_EMPLOYED_PERCENT:
        return true;
    default:
        return false;
    }
}

/* The period that a word of a template stands for; 0 when there is none. */
static bool replace_period(const struct cs_outlook *o, struct cs_figure_call *call)
{
    if (!call->period)
        return true;
    if (strcmp(call->period, "split") == 0) {
        call->period = o->projected.split ? o->projected.split->period_text : NULL;
        return call->period != NULL;
    }
    if (strcmp(call->period, "previous") == 0) {
        call->period =
            o->projected.n > 1 ? o->projected.rows[o->projected.n - 2].period_text : NULL;
        return call->period != NULL;
    }
    return true;
}

/* Evaluates a figure for the report's occupation, in the region its section stands on. */
static enum cs_status eval_figure(struct cs_report_host *host, struct cs_span words,
                                  struct cs_figure_value *value, struct cs_diag *diag)
{
    struct cs_report *report = host->report;
    const struct cs_outlook *o = &report->outlook;
    struct cs_figure_call call;
    *value = (struct cs_figure_value){0};
    enum cs_status status = cs_figure_call_parse(words, &report->arena, &call, diag);
    if (status == CS_OK && cs_figure_is_chart(call.style))
        return cs_fail(diag, CS_USAGE, NULL, "write {chart NAME}",
                       "a template has the charts of its sections");
    if (status != CS_OK || !replace_period(o, &call))
        return status;
    struct cs_figure_call defaults = {.occupation = o->about.code, .region = o->pay.region_code};
    if (is_projected(cs_figure_named(call.name)->measure))
        defaults.region = o->projected.is_fallback ? "US" : o->about.region_code;
    cs_figure_call_default(&call, &defaults);
    return cs_figure_eval(&host->kit->figures, &call, &report->arena, value, diag);
}

static enum cs_status answer_figure(struct cs_report_host *host, struct cs_span words,
                                    struct cs_buf *out, bool *is_present, struct cs_diag *diag)
{
    struct cs_figure_value value;
    enum cs_status status = eval_figure(host, words, &value, diag);
    *is_present = status == CS_OK && value.is_present && value.text[0] != '\0';
    if (*is_present && out) {
        if (value.info->kind == CS_FIGURE_TABLE && host->format == CS_REPORT_HTML)
            cs_figure_table_html(&value.table, "", out);
        else if (value.info->kind == CS_FIGURE_TABLE)
            put_markdown_table(&value.table, out);
        else
            put_escaped(host, out, value.text);
    }
    return status;
}

static enum cs_status answer_has(struct cs_report_host *host, struct cs_span words,
                                 struct cs_buf *out, bool *is_present, struct cs_diag *diag)
{
    const struct cs_report_section *section = cs_report_section_named(words);
    (void)out;
    if (!section)
        return cs_fail(diag, CS_USAGE, NULL, NULL, "no section of that name");
    *is_present = section->is_there(&host->report->outlook);
    return CS_OK;
}

static void put_svg(const struct cs_buf *picture, const char *width, struct cs_buf *out)
{
    const char *svg = strstr(cs_buf_text(picture), "<svg"); /* without an XML prolog */
    cs_buf_printf(out, "<div class=\"%s\">", width);
    cs_buf_puts(out, svg ? svg : "");
    cs_buf_puts(out, "</div>\n");
}

static enum cs_status answer_chart(struct cs_report_host *host, struct cs_span words,
                                   struct cs_buf *out, bool *is_present, struct cs_diag *diag)
{
    const struct cs_report_section *section = cs_report_section_named(words);
    if (!section)
        return cs_fail(diag, CS_USAGE, NULL, NULL, "no chart of that name");
    const struct cs_report_chart *chart = &host->report->charts[section - cs_report_sections];
    *is_present = chart->name || chart->is_missing;
    if (!*is_present || !out)
        return CS_OK;
    if (chart->is_missing) {
        bool is_html = host->format == CS_REPORT_HTML;
        cs_buf_puts(out, is_html ? "<p class=\"notice\">The chart is missing: "
                                 : "*The chart is missing: ");
        put_escaped(host, out, host->report->chart_trouble);
        cs_buf_puts(out, is_html ? ".</p>" : ".*");
    } else if (host->format == CS_REPORT_HTML) {
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
    return CS_OK;
}

static enum cs_status answer_table(struct cs_report_host *host, struct cs_span words,
                                   struct cs_buf *out, bool *is_present, struct cs_diag *diag)
{
    const struct cs_report_section *section = cs_report_section_named(words);
    if (!section)
        return cs_fail(diag, CS_USAGE, NULL, NULL, "no table of that name");
    struct cs_figure_table table = {0};
    *is_present = section->is_there(&host->report->outlook);
    if (!*is_present || !out)
        return CS_OK;
    section->table(&host->report->outlook, &host->report->arena, &table);
    if (!table.cells)
        return cs_fail_memory(diag);
    *is_present = table.n_rows > 0;
    if (*is_present && host->format == CS_REPORT_HTML)
        cs_figure_table_html(&table,
                             table.n_rows > MOST_ROWS_TOGETHER ? " class=\"sortable long\""
                                                               : " class=\"sortable\"",
                             out);
    else if (*is_present)
        put_markdown_table(&table, out);
    return CS_OK;
}

/* Sources that are no section's own. */
static const struct cs_source *other_source(const struct cs_outlook *o, struct cs_span words)
{
    if (cs_span_equals(words, "percentiles"))
        return o->pay.percentiles[0].source;
    if (cs_span_equals(words, "parity"))
        return o->regions.parity_source;
    if (cs_span_equals(words, "prices"))
        return o->years.price_source;
    if (cs_span_equals(words, "rates"))
        return o->countries.rate_source;
    if (cs_span_equals(words, "relations"))
        return o->related.source;
    return NULL;
}

/* A link to the source of a section or figure. */
static enum cs_status answer_cite(struct cs_report_host *host, struct cs_span words,
                                  struct cs_buf *out, bool *is_present, struct cs_diag *diag)
{
    const struct cs_outlook *o = &host->report->outlook;
    const struct cs_report_section *section = cs_report_section_named(words);
    const struct cs_source *source = section ? section->source(o) : other_source(o, words);
    *is_present = true; /* a missing source takes no sentence away */
    bool is_name = section || cs_span_equals(words, "parity") || cs_span_equals(words, "prices") ||
                   cs_span_equals(words, "rates") || cs_span_equals(words, "relations") ||
                   cs_span_equals(words, "percentiles");
    if (!is_name) {
        struct cs_figure_value value;
        enum cs_status status = eval_figure(host, words, &value, diag);
        if (status != CS_OK)
            return status;
        source = value.source;
    }
    size_t number = cs_outlook_source_number(o, source);
    if (number && out && host->format == CS_REPORT_HTML)
        cs_buf_printf(out, "<sup><a href=\"#source-%zu\" aria-label=\"source %zu\">%zu</a></sup>",
                      number, number, number);
    else if (number && out)
        cs_buf_printf(out, " [\\[%zu\\]](#sources)", number);
    return CS_OK;
}

static void put_source_words(const struct cs_report_host *host, const struct cs_source *source,
                             struct cs_buf *out)
{
    const char *title = source->title ? source->title : source->id;
    bool is_link = source->url && (cs_starts_with(source->url, "https://") ||
                                   cs_starts_with(source->url, "http://"));
    if (source->publisher) {
        put_escaped(host, out, source->publisher);
        cs_buf_puts(out, ": ");
    }
    if (is_link && host->format == CS_REPORT_HTML) {
        cs_buf_puts(out, "<a href=\"");
        cs_html_put(out, source->url);
        cs_buf_puts(out, "\">");
        cs_html_put(out, title);
        cs_buf_puts(out, "</a>");
    } else {
        put_escaped(host, out, title);
    }
    if (is_link && host->format == CS_REPORT_MARKDOWN)
        cs_buf_puts(out, ", <"), cs_html_put(out, source->url), cs_buf_puts(out, ">");
    bool says_when = strpbrk(title, "0123456789") != NULL;
    const char *facts[] = {says_when ? source->retrieved : source->period, source->licence};
    size_t n_facts = 0;
    for (size_t i = 0; i < sizeof facts / sizeof *facts; i++)
        if (facts[i] && *facts[i] && strcmp(facts[i], "not stated") != 0) {
            cs_buf_puts(out, n_facts++ ? "; " : " (");
            put_escaped(host, out, facts[i]);
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
static void put_numbered_source(const struct cs_report_host *host, size_t number,
                                struct cs_buf *out)
{
    const struct cs_outlook *o = &host->report->outlook;
    bool is_first = true;
    size_t n_others = 0;
    for (size_t i = 0; i < o->sources.n; i++) {
        if (cs_outlook_source_number(o, o->sources.items[i]) != number)
            continue;
        const char *vintage = cs_outlook_source_vintage(o->sources.items[i]);
        if (is_first) {
            put_source_words(host, o->sources.items[i], out);
            is_first = false;
        } else if (*vintage && !is_said(o, i, vintage)) {
            cs_buf_puts(out, n_others++ ? "; " : " Also used: ");
            put_escaped(host, out, vintage);
        }
    }
    if (n_others)
        cs_buf_putc(out, '.');
}

static enum cs_status answer_sources(struct cs_report_host *host, struct cs_span words,
                                     struct cs_buf *out, bool *is_present, struct cs_diag *diag)
{
    const struct cs_outlook *o = &host->report->outlook;
    (void)words;
    (void)diag;
    *is_present = o->sources.n > 0;
    for (size_t number = 1; out && number <= o->sources.n_numbers; number++) {
        if (host->format == CS_REPORT_HTML)
            cs_buf_printf(out, "<li id=\"source-%zu\">", number);
        else
            cs_buf_printf(out, "%zu. ", number);
        put_numbered_source(host, number, out);
        cs_buf_puts(out, host->format == CS_REPORT_HTML ? "</li>\n" : "\n");
    }
    return CS_OK;
}

static enum cs_status answer_caveats(struct cs_report_host *host, struct cs_span words,
                                     struct cs_buf *out, bool *is_present, struct cs_diag *diag)
{
    const struct cs_outlook *o = &host->report->outlook;
    (void)words;
    (void)diag;
    *is_present = o->caveats.n > 0;
    for (size_t i = 0; out && i < o->caveats.n; i++) {
        cs_buf_puts(out, host->format == CS_REPORT_HTML ? "<li>" : "- ");
        put_escaped(host, out,
                    cs_report_rest_of_caveat(o, o->caveats.items[i], &host->report->arena));
        if (host->format == CS_REPORT_HTML)
            cs_buf_puts(out, "</li>");
        if (i + 1 < o->caveats.n)
            cs_buf_putc(out, '\n');
    }
    return CS_OK;
}

static enum cs_status answer_jsonld(struct cs_report_host *host, struct cs_span words,
                                    struct cs_buf *out, bool *is_present, struct cs_diag *diag)
{
    (void)words;
    *is_present = host->format == CS_REPORT_HTML;
    return *is_present && out ? cs_report_put_jsonld(&host->report->outlook, out, diag) : CS_OK;
}

static enum cs_status answer_text(struct cs_report_host *host, const char *text, struct cs_buf *out,
                                  bool *is_present)
{
    *is_present = text && *text;
    if (*is_present && out)
        put_escaped(host, out, text);
    return CS_OK;
}

static enum cs_status answer_trouble(struct cs_report_host *host, struct cs_span words,
                                     struct cs_buf *out, bool *is_present, struct cs_diag *diag)
{
    (void)words;
    (void)diag;
    return answer_text(host, host->report->chart_trouble, out, is_present);
}

static enum cs_status answer_home(struct cs_report_host *host, struct cs_span words,
                                  struct cs_buf *out, bool *is_present, struct cs_diag *diag)
{
    (void)words;
    (void)diag;
    return answer_text(host, host->request->home, out, is_present);
}

static const struct {
    const char *verb;
    answerer *answer;
} verbs[] = {
    {"has", answer_has},        {"chart", answer_chart},           {"table", answer_table},
    {"cite", answer_cite},      {"sources", answer_sources},       {"caveats", answer_caveats},
    {"json-ld", answer_jsonld}, {"chart-trouble", answer_trouble}, {"home", answer_home},
};

static enum cs_status answer(void *context, struct cs_span call, struct cs_buf *out,
                             bool *is_present, struct cs_diag *diag)
{
    struct cs_report_host *host = context;
    size_t n = 0;
    while (n < call.size && !cs_is_space(call.start[n]))
        n++;
    struct cs_span verb = {call.start, n};
    struct cs_span rest = cs_span_trim((struct cs_span){call.start + n, call.size - n});
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
        if (cs_span_equals(verb, verbs[i].verb))
            return verbs[i].answer(host, rest, out, is_present, diag);
    bool is_known = false;
    const char *words =
        rest.size ? NULL
                  : cs_report_words(&host->report->outlook, verb, &host->report->arena, &is_known);
    if (is_known)
        return answer_text(host, words, out, is_present);
    return answer_figure(host, call, out, is_present, diag);
}

static const char *file(void *context, const char *name)
{
    const struct cs_report_host *host = context;
    return cs_report_kit_file(host->kit, name);
}

struct cs_template_host cs_report_template_host(struct cs_report_host *host)
{
    return (struct cs_template_host){host, answer, file};
}
