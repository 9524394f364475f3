/* Marked figures of a guide: <!-- cs:NAME key=value … -->text<!-- /cs -->. Answers for: finding
 * markers and the defaults of a file (front matter, or <!-- cs:defaults key=value … -->), with
 * places for what is wrong. Markers inside code are text. Evaluates nothing. */
#ifndef CS_GUIDE_MARKER_H
#define CS_GUIDE_MARKER_H

#include "guide/text/document.h"
#include "guide/figure/figure.h"

struct cs_guide_marker {
    size_t start;                /* of the opening comment */
    size_t text_start, text_end; /* bytes between the comments */
    size_t end;                  /* past the closing comment */
    struct cs_span call;         /* "salary.median occupation=43-6013" */
};

struct cs_guide_markers {
    struct cs_guide_marker *items; /* heap, in order */
    size_t n, capacity;
    struct cs_figure_call defaults; /* strings in the arena given to cs_markers_find */
};

/* Finds all markers of a guide. Every fault is an error with its place: unclosed, nested, a close
 * without its open, wrong defaults. Returns CS_USAGE when there was any (the markers found are
 * then for looking at only). Clear in every case. */
CS_MUST_USE enum cs_status cs_markers_find(struct cs_guide_markers *markers,
                                           const struct cs_document *document,
                                           struct cs_arena *arena, struct cs_diag *diag);
void cs_markers_clear(struct cs_guide_markers *markers);

#endif
