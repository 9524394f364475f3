/* The occupations next to one in the classification or named by its data package, with their pay
 * and growth for comparison. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/outlook/lookup.h"
#include "analysis/outlook/outlook_parts.h"
#include "base/arena.h"
#include "base/diag.h"
#include "data/dataset.h"

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
static size_t nearest_by_code(const struct cs_outlook_data *data, const struct cs_outlook *out,
                              struct candidate *candidates, uint32_t *keys)
{
    const struct cs_dataset *dataset = cs_lookup_dataset(data->lookup);
    size_t n = 0, n_keys = 0;
    for (size_t i = 0; i < data->n_occupations; i++) {
        const char *code = cs_dataset_key(dataset, CS_DIM_OCCUPATION, data->occupations[i])->code;
        size_t common = common_start(code, out->about.code);
        if (data->occupations[i] == out->about.occupation_key || common < 3)
            continue;
        candidates[n++] = (struct candidate){data->occupations[i], common > 4 ? 4 : common,
                                             code_distance(code, out->about.code), code};
    }
    qsort(candidates, n, sizeof *candidates, order_candidates);
    for (size_t i = 0; i < n && n_keys < CS_MAX_RELATED; i++)
        if (candidates[i].common >= 4 || n_keys < FEW)
            keys[n_keys++] = candidates[i].key;
    return n_keys;
}

static size_t named_by_package(const struct cs_outlook_data *data, uint32_t *keys)
{
    size_t n = 0;
    for (size_t i = 0; i < data->n_related && n < CS_MAX_RELATED; i++) {
        uint32_t key = cs_lookup_key(data->lookup, CS_DIM_OCCUPATION, data->related[i]);
        if (key != CS_NO_KEY)
            keys[n++] = key;
    }
    return n;
}

static struct cs_related_row row_of(const struct cs_outlook_data *data,
                                    const struct cs_outlook *out, uint32_t key)
{
    const struct cs_lookup *lookup = data->lookup;
    const struct cs_key *occupation =
        cs_dataset_key(cs_lookup_dataset(lookup), CS_DIM_OCCUPATION, key);
    struct cs_query query =
        cs_query_of(CS_WAGE_MEDIAN, key, cs_lookup_key(lookup, CS_DIM_REGION, "US"));
    query.when = CS_WHEN_EXACT;
    query.period = out->pay.nation_median.estimate ? out->pay.nation_median.period
                                                   : out->pay.median.now.period;
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

static int has_figures(const struct cs_related_row *row)
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

enum cs_status cs_outlook_add_related(const struct cs_outlook_data *data, struct cs_arena *arena,
                                      struct cs_outlook *out, struct cs_diag *diag)
{
    uint32_t keys[CS_MAX_RELATED];
    size_t n_keys;
    if (data->related_to && strcmp(data->related_to, out->about.code) == 0) {
        n_keys = named_by_package(data, keys);
    } else {
        struct candidate *candidates = calloc(data->n_occupations + 1, sizeof *candidates);
        if (!candidates)
            return cs_fail_memory(diag);
        n_keys = nearest_by_code(data, out, candidates, keys);
        free(candidates);
    }
    out->related.rows = cs_arena_alloc(arena, (n_keys + 1) * sizeof *out->related.rows);
    if (!out->related.rows)
        return cs_fail_memory(diag);
    for (size_t i = 0; i < n_keys; i++) {
        struct cs_related_row row = row_of(data, out, keys[i]);
        if (has_figures(&row))
            out->related.rows[out->related.n++] = row;
    }
    if (out->related.n)
        out->related.rows[out->related.n++] = row_of(data, out, out->about.occupation_key);
    qsort(out->related.rows, out->related.n, sizeof *out->related.rows, order_related);
    return CS_OK;
}
