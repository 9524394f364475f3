/* The C library as its users have it: the public header and the shared library, nothing else. What
 * is right stands here as numbers worked out by hand, or as the shipped package has them. */
#include <math.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include <careerstat/careerstat.h>

static char folder[] = "/tmp/careerstat-api-XXXXXX";
static char path[64];

static const char *write_file(const char *name, const char *text)
{
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_int_equal(fputs(text, file) >= 0, 1);
    assert_int_equal(fclose(file), 0);
    return path;
}

static int make_folder(void **state)
{
    (void)state;
    return mkdtemp(folder) ? 0 : -1;
}

static int remove_folder(void **state)
{
    static const char *const names[] = {"pay.csv", "bad.csv", "two.csv"};
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, names[i]);
        unlink(path);
    }
    return rmdir(folder); /* not empty: a question has written something */
}

static struct careerstat *open_with(const char *file)
{
    struct careerstat *handle = careerstat_new();
    assert_non_null(handle);
    assert_int_equal(careerstat_set_datasets(handle, CS_SOURCE_DIR "/tests/fixtures/datasets"),
                     CAREERSTAT_OK);
    if (file)
        assert_int_equal(careerstat_add_file(handle, file), CAREERSTAT_OK);
    return handle;
}

static const char pay[] = "level,state,year,salary\n"
                          "Junior,Texas,2024,40000\n"
                          "Junior,Texas,2024,42000\n"
                          "Junior,Texas,2024,47000\n"
                          "Senior,Texas,2024,70000\n"
                          "Senior,Texas,2024,80000\n"
                          "Senior,Texas,2024,84000\n"
                          "Lead,Texas,2024,90000\n";

/* The figure of this name whose level is this one. */
static const struct careerstat_figure *find(const struct careerstat_answer *answer,
                                            const char *level, const char *name)
{
    for (size_t i = 0; i < careerstat_answer_n_figures(answer); i++) {
        const struct careerstat_figure *figure = careerstat_answer_figure(answer, i);
        if (strcmp(figure->name, name) == 0 &&
            (!level || (figure->level.code && strcmp(figure->level.title, level) == 0)))
            return figure;
    }
    fail_msg("no %s of %s", name, level ? level : "all");
    return NULL;
}

static bool mentions(const struct careerstat_answer *answer, const char *words)
{
    for (size_t i = 0; i < careerstat_answer_n_messages(answer); i++) {
        const struct careerstat_message *message = careerstat_answer_message(answer, i);
        if (strstr(message->text, words) || (message->hint && strstr(message->hint, words)))
            return true;
    }
    return false;
}

static void test_figures_of_a_file(void **state)
{
    (void)state;
    struct careerstat *handle = open_with(write_file("pay.csv", pay));
    struct careerstat_answer *answer;
    static const char *const options[] = {"by=level", NULL};
    assert_int_equal(careerstat_summarize(handle, options, &answer), CAREERSTAT_OK);
    const struct careerstat_figure *median = find(answer, "Senior", "median");
    assert_true(median->value == 80000);
    assert_null(median->absent);
    assert_int_equal(median->n, 3);
    assert_string_equal(median->unit, "/year");
    assert_string_equal(median->kind, "answers");
    assert_string_equal(median->period.code, "2024");
    assert_string_equal(median->source, "pay");
    assert_null(median->terms);
    assert_true(find(answer, "Junior", "mean")->value == 43000);
    /* One observation: neither the figure nor the number of people. */
    const struct careerstat_figure *withheld = find(answer, "Lead", "median");
    assert_true(isnan(withheld->value));
    assert_string_equal(withheld->absent, "below_minimum_n");
    assert_int_equal(withheld->n, -1);
    assert_null(careerstat_answer_figure(answer, careerstat_answer_n_figures(answer)));
    careerstat_answer_free(answer);
    careerstat_free(handle);
}

