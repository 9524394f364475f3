/* Which country pay belongs to. Answers for: telling it from a region's code and the currency, and
 * refusing where several countries share the currency. Knows codes only, no names. */
#ifndef CS_ANALYSIS_COUNTRY_H
#define CS_ANALYSIS_COUNTRY_H

#include <stdbool.h>

enum { CS_COUNTRY_BYTES = 8 };

/* The country of pay in a currency (ISO 4217) earned in a region: a country in either ISO 3166
 * spelling, one of its parts ("DE-BY", "DE21"), a state or metropolitan area of the United States
 * where the pay is in dollars, or "" for not known. Writes "US" for the United States. Returns
 * false where it cannot be told: euros of nobody knows where. */
bool cs_country_of_pay(const char *region, const char *currency, char out[CS_COUNTRY_BYTES]);

/* Whether two codes are one country's, "DE" and "DEU". */
bool cs_country_is_same(const char *a, const char *b);
/* Whether a country pays in a currency. */
bool cs_country_has_currency(const char *country, const char *currency);
/* Whether the currency is this country's alone, or the United States' dollar. */
bool cs_country_is_main(const char *country, const char *currency);

#endif
