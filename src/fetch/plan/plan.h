/* What there is to do. Answers for: of each table of the catalogue what is due, what the library
 * has of it, and which addresses to ask in which order. Asks nobody. */
#ifndef CS_FETCH_PLAN_H
#define CS_FETCH_PLAN_H

#include "fetch/catalogue/catalogue.h"
#include "fetch/plan/holding.h"
#include "fetch/transfer/transfer.h"

enum cs_plan_state {
    CS_PLAN_CURRENT, /* the newest edition that is due is held */
    CS_PLAN_BEHIND,  /* an earlier one is */
    CS_PLAN_LACKING, /* none is */
};
const char *cs_plan_state_name(enum cs_plan_state state);

/* An edition that is asked for; of a table without editions in its address there is one. */
struct cs_plan_try {
    int edition;
    const char *label, *file;
    struct cs_transfer transfer;
};
enum { CS_PLAN_MOST_TRIES = 4 };

struct cs_plan_item {
    const struct cs_catalogue_table *table;
    enum cs_plan_state state;
    struct cs_holding holding;
    int due;                   /* edition; CS_NO_EDITION before the first */
    const char *due_label;     /* NULL with none */
    const char *held_label;    /* of the newest held; its period where no edition fits; NULL none */
    const char *file;          /* the exact name of what is due */
    const char *address;       /* of what is due; NULL: by hand */
    struct cs_date next;       /* when the edition after that is due */
    struct cs_plan_try *tries; /* newest first, linked by transfer.next; NULL: not to be fetched */
    size_t n_tries;
};
struct cs_plan {
    struct cs_plan_item *items; /* in the order of the catalogue */
    size_t n;
};

struct cs_plan_request {
    struct cs_date today;
    const struct cs_library_source *sources; /* of the library */
    size_t n_sources;
    struct cs_library *library;             /* NULL none */
    const struct cs_fetch_records *records; /* NULL: nothing is to be fetched */
    const char *folder;                     /* where files go */
    const char *const *only;                /* names of tables; n 0: all that are not on request */
    size_t n_only;
};

/* With records, the transfers that stand to be made; those held are asked for changes only. With
 * `only`, other tables are left out. Errors: CS_USAGE for a name that no table has, CS_IO of the
 * library. Arena: everything. */
CS_MUST_USE enum cs_status cs_plan_make(struct cs_plan *plan, const struct cs_catalogue *catalogue,
                                        const struct cs_plan_request *request,
                                        struct cs_arena *arena, struct cs_diag *diag);

#endif
