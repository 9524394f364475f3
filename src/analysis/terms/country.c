/* Countries by their codes, read off the homes of the currencies (data/currency.h). Apart from
 * money.c, which only asks. */
#include "analysis/terms/country.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "data/currency.h"

/* The next code of a list of homes, its bytes in *n; NULL at the end. */
static const char *next_code(const char *at, size_t *n)
{
    at += strspn(at, " ");
    *n = strcspn(at, " ");
    return *n ? at : NULL;
}

static bool is_code(const char *at, size_t n, const char *code)
{
    return strlen(code) == n && memcmp(at, code, n) == 0;
}

/* Whether homes list `a` and behind it, as its other spelling, `b`: two letters, then three. */
static bool stand_together(const char *homes, const char *a, const char *b)
{
    size_t n, n_next;
    for (const char *at = homes; (at = next_code(at, &n)) != NULL; at += n) {
        const char *next = next_code(at + n, &n_next);
        if (n == 2 && next && n_next == 3 && is_code(at, n, a) && is_code(next, n_next, b))
            return true;
    }
    return false;
}

bool cs_country_is_same(const char *a, const char *b)
{
    if (strcmp(a, b) == 0)
        return *a != '\0';
    for (size_t i = 0; i < cs_n_currencies; i++) {
        const char *homes = cs_currencies[i].homes;
        if (homes && (stand_together(homes, a, b) || stand_together(homes, b, a)))
            return true;
    }
    return false;
}

bool cs_country_has_currency(const char *country, const char *currency)
{
    const struct cs_currency *row = cs_currency_of(currency);
    size_t n;
    if (!row || !row->homes)
        return false;
    for (const char *at = row->homes; (at = next_code(at, &n)) != NULL; at += n)
        if (is_code(at, n, country))
            return true;
    return false;
}

/* The first code of a currency that one country alone pays in; "" where several do. */
static void write_only_home(const struct cs_currency *row, char out[CS_COUNTRY_BYTES])
{
    size_t n, n_countries = 0;
    out[0] = '\0';
    for (const char *at = row->homes; at && (at = next_code(at, &n)) != NULL; at += n) {
        n_countries += n == 3; /* each country has one such spelling */
        if (out[0] == '\0')
            snprintf(out, CS_COUNTRY_BYTES, "%.*s", (int)n, at);
    }
    if (n_countries != 1)
        out[0] = '\0';
}

bool cs_country_is_main(const char *country, const char *currency)
{
    const struct cs_currency *row = cs_currency_of(currency);
    char only[CS_COUNTRY_BYTES] = "";
    if (strcmp(currency, "USD") == 0)
        return strcmp(country, "US") == 0 || strcmp(country, "USA") == 0;
    if (row)
        write_only_home(row, only);
    return *only && (strcmp(only, country) == 0 || cs_country_is_same(only, country));
}

/* "DE" of "DE-BY" and "DE21"; "" of anything else. */
static void write_parent(const char *region, char out[CS_COUNTRY_BYTES])
{
    bool is_part = strlen(region) > 2 && isupper((unsigned char)region[0]) &&
                   isupper((unsigned char)region[1]) &&
                   (region[2] == '-' || isdigit((unsigned char)region[2]));
    snprintf(out, CS_COUNTRY_BYTES, "%.*s", is_part ? 2 : 0, region);
}

static bool is_three_letters(const char *region)
{
    return strlen(region) == 3 && strspn(region, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == 3;
}

bool cs_country_of_pay(const char *region, const char *currency, char out[CS_COUNTRY_BYTES])
{
    const struct cs_currency *row = cs_currency_of(currency);
    char parent[CS_COUNTRY_BYTES];
    bool is_dollar = strcmp(currency, "USD") == 0;
    write_parent(region, parent);
    out[0] = '\0';
    if (strcmp(region, "USA") == 0 || strcmp(region, "US") == 0)
        snprintf(out, CS_COUNTRY_BYTES, "US");
    else if (is_three_letters(region) || cs_country_has_currency(region, currency))
        snprintf(out, CS_COUNTRY_BYTES, "%s", region);
    else if (is_dollar) /* states, metropolitan areas, the whole country */
        snprintf(out, CS_COUNTRY_BYTES, "US");
    else if (*parent && cs_country_has_currency(parent, currency))
        snprintf(out, CS_COUNTRY_BYTES, "%s", parent);
    else if (*region == '\0' && row && row->homes)
        write_only_home(row, out);
    return *out != '\0';
}
