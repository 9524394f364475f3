/* The unit of pay. A year is assumed of amounts that can be nothing else; anything less certain is
 * asked: a salary of 4,200 is one of a month in one country and of a year in another. */
#include "ingest/draft/pay_unit.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/number.h"
#include "base/text.h"
#include "data/currency.h"
#include "data/pay_period.h"
#include "data/quantity.h"
#include "data/reference.h"
#include "ingest/profile/header_fold.h"
#include "ingest/draft/choices.h"
#include "ingest/draft/header_words.h"
#include "ingest/profile/pay_size.h"

/* Words of other languages, and those that tell a time only in the header of pay. */
static const struct {
    const char *words;
    enum cs_per per;
} times[] = {
    {"jaehrlich|j\xC3\xA4hrlich|jahresgehalt|pro jahr|anual|annuel|annuelle|annuale|ao ano|arlig|"
     "\xC3\xA5rlig|salary year|year salary|h year",
     CS_PER_YEAR},
    {"monatlich|monatsgehalt|pro monat|mensual|mensuel|mensuelle|mensile|mensal|month|"
     "m\xC3\xA5nedlig",
     CS_PER_MONTH},
    {"stundenlohn|pro stunde|stunde|por hora|horaire|hora|hour|per hr|an hr", CS_PER_HOUR},
    {"week|woche|semanal|hebdomadaire", CS_PER_WEEK},
    {"day|tag|diario|journalier", CS_PER_DAY},
};

/* "USD/year" in a header: the word behind a currency. */
static enum cs_per per_behind_currency(const char *words)
{
    bool is_currency = false;
    for (const char *p = words; *p;) {
        size_t n = strcspn(p, " ");
        struct cs_span word = {p, n};
        enum cs_per per;
        if (is_currency && cs_per_parse(word, &per))
            return per;
        const struct cs_currency *row = cs_currency_named(word);
        is_currency = row && row->words;
        p += n + (p[n] == ' ');
    }
    return CS_PER_NONE;
}

static enum cs_per per_of_header(const char *words, double *factor)
{
    struct cs_pay_period period;
    *factor = 1;
    if (cs_pay_period_in_header(cs_span_of(words), &period)) {
        *factor = period.factor;
        return period.per;
    }
    enum cs_per per = per_behind_currency(words), found = CS_PER_NONE;
    for (size_t i = 0; per == CS_PER_NONE && i < sizeof times / sizeof *times; i++)
        if (cs_header_words_have(words, times[i].words)) {
            if (found != CS_PER_NONE)
                return CS_PER_NONE;
            found = times[i].per;
        }
    if (per == CS_PER_NONE && found == CS_PER_NONE) /* as a statistical office has it: h_mean */
        per = cs_starts_with(words, "h ")   ? CS_PER_HOUR
              : cs_starts_with(words, "a ") ? CS_PER_YEAR
                                            : CS_PER_NONE;
    return per != CS_PER_NONE ? per : found;
}

static bool is_of_the_us(const struct cs_choices *choices)
{
    const struct cs_draft_sample *sample = choices->sample;
    if (choices->titles->is_of_the_us)
        return true;
    for (size_t i = 0; i < sample->n_columns; i++) {
        const struct cs_sample_column *column = &sample->columns[i];
        if (column->n_codes > 0 && 10 * column->n_codes >= 9 * column->n_filled)
            return true;
        if (!cs_choice_is(&choices->items[i], "key", "region") || !column->texts[0])
            continue;
        const struct cs_region *region =
            cs_reference_region_of_kind(choices->reference, "state", cs_span_of(column->texts[0]));
        const struct cs_region *country = cs_reference_region_of_kind(choices->reference, "country",
                                                                      cs_span_of(column->texts[0]));
        if (region && (!country || country == region))
            return true;
    }
    return false;
}

static void set_currency(struct cs_unit *unit, const char *code)
{
    memcpy(unit->currency, code, sizeof unit->currency);
}

/* A word or a sign of the header, else the sign in the cells; "$" is that of the United States
 * where something else is. */
