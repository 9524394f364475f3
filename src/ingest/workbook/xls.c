/* Workbooks of Excel 5 to 2003. FreeXL 1.0.6 was the first choice and opens two of ten national
 * files of the Bureau of Labor Statistics; the format is public, so it is read here. Reference:
 * [MS-XLS] 2.1.7.20.3 (globals). */
#include "ingest/workbook/xls.h"

#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "ingest/workbook/biff.h"
#include "ingest/workbook/compound.h"
#include "ingest/workbook/copies.h"
#include "ingest/workbook/littleendian.h"
#include "ingest/workbook/sheetrows.h"
#include "ingest/workbook/texts.h"

enum { MAX_SHEETS = 1024, MAX_FORMATS = 4096, BIFF8 = 0x0600, BIFF5 = 0x0500 };

struct sheet_entry {
    size_t start;
    int hidden; /* 1, or 2 where no menu shows it */
    bool is_worksheet;
};

struct globals {
    struct cs_xls_book book;
    struct cs_texts names; /* of the sheets */
    struct sheet_entry sheets[MAX_SHEETS];
    struct cs_texts codes; /* of number formats, as texts to look at */
    uint16_t format_ids[MAX_FORMATS];
    struct cs_diag *diag;
};

static enum cs_status read_sheet_entry(struct globals *globals)
{
    struct cs_biff *biff = &globals->book.biff;
    if (globals->names.n == MAX_SHEETS)
        return CS_OK;
    if (biff->n_body < 8)
        return cs_biff_fail(biff);
    size_t at = 7, n = biff->body[6];
    globals->sheets[globals->names.n] = (struct sheet_entry){.start = cs_le32(biff->body),
                                                             .hidden = biff->body[4] & 3,
                                                             .is_worksheet = biff->body[5] == 0};
    enum cs_status status = cs_texts_begin(&globals->names, globals->diag);
    if (status == CS_OK)
        status = cs_biff_append_text(biff, &at, n, &globals->names);
    return status == CS_OK
               ? cs_texts_append(&globals->names, globals->book.name, "", 1, globals->diag)
               : status;
}

static enum cs_status read_format(struct globals *globals)
{
    struct cs_biff *biff = &globals->book.biff;
    size_t at = biff->is_biff8 ? 4 : 3;
    if (globals->codes.n == MAX_FORMATS)
        return CS_OK;
    if (biff->n_body < at)
        return cs_biff_fail(biff);
    size_t n = biff->is_biff8 ? cs_le16(biff->body + 2) : biff->body[2];
    globals->format_ids[globals->codes.n] = cs_le16(biff->body);
    enum cs_status status = cs_texts_begin(&globals->codes, globals->diag);
    return status == CS_OK && n ? cs_biff_append_text(biff, &at, n, &globals->codes) : status;
}

static struct cs_number_format find_format(const struct globals *globals, uint16_t id)
{
    for (size_t i = 0; i < globals->codes.n; i++)
        if (globals->format_ids[i] == id) {
            struct cs_span code = cs_texts_get(&globals->codes, i);
            return cs_number_format_of(code.start, code.size);
        }
    return cs_number_format_built_in(id);
}

static enum cs_status read_cell_format(struct globals *globals)
{
    struct cs_xls_book *book = &globals->book;
    if (book->biff.n_body < 4)
        return cs_biff_fail(&book->biff);
    struct cs_number_format *grown = realloc(book->formats, (book->n_formats + 1) * sizeof *grown);
    if (!grown)
        return cs_fail_memory(globals->diag);
    book->formats = grown;
    book->formats[book->n_formats++] = find_format(globals, cs_le16(book->biff.body + 2));
    return CS_OK;
}

static enum cs_status read_global(struct globals *globals)
{
    struct cs_biff *biff = &globals->book.biff;
    switch (biff->type) {
    case CS_BIFF_FILEPASS:
        return cs_fail(globals->diag, CS_IO, &(struct cs_place){.file = globals->book.name},
                       "open it with its password and save it without one",
                       "is an encrypted workbook");
    case CS_BIFF_DATEMODE:
        globals->book.is_1904 = biff->n_body >= 2 && cs_le16(biff->body) == 1;
        return CS_OK;
    case CS_BIFF_BOUNDSHEET:
        return read_sheet_entry(globals);
    case CS_BIFF_FORMAT:
        return read_format(globals);
    case CS_BIFF_XF:
        return read_cell_format(globals);
    case CS_BIFF_SST:
        return cs_biff_read_shared(biff, &globals->book.shared);
    default:
        return CS_OK;
    }
}

