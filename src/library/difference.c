/* Tells whether a new file is a corrected copy of an old one: by its name without "(1)" or
 * "copy", then by comparing figures in SQL. */
#include "library/difference.h"

#include <stdbool.h>
#include <string.h>

#include <sqlite3.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/number.h"
#include "base/text.h"
#include "library/library.h"
#include "library/sql.h"

/* Drops from `text` of n bytes a trailing " (12)", "(12)" or " - copy"; returns the new length. */
static size_t drop_copy_mark(const char *text, size_t n)
{
    static const char copy[] = " - copy";
    size_t end = n;
    if (n && text[n - 1] == ')') {
        end = n - 1;
        while (end && cs_is_digit(text[end - 1]))
            end--;
        end = end && end < n - 1 && text[end - 1] == '(' ? end - 1 : n;
    } else if (n > sizeof copy - 1 &&
               memcmp(text + n - (sizeof copy - 1), copy, sizeof copy - 1) == 0) {
        end = n - (sizeof copy - 1);
    }
    while (end && end < n && text[end - 1] == ' ')
        end--;
    return end ? end : n;
}

const char *cs_library_stem(const char *name, char *out, size_t capacity)
{
    size_t n = strnlen(name, capacity - 1);
    for (size_t i = 0; i < n; i++)
        out[i] = cs_to_lower(name[i]);
    out[n] = '\0';
    char *dot = strchr(out, '.');
    size_t stem = dot ? (size_t)(dot - out) : n;
    size_t kept = drop_copy_mark(out, stem);
    memmove(out + kept, out + stem, n - stem + 1);
    return out;
}

/* Figures of two files side by side: n of the new, o of the old one. */
#define SIDES                                                                                      \
    " FROM file a JOIN source na ON na.file = a.id JOIN line n ON n.source = na.id"                \
    " JOIN estimate x ON x.line = n.id"                                                            \
    " LEFT JOIN line o ON o.occupation IS n.occupation AND o.region IS n.region"                   \
    "  AND o.period IS n.period AND o.level IS n.level AND o.industry IS n.industry"               \
    "  AND o.tier IS n.tier"                                                                       \
    "  AND o.source IN (SELECT s.id FROM source s WHERE s.file = ?2 AND s.layout IS na.layout"     \
    "                   AND s.period IS na.period)"                                                \
    " LEFT JOIN estimate y ON y.line = o.id AND y.statistic = x.statistic"

/* One number for a figure of the new side: two lines of the old one may have its keys. */
#define FIGURE "(x.line * 10000 + x.statistic)"

static enum cs_status count_sides(struct cs_library *library, int64_t one, int64_t other,
                                  int64_t out[3], struct cs_diag *diag)
{
    sqlite3_stmt *statement;
    bool has_row = false;
    enum cs_status status = cs_sql_prepare(
        library,
        "SELECT count(DISTINCT " FIGURE "),"
        " count(DISTINCT CASE WHEN y.line IS NOT NULL THEN " FIGURE " END),"
        " count(DISTINCT CASE WHEN y.line IS NOT NULL AND (x.value IS NOT y.value"
        " OR x.presence IS NOT y.presence) THEN " FIGURE " END)" SIDES " WHERE a.id = ?1",
        &statement, diag);
    if (status == CS_OK) {
        sqlite3_bind_int64(statement, 1, one);
        sqlite3_bind_int64(statement, 2, other);
        status = cs_sql_next(library, statement, &has_row, diag);
    }
    for (int i = 0; i < 3; i++)
        out[i] = has_row ? sqlite3_column_int64(statement, i) : 0;
    sqlite3_finalize(statement);
    return status;
}

/* "40640", or the word for why there is none. */
static void put_side(struct cs_buf *out, sqlite3_stmt *row, int column)
{
    char number[CS_NUMBER_TEXT_BYTES];
    const char *presence = (const char *)sqlite3_column_text(row, column + 1);
    if (sqlite3_column_type(row, column) == SQLITE_NULL) {
        cs_buf_puts(out, presence ? presence : "nothing");
    } else if (sqlite3_column_type(row, column) == SQLITE_TEXT) {
        cs_buf_put_visible(out, (const char *)sqlite3_column_text(row, column),
                           (size_t)sqlite3_column_bytes(row, column), 60);
    } else {
        cs_number_format(sqlite3_column_double(row, column), number);
        cs_buf_printf(out, "%s%s", presence ? "at least " : "", number);
    }
}

static const char *describe(sqlite3_stmt *row, struct cs_arena *arena)
{
    struct cs_buf text;
    cs_buf_init(&text);
    for (int i = 0; i < 4; i++)
        if (sqlite3_column_type(row, i) != SQLITE_NULL)
            cs_buf_printf(&text, "%s%s", text.size ? " " : "", sqlite3_column_text(row, i));
    cs_buf_puts(&text, ": ");
    put_side(&text, row, 4);
    cs_buf_puts(&text, " → ");
    put_side(&text, row, 6);
    const char *copy = cs_arena_strdup(arena, cs_buf_text(&text));
    cs_buf_clear(&text);
    return copy;
}

static enum cs_status delete_file(struct cs_library *library, int64_t id, struct cs_diag *diag)
{
    sqlite3_stmt *statement;
    enum cs_status status =
        cs_sql_prepare(library, "DELETE FROM file WHERE id = ?", &statement, diag);
    if (status == CS_OK) {
        sqlite3_bind_int64(statement, 1, id);
        status = cs_sql_done(library, statement, diag);
    }
    sqlite3_finalize(statement);
    return status;
}

