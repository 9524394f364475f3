/* Values as money, counts, percents, words and periods. */
#include "guide/figure/figure_write.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/number.h"
#include "data/currency.h"
#include "data/period.h"
#include "guide/figure/figure_words.h"

static const char *money(double amount, const char *currency, int decimals, const char *suffix,
                         struct cs_arena *arena)
{
    char digits[64];
    cs_number_format_grouped(fabs(amount), decimals, digits, sizeof digits);
    char prefix[CS_CURRENCY_PREFIX_BYTES];
    return cs_arena_printf(arena, "%s%s%s%s", amount < 0 ? "−" : "",
                           cs_currency_prefix(currency, " ", prefix), digits, suffix);
}

/* Pay per hour has cents, pay per year none. */
const char *cs_money_text(double amount, const char *currency, struct cs_arena *arena)
{
    bool has_cents = fabs(amount) < 1000 && amount != round(amount);
    return money(amount, currency, has_cents ? 2 : 0, "", arena);
}

static const char *money_in_thousands(double amount, const char *currency, struct cs_arena *arena)
{
    double thousands = round(amount / 100) / 10;
    return money(thousands, currency, thousands != round(thousands), "k", arena);
}

double cs_count_rounded(double count)
{
    double step = fabs(count) >= 1000 ? 100 : fabs(count) >= 100 ? 10 : 1;
    return round(count / step) * step;
}

static const char *or_more(const struct cs_figure_value *value, const char *text,
                           struct cs_arena *arena)
{
    if (value->quantity.presence != CS_AT_LEAST)
        return text;
    return cs_arena_printf(arena, "%s or more", text);
}

static bool is_range(const struct cs_figure_value *value)
{
    return !isnan(value->high);
}

const char *cs_write_money(const struct cs_figure_value *value, struct cs_arena *arena)
{
    if (is_range(value))
        return cs_write_range(value, arena);
    int decimals = value->unit.per == CS_PER_HOUR ? 2 : 0;
    return or_more(value, money(value->quantity.value, value->unit.currency, decimals, "", arena),
                   arena);
}

const char *cs_write_money_k(const struct cs_figure_value *value, struct cs_arena *arena)
{
    if (is_range(value))
        return cs_write_range_k(value, arena);
    return or_more(value, money_in_thousands(value->quantity.value, value->unit.currency, arena),
                   arena);
}

const char *cs_write_money_per(const struct cs_figure_value *value, struct cs_arena *arena)
{
    return cs_arena_printf(arena, "%s %s", cs_write_money(value, arena),
                           cs_per_in_sentence(value->unit));
}

const char *cs_write_per(const struct cs_figure_value *value, struct cs_arena *arena)
{
    (void)arena;
    return cs_per_in_sentence(value->unit);
}

static const char *high_text(const struct cs_figure_value *value, int in_thousands,
                             struct cs_arena *arena)
{
    struct cs_figure_value high = *value;
    high.quantity.value = value->high;
    high.high = NAN;
    return in_thousands ? cs_write_money_k(&high, arena) : cs_write_money(&high, arena);
}

static const char *low_text(const struct cs_figure_value *value, int in_thousands,
                            struct cs_arena *arena)
{
    struct cs_figure_value low = *value;
    low.quantity.presence = CS_PRESENT;
    low.high = NAN;
    return in_thousands ? cs_write_money_k(&low, arena) : cs_write_money(&low, arena);
}

const char *cs_write_range(const struct cs_figure_value *value, struct cs_arena *arena)
{
    if (!is_range(value))
        return NULL;
    return cs_arena_printf(arena, "%s–%s", low_text(value, 0, arena), high_text(value, 0, arena));
}

const char *cs_write_range_k(const struct cs_figure_value *value, struct cs_arena *arena)
{
    if (!is_range(value))
        return NULL;
    return cs_arena_printf(arena, "%s–%s", low_text(value, 1, arena), high_text(value, 1, arena));
}

const char *cs_write_low(const struct cs_figure_value *value, struct cs_arena *arena)
{
    return low_text(value, 0, arena);
}

const char *cs_write_high(const struct cs_figure_value *value, struct cs_arena *arena)
{
    return !is_range(value) ? NULL : high_text(value, 0, arena);
}

static const char *grouped(double number, int decimals, struct cs_arena *arena)
{
    char digits[64];
    cs_number_format_grouped(fabs(number), decimals, digits, sizeof digits);
    bool is_zero = strpbrk(digits, "123456789") == NULL;
    return cs_arena_printf(arena, "%s%s", number < 0 && !is_zero ? "−" : "", digits);
}

