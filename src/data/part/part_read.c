/* A partial summary read back: checked against its digest first, then its keys and observations
 * are added to a dataset. Nothing of it is believed before the check. */
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/digest.h"
#include "base/text.h"
#include "data/dataset.h"
#include "data/grouped.h"
#include "data/part/part.h"
#include "data/part_bytes.h"
#include "data/quantity.h"

enum { PIECE_BYTES = 1 << 20 };

struct cs_part {
    const char *name;
    void (*let_go)(const void *start, size_t n_bytes);
    struct cs_arena arena;
    struct cs_part_about about;
    struct cs_part_option *options;
    struct cs_span bytes;      /* all of them */
    struct cs_part_bytes rest; /* from the sources on */
    const char *first_file;
};

/* ---- opening ---- */

static enum cs_status fail(const char *name, const char *what, struct cs_diag *diag)
{
    return cs_fail(diag, CS_IO, &(struct cs_place){.file = name},
                   "careerstat summarize FILE --by DIMS --partial -o PART makes one", "%s", what);
}

/* Some at a time. */
static bool hash(const struct cs_part_source *from, size_t n_bytes, char out[CS_DIGEST_TEXT_BYTES])
{
    struct cs_digest *digest = cs_digest_new();
    const char *bytes = from->bytes;
    for (size_t at = 0, n = 0; at < n_bytes && digest; at += n) {
        n = n_bytes - at < PIECE_BYTES ? n_bytes - at : PIECE_BYTES;
        cs_digest_add(digest, bytes + at, n);
        if (from->let_go)
            from->let_go(bytes + at, n);
    }
    if (digest)
        cs_digest_finish(digest, out);
    cs_digest_free(digest);
    return digest != NULL;
}

static enum cs_status check(const struct cs_part_source *from, struct cs_diag *diag)
{
    const char *name = from->name;
    struct cs_span bytes = {from->bytes, from->n_bytes};
    char found[CS_DIGEST_TEXT_BYTES];
    if (bytes.size < CS_PART_MARK_BYTES + 1 + CS_PART_CHECK_BYTES ||
        memcmp(bytes.start, CS_PART_MARK, CS_PART_MARK_BYTES) != 0)
        return fail(name, "is not a partial result", diag);
    size_t n = bytes.size - CS_PART_CHECK_BYTES;
    if (!hash(from, n, found))
        return cs_fail_memory(diag);
    if (memcmp(found, bytes.start + n, CS_PART_CHECK_BYTES) != 0)
        return fail(name, "is damaged: its checksum does not match", diag);
    if (bytes.start[CS_PART_MARK_BYTES] != CS_PART_VERSION)
        return fail(name, "is a partial result in another version of the format", diag);
    return CS_OK;
}

static const char *keep(struct cs_arena *arena, struct cs_span text)
{
    return text.start ? cs_arena_copy(arena, text.start, text.size) : NULL;
}

static void read_about(struct cs_part *part)
{
    struct cs_part_bytes *bytes = &part->rest;
    part->about.group_dims = (unsigned)cs_part_get(bytes);
    part->about.n_options = cs_part_get_count(bytes, 2);
    part->options =
        cs_arena_alloc(&part->arena, (part->about.n_options + 1) * sizeof *part->options);
    for (size_t i = 0; i < part->about.n_options && part->options; i++) {
        part->options[i].name = keep(&part->arena, cs_part_get_text(bytes));
        part->options[i].value = keep(&part->arena, cs_part_get_text(bytes));
        bytes->has_failed |= !part->options[i].name || !part->options[i].value;
    }
    bytes->has_failed |= !part->options || part->about.group_dims >> CS_N_DIMS != 0;
    part->about.options = part->options;
    struct cs_part_bytes ahead = *bytes;
    struct cs_span first = {"", 0};
    if (cs_part_get(&ahead) > 0)
        first = cs_part_get_text(&ahead);
    part->first_file = first.start ? keep(&part->arena, first) : "";
}

