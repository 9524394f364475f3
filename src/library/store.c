/* A dataset → rows of the library, one transaction a file. */
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sqlite3.h>

#include "base/diag.h"
#include "base/text.h"
#include "data/dataset.h"
#include "data/measure.h"
#include "data/quantity.h"
#include "library/descriptors.h"
#include "library/difference.h"
#include "library/gather.h"
#include "library/library.h"
#include "library/line_writer.h"
#include "library/packed.h"
#include "library/prices.h"
#include "library/schema.h"
#include "library/sql.h"

enum { MAX_STATISTICS = 1024 };

/* A file on its way in. */
struct storing {
    struct cs_library *library;
    const struct cs_dataset *data;
    struct cs_diag *diag;
    const char *name; /* of the file */
    int64_t file;
    int64_t *keys[CS_N_DIMS]; /* id of each key of the dataset that is used, else 0 */
    int64_t *sources;         /* id of each source */
    int64_t last_line;
    int64_t statistics[MAX_STATISTICS]; /* id of each pair met, see `pairs` */
    struct {
        uint16_t measure;
        struct cs_unit unit;
    } pairs[MAX_STATISTICS];
    size_t n_pairs;
    struct cs_line_writer *lines;
    sqlite3_stmt *observation;
    uint64_t n_values;
};

/* ---- keys ---- */

static enum cs_status store_names(struct storing *storing, int64_t id, const struct cs_key *key)
{
    sqlite3_stmt *statement;
    enum cs_status status = cs_sql_prepare(
        storing->library, "INSERT OR IGNORE INTO name(key, name, file) VALUES (?, ?, ?)",
        &statement, storing->diag);
    const char *rest = key->aliases ? key->aliases : "";
    bool is_title = key->title != key->code;
    for (const char *name = key->title; status == CS_OK;) {
        size_t n = is_title ? strlen(name) : strcspn(name, "\n");
        if (n && (is_title || name != key->title)) {
            sqlite3_bind_int64(statement, 1, id);
            sqlite3_bind_text(statement, 2, name, (int)n, SQLITE_STATIC);
            sqlite3_bind_int64(statement, 3, storing->file);
            status = cs_sql_done(storing->library, statement, storing->diag);
        }
        is_title = false;
        if (!*rest)
            break;
        name = rest;
        rest += strcspn(rest, "\n");
        rest += *rest == '\n';
    }
    sqlite3_finalize(statement);
    return status;
}

/* A title of a newer year wins, as it does in a dataset. */
static enum cs_status store_key(struct storing *storing, sqlite3_stmt *upsert, enum cs_dim dim,
                                size_t index)
{
    const struct cs_key *key = &storing->data->dicts[dim].keys[index];
    bool has_row = false;
    sqlite3_bind_int(upsert, 1, dim);
    cs_sql_bind_text(upsert, 2, key->code);
    cs_sql_bind_text(upsert, 3, key->title);
    cs_sql_bind_text(upsert, 4, key->definition);
    sqlite3_bind_int(upsert, 5, key->order);
    sqlite3_bind_int(upsert, 6, key->title == key->code ? -1 : key->title_year);
    enum cs_status status = cs_sql_next(storing->library, upsert, &has_row, storing->diag);
    if (status != CS_OK)
        return status;
    int64_t id = has_row ? sqlite3_column_int64(upsert, 0) : 0;
    sqlite3_reset(upsert);
    storing->keys[dim][index] = id;
    return dim == CS_DIM_OCCUPATION ? store_names(storing, id, key) : CS_OK;
}

