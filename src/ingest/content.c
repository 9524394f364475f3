/* Kinds of files by their first bytes, for container.c and for messages about what a file turned
 * out to be. */
#include "ingest/content.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "ingest/text/encoding.h"

static const struct {
    enum cs_content content;
    size_t offset, size;
    const char *bytes;
} signatures[] = {
    {CS_CONTENT_STRD, 0, 13, "NIST/ITL StRD"},
    {CS_CONTENT_ZIP, 0, 4, "PK\x03\x04"},
    {CS_CONTENT_EMPTY_ZIP, 0, 4, "PK\x05\x06"},
    {CS_CONTENT_GZIP, 0, 2, "\x1f\x8b"},
    {CS_CONTENT_COMPRESSED, 0, 2, "\x1f\x9d"},
    {CS_CONTENT_COMPRESSED, 0, 4, "\x28\xb5\x2f\xfd"},
    {CS_CONTENT_COMPRESSED, 0, 6,
     "\xfd"
     "7zXZ\0"},
    {CS_CONTENT_COMPRESSED, 0, 3, "BZh"},
    {CS_CONTENT_TAR, 257, 5, "ustar"},
    {CS_CONTENT_COMPOUND, 0, 8, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"},
    {CS_CONTENT_BIFF, 0, 4, "\x09\x08\x10\x00"},
    {CS_CONTENT_BIFF, 0, 4, "\x09\x08\x08\x00"},
    {CS_CONTENT_BIFF, 0, 4, "\x09\x04\x06\x00"},
    {CS_CONTENT_BIFF, 0, 4, "\x09\x02\x06\x00"},
    {CS_CONTENT_PDF, 0, 5, "%PDF-"},
    {CS_CONTENT_SQLITE, 0, 16, "SQLite format 3"},
    {CS_CONTENT_RTF, 0, 5, "{\\rtf"},
    {CS_CONTENT_DATABASE, 8, 4, "DUCK"},
    {CS_CONTENT_DATABASE, 4, 11, "Standard Je"},
    {CS_CONTENT_DATABASE, 4, 11, "Standard AC"},
    {CS_CONTENT_PARQUET, 0, 4, "PAR1"},
    {CS_CONTENT_PARQUET, 0, 4, "Obj\x01"},
    {CS_CONTENT_PARQUET, 0, 8, "\x89HDF\r\n\x1a\n"},
    {CS_CONTENT_PARQUET, 0, 6, "\x93NUMPY"},
    {CS_CONTENT_PARQUET, 0, 6, "ARROW1"},
    {CS_CONTENT_PARQUET, 0, 4, "FEA1"},
    {CS_CONTENT_LFS, 0, 42, "version https://git-lfs.github.com/spec/v1"},
    {CS_CONTENT_STATISTICS, 0, 4, "$FL2"},
    {CS_CONTENT_STATISTICS, 0, 4, "$FL3"},
    {CS_CONTENT_STATISTICS, 0, 11, "<stata_dta>"},
    {CS_CONTENT_STATISTICS, 12, 8, "\xc2\xea\x81\x60\xb3\x14\x11\xcf"},
    {CS_CONTENT_STATISTICS, 0, 13, "HEADER RECORD"},
    {CS_CONTENT_STATISTICS, 0, 4, "r\x02\x01\0"},
    {CS_CONTENT_STATISTICS, 0, 4, "s\x02\x01\0"},
    {CS_CONTENT_STATISTICS, 0, 5, "X\n\0\0\0"},
    {CS_CONTENT_STATISTICS, 0, 5, "RDX3\n"},
    {CS_CONTENT_STATISTICS, 0, 5, "RDX2\n"},
    {CS_CONTENT_PICTURE, 0, 8, "\x89PNG\r\n\x1a\n"},
    {CS_CONTENT_PICTURE, 0, 3, "\xff\xd8\xff"},
    {CS_CONTENT_PICTURE, 0, 5, "GIF89"},
    {CS_CONTENT_PICTURE, 0, 4, "II*\0"},
    {CS_CONTENT_PICTURE, 8, 4, "WEBP"},
    {CS_CONTENT_PACKED, 0, 6, "7z\xbc\xaf\x27\x1c"},
    {CS_CONTENT_PACKED, 0, 4, "Rar!"},
};

static bool starts_with_nocase(const char *text, size_t n, const char *word)
{
    size_t length = strlen(word);
    return n >= length && strncasecmp(text, word, length) == 0;
}

static bool has_tag(const char *text, size_t n, const char *tag)
{
    const char *end = text + n;
    for (const char *p = text; p && p < end; p = memchr(p + 1, '<', (size_t)(end - p - 1)))
        if (starts_with_nocase(p, (size_t)(end - p), tag))
            return true;
    return false;
}

/* The root element, behind a declaration and comments; `end` when it is not there. */
static const char *root_of(const char *text, const char *end)
{
    const char *p = text;
    while (p && p + 1 < end && !cs_is_alpha(p[1])) {
        const char *next = p + 1;
        if (starts_with_nocase(p, (size_t)(end - p), "<!--"))
            next = memmem(p, (size_t)(end - p), "-->", 3);
        p = next ? memchr(next, '<', (size_t)(end - next)) : NULL;
    }
    return p && p + 1 < end ? p : end;
}

/* Spreadsheets in one XML file, by the namespace of their root. */
static const struct {
    enum cs_content content;
    const char *names;
} xml_workbooks[] = {
    {CS_CONTENT_XML_WORKBOOK, "urn:schemas-microsoft-com:office:spreadsheet"},
    {CS_CONTENT_XML_OPENDOCUMENT, "urn:oasis:names:tc:opendocument:xmlns:office"},
};

static bool is_workbook(const char *root, const char *end, const char *names)
{
    const char *stop = root < end ? memchr(root, '>', (size_t)(end - root)) : NULL;
    stop = stop ? stop : end;
    return memmem(root, (size_t)(stop - root), names, strlen(names)) &&
           !starts_with_nocase(root, (size_t)(end - root), "<html");
}

/* The first tag that HTML has decides; a comment or the XML declaration before it does not. */
static enum cs_content content_of_markup(const char *text, size_t n)
{
    static const char *const html[] = {
        "<!doctype html", "<html",  "<head",   "<body", "<table", "<script", "<meta",
        "<div",           "<title", "<center", "<h1",   "<p>",    "<br"};
    const char *end = text + n, *root = root_of(text, end);
    for (size_t i = 0; i < sizeof xml_workbooks / sizeof *xml_workbooks; i++)
        if (is_workbook(root, end, xml_workbooks[i].names))
            return xml_workbooks[i].content;
    for (const char *p = text; p && p < end; p = memchr(p + 1, '<', (size_t)(end - p - 1)))
        for (size_t i = 0; i < sizeof html / sizeof *html; i++)
            if (starts_with_nocase(p, (size_t)(end - p), html[i]))
                return has_tag(text, n, "<table") ? CS_CONTENT_HTML_TABLE : CS_CONTENT_HTML;
    return starts_with_nocase(text, n, "<?xml") ? CS_CONTENT_XML : CS_CONTENT_TEXT;
}

static const char *pass_blanks(const char *text, const char *end)
{
    while (text < end && cs_is_space(*text))
        text++;
    return text;
}

/* A bracket and then a brace: objects in an array may be rows. */
static bool has_rows(const char *text, const char *end)
{
    for (bool is_open = false; text < end; text++) {
        if (is_open && *text == '{')
            return true;
        is_open = *text == '[' || (is_open && (unsigned char)*text <= ' ');
    }
    return false;
}

/* A brace with a name in quotes after it, or a bracket with more of JSON in it; a header of a CSV
 * file begins like neither. */
static int is_json(const char *text, const char *end)
{
    const char *next = text < end ? pass_blanks(text + 1, end) : end;
    if (text == end || next == end)
        return 0;
    if (*text == '{')
        return *next == '"' || *next == '}';
    return *text == '[' && strchr("[{]\"", *next) != NULL;
}

/* Bytes that text has none of; a stray one is for the reader of lines to place. */
static bool is_binary(const unsigned char *bytes, size_t n)
{
    enum { ONE_IN = 50 };
    struct cs_encoding encoding;
    size_t n_strange = 0;
    for (size_t i = 0; i < n; i++)
        n_strange += bytes[i] < 0x20 && !(bytes[i] >= '\a' && bytes[i] <= '\r') &&
                     bytes[i] != 0x1a && bytes[i] != 0x1b;
    return n_strange > 0 && (n_strange > 1 || n < ONE_IN) && n_strange * ONE_IN >= n &&
           !cs_encoding_of_start((const char *)bytes, n, &encoding);
}

enum cs_content cs_content_of(const void *bytes, size_t n)
{
    const char *text = bytes, *end = text + n;
    if (n == 0)
        return CS_CONTENT_EMPTY;
    for (size_t i = 0; i < sizeof signatures / sizeof *signatures; i++)
        if (n >= signatures[i].offset + signatures[i].size &&
            memcmp(text + signatures[i].offset, signatures[i].bytes, signatures[i].size) == 0)
            return signatures[i].content;
    if (is_binary(bytes, n))
        return CS_CONTENT_BINARY;
    if (n >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0)
        text += 3;
    text = pass_blanks(text, end);
    if (is_json(text, end))
        return has_rows(text, end) ? CS_CONTENT_JSON_ROWS : CS_CONTENT_JSON;
    return text < end && *text == '<' ? content_of_markup(text, (size_t)(end - text))
                                      : CS_CONTENT_TEXT;
}

/* What a kind of file is called, and what its reader can do. */
static const struct {
    const char *words, *hint;
} kinds[] = {
    [CS_CONTENT_EMPTY] = {"an empty file", NULL},
    [CS_CONTENT_TEXT] = {"text", NULL},
    [CS_CONTENT_ZIP] = {"a zip archive", NULL},
    [CS_CONTENT_EMPTY_ZIP] = {"a zip archive with no file in it", "download it again"},
    [CS_CONTENT_GZIP] = {"a gzip file", NULL},
    [CS_CONTENT_COMPRESSED] = {"a compressed file", NULL},
    [CS_CONTENT_TAR] = {"a tar archive", NULL},
    [CS_CONTENT_COMPOUND] = {"an .xls workbook", NULL},
    [CS_CONTENT_BIFF] = {"an .xls workbook from before 1997",
                         "open it and save the table as .xlsx or CSV"},
    [CS_CONTENT_HTML] = {"an HTML page",
                         "a web server's page instead of the file (an error, a login): open the "
                         "address in a browser and download again"},
    [CS_CONTENT_HTML_TABLE] = {"an HTML page",
                               "open it in a spreadsheet program and save the table as .xlsx or "
                               "CSV"},
    [CS_CONTENT_XML] = {"an XML document", "save the table as CSV or .xlsx"},
    [CS_CONTENT_XML_WORKBOOK] = {"an Excel 2003 XML workbook",
                                 "open it in a spreadsheet program and save it as .xlsx or CSV"},
    [CS_CONTENT_XML_OPENDOCUMENT] = {"an OpenDocument spreadsheet in one XML file (.fods)",
                                     "open it in a spreadsheet program and save it as .xlsx or "
                                     "CSV"},
    [CS_CONTENT_JSON_ROWS] = {"JSON", NULL},
    [CS_CONTENT_JSON] = {"JSON", "turn it into CSV: a header line, then one row per line"},
    [CS_CONTENT_PDF] = {"a PDF document", "publishers of PDF tables often have them as .xlsx too"},
    [CS_CONTENT_RTF] = {"a text document (RTF)", "open it and save the table as CSV"},
    [CS_CONTENT_SQLITE] = {"an SQLite database",
                           "name a careerstat library with --library; from any other database, "
                           "write the table as CSV: sqlite3 -header -csv FILE 'select * from …'"},
    [CS_CONTENT_DATABASE] = {"a database", "write the table as CSV with its program"},
    [CS_CONTENT_PARQUET] = {"a columnar file (Parquet, Arrow, Feather, Avro, HDF5 …)",
                            "write it as CSV with the program that made it, for example "
                            "duckdb -c \"copy 'FILE' to 'FILE.csv'\""},
    [CS_CONTENT_LFS] = {"a Git LFS pointer to a file stored elsewhere",
                        "fetch the file itself: git lfs pull"},
    [CS_CONTENT_STATISTICS] = {"a file of a statistics program (SPSS, Stata, SAS or R)",
                               "write it as CSV with that program"},
    [CS_CONTENT_STRD] = {"NIST reference data for statistics programs (StRD)", NULL},
    [CS_CONTENT_PICTURE] = {"a picture", NULL},
    [CS_CONTENT_PACKED] = {"an archive that careerstat cannot open (7z or RAR)",
                           "unpack it, or pack it again as .zip"},
    [CS_CONTENT_BINARY] = {"binary data",
                           "CSV, .xls, .xlsx, and .zip or .gz holding these, are read"},
};

bool cs_content_holds_tables(enum cs_content content)
{
    return content == CS_CONTENT_TEXT || content == CS_CONTENT_JSON_ROWS ||
           content == CS_CONTENT_ZIP || content == CS_CONTENT_COMPOUND ||
           content == CS_CONTENT_COMPRESSED || content == CS_CONTENT_GZIP ||
           content == CS_CONTENT_TAR;
}

const char *cs_content_words(enum cs_content content)
{
    return kinds[content].words;
}

const char *cs_content_hint(enum cs_content content)
{
    return kinds[content].hint;
}
