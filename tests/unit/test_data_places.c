/* Places as people write them: which one, or that there are several or none. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "data/name/names.h"
#include "data/reference.h"

static struct cs_region regions[] = {
    {"US", "United States", "nation", "", "USA|U.S.", ""},
    {"TX", "Texas", "state", "48", "Tex.", ""},
    {"ME", "Maine", "state", "23", "", ""},
    {"OR", "Oregon", "state", "41", "", ""},
    {"IN", "Indiana", "state", "18", "", ""},
    {"WV", "West Virginia", "state", "54", "", ""},
    {"VA", "Virginia", "state", "51", "", ""},
    {"KS", "Kansas", "state", "20", "", ""},
    {"IL", "Illinois", "state", "17", "", ""},
    {"PR", "Puerto Rico", "territory", "72", "", ""},
    {"ISR", "Israel", "country", "", "IL", ""},
};
static const struct cs_reference reference = {.regions = regions,
                                              .n_regions = sizeof regions / sizeof *regions};

static const char *const areas[][2] = {
    {"26420", "Houston-Pasadena-The Woodlands, TX"},
    {"38860", "Portland-South Portland, ME"},
    {"38900", "Portland-Vancouver-Hillsboro, OR-WA"},
    {"18020", "Columbus, IN"},
    {"18140", "Columbus, OH"},
    {"16620", "Charleston, WV"},
    {"28140", "Kansas City, MO-KS"},
    {"41180", "St. Louis, MO-IL"},
    {"32420", "Mayag\xC3\xBC"
              "ez, PR"},
    {"49180", "Winston-Salem, NC"},
    {"41420", "Salem, OR"},
    {"14260", "Boise City, ID"},
    {"4800001", "West Texas Region of Texas nonmetropolitan area"},
};

/* code "": it is asked which, or there is none. */
static const struct {
    const char *words, *code;
} cases[] = {
    {"Houston", "26420"},
    {"Houston, Texas", "26420"},
    {"houston texas", "26420"},
    {"Houston, Tex.", "26420"},
    {"Houston, TX, USA", "26420"},
    {"the Houston metro area", "26420"},
    {"Greater Houston", "26420"},
    {"Houston, Maine", ""},
    {"Pasadena", "26420"},
    {"Portland", ""},
    {"Portland, Maine", "38860"},
    {"Portland Oregon", "38900"},
    {"Portland OR", "38900"},
    {"Columbus", ""},
    {"Columbus IN", "18020"},
    {"Charleston, West Virginia", "16620"},
    {"Charleston, Virginia", ""},
    {"Kansas City", "28140"},
    {"Kansas City, Kansas", "28140"},
    {"Kansas", "KS"},
    {"Saint Louis", "41180"},
    {"St Louis, Illinois", "41180"},
    {"Mayaguez", "32420"},
    {"Mayag\xC3\xBC"
     "ez, Puerto Rico",
     "32420"},
    {"Winston-Salem", "49180"},
    {"Salem", ""},
    {"Salem, Oregon", "41420"},
    {"Boise", "14260"},
    {"Texas, USA", "TX"},
    {"TX,US", ""},
    {"O.R.", "OR"},
    {"L.A.", ""},
    {"Portland, M.E.", "38860"},
    {"state of Maine", "ME"},
    {"Maine state", "ME"},
    {"city of Columbus, Indiana", "18020"},
    {"the St. Louis area", "41180"},
    {"West Texas", "4800001"},
    {"Cook County, IL", ""},
    {"Bay Area", ""},
    {"", ""},
    {",", ""},
    {"USA", "US"},
};

static const struct cs_name_hit *find(struct cs_name_search *search, size_t *n)
{
    assert_int_equal(cs_name_search_regions(search, &reference), CS_OK);
    for (size_t i = 0; i < sizeof areas / sizeof *areas; i++) {
        struct cs_name name = {areas[i][0], areas[i][1], areas[i][1], "region"};
        assert_int_equal(cs_name_search_offer(search, &name), CS_OK);
    }
    return cs_name_search_rank(search, n);
}

static void a_city_is_told_by_its_state(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        size_t n = 0;
        struct cs_name_search *search = cs_name_search_new_place(&reference, cases[i].words);
        assert_non_null(search);
        const struct cs_name_hit *hits = find(search, &n);
        const char *code = cs_name_hits_are_clear(hits, n) ? hits[0].code : "";
        if (strcmp(code, cases[i].code) != 0)
            fail_msg("'%s' is '%s' instead of '%s'", cases[i].words, code, cases[i].code);
        cs_name_search_free(search);
    }
}

/* The state of a city that nobody has is what to offer, never a country of the same letters. */
static void a_county_leads_to_its_state(void **state)
{
    (void)state;
    size_t n = 0;
    struct cs_name_search *search = cs_name_search_new_place(&reference, "Cook County, IL");
    assert_non_null(search);
    const struct cs_name_hit *hits = find(search, &n);
    assert_true(n > 0);
    assert_string_equal(hits[0].code, "IL");
    for (size_t i = 0; i < n; i++)
        assert_string_not_equal(hits[i].code, "ISR");
    cs_name_search_free(search);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_city_is_told_by_its_state),
        cmocka_unit_test(a_county_leads_to_its_state),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
