/* The summarize command: observations and published figures of the same call, each answered in
 * its own way. */
#include <stdatomic.h>
#include <stdbool.h>
#include <string.h>

#include "analysis/observed/distribution.h"
#include "analysis/observed/errors.h"
#include "analysis/observed/groups.h"
#include "analysis/observed/listing.h"
#include "analysis/observed/survey.h"
#include "analysis/terms/levels.h"
#include "base/arena.h"
#include "base/diag.h"
#include "cli/command/summarize.h"
#include "cli/frame/command.h"
#include "cli/frame/stream.h"
#include "cli/input/request.h"
#include "cli/input/soc_history.h"
#include "cli/input/workspace.h"
#include "data/dataset.h"
#include "data/part/part.h"
#include "render/result/summary.h"
#include "render/write/table.h"
#include "cli/input/part_options.h"

/* One call, from words to figures. */
struct work {
    struct cs_call *call;
    struct cs_workspace workspace;
    struct cs_selection among;
    struct cs_request_dims by;
    struct cs_distribution_options options;
    struct cs_money_plan money;
    bool has_money;
    atomic_size_t n_far; /* groups */
    struct cs_errors errors;
    struct cs_survey survey;
    struct cs_listing listing;
    struct cs_summary summary;
};

static enum cs_status read_options(struct work *work)
{
    const struct cs_call *call = work->call;
    work->options = cs_distribution_defaults();
    enum cs_status status = cs_request_dims(call, "by", &work->by);
    if (status == CS_OK)
        status = cs_request_quantiles(call, &work->options);
    if (status == CS_OK)
        status = cs_request_statistics(call, &work->options);
    work->options.leaves_out_spread = !cs_call_has(call, "spread");
    if (cs_call_has(call, "levels"))
        cs_level_scheme_parse(cs_call_text(call, "levels"), &work->options.levels);
    work->options.trim = cs_call_number(call, "trim", work->options.trim);
    if (status == CS_OK && !(work->options.trim >= 0 && work->options.trim < 0.5))
        status =
            cs_fail(call->diag, CS_USAGE, NULL, NULL, "--trim: give a share from 0 to below 0.5");
    return status;
}

static bool wants(const struct cs_call *call, const char *kind)
{
    const char *asked = cs_call_text(call, "kind");
    return !asked || strcmp(asked, kind) == 0;
}

static enum cs_status summarize_observations(struct work *work)
{
    struct cs_call *call = work->call;
    work->options.n_far = &work->n_far;
    struct cs_groups_request request = cs_groups_request_all();
    memcpy(request.by, work->by.dims, sizeof request.by);
    request.n_by = work->by.n;
    request.among = &work->among;
    request.money = work->has_money ? &work->money : NULL;
    enum cs_status status = cs_request_replicates(call, work->workspace.data, &work->options);
    if (status == CS_OK)
        status =
            cs_survey_summarize(work->workspace.data, &request, &work->options,
                                cs_call_has(call, "total"), call->arena, &work->survey, call->diag);
    if (status == CS_OK)
        work->summary.survey = &work->survey;
    if (status != CS_OK || !cs_call_has(call, "errors"))
        return status;
    struct cs_replicate_design design = work->options.replicates;
    design.n_replicates = work->workspace.data->observations.n_replicates;
    struct cs_error_options errors = {design.n_replicates > 1 ? &design : NULL,
                                      work->options.confidence, work->options.minimum_n};
    work->summary.errors = &work->errors;
    return cs_errors_find(work->workspace.data, &request, &errors, call->arena, &work->errors,
                          call->diag);
}

static enum cs_status list_published(struct work *work)
{
    struct cs_call *call = work->call;
    struct cs_listing_request request = {.n_by = work->by.n,
                                         .has_by = work->by.n > 0,
                                         .among = &work->among,
                                         .tier = cs_request_tier(call),
                                         .per = cs_request_per(call)};
    memcpy(request.by, work->by.dims, sizeof request.by);
    enum cs_status status =
        cs_listing_make(work->workspace.data, &request, call->arena, &work->listing, call->diag);
    if (status == CS_OK && work->has_money)
        status = cs_listing_convert(work->workspace.data, &work->money, call->arena, &work->listing,
                                    call->diag);
    if (status == CS_OK)
        work->summary.listing = &work->listing;
    return status;
}

