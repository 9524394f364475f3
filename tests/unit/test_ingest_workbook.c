/* ingest/: workbooks and archives, good and bad, made here. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "ingest/workbook/celltext.h"
#include "ingest/workbook/sheetrows.h"
#include "data/currency.h"
#include "made_files.h"

static void check(const char *name, struct cs_buf file, enum cs_status status, const char *expected)
{
    struct cs_buf notes;
    cs_buf_init(&notes);
    assert_int_equal(read_noted(name, file.data, file.size, &notes), status);
    assert_string_equal(cs_buf_text(&notes), expected);
    cs_buf_clear(&notes);
    free(file.data);
}

/* The messages need only hold the words. */
static void check_words(const char *name, struct cs_buf file, enum cs_status status,
                        const char *words)
{
    struct cs_buf notes;
    cs_buf_init(&notes);
    assert_int_equal(read_noted(name, file.data, file.size, &notes), status);
    if (!strstr(cs_buf_text(&notes), words))
        fail_msg("'%s' is not in:\n%s", words, cs_buf_text(&notes));
    cs_buf_clear(&notes);
    free(file.data);
}

#define HIDDEN "b.xlsx:Secret: note: the sheet is hidden and was not read\n"

static void cells_read_as_a_person_reads_them(void **state)
{
    (void)state;
    static const char strings[] =
        "<sst><si><t>occ_code</t></si><si><r><t>Medical </t></r><r><t>secretaries</t></r>"
        "<rPh><t>no</t></rPh></si></sst>";
    static const char styles[] =
        "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"[$-409]d\\-mmm\\-yy\"/>"
        "<numFmt numFmtId=\"165\" formatCode=\"&quot;day &quot;0.0\"/></numFmts><cellStyleXfs>"
        "<xf numFmtId=\"14\"/></cellStyleXfs><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/>"
        "<xf numFmtId=\"164\"/><xf numFmtId=\"10\"/><xf numFmtId=\"165\"/></cellXfs></styleSheet>";
    static const char sheet[] =
        "<sheetData><row r=\"2\"><c r=\"A2\" t=\"s\"><v>0</v></c><c r=\"B2\" t=\"s\"><v>1</v></c>"
        "<c r=\"D2\" t=\"inlineStr\"><is><t>A</t><t>B &amp; C</t></is></c></row>"
        "<row r=\"3\"><c r=\"A3\"><v>18.190000000000001</v></c><c><v>40640</v></c>"
        "<c><v>-4.0000000000000002E-2</v></c><c s=\"1\"><v>45413</v></c>"
        "<c s=\"2\"><v>45413.5</v></c><c s=\"3\"><v>4.2000000000000003E-2</v></c>"
        "<c s=\"4\"><v>7</v></c><c t=\"b\"><v>1</v></c><c t=\"e\"><v>#N/A</v></c>"
        "<c t=\"str\"><f>A1&amp;B1</f><v>joined</v></c><c><f>1+1</f><v>2</v></c></row>"
        "<row r=\"4\"><c r=\"A4\" s=\"1\"/></row></sheetData>";
    check("b.xlsx", make_xlsx(sheet, strings, styles), CS_OK,
          "[b.xlsx Data]\n"
          "2|occ_code|Medical secretaries||AB & C\n"
          "3|18.19|40640|-0.04|2024-05-01|2024-05-01 12:00:00|4.2%|7|TRUE|#N/A|joined|2\n" HIDDEN);
}

/* "3,300" with a raised 1 behind it is no 33,001; a text that is raised as a whole stays. */
static void raised_marks_are_no_digits(void **state)
{
    (void)state;
#define RAISED(text) "<r><rPr><vertAlign val=\"superscript\"/></rPr><t>" text "</t></r>"
    static const char strings[] = "<sst><si><r><t>3,300</t></r>" RAISED("1") "</si><si>" RAISED(
        "a") "<r><t> Nurses</t></r></si><si><r><t>H</t></r><r><rPr><vertAlign "
             "val=\"subscript\"/></rPr><t>2</t></r></si></sst>";
    static const char sheet[] =
        "<sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c t=\"s\"><v>1</v></c>"
        "<c t=\"s\"><v>2</v></c><c t=\"inlineStr\"><is><r><t>41</t></r>" RAISED(
            "(2)") "<r><t>.5</t></r></is></c><c "
                   "t=\"inlineStr\"><is><t>7</t></is></c></row></sheetData>";
    check("b.xlsx", make_xlsx(sheet, strings, NULL), CS_OK,
          "[b.xlsx Data]\n1|3,300|a Nurses|H2|41.5|7\n" HIDDEN);
#undef RAISED
}

