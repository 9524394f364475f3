/* The page of a guide or of a comparison: what `report` makes, with the tools of the server above
 * it, fit for the server's policy. */
#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/markup.h"
#include "base/diag.h"
#include "cli/input/spoken.h"
#include "cli/serve/guide.h"
#include "cli/serve/search.h"
#include "cli/serve/serve.h"
#include "render/report/report.h"
#include "serve/exchange.h"
#include "serve/policy.h"

/* Links to what can be saved of each chart; a comparison's is saved as SVG alone. */
static void put_charts(const struct cs_serve_question *question, const char *names,
                       struct cs_buf *out)
{
    for (const char *name = names; *name; name += strcspn(name, "\n"), name += *name == '\n') {
        int n = (int)strcspn(name, "\n");
        cs_buf_printf(out, "<li>Chart “%.*s”:", n, name);
        for (int i = 0; i < 2 - cs_serve_question_is_plural(question); i++) {
            cs_buf_puts(out, " <a href=\"");
            cs_serve_put_address("/download", question, "&amp;", out);
            cs_buf_printf(out, "&amp;as=%s&amp;chart=%.*s\">%s</a>", i ? "png" : "svg", n, name,
                          i ? "PNG" : "SVG");
        }
        cs_buf_puts(out, "</li>\n");
    }
}

static void put_hidden(const char *name, const char *const *values, size_t n, struct cs_buf *out)
{
    for (size_t i = 0; i < n; i++) {
        cs_buf_printf(out, "<input type=\"hidden\" name=\"%s\" value=\"", name);
        cs_html_put(out, values[i]);
        cs_buf_puts(out, "\">\n");
    }
}

static void put_bar(const struct cs_serve *serve, const struct cs_serve_question *question,
                    const char *charts, struct cs_buf *out)
{
    bool is_full =
        question->n_occupations == CS_MOST_BESIDE || question->n_places == CS_MOST_BESIDE;
    struct cs_buf places, others, occupations, regions, list, address, other_form;
    struct cs_buf *all[] = {&places, &others, &occupations, &regions, &list, &address, &other_form};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        cs_buf_init(all[i]);
    cs_serve_put_places(serve, question->places[0], &places);
    cs_serve_put_places(serve, "", &others);
    put_hidden("occupation", question->occupations, question->n_occupations, &occupations);
    put_hidden("place", question->places, question->n_places, &regions);
    put_charts(question, charts, &list);
    cs_serve_put_address("/download", question, "&amp;", &address);
    struct cs_serve_question other = *question;
    other.is_short = !question->is_short;
    cs_serve_put_address("/guide", &other, "&amp;", &other_form);
    const struct cs_serve_word words[] = {
        {"places", cs_buf_text(&places)},
        {"other-places", cs_buf_text(&others)},
        {"occupations", cs_buf_text(&occupations)},
        {"regions", cs_buf_text(&regions)},
        {"charts", cs_buf_text(&list)},
        {"download", cs_buf_text(&address)},
        {"other-form", cs_serve_question_is_plural(question) ? NULL : cs_buf_text(&other_form)},
        {"short", question->is_short ? "short" : NULL},
        {"single", cs_serve_question_is_plural(question) ? NULL : "single"},
        {"comparable", is_full ? NULL : "comparable"},
        {"one-occupation", !is_full && question->n_occupations == 1 ? "one" : NULL},
        {"one-place", !is_full && question->n_places == 1 ? "one" : NULL},
    };
    cs_serve_fill(serve, "bar.html", words, sizeof words / sizeof *words, out);
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        cs_buf_clear(all[i]);
}

