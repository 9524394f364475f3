/* Dates and the values under them are brought up to date together: where one text of a paragraph or
 * table stays although its figure is newer, its neighbors under the date stay too. Decided when
 * every marker has been looked at by itself. */
#include <limits.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "guide/amount/amount.h"
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

/* The newest year that a text names, ends of spans too; 0: none. Later than `most` does not count.
 */
static int newest_year(const char *text, size_t size, int most)
{
    enum { MOST = 64 };
    struct cs_amount amounts[MOST];
    size_t n = cs_amounts_find(text, size, amounts, MOST);
    int newest = 0;
    for (size_t i = 0; i < n; i++) {
        bool is_date = amounts[i].kind == CS_AMOUNT_YEAR || amounts[i].kind == CS_AMOUNT_SPAN;
        int year = is_date ? amounts[i].period.end_year : 0;
        if (year > newest && year <= most)
            newest = year;
    }
    return newest;
}

bool cs_look_names_newer(const struct cs_look *look)
{
    const struct cs_refreshed *item = look->item;
    int now = newest_year(item->new_text, strlen(item->new_text), INT_MAX);
    return now && newest_year(item->old_text, strlen(item->old_text), INT_MAX) > now;
}

/* "$63,190 in 2025" with nothing but the figures of 2024 at hand: a text taken for an older vintage
 * only because no other is known. */
static bool is_beside_newer(const struct cs_document *d, const struct cs_refreshed *item)
{
    enum { MOST_YEARS = 5 }; /* farther off is the end of a projection */
    uint32_t unit = unit_of(d, item->marker->text_start);
    int now = newest_year(item->new_period, strlen(item->new_period), INT_MAX);
    if (item->state != CS_REFRESH_STALE || *item->old_period || !*item->old_text || !now ||
        unit == CS_NO_BLOCK)
        return false;
    for (uint32_t b = 0; b < d->n_blocks; b++) {
        const struct cs_block *block = &d->blocks[b];
        if (block->size && unit_of(d, block->from[0]) == unit &&
            newest_year(block->text, block->size, now + MOST_YEARS) > now)
            return true;
    }
    return false;
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
        struct cs_refreshed *item = &refresh->items[i];
        if (!is_beside_newer(d, item))
            continue;
        item->state = CS_REFRESH_ABSENT;
        item->sentence =
            cs_arena_printf(&refresh->arena,
                            "%s: a date beside it is newer than the data, which end with %s; the "
                            "text is kept",
                            cs_figure_named(item->figure)->words, item->new_period);
    }
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
            bool is_replaced = item->state == CS_REFRESH_STALE ||
                               (item->state == CS_REFRESH_EDITED && options->is_forced);
            if (!is_replaced || unit_of(d, item->marker->text_start) != unit)
                continue;
            item->state = options->is_forced ? CS_REFRESH_ABSENT : CS_REFRESH_EDITED;
            item->is_held = true;
            item->sentence = cs_arena_printf(
                &refresh->arena, "%s is kept: another text under its date is kept",
                *item->figure ? cs_figure_named(item->figure)->words : "the figure");
        }
    }
}
