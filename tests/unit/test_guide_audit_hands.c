/* Guides by many hands: every claim in them was counted by reading, with what should become of it
 * (tests/fixtures/guides/.../expected.tsv). Skipped where the public files are not.
 * CAREERSTAT_SHOW_GUIDES=hands lists what is missed there. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/outfile.h"
#include "guide_world.h"

enum { MOST_ROWS = 1000 };

struct row {
    char guide[64], kind[24], expected[8], quote[64];
    unsigned line, column;
};
struct fixture {
    char folder[1024];
    struct row rows[MOST_ROWS];
    size_t n;
    int is_shown, shows_misses;
};

/* What came of the rows: how many there are, were found as claims, and got what they should. */
struct score {
    unsigned n, n_found, n_right;
};
struct scores {
    struct score right, stale, wrong, open;
    unsigned n_false_alarms;
};

static void read_fixture(struct fixture *f, const char *name)
{
    char path[1100], line[512];
    const char *shown = getenv("CAREERSTAT_SHOW_GUIDES");
    snprintf(f->folder, sizeof f->folder, "%s/tests/fixtures/guides/%s", CS_SOURCE_DIR, name);
    snprintf(path, sizeof path, "%s/expected.tsv", f->folder);
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    f->n = 0;
    f->is_shown = shown && !strcmp(shown, name);
    while (fgets(line, sizeof line, file) && f->n < MOST_ROWS) {
        struct row *r = &f->rows[f->n];
        f->n += line[0] != '#' &&
                sscanf(line, "%63[^\t]\t%u\t%u\t%23[^\t]\t%7[^\t]\t%63[^\n]", r->guide, &r->line,
                       &r->column, r->kind, r->expected, r->quote) == 6;
    }
    fclose(file);
}

static struct cs_place place_of(const struct cs_audit *audit, struct cs_said at)
{
    struct cs_span source =
        cs_document_source(&audit->document, &audit->document.blocks[at.block], at.start, at.end);
    return cs_document_place(&audit->document, (size_t)(source.start - audit->document.bytes));
}

/* The claim at the place of a row; CS_NO_CLAIM when there is none. */
static size_t claim_at(const struct cs_audit *audit, const struct row *r)
{
    for (size_t i = 0; i < audit->claims.n_items; i++) {
        const struct cs_claim *c = &audit->claims.items[i];
        struct cs_place place = place_of(audit, c->value);
        if (place.line == r->line && place.column + 1 >= r->column &&
            place.column < r->column + strlen(r->quote) &&
            (!strcmp(cs_claim_kind_name(c->kind), r->kind)))
            return i;
    }
    return CS_NO_CLAIM;
}

static int is_serious(const struct cs_finding *finding)
{
    return cs_rule_info(finding->rule)->severity != CS_NOTE;
}

/* Whether a finding stands in the line, or belongs to a place there. */
static int touches_line(const struct cs_audit *audit, const struct cs_finding *f, size_t line)
{
    return cs_document_place(&audit->document, f->start).line == line ||
           (f->has_related && cs_document_place(&audit->document, f->related_start).line == line);
}

static int has_finding_in(const struct cs_audit *audit, size_t line)
{
    for (size_t i = 0; i < audit->n_findings; i++) {
        if (is_serious(&audit->findings[i]) && touches_line(audit, &audit->findings[i], line))
            return 1;
    }
    return 0;
}

static struct score *score_of(struct scores *scores, const struct row *r)
{
    return r->expected[0] == 't'   ? &scores->right
           : r->expected[0] == 's' ? &scores->stale
           : r->expected[0] == 'w' ? &scores->wrong
                                   : &scores->open;
}

static void judge_row(const struct cs_audit *audit, const struct row *r, int is_shown,
                      struct scores *scores)
{
    struct score *score = score_of(scores, r);
    size_t i = claim_at(audit, r);
    int is_found = i != CS_NO_CLAIM;
    enum cs_verdict verdict = is_found ? audit->judgments[i].verdict : CS_UNSUPPORTED;
    int is_right = r->expected[0] == 't'   ? is_found && verdict == CS_CONFIRMED
                   : r->expected[0] == 's' ? is_found && verdict == CS_STALE
                   : r->expected[0] == 'w' ? has_finding_in(audit, r->line)
                                           : !has_finding_in(audit, r->line);
    score->n++;
    score->n_found += (unsigned)is_found;
    score->n_right += (unsigned)is_right;
    if (is_shown && (!is_right || (!is_found && r->expected[0] != 'o')))
        print_message("%s:%u:%u: %s %s '%s': %s (%s)\n", r->guide, r->line, r->column, r->expected,
                      r->kind, r->quote, is_found ? cs_verdict_name(verdict) : "not read",
                      is_found && audit->judgments[i].why ? audit->judgments[i].why : "");
}

/* Findings in lines that hold nothing stale or wrong. Data of one year only make other years
 * outdated. */
