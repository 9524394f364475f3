/* The page of one occupation in one place, as `report` makes it, and what can be saved of it.
 * Rendered in process; what was rendered is kept until the data change. */
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/markup.h"
#include "cli/command/report_run.h"
#include "cli/serve/cache.h"
#include "cli/serve/guide.h"
#include "cli/serve/serve.h"
#include "render/draw/gnuplot.h"
#include "render/report/report.h"
#include "serve/exchange.h"
#include "serve/policy.h"

/* ---- Rendering ---- */

enum cs_status cs_serve_run_open(struct cs_serve *serve, const char *occupation, const char *place,
                                 struct cs_serve_run *run)
{
    const char *words[] = {"--region", place, "--", occupation};
    *run = (struct cs_serve_run){.is_own = cs_serve_has_library(serve)};
    enum cs_status status = cs_serve_call_begin(serve, "report", words, 4, &run->own);
    if (status == CS_OK && run->is_own)
        status = cs_report_run_open(&run->report, &run->own.call, 1);
    if (!run->is_own && serve->has_loaded) {
        run->report = serve->loaded; /* read by all, with the memory and messages of each */
        run->report.call = run->report.workspace.call = &run->own.call;
    }
    if (status == CS_OK)
        status = cs_report_run_occupation(&run->report, occupation, &run->occupation);
    if (status == CS_OK)
        status = cs_report_run_region(&run->report, place, &run->place);
    return status;
}

void cs_serve_run_close(struct cs_serve_run *run)
{
    if (run->is_own)
        cs_report_run_close(&run->report);
    cs_serve_call_end(&run->own);
}

/* Names of files of a page in the cache: "29-1141\tOH\tguide.html". */
static const char *file_key(struct cs_arena *arena, const char *occupation, const char *place,
                            const char *file)
{
    const char *key = cs_arena_printf(arena, "%s\t%s\t%s", occupation, place, file);
    return key ? key : "";
}

static void keep(struct cs_serve *serve, struct cs_serve_run *run, const struct cs_report *report,
                 uint64_t stamp)
{
    struct cs_arena *arena = &run->own.arena;
    struct cs_buf charts;
    cs_buf_init(&charts);
    for (size_t i = 0; i < CS_N_SECTIONS; i++) {
        const struct cs_report_chart *chart = &report->charts[i];
        if (!chart->name)
            continue;
        cs_buf_printf(&charts, "%s\n", chart->name);
        const char *file = cs_arena_printf(arena, "%s.svg", chart->name);
        cs_cache_put(serve->cache, file_key(arena, run->occupation, run->place, file), stamp,
                     &chart->svg);
    }
    const struct {
        const char *file;
        const struct cs_buf *text;
    } files[] = {{"guide.html", &report->html},
                 {"guide.md", &report->markdown},
                 {"summary.json", &report->json},
                 {"charts", &charts}};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        cs_cache_put(serve->cache, file_key(arena, run->occupation, run->place, files[i].file),
                     stamp, files[i].text);
    cs_buf_clear(&charts);
}

/* One file of a finished report; nothing when it has none of that name. */
static void take_file(const struct cs_report *report, const char *file, struct cs_buf *out)
{
    const struct cs_buf *text = strcmp(file, "guide.html") == 0     ? &report->html
                                : strcmp(file, "guide.md") == 0     ? &report->markdown
                                : strcmp(file, "summary.json") == 0 ? &report->json
                                                                    : NULL;
    for (size_t i = 0; i < CS_N_SECTIONS; i++) {
        const struct cs_report_chart *chart = &report->charts[i];
        size_t n = chart->name ? strlen(chart->name) : 0;
        if (n && strncmp(file, chart->name, n) == 0 && strcmp(file + n, ".svg") == 0)
            text = &chart->svg;
        if (n && strcmp(file, "charts") == 0)
            cs_buf_printf(out, "%s\n", chart->name);
    }
    if (text)
        cs_buf_put(out, cs_buf_text(text), text->size);
}

static enum cs_status render(struct cs_serve *serve, struct cs_serve_run *run,
                             struct cs_gnuplot *painter, const char *file, struct cs_buf *out)
{
    uint64_t stamp = cs_serve_stamp(serve);
    struct cs_report_request request = {
        .occupation = run->occupation, .region = run->place, .gnuplot = painter};
    struct cs_report report;
    enum cs_status status = cs_report_make(&run->report.kit, &request, &report, &run->own.diag);
    if (status == CS_OK) {
        take_file(&report, file, out);
        if (!report.chart_trouble)
            keep(serve, run, &report, stamp);
    }
    cs_report_clear(&report);
    return status;
}

/* ---- Asking ---- */

void cs_serve_question_of(const struct cs_exchange *exchange, struct cs_serve_question *question)
{
    const char *place = cs_exchange_value(exchange, "place");
    question->occupation = cs_exchange_value(exchange, "occupation");
    question->place = place && *place ? place : "US";
}

/* Words are answered by the page of the codes they mean. */
static void redirect(const struct cs_serve_run *run, const char *page, struct cs_answer *answer)
{
    answer->status = 303;
    cs_serve_put_address(page, run->occupation, run->place, "&", &answer->location);
}

