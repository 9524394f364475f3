/* The names of the library, the files and the reference tables searched, and the answers as links.
 */
#include "cli/serve/search.h"

#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/markup.h"
#include "cli/input/spoken.h"
#include "cli/serve/guide.h"
#include "cli/serve/serve.h"
#include "data/dim.h"
#include "data/name/names.h"
#include "serve/exchange.h"

struct cs_spoken_names cs_serve_names(const struct cs_serve *serve)
{
    bool has_library = cs_serve_has_library(serve);
    return (struct cs_spoken_names){.reference = &serve->names.reference,
                                    .data = has_library ? NULL : serve->loaded.workspace.data,
                                    .library = has_library ? serve->library : NULL};
}

enum cs_status cs_serve_search(const struct cs_serve *serve, const char *words, const char *place,
                               struct cs_arena *arena, struct cs_serve_hits *out,
                               struct cs_diag *diag)
{
    struct cs_spoken_names names = cs_serve_names(serve);
    *out = (struct cs_serve_hits){.search = cs_name_search_new(words)};
    if (!out->search)
        return cs_fail_memory(diag);
    enum cs_status status = cs_spoken_offer(&names, CS_DIM_OCCUPATION, out->search, diag);
    if (status == CS_OK)
        out->items = cs_name_search_rank(out->search, &out->n);
    return status == CS_OK ? cs_serve_make_offers(serve, place, arena, out, diag) : status;
}

const char *cs_serve_clear_code(const struct cs_serve_hits *hits)
{
    const struct cs_serve_offer *first = hits->offers;
    bool is_clear = hits->n_offers && cs_name_hits_are_clear(hits->items, hits->n) &&
                    strcmp(first->code, hits->items[0].code) == 0 && !first->place;
    return is_clear ? first->code : NULL;
}

bool cs_serve_hits_are_partial(const struct cs_serve_hits *hits)
{
    return hits->n && hits->items[0].match >= CS_MATCH_INSIDE;
}

void cs_serve_put_count(const char *words, const struct cs_serve_hits *hits, struct cs_buf *out)
{
    bool is_partial = cs_serve_hits_are_partial(hits);
    if (hits->n == 0)
        cs_buf_puts(out, "No occupation is called “");
    else if (is_partial)
        cs_buf_puts(out, "No occupation has all the words of “");
    else if (hits->n_found > hits->n_offers)
        cs_buf_printf(out, "The %zu best of %zu matches for “", hits->n_offers, hits->n_found);
    else
        cs_buf_printf(out, "%zu occupation%s for “", hits->n_found, hits->n_found == 1 ? "" : "s");
    cs_html_put(out, words);
    cs_buf_puts(out, hits->n == 0 ? "”. Try fewer or different words."
                     : is_partial ? "”. These have some of them:"
                                  : "”");
}

void cs_serve_put_hits(const struct cs_serve_hits *hits, const struct cs_serve_link *link,
                       struct cs_buf *out)
{
    struct cs_serve_question one = *link->question;
    for (size_t k = 0; k < hits->n_offers; k++) {
        const struct cs_serve_offer *hit = &hits->offers[k];
        one.occupations[link->i] = hit->code;
        one.places[0] = hit->place && one.n_places == 1 ? hit->place : link->question->places[0];
        cs_buf_puts(out, "<li><a href=\"");
        cs_serve_put_address(link->page, &one, "&amp;", out);
        cs_buf_puts(out, "\">");
        cs_html_put(out, hit->title);
        cs_buf_puts(out, "</a> <span class=\"code\">");
        if (strcmp(hit->name, hit->title) != 0) {
            cs_html_put(out, hit->name);
            cs_buf_puts(out, " · ");
        }
        cs_html_put(out, hit->code);
        cs_buf_puts(out, hit->note ? " · " : "");
        cs_html_put(out, hit->note ? hit->note : "");
        cs_buf_puts(out, "</span></li>\n");
    }
}

/* "Which do you mean by …?" */
static void ask(const struct cs_serve *serve, const struct cs_serve_hits *hits,
                const struct cs_serve_link *link, struct cs_answer *answer)
{
    struct cs_buf body;
    cs_buf_init(&body);
    cs_buf_puts(&body, "<p>");
    cs_serve_put_count(link->question->occupations[link->i], hits, &body);
    cs_buf_puts(&body, "</p>\n<ul class=\"hits\">\n");
    cs_serve_put_hits(hits, link, &body);
    cs_buf_puts(&body, "</ul>\n");
    const struct cs_serve_word words[] = {
        {"title", hits->n ? "Which occupation do you mean?" : "There is no such occupation"},
        {"body", cs_buf_text(&body)}};
    answer->status = hits->n ? 200 : 404;
    cs_serve_fill(serve, "message.html", words, 2, &answer->body);
    cs_buf_clear(&body);
}

const char *cs_serve_choose(const struct cs_serve *serve, const struct cs_serve_link *link,
                            struct cs_arena *arena, struct cs_answer *answer)
{
    struct cs_serve_hits hits;
    const char *code = NULL;
    struct cs_diag diag;
    cs_diag_init(&diag);
    if (cs_serve_search(serve, link->question->occupations[link->i], link->question->places[0],
                        arena, &hits, &diag) != CS_OK)
        cs_serve_fail(serve, 500, "The library cannot be read", &diag, answer);
    else if (cs_serve_clear_code(&hits))
        code = cs_arena_strdup(arena, cs_serve_clear_code(&hits));
    else
        ask(serve, &hits, link, answer);
    cs_name_search_free(hits.search);
    cs_diag_clear(&diag);
    return code;
}
