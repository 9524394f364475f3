/* Words of a figure call turned into keys of the data. */
#include <string.h>

#include "analysis/outlook/lookup.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/suggest.h"
#include "base/text.h"
#include "data/dataset.h"
#include "data/quantity.h"
#include "data/reference.h"
#include "guide/figure/figure_search.h"

enum { NAME_BYTES = 256 };

/* The key whose code or title reads like the word. */
static uint32_t key_named(const struct cs_lookup *lookup, enum cs_dim dim, const char *word)
{
    uint32_t key = cs_lookup_key(lookup, dim, word);
    if (key != CS_NO_KEY)
        return key;
    char folded[NAME_BYTES], title[NAME_BYTES];
    cs_fold_name(cs_span_of(word), folded, sizeof folded);
    const struct cs_dict *dict = &cs_lookup_dataset(lookup)->dicts[dim];
    for (size_t i = 0; i < dict->n_keys; i++) {
        cs_fold_name(cs_span_of(dict->keys[i].title), title, sizeof title);
        if (strcmp(title, folded) == 0)
            return (uint32_t)i;
        cs_fold_name(cs_span_of(dict->keys[i].code), title, sizeof title);
        if (strcmp(title, folded) == 0)
            return (uint32_t)i;
    }
    return CS_NO_KEY;
}

static enum cs_status fail_name(const char *dim, const char *word, const char *nearest,
                                struct cs_diag *diag)
{
    struct cs_shown shown;
    cs_show(&shown, word, strlen(word));
    if (!nearest)
        return cs_fail(diag, CS_USAGE, NULL, NULL, "no %s '%s'", dim, shown.text);
    struct cs_buf hint;
    cs_buf_init(&hint);
    cs_buf_printf(&hint, "did you mean '%s'?", nearest);
    enum cs_status status =
        cs_fail(diag, CS_USAGE, NULL, cs_buf_text(&hint), "no %s '%s'", dim, shown.text);
    cs_buf_clear(&hint);
    return status;
}

static const char *nearest_key(const struct cs_lookup *lookup, enum cs_dim dim, const char *word)
{
    const struct cs_dict *dict = &cs_lookup_dataset(lookup)->dicts[dim];
    const char *best = NULL;
    size_t limit = strlen(word) / 3 + 1;
    for (size_t i = 0; i < dict->n_keys; i++) {
        size_t by_code = cs_edit_distance(word, dict->keys[i].code, limit);
        size_t by_title = cs_edit_distance(word, dict->keys[i].title, limit);
        size_t distance = by_code < by_title ? by_code : by_title;
        if (distance >= limit)
            continue;
        limit = distance;
        best = by_code < by_title ? dict->keys[i].code : dict->keys[i].title;
    }
    return best;
}

static enum cs_status resolve_occupation(struct cs_figure_search *search,
                                         struct cs_figure_value *value, struct cs_diag *diag)
{
    const char *word = search->call->occupation;
    const struct cs_lookup *lookup = search->data->lookup;
    value->occupation = value->occupation_code = "";
    if (!word)
        return cs_fail(diag, CS_USAGE, NULL, "add occupation=CODE",
                       "figure '%s' of which "
                       "occupation?",
                       search->info->name);
    uint32_t key = key_named(lookup, CS_DIM_OCCUPATION, word);
    const struct cs_occupation_name *row =
        key == CS_NO_KEY && search->data->reference
            ? cs_reference_occupation(search->data->reference, cs_span_of(word))
            : NULL;
    if (row) {
        value->occupation_code = row->code;
        value->occupation = row->title;
        key = cs_lookup_key(lookup, CS_DIM_OCCUPATION, row->code);
        search->query.occupation = key == CS_NO_KEY ? CS_UNMATCHED_KEY : key;
        return CS_OK;
    }
    if (key == CS_NO_KEY)
        return fail_name("occupation", word, nearest_key(lookup, CS_DIM_OCCUPATION, word), diag);
    const struct cs_key *found = cs_dataset_key(cs_lookup_dataset(lookup), CS_DIM_OCCUPATION, key);
    search->query.occupation = key;
    value->occupation_code = found->code;
    value->occupation = found->title;
    return CS_OK;
}

