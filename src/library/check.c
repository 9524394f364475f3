/* Identities that publishers' tables keep. Tolerances are what rounding in the published tables can
 * add up to: EP prints tenths of thousands, OEWS cents, tens of dollars and tens of jobs. */
#include <string.h>

#include <sqlite3.h>

#include "base/buf.h"
#include "base/number.h"
#include "library/sql.h"

struct identity {
    const char *name, *words;
    /* A row for each place checked: holds (0 or 1), file, table, line, occupation, region, period,
     * what is said, what it should be. */
    const char *sql;
};

/* The value of one measure in the line of the file that `l` stands in; NULL when not a number. */
#define VALUE_IN_ROW(measure_name)                                                                 \
    "(SELECT e.value FROM line k JOIN estimate e ON e.line = k.id"                                \
    " JOIN statistic s ON s.id = e.statistic WHERE k.source = l.source AND k.place = l.place"     \
    " AND s.measure = '" measure_name "' AND e.presence IS NULL)"
#define OF_UNIT(measure_name, unit_name)                                                           \
    "max(CASE WHEN s.measure = '" measure_name "' AND s.unit = '" unit_name                       \
    "' AND (e.presence IS NULL OR e.presence = 'at_least') THEN e.value END)"
#define PLACE                                                                                      \
    "f.name, c.place, l.place, (SELECT code FROM key WHERE id = l.occupation),"                   \
    " (SELECT code FROM key WHERE id = l.region), (SELECT code FROM key WHERE id = l.period)"
#define FROM_FIGURES                                                                               \
    " FROM line l JOIN source c ON c.id = l.source JOIN file f ON f.id = c.file"                  \
    " JOIN estimate e ON e.line = l.id JOIN statistic s ON s.id = e.statistic"

static const struct identity identities[CS_LIBRARY_N_CHECKS] = {
    {"openings", "openings a year = exits + transfers + change / 10",
     "WITH p AS (SELECT l.*, " OF_UNIT("openings_annual", "jobs") " AS said,"
     " " OF_UNIT("exits_annual", "jobs") " + " OF_UNIT("transfers_annual", "jobs") " + "
     OF_UNIT("employment_change", "jobs") " / 10.0 AS due" FROM_FIGURES
     " WHERE s.measure IN ('openings_annual','exits_annual','transfers_annual',"
     "'employment_change') GROUP BY l.id)"
     " SELECT abs(said - due) <= 160, " PLACE ", said, due FROM p l JOIN source c ON c.id = l.source"
     " JOIN file f ON f.id = c.file WHERE said IS NOT NULL AND due IS NOT NULL"},
    {"change", "change = projected − base employment",
     "WITH p AS (SELECT l.*, e.value AS said, " VALUE_IN_ROW("employment_projected") " - "
     VALUE_IN_ROW("employment_base") " AS due" FROM_FIGURES
     " WHERE s.measure = 'employment_change' AND e.presence IS NULL)"
     " SELECT abs(said - due) <= 110, " PLACE ", said, due FROM p l JOIN source c ON c.id = l.source"
     " JOIN file f ON f.id = c.file WHERE due IS NOT NULL"},
    {"hourly", "average annual pay = 2,080 × average hourly pay",
     "WITH p AS (SELECT l.*, " OF_UNIT("wage_mean", "USD/year") " AS said, 2080 * "
     OF_UNIT("wage_mean", "USD/hour") " AS due" FROM_FIGURES
     " WHERE s.measure = 'wage_mean' AND e.presence IS NULL GROUP BY l.id)"
     " SELECT abs(said - due) <= 16, " PLACE ", said, due FROM p l JOIN source c ON c.id = l.source"
     " JOIN file f ON f.id = c.file WHERE said IS NOT NULL AND due IS NOT NULL"},
    {"order", "percentiles of pay in order",
     "WITH q AS (SELECT l.id AS id, l.source AS source, l.place AS place, l.occupation AS occupation,"
     " l.region AS region, l.period AS period, s.unit AS unit,"
     " max(CASE WHEN s.measure = 'wage_p10' THEN e.value END) AS a,"
     " max(CASE WHEN s.measure = 'wage_p25' THEN e.value END) AS b,"
     " max(CASE WHEN s.measure = 'wage_median' THEN e.value END) AS m,"
     " max(CASE WHEN s.measure = 'wage_p75' THEN e.value END) AS d,"
     " max(CASE WHEN s.measure = 'wage_p90' THEN e.value END) AS z" FROM_FIGURES
     " WHERE s.measure IN ('wage_p10','wage_p25','wage_median','wage_p75','wage_p90')"
     " GROUP BY l.id, s.unit)"
     " SELECT NOT (ifnull(a > b, 0) OR ifnull(b > m, 0) OR ifnull(m > d, 0) OR ifnull(d > z, 0)"
     " OR ifnull(a > m, 0) OR ifnull(m > z, 0)), " PLACE ", m, b FROM q l"
     " JOIN source c ON c.id = l.source JOIN file f ON f.id = c.file"},
    {"sum", "detailed occupations add up to the total within 1 %",
     "WITH p AS (SELECT l.source AS source, l.region AS region, l.period AS period,"
     " min(l.place) AS place, NULL AS occupation,"
     " max(CASE WHEN l.tier = 'total' THEN e.value END) AS said,"
     " sum(CASE WHEN l.tier = 'detailed' THEN e.value END) AS due,"
     " sum(l.tier = 'detailed' AND e.value IS NULL) AS n_absent" FROM_FIGURES
     " WHERE s.measure = 'employment' AND l.industry IS NULL AND l.level IS NULL"
     " GROUP BY l.source, l.region, l.period)"
     " SELECT due <= 1.01 * said AND (due >= 0.99 * said OR n_absent > 0), " PLACE ", said, due"
     " FROM p l JOIN source c ON c.id = l.source JOIN file f ON f.id = c.file"
     " WHERE said IS NOT NULL AND due IS NOT NULL"},
};

