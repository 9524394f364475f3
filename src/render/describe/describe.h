/* What an occupation is like, for people and for programs. */
#ifndef CS_RENDER_DESCRIBE_H
#define CS_RENDER_DESCRIBE_H

#include <stddef.h>

#include "analysis/outlook/description.h"
#include "base/buf.h"
#include "base/diag.h"
#include "data/dataset.h"
#include "render/result/footer.h"

/* What is shown of it. */
struct cs_describe_view {
    unsigned aspects; /* bits of 1 << enum cs_aspect; the job zone is one of them */
    size_t n_items;   /* of each aspect at most */
};

/* Marks the sources of what is shown. Ownership: cs_used_sources_clear. Errors: out of memory. */
CS_MUST_USE enum cs_status cs_describe_sources(const struct cs_description *description,
                                               const struct cs_dataset *dataset,
                                               const struct cs_describe_view *view,
                                               struct cs_used_sources *used, struct cs_diag *diag);
/* Errors: out of memory. */
CS_MUST_USE enum cs_status cs_describe_write_text(const struct cs_description *description,
                                                  const struct cs_dataset *dataset,
                                                  const struct cs_describe_view *view,
                                                  struct cs_buf *out, struct cs_diag *diag);
/* By docs/json/description.schema.json: every item, whatever view->n_items is. */
CS_MUST_USE enum cs_status cs_describe_write_json(const struct cs_description *description,
                                                  const struct cs_dataset *dataset,
                                                  const struct cs_describe_view *view,
                                                  struct cs_buf *out, struct cs_diag *diag);

#endif
