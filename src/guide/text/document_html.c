/* HTML as far as blocks of text go. Not a validating parser: each tag is taken for what it most
 * likely means, whatever is missing around it. */
#include <stdbool.h>
#include <string.h>

#include "base/text.h"
#include "guide/text/comments.h"
#include "guide/text/document_build.h"
#include "guide/text/html_style.h"
#include "guide/text/html_tag.h"
#include "guide/text/mdx_facts.h"

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
    TAG_RAW, /* its content is neither markup nor text, up to its end tag or the end of the file */
    TAG_SKIP_IF_CLOSED, /* its content is not said to the reader */
    TAG_NOTE,           /* raised: a number of a footnote is no text, "th" is */
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
    {"script", TAG_RAW},
    {"style", TAG_RAW},
    {"textarea", TAG_RAW},
    {"xmp", TAG_RAW},
    {"noscript", TAG_SKIP_IF_CLOSED},
    {"del", TAG_SKIP_IF_CLOSED},
    {"s", TAG_SKIP_IF_CLOSED},
    {"strike", TAG_SKIP_IF_CLOSED},
    {"code", TAG_SKIP_IF_CLOSED},
    {"kbd", TAG_SKIP_IF_CLOSED},
    {"samp", TAG_SKIP_IF_CLOSED},
    {"rp", TAG_SKIP_IF_CLOSED},
    {"rt", TAG_SKIP_IF_CLOSED},
    {"ref", TAG_SKIP_IF_CLOSED}, /* of a wiki: a footnote where it is called */
    {"template", TAG_SKIP_IF_CLOSED},
    {"svg", TAG_SKIP_IF_CLOSED},
    {"nav", TAG_SKIP_IF_CLOSED},
    {"select", TAG_SKIP_IF_CLOSED},
    {"iframe", TAG_SKIP_IF_CLOSED},
    {"math", TAG_SKIP_IF_CLOSED},
    {"sup", TAG_NOTE},
    {"tbody", TAG_OTHER},
    {"tfoot", TAG_OTHER},
};

struct tag {
    struct cs_html_tag read;
    enum tag_effect effect;
};

static enum tag_effect effect_of(struct cs_span name)
{
    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++) {
        if (cs_span_equals_nocase(name, rules[i].name))
            return rules[i].effect;
    }
    return TAG_OTHER;
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
    case TAG_RAW:
    case TAG_SKIP_IF_CLOSED:
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
                      cs_html_span_attribute(&tag->read, "colspan"),
                      cs_html_span_attribute(&tag->read, "rowspan"));
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
            cs_build_begin(build, CS_BLOCK_HEADING, tag->read.name.start[1] - '0');
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
    case TAG_NOTE:
    case TAG_RAW:
    case TAG_SKIP_IF_CLOSED:
        break;
    default:
        open_table_part(build, tag);
    }
}

/* Whether the raised text is a footnote's number: "1", "[2]", inside whatever tags. */
static bool is_footnote(const struct cs_document *d, size_t i)
{
    enum { LONGEST_TAGS = 400 };
    size_t end = i + LONGEST_TAGS;
    bool is_tag = false;
    for (; i < d->n_bytes && i < end; i++) {
        char c = d->bytes[i];
        if (c == '<' && (is_tag || (i + 1 < d->n_bytes && d->bytes[i + 1] == '/')))
            return false;
        is_tag = c == '<' || (is_tag && c != '>');
        if (!is_tag && c != '>' && c != '[' && c != '(' && !cs_is_space(c))
            return cs_is_digit(c) || c == '*';
    }
    return false;
}

/* A comment at `at`, or one that is never closed: only its opening is passed over then. */
static size_t take_comment(struct cs_build *build, size_t at)
{
    const struct cs_document *d = build->document;
    size_t start = at + 4 > d->n_bytes ? d->n_bytes : at + 4;
    const char *close = NULL;
    if (d->n_bytes - at >= 5 && d->bytes[at + 4] == '>') /* "<!-->" is empty */
        return 5;
    if (!build->has_unclosed_comment)
        close = memmem(d->bytes + start, d->n_bytes - start, "-->", 3);
    if (close || !build->has_unclosed_comment)
        cs_build_comment(build, at, close ? (size_t)(close - d->bytes) + 3 : 0, 4, 3);
    build->has_unclosed_comment |= !close;
    return close ? (size_t)(close - d->bytes) + 3 - at : 4;
}

/* <!-- … -->, <!doctype …>, <?xml …>. */
static size_t skip_declaration(struct cs_build *build, size_t at)
{
    const struct cs_document *d = build->document;
    struct cs_span rest = {d->bytes + at, d->n_bytes - at};
    if (rest.size >= 4 && !memcmp(rest.start, "<!--", 4))
        return take_comment(build, at);
    const char *end = memchr(rest.start, '>', rest.size);
    return end ? (size_t)(end - rest.start) + 1 : 1;
}

/* What an author takes for a comment is part of an attribute's value. */
static void find_comments_in_tag(struct cs_build *build, size_t at, size_t size)
{
    const struct cs_document *d = build->document;
    enum cs_comment_place outer = build->place;
    build->place = CS_COMMENT_IN_TAG;
    for (size_t i = at + 1; i < at + size;) {
        const char *open = memmem(d->bytes + i, at + size - i, "<!--", 4);
        if (!open)
            break;
        size_t start = (size_t)(open - d->bytes);
        i = start + take_comment(build, start);
    }
    build->place = outer;
}

