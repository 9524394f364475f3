/* Bands of years of experience: their names and definitions are made here once, and a cell is put
 * into one. */
#include "data/bands.h"

#include <stdbool.h>
#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/number.h"
#include "base/text.h"

static int name_band(struct cs_level_band *band, struct cs_arena *arena)
{
    char from[CS_NUMBER_TEXT_BYTES], to[CS_NUMBER_TEXT_BYTES];
    cs_number_format(band->from, from);
    if (isinf(band->to)) {
        band->code = cs_arena_printf(arena, "%s+", from);
        band->title = cs_arena_printf(arena, "%s years or more", from);
        band->definition = cs_arena_printf(arena, "%s years of experience or more", from);
    } else {
        cs_number_format(band->to, to);
        band->code = cs_arena_printf(arena, "%s-%s", from, to);
        band->title = cs_arena_printf(arena, "%s–%s years", from, to);
        band->definition =
            cs_arena_printf(arena, "from %s to under %s years of experience", from, to);
    }
    return band->code && band->title && band->definition;
}

int cs_level_bands_make(struct cs_level_bands *out, const double *years, size_t n,
                        struct cs_arena *arena)
{
    *out = (struct cs_level_bands){cs_arena_alloc(arena, (n + 1) * sizeof *out->bands), n};
    for (size_t i = 0; i < n && out->bands; i++) {
        out->bands[i].from = years[i];
        out->bands[i].to = i + 1 < n ? years[i + 1] : INFINITY;
        if (!(out->bands[i].from < out->bands[i].to) || !name_band(&out->bands[i], arena))
            return 0;
    }
    return n > 0 && out->bands;
}

const struct cs_level_band *cs_level_bands_find(const struct cs_level_bands *bands,
                                                struct cs_span text, bool *is_years)
{
    static const char *const units[] = {" years", " year", " yrs", " yr"};
    double years;
    text = cs_span_trim(text);
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        size_t n = strlen(units[i]);
        if (text.size > n &&
            cs_span_equals_nocase((struct cs_span){text.start + text.size - n, n}, units[i])) {
            text.size -= n;
            break;
        }
    }
    *is_years = cs_number_parse(text, &years);
    for (size_t i = 0; i < bands->n && *is_years; i++)
        if (years >= bands->bands[i].from && years < bands->bands[i].to)
            return &bands->bands[i];
    return NULL;
}
