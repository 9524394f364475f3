/* Rows that moved between two vintages. People get only the columns in which rows differ;
 * programs get all. */
#include "render/result/change.h"

#include <math.h>
#include <stdbool.h>

#include "analysis/published/change.h"
#include "base/arena.h"
#include "base/buf.h"
#include "data/dataset.h"
#include "data/dim.h"
#include "data/measure.h"
#include "data/quantity.h"
#include "render/result/footer.h"
#include "render/result/keys.h"
#include "render/result/money.h"
#include "render/write/envelope.h"
#include "render/write/json.h"
#include "render/write/table.h"

static void put_row(struct cs_json *json, const struct cs_dataset *dataset,
                    const struct cs_change_row *row)
{
    char unit[CS_UNIT_TEXT_BYTES];
    cs_json_begin_object(json);
    cs_json_put_keys(json, "key", dataset, row->key);
    cs_json_put_string(json, "unit", cs_unit_format(row->unit, unit));
    cs_json_put_quantity(json, "from", row->from, row->unit);
    cs_json_put_visible(json, "from_source", dataset->sources[row->from_source].id);
    cs_json_put_quantity(json, "to", row->to, row->unit);
    cs_json_put_visible(json, "to_source", dataset->sources[row->to_source].id);
    cs_json_put_quantity(json, "change", row->change, row->unit);
    cs_json_put_number_or_null(json, "percent", row->percent, 4);
    cs_json_put_number_or_null(json, "real_change", row->real_change, 2);
    cs_json_put_number_or_null(json, "real_percent", row->real_percent, 4);
    if (row->difference)
        cs_json_put_visible(json, "difference", row->difference);
    cs_json_end_object(json);
}

static void use_sources(const struct cs_changed *changed, struct cs_used_sources *used)
{
    for (size_t i = 0; i < changed->n_shown; i++) {
        used->is_used[changed->change->rows[i].from_source] = 1;
        used->is_used[changed->change->rows[i].to_source] = 1;
    }
}

enum cs_status cs_changed_json(const struct cs_changed *changed, struct cs_buf *out,
                               struct cs_diag *diag)
{
    const struct cs_change *change = changed->change;
    struct cs_json json;
    struct cs_used_sources used;
    enum cs_status status = cs_used_sources_init(&used, changed->dataset, diag);
    if (status != CS_OK)
        return status;
    use_sources(changed, &used);
    cs_json_init(&json, out, CS_JSON_PRETTY);
    cs_envelope_begin(&json, "change", 1);
    cs_json_put_string(&json, "measure", cs_measure_info(change->measure)->name);
    cs_json_put_string_or_null(&json, "tier",
                               change->tier == CS_TIER_UNKNOWN ? NULL : cs_tier_name(change->tier));
    cs_json_put_string(&json, "from", change->from);
    cs_json_put_string(&json, "to", change->to);
    cs_json_put_integer(&json, "pairs", (int64_t)change->n_rows);
    cs_json_put_integer(&json, "shown", (int64_t)changed->n_shown);
    cs_json_put_integer(&json, "only_from", (int64_t)change->n_only_from);
    cs_json_put_integer(&json, "only_to", (int64_t)change->n_only_to);
    cs_json_put_integer(&json, "without_change", (int64_t)change->n_absent);
    cs_json_put_integer(&json, "different", (int64_t)change->n_different);
    cs_json_put_string_or_null(&json, "caveat", cs_change_caveat(change->measure));
    cs_json_name(&json, "real");
    if (change->real.n_steps)
        cs_json_money_factor(&json, &change->real);
    else
        cs_json_null(&json);
    cs_json_put_array(&json, "rows");
    for (size_t i = 0; i < changed->n_shown; i++)
        put_row(&json, changed->dataset, &change->rows[i]);
    cs_json_end_array(&json);
    cs_envelope_sources(&json, changed->dataset, used.is_used);
    cs_envelope_end(&json, diag);
    cs_used_sources_clear(&used);
    return cs_json_finish(&json, diag);
}

/* The table while it is put together. */
struct sheet {
    const struct cs_changed *changed;
    bool is_for_people;
    struct cs_table_column columns[2 * CS_N_DIMS + 9];
    size_t n_columns;
    enum cs_dim dims[CS_N_DIMS]; /* that tell rows apart */
    size_t n_dims;
    bool has_percent, has_real;
};

static void add_column(struct sheet *sheet, const char *name, const char *heading, int decimals)
{
    sheet->columns[sheet->n_columns++] =
        (struct cs_table_column){name, heading, decimals >= 0, decimals};
}

/* Whether rows that are shown differ in a dimension. */
static bool is_varying(const struct cs_changed *changed, int dim)
{
    const struct cs_change_row *rows = changed->change->rows;
    for (size_t i = 1; i < changed->n_shown; i++)
        if (rows[i].key[dim] != rows[0].key[dim])
            return true;
    return dim == CS_DIM_OCCUPATION;
}

static void choose_dims(struct sheet *sheet)
{
    static const char *const titles[CS_N_DIMS] = {"title", "region_title", "level_title",
                                                  "period_title", "industry_title"};
    for (int d = 0; d < CS_N_DIMS; d++) {
        if (d == CS_DIM_PERIOD || !is_varying(sheet->changed, d))
            continue;
        sheet->dims[sheet->n_dims++] = (enum cs_dim)d;
        add_column(sheet, cs_dim_name((enum cs_dim)d), cs_dim_name((enum cs_dim)d), -1);
        if (!sheet->is_for_people)
            add_column(sheet, titles[d], "title", -1);
    }
}

