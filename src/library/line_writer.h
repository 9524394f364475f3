/* Lines on their way into the library. Answers for: figures of a line as one text, shapes that
 * lines share, the sum by which a reader tells that a line is as it was written. Private to
 * library/. */
#ifndef CS_LIBRARY_LINE_WRITER_H
#define CS_LIBRARY_LINE_WRITER_H

#include <stdbool.h>
#include <stdint.h>

#include "data/dim.h"
#include "data/quantity.h"
#include "library/packed.h"
#include "library/sql.h"

/* A row of a table without its figures. */
struct cs_stored_line {
    int64_t id, source, place;
    int64_t keys[CS_N_DIMS]; /* ids; 0 none */
    const char *tier;        /* NULL unknown */
    const char *note;        /* NULL none */
};
/* The sum over a shape, and that over a line of it with its figures, as it is stored. */
uint32_t cs_shape_sum(struct cs_span tier, struct cs_span statistics, struct cs_span decimals);
int64_t cs_line_sum(const struct cs_stored_line *line, uint32_t shape, struct cs_span figures);

struct cs_line_writer; /* opaque */
/* Ownership: cs_line_writer_free. */
CS_MUST_USE enum cs_status cs_line_writer_new(struct cs_library *library,
                                              struct cs_line_writer **out, struct cs_diag *diag);
void cs_line_writer_free(struct cs_line_writer *writer); /* NULL is allowed */
/* A statistic, and how many decimals its figures mostly have. */
struct cs_line_statistic {
    int64_t id;
    int decimals;
};
struct cs_line_statistic cs_line_statistic_of(int64_t id, struct cs_unit unit);
/* One more figure of the line to come, in any order; no statistic twice. Copies. */
CS_MUST_USE enum cs_status cs_line_writer_add(struct cs_line_writer *writer,
                                              struct cs_line_statistic statistic,
                                              const struct cs_packed_figure *figure,
                                              struct cs_diag *diag);
bool cs_line_writer_has(const struct cs_line_writer *writer, int64_t statistic);
/* Writes the line with the figures added since the last one. */
CS_MUST_USE enum cs_status cs_line_writer_put(struct cs_line_writer *writer,
                                              const struct cs_stored_line *line,
                                              struct cs_diag *diag);

#endif
