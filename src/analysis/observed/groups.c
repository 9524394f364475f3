/* Groups of a dataset that keeps observations as rows: two passes, one that counts each group and
 * one that fills it. */
#include "analysis/observed/groups.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/terms/money.h"
#include "analysis/observed/money_gaps.h"
#include "base/diag.h"
#include "data/dataset.h"
#include "data/dict.h"

enum { FIRST_SLOTS = 64 };

struct cs_groups_request cs_groups_request_all(void)
{
    struct cs_groups_request request = {0};
    for (int d = 0; d < CS_N_DIMS; d++)
        request.where[d] = CS_NO_KEY;
    return request;
}

/* Keys seen, each with a number in order of arrival. Open addressing, at most half full. */
struct seen {
    uint32_t (*keys)[CS_N_DIMS];
    size_t *counts;
    uint32_t *slots; /* number + 1 */
    size_t n, n_slots;
};

static size_t hash_key(const uint32_t key[CS_N_DIMS])
{
    uint64_t hash = 14695981039346656037u;
    for (int d = 0; d < CS_N_DIMS; d++)
        hash = (hash ^ key[d]) * 1099511628211u;
    return (size_t)(hash ^ (hash >> 29));
}

static size_t find_slot(const struct seen *seen, const uint32_t key[CS_N_DIMS])
{
    size_t slot = hash_key(key) & (seen->n_slots - 1);
    while (seen->slots[slot] &&
           memcmp(seen->keys[seen->slots[slot] - 1], key, sizeof seen->keys[0]) != 0)
        slot = (slot + 1) & (seen->n_slots - 1);
    return slot;
}

static bool grow_seen(struct seen *seen)
{
    size_t n_slots = seen->n_slots ? 2 * seen->n_slots : FIRST_SLOTS;
    void *keys = realloc(seen->keys, n_slots / 2 * sizeof *seen->keys);
    if (keys)
        seen->keys = keys;
    void *counts = realloc(seen->counts, n_slots / 2 * sizeof *seen->counts);
    if (counts)
        seen->counts = counts;
    uint32_t *slots = calloc(n_slots, sizeof *slots);
    if (!keys || !counts || !slots) {
        free(slots);
        return false;
    }
    free(seen->slots);
    seen->slots = slots;
    seen->n_slots = n_slots;
    for (size_t i = 0; i < seen->n; i++)
        seen->slots[find_slot(seen, seen->keys[i])] = (uint32_t)i + 1;
    return true;
}

/* The number of a key, counted once more; CS_NO_KEY when out of memory. */
static uint32_t count_key(struct seen *seen, const uint32_t key[CS_N_DIMS])
{
    if (2 * (seen->n + 1) > seen->n_slots && !grow_seen(seen))
        return CS_NO_KEY;
    size_t slot = find_slot(seen, key);
    if (!seen->slots[slot]) {
        memcpy(seen->keys[seen->n], key, sizeof seen->keys[0]);
        seen->counts[seen->n++] = 0;
        seen->slots[slot] = (uint32_t)seen->n;
    }
    seen->counts[seen->slots[slot] - 1]++;
    return seen->slots[slot] - 1;
}

static void clear_seen(struct seen *seen)
{
    free(seen->keys);
    free(seen->counts);
    free(seen->slots);
}

struct work {
    const struct cs_dataset *dataset;
    const struct cs_groups_request *request;
    struct cs_groups *out;
    uint32_t *group_of; /* of each row; CS_NO_KEY left out */
    uint32_t *place_of; /* of each row, with money: number of its region and period */
    struct seen groups, places;
};

static uint32_t key_of(const struct work *work, enum cs_dim dim, size_t row)
{
    const uint32_t *keys = work->dataset->observations.key[dim];
    return keys ? keys[row] : CS_NO_KEY;
}

static bool is_elsewhere(const struct work *work, size_t row)
{
    const struct cs_selection *among = work->request->among;
    const struct cs_money_plan *money = work->request->money;
    char(*currency)[4] = work->dataset->observations.currency;
    uint32_t key[CS_N_DIMS];
    for (int d = 0; d < CS_N_DIMS; d++) {
        key[d] = key_of(work, (enum cs_dim)d, row);
        if ((work->request->where[d] != CS_NO_KEY && work->request->where[d] != key[d]) ||
            (among && !cs_selection_takes(among, (enum cs_dim)d, key[d])))
            return true;
    }
    return money && cs_money_gaps_take(money->gaps, key, currency ? currency[row] : NULL);
}

