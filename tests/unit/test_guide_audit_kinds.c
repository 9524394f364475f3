/* Kinds of claims beyond a value of its own: changes and differences, multiples, totals, growth
 * told by a verb. Each row is a guide with one place marked [so] and what may be said of that
 * place; the verdicts were written before the rows were run. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/outfile.h"
#include "guide_world.h"

enum outcome {
    TRUE_HERE, /* a claim begins here, confirmed, and the guide has no error or warning */
    QUIET,     /* no error or warning in the whole guide */
    WRONG,     /* an error or a warning here, and none elsewhere */
};

struct kind_case {
    const char *text;
    enum outcome outcome;
};

static int set_up(void **state)
{
    static const char *const files[] = {"employment-projections/Employment_Projections_2022-32.csv",
                                        "employment-projections/Employment_Projections_2024-34.csv",
                                        "oews-national/national_M2019_dl.xlsx",
                                        "oews-national/national_M2023_dl.xlsx",
                                        "oews-national/national_M2024_dl.xlsx",
                                        NULL};
    struct guide_world *w = calloc(1, sizeof *w);
    if (!w)
        return -1;
    if (guide_world_open(w, files)) {
        *state = w;
    } else {
        guide_world_close(w);
        free(w);
    }
    return 0;
}

static int tear_down(void **state)
{
    if (*state)
        guide_world_close(*state);
    free(*state);
    return 0;
}

/* Takes the brackets out; where the marked text begins. */
static size_t unmark(const char *text, char *out, size_t size)
{
    size_t n = 0, at = 0;
    for (; *text && n + 1 < size; text++) {
        if (*text == '[')
            at = n;
        else if (*text != ']')
            out[n++] = *text;
    }
    out[n] = '\0';
    return at;
}

static int is_alarm(const struct cs_finding *f)
{
    return cs_rule_info(f->rule)->severity != CS_NOTE;
}

static size_t claim_at(const struct cs_audit *audit, size_t at)
{
    for (size_t i = 0; i < audit->claims.n_items; i++) {
        const struct cs_said *v = &audit->claims.items[i].value;
        const struct cs_block *b = &audit->document.blocks[v->block];
        struct cs_span source = cs_document_source(&audit->document, b, v->start, v->end);
        if ((size_t)(source.start - audit->document.bytes) == at)
            return i;
    }
    return CS_NO_CLAIM;
}

static int check_case(struct guide_world *w, const struct kind_case *c)
{
    char guide[2048];
    size_t at = unmark(c->text, guide, sizeof guide), n_here = 0, n_elsewhere = 0;
    struct cs_audit audit;
    guide_world_audit(w, "guide.md", guide, strlen(guide), &audit);
    for (size_t i = 0; i < audit.n_findings; i++) {
        if (!is_alarm(&audit.findings[i]))
            continue;
        n_here += audit.findings[i].start == at;
        n_elsewhere += audit.findings[i].start != at;
    }
    size_t claim = claim_at(&audit, at);
    const struct cs_judgment *j = claim == CS_NO_CLAIM ? NULL : &audit.judgments[claim];
    int is_right = c->outcome == WRONG ? n_here && !n_elsewhere
                   : c->outcome == QUIET
                       ? !n_here && !n_elsewhere
                       : !n_here && !n_elsewhere && j && j->verdict == CS_CONFIRMED;
    if (!is_right) {
        print_error("%s\n  claim: %s: %s\n", c->text, j ? cs_verdict_name(j->verdict) : "none",
                    j && j->why ? j->why : "-");
        for (size_t i = 0; i < audit.n_findings; i++)
            print_error("  %s at %zu: %s\n", cs_rule_info(audit.findings[i].rule)->name,
                        audit.findings[i].start, audit.findings[i].message);
    }
    cs_audit_clear(&audit);
    return is_right;
}

static void check_cases(void **state, const struct kind_case *cases, size_t n)
{
    size_t n_wrong = 0;
    if (!*state)
        skip();
    for (size_t i = 0; i < n; i++)
        n_wrong += !check_case(*state, &cases[i]);
    if (n_wrong)
        fail_msg("%zu of %zu cases", n_wrong, n);
}
#define CHECK_CASES(state, cases) check_cases(state, cases, sizeof(cases) / sizeof(cases)[0])

static void changes_over_time(void **state)
{
    static const struct kind_case cases[] = {
        {"# Electricians\n\nThe median wage rose [$6,170] from May 2019 to May 2024.\n", TRUE_HERE},
        {"# Electricians\n\nThe median wage rose [$4,170] from May 2019 to May 2024.\n", WRONG},
        {"# Electricians\n\nMedian pay rose by [11 percent] between May 2019 and May 2024.\n",
         TRUE_HERE},
        {"# Electricians\n\nMedian pay rose by [21 percent] between May 2019 and May 2024.\n",
         WRONG},
        {"# Electricians\n\nThe median went from $56,180 in May 2019 to $62,350 in May 2024, an "
         "[11 percent] rise.\n",
         TRUE_HERE},
        {"# Electricians\n\nThe median went from $56,180 in May 2019 to $62,350 in May 2024, an "
         "[88 percent] rise.\n",
         WRONG},
        {"# Electricians\n\nThe median was $56,180 in May 2019 and $62,350 in May 2024. That is an "
         "increase of [$6,170], or 11 percent.\n",
         TRUE_HERE},
        {"# Electricians\n\nThe median was $56,180 in May 2019 and $62,350 in May 2024. That is an "
         "increase of $6,170, or [17 percent].\n",
         WRONG},
        {"# Lawyers\n\nThe median was $122,960 in May 2019, $145,760 in May 2023, and $151,160 in "
         "May 2024. That is an increase of [$28,200] in five years.\n",
         TRUE_HERE},
        {"# Lawyers\n\nThe median was $122,960 in May 2019, $145,760 in May 2023, and $151,160 in "
         "May 2024. That is an increase of [$38,200] in five years.\n",
         WRONG},
        {"# Lawyers\n\nThe median was $122,960 in May 2019, $145,760 in May 2023, and $151,160 in "
         "May 2024. The last step was a rise of [$5,400].\n",
         TRUE_HERE},
        {"# Dental hygienists\n\nThey earned a median annual wage of $94,260 in May 2024, [$6,730] "
         "more than in May 2023.\n",
         TRUE_HERE},
        {"# Dental hygienists\n\nThey earned a median annual wage of $94,260 in May 2024, which is "
         "[$5,730] more than the year before.\n",
         WRONG},
        {"# Dental hygienists\n\nThe median was $94,260 in May 2024. An industry survey says pay "
         "rose [$9,000] last year.\n",
         QUIET},
        {"# Cashiers\n\nThe median hourly wage went from $11.37 in May 2019 to $14.99 in May 2024, "
         "an increase of [$3.62].\n",
         TRUE_HERE},
        {"# Cashiers\n\nThe median hourly wage went from $11.37 in May 2019 to $14.99 in May 2024, "
         "an increase of [$4.62].\n",
         WRONG},
        /* another measure, real pay, a forecast, a person: not these figures */
        {"# Electricians\n\nAdjusted for inflation, median pay rose [3 percent] between May 2019 "
         "and May 2024.\n",
         QUIET},
        {"# Electricians\n\nThe median was $62,350 in May 2024. My own pay rose [$8,000] from 2019 "
         "to 2024.\n",
         QUIET},
        {"# Electricians\n\nThe median rose from $56,180 in May 2019 to $62,350 in May 2024, while "
         "copper prices rose [60 percent].\n",
         QUIET},
        {"# Electricians\n\nThe median was $61,590 in May 2023 and $62,350 in May 2024. Union "
         "members got a raise of [4 percent].\n",
         QUIET},
    };
    CHECK_CASES(state, cases);
}