static void choose_columns(struct sheet *sheet)
{
    const struct cs_change *change = sheet->changed->change;
    struct cs_unit unit = change->n_rows ? change->rows[0].unit : (struct cs_unit){0};
    int decimals = unit.kind == CS_UNIT_PERCENT ? 1 : unit.per == CS_PER_HOUR ? 2 : 0;
    choose_dims(sheet);
    for (size_t i = 0; i < sheet->changed->n_shown; i++)
        sheet->has_percent |= !isnan(change->rows[i].percent);
    sheet->has_real = change->real.n_steps > 0 || !sheet->is_for_people;
    sheet->has_percent |= !sheet->is_for_people;
    add_column(sheet, "from", change->from, decimals);
    add_column(sheet, "to", change->to, decimals);
    add_column(sheet, "change", "change", decimals);
    if (sheet->has_percent)
        add_column(sheet, "percent", "%", 1);
    if (sheet->has_real) {
        add_column(sheet, "real_change", "real change", decimals);
        add_column(sheet, "real_percent", "real %", 1);
    }
    if (!sheet->is_for_people) {
        add_column(sheet, "unit", "unit", -1);
        add_column(sheet, "difference", "difference", -1);
    }
}

static void add_row(const struct sheet *sheet, const struct cs_change_row *row,
                    struct cs_table *table)
{
    for (size_t i = 0; i < sheet->n_dims; i++) {
        const struct cs_key *key =
            cs_dataset_key(sheet->changed->dataset, sheet->dims[i], row->key[sheet->dims[i]]);
        if (!sheet->is_for_people)
            cs_table_add_text(table, key ? key->code : NULL);
        cs_table_add_text(table, key ? cs_key_words(key) : NULL);
    }
    cs_table_add_quantity(table, row->from, 6);
    cs_table_add_quantity(table, row->to, 6);
    cs_table_add_quantity(table, row->change, 6);
    if (sheet->has_percent)
        cs_table_add_number(table, row->percent, 4);
    if (sheet->has_real) {
        cs_table_add_number(table, row->real_change, 2);
        cs_table_add_number(table, row->real_percent, 4);
    }
    if (!sheet->is_for_people) {
        char unit[CS_UNIT_TEXT_BYTES];
        cs_table_add_text(table, cs_arena_strdup(table->arena, cs_unit_format(row->unit, unit)));
        cs_table_add_text(table, row->difference);
    }
}

static void put_heading(const struct cs_changed *changed, struct cs_buf *out)
{
    const struct cs_change *change = changed->change;
    char unit[CS_UNIT_TEXT_BYTES];
    uint32_t shared[CS_N_DIMS];
    for (int d = 0; d < CS_N_DIMS; d++)
        shared[d] = change->n_rows && d != CS_DIM_PERIOD && !is_varying(changed, d)
                        ? change->rows[0].key[d]
                        : CS_NO_KEY;
    cs_put_shared_keys(out, changed->dataset, shared);
    if (change->tier != CS_TIER_UNKNOWN)
        cs_buf_printf(out, "%s occupations\n", cs_tier_name(change->tier));
    cs_buf_printf(out, "%s, %s, from %s to %s, biggest changes first\n\n",
                  cs_measure_info(change->measure)->words,
                  change->n_rows ? cs_unit_format(change->rows[0].unit, unit) : "", change->from,
                  change->to);
}

static enum cs_status put_footer(const struct cs_changed *changed, struct cs_buf *out,
                                 struct cs_diag *diag)
{
    const struct cs_change *change = changed->change;
    struct cs_used_sources used;
    enum cs_status status = cs_used_sources_init(&used, changed->dataset, diag);
    if (status != CS_OK)
        return status;
    if (changed->n_shown < change->n_rows)
        cs_buf_printf(out, "\n%zu more rows: --top %zu shows them all.\n",
                      change->n_rows - changed->n_shown, change->n_rows);
    cs_buf_printf(out,
                  "\n%zu figures in both, %zu without a change (a marker at either end); "
                  "%zu only in %s,\n%zu only in %s.\n",
                  change->n_rows, change->n_absent, change->n_only_from, change->from,
                  change->n_only_to, change->to);
    if (change->n_different)
        cs_buf_printf(out,
                      "%zu without a change: the code stands for another occupation in %s than in "
                      "%s.\n",
                      change->n_different, change->to, change->from);
    for (size_t i = 0; i < changed->n_shown; i++)
        if (change->rows[i].difference)
            cs_buf_printf(out, "%s.\n", change->rows[i].difference);
    if (change->real.n_steps)
        cs_buf_printf(out, "Real: in the consumer prices of %s.\n", change->to);
    if (cs_change_caveat(change->measure))
        cs_buf_printf(out, "Beware: %s.\n", cs_change_caveat(change->measure));
    use_sources(changed, &used);
    cs_put_footer(out, changed->dataset, &used);
    cs_used_sources_clear(&used);
    return CS_OK;
}

enum cs_status cs_changed_table(const struct cs_changed *changed, enum cs_table_format format,
                                struct cs_arena *arena, struct cs_buf *out, struct cs_diag *diag)
{
    struct sheet sheet = {.changed = changed,
                          .is_for_people = format == CS_TABLE_TEXT || format == CS_TABLE_MARKDOWN};
    struct cs_table table;
    choose_columns(&sheet);
    cs_table_init(&table, arena, sheet.columns, sheet.n_columns);
    for (size_t i = 0; i < changed->n_shown; i++)
        add_row(&sheet, &changed->change->rows[i], &table);
    if (sheet.is_for_people)
        put_heading(changed, out);
    enum cs_status status = cs_table_print(&table, format, out, diag);
    return status == CS_OK && sheet.is_for_people ? put_footer(changed, out, diag) : status;
}
