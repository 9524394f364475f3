/* The merge command: parts brought into one dataset and answered as summarize would have. */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/number.h"
#include "base/scratch.h"
#include "base/text.h"
#include "cli/command/summarize.h"
#include "cli/frame/command.h"
#include "cli/frame/options.h"
#include "cli/frame/progress.h"
#include "cli/input/request.h"
#include "cli/input/memory.h"
#include "cli/input/part_file.h"
#include "cli/input/workspace.h"
#include "data/dataset.h"
#include "data/dim.h"
#include "data/grouped.h"
#include "data/part/part.h"
#include "cli/input/part_options.h"

struct opened {
    struct cs_part_file file;
    struct cs_part *part;
};

struct work {
    struct cs_call *call;
    struct cs_spill spill; /* of the parts' bytes */
    struct opened *parts;
    size_t n_parts;
};

static enum cs_status open_part(struct work *work, const char *path)
{
    struct cs_call *call = work->call;
    struct opened *opened = &work->parts[work->n_parts++];
    enum cs_status status = cs_part_file_read(&opened->file, path, &work->spill, call->diag);
    if (status != CS_OK)
        return status;
    struct cs_part_source from = {.name = path,
                                  .bytes = opened->file.bytes,
                                  .n_bytes = opened->file.n_bytes,
                                  .let_go = opened->file.is_mapped ? cs_scratch_let_go : NULL};
    status = cs_part_open(&from, &opened->part, call->diag);
    return status == CS_OK ? cs_part_options_check(call, opened->part) : status;
}

static int compare_opened(const void *a, const void *b)
{
    const struct opened *x = a, *y = b;
    return cs_part_compare(x->part, y->part);
}

static bool is_same_about(const struct cs_part_about *a, const struct cs_part_about *b)
{
    bool is_same = a->group_dims == b->group_dims && a->n_options == b->n_options;
    for (size_t i = 0; i < a->n_options && is_same; i++)
        is_same = strcmp(a->options[i].name, b->options[i].name) == 0 &&
                  strcmp(a->options[i].value, b->options[i].value) == 0;
    return is_same;
}

/* Sorted, parts of the same bytes are neighbors: very likely one piece, named twice. */
static void tell_repeated(const struct work *work)
{
    for (size_t i = 1; i < work->n_parts; i++)
        if (compare_opened(&work->parts[i - 1], &work->parts[i]) == 0)
            cs_diag_add(work->call->diag, CS_WARNING,
                        &(struct cs_place){.file = cs_part_name(work->parts[i].part)},
                        "name it once", "has the bytes of '%s': its rows count again",
                        cs_part_name(work->parts[i - 1].part));
}

static enum cs_status open_parts(struct work *work)
{
    struct cs_call *call = work->call;
    enum cs_status status = CS_OK;
    work->parts = calloc(call->n_operands + 1, sizeof *work->parts);
    if (!work->parts)
        return cs_fail_memory(call->diag);
    for (size_t i = 0; i < call->n_operands && status == CS_OK; i++) {
        status = open_part(work, call->operands[i]);
        if (status == CS_OK &&
            !is_same_about(cs_part_about(work->parts[0].part), cs_part_about(work->parts[i].part)))
            status = cs_fail(call->diag, CS_USAGE, &(struct cs_place){.file = call->operands[i]},
                             "make all the parts with the same options",
                             "was made with different options than %s", call->operands[0]);
    }
    if (status == CS_OK)
        qsort(work->parts, work->n_parts, sizeof *work->parts, compare_opened);
    if (status == CS_OK)
        tell_repeated(work);
    return status;
}

static enum cs_status check_dims(const struct work *work, const struct cs_load_request *request)
{
    unsigned kept = cs_part_about(work->parts[0].part)->group_dims;
    unsigned missing = (request->group_dims | cs_workspace_filtered_dims(work->call)) & ~kept;
    for (int d = 0; d < CS_N_DIMS; d++)
        if (missing >> d & 1)
            return cs_fail(work->call->diag, CS_USAGE, NULL,
                           "name it in --by when making the parts",
                           "the parts are not grouped by %s", cs_dim_name((enum cs_dim)d));
    return CS_OK;
}

static enum cs_status load_parts(void *context, struct cs_workspace *workspace,
                                 const struct cs_load_request *request)
{
    struct work *work = context;
    struct cs_diag *diag = work->call->diag;
    enum cs_status status = check_dims(work, request);
    workspace->data = cs_dataset_new();
    if (!workspace->data || !cs_grouped_of(workspace->data, cs_workspace_spill(workspace, request)))
        return cs_fail_memory(diag);
    for (size_t i = 0; i < work->n_parts && status == CS_OK; i++) {
        cs_progress_step(work->call->progress,
                         (struct cs_progress_step){"part", i + 1, work->n_parts,
                                                   cs_part_name(work->parts[i].part)});
        status = cs_part_add(work->parts[i].part, workspace->data, diag);
    }
    cs_progress_step(work->call->progress, (struct cs_progress_step){.n = 0});
    if (status == CS_OK)
        status = cs_grouped_gather(workspace->data->grouped, workspace->data->dicts, diag);
    return status;
}

static enum cs_status merge(struct work *work)
{
    enum cs_status status = open_parts(work);
    if (status == CS_OK)
        status = cs_part_options_take(work->call, work->parts[0].part);
    if (status == CS_OK)
        status = cs_summarize_by(work->call, load_parts, work);
    for (size_t i = 0; i < work->n_parts; i++) {
        cs_part_close(work->parts[i].part);
        cs_part_file_clear(&work->parts[i].file);
    }
    free(work->parts);
    return status;
}

static enum cs_status run(struct cs_call *call)
{
    struct work work = {.call = call};
    enum cs_status status = cs_memory_init(&work.spill, call);
    if (status != CS_OK)
        return status;
    status = merge(&work);
    cs_memory_clear(&work.spill);
    return status;
}

static const struct cs_example examples[] = {
    {"printf 'level,salary\\nSenior,90000\\n' | careerstat summarize - --by level --partial "
     "-o a.part && careerstat merge a.part --minimum-n 1 --format table",
     "A partial result made and merged; more parts give what one run over all inputs would give"},
};

extern const struct cs_command cs_cmd_merge;
const struct cs_command cs_cmd_merge = {
    .name = "merge",
    .group = CS_GROUP_ANSWER,
    .summary = "combine partial results of summarize, exactly",
    .usage = "merge PART…",
    .help = "Gives byte for byte what one summarize over all the inputs would give, weighted or "
            "not, in "
            "whatever order the parts are named. The options used to make the parts are "
            "kept unless others are given here.",
    .examples = examples,
    .n_examples = sizeof examples / sizeof *examples,
    .options = cs_summarize_options,
    .n_options = CS_N_SUMMARIZE_OPTIONS,
    .shared = CS_SHARED_RESULT | CS_SHARED_DATA | CS_SHARED_STATISTICS | CS_SHARED_MONEY |
              CS_SHARED_MEMORY,
    .names_late = 1,
    .min_operands = 1,
    .max_operands = SIZE_MAX,
    .run = run,
};
