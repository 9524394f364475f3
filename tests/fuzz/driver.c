/* Runs a fuzz target without a fuzzing engine: every file of a corpus folder, then mutations of
 * them from a fixed seed, the same in every run. An engine (libFuzzer, AFL++ in persistent mode)
 * links the target without this file.
 * Usage: fuzz_TARGET CORPUS_FOLDER [N_MUTATIONS [SEED [LAST]]]
 * LAST: a file that is given each input before it is tried, and so keeps the one that broke a
 * promise */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/outfile.h"
#include "fuzz.h"

enum { MAX_INPUT_BYTES = 1 << 16, MAX_FILES = 512 };

struct input {
    unsigned char *bytes;
    size_t size;
};

/* xorshift64*, so that a run can be repeated anywhere. */
static uint64_t next_random(uint64_t *state)
{
    *state ^= *state >> 12;
    *state ^= *state << 25;
    *state ^= *state >> 27;
    return *state * 2685821657736338717u;
}

static size_t below(uint64_t *state, size_t n)
{
    return n ? (size_t)(next_random(state) % n) : 0;
}

static void insert(struct input *input, size_t at, const void *bytes, size_t n)
{
    if (input->size + n > MAX_INPUT_BYTES)
        return;
    memmove(input->bytes + at + n, input->bytes + at, input->size - at);
    memcpy(input->bytes + at, bytes, n);
    input->size += n;
}

static void erase(struct input *input, size_t at, size_t n)
{
    n = n < input->size - at ? n : input->size - at;
    memmove(input->bytes + at, input->bytes + at + n, input->size - at - n);
    input->size -= n;
}

/* Pieces that text formats break on. */
static const char *const pieces[] = {
    "\"",     "\"\"",
    ",",      ";",
    "\t",     "\n",
    "\r",     "\r\n",
    "|",      "\xEF\xBB\xBF",
    "\xFF",   "\xC3",
    "-",      "–",
    "{",      "}",
    "[",      "]",
    "{year}", "{n}",
    "1e308",  "-0",
    "0x1p1",  "NaN",
    "inf",    "*",
    "#",      ">=",
    "%",      "$",
    "€",      "k",
    "=\"",    " ",
    "2024",   "99999999999999999999",
    "é",      "\\u0000",
    ":",      "null",
    "true",
};

static void mutate(struct input *input, const struct input *files, size_t n_files, uint64_t *state)
{
    for (size_t n = 1 + below(state, 6); n > 0; n--) {
        size_t at = below(state, input->size + 1);
        unsigned char byte = (unsigned char)next_random(state);
        const char *piece = pieces[below(state, sizeof pieces / sizeof *pieces)];
        const struct input *other = &files[below(state, n_files)];
        size_t from = below(state, other->size);
        switch (below(state, 6)) {
        case 0:
            insert(input, at, &byte, 1);
            break;
        case 1:
            insert(input, at, piece, strlen(piece));
            break;
        case 2:
            erase(input, at, 1 + below(state, 8));
            break;
        case 3:
            erase(input, at, 1 + below(state, 200));
            break;
        case 4:
            insert(input, at, other->bytes + from, below(state, other->size - from));
            break;
        default:
            if (at < input->size)
                input->bytes[at] ^= (unsigned char)(1u << below(state, 8));
        }
    }
}

/* A copy of exactly its size, so that a read past the end is seen. */
static void run(const struct input *input)
{
    unsigned char *copy = malloc(input->size ? input->size : 1);
    if (!copy)
        abort();
    if (input->size)
        memcpy(copy, input->bytes, input->size);
    LLVMFuzzerTestOneInput(copy, input->size);
    free(copy);
}

static void keep(const struct input *input, const char *path)
{
    FILE *file = fopen(path, "wb");
    if (!file || fwrite(input->bytes, 1, input->size, file) != input->size || fclose(file) != 0)
        abort();
}

static int is_visible(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}

static size_t read_corpus(const char *folder, struct input files[MAX_FILES])
{
    struct dirent **entries;
    struct cs_diag diag;
    size_t n = 0;
    cs_diag_init(&diag);
    int n_entries = scandir(folder, &entries, is_visible, alphasort);
    for (int i = 0; i < n_entries; i++) {
        char path[4096], *bytes;
        snprintf(path, sizeof path, "%s/%s", folder, entries[i]->d_name);
        if (n < MAX_FILES &&
            cs_read_file(path, MAX_INPUT_BYTES, &bytes, &files[n].size, &diag) == CS_OK)
            files[n++].bytes = (unsigned char *)bytes;
        free(entries[i]);
    }
    if (n_entries >= 0)
        free(entries);
    cs_diag_clear(&diag);
    return n;
}

int main(int n_words, char **words)
{
    struct input *files = calloc(MAX_FILES, sizeof *files);
    unsigned char *room = malloc(MAX_INPUT_BYTES);
    size_t n_files = n_words > 1 && files ? read_corpus(words[1], files) : 0;
    unsigned long n_runs = n_words > 2 ? strtoul(words[2], NULL, 10) : 0;
    uint64_t state = n_words > 3 ? strtoull(words[3], NULL, 10) : 20240501;
    if (n_files == 0 || !room) {
        fprintf(stderr, "usage: %s CORPUS_FOLDER [N_MUTATIONS [SEED [LAST]]]\n", words[0]);
        return 2;
    }
    for (size_t i = 0; i < n_files; i++)
        run(&files[i]);
    for (unsigned long r = 0; r < n_runs; r++) {
        struct input input = {room, files[r % n_files].size};
        memcpy(room, files[r % n_files].bytes, input.size);
        mutate(&input, files, n_files, &state);
        if (n_words > 4)
            keep(&input, words[4]);
        run(&input);
    }
    for (size_t i = 0; i < n_files; i++)
        free(files[i].bytes);
    free(files);
    free(room);
    return 0;
}
