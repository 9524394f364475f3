/* Unpacks and hands on: what a file is, is content.c's to say; what its rows mean, the sink's. */
#include "ingest/container.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/text.h"
#include "ingest/content.h"
#include "ingest/source/archive.h"
#include "ingest/source/gunzip.h"
#include "ingest/source/peeked.h"
#include "ingest/source/reading.h"
#include "ingest/source/table.h"
#include "ingest/text/decoded.h"
#include "ingest/text/json_rows.h"

enum { MAX_DEPTH = 4, MAX_SLURP_BYTES = 512 << 20 };

static enum cs_status read_content(struct cs_reading *reading, struct cs_byte_source *source);

static enum cs_status read_xls(struct cs_reading *reading, struct cs_byte_source *source)
{
    char *owned;
    size_t n_bytes;
    enum cs_status status =
        cs_source_slurp(source, MAX_SLURP_BYTES, &owned, &n_bytes, reading->diag);
    reading->n_read++;
    if (status == CS_OK)
        status = cs_xls_read(reading, source->name, (struct cs_span){owned, n_bytes});
    free(owned);
    return status;
}

static enum cs_status fail_content(const struct cs_reading *reading, const char *name,
                                   enum cs_content content)
{
    return cs_fail(reading->diag, CS_IO, &(struct cs_place){.file = name}, cs_content_hint(content),
                   "is %s, not a table", cs_content_words(content));
}

static void leave_out(struct cs_reading *reading, const struct cs_member *member,
                      enum cs_content content)
{
    cs_diag_add(reading->diag, CS_NOTE, &(struct cs_place){.file = member->source.name}, NULL,
                "is %s and was left out", cs_content_words(content));
    if (reading->n_left++ == 0)
        reading->left_words = cs_content_words(content);
}

/* One member of an archive: a table is read, anything else is told of and left. */
static enum cs_status read_member(struct cs_reading *reading, struct cs_member *member)
{
    struct cs_peeked_source *peeked = malloc(sizeof *peeked);
    if (!peeked)
        return cs_fail_memory(reading->diag);
    enum cs_status status = cs_peeked_source_init(peeked, &member->source, reading->diag);
    enum cs_content content = CS_CONTENT_EMPTY;
    if (status == CS_OK)
        content = cs_content_of(peeked->head, peeked->n_head);
    bool is_table = cs_content_holds_tables(content);
    if (status == CS_OK && (is_table || !member->path[0]))
        status = read_content(reading, &peeked->source);
    else if (status == CS_OK)
        leave_out(reading, member, content);
    free(peeked);
    return status;
}

static enum cs_status read_members(struct cs_reading *reading, struct cs_archive *archive)
{
    struct cs_member member;
    enum cs_status status;
    while ((status = cs_archive_next(archive, &member, reading->diag)) == CS_OK && member.path) {
        status = read_member(reading, &member);
        if (status != CS_OK)
            break;
    }
    return status;
}

enum zip_kind { ZIP_OF_FILES, ZIP_XLSX, ZIP_NO_TABLE };

/* What a zip is by a member's name, or its beginning or end ("*"). The first row that a member
 * fits decides; words NULL: it is no document of another program. */
static const struct {
    const char *path;
    const char *words, *hint;
} zips[] = {
    {"xl/workbook.xml", NULL, NULL},
    {"xl/workbook.bin", "a binary workbook (.xlsb)", "open it and save the table as .xlsx or CSV"},
    {"word/document.xml", "a text document (.docx)", "open it and save its table as .xlsx or CSV"},
    {"ppt/presentation.xml", "a slide show (.pptx)",
     "ask for the table behind it, as .xlsx or CSV"},
    {"content.xml", "an OpenDocument file (.ods, .odt)",
     "open it and save the table as .xlsx or CSV"},
    {"*.iwa", "a Numbers, Pages or Keynote document",
     "open it in Numbers and export the table as CSV or Excel"},
    {"META-INF/container.xml", "an e-book (.epub)", "ask for the table behind it, as .xlsx or CSV"},
    {"META-INF/MANIFEST.MF", "a Java archive", NULL},
};
enum { N_ZIPS = sizeof zips / sizeof *zips };

