/* The names of the library, the files and the reference tables searched, and the answers as links.
 */
#include "cli/serve/search.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/markup.h"
#include "cli/input/library_use.h"
#include "cli/serve/guide.h"
#include "cli/serve/serve.h"
#include "data/name/names.h"
#include "library/library.h"
#include "serve/exchange.h"

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

enum cs_status cs_serve_search(const struct cs_serve *serve, const char *words,
                               struct cs_serve_hits *out, struct cs_diag *diag)
{
    *out = (struct cs_serve_hits){.search = cs_name_search_new(words)};
    if (!out->search)
        return cs_fail_memory(diag);
    enum cs_status status = CS_OK;
    if (cs_serve_has_library(serve))
        status = offer_library(serve, out->search, diag);
    else if (cs_name_search_dataset(out->search, serve->loaded.workspace.data, CS_DIM_OCCUPATION) !=
             CS_OK)
        status = cs_fail_memory(diag);
    if (status == CS_OK &&
        cs_name_search_occupations(out->search, &serve->names.reference) != CS_OK)
        status = cs_fail_memory(diag);
    if (status == CS_OK)
        out->items = cs_name_search_rank(out->search, &out->n);
    return status;
}

void cs_serve_put_count(const char *words, size_t n_hits, struct cs_buf *out)
{
    if (n_hits == 0)
        cs_buf_puts(out, "No occupation is called “");
    else if (n_hits > CS_SERVE_MOST_HITS)
        cs_buf_printf(out, "The %d best of %zu matches for “", CS_SERVE_MOST_HITS, n_hits);
    else
        cs_buf_printf(out, "%zu occupation%s for “", n_hits, n_hits == 1 ? "" : "s");
    cs_html_put(out, words);
    cs_buf_puts(out, n_hits ? "”" : "”. Try fewer or different words.");
}

void cs_serve_put_hits(const struct cs_serve_hits *hits, const struct cs_serve_link *link,
                       struct cs_buf *out)
{
    struct cs_serve_question one = *link->question;
    for (size_t k = 0; k < hits->n && k < CS_SERVE_MOST_HITS; k++) {
        const struct cs_name_hit *hit = &hits->items[k];
        one.occupations[link->i] = hit->code;
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
    cs_serve_put_count(link->question->occupations[link->i], hits->n, &body);
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
    if (cs_serve_search(serve, link->question->occupations[link->i], &hits, &diag) != CS_OK)
        cs_serve_fail(serve, 500, "The library cannot be read", &diag, answer);
    else if (hits.n && cs_name_hits_are_clear(hits.items, hits.n))
        code = cs_arena_strdup(arena, hits.items[0].code);
    else
        ask(serve, &hits, link, answer);
    cs_name_search_free(hits.search);
    cs_diag_clear(&diag);
    return code;
}
