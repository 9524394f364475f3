/* A publisher's rows about one occupation → what it is like. Files of several vintages may lie side
 * by side: words and ratings of an aspect each come from the source whose rows for the occupation
 * are newest; from two only where a publisher puts the parts of one aspect into two files. */
#include "analysis/outlook/description.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/outlook/description_order.h"
#include "analysis/outlook/lookup.h"
#include "base/arena.h"
#include "base/diag.h"
#include "base/text.h"
#include "data/dataset.h"
#include "data/description/descriptor.h"
#include "data/period.h"

struct cs_descriptions {
    const struct cs_dataset *dataset;
    size_t n;
    const struct cs_descriptor **rows; /* by occupation, those without one last; then as read */
};

/* The rows of one occupation. */
struct slice {
    const struct cs_descriptor *const *rows;
    size_t n;
};

/* What is being put together. */
struct describing {
    const struct cs_dataset *dataset;
    struct slice own, common; /* of the occupation; of none, which say what elements are called */
    struct cs_arena *arena;
    struct cs_description *out;
};

static int order_rows(const void *a, const void *b)
{
    const struct cs_descriptor *x = *(const struct cs_descriptor *const *)a;
    const struct cs_descriptor *y = *(const struct cs_descriptor *const *)b;
    if (x->occupation != y->occupation)
        return x->occupation < y->occupation ? -1 : 1;
    return (x > y) - (x < y); /* of one array */
}

struct cs_descriptions *cs_descriptions_new(const struct cs_dataset *dataset)
{
    struct cs_descriptions *all = calloc(1, sizeof *all);
    if (!all)
        return NULL;
    all->dataset = dataset;
    all->n = dataset->n_descriptors;
    all->rows = calloc(all->n + 1, sizeof *all->rows);
    if (!all->rows) {
        free(all);
        return NULL;
    }
    for (size_t i = 0; i < all->n; i++)
        all->rows[i] = &dataset->descriptors[i];
    qsort(all->rows, all->n, sizeof *all->rows, order_rows);
    return all;
}

void cs_descriptions_free(struct cs_descriptions *all)
{
    if (all)
        free(all->rows);
    free(all);
}

