/* Figures of several values: by level, region, country, industry, year. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "guide/figure_search.h"

/* A table being filled, row after row. */
struct builder {
    const struct cs_figure_search *search;
    struct cs_figure_value *value;
    const char **cells;
    double *values;
    uint8_t *is_number;
    size_t n_columns, n_rows, capacity;
    int failed;
};

static struct builder start_table(const struct cs_figure_search *search,
                                  struct cs_figure_value *value, const char *const *headers,
                                  const char *numbers, size_t capacity)
{
    struct cs_arena *arena = search->arena;
    size_t n = strlen(numbers);
    struct builder b = {.search = search, .value = value, .n_columns = n, .capacity = capacity};
    const char **copy = cs_arena_alloc(arena, n * sizeof *copy);
    b.is_number = cs_arena_alloc(arena, n);
    b.cells = cs_arena_alloc(arena, (capacity * n + 1) * sizeof *b.cells);
    b.values = cs_arena_alloc(arena, (capacity * n + 1) * sizeof *b.values);
    b.failed = !copy || !b.is_number || !b.cells || !b.values;
    for (size_t i = 0; !b.failed && i < n; i++) {
        copy[i] = headers[i];
        b.is_number[i] = numbers[i] == 'n';
    }
    for (size_t i = 0; !b.failed && i < capacity * n; i++)
        b.values[i] = NAN;
    value->table.headers = copy;
    return b;
}

static void put_words(struct builder *b, size_t column, const char *text)
{
    if (!b->failed)
        b->cells[b->n_rows * b->n_columns + column] = text ? text : "";
}

static void put_text(struct builder *b, size_t column, double number, const char *text)
{
    put_words(b, column, text);
    if (!b->failed)
        b->values[b->n_rows * b->n_columns + column] = number;
}

/* A found figure in a style; its absence in words. */
static void put_found(struct builder *b, size_t column, const struct cs_found *found,
                      const char *style, enum cs_figure_kind kind)
{
    struct cs_figure_info info = {.name = "", .words = "", .kind = kind, .style = style};
    struct cs_figure_value cell = {.info = &info, .high = NAN};
    if (!found->estimate)
        return put_words(b, column, "");
    if (found->quantity.presence > CS_AT_LEAST)
        return put_words(b, column, cs_presence_words(found->quantity.presence));
    cell.quantity = found->quantity;
    cell.unit = found->unit;
    cell.is_present = 1;
    put_text(b, column, found->quantity.value, cs_figure_text(&cell, style, b->search->arena));
}

static void end_row(struct builder *b)
{
    for (size_t c = 0; !b->failed && c < b->n_columns; c++)
        if (!b->cells[b->n_rows * b->n_columns + c])
            b->cells[b->n_rows * b->n_columns + c] = "";
    b->n_rows++;
}

static enum cs_status end_table(struct builder *b, const char *why_empty, struct cs_diag *diag)
{
    struct cs_figure_table *table = &b->value->table;
    if (b->failed)
        return cs_fail_memory(diag);
    table->is_number = b->is_number;
    table->cells = b->cells;
    table->values = b->values;
    table->n_columns = b->n_columns;
    table->n_rows = b->n_rows;
    b->value->is_present = b->n_rows > 0;
    if (!b->n_rows)
        cs_figure_absent(b->value, cs_arena_printf(b->search->arena, "the data hold no %s for %s",
                                                   why_empty, b->value->occupation_code));
    return CS_OK;
}

/* Source, period and caveat of the first row stand for the table. */
static void take_origin(struct builder *b, const struct cs_found *found)
{
    struct cs_figure_value *value = b->value;
    if (value->source)
        return;
    value->source = found->source;
    value->period = found->period;
    value->period_text = found->period_text;
    value->note = found->source->caveat;
    value->unit = found->unit;
}

