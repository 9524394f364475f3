/* One comparison in memory: outlooks found, templates filled. Writing files is for the caller. */
#include "render/beside/beside.h"

#include <stdbool.h>
#include <string.h>

#include "analysis/outlook/outlook.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "render/beside/beside_parts.h"
#include "render/chart/chart.h"
#include "render/report/report.h"
#include "render/report/report_parts.h"
#include "render/report/template.h"

static enum cs_status check(const struct cs_beside_request *request, bool *are_places,
                            struct cs_diag *diag)
{
    bool differ_in_work = false, differ_in_place = false;
    size_t n = request->n_subjects;
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < i; k++) {
            const struct cs_beside_subject *a = &request->subjects[k], *b = &request->subjects[i];
            bool is_same_work = strcmp(a->occupation, b->occupation) == 0;
            bool is_same_place = strcmp(a->region, b->region) == 0;
            if (is_same_work && is_same_place)
                return cs_fail(diag, CS_USAGE, NULL, NULL, "%s in %s is named twice", a->occupation,
                               a->region);
            differ_in_work |= !is_same_work;
            differ_in_place |= !is_same_place;
        }
    *are_places = differ_in_place;
    if (differ_in_work && differ_in_place)
        return cs_fail(diag, CS_USAGE, NULL,
                       "several occupations in one place, or one occupation in several places",
                       "occupations and places cannot be compared at once");
    if (n < 2 || n > CS_MOST_BESIDE)
        return cs_fail(diag, CS_USAGE, NULL, NULL, "a comparison is of two or three, not of %zu",
                       n);
    return CS_OK;
}

static enum cs_status find_outlooks(const struct cs_report_kit *kit,
                                    const struct cs_beside_request *request, struct cs_beside *out,
                                    struct cs_diag *diag)
{
    enum cs_status status = CS_OK;
    for (size_t i = 0; status == CS_OK && i < request->n_subjects; i++)
        status = cs_outlook_find(
            &kit->data,
            (struct cs_outlook_subject){.occupation = request->subjects[i].occupation,
                                        .region = request->subjects[i].region,
                                        .takes_parts = 1},
            &out->arena, &out->outlooks[i], diag);
    out->columns = (struct cs_beside_columns){kit->data.lookup, kit->data.reference, out->outlooks,
                                              request->n_subjects, &out->arena};
    return status;
}

static enum cs_status fill(struct cs_beside_host *host, const char *name, struct cs_buf *out,
                           struct cs_diag *diag)
{
    struct cs_template_host calls = cs_beside_template_host(host);
    const char *text = cs_report_kit_file(host->kit, name);
    if (!text)
        return cs_fail(diag, CS_USAGE, NULL, NULL, "the templates do not include %s", name);
    enum cs_status status = cs_template_fill(text, name, &calls, out, diag);
    cs_buf_putc(out, '\n');
    return status == CS_OK
               ? cs_report_number_cites(host->format, &host->beside->rests_on, out, diag)
               : status;
}

enum cs_status cs_beside_make(const struct cs_report_kit *kit,
                              const struct cs_beside_request *request, struct cs_beside *out,
                              struct cs_diag *diag)
{
    struct cs_chart chart = {0};
    *out = (struct cs_beside){.are_places = false};
    cs_arena_init(&out->arena);
    enum cs_status status = check(request, &out->are_places, diag);
    if (status == CS_OK)
        status = find_outlooks(kit, request, out, diag);
    if (status == CS_OK)
        status = cs_beside_fill(out, diag);
    if (status == CS_OK && !out->rests_on.sources.n)
        status = cs_fail(diag, CS_NO_ANSWER, NULL, NULL,
                         "the data have neither pay nor a projection of any of them");
    if (status == CS_OK && request->gnuplot && cs_beside_chart(out, &chart))
        cs_report_draw(&chart, "comparison", request->gnuplot, &out->arena, &out->chart,
                       &out->chart_trouble, diag);
    struct cs_beside_host host = {kit, out, request, CS_REPORT_HTML};
    if (status == CS_OK)
        status = fill(&host, "compare.html", &out->html, diag);
    host.format = CS_REPORT_MARKDOWN;
    if (status == CS_OK)
        status = fill(&host, "compare.md", &out->markdown, diag);
    return status == CS_OK ? cs_beside_put_json(out, diag) : status;
}

void cs_beside_clear(struct cs_beside *beside)
{
    cs_buf_clear(&beside->chart.svg);
    cs_buf_clear(&beside->chart.narrow);
    cs_buf_clear(&beside->html);
    cs_buf_clear(&beside->markdown);
    cs_buf_clear(&beside->json);
    cs_arena_clear(&beside->arena);
}
