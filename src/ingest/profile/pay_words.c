/* Finding the columns of pay periods and currencies. Publishers call it pay_period, unit,
 * WAGE_UNIT_OF_PAY, "Salary or Hourly", Annual_Wage_Flag …: its cells give it away, not its name.
 */
#include "ingest/profile/pay_words.h"

#include <stdint.h>
#include <string.h>

#include "base/text.h"
#include "data/currency.h"
#include "data/pay_period.h"
#include "ingest/profile/rows.h"
#include "ingest/source/cell.h"

/* Whether one of the words stands in the folded header. */
static bool has_word(const char *header, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        for (const char *at = strstr(header, words[i]); at; at = strstr(at + 1, words[i])) {
            char after = at[strlen(words[i])];
            if ((at == header || at[-1] == ' ') && (after == '\0' || after == ' '))
                return true;
        }
    return false;
}

/* Headers under which "Y", "H" and "M" are periods, and not yes or the sexes. */
static bool allows_letters(const char *header)
{
    static const char *const words[] = {"pay",    "wage",         "salary",  "unit",
                                        "period", "basis",        "per",     "frequency",
                                        "rate",   "compensation", "interval"};
    return has_word(header, words, sizeof words / sizeof *words);
}

static bool is_flag_of_pay(const char *header)
{
    static const char *const kinds[] = {"flag", "is", "indicator", "yn", "y n"};
    static const char *const others[] = {"bonus", "raise", "increase", "change", "leave"};
    struct cs_pay_period period;
    return has_word(header, kinds, sizeof kinds / sizeof *kinds) &&
           !has_word(header, others, sizeof others / sizeof *others) &&
           cs_pay_period_in_header(cs_span_of(header), &period);
}

static bool is_yes(struct cs_span cell)
{
    return cs_span_equals_nocase(cell, "y") || cs_span_equals_nocase(cell, "yes") ||
           cs_span_equals_nocase(cell, "true") || cs_span_equals_nocase(cell, "x") ||
           cs_span_equals(cell, "1");
}

static bool is_no(struct cs_span cell)
{
    return cs_span_equals_nocase(cell, "n") || cs_span_equals_nocase(cell, "no") ||
           cs_span_equals_nocase(cell, "false") || cs_span_equals(cell, "0");
}

bool cs_pay_words_read(struct cs_span cell, const char *header, struct cs_pay_period *out)
{
    char folded[128];
    cs_fold_name(cs_span_of(header), folded, sizeof folded);
    if (is_flag_of_pay(folded) && (is_yes(cell) || is_no(cell)))
        return is_yes(cell) && cs_pay_period_in_header(cs_span_of(folded), out);
    return cs_pay_period_named(cell, allows_letters(folded), out);
}

static bool is_missing(struct cs_span cell, const struct cs_profile_request *request)
{
    struct cs_cell_number mark = cs_cell_read_number(cell, request->markers, request->n_markers);
    return mark.kind == CS_CELL_MISSING && mark.presence != CS_AT_LEAST;
}

/* Whether the filled cells of the sample are periods: all of them, or half under a header that
 * speaks of pay, where a word that names none is for the row's own error. */
static bool holds_periods(const struct cs_profile_rows *rows,
                          const struct cs_profile_request *request, size_t column)
{
    const char *header = request->headers[column];
    char folded[128];
    size_t n = 0, n_named = 0;
    cs_fold_name(cs_span_of(header), folded, sizeof folded);
    bool is_flag = is_flag_of_pay(folded), is_said = allows_letters(folded);
    for (size_t r = 0; r < rows->n; r++) {
        struct cs_cell cell = cs_profile_rows_cell(rows, r, column);
        struct cs_pay_period period;
        if (cell.text.size == 0 || is_missing(cell.text, request))
            continue;
        bool is_named =
            cs_pay_words_read(cell.text, header, &period) || (is_flag && is_no(cell.text));
        if (!is_named && (!is_said || is_flag))
            return false;
        n++;
        n_named += is_named;
    }
    return n > 0 && 2 * n_named >= n;
}

