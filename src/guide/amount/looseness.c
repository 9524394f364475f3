/* What words before a number leave open: "about 44,000", "more than $85,800", "just shy of". Apart
 * from the digits (amount.c), as a list of words that grows. */
#include <stddef.h>

#include "guide/amount/amount.h"
#include "guide/amount/amount_read.h"

static const struct {
    const char *words;
    enum cs_looseness looseness;
} phrases[] = {{"no more than", CS_UNDER},
               {"no less than", CS_OVER},
               {"more than", CS_OVER},
               {"over", CS_OVER},
               {"at least", CS_OVER},
               {"above", CS_OVER},
               {"upwards of", CS_OVER},
               {"exceeding", CS_OVER},
               {"less than", CS_UNDER},
               {"nearly", CS_UNDER},
               {"almost", CS_UNDER},
               {"under", CS_UNDER},
               {"below", CS_UNDER},
               {"up to", CS_UNDER},
               {"close to", CS_ABOUT},
               {"about", CS_ABOUT},
               {"around", CS_ABOUT},
               {"roughly", CS_ABOUT},
               {"approximately", CS_ABOUT},
               {"some", CS_ABOUT},
               {"approx.", CS_ABOUT},
               {"an estimated", CS_ABOUT},
               {"~", CS_ABOUT},
               {"approx", CS_ABOUT},
               {"circa", CS_ABOUT},
               {"\xE2\x89\x88", CS_ABOUT},
               {"in excess of", CS_OVER},
               {"north of", CS_OVER},
               {"as little as", CS_OVER},
               {"no fewer than", CS_OVER},
               {"fewer than", CS_UNDER},
               {"as much as", CS_UNDER},
               {"as many as", CS_UNDER},
               {"as high as", CS_UNDER},
               {"at most", CS_UNDER},
               {"approaching", CS_UNDER},
               {"just shy of", CS_UNDER},
               {"just short of", CS_UNDER},
               {"somewhere around", CS_ABOUT},
               {"just over", CS_OVER},
               {"just under", CS_UNDER},
               {"better than", CS_OVER},
               {"upward of", CS_OVER},
               {"clears", CS_OVER},
               {"cleared", CS_OVER},
               {"tops", CS_OVER},
               {"topped", CS_OVER},
               {"passes", CS_OVER},
               {"passed", CS_OVER},
               {"breaks", CS_OVER},
               {"crosses", CS_OVER},
               {"crossed", CS_OVER},
               {"exceed", CS_OVER},
               {"exceeds", CS_OVER},
               {"exceeded", CS_OVER},
               {"surpass", CS_OVER},
               {"surpasses", CS_OVER},
               {"shy of", CS_UNDER},
               {"short of", CS_UNDER},
               {"not quite", CS_UNDER},
               {"pushing", CS_UNDER},
               {"bordering on", CS_UNDER},
               {"approaches", CS_UNDER}};

enum cs_looseness cs_amount_looseness(const struct cs_amount_reader *r, size_t start)
{
    size_t end = start;
    while (end > 0 && r->text[end - 1] == ' ')
        end--;
    for (size_t w = 0; w < sizeof phrases / sizeof phrases[0]; w++) {
        if (cs_amount_ends_with(r, end, phrases[w].words))
            return phrases[w].looseness;
    }
    /* before money verbs, before other numbers as likely not: "top 10 jobs", "pass 4 exams" */
    static const char *const verbs[] = {"top", "clear", "pass", "break", "beyond", NULL};
    for (const char *const *v = verbs; start < r->size && r->text[start] == '$' && *v; v++) {
        if (cs_amount_ends_with(r, end, *v))
            return CS_OVER;
    }
    return CS_EXACT;
}
