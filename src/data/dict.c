/* A hash table from codes to numbers, and the rank of each code. Apart from dataset.c because
 * parts and the library keep keys the same way. */
#include "data/dict.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/grow.h"
#include "base/text.h"
#include "data/level/level_order.h"
#include "data/period.h"

/* Up to eight bytes of ASCII in lower case, as a word. Returns 0 when other letters are among them.
 */
static bool lower_word(const char *text, size_t n, uint64_t *word)
{
    enum { TO_A = 0x80 - 'A', BEHIND_Z = 0x80 - 'Z' - 1 };
    const uint64_t ones = 0x0101010101010101u, tops = 0x80 * ones;
    *word = 0;
    memcpy(word, text, n);
    if (*word & tops)
        return false;
    *word |= ((*word + TO_A * ones) & ~(*word + BEHIND_Z * ones) & tops) >> 2;
    return true;
}

/* Of the bytes in lower case, so that names which differ by it are found. */
static uint32_t hash_caseless(struct cs_span text)
{
    uint64_t hash = text.size * 0x9E3779B97F4A7C15u, letter;
    for (size_t i = 0, n; i < text.size; i += n) {
        char lower[4] = "";
        n = text.size - i < sizeof letter ? text.size - i : sizeof letter;
        if (!lower_word(text.start + i, n, &letter)) {
            n = cs_lower_at(text.start + i, text.size - i, lower);
            letter = (unsigned char)lower[0] | (unsigned)(unsigned char)lower[1] << 8;
        }
        hash = (hash ^ letter) * 0xD6E8FEB86659FD93u;
        hash ^= hash >> 32;
    }
    hash *= 0xD6E8FEB86659FD93u; /* the last bytes reach every bit */
    return (uint32_t)(hash ^ hash >> 32);
}

/* Eight bytes a step; no need to resist an attacker beyond the doubling below. */
static uint32_t hash_bytes(struct cs_span text)
{
    uint64_t hash = text.size * 0x9E3779B97F4A7C15u, word;
    size_t i = 0;
    for (; i + 8 <= text.size; i += 8) {
        memcpy(&word, text.start + i, sizeof word);
        hash = (hash ^ word) * 0xD6E8FEB86659FD93u;
        hash ^= hash >> 32;
    }
    word = 0;
    if (i < text.size)
        memcpy(&word, text.start + i, text.size - i);
    hash = (hash ^ word) * 0xD6E8FEB86659FD93u;
    hash = (hash ^ hash >> 32) * 0xD6E8FEB86659FD93u; /* the last bytes reach every bit */
    return (uint32_t)(hash ^ hash >> 32);
}

static uint32_t hash_code(const struct cs_dict *dict, struct cs_span code)
{
    return dict->is_caseless ? hash_caseless(code) : hash_bytes(code);
}

/* The slot that holds the code, or the empty one where it belongs. */
static size_t find_slot(const struct cs_dict *dict, struct cs_span code, uint32_t hash)
{
    size_t mask = dict->n_slots - 1, i = hash & mask;
    while (dict->slots[i].number &&
           (dict->slots[i].hash != hash ||
            !cs_span_equals(code, dict->keys[dict->slots[i].number - 1].code)))
        i = (i + 1) & mask;
    return i;
}

static bool rehash(struct cs_dict *dict, size_t n_slots)
{
    struct cs_dict_slot *slots = calloc(n_slots, sizeof *slots);
    if (!slots)
        return false;
    for (size_t s = 0; s < dict->n_slots; s++) {
        size_t i = dict->slots[s].hash & (n_slots - 1);
        while (dict->slots[s].number && slots[i].number)
            i = (i + 1) & (n_slots - 1);
        if (dict->slots[s].number)
            slots[i] = dict->slots[s];
    }
    free(dict->slots);
    dict->slots = slots;
    dict->n_slots = n_slots;
    return true;
}

static bool make_room(struct cs_dict *dict)
{
    if (2 * (dict->n_keys + 1) > dict->n_slots &&
        !rehash(dict, dict->n_slots ? 2 * dict->n_slots : 64))
        return false;
    struct cs_key *keys = cs_grown(dict->keys, dict->n_keys, &dict->capacity, sizeof *keys);
    if (keys)
        dict->keys = keys;
    return keys != NULL;
}

