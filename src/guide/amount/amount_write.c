/* Amounts in their author's form. Apart from reading them (amount.c): here every byte of the file
 * counts, there its meaning. */
#include "guide/amount/amount_write.h"

#include <math.h>
#include <string.h>

#include "base/buf.h"
#include "base/number.h"
#include "base/text.h"
#include "guide/amount/amount.h"
#include "guide/amount/amount_read.h"

enum { LONGEST_WRITTEN = 80 };

/* ---- the digits ---- */

/* The number among the bytes of an amount. */
struct digits {
    size_t start, end;
    struct cs_span mark; /* between thousands, as written; empty without one */
    int n_whole;         /* digits before the decimal point */
    int n_decimals;
    bool is_odd; /* groups of two digits, different marks */
};

/* The entity at `i`; its length, or 0. */
static size_t entity_length(struct cs_span text, size_t i)
{
    if (text.start[i] != '&')
        return 0;
    for (size_t k = i + 1; k < text.size && k < i + 12; k++) {
        if (text.start[k] == ';')
            return k + 1 - i;
    }
    return 0;
}

static bool is_mark(struct cs_span mark)
{
    static const char *const marks[] = {
        ",",        " ",       "&nbsp;",   "&#160;",       "&#xA0;",       "&#xa0;",
        "&thinsp;", "&#8201;", "&#x2009;", "&#8239;",      "&#x202F;",     "&#x202f;",
        "&comma;",  "&#44;",   "\xC2\xA0", "\xE2\x80\x87", "\xE2\x80\x89", "\xE2\x80\xAF",
        "\xA0"};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        if (cs_span_equals(mark, marks[i]))
            return true;
    }
    return false;
}

/* The mark between thousands at `i`, with three digits behind it; its length, or 0. */
static size_t mark_length(struct cs_span text, size_t i)
{
    size_t n = 0, k;
    for (k = i; k < text.size && !cs_is_digit(text.start[k]) && k < i + 10;) {
        size_t entity = entity_length(text, k);
        k += entity ? entity : 1;
    }
    if (!is_mark((struct cs_span){text.start + i, k - i}))
        return 0;
    while (k + n < text.size && cs_is_digit(text.start[k + n]))
        n++;
    return n == 3 || (n == 2 && k + n < text.size && text.start[k + n] == ',') ? k - i : 0;
}

static size_t skip_digits(struct cs_span text, size_t i)
{
    while (i < text.size && cs_is_digit(text.start[i]))
        i++;
    return i;
}

/* Returns whether there are digits, outside entities. */
static bool find_digits(struct cs_span text, struct digits *out)
{
    size_t i = 0, n;
    memset(out, 0, sizeof *out);
    while (i < text.size && !cs_is_digit(text.start[i]))
        i += (n = entity_length(text, i)) ? n : 1;
    if (i >= text.size)
        return false;
    out->start = i;
    i = skip_digits(text, i);
    out->n_whole = (int)(i - out->start);
    while (i < text.size && (n = mark_length(text, i))) {
        struct cs_span mark = {text.start + i, n};
        out->is_odd |=
            out->mark.size && (out->mark.size != n || memcmp(out->mark.start, mark.start, n) != 0);
        out->mark = mark;
        size_t end = skip_digits(text, i + n);
        out->is_odd |= end - i - n != 3;
        out->n_whole += (int)(end - i - n);
        i = end;
    }
    if (i + 1 < text.size && text.start[i] == '.' && cs_is_digit(text.start[i + 1])) {
        size_t end = skip_digits(text, i + 1);
        out->n_decimals = (int)(end - i - 1);
        i = end;
    }
    out->end = i;
    return true;
}

int cs_amount_decimals(struct cs_span written)
{
    struct digits digits;
    return find_digits(written, &digits) ? digits.n_decimals : 0;
}

/* What one unit of the written digits is worth: 1,000 in "45k". */
static double factor_behind(struct cs_span text, size_t end)
{
    size_t i = end;
    const struct cs_amount_scale *scale;
    while (i < text.size &&
           (cs_is_space(text.start[i]) || text.start[i] == '-' || entity_length(text, i)))
        i += entity_length(text, i) ? entity_length(text, i) : 1;
    struct cs_amount_reader r = {text.start, text.size};
    cs_amount_read_scale(&r, i, &scale);
    return scale->factor;
}

static bool write_digits(struct cs_span written, const struct digits *d, double value,
                         struct cs_buf *out)
{
    char number[64];
    cs_number_format_grouped(value, d->n_decimals, number, sizeof number);
    bool is_bare = !d->mark.size && d->n_whole > 3;
    cs_buf_put(out, written.start, d->start);
    for (size_t i = 0; number[i]; i++) {
        if (number[i] != ',')
            cs_buf_putc(out, number[i]);
        else if (d->mark.size)
            cs_buf_put(out, d->mark.start, d->mark.size);
        else if (!is_bare)
            cs_buf_putc(out, ',');
    }
    cs_buf_put(out, written.start + d->end, written.size - d->end);
    return true;
}

/* ---- words ---- */

/* Past the words of a number below a hundred at the start of the text; 0 for any other. */
static size_t words_end(struct cs_span written, double low)
{
    struct cs_amount_reader r = {written.start, written.size};
    struct cs_amount said = {.low = NAN};
    size_t end = cs_amount_read_words(&r, 0, &said);
    return end && said.low == low && low < 100 && low == floor(low) ? end : 0;
}

static bool write_words(struct cs_span written, const struct cs_amount *amount, double value,
                        struct cs_buf *out)
{
    double whole = floor(value + 0.5);
    size_t end = words_end(written, fabs(amount->low));
    char words[40];
    if (!end || whole >= 100 || !cs_amount_write_words((int)whole, words, sizeof words))
        return false;
    bool is_capital = written.start[0] >= 'A' && written.start[0] <= 'Z';
    if (is_capital)
        words[0] = (char)(words[0] - 'a' + 'A');
    cs_buf_puts(out, words);
    cs_buf_put(out, written.start + end, written.size - end);
    return true;
}

bool cs_amount_rewrite(struct cs_span written, const struct cs_amount *amount, double value,
                       struct cs_buf *out)
{
    struct digits digits;
    value = fabs(value);
    if (!isnan(amount->high) || written.size > LONGEST_WRITTEN ||
        memchr(written.start, '<', written.size) || !isfinite(value))
        return false;
    if (!find_digits(written, &digits))
        return write_words(written, amount, value, out);
    double factor = factor_behind(written, digits.end);
    bool is_bare = !digits.mark.size && digits.n_whole > 3;
    if (digits.is_odd || (is_bare && amount->kind != CS_AMOUNT_MONEY))
        return false;
    return write_digits(written, &digits, value / factor, out);
}