static enum cs_status store_keys(struct storing *storing)
{
    sqlite3_stmt *upsert;
    enum cs_status status =
        cs_sql_prepare(storing->library,
                       "INSERT INTO key(dimension, code, title, definition, position, title_year)"
                       " VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT(dimension, code) DO UPDATE SET"
                       " title = CASE WHEN ?6 >= title_year THEN ?3 ELSE title END,"
                       " title_year = max(title_year, ?6), definition = coalesce(?4, definition),"
                       " position = CASE WHEN ?5 > 0 THEN ?5 ELSE position END RETURNING id",
                       &upsert, storing->diag);
    for (int d = 0; status == CS_OK && d < CS_N_DIMS; d++) {
        size_t n = storing->data->dicts[d].n_keys;
        storing->keys[d] = calloc(n + 1, sizeof *storing->keys[d]);
        if (!storing->keys[d])
            status = cs_fail_memory(storing->diag);
        for (size_t i = 0; status == CS_OK && i < n; i++)
            status = store_key(storing, upsert, (enum cs_dim)d, i);
    }
    sqlite3_finalize(upsert);
    return status;
}

static int64_t id_of(const struct storing *storing, int dim, uint32_t key)
{
    return key == CS_NO_KEY ? 0 : storing->keys[dim][key];
}

/* ---- sources ---- */

/* "occupation_2023_final.xlsx:Table 1.10": the file's name and, of several tables, which; no
 * folders, which are nobody's business. */
static void bind_place(const struct storing *storing, sqlite3_stmt *insert,
                       const struct cs_source *source)
{
    char place[512];
    const char *sheet = source->id ? strchr(source->id, ':') : NULL;
    snprintf(place, sizeof place, "%s%s", storing->name, sheet ? sheet : "");
    sqlite3_bind_text(insert, 8, place, -1, SQLITE_TRANSIENT);
}

static enum cs_status store_source(struct storing *storing, sqlite3_stmt *insert, size_t index)
{
    const struct cs_source *source = &storing->data->sources[index];
    const struct cs_unit unit = storing->data->observations.unit;
    char unit_text[CS_UNIT_TEXT_BYTES];
    const char *texts[] = {source->id,      source->title,    source->publisher, source->url,
                           source->licence, source->caveat,   source->file,      source->layout,
                           source->period,  source->retrieved};
    sqlite3_bind_int64(insert, 1, storing->file);
    for (int i = 0; i < 10; i++)
        cs_sql_bind_text(insert, 2 + i, i == 0 && !texts[0] ? "" : texts[i]);
    bind_place(storing, insert, source);
    cs_sql_bind_text(insert, 12,
                     storing->data->observations.n_rows ? cs_unit_format(unit, unit_text) : NULL);
    sqlite3_bind_int64(insert, 13, (int64_t)source->n_rows);
    sqlite3_bind_int64(insert, 14, (int64_t)source->n_rejected);
    sqlite3_bind_int64(insert, 15, (int64_t)source->n_repeats);
    sqlite3_bind_int64(insert, 16, (int64_t)source->n_outside);
    enum cs_status status = cs_sql_done(storing->library, insert, storing->diag);
    storing->sources[index] = sqlite3_last_insert_rowid(storing->library->db);
    return status;
}

