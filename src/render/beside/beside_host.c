/* What answers the calls of a comparison's template. */
#include <stdbool.h>
#include <string.h>

#include "analysis/outlook/outlook.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/markup.h"
#include "base/text.h"
#include "render/beside/beside_parts.h"
#include "render/report/report.h"
#include "render/report/report_parts.h"
#include "render/report/template.h"

struct calling {
    struct cs_beside_host *host;
    struct cs_span words; /* after the verb */
    struct cs_buf *out;   /* NULL: only whether there is a value */
    bool *is_present;
};

static void answer_text(const struct calling *calling, const char *text)
{
    *calling->is_present = text && *text;
    if (*calling->is_present && calling->out)
        cs_report_put_text(calling->host->format, text, calling->out);
}

static enum cs_status answer_title(const struct calling *calling, struct cs_diag *diag)
{
    (void)diag;
    answer_text(calling, cs_beside_title(calling->host->beside));
    return CS_OK;
}

static enum cs_status answer_place(const struct calling *calling, struct cs_diag *diag)
{
    struct cs_beside *beside = calling->host->beside;
    const struct cs_outlook_about *about = &beside->outlooks[0].about;
    (void)diag;
    answer_text(calling, beside->are_places
                             ? NULL
                             : cs_report_in(about->region_code, about->region, &beside->arena));
    return CS_OK;
}

static enum cs_status answer_lead(const struct calling *calling, struct cs_diag *diag)
{
    struct cs_beside *beside = calling->host->beside;
    (void)diag;
    *calling->is_present = false;
    for (size_t i = 0; i < CS_N_BESIDE_LEADS; i++) {
        const char *lead = cs_beside_lead(beside, i);
        if (!lead)
            continue;
        if (calling->out && *calling->is_present)
            cs_buf_putc(calling->out, ' ');
        if (calling->out)
            cs_report_put_text(calling->host->format, lead, calling->out);
        *calling->is_present = true;
    }
    return CS_OK;
}

static enum cs_status answer_notice(const struct calling *calling, struct cs_diag *diag)
{
    (void)diag;
    answer_text(calling, cs_beside_notice(calling->host->beside));
    return CS_OK;
}

static enum cs_status find_section(const struct calling *calling,
                                   const struct cs_beside_section **section, struct cs_diag *diag)
{
    *section = cs_beside_section_named(calling->host->beside, calling->words);
    if (!*section)
        return cs_fail(diag, CS_USAGE, NULL, NULL, "no section of that name");
    *calling->is_present = (*section)->n_rows > 0;
    return CS_OK;
}

static enum cs_status answer_has(const struct calling *calling, struct cs_diag *diag)
{
    const struct cs_beside_section *section;
    return find_section(calling, &section, diag);
}

static enum cs_status answer_heading(const struct calling *calling, struct cs_diag *diag)
{
    const struct cs_beside_section *section;
    enum cs_status status = find_section(calling, &section, diag);
    if (status == CS_OK && *calling->is_present)
        answer_text(calling, cs_beside_heading(calling->host->beside, section));
    return status;
}

static enum cs_status answer_cite(const struct calling *calling, struct cs_diag *diag)
{
    const struct cs_beside_section *section;
    const struct cs_outlook *rests_on = &calling->host->beside->rests_on;
    enum cs_status status = find_section(calling, &section, diag);
    if (status == CS_OK && *calling->is_present && calling->out)
        cs_report_put_cite(rests_on, section->rows[0].vintage.basis.source, calling->out);
    return status;
}

static enum cs_status answer_table(const struct calling *calling, struct cs_diag *diag)
{
    const struct cs_beside_section *section;
    struct cs_figure_table table = {0};
    enum cs_status status = find_section(calling, &section, diag);
    if (status != CS_OK || !*calling->is_present || !calling->out)
        return status;
    cs_beside_table(calling->host->beside, section, &table);
    if (!table.cells)
        return cs_fail_memory(diag);
    cs_report_put_table(calling->host->format, &table, calling->out);
    cs_report_put_table_sources(calling->host->format, &calling->host->beside->rests_on, &table, "",
                                calling->out);
    return CS_OK;
}