/* Without --by the dimensions in which published groups differ tell them apart. */
static void choose_shown_dims(struct work *work)
{
    if (work->by.n || !work->summary.listing)
        return;
    for (int d = 0; d < CS_N_DIMS; d++)
        for (size_t i = 0; i < work->listing.n_groups; i++)
            if (work->listing.groups[i].key[d] != work->listing.groups[0].key[d]) {
                work->by.dims[work->by.n++] = (enum cs_dim)d;
                break;
            }
}

static void flush_answer(void *context, struct cs_buf *out)
{
    struct cs_call *call = context;
    cs_stream_write(&call->stream, out, call->diag);
}

/* Said when groups have been worked out, which some are only while they are printed. */
static void tell_far(const struct work *work)
{
    size_t n = atomic_load(&work->n_far);
    if (n)
        cs_diag_add(work->call->diag, CS_WARNING, NULL,
                    "a mistyped or misread amount moves the mean and the highest quantiles",
                    "%zu group%s an observation of more than %d times the median", n,
                    n == 1 ? " has" : "s have", CS_FAR);
}

static enum cs_status print(struct work *work)
{
    struct cs_call *call = work->call;
    const char *word = cs_request_format(call);
    struct cs_summary *summary = &work->summary;
    enum cs_table_format format;
    choose_shown_dims(work);
    summary->dataset = work->workspace.data;
    summary->among = &work->among;
    summary->prices = work->has_money ? work->money.prices : NULL;
    summary->by = work->by.dims;
    summary->n_by = work->by.n;
    summary->shares = work->options.shares;
    summary->n_shares = work->options.n_shares;
    summary->minimum_n = work->options.minimum_n;
    summary->flush = flush_answer;
    summary->flush_context = call;
    summary->levels = work->options.levels;
    summary->has_total = cs_call_has(call, "total");
    summary->has_spread = cs_call_has(call, "spread");
    if (!cs_table_format_parse(word, &format))
        return cs_summary_json(summary, call->out, call->diag);
    bool is_one_table = format != CS_TABLE_TEXT && format != CS_TABLE_MARKDOWN;
    if (is_one_table && summary->survey && summary->listing)
        return cs_fail(
            call->diag, CS_USAGE, NULL, "choose --kind answers or --kind published",
            "the data have both individual observations and published figures: %s is one table",
            word);
    return cs_summary_table(summary, format, call->arena, call->out, call->diag);
}

/* Figures of several vintages are listed side by side: what no longer is the same is told. */
static enum cs_status warn_mixed(struct work *work)
{
    bool has_periods = false;
    for (size_t i = 0; i < work->by.n; i++)
        has_periods |= work->by.dims[i] == CS_DIM_PERIOD;
    enum cs_status status = has_periods ? cs_workspace_load_names(&work->workspace) : CS_OK;
    const char *mixed =
        has_periods && status == CS_OK ? cs_soc_find_mixed(&work->workspace, &work->among) : NULL;
    if (mixed)
        cs_diag_add(work->call->diag, CS_WARNING, NULL,
                    "--occupation with --soc 2018 lists what today's code holds", "%s", mixed);
    return status;
}

static enum cs_status answer(struct work *work)
{
    struct cs_call *call = work->call;
    enum cs_status status = cs_workspace_select(&work->workspace, &work->among);
    if (status == CS_OK)
        status = cs_request_money(&work->workspace, &work->among, &work->money, &work->has_money);
    if (status != CS_OK)
        return status;
    const struct cs_dataset *data = work->workspace.data;
    bool has_observations = cs_dataset_has_observations(data) && wants(call, "answers");
    bool has_published = data->n_estimates + data->n_left_out > 0 && wants(call, "published");
    if (!has_observations && !has_published)
        return cs_fail(call->diag, CS_NO_ANSWER, NULL, NULL, "the data have no pay figures");
    if (has_published && (status = warn_mixed(work)) != CS_OK)
        return status;
    if (has_observations)
        status = summarize_observations(work);
    if (status == CS_OK && has_published)
        status = list_published(work);
    if (status == CS_OK)
        status = print(work);
    tell_far(work);
    return status;
}

