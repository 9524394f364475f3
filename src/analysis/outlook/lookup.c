/* A sorted index over estimates, with buckets by occupation: a report asks thousands of small
 * questions of one dataset. */
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/outlook/lookup_index.h"
#include "base/arena.h"
#include "base/text.h"
#include "data/dataset.h"
#include "data/period.h"
#include "data/quantity.h"
#include "data/soc/revisions.h"

struct ranked {
    uint32_t key;
    struct cs_period period;
};

static int order_ranked(const void *a, const void *b)
{
    const struct ranked *x = a, *y = b;
    int by_time = cs_period_compare(x->period, y->period);
    return by_time ? by_time : x->key < y->key ? -1 : x->key > y->key;
}

/* Gives every period its place in time; periods that could not be parsed are undated. */
static int rank_periods(struct cs_lookup *lookup)
{
    const struct cs_dict *dict = &lookup->dataset->dicts[CS_DIM_PERIOD];
    size_t n = dict->n_keys;
    struct ranked *ranked = calloc(n + 1, sizeof *ranked);
    lookup->rank_of_period = calloc(n + 1, sizeof *lookup->rank_of_period);
    lookup->period_of_rank = calloc(n + 2, sizeof *lookup->period_of_rank);
    int ok = ranked && lookup->rank_of_period && lookup->period_of_rank;
    for (size_t i = 0; ok && i < n; i++)
        ranked[i] = (struct ranked){(uint32_t)i, dict->keys[i].period};
    if (ok)
        qsort(ranked, n, sizeof *ranked, order_ranked);
    uint32_t rank = 0;
    for (size_t i = 0; ok && i < n; i++) {
        if (ranked[i].period.start_year == 0)
            continue;
        if (rank == 0 || cs_period_compare(lookup->period_of_rank[rank], ranked[i].period) != 0)
            rank++;
        lookup->period_of_rank[rank] = ranked[i].period;
        lookup->rank_of_period[ranked[i].key] = rank;
    }
    lookup->n_periods = rank;
    free(ranked);
    return ok;
}

/* "All industries" is written in several ways; they are one key here. */
static uint32_t plain_industry(const struct cs_dataset *dataset, uint32_t key)
{
    const struct cs_key *industry = cs_dataset_key(dataset, CS_DIM_INDUSTRY, key);
    if (!industry || strcmp(industry->code, "000000") == 0 || strcmp(industry->code, "000001") == 0)
        return CS_NO_KEY;
    return key;
}

static bool name_industries(struct cs_lookup *lookup)
{
    size_t n = lookup->dataset->dicts[CS_DIM_INDUSTRY].n_keys;
    lookup->plain_industry = calloc(n + 1, sizeof *lookup->plain_industry);
    for (size_t i = 0; lookup->plain_industry && i < n; i++)
        lookup->plain_industry[i] = plain_industry(lookup->dataset, (uint32_t)i);
    return lookup->plain_industry != NULL;
}

/* Last of what six bits hold. */
enum { TIER_OTHER = 63 };

static unsigned tier_rank(uint8_t tier)
{
    static const uint8_t ranks[] = {
        [CS_TIER_DETAILED] = 0, [CS_TIER_UNKNOWN] = 1, [CS_TIER_BROAD] = 2, [CS_TIER_MINOR] = 3,
        [CS_TIER_MAJOR] = 4,    [CS_TIER_SUMMARY] = 5, [CS_TIER_TOTAL] = 6,
    };
    return tier < sizeof ranks ? ranks[tier] : TIER_OTHER;
}

static bool has_value(const struct cs_estimate *estimate)
{
    if (estimate->text)
        return estimate->text[0] != '\0';
    return estimate->presence <= CS_AT_LEAST && !isnan(estimate->value);
}

static struct cs_lookup_entry entry_of(const struct cs_lookup *lookup, uint32_t index)
{
    const struct cs_estimate *e = &lookup->dataset->estimates[index];
    return (struct cs_lookup_entry){
        .measure = e->measure,
        .region = e->key[CS_DIM_REGION],
        .per = e->unit.kind == CS_UNIT_MONEY ? e->unit.per : CS_PER_NONE,
        .missing = !has_value(e),
        .tier = tier_rank(e->tier),
        .index = index,
    };
}