const char *cs_write_number(const struct cs_figure_value *value, struct cs_arena *arena)
{
    if (is_range(value))
        return cs_arena_printf(arena, "%s–%s", grouped(value->quantity.value, 0, arena),
                               or_more(value, grouped(value->high, 0, arena), arena));
    return or_more(value, grouped(value->quantity.value, 0, arena), arena);
}

const char *cs_write_about(const struct cs_figure_value *value, struct cs_arena *arena)
{
    return cs_arena_printf(arena, "about %s",
                           grouped(cs_count_rounded(value->quantity.value), 0, arena));
}

const char *cs_write_rounded(const struct cs_figure_value *value, struct cs_arena *arena)
{
    return grouped(cs_count_rounded(value->quantity.value), 0, arena);
}

const char *cs_write_thousand(const struct cs_figure_value *value, struct cs_arena *arena)
{
    return cs_arena_printf(arena, "%s thousand", grouped(value->quantity.value / 1000, 1, arena));
}

/* A whole percent. At a half the tenths stay: a published 4.5 may be 4.46 or 4.54, and which whole
 * percent its publisher prints is not known from it. */
static const char *whole_percent(double percent, struct cs_arena *arena)
{
    bool is_half = fabs(fabs(percent - trunc(percent)) - 0.5) < 1e-9;
    return grouped(is_half ? percent : round(percent), is_half ? 1 : 0, arena);
}

/* Without its sign, for "grow by 4%" and "decline by 4%". */
const char *cs_write_size(const struct cs_figure_value *value, struct cs_arena *arena)
{
    if (value->info->kind == CS_FIGURE_PERCENT)
        return cs_arena_printf(arena, "%s%%", whole_percent(fabs(value->quantity.value), arena));
    return grouped(cs_count_rounded(fabs(value->quantity.value)), 0, arena);
}

const char *cs_write_size_1(const struct cs_figure_value *value, struct cs_arena *arena)
{
    return cs_arena_printf(arena, "%s%%", grouped(fabs(value->quantity.value), 1, arena));
}

const char *cs_write_percent(const struct cs_figure_value *value, struct cs_arena *arena)
{
    return cs_arena_printf(arena, "%s%%", whole_percent(value->quantity.value, arena));
}

const char *cs_write_percent_1(const struct cs_figure_value *value, struct cs_arena *arena)
{
    return cs_arena_printf(arena, "%s%%", grouped(value->quantity.value, 1, arena));
}

const char *cs_write_percent_words(const struct cs_figure_value *value, struct cs_arena *arena)
{
    return cs_arena_printf(arena, "%s percent", grouped(round(value->quantity.value), 0, arena));
}

const char *cs_write_percent_1_words(const struct cs_figure_value *value, struct cs_arena *arena)
{
    return cs_arena_printf(arena, "%s percent", grouped(value->quantity.value, 1, arena));
}

/* "3.4", "11": how many times a whole is, of a percent above it. */
enum { LEAST_TIMES = 200 }; /* percent above */
static const char *times(double percent, struct cs_arena *arena)
{
    double ratio = 1 + percent / 100;
    return grouped(ratio, ratio < 9.95 ? 1 : 0, arena);
}

/* "12% above", "10% below", "3.4 times", for "… the median of all occupations". */
const char *cs_write_above_below(const struct cs_figure_value *value, struct cs_arena *arena)
{
    double whole = round(value->quantity.value);
    if (whole == 0)
        return "about the same as";
    if (whole >= LEAST_TIMES)
        return cs_arena_printf(arena, "%s times", times(value->quantity.value, arena));
    return cs_arena_printf(arena, "%s%% %s", grouped(fabs(whole), 0, arena),
                           whole < 0 ? "below" : "above");
}

const char *cs_write_up_down(const struct cs_figure_value *value, struct cs_arena *arena)
{
    double tenths = round(value->quantity.value * 10);
    if (tenths == 0)
        return "unchanged";
    return cs_arena_printf(arena, "%s %s%%", tenths < 0 ? "down" : "up",
                           grouped(fabs(value->quantity.value), 1, arena));
}

/* "grow 4%", "decline 3%", "show little or no change". */
const char *cs_write_grow(const struct cs_figure_value *value, struct cs_arena *arena)
{
    double whole = round(value->quantity.value);
    if (whole == 0)
        return "show little or no change";
    return cs_arena_printf(arena, "%s %s%%", whole < 0 ? "decline" : "grow",
                           whole_percent(fabs(value->quantity.value), arena));
}

/* "grow 4.2%", "show little or no change (+0.3%)". */
const char *cs_write_grow_1(const struct cs_figure_value *value, struct cs_arena *arena)
{
    double percent = value->quantity.value;
    if (round(percent) == 0)
        return cs_arena_printf(arena, "show little or no change (%s)",
                               cs_write_signed_percent_1(value, arena));
    return cs_arena_printf(arena, "%s %s", percent < 0 ? "decline" : "grow",
                           cs_write_size_1(value, arena));
}

