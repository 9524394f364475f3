/* Opening the library's file, listing what is in it, removing a file from it. Storing and
 * fetching are in store.c and fetch.c. */
#include "library/library.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <sqlite3.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "library/gather.h"
#include "library/schema.h"
#include "library/sql.h"

enum { BUSY_MILLISECONDS = 10000, HEADER_BYTES = 16 };
static const char read_a_row[] = "SELECT 1 FROM sqlite_master LIMIT 1";

/* A file that is there and is no SQLite file is refused before SQLite could write to it; an empty
 * file becomes a library. */
static enum cs_status check_header(const char *path, enum cs_library_mode mode,
                                   struct cs_diag *diag)
{
    struct cs_place place = {.file = path};
    char header[HEADER_BYTES] = {0};
    struct stat facts;
    bool is_file = stat(path, &facts) != 0 || S_ISREG(facts.st_mode); /* nobody waits for a pipe */
    FILE *file = is_file ? fopen(path, "rb") : NULL;
    if (!file && is_file)
        return mode == CS_LIBRARY_WRITE && access(path, F_OK) != 0
                   ? CS_OK
                   : cs_fail(diag, CS_IO, &place,
                             "make one with: careerstat update, or careerstat import FILE…",
                             "the library cannot be opened: %m");
    size_t n = file ? fread(header, 1, sizeof header, file) : 1;
    if (file)
        fclose(file);
    if (memcmp(header, "SQLite format 3", HEADER_BYTES) == 0 ||
        (n == 0 && mode == CS_LIBRARY_WRITE))
        return CS_OK;
    return cs_fail(diag, CS_IO, &place, "name another file with --library",
                   "is not a library: it is not an SQLite file");
}

/* On a medium that cannot be written a library of write-ahead mode opens only as one that nobody
 * changes; that holds as long as no log lies beside it. */
static int open_to_read(const char *path, sqlite3 **db)
{
    char *log = sqlite3_mprintf("%s-wal", path), *folder = strdup(path), *uri = NULL;
    char *slash = folder ? strrchr(folder, '/') : NULL;
    if (slash)
        slash[slash == folder] = '\0';
    bool is_frozen =
        log && folder && access(log, F_OK) != 0 && access(slash ? folder : ".", W_OK) != 0;
    if (is_frozen)
        uri = sqlite3_mprintf("file:%s?immutable=1", path);
    bool has_reserved = strpbrk(path, "?#%") != NULL;
    int result =
        uri && !has_reserved
            ? sqlite3_open_v2(uri, db, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX,
                              NULL)
            : sqlite3_open_v2(path, db, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, NULL);
    sqlite3_free(uri);
    sqlite3_free(log);
    free(folder);
    return result;
}

/* Reads a first row, as a writer: that takes back what a killed program left half written. */
static void take_back(const char *path)
{
    sqlite3 *db = NULL;
    if (sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) == SQLITE_OK)
        sqlite3_busy_timeout(db, BUSY_MILLISECONDS);
    sqlite3_exec(db, read_a_row, NULL, NULL, NULL);
    sqlite3_close(db);
}

static int open_database(const char *path, enum cs_library_mode mode, sqlite3 **db)
{
    if (mode == CS_LIBRARY_WRITE)
        return sqlite3_open_v2(
            path, db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, NULL);
    int result = open_to_read(path, db);
    if (result != SQLITE_OK || sqlite3_exec(*db, read_a_row, NULL, NULL, NULL) != SQLITE_READONLY)
        return result;
    sqlite3_close(*db);
    take_back(path);
    return open_to_read(path, db);
}

