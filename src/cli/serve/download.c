/* What can be saved of a guide: its files as `report` writes them, its figures as `summarize` does,
 * a chart as a picture, the printed page. */
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/text.h"
#include "cli/serve/guide.h"
#include "cli/serve/serve.h"
#include "serve/exchange.h"
#include "render/draw/chromium.h"
#include "render/report/report.h"
#include "render/write/workbook.h"

struct download {
    struct cs_serve *serve;
    struct cs_serve_question question;
    const char *chart; /* of a picture; else NULL */
    struct cs_answer *answer;
};

typedef bool downloader(const struct download *download);

static void fail(const struct download *download, unsigned status, const char *title,
                 const char *text, const char *hint)
{
    struct cs_diag diag;
    cs_diag_init(&diag);
    cs_diag_add(&diag, CS_ERROR, NULL, hint, "%s", text);
    cs_serve_fail(download->serve, status, title, &diag, download->answer);
    cs_diag_clear(&diag);
}

static bool take(const struct download *download, const char *file)
{
    return cs_serve_file(download->serve, &download->question, file, &download->answer->body,
                         download->answer);
}

static bool take_page(const struct download *download)
{
    return take(download, "html");
}

static bool take_markdown(const struct download *download)
{
    return take(download, "md");
}

static bool take_json(const struct download *download)
{
    return take(download, "json");
}

/* The names of charts are letters; anything else is no chart's. */
static bool is_chart_name(const char *name)
{
    size_t n = 0;
    for (; name && name[n]; n++)
        if (!cs_is_alpha(name[n]) || n > 30)
            return false;
    return n > 0;
}

static bool take_svg(const struct download *download)
{
    char file[64];
    if (!is_chart_name(download->chart)) {
        fail(download, 404, "There is no such chart", "which chart?", NULL);
        return false;
    }
    snprintf(file, sizeof file, "%s.svg", download->chart);
    if (!take(download, file))
        return false;
    if (download->answer->body.size == 0)
        fail(download, 404, "There is no such chart", "the page has no chart of that name", NULL);
    return download->answer->status == 200;
}

static bool take_png(const struct download *download)
{
    struct cs_serve *serve = download->serve;
    struct cs_serve_run run;
    struct cs_gnuplot *painter = cs_serve_take_painter(serve);
    enum cs_status status = cs_serve_run_open(serve, &download->question, &run);
    struct cs_report_request request = {
        .occupation = run.codes.occupations[0], .region = run.codes.places[0], .gnuplot = painter};
    if (status == CS_OK)
        status = cs_report_draw_chart(&run.report.kit, &request, download->chart,
                                      &download->answer->body, &run.own.diag);
    cs_serve_give_painter(serve, painter);
    if (status != CS_OK)
        cs_serve_fail_run(serve, status, &run.own.diag, download->answer);
    cs_serve_run_close(serve, &run);
    return status == CS_OK;
}

/* `summarize` over the places and the nation, every year; the nation alone where the data have
 * nothing on a place. */
static enum cs_status summarize(const struct download *download, const char *format,
                                bool has_places, struct cs_buf *out)
{
    const struct cs_serve *serve = download->serve;
    const struct cs_serve_question *question = &download->question;
    const char *words[6 + 4 * CS_MOST_BESIDE + CS_SERVE_MOST_FILES] = {
        "--format", format, "--period", "all", "--region", "US"};
    size_t n = 6;
    for (size_t i = 0; i < question->n_occupations; i++) {
        words[n++] = "--occupation";
        words[n++] = question->occupations[i];
    }
    for (size_t i = 0; has_places && i < question->n_places; i++) {
        words[n++] = "--region";
        words[n++] = question->places[i];
    }
    for (size_t i = 0; i < serve->n_files; i++)
        words[n++] = serve->files[i];
    struct cs_serve_call own;
    enum cs_status status = cs_serve_call_begin(serve, "summarize", words, n, &own);
    if (status == CS_OK)
        status = own.call.command->run(&own.call);
    if (status == CS_OK)
        cs_buf_put(out, cs_buf_text(&own.out), own.out.size);
    else if (!has_places)
        cs_serve_fail_run(serve, status, &own.diag, download->answer);
    cs_serve_call_end(&own);
    return status;
}

static bool take_table(const struct download *download, const char *format, struct cs_buf *out)
{
    /* Nothing is drawn; what works at once is limited all the same. */
    struct cs_gnuplot *painter = cs_serve_take_painter(download->serve);
    bool is_done = summarize(download, format, true, out) == CS_OK ||
                   summarize(download, format, false, out) == CS_OK;
    cs_serve_give_painter(download->serve, painter);
    return is_done;
}

