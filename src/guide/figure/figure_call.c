/* The words of a figure call: `NAME key=value key="two words"`. */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/number.h"
#include "base/suggest.h"
#include "base/text.h"
#include "guide/figure/figure.h"

enum argument_type { TEXT, PERCENT_NUMBER, COUNT_NUMBER };

/* The arguments there are: one row each. */
static const struct argument {
    const char *name;
    enum argument_type type;
    size_t offset;
    unsigned needs; /* CS_ARG_* of the figure; 0: every figure takes it */
} arguments[] = {
    {"occupation", TEXT, offsetof(struct cs_figure_call, occupation), 0},
    {"region", TEXT, offsetof(struct cs_figure_call, region), 0},
    {"period", TEXT, offsetof(struct cs_figure_call, period), 0},
    {"style", TEXT, offsetof(struct cs_figure_call, style), 0},
    {"file", TEXT, offsetof(struct cs_figure_call, file), 0},
    {"level", TEXT, offsetof(struct cs_figure_call, level), CS_ARG_LEVEL},
    {"industry", TEXT, offsetof(struct cs_figure_call, industry), CS_ARG_INDUSTRY},
    {"per", TEXT, offsetof(struct cs_figure_call, per), CS_ARG_PER},
    {"p", PERCENT_NUMBER, offsetof(struct cs_figure_call, percentile), CS_ARG_PERCENTILE},
    {"from", PERCENT_NUMBER, offsetof(struct cs_figure_call, percentile), CS_ARG_RANGE},
    {"to", PERCENT_NUMBER, offsetof(struct cs_figure_call, to_percentile), CS_ARG_RANGE},
    {"top", COUNT_NUMBER, offsetof(struct cs_figure_call, top), CS_ARG_TOP},
};
enum { N_ARGUMENTS = sizeof arguments / sizeof *arguments };

static const struct argument *argument_named(const char *name)
{
    for (size_t i = 0; i < N_ARGUMENTS; i++)
        if (strcmp(arguments[i].name, name) == 0)
            return &arguments[i];
    return NULL;
}

static enum cs_status fail_unknown(const char *what, const char *word, const char *nearest,
                                   struct cs_diag *diag)
{
    struct cs_shown shown;
    cs_show(&shown, word, strlen(word));
    if (!nearest)
        return cs_fail(diag, CS_USAGE, NULL, "careerstat figures lists them", "no %s '%s'", what,
                       shown.text);
    struct cs_buf hint;
    cs_buf_init(&hint);
    cs_buf_printf(&hint, "did you mean '%s'?", nearest);
    enum cs_status status =
        cs_fail(diag, CS_USAGE, NULL, cs_buf_text(&hint), "no %s '%s'", what, shown.text);
    cs_buf_clear(&hint);
    return status;
}

static const char *nearest_figure(const char *word)
{
    const char *names[128];
    size_t n = cs_figure_count() < 128 ? cs_figure_count() : 128;
    for (size_t i = 0; i < n; i++)
        names[i] = cs_figure_at(i)->name;
    return cs_suggest(word, names, n);
}

static const char *nearest_style(const char *word)
{
    const char *names[64];
    size_t n = cs_figure_style_count() < 64 ? cs_figure_style_count() : 64;
    for (size_t i = 0; i < n; i++)
        names[i] = cs_figure_style_at(i)->name;
    return cs_suggest(word, names, n);
}

static enum cs_status check_style(const struct cs_figure_info *info, const char *word,
                                  struct cs_diag *diag)
{
    const struct cs_figure_style *style = cs_figure_style_named(word);
    if (!style)
        return fail_unknown("style", word, nearest_style(word), diag);
    if (!info || cs_figure_takes_style(info, style))
        return CS_OK;
    return cs_fail(diag, CS_USAGE, NULL, "careerstat figures lists the styles",
                   "figure '%s' has no style '%s'", info->name, word);
}

static enum cs_status set_number(struct cs_figure_call *call, const struct argument *argument,
                                 const char *value, struct cs_diag *diag)
{
    double number;
    double most = argument->type == PERCENT_NUMBER ? 100 : 1000;
    struct cs_shown shown;
    if (!cs_number_parse(cs_span_of(value), &number) || number <= 0 || number > most)
        return cs_fail(diag, CS_USAGE, NULL, NULL,
                       "argument '%s': '%s' is not a number from 1 to "
                       "%.0f",
                       argument->name, cs_show(&shown, value, strlen(value)), most);
    if (argument->type == COUNT_NUMBER)
        call->top = (int)number;
    else
        memcpy((char *)call + argument->offset, &number, sizeof number);
    return CS_OK;
}

