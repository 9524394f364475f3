/* Snapshots of one survey: a publisher's export of this year repeats the people of last year's.
 * Apart from newest_vintage.c, which takes one vintage; here several are asked for. */
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <sqlite3.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "library/fetch.h"
#include "library/sql.h"

/* A source with observations that are asked for, in the order in which sources are preferred. */
struct snapshot {
    int64_t id;
    const char *layout, *name;
    bool is_passed_over; /* in some period at least */
};
struct snapshots {
    struct snapshot *items;
    size_t n;
};

/* Newest period first, then the longest, then the one imported last. */
static const char list_sql[] =
    "SELECT s.id, s.layout, f.name FROM answer a JOIN source s ON s.id = a.source"
    " JOIN file f ON f.id = s.file";
static const char order_sql[] =
    " GROUP BY s.id ORDER BY max((SELECT code FROM key WHERE id = a.period)) DESC, count(*) DESC,"
    " s.id DESC";

/* How many different rows two sources share in the periods that both have, and how many the one
 * with fewer has there. */
static const char shared_sql[] =
    "WITH both AS (SELECT period FROM answer WHERE source = ?1 INTERSECT"
    " SELECT period FROM answer WHERE source = ?2),"
    " x AS (SELECT DISTINCT occupation, region, level, period, industry, value FROM answer"
    " WHERE source = ?1 AND ifnull(period, -1) IN (SELECT ifnull(period, -1) FROM both)),"
    " y AS (SELECT DISTINCT occupation, region, level, period, industry, value FROM answer"
    " WHERE source = ?2 AND ifnull(period, -1) IN (SELECT ifnull(period, -1) FROM both))"
    " SELECT (SELECT count(*) FROM (SELECT * FROM x INTERSECT SELECT * FROM y)),"
    " min((SELECT count(*) FROM x), (SELECT count(*) FROM y))";

/* The older one's rows of those periods are left to the newer. */
static const char pass_sql[] =
    "INSERT OR IGNORE INTO passed SELECT DISTINCT ?2, ifnull(period, -1) FROM answer"
    " WHERE source = ?1 AND ifnull(period, -1) IN"
    " (SELECT ifnull(period, -1) FROM answer WHERE source = ?2)";

static enum cs_status list_snapshots(struct cs_fetching *fetching, struct snapshots *out)
{
    sqlite3_stmt *rows;
    struct cs_buf sql;
    int64_t n_sources = 0;
    bool has_row = true;
    enum cs_status status =
        cs_sql_number(fetching->library, "SELECT count(*) FROM source", &n_sources, fetching->diag);
    if (status != CS_OK)
        return status;
    out->items = cs_arena_alloc(fetching->arena, ((size_t)n_sources + 1) * sizeof *out->items);
    if (!out->items)
        return cs_fail_memory(fetching->diag);
    cs_buf_init(&sql);
    cs_buf_puts(&sql, list_sql);
    cs_fetching_where(fetching, "a", &sql);
    cs_buf_puts(&sql, order_sql);
    status = cs_sql_prepare(fetching->library, cs_buf_text(&sql), &rows, fetching->diag);
    while (status == CS_OK && has_row && out->n < (size_t)n_sources) {
        status = cs_sql_next(fetching->library, rows, &has_row, fetching->diag);
        if (status != CS_OK || !has_row)
            break;
        const char *layout = cs_sql_text(rows, 1, fetching->arena);
        const char *name = cs_sql_text(rows, 2, fetching->arena);
        out->items[out->n++] = (struct snapshot){.id = sqlite3_column_int64(rows, 0),
                                                 .layout = layout ? layout : "",
                                                 .name = name ? name : "?"};
    }
    sqlite3_finalize(rows);
    cs_buf_clear(&sql);
    return status;
}

/* Half of the rows alike is no chance: people's answers to two surveys seldom are. */
static enum cs_status are_of_one(struct cs_fetching *fetching, int64_t newer, int64_t older,
                                 bool *are)
{
    sqlite3_stmt *row;
    bool has_row = false;
    enum cs_status status = cs_sql_prepare(fetching->library, shared_sql, &row, fetching->diag);
    if (status == CS_OK) {
        sqlite3_bind_int64(row, 1, newer);
        sqlite3_bind_int64(row, 2, older);
        status = cs_sql_next(fetching->library, row, &has_row, fetching->diag);
    }
    int64_t n_shared = has_row ? sqlite3_column_int64(row, 0) : 0;
    int64_t n_fewer = has_row ? sqlite3_column_int64(row, 1) : 0;
    *are = n_fewer > 0 && 2 * n_shared >= n_fewer;
    sqlite3_finalize(row);
    return status;
}

static enum cs_status pass_over(struct cs_fetching *fetching, int64_t newer, int64_t older)
{
    sqlite3_stmt *insert;
    enum cs_status status = cs_sql_prepare(fetching->library, pass_sql, &insert, fetching->diag);
    if (status == CS_OK) {
        sqlite3_bind_int64(insert, 1, newer);
        sqlite3_bind_int64(insert, 2, older);
        status = cs_sql_done(fetching->library, insert, fetching->diag);
    }
    sqlite3_finalize(insert);
    return status;
}

static void tell(const struct cs_fetching *fetching, const struct snapshot *newer,
                 const struct snapshot *older)
{
    cs_diag_add(fetching->diag, CS_WARNING, NULL, "to read one of them alone, name the file",
                "%s repeats people of %s: in the years that both have, those of the newer count",
                newer->name, older->name);
}

enum cs_status cs_fetching_pass_over_snapshots(struct cs_fetching *fetching)
{
    struct snapshots all = {NULL, 0};
    enum cs_status status =
        cs_sql_run(fetching->library,
                   "CREATE TEMP TABLE IF NOT EXISTS passed (source INTEGER, period INTEGER,"
                   " PRIMARY KEY (source, period)); DELETE FROM passed",
                   fetching->diag);
    if (status == CS_OK)
        status = list_snapshots(fetching, &all);
    for (size_t i = 1; status == CS_OK && i < all.n; i++)
        for (size_t k = 0; status == CS_OK && k < i; k++) {
            bool are = false;
            if (strcmp(all.items[i].layout, all.items[k].layout) != 0)
                continue;
            status = are_of_one(fetching, all.items[k].id, all.items[i].id, &are);
            if (status != CS_OK || !are)
                continue;
            status = pass_over(fetching, all.items[k].id, all.items[i].id);
            if (!all.items[i].is_passed_over)
                tell(fetching, &all.items[k], &all.items[i]);
            all.items[i].is_passed_over = true;
        }
    return status;
}