static size_t first_of(const struct cs_descriptions *all, uint64_t occupation)
{
    size_t low = 0, high = all->n;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (all->rows[middle]->occupation < occupation)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static struct slice rows_of(const struct cs_descriptions *all, uint32_t occupation)
{
    size_t first = first_of(all, occupation), last = first_of(all, (uint64_t)occupation + 1);
    return (struct slice){all->rows + first, last - first};
}

/* ---- which source ---- */

static const struct cs_key *period_of(const struct describing *work,
                                      const struct cs_descriptor *row)
{
    return cs_dataset_key(work->dataset, CS_DIM_PERIOD, row->period);
}

/* A rating says its scale; words have none. */
static bool is_of(const struct cs_descriptor *row, enum cs_aspect aspect, bool is_rating)
{
    return row->aspect == aspect && (row->scale != NULL) == is_rating;
}

/* The row that was collected last, of the source read last where several are equal; NULL: none. */
static const struct cs_descriptor *newest(const struct describing *work, enum cs_aspect aspect,
                                          bool is_rating)
{
    const struct cs_descriptor *best = NULL;
    for (size_t i = 0; i < work->own.n; i++) {
        const struct cs_descriptor *row = work->own.rows[i];
        if (!is_of(row, aspect, is_rating))
            continue;
        const struct cs_key *new = period_of(work, row), *old = best ? period_of(work, best) : NULL;
        int order = new &&old ? cs_period_compare(new->period, old->period) : !!new - !!old;
        if (!best || order > 0 || (order == 0 && row->source > best->source))
            best = row;
    }
    return best;
}

enum { BRANCH = 3 }; /* characters of an element's id: "2.A" of "2.A.1.b" */

/* Whether a row belongs to the part of an aspect that a source holds none of: O*NET's skills are in
 * two files, essential ones (2.A) and transferable ones (2.B), collected at the same time. */
static bool is_other_part(const struct describing *work, const struct cs_descriptor *row,
                          const struct cs_descriptor *from)
{
    if (row->source == from->source || row->period != from->period || !row->element)
        return false;
    for (size_t i = 0; i < work->own.n; i++) {
        const struct cs_descriptor *own = work->own.rows[i];
        if (own->source == from->source && own->aspect == row->aspect && own->element &&
            strncmp(own->element, row->element, BRANCH) == 0)
            return false;
    }
    return strchr(row->element, '.') != NULL;
}

/* ---- items ---- */

static const char *common_text(const struct describing *work, const struct cs_descriptor *like,
                               bool is_note)
{
    const char *text = NULL;
    for (size_t i = 0; i < work->common.n; i++) {
        const struct cs_descriptor *row = work->common.rows[i];
        const char *own = is_note ? row->note : row->name;
        if (own && row->aspect == like->aspect && strcmp(row->element, like->element) == 0)
            text = own; /* of the file read last */
    }
    return text;
}

struct items {
    struct cs_description_item *all;
    size_t n;
};

static struct cs_description_item *find_item(const struct items *items, const char *element)
{
    for (size_t i = 0; i < items->n; i++)
        if (strcmp(items->all[i].element, element) == 0)
            return &items->all[i];
    return NULL;
}

/* What a row calls its thing: its own words, those of another row, or the number of a category.
 * NULL: a rating of something that nobody names. */
static const char *name_of(const struct describing *work, const struct cs_descriptor *row)
{
    const char *name = row->name ? row->name : common_text(work, row, false);
    const char *category = strchr(row->element, ':');
    if (!name && category)
        name = cs_arena_printf(work->arena, "category %s", category + 1);
    return name;
}

static void rate(struct cs_description_item *item, const struct cs_descriptor *row)
{
    const struct {
        const char *scale;
        double *value;
    } scales[] = {{"IM", &item->importance}, {"LV", &item->level},  {"RT", &item->relevance},
                  {"RL", &item->share},      {"RW", &item->share},  {"PT", &item->share},
                  {"OJ", &item->share},      {"OI", &item->rating}, {"EX", &item->rating},
                  {"WI", &item->rating},     {"CX", &item->rating}, {"CT", &item->rating}};
    for (size_t i = 0; row->scale && i < sizeof scales / sizeof *scales; i++)
        if (strcmp(row->scale, scales[i].scale) == 0)
            *scales[i].value = row->value;
}

static bool is_high_point(const struct cs_descriptor *row)
{
    return row->scale && strcmp(row->scale, "IH") == 0;
}

static void take_row(const struct describing *work, const struct cs_descriptor *row,
                     struct items *items)
{
    struct cs_description_item *item = find_item(items, row->element);
    const char *name = item ? item->name : name_of(work, row);
    if (!name)
        return;
    if (!item) {
        item = &items->all[items->n++];
        *item = (struct cs_description_item){.element = row->element,
                                             .name = name,
                                             .importance = NAN,
                                             .level = NAN,
                                             .relevance = NAN,
                                             .rating = NAN,
                                             .share = NAN};
        item->note = row->note ? row->note : common_text(work, row, true);
    }
    item->marks |= row->marks;
    rate(item, row);
}

static enum cs_status describe_aspect(const struct describing *work, enum cs_aspect aspect,
                                      struct cs_diag *diag)
{
    struct cs_description_part *part = &work->out->parts[aspect];
    const struct cs_descriptor *from[2] = {newest(work, aspect, false), newest(work, aspect, true)};
    struct items items = {.n = 0};
    part->period = "";
    if (!from[0] && !from[1])
        return CS_OK;
    items.all = cs_arena_alloc(work->arena, (work->own.n + 1) * sizeof *items.all);
    if (!items.all)
        return cs_fail_memory(diag);
    for (int is_rating = 0; is_rating < 2; is_rating++)
        for (size_t i = 0; from[is_rating] && i < work->own.n; i++) {
            const struct cs_descriptor *row = work->own.rows[i];
            bool is_taken =
                row->source == from[is_rating]->source || is_other_part(work, row, from[is_rating]);
            if (is_of(row, aspect, is_rating) && is_taken && !is_high_point(row))
                take_row(work, row, &items);
        }
    if (!items.n)
        return CS_OK;
    const struct cs_descriptor *said_by = from[0] ? from[0] : from[1];
    const struct cs_key *period = period_of(work, said_by);
    part->items = items.all;
    part->n = items.n;
    part->source = &work->dataset->sources[said_by->source];
    part->period = period ? period->code : "";
    work->out->is_empty = false;
    cs_description_sort(items.all, items.n, cs_aspect_info(aspect)->order);
    return CS_OK;
}

/* ---- the rest ---- */

/* "First Interest High-Point" 6 is Conventional: the publisher's own order of the leading ones. */
static void read_interests(const struct describing *work)
{
    const struct cs_descriptor *from = newest(work, CS_ASPECT_INTERESTS, true);
    size_t n = 0;
    for (size_t i = 0; from && i < work->own.n && n < sizeof work->out->interests - 1; i++) {
        const struct cs_descriptor *row = work->own.rows[i];
        bool is_one = is_of(row, CS_ASPECT_INTERESTS, true) && row->source == from->source &&
                      is_high_point(row) && row->value >= 1 && row->value <= 6;
        if (is_one)
            work->out->interests[n++] = "RIASEC"[(int)row->value - 1];
    }
}

static void read_zone(const struct describing *work, const struct cs_lookup *lookup)
{
    struct cs_job_zone *zone = &work->out->zone;
    struct cs_found found;
    char element[16];
    zone->period = "";
    if (!lookup)
        return;
    struct cs_query query =
        cs_query_of(CS_JOB_ZONE, work->out->occupation, cs_lookup_key(lookup, CS_DIM_REGION, "US"));
    if (!cs_lookup_value(lookup, &query, &found) || !(found.quantity.value >= 1) ||
        !(found.quantity.value <= 5))
        return;
    zone->zone = (int)found.quantity.value;
    zone->source = found.source;
    zone->period = cs_arena_strdup(work->arena, found.period_text);
    work->out->is_empty = false;
    snprintf(element, sizeof element, "%d", zone->zone);
    const struct {
        const char *scale, **text;
    } texts[] = {{"education", &zone->education},
                 {"experience", &zone->experience},
                 {"training", &zone->training},
                 {"preparation", &zone->preparation},
                 {"examples", &zone->examples}};
    for (size_t i = 0; i < work->common.n; i++) {
        const struct cs_descriptor *row = work->common.rows[i];
        if (row->aspect != CS_ASPECT_JOB_ZONE || strcmp(row->element, element) != 0)
            continue;
        if (!row->scale)
            zone->name = row->name;
        for (size_t k = 0; row->scale && k < sizeof texts / sizeof *texts; k++)
            if (strcmp(row->scale, texts[k].scale) == 0)
                *texts[k].text = row->name;
    }
}

/* Codes that begin with the occupation's and a point, as far as something is said of them. */
static enum cs_status find_details(const struct describing *work,
                                   const struct cs_descriptions *descriptions, struct cs_diag *diag)
{
    struct cs_description *out = work->out;
    const struct cs_dict *dict = &work->dataset->dicts[CS_DIM_OCCUPATION];
    size_t n = strlen(out->code), n_most = 0;
    for (size_t i = 0; i < dict->n_keys; i++)
        n_most += strncmp(dict->keys[i].code, out->code, n) == 0 && dict->keys[i].code[n] == '.';
    out->details = cs_arena_alloc(work->arena, (n_most + 1) * sizeof *out->details);
    if (!out->details)
        return cs_fail_memory(diag);
    for (size_t i = 0; n_most && i < dict->n_keys; i++)
        if (strncmp(dict->keys[i].code, out->code, n) == 0 && dict->keys[i].code[n] == '.' &&
            rows_of(descriptions, (uint32_t)i).n)
            out->details[out->n_details++] = &dict->keys[i];
    cs_description_sort_keys(out->details, out->n_details);
    return CS_OK;
}

/* The newest of the files that define occupations. */
static const struct cs_source *source_of_definitions(const struct cs_dataset *dataset)
{
    for (size_t i = dataset->n_sources; i-- > 0;) {
        const char *layout = dataset->sources[i].layout;
        if (layout && strcmp(layout, CS_LAYOUT_OF_DEFINITIONS) == 0)
            return &dataset->sources[i];
    }
    return NULL;
}

enum cs_status cs_describe(const struct cs_descriptions *descriptions,
                           const struct cs_lookup *lookup, uint32_t occupation,
                           struct cs_arena *arena, struct cs_description *out, struct cs_diag *diag)
{
    const struct cs_key *key = cs_dataset_key(descriptions->dataset, CS_DIM_OCCUPATION, occupation);
    *out = (struct cs_description){.occupation = occupation, .is_empty = true};
    out->code = key ? key->code : "";
    out->title = key ? key->title : "";
    out->definition = key ? key->definition : NULL;
    out->definition_source = out->definition ? source_of_definitions(descriptions->dataset) : NULL;
    struct describing work = {.dataset = descriptions->dataset,
                              .own = rows_of(descriptions, occupation),
                              .common = rows_of(descriptions, CS_NO_KEY),
                              .arena = arena,
                              .out = out};
    if (occupation == CS_NO_KEY)
        work.own.n = 0;
    enum cs_status status = CS_OK;
    for (int a = 0; status == CS_OK && a < CS_ASPECT_JOB_ZONE; a++)
        status = describe_aspect(&work, (enum cs_aspect)a, diag);
    out->parts[CS_ASPECT_JOB_ZONE].period = "";
    read_interests(&work);
    read_zone(&work, lookup);
    return status == CS_OK && key ? find_details(&work, descriptions, diag) : status;
}
