/* compare --by over published figures. Apart from compare_observations.c: here only published
 * errors speak. */
#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "analysis/observed/listing.h"
#include "analysis/published/published.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/text.h"
#include "cli/compare/compare.h"
#include "cli/frame/command.h"
#include "cli/input/request.h"
#include "cli/input/soc_history.h"
#include "cli/input/workspace.h"
#include "data/dataset.h"
#include "data/quantity.h"
#include "data/reference.h"
#include "render/result/comparison.h"
#include "render/write/table.h"

enum { MOST_WITHOUT_REFERENCE = 100 };

struct sides {
    struct cs_listing listing;
    struct cs_published *sides;
    const struct cs_listed_group **groups;
    const struct cs_listed_pay **pay;
    size_t n;
};

static enum cs_status list(struct cs_compare_work *work, struct sides *sides)
{
    struct cs_call *call = work->call;
    struct cs_money_plan money;
    bool has_money;
    struct cs_listing_request request = {.n_by = work->by.n,
                                         .has_by = true,
                                         .among = &work->among,
                                         .tier = cs_request_tier(call),
                                         .per = cs_request_per(call)};
    memcpy(request.by, work->by.dims, sizeof request.by);
    enum cs_status status = cs_request_money(&work->workspace, &work->among, &money, &has_money);
    if (status == CS_OK)
        status = cs_listing_make(work->workspace.data, &request, call->arena, &sides->listing,
                                 call->diag);
    if (status == CS_OK && has_money)
        status = cs_listing_convert(work->workspace.data, &money, call->arena, &sides->listing,
                                    call->diag);
    return status;
}

/* A group's codes or titles joined by " / ". */
static const char *join_keys(const struct cs_compare_work *work, const uint32_t *keys,
                             bool is_title)
{
    struct cs_buf text;
    cs_buf_init(&text);
    for (size_t i = 0; i < work->by.n; i++) {
        const struct cs_key *key =
            cs_dataset_key(work->workspace.data, work->by.dims[i], keys[work->by.dims[i]]);
        cs_buf_printf(&text, "%s%s", i ? " / " : "", is_title ? key->title : key->code);
    }
    const char *copy = cs_arena_strdup(work->call->arena, cs_buf_text(&text));
    cs_buf_clear(&text);
    return copy;
}

static double number_of(struct cs_quantity quantity)
{
    return quantity.presence == CS_PRESENT ? quantity.value : NAN;
}

static void fill_side(const struct cs_compare_work *work, const struct cs_listed_group *group,
                      const struct cs_listed_pay *pay, struct cs_published *side)
{
    *side = (struct cs_published){
        .code = join_keys(work, group->key, 0),
        .title = join_keys(work, group->key, 1),
        .median = NAN,
        .mean = NAN,
        .mean_rse = NAN,
        .employment = number_of(cs_estimate_quantity(group->employment)),
    };
    for (int k = 0; k < 5; k++)
        side->percentiles[k] = NAN;
    if (!pay)
        return;
    side->median = number_of(cs_listed_quantity(pay, CS_WAGE_MEDIAN));
    side->mean = number_of(cs_listed_quantity(pay, CS_WAGE_MEAN));
    side->mean_rse = number_of(cs_estimate_quantity(group->mean_rse)) / 100;
    for (int k = 0; k < 5; k++)
        side->percentiles[k] =
            number_of(cs_listed_quantity(pay, (enum cs_measure)(CS_WAGE_P10 + k)));
}

/* Pay with a median or mean: a range alone is nothing to compare. */
static bool is_comparable(const struct cs_listed_pay *pay)
{
    return cs_listed_figure(pay, CS_WAGE_MEDIAN) || cs_listed_figure(pay, CS_WAGE_MEAN);
}

/* The first unit that a group has, yearly before others. */
static const struct cs_listed_pay *choose_pay(const struct cs_listed_group *group)
{
    const struct cs_listed_pay *pay = group->pay;
    while (pay && !is_comparable(pay))
        pay = pay->next;
    return pay;
}

/* Pay of different units does not stand side by side. */
static enum cs_status check_units(const struct cs_compare_work *work, const struct sides *sides)
{
    const struct cs_listed_pay *first = NULL;
    for (size_t i = 0; i < sides->n; i++) {
        const struct cs_listed_pay *pay = sides->pay[i];
        if (!pay || pay->no_factor)
            continue;
        first = first ? first : pay;
        if (cs_unit_equals(first->unit, pay->unit))
            continue;
        char a[CS_UNIT_TEXT_BYTES], b[CS_UNIT_TEXT_BYTES];
        bool is_currency = strcmp(first->unit.currency, pay->unit.currency) != 0;
        return cs_fail(work->call->diag, CS_USAGE, NULL,
                       is_currency ? "convert them to one currency: --currency USD"
                                   : "choose one pay period: --per year or --per hour",
                       "pay in %s and pay in %s cannot be compared", cs_unit_format(first->unit, a),
                       cs_unit_format(pay->unit, b));
    }
    return CS_OK;
}

static enum cs_status fill_sides(struct cs_compare_work *work, struct sides *sides)
{
    struct cs_call *call = work->call;
    size_t n = sides->listing.n_groups;
    sides->sides = cs_arena_alloc(call->arena, (n + 1) * sizeof *sides->sides);
    sides->groups = cs_arena_alloc(call->arena, (n + 1) * sizeof *sides->groups);
    sides->pay = cs_arena_alloc(call->arena, (n + 1) * sizeof *sides->pay);
    if (!sides->sides || !sides->groups || !sides->pay)
        return cs_fail_memory(call->diag);
    for (size_t i = 0; i < n; i++) {
        const struct cs_listed_group *group = &sides->listing.groups[i];
        const struct cs_listed_pay *pay = choose_pay(group);
        if (!pay)
            continue;
        sides->groups[sides->n] = group;
        sides->pay[sides->n] = pay;
        fill_side(work, group, pay, &sides->sides[sides->n++]);
    }
    return check_units(work, sides);
}

