/* Keys of a group in JSON and in words: the same for every result. */
#ifndef CS_RENDER_KEYS_H
#define CS_RENDER_KEYS_H

#include "data/dataset.h"
#include "render/write/json.h"

/* "key": {"occupation": {"code": …, "title": …}, "period": {"code": …}}; dimensions without a key
 * are left out. */
void cs_json_put_keys(struct cs_json *json, const char *name, const struct cs_dataset *dataset,
                      const uint32_t key[CS_N_DIMS]);
/* One key, as the member of its dimension. */
void cs_json_put_key(struct cs_json *json, const char *name, const struct cs_key *key);

/* "publisher's title (code)" is too long for tables: the title, or the code where it says as much.
 */
const char *cs_key_words(const struct cs_key *key);

/* "Pay in USD/year"; "Pay per year, currency not stated". */
void cs_put_pay_words(struct cs_buf *out, struct cs_unit unit);

/* "Medical secretaries …, United States, 2024": the values that all rows share, for the line above
 * a table; nothing when there are none. keys[d] CS_NO_KEY: not shared, or told apart in the table.
 */
void cs_put_shared_keys(struct cs_buf *out, const struct cs_dataset *dataset,
                        const uint32_t keys[CS_N_DIMS]);

#endif
