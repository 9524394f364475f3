/* One item of a chart a group: its value, interval and words. */
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "cli/chart/chart_model.h"
#include "data/dataset.h"
#include "render/chart/chart.h"

struct cs_quantity cs_chart_value(const struct cs_chart_work *work,
                                  const struct cs_chart_group *group)
{
    return group->figures[work->asked.figure];
}

bool cs_chart_has_value(const struct cs_chart_work *work, const struct cs_chart_group *group)
{
    return isfinite(cs_chart_value(work, group).value);
}

struct cs_chart_item *cs_chart_items(struct cs_chart_work *work, enum cs_dim dim)
{
    struct cs_chart_item *items =
        cs_arena_alloc(work->call->arena, (work->found.n + 1) * sizeof *items);
    for (size_t i = 0; items && i < work->found.n; i++) {
        const struct cs_chart_group *group = &work->found.groups[i];
        const struct cs_key *key = cs_dataset_key(work->workspace.data, dim, group->key[dim]);
        cs_chart_item_init(&items[i], cs_chart_name(work, dim, group->key[dim]));
        items[i].code = key ? key->code : NULL;
        items[i].detail = dim == CS_DIM_LEVEL && key ? key->definition : NULL;
        items[i].value = cs_chart_value(work, group);
        items[i].n = group->n;
    }
    work->chart.items = items;
    work->chart.n_items = items ? work->found.n : 0;
    return items;
}

const char *cs_chart_figure_words(const struct cs_chart_work *work)
{
    static const char *const words[CS_N_CHART_FIGURES] = {"10th percentile of pay",
                                                          "25th percentile of pay",
                                                          "Median pay",
                                                          "75th percentile of pay",
                                                          "90th percentile of pay",
                                                          "Average pay",
                                                          "",
                                                          "",
                                                          "Jobs"};
    if (work->asked.has_measure)
        return work->asked.measure_words;
    if (work->asked.figure == CS_FIGURE_JOBS && work->found.has_observations)
        return "Observations, by weight";
    return words[work->asked.figure];
}

/* "Median pay a year, US dollars, by experience · Medical secretaries, Texas" */
void cs_chart_subtitle(struct cs_chart_work *work, const char *what, const char *more)
{
    const char *subject = cs_chart_subject(work);
    work->chart.subtitle =
        cs_arena_printf(work->call->arena, "%s%s%s%s%s", what, cs_chart_unit_words(work), more,
                        *subject ? " · " : "", subject);
}

/* The group's place among rows and columns is that of its key in order of appearance. */
size_t cs_chart_place(uint32_t *seen, size_t *n, uint32_t key)
{
    size_t i = 0;
    while (i < *n && seen[i] != key)
        i++;
    if (i == *n)
        seen[(*n)++] = key;
    return i;
}
