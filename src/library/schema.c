/* The tables as SQL and the steps from each earlier version, in one place so that no other file
 * creates or alters one. */
#include "library/schema.h"

#include <stdbool.h>
#include <stdio.h>

#include <sqlite3.h>

#include "base/diag.h"
#include "library/pack.h"
#include "library/prices.h"
#include "library/sql.h"

/* Version 1: what files hold. Dimensions in `key` are numbered as in data/dim.h. */
static const char tables[] =
    "CREATE TABLE file ("
    " id INTEGER PRIMARY KEY, name TEXT NOT NULL, stem TEXT NOT NULL, sha256 TEXT NOT NULL UNIQUE,"
    " bytes INTEGER NOT NULL, imported TEXT NOT NULL);"
    "CREATE INDEX file_stem ON file(stem);"
    "CREATE TABLE source ("
    " id INTEGER PRIMARY KEY, file INTEGER NOT NULL REFERENCES file(id) ON DELETE CASCADE,"
    " name TEXT NOT NULL, title TEXT, publisher TEXT, url TEXT, licence TEXT, caveat TEXT,"
    " place TEXT, layout TEXT, period TEXT, retrieved TEXT, unit TEXT,"
    " n_rows INTEGER NOT NULL, n_rejected INTEGER NOT NULL, n_repeats INTEGER NOT NULL,"
    " n_outside INTEGER NOT NULL);"
    "CREATE INDEX source_file ON source(file);"
    "CREATE TABLE key ("
    " id INTEGER PRIMARY KEY, dimension INTEGER NOT NULL, code TEXT NOT NULL, title TEXT NOT NULL,"
    " definition TEXT, position INTEGER NOT NULL, title_year INTEGER NOT NULL,"
    " UNIQUE (dimension, code));"
    "CREATE TABLE name ("
    " key INTEGER NOT NULL REFERENCES key(id), name TEXT NOT NULL,"
    " file INTEGER NOT NULL REFERENCES file(id) ON DELETE CASCADE,"
    " PRIMARY KEY (key, name, file)) WITHOUT ROWID;"
    "CREATE INDEX name_file ON name(file);"
    "CREATE TABLE search (key INTEGER PRIMARY KEY REFERENCES key(id), names TEXT NOT NULL);"
    "CREATE TABLE statistic ("
    " id INTEGER PRIMARY KEY, measure TEXT NOT NULL, unit TEXT NOT NULL, UNIQUE (measure, unit));"
    "CREATE TABLE line ("
    " id INTEGER PRIMARY KEY, source INTEGER NOT NULL REFERENCES source(id) ON DELETE CASCADE,"
    " place INTEGER NOT NULL, occupation INTEGER, region INTEGER, level INTEGER, period INTEGER,"
    " industry INTEGER, tier TEXT, note TEXT);"
    "CREATE INDEX line_key ON line(occupation, region, period);"
    "CREATE INDEX line_source ON line(source, occupation, region);"
    "CREATE TABLE estimate ("
    " line INTEGER NOT NULL REFERENCES line(id) ON DELETE CASCADE, statistic INTEGER NOT NULL,"
    " value, presence TEXT, PRIMARY KEY (line, statistic)) WITHOUT ROWID;"
    "CREATE TABLE answer ("
    " id INTEGER PRIMARY KEY, source INTEGER NOT NULL REFERENCES source(id) ON DELETE CASCADE,"
    " occupation INTEGER, region INTEGER, level INTEGER, period INTEGER, industry INTEGER,"
    " value REAL, weight REAL, replicates BLOB);"
    "CREATE INDEX answer_source ON answer(source);";

/* Version 2: for people with an SQLite client. */
#define SELECTED_VIEWS                                                                             \
    "CREATE VIEW median_pay AS"                                                                    \
    " SELECT occupation, title, region, period, value AS usd_per_year, presence, file FROM figure" \
    " WHERE measure = 'wage_median' AND unit = 'USD/year' AND level IS NULL AND industry IS NULL;" \
    "CREATE VIEW outlook AS"                                                                       \
    " SELECT occupation, title, region, period,"                                                   \
    "  max(CASE WHEN measure = 'employment_change' THEN value END) AS change_jobs,"                \
    "  max(CASE WHEN measure = 'percent_change' THEN value END) AS change_percent,"                \
    "  max(CASE WHEN measure = 'openings_annual' THEN value END) AS openings_a_year, file"         \
    " FROM figure WHERE measure IN ('employment_change', 'percent_change', 'openings_annual')"     \
    " GROUP BY occupation, title, region, period, file;"
