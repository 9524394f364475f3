/* library/: what comes back is what went in; each file whole or not at all; bad files refused. */
#include "library_fixture.h"

#include <math.h>
#include <signal.h>
#include <sqlite3.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "library/schema.h"

static const struct figure pay[] = {
    {"43-6013", "US", "2024", CS_WAGE_MEDIAN, 44640, "USD/year", CS_PRESENT},
    {"43-6013", "US", "2024", CS_WAGE_P90, 60050.5, "USD/year", CS_PRESENT},
    {"29-1141", "US", "2024", CS_WAGE_P90, 239200, "USD/year", CS_AT_LEAST},
    {"29-1141", "TX", "2024", CS_EMPLOYMENT, NAN, "jobs", CS_EMPLOYMENT_NOT_AVAILABLE},
    {"29-1141", "TX", "2024", CS_EDUCATION_TYPICAL, NAN, "text", CS_PRESENT, "Bachelor's degree"},
};
enum { N_PAY = sizeof pay / sizeof *pay };

static double value_of(const struct cs_dataset *data, const char *occupation, const char *region,
                       enum cs_measure measure)
{
    for (size_t i = 0; i < data->n_estimates; i++) {
        const struct cs_estimate *e = &data->estimates[i];
        const struct cs_key *o = cs_dataset_key(data, CS_DIM_OCCUPATION, e->key[CS_DIM_OCCUPATION]);
        const struct cs_key *r = cs_dataset_key(data, CS_DIM_REGION, e->key[CS_DIM_REGION]);
        if (e->measure == measure && strcmp(o->code, occupation) == 0 &&
            strcmp(r->code, region) == 0)
            return e->value;
    }
    return -1;
}

/* ---- tests ---- */

static void what_went_in_comes_back(void **state)
{
    struct fixture *f = *state;
    struct cs_library_change change;
    open_writing(f);
    assert_int_equal(add(f, "a.xlsx", "one", make_table("oews", "2024", pay, N_PAY), &change),
                     CS_OK);
    assert_int_equal(change.outcome, CS_LIBRARY_ADDED);
    assert_int_equal(change.n_values, N_PAY);
    struct cs_dataset *data = fetch(f, &(struct cs_library_request){0});
    assert_int_equal(data->n_estimates, N_PAY);
    for (size_t i = 0; i < N_PAY; i++) {
        const struct cs_estimate *e = &data->estimates[i];
        assert_int_equal(e->measure, pay[i].measure);
        assert_int_equal(e->presence, pay[i].presence);
        assert_int_equal(e->line, i + 2);
        assert_int_equal(e->tier, CS_TIER_DETAILED);
        assert_true(e->value == pay[i].value || (isnan(e->value) && isnan(pay[i].value)));
    }
    assert_string_equal(data->estimates[4].text, "Bachelor's degree");
    assert_string_equal(data->sources[0].title, "A table");
    assert_int_equal(strlen(data->sources[0].sha256), 64);
    cs_dataset_free(data);
}

static void only_rows_asked_for_come(void **state)
{
    struct fixture *f = *state;
    struct cs_library_change change;
    static const char *const nurses[] = {"29-1141"}, *const texas[] = {"TX"};
    open_writing(f);
    assert_int_equal(add(f, "a", "one", make_table("oews", "2024", pay, N_PAY), &change), CS_OK);
    struct cs_dataset *data =
        fetch(f, &(struct cs_library_request){.occupations = {nurses, 1}, .regions = {texas, 1}});
    assert_int_equal(data->n_estimates, 2);
    cs_dataset_free(data);
}

/* The first of the codes stand for their major groups, those behind for themselves. */
static void a_code_may_stand_for_its_group(void **state)
{
    struct fixture *f = *state;
    struct cs_library_change change;
    static const char *const codes[] = {"29-1141", "43-6013"};
    struct figure near[4] = {pay[0], pay[0], pay[0], pay[0]};
    near[0].occupation = "29-2061";
    near[1].occupation = "43-6013";
    near[2].occupation = "43-6014";
    near[3].occupation = "30-1111";
    open_writing(f);
    assert_int_equal(add(f, "a", "one", make_table("oews", "2024", near, 4), &change), CS_OK);
    struct cs_dataset *data = fetch(
        f, &(struct cs_library_request){.occupations = {codes, 2}, .n_groups = 1, .is_newest = 1});
    assert_int_equal(data->n_estimates, 2);
    assert_true(value_of(data, "29-2061", near[0].region, near[0].measure) > 0);
    assert_true(value_of(data, "43-6013", near[0].region, near[0].measure) > 0);
    cs_dataset_free(data);
}

