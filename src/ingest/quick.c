#include "ingest/quick.h"

#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "ingest/quotes.h"

void cs_quick_init(struct cs_quick *quick, const struct cs_quick_plan *plan,
                   struct cs_quick_careful careful, struct cs_grouped_part *part)
{
    memset(quick, 0, sizeof *quick);
    quick->plan = plan;
    quick->careful = careful;
    quick->part = part;
}

void cs_quick_clear(struct cs_quick *quick)
{
    for (size_t i = 0; i < CS_QUICK_CELLS; i++)
        cs_cellcache_clear(&quick->caches[i]);
    free(quick->digests);
}

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

static struct cs_span unwrap(const char *text, size_t start, size_t end)
{
    while (start < end && (text[start] == ' ' || text[start] == '\t'))
        start++;
    while (end > start && (text[end - 1] == ' ' || text[end - 1] == '\t'))
        end--;
    if (end - start >= 2 && text[start] == '"' && text[end - 1] == '"')
        start++, end--;
    return (struct cs_span){text + start, end - start};
}

static void learn(struct cs_quick *quick, const struct cs_grouped_answer *answer, int16_t year,
                  const int16_t title_years[CS_N_DIMS])
{
    const struct cs_quick_plan *plan = quick->plan;
    for (size_t i = 0; i < plan->n_looked_up; i++) {
        const struct cs_quick_cells *cells = &plan->cells[i];
        struct cs_span text = quick->looked_up[i];
        if (cells->has_title && cs_span_trim(unwrap(text.start, 0, text.size)).size == 0)
            continue;
        struct cs_cached_cell *cell = cs_cellcache_put(&quick->caches[i], text);
        if (!cell)
            continue;
        cell->meaning = cells->is_key ? answer->key[cells->dim] : 0;
        cell->year = cells->has_title ? title_years[cells->dim] : year;
    }
}

void cs_quick_take(struct cs_quick *quick, const struct cs_grouped_answer *answer, int16_t year,
                   const int16_t title_years[CS_N_DIMS])
{
    const struct cs_quick_plan *plan = quick->plan;
    if (quick->is_plain)
        learn(quick, answer, year, title_years);
    struct cs_grouped_answer kept = *answer;
    memcpy(kept.key, plan->constants, sizeof kept.key);
    for (size_t i = 0; i < plan->n_looked_up; i++)
        if (plan->cells[i].is_grouped)
            kept.key[plan->cells[i].dim] = answer->key[plan->cells[i].dim];
    cs_grouped_add(quick->part, &kept, 1);
}

/* Up to eight digits at once. Reference: the pairwise reduction of decimal digits in a word. */
static int parse_digits(const char *text, size_t n, uint32_t *out)
{
    uint64_t word;
    if (n == 0 || n > 8)
        return 0;
    memcpy(&word, text, sizeof word);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    word = __builtin_bswap64(word);
#endif
    word <<= 64 - 8 * n;
    word |= n < 8 ? 0x3030303030303030u >> (8 * n) : 0;
    uint64_t digits = word ^ 0x3030303030303030u;
    if ((digits | (digits + 0x0606060606060606u)) & 0xF0F0F0F0F0F0F0F0u)
        return 0;
    digits = digits * 10 + (digits >> 8);
    digits = ((digits & 0x000000FF000000FFu) * 0x000F424000000064u +
              (digits >> 16 & 0x000000FF000000FFu) * 0x0000271000000001u) >> 32;
    *out = (uint32_t)digits;
    return 1;
}

enum number_form { NO_NUMBER, COMPACT, WIDE, OUTSIDE };

