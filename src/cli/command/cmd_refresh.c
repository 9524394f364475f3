/* The refresh command: markers of guides brought up to date, shown as a diff, checked, or written
 * with their pictures. */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/outfile.h"
#include "base/text.h"
#include "cli/command/guide_edits.h"
#include "cli/command/guide_pictures.h"
#include "cli/command/guides.h"
#include "cli/frame/command.h"
#include "data/dataset.h"
#include "guide/refresh/refresh.h"
#include "guide/text/document.h"
#include "guide/text/edit.h"
#include "render/report/figure_chart.h"
#include "render/write/envelope.h"
#include "render/write/json.h"

struct run {
    struct cs_call *call;
    struct cs_workspace workspace;
    struct cs_guide_data data;
    struct cs_figure_data figures;
    struct cs_refresh_options options;
    struct cs_figure_charts charts;
    struct cs_painter painter;
    struct cs_guide_pictures pictures;
    struct cs_json json;
    struct cs_guide_mode mode;
    bool is_json, reports;
    size_t n_states[CS_REFRESH_FAULTY + 1], n_changed, n_drawn, n_guides, n_failed;
    enum cs_status worst;
};

static void put_location(struct cs_buf *out, const struct cs_refresh *refresh,
                         const struct cs_guide_marker *marker)
{
    struct cs_place place = cs_document_place(&refresh->document, marker->start);
    cs_buf_put_visible(out, place.file, strlen(place.file), 4096);
    cs_buf_printf(out, ":%llu:%llu: ", (unsigned long long)place.line,
                  (unsigned long long)place.column);
}

static bool is_replaced(const struct run *run, const struct cs_refreshed *item)
{
    return item->state == CS_REFRESH_STALE ||
           (item->state == CS_REFRESH_EDITED && run->options.is_forced);
}

/* What was or would be done to each marker that is not as it should be; is_kept: only to those that
 * stay so. */
static void put_items(struct run *run, const struct cs_refresh *refresh, bool is_kept)
{
    struct cs_buf *out = run->call->out;
    for (size_t i = 0; i < refresh->n_items; i++) {
        const struct cs_refreshed *item = &refresh->items[i];
        if (item->state == CS_REFRESH_CURRENT || item->state == CS_REFRESH_FAULTY ||
            (is_kept && is_replaced(run, item)))
            continue;
        put_location(out, refresh, item->marker);
        cs_buf_printf(out, "%s: %s\n", cs_refresh_state_name(item->state), item->sentence);
        if (item->state == CS_REFRESH_EDITED && !run->options.is_forced && !item->is_held)
            cs_buf_puts(out, "  hint: --force replaces it\n");
    }
}

/* A changelog sentence for the guide: "guide.md: median pay …; growth …"; and what was kept. */
static void put_report(struct run *run, const struct cs_refresh *refresh)
{
    struct cs_buf *out = run->call->out;
    size_t n = 0;
    for (size_t i = 0; i < refresh->n_items; i++) {
        const struct cs_refreshed *item = &refresh->items[i];
        if (!is_replaced(run, item))
            continue;
        if (n == 0) {
            cs_buf_put_visible(out, refresh->document.file, strlen(refresh->document.file), 4096);
            cs_buf_puts(out, ": ");
        }
        bool is_repeat = false;
        for (size_t k = 0; k < i; k++)
            is_repeat |= !strcmp(refresh->items[k].sentence, item->sentence);
        if (!is_repeat)
            cs_buf_printf(out, "%s%s", n ? "; " : "", item->sentence);
        n++;
    }
    if (n)
        cs_buf_putc(out, '\n');
    put_items(run, refresh, true);
}

/* Without the blanks around it; what is no UTF-8 is made visible. */
static void put_trimmed(struct cs_json *json, const char *name, const char *text,
                        struct cs_arena *arena)
{
    struct cs_span span = cs_span_trim(cs_span_of(text));
    const char *copy = cs_arena_copy(arena, span.start, span.size);
    if (copy && cs_utf8_is_valid(copy, span.size))
        cs_json_put_string(json, name, copy);
    else
        cs_json_put_visible(json, name, copy ? copy : "");
}

static void put_json(struct cs_json *json, const struct cs_refresh *refresh, struct cs_arena *arena)
{
    cs_json_begin_object(json);
    cs_json_put_visible(json, "file", refresh->document.file);
    cs_json_put_array(json, "markers");
    for (size_t i = 0; i < refresh->n_items; i++) {
        const struct cs_refreshed *item = &refresh->items[i];
        struct cs_place place = cs_document_place(&refresh->document, item->marker->start);
        cs_json_begin_object(json);
        cs_json_put_integer(json, "line", (int64_t)place.line);
        cs_json_put_integer(json, "column", (int64_t)place.column);
        cs_json_put_string(json, "state", cs_refresh_state_name(item->state));
        cs_json_put_string(json, "figure", item->figure);
        put_trimmed(json, "old", item->old_text, arena);
        cs_json_put_string(json, "old_period", item->old_period);
        if (item->new_text)
            put_trimmed(json, "new", item->new_text, arena);
        else
            cs_json_put_null(json, "new");
        cs_json_put_string(json, "new_period", item->new_period);
        if (item->file)
            cs_json_put_string(json, "file", item->file);
        cs_json_put_visible(json, "sentence", item->sentence);
        cs_json_end_object(json);
    }
    cs_json_end_array(json);
    cs_json_end_object(json);
}

