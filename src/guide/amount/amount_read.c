/* Small questions about the text that amounts are read from. */
#include "guide/amount/amount_read.h"

#include <math.h>
#include <stdbool.h>

#include "base/text.h"
#include "guide/amount/amount.h"

bool cs_amount_starts(const struct cs_amount_reader *r, size_t i, const char *word)
{
    size_t n = strlen(word);
    return i + n <= r->size && !strncasecmp(r->text + i, word, n);
}

bool cs_amount_has_word(const struct cs_amount_reader *r, size_t i, const char *word)
{
    return cs_amount_starts(r, i, word) && !cs_is_alnum(cs_amount_at(r, i + strlen(word)));
}

bool cs_amount_has_noted_word(const struct cs_amount_reader *r, size_t i, const char *word)
{
    size_t k = i + strlen(word);
    if (!cs_amount_starts(r, i, word))
        return false;
    for (int n = 0; n < 2 && cs_is_digit(cs_amount_at(r, k)); n++)
        k++;
    return !cs_is_alnum(cs_amount_at(r, k));
}

bool cs_amount_ends_with(const struct cs_amount_reader *r, size_t end, const char *phrase)
{
    size_t n = strlen(phrase);
    return end >= n && !strncasecmp(r->text + end - n, phrase, n) &&
           (end == n || !cs_is_alnum(r->text[end - n - 1]));
}

size_t cs_amount_read_percent(const struct cs_amount_reader *r, size_t i)
{
    size_t k = cs_amount_skip_space(r, i);
    if (cs_amount_at(r, k) == '-' && cs_amount_starts(r, k + 1, "percent"))
        k++;
    if (cs_amount_at(r, k) == '%')
        return k + 1;
    static const char *const names[] = {"percentage point", "percentile"};
    for (size_t w = 0; w < 2; w++) {
        if (cs_amount_starts(r, k, names[w]))
            return i;
    }
    if (cs_amount_has_noted_word(r, k, "percent"))
        return k + 7;
    if (cs_amount_has_word(r, k, "per cent"))
        return k + 8;
    if (cs_amount_has_word(r, k, "pct"))
        return k + 3;
    return i;
}
