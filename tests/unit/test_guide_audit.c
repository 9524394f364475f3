/* Guides by other hands against the shipped data: what is right, wrong, stale or not to be judged.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "guide_world.h"

static int set_up(void **state)
{
    static const char *const files[] = {"./tests/fixtures/datasets/medical-office-assistant", NULL};
    struct guide_world *w = calloc(1, sizeof *w);
    *state = w;
    return w && guide_world_open(w, files) ? 0 : -1;
}

static int tear_down(void **state)
{
    guide_world_close(*state);
    free(*state);
    return 0;
}

/* A sentence of a guide about medical office assistants, and the verdict on its first claim. */
struct sentence_case {
    const char *text;
    enum cs_verdict verdict;
    const char *figure;
};

static void check_sentence(struct guide_world *w, const struct sentence_case *c)
{
    char guide[1024];
    struct cs_audit audit;
    snprintf(guide, sizeof guide, "# Medical Office Assistant\n\n%s\n", c->text);
    guide_world_audit(w, "guide.md", guide, strlen(guide), &audit);
    if (!audit.claims.n_items)
        fail_msg("no claim in '%s'", c->text);
    const struct cs_judgment *j = &audit.judgments[0];
    if (j->verdict != c->verdict || (c->figure && (!j->figure || strcmp(j->figure, c->figure))))
        fail_msg("'%s': %s, %s, %s", c->text, cs_verdict_name(j->verdict),
                 j->figure ? j->figure : "-", j->why ? j->why : "-");
    cs_audit_clear(&audit);
}

