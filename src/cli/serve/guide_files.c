/* Guides and comparisons rendered in process, by the code of `report`. What was rendered is kept
 * until the data change. */
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "cli/command/report_asked.h"
#include "cli/command/report_run.h"
#include "cli/serve/backdrop.h"
#include "cli/serve/cache.h"
#include "cli/serve/guide.h"
#include "cli/serve/serve.h"
#include "render/beside/beside.h"
#include "render/draw/gnuplot.h"
#include "render/report/report.h"

/* ---- The data ---- */

/* `report` takes a word after the first for a file where there is one: nobody on the line may have
 * files read. */
static enum cs_status refuse_files(const struct cs_serve_question *question, struct cs_diag *diag)
{
    for (size_t i = 1; i < question->n_occupations; i++) {
        const char *word = question->occupations[i];
        if (strpbrk(word, "/.") || strcmp(word, "-") == 0 || access(word, F_OK) == 0)
            return cs_fail(diag, CS_USAGE, NULL, "choose it from the search results",
                           "the occupation cannot be compared by this name");
    }
    return CS_OK;
}

static enum cs_status find_codes(struct cs_serve_run *run, const struct cs_serve_question *question)
{
    enum cs_status status = CS_OK;
    run->codes = *question;
    for (size_t i = 0; status == CS_OK && i < question->n_occupations; i++)
        status = cs_report_run_occupation(&run->report, question->occupations[i],
                                          &run->codes.occupations[i]);
    for (size_t i = 0; status == CS_OK && i < question->n_places; i++) {
        status = cs_report_run_region(&run->report, question->places[i], &run->codes.places[i]);
        if (status == CS_NO_ANSWER)
            run->lost_place = i;
    }
    return status;
}

enum cs_status cs_serve_run_open(struct cs_serve *serve, const struct cs_serve_question *question,
                                 struct cs_serve_run *run)
{
    const char *words[3 * CS_MOST_BESIDE + 1];
    struct cs_report_asked asked = {.n = 0};
    size_t n = 0;
    for (size_t i = 0; i < question->n_places; i++) {
        words[n++] = "--region";
        words[n++] = question->places[i];
    }
    words[n++] = "--";
    for (size_t i = 0; i < question->n_occupations; i++)
        words[n++] = question->occupations[i];
    *run =
        (struct cs_serve_run){.is_own = cs_serve_has_library(serve), .lost_place = CS_MOST_BESIDE};
    enum cs_status status = cs_serve_call_begin(serve, "report", words, n, &run->own);
    if (status == CS_OK)
        status = refuse_files(question, &run->own.diag);
    if (status == CS_OK && run->is_own) {
        run->backdrop = cs_serve_take_backdrop(serve);
        asked.around = cs_serve_backdrop_of(run->backdrop);
        status = cs_report_run_open(&run->report, &run->own.call, &asked);
    }
    if (!run->is_own && serve->has_loaded) {
        run->report = serve->loaded; /* read by all, with the memory and messages of each */
        run->report.call = run->report.workspace.call = &run->own.call;
    }
    return status == CS_OK ? find_codes(run, question) : status;
}

void cs_serve_run_close(struct cs_serve *serve, struct cs_serve_run *run)
{
    if (run->is_own)
        cs_report_run_close(&run->report);
    cs_serve_give_backdrop(serve, run->backdrop);
    cs_serve_call_end(&run->own);
}

/* ---- What is kept ---- */

/* "29-1141,31-9092\tOH\thtml": of a file in the cache. */
static void put_key(const struct cs_serve_question *question, const char *file, struct cs_buf *out)
{
    for (size_t i = 0; i < question->n_occupations; i++)
        cs_buf_printf(out, "%s\n", question->occupations[i]);
    for (size_t i = 0; i < question->n_places; i++)
        cs_buf_printf(out, "\t%s\n", question->places[i]);
    cs_buf_printf(out, "\t\t%s%s", question->is_short ? "short " : "", file);
}

/* Files of a page on their way into the cache; the one that is wanted goes out as well. */
struct finished {
    struct cs_serve *serve;
    const struct cs_serve_question *question;
    uint64_t stamp;
    bool is_whole; /* no chart is missing */
    const char *wanted;
    struct cs_buf *out;
};

static void take(const struct finished *finished, const char *file, const struct cs_buf *text)
{
    struct cs_buf key;
    cs_buf_init(&key);
    put_key(finished->question, file, &key);
    if (finished->is_whole && !key.failed)
        cs_cache_put(finished->serve->cache, cs_buf_text(&key), finished->stamp, text);
    if (strcmp(file, finished->wanted) == 0)
        cs_buf_put(finished->out, cs_buf_text(text), text->size);
    cs_buf_clear(&key);
}

static void take_charts(const struct finished *finished, const struct cs_report_chart *charts,
                        size_t n)
{
    struct cs_buf names;
    cs_buf_init(&names);
    for (size_t i = 0; i < n; i++) {
        char file[64];
        if (!charts[i].name)
            continue;
        cs_buf_printf(&names, "%s\n", charts[i].name);
        snprintf(file, sizeof file, "%s.svg", charts[i].name);
        take(finished, file, &charts[i].svg);
    }
    take(finished, "charts", &names);
    cs_buf_clear(&names);
}

static void take_documents(const struct finished *finished, const struct cs_buf *html,
                           const struct cs_buf *markdown, const struct cs_buf *json)
{
    take(finished, "html", html);
    take(finished, "md", markdown);
    take(finished, "json", json);
}

/* ---- Rendering ---- */

