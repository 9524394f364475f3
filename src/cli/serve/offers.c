/* Which occupations of a search have a page, and what to say of them. Apart from search.c: names
 * are known of codes that ended, of other countries' and of surveys, whose pages would only say
 * that there is nothing. */
#include <stdbool.h>
#include <string.h>

#include "analysis/outlook/succession.h"
#include "base/arena.h"
#include "base/diag.h"
#include "base/text.h"
#include "cli/serve/search.h"
#include "cli/serve/serve.h"
#include "data/name/names.h"
#include "data/occupation/system.h"
#include "data/reference.h"
#include "library/library.h"

enum {
    MOST_LOOKED_AT = 60, /* of the hits */
    MOST_STEPS = 3,      /* from a code to the one of today: two revisions and a group */
    YEARS_OF_USE = 3,    /* that may pass without figures */
};

struct making {
    const struct cs_serve *serve;
    struct cs_library *library;
    const char *place; /* asked about; NULL: the nation */
    bool is_elsewhere; /* last those that have figures of other places alone, unless the words are
                          a name of theirs */
    struct cs_arena *arena;
    struct cs_serve_hits *hits;
    struct cs_diag *diag;
};

static const struct cs_library_presence *look_up(struct making *making, const char *code,
                                                 struct cs_library_presence *out)
{
    static const struct cs_library_presence nothing = {.n_places = 0};
    const char *place = making->place;
    enum cs_status status =
        cs_library_presence(making->library, code, "US", making->arena, out, making->diag);
    if (status == CS_OK && out->n_places && !out->is_there && place)
        status =
            cs_library_presence(making->library, code, place, making->arena, out, making->diag);
    if (status != CS_OK)
        *out = nothing;
    return out;
}

/* "29-1140" of "29-1141", "UKSOC2020:324" of "UKSOC2020:3240". */
static bool is_broader(const char *a, const char *b)
{
    size_t n = strlen(a), m = strlen(b);
    return n < m ||
           (n == m && n && cs_is_soc_code(cs_span_of(a)) && a[n - 1] == '0' && b[m - 1] != '0');
}

/* Whether both codes are of one system. */
static bool is_of_one_system(const char *a, const char *b)
{
    size_t n = strcspn(a, ":");
    return cs_is_soc_code(cs_span_of(a)) ? cs_is_soc_code(cs_span_of(b))
                                         : a[n] && strncmp(a, b, n + 1) == 0;
}

/* ---- codes that ended ---- */

/* Codes of today, each once. */
struct heirs {
    struct cs_library_presence of[CS_SERVE_MOST_HITS];
    const char *codes[CS_SERVE_MOST_HITS];
    size_t n;
};

static void add_heir(struct heirs *heirs, const char *code, const struct cs_library_presence *found)
{
    for (size_t i = 0; i < heirs->n; i++)
        if (strcmp(heirs->codes[i], code) == 0)
            return;
    if (heirs->n == CS_SERVE_MOST_HITS)
        return;
    heirs->of[heirs->n] = *found;
    heirs->codes[heirs->n++] = code;
}

/* The codes that have newer figures of what `code` stood for, as far as the table of changes leads
 * from `from`. */
static void find_heirs(struct making *making, const char *from, int year, int steps,
                       struct heirs *heirs)
{
    const struct cs_reference *reference = &making->serve->names.reference;
    for (size_t i = 0; i < reference->n_soc_changes; i++) {
        const struct cs_soc_change *change = &reference->soc_changes[i];
        struct cs_library_presence found;
        if (strcmp(change->from, from) != 0 || strcmp(change->to, from) == 0)
            continue;
        if (look_up(making, change->to, &found)->last_year > year)
            add_heir(heirs, change->to, &found);
        else if (steps > 1)
            find_heirs(making, change->to, year, steps - 1, heirs);
    }
}

/* ---- what is offered ---- */

/* One that is offered already under the code, or under one of the same title that is newer or more
 * detailed; NULL: none. */
static struct cs_serve_offer *find_twin(struct cs_serve_hits *hits, const char *code,
                                        const char *title)
{
    for (size_t i = 0; i < hits->n_offers; i++) {
        struct cs_serve_offer *offer = &hits->offers[i];
        if (strcmp(offer->code, code) == 0)
            return offer;
        if (is_of_one_system(code, offer->code) && cs_is_same_title(title, offer->title))
            return offer;
    }
    return NULL;
}

