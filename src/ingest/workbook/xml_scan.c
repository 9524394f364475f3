/* A scanner of the plain part of XML: tags with plain attributes and text without references, in
 * UTF-8. It looks at one token at a time, whole, before it tells of it. What it does not know, be
 * it a comment or damage, goes to expat, which is given the tags that are open and the rest of the
 * bytes. Apart from xml.c, which is expat's. */
#include "ingest/workbook/xml_scan.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/text.h"
#include "ingest/workbook/xml.h"
#include "ingest/workbook/xml_names.h"

enum { BLOCK_BYTES = 1 << 18, MOST_ATTRIBUTES = 16, MOST_DEPTH = 64 };

/* What a token turned out to be. */
enum token { TOKEN_TOLD, TOKEN_CUT_OFF, TOKEN_UNKNOWN, TOKEN_FAILED };

struct open_tag {
    size_t start; /* of its text in open_text */
    size_t n_name;
};

struct scan {
    struct cs_byte_source *source;
    const struct cs_xml_handler *handler;
    struct cs_diag *diag;
    enum cs_status status;
    char *block; /* unread bytes are block[at, end), and a "<" follows */
    size_t at, end;
    bool at_end, has_root;
    uint64_t n_lines, n_before; /* line ends before the block; characters of its line before it */
    struct cs_xml_names names;
    struct cs_buf open_text; /* start tags of the open elements, as they stand */
    struct open_tag open[MOST_DEPTH];
    size_t n_open;
    const char *attributes[2 * MOST_ATTRIBUTES + 1];
};

enum byte { PLAIN, NAME, SPACE, LESS, STRANGE, HIGH };
static const unsigned char bytes[256] = {[0x00 ... 0x08] = STRANGE,
                                         ['\t'] = PLAIN,
                                         ['\n'] = PLAIN,
                                         [0x0b ... 0x1f] = STRANGE,
                                         [' '] = SPACE,
                                         ['&'] = STRANGE,
                                         ['<'] = LESS,
                                         [']'] = STRANGE,
                                         ['0' ... '9'] = NAME,
                                         ['A' ... 'Z'] = NAME,
                                         ['a' ... 'z'] = NAME,
                                         ['_'] = NAME,
                                         ['-'] = NAME,
                                         ['.'] = NAME,
                                         [':'] = NAME,
                                         [0x80 ... 0xff] = HIGH};

static enum byte byte_at(const char *p)
{
    return (enum byte)bytes[(unsigned char)*p];
}

static bool starts_name(char c)
{
    return cs_is_alpha(c) || c == '_';
}

static enum token stop_unless_ok(struct scan *scan, enum cs_status status)
{
    scan->status = status;
    return status == CS_OK ? TOKEN_TOLD : TOKEN_FAILED;
}

/* ---- text ---- */

/* After a character above ASCII, or NULL for one that is none or that XML does not have. */
static const char *pass_high(const char *p, const char *end)
{
    size_t n = cs_utf8_length(p, (size_t)(end - p));
    if (n == 0 || ((unsigned char)p[0] == 0xEF && (unsigned char)p[1] == 0xBF))
        return NULL;
    return p + n;
}

static enum token read_text(struct scan *scan)
{
    const char *start = scan->block + scan->at, *end = scan->block + scan->end, *p = start;
    while (p < end && byte_at(p) != LESS) {
        if (byte_at(p) == STRANGE)
            return TOKEN_UNKNOWN;
        const char *next = byte_at(p) == HIGH ? pass_high(p, end) : p + 1;
        if (!next)
            return end - p < 4 ? TOKEN_CUT_OFF : TOKEN_UNKNOWN;
        if (scan->n_open == 0 && *p != ' ' && *p != '\n' && *p != '\t')
            return TOKEN_UNKNOWN;
        p = next;
    }
    if (p == end)
        return TOKEN_CUT_OFF;
    scan->at += (size_t)(p - start);
    return scan->n_open == 0 || !scan->handler->text
               ? TOKEN_TOLD
               : stop_unless_ok(
                     scan, scan->handler->text(scan->handler->context, start, (size_t)(p - start)));
}