static bool is_bound(const struct cs_binding *binding, size_t column)
{
    for (size_t i = 0; i < binding->n_columns; i++)
        if (binding->columns[i].index == column)
            return true;
    return false;
}

size_t cs_pay_words_find(const struct cs_profile_rows *rows,
                         const struct cs_profile_request *request)
{
    size_t found = SIZE_MAX;
    for (size_t c = 0; c < request->n_columns; c++) {
        char folded[128];
        if (is_bound(request->binding, c) || !holds_periods(rows, request, c))
            continue;
        cs_fold_name(cs_span_of(request->headers[c]), folded, sizeof folded);
        if (allows_letters(folded))
            return c;
        found = found == SIZE_MAX ? c : found;
    }
    return found;
}

/* Whether most filled cells name a currency: all of them, or half under a header that says so. */
static bool holds_currencies(const struct cs_profile_rows *rows, size_t column, bool is_said)
{
    size_t n = 0, n_named = 0;
    for (size_t r = 0; r < rows->n; r++) {
        struct cs_cell cell = cs_profile_rows_cell(rows, r, column);
        n += cell.text.size > 0;
        n_named += cell.text.size > 0 && cs_currency_named(cell.text) != NULL;
    }
    return n > 0 && (is_said ? n_named * 2 >= n : n_named == n);
}

size_t cs_currency_words_find(const struct cs_profile_rows *rows,
                              const struct cs_profile_request *request)
{
    static const char *const words[] = {"currency", "currencies", "ccy",
                                        "curr",     "waehrung",   "devise"};
    size_t found = SIZE_MAX;
    for (size_t c = 0; c < request->n_columns; c++) {
        char folded[128];
        cs_fold_name(cs_span_of(request->headers[c]), folded, sizeof folded);
        bool is_said = has_word(folded, words, sizeof words / sizeof *words);
        if (is_bound(request->binding, c) || !holds_currencies(rows, c, is_said))
            continue;
        if (is_said)
            return c;
        found = found == SIZE_MAX ? c : found;
    }
    return found;
}

/* ---- what all rows name ---- */

/* The column of the role, or the one that was found. */
static size_t column_of(const struct cs_profile_request *request, enum cs_column_role role,
                        size_t found)
{
    for (size_t i = 0; i < request->binding->n_columns; i++)
        if (request->binding->columns[i].column->role == role)
            return request->binding->columns[i].index;
    return found;
}

struct cs_unit cs_pay_words_common(const struct cs_profile *profile,
                                   const struct cs_profile_rows *rows,
                                   const struct cs_profile_request *request)
{
    struct cs_unit unit = {.kind = CS_UNIT_MONEY};
    size_t money = column_of(request, CS_ROLE_CURRENCY, profile->currency);
    size_t time = column_of(request, CS_ROLE_UNIT, profile->pay_period);
    bool is_one_currency = true, is_one_time = time < request->n_columns;
    for (size_t r = 0; r < rows->n; r++) {
        const struct cs_currency *currency =
            cs_currency_named(cs_profile_rows_cell(rows, r, money).text);
        struct cs_pay_period period;
        is_one_currency &=
            !currency || !unit.currency[0] || strcmp(unit.currency, currency->code) == 0;
        if (currency)
            memcpy(unit.currency, currency->code, sizeof unit.currency);
        if (!is_one_time || !cs_pay_words_read(cs_profile_rows_cell(rows, r, time).text,
                                               request->headers[time], &period))
            continue;
        is_one_time = unit.per == CS_PER_NONE || unit.per == (unsigned char)period.per;
        unit.per = (unsigned char)period.per;
    }
    if (!is_one_currency)
        unit.currency[0] = '\0';
    if (!is_one_time)
        unit.per = CS_PER_NONE;
    return unit;
}
