/* Small cells. Answers for: which cells of a table printed with its totals may not be shown.
 * First the unsafe ones (too few observations, or one or two that dominate), then as many others as
 * keep a reader from computing an unsafe one from the totals. Works on one measure at a time and
 * does not know tables linked by another one. */
#ifndef CS_STATS_SUPPRESS_H
#define CS_STATS_SUPPRESS_H

#include <stdbool.h>

#include <stddef.h>

#include "stats/absence.h"

struct cs_disclosure_cell {
    double n;     /* observations in it */
    double total; /* their sum; may be 0 when only n is printed */
    double
        largest[2]; /* the two largest observations; 0 when not known: dominance is then not seen */
};

struct cs_suppress_rule {
    double minimum_n; /* 3: cells of 1 and 2 observations are unsafe; an empty cell is not */
    double
        dominance_share; /* 0.85: the two largest observations may not exceed it; 0 asks nothing */
};

/* The usual rule: minimum n 3, two largest at most 85 %. Reference: sdcTable; Hundepool et al.
 * 2012, Statistical Disclosure Control, 4.2. */
struct cs_suppress_rule cs_suppress_rule_default(void);

/* Whether a cell may not be shown for its own sake. */
bool cs_disclosure_cell_is_unsafe(const struct cs_disclosure_cell *cell,
                                  const struct cs_suppress_rule *rule);

enum cs_hidden {
    CS_SHOWN,
    CS_HIDDEN_UNSAFE,        /* below the minimum n, or dominated */
    CS_HIDDEN_COMPLEMENTARY, /* safe, but it would give another one away */
};

/* A table by row whose row totals and column totals are printed. One row or one column: only the
 * total of the line is printed. hidden has n_rows·n_columns entries.
 * Afterwards no unsafe cell follows from the shown ones and the totals, and the hidden cells of a
 * line together are not unsafe themselves, as far as the table has cells to give: with a single
 * cell in a line its total is that cell, and the caller must not print it.
 * Returns none or CS_ABSENT_MEMORY. */
struct cs_cells {
    const struct cs_disclosure_cell *cells;
    size_t n_rows, n_columns;
};
enum cs_absence cs_suppress(const struct cs_cells *table, const struct cs_suppress_rule *rule,
                            enum cs_hidden *hidden);

#endif
