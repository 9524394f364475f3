/* The workbook of an .xlsx: which sheets, where their parts are. Reference: ECMA-376 part 1, 12.3.
 */
#include "ingest/workbook/xlsx.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/text.h"
#include "ingest/source/ahead.h"
#include "ingest/source/archive.h"
#include "ingest/workbook/copies.h"
#include "ingest/workbook/texts.h"
#include "ingest/workbook/xml.h"

enum { MAX_SHEETS = 1024 };

struct relation {
    const char *id, *type, *target;
};
struct relations {
    struct cs_arena *arena;
    struct relation items[MAX_SHEETS];
    size_t n;
};
struct sheet_entry {
    const char *name, *id;
    const char *state; /* NULL: it is shown */
};

struct workbook {
    struct cs_arena arena;
    struct cs_xlsx_book book;
    const char *path; /* of the workbook part */
    struct relations relations;
    struct sheet_entry sheets[MAX_SHEETS];
    size_t n_sheets;
    struct cs_copies copies;
};

static const char *copy(struct cs_arena *arena, const char *text)
{
    const char *kept = cs_arena_strdup(arena, text ? text : "");
    return kept ? kept : "";
}

static enum cs_status start_relation(void *context, const char *name, const char *const *attributes)
{
    struct relations *relations = context;
    if (strcmp(name, "Relationship") != 0 || relations->n == MAX_SHEETS)
        return CS_OK;
    relations->items[relations->n++] =
        (struct relation){copy(relations->arena, cs_xml_attribute(attributes, "Id")),
                          copy(relations->arena, cs_xml_attribute(attributes, "Type")),
                          copy(relations->arena, cs_xml_attribute(attributes, "Target"))};
    return CS_OK;
}

static enum cs_status start_workbook(void *context, const char *name, const char *const *attributes)
{
    struct workbook *workbook = context;
    if (strcmp(name, "workbookPr") == 0) {
        const char *is_1904 = cs_xml_attribute(attributes, "date1904");
        workbook->book.is_1904 = is_1904 && (*is_1904 == '1' || *is_1904 == 't');
    } else if (strcmp(name, "calcPr") == 0) {
        const char *is_wished = cs_xml_attribute(attributes, "fullCalcOnLoad");
        workbook->book.is_uncomputed = is_wished && (*is_wished == '1' || *is_wished == 't');
    } else if (strcmp(name, "sheet") == 0 && workbook->n_sheets < MAX_SHEETS) {
        const char *state = cs_xml_attribute(attributes, "state");
        workbook->sheets[workbook->n_sheets++] = (struct sheet_entry){
            copy(&workbook->arena, cs_xml_attribute(attributes, "name")),
            copy(&workbook->arena, cs_xml_attribute(attributes, "r:id")),
            state && strcmp(state, "visible") != 0 ? copy(&workbook->arena, state) : NULL};
    }
    return CS_OK;
}

/* A target beside the part that refers to it, or from the root: "worksheets/sheet1.xml". */
static const char *resolve(struct workbook *workbook, const char *from, const char *target)
{
    char *plain = cs_arena_strdup(&workbook->arena, target);
    for (char *c = plain; c && *c; c++)
        *c = *c == '\\' ? '/' : *c;
    target = plain ? plain : target;
    if (*target == '/')
        return target + 1;
    const char *slash = strrchr(from, '/');
    int folder = slash ? (int)(slash - from + 1) : 0;
    while (cs_starts_with(target, "../") && folder > 1) {
        target += 3;
        for (folder--; folder && from[folder - 1] != '/';)
            folder--;
    }
    return cs_arena_printf(&workbook->arena, "%.*s%s", folder, from, target);
}

static const char *relations_path(struct workbook *workbook, const char *part)
{
    const char *slash = strrchr(part, '/');
    int folder = slash ? (int)(slash - part + 1) : 0;
    return cs_arena_printf(&workbook->arena, "%.*s_rels/%s.rels", folder, part, part + folder);
}

/* Reads a part through the handler when it is there; *is_there says so. */
static enum cs_status read_part(struct cs_archive *zip, const char *path,
                                const struct cs_xml_handler *handler, bool *is_there,
                                struct cs_diag *diag)
{
    struct cs_member member;
    *is_there = false;
    if (!path)
        return cs_fail_memory(diag);
    enum cs_status status = cs_archive_find(zip, path, &member, diag);
    if (status != CS_OK || !member.path)
        return status;
    *is_there = true;
    return cs_xml_read(&member.source, handler, diag);
}

