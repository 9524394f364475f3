/* Evidence for encodings. Apart from decoded.c, which converts: here are only counts. Each
 * candidate reads the bytes above ASCII its way; letters where words have letters speak for it,
 * signs inside of words and capitals after small letters speak against it. */
#include "ingest/text/encoding.h"

#include <iconv.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/text.h"

/* ---- more than one byte a character ---- */

static const struct cs_encoding UTF_32LE = {"UTF-32LE", "UTF-32LE", 4, 4};
static const struct cs_encoding UTF_32BE = {"UTF-32BE", "UTF-32BE", 4, 4};
static const struct cs_encoding UTF_16LE = {"UTF-16LE", "UTF-16LE", 2, 2};
static const struct cs_encoding UTF_16BE = {"UTF-16BE", "UTF-16BE", 2, 2};

/* Text of tables is full of digits, delimiters and line ends: in UTF-16 and UTF-32 each leaves zero
 * bytes in the same places, and none elsewhere. */
static const struct cs_encoding *find_by_zeros(const char *bytes, size_t n_bytes)
{
    enum { FIFTH = 5 };
    size_t zeros[4] = {0}, n = n_bytes / 4;
    for (size_t i = 0; i < 4 * n; i++)
        zeros[i % 4] += bytes[i] == '\0';
    size_t even = zeros[0] + zeros[2], odd = zeros[1] + zeros[3];
    if (n == 0)
        return NULL;
    if (zeros[0] == 0 && zeros[2] == n && zeros[3] == n)
        return &UTF_32LE;
    if (zeros[3] == 0 && zeros[0] == n && zeros[1] == n)
        return &UTF_32BE;
    if (even == 0 && odd * FIFTH >= 2 * n)
        return &UTF_16LE;
    if (odd == 0 && even * FIFTH >= 2 * n)
        return &UTF_16BE;
    return NULL;
}

bool cs_encoding_of_start(const char *bytes, size_t n_bytes, struct cs_encoding *encoding)
{
    static const struct {
        const char *mark;
        const struct cs_encoding *encoding;
    } marks[] = {{"\xff\xfe\0\0", &UTF_32LE},
                 {"\0\0\xfe\xff", &UTF_32BE},
                 {"\xff\xfe", &UTF_16LE},
                 {"\xfe\xff", &UTF_16BE}};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        *encoding = *marks[i].encoding;
        if (n_bytes >= encoding->mark_bytes &&
            memcmp(bytes, marks[i].mark, encoding->mark_bytes) == 0)
            return true;
    }
    const struct cs_encoding *found = find_by_zeros(bytes, n_bytes);
    if (found)
        *encoding = (struct cs_encoding){found->name, found->standard, found->unit_bytes, 0};
    return found != NULL;
}

/* ---- UTF-8 ---- */

/* Whether a character begins there whose last bytes are behind the end. */
static bool is_cut_off(const char *bytes, size_t n)
{
    enum { MOST_BYTES = 4, FIRST_LEAD = 0xc2 };
    bool is_begun = n < MOST_BYTES && (unsigned char)bytes[0] >= FIRST_LEAD;
    for (size_t i = 1; i < n; i++)
        is_begun = is_begun && ((unsigned char)bytes[i] & 0xc0) == 0x80;
    return is_begun;
}

bool cs_encoding_is_utf8(const char *bytes, size_t n_bytes)
{
    enum { ENOUGH = 8 };
    size_t n_good = 0, n_bad = 0;
    for (size_t i = 0; i < n_bytes;) {
        size_t length = (unsigned char)bytes[i] < 0x80 ? 1 : cs_utf8_length(bytes + i, n_bytes - i);
        if (length == 0 && is_cut_off(bytes + i, n_bytes - i))
            break;
        n_good += length > 1;
        n_bad += length == 0;
        i += length ? length : 1;
    }
    return n_bad == 0 || n_good >= ENOUGH * n_bad;
}

/* ---- one byte a character ---- */