/* The currency that a number is shown with is part of it, as a person reads the cell. */
static void shown_currencies_stay(void **state)
{
    (void)state;
    static const char styles[] =
        "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"[$\xC2\xA3-809]#,##0.00\"/>"
        "<numFmt numFmtId=\"165\" formatCode=\"&quot;$&quot;#,##0\"/></numFmts><cellXfs>"
        "<xf numFmtId=\"0\"/><xf numFmtId=\"164\"/><xf numFmtId=\"165\"/></cellXfs></styleSheet>";
    static const char sheet[] =
        "<sheetData><row r=\"1\"><c r=\"A1\"><v>24.5</v></c><c s=\"1\"><v>24.5</v></c>"
        "<c s=\"1\"><v>-3</v></c><c s=\"2\"><v>52000</v></c></row></sheetData>";
    check("b.xlsx", make_xlsx(sheet, NULL, styles), CS_OK,
          "[b.xlsx Data]\n1|24.5|GBP 24.5|GBP -3|$52000\n" HIDDEN);
}

static void merged_cells_carry_their_text(void **state)
{
    (void)state;
    static const char sheet[] =
        "<sheetData><row r=\"1\"><c r=\"A1\" t=\"str\"><v>Title of all</v></c></row>"
        "<row r=\"2\"><c r=\"A2\" t=\"str\"><v>Code</v></c><c r=\"B2\" t=\"str\"><v>Jobs</v></c>"
        "</row><row r=\"3\"><c r=\"B3\"><v>2022</v></c><c r=\"C3\"><v>2032</v></c></row>"
        "</sheetData><mergeCells count=\"3\"><mergeCell ref=\"B2:C2\"/><mergeCell ref=\"A2:A3\"/>"
        "<mergeCell ref=\"A1:C1\"/></mergeCells>";
    check("b.xlsx", make_xlsx(sheet, NULL, NULL), CS_OK,
          "[b.xlsx Data]\n1|Title of all\n2|Code|Jobs|Jobs\n3|Code|2022|2032\n" HIDDEN);
}

static void prefixes_do_not_matter(void **state)
{
    (void)state;
    check("b.xlsx",
          make_xlsx("<x:sheetData xmlns:x=\"" MADE_MAIN "\"><x:row r=\"1\"><x:c r=\"A1\">"
                    "<x:v>5</x:v></x:c></x:row></x:sheetData>",
                    NULL, NULL),
          CS_OK, "[b.xlsx Data]\n1|5\n" HIDDEN);
}

static void broken_sheets_say_where(void **state)
{
    (void)state;
    check("b.xlsx",
          make_xlsx("<sheetData><row r=\"7\"><c r=\"F7\" t=\"s\"><v>9</v></c></row></sheetData>",
                    NULL, NULL),
          CS_IO, "b.xlsx:Data!F7: error: the cell refers to a text that is not in the workbook\n");
    check("b.xlsx",
          make_xlsx("<sheetData><row r=\"7\"><c r=\"F7\"><v>twelve</v></c></row></sheetData>", NULL,
                    NULL),
          CS_IO, "b.xlsx:Data!F7: error: the cell claims to be a number but is not one\n");
    check_words("b.xlsx",
                make_xlsx("<sheetData><row r=\"7\"/><row r=\"6\"/></sheetData>", NULL, NULL), CS_IO,
                "b.xlsx:Data!A7: error: the rows after this place are not in order");
    check_words("b.xlsx", make_xlsx("<sheetData><row>", NULL, NULL), CS_IO,
                "b.xlsx:xl/worksheets/one.xml:1:");
}

static void entities_are_never_expanded(void **state)
{
    (void)state;
    struct made_member members[] = {
        {"xl/workbook.xml",
         "<!DOCTYPE w [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;\">]><workbook>&b;</workbook>",
         0},
        {0}};
    check_words("b.xlsx", make_zip(members, NULL), CS_IO,
                "b.xlsx:xl/workbook.xml:1:13: error: holds a document type declaration, which is "
                "refused");
}

