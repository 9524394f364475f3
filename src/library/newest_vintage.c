/* Which vintage a question means when it names none: the newest of each publisher's table that can
 * answer it. And figures that two files hold alike. */
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <sqlite3.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/grow.h"
#include "base/text.h"
#include "data/period.h"
#include "data/quantity.h"
#include "library/fetch.h"
#include "library/candidate.h"
#include "library/sql.h"

/* ---- the same figure twice ---- */

static uint64_t mix(uint64_t hash, uint64_t value)
{
    hash ^= value + 0x9E3779B97F4A7C15u + (hash << 6) + (hash >> 2);
    return hash * 0xFF51AFD7ED558CCDu;
}

uint32_t cs_figure_hash(const struct cs_estimate *estimate)
{
    uint64_t hash = mix(estimate->measure, estimate->tier);
    for (int d = 0; d < CS_N_DIMS; d++)
        hash = mix(hash, estimate->key[d]);
    return (uint32_t)(hash ^ hash >> 32);
}

bool cs_figure_is_same(const struct cs_estimate *a, const struct cs_estimate *b)
{
    bool is_same_value = a->value == b->value || (isnan(a->value) && isnan(b->value));
    bool is_same_text = a->text == b->text || (a->text && b->text && strcmp(a->text, b->text) == 0);
    return a->measure == b->measure && a->tier == b->tier && a->presence == b->presence &&
           memcmp(a->key, b->key, sizeof a->key) == 0 && cs_unit_equals(a->unit, b->unit) &&
           is_same_value && is_same_text;
}

bool cs_seen_figures_grow(struct cs_seen_figures *seen)
{
    size_t n_slots = seen->n_slots ? 2 * seen->n_slots : 1024;
    struct cs_seen_figure *slots = calloc(n_slots, sizeof *slots);
    if (!slots)
        return false;
    for (size_t i = 0; i < seen->n_slots; i++) {
        if (!seen->slots[i].number)
            continue;
        size_t at = seen->slots[i].hash & (n_slots - 1);
        while (slots[at].number)
            at = (at + 1) & (n_slots - 1);
        slots[at] = seen->slots[i];
    }
    free(seen->slots);
    seen->slots = slots;
    seen->n_slots = n_slots;
    return true;
}

/* ---- the newest vintage ---- */

static enum cs_status add_offer(struct cs_vintage_candidates *offers,
                                const struct cs_vintage_candidate *offer, struct cs_diag *diag)
{
    struct cs_vintage_candidate *grown =
        cs_grown(offers->items, offers->n, &offers->capacity, sizeof *grown);
    if (!grown)
        return cs_fail_memory(diag);
    offers->items = grown;
    struct cs_vintage_candidate *added = &offers->items[offers->n++];
    *added = *offer;
    const char *before = offers->n > 1 ? added[-1].layout : NULL;
    if (before && offer->layout && strcmp(before, offer->layout) == 0)
        added->layout = before; /* rows of a series are thousands, and compared with one another */
    return CS_OK;
}

/* A source of one vintage is asked only whether it has a row that is wanted. Where rows have
 * vintages of their own each is an offer ("2004-12 to 2022-08" is no vintage). Of observations the
 * last period tells, because a snapshot repeats the ones before it. */
static const char whole_sql[] =
    "SELECT s.id, 0, s.layout, s.title, s.period, 0, 0, s.name FROM source s"
    " WHERE " CS_SQL_ONE_VINTAGE " AND EXISTS (SELECT 1 FROM line l";
static const char rows_sql[] =
    "SELECT s.id, ifnull(l.period, -1), s.layout, s.title,"
    " (SELECT code FROM key WHERE id = l.period), count(*), 0, s.name"
    " FROM source s CROSS JOIN line l ON l.source = s.id AND NOT (" CS_SQL_ONE_VINTAGE ")";
static const char observations_sql[] =
    "SELECT s.id, 0, s.layout, s.title,"
    " ifnull(s.period, max((SELECT code FROM key WHERE id = a.period))), count(*), 1, s.name"
    " FROM answer a JOIN source s ON s.id = a.source";