static void differences(void **state)
{
    static const struct kind_case cases[] = {
        {"# Barbers\n\nIn May 2024 the median of plumbers was $62,970, [$620] more than that of "
         "electricians.\n",
         TRUE_HERE},
        {"# Two trades\n\nPlumbers earned a median of $62,970 in May 2024, [$1,620] more than "
         "electricians.\n",
         WRONG},
        {"# Two trades\n\nElectricians earned a median of $62,350 in May 2024, [$12,000] more than "
         "carpenters with their $59,310.\n",
         WRONG},
        {"# Two trades\n\nElectricians earned a median of $62,350 in May 2024, about [$3,000] more "
         "than carpenters with their $59,310.\n",
         TRUE_HERE},
        {"# Dental hygienists\n\nA hygienist's median in May 2024 was $94,260, [$44,760] above the "
         "median for all occupations.\n",
         TRUE_HERE},
        {"# Dental hygienists\n\nIn May 2024 dental hygienists had a median of $94,260, and dental "
         "assistants one of $47,300. The difference between the two medians is [$46,960].\n",
         TRUE_HERE},
        {"# Dental hygienists\n\nIn May 2024 dental hygienists had a median of $94,260, and dental "
         "assistants one of $47,300. The difference between the two medians is [$49,660].\n",
         WRONG},
        {"# Lawyers\n\nLawyers earn a median of $151,160; the gap to what a partner makes is "
         "[$300,000].\n",
         QUIET},
        {"# Electricians\n\nElectricians earned a median of $62,350 in May 2024, [$5,000] more in "
         "the union.\n",
         QUIET},
        {"# Pharmacists\n\nThe median was $137,480 in May 2024. Pharmacists with a residency earn "
         "[$12,000] more than those without.\n",
         QUIET},
        {"# Dental hygienists\n\nIn May 2024 the median of dental hygienists was $94,260, which is "
         "[90 percent] more than the $49,500 for all occupations.\n",
         TRUE_HERE},
        {"# Dental hygienists\n\nIn May 2024 the median of dental hygienists was $94,260, which is "
         "[60 percent] more than the $49,500 for all occupations.\n",
         WRONG},
    };
    CHECK_CASES(state, cases);
}

/* The two figures stand before: in the sentence before, in the table above, under other headings.
 */
static void differences_of_what_stands_before(void **state)
{
    static const struct kind_case cases[] = {
        {"# Two trades, May 2024\n\nRoofers earned a median of $50,970. Carpenters earned $59,310 "
         "at "
         "the median. The gap of about [$8,300] is not huge.\n",
         TRUE_HERE},
        {"# Two trades, May 2024\n\nRoofers earned a median of $50,970. Carpenters earned $59,310 "
         "at "
         "the median. The gap of about [$18,300] is large.\n",
         WRONG},
        {"# Dental care, May 2024\n\nDental hygienists earned a median of $94,260. Dental "
         "assistants "
         "earned $47,300 at the median, which leaves a difference of [$46,960].\n",
         TRUE_HERE},
        {"# Dental care, May 2024\n\nThe median for dental hygienists, $94,260, exceeds that of "
         "dental assistants ($47,300) by [$36,960].\n",
         WRONG},
        {"# Dental care, May 2024\n\n| | Median pay |\n|---|---|\n| Dental hygienists | $94,260 |\n"
         "| Dental assistants | $47,300 |\n\nDental hygienists are ahead by about [$47,000].\n",
         TRUE_HERE},
        {"# Dental care, May 2024\n\n| | Median pay |\n|---|---|\n| Dental hygienists | $94,260 |\n"
         "| Dental assistants | $47,300 |\n\nDental hygienists are ahead by about [$37,000].\n",
         WRONG},
        {"# Dental care, May 2024\n\n| | Median pay |\n|---|---|\n| Dental hygienists | $94,260 |\n"
         "| Dental assistants | $47,300 |\n| Dental hygienists over dental assistants | [$36,960] "
         "|\n",
         WRONG},
        {"# Dental care, May 2024\n\n- Dental hygienists: $94,260 at the median\n- Dental "
         "assistants: $47,300 at the median\n- Dental hygienists vs. dental assistants: "
         "+[$46,960]\n",
         TRUE_HERE},
        {"# Electricians\n\nThe median was $56,180 in May 2019; five years later it was up by "
         "[$6,170].\n",
         TRUE_HERE},
        {"# Electricians\n\nThe median was $56,180 in May 2019; five years later it was up by "
         "[$8,170].\n",
         WRONG},
        /* others' pay, other money, people, parts of the trade */
        {"# Dental care, May 2024\n\nDental hygienists earned a median of $94,260. Dental "
         "assistants "
         "earned $47,300 at the median. Our own clinic pays [$4,000] more than that.\n",
         QUIET},
        {"# Dental care, May 2024\n\nDental hygienists earned a median of $94,260; rent near "
         "campus "
         "runs [$900] more than at home.\n",
         QUIET},
        {"# Roofers\n\nRoofers earned a median of $50,970 in May 2024. Unionized roofers take home "
         "[$12,000] more.\n",
         QUIET},
        {"# Two trades, May 2024\n\nRoofers earned a median of $50,970. Carpenters earned $59,310 "
         "at "
         "the median. A clearance is worth another [$20,000], recruiters say.\n",
         QUIET},
        {"# Two trades, May 2024\n\nRoofers earned a median of $50,970. Carpenters earned $59,310 "
         "at "
         "the median. Men are ahead by [$9,000] in both.\n",
         QUIET},
        {"# Roofers, May 2024\n\nRoofers earned a median of $50,970. The top tenth earn $80,780, "
         "or "
         "[$29,810] more.\n",
         QUIET},
    };
    CHECK_CASES(state, cases);
}

