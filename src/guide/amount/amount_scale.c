/* What may stand between the digits or words of a number and its unit: fractions, thousands and
 * millions, "grand". One list for reading and for writing anew. */
#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "base/text.h"
#include "guide/amount/amount.h"
#include "guide/amount/amount_read.h"

static const struct cs_amount_scale scales[] = {{"million", 1e6, false}, {"thousand", 1e3, false},
                                                {"billion", 1e9, false}, {"lakh", 1e5, false},
                                                {"mn", 1e6, false},      {"bn", 1e9, false},
                                                {"grand", 1e3, true}};
/* Right behind the digits. */
static const struct cs_amount_scale letters[] = {
    {"k", 1e3, false}, {"K", 1e3, false}, {"M", 1e6, false}};

size_t cs_amount_read_scale(const struct cs_amount_reader *r, size_t i,
                            const struct cs_amount_scale **out)
{
    static const struct cs_amount_scale none = {"", 1, false};
    *out = &none;
    for (size_t w = 0; w < sizeof letters / sizeof letters[0]; w++) {
        if (cs_amount_at(r, i) != letters[w].word[0] || cs_is_alnum(cs_amount_at(r, i + 1)))
            continue;
        *out = &letters[w];
        return i + 1;
    }
    size_t k = cs_amount_skip_space(r, i);
    if (cs_amount_at(r, k) == '-')
        k++;
    for (size_t w = 0; w < sizeof scales / sizeof scales[0]; w++) {
        if (cs_amount_has_word(r, k, scales[w].word)) {
            *out = &scales[w];
            return k + strlen(scales[w].word);
        }
    }
    return i;
}

void cs_amount_apply_scale(const struct cs_amount_scale *scale, struct cs_amount *out)
{
    out->low *= scale->factor;
    out->step *= scale->factor;
    if (scale->is_money && !out->currency[0]) {
        memcpy(out->currency, "USD", 4);
        out->is_plain_dollar = true;
    }
}

size_t cs_amount_read_fraction(const struct cs_amount_reader *r, size_t i, struct cs_amount *out)
{
    static const struct {
        const char *sign;
        double value;
    } signs[] = {{"\xC2\xBD", 0.5},    {"\xC2\xBC", 0.25},       {"\xC2\xBE", 0.75},
                 {" and a half", 0.5}, {" and a quarter", 0.25}, {" and three quarters", 0.75}};
    const struct cs_amount_scale *scale;
    for (size_t k = 0; k < sizeof signs / sizeof signs[0]; k++) {
        size_t end = i + strlen(signs[k].sign);
        bool is_word = signs[k].sign[0] == ' ';
        if (!cs_amount_starts(r, i, signs[k].sign))
            continue;
        if (is_word && cs_amount_read_scale(r, end, &scale) == end)
            continue; /* "for 2 and a half of them" */
        out->low += signs[k].value;
        out->step = fmod(signs[k].value, 0.5) == 0 ? 0.5 : 0.25;
        return end;
    }
    return i;
}

size_t cs_amount_read_change(const struct cs_amount_reader *r, size_t i, struct cs_amount *out)
{
    static const char *const words[] = {" and change", " and a bit", " and some change", NULL};
    for (const char *const *w = words; *w; w++) {
        if (!cs_amount_has_word(r, i, *w))
            continue;
        out->low += out->step / 2; /* between this and the next whole one */
        return i + strlen(*w);
    }
    return i;
}