/* "United Kingdom only · Standard Occupational Classification 2020 (UK)" */
static void put_elsewhere(const struct making *making, const struct cs_library_presence *found,
                          struct cs_serve_offer *offer)
{
    const struct cs_reference *reference = &making->serve->names.reference;
    const struct cs_occupation_system *system =
        cs_occupation_system_of_code(reference, offer->code);
    const struct cs_region *region =
        found->a_place ? cs_reference_region(reference, cs_span_of(found->a_place)) : NULL;
    const char *others = "";
    if (found->is_there || !found->a_place)
        return;
    if (found->n_places > 1)
        others = cs_arena_printf(making->arena, " and %zu other places", found->n_places - 1);
    offer->place = found->a_place;
    offer->note =
        cs_arena_printf(making->arena, "%s%s only%s%s", region ? region->name : found->a_place,
                        others ? others : "", system ? " · " : "", system ? system->title : "");
}

static void add_offer(struct making *making, struct cs_serve_offer offer,
                      const struct cs_library_presence *found)
{
    struct cs_serve_hits *hits = making->hits;
    struct cs_serve_offer *twin = find_twin(hits, offer.code, offer.title);
    put_elsewhere(making, found, &offer);
    bool is_late = offer.place && !offer.is_whole;
    if (is_late != making->is_elsewhere)
        return;
    offer.last_year = found->last_year;
    if (!twin && hits->n_offers < CS_SERVE_MOST_HITS)
        hits->offers[hits->n_offers++] = offer;
    else if (twin && (offer.last_year > twin->last_year ||
                      (offer.last_year == twin->last_year && is_broader(twin->code, offer.code))))
        *twin = offer;
}

static void offer_hit(struct making *making, const struct cs_name_hit *hit)
{
    struct cs_library_presence found;
    struct heirs heirs = {.n = 0};
    struct cs_serve_offer offer = {.code = hit->code,
                                   .title = hit->title,
                                   .name = hit->name,
                                   .is_whole = hit->match <= CS_MATCH_WORDS};
    if (look_up(making, hit->code, &found)->n_places == 0)
        return;
    find_heirs(making, hit->code, found.last_year, MOST_STEPS, &heirs);
    if (heirs.n == 0)
        add_offer(making, offer, &found);
    for (size_t i = 0; i < heirs.n; i++) {
        offer = (struct cs_serve_offer){.code = heirs.codes[i], .title = heirs.of[i].title};
        offer.name = offer.title;
        offer.note =
            cs_arena_printf(making->arena, "until %d counted under %s", found.last_year, hit->code);
        add_offer(making, offer, &heirs.of[i]);
    }
}

/* "figures until 2017", where the library has newer ones of all occupations. */
static void tell_old(struct making *making)
{
    struct cs_serve_hits *hits = making->hits;
    struct cs_library_presence all;
    int newest = look_up(making, "00-0000", &all)->last_year;
    for (size_t i = 0; i < hits->n_offers; i++) {
        struct cs_serve_offer *offer = &hits->offers[i];
        if (!offer->note && offer->last_year > 0 && offer->last_year + YEARS_OF_USE < newest)
            offer->note = cs_arena_printf(making->arena, "figures until %d", offer->last_year);
    }
}

static void offer_all(struct cs_serve_hits *hits)
{
    for (hits->n_offers = 0; hits->n_offers < hits->n && hits->n_offers < CS_SERVE_MOST_HITS;
         hits->n_offers++) {
        const struct cs_name_hit *hit = &hits->items[hits->n_offers];
        hits->offers[hits->n_offers] =
            (struct cs_serve_offer){.code = hit->code, .title = hit->title, .name = hit->name};
    }
    hits->n_found = hits->n;
}

enum cs_status cs_serve_make_offers(const struct cs_serve *serve, const char *place,
                                    struct cs_arena *arena, struct cs_serve_hits *hits,
                                    struct cs_diag *diag)
{
    struct making making = {serve, NULL, place, false, arena, hits, diag};
    size_t n = hits->n < MOST_LOOKED_AT ? hits->n : MOST_LOOKED_AT;
    enum cs_status status =
        cs_serve_has_library(serve)
            ? cs_library_open(serve->library, CS_LIBRARY_READ, &making.library, diag)
            : CS_OK;
    for (int pass = 0; making.library && pass < 2; pass++) {
        making.is_elsewhere = pass > 0;
        for (size_t i = 0; i < n && hits->n_offers < CS_SERVE_MOST_HITS; i++)
            offer_hit(&making, &hits->items[i]);
    }
    if (making.library)
        tell_old(&making);
    cs_library_close(making.library);
    hits->n_found = hits->n > n ? hits->n : hits->n_offers;
    if (hits->n_offers == CS_SERVE_MOST_HITS)
        hits->n_found = hits->n;
    if (hits->n_offers == 0) /* nothing to choose by: the page tells what is missing */
        offer_all(hits);
    return status;
}
