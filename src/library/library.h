/* Official files remembered between runs: one SQLite file that any SQLite client reads.
 * Answers for: keeping each imported file whole or not at all, telling the same file and corrected
 * ones, listing, removing, and giving back as a dataset the rows a question needs. Knows datasets,
 * not files: reading is ingest's business. The tables and views are described in docs/library.md.
 */
#ifndef CS_LIBRARY_LIBRARY_H
#define CS_LIBRARY_LIBRARY_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/diag.h"
#include "data/dataset.h"

struct cs_library; /* opaque */

enum cs_library_mode {
    CS_LIBRARY_READ,  /* the file must exist and is not changed */
    CS_LIBRARY_WRITE, /* created when absent, brought to the present version */
};

/* Errors: CS_IO with the path for a file that is no library, of a newer version, locked by another
 * program for longer than 10 seconds, not writable, or damaged; nothing is left behind then.
 * Ownership: cs_library_close. */
CS_MUST_USE enum cs_status cs_library_open(const char *path, enum cs_library_mode mode,
                                           struct cs_library **out, struct cs_diag *diag);
void cs_library_close(struct cs_library *library); /* NULL is allowed */
/* Closes a library that the caller has made, and removes it if no file has come into it. */
void cs_library_close_new(struct cs_library *library);
/* How long to wait for another program's lock, instead of 10 seconds. */
void cs_library_wait(struct cs_library *library, int milliseconds);

/* The name under which a file is the same file again: lower case, without the " (1)" or " - Copy"
 * that a second download gets. Returns out. */
const char *cs_library_stem(const char *name, char *out, size_t capacity);

/* A file on its way in. */
struct cs_library_file {
    const char *name; /* base name */
    const char *sha256;
    uint64_t n_bytes;
    const char *imported; /* when: "2026-11-24T22:00:00Z" */
    bool renews_period;   /* the same bytes replace themselves where their periods are others now */
};

enum cs_library_outcome {
    CS_LIBRARY_ADDED,
    CS_LIBRARY_KNOWN,    /* the same bytes are there already: nothing changed */
    CS_LIBRARY_REPLACED, /* an earlier file of the same table is gone */
};

struct cs_library_difference {
    const char *text;
}; /* "43-6013 US 2024 wage_median: 44,600 → …" */
enum { CS_LIBRARY_SHOWN_DIFFERENCES = 10 };

struct cs_library_change {
    enum cs_library_outcome outcome;
    const char *known_as;      /* name of the file that was known or replaced; NULL when added */
    bool is_renewed;           /* CS_LIBRARY_REPLACED the same bytes, for their period */
    uint64_t n_rows, n_values; /* taken in */
    uint64_t n_added, n_removed, n_changed; /* values, against the replaced file */
    struct cs_library_difference shown[CS_LIBRARY_SHOWN_DIFFERENCES];
    size_t n_shown;
};

/* Whether a file of these bytes is in the library; its name or NULL. Arena: the name. */
CS_MUST_USE enum cs_status cs_library_knows(struct cs_library *library, const char *sha256,
                                            struct cs_arena *arena, const char **name,
                                            struct cs_diag *diag);

/* Takes in everything the dataset holds as the content of one file, in one transaction. A file of
 * the same name (a browser's " (1)" aside) with the same tables is replaced.
 * Arena: strings of *change. Errors: CS_IO; the library is then as it was. */
CS_MUST_USE enum cs_status cs_library_add(struct cs_library *library,
                                          const struct cs_library_file *file,
                                          const struct cs_dataset *dataset, struct cs_arena *arena,
                                          struct cs_library_change *change, struct cs_diag *diag);

/* One table of one file. NULL where unknown; name is the file's, with ":SHEET" where it has more
 * than one table. */
struct cs_library_source {
    const char *file, *name, *title, *publisher, *layout, *period, *imported, *sha256;
    uint64_t n_bytes, n_rows, n_rejected, n_values;
};
/* By file name, then table. Arena: everything. */
CS_MUST_USE enum cs_status cs_library_list(struct cs_library *library, struct cs_arena *arena,
                                           struct cs_library_source **sources, size_t *n,
                                           struct cs_diag *diag);

/* Removes the files of this name, or whose digest starts with it (8 digits or more).
 * *n_removed counts them; 0 is not an error. */
CS_MUST_USE enum cs_status cs_library_remove(struct cs_library *library, const char *name,
                                             size_t *n_removed, struct cs_diag *diag);

