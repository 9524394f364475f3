/* Properties of MDX components as facts. What a component does with them is not known; a property
 * is taken for a fact where it is a figure, and for its label where its name says so. */
#include "guide/text/mdx_facts.h"

#include <string.h>

#include "base/text.h"
#include "guide/text/document_build.h"
#include "guide/text/html_tag.h"
#include "guide/text/plain_part.h"

static const char *const label_names[] = {"label",   "title",  "name", "heading",
                                          "caption", "metric", "term", NULL};
static const char *const value_names[] = {"value", "amount", "figure", "number", "stat", NULL};
static const char *const remark_names[] = {"note",  "sub",    "subtitle",    "period", "unit",
                                           "basis", "suffix", "description", "detail", NULL};

/* "$62,340", "-1.6%", {91000}, {"91,000"}. */
static bool is_figure(struct cs_span value)
{
    size_t i = 0;
    while (i < value.size && strchr("$+-~\"' ", value.start[i]))
        i++;
    while (i + 2 < value.size && (unsigned char)value.start[i] >= 0x80)
        i++; /* a minus, a currency */
    return i < value.size && cs_is_digit(value.start[i]) && !memchr(value.start, '{', value.size);
}

/* A figure whose property says what it is. */
static bool is_fact(struct cs_span name, struct cs_span value)
{
    return is_figure(value) && !cs_span_is_any(name, value_names) &&
           !cs_span_is_any(name, label_names);
}

/* A property's name as words: "openingsPerYear", "median-pay". */
static void put_words(struct cs_build *build, struct cs_span name)
{
    size_t at = (size_t)(name.start - build->document->bytes);
    for (size_t i = 0, n = 1; i < name.size; i += n, n = 1) {
        char c = name.start[i];
        bool is_hump = i && c >= 'A' && c <= 'Z' && name.start[i - 1] >= 'a';
        char lower = c >= 'A' && c <= 'Z' && is_hump ? (char)(c - 'A' + 'a') : c;
        if (is_hump || c == '_' || c == '-')
            cs_build_put(build, " ", 1, at + i);
        if ((unsigned char)c >= 0x80)
            n = cs_build_character(build, at + i);
        else if (c != '_' && c != '-')
            cs_build_put(build, &lower, 1, at + i);
    }
}

static bool has_word(struct cs_span text)
{
    size_t n = 0;
    for (size_t i = 0; i < text.size; i++)
        n += cs_is_alpha(text.start[i]);
    return n >= 3;
}

/* The first property of some names; a label has words. */
static bool find_named(const struct cs_html_tag *tag, const char *const *names,
                       struct cs_span *value)
{
    struct cs_span name;
    for (size_t i = 0; cs_html_next_attribute(tag, &i, &name, value);) {
        if (cs_span_is_any(name, names) && value->size &&
            (names != label_names || has_word(*value)))
            return true;
    }
    return false;
}

static void put_row(struct cs_build *build, struct cs_span label, bool is_name,
                    struct cs_span value, struct cs_span remark)
{
    cs_build_row(build);
    cs_build_cell(build, 1, 1, 1);
    if (is_name)
        put_words(build, label);
    else
        cs_plain_put(build, label);
    cs_build_cell(build, 0, 1, 1);
    if (value.size > 2 && strchr("\"'", value.start[0])) /* {"91,000"} */
        value = (struct cs_span){value.start + 1, value.size - 2};
    cs_plain_put(build, value);
    if (remark.size) {
        cs_build_cell(build, 0, 1, 1);
        cs_plain_put(build, remark);
    }
}

void cs_build_properties(struct cs_build *build, const struct cs_html_tag *tag)
{
    struct cs_span label, value, name, remark = {NULL, 0};
    if (tag->is_end || build->n_tables || !tag->name.size || tag->name.start[0] > 'Z')
        return;
    bool has_label = find_named(tag, label_names, &label), has_figure = false;
    if (has_label && find_named(tag, value_names, &value) && is_figure(value)) {
        if (!find_named(tag, remark_names, &remark))
            remark.size = 0;
        cs_build_table_begin(build, 1);
        put_row(build, label, false, value, remark);
        cs_build_table_end(build);
        return;
    }
    for (size_t i = 0; cs_html_next_attribute(tag, &i, &name, &value);)
        has_figure |= is_fact(name, value);
    if (!has_figure)
        return;
    cs_build_begin(build, CS_BLOCK_PARAGRAPH, 0);
    if (has_label)
        cs_plain_put(build, label);
    cs_build_table_begin(build, 1);
    for (size_t i = 0; cs_html_next_attribute(tag, &i, &name, &value);) {
        if (is_fact(name, value))
            put_row(build, name, true, value, remark);
    }
    cs_build_table_end(build);
}

bool cs_mdx_is_property(const struct cs_document *document, size_t byte)
{
    const struct cs_document *d = document;
    size_t at = byte;
    struct cs_html_missing missing = {0};
    struct cs_html_tag tag;
    while (d->is_mdx && at > 0 && d->bytes[at] != '<' && d->bytes[at] != '>')
        at--;
    return d->is_mdx && d->bytes[at] == '<' && cs_html_tag_read(d, &missing, at, &tag) &&
           at + tag.size > byte;
}