static void the_newest_vintage_is_taken(void **state)
{
    struct fixture *f = *state;
    struct cs_library_change change;
    struct cs_library_vintages vintages;
    struct figure old = pay[0];
    old.period = "2023";
    old.value = 40640;
    open_writing(f);
    assert_int_equal(add(f, "a", "one", make_table("oews", "2024", pay, N_PAY), &change), CS_OK);
    assert_int_equal(add(f, "b", "two", make_table("oews", "2023", &old, 1), &change), CS_OK);
    struct cs_dataset *data = cs_dataset_new();
    struct cs_library_request request = {.is_newest = 1};
    assert_int_equal(cs_library_fetch(f->library, &request, data, &f->arena, &vintages, &f->diag),
                     CS_OK);
    assert_int_equal(data->n_estimates, N_PAY);
    assert_int_equal(vintages.n, 1);
    assert_string_equal(vintages.items[0].taken, "2024");
    assert_int_equal(vintages.items[0].n_others, 1);
    cs_dataset_free(data);
}

/* 2024 has the nation only: regions are set side by side from 2012, whose nation comes too. */
static void a_vintage_of_one_region_gives_way(void **state)
{
    struct fixture *f = *state;
    struct cs_library_change change;
    struct cs_library_vintages vintages;
    struct figure states[3] = {pay[0], pay[0], pay[0]};
    static const char *const regions[] = {"US", "OH", "TX"};
    for (size_t i = 0; i < 3; i++) {
        states[i].period = "2012";
        states[i].region = regions[i];
    }
    open_writing(f);
    assert_int_equal(add(f, "a", "one", make_table("oews", "2024", pay, 1), &change), CS_OK);
    assert_int_equal(add(f, "b", "two", make_table("oews", "2012", states, 1), &change), CS_OK);
    assert_int_equal(add(f, "c", "three", make_table("oews", "2012", states + 1, 2), &change),
                     CS_OK);
    struct cs_library_request request = {.is_newest = 1, .n_apart[CS_DIM_REGION] = 2};
    struct cs_dataset *data = cs_dataset_new();
    assert_int_equal(cs_library_fetch(f->library, &request, data, &f->arena, &vintages, &f->diag),
                     CS_OK);
    assert_int_equal(data->n_estimates, 3);
    assert_int_equal(vintages.n, 1);
    assert_string_equal(vintages.items[0].taken, "2012");
    assert_string_equal(vintages.items[0].newer, "2024");
    cs_dataset_free(data);
    /* Where none has enough, the newest is taken as ever. */
    request.n_apart[CS_DIM_REGION] = 9;
    data = cs_dataset_new();
    assert_int_equal(cs_library_fetch(f->library, &request, data, &f->arena, &vintages, &f->diag),
                     CS_OK);
    assert_string_equal(vintages.items[0].taken, "2024");
    assert_null(vintages.items[0].newer);
    cs_dataset_free(data);
}

static void the_same_figure_of_two_files_comes_once(void **state)
{
    struct fixture *f = *state;
    struct cs_library_change change;
    open_writing(f);
    assert_int_equal(add(f, "a", "one", make_table("oews", "2024", pay, N_PAY), &change), CS_OK);
    assert_int_equal(add(f, "b", "two", make_table("oews", "2024", pay, N_PAY), &change), CS_OK);
    struct cs_dataset *data = fetch(f, &(struct cs_library_request){0});
    assert_int_equal(data->n_estimates, N_PAY);
    cs_dataset_free(data);
}

static void the_same_bytes_change_nothing(void **state)
{
    struct fixture *f = *state;
    struct cs_library_change change;
    open_writing(f);
    assert_int_equal(add(f, "a", "one", make_table("oews", "2024", pay, N_PAY), &change), CS_OK);
    assert_int_equal(add(f, "other", "one", make_table("oews", "2024", pay, N_PAY), &change),
                     CS_OK);
    assert_int_equal(change.outcome, CS_LIBRARY_KNOWN);
    assert_string_equal(change.known_as, "a");
}

