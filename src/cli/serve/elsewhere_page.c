/* The page of what has no figures: of a place, with links to the states around it and to the nation
 * instead; of a code that ended or of another country's, with links to where there are some. */
#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/markup.h"
#include "cli/input/elsewhere.h"
#include "cli/input/spoken.h"
#include "cli/serve/guide.h"
#include "cli/serve/search.h"
#include "cli/serve/serve.h"
#include "data/name/names.h"
#include "data/reference.h"

static void put_links(const struct cs_serve_question *question, size_t lost,
                      const struct cs_region *const *places, size_t n, struct cs_buf *out)
{
    struct cs_serve_question other = *question;
    cs_buf_puts(out, "<p>Choose another place:</p>\n<ul class=\"hits\">\n");
    for (size_t i = 0; i < n; i++) {
        other.places[lost] = places[i]->code;
        cs_buf_puts(out, "<li><a href=\"");
        cs_serve_put_address(cs_serve_question_is_plural(&other) ? "/compare" : "/guide", &other,
                             "&amp;", out);
        cs_buf_puts(out, "\">");
        cs_html_put(out, places[i]->name);
        cs_buf_puts(out, "</a></li>\n");
    }
    cs_buf_puts(out, "</ul>\n");
}

/* What the command line says, but for its options. */
static void put_error(const struct cs_diag *diag, struct cs_buf *out)
{
    for (size_t i = 0; i < diag->n_messages; i++) {
        if (diag->messages[i].severity != CS_ERROR || !diag->messages[i].text)
            continue;
        cs_buf_puts(out, "<p class=\"notice\">");
        cs_html_put(out, diag->messages[i].text);
        cs_buf_puts(out, "</p>\n");
    }
}

bool cs_serve_fail_place(const struct cs_serve *serve, const struct cs_serve_question *question,
                         struct cs_serve_run *run, struct cs_answer *answer)
{
    struct cs_spoken_names names = cs_serve_names(serve);
    struct cs_spoken said = {.place = NULL};
    const struct cs_region *places[CS_MOST_ELSEWHERE];
    size_t lost = run->lost_place;
    struct cs_diag quiet;
    cs_diag_init(&quiet);
    bool is_place =
        lost < question->n_places &&
        cs_spoken_place(&names, question->places[lost], &run->own.arena, &said, &quiet) == CS_OK &&
        said.place;
    cs_diag_clear(&quiet);
    struct cs_elsewhere area = {said.place, said.title};
    const char *occupation = question->n_occupations == 1 ? run->codes.occupations[0] : NULL;
    size_t n = is_place ? cs_elsewhere_find(&run->report.workspace, occupation, &area, places) : 0;
    if (n == 0)
        return false;
    struct cs_buf body;
    cs_buf_init(&body);
    put_error(&run->own.diag, &body);
    put_links(question, lost, places, n, &body);
    const struct cs_serve_word words[] = {{"title", "There are no figures for this place"},
                                          {"body", cs_buf_text(&body)}};
    answer->status = 404;
    cs_serve_fill(serve, "message.html", words, 2, &answer->body);
    cs_buf_clear(&body);
    return true;
}

bool cs_serve_fail_occupation(const struct cs_serve *serve,
                              const struct cs_serve_question *question, struct cs_serve_run *run,
                              struct cs_answer *answer)
{
    struct cs_buf body;
    struct cs_diag quiet;
    bool is_said = false;
    cs_buf_init(&body);
    cs_diag_init(&quiet);
    for (size_t i = 0; i < question->n_occupations && !is_said; i++) {
        const char *code = question->occupations[i];
        struct cs_serve_hits hits;
        struct cs_serve_link link = {cs_serve_question_is_plural(question) ? "/compare" : "/guide",
                                     question, i};
        is_said = cs_serve_search(serve, code, question->places[0], &run->own.arena, &hits,
                                  &quiet) == CS_OK &&
                  hits.n && hits.items[0].match == CS_MATCH_CODE && hits.offers[0].note;
        if (is_said) {
            put_error(&run->own.diag, &body);
            cs_buf_puts(&body, "<p>Choose another occupation:</p>\n<ul class=\"hits\">\n");
            cs_serve_put_hits(&hits, &link, &body);
            cs_buf_puts(&body, "</ul>\n");
        }
        cs_name_search_free(hits.search);
    }
    const struct cs_serve_word words[] = {{"title", "There are no figures for this occupation"},
                                          {"body", cs_buf_text(&body)}};
    if (is_said) {
        answer->status = 404;
        cs_serve_fill(serve, "message.html", words, 2, &answer->body);
    }
    cs_diag_clear(&quiet);
    cs_buf_clear(&body);
    return is_said;
}
