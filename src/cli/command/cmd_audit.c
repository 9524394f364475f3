/* The audit command: guides in parallel batches, findings printed in order, mended guides written
 * with --fix. */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/outfile.h"
#include "base/pool.h"
#include "cli/command/guide_edits.h"
#include "cli/command/guides.h"
#include "cli/frame/command.h"
#include "guide/audit/audit.h"
#include "guide/audit/fix.h"
#include "guide/judge/judge.h"
#include "guide/text/document.h"
#include "guide/text/edit.h"
#include "render/result/audit.h"
#include "render/result/fix.h"
#include "render/write/envelope.h"
#include "render/write/json.h"

/* Guides are audited in parallel, a batch at a time, and written out in order. */
enum { BATCH = 64 };

enum form { FORM_TEXT, FORM_JSON, FORM_SARIF };

struct one_guide {
    const char *path;
    size_t number; /* in the list */
    char *bytes;
    size_t n_bytes;
    struct cs_audit audit;
    struct cs_fix fix;
    struct cs_diag diag;
    enum cs_status status;
};

struct totals {
    size_t n_guides, n_failed, n_claims, n_verdicts[CS_N_VERDICTS];
    size_t n_misnamed; /* confirmed, but as another statistic than the one said */
    size_t n_errors, n_warnings, n_notes, n_edits;
};

struct run {
    struct cs_call *call;
    struct cs_workspace workspace;
    struct cs_guide_data data;
    struct cs_audit_options options;
    struct cs_guide_list guides;
    struct cs_allow_list *allowed;
    enum form form;
    bool fixes; /* edits are planned: to be made, shown or offered */
    struct cs_guide_mode mode;
    struct cs_json json;
    struct one_guide *batch;
    struct totals totals;
    enum cs_status worst; /* of guides that could not be read or written */
};

static void audit_one(void *context, size_t index, size_t worker)
{
    struct run *run = context;
    struct one_guide *g = &run->batch[index];
    (void)worker;
    g->status = cs_guide_read(&run->guides, g->number, &g->bytes, &g->n_bytes, &g->diag);
    if (g->status != CS_OK)
        return;
    g->status = cs_audit_guide(&g->audit, &run->data.names, &run->data.evidence, &run->options,
                               g->path, g->bytes, g->n_bytes, &g->diag);
    if (g->status == CS_OK && run->allowed)
        cs_audit_allow(&g->audit, run->allowed);
    const struct cs_fix_task task = {&run->data.names, &run->data.evidence, &run->options,
                                     run->allowed};
    if (g->status == CS_OK && (run->fixes || run->form == FORM_SARIF))
        g->status = cs_fix_guide(&g->fix, &task, &g->audit, &g->diag);
    if (g->status == CS_OK && run->form == FORM_SARIF)
        cs_fix_keep_proved(&g->fix, &g->audit);
}

static void count(struct totals *totals, const struct cs_audit *audit)
{
    totals->n_guides++;
    totals->n_claims += audit->claims.n_items;
    for (int i = 0; i < CS_N_VERDICTS; i++)
        totals->n_verdicts[i] += audit->n_verdicts[i];
    for (size_t i = 0; i < audit->claims.n_items; i++) {
        const struct cs_judgment *j = &audit->judgments[i];
        totals->n_misnamed += j->verdict == CS_CONFIRMED && j->fault == CS_FAULT_STATISTIC;
    }
    totals->n_errors += cs_audit_count(audit, CS_ERROR);
    totals->n_warnings += cs_audit_count(audit, CS_WARNING);
    totals->n_notes += cs_audit_count(audit, CS_NOTE);
}

/* What no edit mends stands before the diff, in lines that patch passes over. */
static void put_diff(struct run *run, const struct one_guide *g)
{
    cs_fix_put_text(run->call->out, &g->audit, &g->fix, CS_FIX_LEFT);
    cs_edits_put_diff(g->path, g->bytes, g->n_bytes, g->fix.edits, g->fix.n_edits, run->call->out);
}

static void put(struct run *run, const struct one_guide *g)
{
    bool is_made = run->mode.writes && g->status == CS_OK;
    if (run->form == FORM_JSON)
        cs_audit_put_json(&run->json, &g->audit, run->fixes ? &g->fix : NULL);
    else if (run->form == FORM_SARIF)
        cs_sarif_put(&run->json, &g->audit);
    else if (run->mode.shows_diff)
        put_diff(run, g);
    else
        cs_audit_put_text(run->call->out, &g->audit);
    if (run->form == FORM_TEXT && run->fixes && !run->mode.shows_diff)
        cs_fix_put_text(run->call->out, &g->audit, &g->fix,
                        is_made ? CS_FIX_MADE : CS_FIX_PROPOSED);
}