static struct cs_found find_at(const struct cs_figure_search *search, struct cs_query query,
                               enum cs_measure measure)
{
    struct cs_found found;
    query.measure = measure;
    cs_lookup_find(search->data->lookup, &query, &found);
    return found;
}

static const struct cs_key *key_at(const struct cs_figure_search *search, enum cs_dim dim,
                                   uint32_t key)
{
    return cs_dataset_key(cs_lookup_dataset(search->data->lookup), dim, key);
}

enum cs_status cs_find_levels(const struct cs_figure_search *search,
                              struct cs_figure_value *value, struct cs_diag *diag)
{
    static const char *const headers[] = {"Level", "Experience", "Median pay", "Average pay"};
    struct cs_query query = search->query;
    uint32_t *levels;
    size_t n;
    enum cs_status status = cs_lookup_list(search->data->lookup, &query, CS_DIM_LEVEL,
                                           search->arena, &levels, &n, diag);
    if (status != CS_OK)
        return status;
    struct builder b = start_table(search, value, headers, "ttnn", n);
    for (size_t i = 0; i < n; i++) {
        query.level = levels[i];
        struct cs_found median = find_at(search, query, CS_WAGE_MEDIAN);
        if (!median.estimate)
            continue;
        const struct cs_key *level = key_at(search, CS_DIM_LEVEL, levels[i]);
        put_words(&b, 0, level->title);
        put_words(&b, 1, level->definition);
        put_found(&b, 2, &median, "money", CS_FIGURE_MONEY);
        struct cs_found mean = find_at(search, query, CS_WAGE_MEAN);
        put_found(&b, 3, &mean, "money", CS_FIGURE_MONEY);
        take_origin(&b, &median);
        end_row(&b);
    }
    return end_table(&b, "pay by experience level", diag);
}

static const struct cs_region *region_at(const struct cs_figure_search *search, uint32_t key)
{
    const char *code = key_at(search, CS_DIM_REGION, key)->code;
    return search->data->reference
               ? cs_reference_region(search->data->reference, cs_span_of(code))
               : NULL;
}

/* A part of a nation, as far as the reference tables know. */
static int is_part(const struct cs_figure_search *search, uint32_t key)
{
    const struct cs_region *region = region_at(search, key);
    return region ? strcmp(region->kind, "state") == 0 || strcmp(region->kind, "territory") == 0
                  : 1;
}

/* The parts of the nation with a median in one period, best paid first. */
struct ranked_region {
    uint32_t key;
    struct cs_found median;
    double value;
};

static int order_by_pay(const void *a, const void *b)
{
    const struct ranked_region *x = a, *y = b;
    double u = isnan(x->value) ? -1 : x->value, v = isnan(y->value) ? -1 : y->value;
    return u > v ? -1 : u < v ? 1 : x->key < y->key ? -1 : x->key > y->key;
}

/* Regions of one exact period, in the unit of the first. */
static size_t rank_period(const struct cs_figure_search *search, struct cs_query query,
                          const uint32_t *regions, size_t n, struct ranked_region *out)
{
    size_t count = 0;
    for (size_t i = 0; i < n; i++) {
        query.region = regions[i];
        struct cs_found found = find_at(search, query, CS_WAGE_MEDIAN);
        if (!found.estimate || !is_part(search, regions[i]))
            continue;
        if (count && found.quantity.presence <= CS_AT_LEAST &&
            !cs_unit_equals(found.unit, out[0].median.unit))
            continue;
        out[count++] = (struct ranked_region){regions[i], found,
                                              found.quantity.presence <= CS_AT_LEAST
                                                  ? found.quantity.value
                                                  : NAN};
    }
    qsort(out, count, sizeof *out, order_by_pay);
    return count;
}

