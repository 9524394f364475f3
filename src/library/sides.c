/* Lines are joined in SQL, their figures here. Two lines of the other file may have the keys of
 * one: a figure counts once. */
#include "library/sides.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <sqlite3.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/grow.h"
#include "base/number.h"
#include "base/text.h"
#include "library/figure_walk.h"
#include "library/library.h"
#include "library/packed.h"
#include "library/sql.h"

enum { COLUMN_OTHER = CS_LINE_COLUMNS, COLUMN_CODES = 2 * CS_LINE_COLUMNS, N_CODES = 3 };

static const char side_by_side[] = "SELECT " CS_SQL_LINE("n") ", " CS_SQL_LINE(
    "o") ","
         " (SELECT code FROM key WHERE id = n.occupation), (SELECT code FROM key WHERE id = "
         "n.region),"
         " (SELECT code FROM key WHERE id = n.period)"
         " FROM source a JOIN line n ON n.source = a.id JOIN shape h ON h.id = n.shape"
         " LEFT JOIN line o ON o.occupation IS n.occupation AND o.region IS n.region"
         "  AND o.period IS n.period AND o.level IS n.level AND o.industry IS n.industry"
         "  AND (SELECT tier FROM shape WHERE id = o.shape) = h.tier"
         "  AND o.source IN (SELECT s.id FROM source s WHERE s.file = ?2 AND s.layout IS a.layout"
         "                   AND s.period IS a.period)"
         " WHERE a.file = ?1";

static const char broken[] = "the figures of a line cannot be read";

/* A figure of the present line of the one, and what the other has of it. */
struct figure {
    struct cs_line_statistic statistic;
    struct cs_span bytes; /* of the row */
    bool is_both, is_changed;
};
/* A change of the present line, by its statistic. */
struct told {
    int64_t statistic;
    const char *text;
};

struct pairing {
    struct cs_library *library;
    struct cs_diag *diag;
    struct cs_shapes shapes;
    struct cs_packed_reader reader;
    sqlite3_stmt *rows, *measure;
    int64_t line;
    struct figure *figures;
    size_t n, capacity;
    struct cs_sides *sides;
    /* Of showing. */
    struct cs_arena *arena;
    struct told *told;
    size_t n_told, told_capacity;
    struct cs_library_change *change;
};

/* ---- words ---- */

/* "40640", or the word for why there is none. */
static void put_side(struct pairing *p, struct cs_buf *out, const struct figure *side)
{
    char number[CS_NUMBER_TEXT_BYTES];
    struct cs_packed_figure figure;
    if (!cs_packed_read(&p->reader, side->statistic.decimals, side->bytes, &figure))
        return;
    if (figure.text.start) {
        cs_buf_put_visible(out, figure.text.start, figure.text.size, 60);
    } else if (isnan(figure.value)) {
        if (figure.reason.size)
            cs_buf_put(out, figure.reason.start, figure.reason.size);
        else
            cs_buf_puts(out, "nothing");
    } else {
        cs_number_format(figure.value, number);
        cs_buf_printf(out, "%s%s", figure.reason.size ? "at least " : "", number);
    }
}

/* "43-6013 US 2024 wage_median: 44600 → 44640" */
static const char *describe(struct pairing *p, const struct figure *before,
                            const struct figure *after)
{
    struct cs_buf text;
    bool has_row = false;
    cs_buf_init(&text);
    for (int i = COLUMN_CODES; i < COLUMN_CODES + N_CODES; i++)
        if (sqlite3_column_type(p->rows, i) != SQLITE_NULL)
            cs_buf_printf(&text, "%s%s", text.size ? " " : "", sqlite3_column_text(p->rows, i));
    sqlite3_bind_int64(p->measure, 1, after->statistic.id);
    if (cs_sql_next(p->library, p->measure, &has_row, p->diag) == CS_OK && has_row)
        cs_buf_printf(&text, "%s%s", text.size ? " " : "", sqlite3_column_text(p->measure, 0));
    sqlite3_reset(p->measure);
    cs_buf_puts(&text, ": ");
    put_side(p, &text, before);
    cs_buf_puts(&text, " → ");
    put_side(p, &text, after);
    const char *copy = text.failed ? NULL : cs_arena_strdup(p->arena, cs_buf_text(&text));
    cs_buf_clear(&text);
    return copy;
}

/* Those of a line stand in the order of their statistics. */
static enum cs_status tell(struct pairing *p, int64_t statistic, const char *text)
{
    struct told *grown = cs_grown(p->told, p->n_told, &p->told_capacity, sizeof *grown);
    if (!grown)
        return cs_fail_memory(p->diag);
    p->told = grown;
    size_t at = p->n_told++;
    for (; at && p->told[at - 1].statistic > statistic; at--)
        p->told[at] = p->told[at - 1];
    p->told[at] = (struct told){statistic, text};
    return text ? CS_OK : cs_fail_memory(p->diag);
}

/* ---- pairs ---- */

static void end_line(struct pairing *p)
{
    for (size_t i = 0; i < p->n; i++) {
        p->sides->n_figures++;
        p->sides->n_both += p->figures[i].is_both;
        p->sides->n_changed += p->figures[i].is_changed;
    }
    for (size_t i = 0; i < p->n_told && p->change->n_shown < CS_LIBRARY_SHOWN_DIFFERENCES; i++)
        p->change->shown[p->change->n_shown++].text = p->told[i].text;
    p->n = p->n_told = 0;
}

