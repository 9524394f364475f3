/* The inner loop over plain rows: cells seen before are recalled by their bytes, numbers are read
 * in place, groups are filled in batches. */
#include "ingest/grouped/quick.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "base/text.h"
#include "data/grouped.h"
#include "ingest/grouped/cellcache.h"
#include "ingest/grouped/quick_number.h"
#include "ingest/grouped/quick_run.h"
#include "ingest/intake/repeats.h"
#include "ingest/profile/pay_mark.h"
#include "ingest/profile/pay_scale.h"
#include "ingest/source/totals.h"
#include "ingest/text/quotes.h"

enum { AHEAD = CS_QUICK_AHEAD, LARGE_PLACES = 1 << 13 };

void cs_quick_init(struct cs_quick *quick, const struct cs_quick_plan *plan,
                   struct cs_quick_fallback fallback, struct cs_grouped_part *part)
{
    memset(quick, 0, sizeof *quick);
    quick->plan = plan;
    quick->fallback = fallback;
    quick->part = part;
    quick->least = plan->least;
    quick->n_runs = cs_quick_find_runs(plan, quick->runs);
}

void cs_quick_clear(struct cs_quick *quick)
{
    for (size_t i = 0; i < CS_QUICK_CELLS; i++)
        cs_cellcache_clear(&quick->caches[i]);
    for (size_t i = 0; i < quick->n_runs; i++)
        cs_quick_run_clear(&quick->runs[i]);
    free(quick->digests);
    free(quick->cells);
}

/* In fewer rows few runs come again. */
enum { RUNS_FROM_ROW = 1024 };

static void flush(struct cs_quick *quick)
{
    cs_grouped_add_batch(quick->part, &quick->batch);
    quick->batch.n = 0;
}

static void flush_wides(struct cs_quick *quick)
{
    cs_grouped_add(quick->part, quick->wides, quick->n_wides);
    quick->n_wides = 0;
}

/* A record of exactly the header's cells. */
struct plain_row {
    const char *text; /* of the block */
    size_t start;
    const uint32_t *ends; /* of the cells */
};

/* The bytes of neighboring cells, as they stand. */
static inline struct cs_span bytes_at(const struct plain_row *row, size_t first, size_t last)
{
    size_t from = first ? row->ends[first - 1] + (size_t)1 : row->start;
    return (struct cs_span){row->text + from, row->ends[last] - from};
}

static struct cs_span cell_at(const struct plain_row *row, size_t index)
{
    struct cs_span bytes = bytes_at(row, index, index);
    return cs_quick_unwrap(bytes.start, 0, bytes.size);
}

static void learn(struct cs_quick *quick, const struct cs_grouped_observation *observation,
                  int16_t year, const int16_t title_years[CS_N_DIMS], unsigned lasting)
{
    const struct cs_quick_plan *plan = quick->plan;
    for (size_t i = 0; i < plan->n_looked_up; i++) {
        const struct cs_quick_cells *cells = &plan->cells[i];
        struct cs_span text = quick->looked_up[i];
        if (cells->has_title && cs_span_trim(cs_quick_unwrap(text.start, 0, text.size)).size == 0)
            continue;
        struct cs_cached_cell *cell = cs_cellcache_put(&quick->caches[i], text);
        if (!cell)
            continue;
        cell->meaning = cells->is_key ? observation->key[cells->dim] : 0;
        cell->year = cells->has_title ? title_years[cells->dim] : year;
        if (cells->is_dated && cells->first == cells->last && (lasting >> cells->dim & 1))
            cell->year = INT16_MAX;
    }
}

/* An answer that is not asked for keeps only the key that says so: few groups, and no more. */
static void narrow(const struct cs_quick *quick, uint32_t key[CS_N_DIMS])
{
    for (int d = 0; d < CS_N_DIMS; d++) {
        if (!(quick->filtered_dims >> d & 1) || key[d] == CS_NO_KEY ||
            !quick->leaves_out[d][key[d]])
            continue;
        uint32_t only = key[d];
        for (int k = 0; k < CS_N_DIMS; k++)
            key[k] = CS_NO_KEY;
        key[d] = only;
        return;
    }
}

