#include "render/money.h"

#include <string.h>

#include "render/envelope.h"

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

void cs_use_factor(struct cs_used_sources *used, const struct cs_dataset *prices,
                   const struct cs_money_factor *factor)
{
    for (size_t i = 0; factor && i < factor->n_steps; i++)
        for (size_t k = 0; k < used->n_sources; k++)
            if (factor->steps[i].source && prices->sources[k].id &&
                strcmp(factor->steps[i].source, prices->sources[k].id) == 0)
                used->is_used[k] = 1;
}

void cs_json_put_price_sources(struct cs_json *json, const struct cs_dataset *prices,
                               const struct cs_used_sources *used)
{
    cs_json_put_array(json, "price_sources");
    for (size_t i = 0; i < used->n_sources; i++)
        if (used->is_used[i])
            cs_envelope_source(json, &prices->sources[i]);
    cs_json_end_array(json);
}