static const char *find_target(const struct workbook *workbook, const char *type_ending)
{
    for (size_t i = 0; i < workbook->relations.n; i++)
        if (cs_ends_with_nocase(workbook->relations.items[i].type, type_ending))
            return workbook->relations.items[i].target;
    return NULL;
}

/* Finds the workbook part, reads its sheets, then the relations that say where they are. */
static enum cs_status read_workbook(struct workbook *workbook, struct cs_archive *zip,
                                    struct cs_diag *diag)
{
    struct cs_xml_handler relation = {&workbook->relations, start_relation, NULL, NULL};
    struct cs_xml_handler sheets = {workbook, start_workbook, NULL, NULL};
    bool is_there;
    enum cs_status status = read_part(zip, "_rels/.rels", &relation, &is_there, diag);
    const char *target = find_target(workbook, "/officeDocument");
    workbook->path = target ? resolve(workbook, "", target) : "xl/workbook.xml";
    workbook->relations.n = 0;
    if (status == CS_OK)
        status = read_part(zip, workbook->path, &sheets, &is_there, diag);
    if (status == CS_OK && (!is_there || workbook->n_sheets == 0))
        return cs_fail(diag, CS_IO, &(struct cs_place){.file = workbook->book.name},
                       "save it from the spreadsheet program as .xlsx or CSV",
                       is_there ? "is a workbook without sheets"
                                : "is not an .xlsx workbook: the part '%s' is missing",
                       workbook->path);
    if (status == CS_OK)
        status =
            read_part(zip, relations_path(workbook, workbook->path), &relation, &is_there, diag);
    return status;
}

static enum cs_status read_shared_parts(struct workbook *workbook, struct cs_archive *zip,
                                        struct cs_diag *diag)
{
    struct cs_member member;
    enum cs_status status = CS_OK;
    const char *strings = find_target(workbook, "/sharedStrings");
    const char *styles = find_target(workbook, "/styles");
    if (strings) {
        status = cs_archive_find(zip, resolve(workbook, workbook->path, strings), &member, diag);
        if (status == CS_OK && member.path)
            status = cs_xlsx_strings_read(&workbook->book.strings, &member.source, diag);
    }
    if (status == CS_OK && styles) {
        status = cs_archive_find(zip, resolve(workbook, workbook->path, styles), &member, diag);
        if (status == CS_OK && member.path)
            status = cs_xlsx_styles_read(&workbook->book.styles, &member.source, diag);
    }
    return status;
}

/* Whether a part holds some bytes at all; far quicker than parsing it twice. */
static enum cs_status holds(struct cs_byte_source *part, const char *word, int *found,
                            struct cs_diag *diag)
{
    char block[65536];
    size_t kept = 0, length = strlen(word);
    *found = 0;
    for (;;) {
        ptrdiff_t n = part->read(part->context, block + kept, sizeof block - kept, diag);
        if (n <= 0)
            return n < 0 ? CS_IO : CS_OK;
        size_t size = kept + (size_t)n;
        if (memmem(block, size, word, length)) {
            *found = 1;
            return CS_OK;
        }
        kept = size < length ? size : length - 1;
        memmove(block, block + size - kept, kept);
    }
}

static enum cs_status read_merges(struct cs_archive *zip, const char *path,
                                  struct cs_ranges *merges, struct cs_diag *diag)
{
    struct cs_member member;
    int found = 0;
    enum cs_status status = cs_archive_find(zip, path, &member, diag);
    if (status == CS_OK && member.path)
        status = holds(&member.source, "mergeCell ", &found, diag);
    if (status != CS_OK || !found)
        return status;
    status = cs_archive_find(zip, path, &member, diag);
    return status == CS_OK ? cs_xlsx_merges_read(merges, &member.source, diag) : status;
}

/* The pivot tables of a sheet, which its relations name. */
static enum cs_status read_pivots(struct workbook *workbook, struct cs_archive *zip,
                                  const char *path, struct cs_ranges *pivots, struct cs_diag *diag)
{
    struct relations relations = {.arena = &workbook->arena};
    struct cs_xml_handler handler = {&relations, start_relation, NULL, NULL};
    bool is_there;
    enum cs_status status =
        read_part(zip, relations_path(workbook, path), &handler, &is_there, diag);
    for (size_t i = 0; status == CS_OK && i < relations.n; i++) {
        struct cs_member member;
        if (!cs_ends_with_nocase(relations.items[i].type, "/pivotTable"))
            continue;
        status =
            cs_archive_find(zip, resolve(workbook, path, relations.items[i].target), &member, diag);
        if (status == CS_OK && member.path)
            status = cs_xlsx_pivot_read(pivots, &member.source, diag);
    }
    return status;
}