/* The answer as a compact code, or in *wide. */
static enum number_form read_value(const struct cs_quick_plan *plan, struct cs_span cell,
                                   uint32_t *code, double *wide)
{
    if (parse_digits(cell.start, cell.size, code)) {
        if (*code == 0 && plan->only_positive)
            return OUTSIDE;
        *wide = *code;
        return *code < CS_GROUPED_CODES ? COMPACT : WIDE;
    }
    if (!cs_number_parse(cell, wide))
        return NO_NUMBER;
    if (plan->only_positive && !(*wide > 0))
        return OUTSIDE;
    return cs_grouped_value_code(*wide, code) ? COMPACT : WIDE;
}

static enum number_form read_weight(struct cs_span cell, uint32_t *code, double *wide)
{
    if (parse_digits(cell.start, cell.size, code) && *code < CS_GROUPED_CODES / 1000) {
        *wide = *code;
        *code *= 1000;
        return COMPACT;
    }
    if (!cs_number_parse(cell, wide) || *wide < 0)
        return NO_NUMBER;
    return cs_grouped_weight_code(*wide, code) ? COMPACT : WIDE;
}

/* Reads value and weight of the row whose keys stand in the batch, and puts them into the
 * groups, by one batch or the other. Returns 0 when either is no plain number. */
static int take_numbers(struct cs_quick *quick, struct cs_span value, struct cs_span weight)
{
    const struct cs_quick_plan *plan = quick->plan;
    struct cs_grouped_batch *batch = &quick->batch;
    size_t i = batch->n;
    struct cs_grouped_answer *wide = &quick->wides[quick->n_wides];
    enum number_form form = read_value(plan, value, &batch->value[i], &wide->value);
    wide->weight = 1;
    if ((form == COMPACT || form == WIDE) && plan->has_weights) {
        enum number_form other = read_weight(weight, &batch->weight[i], &wide->weight);
        form = other == COMPACT ? form : other;
    }
    if (form == NO_NUMBER)
        return 0;
    quick->n_quick++;
    if (form == OUTSIDE) {
        quick->n_outside++;
    } else if (form == WIDE) {
        memcpy(wide->key, batch->key[i], sizeof wide->key);
        if (++quick->n_wides == CS_GROUPED_BATCH)
            flush_wides(quick);
    } else if (++batch->n == CS_GROUPED_BATCH) {
        flush(quick);
    }
    return 1;
}

static struct cs_span cell_at(const char *text, size_t start, const uint32_t *ends, size_t index)
{
    return unwrap(text, index ? ends[index - 1] + 1 : start, ends[index]);
}

void cs_quick_drop_digests(struct cs_quick *quick)
{
    free(quick->digests);
    quick->digests = NULL;
    quick->n_digests = quick->digests_capacity = 0;
    quick->has_too_many = 1;
}

/* Remembers a row for the search for repeats, by all its cells. */
static void note_digest(struct cs_quick *quick, const char *text, size_t start, const uint32_t *ends)
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
        cs_row_digest_add(&digest, cell_at(text, start, ends, i));
    quick->digests[quick->n_digests++] = cs_row_digest_end(digest);
}

/* What the cells were found to mean, if that holds for a row of the year. */
static const struct cs_cached_cell *recall(const struct cs_quick *quick, size_t i, const char *text,
                                           const uint32_t *ends, int16_t year)
{
    const struct cs_quick_cells *cells = &quick->plan->cells[i];
    if (!quick->caches[i].cells)
        return NULL;
    const struct cs_cached_cell *cell = cs_cellcache_find(&quick->caches[i], quick->looked_up[i]);
    if (!cell->text)
        return NULL;
    if ((!cells->is_dated && !cells->has_title) || cell->year >= year)
        return cell;
    int is_untitled = cells->has_title && cell_at(text, 0, ends, cells->title).size == 0;
    return is_untitled ? cell : NULL;
}

