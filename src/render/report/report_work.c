/* What the work is like, for templates and for the JSON: tasks, skills, tools, preparation, other
 * names. Apart from the words of figures: these are a publisher's texts, shown as they stand. */
#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "analysis/outlook/description.h"
#include "analysis/outlook/lookup.h"
#include "analysis/outlook/outlook.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/text.h"
#include "data/dataset.h"
#include "data/description/descriptor.h"
#include "render/report/report.h"
#include "render/report/report_parts.h"
#include "render/write/json.h"

enum { MOST_TASKS = 8, MOST_SHOWN = 8, MOST_NAMES = 10, IMPORTANT = 3 };

static const struct cs_description_part *part_of(const struct cs_report *report,
                                                 enum cs_aspect aspect)
{
    return &report->work.parts[aspect];
}

/* Of ratings those that are important; of what has none, all. */
static bool is_shown(const struct cs_description_item *item)
{
    bool is_minor = item->importance < IMPORTANT; /* false where there is none */
    return !is_minor && !(item->marks & CS_MARK_NOT_RELEVANT);
}

/* Appends up to `most` names, joined. Returns how many there are. */
static size_t put_names(const struct cs_description_part *part, size_t most,
                        enum cs_report_format format, struct cs_buf *out)
{
    size_t n = 0;
    for (size_t i = 0; i < part->n && n < most; i++) {
        if (!is_shown(&part->items[i]))
            continue;
        if (out && n)
            cs_buf_puts(out, "; ");
        if (out)
            cs_report_put_text(format, part->items[i].name, out);
        n++;
    }
    return n;
}

/* The tasks as a list, the core ones first. */
static size_t put_tasks(const struct cs_description_part *part, enum cs_report_format format,
                        struct cs_buf *out)
{
    size_t n = 0;
    bool is_html = format == CS_REPORT_HTML;
    for (size_t i = 0; i < part->n && n < MOST_TASKS; i++) {
        if (!is_shown(&part->items[i]))
            continue;
        n++;
        if (!out)
            continue;
        cs_buf_puts(out, is_html ? "<li>" : n > 1 ? "\n- " : "- ");
        cs_report_put_text(format, part->items[i].name, out);
        cs_buf_puts(out, is_html ? "</li>\n" : "");
    }
    return n;
}

struct names {
    struct cs_arena *arena;
    const char *title;
    const char *list; /* "; " between them; NULL none */
    size_t n;
};

/* Adds those of a list that say something new: not the title, nor the plural of one before. */
static void add_names(struct names *names, const char *list)
{
    for (const char *at = list; at && *at && names->n < MOST_NAMES;) {
        size_t size = strcspn(at, "|\n");
        const char *name = cs_arena_copy(names->arena, at, size);
        const char *one = cs_arena_copy(names->arena, at, size - (size && at[size - 1] == 's'));
        at += size + (at[size] != '\0');
        if (!name || !one || !*one || strchr(name, '(') || strcasestr(names->title, one) ||
            (names->list && strcasestr(names->list, one)))
            continue;
        names->list =
            names->list ? cs_arena_printf(names->arena, "%s; %s", names->list, name) : name;
        names->n++;
    }
}

/* Other titles: what people say first, as the reference table has it, then those of the data. */
static const char *other_names(const struct cs_report *report, const struct cs_outlook_data *data,
                               struct cs_arena *arena)
{
    const struct cs_outlook_about *about = &report->outlook.about;
    const struct cs_key *key =
        cs_dataset_key(cs_lookup_dataset(data->lookup), CS_DIM_OCCUPATION, about->occupation_key);
    struct names names = {.arena = arena, .title = about->title};
    for (size_t i = 0; data->reference && i < data->reference->n_occupations; i++)
        if (strcmp(data->reference->occupations[i].code, about->code) == 0)
            add_names(&names, data->reference->occupations[i].aliases);
    add_names(&names, key ? key->aliases : NULL);
    return names.list;
}

static const char *zone_words(const struct cs_job_zone *zone, struct cs_arena *arena)
{
    static const char *const preparation[] = {NULL,     "little or none", "some",
                                              "medium", "considerable",   "extensive"};
    if (zone->zone < 1 || zone->zone > 5)
        return NULL;
    return cs_arena_printf(arena, "%s (job zone %d of 5)", preparation[zone->zone], zone->zone);
}