static void archives_are_opened_by_content(void **state)
{
    (void)state;
    struct cs_buf inner =
        make_zip((struct made_member[]){{"deep.csv", "x,y\n5,6\n", 0}, {0}}, NULL);
    struct made_member members[] = {{"a.dat", "a,b\n1,2\n", 0},
                                    {"read me.pdf", "%PDF-1.4 and so on", 0},
                                    {"in.bin", inner.data, inner.size},
                                    {0}};
    check("f.zip", make_zip(members, NULL), CS_OK,
          "[f.zip:a.dat]\n1|a|b\n2|1|2\n[f.zip:in.bin:deep.csv]\n1|x|y\n2|5|6\n"
          "f.zip:read me.pdf: note: is a PDF document and was left out\n");
    free(inner.data);
}

static void archives_in_archives_end_somewhere(void **state)
{
    (void)state;
    struct cs_buf zip = make_zip((struct made_member[]){{"a.csv", "a,b\n1,2\n", 0}, {0}}, NULL);
    for (int i = 0; i < 6; i++) {
        struct made_member outer[] = {{"z", zip.data, zip.size}, {0}};
        struct cs_buf next = make_zip(outer, NULL);
        free(zip.data);
        zip = next;
    }
    check_words("f.zip", zip, CS_IO, "f.zip:z:z:z:z: error: is an archive in an archive");
}

static void damaged_and_locked_archives_are_told_apart(void **state)
{
    (void)state;
    struct made_member members[] = {{"a.csv", "a,b\n1,2\n", 0}, {0}};
    struct cs_buf zip = make_zip(members, NULL);
    zip.size -= 30;
    check_words("f.zip", zip, CS_IO, "f.zip: error: is not a complete zip file");
    check_words("f.zip", make_zip(members, "secret"), CS_IO,
                "f.zip:a.csv: error: is encrypted\n"
                "  hint: open it with its password and save it without one\n");
}

static enum cs_status ignore_row(void *context, const struct cs_row *row)
{
    (void)context, (void)row;
    return CS_OK;
}

static void bombs_do_not_go_off(void **state)
{
    (void)state;
    size_t size = (size_t)130 << 20;
    char *lines = malloc(size);
    assert_non_null(lines);
    memset(lines, 'a', size);
    for (size_t i = 1023; i < size; i += 1024)
        lines[i] = '\n';
    struct made_member members[] = {{"bomb.csv", lines, size}, {0}};
    struct cs_buf zip = make_zip(members, NULL), text;
    free(lines);
    struct made_source made = {zip.data, zip.size};
    struct cs_byte_source source = {&made, read_made, "f.zip"};
    struct cs_row_sink sink = {.row = ignore_row};
    struct cs_diag diag;
    cs_diag_init(&diag);
    cs_buf_init(&text);
    assert_int_equal(cs_container_read(&source, &sink, &diag), CS_IO);
    cs_message_format(&diag.messages[0], &text);
    assert_non_null(
        strstr(cs_buf_text(&text), "f.zip:bomb.csv: error: unpacks to more than 100 times"));
    cs_buf_clear(&text);
    cs_diag_clear(&diag);
    free(zip.data);
}

static struct cs_buf copy_of(const char *text)
{
    struct cs_buf out;
    cs_buf_init(&out);
    cs_buf_puts(&out, text);
    return out;
}

