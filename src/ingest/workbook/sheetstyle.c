/* Merged ranges and number formats, alike in old and new workbooks. */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/grow.h"
#include "base/text.h"
#include "data/currency.h"
#include "ingest/workbook/sheetrows.h"

enum cs_status cs_ranges_add(struct cs_ranges *ranges, struct cs_range range, struct cs_diag *diag)
{
    struct cs_range *grown = cs_grown(ranges->items, ranges->n, &ranges->capacity, sizeof *grown);
    if (!grown)
        return cs_fail_memory(diag);
    ranges->items = grown;
    ranges->items[ranges->n++] = range;
    return CS_OK;
}

static int compare_ranges(const void *left, const void *right)
{
    const struct cs_range *a = left, *b = right;
    if (a->row != b->row)
        return a->row < b->row ? -1 : 1;
    return (a->column > b->column) - (a->column < b->column);
}

void cs_ranges_sort(struct cs_ranges *ranges)
{
    if (ranges->n)
        qsort(ranges->items, ranges->n, sizeof *ranges->items, compare_ranges);
}

/* What one section of a format code is made of. */
struct section {
    bool has_digits; /* places for digits that are no parts of a second, or "General" */
    bool has_date, has_elapsed, has_percent;
    unsigned char currency; /* as in struct cs_number_format */
};

/* "[h]", "[mm]", "[ss]": time that goes on past a day. Names of colors, conditions, currencies and
 * languages are in brackets too. */
static bool is_elapsed(const char *inside, size_t n)
{
    char unit = n ? cs_to_lower(inside[0]) : '\0';
    for (size_t i = 1; i < n; i++)
        if (cs_to_lower(inside[i]) != unit)
            return false;
    return n > 0 && strchr("hms", unit) != NULL && unit;
}

/* The currency that a text in a format names: "€", "CHF", "kr" none. */
static unsigned char currency_of(const char *text, size_t n)
{
    struct cs_span name = cs_span_trim((struct cs_span){text, n});
    const struct cs_currency *row = name.size ? cs_currency_named(name) : NULL;
    if (cs_span_equals(name, "$"))
        return CS_BARE_DOLLAR;
    return row && row - cs_currencies < CS_BARE_DOLLAR - 1
               ? (unsigned char)(row - cs_currencies + 1)
               : 0;
}

static void note_currency(struct section *section, const char *text, size_t n)
{
    unsigned char currency = currency_of(text, n);
    section->currency = currency ? currency : section->currency;
}

/* Signs may stand without quotes. Returns the bytes of one, or 0. */
static size_t sign_at(const char *p, const char *end, struct section *section)
{
    size_t n = cs_utf8_length(p, (size_t)(end - p));
    if (*p != '$' && n < 2)
        return 0;
    note_currency(section, p, n);
    return n;
}

/* \\c shows c, _c its width, *c fills with it. */
static const char *pass_escaped(const char *p, const char *end, struct section *section)
{
    size_t n = p + 1 < end ? cs_utf8_length(p + 1, (size_t)(end - p - 1)) : 0;
    if (*p == '\\' && n)
        note_currency(section, p + 1, n);
    n = n ? n : 1;
    return p + 1 + n < end ? p + 1 + n : end;
}

/* Passes over quoted and escaped text and brackets; returns where the code goes on. */
static const char *pass_literal(const char *p, const char *end, struct section *section)
{
    const char *close = NULL;
    size_t n = (size_t)(end - p);
    if (*p == '"')
        close = memchr(p + 1, '"', n - 1);
    else if (*p == '[')
        close = memchr(p, ']', n);
    else
        return pass_escaped(p, end, section);
    if (close && *p == '[')
        section->has_elapsed |= is_elapsed(p + 1, (size_t)(close - p - 1));
    if (close && *p == '"')
        note_currency(section, p + 1, (size_t)(close - p - 1));
    else if (close && p[1] == '$') /* [$€-407]: a text and a language */
        note_currency(section, p + 2, strcspn(p + 2, "-]"));
    return close ? close + 1 : end;
}

/* Words that stand for any number; the second is what German programs write by mistake. */
static size_t general_at(const char *p, const char *end)
{
    static const char *const words[] = {"General", "Standard"};
    for (size_t i = 0; i < 2; i++) {
        size_t n = strlen(words[i]);
        if ((size_t)(end - p) >= n && cs_span_equals_nocase((struct cs_span){p, n}, words[i]))
            return n;
    }
    return 0;
}

/* Zeros after a point after seconds are their fractions. Returns how many bytes. */
static size_t fraction_at(const char *p, const char *end)
{
    size_t n = 0;
    if ((*p != '.' && *p != ',') || cs_to_lower(p[-1]) != 's')
        return 0;
    while (p + 1 + n < end && p[1 + n] == '0')
        n++;
    return n ? n + 1 : 0;
}

/* Reads up to the semicolon; returns where it stands, or the end. */
static const char *read_section(const char *code, const char *end, struct section *section)
{
    const char *p = code;
    while (p < end && *p != ';') {
        size_t n_general = general_at(p, end), n_fraction = p > code ? fraction_at(p, end) : 0;
        size_t n_sign = sign_at(p, end, section);
        if (n_sign) {
            p += n_sign;
            continue;
        }
        if (strchr("\"[\\_*", *p)) {
            p = pass_literal(p, end, section);
            continue;
        }
        section->has_digits |= n_general > 0 || (!n_fraction && strchr("0#?", *p) != NULL);
        section->has_date |= n_general == 0 && strchr("yYmMdDhHsS", *p) != NULL;
        section->has_percent |= *p == '%';
        p += n_general ? n_general : n_fraction ? n_fraction : 1;
    }
    return p;
}

/* Digits decide against letters: "#,##0 USD" has both. */
static struct cs_number_format format_of(enum cs_number_style style, unsigned char currency)
{
    return (struct cs_number_format){(unsigned char)style, currency};
}

struct cs_number_format cs_number_format_of(const char *code, size_t size)
{
    const char *end = code + size;
    for (const char *p = code; p < end; p++) {
        struct section section = {0};
        p = read_section(p, end, &section);
        if (section.has_digits)
            return section.has_percent ? format_of(CS_STYLE_PERCENT, 0)
                                       : format_of(CS_STYLE_PLAIN, section.currency);
        if (section.has_elapsed)
            return format_of(CS_STYLE_ELAPSED, 0);
        if (section.has_date)
            return format_of(CS_STYLE_DATE, 0);
    }
    return format_of(CS_STYLE_PLAIN, 0);
}

/* Reference: ECMA-376 part 1, 18.8.30. */
struct cs_number_format cs_number_format_built_in(long id)
{
    static const struct {
        long from, to;
        enum cs_number_style style;
    } known[] = {{9, 10, CS_STYLE_PERCENT}, {14, 22, CS_STYLE_DATE},    {27, 36, CS_STYLE_DATE},
                 {45, 45, CS_STYLE_DATE},   {46, 46, CS_STYLE_ELAPSED}, {47, 47, CS_STYLE_DATE},
                 {50, 58, CS_STYLE_DATE}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (id >= known[i].from && id <= known[i].to)
            return format_of(known[i].style, 0);
    return format_of(CS_STYLE_PLAIN, 0);
}
