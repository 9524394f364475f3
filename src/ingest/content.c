/* Kinds of files by their first bytes, for container.c and for messages about what a file turned
 * out to be. */
#include "ingest/content.h"

#include <string.h>
#include <strings.h>

#include "base/text.h"

static const struct {
    enum cs_content content;
    size_t offset, size;
    const char *bytes;
} signatures[] = {
    {CS_CONTENT_ZIP, 0, 4, "PK\x03\x04"},
    {CS_CONTENT_ZIP, 0, 4, "PK\x05\x06"},
    {CS_CONTENT_COMPRESSED, 0, 2, "\x1f\x8b"},
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
    {CS_CONTENT_UTF16, 0, 2, "\xff\xfe"},
    {CS_CONTENT_UTF16, 0, 2, "\xfe\xff"},
};

static int starts_with_nocase(const char *text, size_t n, const char *word)
{
    size_t length = strlen(word);
    return n >= length && strncasecmp(text, word, length) == 0;
}

/* The first tag decides; a comment or the XML declaration before it does not. */
static enum cs_content content_of_markup(const char *text, size_t n)
{
    static const char *const html[] = {"<!doctype html", "<html",   "<head", "<body",
                                       "<table",         "<script", "<meta", "<div"};
    const char *end = text + n;
    for (const char *p = text; p && p < end; p = memchr(p + 1, '<', (size_t)(end - p - 1)))
        for (size_t i = 0; i < sizeof html / sizeof *html; i++)
            if (starts_with_nocase(p, (size_t)(end - p), html[i]))
                return CS_CONTENT_HTML;
    return starts_with_nocase(text, n, "<?xml") ? CS_CONTENT_XML : CS_CONTENT_TEXT;
}

enum cs_content cs_content_of(const void *bytes, size_t n)
{
    const char *text = bytes;
    if (n == 0)
        return CS_CONTENT_EMPTY;
    for (size_t i = 0; i < sizeof signatures / sizeof *signatures; i++)
        if (n >= signatures[i].offset + signatures[i].size &&
            memcmp(text + signatures[i].offset, signatures[i].bytes, signatures[i].size) == 0)
            return signatures[i].content;
    if (memchr(text, '\0', n))
        return CS_CONTENT_BINARY;
    if (n >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0) {
        text += 3;
        n -= 3;
    }
    while (n && cs_is_space(*text)) {
        text++;
        n--;
    }
    return n && *text == '<' ? content_of_markup(text, n) : CS_CONTENT_TEXT;
}

const char *cs_content_words(enum cs_content content)
{
    static const char *const words[] = {
        [CS_CONTENT_EMPTY] = "an empty file",
        [CS_CONTENT_TEXT] = "text",
        [CS_CONTENT_ZIP] = "a zip archive",
        [CS_CONTENT_COMPRESSED] = "a compressed file",
        [CS_CONTENT_TAR] = "a tar archive",
        [CS_CONTENT_COMPOUND] = "an .xls workbook",
        [CS_CONTENT_BIFF] = "an .xls workbook of before 1997",
        [CS_CONTENT_HTML] = "an HTML page",
        [CS_CONTENT_XML] = "an XML document",
        [CS_CONTENT_PDF] = "a PDF document",
        [CS_CONTENT_SQLITE] = "an SQLite database",
        [CS_CONTENT_UTF16] = "UTF-16 text",
        [CS_CONTENT_BINARY] = "binary data",
    };
    return words[content];
}
