/* Which list an option's or operand's words come from: by name, as rows of commands know nothing of
 * the tables behind them. */
#include "cli/frame/completion_words.h"

#include <string.h>

#include "base/buf.h"
#include "data/dim.h"
#include "data/measure.h"
#include "guide/figure/figure.h"
#include "render/chart/chart.h"
#include "stats/forecast/forecast.h"

static const char *dim_at(size_t i)
{
    return i < CS_N_DIMS ? cs_dim_name((enum cs_dim)i) : NULL;
}

static const char *measure_at(size_t i)
{
    return i < CS_N_MEASURES ? cs_measure_info((enum cs_measure)i)->name : NULL;
}

static const char *method_at(size_t i)
{
    return i < CS_N_FORECAST_METHODS ? cs_forecast_method_name((enum cs_forecast_method)i) : NULL;
}

static const char *figure_at(size_t i)
{
    return i < cs_figure_count() ? cs_figure_at(i)->name : NULL;
}

static const char *kind_at(size_t i)
{
    return i < CS_N_CHART_KINDS ? cs_chart_kind_info((enum cs_chart_kind)i)->name : NULL;
}

/* The word at i, NULL past the last. */
struct word_list {
    const char *name;
    const char *(*at)(size_t i);
};
static const struct word_list of_options[] = {
    {"by", dim_at}, {"measure", measure_at}, {"method", method_at}};
static const struct word_list of_commands[] = {{"figure", figure_at}, {"chart", kind_at}};
enum {
    N_OF_OPTIONS = sizeof of_options / sizeof *of_options,
    N_OF_COMMANDS = sizeof of_commands / sizeof *of_commands
};

static const struct word_list *list_named(const struct word_list *lists, size_t n, const char *name)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(lists[i].name, name) == 0)
            return &lists[i];
    return NULL;
}

static void put_list(const struct word_list *list, struct cs_buf *out)
{
    const char *word;
    for (size_t i = 0; (word = list->at(i)) != NULL; i++)
        cs_buf_printf(out, "%s%s", i ? " " : "", word);
}

/* A command may use the name for something else: `bands --by COLUMN`. */
static const struct word_list *list_of(const struct cs_option *option)
{
    return option->value && strcmp(option->value, "COLUMN") == 0
               ? NULL
               : list_named(of_options, N_OF_OPTIONS, option->name);
}

/* What the data have is asked for when it is completed: the codes of a kind. */
#define CODES_OF(kind)                                                                             \
    "careerstat find --kind " kind " --format csv -q 2>/dev/null | tail -n +2 | cut -d, -f1"
static const struct {
    const char *name, *command;
} of_data[] = {{"region", CODES_OF("region")}, {"occupation", CODES_OF("occupation")}};

const char *cs_option_words_command(const struct cs_option *option)
{
    for (size_t i = 0; i < sizeof of_data / sizeof *of_data; i++)
        if (option->value && strcmp(option->name, of_data[i].name) == 0)
            return of_data[i].command;
    return NULL;
}

bool cs_option_has_words(const struct cs_option *option)
{
    return option->choices || list_of(option);
}

void cs_option_put_words(const struct cs_option *option, struct cs_buf *out)
{
    const struct word_list *list = list_of(option);
    for (const char *p = option->choices; p && *p; p++)
        cs_buf_putc(out, *p == ',' ? ' ' : *p);
    if (!option->choices && list)
        put_list(list, out);
}

bool cs_command_has_words(const struct cs_command *command)
{
    return list_named(of_commands, N_OF_COMMANDS, command->name) != NULL;
}

void cs_command_put_words(const struct cs_command *command, struct cs_buf *out)
{
    const struct word_list *list = list_named(of_commands, N_OF_COMMANDS, command->name);
    if (list)
        put_list(list, out);
}