/* A record of exactly the header's cells, `ends` being their ends. Returns whether it was taken. */
static int take_plain(struct cs_quick *quick, const char *text, size_t start, const uint32_t *ends)
{
    const struct cs_quick_plan *plan = quick->plan;
    struct cs_grouped_batch *batch = &quick->batch;
    uint32_t *key = batch->key[batch->n];
    int is_known = 1;
    int16_t year = plan->year;
    memcpy(key, plan->constants, sizeof batch->key[0]);
    for (size_t i = 0; i < plan->n_looked_up; i++) {
        const struct cs_quick_cells *cells = &plan->cells[i];
        size_t from = cells->first ? ends[cells->first - 1] + 1 : start;
        quick->looked_up[i] = (struct cs_span){text + from, ends[cells->last] - from};
        const struct cs_cached_cell *cell = is_known ? recall(quick, i, text, ends, year) : NULL;
        is_known = cell != NULL;
        if (!cell)
            continue;
        if (cells->is_key && cells->dim == CS_DIM_PERIOD)
            year = cell->year;
        if (cells->is_grouped)
            key[cells->dim] = cell->meaning;
    }
    if (!is_known || !take_numbers(quick, cell_at(text, start, ends, plan->value),
                                   plan->has_weights ? cell_at(text, start, ends, plan->weight)
                                                     : cs_span_of("")))
        return 0;
    if (!quick->has_too_many)
        note_digest(quick, text, start, ends);
    return 1;
}

static enum cs_status read_carefully(struct cs_quick *quick, const struct cs_block *block,
                                     size_t start, size_t end)
{
    const char *at = block->text + start;
    quick->counted_line += cs_count_lines(quick->counted_to, (size_t)(at - quick->counted_to));
    quick->counted_to = at;
    struct cs_span lines = {at, end - start};
    return quick->careful.read(quick->careful.context, quick, lines, quick->counted_line);
}

/* Whether the next record has the header's number of cells, and ends with its line. */
static int is_whole(const char *text, const uint32_t *ends, size_t n_cells, char delimiter)
{
    char last = text[ends[n_cells - 1]];
    int all = last == '\n' || last == '\r';
    for (size_t i = 0; i + 1 < n_cells; i++)
        all &= text[ends[i]] == delimiter;
    return all;
}

/* The index after the end that closes the record. */
static size_t pass_record(const struct cs_block *block, size_t i)
{
    const uint32_t *ends = block->index.ends;
    while (i < block->index.n_ends) {
        char c = block->text[ends[i++]];
        if (c == '\n' || c == '\r')
            break;
    }
    return i;
}

enum cs_status cs_quick_read(struct cs_quick *quick, const struct cs_block *block)
{
    const struct cs_quick_plan *plan = quick->plan;
    const uint32_t *ends = block->index.ends;
    const char *text = block->text;
    size_t i = 0, start = 0, n_ends = block->index.n_ends, careful = 0;
    enum cs_status status = CS_OK;
    quick->counted_to = text;
    quick->counted_line = block->first_line;
    while (start < block->n_bytes && status == CS_OK) {
        if (careful < block->n_careful && block->careful[careful].start == start) {
            quick->is_plain = 0;
            size_t end = block->careful[careful++].end;
            status = read_carefully(quick, block, start, end);
            start = end;
            while (i < n_ends && ends[i] < end)
                i++;
            continue;
        }
        quick->is_plain = i + plan->n_cells <= n_ends &&
                          is_whole(text, ends + i, plan->n_cells, plan->delimiter);
        size_t next = quick->is_plain ? i + plan->n_cells : pass_record(block, i);
        quick->is_plain &= !quick->must_be_careful;
        size_t end = next > i && (text[ends[next - 1]] == '\n' || text[ends[next - 1]] == '\r')
                         ? ends[next - 1] + 1 : block->n_bytes;
        int is_empty = end - start == 1 && (*(text + start) == '\n' || text[start] == '\r');
        if (!is_empty && !(quick->is_plain && take_plain(quick, text, start, ends + i)))
            status = read_carefully(quick, block, start, end);
        start = end;
        i = next;
    }
    flush(quick);
    flush_wides(quick);
    return status;
}
