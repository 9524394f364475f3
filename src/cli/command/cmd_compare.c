/* The compare command: reads what is asked and chooses the way of comparing; each way has its own
 * compare_*.c. */
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/diag.h"
#include "base/text.h"
#include "cli/compare/compare.h"
#include "cli/frame/command.h"
#include "cli/input/request.h"
#include "cli/input/workspace.h"
#include "data/dataset.h"
#include "data/dim.h"

/* Options that belong to one way of comparing only. */
static enum cs_status check_options(const struct cs_call *call)
{
    static const struct {
        const char *option, *needs;
    } pairs[] = {
        {"measure", "change"},
    };
    bool has_change = cs_call_has(call, "change"), has_areas = cs_call_has(call, "areas");
    if (has_change && has_areas)
        return cs_fail(call->diag, CS_USAGE, NULL, NULL, "choose one of --change and --areas");
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (cs_call_has(call, pairs[i].option) && !cs_call_has(call, pairs[i].needs))
            return cs_fail(call->diag, CS_USAGE, NULL, NULL, "--%s needs --%s", pairs[i].option,
                           pairs[i].needs);
    if (cs_call_has(call, "explain") && (has_change || has_areas || cs_call_has(call, "tests")))
        return cs_fail(call->diag, CS_USAGE, NULL, NULL,
                       "--explain goes with --by, and without --tests");
    if ((cs_call_has(call, "from") || cs_call_has(call, "to")) && !has_change && !has_areas)
        return cs_fail(call->diag, CS_USAGE, NULL, NULL,
                       "--from and --to need --change or --areas");
    if (!cs_call_has(call, "by") && !has_change && !has_areas)
        return cs_fail(call->diag, CS_USAGE, NULL,
                       "groups along a dimension: --by region; vintages: --change; "
                       "an occupation in its areas: --areas",
                       "compare what? choose --by, --change or --areas");
    return CS_OK;
}

static enum cs_status compare_groups(struct cs_compare_work *work)
{
    const struct cs_call *call = work->call;
    const struct cs_dataset *data = work->workspace.data;
    const char *kind = cs_call_text(call, "kind");
    bool has_observations =
        cs_dataset_has_observations(data) && (!kind || strcmp(kind, "answers") == 0);
    bool has_published = data->n_estimates > 0 && (!kind || strcmp(kind, "published") == 0);
    if (has_observations && has_published)
        return cs_fail(call->diag, CS_USAGE, NULL, "choose --kind answers or --kind published",
                       "the data have both individual observations and published figures");
    if (!has_observations && !has_published)
        return cs_fail(call->diag, CS_NO_ANSWER, NULL, NULL, "the data have no pay figures");
    return has_observations ? cs_compare_observations(work) : cs_compare_published(work);
}

static unsigned group_dims_of(const struct cs_compare_work *work)
{
    unsigned dims = cs_request_group_dims(work->call, &work->by);
    const char *word = cs_call_text(work->call, "adjust-for");
    enum cs_dim dim;
    dims |= word && cs_dim_parse(cs_span_of(word), &dim) ? 1u << dim : 0;
    for (size_t i = 0; i < cs_call_count(work->call, "explain"); i++)
        if (cs_dim_parse(cs_span_of(cs_call_text_at(work->call, "explain", i)), &dim))
            dims |= 1u << dim;
    return dims;
}

static enum cs_status answer(struct cs_compare_work *work)
{
    const struct cs_call *call = work->call;
    struct cs_load_request request = cs_load_request_of(call, 0);
    request.group_dims = group_dims_of(work);
    request.leaves_out_names = work->by.n > 0;
    request.by = work->by;
    request.holds_all = true;
    request.filters_observations = true;
    request.is_unhashed = strcmp(cs_request_format(work->call), "json") != 0;
    enum cs_status status = cs_workspace_open(&work->workspace, work->call);
    if (status == CS_OK)
        status = cs_workspace_load(&work->workspace, &request);
    if (status == CS_OK)
        status = cs_workspace_select(&work->workspace, &work->among);
    if (status != CS_OK)
        return status;
    if (cs_call_has(call, "change"))
        return cs_compare_change(work);
    if (cs_call_has(call, "explain"))
        return cs_compare_gap(work);
    return cs_call_has(call, "areas") ? cs_compare_areas(work) : compare_groups(work);
}

