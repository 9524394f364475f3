/* Numbers in words: "five percent", "half a million", "one hundred sixty-six thousand". */
#include <math.h>
#include <stdbool.h>
#include <stdio.h>

#include "base/text.h"
#include "guide/amount/amount_read.h"

/* One word of a number. */
struct number_word {
    const char *word;
    double value;
};
static const struct number_word units[] = {
    {"one", 1},      {"two", 2},        {"three", 3},     {"four", 4},      {"five", 5},
    {"six", 6},      {"seven", 7},      {"eight", 8},     {"nine", 9},      {"ten", 10},
    {"eleven", 11},  {"twelve", 12},    {"thirteen", 13}, {"fourteen", 14}, {"fifteen", 15},
    {"sixteen", 16}, {"seventeen", 17}, {"eighteen", 18}, {"nineteen", 19}, {"a", 1},
    {"zero", 0},     {NULL, 0}};
static const struct number_word tens[] = {{"twenty", 20}, {"thirty", 30}, {"forty", 40},
                                          {"fifty", 50},  {"sixty", 60},  {"seventy", 70},
                                          {"eighty", 80}, {"ninety", 90}, {NULL, 0}};
static const struct number_word fractions[] = {{"half a", 0.5},
                                               {"a quarter of a", 0.25},
                                               {"three quarters of a", 0.75},
                                               {"three-quarters of a", 0.75},
                                               {NULL, 0}};

/* The word of a list that stands at i; its end, or `i` when there is none. */
static size_t read_word(const struct cs_amount_reader *r, size_t i, const struct number_word *list,
                        double *value)
{
    for (; list->word; list++) {
        if (!cs_amount_has_word(r, i, list->word))
            continue;
        *value = list->value;
        return i + strlen(list->word);
    }
    return i;
}

/* Past a blank or a hyphen, and "and". */
static size_t skip_link(const struct cs_amount_reader *r, size_t i)
{
    size_t k = i + (cs_amount_at(r, i) == '-' || cs_amount_at(r, i) == ' ');
    return cs_amount_starts(r, k, "and ") ? k + 4 : k;
}

/* 1 to 99: "sixty-six", "twelve". */
static size_t read_below_hundred(const struct cs_amount_reader *r, size_t i, double *value)
{
    double unit;
    size_t end = read_word(r, i, tens, value);
    if (end == i)
        return read_word(r, i, units, value);
    char link = cs_amount_at(r, end);
    size_t next = link == '-' || link == ' ' ? read_word(r, end + 1, units, &unit) : end + 1;
    if (next == end + 1 || unit >= 10 || cs_amount_has_word(r, end + 1, "a"))
        return end;
    *value += unit;
    return next;
}

/* 1 to 999: "one hundred sixty-six", "three and a half". */
static size_t read_below_thousand(const struct cs_amount_reader *r, size_t i, double *value)
{
    double rest;
    size_t end = read_below_hundred(r, i, value);
    if (end == i)
        return i;
    if (cs_amount_has_word(r, end, " hundred")) {
        *value *= 100;
        end += strlen(" hundred");
        size_t start = skip_link(r, end);
        size_t next = read_below_hundred(r, start, &rest);
        if (next > start && !cs_amount_has_word(r, start, "a")) {
            *value += rest;
            end = next;
        }
    }
    if (cs_amount_has_word(r, end, " and a half")) {
        *value += 0.5;
        end += strlen(" and a half");
    }
    return end;
}

/* What the last figure of a value stands for: 1,000 of 166,000, 100,000 of 3.5 million. */
static double step_of(double value)
{
    double step = 1;
    while (step < 1e12 && value > 0 && fmod(value, step * 10) == 0)
        step *= 10;
    return fmod(value, step) == 0 ? step : 0.1;
}

/* "thirty dollars an hour", "forty-five an hour": small numbers of money count only by the hour. */
static bool is_by_the_hour(const struct cs_amount_reader *r, size_t end)
{
    struct cs_amount money = {0};
    size_t per = cs_amount_read_per(r, cs_amount_currency_after(r, end, &money), &money);
    return per > end && money.per == CS_PER_HOUR;
}

/* "just over six figures": 100,000 in money, where it is a bound. */
static size_t read_figures(const struct cs_amount_reader *r, size_t i, struct cs_amount *out)
{
    static const char words[] = "six figures";
    if (!cs_amount_has_word(r, i, words) || cs_amount_looseness(r, i) < CS_OVER)
        return i;
    static const struct cs_amount_scale money = {"", 1, true};
    out->low = out->step = 1e5;
    cs_amount_apply_scale(&money, out);
    return i + strlen(words);
}

/* "ninety-three thousand six hundred", "one million two hundred thousand": past what goes on behind
 * a scale; `end` when nothing does. */
static size_t read_rest(const struct cs_amount_reader *r, size_t end, double factor,
                        struct cs_amount *out)
{
    const struct cs_amount_scale *scale;
    double rest;
    size_t start = skip_link(r, end);
    size_t next = start > end ? read_below_thousand(r, start, &rest) : start;
    size_t past = next > start ? cs_amount_read_scale(r, next, &scale) : start;
    if (past == start || (past == next && rest < 100) || rest * scale->factor >= factor ||
        cs_amount_has_word(r, start, "a"))
        return end;
    out->low += rest * scale->factor;
    return past;
}

size_t cs_amount_read_words(const struct cs_amount_reader *r, size_t i, struct cs_amount *out)
{
    const struct cs_amount_scale *scale;
    double value;
    if (i && (cs_is_alnum(r->text[i - 1]) || strchr("-'$", r->text[i - 1])))
        return i;
    size_t end = read_figures(r, i, out);
    if (end > i)
        return end;
    end = read_word(r, i, fractions, &value);
    if (end == i)
        end = read_below_thousand(r, i, &value);
    if (end == i)
        return i;
    size_t scaled = cs_amount_at(r, end) == ' ' || cs_amount_at(r, end) == '-'
                        ? cs_amount_read_scale(r, end, &scale)
                        : end;
    out->low = value;
    if (scaled > end) {
        cs_amount_apply_scale(scale, out);
        scaled = read_rest(r, scaled, scale->factor, out);
    }
    out->step = step_of(out->low);
    size_t past = cs_amount_read_change(r, scaled, out);
    /* Small numbers in words count only where they are percents: "one of the two" is no figure. */
    return scaled > end || cs_amount_read_percent(r, end) > end || is_by_the_hour(r, past) ? past
                                                                                           : i;
}

/* The word for a value; NULL when the list has none. */
static const char *word_for(const struct number_word *list, int value)
{
    for (; list->word; list++) {
        if (list->value == value)
            return list->word;
    }
    return NULL;
}

bool cs_amount_write_words(int value, char *out, size_t capacity)
{
    if (value < 0 || value >= 100)
        return false;
    const char *ten = value < 20 ? NULL : word_for(tens, value - value % 10);
    const char *unit = ten && value % 10 == 0 ? NULL : word_for(units, ten ? value % 10 : value);
    int n =
        snprintf(out, capacity, "%s%s%s", ten ? ten : "", ten && unit ? "-" : "", unit ? unit : "");
    return n > 0 && (size_t)n < capacity;
}