static void multiples(void **state)
{
    static const struct kind_case cases[] = {
        {"# Dental care\n\nDental hygienists earn about [twice] what dental assistants earn: the "
         "medians of May 2024 are $94,260 and $47,300.\n",
         TRUE_HERE},
        {"# Actuaries\n\nThe median of actuaries was $125,770 in May 2024, [2.5 times] the median "
         "for all occupations.\n",
         TRUE_HERE},
        {"# Actuaries\n\nThe median of actuaries was $125,770 in May 2024, [four times] the median "
         "for all occupations.\n",
         WRONG},
        {"# Actuaries\n\nThe median of actuaries was $125,770 in May 2024, more than [double] the "
         "median for all occupations.\n",
         TRUE_HERE},
        {"# Electricians\n\nEmployment of electricians is projected to grow 9.5 percent from 2024 "
         "to 2034, about [three times] as fast as the average for all occupations.\n",
         TRUE_HERE},
        {"# Electricians\n\nEmployment of electricians is projected to grow 9.5 percent from 2024 "
         "to 2034, [6X] faster than average.\n",
         WRONG},
        {"# Helpers in therapy\n\nFrom 2024 to 2034 physical therapist assistants will have 19,800 "
         "openings a year, almost [three times] as many as the 7,200 openings of occupational "
         "therapy assistants.\n",
         TRUE_HERE},
        {"# Helpers in therapy\n\nFrom 2024 to 2034 physical therapist assistants will have 19,800 "
         "openings a year, almost [five times] as many as the 7,200 openings of occupational "
         "therapy assistants.\n",
         WRONG},
        {"# Actuaries\n\nThe median was $125,770 in May 2024. Each exam is [twice] as hard as the "
         "one before.\n",
         QUIET},
        {"# Actuaries\n\nThe median was $125,770 in May 2024. Fellows can earn [three times] as "
         "much "
         "as beginners.\n",
         QUIET},
        {"# Actuaries\n\nThe median was $125,770 in May 2024. You may sit the exam [four times] a "
         "year.\n",
         QUIET},
    };
    CHECK_CASES(state, cases);
}

static void codes_and_titles(void **state)
{
    static const struct kind_case cases[] = {
        {"# Electricians ([47-2152])\n\nThe median annual wage was $62,350 in May 2024.\n", WRONG},
        {"# Electricians ([47-2111])\n\nThe median annual wage was $62,350 in May 2024.\n", QUIET},
        {"# Electricians\n\nSOC code: [47-2152]\n\nThe median annual wage was $62,350 in May "
         "2024.\n",
         WRONG},
        {"# How to become an electrician\n\nElectricians ([47-2152]) earned a median of $62,350 in "
         "May 2024. Their growth from 2024 to 2034 is 9.5 percent, and there will be 81,000 "
         "openings a year.\n",
         WRONG},
        {"# Trades\n\n| Title | Code | Median pay, May 2024 | Openings a year, 2024-34 |\n"
         "|---|---|---|---|\n| Electricians | 47-2111 | $62,350 | 81,000 |\n"
         "| Carpenters | [29-1141] | $59,310 | 74,100 |\n| Roofers | 47-2181 | $50,970 | 12,700 "
         "|\n",
         WRONG},
        {"# Trades\n\n| Code | Title | Median pay, May 2024 |\n|---|---|---|\n"
         "| 47-2111 | Electricians | $62,350 |\n| [47-2181] | Carpenters | $59,310 |\n",
         WRONG},
        {"# Lawyers\n\nLawyers [23-1012] had a median of $151,160 in May 2024; judicial law clerks "
         "are 23-1012.\n",
         WRONG},
        {"# Nurses\n\nRegistered nurses (29-1141, formerly [29-1111]) had a median of $93,600 in "
         "May "
         "2024.\n",
         QUIET},
        {"# Secretaries\n\nSee also: [43-6010] Secretaries and administrative assistants; Medical "
         "secretaries and administrative assistants (43-6013).\n",
         QUIET},
        {"# Electricians\n\nElectricians ([47-2111.00]) had a median of $62,350 in May 2024.\n",
         QUIET},
        {"# Electricians\n\nElectricians had a median of $62,350 in May 2024. Close relatives: "
         "[47-2152] (plumbers), 47-2031 (carpenters).\n",
         QUIET},
    };
    CHECK_CASES(state, cases);
}

