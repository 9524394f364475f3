/* The few members by which a layout is recognized, without making sense of the others: at the start
 * of a command twenty layouts are looked at, and one of them is read. Whatever is not as expected
 * is left to the full reader, which says what is wrong. */
#include <stdbool.h>
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
    for (p++; *p != '"'; p++) {
        p += *p == '\\' && p[1];
        if (!*p)
            return NULL;
    }
    return p + 1;
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

static enum cs_status take_member(const struct cs_layout_parse *parse, const struct member *member,
                                  struct cs_layout *layout)
{
    const struct {
        const char *name;
        const char *const **patterns;
        size_t *n;
    } wanted[] = {{"requires", &layout->requires, &layout->n_requires},
                  {"sheet", &layout->sheets, &layout->n_sheets},
                  {"not_sheet", &layout->not_sheets, &layout->n_not_sheets},
                  {"titled", &layout->aboves, &layout->n_aboves},
                  {"not_titled", &layout->not_aboves, &layout->n_not_aboves}};
    enum { N_WANTED = sizeof wanted / sizeof *wanted };
    bool is_name = cs_span_equals(member->name, "name");
    size_t w = 0;
    while (w < N_WANTED && !cs_span_equals(member->name, wanted[w].name))
        w++;
    bool is_series = cs_span_equals(member->name, "first_row");
    if (cs_span_equals(member->name, "kind"))
        layout->is_without_figures = cs_span_equals(member->value, "\"no figures\"");
    if (w == N_WANTED && !is_name && !is_series)
        return CS_OK;
    cJSON *value = cJSON_ParseWithLengthOpts(member->value.start, member->value.size, NULL, 0);
    enum cs_status status = CS_USAGE;
    if (is_name && cJSON_IsString(value)) {
        layout->name = cs_arena_strdup(parse->arena, value->valuestring);
        status = layout->name ? CS_OK : CS_INTERNAL;
    } else if (is_series && cJSON_IsObject(value)) {
        status = cs_layout_series(parse, value, layout);
    } else if (!is_name && !is_series && (cJSON_IsString(value) || cJSON_IsArray(value))) {
        status = cs_layout_patterns(parse, value, wanted[w].patterns, wanted[w].n);
    }
    cJSON_Delete(value);
    return status;
}

bool cs_layout_skim(const struct cs_layout_parse *parse, const char *text, struct cs_layout *layout)
{
    struct member member;
    const char *p = skip_blanks(text);
    if (*p++ != '{')
        return false;
    while (*p != '}') {
        p = next_member(p, &member);
        if (!p || take_member(parse, &member, layout) != CS_OK)
            return false;
    }
    return layout->name && *layout->name && layout->n_requires > 0;
}
