/* The figures of the library one by one, whichever version keeps them: packed by line, or a row
 * each as before CS_LIBRARY_HAS_PACKED. Answers for: reading each line as it was written, or an
 * error that names its file. Private to library/. */
#ifndef CS_LIBRARY_FIGURE_WALK_H
#define CS_LIBRARY_FIGURE_WALK_H

#include <stdbool.h>
#include <stdint.h>

#include "library/line_writer.h"
#include "library/packed.h"
#include "library/sql.h"

/* Columns of the present line, cs_figure_walk.row. */
enum {
    CS_LINE_ID,
    CS_LINE_SOURCE,
    CS_LINE_PLACE,
    CS_LINE_KEYS,
    CS_LINE_NOTE = CS_LINE_KEYS + CS_N_DIMS
};

/* What lines have in common: which statistics stand at which place. */
struct cs_shape {
    const char *tier; /* "" unknown */
    struct cs_line_statistic *statistics;
    size_t n;
    uint32_t sum;
    bool is_read;
};
struct cs_shapes {
    struct cs_library *library;
    struct sqlite3_stmt *row;
    struct cs_shape *items; /* by id */
    size_t n;
    struct cs_arena arena;
};
CS_MUST_USE enum cs_status cs_shapes_open(struct cs_shapes *shapes, struct cs_library *library,
                                          struct cs_diag *diag);
void cs_shapes_close(struct cs_shapes *shapes);
struct cs_figure_walk {
    struct cs_library *library;
    struct sqlite3_stmt *row;
    bool is_packed;
    struct cs_shapes shapes;
    struct cs_packed_reader reader;
    const struct cs_shape *shape; /* of the present line, packed */
    size_t n_read;
    /* The present figure. */
    int64_t line, statistic;
    struct cs_packed_figure figure;
    struct cs_span tier; /* empty: unknown */
};
/* Lines under the name l, `where` (may be "") behind them. Ownership: cs_figure_walk_close, also
 * after a failure. */
CS_MUST_USE enum cs_status cs_figure_walk_open(struct cs_figure_walk *walk,
                                               struct cs_library *library, const char *where,
                                               struct cs_diag *diag);
/* Those of an earlier version, of `from`: lines l joined with their figures e. */
CS_MUST_USE enum cs_status cs_figure_walk_open_rows(struct cs_figure_walk *walk,
                                                    struct cs_library *library, const char *from,
                                                    const char *where, struct cs_diag *diag);
/* The next figure: lines in the order of SQLite's, figures in that of their statistics. */
CS_MUST_USE enum cs_status cs_figure_walk_next(struct cs_figure_walk *walk, bool *has_figure,
                                               struct cs_diag *diag);
void cs_figure_walk_close(struct cs_figure_walk *walk);

/* The columns of a line under a name: those above, then shape, figures and sum. */
enum { CS_LINE_COLUMNS = CS_LINE_NOTE + 4 };
#define CS_SQL_LINE(l)                                                                             \
    l ".id, " l ".source, " l ".place, " l ".occupation, " l ".region, " l ".level, " l            \
      ".period, " l ".industry, " l ".note, " l ".shape, " l ".figures, " l ".sum"
/* A line as it stands in a row from the column `first` on. Borrowed from the row. */
struct cs_line_read {
    struct cs_stored_line line;
    const struct cs_shape *shape;
    struct cs_span figures;
};
/* Errors: CS_IO when it is not as it was written. */
CS_MUST_USE enum cs_status cs_line_read(struct cs_shapes *shapes, struct sqlite3_stmt *row,
                                        int first, struct cs_line_read *out, struct cs_diag *diag);
/* "PATH: error: is damaged: …". Returns CS_IO. */
enum cs_status cs_library_damaged(const struct cs_library *library, const char *what,
                                  struct cs_diag *diag);

#endif
