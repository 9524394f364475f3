/* Values in words: one row per style. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/number.h"
#include "guide/figure.h"
#include "guide/figure_table.h"

#define IN(kind) (1u << CS_FIGURE_##kind)
#define NUMBERS (IN(MONEY) | IN(COUNT) | IN(PERCENT) | IN(RATIO))
#define ALL (NUMBERS | IN(WORD) | IN(TABLE))

static const struct currency {
    const char *code, *sign;
} currencies[] = {
    {"USD", "$"},  {"GBP", "£"},  {"EUR", "€"},   {"CAD", "C$"}, {"AUD", "A$"},
    {"NZD", "NZ$"}, {"JPY", "¥"}, {"INR", "₹"},   {"CHF", "CHF "}, {"THB", "THB "},
};

static const char *currency_sign(const char *code)
{
    for (size_t i = 0; i < sizeof currencies / sizeof *currencies; i++)
        if (strncmp(currencies[i].code, code, 3) == 0)
            return currencies[i].sign;
    return NULL;
}

static const char *money(double amount, const char *currency, int decimals, const char *suffix,
                         struct cs_arena *arena)
{
    char digits[64];
    cs_number_format_grouped(fabs(amount), decimals, digits, sizeof digits);
    const char *sign = currency_sign(currency);
    const char *minus = amount < 0 ? "−" : "";
    if (sign)
        return cs_arena_printf(arena, "%s%s%s%s", minus, sign, digits, suffix);
    return cs_arena_printf(arena, "%s%s%s%s%.3s", minus, digits, suffix, *currency ? " " : "",
                           currency);
}

/* Pay per hour has cents, pay per year none. */
const char *cs_money_text(double amount, const char *currency, struct cs_arena *arena)
{
    int has_cents = fabs(amount) < 1000 && amount != round(amount);
    return money(amount, currency, has_cents ? 2 : 0, "", arena);
}

const char *cs_money_text_k(double amount, const char *currency, struct cs_arena *arena)
{
    double thousands = round(amount / 100) / 10;
    return money(thousands, currency, thousands != round(thousands), "k", arena);
}

double cs_count_rounded(double count)
{
    double step = fabs(count) >= 1000 ? 100 : fabs(count) >= 100 ? 10 : 1;
    return round(count / step) * step;
}

typedef const char *style_writer(const struct cs_figure_value *value, struct cs_arena *arena);

static const char *or_more(const struct cs_figure_value *value, const char *text,
                           struct cs_arena *arena)
{
    if (value->quantity.presence != CS_AT_LEAST)
        return text;
    return cs_arena_printf(arena, "%s or more", text);
}

static const char *write_money(const struct cs_figure_value *value, struct cs_arena *arena)
{
    int decimals = value->unit.per == CS_PER_HOUR ? 2 : 0;
    return or_more(value, money(value->quantity.value, value->unit.currency, decimals, "", arena),
                   arena);
}

static const char *write_money_k(const struct cs_figure_value *value, struct cs_arena *arena)
{
    return or_more(value, cs_money_text_k(value->quantity.value, value->unit.currency, arena),
                   arena);
}

static const char *per_words(const struct cs_figure_value *value)
{
    static const char *const words[] = {"", "a year", "a month", "a week", "a day", "an hour"};
    return value->unit.kind == CS_UNIT_MONEY ? words[value->unit.per] : "";
}

static const char *write_money_per(const struct cs_figure_value *value, struct cs_arena *arena)
{
    return cs_arena_printf(arena, "%s %s", write_money(value, arena), per_words(value));
}

static const char *write_per(const struct cs_figure_value *value, struct cs_arena *arena)
{
    (void)arena;
    return per_words(value);
}

static const char *high_text(const struct cs_figure_value *value, int in_thousands,
                             struct cs_arena *arena)
{
    struct cs_figure_value high = *value;
    high.quantity.value = value->high;
    return in_thousands ? write_money_k(&high, arena) : write_money(&high, arena);
}

static const char *low_text(const struct cs_figure_value *value, int in_thousands,
                            struct cs_arena *arena)
{
    struct cs_figure_value low = *value;
    low.quantity.presence = CS_PRESENT;
    return in_thousands ? write_money_k(&low, arena) : write_money(&low, arena);
}

