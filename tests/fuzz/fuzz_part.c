/* Partial results: any bytes under a right checksum are a part whose groups can be counted, or one
 * error. */
#include <string.h>

#include "fuzz.h"

#include "base/digest.h"
#include "base/text.h"
#include "data/dataset.h"
#include "data/grouped.h"
#include "data/part/part.h"
#include "data/part_bytes.h"

/* Bytes that end with the digest of what stands before. */
static unsigned char *seal(const uint8_t *bytes, size_t size)
{
    unsigned char *sealed = malloc(size ? size : 1);
    char digest[CS_DIGEST_TEXT_BYTES];
    if (!sealed)
        abort();
    if (size)
        memcpy(sealed, bytes, size);
    if (size < CS_PART_CHECK_BYTES)
        return sealed;
    size_t n = size - CS_PART_CHECK_BYTES;
    cs_digest_of(sealed, n, digest);
    memcpy(sealed + n, digest, CS_PART_CHECK_BYTES);
    return sealed;
}

/* Every group can be read back, and every key can be written. */
static void check_groups(struct cs_dataset *dataset)
{
    for (int d = 0; d < CS_N_DIMS; d++)
        for (size_t k = 0; k < dataset->dicts[d].n_keys; k++) {
            const struct cs_key *key = &dataset->dicts[d].keys[k];
            PROMISE(cs_utf8_is_valid(key->code, strlen(key->code)));
            PROMISE(cs_utf8_is_valid(key->title, strlen(key->title)));
        }
    const struct cs_grouped *grouped = cs_grouped_of(dataset, NULL);
    PROMISE(grouped);
    for (size_t i = 0; i < grouped->n_groups; i++) {
        const struct cs_grouped_group *group = &grouped->groups[i];
        double *values = calloc(group->n + 1, sizeof *values);
        PROMISE(values && cs_grouped_read_doubles(grouped, group, values, NULL) <= group->n);
        free(values);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    unsigned char *sealed = seal(bytes, size);
    struct cs_part_source source = {"a.part", sealed, size, NULL};
    struct cs_part *part;
    struct cs_diag diag;
    cs_diag_init(&diag);
    enum cs_status status = cs_part_open(&source, &part, &diag);
    PROMISE((status == CS_OK) == (part != NULL) && (status == CS_OK) == (diag.n_errors == 0));
    if (part) {
        struct cs_dataset *dataset = cs_dataset_new();
        const struct cs_part_about *about = cs_part_about(part);
        for (size_t i = 0; i < about->n_options; i++)
            PROMISE(about->options[i].name && about->options[i].value);
        status = cs_part_add(part, dataset, &diag);
        PROMISE((status == CS_OK) == (diag.n_errors == 0));
        if (status == CS_OK)
            check_groups(dataset);
        PROMISE(cs_part_compare(part, part) == 0);
        cs_dataset_free(dataset);
        cs_part_close(part);
    }
    cs_diag_clear(&diag);
    free(sealed);
    return 0;
}
