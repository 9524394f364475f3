/* Texts of cells made into keys, each distinct text once: normalizing costs far more than looking
 * up. */
#include "ingest/intake/keys.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/text.h"
#include "data/level/bands.h"
#include "data/dataset.h"
#include "data/dict.h"
#include "data/period.h"
#include "data/reference.h"
#include "ingest/intake/key_draft.h"
#include "ingest/intake/spelling.h"
#include "ingest/source/cell.h"
#include "ingest/source/cell.h"
#include "ingest/source/date.h"

void cs_keys_init(struct cs_keys *keys, struct cs_dataset *dataset,
                  const struct cs_reference *reference, const struct cs_binding *binding)
{
    memset(keys, 0, sizeof *keys);
    keys->dataset = dataset;
    keys->reference = reference;
    for (size_t i = 0; i < binding->n_columns; i++) {
        const struct cs_layout_column *column = binding->columns[i].column;
        if (column->role == CS_ROLE_KEY && !keys->parts[column->dim][column->part])
            keys->parts[column->dim][column->part] = &binding->columns[i];
    }
    for (int d = 0; d < CS_N_DIMS; d++)
        keys->constants[d] = keys->filled[d] = CS_NO_KEY;
    keys->section = cs_span_of("");
    keys->layout = binding->layout;
    keys->date_orders = CS_ALL_ORDERS;
}

void cs_keys_use_profile(struct cs_keys *keys, const struct cs_profile *profile)
{
    const struct cs_bound_column *period = keys->parts[CS_DIM_PERIOD][CS_PART_CODE];
    const struct cs_bound_column *const *regions = keys->parts[CS_DIM_REGION];
    const struct cs_bound_column *region =
        regions[CS_PART_TITLE] ? regions[CS_PART_TITLE] : regions[CS_PART_CODE];
    const struct cs_bound_column *occupation = keys->parts[CS_DIM_OCCUPATION][CS_PART_CODE];
    keys->has_habits = true;
    keys->has_soc_codes = occupation && profile->columns[occupation->index].are_soc_codes;
    if (period) {
        keys->date_orders = profile->columns[period->index].date_orders;
        keys->shorts = profile->columns[period->index].shorts;
    }
    if (region)
        keys->regions = profile->columns[region->index].regions;
}

uint32_t cs_keys_constant(struct cs_keys *keys, enum cs_dim dim)
{
    const char *code = keys->layout->constants[dim];
    if (code && keys->constants[dim] == CS_NO_KEY)
        keys->constants[dim] = cs_keys_of_text(keys, dim, cs_span_of(code));
    return keys->constants[dim];
}

void cs_keys_clear(struct cs_keys *keys)
{
    for (int d = 0; d < CS_N_DIMS; d++) {
        cs_dict_clear(&keys->texts[d]);
        cs_dict_clear(&keys->doubted[d]);
        free(keys->memos[d]);
    }
    cs_buf_clear(&keys->joined);
    for (int p = 0; p < CS_N_KEY_PARTS; p++)
        cs_buf_clear(&keys->tidied[p]);
    cs_arena_clear(&keys->arena);
}

struct cs_span cs_bound_cell(const struct cs_bound_column *bound, const struct cs_row *row)
{
    struct cs_span cell = bound && bound->index < row->n_cells
                              ? cs_cell_text(row->cells[bound->index].text)
                              : cs_span_of("");
    if (!bound || !bound->column->n_characters)
        return cell;
    size_t before = bound->column->first_character - 1, n = bound->column->n_characters;
    if (before >= cell.size)
        return cs_span_of("");
    n = n < cell.size - before ? n : cell.size - before;
    return cs_span_trim((struct cs_span){cell.start + before, n});
}

bool cs_layout_cell_matches(const char *pattern, struct cs_span cell)
{
    size_t n = strlen(pattern);
    if (n < 2 || pattern[n - 1] != '*')
        return cs_span_equals_nocase(cell, pattern);
    for (size_t i = 0; i < n - 1; i++)
        if (i >= cell.size || cs_to_lower(cell.start[i]) != cs_to_lower(pattern[i]))
            return false;
    return true;
}

const struct cs_layout_value *cs_layout_value_of(const struct cs_layout_column *column,
                                                 struct cs_span cell)
{
    for (size_t i = 0; i < column->n_values; i++)
        if (cs_layout_cell_matches(column->values[i].cell, cell))
            return &column->values[i];
    return NULL;
}

