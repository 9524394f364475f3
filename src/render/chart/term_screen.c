/* Characters in place of pixels: what the terminal versions of charts are written with. */
#include "render/chart/term_screen.h"

#include <math.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "render/chart/chart_format.h"
#include "render/draw/font.h"

const char *cs_screen_clean(struct cs_screen *screen, const char *text)
{
    const char *copy = cs_font_clean(&screen->arena, text);
    return copy ? copy : "";
}

const char *cs_screen_value(struct cs_screen *screen, struct cs_quantity quantity)
{
    char text[CS_FORMAT_BYTES];
    return cs_screen_clean(screen, cs_format_quantity(&screen->format, quantity, text));
}

size_t cs_screen_text_width(const char *text)
{
    return cs_utf8_width(text, strlen(text));
}

/* Bytes of the longest start that takes at most n columns. */
static size_t fitting_bytes(const char *text, size_t n_columns)
{
    size_t i = 0, used = 0, n_bytes = strlen(text);
    while (i < n_bytes) {
        size_t n = cs_utf8_length(text + i, n_bytes - i);
        used += cs_utf8_width(text + i, n ? n : 1);
        if (used > n_columns)
            break;
        i += n ? n : 1;
    }
    return i;
}

void cs_screen_repeat(struct cs_screen *screen, const char *text, size_t n)
{
    for (size_t i = 0; i < n; i++)
        cs_buf_puts(screen->out, text);
}

void cs_screen_field(struct cs_screen *screen, const char *text, size_t width, bool is_right)
{
    size_t taken = cs_screen_text_width(text), n = strlen(text);
    bool is_cut = taken > width && width > 0;
    if (taken > width) {
        n = fitting_bytes(text, width ? width - 1 : 0);
        taken = cs_utf8_width(text, n) + (size_t)is_cut;
    }
    if (is_right)
        cs_screen_repeat(screen, " ", width - taken);
    cs_buf_put(screen->out, text, n);
    if (is_cut)
        cs_buf_puts(screen->out, "…");
    if (!is_right)
        cs_screen_repeat(screen, " ", width - taken);
}

void cs_screen_style(struct cs_screen *screen, const char *code)
{
    if (screen->has_color)
        cs_buf_printf(screen->out, "\033[%sm", code);
}

void cs_screen_paragraph(struct cs_screen *screen, const char *text, const char *style)
{
    for (const char *rest = cs_screen_clean(screen, text); *rest;) {
        size_t n = fitting_bytes(rest, screen->width), cut = n;
        if (rest[n])
            while (cut > 0 && rest[cut] != ' ')
                cut--;
        n = cut ? cut : n;
        cs_screen_style(screen, style);
        cs_buf_put(screen->out, rest, n);
        cs_screen_style(screen, "0");
        cs_buf_putc(screen->out, '\n');
        for (rest += n; *rest == ' ';)
            rest++;
    }
}

void cs_screen_end_line(struct cs_screen *screen)
{
    struct cs_buf *out = screen->out;
    while (out->size && out->data[out->size - 1] == ' ')
        out->size--;
    cs_buf_putc(out, '\n');
}

void cs_screen_bar(struct cs_screen *screen, double columns)
{
    static const char *const parts[] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
    size_t eighths = columns > 0 ? (size_t)lround(columns * 8) : 0;
    cs_screen_repeat(screen, "█", eighths / 8);
    cs_buf_puts(screen->out, parts[eighths % 8]);
}
