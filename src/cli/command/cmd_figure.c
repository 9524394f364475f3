/* The figure command: one figure by name and arguments, as a marker in a guide has them. */
#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "analysis/outlook/lookup.h"
#include "analysis/outlook/outlook.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/text.h"
#include "cli/frame/command.h"
#include "cli/frame/format.h"
#include "cli/input/ended.h"
#include "cli/input/workspace.h"
#include "data/dataset.h"
#include "data/quantity.h"
#include "data/reference.h"
#include "guide/figure/figure.h"
#include "guide/refresh/picture.h"
#include "render/draw/look.h"
#include "render/report/figure_chart.h"
#include "render/write/envelope.h"
#include "render/write/json.h"

/* The words after NAME are key=value arguments, then files, ./a=b.csv among them. */
static size_t count_arguments(const struct cs_call *call)
{
    size_t n = 1;
    while (n < call->n_operands && call->operands[n][strcspn(call->operands[n], "=/")] == '=')
        n++;
    return n;
}

static enum cs_status set_argument(struct cs_call *call, const char *word,
                                   struct cs_figure_call *out)
{
    const char *equals = strchr(word, '=');
    const char *name = cs_arena_copy(call->arena, word, (size_t)(equals - word));
    return name ? cs_figure_call_set(out, name, equals + 1, call->diag)
                : cs_fail_memory(call->diag);
}

static enum cs_status read_call(struct cs_call *call, size_t n_arguments,
                                struct cs_figure_call *out)
{
    static const char *const filters[] = {"occupation", "region", "level", "period"};
    enum cs_status status =
        cs_figure_call_parse(cs_span_of(call->operands[0]), call->arena, out, call->diag);
    for (size_t i = 0; status == CS_OK && i < sizeof filters / sizeof *filters; i++)
        if (cs_call_count(call, filters[i]))
            status = cs_figure_call_set(out, filters[i], cs_call_text_at(call, filters[i], 0),
                                        call->diag);
    for (size_t i = 1; status == CS_OK && i < n_arguments; i++)
        status = set_argument(call, call->operands[i], out);
    return status;
}

/* A title, alias or slip of the pen becomes a code, as everywhere else on the command line. */
static enum cs_status resolve_occupation(struct cs_workspace *workspace,
                                         struct cs_figure_call *call)
{
    uint32_t key;
    if (!call->occupation)
        return CS_OK;
    enum cs_status status = cs_workspace_key(workspace, CS_DIM_OCCUPATION, call->occupation, &key);
    if (status == CS_OK)
        call->occupation = cs_dataset_key(workspace->data, CS_DIM_OCCUPATION, key)->code;
    return status;
}

/* A place of no reference table becomes the code of the one that the data have by that name. */
static enum cs_status resolve_region(struct cs_workspace *workspace, struct cs_figure_call *call)
{
    uint32_t key;
    if (!call->region || cs_reference_region(&workspace->reference, cs_span_of(call->region)))
        return CS_OK;
    enum cs_status status = cs_workspace_key(workspace, CS_DIM_REGION, call->region, &key);
    if (status == CS_OK)
        call->region = cs_dataset_key(workspace->data, CS_DIM_REGION, key)->code;
    return status;
}

static void put_text(struct cs_call *call, const struct cs_figure_value *value)
{
    cs_buf_puts(call->out, value->text);
    if (call->out->size && call->out->data[call->out->size - 1] != '\n')
        cs_buf_putc(call->out, '\n');
    const char *source = cs_figure_text(value, "source", call->arena);
    const char *period = cs_figure_text(value, "period", call->arena);
    if (!source || !*source || !call->out_is_terminal)
        return;
    cs_buf_printf(call->out, "  %s%s%s\n", source, period && *period ? ", " : "",
                  period ? period : "");
    if (value->note)
        cs_buf_printf(call->out, "  %s\n", value->note);
}

