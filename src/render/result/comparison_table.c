/* A comparison for people: only columns that a page holds, the reference told once above. */
#include <math.h>
#include <stdbool.h>

#include "base/buf.h"
#include "base/number.h"
#include "render/result/comparison.h"
#include "render/result/footer.h"
#include "render/result/keys.h"
#include "render/result/money.h"
#include "render/write/table.h"
#include "render/write/wrap.h"

/* A p-value: people need no more than that it is small. */
static void add_p(struct cs_table *table, double p, bool is_for_people)
{
    if (is_for_people && p < 0.001)
        cs_table_add_text(table, "<0.001");
    else
        cs_table_add_number(table, p, 15);
}

/* With a reference people are told about it once, above the table. */
static bool shows_second(const struct cs_compared *compared, bool is_for_people)
{
    return !is_for_people || !compared->reference;
}

/* What is asked beside the difference leaves a page no room for n, median and ratio. */
static bool is_narrow(const struct cs_compared *compared, bool is_for_people)
{
    return is_for_people && (compared->adjusted_for || compared->observations->result.has_tests);
}

/* The columns of pairs of observations; people get fewer, so that a page holds them. */
static size_t choose_columns(const struct cs_compared *compared, bool is_for_people,
                             struct cs_table_column *columns)
{
    size_t n = 0;
    if (shows_second(compared, is_for_people))
        columns[n++] = (struct cs_table_column){"b", "compared with", 0, -1};
    columns[n++] = (struct cs_table_column){"a", "group", 0, -1};
    if (!is_narrow(compared, is_for_people)) {
        columns[n++] = (struct cs_table_column){"n_a", "n", 1, 0};
        columns[n++] = (struct cs_table_column){"median_a", "median", 1, 0};
    }
    columns[n++] = (struct cs_table_column){"difference", "difference", 1, 0};
    columns[n++] = (struct cs_table_column){"lower", "from", 1, 0};
    columns[n++] = (struct cs_table_column){"upper", "to", 1, 0};
    if (!is_narrow(compared, is_for_people))
        columns[n++] = (struct cs_table_column){"ratio", "ratio", 1, 2};
    columns[n++] = (struct cs_table_column){"p_median_holm", "p", 1, 3};
    if (!is_for_people) {
        columns[n++] = (struct cs_table_column){"mean_difference", "difference of means", 1, 0};
        columns[n++] = (struct cs_table_column){"mean_se", "se", 1, 0};
        columns[n++] = (struct cs_table_column){"mean_lower", "from", 1, 0};
        columns[n++] = (struct cs_table_column){"mean_upper", "to", 1, 0};
    }
    if (compared->observations->result.has_tests) {
        columns[n++] = (struct cs_table_column){"superiority", "chance to be above", 1, 2};
        columns[n++] = (struct cs_table_column){"p_brunner_munzel_holm", "p (chance)", 1, 3};
        columns[n++] = (struct cs_table_column){"shift", "shift", 1, 0};
        columns[n++] = (struct cs_table_column){"p_dunn_holm", "p (Dunn)", 1, 3};
    }
    if (compared->adjusted_for) {
        columns[n++] = (struct cs_table_column){"adjusted_difference", "adjusted", 1, 0};
        columns[n++] = (struct cs_table_column){"adjusted_lower", "from", 1, 0};
        columns[n++] = (struct cs_table_column){"adjusted_upper", "to", 1, 0};
    }
    return n;
}

