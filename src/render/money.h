/* The factor that pay was multiplied by, in JSON: every part with what it rests on. */
#ifndef CS_RENDER_MONEY_H
#define CS_RENDER_MONEY_H

#include "analysis/money.h"
#include "render/json.h"

/* An object without a name: {"factor": …, "steps": [{"kind": "real", "factor": …, …}]}. */
void cs_json_money_factor(struct cs_json *json, const struct cs_money_factor *factor);

#endif
