/* Where a block may be cut: after the last record that is surely whole. Apart from blocks.c,
 * which hands blocks out and does not look at bytes. */
#include "ingest/text/block_end.h"

#include <stdbool.h>
#include <string.h>

#include "base/grow.h"
#include "base/text.h"
#include "ingest/text/quotes.h"
#include "ingest/text/scan.h"

enum { MAX_RESCANS = 8 }; /* of one piece; then all of it is libcsv's */

static bool add_irregular(struct cs_text_block *block, size_t start, size_t end)
{
    struct cs_irregular *grown =
        cs_grown(block->irregular, block->n_irregular, &block->irregular_capacity, sizeof *grown);
    if (!grown)
        return false;
    block->irregular = grown;
    block->irregular[block->n_irregular++] = (struct cs_irregular){(uint32_t)start, (uint32_t)end};
    return true;
}

/* How many of the n ascending numbers are below `limit`. */
static size_t count_below(const uint32_t *numbers, size_t n, size_t limit)
{
    size_t low = 0, high = n;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (numbers[middle] < limit)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Forgets the ends from `offset` on. */
void cs_block_cut_index(struct cs_scan_index *index, size_t offset)
{
    index->n_ends = count_below(index->ends, index->n_ends, offset);
    index->n_stops = count_below(index->stops, index->n_stops, index->n_ends);
}

/* Where the record that holds the byte at `offset` starts: after the nearest line end before it
 * that is an end, but not before `floor`. */
static size_t record_start(const struct cs_text_block *block, size_t offset, size_t floor)
{
    const struct cs_scan_index *index = &block->index;
    size_t n_ends = count_below(index->ends, index->n_ends, offset);
    size_t n_stops = count_below(index->stops, index->n_stops, n_ends);
    if (n_stops == 0 || index->ends[index->stops[n_stops - 1]] < floor)
        return floor;
    size_t end = index->ends[index->stops[n_stops - 1]];
    bool is_split =
        block->text[end] == '\r' && end + 1 < block->n_bytes && block->text[end + 1] == '\n';
    return end + 1 + (size_t)is_split;
}

static size_t pass_ascii(const char *text, size_t n_bytes, size_t i)
{
    uint64_t word;
    for (; i + sizeof word <= n_bytes; i += sizeof word) {
        memcpy(&word, text + i, sizeof word);
        if (word & 0x8080808080808080u)
            break;
    }
    while (i < n_bytes && (unsigned char)text[i] < 0x80)
        i++;
    return i;
}

/* Invalid UTF-8 is a matter for csv.c, which says where; what is valid is plain. Adds the step of
 * the first invalid byte from `from` on to the odd ones. */
static void check_text(struct cs_text_block *block, size_t from)
{
    struct cs_scan_index *index = &block->index;
    for (size_t i = from; i < block->n_bytes;) {
        i = pass_ascii(block->text, block->n_bytes, i);
        if (i == block->n_bytes)
            break;
        size_t length = cs_utf8_length(block->text + i, block->n_bytes - i);
        if (length == 0) {
            uint32_t step = (uint32_t)i;
            size_t at = index->n_odd;
            while (at > 0 && index->odd[at - 1] > step)
                at--;
            memmove(index->odd + at + 1, index->odd + at, (index->n_odd - at) * sizeof *index->odd);
            index->odd[at] = step;
            index->n_odd++;
            return;
        }
        i += length;
    }
}

/* Scans again from `from`, where a record starts; what was found before stays. */
static void rescan(struct cs_text_block *block, struct cs_block_way way, size_t from)
{
    struct cs_scan_index *index = &block->index;
    cs_block_cut_index(index, from);
    struct cs_scan_index rest = {.ends = index->ends + index->n_ends,
                                 .stops = index->stops + index->n_stops,
                                 .odd = index->odd};
    cs_scan(way.form, &rest, block->text + from, block->n_bytes - from, way.delimiter);
    for (size_t i = 0; i < rest.n_ends; i++)
        rest.ends[i] += (uint32_t)from;
    for (size_t i = 0; i < rest.n_stops; i++)
        rest.stops[i] += (uint32_t)index->n_ends;
    for (size_t i = 0; i < rest.n_odd; i++)
        rest.odd[i] += (uint32_t)from;
    index->n_ends += rest.n_ends;
    index->n_stops += rest.n_stops;
    index->n_odd = rest.n_odd;
    index->is_inside = rest.is_inside;
    if (rest.has_high)
        check_text(block, from);
}

/* Everything from `from` on is libcsv's. Returns where the last whole record ends. */
static size_t give_up(struct cs_text_block *block, struct cs_block_way way, size_t from)
{
    size_t end = from, start = from;
    while (start < block->n_bytes) {
        size_t next = cs_record_end(block->text, block->n_bytes, start, way.delimiter);
        if (next == SIZE_MAX && !block->is_last)
            break;
        end = start = next == SIZE_MAX ? block->n_bytes : next;
    }
    cs_block_cut_index(&block->index, from);
    return end > from && !add_irregular(block, from, end) ? SIZE_MAX : end;
}

/* Finds the whole records behind odd places, by following quotes as csv.c does. Where that and
 * the scan part ways (a quote inside an unquoted cell), the rest is scanned again.
 * Returns how many bytes from the start are whole records; SIZE_MAX when out of memory. */
static size_t resolve(struct cs_text_block *block, struct cs_block_way way)
{
    struct cs_scan_index *index = &block->index;
    size_t floor = 0, n_rescans = 0;
    for (size_t i = 0; i < index->n_odd;) {
        size_t odd = index->odd[i];
        if (odd + CS_SCAN_STEP <= floor) {
            i++;
            continue;
        }
        size_t start = record_start(block, odd > floor ? odd : floor, floor);
        size_t end = start, stop = odd + CS_SCAN_STEP;
        stop = stop < block->n_bytes ? stop : block->n_bytes;
        while (end < stop) {
            size_t next = cs_record_end(block->text, block->n_bytes, end, way.delimiter);
            if (next == SIZE_MAX && !block->is_last)
                return end > start && !add_irregular(block, start, end) ? SIZE_MAX : end;
            end = next == SIZE_MAX ? block->n_bytes : next;
        }
        if (!add_irregular(block, start, end))
            return SIZE_MAX;
        floor = end;
        size_t n_quotes = way.form->count(block->text + start, end - start, '"');
        if (n_quotes % 2 == 0) {
            i++;
        } else if (++n_rescans > MAX_RESCANS) {
            return give_up(block, way, end);
        } else {
            rescan(block, way, end);
            i = 0;
        }
    }
    if (block->is_last)
        return block->n_bytes;
    size_t end =
        cs_scan_last_record_end(block->text + floor, block->n_bytes - floor, index->is_inside);
    return floor + end;
}

size_t cs_block_find_end(struct cs_text_block *block, struct cs_block_way way)
{
    block->n_irregular = 0;
    cs_scan(way.form, &block->index, block->text, block->n_bytes, way.delimiter);
    if (block->index.has_high)
        check_text(block, 0);
    return resolve(block, way);
}