static enum cs_status render_guide(struct cs_serve_run *run, struct cs_gnuplot *painter,
                                   struct finished *finished)
{
    struct cs_report_request request = {.occupation = run->codes.occupations[0],
                                        .region = run->codes.places[0],
                                        .gnuplot = painter,
                                        .is_short = run->codes.is_short};
    struct cs_report report;
    enum cs_status status = cs_report_make(&run->report.kit, &request, &report, &run->own.diag);
    if (status == CS_OK) {
        finished->is_whole = !report.chart_trouble;
        take_charts(finished, report.charts, CS_N_SECTIONS);
        take_documents(finished, &report.html, &report.markdown, &report.json);
    }
    cs_report_clear(&report);
    return status;
}

/* Every occupation in every place: one of the two is single, which cs_beside_make checks. */
static size_t list_subjects(struct cs_serve_run *run, struct cs_beside_subject *subjects)
{
    const struct cs_serve_question *codes = &run->codes;
    size_t n = 0;
    for (size_t i = 0; i < codes->n_occupations; i++)
        for (size_t k = 0; k < codes->n_places; k++) {
            struct cs_serve_question one =
                cs_serve_question_on(codes->occupations[i], codes->places[k]);
            struct cs_buf link;
            cs_buf_init(&link);
            cs_serve_put_address("/guide", &one, "&", &link);
            subjects[n++] =
                (struct cs_beside_subject){codes->occupations[i], codes->places[k],
                                           cs_arena_strdup(&run->own.arena, cs_buf_text(&link))};
            cs_buf_clear(&link);
        }
    return n;
}

static enum cs_status render_comparison(struct cs_serve_run *run, struct cs_gnuplot *painter,
                                        struct finished *finished)
{
    struct cs_beside_subject subjects[CS_MOST_BESIDE * CS_MOST_BESIDE];
    struct cs_beside_request request = {.subjects = subjects, .gnuplot = painter};
    struct cs_beside beside;
    request.n_subjects = list_subjects(run, subjects);
    enum cs_status status = cs_beside_make(&run->report.kit, &request, &beside, &run->own.diag);
    if (status == CS_OK) {
        finished->is_whole = !beside.chart_trouble;
        take_charts(finished, &beside.chart, 1);
        take_documents(finished, &beside.html, &beside.markdown, &beside.json);
    }
    cs_beside_clear(&beside);
    return status;
}

/* ---- Asking ---- */

void cs_serve_fail_run(const struct cs_serve *serve, enum cs_status status,
                       const struct cs_diag *diag, struct cs_answer *answer)
{
    bool is_question = status == CS_USAGE || status == CS_NO_ANSWER;
    cs_serve_fail(serve, is_question ? 404 : 500,
                  is_question ? "There is no such page" : "The page could not be made", diag,
                  answer);
}

/* Words are answered by the page of the codes they mean. */
static void redirect(const struct cs_serve_question *codes, struct cs_answer *answer)
{
    answer->status = 303;
    cs_serve_put_address(cs_serve_question_is_plural(codes) ? "/compare" : "/guide", codes, "&",
                         &answer->location);
}

/* One file that is asked for. */
struct asking {
    struct cs_serve *serve;
    const struct cs_serve_question *question;
    const char *file;
    struct cs_buf *out;
    struct cs_answer *answer;
};

static bool is_kept(const struct asking *asking)
{
    struct cs_buf key;
    cs_buf_init(&key);
    put_key(asking->question, asking->file, &key);
    bool is_there = !key.failed && cs_cache_get(asking->serve->cache, cs_buf_text(&key),
                                                cs_serve_stamp(asking->serve), asking->out);
    cs_buf_clear(&key);
    return is_there;
}

static bool make_files(const struct asking *asking, struct cs_gnuplot *painter)
{
    const struct cs_serve_question *question = asking->question;
    struct cs_serve_run run;
    struct finished finished = {.serve = asking->serve,
                                .question = question,
                                .stamp = cs_serve_stamp(asking->serve),
                                .wanted = asking->file,
                                .out = asking->out};
    enum cs_status status = cs_serve_run_open(asking->serve, question, &run);
    bool is_elsewhere = status == CS_OK && !cs_serve_question_is_same(question, &run.codes);
    if (is_elsewhere)
        redirect(&run.codes, asking->answer);
    else if (status == CS_OK)
        status = cs_serve_question_is_plural(question) ? render_comparison(&run, painter, &finished)
                                                       : render_guide(&run, painter, &finished);
    if (status != CS_OK && !cs_serve_fail_place(asking->serve, question, &run, asking->answer) &&
        !cs_serve_fail_occupation(asking->serve, question, &run, asking->answer))
        cs_serve_fail_run(asking->serve, status, &run.own.diag, asking->answer);
    cs_serve_run_close(asking->serve, &run);
    return status == CS_OK && !is_elsewhere;
}

/* Who had to wait may find it made by whom it was waited for. */
static bool wait_and_make(const struct asking *asking)
{
    struct cs_gnuplot *painter = cs_serve_take_painter(asking->serve);
    bool is_there = is_kept(asking) || make_files(asking, painter);
    cs_serve_give_painter(asking->serve, painter);
    return is_there;
}

bool cs_serve_file(struct cs_serve *serve, const struct cs_serve_question *question,
                   const char *file, struct cs_buf *out, struct cs_answer *answer)
{
    struct asking asking = {serve, question, file, out, answer};
    if (question->n_occupations)
        return is_kept(&asking) || wait_and_make(&asking);
    struct cs_diag diag;
    cs_diag_init(&diag);
    cs_diag_add(&diag, CS_ERROR, NULL, NULL, "which occupation?");
    cs_serve_fail(serve, 400, "No occupation was given", &diag, answer);
    cs_diag_clear(&diag);
    return false;
}
