/* The table behind a chart: every figure it shows, and the reason where there is none. */
#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/number.h"
#include "base/text.h"
#include "data/quantity.h"
#include "render/chart/chart_build.h"
#include "render/chart/chart_format.h"
#include "render/chart/chart_rank.h"
#include "render/draw/font.h"

enum { MAX_COLUMNS = 16 };

struct table {
    size_t n_columns, n_rows;
    const char **headings; /* with units */
    const char **cells;    /* row after row; missing values give their reason */
};

struct filler {
    const struct cs_chart *chart;
    struct cs_arena *arena;
    struct table *table;
    bool has_failed;
};

/* A quantity of an item, by its place in the struct. */
struct column {
    const char *heading; /* NULL: the chart's own words, see words_at */
    const char *fallback;
    size_t offset;
    size_t words_offset; /* of the heading in struct cs_chart; 0 none */
};

#define ITEM(field) offsetof(struct cs_chart_item, field)
#define WORDS(field) offsetof(struct cs_chart, field)
static const struct column columns[] = {
    {NULL, "value", ITEM(value), WORDS(value_words)},
    {NULL, "other", ITEM(other), WORDS(other_words)},
    {"low", NULL, ITEM(low), 0},
    {"high", NULL, ITEM(high), 0},
    {"10th percentile", NULL, ITEM(p10), 0},
    {"25th percentile", NULL, ITEM(p25), 0},
    {"75th percentile", NULL, ITEM(p75), 0},
    {"90th percentile", NULL, ITEM(p90), 0},
    {NULL, "part 1", ITEM(parts[0]), WORDS(part_words[0])},
    {NULL, "part 2", ITEM(parts[1]), WORDS(part_words[1])},
    {NULL, "part 3", ITEM(parts[2]), WORDS(part_words[2])},
};
enum { N_ITEM_COLUMNS = sizeof columns / sizeof *columns };

static struct cs_quantity quantity_at(const struct cs_chart_item *item, size_t offset)
{
    struct cs_quantity quantity;
    memcpy(&quantity, (const char *)item + offset, sizeof quantity);
    return quantity;
}

static const char *words_at(const struct cs_chart *chart, const struct column *column)
{
    const char *words = column->heading;
    if (!words && column->words_offset)
        memcpy(&words, (const char *)chart + column->words_offset, sizeof words);
    return words ? words : column->fallback;
}

static const char *keep(struct filler *filler, const char *text)
{
    const char *copy = cs_font_clean(filler->arena, text);
    filler->has_failed |= copy == NULL;
    return copy ? copy : "";
}

static const char *number_text(struct filler *filler, double value)
{
    char text[CS_NUMBER_TEXT_BYTES];
    if (!isfinite(value))
        return "";
    cs_number_format_rounded(value, 6, text);
    return keep(filler, text);
}

static const char *quantity_text(struct filler *filler, struct cs_quantity quantity)
{
    if (cs_is_floor(quantity))
        return keep(filler,
                    cs_arena_printf(filler->arena, ">=%s", number_text(filler, quantity.value)));
    return cs_is_drawn(quantity) ? number_text(filler, quantity.value)
                                 : keep(filler, cs_presence_name(quantity.presence));
}

static void add_heading(struct filler *filler, const char *text, bool has_unit)
{
    char unit[CS_UNIT_TEXT_BYTES];
    struct table *table = filler->table;
    const char *heading = keep(filler, text);
    if (has_unit && filler->chart->unit.kind != CS_UNIT_NUMBER)
        heading = cs_arena_printf(filler->arena, "%s (%s)", heading,
                                  cs_unit_format(filler->chart->unit, unit));
    filler->has_failed |= heading == NULL;
    table->headings[table->n_columns++] = heading;
}

static void make_cells(struct filler *filler, size_t n_rows)
{
    filler->table->cells =
        cs_arena_alloc(filler->arena, (n_rows * filler->table->n_columns + 1) * sizeof(char *));
    filler->table->n_rows = filler->table->cells ? n_rows : 0;
    filler->has_failed |= filler->table->cells == NULL;
}

static bool is_used(const struct cs_chart *chart, size_t offset)
{
    for (size_t i = 0; i < chart->n_items; i++)
        if (cs_is_drawn(quantity_at(&chart->items[i], offset)))
            return true;
    return false;
}