/* Which rows a question needs. A list of n = 0 means all. Codes as in the dataset's keys. */
struct cs_library_codes {
    const char *const *codes;
    size_t n;
};
struct cs_library_request {
    struct cs_library_codes occupations;
    struct cs_library_codes regions;
    struct cs_library_codes periods;
    bool is_newest; /* of each publisher's table the newest vintage among the rows above only … */
    size_t n_apart[CS_N_DIMS]; /* … that has at least so many keys to set side by side, where any
                                  has; 0 and 1: all have */
    size_t n_groups;           /* of the occupations above the first stand for their major groups */
    bool skips_observations;   /* published figures only */
    bool mixes_currencies;     /* observations may be in several: they will be converted */
    const char *only_currency; /* those in others are left out; NULL: not */
    bool is_of_prices; /* rates, purchasing power and price indexes by year, and nothing else */
    bool wants_descriptions; /* what the occupations are like, besides; of any region and period */
};
/* What was passed over for the vintage taken: told with the answer. */
struct cs_library_vintage {
    const char *title, *taken;
    const char *newer; /* the newest one that has too few keys; NULL when none */
    size_t n_others;
    bool is_series; /* of a table whose rows have periods of their own */
};
struct cs_library_vintages {
    struct cs_library_vintage *items;
    size_t n;
};

/* Adds the rows to the dataset. A figure that two files hold alike comes once. vintages may be
 * NULL. Arena: *vintages. */
CS_MUST_USE enum cs_status cs_library_fetch(struct cs_library *library,
                                            const struct cs_library_request *request,
                                            struct cs_dataset *dataset, struct cs_arena *arena,
                                            struct cs_library_vintages *vintages,
                                            struct cs_diag *diag);

/* Calls `name` for every title and alias of the occupations or regions, grouped by code, the title
 * first; borrowed for the call. `year` is the newest in which the code had the title, -1 unknown.
 * Anything but CS_OK ends the walk and is returned. */
struct cs_library_name_sink {
    void *context;
    enum cs_status (*name)(void *context, const char *code, const char *title, int year,
                           const char *name);
    bool skips_aliases; /* titles alone, for cs_library_names */
};
CS_MUST_USE enum cs_status cs_library_names(struct cs_library *library, enum cs_dim dim,
                                            const struct cs_library_name_sink *sink,
                                            struct cs_diag *diag);

/* Calls `name` once for each region with published figures of at least one occupation; groups of
 * occupations alone do not count. In order of code. */
CS_MUST_USE enum cs_status cs_library_places(struct cs_library *library,
                                             const struct cs_library_name_sink *sink,
                                             struct cs_diag *diag);

/* Where and until when there are published figures of an occupation. */
struct cs_library_presence {
    size_t n_places;
    int last_year;               /* of a projection its base; 0 unknown */
    bool is_there;               /* in the place asked about */
    const char *a_place, *title; /* one of the places, the occupation's title, in the arena; NULL */
};
CS_MUST_USE enum cs_status cs_library_presence(struct cs_library *library, const char *code,
                                               const char *place, struct cs_arena *arena,
                                               struct cs_library_presence *out,
                                               struct cs_diag *diag);

/* The oldest year of the titles of an occupation and of its parts, 29-1141.01 of 29-1141; 0 when
 * there are none of a known year. */
CS_MUST_USE enum cs_status cs_library_title_year(struct cs_library *library, const char *code,
                                                 int *year, struct cs_diag *diag);
/* The first year of the published figures of a code's major group, 15-… of 15-2051; 0 when there
 * are none. */
CS_MUST_USE enum cs_status cs_library_first_year(struct cs_library *library, const char *code,
                                                 int *year, struct cs_diag *diag);

/* A published identity that does not hold. */
struct cs_library_violation {
    const char *identity; /* "openings", "change", "hourly", "order", "sum" */
    const char *place;    /* "occupation_2023_final.xlsx:Table 1.10, row 17" */
    const char *text;     /* what is said and what it should be */
};
struct cs_library_check {
    const char *identity, *words;
    uint64_t n_checked, n_violations;
};
enum { CS_LIBRARY_N_CHECKS = 5, CS_LIBRARY_SHOWN_VIOLATIONS = 10 };
struct cs_library_report {
    struct cs_library_check checks[CS_LIBRARY_N_CHECKS];
    struct cs_library_violation *violations; /* at most 10 for each identity */
    size_t n_violations;
};
/* The identities that publishers' tables keep, over everything in the library. Arena: all. */
CS_MUST_USE enum cs_status cs_library_check(struct cs_library *library, struct cs_arena *arena,
                                            struct cs_library_report *report, struct cs_diag *diag);

#endif
