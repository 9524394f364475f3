/* The dataset's figures changed in place: dropped, put under another key, or added as sums. */
#include "data/soc/joined.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/text.h"
#include "data/dataset.h"
#include "data/quantity.h"
#include "data/soc/revisions.h"

/* No key of a dataset: what is set aside while figures are joined. */
enum { ASIDE = CS_NO_KEY - 1 };

struct joining {
    struct cs_dataset *dataset;
    const struct cs_reference *reference;
    const struct cs_soc_history *history;
    uint32_t key; /* of the history's code */
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
                        const char *code, enum cs_soc_stage stage)
{
    int year = year_of(joining->dataset, estimate);
    struct cs_arena words;
    cs_arena_init(&words);
    bool is_same = year && !cs_soc_difference(joining->reference, code,
                                              cs_soc_stage_of(year, estimate->note), stage, &words);
    cs_arena_clear(&words);
    return is_same;
}

/* The code's own earlier figures that were another occupation's: a part of a sum at most. */
static void set_aside(const struct joining *joining)
{
    struct cs_dataset *dataset = joining->dataset;
    for (size_t i = 0; i < dataset->n_estimates; i++) {
        struct cs_estimate *estimate = &dataset->estimates[i];
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

/* The same figure of another occupation in the same table; NULL when there is none. */
static const struct cs_estimate *find_like(const struct cs_dataset *dataset,
                                           const struct cs_estimate *like, uint32_t occupation)
{
    for (size_t i = 0; i < dataset->n_estimates; i++) {
        const struct cs_estimate *other = &dataset->estimates[i];
        if (other->key[CS_DIM_OCCUPATION] != occupation || other->measure != like->measure ||
            other->source != like->source || !cs_unit_equals(other->unit, like->unit))
            continue;
        bool is_like = true;
        for (int d = 0; d < CS_N_DIMS; d++)
            is_like &= d == CS_DIM_OCCUPATION || other->key[d] == like->key[d];
        if (is_like)
            return other;
    }
    return NULL;
}

/* Whether a figure of a step's first code is to be brought over. */
static bool is_wanted(const struct joining *joining, const struct cs_soc_step *step,
                      const struct cs_estimate *estimate)
{
    int year = year_of(joining->dataset, estimate);
    return year && cs_soc_stage_of(year, estimate->note) <= step->changeover &&
           is_of_stage(joining, estimate, step->codes[0], step->before) &&
           !find_like(joining->dataset, estimate, joining->key);
}

static void rename_figures(const struct joining *joining, const struct cs_soc_step *step,
                           const char *note)
{
    struct cs_dataset *dataset = joining->dataset;
    uint32_t old = key_of(joining, step->codes[0]);
    for (size_t i = 0; old != CS_NO_KEY && i < dataset->n_estimates; i++) {
        struct cs_estimate *estimate = &dataset->estimates[i];
        if (estimate->key[CS_DIM_OCCUPATION] != old || !is_wanted(joining, step, estimate))
            continue;
        estimate->key[CS_DIM_OCCUPATION] = joining->key;
        estimate->note = note;
    }
}

/* The jobs of all codes of a step; NaN when one of them is not published. */
static double add_codes(const struct joining *joining, const struct cs_soc_step *step,
                        const struct cs_estimate *first)
{
    double sum = first->presence == CS_PRESENT ? first->value : NAN;
    for (size_t c = 1; c < step->n_codes; c++) {
        uint32_t key = key_of(joining, step->codes[c]);
        const struct cs_estimate *other =
            key == CS_NO_KEY ? NULL : find_like(joining->dataset, first, key);
        bool is_usable = other && other->presence == CS_PRESENT &&
                         is_of_stage(joining, other, step->codes[c], step->before);
        sum += is_usable ? other->value : NAN;
    }
    return sum;
}

static enum cs_status add_up_jobs(const struct joining *joining, const struct cs_soc_step *step,
                                  const char *note, struct cs_diag *diag)
{
    struct cs_dataset *dataset = joining->dataset;
    size_t n = dataset->n_estimates;
    uint32_t first = key_of(joining, step->codes[0]);
    for (size_t i = 0; first != CS_NO_KEY && i < n; i++) {
        struct cs_estimate sum = dataset->estimates[i];
        if (sum.key[CS_DIM_OCCUPATION] != first || sum.measure != CS_EMPLOYMENT ||
            !is_wanted(joining, step, &sum))
            continue;
        sum.value = add_codes(joining, step, &dataset->estimates[i]);
        if (!isfinite(sum.value))
            continue;
        sum.key[CS_DIM_OCCUPATION] = joining->key;
        sum.note = note;
        if (cs_dataset_add_estimate(dataset, &sum) != CS_OK)
            return cs_fail_memory(diag);
    }
    return CS_OK;
}

enum cs_status cs_soc_join(struct cs_dataset *dataset, const struct cs_reference *reference,
                           const struct cs_soc_history *history, struct cs_diag *diag)
{
    struct joining joining = {dataset, reference, history, CS_NO_KEY};
    joining.key = cs_dataset_intern(dataset, CS_DIM_OCCUPATION, cs_span_of(history->code),
                                    (struct cs_span){"", 0}, 0);
    if (joining.key == CS_NO_KEY)
        return cs_fail_memory(diag);
    set_aside(&joining);
    enum cs_status status = CS_OK;
    for (size_t i = 0; i < history->n_steps && status == CS_OK; i++) {
        const struct cs_soc_step *step = &history->steps[i];
        const char *note =
            cs_arena_printf(&dataset->arena, "SOC 2018: %s (%s SOC)", step->words, step->revision);
        if (!note)
            return cs_fail_memory(diag);
        if (step->kind == CS_SOC_RENAMED && strcmp(step->codes[0], history->code) != 0)
            rename_figures(&joining, step, note);
        else if (step->kind == CS_SOC_MERGED)
            status = add_up_jobs(&joining, step, note, diag);
    }
    drop_aside(dataset);
    return status;
}