/* "about as fast as the average"; nothing for words that do not compare. */
const char *cs_write_phrase_short(const struct cs_figure_value *value, struct cs_arena *arena)
{
    size_t n = value->word ? strlen(value->word) : 0;
    const char *last = "average";
    if (n < strlen(last) || strcmp(value->word + n - strlen(last), last) != 0)
        return "";
    const char *about = strcmp(value->word, "as fast as average") == 0 ? "about " : "";
    return cs_arena_printf(arena, "%s%.*sthe average", about, (int)(n - strlen(last)), value->word);
}

const char *cs_write_phrase(const struct cs_figure_value *value, struct cs_arena *arena)
{
    const char *text = cs_write_phrase_short(value, arena);
    return text && *text ? cs_arena_printf(arena, "%s for all occupations", text) : text;
}

static const char *plus(double number)
{
    return number > 0 ? "+" : "";
}

const char *cs_write_signed_percent(const struct cs_figure_value *value, struct cs_arena *arena)
{
    return cs_arena_printf(arena, "%s%s", plus(round(value->quantity.value)),
                           cs_write_percent(value, arena));
}

const char *cs_write_signed_percent_1(const struct cs_figure_value *value, struct cs_arena *arena)
{
    return cs_arena_printf(arena, "%s%s", plus(value->quantity.value),
                           cs_write_percent_1(value, arena));
}

const char *cs_write_signed_number(const struct cs_figure_value *value, struct cs_arena *arena)
{
    return cs_arena_printf(arena, "%s%s", plus(value->quantity.value),
                           grouped(cs_count_rounded(value->quantity.value), 0, arena));
}

const char *cs_write_ratio(const struct cs_figure_value *value, struct cs_arena *arena)
{
    return grouped(value->quantity.value, 2, arena);
}

const char *cs_write_plain(const struct cs_figure_value *value, struct cs_arena *arena)
{
    if (value->word)
        return value->word;
    char low[CS_NUMBER_TEXT_BYTES], high[CS_NUMBER_TEXT_BYTES];
    cs_number_format_rounded(value->quantity.value, 4, low);
    if (!is_range(value))
        return cs_arena_strdup(arena, low);
    cs_number_format_rounded(value->high, 4, high);
    return cs_arena_printf(arena, "%s–%s", low, high);
}

const char *cs_write_word(const struct cs_figure_value *value, struct cs_arena *arena)
{
    (void)arena;
    return value->word;
}

const char *cs_write_word_lower(const struct cs_figure_value *value, struct cs_arena *arena)
{
    if (!value->word || value->info->arguments & CS_IS_NAME)
        return value->word;
    return cs_title_in_sentence(value->word, arena);
}

const char *cs_write_period(const struct cs_figure_value *value, struct cs_arena *arena)
{
    return cs_period_in_sentence(value->period, arena);
}

const char *cs_write_period_short(const struct cs_figure_value *value, struct cs_arena *arena)
{
    return cs_period_short(value->period, arena);
}

/* "2022–2032"; of a year that year. */
const char *cs_write_period_long(const struct cs_figure_value *value, struct cs_arena *arena)
{
    if (!cs_period_is_span(value->period))
        return cs_write_period_short(value, arena);
    return cs_arena_printf(arena, "%d–%d", value->period.start_year, value->period.end_year);
}

/* "2022-32", as typed on a keyboard. */
const char *cs_write_period_hyphen(const struct cs_figure_value *value, struct cs_arena *arena)
{
    char text[CS_PERIOD_TEXT_BYTES];
    if (!value->period.start_year)
        return "";
    return cs_arena_strdup(arena, cs_period_format(value->period, text));
}

const char *cs_write_base(const struct cs_figure_value *value, struct cs_arena *arena)
{
    return value->period.start_year ? cs_arena_printf(arena, "%d", value->period.start_year) : "";
}

const char *cs_write_target(const struct cs_figure_value *value, struct cs_arena *arena)
{
    return value->period.start_year ? cs_arena_printf(arena, "%d", value->period.end_year) : "";
}

const char *cs_write_source(const struct cs_figure_value *value, struct cs_arena *arena)
{
    if (!value->source)
        return "";
    const char *title = value->source->title ? value->source->title : value->source->id;
    if (!value->source->publisher)
        return title;
    return cs_arena_printf(arena, "%s, %s", value->source->publisher, title);
}

const char *cs_write_note(const struct cs_figure_value *value, struct cs_arena *arena)
{
    (void)arena;
    return value->note ? value->note : "";
}