static void add_pair(const struct cs_compared *compared, const struct cs_pair *pair,
                     bool is_for_people, struct cs_table *table)
{
    const struct cs_compared_group *a = &compared->observations->result.groups[pair->a];
    const struct cs_compared_group *b = &compared->observations->result.groups[pair->b];
    if (shows_second(compared, is_for_people))
        cs_table_add_text(table, is_for_people ? b->title : b->code);
    cs_table_add_text(table, is_for_people ? a->title : a->code);
    if (!is_narrow(compared, is_for_people)) {
        if (a->is_below_minimum)
            cs_table_add_absent(table, CS_BELOW_MINIMUM_N);
        else
            cs_table_add_number(table, (double)a->n, 0);
        cs_table_add_number(table, a->median, 6);
    }
    cs_table_add_number(table, pair->difference, 6);
    cs_table_add_number(table, pair->difference_interval.lower, 6);
    cs_table_add_number(table, pair->difference_interval.upper, 6);
    if (!is_narrow(compared, is_for_people))
        cs_table_add_number(table, pair->ratio, 6);
    add_p(table, pair->median.holm, is_for_people);
    if (!is_for_people) {
        cs_table_add_number(table, pair->mean_difference, 6);
        cs_table_add_number(table, pair->mean_se, 6);
        cs_table_add_number(table, pair->mean_interval.lower, 6);
        cs_table_add_number(table, pair->mean_interval.upper, 6);
    }
    if (compared->observations->result.has_tests) {
        cs_table_add_number(table, pair->brunner.superiority, 6);
        add_p(table, pair->superiority.holm, is_for_people);
        cs_table_add_number(table, pair->shift.shift, 6);
        add_p(table, pair->dunn.holm, is_for_people);
    }
    if (compared->adjusted_for) {
        cs_table_add_number(table, pair->adjusted_difference, 6);
        cs_table_add_number(table, pair->adjusted_interval.lower, 6);
        cs_table_add_number(table, pair->adjusted_interval.upper, 6);
    }
}

static enum cs_status print_observations(const struct cs_compared *compared,
                                         enum cs_table_format format, struct cs_arena *arena,
                                         struct cs_buf *out, struct cs_diag *diag)
{
    const struct cs_comparison *result = &compared->observations->result;
    bool is_for_people = format == CS_TABLE_TEXT || format == CS_TABLE_MARKDOWN;
    struct cs_table_column columns[20];
    struct cs_table table;
    cs_table_init(&table, arena, columns, choose_columns(compared, is_for_people, columns));
    for (size_t i = 0; i < result->n_pairs; i++)
        if (!is_for_people || !isnan(result->pairs[i].difference))
            add_pair(compared, &result->pairs[i], is_for_people, &table);
    return cs_table_print(&table, format, out, diag);
}

static enum cs_status print_published(const struct cs_compared *compared,
                                      enum cs_table_format format, struct cs_arena *arena,
                                      struct cs_buf *out, struct cs_diag *diag)
{
    static const struct cs_table_column columns[] = {
        {"b", "compared with", 0, -1},
        {"a", "group", 0, -1},
        {"median_a", "median", 1, 0},
        {"median_difference", "difference", 1, 0},
        {"median_ratio", "ratio", 1, 2},
        {"mean_a", "mean", 1, 0},
        {"mean_difference", "difference of means", 1, 0},
        {"p_mean_holm", "p (means, Holm)", 1, 3},
    };
    bool is_for_people = format == CS_TABLE_TEXT || format == CS_TABLE_MARKDOWN;
    bool has_second = shows_second(compared, is_for_people);
    struct cs_table table;
    cs_table_init(&table, arena, columns + !has_second,
                  sizeof columns / sizeof *columns - !has_second);
    for (size_t i = 0; i < compared->published->n_pairs; i++) {
        const struct cs_published_pair *pair = &compared->published->pairs[i];
        const struct cs_published *a = &compared->sides[pair->a], *b = &compared->sides[pair->b];
        if (has_second)
            cs_table_add_text(&table, is_for_people ? b->title : b->code);
        cs_table_add_text(&table, is_for_people ? a->title : a->code);
        cs_table_add_number(&table, a->median, 6);
        cs_table_add_number(&table, pair->median_difference, 6);
        cs_table_add_number(&table, pair->median_ratio, 6);
        cs_table_add_number(&table, a->mean, 6);
        cs_table_add_number(&table, pair->mean_difference, 6);
        add_p(&table, pair->p_holm, is_for_people);
    }
    return cs_table_print(&table, format, out, diag);
}

