/* What stands behind the public names, for the files of this folder. Answers for: the two structs
 * that outsiders never see into, and how an answer is put together. */
#ifndef CS_API_HANDLE_H
#define CS_API_HANDLE_H

#include "api/careerstat.h"
#include "base/arena.h"
#include "base/diag.h"
#include "base/status.h"
#include "cli/frame/command.h"

struct careerstat {
    char **files;
    size_t n_files, capacity;
    char *library;  /* NULL: none */
    char *datasets; /* NULL: beside the library or the program */
    char *folder;   /* of the library; NULL unknown */
    size_t n_threads;
};

struct careerstat_answer {
    struct cs_arena arena; /* of everything below but the document and the messages' texts */
    struct cs_diag diag;
    char *json;
    struct careerstat_figure *figures;
    size_t n_figures, figures_capacity;
    struct careerstat_key *keys;
    size_t n_keys, keys_capacity;
    struct careerstat_message *messages;
    size_t n_messages;
};

/* How many allocations of the library's own code have failed in this process, in any thread: an
 * answer during which one failed is none, as not everybody who went without may have said so. */
size_t cs_api_count_lost_allocations(void);

/* Fills figures, keys and messages from the document and the messages of the command. Errors:
 * CS_INTERNAL. */
CS_MUST_USE enum cs_status cs_api_answer_fill(struct careerstat_answer *answer,
                                              const struct cs_command *command);

/* Room for one more zeroed item of `size` bytes at the end of *items, which moves as it grows; NULL
 * when out of memory. Arena: the items. */
void *cs_api_grow(struct cs_arena *arena, void **items, size_t *n, size_t *capacity, size_t size);

#endif
