/* What a command reads, and how: files, the library or what is shipped, with names and prices
 * beside it. */
#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/number.h"
#include "base/text.h"
#include "cli/frame/command.h"
#include "cli/frame/options.h"
#include "cli/frame/standard_input.h"
#include "cli/input/library_names.h"
#include "cli/input/library_use.h"
#include "cli/repeat/repeated_file.h"
#include "cli/repeat/snapshot_files.h"
#include "cli/input/workspace.h"
#include "data/quantity.h"
#include "data/dataset.h"
#include "cli/input/memory.h"
#include "data/grouped.h"
#include "ingest/grouped/grouped_load.h"
#include "ingest/load.h"
#include "ingest/reference.h"
#include "library/library.h"
#include "base/buf.h"

static unsigned group_dims_of(const struct cs_workspace *workspace)
{
    return workspace->request.group_dims | cs_workspace_filtered_dims(workspace->call);
}

/* Commands share this loading; not all have the option. */
static bool takes_option(const struct cs_command *command, const char *name)
{
    const struct cs_option *option;
    for (size_t i = 0; (option = cs_command_option(command, i)) != NULL; i++)
        if (strcmp(option->name, name) == 0)
            return true;
    return false;
}

static struct cs_load_options load_options(struct cs_workspace *workspace)
{
    const struct cs_call *call = workspace->call;
    struct cs_load_options options = {
        .intake = {.layouts = &workspace->layouts, .reference = &workspace->reference}};
    options.intake.bands = workspace->bands.n ? &workspace->bands : NULL;
    if (call->command->shared & CS_SHARED_INPUT) {
        const char *reader = cs_call_text(call, "reader");
        options.intake.is_distinct = cs_call_has(call, "distinct");
        options.allows_rejects = cs_call_has(call, "allow-rejects");
        options.intake.only_currency = cs_call_text(call, "only-currency");
        options.reader =
            reader && strcmp(reader, "libcsv") == 0 ? CS_READER_LIBCSV : CS_READER_AUTO;
    }
    if (call->command->shared & CS_SHARED_MONEY)
        options.intake.mixes_currencies = cs_call_has(call, "currency");
    if (call->command->shared & CS_SHARED_STATISTICS)
        options.intake.is_unweighted = cs_call_has(call, "unweighted");
    if (takes_option(call->command, "strata")) {
        options.intake.strata = cs_call_text(call, "strata");
        options.intake.cluster = cs_call_text(call, "cluster");
    }
    if (takes_option(call->command, "per"))
        (void)cs_per_parse(cs_span_of(cs_call_has(call, "per") ? cs_call_text(call, "per") : ""),
                           &options.intake.only_per);
    options.intake.leaves_out_replicates = workspace->request.leaves_out_replicates;
    options.is_grouped = true;
    options.group_dims = group_dims_of(workspace);
    options.filter = cs_workspace_filter(workspace, workspace->request.filters_observations);
    options.intake.figures = cs_workspace_filter(workspace, workspace->request.filters_figures);
    options.named_dims = workspace->request.leaves_out_names ? 0 : (1u << CS_N_DIMS) - 1;
    options.is_unhashed = workspace->request.is_unhashed;
    options.spill = cs_workspace_spill(workspace, &workspace->request);
    options.n_threads = call->n_threads;
    return options;
}

/* The last step of loading. A library leaves rows, with replicate weights or without. */
static enum cs_status gather_groups(struct cs_workspace *workspace)
{
    struct cs_dataset *data = workspace->data;
    struct cs_diag *diag = workspace->call->diag;
    enum cs_status status = CS_OK;
    if (data->observations.currency && data->grouped)
        return cs_fail(diag, CS_USAGE, NULL, "read the files one at a time",
                       "the files have observations in several currencies, some of them not named "
                       "in a column");
    bool is_grouped =
        !data->observations.currency && !data->observations.cluster &&
        (data->observations.n_replicates == 0 || workspace->request.leaves_out_replicates);
    if (is_grouped) {
        struct cs_load_options options = load_options(workspace);
        status = cs_grouped_absorb(data, &options, diag);
    }
    if (status == CS_OK && data->grouped)
        status = cs_grouped_gather(data->grouped, data->dicts, diag);
    if (status == CS_OK && workspace->has_spill)
        status = cs_memory_check_rows(data, workspace->call, &workspace->spill);
    return status;
}

