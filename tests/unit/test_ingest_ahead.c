/* A source read ahead gives the bytes and errors of the one under it, in order, whatever its size
 * and however it is asked. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/diag.h"
#include "ingest/source/ahead.h"

/* Counts up; fails at its end, where it is to. Reading on after that would be a fault. */
struct counting {
    size_t at, size, step;
    bool fails, has_ended;
};

static unsigned char byte_at(size_t i)
{
    return (unsigned char)(i * 31 + i / 251);
}

static ptrdiff_t count_up(void *context, void *out, size_t capacity, struct cs_diag *diag)
{
    struct counting *counting = context;
    size_t n = counting->size - counting->at;
    n = n < capacity ? n : capacity;
    n = n < counting->step ? n : counting->step;
    for (size_t i = 0; i < n; i++)
        ((unsigned char *)out)[i] = byte_at(counting->at + i);
    counting->at += n;
    if (n)
        return (ptrdiff_t)n;
    assert_false(counting->has_ended);
    counting->has_ended = true;
    if (counting->fails)
        cs_diag_add(diag, CS_ERROR, NULL, NULL, "the end is missing");
    return counting->fails ? -1 : 0;
}

static void check(size_t size, size_t step, size_t n_threads, bool fails)
{
    struct counting counting = {.size = size, .step = step, .fails = fails};
    struct cs_byte_source under = {&counting, count_up, "numbers"};
    struct cs_ahead *ahead;
    struct cs_diag diag;
    unsigned char out[5000];
    cs_diag_init(&diag);
    assert_int_equal(cs_ahead_open(&under, n_threads, &ahead, &diag), CS_OK);
    struct cs_byte_source *source = cs_ahead_source(ahead);
    assert_string_equal(source->name, "numbers");
    size_t at = 0;
    ptrdiff_t n;
    while ((n = source->read(source->context, out, 1 + at % sizeof out, &diag)) > 0)
        for (ptrdiff_t i = 0; i < n; i++)
            assert_int_equal(out[i], byte_at(at++));
    assert_int_equal(at, size);
    assert_int_equal(n, fails ? -1 : 0);
    assert_int_equal(source->read(source->context, out, sizeof out, &diag), n);
    assert_int_equal(diag.n_errors, fails);
    cs_ahead_close(ahead);
    cs_diag_clear(&diag);
}

static void bytes_and_errors_are_those_under_it(void **state)
{
    (void)state;
    static const size_t sizes[] = {0, 1, 131071, 131072, 131073, 262144, 3000000};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
        for (size_t n_threads = 1; n_threads <= 2; n_threads++) {
            check(sizes[i], SIZE_MAX, n_threads, false);
            check(sizes[i], 70001, n_threads, false);
            check(sizes[i], 70001, n_threads, true);
        }
}

static void it_can_be_left_early(void **state)
{
    (void)state;
    for (size_t n_read = 0; n_read < 3; n_read++) {
        struct counting counting = {.size = 5000000, .step = SIZE_MAX};
        struct cs_byte_source under = {&counting, count_up, "numbers"};
        struct cs_ahead *ahead;
        struct cs_diag diag;
        static unsigned char out[200000];
        cs_diag_init(&diag);
        assert_int_equal(cs_ahead_open(&under, 2, &ahead, &diag), CS_OK);
        struct cs_byte_source *source = cs_ahead_source(ahead);
        for (size_t i = 0; i < n_read; i++)
            assert_true(source->read(source->context, out, sizeof out, &diag) > 0);
        cs_ahead_close(ahead);
        cs_diag_clear(&diag);
    }
    cs_ahead_close(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bytes_and_errors_are_those_under_it),
        cmocka_unit_test(it_can_be_left_early),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
