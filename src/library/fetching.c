/* The conditions of a question, as SQL: which keys are wanted and which rows they name. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <sqlite3.h>

#include "base/buf.h"
#include "library/fetch.h"
#include "library/sql.h"

static enum cs_status want_codes(struct cs_fetching *fetching, int dim,
                                 const struct cs_library_codes *codes)
{
    sqlite3_stmt *insert;
    enum cs_status status = cs_sql_prepare(
        fetching->library,
        "INSERT OR IGNORE INTO wanted SELECT id FROM key WHERE dimension = ? AND code = ?", &insert,
        fetching->diag);
    for (size_t i = 0; status == CS_OK && i < codes->n; i++) {
        sqlite3_bind_int(insert, 1, dim);
        cs_sql_bind_text(insert, 2, codes->codes[i]);
        status = cs_sql_done(fetching->library, insert, fetching->diag);
    }
    sqlite3_finalize(insert);
    return status;
}

enum cs_status cs_fetching_want_codes(struct cs_fetching *fetching)
{
    const struct cs_library_request *request = fetching->request;
    enum cs_status status =
        cs_sql_run(fetching->library,
                   "CREATE TEMP TABLE IF NOT EXISTS wanted (id INTEGER PRIMARY KEY);"
                   "CREATE TEMP TABLE IF NOT EXISTS taken (source INTEGER, period INTEGER,"
                   " PRIMARY KEY (source, period));"
                   "DELETE FROM wanted; DELETE FROM taken",
                   fetching->diag);
    if (status == CS_OK)
        status = want_codes(fetching, CS_DIM_OCCUPATION, &request->occupations);
    if (status == CS_OK)
        status = want_codes(fetching, CS_DIM_REGION, &request->regions);
    return status == CS_OK ? want_codes(fetching, CS_DIM_PERIOD, &request->periods) : status;
}

void cs_fetching_where(const struct cs_fetching *fetching, const char *table, struct cs_buf *sql)
{
    const struct cs_library_request *request = fetching->request;
    const struct {
        const char *column;
        size_t n;
    } filters[] = {{"occupation", request->occupations.n},
                   {"region", request->regions.n},
                   {"period", request->periods.n}};
    cs_buf_puts(sql, " WHERE 1");
    for (size_t i = 0; i < sizeof filters / sizeof *filters; i++)
        if (filters[i].n)
            cs_buf_printf(sql, " AND %s.%s IN (SELECT id FROM wanted)", table, filters[i].column);
    if (request->is_newest)
        cs_buf_printf(sql,
                      " AND %s.source IN (SELECT source FROM taken)"
                      " AND EXISTS (SELECT 1 FROM taken WHERE taken.source = %s.source AND"
                      " (taken.period = 0 OR taken.period = ifnull(%s.period, -1)))",
                      table, table, table);
}
