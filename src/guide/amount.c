/* Numbers in prose, read left to right. */
#include "guide/amount.h"

#include <math.h>
#include <string.h>

struct reader { const char *text; size_t size; };

static char at(const struct reader *r, size_t i)
{
    return i < r->size ? r->text[i] : 0;
}

static int starts(const struct reader *r, size_t i, const char *word)
{
    size_t n = strlen(word);
    return i + n <= r->size && !strncasecmp(r->text + i, word, n);
}

/* As above, and the word ends there. */
static int has_word(const struct reader *r, size_t i, const char *word)
{
    return starts(r, i, word) && !cs_is_alnum(at(r, i + strlen(word)));
}

static size_t skip_space(const struct reader *r, size_t i)
{
    while (at(r, i) == ' ')
        i++;
    return i;
}

/* ---- currencies ---- */

static const struct { const char *sign; char currency[4]; } signs[] = {
    {"US$", "USD"},  {"CA$", "CAD"}, {"CAD$", "CAD"}, {"C$", "CAD"}, {"AU$", "AUD"},
    {"A$", "AUD"},   {"NZ$", "NZD"}, {"SG$", "SGD"},  {"S$", "SGD"}, {"HK$", "HKD"},
    {"R$", "BRL"},   {"MX$", "MXN"}, {"$", "USD"},    {"€", "EUR"},  {"£", "GBP"},
    {"¥", "JPY"},    {"₹", "INR"},   {"฿", "THB"},    {"₱", "PHP"},  {"₩", "KRW"},
    {"₽", "RUB"},    {"₺", "TRY"},   {"₪", "ILS"},    {"RM", "MYR"}, {"Rs.", "INR"},
    {"Rs", "INR"},
};
static const struct { const char *word; char currency[4]; } words[] = {
    {"usd", "USD"},  {"cad", "CAD"},  {"aud", "AUD"},  {"nzd", "NZD"},     {"gbp", "GBP"},
    {"eur", "EUR"},  {"thb", "THB"},  {"inr", "INR"},  {"jpy", "JPY"},     {"chf", "CHF"},
    {"sgd", "SGD"},  {"hkd", "HKD"},  {"php", "PHP"},  {"mxn", "MXN"},     {"brl", "BRL"},
    {"zar", "ZAR"},  {"aed", "AED"},  {"sek", "SEK"},  {"nok", "NOK"},     {"dkk", "DKK"},
    {"pln", "PLN"},  {"cny", "CNY"},  {"krw", "KRW"},  {"myr", "MYR"},     {"idr", "IDR"},
    {"baht", "THB"}, {"euros", "EUR"}, {"euro", "EUR"}, {"pounds", "GBP"}, {"rupees", "INR"},
    {"yen", "JPY"},  {"dollars", "USD"}, {"€", "EUR"}, {"£", "GBP"},       {"฿", "THB"},
};

/* A currency that ends right before `i` (blanks between allowed for words): where it starts. */
static size_t currency_before(const struct reader *r, size_t i, struct cs_amount *out)
{
    size_t end = i;
    while (end > 0 && r->text[end - 1] == ' ' && i - end < 2)
        end--;
    for (size_t k = 0; k < sizeof signs / sizeof signs[0]; k++) {
        size_t n = strlen(signs[k].sign);
        if (end < n || memcmp(r->text + end - n, signs[k].sign, n))
            continue;
        if (cs_is_alpha(signs[k].sign[0]) && end > n && cs_is_alpha(r->text[end - n - 1]))
            continue;
        memcpy(out->currency, signs[k].currency, 4);
        out->is_plain_dollar = !strcmp(signs[k].sign, "$");
        return end - n;
    }
    for (size_t k = 0; k < sizeof words / sizeof words[0]; k++) {
        size_t n = strlen(words[k].word);
        if (n == 3 && end >= n && starts(r, end - n, words[k].word) &&
            (end == n || !cs_is_alnum(r->text[end - n - 1]))) {
            memcpy(out->currency, words[k].currency, 4);
            return end - n;
        }
    }
    return i;
}

