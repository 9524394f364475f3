/* HTML as far as blocks of text go. Not a validating parser: each tag is taken for what it most
 * likely means, whatever is missing around it. */
#include <string.h>

#include "base/text.h"
#include "guide/text/document_build.h"

enum tag_effect {
    TAG_BLOCK, /* begins a paragraph */
    TAG_HEADING,
    TAG_ITEM,
    TAG_TABLE,
    TAG_LIST, /* a definition list, as a table of two columns */
    TAG_TERM,
    TAG_DETAIL,
    TAG_ROW,
    TAG_HEAD,
    TAG_CELL,
    TAG_HEADER_CELL,
    TAG_CAPTION,
    TAG_TITLE,
    TAG_BREAK,
    TAG_SKIP, /* its content is no text, up to its end tag or the end of the file */
    TAG_SKIP_IF_CLOSED,
    TAG_NOTE, /* raised: a number of a footnote is no text, "th" is */
    TAG_OTHER,
};

static const struct tag_rule {
    const char *name;
    enum tag_effect effect;
} rules[] = {
    {"p", TAG_BLOCK},
    {"div", TAG_BLOCK},
    {"section", TAG_BLOCK},
    {"article", TAG_BLOCK},
    {"main", TAG_BLOCK},
    {"header", TAG_BLOCK},
    {"footer", TAG_BLOCK},
    {"aside", TAG_BLOCK},
    {"blockquote", TAG_BLOCK},
    {"pre", TAG_BLOCK},
    {"figure", TAG_BLOCK},
    {"figcaption", TAG_BLOCK},
    {"form", TAG_BLOCK},
    {"fieldset", TAG_BLOCK},
    {"legend", TAG_BLOCK},
    {"option", TAG_BLOCK},
    {"ul", TAG_BLOCK},
    {"ol", TAG_BLOCK},
    {"hr", TAG_BLOCK},
    {"body", TAG_BLOCK},
    {"head", TAG_BLOCK},
    {"html", TAG_BLOCK},
    {"details", TAG_BLOCK},
    {"summary", TAG_BLOCK},
    {"address", TAG_BLOCK},
    {"button", TAG_BLOCK},
    {"h1", TAG_HEADING},
    {"h2", TAG_HEADING},
    {"h3", TAG_HEADING},
    {"h4", TAG_HEADING},
    {"h5", TAG_HEADING},
    {"h6", TAG_HEADING},
    {"li", TAG_ITEM},
    {"table", TAG_TABLE},
    {"dl", TAG_LIST},
    {"dt", TAG_TERM},
    {"dd", TAG_DETAIL},
    {"tr", TAG_ROW},
    {"thead", TAG_HEAD},
    {"td", TAG_CELL},
    {"th", TAG_HEADER_CELL},
    {"caption", TAG_CAPTION},
    {"title", TAG_TITLE},
    {"br", TAG_BREAK},
    {"script", TAG_SKIP},
    {"style", TAG_SKIP},
    {"noscript", TAG_SKIP_IF_CLOSED},
    {"template", TAG_SKIP_IF_CLOSED},
    {"svg", TAG_SKIP_IF_CLOSED},
    {"nav", TAG_SKIP_IF_CLOSED},
    {"textarea", TAG_SKIP_IF_CLOSED},
    {"select", TAG_SKIP_IF_CLOSED},
    {"iframe", TAG_SKIP_IF_CLOSED},
    {"math", TAG_SKIP_IF_CLOSED},
    {"sup", TAG_NOTE},
    {"tbody", TAG_OTHER},
    {"tfoot", TAG_OTHER},
};

struct tag {
    struct cs_span name, attributes;
    enum tag_effect effect;
    int is_end;
    size_t size; /* from '<' past '>' */
};

static enum tag_effect effect_of(struct cs_span name)
{
    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++) {
        if (cs_span_equals_nocase(name, rules[i].name))
            return rules[i].effect;
    }
    return TAG_OTHER;
}

/* Past the '>' that ends a tag, quotes respected unless they never close. */
static size_t end_of_tag(const struct cs_document *d, size_t i)
{
    size_t first_close = 0;
    char quote = 0;
    for (; i < d->n_bytes; i++) {
        char c = d->bytes[i];
        if (c == '>' && !first_close)
            first_close = i + 1;
        if (!quote && c == '>')
            return i + 1;
        if (!quote && c == '<')
            return i; /* an unfinished tag */
        if (quote && c == quote)
            quote = 0;
        else if (!quote && (c == '"' || c == '\'') && d->bytes[i - 1] != ' ')
            quote = c;
    }
    return first_close ? first_close : d->n_bytes;
}