static enum cs_status set_up(struct cs_library *library, enum cs_library_mode mode,
                             struct cs_diag *diag)
{
    sqlite3_busy_timeout(library->db, BUSY_MILLISECONDS);
    enum cs_status status = cs_library_verify(library, &library->version, diag);
    if (status == CS_OK)
        status = cs_sql_run(
            library,
            "PRAGMA foreign_keys = ON; PRAGMA cache_size = -16000; PRAGMA temp_store = MEMORY",
            diag);
    if (status != CS_OK)
        return status;
    if (mode == CS_LIBRARY_READ)
        return library->version > 0
                   ? CS_OK
                   : cs_fail(diag, CS_IO, &(struct cs_place){.file = library->path},
                             "make one with: careerstat update, or careerstat import FILE…",
                             "is an empty file, not a library");
    status = cs_sql_run(library,
                        "PRAGMA page_size = 8192; PRAGMA journal_mode = WAL;" /* of a new one */
                        " PRAGMA synchronous = NORMAL",
                        diag);
    return status == CS_OK ? cs_library_migrate(library, diag) : status;
}

/* The lock keeps out who would write meanwhile; what cannot be asked counts as not empty. */
static bool is_empty(struct cs_library *library)
{
    static const char of_tables[] = "SELECT count(*) FROM sqlite_master";
    static const char of_files[] = "SELECT count(*) FROM file";
    int64_t n = 1;
    struct cs_diag ignored;
    cs_diag_init(&ignored);
    bool is_asked = cs_sql_run(library, "BEGIN EXCLUSIVE", &ignored) == CS_OK &&
                    cs_sql_number(library, of_tables, &n, &ignored) == CS_OK &&
                    (n == 0 || cs_sql_number(library, of_files, &n, &ignored) == CS_OK);
    cs_diag_clear(&ignored);
    return is_asked && n == 0;
}

static void remove_beside(const char *path, const char *ending)
{
    char *name = sqlite3_mprintf("%s%s", path, ending);
    if (name)
        unlink(name);
    sqlite3_free(name);
}

void cs_library_close_new(struct cs_library *library)
{
    if (library && library->db && is_empty(library)) {
        /* SQLite leaves them where the disk was full. */
        remove_beside(library->path, "-wal");
        remove_beside(library->path, "-shm");
        unlink(library->path);
    }
    cs_library_close(library);
}

enum cs_status cs_library_open(const char *path, enum cs_library_mode mode, struct cs_library **out,
                               struct cs_diag *diag)
{
    *out = NULL;
    bool is_new = mode == CS_LIBRARY_WRITE && access(path, F_OK) != 0;
    enum cs_status status = check_header(path, mode, diag);
    if (status != CS_OK)
        return status;
    struct cs_library *library = calloc(1, sizeof *library);
    if (library)
        library->path = strdup(path);
    if (!library || !library->path) {
        cs_library_close(library);
        return cs_fail_memory(diag);
    }
    status = open_database(path, mode, &library->db) == SQLITE_OK ? set_up(library, mode, diag)
                                                                  : cs_sql_fail(library, diag);
    if (status == CS_OK)
        *out = library;
    else if (is_new)
        cs_library_close_new(library);
    else
        cs_library_close(library);
    return status;
}

void cs_library_close(struct cs_library *library)
{
    if (!library)
        return;
    sqlite3_close(library->db);
    free(library->path);
    free(library);
}

void cs_library_wait(struct cs_library *library, int milliseconds)
{
    sqlite3_busy_timeout(library->db, milliseconds);
}

enum cs_status cs_library_knows(struct cs_library *library, const char *sha256,
                                struct cs_arena *arena, const char **name, struct cs_diag *diag)
{
    sqlite3_stmt *statement;
    bool has_row = false;
    *name = NULL;
    enum cs_status status =
        cs_sql_prepare(library, "SELECT name FROM file WHERE sha256 = ?", &statement, diag);
    if (status == CS_OK) {
        cs_sql_bind_text(statement, 1, sha256);
        status = cs_sql_next(library, statement, &has_row, diag);
    }
    if (has_row)
        *name = cs_sql_text(statement, 0, arena);
    sqlite3_finalize(statement);
    return status;
}

