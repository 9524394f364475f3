/* Career data in memory, columnar where it is long. Answers for: holding keys, published estimates
 * and individual observations with their sources; looking keys up. Does not compute, convert,
 * pool or fill in. Built by ingest/ and library/, then treated as immutable. */
#ifndef CS_DATA_DATASET_H
#define CS_DATA_DATASET_H

#include <stdbool.h>

#include <stdint.h>

#include "base/arena.h"
#include "base/digest.h"
#include "base/status.h"
#include "data/description/descriptor.h"
#include "data/dim.h"
#include "data/measure.h"
#include "data/period.h"
#include "data/quantity.h"

enum { CS_NO_KEY = 0xFFFFFFFFu };
#define CS_NOT_COUNTED UINT64_MAX

/* Where a row stands in its classification; sums never cross tiers. */
enum cs_tier {
    CS_TIER_UNKNOWN,
    CS_TIER_TOTAL,
    CS_TIER_MAJOR,
    CS_TIER_MINOR,
    CS_TIER_BROAD,
    CS_TIER_DETAILED,
    CS_TIER_SUMMARY, /* a publisher's summary row of no stated depth */
};
const char *cs_tier_name(enum cs_tier tier);

/* One value of a dimension. Strings live in the dataset's arena; none is NULL except where said. */
struct cs_key {
    const char *code;        /* unique in its dimension */
    const char *title;       /* code again when the file has none */
    const char *definition;  /* of a level: "1–3 years"; NULL when unknown */
    const char *aliases;     /* newline-separated other titles; NULL when none */
    int order;               /* of a level in its scale, from 1; 0 unknown */
    struct cs_period period; /* of CS_DIM_PERIOD, parsed; zero when it cannot be */
    int title_year;          /* newest period that gave the title */
    bool is_left_out; /* some observations with it were not asked for, and are kept by it alone, or
                         some published figures, and are not kept */
    uint64_t added_at, titled_at; /* the dataset's `now` when it came up, and got its title */
};

struct cs_dict {
    struct cs_key *keys;
    size_t n_keys, capacity;
    struct cs_dict_slot {
        uint32_t hash, number; /* index + 1; 0 free */
    } * slots;                 /* open addressing */
    size_t n_slots;
    bool is_caseless; /* names without a code that differ by ASCII case only are one */
};

/* One input: a file, a sheet of one, or a resource of a package. */
struct cs_source {
    const char *id;         /* short name used in results; unique in the dataset */
    const char *title;      /* what the publisher calls it */
    const char *publisher;  /* NULL unknown */
    const char *url;        /* NULL unknown */
    const char *licence;    /* NULL unknown */
    const char *caveat;     /* NULL when none: travels with every figure */
    const char *file;       /* as named by the user */
    const char *layout;     /* name of the layout that read it */
    const char *period;     /* as text, NULL unknown */
    const char *retrieved;  /* date, NULL unknown */
    const char *replicates; /* how its replicate weights were made ("jk1"); NULL unknown */
    char sha256[CS_DIGEST_TEXT_BYTES]; /* of the file's bytes; "" not computed */
    uint64_t n_bytes;
    uint64_t n_rows, n_rejected, n_repeats; /* data rows read; refused; exact repeats seen, or
                                               CS_NOT_COUNTED */
    uint64_t n_outside;                     /* rows outside the layout's universe */
    uint64_t n_missing[CS_N_PRESENCES];     /* cells by reason */
    bool has_observations;                  /* some individual observations are its own */
};

/* A published statistic. */
struct cs_estimate {
    uint32_t key[CS_N_DIMS]; /* index into dicts[dim].keys, or CS_NO_KEY */
    uint32_t source;
    uint64_t line;        /* of the record in its source, from 1 */
    double value;         /* see struct cs_quantity */
    const char *text;     /* of a text measure, else NULL */
    const char *note;     /* of the row, else NULL */
    uint8_t measure;      /* enum cs_measure */
    uint8_t presence : 4; /* enum cs_presence */
    uint8_t tier : 4;     /* enum cs_tier of the occupation in this row */
    struct cs_unit unit;
};
_Static_assert((int)CS_N_MEASURES <= UINT8_MAX && (int)CS_N_PRESENCES <= 15 &&
                   CS_TIER_SUMMARY <= 15,
               "the members of an estimate hold every one");
_Static_assert(sizeof(struct cs_estimate) <= 64, "there are millions: keep it small");

/* People's observations, a column each. All share one unit. */
struct cs_observations {
    size_t n_rows, capacity;
    uint32_t *key[CS_N_DIMS]; /* CS_NO_KEY where the file has none */
    double *value;
    double *weight;    /* NULL when no source has weights */
    uint32_t *cluster; /* of `sampling`; NULL: of no sample with strata or clusters */
    uint32_t *source;
    float *replicates; /* n_rows × n_replicates, row after row; NULL when none */
    size_t n_replicates;
    struct cs_unit unit; /* of value */
    char (*currency)[4]; /* of each value, where they are not all in the unit's; NULL: they are */
    bool has_unit;       /* an observation with a value said it, even if no row is left */
};

