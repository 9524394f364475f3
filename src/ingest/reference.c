/* CSV into the structs of data/reference.h, by a table of columns and members. */
#include "ingest/reference.h"

#include <math.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/number.h"
#include "base/text.h"
#include "data/reference.h"
#include "ingest/load.h"

enum field_kind { FIELD_TEXT, FIELD_INT, FIELD_FROM, FIELD_TO };

/* A column and where its cell goes in the row struct. FIELD_FROM and FIELD_TO are doubles, an
 * empty cell meaning minus and plus infinity. */
struct field {
    const char *header;
    enum field_kind kind;
    size_t offset;
};
enum { MAX_FIELDS = 10 };

/* One file: where its rows go and what a row is made of. */
struct table_kind {
    const char *file;
    size_t rows_offset, count_offset; /* in struct cs_reference */
    size_t row_bytes;
    struct field fields[MAX_FIELDS];
};

#define FIELD(type, kind, member, header)                                                          \
    {                                                                                              \
        header, kind, offsetof(struct type, member)                                                \
    }
enum { N_KEY_TABLES = 3 }; /* the first of the kinds */
static const struct table_kind kinds[] = {
    {"regions.csv",
     offsetof(struct cs_reference, regions),
     offsetof(struct cs_reference, n_regions),
     sizeof(struct cs_region),
     {FIELD(cs_region, FIELD_TEXT, code, "code"), FIELD(cs_region, FIELD_TEXT, name, "name"),
      FIELD(cs_region, FIELD_TEXT, kind, "kind"), FIELD(cs_region, FIELD_TEXT, fips, "fips"),
      FIELD(cs_region, FIELD_TEXT, aliases, "aliases"),
      FIELD(cs_region, FIELD_TEXT, within, "within")}},
    {"levels.csv",
     offsetof(struct cs_reference, levels),
     offsetof(struct cs_reference, n_levels),
     sizeof(struct cs_level),
     {FIELD(cs_level, FIELD_TEXT, scale, "scale"), FIELD(cs_level, FIELD_TEXT, code, "code"),
      FIELD(cs_level, FIELD_TEXT, title, "title"), FIELD(cs_level, FIELD_INT, order, "order"),
      FIELD(cs_level, FIELD_TEXT, definition, "definition")}},
    {"occupation-systems.csv",
     offsetof(struct cs_reference, systems),
     offsetof(struct cs_reference, n_systems),
     sizeof(struct cs_occupation_system),
     {FIELD(cs_occupation_system, FIELD_TEXT, code, "code"),
      FIELD(cs_occupation_system, FIELD_TEXT, family, "family"),
      FIELD(cs_occupation_system, FIELD_TEXT, title, "title"),
      FIELD(cs_occupation_system, FIELD_TEXT, marks, "marks"),
      FIELD(cs_occupation_system, FIELD_INT, from_year, "from_year"),
      FIELD(cs_occupation_system, FIELD_INT, to_year, "to_year"),
      FIELD(cs_occupation_system, FIELD_INT, n_digits, "digits"),
      FIELD(cs_occupation_system, FIELD_TEXT, strips, "strips"),
      FIELD(cs_occupation_system, FIELD_TEXT, totals, "totals"),
      FIELD(cs_occupation_system, FIELD_TEXT, tiers, "tiers")}},
    {"growth-words.csv",
     offsetof(struct cs_reference, growth_words),
     offsetof(struct cs_reference, n_growth_words),
     sizeof(struct cs_growth_word),
     {FIELD(cs_growth_word, FIELD_INT, base_year, "base_year"),
      FIELD(cs_growth_word, FIELD_INT, target_year, "target_year"),
      FIELD(cs_growth_word, FIELD_FROM, from_percent, "from_percent"),
      FIELD(cs_growth_word, FIELD_TO, to_percent, "to_percent"),
      FIELD(cs_growth_word, FIELD_TEXT, word, "word"),
      FIELD(cs_growth_word, FIELD_TEXT, source, "source")}},
    {"occupations.csv",
     offsetof(struct cs_reference, occupations),
     offsetof(struct cs_reference, n_occupations),
     sizeof(struct cs_occupation_name),
     {FIELD(cs_occupation_name, FIELD_TEXT, code, "code"),
      FIELD(cs_occupation_name, FIELD_TEXT, title, "title"),
      FIELD(cs_occupation_name, FIELD_TEXT, aliases, "aliases")}},
    {"phrases.csv",
     offsetof(struct cs_reference, phrases),
     offsetof(struct cs_reference, n_phrases),
     sizeof(struct cs_reference_phrase),
     {FIELD(cs_reference_phrase, FIELD_TEXT, phrase, "phrase"),
      FIELD(cs_reference_phrase, FIELD_TEXT, cue, "cue"),
      FIELD(cs_reference_phrase, FIELD_TEXT, value, "value"),
      FIELD(cs_reference_phrase, FIELD_TEXT, context, "context")}},
    {"soc-changes.csv",
     offsetof(struct cs_reference, soc_changes),
     offsetof(struct cs_reference, n_soc_changes),
     sizeof(struct cs_soc_change),
     {FIELD(cs_soc_change, FIELD_TEXT, revision, "revision"),
      FIELD(cs_soc_change, FIELD_TEXT, from, "from"), FIELD(cs_soc_change, FIELD_TEXT, to, "to"),
      FIELD(cs_soc_change, FIELD_TEXT, changeover, "changeover")}},
};
#undef FIELD

