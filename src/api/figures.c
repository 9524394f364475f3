/* Figures out of a document: who, where and when from the group's key, the unit from the pay it is
 * of, the reason from whichever member has it. No number is made here. */
#include "api/figures.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include <cjson/cJSON.h>

#include "api/handle.h"
#include "base/arena.h"
#include "base/buf.h"
#include "data/dim.h"

struct filling {
    struct careerstat_answer *answer;
    const cJSON *sources;
    struct careerstat_figure common; /* what the figures of a group share */
    bool has_failed;
};

static const cJSON *member(const cJSON *object, const char *name)
{
    return cJSON_GetObjectItemCaseSensitive(object, name);
}

/* A text of the document, kept as long as the answer; NULL stays NULL. */
static const char *keep(struct filling *f, const cJSON *text)
{
    const char *word = cJSON_GetStringValue(text);
    const char *copy = word ? cs_arena_strdup(&f->answer->arena, word) : NULL;
    f->has_failed |= word && !copy;
    return copy;
}

static double number_of(const cJSON *object, const char *name)
{
    const cJSON *number = member(object, name);
    return cJSON_IsNumber(number) ? number->valuedouble : NAN;
}

static struct careerstat_key *key_of(struct careerstat_figure *figure, enum cs_dim dim)
{
    struct careerstat_key *const keys[CS_N_DIMS] = {
        [CS_DIM_OCCUPATION] = &figure->occupation, [CS_DIM_REGION] = &figure->region,
        [CS_DIM_LEVEL] = &figure->level,           [CS_DIM_PERIOD] = &figure->period,
        [CS_DIM_INDUSTRY] = &figure->industry,
    };
    return keys[dim];
}

static void set_key(struct filling *f, enum cs_dim dim, const cJSON *code, const cJSON *title)
{
    struct careerstat_key *key = key_of(&f->common, dim);
    key->code = keep(f, code);
    key->title = title ? keep(f, title) : key->code;
    key->dimension = key->code ? cs_dim_name(dim) : NULL;
}

/* The group's key, and nothing of the group before. */
static void start_group(struct filling *f, const cJSON *group, const char *kind)
{
    const cJSON *keys = member(group, "key");
    f->common =
        (struct careerstat_figure){.n = -1, .lower = NAN, .upper = NAN, .value = NAN, .kind = kind};
    for (int d = 0; d < CS_N_DIMS; d++) {
        const cJSON *key = member(keys, cs_dim_name((enum cs_dim)d));
        if (key)
            set_key(f, (enum cs_dim)d, member(key, "code"), member(key, "title"));
    }
}

/* A source says when, where the group's key does not. */
static void set_source(struct filling *f, const cJSON *id)
{
    const cJSON *source;
    f->common.source = keep(f, id);
    cJSON_ArrayForEach(source, f->sources)
    {
        const char *name = cJSON_GetStringValue(member(source, "id"));
        const cJSON *period = member(source, "period");
        if (name && f->common.source && strcmp(name, f->common.source) == 0 && period &&
            !f->common.period.code)
            set_key(f, CS_DIM_PERIOD, period, NULL);
    }
}

/* "real 2024, currency 2024": what the amounts were converted to. */
static const char *find_terms(struct filling *f, const cJSON *money)
{
    struct cs_buf words;
    const cJSON *step;
    cs_buf_init(&words);
    cJSON_ArrayForEach(step, member(money, "steps"))
    {
        const char *kind = cJSON_GetStringValue(member(step, "kind"));
        cs_buf_printf(&words, "%s%s %.0f", words.size ? ", " : "", kind ? kind : "",
                      number_of(step, "to_year"));
    }
    const char *terms = words.size ? cs_arena_strdup(&f->answer->arena, cs_buf_text(&words)) : NULL;
    f->has_failed |= words.failed || (words.size && !terms);
    cs_buf_clear(&words);
    return terms;
}

/* One more figure, of what the group shares. */
static struct careerstat_figure *add(struct filling *f, const char *name, double value,
                                     const char *absent)
{
    struct careerstat_answer *answer = f->answer;
    struct careerstat_figure *figure =
        cs_api_grow(&answer->arena, (void **)&answer->figures, &answer->n_figures,
                    &answer->figures_capacity, sizeof *figure);
    const char *copy = cs_arena_strdup(&answer->arena, name);
    f->has_failed |= !figure || !copy;
    if (!figure)
        return NULL;
    *figure = f->common;
    figure->name = copy;
    figure->value = value;
    figure->absent = isnan(value) ? absent ? absent : "not_reported" : NULL;
    return figure;
}

static void set_interval(struct careerstat_figure *figure, const cJSON *point)
{
    if (!figure || !point)
        return;
    figure->lower = number_of(point, "lower");
    figure->upper = number_of(point, "upper");
}

