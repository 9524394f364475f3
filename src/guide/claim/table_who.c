/* Whose a cell's value is: its occupation, place, level and date, by the labels around it. */
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "analysis/outlook/lookup.h"
#include "base/text.h"
#include "data/dataset.h"
#include "data/reference.h"
#include "guide/claim/claim.h"
#include "guide/claim/claim_read.h"
#include "guide/text/find.h"
#include "guide/claim/passage.h"
#include "guide/claim/table_cell.h"
#include "guide/topic/topic.h"

static void set_date(struct cs_claim *claim, uint32_t block, struct cs_period when,
                     struct cs_spot at)
{
    claim->when = when;
    claim->when_said = (struct cs_said){block, at.start, at.end};
}

/* Takes the date of a label, if it has one for such a claim. */
static bool date_by(struct cs_claim *claim, const struct cs_claim_label *l, uint32_t block)
{
    if (l->span.start_year && claim->kind != CS_CLAIM_PAY)
        set_date(claim, block, l->span, l->span_at);
    else if (l->year.start_year && !cs_claim_is_projection(claim->kind))
        set_date(claim, block, l->year, l->year_at);
    else
        return false;
    return true;
}

/* "Pay in 2024" over the labels of the rows speaks for them all; CS_NO_BLOCK where nothing does. */
static uint32_t corner_of(const struct cs_claim_cell *c)
{
    const struct cs_document *d = c->reader->topic->document;
    const struct cs_block_table *t = &d->tables[c->block->table];
    const struct cs_block *corner = &d->blocks[t->first];
    bool is_corner = !t->is_list && corner->table == c->block->table && corner->row == 0 &&
                     corner->column == 0 && c->block->row > 0;
    return is_corner ? t->first : CS_NO_BLOCK;
}

/* The date in the value's own clause; else that of the nearest label. */
void cs_cell_find_date(const struct cs_claim_cell *c, struct cs_claim *claim)
{
    struct cs_spot clause = cs_passage_clause(c->own, claim->value.start);
    int takes_year = !cs_claim_is_projection(claim->kind);
    for (size_t i = 0; i < c->own->n_amounts; i++) {
        const struct cs_amount *a = &c->own->amounts[i];
        int fits = (a->kind == CS_AMOUNT_YEAR && takes_year) ||
                   (a->kind == CS_AMOUNT_SPAN && claim->kind != CS_CLAIM_PAY);
        if (fits && a->start >= clause.start && a->end <= clause.end) {
            set_date(claim, c->index, a->period, (struct cs_spot){a->start, a->end});
            return;
        }
    }
    uint32_t corner = corner_of(c);
    for (size_t i = 0; i < c->n_labels; i++) {
        if (date_by(claim, c->labels[i], c->label_blocks[i]))
            return;
        if (i == c->row_at && corner != CS_NO_BLOCK &&
            date_by(claim, cs_label_at(c->reader, corner), corner))
            return;
    }
}

/* How many rows of a table begin with words of a level; counted once a table. */
static size_t count_levels(struct cs_claim_reader *reader, uint32_t table)
{
    enum { MOST_CELLS = 200 };
    const struct cs_document *d = reader->topic->document;
    const struct cs_block_table *t = &d->tables[table];
    if (reader->levels_table == table)
        return reader->n_levels;
    reader->levels_table = table;
    reader->n_levels = 0;
    for (uint32_t i = t->first; i < t->last && i < t->first + MOST_CELLS; i++) {
        reader->n_levels += d->blocks[i].kind == CS_BLOCK_CELL &&
                            (d->blocks[i].column == 0 || d->blocks[i].row == 0) &&
                            cs_label_at(reader, i)->has_level;
    }
    return reader->n_levels;
}

/* The level a label stands for; in a table of levels also by the occupation's own name: "Medical
 * Office Assistant". */
static bool level_of(const struct cs_claim_cell *c, const struct cs_claim_label *label,
                     uint32_t block, uint32_t *level)
{
    const struct cs_topic *topic = c->reader->topic;
    if (label->has_level && label->statistic == CS_STAT_UNSAID) {
        *level = label->level;
        return true;
    }
    const struct cs_dict *dict = &cs_lookup_dataset(topic->names->lookup)->dicts[CS_DIM_LEVEL];
    *level = CS_NO_KEY;
    if (block == CS_NO_BLOCK || count_levels(c->reader, c->block->table) < 2)
        return false;
    const struct cs_block *b = &topic->document->blocks[block];
    for (uint32_t i = 0; i < dict->n_keys; i++) {
        if (cs_span_equals_nocase((struct cs_span){b->text, b->size}, dict->keys[i].title))
            *level = i;
    }
    return true;
}

