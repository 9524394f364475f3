/* Occupations by the words people use, over everything the server has. Private to the room. */
#ifndef CS_CLI_SERVE_SEARCH_H
#define CS_CLI_SERVE_SEARCH_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"
#include "cli/input/spoken.h"
#include "cli/serve/guide.h"
#include "cli/serve/serve.h"
#include "data/name/names.h"

enum { CS_SERVE_MOST_HITS = 12 };

/* An occupation that has a page. In the arena of the search's caller, or of the search. */
struct cs_serve_offer {
    const char *code, *title, *name; /* name: which met the words */
    const char *note;                /* what to know before choosing it; NULL: nothing */
    const char *place;               /* where there are figures of it; NULL: as asked for */
    int last_year;
    bool is_whole; /* the words are its name */
};
/* Best first; n 0: none. Ownership: cs_name_search_free(search), also after a failure. */
struct cs_serve_hits {
    struct cs_name_search *search;
    const struct cs_name_hit *items;
    size_t n;
    struct cs_serve_offer offers[CS_SERVE_MOST_HITS]; /* the first of them that have pages */
    size_t n_offers, n_found;
};
/* Out of names in the library, the files and the reference tables; place NULL: the nation.
 * Errors: as cs_library_open. */
CS_MUST_USE enum cs_status cs_serve_search(const struct cs_serve *serve, const char *words,
                                           const char *place, struct cs_arena *arena,
                                           struct cs_serve_hits *out, struct cs_diag *diag);
/* Fills the offers: codes that ended give way to those of today, twins to the newest, what has no
 * figures is left out. */
CS_MUST_USE enum cs_status cs_serve_make_offers(const struct cs_serve *serve, const char *place,
                                                struct cs_arena *arena, struct cs_serve_hits *hits,
                                                struct cs_diag *diag);
/* The code that may be taken unasked, of ranked hits; NULL: it has to be asked, or told. */
const char *cs_serve_clear_code(const struct cs_serve_hits *hits);

/* Where names are that the server knows. Borrowed. */
struct cs_spoken_names cs_serve_names(const struct cs_serve *serve);
/* Whether no occupation has all words of the search. */
bool cs_serve_hits_are_partial(const struct cs_serve_hits *hits);
/* Appends "12 occupations for “nurse”", or that there is none, or none with all the words. */
void cs_serve_put_count(const char *words, const struct cs_serve_hits *hits, struct cs_buf *out);
/* Appends list items with the links. */
void cs_serve_put_hits(const struct cs_serve_hits *hits, const struct cs_serve_link *link,
                       struct cs_buf *out);

#endif
