/* Which address is answered by what. A path is looked up as a whole word: there are no folders
 * behind it, and nothing to climb out of. */
#include <string.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/text.h"
#include "cli/serve/serve.h"
#include "render/report/report.h"
#include "serve/exchange.h"

static const struct {
    const char *path;
    bool is_post;
    cs_serve_route *answer;
} routes[] = {
    {"/", false, cs_serve_start},
    {"/search.json", false, cs_serve_search_json},
    {"/guide", false, cs_serve_guide},
    {"/download", false, cs_serve_download},
    {"/compare", false, cs_serve_compare},
    {"/library", false, cs_serve_library},
    {"/import", false, cs_serve_import_form},
    {"/import", true, cs_serve_import},
};

/* Styles and scripts, out of the two folders of templates. */
static const struct {
    const char *path, *file, *type;
    bool is_of_guides;
} assets[] = {
    {"/assets/report.css", "report.css", "text/css; charset=utf-8", true},
    {"/assets/report.js", "report.js", "text/javascript; charset=utf-8", true},
    {"/assets/serve.css", "serve.css", "text/css; charset=utf-8", false},
    {"/assets/serve.js", "serve.js", "text/javascript; charset=utf-8", false},
    {"/favicon.ico", "icon.svg", "image/svg+xml", false},
};

static bool answer_asset(const struct cs_serve *serve, const char *path, struct cs_answer *answer)
{
    for (size_t i = 0; i < sizeof assets / sizeof *assets; i++) {
        if (strcmp(path, assets[i].path) != 0)
            continue;
        const char *text = cs_report_kit_file(
            assets[i].is_of_guides ? &serve->templates : &serve->pages, assets[i].file);
        answer->type = assets[i].type;
        cs_buf_puts(&answer->body, text ? text : "");
        return true;
    }
    return false;
}

void cs_serve_answer(void *context, const struct cs_exchange *exchange, struct cs_answer *answer)
{
    struct cs_serve *serve = context;
    for (size_t i = 0; i < sizeof routes / sizeof *routes; i++)
        if (routes[i].is_post == exchange->is_post && strcmp(exchange->path, routes[i].path) == 0) {
            routes[i].answer(serve, exchange, answer);
            return;
        }
    if (!exchange->is_post && answer_asset(serve, exchange->path, answer))
        return;
    struct cs_diag diag;
    cs_diag_init(&diag);
    cs_diag_add(&diag, CS_ERROR, NULL, NULL, "there is nothing at this address");
    cs_serve_fail(serve, 404, "There is no such page", &diag, answer);
    cs_diag_clear(&diag);
}
