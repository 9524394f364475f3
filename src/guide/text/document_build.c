/* Text of blocks, gathered a character at a time with the place of each. */
#include "guide/text/document_build.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/text.h"
#include "guide/text/amount.h"

void cs_build_init(struct cs_build *build, struct cs_document *document)
{
    memset(build, 0, sizeof *build);
    build->document = document;
    cs_buf_init(&build->text);
    for (size_t i = 0; i < 7; i++)
        build->headings[i] = CS_NO_BLOCK;
    build->next = (struct cs_block){.kind = CS_BLOCK_PARAGRAPH, .table = CS_NO_BLOCK};
}

void cs_build_clear(struct cs_build *build)
{
    cs_buf_clear(&build->text);
    free(build->from);
    build->from = NULL;
}

static uint32_t heading_above(const struct cs_build *build, int level)
{
    for (int i = level - 1; i >= 1; i--) {
        if (build->headings[i] != CS_NO_BLOCK)
            return build->headings[i];
    }
    return CS_NO_BLOCK;
}

/* Arrays in the arena grow by doubling; the old ones stay until the arena goes. */
static void *grow(struct cs_build *build, void *old, size_t n, size_t *capacity, size_t size)
{
    if (n < *capacity)
        return old;
    size_t wanted = *capacity ? *capacity * 2 : 64;
    void *grown = cs_arena_alloc(&build->document->arena, wanted * size);
    if (!grown) {
        build->failed = 1;
        return NULL;
    }
    if (n)
        memcpy(grown, old, n * size);
    *capacity = wanted;
    return grown;
}

static void note_heading(struct cs_build *build, uint32_t index, int level)
{
    build->headings[level] = index;
    for (int i = level + 1; i < 7; i++)
        build->headings[i] = CS_NO_BLOCK;
}

static void add_block(struct cs_build *build, size_t size)
{
    struct cs_document *d = build->document;
    struct cs_block *blocks =
        grow(build, d->blocks, d->n_blocks, &d->blocks_capacity, sizeof *d->blocks);
    char *text = cs_arena_copy(&d->arena, build->text.data, size);
    uint32_t *from = cs_arena_alloc(&d->arena, size * sizeof *from);
    if (!blocks || !text || !from) {
        build->failed = 1;
        return;
    }
    memcpy(from, build->from, size * sizeof *from);
    d->blocks = blocks;
    struct cs_block *block = &blocks[d->n_blocks];
    *block = build->next;
    block->text = text;
    block->size = size;
    block->from = from;
    block->heading = heading_above(build, block->kind == CS_BLOCK_HEADING ? block->level : 7);
    if (block->kind == CS_BLOCK_HEADING)
        note_heading(build, (uint32_t)d->n_blocks, block->level);
    if (block->kind == CS_BLOCK_CAPTION && build->n_tables)
        d->tables[build->tables[build->n_tables - 1].index].lead = (uint32_t)d->n_blocks;
    d->n_blocks++;
}

void cs_build_begin(struct cs_build *build, enum cs_block_kind kind, int level)
{
    size_t size = build->text.size;
    while (size && cs_is_space(build->text.data[size - 1]))
        size--;
    if (size && !build->failed && !build->text.failed)
        add_block(build, size);
    cs_buf_reset(&build->text);
    build->wants_blank = 0;
    build->next = (struct cs_block){.kind = kind, .level = level, .table = CS_NO_BLOCK};
}

void cs_build_boundary(struct cs_build *build)
{
    if (build->next.kind == CS_BLOCK_CELL || build->next.kind == CS_BLOCK_CAPTION)
        cs_build_break(build);
    else
        cs_build_begin(build, CS_BLOCK_PARAGRAPH, 0);
}

static void put(struct cs_build *build, const char *bytes, size_t n, size_t at)
{
    size_t needed = build->text.size + n + 1;
    if (needed > build->from_capacity) {
        size_t capacity = build->from_capacity ? build->from_capacity * 2 : 1024;
        uint32_t *grown = realloc(build->from, capacity * sizeof *grown);
        if (!grown) {
            build->failed = 1;
            return;
        }
        build->from = grown;
        build->from_capacity = capacity;
    }
    for (size_t i = 0; i < n; i++)
        build->from[build->text.size + i] = (uint32_t)at;
    cs_buf_put(&build->text, bytes, n);
}

