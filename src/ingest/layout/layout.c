/* Matching and binding: the layout's patterns against the headers of a table. Reading layout
 * files is in layout_json.c and what it calls. */
#include "ingest/layout/layout.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "ingest/source/cell.h"

void cs_layouts_init(struct cs_layouts *layouts)
{
    memset(layouts, 0, sizeof *layouts);
}

void cs_layouts_clear(struct cs_layouts *layouts)
{
    free(layouts->items);
    cs_arena_clear(&layouts->arena);
    cs_layouts_init(layouts);
}

static bool has_header(const char *pattern, const char *const *headers, size_t n)
{
    struct cs_captures captures = {0};
    for (size_t i = 0; i < n; i++)
        if (cs_pattern_match(pattern, headers[i], &captures))
            return true;
    return false;
}

/* "a|b" in `requires` means either. */
static bool has_any(const char *alternatives, const char *const *headers, size_t n)
{
    char pattern[256];
    for (const char *p = alternatives; *p;) {
        size_t length = strcspn(p, "|");
        if (length < sizeof pattern) {
            memcpy(pattern, p, length);
            pattern[length] = '\0';
            if (has_header(pattern, headers, n))
                return true;
        }
        p += length + (p[length] == '|');
    }
    return false;
}

const char *cs_layout_first_missing(const struct cs_layout *layout, const char *const *headers,
                                    size_t n, size_t *n_found)
{
    const char *missing = NULL;
    size_t count = 0;
    for (size_t i = 0; i < layout->n_requires; i++) {
        bool is_there = has_any(layout->requires[i], headers, n);
        count += (size_t)is_there;
        if (!is_there && !missing)
        missing = layout->requires[i];
    }
    if (n_found)
        *n_found = count;
    return missing;
}

bool cs_layout_matches(const struct cs_layout *layout, const char *const *headers, size_t n)
{
    return layout->n_requires > 0 && !cs_layout_first_missing(layout, headers, n, NULL);
}

static bool matches_one(const char *const *patterns, size_t n, const char *sheet)
{
    struct cs_captures captures = {0};
    for (size_t i = 0; i < n; i++)
        if (cs_pattern_match(patterns[i], sheet, &captures))
            return true;
    return false;
}

/* A text has no sheet: layouts of certain sheets are not of it, except the user's own. */
static bool fits_sheet(const struct cs_layout *layout, const char *sheet, bool is_preferred)
{
    if (!sheet)
        return !layout->n_sheets || is_preferred;
    return ((!layout->n_sheets || matches_one(layout->sheets, layout->n_sheets, sheet)) &&
            !matches_one(layout->not_sheets, layout->n_not_sheets, sheet));
}

/* Whether a line about the table holds one of "a|b". */
static bool has_line(const struct cs_surroundings *around, const char *alternatives)
{
    char pattern[256];
    for (const char *p = alternatives; *p;) {
        size_t length = strcspn(p, "|");
        struct cs_captures captures = {0};
        for (size_t i = 0; length < sizeof pattern && i < around->n_lines; i++) {
            memcpy(pattern, p, length);
            pattern[length] = '\0';
            if (cs_pattern_find(pattern, around->lines[i], &captures))
                return true;
        }
        p += length + (p[length] == '|');
    }
    return false;
}

/* Whether the layout is for a table there, by its `sheet`, `above` and what must not be. */
static bool fits_surroundings(const struct cs_layout *layout, const struct cs_surroundings *around,
                              bool is_preferred)
{
    if (!fits_sheet(layout, around->sheet, is_preferred))
        return false;
    for (size_t i = 0; i < layout->n_aboves; i++)
        if (!has_line(around, layout->aboves[i]))
            return false;
    for (size_t i = 0; i < layout->n_not_aboves; i++)
        if (has_line(around, layout->not_aboves[i]))
            return false;
    return true;
}

const struct cs_layout *cs_layouts_match(const struct cs_layouts *layouts,
                                         const struct cs_surroundings *around,
                                         const char *const *headers, size_t n)
{
    const struct cs_layout *best = NULL;
    for (size_t i = 0; i < layouts->n_items; i++) {
        const struct cs_layout *layout = &layouts->items[i];
        if (best && i >= layouts->n_preferred && best < layouts->items + layouts->n_preferred)
            break;
        if (fits_surroundings(layout, around, i < layouts->n_preferred) &&
            cs_layout_matches(layout, headers, n) &&
            (!best || layout->n_requires > best->n_requires))
            best = layout;
    }
    return best;
}

