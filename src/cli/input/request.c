/* Values of options turned into requests of analysis/; every message about such a value is
 * written here. */
#include "cli/input/request.h"

#include <stdbool.h>
#include <string.h>

#include "analysis/observed/distribution.h"
#include "analysis/observed/money_gaps.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/number.h"
#include "base/suggest.h"
#include "base/text.h"
#include "cli/frame/command.h"
#include "cli/input/workspace.h"
#include "data/dataset.h"
#include "data/dim.h"
#include "data/quantity.h"
#include "stats/interval.h"

enum cs_status cs_request_dims(const struct cs_call *call, const char *option,
                               struct cs_request_dims *out)
{
    const char *names[CS_N_DIMS];
    for (int d = 0; d < CS_N_DIMS; d++)
        names[d] = cs_dim_name((enum cs_dim)d);
    *out = (struct cs_request_dims){.n = 0};
    size_t n = cs_call_count(call, option);
    for (size_t i = 0; i < n; i++) {
        const char *word = cs_call_text_at(call, option, i);
        enum cs_dim dim;
        struct cs_shown shown;
        if (!cs_dim_parse(cs_span_of(word), &dim)) {
            const char *near = cs_suggest(word, names, CS_N_DIMS);
            return cs_fail(call->diag, CS_USAGE, NULL,
                           near ? cs_arena_printf(call->arena, "did you mean %s?", near)
                                : "choose from occupation, region, level, period, industry",
                           "--%s: '%s' is not a dimension", option,
                           cs_show(&shown, word, strlen(word)));
        }
        for (size_t k = 0; k < out->n; k++)
            if (out->dims[k] == dim)
                return cs_fail(call->diag, CS_USAGE, NULL, NULL, "--%s: %s is given twice", option,
                               cs_dim_name(dim));
        out->dims[out->n++] = dim;
    }
    return CS_OK;
}

/* "0.9", "p90", "90%" → 0.9. */
static bool read_share(const char *word, double *share)
{
    struct cs_span span = cs_span_of(word);
    bool is_percent = false;
    if (span.size > 1 && (span.start[0] == 'p' || span.start[0] == 'P')) {
        span.start++;
        span.size--;
        is_percent = true;
    } else if (span.size > 1 && span.start[span.size - 1] == '%') {
        span.size--;
        is_percent = true;
    }
    if (!cs_number_parse(span, share))
        return false;
    if (is_percent)
        *share /= 100;
    return *share >= 0 && *share <= 1;
}

enum cs_status cs_request_quantiles(const struct cs_call *call,
                                    struct cs_distribution_options *options)
{
    size_t n = cs_call_count(call, "quantiles");
    if (n > CS_MAX_SHARES)
        return cs_fail(call->diag, CS_USAGE, NULL, NULL, "--quantiles: at most %d at once",
                       CS_MAX_SHARES);
    for (size_t i = 0; i < n; i++) {
        const char *word = cs_call_text_at(call, "quantiles", i);
        struct cs_shown shown;
        if (!read_share(word, &options->shares[i]))
            return cs_fail(call->diag, CS_USAGE, NULL, "write 0.9, p90 or 90%",
                           "--quantiles: '%s' is not a share between 0 and 1",
                           cs_show(&shown, word, strlen(word)));
        for (size_t k = 0; k < i; k++)
            if (options->shares[k] == options->shares[i])
                return cs_fail(call->diag, CS_USAGE, NULL, NULL, "--quantiles: '%s' is given twice",
                               cs_show(&shown, word, strlen(word)));
    }
    if (n)
        options->n_shares = n;
    return CS_OK;
}

static bool has_option(const struct cs_call *call, const char *name)
{
    for (size_t i = 0; i < call->command->n_options; i++)
        if (strcmp(call->command->options[i].name, name) == 0)
            return true;
    return false;
}

/* How the data's replicate weights were made: as the call says, else as the layouts of its sources
 * do. Weights of an unknown making give no interval, and are asked about. */
#define REPLICATE_WORDS "acs, jk1, jk2, brr, fay:K, bootstrap, other:SCALE"

/* Order statistics and resampling take observations as drawn one by one. */
static enum cs_status check_design(const struct cs_call *call, const struct cs_dataset *data,
                                   const struct cs_distribution_options *options)
{
    bool fits = !options->has_method || options->method == CS_INTERVAL_NONE ||
                options->method == CS_INTERVAL_WOODRUFF ||
                options->method == CS_INTERVAL_REPLICATES;
    if (fits || !data->observations.cluster)
        return CS_OK;
    return cs_fail(call->diag, CS_USAGE, NULL,
                   "--interval woodruff does; --strata none --cluster none ignores them",
                   "--interval %s takes no account of the sample's strata and clusters",
                   cs_interval_method_name(options->method));
}

