/* One data row → estimates or an answer. A row is taken whole or not at all: its cells are read
 * into drafts first, and the first cell that cannot be read refuses the row. */
#include <math.h>
#include <string.h>

#include "base/buf.h"
#include "base/number.h"
#include "base/suggest.h"
#include "ingest/intake_table.h"

/* A row being read. */
struct row_work {
    struct cs_intake_table *table;
    const struct cs_row *row;
    struct cs_source *source;
    uint32_t key[CS_N_DIMS];
    int year;         /* of the row's period, 0 unknown */
    unsigned na_per;  /* bit of each enum cs_per whose wages do not apply */
    enum cs_tier tier;
    const char *note;
};

enum row_fate { ROW_TAKEN, ROW_OUTSIDE, ROW_REFUSED, ROW_NO_MEMORY };

static struct cs_span cell_of(const struct row_work *work, enum cs_column_role role)
{
    return cs_bound_cell(work->table->of_role[role], work->row);
}

/* Says what is wrong with a cell, in its place: "…: 'N/K' is not a number". */
static enum row_fate refuse(const struct row_work *work, const struct cs_bound_column *bound,
                            const char *hint, const char *what)
{
    const struct cs_intake_table *table = work->table;
    struct cs_cell_name name;
    struct cs_shown shown, header;
    uint32_t field = (uint32_t)bound->index + 1;
    struct cs_place place = cs_cell_place(table->file, work->row, field, &name);
    struct cs_span cell = cs_bound_cell(bound, work->row);
    const char *title = cs_intake_table_report(table)->columns[bound->index].header;
    cs_show(&shown, cell.start, cell.size);
    cs_show(&header, title, strlen(title));
    if (work->row->sheet)
        cs_diag_add(table->diag, CS_ERROR, &place, hint, "column '%s': '%s' %s", header.text,
                    shown.text, what);
    else
        cs_diag_add(table->diag, CS_ERROR, &place, hint, "column '%s' (field %u): '%s' %s",
                    header.text, (unsigned)field, shown.text, what);
    return ROW_REFUSED;
}

static int is_money(struct cs_unit unit)
{
    return unit.kind == CS_UNIT_MONEY;
}

/* The floor behind a cap mark, by year and unit; NaN when the layout does not know it. */
static double cap_floor(const struct cs_layout *layout, int year, struct cs_unit unit)
{
    for (size_t i = 0; i < layout->n_caps; i++)
        if (year >= layout->caps[i].from_year && year <= layout->caps[i].to_year &&
            cs_unit_equals(unit, layout->caps[i].unit))
            return layout->caps[i].floor;
    return NAN;
}

/* Published thousands and the like to plain units, without the binary noise of the product. */
static double scale_up(double value, double multiplier)
{
    if (multiplier == 1 || !isfinite(value))
        return value;
    char text[CS_NUMBER_TEXT_BYTES];
    double product = value * multiplier;
    cs_number_format_rounded(product, 6, text);
    double clean = product;
    return cs_number_parse(cs_span_of(text), &clean) ? clean : product;
}

/* Whether what the cell says of its unit fits. A sign other than "$", which stands for many
 * dollars, fills in a currency that nobody stated. */
static enum row_fate check_unit(const struct row_work *work, const struct cs_bound_column *bound,
                                const struct cs_cell_number *number, struct cs_unit *unit)
{
    if (number->has_percent_sign && unit->kind != CS_UNIT_PERCENT)
        return refuse(work, bound, NULL, "is a percentage, which this column does not hold");
    if (!number->currency[0] || !is_money(*unit))
        return ROW_TAKEN;
    if (strcmp(number->currency, "USD") == 0)
        return ROW_TAKEN;
    if (!unit->currency[0])
        memcpy(unit->currency, number->currency, sizeof unit->currency);
    if (strcmp(unit->currency, number->currency) != 0)
        return refuse(work, bound, NULL, "is in another currency than the column");
    return ROW_TAKEN;
}