static void growth_by_verb(void **state)
{
    static const struct kind_case cases[] = {
        {"# Cashiers\n\nEmployment of cashiers is expected to [shrink] from 2024 to 2034.\n",
         TRUE_HERE},
        {"# Electricians\n\nEmployment of electricians is expected to [shrink] from 2024 to "
         "2034.\n",
         WRONG},
        {"# Legal secretaries\n\nEmployment of legal secretaries is projected to [grow] from 2024 "
         "to "
         "2034.\n",
         WRONG},
        {"# Electricians\n\nEmployment of electricians is projected to [grow] from 2024 to 2034.\n",
         TRUE_HERE},
        {"# Electricians\n\nEmployment of electricians is projected to show [little or no change] "
         "from 2024 to 2034.\n",
         WRONG},
        {"# Cashiers\n\n- Median pay: $31,190\n- Outlook, 2024-34: [declining]\n", TRUE_HERE},
        {"# Electricians\n\n- Median pay: $62,350\n- Outlook, 2024-34: [declining]\n", WRONG},
        {"# Electricians\n\nEmployment is not expected to [decline] from 2024 to 2034.\n", QUIET},
        {"# Electricians\n\nThe use of coal is expected to [decline] from 2024 to 2034, and with "
         "it "
         "the number of power plants.\n",
         QUIET},
        {"# Cashiers\n\nDemand for self-checkout is expected to [grow] from 2024 to 2034.\n",
         QUIET},
        {"# Cashiers\n\nGrowth of 9.9 percent in the other direction: from 2024 to 2034 employment "
         "will [fall].\n",
         QUIET},
        {"# Electricians\n\nEmployment of electricians in coal mining is expected to [decline] "
         "from "
         "2024 to 2034.\n",
         QUIET},
        {"# Electricians\n\n- Growth, 2024-34: 9.5% ([slower than average])\n", WRONG},
        {"# Wind sculptors\n\n- Growth, 2024-34: 9% ([slower than average])\n", WRONG},
        {"# Wind sculptors\n\n- Growth, 2024-34: 3% (as fast as average)\n\nEmployment is expected "
         "to [decline] over the decade.\n",
         WRONG},
    };
    CHECK_CASES(state, cases);
}

/* Whose a value is, of when and per what, where another mention stands nearer. */
static void whose_and_when(void **state)
{
    static const struct kind_case cases[] = {
        /* a note dates the figures later than any that there are */
        {"Every wage below is a national annual figure for May 2026.\n\n# Electricians\n\nThe "
         "median "
         "pay of electricians is [$99,999].\n",
         QUIET},
        {"# Plumbers\n\nPlumber jobs are expected to rise by 4.5% from 2024 to 2034, more than the "
         "[3.1%] growth rate projected for all U.S. jobs.\n",
         TRUE_HERE},
        {"# Plumbers\n\nPlumber jobs are expected to rise by 4.5% from 2024 to 2034, more than the "
         "[7.1%] growth rate projected for all U.S. jobs.\n",
         WRONG},
        {"# Electricians\n\n- Openings: 81,000 a year, which is 9.9 percent of [818,700] jobs in "
         "2024\n",
         TRUE_HERE},
        {"# Firefighters\n\nThe survey counts firefighters with average annual pay of [$63,890] "
         "and "
         "average hourly pay of $30.72 in May 2024.\n",
         TRUE_HERE},
        {"# Software developers\n\nIn May 2023 software developers earned a median of [$132,270]; "
         "a "
         "year later the median was $133,080.\n",
         TRUE_HERE},
        {"# Software developers\n\nBy 2034 there should be 267,700 more jobs, and the annual "
         "median "
         "of [$133,080] is nearly three times the $49,500 that all workers make.\n",
         TRUE_HERE},
        {"# Flux tenders\n\nThe median annual wage for flux tenders was $51,000 in May 2024.\n\n"
         "Electricians earned a median of $62,350 in May 2024.\n\nThe median annual wage for flux "
         "tenders was [$58,000] in May 2024.\n",
         WRONG},
    };
    CHECK_CASES(state, cases);
}

static void totals(void **state)
{
    static const struct kind_case cases[] = {
        {"# Trades\n\n| Trade | Jobs, 2024 | Openings a year, 2024-34 |\n|---|---|---|\n"
         "| Electricians | 818,700 | 81,000 |\n| Carpenters | 959,000 | 74,100 |\n"
         "| Roofers | 166,700 | 12,700 |\n\nTogether these three occupations employ [1.94 million] "
         "people.\n",
         TRUE_HERE},
        {"# Trades\n\n| Trade | Jobs, 2024 | Openings a year, 2024-34 |\n|---|---|---|\n"
         "| Electricians | 818,700 | 81,000 |\n| Carpenters | 959,000 | 74,100 |\n"
         "| Roofers | 166,700 | 12,700 |\n\nTogether these three occupations employ [1.49 million] "
         "people.\n",
         WRONG},
        {"# Trades\n\n| Trade | Jobs, 2024 | Openings a year, 2024-34 |\n|---|---|---|\n"
         "| Electricians | 818,700 | 81,000 |\n| Carpenters | 959,000 | 74,100 |\n"
         "| Roofers | 166,700 | 12,700 |\n\nIn the table's three trades together, [176,800] "
         "openings a year are expected.\n",
         WRONG},
        {"# Trades\n\n| Trade | Jobs, 2024 | Openings a year, 2024-34 |\n|---|---|---|\n"
         "| Electricians | 818,700 | 81,000 |\n| Carpenters | 959,000 | 74,100 |\n"
         "| Roofers | 166,700 | 12,700 |\n| Total | 1,944,400 | [167,800] |\n",
         TRUE_HERE},
        {"# Trades\n\n| Trade | Jobs, 2024 | Openings a year, 2024-34 |\n|---|---|---|\n"
         "| Electricians | 818,700 | 81,000 |\n| Carpenters | 959,000 | 74,100 |\n"
         "| Roofers | 166,700 | 12,700 |\n| Total | 1,944,400 | [186,700] |\n",
         WRONG},
        {"# Trades\n\nFrom 2024 to 2034, about 81,000 openings a year are projected for "
         "electricians, "
         "74,100 for carpenters, and 12,700 for roofers. That adds up to [167,800] openings a "
         "year.\n",
         TRUE_HERE},
        {"# Trades\n\nFrom 2024 to 2034, about 81,000 openings a year are projected for "
         "electricians, "
         "74,100 for carpenters, and 12,700 for roofers. That adds up to [176,800] openings a "
         "year.\n",
         WRONG},
        {"# Helpers\n\nPhysical therapist assistants are projected to gain 24,500 jobs between "
         "2024 "
         "and 2034; occupational therapy assistants should gain 9,500. Combined, that is [44,000] "
         "new jobs.\n",
         WRONG},
        {"# Helpers\n\nPhysical therapist assistants are projected to gain 24,500 jobs between "
         "2024 "
         "and 2034; occupational therapy assistants should gain 9,500. Combined, that is [34,000] "
         "new jobs.\n",
         TRUE_HERE},
        {"# Trades\n\nElectricians held 818,700 jobs in 2024. Employers in construction together "
         "hired [600,000] people.\n",
         QUIET},
        {"# Trades\n\n| Trade | Jobs, 2024 |\n|---|---|\n| Electricians | 818,700 |\n| Carpenters "
         "| "
         "959,000 |\n| Roofers | 166,700 |\n\nThe two largest of them together have [1,777,700] "
         "jobs.\n",
         QUIET},
        {"# Job families\n\n| Family | Jobs, 2024 |\n|---|---|\n| Electricians | 818,700 |\n"
         "| Carpenters | 959,000 |\n| All occupations | [170,000,000] |\n",
         QUIET},
    };
    CHECK_CASES(state, cases);
}

