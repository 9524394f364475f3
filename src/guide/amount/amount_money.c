/* What money is counted in, and how often it is paid. */
#include <stdbool.h>
#include <string.h>

#include "base/text.h"
#include "data/currency.h"
#include "guide/amount/amount_read.h"

/* ---- currencies ---- */

/* In prose these are words: "all 50 states", "top 10", "a 20 pen set". */
static bool is_word_of_prose(struct cs_span text)
{
    static const char *const words[] = {"all", "top", "try", "mad", "cup", "pen", "sos", "mop",
                                        "bob", "cop", "gel", "bam", "ang", "ron", NULL};
    return cs_span_is_any(text, words);
}

/* A row of the table of currencies whose sign or code is `sign`. */
static bool take_currency(const struct cs_currency *row, struct cs_span sign, struct cs_amount *out)
{
    if (!row || is_word_of_prose(sign))
        return false;
    memcpy(out->currency, row->code, 4);
    out->is_plain_dollar = cs_span_equals(sign, "$");
    return true;
}

size_t cs_amount_currency_before(const struct cs_amount_reader *r, size_t i, struct cs_amount *out)
{
    enum { LONGEST_SIGN = 12 };
    size_t end = i, n;
    while (end > 0 && r->text[end - 1] == ' ' && i - end < 2)
        end--;
    char last = end ? r->text[end - 1] : ' ';
    if (!cs_is_alpha(last) && last != '$' && last != '.' && (unsigned char)last < 0x80)
        return i; /* no sign ends so: most numbers have none */
    size_t start = end > LONGEST_SIGN ? end - LONGEST_SIGN : 0;
    const struct cs_currency *row =
        cs_currency_at_end((struct cs_span){r->text + start, end - start}, &n);
    return row && take_currency(row, (struct cs_span){r->text + end - n, n}, out) ? end - n : i;
}

/* Past the next word at `i`, which may hold full stops: "U.S.". */
static size_t word_end(const struct cs_amount_reader *r, size_t i)
{
    while (cs_is_alpha(cs_amount_at(r, i)) ||
           (cs_amount_at(r, i) == '.' && cs_is_alpha(cs_amount_at(r, i - 1)) &&
            (cs_is_alpha(cs_amount_at(r, i + 1)) || i < 2 || r->text[i - 2] == '.')))
        i++;
    return i;
}

/* "British pounds", "U.S. dollars", "baht": the longest name at `i`; its end, or `i`. */
static size_t read_currency_name(const struct cs_amount_reader *r, size_t i, struct cs_amount *out)
{
    enum { MOST_WORDS = 3, LONGEST_NAME = 40 };
    size_t found = i, end = i;
    for (int n = 0; n < MOST_WORDS; n++) {
        size_t start = n ? cs_amount_skip_space(r, end) : i;
        end = word_end(r, start);
        if (end == start || end - i >= LONGEST_NAME)
            break;
        struct cs_span name = {r->text + i, end - i};
        if (n == 0 && !cs_currency_may_begin(name))
            return i; /* as most words that follow a number */
        if (!cs_is_alnum(cs_amount_at(r, end)) && take_currency(cs_currency_named(name), name, out))
            found = end;
    }
    return found;
}

size_t cs_amount_currency_after(const struct cs_amount_reader *r, size_t i, struct cs_amount *out)
{
    enum { LONGEST_SIGN = 12 };
    size_t k = cs_amount_skip_space(r, i), n;
    if (cs_amount_at(r, k) == '+')
        k = cs_amount_skip_space(r, k + 1);
    char first = cs_amount_at(r, k);
    if (!cs_is_alpha(first) && first != '$' && (unsigned char)first < 0x80)
        return i;
    size_t name = read_currency_name(r, k, out);
    if (name > k)
        return name;
    size_t size = r->size - k < LONGEST_SIGN ? r->size - k : LONGEST_SIGN;
    const struct cs_currency *row = cs_currency_at_start((struct cs_span){r->text + k, size}, &n);
    if (!row || cs_is_digit(cs_amount_at(r, k + n)) || (first == '$' && k > i + 1) ||
        !take_currency(row, (struct cs_span){r->text + k, n}, out))
        return i; /* "in 2024 $5" is the sign of the next number */
    return k + n;
}

/* "a year earlier", "a month ago". */
static bool is_time_ago(const struct cs_amount_reader *r, size_t i)
{
    static const char *const times[] = {"earlier", "before", "ago", "later", "prior", "previously"};
    size_t k = cs_amount_skip_space(r, i);
    for (size_t w = 0; w < sizeof times / sizeof times[0]; w++) {
        if (cs_amount_has_word(r, k, times[w]))
            return true;
    }
    return false;
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
