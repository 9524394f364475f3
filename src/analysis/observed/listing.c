/* Published rows gathered into groups without any arithmetic: which row counts where several say
 * the same thing, and when a question must be refused. */
#include "analysis/observed/listing.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/terms/levels.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "data/dim.h"
#include "data/dict.h"
#include "data/measure.h"
#include "data/period.h"
#include "data/quantity.h"
#include "data/select.h"
#include "stats/binned.h"

/* Place of each key in the order of its dimension: comparing figures is then comparing numbers. */
struct ranks {
    uint32_t *rank[CS_N_DIMS];
};

struct work {
    const struct cs_dataset *dataset;
    const struct cs_listing_request *request;
    struct cs_arena *arena;
    struct cs_listing *out;
    struct ranks ranks;
    enum cs_dim order[CS_N_DIMS]; /* dimensions in the order of comparison: `by` first */
    const struct cs_estimate **figures;
    size_t n_figures;
    struct cs_diag *diag;
    const struct cs_estimate *kept, *other;   /* the first two of one file that differ; or NULL */
    const struct cs_estimate *shown, *hidden; /* likewise, of which one is withheld */
};

static bool is_pay(uint16_t measure)
{
    return measure >= CS_WAGE_MEAN && measure <= CS_WAGE_EXPERIENCED;
}

static bool is_listed(uint16_t measure)
{
    return is_pay(measure) || measure == CS_EMPLOYMENT || measure == CS_EMPLOYMENT_RSE ||
           measure == CS_WAGE_MEAN_RSE;
}

/* Ranks from 1: 0 is for rows without a key. */
static int rank_dimension(struct work *work, enum cs_dim dim)
{
    const struct cs_dict *dict = &work->dataset->dicts[dim];
    uint32_t *rank = cs_dict_rank(dict, dim);
    work->ranks.rank[dim] = rank;
    for (size_t i = 0; rank && i < dict->n_keys; i++)
        rank[i]++;
    return rank != NULL;
}

/* Rows without a key come first: they speak of all together. */
static uint32_t rank_of(const struct work *work, const struct cs_estimate *figure, enum cs_dim dim)
{
    uint32_t key = figure->key[dim];
    return key == CS_NO_KEY ? 0 : work->ranks.rank[dim][key];
}

static bool is_by(const struct cs_listing_request *request, enum cs_dim dim)
{
    for (size_t i = 0; i < request->n_by; i++)
        if (request->by[i] == dim)
            return true;
    return !request->has_by;
}

static void choose_order(struct work *work)
{
    size_t n = 0;
    for (size_t i = 0; i < work->request->n_by; i++)
        work->order[n++] = work->request->by[i];
    for (int d = 0; d < CS_N_DIMS; d++) {
        size_t i = 0;
        while (i < work->request->n_by && work->request->by[i] != (enum cs_dim)d)
            i++;
        if (i == work->request->n_by && n < CS_N_DIMS)
            work->order[n++] = (enum cs_dim)d;
    }
}

static bool is_asked(const struct work *work, const struct cs_estimate *figure)
{
    const struct cs_listing_request *request = work->request;
    return is_listed(figure->measure) &&
           (request->tier == CS_TIER_UNKNOWN || figure->tier == request->tier) &&
           (request->per == CS_PER_NONE || !is_pay(figure->measure) ||
            figure->unit.per == request->per) &&
           cs_selection_takes_row(request->among, figure->key);
}

static enum cs_status collect(struct work *work)
{
    const struct cs_dataset *dataset = work->dataset;
    work->figures = malloc((dataset->n_estimates + 1) * sizeof *work->figures);
    if (!work->figures)
        return cs_fail_memory(work->diag);
    for (size_t i = 0; i < dataset->n_estimates; i++)
        if (is_asked(work, &dataset->estimates[i]))
            work->figures[work->n_figures++] = &dataset->estimates[i];
    return CS_OK;
}

/* Keeps the figures that have a key in a dimension, or those that have none. */
static void keep_figures(struct work *work, enum cs_dim dim, bool wants_key)
{
    size_t n = 0;
    for (size_t i = 0; i < work->n_figures; i++)
        if ((work->figures[i]->key[dim] != CS_NO_KEY) == wants_key)
            work->figures[n++] = work->figures[i];
    work->n_figures = n;
}