static const char views[] =
    "CREATE VIEW figure AS"
    " SELECT o.code AS occupation, o.title, r.code AS region, v.code AS level, p.code AS period,"
    "  i.code AS industry, l.tier, s.measure, s.unit, e.value,"
    "  coalesce(e.presence, 'present') AS presence, l.note, f.name AS file, c.place AS table_name,"
    "  l.place AS row"
    " FROM estimate e JOIN statistic s ON s.id = e.statistic JOIN line l ON l.id = e.line"
    " JOIN source c ON c.id = l.source JOIN file f ON f.id = c.file"
    " LEFT JOIN key o ON o.id = l.occupation LEFT JOIN key r ON r.id = l.region"
    " LEFT JOIN key v ON v.id = l.level LEFT JOIN key p ON p.id = l.period"
    " LEFT JOIN key i ON i.id = l.industry;" SELECTED_VIEWS "CREATE VIEW occupation_name AS"
    " SELECT k.code AS occupation, k.title, n.name FROM name n JOIN key k ON k.id = n.key"
    " WHERE k.dimension = 0;";

/* Version 3: "2002-12" had been written for the years 2002 to 2012; it reads as December 2002. */
#define SHORT_SPAN                                                                                 \
    " GLOB '20[0-9][0-9]-[01][0-9]' AND CAST(substr(code, 6, 2) AS INTEGER)"                       \
    " BETWEEN CAST(substr(code, 3, 2) AS INTEGER) + 10 AND 12"
#define WHOLE_SPAN "substr(code, 1, 5) || substr(code, 1, 2) || substr(code, 6, 2)"
static const char spans[] =
    "UPDATE OR IGNORE key SET title = " WHOLE_SPAN
    " WHERE dimension = 3 AND title = code AND code" SHORT_SPAN ";"
    "UPDATE OR IGNORE key SET code = " WHOLE_SPAN " WHERE dimension = 3 AND code" SHORT_SPAN ";";

/* Version 4: what occupations are like. Without an occupation: what an element is called. */
static const char descriptions[] =
    "CREATE TABLE descriptor ("
    " source INTEGER NOT NULL REFERENCES source(id) ON DELETE CASCADE, place INTEGER NOT NULL,"
    " occupation INTEGER, period INTEGER, aspect TEXT NOT NULL, element TEXT NOT NULL, name TEXT,"
    " scale TEXT, value REAL, note TEXT, marks TEXT);"
    "CREATE INDEX descriptor_occupation ON descriptor(occupation);"
    "CREATE INDEX descriptor_source ON descriptor(source);"
    "CREATE VIEW description AS"
    " SELECT o.code AS occupation, o.title, d.aspect, d.element, d.name, d.scale, d.value, d.note,"
    "  d.marks, p.code AS period, f.name AS file, d.place AS row"
    " FROM descriptor d JOIN source c ON c.id = d.source JOIN file f ON f.id = c.file"
    " LEFT JOIN key o ON o.id = d.occupation LEFT JOIN key p ON p.id = d.period;";

/* Version 5: of a survey in several currencies, that of the observation; NULL: the source's. */
static const char currencies[] = "ALTER TABLE answer ADD COLUMN currency TEXT;";

/* Version 6: rates and prices by year. */
static const char prices[] =
    "CREATE TABLE price ("
    " source INTEGER NOT NULL REFERENCES source(id) ON DELETE CASCADE, region INTEGER,"
    " year TEXT NOT NULL, statistic INTEGER NOT NULL, value REAL NOT NULL);"
    "CREATE INDEX price_source ON price(source);" CS_SQL_GATHER_PRICES("estimate")
        CS_SQL_GATHER_YEARS ";";

/* Version 7: the figures of a line in one row with it. Those before are packed from `unpacked`. */
static const char packed[] =
    "DROP VIEW median_pay; DROP VIEW outlook; DROP VIEW figure;"
    "DROP INDEX line_key; DROP INDEX line_source;"
    "ALTER TABLE line RENAME TO unpacked_line; ALTER TABLE estimate RENAME TO unpacked;"
    "CREATE TABLE shape ("
    " id INTEGER PRIMARY KEY, tier TEXT NOT NULL, statistics TEXT NOT NULL,"
    " decimals TEXT NOT NULL, n_figures INTEGER NOT NULL, UNIQUE (tier, statistics, decimals));"
    "CREATE TABLE line ("
    " id INTEGER PRIMARY KEY, source INTEGER NOT NULL REFERENCES source(id) ON DELETE CASCADE,"
    " place INTEGER NOT NULL, occupation INTEGER, region INTEGER, level INTEGER, period INTEGER,"
    " industry INTEGER, note TEXT, shape INTEGER NOT NULL, figures TEXT NOT NULL,"
    " sum INTEGER NOT NULL);";
