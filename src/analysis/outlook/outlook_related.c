/* The occupations that a data package or a publisher sets beside one, else those next to it in the
 * classification, with their pay and growth for comparison. */
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/outlook/lookup.h"
#include "analysis/outlook/outlook_parts.h"
#include "base/arena.h"
#include "base/diag.h"
#include "data/dataset.h"
#include "data/period.h"

enum { FEW = 6 };

/* Characters two codes begin with in common: 7 the same, 6 one broad occupation, 4 a minor group,
 * 3 a major one. */
static size_t common_start(const char *a, const char *b)
{
    size_t n = 0;
    while (a[n] && a[n] == b[n])
        n++;
    return n;
}

static int code_distance(const char *a, const char *b)
{
    return abs(atoi(a + (strlen(a) > 3 ? 3 : 0)) - atoi(b + (strlen(b) > 3 ? 3 : 0)));
}

struct named_keys {
    uint32_t keys[CS_MAX_RELATED];
    size_t n, most;
};

struct candidate {
    uint32_t key;
    size_t common;
    int distance;
    const char *code;
};

static int order_candidates(const void *a, const void *b)
{
    const struct candidate *x = a, *y = b;
    if (x->common != y->common)
        return x->common > y->common ? -1 : 1;
    if (x->distance != y->distance)
        return x->distance < y->distance ? -1 : 1;
    return strcmp(x->code, y->code);
}

/* The nearest by code: at least the minor group, filled up to a few from the major group. */
static void nearest_by_code(const struct cs_outlook_data *data, const struct cs_outlook *out,
                            struct candidate *candidates, struct named_keys *keys)
{
    const struct cs_dataset *dataset = cs_lookup_dataset(data->lookup);
    size_t n = 0;
    for (size_t i = 0; i < data->n_occupations; i++) {
        const char *code = cs_dataset_key(dataset, CS_DIM_OCCUPATION, data->occupations[i])->code;
        size_t common = common_start(code, out->about.code);
        if (data->occupations[i] == out->about.occupation_key || common < 3)
            continue;
        candidates[n++] = (struct candidate){data->occupations[i], common > 4 ? 4 : common,
                                             code_distance(code, out->about.code), code};
    }
    qsort(candidates, n, sizeof *candidates, order_candidates);
    for (size_t i = 0; i < n && keys->n < keys->most; i++)
        if (candidates[i].common >= 4 || keys->n < FEW)
            keys->keys[keys->n++] = candidates[i].key;
}

static void named_by_package(const struct cs_outlook_data *data, struct named_keys *keys)
{
    for (size_t i = 0; i < data->n_related && keys->n < keys->most; i++) {
        uint32_t key = cs_lookup_key(data->lookup, CS_DIM_OCCUPATION, data->related[i]);
        if (key != CS_NO_KEY)
            keys->keys[keys->n++] = key;
    }
}

struct named {
    int place; /* in the publisher's list */
    uint32_t key;
};

static int order_named(const void *a, const void *b)
{
    const struct named *x = a, *y = b;
    return x->place != y->place ? (x->place > y->place) - (x->place < y->place)
                                : (x->key > y->key) - (x->key < y->key);
}

/* The key of a related code, "29-1291.00" being 29-1291; CS_NO_KEY for the occupation itself and
 * for parts of an occupation. */
static uint32_t key_of_named(const struct cs_outlook_data *data, const struct cs_outlook *out,
                             const char *text)
{
    enum { SOC = 7 };
    char code[SOC + 1];
    size_t size = text ? strlen(text) : 0;
    if (size < SOC || (size > SOC && strcmp(text + SOC, ".00") != 0))
        return CS_NO_KEY;
    memcpy(code, text, SOC);
    code[SOC] = '\0';
    uint32_t key = cs_lookup_key(data->lookup, CS_DIM_OCCUPATION, code);
    return key == out->about.occupation_key ? CS_NO_KEY : key;
}

/* In the publisher's order; those past the last that fit are left out. */
static enum cs_status named_by_publisher(const struct cs_outlook_data *data, struct cs_arena *arena,
                                         struct cs_outlook *out, struct named_keys *keys,
                                         struct cs_diag *diag)
{
    struct cs_query query = cs_query_of(CS_RELATED_OCCUPATION, out->about.occupation_key,
                                        cs_lookup_key(data->lookup, CS_DIM_REGION, "US"));
    struct cs_key_list places = {.arena = arena};
    enum cs_status status = cs_lookup_list(data->lookup, &query, CS_DIM_LEVEL, &places, diag);
    if (status != CS_OK || !places.n)
        return status;
    struct named *named = cs_arena_alloc(arena, places.n * sizeof *named);
    if (!named)
        return cs_fail_memory(diag);
    size_t n = 0;
    for (size_t i = 0; i < places.n; i++) {
        struct cs_found found;
        query.level = places.keys[i];
        uint32_t key = cs_lookup_value(data->lookup, &query, &found)
                           ? key_of_named(data, out, found.text)
                           : CS_NO_KEY;
        const struct cs_key *place =
            cs_dataset_key(cs_lookup_dataset(data->lookup), CS_DIM_LEVEL, query.level);
        if (key == CS_NO_KEY)
            continue;
        named[n++] = (struct named){atoi(place->code), key};
        out->related.source = found.source;
    }
    qsort(named, n, sizeof *named, order_named);
    for (size_t i = 0; i < n && keys->n < keys->most; i++)
        keys->keys[keys->n++] = named[i].key;
    return CS_OK;
}