static void test_published_figures(void **state)
{
    (void)state;
    struct careerstat *handle = open_with(NULL);
    struct careerstat_answer *answer;
    static const char *const options[] = {"occupation=43-6013", "region=US", "period=2024", NULL};
    assert_int_equal(careerstat_summarize(handle, options, &answer), CAREERSTAT_OK);
    const struct careerstat_figure *median = find(answer, NULL, "median");
    assert_true(median->value == 44640);
    assert_string_equal(median->unit, "USD/year");
    assert_string_equal(median->kind, "published");
    assert_string_equal(median->occupation.code, "43-6013");
    assert_string_equal(median->region.code, "US");
    assert_string_equal(median->period.code, "2024");
    assert_non_null(median->source);
    assert_int_equal(median->n, -1);
    assert_string_equal(find(answer, NULL, "employment")->unit, "jobs");
    careerstat_answer_free(answer);

    static const char *const real[] = {"occupation=43-6013", "region=US", "period=2024",
                                       "real=2023", NULL};
    assert_int_equal(careerstat_summarize(handle, real, &answer), CAREERSTAT_OK);
    median = find(answer, NULL, "median");
    assert_true(median->value < 44640);
    assert_string_equal(median->terms, "real 2023");
    careerstat_answer_free(answer);

    static const char *const who[] = {"occupation=43-6013", NULL};
    assert_int_equal(careerstat_figure_of(handle, "salary.median", who, &answer), CAREERSTAT_OK);
    const struct careerstat_figure *figure = careerstat_answer_figure(answer, 0);
    assert_string_equal(figure->name, "salary.median");
    assert_true(figure->value == 44640);
    assert_string_equal(figure->unit, "USD/year");
    careerstat_answer_free(answer);
    careerstat_free(handle);
}

/* A question that fails says where, why and what to do, and the handle answers the next one. */
static void test_failures_have_places(void **state)
{
    (void)state;
    struct careerstat *handle = open_with("/nonexistent/pay.csv");
    struct careerstat_answer *answer;
    assert_int_equal(careerstat_summarize(handle, NULL, &answer), CAREERSTAT_IO);
    assert_string_equal(careerstat_answer_message(answer, 0)->file, "/nonexistent/pay.csv");
    assert_non_null(strstr(careerstat_answer_json(answer), "\"exit_code\": 3"));
    careerstat_answer_free(answer);
    careerstat_free(handle);

    handle = open_with(write_file("bad.csv", "level,salary\nJunior,40000\nJunior,N/K\n"));
    assert_int_equal(careerstat_summarize(handle, NULL, &answer), CAREERSTAT_IO);
    const struct careerstat_message *message = careerstat_answer_message(answer, 0);
    assert_int_equal(message->line, 3);
    assert_int_equal(message->severity, CAREERSTAT_ERROR);
    assert_non_null(strstr(message->text, "'N/K' is not a number"));
    careerstat_answer_free(answer);
    careerstat_free(handle);

    handle = open_with(write_file("pay.csv", pay));
    static const char *const nobody[] = {"occupation=Nurze", NULL};
    assert_int_not_equal(careerstat_summarize(handle, nobody, &answer), CAREERSTAT_OK);
    assert_true(mentions(answer, "Nurze"));
    assert_int_equal(careerstat_answer_n_figures(answer), 0);
    careerstat_answer_free(answer);
    static const char *const by[] = {"by=levle", NULL};
    assert_int_equal(careerstat_summarize(handle, by, &answer), CAREERSTAT_USAGE);
    assert_true(mentions(answer, "did you mean level"));
    careerstat_answer_free(answer);
    assert_int_equal(careerstat_summarize(handle, NULL, &answer), CAREERSTAT_OK);
    careerstat_answer_free(answer);
    careerstat_free(handle);

    handle = open_with(NULL);
    assert_int_equal(careerstat_set_library(handle, "/nonexistent/pay.sqlite"), CAREERSTAT_OK);
    assert_int_equal(careerstat_summarize(handle, NULL, &answer), CAREERSTAT_IO);
    assert_string_equal(careerstat_answer_message(answer, 0)->file, "/nonexistent/pay.sqlite");
    careerstat_answer_free(answer);
    assert_int_equal(careerstat_set_library(handle, NULL), CAREERSTAT_OK);
    assert_int_equal(careerstat_set_datasets(handle, "/nonexistent"), CAREERSTAT_OK);
    assert_int_equal(careerstat_summarize(handle, NULL, &answer), CAREERSTAT_IO);
    assert_false(mentions(answer, "CAREERSTAT_DATASETS")); /* no variable is read */
    careerstat_answer_free(answer);
    careerstat_free(handle);
}