/* Key facts as plain lines beside prose and a table, of an occupation that no data know: what the
 * page says against itself comes out, each thing at its place, and nothing else. */
static void a_page_against_itself(void **state)
{
    static const char guide[] =
        "<title>Flux Tender</title>\n<h1>Flux Tender</h1>\n<p>Median Salary</p>\n<p>$40,350</p>\n"
        "<p>Growth Outlook</p>\n<p>8%</p>\n<p>as fast as average (2022-2032)</p>\n"
        "<p>Annual Openings</p>\n<p>\xE2\x89\x88"
        "118,500</p>\n<h2>Outlook</h2>\n"
        "<p>Employment is projected to grow 8 %, faster than the average. There are about 783,900 "
        "flux tenders, and 37,200 new jobs are expected.</p>\n<h2>Pay</h2>\n"
        "<p>Pay ranges from $31,000 to $48,000 a year. Entry pay is about $28,000.</p>\n"
        "<table><tr><th>Level</th><th>Salary</th></tr><tr><td>Entry</td><td>$33,000</td></tr>"
        "<tr><td>Senior</td><td>$52,000</td></tr></table>\n"
        "<h2>Training</h2>\n<p>Nine months and $4,500 of tuition. The range of courses is wide: 8 "
        "to "
        "12.</p>\n";
    static const struct {
        enum cs_rule rule;
        size_t line;
    } expected[] = {{CS_RULE_ARITHMETIC, 6},      {CS_RULE_ARITHMETIC, 11},
                    {CS_RULE_DISAGREES, 11},      {CS_RULE_RANGE_EXCLUDES, 13},
                    {CS_RULE_RANGE_EXCLUDES, 13}, {CS_RULE_UNDATED, 4}};
    struct cs_audit audit;
    if (!*state)
        skip();
    guide_world_audit(*state, "guide.html", guide, strlen(guide), &audit);
    for (size_t i = 0; i < sizeof expected / sizeof expected[0]; i++) {
        if (!guide_has_finding(&audit, expected[i].rule, expected[i].line))
            fail_msg("no %s in line %zu", cs_rule_info(expected[i].rule)->name, expected[i].line);
    }
    assert_int_equal(audit.n_findings, sizeof expected / sizeof expected[0]);
    cs_audit_clear(&audit);
}

static void audit_file(struct guide_world *w, const char *name, struct cs_audit *audit,
                       char **bytes)
{
    char path[1024];
    size_t n;
    snprintf(path, sizeof path, "%s/tests/fixtures/guides/%s", CS_SOURCE_DIR, name);
    assert_int_equal(cs_read_file(path, CS_GUIDE_MAX_BYTES, bytes, &n, &w->diag), CS_OK);
    guide_world_audit(w, name, *bytes, n, audit);
}

static void check_same(const struct cs_audit *a, const struct cs_audit *b)
{
    assert_int_equal(a->n_findings, b->n_findings);
    for (size_t i = 0; i < a->n_findings; i++) {
        assert_int_equal(a->findings[i].rule, b->findings[i].rule);
        assert_int_equal(a->findings[i].start, b->findings[i].start);
        assert_string_equal(a->findings[i].message, b->findings[i].message);
    }
    assert_int_equal(a->claims.n_items, b->claims.n_items);
    for (size_t i = 0; i < a->claims.n_items; i++) {
        assert_int_equal(a->judgments[i].verdict, b->judgments[i].verdict);
        assert_string_equal(a->judgments[i].why ? a->judgments[i].why : "",
                            b->judgments[i].why ? b->judgments[i].why : "");
    }
}

