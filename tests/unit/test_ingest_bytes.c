/* A file that changes while it is read is told, whether it grows, shrinks or is written over. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "ingest/load.h"

static const char *const text = "level,salary\nSenior,90000\nJunior,40000\n";

/* A sink that does something to the file when its second row comes. */
struct meddler {
    const char *path;
    const char *mode, *bytes; /* as fopen wants it; NULL: leaves the file alone */
    int cuts;
    size_t n_rows;
};

static enum cs_status take_row(void *context, const struct cs_row *row)
{
    struct meddler *meddler = context;
    (void)row;
    if (++meddler->n_rows != 2)
        return CS_OK;
    if (meddler->cuts)
        assert_int_equal(truncate(meddler->path, 5), 0);
    if (meddler->bytes) {
        FILE *file = fopen(meddler->path, meddler->mode);
        assert_non_null(file);
        fputs(meddler->bytes, file);
        fclose(file);
    }
    return CS_OK;
}

static enum cs_status start_table(void *context, const char *name, const char *sheet)
{
    (void)context;
    (void)name;
    (void)sheet;
    return CS_OK;
}

static enum cs_status read_meddled(struct meddler meddler, char *message, size_t n_bytes)
{
    char path[] = "/tmp/careerstat-bytes-XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, text, strlen(text)), (ssize_t)strlen(text));
    /* Long ago: a change in the same tick of the clock would not show. */
    assert_int_equal(futimens(fd, (struct timespec[2]){{1000, 0}, {1000, 0}}), 0);
    close(fd);
    struct cs_diag diag;
    cs_diag_init(&diag);
    meddler.path = path;
    struct cs_row_sink sink = {.context = &meddler, .row = take_row, .table = start_table};
    enum cs_status status = cs_read_rows(path, &sink, NULL, &diag);
    snprintf(message, n_bytes, "%s", diag.n_messages ? diag.messages[0].text : "");
    cs_diag_clear(&diag);
    unlink(path);
    return status;
}

static void test_changes(void **state)
{
    (void)state;
    char message[200];
    assert_int_equal(read_meddled((struct meddler){0}, message, sizeof message), CS_OK);
    assert_int_equal(
        read_meddled((struct meddler){.mode = "a", .bytes = "Mid,1\n"}, message, sizeof message),
        CS_IO);
    assert_string_equal(message, "changed while it was read: 39 bytes at first, 45 at the end");
    assert_int_equal(read_meddled((struct meddler){.cuts = 1}, message, sizeof message), CS_IO);
    assert_string_equal(message, "changed while it was read: 39 bytes at first, 5 at the end");
    assert_int_equal(
        read_meddled((struct meddler){.mode = "r+", .bytes = "LEVEL"}, message, sizeof message),
        CS_IO);
    assert_string_equal(message, "changed while it was read");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_changes)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
