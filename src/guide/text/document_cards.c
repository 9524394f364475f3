/* Key facts that stand as cards: a label over its value ("Median pay", "$44,640"), or under it, in
 * paragraphs or lines of their own. They become the rows of a definition list, so that they are
 * read like one. Apart from the readers, which meet one block at a time: which way the labels lie
 * shows only over the whole group, and where it does not, nothing is made. */
#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "guide/text/document_build.h"
#include "guide/text/fact.h"

enum { LONGEST_CARD = 400 };

static struct cs_span text_of(const struct cs_block *b)
{
    return (struct cs_span){b->text, b->size};
}

static bool may_be_fact(const struct cs_block *b)
{
    return b->table == CS_NO_BLOCK && (b->kind == CS_BLOCK_PARAGRAPH || b->kind == CS_BLOCK_ITEM);
}

/* ---- lines become blocks ---- */

static struct cs_span line_at(const struct cs_block *b, size_t start)
{
    const char *end = memchr(b->text + start, '\n', b->size - start);
    return (struct cs_span){b->text + start, (end ? (size_t)(end - b->text) : b->size) - start};
}

/* Where a tag parts a value from its label in one block: "<b>$49,800</b><em>Median wage</em>"; 0
 * for nowhere. */
static size_t seam_of(const struct cs_build *build, const struct cs_block *b)
{
    enum { LONGEST_TEXT = 100 };
    if (!build->document->is_html || !may_be_fact(b) || b->size > LONGEST_TEXT)
        return 0;
    for (size_t i = 1; i < b->size; i++) {
        size_t from = b->from[i - 1] + 1u, to = b->from[i];
        const char *gap = build->document->bytes + from;
        if (to <= from + 3 || b->text[i] == ' ' || b->text[i - 1] == ' ' || memcmp(gap, "</", 2))
            continue;
        struct cs_span left = {b->text, i}, right = {b->text + i, b->size - i};
        enum cs_fact_role a = cs_fact_role(left), z = cs_fact_role(right);
        return (a == CS_FACT_VALUE && z == CS_FACT_LABEL) ||
                       (a == CS_FACT_LABEL && z == CS_FACT_VALUE)
                   ? i
                   : 0;
    }
    return 0;
}

/* How many lines a block has when it is a card of lines; else 1. */
static size_t count_lines(const struct cs_build *build, const struct cs_block *b)
{
    size_t n = 0;
    bool has_value = false;
    if (seam_of(build, b))
        return 2;
    if (!may_be_fact(b) || b->size > LONGEST_CARD || !memchr(b->text, '\n', b->size))
        return 1;
    for (size_t at = 0; at < b->size;) {
        struct cs_span line = line_at(b, at);
        enum cs_fact_role role = cs_fact_role(line);
        if (role == CS_FACT_NONE)
            return 1;
        has_value |= role == CS_FACT_VALUE;
        n++;
        at += line.size + 1;
    }
    return has_value ? n : 1;
}