static uint32_t key_of(const struct cs_lookup *lookup, const struct cs_lookup_entry *entry,
                       enum cs_dim dim)
{
    return lookup->dataset->estimates[entry->index].key[dim];
}

uint32_t cs_lookup_entry_level(const struct cs_lookup *lookup, const struct cs_lookup_entry *entry)
{
    return key_of(lookup, entry, CS_DIM_LEVEL);
}

uint32_t cs_lookup_entry_industry(const struct cs_lookup *lookup,
                                  const struct cs_lookup_entry *entry)
{
    uint32_t key = key_of(lookup, entry, CS_DIM_INDUSTRY);
    return key == CS_NO_KEY ? CS_NO_KEY : lookup->plain_industry[key];
}

uint32_t cs_lookup_entry_rank(const struct cs_lookup *lookup, const struct cs_lookup_entry *entry)
{
    uint32_t key = key_of(lookup, entry, CS_DIM_PERIOD);
    return key == CS_NO_KEY ? 0 : lookup->rank_of_period[key];
}

int cs_order_numbers(uint64_t a, uint64_t b)
{
    return a < b ? -1 : a > b;
}

/* By key, without what tells rows of one key apart. */
static int order_key(const struct cs_lookup *lookup, const struct cs_lookup_entry *entry,
                     const struct cs_query *key)
{
    int order = cs_order_numbers(entry->measure, (uint64_t)key->measure);
    if (!order)
        order = cs_order_numbers(entry->region, key->region);
    if (!order)
        order = cs_order_numbers(cs_lookup_entry_level(lookup, entry), key->level);
    return order ? order : cs_order_numbers(cs_lookup_entry_industry(lookup, entry), key->industry);
}

static int order_entries(const void *a, const void *b, void *context)
{
    const struct cs_lookup *lookup = context;
    const struct cs_lookup_entry *x = a, *y = b;
    int order = cs_order_numbers(x->measure, y->measure);
    if (!order)
        order = cs_order_numbers(x->region, y->region);
    if (!order)
        order =
            cs_order_numbers(cs_lookup_entry_level(lookup, x), cs_lookup_entry_level(lookup, y));
    if (!order)
        order = cs_order_numbers(cs_lookup_entry_industry(lookup, x),
                                 cs_lookup_entry_industry(lookup, y));
    if (!order)
        order = cs_order_numbers(cs_lookup_entry_rank(lookup, x), cs_lookup_entry_rank(lookup, y));
    if (!order)
        order = cs_order_numbers(x->per, y->per);
    if (!order)
        order = cs_order_numbers(x->missing, y->missing);
    if (!order)
        order = cs_order_numbers(x->reprint, y->reprint);
    if (!order)
        order = cs_order_numbers(x->tier, y->tier);
    return order ? order : cs_order_numbers(x->index, y->index);
}

static size_t bucket_of(const struct cs_lookup *lookup, uint32_t occupation)
{
    size_t n = lookup->dataset->dicts[CS_DIM_OCCUPATION].n_keys;
    return occupation < n ? occupation : n;
}

static bool fill_buckets(struct cs_lookup *lookup)
{
    const struct cs_dataset *data = lookup->dataset;
    size_t n_buckets = data->dicts[CS_DIM_OCCUPATION].n_keys + 1;
    lookup->n_entries = data->n_estimates;
    lookup->entries = calloc(data->n_estimates + 1, sizeof *lookup->entries);
    lookup->starts = calloc(n_buckets + 1, sizeof *lookup->starts);
    size_t *next = calloc(n_buckets + 1, sizeof *next);
    int ok = lookup->entries && lookup->starts && next;
    for (size_t i = 0; ok && i < data->n_estimates; i++)
        lookup->starts[bucket_of(lookup, data->estimates[i].key[CS_DIM_OCCUPATION]) + 1]++;
    for (size_t b = 0; ok && b < n_buckets; b++) {
        lookup->starts[b + 1] += lookup->starts[b];
        next[b] = lookup->starts[b];
    }
    for (size_t i = 0; ok && i < data->n_estimates; i++) {
        size_t b = bucket_of(lookup, data->estimates[i].key[CS_DIM_OCCUPATION]);
        lookup->entries[next[b]++] = entry_of(lookup, (uint32_t)i);
    }
    free(next);
    return ok;
}

