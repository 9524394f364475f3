/* What observations the calls of a report's template: sections, words of the outlook, figures. */
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "analysis/outlook/outlook.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/markup.h"
#include "base/text.h"
#include "guide/figure/figure.h"
#include "guide/figure/figure_table.h"
#include "render/report/report.h"
#include "render/report/report_parts.h"
#include "render/report/template.h"

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
            cs_report_put_table(host->format, &value.table, out);
        else
            cs_report_put_text(host->format, value.text, out);
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
    cs_report_put_chart(host->format, chart, host->report->chart_trouble, out);
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
    if (*is_present) {
        bool has_gaps = cs_figure_table_mark_empty(&table);
        cs_report_put_table(host->format, &table, out);
        cs_report_put_table_sources(host->format, &host->report->outlook, &table,
                                    has_gaps ? "— means: not in these data." : "", out);
    }
    return CS_OK;
}

/* Sources that are no section's own. Returns whether the name is known. */
static bool other_source(const struct cs_outlook *o, struct cs_span words,
                         const struct cs_source **source)
{
    const struct {
        const char *name;
        const struct cs_source *source;
    } others[] = {
        {"percentiles", o->pay.percentiles[0].source},
        {"parity", o->regions.parity_source},
        {"prices", o->years.price_source},
        {"rates", o->countries.rate_source},
        {"relations", o->related.source},
        {"older pay", o->pay.too_old.source},
        {"older projection", o->projected.too_old.source},
    };
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (cs_span_equals(words, others[i].name)) {
            *source = others[i].source;
            return true;
        }
    return false;
}

/* A link to the source of a section or figure. */
static enum cs_status answer_cite(struct cs_report_host *host, struct cs_span words,
                                  struct cs_buf *out, bool *is_present, struct cs_diag *diag)
{
    const struct cs_outlook *o = &host->report->outlook;
    const struct cs_report_section *section = cs_report_section_named(words);
    const struct cs_source *source = section ? section->source(o) : NULL;
    *is_present = true; /* a missing source takes no sentence away */
    if (!section && !other_source(o, words, &source)) {
        struct cs_figure_value value;
        enum cs_status status = eval_figure(host, words, &value, diag);
        if (status != CS_OK)
            return status;
        source = value.source;
    }
    if (out)
        cs_report_put_cite(o, source, out);
    return CS_OK;
}

static enum cs_status answer_sources(struct cs_report_host *host, struct cs_span words,
                                     struct cs_buf *out, bool *is_present, struct cs_diag *diag)
{
    const struct cs_outlook *o = &host->report->outlook;
    (void)words;
    (void)diag;
    *is_present = o->sources.n > 0;
    if (out)
        cs_report_put_sources(out);
    return CS_OK;
}

static enum cs_status answer_caveats(struct cs_report_host *host, struct cs_span words,
                                     struct cs_buf *out, bool *is_present, struct cs_diag *diag)
{
    const struct cs_outlook *o = &host->report->outlook;
    (void)words;
    (void)diag;
    *is_present = o->caveats.n > 0;
    for (size_t i = 0; out && i < o->caveats.n; i++)
        cs_report_put_caveat(host->format, o, o->caveats.sources[i],
                             cs_report_rest_of_caveat(o, o->caveats.items[i], &host->report->arena),
                             out);
    return CS_OK;
}

static enum cs_status answer_jsonld(struct cs_report_host *host, struct cs_span words,
                                    struct cs_buf *out, bool *is_present, struct cs_diag *diag)
{
    (void)words;
    *is_present = host->format == CS_REPORT_HTML;
    return *is_present && out ? cs_report_put_jsonld(&host->report->outlook, out, diag) : CS_OK;
}

static enum cs_status answer_work(struct cs_report_host *host, struct cs_span words,
                                  struct cs_buf *out, bool *is_present, struct cs_diag *diag)
{
    return cs_report_put_work(host->report, &host->kit->data, host->format, words,
                              &host->report->arena, out, is_present, diag);
}

static enum cs_status answer_text(struct cs_report_host *host, const char *text, struct cs_buf *out,
                                  bool *is_present)
{
    *is_present = text && *text;
    if (*is_present && out)
        cs_report_put_text(host->format, text, out);
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

/* Whether the whole guide is asked for, not its short form. */
static enum cs_status answer_full(struct cs_report_host *host, struct cs_span words,
                                  struct cs_buf *out, bool *is_present, struct cs_diag *diag)
{
    (void)words;
    (void)out;
    (void)diag;
    *is_present = !host->request->is_short;
    return CS_OK;
}

static const char *file(void *context, const char *name)
{
    const struct cs_report_host *host = context;
    return cs_report_kit_file(host->kit, name);
}

/* Whether a file of the templates has anything to say here: all its sentences may be absent. */
static enum cs_status answer_says(struct cs_report_host *host, struct cs_span words,
                                  struct cs_buf *out, bool *is_present, struct cs_diag *diag)
{
    const char *name = cs_arena_copy(&host->report->arena, words.start, words.size);
    const char *text = name ? file(host, name) : NULL;
    struct cs_template_host calls = cs_report_template_host(host);
    struct cs_buf filled;
    (void)out;
    if (!text)
        return cs_fail(diag, CS_USAGE, NULL, NULL, "no template of that name");
    cs_buf_init(&filled);
    enum cs_status status = cs_template_fill(text, name, &calls, &filled, diag);
    *is_present = cs_span_trim(cs_span_of(cs_buf_text(&filled))).size > 0;
    cs_buf_clear(&filled);
    return status;
}

static const struct {
    const char *verb;
    answerer *answer;
} verbs[] = {
    {"has", answer_has},         {"chart", answer_chart},
    {"table", answer_table},     {"cite", answer_cite},
    {"sources", answer_sources}, {"caveats", answer_caveats},
    {"json-ld", answer_jsonld},  {"chart-trouble", answer_trouble},
    {"home", answer_home},       {"says", answer_says},
    {"full", answer_full},       {"work", answer_work},
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

struct cs_template_host cs_report_template_host(struct cs_report_host *host)
{
    return (struct cs_template_host){host, answer, file};
}
