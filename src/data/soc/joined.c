/* The dataset's figures changed in place: dropped, put under another key, or added as sums. */
#include "data/soc/joined.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/grow.h"
#include "base/text.h"
#include "data/dataset.h"
#include "data/quantity.h"
#include "data/soc/revisions.h"

/* No key of a dataset: what is set aside while figures are joined. */
enum { ASIDE = CS_NO_KEY - 1 };

/* Where the figures of each occupation stand, as they were before any was joined: not all figures
 * are gone through for each of them. In the order of the dataset. */
struct index {
    size_t *rows;
    size_t *starts; /* of each key's rows; one more for the end */
};

struct rows {
    size_t *items;
    size_t n, capacity;
};

/* What a code held at a stage, held against another: the same for all its figures of one stage. */
struct verdict {
    const char *code;
    enum cs_soc_stage to;
    bool is_same;
};

struct joining {
    struct cs_dataset *dataset;
    const struct cs_reference *reference;
    const struct cs_soc_history *history;
    const struct index *index;
    struct verdict *verdicts; /* the last of each stage */
    uint32_t key;             /* of the history's code */
    struct rows own;          /* its figures, those brought over among them */
};

/* The key under which an earlier code's figures stand. */
static uint32_t key_of(const struct joining *joining, const char *code)
{
    return strcmp(code, joining->history->code) == 0
               ? (uint32_t)ASIDE
               : cs_dataset_find(joining->dataset, CS_DIM_OCCUPATION, cs_span_of(code));
}

/* The first year of a figure; 0 when it has none. */
static int year_of(const struct cs_dataset *dataset, const struct cs_estimate *estimate)
{
    const struct cs_key *period =
        cs_dataset_key(dataset, CS_DIM_PERIOD, estimate->key[CS_DIM_PERIOD]);
    return period ? period->period.start_year : 0;
}

/* Whether a figure under a code holds what the code holds at a stage. */
static bool is_of_stage(const struct joining *joining, const struct cs_estimate *estimate,
                        const char *code, enum cs_soc_stage to)
{
    int year = year_of(joining->dataset, estimate);
    enum cs_soc_stage from = cs_soc_stage_of(year, estimate->note);
    struct verdict *last = &joining->verdicts[from];
    struct cs_arena words;
    if (!year)
        return false;
    if (last->code == code && last->to == to)
        return last->is_same;
    cs_arena_init(&words);
    *last =
        (struct verdict){code, to, !cs_soc_difference(joining->reference, code, from, to, &words)};
    cs_arena_clear(&words);
    return last->is_same;
}

/* The code's own earlier figures that were another occupation's: a part of a sum at most. */
static void set_aside(const struct joining *joining)
{
    struct cs_dataset *dataset = joining->dataset;
    const size_t *starts = &joining->index->starts[joining->key];
    for (size_t i = starts[0]; i < starts[1]; i++) {
        struct cs_estimate *estimate = &dataset->estimates[joining->index->rows[i]];
        if (estimate->key[CS_DIM_OCCUPATION] == joining->key && year_of(dataset, estimate) &&
            !is_of_stage(joining, estimate, joining->history->code, CS_SOC_2018))
            estimate->key[CS_DIM_OCCUPATION] = ASIDE;
    }
}

static void drop_aside(struct cs_dataset *dataset)
{
    size_t n = 0;
    for (size_t i = 0; i < dataset->n_estimates; i++)
        if (dataset->estimates[i].key[CS_DIM_OCCUPATION] != ASIDE)
            dataset->estimates[n++] = dataset->estimates[i];
    dataset->n_estimates = n;
}

static bool add_row(struct rows *rows, size_t row)
{
    size_t *items = cs_grown(rows->items, rows->n, &rows->capacity, sizeof *items);
    if (!items)
        return false;
    rows->items = items;
    rows->items[rows->n++] = row;
    return true;
}

