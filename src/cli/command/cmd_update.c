/* update: the library brought up to date from the publishers, politely; the one command that opens
 * the network. */
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "cli/command/guides_stale.h"
#include "cli/frame/command.h"
#include "cli/input/workspace.h"
#include "cli/keep/catalogue_input.h"
#include "cli/keep/update_result.h"
#include "cli/keep/update_run.h"
#include "fetch/plan/plan.h"

enum { DEFAULT_STALL_SECONDS = 30, DEFAULT_WAIT_SECONDS = 120, MOST_CONTACT_BYTES = 200 };

/* Texts of a list option. */
static const char *const *list(struct cs_call *call, const char *option, size_t *n)
{
    *n = cs_call_count(call, option);
    const char **texts = cs_arena_alloc(call->arena, (*n + 1) * sizeof *texts);
    for (size_t i = 0; texts && i < *n; i++)
        texts[i] = cs_call_text_at(call, option, i);
    *n = texts ? *n : 0;
    return texts;
}

/* It becomes a part of a header line. */
static bool is_contact(const char *text)
{
    size_t n = strlen(text);
    for (const char *p = text; *p; p++)
        if ((unsigned char)*p <= ' ' || (unsigned char)*p >= 0x7f || strchr("()\\\"", *p))
            return false;
    return n > 2 && n <= MOST_CONTACT_BYTES && (strchr(text, '@') || strstr(text, "://"));
}

static enum cs_status set_agent(struct cs_update_run *run)
{
    struct cs_call *call = run->call;
    const char *contact = cs_call_text(call, "contact");
    struct cs_shown shown;
    if (contact && !is_contact(contact))
        return cs_fail(call->diag, CS_USAGE, NULL, NULL,
                       "--contact: '%s' is neither an email address nor a web address",
                       cs_show(&shown, contact, strlen(contact)));
    run->transfer.has_contact = contact != NULL;
    run->transfer.agent =
        contact ? cs_arena_printf(call->arena, "careerstat/%s (%s)", CS_VERSION, contact)
                : "careerstat/" CS_VERSION;
    return run->transfer.agent ? CS_OK : cs_fail_memory(call->diag);
}

static enum cs_status prepare(struct cs_update_run *run, struct cs_workspace *workspace)
{
    struct cs_call *call = run->call;
    run->workspace = workspace;
    run->load.intake.layouts = &workspace->layouts;
    run->load.intake.reference = &workspace->reference;
    run->one = (struct cs_import_one){.options = &run->load, .arena = call->arena};
    run->is_dry = cs_call_has(call, "dry-run");
    run->is_offline = cs_call_has(call, "offline");
    run->request.only = list(call, "only", &run->request.n_only);
    run->transfer.stall_seconds = (int64_t)cs_call_number(call, "timeout", DEFAULT_STALL_SECONDS);
    run->transfer.most_wait_seconds = (int64_t)cs_call_number(call, "wait", DEFAULT_WAIT_SECONDS);
    if (run->transfer.stall_seconds < 1)
        return cs_fail(call->diag, CS_USAGE, NULL, NULL, "--timeout: at least one second");
    return set_agent(run);
}

/* Each failure is an error with the address as its place, and with what to do. */
static void tell_failures(const struct cs_update_run *run)
{
    for (size_t i = 0; i < run->result.n; i++) {
        const struct cs_updated *updated = &run->result.tables[i];
        if (updated->outcome == CS_UPDATE_FAILED)
            cs_diag_add(run->call->diag, CS_ERROR,
                        &(struct cs_place){.file = updated->try->transfer.address}, updated->hint,
                        "%s: %s", updated->item->table->name, updated->reason);
    }
}

static enum cs_status look_at_guides(struct cs_update_run *run)
{
    size_t n;
    const char *const *paths = list(run->call, "guides", &n);
    const char *library = access(run->one.path, F_OK) == 0 ? run->one.path : NULL;
    run->result.has_guides = n > 0 && !run->is_dry;
    return run->result.has_guides
               ? cs_guides_find_stale(run->call, paths, n, library, &run->result.guides)
               : CS_OK;
}

