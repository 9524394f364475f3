/* Headers folded for looking words up in them, and the scale that such words name. Apart from the
 * drafts, since a layout's own numbers are held against their headers as well. */
#include "ingest/profile/header_fold.h"

#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"

bool cs_header_words_have(const char *folded, const char *alternatives)
{
    char padded[CS_WORDS_BYTES + 2], wanted[80];
    snprintf(padded, sizeof padded, " %s ", folded);
    for (const char *p = alternatives; *p; p += strcspn(p, "|"), p += *p == '|') {
        snprintf(wanted, sizeof wanted, " %.*s ", (int)strcspn(p, "|"), p);
        if (strstr(padded, wanted))
            return true;
    }
    return false;
}

static bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

static bool is_lower(char c)
{
    return c >= 'a' && c <= 'z';
}

/* A sign at the header's byte spelled out: "%", "\xC2\xA2", and behind a sign of money "k", "m" and
 * their like. Returns how many bytes it takes; 0 for none. */
static size_t spell_sign(const char *header, size_t i, const char **spelled)
{
    static const struct {
        const char *sign, *spelled;
        bool is_behind_money; /* and no letter follows */
    } signs[] = {
        {"%", " percent ", false},  {"\xC2\xA2", " cents ", false}, {"k", " thousands ", true},
        {"mm", " millions ", true}, {"mn", " millions ", true},     {"mil", " millions ", true},
        {"m", " millions ", true},
    };
    static const char *const money[] = {"$", "\xC2\xA3", "\xE2\x82\xAC", "\xC2\xA5"};
    bool is_behind = false;
    for (size_t m = 0; m < sizeof money / sizeof *money; m++) {
        size_t n = strlen(money[m]);
        is_behind |= i >= n && memcmp(header + i - n, money[m], n) == 0;
    }
    for (size_t s = 0; s < sizeof signs / sizeof *signs; s++) {
        size_t n = strlen(signs[s].sign);
        if (strncasecmp(header + i, signs[s].sign, n) != 0 ||
            (signs[s].is_behind_money && (!is_behind || cs_is_alpha(header[i + n]))))
            continue;
        *spelled = signs[s].spelled;
        return n;
    }
    return 0;
}

/* Parts words that are told by their capitals alone, and spells signs out. */
const char *cs_header_words_fold(const char *header, char out[CS_WORDS_BYTES])
{
    char text[2 * CS_WORDS_BYTES];
    size_t n = 0, end = strcspn(header, "?"), length;
    bool is_question = header[end] == '?';
    int depth = 0;
    end = is_question ? end : strlen(header);
    for (size_t i = 0; i < end && n + 16 < sizeof text; i += length) {
        char c = header[i];
        const char *spelled;
        size_t n_sign = spell_sign(header, i, &spelled);
        length = n_sign ? n_sign : 1;
        depth += is_question && c == '(';
        if (depth == 0 && i > 0 && is_upper(c) &&
            (is_lower(header[i - 1]) || (is_upper(header[i - 1]) && is_lower(header[i + 1]) &&
                                         i > 1 && is_upper(header[i - 2]))))
            text[n++] = ' ';
        if (depth == 0 && n_sign)
            n += (size_t)snprintf(text + n, sizeof text - n, "%s", spelled);
        else if (depth == 0)
            text[n++] = c;
        depth -= is_question && c == ')' && depth > 0;
    }
    cs_fold_name((struct cs_span){text, n}, out, CS_WORDS_BYTES);
    return out;
}

double cs_header_scale(const char *words)
{
    static const struct {
        const char *words;
        double scale;
    } rows[] = {
        {"thousands|thousand|000s|1000s|in 000|000|in 1 000|in 1 000s|in k", 1000},
        {"millions|million|in mio|mio|mln", 1000000},
        {"hundreds|in 100s|100s", 100},
        {"cents|cent|pence|pennies|minor unit|minor units|centavos|centimes|paise|rappen", 0.01},
    };
    double scale = 0;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (!cs_header_words_have(words, rows[i].words))
            continue;
        if (scale > 0)
            return NAN; /* "hundreds of thousands" */
        scale = rows[i].scale;
    }
    return cs_header_words_have(words, "per cent|per thousand|per 1 000|per million") ? 0 : scale;
}
