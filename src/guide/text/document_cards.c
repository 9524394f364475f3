/* Key facts that stand as cards: a label over its value ("Median pay", "$44,640"), or under it, in
 * paragraphs or lines of their own. They become the rows of a definition list, so that they are
 * read like one. Apart from the readers, which meet one block at a time: which way the labels lie
 * shows only over the whole group, and where it does not, nothing is made. */
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "guide/text/amount.h"
#include "guide/text/document_build.h"

enum { LONGEST_FACT = 48, MOST_LABEL_WORDS = 7, MOST_VALUE_LETTERS = 30, LONGEST_CARD = 400 };

enum role { NO_FACT, LABEL, VALUE, REMARK };

/* ---- what a short text is ---- */

static int count_letters(struct cs_span text)
{
    int n = 0;
    for (size_t i = 0; i < text.size; i++)
        n += cs_is_alpha(text.start[i]);
    return n;
}

static int has_verb(struct cs_span text)
{
    static const char *const verbs[] = {" is ", " are ", " was ", " were ", " earn", " make "};
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
        if (memmem(text.start, text.size, verbs[i], strlen(verbs[i])))
            return 1;
    }
    return 0;
}

/* "Lowest 10%" names a statistic. */
static int names_a_part(struct cs_span text)
{
    static const char *const words[] = {"lowest", "highest", "top", "bottom", "middle", "upper"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t n = strlen(words[i]);
        if (text.size > n && cs_span_equals_nocase((struct cs_span){text.start, n}, words[i]))
            return 1;
    }
    return 0;
}

static int count_words(struct cs_span text)
{
    int n = 1;
    for (size_t i = 0; i < text.size; i++)
        n += text.start[i] == ' ';
    return n;
}

static enum role role_of(struct cs_span text)
{
    struct cs_amount amounts[4];
    if (!text.size || text.size > LONGEST_FACT || strchr(".!?;,", text.start[text.size - 1]) ||
        has_verb(text))
        return NO_FACT;
    size_t n = cs_amounts_find(text.start, text.size, amounts, 4);
    size_t first = 0;
    while (first < n && amounts[first].kind > CS_AMOUNT_PERCENT)
        first++;
    if (first == n || names_a_part(text)) {
        int is_remark = text.start[0] == '(' || (text.start[0] >= 'a' && text.start[0] <= 'z');
        if (count_letters(text) < 3 || count_words(text) > MOST_LABEL_WORDS)
            return NO_FACT;
        return is_remark ? REMARK : LABEL;
    }
    struct cs_span before = {text.start, amounts[first].start};
    int is_alone = first == 0 && count_letters(before) == 0;
    return is_alone && count_letters(text) <= MOST_VALUE_LETTERS ? VALUE : NO_FACT;
}

static struct cs_span text_of(const struct cs_block *b)
{
    return (struct cs_span){b->text, b->size};
}

static int may_be_fact(const struct cs_block *b)
{
    return b->table == CS_NO_BLOCK && (b->kind == CS_BLOCK_PARAGRAPH || b->kind == CS_BLOCK_ITEM);
}

/* ---- lines become blocks ---- */

static struct cs_span line_at(const struct cs_block *b, size_t start)
{
    const char *end = memchr(b->text + start, '\n', b->size - start);
    return (struct cs_span){b->text + start, (end ? (size_t)(end - b->text) : b->size) - start};
}

/* How many lines a block has when it is a card of lines; else 1. */
static size_t count_lines(const struct cs_block *b)
{
    size_t n = 0;
    int has_value = 0;
    if (!may_be_fact(b) || b->size > LONGEST_CARD || !memchr(b->text, '\n', b->size))
        return 1;
    for (size_t at = 0; at < b->size;) {
        struct cs_span line = line_at(b, at);
        enum role role = role_of(line);
        if (role == NO_FACT)
            return 1;
        has_value |= role == VALUE;
        n++;
        at += line.size + 1;
    }
    return has_value ? n : 1;
}

/* Writes the lines of a block as blocks; returns how many. */
static size_t split(struct cs_build *build, const struct cs_block *b, struct cs_block *out)
{
    size_t n = 0;
    for (size_t at = 0; at < b->size; n++) {
        struct cs_span line = line_at(b, at);
        const char *text = cs_arena_copy(&build->document->arena, line.start, line.size);
        if (!text) {
            build->failed = 1;
            return n;
        }
        out[n] = *b;
        out[n].text = text;
        out[n].from = b->from + at;
        out[n].size = line.size;
        at += line.size + 1;
    }
    return n;
}

static uint32_t moved(const uint32_t *map, uint32_t index)
{
    return index == CS_NO_BLOCK ? index : map[index];
}

/* Blocks whose lines are facts are split; everything that counts blocks is counted anew. */
static void split_lines(struct cs_build *build)
{
    struct cs_document *d = build->document;
    size_t n = 0, at = 0;
    for (size_t i = 0; i < d->n_blocks; i++)
        n += count_lines(&d->blocks[i]);
    if (n == d->n_blocks)
        return;
    struct cs_block *blocks = cs_arena_alloc(&d->arena, n * sizeof *blocks);
    uint32_t *map = cs_arena_alloc(&d->arena, (d->n_blocks + 1) * sizeof *map);
    if (!blocks || !map) {
        build->failed = 1;
        return;
    }
    for (size_t i = 0; i < d->n_blocks && !build->failed; i++) {
        map[i] = (uint32_t)at;
        if (count_lines(&d->blocks[i]) > 1)
            at += split(build, &d->blocks[i], blocks + at);
        else
            blocks[at++] = d->blocks[i];
    }
    if (build->failed)
        return;
    map[d->n_blocks] = (uint32_t)at;
    for (size_t i = 0; i < at; i++)
        blocks[i].heading = moved(map, blocks[i].heading);
    for (size_t i = 0; i < d->n_tables; i++) {
        d->tables[i].lead = moved(map, d->tables[i].lead);
        d->tables[i].first = map[d->tables[i].first];
        d->tables[i].last = map[d->tables[i].last];
    }
    d->blocks = blocks;
    d->n_blocks = d->blocks_capacity = at;
}