/* Writes the lines of a block as blocks; returns how many. */
static size_t split(struct cs_build *build, const struct cs_block *b, struct cs_block *out)
{
    size_t n = 0, seam = seam_of(build, b);
    for (size_t at = 0; at < b->size; n++) {
        struct cs_span line = line_at(b, at);
        if (seam)
            line = (struct cs_span){b->text + at, at ? b->size - seam : seam};
        const char *text = cs_arena_copy(&build->document->arena, line.start, line.size);
        if (!text) {
            build->failed = 1;
            return n;
        }
        out[n] = *b;
        out[n].text = text;
        out[n].from = b->from + at;
        out[n].size = line.size;
        at += line.size + !seam;
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
        n += count_lines(build, &d->blocks[i]);
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
        if (count_lines(build, &d->blocks[i]) > 1)
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
    enum cs_fact_role *roles; /* of the blocks from `first` on */
    size_t first;
    uint32_t table; /* that the group's pairs become; CS_NO_BLOCK before the first */
};

static enum cs_fact_role role_at(const struct group *g, size_t i)
{
    return g->roles[i - g->first];
}

static void make_cell(struct group *g, size_t i, uint32_t column, bool is_header)
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

/* "Current employment", "539,500", "Construction equipment operators nationwide": a second label
 * under the value tells whose it is. It becomes the row's last cell. */
static void add_remark(struct group *g, size_t i, size_t end)
{
    struct cs_document *d = g->build->document;
    if (g->table == CS_NO_BLOCK || i >= end || role_at(g, i) != CS_FACT_LABEL ||
        (i + 1 < end && role_at(g, i + 1) == CS_FACT_VALUE))
        return;
    d->tables[g->table].n_rows--; /* of the row just made */
    make_cell(g, i, 2, 0);
    d->tables[g->table].n_rows++;
}

/* "Physical therapists", "$101,020", "median pay", "13,200", "openings a year": a name over values
 * that each have what they are under them. */
static bool pair_with_remarks(struct group *g, size_t start, size_t end)
{
    if (end - start < 5 || (end - start) % 2 == 0 || role_at(g, start) != CS_FACT_LABEL)
        return false;
    for (size_t i = start + 1; i + 1 < end; i += 2) {
        if (role_at(g, i) != CS_FACT_VALUE || role_at(g, i + 1) != CS_FACT_REMARK)
            return false;
    }
    g->table = CS_NO_BLOCK; /* the name leads a list of its own */
    for (size_t i = start + 1; i + 1 < end; i += 2)
        make_row(g, i + 1, i);
    g->table = CS_NO_BLOCK;
    return true;
}

/* "Median pay", "$94,260", "Jobs", "221,600", "Training", "Associate degree": the last label has a
 * value in words, which is no figure. */
static bool ends_in_words(const struct group *g, size_t start, size_t end)
{
    const struct cs_block *blocks = g->build->document->blocks;
    bool is_measure = cs_fact_is_measure(text_of(&blocks[start]));
    for (size_t i = start; i < end; i++)
        if (role_at(g, i) == CS_FACT_VALUE && (i - start) % 2 == 0)
            return false;
    size_t last = end; /* the label behind the last value */
    while (last > start && role_at(g, last - 1) != CS_FACT_VALUE)
        last--;
    return is_measure && (end - last) % 2 == 0 && last < end &&
           !cs_fact_is_measure(text_of(&blocks[last]));
}

/* A label over a label: "Paralegals" over "Median pay". */
static bool is_name_between(const struct group *g, size_t i, size_t end)
{
    return i + 1 < end && role_at(g, i) == CS_FACT_LABEL && role_at(g, i + 1) == CS_FACT_LABEL;
}

/* Facts [start, end) that stand equally far apart: the ends tell which way the labels lie. */
static void pair_even(struct group *g, size_t start, size_t end)
{
    if (end - start == 2 && role_at(g, start) == CS_FACT_VALUE &&
        role_at(g, start + 1) == CS_FACT_REMARK) {
        make_row(g, start + 1, start); /* "81,000" over "openings every year" */
        return;
    }
    if (pair_with_remarks(g, start, end))
        return;
    while (start < end && role_at(g, start) == CS_FACT_REMARK)
        start++;
    while (end > start && role_at(g, end - 1) == CS_FACT_REMARK)
        end--;
    if (end - start < 2)
        return;
    int n_values = 0;
    for (size_t i = start; i < end; i++)
        n_values += role_at(g, i) == CS_FACT_VALUE;
    enum cs_fact_role first = role_at(g, start), last = role_at(g, end - 1);
    bool is_over = first == CS_FACT_LABEL &&
                   (last == CS_FACT_VALUE || n_values == 1 || ends_in_words(g, start, end));
    bool is_under = first == CS_FACT_VALUE && (last == CS_FACT_LABEL || n_values == 1);
    bool has_names = first == CS_FACT_LABEL && role_at(g, start + 1) == CS_FACT_LABEL;
    for (size_t i = start; i < end; i++) {
        if (has_names && is_name_between(g, i, end))
            g->table = CS_NO_BLOCK; /* it leads a list of its own */
        if (role_at(g, i) != CS_FACT_VALUE)
            continue;
        if (is_over && i > start && role_at(g, i - 1) == CS_FACT_LABEL) {
            make_row(g, i - 1, i);
            if (!has_names)
                add_remark(g, i + 1, end);
        } else if (is_under && i + 1 < end && role_at(g, i + 1) == CS_FACT_LABEL)
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
        else if (role_at(g, i) == CS_FACT_LABEL)
            g->table = CS_NO_BLOCK; /* a name that leads the boxes below it */
        box = i + 1;
    }
}

/* "3. Nurse practitioner": a place in a list, no value. */
static bool is_numbered(struct cs_span text)
{
    size_t i = text.size && text.start[0] == '#';
    while (i < text.size && cs_is_digit(text.start[i]))
        i++;
    return i + 1 < text.size && strchr(".):", text.start[i]) && !cs_is_digit(text.start[i + 1]);
}

/* A heading that is a label with its value under it and nothing else. */
static bool is_card(const struct cs_document *d, size_t i)
{
    const struct cs_block *b = &d->blocks[i];
    return i + 1 < d->n_blocks && b->kind == CS_BLOCK_HEADING &&
           cs_fact_role(text_of(b)) == CS_FACT_LABEL && may_be_fact(b + 1) &&
           cs_fact_role(text_of(b + 1)) == CS_FACT_VALUE &&
           (i + 2 == d->n_blocks || b[2].kind == CS_BLOCK_HEADING);
}

/* A heading that is only a value, or only the label of the value under it, heads nothing. */
static void demote_headings(struct cs_document *d)
{
    bool is_after_card = false;
    for (size_t i = 0; i < d->n_blocks; i++) {
        struct cs_block *b = &d->blocks[i];
        if (b->kind != CS_BLOCK_HEADING || b->level < 3)
            continue;
        bool is_label = is_card(d, i) && (is_card(d, i + 2) || is_after_card);
        is_after_card = is_label;
        if (is_numbered(text_of(b)) || (cs_fact_role(text_of(b)) != CS_FACT_VALUE && !is_label))
            continue;
        b->kind = CS_BLOCK_PARAGRAPH;
        for (size_t k = i + 1; k < d->n_blocks; k++) {
            if (d->blocks[k].heading == i)
                d->blocks[k].heading = b->heading;
        }
    }
}

/* <dt>$92,560</dt><dd>Median pay</dd>: a definition list whose terms are the values. */
static void turn_lists(struct cs_document *d)
{
    for (size_t i = 0; i + 1 < d->n_blocks; i++) {
        struct cs_block *a = &d->blocks[i], *b = a + 1;
        bool is_pair = a->table != CS_NO_BLOCK && d->tables[a->table].is_list &&
                       a->table == b->table && a->row == b->row && a->column == 0 && b->column == 1;
        if (!is_pair || cs_fact_role(text_of(a)) != CS_FACT_VALUE ||
            (cs_fact_role(text_of(b)) != CS_FACT_LABEL &&
             cs_fact_role(text_of(b)) != CS_FACT_REMARK))
            continue;
        struct cs_block value = *a;
        *a = *b;
        *b = value;
        a->column = 0;
        b->column = 1;
        a->is_header = b->is_header;
        b->is_header = false;
    }
}

void cs_build_cards(struct cs_build *build)
{
    enum { BOXES_DEEP = 3 };
    struct cs_document *d = build->document;
    split_lines(build);
    turn_lists(d);
    demote_headings(d);
    enum cs_fact_role *roles = cs_arena_alloc(&d->arena, (d->n_blocks + 1) * sizeof *roles);
    if (!roles || build->failed) {
        build->failed = 1;
        return;
    }
    for (size_t i = 0; i < d->n_blocks; i++)
        roles[i] = may_be_fact(&d->blocks[i]) ? cs_fact_role(text_of(&d->blocks[i])) : CS_FACT_NONE;
    for (size_t i = 0, end; i < d->n_blocks && !build->failed; i = end + 1) {
        for (end = i; end < d->n_blocks && roles[end] != CS_FACT_NONE;)
            end++;
        struct group group = {build, roles + i, i, CS_NO_BLOCK};
        if (end - i >= 2)
            pair_boxes(&group, i, end, BOXES_DEEP);
    }
}
