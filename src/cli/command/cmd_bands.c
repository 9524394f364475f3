/* The bands command. It reads its small table itself, as bands are counts and no layout knows
 * them. */
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/observed/banded.h"
#include "analysis/observed/distribution.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/grow.h"
#include "base/text.h"
#include "cli/frame/command.h"
#include "cli/input/request.h"
#include "ingest/load.h"
#include "ingest/source/cell.h"
#include "ingest/source/table.h"
#include "render/result/bands.h"
#include "render/write/table.h"

enum { NAME_BYTES = 64, MOST_COLUMNS = 64 };

/* What a column is, by its header. */
enum role { ROLE_OTHER, ROLE_LOWER, ROLE_UPPER, ROLE_BAND, ROLE_COUNT, ROLE_GROUP };

/* One group while the file is read. */
struct group {
    const char *name;
    struct placed_bin {
        struct cs_bin bin;
        uint64_t line;
    } * bands; /* heap */
    size_t n, capacity;
};

struct reading {
    struct cs_call *call;
    const char *file;
    const char *by; /* header of the grouping column, folded; NULL none */
    const char *by_header;
    enum role roles[MOST_COLUMNS];
    size_t n_columns;
    bool has_header;
    struct group *groups; /* heap */
    size_t n_groups, capacity;
    size_t n_rows;
};

static enum role find_role(const char *folded)
{
    static const struct {
        const char *name;
        enum role role;
    } names[] = {
        {"lower", ROLE_LOWER},      {"from", ROLE_LOWER},   {"low", ROLE_LOWER},
        {"min", ROLE_LOWER},        {"upper", ROLE_UPPER},  {"to", ROLE_UPPER},
        {"high", ROLE_UPPER},       {"max", ROLE_UPPER},    {"band", ROLE_BAND},
        {"range", ROLE_BAND},       {"bin", ROLE_BAND},     {"pay band", ROLE_BAND},
        {"count", ROLE_COUNT},      {"n", ROLE_COUNT},      {"people", ROLE_COUNT},
        {"households", ROLE_COUNT}, {"number", ROLE_COUNT}, {"employment", ROLE_COUNT},
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(names[i].name, folded) == 0)
            return names[i].role;
    return ROLE_OTHER;
}

static bool has_role(const struct reading *reading, enum role role)
{
    for (size_t i = 0; i < reading->n_columns; i++)
        if (reading->roles[i] == role)
            return true;
    return false;
}

static enum cs_status read_header(struct reading *reading, const struct cs_row *row)
{
    struct cs_place place = {.file = reading->file, .line = row->line};
    reading->has_header = true;
    reading->n_columns = row->n_cells < MOST_COLUMNS ? row->n_cells : MOST_COLUMNS;
    for (size_t i = 0; i < reading->n_columns; i++) {
        char folded[NAME_BYTES];
        cs_fold_name(row->cells[i].text, folded, sizeof folded);
        reading->roles[i] = find_role(folded);
        if (reading->by && strcmp(folded, reading->by) == 0) {
            reading->roles[i] = ROLE_GROUP;
            reading->by_header = cs_arena_copy(reading->call->arena, row->cells[i].text.start,
                                               row->cells[i].text.size);
        }
    }
    bool has_bounds = has_role(reading, ROLE_BAND) ||
                      (has_role(reading, ROLE_LOWER) && has_role(reading, ROLE_UPPER));
    if (!has_bounds || !has_role(reading, ROLE_COUNT))
        return cs_fail(reading->call->diag, CS_IO, &place,
                       "name columns 'lower', 'upper' (or 'band') and 'count'",
                       "no bands: a column is missing");
    if (reading->by && !has_role(reading, ROLE_GROUP))
        return cs_fail(reading->call->diag, CS_IO, &place, NULL, "there is no column '%s'",
                       reading->by);
    return CS_OK;
}