enum cs_status cs_part_open(const struct cs_part_source *from, struct cs_part **out,
                            struct cs_diag *diag)
{
    *out = NULL;
    enum cs_status status = check(from, diag);
    if (status != CS_OK)
        return status;
    struct cs_part *part = calloc(1, sizeof *part);
    if (!part)
        return cs_fail_memory(diag);
    part->name = from->name;
    part->let_go = from->let_go;
    part->bytes = (struct cs_span){from->bytes, from->n_bytes};
    const unsigned char *start = from->bytes;
    part->rest.at = start + CS_PART_MARK_BYTES + 1;
    part->rest.end = start + from->n_bytes - CS_PART_CHECK_BYTES;
    read_about(part);
    if (part->rest.has_failed || !part->first_file) {
        cs_part_close(part);
        return fail(from->name, "is invalid, although its checksum matches", diag);
    }
    *out = part;
    return CS_OK;
}

void cs_part_close(struct cs_part *part)
{
    if (part)
        cs_arena_clear(&part->arena);
    free(part);
}

const struct cs_part_about *cs_part_about(const struct cs_part *part)
{
    return &part->about;
}

const char *cs_part_name(const struct cs_part *part)
{
    return part->name;
}

int cs_part_compare(const struct cs_part *a, const struct cs_part *b)
{
    int by_file = strcmp(a->first_file, b->first_file);
    size_t n = a->bytes.size < b->bytes.size ? a->bytes.size : b->bytes.size;
    int by_bytes = by_file ? 0 : memcmp(a->bytes.start, b->bytes.start, n);
    if (by_file || by_bytes)
        return by_file ? by_file : by_bytes;
    return (a->bytes.size > b->bytes.size) - (a->bytes.size < b->bytes.size);
}

/* ---- adding ---- */

struct adding {
    struct cs_dataset *dataset;
    struct cs_part_bytes bytes;
    uint32_t *numbers[CS_N_DIMS]; /* key of the part → key of the dataset */
    size_t n_numbers[CS_N_DIMS];
    struct cs_grouped_part *observations;
    bool is_out_of_memory;
};

static bool is_taken(const struct cs_dataset *dataset, const char *id)
{
    for (size_t i = 0; i + 1 < dataset->n_sources; i++)
        if (strcmp(dataset->sources[i].id, id) == 0)
            return true;
    return false;
}

/* Whether an id is the wish itself or the wish with a number behind it. */
static bool is_of_wish(const char *id, const char *wish, size_t n_wish)
{
    return strncmp(id, wish, n_wish) == 0 &&
           (!id[n_wish] || (id[n_wish] == '-' && cs_is_digit(id[n_wish + 1])));
}

/* Pieces of one stream all wish for one id, and there may be thousands: the search begins behind
 * those that have it. */
static const char *unused_id(struct cs_dataset *dataset, const char *wish)
{
    const char *id = wish;
    size_t n_wish = strlen(wish);
    int n = is_taken(dataset, wish) ? 1 : 0;
    for (size_t i = 0; n && i + 1 < dataset->n_sources; i++)
        n += is_of_wish(dataset->sources[i].id, wish, n_wish);
    for (; n && id && is_taken(dataset, id); n++)
        id = cs_arena_printf(&dataset->arena, "%s-%d", wish, n);
    return id;
}

static void add_source(struct adding *adding)
{
    struct cs_part_bytes *bytes = &adding->bytes;
    struct cs_arena *arena = &adding->dataset->arena;
    uint32_t index;
    struct cs_source *source = cs_dataset_add_source(adding->dataset, &index);
    if (!source) {
        adding->is_out_of_memory = true;
        return;
    }
    const char **texts[] = {&source->file,   &source->id,       &source->title,  &source->publisher,
                            &source->url,    &source->licence,  &source->caveat, &source->layout,
                            &source->period, &source->retrieved};
    uint64_t *counts[] = {&source->n_bytes, &source->n_rows, &source->n_rejected,
                          &source->n_repeats, &source->n_outside};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        *texts[i] = keep(arena, cs_part_get_text(bytes));
    struct cs_span sha256 = cs_part_get_text(bytes);
    if (sha256.size == sizeof source->sha256 - 1)
        memcpy(source->sha256, sha256.start, sha256.size);
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
        *counts[i] = cs_part_get(bytes);
    for (int p = 0; p < CS_N_PRESENCES; p++)
        source->n_missing[p] = cs_part_get(bytes);
    source->id = unused_id(adding->dataset, source->id ? source->id : "");
    source->has_observations = true;
    adding->is_out_of_memory |= !source->id;
}