/* Reads a number with its reason; refuses what is none. `high` is the end of a range, else NaN. */
static enum row_fate read_number(const struct row_work *work, const struct cs_bound_column *bound,
                                 struct cs_unit *unit, struct cs_quantity *out, double *high)
{
    const struct cs_intake_table *table = work->table;
    struct cs_cell_number number = cs_cell_read_number(cs_bound_cell(bound, work->row),
                                                       table->markers, table->n_markers);
    double multiplier = bound->column->multiplier;
    *high = NAN;
    if (number.kind == CS_CELL_BAD)
        return refuse(work, bound, NULL, "is not a number");
    enum row_fate fate = check_unit(work, bound, &number, unit);
    if (fate != ROW_TAKEN)
        return fate;
    out->presence = number.presence;
    out->value = scale_up(number.low, multiplier);
    if (number.kind == CS_CELL_RANGE)
        *high = scale_up(number.high, multiplier);
    if (number.presence == CS_AT_LEAST && isnan(out->value))
        out->value = cap_floor(table->layout, work->year, *unit);
    if (number.kind == CS_CELL_MISSING && number.presence != CS_AT_LEAST && is_money(*unit) &&
        (work->na_per >> unit->per & 1))
        out->presence = CS_NOT_APPLICABLE;
    return ROW_TAKEN;
}

static void count_cell(const struct row_work *work, const struct cs_bound_column *bound,
                       enum cs_presence presence)
{
    struct cs_table_report *report = cs_intake_table_report(work->table);
    struct cs_column_report *column = &report->columns[bound->index];
    column->n_cells += presence != CS_NOT_REPORTED;
    column->n_missing += presence != CS_PRESENT;
    report->n_missing[presence] += presence != CS_PRESENT;
    work->source->n_missing[presence] += presence != CS_PRESENT;
}

/* ---- what goes before the figures ---- */

static int is_filtered_out(const struct row_work *work)
{
    const struct cs_binding *binding = &work->table->binding;
    for (size_t i = 0; i < binding->n_columns; i++) {
        const struct cs_layout_column *column = binding->columns[i].column;
        if (column->others_are_skipped &&
            !cs_layout_value_of(column, cs_bound_cell(&binding->columns[i], work->row)))
            return 1;
    }
    return 0;
}

static enum row_fate read_keys(struct row_work *work)
{
    struct cs_intake_table *table = work->table;
    work->key[CS_DIM_PERIOD] = cs_keys_of_row(&table->keys, CS_DIM_PERIOD, work->row, 0);
    if (work->key[CS_DIM_PERIOD] == CS_NO_KEY)
        work->key[CS_DIM_PERIOD] = table->period;
    const struct cs_key *period =
        cs_dataset_key(table->dataset, CS_DIM_PERIOD, work->key[CS_DIM_PERIOD]);
    work->year = period ? period->period.end_year : 0;
    if (work->key[CS_DIM_PERIOD] == CS_BAD_KEY)
        return refuse(work, table->keys.parts[CS_DIM_PERIOD][CS_PART_CODE],
                      "for example 2023, 2023-05 or 2024-34", "is not a period");
    for (int d = 0; d < CS_N_DIMS; d++) {
        if (d != CS_DIM_PERIOD)
            work->key[d] = cs_keys_of_row(&table->keys, (enum cs_dim)d, work->row, work->year);
        if (work->key[d] == CS_BAD_KEY)
            return ROW_NO_MEMORY;
    }
    return ROW_TAKEN;
}

static int is_true(struct cs_span cell)
{
    return cs_span_equals_nocase(cell, "true") || cs_span_equals_nocase(cell, "x") ||
           cs_span_equals(cell, "1");
}

static void read_flags(struct row_work *work)
{
    const struct cs_binding *binding = &work->table->binding;
    if (!work->table->of_role[CS_ROLE_FLAG])
        return;
    for (size_t i = 0; i < binding->n_columns; i++)
        if (binding->columns[i].column->role == CS_ROLE_FLAG &&
            is_true(cs_bound_cell(&binding->columns[i], work->row)))
            work->na_per |= 1u << binding->columns[i].column->flag_per;
}

