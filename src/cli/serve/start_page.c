/* The start page: a search for an occupation and a place, with the same answers as JSON for a
 * search that goes along with typing. */
#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/markup.h"
#include "cli/input/spoken.h"
#include "cli/serve/guide.h"
#include "cli/serve/search.h"
#include "cli/serve/serve.h"
#include "data/name/names.h"
#include "render/write/json.h"
#include "serve/exchange.h"

enum { MOST_QUERY_BYTES = 200 };

/* What a person asks for. */
struct question {
    struct cs_spoken said;
    const char *place; /* the code of the place said, else of the one chosen; NULL: neither */
    bool is_lost;      /* a place is said that the data do not have */
    struct cs_serve_hits hits;
};

/* Splits the words and searches for the occupation in them. */
static enum cs_status read_question(const struct cs_serve *serve,
                                    const struct cs_exchange *exchange, struct cs_arena *arena,
                                    struct question *question, struct cs_diag *diag)
{
    const char *text = cs_exchange_value(exchange, "q", 0);
    const char *chosen = cs_exchange_value(exchange, "place", 0);
    struct cs_spoken_names names = cs_serve_names(serve);
    size_t n = text ? strnlen(text, MOST_QUERY_BYTES) : 0;
    const char *words = cs_arena_copy(arena, text ? text : "", n);
    *question = (struct question){.hits = {.n = 0}};
    if (!words)
        return cs_fail_memory(diag);
    enum cs_status status = cs_spoken_read(&names, words, arena, &question->said, diag);
    question->is_lost = question->said.place_words && !question->said.place;
    question->place = question->said.place ? question->said.place
                      : chosen && *chosen  ? chosen
                                           : NULL;
    return status == CS_OK && *question->said.occupation
               ? cs_serve_search(serve, question->said.occupation, question->place, arena,
                                 &question->hits, diag)
               : status;
}

/* That there are no figures of the place said; nothing where there is none such. As text: the
 * search along with typing says the same. */
static void put_lost(const struct question *question, struct cs_buf *out)
{
    if (!question->is_lost)
        return;
    const struct cs_spoken *said = &question->said;
    cs_buf_printf(out, "The data have %s called “%s”.",
                  said->is_several ? "several places" : "no place", said->place_words);
    if (said->near)
        cs_buf_printf(out, " Did you mean %s?", said->near);
    cs_buf_puts(out, " Choose a place from the list; the links below are for ");
    cs_buf_puts(out, question->place ? "the place chosen there." : "the United States.");
}

/* ---- The search along with typing ---- */

void cs_serve_search_json(struct cs_serve *serve, const struct cs_exchange *exchange,
                          struct cs_answer *answer)
{
    struct question question;
    struct cs_diag diag;
    struct cs_json json;
    struct cs_arena arena;
    struct cs_buf lost;
    cs_arena_init(&arena);
    cs_diag_init(&diag);
    cs_buf_init(&lost);
    if (read_question(serve, exchange, &arena, &question, &diag) != CS_OK)
        answer->status = 500;
    const struct cs_serve_hits *hits = &question.hits;
    put_lost(&question, &lost);
    cs_json_init(&json, &answer->body, CS_JSON_COMPACT);
    cs_json_begin_object(&json);
    cs_json_put_string_or_null(&json, "place", question.said.place);
    cs_json_put_visible(&json, "notice", cs_buf_text(&lost));
    cs_json_put_bool(&json, "has_all_words", !cs_serve_hits_are_partial(hits));
    cs_json_put_integer(&json, "n_found", (int64_t)hits->n_found);
    cs_json_put_array(&json, "hits");
    for (size_t i = 0; i < hits->n_offers; i++) {
        const struct cs_serve_offer *offer = &hits->offers[i];
        cs_json_begin_object(&json);
        cs_json_put_visible(&json, "code", offer->code);
        cs_json_put_visible(&json, "title", offer->title);
        cs_json_put_visible(&json, "name", offer->name);
        cs_json_put_string_or_null(&json, "note", offer->note);
        cs_json_put_string_or_null(&json, "place", offer->place);
        cs_json_end_object(&json);
    }
    cs_json_end_array(&json);
    cs_json_end_object(&json);
    if (cs_json_finish(&json, &diag) != CS_OK)
        answer->status = 500;
    answer->type = "application/json; charset=utf-8";
    cs_name_search_free(question.hits.search);
    cs_buf_clear(&lost);
    cs_diag_clear(&diag);
    cs_arena_clear(&arena);
}

static void put_page(const struct cs_serve *serve, const struct cs_exchange *exchange,
                     const struct question *question, struct cs_answer *answer)
{
    struct cs_buf query, places, found, list, lost, notice;
    struct cs_buf *all[] = {&query, &places, &found, &list, &lost, &notice};
    const char *words = cs_exchange_value(exchange, "q", 0);
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        cs_buf_init(all[i]);
    cs_html_put(&query, words && !question->said.place_words ? words : question->said.occupation);
    cs_serve_put_places(serve,
                        question->place     ? question->place
                        : question->is_lost ? question->said.near_code
                                            : NULL,
                        &places);
    put_lost(question, &lost);
    cs_html_put(&notice, cs_buf_text(&lost));
    if (*question->said.occupation) {
        struct cs_serve_question on = cs_serve_question_on("", question->place);
        cs_serve_put_count(question->said.occupation, &question->hits, &found);
        cs_serve_put_hits(&question->hits, &(struct cs_serve_link){"/guide", &on, 0}, &list);
    }
    bool is_sample = !cs_serve_has_library(serve) && serve->n_files == 0;
    const struct cs_serve_word filled[] = {{"query", cs_buf_text(&query)},
                                           {"places", cs_buf_text(&places)},
                                           {"found", cs_buf_text(&found)},
                                           {"list", cs_buf_text(&list)},
                                           {"lost", cs_buf_text(&notice)},
                                           {"sample", is_sample ? "sample" : NULL},
                                           {"imports", serve->n_files ? NULL : "imports"}};
    cs_serve_fill(serve, "start.html", filled, sizeof filled / sizeof *filled, &answer->body);
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        cs_buf_clear(all[i]);
}

void cs_serve_start(struct cs_serve *serve, const struct cs_exchange *exchange,
                    struct cs_answer *answer)
{
    struct question question;
    struct cs_diag diag;
    struct cs_arena arena;
    cs_arena_init(&arena);
    cs_diag_init(&diag);
    enum cs_status status = read_question(serve, exchange, &arena, &question, &diag);
    const struct cs_serve_hits *hits = &question.hits;
    if (status != CS_OK) {
        cs_serve_fail(serve, 500, "The library cannot be read", &diag, answer);
    } else if (!question.is_lost && cs_serve_clear_code(hits)) {
        struct cs_serve_question on =
            cs_serve_question_on(cs_serve_clear_code(hits), question.place);
        answer->status = 303;
        cs_serve_put_address("/guide", &on, "&", &answer->location);
    } else {
        put_page(serve, exchange, &question, answer);
    }
    cs_name_search_free(question.hits.search);
    cs_diag_clear(&diag);
    cs_arena_clear(&arena);
}
