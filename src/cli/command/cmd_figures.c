/* The figures command: the table of figures with arguments and styles, listed. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "cli/frame/command.h"
#include "guide/figure/figure.h"
#include "render/write/envelope.h"
#include "render/write/json.h"

static const char *const kind_names[] = {"money", "count", "percent", "ratio", "word", "table"};

static void put_arguments(struct cs_buf *out, unsigned arguments)
{
    static const struct {
        unsigned bit;
        const char *name;
    } names[] = {{CS_ARG_LEVEL, "level"},  {CS_ARG_INDUSTRY, "industry"}, {CS_ARG_PER, "per"},
                 {CS_ARG_PERCENTILE, "p"}, {CS_ARG_RANGE, "from to"},     {CS_ARG_TOP, "top"}};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (arguments & names[i].bit)
            cs_buf_printf(out, " %s", names[i].name);
}

static void list_text(struct cs_buf *out)
{
    cs_buf_puts(out, "Figures (each takes occupation, region, period and style):\n");
    for (size_t i = 0; i < cs_figure_count(); i++) {
        const struct cs_figure_info *info = cs_figure_at(i);
        cs_buf_printf(out, "  %-25s %s%s", info->name, info->words, info->arguments ? ":" : "");
        put_arguments(out, info->arguments);
        cs_buf_puts(out, info->chart ? " (has a chart)" : "");
        cs_buf_putc(out, '\n');
    }
    cs_buf_puts(out, "\nStyles:\n");
    for (size_t i = 0; i < cs_figure_style_count(); i++) {
        const struct cs_figure_style *style = cs_figure_style_at(i);
        cs_buf_printf(out, "  %-25s %s\n", style->name, style->sample);
    }
}

static void put_styles(struct cs_json *json, const struct cs_figure_info *info)
{
    cs_json_put_array(json, "styles");
    for (size_t i = 0; i < cs_figure_style_count(); i++)
        if (cs_figure_takes_style(info, cs_figure_style_at(i)))
            cs_json_string(json, cs_figure_style_at(i)->name);
    cs_json_end_array(json);
}

static enum cs_status list_json(struct cs_call *call)
{
    struct cs_json json;
    cs_json_init(&json, call->out, CS_JSON_PRETTY);
    cs_envelope_begin(&json, "figures", 1);
    cs_json_put_array(&json, "figures");
    for (size_t i = 0; i < cs_figure_count(); i++) {
        const struct cs_figure_info *info = cs_figure_at(i);
        cs_json_begin_object(&json);
        cs_json_put_string(&json, "name", info->name);
        cs_json_put_string(&json, "words", info->words);
        cs_json_put_string(&json, "kind", kind_names[info->kind]);
        cs_json_put_string(&json, "style", info->style);
        put_styles(&json, info);
        cs_json_end_object(&json);
    }
    cs_json_end_array(&json);
    cs_json_put_array(&json, "styles");
    for (size_t i = 0; i < cs_figure_style_count(); i++) {
        cs_json_begin_object(&json);
        cs_json_put_string(&json, "name", cs_figure_style_at(i)->name);
        cs_json_put_string(&json, "sample", cs_figure_style_at(i)->sample);
        cs_json_end_object(&json);
    }
    cs_json_end_array(&json);
    cs_envelope_end(&json, call->diag);
    return cs_json_finish(&json, call->diag);
}

static enum cs_status run(struct cs_call *call)
{
    if (cs_call_has(call, "json"))
        return list_json(call);
    list_text(call->out);
    return CS_OK;
}

static const struct cs_example examples[] = {
    {"careerstat figures", "Every figure and every style"},
};

extern const struct cs_command cs_cmd_figures;
const struct cs_command cs_cmd_figures = {
    .name = "figures",
    .group = CS_GROUP_GUIDE,
    .summary = "list the figures that reports and guides are made of",
    .usage = "figures [--json]",
    .help =
        "The same figures are used in report templates, in the markers that refresh rewrites, and "
        "behind audit.",
    .examples = examples,
    .n_examples = sizeof examples / sizeof *examples,
    .shared = CS_SHARED_OUTPUT | CS_SHARED_JSON,
    .run = run,
};
