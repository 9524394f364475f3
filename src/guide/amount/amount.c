/* Numbers in prose, read left to right. Apart from what stands around the digits: amount_money.c,
 * amount_date.c, amount_words.c, amount_scale.c. */
#include "guide/amount/amount.h"

#include <math.h>
#include <stdbool.h>

#include "base/text.h"
#include "guide/amount/amount_read.h"

/* ---- one number ---- */

static double read_digits(const struct cs_amount_reader *r, size_t i, size_t end, double *step)
{
    double value = 0, scale = 1;
    int in_fraction = 0, zeros = 0, digits = 0;
    for (; i < end; i++) {
        char c = r->text[i];
        if (c == ',' || c == ' ')
            continue;
        if (c == '.') {
            in_fraction = 1;
            zeros = 0;
            continue;
        }
        value = value * 10 + (c - '0');
        digits++;
        zeros = c == '0' && !in_fraction ? zeros + 1 : 0;
        if (in_fraction)
            scale *= 10;
    }
    *step = in_fraction ? 1 / scale : pow(10, zeros < digits ? zeros : 0);
    return value / scale;
}

enum { ANY = 1 << 30 };

/* Digits from i on, at most `most`. */
static size_t count_digits(const struct cs_amount_reader *r, size_t i, size_t most)
{
    size_t n = 0;
    while (n < most && cs_is_digit(cs_amount_at(r, i + n)))
        n++;
    return n;
}

/* "44 640", "1 234 567": blanks for commas. `k` is the end of the first group that began at `i`. */
static size_t blank_groups_end(const struct cs_amount_reader *r, size_t i, size_t k)
{
    enum { MOST_GROUPS = 3 };
    size_t n_groups = 0, end = k;
    size_t n_before = 0; /* digits of a number right before: no year */
    while (i > 1 && n_before < 4 && n_before + 2 <= i && r->text[i - 1] == ' ' &&
           cs_is_digit(r->text[i - 2 - n_before]))
        n_before++;
    bool is_behind_another = n_before >= 1 && n_before <= 3;
    if (k - i > 3 || r->text[i] == '0' || is_behind_another)
        return k;
    for (;
         n_groups <= MOST_GROUPS && cs_amount_at(r, end) == ' ' && count_digits(r, end + 1, 4) == 3;
         end += 4)
        n_groups++;
    char next = cs_amount_at(r, end), after = cs_amount_at(r, end + 1);
    bool is_list = n_groups > MOST_GROUPS || (n_groups > 1 && k - i == 3); /* "100 200 300" */
    bool is_own = cs_is_alpha(next) || next == '%' || next == '/' ||       /* "20 100-bed wards" */
                  (next == ',' && cs_is_digit(after)) || (next == '-' && cs_is_alpha(after)) ||
                  (next == ' ' && after == '%');
    return is_list || is_own ? k : end;
}

/* The end of the digits at i: 1,234,567 · 3,00,000 · 1 234 567 · 1234.5. */
static size_t digits_end(const struct cs_amount_reader *r, size_t i)
{
    size_t k = i + count_digits(r, i, ANY), first = k;
    while (cs_amount_at(r, k) == ',' && count_digits(r, k + 1, 4) >= 2 && k - i <= 12) {
        size_t n = count_digits(r, k + 1, 4);
        if (n != 3 && !(n == 2 && cs_amount_at(r, k + 1 + n) == ','))
            break;
        k += 1 + n;
    }
    if (k == first)
        k = blank_groups_end(r, i, k);
    if (cs_amount_at(r, k) == '.' && cs_is_digit(cs_amount_at(r, k + 1)))
        k += 1 + count_digits(r, k + 1, ANY);
    return k;
}

