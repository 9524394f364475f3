#include "render/money.h"

void cs_json_money_factor(struct cs_json *json, const struct cs_money_factor *factor)
{
    cs_json_begin_object(json);
    cs_json_put_number(json, "factor", factor->factor, CS_JSON_EXACT);
    if (factor->currency[0])
        cs_json_put_string(json, "currency", factor->currency);
    cs_json_put_array(json, "steps");
    for (size_t i = 0; i < factor->n_steps; i++) {
        const struct cs_money_step *step = &factor->steps[i];
        cs_json_begin_object(json);
        cs_json_put_string(json, "kind", cs_money_kind_name(step->kind));
        cs_json_put_number(json, "factor", step->factor, CS_JSON_EXACT);
        if (step->region && *step->region)
            cs_json_put_string(json, "region", step->region);
        cs_json_put_integer(json, "from_year", step->from_year);
        cs_json_put_integer(json, "to_year", step->to_year);
        if (step->source && *step->source)
            cs_json_put_string(json, "source", step->source);
        cs_json_end_object(json);
    }
    cs_json_end_array(json);
    cs_json_end_object(json);
}
