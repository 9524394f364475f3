/* The order of an audit: claims found, judged, set against each other, listed. What is judged and
 * how is in judge.c and its neighbors. */
#include "guide/audit/audit.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/outlook/lookup.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "data/dataset.h"
#include "data/period.h"
#include "guide/audit/audit_doubt.h"
#include "guide/audit/audit_relate.h"
#include "guide/audit/audit_sure.h"
#include "guide/audit/inside.h"
#include "guide/judge/judge.h"
#include "guide/audit/judge_change.h"
#include "guide/audit/neighbor.h"
#include "guide/claim/claim.h"
#include "guide/topic/topic.h"
#include "guide/text/document.h"
#include "guide/text/edit.h"

/* ---- findings of the judge ---- */

static enum cs_rule rule_of(const struct cs_judgment *j)
{
    static const enum cs_rule by_fault[] = {
        [CS_FAULT_NONE] = CS_RULE_CONTRADICTED,   [CS_FAULT_VALUE] = CS_RULE_CONTRADICTED,
        [CS_FAULT_PERIOD] = CS_RULE_WRONG_PERIOD, [CS_FAULT_STATISTIC] = CS_RULE_WRONG_STATISTIC,
        [CS_FAULT_UNIT] = CS_RULE_WRONG_UNIT,     [CS_FAULT_WORD] = CS_RULE_WRONG_WORD};
    switch (j->verdict) {
    case CS_STALE:
        return CS_RULE_STALE;
    case CS_UNSUPPORTED:
        return CS_RULE_UNSUPPORTED;
    case CS_AMBIGUOUS:
        return CS_RULE_AMBIGUOUS;
    default:
        return by_fault[j->fault];
    }
}

static const char *noun_of(const struct cs_claim *claim)
{
    static const char *const statistics[] = {"pay",
                                             "median pay",
                                             "mean pay",
                                             "average pay",
                                             "10th percentile of pay",
                                             "25th percentile of pay",
                                             "75th percentile of pay",
                                             "90th percentile of pay",
                                             "range of pay",
                                             "middle half of pay",
                                             "middle 80 percent of pay",
                                             "low end of pay",
                                             "high end of pay"};
    static const char *const nouns[CS_N_CLAIM_KINDS] = {"claim",      "pay",
                                                        "growth",     "growth word",
                                                        "new jobs",   "yearly openings",
                                                        "employment", "projected employment",
                                                        "ratio",      "change"};
    return claim->kind == CS_CLAIM_PAY ? statistics[claim->statistic] : nouns[claim->kind];
}

/* The place that a claim was held against; NULL where the guide speaks of no place at all. */
static const char *place_words(const struct cs_audit *audit, const struct cs_claim *claim)
{
    bool has_places = audit->topic.region != NULL;
    for (size_t i = 0; i < audit->claims.n_items && !has_places; i++)
        has_places = audit->claims.items[i].region != NULL;
    if (claim->region)
        return claim->region->name;
    return has_places ? "United States" : NULL;
}

static const char *subject_words(const struct cs_audit *audit, const struct cs_claim *claim,
                                 struct cs_arena *arena)
{
    const struct cs_subject *s = &claim->subject;
    const struct cs_dataset *data = cs_lookup_dataset(audit->topic.names->lookup);
    if (s->is_all)
        return "all occupations";
    if (!s->n_keys)
        return NULL;
    const struct cs_key *key = cs_dataset_key(data, CS_DIM_OCCUPATION, s->keys[0]);
    if (s->n_keys > 1)
        return cs_arena_printf(arena, "%s and %zu more together", key->code, s->n_keys - 1);
    return cs_arena_printf(arena, "%s", key->code);
}

static void add_edit(const struct cs_audit *audit, struct cs_finding *finding, struct cs_said at,
                     const char *text)
{
    if (!text || at.block == CS_NO_BLOCK)
        return;
    struct cs_span source =
        cs_document_source(&audit->document, &audit->document.blocks[at.block], at.start, at.end);
    size_t start = (size_t)(source.start - audit->document.bytes);
    finding->edits[finding->n_edits++] = (struct cs_edit){start, start + source.size, text};
}

