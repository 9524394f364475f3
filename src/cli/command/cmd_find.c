/* find WORDS: the codes behind the names people use. */
#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/text.h"
#include "cli/frame/command.h"
#include "cli/input/library_names.h"
#include "cli/input/workspace.h"
#include "data/dim.h"
#include "data/name/names.h"
#include "render/write/envelope.h"
#include "render/write/json.h"
#include "render/write/table.h"

enum { SCHEMA_VERSION = 1, DEFAULT_LIMIT = 10 };

static enum cs_status offer_names(struct cs_workspace *workspace, struct cs_name_search *search)
{
    const struct cs_call *call = workspace->call;
    const char *kind = cs_call_text(call, "kind");
    bool wants_reference = true, wants_occupations = !kind || cs_equals_nocase(kind, "occupation");
    bool wants_regions = !kind || cs_equals_nocase(kind, "region");
    enum cs_status status = CS_OK;
    /* A list is of what the data have. */
    if (call->n_operands == 0 && (workspace->data || cs_library_use_existing(workspace->call)))
        wants_reference = false;
    if (wants_occupations && wants_reference)
        status = cs_name_search_occupations(search, &workspace->reference);
    if (status == CS_OK && wants_regions && wants_reference)
        status = cs_name_search_regions(search, &workspace->reference);
    if (status == CS_OK && workspace->data && wants_occupations)
        status = cs_name_search_dataset(search, workspace->data, CS_DIM_OCCUPATION);
    if (status == CS_OK && workspace->data && wants_regions)
        status = cs_name_search_dataset(search, workspace->data, CS_DIM_REGION);
    if (status != CS_OK)
        return cs_fail_memory(call->diag);
    if (wants_occupations)
        status = cs_library_use_offer(workspace->call, CS_DIM_OCCUPATION, search);
    return status == CS_OK && wants_regions
               ? cs_library_use_offer(workspace->call, CS_DIM_REGION, search)
               : status;
}

/* The files named with --data, whose own names are searched too. */
static enum cs_status load_files(struct cs_workspace *workspace)
{
    const struct cs_call *call = workspace->call;
    size_t n = cs_call_count(call, "data");
    if (n == 0)
        return CS_OK;
    const char **paths = cs_arena_alloc(call->arena, n * sizeof *paths);
    if (!paths)
        return cs_fail_memory(call->diag);
    for (size_t i = 0; i < n; i++)
        paths[i] = cs_call_text_at(call, "data", i);
    return cs_workspace_load(workspace, &(struct cs_load_request){.paths = paths, .n_paths = n});
}

/* NULL where none are given, or out of memory. */
static const char *join_words(const struct cs_call *call)
{
    struct cs_buf words;
    if (call->n_operands == 0)
        return NULL;
    cs_buf_init(&words);
    for (size_t i = 0; i < call->n_operands; i++) {
        if (i)
            cs_buf_putc(&words, ' ');
        cs_buf_puts(&words, call->operands[i]);
    }
    char *joined = words.failed ? NULL : cs_arena_strdup(call->arena, cs_buf_text(&words));
    cs_buf_clear(&words);
    return joined;
}

static enum cs_status write_json(const struct cs_workspace *workspace, const char *query,
                                 const struct cs_name_hit *hits, size_t n_shown, size_t n_hits)
{
    const struct cs_call *call = workspace->call;
    struct cs_json json;
    cs_json_init(&json, call->out, CS_JSON_PRETTY);
    cs_envelope_begin(&json, "find", SCHEMA_VERSION);
    cs_json_put_visible(&json, "query", query);
    cs_json_put_integer(&json, "n_found", (int64_t)n_hits);
    cs_json_put_bool(&json, "is_sure", cs_name_hits_are_sure(hits, n_hits));
    cs_json_put_array(&json, "hits");
    for (size_t i = 0; i < n_shown; i++) {
        cs_json_begin_object(&json);
        cs_json_put_string(&json, "kind", hits[i].kind);
        cs_json_put_visible(&json, "code", hits[i].code);
        cs_json_put_visible(&json, "title", hits[i].title);
        cs_json_put_visible(&json, "name", hits[i].name);
        cs_json_put_string(&json, "match", cs_name_match_name(hits[i].match));
        cs_json_end_object(&json);
    }
    cs_json_end_array(&json);
    cs_json_put_array(&json, "sources");
    for (size_t i = 0; workspace->data && i < workspace->data->n_sources; i++)
        cs_envelope_source(&json, &workspace->data->sources[i]);
    cs_json_end_array(&json);
    cs_envelope_end(&json, call->diag);
    return cs_json_finish(&json, call->diag);
}

static const struct cs_table_column columns[] = {
    {"code", "code", 0, 0},
    {"title", "title", 0, 0},
    {"kind", "kind", 0, 0},
    {"name", "found by", 0, 0},
};

