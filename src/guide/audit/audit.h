/* The audit of one guide. Answers for: reading it, finding and judging its claims, what it says
 * against itself, and the list of findings in the order of the text with the edits that would mend
 * them. Prints nothing, changes no file. */
#ifndef CS_GUIDE_AUDIT_H
#define CS_GUIDE_AUDIT_H

#include <stdbool.h>
#include "guide/text/edit.h"
#include "guide/judge/judge.h"

/* What can be found; one row each in cs_audit_rules. */
enum cs_rule {
    CS_RULE_CONTRADICTED,
    CS_RULE_WRONG_PERIOD,
    CS_RULE_WRONG_STATISTIC,
    CS_RULE_WRONG_UNIT,
    CS_RULE_WRONG_WORD,
    CS_RULE_STALE,
    CS_RULE_DISAGREES,
    CS_RULE_PERIOD_DISAGREES,
    CS_RULE_ARITHMETIC,
    CS_RULE_OPENINGS_BAND,
    CS_RULE_WORD_PERCENT,
    CS_RULE_RANGE_EXCLUDES,
    CS_RULE_BANDS_OVERLAP,
    CS_RULE_CODE_CONFLICT,
    CS_RULE_MIXED_PAY_PERIODS,
    CS_RULE_CONVERSION_UNDATED,
    CS_RULE_OUTDATED,
    CS_RULE_UNDATED,
    CS_RULE_UNSUPPORTED, /* of claims nothing can be said about; shown when asked */
    CS_RULE_AMBIGUOUS,
    CS_N_RULES,
};
struct cs_rule_info {
    const char *name; /* "contradicted": as in JSON, SARIF and allow files */
    enum cs_severity severity;
    const char *words; /* one sentence */
};
const struct cs_rule_info *cs_rule_info(enum cs_rule rule);

struct cs_finding {
    enum cs_rule rule;
    size_t start, end;          /* bytes of the guide */
    const char *message, *hint; /* hint NULL when none */
    size_t claim;               /* index, or CS_NO_CLAIM */
    size_t related_start;       /* another place that belongs to it; 0 when none */
    bool has_related;
    bool is_allowed; /* accepted by an allow file */
    struct cs_edit edits[2];
    size_t n_edits;
};
#define CS_NO_CLAIM ((size_t)-1)

struct cs_audit {
    struct cs_arena arena;
    struct cs_document document;
    struct cs_topic topic;
    struct cs_claims claims;
    struct cs_judgment *judgments; /* one a claim */
    struct cs_finding *findings;   /* heap, in the order of the guide */
    size_t n_findings, findings_capacity;
    size_t n_verdicts[CS_N_VERDICTS];
    bool is_list; /* of occupations, one a section */
    int failed;
};

struct cs_audit_options {
    const struct cs_subject *occupation; /* NULL: the guide says */
    const struct cs_region *region;
    int shows_all; /* unsupported and ambiguous claims too */
};

/* The bytes stay the caller's and must outlive the audit. Errors: as cs_document_read. Clear in
 * every case. */
CS_MUST_USE enum cs_status cs_audit_guide(struct cs_audit *audit, const struct cs_names *names,
                                          const struct cs_evidence *evidence,
                                          const struct cs_audit_options *options, const char *file,
                                          const char *bytes, size_t n_bytes, struct cs_diag *diag);
void cs_audit_clear(struct cs_audit *audit);

/* Errors and warnings that are not allowed. */
size_t cs_audit_count(const struct cs_audit *audit, enum cs_severity severity);

/* Accepted findings, one a line: `FILE RULE QUOTED TEXT`, `RULE QUOTED TEXT` or `RULE`; FILE is
 * matched by its end, # begins a comment. Errors: CS_USAGE with the line for an unknown rule. */
struct cs_allow_list;
CS_MUST_USE enum cs_status cs_allow_list_read(const char *file, const char *text,
                                              struct cs_allow_list **out, struct cs_diag *diag);
void cs_allow_list_free(struct cs_allow_list *list);
void cs_audit_allow(struct cs_audit *audit, const struct cs_allow_list *list);

#endif