static bool is_of_series(const struct cs_layout *layout, const char *const *headers,
                         const struct cs_row *row)
{
    for (size_t i = 0; layout->series_header && i < row->n_cells; i++) {
        struct cs_span cell = cs_cell_text(row->cells[i].text);
        size_t n = strlen(layout->series_starts);
        if (has_any(layout->series_header, &headers[i], 1))
            return cell.size >= n && memcmp(cell.start, layout->series_starts, n) == 0;
    }
    return !layout->series_header;
}

const struct cs_layout *cs_layouts_of_series(const struct cs_layouts *layouts,
                                             const struct cs_layout *fits,
                                             const char *const *headers, const struct cs_row *row)
{
    if (is_of_series(fits, headers, row))
        return fits;
    for (size_t i = 0; i < layouts->n_items; i++) {
        const struct cs_layout *other = &layouts->items[i];
        if (other->series_header && cs_layout_matches(other, headers, row->n_cells) &&
            is_of_series(other, headers, row))
            return other;
    }
    return NULL;
}

static bool rule_repeats(const struct cs_layout_column *column)
{
    for (size_t i = 0; i < column->n_headers; i++)
        if (strchr(column->headers[i], '{'))
            return true;
    return false;
}

/* Whether what a header said contradicts the projection's years. */
static bool contradicts(const struct cs_captures *seen, const struct cs_captures *known)
{
    return (seen->base && known->base && seen->base != known->base) ||
           (seen->target && known->target && seen->target != known->target);
}

/* A column of the table, for the search of its rule. */
struct header {
    const char *text, *left; /* "" where the column left of it has no name */
    size_t index;
};

/* Whether the rule may be of the column; its headers are compared with *text then. */
static bool is_in_place(const struct cs_layout_column *rule, const struct header *header,
                        const char **text)
{
    *text = rule->is_beside ? header->left : header->text;
    return (!rule->field || rule->field == header->index + 1) &&
           (!rule->is_beside || !*header->text);
}

/* The first rule that matches; is_used has those that are taken already, NULL: it does not matter.
 */
static const struct cs_layout_column *find_rule(const struct cs_binding *binding,
                                                struct header header, const unsigned char *is_used,
                                                struct cs_captures *captures)
{
    const struct cs_layout *layout = binding->layout;
    for (size_t r = 0; r < layout->n_columns; r++) {
        const struct cs_layout_column *rule = &layout->columns[r];
        const char *text;
        if (rule->shares_column || (is_used && is_used[r] && !rule_repeats(rule)) ||
            !is_in_place(rule, &header, &text))
            continue;
        for (size_t h = 0; h < rule->n_headers; h++) {
            struct cs_captures seen = {0};
            if (cs_pattern_match(rule->headers[h], text, &seen) &&
                !contradicts(&seen, &binding->captures)) {
                *captures = seen;
                return rule;
            }
        }
    }
    return NULL;
}

/* The one year of a projection that a header says by any rule; 0: none. */
static int year_of_header(const struct cs_layout *layout, const char *header)
{
    for (size_t r = 0; r < layout->n_columns; r++)
        for (size_t h = 0; h < layout->columns[r].n_headers; h++) {
            struct cs_captures seen = {0};
            if (cs_pattern_match(layout->columns[r].headers[h], header, &seen) &&
                (seen.base || seen.target))
                return seen.base ? seen.base : seen.target;
        }
    return 0;
}

/* Where no header says both years and the headers name two between them: the earlier is the base.
 */
static void join_projection(struct cs_binding *binding, const char *const *headers, size_t n)
{
    int first = 0, last = 0;
    for (size_t i = 0; i < n; i++) {
        int year = year_of_header(binding->layout, headers[i]);
        if (!year || year == first || year == last)
            continue;
        if (first && last)
            return; /* a third year */
        last = first;
        first = year;
    }
    if (first && last) {
        binding->captures.base = first < last ? first : last;
        binding->captures.target = first < last ? last : first;
    }
}

/* The years of a projection, from the first header that says both. */
static void find_projection(struct cs_binding *binding, const char *const *headers, size_t n)
{
    const struct cs_layout *layout = binding->layout;
    for (size_t i = 0; i < n && !binding->captures.base; i++)
        for (size_t r = 0; r < layout->n_columns && !binding->captures.base; r++)
            for (size_t h = 0; h < layout->columns[r].n_headers; h++) {
                struct cs_captures seen = {0};
                if (cs_pattern_match(layout->columns[r].headers[h], headers[i], &seen) &&
                    seen.base && seen.target && seen.base < seen.target)
                    binding->captures = seen;
            }
    if (!binding->captures.base)
        join_projection(binding, headers, n);
}