static enum cs_status write_guide(struct run *run, const char *path,
                                  const struct cs_refresh *refresh)
{
    if (!run->options.draws)
        return CS_OK;
    enum cs_status status = cs_guide_pictures_write(refresh, &run->n_drawn, run->call->diag);
    if (status != CS_OK || !refresh->n_edits)
        return status;
    status = cs_guide_edits_write(path, &refresh->document, refresh->edits, refresh->n_edits,
                                  run->call->diag);
    run->n_changed += status == CS_OK;
    return status;
}

/* Pictures have no diff: those that would be drawn are named in lines that patch passes over, as is
 * what is kept. */
static void put_diff(struct run *run, const struct cs_refresh *refresh)
{
    struct cs_buf *out = run->call->out;
    for (size_t i = 0; i < refresh->n_items; i++) {
        const struct cs_refreshed *item = &refresh->items[i];
        if (item->file && is_replaced(run, item)) {
            put_location(out, refresh, item->marker);
            cs_buf_printf(out, "%s\n", item->sentence);
        }
    }
    put_items(run, refresh, true);
    cs_edits_put_diff(refresh->document.file, refresh->document.bytes, refresh->document.n_bytes,
                      refresh->edits, refresh->n_edits, out);
}

static void put(struct run *run, const struct cs_refresh *refresh)
{
    if (run->is_json)
        put_json(&run->json, refresh, run->call->arena);
    else if (run->mode.shows_diff)
        put_diff(run, refresh);
    else if (run->reports)
        put_report(run, refresh);
    else
        put_items(run, refresh, false);
}

static enum cs_status refresh_one(struct run *run, const char *path)
{
    struct cs_refresh refresh;
    char *bytes;
    size_t n_bytes;
    enum cs_status status =
        cs_read_file(path, CS_GUIDE_MAX_BYTES, &bytes, &n_bytes, run->call->diag);
    if (status != CS_OK)
        return status;
    status = cs_refresh_guide(&refresh, &run->figures, &run->options, path, bytes, n_bytes,
                              run->call->diag);
    if (status == CS_OK)
        status = cs_guide_pictures_check(&run->pictures, &refresh, run->call->diag);
    if (status == CS_OK) {
        put(run, &refresh);
        for (int i = 0; i <= CS_REFRESH_FAULTY; i++)
            run->n_states[i] += refresh.n_states[i];
        status = write_guide(run, path, &refresh);
    }
    cs_refresh_clear(&refresh);
    free(bytes);
    return status;
}

static void put_totals(struct run *run)
{
    struct cs_buf *out = run->call->out;
    if (run->is_json || run->mode.shows_diff || run->reports || run->call->is_quiet)
        return;
    cs_buf_printf(out, "%zu guide%s:", run->n_guides, run->n_guides == 1 ? "" : "s");
    for (int i = 0; i < CS_REFRESH_FAULTY; i++)
        cs_buf_printf(out, "%s %zu %s", i ? "," : "", run->n_states[i],
                      cs_refresh_state_name((enum cs_refresh_state)i));
    if (run->n_changed)
        cs_buf_printf(out, "; %zu guide%s rewritten", run->n_changed,
                      run->n_changed == 1 ? "" : "s");
    if (run->n_drawn)
        cs_buf_printf(out, "; %zu chart%s drawn", run->n_drawn, run->n_drawn == 1 ? "" : "s");
    if (run->n_failed)
        cs_buf_printf(out, "; %zu with errors", run->n_failed);
    cs_buf_putc(out, '\n');
}

static enum cs_status finish(struct run *run)
{
    put_totals(run);
    if (run->is_json) {
        cs_json_end_array(&run->json);
        cs_envelope_sources(&run->json, run->workspace.data, NULL);
        cs_envelope_end(&run->json, run->call->diag);
        enum cs_status status = cs_json_finish(&run->json, run->call->diag);
        if (status != CS_OK)
            return status;
    }
    if (run->worst != CS_OK)
        return run->worst;
    size_t n_kept = run->n_states[CS_REFRESH_ABSENT] +
                    (run->options.is_forced ? 0 : run->n_states[CS_REFRESH_EDITED]);
    size_t n_pending =
        run->mode.checks ? run->n_states[CS_REFRESH_STALE] + run->n_states[CS_REFRESH_EDITED] : 0;
    return n_kept || n_pending ? CS_NO_ANSWER : CS_OK;
}