/* That of a part without observations means nothing. */
static enum cs_status add_unit(struct adding *adding, const struct cs_part *part, bool is_empty,
                               struct cs_diag *diag)
{
    struct cs_observations *rows = &adding->dataset->observations;
    struct cs_span text = cs_part_get_text(&adding->bytes);
    struct cs_unit unit;
    if (adding->bytes.has_failed || !text.start || !cs_unit_parse(text, &unit))
        return fail(part->name, "is invalid, although its checksum matches", diag);
    if (is_empty)
        return CS_OK;
    if (rows->has_unit && !cs_unit_equals(rows->unit, unit))
        return cs_fail(diag, CS_IO, &(struct cs_place){.file = part->name}, NULL,
                       "its observations are in %.*s, those of the parts before it are not",
                       (int)text.size, text.start);
    rows->unit = unit;
    rows->has_unit = true;
    return CS_OK;
}

static bool is_text(struct cs_span text)
{
    return !text.start || cs_utf8_is_valid(text.start, text.size);
}

static void add_key(struct adding *adding, enum cs_dim dim, uint32_t *number)
{
    struct cs_part_bytes *bytes = &adding->bytes;
    struct cs_dataset *dataset = adding->dataset;
    struct cs_span code = cs_part_get_text(bytes), title = cs_part_get_text(bytes);
    struct cs_span definition = cs_part_get_text(bytes), aliases = cs_part_get_text(bytes);
    int order = (int)cs_part_get_signed(bytes), title_year = (int)cs_part_get_signed(bytes);
    bytes->has_failed |= !code.start || !is_text(code) || !is_text(title) || !is_text(definition) ||
                         !is_text(aliases);
    if (bytes->has_failed)
        return;
    *number =
        cs_dataset_intern(dataset, dim, code, title.start ? title : cs_span_of(""), title_year);
    if (*number == CS_NO_KEY) {
        adding->is_out_of_memory = true;
        return;
    }
    struct cs_key *key = &dataset->dicts[dim].keys[*number];
    key->definition = key->definition ? key->definition : keep(&dataset->arena, definition);
    key->aliases = key->aliases ? key->aliases : keep(&dataset->arena, aliases);
    key->order = order ? order : key->order;
}

static void add_keys(struct adding *adding, enum cs_dim dim)
{
    size_t n = cs_part_get_count(&adding->bytes, 6);
    adding->numbers[dim] = calloc(n + 1, sizeof **adding->numbers);
    adding->n_numbers[dim] = n;
    adding->is_out_of_memory |= !adding->numbers[dim];
    for (size_t k = 0; k < n && !adding->is_out_of_memory && !adding->bytes.has_failed; k++)
        add_key(adding, dim, &adding->numbers[dim][k]);
}

static void add_compact(struct adding *adding, struct cs_grouped_observation *observation, size_t n,
                        bool has_weights)
{
    uint64_t value = 0;
    for (size_t i = 0; i < n && !adding->bytes.has_failed; i++) {
        value += cs_part_get(&adding->bytes);
        uint64_t weight = has_weights ? cs_part_get(&adding->bytes) : 1000;
        adding->bytes.has_failed |= value >= CS_GROUPED_CODES || weight >= CS_GROUPED_CODES;
        observation->value = (double)value;
        observation->weight = cs_grouped_weight_of((uint32_t)weight);
        cs_grouped_add(adding->observations, observation, 1);
    }
}

