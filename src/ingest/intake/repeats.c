/* A set of digests that grows with the rows and is given up when memory would not hold it. */
#include "ingest/intake/repeats.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

void cs_repeats_init(struct cs_repeats *repeats)
{
    memset(repeats, 0, sizeof *repeats);
}

void cs_repeats_clear(struct cs_repeats *repeats)
{
    free(repeats->slots);
    cs_repeats_init(repeats);
}

/* Two lanes of multiply and fold, eight bytes a step, with different odd constants: collisions of
 * honest rows are beyond reach at any row count a machine holds. */
static uint64_t mix(uint64_t state, uint64_t word, uint64_t factor)
{
    __extension__ typedef unsigned __int128 wide;
    wide product = (wide)(state ^ word) * factor;
    return (uint64_t)product ^ (uint64_t)(product >> 64);
}

/* The last eight bytes, or all of them when there are fewer: with the size they tell texts apart.
 */
static uint64_t last_word(struct cs_span cell)
{
    uint64_t word = 0;
    uint32_t first, last;
    if (cell.size >= sizeof word) {
        memcpy(&word, cell.start + cell.size - sizeof word, sizeof word);
    } else if (cell.size >= sizeof first) {
        memcpy(&first, cell.start, sizeof first);
        memcpy(&last, cell.start + cell.size - sizeof last, sizeof last);
        word = first | (uint64_t)last << 32;
    } else if (cell.size) {
        word = (unsigned char)cell.start[0] |
               (uint64_t)(unsigned char)cell.start[cell.size / 2] << 8 |
               (uint64_t)(unsigned char)cell.start[cell.size - 1] << 16;
    }
    return word;
}

void cs_row_digest_add(struct cs_row_digest *digest, struct cs_span cell)
{
    static const uint64_t one = 0x9E3779B97F4A7C15u, two = 0xD6E8FEB86659FD93u;
    uint64_t word;
    for (size_t i = 0; i + 8 < cell.size; i += 8) {
        memcpy(&word, cell.start + i, sizeof word);
        digest->high = mix(digest->high, word, one);
        digest->low = mix(digest->low + word, word << 1, two);
    }
    word = last_word(cell);
    /* The size is spread over all bits: it must not make up for a difference of the texts. */
    digest->high = mix(digest->high ^ cell.size * two, word, one);
    digest->low = mix(digest->low + word, cell.size * one, two);
}

struct cs_row_digest cs_row_digest_start(void)
{
    return (struct cs_row_digest){0x243F6A8885A308D3u, 0x13198A2E03707344u};
}

struct cs_row_digest cs_row_digest_end(struct cs_row_digest digest)
{
    digest.low |= digest.high == 0 && digest.low == 0;
    return digest;
}

static struct cs_row_digest digest_of(const struct cs_row *row)
{
    struct cs_row_digest digest = cs_row_digest_start();
    for (size_t i = 0; i < row->n_cells; i++)
        cs_row_digest_add(&digest, row->cells[i].text);
    return cs_row_digest_end(digest);
}

static size_t find_slot(const struct cs_repeats *repeats, struct cs_row_digest digest)
{
    size_t mask = repeats->n_slots - 1, i = digest.low & mask;
    while ((repeats->slots[i].high | repeats->slots[i].low) &&
           (repeats->slots[i].high != digest.high || repeats->slots[i].low != digest.low))
        i = (i + 1) & mask;
    return i;
}

static bool grow(struct cs_repeats *repeats)
{
    struct cs_repeats larger = *repeats;
    larger.n_slots = repeats->n_slots ? 2 * repeats->n_slots : 1024;
    larger.slots = calloc(larger.n_slots, sizeof *larger.slots);
    if (!larger.slots)
        return false;
    for (size_t i = 0; i < repeats->n_slots; i++)
        if (repeats->slots[i].high | repeats->slots[i].low)
            larger.slots[find_slot(&larger, repeats->slots[i])] = repeats->slots[i];
    free(repeats->slots);
    *repeats = larger;
    return true;
}

void cs_repeats_give_up(struct cs_repeats *repeats)
{
    free(repeats->slots);
    repeats->slots = NULL;
    repeats->n_slots = repeats->n_rows = 0;
    repeats->is_given_up = true;
}

int cs_repeats_note_digest(struct cs_repeats *repeats, struct cs_row_digest digest)
{
    if (++repeats->n_noted > CS_REPEATS_MOST_ROWS && !repeats->is_unlimited)
        cs_repeats_give_up(repeats);
    if (repeats->is_given_up)
        return 0;
    if (2 * (repeats->n_rows + 1) > repeats->n_slots && !grow(repeats))
        return -1;
    size_t slot = find_slot(repeats, digest);
    if (repeats->slots[slot].high | repeats->slots[slot].low)
        return 1;
    repeats->slots[slot] = digest;
    repeats->n_rows++;
    return 0;
}

int cs_repeats_note(struct cs_repeats *repeats, const struct cs_row *row)
{
    if (repeats->is_given_up)
        return 0;
    return cs_repeats_note_digest(repeats, digest_of(row));
}
