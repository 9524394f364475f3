/* The chart command: options into a model's wishes, the picture into a file or the terminal.
 * Filling the model is cli/chart's. */
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "analysis/observed/distribution.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/number.h"
#include "base/suggest.h"
#include "base/text.h"
#include "cli/chart/chart_model.h"
#include "cli/frame/command.h"
#include "cli/input/request.h"
#include "cli/input/workspace.h"
#include "data/measure.h"
#include "render/chart/chart.h"
#include "render/chart/chart_format.h"
#include "render/draw/gnuplot.h"
#include "render/draw/look.h"
#include "render/draw/style.h"
#include "data/dim.h"

static enum cs_status read_kind(struct cs_chart_work *work)
{
    struct cs_call *call = work->call;
    const char *word = call->operands[0], *names[CS_N_CHART_KINDS];
    struct cs_shown shown;
    if (cs_chart_kind_parse(cs_span_of(word), &work->asked.kind))
        return CS_OK;
    for (int i = 0; i < CS_N_CHART_KINDS; i++)
        names[i] = cs_chart_kind_info((enum cs_chart_kind)i)->name;
    const char *near = cs_suggest(word, names, CS_N_CHART_KINDS);
    return cs_fail(call->diag, CS_USAGE, NULL,
                   near ? cs_arena_printf(call->arena, "did you mean %s?", near)
                        : "kinds: levels, regions, tilemap, range, history, outlook, openings, "
                          "compare, heatmap, gap, distribution, lorenz",
                   "no kind of chart is called '%s'", cs_show(&shown, word, strlen(word)));
}

static enum cs_status read_figure(struct cs_chart_work *work)
{
    static const struct {
        const char *name;
        enum cs_chart_figure figure;
    } figures[] = {
        {"median", CS_FIGURE_MEDIAN},   {"mean", CS_FIGURE_MEAN}, {"p10", CS_FIGURE_P10},
        {"p25", CS_FIGURE_P25},         {"p75", CS_FIGURE_P75},   {"p90", CS_FIGURE_P90},
        {"employment", CS_FIGURE_JOBS},
    };
    const char *word = cs_call_text(work->call, "figure");
    work->asked.figure = CS_FIGURE_MEDIAN;
    for (size_t i = 0; word && i < sizeof figures / sizeof *figures; i++)
        if (strcmp(word, figures[i].name) == 0)
            work->asked.figure = figures[i].figure;
    return CS_OK;
}

/* Any measure that is a number; pay and jobs have --figure. */
static enum cs_status read_measure(struct cs_chart_work *work)
{
    struct cs_call *call = work->call;
    const char *word = cs_call_text(call, "measure"), *names[CS_N_MEASURES];
    struct cs_shown shown;
    if (!word)
        return CS_OK;
    work->asked.has_measure = true;
    if (cs_call_has(call, "figure"))
        return cs_fail(call->diag, CS_USAGE, NULL, NULL, "choose one of --figure and --measure");
    if (cs_measure_parse(cs_span_of(word), &work->asked.measure) &&
        cs_measure_info(work->asked.measure)->unit != CS_UNIT_TEXT) {
        char *words = cs_arena_strdup(call->arena, cs_measure_info(work->asked.measure)->words);
        if (!words)
            return cs_fail_memory(call->diag);
        words[0] = (char)(words[0] >= 'a' && words[0] <= 'z' ? words[0] - 'a' + 'A' : words[0]);
        work->asked.measure_words = words;
        return CS_OK;
    }
    for (int i = 0; i < CS_N_MEASURES; i++)
        names[i] = cs_measure_info((enum cs_measure)i)->name;
    const char *near = cs_suggest(word, names, CS_N_MEASURES);
    return cs_fail(call->diag, CS_USAGE, NULL,
                   near ? cs_arena_printf(call->arena, "did you mean %s?", near) : NULL,
                   "--measure: no figure is called '%s'", cs_show(&shown, word, strlen(word)));
}

