/* The start page: a search for an occupation and a place, with the same answers as JSON for a
 * search that goes along with typing. */
#include <string.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/markup.h"
#include "base/text.h"
#include "cli/serve/guide.h"
#include "cli/serve/search.h"
#include "cli/serve/serve.h"
#include "data/name/names.h"
#include "data/reference.h"
#include "render/write/json.h"
#include "serve/exchange.h"

enum { MOST_QUERY_BYTES = 200 };

/* What a person asks for: an occupation, and a place where "in Florida" says so. */
struct question {
    char words[MOST_QUERY_BYTES + 1];
    const char *place; /* a code; NULL: none is said */
};

/* "phlebotomist in Florida": what stands after the last "in" is a place when it is one. */
static void read_question(const struct cs_serve *serve, const char *text, const char *place,
                          struct question *question)
{
    struct cs_span all = cs_span_trim(cs_span_of(text ? text : ""));
    size_t n = all.size < MOST_QUERY_BYTES ? all.size : MOST_QUERY_BYTES;
    *question = (struct question){.place = place && *place ? place : NULL};
    memcpy(question->words, all.start, n);
    for (size_t i = n; i-- > 1;) {
        bool is_in = cs_is_space(question->words[i]) && i + 4 < n &&
                     cs_span_equals_nocase((struct cs_span){question->words + i + 1, 2}, "in") &&
                     cs_is_space(question->words[i + 3]);
        const struct cs_region *region =
            is_in ? cs_reference_region(&serve->names.reference,
                                        cs_span_trim(cs_span_of(question->words + i + 4)))
                  : NULL;
        if (region) {
            question->words[i] = '\0';
            question->place = region->code;
            return;
        }
    }
}

/* ---- The search along with typing ---- */

void cs_serve_search_json(struct cs_serve *serve, const struct cs_exchange *exchange,
                          struct cs_answer *answer)
{
    struct question question;
    struct cs_serve_hits hits;
    struct cs_diag diag;
    struct cs_json json;
    cs_diag_init(&diag);
    read_question(serve, cs_exchange_value(exchange, "q", 0), NULL, &question);
    if (cs_serve_search(serve, question.words, &hits, &diag) != CS_OK)
        answer->status = 500;
    cs_json_init(&json, &answer->body, CS_JSON_COMPACT);
    cs_json_begin_object(&json);
    cs_json_put_string_or_null(&json, "place", question.place);
    cs_json_put_integer(&json, "n_found", (int64_t)hits.n);
    cs_json_put_array(&json, "hits");
    for (size_t i = 0; i < hits.n && i < CS_SERVE_MOST_HITS; i++) {
        cs_json_begin_object(&json);
        cs_json_put_visible(&json, "code", hits.items[i].code);
        cs_json_put_visible(&json, "title", hits.items[i].title);
        cs_json_put_visible(&json, "name", hits.items[i].name);
        cs_json_end_object(&json);
    }
    cs_json_end_array(&json);
    cs_json_end_object(&json);
    if (cs_json_finish(&json, &diag) != CS_OK)
        answer->status = 500;
    answer->type = "application/json; charset=utf-8";
    cs_name_search_free(hits.search);
    cs_diag_clear(&diag);
}

static void put_page(const struct cs_serve *serve, const struct question *question,
                     const struct cs_serve_hits *hits, struct cs_answer *answer)
{
    struct cs_buf query, places, found, list;
    struct cs_buf *all[] = {&query, &places, &found, &list};
    for (size_t i = 0; i < 4; i++)
        cs_buf_init(all[i]);
    cs_html_put(&query, question->words);
    cs_serve_put_places(serve, question->place, &places);
    if (*question->words) {
        struct cs_serve_question on = cs_serve_question_on("", question->place);
        cs_serve_put_count(question->words, hits->n, &found);
        cs_serve_put_hits(hits, &(struct cs_serve_link){"/guide", &on, 0}, &list);
    }
    bool is_sample = !cs_serve_has_library(serve) && serve->n_files == 0;
    const struct cs_serve_word words[] = {
        {"query", cs_buf_text(&query)},          {"places", cs_buf_text(&places)},
        {"found", cs_buf_text(&found)},          {"list", cs_buf_text(&list)},
        {"sample", is_sample ? "sample" : NULL}, {"imports", serve->n_files ? NULL : "imports"}};
    cs_serve_fill(serve, "start.html", words, sizeof words / sizeof *words, &answer->body);
    for (size_t i = 0; i < 4; i++)
        cs_buf_clear(all[i]);
}

void cs_serve_start(struct cs_serve *serve, const struct cs_exchange *exchange,
                    struct cs_answer *answer)
{
    struct question question;
    struct cs_serve_hits hits = {.n = 0};
    struct cs_diag diag;
    cs_diag_init(&diag);
    read_question(serve, cs_exchange_value(exchange, "q", 0),
                  cs_exchange_value(exchange, "place", 0), &question);
    enum cs_status status =
        *question.words ? cs_serve_search(serve, question.words, &hits, &diag) : CS_OK;
    if (status != CS_OK) {
        cs_serve_fail(serve, 500, "The library cannot be read", &diag, answer);
    } else if (hits.n && cs_name_hits_are_clear(hits.items, hits.n)) {
        struct cs_serve_question on = cs_serve_question_on(hits.items[0].code, question.place);
        answer->status = 303;
        cs_serve_put_address("/guide", &on, "&", &answer->location);
    } else {
        put_page(serve, &question, &hits, answer);
    }
    cs_name_search_free(hits.search);
    cs_diag_clear(&diag);
}
