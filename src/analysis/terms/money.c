/* The chain of steps that turns pay of one year and place into that of another. Each step notes
 * its source, or what is missing. */
#include "analysis/terms/money.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "analysis/terms/country.h"
#include "base/diag.h"
#include "data/dataset.h"
#include "data/period.h"

const char *cs_money_kind_name(enum cs_money_kind kind)
{
    static const char *const names[] = {"real", "cost_of_living", "currency", "purchasing_power"};
    return names[kind];
}

static const char *code_of(const struct cs_dataset *dataset, const struct cs_estimate *estimate,
                           enum cs_dim dim)
{
    const struct cs_key *key = cs_dataset_key(dataset, dim, estimate->key[dim]);
    return key ? key->code : "";
}

/* Years that a table has, for the hint: the first and the last. */
struct span {
    int first, last;
};

/* A price figure asked for: of a region, of a country, or of any home of a currency. */
struct wanted {
    enum cs_measure measure;
    const char *region;  /* by its code; NULL: by country */
    const char *country; /* NULL: by currency */
    const char *currency;
    int year;
    bool is_of_source; /* only that of one source counts: */
    uint32_t source;
};

enum { ALL_MONTHS = 0x1FFE }; /* bits 1 to 12 */

/* A price figure found; a year's is the mean of its months or days where only those are there, all
 * twelve months of one source. The first source that has the year is taken. */
struct found {
    double value;
    const struct cs_estimate *estimate; /* the first it rests on */
};

/* A price index without a region is the nation's own: the CPI files of the BLS name none. */
static bool is_wanted(const struct cs_dataset *prices, const struct cs_estimate *estimate,
                      const struct wanted *wanted)
{
    if (estimate->measure != wanted->measure || estimate->presence != CS_PRESENT ||
        !(estimate->value > 0) || (wanted->is_of_source && estimate->source != wanted->source))
        return false;
    const char *code = code_of(prices, estimate, CS_DIM_REGION);
    if (*code == 0 && wanted->measure == CS_PRICE_INDEX)
        code = "US";
    return wanted->region    ? strcmp(code, wanted->region) == 0
           : wanted->country ? cs_country_is_same(code, wanted->country)
                             : cs_country_has_currency(code, wanted->currency);
}

/* Sets `found` and returns 1, or returns 0 with the span of years there are. */
static bool find_price(const struct cs_dataset *prices, const struct wanted *wanted,
                       struct found *found, struct span *span)
{
    double n = 0, sum = 0;
    unsigned months = 0; /* that have values, as bits */
    *span = (struct span){0, 0};
    *found = (struct found){NAN, NULL};
    for (size_t i = 0; i < prices->n_estimates; i++) {
        const struct cs_estimate *estimate = &prices->estimates[i];
        if (!is_wanted(prices, estimate, wanted)) /* nearly all: it costs least */
            continue;
        const struct cs_key *key =
            cs_dataset_key(prices, CS_DIM_PERIOD, estimate->key[CS_DIM_PERIOD]);
        if (!key || cs_period_is_span(key->period))
            continue;
        int year = key->period.start_year;
        span->first = span->first == 0 || year < span->first ? year : span->first;
        span->last = year > span->last ? year : span->last;
        if (year != wanted->year)
            continue;
        if (key->period.month == 0 && months == ALL_MONTHS)
            break;
        if (key->period.month == 0) {
            *found = (struct found){estimate->value, estimate};
            return true;
        }
        if (!found->estimate)
            found->estimate = estimate;
        if (estimate->source != found->estimate->source)
            continue;
        sum += estimate->value;
        n++;
        months |= 1u << key->period.month;
    }
    found->value = sum / n;
    return months == ALL_MONTHS;
}

static const char *name_price(enum cs_measure measure)
{
    return measure == CS_PRICE_INDEX     ? "consumer price index"
           : measure == CS_PRICE_PARITY  ? "price parity"
           : measure == CS_EXCHANGE_RATE ? "exchange rate"
                                         : "purchasing power parity";
}

static enum cs_status fail_missing(const struct wanted *wanted, struct span span,
                                   struct cs_diag *diag)
{
    const char *whose = wanted->region    ? wanted->region
                        : wanted->country ? wanted->country
                                          : wanted->currency;
    bool is_rate = wanted->measure == CS_EXCHANGE_RATE;
    if (span.first == 0)
        return cs_fail(diag, CS_NO_ANSWER, NULL,
                       is_rate ? "--prices FILE reads rates from a file, such as the OECD's" : NULL,
                       "no %s of '%s' is known", name_price(wanted->measure), whose);
    char hint[120];
    int n =
        snprintf(hint, sizeof hint, "the years known are within %d to %d", span.first, span.last);
    if (is_rate)
        snprintf(hint + n, sizeof hint - (size_t)n, "; --rate-year %d takes its rates for all",
                 span.last);
    return cs_fail(diag, CS_NO_ANSWER, NULL, hint, "no %s of '%s' for %d",
                   name_price(wanted->measure), whose, wanted->year);
}

