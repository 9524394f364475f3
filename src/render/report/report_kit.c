/* The templates and words of a report, read once. */
#include <dirent.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/outfile.h"
#include "base/within.h"
#include "render/report/report.h"
#include "render/report/report_parts.h"

enum { MAX_TEMPLATE_BYTES = 1 << 20, MAX_TEMPLATES = 256 };

static enum cs_status load_file(struct cs_report_kit *kit, const char *folder, const char *name,
                                struct cs_diag *diag)
{
    char *text;
    size_t n_bytes;
    const char *path = cs_arena_printf(&kit->arena, "%s/%s", folder, name);
    if (!path)
        return cs_fail_memory(diag);
    const char *fault = cs_within_fault(folder, path);
    if (fault)
        return cs_fail(diag, CS_IO, &(struct cs_place){.file = path},
                       "templates are files of one folder: put a copy there", "%s", fault);
    enum cs_status status = cs_read_file(path, MAX_TEMPLATE_BYTES, &text, &n_bytes, diag);
    if (status != CS_OK)
        return status;
    struct cs_template_file *file = &kit->files[kit->n_files];
    file->name = cs_arena_strdup(&kit->arena, name);
    n_bytes -= n_bytes > 0 && text[n_bytes - 1] == '\n'; /* so that files fit into a line */
    file->text = cs_arena_copy(&kit->arena, text, n_bytes);
    free(text);
    if (!file->name || !file->text)
        return cs_fail_memory(diag);
    kit->n_files++;
    return CS_OK;
}

static int is_template(const struct dirent *entry)
{
    return entry->d_name[0] != '.' && entry->d_name[strlen(entry->d_name) - 1] != '~';
}

enum cs_status cs_report_kit_load(struct cs_report_kit *kit, const char *folder,
                                  struct cs_diag *diag)
{
    struct dirent **entries;
    struct cs_place place = {.file = folder};
    int n = scandir(folder, &entries, is_template, alphasort);
    if (n < 0)
        return cs_fail(diag, CS_IO, &place, NULL, "the folder of templates cannot be read");
    kit->files = cs_arena_alloc(&kit->arena, MAX_TEMPLATES * sizeof *kit->files);
    enum cs_status status = kit->files ? CS_OK : cs_fail_memory(diag);
    if (status == CS_OK && n > MAX_TEMPLATES)
        status = cs_fail(diag, CS_IO, &place, NULL,
                         "holds %d files, more than the %d templates that are read", n,
                         (int)MAX_TEMPLATES);
    for (int i = 0; i < n; i++) {
        if (status == CS_OK)
            status = load_file(kit, folder, entries[i]->d_name, diag);
        free(entries[i]);
    }
    free(entries);
    return status;
}

void cs_report_kit_clear(struct cs_report_kit *kit)
{
    cs_arena_clear(&kit->arena);
    kit->files = NULL;
    kit->n_files = 0;
}

const char *cs_report_kit_file(const struct cs_report_kit *kit, const char *name)
{
    for (size_t i = 0; i < kit->n_files; i++)
        if (strcmp(kit->files[i].name, name) == 0)
            return kit->files[i].text;
    return NULL;
}
