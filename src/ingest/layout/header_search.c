/* Tries each row as a header, and each pair of rows, until some layout fits; remembers the
 * nearest miss for the message. */
#include "ingest/layout/header_search.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/text.h"
#include "ingest/layout/layout.h"
#include "ingest/source/cell.h"

enum { HEADER_BYTES = 256 };

void cs_header_search_init(struct cs_header_search *search, const struct cs_layouts *layouts,
                           const struct cs_layout *forced, const char *sheet)
{
    memset(search, 0, sizeof *search);
    search->layouts = layouts;
    search->forced = forced;
    char folded[HEADER_BYTES];
    if (sheet) {
        cs_fold_name(cs_span_of(sheet), folded, sizeof folded);
        search->sheet = cs_arena_strdup(&search->arena, folded);
    }
}

void cs_header_search_clear(struct cs_header_search *search)
{
    cs_arena_clear(&search->arena);
    memset(search, 0, sizeof *search);
}

static const char **fold_row(struct cs_header_search *search, const struct cs_row *row)
{
    const char **names = cs_arena_alloc(&search->arena, (row->n_cells + 1) * sizeof *names);
    for (size_t i = 0; names && i < row->n_cells; i++) {
        char folded[HEADER_BYTES];
        cs_fold_name(cs_cell_text(row->cells[i].text), folded, sizeof folded);
        names[i] = cs_arena_strdup(&search->arena, folded);
        if (!names[i])
            return NULL;
    }
    return names;
}

/* A header of two rows, the upper one merged over several columns: "Employment" above "2023" and
 * "2033" gives "employment 2023" and "employment 2033". */
static const char **join_rows(struct cs_header_search *search, const char *const *below, size_t n)
{
    const char **names = cs_arena_alloc(&search->arena, (n + 1) * sizeof *names);
    const char *upper = "";
    for (size_t i = 0; names && i < n; i++) {
        const char *own = i < search->n_above ? search->above[i] : "";
        upper = *own ? own : *below[i] ? upper : "";
        names[i] = !*upper      ? below[i]
                   : !*below[i] ? upper
                                : cs_arena_printf(&search->arena, "%s %s", upper, below[i]);
        if (!names[i])
            return NULL;
    }
    return names;
}

static size_t count_filled(const char *const *names, size_t n)
{
    size_t count = 0;
    for (size_t i = 0; i < n; i++)
        count += names[i][0] != '\0';
    return count;
}

static void note_nearest(struct cs_header_search *search, const struct cs_layout *layout,
                         const char *const *names, size_t n, uint64_t line)
{
    size_t n_found;
    const char *missing = cs_layout_first_missing(layout, names, n, &n_found);
    if (!search->forced && 2 * n_found < layout->n_requires)
        return; /* a word in common is no likeness */
    int is_own = search->forced || search->layouts->n_preferred;
    if (n_found > search->n_found || (is_own && !search->nearest)) {
        search->nearest = layout;
        search->missing = missing;
        search->n_found = n_found;
        search->nearest_line = line;
    }
}

static const struct cs_layout *match(struct cs_header_search *search, const char *const *names,
                                     size_t n, uint64_t line)
{
    if (search->forced) {
        if (cs_layout_matches(search->forced, names, n))
            return search->forced;
        note_nearest(search, search->forced, names, n, line);
        return NULL;
    }
    const struct cs_layout *layout = cs_layouts_match(search->layouts, search->sheet, names, n);
    /* A user who gives a layout wants to hear of that one. */
    const struct cs_layouts *all = search->layouts;
    size_t n_told = all->n_preferred ? all->n_preferred : all->n_items;
    for (size_t i = 0; !layout && i < n_told; i++)
        note_nearest(search, &all->items[i], names, n, line);
    return layout;
}

const struct cs_layout *cs_header_search_look(struct cs_header_search *search,
                                              const struct cs_row *row, const char *const **headers,
                                              int *is_out_of_memory)
{
    const char **names = fold_row(search, row);
    if (!names) {
        *is_out_of_memory = 1;
        return NULL;
    }
    const struct cs_layout *layout = match(search, names, row->n_cells, row->line);
    *headers = names;
    if (!layout && search->n_above > 0 && count_filled(names, row->n_cells) > 1) {
        const char **joined = join_rows(search, names, row->n_cells);
        *is_out_of_memory |= !joined;
        layout = joined ? match(search, joined, row->n_cells, row->line) : NULL;
        *headers = joined;
    }
    if (layout)
        return layout;
    search->first_line = search->n_rows ? search->first_line : row->line;
    search->n_rows++;
    search->above = names;
    search->n_above = count_filled(names, row->n_cells) > 0 ? row->n_cells : 0;
    return NULL;
}

/* "a|b" in words: 'a' or 'b'. */
static void put_pattern(struct cs_buf *out, const char *pattern)
{
    cs_buf_putc(out, '\'');
    for (; *pattern; pattern++)
        if (*pattern == '|')
            cs_buf_puts(out, "' or '");
        else
            cs_buf_putc(out, *pattern);
    cs_buf_putc(out, '\'');
}

enum cs_status cs_header_search_fail(const struct cs_header_search *search, const char *file,
                                     const char *sheet, struct cs_diag *diag)
{
    struct cs_place place = {.file = file, .sheet = sheet};
    enum cs_status status = search->forced ? CS_USAGE : CS_IO;
    if (search->n_rows == 0)
        return cs_fail(diag, CS_IO, &place, NULL, "the table is empty");
    struct cs_buf missing;
    cs_buf_init(&missing);
    put_pattern(&missing, search->missing ? search->missing : "");
    place.line = search->nearest ? search->nearest_line : search->first_line;
    if (search->forced)
        status = cs_fail(diag, status, &place, NULL, "layout '%s' does not fit: no column %s",
                         search->forced->name, cs_buf_text(&missing));
    else if (search->nearest)
        status = cs_fail(diag, status, &place,
                         "describe the file in a layout: inspect FILE --suggest-layout, then "
                         "--layout; see docs/layouts.md",
                         "no layout fits; the nearest, '%s', also needs a column %s",
                         search->nearest->name, cs_buf_text(&missing));
    else
        status = cs_fail(diag, status, &place,
                         "describe the file in a layout: inspect FILE --suggest-layout, then "
                         "--layout; see docs/layouts.md",
                         "no layout fits");
    cs_buf_clear(&missing);
    return status;
}
