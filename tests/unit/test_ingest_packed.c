/* ingest/source: gzip is read whole or refused; its trailer is checked, and what follows it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <zlib.h>

#include "made_files.h"

static const char TABLE[] = "job,pay\nNurse,52000\n";
#define READ "[f.gz]\n1|job|pay\n2|Nurse|52000\n"

static void put_gzip(struct cs_buf *out, const char *bytes, size_t n)
{
    unsigned char block[4096];
    z_stream stream = {.next_in = (unsigned char *)(uintptr_t)bytes,
                       .avail_in = (unsigned)n,
                       .next_out = block,
                       .avail_out = sizeof block};
    assert_int_equal(deflateInit2(&stream, 9, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY), Z_OK);
    assert_int_equal(deflate(&stream, Z_FINISH), Z_STREAM_END);
    cs_buf_put(out, block, stream.total_out);
    deflateEnd(&stream);
}

/* Bytes of a file, and the error that the last read ends in, if any. */
struct failing {
    const char *bytes;
    size_t left, step;
    int fails_at_end;
};
static ptrdiff_t read_failing(void *context, void *out, size_t capacity, struct cs_diag *diag)
{
    struct failing *failing = context;
    size_t n = failing->left < failing->step ? failing->left : failing->step;
    n = n < capacity ? n : capacity;
    memcpy(out, failing->bytes, n);
    failing->bytes += n;
    failing->left -= n;
    if (n || !failing->fails_at_end)
        return (ptrdiff_t)n;
    (void)cs_fail(diag, CS_IO, NULL, NULL, "input/output error");
    return -1;
}

static enum cs_status read_file(const struct cs_buf *file, size_t step, int fails_at_end,
                                struct cs_buf *notes)
{
    struct failing failing = {file->data, file->size, step, fails_at_end};
    struct cs_byte_source source = {&failing, read_failing, "f.gz"};
    struct cs_row_sink sink = {notes, note_row, note_table};
    struct cs_diag diag;
    cs_diag_init(&diag);
    enum cs_status status = cs_container_read(&source, &sink, &diag);
    assert_true((status == CS_OK) == (diag.n_errors == 0));
    for (size_t i = 0; i < diag.n_messages; i++)
        cs_message_format(&diag.messages[i], notes);
    cs_diag_clear(&diag);
    return status;
}

static void check(const struct cs_buf *file, enum cs_status expected, const char *words)
{
    static const size_t steps[] = {1, 7, 1 << 20};
    for (size_t i = 0; i < 3; i++) {
        struct cs_buf notes;
        cs_buf_init(&notes);
        enum cs_status status = read_file(file, steps[i], 0, &notes);
        if (status != expected || !strstr(cs_buf_text(&notes), words))
            fail_msg("%d instead of %d, or no '%s' in:\n%s", (int)status, (int)expected, words,
                     cs_buf_text(&notes));
        cs_buf_clear(&notes);
    }
}

static struct cs_buf packed(void)
{
    struct cs_buf file;
    cs_buf_init(&file);
    put_gzip(&file, TABLE, strlen(TABLE));
    return file;
}

static void members_and_zeros_follow(void **state)
{
    (void)state;
    struct cs_buf file = packed();
    check(&file, CS_OK, READ);
    put_gzip(&file, "Actor,41000\n", 12);
    check(&file, CS_OK, READ "3|Actor|41000\n");
    cs_buf_put(&file, "\0\0\0\0\0\0", 6);
    check(&file, CS_OK, READ "3|Actor|41000\n");
    cs_buf_put(&file, "\x1f", 1);
    check(&file, CS_IO, "f.gz: error: cannot be unpacked: other bytes follow the gzip data");
    cs_buf_clear(&file);
    file = packed();
    cs_buf_puts(&file, "more");
    check(&file, CS_IO, "other bytes follow the gzip data");
    cs_buf_clear(&file);
}

static void every_cut_is_noticed(void **state)
{
    (void)state;
    struct cs_buf file = packed();
    size_t size = file.size;
    put_gzip(&file, "Actor,41000\n", 12);
    for (size_t n = 2; n < file.size; n++) {
        struct cs_buf cut = {.data = file.data, .size = n};
        check(&cut, n == size ? CS_OK : CS_IO, n == size ? READ : "the gzip data are cut short");
    }
    cs_buf_clear(&file);
}

static void every_changed_bit_is_noticed(void **state)
{
    (void)state;
    struct cs_buf file = packed();
    size_t n_harmless = 0;
    for (size_t i = 0; i < 8 * file.size; i++) {
        size_t byte = i / 8;
        struct cs_buf notes;
        cs_buf_init(&notes);
        file.data[byte] ^= (char)(1 << i % 8);
        enum cs_status status = read_file(&file, 64, 0, &notes);
        /* Flags, times and bits between parts say nothing about the content. */
        n_harmless += status == CS_OK;
        if (status == CS_OK && strcmp(cs_buf_text(&notes), READ) != 0)
            fail_msg("bit %zu of byte %zu", i % 8, byte);
        file.data[byte] ^= (char)(1 << i % 8);
        cs_buf_clear(&notes);
    }
    assert_in_range(n_harmless, 0, 64);
    cs_buf_clear(&file);
}

/* A disk that fails where the file ends may have kept a part of it. */
static void an_error_of_the_last_read_counts(void **state)
{
    (void)state;
    struct cs_buf file = packed(), notes;
    cs_buf_init(&notes);
    assert_int_equal(read_file(&file, 1 << 20, 1, &notes), CS_IO);
    assert_non_null(strstr(cs_buf_text(&notes), "input/output error"));
    assert_null(strstr(cs_buf_text(&notes), "cannot be unpacked"));
    cs_buf_clear(&notes);
    cs_buf_clear(&file);
}

/* The end of a tar stands before the end of what is around it. */
static void the_end_of_an_archive_inside_is_not_the_end(void **state)
{
    (void)state;
    char tar[1024 + 1024] = "a.csv";
    memcpy(tar + 100, "0000644\0000000000\0000000000\00000000000024\00000000000000\000", 48);
    memcpy(tar + 257, "ustar\00000", 8);
    tar[156] = '0';
    unsigned sum = 8 * ' ';
    for (size_t i = 0; i < 512; i++)
        sum += (unsigned char)tar[i];
    snprintf(tar + 148, 8, "%06o", sum);
    memcpy(tar + 512, TABLE, strlen(TABLE));
    struct cs_buf file;
    cs_buf_init(&file);
    put_gzip(&file, tar, sizeof tar);
    check(&file, CS_OK, "[f.gz:a.csv]\n1|job|pay\n2|Nurse|52000\n");
    file.data[file.size - 5] ^= 1;
    check(&file, CS_IO, "f.gz: error: cannot be unpacked: incorrect data check");
    cs_buf_clear(&file);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(members_and_zeros_follow),
        cmocka_unit_test(every_cut_is_noticed),
        cmocka_unit_test(every_changed_bit_is_noticed),
        cmocka_unit_test(an_error_of_the_last_read_counts),
        cmocka_unit_test(the_end_of_an_archive_inside_is_not_the_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
