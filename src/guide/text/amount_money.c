/* What money is counted in, and how often it is paid. */
#include "base/text.h"
#include "guide/text/amount_read.h"

/* ---- currencies ---- */

static const struct {
    const char *sign;
    char currency[4];
} signs[] = {
    {"US$", "USD"}, {"CA$", "CAD"}, {"CAD$", "CAD"}, {"C$", "CAD"},  {"AU$", "AUD"}, {"A$", "AUD"},
    {"NZ$", "NZD"}, {"SG$", "SGD"}, {"S$", "SGD"},   {"HK$", "HKD"}, {"R$", "BRL"},  {"MX$", "MXN"},
    {"$", "USD"},   {"€", "EUR"},   {"£", "GBP"},    {"¥", "JPY"},   {"₹", "INR"},   {"฿", "THB"},
    {"₱", "PHP"},   {"₩", "KRW"},   {"₽", "RUB"},  {"₺", "TRY"},   {"₪", "ILS"},   {"RM", "MYR"},
    {"Rs.", "INR"}, {"Rs", "INR"},
};
static const struct {
    const char *word;
    char currency[4];
} words[] = {
    {"usd", "USD"},  {"cad", "CAD"},     {"aud", "AUD"},  {"nzd", "NZD"},    {"gbp", "GBP"},
    {"eur", "EUR"},  {"thb", "THB"},     {"inr", "INR"},  {"jpy", "JPY"},    {"chf", "CHF"},
    {"sgd", "SGD"},  {"hkd", "HKD"},     {"php", "PHP"},  {"mxn", "MXN"},    {"brl", "BRL"},
    {"zar", "ZAR"},  {"aed", "AED"},     {"sek", "SEK"},  {"nok", "NOK"},    {"dkk", "DKK"},
    {"pln", "PLN"},  {"cny", "CNY"},     {"krw", "KRW"},  {"myr", "MYR"},    {"idr", "IDR"},
    {"baht", "THB"}, {"euros", "EUR"},   {"euro", "EUR"}, {"pounds", "GBP"}, {"rupees", "INR"},
    {"yen", "JPY"},  {"dollars", "USD"}, {"€", "EUR"},    {"£", "GBP"},      {"฿", "THB"},
};

size_t cs_amount_currency_before(const struct cs_amount_reader *r, size_t i, struct cs_amount *out)
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
        if (n == 3 && end >= n && cs_amount_starts(r, end - n, words[k].word) &&
            (end == n || !cs_is_alnum(r->text[end - n - 1]))) {
            memcpy(out->currency, words[k].currency, 4);
            return end - n;
        }
    }
    return i;
}

size_t cs_amount_currency_after(const struct cs_amount_reader *r, size_t i, struct cs_amount *out)
{
    size_t k = cs_amount_skip_space(r, i);
    if (cs_amount_at(r, k) == '+')
        k = cs_amount_skip_space(r, k + 1);
    static const struct {
        const char *words;
        char currency[4];
    } dollars[] = {
        {"canadian dollars", "CAD"}, {"australian dollars", "AUD"},  {"us dollars", "USD"},
        {"u.s. dollars", "USD"},     {"new zealand dollars", "NZD"}, {"british pounds", "GBP"},
        {"thai baht", "THB"}};
    for (size_t w = 0; w < sizeof dollars / sizeof dollars[0]; w++) {
        if (cs_amount_has_word(r, k, dollars[w].words)) {
            memcpy(out->currency, dollars[w].currency, 4);
            return k + strlen(dollars[w].words);
        }
    }
    if (cs_amount_at(r, k) == '$' && !cs_is_digit(cs_amount_at(r, k + 1)) && k <= i + 1) {
        memcpy(out->currency, "USD", 4); /* "44 640 $" */
        out->is_plain_dollar = 1;
        return k + 1;
    }
    for (size_t w = 0; w < sizeof words / sizeof words[0]; w++) {
        if (cs_amount_has_word(r, k, words[w].word)) {
            memcpy(out->currency, words[w].currency, 4);
            out->is_plain_dollar = 0;
            return k + strlen(words[w].word);
        }
    }
    return i;
}

/* "a year earlier", "a month ago". */
static int is_time_ago(const struct cs_amount_reader *r, size_t i)
{
    static const char *const times[] = {"earlier", "before", "ago", "later", "prior", "previously"};
    size_t k = cs_amount_skip_space(r, i);
    for (size_t w = 0; w < sizeof times / sizeof times[0]; w++) {
        if (cs_amount_has_word(r, k, times[w]))
            return 1;
    }
    return 0;
}