static enum cs_status check_partial(const struct work *work)
{
    const struct cs_call *call = work->call;
    const struct cs_dataset *data = work->workspace.data;
    if (call->out_is_terminal)
        return cs_fail(call->diag, CS_USAGE, NULL, "name a file: -o PART",
                       "--partial writes binary data, which a terminal cannot show");
    if (data->n_estimates > 0 && wants(call, "published"))
        return cs_fail(call->diag, CS_USAGE, NULL, "choose --kind answers",
                       "the data have published figures, which partial results cannot hold");
    if (data->observations.n_replicates > 0)
        return cs_fail(call->diag, CS_USAGE, NULL, "--unweighted ignores weights",
                       "partial results cannot hold replicate weights");
    if (data->observations.cluster)
        return cs_fail(call->diag, CS_USAGE, NULL, "--strata none --cluster none ignores them",
                       "partial results cannot hold strata and clusters");
    /* A piece without rows is a part too. */
    return data->n_estimates == 0 || cs_dataset_has_observations(data)
               ? CS_OK
               : cs_fail(call->diag, CS_NO_ANSWER, NULL, NULL,
                         "the data have no individual observations");
}

static enum cs_status write_partial(struct work *work)
{
    struct cs_call *call = work->call;
    struct cs_part_about about = {.group_dims = cs_request_group_dims(call, &work->by) |
                                                cs_workspace_filtered_dims(call)};
    enum cs_status status = check_partial(work);
    if (status == CS_OK)
        status = cs_part_options_keep(call, &about);
    if (status != CS_OK)
        return status;
    struct cs_part_out to = {call->out, flush_answer, call};
    return cs_part_write(work->workspace.data, &about, &to, call->diag);
}

/* A part keeps none, and says so. */
static bool leaves_out_replicates(const struct work *work)
{
    return work->options.has_method && work->options.method != CS_INTERVAL_REPLICATES &&
           !cs_call_has(work->call, "partial");
}

static enum cs_status load_and_answer(struct work *work, cs_summarize_loader *load, void *context)
{
    struct cs_call *call = work->call;
    struct cs_load_request request = {.leaves_out_names = true,
                                      .asks_observations = true,
                                      .leaves_out_replicates = leaves_out_replicates(work),
                                      .filters_observations = !cs_call_has(call, "partial"),
                                      .filters_figures =
                                          !cs_call_has(call, "partial") && !cs_soc_is_asked(call),
                                      .by = work->by,
                                      .holds_all = cs_call_has(call, "total"),
                                      .group_dims = cs_request_group_dims(call, &work->by)};
    enum cs_status status = cs_workspace_open(&work->workspace, call);
    if (status == CS_OK)
        status = load(context, &work->workspace, &request);
    if (status == CS_OK)
        status = cs_call_has(call, "partial") ? write_partial(work) : answer(work);
    cs_survey_clear(&work->survey);
    cs_workspace_close(&work->workspace);
    return status;
}

enum cs_status cs_summarize_by(struct cs_call *call, cs_summarize_loader *load, void *context)
{
    struct work work = {.call = call};
    enum cs_status status = read_options(&work);
    return status == CS_OK ? load_and_answer(&work, load, context) : status;
}

static enum cs_status load_operands(void *context, struct cs_workspace *workspace,
                                    const struct cs_load_request *request)
{
    const struct cs_call *call = context;
    struct cs_load_request whole = *request, operands = cs_load_request_of(call, 0);
    whole.paths = operands.paths;
    whole.n_paths = operands.n_paths;
    whole.is_unhashed =
        strcmp(cs_request_format(call), "json") != 0 && !cs_call_has(call, "partial");
    return cs_workspace_load(workspace, &whole);
}