static size_t currency_after(const struct reader *r, size_t i, struct cs_amount *out)
{
    size_t k = skip_space(r, i);
    if (at(r, k) == '+')
        k = skip_space(r, k + 1);
    static const struct { const char *words; char currency[4]; } dollars[] = {
        {"canadian dollars", "CAD"}, {"australian dollars", "AUD"}, {"us dollars", "USD"},
        {"u.s. dollars", "USD"},     {"new zealand dollars", "NZD"}, {"british pounds", "GBP"},
        {"thai baht", "THB"}};
    for (size_t w = 0; w < sizeof dollars / sizeof dollars[0]; w++) {
        if (has_word(r, k, dollars[w].words)) {
            memcpy(out->currency, dollars[w].currency, 4);
            return k + strlen(dollars[w].words);
        }
    }
    for (size_t w = 0; w < sizeof words / sizeof words[0]; w++) {
        if (has_word(r, k, words[w].word)) {
            memcpy(out->currency, words[w].currency, 4);
            out->is_plain_dollar = 0;
            return k + strlen(words[w].word);
        }
    }
    return i;
}

/* ---- one number ---- */

static double read_digits(const struct reader *r, size_t i, size_t end, double *step)
{
    double value = 0, scale = 1;
    int in_fraction = 0, zeros = 0, digits = 0;
    for (; i < end; i++) {
        char c = r->text[i];
        if (c == ',')
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

/* The end of the digits at i: 1,234,567 · 3,00,000 · 1234.5. */
static size_t digits_end(const struct reader *r, size_t i)
{
    size_t k = i;
    while (cs_is_digit(at(r, k)))
        k++;
    while (at(r, k) == ',' && cs_is_digit(at(r, k + 1)) && cs_is_digit(at(r, k + 2)) &&
           k - i <= 12) {
        size_t group = k + 1;
        while (cs_is_digit(at(r, group)))
            group++;
        size_t n = group - k - 1;
        if (n != 3 && !(n == 2 && at(r, group) == ','))
            break;
        k = group;
    }
    if (at(r, k) == '.' && cs_is_digit(at(r, k + 1))) {
        k++;
        while (cs_is_digit(at(r, k)))
            k++;
    }
    return k;
}

static size_t read_multiplier(const struct reader *r, size_t i, double *factor)
{
    static const struct { const char *word; double factor; } names[] = {
        {"million", 1e6}, {"thousand", 1e3}, {"billion", 1e9}, {"lakh", 1e5}, {"mn", 1e6}};
    *factor = 1;
    if ((at(r, i) == 'k' || at(r, i) == 'K') && !cs_is_alnum(at(r, i + 1))) {
        *factor = 1e3;
        return i + 1;
    }
    if (at(r, i) == 'M' && !cs_is_alnum(at(r, i + 1))) {
        *factor = 1e6;
        return i + 1;
    }
    size_t k = skip_space(r, i);
    if (at(r, k) == '-')
        k++;
    for (size_t w = 0; w < sizeof names / sizeof names[0]; w++) {
        if (has_word(r, k, names[w].word)) {
            *factor = names[w].factor;
            return k + strlen(names[w].word);
        }
    }
    return i;
}

static size_t read_percent(const struct reader *r, size_t i)
{
    size_t k = skip_space(r, i);
    if (at(r, k) == '-' && starts(r, k + 1, "percent"))
        k++;
    if (at(r, k) == '%')
        return k + 1;
    static const char *const names[] = {"percentage point", "percentile"};
    for (size_t w = 0; w < 2; w++) {
        if (starts(r, k, names[w]))
            return i;
    }
    if (has_word(r, k, "percent"))
        return k + 7;
    if (has_word(r, k, "per cent"))
        return k + 8;
    return i;
}

static size_t read_per(const struct reader *r, size_t i, struct cs_amount *out)
{
    static const struct { const char *word; enum cs_per per; } names[] = {
        {"year", CS_PER_YEAR},     {"yr", CS_PER_YEAR},     {"annum", CS_PER_YEAR},
        {"hour", CS_PER_HOUR},     {"hr", CS_PER_HOUR},     {"h", CS_PER_HOUR},
        {"month", CS_PER_MONTH},   {"mo", CS_PER_MONTH},    {"week", CS_PER_WEEK},
        {"wk", CS_PER_WEEK},       {"day", CS_PER_DAY},     {"hourly", CS_PER_HOUR},
        {"annually", CS_PER_YEAR}, {"yearly", CS_PER_YEAR}, {"monthly", CS_PER_MONTH},
        {"weekly", CS_PER_WEEK},   {"daily", CS_PER_DAY}};
    static const char *const leads[] = {"per ", "a ", "an ", "each ", "every ", "/", "/ "};
    size_t k = skip_space(r, i);
    if (at(r, k) == '+')
        k = skip_space(r, k + 1);
    if (at(r, k) == '(')
        k++;
    size_t start = k, word = k;
    for (size_t w = 0; w < sizeof leads / sizeof leads[0]; w++) {
        if (starts(r, k, leads[w]))
            word = k + strlen(leads[w]);
    }
    for (size_t w = 0; w < sizeof names / sizeof names[0]; w++) {
        int has_lead = word > k;
        int is_adverb = w >= 11;
        if (has_word(r, word, names[w].word) && (has_lead != is_adverb)) {
            out->per = names[w].per;
            out->per_start = start;
            out->per_end = word + strlen(names[w].word);
            return out->per_end;
        }
    }
    return i;
}

/* ---- looseness ---- */

static int ends_with_words(const struct reader *r, size_t end, const char *phrase)
{
    size_t n = strlen(phrase);
    return end >= n && !strncasecmp(r->text + end - n, phrase, n) &&
           (end == n || !cs_is_alnum(r->text[end - n - 1]));
}

static enum cs_looseness looseness_before(const struct reader *r, size_t start)
{
    static const struct { const char *words; enum cs_looseness looseness; } phrases[] = {
        {"more than", CS_OVER},   {"over", CS_OVER},       {"at least", CS_OVER},
        {"above", CS_OVER},       {"upwards of", CS_OVER}, {"exceeding", CS_OVER},
        {"less than", CS_UNDER},  {"nearly", CS_UNDER},    {"almost", CS_UNDER},
        {"under", CS_UNDER},      {"below", CS_UNDER},     {"up to", CS_UNDER},
        {"close to", CS_ABOUT},   {"about", CS_ABOUT},     {"around", CS_ABOUT},
        {"roughly", CS_ABOUT},    {"approximately", CS_ABOUT}, {"some", CS_ABOUT},
        {"approx.", CS_ABOUT},    {"an estimated", CS_ABOUT}, {"~", CS_ABOUT},
        {"just over", CS_OVER},   {"just under", CS_UNDER}};
    size_t end = start;
    while (end > 0 && r->text[end - 1] == ' ')
        end--;
    for (size_t w = 0; w < sizeof phrases / sizeof phrases[0]; w++) {
        if (ends_with_words(r, end, phrases[w].words))
            return phrases[w].looseness;
    }
    return CS_EXACT;
}

/* ---- years, spans, codes ---- */

/* Where only a year can stand, any four digits are one, however wrong: "in May 9024",
 * "2424-34", "Employment, 2924". */
static int is_dated(const struct reader *r, size_t i)
{
    static const char *const before[] = {"January", "February", "March", "April", "May", "June",
                                         "July", "August", "September", "October", "November",
                                         "December", "from", "since", "through"};
    size_t end = i;
    while (end > 0 && r->text[end - 1] == ' ')
        end--;
    for (size_t w = 0; w < sizeof before / sizeof before[0]; w++) {
        if (end < i && ends_with_words(r, end, before[w]))
            return 1;
    }
    int is_span = (at(r, i + 4) == '-' && cs_is_digit(at(r, i + 5)) && cs_is_digit(at(r, i + 6)) &&
                   !cs_is_digit(at(r, i + 7))) || starts(r, i + 4, " to 20");
    int is_last = i + 4 == r->size || (i + 5 == r->size && strchr(".:)", r->text[i + 4]));
    int is_label_end = is_last && end > 0 && (r->text[end - 1] == ',' || ends_with_words(r, end, "in"));
    int is_label_start = i == 0 && at(r, 4) == ' ' && cs_is_alpha(at(r, 5)) && r->size < 40;
    int ends_span = end >= 7 && ends_with_words(r, end, "to") && cs_is_digit(r->text[end - 4]) &&
                    (r->text[end - 7] == '2' || r->text[end - 7] == '1');
    return is_span || is_label_end || is_label_start || ends_span;
}

static int year_at(const struct reader *r, size_t i)
{
    for (size_t k = 0; k < 4; k++) {
        if (!cs_is_digit(at(r, i + k)))
            return 0;
    }
    if (cs_is_digit(at(r, i + 4)) || (at(r, i + 4) == ',' && cs_is_digit(at(r, i + 5))) ||
        (at(r, i + 4) == '.' && cs_is_digit(at(r, i + 5))))
        return 0;
    int year = 0;
    for (size_t k = 0; k < 4; k++)
        year = year * 10 + (r->text[i + k] - '0');
    return (year >= 1950 && year <= 2099) || (year >= 1000 && is_dated(r, i)) ? year : 0;
}

/* "2024-34", "2024 to 2034", "2024 and 2034" after "between": the end of it, or 0. */
static size_t span_end(const struct reader *r, size_t i, int from, struct cs_period *period)
{
    size_t k = skip_space(r, i + 4);
    int is_dash = at(r, k) == '-' || at(r, k) == '/';
    static const char *const joints[] = {"to ", "through ", "until ", "and "};
    size_t next = is_dash ? skip_space(r, k + 1) : 0;
    for (size_t w = 0; !is_dash && w < 4; w++) {
        if (starts(r, k, joints[w]) && (w < 3 || ends_with_words(r, i, "between ")))
            next = skip_space(r, k + strlen(joints[w]));
    }
    if (!next)
        return 0;
    int to = year_at(r, next);
    size_t end = next + 4;
    if (!to && is_dash && cs_is_digit(at(r, next)) && cs_is_digit(at(r, next + 1)) &&
        !cs_is_alnum(at(r, next + 2)) && !(at(r, next + 2) == '-' && cs_is_digit(at(r, next + 3)))) {
        to = from / 100 * 100 + (r->text[next] - '0') * 10 + r->text[next + 1] - '0';
        to += to < from && from % 100 > 85 ? 100 : 0;
        end = next + 2;
    }
    if (!to || (to <= from && !is_dash && end != next + 4))
        return 0;
    *period = (struct cs_period){.start_year = from, .end_year = to};
    return end;
}

static size_t code_end(const struct reader *r, size_t i)
{
    for (size_t k = 0; k < 7; k++) {
        char c = at(r, i + k);
        if (k == 2 ? c != '-' : !cs_is_digit(c))
            return 0;
    }
    size_t end = i + 7;
    if (at(r, end) == '.' && cs_is_digit(at(r, end + 1)) && cs_is_digit(at(r, end + 2)))
        end += 3;
    return cs_is_alnum(at(r, end)) || at(r, end) == '-' ? 0 : end;
}

static int read_year_or_code(const struct reader *r, size_t i, struct cs_amount *out)
{
    size_t end = code_end(r, i);
    int year = year_at(r, i);
    out->start = i;
    if (end) {
        out->kind = CS_AMOUNT_CODE;
    } else if (year) {
        end = span_end(r, i, year, &out->period);
        out->kind = end ? CS_AMOUNT_SPAN : CS_AMOUNT_YEAR;
        if (!end) {
            end = i + 4;
            out->period = (struct cs_period){.start_year = year, .end_year = year};
        }
        if (cs_is_alpha(at(r, end)) || read_percent(r, end) > end)
            return 0;
    }
    out->end = out->value_end = end;
    return end > 0;
}

/* ---- numbers and ranges ---- */

/* Telephone numbers, dates, versions, "COVID-19": digits that are no amount. */
static int is_no_amount(const struct reader *r, size_t i, size_t end)
{
    char before = i ? r->text[i - 1] : ' ';
    if (cs_is_alnum(before) || before == '_' || before == '#' || before == '@' ||
        (before == '.' && i > 1 && cs_is_alnum(r->text[i - 2])) ||
        (before == '/' && i > 1 && cs_is_alnum(r->text[i - 2])))
        return 1;
    if (before == '-' && i > 1 && cs_is_alpha(r->text[i - 2]))
        return 1;
    size_t k = end;
    if (at(r, k) == '-' && cs_is_digit(at(r, k + 1))) {
        k = digits_end(r, k + 1);
        if (at(r, k) == '-' && cs_is_digit(at(r, k + 1)))
            return 1;
    }
    return at(r, end) == '/' && cs_is_digit(at(r, end + 1));
}

static int read_number(const struct reader *r, size_t i, struct cs_amount *out)
{
    memset(out, 0, sizeof *out);
    out->high = NAN;
    out->start = currency_before(r, i, out);
    if (!out->currency[0] && read_year_or_code(r, i, out))
        return 1;
    size_t end = digits_end(r, i);
    if (is_no_amount(r, out->currency[0] ? out->start : i, end) || end - i > 18)
        return 0;
    out->low = read_digits(r, i, end, &out->step);
    if ((starts(r, end, "th") || starts(r, end, "st") || starts(r, end, "nd") ||
         starts(r, end, "rd")) && !cs_is_alnum(at(r, end + 2))) {
        out->kind = CS_AMOUNT_ORDINAL;
        out->end = out->value_end = end + 2;
        return 1;
    }
    double factor;
    end = read_multiplier(r, end, &factor);
    out->low *= factor;
    out->step *= factor;
    if (!out->currency[0])
        end = currency_after(r, end, out);
    out->kind = out->currency[0] ? CS_AMOUNT_MONEY : CS_AMOUNT_NUMBER;
    size_t percent = out->currency[0] ? end : read_percent(r, end);
    if (percent > end)
        out->kind = CS_AMOUNT_PERCENT;
    out->value_end = out->end = percent;
    if (cs_is_alpha(at(r, out->end)))
        return 0; /* "5G", "3D" */
    out->looseness = looseness_before(r, out->start);
    if (at(r, out->end) == '+')
        out->looseness = CS_OVER;
    size_t sign = out->start;
    if (sign && r->text[sign - 1] == '-' &&
        (sign == 1 || r->text[sign - 2] == ' ' || r->text[sign - 2] == '(')) {
        out->low = -out->low;
        out->start = sign - 1;
    }
    return 1;
}

/* Where the second end of a range begins, after the first ended; 0 when there is none. */
static size_t range_joint(const struct reader *r, const struct cs_amount *first)
{
    size_t k = skip_space(r, first->end);
    if (at(r, k) == '-')
        return skip_space(r, k + 1);
    if (starts(r, k, "to "))
        return skip_space(r, k + 3);
    if (starts(r, k, "and ") && ends_with_words(r, first->start, "between "))
        return skip_space(r, k + 4);
    return 0;
}

/* Past the currency sign, on to the digits; `i` when there are none. */
static size_t digits_after_sign(const struct reader *r, size_t i)
{
    size_t k = i;
    while (k < i + 6 && k < r->size && !cs_is_digit(r->text[k]))
        k++;
    struct cs_amount probe = {0};
    return cs_is_digit(at(r, k)) && (k == i || currency_before(r, k, &probe) == i) ? k : i;
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

static void read_range(const struct reader *r, struct cs_amount *first)
{
    size_t next = range_joint(r, first);
    if (!next || first->low < 0)
        return;
    next = digits_after_sign(r, next);
    struct cs_amount second;
    if (!cs_is_digit(at(r, next)) || !read_number(r, next, &second))
        return;
    if (second.low < 0) /* the dash of the range */
        second.low = -second.low;
    int fits = second.kind == first->kind || first->kind == CS_AMOUNT_NUMBER ||
               (first->kind == CS_AMOUNT_MONEY && second.kind == CS_AMOUNT_NUMBER);
    int is_number = second.kind <= CS_AMOUNT_PERCENT;
    if (fits && is_number && second.low > first->low)
        join_range(first, &second);
}

size_t cs_amounts_find(const char *text, size_t size, struct cs_amount *out, size_t capacity)
{
    struct reader r = {text, size};
    size_t n = 0;
    for (size_t i = 0; i < size && n < capacity;) {
        if (!cs_is_digit(text[i])) {
            i++;
            continue;
        }
        struct cs_amount *amount = &out[n];
        if (!read_number(&r, i, amount)) {
            i = digits_end(&r, i);
            while (at(&r, i) == '-' && cs_is_digit(at(&r, i + 1)))
                i = digits_end(&r, i + 1);
            continue;
        }
        if (amount->kind <= CS_AMOUNT_PERCENT) {
            read_range(&r, amount);
            if (amount->kind != CS_AMOUNT_PERCENT)
                amount->end = read_per(&r, amount->end, amount);
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