static enum row_fate read_tier(struct row_work *work)
{
    const struct cs_bound_column *bound = work->table->of_role[CS_ROLE_TIER];
    const struct cs_key *occupation = cs_dataset_key(work->table->dataset, CS_DIM_OCCUPATION,
                                                     work->key[CS_DIM_OCCUPATION]);
    work->tier = occupation ? cs_tier_of_code(occupation->code) : CS_TIER_UNKNOWN;
    if (!bound)
        return ROW_TAKEN;
    struct cs_span cell = cs_bound_cell(bound, work->row);
    const struct cs_layout_value *value = cs_layout_value_of(bound->column, cell);
    if (value)
        cell = cs_span_of(value->code);
    for (int t = CS_TIER_UNKNOWN; t <= CS_TIER_SUMMARY; t++)
        if (cs_span_equals_nocase(cell, cs_tier_name((enum cs_tier)t))) {
            work->tier = (enum cs_tier)t;
            return ROW_TAKEN;
        }
    return cell.size ? refuse(work, bound, NULL, "is no tier of a classification") : ROW_TAKEN;
}

static const char *keep_text(struct cs_dataset *dataset, struct cs_span text)
{
    return cs_arena_copy(&dataset->arena, text.start, text.size);
}

/* Notes come in runs of the same text. */
static void read_note(struct row_work *work)
{
    struct cs_intake_table *table = work->table;
    struct cs_span note = cell_of(work, CS_ROLE_NOTE);
    if (!note.size)
        return;
    if (!table->last_note || !cs_span_equals(note, table->last_note))
        table->last_note = keep_text(table->dataset, note);
    work->note = table->last_note;
}

/* ---- figures ---- */

static struct cs_estimate *add_draft(const struct row_work *work, enum cs_measure measure,
                                     uint32_t period, struct cs_unit unit)
{
    struct cs_estimate *draft = &work->table->drafts[work->table->n_drafts++];
    memset(draft, 0, sizeof *draft);
    memcpy(draft->key, work->key, sizeof draft->key);
    if (period != CS_NO_KEY)
        draft->key[CS_DIM_PERIOD] = period;
    draft->source = (uint32_t)(work->source - work->table->dataset->sources);
    draft->line = work->row->line;
    draft->measure = (uint16_t)measure;
    draft->tier = (uint8_t)work->tier;
    draft->note = work->note;
    draft->unit = unit;
    draft->value = NAN;
    return draft;
}

/* A published range is two figures: its ends. */
static void add_number(const struct row_work *work, enum cs_measure measure, uint32_t period,
                       struct cs_unit unit, struct cs_quantity low, double high)
{
    struct cs_estimate *draft =
        add_draft(work, isnan(high) ? measure : CS_WAGE_LOW, period, unit);
    draft->value = low.value;
    draft->presence = (uint8_t)low.presence;
    if (isnan(high))
        return;
    draft = add_draft(work, CS_WAGE_HIGH, period, unit);
    draft->value = high;
    draft->presence = CS_PRESENT;
}

static void add_text(const struct row_work *work, enum cs_measure measure, uint32_t period,
                     struct cs_span cell)
{
    static const struct cs_unit text = {.kind = CS_UNIT_TEXT};
    struct cs_estimate *draft = add_draft(work, measure, period, text);
    draft->text = keep_text(work->table->dataset, cell);
    draft->presence = CS_PRESENT;
}

static enum row_fate read_figure(struct row_work *work, const struct cs_bound_column *bound,
                                 uint32_t period)
{
    struct cs_unit unit = bound->column->unit;
    struct cs_span cell = cs_bound_cell(bound, work->row);
    if (unit.kind == CS_UNIT_TEXT) {
        count_cell(work, bound, cell.size ? CS_PRESENT : CS_NOT_REPORTED);
        if (cell.size)
            add_text(work, bound->column->measure, period, cell);
        return ROW_TAKEN;
    }
    struct cs_quantity quantity;
    double high;
    enum row_fate fate = read_number(work, bound, &unit, &quantity, &high);
    if (fate != ROW_TAKEN)
        return fate;
    if (!isnan(high) && !is_money(unit))
        return refuse(work, bound, NULL, "is a range; one number is needed");
    count_cell(work, bound, quantity.presence);
    if (quantity.presence != CS_NOT_REPORTED)
        add_number(work, bound->column->measure, period, unit, quantity, high);
    return ROW_TAKEN;
}

