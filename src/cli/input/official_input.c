/* Published projections picked out of a dataset for a call, each with our forecast beside it
 * where one was asked for. */
#include "cli/input/official_input.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/outlook/breakdown.h"
#include "analysis/outlook/lookup.h"
#include "analysis/published/official.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/grow.h"
#include "base/number.h"
#include "base/text.h"
#include "cli/frame/command.h"
#include "cli/input/workspace.h"
#include "data/period.h"

static enum cs_status read_assumption(const struct cs_call *call, const char *word,
                                      struct cs_request_assumptions *out)
{
    struct cs_shown shown;
    const char *equals = strchr(word, '=');
    struct cs_span name = {word, equals ? (size_t)(equals - word) : strlen(word)};
    struct cs_span value = cs_span_of(equals ? equals + 1 : "");
    bool is_yearly = cs_ends_with_nocase(word, "/year");
    double percent;
    value.size -= is_yearly ? strlen("/year") : 0;
    if (value.size > 0 && value.start[value.size - 1] == '%')
        value.size--;
    bool is_growth = cs_span_equals(name, "growth"), is_exits = cs_span_equals(name, "exits");
    if (!cs_number_parse(value, &percent) || (!is_growth && !is_exits) || (is_exits && is_yearly) ||
        percent < -100)
        return cs_fail(call->diag, CS_USAGE, NULL,
                       "growth=5 (percent over the whole period), growth=0.5/year, or exits=10 "
                       "(percent more people leaving the labor force)",
                       "--assume: '%s' is not an assumption", cs_show(&shown, word, strlen(word)));
    if (is_growth) {
        out->growth = (struct cs_assumed_growth){percent, is_yearly};
        out->has_growth = true;
    } else {
        out->official.exits_percent = percent;
        out->has_exits = true;
    }
    return CS_OK;
}

enum cs_status cs_request_assume(const struct cs_call *call, struct cs_request_assumptions *out)
{
    *out = (struct cs_request_assumptions){.official = {NAN, NAN}};
    enum cs_status status = CS_OK;
    for (size_t i = 0; i < cs_call_count(call, "assume") && status == CS_OK; i++)
        status = read_assumption(call, cs_call_text_at(call, "assume", i), out);
    return status;
}

bool cs_has_official(const struct cs_dataset *dataset)
{
    for (size_t i = 0; i < dataset->n_estimates; i++)
        if (dataset->estimates[i].measure == CS_PERCENT_CHANGE)
            return true;
    return false;
}

/* What every occupation's answer needs. */
struct collecting {
    struct cs_series_input *input;
    const struct cs_projection *own;
    const struct cs_request_assumptions *assumptions;
    struct cs_lookup *lookup, *price_data;
    struct cs_official_shown *out;
    size_t n, capacity;
};

static const struct cs_projected *find_own(const struct collecting *collecting, uint32_t occupation,
                                           uint32_t region)
{
    const struct cs_projection *own = collecting->own;
    for (size_t i = 0; own && i < own->n_rows; i++) {
        const uint32_t *key = own->rows[i].series->key;
        if (key[CS_DIM_OCCUPATION] == occupation && key[CS_DIM_REGION] == region &&
            key[CS_DIM_LEVEL] == CS_NO_KEY && key[CS_DIM_INDUSTRY] == CS_NO_KEY)
            return &own->rows[i];
    }
    return NULL;
}

static void compare(const struct collecting *collecting, struct cs_official_shown *shown)
{
    const struct cs_projected *own = find_own(collecting, shown->occupation, shown->region);
    shown->gap = cs_official_compare(shown->row, own);
    if (shown->gap.own || !cs_call_has(collecting->input->call, "official"))
        return;
    shown->own_lack = !own ? "the data have no yearly employment for this occupation and region"
                      : own->refusal ? own->refusal
                                     : "its years do not span the base and target years";
}

static enum cs_status assume(const struct collecting *collecting, struct cs_official_shown *shown)
{
    const struct cs_request_assumptions *asked = collecting->assumptions;
    struct cs_call *call = collecting->input->call;
    struct cs_assumption assumption = asked->official;
    if (!asked->has_growth && !asked->has_exits)
        return CS_OK;
    if (asked->has_growth) {
        double years = shown->row->period.end_year - shown->row->period.start_year;
        assumption.growth_percent = asked->growth.is_yearly
                                        ? 100 * (pow(1 + asked->growth.percent / 100, years) - 1)
                                        : asked->growth.percent;
    }
    struct cs_scenario *scenario = cs_arena_alloc(call->arena, sizeof *scenario);
    if (!scenario)
        return cs_fail_memory(call->diag);
    shown->scenario = scenario;
    return cs_official_assume(shown->row, &assumption, scenario, call->diag);
}