static void put_table(struct cs_json *json, const struct cs_figure_table *table)
{
    cs_json_put_array(json, "headers");
    for (size_t c = 0; c < table->n_columns; c++)
        cs_json_string(json, table->headers[c]);
    cs_json_end_array(json);
    cs_json_put_array(json, "rows");
    for (size_t r = 0; r < table->n_rows; r++) {
        cs_json_begin_array(json);
        for (size_t c = 0; c < table->n_columns; c++) {
            size_t i = r * table->n_columns + c;
            if (isnan(table->values[i]))
                cs_json_string(json, table->cells[i]);
            else
                cs_json_number(json, table->values[i], 4);
        }
        cs_json_end_array(json);
    }
    cs_json_end_array(json);
}

static void put_value(struct cs_json *json, const struct cs_figure_value *value)
{
    char unit[CS_UNIT_TEXT_BYTES];
    if (!value->is_present) {
        cs_json_put_null(json, "text");
        cs_json_put_visible(json, "absence", value->absence);
        return;
    }
    cs_json_put_visible(json, "text", value->text);
    if (value->info->kind == CS_FIGURE_TABLE) {
        put_table(json, &value->table);
    } else if (value->info->kind == CS_FIGURE_WORD) {
        cs_json_put_visible(json, "word", value->word);
    } else {
        cs_json_put_number(json, "value", value->quantity.value, cs_unit_decimals(value->unit));
        if (!isnan(value->high))
            cs_json_put_number(json, "high", value->high, cs_unit_decimals(value->unit));
        cs_json_put_string(json, "unit", cs_unit_format(value->unit, unit));
        cs_json_put_string(json, "presence", cs_presence_name(value->quantity.presence));
    }
}

static enum cs_status put_json(struct cs_call *call, const struct cs_figure_value *value)
{
    struct cs_json json;
    cs_json_init(&json, call->out, CS_JSON_PRETTY);
    cs_envelope_begin(&json, "figure", 1);
    cs_json_put_string(&json, "figure", value->info->name);
    cs_json_put_visible(&json, "occupation", value->occupation_code);
    cs_json_put_visible(&json, "title", value->occupation);
    cs_json_put_visible(&json, "region", value->region_code);
    if (value->period_text && *value->period_text)
        cs_json_put_visible(&json, "period", value->period_text);
    put_value(&json, value);
    if (value->note)
        cs_json_put_visible(&json, "note", value->note);
    cs_json_put_array(&json, "sources");
    if (value->source)
        cs_envelope_source(&json, value->source);
    cs_json_end_array(&json);
    cs_envelope_end(&json, call->diag);
    return cs_json_finish(&json, call->diag);
}

static enum cs_status check_chart(struct cs_call *call, const struct cs_figure_call *wanted)
{
    if (wanted->file)
        return cs_fail(call->diag, CS_USAGE, NULL, "write the chart with -o FILE",
                       "file= is for the markers of guides");
    if (cs_figure_is_chart(wanted->style) && call->out_is_terminal && !cs_call_has(call, "json"))
        return cs_fail(call->diag, CS_USAGE, NULL, "write it with -o FILE.svg, .png or .pdf",
                       "a chart cannot be printed to the terminal");
    if (!cs_figure_is_chart(wanted->style) && cs_format_is_other(cs_call_text(call, "output")))
        return cs_fail(call->diag, CS_USAGE, NULL, "style=chart draws it",
                       "-o %s: a figure is text", cs_call_text(call, "output"));
    enum cs_chart_format format;
    bool is_picture = cs_figure_is_chart(wanted->style) && !cs_call_has(call, "json");
    return is_picture ? cs_chart_format_of(cs_call_text(call, "output"), &format, call->diag)
                      : CS_OK;
}