/* The rows of the picture, in its order. */
static void take_order(struct filler *filler, struct cs_ranking *rows)
{
    const struct cs_chart *chart = filler->chart;
    size_t n = 0;
    if (chart->kind == CS_CHART_REGIONS || chart->kind == CS_CHART_COMPARE) {
        cs_chart_rank(chart, filler->arena, rows);
    } else {
        *rows = (struct cs_ranking){
            cs_arena_alloc(filler->arena, (chart->n_items + 1) * sizeof *rows->items),
            chart->n_items,
            {0, 0}};
        for (size_t i = 0; rows->items && i < chart->n_items; i++)
            rows->items[i] = &chart->items[i];
    }
    filler->has_failed |= rows->items == NULL;
    for (size_t i = 0; rows->items && i < rows->n; i++)
        if (rows->items[i])
            rows->items[n++] = rows->items[i];
    rows->n = n;
}

static void fill_items(struct filler *filler)
{
    const struct cs_chart *chart = filler->chart;
    size_t used[N_ITEM_COLUMNS], n_used = 0;
    bool has_detail = false, has_n = false;
    for (size_t i = 0; i < chart->n_items; i++) {
        has_detail |= chart->items[i].detail != NULL;
        has_n |= chart->items[i].n > 0;
    }
    add_heading(filler, "", 0);
    if (has_detail)
        add_heading(filler, "definition", 0);
    for (size_t c = 0; c < N_ITEM_COLUMNS; c++)
        if (c == 0 || is_used(chart, columns[c].offset)) {
            used[n_used++] = c;
            add_heading(filler, words_at(chart, &columns[c]), 1);
        }
    if (has_n)
        add_heading(filler, "n", 0);
    struct cs_ranking rows;
    take_order(filler, &rows);
    make_cells(filler, rows.n);
    const char **cell = filler->table->cells;
    for (size_t i = 0; i < filler->table->n_rows; i++) {
        const struct cs_chart_item *item = rows.items[i];
        *cell++ = keep(filler, item->label);
        if (has_detail)
            *cell++ = keep(filler, item->detail);
        for (size_t c = 0; c < n_used; c++)
            *cell++ = quantity_text(filler, quantity_at(item, columns[used[c]].offset));
        if (has_n)
            *cell++ = item->n ? number_text(filler, (double)item->n) : "";
    }
}

static void fill_cells(struct filler *filler)
{
    const struct cs_chart *chart = filler->chart;
    add_heading(filler, "row", 0);
    add_heading(filler, "column", 0);
    add_heading(filler, chart->value_words ? chart->value_words : "value", 1);
    make_cells(filler, chart->n_items);
    const char **cell = filler->table->cells;
    for (size_t i = 0; i < filler->table->n_rows; i++) {
        const struct cs_chart_item *item = &chart->items[i];
        *cell++ = keep(filler, item->row < chart->n_rows ? chart->rows[item->row] : "");
        *cell++ = keep(filler, item->column < chart->n_columns ? chart->columns[item->column] : "");
        *cell++ = quantity_text(filler, item->value);
    }
}

static const char *const series_kind_words[] = {"published", "interpolated", "projected"};

static void fill_point(struct filler *filler, const struct cs_chart_series *series,
                       const struct cs_chart_point *point, const char **cell)
{
    bool is_end = series->kind == CS_SERIES_INTERPOLATED && point->is_published;
    *cell++ = keep(filler, series->name);
    *cell++ = number_text(filler, point->year);
    *cell++ = quantity_text(filler, point->value);
    *cell++ = is_end ? series_kind_words[CS_SERIES_PUBLISHED] : series_kind_words[series->kind];
    if (filler->table->n_columns == 4)
        return;
    for (int band = 0; band < 2; band++) {
        *cell++ = cs_is_drawn(point->low[band]) ? quantity_text(filler, point->low[band]) : "";
        *cell++ = cs_is_drawn(point->high[band]) ? quantity_text(filler, point->high[band]) : "";
    }
}

