/* Which of the vintages on offer can answer a question that sets several keys of a dimension side
 * by side. */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <sqlite3.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/grow.h"
#include "data/dim.h"
#include "data/period.h"
#include "library/fetch.h"
#include "library/candidate.h"
#include "library/schema.h"
#include "library/sql.h"

/* A key that one source has. */
struct pair {
    int64_t source, key;
};
struct pairs {
    struct pair *items;
    size_t n, capacity;
};

static enum cs_status add_pair(struct pairs *pairs, struct pair pair, struct cs_diag *diag)
{
    struct pair *grown = cs_grown(pairs->items, pairs->n, &pairs->capacity, sizeof *grown);
    if (!grown)
        return cs_fail_memory(diag);
    pairs->items = grown;
    pairs->items[pairs->n++] = pair;
    return CS_OK;
}

/* The keys of a dimension in sources of one vintage, among the rows asked for. */
static enum cs_status read_pairs(struct cs_fetching *fetching, enum cs_dim dim, struct pairs *pairs)
{
    struct cs_library_request request = *fetching->request;
    struct cs_fetching plain = {.request = &request};
    request.is_newest = false;
    struct cs_buf sql;
    cs_buf_init(&sql);
    cs_buf_printf(&sql, "SELECT DISTINCT l.source, l.%s FROM line l", cs_dim_name(dim));
    cs_fetching_where(&plain, "l", &sql);
    cs_buf_printf(&sql,
                  " AND l.%s IS NOT NULL AND l.source IN"
                  " (SELECT s.id FROM source s WHERE " CS_SQL_ONE_VINTAGE ")",
                  cs_dim_name(dim));
    sqlite3_stmt *rows;
    bool has_row = true;
    enum cs_status status =
        cs_sql_prepare(fetching->library, cs_buf_text(&sql), &rows, fetching->diag);
    while (status == CS_OK && has_row) {
        status = cs_sql_next(fetching->library, rows, &has_row, fetching->diag);
        if (status == CS_OK && has_row)
            status = add_pair(
                pairs, (struct pair){sqlite3_column_int64(rows, 0), sqlite3_column_int64(rows, 1)},
                fetching->diag);
    }
    sqlite3_finalize(rows);
    cs_buf_clear(&sql);
    return status;
}

static bool is_same_vintage(const struct cs_vintage_candidate *a,
                            const struct cs_vintage_candidate *b)
{
    return cs_vintage_candidate_is_same_table(a, b) && cs_period_compare(a->period, b->period) == 0;
}

/* Sources whose rows have periods of their own, and people's observations, are not judged. */
static bool is_judged(const struct cs_vintage_candidate *offer)
{
    return !offer->holds_observations && offer->period_key == 0;
}

/* How many different keys the sources of the offer's vintage have. `seen` holds a mark a key. */
static size_t count_keys(const struct cs_vintage_candidates *offers,
                         const struct cs_vintage_candidate *offer, const struct pairs *pairs,
                         unsigned char *seen, size_t n_keys)
{
    size_t n = 0;
    memset(seen, 0, n_keys);
    for (size_t i = 0; i < offers->n; i++) {
        if (!is_judged(&offers->items[i]) || !is_same_vintage(&offers->items[i], offer))
            continue;
        for (size_t k = 0; k < pairs->n; k++) {
            size_t key = (size_t)pairs->items[k].key;
            if (pairs->items[k].source != offers->items[i].source || key >= n_keys)
                continue;
            n += !seen[key];
            seen[key] = 1;
        }
    }
    return n;
}

/* Adds to `lacks` the offers whose vintage has too few keys of the dimension. */
static enum cs_status find_lacking(struct cs_fetching *fetching,
                                   const struct cs_vintage_candidates *offers, enum cs_dim dim,
                                   unsigned char *lacks)
{
    struct pairs pairs = {0};
    enum cs_status status = read_pairs(fetching, dim, &pairs);
    unsigned char *seen = status == CS_OK ? malloc(fetching->n_keys) : NULL;
    if (status == CS_OK && !seen)
        status = cs_fail_memory(fetching->diag);
    for (size_t i = 0; status == CS_OK && i < offers->n; i++)
        if (is_judged(&offers->items[i]) &&
            count_keys(offers, &offers->items[i], &pairs, seen, fetching->n_keys) <
                fetching->request->n_apart[dim])
            lacks[i] = 1;
    free(seen);
    free(pairs.items);
    return status;
}

/* Whether the source has pay. 0 after a failure, which the next statement meets again. */
static bool bears_pay(struct cs_fetching *fetching, const struct cs_vintage_candidate *offer)
{
    static const char packed[] =
        "SELECT 1 FROM line l JOIN shape h ON h.id = l.shape JOIN json_each(h.statistics) e"
        " JOIN statistic s ON s.id = e.value WHERE l.source = ? AND s.measure GLOB 'wage_*' LIMIT "
        "1";
    static const char rows[] = "SELECT 1 FROM line l JOIN estimate e ON e.line = l.id"
                               " JOIN statistic s ON s.id = e.statistic"
                               " WHERE l.source = ? AND s.measure GLOB 'wage_*' LIMIT 1";
    sqlite3_stmt *row;
    bool has_row = false;
    bool is_packed = fetching->library->version >= CS_LIBRARY_HAS_PACKED;
    if (cs_sql_prepare(fetching->library, is_packed ? packed : rows, &row, fetching->diag) != CS_OK)
        return false;
    sqlite3_bind_int64(row, 1, offer->source);
    if (cs_sql_next(fetching->library, row, &has_row, fetching->diag) != CS_OK)
        has_row = false;
    sqlite3_finalize(row);
    return has_row;
}

