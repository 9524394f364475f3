/* Numbers and dates of cells as text, so that rows of workbooks meet the same reader of cells as
 * CSV. */
#include "ingest/workbook/celltext.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

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

size_t cs_cell_date_text(double serial, int is_1904, char out[CS_CELL_TEXT_BYTES])
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
