/* Sentences, tables and cards of the kinds that once were misread, each value with the verdict it
 * must get (tests/fixtures/guides/kinds.tsv): confirmed, error, stale, or quiet, which is no error
 * and no warning. The figures are those of the public files. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/outfile.h"
#include "guide_world.h"

enum { LONGEST_TEXT = 4000 };

struct row {
    char id[64], text[LONGEST_TEXT], verdicts[LONGEST_TEXT];
    const char *file;
};

/* "\n" and "\t" become what they stand for. */
static void unescape(const char *from, size_t n, char *out)
{
    for (size_t i = 0; i < n; i++) {
        int is_escape = from[i] == '\\' && i + 1 < n && (from[i + 1] == 'n' || from[i + 1] == 't');
        *out++ = (char)(!is_escape ? from[i] : from[i + 1] == 'n' ? '\n' : '\t');
        i += (size_t)is_escape;
    }
    *out = 0;
}

static int read_row(const char *line, size_t n, struct row *row)
{
    static const char *const marks[][2] = {
        {"[html]", "row.html"}, {"[text]", "row.txt"}, {"[mdx]", "row.mdx"}};
    const char *first = memchr(line, '\t', n);
    const char *second = first ? memchr(first + 1, '\t', n - (size_t)(first + 1 - line)) : NULL;
    if (!second || *line == '#' || n >= LONGEST_TEXT)
        return 0;
    snprintf(row->id, sizeof row->id, "%.*s", (int)(first - line), line);
    const char *text = first + 1;
    row->file = "row.md";
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        if (strncmp(text, marks[i][0], strlen(marks[i][0])))
            continue;
        text += strlen(marks[i][0]);
        row->file = marks[i][1];
    }
    unescape(text, (size_t)(second - text), row->text);
    snprintf(row->verdicts, sizeof row->verdicts, "%.*s", (int)(n - (size_t)(second + 1 - line)),
             second + 1);
    return 1;
}

/* Bytes [start, end) of the guide behind what was said. */
static struct cs_span source_of(const struct cs_audit *audit, const struct cs_said *said)
{
    const struct cs_block *b = &audit->document.blocks[said->block];
    return cs_document_source(&audit->document, b, said->start, said->end);
}

static int has_alarm(const struct cs_audit *audit, size_t start, size_t end)
{
    for (size_t i = 0; i < audit->n_findings; i++) {
        const struct cs_finding *f = &audit->findings[i];
        if (cs_rule_info(f->rule)->severity != CS_NOTE && f->start < end && f->end > start)
            return f->rule == CS_RULE_STALE ? 1 : 2;
    }
    return 0;
}

static int is_confirmed(const struct cs_audit *audit, size_t start, size_t end)
{
    for (size_t i = 0; i < audit->claims.n_items; i++) {
        struct cs_span at = source_of(audit, &audit->claims.items[i].value);
        size_t from = (size_t)(at.start - audit->document.bytes);
        if (from < end && from + at.size > start && audit->judgments[i].verdict == CS_CONFIRMED)
            return 1;
    }
    return 0;
}

/* Checks "VALUE=VERDICT" or "VALUE#2=VERDICT"; returns whether it is as it should be. */
static int check(const struct cs_audit *audit, const struct row *row, char *verdict)
{
    char *value = verdict + strspn(verdict, " ");
    char *equals = strrchr(value, '='), *nth = strchr(value, '#');
    assert_non_null(equals);
    *equals = 0;
    int n = nth ? atoi(nth + 1) : 1;
    if (nth)
        *nth = 0;
    const char *at = row->text - 1;
    while (n-- > 0 && at)
        at = strstr(at + 1, value);
    if (!at)
        fail_msg("%s: no '%s' in the text", row->id, value);
    size_t start = (size_t)(at - row->text), end = start + strlen(value);
    int alarm = has_alarm(audit, start, end);
    const char *wanted = equals + 1;
    int is_right = !strcmp(wanted, "confirmed") ? is_confirmed(audit, start, end) && !alarm
                   : !strcmp(wanted, "quiet")   ? !alarm
                   : !strcmp(wanted, "stale")   ? alarm == 1
                                                : alarm == 2;
    if (!is_right)
        print_error("%s: %s is not %s\n", row->id, value, wanted);
    return is_right;
}

static size_t count_wrong(struct guide_world *w, struct row *row)
{
    struct cs_audit audit;
    size_t n_wrong = 0;
    guide_world_audit(w, row->file, row->text, strlen(row->text), &audit);
    for (char *rest = NULL, *v = strtok_r(row->verdicts, ";", &rest); v;
         v = strtok_r(NULL, ";", &rest))
        n_wrong += !check(&audit, row, v);
    cs_audit_clear(&audit);
    return n_wrong;
}

static void every_value_gets_its_verdict(void **state)
{
    static const char *const files[] = {"employment-projections/Employment_Projections_2021-31.csv",
                                        "employment-projections/Employment_Projections_2022-32.csv",
                                        "employment-projections/Employment_Projections_2024-34.csv",
                                        "oews-national/national_M2019_dl.xlsx",
                                        "oews-national/national_M2020_dl.xlsx",
                                        "oews-national/national_M2021_dl.xlsx",
                                        "oews-national/national_M2023_dl.xlsx",
                                        "oews-national/national_M2024_dl.xlsx",
                                        "oews-state/state_2024_long.csv",
                                        NULL};
    struct guide_world world;
    char *bytes = NULL;
    size_t n_bytes, n_rows = 0, n_wrong = 0;
    (void)state;
    int is_there = guide_world_open(&world, files);
    if (is_there) {
        assert_int_equal(cs_read_file(CS_SOURCE_DIR "/tests/fixtures/guides/kinds.tsv", 1 << 20,
                                      &bytes, &n_bytes, &world.diag),
                         CS_OK);
        struct row *row = malloc(sizeof *row);
        assert_non_null(row);
        for (size_t at = 0; at < n_bytes;) {
            const char *end = memchr(bytes + at, '\n', n_bytes - at);
            size_t n = (end ? (size_t)(end - bytes) : n_bytes) - at;
            if (read_row(bytes + at, n, row)) {
                n_wrong += count_wrong(&world, row);
                n_rows++;
            }
            at += n + 1;
        }
        free(row);
        free(bytes);
        assert_true(n_rows >= 190);
    }
    guide_world_close(&world);
    if (!is_there)
        skip();
    assert_int_equal(n_wrong, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_value_gets_its_verdict)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
