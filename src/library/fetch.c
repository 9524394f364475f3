/* Rows of the library → a dataset. */
#include "library/fetch.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <sqlite3.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/text.h"
#include "data/dataset.h"
#include "data/measure.h"
#include "data/quantity.h"
#include "library/descriptors.h"
#include "library/figure_walk.h"
#include "library/packed.h"
#include "library/prices.h"
#include "library/schema.h"
#include "library/sql.h"

/* Numbers of rows become places of arrays: none is below zero or beyond any library's size. */
static bool is_sane(int64_t most)
{
    return most >= 0 && most < UINT32_MAX / (2 * CS_N_DIMS);
}

static enum cs_status prepare_lookups(struct cs_fetching *fetching)
{
    int64_t max_key = 0, max_source = 0, max_statistic = 0;
    struct cs_library *library = fetching->library;
    struct cs_diag *diag = fetching->diag;
    enum cs_status status = cs_sql_number(library, "SELECT max(id) FROM key", &max_key, diag);
    if (status == CS_OK)
        status = cs_sql_number(library, "SELECT max(id) FROM source", &max_source, diag);
    if (status == CS_OK)
        status = cs_sql_number(library, "SELECT max(id) FROM statistic", &max_statistic, diag);
    if (status != CS_OK)
        return status;
    if (!is_sane(max_key) || !is_sane(max_source) || !is_sane(max_statistic))
        return cs_fetching_damaged(fetching, "its rows have impossible numbers");
    fetching->n_keys = (size_t)max_key + 1;
    fetching->n_sources = (size_t)max_source + 1;
    fetching->n_statistics = (size_t)max_statistic + 1;
    fetching->keys = calloc(fetching->n_keys, sizeof *fetching->keys);
    fetching->sources = calloc(fetching->n_sources, sizeof *fetching->sources);
    fetching->statistics = calloc(fetching->n_statistics, sizeof *fetching->statistics);
    return fetching->keys && fetching->sources && fetching->statistics ? CS_OK
                                                                       : cs_fail_memory(diag);
}

static enum cs_status read_statistics(struct cs_fetching *fetching)
{
    sqlite3_stmt *statement;
    bool has_row = true;
    enum cs_status status = cs_sql_prepare(
        fetching->library, "SELECT id, measure, unit FROM statistic", &statement, fetching->diag);
    while (status == CS_OK && has_row) {
        status = cs_sql_next(fetching->library, statement, &has_row, fetching->diag);
        if (!has_row)
            break;
        int64_t id = sqlite3_column_int64(statement, 0);
        if (id < 0 || (size_t)id >= fetching->n_statistics) {
            status = cs_fetching_damaged(fetching, "a statistic has an impossible number");
            break;
        }
        struct cs_statistic_row *row = &fetching->statistics[id];
        const char *measure = (const char *)sqlite3_column_text(statement, 1);
        const char *unit = (const char *)sqlite3_column_text(statement, 2);
        row->has_row = true;
        row->is_known = measure && unit && cs_measure_parse(cs_span_of(measure), &row->measure) &&
                        cs_unit_parse(cs_span_of(unit), &row->unit);
    }
    sqlite3_finalize(statement);
    return status;
}

/* ---- published figures ---- */

/* Of two sources of one figure the survey that made it counts, whichever was imported first. */
static void keep_maker(struct cs_dataset *dataset, struct cs_estimate *kept,
                       const struct cs_estimate *repeat)
{
    if (cs_estimate_is_reprint(dataset, kept) && !cs_estimate_is_reprint(dataset, repeat))
        *kept = *repeat;
}

/* Whether the dataset has the very same figure already, from this or another file. */
static bool is_repeat(struct cs_fetching *fetching, const struct cs_estimate *estimate)
{
    struct cs_seen_figures *seen = &fetching->seen;
    if (2 * (seen->n + 1) > seen->n_slots && !cs_seen_figures_grow(seen))
        return false;
    struct cs_estimate *all = fetching->dataset->estimates;
    size_t mask = seen->n_slots - 1;
    uint32_t hash = cs_figure_hash(estimate);
    for (size_t at = hash & mask;; at = (at + 1) & mask) {
        struct cs_seen_figure *slot = &seen->slots[at];
        if (slot->number == 0) {
            *slot = (struct cs_seen_figure){(uint32_t)fetching->dataset->n_estimates + 1, hash};
            seen->n++;
            return false;
        }
        struct cs_estimate *held = &all[slot->number - 1];
        if (slot->hash == hash && cs_figure_is_same(held, estimate)) {
            keep_maker(fetching->dataset, held, estimate);
            return true;
        }
    }
}

