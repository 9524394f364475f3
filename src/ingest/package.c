/* Descriptors of data packages, and the paths they may name: none that leads out of the
 * package. */
#include "ingest/package.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cjson/cJSON.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/outfile.h"
#include "base/text.h"
#include "base/within.h"

enum { MAX_PACKAGE_BYTES = 4 << 20 };

static bool is_folder(const char *path)
{
    struct stat facts;
    return stat(path, &facts) == 0 && S_ISDIR(facts.st_mode);
}

static bool is_descriptor(const char *path)
{
    const char *slash = strrchr(path, '/');
    return strcmp(slash ? slash + 1 : path, "datapackage.json") == 0;
}

bool cs_is_package(const char *path)
{
    return is_folder(path) || is_descriptor(path);
}

static const char *text_of(const cJSON *object, const char *name)
{
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(object, name);
    return cJSON_IsString(item) && item->valuestring[0] ? item->valuestring : NULL;
}

/* A member of the resource, else of the package. */
static const cJSON *inherited(const cJSON *package, const cJSON *resource, const char *name)
{
    const cJSON *own = cJSON_GetObjectItemCaseSensitive(resource, name);
    return own ? own : cJSON_GetObjectItemCaseSensitive(package, name);
}

/* What one resource says, for the intake. Strings are cJSON's. */
struct resource {
    const char *descriptor; /* path, for messages */
    const char *package;    /* name, the folder of its files in results */
    const char *name;
    struct cs_intake_about about;
    struct cs_named_source *sources; /* heap */
    const char **missing;            /* heap */
};

static enum cs_status fail_resource(const struct cs_load_job *job, const struct resource *resource,
                                    const char *what)
{
    struct cs_shown shown;
    const char *name = resource->name ? resource->name : "?";
    return cs_fail(job->diag, CS_IO, &(struct cs_place){.file = resource->descriptor}, NULL,
                   "resource '%s': %s", cs_show(&shown, name, strlen(name)), what);
}

static bool read_sources(const cJSON *list, struct resource *resource)
{
    size_t n = cJSON_IsArray(list) ? (size_t)cJSON_GetArraySize(list) : 0;
    resource->sources = calloc(n + 1, sizeof *resource->sources);
    if (!resource->sources)
        return false;
    const cJSON *item;
    cJSON_ArrayForEach(item, list)
    {
        const char *title = text_of(item, "title"), *name = text_of(item, "name");
        if (!title && !name)
            continue;
        resource->sources[resource->about.n_sources++] = (struct cs_named_source){
            .name = name ? name : title,
            .title = title ? title : name,
            .publisher = text_of(item, "publisher"),
            .url = text_of(item, "path"),
            .retrieved = text_of(item, "date"),
        };
    }
    resource->about.sources = resource->sources;
    return true;
}

static bool read_missing(const cJSON *schema, struct resource *resource)
{
    const cJSON *list = cJSON_GetObjectItemCaseSensitive(schema, "missingValues"), *item;
    size_t n = cJSON_IsArray(list) ? (size_t)cJSON_GetArraySize(list) : 0;
    resource->missing = calloc(n + 1, sizeof *resource->missing);
    if (!resource->missing)
        return false;
    cJSON_ArrayForEach(item, list)
    {
        const char *text = cJSON_IsString(item) ? item->valuestring : NULL;
        if (text)
            resource->missing[resource->about.n_missing++] = text;
    }
    resource->about.missing = resource->missing;
    return true;
}

static bool read_about(const cJSON *package, const cJSON *item, struct resource *resource)
{
    const cJSON *licence = cJSON_GetArrayItem(inherited(package, item, "licenses"), 0);
    const cJSON *caveat = inherited(package, item, "caveat");
    const cJSON *scale = inherited(package, item, "level_scale");
    const char *title = text_of(licence, "title");
    resource->about.id = resource->name;
    resource->about.title = text_of(item, "title");
    resource->about.licence = title ? title : text_of(licence, "name");
    resource->about.level_scale = cJSON_IsString(scale) ? scale->valuestring : NULL;
    resource->about.caveat = cJSON_IsString(caveat) ? caveat->valuestring : NULL;
    return read_sources(inherited(package, item, "sources"), resource) &&
           read_missing(cJSON_GetObjectItemCaseSensitive(item, "schema"), resource);
}

/* A path may not lead out of the package. */
static bool is_safe_path(const char *path)
{
    if (path[0] == '/' || strstr(path, "://"))
        return false;
    for (const char *part = path; part; part = strchr(part, '/')) {
        part += *part == '/';
        if (strncmp(part, "..", 2) == 0 && (part[2] == '/' || part[2] == '\0'))
            return false;
        if (!strchr(part, '/'))
            break;
    }
    return true;
}

/* Where the package lies, with a slash at the end. Ownership: free it; NULL when out of memory. */
static char *folder_of(const char *descriptor)
{
    const char *slash = strrchr(descriptor, '/');
    return slash ? strndup(descriptor, (size_t)(slash - descriptor) + 1) : strdup("./");
}