/* A noun that several share: in the corner of a table, behind a list; and values told apart. */
static void shared_words(void **state)
{
    static const struct kind_case cases[] = {
        {"# Rehabilitation\n\n| Therapist | Median, May 2024 |\n|---|---|\n| Physical | $101,020 "
         "|\n"
         "| Occupational | [$98,340] |\n",
         TRUE_HERE},
        {"# Rehabilitation\n\n| Therapist | Median, May 2024 |\n|---|---|\n| Physical | $101,020 "
         "|\n"
         "| Occupational | [$93,840] |\n",
         WRONG},
        {"# Physical therapists\n\n| Therapist | Median, May 2024 |\n|---|---|\n| Physical | "
         "$101,020 |\n| Wilderness | [$58,000] |\n",
         QUIET},
        {"# Electricians\n\n| Electrician | May 2024 |\n|---|---|\n| Median pay | [$62,350] |\n",
         TRUE_HERE},
        {"# Electricians\n\n| Electrician | May 2024 |\n|---|---|\n| Median pay | [$63,250] |\n",
         WRONG},
        {"# Rehabilitation\n\nPhysical and occupational therapists earned medians of [$101,020] "
         "and "
         "$98,340, respectively, in May 2024.\n",
         TRUE_HERE},
        {"# Rehabilitation\n\nPhysical and occupational therapists earned medians of [$110,020] "
         "and "
         "$98,340, respectively, in May 2024.\n",
         WRONG},
        {"# Electricians\n\nElectricians and their helpers are counted apart. From 2024 to 2034 "
         "their numbers are projected to grow by [4 percent] and 9 percent, respectively.\n",
         QUIET},
        {"# Electricians\n\nThey earned a median and a mean of $62,350 and [$69,630], "
         "respectively, "
         "in May 2024.\n",
         TRUE_HERE},
        {"# Electricians\n\nIn May 2024 the average was far above the median: [$69,630].\n",
         TRUE_HERE},
        {"# Electricians\n\nIn May 2024 the average was far above the median: [$79,630].\n", WRONG},
        {"# Electricians\n\nIn May 2024 the mean was above the median of [$62,350].\n", TRUE_HERE},
        {"# Electricians\n\nIn May 2024 that was [$29.98] an hour at the middle and $50.98 at the "
         "top.\n",
         TRUE_HERE},
        {"# Electricians\n\nIn May 2024 that was [$39.98] an hour at the middle and $50.98 at the "
         "top.\n",
         WRONG},
    };
    CHECK_CASES(state, cases);
}

/* Plain text whose titles are capitals with a code. */
static void titles_in_capitals(void **state)
{
    static const struct kind_case cases[] = {
        {"RIVER CAREER CENTER\n\nELECTRICIANS\nSOC 47-2111      Page 1 of 2\n\nMedian pay, May "
         "2024 .... [$62,350]\n",
         TRUE_HERE},
        {"RIVER CAREER CENTER\n\nELECTRICIANS\nSOC 47-2111\n\nMedian pay, May 2024 .... "
         "$62,350\n\nRELATED: CASHIERS (41-2011)\nMedian pay, May 2024 .... [$32,290]\n",
         WRONG},
        {"RIVER CAREER CENTER\n\nPOWER LINE CREW\nO*NET-SOC Code: 49-9051.00\n\nMedian pay, May "
         "2024 .... [$92,560]\n",
         TRUE_HERE},
        {"RIVER CAREER CENTER\n\nELECTRICIANS\nSOC 47-2111\n\nMedian pay, May 2024 .... "
         "$62,350\n\nSEWER ROBOT TENDERS\n\nMedian pay, May 2024 .... [$61,000]\n",
         QUIET},
        {"# Electricians\n\nThe national median is $29.98 an hour and the state's [$31.98].\n",
         QUIET},
    };
    CHECK_CASES(state, cases);
}

/* Records of keys without blanks. */
/* Parts of a title that no other title has, and parts that several have. */
static void parts_of_titles(void **state)
{
    static const struct kind_case cases[] = {
        {"# Tech jobs\n\n## Network architect\n\n- Median [$130,390] (May 2024)\n", TRUE_HERE},
        {"# Tech jobs\n\n## Network architect\n\n- Median [$103,390] (May 2024)\n", WRONG},
        {"# Tech jobs\n\n## Network / systems admin\n\n- Median [$96,800] (May 2024)\n", TRUE_HERE},
        {"# Courts\n\nIn May 2024 court reporting paid a median of [$67,310].\n", TRUE_HERE},
        {"# Courts\n\nIn May 2024 court reporting paid a median of [$76,310].\n", WRONG},
        {"# Heating\n\nHeating, air-conditioning and refrigeration technicians earned a median of "
         "[$59,810] in May 2024.\n",
         TRUE_HERE},
        {"# Shops\n\nCNC tool operators had a median of [$48,550] in May 2024.\n", QUIET},
        {"# Health\n\nMedical technicians earned a median of [$62,340] in May 2024.\n", QUIET},
        {"# Schools\n\nChemistry teachers earned a median of [$64,580] in May 2024.\n", QUIET},
        {"# Nursing Pay by State: RN vs. LPN\n\n| | California | Texas |\n|---|---|---|\n"
         "| RN median | $140,330 | $90,010 |\n| LPN/LVN median | [$77,170] | $60,150 |\n",
         QUIET},
        {"# Analysts\n\nFor management analysts, discussed in Chapter 5, the median was [$101,190] "
         "in May 2024.\n",
         TRUE_HERE},
        {"# Kitchens\n\nSupervisors of food prep and serving workers: some [184,000] openings a "
         "year.\n",
         QUIET},
        {"# Crews\n\nHelpers of electricians earned a median of [$40,190] in May 2024.\n", QUIET},
        {"# Boats\n\nCaptains, mates and pilots earned a median of [$85,540] in May 2024.\n",
         TRUE_HERE},
        {"<html><body><header><h1>Dental hygiene</h1><p>34 credits, East Campus, Building "
         "112</p></header><h2>Outlook</h2><ul><li>Employment is expected to rise [7%] between 2024 "
         "and 2034.</li></ul></body></html>\n",
         TRUE_HERE},
        {"# Dental hygienists in the East Bay\n\nThey earned a median of [$94,260] in May 2024.\n",
         TRUE_HERE},
        {"# Dental hygiene\n\nAt East Campus hygienists earned a median of [$94,260] in May "
         "2024.\n",
         TRUE_HERE},
        {"# East Side College\n\nDental hygienists earned a median of [$94,260] in May 2024.\n",
         TRUE_HERE},
    };
    check_cases(state, cases, sizeof cases / sizeof *cases);
}