static enum row_fate read_figures(struct row_work *work)
{
    const struct cs_intake_table *table = work->table;
    enum row_fate fate = ROW_TAKEN;
    for (size_t i = 0; i < table->binding.n_columns && fate == ROW_TAKEN; i++) {
        const struct cs_bound_column *bound = &table->binding.columns[i];
        if (bound->column->role != CS_ROLE_ESTIMATE)
            continue;
        int year = work->year;
        const struct cs_key *period =
            cs_dataset_key(table->dataset, CS_DIM_PERIOD, table->column_periods[i]);
        work->year = period ? period->period.end_year : year;
        fate = read_figure(work, bound, table->column_periods[i]);
        work->year = year;
    }
    return fate;
}

/* ---- tidy rows: the row names its measure and unit ---- */

static const char *nearest_measure(struct cs_span name)
{
    const char *names[CS_N_MEASURES];
    char word[64];
    for (int i = 0; i < CS_N_MEASURES; i++)
        names[i] = cs_measure_info((enum cs_measure)i)->name;
    size_t n = name.size < sizeof word ? name.size : sizeof word - 1;
    memcpy(word, name.start, n);
    word[n] = '\0';
    return cs_suggest(word, names, CS_N_MEASURES);
}

static enum row_fate read_measure(const struct row_work *work, enum cs_measure *measure,
                                  struct cs_unit *unit)
{
    const struct cs_bound_column *bound = work->table->of_role[CS_ROLE_MEASURE];
    struct cs_span name = cs_bound_cell(bound, work->row);
    const struct cs_layout_value *value = cs_layout_value_of(bound->column, name);
    if (value)
        name = cs_span_of(value->code);
    if (!cs_measure_parse(name, measure)) {
        const char *nearest = nearest_measure(name);
        char hint[96] = "";
        strncat(hint, "did you mean '", sizeof hint - 1);
        strncat(hint, nearest ? nearest : "", 64);
        strncat(hint, "'?", 3);
        return refuse(work, bound, nearest ? hint : NULL, "is no known measure");
    }
    *unit = work->table->of_role[CS_ROLE_VALUE]->column->unit;
    unit->kind = (unsigned char)cs_measure_info(*measure)->unit;
    struct cs_span cell = cell_of(work, CS_ROLE_UNIT);
    if (cell.size && !cs_unit_parse(cell, unit))
        return refuse(work, work->table->of_role[CS_ROLE_UNIT],
                      "for example USD/year, jobs, percent, index", "is no known unit");
    struct cs_span currency = cell_of(work, CS_ROLE_CURRENCY);
    if (currency.size == 3 && is_money(*unit))
        memcpy(unit->currency, currency.start, 3);
    return ROW_TAKEN;
}

/* The reason given beside an empty value, or the floor beside a full one. */
static enum row_fate read_presence(const struct row_work *work, struct cs_quantity *quantity)
{
    struct cs_span cell = cell_of(work, CS_ROLE_PRESENCE);
    enum cs_presence presence;
    if (!cell.size)
        return ROW_TAKEN;
    if (!cs_presence_parse(cell, &presence))
        return refuse(work, work->table->of_role[CS_ROLE_PRESENCE], NULL,
                      "is no known reason for a missing value");
    int has_value = quantity->presence == CS_PRESENT;
    if (has_value && presence != CS_PRESENT && presence != CS_AT_LEAST)
        return refuse(work, work->table->of_role[CS_ROLE_PRESENCE], NULL,
                      "says the value is missing, but there is one");
    if (has_value || presence != CS_PRESENT)
        quantity->presence = presence;
    return ROW_TAKEN;
}

