/* The keys of a dimension: of files and shipped data read whole, of a library by its index. The
 * command line has no such command: summarize and library list serve people better. */
#include "api/list.h"

#include <stdint.h>
#include <string.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/text.h"
#include "cli/input/library_names.h"
#include "cli/input/workspace.h"
#include "data/dataset.h"
#include "data/dim.h"
#include "library/library.h"
#include "render/write/envelope.h"
#include "render/write/json.h"

enum { SCHEMA_VERSION = 1 };

struct listing {
    struct cs_json json;
    struct cs_buf last; /* the code that was put last */
    size_t n_keys;
};

static void put_key(struct listing *listing, const char *code, const char *title)
{
    struct cs_json *json = &listing->json;
    cs_json_begin_object(json);
    cs_json_put_visible(json, "code", code);
    cs_json_put_visible(json, "title", *title ? title : code);
    cs_json_end_object(json);
    listing->n_keys++;
}

/* A library gives every name of a code, one after the other. */
static enum cs_status put_name(void *context, const char *code, const char *title, int year,
                               const char *name)
{
    struct listing *listing = context;
    (void)year;
    (void)name;
    if (listing->n_keys && strcmp(cs_buf_text(&listing->last), code) == 0)
        return CS_OK;
    cs_buf_reset(&listing->last);
    cs_buf_puts(&listing->last, code);
    put_key(listing, code, title);
    return CS_OK;
}

static enum cs_status list_library(struct listing *listing, const char *path, enum cs_dim dim,
                                   struct cs_diag *diag)
{
    struct cs_library *library;
    const struct cs_library_name_sink sink = {listing, put_name};
    enum cs_status status = cs_library_open(path, CS_LIBRARY_READ, &library, diag);
    if (status == CS_OK)
        status = cs_library_names(library, dim, &sink, diag);
    cs_library_close(library);
    return status;
}

static enum cs_status list_data(struct listing *listing, struct cs_workspace *workspace,
                                enum cs_dim dim)
{
    struct cs_load_request request = cs_load_request_of(workspace->call, 1);
    request.leaves_out_replicates = true;
    request.group_dims = 1u << dim;
    enum cs_status status = cs_workspace_load(workspace, &request);
    const struct cs_dict *dict = status == CS_OK ? &workspace->data->dicts[dim] : NULL;
    for (size_t i = 0; dict && i < dict->n_keys; i++)
        put_key(listing, dict->keys[i].code, dict->keys[i].title);
    return status;
}

static enum cs_status put_document(struct listing *listing, struct cs_workspace *workspace,
                                   enum cs_dim dim)
{
    struct cs_call *call = workspace->call;
    struct cs_json *json = &listing->json;
    const char *library = call->n_operands == 1 ? cs_library_use_existing(call) : NULL;
    cs_envelope_begin(json, "keys", SCHEMA_VERSION);
    cs_json_put_string(json, "dimension", cs_dim_name(dim));
    cs_json_put_array(json, "keys");
    enum cs_status status = library ? list_library(listing, library, dim, call->diag)
                                    : list_data(listing, workspace, dim);
    cs_json_end_array(json);
    if (workspace->data) {
        cs_envelope_sources(json, workspace->data, NULL);
    } else {
        cs_json_put_array(json, "sources");
        cs_json_end_array(json);
    }
    cs_envelope_end(json, call->diag);
    enum cs_status finished = cs_json_finish(json, call->diag);
    if (status == CS_OK && finished == CS_OK && listing->n_keys == 0)
        status =
            cs_fail(call->diag, CS_NO_ANSWER, NULL, NULL, "the data have no %s", cs_dim_name(dim));
    return status == CS_OK ? finished : status;
}

static enum cs_status run(struct cs_call *call)
{
    struct cs_workspace workspace;
    struct listing listing = {.n_keys = 0};
    enum cs_dim dim;
    struct cs_shown shown;
    const char *word = call->operands[0];
    if (!cs_dim_parse(cs_span_of(word), &dim))
        return cs_fail(call->diag, CS_USAGE, NULL, "occupation, region, level, period, industry",
                       "'%s' is not a dimension", cs_show(&shown, word, strlen(word)));
    cs_json_init(&listing.json, call->out, CS_JSON_PRETTY);
    cs_buf_init(&listing.last);
    enum cs_status status = cs_workspace_open(&workspace, call);
    if (status == CS_OK)
        status = put_document(&listing, &workspace, dim);
    cs_buf_clear(&listing.last);
    cs_workspace_close(&workspace);
    return status;
}

const struct cs_command cs_api_list = {
    .name = "list",
    .group = CS_GROUP_ANSWER,
    .usage = "list DIMENSION [FILE…]",
    .shared = CS_SHARED_INPUT | CS_SHARED_LIBRARY,
    .looks_back = 1,
    .min_operands = 1,
    .max_operands = SIZE_MAX,
    .run = run,
};