static const char *write_range(const struct cs_figure_value *value, struct cs_arena *arena)
{
    if (isnan(value->high))
        return NULL;
    return cs_arena_printf(arena, "%s–%s", low_text(value, 0, arena), high_text(value, 0, arena));
}

static const char *write_range_k(const struct cs_figure_value *value, struct cs_arena *arena)
{
    if (isnan(value->high))
        return NULL;
    return cs_arena_printf(arena, "%s–%s", low_text(value, 1, arena), high_text(value, 1, arena));
}

static const char *write_low(const struct cs_figure_value *value, struct cs_arena *arena)
{
    return low_text(value, 0, arena);
}

static const char *write_high(const struct cs_figure_value *value, struct cs_arena *arena)
{
    return isnan(value->high) ? NULL : high_text(value, 0, arena);
}

static const char *grouped(double number, int decimals, struct cs_arena *arena)
{
    char digits[64];
    cs_number_format_grouped(fabs(number), decimals, digits, sizeof digits);
    int is_zero = strpbrk(digits, "123456789") == NULL;
    return cs_arena_printf(arena, "%s%s", number < 0 && !is_zero ? "−" : "", digits);
}

static const char *write_number(const struct cs_figure_value *value, struct cs_arena *arena)
{
    return or_more(value, grouped(value->quantity.value, 0, arena), arena);
}

static const char *write_about(const struct cs_figure_value *value, struct cs_arena *arena)
{
    return cs_arena_printf(arena, "about %s",
                           grouped(cs_count_rounded(value->quantity.value), 0, arena));
}

static const char *write_rounded(const struct cs_figure_value *value, struct cs_arena *arena)
{
    return grouped(cs_count_rounded(value->quantity.value), 0, arena);
}

static const char *write_thousand(const struct cs_figure_value *value, struct cs_arena *arena)
{
    return cs_arena_printf(arena, "%s thousand", grouped(value->quantity.value / 1000, 1, arena));
}

/* Without its sign, for "grow by 4%" and "decline by 4%". */
static const char *write_size(const struct cs_figure_value *value, struct cs_arena *arena)
{
    if (value->info->kind == CS_FIGURE_PERCENT)
        return cs_arena_printf(arena, "%s%%", grouped(fabs(round(value->quantity.value)), 0, arena));
    return grouped(cs_count_rounded(fabs(value->quantity.value)), 0, arena);
}

/* A whole percent as the handbook rounds it: half away from zero. */
static const char *write_percent(const struct cs_figure_value *value, struct cs_arena *arena)
{
    return cs_arena_printf(arena, "%s%%", grouped(round(value->quantity.value), 0, arena));
}

static const char *write_percent_1(const struct cs_figure_value *value, struct cs_arena *arena)
{
    return cs_arena_printf(arena, "%s%%", grouped(value->quantity.value, 1, arena));
}

/* "12% above", "10% below", for "… the median of all occupations". */
static const char *write_above_below(const struct cs_figure_value *value, struct cs_arena *arena)
{
    double whole = round(value->quantity.value);
    if (whole == 0)
        return "about the same as";
    return cs_arena_printf(arena, "%s%% %s", grouped(fabs(whole), 0, arena),
                           whole < 0 ? "below" : "above");
}

static const char *write_up_down(const struct cs_figure_value *value, struct cs_arena *arena)
{
    double tenths = round(value->quantity.value * 10);
    if (tenths == 0)
        return "unchanged";
    return cs_arena_printf(arena, "%s %s%%", tenths < 0 ? "down" : "up",
                           grouped(fabs(value->quantity.value), 1, arena));
}

/* "grow 4%", "decline 3%", "show little or no change". */
static const char *write_grow(const struct cs_figure_value *value, struct cs_arena *arena)
{
    double whole = round(value->quantity.value);
    if (whole == 0)
        return "show little or no change";
    return cs_arena_printf(arena, "%s %s%%", whole < 0 ? "decline" : "grow",
                           grouped(fabs(whole), 0, arena));
}

