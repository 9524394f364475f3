/* The state of one fetch. Private to library/. */
#ifndef CS_LIBRARY_FETCH_H
#define CS_LIBRARY_FETCH_H

#include <stdbool.h>

#include "base/buf.h"
#include "library/sql.h"

struct cs_statistic_row {
    enum cs_measure measure;
    struct cs_unit unit;
    bool is_known; /* older programs do not know newer measures */
    bool has_row;
};

/* Figures seen. The hash stands beside the index, since a look at the figure itself is a wait for
 * memory. */
struct cs_seen_figure {
    uint32_t number; /* index in the dataset plus 1 */
    uint32_t hash;
};
struct cs_seen_figures {
    struct cs_seen_figure *slots;
    size_t n_slots, n;
};
uint32_t cs_figure_hash(const struct cs_estimate *estimate);
/* The same figure of the same thing: keys, tier, measure, unit, value, reason. */
bool cs_figure_is_same(const struct cs_estimate *a, const struct cs_estimate *b);
bool cs_seen_figures_grow(struct cs_seen_figures *seen);

struct cs_fetching {
    struct cs_library *library;
    const struct cs_library_request *request;
    struct cs_dataset *dataset;
    struct cs_arena *arena;
    struct cs_library_vintages *vintages;
    bool is_silent; /* nobody asks which vintages were passed over */
    struct cs_diag *diag;
    uint32_t *sources; /* index in the dataset plus 1, by id */
    uint32_t *keys;    /* the same times CS_N_DIMS, plus the dimension */
    struct cs_statistic_row *statistics;
    size_t n_keys, n_sources, n_statistics;
    struct sqlite3_stmt *key_row, *source_row;
    struct cs_seen_figures seen;
};

/* Whether a source `s` is of one vintage: its rows have no periods of their own. */
#define CS_SQL_ONE_VINTAGE "s.period IS NOT NULL AND instr(s.period, ' ') = 0"
/* Puts the keys asked for into temporary tables (`wanted_occupation`, …) and empties `taken`. */
CS_MUST_USE enum cs_status cs_fetching_want_codes(struct cs_fetching *fetching);
/* Appends the WHERE of the request for rows of a table under a name. */
void cs_fetching_where(const struct cs_fetching *fetching, const char *table, struct cs_buf *sql);

/* Errors: CS_IO, always: the library's file is not as this program writes it. */
enum cs_status cs_fetching_damaged(const struct cs_fetching *fetching, const char *what);
/* The dataset's index of the key that a row names in a column; CS_NO_KEY for NULL. A key is kept
 * with its dimension: a row that names one of another dimension is damaged. */
CS_MUST_USE enum cs_status cs_fetching_key(struct cs_fetching *fetching, struct sqlite3_stmt *row,
                                           int column, enum cs_dim dim, uint32_t *index);
/* The dataset's index of a source of the library. */
CS_MUST_USE enum cs_status cs_fetching_source(struct cs_fetching *fetching, int64_t id,
                                              uint32_t *index);

/* Fills the temporary table `taken` with the newest vintage of each publisher's table among the
 * rows asked for. A table's vintage is the period of its source, or where sources hold many
 * periods that of the row. */
CS_MUST_USE enum cs_status cs_fetching_choose_newest(struct cs_fetching *fetching);
/* Fills the temporary table `passed` with the periods of sources whose people a newer snapshot of
 * the same survey has too; says so, naming both. */
CS_MUST_USE enum cs_status cs_fetching_pass_over_snapshots(struct cs_fetching *fetching);

#endif