static enum cs_status fail_cell(const struct reading *reading, const struct cs_row *row,
                                size_t column, const char *what)
{
    struct cs_cell_name name;
    struct cs_shown shown;
    struct cs_place place = cs_cell_place(reading->file, row, (uint32_t)column + 1, &name);
    return cs_fail(
        reading->call->diag, CS_IO, &place, NULL, "field %zu: '%s' is not a valid %s", column + 1,
        cs_show(&shown, row->cells[column].text.start, row->cells[column].text.size), what);
}

/* The number behind one of the words, as in "under 10,000" and "less than $10,000". */
static bool read_open(struct cs_span text, const char *const *words, double *end)
{
    for (; *words; words++) {
        size_t n = strlen(*words);
        if (text.size <= n || !cs_span_equals_nocase((struct cs_span){text.start, n}, *words))
            continue;
        struct cs_cell_number number = cs_cell_read_number(
            cs_span_trim((struct cs_span){text.start + n, text.size - n}), NULL, 0);
        *end = number.low;
        return number.kind == CS_CELL_NUMBER;
    }
    return false;
}

/* Takes the words of an open top off the end: "or more", "and over". */
static bool cut_open_top(struct cs_span *text)
{
    static const char *const words[] = {" or more",  " and more", " or over",
                                        " and over", " or above", " and above"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t n = strlen(words[i]);
        if (text->size <= n ||
            !cs_span_equals_nocase((struct cs_span){text->start + text->size - n, n}, words[i]))
            continue;
        text->size -= n;
        return true;
    }
    return false;
}

/* "10,000–19,999", "200,000+", ">=200,000", "200,000 or more", "over 200,000", "under 10,000". */
static bool read_band(struct cs_span text, struct cs_bin *bin)
{
    static const char *const bottoms[] = {"under ", "less than ", "below ", "up to ", "<", NULL};
    static const char *const tops[] = {"over ", "more than ", "above ", "at least ", "from ", NULL};
    text = cs_span_trim(text);
    *bin = (struct cs_bin){-INFINITY, INFINITY, 0};
    if (read_open(text, bottoms, &bin->upper) || read_open(text, tops, &bin->lower))
        return true;
    bool is_open = cut_open_top(&text);
    struct cs_cell_number number = cs_cell_read_number(text, NULL, 0);
    bin->lower = number.low;
    if (number.kind == CS_CELL_RANGE)
        bin->upper = number.high;
    return number.kind == CS_CELL_RANGE || (is_open && number.kind == CS_CELL_NUMBER) ||
           (number.kind == CS_CELL_MISSING && number.presence == CS_AT_LEAST &&
            isfinite(number.low));
}

/* A bound of its own column: empty is open. */
static bool read_bound(struct cs_span text, double open, double *out)
{
    text = cs_span_trim(text);
    *out = open;
    if (text.size == 0)
        return true;
    struct cs_cell_number number = cs_cell_read_number(text, NULL, 0);
    *out = number.low;
    return number.kind == CS_CELL_NUMBER;
}

static struct group *find_group(struct reading *reading, struct cs_span name)
{
    for (size_t i = 0; i < reading->n_groups; i++)
        if (cs_span_equals(name, reading->groups[i].name))
            return &reading->groups[i];
    struct group *grown =
        cs_grown(reading->groups, reading->n_groups, &reading->capacity, sizeof *grown);
    if (!grown)
        return NULL;
    reading->groups = grown;
    struct group *group = &reading->groups[reading->n_groups++];
    *group = (struct group){cs_arena_copy(reading->call->arena, name.start, name.size), NULL, 0, 0};
    return group->name ? group : NULL;
}

static enum cs_status add_band(struct reading *reading, struct cs_span name, struct cs_bin bin,
                               uint64_t line)
{
    struct group *group = find_group(reading, name);
    struct placed_bin *grown =
        group ? cs_grown(group->bands, group->n, &group->capacity, sizeof *grown) : NULL;
    if (!grown)
        return cs_fail_memory(reading->call->diag);
    group->bands = grown;
    group->bands[group->n++] = (struct placed_bin){bin, line};
    return CS_OK;
}