struct cs_span cs_layout_value_code(const struct cs_layout_value *value, struct cs_span cell)
{
    size_t n = strlen(value->cell);
    if (strcmp(value->code, "{cell}") == 0)
        return cell;
    bool is_rest = strcmp(value->code, "*") == 0 && n > 0 && value->cell[n - 1] == '*';
    return is_rest ? cs_span_trim((struct cs_span){cell.start + n - 1, cell.size - n + 1})
                   : cs_span_of(value->code);
}

static const char *keep(struct cs_keys *keys, struct cs_span text)
{
    return cs_arena_copy(&keys->dataset->arena, text.start, text.size);
}

/* Whether a line is among newline-separated lines. */
static bool has_line(const char *lines, struct cs_span line)
{
    while (lines && *lines) {
        size_t n = strcspn(lines, "\n");
        if (n == line.size && memcmp(lines, line.start, n) == 0)
            return true;
        lines += n + (lines[n] == '\n');
    }
    return false;
}

/* Lines that grow a few at a time, in memory of the next power of two: copied each time they grow
 * they would take the square of their length. */
static const char *keep_roomy(struct cs_keys *keys, const char *old, const struct cs_buf *lines)
{
    size_t room = 64, old_size = old ? strlen(old) + 1 : 0;
    while (old && room < old_size)
        room *= 2;
    char *kept = old && lines->size < room ? (char *)(uintptr_t)old : NULL;
    while (room <= lines->size)
        room *= 2;
    if (!kept)
        kept = cs_arena_alloc(&keys->dataset->arena, room);
    if (kept)
        memcpy(kept, lines->data, lines->size + 1);
    return kept;
}

/* Adds what the key does not have yet, one a line. */
static void merge_aliases(struct cs_keys *keys, struct cs_key *key,
                          const struct cs_key_draft *draft)
{
    struct cs_span rest = draft->parts[CS_PART_ALIASES];
    const char separator = draft->alias_mark && *draft->alias_mark ? *draft->alias_mark : '|';
    struct cs_buf lines;
    cs_buf_init(&lines);
    cs_buf_puts(&lines, key->aliases ? key->aliases : "");
    size_t before = lines.size;
    while (rest.size) {
        const char *end = memchr(rest.start, separator, rest.size);
        size_t n = end ? (size_t)(end - rest.start) : rest.size;
        struct cs_span alias = cs_span_trim((struct cs_span){rest.start, n});
        if (alias.size && !has_line(cs_buf_text(&lines), alias)) {
            if (lines.size)
                cs_buf_putc(&lines, '\n');
            cs_buf_put(&lines, alias.start, alias.size);
        }
        n += end != NULL;
        rest = (struct cs_span){rest.start + n, rest.size - n};
    }
    if (lines.size > before)
        key->aliases = keep_roomy(keys, key->aliases, &lines);
    cs_buf_clear(&lines);
}

static uint32_t intern(struct cs_keys *keys, enum cs_dim dim, struct cs_key_draft *draft, int year)
{
    if (!cs_key_draft_normalize(keys, dim, draft))
        return CS_BAD_KEY;
    struct cs_span code = draft->parts[CS_PART_CODE], title = draft->parts[CS_PART_TITLE];
    if (code.size == 0)
        return CS_NO_KEY;
    if (title.start == code.start && title.size == code.size)
        title = cs_span_of(""); /* the first spelling of a name stands for all */
    uint32_t index =
        cs_dataset_intern(keys->dataset, dim, code, title, draft->is_named_here ? 0 : year);
    if (index == CS_NO_KEY)
        return CS_BAD_KEY;
    struct cs_key *key = &keys->dataset->dicts[dim].keys[index];
    if (draft->parts[CS_PART_DEFINITION].size && !key->definition)
        key->definition = keep(keys, draft->parts[CS_PART_DEFINITION]);
    if (draft->order)
        key->order = draft->order;
    if (draft->parts[CS_PART_ALIASES].size)
        merge_aliases(keys, key, draft);
    return index;
}

static struct cs_key_draft empty_draft(void)
{
    struct cs_key_draft draft = {0};
    for (int p = 0; p < CS_N_KEY_PARTS; p++)
        draft.parts[p] = cs_span_of("");
    return draft;
}