static void add_judged(struct cs_audit *audit, size_t i)
{
    const struct cs_claim *claim = &audit->claims.items[i];
    const struct cs_judgment *j = &audit->judgments[i];
    enum cs_rule rule = rule_of(j);
    const char *subject = subject_words(audit, claim, &audit->arena);
    const char *place = place_words(audit, claim);
    bool is_both = subject && place;
    const char *message = cs_arena_printf(
        &audit->arena, "%s%s%s%s%s%s: %s", noun_of(claim), subject || place ? " (" : "",
        subject ? subject : "", is_both ? ", " : "", place ? place : "",
        subject || place ? ")" : "", j->why ? j->why : cs_rule_info(rule)->words);
    struct cs_finding *finding = cs_audit_add(audit, rule, j->at, i, message);
    if (!finding)
        return;
    finding->hint = j->hint;
    add_edit(audit, finding, claim->value, j->right);
    add_edit(audit, finding, claim->when_said, j->right_period);
}

static int is_finding(const struct cs_judgment *j, int shows_all)
{
    if (j->verdict == CS_UNSUPPORTED || j->verdict == CS_AMBIGUOUS)
        return shows_all;
    return j->verdict != CS_CONFIRMED || j->fault != CS_FAULT_NONE;
}

/* "Projected jobs" is said of new jobs, too: a number that is those exactly is true. */
static void judge_as_new_jobs(struct cs_audit *audit, const struct cs_evidence *evidence, size_t i)
{
    struct cs_claim other_kind = audit->claims.items[i];
    struct cs_judgment other;
    if (other_kind.kind != CS_CLAIM_PROJECTED || audit->judgments[i].verdict != CS_CONTRADICTED)
        return;
    other_kind.kind = CS_CLAIM_NEW_JOBS;
    cs_judge(evidence, &audit->document, &other_kind, &audit->arena, &other);
    if (other.verdict != CS_CONFIRMED && other.verdict != CS_STALE)
        return;
    audit->claims.items[i] = other_kind;
    audit->judgments[i] = other;
}

static bool is_good(const struct cs_judgment *j)
{
    return j->verdict == CS_CONFIRMED || j->verdict == CS_STALE;
}

/* "Jobs 2034" is what a projection ends with, unless the number is that of another year. */
static void judge_as_projected(struct cs_audit *audit, const struct cs_evidence *evidence, size_t i)
{
    struct cs_claim projected = audit->claims.items[i];
    struct cs_judgment other;
    if (is_good(&audit->judgments[i]) || audit->judgments[i].fault == CS_FAULT_PERIOD ||
        !cs_judge_is_projected(evidence, &projected))
        return;
    projected.kind = CS_CLAIM_PROJECTED;
    cs_judge(evidence, &audit->document, &projected, &audit->arena, &other);
    audit->claims.items[i] = projected;
    audit->judgments[i] = other;
}

/* The date of a sentence before may not be meant: a value that is true today is true, and one that
 * says too little to be called wrong is only old. */
static void judge_undated(struct cs_audit *audit, const struct cs_evidence *evidence, size_t i)
{
    struct cs_claim undated = audit->claims.items[i];
    struct cs_judgment other, *j = &audit->judgments[i];
    if (!(undated.flags & CS_CLAIM_DATE_CARRIED) || is_good(j))
        return;
    undated.when = (struct cs_period){0, 0, 0};
    undated.when_said.block = CS_NO_BLOCK;
    cs_judge(evidence, &audit->document, &undated, &audit->arena, &other);
    if (other.verdict != CS_CONFIRMED &&
        !(other.verdict == CS_STALE && j->verdict != CS_CONTRADICTED &&
          !cs_judge_is_beyond(j, &audit->claims.items[i])))
        return;
    audit->claims.items[i] = undated;
    *j = other;
}

/* A projection in a section about a state, for which the data have none: it may be the state's own,
 * unless it tells whose it is: the nation's of another edition, with its sign lost, mixed up. */
static bool is_of_nation_only(const struct cs_claim *claim, const struct cs_judgment *state,
                              const struct cs_judgment *national)
{
    bool is_sign_lost = claim->kind == CS_CLAIM_GROWTH && national->fact.value < 0 &&
                        fabs(claim->amount.low + national->fact.value) <= claim->amount.step / 2;
    bool tells = national->fault == CS_FAULT_PERIOD || national->is_explained || national->hint ||
                 is_sign_lost;
    return cs_claim_is_projection(claim->kind) && claim->kind != CS_CLAIM_GROWTH_WORD &&
           state->verdict == CS_UNSUPPORTED && !state->fact.source &&
           national->verdict == CS_CONTRADICTED && tells;
}

/* A guide about a state quotes the nation's figures too: what its title only implies is not held
 * against a claim. */