/* The key of a row's group. Returns whether every dimension grouped by has one. */
static bool read_key(const struct work *work, size_t row, uint32_t key[CS_N_DIMS])
{
    bool is_whole = true;
    for (int d = 0; d < CS_N_DIMS; d++)
        key[d] = CS_NO_KEY;
    for (size_t i = 0; i < work->request->n_by; i++) {
        enum cs_dim dim = work->request->by[i];
        key[dim] = key_of(work, dim, row);
        is_whole = is_whole && key[dim] != CS_NO_KEY;
    }
    return is_whole;
}

/* A place has no level: where observations are in several currencies, theirs stands there, as a
 * number.
 */
enum { CURRENCY_SLOT = CS_DIM_LEVEL };

static uint32_t number_of_currency(const char currency[4])
{
    return (uint32_t)(unsigned char)currency[0] << 16 | (uint32_t)(unsigned char)currency[1] << 8 |
           (unsigned char)currency[2];
}

static void currency_of_place(const struct work *work, const uint32_t *key, char currency[4])
{
    uint32_t number = key[CURRENCY_SLOT];
    memcpy(currency, work->dataset->observations.unit.currency, 4);
    if (number != CS_NO_KEY)
        for (int i = 0; i < 3; i++)
            currency[i] = (char)(number >> (16 - 8 * i));
}

static uint32_t number_place(struct work *work, size_t row)
{
    uint32_t key[CS_N_DIMS];
    for (int d = 0; d < CS_N_DIMS; d++)
        key[d] = CS_NO_KEY;
    key[CS_DIM_REGION] = key_of(work, CS_DIM_REGION, row);
    key[CS_DIM_PERIOD] = key_of(work, CS_DIM_PERIOD, row);
    if (work->dataset->observations.currency)
        key[CURRENCY_SLOT] = number_of_currency(work->dataset->observations.currency[row]);
    return count_key(&work->places, key);
}

static enum cs_status assign_rows(struct work *work, struct cs_diag *diag)
{
    const struct cs_observations *rows = &work->dataset->observations;
    uint32_t key[CS_N_DIMS];
    for (size_t i = 0; i < rows->n_rows; i++) {
        work->group_of[i] = CS_NO_KEY;
        if (is_elsewhere(work, i)) {
            work->out->n_elsewhere++;
        } else if (!isfinite(rows->value[i])) {
            work->out->n_not_numbers++;
        } else if (!read_key(work, i, key)) {
            work->out->n_without_key++;
        } else {
            uint32_t place = work->request->money ? number_place(work, i) : 0;
            work->group_of[i] = count_key(&work->groups, key);
            if (work->group_of[i] == CS_NO_KEY || place == CS_NO_KEY)
                return cs_fail_memory(diag);
            if (work->request->money)
                work->place_of[i] = place;
            work->out->n_observations++;
        }
    }
    if (work->out->n_observations == 0)
        return cs_fail(diag, CS_NO_ANSWER, NULL, CS_GROUPS_NONE_HINT,
                       "none of the %zu individual observations match the filters and have every "
                       "dimension in --by",
                       rows->n_rows);
    return CS_OK;
}