static const struct per_word {
    const char *word;
    enum cs_per per;
} pers[] = {
    {"year", CS_PER_YEAR},       {"yr", CS_PER_YEAR},          {"annum", CS_PER_YEAR},
    {"hour", CS_PER_HOUR},       {"hr", CS_PER_HOUR},          {"h", CS_PER_HOUR},
    {"month", CS_PER_MONTH},     {"mo", CS_PER_MONTH},         {"week", CS_PER_WEEK},
    {"wk", CS_PER_WEEK},         {"day", CS_PER_DAY},          {"two weeks", CS_PER_OTHER},
    {"2 weeks", CS_PER_OTHER},   {"other week", CS_PER_OTHER}, {"second week", CS_PER_OTHER},
    {"fortnight", CS_PER_OTHER}, {"half month", CS_PER_OTHER}, {"pay period", CS_PER_OTHER},
    {"paycheck", CS_PER_OTHER},  {"quarter", CS_PER_OTHER},    {"shift", CS_PER_OTHER},
    {"session", CS_PER_OTHER},   {"visit", CS_PER_OTHER},      {"night", CS_PER_OTHER},
    {"semester", CS_PER_OTHER},  {"credit", CS_PER_OTHER},     {"credit hour", CS_PER_OTHER},
    {"mile", CS_PER_OTHER},      {"job", CS_PER_OTHER},        {"class", CS_PER_OTHER},
    {"student", CS_PER_OTHER},   {"employee", CS_PER_OTHER}};
/* Without "a" or "per" before them. */
static const struct per_word adverbs[] = {{"hourly", CS_PER_HOUR},
                                          {"annually", CS_PER_YEAR},
                                          {"yearly", CS_PER_YEAR},
                                          {"monthly", CS_PER_MONTH},
                                          {"weekly", CS_PER_WEEK},
                                          {"daily", CS_PER_DAY},
                                          {"annual", CS_PER_YEAR},
                                          {"biweekly", CS_PER_OTHER},
                                          {"bi-weekly", CS_PER_OTHER},
                                          {"fortnightly", CS_PER_OTHER},
                                          {"quarterly", CS_PER_OTHER},
                                          {"semimonthly", CS_PER_OTHER},
                                          {"semi-monthly", CS_PER_OTHER},
                                          {"twice a month", CS_PER_OTHER},
                                          {"twice monthly", CS_PER_OTHER},
                                          {"bimonthly", CS_PER_OTHER},
                                          {"bi-monthly", CS_PER_OTHER},
                                          {"twice a year", CS_PER_OTHER},
                                          {"p.a", CS_PER_YEAR},
                                          {"an-hour", CS_PER_HOUR},
                                          {"a-year", CS_PER_YEAR},
                                          {"per-hour", CS_PER_HOUR},
                                          {"per-year", CS_PER_YEAR},
                                          {"a-week", CS_PER_WEEK},
                                          {"a-month", CS_PER_MONTH}};

/* The longest word of a list at `i`; its end, or `i`. */
static size_t read_per_word(const struct cs_amount_reader *r, size_t i, const struct per_word *list,
                            size_t n, enum cs_per *per)
{
    size_t end = i;
    for (size_t w = 0; w < n; w++) {
        size_t past = i + strlen(list[w].word);
        if (past > end && cs_amount_has_noted_word(r, i, list[w].word) && !is_time_ago(r, past)) {
            *per = list[w].per;
            end = past;
        }
    }
    return end;
}

size_t cs_amount_read_per(const struct cs_amount_reader *r, size_t i, struct cs_amount *out)
{
    static const char *const leads[] = {"per ", "a ", "an ", "each ", "every ", "/", "/ "};
    size_t k = cs_amount_skip_space(r, i);
    if (cs_amount_at(r, k) == '+')
        k = cs_amount_skip_space(r, k + 1);
    if (cs_amount_at(r, k) == '(' || (k == i && cs_amount_at(r, k) == '-'))
        k++;
    size_t start = k, word = k;
    for (size_t w = 0; w < sizeof leads / sizeof leads[0]; w++) {
        if (cs_amount_starts(r, k, leads[w]))
            word = k + strlen(leads[w]);
    }
    size_t end =
        word > k ? read_per_word(r, word, pers, sizeof pers / sizeof *pers, &out->per) : word;
    if (end == word)
        end = read_per_word(r, start, adverbs, sizeof adverbs / sizeof *adverbs, &out->per);
    if (end <= word)
        return i;
    out->per_start = start;
    out->per_end = end;
    return end;
}
