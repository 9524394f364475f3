/* Findings: the rules they go by, adding and counting them. */

#include "base/buf.h"
#include "base/grow.h"
#include "guide/audit/audit.h"
#include "guide/audit/audit_sure.h"
#include "guide/audit/inside.h"
#include "guide/text/document.h"

static const struct cs_rule_info rules[CS_N_RULES] = {
    [CS_RULE_CONTRADICTED] = {"contradicted", CS_ERROR, "The data have a different value."},
    [CS_RULE_WRONG_PERIOD] = {"wrong-period", CS_ERROR,
                              "The value is that of another year or projection."},
    [CS_RULE_WRONG_STATISTIC] = {"wrong-statistic", CS_WARNING,
                                 "The value is that of another statistic."},
    [CS_RULE_WRONG_UNIT] = {"wrong-unit", CS_ERROR, "The value is right for another pay period."},
    [CS_RULE_WRONG_WORD] = {"wrong-word", CS_ERROR,
                            "The growth word is not the handbook's for this percent and period."},
    [CS_RULE_STALE] = {"stale", CS_WARNING, "True for an older vintage; there is a newer one."},
    [CS_RULE_DISAGREES] = {"disagrees", CS_WARNING,
                           "The same guide states a different value elsewhere."},
    [CS_RULE_PERIOD_DISAGREES] = {"period-disagrees", CS_WARNING,
                                  "The same value has a different date elsewhere in the guide."},
    [CS_RULE_ARITHMETIC] = {"arithmetic", CS_WARNING, "Figures of the guide do not add up."},
    [CS_RULE_OPENINGS_BAND] = {"openings-band", CS_WARNING,
                               "Openings are implausible for this employment."},
    [CS_RULE_WORD_PERCENT] = {"word-percent", CS_WARNING,
                              "The growth word does not fit the percent beside it."},
    [CS_RULE_RANGE_EXCLUDES] = {"range-excludes", CS_WARNING,
                                "A range leaves out values of the guide's own table."},
    [CS_RULE_BANDS_OVERLAP] = {"bands-overlap", CS_WARNING, "Bands of experience overlap."},
    [CS_RULE_CODE_CONFLICT] = {"code-conflict", CS_WARNING,
                               "The code is that of another occupation than the title beside it."},
    [CS_RULE_MIXED_PAY_PERIODS] = {"mixed-pay-periods", CS_WARNING,
                                   "Figures per month stand among figures per year."},
    [CS_RULE_CONVERSION_UNDATED] = {"conversion-undated", CS_WARNING,
                                    "A converted amount names no exchange rate or date."},
    [CS_RULE_OUTDATED] = {"outdated", CS_WARNING,
                          "The period is older than the newest data, and the data do not have it."},
    [CS_RULE_UNDATED] = {"undated", CS_NOTE, "No year is given for pay."},
    [CS_RULE_UNSUPPORTED] = {"unsupported", CS_NOTE, "The data have nothing to check it against."},
    [CS_RULE_AMBIGUOUS] = {"ambiguous", CS_NOTE, "The claim can be read in several ways."},
};

const struct cs_rule_info *cs_rule_info(enum cs_rule rule)
{
    return &rules[rule];
}

struct cs_finding *cs_audit_add(struct cs_audit *audit, enum cs_rule rule, struct cs_said at,
                                size_t claim, const char *message)
{
    struct cs_finding *grown =
        cs_grown(audit->findings, audit->n_findings, &audit->findings_capacity, sizeof *grown);
    if (!grown) {
        audit->failed = 1;
        return NULL;
    }
    audit->findings = grown;
    const struct cs_block *block = &audit->document.blocks[at.block];
    struct cs_span source = cs_document_source(&audit->document, block, at.start, at.end);
    struct cs_finding *finding = &audit->findings[audit->n_findings++];
    *finding = (struct cs_finding){.rule = rule,
                                   .start = (size_t)(source.start - audit->document.bytes),
                                   .message = message ? message : "",
                                   .claim = claim};
    finding->end = finding->start + source.size;
    return finding;
}

size_t cs_audit_count(const struct cs_audit *audit, enum cs_severity severity)
{
    size_t n = 0;
    for (size_t i = 0; i < audit->n_findings; i++)
        n += !audit->findings[i].is_allowed && rules[audit->findings[i].rule].severity == severity;
    return n;
}
