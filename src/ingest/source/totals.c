/* The words of totals. Apart because the fast reader asks for them as well as the careful one. */
#include "ingest/source/totals.h"

#include <string.h>

#include "base/text.h"
#include "data/currency.h"

enum { LONGEST = 60 };

/* Most cells are told by their ends, before they are folded. */
static bool is_short_word(struct cs_span cell)
{
    return cell.size <= LONGEST && cs_may_be_total(cell);
}

bool cs_is_total(struct cs_span cell)
{
    char folded[LONGEST + 1];
    static const char *const words[] = {
        "total",         "totals",      "grand total",    "subtotal",      "subtotals",
        "overall total", "sub total",   "gesamt",         "insgesamt",     "summe",
        "suma",          "gesamtsumme", "gesamtergebnis", "total general", "total generale",
        "total geral",   "totale",      "totaal",         "totales",       "somme",
    };
    static const char *const starts[] = {"total for ", "total of ", "grand total ", "subtotal "};
    if (!is_short_word(cell))
        return false;
    size_t n = cs_fold_name(cell, folded, sizeof folded);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (folded[0] == words[i][0] && strcmp(folded, words[i]) == 0)
            return true;
    for (size_t i = 0; i < sizeof starts / sizeof *starts && strchr("tgs", folded[0]); i++)
        if (cs_starts_with(folded, starts[i]))
            return true;
    return n > 6 && (strcmp(folded + n - 6, " total") == 0 ||
                     (n > 9 && strcmp(folded + n - 9, " subtotal") == 0));
}

/* "Total USD", "Total (all rows)", "Total payroll", but not "Total quality manager". */
static bool is_total_of_something(const char *folded)
{
    static const char *const things[] = {"all",       "amount",  "sum",       "pay",  "salary",
                                         "salaries",  "payroll", "wages",     "cost", "costs",
                                         "employees", "staff",   "headcount", "rows", "people"};
    static const char start[] = "total ";
    if (!cs_starts_with(folded, start))
        return false;
    const char *word = folded + sizeof start - 1;
    struct cs_span first = {word, strcspn(word, " ")};
    for (size_t i = 0; i < sizeof things / sizeof *things; i++)
        if (cs_span_equals(first, things[i]))
            return true;
    return cs_currency_named(cs_span_of(word)) != NULL;
}

bool cs_is_summary(struct cs_span cell)
{
    char folded[LONGEST + 1];
    static const char *const words[] = {"average",      "avg",      "mean",    "median",  "sum",
                                        "all",          "overall",  "minimum", "maximum", "count",
                                        "durchschnitt", "promedio", "media",   "moyenne"};
    if (!is_short_word(cell))
        return false;
    cs_fold_name(cell, folded, sizeof folded);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (folded[0] == words[i][0] && strcmp(folded, words[i]) == 0)
            return true;
    return is_total_of_something(folded);
}