void cs_quick_take(struct cs_quick *quick, const struct cs_grouped_observation *observation,
                   int16_t year, const int16_t title_years[CS_N_DIMS], unsigned lasting)
{
    const struct cs_quick_plan *plan = quick->plan;
    /* Without an amount nobody has asked what its currency is. */
    if (quick->is_plain && isfinite(observation->value))
        learn(quick, observation, year, title_years, lasting);
    struct cs_grouped_observation kept = *observation;
    memcpy(kept.key, plan->constants, sizeof kept.key);
    for (size_t i = 0; i < plan->n_looked_up; i++)
        if (plan->cells[i].is_grouped)
            kept.key[plan->cells[i].dim] = observation->key[plan->cells[i].dim];
    narrow(quick, kept.key);
    cs_grouped_add(quick->part, &kept, 1);
}

static bool is_noted(struct cs_quick *quick, double value)
{
    const struct cs_quick_plan *plan = quick->plan;
    if (plan->unit.kind != CS_UNIT_MONEY)
        return false;
    if (value < 0 || cs_pay_is_mark(plan->unit, value))
        return true;
    bool is_likely = value >= plan->likely.least && value <= plan->likely.most;
    if (is_likely || quick->n_unlikely == CS_QUICK_UNLIKELY)
        return false;
    if (++quick->n_unlikely == CS_QUICK_UNLIKELY)
        quick->least = 0;
    return true;
}

/* An amount that the full reader is to note the place of, or to refuse. */
static inline bool is_odd(struct cs_quick *quick, double value)
{
    const struct cs_quick_plan *plan = quick->plan;
    return !(value >= quick->least && value <= plan->most && value != plan->mark) &&
           is_noted(quick, value);
}

/* Reads value and weight of the row whose keys stand in the batch, and puts them into the
 * groups, by one batch or the other. Returns 0 when either is no plain number. */
static bool take_numbers(struct cs_quick *quick, const struct plain_row *row)
{
    const struct cs_quick_plan *plan = quick->plan;
    struct cs_span value = bytes_at(row, plan->value, plan->value);
    struct cs_grouped_batch *batch = &quick->batch;
    size_t i = batch->n;
    struct cs_grouped_observation *wide = &quick->wides[quick->n_wides];
    enum cs_quick_form form = cs_quick_value(&plan->value_care, plan->only_positive, value,
                                             &batch->value[i], &wide->value);
    if (form != CS_QUICK_NO_NUMBER && (cs_quick_is_cared_for(&plan->value_care, wide->value) ||
                                       (form != CS_QUICK_OUTSIDE && is_odd(quick, wide->value))))
        return false;
    wide->weight = 1;
    if ((form == CS_QUICK_COMPACT || form == CS_QUICK_WIDE) && plan->has_weights) {
        struct cs_span weight = bytes_at(row, plan->weight, plan->weight);
        enum cs_quick_form other =
            cs_quick_weight(&plan->weight_care, weight, &batch->weight[i], &wide->weight);
        bool is_taken =
            other != CS_QUICK_NO_NUMBER && !cs_quick_is_cared_for(&plan->weight_care, wide->weight);
        form = !is_taken ? CS_QUICK_NO_NUMBER : other == CS_QUICK_COMPACT ? form : other;
    }
    if (form == CS_QUICK_NO_NUMBER)
        return false;
    quick->n_quick++;
    if (form != CS_QUICK_OUTSIDE)
        quick->n_of_pay[cs_pay_bin(wide->value)]++;
    if (form == CS_QUICK_OUTSIDE) {
        quick->n_outside++;
    } else if (form == CS_QUICK_WIDE) {
        memcpy(wide->key, batch->key[i], sizeof wide->key);
        if (++quick->n_wides == CS_GROUPED_BATCH)
            flush_wides(quick);
    } else if (++batch->n == CS_GROUPED_BATCH) {
        flush(quick);
    }
    return true;
}

void cs_quick_drop_digests(struct cs_quick *quick)
{
    free(quick->digests);
    quick->digests = NULL;
    quick->n_digests = quick->digests_capacity = 0;
    quick->has_too_many = true;
}

