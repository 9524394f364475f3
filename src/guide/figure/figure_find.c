/* The values behind single figures: one function a kind of figure, named by the rows of
 * figure.c. */
#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "analysis/outlook/lookup.h"
#include "base/arena.h"
#include "base/diag.h"
#include "data/measure.h"
#include "data/quantity.h"
#include "data/reference.h"
#include "guide/figure/figure_search.h"
#include "guide/figure/figure_words.h"

void cs_figure_absent(struct cs_figure_value *value, const char *why)
{
    value->is_present = false;
    value->absence = why ? why : "no figure";
}

const char *cs_figure_about(const struct cs_figure_search *search,
                            const struct cs_figure_value *value)
{
    const char *period = search->call->period;
    const char *region = cs_region_in_sentence(value->region_code, value->region, search->arena);
    return cs_arena_printf(search->arena, "%s for %s in %s%s%s%s%s%s%s", search->info->words,
                           value->occupation_code, region, value->level ? ", " : "",
                           value->level ? value->level : "", value->industry ? ", " : "",
                           value->industry ? value->industry : "", period ? ", " : "",
                           period ? period : "");
}

static const char *join_notes(const struct cs_found *found, struct cs_arena *arena)
{
    const char *caveat = found->source ? found->source->caveat : NULL;
    const char *differ = found->others_differ ? "Sources differ on this figure." : NULL;
    const char *parts[] = {found->note && *found->note ? found->note : NULL, caveat, differ};
    const char *all = NULL;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (parts[i])
            all = all ? cs_arena_printf(arena, "%s; %s", all, parts[i]) : parts[i];
    return all;
}

void cs_figure_take(const struct cs_figure_search *search, const struct cs_found *found,
                    struct cs_figure_value *value)
{
    value->estimate = found->estimate;
    value->quantity = found->quantity;
    value->unit = found->unit;
    value->word = found->text;
    value->period = found->period;
    value->period_text = found->period_text;
    value->source = found->source;
    value->note = join_notes(found, search->arena);
    value->is_present = true;
    if (!found->estimate)
        cs_figure_absent(value, cs_arena_printf(search->arena, "the data have no %s",
                                                cs_figure_about(search, value)));
    else if (found->text ? !found->text[0]
                         : found->quantity.presence > CS_AT_LEAST || isnan(found->quantity.value))
        cs_figure_absent(value,
                         cs_arena_printf(search->arena, "%s: %s", cs_figure_about(search, value),
                                         cs_presence_words(found->quantity.presence)));
}

enum cs_status cs_find_measure(const struct cs_figure_search *search, struct cs_figure_value *value,
                               struct cs_diag *diag)
{
    (void)diag;
    struct cs_found found;
    cs_lookup_find(search->data->lookup, &search->query, &found);
    cs_figure_take(search, &found, value);
    return CS_OK;
}

/* The measure published for a percentile, or CS_N_MEASURES. */
static enum cs_measure percentile_measure(double percentile)
{
    for (int m = 0; m < CS_N_MEASURES; m++) {
        const struct cs_measure_info *info = cs_measure_info((enum cs_measure)m);
        if (info->percentile > 0 && info->percentile == percentile)
            return (enum cs_measure)m;
    }
    return CS_N_MEASURES;
}

/* Percentiles are those of the median's vintage, so that they belong together. */
static bool find_percentile_of_vintage(const struct cs_figure_search *search, double percentile,
                                       struct cs_found *out)
{
    struct cs_found median;
    struct cs_query query = search->query;
    query.measure = CS_WAGE_MEDIAN;
    if (query.when == CS_WHEN_NEWEST && cs_lookup_find(search->data->lookup, &query, &median)) {
        query.when = CS_WHEN_EXACT;
        query.period = median.period;
    }
    query.measure = percentile_measure(percentile);
    return cs_lookup_find(search->data->lookup, &query, out);
}

static enum cs_status fail_percentile(double percentile, struct cs_diag *diag)
{
    return cs_fail(diag, CS_USAGE, NULL, "10, 25, 50, 75 or 90", "no percentile %g is published",
                   percentile);
}

