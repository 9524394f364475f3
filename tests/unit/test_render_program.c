/* Other programs: what they write, how they end, and that nothing of theirs stays behind. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "base/buf.h"
#include "render/draw/program.h"

static int run_shell(const char *script, unsigned limit_seconds, struct cs_buf *out)
{
    const char *const words[] = {"sh", "-c", script, NULL};
    cs_buf_init(out);
    return cs_program_run(
        &(struct cs_program){.words = words, .folder = "/", .limit_seconds = limit_seconds}, out);
}

static void output_and_code(void **state)
{
    struct cs_buf out;
    (void)state;
    assert_int_equal(run_shell("pwd; echo wrong >&2; cat; exit 5", 10, &out), 5);
    assert_string_equal(cs_buf_text(&out), "/\nwrong\n");
    cs_buf_clear(&out);
    assert_int_equal(run_shell("kill -9 $$", 10, &out), CS_PROGRAM_ENDED);
    cs_buf_clear(&out);
}

static void missing(void **state)
{
    const char *const words[] = {"no-such-program-of-careerstat", NULL};
    struct cs_buf out;
    (void)state;
    cs_buf_init(&out);
    assert_int_equal(cs_program_run(&(struct cs_program){.words = words, .limit_seconds = 5}, &out),
                     CS_PROGRAM_MISSING);
    cs_buf_clear(&out);
}

/* Sessions of their own, orphans, and those that do not listen: their numbers are in the output. */
static void nothing_stays(void **state)
{
    static const char script[] =
        "sleep 600 & echo $!; setsid sh -c 'echo $$; sleep 600' & "
        "(setsid sh -c 'trap \"\" TERM; echo $$; sleep 600; sleep 600' &) ; sleep 0.3";
    struct cs_buf out;
    int n = 0;
    (void)state;
    assert_int_equal(run_shell(script, 20, &out), 0);
    for (const char *at = cs_buf_text(&out); *at; at += strcspn(at, "\n"), at += *at == '\n', n++)
        assert_int_equal(kill((pid_t)strtol(at, NULL, 10), 0), -1);
    assert_int_equal(n, 3);
    cs_buf_clear(&out);
}

static void a_limit_is_kept(void **state)
{
    struct cs_buf out;
    struct timespec before, after;
    (void)state;
    clock_gettime(CLOCK_MONOTONIC, &before);
    assert_int_equal(run_shell("echo $$; exec sleep 600", 1, &out), CS_PROGRAM_ENDED);
    clock_gettime(CLOCK_MONOTONIC, &after);
    assert_true(after.tv_sec - before.tv_sec < 30);
    assert_int_equal(kill((pid_t)strtol(cs_buf_text(&out), NULL, 10), 0), -1);
    cs_buf_clear(&out);
}

static void a_stop_is_heard(void **state)
{
    const char *const words[] = {"sleep", "600", NULL};
    atomic_bool stops = true;
    struct cs_buf out;
    (void)state;
    cs_buf_init(&out);
    struct cs_program program = {.words = words, .limit_seconds = 600, .stops = &stops};
    assert_int_equal(cs_program_run(&program, &out), CS_PROGRAM_ENDED);
    cs_buf_clear(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(output_and_code), cmocka_unit_test(missing),
        cmocka_unit_test(nothing_stays),   cmocka_unit_test(a_limit_is_kept),
        cmocka_unit_test(a_stop_is_heard),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
