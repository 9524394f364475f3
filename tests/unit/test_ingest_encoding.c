/* ingest/text: text of any encoding comes out as UTF-8, told by its bytes, in pieces of any size.
 */
#include <iconv.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/diag.h"
#include "ingest/content.h"
#include "ingest/source/table.h"
#include "ingest/text/decoded.h"

struct pieces {
    const char *bytes;
    size_t left, step;
};

static ptrdiff_t read_piece(void *context, void *out, size_t capacity, struct cs_diag *diag)
{
    (void)diag;
    struct pieces *pieces = context;
    size_t n = pieces->left < pieces->step ? pieces->left : pieces->step;
    n = n < capacity ? n : capacity;
    memcpy(out, pieces->bytes, n);
    pieces->bytes += n;
    pieces->left -= n;
    return (ptrdiff_t)n;
}

/* What comes out, read `step` bytes at a time from below and `room` at a time from above; then the
 * messages. */
static struct cs_buf decode(const char *bytes, size_t size, size_t step, size_t room)
{
    struct pieces pieces = {bytes, size, step};
    struct cs_byte_source under = {&pieces, read_piece, "f"};
    struct cs_buf out;
    struct cs_diag diag;
    struct cs_decoded *decoded;
    char *block = malloc(room);
    assert_non_null(block);
    cs_buf_init(&out);
    cs_diag_init(&diag);
    if (cs_decoded_open(&under, &decoded, &diag) == CS_OK) {
        struct cs_byte_source *source = cs_decoded_source(decoded);
        ptrdiff_t n;
        while ((n = source->read(source->context, block, room, &diag)) > 0)
            cs_buf_put(&out, block, (size_t)n);
    }
    cs_decoded_close(decoded);
    for (size_t i = 0; i < diag.n_messages; i++)
        cs_message_format(&diag.messages[i], &out);
    cs_diag_clear(&diag);
    free(block);
    return out;
}

static void check(const char *label, const char *bytes, size_t size, const char *expected)
{
    static const size_t steps[] = {1, 2, 3, 5, 64, 255, 4096, 1 << 20};
    for (size_t s = 0; s < sizeof steps / sizeof *steps; s++)
        for (size_t r = 0; r < sizeof steps / sizeof *steps; r++) {
            struct cs_buf out = decode(bytes, size, steps[s], steps[r]);
            if (strcmp(cs_buf_text(&out), expected) != 0)
                fail_msg("%s, steps of %zu into %zu: expected '%s', got '%s'", label, steps[s],
                         steps[r], expected, cs_buf_text(&out));
            cs_buf_clear(&out);
        }
}

static struct cs_buf encode(const char *text, const char *encoding)
{
    struct cs_buf out;
    char block[4096], *next = block;
    char *copy = strdup(text), *in = copy;
    size_t n_in = strlen(text), room = sizeof block;
    iconv_t converter = iconv_open(encoding, "UTF-8");
    assert_true(converter != (iconv_t)-1 && copy);
    assert_int_equal(iconv(converter, &in, &n_in, &next, &room), 0);
    iconv_close(converter);
    free(copy);
    cs_buf_init(&out);
    cs_buf_put(&out, block, sizeof block - room);
    return out;
}