/* "720" or "720x405". */
static enum cs_status read_size(const struct cs_call *call, struct cs_chart_look *look)
{
    const char *word = cs_call_text(call, "size");
    int64_t width = 0, height = 0;
    if (!word)
        return CS_OK;
    size_t n = strcspn(word, "x");
    bool is_good =
        cs_integer_parse((struct cs_span){word, n}, &width) && width > 0 &&
        (!word[n] || (cs_integer_parse(cs_span_of(word + n + 1), &height) && height > 0));
    if (!is_good || width > INT32_MAX || height > INT32_MAX) {
        struct cs_shown shown;
        return cs_fail(call->diag, CS_USAGE, NULL, "pixels: --size 720 or --size 720x405",
                       "--size: '%s' is not a size", cs_show(&shown, word, strlen(word)));
    }
    look->width = (int)width;
    look->height = (int)height;
    return CS_OK;
}

/* What to write: by --as, else by the name of --output, else SVG. Other outputs than a picture have
 * endings of their own. */
static enum cs_status read_format(const struct cs_call *call, enum cs_chart_format *format)
{
    const char *word = cs_call_text(call, "as"), *file = cs_call_text(call, "output");
    bool is_picture = !cs_call_has(call, "data") && !cs_call_has(call, "alt") &&
                      !cs_call_has(call, "script") && !cs_call_has(call, "term");
    *format = CS_CHART_SVG;
    if (word ? cs_chart_format_parse(word, format) : !is_picture)
        return CS_OK;
    return cs_chart_format_of(file, format, call->diag);
}

static enum cs_status read_look(struct cs_call *call, struct cs_style *style,
                                struct cs_chart_look *look)
{
    const char *theme = cs_call_text(call, "theme"), *file = cs_call_text(call, "style");
    const char *language = cs_call_text(call, "lang");
    *look = (struct cs_chart_look){.language = language};
    enum cs_status status = read_format(call, &look->format);
    if (status != CS_OK)
        return status;
    if (theme)
        look->theme = strcmp(theme, "dark") == 0   ? CS_THEME_DARK
                      : strcmp(theme, "auto") == 0 ? CS_THEME_AUTO
                                                   : CS_THEME_LIGHT;
    look->scale = (int)cs_call_number(call, "scale", 2);
    if (look->scale < 1 || look->scale > 2)
        return cs_fail(call->diag, CS_USAGE, NULL, NULL, "--scale is 1 or 2");
    if (language && !cs_language_is_known(language))
        return cs_fail(call->diag, CS_USAGE, NULL, "en, de, fr, es, it, pt, nl, pl, sv",
                       "--lang: no number style for '%.20s'", language);
    if (look->theme == CS_THEME_AUTO && look->format != CS_CHART_SVG)
        return cs_fail(call->diag, CS_USAGE, NULL, NULL,
                       "--theme auto is for SVG: a PNG or PDF is light or dark");
    status = read_size(call, look);
    if (status == CS_OK && file) {
        status = cs_style_read(file, style, call->diag);
        look->style = style;
    }
    return status;
}

/* The words of a chart can be the user's own. */
static void take_words(struct cs_chart_work *work)
{
    const char *title = cs_call_text(work->call, "title");
    const char *subtitle = cs_call_text(work->call, "subtitle");
    if (title)
        work->chart.title = title;
    if (subtitle)
        work->chart.subtitle = subtitle;
    work->chart.n_top = (size_t)cs_call_number(work->call, "top", 0);
    work->chart.n_bottom = (size_t)cs_call_number(work->call, "bottom", 0);
}

static enum cs_status draw(struct cs_chart_work *work, const struct cs_chart_look *look)
{
    struct cs_call *call = work->call;
    if (call->out_is_terminal && look->format != CS_CHART_SVG)
        return cs_fail(call->diag, CS_USAGE, NULL, "write it with -o FILE, or show it with --term",
                       "a picture is not for the terminal");
    struct cs_gnuplot *gnuplot = cs_gnuplot_new(NULL, 0);
    if (!gnuplot)
        return cs_fail_memory(call->diag);
    enum cs_status status = cs_chart_draw(gnuplot, &work->chart, look, call->out, call->diag);
    cs_gnuplot_free(gnuplot, call->diag);
    return status;
}

