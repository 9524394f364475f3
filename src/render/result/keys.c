/* Keys of a group, written one way for every result. */
#include "render/result/keys.h"

#include <string.h>

#include "base/buf.h"
#include "data/dataset.h"
#include "data/dim.h"
#include "data/quantity.h"
#include "render/write/json.h"

void cs_json_put_key(struct cs_json *json, const char *name, const struct cs_key *key)
{
    cs_json_put_object(json, name);
    cs_json_put_string(json, "code", key->code);
    if (strcmp(key->code, key->title) != 0)
        cs_json_put_string(json, "title", key->title);
    if (key->definition)
        cs_json_put_string(json, "definition", key->definition);
    cs_json_end_object(json);
}

void cs_json_put_keys(struct cs_json *json, const char *name, const struct cs_dataset *dataset,
                      const uint32_t key[CS_N_DIMS])
{
    cs_json_put_object(json, name);
    for (int d = 0; d < CS_N_DIMS; d++) {
        const struct cs_key *found = cs_dataset_key(dataset, (enum cs_dim)d, key[d]);
        if (found)
            cs_json_put_key(json, cs_dim_name((enum cs_dim)d), found);
    }
    cs_json_end_object(json);
}

const char *cs_key_words(const struct cs_key *key)
{
    return key->title ? key->title : key->code;
}

void cs_put_shared_keys(struct cs_buf *out, const struct cs_dataset *dataset,
                        const uint32_t keys[CS_N_DIMS])
{
    size_t n = 0;
    for (int d = 0; d < CS_N_DIMS; d++) {
        const struct cs_key *key = cs_dataset_key(dataset, (enum cs_dim)d, keys[d]);
        if (!key)
            continue;
        const char *words = cs_key_words(key);
        cs_buf_puts(out, n++ ? " · " : "");
        cs_buf_put_visible(out, words, strlen(words), SIZE_MAX);
    }
    if (n)
        cs_buf_putc(out, '\n');
}

void cs_put_pay_words(struct cs_buf *out, struct cs_unit unit)
{
    char text[CS_UNIT_TEXT_BYTES];
    if (unit.currency[0])
        cs_buf_printf(out, "Pay in %s", cs_unit_format(unit, text));
    else if (unit.per)
        cs_buf_printf(out, "Pay per %s, currency not stated", cs_per_name((enum cs_per)unit.per));
    else
        cs_buf_puts(out, "Pay, currency and time not stated");
}