static enum cs_status write_table(const struct cs_call *call, const struct cs_name_hit *hits,
                                  size_t n_shown)
{
    enum cs_table_format format = CS_TABLE_TEXT;
    const char *word = cs_call_text(call, "format");
    if (word)
        cs_table_format_parse(word, &format);
    struct cs_table table;
    cs_table_init(&table, call->arena, columns, sizeof columns / sizeof *columns);
    for (size_t i = 0; i < n_shown; i++) {
        cs_table_add_text(&table, hits[i].code);
        cs_table_add_text(&table, hits[i].title);
        cs_table_add_text(&table, hits[i].kind);
        bool is_plain = format == CS_TABLE_TEXT && strcmp(hits[i].name, hits[i].title) == 0;
        cs_table_add_text(&table, is_plain ? "" : hits[i].name);
    }
    return cs_table_print(&table, format, call->out, call->diag);
}

static bool wants_json(const struct cs_call *call)
{
    const char *format = cs_call_text(call, "format");
    return cs_call_has(call, "json") || (format && cs_equals_nocase(format, "json"));
}

static enum cs_status answer(const struct cs_workspace *workspace, const char *query,
                             struct cs_name_search *search)
{
    const struct cs_call *call = workspace->call;
    size_t n_hits;
    const struct cs_name_hit *hits = cs_name_search_rank(search, &n_hits);
    size_t few = call->n_operands ? DEFAULT_LIMIT : n_hits;
    size_t limit = (size_t)cs_call_number(call, "limit", (double)few);
    size_t n_shown = n_hits < limit ? n_hits : limit;
    if (n_hits == 0) {
        struct cs_shown shown;
        enum cs_status status = cs_fail(
            call->diag, CS_NO_ANSWER, NULL,
            "try fewer or different words; names come from the reference tables, the library "
            "and the files given with --data",
            "no occupation or region is called '%s'", cs_show(&shown, query, strlen(query)));
        if (!wants_json(call))
            return status;
    }
    enum cs_status status = wants_json(call) ? write_json(workspace, query, hits, n_shown, n_hits)
                                             : write_table(call, hits, n_shown);
    return status == CS_OK && n_hits == 0 ? CS_NO_ANSWER : status;
}

static enum cs_status run(struct cs_call *call)
{
    struct cs_workspace workspace;
    const char *query = join_words(call);
    if (call->n_operands == 0 && !cs_call_has(call, "kind"))
        return cs_fail(call->diag, CS_USAGE, NULL,
                       "careerstat find registered nurse; careerstat find --kind region lists all "
                       "places",
                       "which words?");
    enum cs_status status = cs_workspace_open(&workspace, call);
    const char *kind = cs_call_text(call, "kind");
    bool is_of_places = query && kind && strcmp(kind, cs_dim_name(CS_DIM_REGION)) == 0;
    if (status == CS_OK && is_of_places)
        status = cs_workspace_load_names(&workspace);
    struct cs_name_search *search = is_of_places
                                        ? cs_name_search_new_place(&workspace.reference, query)
                                    : query || call->n_operands == 0 ? cs_name_search_new(query)
                                                                     : NULL;
    if (status == CS_OK && !search)
        status = cs_fail_memory(call->diag);
    if (status == CS_OK)
        status = load_files(&workspace);
    if (status == CS_OK)
        status = offer_names(&workspace, search);
    if (status == CS_OK)
        status = answer(&workspace, query ? query : "", search);
    cs_name_search_free(search);
    cs_workspace_close(&workspace);
    return status;
}

static const struct cs_option options[] = {
    {"kind", 0, CS_OPTION_CHOICE, "KIND", "only occupations, or only regions", "occupation,region"},
    {"limit", 0, CS_OPTION_WHOLE, "N", "show at most N (default: 10; of a list all)", NULL},
    {"data", 0, CS_OPTION_TEXTS, "FILE", "also search the names in this file", NULL},
};
static const struct cs_example examples[] = {
    {"careerstat find medical office assistant", "The code of an occupation"},
    {"careerstat find --kind region texas", "The code of a region"},
    {"careerstat find --kind region", "All places that the data have"},
};

extern const struct cs_command cs_cmd_find;
const struct cs_command cs_cmd_find = {
    .name = "find",
    .group = CS_GROUP_READ,
    .summary = "the code of an occupation or region, by its name",
    .usage = "find WORDS… | find --kind KIND",
    .help = "Occupations are found by title, alternate title or code; regions by "
            "name, postal abbreviation or FIPS code. Word order, plurals and small typos "
            "do not matter. The best match comes first. With --kind alone, everything of that "
            "kind is listed that the library or the files have.",
    .examples = examples,
    .n_examples = sizeof examples / sizeof *examples,
    .options = options,
    .n_options = sizeof options / sizeof *options,
    .shared = CS_SHARED_LIST | CS_SHARED_LIBRARY,
    .max_operands = SIZE_MAX,
    .run = run,
};