/* ---- tags ---- */

/* A tag taken apart: pieces of the block. */
struct tag {
    char *name, *name_end, *end;                               /* after its ">" */
    char *from[2 * MOST_ATTRIBUTES], *to[2 * MOST_ATTRIBUTES]; /* names and values, in turn */
    size_t n;
    bool is_empty, has_prefix; /* "/>"; a colon or a namespace somewhere */
};

static char *pass_name(char *p, const char *end, bool *has_prefix)
{
    for (; p < end && byte_at(p) == NAME; p++)
        *has_prefix |= *p == ':';
    return p;
}

static bool is_repeated(const struct tag *tag)
{
    size_t n = (size_t)(tag->to[tag->n] - tag->from[tag->n]);
    for (size_t i = 0; i < tag->n; i += 2)
        if ((size_t)(tag->to[i] - tag->from[i]) == n &&
            memcmp(tag->from[i], tag->from[tag->n], n) == 0)
            return true;
    return false;
}

/* One attribute at *at, which is moved on: name="value". */
static enum token read_attribute(struct tag *tag, char **at, const char *end)
{
    char *p = *at;
    if (tag->n == 2 * MOST_ATTRIBUTES || (p < end && !starts_name(*p)))
        return TOKEN_UNKNOWN;
    tag->from[tag->n] = p;
    tag->to[tag->n] = p = pass_name(p, end, &tag->has_prefix);
    if (end - p < 2)
        return TOKEN_CUT_OFF;
    if (p[0] != '=' || (p[1] != '"' && p[1] != '\'') || is_repeated(tag))
        return TOKEN_UNKNOWN;
    size_t n_name = (size_t)(p - *at);
    tag->has_prefix |= n_name >= 5 && memcmp(*at, "xmlns", 5) == 0;
    char quote = p[1];
    tag->from[tag->n + 1] = p += 2;
    while (p < end && *p != quote) {
        if ((byte_at(p) >= LESS && *p != ']') || *p == '\t' || *p == '\n')
            return TOKEN_UNKNOWN;
        p++;
    }
    if (end - p < 2)
        return TOKEN_CUT_OFF;
    tag->to[tag->n + 1] = p;
    tag->n += 2;
    *at = p + 1;
    return TOKEN_TOLD;
}

/* Takes a start tag apart, without a change to the block. */
static enum token take_apart(char *start, const char *end, struct tag *tag)
{
    char *p = start + 1;
    tag->name = p;
    tag->n = 0;
    tag->is_empty = tag->has_prefix = false;
    if (!starts_name(*p))
        return TOKEN_UNKNOWN;
    tag->name_end = p = pass_name(p, end, &tag->has_prefix);
    while (p < end && *p != '>' && *p != '/') {
        if (*p != ' ')
            return TOKEN_UNKNOWN;
        while (p < end && *p == ' ')
            p++;
        if (p == end || *p == '>' || *p == '/')
            break;
        enum token token = read_attribute(tag, &p, end);
        if (token != TOKEN_TOLD)
            return token;
    }
    tag->is_empty = p < end && *p == '/';
    p += tag->is_empty;
    if (p >= end)
        return TOKEN_CUT_OFF;
    tag->end = p + 1;
    return *p == '>' ? TOKEN_TOLD : TOKEN_UNKNOWN;
}

/* Whether the element can be kept open; its tag is copied, as it stands. */
static bool push(struct scan *scan, const struct tag *tag)
{
    if (scan->n_open == MOST_DEPTH)
        return false;
    scan->open[scan->n_open++] =
        (struct open_tag){scan->open_text.size, (size_t)(tag->name_end - tag->name)};
    cs_buf_put(&scan->open_text, tag->name - 1, (size_t)(tag->end - tag->name + 1));
    return !scan->open_text.failed;
}