/* Takes the cells of the row, through the value maps of their columns. */
static struct cs_key_draft draft_of_row(struct cs_keys *keys, enum cs_dim dim,
                                        const struct cs_row *row)
{
    struct cs_key_draft draft = empty_draft();
    const char *mapped = NULL; /* the title that the value map has for the code */
    draft.scale = keys->level_scale;
    draft.section = keys->section;
    for (int p = 0; p < CS_N_KEY_PARTS; p++) {
        const struct cs_bound_column *bound = keys->parts[dim][p];
        if (!bound)
            continue;
        draft.parts[p] = cs_spell_cell(cs_bound_cell(bound, row), &keys->tidied[p]);
        const struct cs_layout_column *column = bound->column;
        draft.scale = column->scale ? column->scale : draft.scale;
        draft.regions = column->regions ? column->regions : draft.regions;
        draft.alias_mark = column->alias_mark ? column->alias_mark : draft.alias_mark;
        draft.cuts_to_soc |= column->cuts_to_soc;
        draft.resolution = column->resolution ? column->resolution : draft.resolution;
        const struct cs_layout_value *value = cs_layout_value_of(column, draft.parts[p]);
        draft.is_own_words |= column->is_own_words;
        draft.fills_down |= column->fills_down;
        draft.system = column->system ? column->system : draft.system;
        draft.n_digits = column->n_digits ? column->n_digits : draft.n_digits;
        if (!value && column->others_are_empty)
            draft.parts[p] = cs_span_of("");
        if (p == CS_PART_TITLE && mapped)
            draft.parts[p] = cs_span_of(mapped);
        if (!value)
            continue;
        draft.parts[p] = cs_layout_value_code(value, draft.parts[p]);
        mapped = p == CS_PART_CODE ? value->title : NULL;
        if (value->title)
            draft.parts[CS_PART_TITLE] = cs_span_of(value->title);
        if (value->definition)
            draft.parts[CS_PART_DEFINITION] = cs_span_of(value->definition);
        draft.order = dim == CS_DIM_LEVEL ? value->order : 0;
    }
    return draft;
}

/* The row's cells of the dimension as one text: what the memory is asked for. */
static struct cs_span join_cells(struct cs_keys *keys, enum cs_dim dim, const struct cs_row *row)
{
    struct cs_span only = cs_span_of("");
    cs_buf_reset(&keys->joined);
    for (int p = 0, n_parts = 0; p < CS_N_KEY_PARTS; p++) {
        if (!keys->parts[dim][p])
            continue;
        struct cs_span cell = cs_bound_cell(keys->parts[dim][p], row);
        if (n_parts++ == 0) {
            only = cell;
            continue;
        }
        if (n_parts == 2)
            cs_buf_put(&keys->joined, only.start, only.size);
        cs_buf_putc(&keys->joined, '\x1F');
        cs_buf_put(&keys->joined, cell.start, cell.size);
        only = (struct cs_span){keys->joined.data, keys->joined.size};
    }
    return keys->joined.failed ? cs_span_of("") : only;
}

static struct cs_key_memo *memo_at(struct cs_keys *keys, enum cs_dim dim, uint32_t i)
{
    if (i >= keys->memo_capacity[dim]) {
        size_t capacity = keys->memo_capacity[dim] ? 2 * keys->memo_capacity[dim] : 64;
        struct cs_key_memo *grown = realloc(keys->memos[dim], capacity * sizeof *grown);
        if (!grown)
            return NULL;
        keys->memos[dim] = grown;
        keys->memo_capacity[dim] = capacity;
    }
    return &keys->memos[dim][i];
}

static bool has_column(const struct cs_keys *keys, enum cs_dim dim)
{
    for (int p = 0; p < CS_N_KEY_PARTS; p++)
        if (keys->parts[dim][p])
            return true;
    return false;
}

/* A doubt is told where the text first stands, one about a code whatever its titles are. */
static void note_doubt(struct cs_keys *keys, enum cs_dim dim, const struct cs_key_draft *draft,
                       struct cs_span code, bool is_new)
{
    if (!draft->remark.doubt || !is_new)
        return;
    if (code.size)
        (void)cs_dict_intern(&keys->doubted[dim], &keys->arena, code, &is_new);
    if (!is_new)
        return;
    keys->remark.doubt = draft->remark.doubt;
    keys->remark.read_as = cs_arena_copy(&keys->arena, draft->parts[CS_PART_CODE].start,
                                         draft->parts[CS_PART_CODE].size);
}

/* A key that stands once above its rows. What else the row is called then stands before the titles
 * of those rows: "North East", "North East, Managers". */