static bool grow(struct pairing *p, size_t n)
{
    if (n <= p->capacity)
        return true;
    struct figure *grown = realloc(p->figures, n * sizeof *grown);
    if (!grown)
        return false;
    p->figures = grown;
    p->capacity = n;
    return true;
}

/* The figures of the one's line; what was found of them stays while the line does. */
static enum cs_status read_one(struct pairing *p, const struct cs_line_read *read)
{
    struct cs_packed_figure figure;
    bool is_new = p->line != read->line.id || p->n == 0;
    if (is_new)
        end_line(p);
    if (!grow(p, read->shape->n))
        return cs_fail_memory(p->diag);
    p->line = read->line.id;
    p->n = read->shape->n;
    cs_packed_begin(&p->reader, read->figures);
    for (size_t i = 0; i < p->n; i++) {
        if (cs_packed_next(&p->reader, read->shape->statistics[i].decimals, &figure) !=
            CS_PACKED_FIGURE)
            return cs_library_damaged(p->library, broken, p->diag);
        if (is_new)
            p->figures[i] = (struct figure){.statistic = read->shape->statistics[i]};
        p->figures[i].bytes = figure.bytes;
    }
    return CS_OK;
}

/* The same bytes are the same figure; others may be, of another number of decimals. */
static bool is_same(const struct figure *a, const struct figure *b)
{
    return a->statistic.decimals == b->statistic.decimals && a->bytes.size == b->bytes.size &&
           memcmp(a->bytes.start, b->bytes.start, a->bytes.size) == 0;
}

static enum cs_status meet(struct pairing *p, struct figure *one, const struct figure *other)
{
    one->is_both = true;
    if (is_same(one, other))
        return CS_OK;
    one->is_changed = true;
    return p->change && p->change->n_shown < CS_LIBRARY_SHOWN_DIFFERENCES
               ? tell(p, one->statistic.id, describe(p, other, one))
               : CS_OK;
}

/* Statistics stand in the same order on both sides. */
static enum cs_status read_other(struct pairing *p, const struct cs_line_read *read)
{
    struct cs_packed_reader reader = {.at = NULL};
    struct cs_packed_figure figure;
    enum cs_status status = CS_OK;
    size_t k = 0;
    cs_buf_init(&reader.text);
    cs_packed_begin(&reader, read->figures);
    for (size_t i = 0; status == CS_OK && i < read->shape->n; i++) {
        struct figure other = {.statistic = read->shape->statistics[i]};
        if (cs_packed_next(&reader, other.statistic.decimals, &figure) != CS_PACKED_FIGURE)
            status = cs_library_damaged(p->library, broken, p->diag);
        other.bytes = figure.bytes;
        while (k < p->n && p->figures[k].statistic.id < other.statistic.id)
            k++;
        if (status == CS_OK && k < p->n && p->figures[k].statistic.id == other.statistic.id)
            status = meet(p, &p->figures[k], &other);
    }
    cs_buf_clear(&reader.text);
    return status;
}

static enum cs_status take_row(struct pairing *p)
{
    struct cs_line_read read;
    enum cs_status status = cs_line_read(&p->shapes, p->rows, 0, &read, p->diag);
    if (status == CS_OK)
        status = read_one(p, &read);
    if (status != CS_OK || sqlite3_column_type(p->rows, COLUMN_OTHER) == SQLITE_NULL)
        return status;
    status = cs_line_read(&p->shapes, p->rows, COLUMN_OTHER, &read, p->diag);
    return status == CS_OK ? read_other(p, &read) : status;
}

static enum cs_status pair_all(struct pairing *p, const char *order)
{
    struct cs_buf sql;
    bool has_row = true;
    cs_buf_init(&sql);
    cs_buf_printf(&sql, "%s%s", side_by_side, order);
    enum cs_status status = cs_sql_prepare(p->library, cs_buf_text(&sql), &p->rows, p->diag);
    cs_buf_clear(&sql);
    if (status == CS_OK)
        status = cs_sql_prepare(p->library, "SELECT measure FROM statistic WHERE id = ?",
                                &p->measure, p->diag);
    if (status == CS_OK)
        status = cs_shapes_open(&p->shapes, p->library, p->diag);
    if (status == CS_OK) {
        sqlite3_bind_int64(p->rows, 1, p->sides->one);
        sqlite3_bind_int64(p->rows, 2, p->sides->other);
    }
    cs_buf_init(&p->reader.text);
    while (status == CS_OK && has_row) {
        status = cs_sql_next(p->library, p->rows, &has_row, p->diag);
        if (status == CS_OK && has_row)
            status = take_row(p);
    }
    end_line(p);
    cs_shapes_close(&p->shapes);
    sqlite3_finalize(p->rows);
    sqlite3_finalize(p->measure);
    cs_buf_clear(&p->reader.text);
    free(p->figures);
    free(p->told);
    return status;
}

enum cs_status cs_sides_count(struct cs_library *library, struct cs_sides *sides,
                              struct cs_diag *diag)
{
    struct pairing pairing = {.library = library, .diag = diag, .sides = sides};
    return pair_all(&pairing, "");
}

enum cs_status cs_sides_show(struct cs_library *library, const struct cs_sides *sides,
                             struct cs_arena *arena, struct cs_library_change *change,
                             struct cs_diag *diag)
{
    struct cs_sides counted = {.one = sides->one, .other = sides->other};
    struct pairing pairing = {
        .library = library, .diag = diag, .sides = &counted, .arena = arena, .change = change};
    return pair_all(&pairing, " ORDER BY n.id");
}