/* Packages of the shipped folder, in name order, without the reference tables. */
static int is_package(const struct dirent *entry)
{
    static const char *const others[] = {"catalogue", "layouts", "reference"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (strcmp(entry->d_name, others[i]) == 0)
            return false;
    return !strchr(entry->d_name, '.');
}

static enum cs_status load_packages(struct cs_workspace *workspace,
                                    const struct cs_load_options *options)
{
    struct cs_call *call = workspace->call;
    struct dirent **entries;
    int n = scandir(workspace->datasets_folder, &entries, is_package, alphasort);
    if (n < 0)
        return cs_fail(call->diag, CS_IO, &(struct cs_place){.file = workspace->datasets_folder},
                       NULL, "the folder cannot be listed");
    enum cs_status status = CS_OK;
    for (int i = 0; i < n; i++) {
        const char *path =
            cs_arena_printf(call->arena, "%s/%s", workspace->datasets_folder, entries[i]->d_name);
        if (status == CS_OK)
            status = path ? cs_load(workspace->data, path, options, NULL, call->diag)
                          : cs_fail_memory(call->diag);
        free(entries[i]);
    }
    free(entries);
    return status;
}

static enum cs_status load_shipped(struct cs_workspace *workspace)
{
    struct cs_load_options options = load_options(workspace);
    options.wants.occupations = workspace->only_codes;
    options.wants.region = workspace->request.only_region;
    options.wants_too.occupations = workspace->near_groups;
    options.wants_too.region = "US";
    return load_packages(workspace, &options);
}

/* No table, but what the packages set beside the occupations that they are about. */
static enum cs_status load_related(struct cs_workspace *workspace)
{
    static const char *const nothing[] = {NULL};
    struct cs_load_options options = load_options(workspace);
    options.wants.occupations = nothing;
    return load_packages(workspace, &options);
}

/* The shipped packages behind what is there, and which rows they are. */
static enum cs_status load_last(struct cs_workspace *workspace)
{
    const struct cs_dataset *data = workspace->data;
    struct cs_dataset_part *part = &workspace->shipped;
    *part = (struct cs_dataset_part){.first_estimate = data->n_estimates,
                                     .first_source = data->n_sources};
    enum cs_status status = load_shipped(workspace);
    part->n_estimates = data->n_estimates - part->first_estimate;
    part->n_sources = data->n_sources - part->first_source;
    return status;
}

/* One period that is asked for is also that of files that do not say theirs; some years, or all,
 * are a filter only. */
static const char *period_of_files(const struct cs_call *call)
{
    if (!(call->command->shared & CS_SHARED_FILTERS) || cs_call_count(call, "period") != 1)
        return NULL;
    const char *word = cs_call_text(call, "period");
    bool is_filter = strstr(word, "..") || strcmp(word, "all") == 0 || strcmp(word, "none") == 0;
    return is_filter ? NULL : word;
}

enum cs_status cs_workspace_check_file(const struct cs_call *call, const char *word)
{
    struct cs_shown shown;
    if (strcmp(word, "-") == 0 || strpbrk(word, "/.") || access(word, F_OK) == 0 ||
        !takes_option(call->command, "occupation"))
        return CS_OK;
    return cs_fail(call->diag, CS_IO, NULL,
                   cs_arena_printf(call->arena, "is it an occupation? --occupation '%s'", word),
                   "there is no file '%s'", cs_show(&shown, word, strlen(word)));
}

static bool has_people(const struct cs_dataset *data)
{
    for (size_t i = 0; i < data->n_sources; i++)
        if (data->sources[i].has_observations)
            return true;
    return false;
}

static enum cs_status load_paths(struct cs_workspace *workspace)
{
    const struct cs_load_request *request = &workspace->request;
    const struct cs_call *call = workspace->call;
    struct cs_load_options options = load_options(workspace);
    options.intake.period = period_of_files(call);
    enum cs_status status = CS_OK;
    for (size_t i = 0; i < request->n_paths && status == CS_OK; i++)
        status = cs_workspace_check_file(call, request->paths[i]);
    for (size_t i = 0; i < request->n_paths && status == CS_OK; i++)
        status = cs_load(workspace->data, request->paths[i], &options, NULL, call->diag);
    if (status == CS_OK && has_people(workspace->data))
        status = cs_tell_repeated_files(request->paths, request->n_paths, call->diag);
    return status == CS_OK && has_people(workspace->data)
               ? cs_refuse_snapshots(request->paths, request->n_paths, call->diag)
               : status;
}

enum cs_status cs_workspace_load(struct cs_workspace *workspace,
                                 const struct cs_load_request *request)
{
    struct cs_call *call = workspace->call;
    workspace->request = *request;
    workspace->data = request->around ? cs_dataset_copy(request->around->data) : cs_dataset_new();
    if (request->around)
        workspace->price_data = cs_dataset_copy(request->around->price_data);
    if (!workspace->data || (request->around && !workspace->price_data))
        return cs_fail_memory(call->diag);
    const char *library = request->n_paths == 0 ? cs_library_use_existing(call) : NULL;
    enum cs_status status = CS_OK;
    workspace->is_shipped_only = request->n_paths == 0 && !library;
    if (request->n_paths > 0)
        status = load_paths(workspace);
    if (request->wants_near && library && !request->around)
        status = load_related(workspace);
    if (status == CS_OK && library) /* first: what the user imported counts before the samples */
        status = cs_library_use_load(workspace, library);
    if (status == CS_OK && request->around)
        status = cs_dataset_put_last(workspace->data, &request->around->shipped) == CS_OK
                     ? CS_OK
                     : cs_fail_memory(call->diag);
    else if (status == CS_OK && !request->n_paths && (!library || cs_library_use_wants_all(call)))
        status = load_last(workspace);
    return status == CS_OK ? gather_groups(workspace) : status;
}

enum cs_status cs_workspace_load_unfiltered(struct cs_workspace *workspace)
{
    struct cs_call *call = workspace->call;
    struct cs_diag *diag = call->diag, quiet; /* it was told already */
    cs_diag_init(&quiet);
    struct cs_load_request request = workspace->request;
    cs_dataset_free(workspace->data);
    request.filters_observations = request.filters_figures = false;
    call->diag = &quiet;
    enum cs_status status = cs_workspace_load(workspace, &request);
    call->diag = diag;
    if (status != CS_OK)
        cs_diag_merge(diag, &quiet);
    cs_diag_clear(&quiet);
    return status;
}

struct cs_load_request cs_load_request_of(const struct cs_call *call, size_t first)
{
    static const char *const from_stdin[] = {"-"};
    size_t n = call->n_operands > first ? call->n_operands - first : 0;
    if (n == 0 && call->host->lends_stdin && cs_stdin_is_file())
        return (struct cs_load_request){.paths = from_stdin, .n_paths = 1};
    return (struct cs_load_request){.paths = n ? call->operands + first : NULL, .n_paths = n};
}

/* --prices, before the shipped tables: who names a file means its figures. */
static enum cs_status load_prices(struct cs_workspace *workspace,
                                  const struct cs_load_options *options)
{
    struct cs_call *call = workspace->call;
    size_t n = call->command->shared & CS_SHARED_MONEY ? cs_call_count(call, "prices") : 0;
    enum cs_status status = CS_OK;
    for (size_t i = 0; i < n && status == CS_OK; i++)
        status = cs_load(workspace->price_data, cs_call_text_at(call, "prices", i), options, NULL,
                         call->diag);
    return status;
}

/* Then what the library has, which the user imported. */
static enum cs_status load_library_prices(struct cs_workspace *workspace)
{
    struct cs_call *call = workspace->call;
    const char *path = cs_library_use_existing(call);
    struct cs_library_request request = {.is_of_prices = true};
    struct cs_library *library;
    if (!path || access(path, F_OK) != 0) /* told where its own figures are asked for */
        return CS_OK;
    enum cs_status status = cs_library_open(path, CS_LIBRARY_READ, &library, call->diag);
    if (status == CS_OK)
        status = cs_library_fetch(library, &request, workspace->price_data, call->arena, NULL,
                                  call->diag);
    cs_library_close(library);
    return status;
}

enum cs_status cs_workspace_load_price_data(struct cs_workspace *workspace)
{
    struct cs_call *call = workspace->call;
    if (workspace->price_data)
        return CS_OK;
    workspace->price_data = cs_dataset_new();
    const char *path = cs_arena_printf(call->arena, "%s/reference", workspace->datasets_folder);
    if (!workspace->price_data || !path)
        return cs_fail_memory(call->diag);
    struct cs_load_options options = {
        .intake = {.layouts = &workspace->layouts, .reference = &workspace->reference}};
    enum cs_status status = load_prices(workspace, &options);
    if (status == CS_OK)
        status = load_library_prices(workspace);
    options.intake.skips_unknown = 1;
    return status == CS_OK ? cs_load(workspace->price_data, path, &options, NULL, call->diag)
                           : status;
}
