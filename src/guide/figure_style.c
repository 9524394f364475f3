/* Values in words: one row per style. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "guide/figure.h"
#include "guide/figure_table.h"
#include "guide/figure_words.h"
#include "guide/figure_write.h"

#define IN(kind) (1u << CS_FIGURE_##kind)
#define NUMBERS (IN(MONEY) | IN(COUNT) | IN(PERCENT) | IN(RATIO))
#define ALL (NUMBERS | IN(WORD) | IN(TABLE))

static const char *take_text(struct cs_buf *buf, struct cs_arena *arena)
{
    char *text = buf->failed ? NULL : cs_arena_strdup(arena, cs_buf_text(buf));
    cs_buf_clear(buf);
    return text;
}

static const char *write_table(const struct cs_figure_value *value, struct cs_arena *arena)
{
    struct cs_buf buf;
    cs_buf_init(&buf);
    cs_figure_table_markdown(&value->table, &buf);
    return take_text(&buf, arena);
}

static const char *write_table_html(const struct cs_figure_value *value, struct cs_arena *arena)
{
    struct cs_buf buf;
    cs_buf_init(&buf);
    cs_figure_table_html(&value->table, "", &buf);
    return take_text(&buf, arena);
}

static const char *write_sentence(const struct cs_figure_value *value, struct cs_arena *arena);

/* A chart is drawn, not written: guide/painter.h. */
static const char *write_nothing(const struct cs_figure_value *value, struct cs_arena *arena)
{
    (void)value;
    (void)arena;
    return "";
}

static const char chart_style[] = "chart";

static const struct style {
    struct cs_figure_style shown;
    const char *other_name;
    cs_style_writer *write;
} styles[] = {
    {{"money", "$40,640", IN(MONEY)}, "usd", cs_write_money},
    {{"money-k", "$40.6k", IN(MONEY)}, "usd-k", cs_write_money_k},
    {{"money-per", "$40,640 a year", IN(MONEY)}, "usd-per", cs_write_money_per},
    {{"per", "a year", IN(MONEY)}, NULL, cs_write_per},
    {{"range", "$31,900–$58,340", IN(MONEY)}, NULL, cs_write_range},
    {{"range-k", "$31.9k–$58.3k", IN(MONEY)}, NULL, cs_write_range_k},
    {{"low", "$31,900", IN(MONEY)}, NULL, cs_write_low},
    {{"high", "$58,340", IN(MONEY)}, NULL, cs_write_high},
    {{"number", "79,300", IN(COUNT) | IN(MONEY)}, NULL, cs_write_number},
    {{"about", "about 79,300", IN(COUNT)}, NULL, cs_write_about},
    {{"rounded", "79,300", IN(COUNT)}, NULL, cs_write_rounded},
    {{"thousand", "79.3 thousand", IN(COUNT)}, NULL, cs_write_thousand},
    {{"signed-number", "+46,600", IN(COUNT)}, NULL, cs_write_signed_number},
    {{"size", "7%", IN(PERCENT) | IN(COUNT)}, NULL, cs_write_size},
    {{"percent", "7%", IN(PERCENT)}, NULL, cs_write_percent},
    {{"percent-1", "6.7%", IN(PERCENT)}, NULL, cs_write_percent_1},
    {{"signed-percent", "+7%", IN(PERCENT)}, NULL, cs_write_signed_percent},
    {{"signed-percent-1", "+6.7%", IN(PERCENT)}, NULL, cs_write_signed_percent_1},
    {{"above-below", "10% below", IN(PERCENT)}, NULL, cs_write_above_below},
    {{"up-down", "up 9.8%", IN(PERCENT)}, NULL, cs_write_up_down},
    {{"grow", "grow 7%", IN(PERCENT)}, NULL, cs_write_grow},
    {{"phrase", "faster than the average for all occupations", IN(WORD)}, NULL, cs_write_phrase},
    {{"ratio", "1.28", IN(RATIO)}, NULL, cs_write_ratio},
    {{"word", "faster than average", IN(WORD)}, NULL, cs_write_word},
    {{"word-lower", "high school diploma or equivalent", IN(WORD)}, NULL, cs_write_word_lower},
    {{"table", "a table in Markdown", IN(TABLE)}, "table-markdown", write_table},
    {{"table-html", "a table in HTML", IN(TABLE)}, NULL, write_table_html},
    {{chart_style, "a picture, in a file of its own", ALL}, NULL, write_nothing},
    {{"sentence", "The median pay of … was $40,640 a year in 2023.", NUMBERS | IN(WORD)}, NULL,
     write_sentence},
    {{"plain", "40640", NUMBERS | IN(WORD)}, NULL, cs_write_plain},
    {{"period", "2022 to 2032", ALL}, NULL, cs_write_period},
    {{"period-short", "2022–32", ALL}, NULL, cs_write_period_short},
    {{"base", "2022", ALL}, NULL, cs_write_base},
    {{"target", "2032", ALL}, NULL, cs_write_target},
    {{"source", "US Bureau of Labor Statistics, …", ALL}, NULL, cs_write_source},
    {{"note", "a caveat of the publisher", ALL}, NULL, cs_write_note},
};