/* What the report tells of the work, in its order. */
static const enum cs_aspect told[] = {CS_ASPECT_TASKS, CS_ASPECT_SKILLS, CS_ASPECT_KNOWLEDGE,
                                      CS_ASPECT_TECHNOLOGIES, CS_ASPECT_TOOLS};
enum { N_TOLD = sizeof told / sizeof *told };

/* The source of an aspect, of the zone, or of the definition. */
static const struct cs_source *source_of(const struct cs_report *report, struct cs_span words)
{
    enum cs_aspect aspect;
    if (cs_span_equals(words, "zone"))
        return report->work.zone.source;
    if (cs_aspect_parse(words, &aspect))
        return report->work.parts[aspect].source;
    return report->work.definition_source;
}

static enum cs_status put_one(const char *text, enum cs_report_format format, struct cs_buf *out,
                              bool *is_present)
{
    *is_present = text && *text;
    if (*is_present && out)
        cs_report_put_text(format, text, out);
    return CS_OK;
}

enum cs_status cs_report_put_work(const struct cs_report *report,
                                  const struct cs_outlook_data *data, enum cs_report_format format,
                                  struct cs_span words, struct cs_arena *arena, struct cs_buf *out,
                                  bool *is_present, struct cs_diag *diag)
{
    const struct cs_description *work = &report->work;
    enum cs_aspect aspect;
    if (cs_span_equals(words, "definition"))
        return put_one(work->definition, format, out, is_present);
    if (cs_span_equals(words, "names"))
        return put_one(other_names(report, data, arena), format, out, is_present);
    if (cs_span_equals(words, "zone"))
        return put_one(zone_words(&work->zone, arena), format, out, is_present);
    if (cs_span_equals(words, "zone.education"))
        return put_one(work->zone.education, format, out, is_present);
    if (words.size >= 4 && memcmp(words.start, "cite", 4) == 0) {
        struct cs_span of = cs_span_trim((struct cs_span){words.start + 4, words.size - 4});
        *is_present = true;
        if (out)
            cs_report_put_cite(&report->outlook, source_of(report, of), out);
        return CS_OK;
    }
    if (!cs_aspect_parse(words, &aspect))
        return cs_fail(diag, CS_USAGE, NULL, NULL, "nothing of that name is told of the work");
    size_t n = aspect == CS_ASPECT_TASKS
                   ? put_tasks(part_of(report, aspect), format, out)
                   : put_names(part_of(report, aspect), MOST_SHOWN, format, out);
    *is_present = n > 0;
    return CS_OK;
}

enum cs_status cs_report_find_work(const struct cs_report_kit *kit, struct cs_report *report,
                                   struct cs_diag *diag)
{
    const struct cs_source *sources[N_TOLD + 2];
    if (!kit->descriptions)
        return CS_OK;
    enum cs_status status =
        cs_describe(kit->descriptions, kit->data.lookup, report->outlook.about.occupation_key,
                    &report->arena, &report->work, diag);
    for (size_t i = 0; i < N_TOLD; i++)
        sources[i + 1] = report->work.parts[told[i]].source;
    sources[0] = report->work.definition_source;
    sources[N_TOLD + 1] = report->work.zone.source;
    return status == CS_OK
               ? cs_outlook_rest_on(&report->arena, sources, N_TOLD + 2, &report->outlook, diag)
               : status;
}

static void put_source(struct cs_json *json, const char *of, const struct cs_source *source,
                       struct cs_arena *arena)
{
    const char *name = cs_arena_printf(arena, "%s_source", of);
    if (source && name)
        cs_json_put_visible(json, name, source->id);
}

void cs_report_put_work_json(struct cs_json *json, struct cs_report *report)
{
    const struct cs_description *work = &report->work;
    cs_json_put_object(json, "work");
    if (work->definition)
        cs_json_put_visible(json, "definition", work->definition);
    put_source(json, "definition", work->definition_source, &report->arena);
    if (work->zone.zone)
        cs_json_put_integer(json, "job_zone", work->zone.zone);
    put_source(json, "job_zone", work->zone.source, &report->arena);
    for (size_t i = 0; i < N_TOLD; i++) {
        const struct cs_description_part *part = part_of(report, told[i]);
        if (!part->n)
            continue;
        cs_json_put_array(json, cs_aspect_info(told[i])->name);
        for (size_t k = 0; k < part->n; k++)
            cs_json_string(json, part->items[k].name);
        cs_json_end_array(json);
        put_source(json, cs_aspect_info(told[i])->name, part->source, &report->arena);
    }
    cs_json_end_object(json);
}
