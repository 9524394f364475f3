/* Bands of years of experience: their names and definitions are made here once, and a cell is put
 * into one. */
#include "data/level/bands.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "base/number.h"
#include "base/text.h"
#include "data/level/years.h"

static bool name_band(struct cs_level_band *band, struct cs_arena *arena)
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

bool cs_level_bands_make(struct cs_level_bands *out, const double *years, size_t n,
                         struct cs_arena *arena)
{
    *out = (struct cs_level_bands){cs_arena_alloc(arena, (n + 1) * sizeof *out->bands), n};
    for (size_t i = 0; i < n && out->bands; i++) {
        out->bands[i].from = years[i];
        out->bands[i].to = i + 1 < n ? years[i + 1] : INFINITY;
        if (!(out->bands[i].from < out->bands[i].to) || !name_band(&out->bands[i], arena))
            return false;
    }
    return n > 0 && out->bands;
}

static bool holds(const struct cs_level_band *band, const struct cs_years *years)
{
    return years->low >= band->from &&
           (years->high < band->to || (years->is_below && years->high <= band->to) ||
            (isinf(years->high) && isinf(band->to)));
}

const struct cs_level_band *cs_level_bands_find(const struct cs_level_bands *bands,
                                                struct cs_span text, enum cs_in_bands *answer)
{
    struct cs_years years;
    *answer = CS_NO_YEARS;
    if (!cs_years_read(text, &years))
        return NULL;
    for (size_t i = 0; i < bands->n; i++)
        if (holds(&bands->bands[i], &years)) {
            *answer = CS_IN_BAND;
            return &bands->bands[i];
        }
    bool is_before = bands->n && (years.high < bands->bands[0].from ||
                                  (years.is_below && years.high <= bands->bands[0].from));
    *answer = is_before ? CS_BEFORE_BANDS : CS_ACROSS_BANDS;
    return NULL;
}