static size_t zip_row_of(const char *path)
{
    size_t i = 0;
    while (i < N_ZIPS && (zips[i].path[0] == '*' ? !cs_ends_with_nocase(path, zips[i].path + 1)
                                                 : !cs_equals_nocase(path, zips[i].path)))
        i++;
    return i;
}

/* *row: of zips, where the zip is a document. */
static enum cs_status tell_zip(struct cs_archive *zip, enum zip_kind *kind, size_t *row,
                               struct cs_diag *diag)
{
    struct cs_member member;
    bool has_types = false;
    enum cs_status status = CS_OK;
    *row = N_ZIPS;
    while (*row == N_ZIPS && (status = cs_archive_next(zip, &member, diag)) == CS_OK &&
           member.path) {
        *row = zip_row_of(member.path);
        has_types |= cs_equals_nocase(member.path, "[Content_Types].xml");
    }
    /* A workbook part of another name, or none: the reader says which. */
    *kind = *row < N_ZIPS && zips[*row].words ? ZIP_NO_TABLE
            : *row < N_ZIPS || has_types      ? ZIP_XLSX
                                              : ZIP_OF_FILES;
    return status;
}

static enum cs_status read_zip_of(struct cs_reading *reading, const char *name,
                                  struct cs_archive *zip)
{
    enum zip_kind kind;
    size_t row;
    enum cs_status status = tell_zip(zip, &kind, &row, reading->diag);
    if (status != CS_OK)
        return status;
    if (kind == ZIP_XLSX) {
        reading->n_read++;
        return cs_xlsx_read(reading, name, zip);
    }
    if (kind == ZIP_NO_TABLE)
        return cs_fail(reading->diag, CS_IO, &(struct cs_place){.file = name}, zips[row].hint,
                       "is %s, not a table", zips[row].words);
    status = cs_archive_rewind(zip, reading->diag);
    return status == CS_OK ? read_members(reading, zip) : status;
}

static enum cs_status read_zip(struct cs_reading *reading, struct cs_byte_source *source)
{
    struct cs_span bytes;
    char *owned;
    struct cs_archive *zip;
    enum cs_status status =
        cs_source_slurp(source, MAX_SLURP_BYTES, &owned, &bytes.size, reading->diag);
    if (status != CS_OK)
        return status;
    bytes.start = owned;
    status = cs_archive_open_zip(source->name, bytes, reading->budget, &zip, reading->diag);
    if (status == CS_OK)
        status = read_zip_of(reading, source->name, zip);
    cs_archive_close(zip);
    free(owned);
    return status;
}

static enum cs_status read_tar(struct cs_reading *reading, struct cs_byte_source *source)
{
    struct cs_archive *archive;
    enum cs_status status =
        cs_archive_open_stream(source, CS_STREAM_TAR, reading->budget, &archive, reading->diag);
    if (status == CS_OK)
        status = read_members(reading, archive);
    cs_archive_close(archive);
    return status;
}

/* What was packed, and then the rest, so that the checks at the end are made. */
static enum cs_status read_unpacked(struct cs_reading *reading, struct cs_byte_source *content)
{
    char rest[4096];
    ptrdiff_t n = 1;
    enum cs_status status = read_content(reading, content);
    while (status == CS_OK && n > 0)
        n = content->read(content->context, rest, sizeof rest, reading->diag);
    return n < 0 ? CS_IO : status;
}

static enum cs_status read_gzip(struct cs_reading *reading, struct cs_byte_source *source)
{
    struct cs_gunzip *gunzip;
    enum cs_status status = cs_gunzip_open(source, reading->budget, &gunzip, reading->diag);
    if (status == CS_OK)
        status = read_unpacked(reading, cs_gunzip_source(gunzip));
    cs_gunzip_close(gunzip);
    return status;
}

static enum cs_status read_compressed(struct cs_reading *reading, struct cs_byte_source *source)
{
    struct cs_archive *archive;
    struct cs_member member = {0};
    enum cs_status status = cs_archive_open_stream(source, CS_STREAM_COMPRESSED, reading->budget,
                                                   &archive, reading->diag);
    if (status == CS_OK)
        status = cs_archive_next(archive, &member, reading->diag);
    if (status == CS_OK && member.path)
        status = read_unpacked(reading, &member.source);
    else if (status == CS_OK)
        status = fail_content(reading, source->name, CS_CONTENT_EMPTY);
    cs_archive_close(archive);
    return status;
}