static enum cs_status read_value(struct cs_fetching *fetching,
                                 const struct cs_packed_figure *figure,
                                 struct cs_estimate *estimate)
{
    enum cs_presence presence = CS_PRESENT;
    if (figure->reason.size)
        cs_presence_parse(figure->reason, &presence);
    estimate->presence = (uint8_t)presence;
    estimate->value = figure->value;
    if (!figure->text.start)
        return CS_OK;
    estimate->text =
        cs_arena_copy(&fetching->dataset->arena, figure->text.start, figure->text.size);
    return estimate->text ? CS_OK : cs_fail_memory(fetching->diag);
}

/* The parts that all figures of a line share. */
static enum cs_status read_line(struct cs_fetching *fetching, const struct cs_figure_walk *walk,
                                struct cs_estimate *line)
{
    sqlite3_stmt *row = walk->row;
    enum cs_status status =
        cs_fetching_source(fetching, sqlite3_column_int64(row, CS_LINE_SOURCE), &line->source);
    line->line = (uint64_t)sqlite3_column_int64(row, CS_LINE_PLACE);
    for (int d = 0; status == CS_OK && d < CS_N_DIMS; d++)
        status = cs_fetching_key(fetching, row, CS_LINE_KEYS + d, (enum cs_dim)d, &line->key[d]);
    line->note = cs_sql_text(row, CS_LINE_NOTE, &fetching->dataset->arena);
    line->tier = CS_TIER_UNKNOWN;
    for (int t = 0; walk->tier.size && t <= CS_TIER_SUMMARY; t++)
        if (cs_span_equals(walk->tier, cs_tier_name((enum cs_tier)t)))
            line->tier = (uint8_t)t;
    return status;
}

/* The present figure of the walk, of a line already read. */
static enum cs_status take_figure(struct cs_fetching *fetching, const struct cs_figure_walk *walk,
                                  const struct cs_estimate *line)
{
    int64_t id = walk->statistic;
    if (id < 0 || (size_t)id >= fetching->n_statistics || !fetching->statistics[id].has_row)
        return cs_fetching_damaged(fetching, "a figure names a statistic that is not there");
    const struct cs_statistic_row *statistic = &fetching->statistics[id];
    struct cs_estimate estimate = *line;
    estimate.measure = (uint8_t)statistic->measure;
    estimate.unit = statistic->unit;
    enum cs_status status = read_value(fetching, &walk->figure, &estimate);
    if (status == CS_OK && isinf(estimate.value))
        status = cs_fetching_damaged(fetching, "a figure is infinite");
    if (status == CS_OK && statistic->is_known && !is_repeat(fetching, &estimate) &&
        cs_dataset_add_estimate(fetching->dataset, &estimate) != CS_OK)
        status = cs_fail_memory(fetching->diag);
    return status;
}

static enum cs_status fetch_estimates(struct cs_fetching *fetching)
{
    struct cs_buf where;
    struct cs_figure_walk walk;
    struct cs_estimate line = {0};
    int64_t present = 0;
    bool has_figure = true;
    cs_buf_init(&where);
    cs_fetching_where(fetching, "l", &where);
    enum cs_status status =
        cs_figure_walk_open(&walk, fetching->library, cs_buf_text(&where), fetching->diag);
    while (status == CS_OK && has_figure) {
        status = cs_figure_walk_next(&walk, &has_figure, fetching->diag);
        if (!has_figure)
            break;
        if (walk.line != present)
            status = read_line(fetching, &walk, &line);
        present = walk.line;
        if (status == CS_OK)
            status = take_figure(fetching, &walk, &line);
    }
    cs_figure_walk_close(&walk);
    cs_buf_clear(&where);
    return status;
}

/* ---- people's observations ---- */

/* What becomes of an observation among those before it. */
enum company { TAKEN, NOT_ASKED_FOR, OF_OTHER_CURRENCY, OF_OTHER_UNIT };

/* Several currencies are pooled only by those who will convert them. */
static enum company join_company(const struct cs_fetching *fetching, struct cs_unit unit)
{
    const struct cs_library_request *request = fetching->request;
    struct cs_observations *rows = &fetching->dataset->observations;
    struct cs_unit but_currency = unit;
    if (request->only_currency && unit.kind == CS_UNIT_MONEY &&
        strcmp(request->only_currency, unit.currency) != 0)
        return NOT_ASKED_FOR;
    if (rows->n_rows == 0)
        rows->unit = unit;
    memcpy(but_currency.currency, rows->unit.currency, sizeof but_currency.currency);
    if (!cs_unit_equals(rows->unit, but_currency))
        return OF_OTHER_UNIT;
    return request->mixes_currencies || cs_unit_equals(rows->unit, unit) ? TAKEN
                                                                         : OF_OTHER_CURRENCY;
}