enum cs_status cs_request_no_design(const struct cs_call *call, const struct cs_dataset *data)
{
    if (data->observations.n_replicates > 1 && !cs_call_has(call, "unweighted")) {
        cs_diag_add(call->diag, CS_WARNING, NULL,
                    "compare without --explain gives the error of the difference by them",
                    "standard errors of the parts of a gap do not use the replicate weights");
        return CS_OK;
    }
    if (!data->observations.cluster)
        return CS_OK;
    return cs_fail(call->diag, CS_USAGE, NULL,
                   "replicate weights do; --strata none --cluster none ignores them; compare "
                   "without --explain gives the error of the difference",
                   "the parts of a gap take no account of the sample's strata and clusters");
}

enum cs_status cs_request_replicates(const struct cs_call *call, const struct cs_dataset *data,
                                     struct cs_distribution_options *options)
{
    const char *word = cs_call_text(call, "replicates");
    bool is_used = !options->has_method || options->method == CS_INTERVAL_REPLICATES;
    if (word && is_used && data->observations.n_replicates < 2 &&
        cs_dataset_has_observations(data) && !cs_call_has(call, "unweighted"))
        return cs_fail(call->diag, CS_USAGE, NULL,
                       "a layout says which columns they are (role 'replicate'); careerstat "
                       "inspect shows how columns are read",
                       "--replicates %s: the observations have no replicate weights", word);
    if (data->observations.n_replicates < 2)
        return check_design(call, data, options);
    for (size_t i = 0; !word && i < data->n_sources; i++)
        if (data->sources[i].has_observations)
            word = data->sources[i].replicates;
    if (!word)
        return is_used ? cs_fail(call->diag, CS_USAGE, NULL,
                                 has_option(call, "interval")
                                     ? "say it with --replicates (" REPLICATE_WORDS
                                       ") or in the layout; --interval none goes without"
                                     : "say it with --replicates (" REPLICATE_WORDS
                                       ") or in the layout",
                                 "it is not known how the %zu replicate weights were made, and the "
                                 "errors depend on it",
                                 data->observations.n_replicates)
                       : CS_OK;
    enum cs_status status = cs_distribution_set_replicates(options, word, call->arena, call->diag);
    if (status == CS_OK && options->n_rscales &&
        options->n_rscales != data->observations.n_replicates)
        status = cs_fail(call->diag, CS_USAGE, NULL, NULL,
                         "--replicates names %zu scales for %zu replicate weights",
                         options->n_rscales, data->observations.n_replicates);
    return status;
}

enum cs_status cs_request_statistics(const struct cs_call *call,
                                     struct cs_distribution_options *options)
{
    enum { MOST_RESAMPLES = 1000000 };
    const char *rule = cs_call_text(call, "quantile-rule");
    const char *confidence = cs_call_text(call, "confidence");
    const char *interval = has_option(call, "interval") ? cs_call_text(call, "interval") : NULL;
    double n_resamples = cs_call_number(call, "resamples", (double)options->n_resamples);
    enum cs_status status = CS_OK;
    if (rule)
        status = cs_distribution_set_rule(options, rule, call->diag);
    if (status == CS_OK && confidence)
        status = cs_distribution_set_confidence(options, confidence, call->diag);
    if (status == CS_OK && interval)
        status = cs_distribution_set_method(options, interval, call->diag);
    if (status == CS_OK && (n_resamples < 100 || n_resamples > MOST_RESAMPLES))
        status = cs_fail(call->diag, CS_USAGE, NULL, NULL, "--resamples: give 100 to %d",
                         MOST_RESAMPLES);
    options->n_resamples = (size_t)n_resamples;
    options->seed = (uint64_t)cs_call_number(call, "seed", (double)options->seed);
    options->minimum_n = cs_call_number(call, "minimum-n", options->minimum_n);
    options->n_threads = call->n_threads;
    return status;
}

static enum cs_status read_year(const struct cs_call *call, const char *option, int *year)
{
    *year = (int)cs_call_number(call, option, 0);
    if (*year == 0 || (*year >= 1800 && *year < 2200))
        return CS_OK;
    return cs_fail(call->diag, CS_USAGE, NULL, NULL, "--%s: '%s' is not a year", option,
                   cs_call_text(call, option));
}

static enum cs_status read_currency(const struct cs_call *call, const char **currency)
{
    const char *word = cs_call_text(call, "currency");
    struct cs_shown shown;
    if (!word)
        return CS_OK;
    bool is_code = strlen(word) == 3;
    for (const char *p = word; *p; p++)
        is_code = is_code && *p >= 'A' && *p <= 'Z';
    if (!is_code)
        return cs_fail(call->diag, CS_USAGE, NULL, "write an ISO code: USD, EUR, GBP",
                       "--currency: '%s' is not a currency", cs_show(&shown, word, strlen(word)));
    *currency = word;
    return CS_OK;
}