static enum cs_status read_offers(struct cs_fetching *fetching, const char *select,
                                  const char *table, const char *group,
                                  struct cs_vintage_candidates *offers)
{
    /* The same conditions as the fetch itself, but for the vintage. */
    struct cs_library_request request = *fetching->request;
    struct cs_fetching plain = {.request = &request};
    request.is_newest = false;
    struct cs_buf sql;
    cs_buf_init(&sql);
    cs_buf_puts(&sql, select);
    cs_fetching_where(&plain, table, &sql);
    cs_buf_puts(&sql, group);
    sqlite3_stmt *rows;
    bool has_row = true;
    enum cs_status status =
        cs_sql_prepare(fetching->library, cs_buf_text(&sql), &rows, fetching->diag);
    while (status == CS_OK && has_row) {
        status = cs_sql_next(fetching->library, rows, &has_row, fetching->diag);
        if (!has_row)
            break;
        struct cs_vintage_candidate offer = {.source = sqlite3_column_int64(rows, 0),
                                             .period_key = sqlite3_column_int64(rows, 1),
                                             .layout = cs_sql_text(rows, 2, fetching->arena),
                                             .title = cs_sql_text(rows, 3, fetching->arena),
                                             .text = cs_sql_text(rows, 4, fetching->arena),
                                             .n_rows = (uint64_t)sqlite3_column_int64(rows, 5),
                                             .holds_observations = sqlite3_column_int(rows, 6),
                                             .name = cs_sql_text(rows, 7, fetching->arena)};
        if (offer.text)
            cs_period_parse(cs_span_of(offer.text), &offer.period);
        status = add_offer(offers, &offer, fetching->diag);
    }
    sqlite3_finalize(rows);
    cs_buf_clear(&sql);
    return status;
}

/* Whether a is to be passed over for b. Of observations one source alone is taken: the newest, then
 * the longest, then the one imported last. */
static bool gives_way(const struct cs_vintage_candidate *a, const struct cs_vintage_candidate *b)
{
    int order = cs_period_compare(a->period, b->period);
    if (order || !a->holds_observations)
        return order < 0;
    return a->n_rows != b->n_rows ? a->n_rows < b->n_rows : a->source < b->source;
}

static enum cs_status take_offer(struct cs_fetching *fetching,
                                 const struct cs_vintage_candidate *offer)
{
    sqlite3_stmt *insert;
    enum cs_status status = cs_sql_prepare(
        fetching->library, "INSERT OR IGNORE INTO taken VALUES (?, ?)", &insert, fetching->diag);
    if (status == CS_OK) {
        sqlite3_bind_int64(insert, 1, offer->source);
        sqlite3_bind_int64(insert, 2, offer->period_key);
        status = cs_sql_done(fetching->library, insert, fetching->diag);
    }
    sqlite3_finalize(insert);
    return status;
}

static enum cs_status note_vintage(struct cs_fetching *fetching,
                                   const struct cs_vintage_candidate *taken)
{
    struct cs_library_vintages *vintages = fetching->vintages;
    for (size_t i = 0; i < vintages->n; i++)
        if (strcmp(vintages->items[i].title, taken->title ? taken->title : "") == 0 &&
            strcmp(vintages->items[i].taken, taken->text ? taken->text : "") == 0)
            return CS_OK;
    vintages->items[vintages->n++] =
        (struct cs_library_vintage){.title = taken->title ? taken->title : "",
                                    .taken = taken->text ? taken->text : "",
                                    .is_series = taken->period_key != 0};
    return CS_OK;
}

/* The newest vintage of the table that was passed over although it is newer; NULL when none. */
static const char *find_newer(const struct cs_vintage_candidates *offers,
                              const struct cs_vintage_candidate *taken)
{
    const struct cs_vintage_candidate *newest = taken;
    for (size_t i = 0; !taken->holds_observations && i < offers->n; i++)
        if (cs_vintage_candidate_is_same_table(&offers->items[i], taken) &&
            gives_way(newest, &offers->items[i]))
            newest = &offers->items[i];
    return newest == taken ? NULL : newest->text;
}

/* How many vintages of the table were passed over for the one taken. */
static size_t count_others(const struct cs_vintage_candidates *offers,
                           const struct cs_vintage_candidate *taken)
{
    size_t n = 0;
    for (size_t i = 0; i < offers->n; i++) {
        const struct cs_vintage_candidate *offer = &offers->items[i];
        bool is_first = cs_vintage_candidate_is_same_table(offer, taken) &&
                        (gives_way(offer, taken) || gives_way(taken, offer));
        for (size_t j = 0; is_first && j < i; j++)
            is_first = !cs_vintage_candidate_is_same_table(&offers->items[j], offer) ||
                       cs_period_compare(offers->items[j].period, offer->period) != 0;
        n += (size_t)is_first;
    }
    return n;
}

