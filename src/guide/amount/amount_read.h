/* Between the parts of the reader of amounts: characters, currencies, years, numbers in words. */
#ifndef CS_GUIDE_AMOUNT_READ_H
#define CS_GUIDE_AMOUNT_READ_H

#include <stdbool.h>
#include <string.h>

#include "base/text.h"
#include "guide/amount/amount.h"

struct cs_amount_reader {
    const char *text;
    size_t size;
};

static inline char cs_amount_at(const struct cs_amount_reader *r, size_t i)
{
    return i < r->size ? r->text[i] : 0;
}

static inline size_t cs_amount_skip_space(const struct cs_amount_reader *r, size_t i)
{
    while (cs_amount_at(r, i) == ' ')
        i++;
    return i;
}

/* Whether a word begins at i, case ignored; has_word: and ends there. */
bool cs_amount_starts(const struct cs_amount_reader *r, size_t i, const char *word);
bool cs_amount_has_word(const struct cs_amount_reader *r, size_t i, const char *word);
/* The same with a footnote's digits behind it: "per hour1". */
bool cs_amount_has_noted_word(const struct cs_amount_reader *r, size_t i, const char *word);
/* Whether a phrase of whole words ends right before `end`. */
bool cs_amount_ends_with(const struct cs_amount_reader *r, size_t end, const char *phrase);
/* What the words before a number that begins at `start` leave open: "about", "more than". */
enum cs_looseness cs_amount_looseness(const struct cs_amount_reader *r, size_t start);

/* A currency that ends right before `i` (blanks between allowed for words): where it starts. */
size_t cs_amount_currency_before(const struct cs_amount_reader *r, size_t i, struct cs_amount *out);
/* A currency behind the number that ends at `i`: where it ends. */
size_t cs_amount_currency_after(const struct cs_amount_reader *r, size_t i, struct cs_amount *out);
/* "per year", "/hr", "annually" behind an amount: its end, and out->per. */
size_t cs_amount_read_per(const struct cs_amount_reader *r, size_t i, struct cs_amount *out);
/* Past "percent" or "%" behind `i`; `i` when there is none. */
size_t cs_amount_read_percent(const struct cs_amount_reader *r, size_t i);

/* A year, a span of years or the code of an occupation that begins at `i`. */
bool cs_amount_read_year_or_code(const struct cs_amount_reader *r, size_t i, struct cs_amount *out);

/* Whether the digits [i, end) are the day of a date: "May 15, 2024", "15 May 2024". */
bool cs_amount_is_day(const struct cs_amount_reader *r, size_t i, size_t end);

/* "three and a half million", "five" (percent), "thirty" (dollars an hour): the number in words
 * that begins at `i`; returns where it ends, `i` when there is none. */
size_t cs_amount_read_words(const struct cs_amount_reader *r, size_t i, struct cs_amount *out);

/* What one of a number is worth: 1,000 in "45k", "86 grand". */
struct cs_amount_scale {
    const char *word;
    double factor;
    bool is_money;
};
/* The scale behind the digits that end at `i`: its end, `i` and a scale of 1 when there is none. */
size_t cs_amount_read_scale(const struct cs_amount_reader *r, size_t i,
                            const struct cs_amount_scale **out);
void cs_amount_apply_scale(const struct cs_amount_scale *scale, struct cs_amount *out);
/* "1½", "76 and a half thousand": past the fraction, added to out->low; `i` when there is none. */
size_t cs_amount_read_fraction(const struct cs_amount_reader *r, size_t i, struct cs_amount *out);
/* "29 and change": past it; the number lies between this and the next one. */
size_t cs_amount_read_change(const struct cs_amount_reader *r, size_t i, struct cs_amount *out);
/* A number below 100 in words ("twenty-two"). Returns whether it is one and has room. */
bool cs_amount_write_words(int value, char *out, size_t capacity);

#endif
