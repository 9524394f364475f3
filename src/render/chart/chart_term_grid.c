/* Tiles, heat maps, series and curves in a terminal's characters. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/text.h"
#include "data/quantity.h"
#include "render/chart/chart_build.h"
#include "render/chart/chart_curves.h"
#include "render/chart/chart_format.h"
#include "render/chart/chart_grid.h"
#include "render/chart/term_screen.h"

static const char *const shades[] = {"░", "▒", "▓", "█"};
enum { N_SHADES = 4, TILE_WIDTH = 7, PLOT_ROWS = 14, MOST_MARKS = 6 };

struct span {
    double low, high;
};

static struct span span_of_items(const struct cs_chart *chart)
{
    struct span span = {INFINITY, -INFINITY};
    for (size_t i = 0; i < chart->n_items; i++)
        if (cs_is_drawn(chart->items[i].value)) {
            span.low = fmin(span.low, chart->items[i].value.value);
            span.high = fmax(span.high, chart->items[i].value.value);
        }
    return span;
}

static const char *shade_of(const struct span *span, double value)
{
    double share = span->high > span->low ? (value - span->low) / (span->high - span->low) : 0.5;
    int shade = (int)(share * N_SHADES);
    return shades[shade < 0 ? 0 : shade >= N_SHADES ? N_SHADES - 1 : shade];
}

static void put_legend(struct cs_screen *screen, const struct span *span)
{
    if (!(span->high >= span->low))
        return;
    cs_buf_printf(screen->out, "%s ", cs_screen_value(screen, cs_quantity_of(span->low)));
    for (int i = 0; i < N_SHADES; i++)
        cs_buf_puts(screen->out, shades[i]);
    cs_buf_printf(screen->out, " %s   (–: no figure)\n\n",
                  cs_screen_value(screen, cs_quantity_of(span->high)));
}

/* A value in at most six columns: "42.5k". */
static const char *short_value(struct cs_screen *screen, double value)
{
    struct cs_format format = screen->format;
    char text[CS_FORMAT_BYTES];
    format.unit.kind = CS_UNIT_NUMBER;
    if (fabs(value) >= 10000)
        format.step = fabs(value) >= 1e6 ? 1e5 : fabs(value) >= 1e5 ? 1000 : 500;
    return cs_screen_clean(screen, cs_format_value(&format, value, text));
}

static void put_tile(struct cs_screen *screen, const struct span *span, size_t tile, int line)
{
    const struct cs_chart_item *item = cs_grid_item(screen->chart, tile);
    bool has_value = item && cs_is_drawn(item->value);
    const char *text;
    if (line == 0)
        text = cs_arena_printf(&screen->arena, "%s %s", cs_grid[tile].code,
                               has_value ? shade_of(span, item->value.value) : "–");
    else
        text = has_value ? short_value(screen, item->value.value) : "";
    cs_screen_field(screen, text ? text : "", TILE_WIDTH, 0);
}

static size_t tile_at(size_t column, size_t row)
{
    for (size_t i = 0; i < CS_GRID_TILES; i++)
        if (cs_grid[i].column == column && cs_grid[i].row == row)
            return i;
    return CS_GRID_TILES;
}

void cs_term_tiles(struct cs_screen *screen)
{
    struct span span = span_of_items(screen->chart);
    put_legend(screen, &span);
    for (size_t line = 0; line < 2 * CS_GRID_ROWS; line++) {
        for (size_t column = 0; column < CS_GRID_COLUMNS; column++) {
            size_t tile = tile_at(column, line / 2);
            bool is_shown = tile < CS_GRID_STATES ||
                            (tile < CS_GRID_TILES && cs_grid_item(screen->chart, tile));
            if (is_shown)
                put_tile(screen, &span, tile, (int)(line % 2));
            else
                cs_screen_repeat(screen, " ", TILE_WIDTH);
        }
        cs_screen_end_line(screen);
    }
}

static const struct cs_chart_item *cell_at(const struct cs_chart *chart, size_t row, size_t column)
{
    for (size_t i = 0; i < chart->n_items; i++)
        if (chart->items[i].row == row && chart->items[i].column == column)
            return &chart->items[i];
    return NULL;
}

