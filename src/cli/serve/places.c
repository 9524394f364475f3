/* The list of places to choose from: those with figures of occupations. Apart from page_text.c, as
 * it is read from the data; and kept until they change, as every page has it twice. */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/markup.h"
#include "base/text.h"
#include "cli/input/spoken.h"
#include "cli/serve/cache.h"
#include "cli/serve/search.h"
#include "cli/serve/serve.h"
#include "data/dataset.h"
#include "data/reference.h"
#include "library/library.h"

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

static enum cs_status add_place(void *context, const char *code, const char *title, int year,
                                const char *name)
{
    struct places *places = context;
    (void)year, (void)name;
    if (places->n == MOST_PLACES)
        return CS_OK;
    struct place place = {cs_arena_strdup(places->arena, code),
                          cs_arena_strdup(places->arena, title ? title : code),
                          group_of(places->serve, code)};
    if (place.code && place.title)
        places->items[places->n++] = place;
    return CS_OK;
}

/* Of data read from files: what has figures of occupations, groups of them aside. */
static void add_of_data(struct places *places, const struct cs_dataset *data)
{
    const struct cs_dict *dict = &data->dicts[CS_DIM_REGION];
    bool *has_figures = calloc(dict->n_keys + 1, sizeof *has_figures);
    for (size_t i = 0; has_figures && i < data->n_estimates; i++) {
        const struct cs_estimate *e = &data->estimates[i];
        if (e->key[CS_DIM_REGION] != CS_NO_KEY && e->key[CS_DIM_OCCUPATION] != CS_NO_KEY &&
            e->tier != CS_TIER_SUMMARY && e->tier != CS_TIER_TOTAL)
            has_figures[e->key[CS_DIM_REGION]] = true;
    }
    for (size_t i = 0; has_figures && i < dict->n_keys; i++)
        if (has_figures[i])
            (void)add_place(places, dict->keys[i].code, dict->keys[i].title, -1, NULL);
    free(has_figures);
}

static void find_places(struct places *places, struct cs_diag *diag)
{
    const struct cs_serve *serve = places->serve;
    struct cs_library *library;
    struct cs_library_name_sink sink = {places, add_place};
    if (!cs_serve_has_library(serve)) {
        add_of_data(places, serve->loaded.workspace.data);
        return;
    }
    if (cs_library_open(serve->library, CS_LIBRARY_READ, &library, diag) != CS_OK)
        return;
    if (cs_library_places(library, &sink, diag) != CS_OK)
        places->n = 0;
    cs_library_close(library);
}

static int order_places(const void *a, const void *b)
{
    const struct place *x = a, *y = b;
    return x->group != y->group ? x->group - y->group : strcmp(x->title, y->title);
}

static void put_option(const char *code, const char *title, const char *mark, struct cs_buf *out)
{
    cs_buf_puts(out, "<option value=\"");
    cs_html_put(out, code);
    cs_buf_printf(out, "\"%s>", mark);
    cs_html_put(out, title);
    cs_buf_puts(out, "</option>\n");
}

/* All of them, none chosen. */
static void put_list(const struct cs_serve *serve, struct cs_buf *out)
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
        put_option(place->code, place->title, "", out);
    }
    cs_buf_puts(out, places.n ? "</optgroup>\n" : "<option value=\"US\">United States</option>\n");
    cs_diag_clear(&ignored);
    cs_arena_clear(&arena);
}

/* A place that is asked about without being in the list, by its title. */
static void put_other(const struct cs_serve *serve, const char *code, struct cs_buf *out)
{
    struct cs_spoken_names names = cs_serve_names(serve);
    struct cs_spoken said = {.title = NULL};
    struct cs_arena arena;
    struct cs_diag ignored;
    cs_arena_init(&arena);
    cs_diag_init(&ignored);
    if (cs_spoken_place(&names, code, &arena, &said, &ignored) != CS_OK || !said.title)
        said.title = code;
    put_option(code, said.title, " selected", out);
    cs_diag_clear(&ignored);
    cs_arena_clear(&arena);
}

void cs_serve_put_places(const struct cs_serve *serve, const char *chosen, struct cs_buf *out)
{
    struct cs_buf list, value;
    uint64_t stamp = cs_serve_stamp(serve);
    cs_buf_init(&list);
    cs_buf_init(&value);
    if (!cs_cache_get(serve->cache, "places", stamp, &list)) {
        put_list(serve, &list);
        cs_cache_put(serve->cache, "places", stamp, &list);
    }
    cs_buf_puts(&value, "value=\"");
    cs_html_put(&value, chosen ? chosen : "US");
    cs_buf_puts(&value, "\"");
    const char *text = cs_buf_text(&list), *at = strstr(text, cs_buf_text(&value));
    size_t n = at ? (size_t)(at - text) + value.size : 0;
    if (!at && chosen && *chosen)
        put_other(serve, chosen, out);
    cs_buf_put(out, text, n);
    cs_buf_puts(out, at ? " selected" : "");
    cs_buf_put(out, text + n, list.size - n);
    cs_buf_clear(&value);
    cs_buf_clear(&list);
}