static enum cs_status look_up(const struct cs_dataset *prices, const struct wanted *wanted,
                              struct found *found, struct cs_diag *diag)
{
    struct span span;
    if (find_price(prices, wanted, found, &span))
        return CS_OK;
    return fail_missing(wanted, span, diag);
}

static const char *source_of(const struct cs_dataset *prices, const struct cs_estimate *estimate)
{
    const char *id =
        estimate->source < prices->n_sources ? prices->sources[estimate->source].id : NULL;
    return id ? id : "";
}

/* Whose figure it is: of an index without a region, the United States'. */
static const char *region_of(const struct cs_dataset *prices, const struct found *found)
{
    const char *code = code_of(prices, found->estimate, CS_DIM_REGION);
    return *code ? code : "US";
}

static void add_step(struct cs_money_factor *out, struct cs_money_step step)
{
    out->factor *= step.factor;
    out->steps[out->n_steps++] = step;
}

/* Prices and purchasing power are a country's, not a currency's: Greece and Germany both pay in
 * euros, Ecuador and the United States in dollars. */
static enum cs_status find_country(const struct cs_money_pay *pay, char country[CS_COUNTRY_BYTES],
                                   enum cs_measure measure, struct cs_diag *diag)
{
    if (cs_country_of_pay(pay->region ? pay->region : "", pay->currency, country))
        return CS_OK;
    return cs_fail(diag, CS_NO_ANSWER, NULL, "name the country of each row in a region column",
                   "several countries pay in %s: it is not clear which one's %s is meant",
                   pay->currency, name_price(measure));
}

/* An index of two years: of the first source that has both, since another may have another base. */
static enum cs_status find_both(const struct cs_money_plan *plan, struct wanted wanted,
                                struct found *from, struct found *to, struct cs_diag *diag)
{
    struct wanted target = wanted;
    struct span span;
    target.year = plan->real_year;
    for (uint32_t s = 0; s == 0 || s < plan->prices->n_sources; s++) {
        wanted.is_of_source = target.is_of_source = true;
        wanted.source = target.source = s;
        if (find_price(plan->prices, &wanted, from, &span) &&
            find_price(plan->prices, &target, to, &span))
            return CS_OK;
    }
    wanted.is_of_source = target.is_of_source = false;
    enum cs_status status = look_up(plan->prices, &wanted, from, diag);
    if (status == CS_OK)
        status = look_up(plan->prices, &target, to, diag);
    return status != CS_OK
               ? status
               : cs_fail(diag, CS_NO_ANSWER, NULL, "name a file that has both with --prices",
                         "no %s of '%s' has both %d and %d", name_price(wanted.measure),
                         wanted.country, wanted.year, target.year);
}

/* Pay of a US state is deflated by the nation's index: states have none. */
static enum cs_status add_real(const struct cs_money_plan *plan, const struct cs_money_pay *pay,
                               struct cs_money_factor *out, struct cs_diag *diag)
{
    char country[CS_COUNTRY_BYTES];
    struct found from, to;
    enum cs_status status = find_country(pay, country, CS_PRICE_INDEX, diag);
    if (status != CS_OK)
        return status;
    struct wanted wanted = {.measure = CS_PRICE_INDEX,
                            .country = country,
                            .currency = pay->currency,
                            .year = pay->period.end_year};
    status = find_both(plan, wanted, &from, &to, diag);
    if (status == CS_OK)
        add_step(out,
                 (struct cs_money_step){CS_MONEY_REAL, to.value / from.value,
                                        region_of(plan->prices, &to), pay->period.end_year,
                                        plan->real_year, source_of(plan->prices, to.estimate)});
    return status;
}

static enum cs_status add_parity(const struct cs_money_plan *plan, const struct cs_money_pay *pay,
                                 struct cs_money_factor *out, struct cs_diag *diag)
{
    int year = plan->parity_year ? plan->parity_year : pay->period.end_year;
    struct wanted wanted = {
        .measure = CS_PRICE_PARITY, .region = pay->region ? pay->region : "", .year = year};
    struct found found;
    enum cs_status status = look_up(plan->prices, &wanted, &found, diag);
    if (status == CS_OK)
        add_step(out, (struct cs_money_step){CS_MONEY_PARITY, 100 / found.value, pay->region, year,
                                             year, source_of(plan->prices, found.estimate)});
    return status;
}

/* Units of a currency per dollar: 1 for the United States, without a table. An exchange rate is the
 * currency's, so that any of its countries' will do; purchasing power is the country's. */
