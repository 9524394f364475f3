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

bool cs_row_note_ownership(const struct cs_row_work *work)
{
    struct cs_intake_table *table = work->table;
    size_t n = table->dataset->n_estimates - table->first_estimate;
    if (!table->of_role[CS_ROLE_OWNERSHIP])
        return true;
    if (n > table->ownerships_capacity) {
        size_t capacity = 2 * n;
        uint8_t *grown = realloc(table->ownerships, capacity);
        if (!grown)
            return false;
        table->ownerships = grown;
        table->ownerships_capacity = capacity;
    }
    memset(table->ownerships + table->n_ownerships, ownership_of(work), n - table->n_ownerships);
    table->n_ownerships = n;
    return true;
}

/* A figure of an industry, and under which ownership. */
struct owned {
    const struct cs_estimate *estimate;
    uint8_t ownership;
};

static int order_figures(const struct cs_estimate *a, const struct cs_estimate *b)
{
    for (int d = CS_N_DIMS - 1; d >= 0; d--)
        if (a->key[d] != b->key[d])
            return a->key[d] < b->key[d] ? -1 : 1;
    if (a->measure != b->measure)
        return a->measure < b->measure ? -1 : 1;
    return memcmp(&a->unit, &b->unit, sizeof a->unit);
}

static int order_owned(const void *a, const void *b)
{
    const struct owned *x = a, *y = b;
    int order = order_figures(x->estimate, y->estimate);
    return order ? order : (x->ownership > y->ownership) - (x->ownership < y->ownership);
}

/* Marks the industries, the first flag being that of rows without one, some figure of which stands
 * under two ownerships. Returns false when out of memory. */
static bool find_split(const struct cs_intake_table *table, unsigned char *is_split)
{
    size_t n = table->n_ownerships;
    if (memcmp(table->ownerships, table->ownerships + 1, n - 1) == 0)
        return true; /* all the same */
    struct owned *all = malloc((n + 1) * sizeof *all);
    if (!all)
        return false;
    for (size_t i = 0; i < n; i++)
        all[i] = (struct owned){&table->dataset->estimates[table->first_estimate + i],
                                table->ownerships[i]};
    qsort(all, n, sizeof *all, order_owned);
    for (size_t i = 1; i < n; i++) {
        if (order_figures(all[i].estimate, all[i - 1].estimate) != 0 ||
            all[i].ownership == all[i - 1].ownership)
            continue;
        uint32_t industry = all[i].estimate->key[CS_DIM_INDUSTRY];
        is_split[industry == CS_NO_KEY ? 0 : industry + 1] = 1;
    }
    free(all);
    return true;
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
    for (size_t i = 0; i < table->n_ownerships; i++) {
        struct cs_estimate *estimate = &table->dataset->estimates[table->first_estimate + i];
        uint32_t industry = estimate->key[CS_DIM_INDUSTRY];
        uint8_t ownership = table->ownerships[i];
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
    if (!table->n_ownerships)
        return CS_OK;
    unsigned char *is_split = calloc(table->dataset->dicts[CS_DIM_INDUSTRY].n_keys + 2, 1);
    bool is_done = is_split && find_split(table, is_split) && rename_parts(table, is_split);
    free(is_split);
    return is_done ? CS_OK : cs_fail_memory(table->diag);
}
