/* Numbers and dates of cells as text, so that rows of workbooks meet the same reader of cells as
 * CSV. */
#include "ingest/workbook/celltext.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"

static size_t write_integer(int64_t value, char *out)
{
    char digits[24];
    size_t n = 0, length = 0;
    uint64_t rest = value < 0 ? (uint64_t)-value : (uint64_t)value;
    do
        digits[n++] = (char)('0' + rest % 10);
    while (rest /= 10);
    if (value < 0)
        out[length++] = '-';
    while (n)
        out[length++] = digits[--n];
    out[length] = '\0';
    return length;
}

/* Most cells of published tables are whole, tenths or hundredths. */
static size_t write_hundredths(int64_t hundredths, char *out)
{
    int64_t whole = hundredths / 100;
    unsigned part = (unsigned)(hundredths < 0 ? -(hundredths % 100) : hundredths % 100);
    size_t n = 0;
    if (hundredths < 0 && whole == 0)
        out[n++] = '-';
    n += write_integer(whole, out + n);
    if (part) {
        out[n++] = '.';
        out[n++] = (char)('0' + part / 10);
        if (part % 10)
            out[n++] = (char)('0' + part % 10);
    }
    out[n] = '\0';
    return n;
}

size_t cs_cell_number_text(double value, char out[CS_CELL_TEXT_BYTES])
{
    if (fabs(value) < 1e12) {
        double hundredths = nearbyint(value * 100);
        if (hundredths / 100 == value)
            return write_hundredths((int64_t)hundredths, out);
    }
    return (size_t)snprintf(out, CS_CELL_TEXT_BYTES, "%.15g", value);
}

/* Days since 1970-01-01 → a date of the Gregorian calendar.
 * Reference: Hinnant, "chrono-compatible low-level date algorithms", civil_from_days. */
static void split_days(int64_t days, int *year, unsigned *month, unsigned *day)
{
    days += 719468;
    int64_t era = days / 146097;
    unsigned of_era = (unsigned)(days - era * 146097);
    unsigned year_of_era = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    unsigned of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    unsigned shifted = (5 * of_year + 2) / 153;
    *day = of_year - (153 * shifted + 2) / 5 + 1;
    *month = shifted < 10 ? shifted + 3 : shifted - 9;
    *year = (int)(year_of_era + era * 400) + (*month <= 2);
}

size_t cs_cell_date_text(double serial, bool is_1904, char out[CS_CELL_TEXT_BYTES])
{
    if (!(serial >= 0 && serial < 2958466))
        return cs_cell_number_text(serial, out);
    int64_t seconds = llround(serial * 86400);
    int64_t days = seconds / 86400;
    unsigned rest = (unsigned)(seconds % 86400);
    unsigned hour = rest / 3600, minute = rest / 60 % 60, second = rest % 60;
    if (days == 0 && rest)
        return (size_t)snprintf(out, CS_CELL_TEXT_BYTES, "%02u:%02u:%02u", hour, minute, second);
    int64_t since_1970 = is_1904 ? days - 24107 : days - 25569 + (days < 60);
    int year;
    unsigned month, day;
    split_days(since_1970, &year, &month, &day);
    size_t n = (size_t)snprintf(out, CS_CELL_TEXT_BYTES, "%04d-%02u-%02u", year, month, day);
    if (rest)
        n += (size_t)snprintf(out + n, CS_CELL_TEXT_BYTES - n, " %02u:%02u:%02u", hour, minute,
                              second);
    return n;
}

size_t cs_cell_elapsed_text(double days, char out[CS_CELL_TEXT_BYTES])
{
    if (!(days >= 0 && days < 2958466))
        return cs_cell_number_text(days, out);
    int64_t seconds = llround(days * 86400);
    return (size_t)snprintf(out, CS_CELL_TEXT_BYTES, "%lld:%02d:%02d", (long long)(seconds / 3600),
                            (int)(seconds / 60 % 60), (int)(seconds % 60));
}

/* Whether text has the shape: 0 is any digit, other characters are themselves. */
static bool has_shape(struct cs_span text, const char *shape)
{
    for (size_t i = 0; shape[i]; i++)
        if (i >= text.size ||
            (shape[i] == '0' ? !cs_is_digit(text.start[i]) : text.start[i] != shape[i]))
            return false;
    return true;
}

size_t cs_cell_iso_text(struct cs_span iso, char out[CS_CELL_TEXT_BYTES])
{
    enum { DATE = 10, SHORT = 16, LONG = 19 };
    iso = cs_span_trim(iso);
    int is_short = has_shape(iso, "0000-00-00T00:00"),
        is_long = has_shape(iso, "0000-00-00T00:00:00");
    if (!has_shape(iso, "0000-00-00") || (iso.size > DATE && !is_short))
        return 0;
    const char *time = is_short ? iso.start + DATE + 1 : "00:00";
    bool has_time = memcmp(time, "00:00", 5) != 0 || (is_long && memcmp(time + 5, ":00", 3) != 0);
    if (!has_time)
        return (size_t)snprintf(out, CS_CELL_TEXT_BYTES, "%.10s", iso.start);
    return (size_t)snprintf(out, CS_CELL_TEXT_BYTES, "%.10s %.5s:%.2s", iso.start, time,
                            is_long ? time + 6 : "00");
}

static int hex_digit(char c)
{
    return cs_is_digit(c)         ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
}

/* The code of an escape at the start of a text, or -1. */
static int32_t escape_at(const char *text, size_t size)
{
    enum { ESCAPE_BYTES = 7 };
    if (size < ESCAPE_BYTES || text[0] != '_' || text[1] != 'x' || text[6] != '_')
        return -1;
    int32_t code = 0;
    for (int i = 2; i < 6; i++) {
        if (hex_digit(text[i]) < 0)
            return -1;
        code = code * 16 + hex_digit(text[i]);
    }
    return code;
}

size_t cs_cell_unescape(char *text, size_t size)
{
    size_t n = 0;
    if (!memmem(text, size, "_x", 2))
        return size;
    for (size_t i = 0; i < size;) {
        int32_t code = escape_at(text + i, size - i);
        if (code < 0) {
            text[n++] = text[i++];
            continue;
        }
        i += 7;
        int32_t low = code >= 0xD800 && code < 0xDC00 ? escape_at(text + i, size - i) : -1;
        if (low >= 0xDC00 && low < 0xE000) {
            code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
            i += 7;
        } else if (code >= 0xD800 && code < 0xE000) {
            code = 0xFFFD;
        }
        if (code) /* no text of ours holds a NUL */
            n += cs_utf8_encode((uint32_t)code, text + n);
    }
    return n;
}

void cs_cell_strike(struct cs_buf *out, const char *text, size_t size)
{
    for (size_t i = 0; i < size;) {
        size_t n = cs_utf8_length(text + i, size - i);
        n = n ? n : 1;
        cs_buf_put(out, text + i, n);
        if (!cs_is_space(text[i]))
            cs_buf_put(out, "\xCC\xB6", 2);
        i += n;
    }
}