static enum row_fate read_tidy(struct row_work *work)
{
    const struct cs_bound_column *bound = work->table->of_role[CS_ROLE_VALUE];
    enum cs_measure measure;
    struct cs_unit unit;
    struct cs_quantity quantity;
    double high;
    enum row_fate fate = read_measure(work, &measure, &unit);
    if (fate != ROW_TAKEN)
        return fate;
    if (unit.kind == CS_UNIT_TEXT) {
        struct cs_span cell = cs_bound_cell(bound, work->row);
        count_cell(work, bound, cell.size ? CS_PRESENT : CS_NOT_REPORTED);
        if (cell.size)
            add_text(work, measure, CS_NO_KEY, cell);
        return ROW_TAKEN;
    }
    fate = read_number(work, bound, &unit, &quantity, &high);
    if (fate == ROW_TAKEN && !isnan(high) && !is_money(unit))
        fate = refuse(work, bound, NULL, "is a range; one number is needed");
    if (fate == ROW_TAKEN)
        fate = read_presence(work, &quantity);
    if (fate != ROW_TAKEN)
        return fate;
    count_cell(work, bound, quantity.presence);
    add_number(work, measure, CS_NO_KEY, unit, quantity, high);
    return ROW_TAKEN;
}

static enum row_fate store_drafts(const struct row_work *work)
{
    struct cs_intake_table *table = work->table;
    for (size_t i = 0; i < table->n_drafts; i++)
        if (cs_dataset_add_estimate(table->dataset, &table->drafts[i]) != CS_OK)
            return ROW_NO_MEMORY;
    cs_intake_table_report(table)->n_values += table->n_drafts;
    return ROW_TAKEN;
}

static enum row_fate read_estimates(struct row_work *work)
{
    enum row_fate fate = read_tier(work);
    read_flags(work);
    read_note(work);
    work->table->n_drafts = 0;
    if (fate == ROW_TAKEN)
        fate = work->table->of_role[CS_ROLE_MEASURE] ? read_tidy(work) : read_figures(work);
    return fate == ROW_TAKEN ? store_drafts(work) : fate;
}

/* ---- answers ---- */

/* Weights: one number each, never absent. */
static enum row_fate read_weight(const struct row_work *work, const struct cs_bound_column *bound,
                                 double *weight)
{
    if (cs_number_parse(cs_bound_cell(bound, work->row), weight))
        return ROW_TAKEN;
    return refuse(work, bound, NULL, "is not a weight");
}

static enum row_fate read_weights(const struct row_work *work, struct cs_observation *answer)
{
    const struct cs_intake_table *table = work->table;
    const struct cs_bound_column *bound = table->of_role[CS_ROLE_WEIGHT];
    enum row_fate fate = ROW_TAKEN;
    answer->has_weight = bound != NULL;
    if (bound)
        fate = read_weight(work, bound, &answer->weight);
    if (fate == ROW_TAKEN && bound && answer->weight < 0)
        return refuse(work, bound, NULL, "is a negative weight");
    size_t n = 0;
    for (size_t i = 0; table->binding.n_replicates && i < table->binding.n_columns; i++) {
        double replicate = 0;
        bound = &table->binding.columns[i];
        if (bound->column->role != CS_ROLE_REPLICATE || fate != ROW_TAKEN)
            continue;
        fate = read_weight(work, bound, &replicate);
        table->replicates[n++] = (float)replicate;
    }
    answer->replicates = table->replicates;
    answer->n_replicates = n;
    return fate;
}

/* All answers of a dataset share one unit and one set of replicates. */
static enum row_fate check_company(const struct row_work *work, struct cs_unit unit, size_t n)
{
    struct cs_observations *rows = &work->table->dataset->observations;
    const struct cs_bound_column *value = work->table->of_role[CS_ROLE_VALUE];
    if (rows->n_rows == 0)
        rows->unit = unit;
    else if (!cs_unit_equals(rows->unit, unit))
        return refuse(work, value, "answers in one unit are read at a time",
                      "is in another unit than the answers before it");
    else if (rows->n_replicates != n)
        return refuse(work, value, NULL, "has other replicate weights than the answers before it");
    return ROW_TAKEN;
}