static enum cs_status resolve_region(struct cs_figure_search *search, struct cs_figure_value *value,
                                     struct cs_diag *diag)
{
    const char *word = search->call->region ? search->call->region : "US";
    const struct cs_lookup *lookup = search->data->lookup;
    const struct cs_region *row =
        search->data->reference ? cs_reference_region(search->data->reference, cs_span_of(word))
                                : NULL;
    uint32_t key = row ? cs_lookup_key(lookup, CS_DIM_REGION, row->code)
                       : key_named(lookup, CS_DIM_REGION, word);
    if (!row && key == CS_NO_KEY && search->call->region)
        return fail_name("region", word, nearest_key(lookup, CS_DIM_REGION, word), diag);
    const struct cs_key *found = cs_dataset_key(cs_lookup_dataset(lookup), CS_DIM_REGION, key);
    value->region_code = row ? row->code : found ? found->code : word;
    value->region = row ? row->name : found ? found->title : word;
    search->query.region = key == CS_NO_KEY ? CS_UNMATCHED_KEY : key;
    return CS_OK;
}

static enum cs_status resolve_level(struct cs_figure_search *search, struct cs_figure_value *value,
                                    struct cs_diag *diag)
{
    const char *word = search->call->level;
    if (!word || !(search->info->arguments & CS_ARG_LEVEL))
        return CS_OK;
    uint32_t key = key_named(search->data->lookup, CS_DIM_LEVEL, word);
    if (key == CS_NO_KEY)
        return fail_name("level", word, nearest_key(search->data->lookup, CS_DIM_LEVEL, word),
                         diag);
    search->query.level = key;
    value->level =
        cs_dataset_key(cs_lookup_dataset(search->data->lookup), CS_DIM_LEVEL, key)->title;
    return CS_OK;
}

static enum cs_status resolve_industry(struct cs_figure_search *search,
                                       struct cs_figure_value *value, struct cs_diag *diag)
{
    const char *word = search->call->industry;
    if (!word || !(search->info->arguments & CS_ARG_INDUSTRY))
        return CS_OK;
    search->query.industry = key_named(search->data->lookup, CS_DIM_INDUSTRY, word);
    if (search->query.industry == CS_NO_KEY)
        return fail_name("industry", word, nearest_key(search->data->lookup, CS_DIM_INDUSTRY, word),
                         diag);
    value->industry = cs_dataset_key(cs_lookup_dataset(search->data->lookup), CS_DIM_INDUSTRY,
                                     search->query.industry)
                          ->title;
    return CS_OK;
}

static enum cs_status resolve_per(struct cs_figure_search *search, struct cs_diag *diag)
{
    const char *word = search->call->per;
    if (!word || !(search->info->arguments & CS_ARG_PER))
        return CS_OK;
    for (int per = CS_PER_YEAR; per <= CS_PER_HOUR; per++)
        if (strcmp(cs_per_name((enum cs_per)per), word) == 0) {
            search->query.per = (enum cs_per)per;
            return CS_OK;
        }
    return cs_fail(diag, CS_USAGE, NULL, "year, month, week, day or hour", "no pay per '%.40s'",
                   word);
}

enum cs_status cs_figure_resolve(struct cs_figure_search *search, struct cs_figure_value *value,
                                 struct cs_diag *diag)
{
    enum cs_status status = resolve_occupation(search, value, diag);
    if (status == CS_OK)
        status = resolve_region(search, value, diag);
    if (status == CS_OK)
        status = resolve_level(search, value, diag);
    if (status == CS_OK)
        status = resolve_industry(search, value, diag);
    if (status == CS_OK)
        status = resolve_per(search, diag);
    return status;
}
