/* What tests of guides stand on: shipped or public data, names, an audit of some bytes. */
#ifndef TESTS_GUIDE_WORLD_H
#define TESTS_GUIDE_WORLD_H

#include "guide/audit/audit.h"
#include "ingest/load.h"

struct guide_world {
    const char *folder; /* of the public files */
    struct cs_layouts layouts;
    struct cs_reference reference;
    struct cs_diag diag;
    struct cs_dataset *data, *price_data;
    struct cs_lookup *lookup, *yardstick_lookup;
    struct cs_names names;
    struct cs_evidence evidence;
};

/* Loads the NULL-ended files: of the public folder, or of the source tree when they begin with
 * "./". Returns 0 when one is absent. Close in every case. */
int guide_world_open(struct guide_world *world, const char *const *files);
void guide_world_close(struct guide_world *world);

/* Audits the bytes; they must outlive the audit. */
void guide_world_audit(struct guide_world *world, const char *file, const char *bytes,
                       size_t n_bytes, struct cs_audit *audit);

/* Whether there is a finding of the rule in the line; line 0: anywhere. */
int guide_has_finding(const struct cs_audit *audit, enum cs_rule rule, size_t line);

#endif