/* "about as fast as the average for all occupations"; nothing for words that do not compare. */
static const char *write_phrase(const struct cs_figure_value *value, struct cs_arena *arena)
{
    size_t n = value->word ? strlen(value->word) : 0;
    const char *last = "average";
    if (n < strlen(last) || strcmp(value->word + n - strlen(last), last) != 0)
        return "";
    const char *about = strcmp(value->word, "as fast as average") == 0 ? "about " : "";
    return cs_arena_printf(arena, "%s%.*sthe average for all occupations", about,
                           (int)(n - strlen(last)), value->word);
}

static const char *plus(double number)
{
    return number > 0 ? "+" : "";
}

static const char *write_signed_percent(const struct cs_figure_value *value,
                                        struct cs_arena *arena)
{
    return cs_arena_printf(arena, "%s%s", plus(round(value->quantity.value)),
                           write_percent(value, arena));
}

static const char *write_signed_percent_1(const struct cs_figure_value *value,
                                          struct cs_arena *arena)
{
    return cs_arena_printf(arena, "%s%s", plus(value->quantity.value),
                           write_percent_1(value, arena));
}

static const char *write_signed_number(const struct cs_figure_value *value, struct cs_arena *arena)
{
    return cs_arena_printf(arena, "%s%s", plus(value->quantity.value),
                           grouped(cs_count_rounded(value->quantity.value), 0, arena));
}

static const char *write_ratio(const struct cs_figure_value *value, struct cs_arena *arena)
{
    return grouped(value->quantity.value, 2, arena);
}

static const char *write_plain(const struct cs_figure_value *value, struct cs_arena *arena)
{
    if (value->word)
        return value->word;
    char text[CS_NUMBER_TEXT_BYTES];
    cs_number_format_rounded(value->quantity.value, 4, text);
    return cs_arena_strdup(arena, text);
}

static const char *write_word(const struct cs_figure_value *value, struct cs_arena *arena)
{
    (void)arena;
    return value->word;
}

static const char *write_word_lower(const struct cs_figure_value *value, struct cs_arena *arena)
{
    return value->word ? cs_title_in_sentence(value->word, arena) : NULL;
}

/* "May 2024", "2024", "2024 to 2034". */
static const char *write_period(const struct cs_figure_value *value, struct cs_arena *arena)
{
    static const char *const months[] = {"January", "February", "March", "April",
                                         "May", "June", "July", "August",
                                         "September", "October", "November", "December"};
    struct cs_period p = value->period;
    if (p.start_year == 0)
        return "";
    if (p.month)
        return cs_arena_printf(arena, "%s %d", months[p.month - 1], p.start_year);
    if (cs_period_is_span(p))
        return cs_arena_printf(arena, "%d to %d", p.start_year, p.end_year);
    return cs_arena_printf(arena, "%d", p.start_year);
}

/* "2024–34" */
static const char *write_period_short(const struct cs_figure_value *value, struct cs_arena *arena)
{
    struct cs_period p = value->period;
    if (!cs_period_is_span(p))
        return write_period(value, arena);
    if (p.start_year / 100 == p.end_year / 100)
        return cs_arena_printf(arena, "%d–%02d", p.start_year, p.end_year % 100);
    return cs_arena_printf(arena, "%d–%d", p.start_year, p.end_year);
}

static const char *write_base(const struct cs_figure_value *value, struct cs_arena *arena)
{
    return value->period.start_year ? cs_arena_printf(arena, "%d", value->period.start_year) : "";
}

static const char *write_target(const struct cs_figure_value *value, struct cs_arena *arena)
{
    return value->period.start_year ? cs_arena_printf(arena, "%d", value->period.end_year) : "";
}

static const char *write_source(const struct cs_figure_value *value, struct cs_arena *arena)
{
    if (!value->source)
        return "";
    const char *title = value->source->title ? value->source->title : value->source->id;
    if (!value->source->publisher)
        return title;
    return cs_arena_printf(arena, "%s, %s", value->source->publisher, title);
}

