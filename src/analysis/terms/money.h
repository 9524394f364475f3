/* Pay in money people can spend. Answers for: the factor from pay as it was earned to pay in
 * another year's prices, at national prices, in another currency, and where each part of the
 * factor came from. Converts nothing it has no factor for: it says which one is missing. */
#ifndef CS_ANALYSIS_MONEY_H
#define CS_ANALYSIS_MONEY_H

#include <stdbool.h>

#include "base/diag.h"
#include "data/dataset.h"

/* prices holds estimates of CS_PRICE_INDEX, CS_PRICE_PARITY, CS_EXCHANGE_RATE,
 * CS_PURCHASING_POWER; borrowed. */
struct cs_money_plan {
    const struct cs_dataset *prices;
    int real_year;                    /* 0: as earned. The year whose consumer prices to use */
    int at_parity;                    /* divides by the region's price parity/100 */
    int parity_year;                  /* 0: the year of the pay */
    const char *currency;             /* NULL: as earned. ISO 4217 */
    int rate_year;                    /* of the exchange rate; 0: the year of the pay */
    int by_purchasing_power;          /* purchasing power parities in place of exchange rates */
    const struct cs_money_gaps *gaps; /* of individual observations, what has no factor and is left
                                         out (analysis/observed/money_gaps.h); NULL: nothing */
};

enum cs_money_kind {
    CS_MONEY_REAL,
    CS_MONEY_PARITY,
    CS_MONEY_RATE,
    CS_MONEY_PURCHASING_POWER,
    CS_N_MONEY_KINDS
};
enum { CS_MAX_MONEY_STEPS = 4 };

/* One part of a factor, and what it rests on. Text borrowed from the prices' dataset. */
struct cs_money_step {
    enum cs_money_kind kind;
    double factor;
    const char *region;     /* whose prices or currency */
    int from_year, to_year; /* of prices; the same year for parity and rate */
    const char *source;     /* id; "" unknown */
};
struct cs_money_factor {
    double factor; /* product of all steps; 1 without any */
    struct cs_money_step steps[CS_MAX_MONEY_STEPS];
    size_t n_steps;
    char currency[4]; /* of the result */
};

/* "real", "cost_of_living", "currency", "purchasing_power". */
const char *cs_money_kind_name(enum cs_money_kind kind);

/* Where and when pay was earned. */
struct cs_money_pay {
    const char *region;      /* code; NULL or "": not known */
    const char *currency;    /* ISO 4217; "": not known */
    struct cs_period period; /* a span counts as its last year */
};

/* The factor for pay. Prices and purchasing power are looked up by country, exchange rates by
 * currency (country.h says which country). Where the currency is not known, no factor but parity
 * is. Real terms: CPI_to/CPI_from of the pay's country; parity: 100/RPP; rate: units of the new
 * currency per unit of the old one, both against the dollar, in rate_year.
 * CS_NO_ANSWER, with the figure that is missing and the years there are, when one is not known: a
 * period without a year, a year without an index, a state without a parity, a currency without a
 * rate, real terms of a country whose prices are not there.
 * Reference: BLS, CPI inflation calculator; BEA, regional price parities. */
CS_MUST_USE enum cs_status cs_money_find(const struct cs_money_plan *plan,
                                         const struct cs_money_pay *pay,
                                         struct cs_money_factor *out, struct cs_diag *diag);

/* Parities of different years are not comparable with one another (BEA): CS_NO_ANSWER unless all
 * pay compared at parity is of one year, or the plan names one. */
CS_MUST_USE enum cs_status cs_money_check_years(const struct cs_money_plan *plan,
                                                const struct cs_money_pay *pays, size_t n,
                                                struct cs_diag *diag);

#endif
