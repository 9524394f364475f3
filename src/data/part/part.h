/* A partial result: the observations of some input by group, exactly, in few bytes, to be brought
 * together with those of other inputs. Answers for: writing and reading the format
 * (docs/partial.md), whose bytes are the same for the same data on every machine, and which carries
 * its version and a checksum. Published figures and replicate weights are not kept in it. */
#ifndef CS_DATA_PART_H
#define CS_DATA_PART_H

#include "base/buf.h"
#include "base/diag.h"
#include "data/grouped.h"

/* A word of the call that made the part, to be obeyed when parts are merged. */
struct cs_part_option {
    const char *name, *value;
};

/* What a part is of, besides its observations. Strings are borrowed. */
struct cs_part_about {
    unsigned group_dims; /* bits of the dimensions its groups are kept by */
    const struct cs_part_option *options;
    size_t n_options;
};

/* Where a part goes: appended to `out`, which `flush` empties now and then; NULL: it never does. */
struct cs_part_out {
    struct cs_buf *out;
    void (*flush)(void *context, struct cs_buf *out);
    void *context;
};
/* Writes the whole part. Requires: dataset->grouped is gathered, or NULL. Errors: CS_INTERNAL out
 * of memory, CS_IO when observations cannot be read back from their temporary file. */
CS_MUST_USE enum cs_status cs_part_write(const struct cs_dataset *dataset,
                                         const struct cs_part_about *about,
                                         const struct cs_part_out *to, struct cs_diag *diag);

struct cs_part; /* a part that was checked */
/* The bytes of a part; when they lie in a file, what has been read need not stay in memory. */
struct cs_part_source {
    const char *name;
    const void *bytes;
    size_t n_bytes;
    void (*let_go)(const void *start, size_t n_bytes); /* NULL: they are in memory */
};
/* Checks mark, version and checksum, and reads what the part is of. Name and bytes are borrowed
 * until cs_part_close. Errors: CS_IO with the name. */
CS_MUST_USE enum cs_status cs_part_open(const struct cs_part_source *from, struct cs_part **out,
                                        struct cs_diag *diag);
void cs_part_close(struct cs_part *part); /* NULL is allowed */
/* Borrowed from the part. */
const struct cs_part_about *cs_part_about(const struct cs_part *part);
const char *cs_part_name(const struct cs_part *part);
/* In the order in which one run over all inputs would take them: by the names of the files that
 * they are of, then by their bytes. */
int cs_part_compare(const struct cs_part *a, const struct cs_part *b);
/* Adds keys, sources and answers to the dataset; its groups must be gathered after the last.
 * Errors: CS_IO when the bytes make no sense, or the observations are in another unit. */
CS_MUST_USE enum cs_status cs_part_add(const struct cs_part *part, struct cs_dataset *dataset,
                                       struct cs_diag *diag);

#endif