/* Few sources are projections: they are asked once, not for each of millions of figures. */
static bool mark_reprints(struct cs_lookup *lookup)
{
    const struct cs_dataset *data = lookup->dataset;
    bool *is_projection = calloc(data->n_sources + 1, sizeof *is_projection);
    for (size_t i = 0; is_projection && i < data->n_sources; i++)
        is_projection[i] = cs_source_is_projection(&data->sources[i]);
    for (size_t i = 0; is_projection && i < lookup->n_entries; i++) {
        const struct cs_estimate *e = &data->estimates[lookup->entries[i].index];
        if (is_projection[e->source])
            lookup->entries[i].reprint = cs_estimate_is_reprint(data, e);
    }
    bool ok = is_projection != NULL;
    free(is_projection);
    return ok;
}

static void sort_buckets(struct cs_lookup *lookup)
{
    size_t n_buckets = lookup->dataset->dicts[CS_DIM_OCCUPATION].n_keys + 1;
    for (size_t b = 0; b < n_buckets; b++)
        qsort_r(lookup->entries + lookup->starts[b], lookup->starts[b + 1] - lookup->starts[b],
                sizeof *lookup->entries, order_entries, lookup);
}

struct cs_lookup *cs_lookup_new(const struct cs_dataset *dataset)
{
    struct cs_lookup *lookup = calloc(1, sizeof *lookup);
    if (!lookup)
        return NULL;
    lookup->dataset = dataset;
    if (rank_periods(lookup) && name_industries(lookup) && fill_buckets(lookup) &&
        mark_reprints(lookup)) {
        sort_buckets(lookup);
        return lookup;
    }
    cs_lookup_free(lookup);
    return NULL;
}

void cs_lookup_free(struct cs_lookup *lookup)
{
    if (!lookup)
        return;
    free(lookup->entries);
    free(lookup->starts);
    free(lookup->plain_industry);
    free(lookup->rank_of_period);
    free(lookup->period_of_rank);
    free(lookup);
}

const struct cs_dataset *cs_lookup_dataset(const struct cs_lookup *lookup)
{
    return lookup->dataset;
}

uint32_t cs_lookup_key(const struct cs_lookup *lookup, enum cs_dim dim, const char *code)
{
    return cs_dataset_find(lookup->dataset, dim, cs_span_of(code));
}

struct cs_query cs_query_of(enum cs_measure measure, uint32_t occupation, uint32_t region)
{
    return (struct cs_query){
        .measure = measure,
        .occupation = occupation,
        .region = region,
        .level = CS_NO_KEY,
        .industry = CS_NO_KEY,
        .when = CS_WHEN_NEWEST,
    };
}

/* The first entry of a bucket that is not before the key; behind it: that is after the key. */
static const struct cs_lookup_entry *bound(const struct cs_lookup *lookup,
                                           struct cs_lookup_run bucket, const struct cs_query *key,
                                           bool is_behind)
{
    const struct cs_lookup_entry *first = bucket.first;
    size_t n = bucket.n;
    while (n) {
        size_t half = n / 2;
        if (order_key(lookup, first + half, key) < is_behind) {
            first += half + 1;
            n -= half + 1;
        } else {
            n = half;
        }
    }
    return first;
}

struct cs_lookup_run cs_lookup_occupation_run(const struct cs_lookup *lookup, uint32_t occupation)
{
    size_t b = bucket_of(lookup, occupation);
    return (struct cs_lookup_run){lookup->entries + lookup->starts[b],
                                  lookup->starts[b + 1] - lookup->starts[b]};
}

static struct cs_lookup_run key_run(const struct cs_lookup *lookup, const struct cs_query *query)
{
    struct cs_lookup_run bucket = cs_lookup_occupation_run(lookup, query->occupation);
    const struct cs_lookup_entry *end = bucket.first + bucket.n;
    const struct cs_lookup_entry *first = bound(lookup, bucket, query, false);
    struct cs_lookup_run rest = {first, (size_t)(end - first)};
    if (rest.n && order_key(lookup, first, query) == 0)
        rest.n = (size_t)(bound(lookup, rest, query, true) - first);
    else
        rest.n = 0;
    return rest;
}

