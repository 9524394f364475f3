/* Colors and type: the house's, or read from a user's file with every value checked, as it ends
 * up in scripts and pages. */
#include "render/draw/style.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/outfile.h"
#include "base/suggest.h"
#include "base/text.h"

enum { MAX_STYLE_BYTES = 64 << 10 };

static const struct cs_style house_style = {
    .colors =
        {
            [CS_ROLE_GROUND] = {0xffffff, 0x12161c},
            [CS_ROLE_INK] = {0x1b2430, 0xe8edf3},
            [CS_ROLE_MUTED] = {0x566170, 0xa7b1bd},
            [CS_ROLE_GUIDE] = {0xe3e7ec, 0x2a323c},
            [CS_ROLE_BLUE] = {0x2a5da8, 0x7fb0f5},
            [CS_ROLE_RUST] = {0xb4481e, 0xf09a6b},
            [CS_ROLE_TEAL] = {0x0b7a75, 0x4cc3b8},
            [CS_ROLE_PLUM] = {0x8a3b7c, 0xd492c8},
            [CS_ROLE_OLIVE] = {0x6b7300, 0xc3c95a},
            [CS_ROLE_GRAY] = {0x7b8592, 0x8f99a6},
            [CS_ROLE_ON_BLUE] = {0xffffff, 0x12161c},
            [CS_ROLE_SEQ_1] = {0xe6eef9, 0x1d2a3d},
            [CS_ROLE_SEQ_2] = {0xa9c3e6, 0x2f5288},
            [CS_ROLE_SEQ_3] = {0x5d8bc8, 0x5d8bc8},
            [CS_ROLE_SEQ_4] = {0x1d3f75, 0xb7d2f8},
        },
    .font_stack = "system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', 'Noto Sans', Arial, sans-serif",
    .font = "DejaVu Sans",
};

static const char *const role_names[CS_N_ROLES] = {
    "ground",  "ink",          "muted",        "guide",        "blue",
    "rust",    "teal",         "plum",         "olive",        "grey",
    "on_blue", "sequential_1", "sequential_2", "sequential_3", "sequential_4",
};

const struct cs_style *cs_style_default(void)
{
    return &house_style;
}

struct cs_color cs_style_color(const struct cs_style *style, enum cs_role role)
{
    return style->colors[role];
}

const char *cs_style_role_name(const struct cs_style *style, struct cs_color color)
{
    for (int i = 0; i < CS_N_ROLES; i++)
        if (style->colors[i].light == color.light && style->colors[i].dark == color.dark)
            return role_names[i];
    return NULL;
}

/* share of b, the rest a. */
static uint32_t mix(uint32_t a, uint32_t b, double share)
{
    uint32_t out = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
        double from = a >> shift & 0xff, to = b >> shift & 0xff;
        out |= (uint32_t)lround(from + (to - from) * share) << shift;
    }
    return out;
}

struct cs_color cs_style_tint(const struct cs_style *style, struct cs_color over, double share)
{
    struct cs_color ground = style->colors[CS_ROLE_GROUND];
    return (struct cs_color){mix(ground.light, over.light, share),
                             mix(ground.dark, over.dark, share)};
}

struct cs_color cs_style_sequential(const struct cs_style *style, double share)
{
    double place = fmin(fmax(share, 0), 1) * 3;
    int step = place >= 3 ? 2 : (int)place;
    const struct cs_color *low = &style->colors[CS_ROLE_SEQ_1 + step];
    return (struct cs_color){mix(low[0].light, low[1].light, place - step),
                             mix(low[0].dark, low[1].dark, place - step)};
}

static double luminance(uint32_t color)
{
    static const double weights[] = {0.2126, 0.7152, 0.0722};
    double sum = 0;
    for (int i = 0; i < 3; i++) {
        double c = (color >> (16 - 8 * i) & 0xff) / 255.0;
        sum += weights[i] * (c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4));
    }
    return sum;
}

double cs_color_contrast(uint32_t a, uint32_t b)
{
    double la = luminance(a), lb = luminance(b);
    return (fmax(la, lb) + 0.05) / (fmin(la, lb) + 0.05);
}

/* Ink or paper where they read well, else pure black or white, one of which always does. */
static uint32_t text_on(uint32_t ground, uint32_t ink, uint32_t paper)
{
    double with_ink = cs_color_contrast(ink, ground);
    double with_paper = cs_color_contrast(paper, ground);
    if (with_ink >= 4.5 || with_paper >= 4.5)
        return with_ink >= with_paper ? ink : paper;
    return cs_color_contrast(0x000000, ground) >= cs_color_contrast(0xffffff, ground) ? 0x000000
                                                                                      : 0xffffff;
}

struct cs_color cs_style_text_on(const struct cs_style *style, struct cs_color ground)
{
    struct cs_color ink = style->colors[CS_ROLE_INK], paper = style->colors[CS_ROLE_GROUND];
    return (struct cs_color){text_on(ground.light, ink.light, paper.light),
                             text_on(ground.dark, ink.dark, paper.dark)};
}

static bool parse_color(struct cs_span text, uint32_t *color)
{
    if (text.size != 7 || text.start[0] != '#' ||
        strspn(text.start + 1, "0123456789abcdefABCDEF") < 6)
        return false;
    *color = (uint32_t)strtoul(text.start + 1, NULL, 16);
    return true;
}

