/* Reading and writing the names of currencies, over the one table. */
#include "data/currency.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"

const struct cs_currency *cs_currency_of(const char *code)
{
    for (size_t i = 0; i < cs_n_currencies; i++)
        if (strncmp(cs_currencies[i].code, code, 4) == 0)
            return &cs_currencies[i];
    return NULL;
}

/* Codes are three letters of ASCII, in capitals in the table. */
static const struct cs_currency *find_code(struct cs_span text)
{
    char code[3];
    if (text.size != sizeof code)
        return NULL;
    for (size_t i = 0; i < sizeof code; i++) {
        if (!cs_is_alpha(text.start[i]))
            return NULL;
        code[i] = (char)(text.start[i] & ~0x20);
    }
    for (size_t i = 0; i < cs_n_currencies; i++)
        if (memcmp(cs_currencies[i].code, code, sizeof code) == 0)
            return &cs_currencies[i];
    return NULL;
}

/* Whether the list, its items parted by `mark`, has the text. */
static bool has_item(const char *list, char mark, struct cs_span text)
{
    for (const char *item = list; item && *item; item++) {
        size_t n = 0;
        while (n < text.size && item[n] == text.start[n] && item[n] != mark && item[n])
            n++;
        if (n == text.size && n > 0 && (item[n] == mark || !item[n]))
            return true;
        item = strchr(item + n, mark);
        if (!item)
            return false;
    }
    return false;
}

/* The row of a single word or phrase, folded: "euros", "us dollars". NULL when there is none. */
static const struct cs_currency *find_name(struct cs_span name)
{
    for (size_t i = 0; name.size && i < cs_n_currencies; i++)
        if (has_item(cs_currencies[i].names, '|', name))
            return &cs_currencies[i];
    return NULL;
}

static const struct cs_currency *find_sign(struct cs_span text)
{
    for (size_t i = 0; text.size && i < cs_n_currencies; i++)
        if (has_item(cs_currencies[i].signs, ' ', text))
            return &cs_currencies[i];
    return NULL;
}

/* The folded words of a text: "U.S. dollar" → "u s dollar". */
static const struct cs_currency *find_words(struct cs_span text)
{
    char folded[64];
    size_t n = cs_fold_name(text, folded, sizeof folded);
    return n < sizeof folded - 1 ? find_name((struct cs_span){folded, n}) : NULL;
}

static const struct cs_currency *find_one(struct cs_span text)
{
    text = cs_span_trim(text);
    const struct cs_currency *row = find_code(text);
    if (!row)
        row = find_sign(text);
    return row ? row : find_words(text);
}

/* "GBP (£)", "EUR - Euro", "AUD/NZD": every part must name the same. */
static const struct cs_currency *find_in_parts(struct cs_span text)
{
    const struct cs_currency *row = NULL;
    size_t start = 0;
    for (size_t i = 0; i <= text.size; i++) {
        if (i < text.size && !strchr("()[]/|,;:-", text.start[i]))
            continue;
        struct cs_span part = cs_span_trim((struct cs_span){text.start + start, i - start});
        start = i + 1;
        if (part.size == 0 || cs_span_equals_nocase(part, "kr")) /* crowns of several countries */
            continue;
        const struct cs_currency *found = find_one(part);
        if (!found || (row && row != found))
            return NULL;
        row = found;
    }
    return row;
}

/* Whether an item of a list of names begins with the words. */
static bool has_beginning(const char *list, struct cs_span words)
{
    for (const char *item = list; item; item = strchr(item, '|')) {
        item += *item == '|';
        if (strncmp(item, words.start, words.size) == 0 && strchr(" |", item[words.size]))
            return true;
    }
    return false;
}

bool cs_currency_may_begin(struct cs_span word)
{
    char folded[64];
    if (find_code(word) || find_sign(word))
        return true;
    struct cs_span words = {folded, cs_fold_name(word, folded, sizeof folded)};
    for (size_t i = 0; i < cs_n_currencies; i++)
        if (has_beginning(cs_currencies[i].names, words))
            return true;
    return false;
}

/* "USD $", "£ GBP": two words that agree. */
static const struct cs_currency *find_in_words(struct cs_span text)
{
    const char *blank = memchr(text.start, ' ', text.size);
    if (!blank)
        return NULL;
    size_t n = (size_t)(blank - text.start);
    const struct cs_currency *first = find_one((struct cs_span){text.start, n});
    if (!first)
        return NULL;
    const struct cs_currency *rest = find_one((struct cs_span){blank + 1, text.size - n - 1});
    return first == rest ? first : NULL;
}

const struct cs_currency *cs_currency_named(struct cs_span text)
{
    text = cs_span_trim(text);
    if (text.size == 0)
        return NULL;
    const struct cs_currency *row = find_one(text);
    if (!row)
        row = find_in_parts(text);
    return row ? row : find_in_words(text);
}

/* ---- in headers ---- */

/* Codes that are words, in English or in other headers. */
static bool is_word(struct cs_span text)
{
    static const char words[] = "|all|top|try|pen|mad|cup|sos|gel|bam|ang|lak|";
    return has_item(words + 1, '|', text);
}