/* The vintage of all pay in the table: that of the occupation's own, else the newest that one of
 * the others has. */
static struct cs_period period_of_pay(const struct cs_outlook_data *data,
                                      const struct cs_outlook *out, const struct named_keys *keys)
{
    const struct cs_found *own[] = {&out->pay.nation_median, &out->pay.median.now};
    for (size_t i = 0; i < 2; i++)
        if (!isnan(cs_found_number(own[i])))
            return own[i]->period;
    struct cs_period newest = {0, 0, 0};
    for (size_t i = 0; i < keys->n; i++) {
        struct cs_query query = cs_query_of(CS_WAGE_MEDIAN, keys->keys[i],
                                            cs_lookup_key(data->lookup, CS_DIM_REGION, "US"));
        struct cs_found found;
        query.needs_value = true;
        if (cs_lookup_value(data->lookup, &query, &found) &&
            cs_period_compare(found.period, newest) > 0)
            newest = found.period;
    }
    return newest;
}

static struct cs_related_row row_of(const struct cs_outlook_data *data,
                                    const struct cs_outlook *out, uint32_t key,
                                    struct cs_period pay)
{
    const struct cs_lookup *lookup = data->lookup;
    const struct cs_key *occupation =
        cs_dataset_key(cs_lookup_dataset(lookup), CS_DIM_OCCUPATION, key);
    struct cs_query query =
        cs_query_of(CS_WAGE_MEDIAN, key, cs_lookup_key(lookup, CS_DIM_REGION, "US"));
    query.when = CS_WHEN_EXACT;
    query.period = pay;
    struct cs_related_row row = {.code = occupation->code,
                                 .title = occupation->title,
                                 .median = cs_lookup_at(lookup, query, CS_WAGE_MEDIAN),
                                 .is_self = key == out->about.occupation_key};
    query.when = out->projected.newest ? CS_WHEN_EXACT : CS_WHEN_NEWEST;
    query.period =
        out->projected.newest ? out->projected.newest->period : (struct cs_period){0, 0, 0};
    row.percent = cs_lookup_at(lookup, query, CS_PERCENT_CHANGE);
    row.openings = cs_lookup_at(lookup, query, CS_OPENINGS_ANNUAL);
    row.education = cs_lookup_at(lookup, query, CS_EDUCATION_TYPICAL);
    return row;
}

static bool has_figures(const struct cs_related_row *row)
{
    return !isnan(cs_found_number(&row->median)) || !isnan(cs_found_number(&row->percent));
}

static int order_related(const void *a, const void *b)
{
    const struct cs_related_row *x = a, *y = b;
    double u = cs_found_number(&x->median), v = cs_found_number(&y->median);
    u = isnan(u) ? -1 : u;
    v = isnan(v) ? -1 : v;
    return u > v ? -1 : u < v ? 1 : strcmp(x->code, y->code);
}

/* Those that somebody named, else the nearest by code. */
static enum cs_status choose_keys(const struct cs_outlook_data *data, struct cs_arena *arena,
                                  struct cs_outlook *out, struct named_keys *keys,
                                  struct cs_diag *diag)
{
    out->related.by = CS_RELATED_BY_PACKAGE;
    if (data->related_to && strcmp(data->related_to, out->about.code) == 0) {
        named_by_package(data, keys);
        return CS_OK;
    }
    out->related.by = CS_RELATED_BY_PUBLISHER;
    enum cs_status status = named_by_publisher(data, arena, out, keys, diag);
    if (status != CS_OK || keys->n)
        return status;
    out->related.by = CS_RELATED_BY_CODE;
    struct candidate *candidates = calloc(data->n_occupations + 1, sizeof *candidates);
    if (!candidates)
        return cs_fail_memory(diag);
    nearest_by_code(data, out, candidates, keys);
    free(candidates);
    return CS_OK;
}

enum cs_status cs_outlook_add_related(const struct cs_outlook_data *data, struct cs_arena *arena,
                                      bool are_few, struct cs_outlook *out, struct cs_diag *diag)
{
    struct named_keys keys = {.n = 0, .most = are_few ? FEW : CS_MAX_RELATED};
    enum cs_status status = choose_keys(data, arena, out, &keys, diag);
    if (status != CS_OK)
        return status;
    out->related.rows = cs_arena_alloc(arena, (keys.n + 1) * sizeof *out->related.rows);
    if (!out->related.rows)
        return cs_fail_memory(diag);
    struct cs_period pay = period_of_pay(data, out, &keys);
    for (size_t i = 0; i < keys.n; i++) {
        struct cs_related_row row = row_of(data, out, keys.keys[i], pay);
        if (has_figures(&row))
            out->related.rows[out->related.n++] = row;
    }
    if (out->related.n)
        out->related.rows[out->related.n++] = row_of(data, out, out->about.occupation_key, pay);
    qsort(out->related.rows, out->related.n, sizeof *out->related.rows, order_related);
    return CS_OK;
}
