/* Rates and prices in the library. Answers for: their yearly values, ready for every command that
 * converts money. Private to library/. */
#ifndef CS_LIBRARY_PRICES_H
#define CS_LIBRARY_PRICES_H

#include <stdbool.h>

#include "data/measure.h"
#include "library/fetch.h"
#include "library/sql.h"

/* Years as published, and the mean of a year's months or days where all twelve months are there. */
#define CS_SQL_GATHER_PRICES(estimates)                                                            \
    "INSERT INTO price(source, region, year, statistic, value)"                                    \
    " SELECT l.source, l.region, substr(p.code, 1, 4), k.id, avg(e.value)"                         \
    " FROM source c JOIN line l ON l.source = c.id JOIN " estimates " e ON e.line = l.id"          \
    " JOIN statistic k ON k.id = e.statistic JOIN key p ON p.id = l.period"                        \
    " WHERE k.measure IN ('exchange_rate', 'purchasing_power', 'price_index', 'price_parity')"     \
    " AND e.presence IS NULL AND l.occupation IS NULL AND l.level IS NULL AND l.industry IS NULL"  \
    " AND (p.code GLOB '[0-9][0-9][0-9][0-9]'"                                                     \
    "  OR (p.code GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]*' AND length(p.code) IN (7, 10)"            \
    "   AND substr(p.code, 6, 2) BETWEEN '01' AND '12'))"
#define CS_SQL_GATHER_YEARS                                                                        \
    " GROUP BY l.source, l.region, substr(p.code, 1, 4), k.id, length(p.code) = 4"                 \
    " HAVING length(p.code) = 4 OR count(DISTINCT substr(p.code, 6, 2)) = 12"                      \
    " ORDER BY l.source, length(p.code) = 4 DESC"

/* Whether a measure is one of those that money is converted by. */
bool cs_library_is_price(enum cs_measure measure);
/* Gathers those of a file that was just taken in. */
CS_MUST_USE enum cs_status cs_library_gather_prices(struct cs_library *library, int64_t file,
                                                    struct cs_diag *diag);
/* All of them into the dataset, those imported last first. */
CS_MUST_USE enum cs_status cs_library_fetch_prices(struct cs_fetching *fetching);

#endif