/* ---- groups of facts ---- */

/* How far two blocks stand apart in the file: tags that close between them, or line ends. */
static int gap_between(const struct cs_document *d, const struct cs_block *a,
                       const struct cs_block *b)
{
    size_t from = a->from[a->size - 1], to = b->from[0];
    int n = 0;
    if (to - from > LONGEST_CARD * 4)
        return LONGEST_CARD * 4;
    for (size_t i = from; i + 1 < to; i++)
        n += d->is_html ? d->bytes[i] == '<' && d->bytes[i + 1] == '/' : d->bytes[i] == '\n';
    return n;
}

struct group {
    struct cs_build *build;
    enum role *roles; /* of the blocks from `first` on */
    size_t first;
    uint32_t table; /* that the group's pairs become; CS_NO_BLOCK before the first */
};

static enum role role_at(const struct group *g, size_t i)
{
    return g->roles[i - g->first];
}

static void make_cell(struct group *g, size_t i, uint32_t column, int is_header)
{
    struct cs_document *d = g->build->document;
    struct cs_block *b = &d->blocks[i];
    struct cs_block_table *t = &d->tables[g->table];
    b->kind = CS_BLOCK_CELL;
    b->table = g->table;
    b->row = t->n_rows;
    b->column = column;
    b->n_columns = 1;
    b->is_header = is_header;
    if (t->last < i + 1)
        t->last = (uint32_t)i + 1;
}

static void make_row(struct group *g, size_t label, size_t value)
{
    struct cs_document *d = g->build->document;
    size_t first = label < value ? label : value;
    if (g->table == CS_NO_BLOCK) {
        if (!cs_build_add_table(g->build, (uint32_t)first, 1))
            return;
        g->table = (uint32_t)d->n_tables - 1;
    }
    if (label > value) { /* a row's label comes first, wherever it stands in the file */
        struct cs_block moved_up = d->blocks[label];
        d->blocks[label] = d->blocks[value];
        d->blocks[value] = moved_up;
    }
    make_cell(g, first, 0, 1);
    make_cell(g, first + 1, 1, 0);
    d->tables[g->table].n_rows++;
}

/* Facts [start, end) that stand equally far apart: the ends tell which way the labels lie. */
static void pair_even(struct group *g, size_t start, size_t end)
{
    while (start < end && role_at(g, start) == REMARK)
        start++;
    while (end > start && role_at(g, end - 1) == REMARK)
        end--;
    if (end - start < 2)
        return;
    int n_values = 0;
    for (size_t i = start; i < end; i++)
        n_values += role_at(g, i) == VALUE;
    enum role first = role_at(g, start), last = role_at(g, end - 1);
    int is_over = first == LABEL && (last == VALUE || n_values == 1);
    int is_under = first == VALUE && (last == LABEL || n_values == 1);
    for (size_t i = start; i < end; i++) {
        if (role_at(g, i) != VALUE)
            continue;
        if (is_over && i > start && role_at(g, i - 1) == LABEL)
            make_row(g, i - 1, i);
        else if (is_under && i + 1 < end && role_at(g, i + 1) == LABEL)
            make_row(g, i + 1, i);
    }
}

static int gap_at(const struct group *g, size_t i)
{
    const struct cs_document *d = g->build->document;
    return gap_between(d, &d->blocks[i], &d->blocks[i + 1]);
}

/* The widest gaps part boxes, and boxes are looked at alone: three deep, as deep as cards go. */
static void pair_boxes(struct group *g, size_t start, size_t end, int depth)
{
    int least = gap_at(g, start), most = least;
    for (size_t i = start; i + 1 < end; i++) {
        int gap = gap_at(g, i);
        least = gap < least ? gap : least;
        most = gap > most ? gap : most;
    }
    if (least == most || depth == 0) {
        pair_even(g, start, end);
        return;
    }
    for (size_t i = start, box = start; i < end; i++) {
        if (i + 1 < end && gap_at(g, i) < most)
            continue;
        if (i + 1 - box >= 2)
            pair_boxes(g, box, i + 1, depth - 1);
        box = i + 1;
    }
}

void cs_build_cards(struct cs_build *build)
{
    enum { BOXES_DEEP = 3 };
    struct cs_document *d = build->document;
    split_lines(build);
    enum role *roles = cs_arena_alloc(&d->arena, (d->n_blocks + 1) * sizeof *roles);
    if (!roles || build->failed) {
        build->failed = 1;
        return;
    }
    for (size_t i = 0; i < d->n_blocks; i++)
        roles[i] = may_be_fact(&d->blocks[i]) ? role_of(text_of(&d->blocks[i])) : NO_FACT;
    for (size_t i = 0, end; i < d->n_blocks && !build->failed; i = end + 1) {
        for (end = i; end < d->n_blocks && roles[end] != NO_FACT;)
            end++;
        struct group group = {build, roles + i, i, CS_NO_BLOCK};
        if (end - i >= 2)
            pair_boxes(&group, i, end, BOXES_DEEP);
    }
}
