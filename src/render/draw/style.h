/* Colors, type and number style of charts. Answers for: the house palette in light and dark, a
 * house style read from a file, shades between colors, contrast. */
#ifndef CS_RENDER_STYLE_H
#define CS_RENDER_STYLE_H

#include <stddef.h>
#include <stdint.h>

#include "base/diag.h"
#include "base/status.h"

/* 0xRRGGBB on the light and on the dark ground. */
struct cs_color {
    uint32_t light, dark;
};

enum cs_role {
    CS_ROLE_GROUND,
    CS_ROLE_INK,   /* titles, labels, values */
    CS_ROLE_MUTED, /* subtitles, axes, captions */
    CS_ROLE_GUIDE, /* thin lines across the value axis */
    CS_ROLE_BLUE,  /* the main color */
    CS_ROLE_RUST,
    CS_ROLE_TEAL,
    CS_ROLE_PLUM,
    CS_ROLE_OLIVE,
    CS_ROLE_GRAY,    /* context */
    CS_ROLE_ON_BLUE, /* text on the main color */
    CS_ROLE_SEQ_1,   /* the sequential scale, low to high */
    CS_ROLE_SEQ_2,
    CS_ROLE_SEQ_3,
    CS_ROLE_SEQ_4,
    CS_N_ROLES,
};

enum { CS_FONT_NAME_BYTES = 128 };

struct cs_style {
    struct cs_color colors[CS_N_ROLES];
    char font_stack[CS_FONT_NAME_BYTES]; /* of an SVG: what the reader's system has */
    char font[CS_FONT_NAME_BYTES];       /* of PNG and PDF: a family fontconfig knows */
};

/* The style that is used when none is asked for. */
const struct cs_style *cs_style_default(void);

/* Reads lines `name = value` over the house style: a role's name or `dark.` and it = #rrggbb,
 * font = a CSS font list, picture_font = a family. Blank lines and lines starting with # are
 * skipped. Errors: CS_USAGE with the line, and a hint for a misspelt name; CS_IO. A color under
 * 3:1 on its ground (text 4.5:1) is a warning. */
CS_MUST_USE enum cs_status cs_style_read(const char *path, struct cs_style *style,
                                         struct cs_diag *diag);

struct cs_color cs_style_color(const struct cs_style *style, enum cs_role role);
/* The name of the first role of these colors: "ink". NULL: they are a shade between roles. */
const char *cs_style_role_name(const struct cs_style *style, struct cs_color color);
/* The sequential scale at share 0 (low) to 1 (high), and the text color that reads on it. */
struct cs_color cs_style_sequential(const struct cs_style *style, double share);
struct cs_color cs_style_text_on(const struct cs_style *style, struct cs_color ground);
/* share of `over`, the rest the ground: a tint without transparency. */
struct cs_color cs_style_tint(const struct cs_style *style, struct cs_color over, double share);
/* WCAG contrast ratio, 1 to 21. */
double cs_color_contrast(uint32_t a, uint32_t b);

#endif
