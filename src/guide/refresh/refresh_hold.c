/* Dates and the values under them are brought up to date together: where one text of a paragraph or
 * table stays although its figure is newer, its neighbors under the date stay too. Decided when
 * every marker has been looked at by itself. */
#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "guide/figure/figure.h"
#include "guide/refresh/refresh_part.h"
#include "guide/text/document.h"

/* The table, or the paragraph, in which a byte of the guide stands; CS_NO_BLOCK for neither. */
static uint32_t unit_of(const struct cs_document *d, size_t byte)
{
    uint32_t found = CS_NO_BLOCK;
    for (uint32_t b = 0; b < d->n_blocks; b++)
        if (d->blocks[b].size && d->blocks[b].from[0] <= byte &&
            byte <= d->blocks[b].from[d->blocks[b].size - 1])
            found = b;
    bool is_cell = found != CS_NO_BLOCK && d->blocks[found].table != CS_NO_BLOCK;
    return is_cell ? (uint32_t)d->n_blocks + d->blocks[found].table : found;
}

static bool is_kept(const struct cs_refreshed *item, const struct cs_refresh_options *options)
{
    return item->state == CS_REFRESH_ABSENT ||
           (item->state == CS_REFRESH_EDITED && !options->is_forced);
}

/* Where a text stays although its figure is newer, the date beside it stays too, and with the date
 * the other values under it: half a sentence brought up to date is wrong. */
void cs_refresh_hold_back(struct cs_refresh *refresh, const struct cs_refresh_options *options)
{
    const struct cs_document *d = &refresh->document;
    for (size_t i = 0; i < refresh->n_items; i++) {
        if (!is_kept(&refresh->items[i], options))
            continue;
        uint32_t unit = unit_of(d, refresh->items[i].marker->text_start);
        bool has_date = false;
        for (size_t k = 0; unit != CS_NO_BLOCK && k < refresh->n_items; k++)
            has_date |= refresh->items[k].is_date &&
                        unit_of(d, refresh->items[k].marker->text_start) == unit;
        for (size_t k = 0; has_date && k < refresh->n_items; k++) {
            struct cs_refreshed *item = &refresh->items[k];
            if (item->state != CS_REFRESH_STALE || unit_of(d, item->marker->text_start) != unit)
                continue;
            item->state = options->is_forced ? CS_REFRESH_ABSENT : CS_REFRESH_EDITED;
            item->is_held = true;
            item->sentence = cs_arena_printf(
                &refresh->arena, "%s is kept: another text under its date is kept",
                *item->figure ? cs_figure_named(item->figure)->words : "the figure");
        }
    }
}
