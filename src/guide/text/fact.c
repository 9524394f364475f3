/* What a short text of a card is: a label, a value or a remark. Apart from the cards, which look at
 * whole groups of them. */
#include "guide/text/fact.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "guide/amount/amount.h"

enum { LONGEST_FACT = 48, MOST_LABEL_WORDS = 7, MOST_VALUE_LETTERS = 30 };

static int count_letters(struct cs_span text)
{
    int n = 0;
    for (size_t i = 0; i < text.size; i++)
        n += cs_is_alpha(text.start[i]);
    return n;
}

static bool has_verb(struct cs_span text)
{
    static const char *const verbs[] = {" is ", " are ", " was ", " were ", " earn", " make "};
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
        if (memmem(text.start, text.size, verbs[i], strlen(verbs[i])))
            return true;
    }
    return false;
}

/* "Lowest 10%" names a statistic. */
static bool names_a_part(struct cs_span text)
{
    static const char *const words[] = {"lowest", "highest", "top", "bottom", "middle", "upper"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t n = strlen(words[i]);
        if (text.size > n && cs_span_equals_nocase((struct cs_span){text.start, n}, words[i]))
            return true;
    }
    return false;
}

static int count_words(struct cs_span text)
{
    int n = 1;
    for (size_t i = 0; i < text.size; i++)
        n += text.start[i] == ' ';
    return n;
}

/* "Faster than average", "Little or no change": a value in words. */
static bool is_growth_word(struct cs_span text)
{
    static const char *const words[] = {"faster than", "as fast as", "slower than",
                                        "little or no change", "decline"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t n = strlen(words[i]);
        for (size_t k = 0; k + n <= text.size && k < n; k++) {
            if (!strncasecmp(text.start + k, words[i], n))
                return count_letters(text) <= MOST_VALUE_LETTERS;
        }
    }
    return false;
}

enum cs_fact_role cs_fact_role(struct cs_span text)
{
    struct cs_amount amounts[4];
    if (!text.size || text.size > LONGEST_FACT || strchr(".!?;,", text.start[text.size - 1]) ||
        (has_verb(text) && !names_a_part(text)))
        return CS_FACT_NONE;
    if (is_growth_word(text))
        return CS_FACT_VALUE;
    size_t n = cs_amounts_find(text.start, text.size, amounts, 4);
    if (n == 1 && amounts[0].kind == CS_AMOUNT_SPAN &&
        amounts[0].end - amounts[0].start == text.size)
        return CS_FACT_REMARK; /* "2024-34" */
    size_t first = 0;
    while (first < n && amounts[first].kind > CS_AMOUNT_PERCENT)
        first++;
    if (first == n || names_a_part(text)) {
        bool is_remark = text.start[0] == '(' || (text.start[0] >= 'a' && text.start[0] <= 'z');
        if (count_letters(text) < 3 || count_words(text) > MOST_LABEL_WORDS)
            return CS_FACT_NONE;
        return is_remark ? CS_FACT_REMARK : CS_FACT_LABEL;
    }
    struct cs_span before = {text.start, amounts[first].start};
    bool is_alone = first == 0 && count_letters(before) == 0;
    return is_alone && count_letters(text) <= MOST_VALUE_LETTERS ? CS_FACT_VALUE : CS_FACT_NONE;
}

bool cs_fact_is_measure(struct cs_span label)
{
    static const char *const words[] = {"median",  "mean",    "average",  "pay",     "salary",
                                        "wage",    "earn",    "jobs",     "employ",  "growth",
                                        "outlook", "opening", "per hour", "hourly",  "annual",
                                        "number",  "workers", "change",   "percent", "projected"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t n = strlen(words[i]);
        for (size_t k = 0; k + n <= label.size; k++)
            if ((!k || !cs_is_alpha(label.start[k - 1])) &&
                !strncasecmp(label.start + k, words[i], n))
                return true;
    }
    return false;
}
