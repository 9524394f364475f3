/* The spelling of catalogue files is known here only: members as rows, checked one by one. */
#include "fetch/catalogue/catalogue_json.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cjson/cJSON.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/number.h"
#include "base/outfile.h"
#include "base/text.h"
#include "fetch/catalogue/edition.h"

enum { MOST_FILE_BYTES = 1 << 20, MOST_MEGABYTES = 1000, DEFAULT_MEGABYTES = 100 };
static const uint64_t MEGABYTE = 1000000;

struct parse {
    struct cs_arena *arena;
    struct cs_diag *diag;
    const char *path;
};

/* A member of an object: where it goes, and what it has to be. */
enum kind { TEXT, TEXTS, YES_NO, ELSEWHERE };
struct member {
    const char *name;
    enum kind kind;
    bool is_needed;
    size_t offset;
};

struct form {
    const struct member *members;
    size_t n;
};
#define FORM(members) (&(struct form){(members), sizeof(members) / sizeof *(members)})

static enum cs_status complain(const struct parse *parse, const char *where, const char *member,
                               const char *what)
{
    struct cs_shown shown_where, shown;
    return cs_fail(parse->diag, CS_USAGE, &(struct cs_place){.file = parse->path},
                   "see docs/update.md", "'%s' of '%s' %s", cs_show(&shown, member, strlen(member)),
                   cs_show(&shown_where, where, strlen(where)), what);
}

static enum cs_status read_texts(const struct parse *parse, const cJSON *item, const char *where,
                                 struct cs_catalogue_texts *out)
{
    const cJSON *one;
    const char **texts =
        cs_arena_alloc(parse->arena, ((size_t)cJSON_GetArraySize(item) + 1) * sizeof *texts);
    if (!texts)
        return cs_fail_memory(parse->diag);
    *out = (struct cs_catalogue_texts){texts, 0};
    cJSON_ArrayForEach(one, item)
    {
        if (!cJSON_IsString(one) || !*one->valuestring)
            return complain(parse, where, item->string, "is not a list of strings");
        texts[out->n] = cs_arena_strdup(parse->arena, one->valuestring);
        if (!texts[out->n++])
            return cs_fail_memory(parse->diag);
    }
    return CS_OK;
}

static enum cs_status read_member(const struct parse *parse, const cJSON *item, const char *where,
                                  enum kind kind, void *out)
{
    switch (kind) {
    case TEXT:
        if (!cJSON_IsString(item) || !*item->valuestring)
            return complain(parse, where, item->string, "is not a string");
        *(const char **)out = cs_arena_strdup(parse->arena, item->valuestring);
        return *(const char **)out ? CS_OK : cs_fail_memory(parse->diag);
    case TEXTS:
        return cJSON_IsArray(item)
                   ? read_texts(parse, item, where, out)
                   : complain(parse, where, item->string, "is not a list of strings");
    case YES_NO:
        *(bool *)out = cJSON_IsTrue(item);
        return cJSON_IsBool(item) ? CS_OK
                                  : complain(parse, where, item->string, "is not true or false");
    case ELSEWHERE:
        break;
    }
    return CS_OK;
}

static enum cs_status read_object(const struct parse *parse, const cJSON *object, const char *where,
                                  const struct form *form, void *out)
{
    const cJSON *item;
    enum cs_status status = CS_OK;
    if (!cJSON_IsObject(object))
        return complain(parse, where, where, "is not an object");
    cJSON_ArrayForEach(item, object)
    {
        size_t i = 0;
        while (i < form->n && strcmp(form->members[i].name, item->string) != 0)
            i++;
        if (i == form->n)
            return complain(parse, where, item->string, "is not known");
        if (cJSON_GetObjectItemCaseSensitive(object, item->string) != item)
            return complain(parse, where, item->string, "appears twice");
        status = read_member(parse, item, where, form->members[i].kind,
                             (char *)out + form->members[i].offset);
        if (status != CS_OK)
            return status;
    }
    for (size_t i = 0; i < form->n; i++) {
        const struct member *member = &form->members[i];
        if (member->is_needed && !cJSON_GetObjectItemCaseSensitive(object, member->name))
            return complain(parse, where, member->name, "is missing");
    }
    return CS_OK;
}

/* "2003", "2026-01", or a version "29.0". */
static bool read_first(struct cs_edition_rule *rule, const char *text)
{
    int64_t a, b = 1;
    size_t n = strcspn(text, ".-");
    bool is_version = text[n] == '.';
    if (!cs_integer_parse((struct cs_span){text, n}, &a) || a < 0 || a > 9999)
        return false;
    if (text[n] && (!cs_integer_parse(cs_span_of(text + n + 1), &b) || b < 0 || b > 12))
        return false;
    if (is_version) {
        rule->major = (int)a;
        rule->minor = (int)b;
        return true;
    }
    rule->year = (int)a;
    rule->month = (int)b;
    return a >= 1900 && b >= 1;
}

