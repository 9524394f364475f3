/* Figures as whole sentences: the patterns of the table of figures, filled in. */
#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "guide/figure/figure.h"
#include "guide/figure/figure_words.h"
#include "guide/figure/figure_write.h"

/* "Registered nurses", whatever the publisher's capitals. */
static const char *write_occupation(const struct cs_figure_value *value, struct cs_arena *arena)
{
    return cs_title_in_sentence(value->occupation, arena);
}

static const char *with_capital(const char *text, struct cs_arena *arena)
{
    char *copy = text ? cs_arena_strdup(arena, text) : NULL;
    if (copy && *copy >= 'a' && *copy <= 'z')
        *copy = (char)(*copy - 'a' + 'A');
    return copy;
}

static const char *write_occupation_first(const struct cs_figure_value *value,
                                          struct cs_arena *arena)
{
    return with_capital(write_occupation(value, arena), arena);
}

static const char *write_region(const struct cs_figure_value *value, struct cs_arena *arena)
{
    return cs_region_in_sentence(value->region_code, value->region, arena);
}

/* The region unless it is the nation, which projections speak of without a word. */
static const char *write_elsewhere(const struct cs_figure_value *value, struct cs_arena *arena)
{
    return strcmp(value->region_code, "US") == 0 ? "" : write_region(value, arena);
}

static const char *write_level(const struct cs_figure_value *value, struct cs_arena *arena)
{
    (void)arena;
    return value->level;
}

static const char *write_industry(const struct cs_figure_value *value, struct cs_arena *arena)
{
    return value->industry ? cs_title_in_sentence(value->industry, arena) : NULL;
}

/* "rose 9.8%", "fell 1.2%", "did not change". */
static const char *write_rose(const struct cs_figure_value *value, struct cs_arena *arena)
{
    double tenths = round(value->quantity.value * 10);
    if (tenths == 0)
        return "did not change";
    struct cs_figure_value size = *value;
    size.quantity.value = fabs(value->quantity.value);
    return cs_arena_printf(arena, "%s %s", tenths < 0 ? "fell" : "rose",
                           cs_write_percent_1(&size, arena));
}

/* "grow by about 35,300 jobs". */
static const char *write_grow_by(const struct cs_figure_value *value, struct cs_arena *arena)
{
    if (cs_count_rounded(value->quantity.value) == 0)
        return "show little or no change";
    return cs_arena_printf(arena, "%s by about %s jobs",
                           value->quantity.value < 0 ? "decline" : "grow",
                           cs_write_size(value, arena));
}

static bool is_floor(const struct cs_figure_value *value)
{
    return value->quantity.presence == CS_AT_LEAST;
}

static const char *ordinal(double percentile, struct cs_arena *arena)
{
    return cs_arena_printf(arena, "%gth", percentile); /* 10, 25, 50, 75 and 90 are published */
}

/* Who earns so much: "The lowest 10 percent of", "Half of", "The middle 80 percent of". */
static const char *write_share(const struct cs_figure_value *value, struct cs_arena *arena)
{
    double p = value->percentile, to = value->to_percentile;
    if (to > 0 && p + to == 100)
        return cs_arena_printf(arena, "The middle %g percent of", to - p);
    if (to > 0)
        return cs_arena_printf(arena, "Between the %s and the %s percentile,", ordinal(p, arena),
                               ordinal(to, arena));
    if (p == 50)
        return is_floor(value) ? "The better paid half of" : "Half of";
    if (p > 50)
        return cs_arena_printf(arena, "The highest %g percent of", 100 - p);
    return cs_arena_printf(
        arena, is_floor(value) ? "All but the lowest %g percent of" : "The lowest %g percent of",
        p);
}

/* "less than $35,050", "more than $60,050", "$239,200 or more". */
static const char *write_threshold(const struct cs_figure_value *value, struct cs_arena *arena)
{
    const char *than = is_floor(value) ? "" : value->percentile > 50 ? "more than " : "less than ";
    return cs_arena_printf(arena, "%s%s", than, cs_write_money(value, arena));
}

/* A region that is the answer. */
static const char *write_place(const struct cs_figure_value *value, struct cs_arena *arena)
{
    (void)arena;
    return value->word && strcmp(value->word, "District of Columbia") == 0
               ? "the District of Columbia"
               : value->word;
}

