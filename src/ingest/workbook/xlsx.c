/* The workbook of an .xlsx: which sheets, where their parts are. Reference: ECMA-376 part 1, 12.3.
 */
#include "ingest/workbook/xlsx.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/text.h"
#include "ingest/source/archive.h"
#include "ingest/workbook/texts.h"
#include "ingest/workbook/xml.h"

enum { MAX_SHEETS = 1024 };

struct relation {
    const char *id, *type, *target;
};
struct sheet_entry {
    const char *name, *id;
    int is_hidden;
};

struct workbook {
    struct cs_arena arena;
    struct cs_xlsx_book book;
    const char *path; /* of the workbook part */
    struct relation relations[MAX_SHEETS];
    struct sheet_entry sheets[MAX_SHEETS];
    size_t n_relations, n_sheets;
};

static const char *keep(struct workbook *workbook, const char *text)
{
    return cs_arena_strdup(&workbook->arena, text ? text : "");
}

static enum cs_status start_relation(void *context, const char *name, const char *const *attributes)
{
    struct workbook *workbook = context;
    if (strcmp(name, "Relationship") != 0 || workbook->n_relations == MAX_SHEETS)
        return CS_OK;
    workbook->relations[workbook->n_relations++] =
        (struct relation){keep(workbook, cs_xml_attribute(attributes, "Id")),
                          keep(workbook, cs_xml_attribute(attributes, "Type")),
                          keep(workbook, cs_xml_attribute(attributes, "Target"))};
    return CS_OK;
}

static enum cs_status start_workbook(void *context, const char *name, const char *const *attributes)
{
    struct workbook *workbook = context;
    if (strcmp(name, "workbookPr") == 0) {
        const char *is_1904 = cs_xml_attribute(attributes, "date1904");
        workbook->book.is_1904 = is_1904 && (*is_1904 == '1' || *is_1904 == 't');
    } else if (strcmp(name, "sheet") == 0 && workbook->n_sheets < MAX_SHEETS) {
        const char *state = cs_xml_attribute(attributes, "state");
        workbook->sheets[workbook->n_sheets++] =
            (struct sheet_entry){keep(workbook, cs_xml_attribute(attributes, "name")),
                                 keep(workbook, cs_xml_attribute(attributes, "r:id")),
                                 state && strcmp(state, "visible") != 0};
    }
    return CS_OK;
}

/* A target beside the part that refers to it, or from the root: "worksheets/sheet1.xml". */
static const char *resolve(struct workbook *workbook, const char *from, const char *target)
{
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
                                const struct cs_xml_handler *handler, int *is_there,
                                struct cs_diag *diag)
{
    struct cs_member member;
    *is_there = 0;
    if (!path)
        return cs_fail_memory(diag);
    enum cs_status status = cs_archive_find(zip, path, &member, diag);
    if (status != CS_OK || !member.path)
        return status;
    *is_there = 1;
    return cs_xml_read(&member.source, handler, diag);
}

static const char *find_target(const struct workbook *workbook, const char *type_ending)
{
    for (size_t i = 0; i < workbook->n_relations; i++)
        if (cs_ends_with_nocase(workbook->relations[i].type, type_ending))
            return workbook->relations[i].target;
    return NULL;
}

/* Finds the workbook part, reads its sheets, then the relations that say where they are. */
static enum cs_status read_workbook(struct workbook *workbook, struct cs_archive *zip,
                                    struct cs_diag *diag)
{
    struct cs_xml_handler relation = {workbook, start_relation, NULL, NULL};
    struct cs_xml_handler sheets = {workbook, start_workbook, NULL, NULL};
    int is_there;
    enum cs_status status = read_part(zip, "_rels/.rels", &relation, &is_there, diag);
    const char *target = find_target(workbook, "/officeDocument");
    workbook->path = target ? resolve(workbook, "", target) : "xl/workbook.xml";
    workbook->n_relations = 0;
    if (status == CS_OK)
        status = read_part(zip, workbook->path, &sheets, &is_there, diag);
    if (status == CS_OK && (!is_there || workbook->n_sheets == 0))
        return cs_fail(diag, CS_IO, &(struct cs_place){.file = workbook->book.name},
                       "save it from the spreadsheet program as .xlsx or CSV",
                       is_there ? "is a workbook without sheets"
                                : "is no .xlsx workbook: the part '%s' is missing",
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

static enum cs_status read_sheet(struct cs_reading *reading, struct workbook *workbook,
                                 struct cs_archive *zip, const struct sheet_entry *sheet)
{
    const struct relation *relation = NULL;
    for (size_t i = 0; i < workbook->n_relations && !relation; i++)
        if (strcmp(workbook->relations[i].id, sheet->id) == 0)
            relation = &workbook->relations[i];
    if (relation && !cs_ends_with_nocase(relation->type, "/worksheet"))
        return CS_OK; /* a chart on a sheet of its own */
    struct cs_place place = {.file = workbook->book.name, .sheet = sheet->name};
    if (sheet->is_hidden) {
        cs_diag_add(reading->diag, CS_NOTE, &place, NULL, "the sheet is hidden and was not read");
        return CS_OK;
    }
    const char *path = relation ? resolve(workbook, workbook->path, relation->target) : NULL;
    struct cs_ranges merges = {0};
    struct cs_member member = {0};
    enum cs_status status = path ? read_merges(zip, path, &merges, reading->diag) : CS_OK;
    if (status == CS_OK && path)
        status = cs_archive_find(zip, path, &member, reading->diag);
    if (status == CS_OK)
        status = member.path ? cs_xlsx_sheet_read(reading, &workbook->book, sheet->name, &merges,
                                                  &member.source)
                             : cs_fail(reading->diag, CS_IO, &place, NULL,
                                       "the sheet's part is missing from the workbook");
    free(merges.items);
    return status;
}

enum cs_status cs_xlsx_read(struct cs_reading *reading, const char *name, struct cs_archive *zip)
{
    struct workbook *workbook = calloc(1, sizeof *workbook);
    if (!workbook)
        return cs_fail_memory(reading->diag);
    workbook->book.name = name;
    enum cs_status status = read_workbook(workbook, zip, reading->diag);
    if (status == CS_OK)
        status = read_shared_parts(workbook, zip, reading->diag);
    for (size_t i = 0; status == CS_OK && i < workbook->n_sheets; i++)
        status = read_sheet(reading, workbook, zip, &workbook->sheets[i]);
    cs_texts_clear(&workbook->book.strings);
    free(workbook->book.styles.kinds);
    cs_arena_clear(&workbook->arena);
    free(workbook);
    return status;
}