/* Remembers a row for the search for repeats, by all its cells. */
static void note_digest(struct cs_quick *quick, const struct plain_row *row)
{
    struct cs_row_digest digest = cs_row_digest_start();
    if (quick->n_digests == quick->digests_capacity) {
        size_t capacity = quick->digests_capacity ? 2 * quick->digests_capacity : 1024;
        void *grown = capacity > 2 * CS_REPEATS_MOST_ROWS
                          ? NULL
                          : realloc(quick->digests, capacity * sizeof *quick->digests);
        if (!grown) {
            cs_quick_drop_digests(quick);
            return;
        }
        quick->digests = grown;
        quick->digests_capacity = capacity;
    }
    for (size_t i = 0; i < quick->plan->n_cells; i++)
        cs_row_digest_add(&digest, cell_at(row, i));
    quick->digests[quick->n_digests++] = cs_row_digest_end(digest);
}

/* What the cells were found to mean, if that holds for a row of the year. */
static inline const struct cs_cached_cell *recall(const struct cs_quick *quick, size_t i,
                                                  const struct plain_row *row, int16_t year)
{
    const struct cs_quick_cells *cells = &quick->plan->cells[i];
    if (!quick->caches[i].cells)
        return NULL;
    struct cs_span text = bytes_at(row, cells->first, cells->last);
    const struct cs_cached_cell *cell =
        i == quick->large ? cs_cellcache_find_at(&quick->caches[i], text, quick->guess)
                          : cs_cellcache_find(&quick->caches[i], text);
    if (!cell->text)
        return NULL;
    if ((!cells->is_dated && !cells->has_title) || cell->year >= year)
        return cell;
    bool is_untitled = cells->has_title && cell_at(row, cells->title).size == 0;
    return is_untitled ? cell : NULL;
}

/* Puts together what the members mean in a row of *year, and up to which year that holds. Returns 0
 * when one of them is not known. */
static bool recall_members(const struct cs_quick *quick, const struct cs_quick_run *run,
                           const struct plain_row *row, struct cs_quick_meaning *out,
                           int16_t *holds_to)
{
    *holds_to = INT16_MAX;
    for (size_t m = 0; m < run->n_members; m++) {
        const struct cs_quick_cells *cells = &quick->plan->cells[run->members[m]];
        const struct cs_cached_cell *cell = recall(quick, run->members[m], row, out->year);
        if (!cell)
            return false;
        if (m == 0 && run->has_period)
            out->year = cell->year;
        if (cells->is_dated && !run->has_period && cell->year < *holds_to)
            *holds_to = cell->year;
        if (cells->is_grouped)
            out->key[cells->dim] = cell->meaning;
    }
    return true;
}

static inline void take_keys(const struct cs_quick_run *run, const struct cs_quick_meaning *meaning,
                             uint32_t key[CS_N_DIMS])
{
    for (size_t k = 0; k < run->n_dims; k++)
        key[run->dims[k]] = meaning->key[run->dims[k]];
}

static bool take_members(struct cs_quick *quick, struct cs_quick_run *run,
                         const struct plain_row *row, uint32_t key[CS_N_DIMS], int16_t *year)
{
    struct cs_quick_meaning meaning = {.year = *year};
    int16_t holds_to;
    if (!recall_members(quick, run, row, &meaning, &holds_to))
        return false;
    if (run->n_members > 1 && !run->is_apart && quick->n_quick >= RUNS_FROM_ROW)
        cs_quick_run_remember(run, bytes_at(row, run->first, run->last), &meaning, holds_to);
    take_keys(run, &meaning, key);
    *year = meaning.year;
    return true;
}

/* Adds the run's keys; a period's year goes to *year. Returns 0 when they are not known. */
static inline bool take_run(struct cs_quick *quick, struct cs_quick_run *run,
                            const struct plain_row *row, uint32_t key[CS_N_DIMS], int16_t *year)
{
    if (run->n_meanings && !run->is_apart) {
        const struct cs_cached_cell *cell =
            cs_cellcache_find(&run->cache, bytes_at(row, run->first, run->last));
        const struct cs_quick_meaning *meaning = &run->meanings[cell->meaning];
        if (cell->text && (run->has_period || cell->year >= *year)) {
            take_keys(run, meaning, key);
            *year = run->has_period ? meaning->year : *year;
            return true;
        }
    }
    return take_members(quick, run, row, key, year);
}