/* What the tag at `at` holds is passed over, unless a control opens it. */
static void hide_content(struct cs_build *build, const struct tag *tag, size_t at, bool may_open)
{
    static const char *const empty[] = {"area",  "br",   "col",  "embed",  "hr",    "img",
                                        "input", "link", "meta", "source", "track", "wbr"};
    for (size_t i = 0; i < sizeof empty / sizeof *empty; i++) {
        if (cs_span_equals_nocase(tag->read.name, empty[i]))
            return;
    }
    size_t start = at + tag->read.size;
    size_t end = cs_html_past_end_tag(build->document, &build->missing, &tag->read, start);
    if (end &&
        !(may_open && cs_html_is_opened(build->document, &build->missing, &tag->read, start, end)))
        build->hidden_until = end;
}

/* Components of MDX are paragraphs where they begin a line. */
static bool begins_line(const struct cs_document *d, size_t at)
{
    while (at && (d->bytes[at - 1] == ' ' || d->bytes[at - 1] == '\t'))
        at--;
    return !at || d->bytes[at - 1] == '\n';
}

/* Hides what the tag at `at` holds, when it is not said to the reader. */
static void hide_unsaid(struct cs_build *build, const struct tag *tag, size_t at)
{
    if (tag->read.is_end || tag->read.is_empty)
        return;
    enum cs_html_showing showing = cs_html_showing_of(&tag->read);
    bool is_note = tag->effect == TAG_NOTE && is_footnote(build->document, at + tag->read.size);
    struct cs_span classes;
    bool is_styled = cs_html_attribute(&tag->read, "class", &classes) &&
                     cs_html_style_hides(&build->style, classes);
    if (tag->effect == TAG_SKIP_IF_CLOSED || is_note || is_styled || showing != CS_HTML_SHOWN)
        hide_content(build, tag, at, is_styled || showing == CS_HTML_CLOSED);
}

/* What an element holds that is neither markup nor text; a style sheet may say what is hidden. */
static size_t pass_raw(struct cs_build *build, const struct tag *tag, size_t at)
{
    const struct cs_document *d = build->document;
    size_t start = at + tag->read.size, end = cs_html_content_end(d, tag->read.name, start);
    if (cs_span_equals_nocase(tag->read.name, "style"))
        cs_html_style_read(&build->style, (struct cs_span){d->bytes, d->n_bytes},
                           (struct cs_span){d->bytes + start, end - start});
    return end - at;
}

/* "<span>$56,200</span><span>median pay</span>": shown apart, though no blank says so. A number cut
 * by tags goes on with digits, or with the few letters of "10th" and "62k". */
static bool parts_value_from_words(const struct cs_document *d, const struct tag *tag, size_t at)
{
    enum { FEWEST_LETTERS = 4, MOST_BACK = 12 };
    size_t next = at + tag->read.size, n = 0, i = at;
    if (tag->read.is_end || !i || d->bytes[i - 1] != '>')
        return false;
    while (i > 0 && at - i < MOST_BACK && d->bytes[i - 1] != '<')
        i--;
    if (i < 2 || d->bytes[i] != '/' || !(cs_is_digit(d->bytes[i - 2]) || d->bytes[i - 2] == '%'))
        return false;
    while (next + n < d->n_bytes && d->bytes[next + n] >= 'a' && d->bytes[next + n] <= 'z')
        n++;
    return n >= FEWEST_LETTERS;
}

size_t cs_build_tag(struct cs_build *build, size_t at)
{
    const struct cs_document *d = build->document;
    struct tag tag;
    if (at + 1 < d->n_bytes && (d->bytes[at + 1] == '!' || d->bytes[at + 1] == '?'))
        return skip_declaration(build, at);
    if (!cs_html_tag_read(d, &build->missing, at, &tag.read))
        return 0;
    tag.effect = effect_of(tag.read.name);
    find_comments_in_tag(build, at, tag.read.size);
    if (tag.effect == TAG_RAW && !tag.read.is_end && !tag.read.is_empty)
        return pass_raw(build, &tag, at);
    if (at < build->hidden_until || build->n_muted)
        return tag.read.size;
    hide_unsaid(build, &tag, at);
    if (at < build->hidden_until)
        return tag.read.size;
    if (tag.effect == TAG_TITLE && !tag.read.is_end && d->is_html)
        build->title_until = cs_html_content_end(d, tag.read.name, at + tag.read.size);
    if (tag.effect == TAG_OTHER && d->is_mdx && begins_line(d, at))
        tag.effect = TAG_BLOCK;
    if (tag.effect == TAG_BLOCK && d->is_mdx)
        cs_build_properties(build, &tag.read);
    if (tag.effect == TAG_OTHER && parts_value_from_words(d, &tag, at))
        cs_build_put(build, " ", 1, at);
    if (tag.read.is_end)
        close_tag(build, &tag);
    else
        open_tag(build, &tag);
    return tag.read.size;
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
        else if (d->bytes[i] == '[')
            n = cs_build_note_mark(build, i);
        i += n ? n : cs_build_character(build, i);
    }
    while (build->n_tables)
        cs_build_table_end(build);
    cs_build_begin(build, CS_BLOCK_PARAGRAPH, 0);
}
