/* Characters and entities as plain text: blanks run together, dashes and quotes made plain. Apart
 * from the blocks they fill (document_build.c). */
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/text.h"
#include "guide/text/document_build.h"

static bool is_blank(uint32_t c)
{
    return c == ' ' || (c >= 9 && c <= 13) || c == 0xA0 || (c >= 0x2000 && c <= 0x200A) ||
           c == 0x202F || c == 0x205F || c == 0x3000 || c == 0x2028 || c == 0x2029;
}

/* Blanks that hold a number together: no-break, figure, thin, narrow no-break. */
static bool is_joint(uint32_t c)
{
    return c == 0xA0 || c == 0x2007 || c == 0x2009 || c == 0x202F;
}

static bool is_invisible(uint32_t c)
{
    return c == 0xAD || c == 0x200B || c == 0x200C || c == 0x200D || c == 0x2060 || c == 0xFEFF ||
           c < 32 || c == 127;
}

/* Dashes, quotes and the like, made plain; 0 when the character stays. */
static char plain_form(uint32_t c)
{
    if ((c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0xFE58 || c == 0xFF0D)
        return '-';
    if (c == 0x2018 || c == 0x2019 || c == 0x201B || c == 0x2032 || c == 0xB4)
        return '\'';
    if (c == 0x201C || c == 0x201D || c == 0x201F || c == 0xAB || c == 0xBB || c == 0x2033)
        return '"';
    if (c >= 0xFF01 && c <= 0xFF5E) /* full width */
        return (char)(c - 0xFF01 + '!');
    return 0;
}

static size_t encode(uint32_t c, char out[4])
{
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    if (c < 0x800) {
        out[0] = (char)(0xC0 | c >> 6);
        out[1] = (char)(0x80 | (c & 63));
        return 2;
    }
    if (c < 0x10000) {
        out[0] = (char)(0xE0 | c >> 12);
        out[1] = (char)(0x80 | (c >> 6 & 63));
        out[2] = (char)(0x80 | (c & 63));
        return 3;
    }
    out[0] = (char)(0xF0 | c >> 18);
    out[1] = (char)(0x80 | (c >> 12 & 63));
    out[2] = (char)(0x80 | (c >> 6 & 63));
    out[3] = (char)(0x80 | (c & 63));
    return 4;
}

static void put_code_point(struct cs_build *build, uint32_t code_point, size_t at)
{
    if (at < build->hidden_until || build->n_muted)
        return;
    if (is_blank(code_point)) {
        build->wants_blank =
            build->wants_blank != CS_BLANK && is_joint(code_point) ? CS_BLANK_JOINT : CS_BLANK;
        return;
    }
    if (is_invisible(code_point) || code_point > 0x10FFFF ||
        (code_point >= 0xD800 && code_point < 0xE000))
        return;
    size_t size = build->text.size;
    if (build->wants_blank && size && build->text.data[size - 1] != '\n') {
        bool is_joint = build->wants_blank == CS_BLANK_JOINT && code_point >= '0' &&
                        code_point <= '9' && cs_is_digit(build->text.data[size - 1]);
        char blank = is_joint ? CS_JOINT : ' ';
        cs_build_put(build, &blank, 1, at ? at - 1 : 0);
    }
    build->wants_blank = 0;
    char bytes[4] = {plain_form(code_point)};
    size_t n = bytes[0] ? 1 : encode(code_point, bytes);
    if (!build->failed)
        cs_build_put(build, bytes, n, at);
}

/* Windows-1252 0x80 to 0x9F. Reference: WHATWG Encoding, index windows-1252. */
static const uint16_t windows_1252[32] = {
    0x20AC, 0x81,   0x201A, 0x192,  0x201E, 0x2026, 0x2020, 0x2021, 0x2C6,  0x2030, 0x160,
    0x2039, 0x152,  0x8D,   0x17D,  0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x2DC,  0x2122, 0x161,  0x203A, 0x153,  0x9D,   0x17E,  0x178};

static uint32_t windows_code_point(uint32_t byte)
{
    return byte >= 0x80 && byte < 0xA0 ? windows_1252[byte - 0x80] : byte;
}

size_t cs_build_character(struct cs_build *build, size_t at)
{
    struct cs_document *d = build->document;
    unsigned char c = (unsigned char)d->bytes[at];
    if (c < 0x80) {
        put_code_point(build, c, at);
        return 1;
    }
    size_t n = cs_utf8_length(d->bytes + at, d->n_bytes - at);
    if (n) {
        put_code_point(build, cs_utf8_decode(d->bytes + at, n), at);
        return n;
    }
    d->is_windows_1252 = true;
    put_code_point(build, windows_code_point(c), at);
    return 1;
}

struct entity {
    const char *name;
    uint32_t code_point;
};
static const struct entity entities[] = {
    {"amp", '&'},       {"lt", '<'},        {"gt", '>'},        {"quot", '"'},
    {"apos", '\''},     {"nbsp", 0xA0},     {"ndash", 0x2013},  {"mdash", 0x2014},
    {"minus", 0x2212},  {"hellip", 0x2026}, {"lsquo", 0x2018},  {"rsquo", 0x2019},
    {"ldquo", 0x201C},  {"rdquo", 0x201D},  {"euro", 0x20AC},   {"pound", 0xA3},
    {"yen", 0xA5},      {"cent", 0xA2},     {"copy", 0xA9},     {"reg", 0xAE},
    {"trade", 0x2122},  {"deg", 0xB0},      {"plusmn", 0xB1},   {"frac12", 0xBD},
    {"frac14", 0xBC},   {"times", 0xD7},    {"thinsp", 0x2009}, {"ensp", 0x2002},
    {"emsp", 0x2003},   {"bull", 0x2022},   {"middot", 0xB7},   {"eacute", 0xE9},
    {"dollar", '$'},    {"percnt", '%'},    {"comma", ','},     {"period", '.'},
    {"shy", 0xAD},      {"zwj", 0x200D},    {"zwnj", 0x200C},   {"laquo", 0xAB},
    {"raquo", 0xBB},    {"sbquo", 0x201A},  {"bdquo", 0x201E},  {"plus", '+'},
    {"sol", '/'},       {"lpar", '('},      {"rpar", ')'},      {"num", '#'},
    {"hyphen", 0x2010}, {"rarr", 0x2192},   {"larr", 0x2190},   {"tab", 9},
};

static bool numeric_entity(const char *digits, size_t n, uint32_t *code_point)
{
    bool is_hex = n && (digits[0] == 'x' || digits[0] == 'X');
    uint32_t value = 0;
    if (n <= (size_t)is_hex || n > 8)
        return false;
    for (size_t i = (size_t)is_hex; i < n; i++) {
        char c = cs_to_lower(digits[i]);
        uint32_t digit = cs_is_digit(c)                   ? (uint32_t)(c - '0')
                         : is_hex && c >= 'a' && c <= 'f' ? (uint32_t)(c - 'a' + 10)
                                                          : 99;
        if (digit == 99)
            return false;
        value = value * (is_hex ? 16 : 10) + digit;
    }
    *code_point = windows_code_point(value);
    return true;
}

size_t cs_build_entity(struct cs_build *build, size_t at)
{
    const struct cs_document *d = build->document;
    size_t end = at + 1;
    while (end < d->n_bytes && end < at + 11 &&
           (cs_is_alnum(d->bytes[end]) || d->bytes[end] == '#'))
        end++;
    if (end >= d->n_bytes || d->bytes[end] != ';' || end == at + 1)
        return 0;
    struct cs_span name = {d->bytes + at + 1, end - at - 1};
    uint32_t code_point;
    if (name.start[0] == '#') {
        if (!numeric_entity(name.start + 1, name.size - 1, &code_point))
            return 0;
        put_code_point(build, code_point, at);
        return end + 1 - at;
    }
    for (size_t i = 0; i < sizeof entities / sizeof entities[0]; i++) {
        if (cs_span_equals(name, entities[i].name)) {
            put_code_point(build, entities[i].code_point, at);
            return end + 1 - at;
        }
    }
    return 0;
}

size_t cs_build_note_mark(const struct cs_build *build, size_t at)
{
    enum { LONGEST_NUMBER = 12, LONGEST_NAME = 60 };
    const struct cs_document *d = build->document;
    size_t size = build->text.size, i = at + 1;
    bool is_named = i < d->n_bytes && d->bytes[i] == '^';
    if (!is_named && size && (build->wants_blank || cs_is_space(build->text.data[size - 1])))
        return 0; /* "[2024]" is a word */
    size_t limit = at + (is_named ? LONGEST_NAME : LONGEST_NUMBER);
    i += (size_t)is_named;
    for (; i < d->n_bytes && i < limit; i++) {
        char c = d->bytes[i];
        if (c == ']')
            return i > at + 1 + (size_t)is_named ? i + 1 - at : 0;
        if (is_named ? cs_is_space(c) : !cs_is_digit(c) && !strchr(", -", c))
            return 0;
    }
    return 0;
}
