/* Amounts of single persons that are numbers and yet may be no pay: marks of surveys, zeros, and
 * whole columns of no usual size. Told when the table is read, since only the whole column tells
 * 99999 from a mark. Apart from intake_scale.c, where a column falls into two. */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>

#include "base/number.h"
#include "data/load_report.h"
#include "data/pay_period.h"
#include "data/quantity.h"
#include "ingest/intake/intake_table.h"
#include "ingest/profile/pay_scale.h"
#include "ingest/profile/pay_size.h"

static bool is_of_persons(const struct cs_intake_table *table)
{
    return table->layout->is_observations;
}

/* Says it of the column; `value` may be NULL. */
static void warn(const struct cs_intake_table *table, const struct cs_pay_scale *scale,
                 uint64_t line, const struct cs_remark *remark)
{
    struct cs_bound_column column = {.index = scale->column};
    struct cs_row row = {.line = line, .sheet = table->sheet};
    cs_intake_tell(table, &row, &column, remark);
}

/* ---- single amounts ---- */

static void warn_of_amount(const struct cs_intake_table *table, const struct cs_pay_scale *scale,
                           const struct cs_pay_marked *marked, const char *what,
                           const char *more_hint)
{
    char value[CS_NUMBER_TEXT_BYTES], text[160], hint[320];
    cs_number_format(marked->amount, value);
    snprintf(hint, sizeof hint,
             "in a layout of your own \"markers\": {\"%s\": \"not_reported\"} says that it means "
             "no answer%s",
             value, more_hint);
    snprintf(text, sizeof text, "%s", what);
    if (marked->n > 1)
        snprintf(text, sizeof text, "%s, in %" PRIu64 " rows", what, marked->n);
    if (!table->diag->keeps_all)
        warn(table, scale, marked->line, &(struct cs_remark){CS_WARNING, value, text, hint});
    for (size_t i = 0; i < scale->n_unlikely; i++)
        if (scale->unlikely[i].amount == marked->amount)
            warn(table, scale, scale->unlikely[i].line,
                 &(struct cs_remark){CS_WARNING, value, text, hint});
}

/* A mark stands far above the column's pay, or often; one salary of 99,999 is a salary. */
static bool is_doubtful(const struct cs_pay_scale *scale, const struct cs_pay_marked *marked)
{
    enum { FAR = 8, HUNDREDTH = 100 };
    uint64_t n = cs_pay_scale_count(scale);
    return marked->amount >= FAR * cs_pay_scale_half_below(scale) ||
           (marked->n > 1 && marked->n * HUNDREDTH >= n);
}

void cs_intake_warn_of_marks(const struct cs_intake_table *table, const struct cs_pay_scale *scale)
{
    const struct cs_pay_first *zero = &scale->first[CS_PAY_NO_BIN];
    bool takes_zero =
        !table->of_role[CS_ROLE_VALUE] || table->of_role[CS_ROLE_VALUE]->column->keeps_losses;
    if (!is_of_persons(table))
        return;
    for (size_t i = 0; i < scale->n_marked; i++)
        if (is_doubtful(scale, &scale->marked[i]))
            warn_of_amount(table, scale, &scale->marked[i],
                           "looks like a mark for a missing answer, and counts as pay", "");
    if (zero->line && !takes_zero)
        warn_of_amount(table, scale,
                       &(struct cs_pay_marked){0, scale->n[CS_PAY_NO_BIN], zero->line},
                       "counts as pay",
                       "; \"keep\": \"positive\" leaves people without pay out, \"keep\": \"all\" "
                       "says that all is as it should be");
}

/* ---- the whole column ---- */

/* Up to two digits: 3072 → 3100. */
static double round_up(double amount)
{
    double power = pow(10, floor(log10(amount)) - 1);
    return ceil(amount / power) * power;
}

void cs_intake_warn_of_size(const struct cs_intake_table *table, const struct cs_pay_scale *scale)
{
    enum { LEAST = 3 };
    struct cs_pay_bounds usual = cs_pay_usual_of(scale->unit);
    struct cs_pay_period period = {(enum cs_per)scale->unit.per, 1};
    double half = cs_pay_scale_half_below(scale);
    uint64_t n = cs_pay_scale_count(scale);
    bool is_low = half <= usual.least;
    char amount[CS_NUMBER_TEXT_BYTES], what[160];
    if (!is_of_persons(table) || n < LEAST || (!is_low && half <= usual.most * 2))
        return;
    cs_number_format(round_up(half), amount);
    snprintf(what, sizeof what, "half of the %" PRIu64 " amounts are %s %s: %s for %s", n,
             is_low ? "below" : "about or above", amount, is_low ? "little" : "much",
             cs_pay_period_words(period));
    warn(
        table, scale, cs_intake_table_report(table)->header_line,
        &(struct cs_remark){CS_WARNING, NULL, what,
                            "if it is for another time, or in thousands, a layout of your own says "
                            "so: \"unit\": \"/month\", \"multiply\": 1000"});
}
