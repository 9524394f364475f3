/* The frame around a table's rows: what it is at, and what it keeps. Inside of ingest/intake: the
 * search for the header (intake_header.c) and the lines under it (intake_lines.c) are steps of it
 * (intake.c). */
#ifndef CS_INGEST_INTAKE_FRAME_H
#define CS_INGEST_INTAKE_FRAME_H

#include "base/diag.h"
#include "data/load_report.h"
#include "ingest/intake/composite.h"
#include "ingest/intake/intake.h"
#include "ingest/intake/intake_table.h"
#include "ingest/layout/header_search.h"
#include "ingest/profile/rows.h"

/* The rows under a header are kept until there are enough of them for the profile of the table, or
 * the table ends; then they are read. */
enum intake_state {
    BETWEEN_TABLES,
    SEEKING_HEADER,
    HOLDING_HEADER,
    SAMPLING_ROWS,
    READING_ROWS,
    PASSING_OVER
};

struct cs_intake {
    struct cs_dataset *dataset;
    struct cs_intake_options options;
    struct cs_intake_about about;
    struct cs_load_report *report, own_report;
    size_t first_table; /* of this file in the report */
    struct cs_diag *diag;
    enum intake_state state;
    struct cs_header_search search;
    struct cs_composite composite;
    struct cs_intake_table table;
    struct held_header {
        struct cs_profile_rows row; /* the header; only while it is held */
        const struct cs_layout *layout;
        const char *const *headers;
    } held;
    uint32_t first_source;   /* of this intake in the dataset */
    size_t n_tables;         /* read with a layout */
    const char *known;       /* title of the first table that is known to hold no figures; NULL */
    struct cs_diag unread;   /* why tables were passed over; told when none was read */
    struct cs_diag left_out; /* such as the user would want; told when another was read */
    enum cs_status unread_status;
    uint64_t n_rejected; /* of the tables that are done */
};

/* Looks at a row for a header. The state is HOLDING_HEADER, SAMPLING_ROWS or PASSING_OVER when the
 * search is over. Errors: those of the layout found; CS_IO where nothing fits and nothing will. */
CS_MUST_USE enum cs_status cs_intake_seek_header(struct cs_intake *intake,
                                                 const struct cs_row *row);
/* The row under a header that is that of several surveys: it tells which. The row is not taken. */
CS_MUST_USE enum cs_status cs_intake_settle_header(struct cs_intake *intake,
                                                   const struct cs_row *row);
/* Says why no layout fits into intake->unread. Returns the status that this would be. */
CS_MUST_USE enum cs_status cs_intake_tell_unread(struct cs_intake *intake);

/* Keeps a line's text for the report, the first ones. */
void cs_intake_keep_line(struct cs_intake *intake, struct cs_line_report *lines, uint64_t *n,
                         const struct cs_row *row);
/* Takes or passes over one line under the header. Errors: out of memory; another header. */
CS_MUST_USE enum cs_status cs_intake_read_data(struct cs_intake *intake, const struct cs_row *row);
/* Lines that stood alone after the last full row are footnotes. */
void cs_intake_settle_pending(struct cs_intake *intake);
/* Warns of what was passed over between the rows. */
void cs_intake_warn_of_passed_lines(struct cs_intake *intake);

#endif
