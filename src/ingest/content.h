/* What kind of file some first bytes belong to. Answers for: looking at bytes, never at names. */
#ifndef CS_INGEST_CONTENT_H
#define CS_INGEST_CONTENT_H

#include <stdbool.h>
#include <stddef.h>

enum cs_content {
    CS_CONTENT_EMPTY,
    CS_CONTENT_TEXT, /* CSV, TSV, in any encoding: what is nothing below */
    CS_CONTENT_ZIP,  /* an archive or an .xlsx */
    CS_CONTENT_EMPTY_ZIP,
    CS_CONTENT_GZIP,       /* as below, checked more strictly */
    CS_CONTENT_COMPRESSED, /* zstd, xz, bzip2, compress; a tar inside is opened */
    CS_CONTENT_TAR,
    CS_CONTENT_COMPOUND,   /* OLE compound file: an .xls, or an encrypted .xlsx */
    CS_CONTENT_BIFF,       /* an .xls of before 1997, no compound file around it */
    CS_CONTENT_HTML,       /* a page without a table, as servers send for errors */
    CS_CONTENT_HTML_TABLE, /* a web page, perhaps under a workbook's name */
    CS_CONTENT_XML,
    CS_CONTENT_XML_WORKBOOK,     /* of Excel 2003 */
    CS_CONTENT_XML_OPENDOCUMENT, /* a flat .fods */
    CS_CONTENT_JSON,
    CS_CONTENT_JSON_ROWS, /* with objects in an array among its first bytes */
    CS_CONTENT_PDF,
    CS_CONTENT_RTF,
    CS_CONTENT_SQLITE,
    CS_CONTENT_DATABASE,   /* DuckDB, Access, dBase */
    CS_CONTENT_PARQUET,    /* and other files of columns or arrays */
    CS_CONTENT_LFS,        /* a pointer to a file that Git LFS keeps elsewhere */
    CS_CONTENT_STATISTICS, /* SPSS, Stata, SAS, R */
    CS_CONTENT_STRD,       /* NIST's datasets for checking statistics programs */
    CS_CONTENT_PICTURE,
    CS_CONTENT_PACKED, /* 7z, RAR */
    CS_CONTENT_BINARY,
};

enum { CS_CONTENT_SNIFF_BYTES = 4096 };

/* n up to CS_CONTENT_SNIFF_BYTES first bytes; fewer only when the file is shorter. */
enum cs_content cs_content_of(const void *bytes, size_t n);
/* Whether it may hold tables: text, workbooks, and what is packed. */
bool cs_content_holds_tables(enum cs_content content);
/* "an HTML page", "a PDF document": for messages. */
const char *cs_content_words(enum cs_content content);
/* What to do with a file that is no table; NULL when there is nothing to say. */
const char *cs_content_hint(enum cs_content content);

#endif
