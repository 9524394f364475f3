/* ingest/reference: the shipped tables, read and looked up. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

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
    assert_string_equal(diag.messages[0].text, "cannot be read: No such file or directory");
    cs_diag_clear(&diag);
}

/* Writes both tables of keys into a fresh folder and loads them. */
static enum cs_status load_keys(const char *regions, size_t n_bytes, struct cs_reference *reference,
                                struct cs_diag *diag)
{
    char folder[] = "/tmp/careerstat-reference-XXXXXX", path[3][64];
    assert_non_null(mkdtemp(folder));
    snprintf(path[0], sizeof path[0], "%s/regions.csv", folder);
    snprintf(path[1], sizeof path[1], "%s/occupation-systems.csv", folder);
    snprintf(path[2], sizeof path[2], "%s/levels.csv", folder);
    FILE *file = fopen(path[0], "w");
    assert_non_null(file);
    assert_int_equal(fwrite(regions, 1, n_bytes, file), n_bytes);
    fclose(file);
    static const char *const headers[] = {
        "code,family,title,marks,from_year,to_year,digits,strips,totals,tiers\n",
        "scale,code,title,order,definition\n"};
    for (size_t i = 1; i < 3; i++) {
        file = fopen(path[i], "w");
        assert_non_null(file);
        fputs(headers[i - 1], file);
        fclose(file);
    }
    cs_reference_init(reference);
    cs_diag_init(diag);
    enum cs_status status = cs_reference_load_keys(reference, folder, diag);
    for (size_t i = 0; i < 3; i++)
        remove(path[i]);
    rmdir(folder);
    return status;
}

static const char *code_of(const struct cs_reference *reference, const char *name)
{
    const struct cs_region *region = cs_reference_region(reference, cs_span_of(name));
    return region ? region->code : "";
}

static void splits_lines_and_finds_regions_by_any_first_letter(void **state)
{
    static const char text[] = "kind,code,name,within,fips,aliases\r\n"
                               "state,AL,\"Alabama, the\",,01,\r\n"
                               "country,QQ,\"The \"\"Isle\"\"\",,,(Rock)|9 Q|\303\205land\r\n"
                               "country,AX,Other,,,\"\"";
    struct cs_reference reference;
    struct cs_diag diag;
    (void)state;
    assert_int_equal(load_keys(text, sizeof text - 1, &reference, &diag), CS_OK);
    assert_int_equal(reference.n_regions, 3);
    assert_string_equal(reference.regions[1].name, "The \"Isle\"");
    assert_string_equal(reference.regions[2].aliases, "");
    assert_string_equal(code_of(&reference, "alabama the"), "AL");
    assert_string_equal(code_of(&reference, "1"), "");
    assert_string_equal(code_of(&reference, "01"), "AL");
    assert_string_equal(code_of(&reference, "the isle"), "QQ");
    assert_string_equal(code_of(&reference, "rock"), "QQ");
    assert_string_equal(code_of(&reference, "9 q"), "QQ");
    assert_string_equal(code_of(&reference, "\303\245LAND"), "QQ");
    assert_string_equal(code_of(&reference, "ax"), "AX");
    cs_reference_clear(&reference);
    cs_diag_clear(&diag);
}

static void refuses_lines_of_another_form(void **state)
{
    static const struct {
        const char *text;
        size_t n_bytes, line;
    } cases[] = {
#define CASE(text, line) {text, sizeof(text) - 1, line}
        CASE("kind,code,name,within,fips,aliases\nstate,AL,\"Alabama,01,\n", 2),
        CASE("kind,code,name,within,fips,aliases\nstate,AL,\"A\"b,01,\n", 2),
        CASE("kind,code,name,within,fips,aliases\nstate,AL\0,A,01,\n", 0),
        CASE("kind,code,name,within,fips,aliases\rstate,AL,A,01,\r", 1),
        CASE("kind,code,name,fips\nstate,AL,A,01\n", 1)};
#undef CASE
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct cs_reference reference;
        struct cs_diag diag;
        assert_int_equal(load_keys(cases[i].text, cases[i].n_bytes, &reference, &diag), CS_IO);
        assert_int_equal(diag.messages[0].line, cases[i].line);
        cs_reference_clear(&reference);
        cs_diag_clear(&diag);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_the_shipped_tables),
        cmocka_unit_test(splits_lines_and_finds_regions_by_any_first_letter),
        cmocka_unit_test(refuses_lines_of_another_form)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
