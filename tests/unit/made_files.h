/* Files that tests make: zips, workbooks old and new, as bytes in memory; and a sink that writes
 * down what it is told. */
#ifndef CS_TESTS_MADE_FILES_H
#define CS_TESTS_MADE_FILES_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <archive.h>
#include <archive_entry.h>

#include "base/buf.h"
#include "ingest/container.h"

struct made_member {
    const char *path;
    const char *bytes;
    size_t size;
};

/* A zip of the members up to one without path; size 0 means a C string. Free the data. */
static inline struct cs_buf make_zip(const struct made_member *members, const char *password)
{
    static const size_t capacity = (size_t)4 << 20;
    struct cs_buf out = {.data = malloc(capacity)};
    struct archive *writer = archive_write_new();
    archive_write_set_format_zip(writer);
    archive_write_set_bytes_in_last_block(writer, 1);
    if (password) {
        archive_write_set_options(writer, "zip:encryption=zipcrypt");
        archive_write_set_passphrase(writer, password);
    }
    archive_write_open_memory(writer, out.data, capacity, &out.size);
    for (; members->path; members++) {
        size_t size = members->size ? members->size : strlen(members->bytes);
        struct archive_entry *entry = archive_entry_new();
        archive_entry_set_pathname(entry, members->path);
        archive_entry_set_size(entry, (int64_t)size);
        archive_entry_set_filetype(entry, AE_IFREG);
        archive_entry_set_perm(entry, 0644);
        archive_write_header(writer, entry);
        archive_write_data(writer, members->bytes, size);
        archive_entry_free(entry);
    }
    archive_write_close(writer);
    archive_write_free(writer);
    return out;
}

#define MADE_MAIN "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define MADE_REL "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

/* An .xlsx with one visible sheet "Data" of this <sheetData>…, and shared strings and styles. */
static inline struct cs_buf make_xlsx(const char *sheet, const char *strings, const char *styles)
{
    char *body = NULL;
    if (asprintf(&body, "<worksheet xmlns=\"" MADE_MAIN "\">%s</worksheet>", sheet) < 0)
        abort();
    struct made_member members[] = {
        {"[Content_Types].xml", "<Types/>", 0},
        {"_rels/.rels",
         "<Relationships><Relationship Id=\"a\" Type=\"" MADE_REL
         "/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>",
         0},
        {"xl/workbook.xml",
         "<workbook xmlns=\"" MADE_MAIN "\" xmlns:r=\"" MADE_REL "\"><sheets>"
         "<sheet name=\"Data\" sheetId=\"1\" r:id=\"s1\"/>"
         "<sheet name=\"Secret\" sheetId=\"2\" state=\"hidden\" r:id=\"s2\"/>"
         "<sheet name=\"Nothing\" sheetId=\"3\" r:id=\"s3\"/></sheets></workbook>",
         0},
        {"xl/_rels/workbook.xml.rels",
         "<Relationships>"
         "<Relationship Id=\"s1\" Type=\"" MADE_REL "/worksheet\" Target=\"worksheets/one.xml\"/>"
         "<Relationship Id=\"s2\" Type=\"" MADE_REL "/worksheet\" Target=\"worksheets/two.xml\"/>"
         "<Relationship Id=\"s3\" Type=\"" MADE_REL "/worksheet\" Target=\"/xl/three.xml\"/>"
         "<Relationship Id=\"st\" Type=\"" MADE_REL "/sharedStrings\" Target=\"strings.xml\"/>"
         "<Relationship Id=\"sy\" Type=\"" MADE_REL "/styles\" Target=\"styles.xml\"/>"
         "</Relationships>",
         0},
        {"xl/strings.xml", strings ? strings : "<sst/>", 0},
        {"xl/styles.xml", styles ? styles : "<styleSheet/>", 0},
        {"xl/worksheets/one.xml", body, 0},
        {"xl/worksheets/two.xml", "<worksheet><sheetData/></worksheet>", 0},
        {"xl/three.xml", "<worksheet><sheetData/></worksheet>", 0},
        {0}};
    struct cs_buf zip = make_zip(members, NULL);
    free(body);
    return zip;
}

static inline void put_le(struct cs_buf *out, uint64_t value, size_t n_bytes)
{
    for (size_t i = 0; i < n_bytes; i++)
        cs_buf_putc(out, (char)(value >> 8 * i));
}

/* One BIFF record: its type, then its body as bytes. */
static inline void put_record(struct cs_buf *out, unsigned type, const void *body, size_t size)
{
    put_le(out, type, 2);
    put_le(out, size, 2);
    cs_buf_put(out, body, size);
}

