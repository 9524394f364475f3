/* The members around every JSON answer, in one place so that all kinds have the same. */
#include "render/write/envelope.h"

#include "base/buf.h"
#include "base/diag.h"
#include "data/quantity.h"
#include "render/write/json.h"

void cs_envelope_begin(struct cs_json *json, const char *name, int version)
{
    cs_json_begin_object(json);
    cs_json_put_object(json, "schema");
    cs_json_put_string(json, "name", name);
    cs_json_put_integer(json, "version", version);
    cs_json_end_object(json);
    cs_json_put_string(json, "careerstat", CS_VERSION);
}

static void put_if_known(struct cs_json *json, const char *name, const char *text)
{
    if (text && *text)
        cs_json_put_visible(json, name, text);
}

/* Cells without a number, by reason; reasons that do not occur are left out. */
static void put_missing(struct cs_json *json, const struct cs_source *source)
{
    cs_json_put_object(json, "missing");
    for (int i = CS_PRESENT + 1; i < CS_N_PRESENCES; i++)
        if (source->n_missing[i])
            cs_json_put_integer(json, cs_presence_name((enum cs_presence)i),
                                (int64_t)source->n_missing[i]);
    cs_json_end_object(json);
}

void cs_envelope_source(struct cs_json *json, const struct cs_source *source)
{
    cs_json_begin_object(json);
    cs_json_put_visible(json, "id", source->id ? source->id : "");
    put_if_known(json, "title", source->title);
    put_if_known(json, "publisher", source->publisher);
    put_if_known(json, "url", source->url);
    put_if_known(json, "licence", source->licence);
    put_if_known(json, "period", source->period);
    put_if_known(json, "retrieved", source->retrieved);
    put_if_known(json, "caveat", source->caveat);
    put_if_known(json, "layout", source->layout);
    put_if_known(json, "file", source->file);
    put_if_known(json, "sha256", source->sha256);
    if (source->n_bytes)
        cs_json_put_integer(json, "bytes", (int64_t)source->n_bytes);
    cs_json_put_integer(json, "rows", (int64_t)source->n_rows);
    cs_json_put_integer(json, "rejected", (int64_t)source->n_rejected);
    if (source->n_repeats == CS_NOT_COUNTED)
        cs_json_put_null(json, "repeats");
    else
        cs_json_put_integer(json, "repeats", (int64_t)source->n_repeats);
    cs_json_put_integer(json, "outside", (int64_t)source->n_outside);
    put_missing(json, source);
    cs_json_end_object(json);
}

void cs_envelope_sources(struct cs_json *json, const struct cs_dataset *dataset,
                         const unsigned char *is_used)
{
    cs_json_put_array(json, "sources");
    for (size_t i = 0; i < dataset->n_sources; i++)
        if (!is_used || is_used[i])
            cs_envelope_source(json, &dataset->sources[i]);
    cs_json_end_array(json);
}

static void put_message(struct cs_json *json, const struct cs_message *message)
{
    cs_json_begin_object(json);
    cs_json_put_string(json, "severity", cs_severity_name(message->severity));
    put_if_known(json, "file", message->file);
    put_if_known(json, "sheet", message->sheet);
    put_if_known(json, "cell", message->cell);
    if (message->line)
        cs_json_put_integer(json, "line", (int64_t)message->line);
    if (message->column)
        cs_json_put_integer(json, "column", (int64_t)message->column);
    cs_json_put_visible(json, "message", message->text ? message->text : "");
    put_if_known(json, "hint", message->hint);
    cs_json_end_object(json);
}

static void put_diagnostics(struct cs_json *json, const struct cs_diag *diag)
{
    cs_json_put_array(json, "diagnostics");
    for (size_t i = 0; i < diag->n_messages; i++)
        put_message(json, &diag->messages[i]);
    cs_json_end_array(json);
    if (diag->n_dropped)
        cs_json_put_integer(json, "diagnostics_not_shown", (int64_t)diag->n_dropped);
}

void cs_envelope_end(struct cs_json *json, const struct cs_diag *diag)
{
    put_diagnostics(json, diag);
    cs_json_end_object(json);
}

void cs_envelope_failure(struct cs_buf *out, enum cs_status status, const struct cs_diag *diag)
{
    struct cs_json json;
    struct cs_diag own;
    cs_diag_init(&own);
    cs_json_init(&json, out, CS_JSON_PRETTY);
    cs_envelope_begin(&json, "error", 1);
    cs_json_put_integer(&json, "exit_code", (int64_t)status);
    cs_envelope_end(&json, diag);
    if (cs_json_finish(&json, &own) != CS_OK)
        cs_buf_reset(out);
    cs_diag_clear(&own);
}