/* Cuts names and values out of the block: what follows each is a byte of the tag. */
static const char *const *cut_attributes(struct scan *scan, const struct tag *tag)
{
    for (size_t i = 0; i < tag->n; i++) {
        *tag->to[i] = '\0';
        scan->attributes[i] = tag->from[i];
    }
    scan->attributes[tag->n] = NULL;
    return scan->attributes;
}

/* How many characters begin in the bytes: eight a step, those that go on with one left out. */
static size_t count_characters(const char *text, size_t size)
{
    static const uint64_t ones = 0x0101010101010101u;
    size_t n = size, i = 0;
    for (; i + 8 <= size; i += 8) {
        uint64_t word;
        memcpy(&word, text + i, sizeof word);
        n -= (((word >> 7) & ~(word >> 6) & ones) * ones) >> 56;
    }
    for (; i < size; i++)
        n -= ((unsigned char)text[i] & 0xC0) == 0x80;
    return n;
}

/* Counts the block up to `at`, as expat does: columns in characters. */
static void count_place(const struct scan *scan, size_t at, uint64_t *n_lines, uint64_t *n_before)
{
    size_t i = 0;
    for (const char *feed; (feed = memchr(scan->block + i, '\n', at - i)) != NULL;) {
        i = (size_t)(feed - scan->block) + 1;
        ++*n_lines;
        *n_before = 0;
    }
    *n_before += count_characters(scan->block + i, at - i);
}

static enum token tell_start(struct scan *scan, const struct tag *tag)
{
    const char *const *attributes = cut_attributes(scan, tag);
    const char *name = tag->name;
    bool has_failed = false;
    *tag->name_end = '\0';
    if (tag->has_prefix || !scan->names.own) {
        name = cs_xml_names_start(&scan->names, name, &attributes, &has_failed);
    } else {
        scan->names.depth++;
        name = scan->names.plain == CS_XML_OWN ? name : NULL;
    }
    if (has_failed) {
        uint64_t line = scan->n_lines, column = scan->n_before;
        count_place(scan, (size_t)(tag->name - scan->block) - 1, &line, &column); /* its "<" */
        struct cs_place place = {
            .file = scan->source->name, .line = line + 1, .column = column + 1};
        return stop_unless_ok(scan, cs_fail(scan->diag, CS_IO, &place, NULL,
                                            "is damaged: more namespaces than any workbook has"));
    }
    return name ? stop_unless_ok(scan,
                                 scan->handler->start(scan->handler->context, name, attributes))
                : TOKEN_TOLD;
}

static enum token tell_end(struct scan *scan, const char *name)
{
    const char *own = cs_xml_names_end(&scan->names, name);
    return own && scan->handler->end
               ? stop_unless_ok(scan, scan->handler->end(scan->handler->context, own))
               : TOKEN_TOLD;
}

static enum token read_start(struct scan *scan)
{
    struct tag tag;
    char *start = scan->block + scan->at;
    enum token token = take_apart(start, scan->block + scan->end, &tag);
    if (token != TOKEN_TOLD)
        return token;
    if ((scan->n_open == 0 && scan->has_root) || (!tag.is_empty && !push(scan, &tag)))
        return TOKEN_UNKNOWN;
    scan->has_root = true;
    scan->at += (size_t)(tag.end - start);
    token = tell_start(scan, &tag);
    return token == TOKEN_TOLD && tag.is_empty ? tell_end(scan, tag.name) : token;
}

static enum token read_end(struct scan *scan)
{
    char *name = scan->block + scan->at + 2;
    const char *end = scan->block + scan->end;
    if (scan->n_open == 0)
        return TOKEN_UNKNOWN;
    const struct open_tag *open = &scan->open[scan->n_open - 1];
    size_t n = open->n_name;
    if ((size_t)(end - name) <= n)
        return TOKEN_CUT_OFF;
    if (name[n] != '>' || memcmp(name, scan->open_text.data + open->start + 1, n) != 0)
        return TOKEN_UNKNOWN;
    name[n] = '\0';
    scan->at += n + 3;
    scan->open_text.size = open->start;
    scan->n_open--;
    return tell_end(scan, name);
}