/* "Electricians | Texas | $56,920": the place that another cell of the row is. */
static bool place_in_row(const struct cs_claim_cell *c, const struct cs_region **out)
{
    const struct cs_document *d = c->reader->topic->document;
    const struct cs_block_table *t = &d->tables[c->block->table];
    for (uint32_t i = t->first; i < t->last && !t->is_list; i++) {
        const struct cs_block *b = &d->blocks[i];
        const struct cs_region *region =
            b->table == c->block->table && b->row == c->block->row && i != c->index
                ? cs_label_at(c->reader, i)->region
                : NULL;
        if (region && *out && *out != region)
            return false;
        *out = region ? region : *out;
    }
    return *out != NULL;
}

void cs_cell_find_place(const struct cs_claim_cell *c, struct cs_claim *claim)
{
    const struct cs_topic *topic = c->reader->topic;
    const struct cs_region *region;
    claim->region = NULL;
    for (size_t i = 0; i <= c->row_at; i++) {
        if (c->labels[i]->region) {
            claim->region = c->labels[i]->region;
            return;
        }
    }
    if (place_in_row(c, &claim->region))
        return;
    for (size_t i = 0; i <= c->row_at + 1; i++) {
        struct cs_stretch s =
            i > c->row_at ? c->lead_text : cs_stretch_of(topic->document, c->label_blocks[i]);
        if (!s.end || (i <= c->row_at && c->labels[i]->names_subject == CS_NAMED))
            continue;
        if (cs_topic_place(topic, s.text, s.start, s.end, &region) && (region || i <= c->row_at)) {
            claim->region = region;
            claim->flags |= region ? 0u : CS_CLAIM_PLACE_UNKNOWN;
            return;
        }
    }
    claim->region = cs_context_region(c->reader, c->index);
    if (!claim->region)
        claim->region = topic->region;
    claim->flags |= claim->region ? CS_CLAIM_TITLE_PLACE : 0u;
}

void cs_cell_find_level(const struct cs_claim_cell *c, struct cs_claim *claim)
{
    for (size_t i = 0; i <= c->row_at && !(claim->flags & CS_CLAIM_HAS_LEVEL); i++) {
        if (!c->labels[i]->region && c->labels[i]->kind == CS_CLAIM_NONE &&
            level_of(c, c->labels[i], c->label_blocks[i], &claim->level))
            claim->flags |= CS_CLAIM_HAS_LEVEL;
    }
}

/* Whether a label says nothing that is known: no measure, year, place, level or statistic. */
static bool is_strange(const struct cs_claim_cell *c, size_t i)
{
    static const char *const wholes[] = {"total", "overall", "national", "all", "average", NULL};
    static const char *const rests[] = {"other", NULL}; /* "Helpers, all other" */
    static const char *const generic[] = {
        "value",   "values",    "figure",     "figures", "amount", "number", "data", "detail",
        "details", "statistic", "statistics", "fact",    "facts",  "answer", "u.s.", NULL};
    const struct cs_claim_label *l = c->labels[i];
    uint32_t b = c->label_blocks[i];
    if (!cs_cell_has_words(c, i) || cs_cell_is_bare(l) || l->kind != CS_CLAIM_NONE ||
        l->year.start_year || l->span.start_year)
        return false;
    const struct cs_block *block = &c->reader->topic->document->blocks[b];
    for (const char *const *g = generic; *g; g++) {
        if (cs_span_equals_nocase((struct cs_span){block->text, block->size}, *g))
            return false;
    }
    return !cs_find_any(block->text, 0, block->size, wholes) ||
           cs_find_any(block->text, 0, block->size, rests);
}

/* Whether the first cell of a row, beside the one that names who it is about, takes a part out of
 * them: "Downtown clinic | Nurses". A code, a training that leads there, a place and a date do not.
 */
