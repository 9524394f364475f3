/* The factors that pay was multiplied by, in JSON and in words: every part with what it rests on.
 */
#ifndef CS_RENDER_MONEY_H
#define CS_RENDER_MONEY_H

#include "analysis/terms/money.h"
#include "render/result/footer.h"
#include "render/write/json.h"

/* An object without a name: {"factor": …, "steps": [{"kind": "real", "factor": …, …}]}. */
void cs_json_money_factor(struct cs_json *json, const struct cs_money_factor *factor);

/* What the factors of a document come to. */
struct cs_conversion {
    const struct cs_dataset *prices; /* borrowed; NULL: pay is as earned */
    struct cs_used_sources used;     /* of the prices */
    struct {
        int is_used, from_year, to_year;
    } kinds[CS_N_MONEY_KINDS];
    char currency[4]; /* of the result */
};
/* Ownership: cs_conversion_clear. */
CS_MUST_USE enum cs_status cs_conversion_init(struct cs_conversion *conversion,
                                              const struct cs_dataset *prices,
                                              struct cs_diag *diag);
void cs_conversion_clear(struct cs_conversion *conversion);
/* NULL is passed over. */
void cs_conversion_add(struct cs_conversion *conversion, const struct cs_money_factor *factor);

/* "price_sources" of a document: what the factors rest on; nothing for pay as earned. */
void cs_json_put_price_sources(struct cs_json *json, const struct cs_conversion *conversion);
/* "Note: Converted to …" and the sources, under a table for people; nothing for pay as earned. */
void cs_put_conversion(struct cs_buf *out, const struct cs_conversion *conversion);

#endif
