/* Figures as text of a guide: its language, its line ends, its character set. */
#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/markup.h"
#include "base/text.h"
#include "guide/figure/figure.h"
#include "guide/refresh/refresh_part.h"
#include "guide/text/comments.h"
#include "guide/text/document.h"

bool cs_look_same(const char *a, const char *b)
{
    struct cs_span x = cs_span_trim(cs_span_of(a)), y = cs_span_trim(cs_span_of(b));
    return x.size == y.size && !memcmp(x.start, y.start, x.size);
}

static bool has_crlf(const struct cs_document *d)
{
    const char *first = memchr(d->bytes, '\n', d->n_bytes);
    return first && first != d->bytes && first[-1] == '\r';
}

/* The value of the first charset= near the start of a page; "" when there is none. */
static struct cs_span declared_charset(const struct cs_document *d)
{
    enum { NEAR = 2048 };
    static const char key[] = "charset=";
    size_t n = d->n_bytes < NEAR ? d->n_bytes : NEAR, n_key = sizeof key - 1;
    for (size_t i = 0; i + n_key < n; i++) {
        if (!cs_span_equals_nocase((struct cs_span){d->bytes + i, n_key}, key))
            continue;
        size_t start = i + n_key, end;
        start += d->bytes[start] == '"' || d->bytes[start] == '\'';
        for (end = start; end < n && (cs_is_alnum(d->bytes[end]) || d->bytes[end] == '-');)
            end++;
        return (struct cs_span){d->bytes + start, end - start};
    }
    return (struct cs_span){"", 0};
}

/* A guide in an older character set: what is not ASCII is written as an entity there, which reads
 * the same in all of them, in HTML and Markdown. */
static bool is_narrow(const struct cs_document *d)
{
    if (d->is_windows_1252 || !d->is_html)
        return d->is_windows_1252;
    struct cs_span charset = declared_charset(d);
    return charset.size && !cs_span_equals_nocase(charset, "utf-8");
}

static void put_crlf(struct cs_buf *out, const char *text)
{
    for (const char *p = text; *p; p++) {
        if (*p == '\n')
            cs_buf_putc(out, '\r');
        cs_buf_putc(out, *p);
    }
}

const char *cs_look_encode(const struct cs_look *look, const char *text)
{
    struct cs_refresh *refresh = look->refresh;
    struct cs_buf lines, out;
    cs_buf_init(&lines);
    cs_buf_init(&out);
    if (has_crlf(&refresh->document))
        put_crlf(&lines, text);
    else
        cs_buf_puts(&lines, text);
    if (is_narrow(&refresh->document))
        cs_ascii_put(&out, cs_buf_text(&lines), lines.size);
    else
        cs_buf_put(&out, cs_buf_text(&lines), lines.size);
    int failed = lines.failed || out.failed;
    const char *copy = failed ? NULL : cs_arena_strdup(&refresh->arena, cs_buf_text(&out));
    cs_buf_clear(&out);
    cs_buf_clear(&lines);
    return copy;
}

bool cs_look_begins_line(const struct cs_look *look)
{
    const struct cs_document *d = &look->refresh->document;
    size_t at = look->item->marker->start;
    return !d->is_html && cs_markdown_content(d, at) >= at;
}

/* What stands before the content of the marker's line, marks of lists as blanks. */
static const char *lead_of(const struct cs_look *look)
{
    const struct cs_document *d = &look->refresh->document;
    size_t at = look->item->marker->start, end = cs_markdown_content(d, at);
    size_t start = (size_t)(cs_document_line(d, at).start - d->bytes);
    if (d->is_html)
        return "";
    char *lead =
        cs_arena_copy(&look->refresh->arena, d->bytes + start, (end < at ? end : at) - start);
    for (char *c = lead; c && *c; c++)
        *c = *c == '>' || *c == '\t' ? *c : ' ';
    return lead ? lead : "";
}

/* A line without content, that keeps quotations and lists together. */
static void put_empty_line(struct cs_buf *out, const char *lead)
{
    size_t n = strlen(lead);
    while (n && lead[n - 1] != '>')
        n--;
    cs_buf_put(out, lead, n);
    cs_buf_putc(out, '\n');
}

const char *cs_look_block(const struct cs_look *look, const char *text)
{
    const char *lead = lead_of(look);
    bool is_html = look->refresh->document.is_html;
    struct cs_buf out;
    cs_buf_init(&out);
    cs_buf_putc(&out, '\n');
    if (!is_html && !cs_look_begins_line(look))
        put_empty_line(&out, lead);
    for (const char *line = text; *line;) {
        size_t n = strcspn(line, "\n");
        cs_buf_puts(&out, lead);
        cs_buf_put(&out, line, n);
        cs_buf_putc(&out, '\n');
        line += n + (line[n] == '\n');
    }
    if (!is_html) /* a table goes on to the next empty line */
        put_empty_line(&out, lead);
    cs_buf_puts(&out, lead);
    const char *block =
        out.failed ? NULL : cs_arena_strdup(&look->refresh->arena, cs_buf_text(&out));
    cs_buf_clear(&out);
    return block;
}

bool cs_look_is_table(const struct cs_look *look)
{
    const char *name = look->call.style ? look->call.style : look->info->style;
    const struct cs_figure_style *style = cs_figure_style_named(name);
    return style && style->kinds == 1u << CS_FIGURE_TABLE;
}

const char *cs_look_write(const struct cs_look *look, const struct cs_figure_value *value)
{
    struct cs_buf out;
    if (!value->is_present || !value->text)
        return NULL;
    if (cs_look_is_table(look)) {
        const char *block = cs_look_block(look, value->text);
        return block ? cs_look_encode(look, block) : NULL;
    }
    cs_buf_init(&out);
    if (look->refresh->document.is_html)
        cs_html_put(&out, value->text);
    else
        cs_markdown_put(&out, value->text);
    const char *text = out.failed ? NULL : cs_look_encode(look, cs_buf_text(&out));
    cs_buf_clear(&out);
    return text;
}

void cs_look_absent(struct cs_look *look, const char *why)
{
    look->item->state = CS_REFRESH_ABSENT;
    look->item->sentence = cs_arena_printf(&look->refresh->arena, "%s: %s; the text is kept",
                                           look->info->words, why ? why : "no figure");
}