static enum cs_status run(struct cs_call *call)
{
    struct cs_compare_work work = {.call = call};
    enum cs_status status = check_options(call);
    if (status == CS_OK)
        status = cs_request_dims(call, "by", &work.by);
    if (status == CS_OK) {
        status = answer(&work);
        cs_workspace_close(&work.workspace);
    }
    return status;
}

static const struct cs_example examples[] = {
    {"careerstat compare --by region --occupation 43-6013 --period 2025 --reference US "
     "--format table",
     "States compared with the nation"},
    {"careerstat compare --by occupation --region US --period 2025 --kind published "
     "--reference 43-6013 --format table",
     "Related occupations compared with medical secretaries, means tested by published errors"},
    {"careerstat compare --change --region US --from 2024 --to 2025 --format table",
     "What changed between two vintages, nominal and real"},
};

static const struct cs_option options[] = {
    {"by", 0, CS_OPTION_LIST, "DIMS", "compare occupations, regions, levels, periods, industries",
     NULL},
    {"reference", 0, CS_OPTION_TEXT, "KEY",
     "compare every group with this one (default: all pairs)", NULL},
    {"adjust-for", 0, CS_OPTION_CHOICE, "DIM",
     "also compare under one common mix of this dimension (individual observations)",
     "occupation,region,level,period,industry"},
    {"explain", 0, CS_OPTION_LIST, "DIMS",
     "how much of the gap between the groups' means comes with their mix of these dimensions "
     "(individual observations)",
     NULL},
    {"tests", 0, CS_OPTION_FLAG, NULL,
     "also test whole distributions: Brunner-Munzel, Mann-Whitney, Kruskal-Wallis with Dunn's "
     "pairs, "
     "and the Hodges-Lehmann shift (individual observations without weights)",
     NULL},
    {"change", 0, CS_OPTION_FLAG, NULL, "what changed between two vintages, biggest changes first",
     NULL},
    {"areas", 0, CS_OPTION_FLAG, NULL,
     "where --occupation is concentrated; with --from, how its growth splits", NULL},
    {"from", 0, CS_OPTION_TEXT, "PERIOD", "the earlier period of --change and --areas", NULL},
    {"to", 0, CS_OPTION_TEXT, "PERIOD", "the later period (default: the newest)", NULL},
    {"measure", 0, CS_OPTION_TEXT, "NAME", "figure of --change (default: wage_median)", NULL},
    {"top", 0, CS_OPTION_WHOLE, "N", "print the first N rows of --change and --areas", NULL},
    {"per", 0, CS_OPTION_CHOICE, "TIME",
     "published pay for this pay period (default: year, if there is any)",
     "year,month,week,day,hour"},
    {"tier", 0, CS_OPTION_CHOICE, "TIER",
     "only published figures for occupations at this level of detail",
     "total,major,minor,broad,detailed,summary"},
    {"kind", 0, CS_OPTION_CHOICE, "KIND",
     "only individual observations (answers), or only published figures", "answers,published"},
};

extern const struct cs_command cs_cmd_compare;
const struct cs_command cs_cmd_compare = {
    .name = "compare",
    .group = CS_GROUP_ANSWER,
    .summary = "differences between regions, levels, occupations or vintages",
    .usage = "compare [FILE…] --by DIM [--reference KEY] | --change | --areas",
    .help = "Individual observations: difference and ratio of medians, difference of means, each "
            "with an interval, by replicate weights where the data have them; a test that the "
            "medians are equal, from the same draws as the interval; corrections for many pairs; "
            "ranks with their uncertainty. Published figures: only what their published errors "
            "allow: means are tested by their relative standard errors, medians are not.",
    .examples = examples,
    .n_examples = sizeof examples / sizeof *examples,
    .options = options,
    .n_options = sizeof options / sizeof *options,
    .shared = CS_SHARED_RESULT | CS_SHARED_DATA | CS_SHARED_STATISTICS | CS_SHARED_MONEY |
              CS_SHARED_MEMORY,
    .max_operands = SIZE_MAX,
    .run = run,
};
