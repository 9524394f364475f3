/* Numbers that count nobody by themselves: those that compare ("one opening for about every 10
 * jobs", "9 of every 10"), ages, parts of what was counted before. Apart from value_count.c, which
 * tells what is counted. */
#include <math.h>
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

static bool is_of_ratio(const struct cs_value *v)
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

/* "People who retire at 60", "aged 55". */
static bool is_age(const struct cs_value *v)
{
    enum { OLDEST = 100 };
    static const char *const words[] = {"retire at ", "retires at ", "retiring at ", "retired at ",
                                        "age ",       "aged ",       "ages ",        NULL};
    bool is_said = false;
    for (const char *const *w = words; *w; w++)
        is_said |= cs_value_precedes(v, *w);
    return is_said && v->amount->low < OLDEST;
}

/* "Of the 85,900 openings a year, 39,700 come from people who leave": a part of what was counted.
 */
static bool is_part_of_counted(const struct cs_value *v)
{
    static const char *const sources[] = {" come from", " comes from", " will come from",
                                          " stem from", " are due to", " are from",
                                          NULL};
    for (const char *const *s = sources; *s; s++) {
        if (cs_value_follows(v, *s))
            return true;
    }
    static const char *const openers[] = {"of the ", "of these ", "of those ", "out of the ", NULL};
    const struct cs_claim *before = cs_value_before_in_sentence(v);
    size_t start = before ? before->value.start : 0;
    for (const char *const *o = openers; before && before->kind >= CS_CLAIM_NEW_JOBS && *o; o++) {
        size_t n = strlen(*o);
        if (start == v->p->all.start + n && !strncasecmp(v->p->all.text + v->p->all.start, *o, n))
            return true;
    }
    return false;
}

/* "More than 90,000 of these workers are women": a part of what was counted before. */
static bool is_of_counted(const struct cs_value *v)
{
    const struct cs_claim *before = cs_value_before_in_sentence(v);
    if (!before && v->s->reader->has_before)
        before = &v->s->reader->before;
    bool is_part = cs_value_follows(v, " of those") || cs_value_follows(v, " of these");
    return is_part && before && before->kind >= CS_CLAIM_NEW_JOBS && before->kind < CS_CLAIM_RATIO;
}

/* Too small, a ratio, or a part of what was counted before. */
bool cs_value_is_no_count(const struct cs_value *v)
{
    enum { FEWEST = 10 };
    return is_age(v) || is_part_of_counted(v) || cs_value_counts_others(v) ||
           v->amount->kind != CS_AMOUNT_NUMBER || fabs(v->amount->low) < FEWEST || is_of_ratio(v) ||
           is_of_counted(v) || cs_value_follows(v, " of all");
}