/* A whole number from 1 on; `fallback` where there is none, 0 for anything else. */
static int read_count(const cJSON *object, const char *name, int fallback, int most)
{
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(object, name);
    if (!item)
        return fallback;
    bool is_fine = cJSON_IsNumber(item) && item->valuedouble >= 1 && item->valuedouble <= most &&
                   item->valuedouble == (int)item->valuedouble;
    return is_fine ? (int)item->valuedouble : 0;
}

struct editions {
    const char *label, *first, *published;
};

static enum cs_status read_editions(const struct parse *parse, const cJSON *item,
                                    struct cs_catalogue_table *table)
{
    static const struct member members[] = {
        {"label", TEXT, true, offsetof(struct editions, label)},
        {"first", TEXT, true, offsetof(struct editions, first)},
        {"published", TEXT, true, offsetof(struct editions, published)},
        {"months", ELSEWHERE, true, 0},
        {"minors", ELSEWHERE, false, 0}};
    struct editions words = {0};
    struct cs_edition_rule *rule = &table->rule;
    enum cs_status status = read_object(parse, item, table->name, FORM(members), &words);
    if (status != CS_OK)
        return status;
    *rule = (struct cs_edition_rule){.label = words.label, .month = 1};
    rule->step_months = read_count(item, "months", 0, 240);
    bool is_version = strchr(words.first, '.') != NULL;
    rule->minors = is_version ? read_count(item, "minors", 0, 100) : 0;
    if (!rule->step_months)
        return complain(parse, table->name, "months", "is not a number from 1 to 240");
    if (!read_first(rule, words.first) || (is_version && !rule->minors))
        return complain(parse, table->name, "first",
                        "is not a year, a month or a version with 'minors'");
    if (!cs_date_parse(words.published, &rule->published))
        return complain(parse, table->name, "published", "is not a date such as 2026-04-15");
    return CS_OK;
}

/* Names in the folder where files arrive that are not theirs. */
static bool is_ours(const char *file)
{
    return strcmp(file, "lock") == 0 || strcmp(file, "state.json") == 0 ||
           cs_ends_with_nocase(file, ".part");
}

/* Every placeholder of the row is one that its editions have. */
static enum cs_status check_patterns(const struct parse *parse,
                                     const struct cs_catalogue_table *table)
{
    const struct {
        const char *member, *text;
    } patterns[] = {
        {"label", table->rule.label}, {"address", table->address}, {"file", table->file}};
    struct cs_buf filled;
    cs_buf_init(&filled);
    enum cs_status status = CS_OK;
    for (size_t i = 0; i < sizeof patterns / sizeof *patterns && status == CS_OK; i++)
        if (patterns[i].text && !cs_edition_fill(&table->rule, 0, patterns[i].text, &filled))
            status =
                complain(parse, table->name, patterns[i].member, "has an unknown {placeholder}");
    for (size_t i = 0; i < table->also.n && status == CS_OK; i++)
        if (!cs_edition_fill(&table->rule, 0, table->also.items[i], &filled))
            status = complain(parse, table->name, "also", "has an unknown {placeholder}");
    if (status == CS_OK && (strchr(table->file, '/') || table->file[0] == '.'))
        status = complain(parse, table->name, "file", "is not a plain file name");
    if (status == CS_OK && table->address && (strchr(table->file, '*') || is_ours(table->file)))
        status = complain(parse, table->name, "file", "cannot be the name of what is fetched");
    if (status == CS_OK && table->layouts.n == 0)
        status = complain(parse, table->name, "layouts", "is empty");
    cs_buf_clear(&filled);
    return status;
}