/* A group of observations: n, mean, median and quantiles with their intervals. */
static void add_distribution(struct filling *f, const cJSON *group)
{
    const char *lack = keep(f, member(group, "withheld"));
    const cJSON *quantiles = member(group, "quantiles"), *point;
    const char *general = lack ? lack : keep(f, member(group, "absent"));
    const cJSON *n = member(group, "n"), *errors = member(group, "errors");
    f->common.n = cJSON_IsNumber(n) ? (int64_t)n->valuedouble : -1;
    set_interval(add(f, "mean", number_of(group, "mean"), general), member(errors, "mean"));
    add(f, "sd", number_of(group, "sd"), general);
    if (member(group, "median")) {
        const cJSON *p50 = member(quantiles, "p50");
        const char *own = general ? general : keep(f, member(p50, "absent"));
        set_interval(add(f, "median", number_of(group, "median"), own), p50);
    }
    cJSON_ArrayForEach(point, quantiles)
    {
        const char *own = general ? general : keep(f, member(point, "absent"));
        set_interval(add(f, point->string, number_of(point, "value"), own), point);
    }
}

static void add_answers(struct filling *f, const cJSON *answers)
{
    const cJSON *money = member(answers, "money"), *group;
    const cJSON *only =
        cJSON_GetArraySize(f->sources) == 1 ? cJSON_GetArrayItem(f->sources, 0) : NULL;
    const char *unit = keep(f, member(answers, "unit"));
    const char *terms = money ? find_terms(f, cJSON_GetArrayItem(money, 0)) : NULL;
    cJSON_ArrayForEach(group, member(answers, "groups"))
    {
        start_group(f, group, "answers");
        set_source(f, member(only, "id"));
        f->common.unit = unit;
        f->common.terms = terms;
        add_distribution(f, group);
    }
    const cJSON *all = member(answers, "all");
    if (!all)
        return;
    start_group(f, all, "answers");
    set_source(f, member(only, "id"));
    f->common.unit = unit;
    f->common.terms = terms;
    add_distribution(f, all);
}

/* {"value": 239200, "presence": "at_least", "source": …} */
static void add_published(struct filling *f, const cJSON *point)
{
    const struct careerstat_figure shared = f->common;
    const char *presence = keep(f, member(point, "presence"));
    const cJSON *absent = member(point, "absent"), *note = member(point, "note");
    set_source(f, member(point, "source"));
    f->common.note = keep(f, note ? note : member(point, "method"));
    struct careerstat_figure *figure =
        add(f, point->string, number_of(point, "value"), absent ? keep(f, absent) : presence);
    if (figure && !figure->absent)
        figure->is_at_least = presence && strcmp(presence, "at_least") == 0;
    f->common = shared;
}

static void add_pay(struct filling *f, const cJSON *pay)
{
    const cJSON *point;
    f->common.unit = keep(f, member(pay, "unit"));
    f->common.terms = find_terms(f, member(pay, "money"));
    f->common.note = NULL;
    cJSON_ArrayForEach(point, pay)
    {
        if (member(point, "value"))
            add_published(f, point);
    }
}

static void add_listing(struct filling *f, const cJSON *published)
{
    static const struct {
        const char *name, *unit;
    } counts[] = {{"employment", "jobs"},
                  {"employment_rse_percent", "percent"},
                  {"mean_rse_percent", "percent"}};
    const cJSON *group, *pay;
    cJSON_ArrayForEach(group, member(published, "groups"))
    {
        start_group(f, group, "published");
        for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
            f->common.unit = counts[i].unit;
            if (member(group, counts[i].name))
                add_published(f, member(group, counts[i].name));
        }
        cJSON_ArrayForEach(pay, member(group, "pay")) add_pay(f, pay);
    }
}

/* The document of one figure: its value, if it is a number, else why there is none. */
static void add_outlook(struct filling *f, const cJSON *document)
{
    const char *presence = cJSON_GetStringValue(member(document, "presence"));
    const cJSON *only = cJSON_GetArrayItem(f->sources, 0);
    const cJSON *absence = member(document, "absence");
    if (!member(document, "value") && !absence)
        return;
    start_group(f, NULL, "published");
    set_key(f, CS_DIM_OCCUPATION, member(document, "occupation"), member(document, "title"));
    set_key(f, CS_DIM_REGION, member(document, "region"), NULL);
    set_key(f, CS_DIM_PERIOD, member(document, "period"), NULL);
    set_source(f, member(only, "id"));
    f->common.unit = keep(f, member(document, "unit"));
    f->common.note = keep(f, member(document, "note"));
    struct careerstat_figure *figure =
        add(f, cJSON_GetStringValue(member(document, "figure")), number_of(document, "value"),
            absence ? keep(f, absence) : keep(f, member(document, "presence")));
    if (figure && !figure->absent)
        figure->is_at_least = presence && strcmp(presence, "at_least") == 0;
}

enum cs_status cs_api_add_figures(struct careerstat_answer *answer, const cJSON *document)
{
    struct filling f = {.answer = answer, .sources = member(document, "sources")};
    const char *schema = cJSON_GetStringValue(member(member(document, "schema"), "name"));
    if (schema && strcmp(schema, "summary") == 0) {
        if (member(document, "published"))
            add_listing(&f, member(document, "published"));
        if (member(document, "answers"))
            add_answers(&f, member(document, "answers"));
    } else if (schema && strcmp(schema, "figure") == 0) {
        add_outlook(&f, document);
    }
    return f.has_failed ? CS_INTERNAL : CS_OK;
}
