/* Numbers that compare: "one opening for about every 10 jobs", "9 of every 10", "for each 100 of
 * these jobs there should be 110". Apart from value_count.c: they count nothing by themselves. */
#include <stdbool.h>
#include <string.h>

#include "base/text.h"
#include "guide/claim/passage.h"
#include "guide/claim/value_part.h"

/* Where words of looseness in front of a number begin: "about", "nearly". */
static size_t skip_loose_back(const struct cs_passage *p, size_t at)
{
    static const char *const loose[] = {"about ", "around ", "roughly ",
                                        "some ",  "nearly ", "almost "};
    for (size_t i = 0; i < sizeof loose / sizeof *loose; i++) {
        size_t n = strlen(loose[i]);
        if (at >= p->all.start + n && !strncasecmp(p->all.text + at - n, loose[i], n))
            return at - n;
    }
    return at;
}

/* "every 10", "each 100", "per 1,000": what the other number is held against. */
static bool is_base(const struct cs_passage *p, const struct cs_amount *amount)
{
    static const char *const before[] = {"every ", "each ", "per "};
    size_t at = skip_loose_back(p, amount->start);
    for (size_t i = 0; i < sizeof before / sizeof *before; i++) {
        size_t n = strlen(before[i]);
        bool is_word = at == p->all.start + n ||
                       (at > p->all.start + n && !cs_is_alpha(p->all.text[at - n - 1]));
        if (is_word && !strncasecmp(p->all.text + at - n, before[i], n))
            return true;
    }
    return false;
}

/* "17 of 212 posts", "212" there: a part and its whole, counted by whoever writes. */
static bool is_part_of_number(const struct cs_passage *p, const struct cs_amount *amount)
{
    const char *text = p->all.text;
    bool is_part = !strncmp(text + amount->end, " of ", 4) && cs_is_digit(text[amount->end + 4]);
    bool is_whole = amount->start >= p->all.start + 5 &&
                    !strncmp(text + amount->start - 4, " of ", 4) &&
                    cs_is_digit(text[amount->start - 5]);
    return is_part || is_whole;
}

bool cs_value_is_of_ratio(const struct cs_value *v)
{
    enum { REACH = 40, MOST_TIMES = 10 };
    if (is_base(v->p, v->amount) || is_part_of_number(v->p, v->amount))
        return true;
    for (size_t i = 0; i < v->p->n_amounts; i++) {
        const struct cs_amount *base = &v->p->amounts[i];
        if (base->kind != CS_AMOUNT_NUMBER || !is_base(v->p, base) ||
            v->amount->low > MOST_TIMES * base->low)
            continue;
        if (base->start < v->amount->start || base->start < v->amount->end + REACH)
            return true;
    }
    return false;
}
