/* What becomes of each marker: its text is compared with what every vintage would write. */
#include "guide/refresh/refresh.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "analysis/outlook/lookup.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/text.h"
#include "data/dataset.h"
#include "guide/figure/figure.h"
#include "guide/refresh/marker.h"
#include "guide/refresh/refresh_part.h"
#include "guide/amount/amount.h"
#include "guide/text/comments.h"
#include "guide/text/document.h"

const char *cs_refresh_state_name(enum cs_refresh_state state)
{
    static const char *const names[] = {"current", "stale", "edited", "absent", "faulty"};
    return names[state];
}

/* ---- older vintages ---- */

static enum cs_measure measure_of(const struct cs_figure_info *info)
{
    if (info->measure != CS_N_MEASURES)
        return info->measure;
    return !strncmp(info->name, "salary.", 7) ? CS_WAGE_MEDIAN : CS_PERCENT_CHANGE;
}

/* The vintage whose writing the text is: its value in *older. *n_vintages counts those there are.
 */
static bool find_vintage(const struct cs_look *look, struct cs_figure_value *older,
                         size_t *n_vintages)
{
    struct cs_arena *arena = &look->refresh->arena;
    const struct cs_lookup *lookup = look->data->lookup;
    struct cs_query query =
        cs_query_of(measure_of(look->info),
                    cs_lookup_key(lookup, CS_DIM_OCCUPATION, look->value.occupation_code),
                    cs_lookup_key(lookup, CS_DIM_REGION,
                                  look->value.region_code ? look->value.region_code : "US"));
    struct cs_key_list periods = {.arena = arena};
    struct cs_diag ignored;
    int found = 0;
    cs_diag_init(&ignored);
    if (cs_lookup_list(lookup, &query, CS_DIM_PERIOD, &periods, &ignored) != CS_OK)
        periods.n = 0;
    *n_vintages = 0;
    for (size_t i = periods.n; i-- > 0 && !found;) {
        struct cs_figure_call call = look->call;
        call.period =
            cs_dataset_key(cs_lookup_dataset(lookup), CS_DIM_PERIOD, periods.keys[i])->code;
        if (cs_figure_eval(look->data, &call, arena, older, &ignored) != CS_OK)
            continue;
        const char *text = cs_look_write(look, older);
        *n_vintages += text != NULL;
        found = text && cs_look_same(text, look->item->old_text);
    }
    cs_diag_clear(&ignored);
    return found;
}

static struct cs_span first_line(const char *text)
{
    struct cs_span span = cs_span_trim(cs_span_of(text));
    const char *end = memchr(span.start, '\n', span.size);
    return end ? cs_span_trim((struct cs_span){span.start, (size_t)(end - span.start)}) : span;
}

/* With one vintage in the data nobody can say what an older one was: a table with the same heading,
 * and a text of the figure's own kind that is no rounder than the figure, are taken for one. */
static bool may_be_older(const struct cs_look *look)
{
    struct cs_amount old_amount, new_amount;
    const char *old_text = look->item->old_text, *new_text = look->item->new_text;
    if (cs_look_is_table(look)) {
        struct cs_span a = first_line(old_text), b = first_line(new_text);
        return a.size == b.size && !memcmp(a.start, b.start, a.size);
    }
    size_t n_old = strlen(old_text), n_new = strlen(new_text);
    if (cs_amounts_find(old_text, n_old, &old_amount, 1) != 1 ||
        cs_amounts_find(new_text, n_new, &new_amount, 1) != 1 || old_amount.kind != new_amount.kind)
        return false;
    /* The words around it must be the same: "about 79,300". */
    int same_head =
        old_amount.start == new_amount.start && !memcmp(old_text, new_text, old_amount.start);
    return same_head && strcmp(old_text + old_amount.end, new_text + new_amount.end) == 0 &&
           strcmp(old_amount.currency, new_amount.currency) == 0 &&
           old_amount.step <= new_amount.step * 10;
}

