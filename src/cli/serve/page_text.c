/* What the pages are made of: templates filled with words, options, messages. */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/markup.h"
#include "base/text.h"
#include "cli/serve/serve.h"
#include "data/dataset.h"
#include "data/reference.h"
#include "library/library.h"
#include "render/report/report.h"
#include "render/report/template.h"

struct filling {
    const struct cs_serve *serve;
    const struct cs_serve_word *words;
    size_t n_words;
};

static enum cs_status put_word(void *context, struct cs_span call, struct cs_buf *out,
                               bool *is_present, struct cs_diag *diag)
{
    const struct filling *filling = context;
    (void)diag;
    *is_present = false;
    for (size_t i = 0; i < filling->n_words; i++)
        if (cs_span_equals(call, filling->words[i].name) && filling->words[i].html) {
            *is_present = *filling->words[i].html != '\0';
            if (out)
                cs_buf_puts(out, filling->words[i].html);
        }
    return CS_OK;
}

static const char *page_file(void *context, const char *name)
{
    const struct filling *filling = context;
    return cs_report_kit_file(&filling->serve->pages, name);
}

void cs_serve_fill(const struct cs_serve *serve, const char *page,
                   const struct cs_serve_word *words, size_t n_words, struct cs_buf *out)
{
    struct filling filling = {serve, words, n_words};
    struct cs_template_host host = {&filling, put_word, page_file};
    const char *text = cs_report_kit_file(&serve->pages, page);
    struct cs_diag ignored;
    cs_diag_init(&ignored);
    if (!text || cs_template_fill(text, page, &host, out, &ignored) != CS_OK)
        out->failed = 1;
    cs_diag_clear(&ignored);
}

void cs_serve_fail(const struct cs_serve *serve, unsigned status, const char *title,
                   const struct cs_diag *diag, struct cs_answer *answer)
{
    struct cs_buf messages, name;
    cs_buf_init(&messages);
    cs_buf_init(&name);
    for (size_t i = 0; i < diag->n_messages; i++) {
        const struct cs_message *message = &diag->messages[i];
        if (message->severity == CS_NOTE)
            continue;
        cs_buf_puts(&messages, "<p class=\"notice\">");
        cs_html_put(&messages, message->text ? message->text : "out of memory");
        if (message->hint) {
            cs_buf_puts(&messages, "<br><span class=\"hint\">");
            cs_html_put(&messages, message->hint);
            cs_buf_puts(&messages, "</span>");
        }
        cs_buf_puts(&messages, "</p>\n");
    }
    cs_html_put(&name, title);
    const struct cs_serve_word words[] = {{"title", cs_buf_text(&name)},
                                          {"body", cs_buf_text(&messages)}};
    answer->status = status;
    cs_serve_fill(serve, "message.html", words, 2, &answer->body);
    cs_buf_clear(&name);
    cs_buf_clear(&messages);
}

void cs_serve_put_token(const struct cs_serve *serve, struct cs_buf *out)
{
    cs_buf_printf(out, "<input type=\"hidden\" name=\"token\" value=\"%s\">", serve->token);
}

/* ---- Places ---- */

enum { MOST_PLACES = 2000 };

struct place {
    const char *code, *title;
    int group; /* the nation, states, areas, other countries */
};
struct places {
    const struct cs_serve *serve;
    struct cs_arena *arena;
    struct place *items;
    size_t n;
};

static int group_of(const struct cs_serve *serve, const char *code)
{
    const struct cs_region *region = cs_reference_region(&serve->names.reference, cs_span_of(code));
    if (!region || strcmp(region->code, code) != 0)
        return 2;
    return strcmp(region->kind, "nation") == 0 ? 0 : strcmp(region->kind, "country") == 0 ? 3 : 1;
}

/* The library names a region by its title first, then by others. */
static enum cs_status add_place(void *context, const char *code, const char *title, int year,
                                const char *name)
{
    struct places *places = context;
    (void)year, (void)name;
    struct place *last = places->n ? &places->items[places->n - 1] : NULL;
    if (places->n == MOST_PLACES || (last && strcmp(last->code, code) == 0))
        return CS_OK;
    struct place place = {cs_arena_strdup(places->arena, code),
                          cs_arena_strdup(places->arena, title ? title : code),
                          group_of(places->serve, code)};
    if (place.code && place.title)
        places->items[places->n++] = place;
    return CS_OK;
}

static void find_places(struct places *places, struct cs_diag *diag)
{
    const struct cs_serve *serve = places->serve;
    struct cs_library *library;
    struct cs_library_name_sink sink = {places, add_place};
    if (!cs_serve_has_library(serve)) {
        const struct cs_dict *dict = &serve->loaded.workspace.data->dicts[CS_DIM_REGION];
        for (size_t i = 0; i < dict->n_keys; i++)
            (void)add_place(places, dict->keys[i].code, dict->keys[i].title, -1, NULL);
        return;
    }
    if (cs_library_open(serve->library, CS_LIBRARY_READ, &library, diag) != CS_OK)
        return;
    if (cs_library_names(library, CS_DIM_REGION, &sink, diag) != CS_OK)
        places->n = 0;
    cs_library_close(library);
}

static int order_places(const void *a, const void *b)
{
    const struct place *x = a, *y = b;
    return x->group != y->group ? x->group - y->group : strcmp(x->title, y->title);
}

static void put_option(const struct place *place, bool is_chosen, struct cs_buf *out)
{
    cs_buf_puts(out, "<option value=\"");
    cs_html_put(out, place->code);
    cs_buf_puts(out, is_chosen ? "\" selected>" : "\">");
    cs_html_put(out, place->title);
    cs_buf_puts(out, "</option>\n");
}

void cs_serve_put_places(const struct cs_serve *serve, const char *chosen, struct cs_buf *out)
{
    static const char *const groups[] = {"Nation", "States", "Areas", "Other countries"};
    struct cs_arena arena;
    struct cs_diag ignored;
    cs_arena_init(&arena);
    cs_diag_init(&ignored);
    struct places places = {serve, &arena,
                            cs_arena_alloc(&arena, MOST_PLACES * sizeof(struct place)), 0};
    if (places.items)
        find_places(&places, &ignored);
    if (places.n)
        qsort(places.items, places.n, sizeof *places.items, order_places);
    int group = -1;
    for (size_t i = 0; i < places.n; i++) {
        const struct place *place = &places.items[i];
        if (place->group != group)
            cs_buf_printf(out, "%s<optgroup label=\"%s\">\n", group >= 0 ? "</optgroup>\n" : "",
                          groups[place->group]);
        group = place->group;
        put_option(place, strcmp(place->code, chosen ? chosen : "US") == 0, out);
    }
    cs_buf_puts(out, places.n ? "</optgroup>\n" : "<option value=\"US\">United States</option>\n");
    cs_diag_clear(&ignored);
    cs_arena_clear(&arena);
}
