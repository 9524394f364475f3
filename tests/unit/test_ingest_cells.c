/* ingest/workbook: what the cells of workbooks become, good and bad, as tables of cases. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "ingest/workbook/celltext.h"
#include "made_files.h"

static void check(const char *label, struct cs_buf file, const char *expected)
{
    struct cs_buf notes;
    cs_buf_init(&notes);
    (void)read_noted("b.xlsx", file.data, file.size, &notes);
    if (strcmp(cs_buf_text(&notes), expected) != 0)
        fail_msg("%s: expected\n%s\ngot\n%s", label, expected, cs_buf_text(&notes));
    cs_buf_clear(&notes);
    free(file.data);
}

/* ---- sheets ---- */

static const char STRINGS[] =
    "<sst><si><t>job</t></si><si><t>_x000D_a_x005F_x000D_b_x0020_c_xD83D__xDE00_</t></si>"
    "<si><r><rPr/><t xml:space=\"preserve\">Nurse </t></r><r><t>aide</t></r><rPh sb=\"0\" eb=\"1\">"
    "<t>no</t></rPh></si><si><t/></si></sst>";
static const char STYLES[] =
    "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"[Magenta]0\"/>"
    "<numFmt numFmtId=\"165\" formatCode=\"[h]:mm\"/></numFmts><cellXfs><xf numFmtId=\"0\"/>"
    "<xf numFmtId=\"14\"/><xf numFmtId=\"164\"/><xf numFmtId=\"165\"/></cellXfs></styleSheet>";
#define HIDDEN "b.xlsx:Secret: note: the sheet is hidden and was not read\n"