/* "2023, 2024 and 17 others": the values of a dimension among the figures, in order. */
static const char *list_values(const struct work *work, enum cs_dim dim, size_t *n_values)
{
    enum { MOST = 6 };
    const struct cs_dict *dict = &work->dataset->dicts[dim];
    uint32_t *by_rank = calloc(dict->n_keys + 2, sizeof *by_rank);
    struct cs_buf text;
    cs_buf_init(&text);
    *n_values = 0;
    for (size_t i = 0; i < work->n_figures && by_rank; i++)
        by_rank[rank_of(work, work->figures[i], dim)] = work->figures[i]->key[dim] + 1;
    bool has_none = false;
    for (size_t i = 0; i < work->n_figures; i++)
        has_none |= work->figures[i]->key[dim] == CS_NO_KEY;
    for (size_t r = 1; r <= dict->n_keys && by_rank; r++) {
        if (!by_rank[r])
            continue;
        if (*n_values < MOST)
            cs_buf_printf(&text, "%s%s", *n_values ? ", " : "", dict->keys[by_rank[r] - 1].code);
        ++*n_values;
    }
    if (*n_values > MOST)
        cs_buf_printf(&text, " and %zu others", *n_values - MOST);
    if (has_none) {
        cs_buf_printf(&text, "%snone stated", *n_values ? ", " : "");
        ++*n_values;
    }
    const char *copy = cs_arena_strdup(work->arena, cs_buf_text(&text));
    cs_buf_clear(&text);
    free(by_rank);
    return copy ? copy : "";
}

/* Whether the figures left have more than one value in a dimension. */
static bool is_mixed(const struct work *work, enum cs_dim dim)
{
    for (size_t i = 1; i < work->n_figures; i++)
        if (work->figures[i]->key[dim] != work->figures[0]->key[dim])
            return true;
    return false;
}

static enum cs_status refuse_mixture(const struct work *work, enum cs_dim dim)
{
    size_t n;
    const char *name = cs_dim_name(dim), *values = list_values(work, dim, &n);
    const char *hint = cs_arena_printf(work->arena,
                                       dim == CS_DIM_INDUSTRY ? "use --by %s%.0s"
                                                              : "choose with --%s, or use --by %s",
                                       name, name);
    return cs_fail(work->diag, CS_USAGE, NULL, hint,
                   "published figures for %zu %ss cannot be combined: %s", n, name, values);
}

/* Leaves out rows without a key in a dimension of `by`; in the others rows of all levels or
 * industries together are taken where there are any. */
static void keep_asked_keys(struct work *work)
{
    size_t n_before = work->n_figures;
    for (int d = 0; d < CS_N_DIMS; d++)
        if (is_by(work->request, (enum cs_dim)d))
            keep_figures(work, (enum cs_dim)d, 1);
    work->out->n_without_key = n_before - work->n_figures;
    static const enum cs_dim with_all[] = {CS_DIM_LEVEL, CS_DIM_INDUSTRY};
    for (size_t k = 0; k < 2; k++) {
        size_t n_all = 0;
        for (size_t i = 0; i < work->n_figures; i++)
            n_all += work->figures[i]->key[with_all[k]] == CS_NO_KEY;
        if (n_all && !is_by(work->request, with_all[k]))
            keep_figures(work, with_all[k], 0);
    }
}

/* Dimensions outside `by` must have one value. */
static enum cs_status narrow(struct work *work)
{
    if (!work->request->has_by)
        return CS_OK;
    keep_asked_keys(work);
    for (int d = 0; d < CS_N_DIMS; d++)
        if (!is_by(work->request, (enum cs_dim)d) && is_mixed(work, (enum cs_dim)d))
            return refuse_mixture(work, (enum cs_dim)d);
    return CS_OK;
}

static int compare_numbers(uint32_t a, uint32_t b)
{
    return a < b ? -1 : a > b;
}

static bool has_value(const struct cs_estimate *figure)
{
    return isfinite(figure->value);
}

/* By group, then unit and measure, then the row that counts. */
static int compare_figures(const void *a, const void *b, void *context)
{
    const struct work *work = context;
    const struct cs_estimate *x = *(const struct cs_estimate *const *)a;
    const struct cs_estimate *y = *(const struct cs_estimate *const *)b;
    for (size_t i = 0; i < CS_N_DIMS; i++) {
        int order =
            compare_numbers(rank_of(work, x, work->order[i]), rank_of(work, y, work->order[i]));
        if (order)
            return order;
    }
    int by_unit = x->unit.per != y->unit.per
                      ? (x->unit.per < y->unit.per ? -1 : 1)
                      : memcmp(x->unit.currency, y->unit.currency, sizeof x->unit.currency);
    if (by_unit)
        return by_unit;
    if (x->measure != y->measure)
        return x->measure < y->measure ? -1 : 1;
    if (has_value(x) != has_value(y))
        return has_value(x) ? -1 : 1;
    if (x->tier != y->tier)
        return x->tier > y->tier ? -1 : 1;
    return x < y ? -1 : x > y;
}