void cs_term_heatmap(struct cs_screen *screen)
{
    const struct cs_chart *chart = screen->chart;
    struct span span = span_of_items(chart);
    size_t name_width = 4, n_columns = chart->n_columns;
    put_legend(screen, &span);
    for (size_t i = 0; i < chart->n_rows; i++) {
        size_t width = cs_screen_text_width(cs_screen_clean(screen, chart->rows[i]));
        name_width = width > name_width ? width : name_width;
    }
    name_width = name_width > screen->width / 3 ? screen->width / 3 : name_width;
    size_t width = n_columns ? (screen->width - name_width) / n_columns : 0;
    width = width > 14 ? 14 : width < 9 ? 9 : width;
    cs_screen_repeat(screen, " ", name_width);
    for (size_t j = 0; j < n_columns; j++) {
        cs_buf_puts(screen->out, "  ");
        cs_screen_field(screen, cs_screen_clean(screen, chart->columns[j]), width - 2, 1);
    }
    cs_screen_end_line(screen);
    for (size_t i = 0; i < chart->n_rows; i++) {
        cs_screen_field(screen, cs_screen_clean(screen, chart->rows[i]), name_width, 0);
        for (size_t j = 0; j < n_columns; j++) {
            const struct cs_chart_item *item = cell_at(chart, i, j);
            bool has_value = item && cs_is_drawn(item->value);
            cs_buf_puts(screen->out, "  ");
            cs_screen_field(screen, has_value ? cs_screen_value(screen, item->value) : "–",
                            width - 4, 1);
            cs_buf_printf(screen->out, " %s", has_value ? shade_of(&span, item->value.value) : " ");
        }
        cs_screen_end_line(screen);
    }
}

/* A plot of points, one character a series. */
struct plot {
    double from_year, to_year;
    struct span span;
    size_t n_columns;
    const char **at; /* PLOT_ROWS × n_columns */
};
static const char *const series_marks[MOST_MARKS] = {"●", "○", "▲", "△", "■", "□"};

static void measure_series(const struct cs_chart *chart, struct plot *plot)
{
    *plot = (struct plot){INFINITY, -INFINITY, {INFINITY, -INFINITY}, 0, NULL};
    for (size_t s = 0; s < chart->n_series; s++)
        for (size_t i = 0; i < chart->series[s].n_points; i++) {
            const struct cs_chart_point *point = &chart->series[s].points[i];
            if (!cs_is_drawn(point->value) || !isfinite(point->year))
                continue;
            plot->from_year = fmin(plot->from_year, point->year);
            plot->to_year = fmax(plot->to_year, point->year);
            plot->span.low = fmin(plot->span.low, point->value.value);
            plot->span.high = fmax(plot->span.high, point->value.value);
        }
}

static void place_series(const struct cs_chart_series *series, const char *mark, struct plot *plot)
{
    double years = plot->to_year - plot->from_year, spread = plot->span.high - plot->span.low;
    for (size_t i = 0; i < series->n_points; i++) {
        const struct cs_chart_point *point = &series->points[i];
        if (!cs_is_drawn(point->value) || !isfinite(point->year))
            continue;
        double x = years > 0 ? (point->year - plot->from_year) / years : 0.5;
        double y = spread > 0 ? (plot->span.high - point->value.value) / spread : 0.5;
        size_t column = (size_t)lround(x * (double)(plot->n_columns - 1));
        size_t row = (size_t)lround(y * (PLOT_ROWS - 1));
        plot->at[row * plot->n_columns + column] = cs_is_floor(point->value) ? "↑" : mark;
    }
}

static void put_plot(struct cs_screen *screen, const struct plot *plot, size_t label_width,
                     const char *const ends[2])
{
    for (size_t row = 0; row < PLOT_ROWS; row++) {
        const char *label = row == 0 ? cs_screen_value(screen, cs_quantity_of(plot->span.high))
                            : row == PLOT_ROWS - 1
                                ? cs_screen_value(screen, cs_quantity_of(plot->span.low))
                                : "";
        cs_screen_field(screen, label, label_width, 1);
        cs_buf_puts(screen->out, " │");
        size_t n = plot->n_columns;
        while (n > 0 && !plot->at[row * plot->n_columns + n - 1])
            n--;
        for (size_t i = 0; i < n; i++) {
            const char *mark = plot->at[row * plot->n_columns + i];
            cs_buf_puts(screen->out, mark ? mark : " ");
        }
        cs_screen_end_line(screen);
    }
    cs_screen_repeat(screen, " ", label_width + 1);
    cs_buf_puts(screen->out, "└");
    cs_screen_repeat(screen, "─", plot->n_columns);
    cs_screen_end_line(screen);
    cs_screen_repeat(screen, " ", label_width + 2);
    cs_screen_field(screen, ends[0], plot->n_columns - cs_screen_text_width(ends[1]), 0);
    cs_buf_printf(screen->out, "%s\n", ends[1]);
}

