/* Escaping for HTML, Markdown and plain ASCII in one file, so that no writer has a second, weaker
 * form of it. */
#include "base/markup.h"

#include <stdbool.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"

static const char *html_entity(char c)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    default:
        return NULL;
    }
}

static bool is_blank_control(char c)
{
    return c == '\t' || c == '\n' || c == '\r';
}

/* Bytes of the character at s when it may stand as it is, else 0. */
static size_t plain_length(const char *s, size_t n)
{
    size_t length = cs_utf8_length(s, n);
    if (length > 1 && cs_utf8_is_control(s, length))
        return 0;
    return length;
}

/* Appends one character that needs no escaping of its own; returns its bytes. */
static size_t put_character(struct cs_buf *out, const char *s, size_t n, bool line_ends_are_blanks)
{
    unsigned char c = (unsigned char)*s;
    if (c < 0x20 || c == 0x7F) {
        if (is_blank_control(*s))
            cs_buf_putc(out, line_ends_are_blanks ? ' ' : *s);
        return 1;
    }
    size_t length = plain_length(s, n);
    if (length) {
        cs_buf_put(out, s, length);
        return length;
    }
    cs_buf_puts(out, "\xEF\xBF\xBD");
    length = cs_utf8_length(s, n);
    return length ? length : 1;
}

static void put_html(struct cs_buf *out, const char *text, size_t n_bytes)
{
    for (size_t i = 0; i < n_bytes;) {
        const char *entity = html_entity(text[i]);
        if (entity) {
            cs_buf_puts(out, entity);
            i++;
        } else {
            i += put_character(out, text + i, n_bytes - i, 0);
        }
    }
}

void cs_html_put(struct cs_buf *out, const char *text)
{
    put_html(out, text, strlen(text));
}

/* '#' and '-' mean something only at the start of a line, where no figure stands alone. */
static bool is_markdown_special(const char *text, size_t i)
{
    char c = text[i];
    if (c == '_')
        return !(i > 0 && cs_is_alnum(text[i - 1]) && cs_is_alnum(text[i + 1]));
    if (c == '#')
        return i == 0;
    if (c == '&')
        return cs_is_alpha(text[i + 1]) || text[i + 1] == '#';
    return strchr("\\`*[]<>|", c) != NULL;
}

void cs_markdown_put(struct cs_buf *out, const char *text)
{
    size_t n = strlen(text);
    for (size_t i = 0; i < n;) {
        if (text[i] == '<' || text[i] == '>' || text[i] == '&') {
            if (text[i] == '&' && !is_markdown_special(text, i))
                cs_buf_putc(out, '&');
            else
                cs_buf_puts(out, html_entity(text[i]));
            i++;
            continue;
        }
        if (is_markdown_special(text, i))
            cs_buf_putc(out, '\\');
        i += put_character(out, text + i, n - i, 1);
    }
}

void cs_ascii_put(struct cs_buf *out, const char *text, size_t n_bytes)
{
    for (size_t i = 0; i < n_bytes;) {
        size_t length = cs_utf8_length(text + i, n_bytes - i);
        if (length > 1)
            cs_buf_printf(out, "&#%u;", (unsigned)cs_utf8_decode(text + i, length));
        else
            cs_buf_putc(out, text[i]);
        i += length ? length : 1;
    }
}
