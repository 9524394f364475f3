/* Allocations that fail are counted. The program ends with the first one (cli/memory.c); a library
 * must not, and a host's allocator is none of its business. So the linker leads the calls of our
 * own code, and of no other, through here (--wrap, src/api/library.cmake), and an answer that was
 * made while one failed is withheld. Functions of others that fail for want of memory, and whose
 * callers would blame the input, are led through here as well: they leave ENOMEM behind. Apart, as
 * only the library is linked so. */
#include <dirent.h>
#include <errno.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/handle.h"

void *__real_malloc(size_t n);
void *__real_calloc(size_t n, size_t size);
void *__real_realloc(void *old, size_t n);
char *__real_strdup(const char *text);
char *__real_strndup(const char *text, size_t n);
void *__wrap_malloc(size_t n);
void *__wrap_calloc(size_t n, size_t size);
void *__wrap_realloc(void *old, size_t n);
char *__wrap_strdup(const char *text);
char *__wrap_strndup(const char *text, size_t n);

typedef int (*takes_entry)(const struct dirent *entry);
typedef int (*compares_entries)(const struct dirent **a, const struct dirent **b);
FILE *__real_fopen(const char *path, const char *mode);
char *__real_realpath(const char *path, char *real);
int __real_scandir(const char *path, struct dirent ***list, takes_entry takes,
                   compares_entries compares);
void *__real_cJSON_ParseWithLength(const char *text, size_t n);
void *__real_cJSON_ParseWithOpts(const char *text, const char **end, int is_whole);
void *__real_cJSON_ParseWithLengthOpts(const char *text, size_t n, const char **end, int is_whole);
void *__real_XML_ParserCreate(const char *encoding);
void *__real_XML_ParserCreateNS(const char *encoding, char separator);
void *__real_XML_GetBuffer(void *parser, int n);
int __real_XML_ParseBuffer(void *parser, int n, int is_last);
int __real_XML_Parse(void *parser, const char *text, int n, int is_last);
int __real_sqlite3_open_v2(const char *path, void **db, int flags, const char *vfs);
int __real_sqlite3_exec(void *db, const char *sql, void *call, void *context, char **message);
int __real_sqlite3_prepare_v2(void *db, const char *sql, int size, void **out, const char **tail);
int __real_sqlite3_step(void *statement);
const unsigned char *__real_sqlite3_column_text(void *statement, int column);
FILE *__wrap_fopen(const char *path, const char *mode);
char *__wrap_realpath(const char *path, char *real);
int __wrap_scandir(const char *path, struct dirent ***list, takes_entry takes,
                   compares_entries compares);
void *__wrap_cJSON_ParseWithLength(const char *text, size_t n);
void *__wrap_cJSON_ParseWithOpts(const char *text, const char **end, int is_whole);
void *__wrap_cJSON_ParseWithLengthOpts(const char *text, size_t n, const char **end, int is_whole);
void *__wrap_XML_ParserCreate(const char *encoding);
void *__wrap_XML_ParserCreateNS(const char *encoding, char separator);
void *__wrap_XML_GetBuffer(void *parser, int n);
int __wrap_XML_ParseBuffer(void *parser, int n, int is_last);
int __wrap_XML_Parse(void *parser, const char *text, int n, int is_last);

int __wrap_sqlite3_open_v2(const char *path, void **db, int flags, const char *vfs);
int __wrap_sqlite3_exec(void *db, const char *sql, void *call, void *context, char **message);
int __wrap_sqlite3_prepare_v2(void *db, const char *sql, int size, void **out, const char **tail);
int __wrap_sqlite3_step(void *statement);
const unsigned char *__wrap_sqlite3_column_text(void *statement, int column);

/* Not a state of anything: it only ever grows, and only comparing it says something. */
static atomic_size_t *count_of_lost(void)
{
    static atomic_size_t n_lost;
    return &n_lost;
}

static void *noted(void *room, int was_asked)
{
    if (!room && was_asked)
        atomic_fetch_add(count_of_lost(), 1);
    return room;
}

void *__wrap_malloc(size_t n)
{
    return noted(__real_malloc(n), n > 0);
}