/* For the full reader's findings. */
static void note_cells(struct cs_quick *quick, const struct plain_row *row)
{
    for (size_t i = 0; i < quick->plan->n_looked_up; i++)
        quick->looked_up[i] =
            bytes_at(row, quick->plan->cells[i].first, quick->plan->cells[i].last);
}

static bool is_blank(char byte)
{
    return byte == ' ' || byte == '\t';
}

/* Whether some cell is to be looked at closely: it may be a total's word, or has blanks around it.
 */
static bool hints_at_total(const struct cs_quick_plan *plan, const struct plain_row *row)
{
    bool hints = false;
    for (size_t i = 0; i < plan->n_named; i++) {
        struct cs_span cell = bytes_at(row, plan->named[i], plan->named[i]);
        if (cell.size < 3)
            continue;
        char first = cell.start[0], last = cell.start[cell.size - 1];
        if (cs_is_digit(first) && cs_is_digit(last))
            continue;
        size_t n_quotes = first == '"';
        hints |= is_blank(first);
        hints |= is_blank(last);
        cell.start += n_quotes;
        cell.size -= 2 * n_quotes;
        hints |= cs_hints_at_total(cell);
    }
    return hints;
}

static bool has_total(const struct cs_quick_plan *plan, const struct plain_row *row)
{
    if (!hints_at_total(plan, row))
        return false;
    for (size_t i = 0; i < plan->n_named; i++) {
        struct cs_span cell = cell_at(row, plan->named[i]);
        if (cs_may_be_total(cell) && (cs_is_total(cell) || cs_is_summary(cell)))
            return true;
    }
    return false;
}

/* Whether lines end inside of the block's quotes: it has more of them than its records end. */
static bool has_breaks(const struct cs_text_block *block)
{
    const struct cs_scan_index *index = &block->index;
    uint64_t n_lines = 0;
    for (size_t i = 0; i < index->n_stops; i++) {
        size_t end = index->ends[index->stops[i]];
        n_lines += block->text[end] != '\n' || end == 0 || block->text[end - 1] != '\r';
    }
    return n_lines != block->n_lines;
}

/* Whether a cell of the row holds the end of a line. */
static bool runs_on(const struct cs_quick *quick, const struct plain_row *row)
{
    struct cs_span all = bytes_at(row, 0, quick->plan->n_cells - 1);
    return memchr(all.start, '\n', all.size) || memchr(all.start, '\r', all.size);
}

/* Returns whether the row was taken. */
static bool take_plain(struct cs_quick *quick, const struct plain_row *row)
{
    const struct cs_quick_plan *plan = quick->plan;
    struct cs_grouped_batch *batch = &quick->batch;
    uint32_t *key = batch->key[batch->n];
    bool is_known = true;
    int16_t year = plan->year;
    memcpy(key, plan->constants, sizeof batch->key[0]);
    if ((plan->n_named && has_total(plan, row)) || (quick->has_breaks && runs_on(quick, row))) {
        note_cells(quick, row);
        return false;
    }
    for (size_t r = 0; r < quick->n_runs && is_known; r++)
        is_known = take_run(quick, &quick->runs[r], row, key, &year);
    if (is_known && quick->filtered_dims)
        narrow(quick, key);
    if (!is_known || !take_numbers(quick, row)) {
        note_cells(quick, row);
        return false;
    }
    if (!quick->has_too_many)
        note_digest(quick, row);
    return true;
}

static void count_lines_to(struct cs_quick *quick, const char *at)
{
    quick->counted_line += cs_count_lines(quick->counted_to, (size_t)(at - quick->counted_to));
    quick->counted_to = at;
}

static enum cs_status read_by_fallback(struct cs_quick *quick, const struct cs_text_block *block,
                                       size_t start, size_t end)
{
    struct cs_span lines = {block->text + start, end - start};
    count_lines_to(quick, lines.start);
    return quick->fallback.read(quick->fallback.context, quick, lines, quick->counted_line);
}

/* A plain row with something new in it: where its cells lie is known, what they mean is not. (A
 * single cell may be blank, and then libcsv knows of no row.) */