void cs_build_break(struct cs_build *build)
{
    size_t size = build->text.size;
    build->wants_blank = 0;
    if (!build->failed && size && build->text.data[size - 1] != '\n')
        put(build, "\n", 1, build->from[size - 1]);
}

static int is_blank(uint32_t c)
{
    return c == ' ' || (c >= 9 && c <= 13) || c == 0xA0 || (c >= 0x2000 && c <= 0x200A) ||
           c == 0x202F || c == 0x205F || c == 0x3000 || c == 0x2028 || c == 0x2029;
}

static int is_invisible(uint32_t c)
{
    return c == 0xAD || c == 0x200B || c == 0x200C || c == 0x200D || c == 0x2060 || c == 0xFEFF ||
           c < 32 || c == 127;
}

/* Dashes, quotes and the like, made plain; 0 when the character stays. */
static char plain_form(uint32_t c)
{
    if ((c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0xFE58 || c == 0xFF0D)
        return '-';
    if (c == 0x2018 || c == 0x2019 || c == 0x201B || c == 0x2032 || c == 0xB4)
        return '\'';
    if (c == 0x201C || c == 0x201D || c == 0x201F || c == 0xAB || c == 0xBB || c == 0x2033)
        return '"';
    if (c >= 0xFF01 && c <= 0xFF5E) /* full width */
        return (char)(c - 0xFF01 + '!');
    return 0;
}

static size_t encode(uint32_t c, char out[4])
{
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    if (c < 0x800) {
        out[0] = (char)(0xC0 | c >> 6);
        out[1] = (char)(0x80 | (c & 63));
        return 2;
    }
    if (c < 0x10000) {
        out[0] = (char)(0xE0 | c >> 12);
        out[1] = (char)(0x80 | (c >> 6 & 63));
        out[2] = (char)(0x80 | (c & 63));
        return 3;
    }
    out[0] = (char)(0xF0 | c >> 18);
    out[1] = (char)(0x80 | (c >> 12 & 63));
    out[2] = (char)(0x80 | (c >> 6 & 63));
    out[3] = (char)(0x80 | (c & 63));
    return 4;
}

void cs_build_code_point(struct cs_build *build, uint32_t code_point, size_t at)
{
    if (is_blank(code_point)) {
        build->wants_blank = 1;
        return;
    }
    if (is_invisible(code_point) || code_point > 0x10FFFF ||
        (code_point >= 0xD800 && code_point < 0xE000))
        return;
    size_t size = build->text.size;
    if (build->wants_blank && size && build->text.data[size - 1] != '\n')
        put(build, " ", 1, at ? at - 1 : 0);
    build->wants_blank = 0;
    char bytes[4] = {plain_form(code_point)};
    size_t n = bytes[0] ? 1 : encode(code_point, bytes);
    if (!build->failed)
        put(build, bytes, n, at);
}

/* Windows-1252 0x80 to 0x9F. Reference: WHATWG Encoding, index windows-1252. */
static const uint16_t windows_1252[32] = {
    0x20AC, 0x81,   0x201A, 0x192,  0x201E, 0x2026, 0x2020, 0x2021, 0x2C6,  0x2030, 0x160,
    0x2039, 0x152,  0x8D,   0x17D,  0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x2DC,  0x2122, 0x161,  0x203A, 0x153,  0x9D,   0x17E,  0x178};

static uint32_t windows_code_point(uint32_t byte)
{
    return byte >= 0x80 && byte < 0xA0 ? windows_1252[byte - 0x80] : byte;
}

size_t cs_build_character(struct cs_build *build, size_t at)
{
    struct cs_document *d = build->document;
    unsigned char c = (unsigned char)d->bytes[at];
    if (c < 0x80) {
        cs_build_code_point(build, c, at);
        return 1;
    }
    size_t n = cs_utf8_length(d->bytes + at, d->n_bytes - at);
    if (n) {
        cs_build_code_point(build, cs_utf8_decode(d->bytes + at, n), at);
        return n;
    }
    d->is_windows_1252 = 1;
    cs_build_code_point(build, windows_code_point(c), at);
    return 1;
}

struct entity {
    const char *name;
    uint32_t code_point;
};
static const struct entity entities[] = {
    {"amp", '&'},       {"lt", '<'},        {"gt", '>'},        {"quot", '"'},
    {"apos", '\''},     {"nbsp", 0xA0},     {"ndash", 0x2013},  {"mdash", 0x2014},
    {"minus", 0x2212},  {"hellip", 0x2026}, {"lsquo", 0x2018},  {"rsquo", 0x2019},
    {"ldquo", 0x201C},  {"rdquo", 0x201D},  {"euro", 0x20AC},   {"pound", 0xA3},
    {"yen", 0xA5},      {"cent", 0xA2},     {"copy", 0xA9},     {"reg", 0xAE},
    {"trade", 0x2122},  {"deg", 0xB0},      {"plusmn", 0xB1},   {"frac12", 0xBD},
    {"frac14", 0xBC},   {"times", 0xD7},    {"thinsp", 0x2009}, {"ensp", 0x2002},
    {"emsp", 0x2003},   {"bull", 0x2022},   {"middot", 0xB7},   {"eacute", 0xE9},
    {"dollar", '$'},    {"percnt", '%'},    {"comma", ','},     {"period", '.'},
    {"shy", 0xAD},      {"zwj", 0x200D},    {"zwnj", 0x200C},   {"laquo", 0xAB},
    {"raquo", 0xBB},    {"sbquo", 0x201A},  {"bdquo", 0x201E},  {"plus", '+'},
    {"sol", '/'},       {"lpar", '('},      {"rpar", ')'},      {"num", '#'},
    {"hyphen", 0x2010}, {"rarr", 0x2192},   {"larr", 0x2190},   {"tab", 9},
};

static int numeric_entity(const char *digits, size_t n, uint32_t *code_point)
{
    int is_hex = n && (digits[0] == 'x' || digits[0] == 'X');
    uint32_t value = 0;
    if (n <= (size_t)is_hex || n > 8)
        return 0;
    for (size_t i = (size_t)is_hex; i < n; i++) {
        char c = cs_to_lower(digits[i]);
        uint32_t digit = cs_is_digit(c)                   ? (uint32_t)(c - '0')
                         : is_hex && c >= 'a' && c <= 'f' ? (uint32_t)(c - 'a' + 10)
                                                          : 99;
        if (digit == 99)
            return 0;
        value = value * (is_hex ? 16 : 10) + digit;
    }
    *code_point = windows_code_point(value);
    return 1;
}

size_t cs_build_entity(struct cs_build *build, size_t at)
{
    const struct cs_document *d = build->document;
    size_t end = at + 1;
    while (end < d->n_bytes && end < at + 11 &&
           (cs_is_alnum(d->bytes[end]) || d->bytes[end] == '#'))
        end++;
    if (end >= d->n_bytes || d->bytes[end] != ';' || end == at + 1)
        return 0;
    struct cs_span name = {d->bytes + at + 1, end - at - 1};
    uint32_t code_point;
    if (name.start[0] == '#') {
        if (!numeric_entity(name.start + 1, name.size - 1, &code_point))
            return 0;
        cs_build_code_point(build, code_point, at);
        return end + 1 - at;
    }
    for (size_t i = 0; i < sizeof entities / sizeof entities[0]; i++) {
        if (cs_span_equals(name, entities[i].name)) {
            cs_build_code_point(build, entities[i].code_point, at);
            return end + 1 - at;
        }
    }
    return 0;
}

/* ---- tables ---- */

void cs_build_table_begin(struct cs_build *build, int is_list)
{
    struct cs_document *d = build->document;
    cs_build_begin(build, CS_BLOCK_PARAGRAPH, 0);
    if (build->n_tables == CS_TABLE_DEPTH || build->failed)
        return;
    struct cs_block_table *tables =
        grow(build, d->tables, d->n_tables, &d->tables_capacity, sizeof *d->tables);
    if (!tables)
        return;
    d->tables = tables;
    uint32_t before = d->n_blocks ? (uint32_t)d->n_blocks - 1 : CS_NO_BLOCK;
    if (before != CS_NO_BLOCK && d->blocks[before].kind == CS_BLOCK_CELL)
        before = CS_NO_BLOCK;
    tables[d->n_tables] =
        (struct cs_block_table){.lead = before, .first = (uint32_t)d->n_blocks, .is_list = is_list};
    struct cs_open_table *open = &build->tables[build->n_tables++];
    memset(open, 0, sizeof *open);
    open->index = (uint32_t)d->n_tables++;
}

static struct cs_open_table *innermost(struct cs_build *build)
{
    return build->n_tables ? &build->tables[build->n_tables - 1] : NULL;
}

static void end_row(struct cs_build *build, struct cs_open_table *open)
{
    struct cs_block_table *table = &build->document->tables[open->index];
    if (!open->in_row)
        return;
    if (!table->is_list && (open->in_head || !open->row_has_plain) &&
        table->n_header_rows == open->row)
        table->n_header_rows++;
    for (uint32_t i = open->column; i < CS_TABLE_COLUMNS; i++)
        open->taken[i] -= open->taken[i] > 0;
    open->row++;
    open->in_row = 0;
    table->n_rows = open->row;
}

/* Whether a cell holds a value rather than words or years. */
static int is_value(const struct cs_block *block)
{
    struct cs_amount amounts[4];
    size_t n = cs_amounts_find(block->text, block->size, amounts, 4);
    for (size_t i = 0; i < n; i++) {
        if (amounts[i].kind <= CS_AMOUNT_PERCENT)
            return 1;
    }
    return 0;
}

/* Without header cells, the first row is the header when none of its cells holds a value. */
static void guess_header(const struct cs_document *d, uint32_t index)
{
    struct cs_block_table *table = &d->tables[index];
    size_t n = 0;
    if (table->n_header_rows || table->is_list || table->n_rows < 2)
        return;
    for (uint32_t i = table->first; i < d->n_blocks; i++) {
        const struct cs_block *block = &d->blocks[i];
        if (block->table != index)
            continue;
        if (block->row > 0)
            break;
        if (is_value(block))
            return;
        n++;
    }
    table->n_header_rows = n > 1;
}

void cs_build_table_end(struct cs_build *build)
{
    struct cs_open_table *open = innermost(build);
    cs_build_begin(build, CS_BLOCK_PARAGRAPH, 0);
    if (!open)
        return;
    end_row(build, open);
    build->document->tables[open->index].last = (uint32_t)build->document->n_blocks;
    guess_header(build->document, open->index);
    build->n_tables--;
}

void cs_build_row(struct cs_build *build)
{
    struct cs_open_table *open = innermost(build);
    if (!open) {
        cs_build_begin(build, CS_BLOCK_PARAGRAPH, 0);
        return;
    }
    cs_build_begin(build, CS_BLOCK_PARAGRAPH, 0);
    end_row(build, open);
    open->column = 0;
    open->in_row = 1;
    open->row_has_plain = 0;
}

/* Passes over columns that cells of the rows above still cover. */
static void skip_taken(struct cs_open_table *open)
{
    while (open->column < CS_TABLE_COLUMNS && open->taken[open->column]) {
        open->taken[open->column]--;
        open->column++;
    }
}

void cs_build_cell(struct cs_build *build, int is_header, unsigned columns, unsigned rows)
{
    struct cs_open_table *open = innermost(build);
    cs_build_begin(build, open ? CS_BLOCK_CELL : CS_BLOCK_PARAGRAPH, 0);
    if (!open)
        return;
    if (!open->in_row)
        open->in_row = 1;
    skip_taken(open);
    build->next.table = open->index;
    build->next.row = open->row;
    build->next.column = open->column;
    build->next.n_columns = columns;
    build->next.is_header = is_header;
    open->row_has_plain |= !is_header;
    for (unsigned i = 0; i < columns && open->column < CS_TABLE_COLUMNS; i++) {
        open->taken[open->column] = (uint16_t)(rows > 1 ? rows - 1 : 0);
        open->column++;
    }
}

void cs_build_cell_end(struct cs_build *build)
{
    if (build->next.kind == CS_BLOCK_CELL)
        cs_build_begin(build, CS_BLOCK_PARAGRAPH, 0);
}
