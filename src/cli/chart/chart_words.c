/* Words and sources that every chart of figures bears: names, money, units, captions. */
#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "cli/chart/chart_model.h"
#include "data/dataset.h"
#include "data/period.h"
#include "data/quantity.h"
#include "data/reference.h"
#include "render/chart/chart_format.h"

const char *cs_chart_name(const struct cs_chart_work *work, enum cs_dim dim, uint32_t key)
{
    const struct cs_key *found = cs_dataset_key(work->workspace.data, dim, key);
    if (!found)
        return "all";
    if (dim == CS_DIM_REGION && strcmp(found->title, found->code) == 0) {
        const struct cs_region *region =
            cs_reference_region(&work->workspace.reference, cs_span_of(found->code));
        return region ? region->name : found->title;
    }
    return found->title;
}

const char *cs_chart_money(struct cs_chart_work *work, struct cs_quantity quantity)
{
    char text[CS_FORMAT_BYTES];
    const char *copy =
        cs_arena_strdup(work->call->arena, cs_format_quantity(&work->format, quantity, text));
    return copy ? copy : "";
}

const char *cs_chart_unit_words(struct cs_chart_work *work)
{
    static const struct {
        const char code[4];
        const char *words;
    } currencies[] = {
        {"USD", "US dollars"},
        {"EUR", "euros"},
        {"GBP", "pounds"},
        {"CAD", "Canadian dollars"},
        {"AUD", "Australian dollars"},
        {"THB", "baht"},
    };
    const struct cs_unit *unit = &work->chart.unit;
    if (unit->kind != CS_UNIT_MONEY)
        return "";
    const char *money = unit->currency;
    for (size_t i = 0; i < sizeof currencies / sizeof *currencies; i++)
        if (strcmp(currencies[i].code, unit->currency) == 0)
            money = currencies[i].words;
    const char *per = cs_per_name((enum cs_per)unit->per);
    const char *words = cs_arena_printf(work->call->arena, "%s%s%s%s",
                                        !*per                      ? ""
                                        : unit->per == CS_PER_HOUR ? " an "
                                                                   : " a ",
                                        per, *money ? ", " : "", money);
    return words ? words : "";
}

const char *cs_chart_interval_words(struct cs_chart_work *work)
{
    return cs_arena_printf(work->call->arena, "%g%% interval",
                           100 * work->asked.options.confidence);
}

static bool is_by(const struct cs_chart_work *work, enum cs_dim dim)
{
    for (size_t i = 0; i < work->asked.by.n; i++)
        if (work->asked.by.dims[i] == dim)
            return true;
    return false;
}

/* What was narrowed down to one: "Medical secretaries, Texas, Senior, 2024". */
const char *cs_chart_subject(struct cs_chart_work *work)
{
    static const enum cs_dim dims[] = {CS_DIM_OCCUPATION, CS_DIM_REGION, CS_DIM_LEVEL,
                                       CS_DIM_PERIOD};
    const char *text = "";
    for (size_t i = 0; i < sizeof dims / sizeof *dims && text; i++)
        if (!is_by(work, dims[i]) && work->among.n_kept[dims[i]] == 1)
            text = cs_arena_printf(work->call->arena, "%s%s%s", text, *text ? ", " : "",
                                   cs_chart_name(work, dims[i], work->among.first[dims[i]]));
    return text ? text : "";
}

void cs_chart_add_source(struct cs_chart_work *work, const struct cs_source *source)
{
    size_t i = 0;
    while (i < work->basis.n_sources && work->basis.sources[i] != source)
        i++;
    if (source && i == work->basis.n_sources && i < CS_MAX_CHART_SOURCES)
        work->basis.sources[work->basis.n_sources++] = source;
}

/* "US Bureau of Labor Statistics, Wages, May 2023; Wages, May 2024" */
static const char *source_words(struct cs_chart_work *work)
{
    const char *text = NULL, *publisher = NULL;
    for (size_t i = 0; i < work->basis.n_sources; i++) {
        const struct cs_source *source = work->basis.sources[i];
        const char *title = source->title  ? source->title
                            : source->file ? source->file
                                           : source->id;
        bool has_publisher =
            source->publisher && (!publisher || strcmp(publisher, source->publisher) != 0);
        text = cs_arena_printf(work->call->arena, "%s%s%s%s%s", text ? text : "", text ? "; " : "",
                               has_publisher ? source->publisher : "", has_publisher ? ", " : "",
                               title);
        publisher = source->publisher;
    }
    return text;
}

/* "In the prices of 2024, in EUR by exchange rates of the same year"; NULL: as earned. */
static const char *money_words(const struct cs_chart_work *work)
{
    const struct cs_money_plan *plan = &work->money;
    struct cs_arena *arena = work->call->arena;
    const char *text = NULL;
    if (!work->has_money)
        return NULL;
    if (plan->real_year)
        text = cs_arena_printf(arena, "in the prices of %d", plan->real_year);
    if (plan->at_parity)
        text = cs_arena_printf(arena, "%s%sat national prices", text ? text : "", text ? ", " : "");
    if (plan->currency) {
        const char *year = plan->rate_year ? cs_arena_printf(arena, "of %d", plan->rate_year)
                                           : "of the year of the pay";
        text = cs_arena_printf(
            arena, "%s%sin %s by %s %s", text ? text : "", text ? ", " : "", plan->currency,
            plan->by_purchasing_power ? "purchasing power parities" : "exchange rates", year);
    }
    return text ? cs_arena_printf(arena, "Converted: %s", text) : NULL;
}

void cs_chart_caption_of(struct cs_chart_work *work)
{
    struct cs_chart_caption *caption = &work->chart.caption;
    caption->n = work->basis.n_observations;
    caption->source = source_words(work);
    caption->caveat = work->basis.n_sources ? work->basis.sources[0]->caveat : NULL;
    const char *money = money_words(work);
    if (money)
        caption->caveat =
            cs_arena_printf(work->call->arena, "%s%s%s", money, caption->caveat ? ". " : "",
                            caption->caveat ? caption->caveat : "");
    if (work->found.n_left_out)
        caption->caveat = cs_arena_printf(
            work->call->arena, "%zu row%s or column%s without any figure left out%s%s",
            work->found.n_left_out, work->found.n_left_out == 1 ? "" : "s",
            work->found.n_left_out == 1 ? "" : "s", caption->caveat ? ". " : "",
            caption->caveat ? caption->caveat : "");
    if (work->basis.period.start_year) {
        char text[CS_PERIOD_TEXT_BYTES];
        caption->period =
            cs_arena_strdup(work->call->arena, cs_period_format(work->basis.period, text));
        if (caption->period && caption->source && strstr(caption->source, caption->period))
            caption->period = NULL; /* the source's title says it */
    }
}
