/* Copied sheets would count twice. A sheet that is no copy differs from the others in its first
 * rows, as a rule: looking costs no more than reading these. */
#include "ingest/workbook/copies.h"

#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/grow.h"

enum { LEAST_ROWS = 2 }; /* a header alone makes no copy */

void cs_copies_clear(struct cs_copies *copies)
{
    for (size_t i = 0; i < copies->n_sheets; i++)
        free(copies->sheets[i].rows);
    free(copies->sheets);
    memset(copies, 0, sizeof *copies);
}

/* Reference: Fowler, Noll, Vo: FNV-1a, here eight bytes a step, with the length of each cell. */
static uint64_t print_of(const struct cs_row *row)
{
    static const uint64_t prime = 0x100000001b3u, basis = 0xcbf29ce484222325u;
    uint64_t hash = basis ^ row->line;
    for (size_t i = 0; i < row->n_cells; i++) {
        struct cs_span text = row->cells[i].text;
        hash = (hash ^ text.size) * prime;
        for (; text.size; text.start += sizeof hash, text.size -= sizeof hash) {
            uint64_t word = 0;
            memcpy(&word, text.start, text.size < sizeof word ? text.size : sizeof word);
            hash = (hash ^ word) * prime;
            hash ^= hash >> 29;
            if (text.size < sizeof word)
                break;
        }
    }
    return hash;
}

struct watching {
    struct cs_copies *copies;
    const struct cs_row_sink *under; /* NULL while comparing */
    struct cs_sheet_print *print;    /* of the sheet, while reading */
    struct cs_diag *diag;
    size_t n_rows, original; /* sheets before `original` differ */
    bool *differs;           /* of each sheet read so far */
};

static enum cs_status start_table(void *context, const char *name, const char *sheet)
{
    struct watching *watching = context;
    const struct cs_row_sink *under = watching->under;
    return under && under->table ? under->table(under->context, name, sheet) : CS_OK;
}

/* Goes on as long as some sheet has had the same rows. */
static enum cs_status compare_row(struct watching *watching, uint64_t print)
{
    const struct cs_copies *copies = watching->copies;
    for (; watching->original < copies->n_sheets; watching->original++) {
        const struct cs_sheet_print *sheet = &copies->sheets[watching->original];
        if (!watching->differs[watching->original] && watching->n_rows < sheet->n_rows &&
            sheet->rows[watching->n_rows] == print)
            break;
        watching->differs[watching->original] = true;
    }
    for (size_t i = watching->original + 1; i < copies->n_sheets; i++)
        if (watching->n_rows >= copies->sheets[i].n_rows ||
            copies->sheets[i].rows[watching->n_rows] != print)
            watching->differs[i] = true;
    watching->n_rows++;
    return watching->original < copies->n_sheets ? CS_OK : CS_NO_ANSWER;
}

static enum cs_status keep_row(struct watching *watching, uint64_t print)
{
    struct cs_sheet_print *sheet = watching->print;
    uint64_t *grown = cs_grown(sheet->rows, sheet->n_rows, &sheet->capacity, sizeof *grown);
    if (!grown)
        return cs_fail_memory(watching->diag);
    sheet->rows = grown;
    sheet->rows[sheet->n_rows++] = print;
    return CS_OK;
}

static enum cs_status watch_row(void *context, const struct cs_row *row)
{
    struct watching *watching = context;
    if (!watching->under)
        return compare_row(watching, print_of(row));
    enum cs_status status = keep_row(watching, print_of(row));
    return status == CS_OK ? watching->under->row(watching->under->context, row) : status;
}

/* The sheet that this one is a copy of, or NULL. What is wrong with it is told when it is read. */
static enum cs_status find_original(struct watching *watching, const struct cs_reading *reading,
                                    cs_sheet_reader *read, void *context,
                                    const struct cs_sheet_print **original)
{
    struct cs_copies *copies = watching->copies;
    struct cs_diag unheard;
    cs_diag_init(&unheard);
    struct cs_row_sink sink = {.context = watching,
                               .row = watch_row,
                               .table = start_table,
                               .n_threads = reading->sink->n_threads};
    struct cs_reading looking = *reading;
    looking.sink = &sink;
    looking.diag = &unheard;
    watching->differs = calloc(copies->n_sheets, sizeof *watching->differs);
    *original = NULL;
    if (!watching->differs)
        return cs_fail_memory(reading->diag);
    enum cs_status status = read(&looking, context);
    for (size_t i = 0; status == CS_OK && i < copies->n_sheets && !*original; i++)
        if (!watching->differs[i] && watching->n_rows >= LEAST_ROWS &&
            watching->n_rows == copies->sheets[i].n_rows)
            *original = &copies->sheets[i];
    cs_diag_clear(&unheard);
    free(watching->differs);
    return CS_OK;
}

static struct cs_sheet_print *add_sheet(struct cs_copies *copies, const char *name)
{
    struct cs_sheet_print *grown =
        cs_grown(copies->sheets, copies->n_sheets, &copies->capacity, sizeof *grown);
    if (!grown)
        return NULL;
    copies->sheets = grown;
    copies->sheets[copies->n_sheets] = (struct cs_sheet_print){.name = name};
    return &copies->sheets[copies->n_sheets++];
}

enum cs_status cs_copies_read(struct cs_copies *copies, struct cs_reading *reading,
                              struct cs_place place, cs_sheet_reader *read, void *context)
{
    struct watching watching = {.copies = copies, .diag = reading->diag};
    const struct cs_sheet_print *original = NULL;
    enum cs_status status =
        copies->n_sheets ? find_original(&watching, reading, read, context, &original) : CS_OK;
    if (status != CS_OK)
        return status;
    if (original) {
        cs_diag_add(reading->diag, CS_WARNING, &place,
                    "if it is about other people, change its rows or read it by itself",
                    "the sheet is a copy of the sheet '%s' and was not read", original->name);
        return CS_OK;
    }
    watching.print = add_sheet(copies, place.sheet);
    if (!watching.print)
        return cs_fail_memory(reading->diag);
    watching.under = reading->sink;
    struct cs_row_sink sink = {.context = &watching,
                               .row = watch_row,
                               .table = start_table,
                               .n_threads = reading->sink->n_threads};
    struct cs_reading watched = *reading;
    watched.sink = &sink;
    return read(&watched, context);
}