static enum cs_status read_table(const struct parse *parse, const cJSON *item,
                                 struct cs_catalogue_table *table)
{
    static const struct member members[] = {
        {"name", TEXT, true, offsetof(struct cs_catalogue_table, name)},
        {"title", TEXT, true, offsetof(struct cs_catalogue_table, title)},
        {"use", TEXT, true, offsetof(struct cs_catalogue_table, use)},
        {"address", TEXT, false, offsetof(struct cs_catalogue_table, address)},
        {"verified", YES_NO, true, offsetof(struct cs_catalogue_table, is_verified)},
        {"file", TEXT, true, offsetof(struct cs_catalogue_table, file)},
        {"also", TEXTS, false, offsetof(struct cs_catalogue_table, also)},
        {"page", TEXT, true, offsetof(struct cs_catalogue_table, page)},
        {"note", TEXT, false, offsetof(struct cs_catalogue_table, note)},
        {"layouts", TEXTS, true, offsetof(struct cs_catalogue_table, layouts)},
        {"on_request", YES_NO, false, offsetof(struct cs_catalogue_table, is_on_request)},
        {"dated_by_name", YES_NO, false, offsetof(struct cs_catalogue_table, is_dated_by_name)},
        {"most_megabytes", ELSEWHERE, false, 0},
        {"editions", ELSEWHERE, true, 0}};
    const cJSON *name = cJSON_GetObjectItemCaseSensitive(item, "name");
    const char *where = cJSON_IsString(name) ? name->valuestring : "tables";
    enum cs_status status = read_object(parse, item, where, FORM(members), table);
    if (status == CS_OK)
        status = read_editions(parse, cJSON_GetObjectItemCaseSensitive(item, "editions"), table);
    if (status != CS_OK)
        return status;
    int megabytes = read_count(item, "most_megabytes", DEFAULT_MEGABYTES, MOST_MEGABYTES);
    if (!megabytes)
        return complain(parse, table->name, "most_megabytes", "is not a number from 1 to 1000");
    table->most_bytes = (uint64_t)megabytes * MEGABYTE;
    return check_patterns(parse, table);
}

/* The member by which a table would be taken for an earlier one; NULL none. */
static const char *find_twice(const struct cs_catalogue *catalogue,
                              const struct cs_catalogue_table *table)
{
    for (size_t i = 0; i < catalogue->n; i++) {
        const struct cs_catalogue_table *other = &catalogue->tables[i];
        if (strcmp(other->name, table->name) == 0)
            return "name";
        if (table->address && other->address && strcmp(other->file, table->file) == 0)
            return "file";
    }
    return NULL;
}

static enum cs_status read_tables(const struct parse *parse, const cJSON *root,
                                  const struct cs_catalogue_publisher *publisher,
                                  struct cs_catalogue *catalogue)
{
    const cJSON *tables = cJSON_GetObjectItemCaseSensitive(root, "tables"), *item;
    if (!cJSON_IsArray(tables))
        return complain(parse, publisher->name, "tables", "is not a list");
    size_t n = (size_t)cJSON_GetArraySize(tables);
    struct cs_catalogue_table *grown =
        cs_arena_alloc(parse->arena, (catalogue->n + n + 1) * sizeof *grown);
    if (!grown)
        return cs_fail_memory(parse->diag);
    if (catalogue->n)
        memcpy(grown, catalogue->tables, catalogue->n * sizeof *grown);
    catalogue->tables = grown;
    enum cs_status status = CS_OK;
    cJSON_ArrayForEach(item, tables)
    {
        struct cs_catalogue_table *table = &catalogue->tables[catalogue->n];
        table->publisher = publisher;
        status = read_table(parse, item, table);
        const char *twice = status == CS_OK ? find_twice(catalogue, table) : NULL;
        if (twice)
            status = complain(parse, table->name, twice, "stands twice");
        if (status != CS_OK)
            return status;
        catalogue->n++;
    }
    return CS_OK;
}

static enum cs_status read_root(const struct parse *parse, const cJSON *root,
                                struct cs_catalogue *catalogue)
{
    static const struct member members[] = {
        {"publisher", TEXT, true, offsetof(struct cs_catalogue_publisher, name)},
        {"licence", TEXT, true, offsetof(struct cs_catalogue_publisher, licence)},
        {"asks", TEXT, false, offsetof(struct cs_catalogue_publisher, asks)},
        {"hosts", TEXTS, true, offsetof(struct cs_catalogue_publisher, hosts)},
        {"comment", TEXT, false, offsetof(struct cs_catalogue_publisher, comment)},
        {"tables", ELSEWHERE, true, 0}};
    struct cs_catalogue_publisher *publisher = cs_arena_alloc(parse->arena, sizeof *publisher);
    if (!publisher)
        return cs_fail_memory(parse->diag);
    enum cs_status status = read_object(parse, root, "the file", FORM(members), publisher);
    return status == CS_OK ? read_tables(parse, root, publisher, catalogue) : status;
}

enum cs_status cs_catalogue_read_file(struct cs_catalogue *catalogue, const char *path,
                                      struct cs_diag *diag)
{
    struct parse parse = {catalogue->arena, diag, path};
    char *text;
    size_t n;
    enum cs_status status = cs_read_file(path, MOST_FILE_BYTES, &text, &n, diag);
    if (status != CS_OK)
        return status;
    cJSON *root = cs_utf8_is_valid(text, n) ? cJSON_ParseWithOpts(text, NULL, 1) : NULL;
    status = root ? read_root(&parse, root, catalogue)
                  : cs_fail(diag, CS_USAGE, &(struct cs_place){.file = path}, NULL, "is not JSON");
    cJSON_Delete(root);
    free(text);
    return status;
}