static const char unpacked_rows[] = "unpacked_line l JOIN unpacked e ON e.line = l.id";
const char cs_library_drop_line_indexes[] = "DROP INDEX line_key; DROP INDEX line_source;";
const char cs_library_make_line_indexes[] =
    "CREATE INDEX line_key ON line(occupation, region, period);"
    "CREATE INDEX line_source ON line(source, occupation, region);";
#define FIGURE_STATISTIC "json_extract(h.statistics, '$[' || f.key || ']')"
#define FIGURE_TYPE "CASE f.type WHEN 'array' THEN json_type(f.value, '$[1]') ELSE f.type END"
#define FIGURE_TEXT "CASE f.type WHEN 'array' THEN json_extract(f.value, '$[1]') ELSE f.value END"
#define FIGURE_VALUE                                                                               \
    "CASE WHEN " FIGURE_TYPE " <> 'integer' THEN " FIGURE_TEXT                                     \
    " ELSE CASE json_extract(h.decimals, '$[' || f.key || ']') WHEN 0 THEN " FIGURE_TEXT           \
    " WHEN 1 THEN " FIGURE_TEXT " / 10.0 WHEN 2 THEN " FIGURE_TEXT                                 \
    " / 100.0 WHEN 3 THEN " FIGURE_TEXT " / 1000.0 WHEN 4 THEN " FIGURE_TEXT " / 10000.0 END END"
#define FIGURE_REASON "CASE f.type WHEN 'array' THEN json_extract(f.value, '$[0]') END"
#define FIGURES_OF_LINES                                                                           \
    "line l JOIN shape h ON h.id = l.shape JOIN json_each('[' || l.figures || ']') f"
/* No view is called as a table of before: programs of before would take it for damage, rather than
 * for a newer version. */
static const char packed_views[] =
    "CREATE VIEW line_figure AS SELECT l.id AS line, " FIGURE_STATISTIC
    " AS statistic, " FIGURE_VALUE " AS value, " FIGURE_REASON " AS presence FROM " FIGURES_OF_LINES
    ";"
    "CREATE VIEW figure AS"
    " SELECT o.code AS occupation, o.title, r.code AS region, v.code AS level, p.code AS period,"
    "  i.code AS industry, nullif(h.tier, '') AS tier, s.measure, s.unit, " FIGURE_VALUE
    "  AS value, coalesce(" FIGURE_REASON ", 'present') AS presence, l.note, t.name AS file,"
    "  c.place AS table_name, l.place AS row"
    " FROM " FIGURES_OF_LINES " JOIN statistic s ON s.id = " FIGURE_STATISTIC
    " JOIN source c ON c.id = l.source JOIN file t ON t.id = c.file"
    " LEFT JOIN key o ON o.id = l.occupation LEFT JOIN key r ON r.id = l.region"
    " LEFT JOIN key v ON v.id = l.level LEFT JOIN key p ON p.id = l.period"
    " LEFT JOIN key i ON i.id = l.industry;" SELECTED_VIEWS;

const char *const cs_library_migrations[] = {tables,     views,  spans, descriptions,
                                             currencies, prices, packed};
static const int newest_version = sizeof cs_library_migrations / sizeof *cs_library_migrations;

_Static_assert(sizeof cs_library_migrations / sizeof *cs_library_migrations ==
                   CS_LIBRARY_HAS_PACKED,
               "the newest version has a name");

#define TABLES                                                                                     \
    " ('file', 'source', 'key', 'name', 'search', 'statistic', 'line', 'shape', 'answer',"         \
    " 'descriptor', 'price'"

/* What tells a library from any other file, before anything of its tables is asked: those of a
 * newer version are not known here. */