static bool takes_a_part(const struct cs_claim_cell *c)
{
    static const char *const ways[] = {
        "program", "major",    "degree", "certificate", "pathway",    "cluster",    "code",
        "mos",     "rating",   "rank",   "course",      "training",   "credential", "military",
        "group",   "category", "family", "field",       "department", "interest",   NULL};
    const struct cs_document *d = c->reader->topic->document;
    uint32_t at = c->label_blocks[c->beside_at];
    const struct cs_block *first = &d->blocks[at];
    const struct cs_claim_label *l = c->labels[c->beside_at];
    if (!is_strange(c, c->beside_at) || l->region || l->has_level)
        return false;
    for (size_t k = 0; k < first->size; k++)
        if (cs_is_digit(first->text[k]))
            return false;
    for (uint32_t i = d->tables[first->table].first; i < at; i++) {
        const struct cs_block *b = &d->blocks[i];
        if (b->table == first->table && b->row == 0 && b->column == first->column)
            return !cs_find_any(b->text, 0, b->size, ways);
    }
    return true;
}

/* "Registered Nurse (RN)": the name before the bracket, or another name in the label. */
static bool subject_in(const struct cs_claim_cell *c, size_t i, struct cs_subject *out)
{
    const struct cs_topic *topic = c->reader->topic;
    uint32_t b = c->label_blocks[i];
    if (c->labels[i]->names_subject) {
        *out = c->labels[i]->subject;
        return true;
    }
    if (c->labels[i]->is_of_all && c->labels[i]->kind != CS_CLAIM_NONE) {
        *out = c->labels[i]->mention; /* "Median of all occupations" */
        return true;
    }
    if (b == CS_NO_BLOCK || c->labels[i]->has_level)
        return false;
    const struct cs_block *block = &topic->document->blocks[b];
    size_t end = 0;
    while (end < block->size && !strchr("(:[", block->text[end]))
        end++;
    struct cs_span name = cs_span_trim((struct cs_span){block->text, end});
    if (end < block->size && name.size && cs_topic_label(topic, name, out))
        return true;
    if (end && cs_topic_completed(topic, name, out))
        return true;
    if (c->labels[i]->has_mention && c->labels[i]->kind != CS_CLAIM_NONE) { /* "RN median" */
        *out = c->labels[i]->mention;
        return true;
    }
    return i < c->row_at && cs_topic_heading(topic, block->text, block->size, out);
}

static bool name_by_lead(const struct cs_claim_cell *c, struct cs_claim *claim)
{
    const struct cs_topic *topic = c->reader->topic;
    struct cs_stretch s = cs_stretch_of(topic->document, c->lead);
    if (!s.end)
        return false;
    if (cs_topic_is_strange_heading(topic, &topic->document->blocks[c->lead])) {
        claim->subject = (struct cs_subject){.is_unknown = true};
        claim->naming = CS_NAMED_UNKNOWN;
        return true;
    }
    enum { LONGEST = 300 };
    size_t start = s.end > LONGEST ? s.end - LONGEST : 0;
    while (start && start < s.end && strncmp(s.text + start - 1, ". ", 2) != 0)
        start++; /* no name is cut in two */
    enum cs_naming naming = cs_topic_sentence(topic, s.text, start, s.end, s.end, &claim->subject);
    if (naming == CS_NAMED_NOT || claim->subject.is_all)
        return false;
    claim->naming = naming;
    return true;
}

/* "Architect" in the corner over the rows of its figures. */
static bool name_by_corner(const struct cs_claim_cell *c, struct cs_subject *out)
{
    const struct cs_document *d = c->reader->topic->document;
    const struct cs_block *corner = &d->blocks[d->tables[c->block->table].first];
    return !cs_subject_is_known(&c->reader->topic->page) && !d->tables[c->block->table].is_list &&
           corner->table == c->block->table && corner->row == 0 && corner->column == 0 &&
           c->block->row > 0 &&
           cs_topic_label(c->reader->topic, (struct cs_span){corner->text, corner->size}, out) &&
           cs_subject_is_known(out);
}

/* "Aerospace" under "Engineer": the corner names who all the rows are, and a row only tells which.
 * A row that makes no name that is known is somebody unknown, never all of them. */
