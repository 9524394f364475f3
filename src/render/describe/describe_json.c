/* A description as JSON, member by member of its schema; apart from the text for people, which
 * leaves out what is long. */
#include <math.h>

#include "analysis/outlook/description.h"
#include "data/description/descriptor.h"
#include "render/describe/describe.h"
#include "render/result/footer.h"
#include "render/write/envelope.h"
#include "render/write/json.h"

enum { SCHEMA_VERSION = 1, DECIMALS = 4 };

static void put_marks(struct cs_json *json, unsigned marks)
{
    cs_json_put_array(json, "marks");
    for (unsigned bit = 1; bit && bit <= marks; bit <<= 1) {
        char name[CS_DESCRIPTOR_MARKS_BYTES];
        if (marks & bit)
            cs_json_string(json, cs_descriptor_marks_format(bit, name));
    }
    cs_json_end_array(json);
}

static void put_item(struct cs_json *json, const struct cs_description_item *item)
{
    cs_json_begin_object(json);
    cs_json_put_visible(json, "id", item->element);
    cs_json_put_visible(json, "name", item->name);
    cs_json_put_string_or_null(json, "note", item->note);
    cs_json_put_number_or_null(json, "importance", item->importance, DECIMALS);
    cs_json_put_number_or_null(json, "level", item->level, DECIMALS);
    cs_json_put_number_or_null(json, "relevance_percent", item->relevance, DECIMALS);
    cs_json_put_number_or_null(json, "rating", item->rating, DECIMALS);
    cs_json_put_number_or_null(json, "share_percent", item->share, DECIMALS);
    put_marks(json, item->marks);
    cs_json_end_object(json);
}

static void put_source(struct cs_json *json, const struct cs_source *source, const char *period)
{
    cs_json_put_string_or_null(json, "source", source ? source->id : NULL);
    cs_json_put_string_or_null(json, "period", period && *period ? period : NULL);
}

static void put_part(struct cs_json *json, enum cs_aspect aspect,
                     const struct cs_description_part *part)
{
    cs_json_put_object(json, cs_aspect_info(aspect)->name);
    put_source(json, part->source, part->period);
    cs_json_put_array(json, "items");
    for (size_t i = 0; i < part->n; i++)
        put_item(json, &part->items[i]);
    cs_json_end_array(json);
    cs_json_end_object(json);
}

static void put_zone(struct cs_json *json, const struct cs_job_zone *zone)
{
    if (!zone->zone) {
        cs_json_put_null(json, "job_zone");
        return;
    }
    cs_json_put_object(json, "job_zone");
    cs_json_put_integer(json, "zone", zone->zone);
    cs_json_put_string_or_null(json, "name", zone->name);
    cs_json_put_string_or_null(json, "education", zone->education);
    cs_json_put_string_or_null(json, "experience", zone->experience);
    cs_json_put_string_or_null(json, "training", zone->training);
    cs_json_put_string_or_null(json, "examples", zone->examples);
    cs_json_put_string_or_null(json, "preparation", zone->preparation);
    put_source(json, zone->source, zone->period);
    cs_json_end_object(json);
}

static void put_details(struct cs_json *json, const struct cs_description *description)
{
    cs_json_put_array(json, "details");
    for (size_t i = 0; i < description->n_details; i++) {
        cs_json_begin_object(json);
        cs_json_put_visible(json, "code", description->details[i]->code);
        cs_json_put_visible(json, "title", description->details[i]->title);
        cs_json_end_object(json);
    }
    cs_json_end_array(json);
}

enum cs_status cs_describe_write_json(const struct cs_description *description,
                                      const struct cs_dataset *dataset,
                                      const struct cs_describe_view *view, struct cs_buf *out,
                                      struct cs_diag *diag)
{
    struct cs_json json;
    struct cs_used_sources used;
    enum cs_status status = cs_describe_sources(description, dataset, view, &used, diag);
    if (status != CS_OK)
        return status;
    cs_json_init(&json, out, CS_JSON_PRETTY);
    cs_envelope_begin(&json, "description", SCHEMA_VERSION);
    cs_json_put_object(&json, "occupation");
    cs_json_put_visible(&json, "code", description->code);
    cs_json_put_visible(&json, "title", description->title);
    cs_json_put_string_or_null(&json, "definition", description->definition);
    cs_json_end_object(&json);
    put_details(&json, description);
    put_zone(&json, &description->zone);
    cs_json_put_string_or_null(&json, "interests",
                               description->interests[0] ? description->interests : NULL);
    cs_json_put_object(&json, "aspects");
    for (int a = 0; a < CS_ASPECT_JOB_ZONE; a++)
        if (view->aspects & 1u << a && description->parts[a].n)
            put_part(&json, (enum cs_aspect)a, &description->parts[a]);
    cs_json_end_object(&json);
    cs_envelope_sources(&json, dataset, used.is_used);
    cs_envelope_end(&json, diag);
    status = cs_json_finish(&json, diag);
    cs_used_sources_clear(&used);
    return status;
}