struct reading {
    struct cs_reference *reference;
    const struct table_kind *kind;
    const char *path;
    struct cs_diag *diag;
    size_t columns[MAX_FIELDS]; /* of each field */
    int has_header;
    char *rows; /* heap, moved to the arena at the end */
    size_t n_rows, capacity;
};

static enum cs_status read_header(struct reading *reading, const struct cs_row *row)
{
    reading->has_header = 1;
    for (size_t f = 0; f < MAX_FIELDS && reading->kind->fields[f].header; f++) {
        size_t i = 0;
        while (i < row->n_cells &&
               !cs_span_equals_nocase(row->cells[i].text, reading->kind->fields[f].header))
            i++;
        if (i == row->n_cells)
            return cs_fail(reading->diag, CS_IO,
                           &(struct cs_place){.file = reading->path, .line = row->line}, NULL,
                           "no column '%s'", reading->kind->fields[f].header);
        reading->columns[f] = i;
    }
    return CS_OK;
}

/* Puts a cell into its member. Returns 0 when it is not of the field's kind. */
static int read_field(struct reading *reading, const struct field *field, struct cs_span cell,
                      char *row)
{
    int64_t whole;
    double number = field->kind == FIELD_FROM ? -INFINITY : INFINITY;
    if (field->kind == FIELD_TEXT) {
        const char *text = cs_arena_copy(&reading->reference->arena, cell.start, cell.size);
        memcpy(row + field->offset, &text, sizeof text);
        return text != NULL;
    }
    if (field->kind == FIELD_INT) {
        if (!cs_integer_parse(cell, &whole) || whole < 0 || whole > 9999)
            return 0;
        int value = (int)whole;
        memcpy(row + field->offset, &value, sizeof value);
        return 1;
    }
    if (cell.size && !cs_number_parse(cell, &number))
        return 0;
    memcpy(row + field->offset, &number, sizeof number);
    return 1;
}

static enum cs_status take_row(void *context, const struct cs_row *row)
{
    struct reading *reading = context;
    if (!reading->has_header)
        return read_header(reading, row);
    if (reading->n_rows == reading->capacity) {
        size_t capacity = reading->capacity ? 2 * reading->capacity : 64;
        char *grown = realloc(reading->rows, capacity * reading->kind->row_bytes);
        if (!grown)
            return cs_fail_memory(reading->diag);
        reading->rows = grown;
        reading->capacity = capacity;
    }
    char *out = reading->rows + reading->n_rows++ * reading->kind->row_bytes;
    memset(out, 0, reading->kind->row_bytes);
    for (size_t f = 0; f < MAX_FIELDS && reading->kind->fields[f].header; f++) {
        size_t i = reading->columns[f];
        struct cs_span cell = i < row->n_cells ? row->cells[i].text : cs_span_of("");
        struct cs_shown shown;
        if (!read_field(reading, &reading->kind->fields[f], cell, out))
            return cs_fail(
                reading->diag, CS_IO, &(struct cs_place){.file = reading->path, .line = row->line},
                NULL, "column '%s' (field %zu): '%s' is not a whole number",
                reading->kind->fields[f].header, i + 1, cs_show(&shown, cell.start, cell.size));
    }
    return CS_OK;
}

static enum cs_status load_table(struct cs_reference *reference, const struct table_kind *kind,
                                 const char *folder, struct cs_diag *diag)
{
    char *path = NULL;
    if (asprintf(&path, "%s/%s", folder, kind->file) < 0)
        return cs_fail_memory(diag);
    struct reading reading = {reference, kind, path, diag, {0}, 0, NULL, 0, 0};
    struct cs_row_sink sink = {.context = &reading, .row = take_row};
    enum cs_status status = cs_read_rows(path, &sink, NULL, diag);
    size_t n_bytes = reading.n_rows * kind->row_bytes;
    void *rows = cs_arena_alloc(&reference->arena, n_bytes + 1);
    if (status == CS_OK && !rows)
        status = cs_fail_memory(diag);
    if (status == CS_OK) {
        if (n_bytes)
            memcpy(rows, reading.rows, n_bytes);
        memcpy((char *)reference + kind->rows_offset, &rows, sizeof rows);
        memcpy((char *)reference + kind->count_offset, &reading.n_rows, sizeof reading.n_rows);
    }
    free(reading.rows);
    free(path);
    return status;
}

static enum cs_status load_tables(struct cs_reference *reference, size_t from, size_t to,
                                  const char *folder, struct cs_diag *diag)
{
    for (size_t i = from; i < to; i++) {
        enum cs_status status = load_table(reference, &kinds[i], folder, diag);
        if (status != CS_OK) {
            cs_reference_clear(reference);
            return status;
        }
    }
    return CS_OK;
}

enum cs_status cs_reference_load_keys(struct cs_reference *reference, const char *folder,
                                      struct cs_diag *diag)
{
    return load_tables(reference, 0, N_KEY_TABLES, folder, diag);
}

enum cs_status cs_reference_load_names(struct cs_reference *reference, const char *folder,
                                       struct cs_diag *diag)
{
    return load_tables(reference, N_KEY_TABLES, sizeof kinds / sizeof *kinds, folder, diag);
}

enum cs_status cs_reference_load(struct cs_reference *reference, const char *folder,
                                 struct cs_diag *diag)
{
    return load_tables(reference, 0, sizeof kinds / sizeof *kinds, folder, diag);
}
