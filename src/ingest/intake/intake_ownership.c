/* Rows of one industry by who owns the workplaces. A publisher gives most industries once, some
 * once an ownership; only the whole table tells which: where an occupation of an industry stands
 * under several ownerships, none of these rows is the industry's, and each becomes a part with its
 * name. */
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/grow.h"
#include "base/text.h"
#include "data/dataset.h"
#include "ingest/intake/intake_row.h"
#include "ingest/intake/intake_table.h"
#include "ingest/intake/keys.h"
#include "ingest/layout/layout.h"

/* The row of the layout's values for the cell, from 1; 0: the whole, or no known ownership. */
static uint8_t ownership_of(const struct cs_row_work *work)
{
    const struct cs_bound_column *bound = work->table->of_role[CS_ROLE_OWNERSHIP];
    const struct cs_layout_value *value =
        bound ? cs_layout_value_of(bound->column, cs_bound_cell(bound, work->row)) : NULL;
    return value && *value->code ? (uint8_t)(value - bound->column->values + 1) : 0;
}

/* Some figures of a row, all of the same keys: a bit for each of their kinds on one page of
 * KINDS_PER_PAGE. */
struct cs_owned_row {
    uint32_t key[CS_N_DIMS];
    uint16_t page;
    uint8_t ownership;
    uint64_t figures;
};
enum { KINDS_PER_PAGE = 64 };

static bool is_kind(const struct cs_figure_kind *kind, const struct cs_estimate *figure)
{
    return kind->measure == figure->measure &&
           memcmp(&kind->unit, &figure->unit, sizeof kind->unit) == 0;
}

/* The kind of a figure, added when new. Kinds come in the same order in every row: `guess` is the
 * one to try first. Returns false when out of memory. */
static bool find_kind(struct cs_ownerships *all, const struct cs_estimate *figure, size_t guess,
                      size_t *kind)
{
    *kind = guess;
    if (guess < all->n_kinds && is_kind(&all->kinds[guess], figure))
        return true;
    for (*kind = 0; *kind < all->n_kinds; ++*kind)
        if (is_kind(&all->kinds[*kind], figure))
            return true;
    struct cs_figure_kind *grown =
        cs_grown(all->kinds, all->n_kinds, &all->kinds_capacity, sizeof *grown);
    if (!grown)
        return false;
    all->kinds = grown;
    all->kinds[all->n_kinds++] = (struct cs_figure_kind){figure->measure, figure->unit};
    return true;
}

static bool note_figure(struct cs_ownerships *all, const struct cs_estimate *figure,
                        uint8_t ownership, size_t kind, size_t first_row)
{
    uint16_t page = (uint16_t)(kind / KINDS_PER_PAGE);
    size_t at = first_row;
    while (at < all->n_rows && (all->rows[at].page != page ||
                                memcmp(all->rows[at].key, figure->key, sizeof figure->key) != 0))
        at++;
    if (at == all->n_rows) {
        struct cs_owned_row *grown = cs_grown(all->rows, at, &all->rows_capacity, sizeof *grown);
        if (!grown)
            return false;
        all->rows = grown;
        all->rows[all->n_rows++] = (struct cs_owned_row){.page = page, .ownership = ownership};
        memcpy(all->rows[at].key, figure->key, sizeof figure->key);
    }
    all->rows[at].figures |= UINT64_C(1) << kind % KINDS_PER_PAGE;
    return true;
}

static bool note_kept(struct cs_ownerships *all, size_t n, uint8_t ownership)
{
    while (all->n_figures < n) {
        uint8_t *grown = cs_grown(all->of_figures, all->n_figures, &all->figures_capacity, 1);
        if (!grown)
            return false;
        all->of_figures = grown;
        all->of_figures[all->n_figures++] = ownership;
    }
    return true;
}

bool cs_row_note_ownership(const struct cs_row_work *work)
{
    struct cs_intake_table *table = work->table;
    struct cs_ownerships *all = &table->ownerships;
    if (!table->of_role[CS_ROLE_OWNERSHIP])
        return true;
    uint8_t ownership = ownership_of(work);
    size_t first_row = all->n_rows, kind = SIZE_MAX;
    for (size_t i = 0; i < table->n_drafts; i++)
        if (!find_kind(all, &table->drafts[i], kind + 1, &kind) ||
            !note_figure(all, &table->drafts[i], ownership, kind, first_row))
            return false;
    return note_kept(all, table->dataset->n_estimates - table->first_estimate, ownership);
}

static int order_figures(const struct cs_owned_row *a, const struct cs_owned_row *b)
{
    for (int d = CS_N_DIMS - 1; d >= 0; d--)
        if (a->key[d] != b->key[d])
            return a->key[d] < b->key[d] ? -1 : 1;
    return (a->page > b->page) - (a->page < b->page);
}

