/* As much of cmocka as the tests need that are built for another processor, for which Debian's
 * cmocka is not at hand. */
#ifndef CS_TESTS_CROSS_CMOCKA_H
#define CS_TESTS_CROSS_CMOCKA_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct CMUnitTest {
    const char *name;
    void (*run)(void **state);
};

static inline void check_or_exit(int is_true, const char *what, const char *file, int line)
{
    if (is_true)
        return;
    fprintf(stderr, "%s:%d: failed: %s\n", file, line, what);
    exit(1);
}

#define cmocka_unit_test(test)                                                                     \
    {                                                                                              \
#test, test                                                                                \
    }
#define assert_true(x) check_or_exit((x) != 0, #x, __FILE__, __LINE__)
#define assert_int_equal(a, b) check_or_exit((a) == (b), #a " == " #b, __FILE__, __LINE__)
#define assert_memory_equal(a, b, n)                                                               \
    check_or_exit(memcmp(a, b, n) == 0, #a " as " #b, __FILE__, __LINE__)

static inline int run_all(const struct CMUnitTest *tests, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        void *state = NULL;
        tests[i].run(&state);
        printf("passed: %s\n", tests[i].name);
    }
    return 0;
}
#define cmocka_run_group_tests(tests, setup, teardown)                                             \
    run_all(tests, sizeof(tests) / sizeof *(tests))

#endif