/* Mends before it tells: what could not be written is not called fixed. */
static void finish_one(struct run *run, struct one_guide *g)
{
    if (g->status == CS_OK) {
        if (run->fixes && run->mode.writes)
            g->status = cs_guide_edits_write(g->path, &g->audit.document, g->fix.edits,
                                             g->fix.n_edits, &g->diag);
        count(&run->totals, &g->audit);
        put(run, g);
    }
    if (g->status == CS_OK) {
        run->totals.n_edits += g->fix.n_edits;
    } else {
        run->totals.n_failed++;
        run->worst = g->status > run->worst ? g->status : run->worst;
    }
    cs_diag_merge(run->call->diag, &g->diag);
    cs_fix_clear(&g->fix);
    cs_audit_clear(&g->audit);
    free(g->bytes);
}

static enum cs_status audit_batch(struct run *run, size_t first)
{
    size_t n = run->guides.n - first < BATCH ? run->guides.n - first : BATCH;
    run->batch = calloc(n, sizeof *run->batch);
    if (!run->batch)
        return cs_fail_memory(run->call->diag);
    for (size_t i = 0; i < n; i++) {
        run->batch[i].path = run->guides.paths[first + i];
        run->batch[i].number = first + i;
        cs_diag_init(&run->batch[i].diag);
    }
    cs_pool_run(run->call->n_threads, n, audit_one, run);
    for (size_t i = 0; i < n; i++) {
        finish_one(run, &run->batch[i]);
        cs_diag_clear(&run->batch[i].diag);
    }
    free(run->batch);
    return CS_OK;
}

static void put_plural(struct cs_buf *out, size_t n, const char *noun)
{
    cs_buf_printf(out, "%zu %s%s", n, noun, n == 1 ? "" : "s");
}

static void put_totals(struct run *run)
{
    const struct totals *t = &run->totals;
    struct cs_buf *out = run->call->out;
    put_plural(out, t->n_guides, "guide");
    cs_buf_puts(out, ", ");
    put_plural(out, t->n_claims, "claim");
    for (int i = 0; i < CS_N_VERDICTS; i++) {
        size_t n = t->n_verdicts[i] - (i == CS_CONFIRMED ? t->n_misnamed : 0);
        cs_buf_printf(out, "%s %zu %s", i ? "," : ":", n, cs_verdict_name((enum cs_verdict)i));
        if (i == CS_CONFIRMED && t->n_misnamed)
            cs_buf_printf(out, ", %zu of another statistic", t->n_misnamed);
    }
    cs_buf_puts(out, "\n");
    put_plural(out, t->n_errors, "error");
    cs_buf_puts(out, ", ");
    put_plural(out, t->n_warnings, "warning");
    if (run->fixes) {
        cs_buf_puts(out, "; ");
        put_plural(out, t->n_edits, "edit");
        cs_buf_puts(out, run->mode.writes ? " made" : " to make");
    }
    cs_buf_putc(out, '\n');
}

static void begin(struct run *run)
{
    if (run->form == FORM_TEXT)
        return;
    cs_json_init(&run->json, run->call->out, CS_JSON_PRETTY);
    if (run->form == FORM_SARIF) {
        cs_sarif_begin(&run->json);
        return;
    }
    cs_envelope_begin(&run->json, "audit", 1);
    cs_json_put_array(&run->json, "guides");
}

static enum cs_status end(struct run *run)
{
    if (run->form == FORM_TEXT) {
        if (!run->mode.shows_diff)
            put_totals(run);
        return CS_OK;
    }
    if (run->form == FORM_SARIF) {
        cs_sarif_end(&run->json);
    } else {
        cs_json_end_array(&run->json);
        cs_json_put_integer(&run->json, "errors", (int64_t)run->totals.n_errors);
        cs_json_put_integer(&run->json, "warnings", (int64_t)run->totals.n_warnings);
        if (run->fixes)
            cs_json_put_integer(&run->json, "edits", (int64_t)run->totals.n_edits);
        cs_envelope_sources(&run->json, run->workspace.data, NULL);
        cs_envelope_end(&run->json, run->call->diag);
    }
    return cs_json_finish(&run->json, run->call->diag);
}

static enum cs_status read_allowed(struct run *run)
{
    const char *path = cs_call_text(run->call, "allow");
    char *text;
    size_t n;
    if (!path)
        return CS_OK;
    enum cs_status status = cs_read_file(path, CS_GUIDE_MAX_BYTES, &text, &n, run->call->diag);
    if (status != CS_OK)
        return status;
    status = cs_allow_list_read(path, text, &run->allowed, run->call->diag);
    free(text);
    return status;
}

