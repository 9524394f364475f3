/* Tries each row as a header, alone and under the one or two rows before it, until some layout
 * fits; remembers the nearest misses for the message. */
#include "ingest/layout/header_search.h"

#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/text.h"
#include "ingest/layout/layout.h"
#include "ingest/source/cell.h"

enum { LINE_BYTES = 512, HEADER_BYTES = 256, LIKE_ONE_IN = 3 };

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

bool cs_header_search_add_line(struct cs_header_search *search, struct cs_span text)
{
    char folded[LINE_BYTES];
    if (search->n_lines == CS_SEARCH_LINES)
        return true;
    cs_fold_name(text, folded, sizeof folded);
    const char *line = cs_arena_strdup(&search->arena, folded);
    if (line)
        search->lines[search->n_lines++] = line;
    return line != NULL;
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
        cs_header_fold(cs_cell_text(row->cells[i].text), folded, sizeof folded);
        names[i] = cs_arena_strdup(&search->arena, folded);
        if (!names[i])
            return NULL;
    }
    return names;
}

/* The words above a column: a cell merged over several columns stands in the first of them, and
 * ends where the row above it begins another, or where the column has nothing below. */
static void carry_words(const struct cs_header_row *rows, size_t n_rows, size_t column,
                        const char *carried[])
{
    for (size_t r = 0; r < n_rows; r++) {
        const char *own = column < rows[r].n ? rows[r].names[column] : "";
        bool has_below = false;
        for (size_t k = r + 1; k < n_rows; k++)
            has_below |= column < rows[k].n && *rows[k].names[column];
        if (!*own && has_below)
            continue;
        for (size_t k = r + 1; k < n_rows && strcmp(own, carried[r]) != 0; k++)
            carried[k] = "";
        carried[r] = own;
    }
}

/* A header of several rows, the upper ones merged over columns: "Employment" above "2023" and
 * "2033" gives "employment 2023" and "employment 2033". A cell merged down says its words once. */