static enum cs_status read_row(void *context, const struct cs_row *row)
{
    struct reading *reading = context;
    if (!reading->has_header)
        return read_header(reading, row);
    struct cs_bin bin = {-INFINITY, INFINITY, 0};
    struct cs_span name = {"", 0};
    for (size_t i = 0; i < reading->n_columns && i < row->n_cells; i++) {
        struct cs_span text = row->cells[i].text;
        double count = bin.count;
        struct cs_bin band = bin;
        bool is_good = true;
        switch (reading->roles[i]) {
        case ROLE_GROUP:
            name = cs_span_trim(text);
            break;
        case ROLE_LOWER:
            is_good = read_bound(text, -INFINITY, &bin.lower);
            break;
        case ROLE_UPPER:
            is_good = read_bound(text, INFINITY, &bin.upper);
            break;
        case ROLE_BAND:
            is_good = read_band(text, &band);
            band.count = count;
            bin = band;
            break;
        case ROLE_COUNT:
            is_good = read_bound(text, NAN, &bin.count) && bin.count >= 0;
            break;
        case ROLE_OTHER:
            break;
        }
        if (!is_good)
            return fail_cell(reading, row, i,
                             reading->roles[i] == ROLE_COUNT ? "count" : "pay band");
    }
    if (bin.upper < bin.lower)
        return cs_fail(
            reading->call->diag, CS_IO,
            &(struct cs_place){.file = reading->file, .sheet = row->sheet, .line = row->line}, NULL,
            "the band ends at %.15g, below its start at %.15g", bin.upper, bin.lower);
    reading->n_rows++;
    return add_band(reading, name, bin, row->line);
}

static int compare_bands(const void *a, const void *b)
{
    const struct placed_bin *x = a, *y = b;
    if (x->bin.lower != y->bin.lower)
        return x->bin.lower < y->bin.lower ? -1 : 1;
    return (x->line > y->line) - (x->line < y->line);
}

/* Whether the bands of a group follow each other; warns where a wide hole between two suggests that
 * one of them is in thousands. */
static enum cs_status check_order(const struct reading *reading, struct group *group)
{
    enum { WIDE_HOLE = 16 };
    qsort(group->bands, group->n, sizeof *group->bands, compare_bands);
    for (size_t i = 1; i < group->n; i++) {
        const struct placed_bin *before = &group->bands[i - 1], *band = &group->bands[i];
        struct cs_place place = {.file = reading->file, .line = band->line};
        if (band->bin.lower < before->bin.upper)
            return cs_fail(reading->call->diag, CS_IO, &place, NULL,
                           "bands overlap%s%s: this one starts at %.15g, that of line %llu ends at "
                           "%.15g",
                           *group->name ? " in the group " : "", group->name, band->bin.lower,
                           (unsigned long long)before->line, before->bin.upper);
        if (before->bin.upper > 0 && band->bin.lower > WIDE_HOLE * before->bin.upper)
            cs_diag_add(reading->call->diag, CS_WARNING, &place, NULL,
                        "no band lies between %.15g (line %llu) and %.15g: is one of them in "
                        "thousands?",
                        before->bin.upper, (unsigned long long)before->line, band->bin.lower);
    }
    return CS_OK;
}

/* The bands alone, in the order of their starts. NULL when out of memory. */
static struct cs_bin *bins_of(const struct reading *reading, const struct group *group)
{
    struct cs_bin *bins = cs_arena_alloc(reading->call->arena, (group->n + 1) * sizeof *bins);
    for (size_t i = 0; bins && i < group->n; i++)
        bins[i] = group->bands[i].bin;
    return bins;
}