static void add_group(struct adding *adding, bool has_weights)
{
    struct cs_part_bytes *bytes = &adding->bytes;
    struct cs_grouped_observation observation = {.weight = 1};
    for (int d = 0; d < CS_N_DIMS; d++) {
        uint64_t key = cs_part_get(bytes);
        bytes->has_failed |= key > adding->n_numbers[d];
        observation.key[d] = key && !bytes->has_failed ? adding->numbers[d][key - 1] : CS_NO_KEY;
    }
    size_t n_not_numbers = cs_part_get_count(bytes, 1);
    bytes->at += n_not_numbers;
    size_t n_compact = cs_part_get_count(bytes, 1);
    size_t n_wide = cs_part_get_count(bytes, has_weights ? 16 : 8);
    add_compact(adding, &observation, n_compact, has_weights);
    for (size_t i = 0; i < n_wide && !bytes->has_failed; i++) {
        observation.value = cs_part_get_double(bytes);
        observation.weight = has_weights ? cs_part_get_double(bytes) : 1;
        bytes->has_failed |= !isfinite(observation.value) || !(observation.weight >= 0);
        cs_grouped_add(adding->observations, &observation, 1);
    }
    observation.value = NAN;
    observation.weight = 1;
    for (size_t i = 0; i < n_not_numbers && !bytes->has_failed; i++)
        cs_grouped_add(adding->observations, &observation, 1);
}

enum { RELIEF_GROUPS = 1024, ALL_OF_IT = 256 };

/* What of the part was read since the last time. */
static void let_go(const struct cs_part *part, const struct adding *adding,
                   const unsigned char **since)
{
    if (part->let_go)
        part->let_go(*since, (size_t)(adding->bytes.at - *since));
    *since = adding->bytes.at;
}

static enum cs_status add_groups(struct adding *adding, const struct cs_part *part,
                                 struct cs_diag *diag)
{
    enum cs_status status = CS_OK;
    const unsigned char *since = adding->bytes.at;
    bool has_weights = cs_part_get(&adding->bytes) != 0;
    size_t n = cs_part_get_count(&adding->bytes, CS_N_DIMS + 3);
    struct cs_grouped *grouped = cs_grouped_of(adding->dataset, NULL);
    adding->observations = grouped ? cs_grouped_part_for(grouped, has_weights) : NULL;
    adding->is_out_of_memory |= !adding->observations;
    for (size_t g = 0; g < n && !adding->is_out_of_memory && !adding->bytes.has_failed; g++) {
        add_group(adding, has_weights);
        adding->is_out_of_memory = adding->observations->is_out_of_memory;
        if (g % RELIEF_GROUPS != 0 || status != CS_OK || adding->is_out_of_memory)
            continue;
        let_go(part, adding, &since);
        status = cs_grouped_relieve(grouped, adding->dataset->dicts, ALL_OF_IT, diag);
    }
    return status;
}

enum cs_status cs_part_add(const struct cs_part *part, struct cs_dataset *dataset,
                           struct cs_diag *diag)
{
    struct adding adding = {.dataset = dataset, .bytes = part->rest};
    size_t n_sources = cs_part_get_count(&adding.bytes, 16);
    for (size_t i = 0; i < n_sources && !adding.is_out_of_memory && !adding.bytes.has_failed; i++)
        add_source(&adding);
    enum cs_status status = add_unit(&adding, part, n_sources == 0, diag);
    for (int d = 0; d < CS_N_DIMS && status == CS_OK; d++)
        add_keys(&adding, (enum cs_dim)d);
    if (status == CS_OK && !adding.is_out_of_memory && !adding.bytes.has_failed)
        status = add_groups(&adding, part, diag);
    for (int d = 0; d < CS_N_DIMS; d++)
        free(adding.numbers[d]);
    if (adding.is_out_of_memory)
        return cs_fail_memory(diag);
    if (status == CS_OK && (adding.bytes.has_failed || adding.bytes.at != adding.bytes.end))
        return fail(part->name, "is invalid, although its checksum matches", diag);
    return status;
}