static void read_source(sqlite3_stmt *row, struct cs_arena *arena, struct cs_library_source *source)
{
    *source = (struct cs_library_source){.file = cs_sql_text(row, 0, arena),
                                         .name = cs_sql_text(row, 1, arena),
                                         .title = cs_sql_text(row, 2, arena),
                                         .publisher = cs_sql_text(row, 3, arena),
                                         .layout = cs_sql_text(row, 4, arena),
                                         .period = cs_sql_text(row, 5, arena),
                                         .imported = cs_sql_text(row, 6, arena),
                                         .sha256 = cs_sql_text(row, 7, arena),
                                         .n_bytes = (uint64_t)sqlite3_column_int64(row, 8),
                                         .n_rows = (uint64_t)sqlite3_column_int64(row, 9),
                                         .n_rejected = (uint64_t)sqlite3_column_int64(row, 10),
                                         .n_values = (uint64_t)sqlite3_column_int64(row, 11)};
}

enum cs_status cs_library_list(struct cs_library *library, struct cs_arena *arena,
                               struct cs_library_source **sources, size_t *n, struct cs_diag *diag)
{
    static const char packed[] =
        "SELECT sum(h.n_figures) FROM line l JOIN shape h ON h.id = l.shape WHERE l.source = s.id";
    static const char rows[] =
        "SELECT count(*) FROM line l JOIN estimate e ON e.line = l.id WHERE l.source = s.id";
    struct cs_buf sql;
    cs_buf_init(&sql);
    cs_buf_printf(&sql,
                  "SELECT f.name, s.place, s.title, s.publisher, s.layout, s.period, f.imported,"
                  " f.sha256, f.bytes, s.n_rows, s.n_rejected, ifnull((%s), 0)"
                  " + (SELECT count(*) FROM answer a WHERE a.source = s.id)"
                  " FROM source s JOIN file f ON f.id = s.file ORDER BY f.name, s.id",
                  library->version >= CS_LIBRARY_HAS_PACKED ? packed : rows);
    int64_t count = 0;
    sqlite3_stmt *statement = NULL;
    *n = 0;
    enum cs_status status = cs_sql_number(library, "SELECT count(*) FROM source", &count, diag);
    *sources = cs_arena_alloc(arena, ((size_t)count + 1) * sizeof **sources);
    if (status == CS_OK)
        status = *sources ? cs_sql_prepare(library, cs_buf_text(&sql), &statement, diag)
                          : cs_fail_memory(diag);
    bool has_row = true;
    while (status == CS_OK && has_row && *n < (size_t)count) {
        status = cs_sql_next(library, statement, &has_row, diag);
        if (has_row)
            read_source(statement, arena, &(*sources)[(*n)++]);
    }
    sqlite3_finalize(statement);
    cs_buf_clear(&sql);
    return status;
}

static enum cs_status delete_files(struct cs_library *library, const char *name, size_t *n_removed,
                                   struct cs_diag *diag)
{
    sqlite3_stmt *statement;
    enum cs_status status = cs_sql_prepare(
        library,
        "DELETE FROM file WHERE name = ?1 OR (length(?1) >= 8 AND substr(sha256, 1, length(?1)) "
        "= lower(?1))",
        &statement, diag);
    if (status == CS_OK) {
        cs_sql_bind_text(statement, 1, name);
        status = cs_sql_done(library, statement, diag);
    }
    sqlite3_finalize(statement);
    if (status == CS_OK)
        *n_removed = (size_t)sqlite3_changes(library->db);
    return status;
}

enum cs_status cs_library_remove(struct cs_library *library, const char *name, size_t *n_removed,
                                 struct cs_diag *diag)
{
    *n_removed = 0;
    enum cs_status status = cs_sql_run(library, "BEGIN IMMEDIATE", diag);
    if (status == CS_OK)
        status = delete_files(library, name, n_removed, diag);
    if (status == CS_OK && *n_removed)
        status = cs_library_gather_names(library, 0, diag);
    if (status == CS_OK)
        status = cs_sql_run(library, "COMMIT", diag);
    if (status != CS_OK)
        sqlite3_exec(library->db, "ROLLBACK", NULL, NULL, NULL);
    return status;
}
