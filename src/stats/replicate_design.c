/* The words for how replicate weights were made. Apart from the estimates, which only need the
 * design. */
#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "base/number.h"
#include "base/text.h"
#include "stats/replicate.h"

static const char *const names[CS_N_REPLICATE_KINDS] = {
    [CS_REPLICATE_SDR] = "acs",
    [CS_REPLICATE_JK1] = "jk1",
    [CS_REPLICATE_JK2] = "jk2",
    [CS_REPLICATE_BRR] = "brr",
    [CS_REPLICATE_BOOTSTRAP] = "bootstrap",
    [CS_REPLICATE_OTHER] = "other",
};

static bool read_number(struct cs_span text, double least, double most, double *out)
{
    return cs_number_parse(cs_span_trim(text), out) && *out >= least && *out <= most;
}

/* "0.5,0.25": a scale for each replicate. */
static bool read_rscales(struct cs_span text, struct cs_arena *arena,
                         struct cs_replicate_design *design, size_t *n)
{
    size_t n_most = 1;
    for (size_t i = 0; i < text.size; i++)
        n_most += text.start[i] == ',';
    double *rscales = cs_arena_alloc(arena, n_most * sizeof *rscales);
    while (rscales && text.size) {
        const char *comma = memchr(text.start, ',', text.size);
        size_t length = comma ? (size_t)(comma - text.start) : text.size;
        if (!read_number((struct cs_span){text.start, length}, 0, HUGE_VAL, &rscales[(*n)++]))
            return false;
        length += comma != NULL;
        text = (struct cs_span){text.start + length, text.size - length};
    }
    design->rscales = rscales;
    return rscales && *n == n_most;
}

static bool read_kind(struct cs_span name, struct cs_replicate_design *design)
{
    bool is_fay = cs_span_equals(name, "fay");
    if (is_fay || cs_span_equals(name, "sdr"))
        design->kind = is_fay ? CS_REPLICATE_BRR : CS_REPLICATE_SDR;
    for (int i = 0; i < CS_N_REPLICATE_KINDS; i++)
        if (cs_span_equals(name, names[i])) {
            design->kind = (enum cs_replicate_kind)i;
            return true;
        }
    return is_fay || cs_span_equals(name, "sdr");
}

bool cs_replicate_design_parse(struct cs_span text, struct cs_arena *arena,
                               struct cs_replicate_design *design, size_t *n_rscales)
{
    const char *colon = memchr(text.start, ':', text.size);
    size_t length = colon ? (size_t)(colon - text.start) : text.size;
    struct cs_span name = {text.start, length};
    *design = (struct cs_replicate_design){.scale = 1};
    *n_rscales = 0;
    if (!read_kind(name, design))
        return false;
    bool is_fay = cs_span_equals(name, "fay");
    if (!colon)
        return !is_fay && design->kind != CS_REPLICATE_OTHER;
    struct cs_span number = {colon + 1, text.size - length - 1};
    if (is_fay)
        return read_number(number, 0, 0.999, &design->fay);
    const char *second = memchr(number.start, ':', number.size);
    struct cs_span scale = {number.start, second ? (size_t)(second - number.start) : number.size};
    if (design->kind != CS_REPLICATE_OTHER || !read_number(scale, 0, HUGE_VAL, &design->scale))
        return false;
    return !second || read_rscales((struct cs_span){second + 1, number.size - scale.size - 1},
                                   arena, design, n_rscales);
}
