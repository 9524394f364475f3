/* A figure in any of its styles, sentences included. Apart from the styles, of which a sentence is
 * made. */
#include <math.h>
#include <string.h>

#include "analysis/outlook/lookup.h"
#include "data/quantity.h"
#include "guide/figure/figure.h"
#include "guide/figure/figure_table.h"
#include "guide/figure/figure_write.h"

const char *cs_figure_text(const struct cs_figure_value *value, const char *style,
                           struct cs_arena *arena)
{
    const struct cs_figure_style *known = cs_figure_style_named(style);
    if (!known || !value->is_present || !cs_figure_takes_style(value->info, known))
        return NULL;
    return strcmp(known->name, CS_SENTENCE_STYLE) == 0 ? cs_write_sentence(value, arena)
                                                       : cs_write_styled(value, style, arena);
}

const char *cs_found_text(const struct cs_found *found, const char *style, enum cs_figure_kind kind,
                          struct cs_arena *arena)
{
    struct cs_figure_info info = {.name = "",
                                  .words = "",
                                  .kind = kind,
                                  .style = style,
                                  .arguments = ~0u}; /* whoever asks knows what suits it */
    struct cs_figure_value value = {.info = &info,
                                    .quantity = found->quantity,
                                    .high = NAN,
                                    .unit = found->unit,
                                    .word = found->text,
                                    .period = found->period,
                                    .period_text = found->period_text,
                                    .source = found->source,
                                    .note = found->note,
                                    .is_present = true};
    if (!found->estimate || (!found->text && isnan(cs_found_number(found))))
        return NULL;
    return cs_figure_text(&value, style, arena);
}

void cs_figure_rows_found(struct cs_figure_rows *rows, size_t column, const struct cs_found *found,
                          const char *style, enum cs_figure_kind kind)
{
    const char *text = cs_found_text(found, style, kind, rows->arena);
    if (text)
        cs_figure_rows_number(rows, column, cs_found_number(found), text);
    else if (found->estimate)
        cs_figure_rows_words(rows, column, cs_presence_words(found->quantity.presence));
    cs_figure_rows_cite(rows, found->source);
}