static uint32_t fill_down(struct cs_keys *keys, enum cs_dim dim, const struct cs_row *row,
                          uint32_t index)
{
    const struct cs_bound_column *code = keys->parts[dim][CS_PART_CODE];
    if (!code || !code->column->fills_down || index == CS_BAD_KEY)
        return index;
    if (index == CS_NO_KEY)
        return keys->filled[dim] == CS_NO_KEY ? cs_keys_constant(keys, dim) : keys->filled[dim];
    keys->filled[dim] = index;
    struct cs_span title = cs_bound_cell(keys->parts[CS_DIM_OCCUPATION][CS_PART_TITLE], row);
    const char *copy = cs_arena_copy(&keys->arena, title.start, title.size);
    if (dim != CS_DIM_OCCUPATION && copy)
        keys->section = cs_span_of(copy);
    return index;
}

uint32_t cs_keys_of_row(struct cs_keys *keys, enum cs_dim dim, const struct cs_row *row, int year)
{
    keys->remark = (struct cs_key_remark){0};
    if (!has_column(keys, dim))
        return cs_keys_constant(keys, dim);
    bool is_new;
    struct cs_span text = join_cells(keys, dim, row);
    uint32_t i = cs_dict_intern(&keys->texts[dim], &keys->arena, text, &is_new);
    struct cs_key_memo *memo = i == CS_NO_KEY ? NULL : memo_at(keys, dim, i);
    if (!memo)
        return CS_BAD_KEY;
    if (is_new || (memo->year < year && dim != CS_DIM_PERIOD)) {
        struct cs_key_draft draft = draft_of_row(keys, dim, row);
        draft.year = year;
        struct cs_span code = cs_bound_cell(keys->parts[dim][CS_PART_CODE], row);
        bool is_empty = draft.parts[CS_PART_CODE].size + draft.parts[CS_PART_TITLE].size == 0;
        if (is_empty)
            memo->index = draft.fills_down ? CS_NO_KEY : cs_keys_constant(keys, dim);
        else
            memo->index = intern(keys, dim, &draft, year);
        memo->year = year;
        memo->problem = draft.remark.problem;
        memo->hint = draft.remark.hint;
        note_doubt(keys, dim, &draft, code, is_new);
    }
    keys->remark.problem = memo->problem;
    keys->remark.hint = memo->hint;
    return fill_down(keys, dim, row, memo->index);
}

uint32_t cs_keys_of_text(struct cs_keys *keys, enum cs_dim dim, struct cs_span text)
{
    struct cs_key_draft draft = empty_draft();
    draft.parts[CS_PART_CODE] = text;
    draft.regions = "code"; /* what the cells of a column mean is no matter here */
    return intern(keys, dim, &draft, 0);
}

bool cs_keys_set_constant(struct cs_keys *keys, const struct cs_layout_outside *rule,
                          struct cs_span text)
{
    struct cs_key_draft draft = empty_draft();
    bool is_title = rule->dim == CS_DIM_OCCUPATION || rule->dim == CS_DIM_REGION;
    draft.resolution = rule->resolution;
    draft.parts[is_title ? CS_PART_TITLE : CS_PART_CODE] = text;
    /* "15-2051" is a code; "Nurses(SOC code 29-1141)" a title with one. */
    if (rule->dim == CS_DIM_OCCUPATION && text.size && cs_is_digit(text.start[0])) {
        draft.parts[CS_PART_CODE] = text;
        draft.parts[CS_PART_TITLE] = cs_span_of("");
    }
    uint32_t key = intern(keys, rule->dim, &draft, 0);
    if (key == CS_BAD_KEY || key == CS_NO_KEY)
        return false;
    keys->constants[rule->dim] = key;
    return true;
}

uint32_t cs_keys_of_country(struct cs_keys *keys, struct cs_span code)
{
    struct cs_key_draft draft = empty_draft();
    draft.parts[CS_PART_CODE] = code;
    draft.regions = "country";
    return intern(keys, CS_DIM_REGION, &draft, 0);
}

enum cs_tier cs_tier_of_code(const char *code)
{
    if (strlen(code) != 7 || code[2] != '-')
        return CS_TIER_UNKNOWN;
    if (strcmp(code, "00-0000") == 0)
        return CS_TIER_TOTAL;
    if (strcmp(code + 3, "0000") == 0)
        return CS_TIER_MAJOR;
    return code[6] != '0' ? CS_TIER_DETAILED : CS_TIER_UNKNOWN;
}
