/* Numbers of charts in the reader's language: separators, signs of currency, short forms for
 * axes. */
#include "render/chart/chart_format.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/number.h"
#include "base/text.h"
#include "data/quantity.h"

enum { MOST_DECIMALS = 20 };
enum { DIGITS_BYTES = CS_FORMAT_BYTES - 16 };

struct cs_language {
    const char *code;
    const char *thousands, *decimal;
    bool is_currency_first;
};

/* Reference: Unicode CLDR number patterns. Blanks are no-break blanks. */
static const struct cs_language languages[] = {
    {"en", ",", ".", 1}, {"de", ".", ",", 0},        {"fr", "\xC2\xA0", ",", 0},
    {"es", ".", ",", 0}, {"it", ".", ",", 0},        {"pt", ".", ",", 0},
    {"nl", ".", ",", 1}, {"pl", "\xC2\xA0", ",", 0}, {"sv", "\xC2\xA0", ",", 0},
};

static const struct {
    char code[4];
    const char *sign;
} currencies[] = {
    {"USD", "$"},   {"EUR", "€"}, {"GBP", "£"}, {"CAD", "C$"}, {"AUD", "A$"},
    {"NZD", "NZ$"}, {"JPY", "¥"}, {"INR", "₹"}, {"THB", "฿"},
};

static const struct cs_language *find_language(const char *code)
{
    for (size_t i = 0; code && i < sizeof languages / sizeof *languages; i++)
        if (strncmp(code, languages[i].code, 2) == 0 && !(code[2] >= 'a' && code[2] <= 'z'))
            return &languages[i];
    return NULL;
}

const struct cs_language *cs_language_of(const char *code)
{
    const struct cs_language *language = find_language(code);
    return language ? language : &languages[0];
}

bool cs_language_is_known(const char *code)
{
    return find_language(code) != NULL;
}

static const char *currency_sign(const struct cs_unit *unit)
{
    for (size_t i = 0; i < sizeof currencies / sizeof *currencies; i++)
        if (memcmp(unit->currency, currencies[i].code, 4) == 0)
            return currencies[i].sign;
    return unit->currency;
}

static int decimals_of(const struct cs_format *format, double value)
{
    bool is_whole = value == floor(value);
    switch ((enum cs_unit_kind)format->unit.kind) {
    case CS_UNIT_MONEY:
        return format->unit.per == CS_PER_HOUR || (fabs(value) < 100 && !is_whole) ? 2 : 0;
    case CS_UNIT_PERCENT:
    case CS_UNIT_INDEX:
        return 1;
    case CS_UNIT_RATIO:
        return 2;
    default:
        if (fabs(value) < 0.1 && value != 0) /* two digits, however small */
            return (int)fmin(1 - floor(log10(fabs(value))), MOST_DECIMALS);
        return fabs(value) < 10 && !is_whole ? 1 : 0;
    }
}

/* The digits of a magnitude in the language's separators. */
static void put_digits(const struct cs_language *language, double magnitude, int decimals,
                       char out[DIGITS_BYTES])
{
    char plain[DIGITS_BYTES];
    size_t length = 0;
    cs_number_format_grouped(magnitude, decimals, plain, DIGITS_BYTES - 8);
    for (const char *c = plain; *c; c++) {
        const char *part = *c == ',' ? language->thousands : *c == '.' ? language->decimal : NULL;
        size_t n = part ? strlen(part) : 1;
        if (length + n + 1 >= DIGITS_BYTES)
            break;
        memcpy(out + length, part ? part : c, n);
        length += n;
    }
    out[length] = '\0';
}

/* Axis labels of round thousands and millions lose their zeros, in English: "$20k". */
static const char *shorten(const struct cs_format *format, double *magnitude, int *decimals)
{
    if (format->step == 0)
        return "";
    double divisor = 1;
    const char *suffix = "";
    if (format->language == &languages[0] && format->step >= 1e5 && *magnitude >= 1e6) {
        divisor = 1e6;
        suffix = "M";
    } else if (format->language == &languages[0] && format->step >= 500) {
        divisor = 1e3;
        suffix = "k";
    }
    double step = format->step / divisor;
    *decimals = 0;
    while (*decimals < MOST_DECIMALS && fabs(step - round(step)) > 1e-6 * step) {
        step *= 10;
        ++*decimals;
    }
    if (*magnitude == 0)
        *decimals = 0;
    *magnitude /= divisor;
    return *magnitude == 0 ? "" : suffix;
}

const char *cs_format_value(const struct cs_format *format, double value, char out[CS_FORMAT_BYTES])
{
    char digits[DIGITS_BYTES];
    double magnitude = fabs(value);
    int decimals = decimals_of(format, value);
    const char *suffix = shorten(format, &magnitude, &decimals);
    put_digits(format->language, magnitude, decimals, digits);
    bool is_zero = strspn(digits, "0.,") == strlen(digits);
    const char *sign = is_zero ? "" : value < 0 ? "\xE2\x88\x92" : format->is_signed ? "+" : "";
    if (format->unit.kind == CS_UNIT_PERCENT) {
        snprintf(out, CS_FORMAT_BYTES, "%s%s\xC2\xA0%%", sign, digits);
    } else if (format->unit.kind == CS_UNIT_MONEY) {
        const char *currency = currency_sign(&format->unit);
        bool needs_blank = strlen(currency) == 3 && cs_is_alpha(currency[0]) && currency[2] != '$';
        const char *blank = needs_blank ? "\xC2\xA0" : "";
        if (!currency[0])
            snprintf(out, CS_FORMAT_BYTES, "%s%s%s", sign, digits, suffix);
        else if (format->language->is_currency_first)
            snprintf(out, CS_FORMAT_BYTES, "%s%s%s%s%s", sign, currency, blank, digits, suffix);
        else
            snprintf(out, CS_FORMAT_BYTES, "%s%s%s\xC2\xA0%s", sign, digits, suffix, currency);
    } else {
        snprintf(out, CS_FORMAT_BYTES, "%s%s%s", sign, digits, suffix);
    }
    return out;
}

const char *cs_format_quantity(const struct cs_format *format, struct cs_quantity quantity,
                               char out[CS_FORMAT_BYTES])
{
    char number[CS_FORMAT_BYTES];
    if (quantity.presence == CS_AT_LEAST && isfinite(quantity.value))
        snprintf(out, CS_FORMAT_BYTES, "≥\xC2\xA0%.50s",
                 cs_format_value(format, quantity.value, number));
    else if (quantity.presence == CS_PRESENT && isfinite(quantity.value))
        cs_format_value(format, quantity.value, out);
    else
        snprintf(out, CS_FORMAT_BYTES, "%s",
                 cs_presence_words(quantity.presence == CS_PRESENT ? CS_NOT_AVAILABLE
                                                                   : quantity.presence));
    return out;
}