/* A sheet on its way to the sink. */
struct sheet_job {
    struct workbook *workbook;
    struct cs_archive *zip;
    const char *name, *path;
    struct cs_xlsx_ranges ranges;
};

static enum cs_status read_cells(struct cs_reading *reading, void *context)
{
    struct sheet_job *job = context;
    struct cs_place place = {.file = job->workbook->book.name, .sheet = job->name};
    struct cs_member member;
    struct cs_ahead *ahead;
    enum cs_status status = cs_archive_find(job->zip, job->path, &member, reading->diag);
    if (status == CS_OK && !member.path)
        return cs_fail(reading->diag, CS_IO, &place, NULL,
                       "the sheet's part is missing from the workbook");
    if (status == CS_OK)
        status = cs_ahead_open(&member.source, reading->sink->n_threads, &ahead, reading->diag);
    if (status != CS_OK)
        return status;
    status = cs_xlsx_sheet_read(reading, &job->workbook->book, job->name, &job->ranges,
                                cs_ahead_source(ahead));
    cs_ahead_close(ahead);
    return status;
}

static enum cs_status run_sheet_job(struct cs_reading *reading, struct sheet_job *job)
{
    struct cs_place place = {.file = job->workbook->book.name, .sheet = job->name};
    enum cs_status status = read_merges(job->zip, job->path, &job->ranges.merges, reading->diag);
    if (status == CS_OK)
        status =
            read_pivots(job->workbook, job->zip, job->path, &job->ranges.pivots, reading->diag);
    if (status == CS_OK && job->ranges.pivots.n)
        cs_diag_add(reading->diag, CS_WARNING, &place, NULL,
                    "holds a pivot table, which restates other rows: its cells were not read");
    if (status == CS_OK)
        status = cs_copies_read(&job->workbook->copies, reading, place, read_cells, job);
    free(job->ranges.merges.items);
    free(job->ranges.pivots.items);
    return status;
}

static enum cs_status read_sheet(struct cs_reading *reading, struct workbook *workbook,
                                 struct cs_archive *zip, const struct sheet_entry *sheet)
{
    const struct relation *relation = NULL;
    for (size_t i = 0; i < workbook->relations.n && !relation; i++)
        if (strcmp(workbook->relations.items[i].id, sheet->id) == 0)
            relation = &workbook->relations.items[i];
    if (relation && !cs_ends_with_nocase(relation->type, "/worksheet"))
        return CS_OK; /* a chart on a sheet of its own */
    struct cs_place place = {.file = workbook->book.name, .sheet = sheet->name};
    if (sheet->state) {
        cs_diag_add(reading->diag, CS_NOTE, &place, NULL, "the sheet is %s and was not read",
                    strcmp(sheet->state, "veryHidden") == 0 ? "very hidden" : "hidden");
        return CS_OK;
    }
    struct sheet_job job = {workbook, zip, sheet->name, NULL, {{0}}};
    job.path = relation ? resolve(workbook, workbook->path, relation->target) : "";
    return job.path ? run_sheet_job(reading, &job) : cs_fail_memory(reading->diag);
}

enum cs_status cs_xlsx_read(struct cs_reading *reading, const char *name, struct cs_archive *zip)
{
    struct workbook *workbook = calloc(1, sizeof *workbook);
    if (!workbook)
        return cs_fail_memory(reading->diag);
    workbook->book.name = name;
    workbook->relations.arena = &workbook->arena;
    enum cs_status status = read_workbook(workbook, zip, reading->diag);
    if (status == CS_OK)
        status = read_shared_parts(workbook, zip, reading->diag);
    for (size_t i = 0; status == CS_OK && i < workbook->n_sheets; i++)
        status = read_sheet(reading, workbook, zip, &workbook->sheets[i]);
    cs_copies_clear(&workbook->copies);
    cs_texts_clear(&workbook->book.strings);
    free(workbook->book.styles.formats);
    cs_arena_clear(&workbook->arena);
    free(workbook);
    return status;
}