static bool take_csv(const struct download *download)
{
    return take_table(download, "csv-guarded", &download->answer->body);
}

static bool take_workbook(const struct download *download)
{
    struct cs_buf csv;
    struct cs_diag diag;
    cs_buf_init(&csv);
    cs_diag_init(&diag);
    bool is_done = take_table(download, "xlsx", &csv); /* printed as CSV until it is made one */
    if (is_done && cs_workbook_put(&csv, "pay", &download->answer->body, &diag) != CS_OK) {
        cs_serve_fail(download->serve, 503, "No workbook could be made", &diag, download->answer);
        is_done = false;
    }
    cs_diag_clear(&diag);
    cs_buf_clear(&csv);
    return is_done;
}

/* One at a time: a browser is heavy. */
static enum cs_status print(struct cs_serve *serve, const struct cs_buf *html, struct cs_buf *out,
                            struct cs_diag *diag)
{
    pthread_mutex_lock(&serve->print_lock);
    enum cs_status status = cs_chromium_print(html, serve->spool, out, diag);
    pthread_mutex_unlock(&serve->print_lock);
    return status;
}

static bool take_pdf(const struct download *download)
{
    struct cs_buf html;
    cs_buf_init(&html);
    bool is_there =
        cs_serve_file(download->serve, &download->question, "html", &html, download->answer);
    struct cs_diag diag;
    cs_diag_init(&diag);
    if (is_there && print(download->serve, &html, &download->answer->body, &diag) != CS_OK) {
        cs_serve_fail(download->serve, 503, "No PDF could be made", &diag, download->answer);
        is_there = false;
    }
    cs_diag_clear(&diag);
    cs_buf_clear(&html);
    return is_there;
}

static const struct {
    const char *name, *ending, *type;
    downloader *take;
} kinds[] = {
    {"html", ".html", "text/html; charset=utf-8", take_page},
    {"md", ".md", "text/markdown; charset=utf-8", take_markdown},
    {"json", ".json", "application/json; charset=utf-8", take_json},
    {"csv", ".csv", "text/csv; charset=utf-8", take_csv},
    {"xlsx", ".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
     take_workbook},
    {"svg", ".svg", "image/svg+xml", take_svg},
    {"png", ".png", "image/png", take_png},
    {"pdf", ".pdf", "application/pdf", take_pdf},
};

/* Letters, digits and hyphens of a code: a name of a file on any system. */
static void put_name(struct cs_buf *out, const char *text)
{
    for (size_t i = 0; text[i] && i < 60; i++)
        if (cs_is_alnum(text[i]) || text[i] == '-')
            cs_buf_putc(out, text[i]);
}

/* "29-1141-OH-pay.svg" */
static void put_file_name(const struct download *download, const char *ending, struct cs_buf *out)
{
    const struct cs_serve_question *question = &download->question;
    for (size_t i = 0; i < question->n_occupations; i++) {
        put_name(out, question->occupations[i]);
        cs_buf_putc(out, '-');
    }
    for (size_t i = 0; i < question->n_places; i++) {
        cs_buf_puts(out, i ? "-" : "");
        put_name(out, question->places[i]);
    }
    cs_buf_puts(out, question->is_short ? "-short" : "");
    if (download->chart) {
        cs_buf_putc(out, '-');
        put_name(out, download->chart);
    }
    cs_buf_puts(out, ending);
}

void cs_serve_download(struct cs_serve *serve, const struct cs_exchange *exchange,
                       struct cs_answer *answer)
{
    const char *as = cs_exchange_value(exchange, "as", 0);
    struct download download = {
        .serve = serve, .chart = cs_exchange_value(exchange, "chart", 0), .answer = answer};
    cs_serve_question_of(exchange, &download.question);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (!as || strcmp(as, kinds[i].name) != 0)
            continue;
        if (download.question.n_occupations && kinds[i].take(&download)) {
            answer->type = kinds[i].type;
            put_file_name(&download, kinds[i].ending, &answer->file_name);
            return;
        }
        if (download.question.n_occupations)
            return; /* the answer says why */
    }
    fail(&download, 404, "There is no such file",
         "guides are saved as HTML, PDF, Markdown, JSON, XLSX "
         "and CSV, charts as SVG and PNG",
         NULL);
}