/* The newest period in which at least two parts have a figure. */
static enum cs_status rank_regions(const struct cs_figure_search *search,
                                   struct ranked_region **out, size_t *n, struct cs_diag *diag)
{
    struct cs_query query = search->query;
    uint32_t *regions;
    size_t n_regions;
    *n = 0;
    enum cs_status status = cs_lookup_list(search->data->lookup, &query, CS_DIM_REGION,
                                           search->arena, &regions, &n_regions, diag);
    if (status != CS_OK)
        return status;
    *out = cs_arena_alloc(search->arena, (n_regions + 1) * sizeof **out);
    if (!*out)
        return cs_fail_memory(diag);
    if (query.when == CS_WHEN_EXACT) {
        *n = rank_period(search, query, regions, n_regions, *out);
        return CS_OK;
    }
    const struct cs_dict *dict = &cs_lookup_dataset(search->data->lookup)->dicts[CS_DIM_PERIOD];
    struct cs_period limit = {9999, 9999, 0};
    for (size_t round = 0; *n < 2 && round < dict->n_keys; round++) {
        struct cs_period newest = {0, 0, 0};
        for (size_t i = 0; i < dict->n_keys; i++)
            if (cs_period_compare(dict->keys[i].period, limit) < 0 &&
                cs_period_compare(dict->keys[i].period, newest) > 0)
                newest = dict->keys[i].period;
        if (newest.start_year == 0)
            break;
        query.when = CS_WHEN_EXACT;
        query.period = limit = newest;
        *n = rank_period(search, query, regions, n_regions, *out);
    }
    *n = *n < 2 ? 0 : *n;
    return CS_OK;
}

enum cs_status cs_find_regions(const struct cs_figure_search *search,
                               struct cs_figure_value *value, struct cs_diag *diag)
{
    static const char *const headers[] = {"Region", "Median pay", "Jobs"};
    struct ranked_region *ranked;
    size_t n;
    enum cs_status status = rank_regions(search, &ranked, &n, diag);
    if (status != CS_OK)
        return status;
    if (search->call->top && (size_t)search->call->top < n)
        n = (size_t)search->call->top;
    struct builder b = start_table(search, value, headers, "tnn", n);
    for (size_t i = 0; i < n; i++) {
        const struct cs_region *region = region_at(search, ranked[i].key);
        struct cs_query query = search->query;
        query.region = ranked[i].key;
        query.when = CS_WHEN_EXACT;
        query.period = ranked[i].median.period;
        put_words(&b, 0, region ? region->name : key_at(search, CS_DIM_REGION,
                                                        ranked[i].key)->title);
        put_found(&b, 1, &ranked[i].median, "money", CS_FIGURE_MONEY);
        struct cs_found jobs = find_at(search, query, CS_EMPLOYMENT);
        put_found(&b, 2, &jobs, "number", CS_FIGURE_COUNT);
        take_origin(&b, &ranked[i].median);
        end_row(&b);
    }
    return end_table(&b, "pay by region", diag);
}

/* The region at one end of the ranking: its name, with the value and origin of its median. */
static enum cs_status find_extreme(const struct cs_figure_search *search, int from_top,
                                   struct cs_figure_value *value, struct cs_diag *diag)
{
    struct ranked_region *ranked;
    size_t n;
    enum cs_status status = rank_regions(search, &ranked, &n, diag);
    if (status != CS_OK)
        return status;
    while (n && isnan(ranked[n - 1].value))
        n--;
    if (!n) {
        cs_figure_absent(value, "the data hold no pay by region");
        return CS_OK;
    }
    const struct ranked_region *end = from_top ? &ranked[0] : &ranked[n - 1];
    const struct cs_region *region = region_at(search, end->key);
    cs_figure_take(search, &end->median, value);
    value->word = region ? region->name : key_at(search, CS_DIM_REGION, end->key)->title;
    return CS_OK;
}

enum cs_status cs_find_top_region(const struct cs_figure_search *search,
                                  struct cs_figure_value *value, struct cs_diag *diag)
{
    return find_extreme(search, 1, value, diag);
}

enum cs_status cs_find_bottom_region(const struct cs_figure_search *search,
                                     struct cs_figure_value *value, struct cs_diag *diag)
{
    return find_extreme(search, 0, value, diag);
}