void cs_serve_fail_run(const struct cs_serve *serve, enum cs_status status,
                       const struct cs_diag *diag, struct cs_answer *answer)
{
    bool is_question = status == CS_USAGE || status == CS_NO_ANSWER;
    cs_serve_fail(serve, is_question ? 404 : 500,
                  is_question ? "There is no such page" : "The page could not be made", diag,
                  answer);
}

static bool make_file(struct cs_serve *serve, const struct cs_serve_question *question,
                      const char *file, struct cs_buf *out, struct cs_answer *answer)
{
    struct cs_serve_run run;
    struct cs_gnuplot *painter = cs_serve_take_painter(serve);
    enum cs_status status = cs_serve_run_open(serve, question->occupation, question->place, &run);
    bool is_elsewhere = status == CS_OK && (strcmp(run.occupation, question->occupation) != 0 ||
                                            strcmp(run.place, question->place) != 0);
    if (is_elsewhere)
        redirect(&run, "/guide", answer);
    else if (status == CS_OK)
        status = render(serve, &run, painter, file, out);
    cs_serve_give_painter(serve, painter);
    if (status != CS_OK)
        cs_serve_fail_run(serve, status, &run.own.diag, answer);
    cs_serve_run_close(&run);
    return status == CS_OK && !is_elsewhere;
}

bool cs_serve_guide_file(struct cs_serve *serve, const struct cs_serve_question *question,
                         const char *file, struct cs_buf *out, struct cs_answer *answer)
{
    char key[3 * CS_EXCHANGE_FIELD_BYTES];
    if (!question->occupation || !*question->occupation) {
        struct cs_diag diag;
        cs_diag_init(&diag);
        cs_diag_add(&diag, CS_ERROR, NULL, NULL, "which occupation?");
        cs_serve_fail(serve, 400, "No occupation is named", &diag, answer);
        cs_diag_clear(&diag);
        return false;
    }
    snprintf(key, sizeof key, "%s\t%s\t%s", question->occupation, question->place, file);
    return cs_cache_get(serve->cache, key, cs_serve_stamp(serve), out) ||
           make_file(serve, question, file, out, answer);
}

/* ---- The page ---- */

/* Links to what can be saved of each chart. */
static void put_charts(const struct cs_serve_question *question, const char *names,
                       struct cs_buf *out)
{
    for (const char *name = names; *name; name += strcspn(name, "\n"), name += *name == '\n') {
        int n = (int)strcspn(name, "\n");
        cs_buf_printf(out, "<li>Chart “%.*s”:", n, name);
        for (int i = 0; i < 2; i++) {
            cs_buf_puts(out, " <a href=\"");
            cs_serve_put_address("/download", question->occupation, question->place, "&amp;", out);
            cs_buf_printf(out, "&amp;as=%s&amp;chart=%.*s\">%s</a>", i ? "png" : "svg", n, name,
                          i ? "PNG" : "SVG");
        }
        cs_buf_puts(out, "</li>\n");
    }
}

static void put_bar(const struct cs_serve *serve, const struct cs_serve_question *question,
                    const char *charts, struct cs_buf *out)
{
    struct cs_buf places, occupation, place, list, address;
    struct cs_buf *all[] = {&places, &occupation, &place, &list, &address};
    for (size_t i = 0; i < 5; i++)
        cs_buf_init(all[i]);
    cs_serve_put_places(serve, question->place, &places);
    cs_html_put(&occupation, question->occupation);
    cs_html_put(&place, question->place);
    put_charts(question, charts, &list);
    cs_serve_put_address("/download", question->occupation, question->place, "&amp;", &address);
    const struct cs_serve_word words[] = {{"places", cs_buf_text(&places)},
                                          {"occupation", cs_buf_text(&occupation)},
                                          {"place", cs_buf_text(&place)},
                                          {"charts", cs_buf_text(&list)},
                                          {"download", cs_buf_text(&address)}};
    cs_serve_fill(serve, "bar.html", words, sizeof words / sizeof *words, out);
    for (size_t i = 0; i < 5; i++)
        cs_buf_clear(all[i]);
}

void cs_serve_guide(struct cs_serve *serve, const struct cs_exchange *exchange,
                    struct cs_answer *answer)
{
    struct cs_serve_question question;
    struct cs_buf html, charts, bar;
    cs_buf_init(&html);
    cs_buf_init(&charts);
    cs_buf_init(&bar);
    cs_serve_question_of(exchange, &question);
    if (cs_serve_guide_file(serve, &question, "guide.html", &html, answer) &&
        cs_serve_guide_file(serve, &question, "charts", &charts, answer)) {
        put_bar(serve, &question, cs_buf_text(&charts), &bar);
        struct cs_policy_page page = {.html = cs_buf_text(&html),
                                      .css = cs_report_kit_file(&serve->templates, "report.css"),
                                      .js = cs_report_kit_file(&serve->templates, "report.js"),
                                      .css_link = cs_report_kit_file(&serve->pages, "styles.html"),
                                      .js_link = "<script src=\"/assets/report.js\"></script>",
                                      .body = cs_buf_text(&bar)};
        cs_policy_fit(&page, &answer->body, &answer->styles);
    }
    cs_buf_clear(&bar);
    cs_buf_clear(&charts);
    cs_buf_clear(&html);
}
