/* The official tables that exist. Answers for: reading datasets/catalogue, a file a publisher, and
 * the names and addresses of an edition. Opens nothing but these files. */
#ifndef CS_FETCH_CATALOGUE_H
#define CS_FETCH_CATALOGUE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/diag.h"
#include "fetch/catalogue/edition.h"

/* A list of texts; all strings here lie in the catalogue's arena. */
struct cs_catalogue_texts {
    const char *const *items;
    size_t n;
};

struct cs_catalogue_publisher {
    const char *name, *licence;
    const char *asks;    /* what it asks of programs; NULL nothing */
    const char *comment; /* for those who read the file; NULL none */
    struct cs_catalogue_texts hosts;
};

struct cs_catalogue_table {
    const struct cs_catalogue_publisher *publisher;
    const char *name;               /* "oews-state" */
    const char *title, *use;        /* what it is, and what it is for */
    const char *address;            /* with placeholders; NULL: to be fetched by hand */
    const char *file;               /* the file's exact name, with placeholders */
    struct cs_catalogue_texts also; /* other names of it, with placeholders and * */
    const char *page;               /* where a person finds it */
    const char *note;               /* what that person needs to know; NULL nothing */
    struct cs_catalogue_texts layouts;
    struct cs_edition_rule rule;
    bool is_verified;      /* the address was tried */
    bool is_on_request;    /* large, or for few: only where it is held or named */
    bool is_dated_by_name; /* its periods are others than its editions */
    bool shares_layout;    /* with another table: the file's name tells them apart */
    uint64_t most_bytes;
};

struct cs_catalogue {
    struct cs_arena *arena;
    struct cs_catalogue_table *tables; /* by file, then in their order */
    size_t n;
};

/* Reads every .json of the folder, in order of names. Errors: CS_IO for what cannot be read,
 * CS_USAGE with the place for what is no catalogue. Arena: everything. */
CS_MUST_USE enum cs_status cs_catalogue_open(struct cs_catalogue *catalogue, const char *folder,
                                             struct cs_arena *arena, struct cs_diag *diag);
/* By name; NULL when there is none. */
const struct cs_catalogue_table *cs_catalogue_find(const struct cs_catalogue *catalogue,
                                                   const char *name);
/* The name nearest to one that is not there; NULL. */
const char *cs_catalogue_suggest(const struct cs_catalogue *catalogue, const char *name,
                                 struct cs_arena *arena);

/* A pattern of the table for an edition, in the arena; NULL when out of memory. */
const char *cs_catalogue_fill(const struct cs_catalogue_table *table, int edition,
                              const char *pattern, struct cs_arena *arena);
/* Whether a layout is one of the table's. */
bool cs_catalogue_has_layout(const struct cs_catalogue_table *table, const char *layout);

#endif