static void name_series(struct cs_screen *screen, const struct cs_chart_series *series,
                        const char *mark)
{
    const struct cs_chart_point *first = NULL, *last = NULL;
    for (size_t i = 0; i < series->n_points; i++)
        if (cs_is_drawn(series->points[i].value)) {
            first = first ? first : &series->points[i];
            last = &series->points[i];
        }
    const char *text = cs_arena_printf(&screen->arena, "%s %s: no figures", mark,
                                       cs_screen_clean(screen, series->name));
    if (first)
        text = cs_arena_printf(&screen->arena, "%s %s: %s in %.0f, %s in %.0f%s", mark,
                               cs_screen_clean(screen, series->name),
                               cs_screen_value(screen, first->value), floor(first->year),
                               cs_screen_value(screen, last->value), floor(last->year),
                               series->kind == CS_SERIES_PUBLISHED      ? ""
                               : series->kind == CS_SERIES_INTERPOLATED ? " (interpolated between)"
                                                                        : " (projected)");
    cs_screen_paragraph(screen, text, "0");
}

/* Room for the marks beside the labels. Returns the labels' width. */
static size_t make_plot(struct cs_screen *screen, struct plot *plot)
{
    const char *high = cs_screen_value(screen, cs_quantity_of(plot->span.high));
    const char *low = cs_screen_value(screen, cs_quantity_of(plot->span.low));
    size_t label_width = cs_screen_text_width(high);
    if (cs_screen_text_width(low) > label_width)
        label_width = cs_screen_text_width(low);
    plot->n_columns = screen->width > label_width + 14 ? screen->width - label_width - 2 : 12;
    plot->at = cs_arena_alloc(&screen->arena, PLOT_ROWS * plot->n_columns * sizeof *plot->at);
    return label_width;
}

void cs_term_series(struct cs_screen *screen)
{
    const struct cs_chart *chart = screen->chart;
    struct plot plot;
    measure_series(chart, &plot);
    if (!(plot.span.high >= plot.span.low)) {
        cs_buf_puts(screen->out, "No figures to draw: the values are missing.\n");
        return;
    }
    size_t label_width = make_plot(screen, &plot);
    if (!plot.at)
        return;
    for (size_t s = chart->n_series; s-- > 0;)
        place_series(&chart->series[s], series_marks[s % MOST_MARKS], &plot);
    char from[32], to[32];
    snprintf(from, sizeof from, "%.0f", floor(plot.from_year));
    snprintf(to, sizeof to, "%.0f", floor(plot.to_year));
    put_plot(screen, &plot, label_width, (const char *const[2]){from, to});
    for (size_t s = 0; s < chart->n_series; s++)
        name_series(screen, &chart->series[s], series_marks[s % MOST_MARKS]);
    if (cs_count_floors(chart))
        cs_screen_paragraph(screen, "↑ at least this much: the exact figure is not published", "0");
}

static void name_curve(struct cs_screen *screen, const struct cs_chart_series *series,
                       const char *mark)
{
    struct cs_quantity half = cs_lorenz_at(series, 50);
    if (cs_is_drawn(half))
        cs_screen_paragraph(
            screen,
            cs_arena_printf(&screen->arena, "%s %s: the lower-paid half earns %s of all pay", mark,
                            cs_lorenz_name(&screen->arena, screen->format.language, series),
                            cs_screen_value(screen, half)),
            "0");
}

/* Over the line of equality. */
void cs_term_lorenz(struct cs_screen *screen)
{
    static const char *const equal = "·";
    const struct cs_chart *chart = screen->chart;
    struct plot plot = {.to_year = 100, .span = {0, 100}};
    screen->format.step = 1; /* "50 %" */
    size_t label_width = make_plot(screen, &plot);
    if (!plot.at)
        return;
    for (size_t i = 0; i < plot.n_columns; i++) {
        double share = (double)i / (double)(plot.n_columns - 1);
        size_t row = (size_t)lround((1 - share) * (PLOT_ROWS - 1));
        plot.at[row * plot.n_columns + i] = equal;
    }
    for (size_t s = chart->n_series; s-- > 0;)
        place_series(&chart->series[s], series_marks[s % MOST_MARKS], &plot);
    const char *none = cs_screen_value(screen, cs_quantity_of(0));
    const char *all = cs_screen_value(screen, cs_quantity_of(100));
    const char *people = cs_arena_printf(&screen->arena, "%s of people, lowest-paid first", all);
    put_plot(screen, &plot, label_width, (const char *const[2]){none, people ? people : all});
    screen->format.step = 0;
    for (size_t s = 0; s < chart->n_series; s++)
        name_curve(screen, &chart->series[s], series_marks[s % MOST_MARKS]);
    cs_screen_paragraph(screen, cs_arena_printf(&screen->arena, "%s if all earned the same", equal),
                        "0");
}
