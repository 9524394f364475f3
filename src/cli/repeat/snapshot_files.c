/* Rows as hashes of their lines, from the largest file to the smallest: each line belongs to the
 * first file that has it, and a file of which half belongs to another is its snapshot. */
#include "cli/repeat/snapshot_files.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/diag.h"
#include "base/outfile.h"
#include "base/text.h"

enum {
    MOST_BYTES = 64 << 20, /* of all files together */
    FEWEST_ROWS = 20,      /* by which a file can be told */
    FIRST_SLOTS = 1 << 12,
};

struct row {
    uint64_t line;       /* 0: none */
    uint32_t file, last; /* whose it is; the last file that had it */
};
struct rows {
    struct row *slots;
    size_t n_slots, n; /* a power of two, and of them used */
};
struct file {
    const char *path;
    size_t n_bytes;
};

static uint64_t hash_line(struct cs_span line)
{
    uint64_t hash = 14695981039346656037u;
    for (size_t i = 0; i < line.size; i++)
        hash = (hash ^ (unsigned char)line.start[i]) * 1099511628211u;
    return hash;
}

/* The line at *at without its end; moves past it. */
static struct cs_span next_line(const char **at, const char *end)
{
    const char *stop = memchr(*at, '\n', (size_t)(end - *at));
    struct cs_span line = {*at, (size_t)((stop ? stop : end) - *at)};
    *at = stop ? stop + 1 : end;
    line.size -= line.size && line.start[line.size - 1] == '\r';
    return line;
}

static struct row *find_row(const struct rows *rows, uint64_t line)
{
    size_t slot = (size_t)(line ^ line >> 32) & (rows->n_slots - 1);
    while (rows->slots[slot].line && rows->slots[slot].line != line)
        slot = (slot + 1) & (rows->n_slots - 1);
    return &rows->slots[slot];
}

/* Makes room for one more. */
static bool grow(struct rows *rows)
{
    if (2 * (rows->n + 1) < rows->n_slots)
        return true;
    struct rows wider = {calloc(2 * rows->n_slots, sizeof *wider.slots), 2 * rows->n_slots,
                         rows->n};
    if (!wider.slots)
        return false;
    for (size_t i = 0; i < rows->n_slots; i++)
        if (rows->slots[i].line)
            *find_row(&wider, rows->slots[i].line) = rows->slots[i];
    free(rows->slots);
    *rows = wider;
    return true;
}

static int order_files(const void *a, const void *b)
{
    const struct file *x = a, *y = b;
    return x->n_bytes != y->n_bytes ? (x->n_bytes > y->n_bytes ? -1 : 1)
                                    : (x->path > y->path) - (x->path < y->path);
}

/* The regular files, the largest first. Returns how many; 0 where they are too much. */
static size_t list_files(const char *const *paths, size_t n_paths, struct file *files)
{
    size_t n = 0, n_bytes = 0;
    for (size_t i = 0; i < n_paths; i++) {
        struct stat facts;
        if (stat(paths[i], &facts) != 0 || !S_ISREG(facts.st_mode) || facts.st_size > MOST_BYTES)
            continue;
        files[n++] = (struct file){paths[i], (size_t)facts.st_size};
        n_bytes += (size_t)facts.st_size;
    }
    qsort(files, n, sizeof *files, order_files);
    return n_bytes <= MOST_BYTES ? n : 0;
}

/* How the distinct rows of a file stand to those before it. */
struct counts {
    size_t n_rows, n_distinct;
    size_t *n_shared; /* with each file before */
};

static bool count_row(struct rows *rows, uint64_t line, uint32_t own, struct counts *counts)
{
    if (!grow(rows))
        return false;
    struct row *row = find_row(rows, line);
    counts->n_rows++;
    if (row->line && row->last == own)
        return true;
    counts->n_distinct++;
    if (row->line) {
        counts->n_shared[row->file]++;
    } else {
        *row = (struct row){line, own, own};
        rows->n++;
    }
    row->last = own;
    return true;
}

static enum cs_status judge(const struct file *files, uint32_t own, const struct counts *counts,
                            struct cs_diag *diag)
{
    bool tells = counts->n_distinct >= FEWEST_ROWS && 2 * counts->n_distinct >= counts->n_rows;
    for (uint32_t i = 0; i < own && tells; i++)
        if (2 * counts->n_shared[i] >= counts->n_distinct && files[i].n_bytes != files[own].n_bytes)
            return cs_fail(diag, CS_USAGE, &(struct cs_place){.file = files[own].path},
                           "name the newer one alone; or import both: a library counts each person "
                           "once",
                           "%zu of its %zu different rows stand in '%s', too: two snapshots of one "
                           "survey would count people twice",
                           counts->n_shared[i], counts->n_distinct, files[i].path);
    return CS_OK;
}

static enum cs_status look_into(struct rows *rows, struct file *files, uint32_t own,
                                size_t *n_shared, struct cs_diag *diag)
{
    struct counts counts = {.n_shared = n_shared};
    struct cs_diag ignored;
    char *text = NULL;
    size_t n_bytes = 0;
    cs_diag_init(&ignored);
    enum cs_status status = cs_read_file(files[own].path, MOST_BYTES, &text, &n_bytes, &ignored);
    cs_diag_clear(&ignored);
    if (status != CS_OK)
        return CS_OK; /* who reads its rows tells why */
    const char *at = text, *end = text + n_bytes;
    uint64_t header = hash_line(next_line(&at, end));
    bool is_counted = true;
    memset(n_shared, 0, own * sizeof *n_shared);
    while (at < end && is_counted) {
        struct cs_span line = next_line(&at, end);
        is_counted = !line.size || count_row(rows, (hash_line(line) ^ header) | 1, own, &counts);
    }
    free(text);
    return is_counted ? judge(files, own, &counts, diag) : cs_fail_memory(diag);
}

enum cs_status cs_refuse_snapshots(const char *const *paths, size_t n_paths, struct cs_diag *diag)
{
    struct file *files = calloc(n_paths + 1, sizeof *files);
    size_t *n_shared = calloc(n_paths + 1, sizeof *n_shared);
    struct rows rows = {calloc(FIRST_SLOTS, sizeof *rows.slots), FIRST_SLOTS, 0};
    bool is_ready = files && n_shared && rows.slots;
    enum cs_status status = is_ready ? CS_OK : cs_fail_memory(diag);
    size_t n = is_ready ? list_files(paths, n_paths, files) : 0;
    for (uint32_t i = 0; i < n && n > 1 && status == CS_OK; i++)
        status = look_into(&rows, files, i, n_shared, diag);
    free(rows.slots);
    free(n_shared);
    free(files);
    return status;
}
