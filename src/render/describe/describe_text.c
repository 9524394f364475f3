/* A description as text for a page of fixed width. */
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "analysis/outlook/description.h"
#include "base/buf.h"
#include "base/diag.h"
#include "data/description/descriptor.h"
#include "render/describe/describe.h"
#include "render/result/footer.h"
#include "render/write/wrap.h"

enum { INDENT = 2, NUMBER_WIDTH = 8 };

enum cs_status cs_describe_sources(const struct cs_description *description,
                                   const struct cs_dataset *dataset,
                                   const struct cs_describe_view *view,
                                   struct cs_used_sources *used, struct cs_diag *diag)
{
    enum cs_status status = cs_used_sources_init(used, dataset, diag);
    for (int a = 0; status == CS_OK && a < CS_N_ASPECTS; a++) {
        const struct cs_source *source =
            a == CS_ASPECT_JOB_ZONE ? description->zone.source : description->parts[a].source;
        if (source && view->aspects & 1u << a)
            used->is_used[source - dataset->sources] = 1;
    }
    return status;
}

static bool is_same(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

static void put_text(struct cs_buf *out, const char *label, const char *text)
{
    if (!text)
        return;
    size_t before = out->size;
    cs_buf_printf(out, "  %s%s", label, *label ? ":" : "");
    cs_put_wrapped(out, text, 2 * INDENT, out->size - before);
}

static void put_zone(struct cs_buf *out, const struct cs_job_zone *zone)
{
    if (!zone->zone)
        return;
    if (zone->name)
        cs_buf_printf(out, "\n%s\n", zone->name);
    else
        cs_buf_printf(out, "\nJob zone %d of 5 (1 little or no preparation, 5 extensive)\n",
                      zone->zone);
    put_text(out, "Education", zone->education);
    put_text(out, "Experience", zone->experience);
    put_text(out, "Training", zone->training);
}

/* The number by which the aspect is put in order. */
static double leading_number(const struct cs_description_item *item, enum cs_aspect_order order)
{
    return order == CS_BY_IMPORTANCE ? item->importance
           : order == CS_BY_RATING   ? item->rating
           : order == CS_BY_CATEGORY ? item->share
                                     : NAN;
}

static void put_item(struct cs_buf *out, const struct cs_description_item *item,
                     enum cs_aspect_order order)
{
    struct cs_buf line;
    double number = leading_number(item, order);
    cs_buf_init(&line);
    cs_buf_puts(&line, item->name);
    if (!isnan(item->level))
        cs_buf_printf(&line, " (level %.1f)", item->level);
    if (item->marks & CS_MARK_IN_DEMAND)
        cs_buf_puts(&line, " (in demand)");
    else if (item->marks & CS_MARK_HOT)
        cs_buf_puts(&line, " (in many job postings)");
    if (item->marks & CS_MARK_SUPPLEMENTAL)
        cs_buf_puts(&line, " (supplemental)");
    if (item->marks & CS_MARK_NOT_RELEVANT)
        cs_buf_puts(&line, " (not relevant)");
    if (item->marks & CS_MARK_IMPRECISE)
        cs_buf_puts(&line, " (few answers)");
    if (order == CS_BY_DEMAND)
        cs_buf_puts(out, "  ");
    else if (isnan(number))
        cs_buf_printf(out, "%*s  ", NUMBER_WIDTH, "–");
    else
        cs_buf_printf(out, order == CS_BY_CATEGORY ? "%*.1f%%  " : "%*.2f  ",
                      NUMBER_WIDTH - (order == CS_BY_CATEGORY), number);
    size_t column = order == CS_BY_DEMAND ? INDENT : NUMBER_WIDTH + INDENT;
    cs_put_wrapped(out, cs_buf_text(&line), column, column);
    cs_buf_clear(&line);
}

/* "Tasks (core ones first, by importance from 1 to 5)". */
static const char *order_words(enum cs_aspect aspect)
{
    static const char *const words[] = {
        [CS_BY_IMPORTANCE] = "importance from 1 to 5",
        [CS_BY_RATING] = "by the publisher's rating",
        [CS_BY_DEMAND] = "what employers ask for first",
        [CS_BY_CATEGORY] = "percent of workers",
    };
    return aspect == CS_ASPECT_TASKS ? "core ones first, importance from 1 to 5"
                                     : words[cs_aspect_info(aspect)->order];
}

/* Categories that nobody named are left out. */
static bool is_shown(const struct cs_description_item *item, enum cs_aspect_order order)
{
    return order != CS_BY_CATEGORY || item->share > 0;
}

static void put_part(struct cs_buf *out, enum cs_aspect aspect,
                     const struct cs_description_part *part, size_t n_most)
{
    const struct cs_aspect_info *info = cs_aspect_info(aspect);
    size_t n_shown = 0, n_all = 0;
    cs_buf_printf(out, "\n%s (%s%s%s)\n", info->words, order_words(aspect),
                  *part->period ? "; " : "", part->period);
    for (size_t i = 0; i < part->n; i++) {
        if (!is_shown(&part->items[i], info->order))
            continue;
        n_all++;
        if (n_shown < n_most || info->order == CS_BY_CATEGORY) {
            put_item(out, &part->items[i], info->order);
            n_shown++;
        }
    }
    if (n_all > n_shown)
        cs_buf_printf(out, "  and %zu more\n", n_all - n_shown);
}

static void put_details(struct cs_buf *out, const struct cs_description *description)
{
    if (!description->n_details)
        return;
    cs_buf_puts(out, "\nParts of it that are described by themselves\n");
    for (size_t i = 0; i < description->n_details; i++) {
        const struct cs_key *key = description->details[i];
        cs_buf_printf(out, "  %s%s%s\n", key->code, key->title == key->code ? "" : " ",
                      key->title == key->code ? "" : key->title);
    }
}

/* "Source: O*NET …: Skills (2024-08), Job Zones": the files of a publisher together. */
static void put_sources(struct cs_buf *out, const struct cs_dataset *dataset,
                        const struct cs_used_sources *used)
{
    struct cs_buf line;
    cs_buf_init(&line);
    for (size_t i = 0; i < dataset->n_sources; i++) {
        const char *publisher = dataset->sources[i].publisher;
        bool is_told = !used->is_used[i];
        for (size_t k = 0; k < i && !is_told; k++)
            is_told = used->is_used[k] && is_same(publisher, dataset->sources[k].publisher);
        if (is_told)
            continue;
        cs_buf_reset(&line);
        const char *gap = publisher ? ": " : "";
        cs_buf_printf(&line, "Source: %s", publisher ? publisher : "");
        for (size_t k = i; k < dataset->n_sources; k++) {
            const struct cs_source *source = &dataset->sources[k];
            if (!used->is_used[k] || !is_same(publisher, source->publisher))
                continue;
            cs_buf_printf(&line, "%s%s", gap, source->id);
            if (source->period)
                cs_buf_printf(&line, " (%s)", source->period);
            gap = ", ";
        }
        cs_buf_putc(out, '\n');
        cs_put_wrapped(out, cs_buf_text(&line), INDENT, 0);
    }
    cs_buf_clear(&line);
}

enum cs_status cs_describe_write_text(const struct cs_description *description,
                                      const struct cs_dataset *dataset,
                                      const struct cs_describe_view *view, struct cs_buf *out,
                                      struct cs_diag *diag)
{
    struct cs_used_sources used;
    enum cs_status status = cs_describe_sources(description, dataset, view, &used, diag);
    if (status != CS_OK)
        return status;
    bool has_title = strcmp(description->code, description->title) != 0;
    cs_buf_printf(out, "%s%s%s\n", description->code, has_title ? " " : "",
                  has_title ? description->title : "");
    put_text(out, "", description->definition);
    if (view->aspects & 1u << CS_ASPECT_JOB_ZONE)
        put_zone(out, &description->zone);
    if (description->interests[0] && view->aspects & 1u << CS_ASPECT_INTERESTS)
        cs_buf_printf(out, "\nLeading interests: %s\n", description->interests);
    for (int a = 0; a < CS_ASPECT_JOB_ZONE; a++)
        if (view->aspects & 1u << a && description->parts[a].n)
            put_part(out, (enum cs_aspect)a, &description->parts[a], view->n_items);
    put_details(out, description);
    put_sources(out, dataset, &used);
    cs_used_sources_clear(&used);
    return CS_OK;
}