static void fill_series(struct filler *filler)
{
    const struct cs_chart *chart = filler->chart;
    size_t n_points = 0;
    bool has_fan = false;
    for (size_t i = 0; i < chart->n_series; i++)
        for (size_t j = 0; j < chart->series[i].n_points; j++, n_points++)
            has_fan |= cs_is_drawn(chart->series[i].points[j].low[0]) ||
                       cs_is_drawn(chart->series[i].points[j].low[1]);
    add_heading(filler, "series", 0);
    add_heading(filler, "year", 0);
    add_heading(filler, chart->value_words ? chart->value_words : "value", 1);
    add_heading(filler, "kind", 0);
    static const char *const fan[] = {"narrow low", "narrow high", "wide low", "wide high"};
    for (int i = 0; has_fan && i < 4; i++)
        add_heading(filler, fan[i], 1);
    make_cells(filler, n_points);
    const char **cell = filler->table->cells;
    for (size_t i = 0; cell && i < chart->n_series; i++)
        for (size_t j = 0; j < chart->series[i].n_points; j++, cell += filler->table->n_columns)
            fill_point(filler, &chart->series[i], &chart->series[i].points[j], cell);
}

static void fill_curves(struct filler *filler)
{
    const struct cs_chart *chart = filler->chart;
    size_t n_points = 0;
    for (size_t i = 0; i < chart->n_series; i++)
        n_points += chart->series[i].n_points;
    add_heading(filler, "group", 0);
    add_heading(filler, "people, lowest-paid first", 1);
    add_heading(filler, "share of all pay", 1);
    add_heading(filler, "Gini", 0);
    make_cells(filler, n_points);
    const char **cell = filler->table->cells;
    for (size_t i = 0; cell && i < chart->n_series; i++)
        for (size_t j = 0; j < chart->series[i].n_points; j++) {
            const struct cs_chart_point *point = &chart->series[i].points[j];
            *cell++ = keep(filler, chart->series[i].name);
            *cell++ = number_text(filler, point->year);
            *cell++ = quantity_text(filler, point->value);
            *cell++ = number_text(filler, chart->series[i].gini);
        }
}

static void fill_bins(struct filler *filler)
{
    const struct cs_chart *chart = filler->chart;
    add_heading(filler, "from", 1);
    add_heading(filler, "to", 1);
    add_heading(filler, "observations", 0);
    make_cells(filler, chart->n_bins);
    for (size_t i = 0; i < filler->table->n_rows; i++) {
        const char **cell = filler->table->cells + i * 3;
        cell[0] = quantity_text(filler, cs_quantity_of(chart->bins[i].low));
        cell[1] = quantity_text(filler, cs_quantity_of(chart->bins[i].high));
        cell[2] = number_text(filler, chart->bins[i].count);
    }
}

static enum cs_status fill(struct filler *filler, struct cs_diag *diag)
{
    struct table *table = filler->table;
    *table = (struct table){0};
    table->headings = cs_arena_alloc(filler->arena, MAX_COLUMNS * sizeof *table->headings);
    if (!table->headings)
        return cs_fail_memory(diag);
    if (filler->chart->kind == CS_CHART_HEATMAP)
        fill_cells(filler);
    else if (filler->chart->kind == CS_CHART_HISTORY || filler->chart->kind == CS_CHART_OUTLOOK)
        fill_series(filler);
    else if (filler->chart->kind == CS_CHART_LORENZ)
        fill_curves(filler);
    else if (filler->chart->kind == CS_CHART_DISTRIBUTION)
        fill_bins(filler);
    else
        fill_items(filler);
    return filler->has_failed ? cs_fail_memory(diag) : CS_OK;
}

static void put_field(struct cs_buf *out, const char *text)
{
    if (!strpbrk(text, ",\"")) {
        cs_buf_puts(out, text);
        return;
    }
    cs_buf_putc(out, '"');
    for (; *text; text++) {
        if (*text == '"')
            cs_buf_putc(out, '"');
        cs_buf_putc(out, *text);
    }
    cs_buf_putc(out, '"');
}

static void put_row(struct cs_buf *out, const char *const *cells, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (i)
            cs_buf_putc(out, ',');
        put_field(out, cells[i]);
    }
    cs_buf_putc(out, '\n');
}

enum cs_status cs_chart_csv(const struct cs_chart *chart, struct cs_buf *out, struct cs_diag *diag)
{
    struct cs_arena arena;
    struct table table;
    cs_arena_init(&arena);
    struct filler filler = {chart, &arena, &table, 0};
    enum cs_status status = fill(&filler, diag);
    if (status == CS_OK) {
        table.headings[0] = *table.headings[0] ? table.headings[0] : "name";
        put_row(out, table.headings, table.n_columns);
        for (size_t i = 0; i < table.n_rows; i++)
            put_row(out, table.cells + i * table.n_columns, table.n_columns);
        status = out->failed ? cs_fail_memory(diag) : CS_OK;
    }
    cs_arena_clear(&arena);
    return status;
}
