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

void cs_serve_put_count(const char *words, size_t n_hits, struct cs_buf *out)
{
    if (n_hits == 0)
        cs_buf_puts(out, "No occupation is called “");
    else if (n_hits > CS_SERVE_MOST_HITS)
        cs_buf_printf(out, "The %d best of %zu for “", CS_SERVE_MOST_HITS, n_hits);
    else
        cs_buf_printf(out, "%zu occupation%s for “", n_hits, n_hits == 1 ? "" : "s");
    cs_html_put(out, words);
    cs_buf_puts(out, n_hits ? "”" : "”. Try fewer or different words.");
}

void cs_serve_put_hits(const struct cs_name_hit *hits, size_t n_hits, const char *page,
                       const struct cs_serve_question *question, size_t i, struct cs_buf *out)
{
    struct cs_serve_question one = *question;
    for (size_t k = 0; k < n_hits && k < CS_SERVE_MOST_HITS; k++) {
        one.occupations[i] = hits[k].code;
        cs_buf_puts(out, "<li><a href=\"");
        cs_serve_put_address(page, &one, "&amp;", out);
        cs_buf_puts(out, "\">");
        cs_html_put(out, hits[k].title);
        cs_buf_puts(out, "</a> <span class=\"code\">");
        if (strcmp(hits[k].name, hits[k].title) != 0) {
            cs_html_put(out, hits[k].name);
            cs_buf_puts(out, " · ");
        }
        cs_html_put(out, hits[k].code);
        cs_buf_puts(out, "</span></li>\n");
    }
}

/* "Which do you mean by …?" */
static void ask(const struct cs_serve *serve, const struct cs_name_hit *hits, size_t n_hits,
                const char *page, const struct cs_serve_question *question, size_t i,
                struct cs_answer *answer)
{
    struct cs_buf body;
    cs_buf_init(&body);
    cs_buf_puts(&body, "<p>");
    cs_serve_put_count(question->occupations[i], n_hits, &body);
    cs_buf_puts(&body, "</p>\n<ul class=\"hits\">\n");
    cs_serve_put_hits(hits, n_hits, page, question, i, &body);
    cs_buf_puts(&body, "</ul>\n");
    const struct cs_serve_word words[] = {
        {"title", n_hits ? "Which occupation is meant?" : "There is no such occupation"},
        {"body", cs_buf_text(&body)}};
    answer->status = n_hits ? 200 : 404;
    cs_serve_fill(serve, "message.html", words, 2, &answer->body);
    cs_buf_clear(&body);
}

const char *cs_serve_choose(const struct cs_serve *serve, const char *page,
                            const struct cs_serve_question *question, size_t i,
                            struct cs_arena *arena, struct cs_answer *answer)
{
    struct cs_name_search *search;
    const struct cs_name_hit *hits = NULL;
    const char *code = NULL;
    size_t n_hits;
    struct cs_diag diag;
    cs_diag_init(&diag);
    if (cs_serve_search(serve, question->occupations[i], &search, &hits, &n_hits, &diag) != CS_OK)
        cs_serve_fail(serve, 500, "The library cannot be read", &diag, answer);
    else if (n_hits && cs_name_hits_are_clear(hits, n_hits))
        code = cs_arena_strdup(arena, hits[0].code);
    else
        ask(serve, hits, n_hits, page, question, i, answer);
    cs_name_search_free(search);
    cs_diag_clear(&diag);
    return code;
}
