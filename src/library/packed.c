/* Figures as JSON text, which SQLite's own functions read too. Apart from base and render: it reads
 * nothing but what it writes. */
#include "library/packed.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "base/buf.h"
#include "base/number.h"
#include "base/text.h"

static void put_string(struct cs_buf *out, struct cs_span text)
{
    cs_buf_putc(out, '"');
    for (size_t i = 0; i < text.size; i++) {
        unsigned char c = (unsigned char)text.start[i];
        if (c == '"' || c == '\\')
            cs_buf_putc(out, '\\');
        if (c < ' ')
            cs_buf_printf(out, "\\u%04x", c);
        else
            cs_buf_putc(out, (char)c);
    }
    cs_buf_putc(out, '"');
}

static const double powers[CS_PACKED_MOST_DECIMALS + 1] = {1, 10, 100, 1000, 10000};

/* Whole numbers count the last of the decimals: the quotient of two exact numbers is the very
 * double that the decimals stand for. What is no multiple of it has a point or an exponent. */
static void put_number(struct cs_buf *out, int decimals, double value)
{
    char number[CS_NUMBER_TEXT_BYTES + 2];
    double whole = nearbyint(value * powers[decimals]);
    bool is_whole = fabs(whole) < 1e15 && whole / powers[decimals] == value;
    size_t n = cs_number_format(is_whole ? whole : value, number);
    cs_buf_put(out, number, n);
    if (!is_whole && strcspn(number, ".e") == n)
        cs_buf_puts(out, ".0");
}

static void put_value(struct cs_buf *out, int decimals, const struct cs_packed_figure *figure)
{
    if (figure->text.start)
        put_string(out, figure->text);
    else if (isfinite(figure->value))
        put_number(out, decimals, figure->value);
    else
        cs_buf_puts(out, "null");
}

void cs_packed_put(struct cs_buf *out, int decimals, const struct cs_packed_figure *figure)
{
    if (!figure->reason.size) {
        put_value(out, decimals, figure);
        return;
    }
    cs_buf_putc(out, '[');
    put_string(out, figure->reason);
    if (figure->text.start || isfinite(figure->value)) {
        cs_buf_putc(out, ',');
        put_value(out, decimals, figure);
    }
    cs_buf_putc(out, ']');
}

void cs_packed_begin(struct cs_packed_reader *reader, struct cs_span text)
{
    reader->at = text.start;
    reader->end = text.start + text.size;
    reader->is_begun = false;
}

static bool take(struct cs_packed_reader *reader, char c)
{
    bool is_there = reader->at < reader->end && *reader->at == c;
    reader->at += is_there;
    return is_there;
}

/* The "\u001f" of a control byte; no other is written. */
static bool take_control(struct cs_packed_reader *reader)
{
    enum { LETTERS = 5 };
    int code = 0;
    if (reader->end - reader->at < LETTERS || memcmp(reader->at, "u00", 3) != 0)
        return false;
    for (const char *digit = reader->at + 3; digit < reader->at + LETTERS; digit++) {
        int value = *digit >= '0' && *digit <= '9'   ? *digit - '0'
                    : *digit >= 'a' && *digit <= 'f' ? *digit - 'a' + 10
                                                     : -1;
        if (value < 0)
            return false;
        code = 16 * code + value;
    }
    reader->at += LETTERS;
    cs_buf_putc(&reader->text, (char)code);
    return code > 0 && code < ' ';
}

/* A string behind its first quote, into the reader's text. */
static bool take_string(struct cs_packed_reader *reader)
{
    while (reader->at < reader->end) {
        char c = *reader->at++;
        if (c == '"')
            return true;
        if (c != '\\')
            cs_buf_putc(&reader->text, c);
        else if (reader->at < reader->end && (*reader->at == '"' || *reader->at == '\\'))
            cs_buf_putc(&reader->text, *reader->at++);
        else if (!take_control(reader))
            return false;
    }
    return false;
}

static bool take_number(struct cs_packed_reader *reader, double *value)
{
    const char *start = reader->at;
    while (reader->at < reader->end && *reader->at != ',' && *reader->at != ']')
        reader->at++;
    struct cs_span word = {start, (size_t)(reader->at - start)};
    if (cs_span_equals(word, "null"))
        return true;
    bool is_whole = !memchr(word.start, '.', word.size) && !memchr(word.start, 'e', word.size);
    bool is_number = cs_number_parse(word, value) && isfinite(*value);
    if (is_number && is_whole)
        *value /= powers[reader->decimals];
    return is_number;
}

/* Texts lie in the reader's buffer one behind the other: *n_reason bytes of reason first. */
static bool take_value(struct cs_packed_reader *reader, struct cs_packed_figure *figure,
                       bool *has_text)
{
    *has_text = take(reader, '"');
    return *has_text ? take_string(reader) : take_number(reader, &figure->value);
}

static bool take_figure(struct cs_packed_reader *reader, struct cs_packed_figure *figure)
{
    size_t n_reason = 0;
    bool has_text = false, is_whole = true;
    cs_buf_reset(&reader->text);
    if (take(reader, '[')) {
        is_whole = take(reader, '"') && take_string(reader) && reader->text.size > 0;
        n_reason = reader->text.size;
        if (is_whole && take(reader, ','))
            is_whole = take_value(reader, figure, &has_text);
        is_whole = is_whole && take(reader, ']');
    } else {
        is_whole = take_value(reader, figure, &has_text);
    }
    const char *text = cs_buf_text(&reader->text);
    figure->reason = (struct cs_span){text, n_reason};
    if (has_text)
        figure->text = (struct cs_span){text + n_reason, reader->text.size - n_reason};
    return is_whole && !reader->text.failed;
}

enum cs_packed_step cs_packed_next(struct cs_packed_reader *reader, int decimals,
                                   struct cs_packed_figure *figure)
{
    *figure = (struct cs_packed_figure){.value = NAN};
    reader->decimals = decimals;
    if (reader->at == reader->end)
        return CS_PACKED_END;
    if (reader->is_begun && !take(reader, ','))
        return CS_PACKED_BROKEN;
    reader->is_begun = true;
    const char *start = reader->at;
    if (!take_figure(reader, figure))
        return CS_PACKED_BROKEN;
    figure->bytes = (struct cs_span){start, (size_t)(reader->at - start)};
    return CS_PACKED_FIGURE;
}

bool cs_packed_read(struct cs_packed_reader *reader, int decimals, struct cs_span bytes,
                    struct cs_packed_figure *figure)
{
    reader->decimals = decimals;
    *figure = (struct cs_packed_figure){.value = NAN, .bytes = bytes};
    cs_packed_begin(reader, bytes);
    return take_figure(reader, figure) && reader->at == reader->end;
}

/* FNV-1a: each step is one-to-one, so that one byte that is another is never lost. */
uint32_t cs_packed_sum(uint32_t sum, const void *bytes, size_t n)
{
    enum { PRIME = 0x01000193 };
    const unsigned char *at = bytes;
    for (size_t i = 0; i < n; i++)
        sum = (sum ^ at[i]) * PRIME;
    return sum;
}
