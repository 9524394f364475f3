/* What a sentence leaves unsaid: the question it answers, who and where was spoken of before. */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/outlook/lookup.h"
#include "base/text.h"
#include "data/dataset.h"
#include "data/period.h"
#include "guide/claim/claim_read.h"
#include "guide/topic/topic.h"
#include "guide/claim/passage.h"
#include "guide/claim/claim.h"

static bool is_question(const char *text, size_t start, size_t end)
{
    while (end > start && (text[end - 1] == ' ' || text[end - 1] == '"' || text[end - 1] == ')'))
        end--;
    return end > start && text[end - 1] == '?';
}

static bool is_block_question(const struct cs_document *d, uint32_t index)
{
    return is_question(d->blocks[index].text, 0, d->blocks[index].size);
}

/* Takes a stretch as the question that what follows answers. "And per hour?" goes on with the one
 * before. */
static void ask(struct cs_claim_reader *reader, const struct cs_stretch *q)
{
    enum { SHORT = 24 };
    enum cs_claim_kind before =
        reader->asked != CS_NO_BLOCK ? reader->question.kind : CS_CLAIM_NONE;
    enum cs_claim_kind kind = cs_question_kind(reader->topic, q);
    cs_label_of(reader->topic, q, &reader->question);
    reader->question.kind = kind == CS_CLAIM_NONE && q->end - q->start < SHORT ? before : kind;
    reader->asked = q->block;
    reader->asked_at = (struct cs_spot){q->start, q->end};
    reader->has_before = reader->place_between = false;
}

/* "Median annual wages of dental hygienists, May 2024:" over the items of a list: what it says
 * holds for each of them, like a question. */
static uint32_t list_lead(const struct cs_document *d, uint32_t index)
{
    enum { MOST_ITEMS = 30, LONGEST = 120 };
    uint32_t i = index;
    while (i > 0 && index - i < MOST_ITEMS && d->blocks[i].kind == CS_BLOCK_ITEM &&
           d->blocks[i].heading == d->blocks[index].heading)
        i--;
    const struct cs_block *b = &d->blocks[i];
    bool leads = i < index && b->kind == CS_BLOCK_PARAGRAPH && b->size <= LONGEST && b->size &&
                 b->text[b->size - 1] == ':' && !memchr(b->text, '.', b->size);
    return leads ? i : CS_NO_BLOCK;
}

/* "Openings each year, 2024-34", "What they pay (US median)" over the items of a list. */
static bool leads_items(struct cs_claim_reader *reader, const struct cs_block *item)
{
    if (item->kind != CS_BLOCK_ITEM || item->heading == CS_NO_BLOCK)
        return false;
    const struct cs_claim_label *heading = cs_label_at(reader, item->heading);
    return (heading->kind >= CS_CLAIM_NEW_JOBS && heading->kind <= CS_CLAIM_EMPLOYMENT) ||
           (heading->kind == CS_CLAIM_PAY && heading->statistic != CS_STAT_UNSAID);
}

/* The label of the row that a cell of prose belongs to: the term of a definition, or what a remark
 * is about. */
static uint32_t term_of(const struct cs_document *d, uint32_t index)
{
    const struct cs_block *cell = &d->blocks[index];
    bool is_list = cell->table != CS_NO_BLOCK && d->tables[cell->table].is_list;
    if (cell->kind != CS_BLOCK_CELL || cell->column > index ||
        !(cell->column > 1 || (is_list && cell->column == 1)))
        return CS_NO_BLOCK;
    uint32_t first = index - cell->column;
    const struct cs_block *label = &d->blocks[first];
    return label->table == cell->table && label->row == cell->row && label->column == 0
               ? first
               : CS_NO_BLOCK;
}

void cs_context_begin(struct cs_claim_reader *reader, uint32_t index)
{
    const struct cs_document *d = reader->topic->document;
    const struct cs_block *block = &d->blocks[index];
    uint32_t question = CS_NO_BLOCK;
    if (index > 0 && d->blocks[index - 1].table == block->table && is_block_question(d, index - 1))
        question = index - 1;
    else if (block->heading != CS_NO_BLOCK && is_block_question(d, block->heading))
        question = block->heading;
    if (question == CS_NO_BLOCK)
        question = list_lead(d, index);
    if (question == CS_NO_BLOCK && leads_items(reader, block))
        question = block->heading;
    if (block->heading != reader->section) {
        reader->spoken_of = (struct cs_subject){0};
        reader->place = NULL;
    }
    reader->section = block->heading;
    reader->named = (struct cs_subject){0};
    reader->named_unknown = reader->named_leads = 0;
    reader->has_before = reader->place_between = false;
    uint32_t term = term_of(d, index);
    if (question == CS_NO_BLOCK && term != CS_NO_BLOCK) {
        reader->question = *cs_label_at(reader, term);
        reader->asked = term;
        reader->asked_at = (struct cs_spot){0, d->blocks[term].size};
        return;
    }
    if (question == CS_NO_BLOCK) {
        reader->asked = CS_NO_BLOCK;
        return;
    }
    struct cs_stretch q = cs_stretch_of(d, question);
    for (size_t i = q.start; i + 2 < q.end; i++) {
        if (strchr(".?!", q.text[i]) && q.text[i + 1] == ' ')
            q.start = i + 2;
    }
    ask(reader, &q);
}

