/* What a chart shows, in words, for those who do not see it. */
#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/text.h"
#include "data/quantity.h"
#include "render/chart/chart_build.h"
#include "render/chart/chart_curves.h"
#include "render/chart/chart_format.h"
#include "render/draw/font.h"

struct sentence {
    const struct cs_chart *chart;
    struct cs_arena arena;
    struct cs_format format;
    struct cs_buf *out;
};

static const char *clean(struct sentence *sentence, const char *text)
{
    const char *copy = cs_font_clean(&sentence->arena, text);
    return copy ? copy : "";
}

/* "Texas ($42,540)" */
static void put_item(struct sentence *sentence, const char *label, struct cs_quantity value)
{
    char text[CS_FORMAT_BYTES];
    cs_buf_printf(sentence->out, "%s (%s)", clean(sentence, label),
                  cs_format_quantity(&sentence->format, value, text));
}

static const char *value_text(struct sentence *sentence, struct cs_quantity quantity)
{
    char text[CS_FORMAT_BYTES];
    return clean(sentence, cs_format_quantity(&sentence->format, quantity, text));
}

/* ", middle half $37,880 to $49,720" */
static void say_span(struct sentence *sentence, const char *words, struct cs_quantity low,
                     struct cs_quantity high)
{
    if (words && *words && cs_is_drawn(low) && cs_is_drawn(high))
        cs_buf_printf(sentence->out, ", %s %s to %s", clean(sentence, words),
                      value_text(sentence, low), value_text(sentence, high));
}

/* What else is drawn for an entry: told when entries are few. */
static void say_details(struct sentence *sentence, const struct cs_chart_item *item)
{
    const struct cs_chart *chart = sentence->chart;
    if (chart->other_words && cs_is_drawn(item->other))
        cs_buf_printf(sentence->out, ", %s %s", clean(sentence, chart->other_words),
                      value_text(sentence, item->other));
    for (int p = 0; p < CS_CHART_PARTS; p++)
        if (chart->part_words[p] && cs_is_drawn(item->parts[p]))
            cs_buf_printf(sentence->out, ", %s %s", clean(sentence, chart->part_words[p]),
                          value_text(sentence, item->parts[p]));
    say_span(sentence, "middle half", item->p25, item->p75);
    say_span(sentence, "10th to 90th percentile", item->p10, item->p90);
    say_span(sentence, chart->interval_words, item->low, item->high);
}

static void say_missing(struct sentence *sentence, size_t n_missing)
{
    if (n_missing)
        cs_buf_printf(sentence->out,
                      n_missing == 1 ? " %zu has no figure." : " %zu have no figure.", n_missing);
}

/* A cell of a heat map goes by its row and column. */
static const char *name_of(struct sentence *sentence, const struct cs_chart_item *item)
{
    const struct cs_chart *chart = sentence->chart;
    if (chart->kind != CS_CHART_HEATMAP || item->row >= chart->n_rows ||
        item->column >= chart->n_columns)
        return item->label;
    return cs_arena_printf(&sentence->arena, "%s, %s", clean(sentence, chart->rows[item->row]),
                           clean(sentence, chart->columns[item->column]));
}

/* One end of many; of two values both are told: "Thailand (low end $11,300, high end $18,800)". */
static void put_end(struct sentence *sentence, const struct cs_chart_item *item)
{
    const struct cs_chart *chart = sentence->chart;
    const char *label = name_of(sentence, item);
    if (!chart->value_words || !chart->other_words || !cs_is_drawn(item->other)) {
        put_item(sentence, label, item->value);
        return;
    }
    cs_buf_printf(sentence->out, "%s (%s %s", clean(sentence, label),
                  clean(sentence, chart->value_words), value_text(sentence, item->value));
    cs_buf_printf(sentence->out, ", %s %s)", clean(sentence, chart->other_words),
                  value_text(sentence, item->other));
}

/* A few are told one by one, many by their ends. */
static void say_items(struct sentence *sentence)
{
    enum { FEW = 6 };
    const struct cs_chart *chart = sentence->chart;
    const struct cs_chart_item *low = NULL, *high = NULL;
    size_t n_drawn = 0;
    for (size_t i = 0; i < chart->n_items; i++) {
        const struct cs_chart_item *item = &chart->items[i];
        if (!cs_is_drawn(item->value))
            continue;
        if (!low || item->value.value < low->value.value)
            low = item;
        if (!high || item->value.value > high->value.value)
            high = item;
        n_drawn++;
    }
    if (n_drawn == 0) {
        cs_buf_puts(sentence->out, " It has no figures.");
        return;
    }
    if (n_drawn <= FEW) {
        const char *join = " ";
        for (size_t i = 0; i < chart->n_items; i++)
            if (cs_is_drawn(chart->items[i].value)) {
                cs_buf_puts(sentence->out, join);
                cs_buf_printf(sentence->out, "%s: %s%s%s",
                              clean(sentence, name_of(sentence, &chart->items[i])),
                              clean(sentence, chart->value_words), chart->value_words ? " " : "",
                              value_text(sentence, chart->items[i].value));
                say_details(sentence, &chart->items[i]);
                join = ". ";
            }
        cs_buf_putc(sentence->out, '.');
    } else {
        cs_buf_puts(sentence->out, " Highest: ");
        put_end(sentence, high);
        cs_buf_puts(sentence->out, "; lowest: ");
        put_end(sentence, low);
        cs_buf_putc(sentence->out, '.');
    }
    say_missing(sentence, chart->n_items - n_drawn);
}