static void claims_are_judged(void **state)
{
    static const struct sentence_case cases[] = {
        {"The median annual wage was $44,640 in May 2024.", CS_CONFIRMED, "salary.median"},
        {"Half of medical secretaries earn more than $44,640 a year.", CS_CONFIRMED,
         "salary.median"},
        {"Median pay is about $45k.", CS_CONFIRMED, "salary.median"},
        {"The median hourly wage is $21.46.", CS_CONFIRMED, "salary.median"},
        {"The 10th percentile wage is $35,050.", CS_CONFIRMED, "salary.percentile"},
        {"The top 10% earn more than $60,050.", CS_CONFIRMED, "salary.percentile"},
        {"On average, they make $45,580 a year, the BLS says.", CS_CONFIRMED, "salary.mean"},
        {"The median salary was $40,640 in May 2023.", CS_STALE, "salary.median"},
        {"The median salary is $40,640.", CS_STALE, "salary.median"},
        {"In 2003, the median wage was $26,000.", CS_CONFIRMED, "salary.median"},
        {"The median annual wage was $49,640 in May 2024.", CS_CONTRADICTED, "salary.median"},
        /* words that color, and what stands in another clause */
        {"Certified medical secretaries, who need no degree, earned a median of $49,640 in May "
         "2024, while companies in the city pay what they like.",
         CS_CONTRADICTED, "salary.median"},
        {"The lowest 10% (lowest decile) had a median wage of less than $35,050 in May 2024.",
         CS_CONFIRMED, "salary.percentile"},
        {"P10 / P50 / P90: $35,050 / $44,640 / $60,050", CS_CONFIRMED, "salary.percentile"},
        {"The middle half earned between $37,880 and $49,930 in May 2024.", CS_CONFIRMED,
         "salary.percentile"},
        {"The field will add about 35,300 secretaries by 2034.", CS_CONFIRMED, "growth.new_jobs"},
        {"Employment will grow 9 percent through 2029.", CS_UNSUPPORTED, "growth.percent"},
        {"Medical secretaries earn a median of $44,640 in May 2024, in Ohio $41,000.", CS_CONFIRMED,
         "salary.median"},
        {"The median rose from $40,640 in May 2023 to $44,640 in May 2024.", CS_CONFIRMED,
         "salary.median"},
        {"The median annual wage was $44,640 in May 2023.", CS_CONTRADICTED, "salary.median"},
        {"The median hourly wage is $44,640.", CS_CONTRADICTED, "salary.median"},
        {"Employment is projected to grow 4 percent from 2024 to 2034.", CS_CONFIRMED,
         "growth.percent"},
        {"Employment is projected to decline 4 percent from 2024 to 2034.", CS_CONTRADICTED,
         "growth.percent"},
        {"Employment is projected to grow 7 percent from 2022 to 2032.", CS_STALE,
         "growth.percent"},
        {"Jobs will grow about as fast as the average for all occupations from 2024 to 2034.",
         CS_CONFIRMED, "growth.word"},
        {"Jobs will grow much faster than average from 2024 to 2034.", CS_CONTRADICTED,
         "growth.word"},
        {"About 85,900 openings are projected each year.", CS_CONFIRMED, "openings.annual"},
        {"About 85,900 openings are projected each month.", CS_CONTRADICTED, "openings.annual"},
        {"About 35,300 new jobs will be added from 2024 to 2034.", CS_CONFIRMED, "growth.new_jobs"},
        {"Medical secretaries held about 850,000 jobs in 2024.", CS_CONFIRMED, "employment.base"},
        {"Employment is expected to reach 885,300 by 2034.", CS_CONFIRMED, "employment.projected"},
        {"Medical assistants earned a median of $44,200 in May 2024.", CS_CONFIRMED,
         "salary.median"},
        {"In Thailand, they earn THB 30,000 - 50,000 per month.", CS_CONFIRMED, "salary.range"},
        {"In Thailand, they earn THB 30,000 - 50,000 per year.", CS_CONTRADICTED, "salary.range"},
        {"USA: $35,000\xE2\x80\x93$50,000 per month.", CS_CONTRADICTED, "salary.range"},
        {"USA: $35,000\xE2\x80\x93$50,000 per year.", CS_CONFIRMED, "salary.range"},
        {"They earn $3,000 to $4,000 per month.", CS_UNSUPPORTED, NULL},
        {"They make $44,640 per hour.", CS_CONTRADICTED, "salary.median"},
        {"Employment is projected to grow 10 percent from 2024 to 2034.", CS_CONTRADICTED,
         "growth.percent"},
        {"In Boston they earn a median of $52,000.", CS_UNSUPPORTED, NULL},
        {"The median wage of astronauts was $99,000 in May 2024.", CS_UNSUPPORTED, NULL},
        {"The salary is $41,000 a year.", CS_AMBIGUOUS, NULL},
        {"Entry-level assistants start at $33,000 a year.", CS_UNSUPPORTED, NULL},
        {"Glassdoor reports an average salary of $39,800.", CS_UNSUPPORTED, NULL},
        {"The average salary is $150,000 a year.", CS_CONTRADICTED, NULL},
        {"Their median pay has nearly doubled since 2000.", CS_CONFIRMED, "salary.change"},
        {"Their median pay has tripled since 2003.", CS_CONTRADICTED, "salary.change"},
        {"Medical secretaries earn twice the median for all workers.", CS_CONTRADICTED,
         "salary.versus_all"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        check_sentence(*state, &cases[i]);
}

static void what_is_no_claim_is_left_alone(void **state)
{
    static const char *const texts[] = {"Tuition costs $3,000 to $9,000 a year.",
                                        "Training takes 4 to 6 months.",
                                        "Certified assistants earn $3,000 more.",
                                        "Call 877-872-5627 in 2024.",
                                        "About 15 percent of them work part time.",
                                        "The unemployment rate was 4 percent.",
                                        "The industry is worth $4 billion.",
                                        "Wages rose 4.1 percent last year.",
                                        "The exam has 200 questions and costs $125.",
                                        "Earn an associate degree ($5,000-$9,000 a year).",
                                        "Membership is $100 a year."};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        char guide[512];
        struct cs_audit audit;
        snprintf(guide, sizeof guide, "# Medical Office Assistant\n\n%s\n", texts[i]);
        guide_world_audit(*state, "guide.md", guide, strlen(guide), &audit);
        if (audit.claims.n_items)
            fail_msg("'%s': a claim of %s", texts[i],
                     cs_claim_kind_name(audit.claims.items[0].kind));
        cs_audit_clear(&audit);
    }
}

struct finding_case {
    const char *text;
    enum cs_rule rule;
    size_t line;
};

static void a_guide_is_held_against_itself(void **state)
{
    static const struct finding_case cases[] = {
        {"# Astronauts\n\nMedian pay is $90,000 a year.\n\n- Median pay: $95,000 per year\n",
         CS_RULE_DISAGREES, 5},
        {"# Xylophone tuners\n\nThere were 10,000 jobs in 2024.\n\nNew jobs: 500\n\nJob growth: "
         "9%\n",
         CS_RULE_ARITHMETIC, 7},
        {"# Xylophone tuners\n\nNumber of jobs: 10,000\n\nOpenings: 5,000 a year\n",
         CS_RULE_OPENINGS_BAND, 5},
        {"# Xylophone tuners\n\nAbout 7,930 openings are projected each year.\n\nThat is 7,930 new "
         "jobs over "
         "the decade.\n",
         CS_RULE_OPENINGS_BAND, 5},
        {"# Xylophone tuners\n\nJobs will grow 9 percent from 2024 to 2034, slower than average.\n",
         CS_RULE_WORD_PERCENT, 3},
        {"# Xylophone tuners\n\nPay ranges from $30,000 to $40,000 a year.\n\n| Level | Pay "
         "|\n|---|---|\n"
         "| Junior | $32,000 |\n| Lead | $55,000 |\n",
         CS_RULE_RANGE_EXCLUDES, 3},
        {"# X\n\n- Junior: 0-2 years\n- Senior: 1-5 years\n", CS_RULE_BANDS_OVERLAP, 4},
        {"# X\n\n| Country | Salary a year |\n|---|---|\n| Canada | C$38,000 |\n| Germany | "
         "\xE2\x82\xAC"
         "28,000 |\n"
         "| Thailand | THB 15,000 per month |\n",
         CS_RULE_MIXED_PAY_PERIODS, 7},
        {"# X\n\nThey earn THB 20,000 (about $560) per month.\n", CS_RULE_CONVERSION_UNDATED, 3},
        {"# Medical Office Assistant\n\nMedian pay is $44,640 a year.\n", CS_RULE_UNDATED, 3},
        {"# Medical Office Assistant\n\nThe average wage was $44,640 in May 2024, says the BLS.\n",
         CS_RULE_WRONG_STATISTIC, 3},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct cs_audit audit;
        guide_world_audit(*state, "guide.md", cases[i].text, strlen(cases[i].text), &audit);
        if (!guide_has_finding(&audit, cases[i].rule, cases[i].line))
            fail_msg("no '%s' in: %s", cs_rule_info(cases[i].rule)->name, cases[i].text);
        cs_audit_clear(&audit);
    }
}

static void neighbors_are_named(void **state)
{
    static const char guide[] =
        "# Medical Office Assistant\n\nMedian pay was $44,200 in May 2024.\n";
    struct cs_audit audit;
    guide_world_audit(*state, "guide.md", guide, strlen(guide), &audit);
    assert_int_equal(audit.n_findings, 1);
    assert_non_null(audit.findings[0].hint);
    assert_non_null(strstr(audit.findings[0].hint, "31-9092"));
    assert_int_equal(audit.findings[0].n_edits, 0);
    cs_audit_clear(&audit);
}

static void openings_are_no_new_jobs(void **state)
{
    static const char guide[] =
        "# Medical Office Assistant\n\nAbout 79,300 openings are projected each year "
        "from 2022 to 2032.\n\nThat is 79,300 new jobs over the decade.\n";
    struct cs_audit audit;
    guide_world_audit(*state, "guide.md", guide, strlen(guide), &audit);
    assert_true(guide_has_finding(&audit, CS_RULE_CONTRADICTED, 5));
    for (size_t i = 0; i < audit.n_findings; i++) {
        if (audit.findings[i].rule != CS_RULE_CONTRADICTED)
            continue;
        assert_non_null(audit.findings[i].hint);
        assert_non_null(strstr(audit.findings[i].hint, "openings mixed up with new jobs"));
        assert_int_equal(audit.findings[i].n_edits, 0);
    }
    cs_audit_clear(&audit);
}

/* Key facts on lines of their own beside prose that says otherwise. */
static void key_facts_on_lines(void **state)
{
    static const char guide[] =
        "# Medical Office Assistant\n\nMedian Salary\n\n$40,350\n\nGrowth Outlook\n\n8%\n\n"
        "as fast as average (2022-2032)\n\nAnnual Openings\n\n\xE2\x89\x88"
        "118,500\n\nEmployment is projected to grow 8% over the next decade, faster than the "
        "average.\n";
    struct cs_audit audit;
    guide_world_audit(*state, "guide.md", guide, strlen(guide), &audit);
    assert_true(guide_has_finding(&audit, CS_RULE_STALE, 9));
    assert_true(guide_has_finding(&audit, CS_RULE_WRONG_WORD, 11));
    assert_true(guide_has_finding(&audit, CS_RULE_CONTRADICTED, 15));
    assert_true(guide_has_finding(&audit, CS_RULE_STALE, 17));
    assert_true(guide_has_finding(&audit, CS_RULE_UNDATED, 5));
    assert_int_equal(cs_audit_count(&audit, CS_ERROR), 2);
    cs_audit_clear(&audit);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(claims_are_judged),
        cmocka_unit_test(what_is_no_claim_is_left_alone),
        cmocka_unit_test(a_guide_is_held_against_itself),
        cmocka_unit_test(neighbors_are_named),
        cmocka_unit_test(openings_are_no_new_jobs),
        cmocka_unit_test(key_facts_on_lines),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