static const char **join_rows(struct cs_header_search *search, const struct cs_header_row *rows,
                              size_t n_rows)
{
    size_t n = rows[n_rows - 1].n;
    const char **names = cs_arena_alloc(&search->arena, (n + 1) * sizeof *names);
    const char *carried[CS_HEADER_ROWS] = {"", "", ""};
    for (size_t i = 0; names && i < n; i++) {
        carry_words(rows, n_rows, i, carried);
        names[i] = carried[0];
        for (size_t r = 1; names[i] && r < n_rows; r++)
            if (*carried[r] && strcmp(carried[r], carried[r - 1]) != 0)
                names[i] = *names[i]
                               ? cs_arena_printf(&search->arena, "%s %s", names[i], carried[r])
                               : carried[r];
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

/* Whether so many of a layout's required headers are nearer than those of another: the larger share
 * of them, then the larger number. */
static bool is_nearer(const struct cs_layout *layout, size_t n_found,
                      const struct cs_near_layout *than)
{
    if (!than->layout)
        return true;
    size_t here = n_found * than->layout->n_requires, there = than->n_found * layout->n_requires;
    return here != there ? here > there : n_found > than->n_found;
}

/* The two nearest layouts, each with its best row. Returns whether the nearest is of this row. */
static bool note_nearest(struct cs_header_search *search, const struct cs_layout *layout,
                         const char *const *names, size_t n)
{
    struct cs_near_layout *near = search->near;
    struct cs_near_layout one = {layout, names, n, 0};
    (void)cs_layout_first_missing(layout, names, n, &one.n_found);
    bool is_own = search->forced || search->layouts->n_preferred;
    if (one.n_found * LIKE_ONE_IN < layout->n_requires && !is_own)
        return false; /* a word in common is no likeness */
    size_t at = 0;
    while (at < CS_N_NEAR && near[at].layout != layout &&
           !is_nearer(layout, one.n_found, &near[at]))
        at++;
    if (at == CS_N_NEAR || !is_nearer(layout, one.n_found, &near[at]))
        return false;
    if (at + 1 < CS_N_NEAR && near[at].layout != layout)
        near[at + 1] = near[at];
    near[at] = one;
    return at == 0;
}

/* Keeps a row's cells as they are, for the message. */
static bool show_row(struct cs_header_search *search, const struct cs_row *row, size_t n_filled)
{
    const char **texts = cs_arena_alloc(&search->arena, (row->n_cells + 1) * sizeof *texts);
    for (size_t i = 0; texts && i < row->n_cells; i++) {
        struct cs_span text = cs_cell_text(row->cells[i].text);
        texts[i] = cs_arena_copy(&search->arena, text.start, text.size);
        if (!texts[i])
            return false;
    }
    search->shown = texts;
    search->n_shown = texts ? row->n_cells : 0;
    search->n_filled = n_filled;
    search->shown_line = row->line;
    return texts != NULL;
}

/* The layout that the names fit; *is_nearest is set where they come nearer to one than any row
 * before. */
static const struct cs_layout *match(struct cs_header_search *search, const char *const *names,
                                     size_t n, bool *is_nearest)
{
    if (search->forced) {
        if (cs_layout_matches(search->forced, names, n))
            return search->forced;
        *is_nearest |= note_nearest(search, search->forced, names, n);
        return NULL;
    }
    struct cs_surroundings around = {search->sheet, search->lines, search->n_lines};
    const struct cs_layout *layout = cs_layouts_match(search->layouts, &around, names, n);
    /* A user who gives a layout wants to hear of that one. */
    const struct cs_layouts *all = search->layouts;
    size_t n_told = all->n_preferred ? all->n_preferred : all->n_items;
    for (size_t i = 0; !layout && i < n_told; i++)
        if ((search->sheet || !all->items[i].n_sheets || all->n_preferred) &&
            !all->items[i].is_without_figures)
            *is_nearest |= note_nearest(search, &all->items[i], names, n);
    return layout;
}

/* The row under those before it, as one header: one of them, then two. */
static const struct cs_layout *match_joined(struct cs_header_search *search,
                                            struct cs_header_row row, const char *const **headers,
                                            bool *is_nearest, bool *is_out_of_memory)
{
    struct cs_header_row rows[CS_HEADER_ROWS];
    rows[CS_HEADER_ROWS - 1] = row;
    for (size_t n_above = 1; n_above < CS_HEADER_ROWS; n_above++) {
        if (!search->above[n_above - 1].n)
            return NULL;
        size_t first = CS_HEADER_ROWS - 1 - n_above;
        rows[first] = search->above[n_above - 1];
        const char **joined = join_rows(search, &rows[first], n_above + 1);
        *is_out_of_memory |= !joined;
        *headers = joined;
        const struct cs_layout *layout = joined ? match(search, joined, row.n, is_nearest) : NULL;
        if (layout || !joined)
            return layout;
    }
    return NULL;
}

const struct cs_layout *cs_header_search_look(struct cs_header_search *search,
                                              const struct cs_row *row, const char *const **headers,
                                              bool *is_out_of_memory)
{
    const char **names = fold_row(search, row);
    if (!names) {
        *is_out_of_memory = true;
        return NULL;
    }
    bool is_nearest = false;
    size_t n_filled = count_filled(names, row->n_cells);
    struct cs_header_row own = {names, row->n_cells};
    const struct cs_layout *layout = match(search, names, row->n_cells, &is_nearest);
    *headers = names;
    if (!layout && n_filled > 1)
        layout = match_joined(search, own, headers, &is_nearest, is_out_of_memory);
    if (layout || *is_out_of_memory)
        return layout;
    bool is_widest = !search->near[0].layout && n_filled > search->n_filled;
    if (n_filled > 0 && (is_nearest || is_widest))
        *is_out_of_memory |= !show_row(search, row, n_filled);
    search->n_rows++;
    for (size_t i = 0; i < row->n_cells; i++)
        if (row->cells[i].text.size)
            *is_out_of_memory |= !cs_header_search_add_line(search, row->cells[i].text);
    search->above[1] = search->above[0];
    search->above[0] = n_filled > 0 ? own : (struct cs_header_row){0};
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

enum { SHOWN_COLUMNS = 12, SHOWN_MISSING = 4 };

/* "'Name', 'Agency' and 7 more": the columns of the row. */
static void put_columns(struct cs_buf *out, const struct cs_header_search *search)
{
    size_t n_put = 0;
    for (size_t i = 0; i < search->n_shown && n_put < SHOWN_COLUMNS; i++) {
        struct cs_shown shown;
        const char *text = search->shown[i];
        if (*text)
            cs_buf_printf(out, "%s'%s'", n_put++ ? ", " : "", cs_show(&shown, text, strlen(text)));
    }
    if (search->n_filled > n_put)
        cs_buf_printf(out, " and %zu more", search->n_filled - n_put);
}

static void put_list(struct cs_buf *out, const char *const *patterns, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        cs_buf_puts(out, i ? " or " : "");
        put_pattern(out, patterns[i]);
    }
}

/* "a column 'a', 'b' or 'c' and 3 more"; of a layout that lacks none, the sheets it reads. */
static void put_lack(struct cs_buf *out, const struct cs_near_layout *near)
{
    const struct cs_layout *layout = near->layout;
    size_t n_missing = layout->n_requires - near->n_found, n_put = 0;
    for (size_t i = 0; i < layout->n_requires && n_put < SHOWN_MISSING; i++) {
        struct cs_layout one = {.requires = &layout->requires[i], .n_requires = 1};
        if (!cs_layout_first_missing(&one, near->names, near->n_names, NULL))
            continue;
        cs_buf_puts(out, n_put++ ? ", " : "a column ");
        put_pattern(out, layout->requires[i]);
    }
    if (n_missing > n_put)
        cs_buf_printf(out, " and %zu more", n_missing - n_put);
    if (n_missing == 0 && (layout->n_aboves || layout->n_not_aboves)) {
        cs_buf_puts(out, "other lines above the table");
    } else if (n_missing == 0 && layout->n_sheets) {
        cs_buf_puts(out, "a sheet called ");
        put_list(out, layout->sheets, layout->n_sheets);
    } else if (n_missing == 0) {
        cs_buf_puts(out, "a sheet not called ");
        put_list(out, layout->not_sheets, layout->n_not_sheets);
    }
}

static void put_nearest(struct cs_buf *out, const struct cs_header_search *search)
{
    for (size_t i = 0; i < CS_N_NEAR && search->near[i].layout; i++) {
        cs_buf_printf(out, "%s'%s' also needs ",
                      i ? "; " : "; nearest: ", search->near[i].layout->name);
        put_lack(out, &search->near[i]);
    }
}

enum cs_status cs_header_search_fail(const struct cs_header_search *search, const char *file,
                                     const char *sheet, struct cs_diag *diag)
{
    struct cs_place place = {.file = file, .sheet = sheet, .line = search->shown_line};
    enum cs_status status;
    struct cs_buf columns, near;
    if (search->n_filled == 0)
        return cs_fail(diag, CS_IO, &(struct cs_place){.file = file, .sheet = sheet}, NULL,
                       "the table is empty");
    cs_buf_init(&columns);
    cs_buf_init(&near);
    put_columns(&columns, search);
    if (search->forced) {
        put_lack(&near, &search->near[0]);
        status = cs_fail(diag, CS_USAGE, &place, NULL,
                         "layout '%s' does not fit: it needs %s; the columns are %s",
                         search->forced->name, cs_buf_text(&near), cs_buf_text(&columns));
    } else {
        put_nearest(&near, search);
        status =
            cs_fail(diag, CS_IO, &place,
                    "describe the file in a layout: inspect FILE --suggest-layout, then "
                    "--layout; see docs/layouts.md",
                    "no layout fits the columns %s%s", cs_buf_text(&columns), cs_buf_text(&near));
    }
    cs_buf_clear(&columns);
    cs_buf_clear(&near);
    return status;
}