/* ---- deciding ---- */

/* "2024 $44,640"; undated the text alone. */
static const char *dated(const char *period, const char *text, struct cs_arena *arena)
{
    struct cs_span words = cs_span_trim(cs_span_of(text));
    return cs_arena_printf(arena, "%s%s%.*s", period, *period ? " " : "", (int)words.size,
                           words.start);
}

static const char *table_change_words(const struct cs_look *look)
{
    const struct cs_refreshed *item = look->item;
    const char *arrow = *item->old_period && *item->new_period ? " → " : "";
    bool has_period = *item->old_period || *item->new_period;
    return cs_arena_printf(&look->refresh->arena, "%s: a new table%s%s%s%s%s", look->info->words,
                           has_period ? " (" : "", item->old_period, arrow, item->new_period,
                           has_period ? ")" : "");
}

static bool is_date_style(const char *style)
{
    static const char *const dates[] = {"period", "base", "target"};
    for (size_t i = 0; style && i < sizeof dates / sizeof *dates; i++)
        if (!strncmp(style, dates[i], strlen(dates[i])))
            return true;
    return false;
}

static const char *change_words(const struct cs_look *look, const struct cs_figure_value *older)
{
    const struct cs_refreshed *item = look->item;
    struct cs_arena *arena = &look->refresh->arena;
    double from = older ? older->quantity.value : NAN, to = look->value.quantity.value;
    bool is_count = look->info->kind == CS_FIGURE_MONEY || look->info->kind == CS_FIGURE_COUNT;
    if (cs_look_is_table(look))
        return table_change_words(look);
    if (is_date_style(look->call.style))
        return cs_arena_printf(arena, "date of %s %s → %s", look->info->words,
                               *item->old_text ? item->old_text : "(empty)", item->new_text);
    const char *before =
        dated(item->old_period, *item->old_text ? item->old_text : "(empty)", arena);
    const char *now = dated(item->new_period, item->new_text, arena);
    const char *change = older && is_count && from > 0 && isfinite(to)
                             ? cs_arena_printf(arena, ", %+.1f%%", 100 * (to - from) / from)
                             : "";
    return cs_arena_printf(arena, "%s %s → %s%s", look->info->words, before, now, change);
}

static const char *edited_words(const struct cs_look *look)
{
    const struct cs_refreshed *item = look->item;
    struct cs_arena *arena = &look->refresh->arena;
    struct cs_shown shown;
    if (cs_look_is_table(look))
        return cs_arena_printf(arena, "%s: the table was edited by hand", look->info->words);
    return cs_arena_printf(
        arena,
        "%s: '%s' is not a vintage of the figure, so it was edited by hand; the figure is %s%s%s%s",
        look->info->words, cs_show(&shown, item->old_text, strlen(item->old_text)), item->new_text,
        *item->new_period ? " (" : "", item->new_period, *item->new_period ? ")" : "");
}

static void decide(struct cs_look *look)
{
    struct cs_refreshed *item = look->item;
    struct cs_figure_value older;
    size_t n_vintages;
    if (!item->new_text) {
        cs_look_absent(look, look->value.absence);
        return;
    }
    if (cs_look_same(item->old_text, item->new_text)) {
        item->state = CS_REFRESH_CURRENT;
        item->sentence = "";
        return;
    }
    bool is_known = find_vintage(look, &older, &n_vintages);
    if (!is_known && cs_look_names_newer(look)) {
        cs_look_absent(look, cs_arena_printf(&look->refresh->arena,
                                             "the text is newer than the data, which end with %s",
                                             item->new_period));
        return;
    }
    bool is_own = is_known || !*item->old_text || (n_vintages <= 1 && may_be_older(look));
    if (is_known)
        item->old_period = older.period_text;
    item->state = is_own ? CS_REFRESH_STALE : CS_REFRESH_EDITED;
    item->sentence = is_own || look->options->is_forced
                         ? change_words(look, is_known ? &older : NULL)
                         : edited_words(look);
}

