/* From a dataset to the model of a chart. Answers for: which figures a kind of chart shows, the
 * words of its title, subtitle and caption. cmd_chart.c reads the options and writes the result. */
#ifndef CS_CLI_CHART_MODEL_H
#define CS_CLI_CHART_MODEL_H

#include <stdbool.h>

#include "cli/input/request.h"
#include "cli/input/workspace.h"
#include "render/chart/chart.h"
#include "render/chart/chart_format.h"

enum cs_chart_figure {
    CS_FIGURE_P10,
    CS_FIGURE_P25,
    CS_FIGURE_MEDIAN,
    CS_FIGURE_P75,
    CS_FIGURE_P90,
    CS_FIGURE_MEAN,
    CS_FIGURE_LOW, /* of the median's interval */
    CS_FIGURE_HIGH,
    CS_FIGURE_JOBS,
    CS_N_CHART_FIGURES,
};

/* Figures of one combination of keys, published or computed from observations. */
struct cs_chart_group {
    uint32_t key[CS_N_DIMS];
    struct cs_quantity figures[CS_N_CHART_FIGURES];
    uint64_t n; /* observations; 0 unknown */
};

enum { CS_MAX_CHART_SOURCES = 4 };

/* What the call asks for; complete before data are loaded. */
struct cs_chart_asked {
    enum cs_chart_kind kind;
    enum cs_chart_figure figure; /* shown by kinds with one value */
    enum cs_measure measure;     /* another published figure, when has_measure */
    bool has_measure;
    const char *measure_words; /* "Regional price parity" */
    struct cs_request_dims by;
    struct cs_distribution_options options;
};

/* What the data answer. */
struct cs_chart_found {
    struct cs_chart_group *groups;
    size_t n;
    struct cs_chart_group nation; /* of a ranking of regions; figures missing when none */
    bool has_observations;        /* groups come from individual observations */
    size_t n_left_out;            /* rows and columns without any figure */
};

/* What it rests on: for the caption. */
struct cs_chart_basis {
    struct cs_period period; /* of the groups, when there is one; zero else */
    const struct cs_source *sources[CS_MAX_CHART_SOURCES]; /* each once */
    size_t n_sources;
    uint64_t n_observations;
};

struct cs_chart_work {
    struct cs_call *call;
    struct cs_workspace workspace;
    struct cs_selection among;
    struct cs_chart_asked asked;
    struct cs_chart_found found;
    struct cs_chart_basis basis;
    struct cs_format format; /* of values, in titles */
    struct cs_money_plan money;
    bool has_money;
    struct cs_chart chart; /* what is made; strings in the call's arena or the dataset */
};

/* The dimensions a kind is about, when --by does not say: before data are loaded. */
void cs_chart_choose_by(struct cs_chart_work *work);
/* Fills work->chart. Errors: CS_USAGE when the question is not whole, CS_NO_ANSWER when the data
 * have nothing to show. */
CS_MUST_USE enum cs_status cs_chart_model(struct cs_chart_work *work);

/* Parts of it. chart_groups.c: groups along work->asked.by, from observations or published figures.
 */
CS_MUST_USE enum cs_status cs_chart_groups(struct cs_chart_work *work);
/* chart_kinds.c: kinds whose entries are groups. chart_series.c: the others. */
CS_MUST_USE enum cs_status cs_chart_from_groups(struct cs_chart_work *work);
CS_MUST_USE enum cs_status cs_chart_from_observations(struct cs_chart_work *work);
CS_MUST_USE enum cs_status cs_chart_from_outlook(struct cs_chart_work *work);

/* The value that a kind with one value shows. */
struct cs_quantity cs_chart_value(const struct cs_chart_work *work,
                                  const struct cs_chart_group *group);
bool cs_chart_has_value(const struct cs_chart_work *work, const struct cs_chart_group *group);
/* An item for each group, named by its key in a dimension; NULL when out of memory. */
struct cs_chart_item *cs_chart_items(struct cs_chart_work *work, enum cs_dim dim);
const char *cs_chart_figure_words(const struct cs_chart_work *work);
/* "Median pay a year, US dollars, by experience · Medical secretaries, Texas" */
void cs_chart_subtitle(struct cs_chart_work *work, const char *what, const char *more);
/* The place of a key among those seen, which it joins. */
size_t cs_chart_place(uint32_t *seen, size_t *n, uint32_t key);
/* chart_gap.c */
CS_MUST_USE enum cs_status cs_chart_gap(struct cs_chart_work *work);
/* chart_lorenz.c */
CS_MUST_USE enum cs_status cs_chart_lorenz(struct cs_chart_work *work);
/* chart_compare.c */
CS_MUST_USE enum cs_status cs_chart_two_groups(struct cs_chart_work *work);
CS_MUST_USE enum cs_status cs_chart_differences(struct cs_chart_work *work);

struct cs_outlook;
/* chart_forecast.c: past employment and our own forecast of it beside the published projections,
 * where the data have a series that allows one. */
CS_MUST_USE enum cs_status cs_chart_add_forecast(struct cs_chart_work *work,
                                                 const struct cs_outlook *outlook);

/* "Texas", "Senior", "2024" of a group's key; "all" without one. */
const char *cs_chart_name(const struct cs_chart_work *work, enum cs_dim dim, uint32_t key);
/* "$42,540" in the call's arena. */
const char *cs_chart_money(struct cs_chart_work *work, struct cs_quantity quantity);
/* Notes where figures come from; the first few sources count. */
void cs_chart_add_source(struct cs_chart_work *work, const struct cs_source *source);
/* Source, period, n and caveat of work into the chart, and the subtitle's end: "Texas, 2024". */
void cs_chart_caption_of(struct cs_chart_work *work);
const char *cs_chart_subject(struct cs_chart_work *work);
/* "95 % interval" at the confidence asked for. */
const char *cs_chart_interval_words(struct cs_chart_work *work);
/* " a year, US dollars" */
const char *cs_chart_unit_words(struct cs_chart_work *work);

#endif