static void judge_claim(struct cs_audit *audit, const struct cs_evidence *evidence, size_t i)
{
    struct cs_claim *claim = &audit->claims.items[i];
    struct cs_judgment *j = &audit->judgments[i];
    /* A guide's own occupation may go by any name; another one is sure by its title only. */
    claim->subject.is_alias &= !cs_subject_equals(&claim->subject, &audit->topic.page);
    cs_judge(evidence, &audit->document, claim, &audit->arena, j);
    judge_as_projected(audit, evidence, i);
    judge_as_new_jobs(audit, evidence, i);
    judge_undated(audit, evidence, i);
    if (!(claim->flags & CS_CLAIM_TITLE_PLACE) || is_good(j))
        return;
    struct cs_claim national = *claim;
    struct cs_judgment other;
    national.region = NULL;
    cs_judge(evidence, &audit->document, &national, &audit->arena, &other);
    if (is_good(&other)) {
        *claim = national;
        *j = other;
    } else if (is_of_nation_only(claim, j, &other)) {
        *claim = national;
        *j = other;
    } else if (j->verdict == CS_CONTRADICTED && other.verdict == CS_CONTRADICTED) {
        j->right = j->right_period = NULL; /* right for the state or for the nation? */
    }
}

static int compare_findings(const void *a, const void *b)
{
    const struct cs_finding *x = a, *y = b;
    if (x->start != y->start)
        return x->start < y->start ? -1 : 1;
    return (int)x->rule - (int)y->rule;
}

/* One finding a place and rule: a year said once for two values is one mistake. */
static void drop_repeats(struct cs_audit *audit)
{
    if (audit->n_findings)
        qsort(audit->findings, audit->n_findings, sizeof *audit->findings, compare_findings);
    size_t kept = 0;
    for (size_t i = 0; i < audit->n_findings; i++) {
        if (kept && audit->findings[kept - 1].start == audit->findings[i].start &&
            audit->findings[kept - 1].rule == audit->findings[i].rule)
            continue;
        audit->findings[kept++] = audit->findings[i];
    }
    audit->n_findings = kept;
}

enum cs_status cs_audit_guide(struct cs_audit *audit, const struct cs_names *names,
                              const struct cs_evidence *evidence,
                              const struct cs_audit_options *options, const char *file,
                              const char *bytes, size_t n_bytes, struct cs_diag *diag)
{
    memset(audit, 0, sizeof *audit);
    cs_arena_init(&audit->arena);
    enum cs_status status = cs_document_read(&audit->document, file, bytes, n_bytes, diag);
    if (status == CS_OK)
        status = cs_topic_init(&audit->topic, names, &audit->document, options->occupation,
                               options->region, diag);
    if (status == CS_OK)
        status = cs_claims_find(&audit->claims, &audit->topic, diag);
    if (status != CS_OK)
        return status;
    audit->judgments =
        cs_arena_alloc(&audit->arena, (audit->claims.n_items + 1) * sizeof *audit->judgments);
    if (!audit->judgments)
        return cs_fail_memory(diag);
    for (size_t i = 0; i < audit->claims.n_items; i++) {
        judge_claim(audit, evidence, i);
    }
    if (cs_audit_relate(audit, diag) != CS_OK)
        return CS_INTERNAL;
    cs_judge_changes(audit, evidence);
    cs_judge_gaps(audit, evidence);
    cs_judge_totals(audit, evidence);
    cs_audit_recognize(audit, evidence);
    cs_audit_make_sure(audit, evidence);
    if (cs_audit_doubt(audit, evidence) != CS_OK)
        return cs_fail_memory(diag);
    cs_audit_find_neighbors(audit, evidence);
    cs_audit_take_back_worked_out(audit);
    cs_audit_take_back_far(audit);
    cs_audit_take_back_newer(audit);
    cs_audit_accept_history(audit);
    cs_audit_settle_dates(audit, evidence);
    for (size_t i = 0; i < audit->claims.n_items; i++) {
        audit->n_verdicts[audit->judgments[i].verdict]++;
        if (is_finding(&audit->judgments[i], options->shows_all))
            add_judged(audit, i);
    }
    cs_inside_find(audit, evidence);
    drop_repeats(audit);
    return audit->failed ? cs_fail_memory(diag) : CS_OK;
}

void cs_audit_clear(struct cs_audit *audit)
{
    cs_claims_clear(&audit->claims);
    cs_topic_clear(&audit->topic);
    cs_document_clear(&audit->document);
    free(audit->findings);
    cs_arena_clear(&audit->arena);
    memset(audit, 0, sizeof *audit);
}
