/* Names by the words people use: which code comes first, and how surely. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <cmocka.h>
#include <string.h>

#include "data/name/names.h"

static const struct cs_name names[] = {
    {"43-6013", "Medical secretaries and administrative assistants",
     "Medical secretaries and administrative assistants", "occupation"},
    {"43-6013", "Medical secretaries and administrative assistants", "medical office assistant",
     "occupation"},
    {"31-9092", "Medical assistants", "Medical assistants", "occupation"},
    {"29-1141", "Registered nurses", "Registered nurses", "occupation"},
    {"29-1141", "Registered nurses", "RN", "occupation"},
    {"29-1141", "Registered nurses", "Registered Nurse Clinical", "occupation"},
    {"29-1171", "Nurse practitioners", "Nurse practitioners", "occupation"},
    {"29-2061", "Licensed practical and licensed vocational nurses",
     "Licensed practical and licensed vocational nurses", "occupation"},
    {"15-1252", "Software developers", "Software developers", "occupation"},
    {"15-1252", "Software developers", "software engineer", "occupation"},
    {"11-1021", "General and operations managers", "General and operations managers", "occupation"},
    {"WA", "Washington", "Washington", "state"},
    {"WA", "Washington", "53", "state"},
    {"15-1252", "Software developers", "SWE", "occupation", .is_common = true},
    {"SWE", "Sweden", "Sweden", "country"},
    {"DC", "District of Columbia", "Washington, D.C.", "state"},
    {"15-2010", "Actuaries", "Actuaries", "occupation", 2024},
    {"15-2011", "Actuaries", "Actuaries", "occupation", 2024},
    {"29-1121", "Audiologists", "Audiologists", "occupation", 2009},
    {"29-1180", "Audiologists", "Audiologists", "occupation", 2024},
    {"29-1181", "audiologists", "audiologists", "occupation", 2024},
    {"35-2010", "Cooks", "Cooks", "occupation", 2024},
    {"35-2019", "Other cooks", "cook", "occupation", 2024},
    {"35-2014", "Restaurant cooks", "cook", "occupation", 2024},
    {"31-9097", "Phlebotomists", "Phlebotomists", "occupation", 2034},
    {"31-9099", "Healthcare support workers, all other", "Phlebotomist", "occupation", 2034},
    {"49-9051", "Line installers", "lineman", "occupation", 2034, .is_common = true},
    {"47-2111", "Electricians", "Lineman", "occupation", 2034},
    {"21-1029", "Social workers, all other", "Social workers, all other", "occupation", 2034},
    {"21-1022", "Healthcare social workers", "Healthcare social workers", "occupation", 2034},
    {"51-6052", "Tailors, dressmakers, and custom sewers",
     "Tailors, dressmakers, and custom sewers", "occupation", 2034},
    {"51-6031", "Sewing machine operators", "Dressmaker", "occupation", 2034},
    {"43-6013", "Medical secretaries and administrative assistants",
     "Medical secretaries and administrative assistants", "occupation", 2034},
    {"25-4021", "Librarians", "Librarians", "occupation", 2018},
    {"25-4022", "Librarians and media collections specialists",
     "Librarians and media collections specialists", "occupation", 2034},
    {"53-3051", "Bus drivers, school", "Bus drivers, school", "occupation", 2034},
    {"Data Scientist", "Data Scientist", "Data Scientist", "occupation"},
    {"Data Engineer", "Data Engineer", "Data Engineer", "occupation"},
    {"15-2051", "Data scientists", "Data scientists", "occupation", 2024},
    {"53-3052", "Bus drivers, transit", "Bus drivers, transit", "occupation", 2034},
};

static const struct {
    const char *query, *code;
    enum cs_name_match match;
    int is_sure;
} cases[] = {
    {"43-6013", "43-6013", CS_MATCH_CODE, 1},
    {"436013", "43-6013", CS_MATCH_CODE, 1},
    {"43-6013.00", "43-6013", CS_MATCH_CODE, 1},
    {"Medical Office Assistant", "43-6013", CS_MATCH_SAME, 1},
    {"assistant, medical office", "43-6013", CS_MATCH_WORDS, 1},
    {"medical assistant", "31-9092", CS_MATCH_WORDS, 1},
    {"rn", "29-1141", CS_MATCH_SAME, 1},
    {"registered nurse", "29-1141", CS_MATCH_WORDS, 1},
    {"nurse practitionar", "29-1171", CS_MATCH_TYPO, 0},
    {"softwear enginer", "15-1252", CS_MATCH_TYPO, 0},
    {"sofware engineer", "15-1252", CS_MATCH_TYPO, 0},
    {"manager of general operations", "11-1021", CS_MATCH_WORDS, 1},
    {"medic", "31-9092", CS_MATCH_PREFIX, 0},
    {"senior registered nurse", "29-1141", CS_MATCH_INSIDE, 0},
    {"washington", "WA", CS_MATCH_SAME, 1},
    {"wa", "WA", CS_MATCH_CODE, 1},
    {"53", "WA", CS_MATCH_SAME, 1},
    {"swe", "15-1252", CS_MATCH_SAME, 0},
    {"sweden", "SWE", CS_MATCH_SAME, 1},
    {"actuary", "15-2011", CS_MATCH_WORDS, 1},
    {"audiologists", "29-1181", CS_MATCH_SAME, 1},
    {"15-2010", "15-2010", CS_MATCH_CODE, 1},
    {"cook", "35-2010", CS_MATCH_WORDS, 1},
    {"phlebotomist", "31-9097", CS_MATCH_WORDS, 1}, /* a title before another's job title */
    {"lineman", "49-9051", CS_MATCH_SAME, 1},       /* what most people mean */
    {"social worker", "21-1022", CS_MATCH_ALL, 0},  /* the rest of a group is not the group */
    {"dressmaker", "51-6052", CS_MATCH_PART, 1},    /* one of a title's list */
    {"administrative assistant", "43-6013", CS_MATCH_ALL, 0}, /* there are medical ones */
    {"librarian", "25-4022", CS_MATCH_PART, 1},               /* the code in use */
    {"school", "53-3051", CS_MATCH_ALL, 0},
    {"bus driver", "53-3051", CS_MATCH_PART, 0},
    {"Data Scientist", "15-2051", CS_MATCH_WORDS, 1}, /* a code before a survey's own title */
    {"data engineer", "Data Engineer", CS_MATCH_CODE, 1},
    {"99-9999", NULL, CS_MATCH_NOT, 0},
    {"zzz", NULL, CS_MATCH_NOT, 0},
    {"", NULL, CS_MATCH_NOT, 0},
};

