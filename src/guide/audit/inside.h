/* What a guide says against itself. Answers for: findings that need no data: sentences that
 * disagree, arithmetic, ranges and bands, mixed pay periods, undated figures. Called by the audit
 * after the claims are judged. */
#ifndef CS_GUIDE_INSIDE_H
#define CS_GUIDE_INSIDE_H

#include <stdbool.h>

#include "guide/audit/audit.h"

/* Adds to the findings of an audit whose claims are judged. */
void cs_inside_find(struct cs_audit *audit, const struct cs_evidence *evidence);

/* Adds a finding at a place of the text. NULL when out of memory. */
struct cs_finding *cs_audit_add(struct cs_audit *audit, enum cs_rule rule, struct cs_said at,
                                size_t claim, const char *message);

/* Tables and ranges; a part of cs_inside_find. */
void cs_inside_tables(struct cs_audit *audit);

/* Codes beside titles of other occupations; a part of cs_inside_find. */
void cs_inside_codes(struct cs_audit *audit);

/* Whether a text puts a state first of all states: then the figures of all of them are asked for.
 */
bool cs_audit_ranks_states(const char *text, size_t size);

/* Whether the guide goes through several occupations, one a section: then claims about occupations
 * that the data do not know are of one thing only within a section. */
bool cs_inside_is_list(const struct cs_audit *audit);
bool cs_inside_same_subject(const struct cs_audit *audit, const struct cs_claim *a,
                            const struct cs_claim *b);

#endif