static const char *write_note(const struct cs_figure_value *value, struct cs_arena *arena)
{
    (void)arena;
    return value->note ? value->note : "";
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

static const char *write_sentence(const struct cs_figure_value *value, struct cs_arena *arena);

static const struct style {
    struct cs_figure_style shown;
    const char *other_name;
    style_writer *write;
} styles[] = {
    {{"money", "$40,640", IN(MONEY)}, "usd", write_money},
    {{"money-k", "$40.6k", IN(MONEY)}, "usd-k", write_money_k},
    {{"money-per", "$40,640 a year", IN(MONEY)}, "usd-per", write_money_per},
    {{"per", "a year", IN(MONEY)}, NULL, write_per},
    {{"range", "$31,900–$58,340", IN(MONEY)}, NULL, write_range},
    {{"range-k", "$31.9k–$58.3k", IN(MONEY)}, NULL, write_range_k},
    {{"low", "$31,900", IN(MONEY)}, NULL, write_low},
    {{"high", "$58,340", IN(MONEY)}, NULL, write_high},
    {{"number", "79,300", IN(COUNT) | IN(MONEY)}, NULL, write_number},
    {{"about", "about 79,300", IN(COUNT)}, NULL, write_about},
    {{"rounded", "79,300", IN(COUNT)}, NULL, write_rounded},
    {{"thousand", "79.3 thousand", IN(COUNT)}, NULL, write_thousand},
    {{"signed-number", "+46,600", IN(COUNT)}, NULL, write_signed_number},
    {{"size", "7%", IN(PERCENT) | IN(COUNT)}, NULL, write_size},
    {{"percent", "7%", IN(PERCENT)}, NULL, write_percent},
    {{"percent-1", "6.7%", IN(PERCENT)}, NULL, write_percent_1},
    {{"signed-percent", "+7%", IN(PERCENT)}, NULL, write_signed_percent},
    {{"signed-percent-1", "+6.7%", IN(PERCENT)}, NULL, write_signed_percent_1},
    {{"above-below", "10% below", IN(PERCENT)}, NULL, write_above_below},
    {{"up-down", "up 9.8%", IN(PERCENT)}, NULL, write_up_down},
    {{"grow", "grow 7%", IN(PERCENT)}, NULL, write_grow},
    {{"phrase", "faster than the average for all occupations", IN(WORD)}, NULL, write_phrase},
    {{"ratio", "1.28", IN(RATIO)}, NULL, write_ratio},
    {{"word", "faster than average", IN(WORD)}, NULL, write_word},
    {{"word-lower", "high school diploma or equivalent", IN(WORD)}, NULL, write_word_lower},
    {{"table", "a table in Markdown", IN(TABLE)}, "table-markdown", write_table},
    {{"table-html", "a table in HTML", IN(TABLE)}, NULL, write_table_html},
    {{"sentence", "The median pay of … was $40,640 a year in 2023.", NUMBERS | IN(WORD)}, NULL,
     write_sentence},
    {{"plain", "40640", NUMBERS | IN(WORD)}, NULL, write_plain},
    {{"period", "2022 to 2032", ALL}, NULL, write_period},
    {{"period-short", "2022–32", ALL}, NULL, write_period_short},
    {{"base", "2022", ALL}, NULL, write_base},
    {{"target", "2032", ALL}, NULL, write_target},
    {{"source", "US Bureau of Labor Statistics, …", ALL}, NULL, write_source},
    {{"note", "a caveat of the publisher", ALL}, NULL, write_note},
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

const char *cs_figure_text(const struct cs_figure_value *value, const char *style,
                           struct cs_arena *arena)
{
    const struct style *found = style_named(style);
    if (!found || !value->is_present || !(found->shown.kinds & 1u << value->info->kind))
        return NULL;
    return found->write(value, arena);
}

static const char *region_words(const struct cs_figure_value *value, struct cs_arena *arena)
{
    static const char *const with_article[] = {"US", "GB", "GBR", "NL", "NLD", "PH", "PHL", "DC"};
    for (size_t i = 0; i < sizeof with_article / sizeof *with_article; i++)
        if (strcmp(value->region_code, with_article[i]) == 0)
            return cs_arena_printf(arena, "the %s", value->region);
    return value->region;
}

static const char *placeholder_text(const struct cs_figure_value *value, const char *name,
                                    struct cs_arena *arena)
{
    if (strcmp(name, "occupation") == 0)
        return cs_title_in_sentence(value->occupation, arena);
    if (strcmp(name, "Occupation") == 0)
        return value->occupation;
    if (strcmp(name, "region") == 0)
        return region_words(value, arena);
    if (strcmp(name, "per") == 0)
        return per_words(value);
    if (strcmp(name, "grow") == 0)
        return write_grow(value, arena);
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
