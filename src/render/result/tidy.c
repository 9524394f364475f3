/* A dataset written back as CSV that this program reads again unchanged, with the package file
 * that describes it. */
#include "render/result/tidy.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/number.h"
#include "base/outfile.h"
#include "data/dataset.h"
#include "data/description/descriptor.h"
#include "data/measure.h"
#include "data/quantity.h"
#include "data/select.h"
#include "render/write/json.h"
#include "render/write/csv.h"

static const char *const figure_fields[] = {"occupation_code",
                                            "occupation_title",
                                            "tier",
                                            "region",
                                            "region_title",
                                            "experience_level",
                                            "industry",
                                            "period",
                                            "measure",
                                            "value",
                                            "unit",
                                            "presence",
                                            "source",
                                            "note"};
static const char *const observation_fields[] = {
    "occupation_code", "occupation_title", "region",          "experience_level", "year",
    "industry",        "salary",           "salary_currency", "weight",           "source"};
static const char *const descriptor_fields[] = {
    "occupation_code", "aspect", "element", "element_name", "scale",
    "rating",          "period", "marks",   "source",       "note"};
enum {
    N_DESCRIPTOR_FIELDS = sizeof descriptor_fields / sizeof *descriptor_fields,
    N_FIGURE_FIELDS = sizeof figure_fields / sizeof *figure_fields,
    N_OBSERVATION_FIELDS = sizeof observation_fields / sizeof *observation_fields,
};

static void put_header(struct cs_buf *out, const char *const *fields, size_t n)
{
    for (size_t i = 0; i < n; i++)
        cs_buf_printf(out, "%s%s", i ? "," : "", fields[i]);
    cs_buf_putc(out, '\n');
}

static void put_field(struct cs_buf *out, const char *text)
{
    if (text)
        cs_csv_put(out, text);
    cs_buf_putc(out, ',');
}

static void put_number_field(struct cs_buf *out, double value)
{
    char text[CS_NUMBER_TEXT_BYTES];
    if (isfinite(value))
        cs_buf_put(out, text, cs_number_format(value, text));
    cs_buf_putc(out, ',');
}

static const char *code_of(const struct cs_dataset *dataset, enum cs_dim dim, uint32_t index)
{
    const struct cs_key *key = cs_dataset_key(dataset, dim, index);
    return key ? key->code : NULL;
}

static const char *title_of(const struct cs_dataset *dataset, enum cs_dim dim, uint32_t index)
{
    const struct cs_key *key = cs_dataset_key(dataset, dim, index);
    return key ? key->title : NULL;
}

static void put_figure(struct cs_buf *out, const struct cs_dataset *dataset,
                       const struct cs_estimate *figure)
{
    char unit[CS_UNIT_TEXT_BYTES], source[24];
    const uint32_t *key = figure->key;
    put_field(out, code_of(dataset, CS_DIM_OCCUPATION, key[CS_DIM_OCCUPATION]));
    put_field(out, title_of(dataset, CS_DIM_OCCUPATION, key[CS_DIM_OCCUPATION]));
    put_field(out, figure->tier ? cs_tier_name((enum cs_tier)figure->tier) : NULL);
    put_field(out, code_of(dataset, CS_DIM_REGION, key[CS_DIM_REGION]));
    put_field(out, title_of(dataset, CS_DIM_REGION, key[CS_DIM_REGION]));
    put_field(out, code_of(dataset, CS_DIM_LEVEL, key[CS_DIM_LEVEL]));
    put_field(out, code_of(dataset, CS_DIM_INDUSTRY, key[CS_DIM_INDUSTRY]));
    put_field(out, code_of(dataset, CS_DIM_PERIOD, key[CS_DIM_PERIOD]));
    put_field(out, cs_measure_info((enum cs_measure)figure->measure)->name);
    if (figure->text)
        put_field(out, figure->text);
    else
        put_number_field(out, figure->value);
    put_field(out, cs_unit_format(figure->unit, unit));
    put_field(out, figure->presence == CS_PRESENT
                       ? NULL
                       : cs_presence_name((enum cs_presence)figure->presence));
    snprintf(source, sizeof source, "s%u", figure->source + 1);
    put_field(out, source);
    cs_csv_put(out, figure->note ? figure->note : "");
    cs_buf_putc(out, '\n');
}

