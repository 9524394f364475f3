/* The main figures of a document as C structs. Answers for: "summary" and "figure"; others have
 * none. The document is what is read, so that both say the same. */
#ifndef CS_API_FIGURES_H
#define CS_API_FIGURES_H

#include "api/handle.h"

struct cJSON;
/* Errors: CS_INTERNAL, out of memory. */
CS_MUST_USE enum cs_status cs_api_add_figures(struct careerstat_answer *answer,
                                              const struct cJSON *document);

#endif
