/* Values in words: one row per style. */
#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "guide/figure/figure.h"
#include "guide/figure/figure_table.h"
#include "guide/figure/figure_write.h"

#define IN(kind) (1u << CS_FIGURE_##kind)
#define NUMBERS (IN(MONEY) | IN(COUNT) | IN(PERCENT) | IN(RATIO))
#define ALL (NUMBERS | IN(WORD) | IN(TABLE))

/* A chart is drawn (painter.h), a sentence made of other styles (figure_text.c). */
static const char *write_nothing(const struct cs_figure_value *value, struct cs_arena *arena)
{
    (void)value;
    (void)arena;
    return "";
}

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

static const char chart_style[] = "chart";

static const struct style {
    struct cs_figure_style shown;
    const char *other_name;
    cs_style_writer *write;
} styles[] = {
    {{"money", "$40,640", IN(MONEY), 0}, "usd", cs_write_money},
    {{"money-k", "$40.6k", IN(MONEY), 0}, "usd-k", cs_write_money_k},
    {{"money-per", "$40,640 a year", IN(MONEY), 0}, "usd-per", cs_write_money_per},
    {{"per", "a year", IN(MONEY), 0}, NULL, cs_write_per},
    {{"range", "$31,900–$58,340", IN(MONEY), CS_ARG_RANGE}, NULL, cs_write_range},
    {{"range-k", "$31.9k–$58.3k", IN(MONEY), CS_ARG_RANGE}, NULL, cs_write_range_k},
    {{"low", "$31,900", IN(MONEY), CS_ARG_RANGE}, NULL, cs_write_low},
    {{"high", "$58,340", IN(MONEY), CS_ARG_RANGE}, NULL, cs_write_high},
    {{"number", "79,300", IN(COUNT) | IN(MONEY), 0}, NULL, cs_write_number},
    {{"about", "about 79,300", IN(COUNT), 0}, NULL, cs_write_about},
    {{"rounded", "79,300", IN(COUNT), 0}, NULL, cs_write_rounded},
    {{"thousand", "79.3 thousand", IN(COUNT), 0}, NULL, cs_write_thousand},
    {{"signed-number", "+46,600", IN(COUNT), CS_IS_CHANGE}, NULL, cs_write_signed_number},
    {{"size", "7%", IN(PERCENT) | IN(COUNT), 0}, NULL, cs_write_size},
    {{"size-1", "6.7%", IN(PERCENT), 0}, NULL, cs_write_size_1},
    {{"percent", "7%", IN(PERCENT), 0}, NULL, cs_write_percent},
    {{"percent-1", "6.7%", IN(PERCENT), 0}, NULL, cs_write_percent_1},
    {{"percent-words", "7 percent", IN(PERCENT), 0}, NULL, cs_write_percent_words},
    {{"percent-1-words", "6.7 percent", IN(PERCENT), 0}, NULL, cs_write_percent_1_words},
    {{"signed-percent", "+7%", IN(PERCENT), CS_IS_CHANGE | CS_IS_COMPARISON},
     NULL,
     cs_write_signed_percent},
    {{"signed-percent-1", "+6.7%", IN(PERCENT), CS_IS_CHANGE | CS_IS_COMPARISON},
     NULL,
     cs_write_signed_percent_1},
    {{"above-below", "10% below", IN(PERCENT), CS_IS_COMPARISON}, NULL, cs_write_above_below},
    {{"up-down", "up 9.8%", IN(PERCENT), CS_IS_CHANGE}, NULL, cs_write_up_down},
    {{"grow", "grow 7%", IN(PERCENT), CS_IS_CHANGE}, NULL, cs_write_grow},
    {{"grow-1", "grow 6.7%", IN(PERCENT), CS_IS_CHANGE}, NULL, cs_write_grow_1},
    {{"phrase", "faster than the average for all occupations", IN(WORD), CS_IS_GROWTH_WORD},
     NULL,
     cs_write_phrase},
    {{"phrase-short", "faster than the average", IN(WORD), CS_IS_GROWTH_WORD},
     NULL,
     cs_write_phrase_short},
    {{"ratio", "1.28", IN(RATIO), 0}, NULL, cs_write_ratio},
    {{"word", "faster than average", IN(WORD), 0}, NULL, cs_write_word},
    {{"word-lower", "high school diploma or equivalent", IN(WORD), 0}, NULL, cs_write_word_lower},
    {{"table", "a table in Markdown", IN(TABLE), 0}, "table-markdown", write_table},
    {{"table-html", "a table in HTML", IN(TABLE), 0}, NULL, write_table_html},
    {{chart_style, "a picture, in a file of its own", ALL, 0}, NULL, write_nothing},
    {{CS_SENTENCE_STYLE, "The median pay of … was $40,640 a year in 2023.", NUMBERS | IN(WORD), 0},
     NULL,
     write_nothing},
    {{"plain", "40640", NUMBERS | IN(WORD), 0}, NULL, cs_write_plain},
    {{"period", "2022 to 2032", ALL, 0}, NULL, cs_write_period},
    {{"period-short", "2022–32", ALL, 0}, NULL, cs_write_period_short},
    {{"period-long", "2022–2032", ALL, 0}, NULL, cs_write_period_long},
    {{"period-hyphen", "2022-32", ALL, 0}, NULL, cs_write_period_hyphen},
    {{"base", "2022", ALL, 0}, NULL, cs_write_base},
    {{"target", "2032", ALL, 0}, NULL, cs_write_target},
    {{"source", "US Bureau of Labor Statistics, …", ALL, 0}, NULL, cs_write_source},
    {{"note", "a caveat of the publisher", ALL, 0}, NULL, cs_write_note},
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

bool cs_figure_is_chart(const char *style)
{
    return style && strcmp(style, chart_style) == 0;
}

bool cs_figure_takes_style(const struct cs_figure_info *info, const struct cs_figure_style *style)
{
    return style->kinds & 1u << info->kind && (!style->needs || style->needs & info->arguments) &&
           (!cs_figure_is_chart(style->name) || info->chart);
}

const char *cs_write_styled(const struct cs_figure_value *value, const char *style,
                            struct cs_arena *arena)
{
    const struct style *found = style_named(style);
    if (!found || !value->is_present || !cs_figure_takes_style(value->info, &found->shown))
        return NULL;
    return found->write(value, arena);
}
