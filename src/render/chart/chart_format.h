/* Numbers as a chart's reader sees them. Answers for: values with their unit and sign, short axis
 * labels, the number style of a language. */
#ifndef CS_RENDER_CHART_FORMAT_H
#define CS_RENDER_CHART_FORMAT_H

#include <stdbool.h>

#include "data/quantity.h"

struct cs_language; /* one row: separators, where the currency sign stands */
/* By code ("de", "de-AT"); English when NULL or unknown. */
const struct cs_language *cs_language_of(const char *code);
/* 1 when the code is known: for options. */
bool cs_language_is_known(const char *code);

struct cs_format {
    const struct cs_language *language;
    struct cs_unit unit;
    bool is_signed; /* "+4.2 %" */
    double step;    /* of an axis: short labels with the decimals the step needs; 0: full values */
};

enum { CS_FORMAT_BYTES = 64 };
/* "$42,540", "≥ $239,200", "−4.2 %"; a missing value gives its reason in words. Returns out. */
const char *cs_format_quantity(const struct cs_format *format, struct cs_quantity quantity,
                               char out[CS_FORMAT_BYTES]);
const char *cs_format_value(const struct cs_format *format, double value,
                            char out[CS_FORMAT_BYTES]);

#endif