static void finds_the_right_code_first(void **state)
{
    (void)state;
    for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
        struct cs_name_search *search = cs_name_search_new(cases[c].query);
        for (size_t i = 0; i < sizeof names / sizeof *names; i++)
            assert_int_equal(cs_name_search_offer(search, &names[i]), CS_OK);
        size_t n;
        const struct cs_name_hit *hits = cs_name_search_rank(search, &n);
        if (cases[c].code) {
            if (n == 0 || strcmp(hits[0].code, cases[c].code) != 0 ||
                hits[0].match != cases[c].match)
                fail_msg("'%s': %s by %s", cases[c].query, n ? hits[0].code : "nothing",
                         n ? cs_name_match_name(hits[0].match) : "not");
        } else {
            assert_int_equal(n, 0);
        }
        if (cs_name_hits_are_sure(hits, n) != cases[c].is_sure)
            fail_msg("'%s': sure should be %d", cases[c].query, cases[c].is_sure);
        cs_name_search_free(search);
    }
}

/* Where a whole title is asked for, or a name of the reference table alone, job titles of other
 * codes change nothing. */
static void a_title_needs_no_other_name(void **state)
{
    (void)state;
    static const struct {
        const char *query;
        bool is_title, is_common;
    } asked[] = {
        {"Phlebotomists", true, false}, {"lineman", false, true},    {"cooks", false, false},
        {"medic", false, false},        {"nurse, registered", true}, {"actuaries", true, false},
        {"dressmaker", false, false},   {"rn", false, false},        {"Linemen, old", false, false},
        {"swe", false, false}, /* Sweden as well */
    };
    for (size_t c = 0; c < sizeof asked / sizeof *asked; c++) {
        struct cs_name_search *search = cs_name_search_new(asked[c].query);
        for (size_t i = 0; i < sizeof names / sizeof *names; i++)
            if (names[i].is_common || strcmp(names[i].name, names[i].title) == 0)
                assert_int_equal(cs_name_search_offer(search, &names[i]), CS_OK);
        size_t n;
        const struct cs_name_hit *hits = cs_name_search_rank(search, &n);
        if (cs_name_hits_are_title(hits, n) != asked[c].is_title ||
            cs_name_hits_are_common(hits, n) != asked[c].is_common)
            fail_msg("'%s'", asked[c].query);
        cs_name_search_free(search);
    }
}

