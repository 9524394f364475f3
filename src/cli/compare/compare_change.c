/* compare --change: what moved between two vintages. One of the ways that cmd_compare.c chooses
 * among. */
#include <string.h>

#include "analysis/published/change.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/suggest.h"
#include "base/text.h"
#include "cli/compare/compare.h"
#include "cli/frame/command.h"
#include "cli/input/request.h"
#include "cli/input/workspace.h"
#include "data/dataset.h"
#include "data/measure.h"
#include "render/result/change.h"
#include "render/write/table.h"

static enum cs_status read_measure(const struct cs_call *call, enum cs_measure *measure)
{
    const char *word = cs_call_text(call, "measure");
    const char *names[CS_N_MEASURES];
    struct cs_shown shown;
    if (!word || cs_measure_parse(cs_span_of(word), measure))
        return CS_OK;
    for (int m = 0; m < CS_N_MEASURES; m++)
        names[m] = cs_measure_info((enum cs_measure)m)->name;
    const char *near = cs_suggest(word, names, CS_N_MEASURES);
    return cs_fail(call->diag, CS_USAGE, NULL,
                   near ? cs_arena_printf(call->arena, "did you mean %s?", near)
                        : "such as wage_median, wage_mean, employment, openings_annual",
                   "'%s' is not a measure", cs_show(&shown, word, strlen(word)));
}

/* The change in real terms; where prices are not known it stays nominal, and says so. */
static enum cs_status find_change(struct cs_compare_work *work, struct cs_change_options *options,
                                  struct cs_change *change)
{
    struct cs_call *call = work->call;
    const struct cs_dataset *data = work->workspace.data;
    struct cs_diag own;
    cs_diag_init(&own);
    options->prices = work->workspace.price_data;
    options->reference = &work->workspace.reference;
    enum cs_status status = cs_change_find(data, options, call->arena, change, &own);
    if (status == CS_NO_ANSWER && change->n_rows && own.n_messages) {
        cs_diag_add(call->diag, CS_WARNING, NULL, NULL, "nominal only: %s", own.messages[0].text);
        cs_diag_clear(&own);
        options->prices = NULL;
        return cs_change_find(data, options, call->arena, change, call->diag);
    }
    cs_diag_merge(call->diag, &own);
    cs_diag_clear(&own);
    return status;
}

/* A broad occupation of one detailed one would stand beside it with the same figures: where no
 * occupation is named and the data have detailed ones, only those are looked at. */
static enum cs_tier choose_tier(const struct cs_compare_work *work, enum cs_measure measure)
{
    const struct cs_dataset *data = work->workspace.data;
    if (cs_call_has(work->call, "tier") || work->among.keeps[CS_DIM_OCCUPATION])
        return cs_request_tier(work->call);
    for (size_t i = 0; i < data->n_estimates; i++)
        if (data->estimates[i].measure == measure && data->estimates[i].tier == CS_TIER_DETAILED)
            return CS_TIER_DETAILED;
    return CS_TIER_UNKNOWN;
}

enum cs_status cs_compare_change(struct cs_compare_work *work)
{
    struct cs_call *call = work->call;
    struct cs_change_options options = cs_change_defaults();
    struct cs_change change;
    uint32_t from, to;
    enum cs_status status = read_measure(call, &options.measure);
    if (status == CS_OK)
        status = cs_compare_period(work, "from", &from);
    if (status == CS_OK)
        status = cs_compare_period(work, "to", &to);
    if (status == CS_OK)
        status = cs_workspace_load_price_data(&work->workspace);
    if (status != CS_OK)
        return status;
    const struct cs_dataset *data = work->workspace.data;
    options.from = from == CS_NO_KEY ? NULL : cs_dataset_key(data, CS_DIM_PERIOD, from)->code;
    options.to = to == CS_NO_KEY ? NULL : cs_dataset_key(data, CS_DIM_PERIOD, to)->code;
    options.tier = choose_tier(work, options.measure);
    options.per = cs_call_has(call, "per") ? cs_request_per(call) : CS_PER_YEAR;
    options.among = &work->among;
    status = find_change(work, &options, &change);
    if (status != CS_OK)
        return status;
    struct cs_changed changed = {data, &change, cs_compare_top(call, change.n_rows)};
    enum cs_table_format format;
    return cs_table_format_parse(cs_request_format(call), &format)
               ? cs_changed_table(&changed, format, call->arena, call->out, call->diag)
               : cs_changed_json(&changed, call->out, call->diag);
}