static void warn_of_currencies(const struct cs_fetching *fetching, struct cs_unit unit)
{
    const char *first = fetching->dataset->observations.unit.currency;
    cs_diag_add(fetching->diag, CS_WARNING, NULL,
                "convert them with --currency, or take one with --only-currency",
                "the observations are in several currencies, %s and %s among them, and are left "
                "out",
                *first ? first : "unknown ones", *unit.currency ? unit.currency : "unknown ones");
}

/* *is_mixed is set where the currency is another than that of those before it. */
static enum cs_status read_observation(struct cs_fetching *fetching, sqlite3_stmt *row,
                                       bool *is_mixed)
{
    bool has_value = sqlite3_column_type(row, 6) != SQLITE_NULL; /* else the answer is left out */
    struct cs_observation observation = {.value = has_value ? sqlite3_column_double(row, 6) : NAN};
    struct cs_unit unit = {0};
    struct cs_span own = cs_sql_span(row, 10);
    cs_unit_parse(cs_sql_span(row, 9), &unit);
    if (sqlite3_column_type(row, 10) != SQLITE_NULL) { /* "": the file does not know it */
        memset(unit.currency, 0, sizeof unit.currency);
        memcpy(unit.currency, own.start,
               own.size < sizeof unit.currency ? own.size : sizeof unit.currency - 1);
    }
    enum company company = join_company(fetching, unit);
    *is_mixed = company == OF_OTHER_CURRENCY;
    if (*is_mixed)
        warn_of_currencies(fetching, unit);
    if (company == OF_OTHER_UNIT)
        return cs_fail(fetching->diag, CS_NO_ANSWER, NULL, "name the files to read instead",
                       "the library holds observations in different units");
    if (company != TAKEN)
        return CS_OK;
    enum cs_status status =
        cs_fetching_source(fetching, sqlite3_column_int64(row, 0), &observation.source);
    for (int d = 0; status == CS_OK && d < CS_N_DIMS; d++)
        status = cs_fetching_key(fetching, row, 1 + d, (enum cs_dim)d, &observation.key[d]);
    observation.currency = unit.currency;
    observation.has_weight = sqlite3_column_type(row, 7) != SQLITE_NULL;
    observation.weight = sqlite3_column_double(row, 7);
    if (status == CS_OK && (isinf(observation.value) || isinf(observation.weight)))
        status = cs_fetching_damaged(fetching, "an observation is infinite");
    observation.replicates = sqlite3_column_blob(row, 8);
    observation.n_replicates = (size_t)sqlite3_column_bytes(row, 8) / sizeof(float);
    if (status == CS_OK && cs_dataset_add_observation(fetching->dataset, &observation) != CS_OK)
        status = cs_fail_memory(fetching->diag);
    return status;
}

static enum cs_status fetch_observations(struct cs_fetching *fetching)
{
    struct cs_buf sql;
    cs_buf_init(&sql);
    sqlite3_stmt *rows;
    bool has_row = true;
    int64_t version = 0;
    bool is_across = !fetching->request->is_newest;
    enum cs_status status =
        cs_sql_number(fetching->library, "PRAGMA user_version", &version, fetching->diag);
    if (status == CS_OK && is_across)
        status = cs_fetching_pass_over_snapshots(fetching);
    if (status != CS_OK)
        return status;
    cs_buf_printf(&sql,
                  "SELECT a.source, a.occupation, a.region, a.level, a.period, a.industry,"
                  " a.value, a.weight, a.replicates, s.unit, %s"
                  " FROM answer a JOIN source s ON s.id = a.source",
                  version < CS_LIBRARY_HAS_CURRENCIES ? "NULL" : "a.currency");
    cs_fetching_where(fetching, "a", &sql);
    if (is_across)
        cs_buf_puts(&sql, " AND NOT EXISTS (SELECT 1 FROM passed WHERE passed.source = a.source"
                          " AND passed.period = ifnull(a.period, -1))");
    status = cs_sql_prepare(fetching->library, cs_buf_text(&sql), &rows, fetching->diag);
    bool is_mixed = false;
    while (status == CS_OK && has_row && !is_mixed) {
        status = cs_sql_next(fetching->library, rows, &has_row, fetching->diag);
        if (has_row)
            status = read_observation(fetching, rows, &is_mixed);
    }
    if (is_mixed)
        cs_dataset_drop_observations(fetching->dataset);
    sqlite3_finalize(rows);
    cs_buf_clear(&sql);
    return status;
}