size_t cs_figure_style_count(void)
{
    return sizeof styles / sizeof *styles;
}

const struct cs_figure_style *cs_figure_style_at(size_t index)
{
    return &styles[index].shown;
}

static const struct style *style_named(const char *name)
{
    for (size_t i = 0; i < cs_figure_style_count(); i++)
        if (strcmp(styles[i].shown.name, name) == 0 ||
            (styles[i].other_name && strcmp(styles[i].other_name, name) == 0))
            return &styles[i];
    return NULL;
}

const struct cs_figure_style *cs_figure_style_named(const char *name)
{
    const struct style *style = style_named(name);
    return style ? &style->shown : NULL;
}

int cs_figure_is_chart(const char *style)
{
    return style && strcmp(style, chart_style) == 0;
}

int cs_figure_takes_style(const struct cs_figure_info *info, const struct cs_figure_style *style)
{
    return style->kinds & 1u << info->kind && (!cs_figure_is_chart(style->name) || info->chart);
}

const char *cs_figure_text(const struct cs_figure_value *value, const char *style,
                           struct cs_arena *arena)
{
    const struct style *found = style_named(style);
    if (!found || !value->is_present || !(found->shown.kinds & 1u << value->info->kind))
        return NULL;
    return found->write(value, arena);
}

static const char *placeholder_text(const struct cs_figure_value *value, const char *name,
                                    struct cs_arena *arena)
{
    if (strcmp(name, "occupation") == 0)
        return cs_title_in_sentence(value->occupation, arena);
    if (strcmp(name, "Occupation") == 0)
        return value->occupation;
    if (strcmp(name, "region") == 0)
        return cs_region_in_sentence(value->region_code, value->region, arena);
    if (strcmp(name, "per") == 0)
        return cs_per_in_sentence(value->unit);
    if (strcmp(name, "grow") == 0)
        return cs_write_grow(value, arena);
    if (strcmp(name, "P") == 0)
        return value->level;
    return cs_figure_text(value, name, arena);
}

/* Fills a pattern; a part in brackets goes when one of its placeholders is empty. Returns the end
 * of the part. */
static const char *fill_pattern(const struct cs_figure_value *value, const char *pattern,
                                struct cs_buf *out, struct cs_arena *arena)
{
    size_t start = out->size;
    int is_complete = 1;
    while (*pattern && *pattern != ']') {
        if (*pattern == '[') {
            pattern = fill_pattern(value, pattern + 1, out, arena);
            continue;
        }
        if (*pattern != '{') {
            cs_buf_putc(out, *pattern++);
            continue;
        }
        size_t n = strcspn(pattern, "}");
        char *name = cs_arena_copy(arena, pattern + 1, n - 1);
        const char *text = name ? placeholder_text(value, name, arena) : NULL;
        is_complete &= text && *text;
        cs_buf_puts(out, text ? text : "");
        pattern += n + 1;
    }
    if (*pattern == ']' && !is_complete && out->data) {
        out->size = start;
        out->data[start] = '\0';
    }
    return *pattern ? pattern + 1 : pattern;
}

static const char *write_sentence(const struct cs_figure_value *value, struct cs_arena *arena)
{
    const char *pattern = value->info->sentence;
    struct cs_buf buf;
    cs_buf_init(&buf);
    if (pattern) {
        fill_pattern(value, pattern, &buf, arena);
    } else {
        const char *text = cs_figure_text(value, value->info->style, arena);
        cs_buf_printf(&buf, "%s: %s.", value->info->words, text ? text : "");
    }
    return take_text(&buf, arena);
}