/* Published ranges by country, in the money and per the time they were published in. */
enum cs_status cs_find_world(const struct cs_figure_search *search, struct cs_figure_value *value,
                             struct cs_diag *diag)
{
    static const char *const headers[] = {"Country", "Low", "High", "Per"};
    struct cs_query query = search->query;
    uint32_t *regions;
    size_t n;
    enum cs_status status = cs_lookup_list(search->data->lookup, &query, CS_DIM_REGION,
                                           search->arena, &regions, &n, diag);
    if (status != CS_OK)
        return status;
    struct builder b = start_table(search, value, headers, "tnnt", n);
    for (size_t i = 0; i < n; i++) {
        const struct cs_region *region = region_at(search, regions[i]);
        query.region = regions[i];
        struct cs_found low = find_at(search, query, CS_WAGE_LOW);
        struct cs_found high = find_at(search, query, CS_WAGE_HIGH);
        if (!low.estimate || !high.estimate)
            continue;
        put_words(&b, 0, region ? region->name : key_at(search, CS_DIM_REGION, regions[i])->title);
        put_found(&b, 1, &low, "money", CS_FIGURE_MONEY);
        put_found(&b, 2, &high, "money", CS_FIGURE_MONEY);
        put_words(&b, 3, cs_per_name((enum cs_per)low.unit.per));
        take_origin(&b, &low);
        end_row(&b);
    }
    return end_table(&b, "pay by country", diag);
}

struct ranked_industry {
    uint32_t key;
    struct cs_found jobs;
};

static int order_by_jobs(const void *a, const void *b)
{
    const struct ranked_industry *x = a, *y = b;
    double u = x->jobs.quantity.value, v = y->jobs.quantity.value;
    return u > v ? -1 : u < v ? 1 : x->key < y->key ? -1 : x->key > y->key;
}

static enum cs_status rank_industries(const struct cs_figure_search *search,
                                      struct ranked_industry **out, size_t *n,
                                      struct cs_diag *diag)
{
    struct cs_query query = search->query;
    uint32_t *keys;
    size_t n_keys;
    *n = 0;
    enum cs_status status = cs_lookup_list(search->data->lookup, &query, CS_DIM_INDUSTRY,
                                           search->arena, &keys, &n_keys, diag);
    if (status != CS_OK)
        return status;
    *out = cs_arena_alloc(search->arena, (n_keys + 1) * sizeof **out);
    if (!*out)
        return cs_fail_memory(diag);
    struct cs_period newest = {0, 0, 0};
    for (size_t i = 0; i < n_keys; i++) {
        query.industry = keys[i];
        struct cs_found found;
        if (!cs_lookup_value(search->data->lookup, &query, &found))
            continue;
        if (cs_period_compare(found.period, newest) > 0) {
            newest = found.period;
            *n = 0;
        }
        if (cs_period_compare(found.period, newest) == 0)
            (*out)[(*n)++] = (struct ranked_industry){keys[i], found};
    }
    qsort(*out, *n, sizeof **out, order_by_jobs);
    return CS_OK;
}

enum cs_status cs_find_industries(const struct cs_figure_search *search,
                                  struct cs_figure_value *value, struct cs_diag *diag)
{
    static const char *const headers[] = {"Industry", "Jobs", "Share of jobs", "Average pay"};
    struct ranked_industry *ranked;
    size_t n;
    enum cs_status status = rank_industries(search, &ranked, &n, diag);
    if (status != CS_OK)
        return status;
    if (search->call->top && (size_t)search->call->top < n)
        n = (size_t)search->call->top;
    struct builder b = start_table(search, value, headers, "tnnn", n);
    for (size_t i = 0; i < n; i++) {
        struct cs_query query = search->query;
        query.industry = ranked[i].key;
        query.when = CS_WHEN_EXACT;
        query.period = ranked[i].jobs.period;
        put_words(&b, 0, key_at(search, CS_DIM_INDUSTRY, ranked[i].key)->title);
        put_found(&b, 1, &ranked[i].jobs, "number", CS_FIGURE_COUNT);
        struct cs_found share = find_at(search, query, CS_INDUSTRY_SHARE);
        put_found(&b, 2, &share, "percent-1", CS_FIGURE_PERCENT);
        struct cs_found mean = find_at(search, query, CS_WAGE_MEAN);
        put_found(&b, 3, &mean, "money", CS_FIGURE_MONEY);
        take_origin(&b, &ranked[i].jobs);
        end_row(&b);
    }
    return end_table(&b, "employment by industry", diag);
}