/* The rows that still stand under a key; ASIDE: those of the history's code that were set aside. */
static bool list_rows(const struct joining *joining, uint32_t occupation, struct rows *out)
{
    uint32_t before = occupation == (uint32_t)ASIDE ? joining->key : occupation;
    *out = (struct rows){.n = 0};
    for (size_t i = before == CS_NO_KEY ? 0 : joining->index->starts[before];
         before != CS_NO_KEY && i < joining->index->starts[before + 1]; i++) {
        size_t row = joining->index->rows[i];
        if (joining->dataset->estimates[row].key[CS_DIM_OCCUPATION] == occupation &&
            !add_row(out, row))
            return false;
    }
    return true;
}

/* The same figure of another occupation in the same table; NULL when there is none. */
static const struct cs_estimate *find_like(const struct cs_dataset *dataset,
                                           const struct cs_estimate *like, const struct rows *rows)
{
    for (size_t i = 0; i < rows->n; i++) {
        const struct cs_estimate *other = &dataset->estimates[rows->items[i]];
        if (other->measure != like->measure || other->source != like->source ||
            !cs_unit_equals(other->unit, like->unit))
            continue;
        bool is_like = true;
        for (int d = 0; d < CS_N_DIMS; d++)
            is_like &= d == CS_DIM_OCCUPATION || other->key[d] == like->key[d];
        if (is_like)
            return other;
    }
    return NULL;
}

/* A step on its way, and where the figures of its codes stand. */
struct joint {
    struct joining *joining;
    const struct cs_soc_step *step;
    const char *note;
    struct rows *rows; /* of each code of the step */
};

/* Whether a figure of a step's first code is to be brought over. */
static bool is_wanted(const struct joint *joint, const struct cs_estimate *estimate)
{
    const struct joining *joining = joint->joining;
    const struct cs_soc_step *step = joint->step;
    int year = year_of(joining->dataset, estimate);
    return year && cs_soc_stage_of(year, estimate->note) <= step->changeover &&
           is_of_stage(joining, estimate, step->codes[0], step->before) &&
           !find_like(joining->dataset, estimate, &joint->joining->own);
}

static bool rename_figures(struct joint *joint)
{
    const struct rows *old = &joint->rows[0];
    for (size_t i = 0; i < old->n; i++) {
        struct cs_estimate *estimate = &joint->joining->dataset->estimates[old->items[i]];
        if (!is_wanted(joint, estimate))
            continue;
        estimate->key[CS_DIM_OCCUPATION] = joint->joining->key;
        estimate->note = joint->note;
        if (!add_row(&joint->joining->own, old->items[i]))
            return false;
    }
    return true;
}

/* The jobs of all codes of a step; NaN when one of them is not published. */
static double add_codes(const struct joint *joint, const struct cs_estimate *first)
{
    const struct cs_soc_step *step = joint->step;
    double sum = first->presence == CS_PRESENT ? first->value : NAN;
    for (size_t c = 1; c < step->n_codes; c++) {
        const struct cs_estimate *other =
            find_like(joint->joining->dataset, first, &joint->rows[c]);
        bool is_usable = other && other->presence == CS_PRESENT &&
                         is_of_stage(joint->joining, other, step->codes[c], step->before);
        sum += is_usable ? other->value : NAN;
    }
    return sum;
}

static bool add_up_jobs(struct joint *joint)
{
    struct cs_dataset *dataset = joint->joining->dataset;
    const struct rows *first = &joint->rows[0];
    for (size_t i = 0; i < first->n; i++) {
        struct cs_estimate sum = dataset->estimates[first->items[i]];
        if (sum.measure != CS_EMPLOYMENT || !is_wanted(joint, &sum))
            continue;
        sum.value = add_codes(joint, &sum);
        if (!isfinite(sum.value))
            continue;
        sum.key[CS_DIM_OCCUPATION] = joint->joining->key;
        sum.note = joint->note;
        if (cs_dataset_add_estimate(dataset, &sum) != CS_OK ||
            !add_row(&joint->joining->own, dataset->n_estimates - 1))
            return false;
    }
    return true;
}

