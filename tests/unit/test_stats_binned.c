/* stats/: bins, published percentiles, mergers and small cells. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "stats/binned.h"
#include "stats/suppress.h"

static double draw(uint64_t *seed)
{
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return (double)(*seed >> 11) / 9007199254740992.0;
}

static void reads_bins(void **state)
{
    (void)state;
    static const struct cs_bin closed[] = {{0, 10, 4}, {10, 20, 4}, {20, 40, 2}};
    static const struct cs_bin open[] = {{-INFINITY, 10, 2}, {10, 20, 4}, {20, INFINITY, 4}};
    static const struct cs_bin thirds[] = {{1, 10, 0.1}, {10, 20, 0.2}, {20, 40, 0.7}};
    static const struct cs_bin holes[] = {{0, 10, 5}, {10, 20, 0}, {20, 30, 5}};
    static const struct {
        struct cs_bins bins;
        enum cs_bin_method method;
        double p, expected;
        enum cs_absence lack;
    } cases[] = {
        {{closed, 3}, CS_BIN_LINEAR, 0.5, 12.5, CS_ABSENT_NOTHING},
        {{closed, 3}, CS_BIN_LINEAR, 0.4, 10, CS_ABSENT_NOTHING},
        {{closed, 3}, CS_BIN_LINEAR, 0, 0, CS_ABSENT_NOTHING},
        {{closed, 3}, CS_BIN_LINEAR, 1, 40, CS_ABSENT_NOTHING},
        /* 10·2^(ln(6/5)/ln(6/2)) */
        {{closed, 3}, CS_BIN_PARETO, 0.5, 11.21909444564172, CS_ABSENT_NOTHING},
        /* Nothing lies past the last bin, though the counts do not add up to the last bit: even
         * inside it. 20 + 20·(0.9 − 0.3)/0.7 of a total of 1 */
        {{thirds, 3}, CS_BIN_PARETO, 0.9, 20 + 20 * (0.9 - 0.3) / 0.7, CS_ABSENT_NOTHING},
        /* a = ln(8/4)/ln(20/10) = 1: 20·4/2 */
        {{open, 3}, CS_BIN_PARETO_TAIL, 0.8, 40, CS_ABSENT_NOTHING},
        {{open, 3}, CS_BIN_PARETO, 0.8, 20, CS_ABSENT_BOUND},
        {{open, 3}, CS_BIN_PARETO_TAIL, 1, 20, CS_ABSENT_BOUND},
        {{open, 3}, CS_BIN_PARETO_TAIL, 0.1, 10, CS_ABSENT_BOUND},
        {{open, 3}, CS_BIN_LINEAR, 0.5, 17.5, CS_ABSENT_NOTHING},
        {{open, 3}, CS_BIN_LINEAR, 0.6, 20, CS_ABSENT_NOTHING},
        {{open, 3}, CS_BIN_LINEAR, 0.61, 20, CS_ABSENT_BOUND},
        {{open, 3}, CS_BIN_LINEAR, 0.1, 10, CS_ABSENT_BOUND},
        {{holes, 3}, CS_BIN_LINEAR, 0.5, 10, CS_ABSENT_NOTHING},
        {{closed, 3}, CS_BIN_LINEAR, 1.1, NAN, CS_ABSENT_RANGE},
        {{closed, 0}, CS_BIN_LINEAR, 0.5, NAN, CS_ABSENT_VALUES},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        double found;
        enum cs_absence lack =
            cs_binned_quantile(&cases[i].bins, cases[i].method, cases[i].p, &found);
        int is_equal =
            isnan(cases[i].expected) ? isnan(found) : fabs(found - cases[i].expected) < 1e-9;
        if (lack != cases[i].lack || !is_equal)
            fail_msg("case %zu: %s %.17g", i, cs_absence_name(lack), found);
    }
}

static void refuses_bins(void **state)
{
    (void)state;
    static const struct cs_bin overlap[] = {{0, 10, 4}, {9, 20, 4}}, reversed[] = {{10, 0, 1}};
    static const struct cs_bin empty[] = {{0, 10, 0}}, negative[] = {{0, 10, -1}};
    static const struct {
        struct cs_bins bins;
        enum cs_absence lack;
    } cases[] = {
        {{overlap, 2}, CS_ABSENT_ORDER},
        {{reversed, 1}, CS_ABSENT_ORDER},
        {{empty, 1}, CS_ABSENT_WEIGHT},
        {{negative, 1}, CS_ABSENT_POSITIVE_WEIGHT},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        double found;
        assert_int_equal(cs_binned_quantile(&cases[i].bins, CS_BIN_LINEAR, 0.5, &found),
                         cases[i].lack);
        assert_true(isnan(found));
    }
}

