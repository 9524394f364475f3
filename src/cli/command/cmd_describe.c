/* describe OCCUPATION: what the work is like. */
#include <stdint.h>
#include <string.h>

#include "analysis/outlook/description.h"
#include "analysis/outlook/lookup.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/suggest.h"
#include "base/text.h"
#include "cli/frame/command.h"
#include "cli/input/workspace.h"
#include "data/dataset.h"
#include "data/description/descriptor.h"
#include "render/describe/describe.h"

enum { DEFAULT_ITEMS = 10 };

/* --only tasks,skills. */
static enum cs_status read_view(const struct cs_call *call, struct cs_describe_view *view)
{
    const char *names[CS_N_ASPECTS];
    size_t n = cs_call_count(call, "only");
    view->n_items = (size_t)cs_call_number(call, "limit", DEFAULT_ITEMS);
    view->aspects = n ? 0 : (1u << CS_N_ASPECTS) - 1;
    for (int a = 0; a < CS_N_ASPECTS; a++)
        names[a] = cs_aspect_info((enum cs_aspect)a)->name;
    for (size_t i = 0; i < n; i++) {
        const char *word = cs_call_text_at(call, "only", i);
        enum cs_aspect aspect;
        if (!cs_aspect_parse(cs_span_of(word), &aspect)) {
            struct cs_shown shown;
            const char *near = cs_suggest(word, names, CS_N_ASPECTS);
            return cs_fail(call->diag, CS_USAGE, NULL,
                           cs_arena_printf(call->arena, "did you mean %s?", near ? near : "tasks"),
                           "occupations are not described by '%s'",
                           cs_show(&shown, word, strlen(word)));
        }
        view->aspects |= 1u << aspect;
    }
    return CS_OK;
}

/* Nothing of it is known: which of its parts are, or where such things come from. */
static enum cs_status fail_unknown(const struct cs_call *call,
                                   const struct cs_description *description)
{
    const char *hint = "import the O*NET database (Task Statements, Skills, Job Zones …): "
                       "https://www.onetcenter.org/database.html";
    const char *list = "";
    for (size_t i = 0; i < description->n_details && i < 12; i++)
        list = cs_arena_printf(call->arena, "%s%s%s", list, i ? ", " : "",
                               description->details[i]->code);
    if (description->n_details)
        hint = cs_arena_printf(call->arena, "its parts are described: %s", list);
    return cs_fail(call->diag, CS_NO_ANSWER, NULL, hint, "the data do not describe %s",
                   description->code);
}

static enum cs_status answer(struct cs_workspace *workspace, const struct cs_describe_view *view)
{
    struct cs_call *call = workspace->call;
    struct cs_description description;
    uint32_t key;
    enum cs_status status = cs_workspace_key(workspace, CS_DIM_OCCUPATION, call->operands[0], &key);
    if (status != CS_OK)
        return status;
    struct cs_descriptions *descriptions = cs_descriptions_new(workspace->data);
    struct cs_lookup *lookup = cs_lookup_new(workspace->data);
    status = descriptions && lookup
                 ? cs_describe(descriptions, lookup, key, call->arena, &description, call->diag)
                 : cs_fail_memory(call->diag);
    if (status == CS_OK && description.is_empty)
        status = fail_unknown(call, &description);
    else if (status == CS_OK)
        status = (cs_call_has(call, "json") ? cs_describe_write_json : cs_describe_write_text)(
            &description, workspace->data, view, call->out, call->diag);
    cs_descriptions_free(descriptions);
    cs_lookup_free(lookup);
    return status;
}

static enum cs_status run(struct cs_call *call)
{
    struct cs_workspace workspace;
    struct cs_describe_view view;
    struct cs_load_request request = cs_load_request_of(call, 1);
    request.wanted_occupations = call->operands;
    request.n_wanted = 1;
    request.wants_descriptions = true;
    request.leaves_out_observations = true;
    enum cs_status status = cs_workspace_open(&workspace, call);
    if (status == CS_OK)
        status = read_view(call, &view);
    if (status == CS_OK)
        status = cs_workspace_load(&workspace, &request);
    if (status == CS_OK)
        status = answer(&workspace, &view);
    cs_workspace_close(&workspace);
    return status;
}

static const struct cs_option options[] = {
    {"only", 0, CS_OPTION_LIST, "ASPECTS",
     "tasks, skills, knowledge, technologies … (default: all)", NULL},
    {"limit", 0, CS_OPTION_WHOLE, "N", "show at most N of each (default: 10; --json: all)", NULL},
};

extern const struct cs_command cs_cmd_describe;
const struct cs_command cs_cmd_describe = {
    .name = "describe",
    .group = CS_GROUP_READ,
    .summary = "what an occupation is like: tasks, skills, technology, preparation",
    .usage = "describe OCCUPATION [FILE…]",
    .help =
        "OCCUPATION is a code or a title. Tasks, skills, knowledge, work activities, technology, "
        "interests, schooling and job zone come from the O*NET files that were imported, or that "
        "you name: the text files, the workbooks, or the database as one .zip.\n"
        "If several files cover an aspect, the newest is shown. Occupations that O*NET "
        "divides are listed by part; ask for a part by its code, such as 29-1141.01.",
    .options = options,
    .n_options = sizeof options / sizeof *options,
    .shared = CS_SHARED_OUTPUT | CS_SHARED_JSON | CS_SHARED_INPUT | CS_SHARED_LIBRARY,
    .looks_back = true,
    .min_operands = 1,
    .max_operands = SIZE_MAX,
    .run = run,
};