static bool is_same_group(const struct cs_estimate *a, const struct cs_estimate *b)
{
    return memcmp(a->key, b->key, sizeof a->key) == 0;
}

static struct cs_listed_pay *find_pay(struct work *work, struct cs_listed_group *group,
                                      const struct cs_estimate *figure)
{
    struct cs_listed_pay **link = &group->pay;
    while (*link && !cs_unit_equals((*link)->unit, figure->unit))
        link = &(*link)->next;
    if (!*link) {
        *link = cs_arena_alloc(work->arena, sizeof **link);
        if (*link)
            (*link)->unit = figure->unit;
    }
    return *link;
}

/* Puts a figure where it belongs unless one is there that counts more. Returns 0 when out of
 * memory. */
static bool place(struct work *work, struct cs_listed_group *group,
                  const struct cs_estimate *figure)
{
    const struct cs_estimate **slot = NULL;
    if (is_pay(figure->measure)) {
        struct cs_listed_pay *pay = find_pay(work, group, figure);
        if (!pay)
            return false;
        slot = &pay->figures[figure->measure - CS_WAGE_MEAN];
    } else {
        slot = figure->measure == CS_EMPLOYMENT       ? &group->employment
               : figure->measure == CS_EMPLOYMENT_RSE ? &group->employment_rse
                                                      : &group->mean_rse;
    }
    if (*slot) {
        work->out->n_repeated++;
        bool differs = has_value(figure) && (*slot)->value != figure->value;
        work->out->n_differing += differs;
        if (differs && !work->kept && (*slot)->source == figure->source) {
            work->kept = *slot;
            work->other = figure;
        }
        if (has_value(*slot) && figure->presence == CS_WITHHELD && !work->hidden &&
            (*slot)->source == figure->source) {
            work->shown = *slot;
            work->hidden = figure;
        }
        return true;
    }
    *slot = figure;
    work->out->n_figures++;
    if (figure->tier > group->tier)
        group->tier = (enum cs_tier)figure->tier;
    return true;
}

static enum cs_status make_groups(struct work *work)
{
    struct cs_listing *out = work->out;
    size_t n_groups = 0;
    for (size_t i = 0; i < work->n_figures; i++)
        n_groups += i == 0 || !is_same_group(work->figures[i - 1], work->figures[i]);
    out->groups = cs_arena_alloc(work->arena, (n_groups + 1) * sizeof *out->groups);
    if (!out->groups)
        return cs_fail_memory(work->diag);
    for (size_t i = 0; i < work->n_figures; i++) {
        const struct cs_estimate *figure = work->figures[i];
        if (i == 0 || !is_same_group(work->figures[i - 1], figure)) {
            struct cs_listed_group *group = &out->groups[out->n_groups++];
            memcpy(group->key, figure->key, sizeof group->key);
        }
        if (!place(work, &out->groups[out->n_groups - 1], figure))
            return cs_fail_memory(work->diag);
    }
    return CS_OK;
}

static struct cs_place place_of(const struct work *work, const struct cs_estimate *figure)
{
    const struct cs_source *source = &work->dataset->sources[figure->source];
    return (struct cs_place){.file = source->file ? source->file : source->id,
                             .line = figure->line};
}

/* Of two rows about one thing one has a figure: it may be of a part, and the whole be withheld. */
static void warn_of_withheld(const struct work *work)
{
    struct cs_place place = place_of(work, work->hidden);
    cs_diag_add(work->diag, CS_WARNING, &place,
                "a column that is not read (ownership, sector, sex …) may tell them apart: see "
                "careerstat inspect",
                "%s of the same occupation, place and period is withheld in row %llu and %.12g in "
                "row %llu, which is shown",
                cs_measure_info((enum cs_measure)work->shown->measure)->name,
                (unsigned long long)work->hidden->line, work->shown->value,
                (unsigned long long)work->shown->line);
}

/* Two rows of one file give one thing two values: a column that is not read tells them apart, and
 * whichever came first would stand for all. */