/* Whether the publication has pay in any of its tables. */
static bool is_pay_of_table(struct cs_fetching *fetching,
                            const struct cs_vintage_candidates *offers,
                            const struct cs_vintage_candidate *offer)
{
    for (size_t i = 0; i < offers->n; i++)
        if (cs_vintage_candidate_is_same_table(&offers->items[i], offer) &&
            bears_pay(fetching, &offers->items[i]))
            return true;
    return false;
}

static bool has_able_vintage(const struct cs_vintage_candidates *offers, const unsigned char *lacks,
                             const struct cs_vintage_candidate *offer)
{
    for (size_t i = 0; i < offers->n; i++)
        if (is_judged(&offers->items[i]) && !lacks[i] &&
            cs_vintage_candidate_is_same_table(&offers->items[i], offer))
            return true;
    return false;
}

/* A note for each publication all of whose offers went. */
static void tell_left_out(struct cs_fetching *fetching, const struct cs_vintage_candidates *offers)
{
    for (size_t i = 0; i < offers->n; i++) {
        const struct cs_vintage_candidate *offer = &offers->items[i];
        bool is_told = !offer->is_out || offer->holds_observations;
        for (size_t j = 0; !is_told && j < offers->n; j++)
            is_told = cs_vintage_candidate_is_same_table(offer, &offers->items[j]) &&
                      (!offers->items[j].is_out || j < i);
        if (!is_told)
            cs_diag_add(fetching->diag, CS_NOTE, NULL, NULL,
                        "left out: %s, which has nothing to set side by side here",
                        offer->title ? offer->title : "a table without a title");
    }
}

/* Of each publication only vintages that can answer, where it has any; and where one has, other
 * publications of pay do not stand beside it with less. */
static void pass_over_lacking(struct cs_fetching *fetching, struct cs_vintage_candidates *offers,
                              const unsigned char *lacks)
{
    bool has_able = false;
    for (size_t i = 0; !has_able && i < offers->n; i++)
        has_able =
            is_judged(&offers->items[i]) && !lacks[i] && bears_pay(fetching, &offers->items[i]);
    for (size_t i = 0; i < offers->n; i++) {
        struct cs_vintage_candidate *offer = &offers->items[i];
        offer->is_out = lacks[i] && (has_able_vintage(offers, lacks, offer) ||
                                     (has_able && is_pay_of_table(fetching, offers, offer)));
    }
    tell_left_out(fetching, offers);
}

static enum cs_status keep_able(struct cs_fetching *fetching, struct cs_vintage_candidates *offers)
{
    enum cs_status status = CS_OK;
    unsigned char *lacks = calloc(offers->n + 1, 1);
    if (!lacks)
        return cs_fail_memory(fetching->diag);
    bool is_asked = false;
    for (int d = 0; status == CS_OK && d < CS_N_DIMS; d++)
        if (fetching->request->n_apart[d] > 1) {
            is_asked = true;
            status = find_lacking(fetching, offers, (enum cs_dim)d, lacks);
        }
    if (status == CS_OK && is_asked)
        pass_over_lacking(fetching, offers, lacks);
    free(lacks);
    return status;
}

static bool is_undated(const struct cs_vintage_candidate *offer)
{
    return !offer->holds_observations && !offer->period.start_year;
}

static void keep_dated(struct cs_fetching *fetching, struct cs_vintage_candidates *offers)
{
    size_t n_undated = 0, n_dated = 0;
    for (size_t i = 0; i < offers->n; i++)
        n_undated += !offers->items[i].is_out && is_undated(&offers->items[i]);
    for (size_t i = 0; n_undated && !n_dated && i < offers->n; i++)
        n_dated += is_judged(&offers->items[i]) && !offers->items[i].is_out &&
                   !is_undated(&offers->items[i]) && bears_pay(fetching, &offers->items[i]);
    for (size_t i = 0; n_dated && i < offers->n; i++) {
        struct cs_vintage_candidate *offer = &offers->items[i];
        if (offer->is_out || !is_undated(offer) || !bears_pay(fetching, offer))
            continue;
        offer->is_out = true;
        cs_diag_add(fetching->diag, CS_WARNING, NULL,
                    "import its file again with --period, or name the file to read",
                    "left out: %s, of which no period is known", offer->name ? offer->name : "?");
    }
}

enum cs_status cs_vintage_candidates_pass_over(struct cs_fetching *fetching,
                                               struct cs_vintage_candidates *offers)
{
    enum cs_status status = keep_able(fetching, offers);
    if (status == CS_OK)
        keep_dated(fetching, offers);
    return status;
}

/* "bls-ep" and "bls-ep-pay" are one publication in several tables, told by their names. */
static bool is_same_family(const char *a, const char *b)
{
    while (*a && *a == *b) {
        a++;
        b++;
    }
    return (!*a && (!*b || *b == '-')) || (!*b && *a == '-');
}

bool cs_vintage_candidate_is_same_table(const struct cs_vintage_candidate *a,
                                        const struct cs_vintage_candidate *b)
{
    return a->holds_observations == b->holds_observations &&
           (a->layout == b->layout ||
            is_same_family(a->layout ? a->layout : "", b->layout ? b->layout : ""));
}