static void exported_records(void **state)
{
    static const struct kind_case cases[] = {
        {"id: 7\ntitle: Electrician\npage.soc_code: 47-2111\npage.wage_year: 2024\n"
         "page.median_wage_annual: [$62,350]\npage.wage_pct90_annual: $106,030\n",
         TRUE_HERE},
        {"id: 7\ntitle: Electrician\npage.soc_code: 47-2111\npage.wage_year: 2024\n"
         "page.median_wage_annual: $62,350\npage.wage_pct90_annual: [$160,030]\n",
         WRONG},
        {"id: 7\ntitle: Electrician\nfact_wage_year: 2024\nfact_median_wage: $62,350\n--\nid: 8\n"
         "title: Cashier\nfact_wage_year: 2024\nfact_median_wage: [$62,350]\n",
         WRONG},
        {"id: 7\ntitle: Electrician\nfact_wage_year: 2024\nfact_median_wage: $62,350\n"
         "fact_related_1_title: Robot wrangler\nfact_related_1_median_wage: [$41,000]\n",
         QUIET},
        {"id: 7\ntitle: Electrician\nfact_wage_year: 2024\nfact_median_wage: $62,350\n"
         "fact_state_spotlight: Freedonia\nfact_state_median_wage: [$41,000]\n",
         QUIET},
    };
    CHECK_CASES(state, cases);
}

/* The same files in two other orders: the same claims, verdicts and findings. */
static void order_of_files_is_nothing(void **state)
{
    static const char *const guides[] = {"listicle.md", "faq.html", "german-table.md",
                                         "older-edition-2020.md"};
    static const char *const orders[][6] = {
        {"oews-national/national_M2024_dl.xlsx", "oews-national/national_M2019_dl.xlsx",
         "employment-projections/Employment_Projections_2024-34.csv",
         "oews-national/national_M2023_dl.xlsx",
         "employment-projections/Employment_Projections_2022-32.csv", NULL},
        {"employment-projections/Employment_Projections_2024-34.csv",
         "oews-national/national_M2023_dl.xlsx", "oews-national/national_M2024_dl.xlsx",
         "employment-projections/Employment_Projections_2022-32.csv",
         "oews-national/national_M2019_dl.xlsx", NULL}};
    if (!*state)
        skip();
    for (size_t o = 0; o < sizeof orders / sizeof orders[0]; o++) {
        struct guide_world other;
        assert_true(guide_world_open(&other, orders[o]));
        for (size_t g = 0; g < sizeof guides / sizeof guides[0]; g++) {
            struct cs_audit a, b;
            char *first, *second;
            audit_file(*state, guides[g], &a, &first);
            audit_file(&other, guides[g], &b, &second);
            check_same(&a, &b);
            cs_audit_clear(&a);
            cs_audit_clear(&b);
            free(first);
            free(second);
        }
        guide_world_close(&other);
    }
}

static void totals_of_all(void **state)
{
    static const struct kind_case cases[] = {
        {"# Trades\n\n| | Trade | Jobs, 2024 | Openings a year |\n|---|---|---|---|\n| 1 | "
         "Electricians | "
         "818,700 | 81,000 |\n| 2 | Carpenters | 959,000 | 74,100 |\n| 3 | Roofers | 166,700 | "
         "12,700 |\n| | **All three** | [2,944,400] | 167,800 |\n",
         WRONG},
        {"# Trades\n\n| | Trade | Jobs, 2024 | Openings a year |\n|---|---|---|---|\n| 1 | "
         "Electricians | "
         "818,700 | 81,000 |\n| 2 | Carpenters | 959,000 | 74,100 |\n| 3 | Roofers | 166,700 | "
         "12,700 |\n| | **All three** | [1,944,400] | 167,800 |\n",
         TRUE_HERE},
        {"# Trades\n\n| | Trade | Jobs, 2024 | Openings a year |\n|---|---|---|---|\n| 1 | "
         "Electricians | "
         "818,700 | 81,000 |\n| 2 | Carpenters | 959,000 | 74,100 |\n| 3 | Roofers | 166,700 | "
         "12,700 |\n\n## Put together\n\nThe three jobs employ [2.5 million] people.\n",
         WRONG},
        {"# Trades\n\n| | Trade | Jobs, 2024 | Openings a year |\n|---|---|---|---|\n| 1 | "
         "Electricians | "
         "818,700 | 81,000 |\n| 2 | Carpenters | 959,000 | 74,100 |\n| 3 | Roofers | 166,700 | "
         "12,700 |\n\n## Put together\n\nThe three jobs employ [1.94 million] people.\n",
         TRUE_HERE},
        {"# Trades\n\n| | Trade | Jobs, 2024 | Openings a year |\n|---|---|---|---|\n| 1 | "
         "Electricians | "
         "818,700 | 81,000 |\n| 2 | Carpenters | 959,000 | 74,100 |\n| 3 | Roofers | 166,700 | "
         "12,700 |\n\n## Our town\n\nThe two trades employ [400,000] people in the valley.\n",
         QUIET},
    };
    CHECK_CASES(state, cases);
}

