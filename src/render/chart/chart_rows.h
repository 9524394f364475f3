/* Rows with a name at the left and marks along a value axis: bars, ranges, differences.
 * Answers for: row heights, wrapped names, the column of values, the horizontal frame. Inside
 * render/ only. */
#ifndef CS_RENDER_CHART_ROWS_H
#define CS_RENDER_CHART_ROWS_H

#include <stdbool.h>
#include "render/chart/chart_build.h"

struct cs_rows {
    const struct cs_chart_item **items; /* top to bottom; NULL: the gap of a cut ranking */
    size_t n;
    size_t n_left_out[2];  /* behind each gap */
    double low, high;      /* of all values to be shown on the axis */
    bool has_zero;         /* the axis starts or passes there */
    const char **values;   /* text of the value column; NULL: no column */
    double natural_height; /* of a row, at least; 0: by number of rows */
    double above;          /* pixels kept free over the first row */
    double margin;         /* share of the axis kept free beside the outermost marks */
    /* Out: */
    double row_height; /* pixels */
    double label_size;
    struct cs_axis axis;
    double *middles; /* pixels, of each row */
};

/* Chooses sizes, sets the scene's frame (rows are data units 0..n downward), draws names, values,
 * guides and axis, hatches and explains rows whose value is missing. Leaves builder->y under the
 * axis. Errors: CS_USAGE (height too small), CS_INTERNAL (memory). */
CS_MUST_USE enum cs_status cs_build_rows(struct cs_builder *builder, struct cs_rows *rows);

/* Takes the items in their order, last first when is_upward. */
void cs_rows_take(struct cs_builder *builder, struct cs_rows *rows, bool is_upward);
/* By value, highest first, missing last; cut to chart->n_top and n_bottom. */
void cs_rows_rank(struct cs_builder *builder, struct cs_rows *rows);
/* The least pixels that the frame will have from side to side. */
double cs_rows_least_length(const struct cs_builder *builder);
/* Widens low..high by a drawn quantity. */
void cs_rows_include(struct cs_rows *rows, struct cs_quantity quantity);

#endif