/* Title and median of the group the others are compared with. */
static void put_reference(const struct cs_compared *compared, struct cs_buf *out)
{
    const char *title = NULL;
    double median = NAN;
    if (compared->observations && compared->observations->result.n_pairs) {
        const struct cs_comparison *result = &compared->observations->result;
        title = result->groups[result->pairs[0].b].title;
        median = result->groups[result->pairs[0].b].median;
    } else if (compared->published && compared->published->n_pairs) {
        title = compared->sides[compared->published->pairs[0].b].title;
        median = compared->sides[compared->published->pairs[0].b].median;
    }
    if (!title)
        return;
    cs_buf_printf(out, "Compared with %s", title);
    if (!isnan(median)) {
        char text[64];
        cs_number_format_grouped(median, 0, text, sizeof text);
        cs_buf_printf(out, ", median %s", text);
    }
    cs_buf_puts(out, "\n");
}

/* What the figures are, above the table for people. */
static void put_heading(const struct cs_compared *compared, struct cs_buf *out)
{
    struct cs_unit of = {0};
    uint32_t shared[CS_N_DIMS];
    for (int d = 0; d < CS_N_DIMS; d++) {
        shared[d] = compared->among && compared->among->n_kept[d] == 1 ? compared->among->first[d]
                                                                       : CS_NO_KEY;
        if (compared->published && compared->n_sides) /* of one key each, else they are refused */
            shared[d] = compared->groups[0]->key[d];
    }
    for (size_t i = 0; i < compared->n_by; i++)
        shared[compared->by[i]] = CS_NO_KEY;
    cs_put_shared_keys(out, compared->dataset, shared);
    for (size_t i = 0; i < compared->n_sides && compared->published; i++)
        if (compared->pay[i])
            of = compared->pay[i]->unit;
    if (compared->observations)
        of = compared->observations->counts.unit;
    cs_put_pay_words(out, of);
    cs_buf_puts(out, compared->observations ? ", individual observations" : ", as published");
    cs_buf_puts(out, compared->prices ? ", then converted\n" : "\n");
    if (compared->reference)
        put_reference(compared, out);
    cs_buf_putc(out, '\n');
}

static void put_withheld(const struct cs_comparison *result, struct cs_buf *out)
{
    size_t n = 0;
    for (size_t g = 0; g < result->n_groups; g++)
        n += result->groups[g].is_below_minimum != 0;
    if (n)
        cs_buf_printf(out, "\nGroups of too few observations, left out: %zu\n", n);
    if (result->n_reversed)
        cs_buf_printf(out, "\nDifferences that change sign under a common mix: %zu\n",
                      result->n_reversed);
}

/* What the intervals rest on. */
static void put_basis(const struct cs_comparison *result, struct cs_buf *out)
{
    if (result->design.n_clusters && !result->replicates)
        cs_buf_printf(out, "the sample's %zu strata and %zu clusters", result->design.n_strata,
                      result->design.n_clusters);
    else
        cs_buf_puts(out, result->replicates ? "replicate weights" : "resampling");
}

/* What the intervals and p-values of the table ask, in words. */
static void put_questions(const struct cs_comparison *result, struct cs_buf *out)
{
    struct cs_buf text, basis;
    cs_buf_init(&text);
    cs_buf_init(&basis);
    put_basis(result, &basis);
    cs_buf_printf(&text,
                  "From and to: where the difference of medians lies, by %s. p: how often a "
                  "difference as large would turn up if the medians were equal%s.",
                  cs_buf_text(&basis),
                  result->n_pairs > 1 ? ", corrected for the number of pairs (Holm)" : "");
    if (result->has_tests && (result->is_weighted || result->design.n_clusters))
        cs_buf_puts(&text, result->is_weighted
                               ? " The tests of whole distributions take no weights: none is given."
                               : " The tests of whole distributions take observations as drawn one "
                                 "by one: none is given.");
    else if (result->has_tests)
        cs_buf_puts(&text, " Chance to be above: how likely an observation of the group is above "
                           "one that it is compared with; its p asks whether that is one half "
                           "(Brunner-Munzel). Shift: the median of all such differences "
                           "(Hodges-Lehmann). p (Dunn): whether mean ranks are the same.");
    if (!isnan(result->all.p_value))
        cs_buf_printf(&text,
                      " That all groups have the same distribution: p %s%.3f "
                      "(Kruskal-Wallis).",
                      result->all.p_value < 0.001 ? "below " : "",
                      fmax(0.001, result->all.p_value));
    cs_buf_puts(out, "\n");
    cs_put_wrapped(out, cs_buf_text(&text), 0, 0);
    cs_buf_clear(&text);
    cs_buf_clear(&basis);
}