static void a_corrected_file_replaces_its_old_self(void **state)
{
    struct fixture *f = *state;
    struct cs_library_change change;
    struct figure corrected[N_PAY];
    struct cs_library_source *sources;
    size_t n;
    memcpy(corrected, pay, sizeof pay);
    corrected[0].value = 44650;
    corrected[3].measure = CS_JOBS_PER_1000; /* one gone, one new */
    open_writing(f);
    assert_int_equal(add(f, "May.xlsx", "one", make_table("oews", "2024", pay, N_PAY), &change),
                     CS_OK);
    assert_int_equal(
        add(f, "may (1).xlsx", "two", make_table("oews", "2024", corrected, N_PAY), &change),
        CS_OK);
    assert_int_equal(change.outcome, CS_LIBRARY_REPLACED);
    assert_string_equal(change.known_as, "May.xlsx");
    assert_int_equal(change.n_changed, 1);
    assert_int_equal(change.n_added, 1);
    assert_int_equal(change.n_removed, 1);
    assert_string_equal(change.shown[0].text, "43-6013 US 2024 wage_median: 44640 → 44650");
    assert_int_equal(cs_library_list(f->library, &f->arena, &sources, &n, &f->diag), CS_OK);
    assert_int_equal(n, 1);
}

static void another_table_of_the_same_name_stays(void **state)
{
    struct fixture *f = *state;
    struct cs_library_change change;
    struct figure other = pay[0];
    other.period = "2023";
    open_writing(f);
    assert_int_equal(add(f, "data.csv", "one", make_table("oews", "2024", pay, N_PAY), &change),
                     CS_OK);
    assert_int_equal(add(f, "data.csv", "two", make_table("oews", "2023", &other, 1), &change),
                     CS_OK);
    assert_int_equal(change.outcome, CS_LIBRARY_ADDED);
}

static void files_can_be_removed(void **state)
{
    struct fixture *f = *state;
    struct cs_library_change change;
    size_t n;
    open_writing(f);
    assert_int_equal(add(f, "a", "one", make_table("oews", "2024", pay, N_PAY), &change), CS_OK);
    assert_int_equal(cs_library_remove(f->library, "b", &n, &f->diag), CS_OK);
    assert_int_equal(n, 0);
    assert_int_equal(cs_library_remove(f->library, "a", &n, &f->diag), CS_OK);
    assert_int_equal(n, 1);
    struct cs_dataset *data = fetch(f, &(struct cs_library_request){0});
    assert_int_equal(data->n_estimates, 0);
    cs_dataset_free(data);
}

static enum cs_status count_name(void *context, const char *code, const char *title, int year,
                                 const char *name)
{
    int *n = context;
    (void)year;
    *n += strcmp(code, "43-6013") == 0 && strcmp(title, "Title of it") == 0 &&
          (strcmp(name, "MOA") == 0 || strcmp(name, "medical office assistant") == 0);
    return CS_OK;
}

static void names_are_kept(void **state)
{
    struct fixture *f = *state;
    struct cs_library_change change;
    int n = 0;
    struct cs_library_name_sink sink = {&n, count_name};
    open_writing(f);
    assert_int_equal(add(f, "a", "one", make_table("oews", "2024", pay, N_PAY), &change), CS_OK);
    assert_int_equal(add(f, "b", "two", make_table("oews", "2023", pay, 1), &change), CS_OK);
    assert_int_equal(cs_library_names(f->library, CS_DIM_OCCUPATION, &sink, &f->diag), CS_OK);
    assert_int_equal(n, 2);
}

static void identities_are_checked(void **state)
{
    struct fixture *f = *state;
    struct cs_library_change change;
    struct cs_library_report report;
    static const struct figure odd[] = {
        {"43-6013", "US", "2024", CS_WAGE_MEDIAN, 30000, "USD/year", CS_PRESENT},
        {"43-6013", "US", "2024", CS_WAGE_P25, 31000, "USD/year", CS_PRESENT},
    };
    struct cs_dataset *data = make_table("oews", "2024", odd, 2);
    data->estimates[1].line = data->estimates[0].line;
    open_writing(f);
    assert_int_equal(add(f, "a", "one", data, &change), CS_OK);
    assert_int_equal(cs_library_check(f->library, &f->arena, &report, &f->diag), CS_OK);
    assert_int_equal(report.n_violations, 1);
    assert_string_equal(report.violations[0].identity, "order");
    assert_string_equal(report.violations[0].place, "a:2");
    assert_string_equal(report.violations[0].text, "43-6013 US 2024: 31000 against 30000");
}

/* ---- bad files ---- */

static void write_file(const char *path, const void *bytes, size_t size)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, size, file), size);
    fclose(file);
}

static void run_sql(const char *path, const char *sql)
{
    sqlite3 *db;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
}

static void expect_refused(struct fixture *f, enum cs_library_mode mode, const char *words)
{
    struct cs_library *library;
    assert_int_equal(cs_library_open(f->path, mode, &library, &f->diag), CS_IO);
    assert_null(library);
    expect_words(f, words);
}