static enum cs_status read_globals(struct globals *globals)
{
    struct cs_biff *biff = &globals->book.biff;
    if (!cs_biff_next(biff) || biff->type != CS_BIFF_BOF || biff->n_body < 4)
        return cs_biff_fail(biff);
    unsigned version = cs_le16(biff->body);
    biff->is_biff8 = version == BIFF8;
    if (version != BIFF8 && version != BIFF5)
        return cs_fail(globals->diag, CS_IO, &(struct cs_place){.file = globals->book.name},
                       "open it and save the table as .xlsx or CSV",
                       "is a workbook from an Excel older than version 5");
    enum cs_status status = CS_OK;
    while (status == CS_OK) {
        if (!cs_biff_next(biff))
            return cs_biff_fail(biff);
        if (biff->type == CS_BIFF_EOF)
            return CS_OK;
        status = read_global(globals);
    }
    return status;
}

struct sheet_job {
    struct cs_xls_book *book;
    const char *name;
    size_t start;
};

static enum cs_status read_sheet(struct cs_reading *reading, void *context)
{
    const struct sheet_job *job = context;
    job->book->biff.diag = reading->diag;
    return cs_xls_sheet_read(reading, job->book, job->name, job->start);
}

static enum cs_status read_sheets(struct cs_reading *reading, struct globals *globals)
{
    enum cs_status status = CS_OK;
    struct cs_copies copies = {0};
    for (size_t i = 0; status == CS_OK && i < globals->names.n; i++) {
        const struct sheet_entry *sheet = &globals->sheets[i];
        const char *name = cs_texts_get(&globals->names, i).start;
        struct cs_place place = {.file = globals->book.name, .sheet = name};
        struct sheet_job job = {&globals->book, name, sheet->start};
        if (sheet->is_worksheet && sheet->hidden)
            cs_diag_add(reading->diag, CS_NOTE, &place, NULL, "the sheet is %s and was not read",
                        sheet->hidden == 2 ? "very hidden" : "hidden");
        else if (sheet->is_worksheet)
            status = cs_copies_read(&copies, reading, place, read_sheet, &job);
    }
    cs_copies_clear(&copies);
    if (globals->names.n == 0)
        return cs_fail(reading->diag, CS_IO, &(struct cs_place){.file = globals->book.name}, NULL,
                       "is a workbook without sheets");
    return status;
}

static enum cs_status read_stream(struct cs_reading *reading, const char *name,
                                  struct cs_span stream)
{
    struct globals *globals = calloc(1, sizeof *globals);
    if (!globals)
        return cs_fail_memory(reading->diag);
    globals->diag = reading->diag;
    globals->book.name = name;
    globals->book.biff = (struct cs_biff){.name = name,
                                          .bytes = (const unsigned char *)stream.start,
                                          .n_bytes = stream.size,
                                          .diag = reading->diag};
    enum cs_status status = read_globals(globals);
    if (status == CS_OK)
        status = read_sheets(reading, globals);
    cs_texts_clear(&globals->names);
    cs_texts_clear(&globals->codes);
    cs_texts_clear(&globals->book.shared);
    free(globals->book.formats);
    free(globals);
    return status;
}

enum cs_status cs_xls_read(struct cs_reading *reading, const char *name, struct cs_span file)
{
    /* An .xlsx with a password is a compound file around an encrypted package. */
    static const char *const streams[] = {"EncryptedPackage", "Workbook", "Book"};
    struct cs_span stream;
    int found;
    enum cs_status status =
        cs_compound_stream(name, file, streams, 3, &found, &stream, reading->diag);
    if (status != CS_OK)
        return status;
    if (found == 0)
        status = cs_fail(reading->diag, CS_IO, &(struct cs_place){.file = name},
                         "open it with its password and save it without one",
                         "is an encrypted workbook");
    else if (found < 0)
        status = cs_fail(reading->diag, CS_IO, &(struct cs_place){.file = name},
                         "open it in its program and save the table as .xlsx or CSV",
                         "is an Office document without a workbook in it");
    else
        status = read_stream(reading, name, stream);
    free((void *)(uintptr_t)stream.start);
    return status;
}