/* What the adjusted difference and its interval say. */
static void put_adjusted(const struct cs_compared *compared, struct cs_buf *out)
{
    struct cs_buf text;
    if (!compared->adjusted_for)
        return;
    cs_buf_init(&text);
    cs_buf_printf(
        &text,
        "Adjusted: what the difference would be if all groups had the same mix by %s, and "
        "where it lies (%g%% interval). Where from and to have opposite signs, the whole "
        "difference may come from the mix; none is given where a group lacks one of the "
        "categories.",
        compared->adjusted_for, 100 * compared->observations->result.confidence);
    cs_buf_puts(out, "\n");
    cs_put_wrapped(out, cs_buf_text(&text), 0, 0);
    cs_buf_clear(&text);
}

static void put_observed_notes(const struct cs_compared *compared, struct cs_buf *out)
{
    put_withheld(&compared->observations->result, out);
    put_questions(&compared->observations->result, out);
    put_adjusted(compared, out);
}

/* The groups as one, as far as the published percentiles tell. */
static void put_together(const struct cs_compared *compared, struct cs_buf *out)
{
    const struct cs_merged *merged = &compared->published->merged;
    char lower[64], upper[64];
    if (compared->no_merger || compared->published->merged_lack || isnan(merged->lower) ||
        isnan(merged->upper))
        return;
    cs_number_format_grouped(merged->lower, 0, lower, sizeof lower);
    cs_number_format_grouped(merged->upper, 0, upper, sizeof upper);
    cs_buf_puts(out, "\nMedian of all together, their distributions merged by employment:\n");
    if (isnan(merged->value))
        cs_buf_printf(out, "between %s and %s\n", lower, upper);
    else
        cs_buf_printf(out, "%s\n", lower);
}

static enum cs_status put_sources(const struct cs_compared *compared, struct cs_buf *out,
                                  struct cs_diag *diag)
{
    struct cs_used_sources used;
    enum cs_status status = cs_used_sources_init(&used, compared->dataset, diag);
    if (status != CS_OK)
        return status;
    if (compared->observations)
        put_observed_notes(compared, out);
    else
        put_together(compared, out);
    cs_compared_use_sources(compared, &used);
    cs_put_footer(out, compared->dataset, &used);
    cs_used_sources_clear(&used);
    struct cs_conversion conversion;
    status = cs_conversion_init(&conversion, compared->prices, diag);
    if (status != CS_OK)
        return status;
    cs_compared_add_conversion(compared, &conversion);
    cs_put_conversion(out, &conversion);
    cs_conversion_clear(&conversion);
    return CS_OK;
}

enum cs_status cs_compared_table(const struct cs_compared *compared, enum cs_table_format format,
                                 struct cs_arena *arena, struct cs_buf *out, struct cs_diag *diag)
{
    bool is_for_people = format == CS_TABLE_TEXT || format == CS_TABLE_MARKDOWN;
    if (is_for_people)
        put_heading(compared, out);
    enum cs_status status = compared->observations
                                ? print_observations(compared, format, arena, out, diag)
                                : print_published(compared, format, arena, out, diag);
    return status == CS_OK && is_for_people ? put_sources(compared, out, diag) : status;
}
