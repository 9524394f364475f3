/* One table of words for the times pay is for; cells and headers are looked up in it. */
#include "data/pay_period.h"

#include <string.h>

#include "base/text.h"

/* Folded, "|" between them: words of cells, words that a header may hold, single letters. */
static const struct {
    struct cs_pay_period period;
    const char *cells, *headers, *letter, *words;
} rows[] = {
    {{CS_PER_YEAR, 1},
     "year|years|yearly|annual|annually|per year|a year|an year|yr|yrs|per yr|annum|per annum|pa|"
     "p a|salary|salaried|annual salary|yearly salary|annual wage",
     "annual|annually|yearly|per year|per annum|annl|a year",
     "y|a",
     "a year"},
    {{CS_PER_HOUR, 1},
     "hour|hours|hourly|per hour|an hour|hr|hrs|per hr|ph|p h|hourly wage|hourly rate",
     "hourly|per hour|hrly|hr|an hour",
     "h",
     "an hour"},
    {{CS_PER_MONTH, 1},
     "month|months|monthly|per month|a month|mo|mth|mnth|per mo|pm|p m",
     "monthly|per month|mthly|mnthly|a month",
     "m",
     "a month"},
    {{CS_PER_WEEK, 1},
     "week|weeks|weekly|per week|a week|wk|wkly|per wk|pw|p w",
     "weekly|per week|wkly|wk|a week",
     "w",
     "a week"},
    {{CS_PER_DAY, 1},
     "day|days|daily|per day|a day|per diem",
     "daily|per day|per diem|a day",
     "d",
     "a day"},
    {{CS_PER_WEEK, 0.5},
     "biweekly|bi weekly|every two weeks|every 2 weeks|fortnight|fortnightly|per fortnight|"
     "two weeks|2 weeks|per two weeks|every other week",
     "biweekly|bi weekly|fortnightly|per fortnight",
     "",
     "two weeks"},
    {{CS_PER_MONTH, 2},
     "semimonthly|semi monthly|twice a month|twice monthly|half month",
     "semimonthly|semi monthly",
     "",
     "half a month"},
    {{CS_PER_MONTH, 1.0 / 3},
     "quarter|quarterly|per quarter|a quarter",
     "quarterly|per quarter",
     "",
     "a quarter"},
};
enum { N_ROWS = sizeof rows / sizeof *rows };

static bool has_item(const char *list, const char *text, size_t n)
{
    for (const char *item = list; *item;) {
        size_t size = strcspn(item, "|");
        if (size == n && memcmp(item, text, n) == 0)
            return true;
        item += size + (item[size] == '|');
    }
    return false;
}

bool cs_pay_period_named(struct cs_span text, bool allows_letters, struct cs_pay_period *out)
{
    char folded[32];
    size_t n = cs_fold_name(text, folded, sizeof folded);
    for (size_t i = 0; n > 0 && n < sizeof folded - 1 && i < N_ROWS; i++)
        if (has_item(rows[i].cells, folded, n) ||
            (allows_letters && has_item(rows[i].letter, folded, n))) {
            *out = rows[i].period;
            return true;
        }
    return false;
}

/* Whether the words stand in the text, not as part of others. */
static bool has_words(const char *text, const char *words, size_t n)
{
    for (const char *at = text; *at; at++) {
        if (strncmp(at, words, n) == 0 && (at == text || at[-1] == ' ') &&
            (at[n] == '\0' || at[n] == ' '))
            return true;
    }
    return false;
}

static size_t longest_item(const char *list, const char *text)
{
    size_t longest = 0;
    for (const char *item = list; *item;) {
        size_t size = strcspn(item, "|");
        if (size > longest && has_words(text, item, size))
            longest = size;
        item += size + (item[size] == '|');
    }
    return longest;
}

/* "bi weekly" holds "weekly": the longer words are meant. */
bool cs_pay_period_in_header(struct cs_span header, struct cs_pay_period *out)
{
    char folded[128];
    size_t longest = 0, n_found = 0;
    cs_fold_name(header, folded, sizeof folded);
    for (size_t i = 0; i < N_ROWS; i++) {
        size_t size = longest_item(rows[i].headers, folded);
        bool is_part = size > 0 && longest > 0 && rows[i].period.factor != 1 && size > longest;
        n_found += size > 0 && !is_part;
        if (size > longest) {
            longest = size;
            *out = rows[i].period;
        }
    }
    return n_found == 1;
}

const char *cs_pay_period_words(struct cs_pay_period period)
{
    for (size_t i = 0; i < N_ROWS; i++)
        if (rows[i].period.per == period.per && rows[i].period.factor == period.factor)
            return rows[i].words;
    return "a time not known";
}
