/* How a file was understood, for programs: everything of the load report. */
#include "data/quantity.h"
#include "render/inspect/inspect.h"
#include "render/write/envelope.h"
#include "render/write/json.h"

enum { SCHEMA_VERSION = 1 };

static void put_lines(struct cs_json *json, const char *name, const struct cs_line_report *lines,
                      uint64_t n)
{
    cs_json_put_object(json, name);
    cs_json_put_integer(json, "count", (int64_t)n);
    cs_json_put_array(json, "lines");
    for (uint64_t i = 0; i < n && i < CS_REPORTED_LINES; i++) {
        cs_json_begin_object(json);
        cs_json_put_integer(json, "line", (int64_t)lines[i].line);
        cs_json_put_visible(json, "text", lines[i].text);
        cs_json_end_object(json);
    }
    cs_json_end_array(json);
    cs_json_end_object(json);
}

static void put_facts(struct cs_json *json, const struct cs_column_facts *facts)
{
    cs_json_put_object(json, "profile");
    cs_json_put_integer(json, "cells", facts->n_cells);
    cs_json_put_integer(json, "text", facts->n_text);
    cs_json_put_integer(json, "numeric", facts->n_numeric);
    cs_json_put_integer(json, "date", facts->n_date);
    cs_json_put_integer(json, "other", facts->n_other);
    cs_json_put_string_or_null(json, "decimal", facts->decimal);
    cs_json_put_string_or_null(json, "decimal_from", facts->decimal_from);
    cs_json_end_object(json);
}

/* Lines between the rows that are none. */
static void put_passed(struct cs_json *json, const char *name, const struct cs_passed_lines *lines)
{
    cs_json_put_object(json, name);
    cs_json_put_integer(json, "count", (int64_t)lines->n);
    if (lines->n)
        cs_json_put_integer(json, "first_line", (int64_t)lines->first_line);
    else
        cs_json_put_null(json, "first_line");
    cs_json_end_object(json);
}

static void put_columns(struct cs_json *json, const struct cs_table_report *table)
{
    cs_json_put_array(json, "columns");
    for (size_t i = 0; i < table->n_columns; i++) {
        const struct cs_column_report *column = &table->columns[i];
        cs_json_begin_object(json);
        cs_json_put_visible(json, "header", column->header);
        cs_json_put_string_or_null(json, "field", column->field);
        cs_json_put_string_or_null(json, "unit", column->unit[0] ? column->unit : NULL);
        cs_json_put_string_or_null(json, "period", column->period);
        if (column->has_counts) {
            cs_json_put_integer(json, "cells", (int64_t)column->n_cells);
            cs_json_put_integer(json, "missing", (int64_t)column->n_missing);
        }
        if (column->facts.n_cells)
            put_facts(json, &column->facts);
        cs_json_end_object(json);
    }
    cs_json_end_array(json);
}

static void put_period(struct cs_json *json, const struct cs_table_report *table)
{
    cs_json_put_object(json, "period");
    cs_json_put_string_or_null(json, "value", table->period);
    cs_json_put_string_or_null(json, "from", table->period_from);
    cs_json_end_object(json);
}

static void put_counts(struct cs_json *json, const struct cs_table_report *table)
{
    cs_json_put_object(json, "rows");
    cs_json_put_integer(json, "read", (int64_t)table->n_rows);
    cs_json_put_integer(json, "refused", (int64_t)table->n_rejected);
    cs_json_put_integer(json, "outside", (int64_t)table->n_outside);
    if (table->n_repeats == CS_NOT_COUNTED)
        cs_json_put_null(json, "repeats");
    else
        cs_json_put_integer(json, "repeats", (int64_t)table->n_repeats);
    cs_json_end_object(json);
    cs_json_put_integer(json, "values", (int64_t)table->n_values);
    cs_json_put_object(json, "missing");
    for (int p = CS_PRESENT + 1; p < CS_N_PRESENCES; p++)
        if (table->n_missing[p])
            cs_json_put_integer(json, cs_presence_name((enum cs_presence)p),
                                (int64_t)table->n_missing[p]);
    cs_json_end_object(json);
}

static void put_table(struct cs_json *json, const struct cs_table_report *table)
{
    cs_json_begin_object(json);
    cs_json_put_visible(json, "file", table->file);
    cs_json_put_string_or_null(json, "sheet", table->sheet);
    cs_json_put_string_or_null(json, "layout", table->layout);
    cs_json_put_string_or_null(json, "title", table->title);
    cs_json_put_string_or_null(json, "kind",
                               !table->layout           ? NULL
                               : table->is_observations ? "observations"
                                                        : "estimates");
    cs_json_put_integer(json, "header_line", (int64_t)table->header_line);
    put_period(json, table);
    put_counts(json, table);
    put_columns(json, table);
    put_lines(json, "before_header", table->preamble, table->n_preamble);
    put_passed(json, "headers_again", &table->headers_again);
    put_passed(json, "totals", &table->totals);
    put_passed(json, "beside", &table->beside);
    put_lines(json, "footnotes", table->footnotes, table->n_footnotes);
    cs_json_end_object(json);
}

enum cs_status cs_inspect_json(const struct cs_load_report *report,
                               const struct cs_dataset *dataset, const struct cs_diag *messages,
                               struct cs_buf *out, struct cs_diag *diag)
{
    struct cs_json json;
    cs_json_init(&json, out, CS_JSON_PRETTY);
    cs_envelope_begin(&json, "inspect", SCHEMA_VERSION);
    cs_json_put_array(&json, "tables");
    for (size_t i = 0; i < report->n_tables; i++)
        put_table(&json, &report->tables[i]);
    cs_json_end_array(&json);
    cs_envelope_sources(&json, dataset, NULL);
    cs_envelope_end(&json, messages);
    return cs_json_finish(&json, diag);
}