/* How the sample was drawn (data/sampling/sampling.h). */
struct cs_sampling {
    struct cs_dict strata, clusters;
    uint32_t *stratum_of; /* of each cluster */
    size_t capacity;
};

struct cs_grouped;

struct cs_dataset {
    struct cs_arena arena;
    uint64_t now; /* where in the input its reader is, if it says so */
    struct cs_dict dicts[CS_N_DIMS];
    struct cs_estimate *estimates;
    size_t n_estimates, estimates_capacity;
    size_t n_left_out; /* estimates that were read and are not kept: they were not asked for */
    struct cs_descriptor *descriptors; /* what occupations are like */
    size_t n_descriptors, descriptors_capacity;
    struct cs_observations observations;
    struct cs_sampling sampling;
    struct cs_grouped *grouped; /* observations kept by group (data/grouped.h) instead of row by
                                   row; NULL: row by row */
    struct cs_source *sources;
    size_t n_sources, sources_capacity;
    const char *related_to; /* code of the occupation a package is about; NULL none */
    const char **related;   /* codes of those the package sets beside it */
    size_t n_related;
};

/* Ownership: free with cs_dataset_free. NULL when out of memory. */
struct cs_dataset *cs_dataset_new(void);
void cs_dataset_free(struct cs_dataset *dataset);

/* Another of the same content, to add to: its strings are borrowed from the one copied, which must
 * outlive it. NULL when out of memory. Requires: no individual observations. */
struct cs_dataset *cs_dataset_copy(const struct cs_dataset *dataset);

/* Some rows of a dataset and their sources, by their indices. */
struct cs_dataset_part {
    size_t first_estimate, n_estimates;
    size_t first_source, n_sources;
};
/* Puts the part behind all other rows: of figures that are alike the first one counts. */
CS_MUST_USE enum cs_status cs_dataset_put_last(struct cs_dataset *dataset,
                                               const struct cs_dataset_part *part);

/* The index of a code, added when new; CS_NO_KEY when out of memory. The title may be empty (the
 * code stands for it, and names that differ by case only are one, spelled as the first). A title of
 * a newer title_year replaces an older one. */
uint32_t cs_dataset_intern(struct cs_dataset *dataset, enum cs_dim dim, struct cs_span code,
                           struct cs_span title, int title_year);
/* The same without a title. is_name: the code is a name that stands for itself. */
uint32_t cs_dataset_intern_code(struct cs_dataset *dataset, enum cs_dim dim, struct cs_span code,
                                bool is_name);
/* The index of a code or CS_NO_KEY. */
uint32_t cs_dataset_find(const struct cs_dataset *dataset, enum cs_dim dim, struct cs_span code);
/* The key at an index; NULL for CS_NO_KEY. Ownership: borrowed, until the next intern. */
const struct cs_key *cs_dataset_key(const struct cs_dataset *dataset, enum cs_dim dim,
                                    uint32_t index);

/* Whether a source is about a span of years, as projections are. */
bool cs_source_is_projection(const struct cs_source *source);
/* Whether it only repeats a year's figure that a survey made: a projection's table prints pay. */
bool cs_estimate_is_reprint(const struct cs_dataset *dataset, const struct cs_estimate *estimate);

/* Whether there are individual observations, as rows or in groups. */
bool cs_dataset_has_observations(const struct cs_dataset *dataset);

/* A zeroed source to fill, its index in *index; NULL when out of memory. Borrowed until the next
 * call. */
struct cs_source *cs_dataset_add_source(struct cs_dataset *dataset, uint32_t *index);

CS_MUST_USE enum cs_status cs_dataset_add_estimate(struct cs_dataset *dataset,
                                                   const struct cs_estimate *estimate);
CS_MUST_USE enum cs_status cs_dataset_add_descriptor(struct cs_dataset *dataset,
                                                     const struct cs_descriptor *descriptor);
/* weight is ignored unless has_weight; a first weight turns the column on (earlier rows get 1).
 * replicates: n_replicates values or NULL. */
struct cs_observation {
    uint32_t key[CS_N_DIMS];
    uint32_t source;
    double value, weight;
    bool has_weight;
    const float *replicates;
    size_t n_replicates;
    const char *currency; /* NULL: that of the unit */
    bool is_sampled;      /* cluster says how it was drawn; all observations are, or none */
    uint32_t cluster;
};
CS_MUST_USE enum cs_status cs_dataset_add_observation(struct cs_dataset *dataset,
                                                      const struct cs_observation *observation);
/* Forgets the observations; keys and sources stay. */
void cs_dataset_drop_observations(struct cs_dataset *dataset);

#endif
