/* Partial results that are damaged, cut or made up: refused, never read past. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/digest.h"
#include "data/part/part.h"
#include "data/part_bytes.h"

static uint64_t next_random(uint64_t *state)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return *state >> 33;
}

static struct cs_dataset *make_dataset(void)
{
    struct cs_dataset *dataset = cs_dataset_new();
    struct cs_grouped *grouped = dataset->grouped = calloc(1, sizeof *grouped);
    uint32_t index;
    struct cs_source *source = cs_dataset_add_source(dataset, &index);
    source->id = source->file = "made.csv";
    source->has_observations = 1;
    grouped->parts = calloc(1, sizeof *grouped->parts);
    grouped->n_parts = grouped->has_weights = 1;
    cs_grouped_part_init(grouped->parts, 1);
    for (int i = 0; i < 60; i++) {
        char code[] = {'A', (char)('a' + i % 3), '\0'};
        struct cs_grouped_observation observation = {.value = i % 7 ? i * 1000 : 0.5 * i,
                                                     .weight = i % 4};
        for (int d = 0; d < CS_N_DIMS; d++)
            observation.key[d] = CS_NO_KEY;
        observation.key[CS_DIM_LEVEL] =
            cs_dataset_intern(dataset, CS_DIM_LEVEL, cs_span_of(code), cs_span_of("title"), 2020);
        cs_grouped_add(grouped->parts, &observation, 1);
    }
    assert_int_equal(cs_unit_parse(cs_span_of("USD/year"), &dataset->observations.unit), 1);
    dataset->observations.has_unit = 1;
    assert_int_equal(cs_grouped_gather(grouped, NULL, NULL), CS_OK);
    return dataset;
}

static void write(const struct cs_dataset *dataset, struct cs_buf *out)
{
    struct cs_part_option options[] = {{"by", "level"}};
    struct cs_part_about about = {1u << CS_DIM_LEVEL, options, 1};
    struct cs_diag diag;
    cs_diag_init(&diag);
    cs_buf_init(out);
    assert_int_equal(cs_part_write(dataset, &about, &(struct cs_part_out){.out = out}, &diag),
                     CS_OK);
    cs_diag_clear(&diag);
}

/* Reads the bytes into a fresh dataset; returns it, or NULL when they are refused. */
static struct cs_dataset *read(const char *bytes, size_t n)
{
    struct cs_diag diag;
    struct cs_part *part;
    struct cs_dataset *dataset = cs_dataset_new();
    cs_diag_init(&diag);
    enum cs_status status = cs_part_open(
        &(struct cs_part_source){.name = "test", .bytes = bytes, .n_bytes = n}, &part, &diag);
    if (status == CS_OK)
        status = cs_part_add(part, dataset, &diag);
    cs_part_close(part);
    assert_int_equal(status == CS_OK, diag.n_errors == 0);
    cs_diag_clear(&diag);
    if (status == CS_OK) {
        assert_int_equal(cs_grouped_gather(dataset->grouped, dataset->dicts, NULL), CS_OK);
        return dataset;
    }
    cs_dataset_free(dataset);
    return NULL;
}

static void comes_back_the_same(void **unused)
{
    (void)unused;
    struct cs_dataset *dataset = make_dataset();
    struct cs_buf first, second;
    write(dataset, &first);
    struct cs_dataset *again = read(first.data, first.size);
    assert_non_null(again);
    write(again, &second);
    assert_int_equal(first.size, second.size);
    assert_memory_equal(first.data, second.data, first.size);
    cs_buf_clear(&first);
    cs_buf_clear(&second);
    cs_dataset_free(dataset);
    cs_dataset_free(again);
}

static void damage_is_seen(void **unused)
{
    (void)unused;
    struct cs_dataset *dataset = make_dataset();
    struct cs_buf whole;
    uint64_t state = 3;
    write(dataset, &whole);
    for (size_t n = 0; n < whole.size; n++)
        assert_null(read(whole.data, n));
    for (int round = 0; round < 4000; round++) {
        char *copy = malloc(whole.size);
        memcpy(copy, whole.data, whole.size);
        for (uint64_t k = next_random(&state) % 4 + 1; k > 0; k--)
            copy[next_random(&state) % whole.size] ^= (char)(1u << next_random(&state) % 8);
        if (memcmp(copy, whole.data, whole.size) != 0)
            assert_null(read(copy, whole.size));
        /* The same with a checksum that fits: whatever it is taken for, nothing breaks. */
        char check[CS_DIGEST_TEXT_BYTES];
        cs_digest_of(copy, whole.size - 64, check);
        memcpy(copy + whole.size - 64, check, 64);
        cs_dataset_free(read(copy, whole.size));
        free(copy);
    }
    cs_buf_clear(&whole);
    cs_dataset_free(dataset);
}

/* A part whose only group says that it has n observations without a number, and holds one byte of
 * them.
 */
static void write_claim(struct cs_buf *out, uint64_t n)
{
    struct cs_dataset *dataset = cs_dataset_new();
    struct cs_grouped *grouped = dataset->grouped = calloc(1, sizeof *grouped);
    char check[CS_DIGEST_TEXT_BYTES];
    assert_int_equal(cs_unit_parse(cs_span_of("USD/year"), &dataset->observations.unit), 1);
    assert_int_equal(cs_grouped_gather(grouped, NULL, NULL), CS_OK);
    write(dataset, out);
    cs_dataset_free(dataset);
    out->size -= CS_PART_CHECK_BYTES + 1; /* the number of groups is the last byte: 0 */
    cs_part_put(out, 1);
    for (int d = 0; d < CS_N_DIMS; d++)
        cs_part_put(out, 0);
    cs_part_put(out, n);
    cs_buf_put(out, "\0\0\0", 3);
    cs_digest_of(out->data, out->size, check);
    cs_buf_put(out, check, CS_PART_CHECK_BYTES);
}

static void no_more_is_taken_than_is_there(void **unused)
{
    (void)unused;
    struct cs_buf claim;
    write_claim(&claim, 1);
    struct cs_dataset *honest = read(claim.data, claim.size);
    assert_non_null(honest);
    assert_int_equal(honest->grouped->groups[0].n_not_numbers, 1);
    cs_dataset_free(honest);
    cs_buf_clear(&claim);
    static const uint64_t too_many[] = {4, 1000, UINT32_MAX, UINT64_MAX};
    for (size_t i = 0; i < sizeof too_many / sizeof *too_many; i++) {
        write_claim(&claim, too_many[i]);
        assert_null(read(claim.data, claim.size));
        cs_buf_clear(&claim);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(comes_back_the_same),
        cmocka_unit_test(damage_is_seen),
        cmocka_unit_test(no_more_is_taken_than_is_there),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
