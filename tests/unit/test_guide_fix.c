/* Guides mended: what is rewritten, what is left and why; and the laws of mending over the guides
 * of many hands. */
#include <glob.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/outfile.h"
#include "guide/audit/fix.h"
#include "guide/text/edit.h"
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

/* A guide audited and mended; clear it. */
struct mended {
    struct cs_audit audit;
    struct cs_fix fix;
    struct cs_buf text;
};

static void mend(struct guide_world *w, const char *file, const char *bytes, size_t n_bytes,
                 struct mended *out)
{
    static const struct cs_audit_options options = {0};
    const struct cs_fix_task task = {&w->names, &w->evidence, &options, NULL};
    guide_world_audit(w, file, bytes, n_bytes, &out->audit);
    assert_int_equal(cs_fix_guide(&out->fix, &task, &out->audit, &w->diag), CS_OK);
    cs_buf_init(&out->text);
    cs_edits_apply(bytes, n_bytes, out->fix.edits, out->fix.n_edits, &out->text);
}

static void clear(struct mended *m)
{
    cs_buf_clear(&m->text);
    cs_fix_clear(&m->fix);
    cs_audit_clear(&m->audit);
}

/* A sentence of a guide about medical office assistants; mended NULL: it stays, and `why` is part
 * of the reason (NULL: nothing is wrong). */
struct fix_case {
    const char *text, *mended, *why;
};

static void check_case(struct guide_world *w, const struct fix_case *c)
{
    char guide[2048], expected[2048];
    struct mended m;
    snprintf(guide, sizeof guide, "# Medical Office Assistant\n\n%s\n", c->text);
    snprintf(expected, sizeof expected, "# Medical Office Assistant\n\n%s\n",
             c->mended ? c->mended : c->text);
    mend(w, "guide.md", guide, strlen(guide), &m);
    if (strcmp(cs_buf_text(&m.text), expected) != 0)
        fail_msg("'%s' became '%s'", c->text, cs_buf_text(&m.text));
    const char *why = m.fix.n_changes ? m.fix.changes[0].why : NULL;
    if (c->why && (!why || !strstr(why, c->why)))
        fail_msg("'%s': left because '%s'", c->text, why ? why : "(empty)");
    if (!c->mended && !c->why && m.fix.n_changes)
        fail_msg("'%s': '%s' is told", c->text, m.fix.changes[0].old_text);
    clear(&m);
}