/* The chart as a picture; as JSON what it shows, in words. */
static enum cs_status put_chart(struct cs_call *call, const struct cs_figure_data *data,
                                const struct cs_figure_call *wanted, struct cs_figure_value *value)
{
    const char *file = cs_call_text(call, "output");
    struct cs_figure_charts charts = {.figures = data};
    struct cs_painter painter = cs_figure_painter(&charts);
    struct cs_painting painting = {.value = value,
                                   .call = wanted,
                                   .arena = call->arena,
                                   .wants_picture = !cs_call_has(call, "json")};
    cs_buf_init(&painting.picture);
    if (!file || !cs_picture_kind_of(file, &painting.kind))
        painting.kind = CS_PICTURE_SVG;
    enum cs_status status = painter.paint(painter.context, &painting, call->diag);
    if (status == CS_OK && !painting.alt)
        cs_figure_absent(value, painting.absence);
    value->text = painting.alt ? painting.alt : "";
    if (status == CS_OK && painting.wants_picture)
        cs_buf_put(call->out, painting.picture.data, painting.picture.size);
    else if (status == CS_OK)
        status = put_json(call, value);
    cs_buf_clear(&painting.picture);
    cs_figure_charts_clear(&charts, call->diag);
    return status;
}

/* Where surveys publish an occupation together with others only: under which code; else NULL. */
static const char *hint_of_group(const struct cs_workspace *workspace, const char *code)
{
    const struct cs_reference *reference = &workspace->reference;
    for (size_t i = 0; code && i < reference->n_soc_changes; i++) {
        const struct cs_soc_change *change = &reference->soc_changes[i];
        if (strcmp(change->revision, "combined") == 0 && strcmp(change->from, code) == 0)
            return cs_arena_printf(workspace->call->arena, "pay surveys publish it within %s",
                                   change->to);
    }
    return NULL;
}

/* The newest figure of a code that ended would pass for today's. */
static void tell_ended(const struct cs_workspace *workspace, const struct cs_lookup *lookup,
                       const struct cs_figure_call *wanted, const struct cs_figure_value *value)
{
    struct cs_call *call = workspace->call;
    struct cs_outlook_data data = {.lookup = lookup, .reference = &workspace->reference};
    if (!wanted->occupation || wanted->period || !value->period_text || !*value->period_text)
        return;
    struct cs_ended ended = cs_ended_find(&data, wanted->occupation, call->arena);
    if (ended.words)
        cs_diag_add(call->diag, CS_WARNING, NULL, ended.hint, "the figure is of %s; %s",
                    value->period_text, ended.words);
}

static enum cs_status answer(struct cs_workspace *workspace, const struct cs_figure_call *wanted)
{
    struct cs_call *call = workspace->call;
    struct cs_lookup *lookup = cs_lookup_new(workspace->data);
    struct cs_lookup *price_data = cs_lookup_new(workspace->price_data);
    struct cs_figure_data data = {lookup, price_data, &workspace->reference};
    struct cs_figure_value value;
    enum cs_status status = lookup && price_data ? CS_OK : cs_fail_memory(call->diag);
    if (status == CS_OK)
        status = cs_figure_eval(&data, wanted, call->arena, &value, call->diag);
    if (status == CS_OK && value.is_present)
        tell_ended(workspace, lookup, wanted, &value);
    if (status == CS_OK && value.is_present && cs_figure_is_chart(wanted->style))
        status = put_chart(call, &data, wanted, &value);
    else if (status == CS_OK && cs_call_has(call, "json"))
        status = put_json(call, &value);
    else if (status == CS_OK && value.is_present)
        put_text(call, &value);
    if (status == CS_OK && !value.is_present)
        status = cs_fail(call->diag, CS_NO_ANSWER, NULL,
                         hint_of_group(workspace, value.occupation_code), "%s", value.absence);
    cs_lookup_free(lookup);
    cs_lookup_free(price_data);
    return status;
}

