/* One table under way: what the header said, where its rows go, what was counted. Inside of
 * ingest/intake; the row reader (intake_row.c) and the header search (intake.c) share it. */
#ifndef CS_INGEST_INTAKE_TABLE_H
#define CS_INGEST_INTAKE_TABLE_H

#include "ingest/intake/intake.h"
#include "ingest/intake/keys.h"
#include "ingest/intake/repeats.h"
#include "ingest/profile/pay_scale.h"
#include "ingest/profile/pay_size.h"
#include "ingest/profile/profile.h"

/* A source of the table's rows: its own (the first) or one its rows name. */
struct cs_row_source {
    uint32_t index; /* in the dataset; CS_NO_KEY until a row needs it */
    struct cs_period first, last;
};

enum { CS_PAY_ELSEWHERE = 8 };

/* What the figures of rows measure, and whose workplaces they are of, where a column tells it: of
 * every row, also of those that are not kept. */
struct cs_owned_row;
struct cs_ownerships {
    struct cs_owned_row *rows; /* heap */
    size_t n_rows, rows_capacity;
    struct cs_figure_kind {
        uint8_t measure; /* enum cs_measure */
        struct cs_unit unit;
    } * kinds; /* heap */
    size_t n_kinds, kinds_capacity;
    uint8_t *of_figures; /* of each figure of the table that is kept; heap */
    size_t n_figures, figures_capacity;
};

struct cs_intake_table {
    struct cs_dataset *dataset;
    const struct cs_intake_options *options;
    const struct cs_intake_about *about; /* never NULL */
    struct cs_load_report *report;
    size_t report_index;
    struct cs_diag *diag;
    const char *file, *sheet;

    const struct cs_layout *layout;
    struct cs_surroundings around; /* borrowed until the table ends */
    struct cs_binding binding;
    struct cs_keys keys;
    struct cs_repeats repeats;
    struct cs_profile_rows *sample; /* rows not read yet; heap, NULL once the profile is there */
    struct cs_profile profile;
    struct cs_pay_scales scales; /* of its pay columns */
    struct cs_marker *markers;   /* the layout's, and the texts that mean an empty cell; heap */
    size_t n_markers;
    /* The first column of a role, or NULL. */
    const struct cs_bound_column *of_role[CS_ROLE_IGNORE + 1];
    struct cs_bound_column found[2]; /* columns of pay periods and currencies that the layout does
                                        not name; of_role points to those that there are */
    struct cs_layout_column design_rules[2]; /* strata and clusters that the user names; */
    struct cs_bound_column design[2];        /* of_role points to them */
    uint32_t *column_periods; /* key of each bound column's own period, or CS_NO_KEY; heap */
    uint32_t *column_regions; /* of rates: key of each currency's home; 0: not asked yet,
                                 else one more than the key; heap */
    uint32_t period;          /* key for rows that do not say */

    struct cs_estimate *drafts;                   /* of the row under way; heap */
    const struct cs_bound_column **draft_columns; /* of each draft; heap */
    size_t n_drafts;
    size_t first_estimate;              /* of the table in the dataset */
    float *replicates;                  /* of the row under way; heap */
    size_t elsewhere[CS_PAY_ELSEWHERE]; /* columns of pay beside the one that is read */
    size_t n_elsewhere;
    uint64_t n_paid_elsewhere, n_floors; /* rows with pay there alone; with a floor for pay */
    struct cs_ownerships ownerships;
    uint8_t *leaves_out[CS_N_DIMS]; /* of each key: options->figures does not take it; heap */
    size_t n_judged[CS_N_DIMS];

    struct cs_dict source_names;
    struct cs_arena arena;         /* of names of sources, and of a layout read late */
    struct cs_row_source *sources; /* [0] the table's own; heap */
    size_t n_sources;
    const char *last_note; /* in the dataset, to share equal ones */

    uint64_t n_pending; /* short lines that are footnotes if nothing follows them */
    struct cs_line_report pending[CS_REPORTED_LINES];
};

/* What is told of the table being read. */
struct cs_table_report *cs_intake_table_report(const struct cs_intake_table *table);
/* What is to be said of a cell. Borrowed for the call. */
struct cs_remark {
    enum cs_severity severity;
    const char *value; /* of the cell; NULL: what is said is of the column */
    const char *what, *hint;
};
/* Says it, with the cell's place and column: "…: column 'pay' (field 3): 'N/K' is …". */
void cs_intake_tell(const struct cs_intake_table *table, const struct cs_row *row,
                    const struct cs_bound_column *bound, const struct cs_remark *remark);
/* Warns where several sheets of one workbook, from the report's table number first_table on, give
 * observations: they are pooled, and one may be a copy or a summary of another. */
void cs_intake_warn_of_sheets(const struct cs_load_report *report, size_t first_table,
                              struct cs_diag *diag);
/* The table whose rows are being read; NULL before its header and between tables. */
struct cs_intake_table *cs_intake_table_under_way(struct cs_intake *intake);
/* Refuses the short lines that were kept as possible footnotes. */
void cs_intake_refuse_pending(struct cs_intake *intake);

/* Binds the layout to the header row and works out the period. `headers` are folded, `row` is the
 * header as in the file. Errors: CS_USAGE, CS_IO; the table is empty then. */
CS_MUST_USE enum cs_status cs_intake_table_start(struct cs_intake_table *table,
                                                 const struct cs_layout *layout,
                                                 const struct cs_row *row,
                                                 const char *const *headers);