/* What neither the marker nor its guide says comes from the call; a table is written in the
 * guide's language. */
static void fill_call(struct cs_look *look)
{
    struct cs_figure_call fallback = {.occupation = look->options->occupation,
                                      .region = look->options->region};
    cs_figure_call_default(&look->call, &look->refresh->markers.defaults);
    cs_figure_call_default(&look->call, &fallback);
    look->info = cs_figure_named(look->call.name);
    if (look->refresh->document.is_html && look->info->kind == CS_FIGURE_TABLE &&
        (!look->call.style || !strcmp(look->call.style, "table")))
        look->call.style = "table-html";
}

/* A line of Markdown that ends where the table would begin. */
static bool stands_in_row(const struct cs_look *look)
{
    const struct cs_document *d = &look->refresh->document;
    size_t at = look->item->marker->start, start = cs_markdown_content(d, at);
    if (d->is_html || start >= at)
        return false;
    for (size_t i = start; i < at; i++)
        if (d->bytes[i] == '|' && (i == start || d->bytes[i - 1] != '\\'))
            return true;
    return d->bytes[start] == '#';
}

static enum cs_status look_at(struct cs_look *look, struct cs_diag *diag)
{
    struct cs_refresh *refresh = look->refresh;
    struct cs_refreshed *item = look->item;
    const struct cs_guide_marker *marker = item->marker;
    struct cs_span old = cs_span_trim((struct cs_span){refresh->document.bytes + marker->text_start,
                                                       marker->text_end - marker->text_start});
    item->old_text = cs_arena_copy(&refresh->arena, old.start, old.size);
    item->figure = item->old_period = item->new_period = item->sentence = "";
    if (!item->old_text)
        return cs_fail_memory(diag);
    enum cs_status status = cs_figure_call_parse(marker->call, &refresh->arena, &look->call, diag);
    if (status != CS_OK)
        return status;
    fill_call(look);
    status = cs_figure_eval(look->data, &look->call, &refresh->arena, &look->value, diag);
    if (status != CS_OK)
        return status;
    item->figure = look->info->name;
    item->new_period = look->value.period_text ? look->value.period_text : "";
    if (cs_figure_is_chart(look->call.style))
        return cs_look_at_chart(look, diag);
    if (look->call.file)
        return cs_fail(diag, CS_USAGE, NULL, "add style=chart", "only charts have a file");
    if (cs_look_is_table(look) && stands_in_row(look))
        return cs_fail(diag, CS_USAGE, NULL, "give its marker a line of its own",
                       "a table cannot go in a heading or in another table's row");
    item->new_text = cs_look_write(look, &look->value);
    bool is_wordless = item->new_text && !*item->new_text && *item->old_text &&
                       look->info->arguments & CS_IS_GROWTH_WORD;
    if (is_wordless) {
        item->new_text = NULL;
        look->value.absence = "its growth word compares with nothing";
    }
    decide(look);
    return CS_OK;
}

/* Errors of a marker get its place. */
static enum cs_status look_located(struct cs_look *look, struct cs_diag *diag)
{
    struct cs_diag inner;
    cs_diag_init(&inner);
    enum cs_status status = look_at(look, &inner);
    struct cs_place place = cs_document_place(&look->refresh->document, look->item->marker->start);
    for (size_t i = 0; status != CS_OK && i < inner.n_messages; i++)
        cs_diag_add(diag, inner.messages[i].severity, &place, inner.messages[i].hint, "%s",
                    inner.messages[i].text);
    if (status != CS_OK)
        look->item->state = CS_REFRESH_FAULTY;
    cs_diag_clear(&inner);
    return status;
}