static enum cs_status check_within(const struct cs_load_job *job, const struct resource *resource,
                                   const char *folder, const char *path)
{
    const char *fault = cs_within_fault(folder, path);
    return fault ? cs_fail(job->diag, CS_IO, &(struct cs_place){.file = path},
                           "a data package names files inside its own folder",
                           "%s (resource '%s' of %s)", fault, resource->name ? resource->name : "?",
                           resource->descriptor)
                 : CS_OK;
}

/* A column of titles tells what occupations are called wherever they are. */
static bool has_titles(struct cs_span header)
{
    return memmem(header.start, header.size, "title", strlen("title")) != NULL;
}

/* Whether a cell of the text is the word. */
static bool has_cell(struct cs_span text, const char *word)
{
    static const char around[] = ",;\t\r\n\"";
    size_t n = strlen(word);
    const char *end = text.start + text.size, *at = text.start;
    while ((at = memmem(at, (size_t)(end - at), word, n)) != NULL) {
        bool is_start = at == text.start || strchr(around, at[-1]);
        if (is_start && (at + n == end || strchr(around, at[n])))
            return true;
        at++;
    }
    return false;
}

static bool holds_wanted(struct cs_span text, const struct cs_package_wants *wants)
{
    struct cs_span header = {text.start, strcspn(text.start, "\r\n")};
    bool has_code = false;
    for (size_t i = 0; !has_code && wants->occupations[i]; i++)
        has_code = memmem(text.start, text.size, wants->occupations[i],
                          strlen(wants->occupations[i])) != NULL;
    return has_code && (!wants->region || has_titles(header) || !has_cell(header, "region") ||
                        has_cell(text, wants->region));
}

/* Whether a table need not be read for what is wanted. One that cannot be looked at is read, and
 * told there. */
static bool is_passed_over(const struct cs_load_job *job, const char *path)
{
    enum { MAX_TABLE_BYTES = 4 << 20 };
    char *text;
    size_t n;
    struct cs_diag quiet;
    if (!job->options->wants.occupations)
        return false;
    cs_diag_init(&quiet);
    bool is_read = cs_read_file(path, MAX_TABLE_BYTES, &text, &n, &quiet) == CS_OK;
    const struct cs_load_options *options = job->options;
    struct cs_span table = {text, n};
    bool is_wanted = !is_read || holds_wanted(table, &options->wants) ||
                     (options->wants_too.occupations && holds_wanted(table, &options->wants_too));
    if (is_read)
        free(text);
    cs_diag_clear(&quiet);
    return !is_wanted;
}

static enum cs_status load_path(struct cs_load_job *job, const struct resource *resource,
                                const char *relative)
{
    if (!relative || !is_safe_path(relative))
        return fail_resource(job, resource, "its path must be a file inside the package");
    struct cs_intake_about about = resource->about;
    char *folder = folder_of(resource->descriptor), *path = NULL, *shown = NULL;
    if (!folder || asprintf(&path, "%s%s", folder, relative) < 0 ||
        asprintf(&shown, "%s/%s", resource->package, relative) < 0) {
        free(path);
        free(folder);
        return cs_fail_memory(job->diag);
    }
    about.file = shown;
    enum cs_status within = check_within(job, resource, folder, path);
    free(folder);
    if (within != CS_OK) {
        free(shown);
        free(path);
        return within;
    }
    size_t n_before = job->dataset->n_sources;
    bool is_left = is_passed_over(job, path);
    enum cs_status status = is_left ? CS_OK : job->file(job, path, &about);
    free(shown);
    if (status == CS_OK && !is_left && job->dataset->n_sources == n_before)
        cs_diag_add(job->diag, CS_NOTE, &(struct cs_place){.file = path}, NULL,
                    "passed over: no layout fits");
    free(path);
    return status;
}

/* `path` is one file or a list of files of the same kind. */
static enum cs_status load_paths(struct cs_load_job *job, const struct resource *resource,
                                 const cJSON *path)
{
    if (cJSON_IsString(path))
        return load_path(job, resource, path->valuestring);
    if (!cJSON_IsArray(path) || cJSON_GetArraySize(path) == 0)
        return fail_resource(job, resource, "it has no path");
    enum cs_status status = CS_OK;
    const cJSON *item;
    cJSON_ArrayForEach(item, path) if (status == CS_OK) status =
        load_path(job, resource, cJSON_IsString(item) ? item->valuestring : NULL);
    return status;
}

static bool is_table(const cJSON *item)
{
    const char *format = text_of(item, "format");
    return !format || cs_equals_nocase(format, "csv") || cs_equals_nocase(format, "tsv");
}