/* Published vintages share observations: their errors say nothing about a change. */
static const char *forbid_tests(const struct cs_compare_work *work, struct sides *sides)
{
    for (size_t i = 0; i < work->by.n; i++)
        if (work->by.dims[i] == CS_DIM_PERIOD) {
            for (size_t k = 0; k < sides->n; k++)
                sides->sides[k].mean_rse = NAN;
            return "vintages of pooled surveys share observations";
        }
    return NULL;
}

/* The kind of a region for this purpose: territories stand beside states. */
static const char *kind_of_region(const struct cs_compare_work *work, const uint32_t *keys)
{
    const struct cs_key *key =
        cs_dataset_key(work->workspace.data, CS_DIM_REGION, keys[CS_DIM_REGION]);
    const struct cs_region *region =
        key ? cs_reference_region(&work->workspace.reference, cs_span_of(key->code)) : NULL;
    if (!region || strcmp(region->code, key->code) != 0)
        return "unknown";
    return strcmp(region->kind, "territory") == 0 ? "state" : region->kind;
}

/* Why the groups may not be taken together: one may hold another. NULL when none can. */
static const char *forbid_merger(const struct cs_compare_work *work, const struct sides *sides)
{
    if (work->by.n != 1 ||
        (work->by.dims[0] != CS_DIM_REGION && work->by.dims[0] != CS_DIM_OCCUPATION))
        return "only regions or occupations can be combined";
    for (size_t i = 0; i < sides->n; i++) {
        const struct cs_listed_group *group = sides->groups[i];
        const char *kind = kind_of_region(work, group->key);
        if (work->by.dims[0] == CS_DIM_OCCUPATION
                ? group->tier == CS_TIER_UNKNOWN || group->tier != sides->groups[0]->tier
                : strcmp(kind, "unknown") == 0 ||
                      strcmp(kind, kind_of_region(work, sides->groups[0]->key)) != 0)
            return "the groups may contain one another: a total and its parts are not added up";
    }
    return NULL;
}

static enum cs_status find_reference(struct cs_compare_work *work, const struct sides *sides,
                                     size_t *index)
{
    const struct cs_call *call = work->call;
    const char *word = cs_call_text(call, "reference");
    uint32_t key;
    *index = sides->n;
    if (!word && sides->n > MOST_WITHOUT_REFERENCE)
        return cs_fail(call->diag, CS_USAGE, NULL, NULL,
                       "%zu groups have too many pairs: name one with --reference", sides->n);
    if (!word)
        return CS_OK;
    enum cs_status status = cs_workspace_key(&work->workspace, work->by.dims[0], word, &key);
    if (status != CS_OK)
        return status;
    for (size_t i = 0; i < sides->n; i++)
        if (sides->groups[i]->key[work->by.dims[0]] == key) {
            *index = i;
            return CS_OK;
        }
    return cs_fail(call->diag, CS_NO_ANSWER, NULL, NULL,
                   "there is no pay figure for '%s' to compare with", word);
}

/* Vintages are compared as far as the codes stand for the same occupations. */
static enum cs_status check_codes(const struct cs_compare_work *work)
{
    const char *mixed = NULL;
    for (size_t i = 0; i < work->by.n; i++)
        if (work->by.dims[i] == CS_DIM_PERIOD)
            mixed = cs_soc_find_mixed(&work->workspace, &work->among);
    return mixed
               ? cs_fail(work->call->diag, CS_NO_ANSWER, NULL,
                         "--soc 2018 with --occupation leaves out what today's code does not hold",
                         "%s", mixed)
               : CS_OK;
}

enum cs_status cs_compare_published(struct cs_compare_work *work)
{
    struct cs_call *call = work->call;
    struct sides sides = {0};
    struct cs_published_result result;
    size_t reference = 0;
    if (cs_call_has(call, "adjust-for"))
        return cs_fail(call->diag, CS_USAGE, NULL, NULL,
                       "--adjust-for needs individual observations: published medians cannot be "
                       "given another mix");
    enum cs_status status = check_codes(work);
    if (status == CS_OK)
        status = list(work, &sides);
    if (status == CS_OK)
        status = fill_sides(work, &sides);
    if (status == CS_OK)
        status = find_reference(work, &sides, &reference);
    if (status != CS_OK)
        return status;
    if (sides.n < 2)
        return cs_fail(call->diag, CS_NO_ANSWER, NULL, NULL,
                       "%zu of %zu groups have a published median or mean: nothing to compare",
                       sides.n, sides.listing.n_groups);
    const char *no_tests = forbid_tests(work, &sides);
    status =
        cs_published_compare(sides.sides, sides.n, reference, call->arena, &result, call->diag);
    if (status != CS_OK)
        return status;
    struct cs_compared compared = {.dataset = work->workspace.data,
                                   .by = work->by.dims,
                                   .among = &work->among,
                                   .n_by = work->by.n,
                                   .reference =
                                       reference < sides.n ? sides.sides[reference].code : NULL,
                                   .published = &result,
                                   .sides = sides.sides,
                                   .groups = sides.groups,
                                   .pay = sides.pay,
                                   .n_sides = sides.n,
                                   .no_tests = no_tests,
                                   .prices = work->workspace.price_data,
                                   .no_merger = forbid_merger(work, &sides)};
    enum cs_table_format format;
    return cs_table_format_parse(cs_request_format(call), &format)
               ? cs_compared_table(&compared, format, call->arena, call->out, call->diag)
               : cs_compared_json(&compared, call->out, call->diag);
}
