/* Decimal numbers to and from text without the locale. Short numbers take a quick, exact way
 * through integers; the rest goes through strtod and snprintf, which round correctly but are
 * slow. */
#include "base/number.h"

#include <float.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

/* Powers of ten that a double holds exactly. */
static const double exact_powers[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                      1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                      1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

struct decimal {
    uint64_t digits; /* significant digits, exact while n_digits <= 19 */
    int n_digits;
    int64_t exponent; /* value = digits * 10^exponent */
};

/* Takes digits from text[i] on; returns the index after them. */
static size_t take_digits(struct cs_span text, size_t i, bool is_fraction, struct decimal *out)
{
    for (; i < text.size; i++) {
        unsigned digit = (unsigned char)text.start[i] - (unsigned)'0';
        if (digit > 9)
            break;
        if (out->n_digits < 19) {
            out->digits = out->digits * 10 + digit;
            out->n_digits += out->digits != 0;
            out->exponent -= is_fraction;
        } else {
            out->n_digits++;
            out->exponent += !is_fraction;
        }
    }
    return i;
}

/* Scans the grammar; returns the number of bytes that match, 0 when none do. */
static size_t scan_decimal(struct cs_span text, struct decimal *out)
{
    memset(out, 0, sizeof *out);
    size_t i = take_digits(text, 0, 0, out), n_seen = i;
    if (i < text.size && text.start[i] == '.') {
        size_t start = ++i;
        i = take_digits(text, start, 1, out);
        n_seen += i - start;
    }
    if (n_seen == 0)
        return 0;
    if (i < text.size && (text.start[i] == 'e' || text.start[i] == 'E')) {
        size_t k = i + 1;
        int sign = 1;
        if (k < text.size && (text.start[k] == '+' || text.start[k] == '-'))
            sign = text.start[k++] == '-' ? -1 : 1;
        if (k == text.size || !cs_is_digit(text.start[k]))
            return 0;
        int64_t e = 0;
        for (; k < text.size && cs_is_digit(text.start[k]); k++)
            e = e < 100000 ? e * 10 + (text.start[k] - '0') : e;
        out->exponent += sign * e;
        i = k;
    }
    return i;
}

#if LDBL_MANT_DIG == 64
/* In 64 bits of mantissa: whole digits and powers up to 10^27 are exact there, so their quotient or
 * product is rounded once. Rounding it again, to a double, is certain to be right unless it lies
 * just between two doubles. Returns 0 then. */
static bool convert_extended(const struct decimal *decimal, double *out)
{
    enum { EXACT = 22, MOST = 27, SPARE_BITS = 64 - DBL_MANT_DIG };
    int64_t power = decimal->exponent < 0 ? -decimal->exponent : decimal->exponent;
    uint64_t mantissa;
    if (decimal->n_digits > 19 || power > MOST)
        return false;
    long double scale = exact_powers[power < EXACT ? power : EXACT];
    scale *= exact_powers[power < EXACT ? 0 : power - EXACT];
    long double digits = decimal->digits;
    long double value = decimal->exponent < 0 ? digits / scale : digits * scale;
    memcpy(&mantissa, &value, sizeof mantissa);
    *out = (double)value;
    uint64_t spare = mantissa & (((uint64_t)1 << SPARE_BITS) - 1);
    return spare != (uint64_t)1 << (SPARE_BITS - 1);
}
#else
static bool convert_extended(const struct decimal *decimal, double *out)
{
    (void)decimal;
    (void)out;
    return false;
}
#endif

/* strtod rounds correctly but wants a terminated string. */
static double convert_slowly(struct cs_span text)
{
    char small[128];
    char *copy = text.size < sizeof small ? small : malloc(text.size + 1);
    if (!copy)
        return NAN;
    memcpy(copy, text.start, text.size);
    copy[text.size] = '\0';
    double value = strtod(copy, NULL);
    if (copy != small)
        free(copy);
    return value;
}

bool cs_number_parse(struct cs_span text, double *out)
{
    struct cs_span rest = text;
    int negative = 0;
    if (rest.size && (rest.start[0] == '-' || rest.start[0] == '+')) {
        negative = rest.start[0] == '-';
        rest.start++;
        rest.size--;
    }
    struct decimal decimal;
    if (scan_decimal(rest, &decimal) != rest.size || rest.size == 0)
        return false;
    double value;
    if (decimal.n_digits <= 15 && decimal.exponent >= -22 && decimal.exponent <= 22) {
        double digits = (double)decimal.digits;
        value = decimal.exponent < 0 ? digits / exact_powers[-decimal.exponent]
                                     : digits * exact_powers[decimal.exponent];
    } else if (!convert_extended(&decimal, &value)) {
        value = convert_slowly(rest);
    }
    if (!isfinite(value))
        return false;
    *out = negative ? -value : value;
    return true;
}

bool cs_integer_parse(struct cs_span text, int64_t *out)
{
    size_t i = text.size && (text.start[0] == '-' || text.start[0] == '+');
    if (text.size == i || text.size - i > 18)
        return false;
    int64_t value = 0;
    for (size_t k = i; k < text.size; k++) {
        if (!cs_is_digit(text.start[k]))
            return false;
        value = value * 10 + (text.start[k] - '0');
    }
    *out = i && text.start[0] == '-' ? -value : value;
    return true;
}

static size_t format_integer(int64_t value, char *out)
{
    char reversed[24];
    size_t n = 0, length = 0;
    uint64_t rest = value < 0 ? (uint64_t)-value : (uint64_t)value;
    do {
        reversed[n++] = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest);
    if (value < 0)
        out[length++] = '-';
    while (n)
        out[length++] = reversed[--n];
    out[length] = '\0';
    return length;
}

/* Writes digits · 10^−decimals without trailing zeros. */
static size_t format_scaled(int64_t digits, int decimals, char *out)
{
    while (decimals > 0 && digits % 10 == 0) {
        digits /= 10;
        decimals--;
    }
    size_t n = format_integer(digits, out);
    if (decimals == 0)
        return n;
    size_t sign = digits < 0, n_digits = n - sign;
    size_t wanted = (size_t)decimals + 1; /* at least one digit before the point */
    if (n_digits < wanted) {
        memmove(out + sign + (wanted - n_digits), out + sign, n_digits);
        memset(out + sign, '0', wanted - n_digits);
        n = sign + wanted;
    }
    memmove(out + n - decimals + 1, out + n - decimals, (size_t)decimals);
    out[n - (size_t)decimals] = '.';
    out[n + 1] = '\0';
    return n + 1;
}

/* Most numbers in files have a decimal or two: digits that divided by the power, which is exact,
 * are the very number are the shortest. 0 where there are more than four decimals. */
static size_t format_few_decimals(double value, char *out)
{
    enum { MOST = 4 };
    for (int decimals = 1; decimals <= MOST && fabs(value) < 1e10; decimals++) {
        double digits = nearbyint(value * exact_powers[decimals]);
        if (digits / exact_powers[decimals] == value)
            return format_scaled((int64_t)digits, decimals, out);
    }
    return 0;
}

size_t cs_number_format(double value, char out[CS_NUMBER_TEXT_BYTES])
{
    if (value == 0)
        value = 0; /* no "-0" */
    if (fabs(value) < 1e15 && value == (double)(int64_t)value)
        return format_integer((int64_t)value, out);
    size_t n_short = format_few_decimals(value, out);
    if (n_short)
        return n_short;
    int n = 0;
    for (int precision = 15; precision <= 17; precision++) {
        n = snprintf(out, CS_NUMBER_TEXT_BYTES, "%.*g", precision, value);
        if (strtod(out, NULL) == value)
            break;
    }
    return (size_t)n;
}

/* value · 10^decimals as a whole number, when its rounding is certain: the product is exact but
 * for an error known by fma, and the fraction stands clear of one half. Returns 0 otherwise. */
static bool scale_surely(double value, int decimals, int64_t *out)
{
    if (decimals < 0 || decimals > 15)
        return false;
    double scaled = value * exact_powers[decimals];
    if (!(fabs(scaled) < 1e15))
        return false;
    double error = fma(value, exact_powers[decimals], -scaled);
    double whole = nearbyint(scaled), rest = scaled - whole;
    if (fabs(fabs(rest) - 0.5) <= fabs(error) + 1e-6)
        return false;
    *out = (int64_t)whole;
    return true;
}

size_t cs_number_format_rounded(double value, int decimals, char out[CS_NUMBER_TEXT_BYTES])
{
    int64_t digits;
    if (fabs(value) >= 1e15)
        return cs_number_format(value, out);
    if (scale_surely(value, decimals, &digits) && decimals <= 12)
        return format_scaled(digits, decimals, out);
    char text[64];
    int n = snprintf(text, sizeof text, "%.*f", decimals, value);
    if (n > 15)
        return cs_number_format(strtod(text, NULL), out);
    while (decimals > 0 && text[n - 1] == '0' && decimals--)
        n--;
    n -= text[n - 1] == '.';
    bool is_minus_zero = n == 2 && text[0] == '-' && text[1] == '0';
    memcpy(out, text + is_minus_zero, (size_t)(n - is_minus_zero));
    out[n - is_minus_zero] = '\0';
    return (size_t)(n - is_minus_zero);
}

size_t cs_number_format_significant(double value, char out[CS_NUMBER_TEXT_BYTES])
{
    snprintf(out, CS_NUMBER_TEXT_BYTES, "%.5e", value);
    return cs_number_format(strtod(out, NULL), out);
}

size_t cs_number_format_grouped(double value, int decimals, char *out, size_t capacity)
{
    char plain[400];
    int n = snprintf(plain, sizeof plain, "%.*f", decimals, fabs(value));
    size_t n_whole = 0, length = 0;
    while (n_whole < (size_t)n && cs_is_digit(plain[n_whole]))
        n_whole++;
    bool is_negative = value < 0 && strspn(plain, "0.") != (size_t)n;
    if (is_negative && length + 1 < capacity)
        out[length++] = '-';
    for (size_t i = 0; i < (size_t)n && length + 2 < capacity; i++) {
        if (i && i < n_whole && (n_whole - i) % 3 == 0)
            out[length++] = ',';
        out[length++] = plain[i];
    }
    out[length] = '\0';
    return length;
}
