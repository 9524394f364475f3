/* The few members by which a layout is recognized, without making sense of the others: at the start
 * of a command all layouts are looked at, and one of them is read. They stand before "columns",
 * where looking ends: what follows is most of the text. Whatever is not as expected is left to the
 * full reader, which says what is wrong. */
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include <cjson/cJSON.h>

#include "base/arena.h"
#include "base/text.h"
#include "ingest/layout/layout_parse.h"

static const char *skip_blanks(const char *p)
{
    while (cs_is_space(*p))
        p++;
    return p;
}

/* The byte after the quote that closes the text which starts at p; NULL when none does. */
static const char *skip_text(const char *p)
{
    for (;;) {
        p = strpbrk(p + 1, "\"\\");
        if (!p || *p == '"')
            return p ? p + 1 : NULL;
        p += p[1] != '\0';
    }
}

/* The byte after a value, told by quotes and brackets alone; NULL at the end of the text. */
static const char *skip_value(const char *p)
{
    size_t depth = 0;
    for (; *p; p++) {
        switch (*p) {
        case '"':
            p = skip_text(p);
            if (!p)
                return NULL;
            p--;
            break;
        case '{':
        case '[':
            depth++;
            break;
        case '}':
        case ']':
            if (depth-- == 0)
                return p;
            break;
        case ',':
            if (depth == 0)
                return p;
            break;
        default:
            break;
        }
    }
    return NULL;
}

struct member {
    struct cs_span name, value;
};

/* The next member of an object; p stands after its brace or a comma. Returns the byte after it and
 * its comma, or at the closing brace; NULL when it is not to be told. */
static const char *next_member(const char *p, struct member *member)
{
    p = skip_blanks(p);
    const char *end = *p == '"' ? skip_text(p) : NULL;
    if (!end)
        return NULL;
    member->name = (struct cs_span){p + 1, (size_t)(end - p) - 2};
    p = skip_blanks(end);
    if (*p++ != ':')
        return NULL;
    member->value.start = p = skip_blanks(p);
    p = skip_value(p);
    if (!p)
        return NULL;
    member->value.size = (size_t)(p - member->value.start);
    p = skip_blanks(p);
    return *p == ',' ? p + 1 : *p == '}' ? p : NULL;
}

/* The members that hold patterns, and where in the layout these belong. */
static const struct {
    const char *name;
    size_t patterns, n;
} wanted[] = {
#define WANTED(name, patterns)                                                                     \
    {                                                                                              \
        name, offsetof(struct cs_layout, patterns), offsetof(struct cs_layout, n_##patterns)       \
    }
    WANTED("requires", requires), WANTED("sheet", sheets),          WANTED("not_sheet", not_sheets),
    WANTED("titled", aboves),     WANTED("not_titled", not_aboves),
#undef WANTED
};

/* The text at p, where it has no escapes; *p moves behind it. Returns false for anything else. */
static bool take_text(const char **p, const char *end, struct cs_span *text)
{
    const char *start = skip_blanks(*p);
    const char *close = *start == '"' ? skip_text(start) : NULL;
    if (!close || close > end)
        return false;
    *text = (struct cs_span){start + 1, (size_t)(close - start) - 2};
    *p = skip_blanks(close);
    return !memchr(text->start, '\\', text->size);
}

/* "a" or ["a", "b"]. */
static enum cs_status take_patterns(const struct cs_layout_parse *parse, struct cs_span value,
                                    const char *const **patterns, size_t *n)
{
    enum { MOST = 32 };
    const char *folded[MOST], *p = value.start, *end = p + value.size;
    bool is_list = *p == '[';
    size_t count = 0;
    for (p += is_list; count < MOST; p++) {
        struct cs_span text;
        if (!take_text(&p, end, &text))
            return CS_USAGE;
        folded[count] = cs_layout_fold(parse, text);
        if (!folded[count++])
            return CS_INTERNAL;
        if (p >= end || *p != ',')
            break;
    }
    const char **list = cs_arena_alloc(parse->arena, (count + 1) * sizeof *list);
    if (!list || count == MOST || (is_list && *p != ']'))
        return list ? CS_USAGE : CS_INTERNAL;
    memcpy(list, folded, count * sizeof *list);
    *patterns = list;
    *n = count;
    return CS_OK;
}

static enum cs_status take_series(const struct cs_layout_parse *parse, struct cs_span value,
                                  struct cs_layout *layout)
{
    cJSON *item = cJSON_ParseWithLengthOpts(value.start, value.size, NULL, 0);
    enum cs_status status = cJSON_IsObject(item) ? cs_layout_series(parse, item, layout) : CS_USAGE;
    cJSON_Delete(item);
    return status;
}

static enum cs_status take_member(const struct cs_layout_parse *parse, const struct member *member,
                                  struct cs_layout *layout)
{
    struct cs_span text;
    const char *p = member->value.start;
    if (cs_span_equals(member->name, "first_row"))
        return take_series(parse, member->value, layout);
    if (cs_span_equals(member->name, "kind"))
        layout->is_without_figures = cs_span_equals(member->value, "\"no figures\"");
    if (cs_span_equals(member->name, "name")) {
        if (!take_text(&p, p + member->value.size, &text))
            return CS_USAGE;
        layout->name = cs_arena_copy(parse->arena, text.start, text.size);
        return layout->name ? CS_OK : CS_INTERNAL;
    }
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
        if (cs_span_equals(member->name, wanted[i].name))
            return take_patterns(parse, member->value,
                                 (const char *const **)((char *)layout + wanted[i].patterns),
                                 (size_t *)((char *)layout + wanted[i].n));
    return CS_OK;
}

bool cs_layout_skim(const struct cs_layout_parse *parse, const char *text, struct cs_layout *layout)
{
    static const char last[] = "\"columns\"";
    struct member member;
    const char *p = skip_blanks(text);
    if (*p++ != '{')
        return false;
    for (p = skip_blanks(p); *p != '}' && strncmp(p, last, strlen(last)) != 0; p = skip_blanks(p)) {
        p = next_member(p, &member);
        if (!p || take_member(parse, &member, layout) != CS_OK)
            return false;
    }
    return layout->name && *layout->name && layout->n_requires > 0;
}

bool cs_layout_next_of_list(const char **at, struct cs_span *one)
{
    const char *start = skip_blanks(*at);
    if (*start != '[' && *start != ',')
        return false;
    start = skip_blanks(start + 1);
    const char *end = *start == '{' ? skip_value(start) : NULL;
    if (!end)
        return false;
    *one = (struct cs_span){start, (size_t)(end - start)};
    *at = end;
    return true;
}

bool cs_layout_is_same_told(const struct cs_layout *a, const struct cs_layout *b)
{
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
        if (*(const size_t *)((const char *)a + wanted[i].n) !=
            *(const size_t *)((const char *)b + wanted[i].n))
            return false;
    return a->is_without_figures == b->is_without_figures && !a->series_header == !b->series_header;
}
