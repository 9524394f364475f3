/* One spelling for names. Apart from base/text.c, which folds names only to compare them. */
#include "base/tidy.h"

#include <stdbool.h>

#include "base/buf.h"
#include "base/compose.h"
#include "base/text.h"

/* Whether anything is to be done: most texts are plain ASCII with single blanks. */
static bool is_tidy(struct cs_span text)
{
    for (size_t i = 0; i < text.size; i++) {
        unsigned char c = (unsigned char)text.start[i];
        bool is_second_blank = i > 0 && cs_is_space((char)c) && text.start[i - 1] == ' ';
        if (c >= 0x80 || is_second_blank || (c != ' ' && cs_is_space((char)c)))
            return false;
    }
    return true;
}

static bool is_blank(uint32_t c)
{
    return (c < 0x80 && cs_is_space((char)c)) || c == 0xA0 || (c >= 0x2000 && c <= 0x200A) ||
           c == 0x202F || c == 0x205F || c == 0x3000;
}

/* Joiners mean something between letters of other scripts; behind ASCII they do not. */
static bool is_invisible(uint32_t c, uint32_t before)
{
    return c == 0x200B || c == 0x200E || c == 0x200F || c == 0x2060 || c == 0xFEFF || c == 0xAD ||
           ((c == 0x200C || c == 0x200D) && before < 0x80);
}

static void put(struct cs_buf *out, uint32_t c)
{
    if (c < 0x80) {
        cs_buf_putc(out, (char)c);
    } else if (c < 0x800) {
        cs_buf_putc(out, (char)(0xC0 | c >> 6));
        cs_buf_putc(out, (char)(0x80 | (c & 0x3F)));
    } else if (c < 0x10000) {
        cs_buf_putc(out, (char)(0xE0 | c >> 12));
        cs_buf_putc(out, (char)(0x80 | (c >> 6 & 0x3F)));
        cs_buf_putc(out, (char)(0x80 | (c & 0x3F)));
    } else {
        cs_buf_putc(out, (char)(0xF0 | c >> 18));
        cs_buf_putc(out, (char)(0x80 | (c >> 12 & 0x3F)));
        cs_buf_putc(out, (char)(0x80 | (c >> 6 & 0x3F)));
        cs_buf_putc(out, (char)(0x80 | (c & 0x3F)));
    }
}

/* Writes the text; one character is held back for marks that follow it. */
static void write_tidy(struct cs_span text, struct cs_buf *out)
{
    uint32_t held = 0;
    for (size_t i = 0, n; i < text.size; i += n) {
        n = cs_utf8_length(text.start + i, text.size - i);
        uint32_t c = n ? cs_utf8_decode(text.start + i, n) : (unsigned char)text.start[i];
        uint32_t composed = held && n ? cs_utf8_compose(held, c) : 0;
        n = n ? n : 1;
        if (is_invisible(c, held))
            continue;
        c = is_blank(c) ? ' ' : composed ? composed : c;
        if (held && !composed && !(c == ' ' && held == ' '))
            put(out, held);
        held = c;
    }
    if (held && held != ' ')
        put(out, held);
}

struct cs_span cs_tidy_text(struct cs_span text, struct cs_buf *storage)
{
    text = cs_span_trim(text);
    if (is_tidy(text) || !cs_utf8_is_valid(text.start, text.size))
        return text;
    cs_buf_reset(storage);
    write_tidy(text, storage);
    return storage->failed ? text : cs_span_trim((struct cs_span){storage->data, storage->size});
}

size_t cs_dash_length(struct cs_span text)
{
    const unsigned char *s = (const unsigned char *)text.start;
    if (text.size && s[0] == '-')
        return 1;
    if (text.size < 3 || (s[0] != 0xE2 && s[0] != 0xEF))
        return 0;
    bool is_dash = s[0] == 0xE2 && s[1] == 0x80 && s[2] >= 0x90 && s[2] <= 0x95; /* U+2010..2015 */
    bool is_minus = (s[0] == 0xE2 && s[1] == 0x88 && s[2] == 0x92) ||            /* U+2212 */
                    (s[0] == 0xEF && s[1] == 0xB9 && (s[2] == 0x98 || s[2] == 0xA3)) ||
                    (s[0] == 0xEF && s[1] == 0xBC && s[2] == 0x8D); /* small and full width */
    return is_dash || is_minus ? 3 : 0;
}