static enum cs_status print(struct reading *reading, const struct cs_distribution_options *options,
                            const char *sha256)
{
    struct cs_call *call = reading->call;
    const char *word = cs_call_text(call, "method");
    enum cs_bin_method method = CS_BIN_LINEAR;
    enum cs_table_format format;
    struct cs_bands_group *groups =
        cs_arena_alloc(call->arena, (reading->n_groups + 1) * sizeof *groups);
    if (!groups)
        return cs_fail_memory(call->diag);
    if (word)
        cs_banded_method_parse(word, &method);
    for (size_t i = 0; i < reading->n_groups; i++) {
        struct cs_banded_point *points =
            cs_arena_alloc(call->arena, options->n_shares * sizeof *points);
        enum cs_status status = check_order(reading, &reading->groups[i]);
        if (status != CS_OK)
            return status;
        struct cs_banded banded = {bins_of(reading, &reading->groups[i]), reading->groups[i].n};
        if (!points || !banded.bands)
            return cs_fail_memory(call->diag);
        groups[i] = (struct cs_bands_group){reading->groups[i].name, 0, points, banded.n_bands};
        cs_banded_quantiles(&banded, method, options->shares, options->n_shares, points,
                            &groups[i].count);
        if (points[0].lack == CS_ABSENT_ORDER)
            return cs_fail(call->diag, CS_IO, &(struct cs_place){.file = reading->file}, NULL,
                           "bands overlap%s%s", *groups[i].name ? " in the group " : "",
                           groups[i].name);
    }
    struct cs_bands bands = {
        groups,          reading->n_groups, reading->by_header, word ? word : "linear",
        options->shares, options->n_shares, reading->file,      sha256,
        reading->n_rows};
    return cs_table_format_parse(cs_request_format(call), &format)
               ? cs_bands_table(&bands, format, call->arena, call->out, call->diag)
               : cs_bands_json(&bands, call->out, call->diag);
}

static enum cs_status run(struct cs_call *call)
{
    struct cs_distribution_options options = cs_distribution_defaults();
    struct reading reading = {.call = call, .file = call->operands[0]};
    struct cs_file_facts facts = {.is_unhashed = false};
    struct cs_row_sink sink = {&reading, read_row, NULL};
    char folded[NAME_BYTES];
    enum cs_status status = cs_request_quantiles(call, &options);
    if (cs_call_has(call, "by")) {
        cs_fold_name(cs_span_of(cs_call_text(call, "by")), folded, sizeof folded);
        reading.by = folded;
    }
    if (status == CS_OK)
        status = cs_read_rows(reading.file, &sink, &facts, call->diag);
    if (status == CS_OK && reading.n_rows == 0)
        status = cs_fail(call->diag, CS_IO, &(struct cs_place){.file = reading.file}, NULL,
                         "there are no rows with a band");
    if (status == CS_OK)
        status = print(&reading, &options, facts.sha256);
    for (size_t i = 0; i < reading.n_groups; i++)
        free(reading.groups[i].bands);
    free(reading.groups);
    return status;
}

static const struct cs_example examples[] = {
    {"printf 'band,count\\n\"under 20,000\",40\\n\"20,000-40,000\",120\\n\"40,000+\",40\\n' | "
     "careerstat bands - --quantiles 0.5,0.9 --format table",
     "Median and 90th percentile of people counted in pay bands"},
};

static const struct cs_option options[] = {
    {"by", 0, CS_OPTION_TEXT, "COLUMN", "one group for each value of this column", NULL},
    {"quantiles", 0, CS_OPTION_LIST, "LIST",
     "quantiles: 0.5, p90, 2.5% (default: p10,p25,p50,p75,p90)", NULL},
    {"method", 0, CS_OPTION_CHOICE, "METHOD",
     "how pay is spread within a band: evenly, or by Pareto's law (default: linear)",
     "linear,pareto,pareto-tail"},
};

extern const struct cs_command cs_cmd_bands;
const struct cs_command cs_cmd_bands = {
    .name = "bands",
    .group = CS_GROUP_ANSWER,
    .summary = "median and quantiles of people counted in pay bands",
    .usage = "bands FILE [--by COLUMN] [--method METHOD]",
    .help = "The file has a row for each band: columns 'lower', 'upper' and 'count', or 'band' "
            "(10,000-20,000; under 10,000; 200,000+) and 'count'. A quantile that falls in an "
            "open band is known only to be at least, or at most, the limit of the band.",
    .examples = examples,
    .n_examples = sizeof examples / sizeof *examples,
    .options = options,
    .n_options = sizeof options / sizeof *options,
    .shared = CS_SHARED_RESULT,
    .min_operands = 1,
    .max_operands = 1,
    .run = run,
};
