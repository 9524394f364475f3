/* Factors of money as JSON and in words. Apart from analysis/terms/money.c, which finds them and
 * writes nothing. */
#include "render/result/money.h"

#include <stdbool.h>
#include <string.h>

#include "analysis/terms/money.h"
#include "base/buf.h"
#include "render/result/footer.h"
#include "render/write/envelope.h"
#include "render/write/json.h"
#include "render/write/wrap.h"

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

enum cs_status cs_conversion_init(struct cs_conversion *conversion, const struct cs_dataset *prices,
                                  struct cs_diag *diag)
{
    *conversion = (struct cs_conversion){.prices = prices};
    return prices ? cs_used_sources_init(&conversion->used, prices, diag) : CS_OK;
}

void cs_conversion_clear(struct cs_conversion *conversion)
{
    if (conversion->prices)
        cs_used_sources_clear(&conversion->used);
}

static void add_step(struct cs_conversion *conversion, const struct cs_money_step *step)
{
    const struct cs_dataset *prices = conversion->prices;
    int from = step->from_year, to = step->to_year;
    for (size_t k = 0; k < conversion->used.n_sources; k++)
        if (step->source && prices->sources[k].id &&
            strcmp(step->source, prices->sources[k].id) == 0)
            conversion->used.is_used[k] = true;
    bool is_first = !conversion->kinds[step->kind].is_used;
    int *first = &conversion->kinds[step->kind].from_year;
    int *last = &conversion->kinds[step->kind].to_year;
    conversion->kinds[step->kind].is_used = true;
    *first = is_first || from < *first ? from : *first;
    *last = is_first || to > *last ? to : *last;
}

void cs_conversion_add(struct cs_conversion *conversion, const struct cs_money_factor *factor)
{
    if (!factor || !conversion->prices)
        return;
    for (size_t i = 0; i < factor->n_steps; i++)
        add_step(conversion, &factor->steps[i]);
    memcpy(conversion->currency, factor->currency, sizeof conversion->currency);
}

void cs_json_put_price_sources(struct cs_json *json, const struct cs_conversion *conversion)
{
    if (!conversion->prices)
        return;
    cs_json_put_array(json, "price_sources");
    for (size_t i = 0; i < conversion->used.n_sources; i++)
        if (conversion->used.is_used[i])
            cs_envelope_source(json, &conversion->prices->sources[i]);
    cs_json_end_array(json);
}

/* "the exchange rates of 2020 to 2023" */
static void put_years(struct cs_buf *out, const char *words, int from, int to)
{
    cs_buf_printf(out, "%s of %d", words, from);
    if (to != from)
        cs_buf_printf(out, " to %d", to);
}

void cs_put_conversion(struct cs_buf *out, const struct cs_conversion *conversion)
{
    static const char *const words[CS_N_MONEY_KINDS] = {
        [CS_MONEY_REAL] = "consumer prices",
        [CS_MONEY_PARITY] = "the states' price parities",
        [CS_MONEY_RATE] = "the exchange rates",
        [CS_MONEY_PURCHASING_POWER] = "the purchasing power parities"};
    struct cs_buf text;
    size_t n = 0;
    cs_buf_init(&text);
    for (size_t k = 0; k < CS_N_MONEY_KINDS; k++) {
        if (!conversion->kinds[k].is_used)
            continue;
        cs_buf_puts(&text, n++ ? "; by " : "Converted by ");
        put_years(&text, words[k], conversion->kinds[k].from_year, conversion->kinds[k].to_year);
    }
    if (n) {
        cs_buf_puts(&text, ".");
        cs_put_sources(out, conversion->prices, &conversion->used);
        cs_buf_puts(out, "Note:");
        cs_put_wrapped(out, cs_buf_text(&text), 2, 5);
    }
    cs_buf_clear(&text);
}
