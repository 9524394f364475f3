/* The catalogue as a whole: its files in order, and its tables by name. How a file is spelled is
 * fetch/catalogue/catalogue_json.c's. */
#include "fetch/catalogue/catalogue.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/suggest.h"
#include "base/text.h"
#include "fetch/catalogue/catalogue_json.h"
#include "fetch/catalogue/edition.h"

static int is_catalogue_file(const struct dirent *entry)
{
    return entry->d_name[0] != '.' && cs_ends_with_nocase(entry->d_name, ".json");
}

bool cs_catalogue_has_layout(const struct cs_catalogue_table *table, const char *layout)
{
    for (size_t i = 0; i < table->layouts.n; i++)
        if (strcmp(table->layouts.items[i], layout) == 0)
            return true;
    return false;
}

/* Tables that are read by the same layout are told apart by the names of their files. */
static void find_shared_layouts(struct cs_catalogue *catalogue)
{
    for (size_t i = 0; i < catalogue->n; i++)
        for (size_t k = 0; k < catalogue->n; k++)
            for (size_t l = 0; k != i && l < catalogue->tables[i].layouts.n; l++)
                catalogue->tables[i].shares_layout |= cs_catalogue_has_layout(
                    &catalogue->tables[k], catalogue->tables[i].layouts.items[l]);
}

enum cs_status cs_catalogue_open(struct cs_catalogue *catalogue, const char *folder,
                                 struct cs_arena *arena, struct cs_diag *diag)
{
    struct dirent **entries;
    enum cs_status status = CS_OK;
    *catalogue = (struct cs_catalogue){.arena = arena};
    int n = scandir(folder, &entries, is_catalogue_file, alphasort);
    if (n < 0)
        return cs_fail(diag, CS_IO, &(struct cs_place){.file = folder}, NULL,
                       "the catalogue cannot be listed: %s", strerror(errno));
    for (int i = 0; i < n; i++) {
        const char *path = cs_arena_printf(arena, "%s/%s", folder, entries[i]->d_name);
        if (status == CS_OK)
            status = path ? cs_catalogue_read_file(catalogue, path, diag) : cs_fail_memory(diag);
        free(entries[i]);
    }
    free(entries);
    if (status == CS_OK && catalogue->n == 0)
        status = cs_fail(diag, CS_IO, &(struct cs_place){.file = folder}, NULL,
                         "holds no catalogue: there is no table in a .json file");
    find_shared_layouts(catalogue);
    return status;
}

const struct cs_catalogue_table *cs_catalogue_find(const struct cs_catalogue *catalogue,
                                                   const char *name)
{
    for (size_t i = 0; i < catalogue->n; i++)
        if (strcmp(catalogue->tables[i].name, name) == 0)
            return &catalogue->tables[i];
    return NULL;
}

const char *cs_catalogue_suggest(const struct cs_catalogue *catalogue, const char *name,
                                 struct cs_arena *arena)
{
    const char **names = cs_arena_alloc(arena, (catalogue->n + 1) * sizeof *names);
    for (size_t i = 0; names && i < catalogue->n; i++)
        names[i] = catalogue->tables[i].name;
    return names ? cs_suggest(name, names, catalogue->n) : NULL;
}

const char *cs_catalogue_fill(const struct cs_catalogue_table *table, int edition,
                              const char *pattern, struct cs_arena *arena)
{
    struct cs_buf filled;
    cs_buf_init(&filled);
    bool is_filled = cs_edition_fill(&table->rule, edition, pattern, &filled);
    const char *text = is_filled && !filled.failed
                           ? cs_arena_copy(arena, cs_buf_text(&filled), filled.size)
                           : NULL;
    cs_buf_clear(&filled);
    return text;
}