static int read_tag(const struct cs_document *d, size_t at, struct tag *out)
{
    size_t i = at + 1;
    out->is_end = i < d->n_bytes && d->bytes[i] == '/';
    i += (size_t)out->is_end;
    size_t start = i;
    while (i < d->n_bytes && (cs_is_alnum(d->bytes[i]) || (i > start && d->bytes[i] == '-')))
        i++;
    if (i == start || !cs_is_alpha(d->bytes[start]))
        return 0;
    if (i < d->n_bytes && !cs_is_space(d->bytes[i]) && d->bytes[i] != '>' && d->bytes[i] != '/')
        return 0; /* an address in angle brackets, or arithmetic */
    out->name = (struct cs_span){d->bytes + start, i - start};
    size_t end = end_of_tag(d, i);
    out->attributes = (struct cs_span){d->bytes + i, end - i};
    out->size = end - at;
    out->effect = effect_of(out->name);
    return 1;
}

/* Where the end tag of `name` begins, nested ones counted; 0 when there is none. */
static size_t find_end_tag(const struct cs_document *d, struct cs_span name, size_t i,
                           size_t *after)
{
    int depth = 1;
    while (i < d->n_bytes) {
        const char *p = memchr(d->bytes + i, '<', d->n_bytes - i);
        if (!p)
            return 0;
        i = (size_t)(p - d->bytes);
        size_t n = i + 1 < d->n_bytes && d->bytes[i + 1] == '/' ? 2 : 1;
        int is_same = i + n + name.size <= d->n_bytes &&
                      !strncasecmp(d->bytes + i + n, name.start, name.size) &&
                      !(i + n + name.size < d->n_bytes && cs_is_alnum(d->bytes[i + n + name.size]));
        if (is_same)
            depth += n == 2 ? -1 : 1;
        if (depth == 0) {
            *after = end_of_tag(d, i + 1);
            return i;
        }
        i += n;
    }
    return 0;
}

/* A number attribute such as colspan="2"; 1 when absent or silly. */
static unsigned span_attribute(struct cs_span attributes, const char *name)
{
    size_t n = strlen(name);
    for (size_t i = 0; i + n + 1 < attributes.size; i++) {
        if (strncasecmp(attributes.start + i, name, n) || attributes.start[i + n] != '=')
            continue;
        unsigned value = 0;
        for (size_t k = i + n + 1; k < attributes.size && k < i + n + 5; k++) {
            char c = attributes.start[k];
            if (cs_is_digit(c))
                value = value * 10 + (unsigned)(c - '0');
            else if (value || (c != '"' && c != '\''))
                break;
        }
        return value >= 1 && value <= 40 ? value : 1;
    }
    return 1;
}

/* An end tag of a block also ends a cell or heading under way. */
static void close_tag(struct cs_build *build, const struct tag *tag)
{
    switch (tag->effect) {
    case TAG_TABLE:
    case TAG_LIST:
        cs_build_table_end(build);
        break;
    case TAG_CELL:
    case TAG_HEADER_CELL:
    case TAG_DETAIL:
    case TAG_TERM:
        cs_build_cell_end(build);
        break;
    case TAG_CAPTION:
    case TAG_TITLE:
        cs_build_begin(build, CS_BLOCK_PARAGRAPH, 0);
        break;
    case TAG_HEAD:
        if (build->n_tables) {
            cs_build_row(build);
            build->tables[build->n_tables - 1].in_head = 0;
            build->tables[build->n_tables - 1].in_row = 0;
        }
        break;
    case TAG_OTHER:
    case TAG_NOTE:
    case TAG_ROW:
        break;
    default:
        cs_build_boundary(build);
    }
}

static void open_table_part(struct cs_build *build, const struct tag *tag)
{
    switch (tag->effect) {
    case TAG_TABLE:
    case TAG_LIST:
        cs_build_table_begin(build, tag->effect == TAG_LIST);
        break;
    case TAG_TERM:
        cs_build_row(build);
        cs_build_cell(build, 1, 1, 1);
        break;
    case TAG_DETAIL:
        cs_build_cell(build, 0, 1, 1);
        break;
    case TAG_ROW:
        cs_build_row(build);
        break;
    case TAG_HEAD:
        if (build->n_tables)
            build->tables[build->n_tables - 1].in_head = 1;
        break;
    default:
        cs_build_cell(build, tag->effect == TAG_HEADER_CELL,
                      span_attribute(tag->attributes, "colspan"),
                      span_attribute(tag->attributes, "rowspan"));
    }
}

