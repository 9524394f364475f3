/* Small cells hidden, then others until nothing hidden can be worked out: the hidden cells are
 * seen as a graph of rows and columns, whose bridges would be solvable. */
#include "stats/suppress.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

struct cs_suppress_rule cs_suppress_rule_default(void)
{
    return (struct cs_suppress_rule){3, 0.85};
}

bool cs_disclosure_cell_is_unsafe(const struct cs_disclosure_cell *cell,
                                  const struct cs_suppress_rule *rule)
{
    if (cell->n <= 0)
        return false;
    if (cell->n < rule->minimum_n)
        return true;
    double largest = cell->largest[0] + cell->largest[1];
    return rule->dominance_share > 0 && largest > rule->dominance_share * cell->total;
}

/* A line of the table: a row, or a column. */
struct line {
    size_t first, step, n;
};

static void add_cell(struct cs_disclosure_cell *sum, const struct cs_disclosure_cell *cell)
{
    sum->n += cell->n;
    sum->total += cell->total;
    for (int i = 0; i < 2; i++) {
        double value = cell->largest[i];
        if (value > sum->largest[0]) {
            sum->largest[1] = sum->largest[0];
            sum->largest[0] = value;
        } else if (value > sum->largest[1]) {
            sum->largest[1] = value;
        }
    }
}

/* The shown cell of the line with the fewest observations, empty ones last; SIZE_MAX when none. */
static size_t find_smallest(const struct cs_cells *table, const enum cs_hidden *hidden,
                            struct line line)
{
    size_t best = (size_t)-1;
    for (size_t k = 0; k < line.n; k++) {
        size_t i = line.first + k * line.step;
        double n = table->cells[i].n;
        if (hidden[i])
            continue;
        double best_n = best == (size_t)-1 ? -1 : table->cells[best].n;
        if (best_n < 0 || (n > 0 && (best_n <= 0 || n < best_n)))
            best = i;
    }
    return best;
}

/* Hides cells of a line until those hidden are two or more and, taken together, safe: their sum
 * is the line's total less what is shown. Returns whether any was added. */
static bool close_line(const struct cs_cells *table, const struct cs_suppress_rule *rule,
                       enum cs_hidden *hidden, struct line line)
{
    bool is_changed = false;
    for (;;) {
        struct cs_disclosure_cell sum = {0};
        size_t n_hidden = 0;
        for (size_t k = 0; k < line.n; k++)
            if (hidden[line.first + k * line.step]) {
                n_hidden++;
                add_cell(&sum, &table->cells[line.first + k * line.step]);
            }
        if (n_hidden == 0 || (n_hidden > 1 && !cs_disclosure_cell_is_unsafe(&sum, rule)))
            return is_changed;
        size_t next = find_smallest(table, hidden, line);
        if (next == (size_t)-1)
            return is_changed;
        hidden[next] = CS_HIDDEN_COMPLEMENTARY;
        is_changed = true;
    }
}

static size_t find_root(size_t *parents, size_t i)
{
    while (parents[i] != i)
        i = parents[i] = parents[parents[i]];
    return i;
}

/* Rows and columns are points, hidden cells the edges between them. A hidden cell follows from the
 * totals exactly when its edge is a bridge: without it row and column fall apart. */
static bool is_bridge(const struct cs_cells *table, const enum cs_hidden *hidden, size_t cell,
                      size_t *parents)
{
    size_t n_columns = table->n_columns, n_points = table->n_rows + n_columns;
    for (size_t i = 0; i < n_points; i++)
        parents[i] = i;
    for (size_t i = 0; i < table->n_rows * n_columns; i++)
        if (hidden[i] && i != cell)
            parents[find_root(parents, i / n_columns)] =
                find_root(parents, table->n_rows + i % n_columns);
    return find_root(parents, cell / n_columns) !=
           find_root(parents, table->n_rows + cell % n_columns);
}

/* Answers lost by hiding a cell; an empty one is the last choice: its zero is often known. */
static double find_cost(const struct cs_cells *table, const enum cs_hidden *hidden, size_t i)
{
    if (hidden[i])
        return 0;
    return table->cells[i].n > 0 ? table->cells[i].n : 1e12;
}

/* Hides the cheapest other three corners of a rectangle with `cell`. */
static bool close_rectangle(const struct cs_cells *table, enum cs_hidden *hidden, size_t cell)
{
    size_t n_columns = table->n_columns, row = cell / n_columns, column = cell % n_columns;
    size_t best[3] = {0};
    double least = INFINITY;
    for (size_t r = 0; r < table->n_rows; r++)
        for (size_t c = 0; c < n_columns; c++) {
            if (r == row || c == column)
                continue;
            size_t corners[3] = {row * n_columns + c, r * n_columns + c, r * n_columns + column};
            double cost = 0;
            for (int k = 0; k < 3; k++)
                cost += find_cost(table, hidden, corners[k]);
            if (cost >= least)
                continue;
            least = cost;
            for (int k = 0; k < 3; k++)
                best[k] = corners[k];
        }
    for (int k = 0; k < 3 && least < INFINITY; k++)
        if (!hidden[best[k]])
            hidden[best[k]] = CS_HIDDEN_COMPLEMENTARY;
    return least < INFINITY;
}

static bool close_bridges(const struct cs_cells *table, enum cs_hidden *hidden, size_t *parents)
{
    bool is_changed = false;
    for (size_t i = 0; i < table->n_rows * table->n_columns; i++)
        if (hidden[i] == CS_HIDDEN_UNSAFE && is_bridge(table, hidden, i, parents))
            is_changed |= close_rectangle(table, hidden, i);
    return is_changed;
}

static bool close_lines(const struct cs_cells *table, const struct cs_suppress_rule *rule,
                        enum cs_hidden *hidden)
{
    bool is_changed = false;
    for (size_t r = 0; r < table->n_rows && table->n_columns > 1; r++)
        is_changed |= close_line(table, rule, hidden,
                                 (struct line){r * table->n_columns, 1, table->n_columns});
    for (size_t c = 0; c < table->n_columns && table->n_rows > 1; c++)
        is_changed |=
            close_line(table, rule, hidden, (struct line){c, table->n_columns, table->n_rows});
    return is_changed;
}

enum cs_absence cs_suppress(const struct cs_cells *table, const struct cs_suppress_rule *rule,
                            enum cs_hidden *hidden)
{
    size_t n = table->n_rows * table->n_columns;
    for (size_t i = 0; i < n; i++)
        hidden[i] =
            cs_disclosure_cell_is_unsafe(&table->cells[i], rule) ? CS_HIDDEN_UNSAFE : CS_SHOWN;
    size_t *parents = calloc(table->n_rows + table->n_columns + 1, sizeof *parents);
    if (!parents)
        return CS_ABSENT_MEMORY;
    /* Each pass hides at least one more cell or ends. */
    for (bool is_changed = true; is_changed;) {
        is_changed = close_lines(table, rule, hidden);
        if (table->n_rows > 1 && table->n_columns > 1)
            is_changed |= close_bridges(table, hidden, parents);
    }
    free(parents);
    return CS_ABSENT_NOTHING;
}
