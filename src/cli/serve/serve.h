/* The pages of `careerstat serve`: what its files share. Private to the room. Answers for: the
 * state of the server, the commands it calls in the same process, and its routes. */
#ifndef CS_CLI_SERVE_H
#define CS_CLI_SERVE_H

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>

#include "cli/command/report_run.h"
#include "cli/frame/command.h"
#include "cli/serve/cache.h"
#include "render/draw/gnuplot.h"
#include "render/report/report.h"
#include "serve/exchange.h"
#include "serve/guard.h"

enum { CS_SERVE_MOST_PAINTERS = 4, CS_SERVE_MOST_FILES = 64 };

struct cs_serve {
    struct cs_call *call;     /* of the command itself; read-only once it serves */
    const char *library;      /* where imports go and pages come from; NULL: nowhere */
    const char *const *files; /* --data: pages come from these alone */
    size_t n_files;
    struct cs_workspace names;      /* reference tables */
    struct cs_report_kit pages;     /* reports/serve: its pages, style and script */
    struct cs_report_kit templates; /* reports/templates: style and script of guides */
    const char *spool;              /* the folder for what is there for a while */
    struct cs_report_run loaded;    /* of files, or of what is shipped; where has_loaded */
    struct cs_call loaded_call;
    bool has_loaded;
    char token[CS_GUARD_TOKEN_BYTES];
    struct cs_cache *cache;
    struct cs_gnuplot *painters[CS_SERVE_MOST_PAINTERS]; /* NULL where one is at work */
    size_t n_painters, n_free;
    pthread_mutex_t lock; /* of the painters */
    pthread_cond_t freed;
    pthread_mutex_t import_lock, print_lock; /* one at a time */
    struct cs_serve_backdrop *backdrop;      /* backdrop.h; NULL: not read */
    pthread_mutex_t backdrop_lock;
    atomic_bool is_ending;
};

/* Loads what all pages need; the server's own call is borrowed. Ownership: cs_serve_close, also
 * after a failure. */
CS_MUST_USE enum cs_status cs_serve_open(struct cs_serve *serve, struct cs_call *call);
void cs_serve_close(struct cs_serve *serve);

/* Whether pages come from the library now: it was there at the start, or an import has made it. */
bool cs_serve_has_library(const struct cs_serve *serve);
/* Of the data that pages are made from: another number when they have changed. */
uint64_t cs_serve_stamp(const struct cs_serve *serve);

/* A gnuplot that is free, waited for; it is given back after use. */
struct cs_gnuplot *cs_serve_take_painter(struct cs_serve *serve);
void cs_serve_give_painter(struct cs_serve *serve, struct cs_gnuplot *painter);

/* A call of a command inside the server, with its own memory and messages. */
struct cs_serve_call {
    struct cs_call call;
    struct cs_arena arena;
    struct cs_diag diag;
    struct cs_buf out;
};
/* Reads the words as the command line would, and names the library. Ownership: cs_serve_call_end,
 * also after a failure. */
CS_MUST_USE enum cs_status cs_serve_call_begin(const struct cs_serve *serve, const char *command,
                                               const char *const *words, size_t n_words,
                                               struct cs_serve_call *out);
void cs_serve_call_end(struct cs_serve_call *call);
/* Adds --library to a call, where its command has it. The empty name says that there is none: one
 * that is named and not there yet is no error here, an import makes it. */
CS_MUST_USE enum cs_status cs_serve_set_library(const struct cs_serve *serve, struct cs_call *call);

/* ---- Pages ---- */

/* A word of a page: `html` stands for {{name}}; NULL: it is not there. */
struct cs_serve_word {
    const char *name, *html;
};
/* Appends a page of reports/serve filled with the words. */
void cs_serve_fill(const struct cs_serve *serve, const char *page,
                   const struct cs_serve_word *words, size_t n_words, struct cs_buf *out);
/* A page that says what went wrong, with messages as the command line has them. */
void cs_serve_fail(const struct cs_serve *serve, unsigned status, const char *title,
                   const struct cs_diag *diag, struct cs_answer *answer);
/* Appends <option>s of the places that the data have, one of them chosen; NULL: the nation. */
void cs_serve_put_places(const struct cs_serve *serve, const char *chosen, struct cs_buf *out);
/* A hidden field of forms that change something. */
void cs_serve_put_token(const struct cs_serve *serve, struct cs_buf *out);

/* One route each. */
typedef void cs_serve_route(struct cs_serve *serve, const struct cs_exchange *exchange,
                            struct cs_answer *answer);
cs_serve_route cs_serve_start, cs_serve_search_json, cs_serve_guide, cs_serve_compare,
    cs_serve_download, cs_serve_library, cs_serve_import_form, cs_serve_import;

/* Of the whole server: cs_http_options.answer. */
void cs_serve_answer(void *serve, const struct cs_exchange *exchange, struct cs_answer *answer);

#endif