/* How many entries of a run, ordered by periods, have a lower rank. */
static size_t count_before(const struct cs_lookup *lookup, struct cs_lookup_run run, uint32_t rank)
{
    size_t first = 0, n = run.n;
    while (n) {
        size_t half = n / 2;
        bool is_before = cs_lookup_entry_rank(lookup, run.first + first + half) < rank;
        first += is_before ? half + 1 : 0;
        n = is_before ? n - half - 1 : half;
    }
    return first;
}

/* Where a period stands among the ranks: the number of ranks that are earlier, and whether it is
 * one of them. */
uint32_t cs_lookup_rank(const struct cs_lookup *lookup, struct cs_period period, bool *is_rank)
{
    uint32_t rank = 1, n = (uint32_t)lookup->n_periods;
    while (n) {
        uint32_t half = n / 2;
        bool is_earlier = cs_period_compare(lookup->period_of_rank[rank + half], period) < 0;
        rank += is_earlier ? half + 1 : 0;
        n = is_earlier ? n - half - 1 : half;
    }
    *is_rank =
        rank <= lookup->n_periods && cs_period_compare(lookup->period_of_rank[rank], period) == 0;
    return rank;
}

/* The entries of the last period in a run, ordered by periods. */
static struct cs_lookup_run last_period(const struct cs_lookup *lookup, struct cs_lookup_run run)
{
    uint32_t rank = cs_lookup_entry_rank(lookup, run.first + run.n - 1);
    size_t n = 1;
    while (n < run.n && cs_lookup_entry_rank(lookup, run.first + run.n - n - 1) == rank)
        n++;
    return (struct cs_lookup_run){run.first + run.n - n, n};
}

/* The best row of one period: a year's pay that has a value, then any with a value, then any. */
static const struct cs_lookup_entry *best_row(struct cs_lookup_run period, enum cs_per per)
{
    const struct cs_lookup_entry *best = NULL;
    for (size_t i = 0; i < period.n; i++) {
        const struct cs_lookup_entry *e = period.first + i;
        if (per != CS_PER_NONE && e->per != CS_PER_NONE && e->per != per)
            continue;
        if (!best || e->missing < best->missing)
            best = e;
    }
    return best;
}

static void fill_found(const struct cs_lookup *lookup, const struct cs_lookup_entry *row,
                       struct cs_lookup_run period, struct cs_found *out)
{
    const struct cs_estimate *e = &lookup->dataset->estimates[row->index];
    out->estimate = e;
    out->quantity = (struct cs_quantity){e->value, (enum cs_presence)e->presence};
    out->unit = e->unit;
    out->text = e->text;
    out->note = e->note;
    out->source = &lookup->dataset->sources[e->source];
    uint32_t rank = cs_lookup_entry_rank(lookup, row);
    if (rank) {
        out->period = lookup->period_of_rank[rank];
        out->period_text =
            cs_dataset_key(lookup->dataset, CS_DIM_PERIOD, e->key[CS_DIM_PERIOD])->code;
    }
    for (size_t i = 0; i < period.n; i++) {
        const struct cs_lookup_entry *other = period.first + i;
        if (other == row || other->per != row->per || other->missing)
            continue;
        const struct cs_estimate *o = &lookup->dataset->estimates[other->index];
        out->n_others++;
        out->others_differ |= cs_unit_equals(e->unit, o->unit) && o->value != e->value &&
                              !e->text && !row->missing && other->tier == row->tier;
    }
}

