/* A chart in a terminal's own characters: rows with a name, the value, and marks to scale. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/text.h"
#include "data/quantity.h"
#include "render/chart/chart_build.h"
#include "render/chart/chart_format.h"
#include "render/chart/chart_rank.h"
#include "render/chart/term_screen.h"

enum { DEFAULT_WIDTH = 80, LEAST_WIDTH = 40, MAX_WIDTH = 200, LEAST_MARKS = 10 };

/* The value axis in columns, and the fields before it. */
struct scale {
    double low, high;
    size_t name_width, value_width, n_columns;
    bool has_details;
};

/* The name with its definition, where all of them have room. */
static const char *row_name(struct cs_screen *screen, const struct cs_chart_item *item,
                            bool has_details)
{
    const char *name = cs_screen_clean(screen, item->label);
    if (!item->detail || !has_details)
        return name;
    return cs_screen_clean(screen, cs_arena_printf(&screen->arena, "%s, %s", name,
                                                   cs_screen_clean(screen, item->detail)));
}

static void include(struct scale *scale, struct cs_quantity quantity)
{
    if (!cs_is_drawn(quantity))
        return;
    scale->low = fmin(scale->low, quantity.value);
    scale->high = fmax(scale->high, quantity.value);
}

static void measure(struct cs_screen *screen, const struct cs_ranking *rows, bool has_zero,
                    struct scale *scale)
{
    *scale = (struct scale){INFINITY, -INFINITY, 4, 1, 0, 1};
    size_t most = screen->width * 2 / 5;
    for (size_t i = 0; i < rows->n; i++)
        if (rows->items[i] && cs_screen_text_width(row_name(screen, rows->items[i], 1)) > most)
            scale->has_details = false;
    for (size_t i = 0; i < rows->n; i++) {
        const struct cs_chart_item *item = rows->items[i];
        if (!item)
            continue;
        const struct cs_quantity all[] = {item->value, item->other, item->low,
                                          item->high,  item->p10,   item->p90};
        for (size_t j = 0; j < sizeof all / sizeof *all; j++)
            include(scale, all[j]);
        double parts[2] = {0, 0};
        for (int p = 0; p < CS_CHART_PARTS; p++)
            if (cs_is_drawn(item->parts[p]))
                parts[item->parts[p].value > 0] += item->parts[p].value;
        for (int p = 0; p < 2 && parts[p] != 0; p++)
            include(scale, cs_quantity_of(parts[p]));
        size_t width = cs_screen_text_width(row_name(screen, item, scale->has_details));
        scale->name_width = width > scale->name_width ? width : scale->name_width;
        width = cs_is_drawn(item->value)
                    ? cs_screen_text_width(cs_screen_value(screen, item->value))
                    : 1;
        scale->value_width = width > scale->value_width ? width : scale->value_width;
    }
    if (has_zero) {
        scale->low = fmin(scale->low, 0);
        scale->high = fmax(scale->high, 0);
    }
    scale->name_width = scale->name_width > most ? most : scale->name_width;
    size_t taken = scale->name_width + scale->value_width + 4;
    scale->n_columns = screen->width > taken + LEAST_MARKS ? screen->width - taken : LEAST_MARKS;
}

static double columns_of(const struct scale *scale, double value)
{
    double span = scale->high - scale->low;
    return span > 0 ? (value - scale->low) / span * (double)scale->n_columns : 0;
}

static size_t column_at(const struct scale *scale, double value)
{
    double column = floor(columns_of(scale, value));
    double last = (double)scale->n_columns - 1;
    return (size_t)fmin(fmax(column, 0), last);
}

/* From zero to the value; losses end at zero. */
static void put_bar(struct cs_screen *screen, const struct scale *scale, double value)
{
    double zero = columns_of(scale, 0), length = columns_of(scale, value) - zero;
    cs_screen_style(screen, value < 0 ? "33" : "34");
    if (value < 0) {
        size_t n = (size_t)lround(-length), start = (size_t)lround(zero);
        n = n > start ? start : n;
        cs_screen_repeat(screen, " ", start - n);
        cs_screen_repeat(screen, "▒", n);
    } else {
        cs_screen_repeat(screen, " ", (size_t)lround(zero));
        cs_screen_bar(screen, length);
    }
    cs_screen_style(screen, "0");
}

/* Characters laid over each other, one cell a column. */
struct cells {
    const char **at;
    size_t n;
};

static void fill(struct cells *cells, size_t from, size_t to, const char *mark)
{
    for (size_t i = from; i <= to && i < cells->n; i++)
        cells->at[i] = mark;
}

static void put_cells(struct cs_screen *screen, const struct cells *cells)
{
    size_t n = cells->n;
    while (n > 0 && !cells->at[n - 1])
        n--;
    for (size_t i = 0; i < n; i++)
        cs_buf_puts(screen->out, cells->at[i] ? cells->at[i] : " ");
}