static void open_tag(struct cs_build *build, const struct tag *tag)
{
    switch (tag->effect) {
    case TAG_BLOCK:
        cs_build_boundary(build);
        break;
    case TAG_HEADING:
        if (build->next.kind == CS_BLOCK_CELL)
            cs_build_break(build);
        else
            cs_build_begin(build, CS_BLOCK_HEADING, tag->name.start[1] - '0');
        break;
    case TAG_ITEM:
        if (build->next.kind == CS_BLOCK_CELL)
            cs_build_break(build);
        else
            cs_build_begin(build, CS_BLOCK_ITEM, 0);
        break;
    case TAG_CAPTION:
        cs_build_begin(build, CS_BLOCK_CAPTION, 0);
        break;
    case TAG_TITLE:
        cs_build_begin(build, CS_BLOCK_TITLE, 0);
        break;
    case TAG_BREAK:
        cs_build_break(build);
        break;
    case TAG_OTHER:
        break;
    default:
        open_table_part(build, tag);
    }
}

/* Whether the raised text is a footnote's number: "1", "[2]", inside whatever tags. */
static int is_footnote(const struct cs_document *d, size_t i)
{
    enum { LONGEST_TAGS = 400 };
    size_t end = i + LONGEST_TAGS;
    while (i < d->n_bytes && i < end &&
           (d->bytes[i] == '<' || cs_is_space(d->bytes[i]) || d->bytes[i] == '[')) {
        if (d->bytes[i] == '<' && i + 1 < d->n_bytes && d->bytes[i + 1] == '/')
            return 0;
        i = d->bytes[i] == '<' ? end_of_tag(d, i + 1) : i + 1;
    }
    return i < d->n_bytes && i < end && (cs_is_digit(d->bytes[i]) || d->bytes[i] == '*');
}

/* <!-- … -->, <!doctype …>, <?xml …>; an unclosed comment is passed over alone. */
static size_t skip_declaration(struct cs_build *build, size_t at)
{
    const struct cs_document *d = build->document;
    struct cs_span rest = {d->bytes + at, d->n_bytes - at};
    if (rest.size >= 4 && !memcmp(rest.start, "<!--", 4)) {
        const char *end =
            build->has_unclosed_comment ? NULL : memmem(rest.start + 4, rest.size - 4, "-->", 3);
        build->has_unclosed_comment = !end;
        return end ? (size_t)(end - rest.start) + 3 : 4;
    }
    const char *end = memchr(rest.start, '>', rest.size);
    return end ? (size_t)(end - rest.start) + 1 : 1;
}

size_t cs_build_tag(struct cs_build *build, size_t at)
{
    const struct cs_document *d = build->document;
    if (at + 1 < d->n_bytes && (d->bytes[at + 1] == '!' || d->bytes[at + 1] == '?'))
        return skip_declaration(build, at);
    struct tag tag;
    if (!read_tag(d, at, &tag))
        return 0;
    if (tag.effect == TAG_NOTE && !tag.is_end)
        tag.effect = is_footnote(d, at + tag.size) ? TAG_SKIP_IF_CLOSED : TAG_OTHER;
    if (tag.effect == TAG_SKIP || tag.effect == TAG_SKIP_IF_CLOSED) {
        int is_empty = tag.size >= 2 && d->bytes[at + tag.size - 2] == '/';
        size_t after = d->n_bytes;
        int searches = !tag.is_end && !is_empty &&
                       !(tag.effect == TAG_SKIP_IF_CLOSED && build->has_unclosed_part);
        size_t end = searches ? find_end_tag(d, tag.name, at + tag.size, &after) : 0;
        build->has_unclosed_part |= searches && !end;
        if (end || (tag.effect == TAG_SKIP && !tag.is_end && !is_empty))
            return after - at;
        return tag.size;
    }
    if (tag.is_end)
        close_tag(build, &tag);
    else
        open_tag(build, &tag);
    return tag.size ? tag.size : 1;
}

void cs_build_html(struct cs_build *build)
{
    const struct cs_document *d = build->document;
    for (size_t i = 0; i < d->n_bytes && !build->failed;) {
        size_t n = 0;
        if (d->bytes[i] == '<')
            n = cs_build_tag(build, i);
        else if (d->bytes[i] == '&')
            n = cs_build_entity(build, i);
        i += n ? n : cs_build_character(build, i);
    }
    while (build->n_tables)
        cs_build_table_end(build);
    cs_build_begin(build, CS_BLOCK_PARAGRAPH, 0);
}