/* Two columns that may both be the pay. */
static void test_ambiguous_columns(void **state)
{
    (void)state;
    struct careerstat *handle =
        open_with(write_file("two.csv", "level,x,y\nJunior,40000,41000\nSenior,60000,61000\n"));
    struct careerstat_answer *answer;
    assert_int_not_equal(careerstat_summarize(handle, NULL, &answer), CAREERSTAT_OK);
    const struct careerstat_message *message = careerstat_answer_message(answer, 0);
    assert_non_null(message->file);
    assert_non_null(message->hint);
    careerstat_answer_free(answer);
    careerstat_free(handle);
}

/* Options are named in the form in which they are given. */
static void test_wording(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"quantiles=2", "quantiles: '2' is not"},
        {"currency=XXY", "; prices=FILE reads rates"},
        {"parity-year=2020", "'parity-year' needs 'cost-of-living'"},
        {"by=region", "or use by=occupation"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct careerstat *handle = open_with(NULL);
        const char *const options[] = {cases[i][0], i == 3 ? "tests" : NULL, NULL};
        struct careerstat_answer *answer;
        (void)(i == 3 ? careerstat_compare : careerstat_summarize)(handle, options, &answer);
        assert_true(mentions(answer, cases[i][1]));
        assert_false(mentions(answer, "--"));
        careerstat_answer_free(answer);
        careerstat_free(handle);
    }
}

static void test_refused_options(void **state)
{
    (void)state;
    static const char *const refused[] = {"output=x",       "-o",        "--by=level", "format=csv",
                                          "data=x",         "library=x", "partial",    "help",
                                          "chart=pay.svg",  "",          "=x",         "by",
                                          "nosuchoption=1", "threads=3", "output=-",   "quiet"};
    struct careerstat *handle = open_with(write_file("pay.csv", pay));
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        const char *const options[] = {refused[i], NULL};
        struct careerstat_answer *answer;
        assert_int_equal(careerstat_summarize(handle, options, &answer), CAREERSTAT_USAGE);
        assert_true(careerstat_answer_n_messages(answer) > 0);
        careerstat_answer_free(answer);
        assert_int_equal(careerstat_project(handle, options, &answer), CAREERSTAT_USAGE);
        careerstat_answer_free(answer);
    }
    careerstat_free(handle);
}

static void test_names_and_keys(void **state)
{
    (void)state;
    struct careerstat *handle = open_with(NULL);
    struct careerstat_answer *answer;
    assert_int_equal(careerstat_find(handle, "medical secretary", NULL, &answer), CAREERSTAT_OK);
    assert_string_equal(careerstat_answer_key(answer, 0)->code, "43-6013");
    assert_string_equal(careerstat_answer_key(answer, 0)->dimension, "occupation");
    careerstat_answer_free(answer);
    assert_int_equal(careerstat_find(handle, "--help", NULL, &answer), CAREERSTAT_OK); /* helpers */
    careerstat_answer_free(answer);
    assert_int_equal(careerstat_find(handle, NULL, NULL, &answer), CAREERSTAT_USAGE);
    careerstat_answer_free(answer);
    careerstat_free(handle);

    handle = open_with(write_file("pay.csv", pay));
    assert_int_equal(careerstat_list(handle, "level", NULL, &answer), CAREERSTAT_OK);
    assert_int_equal(careerstat_answer_n_keys(answer), 3);
    assert_string_equal(careerstat_answer_key(answer, 1)->title, "Senior");
    careerstat_answer_free(answer);
    assert_int_equal(careerstat_list(handle, "industry", NULL, &answer), CAREERSTAT_NO_ANSWER);
    careerstat_answer_free(answer);
    assert_int_equal(careerstat_list(handle, "color", NULL, &answer), CAREERSTAT_USAGE);
    careerstat_answer_free(answer);
    careerstat_free(handle);
}

