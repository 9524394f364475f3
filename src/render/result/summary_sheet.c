/* Columns and keys of a summary's table. Apart so that observations and published figures,
 * printed by different files, line up alike. */
#include "render/result/summary_sheet.h"

#include <stdbool.h>
#include <string.h>

#include "analysis/terms/levels.h"
#include "base/arena.h"
#include "data/dataset.h"
#include "data/dim.h"
#include "render/result/keys.h"
#include "render/write/table.h"

/* Which columns a page for people can do without, the highest first. */
static int find_drop(const char *name)
{
    static const struct {
        const char *name;
        int drop;
    } order[] = {
        {"weight", 9}, {"winsorised_mean", 8}, {"p90", 7},  {"p10", 6}, {"p75", 5},
        {"p25", 4},    {"employment", 3},      {"mean", 2},
    };
    for (size_t i = 0; i < sizeof order / sizeof *order; i++)
        if (strcmp(order[i].name, name) == 0)
            return order[i].drop;
    return 0;
}

void cs_sheet_column(struct cs_sheet *sheet, const char *name, const char *heading, int decimals)
{
    if (sheet->n_columns < CS_SHEET_COLUMNS && name && heading)
        sheet->columns[sheet->n_columns++] =
            (struct cs_table_column){name, heading, decimals >= 0, decimals, find_drop(name)};
}

const char *cs_sheet_join(struct cs_sheet *sheet, const char *a, const char *b)
{
    return cs_arena_printf(sheet->arena, "%s%s", a, b);
}

static bool has_industry(const struct cs_listing *listing)
{
    for (size_t i = 0; i < listing->n_groups; i++)
        if (listing->groups[i].key[CS_DIM_INDUSTRY] != CS_NO_KEY)
            return true;
    return false;
}

static void choose_dims(struct cs_sheet *sheet, bool is_listing)
{
    const struct cs_summary *summary = sheet->summary;
    sheet->n_dims = 0;
    for (int d = 0; is_listing && !sheet->is_for_people && d < CS_N_DIMS; d++)
        if (d != CS_DIM_INDUSTRY || has_industry(summary->listing))
            sheet->dims[sheet->n_dims++] = (enum cs_dim)d;
    for (size_t i = 0; sheet->n_dims == 0 && i < summary->n_by; i++)
        sheet->dims[i] = summary->by[i];
    if (sheet->n_dims == 0)
        sheet->n_dims = summary->n_by;
}

void cs_sheet_key_columns(struct cs_sheet *sheet, bool is_listing)
{
    choose_dims(sheet, is_listing);
    for (size_t i = 0; i < sheet->n_dims; i++) {
        const char *name = cs_dim_name(sheet->dims[i]);
        if (sheet->is_for_people || sheet->dims[i] == CS_DIM_PERIOD) {
            cs_sheet_column(sheet, name, name, -1);
        } else {
            cs_sheet_column(sheet, cs_sheet_join(sheet, name, "_code"), name, -1);
            cs_sheet_column(sheet, cs_sheet_join(sheet, name, "_title"), name, -1);
        }
    }
}

/* keys NULL: the row of all groups together. */
void cs_sheet_keys(const struct cs_sheet *sheet, struct cs_table *table, const uint32_t *keys)
{
    for (size_t i = 0; i < sheet->n_dims; i++) {
        enum cs_dim dim = sheet->dims[i];
        const struct cs_key *key =
            cs_dataset_key(sheet->summary->dataset, dim, keys ? keys[dim] : CS_NO_KEY);
        if (!sheet->is_for_people && dim != CS_DIM_PERIOD)
            cs_table_add_text(table, key ? key->code : NULL);
        cs_table_add_text(table, key ? cs_key_words(key) : keys ? NULL : "all");
    }
}

/* Whether pay is shown with cents: hourly pay is. */
int cs_pay_decimals(struct cs_unit unit)
{
    return unit.per == CS_PER_HOUR ? 2 : 0;
}

void cs_sheet_level_columns(struct cs_sheet *sheet, int decimals)
{
    const struct cs_scheme_level *rows;
    size_t n = cs_level_scheme_rows(sheet->summary->levels, &rows);
    for (size_t i = 0; i < n; i++)
        cs_sheet_column(sheet,
                        sheet->is_for_people ? rows[i].code
                                             : cs_sheet_join(sheet, "levels_", rows[i].code),
                        rows[i].code, decimals);
}

void cs_sheet_levels(const struct cs_sheet *sheet, struct cs_table *table, const double *means)
{
    const struct cs_scheme_level *rows;
    size_t n = cs_level_scheme_rows(sheet->summary->levels, &rows);
    for (size_t i = 0; i < n; i++)
        cs_table_add_number(table, means[i], 6);
}

static bool is_by(const struct cs_summary *summary, int dim)
{
    for (size_t i = 0; i < summary->n_by; i++)
        if ((int)summary->by[i] == dim)
            return true;
    return false;
}

/* What all groups share: a filter of one value, or the one key of all published rows. */
void cs_sheet_heading(const struct cs_summary *summary, bool is_listing, struct cs_buf *out)
{
    uint32_t shared[CS_N_DIMS];
    for (int d = 0; d < CS_N_DIMS; d++) {
        shared[d] = CS_NO_KEY;
        if (is_by(summary, d))
            continue;
        if (is_listing && summary->listing->n_groups)
            shared[d] = summary->listing->groups[0].key[d];
        else if (summary->among && summary->among->n_kept[d] == 1)
            shared[d] = summary->among->first[d];
    }
    cs_put_shared_keys(out, summary->dataset, shared);
}