/* The only row of two, NULL for two that differ. */
static const struct cs_currency *merge(const struct cs_currency *one, const struct cs_currency *two,
                                       bool *is_clear)
{
    *is_clear = *is_clear && (!one || !two || one == two);
    return one ? one : two;
}

/* The text in the first brackets: "pay (Swiss francs)". A word in it may be no currency. */
static const struct cs_currency *find_in_brackets(struct cs_span header)
{
    const char *open = memchr(header.start, '(', header.size), *end = header.start + header.size;
    const char *close = open ? memchr(open, ')', (size_t)(end - open)) : NULL;
    bool is_dollar = close && close == open + 2 && open[1] == '$'; /* of any country */
    return close && !is_dollar
               ? cs_currency_named((struct cs_span){open + 1, (size_t)(close - open - 1)})
               : NULL;
}

/* A sign anywhere, but for "$", which is of many countries. */
static const struct cs_currency *find_signs(struct cs_span header, bool *is_clear)
{
    const struct cs_currency *row = NULL;
    for (size_t i = 0; i < cs_n_currencies; i++) {
        const char *sign = cs_currencies[i].sign;
        bool is_mark = sign && (unsigned char)sign[0] >= 0x80;
        if (is_mark && memmem(header.start, header.size, sign, strlen(sign)))
            row = merge(row, &cs_currencies[i], is_clear);
    }
    return row;
}

const struct cs_currency *cs_currency_in_header(struct cs_span header)
{
    char folded[128];
    bool is_clear = true;
    const struct cs_currency *row = find_signs(header, &is_clear);
    row = merge(row, find_in_brackets(header), &is_clear);
    cs_fold_name(header, folded, sizeof folded);
    for (const char *word = folded; *word;) {
        size_t n = strcspn(word, " ");
        struct cs_span code = {word, n};
        if (!is_word(code))
            row = merge(row, find_code(code), &is_clear);
        word += n + (word[n] == ' ');
    }
    return is_clear ? row : NULL;
}

/* ---- beside digits ---- */

static bool is_at(struct cs_span text, const char *sign, size_t n, bool is_start)
{
    if (text.size < n || memcmp(is_start ? text.start : text.start + text.size - n, sign, n) != 0)
        return false;
    if (text.size == n)
        return true;
    /* Letters do not go on: "Rs" in "Rsx", "Ft" in "Soft"; but "50kUSD". */
    const char *next = is_start ? text.start + n : text.start + text.size - n - 1;
    bool is_suffix =
        !is_start && next > text.start && strchr("kKmM", *next) && cs_is_digit(next[-1]);
    return is_suffix || !cs_is_alpha(is_start ? sign[n - 1] : sign[0]) || !cs_is_alpha(*next);
}

static const struct cs_currency *sign_at(struct cs_span text, bool is_start, size_t *n_bytes)
{
    const struct cs_currency *best = NULL;
    *n_bytes = 0;
    if (!text.size)
        return NULL;
    char edge = is_start ? text.start[0] : text.start[text.size - 1];
    for (size_t i = 0; i < cs_n_currencies; i++)
        for (const char *sign = cs_currencies[i].signs; sign && *sign;) {
            size_t n = 1;
            while (sign[n] && sign[n] != ' ')
                n++;
            if (n > *n_bytes && sign[is_start ? 0 : n - 1] == edge &&
                is_at(text, sign, n, is_start)) {
                best = &cs_currencies[i];
                *n_bytes = n;
            }
            sign += n + (sign[n] == ' ');
        }
    return best;
}

static const struct cs_currency *code_at(struct cs_span text, bool is_start, size_t *n_bytes)
{
    if (text.size < 3)
        return NULL;
    struct cs_span code = {is_start ? text.start : text.start + text.size - 3, 3};
    const struct cs_currency *row = find_code(code);
    if (!row || !is_at(text, code.start, 3, is_start))
        return NULL;
    *n_bytes = 3;
    return row;
}

static const struct cs_currency *find_at(struct cs_span text, bool is_start, size_t *n_bytes)
{
    const struct cs_currency *row = sign_at(text, is_start, n_bytes);
    return row ? row : code_at(text, is_start, n_bytes);
}

const struct cs_currency *cs_currency_at_start(struct cs_span text, size_t *n_bytes)
{
    return find_at(text, true, n_bytes);
}

const struct cs_currency *cs_currency_at_end(struct cs_span text, size_t *n_bytes)
{
    return find_at(text, false, n_bytes);
}

bool cs_currency_is_dollar(const char *code)
{
    const struct cs_currency *row = cs_currency_of(code);
    return row && ((row->signs && strchr(row->signs, '$')) ||
                   (row->names && strstr(row->names, "dollar")));
}

const char *cs_currency_prefix(const char *code, const char *blank,
                               char out[CS_CURRENCY_PREFIX_BYTES])
{
    const struct cs_currency *row = cs_currency_of(code);
    if (row && row->sign)
        snprintf(out, CS_CURRENCY_PREFIX_BYTES, "%s", row->sign);
    else
        snprintf(out, CS_CURRENCY_PREFIX_BYTES, "%.3s%s", code, *code ? blank : "");
    return out;
}