static bool join_step(struct joining *joining, const struct cs_soc_step *step, const char *note)
{
    struct joint joint = {.joining = joining, .step = step, .note = note};
    joint.rows = calloc(step->n_codes + 1, sizeof *joint.rows);
    bool is_done = joint.rows != NULL;
    for (size_t c = 0; is_done && c < step->n_codes; c++)
        is_done = list_rows(joining, key_of(joining, step->codes[c]), &joint.rows[c]);
    if (is_done)
        is_done = step->kind == CS_SOC_MERGED ? add_up_jobs(&joint) : rename_figures(&joint);
    for (size_t c = 0; joint.rows && c < step->n_codes; c++)
        free(joint.rows[c].items);
    free(joint.rows);
    return is_done;
}

static bool join_history(struct joining *joining)
{
    const struct cs_soc_history *history = joining->history;
    set_aside(joining);
    bool is_done = list_rows(joining, joining->key, &joining->own);
    for (size_t i = 0; i < history->n_steps && is_done; i++) {
        const struct cs_soc_step *step = &history->steps[i];
        const char *note = cs_arena_printf(&joining->dataset->arena, "SOC 2018: %s (%s SOC)",
                                           step->words, step->revision);
        is_done = note != NULL;
        if (is_done &&
            (step->kind == CS_SOC_MERGED ||
             (step->kind == CS_SOC_RENAMED && strcmp(step->codes[0], history->code) != 0)))
            is_done = join_step(joining, step, note);
    }
    free(joining->own.items);
    return is_done;
}

/* Counted, then placed: counts two further on become beginnings one further on, and these the ends
 * while rows are placed. False when out of memory. */
static bool make_index(const struct cs_dataset *dataset, struct index *index)
{
    size_t n_keys = dataset->dicts[CS_DIM_OCCUPATION].n_keys;
    index->starts = calloc(n_keys + 2, sizeof *index->starts);
    index->rows = malloc((dataset->n_estimates + 1) * sizeof *index->rows);
    if (!index->starts || !index->rows)
        return false;
    for (size_t i = 0; i < dataset->n_estimates; i++)
        if (dataset->estimates[i].key[CS_DIM_OCCUPATION] < n_keys)
            index->starts[dataset->estimates[i].key[CS_DIM_OCCUPATION] + 2]++;
    for (size_t k = 2; k < n_keys + 2; k++)
        index->starts[k] += index->starts[k - 1];
    for (size_t i = 0; i < dataset->n_estimates; i++)
        if (dataset->estimates[i].key[CS_DIM_OCCUPATION] < n_keys)
            index->rows[index->starts[dataset->estimates[i].key[CS_DIM_OCCUPATION] + 1]++] = i;
    return true;
}

/* Codes that the dataset does not know yet get their keys before rows are counted by key. */
static bool intern_codes(struct cs_dataset *dataset, const struct cs_soc_history *histories,
                         size_t n)
{
    bool is_done = true;
    for (size_t i = 0; i < n && is_done; i++)
        is_done = cs_dataset_intern(dataset, CS_DIM_OCCUPATION, cs_span_of(histories[i].code),
                                    (struct cs_span){"", 0}, 0) != CS_NO_KEY;
    return is_done;
}

enum cs_status cs_soc_join(struct cs_dataset *dataset, const struct cs_reference *reference,
                           const struct cs_soc_history *histories, size_t n, struct cs_diag *diag)
{
    struct index index = {0};
    if (!n)
        return CS_OK;
    bool is_done = intern_codes(dataset, histories, n) && make_index(dataset, &index);
    for (size_t i = 0; i < n && is_done; i++) {
        struct verdict verdicts[CS_SOC_2018 + 1] = {{.code = NULL}};
        struct joining joining = {.dataset = dataset,
                                  .reference = reference,
                                  .history = &histories[i],
                                  .index = &index,
                                  .verdicts = verdicts};
        joining.key = cs_dataset_find(dataset, CS_DIM_OCCUPATION, cs_span_of(histories[i].code));
        is_done = join_history(&joining);
    }
    drop_aside(dataset);
    free(index.rows);
    free(index.starts);
    return is_done ? CS_OK : cs_fail_memory(diag);
}