static enum cs_status audit_all(struct run *run)
{
    enum cs_status status = cs_guides_list(run->call, &run->guides);
    if (status == CS_OK)
        status = read_allowed(run);
    if (status == CS_OK)
        status = cs_guide_data_open(&run->data, &run->workspace, &run->guides, run->call);
    if (status != CS_OK)
        return status;
    run->options = (struct cs_audit_options){
        .occupation = run->data.has_occupation ? &run->data.occupation : NULL,
        .region = run->data.region,
        .shows_all = cs_call_has(run->call, "all")};
    begin(run);
    for (size_t i = 0; i < run->guides.n && status == CS_OK; i += BATCH)
        status = audit_batch(run, i);
    enum cs_status ended = end(run);
    return status == CS_OK ? ended : status;
}

static enum cs_status run_audit(struct cs_call *call)
{
    struct run run = {.call = call};
    memset(&run.workspace, 0, sizeof run.workspace);
    run.form = cs_call_has(call, "sarif")  ? FORM_SARIF
               : cs_call_has(call, "json") ? FORM_JSON
                                           : FORM_TEXT;
    run.mode = cs_guide_mode_of(call);
    run.fixes = cs_call_has(call, "fix") || !run.mode.writes;
    enum cs_status status = audit_all(&run);
    cs_allow_list_free(run.allowed);
    cs_guide_data_close(&run.data, &run.workspace);
    if (status != CS_OK)
        return status;
    if (run.worst > CS_NO_ANSWER) {
        call->has_partial_answer = run.totals.n_guides > 0;
        return run.worst;
    }
    return run.worst != CS_OK || run.totals.n_errors || run.totals.n_warnings ? CS_NO_ANSWER
                                                                              : CS_OK;
}

static const struct cs_option options[] = {
    {"data", 'd', CS_OPTION_TEXTS, "FILE",
     "check the guides against this file or package instead of the library and the shipped data; "
     "may be repeated",
     NULL},
    {"occupation", 0, CS_OPTION_TEXT, "WHAT",
     "the occupation the guides are about, whatever their titles say", NULL},
    {"region", 0, CS_OPTION_TEXT, "WHERE",
     "the place meant by claims that name none (default: the nation)", NULL},
    {"all", 'a', CS_OPTION_FLAG, NULL, "list unsupported and ambiguous claims too", NULL},
    {"sarif", 0, CS_OPTION_FLAG, NULL, "write SARIF 2.1.0", NULL},
    {"fix", 0, CS_OPTION_FLAG, NULL,
     "write the corrected figure into the guide where it is certain; list the rest", NULL},
    CS_GUIDE_EDIT_OPTIONS("list what --fix would change; exit code 1 when anything is wrong"),
    {"allow", 0, CS_OPTION_TEXT, "FILE",
     "accepted findings, one per line: [GUIDE] RULE [QUOTED TEXT]", NULL},
};

static const struct cs_example examples[] = {
    {"echo 'Medical secretaries earned a median of $45,930 in May 2025.' > guide.md && "
     "careerstat audit guide.md",
     "Check one guide against the shipped data"},
    {"careerstat audit guide.md --all", "Include claims that cannot be checked"},
    {"careerstat audit guide.md --sarif -o audit.sarif",
     "For a code host that shows findings in place"},
    {"careerstat audit guide.md --diff", "Show what --fix would write"},
    {"careerstat audit guide.md --fix", "Write the corrected figures where they are certain"},
};

extern const struct cs_command cs_cmd_audit;
const struct cs_command cs_cmd_audit = {
    .name = "audit",
    .group = CS_GROUP_GUIDE,
    .summary = "find false, stale and contradictory numbers in written guides",
    .usage = "audit GUIDE|FOLDER… [--data FILE…]",
    .help =
        "Reads pay, growth, openings, new jobs and employment from prose, lists and tables in "
        "Markdown and HTML, ties each to its occupation, place and period, and checks it "
        "against every vintage of the data with the tolerance its own rounding implies.\n"
        "Exit code 0: nothing wrong was found; 1: there are errors or warnings, or a guide could "
        "not be read; notes do not count.",
    .examples = examples,
    .n_examples = sizeof examples / sizeof *examples,
    .options = options,
    .n_options = sizeof options / sizeof *options,
    .shared =
        CS_SHARED_OUTPUT | CS_SHARED_JSON | CS_SHARED_THREADS | CS_SHARED_INPUT | CS_SHARED_LIBRARY,
    .min_operands = 1,
    .max_operands = SIZE_MAX,
    .run = run_audit,
};