static enum cs_status write_chart(struct cs_chart_work *work, struct cs_chart_look *look)
{
    struct cs_call *call = work->call;
    const struct cs_chart *chart = &work->chart;
    if (cs_call_has(call, "data"))
        return cs_chart_csv(chart, call->out, call->diag);
    if (cs_call_has(call, "alt")) {
        cs_chart_alt(chart, look->language, call->out);
        cs_buf_putc(call->out, '\n');
        return CS_OK;
    }
    if (cs_call_has(call, "script")) {
        if (!cs_call_has(call, "as"))
            look->format = CS_CHART_PNG; /* the picture that is the same to the last byte */
        const char *file =
            cs_arena_printf(call->arena, "chart.%s", cs_chart_format_name(look->format));
        return file ? cs_chart_script(chart, look, file, call->out, call->diag)
                    : cs_fail_memory(call->diag);
    }
    bool is_for_screen = call->out_is_terminal && !cs_call_has(call, "as");
    if (cs_call_has(call, "term") || is_for_screen) {
        struct cs_chart_term term = {(size_t)cs_call_number(call, "columns", 0), call->has_color,
                                     look->language};
        cs_chart_term(chart, &term, call->out);
        return CS_OK;
    }
    return draw(work, look);
}

/* Whether individual observations, where there are any, are all that is looked at. */
static bool takes_observations(const struct cs_chart_work *work)
{
    const char *kind = cs_call_text(work->call, "kind");
    return !work->asked.has_measure && work->asked.kind != CS_CHART_OUTLOOK &&
           work->asked.kind != CS_CHART_OPENINGS && (!kind || strcmp(kind, "answers") == 0);
}

static enum cs_status make_model(struct cs_chart_work *work)
{
    enum cs_status status = cs_workspace_open(&work->workspace, work->call);
    cs_chart_choose_by(work);
    if (work->asked.kind != CS_CHART_LEVELS && work->asked.kind != CS_CHART_HISTORY) {
        work->asked.options.has_method = true; /* their groups are shown without intervals */
        work->asked.options.method = CS_INTERVAL_NONE;
    }
    struct cs_load_request request = cs_load_request_of(work->call, 1);
    request.group_dims = cs_request_group_dims(work->call, &work->asked.by);
    request.by = work->asked.by;
    request.holds_all = work->asked.kind == CS_CHART_COMPARE || work->asked.kind == CS_CHART_GAP;
    for (size_t i = 0; i < cs_call_count(work->call, "explain"); i++) {
        enum cs_dim dim;
        if (cs_dim_parse(cs_span_of(cs_call_text_at(work->call, "explain", i)), &dim))
            request.group_dims |= 1u << dim;
    }
    request.leaves_out_names = takes_observations(work);
    request.wants_near = cs_call_count(work->call, "occupation") > 0;
    request.leaves_out_replicates =
        work->asked.options.has_method && work->asked.options.method == CS_INTERVAL_NONE;
    request.is_unhashed = request.filters_observations = true;
    if (status == CS_OK)
        status = cs_workspace_load(&work->workspace, &request);
    if (status == CS_OK)
        status = cs_workspace_select(&work->workspace, &work->among);
    if (status == CS_OK)
        status = cs_request_money(&work->workspace, &work->among, &work->money, &work->has_money);
    return status == CS_OK ? cs_chart_model(work) : status;
}

static enum cs_status run(struct cs_call *call)
{
    struct cs_chart_work work = {.call = call};
    struct cs_style style;
    struct cs_chart_look look;
    enum cs_status status = read_kind(&work);
    if (status == CS_OK)
        status = read_figure(&work);
    if (status == CS_OK)
        status = read_measure(&work);
    if (status == CS_OK)
        status = read_look(call, &style, &look);
    if (status == CS_OK)
        status = cs_request_dims(call, "by", &work.asked.by);
    work.asked.options = cs_distribution_defaults();
    if (status == CS_OK)
        status = cs_request_statistics(call, &work.asked.options);
    if (status != CS_OK)
        return status;
    work.format.language = cs_language_of(look.language);
    status = make_model(&work);
    if (status == CS_OK) {
        take_words(&work);
        status = write_chart(&work, &look);
    }
    cs_workspace_close(&work.workspace);
    return status;
}

static const struct cs_example examples[] = {
    {"careerstat chart levels --term", "Pay by experience level, in the terminal"},
    {"careerstat chart tilemap -o map.svg", "Pay by state, as a map of tiles"},
    {"careerstat chart range --occupation 43-6013 --occupation 31-9092 --region US "
     "--period 2025 -o range.png",
     "Percentiles of related occupations, as a PNG"},
    {"careerstat chart outlook --alt", "What the projections chart shows, in words"},
};

