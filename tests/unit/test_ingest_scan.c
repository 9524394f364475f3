/* The vector scanner: every form gives the same index, records are cut where libcsv's reader cuts
 * them, whatever the bytes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/pool.h"
#include "ingest/text/blocks.h"
#include "ingest/text/quotes.h"

static uint64_t next_random(uint64_t *state)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return *state >> 33;
}

/* Text of little else than what is special; a quarter of it of well-formed cells. */
static size_t make_text(uint64_t *state, char *out, size_t capacity)
{
    static const char *const pieces[] = {
        ",",  "\n", "\r\n", "\"",      "\"\"",     "a", "12",
        " ",  "\r", "\t",   "\"a,b\"", "\"x\ny\"", "é", "long ordinary text",
        "\n", ","};
    size_t n = 0, n_pieces = next_random(state) % 400;
    for (size_t i = 0; i < n_pieces; i++) {
        const char *piece = pieces[next_random(state) % 16];
        size_t size = strlen(piece);
        if (n + size + CS_SCAN_SLACK > capacity)
            break;
        memcpy(out + n, piece, size);
        n += size;
    }
    memset(out + n, 0, CS_SCAN_SLACK);
    return n;
}

/* The stops are the ends that are line ends, all of them. */
static void check_stops(const struct cs_scan_index *index, const char *text)
{
    size_t n_stops = 0;
    for (size_t i = 0; i < index->n_ends; i++)
        if (text[index->ends[i]] == '\n' || text[index->ends[i]] == '\r')
            assert_int_equal(index->stops[n_stops++], i);
    assert_int_equal(index->n_stops, n_stops);
}

static void forms_agree(void **unused)
{
    (void)unused;
    const struct cs_scan_form *const *forms = cs_scan_forms();
    char text[8192];
    uint64_t state = 1;
    for (int round = 0; round < 3000; round++) {
        size_t n = make_text(&state, text, sizeof text);
        struct cs_scan_index first = {0}, other = {0};
        assert_true(cs_scan_reserve(&first, sizeof text) && cs_scan_reserve(&other, sizeof text));
        cs_scan(forms[0], &first, text, n, ',');
        assert_int_equal(first.n_lines, cs_count_lines(text, n));
        check_stops(&first, text);
        for (int f = 1; forms[f]; f++) {
            cs_scan(forms[f], &other, text, n, ',');
            assert_int_equal(first.n_ends, other.n_ends);
            assert_int_equal(first.n_odd, other.n_odd);
            assert_int_equal(first.n_lines, other.n_lines);
            assert_int_equal(first.has_high, other.has_high);
            assert_int_equal(first.is_inside, other.is_inside);
            assert_memory_equal(first.ends, other.ends, first.n_ends * sizeof *first.ends);
            assert_int_equal(first.n_stops, other.n_stops);
            assert_memory_equal(first.stops, other.stops, first.n_stops * sizeof *first.stops);
            assert_memory_equal(first.odd, other.odd, first.n_odd * sizeof *first.odd);
            assert_int_equal(forms[0]->count(text, n, '"'), forms[f]->count(text, n, '"'));
        }
        cs_scan_clear(&first);
        cs_scan_clear(&other);
    }
}

/* A source that gives a few bytes at a time. */
struct drops {
    const char *text;
    size_t n, at, most;
};

static ptrdiff_t read_drops(void *context, void *out, size_t capacity, struct cs_diag *diag)
{
    (void)diag;
    struct drops *drops = context;
    size_t n = drops->n - drops->at;
    n = n < capacity ? n : capacity;
    n = n < drops->most ? n : drops->most;
    memcpy(out, drops->text + drops->at, n);
    drops->at += n;
    return (ptrdiff_t)n;
}

/* The records of a block in order, plain and careful, as offsets after each. */
static void check_block(const struct cs_text_block *block, const char *text, size_t n, size_t *at)
{
    size_t careful = 0, i = 0, start = 0;
    assert_memory_equal(block->text, text + *at, block->n_bytes);
    assert_int_equal(block->first_line, 1 + cs_count_lines(text, *at));
    while (start < block->n_bytes) {
        size_t end = block->n_bytes, true_end;
        if (careful < block->n_irregular && block->irregular[careful].start == start) {
            end = block->irregular[careful++].end;
        } else {
            while (i < block->index.n_ends && block->index.ends[i] < start)
                i++;
            while (i < block->index.n_ends && block->text[block->index.ends[i]] == ',')
                i++;
            if (i < block->index.n_ends)
                end = block->index.ends[i] + 1;
        }
        /* However many records it holds, it must end where one ends. */
        size_t begin = *at + start;
        while ((true_end = cs_record_end(text, n, begin, ',')) != SIZE_MAX && true_end < *at + end)
            begin = true_end;
        int splits_line_end =
            text[*at + end - 1] == '\r' && *at + end < n && text[*at + end] == '\n';
        if (true_end != SIZE_MAX)
            assert_int_equal(true_end, *at + end + (size_t)splits_line_end);
        start = end + (size_t)splits_line_end;
    }
    *at += block->n_bytes;
}

