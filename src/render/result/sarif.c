/* SARIF 2.1.0. Reference: OASIS Static Analysis Results Interchange Format 2.1.0, sections 3.13
 * (log), 3.27 (result), 3.30 (region), 3.55 (fix). Columns are Unicode code points. */
#include <string.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/text.h"
#include "guide/audit/audit.h"
#include "guide/text/document.h"
#include "render/result/audit.h"
#include "render/write/json.h"

void cs_sarif_begin(struct cs_json *json)
{
    cs_json_begin_object(json);
    cs_json_put_string(json, "$schema", "https://json.schemastore.org/sarif-2.1.0.json");
    cs_json_put_string(json, "version", "2.1.0");
    cs_json_put_array(json, "runs");
    cs_json_begin_object(json);
    cs_json_put_object(json, "tool");
    cs_json_put_object(json, "driver");
    cs_json_put_string(json, "name", "careerstat");
    cs_json_put_string(json, "version", CS_VERSION);
    cs_json_put_array(json, "rules");
    for (int i = 0; i < CS_N_RULES; i++) {
        const struct cs_rule_info *rule = cs_rule_info((enum cs_rule)i);
        cs_json_begin_object(json);
        cs_json_put_string(json, "id", rule->name);
        cs_json_put_object(json, "shortDescription");
        cs_json_put_string(json, "text", rule->words);
        cs_json_end_object(json);
        cs_json_end_object(json);
    }
    cs_json_end_array(json);
    cs_json_end_object(json);
    cs_json_end_object(json);
    cs_json_put_string(json, "columnKind", "unicodeCodePoints");
    cs_json_put_array(json, "results");
}

/* A file's name as a URI reference: what is not unreserved or a slash is percent-encoded. */
static void put_uri(struct cs_json *json, const char *file)
{
    struct cs_buf uri;
    cs_buf_init(&uri);
    for (const char *p = file; *p; p++) {
        if (cs_is_alnum(*p) || strchr("-._~/", *p))
            cs_buf_putc(&uri, *p);
        else
            cs_buf_printf(&uri, "%%%02X", (unsigned)(unsigned char)*p);
    }
    cs_json_put_object(json, "artifactLocation");
    cs_json_put_string(json, "uri", cs_buf_text(&uri));
    cs_json_end_object(json);
    cs_buf_clear(&uri);
}

static int64_t column_of(const struct cs_document *d, size_t byte)
{
    struct cs_span line = cs_document_line(d, byte);
    size_t start = (size_t)(line.start - d->bytes);
    return (int64_t)cs_utf8_count(line.start, byte - start) + 1;
}

static void put_region(struct cs_json *json, const char *name, const struct cs_document *d,
                       size_t start, size_t end)
{
    cs_json_put_object(json, name);
    cs_json_put_integer(json, "startLine", (int64_t)cs_document_place(d, start).line);
    cs_json_put_integer(json, "startColumn", column_of(d, start));
    cs_json_put_integer(json, "endLine", (int64_t)cs_document_place(d, end).line);
    cs_json_put_integer(json, "endColumn", column_of(d, end));
    cs_json_end_object(json);
}

static void put_location(struct cs_json *json, const struct cs_document *d, size_t start,
                         size_t end)
{
    cs_json_begin_object(json);
    cs_json_put_object(json, "physicalLocation");
    put_uri(json, d->file);
    put_region(json, "region", d, start, end);
    cs_json_end_object(json);
    cs_json_end_object(json);
}

static void put_fix(struct cs_json *json, const struct cs_document *d,
                    const struct cs_finding *finding)
{
    cs_json_put_array(json, "fixes");
    cs_json_begin_object(json);
    cs_json_put_array(json, "artifactChanges");
    cs_json_begin_object(json);
    put_uri(json, d->file);
    cs_json_put_array(json, "replacements");
    for (size_t i = 0; i < finding->n_edits; i++) {
        cs_json_begin_object(json);
        put_region(json, "deletedRegion", d, finding->edits[i].start, finding->edits[i].end);
        cs_json_put_object(json, "insertedContent");
        cs_json_put_visible(json, "text", finding->edits[i].text);
        cs_json_end_object(json);
        cs_json_end_object(json);
    }
    cs_json_end_array(json);
    cs_json_end_object(json);
    cs_json_end_array(json);
    cs_json_end_object(json);
    cs_json_end_array(json);
}

static void put_result(struct cs_json *json, const struct cs_audit *audit,
                       const struct cs_finding *finding)
{
    const struct cs_document *d = &audit->document;
    const struct cs_rule_info *rule = cs_rule_info(finding->rule);
    cs_json_begin_object(json);
    cs_json_put_string(json, "ruleId", rule->name);
    cs_json_put_integer(json, "ruleIndex", (int64_t)finding->rule);
    cs_json_put_string(json, "level", cs_severity_name(rule->severity));
    cs_json_put_object(json, "message");
    cs_json_put_visible(json, "text", finding->message);
    cs_json_end_object(json);
    cs_json_put_array(json, "locations");
    put_location(json, d, finding->start, finding->end);
    cs_json_end_array(json);
    if (finding->has_related) {
        cs_json_put_array(json, "relatedLocations");
        put_location(json, d, finding->related_start, finding->related_start + 1);
        cs_json_end_array(json);
    }
    if (finding->n_edits)
        put_fix(json, d, finding);
    if (finding->is_allowed) {
        cs_json_put_array(json, "suppressions");
        cs_json_begin_object(json);
        cs_json_put_string(json, "kind", "external");
        cs_json_end_object(json);
        cs_json_end_array(json);
    }
    cs_json_end_object(json);
}

void cs_sarif_put(struct cs_json *json, const struct cs_audit *audit)
{
    for (size_t i = 0; i < audit->n_findings; i++)
        put_result(json, audit, &audit->findings[i]);
}

void cs_sarif_end(struct cs_json *json)
{
    cs_json_end_array(json);
    cs_json_end_object(json);
    cs_json_end_array(json);
    cs_json_end_object(json);
}