/* Whether two columns of one rule tell the same twice: any number, or any two of one name. */
static bool is_twice(const struct cs_layout_column *rule, const char *const *headers,
                     const struct cs_bound_column *first, size_t second)
{
    bool is_number = rule->role == CS_ROLE_ESTIMATE || rule->role == CS_ROLE_VALUE ||
                     rule->role == CS_ROLE_WEIGHT;
    if (rule->role == CS_ROLE_IGNORE || rule->field || rule->takes_first)
        return false;
    return strcmp(headers[first->index], headers[second]) == 0 ||
           (is_number && !rule_repeats(rule));
}

/* Notes the first column that was bound before, where this one means the same. */
static void note_twice(struct cs_binding *binding, const struct cs_layout_column *rule,
                       const char *const *headers, size_t index)
{
    for (size_t i = 0; rule && !binding->second_same && i < binding->n_columns; i++) {
        const struct cs_bound_column *bound = &binding->columns[i];
        if (bound->column == rule && is_twice(rule, headers, bound, index)) {
            binding->first_same = bound->index;
            binding->second_same = index;
        }
    }
}

static void add_bound(struct cs_binding *binding, struct cs_bound_column bound)
{
    if (!binding->captures.year)
        binding->captures.year = bound.captures.year;
    binding->n_replicates += bound.column->role == CS_ROLE_REPLICATE;
    binding->columns[binding->n_columns++] = bound;
}

/* The columns that the conditions of rows are about. */
static void bind_conditions(struct cs_binding *binding, const char *const *headers, size_t n)
{
    const struct cs_layout *layout = binding->layout;
    for (size_t c = 0; c < layout->n_conditions; c++) {
        size_t i = 0;
        struct cs_captures captures = {0};
        while (i < n && !cs_pattern_match(layout->conditions[c].header, headers[i], &captures))
            i++;
        binding->conditions[c] = i < n ? i : CS_NO_COLUMN;
    }
}

/* The other rules that have the column too. */
static void bind_sharing(struct cs_binding *binding, struct header header, unsigned char *is_used)
{
    const struct cs_layout *layout = binding->layout;
    for (size_t r = 0; r < layout->n_columns; r++) {
        const struct cs_layout_column *rule = &layout->columns[r];
        if (!rule->shares_column || is_used[r])
            continue;
        for (size_t h = 0; h < rule->n_headers && !is_used[r]; h++) {
            struct cs_captures seen = {0};
            if (!cs_pattern_match(rule->headers[h], header.text, &seen))
                continue;
            is_used[r] = true;
            binding->columns[binding->n_columns++] = (struct cs_bound_column){.column = rule,
                                                                              .index = header.index,
                                                                              .captures = seen,
                                                                              .unit = rule->unit,
                                                                              .factor = 1};
        }
    }
}

enum cs_status cs_layout_bind(const struct cs_layout *layout, const char *const *headers, size_t n,
                              struct cs_binding *binding, struct cs_diag *diag)
{
    *binding = (struct cs_binding){.layout = layout};
    unsigned char *is_used = calloc(layout->n_columns + 1, 1);
    binding->columns = calloc(n + layout->n_columns + 1, sizeof *binding->columns);
    binding->conditions = calloc(layout->n_conditions + 1, sizeof *binding->conditions);
    if (!is_used || !binding->columns || !binding->conditions) {
        free(is_used);
        cs_binding_clear(binding);
        return cs_fail_memory(diag);
    }
    find_projection(binding, headers, n);
    bind_conditions(binding, headers, n);
    for (size_t i = 0; i < n; i++) {
        struct cs_captures captures = {0};
        struct header header = {headers[i], i ? headers[i - 1] : "", i};
        const struct cs_layout_column *rule = find_rule(binding, header, is_used, &captures);
        bind_sharing(binding, header, is_used);
        if (!rule || rule_repeats(rule))
            note_twice(binding, rule ? rule : find_rule(binding, header, NULL, &captures), headers,
                       i);
        if (!rule)
            continue;
        do {
            is_used[rule - layout->columns] = true;
            add_bound(binding, (struct cs_bound_column){.column = rule,
                                                        .index = i,
                                                        .captures = captures,
                                                        .unit = rule->unit,
                                                        .factor = 1});
            captures = (struct cs_captures){0};
            rule = rule->n_characters ? find_rule(binding, header, is_used, &captures) : NULL;
        } while (rule && rule->n_characters);
    }
    free(is_used);
    return CS_OK;
}

void cs_binding_clear(struct cs_binding *binding)
{
    free(binding->columns);
    free(binding->conditions);
    memset(binding, 0, sizeof *binding);
}
