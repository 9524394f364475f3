/* ingest/csv: records with their places, and what a text file can do wrong. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "ingest/text/delimiter.h"
#include "ingest/source/table.h"

/* Text handed out `step` bytes at a time, so that every cut of a line is met. */
struct text_bytes {
    const char *text;
    size_t size, at, step;
};

static ptrdiff_t read_text(void *context, void *out, size_t capacity, struct cs_diag *diag)
{
    (void)diag;
    struct text_bytes *bytes = context;
    size_t n = bytes->size - bytes->at;
    n = n < bytes->step ? n : bytes->step;
    n = n < capacity ? n : capacity;
    memcpy(out, bytes->text + bytes->at, n);
    bytes->at += n;
    return (ptrdiff_t)n;
}

/* "1:[a][b] " for a record. */
static enum cs_status write_row(void *context, const struct cs_row *row)
{
    struct cs_buf *out = context;
    cs_buf_printf(out, "%u:", (unsigned)row->line);
    for (size_t i = 0; i < row->n_cells; i++)
        cs_buf_printf(out, "[%.*s]", (int)row->cells[i].text.size, row->cells[i].text.start);
    cs_buf_putc(out, ' ');
    return CS_OK;
}

static void read_case(const char *text, size_t size, size_t step, struct cs_buf *out)
{
    struct text_bytes bytes = {text, size, 0, step};
    struct cs_byte_source source = {&bytes, read_text, "f.csv"};
    struct cs_row_sink sink = {.context = out, .row = write_row};
    struct cs_diag diag;
    cs_diag_init(&diag);
    cs_buf_reset(out);
    enum cs_status status = cs_csv_read(&source, &sink, &diag);
    assert_int_equal(status == CS_OK, diag.n_errors == 0);
    for (size_t i = 0; i < diag.n_messages; i++)
        cs_message_format(&diag.messages[i], out);
    cs_diag_clear(&diag);
}

#define CASE(text, expected)                                                                       \
    {                                                                                              \
        text, sizeof text - 1, expected                                                            \
    }
static const struct {
    const char *text;
    size_t size;
    const char *expected;
} cases[] = {
    CASE("a,b\n1,2\n", "1:[a][b] 2:[1][2] "),
    CASE("\xEF\xBB\xBF"
         "a,b\r\n1,2\r\n3,4",
         "1:[a][b] 2:[1][2] 3:[3][4] "),
    CASE("a,b\r1,2\r3,4\r", "1:[a][b] 2:[1][2] 3:[3][4] "),
    CASE("\n\n a , b \n\n1,2\n", "3:[a][b] 5:[1][2] "),
    CASE("a,b\n \"x,y\" , 2\n", "1:[a][b] 2:[x,y][2] "),
    CASE("a,b\n\"x\ny\",2\n3,4\n", "1:[a][b] 2:[x\ny][2] 4:[3][4] "),
    CASE("a,b\r\n\"x\r\ny\",\"\"\"q\"\"\"\r\n3,4\r\n", "1:[a][b] 2:[x\r\ny][\"q\"] 4:[3][4] "),
    CASE("a,b\n=\"43-6013\",5\" pipe\n", "1:[a][b] 2:[=\"43-6013\"][5\" pipe] "),
    CASE("a,b\n\"=\"\"43-6013\"\"\",2\n", "1:[a][b] 2:[=\"43-6013\"][2] "),
    CASE("a;b\n1,5;2,5\n", "1:[a][b] 2:[1,5][2,5] "),
    CASE("a\tb\nx, y\t\n", "1:[a][b] 2:[x, y][] "),
    CASE("a|b\n1|2\n", "1:[a][b] 2:[1][2] "),
    CASE("a\n1\n", "1:[a] 2:[1] "),
    CASE("", ""),
    CASE("\n \n", ""),
    CASE("a,b\n1,\"x\n2,3\n", "1:[a][b] f.csv:2:3: error: a quote that is never closed\n"),
    CASE("a,b\n1,\"x\"y\n2,3\n", "1:[a][b] f.csv:2:6: error: text after a closing quote\n"
                                 "  hint: a quote inside a quoted field is written twice: \"\"\n"),
    CASE("a,b\n\"x\" \"y\",2\n", "1:[a][b] f.csv:2:5: error: text after a closing quote\n"
                                 "  hint: a quote inside a quoted field is written twice: \"\"\n"),
    CASE("a,b\n1,\0\n", "1:[a][b] f.csv:2:3: error: a NUL byte: this is not text\n  hint: the file "
                        "is damaged, or binary; if it is text: tr -d '\\0' <FILE\n"),
    CASE("a,b\n1,caf\xE9\n",
         "1:[a][b] f.csv:2:6: error: this is not UTF-8 text\n  hint: convert it "
         "by its encoding: iconv -f ENCODING -t UTF-8 FILE\n"),
    CASE("a,b\n1,\"caf\xC3\xA9\"\n", "1:[a][b] 2:[1][caf\xC3\xA9] "),
};