/* Blanks around the old text stay. */
static void add_edit(struct cs_refresh *refresh, const struct cs_refreshed *item)
{
    const struct cs_guide_marker *m = item->marker;
    const char *bytes = refresh->document.bytes;
    size_t start = m->text_start, end = m->text_end;
    bool is_block = strchr(item->new_text, '\n') != NULL;
    while (!is_block && start < end && cs_is_space(bytes[start]))
        start++;
    while (!is_block && end > start && cs_is_space(bytes[end - 1]))
        end--;
    if (*item->new_text || end > start)
        refresh->edits[refresh->n_edits++] = (struct cs_edit){start, end, item->new_text};
}

static enum cs_status look_at_all(struct cs_refresh *refresh, const struct cs_figure_data *data,
                                  const struct cs_refresh_options *options, struct cs_diag *diag)
{
    enum cs_status worst = CS_OK;
    size_t n = refresh->markers.n;
    refresh->items = cs_arena_alloc(&refresh->arena, (n + 1) * sizeof *refresh->items);
    refresh->edits = cs_arena_alloc(&refresh->arena, (n + 1) * sizeof *refresh->edits);
    if (!refresh->items || !refresh->edits)
        return cs_fail_memory(diag);
    for (size_t i = 0; i < n; i++) {
        struct cs_refreshed *item = &refresh->items[refresh->n_items++];
        *item = (struct cs_refreshed){0};
        item->marker = &refresh->markers.items[i];
        struct cs_look look = {.refresh = refresh, .data = data, .options = options, .item = item};
        enum cs_status status = look_located(&look, diag);
        worst = status > worst ? status : worst;
        item->is_date = is_date_style(look.call.style);
    }
    cs_refresh_hold_back(refresh, options);
    for (size_t i = 0; i < n; i++) {
        const struct cs_refreshed *item = &refresh->items[i];
        refresh->n_states[item->state]++;
        if (item->state == CS_REFRESH_STALE ||
            (item->state == CS_REFRESH_EDITED && options->is_forced))
            add_edit(refresh, item);
    }
    return worst;
}

static bool comes_before(const struct cs_message *a, const struct cs_message *b)
{
    return a->line != b->line ? a->line < b->line : a->column < b->column;
}

/* The messages of a guide in the order of their places. */
static void order_messages(struct cs_diag *diag)
{
    for (size_t i = 1; i < diag->n_messages; i++) {
        struct cs_message message = diag->messages[i];
        size_t at = i;
        for (; at > 0 && comes_before(&message, &diag->messages[at - 1]); at--)
            diag->messages[at] = diag->messages[at - 1];
        diag->messages[at] = message;
    }
}

enum cs_status cs_refresh_guide(struct cs_refresh *refresh, const struct cs_figure_data *data,
                                const struct cs_refresh_options *options, const char *file,
                                const char *bytes, size_t n_bytes, struct cs_diag *diag)
{
    memset(refresh, 0, sizeof *refresh);
    cs_arena_init(&refresh->arena);
    enum cs_status status = cs_document_read(&refresh->document, file, bytes, n_bytes, diag);
    if (status != CS_OK)
        return status;
    struct cs_diag inner;
    cs_diag_init(&inner);
    enum cs_status found =
        cs_markers_find(&refresh->markers, &refresh->document, &refresh->arena, &inner);
    status = look_at_all(refresh, data, options, &inner);
    status = found > status ? found : status;
    order_messages(&inner);
    cs_diag_merge(diag, &inner);
    if (status != CS_OK)
        refresh->n_edits = 0;
    return status;
}

void cs_refresh_clear(struct cs_refresh *refresh)
{
    for (size_t i = 0; i < refresh->n_items; i++)
        cs_buf_clear(&refresh->items[i].picture);
    cs_markers_clear(&refresh->markers);
    cs_document_clear(&refresh->document);
    cs_arena_clear(&refresh->arena);
    memset(refresh, 0, sizeof *refresh);
}
