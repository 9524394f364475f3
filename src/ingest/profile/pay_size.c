/* Bounds of pay by its period, in US dollars; other currencies by their power of ten. They are
 * apart from currencies and units, which know nothing of wages. Reference: from a tenth of the
 * lowest minimum wages that the OECD lists to some hundred times a surgeon's pay. */
#include "ingest/profile/pay_size.h"

#include <math.h>

#include "data/currency.h"

static const struct cs_pay_bounds bounds[] = {
    [CS_PER_NONE] = {0, INFINITY},  [CS_PER_YEAR] = {1000, 5e7}, [CS_PER_MONTH] = {80, 2e5},
    [CS_PER_WEEK] = {20, 5e4},      [CS_PER_DAY] = {4, 1e4},     [CS_PER_HOUR] = {0.5, 2000},
    [CS_PER_OTHER] = {0, INFINITY},
};
/* Reference: from half of the US federal minimum wage to the pay of chief executives; a month and
 * less begin lower, at the minimum wages of poor countries, since nothing shorter is taken for
 * them. */
static const struct cs_pay_bounds usual[] = {
    [CS_PER_NONE] = {0, INFINITY},  [CS_PER_YEAR] = {10000, 2e6}, [CS_PER_MONTH] = {150, 4e4},
    [CS_PER_WEEK] = {50, 1e4},      [CS_PER_DAY] = {5, 2000},     [CS_PER_HOUR] = {1, 400},
    [CS_PER_OTHER] = {0, INFINITY},
};
enum { UNKNOWN_FACTOR = 100 };

static double power_of(struct cs_unit unit)
{
    const struct cs_currency *currency = unit.currency[0] ? cs_currency_of(unit.currency) : NULL;
    return currency ? pow(10, currency->magnitude) : 1;
}

struct cs_pay_bounds cs_pay_bounds_of(struct cs_unit unit)
{
    double power = power_of(unit);
    return (struct cs_pay_bounds){bounds[unit.per].least * power, bounds[unit.per].most * power};
}

struct cs_pay_bounds cs_pay_usual_of(struct cs_unit unit)
{
    double power = power_of(unit), most = usual[unit.per].most;
    return (struct cs_pay_bounds){usual[unit.per].least * power,
                                  most * (unit.currency[0] ? power : UNKNOWN_FACTOR)};
}

bool cs_pay_is_likely(struct cs_unit unit, double amount)
{
    struct cs_pay_bounds likely = cs_pay_bounds_of(unit);
    return amount >= likely.least &&
           amount <= likely.most * (unit.currency[0] ? 1 : UNKNOWN_FACTOR);
}