static const double shares[] = {0.1, 0.25, 0.5, 0.75, 0.9};

static void published_percentiles(void **state)
{
    (void)state;
    /* 43-6013, US, May 2021 (BLS OEWS). */
    static const double values[] = {29040, 30710, 37450, 46570, 53630};
    struct cs_percentiles known = {shares, values, 5};
    double found, last = 0, back;
    for (size_t i = 0; i < 5; i++) {
        assert_int_equal(cs_percentiles_quantile(&known, shares[i], &found), CS_ABSENT_NOTHING);
        assert_true(found == values[i]);
        assert_int_equal(cs_percentiles_share(&known, values[i], &found), CS_ABSENT_NOTHING);
        assert_true(found == shares[i]);
    }
    for (double p = 0.1; p <= 0.9; p += 0.001) {
        assert_int_equal(cs_percentiles_quantile(&known, p, &found), CS_ABSENT_NOTHING);
        assert_true(found >= last);
        assert_int_equal(cs_percentiles_share(&known, found, &back), CS_ABSENT_NOTHING);
        assert_float_equal(back, p, 1e-12);
        last = found;
    }
    static const double outside[] = {0.05, 0.95, -1, NAN};
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(cs_percentiles_quantile(&known, outside[i], &found), CS_ABSENT_RANGE);
    assert_int_equal(cs_percentiles_share(&known, 29039, &found), CS_ABSENT_RANGE);
    assert_int_equal(cs_percentiles_share(&known, 60000, &found), CS_ABSENT_RANGE);
    static const double falling[] = {5, 4, 3, 2, 1};
    struct cs_percentiles wrong = {shares, falling, 5}, one = {shares, values, 1};
    assert_int_equal(cs_percentiles_quantile(&wrong, 0.5, &found), CS_ABSENT_ORDER);
    assert_int_equal(cs_percentiles_quantile(&one, 0.1, &found), CS_ABSENT_MORE_VALUES);
}

static void merges_distributions(void **state)
{
    (void)state;
    static const double low[] = {20, 25, 30, 36, 43.2}, high[] = {40, 50, 60, 72, 86.4};
    struct cs_merge_part parts[2] = {{{shares, low, 5}, 100}, {{shares, low, 5}, 300}};
    struct cs_merged merged;
    /* The same distribution twice is itself. */
    assert_int_equal(cs_merge_quantile(parts, 2, 0.5, &merged), CS_ABSENT_NOTHING);
    assert_float_equal(merged.value, 30, 1e-9);
    /* Far apart, the tails are not known: bounds, and no value. */
    parts[1].known.values = high;
    parts[1].weight = 100;
    assert_int_equal(cs_merge_quantile(parts, 2, 0.5, &merged), CS_ABSENT_NOTHING);
    assert_true(merged.lower >= 40 && merged.upper <= 43.2 && merged.lower <= merged.upper);
    /* Half the people below 43.2 in one group, above 40 in the other: a mean of medians says 45. */
    double medians[] = {30, 60}, jobs[] = {100, 100}, mean;
    assert_int_equal(cs_employment_weighted_median(medians, jobs, 2, &mean), CS_ABSENT_NOTHING);
    assert_float_equal(mean, 45, 1e-12);
    assert_true(mean > merged.upper);
    assert_int_equal(cs_merge_quantile(parts, 2, 0.01, &merged), CS_ABSENT_RANGE);
    assert_int_equal(cs_merge_quantile(parts, 2, 0.99, &merged), CS_ABSENT_RANGE);
    parts[0].weight = parts[1].weight = 0;
    assert_int_equal(cs_merge_quantile(parts, 2, 0.5, &merged), CS_ABSENT_WEIGHT);
}

enum { MAX_SIDE = 7, MAX_EQUATIONS = 2 * MAX_SIDE, MAX_UNKNOWNS = MAX_SIDE * MAX_SIDE };

/* The attack: every hidden cell is an unknown, every row and column total an equation. After
 * Gauss-Jordan elimination an unknown alone in its equation is known. Returns the unsafe cells
 * found out. */
