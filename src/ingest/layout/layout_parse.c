/* Checks that every part of a layout file needs, so that all say what is wrong in the same
 * words. */
#include "ingest/layout/layout.h"
#include "ingest/layout/layout_parse.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include <cjson/cJSON.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/suggest.h"
#include "base/text.h"

enum cs_status cs_layout_complain(const struct cs_layout_parse *parse, const char *what,
                                  const char *where)
{
    return cs_fail(parse->diag, CS_USAGE, &(struct cs_place){.file = parse->path},
                   "see docs/layouts.md", "layout: %s in '%s'", what, where);
}

static int is_of_kind(const cJSON *item, char kind)
{
    switch (kind) {
    case 's':
        return cJSON_IsString(item);
    case 'p':
        return cJSON_IsString(item) || cJSON_IsArray(item);
    case 'l':
        return cJSON_IsArray(item);
    case 'o':
        return cJSON_IsObject(item);
    default:
        return cJSON_IsNumber(item);
    }
}

static bool is_among(const char *words, const char *word)
{
    size_t n = strlen(word);
    for (const char *p = words; *p; p += strcspn(p, "|"), p += *p == '|')
        if (strcspn(p, "|") == n && strncmp(p, word, n) == 0)
            return true;
    return false;
}

static enum cs_status fail_unknown(const struct cs_layout_parse *parse, const char *name,
                                   const struct cs_layout_member *members, size_t n,
                                   const char *where)
{
    const char *names[32];
    for (size_t i = 0; i < n && i < 32; i++)
        names[i] = members[i].name;
    const char *near = cs_suggest(name, names, n < 32 ? n : 32);
    char hint[96];
    struct cs_shown shown;
    snprintf(hint, sizeof hint, near ? "did you mean '%s'?" : "see docs/layouts.md", near);
    return cs_fail(parse->diag, CS_USAGE, &(struct cs_place){.file = parse->path}, hint,
                   "layout: unknown member '%s' in '%s'", cs_show(&shown, name, strlen(name)),
                   where);
}

enum cs_status cs_layout_check(const struct cs_layout_parse *parse, const cJSON *object,
                               const struct cs_layout_member *members, size_t n, const char *where)
{
    const cJSON *item;
    cJSON_ArrayForEach(item, object)
    {
        size_t i = 0;
        if (!item->string || strcmp(item->string, "comment") == 0)
            continue;
        while (i < n && strcmp(item->string, members[i].name) != 0)
            i++;
        if (i == n)
            return fail_unknown(parse, item->string, members, n, where);
        if (cJSON_GetObjectItemCaseSensitive(object, item->string) != item)
            return cs_layout_complain(parse, "a member appears twice", item->string);
        if (!is_of_kind(item, members[i].kind))
            return cs_layout_complain(parse, "a member has the wrong type", item->string);
        if (members[i].words && !is_among(members[i].words, item->valuestring))
            return cs_layout_complain(parse, "a word is not known", item->valuestring);
    }
    return CS_OK;
}

const char *cs_layout_string(const struct cs_layout_parse *parse, const cJSON *object,
                             const char *name)
{
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(object, name);
    return cJSON_IsString(item) ? cs_arena_strdup(parse->arena, item->valuestring) : NULL;
}

enum cs_resolution cs_layout_resolution(const struct cs_layout_parse *parse, const cJSON *object)
{
    const char *resolution = cs_layout_string(parse, object, "resolution");
    if (!resolution)
        return CS_TO_DAY;
    return strcmp(resolution, "year") == 0    ? CS_TO_YEAR
           : strcmp(resolution, "month") == 0 ? CS_TO_MONTH
                                              : CS_TO_DAY;
}

/* Folds the letter beyond ASCII at `text`; its bytes in *n_bytes. Returns those written. */
static size_t fold_wide(struct cs_span text, char folded[8], size_t *n_bytes)
{
    size_t length = cs_utf8_length(text.start, text.size);
    *n_bytes = length ? length : 1;
    return cs_fold_name((struct cs_span){text.start, *n_bytes}, folded, 8);
}

/* The bytes of the {slot} that the text starts with; 0 for none. */
static size_t slot_bytes(struct cs_span text)
{
    const char *close = *text.start == '{' ? memchr(text.start, '}', text.size) : NULL;
    return close ? (size_t)(close - text.start) + 1 : 0;
}

const char *cs_layout_fold(const struct cs_layout_parse *parse, struct cs_span pattern)
{
    struct cs_span rest = cs_header_words(pattern);
    char *out = cs_arena_alloc(parse->arena, 2 * rest.size + 1);
    size_t n = 0, n_bytes;
    bool has_gap = false;
    for (; out && rest.size; rest.start += n_bytes, rest.size -= n_bytes) {
        char c = *rest.start, folded[8];
        if (!has_gap && ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))) { /* nearly all */
            out[n++] = c;
            n_bytes = 1;
            continue;
        }
        folded[0] = cs_to_lower(c);
        size_t n_slot = slot_bytes(rest), n_folded = n_slot ? n_slot : cs_is_alnum(c);
        n_bytes = n_slot ? n_slot : 1;
        if (!n_slot && (unsigned char)c >= 0x80)
            n_folded = fold_wide(rest, folded, &n_bytes);
        if (n_folded && has_gap && n && out[n - 1] != '|')
            out[n++] = ' ';
        if (c == '|')
            out[n++] = '|';
        for (size_t i = 0; i < n_folded; i++)
            out[n++] = n_slot ? cs_to_lower(rest.start[i]) : folded[i];
        has_gap = !n_folded;
    }
    return out;
}

/* A string or a list of strings, folded. */
enum cs_status cs_layout_patterns(const struct cs_layout_parse *parse, const cJSON *item,
                                  const char *const **out, size_t *n)
{
    size_t count = cJSON_IsArray(item) ? (size_t)cJSON_GetArraySize(item) : 1;
    const char **list = cs_arena_alloc(parse->arena, (count + 1) * sizeof *list);
    if (!list)
        return cs_fail_memory(parse->diag);
    for (size_t i = 0; i < count; i++) {
        const cJSON *text = cJSON_IsArray(item) ? cJSON_GetArrayItem(item, (int)i) : item;
        if (!cJSON_IsString(text))
            return cs_layout_complain(parse, "a name that is not text", "header");
        list[i] = cs_layout_fold(parse, cs_span_of(text->valuestring));
        if (!list[i])
            return cs_fail_memory(parse->diag);
    }
    *out = list;
    *n = count;
    return CS_OK;
}

enum cs_status cs_layout_series(const struct cs_layout_parse *parse, const cJSON *item,
                                struct cs_layout *layout)
{
    const cJSON *only = item->child;
    if (!cJSON_IsString(only) || only->next || !*only->valuestring)
        return cs_layout_complain(parse, "one header and the start of its cell are needed",
                                  "first_row");
    layout->series_header = cs_layout_fold(parse, cs_span_of(only->string));
    layout->series_starts = cs_arena_strdup(parse->arena, only->valuestring);
    return layout->series_header && layout->series_starts ? CS_OK : cs_fail_memory(parse->diag);
}
