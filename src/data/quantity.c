/* Names and words of units and of the reasons why a number is missing, both ways. */
#include "data/quantity.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"

static const struct {
    const char *name, *words;
} presences[CS_N_PRESENCES] = {
    [CS_PRESENT] = {"present", "known"},
    [CS_AT_LEAST] = {"at_least", "at or above the highest figure published"},
    [CS_NOT_AVAILABLE] = {"not_available", "not available"},
    [CS_EMPLOYMENT_NOT_AVAILABLE] = {"employment_not_available", "employment not available"},
    [CS_WITHHELD] = {"withheld", "withheld by the publisher"},
    [CS_BELOW_HALF_PERCENT] = {"below_half_percent", "under half a percent"},
    [CS_NOT_APPLICABLE] = {"not_applicable", "not applicable"},
    [CS_BELOW_MINIMUM_N] = {"below_minimum_n", "too few observations"},
    [CS_NOT_REPORTED] = {"not_reported", "not reported"},
};

const char *cs_presence_name(enum cs_presence presence)
{
    return presences[presence].name;
}

const char *cs_presence_words(enum cs_presence presence)
{
    return presences[presence].words;
}

bool cs_presence_parse(struct cs_span name, enum cs_presence *presence)
{
    for (int i = 0; i < CS_N_PRESENCES; i++)
        if (cs_span_equals(name, presences[i].name)) {
            *presence = (enum cs_presence)i;
            return true;
        }
    return false;
}

struct cs_quantity cs_quantity_of(double value)
{
    return (struct cs_quantity){value, CS_PRESENT};
}

struct cs_quantity cs_quantity_missing(enum cs_presence reason)
{
    return (struct cs_quantity){NAN, reason};
}

bool cs_quantity_is_present(struct cs_quantity quantity)
{
    return quantity.presence == CS_PRESENT;
}

static const char *const kind_names[] = {"number", "jobs",  "money", "percent",
                                         "ratio",  "index", "text"};
static const char *const per_names[] = {"", "year", "month", "week", "day", "hour"};

const char *cs_per_name(enum cs_per per)
{
    return per == CS_PER_OTHER ? "other" : per_names[per];
}

bool cs_per_parse(struct cs_span name, enum cs_per *per)
{
    for (size_t i = CS_PER_YEAR; i < sizeof per_names / sizeof *per_names; i++)
        if (cs_span_equals(name, per_names[i])) {
            *per = (enum cs_per)i;
            return true;
        }
    return false;
}

/* "USD/year", or "/year" where the currency is not known. */
static bool parse_money(struct cs_span text, struct cs_unit *unit)
{
    size_t n = text.size && text.start[0] == '/' ? 0 : 3;
    if (text.size < n + 2 || text.start[n] != '/')
        return false;
    for (size_t i = 0; i < n; i++)
        if (text.start[i] < 'A' || text.start[i] > 'Z')
            return false;
    struct cs_span per = {text.start + n + 1, text.size - n - 1};
    for (size_t i = CS_PER_YEAR; i < sizeof per_names / sizeof *per_names; i++)
        if (cs_span_equals(per, per_names[i])) {
            *unit = (struct cs_unit){.kind = CS_UNIT_MONEY, .per = (unsigned char)i};
            memcpy(unit->currency, text.start, n);
            return true;
        }
    return false;
}

bool cs_unit_parse(struct cs_span text, struct cs_unit *unit)
{
    for (size_t i = 0; i < sizeof kind_names / sizeof *kind_names; i++)
        if (i != CS_UNIT_MONEY && cs_span_equals(text, kind_names[i])) {
            *unit = (struct cs_unit){.kind = (unsigned char)i};
            return true;
        }
    return parse_money(text, unit);
}

const char *cs_unit_format(struct cs_unit unit, char out[CS_UNIT_TEXT_BYTES])
{
    if (unit.kind == CS_UNIT_MONEY)
        snprintf(out, CS_UNIT_TEXT_BYTES, "%.3s%s%s", unit.currency, unit.per ? "/" : "",
                 per_names[unit.per]);
    else
        snprintf(out, CS_UNIT_TEXT_BYTES, "%s", kind_names[unit.kind]);
    return out;
}

bool cs_unit_equals(struct cs_unit a, struct cs_unit b)
{
    return a.kind == b.kind &&
           (a.kind != CS_UNIT_MONEY || (a.per == b.per && memcmp(a.currency, b.currency, 3) == 0));
}
