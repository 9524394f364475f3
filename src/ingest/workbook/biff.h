/* Records of an .xls workbook stream. Answers for: walking records, and texts that run on in the
 * next one. Private to the xls*.c files. Reference: [MS-XLS] 2.1.4, 2.5.293. */
#ifndef CS_INGEST_BIFF_H
#define CS_INGEST_BIFF_H

#include <stdbool.h>

#include "ingest/workbook/texts.h"

enum cs_biff_record {
    CS_BIFF_FORMULA = 0x06,
    CS_BIFF_EOF = 0x0A,
    CS_BIFF_DATEMODE = 0x22,
    CS_BIFF_FILEPASS = 0x2F,
    CS_BIFF_CONTINUE = 0x3C,
    CS_BIFF_COLINFO = 0x7D,
    CS_BIFF_BOUNDSHEET = 0x85,
    CS_BIFF_MULRK = 0xBD,
    CS_BIFF_RSTRING = 0xD6,
    CS_BIFF_XF = 0xE0,
    CS_BIFF_MERGED = 0xE5,
    CS_BIFF_SST = 0xFC,
    CS_BIFF_LABELSST = 0xFD,
    CS_BIFF_NUMBER = 0x203,
    CS_BIFF_LABEL = 0x204,
    CS_BIFF_BOOLERR = 0x205,
    CS_BIFF_STRING = 0x207,
    CS_BIFF_ROW = 0x208,
    CS_BIFF_RK = 0x27E,
    CS_BIFF_FORMAT = 0x41E,
    CS_BIFF_BOF = 0x809,
};

struct cs_biff {
    const char *name;           /* of the workbook, for messages */
    const unsigned char *bytes; /* the stream */
    size_t n_bytes;
    size_t next;   /* where the next record starts */
    unsigned type; /* of the present record */
    const unsigned char *body;
    size_t n_body;
    bool is_biff8; /* texts are Unicode */
    struct cs_diag *diag;
};

/* Goes to the next record; 0 at the end of the stream or when it is cut off. */
bool cs_biff_next(struct cs_biff *biff);

/* Appends n characters at *at within the record to the text begun last, going on into CONTINUE
 * records; a BIFF8 text starts with its flags byte, which says how wide characters are. Windows
 * Latin 1 in older files. Errors: CS_IO when the text is cut off. */
CS_MUST_USE enum cs_status cs_biff_append_text(struct cs_biff *biff, size_t *at, size_t n,
                                               struct cs_texts *texts);
/* All texts of an SST record, the present one. */
CS_MUST_USE enum cs_status cs_biff_read_shared(struct cs_biff *biff, struct cs_texts *texts);

/* "The workbook is damaged", CS_IO. */
enum cs_status cs_biff_fail(const struct cs_biff *biff);

#endif
