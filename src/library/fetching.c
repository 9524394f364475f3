/* The conditions of a question, as SQL: which keys are wanted and which rows they name. */
#include <stddef.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <sqlite3.h>

#include "base/buf.h"
#include "data/dim.h"
#include "library/fetch.h"
#include "library/sql.h"

/* The dimensions that questions choose keys of: each has its table of them, for a search that looks
 * for every pair of an occupation and a region. */
static const struct {
    enum cs_dim dim;
    size_t codes; /* where they stand in the request */
} chosen[] = {
    {CS_DIM_OCCUPATION, offsetof(struct cs_library_request, occupations)},
    {CS_DIM_REGION, offsetof(struct cs_library_request, regions)},
    {CS_DIM_PERIOD, offsetof(struct cs_library_request, periods)},
};
enum { N_CHOSEN = sizeof chosen / sizeof *chosen };

static const struct cs_library_codes *codes_of(const struct cs_library_request *request, size_t i)
{
    return (const struct cs_library_codes *)((const char *)request + chosen[i].codes);
}

/* Adds codes from `first` on to a table of keys. */
static enum cs_status want_from(struct cs_fetching *fetching, size_t i, size_t first, size_t end,
                                const char *condition)
{
    const struct cs_library_codes *codes = codes_of(fetching->request, i);
    struct cs_buf sql;
    sqlite3_stmt *insert = NULL;
    cs_buf_init(&sql);
    cs_buf_printf(&sql,
                  "INSERT OR IGNORE INTO wanted_%s SELECT id FROM key WHERE dimension = ?1 AND"
                  " code %s",
                  cs_dim_name(chosen[i].dim), condition);
    enum cs_status status =
        first < end ? cs_sql_prepare(fetching->library, cs_buf_text(&sql), &insert, fetching->diag)
                    : CS_OK;
    for (size_t k = first; status == CS_OK && k < end; k++) {
        sqlite3_bind_int(insert, 1, (int)chosen[i].dim);
        cs_sql_bind_text(insert, 2, codes->codes[k]);
        status = cs_sql_done(fetching->library, insert, fetching->diag);
    }
    sqlite3_finalize(insert);
    cs_buf_clear(&sql);
    return status;
}

static enum cs_status want_codes(struct cs_fetching *fetching, size_t i)
{
    static const char group[] = ">= substr(?2, 1, 3) AND code < substr(?2, 1, 3) || char(1114111)"
                                " AND EXISTS (SELECT 1 FROM line WHERE occupation = key.id)";
    const char *name = cs_dim_name(chosen[i].dim);
    size_t n_groups = chosen[i].dim == CS_DIM_OCCUPATION ? fetching->request->n_groups : 0;
    struct cs_buf sql;
    cs_buf_init(&sql);
    cs_buf_printf(&sql,
                  "CREATE TEMP TABLE IF NOT EXISTS wanted_%s (id INTEGER PRIMARY KEY);"
                  "DELETE FROM wanted_%s",
                  name, name);
    enum cs_status status = cs_sql_run(fetching->library, cs_buf_text(&sql), fetching->diag);
    cs_buf_clear(&sql);
    if (status == CS_OK)
        status = want_from(fetching, i, 0, n_groups, group);
    return status == CS_OK
               ? want_from(fetching, i, n_groups, codes_of(fetching->request, i)->n, "= ?2")
               : status;
}

enum cs_status cs_fetching_want_codes(struct cs_fetching *fetching)
{
    enum cs_status status =
        cs_sql_run(fetching->library,
                   "CREATE TEMP TABLE IF NOT EXISTS taken (source INTEGER, period INTEGER,"
                   " PRIMARY KEY (source, period));"
                   "DELETE FROM taken",
                   fetching->diag);
    for (size_t i = 0; status == CS_OK && i < N_CHOSEN; i++)
        status = want_codes(fetching, i);
    return status;
}

void cs_fetching_where(const struct cs_fetching *fetching, const char *table, struct cs_buf *sql)
{
    const struct cs_library_request *request = fetching->request;
    cs_buf_puts(sql, " WHERE 1");
    for (size_t i = 0; i < N_CHOSEN; i++) {
        const char *name = cs_dim_name(chosen[i].dim);
        if (codes_of(request, i)->n)
            cs_buf_printf(sql, " AND %s.%s IN (SELECT id FROM wanted_%s)", table, name, name);
    }
    if (request->is_newest)
        cs_buf_printf(sql,
                      " AND %s.source IN (SELECT source FROM taken)"
                      " AND EXISTS (SELECT 1 FROM taken WHERE taken.source = %s.source AND"
                      " (taken.period = 0 OR taken.period = ifnull(%s.period, -1)))",
                      table, table, table);
}