enum cs_status cs_figure_call_set(struct cs_figure_call *call, const char *name, const char *value,
                                  struct cs_diag *diag)
{
    const struct argument *argument = argument_named(name);
    if (!argument) {
        const char *names[N_ARGUMENTS];
        for (size_t i = 0; i < N_ARGUMENTS; i++)
            names[i] = arguments[i].name;
        return fail_unknown("argument", name, cs_suggest(name, names, N_ARGUMENTS), diag);
    }
    const struct cs_figure_info *info = call->name ? cs_figure_named(call->name) : NULL;
    if (info && argument->needs && !(info->arguments & argument->needs))
        return cs_fail(diag, CS_USAGE, NULL, NULL, "figure '%s' takes no argument '%s'", info->name,
                       name);
    if (argument->type != TEXT)
        return set_number(call, argument, value, diag);
    if (strcmp(name, "style") == 0) {
        enum cs_status status = check_style(info, value, diag);
        if (status != CS_OK)
            return status;
    }
    memcpy((char *)call + argument->offset, &value, sizeof value);
    return CS_OK;
}

/* The next word up to a blank or '=', or a quoted text. */
static struct cs_span take_word(struct cs_span *rest, int stops_at_equals)
{
    char quote = rest->size && (*rest->start == '"' || *rest->start == '\'') ? *rest->start : 0;
    size_t skip = quote != 0, n = 0;
    while (skip + n < rest->size) {
        char c = rest->start[skip + n];
        if (quote ? c == quote : cs_is_space(c) || (stops_at_equals && c == '='))
            break;
        n++;
    }
    struct cs_span word = {rest->start + skip, n};
    size_t used = skip + n + (quote && skip + n < rest->size);
    *rest = (struct cs_span){rest->start + used, rest->size - used};
    return word;
}

static enum cs_status parse_argument(struct cs_span *rest, struct cs_arena *arena,
                                     struct cs_figure_call *call, struct cs_diag *diag)
{
    struct cs_span name = take_word(rest, 1);
    struct cs_shown shown;
    if (rest->size == 0 || *rest->start != '=')
        return cs_fail(diag, CS_USAGE, NULL, "write arguments as key=value",
                       "argument '%s' has no value", cs_show(&shown, name.start, name.size));
    *rest = (struct cs_span){rest->start + 1, rest->size - 1};
    struct cs_span value = take_word(rest, 0);
    char *key = cs_arena_copy(arena, name.start, name.size);
    char *text = cs_arena_copy(arena, value.start, value.size);
    if (!key || !text)
        return cs_fail_memory(diag);
    return cs_figure_call_set(call, key, text, diag);
}

enum cs_status cs_figure_call_parse(struct cs_span text, struct cs_arena *arena,
                                    struct cs_figure_call *out, struct cs_diag *diag)
{
    *out = (struct cs_figure_call){0};
    struct cs_span rest = cs_span_trim(text);
    struct cs_span word = take_word(&rest, 0);
    char *name = cs_arena_copy(arena, word.start, word.size);
    if (!name)
        return cs_fail_memory(diag);
    if (!cs_figure_named(name))
        return fail_unknown("figure", name, nearest_figure(name), diag);
    out->name = name;
    for (rest = cs_span_trim(rest); rest.size; rest = cs_span_trim(rest)) {
        enum cs_status status = parse_argument(&rest, arena, out, diag);
        if (status != CS_OK)
            return status;
    }
    return CS_OK;
}

void cs_figure_call_default(struct cs_figure_call *call, const struct cs_figure_call *defaults)
{
    const char **const texts[] = {&call->occupation, &call->region,   &call->level,
                                  &call->period,     &call->industry, &call->per};
    const char *const given[] = {defaults->occupation, defaults->region,   defaults->level,
                                 defaults->period,     defaults->industry, defaults->per};
    for (size_t i = 0; i < sizeof given / sizeof *given; i++)
        if (!*texts[i])
            *texts[i] = given[i];
}
