/* What a sentence leaves unsaid: the question it answers, who and where was spoken of before. */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/outlook/lookup.h"
#include "base/text.h"
#include "data/dataset.h"
#include "data/period.h"
#include "guide/claim/bind.h"
#include "guide/claim/claim_read.h"
#include "guide/topic/phrase.h"
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

/* Keeps the names of several words that a stretch says, for short ones behind it. */
static void keep_names(struct cs_claim_reader *reader, const struct cs_read *read, uint32_t block)
{
    for (size_t i = 0; i < read->n_mentions; i++) {
        const struct cs_mention *m = &read->mentions[i];
        struct cs_subject one = cs_topic_meaning(reader->topic, read, i);
        if (m->n_words < 2 || one.n_keys != 1 || one.is_all || one.is_ambiguous)
            continue;
        if (reader->n_names == CS_SPOKEN_NAMES)
            memmove(reader->names, reader->names + 1, --reader->n_names * sizeof *reader->names);
        reader->names[reader->n_names++] = (struct cs_spoken_name){
            read->words[m->first + m->n_words - 1].hash, block, one.keys[0], one.is_alias};
    }
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
        reader->n_names = 0;
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
    struct cs_read read;
    cs_topic_read(reader->topic, q.text, q.start, q.end, &read);
    keep_names(reader, &read, question);
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
    keep_names(reader, &p->names, p->all.block);
    if (is_question(p->all.text, p->all.start, p->all.end))
        ask(reader, &p->all);
    for (size_t i = 0; i < p->n_places; i++) {
        if (p->regions[i] && strcmp(p->regions[i]->code, "US") != 0 &&
            !cs_place_is_compared(p, i, p->all.start)) /* "here" is no nation */
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

/* The names that end in a word, near (of the paragraph and its question) or all: the newest;
 * *are_several when they are of several occupations. */
static const struct cs_spoken_name *spoken(const struct cs_claim_reader *reader, uint64_t head,
                                           uint32_t block, bool near, bool *are_several)
{
    const struct cs_spoken_name *last = NULL;
    *are_several = false;
    for (size_t i = reader->n_names; i-- > 0;) {
        const struct cs_spoken_name *n = &reader->names[i];
        if (n->head != head || (near && n->block != block && n->block != reader->asked))
            continue;
        *are_several |= last && last->key != n->key;
        last = last ? last : n;
    }
    return last;
}

void cs_context_short_name(const struct cs_claim_reader *reader, const struct cs_passage *p,
                           size_t mention, struct cs_subject *subject)
{
    const struct cs_mention *own = &p->names.mentions[mention];
    uint64_t head = p->names.words[own->first].hash;
    bool are_several;
    if (own->n_words != 1 || own->is_local || subject->n_keys == 0 || subject->is_all ||
        !(subject->is_alias || subject->is_group || subject->is_ambiguous))
        return;
    const struct cs_spoken_name *last = spoken(reader, head, p->all.block, true, &are_several);
    if (!last)
        last = spoken(reader, head, p->all.block, false, &are_several);
    if (!last || (subject->n_keys == 1 && last->key == subject->keys[0]))
        return;
    for (size_t i = 0; i < reader->claims->n_items; i++) {
        const struct cs_claim *c = &reader->claims->items[i];
        are_several |= c->value.block == p->all.block && cs_subject_equals(&c->subject, subject);
    }
    if (!are_several)
        *subject =
            (struct cs_subject){.keys = {last->key}, .n_keys = 1, .is_alias = last->is_alias};
    else if (subject->n_keys < CS_SUBJECT_KEYS)
        subject->keys[subject->n_keys++] = last->key;
    subject->is_ambiguous |= are_several;
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

/* "tina: and with a median of $103,300": what a speaker says. */
static bool is_turn(const struct cs_block *b)
{
    enum { LONGEST = 40, MOST_WORDS = 4 };
    struct cs_word words[MOST_WORDS + 1];
    const char *colon = memchr(b->text, ':', b->size < LONGEST ? b->size : LONGEST);
    size_t end = colon ? (size_t)(colon - b->text) : 0;
    return b->kind == CS_BLOCK_PARAGRAPH && end && b->text[end + 1] == ' ' &&
           cs_words_of(b->text, 0, end, words, MOST_WORDS + 1) <= MOST_WORDS &&
           !memchr(b->text, '$', end);
}

/* Whether a block names somebody else. */
static bool names_another(const struct cs_topic *topic, const struct cs_block *b,
                          const struct cs_subject *own)
{
    struct cs_read read;
    cs_topic_read(topic, b->text, 0, b->size, &read);
    for (size_t i = 0; i < read.n_mentions; i++) {
        struct cs_subject one = cs_topic_meaning(topic, &read, i);
        if (!one.is_all && !cs_subject_equals(&one, own))
            return true;
    }
    return false;
}

/* Whether a speaker answers one who named another occupation: "statistician here". */
static bool answers_another(const struct cs_topic *topic, uint32_t block,
                            const struct cs_subject *own)
{
    const struct cs_block *b = &topic->document->blocks[block];
    return block > 0 && is_turn(b) && is_turn(b - 1) && names_another(topic, b - 1, own);
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
        if (claim->kind == CS_CLAIM_GROWTH_WORD && reader->claims->n_items > reader->sentence_first)
            claim->flags |=
                reader->claims->items[reader->claims->n_items - 1].flags & CS_CLAIM_DOUBTFUL;
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
    /* "Ohio's typical worker made $48,060; in Texas it was $47,500" */
    bool is_of_all = before && before->subject.is_all &&
                     reader->claims->n_items > reader->sentence_first &&
                     before->kind == claim->kind && !cs_subject_is_known(&topic->page);
    if (before && (!before->subject.is_all || is_of_all)) {
        claim->subject = before->subject;
        claim->naming = before->naming;
        bool is_word = before->kind == CS_CLAIM_GROWTH && claim->kind == CS_CLAIM_GROWTH_WORD;
        bool is_here = reader->claims->n_items > reader->sentence_first &&
                       (before->kind == claim->kind || is_word);
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
    if (answers_another(topic, s->p->all.block, &topic->page))
        claim->flags |= CS_CLAIM_DOUBTFUL;
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