/* The new file and what is found out about it. */
struct comparing {
    struct cs_library *library;
    int64_t id;
    struct cs_arena *arena;
    struct cs_library_change *change;
    struct cs_diag *diag;
};

static enum cs_status show_changed(const struct comparing *comparing, int64_t old)
{
    struct cs_library *library = comparing->library;
    struct cs_library_change *change = comparing->change;
    struct cs_diag *diag = comparing->diag;
    sqlite3_stmt *statement;
    bool has_row = true;
    enum cs_status status = cs_sql_prepare(
        library,
        "SELECT (SELECT code FROM key WHERE id = n.occupation),"
        " (SELECT code FROM key WHERE id = n.region), (SELECT code FROM key WHERE id = n.period),"
        " (SELECT measure FROM statistic WHERE id = x.statistic),"
        " y.value, y.presence, x.value, x.presence" SIDES
        " WHERE a.id = ?1 AND y.line IS NOT NULL AND (x.value IS NOT y.value OR x.presence IS NOT "
        "y.presence) ORDER BY x.line, x.statistic",
        &statement, diag);
    if (status == CS_OK) {
        sqlite3_bind_int64(statement, 1, comparing->id);
        sqlite3_bind_int64(statement, 2, old);
    }
    while (status == CS_OK && has_row && change->n_shown < CS_LIBRARY_SHOWN_DIFFERENCES) {
        status = cs_sql_next(library, statement, &has_row, diag);
        if (has_row)
            change->shown[change->n_shown++].text = describe(statement, comparing->arena);
    }
    sqlite3_finalize(statement);
    return status;
}

/* Compares with one earlier file; removes it when half of its figures, or of the new ones, are for
 * the same keys, or when both hold observations by the same layout. */
static enum cs_status compare_with(const struct comparing *comparing, int64_t old,
                                   bool holds_observations)
{
    struct cs_library_change *change = comparing->change;
    int64_t here[3] = {0}, there[3] = {0};
    enum cs_status status =
        count_sides(comparing->library, comparing->id, old, here, comparing->diag);
    if (status == CS_OK)
        status = count_sides(comparing->library, old, comparing->id, there, comparing->diag);
    bool is_same =
        holds_observations || (here[1] > 0 && (2 * here[1] >= here[0] || 2 * there[1] >= there[0]));
    if (status != CS_OK || !is_same)
        return status;
    change->outcome = CS_LIBRARY_REPLACED;
    change->n_added += (uint64_t)(here[0] - here[1]);
    change->n_removed += (uint64_t)(there[0] - there[1]);
    change->n_changed += (uint64_t)here[2];
    status = show_changed(comparing, old);
    return status == CS_OK ? delete_file(comparing->library, old, comparing->diag) : status;
}

enum cs_status cs_library_replace_old(struct cs_library *library, int64_t id,
                                      struct cs_arena *arena, struct cs_library_change *change,
                                      struct cs_diag *diag)
{
    struct comparing comparing = {library, id, arena, change, diag};
    sqlite3_stmt *statement;
    bool has_row = true;
    enum cs_status status = cs_sql_prepare(
        library,
        "SELECT o.id, o.name, EXISTS (SELECT 1 FROM source s JOIN source t ON t.layout IS s.layout"
        " WHERE s.file = n.id AND t.file = o.id AND s.unit IS NOT NULL AND t.unit IS NOT NULL)"
        " FROM file n JOIN file o ON o.stem = n.stem AND o.id < n.id WHERE n.id = ?",
        &statement, diag);
    if (status == CS_OK)
        sqlite3_bind_int64(statement, 1, id);
    while (status == CS_OK && has_row && change->outcome != CS_LIBRARY_REPLACED) {
        status = cs_sql_next(library, statement, &has_row, diag);
        if (!has_row)
            break;
        change->known_as = cs_sql_text(statement, 1, arena);
        status = compare_with(&comparing, sqlite3_column_int64(statement, 0),
                              sqlite3_column_int(statement, 2));
    }
    if (change->outcome != CS_LIBRARY_REPLACED)
        change->known_as = NULL;
    sqlite3_finalize(statement);
    return status;
}

enum cs_status cs_library_periods_of(struct cs_library *library, const char *sha256,
                                     struct cs_arena *arena, const char **periods,
                                     struct cs_diag *diag)
{
    sqlite3_stmt *statement;
    bool has_row = false;
    *periods = "";
    enum cs_status status = cs_sql_prepare(
        library,
        "WITH tables AS (SELECT s.id, s.period FROM source s JOIN file f ON f.id = s.file"
        "  WHERE f.sha256 = ?1)"
        " SELECT group_concat(p, ' ') FROM (SELECT coalesce(period, '-') p FROM tables UNION"
        "  SELECT coalesce(k.code, '-') FROM line l JOIN tables t ON t.id = l.source"
        "   LEFT JOIN key k ON k.id = l.period UNION"
        "  SELECT coalesce(k.code, '-') FROM answer a JOIN tables t ON t.id = a.source"
        "   LEFT JOIN key k ON k.id = a.period ORDER BY 1)",
        &statement, diag);
    if (status == CS_OK) {
        cs_sql_bind_text(statement, 1, sha256);
        status = cs_sql_next(library, statement, &has_row, diag);
    }
    if (has_row)
        *periods = cs_sql_text(statement, 0, arena);
    sqlite3_finalize(statement);
    return status;
}
