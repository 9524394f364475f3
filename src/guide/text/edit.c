/* Edits sorted, applied, or shown as a diff. They are lists of byte ranges, so nothing outside of
 * them can change. */
#include "guide/text/edit.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"

static int compare_edits(const void *a, const void *b)
{
    const struct cs_edit *x = a, *y = b;
    if (x->start != y->start)
        return x->start < y->start ? -1 : 1;
    return x->end < y->end ? -1 : x->end > y->end;
}

size_t cs_edits_order(struct cs_edit *edits, size_t n)
{
    size_t kept = 0;
    if (n)
        qsort(edits, n, sizeof *edits, compare_edits);
    for (size_t i = 0; i < n; i++) {
        bool is_new_insert = kept && edits[i].start == edits[i].end &&
                             edits[i].start >= edits[kept - 1].end &&
                             strcmp(edits[i].text, edits[kept - 1].text) != 0;
        if (!kept || is_new_insert || edits[i].start > edits[kept - 1].start) {
            if (kept && edits[i].start < edits[kept - 1].end)
                continue;
            edits[kept++] = edits[i];
        }
    }
    return kept;
}

void cs_edits_apply(const char *bytes, size_t n_bytes, const struct cs_edit *edits, size_t n,
                    struct cs_buf *out)
{
    size_t at = 0;
    for (size_t i = 0; i < n; i++) {
        cs_buf_put(out, bytes + at, edits[i].start - at);
        cs_buf_puts(out, edits[i].text);
        at = edits[i].end;
    }
    cs_buf_put(out, bytes + at, n_bytes - at);
}

/* ---- diff ---- */

enum { AROUND = 3 };

struct text {
    const char *bytes;
    size_t n;
};

static size_t line_start(const struct text *t, size_t at)
{
    while (at > 0 && t->bytes[at - 1] != '\n')
        at--;
    return at;
}

/* Past the line end, or the end of the text. */
static size_t line_end(const struct text *t, size_t at)
{
    const char *newline = at < t->n ? memchr(t->bytes + at, '\n', t->n - at) : NULL;
    return newline ? (size_t)(newline - t->bytes) + 1 : t->n;
}

static size_t count_lines(const char *bytes, size_t n)
{
    size_t lines = 0;
    for (size_t i = 0; i < n; i++)
        lines += bytes[i] == '\n';
    return lines + (n && bytes[n - 1] != '\n');
}

static void put_lines(struct cs_buf *out, char mark, const char *bytes, size_t n)
{
    for (size_t i = 0; i < n;) {
        const char *newline = memchr(bytes + i, '\n', n - i);
        size_t size = newline ? (size_t)(newline - bytes) + 1 - i : n - i;
        cs_buf_putc(out, mark);
        cs_buf_put(out, bytes + i, size);
        if (!newline)
            cs_buf_puts(out, "\n\\ No newline at end of file\n");
        i += size;
    }
}

/* Whole lines [start, end) that edits [first, last] change. */
struct spot {
    size_t first, last, start, end;
};

static size_t last_byte(const struct cs_edit *edit)
{
    return edit->end > edit->start ? edit->end - 1 : edit->end;
}

static struct spot spot_at(const struct text *t, const struct cs_edit *edits, size_t n, size_t i)
{
    struct spot s = {i, i, line_start(t, edits[i].start), line_end(t, last_byte(&edits[i]))};
    while (s.last + 1 < n && line_start(t, edits[s.last + 1].start) < s.end) {
        s.last++;
        s.end = line_end(t, last_byte(&edits[s.last]));
    }
    return s;
}

/* The old lines of a spot, then the new ones. Returns lines won or lost. */
static long put_spot(const struct text *t, const struct cs_edit *edits, const struct spot *s,
                     struct cs_buf *out)
{
    struct cs_buf changed;
    size_t at = s->start;
    cs_buf_init(&changed);
    for (size_t i = s->first; i <= s->last; i++) {
        cs_buf_put(&changed, t->bytes + at, edits[i].start - at);
        cs_buf_puts(&changed, edits[i].text);
        at = edits[i].end;
    }
    cs_buf_put(&changed, t->bytes + at, s->end - at);
    put_lines(out, '-', t->bytes + s->start, s->end - s->start);
    put_lines(out, '+', cs_buf_text(&changed), changed.size);
    long won = (long)count_lines(cs_buf_text(&changed), changed.size) -
               (long)count_lines(t->bytes + s->start, s->end - s->start);
    out->failed |= changed.failed;
    cs_buf_clear(&changed);
    return won;
}

static size_t lines_above(const struct text *t, size_t at)
{
    for (int i = 0; i < AROUND && at > 0; i++)
        at = line_start(t, at - 1);
    return at;
}

static size_t lines_below(const struct text *t, size_t at)
{
    for (int i = 0; i < AROUND && at < t->n; i++)
        at = line_end(t, at);
    return at;
}

/* Spots that stand close enough to share the lines around them. Returns the edits it took. */
static size_t put_hunk(const struct text *t, const struct cs_edit *edits, size_t n, long *shift,
                       struct cs_buf *out)
{
    struct cs_buf body;
    struct spot s = spot_at(t, edits, n, 0);
    size_t above = lines_above(t, s.start), at = above;
    long won = 0;
    cs_buf_init(&body);
    for (;;) {
        put_lines(&body, ' ', t->bytes + at, s.start - at);
        won += put_spot(t, edits, &s, &body);
        at = s.end;
        if (s.last + 1 == n)
            break;
        struct spot next = spot_at(t, edits, n, s.last + 1);
        if (lines_above(t, next.start) > lines_below(t, at))
            break;
        s = next;
    }
    size_t below = lines_below(t, at);
    put_lines(&body, ' ', t->bytes + at, below - at);
    size_t n_old = count_lines(t->bytes + above, below - above);
    size_t first = count_lines(t->bytes, above) + 1;
    cs_buf_printf(out, "@@ -%zu,%zu +%ld,%ld @@\n", first, n_old, (long)first + *shift,
                  (long)n_old + won);
    cs_buf_put(out, body.data, body.size);
    out->failed |= body.failed;
    cs_buf_clear(&body);
    *shift += won;
    return s.last + 1;
}

void cs_edits_put_diff(const char *path, const char *bytes, size_t n_bytes,
                       const struct cs_edit *edits, size_t n, struct cs_buf *out)
{
    struct text t = {bytes, n_bytes};
    long shift = 0;
    if (!n)
        return;
    cs_buf_puts(out, "--- ");
    cs_buf_put_visible(out, path, strlen(path), 4096);
    cs_buf_puts(out, "\n+++ ");
    cs_buf_put_visible(out, path, strlen(path), 4096);
    cs_buf_putc(out, '\n');
    for (size_t i = 0; i < n;)
        i += put_hunk(&t, edits + i, n - i, &shift, out);
}