/* A footnote's digit behind a full stop is no decimal: "$59,450.2 The", "in 85,900.3 The". */
static size_t without_note(const struct cs_amount_reader *r, size_t i, size_t end, bool is_money)
{
    bool is_grouped = memchr(r->text + i, ',', end - i) || memchr(r->text + i, ' ', end - i);
    bool is_sentence_end = cs_amount_at(r, end) == ' ' && cs_amount_at(r, end + 1) >= 'A' &&
                           cs_amount_at(r, end + 1) <= 'Z';
    if (!is_grouped || end - i < 4 || r->text[end - 2] != '.')
        return end;
    return is_money || is_sentence_end ? end - 2 : end;
}

/* ---- numbers and ranges ---- */

/* Telephone numbers: "872-5627", "(877) 872-5627". */
static bool is_telephone(const struct cs_amount_reader *r, size_t i, size_t end)
{
    if (count_digits(r, i, ANY) != 3 || end != i + 3)
        return false;
    bool is_last = cs_amount_at(r, end) == '-' && count_digits(r, end + 1, ANY) == 4 &&
                   cs_amount_at(r, end + 5) != ',';
    bool is_area = i && r->text[i - 1] == '(' && cs_amount_at(r, end) == ')' &&
                   cs_amount_at(r, end + 1) == ' ' && count_digits(r, end + 2, ANY) == 3;
    return is_last || is_area;
}

/* "401(k)", "403(b)": plans for old age. */
static bool is_pension_plan(const struct cs_amount_reader *r, size_t i, size_t end)
{
    static const char *const plans[] = {"401(k)", "401k", "403(b)", "403b", "457(b)", "457b"};
    for (size_t k = 0; end == i + 3 && k < sizeof plans / sizeof plans[0]; k++) {
        if (cs_amount_has_word(r, i, plans[k]))
            return true;
    }
    return false;
}

/* Telephone numbers, dates, versions, "COVID-19": digits that are no amount. */
static bool is_no_amount(const struct cs_amount_reader *r, size_t i, size_t end)
{
    char before = i ? r->text[i - 1] : ' ';
    char next = cs_amount_at(r, end);
    if (cs_is_alnum(before) || strchr("_#@%", before) ||
        ((before == '.' || before == '/') && i > 1 && cs_is_alnum(r->text[i - 2])))
        return true;
    if (before == '-' && i > 1 && cs_is_alpha(r->text[i - 2]))
        return true;
    size_t k = end;
    if (next == '-' && cs_is_digit(cs_amount_at(r, k + 1))) {
        k = digits_end(r, k + 1);
        if (cs_amount_at(r, k) == '-' && cs_is_digit(cs_amount_at(r, k + 1)))
            return true;
    }
    if ((next == '/' || (next == '.' && memchr(r->text + i, '.', end - i))) &&
        cs_is_digit(cs_amount_at(r, end + 1)))
        return true;
    return is_telephone(r, i, end) || is_pension_plan(r, i, end) || cs_amount_is_day(r, i, end);
}

static bool read_ordinal(const struct cs_amount_reader *r, size_t end, struct cs_amount *out)
{
    static const char *const endings[] = {"th", "st", "nd", "rd"};
    for (size_t k = 0; k < 4; k++) {
        if (!cs_amount_has_word(r, end, endings[k]))
            continue;
        out->kind = CS_AMOUNT_ORDINAL;
        out->end = out->value_end = end + 2;
        return true;
    }
    return false;
}

/* What stands around the digits that end at `end`: currency, percent, looseness, sign. */
static bool read_surroundings(const struct cs_amount_reader *r, size_t end, struct cs_amount *out)
{
    if (!out->currency[0])
        end = cs_amount_currency_after(r, end, out);
    out->kind = out->currency[0] ? CS_AMOUNT_MONEY : CS_AMOUNT_NUMBER;
    size_t percent = out->currency[0] ? end : cs_amount_read_percent(r, end);
    if (percent > end)
        out->kind = CS_AMOUNT_PERCENT;
    out->value_end = out->end = percent;
    if (cs_is_alpha(cs_amount_at(r, out->end)))
        return false; /* "5G", "3D" */
    out->looseness = cs_amount_looseness(r, out->start);
    if (cs_amount_at(r, out->end) == '+')
        out->looseness = CS_OVER;
    size_t sign = out->start;
    if (sign && r->text[sign - 1] == '-' &&
        (sign == 1 || r->text[sign - 2] == ' ' || r->text[sign - 2] == '(')) {
        out->low = -out->low;
        out->start = sign - 1;
    }
    return true;
}