/* Names go into gnuplot and SVG: letters, digits, blanks, hyphens; lists also quotes and commas. */
static bool parse_font(struct cs_span text, const char *extra, char out[CS_FONT_NAME_BYTES])
{
    if (text.size == 0 || text.size >= CS_FONT_NAME_BYTES)
        return false;
    for (size_t i = 0; i < text.size; i++)
        if (!cs_is_alnum(text.start[i]) && !strchr(extra, text.start[i]))
            return false;
    memcpy(out, text.start, text.size);
    out[text.size] = '\0';
    return true;
}

static int find_role(struct cs_span name, bool *is_dark)
{
    *is_dark = name.size > 5 && memcmp(name.start, "dark.", 5) == 0;
    if (*is_dark)
        name = (struct cs_span){name.start + 5, name.size - 5};
    for (int i = 0; i < CS_N_ROLES; i++)
        if (cs_span_equals(name, role_names[i]))
            return i;
    return -1;
}

static enum cs_status fail_name(struct cs_span name, const struct cs_place *place,
                                struct cs_diag *diag)
{
    const char *candidates[CS_N_ROLES + 2];
    memcpy(candidates, role_names, sizeof role_names);
    candidates[CS_N_ROLES] = "font";
    candidates[CS_N_ROLES + 1] = "picture_font";
    char word[40];
    snprintf(word, sizeof word, "%.*s", name.size < 39 ? (int)name.size : 39, name.start);
    const char *near = cs_suggest(word, candidates, CS_N_ROLES + 2);
    char hint[80];
    snprintf(hint, sizeof hint, "did you mean '%s'?", near ? near : "");
    struct cs_shown shown;
    return cs_fail(diag, CS_USAGE, place, near ? hint : NULL, "a style has no entry '%s'",
                   cs_show(&shown, name.start, name.size));
}

static enum cs_status read_line(struct cs_span line, struct cs_style *style,
                                const struct cs_place *place, struct cs_diag *diag)
{
    const char *equals = memchr(line.start, '=', line.size);
    struct cs_shown shown;
    if (!equals)
        return cs_fail(diag, CS_USAGE, place, "write lines like: blue = #2a5da8", "no '=' in '%s'",
                       cs_show(&shown, line.start, line.size));
    struct cs_span name = cs_span_trim((struct cs_span){line.start, (size_t)(equals - line.start)});
    struct cs_span value =
        cs_span_trim((struct cs_span){equals + 1, line.size - (size_t)(equals + 1 - line.start)});
    bool is_dark = false, is_good = false;
    int role = find_role(name, &is_dark);
    if (cs_span_equals(name, "font"))
        is_good = parse_font(value, " -,'", style->font_stack);
    else if (cs_span_equals(name, "picture_font"))
        is_good = parse_font(value, " -", style->font);
    else if (role < 0)
        return fail_name(name, place, diag);
    else
        is_good =
            parse_color(value, is_dark ? &style->colors[role].dark : &style->colors[role].light);
    if (is_good)
        return CS_OK;
    return cs_fail(diag, CS_USAGE, place, NULL, "'%s' is not a %s",
                   cs_show(&shown, value.start, value.size),
                   role < 0 ? "font name (letters, digits, blanks, hyphens)"
                            : "color (six hexadecimal digits after '#')");
}

static void warn_contrast(const struct cs_style *style, const char *path, struct cs_diag *diag)
{
    struct cs_place place = {.file = path};
    for (int role = CS_ROLE_INK; role <= CS_ROLE_GRAY; role++) {
        double needed = role <= CS_ROLE_MUTED ? 4.5 : 3;
        const struct cs_color *color = &style->colors[role];
        const struct cs_color *ground = &style->colors[CS_ROLE_GROUND];
        double light = cs_color_contrast(color->light, ground->light);
        double dark = cs_color_contrast(color->dark, ground->dark);
        if (role != CS_ROLE_GUIDE && light < needed)
            cs_diag_add(diag, CS_WARNING, &place, NULL,
                        "'%s' has a contrast of %.1f to 1 on its ground; it should be %g or more",
                        role_names[role], light, needed);
        if (role != CS_ROLE_GUIDE && dark < needed)
            cs_diag_add(
                diag, CS_WARNING, &place, NULL,
                "'dark.%s' has a contrast of %.1f to 1 on its ground; it should be %g or more",
                role_names[role], dark, needed);
    }
}

enum cs_status cs_style_read(const char *path, struct cs_style *style, struct cs_diag *diag)
{
    char *text = NULL;
    size_t n_bytes = 0;
    *style = house_style;
    enum cs_status status = cs_read_file(path, MAX_STYLE_BYTES, &text, &n_bytes, diag);
    if (status != CS_OK)
        return status;
    struct cs_place place = {.file = path};
    for (size_t at = 0; at < n_bytes && status == CS_OK;) {
        const char *end = memchr(text + at, '\n', n_bytes - at);
        size_t size = end ? (size_t)(end - text) - at : n_bytes - at;
        struct cs_span line = cs_span_trim((struct cs_span){text + at, size});
        place.line++;
        at += size + 1;
        if (line.size && line.start[0] != '#')
            status = read_line(line, style, &place, diag);
    }
    free(text);
    if (status == CS_OK)
        warn_contrast(style, path, diag);
    return status;
}