static void values_and_dates_are_mended_together(void **state)
{
    static const struct fix_case cases[] = {
        {"The median annual wage was $40,640 in May 2023.",
         "The median annual wage was $44,640 in May 2024.", NULL},
        {"The median annual wage was $54,640 in May 2024.",
         "The median annual wage was $44,640 in May 2024.", NULL},
        {"The median annual wage was $44,640 in May 2023.",
         "The median annual wage was $44,640 in May 2024.", NULL},
        {"Median pay was $40,640 in May 2023; about 79,300 openings a year are projected from 2022 "
         "to 2032.",
         "Median pay was $44,640 in May 2024; about 85,900 openings a year are projected from 2024 "
         "to 2034.",
         NULL},
        {"The median annual wage is $54,640.", "The median annual wage is $44,640.", NULL},
        {"- Median pay (2023): $40,640", "- Median pay (2024): $44,640", NULL},
        {"Employment is projected to grow six percent from 2024 to 2034.",
         "Employment is projected to grow four percent from 2024 to 2034.", NULL},
        {"The median annual wage was $54&nbsp;640 in May 2024.",
         "The median annual wage was $44&nbsp;640 in May 2024.", NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check_case(*state, &cases[i]);
}

static void what_is_not_sure_is_left(void **state)
{
    static const struct fix_case cases[] = {
        /* Nothing is wrong. */
        {"The median annual wage was $44,640 in May 2024.", NULL, NULL},
        /* 8 percent is neither edition's: the date may not move over it. */
        {"Employment is projected to grow 8 percent from 2022 to 2032, with 46,600 new jobs.", NULL,
         ""},
        /* A number in words that is not one of tens and units. */
        {"Employment is projected to be half a million in 2034.", NULL, ""},
        /* A year read as no date of the value. */
        {"The median annual wage is $54,640, and it was less in 2015.", NULL, "date"},
        /* Both years are told: history. */
        {"The median annual wage went up from $40,640 in May 2023 to $44,640 in May 2024.", NULL,
         NULL},
        /* A sum. */
        {"Together they earn a median annual wage of $54,640 in May 2024.", NULL, NULL},
        /* The number is the tenth percentile: is it the word that is wrong? */
        {"The median annual wage was $35,050 in May 2024.", NULL, "another figure"},
        {"Pay is a median <!-- cs:salary.median -->$40,640<!-- /cs --> in May 2023.", NULL,
         "marker"},
        /* A value that nobody can check would be dated anew with the other. */
        {"The median annual wage was $40,640 in May 2023 and the bonus $1,200.", NULL, ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check_case(*state, &cases[i]);
}

/* What is dated by its row, or counts nothing by itself, is right as it stands. */
static void history_and_ratios_stay(void **state)
{
    static const struct fix_case cases[] = {
        {"| Year | Median pay | Jobs |\n|---|---|---|\n| 2024 | $44,640 | 830,760 |\n"
         "| 2023 | $40,640 | 749,500 |",
         NULL, NULL},
        {"| Projection | At the start | Jobs at the end | Growth | Openings "
         "|\n|---|---|---|---|---|\n"
         "| 2024-34 | 850,000 | 885,300 | 4.2% | 85,900 |\n"
         "| 2022-32 | 696,600 | 743,200 | 6.7% | 79,300 |",
         NULL, NULL},
        {"Each year there should be one opening for about every 10 jobs.", NULL, NULL},
        {"About 85,900 openings are projected each year: about 10 for every 100 jobs.", NULL, NULL},
        {"About 96 of every 100 of these openings come up because people leave.", NULL, NULL},
        {"For each 100 of these jobs in 2024, there should be about 104 jobs in 2034.", NULL, NULL},
        /* Each count has its own noun behind it. */
        {"There are about 85,900 openings a year and 850,000 jobs.", NULL, NULL},
        {"| Outlook | 2024-34 |\n|---|---|\n| Openings | 85,900 a year, 35,300 new jobs |", NULL,
         NULL},
        {"| Outlook | 2024-34 |\n|---|---|\n| Jobs | 850,000 and 85,900 openings a year |", NULL,
         NULL},
        /* A base does not hide what is a count. */
        {"For every 10 jobs there is an opening. About 185,900 openings are projected each year.",
         "For every 10 jobs there is an opening. About 85,900 openings are projected each year.",
         NULL},
        {"About 185,900 openings are projected each year, about 10 for every 100 jobs.",
         "About 85,900 openings are projected each year, about 10 for every 100 jobs.", NULL},
        /* The survey's count of an undated table is not rewritten with another year's. */
        {"| Median pay | Jobs |\n|---|---|\n| $44,640 | 749,500 |", NULL, "survey"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check_case(*state, &cases[i]);
}

static void nothing_else_changes(void **state)
{
    static const char guide[] = "\xEF\xBB\xBF# Medical Office Assistant\r\n\r\nMedian pay was "
                                "**$40,640** in May 2023.  \r\nUnrelated \xE9 $12.\t\r\n";
    static const char mended[] = "\xEF\xBB\xBF# Medical Office Assistant\r\n\r\nMedian pay was "
                                 "**$44,640** in May 2024.  \r\nUnrelated \xE9 $12.\t\r\n";
    struct mended m;
    mend(*state, "guide.md", guide, strlen(guide), &m);
    assert_string_equal(cs_buf_text(&m.text), mended);
    assert_int_equal(m.fix.n_made, 2);
    assert_string_equal(m.fix.changes[0].old_text, "$40,640");
    assert_string_equal(m.fix.changes[0].new_text, "$44,640");
    assert_string_equal(m.fix.changes[0].period, "2024");
    assert_string_equal(m.fix.changes[1].new_text, "2024");
    assert_non_null(m.fix.changes[1].source);
    clear(&m);
}

/* What an allow file accepts is neither mended nor told, and holds its date where it is. */
static void what_is_accepted_stays(void **state)
{
    static const char guide[] =
        "# Medical Office Assistant\n\nMedian pay was $40,640 in May 2023.\n";
    static const struct cs_audit_options options = {0};
    struct guide_world *w = *state;
    struct cs_allow_list *list;
    struct cs_audit audit;
    struct cs_fix fix;
    assert_int_equal(cs_allow_list_read("allow", "stale $40,640\n", &list, &w->diag), CS_OK);
    const struct cs_fix_task task = {&w->names, &w->evidence, &options, list};
    guide_world_audit(w, "guide.md", guide, strlen(guide), &audit);
    cs_audit_allow(&audit, list);
    assert_int_equal(cs_fix_guide(&fix, &task, &audit, &w->diag), CS_OK);
    assert_int_equal(fix.n_edits, 0);
    assert_int_equal(fix.n_changes, 0);
    cs_fix_clear(&fix);
    cs_audit_clear(&audit);
    cs_allow_list_free(list);
}

/* ---- laws ---- */

static int is_serious_at(const struct cs_audit *audit, const char *text)
{
    for (size_t i = 0; i < audit->n_findings; i++) {
        const struct cs_finding *f = &audit->findings[i];
        if (cs_rule_info(f->rule)->severity != CS_NOTE && f->end - f->start == strlen(text) &&
            !memcmp(audit->document.bytes + f->start, text, strlen(text)))
            return 1;
    }
    return 0;
}

/* No value that was written is found wrong; mending again changes nothing; there are not more
 * errors than before. */
static size_t check_laws(struct guide_world *w, const char *path)
{
    char *bytes;
    size_t n_bytes;
    struct mended first, second;
    assert_int_equal(cs_read_file(path, CS_GUIDE_MAX_BYTES, &bytes, &n_bytes, &w->diag), CS_OK);
    mend(w, path, bytes, n_bytes, &first);
    mend(w, path, cs_buf_text(&first.text), first.text.size, &second);
    if (second.fix.n_edits)
        fail_msg("%s: mending twice goes on: '%s' becomes '%s'", path,
                 second.fix.changes[0].old_text, second.fix.edits[0].text);
    for (size_t i = 0; i < first.fix.n_changes; i++)
        if (first.fix.changes[i].new_text &&
            is_serious_at(&second.audit, first.fix.changes[i].new_text))
            fail_msg("%s: '%s' was written and is wrong", path, first.fix.changes[i].new_text);
    for (int severity = CS_WARNING; severity <= CS_ERROR; severity++)
        assert_true(cs_audit_count(&second.audit, (enum cs_severity)severity) <=
                    cs_audit_count(&first.audit, (enum cs_severity)severity));
    size_t n = first.fix.n_made;
    clear(&second);
    clear(&first);
    free(bytes);
    return n;
}

static size_t check_folder(struct guide_world *w)
{
    glob_t found;
    size_t n = 0;
    assert_int_equal(glob(CS_SOURCE_DIR "/tests/fixtures/guides/hands/*.[mh]*", 0, NULL, &found),
                     0);
    assert_true(found.gl_pathc > 50);
    for (size_t i = 0; i < found.gl_pathc; i++)
        n += check_laws(w, found.gl_pathv[i]);
    globfree(&found);
    return n;
}

static void mending_is_done_once(void **state)
{
    check_folder(*state);
}

static void mending_is_done_once_with_all_files(void **state)
{
    static const char *const files[] = {"employment-projections/Employment_Projections_2021-31.csv",
                                        "employment-projections/Employment_Projections_2022-32.csv",
                                        "employment-projections/Employment_Projections_2024-34.csv",
                                        "oews-national/national_M2019_dl.xlsx",
                                        "oews-national/national_M2023_dl.xlsx",
                                        "oews-national/national_M2024_dl.xlsx",
                                        NULL};
    struct guide_world world;
    (void)state;
    int is_there = guide_world_open(&world, files);
    if (is_there)
        assert_true(check_folder(&world) > 10);
    guide_world_close(&world);
    if (!is_there)
        skip();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_and_dates_are_mended_together),
        cmocka_unit_test(what_is_not_sure_is_left),
        cmocka_unit_test(history_and_ratios_stay),
        cmocka_unit_test(nothing_else_changes),
        cmocka_unit_test(what_is_accepted_stays),
        cmocka_unit_test(mending_is_done_once),
        cmocka_unit_test(mending_is_done_once_with_all_files),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