static void other_files_are_named(void **state)
{
    (void)state;
    check_words("w.xls", copy_of("\n<html><table><tr><td>43-6013</td></tr></table></html>"), CS_IO,
                "w.xls: error: is an HTML page, not a table\n  hint: ");
    check("w.xls", copy_of("occ_code,a_median\n43-6013,40640\n"), CS_OK,
          "[w.xls]\n1|occ_code|a_median\n2|43-6013|40640\n");
    check_words("w.csv", copy_of("SQLite format 3"), CS_OK, "SQLite");
    check_words("w.csv", copy_of("%PDF-1.7"), CS_IO, "w.csv: error: is a PDF document");
    struct made_member ods[] = {{"content.xml", "<x/>", 0}, {0}};
    check_words("w.ods", make_zip(ods, NULL), CS_IO, "w.ods: error: is an OpenDocument file");
    struct made_member xlsb[] = {{"xl/workbook.bin", "x", 0}, {0}};
    check_words("w.xlsb", make_zip(xlsb, NULL), CS_IO, "is a binary workbook");
    static const struct {
        const char *member, *words;
    } documents[] = {
        {"word/document.xml", "a text document (.docx), not a table"},
        {"ppt/presentation.xml", "a slide show"},
        {"Index/Document.iwa", "a Numbers, Pages or Keynote document"},
        {"META-INF/container.xml", "an e-book"},
    };
    for (size_t i = 0; i < sizeof documents / sizeof *documents; i++) {
        struct made_member one[] = {{documents[i].member, "x", 0}, {0}};
        check_words("w.zip", make_zip(one, NULL), CS_IO, documents[i].words);
    }
    check_words("w.zip", copy_of("PK\5\6"), CS_IO, "is a zip archive with no file in it");
    struct made_member pdf[] = {{"wages.pdf", "%PDF-1.7", 0}, {0}};
    check_words("w.zip", make_zip(pdf, NULL), CS_IO,
                "no table in it: the one file there is a PDF document");
    struct made_member two[] = {{"a.png", "\x89PNG\r\n\x1a\n", 0}, {"b.pdf", "%PDF-1.7", 0}, {0}};
    check_words("w.zip", make_zip(two, NULL), CS_IO, "of its 2 files the first is a picture");
    struct made_member mixed[] = {
        {"a.pdf", "%PDF-1.7", 0}, {"b.csv", "occ_code\n43-6013\n", 0}, {0}};
    check_words("w.zip", make_zip(mixed, NULL), CS_OK, "is a PDF document and was left out");
}