/* What follows a sentence of several dates goes on with the newest. */
static void keep_newest(struct cs_claim_reader *reader)
{
    for (size_t i = reader->sentence_first; i < reader->claims->n_items; i++) {
        const struct cs_claim *c = &reader->claims->items[i];
        struct cs_claim *kept =
            cs_claim_is_projection(c->kind) ? &reader->newest_projection : &reader->newest_year;
        if (i == reader->sentence_first)
            reader->newest_projection.kind = reader->newest_year.kind = CS_CLAIM_NONE;
        if (kept->kind == CS_CLAIM_NONE || cs_period_compare(c->when, kept->when) > 0)
            *kept = *c;
    }
}

void cs_context_end(struct cs_claim_reader *reader, const struct cs_passage *p)
{
    bool has_claims = reader->claims->n_items > reader->sentence_first;
    if (is_question(p->all.text, p->all.start, p->all.end))
        ask(reader, &p->all);
    for (size_t i = 0; i < p->n_places; i++) {
        if (p->regions[i] && strcmp(p->regions[i]->code, "US") != 0) /* "here" is no nation */
            reader->place = p->regions[i];
    }
    if (has_claims || p->n_places)
        reader->place_between = !has_claims && p->n_places == 1 && reader->place == p->regions[0];
    if (has_claims) {
        reader->has_before = true;
        keep_newest(reader);
        reader->named = (struct cs_subject){0};
        reader->named_unknown = 0;
        return;
    }
    if (!p->names.n_mentions && cs_names_a_stranger(p, p->all.start, p->all.end)) {
        reader->named_unknown = 1;
        reader->named = (struct cs_subject){0};
    }
    size_t size = p->all.end - p->all.start;
    const char *text = p->all.text + p->all.start;
    if (!p->names.n_mentions && cs_is_capital_line(text, size)) {
        reader->named_unknown = reader->named_leads = 1; /* "DENTAL LAB TECHNICIAN" */
        reader->named = reader->spoken_of = (struct cs_subject){0};
    }
    for (size_t i = p->names.n_mentions; i-- > 0;) {
        struct cs_subject subject = cs_topic_meaning(p->topic, &p->names, i);
        if (cs_topic_is_compared(&p->names, i)) {
            /* "Managers earn more than the arrangers. Their own ranks": whoever is compared */
            reader->named_unknown |= !reader->named.n_keys;
        } else if (cs_subject_is_known(&subject) && !subject.is_all) {
            enum { LONGEST_LEAD = 7 };
            reader->named = subject;
            reader->named_unknown = 0;
            reader->named_leads = p->names.n_words <= LONGEST_LEAD;
            if (p->topic->page.n_keys == 0 || !cs_subject_is_known(&p->topic->page)) {
                reader->spoken_of = subject;
                reader->spoken_in = p->all.block;
            }
        }
    }
}

/* "They earned", "Their employment": somebody of a sentence before. */
static bool points_back(const struct cs_passage *p)
{
    static const char *const pronouns[] = {"they", "their", "these", "those", "it",
                                           "its",  "them",  "such",  NULL};
    for (size_t i = 0; i < p->names.n_words && i < 12; i++) {
        const struct cs_word *w = &p->names.words[i];
        for (const char *const *name = pronouns; *name; name++) {
            if (cs_span_equals_nocase((struct cs_span){p->all.text + w->start, w->end - w->start},
                                      *name))
                return true;
        }
    }
    return false;
}

/* The first heading above that names an occupation: 1, or -1 for one that nobody knows. */
static int named_by_heading(const struct cs_claim_reader *reader, uint32_t block,
                            struct cs_subject *out)
{
    const struct cs_topic *topic = reader->topic;
    const struct cs_document *d = topic->document;
    for (uint32_t h = d->blocks[block].heading; h != CS_NO_BLOCK; h = d->blocks[h].heading) {
        const struct cs_block *b = &d->blocks[h];
        if (b->level > 1 && cs_topic_heading(topic, b->text, b->size, out))
            return 1;
        if (b->level > 1 && cs_topic_is_strange_heading(topic, b))
            return -1;
    }
    return 0;
}

void cs_context_narrow(const struct cs_claim_reader *reader, uint32_t block,
                       struct cs_subject *subject)
{
    const struct cs_dataset *data = cs_lookup_dataset(reader->topic->names->lookup);
    struct cs_subject heading;
    if (!subject->is_group || subject->n_keys != 1 ||
        named_by_heading(reader, block, &heading) <= 0 || heading.n_keys != 1 || heading.is_group)
        return;
    const struct cs_key *group = cs_dataset_key(data, CS_DIM_OCCUPATION, subject->keys[0]);
    const struct cs_key *own = cs_dataset_key(data, CS_DIM_OCCUPATION, heading.keys[0]);
    if (cs_code_is_under(own->code, group->code))
        *subject = heading;
}

