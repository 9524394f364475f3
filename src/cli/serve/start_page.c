/* The start page: a search for an occupation and a place, with the same answers as JSON for a
 * search that goes along with typing. */
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/markup.h"
#include "base/text.h"
#include "cli/input/library_use.h"
#include "cli/serve/serve.h"
#include "data/name/names.h"
#include "data/reference.h"
#include "library/library.h"
#include "render/write/json.h"
#include "serve/exchange.h"

enum { MOST_HITS = 12, MOST_QUERY_BYTES = 200 };

/* ---- Searching ---- */

static enum cs_status offer_library(const struct cs_serve *serve, struct cs_name_search *search,
                                    struct cs_diag *diag)
{
    struct cs_library *library;
    enum cs_status status = cs_library_open(serve->library, CS_LIBRARY_READ, &library, diag);
    if (status == CS_OK)
        status = cs_library_use_names(library, search, diag);
    cs_library_close(library);
    return status;
}

static enum cs_status search_names(const struct cs_serve *serve, const char *words,
                                   struct cs_name_search **search, const struct cs_name_hit **hits,
                                   size_t *n_hits, struct cs_diag *diag)
{
    *n_hits = 0;
    *search = cs_name_search_new(words);
    if (!*search)
        return cs_fail_memory(diag);
    enum cs_status status = CS_OK;
    if (cs_serve_has_library(serve))
        status = offer_library(serve, *search, diag);
    else if (cs_name_search_dataset(*search, serve->loaded.workspace.data, CS_DIM_OCCUPATION) !=
             CS_OK)
        status = cs_fail_memory(diag);
    if (status == CS_OK && cs_name_search_occupations(*search, &serve->names.reference) != CS_OK)
        status = cs_fail_memory(diag);
    if (status == CS_OK)
        *hits = cs_name_search_rank(*search, n_hits);
    return status;
}

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

/* ---- As JSON ---- */

void cs_serve_search_json(struct cs_serve *serve, const struct cs_exchange *exchange,
                          struct cs_answer *answer)
{
    struct question question;
    struct cs_name_search *search;
    const struct cs_name_hit *hits = NULL;
    size_t n_hits;
    struct cs_diag diag;
    struct cs_json json;
    cs_diag_init(&diag);
    read_question(serve, cs_exchange_value(exchange, "q"), cs_exchange_value(exchange, "place"),
                  &question);
    if (search_names(serve, question.words, &search, &hits, &n_hits, &diag) != CS_OK)
        n_hits = 0;
    cs_json_init(&json, &answer->body, CS_JSON_COMPACT);
    cs_json_begin_object(&json);
    cs_json_put_string_or_null(&json, "place", question.place);
    cs_json_put_integer(&json, "n_found", (int64_t)n_hits);
    cs_json_put_array(&json, "hits");
    for (size_t i = 0; i < n_hits && i < MOST_HITS; i++) {
        cs_json_begin_object(&json);
        cs_json_put_visible(&json, "code", hits[i].code);
        cs_json_put_visible(&json, "title", hits[i].title);
        cs_json_put_visible(&json, "name", hits[i].name);
        cs_json_end_object(&json);
    }
    cs_json_end_array(&json);
    cs_json_end_object(&json);
    if (cs_json_finish(&json, &diag) != CS_OK)
        answer->status = 500;
    answer->type = "application/json; charset=utf-8";
    cs_name_search_free(search);
    cs_diag_clear(&diag);
}

/* ---- As a page ---- */

static void put_hits(const struct cs_name_hit *hits, size_t n_hits, const char *place,
                     struct cs_buf *out)
{
    size_t n = n_hits < MOST_HITS ? n_hits : MOST_HITS;
    for (size_t i = 0; i < n; i++) {
        cs_buf_puts(out, "<li><a href=\"");
        cs_serve_put_address("/guide", hits[i].code, place, "&amp;", out);
        cs_buf_puts(out, "\">");
        cs_html_put(out, hits[i].title);
        cs_buf_puts(out, "</a> <span class=\"code\">");
        if (strcmp(hits[i].name, hits[i].title) != 0) {
            cs_html_put(out, hits[i].name);
            cs_buf_puts(out, " · ");
        }
        cs_html_put(out, hits[i].code);
        cs_buf_puts(out, "</span></li>\n");
    }
}

/* "12 of 40 occupations for 'nurse'", or that there is none. */
static void put_count(const char *words, size_t n_hits, struct cs_buf *out)
{
    if (n_hits == 0)
        cs_buf_puts(out, "No occupation is called “");
    else if (n_hits > MOST_HITS)
        cs_buf_printf(out, "The %d best of %zu for “", MOST_HITS, n_hits);
    else
        cs_buf_printf(out, "%zu occupation%s for “", n_hits, n_hits == 1 ? "" : "s");
    cs_html_put(out, words);
    cs_buf_puts(out, n_hits ? "”" : "”. Try fewer or different words.");
}

static void put_page(const struct cs_serve *serve, const struct question *question,
                     const struct cs_name_hit *hits, size_t n_hits, struct cs_answer *answer)
{
    struct cs_buf query, places, found, list;
    struct cs_buf *all[] = {&query, &places, &found, &list};
    for (size_t i = 0; i < 4; i++)
        cs_buf_init(all[i]);
    cs_html_put(&query, question->words);
    cs_serve_put_places(serve, question->place, &places);
    if (*question->words) {
        put_count(question->words, n_hits, &found);
        put_hits(hits, n_hits, question->place, &list);
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

/* One occupation and no other is meant: its page at once. */
static bool is_clear(const struct cs_name_hit *hits, size_t n_hits)
{
    return n_hits && (cs_name_hits_are_sure(hits, n_hits) || n_hits == 1);
}

void cs_serve_start(struct cs_serve *serve, const struct cs_exchange *exchange,
                    struct cs_answer *answer)
{
    struct question question;
    struct cs_name_search *search = NULL;
    const struct cs_name_hit *hits = NULL;
    size_t n_hits = 0;
    struct cs_diag diag;
    cs_diag_init(&diag);
    read_question(serve, cs_exchange_value(exchange, "q"), cs_exchange_value(exchange, "place"),
                  &question);
    enum cs_status status =
        *question.words ? search_names(serve, question.words, &search, &hits, &n_hits, &diag)
                        : CS_OK;
    if (status != CS_OK) {
        cs_serve_fail(serve, 500, "The library cannot be read", &diag, answer);
    } else if (is_clear(hits, n_hits)) {
        answer->status = 303;
        cs_serve_put_address("/guide", hits[0].code, question.place, "&", &answer->location);
    } else {
        put_page(serve, &question, hits, n_hits, answer);
    }
    cs_name_search_free(search);
    cs_diag_clear(&diag);
}
