/* Tells whether a new file is a corrected copy of an old one: by its name without "(1)" or
 * "copy", then by comparing figures, sides.c. */
#include "library/difference.h"

#include <stdbool.h>
#include <string.h>

#include <sqlite3.h>

#include "base/arena.h"
#include "base/text.h"
#include "library/library.h"
#include "library/sides.h"
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

/* Compares with one earlier file; removes it when half of its figures, or of the new ones, are for
 * the same keys, or when both hold observations by the same layout. */
static enum cs_status compare_with(const struct comparing *comparing, int64_t old,
                                   bool holds_observations)
{
    struct cs_library_change *change = comparing->change;
    struct cs_sides here = {.one = comparing->id, .other = old};
    struct cs_sides there = {.one = old, .other = comparing->id};
    enum cs_status status = cs_sides_count(comparing->library, &here, comparing->diag);
    if (status == CS_OK)
        status = cs_sides_count(comparing->library, &there, comparing->diag);
    bool is_same = holds_observations || (here.n_both > 0 && (2 * here.n_both >= here.n_figures ||
                                                              2 * there.n_both >= there.n_figures));
    if (status != CS_OK || !is_same)
        return status;
    change->outcome = CS_LIBRARY_REPLACED;
    change->n_added += here.n_figures - here.n_both;
    change->n_removed += there.n_figures - there.n_both;
    change->n_changed += here.n_changed;
    if (here.n_changed)
        status =
            cs_sides_show(comparing->library, &here, comparing->arena, change, comparing->diag);
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