enum cs_status cs_find_percentile(const struct cs_figure_search *search,
                                  struct cs_figure_value *value, struct cs_diag *diag)
{
    double p = search->call->percentile ? search->call->percentile : 50;
    if (percentile_measure(p) == CS_N_MEASURES)
        return fail_percentile(p, diag);
    struct cs_found found;
    find_percentile_of_vintage(search, p, &found);
    cs_figure_take(search, &found, value);
    value->percentile = p;
    return CS_OK;
}

enum cs_status cs_find_range(const struct cs_figure_search *search, struct cs_figure_value *value,
                             struct cs_diag *diag)
{
    double from = search->call->percentile ? search->call->percentile : 10;
    double to = search->call->to_percentile ? search->call->to_percentile : 100 - from;
    if (percentile_measure(from) == CS_N_MEASURES || from >= to)
        return fail_percentile(from, diag);
    if (percentile_measure(to) == CS_N_MEASURES)
        return fail_percentile(to, diag);
    struct cs_found low, high;
    find_percentile_of_vintage(search, from, &low);
    find_percentile_of_vintage(search, to, &high);
    cs_figure_take(search, &low, value);
    if (!value->is_present)
        return CS_OK;
    if (!high.estimate || isnan(high.quantity.value) || !cs_unit_equals(low.unit, high.unit)) {
        cs_figure_absent(value, "the upper end of the range is not published");
        return CS_OK;
    }
    value->percentile = from;
    value->to_percentile = to;
    value->high = high.quantity.value;
    value->quantity.presence = high.quantity.presence;
    return CS_OK;
}

enum cs_status cs_find_change(const struct cs_figure_search *search, struct cs_figure_value *value,
                              struct cs_diag *diag)
{
    (void)diag;
    struct cs_found now, before;
    cs_lookup_find(search->data->lookup, &search->query, &now);
    cs_figure_take(search, &now, value);
    if (!value->is_present)
        return CS_OK;
    if (!cs_lookup_before(search->data->lookup, &search->query, &now, &before) ||
        !cs_unit_equals(now.unit, before.unit) || before.quantity.value == 0 ||
        before.quantity.presence != CS_PRESENT || now.quantity.presence != CS_PRESENT) {
        cs_figure_absent(value, "there is no earlier vintage to compare with");
        return CS_OK;
    }
    if (!cs_found_same(search->data->reference, value->occupation_code, &before, &now)) {
        cs_figure_absent(value,
                         cs_arena_printf(search->arena, "%s was another occupation's code in %s",
                                         value->occupation_code, before.period_text));
        return CS_OK;
    }
    value->quantity = cs_quantity_of((now.quantity.value / before.quantity.value - 1) * 100);
    value->unit = (struct cs_unit){.kind = CS_UNIT_PERCENT};
    value->period = (struct cs_period){before.period.end_year, now.period.end_year, 0};
    value->period_text =
        cs_arena_printf(search->arena, "%s to %s", before.period_text, now.period_text);
    return CS_OK;
}

/* All occupations are what the others are compared with, themselves with nothing. */
static bool is_without_comparison(struct cs_figure_value *value)
{
    if (strcmp(value->occupation_code, "00-0000") != 0)
        return false;
    cs_figure_absent(value, "all occupations together are what others are compared with");
    return true;
}

enum cs_status cs_find_growth_word(const struct cs_figure_search *search,
                                   struct cs_figure_value *value, struct cs_diag *diag)
{
    enum cs_status status = cs_find_measure(search, value, diag);
    if (status != CS_OK || !value->is_present)
        return status;
    if (is_without_comparison(value))
        return CS_OK;
    const char *words[2];
    size_t n_words =
        search->data->reference
            ? cs_reference_growth_words(search->data->reference, value->period.start_year,
                                        value->period.end_year, value->quantity.value, words)
            : 0;
    value->word = n_words == 1 ? words[0] : NULL;
    if (n_words == 0)
        cs_figure_absent(value, cs_arena_printf(search->arena,
                                                "the handbook's growth words for %s are not known",
                                                value->period_text));
    else if (n_words == 2)
        cs_figure_absent(value,
                         cs_arena_printf(search->arena,
                                         "%.1f percent may be printed as %.0f or as %.0f: the "
                                         "handbook's word is '%s' or '%s'",
                                         value->quantity.value, floor(value->quantity.value) + 0.0,
                                         ceil(value->quantity.value) + 0.0, words[0], words[1]));
    return CS_OK;
}

