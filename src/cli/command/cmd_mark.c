/* The mark command: markers proposed for a guide's confirmed claims, shown as a diff or
 * written. */
#include <stdlib.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/outfile.h"
#include "base/text.h"
#include "cli/command/guide_edits.h"
#include "cli/command/guides.h"
#include "cli/frame/command.h"
#include "guide/audit/audit.h"
#include "guide/refresh/mark.h"
#include "guide/text/document.h"
#include "guide/text/edit.h"

struct run {
    struct cs_call *call;
    struct cs_workspace workspace;
    struct cs_guide_data data;
    struct cs_figure_data figures;
    struct cs_audit_options options;
    size_t n_marked, n_before, n_left;
};

/* What stays without a marker, and why. */
static void tell_left(const struct cs_call *call, const char *path, const struct cs_audit *audit,
                      const struct cs_mark_proposal *proposal)
{
    const struct cs_document *document = &audit->document;
    for (size_t i = 0; i < proposal->n_left; i++) {
        const struct cs_mark_left *left = &proposal->left[i];
        struct cs_place place = cs_document_place(document, left->start);
        struct cs_shown shown;
        cs_diag_add(call->diag, CS_WARNING, &place, NULL, "'%s' gets no marker: %s",
                    cs_show(&shown, document->bytes + left->start, left->end - left->start),
                    left->why);
    }
    if (proposal->n_unconfirmed)
        cs_diag_add(call->diag, CS_WARNING, &(struct cs_place){.file = path},
                    "careerstat audit --all tells which",
                    "%zu of its figures get no marker, as the newest data do not confirm them",
                    proposal->n_unconfirmed);
}

static enum cs_status put(struct run *run, const char *path, struct cs_audit *audit)
{
    struct cs_mark_proposal proposal;
    enum cs_status status = cs_mark_propose(audit, &run->figures, &proposal, run->call->diag);
    run->n_marked += proposal.n_values;
    run->n_before += proposal.n_before;
    run->n_left += proposal.n_left + proposal.n_unconfirmed;
    if (status == CS_OK)
        tell_left(run->call, path, audit, &proposal);
    if (status == CS_OK && cs_call_has(run->call, "write")) {
        status = cs_guide_edits_write(path, &audit->document, proposal.edits, proposal.n_edits,
                                      run->call->diag);
    } else if (status == CS_OK) {
        cs_edits_put_diff(path, audit->document.bytes, audit->document.n_bytes, proposal.edits,
                          proposal.n_edits, run->call->out);
    }
    cs_mark_proposal_clear(&proposal);
    return status;
}

static enum cs_status mark_one(struct run *run, const char *path)
{
    struct cs_audit audit;
    char *bytes;
    size_t n_bytes;
    enum cs_status status =
        cs_read_file(path, CS_GUIDE_MAX_BYTES, &bytes, &n_bytes, run->call->diag);
    if (status != CS_OK)
        return status;
    status = cs_audit_guide(&audit, &run->data.names, &run->data.evidence, &run->options, path,
                            bytes, n_bytes, run->call->diag);
    if (status == CS_OK)
        status = put(run, path, &audit);
    cs_audit_clear(&audit);
    free(bytes);
    return status;
}

/* "2 guides: 5 figures marked, 1 marked before, 2 left", on standard output where the guides were
 * written; a diff stands there alone. */
static void tell_sum(const struct run *run, size_t n_guides, bool is_done)
{
    struct cs_call *call = run->call;
    const char *sum = cs_arena_printf(
        call->arena, "%zu guide%s: %zu figure%s %s, %zu marked before, %zu left", n_guides,
        n_guides == 1 ? "" : "s", run->n_marked, run->n_marked == 1 ? "" : "s",
        cs_call_has(call, "write") ? "marked" : "to mark", run->n_before, run->n_left);
    if (!sum || !is_done || call->is_quiet)
        return;
    if (cs_call_has(call, "write"))
        cs_buf_printf(call->out, "%s\n", sum);
    else
        cs_diag_add(call->diag, run->n_left ? CS_WARNING : CS_NOTE, NULL, NULL, "%s", sum);
}

static enum cs_status mark_all(struct run *run)
{
    struct cs_guide_list guides;
    enum cs_status status = cs_guides_list(run->call, &guides), worst = CS_OK;
    if (status == CS_OK)
        status = cs_guide_data_open(&run->data, &run->workspace, &guides, run->call);
    if (status != CS_OK)
        return status;
    run->figures =
        (struct cs_figure_data){run->data.lookup, run->data.price_data, &run->workspace.reference};
    run->options = (struct cs_audit_options){
        .occupation = run->data.has_occupation ? &run->data.occupation : NULL,
        .region = run->data.region};
    for (size_t i = 0; i < guides.n; i++) {
        status = mark_one(run, guides.paths[i]);
        worst = status > worst ? status : worst;
    }
    tell_sum(run, guides.n, worst == CS_OK);
    return worst;
}

static enum cs_status run_mark(struct cs_call *call)
{
    struct run run = {.call = call};
    enum cs_status status = mark_all(&run);
    cs_guide_data_close(&run.data, &run.workspace);
    return status;
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
    {"write", 'w', CS_OPTION_FLAG, NULL, "write the markers into the guides instead of a diff",
     NULL},
};

static const struct cs_example examples[] = {
    {"echo 'Medical secretaries earned a median of $45,930 in May 2025.' > plain.md && "
     "careerstat mark plain.md",
     "Propose markers for the figures that are correct, as a diff"},
};

extern const struct cs_command cs_cmd_mark;
const struct cs_command cs_cmd_mark = {
    .name = "mark",
    .group = CS_GROUP_GUIDE,
    .summary = "propose markers for the figures of a guide, so that refresh can keep them current",
    .usage = "mark GUIDE|FOLDER… [--data FILE…]",
    .help =
        "Looks for claims as audit does, and puts a marker around each one that the newest figure "
        "confirms and that a careerstat style writes exactly the same way. Prints a diff for "
        "patch(1); --write changes the guides and says how many figures were marked. What is left "
        "without a marker, and why, is told as warnings (-q: not).",
    .examples = examples,
    .n_examples = sizeof examples / sizeof *examples,
    .options = options,
    .n_options = sizeof options / sizeof *options,
    .shared = CS_SHARED_OUTPUT | CS_SHARED_INPUT | CS_SHARED_LIBRARY,
    .min_operands = 1,
    .max_operands = SIZE_MAX,
    .names_output = true,
    .run = run_mark,
};