static enum cs_status hand_over(struct cs_quick *quick, const struct plain_row *row)
{
    size_t n = quick->plan->n_cells;
    if (!quick->cells)
        quick->cells = malloc(n * sizeof *quick->cells);
    if (!quick->cells)
        return CS_INTERNAL;
    for (size_t i = 0; i < n; i++)
        quick->cells[i] = (struct cs_cell){cell_at(row, i), (uint32_t)i + 1, CS_CELL_TEXT};
    count_lines_to(quick, row->text + row->start);
    struct cs_row whole = {quick->cells,           n,
                           quick->counted_line,    NULL,
                           quick->plan->delimiter, quick->has_breaks && runs_on(quick, row)};
    return quick->fallback.row(quick->fallback.context, quick, &whole);
}

/* A cache that does not stay in the processor's own: of the largest one entries are fetched some
 * rows before they are needed, and half as many rows before the texts that they point to. */
static size_t find_large(const struct cs_quick *quick)
{
    size_t large = 0;
    for (size_t i = 1; i < quick->plan->n_looked_up; i++)
        if (quick->caches[i].mask > quick->caches[large].mask)
            large = i;
    return quick->caches[large].mask < LARGE_PLACES ? SIZE_MAX : large;
}

static void look_ahead(struct cs_quick *quick, const struct cs_text_block *block, size_t stop)
{
    enum { LINE_BYTES = 64, MOST_BYTES = 256 };
    const struct cs_quick_cells *cells = &quick->plan->cells[quick->large];
    const struct cs_cellcache *cache = &quick->caches[quick->large];
    const struct cs_scan_index *index = &block->index;
    size_t far = stop + AHEAD;
    struct cs_cellcache_mark *near = &quick->ahead[(stop + AHEAD / 2) % AHEAD];
    near->place = cs_cellcache_next(cache, near);
    const char *text = cache->cells[near->place].text;
    for (size_t at = 0; at < near->size + LINE_BYTES && at < MOST_BYTES; at += LINE_BYTES)
        __builtin_prefetch(text + at);
    quick->guess = quick->ahead[stop % AHEAD].place;
    if (far >= index->n_stops || index->stops[far] - index->stops[far - 1] != quick->plan->n_cells)
        return;
    size_t before = index->stops[far - 1];
    struct plain_row row = {block->text, index->ends[before] + (size_t)1, index->ends + before + 1};
    quick->ahead[far % AHEAD] =
        cs_cellcache_mark_of(cache, bytes_at(&row, cells->first, cells->last));
    __builtin_prefetch(&cache->cells[quick->ahead[far % AHEAD].place]);
}

enum cs_status cs_quick_read(struct cs_quick *quick, const struct cs_text_block *block)
{
    const struct cs_quick_plan *plan = quick->plan;
    const struct cs_scan_index *index = &block->index;
    const uint32_t *ends = index->ends;
    const char *text = block->text;
    size_t i = 0, stop = 0, start = 0, fallback = 0;
    enum cs_status status = CS_OK;
    quick->counted_to = text;
    quick->counted_line = block->first_line;
    quick->has_breaks = has_breaks(block);
    quick->large = find_large(quick);
    while (start < block->n_bytes && status == CS_OK) {
        if (fallback < block->n_irregular && block->irregular[fallback].start == start) {
            quick->is_plain = false;
            size_t end = block->irregular[fallback++].end;
            status = read_by_fallback(quick, block, start, end);
            start = end;
            while (i < index->n_ends && ends[i] < end)
                i++;
            while (stop < index->n_stops && index->stops[stop] < i)
                stop++;
            continue;
        }
        if (quick->large != SIZE_MAX)
            look_ahead(quick, block, stop);
        /* The last line may have no end. */
        bool is_line = stop < index->n_stops;
        size_t next = is_line ? index->stops[stop++] + (size_t)1 : index->n_ends;
        size_t end = is_line ? ends[next - 1] + (size_t)1 : block->n_bytes;
        quick->is_plain = is_line && next - i == plan->n_cells && !quick->needs_fallback;
        bool is_empty = end - start == 1 && is_line && next - i == 1;
        struct plain_row row = {text, start, ends + i};
        if (!is_empty && !(quick->is_plain && take_plain(quick, &row)))
            status = quick->is_plain && plan->n_cells > 1
                         ? hand_over(quick, &row)
                         : read_by_fallback(quick, block, start, end);
        start = end;
        i = next;
    }
    flush(quick);
    flush_wides(quick);
    return status;
}