static const struct cs_option options[] = {
    {"as", 0, CS_OPTION_CHOICE, "FORMAT", "default: by the name of the -o file, else svg",
     "svg,png,pdf"},
    {"term", 0, CS_OPTION_FLAG, NULL, "draw with terminal characters", NULL},
    {"columns", 0, CS_OPTION_WHOLE, "N", "width of --term (default: 80)", NULL},
    {"script", 0, CS_OPTION_FLAG, NULL, "print the gnuplot script with its data", NULL},
    {"alt", 0, CS_OPTION_FLAG, NULL, "describe the chart in words, for alt text", NULL},
    {"data", 0, CS_OPTION_FLAG, NULL, "print the table behind the chart, as CSV", NULL},
    {"theme", 0, CS_OPTION_CHOICE, "THEME", "auto: an SVG that follows the reader's setting",
     "light,dark,auto"},
    {"style", 0, CS_OPTION_TEXT, "FILE", "house style: lines such as blue = #2a5da8", NULL},
    {"size", 0, CS_OPTION_TEXT, "W[xH]", "size in pixels (default: 720 wide, as high as needed)",
     NULL},
    {"scale", 0, CS_OPTION_WHOLE, "N",
     "PNG pixels for each pixel of the chart: 1 or 2 (default: 2)", NULL},
    {"lang", 0, CS_OPTION_TEXT, "CODE", "number style: en, de, fr, es, it, pt, nl, pl, sv", NULL},
    {"title", 0, CS_OPTION_TEXT, "TEXT", "your own title (default: the finding)", NULL},
    {"subtitle", 0, CS_OPTION_TEXT, "TEXT", "your own subtitle (default: measure and unit)", NULL},
    {"by", 0, CS_OPTION_LIST, "DIMS",
     "for range, compare, heatmap, gap and lorenz: occupation, region, level, period, industry",
     NULL},
    {"explain", 0, CS_OPTION_LIST, "DIMS", "for gap: the dimensions that may explain it", NULL},
    {"kitagawa", 0, CS_OPTION_FLAG, NULL,
     "for gap: the parts of Kitagawa, by whole combinations of the dimensions", NULL},
    {"reference", 0, CS_OPTION_TEXT, "KEY", "for compare and gap: the group to compare with", NULL},
    {"figure", 0, CS_OPTION_CHOICE, "NAME", "the figure to show (default: median)",
     "median,mean,p10,p25,p75,p90,employment"},
    {"measure", 0, CS_OPTION_TEXT, "NAME",
     "for regions, tilemap and compare: another published figure, such as price_parity", NULL},
    {"no-forecast", 0, CS_OPTION_FLAG, NULL,
     "for outlook: published projections only, without our own forecast", NULL},
    {"top", 0, CS_OPTION_WHOLE, "N", "for a ranking: only the N highest", NULL},
    {"bottom", 0, CS_OPTION_WHOLE, "N", "for a ranking: also the N lowest", NULL},
    {"per", 0, CS_OPTION_CHOICE, "TIME",
     "published pay for this pay period (default: year, if there is any)",
     "year,month,week,day,hour"},
    {"kind", 0, CS_OPTION_CHOICE, "KIND",
     "only individual observations (answers), or only published figures", "answers,published"},
};

extern const struct cs_command cs_cmd_chart;
const struct cs_command cs_cmd_chart = {
    .name = "chart",
    .group = CS_GROUP_SHOW,
    .summary = "draw a chart as SVG, PNG, PDF or in the terminal",
    .usage = "chart KIND [FILE…] [-o FILE]",
    .help = "KIND is levels, regions, tilemap, range, history, outlook, openings, compare, "
            "heatmap, gap, distribution or lorenz.\n"
            "Without filters the chart is about the occupation of the data, the nation and the "
            "newest period that has the figures. compare --by region,period with two periods sets "
            "two groups side by side.\n"
            "On a terminal without -o the chart is drawn in characters. Pictures are drawn by "
            "gnuplot (Debian: gnuplot-nox).",
    .examples = examples,
    .n_examples = sizeof examples / sizeof *examples,
    .options = options,
    .n_options = sizeof options / sizeof *options,
    .shared = CS_SHARED_OUTPUT | CS_SHARED_DATA | CS_SHARED_STATISTICS | CS_SHARED_MONEY |
              CS_SHARED_MEMORY,
    .min_operands = 1,
    .max_operands = SIZE_MAX,
    .names_output = true,
    .run = run,
};
