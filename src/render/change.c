#include "render/change.h"

#include <math.h>
#include <stdlib.h>

#include "render/envelope.h"
#include "render/keys.h"
#include "render/money.h"

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
    cs_json_end_object(json);
}

static unsigned char *mark_sources(const struct cs_changed *changed)
{
    unsigned char *is_used = calloc(changed->dataset->n_sources + 1, 1);
    for (size_t i = 0; is_used && i < changed->n_shown; i++) {
        is_used[changed->change->rows[i].from_source] = 1;
        is_used[changed->change->rows[i].to_source] = 1;
    }
    return is_used;
}

enum cs_status cs_changed_json(const struct cs_changed *changed, struct cs_buf *out,
                               struct cs_diag *diag)
{
    const struct cs_change *change = changed->change;
    struct cs_json json;
    unsigned char *is_used = mark_sources(changed);
    if (!is_used)
        return cs_fail_memory(diag);
    cs_json_init(&json, out, CS_JSON_PRETTY);
    cs_envelope_begin(&json, "change", 1);
    cs_json_put_string(&json, "measure", cs_measure_info(change->measure)->name);
    cs_json_put_string(&json, "from", change->from);
    cs_json_put_string(&json, "to", change->to);
    cs_json_put_integer(&json, "pairs", (int64_t)change->n_rows);
    cs_json_put_integer(&json, "shown", (int64_t)changed->n_shown);
    cs_json_put_integer(&json, "only_from", (int64_t)change->n_only_from);
    cs_json_put_integer(&json, "only_to", (int64_t)change->n_only_to);
    cs_json_put_integer(&json, "without_change", (int64_t)change->n_absent);
    cs_json_put_string(&json, "caveat",
                       "vintages of pooled surveys share answers: no test of a change is made");
    cs_json_name(&json, "real");
    if (change->real.n_steps)
        cs_json_money_factor(&json, &change->real);
    else
        cs_json_null(&json);
    cs_json_put_array(&json, "rows");
    for (size_t i = 0; i < changed->n_shown; i++)
        put_row(&json, changed->dataset, &change->rows[i]);
    cs_json_end_array(&json);
    cs_envelope_sources(&json, changed->dataset, is_used);
    cs_envelope_end(&json, diag);
    free(is_used);
    return cs_json_finish(&json, diag);
}

/* Columns: every dimension in which rows differ, then the figures. */
static size_t choose_columns(const struct cs_changed *changed, int is_for_people,
                             struct cs_table_column *columns, enum cs_dim *dims, size_t *n_dims)
{
    const struct cs_change *change = changed->change;
    size_t n = 0;
    *n_dims = 0;
    for (int d = 0; d < CS_N_DIMS; d++) {
        int differs = d == CS_DIM_OCCUPATION;
        for (size_t i = 1; i < changed->n_shown && !differs; i++)
            differs = change->rows[i].key[d] != change->rows[0].key[d];
        if (!differs || d == CS_DIM_PERIOD)
            continue;
        const char *name = cs_dim_name((enum cs_dim)d);
        dims[(*n_dims)++] = (enum cs_dim)d;
        columns[n++] = (struct cs_table_column){name, name, 0, -1};
        if (!is_for_people)
            columns[n++] = (struct cs_table_column){
                d == CS_DIM_OCCUPATION ? "title" : "name", "title", 0, -1};
    }
    const struct cs_table_column figures[] = {
        {"from", change->from, 1, 0},           {"to", change->to, 1, 0},
        {"change", "change", 1, 0},             {"percent", "%", 1, 1},
        {"real_change", "real change", 1, 0},   {"real_percent", "real %", 1, 1},
        {"unit", "unit", 0, -1},
    };
    size_t n_figures = sizeof figures / sizeof *figures - (size_t)is_for_people;
    for (size_t i = 0; i < n_figures; i++)
        columns[n++] = figures[i];
    return n;
}

static void add_row(const struct cs_changed *changed, const struct cs_change_row *row,
                    const enum cs_dim *dims, size_t n_dims, struct cs_table *table)
{
    int is_for_people = table->columns[table->n_columns - 1].is_number;
    for (size_t i = 0; i < n_dims; i++) {
        const struct cs_key *key = cs_dataset_key(changed->dataset, dims[i], row->key[dims[i]]);
        if (!is_for_people)
            cs_table_add_text(table, key ? key->code : NULL);
        cs_table_add_text(table, key ? cs_key_words(key) : NULL);
    }
    cs_table_add_quantity(table, row->from, 6);
    cs_table_add_quantity(table, row->to, 6);
    cs_table_add_quantity(table, row->change, 6);
    cs_table_add_number(table, row->percent, 4);
    cs_table_add_number(table, row->real_change, 2);
    cs_table_add_number(table, row->real_percent, 4);
    if (!is_for_people) {
        char unit[CS_UNIT_TEXT_BYTES];
        cs_table_add_text(table,
                          cs_arena_strdup(table->arena, cs_unit_format(row->unit, unit)));
    }
}

enum cs_status cs_changed_table(const struct cs_changed *changed, enum cs_table_format format,
                                struct cs_arena *arena, struct cs_buf *out, struct cs_diag *diag)
{
    int is_for_people = format == CS_TABLE_TEXT || format == CS_TABLE_MARKDOWN;
    const struct cs_change *change = changed->change;
    struct cs_table_column columns[2 * CS_N_DIMS + 8];
    enum cs_dim dims[CS_N_DIMS];
    size_t n_dims, n = choose_columns(changed, is_for_people, columns, dims, &n_dims);
    struct cs_table table;
    cs_table_init(&table, arena, columns, n);
    for (size_t i = 0; i < changed->n_shown; i++)
        add_row(changed, &change->rows[i], dims, n_dims, &table);
    if (is_for_people)
        cs_buf_printf(out, "%s from %s to %s, biggest movers first\n\n",
                      cs_measure_info(change->measure)->words, change->from, change->to);
    enum cs_status status = cs_table_print(&table, format, out, diag);
    if (is_for_people) {
        if (changed->n_shown < change->n_rows)
            cs_buf_printf(out, "\n%zu more rows: --top %zu shows them all.\n",
                          change->n_rows - changed->n_shown, change->n_rows);
        cs_buf_printf(out,
                      "\n%zu figures in both, %zu of them without a change (a marker at either "
                      "end);\n%zu only in %s, %zu only in %s. Real: in the prices of %s.\n"
                      "Vintages of pooled surveys share answers: no test of a change is made.\n",
                      change->n_rows, change->n_absent, change->n_only_from, change->from,
                      change->n_only_to, change->to, change->to);
    }
    return status;
}