static uint32_t find(const struct cs_dict *dict, struct cs_span code, uint32_t hash)
{
    if (dict->n_slots == 0)
        return CS_NO_KEY;
    uint32_t found = dict->slots[find_slot(dict, code, hash)].number;
    return found ? found - 1 : CS_NO_KEY;
}

uint32_t cs_dict_find_name(const struct cs_dict *dict, struct cs_span name)
{
    uint32_t hash = hash_code(dict, name), found = find(dict, name, hash);
    if (found != CS_NO_KEY || !dict->is_caseless || dict->n_slots == 0)
        return found;
    size_t mask = dict->n_slots - 1;
    for (size_t i = hash & mask; dict->slots[i].number; i = (i + 1) & mask) {
        const struct cs_key *key = &dict->keys[dict->slots[i].number - 1];
        if (dict->slots[i].hash == hash && key->title == key->code &&
            cs_span_equals_nocase(name, key->code))
            return dict->slots[i].number - 1;
    }
    return CS_NO_KEY;
}

uint32_t cs_dict_find(const struct cs_dict *dict, struct cs_span code)
{
    return find(dict, code, hash_code(dict, code));
}

uint32_t cs_dict_intern(struct cs_dict *dict, struct cs_arena *arena, struct cs_span code,
                        bool *is_new)
{
    *is_new = false;
    uint32_t hash = hash_code(dict, code), found = find(dict, code, hash);
    if (found != CS_NO_KEY)
        return found;
    if (dict->n_keys >= CS_NO_KEY - 1 || !make_room(dict))
        return CS_NO_KEY;
    char *copy = cs_arena_copy(arena, code.start, code.size);
    if (!copy)
        return CS_NO_KEY;
    struct cs_key *key = &dict->keys[dict->n_keys];
    memset(key, 0, sizeof *key);
    key->code = key->title = copy;
    dict->slots[find_slot(dict, code, hash)] =
        (struct cs_dict_slot){hash, (uint32_t)++dict->n_keys};
    *is_new = true;
    return (uint32_t)dict->n_keys - 1;
}

void cs_dict_clear(struct cs_dict *dict)
{
    bool is_caseless = dict->is_caseless;
    free(dict->keys);
    free(dict->slots);
    memset(dict, 0, sizeof *dict);
    dict->is_caseless = is_caseless;
}

int cs_key_compare(enum cs_dim dim, const struct cs_key *a, const struct cs_key *b)
{
    if (a->order != b->order)
        return a->order < b->order ? -1 : 1;
    int by_time = cs_period_compare(a->period, b->period);
    if (by_time)
        return by_time;
    return dim == CS_DIM_LEVEL ? cs_level_compare(a->code, b->code) : strcmp(a->code, b->code);
}

/* What is sorted, and its dimension. */
struct sorting {
    const struct cs_key *keys;
    enum cs_dim dim;
};

static int compare_numbered(const void *a, const void *b, void *context)
{
    const struct sorting *sorting = context;
    return cs_key_compare(sorting->dim, &sorting->keys[*(const uint32_t *)a],
                          &sorting->keys[*(const uint32_t *)b]);
}

uint32_t *cs_dict_rank(const struct cs_dict *dict, enum cs_dim dim)
{
    struct sorting sorting = {dict->keys, dim};
    uint32_t *order = malloc((dict->n_keys + 1) * sizeof *order);
    uint32_t *ranks = malloc((dict->n_keys + 1) * sizeof *ranks);
    if (!order || !ranks) {
        free(order);
        free(ranks);
        return NULL;
    }
    for (size_t k = 0; k < dict->n_keys; k++)
        order[k] = (uint32_t)k;
    qsort_r(order, dict->n_keys, sizeof *order, compare_numbered, &sorting);
    for (size_t k = 0; k < dict->n_keys; k++)
        ranks[order[k]] = (uint32_t)k;
    free(order);
    return ranks;
}
