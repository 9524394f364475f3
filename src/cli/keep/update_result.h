/* What came of an update. Answers for: the report as text and as JSON, and the exit code. */
#ifndef CS_CLI_UPDATE_RESULT_H
#define CS_CLI_UPDATE_RESULT_H

#include "cli/frame/command.h"
#include "cli/keep/import_result.h"
#include "fetch/plan/plan.h"

enum cs_update_outcome {
    CS_UPDATE_NEW,       /* in the library now */
    CS_UPDATE_REVISED,   /* in place of an earlier version of the same */
    CS_UPDATE_UNCHANGED, /* in the library already */
    CS_UPDATE_HELD,      /* the same, imported by hand: not asked for */
    CS_UPDATE_NOT_OUT,   /* what is due is not there yet, and nothing before it is lacking */
    CS_UPDATE_FAILED,    /* could not be had, or not be understood */
    CS_UPDATE_BY_HAND,   /* nothing that a program can fetch */
    CS_UPDATE_ON_REQUEST,
    CS_UPDATE_TO_ASK, /* --dry-run */
    CS_UPDATE_OFFLINE,
    CS_N_UPDATE_OUTCOMES,
};

/* A table; of one that is not asked for there is no `try`. */
struct cs_updated {
    const struct cs_plan_item *item;
    const struct cs_plan_try *try; /* the edition that the outcome is about; NULL none */
    enum cs_update_outcome outcome;
    const char *edition;       /* that the outcome is about; "" unknown */
    const char *reason, *hint; /* of a failure; NULL none */
    bool is_fetched; /* the file of a failure is there: fetching it again would not help */
    struct cs_imported imported;
};

/* Guides with markers, held against the library (cli/command/guides_stale.h). */
struct cs_stale_guide {
    const char *path;
    size_t n_markers, n_stale;
    const char *const *sentences; /* of the first CS_STALE_SHOWN stale ones: what changed */
    size_t n_sentences;
};
enum { CS_STALE_SHOWN = 5 };
struct cs_stale_guides {
    struct cs_stale_guide *items; /* every guide that has a marker */
    size_t n, n_stale;            /* n_stale: guides with a stale marker */
};

struct cs_update_result {
    struct cs_updated *tables; /* in the order of the catalogue */
    size_t n;
    size_t n_with[CS_N_UPDATE_OUTCOMES];
    uint64_t n_bytes; /* of files that came over the network */
    unsigned n_requests;
    struct cs_stale_guides guides;
    bool has_guides; /* they were looked at */
};

/* Counts, when every table has its outcome. */
void cs_update_count(struct cs_update_result *result);
/* CS_OK; CS_NO_ANSWER when something failed or a guide is stale, CS_IO when everything failed. */
enum cs_status cs_update_status(const struct cs_update_result *result);
/* Both write to the call's output. Errors: CS_INTERNAL. */
CS_MUST_USE enum cs_status cs_update_write_text(const struct cs_update_result *result,
                                                struct cs_call *call);
CS_MUST_USE enum cs_status cs_update_write_json(const struct cs_update_result *result,
                                                const char *library, struct cs_call *call);

#endif