static void put_number(struct cs_buf *out, sqlite3_stmt *row, int column)
{
    char text[CS_NUMBER_TEXT_BYTES];
    cs_number_format_rounded(sqlite3_column_double(row, column), 2, text);
    cs_buf_puts(out, text);
}

static enum cs_status add_violation(sqlite3_stmt *row, const struct identity *identity,
                                    struct cs_arena *arena, struct cs_library_report *report)
{
    struct cs_buf place, text;
    cs_buf_init(&place);
    cs_buf_init(&text);
    const char *table = (const char *)sqlite3_column_text(row, 2);
    cs_buf_printf(&place, "%s, row %lld", table ? table : "?",
                  (long long)sqlite3_column_int64(row, 3));
    for (int i = 4; i <= 6; i++)
        if (sqlite3_column_type(row, i) != SQLITE_NULL)
            cs_buf_printf(&text, "%s%s", text.size ? " " : "", sqlite3_column_text(row, i));
    cs_buf_puts(&text, ": ");
    put_number(&text, row, 7);
    cs_buf_puts(&text, " against ");
    put_number(&text, row, 8);
    report->violations[report->n_violations++] =
        (struct cs_library_violation){.identity = identity->name,
                                      .place = cs_arena_strdup(arena, cs_buf_text(&place)),
                                      .text = cs_arena_strdup(arena, cs_buf_text(&text))};
    cs_buf_clear(&place);
    cs_buf_clear(&text);
    return CS_OK;
}

static enum cs_status check_identity(struct cs_library *library, const struct identity *identity,
                                     struct cs_arena *arena, struct cs_library_report *report,
                                     struct cs_diag *diag)
{
    struct cs_library_check *check = &report->checks[identity - identities];
    sqlite3_stmt *rows;
    int has_row = 1;
    *check = (struct cs_library_check){.identity = identity->name, .words = identity->words};
    enum cs_status status = cs_sql_prepare(library, identity->sql, &rows, diag);
    while (status == CS_OK && has_row) {
        status = cs_sql_next(library, rows, &has_row, diag);
        if (!has_row)
            break;
        check->n_checked++;
        if (sqlite3_column_int(rows, 0))
            continue;
        if (check->n_violations++ < CS_LIBRARY_SHOWN_VIOLATIONS)
            status = add_violation(rows, identity, arena, report);
    }
    sqlite3_finalize(rows);
    return status;
}

enum cs_status cs_library_check(struct cs_library *library, struct cs_arena *arena,
                                struct cs_library_report *report, struct cs_diag *diag)
{
    memset(report, 0, sizeof *report);
    report->violations = cs_arena_alloc(arena, CS_LIBRARY_N_CHECKS * CS_LIBRARY_SHOWN_VIOLATIONS *
                                                   sizeof *report->violations);
    enum cs_status status = report->violations ? CS_OK : cs_fail_memory(diag);
    for (size_t i = 0; status == CS_OK && i < CS_LIBRARY_N_CHECKS; i++)
        status = check_identity(library, &identities[i], arena, report, diag);
    return status;
}