void cs_intake_table_clear(struct cs_intake_table *table);

/* The name of a file or member without its folders: "state_M2012_dl.xls". */
struct cs_span cs_intake_file_name(const char *path);
/* The first clue of the layout, of a unit or of a period, that stands around the table; its
 * captures in *captures. NULL when none does. */
const struct cs_layout_clue *cs_intake_find_clue(const struct cs_intake_table *table, bool of_unit,
                                                 struct cs_captures *captures);
/* Gives the unit of the clues to the columns of money that have none. */
void cs_intake_complete_by_clues(struct cs_intake_table *table);

/* Takes the columns of strata and clusters that the options name. Errors: CS_USAGE. */
CS_MUST_USE enum cs_status cs_intake_find_design(struct cs_intake_table *table,
                                                 const char *const *headers, size_t n);

/* Works out the table's period and those of its columns. Errors: CS_USAGE for the user's. */
CS_MUST_USE enum cs_status cs_intake_find_periods(struct cs_intake_table *table);

/* Takes the keys that stand above the table and in the file's name, as the layout says. */
void cs_intake_read_outside(struct cs_intake_table *table);
/* The state of a table whose layout leaves it to what stands around the rows. Errors: CS_IO where
 * nothing, or more than one thing, names one. */
CS_MUST_USE enum cs_status cs_intake_name_place(struct cs_intake_table *table);

/* What is known of a column; NULL for none, or before the profile is there. */
const struct cs_column_profile *cs_intake_profile_of(const struct cs_intake_table *table,
                                                     const struct cs_bound_column *bound);
/* Works out the profile from the sample, tells of it, and writes it into the report. Errors: out of
 * memory. */
CS_MUST_USE enum cs_status cs_intake_make_profile(struct cs_intake_table *table);

/* Takes the columns of pay periods and currencies that the profile found. */
void cs_intake_find_unit_columns(struct cs_intake_table *table);
/* Completes the units that the layout leaves open by the words of the headers: `row` as in the
 * file, `headers` folded. */
void cs_intake_complete_units(struct cs_intake_table *table, const struct cs_row *row,
                              const char *const *headers);
/* Warns of headers that name another time for pay than the layout. */
void cs_intake_warn_of_headers(const struct cs_intake_table *table);

/* Warns of columns of numbers that the layout passes by: those whose headers speak of pay or jobs,
 * and those that may say how many people a row stands for. */
void cs_intake_warn_of_unread(struct cs_intake_table *table);
/* Warns of the first row (of each, where all problems are listed) without pay in the column that is
 * read, and with some in another. */
void cs_intake_warn_of_pay_elsewhere(struct cs_intake_table *table, const struct cs_row *row);

/* Whether a header is that of a number each row, or each person, has of its own. */
bool cs_intake_names_rows(const char *header);
/* Warns where rows are no people, by the sample: one person's number comes back with other pay in
 * the same place, occupation and period; and where what is taken for a weight is a body's. */
void cs_intake_warn_of_people(const struct cs_intake_table *table);

/* What pay of the unit is likely to be; anything, when it is no money or for no known time. */
struct cs_pay_bounds cs_intake_likely_pay(struct cs_unit unit);
/* Notes an amount that was taken from a column of the row. Returns false when out of memory. */
CS_MUST_USE bool cs_intake_note_pay(struct cs_intake_table *table, const struct cs_row *row,
                                    const struct cs_bound_column *bound, struct cs_unit unit,
                                    double amount);
/* Refuses a header that names a scale ("$000", "in thousands") where the layout has no "multiply",
 * and tells of lines above that do. Errors: CS_IO. */
CS_MUST_USE enum cs_status cs_intake_check_scales(const struct cs_intake_table *table);
/* Warns of columns whose amounts lie on two scales, or are of no usual size as a whole, and of
 * amounts that look like marks for "no answer". */
void cs_intake_warn_of_scales(const struct cs_intake_table *table);
/* Parts of it, of individual observations: a column that is no usual pay as a whole; amounts of
 * zero, and of nines alone. */
void cs_intake_warn_of_size(const struct cs_intake_table *table, const struct cs_pay_scale *scale);
void cs_intake_warn_of_marks(const struct cs_intake_table *table, const struct cs_pay_scale *scale);

/* Warns of figures of the row under way, its drafts, that cannot be or contradict each other: a
 * share above 100 percent, a 25th percentile above the median. */
void cs_intake_check_sense(const struct cs_intake_table *table, const struct cs_row *row);
/* The same of a whole table whose rows have one figure each. Errors: out of memory. */
CS_MUST_USE enum cs_status cs_intake_check_tidy_sense(const struct cs_intake_table *table);

/* Tells the figures of an industry apart by ownership, where some stand under several. Errors: out
 * of memory. */
CS_MUST_USE enum cs_status cs_intake_settle_ownership(struct cs_intake_table *table);
void cs_ownerships_clear(struct cs_ownerships *ownerships);

/* Notes the periods that the rows of each source had. */
void cs_intake_finish_sources(struct cs_intake_table *table);
/* The source named by the row, in table->sources; NULL when out of memory. */
struct cs_row_source *cs_intake_row_source(struct cs_intake_table *table, const struct cs_row *row);

/* Takes one data row. Errors: only out of memory; a row that cannot be read is counted. */
CS_MUST_USE enum cs_status cs_intake_take_row(struct cs_intake_table *table,
                                              const struct cs_row *row);

#endif