/* The other names of the occupations asked for, so that they are found by them again. */
static enum cs_status fetch_names(struct cs_fetching *fetching)
{
    struct cs_dict *dict = &fetching->dataset->dicts[CS_DIM_OCCUPATION];
    const struct cs_library_codes *codes = &fetching->request->occupations;
    sqlite3_stmt *row;
    enum cs_status status = cs_sql_prepare(
        fetching->library,
        "SELECT names FROM search JOIN key ON key.id = search.key WHERE dimension = 0 AND code = ?",
        &row, fetching->diag);
    for (size_t i = 0; status == CS_OK && i < codes->n; i++) {
        bool has_row = false;
        uint32_t index =
            cs_dataset_find(fetching->dataset, CS_DIM_OCCUPATION, cs_span_of(codes->codes[i]));
        if (index == CS_NO_KEY)
            continue;
        cs_sql_bind_text(row, 1, codes->codes[i]);
        status = cs_sql_next(fetching->library, row, &has_row, fetching->diag);
        if (has_row)
            dict->keys[index].aliases = cs_sql_text(row, 0, &fetching->dataset->arena);
        sqlite3_reset(row);
    }
    sqlite3_finalize(row);
    return status;
}

static enum cs_status fetch_all(struct cs_fetching *fetching)
{
    enum cs_status status = prepare_lookups(fetching);
    if (status == CS_OK)
        status = read_statistics(fetching);
    if (status == CS_OK)
        status = cs_sql_prepare(
            fetching->library,
            "SELECT code, title, definition, position, title_year, dimension FROM key WHERE id = ?",
            &fetching->key_row, fetching->diag);
    if (status == CS_OK)
        status = cs_sql_prepare(
            fetching->library,
            "SELECT s.name, s.title, s.publisher, s.url, s.licence, s.caveat, f.name, s.layout,"
            " s.period, s.retrieved, s.n_rows, s.n_rejected, s.n_repeats, s.n_outside, f.sha256,"
            " f.bytes FROM source s JOIN file f ON f.id = s.file WHERE s.id = ?",
            &fetching->source_row, fetching->diag);
    if (status == CS_OK && fetching->request->is_of_prices)
        return cs_library_fetch_prices(fetching);
    if (status == CS_OK)
        status = cs_fetching_want_codes(fetching);
    if (status == CS_OK && fetching->request->is_newest)
        status = cs_fetching_choose_newest(fetching);
    if (status == CS_OK)
        status = fetch_estimates(fetching);
    if (status == CS_OK && !fetching->request->skips_observations)
        status = fetch_observations(fetching);
    if (status == CS_OK && fetching->request->wants_descriptions)
        status = cs_library_fetch_descriptors(fetching);
    return status == CS_OK && !fetching->request->n_groups ? fetch_names(fetching) : status;
}

enum cs_status cs_library_fetch(struct cs_library *library,
                                const struct cs_library_request *request,
                                struct cs_dataset *dataset, struct cs_arena *arena,
                                struct cs_library_vintages *vintages, struct cs_diag *diag)
{
    struct cs_library_vintages ignored = {0};
    struct cs_fetching *fetching = calloc(1, sizeof *fetching);
    if (!fetching)
        return cs_fail_memory(diag);
    *fetching = (struct cs_fetching){.library = library,
                                     .request = request,
                                     .dataset = dataset,
                                     .arena = arena,
                                     .vintages = vintages ? vintages : &ignored,
                                     .is_silent = vintages == NULL,
                                     .diag = diag};
    *fetching->vintages = ignored;
    /* One moment of the library, whatever is imported meanwhile. */
    enum cs_status status = cs_sql_run(library, "BEGIN", diag);
    if (status == CS_OK)
        status = fetch_all(fetching);
    sqlite3_finalize(fetching->key_row);
    sqlite3_finalize(fetching->source_row);
    /* Nothing was written but which rows are wanted; taking their tables back, as a rollback does,
     * would have the next question read the whole schema again. */
    sqlite3_exec(library->db, status == CS_OK ? "COMMIT" : "ROLLBACK", NULL, NULL, NULL);
    free(fetching->keys);
    free(fetching->sources);
    free(fetching->statistics);
    free(fetching->seen.slots);
    free(fetching);
    return status;
}