static void fill_span(struct cells *cells, const struct scale *scale,
                      const struct cs_quantity ends[2], const char *mark)
{
    if (cs_is_drawn(ends[0]) && cs_is_drawn(ends[1]))
        fill(cells, column_at(scale, ends[0].value), column_at(scale, ends[1].value), mark);
}

/* Spans and points: ranges, differences, two groups. */
static void put_spans(struct cs_screen *screen, const struct scale *scale,
                      const struct cs_chart_item *item)
{
    struct cells cells = {cs_arena_alloc(&screen->arena, scale->n_columns * sizeof(char *)),
                          scale->n_columns};
    if (!cells.at)
        return;
    size_t value = column_at(scale, item->value.value);
    fill_span(&cells, scale, (struct cs_quantity[2]){item->low, item->high}, "─");
    fill_span(&cells, scale, (struct cs_quantity[2]){item->p10, item->p90}, "─");
    fill_span(&cells, scale, (struct cs_quantity[2]){item->p25, item->p75}, "█");
    if (screen->chart->kind == CS_CHART_COMPARE && scale->low <= 0 && scale->high >= 0 &&
        !cs_is_drawn(item->other))
        fill(&cells, column_at(scale, 0), column_at(scale, 0), "│");
    if (cs_is_drawn(item->other)) {
        size_t other = column_at(scale, item->other.value);
        fill(&cells, value < other ? value : other, value < other ? other : value, "─");
        fill(&cells, other, other, "○");
    }
    fill(&cells, value, value, screen->chart->kind == CS_CHART_RANGE ? "┃" : "●");
    put_cells(screen, &cells);
}

static const char *const part_marks[CS_CHART_PARTS] = {"█", "▓", "░"};

static void put_stack(struct cs_screen *screen, const struct scale *scale,
                      const struct cs_chart_item *item)
{
    double ends[2] = {0, 0};
    struct cells cells = {cs_arena_alloc(&screen->arena, scale->n_columns * sizeof(char *)),
                          scale->n_columns};
    for (int p = 0; cells.at && p < CS_CHART_PARTS; p++) {
        double part = item->parts[p].value;
        if (!cs_is_drawn(item->parts[p]) || part == 0)
            continue;
        double from = ends[part > 0], to = from + part;
        ends[part > 0] = to;
        fill(&cells, column_at(scale, fmin(from, to)), column_at(scale, fmax(from, to)),
             part_marks[p]);
    }
    if (cells.at)
        put_cells(screen, &cells);
}

static void put_marks(struct cs_screen *screen, const struct scale *scale,
                      const struct cs_chart_item *item)
{
    switch (screen->chart->kind) {
    case CS_CHART_RANGE:
    case CS_CHART_COMPARE:
        put_spans(screen, scale, item);
        break;
    case CS_CHART_OPENINGS:
        put_stack(screen, scale, item);
        break;
    default:
        put_bar(screen, scale, item->value.value);
        break;
    }
}

static void put_row(struct cs_screen *screen, const struct scale *scale,
                    const struct cs_chart_item *item)
{
    cs_screen_field(screen, row_name(screen, item, scale->has_details), scale->name_width, 0);
    cs_buf_puts(screen->out, "  ");
    if (cs_is_drawn(item->value)) {
        cs_screen_field(screen, cs_screen_value(screen, item->value), scale->value_width, 1);
        cs_buf_puts(screen->out, "  ");
        put_marks(screen, scale, item);
    } else {
        cs_screen_field(screen, "–", scale->value_width, 1);
        cs_buf_printf(screen->out, "  %s", cs_screen_value(screen, item->value));
    }
    cs_screen_end_line(screen);
}

static void put_key(struct cs_screen *screen)
{
    const struct cs_chart *chart = screen->chart;
    const char *text = NULL;
    if (chart->kind == CS_CHART_RANGE)
        text = "┃ median  █ 25th to 75th percentile  ─ 10th to 90th";
    for (int p = 0; chart->kind == CS_CHART_OPENINGS && p < CS_CHART_PARTS; p++)
        if (chart->part_words[p])
            text = cs_arena_printf(&screen->arena, "%s%s%s %s", text ? text : "", text ? "  " : "",
                                   part_marks[p], cs_screen_clean(screen, chart->part_words[p]));
    if (chart->kind == CS_CHART_COMPARE && chart->value_words)
        text = cs_arena_printf(
            &screen->arena, "● %s%s%s", cs_screen_clean(screen, chart->value_words),
            chart->other_words ? "  ○ " : "", cs_screen_clean(screen, chart->other_words));
    cs_screen_paragraph(screen, text, "2");
}

