/* Rates, purchasing power and price indexes of the library by year. They are gathered when a file
 * is taken in: a history of daily rates has 200,000 rows, and every command that converts money
 * needs a few hundred yearly means of them. */
#include "library/prices.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>

#include <sqlite3.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/text.h"
#include "data/dataset.h"
#include "data/measure.h"
#include "data/quantity.h"
#include "library/fetch.h"
#include "library/figure_walk.h"
#include "library/schema.h"
#include "library/sql.h"

bool cs_library_is_price(enum cs_measure measure)
{
    return measure == CS_EXCHANGE_RATE || measure == CS_PURCHASING_POWER ||
           measure == CS_PRICE_INDEX || measure == CS_PRICE_PARITY;
}

/* The figures of one file whose statistic is among the prices, unpacked into the temporary table
 * `unpacked`. */
static enum cs_status unpack(struct cs_library *library, int64_t file, struct cs_diag *diag)
{
    struct cs_figure_walk walk;
    struct cs_buf where;
    sqlite3_stmt *insert = NULL;
    bool has_figure = true;
    cs_buf_init(&where);
    cs_buf_printf(&where, " WHERE l.source IN (SELECT id FROM source WHERE file = %lld)",
                  (long long)file);
    enum cs_status status = cs_figure_walk_open(&walk, library, cs_buf_text(&where), diag);
    if (status == CS_OK)
        status = cs_sql_prepare(library, "INSERT INTO unpacked VALUES (?, ?, ?)", &insert, diag);
    while (status == CS_OK && has_figure) {
        status = cs_figure_walk_next(&walk, &has_figure, diag);
        if (!has_figure)
            break;
        if (walk.figure.reason.size || isnan(walk.figure.value))
            continue;
        sqlite3_bind_int64(insert, 1, walk.line);
        sqlite3_bind_int64(insert, 2, walk.statistic);
        sqlite3_bind_double(insert, 3, walk.figure.value);
        status = cs_sql_done(library, insert, diag);
    }
    sqlite3_finalize(insert);
    cs_figure_walk_close(&walk);
    cs_buf_clear(&where);
    return status;
}

enum cs_status cs_library_gather_prices(struct cs_library *library, int64_t file,
                                        struct cs_diag *diag)
{
    sqlite3_stmt *statement;
    enum cs_status status =
        cs_sql_run(library,
                   "CREATE TEMP TABLE unpacked (line INTEGER, statistic INTEGER, value REAL,"
                   " presence AS (NULL), PRIMARY KEY (line, statistic)) WITHOUT ROWID",
                   diag);
    if (status == CS_OK)
        status = unpack(library, file, diag);
    if (status != CS_OK)
        return status;
    status = cs_sql_prepare(library,
                            CS_SQL_GATHER_PRICES("unpacked") " AND c.file = ?" CS_SQL_GATHER_YEARS,
                            &statement, diag);
    if (status == CS_OK) {
        sqlite3_bind_int64(statement, 1, file);
        status = cs_sql_done(library, statement, diag);
    }
    sqlite3_finalize(statement);
    return status == CS_OK ? cs_sql_run(library, "DROP TABLE unpacked", diag) : status;
}

static enum cs_status read_price(struct cs_fetching *fetching, sqlite3_stmt *row)
{
    struct cs_dataset *dataset = fetching->dataset;
    struct cs_estimate price = {.presence = CS_PRESENT};
    for (int d = 0; d < CS_N_DIMS; d++)
        price.key[d] = CS_NO_KEY;
    int64_t id = sqlite3_column_int64(row, 3);
    if (id < 0 || (size_t)id >= fetching->n_statistics || !fetching->statistics[id].has_row)
        return cs_fetching_damaged(fetching, "a price names a statistic that is not there");
    const struct cs_statistic_row *statistic = &fetching->statistics[id];
    if (!statistic->is_known || !cs_library_is_price(statistic->measure))
        return CS_OK;
    price.measure = (uint8_t)statistic->measure;
    price.unit = statistic->unit;
    price.value = sqlite3_column_double(row, 4);
    enum cs_status status =
        cs_fetching_source(fetching, sqlite3_column_int64(row, 0), &price.source);
    if (status == CS_OK)
        status = cs_fetching_key(fetching, row, 1, CS_DIM_REGION, &price.key[CS_DIM_REGION]);
    if (status == CS_OK && !isfinite(price.value))
        status = cs_fetching_damaged(fetching, "a price is infinite");
    if (status != CS_OK)
        return status;
    price.key[CS_DIM_PERIOD] =
        cs_dataset_intern(dataset, CS_DIM_PERIOD, cs_sql_span(row, 2), cs_span_of(""), 0);
    return price.key[CS_DIM_PERIOD] != CS_NO_KEY &&
                   cs_dataset_add_estimate(dataset, &price) == CS_OK
               ? CS_OK
               : cs_fail_memory(fetching->diag);
}

enum cs_status cs_library_fetch_prices(struct cs_fetching *fetching)
{
    sqlite3_stmt *rows;
    bool has_row = true;
    int64_t version = 0;
    enum cs_status status =
        cs_sql_number(fetching->library, "PRAGMA user_version", &version, fetching->diag);
    if (status != CS_OK || version < CS_LIBRARY_HAS_PRICES)
        return status;
    status = cs_sql_prepare(fetching->library,
                            "SELECT p.source, p.region, p.year, p.statistic, p.value"
                            " FROM source s CROSS JOIN price p ON p.source = s.id"
                            " ORDER BY s.id DESC, p.rowid",
                            &rows, fetching->diag);
    while (status == CS_OK && has_row) {
        status = cs_sql_next(fetching->library, rows, &has_row, fetching->diag);
        if (status == CS_OK && has_row)
            status = read_price(fetching, rows);
    }
    sqlite3_finalize(rows);
    return status;
}