enum kind {
    CONTROL,
    OTHER,
    BLANK,
    SIGN,
    DIGIT,
    APOSTROPHE,
    STRANGE,
    SMALL,
    CAPITAL,
    FAR_SMALL,
    FAR_CAPITAL,
    FAR_COMMON /* small, and among the commonest of their alphabet */
};

static bool is_small(enum kind kind)
{
    return kind == SMALL || kind == FAR_SMALL || kind == FAR_COMMON;
}
static bool is_capital(enum kind kind)
{
    return kind == CAPITAL || kind == FAR_CAPITAL;
}
static bool is_letter(enum kind kind)
{
    return kind >= SMALL;
}
static bool is_far(enum kind kind)
{
    return kind >= FAR_SMALL;
}

/* Latin letters with accents, letters of the Greek and Cyrillic alphabets ("far"), signs that
 * tables have, and the rest. Reference: the Unicode code charts. */
static enum kind kind_of(uint32_t code)
{
    static const uint16_t common[] = {0x43e, 0x435, 0x430, 0x438, 0x43d, 0x442, 0x3b1,
                                      0x3bf, 0x3b9, 0x3b5, 0x3c4, 0x3c3, 0x3bd, 0x3b7};
    static const struct {
        uint16_t first, last;
        enum kind kind;
    } ranges[] = {{'\t', '\n', BLANK},       {'\r', '\r', BLANK},
                  {' ', ' ', BLANK},         {'\'', '\'', APOSTROPHE},
                  {'0', '9', DIGIT},         {'A', 'Z', CAPITAL},
                  {'a', 'z', SMALL},         {0x20, 0x7e, OTHER},
                  {0xa0, 0xa0, BLANK},       {0xa3, 0xa3, SIGN},
                  {0xa5, 0xa5, SIGN},        {0xa7, 0xa7, SIGN},
                  {0xa9, 0xa9, SIGN},        {0xab, 0xab, SIGN},
                  {0xad, 0xae, SIGN},        {0xb0, 0xb1, SIGN},
                  {0xb4, 0xb4, APOSTROPHE},  {0xb7, 0xb7, SIGN},
                  {0xbb, 0xbd, SIGN},        {0xc0, 0xd6, CAPITAL},
                  {0xd8, 0xde, CAPITAL},     {0xdf, 0xf6, SMALL},
                  {0xf8, 0xff, SMALL},       {0x386, 0x3ab, FAR_CAPITAL},
                  {0x3ac, 0x3ce, FAR_SMALL}, {0x401, 0x42f, FAR_CAPITAL},
                  {0x430, 0x45f, FAR_SMALL}, {0x2010, 0x2015, APOSTROPHE},
                  {0x2018, 0x2018, SIGN},    {0x2019, 0x2019, APOSTROPHE},
                  {0x201c, 0x201e, SIGN},    {0x2020, 0x2022, SIGN},
                  {0x2026, 0x2026, SIGN},    {0x20ac, 0x20ac, SIGN},
                  {0x2116, 0x2116, SIGN},    {0x2122, 0x2122, SIGN}};

    if (code < 0x20 && code != '\t' && code != '\n' && code != '\r')
        return CONTROL;
    for (size_t i = 0; i < sizeof common / sizeof *common; i++)
        if (code == common[i])
            return FAR_COMMON;
    if (code >= 0x100 && code < 0x180) /* pairs: the capital first, but for two runs */
        return (code % 2 == 0) != ((code >= 0x139 && code <= 0x148) || code >= 0x178) ? CAPITAL
                                                                                      : SMALL;
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
        if (code >= ranges[i].first && code <= ranges[i].last)
            return ranges[i].kind;
    return STRANGE;
}

