/* Where a claim of a sentence holds: the place tied to its value, else that of what was said
 * before. */
#include <stdbool.h>
#include <string.h>

#include "base/text.h"
#include "guide/claim/bind.h"
#include "guide/claim/claim_read.h"
#include "guide/claim/passage.h"
#include "guide/topic/topic.h"

/* "Here", "in the state", "the state's". */
static bool points_back_in(const struct cs_passage *p, size_t start, size_t end)
{
    static const char *const words[] = {"here", "state", "statewide", "locally", NULL};
    for (size_t i = 0; i < p->names.n_words; i++) {
        const struct cs_word *w = &p->names.words[i];
        struct cs_span word = cs_passage_word(p, i);
        if (w->start < start || w->end > end)
            continue;
        if (word.size > 2 && word.start[word.size - 2] == '\'')
            word.size -= 2;
        if (cs_span_is_any(word, words))
            return true;
    }
    return false;
}

/* The claim of this sentence that stands nearest before the value, else the first behind it:
 * changes are read after the figures they lie between. */
static const struct cs_claim *beside_in_sentence(const struct cs_claim_reader *r,
                                                 const struct cs_claim *claim)
{
    const struct cs_claim *best = NULL;
    for (size_t i = r->sentence_first; i < r->claims->n_items; i++) {
        const struct cs_claim *c = &r->claims->items[i];
        if (c->value.start < claim->value.start || !best)
            best = c;
    }
    return best;
}

/* "Nebraska lags badly. Its 750 veterinarians had a median of $83,710": a place of its own sentence
 * holds for what follows, for certain only where that points back. */
static bool take_place_between(const struct cs_sentence *s, struct cs_claim *claim)
{
    static const char *const pointers[] = {"its", "there", "here", NULL};
    const struct cs_passage *p = s->p;
    if (!s->reader->place_between || !s->reader->place)
        return false;
    claim->region = s->reader->place;
    claim->flags |= CS_CLAIM_TITLE_PLACE;
    if (!p->names.n_words || !cs_span_is_any(cs_passage_word(p, 0), pointers))
        claim->flags |= CS_CLAIM_DOUBTFUL;
    return true;
}

static void inherit_place(const struct cs_sentence *s, struct cs_claim *claim)
{
    const struct cs_claim_reader *r = s->reader;
    const struct cs_region *heading =
        r->lead_place ? r->lead_place : cs_context_region(r, s->p->all.block);
    if (points_back_in(s->p, s->p->all.start, s->p->all.end)) {
        claim->region = r->place ? r->place : heading ? heading : s->p->topic->region;
        if (!claim->region)
            claim->flags |= CS_CLAIM_PLACE_UNKNOWN;
        return;
    }
    const struct cs_claim *beside = beside_in_sentence(r, claim);
    if (!beside && take_place_between(s, claim))
        return;
    if (beside || r->has_before) {
        const struct cs_claim *before = beside ? beside : &r->before;
        claim->region = before->region;
        claim->flags |= before->flags & CS_CLAIM_PLACE_UNKNOWN;
        claim->flags |= claim->region ? CS_CLAIM_TITLE_PLACE : 0u;
        return;
    }
    if (r->asked != CS_NO_BLOCK && r->question.has_place) { /* "Nevada" over "Median $103,160." */
        claim->region = r->question.region;
        claim->flags |= claim->region ? CS_CLAIM_TITLE_PLACE : CS_CLAIM_PLACE_UNKNOWN;
        return;
    }
    claim->region = heading ? heading : s->p->topic->region;
    claim->flags |= claim->region ? CS_CLAIM_TITLE_PLACE : 0u;
}

/* "$81,620, compared with $94,260 nationally": whether a place behind is tied to another value. */
static bool is_of_another(const struct cs_passage *p, size_t value, size_t place)
{
    enum cs_tie tie;
    for (size_t i = 0; i < p->n_amounts; i++) {
        if (i != value && p->is_value[i] && p->amounts[i].end <= p->places[place].start &&
            cs_bind(p, p->places, p->n_places, i, 0, &tie) == place && tie == CS_TIE_BEHIND)
            return true;
    }
    return false;
}

/* "the national median is $28.75 and the state's $29.38": the place was the value's before. */
static bool is_the_states(const struct cs_passage *p, size_t place, struct cs_spot at)
{
    const struct cs_region *named = p->regions[place];
    size_t from = cs_passage_value_before(p, at.start);
    return (!named || !strcmp(named->code, "US")) && from > p->all.start &&
           p->places[place].end <= from && points_back_in(p, from, at.start);
}

void cs_sentence_place(const struct cs_sentence *s, size_t value, struct cs_spot at,
                       struct cs_claim *claim)
{
    const struct cs_passage *p = s->p;
    enum cs_tie tie;
    size_t i = value != CS_NOWHERE ? cs_bind(p, p->places, p->n_places, value, 0, &tie)
                                   : cs_bind_at(p, p->places, p->n_places, at, &tie);
    if (i != CS_NOWHERE && tie != CS_TIE_LIST && p->places[i].start >= at.end &&
        cs_place_is_compared(p, i, at.end)) {
        inherit_place(s, claim);
        return;
    }
    if (i == CS_NOWHERE || tie == CS_TIE_LOOSE) {
        inherit_place(s, claim);
        if (i != CS_NOWHERE && !is_of_another(p, value, i))
            claim->flags |= CS_CLAIM_DOUBTFUL;
        return;
    }
    claim->region = is_the_states(p, i, at) ? NULL : p->regions[i];
    if (!claim->region)
        claim->flags |= CS_CLAIM_PLACE_UNKNOWN;
    if (tie == CS_TIE_CARRIED && p->n_places > 1)
        claim->flags |= CS_CLAIM_DOUBTFUL;
    /* "the nation's welders earn …, in Texas …": far and not alone */
    if (tie == CS_TIE_CLAUSE && p->n_places > 1)
        claim->flags |= CS_CLAIM_TITLE_PLACE;
}