/* Observations that have no factor are left out by name, with the reason. */
static enum cs_status leave_out_gaps(struct cs_workspace *workspace,
                                     const struct cs_selection *among, struct cs_money_plan *plan)
{
    struct cs_call *call = workspace->call;
    const struct cs_dataset *data = workspace->data;
    struct cs_money_gaps *gaps = cs_arena_alloc(call->arena, sizeof *gaps);
    if (!gaps)
        return cs_fail_memory(call->diag);
    enum cs_status status = cs_money_gaps_find(data, among, plan, call->arena, gaps, call->diag);
    for (size_t i = 0, n; i < gaps->n && status == CS_OK; i += n) {
        const struct cs_money_gap *gap = &gaps->gaps[i];
        const struct cs_key *region = cs_dataset_key(data, CS_DIM_REGION, gap->region);
        size_t n_left_out = 0;
        for (n = 0; i + n < gaps->n && gap[n].region == gap->region &&
                    strcmp(gap[n].reason, gap->reason) == 0;
             n++)
            n_left_out += gap[n].n;
        cs_diag_add(call->diag, CS_WARNING, NULL, NULL,
                    "%s: %zu individual observation%s left out: %s",
                    region ? region->title : gap->currency, n_left_out, n_left_out == 1 ? "" : "s",
                    gap->reason);
    }
    plan->gaps = gaps;
    return status;
}

enum cs_status cs_request_money(struct cs_workspace *workspace, const struct cs_selection *among,
                                struct cs_money_plan *plan, bool *is_asked)
{
    struct cs_call *call = workspace->call;
    *plan = (struct cs_money_plan){.at_parity = cs_call_has(call, "cost-of-living"),
                                   .by_purchasing_power = cs_call_has(call, "ppp")};
    enum cs_status status = read_year(call, "real", &plan->real_year);
    if (status == CS_OK)
        status = read_year(call, "parity-year", &plan->parity_year);
    if (status == CS_OK)
        status = read_year(call, "rate-year", &plan->rate_year);
    if (status == CS_OK)
        status = read_currency(call, &plan->currency);
    if (status == CS_OK && plan->parity_year && !plan->at_parity)
        status = cs_fail(call->diag, CS_USAGE, NULL, NULL, "--parity-year needs --cost-of-living");
    if (status == CS_OK && plan->by_purchasing_power && !plan->currency)
        status = cs_fail(call->diag, CS_USAGE, NULL, NULL, "--ppp needs --currency");
    if (status == CS_OK && plan->rate_year && !plan->currency)
        status = cs_fail(call->diag, CS_USAGE, NULL, NULL, "--rate-year needs --currency");
    *is_asked = plan->real_year || plan->at_parity || plan->currency;
    if (status == CS_OK && *is_asked)
        status = cs_workspace_load_price_data(workspace);
    plan->prices = workspace->price_data;
    if (status == CS_OK && *is_asked && cs_dataset_has_observations(workspace->data))
        status = leave_out_gaps(workspace, among, plan);
    return status;
}

unsigned cs_request_group_dims(const struct cs_call *call, const struct cs_request_dims *by)
{
    unsigned dims = 0;
    for (size_t i = 0; i < by->n; i++)
        dims |= 1u << by->dims[i];
    if (cs_call_has(call, "real") || cs_call_has(call, "cost-of-living") ||
        cs_call_has(call, "currency"))
        dims |= 1u << CS_DIM_REGION | 1u << CS_DIM_PERIOD; /* they decide the factor */
    return dims;
}

const char *cs_request_format(const struct cs_call *call)
{
    const char *format = cs_call_text(call, "format");
    bool is_for_people = call->out_is_terminal && !cs_call_has(call, "json");
    return format ? format : is_for_people ? "table" : "json";
}

enum cs_tier cs_request_tier(const struct cs_call *call)
{
    const char *word = cs_call_text(call, "tier");
    for (int tier = CS_TIER_UNKNOWN; word && tier <= CS_TIER_SUMMARY; tier++)
        if (strcmp(word, cs_tier_name((enum cs_tier)tier)) == 0)
            return (enum cs_tier)tier;
    return CS_TIER_UNKNOWN;
}

enum cs_per cs_request_per(const struct cs_call *call)
{
    const char *word = cs_call_text(call, "per");
    enum cs_per per = CS_PER_NONE;
    return word && cs_per_parse(cs_span_of(word), &per) ? per : CS_PER_NONE;
}