/* What the figure looks at, by its row; a chart looks at everything. */
static unsigned find_sight(const struct cs_figure_call *wanted)
{
    const struct cs_figure_info *info = cs_figure_named(wanted->name);
    return info && !cs_figure_is_chart(wanted->style) ? info->arguments : ~0u;
}

/* What is to be read, which is little of a library. */
static struct cs_load_request request_of(const struct cs_workspace *workspace, size_t n_arguments,
                                         const struct cs_figure_call *wanted)
{
    const struct cs_call *call = workspace->call;
    struct cs_load_request request = cs_load_request_of(call, n_arguments);
    unsigned sight = find_sight(wanted);
    const struct cs_region *region = cs_reference_region(
        &workspace->reference, cs_span_of(wanted->region ? wanted->region : "US"));
    request.wanted_occupations = &wanted->occupation;
    request.n_wanted = wanted->occupation != NULL;
    request.leaves_out_replicates = true;
    request.is_unhashed = !cs_call_has(call, "json");
    /* Levels and industries are known by the names that any occupation has. */
    request.leaves_out_others = wanted->occupation && !wanted->level && !wanted->industry &&
                                !cs_figure_is_chart(wanted->style);
    request.wants_total = sight & CS_SEES_TOTAL;
    if (request.leaves_out_others && region && !(sight & CS_SEES_PLACES))
        request.only_region = region->code;
    return request;
}

static enum cs_status load_prices(struct cs_workspace *workspace,
                                  const struct cs_figure_call *wanted)
{
    if (find_sight(wanted) & CS_SEES_PRICES)
        return cs_workspace_load_price_data(workspace);
    workspace->price_data = cs_dataset_new();
    return workspace->price_data ? CS_OK : cs_fail_memory(workspace->call->diag);
}

static enum cs_status run(struct cs_call *call)
{
    struct cs_figure_call wanted;
    struct cs_workspace workspace;
    size_t n_arguments = count_arguments(call);
    enum cs_status status = read_call(call, n_arguments, &wanted);
    if (status == CS_OK)
        status = check_chart(call, &wanted);
    if (status != CS_OK)
        return status;
    status = cs_workspace_open(&workspace, call);
    struct cs_load_request request = request_of(&workspace, n_arguments, &wanted);
    if (status == CS_OK)
        status = cs_workspace_load(&workspace, &request);
    if (status == CS_OK)
        status = load_prices(&workspace, &wanted);
    if (status == CS_OK)
        status = resolve_occupation(&workspace, &wanted);
    if (status == CS_OK)
        status = resolve_region(&workspace, &wanted);
    if (status == CS_OK)
        status = answer(&workspace, &wanted);
    cs_workspace_close(&workspace);
    return status;
}

static const struct cs_example examples[] = {
    {"careerstat figure salary.median occupation=43-6013", "One figure"},
    {"careerstat figure growth.word occupation=43-6013 period=2022-32 style=sentence",
     "The same as a sentence, from an older projection"},
    {"careerstat figure salary.by_level occupation=43-6013 --json", "A table, with its source"},
    {"careerstat figure salary.by_level occupation=43-6013 style=chart -o levels.svg",
     "The same as a chart"},
};

extern const struct cs_command cs_cmd_figure;
const struct cs_command cs_cmd_figure = {
    .name = "figure",
    .group = CS_GROUP_GUIDE,
    .summary = "one figure, in the words of a guide or as JSON",
    .usage = "figure NAME [KEY=VALUE…] [FILE…]",
    .help =
        "Arguments are the same as in a guide's markers: occupation, region, level, period, "
        "style and those that `careerstat figures` lists. style=chart writes a picture: SVG, or "
        "PNG or PDF by the name of -o.",
    .examples = examples,
    .n_examples = sizeof examples / sizeof *examples,
    .shared = CS_SHARED_OUTPUT | CS_SHARED_JSON | CS_SHARED_DATA,
    .min_operands = 1,
    .max_operands = SIZE_MAX,
    .names_output = true,
    .run = run,
};