static void put_items(struct cs_screen *screen)
{
    const struct cs_chart *chart = screen->chart;
    bool is_ranked = chart->kind == CS_CHART_REGIONS || chart->kind == CS_CHART_COMPARE;
    struct cs_ranking rows = {NULL, chart->n_items, {0, 0}};
    size_t gap = 0;
    struct scale scale;
    if (is_ranked)
        cs_chart_rank(chart, &screen->arena, &rows);
    else
        rows.items = cs_arena_alloc(&screen->arena, (rows.n + 1) * sizeof *rows.items);
    for (size_t i = 0; rows.items && !is_ranked && i < rows.n; i++)
        rows.items[i] = &chart->items[i];
    if (!rows.items)
        return;
    for (size_t i = 0; i < rows.n && chart->kind == CS_CHART_COMPARE; i++)
        screen->format.is_signed |= rows.items[i] && !cs_is_drawn(rows.items[i]->other);
    measure(screen, &rows,
            chart->kind != CS_CHART_RANGE &&
                !(chart->kind == CS_CHART_COMPARE && !screen->format.is_signed),
            &scale);
    put_key(screen);
    for (size_t i = 0; i < rows.n; i++)
        if (rows.items[i])
            put_row(screen, &scale, rows.items[i]);
        else
            cs_buf_printf(screen->out, "… %zu more between …\n", rows.n_left_out[gap++]);
    screen->format.is_signed = false;
}

static void put_bins(struct cs_screen *screen)
{
    const struct cs_chart *chart = screen->chart;
    double total = 0, highest = 0;
    size_t name_width = 0;
    for (size_t i = 0; i < chart->n_bins; i++) {
        total += chart->bins[i].count;
        highest = fmax(highest, chart->bins[i].count);
        size_t width =
            cs_screen_text_width(cs_screen_value(screen, cs_quantity_of(chart->bins[i].high)));
        name_width = width > name_width ? width : name_width;
    }
    for (size_t i = 0; i < chart->n_bins; i++) {
        const struct cs_chart_bin *bin = &chart->bins[i];
        cs_screen_field(screen, cs_screen_value(screen, cs_quantity_of(bin->low)), name_width, 1);
        cs_buf_puts(screen->out, " – ");
        cs_screen_field(screen, cs_screen_value(screen, cs_quantity_of(bin->high)), name_width, 1);
        cs_buf_printf(screen->out, "  %5.1f %%  ", total > 0 ? 100 * bin->count / total : 0);
        double room = (double)screen->width - 2 * (double)name_width - 14;
        cs_screen_style(screen, "34");
        cs_screen_bar(screen, highest > 0 && room > 0 ? room * bin->count / highest : 0);
        cs_screen_style(screen, "0");
        cs_screen_end_line(screen);
    }
    if (!chart->n_bins)
        cs_buf_puts(screen->out, "No observations to draw.\n");
}

static void put_references(struct cs_screen *screen)
{
    const struct cs_chart *chart = screen->chart;
    const char *text = NULL;
    for (size_t i = 0; i < chart->n_marks; i++)
        text = cs_arena_printf(&screen->arena, "%s%s%s %s", text ? text : "", text ? ", " : "",
                               cs_screen_clean(screen, chart->marks[i].label),
                               cs_screen_value(screen, cs_quantity_of(chart->marks[i].value)));
    cs_screen_paragraph(screen, text, "0");
}

static void put_caption(struct cs_screen *screen)
{
    struct cs_builder builder = {
        .chart = screen->chart, .arena = &screen->arena, .format = screen->format};
    cs_screen_end_line(screen);
    cs_screen_paragraph(screen, cs_build_caption(&builder), "2");
}

void cs_chart_term(const struct cs_chart *chart, const struct cs_chart_term *term,
                   struct cs_buf *out)
{
    struct cs_screen screen = {.chart = chart,
                               .out = out,
                               .has_color = term->has_color,
                               .format = {cs_language_of(term->language), chart->unit, 0, 0}};
    screen.width = term->width ? term->width : DEFAULT_WIDTH;
    screen.width = screen.width < LEAST_WIDTH ? LEAST_WIDTH
                   : screen.width > MAX_WIDTH ? MAX_WIDTH
                                              : screen.width;
    cs_arena_init(&screen.arena);
    cs_screen_paragraph(&screen, chart->title, "1");
    cs_screen_paragraph(&screen, chart->subtitle, "2");
    cs_buf_putc(out, '\n');
    switch (chart->kind) {
    case CS_CHART_TILEMAP:
        cs_term_tiles(&screen);
        break;
    case CS_CHART_HEATMAP:
        cs_term_heatmap(&screen);
        break;
    case CS_CHART_HISTORY:
    case CS_CHART_OUTLOOK:
        cs_term_series(&screen);
        break;
    case CS_CHART_LORENZ:
        cs_term_lorenz(&screen);
        break;
    case CS_CHART_DISTRIBUTION:
        put_bins(&screen);
        break;
    default:
        put_items(&screen);
        break;
    }
    put_references(&screen);
    put_caption(&screen);
    cs_arena_clear(&screen.arena);
}
