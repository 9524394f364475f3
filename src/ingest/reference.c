/* CSV into the structs of data/reference.h, by a table of columns and members. The shipped files
 * are of one form, and are read at the start of each command: they are split where they lie in
 * memory, without the sampling and checking that files from elsewhere need. */
#include "ingest/reference.h"

#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/grow.h"
#include "base/number.h"
#include "base/outfile.h"
#include "base/text.h"
#include "data/reference.h"

enum field_kind { FIELD_TEXT, FIELD_INT, FIELD_FROM, FIELD_TO };

/* A column and where its cell goes in the row struct. FIELD_FROM and FIELD_TO are doubles, an
 * empty cell meaning minus and plus infinity. */
struct field {
    const char *header;
    enum field_kind kind;
    size_t offset;
};
enum { MAX_FIELDS = 10, MAX_CELLS = 16, MAX_FILE_BYTES = 1 << 24 };

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
    bool has_header;
    char *rows; /* heap, moved to the arena at the end */
    size_t n_rows, capacity;
};

/* A line of the file: its cells end in NUL bytes. */
struct line {
    uint64_t number;
    char *cells[MAX_CELLS];
    size_t n_cells;
};

static enum cs_status fail_at(const struct reading *reading, const struct line *line,
                              const char *what)
{
    return cs_fail(reading->diag, CS_IO,
                   &(struct cs_place){.file = reading->path, .line = line->number}, NULL, "%s",
                   what);
}

static enum cs_status read_header(struct reading *reading, const struct line *line)
{
    reading->has_header = true;
    for (size_t f = 0; f < MAX_FIELDS && reading->kind->fields[f].header; f++) {
        size_t i = 0;
        while (i < line->n_cells &&
               !cs_equals_nocase(line->cells[i], reading->kind->fields[f].header))
            i++;
        if (i == line->n_cells)
            return cs_fail(reading->diag, CS_IO,
                           &(struct cs_place){.file = reading->path, .line = line->number}, NULL,
                           "no column '%s'", reading->kind->fields[f].header);
        reading->columns[f] = i;
    }
    return CS_OK;
}

/* Puts a cell into its member. Returns 0 when it is not of the field's kind. */
static bool read_field(const struct field *field, const char *cell, char *row)
{
    int64_t whole;
    double number = field->kind == FIELD_FROM ? -INFINITY : INFINITY;
    if (field->kind == FIELD_TEXT) {
        memcpy(row + field->offset, &cell, sizeof cell);
        return true;
    }
    if (field->kind == FIELD_INT) {
        if (!cs_integer_parse(cs_span_of(cell), &whole) || whole < 0 || whole > 9999)
            return false;
        int value = (int)whole;
        memcpy(row + field->offset, &value, sizeof value);
        return true;
    }
    if (*cell && !cs_number_parse(cs_span_of(cell), &number))
        return false;
    memcpy(row + field->offset, &number, sizeof number);
    return true;
}

static enum cs_status take_line(struct reading *reading, const struct line *line)
{
    if (!reading->has_header)
        return read_header(reading, line);
    char *grown =
        cs_grown(reading->rows, reading->n_rows, &reading->capacity, reading->kind->row_bytes);
    if (!grown)
        return cs_fail_memory(reading->diag);
    reading->rows = grown;
    char *out = reading->rows + reading->n_rows++ * reading->kind->row_bytes;
    memset(out, 0, reading->kind->row_bytes);
    for (size_t f = 0; f < MAX_FIELDS && reading->kind->fields[f].header; f++) {
        size_t i = reading->columns[f];
        const char *cell = i < line->n_cells ? line->cells[i] : "";
        struct cs_shown shown;
        if (!read_field(&reading->kind->fields[f], cell, out))
            return cs_fail(reading->diag, CS_IO,
                           &(struct cs_place){.file = reading->path, .line = line->number}, NULL,
                           "column '%s' (field %zu): '%s' is not a whole number",
                           reading->kind->fields[f].header, i + 1,
                           cs_show(&shown, cell, strlen(cell)));
    }
    return CS_OK;
}

/* Takes the quotes off the cell at p, a doubled one being a character of it, and ends it. Returns
 * the byte after the last quote; NULL when it is missing. */
static char *unquote(char *p)
{
    char *out = p, *end = strchr(++p, '"');
    for (; end && end[1] == '"'; end = strchr(p, '"')) {
        memmove(out, p, (size_t)(end + 1 - p));
        out += end + 1 - p;
        p = end + 2;
    }
    if (!end)
        return NULL;
    memmove(out, p, (size_t)(end - p));
    out[end - p] = '\0';
    return end + 1;
}

static bool ends_cell(char c)
{
    return c == ',' || c == '\n' || c == '\r' || c == '\0';
}

/* Splits the line at p. Returns the byte after its end; NULL when it is not of the shipped form. */
static char *split_line(char *p, struct line *line)
{
    for (line->n_cells = 0; line->n_cells < MAX_CELLS;) {
        line->cells[line->n_cells++] = p;
        if (*p == '"')
            p = unquote(p);
        else
            while (!ends_cell(*p))
                p++;
        if (!p || !ends_cell(*p))
            return NULL;
        char end = *p;
        *p++ = '\0';
        if (end == '\r')
            return *p == '\n' ? p + 1 : NULL;
        if (end != ',')
            return end ? p : p - 1;
    }
    return NULL;
}

static enum cs_status read_lines(struct reading *reading, char *text)
{
    struct line line = {.number = 1};
    enum cs_status status = CS_OK;
    for (char *p = text; *p && status == CS_OK; line.number++) {
        p = split_line(p, &line);
        if (!p)
            return fail_at(reading, &line, "the line is not of the form that shipped files have");
        status = take_line(reading, &line);
    }
    return status;
}

static enum cs_status read_file(struct reading *reading)
{
    char *text;
    size_t n_bytes;
    enum cs_status status =
        cs_read_file(reading->path, MAX_FILE_BYTES, &text, &n_bytes, reading->diag);
    if (status != CS_OK)
        return status;
    char *kept = cs_arena_copy(&reading->reference->arena, text, n_bytes);
    free(text);
    if (!kept)
        return cs_fail_memory(reading->diag);
    return strlen(kept) == n_bytes ? read_lines(reading, kept)
                                   : fail_at(reading, &(struct line){0}, "the file has a NUL byte");
}

static enum cs_status load_table(struct cs_reference *reference, const struct table_kind *kind,
                                 const char *folder, struct cs_diag *diag)
{
    char *path = NULL;
    if (asprintf(&path, "%s/%s", folder, kind->file) < 0)
        return cs_fail_memory(diag);
    struct reading reading = {reference, kind, path, diag, {0}, 0, NULL, 0, 0};
    enum cs_status status = read_file(&reading);
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
    cs_reference_note_letters(reference);
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