static void cells_become_text(void **state)
{
    (void)state;
    static const struct {
        const char *label, *cells, *expected;
    } cases[] = {
        {"escapes", "<c t=\"s\"><v>1</v></c>", "1|\ra_x000D_b c\xF0\x9F\x98\x80\n"},
        {"runs", "<c t=\"s\"><v>2</v></c>", "1|Nurse aide\n"},
        {"escapes within", "<c t=\"inlineStr\"><is><t>x_x0041_y</t></is></c>", "1|xAy\n"},
        {"no escapes", "<c t=\"str\"><v>_x00_x_xZZZZ_ _x0000_</v></c>", "1|_x00_x_xZZZZ_ \n"},
        {"half a pair", "<c t=\"str\"><v>a_xD83D_b</v></c>",
         "1|a\xEF\xBF\xBD"
         "b\n"},
        {"runs within",
         "<c t=\"inlineStr\"><is><r><t>a</t></r><r><t>b</t></r><rPh><t>c</t></rPh></is></c>",
         "1|ab\n"},
        {"a number in a color", "<c s=\"2\"><v>45047</v></c>", "1|45047\n"},
        {"hours past a day", "<c s=\"3\"><v>1.5</v></c>", "1|36:00:00\n"},
        {"a serial date", "<c s=\"1\"><v>45047</v></c>", "1|2023-05-01\n"},
        {"a serial date and time", "<c s=\"1\"><v>45047.4254050926</v></c>",
         "1|2023-05-01 10:12:35\n"},
        {"an ISO date", "<c t=\"d\"><v>2023-05-01</v></c>", "1|2023-05-01\n"},
        {"an ISO date at midnight", "<c t=\"d\"><v>2023-05-01T00:00:00.000Z</v></c>",
         "1|2023-05-01\n"},
        {"an ISO date and time", "<c t=\"d\"><v>2023-05-01T10:12:35</v></c>",
         "1|2023-05-01 10:12:35\n"},
        {"an ISO time", "<c t=\"d\"><v>T10:12:35</v></c>", "1|T10:12:35\n"},
        {"truths", "<c t=\"b\"><v>1</v></c><c t=\"b\"><v>false</v></c>", "1|TRUE|FALSE\n"},
        {"errors", "<c t=\"e\"><v>#DIV/0!</v></c><c t=\"e\"><f>NA()</f><v>#N/A</v></c>",
         "1|#DIV/0!|#N/A\n"},
        {"formulas with values",
         "<c><f>1+1</f><v>2</v></c><c t=\"str\"><f>A1</f><v>x</v></c><c t=\"str\"><f>B1</f><v/></c>"
         "<c><f>1-1</f><v>0</v></c>",
         "1|2|x||0\n"},
        {"formulas without",
         "<c><f>B2*12</f></c><c><f>B3*12</f><v></v></c><c t=\"str\"><f>A1</f></c>"
         "<c><f t=\"shared\" si=\"0\"/></c><c t=\"s\"><f>A1</f><v/></c>",
         "1|=B2*12|=B3*12|=A1|=|=A1\n"},
        {"blank cells at the end", "<c><v>1</v></c><c s=\"1\"/><c r=\"XFD1\" s=\"1\"/>", "1|1\n"},
        {"an empty shared text", "<c><v>1</v></c><c t=\"s\"><v>3</v></c>", "1|1\n"},
        {"extensions", "<c><v>1</v><x:v xmlns:x=\"other\">9</x:v></c><x:c xmlns:x=\"other\"/>",
         "1|1\n"},
        {"a foreign default", "<c><v>1</v><v xmlns=\"other\">9</v></c><c><v>2</v></c>", "1|1|2\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char sheet[1024], expected[256];
        snprintf(sheet, sizeof sheet, "<sheetData><row>%s</row></sheetData>", cases[i].cells);
        snprintf(expected, sizeof expected, "[b.xlsx Data]\n%s" HIDDEN, cases[i].expected);
        check(cases[i].label, make_xlsx(sheet, STRINGS, STYLES), expected);
    }
}

static void sheets_become_rows(void **state)
{
    (void)state;
    static const struct {
        const char *label, *sheet, *expected;
    } cases[] = {
        {"from C5",
         "<sheetData><row r=\"5\"><c r=\"C5\" t=\"s\"><v>0</v></c><c r=\"D5\"><v>1</v></c></row>"
         "</sheetData>",
         "[b.xlsx Data]\n5|||job|1\n" HIDDEN},
        {"an array without values fills its range",
         "<sheetData><row r=\"1\"><c r=\"A1\"><v>7</v></c><c r=\"B1\"><f t=\"array\" "
         "ref=\"B1:C2\">X</f></c><c r=\"C1\"/></row><row r=\"2\"><c r=\"A2\"><v>8</v></c></row>"
         "<row r=\"3\"><c r=\"A3\"><v>9</v></c></row></sheetData>",
         "[b.xlsx Data]\n1|7|=X|=X\n2|8|=X|=X\n3|9\n" HIDDEN},
        {"an array with values",
         "<sheetData><row r=\"1\"><c r=\"A1\"><f t=\"array\" ref=\"A1:A2\">X</f><v>1</v></c></row>"
         "<row r=\"2\"><c r=\"A2\"><v>2</v></c></row></sheetData>",
         "[b.xlsx Data]\n1|1\n2|2\n" HIDDEN},
        {"hidden rows and columns",
         "<cols><col min=\"2\" max=\"2\" hidden=\"1\"/><col min=\"3\" max=\"9\" width=\"0\"/>"
         "<col min=\"20\" max=\"21\" hidden=\"true\"/></cols><sheetData><row r=\"1\" hidden=\"1\">"
         "<c r=\"A1\"><v>1</v></c></row><row r=\"2\" hidden=\"0\"><c r=\"D2\"><v>2</v></c></row>"
         "<row r=\"3\" ht=\"0\"><c r=\"A3\"><v>3</v></c></row><row r=\"4\" hidden=\"1\"/>"
         "</sheetData>",
         "[b.xlsx Data]\n1|1\n2||||2\n3|3\n"
         "b.xlsx:Data: note: 2 rows are hidden and were read; the first is row 1\n"
         "b.xlsx:Data: note: column B is hidden and was read\n"
         "b.xlsx:Data: note: columns C to D are hidden and were read\n" HIDDEN},
        {"one hidden row",
         "<sheetData><row r=\"4\" hidden=\"true\"><c r=\"A4\"><v>1</v></c></row></sheetData>",
         "[b.xlsx Data]\n4|1\nb.xlsx:Data: note: row 4 is hidden and was read\n" HIDDEN},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check(cases[i].label, make_xlsx(cases[i].sheet, STRINGS, STYLES), cases[i].expected);
}

/* Rows of one cell far to the right are no table, and are soon refused. */
static void far_cells_are_refused_soon(void **state)
{
    (void)state;
    struct cs_buf sheet, notes;
    cs_buf_init(&sheet);
    cs_buf_init(&notes);
    cs_buf_puts(&sheet, "<sheetData>");
    for (int i = 1; i <= 60000; i++)
        cs_buf_printf(&sheet, "<row r=\"%d\"><c r=\"XFD%d\"><v>1</v></c></row>", i, i);
    cs_buf_puts(&sheet, "</sheetData>");
    struct cs_buf file = make_xlsx(cs_buf_text(&sheet), NULL, NULL);
    assert_int_equal(read_noted("b.xlsx", file.data, file.size, &notes), CS_IO);
    assert_non_null(strstr(cs_buf_text(&notes), "b.xlsx:Data!XFD"));
    assert_non_null(strstr(cs_buf_text(&notes), "spread too far apart"));
    assert_true(notes.size < (size_t)16 << 20);
    cs_buf_clear(&sheet);
    cs_buf_clear(&notes);
    free(file.data);
}

/* ---- workbooks ---- */

#define STRICT_MAIN "http://purl.oclc.org/ooxml/spreadsheetml/main"
#define STRICT_REL "http://purl.oclc.org/ooxml/officeDocument/relationships"

/* A workbook with the sheets One and Two; what the parts say beyond that is given. */
struct made_book {
    const char *main, *rel;             /* namespaces; NULL: transitional */
    const char *properties, *two_state; /* elements before the sheets; state of Two */
    const char *one, *two, *two_rels;   /* sheetData; NULL rels: none */
    char separator;                     /* in the names of parts */
};

static struct cs_buf make_book(const struct made_book *book)
{
    char *parts[6] = {NULL};
    const char *main = book->main ? book->main : MADE_MAIN, *rel = book->rel ? book->rel : MADE_REL;
    const char *sep = book->separator == '\\' ? "\\" : "/";
    char names[5][64];
    static const char *const folders[5][2] = {{"_rels", ".rels"},
                                              {"xl", "workbook.xml"},
                                              {"xl/_rels", "workbook.xml.rels"},
                                              {"xl/worksheets", "one.xml"},
                                              {"xl/worksheets", "two.xml"}};
    for (int i = 0; i < 5; i++) {
        snprintf(names[i], sizeof names[i], "%s/%s", folders[i][0], folders[i][1]);
        for (char *c = names[i]; *c; c++)
            *c = *c == '/' ? *sep : *c;
    }
    int ok =
        asprintf(&parts[0],
                 "<Relationships><Relationship Id=\"a\" Type=\"%s/officeDocument\" "
                 "Target=\"xl/workbook.xml\"/></Relationships>",
                 rel) > 0 &&
        asprintf(&parts[1],
                 "<workbook xmlns=\"%s\" xmlns:r=\"%s\">%s<sheets><sheet name=\"One\" "
                 "sheetId=\"1\" r:id=\"s1\"/><sheet name=\"Two\" sheetId=\"2\" %s r:id=\"s2\"/>"
                 "</sheets></workbook>",
                 main, rel, book->properties ? book->properties : "",
                 book->two_state ? book->two_state : "") > 0 &&
        asprintf(&parts[2],
                 "<Relationships><Relationship Id=\"s1\" Type=\"%s/worksheet\" "
                 "Target=\"worksheets%sone.xml\"/><Relationship Id=\"s2\" Type=\"%s/worksheet\" "
                 "Target=\"worksheets%stwo.xml\"/><Relationship Id=\"st\" Type=\"%s/styles\" "
                 "Target=\"styles.xml\"/></Relationships>",
                 rel, sep, rel, sep, rel) > 0 &&
        asprintf(&parts[3], "<worksheet xmlns=\"%s\"><sheetData>%s</sheetData></worksheet>", main,
                 book->one ? book->one : "") > 0 &&
        asprintf(&parts[4], "<worksheet xmlns=\"%s\"><sheetData>%s</sheetData></worksheet>", main,
                 book->two ? book->two : "") > 0;
    assert_true(ok);
    struct made_member members[10] = {{"[Content_Types].xml", "<Types/>", 0},
                                      {"xl/styles.xml", STYLES, 0}};
    size_t n = 2;
    for (int i = 0; i < 5; i++)
        members[n++] = (struct made_member){names[i], parts[i], 0};
    if (book->two_rels)
        members[n++] = (struct made_member){"xl/worksheets/_rels/two.xml.rels", book->two_rels, 0};
    if (book->two_rels)
        members[n++] = (struct made_member){"xl/pivotTables/p.xml",
                                            "<pivotTableDefinition><location ref=\"A1:B3\"/>"
                                            "</pivotTableDefinition>",
                                            0};
    struct cs_buf zip = make_zip(members, NULL);
    for (int i = 0; i < 5; i++)
        free(parts[i]);
    return zip;
}

#define DATE "<row r=\"1\"><c r=\"A1\" s=\"1\"><v>43585</v></c></row>"
#define TWO_ROWS                                                                                   \
    "<row r=\"1\"><c r=\"A1\" t=\"str\"><v>job</v></c></row><row r=\"2\"><c r=\"A2\"><v>1</v></c>" \
    "</row>"
#define COPY                                                                                       \
    "b.xlsx:Two: warning: the sheet is a copy of the sheet 'One' and was not read\n"               \
    "  hint: if it is about other people, change its rows or read it by itself\n"

static void workbooks_become_sheets(void **state)
{
    (void)state;
    static const struct {
        const char *label;
        struct made_book book;
        const char *expected;
    } cases[] = {
        {"1900", {.one = DATE}, "[b.xlsx One]\n1|2019-04-30\n"},
        {"1904",
         {.properties = "<workbookPr date1904=\"1\"/>", .one = DATE},
         "[b.xlsx One]\n1|2023-05-01\n"},
        {"1904, in words",
         {.properties = "<workbookPr date1904=\"true\"/>", .one = DATE},
         "[b.xlsx One]\n1|2023-05-01\n"},
        {"1904, and an extension",
         {.properties = "<workbookPr date1904=\"1\"/><extLst><ext><x15:workbookPr "
                        "xmlns:x15=\"urn:x15\" chartTrackingRefBase=\"1\"/></ext></extLst>",
          .one = DATE},
         "[b.xlsx One]\n1|2023-05-01\n"},
        {"1904, and an extension by default",
         {.properties = "<workbookPr date1904=\"1\"/><extLst><ext><workbookPr xmlns=\"urn:x15\"/>"
                        "</ext></extLst>",
          .one = DATE},
         "[b.xlsx One]\n1|2023-05-01\n"},
        {"1904 said no",
         {.properties = "<workbookPr date1904=\"0\"/>", .one = DATE},
         "[b.xlsx One]\n1|2019-04-30\n"},
        {"strict",
         {.main = STRICT_MAIN, .rel = STRICT_REL, .one = DATE},
         "[b.xlsx One]\n1|2019-04-30\n"},
        {"strict, with prefixes",
         {.main = STRICT_MAIN,
          .rel = STRICT_REL,
          .one = "<x:row xmlns:x=\"" STRICT_MAIN "\" r=\"1\"><x:c r=\"A1\"><x:v>5</x:v></x:c>"
                 "</x:row>"},
         "[b.xlsx One]\n1|5\n"},
        {"backslashes", {.one = TWO_ROWS, .separator = '\\'}, "[b.xlsx One]\n1|job\n2|1\n"},
        {"a very hidden sheet",
         {.one = TWO_ROWS, .two = DATE, .two_state = "state=\"veryHidden\""},
         "[b.xlsx One]\n1|job\n2|1\nb.xlsx:Two: note: the sheet is very hidden and was not read\n"},
        {"a copy", {.one = TWO_ROWS, .two = TWO_ROWS}, "[b.xlsx One]\n1|job\n2|1\n" COPY},
        {"one row more is no copy",
         {.one = TWO_ROWS, .two = TWO_ROWS "<row r=\"3\"><c r=\"A3\"><v>1</v></c></row>"},
         "[b.xlsx One]\n1|job\n2|1\n[b.xlsx Two]\n1|job\n2|1\n3|1\n"},
        {"one row less is no copy",
         {.one = TWO_ROWS "<row r=\"3\"><c r=\"A3\"><v>1</v></c></row>", .two = TWO_ROWS},
         "[b.xlsx One]\n1|job\n2|1\n3|1\n[b.xlsx Two]\n1|job\n2|1\n"},
        {"other values are no copy",
         {.one = TWO_ROWS,
          .two = "<row r=\"1\"><c r=\"A1\" t=\"str\"><v>job</v></c></row>"
                 "<row r=\"2\"><c r=\"A2\"><v>2</v></c></row>"},
         "[b.xlsx One]\n1|job\n2|1\n[b.xlsx Two]\n1|job\n2|2\n"},
        {"a pivot table",
         {.one = TWO_ROWS,
          .two = "<row r=\"1\"><c r=\"A1\" t=\"str\"><v>Row Labels</v></c></row><row r=\"3\">"
                 "<c r=\"B3\"><v>99</v></c><c r=\"D3\"><v>7</v></c></row>",
          .two_rels = "<Relationships><Relationship Id=\"p\" Type=\"" MADE_REL
                      "/pivotTable\" Target=\"../pivotTables/p.xml\"/></Relationships>"},
         "[b.xlsx One]\n1|job\n2|1\n[b.xlsx Two]\n3||||7\nb.xlsx:Two: warning: holds a pivot "
         "table, "
         "which restates other rows: its cells were not read\n"},
        {"zeros that nobody worked out",
         {.properties = "<calcPr fullCalcOnLoad=\"1\"/>",
          .one = "<row r=\"1\"><c r=\"A1\"><f>B1*2</f><v>0</v></c><c r=\"B1\"><v>0</v></c>"
                 "<c r=\"C1\"><f>B1+2</f><v>2</v></c></row>"},
         "[b.xlsx One]\n1|=B1*2|0|2\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check(cases[i].label, make_book(&cases[i].book), cases[i].expected);
}

/* A field may hold more than a cell of any program does. */
static void long_cells_are_read(void **state)
{
    (void)state;
    enum { N = 70000 };
    struct cs_buf sheet, notes;
    cs_buf_init(&sheet);
    cs_buf_init(&notes);
    cs_buf_puts(&sheet, "<sheetData><row><c t=\"str\"><v>");
    for (int i = 0; i < N; i++)
        cs_buf_putc(&sheet, 'x');
    cs_buf_puts(&sheet, "</v></c></row></sheetData>");
    struct cs_buf file = make_xlsx(cs_buf_text(&sheet), NULL, NULL);
    assert_int_equal(read_noted("b.xlsx", file.data, file.size, &notes), CS_OK);
    assert_int_equal(strspn(strchr(cs_buf_text(&notes), '|') + 1, "x"), N);
    cs_buf_clear(&sheet);
    cs_buf_clear(&notes);
    free(file.data);
}

static void iso_dates_read_like_serial_ones(void **state)
{
    (void)state;
    static const struct {
        const char *iso, *text;
    } cases[] = {{"2023-05-01", "2023-05-01"},
                 {"2023-05-01T00:00", "2023-05-01"},
                 {"2023-05-01T00:00:00", "2023-05-01"},
                 {" 2023-05-01T00:00:00.000 ", "2023-05-01"},
                 {"2023-05-01T00:00:01Z", "2023-05-01 00:00:01"},
                 {"2023-05-01T10:12", "2023-05-01 10:12:00"},
                 {"2023-05-01T10:12:35+02:00", "2023-05-01 10:12:35"},
                 {"2023-05", ""},
                 {"2023-05-01x", ""},
                 {"T10:12:35", ""},
                 {"", ""}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[CS_CELL_TEXT_BYTES];
        size_t n = cs_cell_iso_text(cs_span_of(cases[i].iso), text);
        assert_int_equal(n, strlen(cases[i].text));
        assert_memory_equal(text, cases[i].text, n);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cells_become_text),
        cmocka_unit_test(sheets_become_rows),
        cmocka_unit_test(far_cells_are_refused_soon),
        cmocka_unit_test(workbooks_become_sheets),
        cmocka_unit_test(long_cells_are_read),
        cmocka_unit_test(iso_dates_read_like_serial_ones),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
