/* ingest/reference: the shipped tables, read and looked up. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "ingest/reference.h"

static void reads_the_shipped_tables(void **state)
{
    (void)state;
    struct cs_reference reference;
    struct cs_diag diag;
    cs_diag_init(&diag);
    cs_reference_init(&reference);
    assert_int_equal(cs_reference_load(&reference, CS_SOURCE_DIR "/datasets/reference", &diag),
                     CS_OK);
    static const struct {
        const char *name, *code;
    } regions[] = {
        {"USA", "US"}, {"united states", "US"}, {"U.S.", "US"},     {"48", "TX"}, {"texas", "TX"},
        {"TX", "TX"},  {"GBR", "GBR"},          {"Germany", "DEU"},
    };
    for (size_t i = 0; i < sizeof regions / sizeof *regions; i++) {
        const struct cs_region *found =
            cs_reference_region(&reference, cs_span_of(regions[i].name));
        assert_non_null(found);
        assert_string_equal(found->code, regions[i].code);
    }
    const struct cs_level *level = cs_reference_level(&reference, "ds-salaries", cs_span_of("SE"));
    assert_non_null(level);
    assert_int_equal(level->order, 3);
    assert_string_equal(cs_reference_growth_word(&reference, 2024, 2034, 4.2),
                        "as fast as average");
    assert_true(reference.n_occupations > 100);
    cs_reference_clear(&reference);
    assert_int_equal(cs_reference_load(&reference, "/nonexistent", &diag), CS_IO);
    assert_string_equal(diag.messages[0].text, "cannot be opened: No such file or directory");
    cs_diag_clear(&diag);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(reads_the_shipped_tables)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