enum cs_status cs_find_top_industry(const struct cs_figure_search *search,
                                    struct cs_figure_value *value, struct cs_diag *diag)
{
    struct ranked_industry *ranked;
    size_t n;
    enum cs_status status = rank_industries(search, &ranked, &n, diag);
    if (status != CS_OK)
        return status;
    if (!n) {
        cs_figure_absent(value, "the data hold no employment by industry");
        return CS_OK;
    }
    cs_figure_take(search, &ranked[0].jobs, value);
    value->word = key_at(search, CS_DIM_INDUSTRY, ranked[0].key)->title;
    return CS_OK;
}

enum cs_status cs_find_history(const struct cs_figure_search *search,
                               struct cs_figure_value *value, struct cs_diag *diag)
{
    static const char *const headers[] = {"Year", "Median pay", "Jobs"};
    struct cs_query query = search->query;
    uint32_t *periods;
    size_t n;
    query.when = CS_WHEN_NEWEST;
    enum cs_status status = cs_lookup_list(search->data->lookup, &query, CS_DIM_PERIOD,
                                           search->arena, &periods, &n, diag);
    if (status != CS_OK)
        return status;
    struct builder b = start_table(search, value, headers, "tnn", n);
    query.when = CS_WHEN_EXACT;
    for (size_t i = n; i-- > 0;) {
        const struct cs_key *period = key_at(search, CS_DIM_PERIOD, periods[i]);
        query.period = period->period;
        struct cs_found median = find_at(search, query, CS_WAGE_MEDIAN);
        if (!median.estimate)
            continue;
        put_words(&b, 0, period->code);
        put_found(&b, 1, &median, "money", CS_FIGURE_MONEY);
        struct cs_found jobs = find_at(search, query, CS_EMPLOYMENT);
        put_found(&b, 2, &jobs, "number", CS_FIGURE_COUNT);
        take_origin(&b, &median);
        end_row(&b);
    }
    return end_table(&b, "pay by year", diag);
}

enum cs_status cs_find_percentiles(const struct cs_figure_search *search,
                                   struct cs_figure_value *value, struct cs_diag *diag)
{
    static const char *const headers[] = {"Percentile", "Pay"};
    static const struct {
        enum cs_measure measure;
        const char *words;
    } rows[] = {{CS_WAGE_P10, "10th"}, {CS_WAGE_P25, "25th"}, {CS_WAGE_MEDIAN, "50th (median)"},
                {CS_WAGE_P75, "75th"}, {CS_WAGE_P90, "90th"}};
    struct cs_query query = search->query;
    struct cs_found median = find_at(search, query, CS_WAGE_MEDIAN);
    struct builder b = start_table(search, value, headers, "tn", 5);
    query.when = CS_WHEN_EXACT;
    query.period = median.period;
    for (size_t i = 0; median.estimate && i < 5; i++) {
        struct cs_found found = find_at(search, query, rows[i].measure);
        if (!found.estimate)
            continue;
        put_words(&b, 0, rows[i].words);
        put_found(&b, 1, &found, "money", CS_FIGURE_MONEY);
        take_origin(&b, &found);
        end_row(&b);
    }
    return end_table(&b, "pay percentiles", diag);
}