/* One factor for each region, period and currency that occurs. */
static enum cs_status find_factors(struct work *work, struct cs_diag *diag)
{
    struct cs_groups *out = work->out;
    size_t n = work->places.n;
    struct cs_money_pay *pays = calloc(n + 1, sizeof *pays);
    char(*currencies)[4] = out->memory[CS_GROUPS_CURRENCIES] =
        calloc(n + 1, sizeof *currencies); /* steps of the factors borrow from it */
    out->factors = out->memory[CS_GROUPS_FACTORS] = calloc(n + 1, sizeof *out->factors);
    if (!pays || !currencies || !out->factors) {
        free(pays);
        return cs_fail_memory(diag);
    }
    for (size_t i = 0; i < n; i++) {
        const uint32_t *key = work->places.keys[i];
        const struct cs_key *region =
            cs_dataset_key(work->dataset, CS_DIM_REGION, key[CS_DIM_REGION]);
        const struct cs_key *period =
            cs_dataset_key(work->dataset, CS_DIM_PERIOD, key[CS_DIM_PERIOD]);
        currency_of_place(work, key, currencies[i]);
        pays[i] = (struct cs_money_pay){region ? region->code : NULL, currencies[i],
                                        period ? period->period : (struct cs_period){0}};
    }
    enum cs_status status = cs_money_check_years(work->request->money, pays, n, diag);
    for (size_t i = 0; i < n && status == CS_OK; i++)
        status = cs_money_find(work->request->money, &pays[i], &out->factors[i], diag);
    out->n_factors = status == CS_OK ? n : 0;
    if (status == CS_OK)
        memcpy(out->unit.currency, out->factors[0].currency, sizeof out->unit.currency);
    free(pays);
    return status;
}

/* Where each group's observations go, in the shared arrays. */
struct targets {
    double *values, *weights;
    float *replicates;
    size_t *strata;
    uint32_t *clusters;
    size_t *next; /* by group */
};

static bool allocate(const struct work *work, struct targets *to)
{
    struct cs_groups *out = work->out;
    const struct cs_observations *rows = &work->dataset->observations;
    size_t n = out->n_observations;
    out->groups = out->memory[CS_GROUPS_GROUPS] = calloc(work->groups.n, sizeof *out->groups);
    to->values = out->memory[CS_GROUPS_VALUES] = malloc(n * sizeof *to->values);
    to->next = calloc(work->groups.n + 1, sizeof *to->next);
    bool is_whole = out->groups && to->values && to->next;
    if (rows->weight) {
        to->weights = out->memory[CS_GROUPS_WEIGHTS] = malloc(n * sizeof *to->weights);
        is_whole = is_whole && to->weights;
    }
    if (rows->replicates) {
        size_t n_bytes = n * rows->n_replicates * sizeof *to->replicates;
        to->replicates = out->memory[CS_GROUPS_REPLICATES] = malloc(n_bytes);
        is_whole = is_whole && to->replicates;
    }
    if (rows->cluster) {
        to->clusters = out->memory[CS_GROUPS_CLUSTERS] = malloc(n * sizeof *to->clusters);
        is_whole = is_whole && to->clusters;
    }
    if (work->request->has_strata) {
        to->strata = out->memory[CS_GROUPS_STRATA] = malloc(n * sizeof *to->strata);
        is_whole = is_whole && to->strata;
    }
    return is_whole;
}

static void start_groups(const struct work *work, struct targets *to)
{
    struct cs_groups *out = work->out;
    size_t start = 0;
    for (size_t g = 0; g < work->groups.n; g++) {
        to->next[g] = start;
        struct cs_group *group = &out->groups[g];
        memcpy(group->key, work->groups.keys[g], sizeof group->key);
        group->n = work->groups.counts[g];
        group->values = to->values + start;
        group->weights = to->weights ? to->weights + start : NULL;
        group->replicates = to->replicates ? to->replicates + start * out->n_replicates : NULL;
        group->strata = to->strata ? to->strata + start : NULL;
        group->clusters = to->clusters ? to->clusters + start : NULL;
        start += group->n;
    }
    out->n_groups = work->groups.n;
    out->all = (struct cs_group){.n = out->n_observations,
                                 .values = to->values,
                                 .weights = to->weights,
                                 .replicates = to->replicates,
                                 .strata = to->strata,
                                 .clusters = to->clusters};
    for (int d = 0; d < CS_N_DIMS; d++)
        out->all.key[d] = CS_NO_KEY;
}

static void fill_rows(const struct work *work, const struct targets *to)
{
    const struct cs_observations *rows = &work->dataset->observations;
    for (size_t i = 0; i < rows->n_rows; i++) {
        if (work->group_of[i] == CS_NO_KEY)
            continue;
        size_t k = to->next[work->group_of[i]]++;
        double factor = work->request->money ? work->out->factors[work->place_of[i]].factor : 1;
        to->values[k] = rows->value[i] * factor;
        if (to->weights)
            to->weights[k] = rows->weight[i];
        if (to->clusters)
            to->clusters[k] = rows->cluster[i];
        if (to->replicates)
            memcpy(to->replicates + k * rows->n_replicates,
                   rows->replicates + i * rows->n_replicates,
                   rows->n_replicates * sizeof *to->replicates);
        if (to->strata) {
            /* An answer without the key is a stratum of its own: not stated. */
            uint32_t key = key_of(work, work->request->strata, i);
            to->strata[k] = key == CS_NO_KEY ? work->out->n_strata - 1 : key;
        }
    }
}