static enum cs_status refuse_rows_apart(const struct work *work)
{
    struct cs_place place = place_of(work, work->other);
    return cs_fail(
        work->diag, CS_NO_ANSWER, &place,
        "a column that is not read (ownership, sector, sex …) tells them apart: keep one "
        "kind of rows, or give the column a role in a layout (see careerstat inspect)",
        "rows %llu and %llu give %s of the same occupation, place and period two values, "
        "%.12g and %.12g",
        (unsigned long long)work->kept->line, (unsigned long long)work->other->line,
        cs_measure_info((enum cs_measure)work->kept->measure)->name, work->kept->value,
        work->other->value);
}

enum cs_status cs_listing_make(const struct cs_dataset *dataset,
                               const struct cs_listing_request *request, struct cs_arena *arena,
                               struct cs_listing *out, struct cs_diag *diag)
{
    *out = (struct cs_listing){0};
    struct work work = {
        .dataset = dataset, .request = request, .arena = arena, .out = out, .diag = diag};
    enum cs_status status = CS_OK;
    choose_order(&work);
    for (int d = 0; d < CS_N_DIMS && status == CS_OK; d++)
        status = rank_dimension(&work, (enum cs_dim)d) ? CS_OK : cs_fail_memory(diag);
    if (status == CS_OK)
        status = collect(&work);
    if (status == CS_OK)
        status = narrow(&work);
    if (status == CS_OK && work.n_figures == 0)
        status = cs_fail(diag, CS_NO_ANSWER, NULL, NULL,
                         "no published pay or employment figures are left after filtering");
    if (status == CS_OK) {
        qsort_r(work.figures, work.n_figures, sizeof *work.figures, compare_figures, &work);
        status = make_groups(&work);
    }
    if (status == CS_OK && work.kept)
        status = refuse_rows_apart(&work);
    else if (status == CS_OK && work.hidden)
        warn_of_withheld(&work);
    free(work.figures);
    for (int d = 0; d < CS_N_DIMS; d++)
        free(work.ranks.rank[d]);
    return status;
}

const struct cs_estimate *cs_listed_figure(const struct cs_listed_pay *pay, enum cs_measure measure)
{
    return is_pay((uint16_t)measure) ? pay->figures[measure - CS_WAGE_MEAN] : NULL;
}

struct cs_quantity cs_estimate_quantity(const struct cs_estimate *estimate)
{
    return estimate ? (struct cs_quantity){estimate->value, (enum cs_presence)estimate->presence}
                    : cs_quantity_missing(CS_NOT_REPORTED);
}

struct cs_quantity cs_listed_quantity(const struct cs_listed_pay *pay, enum cs_measure measure)
{
    struct cs_quantity quantity = cs_estimate_quantity(cs_listed_figure(pay, measure));
    if (pay->no_factor)
        return cs_quantity_missing(CS_NOT_AVAILABLE);
    if (pay->factor)
        quantity.value *= pay->factor->factor;
    return quantity;
}

enum cs_absence cs_listed_levels(const struct cs_listed_pay *pay, enum cs_level_scheme scheme,
                                 double means[CS_MAX_LEVELS])
{
    struct cs_quantity entry = cs_listed_quantity(pay, CS_WAGE_ENTRY);
    struct cs_quantity experienced = cs_listed_quantity(pay, CS_WAGE_EXPERIENCED);
    return cs_level_scheme_published(scheme, entry.presence == CS_PRESENT ? entry.value : NAN,
                                     experienced.presence == CS_PRESENT ? experienced.value : NAN,
                                     means);
}

struct cs_quantity cs_listed_quantile(const struct cs_listed_pay *pay, double share,
                                      bool *is_between)
{
    double shares[CS_N_PAY], values[CS_N_PAY];
    struct cs_percentiles known = {shares, values, 0};
    *is_between = false;
    for (int m = CS_WAGE_P10; m <= CS_WAGE_P90; m++) {
        double at = cs_measure_info((enum cs_measure)m)->percentile / 100;
        struct cs_quantity quantity = cs_listed_quantity(pay, (enum cs_measure)m);
        if (fabs(at - share) < 1e-9)
            return quantity;
        if (quantity.presence == CS_PRESENT) {
            shares[known.n] = at;
            values[known.n++] = quantity.value;
        }
    }
    double value;
    if (cs_percentiles_quantile(&known, share, &value) != CS_ABSENT_NOTHING)
        return cs_quantity_missing(CS_NOT_AVAILABLE);
    *is_between = true;
    return cs_quantity_of(value);
}
