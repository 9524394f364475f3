/* Columns that blanks align, as in plain text and pages copied from PDF. A column is where the
 * values of the rows stand; a header belongs to the column it stands over. Lines of words alone
 * between the rows are parts of a long name, or a title over the rows that follow. */
#include <string.h>

#include "base/text.h"
#include "guide/text/document_build.h"
#include "guide/text/plain_part.h"

enum { MOST_CELLS = 12, MOST_HEADERS = 3, MOST_ROWS = 4000, GAP = 2 };

struct cells {
    struct cs_span items[MOST_CELLS];
    size_t at[MOST_CELLS]; /* of each, from the line's start */
    size_t n, n_values;    /* values behind the first cell */
};

/* Where the values of a table stand. */
struct columns {
    size_t n, start[MOST_CELLS], end[MOST_CELLS];
    bool has_tabs;
};

static bool is_year(struct cs_span text)
{
    return text.size == 4 && (text.start[0] == '1' || text.start[0] == '2') &&
           cs_is_digit(text.start[1]) && cs_is_digit(text.start[2]) && cs_is_digit(text.start[3]);
}

/* "$29.98", "+3.1%", "45,600 openings/yr", "n/a". */
static bool is_value(struct cs_span text)
{
    static const char *const none[] = {"--", "-", "n/a", "*", "**", NULL};
    size_t i = 0;
    if (cs_span_is_any(text, none))
        return true;
    while (i < text.size && strchr("$+-~<>(", text.start[i]))
        i++;
    while (i + 2 < text.size && (unsigned char)text.start[i] >= 0x80)
        i++; /* a minus, a currency */
    return i < text.size && cs_is_digit(text.start[i]);
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* Two blanks behind a full stop part sentences. */
static bool is_gap(struct cs_span line, size_t from, size_t to)
{
    return memchr(line.start + from, '\t', to - from) ||
           (to - from >= GAP && !(from && strchr(".?!", line.start[from - 1])));
}

static void split(struct cs_span line, struct cells *out)
{
    size_t i = 0;
    out->n = out->n_values = 0;
    while (i < line.size && is_blank(line.start[i]))
        i++;
    for (size_t start = i; i < line.size && out->n < MOST_CELLS; start = i) {
        size_t end = i;
        while (i < line.size) {
            while (i < line.size && !is_blank(line.start[i]))
                i++;
            end = i;
            while (i < line.size && is_blank(line.start[i]))
                i++;
            if (i == line.size || is_gap(line, end, i))
                break;
        }
        out->at[out->n] = start;
        out->items[out->n] = (struct cs_span){line.start + start, end - start};
        out->n_values += out->n > 0 && is_value(out->items[out->n]);
        out->n++;
    }
}

/* A line of dashes or equals signs under or over the headers. */
static bool is_rule(struct cs_span line)
{
    for (size_t i = 0; i < line.size; i++) {
        if (!strchr("-=_ \t", line.start[i]))
            return false;
    }
    return line.size > 0;
}

static bool is_row(const struct cells *c)
{
    return c->n_values >= 2 && c->n_values + 2 >= c->n;
}

/* Two columns only: rows are many, and a header tells what they are. */
static bool is_short_row(const struct cells *c)
{
    return c->n == 2 && c->n_values == 1 && !is_year(c->items[1]);
}

static bool is_header(const struct cells *c)
{
    if (c->n < 2)
        return false;
    for (size_t i = 0; i < c->n; i++) {
        if (is_value(c->items[i]) && !is_year(c->items[i]) &&
            !memmem(c->items[i].start, c->items[i].size, "th", 2) &&
            !memmem(c->items[i].start, c->items[i].size, "20", 2))
            return false;
    }
    return true;
}

/* Markup of its own: bars, quotes, list items are read as what they are. */
static bool is_other_markup(struct cs_span line)
{
    struct cs_span text = cs_span_trim(line);
    return memchr(line.start, '|', line.size) || (text.size > 1 && strchr("#>*", text.start[0])) ||
           (text.size > 2 && text.start[0] == '-' && text.start[1] == ' ') ||
           memmem(line.start, line.size, "...", 3) || memchr(line.start, '<', line.size);
}

/* The headers from `at` on; returns the first line that is none. */
static size_t pass_headers(const struct cs_document *d, size_t at, size_t *n, size_t *n_cells)
{
    enum { MOST_LINES = 6 };
    size_t n_lines = 0;
    for (size_t next; at < d->n_bytes && *n < MOST_HEADERS && n_lines++ < MOST_LINES; at = next) {
        struct cs_span line = cs_plain_line(d, at, &next);
        struct cells c;
        split(line, &c);
        if (is_rule(line) || (!line.size && *n))
            continue;
        if (is_other_markup(line) || !is_header(&c) || is_row(&c) || (c.n == 2 && is_short_row(&c)))
            break;
        ++*n;
        *n_cells = c.n > *n_cells ? c.n : *n_cells;
    }
    return at;
}

/* A line of words between rows is a part of a name or a title when rows go on behind it. */
static bool goes_on(const struct cs_document *d, size_t at, bool is_short)
{
    for (size_t next, n = 0; at < d->n_bytes && n < 2; at = next, n++) {
        struct cs_span line = cs_plain_line(d, at, &next);
        struct cells c;
        split(line, &c);
        if (is_row(&c) || (is_short && is_short_row(&c)))
            return !is_other_markup(line);
        if (c.n > 1)
            return false;
    }
    return false;
}

/* Whether a row's name begins in the line of words before it: "Welders, cutters, solderers, and"
 * over "  brazers". */
static bool is_begun(struct cs_span words, const struct cells *row)
{
    size_t indent = 0;
    while (indent < words.size && is_blank(words.start[indent]))
        indent++;
    return words.size && (row->at[0] > indent ||
                          (row->items[0].start[0] >= 'a' && row->items[0].start[0] <= 'z'));
}

size_t cs_plain_aligned_end(const struct cs_document *document, size_t at)
{
    const struct cs_document *d = document;
    size_t n_headers = 0, n_cells = 0, n_rows = 0, next;
    struct cs_span first = cs_plain_line(d, at, &next);
    struct cells c;
    split(first, &c);
    if (c.n == 1 && next < d->n_bytes && !is_other_markup(first)) {
        size_t second = next;
        split(cs_plain_line(d, second, &next), &c);
        size_t rest = is_row(&c) && is_begun(first, &c) ? cs_plain_aligned_end(d, second) : second;
        return rest > second ? rest : at;
    }
    if (c.n < 2 || is_rule(first))
        return at;
    size_t row = pass_headers(d, at, &n_headers, &n_cells), end = at;
    bool is_short = n_headers == 1 && n_cells == 2;
    for (size_t line_at = row; line_at < d->n_bytes && n_rows < MOST_ROWS; line_at = next) {
        struct cs_span line = cs_plain_line(d, line_at, &next);
        split(line, &c);
        bool is_one = !is_other_markup(line) && (is_row(&c) || (is_short && is_short_row(&c)));
        if (is_one) {
            n_rows++;
            end = next;
        } else if (!n_rows || (!is_rule(line) && !goes_on(d, next, is_short) &&
                               !(c.n == 1 && is_blank(line.start[0])))) {
            break;
        } else if (c.n == 1 && is_blank(line.start[0])) {
            end = next; /* the rest of a long name */
        }
    }
    return n_rows >= (n_headers && !is_short ? 1u : 2u) ? end : at;
}

/* ---- reading ---- */

/* The columns of the rows that have most cells; none when values of two lie over each other. */
static void find_columns(const struct cs_document *d, const struct cs_plain_table *t,
                         struct columns *out)
{
    memset(out, 0, sizeof *out);
    for (size_t at = t->start, next; at < t->end; at = next) {
        struct cs_span line = cs_plain_line(d, at, &next);
        struct cells c;
        split(line, &c);
        out->has_tabs |= memchr(line.start, '\t', line.size) != NULL;
        if ((!is_row(&c) && !is_short_row(&c)) || c.n < out->n)
            continue;
        bool is_wider = c.n > out->n;
        out->n = c.n;
        for (size_t i = 0; i < c.n; i++) {
            size_t end = c.at[i] + c.items[i].size;
            out->start[i] = is_wider || c.at[i] < out->start[i] ? c.at[i] : out->start[i];
            out->end[i] = is_wider || end > out->end[i] ? end : out->end[i];
        }
    }
}

/* The column whose values stand nearest under a cell. */
static size_t column_of(const struct columns *columns, size_t start, size_t end)
{
    size_t best = 0, least = (size_t)-1;
    for (size_t i = 0; i < columns->n; i++) {
        size_t gap = start > columns->end[i]   ? start - columns->end[i]
                     : columns->start[i] > end ? columns->start[i] - end
                                               : 0;
        if (gap < least) {
            least = gap;
            best = i;
        }
    }
    return best;
}

static void put_cell(struct cs_build *build, struct cs_span before, struct cs_span text,
                     bool is_header)
{
    cs_build_cell(build, is_header, 1, 1);
    cs_plain_put(build, before);
    if (before.size)
        build->wants_blank = CS_BLANK;
    cs_plain_put(build, text);
}

/* Writes the cells of a line into their columns. */
static void put_row(struct cs_build *build, const struct columns *columns, const struct cells *c,
                    struct cs_span name, bool is_header)
{
    size_t of[MOST_CELLS];
    bool is_whole = c->n == columns->n || columns->has_tabs;
    for (size_t i = 0; i < c->n; i++) {
        of[i] = is_whole ? i : column_of(columns, c->at[i], c->at[i] + c->items[i].size);
        if (i && of[i] <= of[i - 1])
            return; /* two cells over one column: which is which cannot be told */
    }
    cs_build_row(build);
    for (size_t column = 0, i = 0; column < columns->n; column++) {
        bool is_here = i < c->n && of[i] == column;
        put_cell(build, column == 0 ? name : (struct cs_span){NULL, 0},
                 is_here ? c->items[i] : (struct cs_span){build->document->bytes, 0}, is_header);
        i += is_here;
    }
}

void cs_plain_aligned_read(struct cs_build *build, const struct cs_plain_table *table)
{
    const struct cs_document *d = build->document;
    struct columns columns;
    struct cs_span words = {NULL, 0};
    bool has_rows = false;
    find_columns(d, table, &columns);
    cs_build_table_begin(build, 0);
    for (size_t at = table->start, next; at < table->end; at = next) {
        struct cs_span line = cs_plain_line(d, at, &next);
        struct cells c;
        split(line, &c);
        if (!line.size || is_rule(line))
            continue;
        if (c.n == 1) {
            words = line;
            continue;
        }
        bool is_head = !has_rows && is_header(&c) && !is_row(&c);
        bool joins = !is_head && is_begun(words, &c);
        put_row(build, &columns, &c, joins ? cs_span_trim(words) : (struct cs_span){NULL, 0},
                is_head);
        has_rows |= !is_head;
        words = (struct cs_span){NULL, 0};
    }
    cs_build_table_end(build);
}