/* ---- cells of a sheet ---- */

enum { CELL_ATTRIBUTES = 3 };

/* A cell taken apart: where the texts of its attributes and its own begin and end. */
struct cell {
    char *from[2 * CELL_ATTRIBUTES], *to[2 * CELL_ATTRIBUTES];
    size_t n;
    struct cs_span text;
};

/* After the attributes of "<c", all of one letter and with values of letters and digits, and its
 * ">"; NULL where they are others. The block ends with no byte of a name. */
static char *pass_cell_attributes(char *p, struct cell *cell)
{
    uint32_t seen = 0;
    for (cell->n = 0; *p == ' ' && cell->n < 2 * CELL_ATTRIBUTES; cell->n += 2) {
        unsigned letter = (unsigned)(p[1] - 'a');
        if (letter >= 26 || p[2] != '=' || p[3] != '"' || seen & 1u << letter)
            return NULL;
        seen |= 1u << letter;
        cell->from[cell->n] = p + 1;
        cell->to[cell->n] = p + 2;
        cell->from[cell->n + 1] = p += 4;
        while (byte_at(p) == NAME)
            p++;
        if (*p != '"')
            return NULL;
        cell->to[cell->n + 1] = p++;
    }
    return *p == '>' ? p + 1 : NULL;
}

/* Takes apart <c r="B2" s="1" t="s"><v>12</v></c>, without a change to the block; returns the byte
 * after it, or NULL for anything else, which is read by its parts. */
static char *take_cell_apart(const struct scan *scan, struct cell *cell)
{
    static const char opening[] = "<v>", closing[] = "</v></c>";
    char *p = scan->block + scan->at;
    const char *end = scan->block + scan->end;
    p = memcmp(p, "<c ", 3) == 0 ? pass_cell_attributes(p + 2, cell) : NULL;
    if (!p || end - p < (ptrdiff_t)strlen(opening) || memcmp(p, opening, strlen(opening)) != 0)
        return NULL;
    cell->text.start = p += strlen(opening);
    while (byte_at(p) <= SPACE)
        p++;
    cell->text.size = (size_t)(p - cell->text.start);
    if (end - p < (ptrdiff_t)strlen(closing) || memcmp(p, closing, strlen(closing)) != 0)
        return NULL;
    return p + strlen(closing);
}

/* A whole cell, where the handler takes such and the plain names are the part's own. */
static enum token read_cell(struct scan *scan)
{
    struct cell cell;
    bool is_apt = scan->handler->cell && scan->names.own && scan->names.plain == CS_XML_OWN &&
                  scan->n_open > 0 && scan->n_open + 2 <= MOST_DEPTH && scan->end - scan->at > 3;
    char *after = is_apt ? take_cell_apart(scan, &cell) : NULL;
    if (!after)
        return TOKEN_UNKNOWN;
    for (size_t i = 0; i < cell.n; i++) {
        *cell.to[i] = '\0';
        scan->attributes[i] = cell.from[i];
    }
    scan->attributes[cell.n] = NULL;
    scan->at = (size_t)(after - scan->block);
    return stop_unless_ok(scan,
                          scan->handler->cell(scan->handler->context, scan->attributes, cell.text));
}

static enum token read_token(struct scan *scan)
{
    const char *start = scan->block + scan->at;
    size_t n = scan->end - scan->at;
    if (n < 2)
        return TOKEN_CUT_OFF;
    if (*start != '<')
        return read_text(scan);
    if (start[1] == '/')
        return read_end(scan);
    enum token token = start[1] == 'c' ? read_cell(scan) : TOKEN_UNKNOWN;
    return token == TOKEN_UNKNOWN ? read_start(scan) : token;
}

/* ---- the file ---- */

