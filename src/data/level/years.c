/* Years in digits and words. Apart from bands.c, which cuts them into levels, because the
 * order of levels asks too. */
#include "data/level/years.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "base/number.h"
#include "base/text.h"
#include "base/tidy.h"

enum bound { EXACT, BELOW, UP_TO, FROM };

struct word {
    const char *text;
    enum bound bound;
};

static struct cs_span drop(struct cs_span s, size_t n)
{
    return cs_span_trim((struct cs_span){s.start + n, s.size - n});
}

/* Takes the first of the words that the text starts with. */
static bool take(struct cs_span *s, const struct word *words, size_t n, enum bound *bound)
{
    for (size_t i = 0; i < n; i++) {
        size_t length = strlen(words[i].text);
        bool is_whole =
            s->size == length || (s->size > length && (!cs_is_alpha(words[i].text[length - 1]) ||
                                                       !cs_is_alnum(s->start[length])));
        if (is_whole && cs_span_equals_nocase((struct cs_span){s->start, length}, words[i].text)) {
            *bound = words[i].bound;
            *s = drop(*s, length);
            return true;
        }
    }
    return false;
}

#define TAKE(s, words, bound) take(s, words, sizeof(words) / sizeof *(words), bound)

static bool take_number(struct cs_span *s, double *value)
{
    size_t n = 0;
    while (n < s->size &&
           (cs_is_digit(s->start[n]) ||
            (s->start[n] == '.' && n > 0 && n + 1 < s->size && cs_is_digit(s->start[n + 1]))))
        n++;
    if (n == 0 || !cs_number_parse((struct cs_span){s->start, n}, value))
        return false;
    *s = drop(*s, n);
    return true;
}

static int take_unit(struct cs_span *s, double *years)
{
    static const struct word year_words[] = {
        {"years", EXACT}, {"year", EXACT}, {"yrs", EXACT}, {"yr", EXACT}, {"y", EXACT}};
    static const struct word month_words[] = {
        {"months", EXACT}, {"month", EXACT}, {"mos", EXACT}, {"mo", EXACT}};
    enum bound ignored;
    *years = 1;
    if (TAKE(s, year_words, &ignored)) {
        if (s->size && s->start[0] == '.')
            *s = drop(*s, 1);
        return 1;
    }
    *years = 1.0 / 12;
    return TAKE(s, month_words, &ignored);
}

static bool take_to(struct cs_span *s)
{
    static const struct word words[] = {{"to", EXACT}};
    enum bound ignored;
    size_t n = cs_dash_length(*s);
    if (n)
        *s = drop(*s, n);
    return n || TAKE(s, words, &ignored);
}

/* What stands behind the number: nothing, a unit, "+", "or more". */
static bool read_end(struct cs_span *s, enum bound *bound, double *unit)
{
    static const struct word more[] = {{"+", FROM},         {"or more", FROM}, {"and more", FROM},
                                       {"and over", FROM},  {"or over", FROM}, {"and above", FROM},
                                       {"or above", FROM},  {"plus", FROM},    {"or less", UP_TO},
                                       {"and under", UP_TO}};
    bool had_more = TAKE(s, more, bound), had_unit = take_unit(s, unit);
    if (!had_unit)
        *unit = 1;
    if (!had_more)
        (void)TAKE(s, more, bound);
    return s->size == 0 || had_unit;
}

static bool read_range(struct cs_span s, double low, struct cs_years *out)
{
    double high, unit, low_unit = 1;
    enum bound bound = EXACT;
    bool had_unit = take_unit(&s, &low_unit);
    if (!take_to(&s) || !take_number(&s, &high) || !read_end(&s, &bound, &unit) || bound != EXACT)
        return false;
    *out = (struct cs_years){low * (had_unit ? low_unit : unit), high * unit, 0};
    return out->low <= out->high;
}

bool cs_years_read(struct cs_span text, struct cs_years *out)
{
    static const struct word before[] = {
        {"less than", BELOW}, {"fewer than", BELOW},   {"under", BELOW}, {"below", BELOW},
        {"<=", UP_TO},        {"\xE2\x89\xA4", UP_TO}, {"<", BELOW},     {"up to", UP_TO},
        {"more than", FROM},  {"over", FROM},          {"above", FROM},  {"at least", FROM},
        {">=", FROM},         {"\xE2\x89\xA5", FROM},  {">", FROM}};
    enum bound bound = EXACT;
    double number, unit;
    struct cs_span s = cs_span_trim(text);
    if (cs_number_parse(s, &number)) { /* -1 too: marks of no answer sort before all years */
        *out = (struct cs_years){number, number, 0};
        return true;
    }
    bool is_bounded = TAKE(&s, before, &bound);
    if (!take_number(&s, &number))
        return false;
    if (!is_bounded && read_range(s, number, out))
        return true;
    enum bound behind = EXACT;
    if (!read_end(&s, &behind, &unit) || (is_bounded && behind != EXACT))
        return false;
    bound = is_bounded ? bound : behind;
    *out = (struct cs_years){.low = bound == BELOW || bound == UP_TO ? 0 : number * unit,
                             .high = bound == FROM ? INFINITY : number * unit,
                             .is_below = bound == BELOW};
    return true;
}
