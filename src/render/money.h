/* The factor that pay was multiplied by, in JSON: every part with what it rests on. */
#ifndef CS_RENDER_MONEY_H
#define CS_RENDER_MONEY_H

#include "analysis/money.h"
#include "render/footer.h"
#include "render/json.h"

/* An object without a name: {"factor": …, "steps": [{"kind": "real", "factor": …, …}]}. */
void cs_json_money_factor(struct cs_json *json, const struct cs_money_factor *factor);

/* Marks the sources of a factor's parts among those of the prices. NULL is passed over. */
void cs_use_factor(struct cs_used_sources *used, const struct cs_dataset *prices,
                   const struct cs_money_factor *factor);
/* "price_sources" of a document: what the factors rest on. */
void cs_json_put_price_sources(struct cs_json *json, const struct cs_dataset *prices,
                               const struct cs_used_sources *used);

#endif