/* A resource may name its layout; "none" says that it is no career data. */
static enum cs_status load_as(struct cs_load_job *job, const struct resource *resource,
                              const char *layout, const cJSON *path)
{
    const struct cs_load_options *given = job->options;
    struct cs_load_options options = *given;
    const struct cs_layouts *layouts = options.intake.layouts;
    for (size_t i = 0; layout && i < layouts->n_items; i++)
        if (strcmp(layouts->items[i].name, layout) == 0)
            options.intake.layout = &layouts->items[i];
    if (layout && !options.intake.layout)
        return fail_resource(job, resource, "its layout is not known");
    job->options = &options;
    enum cs_status status = load_paths(job, resource, path);
    job->options = given;
    return status;
}

static enum cs_status load_resource(struct cs_load_job *job, const char *descriptor,
                                    const cJSON *package, const cJSON *item)
{
    const char *name = text_of(package, "name");
    struct resource resource = {.descriptor = descriptor,
                                .package = name ? name : "package",
                                .name = text_of(item, "name")};
    const char *layout = text_of(item, "layout");
    if (!is_table(item) || (layout && strcmp(layout, "none") == 0))
        return CS_OK;
    enum cs_status status =
        read_about(package, item, &resource)
            ? load_as(job, &resource, layout, cJSON_GetObjectItemCaseSensitive(item, "path"))
            : cs_fail_memory(job->diag);
    free(resource.sources);
    free(resource.missing);
    return status;
}

static enum cs_status load_resources(struct cs_load_job *job, const char *descriptor,
                                     const cJSON *package)
{
    const cJSON *resources = cJSON_GetObjectItemCaseSensitive(package, "resources"), *item;
    struct cs_place place = {.file = descriptor};
    size_t n_before = job->dataset->n_sources;
    if (!cJSON_IsObject(package))
        return cs_fail(job->diag, CS_IO, &place, NULL, "not valid JSON");
    if (!cJSON_IsArray(resources))
        return cs_fail(job->diag, CS_IO, &place, NULL, "a data package needs a list of resources");
    enum cs_status status = CS_OK;
    cJSON_ArrayForEach(item, resources) if (status == CS_OK) status =
        load_resource(job, descriptor, package, item);
    if (status == CS_OK && job->dataset->n_sources == n_before && !job->options->wants.occupations)
        status = cs_fail(job->diag, CS_IO, &place, NULL, "no resource that a layout fits");
    return status;
}

/* The occupation a package is about, and those it sets beside it: "occupation" and "related", which
 * are careerstat's own. The first package that names them counts. */
static enum cs_status take_related(struct cs_load_job *job, const cJSON *package)
{
    struct cs_dataset *dataset = job->dataset;
    const cJSON *list = cJSON_GetObjectItemCaseSensitive(package, "related"), *item;
    const char *occupation = text_of(package, "occupation");
    if (dataset->related_to || !occupation || !cJSON_IsArray(list))
        return CS_OK;
    size_t n = (size_t)cJSON_GetArraySize(list);
    dataset->related = cs_arena_alloc(&dataset->arena, (n + 1) * sizeof *dataset->related);
    dataset->related_to = cs_arena_strdup(&dataset->arena, occupation);
    int failed = !dataset->related || !dataset->related_to;
    cJSON_ArrayForEach(item, list)
    {
        const char *code = cJSON_IsString(item) ? item->valuestring : NULL;
        const char *copy = !failed && code ? cs_arena_strdup(&dataset->arena, code) : NULL;
        failed = failed || (code && !copy);
        if (copy)
            dataset->related[dataset->n_related++] = copy;
    }
    return failed ? cs_fail_memory(job->diag) : CS_OK;
}

enum cs_status cs_package_load(struct cs_load_job *job, const char *path)
{
    char *descriptor = NULL, *text;
    size_t n_bytes, n = strlen(path);
    const char *slash = n && path[n - 1] == '/' ? "" : "/";
    if (asprintf(&descriptor, "%s%s%s", path, is_descriptor(path) ? "" : slash,
                 is_descriptor(path) ? "" : "datapackage.json") < 0)
        return cs_fail_memory(job->diag);
    if (is_folder(path) && access(descriptor, F_OK) != 0) {
        free(descriptor);
        return cs_fail(job->diag, CS_IO, &(struct cs_place){.file = path},
                       "name the files in it, or describe them in a datapackage.json",
                       "is a folder without datapackage.json");
    }
    enum cs_status status = cs_read_file(descriptor, MAX_PACKAGE_BYTES, &text, &n_bytes, job->diag);
    if (status == CS_OK) {
        struct cs_load_options options = *job->options;
        const struct cs_load_options *given = job->options;
        options.intake.skips_unknown = 1;
        cJSON *package = cJSON_ParseWithLength(text, n_bytes);
        job->options = &options;
        status = load_resources(job, descriptor, package);
        if (status == CS_OK)
            status = take_related(job, package);
        job->options = given;
        cJSON_Delete(package);
        free(text);
    }
    free(descriptor);
    return status;
}
