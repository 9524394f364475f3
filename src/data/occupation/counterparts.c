/* Crosswalks followed from code to code. Apart from system.c, which knows how codes are written:
 * here they are what a file sets side by side. */
#include "data/occupation/counterparts.h"

#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/text.h"
#include "data/dataset.h"
#include "data/measure.h"
#include "data/occupation/system.h"
#include "data/soc/revisions.h"

enum { MOST_STEPS = 2 };

struct search {
    const struct cs_dataset *crosswalks;
    const struct cs_reference *reference;
    struct cs_arena *arena;
    const char *start;
    struct cs_counterparts *out;
    size_t capacity;
};

/* Whether a code of a revision of the SOC stands for the same occupation where a crosswalk says
 * something of it; other systems' codes name their edition. */
static bool is_same_then(struct search *search, const char *code, enum cs_soc_stage since,
                         const struct cs_estimate *pair)
{
    const struct cs_key *period =
        cs_dataset_key(search->crosswalks, CS_DIM_PERIOD, pair->key[CS_DIM_PERIOD]);
    if (!cs_is_soc_code(cs_span_of(code)) || !period || !period->period.end_year)
        return true;
    enum cs_soc_stage stage = cs_soc_stage_of(period->period.end_year, pair->note);
    const char *why = cs_soc_difference(search->reference, code, stage, since, search->arena);
    if (why && !search->out->changed)
        search->out->changed = why;
    return !why;
}

static bool is_found(const struct search *search, const char *code)
{
    if (strcmp(code, search->start) == 0)
        return true;
    for (size_t i = 0; i < search->out->n; i++)
        if (strcmp(search->out->items[i].code, code) == 0)
            return true;
    return false;
}

static bool add(struct search *search, struct cs_counterpart item)
{
    struct cs_counterparts *out = search->out;
    if (out->n == search->capacity) {
        search->capacity = 2 * search->capacity + 16;
        struct cs_counterpart *grown =
            cs_arena_alloc(search->arena, search->capacity * sizeof *grown);
        if (!grown)
            return false;
        if (out->n)
            memcpy(grown, out->items, out->n * sizeof *grown);
        out->items = grown;
    }
    out->items[out->n++] = item;
    return item.by != NULL;
}

/* "isco.xls" of a first step, "ISCO08:3344 (isco.xls, index.xlsx)" of a second. */
static const char *words_of(const struct search *search, const struct cs_counterpart *before,
                            const char *file)
{
    if (!before)
        return file;
    bool is_same_file = strcmp(before->by, file) == 0;
    return cs_arena_printf(search->arena, "%s (%s%s%s)", before->code, before->by,
                           is_same_file ? "" : ", ", is_same_file ? "" : file);
}

/* All that stands beside a code; `before` NULL at the start. False: out of memory. */
static bool follow(struct search *search, const char *code, enum cs_soc_stage since,
                   const struct cs_counterpart *before)
{
    const struct cs_dataset *data = search->crosswalks;
    for (size_t i = 0; i < data->n_estimates; i++) {
        const struct cs_estimate *pair = &data->estimates[i];
        const struct cs_key *key =
            cs_dataset_key(data, CS_DIM_OCCUPATION, pair->key[CS_DIM_OCCUPATION]);
        if (pair->measure != CS_COUNTERPART || !key || !pair->text)
            continue;
        bool is_left = strcmp(key->code, code) == 0;
        const char *other = is_left ? pair->text : key->code;
        if ((!is_left && strcmp(pair->text, code) != 0) || is_found(search, other) ||
            !is_same_then(search, code, since, pair) ||
            !is_same_then(search, other, CS_SOC_2018, pair))
            continue;
        const char *file = data->sources[pair->source].file;
        size_t n_steps = before ? before->n_steps + 1 : 1;
        if (!add(search, (struct cs_counterpart){other, words_of(search, before, file), n_steps}))
            return false;
    }
    return true;
}

enum cs_status cs_counterparts_find(const struct cs_dataset *crosswalks,
                                    const struct cs_reference *reference, const char *code,
                                    struct cs_arena *arena, struct cs_counterparts *out,
                                    struct cs_diag *diag)
{
    struct search search = {crosswalks, reference, arena, code, out, 0};
    struct cs_soc_history history = {.n_steps = 0};
    *out = (struct cs_counterparts){.n = 0};
    if (cs_is_soc_code(cs_span_of(code)) &&
        cs_soc_follow(reference, code, arena, &history, diag) != CS_OK)
        return CS_INTERNAL;
    bool is_whole = follow(&search, code, CS_SOC_2018, NULL);
    if (is_whole && history.n_steps > 0) {
        const struct cs_soc_step *step = &history.steps[0];
        if (step->kind == CS_SOC_RENAMED)
            is_whole = follow(&search, step->codes[0], step->before, NULL);
        else if (step->before == CS_SOC_2010 && !out->changed)
            out->changed = step->words;
    }
    for (size_t i = 0; is_whole && i < out->n; i++) {
        struct cs_counterpart before = out->items[i]; /* the list moves as it grows */
        if (before.n_steps < MOST_STEPS)
            is_whole = follow(&search, before.code, CS_SOC_2018, &before);
    }
    return is_whole ? CS_OK : cs_fail_memory(diag);
}