void *__wrap_calloc(size_t n, size_t size)
{
    return noted(__real_calloc(n, size), n > 0 && size > 0);
}

void *__wrap_realloc(void *old, size_t n)
{
    return noted(__real_realloc(old, n), n > 0);
}

char *__wrap_strdup(const char *text)
{
    return noted(__real_strdup(text), 1);
}

char *__wrap_strndup(const char *text, size_t n)
{
    return noted(__real_strndup(text, n), 1);
}

/* Of those that leave ENOMEM behind; errno was cleared before. */
static void told(int has_failed)
{
    if (has_failed && errno == ENOMEM)
        atomic_fetch_add(count_of_lost(), 1);
}

FILE *__wrap_fopen(const char *path, const char *mode)
{
    errno = 0;
    FILE *file = __real_fopen(path, mode);
    told(!file);
    return file;
}

char *__wrap_realpath(const char *path, char *real)
{
    errno = 0;
    char *found = __real_realpath(path, real);
    told(!found);
    return found;
}

int __wrap_scandir(const char *path, struct dirent ***list, takes_entry takes,
                   compares_entries compares)
{
    errno = 0;
    int n = __real_scandir(path, list, takes, compares);
    told(n < 0);
    return n;
}

void *__wrap_cJSON_ParseWithLength(const char *text, size_t n)
{
    errno = 0;
    void *document = __real_cJSON_ParseWithLength(text, n);
    told(!document);
    return document;
}

void *__wrap_cJSON_ParseWithOpts(const char *text, const char **end, int is_whole)
{
    errno = 0;
    void *document = __real_cJSON_ParseWithOpts(text, end, is_whole);
    told(!document);
    return document;
}

void *__wrap_cJSON_ParseWithLengthOpts(const char *text, size_t n, const char **end, int is_whole)
{
    errno = 0;
    void *document = __real_cJSON_ParseWithLengthOpts(text, n, end, is_whole);
    told(!document);
    return document;
}

void *__wrap_XML_ParserCreate(const char *encoding)
{
    return noted(__real_XML_ParserCreate(encoding), 1);
}

void *__wrap_XML_ParserCreateNS(const char *encoding, char separator)
{
    return noted(__real_XML_ParserCreateNS(encoding, separator), 1);
}

void *__wrap_XML_GetBuffer(void *parser, int n)
{
    return noted(__real_XML_GetBuffer(parser, n), 1);
}

int __wrap_XML_ParseBuffer(void *parser, int n, int is_last)
{
    errno = 0;
    int is_fine = __real_XML_ParseBuffer(parser, n, is_last);
    told(!is_fine);
    return is_fine;
}

int __wrap_XML_Parse(void *parser, const char *text, int n, int is_last)
{
    errno = 0;
    int is_fine = __real_XML_Parse(parser, text, n, is_last);
    told(!is_fine);
    return is_fine;
}

/* SQLite says so in its code; once a statement has gone without, its connection may be in a state
 * that other messages would be about. */
static int coded(int code)
{
    enum { SQLITE_S_NOMEM = 7, PRIMARY = 0xff };
    if ((code & PRIMARY) == SQLITE_S_NOMEM)
        atomic_fetch_add(count_of_lost(), 1);
    return code;
}

int __wrap_sqlite3_open_v2(const char *path, void **db, int flags, const char *vfs)
{
    return coded(__real_sqlite3_open_v2(path, db, flags, vfs));
}

int __wrap_sqlite3_exec(void *db, const char *sql, void *call, void *context, char **message)
{
    return coded(__real_sqlite3_exec(db, sql, call, context, message));
}

int __wrap_sqlite3_prepare_v2(void *db, const char *sql, int size, void **out, const char **tail)
{
    return coded(__real_sqlite3_prepare_v2(db, sql, size, out, tail));
}

int __wrap_sqlite3_step(void *statement)
{
    return coded(__real_sqlite3_step(statement));
}

const unsigned char *__wrap_sqlite3_column_text(void *statement, int column)
{
    errno = 0;
    const unsigned char *text = __real_sqlite3_column_text(statement, column);
    told(!text);
    return text;
}

size_t cs_api_count_lost_allocations(void)
{
    return atomic_load(count_of_lost());
}