static void test_audit_of_a_text(void **state)
{
    static const char text[] = "# Medical secretaries\n\n"
                               "Medical secretaries earned a median of $44,930 in May 2024.\n";
    (void)state;
    struct careerstat *handle = open_with(NULL);
    struct careerstat_answer *answer;
    assert_int_equal(careerstat_audit(handle, "guide.md", text, strlen(text), NULL, &answer),
                     CAREERSTAT_NO_ANSWER);
    const struct careerstat_message *finding = NULL;
    for (size_t i = 0; i < careerstat_answer_n_messages(answer); i++)
        if (careerstat_answer_message(answer, i)->rule)
            finding = careerstat_answer_message(answer, i);
    assert_non_null(finding);
    assert_string_equal(finding->rule, "contradicted");
    assert_string_equal(finding->file, "guide.md");
    assert_int_equal(finding->line, 3);
    assert_int_equal(finding->column, 40);
    assert_non_null(strstr(finding->text, "44,640"));
    careerstat_answer_free(answer);
    /* The name is a name: the file that is there is not opened, and no text is an empty one. */
    assert_int_equal(careerstat_audit(handle, "/etc/passwd.md", NULL, 7, NULL, &answer),
                     CAREERSTAT_OK);
    careerstat_answer_free(answer);
    careerstat_free(handle);
}

static void test_other_documents(void **state)
{
    (void)state;
    struct careerstat *handle = open_with(write_file("pay.csv", pay));
    struct careerstat_answer *answer;
    static const char *const levels[] = {"by=level", NULL};
    assert_int_equal(careerstat_compare(handle, levels, &answer), CAREERSTAT_OK);
    assert_non_null(strstr(careerstat_answer_json(answer), "\"name\": \"comparison\""));
    careerstat_answer_free(answer);
    assert_int_equal(careerstat_inspect(handle, NULL, &answer), CAREERSTAT_OK);
    assert_non_null(strstr(careerstat_answer_json(answer), "\"name\": \"inspect\""));
    careerstat_answer_free(answer);
    careerstat_free(handle);

    handle = open_with(NULL);
    static const char *const official[] = {"official", "occupation=43-6013", "region=US", NULL};
    assert_int_equal(careerstat_project(handle, official, &answer), CAREERSTAT_OK);
    assert_non_null(strstr(careerstat_answer_json(answer), "\"name\": \"projection\""));
    careerstat_answer_free(answer);
    /* The package at hand has no descriptions. */
    assert_int_equal(careerstat_describe(handle, "43-6013", NULL, &answer), CAREERSTAT_NO_ANSWER);
    careerstat_answer_free(answer);
    careerstat_free(handle);
}

struct asker {
    const struct careerstat *handle;
    char *json;
    enum careerstat_status status;
};

static void *ask_often(void *context)
{
    struct asker *asker = context;
    static const char *const options[] = {"by=level", "interval=bootstrap", NULL};
    for (int i = 0; i < 3; i++) {
        struct careerstat_answer *answer;
        asker->status = careerstat_summarize(asker->handle, options, &answer);
        free(asker->json);
        asker->json = strdup(careerstat_answer_json(answer));
        careerstat_answer_free(answer);
    }
    return NULL;
}

/* Two handles and one handle, from two threads each; ThreadSanitizer looks on. */
static void test_threads(void **state)
{
    (void)state;
    const char *file = write_file("pay.csv", pay);
    struct careerstat *one = open_with(file), *other = open_with(file);
    struct asker askers[4] = {{one, NULL, 0}, {one, NULL, 0}, {other, NULL, 0}, {other, NULL, 0}};
    pthread_t threads[4];
    careerstat_set_threads(other, 2);
    for (int i = 0; i < 4; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, ask_often, &askers[i]), 0);
    for (int i = 0; i < 4; i++)
        pthread_join(threads[i], NULL);
    for (int i = 0; i < 4; i++) {
        assert_int_equal(askers[i].status, CAREERSTAT_OK);
        assert_string_equal(askers[i].json, askers[0].json);
    }
    for (int i = 0; i < 4; i++)
        free(askers[i].json);
    careerstat_free(one);
    careerstat_free(other);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_figures_of_a_file),
        cmocka_unit_test(test_published_figures),
        cmocka_unit_test(test_failures_have_places),
        cmocka_unit_test(test_ambiguous_columns),
        cmocka_unit_test(test_wording),
        cmocka_unit_test(test_refused_options),
        cmocka_unit_test(test_names_and_keys),
        cmocka_unit_test(test_audit_of_a_text),
        cmocka_unit_test(test_other_documents),
        cmocka_unit_test(test_threads),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
