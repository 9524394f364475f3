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

size_t cs_amount_read_per(const struct cs_amount_reader *r, size_t i, struct cs_amount *out)
{
    static const struct {
        const char *word;
        enum cs_per per;
    } names[] = {{"year", CS_PER_YEAR},     {"yr", CS_PER_YEAR},     {"annum", CS_PER_YEAR},
                 {"hour", CS_PER_HOUR},     {"hr", CS_PER_HOUR},     {"h", CS_PER_HOUR},
                 {"month", CS_PER_MONTH},   {"mo", CS_PER_MONTH},    {"week", CS_PER_WEEK},
                 {"wk", CS_PER_WEEK},       {"day", CS_PER_DAY},     {"hourly", CS_PER_HOUR},
                 {"annually", CS_PER_YEAR}, {"yearly", CS_PER_YEAR}, {"monthly", CS_PER_MONTH},
                 {"weekly", CS_PER_WEEK},   {"daily", CS_PER_DAY},   {"annual", CS_PER_YEAR}};
    static const char *const leads[] = {"per ", "a ", "an ", "each ", "every ", "/", "/ "};
    size_t k = cs_amount_skip_space(r, i);
    if (cs_amount_at(r, k) == '+')
        k = cs_amount_skip_space(r, k + 1);
    if (cs_amount_at(r, k) == '(')
        k++;
    size_t start = k, word = k;
    for (size_t w = 0; w < sizeof leads / sizeof leads[0]; w++) {
        if (cs_amount_starts(r, k, leads[w]))
            word = k + strlen(leads[w]);
    }
    for (size_t w = 0; w < sizeof names / sizeof names[0]; w++) {
        int has_lead = word > k;
        int is_adverb = w >= 11;
        if (cs_amount_has_word(r, word, names[w].word) && (has_lead != is_adverb) &&
            !is_time_ago(r, word + strlen(names[w].word))) {
            out->per = names[w].per;
            out->per_start = start;
            out->per_end = word + strlen(names[w].word);
            return out->per_end;
        }
    }
    return i;
}