static void find_currency(const struct cs_choices *choices, size_t i, struct cs_unit *unit)
{
    const struct cs_sample_column *column = &choices->sample->columns[i];
    const struct cs_currency *said = cs_currency_in_header(cs_span_of(column->header));
    bool is_dollar =
        strchr(column->header, '$') != NULL || (column->currency[0] && column->is_bare_dollar);
    if (said)
        set_currency(unit, said->code);
    else if (column->currency[0] && !column->is_bare_dollar)
        set_currency(unit, column->currency);
    else if (is_dollar && is_of_the_us(choices))
        set_currency(unit, "USD");
}

struct cs_unit cs_pay_unit_said(const struct cs_choices *choices, size_t column, double *factor)
{
    struct cs_unit unit = {.kind = CS_UNIT_MONEY};
    const struct cs_titles *titles = choices->titles;
    unit.per = (unsigned char)per_of_header(choices->sample->columns[column].words, factor);
    if (unit.per == CS_PER_NONE && titles->has_period) {
        unit.per = (unsigned char)titles->period.per;
        *factor = titles->period.factor;
    }
    find_currency(choices, column, &unit);
    return unit;
}

/* The median of a column's numbers as its form has them; NaN where that is not settled. */
static double typical_of(const struct cs_choices *choices, size_t i)
{
    const struct cs_column_profile *column = &choices->profile.columns[i];
    if (isfinite(column->typical) || column->basis == CS_FORM_UNSETTLED)
        return column->typical;
    bool is_point = column->n_marked[CS_MARKS_EITHER_POINT] > 0;
    bool is_decimal = is_point == (column->decimal != CS_DECIMAL_COMMA);
    return is_decimal ? column->example : column->example * 1000;
}

/* Whether an amount whose time nobody tells is one of a year beyond doubt. */
static bool is_plainly_of_a_year(struct cs_unit unit, double amount)
{
    static const double dollars = 2e6;
    unit.per = CS_PER_YEAR;
    struct cs_pay_bounds usual = cs_pay_usual_of(unit);
    return amount >= usual.least && amount <= (unit.currency[0] ? usual.most : dollars);
}

static void settle(struct cs_choices *choices, size_t i)
{
    struct cs_choice *choice = &choices->items[i];
    double factor;
    char number[CS_NUMBER_TEXT_BYTES], text[CS_UNIT_TEXT_BYTES];
    struct cs_unit unit = cs_pay_unit_said(choices, i, &factor);
    double typical = typical_of(choices, i) * (choice->multiply > 0 ? choice->multiply : 1);
    bool has_column = choices->profile.pay_period < choices->profile.n_columns;
    bool is_said = unit.per != CS_PER_NONE;
    if (!is_said && (has_column || is_plainly_of_a_year(unit, typical)))
        unit.per = CS_PER_YEAR;
    cs_number_format_rounded(typical, 2, number);
    if (unit.per == CS_PER_NONE)
        cs_choice_drop(choice, "nothing says which pay period this is for (hour, month, year): "
                               "state it in the header, as in 'Pay per month'");
    else if ((is_said || !has_column) && isfinite(typical) &&
             !cs_pay_is_likely(unit, typical * factor))
        cs_choice_drop(
            choice,
            cs_arena_printf(choices->arena,
                            "half its numbers are at or below %s, which is unlikely as pay for %s: "
                            "write the layout by hand, with its \"unit\" and \"multiply\"",
                            number,
                            cs_pay_period_words((struct cs_pay_period){(enum cs_per)unit.per, 1})));
    else
        choice->unit = cs_arena_strdup(choices->arena, cs_unit_format(unit, text));
    if (choice->unit && !is_said && !has_column)
        choice->doubt = "nothing says which pay period this is for: judging by its size, it is "
                        "read as pay for a year";
    else if (choice->unit && !unit.currency[0] && choices->sample->columns[i].is_bare_dollar)
        choice->doubt = "the sign $ may be any country's dollar: state it, as in \"USD/year\"";
    if (choice->unit && factor != 1)
        choice->multiply = (choice->multiply > 0 ? choice->multiply : 1) * factor;
}

void cs_pay_units_settle(struct cs_choices *choices)
{
    for (size_t i = 0; i < choices->sample->n_columns; i++) {
        const struct cs_choice *choice = &choices->items[i];
        bool is_wage = cs_choice_is(choice, "measure", NULL) &&
                       cs_starts_with(choice->meaning->value, "wage_") &&
                       strcmp(choice->meaning->value, "wage_mean_rse") != 0;
        if (is_wage || cs_choice_is(choice, "role", "value"))
            settle(choices, i);
    }
}