/* The order in which names are offered does not change the ranking. */
static void order_does_not_matter(void **state)
{
    (void)state;
    struct cs_name_search *there = cs_name_search_new("nurse"), *back = cs_name_search_new("nurse");
    size_t n = sizeof names / sizeof *names, n_there, n_back;
    for (size_t i = 0; i < n; i++) {
        assert_int_equal(cs_name_search_offer(there, &names[i]), CS_OK);
        assert_int_equal(cs_name_search_offer(back, &names[n - 1 - i]), CS_OK);
    }
    const struct cs_name_hit *a = cs_name_search_rank(there, &n_there);
    const struct cs_name_hit *b = cs_name_search_rank(back, &n_back);
    assert_int_equal(n_there, n_back);
    for (size_t i = 0; i < n_there; i++)
        assert_string_equal(a[i].code, b[i].code);
    cs_name_search_free(there);
    cs_name_search_free(back);
}

/* One slip in a word: a letter left out, doubled, mistyped, or two exchanged; or none. */
static void slip(char *word, size_t at, int kind)
{
    size_t n = strlen(word);
    if (kind == 0)
        memmove(word + at, word + at + 1, n - at);
    else if (kind == 1)
        memmove(word + at + 1, word + at, n - at + 1);
    else if (kind == 2)
        word[at] = word[at] == 'q' ? 'x' : 'q';
    else if (kind == 3 && at + 1 < n) {
        char first = word[at];
        word[at] = word[at + 1];
        word[at + 1] = first;
    }
}

static enum cs_name_match match_of(const char *query, const char *title)
{
    struct cs_name_search *search = cs_name_search_new(query);
    struct cs_name name = {"11-1011", title, title, "occupation"};
    size_t n;
    assert_int_equal(cs_name_search_offer(search, &name), CS_OK);
    const struct cs_name_hit *hits = cs_name_search_rank(search, &n);
    enum cs_name_match match = n ? hits[0].match : CS_MATCH_NOT;
    cs_name_search_free(search);
    return match;
}

/* A name is looked at quickly first, but for those that hold anything beyond ASCII, as an ellipsis,
 * which is no part of a word: nothing may be lost by it. */
static void the_quick_look_loses_nothing(void **state)
{
    (void)state;
    static const char *const words[] = {"nurse",      "clerks", "secretary",   "secretaries",
                                        "cook",       "aides",  "accountants", "welders",
                                        "physicists", "boss",   "3d",          "it"};
    static const char *const forms[] = {"%s", "Chief %s", "%s/Aides", "(%s) II", "All other %s"};
    static const char *const asked[] = {"%s", "head %s bottle washer", "%s of the chief"};
    enum { N_ASKED = sizeof asked / sizeof *asked };
    unsigned n_met = 0;
    for (size_t w = 0; w < sizeof words / sizeof *words; w++)
        for (size_t q = 0; q < sizeof words / sizeof *words; q++)
            for (size_t f = 0; f < sizeof forms / sizeof *forms; f++)
                for (size_t at = 0; words[q][at]; at++)
                    for (size_t kind = 0; kind < 5 * N_ASKED; kind++) {
                        char word[32], query[64], plain[64], looked_at[80];
                        snprintf(word, sizeof word, "%s", words[q]);
                        slip(word, at, (int)(kind / N_ASKED));
                        snprintf(query, sizeof query, asked[kind % N_ASKED], word);
                        snprintf(plain, sizeof plain, forms[f], words[w]);
                        snprintf(looked_at, sizeof looked_at, "%s\xE2\x80\xA6", plain);
                        enum cs_name_match match = match_of(query, plain);
                        if (match != match_of(query, looked_at))
                            fail_msg("'%s' does not find '%s'", query, plain);
                        n_met += match != CS_MATCH_NOT;
                    }
    assert_true(n_met > 1000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_the_right_code_first),
        cmocka_unit_test(a_title_needs_no_other_name),
        cmocka_unit_test(order_does_not_matter),
        cmocka_unit_test(the_quick_look_loses_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