/* The occupation that the question names. */
static bool take_question(const struct cs_claim_reader *reader, struct cs_claim *claim)
{
    const struct cs_topic *topic = reader->topic;
    struct cs_subject subject;
    if (reader->asked == CS_NO_BLOCK)
        return false;
    const struct cs_block *b = &topic->document->blocks[reader->asked];
    enum cs_naming naming = cs_topic_sentence(topic, b->text, reader->asked_at.start,
                                              reader->asked_at.end, reader->asked_at.end, &subject);
    if (naming == CS_NAMED_NOT || subject.is_all)
        return false;
    claim->subject = subject;
    claim->naming = naming;
    claim->flags |= CS_CLAIM_SAYS_WHOSE;
    return true;
}

bool cs_context_section_subject(const struct cs_claim_reader *reader, uint32_t block,
                                struct cs_subject *out)
{
    enum { FEWEST = 2 };
    const struct cs_block *blocks = reader->topic->document->blocks;
    const struct cs_subject *only = NULL;
    size_t n = 0;
    for (size_t i = reader->claims->n_items; i-- > 0;) {
        const struct cs_claim *c = &reader->claims->items[i];
        if (blocks[c->value.block].heading != blocks[block].heading)
            break;
        if (c->subject.is_all)
            continue;
        if (!cs_subject_is_known(&c->subject) || (c->flags & CS_CLAIM_DOUBTFUL) ||
            (only && !cs_subject_equals(only, &c->subject)))
            return false;
        only = &c->subject;
        n++;
    }
    if (n < FEWEST)
        return false;
    *out = *only;
    return true;
}

void cs_context_subject(const struct cs_sentence *s, struct cs_claim *claim)
{
    const struct cs_claim_reader *reader = s->reader;
    const struct cs_topic *topic = reader->topic;
    if (reader->named.n_keys) {
        bool is_taken_up = reader->named_leads || points_back(s->p);
        claim->subject = reader->named;
        claim->naming = CS_NAMED;
        claim->flags |= is_taken_up ? 0u : (unsigned)CS_CLAIM_DOUBTFUL;
        return;
    }
    bool is_answer = reader->asked == s->p->all.block; /* "How many RN jobs open? (189,100.)" */
    if (reader->named_unknown && (reader->named_leads || is_answer || points_back(s->p))) {
        claim->subject = (struct cs_subject){.is_unknown = true};
        claim->naming = CS_NAMED_UNKNOWN;
        return;
    }
    const struct cs_claim *before = reader->claims->n_items > reader->sentence_first
                                        ? &reader->claims->items[reader->claims->n_items - 1]
                                    : reader->has_before ? &reader->before
                                                         : NULL;
    if (before && !before->subject.is_all) {
        claim->subject = before->subject;
        claim->naming = before->naming;
        bool is_here =
            reader->claims->n_items > reader->sentence_first && before->kind == claim->kind;
        if (before->naming == CS_NAMED_NOT || is_here)
            claim->flags |= before->flags & CS_CLAIM_DOUBTFUL;
        return;
    }
    if (take_question(reader, claim))
        return;
    if (reader->has_lead) {
        claim->subject = reader->lead;
        claim->naming = reader->lead.is_unknown ? CS_NAMED_UNKNOWN : CS_NAMED;
        return;
    }
    int heading = named_by_heading(reader, s->p->all.block, &claim->subject);
    if (heading > 0)
        return;
    if (heading < 0) {
        claim->subject = (struct cs_subject){.is_unknown = true};
        claim->naming = CS_NAMED_UNKNOWN;
        return;
    }
    claim->subject = topic->page;
    if (!cs_subject_is_known(&topic->page) &&
        cs_context_section_subject(reader, s->p->all.block, &claim->subject))
        return;
    if (!cs_subject_is_known(&topic->page) && cs_subject_is_known(&reader->spoken_of)) {
        const struct cs_block *blocks = topic->document->blocks;
        bool is_list = blocks[s->p->all.block].kind == CS_BLOCK_ITEM &&
                       blocks[reader->spoken_in].kind == CS_BLOCK_ITEM;
        claim->subject = reader->spoken_of;
        claim->flags |= is_list ? 0u : CS_CLAIM_DOUBTFUL;
    }
}

const struct cs_region *cs_context_region(const struct cs_claim_reader *reader, uint32_t block)
{
    const struct cs_topic *topic = reader->topic;
    const struct cs_document *d = topic->document;
    const struct cs_region *region;
    for (uint32_t h = d->blocks[block].heading; h != CS_NO_BLOCK; h = d->blocks[h].heading) {
        const struct cs_block *b = &d->blocks[h];
        if (b->level > 1 && cs_topic_place(topic, b->text, 0, b->size, &region) && region)
            return region;
    }
    return NULL;
}