static unsigned count_false_alarms(const struct cs_audit *audit, const struct fixture *f,
                                   const char *guide, int knows_all_years)
{
    unsigned n = 0;
    for (size_t i = 0; i < audit->n_findings; i++) {
        const struct cs_finding *finding = &audit->findings[i];
        int is_meant =
            !is_serious(finding) || (finding->rule == CS_RULE_OUTDATED && !knows_all_years);
        for (size_t k = 0; k < f->n && !is_meant; k++)
            is_meant = !strcmp(f->rows[k].guide, guide) && strchr("sw", f->rows[k].expected[0]) &&
                       touches_line(audit, finding, f->rows[k].line);
        n += (unsigned)!is_meant;
        if (!is_meant && f->is_shown)
            print_message(
                "FALSE ALARM %s:%llu: %s\n", guide,
                (unsigned long long)cs_document_place(&audit->document, finding->start).line,
                finding->message);
    }
    return n;
}

/* Audits the guide of rows [first, …); returns the row behind its last. */
static size_t try_guide(struct guide_world *w, const struct fixture *f, size_t first,
                        int knows_all_years, struct scores *scores)
{
    char path[1200], *bytes;
    const char *guide = f->rows[first].guide;
    size_t n_bytes, i;
    struct cs_audit audit;
    snprintf(path, sizeof path, "%s/%s", f->folder, guide);
    assert_int_equal(cs_read_file(path, CS_GUIDE_MAX_BYTES, &bytes, &n_bytes, &w->diag), CS_OK);
    guide_world_audit(w, guide, bytes, n_bytes, &audit);
    for (i = first; i < f->n && !strcmp(f->rows[i].guide, guide); i++)
        judge_row(&audit, &f->rows[i], f->shows_misses, scores);
    scores->n_false_alarms += count_false_alarms(&audit, f, guide, knows_all_years);
    cs_audit_clear(&audit);
    free(bytes);
    return i;
}

static void print_score(const char *name, const struct score *s)
{
    print_message("  %-6s %3u counted, %3u read, %3u judged as they should be\n", name, s->n,
                  s->n_found, s->n_right);
}

static struct scores try_all(struct guide_world *w, const char *name, int knows_all_years)
{
    struct fixture *f = malloc(sizeof *f);
    struct scores scores = {.n_false_alarms = 0};
    assert_non_null(f);
    read_fixture(f, name);
    f->shows_misses = f->is_shown && knows_all_years;
    for (size_t i = 0; i < f->n;)
        i = try_guide(w, f, i, knows_all_years, &scores);
    free(f);
    print_message("%s: %u false alarms\n", name, scores.n_false_alarms);
    print_score("true", &scores.right);
    print_score("stale", &scores.stale);
    print_score("wrong", &scores.wrong);
    print_score("open", &scores.open);
    return scores;
}

static const char *const all_years[] = {"employment-projections/Employment_Projections_2021-31.csv",
                                        "employment-projections/Employment_Projections_2022-32.csv",
                                        "employment-projections/Employment_Projections_2024-34.csv",
                                        "oews-national/national_may2003_dl.xls",
                                        "oews-national/national_M2010_dl.xls",
                                        "oews-national/national_M2014_dl.xlsx",
                                        "oews-national/national_M2019_dl.xlsx",
                                        "oews-national/national_May2021_dl.csv",
                                        "oews-national/national_M2023_dl.xlsx",
                                        "oews-national/national_M2024_dl.xlsx",
                                        "./tests/fixtures/datasets/medical-office-assistant",
                                        NULL};

static void with_all_years(void **state)
{
    struct guide_world world;
    (void)state;
    int is_there = guide_world_open(&world, all_years);
    if (is_there) {
        struct scores scores = try_all(&world, "hands", 1);
        assert_int_equal(scores.n_false_alarms, 0);
        assert_true(scores.right.n_right >= 0.98 * scores.right.n);
        assert_int_equal(scores.stale.n_right, scores.stale.n);
        assert_true(scores.wrong.n_right >= 0.98 * scores.wrong.n);
    }
    guide_world_close(&world);
    if (!is_there)
        skip();
}

static void without_false_alarms(const char *const *files)
{
    struct guide_world world;
    int is_there = guide_world_open(&world, files);
    if (is_there) {
        assert_int_equal(try_all(&world, "hands", 0).n_false_alarms, 0);
    }
    guide_world_close(&world);
    if (!is_there)
        skip();
}

static void with_newest_year_alone(void **state)
{
    static const char *const files[] = {"employment-projections/Employment_Projections_2024-34.csv",
                                        "oews-national/national_M2024_dl.xlsx", NULL};
    (void)state;
    without_false_alarms(files);
}

static void with_shipped_data(void **state)
{
    static const char *const files[] = {"./tests/fixtures/datasets/medical-office-assistant", NULL};
    (void)state;
    without_false_alarms(files);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(with_all_years),
        cmocka_unit_test(with_newest_year_alone),
        cmocka_unit_test(with_shipped_data),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
