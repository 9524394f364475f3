/* The list of a site's pages for programs: which file is whose. */
#include "base/buf.h"
#include "base/diag.h"
#include "base/outfile.h"
#include "render/report/site.h"
#include "render/report/site_parts.h"
#include "render/write/envelope.h"
#include "render/write/json.h"

enum { SCHEMA_VERSION = 1 };

static void put_file(struct cs_json *json, const char *member, const char *before, const char *name,
                     const char *after)
{
    struct cs_buf path;
    cs_buf_init(&path);
    cs_buf_printf(&path, "%s%s%s", before, name, after);
    cs_json_put_string(json, member, cs_buf_text(&path));
    cs_buf_clear(&path);
}

static void put_page(struct cs_json *json, const struct cs_site_entry *entry)
{
    cs_json_begin_object(json);
    cs_json_put_visible(json, "occupation", entry->code);
    cs_json_put_visible(json, "title", entry->title ? entry->title : entry->code);
    cs_json_put_visible(json, "region", entry->region);
    put_file(json, "page", "", entry->name, ".html");
    put_file(json, "data", "data/", entry->name, ".json");
    cs_json_put_bool(json, "is_there", entry->is_there);
    cs_json_end_object(json);
}

enum cs_status cs_site_write_pages(const struct cs_site_request *request,
                                   const struct cs_site_entry *entries, struct cs_diag *diag)
{
    struct cs_json json;
    struct cs_buf out, path;
    struct cs_diag none; /* messages stand in what the run prints */
    cs_buf_init(&out);
    cs_buf_init(&path);
    cs_diag_init(&none);
    cs_buf_printf(&path, "%s/pages.json", request->folder);
    cs_json_init(&json, &out, CS_JSON_PRETTY);
    cs_envelope_begin(&json, "site", SCHEMA_VERSION);
    cs_json_put_array(&json, "pages");
    for (size_t i = 0; i < request->n_pages; i++)
        put_page(&json, &entries[i]);
    cs_json_end_array(&json);
    cs_json_put_array(&json, "sources");
    cs_json_end_array(&json);
    cs_envelope_end(&json, &none);
    enum cs_status status = cs_json_finish(&json, diag);
    if (status == CS_OK)
        status = cs_outfile_write(cs_buf_text(&path), cs_buf_text(&out), out.size, diag);
    cs_diag_clear(&none);
    cs_buf_clear(&path);
    cs_buf_clear(&out);
    return status;
}