static bool begins_with(const char *text, const char *word)
{
    return strncmp(text, word, strlen(word)) == 0;
}

static const char *with_article(const char *words, struct cs_arena *arena)
{
    if (begins_with(words, "no ") || begins_with(words, "some "))
        return words;
    return cs_arena_printf(arena, "%s %s", strchr("aeiou", *words) ? "an" : "a", words);
}

/* "a bachelor's degree", "no formal educational credential". */
static const char *write_credential(const struct cs_figure_value *value, struct cs_arena *arena)
{
    const char *words = cs_write_word_lower(value, arena);
    return words ? with_article(words, arena) : NULL;
}

/* "no", "less than 5 years of". */
static const char *write_experience(const struct cs_figure_value *value, struct cs_arena *arena)
{
    const char *words = cs_write_word_lower(value, arena);
    if (!words || strcmp(words, "none") == 0)
        return words ? "no" : NULL;
    return cs_arena_printf(arena, "%s of", words);
}

/* "no on-the-job training", "an apprenticeship", "short-term on-the-job training". */
static const char *write_training(const struct cs_figure_value *value, struct cs_arena *arena)
{
    const char *words = cs_write_word_lower(value, arena);
    if (!words || strcmp(words, "none") == 0)
        return words ? "no on-the-job training" : NULL;
    size_t n = strlen(words);
    bool is_training = n > 8 && strcmp(words + n - 8, "training") == 0;
    return is_training ? words : with_article(words, arena);
}

/* The words of patterns that are no styles. */
static const struct {
    const char *name;
    cs_style_writer *write;
} words[] = {
    {"occupation", write_occupation},
    {"Occupation", write_occupation_first},
    {"region", write_region},
    {"elsewhere", write_elsewhere},
    {"level", write_level},
    {"industry", write_industry},
    {"grow", cs_write_grow},
    {"grow-by", write_grow_by},
    {"rose", write_rose},
    {"Share", write_share},
    {"threshold", write_threshold},
    {"place", write_place},
    {"pay", cs_write_money},
    {"per", cs_write_per},
    {"credential", write_credential},
    {"experience", write_experience},
    {"training", write_training},
};

static const char *word_text(const struct cs_figure_value *value, const char *name,
                             struct cs_arena *arena)
{
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(words[i].name, name) == 0)
            return words[i].write(value, arena);
    return cs_write_styled(value, name, arena);
}

/* Fills a pattern; a part in brackets goes when one of its words is empty. Returns the end of the
 * part. */
static const char *fill_pattern(const struct cs_figure_value *value, const char *pattern,
                                struct cs_buf *out, struct cs_arena *arena)
{
    size_t start = out->size;
    bool is_complete = true;
    while (*pattern && *pattern != ']') {
        if (*pattern == '[') {
            pattern = fill_pattern(value, pattern + 1, out, arena);
            continue;
        }
        if (*pattern != '{') {
            cs_buf_putc(out, *pattern++);
            continue;
        }
        size_t n = strcspn(pattern, "}");
        char *name = cs_arena_copy(arena, pattern + 1, n - 1);
        const char *text = name ? word_text(value, name, arena) : NULL;
        is_complete &= text && *text;
        cs_buf_puts(out, text ? text : "");
        pattern += n + 1;
    }
    if (*pattern == ']' && !is_complete && out->data) {
        out->size = start;
        out->data[start] = '\0';
    }
    return *pattern ? pattern + 1 : pattern;
}

const char *cs_write_sentence(const struct cs_figure_value *value, struct cs_arena *arena)
{
    struct cs_buf buf;
    cs_buf_init(&buf);
    if (value->info->sentence) {
        fill_pattern(value, value->info->sentence, &buf, arena);
    } else {
        const char *text = cs_write_styled(value, value->info->style, arena);
        cs_buf_printf(&buf, "%s: %s.", with_capital(value->info->words, arena), text ? text : "");
    }
    const char *sentence = buf.failed ? NULL : cs_arena_strdup(arena, cs_buf_text(&buf));
    cs_buf_clear(&buf);
    return sentence;
}