static void reads_and_refuses(void **state)
{
    (void)state;
    struct cs_buf out;
    cs_buf_init(&out);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        for (size_t step = 1; step < 9; step++) {
            read_case(cases[i].text, cases[i].size, step, &out);
            assert_string_equal(cs_buf_text(&out), cases[i].expected);
        }
    cs_buf_clear(&out);
}

static void a_line_longer_than_a_block(void **state)
{
    (void)state;
    struct cs_buf text, out;
    cs_buf_init(&text);
    cs_buf_init(&out);
    cs_buf_puts(&text, "a,b\n1,");
    for (int i = 0; i < 70000; i++)
        cs_buf_puts(&text, "0123456789");
    cs_buf_puts(&text, "\n2,x\n");
    read_case(cs_buf_text(&text), text.size, 100000, &out);
    assert_non_null(strstr(cs_buf_text(&out), "789] 3:[2][x] "));
    cs_buf_clear(&text);
    cs_buf_clear(&out);
}

static enum cs_status stop_at_two(void *context, const struct cs_row *row)
{
    int *n_rows = context;
    ++*n_rows;
    return row->line == 2 ? CS_NO_ANSWER : CS_OK;
}

static void the_sink_stops_the_reader(void **state)
{
    (void)state;
    int n_rows = 0;
    struct text_bytes bytes = {"a\nb\nc\n", 6, 0, 6};
    struct cs_byte_source source = {&bytes, read_text, "f.csv"};
    struct cs_row_sink sink = {.context = &n_rows, .row = stop_at_two};
    struct cs_diag diag;
    cs_diag_init(&diag);
    assert_int_equal(cs_csv_read(&source, &sink, &diag), CS_NO_ANSWER);
    assert_int_equal(n_rows, 2);
    cs_diag_clear(&diag);
}

static void chooses_by_what_repeats(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        char expected;
    } rows[] = {
        {"Note: one, two, three\nSource: x\na;b;c\n1;2;3\n4;5;6\n", ';'},
        {"a,b\n\"x;y;z\",1\n\"x;y;z\",2\n", ','},
        {"x\n", ','},
        {"a\tb,c\td\n1\t2,2\t3\n", '\t'},
        /* commas in titles and dates, decimal commas, semicolons in notes */
        {"Pay, all\nArea, US\njob;date\na;May 1, 2021\nb;May 2, 2021\n", ';'},
        {"a;b;c;d\n1;2,5;3,5;4,5\n1;2,5;3,5;4,5\n", ';'},
        {"a,b\n1,x; y\n2,x; y\n3,x; y\n", ','},
        {"a|b|c\n1, 2|3|4\n5, 6|7|8\nSource, x\n", '|'},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_int_equal(cs_delimiter_choose(rows[i].text, strlen(rows[i].text)), rows[i].expected);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_and_refuses),
        cmocka_unit_test(a_line_longer_than_a_block),
        cmocka_unit_test(the_sink_stops_the_reader),
        cmocka_unit_test(chooses_by_what_repeats),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