static void encodings_are_told_by_their_bytes(void **state)
{
    (void)state;
    static const char french[] =
        "job,pay\nInfirmi\u00e8re,5\nR\u00e9sum\u00e9 \u00e0 "
        "l\u2019h\u00f4pital,6\nCaf\u00e9 \u2014 \u201cna\u00efve\u201d,7\n",
                      plain_french[] =
                          "job,pay\nInfirmi\u00e8re,5\n\u00c9ducateur,6\nCAF\u00c9,7\n",
                      german[] = "beruf;lohn\nM\u00fcller;5\nGr\u00f6\u00dfe \u00dcberbau;6\n",
                      polish[] =
                          "job,pay\nPiel\u0119gniarka \u017c\u0142obka,5\n\u0141\u00f3d\u017a "
                          "ksi\u0119gowo\u015b\u0107,6\n",
                      russian[] =
                          "job,pay\n\u041c\u0435\u0434\u0441\u0435\u0441\u0442\u0440\u0430,5\n"
                          "\u0421\u043b\u0435\u0441\u0430\u0440\u044c,6\n",
                      greek[] = "job,pay\n\u039d\u03bf\u03c3\u03bf\u03ba\u03cc\u03bc\u03b1,5\n",
                      money[] = "job,pay\nNurse,\u00a330,000\u00a0a\n",
                      signs[] = "job,pay\nNurse,3700\u00a0\u00a3\nClerk,8\u00a0100\u00a0\u00a3\n",
                      blanks[] = "job,25th\u00a0percentile\u00a0pay\nNurse,5\n",
                      range[] = "job,pay\nNurse,\u20ac50\u201360\n";
    static const struct {
        const char *text, *encoding, *name;
    } cases[] = {{french, "UTF-8", NULL},
                 {french, "UTF-16LE", "UTF-16LE"},
                 {french, "UTF-16BE", "UTF-16BE"},
                 {french, "UTF-16", "UTF-16LE"}, /* with a mark */
                 {french, "UTF-32LE", "UTF-32LE"},
                 {french, "UTF-32BE", "UTF-32BE"},
                 {russian, "UTF-16LE", "UTF-16LE"},
                 {russian, "UTF-16BE", "UTF-16BE"},
                 {french, "WINDOWS-1252", "Windows-1252"},
                 {plain_french, "ISO-8859-1", "Windows-1252"},
                 {german, "ISO-8859-1", "Windows-1252"},
                 {money, "ISO-8859-1", "Windows-1252"},
                 {range, "WINDOWS-1252", "Windows-1252"},
                 {signs, "WINDOWS-1252", "Windows-1252"},
                 {blanks, "WINDOWS-1252", "Windows-1252"},
                 {french, "MACINTOSH", "Mac Roman"},
                 {plain_french, "CP850", "code page 850"},
                 {german, "CP850", "code page 850"},
                 {polish, "WINDOWS-1250", "Windows-1250"},
                 {polish, "ISO-8859-2", "ISO 8859-2"},
                 {russian, "WINDOWS-1251", "Windows-1251"},
                 {russian, "KOI8-R", "KOI8-R"},
                 {russian, "CP866", "code page 866"},
                 {greek, "WINDOWS-1253", "Windows-1253"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct cs_buf bytes = encode(cases[i].text, cases[i].encoding), expected;
        cs_buf_init(&expected);
        cs_buf_puts(&expected, cases[i].text);
        if (cases[i].name)
            cs_buf_printf(&expected, "f: note: is %s text\n", cases[i].name);
        check(cases[i].encoding, bytes.data, bytes.size, cs_buf_text(&expected));
        assert_int_equal(cs_content_of(bytes.data, bytes.size), CS_CONTENT_TEXT);
        cs_buf_clear(&expected);
        cs_buf_clear(&bytes);
    }
}

#define NOTE_1252 "f: note: is Windows-1252 text\n"
#define NOTE_UTF16 "f: note: is UTF-16LE text\n"

static void marks_and_damage(void **state)
{
    (void)state;
    static const struct {
        const char *label, *bytes;
        size_t size;
        const char *expected;
    } cases[] = {
#define CASE(label, bytes, expected) {label, bytes, sizeof bytes - 1, expected}
        CASE("nothing", "", ""),
        CASE("a mark alone", "\xEF\xBB\xBF", ""),
        CASE("a mark at the start",
             "\xEF\xBB\xBF"
             "a\n",
             "a\n"),
        CASE("two marks",
             "\xEF\xBB\xBF\xEF\xBB\xBF"
             "a\n",
             "a\n"),
        CASE("marks of files joined",
             "a\n\xEF\xBB\xBF"
             "b\r\xEF\xBB\xBF"
             "c\xEF\xBB\xBF",
             "a\nb\rc\xEF\xBB\xBF"),
        CASE("a mark within a line stays",
             "a,\xEF\xBB\xBF"
             "b\n",
             "a,\xEF\xBB\xBF"
             "b\n"),
        CASE("half a mark at the end", "a\xC3\xA9\n\xEF\xBB", "a\xC3\xA9\n\xEF\xBB"),
        CASE("joined UTF-16",
             "\xff\xfe"
             "a\0\n\0\xff\xfe"
             "b\0",
             "a\nb" NOTE_UTF16),
        CASE("half a character of UTF-16",
             "\xff\xfe"
             "a\0\n\0b",
             "a\n\xff" NOTE_UTF16),
        CASE("half a pair of UTF-16",
             "\xff\xfe"
             "a\0\x00\xd8"
             "b\0",
             "a\xff"
             "b" NOTE_UTF16),
        CASE("a byte that Windows-1252 does not have",
             "\xe9"
             "t\xe9 r\xe9sum\xe9 caf\xe9 na\xefve d\xe9"
             "j\xe0,a\x81"
             "b\n",
             "\u00e9t\u00e9 r\u00e9sum\u00e9 caf\u00e9 na\u00efve d\u00e9j\u00e0,a\xff"
             "b\n" NOTE_1252),
        CASE("no encoding makes words", "\x8a\xc5\x8c\xec\x8e\x74,\x89\xef\x8c\x76\x8e\x6d\n",
             "\x8a\xc5\x8c\xec\x8e\x74,\x89\xef\x8c\x76\x8e\x6d\n"),
        CASE("mostly UTF-8",
             "\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9 \xe9 a",
             "\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9 \xe9 a"),
        CASE("the end of a file of DOS", "a\nb\n\x1a", "a\nb\n"),
        CASE("the same sign within",
             "a\x1a"
             "b\n",
             "a\x1a"
             "b\n"),
#undef CASE
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check(cases[i].label, cases[i].bytes, cases[i].size, cases[i].expected);
}

/* The first byte above ASCII may stand anywhere. */
static void late_evidence_counts(void **state)
{
    (void)state;
    struct cs_buf bytes, expected;
    cs_buf_init(&bytes);
    cs_buf_init(&expected);
    for (int i = 0; i < 60000; i++)
        cs_buf_puts(&bytes, "Nurse,Texas,2024,88000\n");
    cs_buf_put(&expected, bytes.data, bytes.size);
    cs_buf_puts(&bytes, "Infirmi\xe8re,Texas\n");
    cs_buf_puts(&expected, "Infirmi\u00e8re,Texas\n" NOTE_1252);
    static const size_t steps[] = {4096, 70001, 1 << 18, 1 << 22};
    for (size_t i = 0; i < 16; i++) {
        struct cs_buf out = decode(bytes.data, bytes.size, steps[i % 4], steps[i / 4]);
        assert_string_equal(cs_buf_text(&out), cs_buf_text(&expected));
        cs_buf_clear(&out);
    }
    cs_buf_clear(&bytes);
    cs_buf_clear(&expected);
}

static void files_are_named_for_what_they_are(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        size_t size;
        enum cs_content content;
    } cases[] = {
#define CASE(bytes, content) {bytes, sizeof bytes - 1, content}
        CASE("", CS_CONTENT_EMPTY),
        CASE("a,b\n1,2\n", CS_CONTENT_TEXT),
        CASE("{code},b\n", CS_CONTENT_TEXT),
        CASE("[1] note\na,b\n", CS_CONTENT_TEXT),
        CASE("<5 years,b\n", CS_CONTENT_TEXT),
        CASE("a,b\n1,\0"
             "2\nand more lines of ordinary text, so that one is one\n",
             CS_CONTENT_TEXT),
        CASE("\1\2\3\4\5\0\0\0\0", CS_CONTENT_BINARY),
        CASE("\x1f\x8b\x08", CS_CONTENT_GZIP),
        CASE("BZh9", CS_CONTENT_COMPRESSED),
        CASE("\xEF\xBB\xBF \n{\"a\": 1}", CS_CONTENT_JSON),
        CASE("[\n {\"a\": 1}]", CS_CONTENT_JSON_ROWS),
        CASE("[[1,2]]", CS_CONTENT_JSON),
        CASE("%PDF-1.7", CS_CONTENT_PDF),
        CASE("\n <!-- x --><!DOCTYPE html>", CS_CONTENT_HTML),
        CASE("<table><tr>", CS_CONTENT_HTML_TABLE),
        CASE("<!doctype html><html><h1>Pay</h1><TABLE>", CS_CONTENT_HTML_TABLE),
        CASE("<html><title>404 Not Found</title>", CS_CONTENT_HTML),
        CASE("<h1>Access denied</h1>", CS_CONTENT_HTML),
        CASE("<p>Please log in</p>", CS_CONTENT_HTML),
        CASE("<Error><Code>AccessDenied</Code>", CS_CONTENT_TEXT),
        CASE("PK\5\6\0\0", CS_CONTENT_EMPTY_ZIP),
        CASE("[\"title\", \"pay\"]", CS_CONTENT_JSON),
        CASE("{\"a\": 1}\n{\"a\": 2}\n", CS_CONTENT_JSON),
        CASE("\0\0\0\0\0\0\0\0DUCK\x40", CS_CONTENT_DATABASE),
        CASE("\0\1\0\0Standard ACE DB", CS_CONTENT_DATABASE),
        CASE("SQLite format 3\0", CS_CONTENT_SQLITE),
        CASE("\x89HDF\r\n\x1a\n", CS_CONTENT_PARQUET),
        CASE("Obj\1\4\x14", CS_CONTENT_PARQUET),
        CASE("X\n\0\0\0\3", CS_CONTENT_STATISTICS),
        CASE("RIFF\x10\0\0\0WEBP", CS_CONTENT_PICTURE),
        CASE("<?xml version=\"1.0\"?><a/>", CS_CONTENT_XML),
        CASE("<?xml version=\"1.0\"?><Workbook "
             "xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">",
             CS_CONTENT_XML_WORKBOOK),
        CASE("PAR1\x15\x04", CS_CONTENT_PARQUET),
        CASE("version https://git-lfs.github.com/spec/v1\noid", CS_CONTENT_LFS),
        CASE("{\\rtf1\\ansi", CS_CONTENT_RTF),
        CASE("$FL2@(#) SPSS", CS_CONTENT_STATISTICS),
        CASE("\x89PNG\r\n\x1a\n", CS_CONTENT_PICTURE),
        CASE("Rar!\x1a\7", CS_CONTENT_PACKED),
#undef CASE
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        enum cs_content content = cs_content_of(cases[i].bytes, cases[i].size);
        if (content != cases[i].content)
            fail_msg("case %zu is %s", i, cs_content_words(content));
    }
    for (int i = 0; i <= CS_CONTENT_BINARY; i++)
        assert_non_null(cs_content_words((enum cs_content)i));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(encodings_are_told_by_their_bytes),
        cmocka_unit_test(marks_and_damage),
        cmocka_unit_test(late_evidence_counts),
        cmocka_unit_test(files_are_named_for_what_they_are),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
