/* UTF-8, blanks, case and folding by the house's own tables rather than the C library's, whose
 * answers follow the locale. */
#include "base/text.h"

#include <stdbool.h>
#include <string.h>

size_t cs_utf8_length(const char *s, size_t n_bytes)
{
    const unsigned char *u = (const unsigned char *)s;
    if (n_bytes == 0)
        return 0;
    if (u[0] < 0x80)
        return 1;
    size_t n = u[0] >= 0xC2 && u[0] <= 0xDF   ? 2
               : (u[0] & 0xF0) == 0xE0        ? 3
               : u[0] >= 0xF0 && u[0] <= 0xF4 ? 4
                                              : 0;
    if (n == 0 || n > n_bytes)
        return 0;
    for (size_t i = 1; i < n; i++)
        if ((u[i] & 0xC0) != 0x80)
            return 0;
    if ((u[0] == 0xE0 && u[1] < 0xA0) || (u[0] == 0xED && u[1] > 0x9F) ||
        (u[0] == 0xF0 && u[1] < 0x90) || (u[0] == 0xF4 && u[1] > 0x8F))
        return 0;
    return n;
}

uint32_t cs_utf8_decode(const char *s, size_t length)
{
    const unsigned char *u = (const unsigned char *)s;
    switch (length) {
    case 1:
        return u[0];
    case 2:
        return (u[0] & 0x1Fu) << 6 | (u[1] & 0x3Fu);
    case 3:
        return (u[0] & 0x0Fu) << 12 | (u[1] & 0x3Fu) << 6 | (u[2] & 0x3Fu);
    case 4:
        return (u[0] & 0x07u) << 18 | (u[1] & 0x3Fu) << 12 | (u[2] & 0x3Fu) << 6 | (u[3] & 0x3Fu);
    default:
        return 0xFFFD;
    }
}

size_t cs_utf8_encode(uint32_t code, char out[4])
{
    if (code < 0x80) {
        out[0] = (char)code;
        return 1;
    }
    if (code < 0x800) {
        out[0] = (char)(0xC0 | code >> 6);
        out[1] = (char)(0x80 | (code & 0x3F));
        return 2;
    }
    size_t n = code < 0x10000 ? 3 : 4;
    out[0] = (char)((n == 3 ? 0xE0 : 0xF0) | code >> (n == 3 ? 12 : 18));
    for (size_t i = 1; i < n; i++)
        out[i] = (char)(0x80 | (code >> 6 * (n - 1 - i) & 0x3F));
    return n;
}