static enum cs_status read_container(struct cs_reading *reading, struct cs_byte_source *source,
                                     enum cs_content content)
{
    if (reading->depth == MAX_DEPTH)
        return cs_fail(reading->diag, CS_IO, &(struct cs_place){.file = source->name}, NULL,
                       "is an archive in an archive, more than %d deep", MAX_DEPTH);
    reading->depth++;
    enum cs_status status = content == CS_CONTENT_ZIP    ? read_zip(reading, source)
                            : content == CS_CONTENT_GZIP ? read_gzip(reading, source)
                            : content == CS_CONTENT_TAR  ? read_tar(reading, source)
                                                         : read_compressed(reading, source);
    reading->depth--;
    return status;
}

typedef enum cs_status text_reader(struct cs_byte_source *source, const struct cs_row_sink *sink,
                                   struct cs_diag *diag);

static enum cs_status read_text(struct cs_reading *reading, struct cs_byte_source *source,
                                text_reader *read)
{
    struct cs_decoded *decoded;
    reading->n_read++;
    enum cs_status status = cs_decoded_open(source, &decoded, reading->diag);
    if (status == CS_OK)
        status = read(cs_decoded_source(decoded), reading->sink, reading->diag);
    cs_decoded_close(decoded);
    return status;
}

static enum cs_status read_content(struct cs_reading *reading, struct cs_byte_source *source)
{
    struct cs_peeked_source *peeked = malloc(sizeof *peeked);
    if (!peeked)
        return cs_fail_memory(reading->diag);
    enum cs_status status = cs_peeked_source_init(peeked, source, reading->diag);
    if (status == CS_OK) {
        enum cs_content content = cs_content_of(peeked->head, peeked->n_head);
        switch (content) {
        case CS_CONTENT_TEXT:
            status = read_text(reading, &peeked->source, cs_csv_read);
            break;
        case CS_CONTENT_JSON_ROWS:
            status = read_text(reading, &peeked->source, cs_json_rows_read);
            break;
        case CS_CONTENT_ZIP:
        case CS_CONTENT_GZIP:
        case CS_CONTENT_COMPRESSED:
        case CS_CONTENT_TAR:
            status = read_container(reading, &peeked->source, content);
            break;
        case CS_CONTENT_COMPOUND:
            status = read_xls(reading, &peeked->source);
            break;
        default:
            status = fail_content(reading, source->name, content);
        }
    }
    free(peeked);
    return status;
}

/* An archive in which nothing is a table. */
static enum cs_status fail_no_table(const struct cs_reading *reading, const char *name)
{
    static const char hint[] = "CSV, .xls and .xlsx files in an archive are read";
    struct cs_place place = {.file = name};
    if (reading->n_left == 0)
        return cs_fail(reading->diag, CS_IO, &place, hint, "is an archive with no file in it");
    if (reading->n_left == 1)
        return cs_fail(reading->diag, CS_IO, &place, hint,
                       "is an archive with no table in it: the one file there is %s",
                       reading->left_words);
    return cs_fail(reading->diag, CS_IO, &place, hint,
                   "is an archive with no table in it: of its %zu files the first is %s",
                   reading->n_left, reading->left_words);
}

/* A source that knows how much was read of it. */
struct counted {
    struct cs_byte_source *under;
    uint64_t n_bytes;
};

static ptrdiff_t read_counted(void *context, void *out, size_t capacity, struct cs_diag *diag)
{
    struct counted *counted = context;
    ptrdiff_t n = counted->under->read(counted->under->context, out, capacity, diag);
    counted->n_bytes += n > 0 ? (uint64_t)n : 0;
    return n;
}

enum cs_status cs_container_read(struct cs_byte_source *source, const struct cs_row_sink *sink,
                                 struct cs_diag *diag)
{
    struct counted counted = {.under = source};
    struct cs_byte_source outer = {&counted, read_counted, source->name};
    struct cs_budget budget = {.read_bytes = &counted.n_bytes};
    struct cs_reading reading = {.sink = sink, .budget = &budget, .diag = diag};
    enum cs_status status = read_content(&reading, &outer);
    return status == CS_OK && reading.n_read == 0 ? fail_no_table(&reading, source->name) : status;
}
