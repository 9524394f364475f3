/* Marked figures brought up to date. Answers for: deciding about each marker of a guide whether its
 * text is the newest figure, an older vintage, edited by hand or no longer to be had, and the edits
 * between markers and the pictures that follow. Prints nothing, changes no file. */
#ifndef CS_GUIDE_REFRESH_H
#define CS_GUIDE_REFRESH_H

#include <stdbool.h>

#include "guide/text/edit.h"
#include "guide/refresh/marker.h"
#include "guide/refresh/painter.h"

enum cs_refresh_state {
    CS_REFRESH_CURRENT,
    CS_REFRESH_STALE,  /* an older vintage, or empty: replaced */
    CS_REFRESH_EDITED, /* no vintage of the figure: kept unless forced */
    CS_REFRESH_ABSENT, /* the data have no such figure: kept */
    CS_REFRESH_FAULTY, /* the marker is wrong: an error; nothing of the guide is changed */
};
const char *cs_refresh_state_name(enum cs_refresh_state state);

struct cs_refreshed {
    const struct cs_guide_marker *marker;
    enum cs_refresh_state state;
    const char *figure;     /* its name; "" for a faulty marker */
    const char *old_text;   /* trimmed */
    const char *new_text;   /* NULL when absent or faulty */
    const char *old_period; /* "" unknown */
    const char *new_period;
    const char *sentence; /* "median pay 2023 $40,640 → 2024 $44,640, +9.8 %", or what is wrong */
    bool is_date;         /* writes the period of its figure */
    bool is_held;         /* kept only because another text under its date is */
    const char *file;     /* of a chart, as its marker says; NULL of others */
    const char *path;     /* where that lies */
    const char *model;    /* what is drawn there, as a digest; NULL when absent */
    struct cs_buf picture; /* to be written before the guide; empty: nothing to write */
};

struct cs_refresh {
    struct cs_arena arena;
    struct cs_document document;
    struct cs_guide_markers markers;
    struct cs_refreshed *items; /* one a marker */
    size_t n_items;
    size_t n_states[CS_REFRESH_FAULTY + 1];
    struct cs_edit *edits; /* ordered */
    size_t n_edits;
};

struct cs_refresh_options {
    const char *occupation, *region;  /* used where neither marker nor guide says; NULL */
    bool is_forced;                   /* texts edited by hand are replaced too */
    const struct cs_painter *painter; /* of charts; NULL: a marker with style=chart is an error */
    int draws;                        /* pictures are going to be written: draw what is stale */
};

/* The bytes stay the caller's and must outlive the result. Errors: CS_USAGE when a marker is wrong
 * (all are reported, no edits are made); CS_IO as cs_document_read. Clear in every case. */
CS_MUST_USE enum cs_status cs_refresh_guide(struct cs_refresh *refresh,
                                            const struct cs_figure_data *data,
                                            const struct cs_refresh_options *options,
                                            const char *file, const char *bytes, size_t n_bytes,
                                            struct cs_diag *diag);
void cs_refresh_clear(struct cs_refresh *refresh);

#endif