bool cs_utf8_is_control(const char *s, size_t length)
{
    uint32_t c = cs_utf8_decode(s, length);
    return (c >= 0x80 && c < 0xA0) || c == 0x200E || c == 0x200F || c == 0x061C ||
           (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x2028 ||
           c == 0x2029 || c == 0xFEFF;
}

bool cs_utf8_is_valid(const char *s, size_t n_bytes)
{
    for (size_t i = 0; i < n_bytes;) {
        size_t n = cs_utf8_length(s + i, n_bytes - i);
        if (n == 0)
            return false;
        i += n;
    }
    return true;
}

size_t cs_utf8_count(const char *s, size_t n_bytes)
{
    size_t count = 0;
    for (size_t i = 0; i < n_bytes; count++) {
        size_t n = cs_utf8_length(s + i, n_bytes - i);
        i += n ? n : 1;
    }
    return count;
}

static size_t width_of(uint32_t c)
{
    if ((c >= 0x300 && c <= 0x36F) || (c >= 0x200B && c <= 0x200F) || c == 0xFEFF)
        return 0;
    if ((c >= 0x1100 && c <= 0x115F) || (c >= 0x2E80 && c <= 0xA4CF) ||
        (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0xF900 && c <= 0xFAFF) ||
        (c >= 0xFE30 && c <= 0xFE6F) || (c >= 0xFF00 && c <= 0xFF60) ||
        (c >= 0x1F300 && c <= 0x1FAFF) || (c >= 0x20000 && c <= 0x3FFFD))
        return 2;
    return 1;
}

size_t cs_utf8_width(const char *s, size_t n_bytes)
{
    size_t width = 0;
    for (size_t i = 0; i < n_bytes;) {
        size_t n = cs_utf8_length(s + i, n_bytes - i);
        width += n ? width_of(cs_utf8_decode(s + i, n)) : 1;
        i += n ? n : 1;
    }
    return width;
}

struct cs_span cs_span_of(const char *text)
{
    return (struct cs_span){text, strlen(text)};
}

static bool is_nbsp(const char *s)
{
    return (unsigned char)s[0] == 0xC2 && (unsigned char)s[1] == 0xA0;
}

/* Whether nothing is to be taken off: both ends are neither blanks nor beyond ASCII. */
static bool is_trim(struct cs_span span)
{
    return span.size && (unsigned char)(span.start[0] - '!') <= '~' - '!' &&
           (unsigned char)(span.start[span.size - 1] - '!') <= '~' - '!';
}

struct cs_span cs_span_trim(struct cs_span span)
{
    if (is_trim(span))
        return span;
    for (;;) {
        if (span.size && cs_is_space(span.start[0])) {
            span.start++;
            span.size--;
        } else if (span.size >= 2 && is_nbsp(span.start)) {
            span.start += 2;
            span.size -= 2;
        } else {
            break;
        }
    }
    for (;;) {
        if (span.size && cs_is_space(span.start[span.size - 1]))
            span.size--;
        else if (span.size >= 2 && is_nbsp(span.start + span.size - 2))
            span.size -= 2;
        else
            return span;
    }
}

bool cs_span_equals(struct cs_span span, const char *text)
{
    return strlen(text) == span.size && memcmp(span.start, text, span.size) == 0;
}

/* Capitals of two bytes whose small letters have two bytes too. Reference: Unicode CaseFolding. */
static uint32_t lower_wide(uint32_t c)
{
    static const struct {
        uint16_t first, last, gap;
    } ranges[] = {{0xC0, 0xD6, 0x20},   {0xD8, 0xDE, 0x20},   {0x386, 0x386, 0x26},
                  {0x388, 0x38A, 0x25}, {0x38C, 0x38C, 0x40}, {0x38E, 0x38F, 0x3F},
                  {0x391, 0x3A1, 0x20}, {0x3A3, 0x3AB, 0x20}, {0x400, 0x40F, 0x50},
                  {0x410, 0x42F, 0x20}};
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
        if (c >= ranges[i].first && c <= ranges[i].last)
            return c + ranges[i].gap;
    if (c == 0x178)
        return 0xFF;
    /* Pairs: the capital is even, but odd in two runs; four letters are in no pair. */
    if (c < 0x100 || c > 0x17E || c == 0x130 || c == 0x131 || c == 0x138 || c == 0x149)
        return c;
    bool is_odd_run = (c >= 0x139 && c <= 0x148) || c >= 0x179;
    return c % 2 == is_odd_run ? c + 1 : c;
}

size_t cs_lower_at(const char *s, size_t n_bytes, char out[4])
{
    unsigned char c = (unsigned char)s[0];
    if (c >= 0xC3 && c <= 0xD1 && cs_utf8_length(s, n_bytes) == 2)
        return cs_utf8_encode(lower_wide(cs_utf8_decode(s, 2)), out);
    out[0] = cs_to_lower(s[0]);
    return 1;
}

/* Whether the characters at both places are one but for case; its bytes in *n. */
static bool is_same_letter(struct cs_span span, const char *text, size_t *n)
{
    char left[4], right[4];
    *n = cs_lower_at(span.start, span.size, left);
    size_t n_right = *n > 1 && text[0] && text[1] ? 2 : 1;
    return cs_lower_at(text, n_right, right) == *n && memcmp(left, right, *n) == 0;
}

bool cs_span_equals_nocase(struct cs_span span, const char *text)
{
    for (size_t i = 0, n = 1; i < span.size; i += n, n = 1) {
        char a = span.start[i], b = text[i];
        if (b == '\0') /* a NUL of the span is no end */
            return false;
        if (((unsigned char)a | (unsigned char)b) < 0x80
                ? cs_to_lower(a) != cs_to_lower(b)
                : !is_same_letter((struct cs_span){span.start + i, span.size - i}, text + i, &n))
            return false;
    }
    return text[span.size] == '\0';
}

bool cs_span_is_any(struct cs_span span, const char *const *words)
{
    char first = span.size ? cs_to_lower(span.start[0]) : '\0';
    bool is_ascii = span.size && (unsigned char)first < 0x80;
    for (; *words; words++)
        if ((!is_ascii || cs_to_lower(**words) == first) && cs_span_equals_nocase(span, *words))
            return true;
    return false;
}

bool cs_equals_nocase(const char *a, const char *b)
{
    return cs_span_equals_nocase(cs_span_of(a), b);
}

bool cs_starts_with(const char *text, const char *prefix)
{
    return strncmp(text, prefix, strlen(prefix)) == 0;
}

bool cs_ends_with_nocase(const char *text, const char *suffix)
{
    size_t n = strlen(text), m = strlen(suffix);
    return n >= m && cs_equals_nocase(text + n - m, suffix);
}

/* Bytes of a letter beyond ASCII at s, 0 when it is none; those to pass go to *length. */
static size_t wide_letter(const char *s, size_t n_bytes, size_t *length)
{
    size_t n = cs_utf8_length(s, n_bytes);
    uint32_t c = n ? cs_utf8_decode(s, n) : 0;
    bool is_letter = n > 0 && !(c == 0xA0 || c == 0xFEFF || (c >= 0x2000 && c <= 0x206F));
    *length = n ? n : 1;
    return is_letter ? n : 0;
}

/* Writes a wide letter of n_bytes in lower case; returns n_bytes. */
static size_t lower_letter(const char *s, size_t n_bytes, char *out)
{
    char lower[4];
    memcpy(out, s, n_bytes);
    size_t n = cs_lower_at(s, n_bytes, lower);
    memcpy(out, lower, n);
    return n_bytes;
}

/* Tens of thousands of names are folded for one search. */
size_t cs_fold_name(struct cs_span name, char *out, size_t capacity)
{
    size_t n = 0, gap = 0;
    for (size_t i = 0, length; i < name.size && n + 2 < capacity; i += length) {
        unsigned char c = (unsigned char)name.start[i], lower = c | 0x20;
        bool is_letter = lower >= 'a' && lower <= 'z';
        size_t n_word = is_letter || (c >= '0' && c <= '9');
        length = 1;
        if (c >= 0x80)
            n_word = wide_letter(name.start + i, name.size - i, &length);
        if (n_word == 0) {
            gap = n > 0;
            continue;
        }
        out[n] = ' ';
        n += gap;
        gap = 0;
        if (n + n_word >= capacity)
            break;
        if (is_letter || n_word == 1)
            out[n++] = (char)(is_letter ? lower : c);
        else
            n += lower_letter(name.start + i, n_word, out + n);
    }
    out[n] = '\0';
    return n;
}
