/* Currencies: one row each. Answers for: how people name a currency (ISO 4217 code in any case,
 * signs, words), how money in it is written, and where it is at home. Converts nothing. */
#ifndef CS_DATA_CURRENCY_H
#define CS_DATA_CURRENCY_H

#include <stdbool.h>

#include "base/text.h"

struct cs_currency {
    char code[4];         /* ISO 4217 */
    unsigned char digits; /* of its minor unit: 2, 0 or 3 */
    /* Powers of ten to a US dollar's worth: 0 to 4. Only for telling 50 from 50,000, not for
     * converting. */
    unsigned char magnitude;
    bool has_decimal_comma; /* where it is at home, 1.234,56 is the custom */
    const char *sign;  /* how English writes it, before the digits; NULL: the code and a blank */
    const char *signs; /* that are read, blanks between them; NULL none */
    const char *names; /* that are read, folded, "|" between them; NULL none */
    const char *words; /* "US dollars", for axes and sentences; NULL: the code */
    const char *homes; /* ISO 3166 codes, both spellings, a blank around each; NULL: not kept */
};

/* The row of a code as ISO 4217 writes it; NULL when there is none. */
const struct cs_currency *cs_currency_of(const char *code);
/* The row that the text names: "usd", "£", "Euro", "British pounds", "GBP (£)", "EUR - Euro". NULL
 * when it names none or two ("AUD/NZD", "Other"). */
const struct cs_currency *cs_currency_named(struct cs_span text);
/* Whether words that begin with this one may name a currency: most do not, which is soon told. */
bool cs_currency_may_begin(struct cs_span word);
/* The row that a word of a header names, in any spelling: "salary_in_usd", "Median pay (£)". Words
 * that mean other things too ("real", "pound"), and codes that are words, are no names there. NULL
 * when it names none or two. */
const struct cs_currency *cs_currency_in_header(struct cs_span header);
/* The row whose sign, or code in any case, the text starts (or ends) with, and its bytes; the
 * longest wins: "CA$" before "$". A code must not go on as a word. NULL when there is none. */
const struct cs_currency *cs_currency_at_start(struct cs_span text, size_t *n_bytes);
const struct cs_currency *cs_currency_at_end(struct cs_span text, size_t *n_bytes);

/* Whether it is some country's dollar or peso, which a bare "$" may stand for. */
bool cs_currency_is_dollar(const char *code);

/* What stands before the digits of an amount, in English: "$", "C$", "THB " (the blank is
 * `blank`), and for an unknown code that code. Writes at most 16 bytes with the NUL; "" for "". */
enum { CS_CURRENCY_PREFIX_BYTES = 16 };
const char *cs_currency_prefix(const char *code, const char *blank,
                               char out[CS_CURRENCY_PREFIX_BYTES]);

/* The rows, for tests and for readers of prose. */
extern const struct cs_currency cs_currencies[];
extern const size_t cs_n_currencies;

#endif