static enum cs_status verify_version(struct cs_library *library, int64_t *application,
                                     int64_t *found, struct cs_diag *diag)
{
    enum cs_status status = cs_sql_number(library, "PRAGMA application_id", application, diag);
    if (status == CS_OK)
        status = cs_sql_number(library, "PRAGMA user_version", found, diag);
    if (status != CS_OK || *application != CS_LIBRARY_APPLICATION_ID)
        return status;
    struct cs_place place = {.file = library->path};
    if (*found > newest_version)
        return cs_fail(diag, CS_IO, &place, "update careerstat, or import into a new library",
                       "was made by a newer careerstat: its format is version %lld; this one reads "
                       "up to %d",
                       (long long)*found, newest_version);
    if (*found < 0)
        return cs_fail(diag, CS_IO, &place,
                       "import the files into a new library, or take it from a backup",
                       "is damaged: its format cannot be version %lld", (long long)*found);
    return CS_OK;
}

enum cs_status cs_library_verify(struct cs_library *library, int *version, struct cs_diag *diag)
{
    int64_t application = 0, found = 0, n_tables = 0, n_views = 0;
    enum cs_status status = verify_version(library, &application, &found, diag);
    if (status == CS_OK)
        status = cs_sql_number(library, "SELECT count(*) FROM sqlite_master", &n_tables, diag);
    if (status == CS_OK)
        status = cs_sql_number(
            library,
            found < CS_LIBRARY_HAS_PACKED
                ? "SELECT count(*) FROM sqlite_master WHERE type <> 'table' AND name IN" TABLES
                  ", 'estimate')"
                : "SELECT count(*) FROM sqlite_master WHERE type <> 'table' AND name IN" TABLES ")",
            &n_views, diag);
    if (status != CS_OK)
        return status;
    struct cs_place place = {.file = library->path};
    bool is_new = application == 0 && found == 0 && n_tables == 0;
    if (!is_new && application != CS_LIBRARY_APPLICATION_ID)
        return cs_fail(diag, CS_IO, &place, "name another file with --library",
                       "is an SQLite database of another program, not a library");
    if (n_views) /* one may compute without end */
        return cs_fail(diag, CS_IO, &place,
                       "import the files into a new library, or take it from a backup",
                       "is damaged: a view stands where a table belongs");
    *version = (int)found;
    return CS_OK;
}

static enum cs_status take_step(struct cs_library *library, int step, struct cs_diag *diag)
{
    enum cs_status status = cs_sql_run(library, cs_library_migrations[step], diag);
    if (status != CS_OK || step + 1 != CS_LIBRARY_HAS_PACKED)
        return status;
    status = cs_library_pack(library, unpacked_rows, diag);
    if (status == CS_OK)
        status = cs_sql_run(library, "DROP TABLE unpacked; DROP TABLE unpacked_line", diag);
    if (status == CS_OK)
        status = cs_sql_run(library, cs_library_make_line_indexes, diag);
    return status == CS_OK ? cs_sql_run(library, packed_views, diag) : status;
}

/* Gives back the room of what was packed, and says what became of the library; it is as good
 * without the room. */
static void tell_packed(struct cs_library *library, struct cs_diag *diag)
{
    sqlite3_exec(library->db, "PRAGMA temp_store = DEFAULT; VACUUM; PRAGMA temp_store = MEMORY",
                 NULL, NULL, NULL);
    cs_diag_add(diag, CS_NOTE, &(struct cs_place){.file = library->path},
                "a careerstat before this one reads a copy made before",
                "was brought to the present form, which is smaller and faster");
}

enum cs_status cs_library_migrate(struct cs_library *library, struct cs_diag *diag)
{
    if (library->version == newest_version)
        return CS_OK;
    int64_t n_lines = 0;
    enum cs_status status = cs_sql_run(library, "BEGIN IMMEDIATE", diag);
    /* Another program may have done it while this one waited. */
    if (status == CS_OK)
        status = cs_library_verify(library, &library->version, diag);
    int version = library->version;
    for (int i = version; status == CS_OK && i < newest_version; i++)
        status = take_step(library, i, diag);
    char mark[128];
    snprintf(mark, sizeof mark, "PRAGMA application_id = %d; PRAGMA user_version = %d",
             CS_LIBRARY_APPLICATION_ID, newest_version);
    if (status == CS_OK)
        status = cs_sql_run(library, mark, diag);
    if (status == CS_OK)
        status = cs_sql_number(library, "SELECT count(*) FROM (SELECT 1 FROM line LIMIT 1)",
                               &n_lines, diag);
    if (status == CS_OK)
        status = cs_sql_run(library, "COMMIT", diag);
    if (status != CS_OK) {
        sqlite3_exec(library->db, "ROLLBACK", NULL, NULL, NULL);
        return status;
    }
    library->version = newest_version;
    if (n_lines && version < CS_LIBRARY_HAS_PACKED)
        tell_packed(library, diag);
    return CS_OK;
}
