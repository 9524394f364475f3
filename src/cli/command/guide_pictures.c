/* Pictures of all guides of a run checked together before any is written, as two guides may name
 * one file. */
#include "cli/command/guide_pictures.h"

#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/grow.h"
#include "cli/command/guides.h"
#include "guide/text/document.h"

struct cs_guide_picture {
    const char *path, *model;
};

static const struct cs_guide_picture *picture_at(const struct cs_guide_pictures *pictures,
                                                 const char *path)
{
    for (size_t i = 0; i < pictures->n; i++)
        if (strcmp(pictures->items[i].path, path) == 0)
            return &pictures->items[i];
    return NULL;
}

static enum cs_status add_picture(struct cs_guide_pictures *pictures,
                                  const struct cs_refreshed *item, struct cs_diag *diag)
{
    struct cs_guide_picture *grown = cs_arena_grown(pictures->arena, pictures->items, pictures->n,
                                                    &pictures->capacity, sizeof *grown);
    if (!grown)
        return cs_fail_memory(diag);
    pictures->items = grown;
    struct cs_guide_picture *picture = &pictures->items[pictures->n++];
    picture->path = cs_arena_strdup(pictures->arena, item->path);
    picture->model = cs_arena_strdup(pictures->arena, item->model);
    return picture->path && picture->model ? CS_OK : cs_fail_memory(diag);
}

enum cs_status cs_guide_pictures_check(struct cs_guide_pictures *pictures,
                                       const struct cs_refresh *refresh, struct cs_diag *diag)
{
    for (size_t i = 0; i < refresh->n_items; i++) {
        const struct cs_refreshed *item = &refresh->items[i];
        if (!item->model)
            continue;
        const struct cs_guide_picture *other = picture_at(pictures, item->path);
        struct cs_place place = cs_document_place(&refresh->document, item->marker->start);
        if (other && strcmp(other->model, item->model) != 0)
            return cs_fail(diag, CS_USAGE, &place, "give each chart a file of its own",
                           "another marker draws a different chart into '%s'", item->file);
        enum cs_status status = other ? CS_OK : add_picture(pictures, item, diag);
        if (status != CS_OK)
            return status;
    }
    return CS_OK;
}

enum cs_status cs_guide_pictures_write(const struct cs_refresh *refresh, size_t *n_drawn,
                                       struct cs_diag *diag)
{
    for (size_t i = 0; i < refresh->n_items; i++) {
        const struct cs_refreshed *item = &refresh->items[i];
        if (!item->picture.size)
            continue;
        enum cs_status status =
            cs_guide_write_beside(item->path, item->picture.data, item->picture.size, diag);
        if (status != CS_OK)
            return status;
        ++*n_drawn;
    }
    return CS_OK;
}
