/* The records' file: an object a file fetched. Apart from the transfer, which only asks and puts.
 */
#include "fetch/transfer/record.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cjson/cJSON.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/grow.h"
#include "base/outfile.h"
#include "base/text.h"

enum { MOST_FILE_BYTES = 8 << 20, FORM = 1 };
static const double MOST_SIZE = 1e15;

static const char *text_of(struct cs_arena *arena, const cJSON *item, const char *name)
{
    const cJSON *member = cJSON_GetObjectItemCaseSensitive(item, name);
    const char *copy = cJSON_IsString(member) ? cs_arena_strdup(arena, member->valuestring) : NULL;
    return copy ? copy : "";
}

static int64_t read_size(const cJSON *item)
{
    bool is_size = cJSON_IsNumber(item) && item->valuedouble >= 0 && item->valuedouble < MOST_SIZE;
    return is_size ? (int64_t)item->valuedouble : -1;
}

static bool grow(struct cs_fetch_records *records)
{
    struct cs_fetch_record *grown = cs_arena_grown(records->arena, records->items, records->n,
                                                   &records->capacity, sizeof *grown);
    if (grown)
        records->items = grown;
    return grown != NULL;
}

static bool read_items(struct cs_fetch_records *records, const cJSON *root)
{
    const cJSON *form = cJSON_GetObjectItemCaseSensitive(root, "form"), *item;
    if (!cJSON_IsNumber(form) || form->valueint != FORM)
        return false;
    cJSON_ArrayForEach(item, cJSON_GetObjectItemCaseSensitive(root, "files"))
    {
        if (!grow(records))
            return false;
        records->items[records->n++] = (struct cs_fetch_record){
            .address = text_of(records->arena, item, "address"),
            .etag = text_of(records->arena, item, "etag"),
            .modified = text_of(records->arena, item, "last_modified"),
            .sha256 = text_of(records->arena, item, "sha256"),
            .fetched = text_of(records->arena, item, "fetched"),
            .n_bytes = read_size(cJSON_GetObjectItemCaseSensitive(item, "n_bytes")),
            .is_packed = cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(item, "packed"))};
    }
    return true;
}

enum cs_status cs_fetch_records_open(struct cs_fetch_records *records, const char *path,
                                     struct cs_arena *arena, struct cs_diag *diag)
{
    char *text;
    size_t n;
    *records = (struct cs_fetch_records){.arena = arena, .path = path};
    if (access(path, F_OK) != 0 && errno == ENOENT)
        return CS_OK;
    enum cs_status status = cs_read_file(path, MOST_FILE_BYTES, &text, &n, diag);
    if (status != CS_OK)
        return status;
    cJSON *root = cs_utf8_is_valid(text, n) ? cJSON_ParseWithOpts(text, NULL, 1) : NULL;
    if (!read_items(records, root)) {
        records->n = 0;
        cs_diag_add(diag, CS_WARNING, &(struct cs_place){.file = path}, NULL,
                    "is damaged: what was fetched before is requested again");
    }
    cJSON_Delete(root);
    free(text);
    return CS_OK;
}

const struct cs_fetch_record *cs_fetch_records_find(const struct cs_fetch_records *records,
                                                    const char *address)
{
    for (size_t i = 0; i < records->n; i++)
        if (strcmp(records->items[i].address, address) == 0)
            return &records->items[i];
    return NULL;
}

static bool put_item(cJSON *files, const struct cs_fetch_record *record)
{
    cJSON *item = cJSON_CreateObject();
    if (!item || !cJSON_AddItemToArray(files, item)) {
        cJSON_Delete(item);
        return false;
    }
    return cJSON_AddStringToObject(item, "address", record->address) &&
           cJSON_AddStringToObject(item, "etag", record->etag) &&
           cJSON_AddStringToObject(item, "last_modified", record->modified) &&
           cJSON_AddStringToObject(item, "sha256", record->sha256) &&
           cJSON_AddStringToObject(item, "fetched", record->fetched) &&
           cJSON_AddNumberToObject(item, "n_bytes", (double)record->n_bytes) &&
           cJSON_AddBoolToObject(item, "packed", record->is_packed);
}

static enum cs_status save(const struct cs_fetch_records *records, struct cs_diag *diag)
{
    cJSON *root = cJSON_CreateObject();
    bool is_whole = cJSON_AddNumberToObject(root, "form", FORM) != NULL;
    cJSON *files = cJSON_AddArrayToObject(root, "files");
    for (size_t i = 0; i < records->n && is_whole && files; i++)
        is_whole = put_item(files, &records->items[i]);
    char *text = is_whole && files ? cJSON_Print(root) : NULL;
    enum cs_status status =
        text ? cs_outfile_replace(records->path, text, strlen(text), diag) : cs_fail_memory(diag);
    cJSON_free(text);
    cJSON_Delete(root);
    return status;
}

/* Bytes that are no UTF-8 would make the file unreadable: a server's text that has them is not
 * kept. */
static const char *keep(struct cs_arena *arena, const char *text)
{
    const char *copy =
        text && cs_utf8_is_valid(text, strlen(text)) ? cs_arena_strdup(arena, text) : NULL;
    return copy ? copy : "";
}

enum cs_status cs_fetch_records_put(struct cs_fetch_records *records,
                                    const struct cs_fetch_record *record, struct cs_diag *diag)
{
    size_t i = 0;
    while (i < records->n && strcmp(records->items[i].address, record->address) != 0)
        i++;
    if (i == records->n && !grow(records))
        return cs_fail_memory(diag);
    records->n += i == records->n;
    records->items[i] = (struct cs_fetch_record){keep(records->arena, record->address),
                                                 keep(records->arena, record->etag),
                                                 keep(records->arena, record->modified),
                                                 keep(records->arena, record->sha256),
                                                 keep(records->arena, record->fetched),
                                                 record->n_bytes,
                                                 record->is_packed};
    return save(records, diag);
}