static size_t attack(const struct cs_cells *table, const enum cs_hidden *hidden)
{
    double rows[MAX_EQUATIONS][MAX_UNKNOWNS] = {{0}};
    size_t cell_of[MAX_UNKNOWNS], n_unknowns = 0, n_equations = 0, n_found = 0;
    for (size_t i = 0; i < table->n_rows * table->n_columns; i++) {
        if (!hidden[i])
            continue;
        if (table->n_columns > 1)
            rows[i / table->n_columns][n_unknowns] = 1;
        if (table->n_rows > 1)
            rows[table->n_rows + i % table->n_columns][n_unknowns] = 1;
        cell_of[n_unknowns++] = i;
    }
    size_t n = table->n_rows + table->n_columns;
    for (size_t c = 0; c < n_unknowns; c++) {
        size_t pivot = n_equations;
        while (pivot < n && fabs(rows[pivot][c]) < 1e-9)
            pivot++;
        if (pivot == n)
            continue;
        double keep[MAX_UNKNOWNS];
        memcpy(keep, rows[pivot], sizeof keep);
        memcpy(rows[pivot], rows[n_equations], sizeof keep);
        memcpy(rows[n_equations], keep, sizeof keep);
        double scale = rows[n_equations][c];
        for (size_t k = 0; k < n_unknowns; k++)
            rows[n_equations][k] /= scale;
        for (size_t r = 0; r < n; r++) {
            double factor = rows[r][c];
            for (size_t k = 0; k < n_unknowns && r != n_equations; k++)
                rows[r][k] -= factor * rows[n_equations][k];
        }
        n_equations++;
    }
    for (size_t r = 0; r < n_equations; r++) {
        size_t alone = 0, n_terms = 0;
        for (size_t k = 0; k < n_unknowns; k++)
            if (fabs(rows[r][k]) > 1e-9) {
                n_terms++;
                alone = k;
            }
        n_found += n_terms == 1 && hidden[cell_of[alone]] == CS_HIDDEN_UNSAFE;
    }
    return n_found;
}

static void hidden_cells_cannot_be_recovered(void **state)
{
    (void)state;
    struct cs_suppress_rule rule = cs_suppress_rule_default();
    uint64_t seed = 2;
    size_t n_unsafe = 0, n_recovered_before = 0;
    for (int round = 0; round < 5000; round++) {
        struct cs_disclosure_cell cells[MAX_UNKNOWNS];
        enum cs_hidden hidden[MAX_UNKNOWNS], naive[MAX_UNKNOWNS];
        struct cs_cells table = {cells, 1 + (size_t)(draw(&seed) * MAX_SIDE),
                                 1 + (size_t)(draw(&seed) * MAX_SIDE)};
        size_t n = table.n_rows * table.n_columns;
        if (n < 2)
            continue;
        for (size_t i = 0; i < n; i++) {
            cells[i] = (struct cs_disclosure_cell){.n = floor(pow(draw(&seed), 3) * 40)};
            naive[i] = cs_disclosure_cell_is_unsafe(&cells[i], &rule) ? CS_HIDDEN_UNSAFE : CS_SHOWN;
            n_unsafe += naive[i] != CS_SHOWN;
        }
        n_recovered_before += attack(&table, naive);
        assert_int_equal(cs_suppress(&table, &rule, hidden), CS_ABSENT_NOTHING);
        for (size_t i = 0; i < n; i++)
            assert_true(!naive[i] || hidden[i] == CS_HIDDEN_UNSAFE);
        if (attack(&table, hidden))
            fail_msg("round %d: %zu × %zu recovered", round, table.n_rows, table.n_columns);
    }
    /* The attack works: without complementary cells it does find unsafe ones. */
    assert_true(n_unsafe > 1000 && n_recovered_before > 100);
    print_message("%zu unsafe cells, %zu found out without complementary suppression, 0 with\n",
                  n_unsafe, n_recovered_before);
}

static void dominance_and_pairs(void **state)
{
    (void)state;
    struct cs_suppress_rule rule = cs_suppress_rule_default();
    struct cs_disclosure_cell dominated = {10, 1000, {800, 100}}, fair = {10, 1000, {300, 200}};
    struct cs_disclosure_cell few = {2, 100, {0, 0}}, none = {0, 0, {0, 0}};
    assert_true(cs_disclosure_cell_is_unsafe(&dominated, &rule));
    assert_false(cs_disclosure_cell_is_unsafe(&fair, &rule));
    assert_true(cs_disclosure_cell_is_unsafe(&few, &rule));
    assert_false(cs_disclosure_cell_is_unsafe(&none, &rule));
    /* Two hidden cells of one observation each: their sum, 2, is itself below the minimum. */
    struct cs_disclosure_cell cells[] = {{.n = 1}, {.n = 1}, {.n = 9}, {.n = 20}};
    enum cs_hidden hidden[4];
    struct cs_cells table = {cells, 1, 4};
    assert_int_equal(cs_suppress(&table, &rule, hidden), CS_ABSENT_NOTHING);
    assert_int_equal(hidden[2], CS_HIDDEN_COMPLEMENTARY);
    assert_int_equal(hidden[3], CS_SHOWN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_bins),
        cmocka_unit_test(refuses_bins),
        cmocka_unit_test(published_percentiles),
        cmocka_unit_test(merges_distributions),
        cmocka_unit_test(hidden_cells_cannot_be_recovered),
        cmocka_unit_test(dominance_and_pairs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
