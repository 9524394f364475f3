/* One data row under way. Inside of ingest/intake: the frame (intake_row.c) works out keys, then
 * hands the row to the reader of figures or of observations; both read numbers here. A row is taken
 * whole or not at all: the first cell that cannot be read refuses it. */
#ifndef CS_INGEST_INTAKE_ROW_H
#define CS_INGEST_INTAKE_ROW_H

#include <stdbool.h>

#include "ingest/intake/intake_table.h"

/* A row being read. */
struct cs_row_work {
    struct cs_intake_table *table;
    const struct cs_row *row;
    struct cs_source *source;
    uint32_t key[CS_N_DIMS];
    int year;        /* of the row's period, 0 unknown */
    unsigned na_per; /* bit of each enum cs_per whose wages do not apply */
    enum cs_tier tier;
    enum cs_presence absence; /* why the row has no figures, by its own column; PRESENT: it has */
    const char *note;         /* in the dataset, or NULL */
    double pay_factor;        /* pay as given to pay for unit.per: 0.5 where it is for two weeks */
    double dollars; /* a euro's worth, where the row is of rates against it; 0: not asked yet */
};

enum cs_row_fate { CS_ROW_TAKEN, CS_ROW_OUTSIDE, CS_ROW_REFUSED, CS_ROW_NO_MEMORY };

/* The cell of a role's first column; empty when the table has none. */
struct cs_span cs_row_cell(const struct cs_row_work *work, enum cs_column_role role);

/* Says what is wrong with a cell, in its place: "…: 'N/K' is not a number". CS_ROW_REFUSED. */
enum cs_row_fate cs_row_refuse(const struct cs_row_work *work, const struct cs_bound_column *bound,
                               const char *hint, const char *what);

/* Refuses a cell that is an error of a spreadsheet. */
enum cs_row_fate cs_row_refuse_error(const struct cs_row_work *work,
                                     const struct cs_bound_column *bound);

/* Warns of a cell that was read all the same: "…: '5-Mar' is a date, read as '3-5'". read_as may be
 * NULL. */
void cs_row_warn(const struct cs_row_work *work, const struct cs_bound_column *bound,
                 const char *what, const char *read_as);

/* Refuses a row of text with a quoted cell that holds whole rows. */
enum cs_row_fate cs_row_check_quotes(const struct cs_row_work *work);

/* Reads a cell as a number, by the form that its column has, or refuses it. `unit` is what the
 * row's value is in, as far as that is known. */
enum cs_row_fate cs_row_parse_number(const struct cs_row_work *work,
                                     const struct cs_bound_column *bound, struct cs_unit unit,
                                     struct cs_cell_number *out);

/* Reads a number with its reason, or refuses it. `unit` is the column's, completed by what the
 * cell says; `high` is the end of a range, else NaN. */
enum cs_row_fate cs_row_read_number(const struct cs_row_work *work,
                                    const struct cs_bound_column *bound, struct cs_unit *unit,
                                    struct cs_quantity *out, double *high);
/* The floor behind a cap mark, by year and unit; NaN when the layout does not know it. */
double cs_cap_floor(const struct cs_layout *layout, int year, struct cs_unit unit);
/* Completes the unit of a pay column by what the row's own columns say of currency and time, or
 * refuses the row; sets work->pay_factor. Other units stay. */
enum cs_row_fate cs_row_read_unit(struct cs_row_work *work, const struct cs_bound_column *bound,
                                  struct cs_unit *unit);
/* Counts a cell by its presence, in the report and the source. */
void cs_row_count_cell(const struct cs_row_work *work, const struct cs_bound_column *bound,
                       enum cs_presence presence);
bool cs_unit_is_money(struct cs_unit unit);

/* Takes the row as published figures into table->drafts and the dataset. */
enum cs_row_fate cs_row_read_estimates(struct cs_row_work *work);
/* Takes the row's note, if it has one, into work->note. */
void cs_row_read_note(struct cs_row_work *work);
/* Notes whose workplaces the figures that the row just gave are of. False: out of memory. */
CS_MUST_USE bool cs_row_note_ownership(const struct cs_row_work *work);
/* Whether a figure of these keys is asked for, as far as can be told (options->figures); if not,
 * the keys are marked. Tables of a figure a row are kept whole. Returns false when out of memory.
 */
CS_MUST_USE bool cs_row_judge(const struct cs_row_work *work, const uint32_t key[CS_N_DIMS],
                              bool *is_asked);
/* Takes the row as words and ratings that say what an occupation is like. */
enum cs_row_fate cs_row_read_descriptor(struct cs_row_work *work);
/* Takes the row as one person's observation into the dataset. */
enum cs_row_fate cs_row_read_observation(struct cs_row_work *work);

/* Notes the stratum and the cluster of an observation, where columns tell them. */
enum cs_row_fate cs_row_read_design(const struct cs_row_work *work,
                                    struct cs_observation *observation);

#endif