static void ranks(void **state)
{
    static const struct kind_case cases[] = {
        {"# Dental care\n\n| Job | Median pay, May 2024 | Growth, 2024-34 | Openings a year |\n"
         "|---|---|---|---|\n| Dental hygienists | $94,260 | 7% | 15,300 |\n| Dental assistants | "
         "$47,300 | 6% "
         "| 52,900 |\n\n- Dental assistants are the [fastest-growing] of the two.\n",
         WRONG},
        {"# Dental care\n\n| Job | Median pay, May 2024 | Growth, 2024-34 | Openings a year |\n"
         "|---|---|---|---|\n| Dental hygienists | $94,260 | 7% | 15,300 |\n| Dental assistants | "
         "$47,300 | 6% "
         "| 52,900 |\n\n- Dental hygienists are the [fastest-growing] of the two.\n",
         QUIET},
        {"# Dental care\n\n| Job | Median pay, May 2024 | Growth, 2024-34 | Openings a year |\n"
         "|---|---|---|---|\n| Dental hygienists | $94,260 | 7% | 15,300 |\n| Dental assistants | "
         "$47,300 | 6% "
         "| 52,900 |\n\n- Of these two jobs, dental assistants [earn the most].\n",
         WRONG},
        {"# Dental care\n\n| Job | Median pay, May 2024 | Growth, 2024-34 | Openings a year |\n"
         "|---|---|---|---|\n| Dental hygienists | $94,260 | 7% | 15,300 |\n| Dental assistants | "
         "$47,300 | 6% "
         "| 52,900 |\n\n- Of these two jobs, dental hygienists [earn the most].\n",
         QUIET},
        {"# Dental care\n\n| Job | Median pay, May 2024 | Growth, 2024-34 | Openings a year |\n"
         "|---|---|---|---|\n| Dental hygienists | $94,260 | 7% | 15,300 |\n| Dental assistants | "
         "$47,300 | 6% "
         "| 52,900 |\n\n- Dental hygienists have the [most openings] of the two.\n",
         WRONG},
        {"# Dental care\n\n| Job | Median pay, May 2024 | Growth, 2024-34 | Openings a year |\n"
         "|---|---|---|---|\n| Dental hygienists | $94,260 | 7% | 15,300 |\n| Dental assistants | "
         "$47,300 | 6% "
         "| 52,900 |\n\n- In other words, dental assistants [out-earn] dental hygienists.\n",
         WRONG},
        {"# Dental care\n\n| Job | Median pay, May 2024 | Growth, 2024-34 | Openings a year |\n"
         "|---|---|---|---|\n| Dental hygienists | $94,260 | 7% | 15,300 |\n| Dental assistants | "
         "$47,300 | 6% "
         "| 52,900 |\n\n- In other words, dental hygienists [out-earn] dental assistants.\n",
         QUIET},
        {"# Dental care\n\n| Job | Median pay, May 2024 | Growth, 2024-34 | Openings a year |\n"
         "|---|---|---|---|\n| Dental hygienists | $94,260 | 7% | 15,300 |\n| Dental assistants | "
         "$47,300 | 6% "
         "| 52,900 |\n\n- In Maine, dental assistants [out-earn] dental hygienists.\n",
         QUIET},
        {"# Dental care\n\n| Job | Median pay, May 2024 | Growth, 2024-34 | Openings a year |\n"
         "|---|---|---|---|\n| Dental hygienists | $94,260 | 7% | 15,300 |\n| Dental assistants | "
         "$47,300 | 6% "
         "| 52,900 |\n\n- Dental assistants are among the [fastest-growing] of the two.\n",
         QUIET},
        {"# Dental care\n\n| Job | Median pay, May 2024 | Growth, 2024-34 | Openings a year |\n"
         "|---|---|---|---|\n| Dental hygienists | $94,260 | 7% | 15,300 |\n| Dental assistants | "
         "$47,300 | 6% "
         "| 52,900 |\n\n- Dental assistants are the second [fastest-growing] of the two.\n",
         QUIET},
    };
    CHECK_CASES(state, cases);
}

static void multiples_of_what_stands_before(void **state)
{
    static const struct kind_case cases[] = {
        {"# Dental care, May 2024\n\nFor comparison, the median for all occupations is $49,500. "
         "Dental "
         "hygienists make nearly [twice] that.\n",
         TRUE_HERE},
        {"# Dental care, May 2024\n\nFor comparison, the median for all occupations is $49,500. "
         "Dental "
         "hygienists make [three times] that.\n",
         WRONG},
        {"# Law, May 2024\n\nParalegals make $61,010 at the median. Lawyers make $151,160 at the "
         "median. "
         "That's roughly [two and a half times] what paralegals make.\n",
         TRUE_HERE},
        {"# Law, May 2024\n\nParalegals make $61,010 at the median. Lawyers make $151,160 at the "
         "median. "
         "That's roughly [four times] what paralegals make.\n",
         WRONG},
        {"# Law, May 2024\n\nParalegals make $61,010 at the median. I failed the exam [twice]. Our "
         "firm "
         "bills [three times] that.\n",
         QUIET},
        {"# Law, May 2024\n\nParalegals make $61,010 at the median. [Three times] as many women as "
         "men "
         "apply.\n",
         QUIET},
        {"# Law, 2024\n\nWith 156,300 legal secretaries and administrative assistants against "
         "376,200 "
         "paralegals in 2024, the paralegals outnumber them almost [four] to one.\n",
         WRONG},
        {"# Law, 2024\n\nWith 156,300 legal secretaries and administrative assistants against "
         "376,200 "
         "paralegals in 2024, the paralegals outnumber them more than [two] to one.\n",
         TRUE_HERE},
        {"# Law, 2024\n\nParalegals held 376,200 jobs in 2024. Our school has [four] students to "
         "one "
         "teacher, and two seats for every applicant.\n",
         QUIET},
        {"# Two trades, May 2024\n\nRoofers earned a median of $50,970. Carpenters earned $59,310 "
         "at the "
         "median, [36 percent] more.\n",
         WRONG},
        {"# Two trades, May 2024\n\nRoofers earned a median of $50,970. Carpenters earned $59,310 "
         "at the "
         "median, [16 percent] more.\n",
         TRUE_HERE},
        {"# Two trades, May 2024\n\nRoofers earned a median of $50,970. Carpenters earned $59,310 "
         "at the "
         "median. Union members make [20 percent] more.\n",
         QUIET},
        {"# Law, May 2024\n\nParalegals make $61,010 at the median, roughly [four times] what a "
         "temp "
         "does; lawyers are up at $151,160.\n",
         QUIET},
    };
    CHECK_CASES(state, cases);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(changes_over_time),
        cmocka_unit_test(differences),
        cmocka_unit_test(differences_of_what_stands_before),
        cmocka_unit_test(totals_of_all),
        cmocka_unit_test(ranks),
        cmocka_unit_test(multiples_of_what_stands_before),
        cmocka_unit_test(multiples),
        cmocka_unit_test(codes_and_titles),
        cmocka_unit_test(growth_by_verb),
        cmocka_unit_test(totals),
        cmocka_unit_test(whose_and_when),
        cmocka_unit_test(shared_words),
        cmocka_unit_test(titles_in_capitals),
        cmocka_unit_test(parts_of_titles),
        cmocka_unit_test(exported_records),
        cmocka_unit_test(a_page_against_itself),
        cmocka_unit_test(order_of_files_is_nothing),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