/* What each byte is; returns 0 when iconv does not have the encoding. */
static bool fill_classes(const char *standard, unsigned char classes[256])
{
    iconv_t converter = iconv_open("UTF-8", standard);
    if (converter == (iconv_t)-1)
        return false;
    for (int i = 0; i < 256; i++) {
        char byte = (char)i, text[8] = "", *in = &byte, *out = text;
        size_t n_in = 1, n_out = sizeof text;
        size_t result = iconv(converter, &in, &n_in, &out, &n_out);
        size_t n = (size_t)(out - text);
        classes[i] = result != (size_t)-1 && n == cs_utf8_length(text, n)
                         ? (unsigned char)kind_of(cs_utf8_decode(text, n))
                         : CONTROL;
        iconv(converter, NULL, NULL, NULL, NULL);
    }
    iconv_close(converter);
    return true;
}

/* What a byte above ASCII says after the two before it and before the next. */
static long weigh(enum kind earlier, enum kind before, enum kind here, enum kind after)
{
    bool is_in_word = is_letter(before) && is_letter(after);
    if (here == CONTROL || here == STRANGE)
        return is_in_word ? -12 : -6;
    if (here == SIGN)
        return is_in_word ? -6 : 1;
    if (here == APOSTROPHE)
        return 1;
    if (here == BLANK) /* in "8\xa0000" and "median\xa0pay" */
        return 2;
    if (before == DIGIT || after == DIGIT) /* signs and blanks are beside numbers, not letters */
        return -4;
    if ((is_capital(here) && is_small(before)) ||
        (is_small(here) && is_capital(before) && is_capital(earlier)))
        return -6;
    if (is_far(here)) /* words are all of one alphabet, and longer than a letter */
        return is_far(before) || is_far(after)         ? 2 + (here == FAR_COMMON)
               : is_letter(before) || is_letter(after) ? -6
                                                       : -1;
    if (is_letter(before) || is_letter(after))
        return 2;
    return is_small(here) ? 0 : -1;
}

static long score(const char *bytes, size_t n_bytes, const unsigned char classes[256])
{
    enum { A_FIFTH = 5 };
    enum kind before = BLANK, earlier = BLANK;
    long sum = 0, n_far = 0, n_common = 0;
    for (size_t i = 0; i < n_bytes; i++) {
        enum kind here = classes[(unsigned char)bytes[i]];
        enum kind after = i + 1 < n_bytes ? classes[(unsigned char)bytes[i + 1]] : BLANK;
        if ((unsigned char)bytes[i] >= 0x80) {
            /* Accents seldom stand side by side. */
            bool is_second = i && (unsigned char)bytes[i - 1] >= 0x80 && is_letter(before);
            sum += weigh(earlier, before, here, after);
            n_far += is_far(here);
            n_common += here == FAR_COMMON;
            sum -= is_second && is_letter(here) && !is_far(here) ? 3 : 0;
        }
        earlier = before;
        before = here;
    }
    return n_common * A_FIFTH < n_far ? -1 : sum; /* two fifths are, of words */
}

bool cs_encoding_guess(const char *bytes, size_t n_bytes, struct cs_encoding *encoding)
{
    /* The commonest first: it wins where two say the same. */
    static const struct cs_encoding candidates[] = {{"Windows-1252", "WINDOWS-1252", 1, 0},
                                                    {"Windows-1250", "WINDOWS-1250", 1, 0},
                                                    {"Mac Roman", "MACINTOSH", 1, 0},
                                                    {"code page 850", "CP850", 1, 0},
                                                    {"ISO 8859-2", "ISO-8859-2", 1, 0},
                                                    {"Windows-1251", "WINDOWS-1251", 1, 0},
                                                    {"KOI8-R", "KOI8-R", 1, 0},
                                                    {"code page 866", "CP866", 1, 0},
                                                    {"Windows-1253", "WINDOWS-1253", 1, 0}};
    long best = -1; /* a lone letter says nothing, and is read as the commonest has it */
    for (size_t i = 0; i < sizeof candidates / sizeof *candidates; i++) {
        unsigned char classes[256];
        if (!fill_classes(candidates[i].standard, classes))
            continue;
        long found = score(bytes, n_bytes, classes);
        if (found > best) {
            *encoding = candidates[i];
            best = found;
        }
    }
    return best >= 0;
}