static enum cs_status answer_chart(const struct calling *calling, struct cs_diag *diag)
{
    const struct cs_beside *beside = calling->host->beside;
    (void)diag;
    *calling->is_present = beside->chart.name || beside->chart.is_missing;
    if (*calling->is_present && calling->out)
        cs_report_put_chart(calling->host->format, &beside->chart, beside->chart_trouble,
                            calling->out);
    return CS_OK;
}

static enum cs_status answer_sources(const struct calling *calling, struct cs_diag *diag)
{
    const struct cs_outlook *rests_on = &calling->host->beside->rests_on;
    (void)diag;
    *calling->is_present = rests_on->sources.n > 0;
    if (calling->out)
        cs_report_put_sources(calling->out);
    return CS_OK;
}

static enum cs_status answer_caveats(const struct calling *calling, struct cs_diag *diag)
{
    const struct cs_outlook *rests_on = &calling->host->beside->rests_on;
    (void)diag;
    *calling->is_present = rests_on->caveats.n > 0;
    for (size_t i = 0; calling->out && i < rests_on->caveats.n; i++)
        cs_report_put_caveat(calling->host->format, rests_on, rests_on->caveats.sources[i],
                             rests_on->caveats.items[i], calling->out);
    return CS_OK;
}

/* Links to the guides of the columns, where the caller has them. */
static enum cs_status answer_guides(const struct calling *calling, struct cs_diag *diag)
{
    const struct cs_beside_request *request = calling->host->request;
    bool is_html = calling->host->format == CS_REPORT_HTML;
    (void)diag;
    *calling->is_present = false;
    for (size_t i = 0; i < request->n_subjects; i++) {
        const char *link = request->subjects[i].link;
        if (!link || !is_html)
            continue;
        *calling->is_present = true;
        if (!calling->out)
            continue;
        cs_buf_puts(calling->out, "<li><a href=\"");
        cs_html_put(calling->out, link);
        cs_buf_puts(calling->out, "\">");
        cs_html_put(calling->out, cs_beside_column_name(calling->host->beside, i));
        cs_buf_puts(calling->out, "</a></li>");
    }
    return CS_OK;
}

static enum cs_status answer_home(const struct calling *calling, struct cs_diag *diag)
{
    (void)diag;
    answer_text(calling, calling->host->request->home);
    return CS_OK;
}

static enum cs_status answer_trouble(const struct calling *calling, struct cs_diag *diag)
{
    (void)diag;
    answer_text(calling, calling->host->beside->chart_trouble);
    return CS_OK;
}

static const struct {
    const char *verb;
    enum cs_status (*answer)(const struct calling *calling, struct cs_diag *diag);
} verbs[] = {
    {"title", answer_title},     {"place", answer_place},
    {"lead", answer_lead},       {"notice", answer_notice},
    {"has", answer_has},         {"heading", answer_heading},
    {"cite", answer_cite},       {"table", answer_table},
    {"chart", answer_chart},     {"sources", answer_sources},
    {"caveats", answer_caveats}, {"guides", answer_guides},
    {"home", answer_home},       {"chart-trouble", answer_trouble},
};

static enum cs_status answer(void *context, struct cs_span call, struct cs_buf *out,
                             bool *is_present, struct cs_diag *diag)
{
    size_t n = 0;
    while (n < call.size && !cs_is_space(call.start[n]))
        n++;
    struct cs_span rest = cs_span_trim((struct cs_span){call.start + n, call.size - n});
    struct calling calling = {context, rest, out, is_present};
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
        if (cs_span_equals((struct cs_span){call.start, n}, verbs[i].verb))
            return verbs[i].answer(&calling, diag);
    struct cs_shown shown;
    return cs_fail(diag, CS_USAGE, NULL, NULL, "a comparison has no '%s'",
                   cs_show(&shown, call.start, n));
}

static const char *file(void *context, const char *name)
{
    const struct cs_beside_host *host = context;
    return cs_report_kit_file(host->kit, name);
}

struct cs_template_host cs_beside_template_host(struct cs_beside_host *host)
{
    return (struct cs_template_host){host, answer, file};
}