static void put_observation(struct cs_buf *out, const struct cs_dataset *dataset, size_t i)
{
    const struct cs_observations *rows = &dataset->observations;
    char source[24];
    put_field(out, code_of(dataset, CS_DIM_OCCUPATION, rows->key[CS_DIM_OCCUPATION][i]));
    put_field(out, title_of(dataset, CS_DIM_OCCUPATION, rows->key[CS_DIM_OCCUPATION][i]));
    put_field(out, code_of(dataset, CS_DIM_REGION, rows->key[CS_DIM_REGION][i]));
    put_field(out, code_of(dataset, CS_DIM_LEVEL, rows->key[CS_DIM_LEVEL][i]));
    put_field(out, code_of(dataset, CS_DIM_PERIOD, rows->key[CS_DIM_PERIOD][i]));
    put_field(out, code_of(dataset, CS_DIM_INDUSTRY, rows->key[CS_DIM_INDUSTRY][i]));
    put_number_field(out, rows->value[i]);
    put_field(out, rows->currency ? rows->currency[i] : rows->unit.currency);
    put_number_field(out, rows->weight ? rows->weight[i] : NAN);
    snprintf(source, sizeof source, "s%u", rows->source[i] + 1);
    cs_csv_put(out, source);
    cs_buf_putc(out, '\n');
}

static void put_descriptor(struct cs_buf *out, const struct cs_dataset *dataset,
                           const struct cs_descriptor *row)
{
    char marks[CS_DESCRIPTOR_MARKS_BYTES], source[24];
    put_field(out, code_of(dataset, CS_DIM_OCCUPATION, row->occupation));
    put_field(out, cs_aspect_info((enum cs_aspect)row->aspect)->name);
    put_field(out, row->element);
    put_field(out, row->name);
    put_field(out, row->scale);
    put_number_field(out, row->value);
    put_field(out, code_of(dataset, CS_DIM_PERIOD, row->period));
    put_field(out, cs_descriptor_marks_format(row->marks, marks));
    snprintf(source, sizeof source, "s%u", row->source + 1);
    put_field(out, source);
    cs_csv_put(out, row->note ? row->note : "");
    cs_buf_putc(out, '\n');
}

/* ---- the descriptor ---- */

static void put_text(struct cs_json *json, const char *name, const char *text)
{
    if (text && *text)
        cs_json_put_visible(json, name, text);
}

static void put_sources(struct cs_json *json, const struct cs_dataset *dataset)
{
    cs_json_put_array(json, "sources");
    for (size_t i = 0; i < dataset->n_sources; i++) {
        const struct cs_source *source = &dataset->sources[i];
        char name[24];
        snprintf(name, sizeof name, "s%zu", i + 1);
        cs_json_begin_object(json);
        cs_json_put_string(json, "name", name);
        put_text(json, "title", source->title ? source->title : source->id);
        put_text(json, "publisher", source->publisher);
        put_text(json, "path", source->url);
        put_text(json, "date", source->retrieved ? source->retrieved : source->period);
        put_text(json, "file", source->file);
        put_text(json, "caveat", source->caveat);
        put_text(json, "sha256", source->sha256);
        cs_json_end_object(json);
    }
    cs_json_end_array(json);
}

static const char *type_of(const char *field)
{
    return strcmp(field, "salary") == 0 || strcmp(field, "weight") == 0 ? "number" : "string";
}

struct resource {
    const char *name, *title;
    const char *const *fields;
    size_t n_fields;
};

static void put_resource(struct cs_json *json, const struct cs_dataset *dataset,
                         const struct resource *resource)
{
    char path[64];
    snprintf(path, sizeof path, "%s.csv", resource->name);
    cs_json_begin_object(json);
    cs_json_put_string(json, "name", resource->name);
    cs_json_put_string(json, "path", path);
    cs_json_put_string(json, "title", resource->title);
    cs_json_put_string(json, "profile", "tabular-data-resource");
    cs_json_put_string(json, "format", "csv");
    cs_json_put_string(json, "mediatype", "text/csv");
    cs_json_put_string(json, "encoding", "utf-8");
    put_sources(json, dataset);
    cs_json_put_object(json, "schema");
    cs_json_put_array(json, "fields");
    for (size_t i = 0; i < resource->n_fields; i++) {
        cs_json_begin_object(json);
        cs_json_put_string(json, "name", resource->fields[i]);
        cs_json_put_string(json, "type", type_of(resource->fields[i]));
        cs_json_end_object(json);
    }
    cs_json_end_array(json);
    cs_json_put_array(json, "missingValues");
    cs_json_string(json, "");
    cs_json_end_array(json);
    cs_json_end_object(json);
    cs_json_end_object(json);
}