static enum cs_naming name_by_head_noun(const struct cs_claim_cell *c, struct cs_subject *out)
{
    enum { LONGEST = 60 };
    char name[2 * LONGEST + 2];
    const struct cs_topic *topic = c->reader->topic;
    const struct cs_document *d = topic->document;
    const struct cs_block *corner = &d->blocks[d->tables[c->block->table].first];
    uint32_t row = c->label_blocks[c->row_at];
    const struct cs_claim_label *label = c->labels[c->row_at];
    if (d->tables[c->block->table].is_list || corner->table != c->block->table || corner->row ||
        corner->column || c->block->row == 0 || row == CS_NO_BLOCK || corner->size > LONGEST ||
        d->blocks[row].size > LONGEST || memchr(corner->text, ' ', corner->size) ||
        !cs_is_agent((struct cs_span){corner->text, corner->size}))
        return CS_NAMED_NOT;
    bool says_else = label->kind != CS_CLAIM_NONE || label->statistic != CS_STAT_UNSAID ||
                     label->year.start_year || label->span.start_year || label->region ||
                     label->has_level || label->has_mention || label->names_subject ||
                     !cs_cell_has_words(c, c->row_at);
    if (says_else)
        return CS_NAMED_NOT;
    snprintf(name, sizeof name, "%.*s %.*s", (int)d->blocks[row].size, d->blocks[row].text,
             (int)corner->size, corner->text);
    if (cs_topic_label(topic, cs_span_of(name), out) && cs_subject_is_known(out))
        return CS_NAMED;
    *out = (struct cs_subject){.is_unknown = true};
    return CS_NAMED_UNKNOWN;
}

/* Who a cell is about: its row, its column, the lead, the heading, the guide. */
void cs_cell_find_subject(const struct cs_claim_cell *c, struct cs_claim *claim)
{
    const struct cs_topic *topic = c->reader->topic;
    const struct cs_document *d = topic->document;
    static const size_t none = (size_t)-1;
    size_t named = none;
    enum cs_naming by_noun = name_by_head_noun(c, &claim->subject);
    if (by_noun != CS_NAMED_NOT || subject_in(c, c->row_at, &claim->subject))
        named = c->row_at;
    for (size_t i = 0; i < c->row_at && named == none; i++) {
        if (subject_in(c, i, &claim->subject))
            named = i;
    }
    if (named == none && name_by_corner(c, &claim->subject))
        claim->naming = CS_NAMED;
    else if (named != none) {
        claim->naming = cs_subject_is_known(&claim->subject) ? CS_NAMED : CS_NAMED_UNKNOWN;
    } else if (!name_by_lead(c, claim)) {
        claim->subject = topic->page;
        for (uint32_t h = c->block->heading; h != CS_NO_BLOCK; h = d->blocks[h].heading) {
            if (d->blocks[h].level > 1 &&
                cs_topic_mention(topic, d->blocks[h].text, d->blocks[h].size, &claim->subject))
                break;
            claim->subject = topic->page;
            if (d->blocks[h].level > 1 && cs_topic_is_strange_heading(topic, &d->blocks[h])) {
                claim->subject = (struct cs_subject){.is_unknown = true};
                claim->naming = CS_NAMED_UNKNOWN;
                break;
            }
        }
    }
    if (claim->naming == CS_NAMED_NOT && !cs_subject_is_known(&claim->subject) &&
        !d->tables[c->block->table].is_list)
        cs_context_section_subject(c->reader, c->index, &claim->subject);
    /* A row or column that is something else: an industry, an employer, a stranger. */
    for (size_t i = 0; i <= c->row_at; i++) {
        if (i != named && is_strange(c, i))
            claim->flags |= CS_CLAIM_IS_PART;
        if (i != named && (c->labels[i]->flags & CS_CLAIM_IS_PART) && !c->labels[i]->region)
            claim->flags |= CS_CLAIM_IS_PART;
        if (i != named && c->labels[i]->is_strange && !c->labels[i]->has_level)
            claim->flags |= CS_CLAIM_DOUBTFUL;
    }
    claim->flags |= c->beside_at && takes_a_part(c) ? (unsigned)CS_CLAIM_IS_PART : 0u;
    claim->flags |= c->lead_label.flags;
    for (size_t i = 0; i < c->n_labels; i++)
        claim->flags |= c->labels[i]->flags & CS_CLAIM_IS_OTHERS;
}