static enum cs_status run(struct cs_call *call)
{
    return cs_summarize_by(call, load_operands, call);
}

static const struct cs_example examples[] = {
    {"careerstat summarize --occupation 43-6013 --by region --period 2025 --format table",
     "Pay of medical secretaries by state"},
    {"careerstat summarize --occupation 43-6013 --region US --by period --format csv",
     "Published pay since 2000, as CSV"},
    {"careerstat summarize --occupation 43-6013 --region US --period 2025 --real 2024",
     "Pay of 2025 in the prices of 2024, as JSON"},
};

const struct cs_option cs_summarize_options[] = {
    {"by", 0, CS_OPTION_LIST, "DIMS",
     "one group for each occupation, region, level, period, industry (comma-separated)", NULL},
    {"quantiles", 0, CS_OPTION_LIST, "LIST",
     "quantiles: 0.5, p90, 2.5% (default: p10,p25,p50,p75,p90)", NULL},
    {"interval", 0, CS_OPTION_CHOICE, "METHOD",
     "interval of each quantile (default: chosen by the data)",
     "order,woodruff,replicates,bootstrap,bca,none"},
    {"total", 0, CS_OPTION_FLAG, NULL,
     "also all observations together; small groups are protected from being inferred", NULL},
    {"errors", 0, CS_OPTION_FLAG, NULL,
     "add standard errors and intervals of the mean, the total of weights and the group's share",
     NULL},
    {"spread", 0, CS_OPTION_FLAG, NULL,
     "add trimmed, winsorized and geometric means, p90/p10, and how unequal pay is: Gini, Theil, "
     "Atkinson, the Lorenz curve (JSON)",
     NULL},
    {"trim", 0, CS_OPTION_NUMBER, "SHARE", "share cut from each end for --spread (default: 0.1)",
     NULL},
    {"levels", 0, CS_OPTION_CHOICE, "SCHEME",
     "means of parts of the pay distribution: entry and experienced by thirds or quarters, or the "
     "four OFLC levels",
     "thirds,quarters,oflc"},
    {"per", 0, CS_OPTION_CHOICE, "TIME", "pay for this pay period only",
     "year,month,week,day,hour"},
    {"tier", 0, CS_OPTION_CHOICE, "TIER",
     "only published figures for occupations at this level of detail",
     "total,major,minor,broad,detailed,summary"},
    {"kind", 0, CS_OPTION_CHOICE, "KIND",
     "only individual observations (answers), or only published figures", "answers,published"},
    {"partial", 0, CS_OPTION_FLAG, NULL,
     "write the observations by group instead, for careerstat merge to combine", NULL},
};
_Static_assert(sizeof cs_summarize_options / sizeof *cs_summarize_options == CS_N_SUMMARIZE_OPTIONS,
               "merge has them all");

extern const struct cs_command cs_cmd_summarize;
const struct cs_command cs_cmd_summarize = {
    .name = "summarize",
    .group = CS_GROUP_ANSWER,
    .summary = "n, mean, median and quantiles of pay by occupation, region, level or period",
    .usage = "summarize [FILE…] [--by DIMS]",
    .help =
        "Individual observations are counted and their quantiles computed, each with an interval. "
        "Published figures are passed through as published: they are not pooled, summed or "
        "converted from hourly to yearly pay. A group below the minimum n is withheld.",
    .examples = examples,
    .n_examples = sizeof examples / sizeof *examples,
    .options = cs_summarize_options,
    .n_options = CS_N_SUMMARIZE_OPTIONS,
    .shared = CS_SHARED_RESULT | CS_SHARED_DATA | CS_SHARED_STATISTICS | CS_SHARED_MONEY |
              CS_SHARED_MEMORY,
    .names_late = 1,
    .max_operands = SIZE_MAX,
    .run = run,
};