static enum cs_status store_sources(struct storing *storing)
{
    sqlite3_stmt *insert;
    enum cs_status status = cs_sql_prepare(
        storing->library,
        "INSERT INTO source(file, name, title, publisher, url, licence, caveat, place, layout,"
        " period, retrieved, unit, n_rows, n_rejected, n_repeats, n_outside)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        &insert, storing->diag);
    storing->sources = calloc(storing->data->n_sources + 1, sizeof *storing->sources);
    if (!storing->sources)
        status = cs_fail_memory(storing->diag);
    for (size_t i = 0; status == CS_OK && i < storing->data->n_sources; i++)
        status = store_source(storing, insert, i);
    sqlite3_finalize(insert);
    return status;
}

/* ---- published figures ---- */

/* The measure and unit of a figure as one small number; -1 when there are too many. */
static int find_pair(struct storing *storing, const struct cs_estimate *estimate)
{
    for (size_t i = 0; i < storing->n_pairs; i++)
        if (storing->pairs[i].measure == estimate->measure &&
            cs_unit_equals(storing->pairs[i].unit, estimate->unit))
            return (int)i;
    if (storing->n_pairs == MAX_STATISTICS)
        return -1;
    storing->pairs[storing->n_pairs].measure = estimate->measure;
    storing->pairs[storing->n_pairs].unit = estimate->unit;
    return (int)storing->n_pairs++;
}

static enum cs_status store_statistic(struct storing *storing, size_t pair)
{
    sqlite3_stmt *upsert;
    char unit[CS_UNIT_TEXT_BYTES];
    bool has_row = false;
    enum cs_status status =
        cs_sql_prepare(storing->library,
                       "INSERT INTO statistic(measure, unit) VALUES (?, ?)"
                       " ON CONFLICT(measure, unit) DO UPDATE SET unit = unit RETURNING id",
                       &upsert, storing->diag);
    if (status == CS_OK) {
        enum cs_measure measure = (enum cs_measure)storing->pairs[pair].measure;
        cs_sql_bind_text(upsert, 1, cs_measure_info(measure)->name);
        cs_sql_bind_text(upsert, 2, cs_unit_format(storing->pairs[pair].unit, unit));
        status = cs_sql_next(storing->library, upsert, &has_row, storing->diag);
        if (has_row)
            storing->statistics[pair] = sqlite3_column_int64(upsert, 0);
    }
    sqlite3_finalize(upsert);
    return status;
}

static bool is_same_line(const struct cs_estimate *a, const struct cs_estimate *b)
{
    return a->source == b->source && a->line == b->line && a->tier == b->tier &&
           a->note == b->note && memcmp(a->key, b->key, sizeof a->key) == 0;
}

/* Writes the line of the figures added up to `estimate`. */
static enum cs_status end_line(struct storing *storing, const struct cs_estimate *estimate)
{
    struct cs_stored_line line = {.id = ++storing->last_line,
                                  .source = storing->sources[estimate->source],
                                  .place = (int64_t)estimate->line,
                                  .note = estimate->note};
    for (int d = 0; d < CS_N_DIMS; d++)
        line.keys[d] = id_of(storing, d, estimate->key[d]);
    line.tier = estimate->tier ? cs_tier_name((enum cs_tier)estimate->tier) : NULL;
    return cs_line_writer_put(storing->lines, &line, storing->diag);
}

static enum cs_status store_estimate(struct storing *storing, size_t index)
{
    const struct cs_estimate *estimate = &storing->data->estimates[index];
    size_t n_before = storing->n_pairs;
    int pair = find_pair(storing, estimate);
    enum cs_status status = CS_OK;
    if (pair < 0)
        return cs_fail(storing->diag, CS_IO, NULL, NULL, "the file has too many kinds of figures");
    if (storing->n_pairs > n_before)
        status = store_statistic(storing, (size_t)pair);
    if (status == CS_OK && index &&
        (cs_line_writer_has(storing->lines, storing->statistics[pair]) ||
         !is_same_line(estimate, estimate - 1)))
        status = end_line(storing, estimate - 1);
    if (status != CS_OK)
        return status;
    storing->n_values++;
    struct cs_packed_figure figure = {.value = estimate->value};
    if (estimate->text)
        figure.text = cs_span_of(estimate->text);
    if (estimate->presence != CS_PRESENT)
        figure.reason = cs_span_of(cs_presence_name((enum cs_presence)estimate->presence));
    return cs_line_writer_add(storing->lines,
                              cs_line_statistic_of(storing->statistics[pair], estimate->unit),
                              &figure, storing->diag);
}

static enum cs_status store_estimates(struct storing *storing)
{
    size_t n = storing->data->n_estimates;
    enum cs_status status = cs_sql_number(storing->library, "SELECT max(id) FROM line",
                                          &storing->last_line, storing->diag);
    /* Where most lines are new ones, sorting all once is faster than one by one. */
    enum { FIGURES_A_LINE = 16 };
    bool is_first = (uint64_t)storing->last_line <= n / FIGURES_A_LINE;
    if (status == CS_OK && is_first)
        status = cs_sql_run(storing->library, cs_library_drop_line_indexes, storing->diag);
    if (status == CS_OK)
        status = cs_line_writer_new(storing->library, &storing->lines, storing->diag);
    for (size_t i = 0; status == CS_OK && i < n; i++)
        status = store_estimate(storing, i);
    if (status == CS_OK && n)
        status = end_line(storing, &storing->data->estimates[n - 1]);
    return status == CS_OK && is_first
               ? cs_sql_run(storing->library, cs_library_make_line_indexes, storing->diag)
               : status;
}

/* ---- people's observations ---- */

static enum cs_status store_observation(struct storing *storing, size_t i)
{
    const struct cs_observations *rows = &storing->data->observations;
    sqlite3_stmt *observation = storing->observation;
    sqlite3_bind_int64(observation, 1, storing->sources[rows->source[i]]);
    for (int d = 0; d < CS_N_DIMS; d++)
        cs_sql_bind_id(observation, 2 + d, id_of(storing, d, rows->key[d][i]));
    sqlite3_bind_double(observation, 7, rows->value[i]);
    if (rows->weight)
        sqlite3_bind_double(observation, 8, rows->weight[i]);
    if (rows->n_replicates)
        sqlite3_bind_blob(observation, 9, rows->replicates + i * rows->n_replicates,
                          (int)(rows->n_replicates * sizeof *rows->replicates), SQLITE_STATIC);
    bool is_other = rows->currency && strcmp(rows->currency[i], rows->unit.currency) != 0;
    cs_sql_bind_text(observation, 10, is_other ? rows->currency[i] : NULL);
    return cs_sql_done(storing->library, observation, storing->diag);
}

static enum cs_status store_observations(struct storing *storing)
{
    size_t n = storing->data->observations.n_rows;
    if (storing->data->observations.cluster)
        return cs_fail(storing->diag, CS_USAGE, NULL, "name the file where it is asked for",
                       "the library does not keep strata and clusters of a sample");
    enum cs_status status = cs_sql_prepare(
        storing->library,
        "INSERT INTO answer(source, occupation, region, level, period, industry, value, weight,"
        " replicates, currency) VALUES (?,?,?,?,?,?,?,?,?,?)",
        &storing->observation, storing->diag);
    for (size_t i = 0; status == CS_OK && i < n; i++)
        status = store_observation(storing, i);
    storing->n_values += n;
    return status;
}

/* ---- the file ---- */

static enum cs_status store_file(struct storing *storing, const struct cs_library_file *file)
{
    sqlite3_stmt *insert;
    char stem[256];
    enum cs_status status = cs_sql_prepare(
        storing->library,
        "INSERT INTO file(name, stem, sha256, bytes, imported) VALUES (?, ?, ?, ?, ?)", &insert,
        storing->diag);
    if (status != CS_OK)
        return status;
    cs_sql_bind_text(insert, 1, file->name);
    cs_sql_bind_text(insert, 2, cs_library_stem(file->name, stem, sizeof stem));
    cs_sql_bind_text(insert, 3, file->sha256);
    sqlite3_bind_int64(insert, 4, (int64_t)file->n_bytes);
    cs_sql_bind_text(insert, 5, file->imported);
    status = cs_sql_done(storing->library, insert, storing->diag);
    sqlite3_finalize(insert);
    storing->file = sqlite3_last_insert_rowid(storing->library->db);
    return status;
}

static bool has_prices(const struct cs_dataset *data)
{
    for (size_t i = 0; i < data->n_estimates; i++)
        if (cs_library_is_price((enum cs_measure)data->estimates[i].measure))
            return true;
    return false;
}

static enum cs_status store_all(struct storing *storing, const struct cs_library_file *file)
{
    enum cs_status status = store_file(storing, file);
    if (status == CS_OK)
        status = store_keys(storing);
    if (status == CS_OK)
        status = store_sources(storing);
    if (status == CS_OK)
        status = store_estimates(storing);
    if (status == CS_OK && has_prices(storing->data))
        status = cs_library_gather_prices(storing->library, storing->file, storing->diag);
    struct cs_library_ids ids = {storing->keys, storing->sources};
    if (status == CS_OK)
        status = cs_library_store_descriptors(storing->library, storing->data, &ids, storing->diag);
    storing->n_values += storing->data->n_descriptors;
    return status == CS_OK ? store_observations(storing) : status;
}

static void release(struct storing *storing)
{
    cs_line_writer_free(storing->lines);
    sqlite3_finalize(storing->observation);
    for (int d = 0; d < CS_N_DIMS; d++)
        free(storing->keys[d]);
    free(storing->sources);
    free(storing);
}

/* Inside a transaction: the file, and what becomes of an earlier one. */
static enum cs_status take_in(struct storing *storing, const struct cs_library_file *file,
                              struct cs_arena *arena, struct cs_library_change *change)
{
    enum cs_status status = store_all(storing, file);
    if (status == CS_OK)
        status =
            cs_library_replace_old(storing->library, storing->file, arena, change, storing->diag);
    if (status == CS_OK)
        status = change->outcome == CS_LIBRARY_REPLACED
                     ? cs_library_gather_names(storing->library, 0, storing->diag)
                     : cs_library_gather_names(storing->library, storing->file, storing->diag);
    change->n_values = storing->n_values;
    for (size_t i = 0; i < storing->data->n_sources; i++)
        change->n_rows += storing->data->sources[i].n_rows;
    return status;
}

/* Inside a transaction: the same bytes again, of a period given anew. */
static enum cs_status renew(struct storing *storing, const struct cs_library_file *file,
                            struct cs_arena *arena, struct cs_library_change *change)
{
    const char *before, *after = NULL, *known_as = change->known_as;
    sqlite3_stmt *statement;
    enum cs_status status =
        cs_library_periods_of(storing->library, file->sha256, arena, &before, storing->diag);
    if (status == CS_OK)
        status = cs_sql_prepare(storing->library, "DELETE FROM file WHERE sha256 = ?", &statement,
                                storing->diag);
    if (status != CS_OK)
        return status;
    cs_sql_bind_text(statement, 1, file->sha256);
    status = cs_sql_done(storing->library, statement, storing->diag);
    sqlite3_finalize(statement);
    if (status == CS_OK)
        status = take_in(storing, file, arena, change);
    if (status == CS_OK)
        status =
            cs_library_periods_of(storing->library, file->sha256, arena, &after, storing->diag);
    if (status != CS_OK)
        return status;
    change->is_renewed = before && after && strcmp(before, after) != 0;
    change->outcome = change->is_renewed ? CS_LIBRARY_REPLACED : CS_LIBRARY_KNOWN;
    change->known_as = known_as;
    return cs_library_gather_names(storing->library, 0, storing->diag);
}

enum cs_status cs_library_add(struct cs_library *library, const struct cs_library_file *file,
                              const struct cs_dataset *dataset, struct cs_arena *arena,
                              struct cs_library_change *change, struct cs_diag *diag)
{
    memset(change, 0, sizeof *change);
    struct storing *storing = calloc(1, sizeof *storing);
    if (!storing)
        return cs_fail_memory(diag);
    storing->library = library;
    storing->data = dataset;
    storing->name = file->name;
    storing->diag = diag;
    enum cs_status status = cs_sql_run(library, "BEGIN IMMEDIATE", diag);
    if (status == CS_OK)
        status = cs_library_knows(library, file->sha256, arena, &change->known_as, diag);
    if (status == CS_OK && change->known_as && file->renews_period)
        status = renew(storing, file, arena, change);
    else if (status == CS_OK && change->known_as)
        change->outcome = CS_LIBRARY_KNOWN;
    else if (status == CS_OK)
        status = take_in(storing, file, arena, change);
    release(storing);
    if (status == CS_OK)
        status = cs_sql_run(library, "COMMIT", diag);
    if (status != CS_OK)
        sqlite3_exec(library->db, "ROLLBACK", NULL, NULL, NULL);
    return status;
}