/* Text of n_wished bytes or somewhat more; a wild one has quotes anywhere. */
static size_t make_records(uint64_t *state, int is_wild, size_t n_wished, char *text,
                           size_t capacity)
{
    size_t n = 0;
    while (n < n_wished) {
        if (is_wild && next_random(state) % 400 == 0) {
            n += make_text(state, text + n, capacity - n);
            text[n++] = '\n';
        }
        const char *line = next_random(state) % 3 ? "43-6013,TX,Junior,40640\n"
                                                  : "\"Clerks, other\",TX,\"a\r\nb\",1\r\n";
        memcpy(text + n, line, strlen(line));
        n += strlen(line);
    }
    return n;
}

static char text[1 << 20];

static void blocks_end_where_records_end(void **unused)
{
    (void)unused;
    uint64_t state = 7;
    for (int round = 0; round < 60; round++) {
        size_t n_wished = 1000 + next_random(&state) % 600000;
        size_t n = make_records(&state, round % 2, n_wished, text, sizeof text);
        struct drops drops = {text, n, 0, 1 + next_random(&state) % 100000};
        struct cs_byte_source source = {&drops, read_drops, "test"};
        struct cs_blocks *blocks = cs_blocks_new(&source, "", 0, 1, ',');
        struct cs_text_block block = {0};
        struct cs_diag diag;
        size_t at = 0;
        cs_diag_init(&diag);
        while (cs_blocks_next(blocks, &block)) {
            if (block.is_endless)
                break;
            check_block(&block, text, n, &at);
        }
        if (!block.is_endless)
            assert_int_equal(at, n);
        assert_int_equal(cs_blocks_finish(blocks, &diag), CS_OK);
        cs_blocks_free(blocks);
        cs_block_clear(&block);
    }
}

/* ---- several threads ---- */

enum { N_THREADS = 5, MOST_PIECES = 1 << 14 };

/* Pieces by number, each the block of a thread of its own. */
struct pieces {
    struct cs_blocks *blocks;
    struct cs_text_block of[MOST_PIECES];
};

static void take_pieces(void *context, size_t index, size_t worker)
{
    struct pieces *pieces = context;
    struct cs_text_block block = {0};
    (void)index;
    (void)worker;
    while (cs_blocks_next(pieces->blocks, &block) && block.number < MOST_PIECES) {
        pieces->of[block.number] = block;
        memset(&block, 0, sizeof block);
    }
    cs_block_clear(&block);
}

/* However the threads take turns, and however often a guess about an end is wrong. */
static void threads_get_the_same_records(void **unused)
{
    (void)unused;
    uint64_t state = 11;
    struct pieces *pieces = calloc(1, sizeof *pieces);
    assert_true(pieces != NULL);
    for (int round = 0; round < 200; round++) {
        size_t n = make_records(&state, round % 2, next_random(&state) % 60000, text, sizeof text);
        struct drops drops = {text, n, 0, 1 + next_random(&state) % 3000};
        struct cs_byte_source source = {&drops, read_drops, "test"};
        size_t n_start = next_random(&state) % 4 ? 0 : n / 3, at = 0, i = 0;
        drops.at = n_start;
        pieces->blocks = cs_blocks_new(&source, text, n_start, 1, ',');
        cs_blocks_set_size(pieces->blocks, round % 3 ? 256 + next_random(&state) % 2000 : 256);
        cs_pool_run(N_THREADS, N_THREADS, take_pieces, pieces);
        for (; i < MOST_PIECES && pieces->of[i].text; i++) {
            if (!pieces->of[i].is_endless)
                check_block(&pieces->of[i], text, n, &at);
            if (pieces->of[i].is_endless || !pieces->of[i + 1].text)
                assert_true(pieces->of[i].is_endless || at == n);
            cs_block_clear(&pieces->of[i]);
        }
        struct cs_diag diag;
        cs_diag_init(&diag);
        assert_int_equal(cs_blocks_finish(pieces->blocks, &diag), CS_OK);
        cs_blocks_free(pieces->blocks);
    }
    free(pieces);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(forms_agree),
        cmocka_unit_test(blocks_end_where_records_end),
        cmocka_unit_test(threads_get_the_same_records),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
