/* What an occupation is like: tasks, skills, technology, schooling, preparation. Answers for:
 * putting a publisher's rows together, by the thing they describe, of the newest source there is.
 * Computes nothing from them and converts nothing. */
#ifndef CS_ANALYSIS_DESCRIPTION_H
#define CS_ANALYSIS_DESCRIPTION_H

#include <stdbool.h>

#include "analysis/outlook/lookup.h"
#include "base/arena.h"
#include "base/diag.h"
#include "data/dataset.h"
#include "data/description/descriptor.h"

/* The rows of a dataset by occupation. */
struct cs_descriptions; /* opaque; read-only after it is made: threads may share it */

/* Borrows the dataset, which must not grow meanwhile. Ownership: cs_descriptions_free. NULL when
 * out of memory. */
struct cs_descriptions *cs_descriptions_new(const struct cs_dataset *dataset);
void cs_descriptions_free(struct cs_descriptions *descriptions);

/* One task, skill, technology, category … Numbers are NaN where the publisher gives none. */
struct cs_description_item {
    const char *element; /* the publisher's id */
    const char *name;    /* never NULL */
    const char *note;    /* what it means, or the group of a technology; NULL none */
    double importance;   /* 1 not important to 5 extremely important */
    double level;        /* 0 to 7 */
    double relevance;    /* percent of workers who do the task */
    double rating;       /* interests and values 1 to 7, work styles -3 to 3, context 1 to 5 (3) */
    double share;        /* percent of workers in a category */
    unsigned marks;      /* bits of enum cs_descriptor_mark */
};

/* One aspect: the most important first, core tasks before others, asked-for technology before
 * other, categories in their order. */
struct cs_description_part {
    const struct cs_description_item *items;
    size_t n;
    const struct cs_source *source; /* NULL when n is 0 */
    const char *period;             /* when the newest of its rows was collected; "" unknown */
};

struct cs_job_zone {
    int zone; /* 1 little or no preparation to 5 extensive; 0 unknown */
    const char *name, *education, *experience, *training, *preparation, *examples; /* NULL: the
                          publisher's reference of zones is not there */
    const struct cs_source *source; /* of the zone; NULL unknown */
    const char *period;
};

struct cs_description {
    uint32_t occupation;                            /* key of the dataset */
    const char *code, *title, *definition;          /* definition NULL unknown */
    const struct cs_source *definition_source;      /* NULL unknown */
    struct cs_description_part parts[CS_N_ASPECTS]; /* that of CS_ASPECT_JOB_ZONE is empty */
    struct cs_job_zone zone;
    char interests[4]; /* the leading ones by their first letters: "SIC"; "" unknown */
    /* Parts of the occupation that are described by themselves: "29-1141.01" … */
    const struct cs_key **details;
    size_t n_details;
    bool is_empty; /* nothing is known of it */
};

/* Arena: everything in *out that is not the dataset's. `lookup` is of the same dataset, or NULL:
 * no job zone is looked up. Errors: out of memory. */
CS_MUST_USE enum cs_status cs_describe(const struct cs_descriptions *descriptions,
                                       const struct cs_lookup *lookup, uint32_t occupation,
                                       struct cs_arena *arena, struct cs_description *out,
                                       struct cs_diag *diag);

#endif