static void put_point(struct sentence *sentence, const struct cs_chart_point *point)
{
    char text[CS_FORMAT_BYTES];
    cs_buf_printf(sentence->out, "%s in %.0f",
                  cs_format_quantity(&sentence->format, point->value, text), floor(point->year));
}

static void say_series(struct sentence *sentence)
{
    enum { FEW = 6 };
    const struct cs_chart *chart = sentence->chart;
    for (size_t i = 0; i < chart->n_series && i < FEW; i++) {
        const struct cs_chart_series *series = &chart->series[i];
        const struct cs_chart_point *first = NULL, *last = NULL;
        for (size_t j = 0; j < series->n_points; j++)
            if (cs_is_drawn(series->points[j].value)) {
                first = first ? first : &series->points[j];
                last = &series->points[j];
            }
        cs_buf_printf(sentence->out, " %s: ", clean(sentence, series->name));
        if (!first) {
            cs_buf_puts(sentence->out, "no figures.");
            continue;
        }
        put_point(sentence, first);
        if (last != first) {
            cs_buf_puts(sentence->out, series->kind == CS_SERIES_PUBLISHED ? " to "
                                       : last->is_published                ? " to "
                                       : series->kind == CS_SERIES_INTERPOLATED
                                           ? ", interpolated to "
                                           : ", projected to ");
            put_point(sentence, last);
        }
        cs_buf_putc(sentence->out, '.');
    }
    if (chart->n_series > FEW)
        cs_buf_printf(sentence->out, " %zu more series.", chart->n_series - FEW);
    if (cs_count_floors(chart))
        cs_buf_puts(
            sentence->out,
            " Hollow marks are floors: the published value is only known to be at least that.");
}

static void say_curves(struct sentence *sentence)
{
    const struct cs_chart *chart = sentence->chart;
    size_t n_missing = 0;
    for (size_t i = 0; i < chart->n_series; i++) {
        const struct cs_chart_series *series = &chart->series[i];
        struct cs_quantity half = cs_lorenz_at(series, 50), most = cs_lorenz_at(series, 90);
        if (!cs_is_drawn(half) || !cs_is_drawn(most)) {
            n_missing++;
            continue;
        }
        cs_buf_printf(sentence->out, " %s: the lower-paid half earns %s of all pay",
                      cs_lorenz_name(&sentence->arena, sentence->format.language, series),
                      value_text(sentence, half));
        cs_buf_printf(sentence->out, ", the best-paid tenth %s.",
                      value_text(sentence, cs_quantity_of(100 - most.value)));
    }
    say_missing(sentence, n_missing);
}

static void say_bins(struct sentence *sentence)
{
    const struct cs_chart *chart = sentence->chart;
    char low[CS_FORMAT_BYTES], high[CS_FORMAT_BYTES];
    if (!chart->n_bins) {
        cs_buf_puts(sentence->out, " It has no observations.");
        return;
    }
    cs_buf_printf(sentence->out, " Observations from %s to %s.",
                  cs_format_value(&sentence->format, chart->bins[0].low, low),
                  cs_format_value(&sentence->format, chart->bins[chart->n_bins - 1].high, high));
}

static void say_marks(struct sentence *sentence)
{
    const struct cs_chart *chart = sentence->chart;
    for (size_t i = 0; i < chart->n_marks; i++) {
        cs_buf_puts(sentence->out, i ? ", " : " For reference: ");
        put_item(sentence, chart->marks[i].label, cs_quantity_of(chart->marks[i].value));
    }
    if (chart->n_marks)
        cs_buf_putc(sentence->out, '.');
}

static void put_stop(struct cs_buf *out, const char *text)
{
    size_t n = strlen(text);
    if (n)
        cs_buf_printf(out, "%s%s", text, strchr(".!?", text[n - 1]) ? "" : ".");
}

void cs_chart_alt(const struct cs_chart *chart, const char *language, struct cs_buf *out)
{
    struct sentence sentence = {
        .chart = chart, .out = out, .format = {cs_language_of(language), chart->unit, 0, 0}};
    cs_arena_init(&sentence.arena);
    if (chart->alt) {
        cs_buf_puts(out, clean(&sentence, chart->alt));
    } else {
        const char *title = clean(&sentence, chart->title);
        const char *subtitle = clean(&sentence, chart->subtitle);
        put_stop(out, title);
        if (*title && *subtitle)
            cs_buf_putc(out, ' ');
        put_stop(out, subtitle);
        sentence.format.is_signed =
            (chart->kind == CS_CHART_COMPARE || chart->kind == CS_CHART_GAP) && chart->n_items &&
            !cs_is_drawn(chart->items[0].other);
        if (chart->kind == CS_CHART_HISTORY || chart->kind == CS_CHART_OUTLOOK)
            say_series(&sentence);
        else if (chart->kind == CS_CHART_LORENZ)
            say_curves(&sentence);
        else if (chart->kind == CS_CHART_DISTRIBUTION)
            say_bins(&sentence);
        else
            say_items(&sentence);
        sentence.format.is_signed = false;
        say_marks(&sentence);
    }
    cs_arena_clear(&sentence.arena);
}