static enum row_fate read_answer(struct row_work *work)
{
    const struct cs_intake_table *table = work->table;
    const struct cs_bound_column *value = table->of_role[CS_ROLE_VALUE];
    struct cs_observation answer = {.source = (uint32_t)(work->source - table->dataset->sources)};
    struct cs_unit unit = value->column->unit;
    struct cs_span currency = cell_of(work, CS_ROLE_CURRENCY);
    if (currency.size == 3 && is_money(unit))
        memcpy(unit.currency, currency.start, 3);
    struct cs_quantity quantity;
    double high;
    enum row_fate fate = read_number(work, value, &unit, &quantity, &high);
    if (fate != ROW_TAKEN)
        return fate;
    if (!isnan(high))
        return refuse(work, value, NULL, "is a range; one number is needed");
    if (value->column->only_positive && quantity.presence == CS_PRESENT && !(quantity.value > 0))
        return ROW_OUTSIDE;
    fate = read_weights(work, &answer);
    if (fate == ROW_TAKEN)
        fate = check_company(work, unit, answer.n_replicates);
    if (fate != ROW_TAKEN)
        return fate;
    count_cell(work, value, quantity.presence);
    memcpy(answer.key, work->key, sizeof answer.key);
    answer.value = quantity.presence == CS_PRESENT ? quantity.value : NAN;
    cs_intake_table_report(work->table)->n_values += quantity.presence == CS_PRESENT;
    return cs_dataset_add_observation(table->dataset, &answer) == CS_OK ? ROW_TAKEN
                                                                        : ROW_NO_MEMORY;
}

/* ---- the row ---- */

/* The row's period, or that of one of its columns where the row has none. */
static uint32_t period_of(const struct row_work *work, size_t draft)
{
    const struct cs_intake_table *table = work->table;
    return work->key[CS_DIM_PERIOD] == CS_NO_KEY && draft < table->n_drafts
               ? table->drafts[draft].key[CS_DIM_PERIOD]
               : work->key[CS_DIM_PERIOD];
}

static void widen_period(const struct row_work *work, struct cs_row_source *source, uint32_t index)
{
    const struct cs_key *key = cs_dataset_key(work->table->dataset, CS_DIM_PERIOD, index);
    if (!key || !key->period.start_year)
        return;
    if (!source->first.start_year || cs_period_compare(key->period, source->first) < 0)
        source->first = key->period;
    if (!source->last.start_year || cs_period_compare(key->period, source->last) > 0)
        source->last = key->period;
}

static enum row_fate read_row(struct row_work *work, struct cs_row_source *source)
{
    if (is_filtered_out(work))
        return ROW_OUTSIDE;
    enum row_fate fate = read_keys(work);
    if (fate == ROW_TAKEN)
        fate = work->table->layout->is_observations ? read_answer(work) : read_estimates(work);
    if (fate == ROW_TAKEN)
        widen_period(work, source, period_of(work, 0));
    if (fate == ROW_TAKEN && work->table->n_drafts > 1)
        widen_period(work, source, period_of(work, work->table->n_drafts - 1));
    return fate;
}

enum cs_status cs_intake_take_row(struct cs_intake_table *table, const struct cs_row *row)
{
    struct cs_row_source *from = cs_intake_row_source(table, row);
    int is_repeat = from ? cs_repeats_note(&table->repeats, row) : -1;
    if (is_repeat < 0)
        return cs_fail_memory(table->diag);
    struct cs_table_report *report = cs_intake_table_report(table);
    struct row_work work = {.table = table, .row = row,
                            .source = &table->dataset->sources[from->index]};
    report->n_rows++;
    work.source->n_rows++;
    report->n_repeats += (uint64_t)is_repeat;
    work.source->n_repeats += (uint64_t)is_repeat;
    if (is_repeat && table->options->is_distinct)
        return CS_OK;
    enum row_fate fate = read_row(&work, from);
    report->n_rejected += fate == ROW_REFUSED;
    work.source->n_rejected += fate == ROW_REFUSED;
    report->n_outside += fate == ROW_OUTSIDE;
    work.source->n_outside += fate == ROW_OUTSIDE;
    return fate == ROW_NO_MEMORY ? cs_fail_memory(table->diag) : CS_OK;
}