static void answer_page(struct cs_serve *serve, const struct cs_serve_question *question,
                        struct cs_answer *answer)
{
    struct cs_buf html, charts, bar;
    cs_buf_init(&html);
    cs_buf_init(&charts);
    cs_buf_init(&bar);
    if (cs_serve_file(serve, question, "html", &html, answer) &&
        cs_serve_file(serve, question, "charts", &charts, answer)) {
        put_bar(serve, question, cs_buf_text(&charts), &bar);
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

/* An address that names more than one of anything is a comparison's. */
void cs_serve_guide(struct cs_serve *serve, const struct cs_exchange *exchange,
                    struct cs_answer *answer)
{
    struct cs_serve_question question;
    cs_serve_question_of(exchange, &question);
    if (cs_serve_question_is_plural(&question)) {
        answer->status = 303;
        cs_serve_put_address("/compare", &question, "&", &answer->location);
    } else {
        answer_page(serve, &question, answer);
    }
}

/* "“nurse in Atlantis”: the data have no place of that name." */
static void fail_words(const struct cs_serve *serve, const char *words, const char *what,
                       const char *hint, struct cs_answer *answer)
{
    struct cs_diag diag;
    cs_diag_init(&diag);
    cs_diag_add(&diag, CS_ERROR, NULL, hint, "“%s”: %s", words, what);
    cs_serve_fail(serve, 404, "Which place do you mean?", &diag, answer);
    cs_diag_clear(&diag);
}

/* Takes the place out of "nurse in Texas"; it stands for the nation, which is the place where none
 * is chosen. False: the answer says why not. */
static bool take_place(const struct cs_serve *serve, struct cs_serve_question *question, size_t i,
                       struct cs_arena *arena, struct cs_answer *answer)
{
    struct cs_spoken_names names = cs_serve_names(serve);
    const char *words = question->occupations[i];
    struct cs_spoken said;
    struct cs_diag diag;
    cs_diag_init(&diag);
    bool is_read = cs_spoken_read(&names, words, arena, &said, &diag) == CS_OK;
    if (!is_read)
        cs_serve_fail(serve, 500, "The library cannot be read", &diag, answer);
    cs_diag_clear(&diag);
    if (!is_read || !said.place_words)
        return is_read;
    bool is_nation = question->n_places == 1 && strcmp(question->places[0], "US") == 0;
    bool is_chosen =
        question->n_places == 1 && said.place && strcmp(question->places[0], said.place) == 0;
    if (!said.place)
        fail_words(serve, words, "the data have no such place",
                   said.near ? cs_arena_printf(arena, "did you mean %s?", said.near) : NULL,
                   answer);
    else if (!is_nation && !is_chosen)
        fail_words(serve, words, "another place is chosen already",
                   "compare one occupation in two places, or two occupations in one", answer);
    else
        question->places[0] = said.place, question->occupations[i] = said.occupation;
    return answer->status == 200;
}

/* Each occupation is looked up on its own first: of words that are unclear, it is asked which. */
void cs_serve_compare(struct cs_serve *serve, const struct cs_exchange *exchange,
                      struct cs_answer *answer)
{
    struct cs_serve_question question, asked, codes;
    struct cs_arena arena;
    cs_arena_init(&arena);
    cs_serve_question_of(exchange, &question);
    codes = question;
    bool is_clear = true;
    for (size_t i = 0; is_clear && i < question.n_occupations; i++)
        is_clear = take_place(serve, &codes, i, &arena, answer);
    asked = question;
    question = codes;
    for (size_t i = 0; is_clear && i < question.n_occupations; i++) {
        struct cs_serve_link link = {"/compare", &question, i};
        codes.occupations[i] = cs_serve_choose(serve, &link, &arena, answer);
        is_clear = codes.occupations[i] != NULL;
    }
    if (is_clear && cs_serve_question_is_same(&asked, &codes) &&
        (cs_serve_question_is_plural(&question) || question.n_occupations == 0)) {
        answer_page(serve, &question, answer);
    } else if (is_clear) {
        answer->status = 303;
        cs_serve_put_address(cs_serve_question_is_plural(&codes) ? "/compare" : "/guide", &codes,
                             "&", &answer->location);
    }
    cs_arena_clear(&arena);
}