/* Reads more behind what is left of the block. Returns 0 on failure. */
static int fill(struct scan *scan)
{
    count_place(scan, scan->at, &scan->n_lines, &scan->n_before);
    memmove(scan->block, scan->block + scan->at, scan->end - scan->at);
    scan->end -= scan->at;
    scan->at = 0;
    while (scan->end < BLOCK_BYTES && !scan->at_end) {
        ptrdiff_t n = scan->source->read(scan->source->context, scan->block + scan->end,
                                         BLOCK_BYTES - scan->end, scan->diag);
        if (n < 0)
            return 0;
        scan->at_end = n == 0;
        scan->end += (size_t)n;
    }
    scan->block[scan->end] = '<';
    return 1;
}

/* "<?xml version="1.0" encoding="UTF-8" standalone="yes"?>" and nothing else before the root. */
static void pass_declaration(struct scan *scan)
{
    static const char *const known[] = {
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>",
        "<?xml version=\"1.0\" encoding=\"utf-8\" standalone=\"yes\"?>",
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>", "<?xml version=\"1.0\" encoding=\"utf-8\"?>"};
    for (size_t i = 0; i < sizeof known / sizeof *known && scan->at == 0; i++)
        if (scan->end > strlen(known[i]) && memcmp(scan->block, known[i], strlen(known[i])) == 0)
            scan->at = strlen(known[i]);
}

/* What is left of the block, then of the source. */
static ptrdiff_t read_rest(void *context, void *out, size_t capacity, struct cs_diag *diag)
{
    struct scan *scan = context;
    size_t n = scan->end - scan->at;
    if (n == 0)
        return scan->at_end ? 0 : scan->source->read(scan->source->context, out, capacity, diag);
    n = n < capacity ? n : capacity;
    memcpy(out, scan->block + scan->at, n);
    scan->at += n;
    return (ptrdiff_t)n;
}

static enum cs_status hand_over(struct scan *scan)
{
    if (!scan->has_root) /* all of it: a declaration stands at the start only */
        scan->at = 0;
    struct cs_byte_source rest = {scan, read_rest, scan->source->name};
    struct cs_xml_resumed resumed = {.line = scan->n_lines, .column = scan->n_before};
    count_place(scan, scan->at, &resumed.line, &resumed.column);
    resumed.n_known = scan->n_open;
    resumed.known = (struct cs_span){cs_buf_text(&scan->open_text), scan->open_text.size};
    if (scan->has_root && scan->n_open == 0) { /* one that has ended */
        resumed.n_known = 2;
        resumed.known = cs_span_of("<x></x>");
    }
    return cs_xml_read_on(&rest, &resumed, scan->handler, scan->diag);
}

static enum cs_status scan_tokens(struct scan *scan)
{
    if (!fill(scan))
        return CS_IO;
    pass_declaration(scan);
    for (;;) {
        enum token token = read_token(scan);
        if (token == TOKEN_FAILED)
            return scan->status;
        if (token == TOKEN_TOLD)
            continue;
        bool can_go_on = scan->has_root && token == TOKEN_CUT_OFF && !scan->at_end &&
                         scan->end - scan->at < BLOCK_BYTES;
        if (!can_go_on)
            return hand_over(scan);
        if (!fill(scan))
            return CS_IO;
    }
}

enum cs_status cs_xml_scan(struct cs_byte_source *source, const struct cs_xml_handler *handler,
                           struct cs_diag *diag)
{
    struct scan *scan = calloc(1, sizeof *scan);
    if (scan)
        scan->block = malloc(BLOCK_BYTES + 1);
    if (!scan || !scan->block) {
        free(scan);
        return cs_fail_memory(diag);
    }
    scan->source = source;
    scan->handler = handler;
    scan->diag = diag;
    cs_buf_init(&scan->open_text);
    enum cs_status status = scan_tokens(scan);
    cs_buf_clear(&scan->open_text);
    cs_xml_names_clear(&scan->names);
    free(scan->block);
    free(scan);
    return status;
}