static void read_options(struct run *run)
{
    struct cs_call *call = run->call;
    run->is_json = cs_call_has(call, "json");
    run->mode = cs_guide_mode_of(call);
    run->reports = cs_call_has(call, "report");
    run->options = (struct cs_refresh_options){.region = cs_call_text(call, "region"),
                                               .is_forced = cs_call_has(call, "force"),
                                               .painter = &run->painter,
                                               .draws = run->mode.writes};
    if (run->data.has_occupation && run->data.occupation.n_keys)
        run->options.occupation =
            cs_dataset_key(run->workspace.data, CS_DIM_OCCUPATION, run->data.occupation.keys[0])
                ->code;
}

static enum cs_status refresh_all(struct run *run)
{
    struct cs_guide_list guides;
    enum cs_status status = cs_guides_list(run->call, &guides);
    if (status == CS_OK)
        status = cs_guide_data_open(&run->data, &run->workspace, &guides, run->call);
    if (status != CS_OK)
        return status;
    run->figures =
        (struct cs_figure_data){run->data.lookup, run->data.price_data, &run->workspace.reference};
    run->charts.figures = &run->figures;
    run->painter = cs_figure_painter(&run->charts);
    run->pictures.arena = run->call->arena;
    read_options(run);
    if (run->is_json) {
        cs_json_init(&run->json, run->call->out, CS_JSON_PRETTY);
        cs_envelope_begin(&run->json, "refresh", 1);
        cs_json_put_array(&run->json, "guides");
    }
    for (size_t i = 0; i < guides.n; i++) {
        status = refresh_one(run, guides.paths[i]);
        run->worst = status > run->worst ? status : run->worst;
        run->n_failed += status != CS_OK;
        run->n_guides++;
    }
    run->call->has_partial_answer = run->n_failed < run->n_guides;
    return finish(run);
}

static enum cs_status run_refresh(struct cs_call *call)
{
    struct run run = {.call = call};
    enum cs_status status = refresh_all(&run);
    cs_figure_charts_clear(&run.charts, call->diag);
    cs_guide_data_close(&run.data, &run.workspace);
    return status;
}

static const struct cs_option options[] = {
    {"data", 'd', CS_OPTION_TEXTS, "FILE",
     "take figures from this file or package instead of the library and the shipped data; may be "
     "repeated",
     NULL},
    {"occupation", 0, CS_OPTION_TEXT, "WHAT", "for markers and guides that name no occupation",
     NULL},
    {"region", 0, CS_OPTION_TEXT, "WHERE", "for markers and guides that name no region", NULL},
    CS_GUIDE_EDIT_OPTIONS("exit code 1 when a marker is not up to date"),
    {"force", 'f', CS_OPTION_FLAG, NULL, "also replace text that was edited by hand", NULL},
    {"report", 0, CS_OPTION_FLAG, NULL, "say what changed: one changelog sentence per guide", NULL},
};

static const struct cs_example examples[] = {
    {"echo 'Pay: <!-- cs:salary.median occupation=43-6013 -->$40,640<!-- /cs -->' > pay.md && "
     "careerstat refresh pay.md --report",
     "Bring one guide up to date and say what changed"},
    {"careerstat refresh pay.md --check", "For continuous integration: is everything up to date?"},
};

extern const struct cs_command cs_cmd_refresh;
const struct cs_command cs_cmd_refresh = {
    .name = "refresh",
    .group = CS_GROUP_GUIDE,
    .summary = "bring the marked figures of guides up to date",
    .usage = "refresh GUIDE|FOLDER… [--data FILE…]",
    .help =
        "Replaces what is between <!-- cs:NAME key=value … --> and <!-- /cs --> with the newest "
        "figure, and nothing else. NAME, arguments and styles are those of `careerstat "
        "figures`; defaults come from front matter (careerstat: occupation=43-6013 region=US) or "
        "<!-- cs:defaults occupation=43-6013 -->.\n"
        "Text that matches no vintage of its figure was edited by hand: it stays, and the exit "
        "code "
        "is 1, unless --force is given. Where the data do not have a figure, the old text stays. A "
        "guide with an invalid marker is not touched at all.\n"
        "With style=chart file=charts/levels.svg the figure is drawn into that file beside the "
        "guide (.svg, .png or .pdf) and its image is placed between the comments. A picture that "
        "careerstat did not draw is not replaced without --force.",
    .examples = examples,
    .n_examples = sizeof examples / sizeof *examples,
    .options = options,
    .n_options = sizeof options / sizeof *options,
    .shared = CS_SHARED_OUTPUT | CS_SHARED_JSON | CS_SHARED_INPUT | CS_SHARED_LIBRARY,
    .min_operands = 1,
    .max_operands = SIZE_MAX,
    .names_output = true,
    .run = run_refresh,
};