/* Globals, then the sheets "Old" (visible) and "Gone" (hidden), whose records are the same. */
static struct cs_buf make_xls(int is_encrypted)
{
    struct cs_buf globals, sheet, stream;
    cs_buf_init(&globals);
    cs_buf_init(&sheet);
    cs_buf_init(&stream);
    put_record(&sheet, 0x809, "\x00\x06\x10\x00\0\0\0\0\0\0\0\0\0\0\0\0", 16);
    put_record(&sheet, 0xFD, "\0\0\0\0\0\0\0\0\0\0", 10);      /* A1: text 0 */
    put_record(&sheet, 0xFD, "\0\0\1\0\0\0\1\0\0\0", 10);      /* B1: text 1 */
    put_record(&sheet, 0x27E, "\1\0\0\0\0\0\x6e\x1c\0\0", 10); /* A2: RK 1819 → as integer */
    put_record(&sheet, 0x27E, "\1\0\1\0\0\0\x6f\x1c\0\0", 10); /* B2: RK in hundredths */
    put_record(&sheet, 0xBD, "\2\0\0\0\0\0\x06\0\0\0\0\0\x0a\0\0\0\1\0", 18);     /* A3:B3 1, 2 */
    put_record(&sheet, 0x06, "\3\0\0\0\0\0\0\0\0\0\0\0\xff\xff\0\0\0\0\0\0", 20); /* A4: text */
    put_record(&sheet, 0x207, "\2\0\0ok", 5);
    put_record(&sheet, 0x205, "\3\0\1\0\0\0\x2a\1", 8);                    /* B4: #N/A */
    put_record(&sheet, 0x203, "\4\0\0\0\1\0\0\0\0\0\xa0\x2c\xe6\x40", 14); /* A5: date 45413 */
    put_record(&sheet, 0x204, "\5\0\1\0\0\0\3\0\0caf", 12);                /* B6 */
    put_record(&sheet, 0xE5, "\1\0\4\0\5\0\0\0\0\0", 10);                  /* A5:A6 */
    put_record(&sheet, 0x0A, "", 0);
    put_record(&globals, 0x809, "\x00\x06\x05\x00\0\0\0\0\0\0\0\0\0\0\0\0", 16);
    if (is_encrypted)
        put_record(&globals, 0x2F, "\0\0", 2);
    put_record(&globals, 0xE0, "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 20);
    put_record(&globals, 0xE0, "\0\0\x0e\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 20);
    /* The second text goes on, wide, in the next record. */
    put_record(&globals, 0xFC, "\2\0\0\0\2\0\0\0\4\0\0code\5\0\0ti", 20);
    put_record(&globals, 0x3C, "\1t\0l\0\xe9\0", 7);
    size_t n_globals = globals.size + 2 * (4 + 8) + 3 + 4 + 4;
    unsigned char entry[8 + 4] = {0, 0, 0, 0, 0, 0, 3, 0, 'O', 'l', 'd'};
    memcpy(entry, (unsigned char[]){(unsigned char)n_globals, (unsigned char)(n_globals >> 8)}, 2);
    put_record(&globals, 0x85, entry, 11);
    memcpy(entry + 4, "\1\0\4\0Gone", 8);
    put_record(&globals, 0x85, entry, 12);
    put_record(&globals, 0x0A, "", 0);
    assert_int_equal(globals.size, n_globals);
    cs_buf_put(&stream, globals.data, globals.size);
    cs_buf_put(&stream, sheet.data, sheet.size);
    struct cs_buf file = make_compound("Workbook", &stream);
    cs_buf_clear(&globals);
    cs_buf_clear(&sheet);
    cs_buf_clear(&stream);
    return file;
}

static void old_workbooks_are_read(void **state)
{
    (void)state;
    check("o.xls", make_xls(0), CS_OK,
          "[o.xls Old]\n1|code|titl\xc3\xa9\n2|1819|18.19\n3|1|2\n4|ok|#N/A\n5|2024-05-01\n"
          "6|2024-05-01|caf\no.xls:Gone: note: the sheet is hidden and was not read\n");
    check_words("o.xls", make_xls(1), CS_IO, "o.xls: error: is an encrypted workbook");
    struct cs_buf cut = make_xls(0);
    cut.size = 1600;
    check_words("o.xls", cut, CS_IO, "o.xls: error: is a damaged Office file");
    struct cs_buf nothing = copy_of("x");
    check_words("o.xls", make_compound("EncryptedPackage", &nothing), CS_IO, "encrypted");
    check_words("o.doc", make_compound("WordDocument", &nothing), CS_IO, "without a workbook");
    check_words("o.xls", make_compound("Workbook", &nothing), CS_IO, "damaged .xls workbook");
    cs_buf_clear(&nothing);
}

/* Any byte of a workbook may be wrong: an error or a table, never anything else. */
static void flipped_bytes_do_no_harm(void **state)
{
    (void)state;
    struct cs_buf file = make_xls(0);
    for (size_t i = 0; i < file.size; i++) {
        struct cs_buf notes;
        cs_buf_init(&notes);
        file.data[i] ^= 0xff;
        (void)read_noted("o.xls", file.data, file.size, &notes);
        file.data[i] ^= 0xff;
        cs_buf_clear(&notes);
    }
    free(file.data);
}

static void numbers_lose_their_noise(void **state)
{
    (void)state;
    static const struct {
        double value;
        const char *text;
    } cases[] = {{18.190000000000001, "18.19"},
                 {0, "0"},
                 {-0.04, "-0.04"},
                 {1053.0999999999999, "1053.1"},
                 {1e15, "1e+15"},
                 {123456789012.0, "123456789012"},
                 {0.001, "0.001"},
                 {-7.5, "-7.5"}};
    char out[CS_CELL_TEXT_BYTES];
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        cs_cell_number_text(cases[i].value, out);
        assert_string_equal(out, cases[i].text);
    }
    cs_cell_date_text(59, 0, out);
    assert_string_equal(out, "1900-02-28");
    cs_cell_date_text(61, 0, out);
    assert_string_equal(out, "1900-03-01");
    cs_cell_date_text(0, 1, out);
    assert_string_equal(out, "1904-01-01");
    cs_cell_date_text(0.75, 0, out);
    assert_string_equal(out, "18:00:00");
}

static void number_formats_tell_currencies(void **state)
{
    static const struct {
        const char *code, *currency; /* "$": any dollar */
    } cases[] = {
        {"General", ""},
        {"[$\xC2\xA3-809]#,##0.00", "GBP"},
        {"[$\xE2\x82\xAC-2]\\ #,##0", "EUR"},
        {"#,##0\\ [$\xE2\x82\xAC-407]", "EUR"},
        {"[$CHF] #,##0", "CHF"},
        {"[$CHF-100C]\\ #,##0.00", "CHF"},
        {"\"USD\" #,##0", "USD"},
        {"#,##0 \"kr\"", ""},
        {"\"$\"#,##0", "$"},
        {"$#,##0_);\\($#,##0\\)", "$"},
        {"[$$-409]#,##0", "$"},
        {"\\\xC2\xA3#,##0", "GBP"},
        {"\xC2\xA5#,##0", "JPY"},
        {"[$-409]#,##0", ""},
        {"[Red]#,##0", ""},
        {"0.0%", ""},
        {"[$\xE2\x82\xAC-407]0%", ""},
        {"[$-F800]dddd", ""},
        {"\"total\" 0", ""},
        {"[$", ""},
        {"#,##0\\", ""},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        unsigned char number = cs_number_format_of(cases[i].code, strlen(cases[i].code)).currency;
        const char *got = number == CS_BARE_DOLLAR ? "$"
                          : number                 ? cs_currencies[number - 1].code
                                                   : "";
        if (strcmp(got, cases[i].currency) != 0)
            fail_msg("'%s': '%s'", cases[i].code, got);
    }
}

static void number_formats_tell_dates(void **state)
{
    (void)state;
    static const struct {
        const char *code;
        enum cs_number_style style;
    } cases[] = {{"General", CS_STYLE_PLAIN},
                 {"0.0%", CS_STYLE_PERCENT},
                 {"yyyy\\-mm\\-dd", CS_STYLE_DATE},
                 {"[h]:mm", CS_STYLE_ELAPSED},
                 {"[Magenta]0", CS_STYLE_PLAIN},
                 {"[Cyan]#,##0", CS_STYLE_PLAIN},
                 {"[Color 5]0.00", CS_STYLE_PLAIN},
                 {"[Schwarz]0", CS_STYLE_PLAIN},
                 {"[Magenta]yyyy", CS_STYLE_DATE},
                 {"[mm]:ss.0", CS_STYLE_ELAPSED},
                 {"[ss]", CS_STYLE_ELAPSED},
                 {"[hm]0", CS_STYLE_PLAIN},
                 {"[>=1000]#,##0;0", CS_STYLE_PLAIN},
                 {"[$\xE2\x82\xAC-407] #,##0", CS_STYLE_PLAIN},
                 {"[$USD] #,##0", CS_STYLE_PLAIN},
                 {"#,##0 USD", CS_STYLE_PLAIN},
                 {"0\\ \\d", CS_STYLE_PLAIN},
                 {"0.00E+00", CS_STYLE_PLAIN},
                 {"Standard", CS_STYLE_PLAIN},
                 {"GENERAL", CS_STYLE_PLAIN},
                 {"[Red]General;[Blue]-General", CS_STYLE_PLAIN},
                 {"h:mm:ss.00", CS_STYLE_DATE},
                 {"mm:ss,0", CS_STYLE_DATE},
                 {"h:mm AM/PM", CS_STYLE_DATE},
                 {"[$-F800]dddd\\,\\ mmmm", CS_STYLE_DATE},
                 {"\"\";yyyy", CS_STYLE_DATE},
                 {"0;yyyy", CS_STYLE_PLAIN},
                 {"_(* #,##0_);_(* \\(#,##0\\);_(* \"-\"_)", CS_STYLE_PLAIN},
                 {"@", CS_STYLE_PLAIN},
                 {"", CS_STYLE_PLAIN},
                 {"0.0\\%", CS_STYLE_PLAIN},
                 {"[h", CS_STYLE_PLAIN},
                 {"\\", CS_STYLE_PLAIN},
                 {";;;", CS_STYLE_PLAIN},
                 {"\"$\"#,##0;[Red]0", CS_STYLE_PLAIN},
                 {"\"Year \"0", CS_STYLE_PLAIN},
                 {"[$-409]mmm d", CS_STYLE_DATE},
                 {"\"open", CS_STYLE_PLAIN}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (cs_number_format_of(cases[i].code, strlen(cases[i].code)).style != cases[i].style)
            fail_msg("%s", cases[i].code);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cells_read_as_a_person_reads_them),
        cmocka_unit_test(raised_marks_are_no_digits),
        cmocka_unit_test(shown_currencies_stay),
        cmocka_unit_test(merged_cells_carry_their_text),
        cmocka_unit_test(prefixes_do_not_matter),
        cmocka_unit_test(broken_sheets_say_where),
        cmocka_unit_test(entities_are_never_expanded),
        cmocka_unit_test(archives_are_opened_by_content),
        cmocka_unit_test(archives_in_archives_end_somewhere),
        cmocka_unit_test(damaged_and_locked_archives_are_told_apart),
        cmocka_unit_test(bombs_do_not_go_off),
        cmocka_unit_test(other_files_are_named),
        cmocka_unit_test(old_workbooks_are_read),
        cmocka_unit_test(flipped_bytes_do_no_harm),
        cmocka_unit_test(numbers_lose_their_noise),
        cmocka_unit_test(number_formats_tell_dates),
        cmocka_unit_test(number_formats_tell_currencies),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