/* The query's answer among all rows of its key; *n_before: of them, those of periods before. */
static bool find_in_run(const struct cs_lookup *lookup, struct cs_lookup_run run,
                        const struct cs_query *query, struct cs_found *out, size_t *n_before)
{
    *out = (struct cs_found){.quantity = cs_quantity_missing(CS_NOT_REPORTED), .period_text = ""};
    if (!run.n)
        return false;
    bool is_rank = query->when == CS_WHEN_NEWEST;
    uint32_t wanted = (uint32_t)lookup->n_periods + 1;
    if (query->when != CS_WHEN_NEWEST)
        wanted = query->period.start_year ? cs_lookup_rank(lookup, query->period, &is_rank) : 0;
    if (query->when == CS_WHEN_EXACT && query->period.start_year && !is_rank)
        return false;
    if (query->when != CS_WHEN_NEWEST && wanted)
        run.n = count_before(lookup, run, wanted + (query->when == CS_WHEN_EXACT));
    while (run.n) {
        struct cs_lookup_run period = last_period(lookup, run);
        uint32_t rank = cs_lookup_entry_rank(lookup, period.first);
        run.n -= period.n;
        if (query->when == CS_WHEN_EXACT ? rank != wanted : rank >= wanted && wanted)
            continue;
        if (query->when == CS_WHEN_BEFORE && rank == 0)
            continue;
        const struct cs_lookup_entry *row = best_row(period, query->per);
        if (!row || (query->needs_value && row->missing))
            continue;
        fill_found(lookup, row, period, out);
        *n_before = run.n;
        return true;
    }
    return false;
}

bool cs_lookup_find(const struct cs_lookup *lookup, const struct cs_query *query,
                    struct cs_found *out)
{
    size_t n_before;
    return find_in_run(lookup, key_run(lookup, query), query, out, &n_before);
}

/* Undated figures come last, and only where there are no others. */
size_t cs_lookup_back(const struct cs_lookup *lookup, struct cs_query query, struct cs_found *out,
                      size_t most)
{
    struct cs_lookup_run run = key_run(lookup, &query);
    size_t n = 0;
    while (n < most && find_in_run(lookup, run, &query, &out[n], &run.n)) {
        bool is_dated = out[n].period.start_year != 0;
        if (n > 0 && !is_dated)
            break;
        n++;
        if (!is_dated)
            break;
        query.when = CS_WHEN_NEWEST; /* of what is left */
    }
    return n;
}

bool cs_lookup_value(const struct cs_lookup *lookup, const struct cs_query *query,
                     struct cs_found *out)
{
    return cs_lookup_find(lookup, query, out) && has_value(out->estimate);
}

struct cs_found cs_lookup_at(const struct cs_lookup *lookup, struct cs_query query,
                             enum cs_measure measure)
{
    struct cs_found found;
    query.measure = measure;
    cs_lookup_find(lookup, &query, &found);
    return found;
}

double cs_found_number(const struct cs_found *found)
{
    return found->estimate && found->quantity.presence <= CS_AT_LEAST ? found->quantity.value : NAN;
}

bool cs_found_same(const struct cs_reference *reference, const char *code, const struct cs_found *a,
                   const struct cs_found *b)
{
    struct cs_arena words;
    cs_arena_init(&words);
    bool is_same =
        !cs_soc_difference(reference, code, cs_soc_stage_of(a->period.start_year, a->note),
                           cs_soc_stage_of(b->period.start_year, b->note), &words);
    cs_arena_clear(&words);
    return is_same;
}

bool cs_found_same_publisher(const struct cs_found *a, const struct cs_found *b)
{
    const char *x = a->source ? a->source->publisher : NULL;
    const char *y = b->source ? b->source->publisher : NULL;
    return x == y || (x && y && strcmp(x, y) == 0);
}

bool cs_lookup_before(const struct cs_lookup *lookup, const struct cs_query *query,
                      const struct cs_found *found, struct cs_found *out)
{
    struct cs_query before = *query;
    before.when = CS_WHEN_BEFORE;
    before.needs_value = true;
    before.per = (enum cs_per)found->unit.per;
    bool is_found = found->estimate && found->period.start_year != 0;
    *out = *found;
    do {
        before.period = out->period;
        is_found = is_found && cs_lookup_find(lookup, &before, out);
    } while (is_found && !cs_found_same_publisher(found, out));
    if (!is_found)
        *out =
            (struct cs_found){.quantity = cs_quantity_missing(CS_NOT_REPORTED), .period_text = ""};
    return is_found;
}