static int compare_groups(const void *a, const void *b, void *context)
{
    const struct cs_group *x = a, *y = b;
    const struct work *work = context;
    for (size_t i = 0; i < work->request->n_by; i++) {
        enum cs_dim dim = work->request->by[i];
        int order = cs_key_compare(dim, cs_dataset_key(work->dataset, dim, x->key[dim]),
                                   cs_dataset_key(work->dataset, dim, y->key[dim]));
        if (order)
            return order;
    }
    return 0;
}

/* Rows of a library may stand beside those of a sample. */
static enum cs_status check_design(const struct cs_observations *rows, struct cs_diag *diag)
{
    for (size_t i = 0; rows->cluster && i < rows->n_rows; i++)
        if (rows->cluster[i] == CS_NO_KEY)
            return cs_fail(diag, CS_USAGE, NULL,
                           "read them by themselves, or with --strata none --cluster none",
                           "some of the observations are of a sample with strata or clusters, "
                           "others are not");
    return CS_OK;
}

static enum cs_status gather(struct work *work, struct cs_diag *diag)
{
    struct cs_groups *out = work->out;
    struct targets to = {0};
    enum cs_status status = check_design(&work->dataset->observations, diag);
    out->unit = work->dataset->observations.unit;
    out->n_replicates = work->dataset->observations.n_replicates;
    if (work->request->has_strata)
        out->n_strata = work->dataset->dicts[work->request->strata].n_keys + 1;
    out->design = (struct cs_design){work->dataset->sampling.stratum_of,
                                     work->dataset->sampling.clusters.n_keys,
                                     work->dataset->sampling.strata.n_keys};
    if (status == CS_OK && work->request->money)
        status = find_factors(work, diag);
    if (status == CS_OK && !allocate(work, &to))
        status = cs_fail_memory(diag);
    if (status == CS_OK) {
        start_groups(work, &to);
        fill_rows(work, &to);
        qsort_r(out->groups, out->n_groups, sizeof *out->groups, compare_groups, work);
    }
    free(to.next);
    return status;
}

enum cs_status cs_groups_of_rows(const struct cs_dataset *dataset,
                                 const struct cs_groups_request *request, struct cs_groups *out,
                                 struct cs_diag *diag)
{
    *out = (struct cs_groups){0};
    if (dataset->observations.currency && !(request->money && request->money->currency))
        return cs_fail(diag, CS_USAGE, NULL, "convert them to one: --currency USD",
                       "the observations are in several currencies");
    struct work work = {.dataset = dataset, .request = request, .out = out};
    size_t n_rows = dataset->observations.n_rows;
    work.group_of = malloc((n_rows + 1) * sizeof *work.group_of);
    work.place_of = request->money ? malloc((n_rows + 1) * sizeof *work.place_of) : NULL;
    enum cs_status status = CS_OK;
    if (!work.group_of || (request->money && !work.place_of))
        status = cs_fail_memory(diag);
    if (status == CS_OK)
        status = assign_rows(&work, diag);
    if (status == CS_OK)
        status = gather(&work, diag);
    free(work.group_of);
    free(work.place_of);
    clear_seen(&work.groups);
    clear_seen(&work.places);
    return status;
}

void cs_groups_clear(struct cs_groups *groups)
{
    for (size_t i = 0; i < sizeof groups->memory / sizeof *groups->memory; i++)
        free(groups->memory[i]);
    *groups = (struct cs_groups){0};
}

void cs_groups_drop_arrays(struct cs_groups *groups)
{
    for (size_t i = 0; i < CS_GROUPS_FACTORS; i++) {
        free(groups->memory[i]);
        groups->memory[i] = NULL;
    }
    groups->groups = NULL;
    groups->n_groups = 0;
    groups->all = (struct cs_group){0};
}
