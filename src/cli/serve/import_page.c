/* Files dropped on the page go into the library. They are read by `careerstat import` in a process
 * of its own: what a strange file does to it, it does not do to the server. */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/markup.h"
#include "render/draw/program.h"
#include "cli/serve/serve.h"
#include "serve/exchange.h"
#include "serve/upload.h"

enum { IMPORT_SECONDS = 600, N_OPTIONS = 8 };

static void put_form(const struct cs_serve *serve, const char *result, const char *is_good,
                     struct cs_answer *answer)
{
    struct cs_buf token, path;
    cs_buf_init(&token);
    cs_buf_init(&path);
    cs_serve_put_token(serve, &token);
    cs_html_put(&path, serve->library ? serve->library : "");
    const struct cs_serve_word words[] = {{"token", cs_buf_text(&token)},
                                          {"result", result},
                                          {"good", is_good},
                                          {"path", cs_buf_text(&path)},
                                          {"files", serve->n_files ? "files" : NULL}};
    cs_serve_fill(serve, "import.html", words, sizeof words / sizeof *words, &answer->body);
    cs_buf_clear(&path);
    cs_buf_clear(&token);
}

void cs_serve_import_form(struct cs_serve *serve, const struct cs_exchange *exchange,
                          struct cs_answer *answer)
{
    (void)exchange;
    put_form(serve, "", NULL, answer);
}

/* What the command says: its table and its messages, in the order it says them. */
static void put_result(const struct cs_buf *said, int code, struct cs_buf *out)
{
    static const char *const heads[] = {[0] = "Imported.",
                                        [1] = "Not everything was imported.",
                                        [2] = "Nothing was imported.",
                                        [3] = "Nothing was imported."};
    const char *head = code >= 0 && code < 4 ? heads[code] : "The import ended unexpectedly.";
    cs_buf_printf(out, "<h2>%s</h2>\n<pre class=\"said\" tabindex=\"0\">", head);
    cs_html_put(out, cs_buf_text(said));
    cs_buf_puts(out, "</pre>\n");
}

static int run_import(struct cs_serve *serve, const struct cs_exchange *exchange,
                      struct cs_buf *said)
{
    const char *words[N_OPTIONS + CS_UPLOAD_MOST_FILES + 1];
    const char *period = cs_exchange_value(exchange, "period", 0);
    size_t n = 0;
    words[n++] = "/proc/self/exe";
    words[n++] = "import";
    words[n++] = "--library";
    words[n++] = serve->library;
    if (period && *period) {
        words[n++] = "--period";
        words[n++] = period;
    }
    if (cs_exchange_value(exchange, "rejects", 0))
        words[n++] = "--allow-rejects";
    words[n++] = "--";
    for (size_t i = 0; i < cs_upload_count(exchange->upload); i++)
        words[n++] = cs_upload_name(exchange->upload, i);
    words[n] = NULL;
    struct cs_program program = {.words = words,
                                 .folder = cs_upload_folder(exchange->upload),
                                 .limit_seconds = IMPORT_SECONDS,
                                 .stops = &serve->is_ending};
    return cs_program_run(&program, said);
}

static void refuse(const struct cs_serve *serve, unsigned status, const char *title,
                   const char *text, struct cs_answer *answer)
{
    struct cs_diag diag;
    cs_diag_init(&diag);
    cs_diag_add(&diag, CS_ERROR, NULL, NULL, "%s", text);
    cs_serve_fail(serve, status, title, &diag, answer);
    cs_diag_clear(&diag);
}

void cs_serve_import(struct cs_serve *serve, const struct cs_exchange *exchange,
                     struct cs_answer *answer)
{
    if (serve->n_files || !serve->library) {
        refuse(serve, 409, "Nothing can be imported here",
               "the pages are made from the files that the server was started with", answer);
        return;
    }
    if (!exchange->upload || cs_upload_count(exchange->upload) == 0) {
        refuse(serve, 400, "No file was chosen", "choose one or more files first", answer);
        return;
    }
    if (pthread_mutex_trylock(&serve->import_lock) != 0) {
        refuse(serve, 503, "Another import is under way", "wait until it is done, then try again",
               answer);
        return;
    }
    struct cs_buf said, result;
    cs_buf_init(&said);
    cs_buf_init(&result);
    int code = run_import(serve, exchange, &said);
    pthread_mutex_unlock(&serve->import_lock);
    put_result(&said, code, &result);
    put_form(serve, cs_buf_text(&result), code == 0 ? "good" : NULL, answer);
    answer->status = code == 0 || code == 1 ? 200 : code == 2 || code == 3 ? 422 : 500;
    cs_buf_clear(&result);
    cs_buf_clear(&said);
}
