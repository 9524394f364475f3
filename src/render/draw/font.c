/* Widths of text from a table of glyphs. Nothing is asked of a font on this machine, so a chart
 * is laid out alike everywhere. */
#include "render/draw/font.h"

#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "render/draw/font_widths.inc"

enum { MAX_CLEAN_CHARACTERS = 600, UNKNOWN_WIDTH = 1000 };
static const char ellipsis[] = "…";

static double width_of(uint32_t c, bool is_bold)
{
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
        if (c >= ranges[i].first && c <= ranges[i].last) {
            unsigned width = ranges[i].widths[is_bold ? 1 : 0][c - ranges[i].first];
            return width ? width : UNKNOWN_WIDTH;
        }
    /* A character of another font: combining marks take no room, the rest at most a square. */
    if ((c >= 0x300 && c <= 0x36F) || (c >= 0x200B && c <= 0x200F))
        return 0;
    return c >= 0x1F000 ? 1400 : UNKNOWN_WIDTH; /* pictographs are wider still */
}

double cs_font_width(const char *text, size_t n_bytes, double size, bool is_bold)
{
    double sum = 0;
    for (size_t i = 0; i < n_bytes;) {
        size_t n = cs_utf8_length(text + i, n_bytes - i);
        sum += width_of(n ? cs_utf8_decode(text + i, n) : 0xFFFD, is_bold);
        i += n ? n : 1;
    }
    return sum * size / 1000;
}

char *cs_font_clean(struct cs_arena *arena, const char *text)
{
    size_t n_bytes = text ? strlen(text) : 0;
    size_t n_most = n_bytes < MAX_CLEAN_CHARACTERS * 4 ? n_bytes : MAX_CLEAN_CHARACTERS * 4;
    char *clean = cs_arena_alloc(arena, n_most * 3 + sizeof ellipsis);
    if (!clean)
        return NULL;
    size_t length = 0, n_characters = 0;
    bool wants_blank = false;
    for (size_t i = 0; i < n_bytes;) {
        size_t n = cs_utf8_length(text + i, n_bytes - i);
        bool is_blank = n == 1 ? (unsigned char)text[i] <= 0x20 || text[i] == 0x7f
                               : n > 1 && cs_utf8_is_control(text + i, n);
        if (is_blank) {
            wants_blank = length > 0;
        } else {
            if (n_characters + 1 >= MAX_CLEAN_CHARACTERS) {
                memcpy(clean + length, ellipsis, sizeof ellipsis - 1);
                length += sizeof ellipsis - 1;
                break;
            }
            if (wants_blank)
                clean[length++] = ' ';
            wants_blank = false;
            memcpy(clean + length, n ? text + i : "\xEF\xBF\xBD", n ? n : 3);
            length += n ? n : 3;
            n_characters++;
        }
        i += n ? n : 1;
    }
    clean[length] = '\0';
    return clean;
}

/* Bytes of the longest start that fits, at least one character. */
static size_t fitting_bytes(const char *text, size_t n_bytes, const struct cs_wrap *wrap)
{
    double width = 0;
    size_t i = 0;
    while (i < n_bytes) {
        size_t n = cs_utf8_length(text + i, n_bytes - i);
        n = n ? n : 1;
        width += cs_font_width(text + i, n, wrap->size, wrap->is_bold);
        if (width > wrap->width && i > 0)
            break;
        i += n;
    }
    return i;
}

/* Where to break a text that does not fit: after the last blank, hyphen or slash in the part that
 * fits, or at its end. */
static size_t break_bytes(const char *text, size_t n_bytes, const struct cs_wrap *wrap)
{
    size_t n_fitting = fitting_bytes(text, n_bytes, wrap);
    if (n_fitting == n_bytes || text[n_fitting] == ' ')
        return n_fitting;
    for (size_t i = n_fitting; i > 1; i--)
        if (text[i - 1] == ' ' || ((text[i - 1] == '-' || text[i - 1] == '/') && i > 2))
            return i;
    return n_fitting;
}

const char *cs_font_cut(struct cs_arena *arena, const char *text, const struct cs_wrap *wrap)
{
    size_t n_bytes = strlen(text);
    if (fitting_bytes(text, n_bytes, wrap) == n_bytes &&
        cs_font_width(text, n_bytes, wrap->size, wrap->is_bold) <= wrap->width)
        return text;
    struct cs_wrap narrower = *wrap;
    narrower.width -= cs_font_width(ellipsis, sizeof ellipsis - 1, wrap->size, wrap->is_bold);
    size_t n_kept = fitting_bytes(text, n_bytes, &narrower);
    while (n_kept > 1 && (text[n_kept - 1] == ' ' || text[n_kept - 1] == ','))
        n_kept--;
    const char *cut = cs_arena_printf(arena, "%.*s%s", (int)n_kept, text, ellipsis);
    return cut ? cut : text;
}

void cs_font_wrap(struct cs_arena *arena, const char *text, const struct cs_wrap *wrap,
                  struct cs_lines *lines)
{
    size_t max_lines = wrap->max_lines ? wrap->max_lines : 1;
    *lines = (struct cs_lines){cs_arena_alloc(arena, max_lines * sizeof(char *)), 0, 0};
    if (!lines->lines)
        return;
    do {
        size_t n_bytes = strlen(text);
        const char *line;
        if (lines->n_lines + 1 == max_lines) {
            line = cs_font_cut(arena, text, wrap);
            text += n_bytes;
        } else {
            size_t n = break_bytes(text, n_bytes, wrap);
            size_t n_shown = n;
            while (n_shown > 0 && text[n_shown - 1] == ' ')
                n_shown--;
            line = cs_arena_copy(arena, text, n_shown);
            text += n;
            while (*text == ' ')
                text++;
        }
        lines->lines[lines->n_lines++] = line ? line : "";
        double width =
            cs_font_width(line ? line : "", line ? strlen(line) : 0, wrap->size, wrap->is_bold);
        lines->width = width > lines->width ? width : lines->width;
    } while (*text && lines->n_lines < max_lines);
}