/* A compound file with one stream of at least 4,096 bytes (padded with zeros). */
static inline struct cs_buf make_compound(const char *name, const struct cs_buf *stream)
{
    enum { SECTOR = 512 };
    size_t size = stream->size < 4096 ? 4096 : stream->size, n = (size + SECTOR - 1) / SECTOR;
    struct cs_buf out;
    cs_buf_init(&out);
    cs_buf_put(&out, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8);
    put_le(&out, 0, 8), put_le(&out, 0, 8);
    put_le(&out, 0x3e, 2), put_le(&out, 3, 2), put_le(&out, 0xfffe, 2), put_le(&out, 9, 2);
    put_le(&out, 6, 2), put_le(&out, 0, 2), put_le(&out, 0, 4), put_le(&out, 0, 4);
    put_le(&out, 1, 4);                     /* sectors of the allocation table */
    put_le(&out, 1, 4), put_le(&out, 0, 4); /* folder in sector 1 */
    put_le(&out, 4096, 4), put_le(&out, 0xfffffffe, 4), put_le(&out, 0, 4);
    put_le(&out, 0xfffffffe, 4), put_le(&out, 0, 4);
    put_le(&out, 0, 4); /* the table is sector 0 */
    for (int i = 1; i < 109; i++)
        put_le(&out, 0xffffffff, 4);
    put_le(&out, 0xfffffffd, 4), put_le(&out, 0xfffffffe, 4);
    for (size_t i = 0; i < n; i++)
        put_le(&out, i + 1 < n ? i + 3 : 0xfffffffe, 4);
    for (size_t i = n + 2; i < SECTOR / 4; i++)
        put_le(&out, 0xffffffff, 4);
    for (int e = 0; e < 4; e++) {
        const char *entry = e == 0 ? "Root Entry" : e == 1 ? name : "";
        size_t length = strlen(entry);
        for (size_t i = 0; i < 32; i++)
            put_le(&out, i < length ? (unsigned char)entry[i] : 0, 2);
        put_le(&out, length ? 2 * (length + 1) : 0, 2);
        put_le(&out, e == 0 ? 5 : e == 1 ? 2 : 0, 1), put_le(&out, 1, 1);
        put_le(&out, 0xffffffff, 4), put_le(&out, 0xffffffff, 4);
        put_le(&out, e == 0 ? 1 : 0xffffffff, 4);
        for (int i = 0; i < 36; i++)
            cs_buf_putc(&out, '\0');
        put_le(&out, e == 1 ? 2 : 0xfffffffe, 4), put_le(&out, e == 1 ? size : 0, 8);
    }
    cs_buf_put(&out, stream->data, stream->size);
    while (out.size % SECTOR || out.size < (3 + n) * SECTOR)
        cs_buf_putc(&out, '\0');
    return out;
}

/* What a sink was told: "[table sheet]", then "row|cell|cell" lines. */
static inline enum cs_status note_table(void *context, const char *name, const char *sheet)
{
    cs_buf_printf(context, "[%s%s%s]\n", name, sheet ? " " : "", sheet ? sheet : "");
    return CS_OK;
}
static inline enum cs_status note_row(void *context, const struct cs_row *row)
{
    struct cs_buf *out = context;
    cs_buf_printf(out, "%llu", (unsigned long long)row->line);
    for (size_t i = 0; i < row->n_cells; i++) {
        cs_buf_puts(out, "|");
        cs_buf_put(out, row->cells[i].text.start, row->cells[i].text.size);
    }
    cs_buf_puts(out, "\n");
    return CS_OK;
}

struct made_source {
    const char *bytes;
    size_t left;
};
static inline ptrdiff_t read_made(void *context, void *out, size_t capacity, struct cs_diag *diag)
{
    (void)diag;
    struct made_source *source = context;
    size_t n = source->left < capacity ? source->left : capacity;
    memcpy(out, source->bytes, n);
    source->bytes += n;
    source->left -= n;
    return (ptrdiff_t)n;
}

/* Reads the bytes as a container; appends what the sink was told, then the messages. */
static inline enum cs_status read_noted(const char *name, const void *bytes, size_t size,
                                        struct cs_buf *notes)
{
    struct made_source made = {bytes, size};
    struct cs_byte_source source = {&made, read_made, name};
    struct cs_row_sink sink = {notes, note_row, note_table};
    struct cs_diag diag;
    cs_diag_init(&diag);
    enum cs_status status = cs_container_read(&source, &sink, &diag);
    for (size_t i = 0; i < diag.n_messages; i++)
        cs_message_format(&diag.messages[i], notes);
    cs_diag_clear(&diag);
    return status;
}

#endif
