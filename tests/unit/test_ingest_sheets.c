/* The scanner of sheets tells of every part of real workbooks what expat tells; public files where
 * they are there, and those of the golden cases. */
#include <ftw.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../fuzz/xml_told.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/outfile.h"
#include "base/text.h"
#include "ingest/source/archive.h"
#include "ingest/source/budget.h"
#include "ingest/workbook/xml.h"
#include "ingest/workbook/xml_scan.h"

enum { MOST_BYTES = 64 << 20, MOST_FOLDERS = 16 };

/* What the reader tells of part `index` of the workbook. Returns false behind the last. */
static bool read_part(reader *read, struct cs_span bytes, size_t index, struct cs_buf *told)
{
    const uint64_t size = bytes.size;
    struct cs_budget budget = {.read_bytes = &size};
    struct cs_archive *zip;
    struct cs_member member;
    struct cs_diag diag;
    bool is_one_error = true;
    cs_diag_init(&diag);
    cs_buf_init(told);
    assert_int_equal(cs_archive_open_zip("zip", bytes, &budget, &zip, &diag), CS_OK);
    for (size_t i = 0; i <= index; i++)
        assert_int_equal(cs_archive_next(zip, &member, &diag), CS_OK);
    bool is_there = member.path != NULL;
    if (is_there && cs_ends_with_nocase(member.path, ".xml"))
        *told = read_by(read, &member.source, &is_one_error);
    assert_true(is_one_error);
    cs_archive_close(zip);
    cs_diag_clear(&diag);
    return is_there;
}

static size_t n_parts; /* nftw hands nothing on */

static int check_file(const char *path, const struct stat *info, int type, struct FTW *walk)
{
    (void)info, (void)walk;
    if (type != FTW_F || !cs_ends_with_nocase(path, ".xlsx"))
        return 0;
    struct cs_diag diag;
    char *bytes;
    size_t size;
    cs_diag_init(&diag);
    assert_int_equal(cs_read_file(path, MOST_BYTES, &bytes, &size, &diag), CS_OK);
    if (size < 4 || memcmp(bytes, "PK\x03\x04", 4) != 0) {
        free(bytes);
        return 0; /* one that is none */
    }
    struct cs_buf wanted, got;
    for (size_t i = 0; read_part(cs_xml_read, (struct cs_span){bytes, size}, i, &wanted); i++) {
        assert_true(read_part(cs_xml_scan, (struct cs_span){bytes, size}, i, &got));
        assert_int_equal(wanted.size, got.size);
        assert_memory_equal(cs_buf_text(&wanted), cs_buf_text(&got), got.size);
        cs_buf_clear(&wanted);
        cs_buf_clear(&got);
        n_parts++;
    }
    free(bytes);
    return 0;
}

static void parts_are_told_as_expat_tells_them(void **state)
{
    (void)state;
    const char *data = getenv("CAREERSTAT_DATA");
    assert_int_equal(nftw(CS_SOURCE_DIR "/tests/golden/cases", check_file, MOST_FOLDERS, FTW_PHYS),
                     0);
    assert_true(n_parts > 0);
    if (nftw(data ? data : CS_SOURCE_DIR "/../shared/data", check_file, MOST_FOLDERS, 0) != 0)
        print_message("no public files there: only those of the cases\n");
    print_message("%zu parts\n", n_parts);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(parts_are_told_as_expat_tells_them)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