static void other_files_are_refused_and_left_alone(void **state)
{
    struct fixture *f = *state;
    struct stat before, after;
    expect_refused(f, CS_LIBRARY_READ, "the library cannot be opened");
    write_file(f->path, "occ_code,a_median\n43-6013,44640\n", 32);
    stat(f->path, &before);
    expect_refused(f, CS_LIBRARY_WRITE, "is not a library: it is not an SQLite file");
    stat(f->path, &after);
    assert_int_equal(before.st_size, after.st_size);
    unlink(f->path);
    run_sql(f->path, "CREATE TABLE notes (text)");
    expect_refused(f, CS_LIBRARY_WRITE, "is an SQLite database of another program");
}

static void newer_and_damaged_libraries_are_refused(void **state)
{
    struct fixture *f = *state;
    open_writing(f);
    cs_library_close(f->library);
    f->library = NULL;
    char known[64];
    snprintf(known, sizeof known, "version 99; this one reads up to %d", CS_LIBRARY_HAS_PACKED);
    run_sql(f->path, "PRAGMA user_version = 99");
    expect_refused(f, CS_LIBRARY_READ, known);
    expect_words(f, "update careerstat");
    /* A version to come may have other tables, and views where tables are now. */
    run_sql(f->path, "DROP TABLE answer; CREATE VIEW answer AS SELECT * FROM descriptor;"
                     "DROP TABLE price");
    expect_refused(f, CS_LIBRARY_READ, "was made by a newer careerstat");
    expect_refused(f, CS_LIBRARY_WRITE, known);
    run_sql(f->path, "PRAGMA user_version = -1");
    expect_refused(f, CS_LIBRARY_WRITE, "is damaged: its format cannot be version -1");
    unlink(f->path);
    write_file(f->path, "SQLite format 3\0rubbish that follows", 36);
    expect_refused(f, CS_LIBRARY_READ, f->path);
}

static void older_libraries_are_brought_up(void **state)
{
    struct fixture *f = *state;
    run_sql(f->path, cs_library_migrations[0]);
    run_sql(f->path, "PRAGMA application_id = 1667330675; PRAGMA user_version = 1");
    open_writing(f);
    cs_library_close(f->library);
    f->library = NULL;
    run_sql(f->path, "SELECT count(*) FROM median_pay; SELECT count(*) FROM outlook");
}

static void readers_go_on_while_another_writes(void **state)
{
    struct fixture *f = *state;
    struct cs_library_change change;
    struct cs_library *reader;
    sqlite3 *writer;
    open_writing(f);
    assert_int_equal(add(f, "a", "one", make_table("oews", "2024", pay, N_PAY), &change), CS_OK);
    assert_int_equal(sqlite3_open(f->path, &writer), SQLITE_OK);
    assert_int_equal(sqlite3_exec(writer, "BEGIN IMMEDIATE; DELETE FROM line", NULL, NULL, NULL),
                     SQLITE_OK);
    assert_int_equal(cs_library_open(f->path, CS_LIBRARY_READ, &reader, &f->diag), CS_OK);
    struct cs_dataset *data = cs_dataset_new();
    struct cs_library_request all = {0};
    assert_int_equal(cs_library_fetch(reader, &all, data, &f->arena, NULL, &f->diag), CS_OK);
    assert_int_equal(data->n_estimates, N_PAY);
    cs_dataset_free(data);
    cs_library_close(reader);
    cs_library_wait(f->library, 50);
    assert_int_equal(add(f, "b", "two", make_table("oews", "2023", pay, 1), &change), CS_IO);
    expect_words(f, "another program is writing to it");
    sqlite3_close(writer);
    assert_int_equal(add(f, "b", "two", make_table("oews", "2023", pay, 1), &change), CS_OK);
}

/* Many rows, so that the file must grow. */
static struct cs_dataset *make_large(const char *period)
{
    enum { N = 20000 };
    struct figure *figures = calloc(N, sizeof *figures);
    char(*codes)[8] = calloc(N, sizeof *codes);
    assert_true(figures && codes);
    for (int i = 0; i < N; i++) {
        snprintf(codes[i], sizeof codes[i], "%02d-%04d", i / 1000 + 11, i % 1000);
        figures[i] = (struct figure){codes[i], "US", "2024", CS_EMPLOYMENT, i, "jobs", CS_PRESENT};
    }
    struct cs_dataset *data = make_table("large", period, figures, N);
    free(figures);
    free(codes);
    return data;
}