static enum cs_status tell(struct cs_update_run *run)
{
    struct cs_call *call = run->call;
    tell_failures(run);
    call->has_partial_answer = true;
    return cs_call_has(call, "json") ? cs_update_write_json(&run->result, run->one.path, call)
                                     : cs_update_write_text(&run->result, call);
}

static enum cs_status run(struct cs_call *call)
{
    struct cs_workspace workspace;
    struct cs_update_run update = {.call = call, .lock = -1};
    enum cs_status status = cs_workspace_open(&workspace, call);
    if (status == CS_OK)
        status = prepare(&update, &workspace);
    if (status == CS_OK)
        status = cs_update_run(&update);
    cs_update_run_close(&update);
    enum cs_status guides = status == CS_OK ? look_at_guides(&update) : CS_OK;
    if (status == CS_OK && guides != CS_INTERNAL)
        status = tell(&update);
    if (status == CS_OK)
        status = cs_update_status(&update.result);
    cs_workspace_close(&workspace);
    return guides > status ? guides : status;
}

static const struct cs_option options[] = {
    {"only", 0, CS_OPTION_LIST, "TABLE", "only these tables of the catalogue", NULL},
    {"contact", 0, CS_OPTION_TEXT, "ADDRESS",
     "tell publishers whom to contact about these requests: an email or web address; some "
     "refuse programs that do not",
     NULL},
    {"dry-run", 'n', CS_OPTION_FLAG, NULL,
     "contact nobody and change nothing; list what would be requested", NULL},
    {"offline", 0, CS_OPTION_FLAG, NULL,
     "contact nobody; import what was fetched before, and say what is missing", NULL},
    {"guides", 0, CS_OPTION_TEXTS, "GUIDE|FOLDER",
     "afterward, say which of these marked guides are stale; may be repeated", NULL},
    {"timeout", 0, CS_OPTION_WHOLE, "SECONDS",
     "give up on a server that sends next to nothing for this long (30)", NULL},
    {"wait", 0, CS_OPTION_WHOLE, "SECONDS",
     "the longest pause to make when a server asks for one (120)", NULL},
    CS_CATALOGUE_OPTIONS,
};

static const struct cs_example examples[] = {
    {"careerstat update --dry-run --library pay.sqlite", "What would be requested, and from whom"},
    {"careerstat update --offline --library pay.sqlite",
     "What the library lacks, without using the network"},
};

extern const struct cs_command cs_cmd_update;
const struct cs_command cs_cmd_update = {
    .name = "update",
    .group = CS_GROUP_KEEP,
    .summary = "fetch new and revised official tables into the library",
    .usage = "update [--only TABLE,…] [--contact ADDRESS] [--guides FOLDER]",
    .help =
        "Asks the publishers in the catalogue (see: careerstat catalogue) for what is due, and for "
        "revisions of what the library holds. A file enters the library once it has arrived "
        "completely and is understood as the table and edition that were requested; the next "
        "update resumes a transfer that was cut off. At most two files are fetched at a time, and "
        "only one per host; pauses that a server asks for are observed; unchanged files are not "
        "sent again. Redirects are followed only within the publisher's hosts. The proxy comes "
        "from the usual variables (https_proxy, no_proxy). No other command fetches anything, and "
        "this one never runs by itself.\n"
        "The exit code is 1 when a table could not be fetched (the reason is given) or when a "
        "guide of --guides is stale, and 3 when none could be fetched.",
    .examples = examples,
    .n_examples = sizeof examples / sizeof *examples,
    .options = options,
    .n_options = sizeof options / sizeof *options,
    .shared = CS_SHARED_OUTPUT | CS_SHARED_JSON | CS_SHARED_LIBRARY,
    .names_late = true,
    .run = run,
};
