/* Writers of values: one per style, internal to guide/figure_*.c. Each returns text in the arena,
 * or NULL when the value cannot be written so. */
#ifndef CS_GUIDE_FIGURE_WRITE_H
#define CS_GUIDE_FIGURE_WRITE_H

#include "guide/figure/figure.h"

typedef const char *cs_style_writer(const struct cs_figure_value *value, struct cs_arena *arena);

cs_style_writer cs_write_money, cs_write_money_k, cs_write_money_per, cs_write_per, cs_write_range,
    cs_write_range_k, cs_write_low, cs_write_high, cs_write_number, cs_write_about,
    cs_write_rounded, cs_write_thousand, cs_write_size, cs_write_size_1, cs_write_grow_1,
    cs_write_percent, cs_write_percent_1, cs_write_above_below, cs_write_up_down, cs_write_grow,
    cs_write_phrase, cs_write_signed_percent, cs_write_signed_percent_1, cs_write_signed_number,
    cs_write_ratio, cs_write_plain, cs_write_word, cs_write_word_lower, cs_write_period,
    cs_write_period_short, cs_write_base, cs_write_target, cs_write_source, cs_write_note,
    cs_write_sentence, cs_write_percent_words, cs_write_percent_1_words, cs_write_phrase_short,
    cs_write_period_long, cs_write_period_hyphen;

/* In any style but CS_SENTENCE_STYLE. NULL when the style is unknown or does not suit. */
#define CS_SENTENCE_STYLE "sentence"
const char *cs_write_styled(const struct cs_figure_value *value, const char *style,
                            struct cs_arena *arena);

#endif
