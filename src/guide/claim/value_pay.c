/* Which values of a sentence are pay. */
#include <stdbool.h>
#include <string.h>

#include "base/text.h"
#include "guide/claim/claim_read.h"
#include "guide/claim/passage.h"
#include "guide/claim/value_part.h"

/* Whether money of something else is spoken of nearer than pay. */
static bool is_foreign_money(const struct cs_value *v)
{
    const struct cs_cue *other =
        cs_passage_last_cue(v->p, CS_CUE_FOREIGN, CS_FOREIGN_MONEY, v->clause.start, v->ahead.end);
    const struct cs_cue *pay =
        cs_passage_last_cue(v->p, CS_CUE_PAY, CS_PAY_NOUN, v->clause.start, v->ahead.end);
    const struct cs_cue *statistic =
        cs_passage_last_cue(v->p, CS_CUE_STATISTIC, ANY_VALUE, v->clause.start, v->ahead.end);
    /* "Student debt averages $167,711" */
    bool is_its_own = other && statistic && statistic->value == CS_STAT_AVERAGE &&
                      statistic->start == other->end + 1;
    if (other && (!pay || pay->start < other->start) &&
        (!statistic || is_its_own || statistic->start < other->start))
        return true;
    return cs_value_near_behind(v, CS_CUE_FOREIGN, CS_FOREIGN_MONEY, 16) != NULL;
}

/* "$3.76 a gallon": paid for a thing, not for a time. */
static bool is_per_thing(const struct cs_value *v)
{
    static const char *const times[] = {"year",   "yr",   "hour",    "hr",   "month",
                                        "mo",     "week", "wk",      "day",  "annum",
                                        "median", "mean", "typical", "full", NULL};
    size_t i = v->amount->end;
    if (v->amount->per != CS_PER_NONE ||
        (!cs_value_follows(v, " a ") && !cs_value_follows(v, " per ")))
        return false;
    i += cs_value_follows(v, " a ") ? 3 : 5;
    size_t end = i;
    while (end < v->p->all.end && cs_is_alpha(v->p->all.text[end]))
        end++;
    for (const char *const *t = times; *t; t++) {
        if (cs_span_equals_nocase((struct cs_span){v->p->all.text + i, end - i}, *t))
            return false;
    }
    return end > i;
}

/* "It was $42,000", "that is $45,580": what was spoken of before. */
static bool takes_up(const struct cs_value *v)
{
    static const char *const words[] = {"it",    "that", "this",    "figure",
                                        "which", "they", "they're", NULL};
    for (size_t i = 0; i < v->p->names.n_words && i < 12; i++) {
        const struct cs_word *w = &v->p->names.words[i];
        for (const char *const *word = words; *word; word++) {
            if (cs_span_equals_nocase(
                    (struct cs_span){v->p->all.text + w->start, w->end - w->start}, *word))
                return true;
        }
    }
    return false;
}

/* "TX - $53,070", "$71,430 (PA)", "New York: $71,300": a year's pay beside a state and nothing
 * else, in a line of its own or one of several such. */
static bool is_led_by_place(const struct cs_value *v)
{
    enum { LEAST = 15000, MOST = 500000, FARTHEST = 3 };
    const struct cs_passage *p = v->p;
    bool is_line = p->topic->document->blocks[p->all.block].kind != CS_BLOCK_PARAGRAPH ||
                   memchr(p->all.text, '\n', p->all.end);
    if (!is_line || v->amount->low < LEAST || v->amount->low > MOST)
        return false;
    for (size_t i = 0; i < p->n_places; i++) {
        const struct cs_spot *place = &p->places[i];
        bool is_before = place->end < v->amount->start && place->end + FARTHEST >= v->amount->start;
        bool is_first = place->start == p->all.start;
        bool is_behind = place->start == v->amount->end + 2 && p->all.text[place->end] == ')';
        if (p->regions[i] && ((is_before && is_first) || is_behind))
            return true;
    }
    return false;
}

/* "Nationally $58,410; in Maine $59,800": a year's pay right behind a place, in a section that has
 * told pay. */
static bool is_pay_of_place(const struct cs_value *v)
{
    enum { LEAST = 15000, MOST = 500000, FARTHEST = 2 };
    const struct cs_passage *p = v->p;
    const struct cs_claims *claims = v->s->reader->claims;
    const struct cs_block *blocks = p->topic->document->blocks;
    bool is_told = false, is_led = false;
    for (size_t i = claims->n_items; i-- > 0 && !is_told;) {
        const struct cs_claim *c = &claims->items[i];
        if (blocks[c->value.block].heading != blocks[p->all.block].heading)
            break;
        is_told = c->kind == CS_CLAIM_PAY && c->statistic == CS_STAT_MEDIAN;
    }
    for (size_t i = 0; is_told && i < p->n_places; i++)
        is_led |= p->regions[i] && p->places[i].end < v->amount->start &&
                  p->places[i].end + FARTHEST >= v->amount->start;
    return is_led && v->amount->low >= LEAST && v->amount->low <= MOST &&
           !cs_value_anywhere(v, CS_CUE_FOREIGN, ANY_VALUE);
}

bool cs_value_is_pay(const struct cs_value *v, const struct cs_claim_label *label)
{
    const struct cs_claim_reader *r = v->s->reader;
    if (v->amount->kind != CS_AMOUNT_MONEY || cs_value_is_change(v))
        return false;
    const struct cs_cue *other =
        cs_passage_cue(v->p, CS_CUE_PER, CS_PER_OTHER, v->amount->start, v->behind.end);
    bool is_timed = v->amount->per != CS_PER_NONE; /* biweekly pay is pay, though no data hold it */
    if (!is_timed && ((other && other->start < v->amount->end + 12) || is_per_thing(v)))
        return false;
    if (label->kind == CS_CLAIM_PAY)
        return true;
    if (cs_value_in_clause(v, CS_CUE_FOREIGN, CS_FOREIGN_ADJUSTED) || is_foreign_money(v))
        return false;
    if (v->amount->per != CS_PER_NONE || cs_value_anywhere(v, CS_CUE_PAY, ANY_VALUE) ||
        cs_value_anywhere(v, CS_CUE_STATISTIC, ANY_VALUE))
        return true;
    const struct cs_claim_label *heading =
        cs_label_at(v->s->reader, r->topic->document->blocks[v->p->all.block].heading);
    if (v->s->asked == CS_CLAIM_PAY || heading->kind == CS_CLAIM_PAY || label->names_subject)
        return true;
    if (is_led_by_place(v) || is_pay_of_place(v))
        return true;
    const struct cs_claim *before = cs_value_before_in_sentence(v);
    if (!before && r->has_before)
        before = &r->before;
    return before && before->kind == CS_CLAIM_PAY &&
           (cs_value_has_own_tag(v) || cs_value_anywhere(v, CS_CUE_RANK, ANY_VALUE) ||
            cs_value_anywhere(v, CS_CUE_AGO, ANY_VALUE) ||
            cs_value_anywhere(v, CS_CUE_PER, ANY_VALUE) || takes_up(v));
}