static enum cs_status find_rate(const struct cs_money_plan *plan, const struct cs_money_pay *pay,
                                int year, struct found *out, struct cs_diag *diag)
{
    char country[CS_COUNTRY_BYTES] = "";
    enum cs_measure measure = plan->by_purchasing_power ? CS_PURCHASING_POWER : CS_EXCHANGE_RATE;
    *out = (struct found){1, NULL};
    if (!plan->by_purchasing_power) {
        if (strcmp(pay->currency, "USD") == 0)
            return CS_OK;
        struct wanted wanted = {.measure = measure, .currency = pay->currency, .year = year};
        return look_up(plan->prices, &wanted, out, diag);
    }
    enum cs_status status = find_country(pay, country, measure, diag);
    if (status != CS_OK || strcmp(country, "US") == 0)
        return status;
    struct wanted wanted = {
        .measure = measure, .country = country, .currency = pay->currency, .year = year};
    return look_up(plan->prices, &wanted, out, diag);
}

static enum cs_status add_rate(const struct cs_money_plan *plan, const struct cs_money_pay *pay,
                               struct cs_money_factor *out, struct cs_diag *diag)
{
    int year = plan->rate_year   ? plan->rate_year
               : plan->real_year ? plan->real_year
                                 : pay->period.end_year;
    struct found old, new;
    char country[CS_COUNTRY_BYTES];
    struct cs_money_pay target = {.currency = plan->currency};
    /* One currency, one price level? Not where its countries differ in purchasing power. */
    bool is_same = strcmp(pay->currency, plan->currency) == 0;
    if (is_same && (!plan->by_purchasing_power ||
                    !cs_country_of_pay(pay->region ? pay->region : "", pay->currency, country) ||
                    cs_country_is_main(country, pay->currency)))
        return CS_OK;
    enum cs_status status = find_rate(plan, pay, year, &old, diag);
    if (status == CS_OK)
        status = find_rate(plan, &target, year, &new, diag);
    if (status != CS_OK)
        return status;
    const struct cs_estimate *basis = old.estimate ? old.estimate : new.estimate;
    add_step(out, (struct cs_money_step){
                      plan->by_purchasing_power ? CS_MONEY_PURCHASING_POWER : CS_MONEY_RATE,
                      new.value / old.value,
                      plan->by_purchasing_power &&old.estimate ? region_of(plan->prices, &old)
                                                               : pay->currency,
                      year, year, source_of(plan->prices, basis)});
    memcpy(out->currency, plan->currency, sizeof out->currency - 1);
    return CS_OK;
}

static enum cs_status check(const struct cs_money_plan *plan, const struct cs_money_pay *pay,
                            struct cs_diag *diag)
{
    bool needs_currency = plan->real_year != 0 || plan->currency != NULL;
    bool needs_year = plan->real_year != 0 || (plan->at_parity && !plan->parity_year) ||
                      (plan->currency && !plan->rate_year);
    if (needs_currency && *pay->currency == 0)
        return cs_fail(diag, CS_NO_ANSWER, NULL, "the layout or the file names none",
                       "the currency of the pay is not known, so it cannot be converted");
    if (plan->currency && strcmp(pay->currency, "INT") == 0)
        return cs_fail(diag, CS_NO_ANSWER, NULL, "leave out --currency",
                       "pay in international dollars is at purchasing power already: it is not "
                       "converted");
    if (needs_year && pay->period.end_year == 0)
        return cs_fail(diag, CS_NO_ANSWER, NULL, NULL,
                       "the year of the pay is not known, so it cannot be converted");
    if (plan->currency && strlen(plan->currency) != 3)
        return cs_fail(diag, CS_USAGE, NULL, "give three letters, such as USD",
                       "'%s' is not a currency", plan->currency);
    return CS_OK;
}

enum cs_status cs_money_find(const struct cs_money_plan *plan, const struct cs_money_pay *pay,
                             struct cs_money_factor *out, struct cs_diag *diag)
{
    *out = (struct cs_money_factor){.factor = 1};
    snprintf(out->currency, sizeof out->currency, "%s", pay->currency);
    enum cs_status status = check(plan, pay, diag);
    if (status == CS_OK && plan->real_year)
        status = add_real(plan, pay, out, diag);
    if (status == CS_OK && plan->at_parity)
        status = add_parity(plan, pay, out, diag);
    if (status == CS_OK && plan->currency)
        status = add_rate(plan, pay, out, diag);
    if (status != CS_OK)
        *out = (struct cs_money_factor){.factor = NAN};
    return status;
}

enum cs_status cs_money_check_years(const struct cs_money_plan *plan,
                                    const struct cs_money_pay *pays, size_t n, struct cs_diag *diag)
{
    if (!plan->at_parity || plan->parity_year)
        return CS_OK;
    for (size_t i = 1; i < n; i++)
        if (pays[i].period.end_year != pays[0].period.end_year)
            return cs_fail(diag, CS_NO_ANSWER, NULL, "compare one year only",
                           "price parities for %d and %d cannot be compared with each other",
                           pays[0].period.end_year, pays[i].period.end_year);
    return CS_OK;
}
