/* What stands under a table for people: where its figures come from and what limits them. */
#ifndef CS_RENDER_FOOTER_H
#define CS_RENDER_FOOTER_H

#include "base/buf.h"
#include "base/diag.h"
#include "data/dataset.h"

/* Marks sources of estimates one at a time; counts are by source. */
struct cs_used_sources {
    unsigned char *is_used; /* heap, n_sources flags */
    size_t n_sources;
};
/* CS_INTERNAL when out of memory. Ownership: cs_used_sources_clear. */
CS_MUST_USE enum cs_status cs_used_sources_init(struct cs_used_sources *used,
                                                const struct cs_dataset *dataset,
                                                struct cs_diag *diag);
void cs_used_sources_clear(struct cs_used_sources *used);
/* NULL is passed over. */
void cs_use_estimate(struct cs_used_sources *used, const struct cs_estimate *estimate);
/* Every source that has individual observations. */
void cs_use_observations(struct cs_used_sources *used, const struct cs_dataset *dataset);

/* "Source: …" of each source that is used, once. */
void cs_put_sources(struct cs_buf *out, const struct cs_dataset *dataset,
                    const struct cs_used_sources *used);
/* "Source: …" and "Note: …" of each source that is used, once, on lines of a page. */
void cs_put_footer(struct cs_buf *out, const struct cs_dataset *dataset,
                   const struct cs_used_sources *used);

#endif
