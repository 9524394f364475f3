/* Questions as people say them: "nurse in Texas", "electrician, OH". Answers for: which words are
 * the place, and which place the data have by that name. No word is dropped: words of a place that
 * nobody knows are handed back as such. One function for the command line and the server. */
#ifndef CS_CLI_SPOKEN_H
#define CS_CLI_SPOKEN_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/diag.h"
#include "data/dataset.h"
#include "data/name/names.h"
#include "data/reference.h"

/* Where names are: the reference tables, and a library or data read from files. Borrowed. */
struct cs_spoken_names {
    const struct cs_reference *reference;
    const struct cs_dataset *data; /* or NULL */
    const char *library;           /* path, or NULL */
};

struct cs_spoken {
    const char *occupation;  /* the words but for the place */
    const char *place_words; /* as said; NULL: none is said */
    const char *place;       /* the code of the place, its title; NULL: none, or it is not known */
    const char *title;
    const char *near;      /* "Texas (TX)": places that an unknown one may be; NULL: none is near */
    const char *near_code; /* of the first of them */
    bool is_several;       /* they all go by the name said: "Portland" */
    bool is_slip;          /* the first of them is the place, misspelt: "Califronia" */
};

/* Splits the words, unless they are an occupation as a whole ("engineer in training"). What stands
 * behind "in" or "near" is a place, known or not; behind a comma, at the end or at the beginning
 * only a place of the reference tables. In the arena.
 * Errors: CS_INTERNAL, or as cs_library_open. */
CS_MUST_USE enum cs_status cs_spoken_read(const struct cs_spoken_names *names, const char *words,
                                          struct cs_arena *arena, struct cs_spoken *out,
                                          struct cs_diag *diag);

/* The place of that name, into the fields of *out that are about places. Words are borrowed. */
CS_MUST_USE enum cs_status cs_spoken_place(const struct cs_spoken_names *names, const char *words,
                                           struct cs_arena *arena, struct cs_spoken *out,
                                           struct cs_diag *diag);

/* Offers every occupation, or every place, that the names have. */
CS_MUST_USE enum cs_status cs_spoken_offer(const struct cs_spoken_names *names, enum cs_dim dim,
                                           struct cs_name_search *search, struct cs_diag *diag);

#endif