static int order_rows(const void *a, const void *b)
{
    const struct cs_owned_row *x = a, *y = b;
    int order = order_figures(x, y);
    return order ? order : (x->ownership > y->ownership) - (x->ownership < y->ownership);
}

static bool is_all_one(const struct cs_ownerships *all)
{
    for (size_t i = 1; i < all->n_rows; i++)
        if (all->rows[i].ownership != all->rows[0].ownership)
            return false;
    return true;
}

/* Marks the industries, the first flag being that of rows without one, some figure of which stands
 * under two ownerships. */
static void find_split(struct cs_ownerships *all, unsigned char *is_split)
{
    uint64_t earlier = 0, own = 0; /* figures of the same keys, under other ownerships; this one */
    if (is_all_one(all))
        return;
    qsort(all->rows, all->n_rows, sizeof *all->rows, order_rows);
    for (size_t i = 0; i < all->n_rows; i++) {
        const struct cs_owned_row *row = &all->rows[i];
        bool is_next = i > 0 && order_figures(row, row - 1) == 0;
        bool is_same = is_next && row->ownership == row[-1].ownership;
        earlier = !is_next ? 0 : is_same ? earlier : earlier | own;
        own = is_same ? own | row->figures : row->figures;
        uint32_t industry = row->key[CS_DIM_INDUSTRY];
        if (earlier & row->figures)
            is_split[industry == CS_NO_KEY ? 0 : industry + 1] = 1;
    }
}

/* "611000:5", "Educational Services, private". */
static uint32_t key_of_part(struct cs_intake_table *table, uint32_t industry,
                            const struct cs_layout_value *ownership)
{
    struct cs_arena *arena = &table->arena;
    const struct cs_key *whole = cs_dataset_key(table->dataset, CS_DIM_INDUSTRY, industry);
    const char *code =
        cs_arena_printf(arena, "%s:%s", whole ? whole->code : "000000", ownership->cell);
    const char *title =
        cs_arena_printf(arena, "%s, %s", whole ? whole->title : "All industries", ownership->code);
    return code && title ? cs_dataset_intern(table->dataset, CS_DIM_INDUSTRY, cs_span_of(code),
                                             cs_span_of(title), whole ? whole->title_year : 0)
                         : CS_NO_KEY;
}

/* Government's part of an industry is never the whole, except of public administration, NAICS 92
 * and OEWS's 99. */
static bool is_part_by_itself(const struct cs_intake_table *table, uint32_t industry,
                              const struct cs_layout_value *ownership)
{
    const struct cs_key *whole = cs_dataset_key(table->dataset, CS_DIM_INDUSTRY, industry);
    const char *code = whole ? whole->code : "";
    bool is_public = code[0] == '9' && (code[1] == '2' || code[1] == '9');
    return ownership->title && strcmp(ownership->title, "part") == 0 && !is_public;
}

/* Gives every figure of a part its key. New keys come behind those that is_split has flags for. */
static bool rename_parts(struct cs_intake_table *table, const unsigned char *is_split)
{
    const struct cs_layout_column *column = table->of_role[CS_ROLE_OWNERSHIP]->column;
    for (size_t i = 0; i < table->ownerships.n_figures; i++) {
        struct cs_estimate *estimate = &table->dataset->estimates[table->first_estimate + i];
        uint32_t industry = estimate->key[CS_DIM_INDUSTRY];
        uint8_t ownership = table->ownerships.of_figures[i];
        const struct cs_layout_value *value = ownership ? &column->values[ownership - 1] : NULL;
        if (!value || (!is_split[industry == CS_NO_KEY ? 0 : industry + 1] &&
                       !is_part_by_itself(table, industry, value)))
            continue;
        uint32_t key = key_of_part(table, industry, value);
        if (key == CS_NO_KEY)
            return false;
        estimate->key[CS_DIM_INDUSTRY] = key;
    }
    return true;
}

enum cs_status cs_intake_settle_ownership(struct cs_intake_table *table)
{
    if (!table->ownerships.n_figures)
        return CS_OK;
    unsigned char *is_split = calloc(table->dataset->dicts[CS_DIM_INDUSTRY].n_keys + 2, 1);
    if (is_split)
        find_split(&table->ownerships, is_split);
    bool is_done = is_split && rename_parts(table, is_split);
    free(is_split);
    return is_done ? CS_OK : cs_fail_memory(table->diag);
}

void cs_ownerships_clear(struct cs_ownerships *ownerships)
{
    free(ownerships->rows);
    free(ownerships->kinds);
    free(ownerships->of_figures);
    *ownerships = (struct cs_ownerships){0};
}