/* Answers to different surveys are never pooled: of several, none is taken. */
static bool is_one_of_many_surveys(const struct cs_vintage_candidates *offers,
                                   const struct cs_vintage_candidate *offer)
{
    for (size_t i = 0; offer->holds_observations && i < offers->n; i++)
        if (offers->items[i].holds_observations &&
            !cs_vintage_candidate_is_same_table(&offers->items[i], offer))
            return true;
    return false;
}

/* Of each table the first of its newest offers, and every offer of observations, of which more than
 * the period counts. Series have an offer for each month: they are not compared one by one. */
static void list_leaders(const struct cs_vintage_candidates *offers,
                         const struct cs_vintage_candidate **leaders, size_t *n_leaders)
{
    *n_leaders = 0;
    for (size_t i = 0; i < offers->n; i++) {
        const struct cs_vintage_candidate *offer = &offers->items[i];
        const char *layout = offer->layout ? offer->layout : "";
        size_t k = 0;
        while (k < *n_leaders &&
               (leaders[k]->holds_observations || offer->holds_observations ||
                strcmp(leaders[k]->layout ? leaders[k]->layout : "", layout) != 0))
            k++;
        if (offer->is_out)
            continue;
        if (k == *n_leaders)
            leaders[(*n_leaders)++] = offer;
        else if (gives_way(leaders[k], offer))
            leaders[k] = offer;
    }
}

static enum cs_status take_newest(struct cs_fetching *fetching,
                                  const struct cs_vintage_candidates *offers)
{
    struct cs_library_vintages *vintages = fetching->vintages;
    enum cs_status status = CS_OK;
    const struct cs_vintage_candidate **leaders =
        cs_arena_alloc(fetching->arena, (offers->n + 1) * sizeof(struct cs_vintage_candidate *));
    size_t n_leaders;
    vintages->items = cs_arena_alloc(fetching->arena, (offers->n + 1) * sizeof *vintages->items);
    if (!vintages->items || !leaders)
        return cs_fail_memory(fetching->diag);
    list_leaders(offers, leaders, &n_leaders);
    for (size_t i = 0; status == CS_OK && i < offers->n; i++) {
        const struct cs_vintage_candidate *offer = &offers->items[i];
        bool is_newest = !offer->is_out;
        for (size_t j = 0; is_newest && j < n_leaders; j++)
            is_newest = !cs_vintage_candidate_is_same_table(offer, leaders[j]) ||
                        !gives_way(offer, leaders[j]);
        if (!is_newest)
            continue;
        if (is_one_of_many_surveys(offers, offer)) {
            cs_diag_add(
                fetching->diag, CS_WARNING, NULL, "name the file to read instead",
                "the library holds observations of several surveys, which are not pooled: left "
                "out: %s",
                offer->title ? offer->title : "?");
            continue;
        }
        size_t n_before = vintages->n;
        status = take_offer(fetching, offer);
        if (status == CS_OK)
            status = note_vintage(fetching, offer);
        if (vintages->n > n_before && !fetching->is_silent) {
            vintages->items[n_before].n_others = count_others(offers, offer);
            vintages->items[n_before].newer = find_newer(offers, offer);
        }
    }
    return status;
}

enum cs_status cs_fetching_choose_newest(struct cs_fetching *fetching)
{
    struct cs_vintage_candidates offers = {0};
    enum cs_status status =
        read_offers(fetching, whole_sql, "l", " AND l.source = s.id) ORDER BY 1", &offers);
    if (status == CS_OK)
        status = read_offers(fetching, rows_sql, "l", " GROUP BY 1, 2 ORDER BY 1, 2", &offers);
    if (status == CS_OK && !fetching->request->skips_observations)
        status = read_offers(fetching, observations_sql, "a", " GROUP BY 1 ORDER BY 1", &offers);
    if (status == CS_OK)
        status = cs_vintage_candidates_pass_over(fetching, &offers);
    if (status == CS_OK)
        status = take_newest(fetching, &offers);
    free(offers.items);
    return status;
}