/* `is_second`: of a range, whose dash stands before it. */
static bool read_number(const struct cs_amount_reader *r, size_t i, bool is_second,
                        struct cs_amount *out)
{
    memset(out, 0, sizeof *out);
    out->high = NAN;
    out->start = cs_amount_currency_before(r, i, out);
    if (!out->currency[0] && cs_amount_read_year_or_code(r, i, out))
        return true;
    size_t end = without_note(r, i, digits_end(r, i), out->currency[0] != 0);
    if ((!is_second && is_no_amount(r, out->currency[0] ? out->start : i, end)) || end - i > 18)
        return false;
    out->low = read_digits(r, i, end, &out->step);
    if (read_ordinal(r, end, out))
        return true;
    const struct cs_amount_scale *scale;
    end = cs_amount_read_fraction(r, end, out);
    end = cs_amount_read_scale(r, end, &scale);
    cs_amount_apply_scale(scale, out);
    return read_surroundings(r, cs_amount_read_change(r, end, out), out);
}

/* Whether a number in words can begin with these letters: most words cannot. */
static bool may_be_number_word(const struct cs_amount_reader *r, size_t i)
{
    static const char *const starts[] = {"on", "tw", "th", "fo", "fi", "si", "se",
                                         "ei", "ni", "te", "el", "ha", "a ", "ze"};
    char first = cs_to_lower(r->text[i]), second = cs_to_lower(cs_amount_at(r, i + 1));
    for (size_t k = 0; k < sizeof starts / sizeof starts[0]; k++) {
        if (starts[k][0] == first && starts[k][1] == second)
            return i == 0 || !cs_is_alnum(r->text[i - 1]);
    }
    return false;
}

static bool read_number_in_words(const struct cs_amount_reader *r, size_t i, struct cs_amount *out)
{
    memset(out, 0, sizeof *out);
    out->high = NAN;
    out->start = i;
    size_t end = cs_amount_read_words(r, i, out);
    return end > i && read_surroundings(r, end, out);
}

/* Where the second end of a range begins, after the first ended; 0 when there is none. */
static size_t range_joint(const struct cs_amount_reader *r, const struct cs_amount *first)
{
    size_t k = cs_amount_skip_space(r, first->end);
    if (cs_amount_at(r, k) == '-')
        return cs_amount_skip_space(r, k + 1);
    if (cs_amount_starts(r, k, "to "))
        return cs_amount_skip_space(r, k + 3);
    if (cs_amount_starts(r, k, "and ") && cs_amount_ends_with(r, first->start, "between "))
        return cs_amount_skip_space(r, k + 4);
    return 0;
}

/* Past the currency sign, on to the digits; `i` when there are none. */
static size_t digits_after_sign(const struct cs_amount_reader *r, size_t i)
{
    size_t k = i;
    while (k < i + 6 && k < r->size && !cs_is_digit(r->text[k]))
        k++;
    struct cs_amount probe = {0};
    return cs_is_digit(cs_amount_at(r, k)) &&
                   (k == i || cs_amount_currency_before(r, k, &probe) == i)
               ? k
               : i;
}

/* "$31k-55": the second end is meant in thousands too, when nothing else is counted in it. */
static void share_thousands(const struct cs_amount_reader *r, const struct cs_amount *first,
                            struct cs_amount *second)
{
    struct cs_amount ignored;
    bool is_free = cs_amount_at(r, second->end) != ' ' ||
                   !cs_is_alpha(cs_amount_at(r, second->end + 1)) ||
                   cs_amount_read_per(r, second->end, &ignored) > second->end;
    if (is_free && first->low >= 1000 && first->step >= 100 && second->low < 1000 &&
        second->step <= 1 && second->kind <= CS_AMOUNT_MONEY && second->low * 1000 > first->low) {
        second->low *= 1000;
        second->step *= 1000;
    }
}

