/* What stands around a relation: the figures of its sentence and of its section before, whom and
 * where it names. Apart from the pairs, which only choose among them. */
#include "guide/relation/relation_scene.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "guide/claim/change.h"
#include "guide/claim/claim_read.h"
#include "guide/text/find.h"
#include "guide/claim/passage.h"
#include "guide/topic/topic.h"

enum { ANY_VALUE = -1 };

bool cs_relation_may_be_end(const struct cs_relation_scene *s, const struct cs_claim *c)
{
    const struct cs_relation *r = s->r;
    const struct cs_said *own = &r->d.claim.value;
    bool is_itself =
        c->value.block == own->block && c->value.start < own->end && c->value.end > own->start;
    return c->kind == r->d.kind && isnan(c->amount.high) && !is_itself &&
           (c->kind != CS_CLAIM_PAY || (c->per == r->per && c->statistic == s->statistic)) &&
           !(c->flags & CS_CLAIM_IS_SUM);
}

int cs_relation_differences(const struct cs_claim *a, const struct cs_claim *b)
{
    bool is_dated = a->when.start_year && b->when.start_year;
    return !cs_subject_equals(&a->subject, &b->subject) + (a->region != b->region) +
           (is_dated && a->when.start_year != b->when.start_year);
}

static bool is_here(const struct cs_relation_scene *s, const struct cs_claim *c)
{
    return c->value.block == s->p->all.block && c->value.start >= s->p->all.start &&
           c->value.start < s->p->all.end;
}

static bool is_earlier(const struct cs_relation_scene *s, const struct cs_claim *c)
{
    const struct cs_block *blocks = s->topic->document->blocks;
    uint32_t own = s->p->all.block, block = c->value.block;
    bool is_before = block < own || (block == own && c->value.end <= s->p->all.start);
    return is_before && blocks[block].heading == blocks[own].heading;
}

static void collect(struct cs_relation_scene *s)
{
    enum { FARTHEST = 12 }; /* blocks */
    s->n_own = s->n_before = 0;
    for (size_t i = s->claims->n_items; i-- > 0;) {
        const struct cs_claim *c = &s->claims->items[i];
        bool is_near =
            (c->flags & CS_CLAIM_IN_TABLE) || c->value.block + FARTHEST >= s->p->all.block;
        if (!cs_relation_may_be_end(s, c) || !is_near || !is_earlier(s, c) ||
            s->n_before == CS_RELATION_ENDS)
            continue;
        bool is_new = true; /* said twice: one end */
        for (size_t k = 0; k < s->n_before; k++)
            is_new &= cs_relation_differences(s->before[k], c) > 0;
        if (is_new)
            s->before[s->n_before++] = c;
    }
    for (size_t i = 0; i < s->claims->n_items; i++) {
        const struct cs_claim *c = &s->claims->items[i];
        if (cs_relation_may_be_end(s, c) && is_here(s, c) && s->n_own < CS_RELATION_ENDS)
            s->own[s->n_own++] = c;
    }
}

/* The statistic of the two: said in the sentence, else that of its own figures, else the median
 * where the section has one. */
static enum cs_statistic statistic_of(struct cs_relation_scene *s)
{
    enum cs_statistic said = cs_change_statistic(s->p), last = CS_STAT_UNSAID;
    for (size_t i = 0; i < s->claims->n_items; i++) {
        const struct cs_claim *c = &s->claims->items[i];
        if (c->kind != CS_CLAIM_PAY || c->per != s->r->per || !isnan(c->amount.high))
            continue;
        if (is_here(s, c) && c->value.end <= s->r->d.at.start)
            return c->statistic;
        if (is_earlier(s, c))
            last = last == CS_STAT_MEDIAN ? last : c->statistic;
    }
    return said != CS_STAT_UNSAID ? said : last;
}

static void name_subject(struct cs_relation_scene *s, const struct cs_subject *subject, size_t at)
{
    for (size_t i = 0; i < s->n_subjects; i++) {
        if (cs_subject_equals(&s->subjects[i], subject))
            return;
    }
    if (s->n_subjects == CS_RELATION_NAMED)
        return;
    s->subject_at[s->n_subjects] = at;
    s->subjects[s->n_subjects++] = *subject;
}

static void name_place(struct cs_relation_scene *s, const struct cs_region *place, size_t at)
{
    if (place && !strcmp(place->code, "US"))
        place = NULL;
    for (size_t i = 0; i < s->n_places; i++) {
        if (s->places[i] == place)
            return;
    }
    if (s->n_places == CS_RELATION_NAMED)
        return;
    s->place_at[s->n_places] = at;
    s->places[s->n_places++] = place;
}

/* "over the nation", "short of the national figure". */
static void name_nation(struct cs_relation_scene *s)
{
    static const char *const words[] = {"national ",  "nation ", "nation.",    "nation's",
                                        "nationally", "country", "nationwide", NULL};
    const struct cs_passage *p = s->p;
    for (size_t w = 0; words[w]; w++) {
        size_t at = cs_find_first(p->all.text, p->all.start, p->all.end, words[w]);
        if (at != CS_NOWHERE)
            name_place(s, NULL, at);
    }
}

static void read_names(struct cs_relation_scene *s)
{
    const struct cs_passage *p = s->p;
    for (size_t i = 0; i < p->names.n_mentions; i++) {
        struct cs_subject named = cs_topic_meaning(s->topic, &p->names, i);
        if (cs_subject_is_known(&named) && !named.is_ambiguous)
            name_subject(s, &named, p->names.words[p->names.mentions[i].first].start);
        else
            s->is_strange = true;
    }
    for (size_t i = 0; i < p->n_places; i++) {
        s->is_strange |= p->regions[i] == NULL;
        if (p->regions[i])
            name_place(s, p->regions[i], p->places[i].start);
    }
    name_nation(s);
    s->is_strange |= cs_names_a_stranger(p, p->all.start, p->all.end);
}

void cs_relation_scene_read(struct cs_relation_scene *s, struct cs_relation *r)
{
    *s = (struct cs_relation_scene){
        .r = r, .p = r->d.s->p, .topic = r->d.s->reader->topic, .claims = r->d.s->reader->claims};
    s->statistic = statistic_of(s);
    read_names(s);
    collect(s);
}
