/* Groups side by side, as JSON and as a table. Answers for: printing analysis/observed/survey.h's
 * comparison of individual observations and analysis/published/published.h's of published figures.
 */
#ifndef CS_RENDER_COMPARISON_H
#define CS_RENDER_COMPARISON_H

#include "analysis/observed/listing.h"
#include "analysis/published/published.h"
#include "analysis/observed/survey.h"
#include "render/result/money.h"
#include "render/write/table.h"

/* What is printed; borrowed. One of observations and published is NULL. */
struct cs_compared {
    const struct cs_dataset *dataset;
    const enum cs_dim *by;
    size_t n_by;
    const char *reference; /* code of the group the others are compared with; NULL all pairs */
    const struct cs_selection *among; /* what was asked for */
    const struct cs_dataset *prices;  /* that factors rest on; NULL: pay is as earned */
    const char *adjusted_for;         /* name of the dimension; NULL none */

    const struct cs_survey_comparison *observations;

    const struct cs_published_result *published;
    const struct cs_published *sides; /* in the order of groups */
    const struct cs_listed_group *const *groups;
    const struct cs_listed_pay *const *pay; /* of each group: the unit that is compared */
    size_t n_sides;
    const char *no_merger; /* why the groups are not taken together; NULL: they are */
    const char *no_tests;  /* why published means are not tested, when that is so for all */
};

/* A whole document: docs/json/comparison.schema.json. */
CS_MUST_USE enum cs_status cs_compared_json(const struct cs_compared *compared, struct cs_buf *out,
                                            struct cs_diag *diag);
/* A row for each pair. Arena: the table's cells. */
CS_MUST_USE enum cs_status cs_compared_table(const struct cs_compared *compared,
                                             enum cs_table_format format, struct cs_arena *arena,
                                             struct cs_buf *out, struct cs_diag *diag);

/* Marks the sources of every figure that is printed. */
void cs_compared_use_sources(const struct cs_compared *compared, struct cs_used_sources *used);
/* Adds the factors of every figure that is printed. */
void cs_compared_add_conversion(const struct cs_compared *compared,
                                struct cs_conversion *conversion);

#endif