static void a_full_disk_leaves_the_library_as_it_was(void **state)
{
    struct fixture *f = *state;
    struct cs_library_change change;
    struct rlimit old, small;
    open_writing(f);
    assert_int_equal(add(f, "a", "one", make_table("oews", "2024", pay, N_PAY), &change), CS_OK);
    signal(SIGXFSZ, SIG_IGN);
    getrlimit(RLIMIT_FSIZE, &old);
    small = old;
    small.rlim_cur = 300000;
    setrlimit(RLIMIT_FSIZE, &small);
    enum cs_status status = add(f, "large", "two", make_large("2024"), &change);
    setrlimit(RLIMIT_FSIZE, &old);
    assert_int_equal(status, CS_IO);
    expect_words(f, f->path);
    open_writing(f);
    struct cs_dataset *data = fetch(f, &(struct cs_library_request){0});
    assert_int_equal(data->n_estimates, N_PAY);
    assert_true(value_of(data, "43-6013", "US", CS_WAGE_MEDIAN) == 44640);
    cs_dataset_free(data);
}

/* A program that is killed at any moment leaves all of a file or nothing of it. */
static void killed_imports_leave_whole_files(void **state)
{
    struct fixture *f = *state;
    open_writing(f);
    cs_library_close(f->library);
    f->library = NULL;
    for (int round = 0; round < 6; round++) {
        pid_t child = fork();
        if (child == 0) {
            struct cs_library_change change;
            char bytes[32];
            open_writing(f);
            for (int i = 0;; i++) {
                snprintf(bytes, sizeof bytes, "%d %d", round, i);
                (void)!add(f, bytes, bytes, make_large("2024"), &change);
            }
        }
        usleep(60000 + 25000 * (unsigned)round);
        kill(child, SIGKILL);
        waitpid(child, NULL, 0);
    }
    open_writing(f);
    sqlite3 *db;
    sqlite3_stmt *odd;
    assert_int_equal(sqlite3_open(f->path, &db), SQLITE_OK);
    sqlite3_prepare_v2(
        db,
        "SELECT count(*) FROM file f WHERE (SELECT count(*) FROM source s JOIN line"
        " l ON l.source = s.id JOIN line_figure e ON e.line = l.id WHERE s.file = f.id)"
        " <> 20000",
        -1, &odd, NULL);
    assert_int_equal(sqlite3_step(odd), SQLITE_ROW);
    assert_int_equal(sqlite3_column_int(odd, 0), 0);
    sqlite3_finalize(odd);
    sqlite3_close(db);
}

static void a_library_that_may_not_be_written_is_read(void **state)
{
    struct fixture *f = *state;
    struct cs_library_change change;
    if (geteuid() == 0)
        skip(); /* nothing is read-only to root */
    open_writing(f);
    assert_int_equal(add(f, "a", "one", make_table("oews", "2024", pay, N_PAY), &change), CS_OK);
    cs_library_close(f->library);
    f->library = NULL;
    chmod(f->path, 0444);
    chmod(f->folder, 0555);
    enum cs_status status = cs_library_open(f->path, CS_LIBRARY_READ, &f->library, &f->diag);
    struct cs_dataset *data = status == CS_OK ? fetch(f, &(struct cs_library_request){0}) : NULL;
    chmod(f->folder, 0755);
    assert_int_equal(status, CS_OK);
    assert_int_equal(data->n_estimates, N_PAY);
    cs_dataset_free(data);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_went_in_comes_back, set_up, tear_down),
        cmocka_unit_test_setup_teardown(only_rows_asked_for_come, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_code_may_stand_for_its_group, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_newest_vintage_is_taken, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_vintage_of_one_region_gives_way, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_same_figure_of_two_files_comes_once, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_same_bytes_change_nothing, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_corrected_file_replaces_its_old_self, set_up, tear_down),
        cmocka_unit_test_setup_teardown(another_table_of_the_same_name_stays, set_up, tear_down),
        cmocka_unit_test_setup_teardown(files_can_be_removed, set_up, tear_down),
        cmocka_unit_test_setup_teardown(names_are_kept, set_up, tear_down),
        cmocka_unit_test_setup_teardown(identities_are_checked, set_up, tear_down),
        cmocka_unit_test_setup_teardown(other_files_are_refused_and_left_alone, set_up, tear_down),
        cmocka_unit_test_setup_teardown(newer_and_damaged_libraries_are_refused, set_up, tear_down),
        cmocka_unit_test_setup_teardown(older_libraries_are_brought_up, set_up, tear_down),
        cmocka_unit_test_setup_teardown(readers_go_on_while_another_writes, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_full_disk_leaves_the_library_as_it_was, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(killed_imports_leave_whole_files, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_library_that_may_not_be_written_is_read, set_up,
                                        tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