static enum cs_status add(struct collecting *collecting, const struct cs_official_shown *shown)
{
    struct cs_official_shown *grown =
        cs_grown(collecting->out, collecting->n, &collecting->capacity, sizeof *grown);
    if (!grown)
        return cs_fail_memory(collecting->input->call->diag);
    collecting->out = grown;
    collecting->out[collecting->n++] = *shown;
    return CS_OK;
}

static double read_rate(const struct cs_call *call)
{
    double percent = cs_call_number(call, "separations-rate", NAN);
    return percent / 100;
}

static enum cs_status add_occupation(struct collecting *collecting, uint32_t occupation,
                                     uint32_t region)
{
    struct cs_series_input *input = collecting->input;
    struct cs_call *call = input->call;
    struct cs_breakdown by = {.lookup = collecting->lookup,
                              .price_data = collecting->price_data,
                              .reference = &input->workspace.reference,
                              .query = cs_query_of(CS_PERCENT_CHANGE, occupation, region),
                              .arena = call->arena};
    struct cs_projection_row *rows;
    size_t n;
    enum cs_status status = cs_projection_rows(&by, &rows, &n, call->diag);
    for (size_t i = n; i-- > 0 && status == CS_OK;) {
        uint32_t period = cs_lookup_key(collecting->lookup, CS_DIM_PERIOD, rows[i].period_text);
        if (!cs_period_is_span(rows[i].period) ||
            !cs_selection_takes(&input->among, CS_DIM_PERIOD, period))
            continue;
        struct cs_official_shown shown = {.occupation = occupation,
                                          .region = region,
                                          .row = &rows[i],
                                          .openings = cs_openings_of(&rows[i], read_rate(call))};
        compare(collecting, &shown);
        status = assume(collecting, &shown);
        if (status == CS_OK)
            status = add(collecting, &shown);
    }
    return status;
}

static bool is_asked(const struct cs_series_input *input, enum cs_dim dim, uint32_t key)
{
    return cs_selection_takes(&input->among, dim, key);
}

static enum cs_status collect(struct collecting *collecting)
{
    struct cs_series_input *input = collecting->input;
    const struct cs_dataset *data = input->workspace.data;
    size_t n_occupations = data->dicts[CS_DIM_OCCUPATION].n_keys;
    size_t n_regions = data->dicts[CS_DIM_REGION].n_keys;
    enum cs_status status = CS_OK;
    for (uint32_t o = 0; o < n_occupations && status == CS_OK; o++)
        for (uint32_t r = 0;
             r < n_regions && status == CS_OK && is_asked(input, CS_DIM_OCCUPATION, o); r++)
            if (is_asked(input, CS_DIM_REGION, r))
                status = add_occupation(collecting, o, r);
    return status;
}

static enum cs_status make_lookups(struct collecting *collecting)
{
    struct cs_workspace *workspace = &collecting->input->workspace;
    enum cs_status status = cs_workspace_load_price_data(workspace);
    if (status != CS_OK)
        return status;
    collecting->lookup = cs_lookup_new(workspace->data);
    collecting->price_data = cs_lookup_new(workspace->price_data);
    return collecting->lookup && collecting->price_data ? CS_OK
                                                        : cs_fail_memory(workspace->call->diag);
}

/* Into the arena, so that it lives as long as the answer. */
static enum cs_status keep(struct collecting *collecting, struct cs_projection_shown *shown)
{
    struct cs_call *call = collecting->input->call;
    size_t bytes = collecting->n * sizeof *collecting->out;
    struct cs_official_shown *kept = cs_arena_alloc(call->arena, bytes + 1);
    if (!kept)
        return cs_fail_memory(call->diag);
    if (collecting->n == 0)
        return cs_fail(call->diag, CS_NO_ANSWER, NULL, NULL,
                       "the data have no published projection for this request");
    memcpy(kept, collecting->out, bytes);
    shown->official = kept;
    shown->n_official = collecting->n;
    return CS_OK;
}

enum cs_status cs_official_collect(struct cs_series_input *input, const struct cs_projection *own,
                                   const struct cs_request_assumptions *assumptions,
                                   struct cs_projection_shown *shown)
{
    struct collecting collecting = {.input = input, .own = own, .assumptions = assumptions};
    enum cs_status status = make_lookups(&collecting);
    if (status == CS_OK)
        status = collect(&collecting);
    if (status == CS_OK)
        status = keep(&collecting, shown);
    cs_lookup_free(collecting.lookup);
    cs_lookup_free(collecting.price_data);
    free(collecting.out);
    return status;
}