static void join_range(struct cs_amount *first, const struct cs_amount *second)
{
    if (first->low < 1000 && second->step >= 1000 * first->step / 10 && second->low >= 1000 &&
        first->low * 1000 < second->low) {
        first->low *= 1000; /* "$31-55k" */
        first->step *= 1000;
    }
    first->high = second->low;
    first->step = fmin(first->step, second->step);
    if (first->kind == CS_AMOUNT_NUMBER)
        first->kind = second->kind;
    if (!first->currency[0]) {
        memcpy(first->currency, second->currency, 4);
        first->is_plain_dollar = second->is_plain_dollar;
    }
    if (second->looseness == CS_OVER)
        first->looseness = CS_OVER;
    first->end = first->value_end = second->end;
}

static void read_range(const struct cs_amount_reader *r, struct cs_amount *first)
{
    size_t next = range_joint(r, first);
    if (!next || first->low < 0)
        return;
    next = digits_after_sign(r, next);
    struct cs_amount second;
    if (!cs_is_digit(cs_amount_at(r, next)) || !read_number(r, next, 1, &second))
        return;
    if (second.low < 0) /* the dash of the range */
        second.low = -second.low;
    share_thousands(r, first, &second);
    int fits = second.kind == first->kind || first->kind == CS_AMOUNT_NUMBER ||
               (first->kind == CS_AMOUNT_MONEY && second.kind == CS_AMOUNT_NUMBER);
    bool is_number = second.kind <= CS_AMOUNT_PERCENT;
    if (fits && is_number && second.low > first->low)
        join_range(first, &second);
}

size_t cs_amounts_find(const char *text, size_t size, struct cs_amount *out, size_t capacity)
{
    struct cs_amount_reader r = {text, size};
    size_t n = 0;
    for (size_t i = 0; i < size && n < capacity;) {
        struct cs_amount *amount = &out[n];
        bool is_word = !cs_is_digit(text[i]);
        if (is_word && (!may_be_number_word(&r, i) || !read_number_in_words(&r, i, amount))) {
            i++;
            continue;
        }
        if (!is_word && !read_number(&r, i, 0, amount)) {
            i = digits_end(&r, i);
            while (cs_amount_at(&r, i) == '-' && cs_is_digit(cs_amount_at(&r, i + 1)))
                i = digits_end(&r, i + 1);
            continue;
        }
        if (amount->kind <= CS_AMOUNT_PERCENT) {
            read_range(&r, amount);
            if (amount->kind != CS_AMOUNT_PERCENT)
                amount->end = cs_amount_read_per(&r, amount->end, amount);
        }
        i = amount->end > i ? amount->end : i + 1;
        n++;
    }
    return n;
}

double cs_amount_tolerance(const struct cs_amount *amount)
{
    double size = fabs(amount->low);
    double step = amount->step;
    /* A round number is rounded to two figures at the most: 40,000 leaves 500 open, not 5,000. */
    double two_figures = size > 0 ? pow(10, floor(log10(size)) - 1) : 1;
    /* Percents are written to a whole one: 10 percent leaves 0.5 open, "about 10 percent" 1.5. */
    if (amount->kind == CS_AMOUNT_PERCENT && step > 1)
        return amount->looseness == CS_EXACT ? 0.5 : 1.5;
    if (amount->kind == CS_AMOUNT_PERCENT || step <= two_figures)
        return step / 2;
    /* One figure and a loose word: "about 40,000" may be 38,500. */
    return amount->looseness == CS_EXACT ? two_figures / 2 : two_figures * 1.5;
}