/* All occupations in the same place, in the period of the occupation's own figure. */
static bool find_all_occupations(const struct cs_figure_search *search,
                                 const struct cs_figure_value *own, struct cs_found *out)
{
    const struct cs_lookup *places[] = {search->data->lookup, search->data->price_data};
    for (size_t i = 0; i < 2; i++) {
        if (!places[i])
            continue;
        struct cs_query query = cs_query_of(
            search->query.measure, cs_lookup_key(places[i], CS_DIM_OCCUPATION, "00-0000"),
            cs_lookup_key(places[i], CS_DIM_REGION, own->region_code));
        query.when = CS_WHEN_EXACT;
        query.period = own->period;
        query.per = own->unit.per;
        if (query.occupation != CS_NO_KEY && query.region != CS_NO_KEY &&
            cs_lookup_value(places[i], &query, out))
            return true;
    }
    return false;
}

enum cs_status cs_find_growth_average(const struct cs_figure_search *search,
                                      struct cs_figure_value *value, struct cs_diag *diag)
{
    enum cs_status status = cs_find_measure(search, value, diag);
    struct cs_found all;
    if (status != CS_OK || !value->is_present)
        return status;
    if (is_without_comparison(value))
        return CS_OK;
    bool is_found = find_all_occupations(search, value, &all);
    if (is_found)
        cs_figure_take(search, &all, value);
    else
        cs_figure_absent(value, "the average of all occupations is not in the data");
    return CS_OK;
}

enum cs_status cs_find_versus_all(const struct cs_figure_search *search,
                                  struct cs_figure_value *value, struct cs_diag *diag)
{
    enum cs_status status = cs_find_measure(search, value, diag);
    struct cs_found all;
    if (status != CS_OK || !value->is_present)
        return status;
    if (is_without_comparison(value))
        return CS_OK;
    if (value->quantity.presence != CS_PRESENT || !find_all_occupations(search, value, &all) ||
        all.quantity.presence != CS_PRESENT || !cs_unit_equals(all.unit, value->unit) ||
        !cs_found_same_publisher(&(struct cs_found){.source = value->source}, &all)) {
        cs_figure_absent(value, "the pay of all occupations is not in the data");
        return CS_OK;
    }
    value->quantity = cs_quantity_of((value->quantity.value / all.quantity.value - 1) * 100);
    value->unit = (struct cs_unit){.kind = CS_UNIT_PERCENT};
    value->estimate = NULL;
    return CS_OK;
}

/* Openings from growth are the yearly part of the decade's change, with its sign. */
enum cs_status cs_find_openings_growth(const struct cs_figure_search *search,
                                       struct cs_figure_value *value, struct cs_diag *diag)
{
    enum cs_status status = cs_find_measure(search, value, diag);
    if (status != CS_OK || !value->is_present)
        return status;
    int years = value->period.end_year - value->period.start_year;
    if (years <= 0)
        cs_figure_absent(value, "the projection has no span of years");
    else
        value->quantity.value /= years;
    value->estimate = NULL;
    return CS_OK;
}

static enum cs_status take_word(struct cs_figure_value *value, const char *word)
{
    value->word = word;
    value->is_present = true;
    return CS_OK;
}

enum cs_status cs_find_title(const struct cs_figure_search *search, struct cs_figure_value *value,
                             struct cs_diag *diag)
{
    (void)search;
    (void)diag;
    return take_word(value, value->occupation);
}

enum cs_status cs_find_code(const struct cs_figure_search *search, struct cs_figure_value *value,
                            struct cs_diag *diag)
{
    (void)search;
    (void)diag;
    return take_word(value, value->occupation_code);
}

enum cs_status cs_find_region_name(const struct cs_figure_search *search,
                                   struct cs_figure_value *value, struct cs_diag *diag)
{
    (void)search;
    (void)diag;
    return take_word(value, value->region);
}