static enum cs_status put_package(const struct cs_dataset *dataset,
                                  const struct cs_tidy_counts *written, struct cs_buf *out,
                                  struct cs_diag *diag)
{
    static const struct resource figures = {"figures", "Published figures, one a row",
                                            figure_fields, N_FIGURE_FIELDS};
    static const struct resource observations = {"answers", "Individual pay, one observation a row",
                                                 observation_fields, N_OBSERVATION_FIELDS};
    static const struct resource descriptors = {"descriptions", "What occupations are like",
                                                descriptor_fields, N_DESCRIPTOR_FIELDS};
    struct cs_json json;
    cs_json_init(&json, out, CS_JSON_PRETTY);
    cs_json_begin_object(&json);
    cs_json_put_string(&json, "profile", "tabular-data-package");
    cs_json_put_string(&json, "name", "careerstat-export");
    cs_json_put_string(&json, "title", "Figures from a careerstat library");
    cs_json_put_array(&json, "resources");
    if (written->n_figures)
        put_resource(&json, dataset, &figures);
    if (written->n_observations)
        put_resource(&json, dataset, &observations);
    if (written->n_descriptors)
        put_resource(&json, dataset, &descriptors);
    cs_json_end_array(&json);
    cs_json_end_object(&json);
    return cs_json_finish(&json, diag);
}

static enum cs_status write_file(const char *folder, const char *name, struct cs_buf *bytes,
                                 struct cs_diag *diag)
{
    char *path = NULL;
    enum cs_status status = bytes->failed || asprintf(&path, "%s/%s", folder, name) < 0
                                ? cs_fail_memory(diag)
                                : cs_outfile_write(path, cs_buf_text(bytes), bytes->size, diag);
    free(path);
    cs_buf_reset(bytes);
    return status;
}

static size_t put_figures(struct cs_buf *out, const struct cs_dataset *dataset,
                          const struct cs_selection *among)
{
    size_t n = 0;
    put_header(out, figure_fields, N_FIGURE_FIELDS);
    for (size_t i = 0; i < dataset->n_estimates; i++) {
        if (!cs_selection_takes_row(among, dataset->estimates[i].key))
            continue;
        put_figure(out, dataset, &dataset->estimates[i]);
        n++;
    }
    return n;
}

static bool takes_observation(const struct cs_observations *rows, size_t i,
                              const struct cs_selection *among)
{
    for (int d = 0; d < CS_N_DIMS; d++)
        if (!cs_selection_takes(among, (enum cs_dim)d, rows->key[d][i]))
            return false;
    return true;
}

static size_t put_observations(struct cs_buf *out, const struct cs_dataset *dataset,
                               const struct cs_selection *among)
{
    size_t n = 0;
    put_header(out, observation_fields, N_OBSERVATION_FIELDS);
    for (size_t i = 0; i < dataset->observations.n_rows; i++) {
        if (!takes_observation(&dataset->observations, i, among))
            continue;
        put_observation(out, dataset, i);
        n++;
    }
    return n;
}

/* Of the occupations that are selected, and what elements are called. */
static size_t put_descriptors(struct cs_buf *out, const struct cs_dataset *dataset,
                              const struct cs_selection *among)
{
    size_t n = 0;
    put_header(out, descriptor_fields, N_DESCRIPTOR_FIELDS);
    for (size_t i = 0; i < dataset->n_descriptors; i++) {
        uint32_t occupation = dataset->descriptors[i].occupation;
        if (occupation != CS_NO_KEY && !cs_selection_takes(among, CS_DIM_OCCUPATION, occupation))
            continue;
        put_descriptor(out, dataset, &dataset->descriptors[i]);
        n++;
    }
    return n;
}

enum cs_status cs_tidy_write(const struct cs_dataset *dataset, const struct cs_selection *among,
                             const char *folder, struct cs_tidy_counts *counts,
                             struct cs_diag *diag)
{
    struct cs_buf out;
    cs_buf_init(&out);
    enum cs_status status = cs_make_folders(folder, diag);
    counts->n_figures = put_figures(&out, dataset, among);
    if (status == CS_OK && counts->n_figures)
        status = write_file(folder, "figures.csv", &out, diag);
    cs_buf_reset(&out);
    counts->n_observations = put_observations(&out, dataset, among);
    if (status == CS_OK && counts->n_observations)
        status = write_file(folder, "answers.csv", &out, diag);
    cs_buf_reset(&out);
    counts->n_descriptors = put_descriptors(&out, dataset, among);
    if (status == CS_OK && counts->n_descriptors)
        status = write_file(folder, "descriptions.csv", &out, diag);
    cs_buf_reset(&out);
    if (status == CS_OK)
        status = put_package(dataset, counts, &out, diag);
    if (status == CS_OK)
        status = write_file(folder, "datapackage.json", &out, diag);
    cs_buf_clear(&out);
    return status;
}
