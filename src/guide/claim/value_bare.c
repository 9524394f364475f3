/* Counts that no noun of counting stands beside: what a place has, how many work there, how many
 * more of an occupation there will be, how many are needed a year. Asked after everything else
 * (value_count.c), since each needs the whole shape of its words. */
#include <stdbool.h>
#include <string.h>

#include "base/text.h"
#include "guide/topic/topic.h"
#include "guide/claim/claim.h"
#include "guide/claim/claim_read.h"
#include "guide/text/find.h"
#include "guide/claim/passage.h"
#include "guide/claim/value_part.h"

enum { FEWEST = 100 }; /* fewer are halls, counties, schools */

/* The word that begins at or behind byte `i`, by its index; n_words when there is none. */
static size_t word_at(const struct cs_passage *p, size_t i)
{
    size_t k = 0;
    while (k < p->names.n_words && p->names.words[k].start < i)
        k++;
    return k;
}

static bool is_word(const struct cs_passage *p, size_t i, const char *const *list)
{
    return i < p->names.n_words && cs_span_is_any(cs_passage_word(p, i), list);
}

/* The occupation that is named from word `i` on; NULL when none is. */
static const struct cs_mention *name_at(const struct cs_passage *p, size_t i)
{
    for (size_t k = 0; k < p->names.n_mentions; k++) {
        if (p->names.mentions[k].first == i)
            return &p->names.mentions[k];
    }
    return NULL;
}

/* Whether a place that the data know stands at byte `at`, or ends there. */
static bool is_place(const struct cs_passage *p, size_t at, bool is_end)
{
    for (size_t i = 0; i < p->n_places; i++) {
        if (p->regions[i] && (is_end ? p->places[i].end : p->places[i].start) == at)
            return true;
    }
    return false;
}

/* Past words of looseness before word `i`: the word they belong to, or n_words. */
static size_t word_before(const struct cs_value *v)
{
    static const char *const loose[] = {
        "about",   "around", "roughly", "some", "nearly", "almost", "just",          "over", "only",
        "exactly", "a",      "mere",    "more", "than",   "under",  "approximately", NULL};
    const struct cs_passage *p = v->p;
    size_t i = word_at(p, v->amount->start);
    while (i > 0 && is_word(p, i - 1, loose))
        i--;
    bool is_near = i > 0 && p->names.words[i - 1].start >= v->clause.start;
    return is_near ? i - 1 : p->names.n_words;
}

/* Whether the sentence tells what is to come. */
static bool is_forecast(const struct cs_value *v)
{
    const struct cs_passage *p = v->p;
    bool is_said = cs_value_anywhere(v, CS_CUE_FUTURE, 0) ||
                   cs_value_anywhere(v, CS_CUE_DECADE, ANY_VALUE) ||
                   cs_value_anywhere(v, CS_CUE_GROWTH, ANY_VALUE);
    for (size_t i = 0; i < p->n_amounts; i++) {
        const struct cs_amount *a = &p->amounts[i];
        bool is_end = a->kind == CS_AMOUNT_YEAR && a->start >= p->all.start + 3 &&
                      !strncasecmp(p->all.text + a->start - 3, "by ", 3);
        is_said |= a->kind == CS_AMOUNT_SPAN || is_end;
    }
    const struct cs_claim_reader *r = v->s->reader;
    return is_said || (r->has_before && cs_claim_is_projection(r->before.kind));
}

/* "than plumbers", "than Ohio": the number is how far two lie apart. "than in 2024" compares the
 * occupation with itself. */
static bool is_difference(const struct cs_value *v)
{
    static const char *const than[] = {"than", NULL};
    const struct cs_passage *p = v->p;
    for (size_t i = word_at(p, v->amount->end); i < p->names.n_words; i++) {
        if (p->names.words[i].start >= v->clause.end || !is_word(p, i, than))
            continue;
        static const char *const times[] = {"in", "today", "now", "at", "there", "it", NULL};
        return !is_word(p, i + 1, times);
    }
    return false;
}

/* Whether a word stands in the heading above or the guide's title: "captain" under "Captains, mates
 * and pilots". */
static bool is_of_heading(const struct cs_value *v, struct cs_span word)
{
    enum { SHORTEST = 4 };
    const struct cs_document *d = v->p->topic->document;
    uint32_t heading = d->blocks[v->p->all.block].heading;
    for (size_t i = 0; i < d->n_blocks && word.size >= SHORTEST; i++) {
        const struct cs_block *b = &d->blocks[i];
        bool is_title = b->kind == CS_BLOCK_TITLE || (b->kind == CS_BLOCK_HEADING && b->level == 1);
        for (size_t k = 0; (is_title || i == heading) && k + word.size <= b->size; k++) {
            if (!strncasecmp(b->text + k, word.start, word.size))
                return true;
        }
    }
    return false;
}

/* Whether word `i` is one for who does the work that was spoken of. */
static bool is_of_whom(const struct cs_value *v, size_t i)
{
    const struct cs_claim_reader *r = v->s->reader;
    const struct cs_passage *p = v->p;
    return is_of_heading(v, cs_passage_word(p, i)) ||
           cs_topic_is_head(p->topic, &r->spoken_of, p->all.text, &p->names.words[i]) ||
           (r->has_before &&
            cs_topic_is_head(p->topic, &r->before.subject, p->all.text, &p->names.words[i]));
}

bool cs_value_counts_others(const struct cs_value *v)
{
    static const char *const more[] = {"more", "additional", "new", "extra", "fewer", NULL};
    static const char *const jobs[] = {"jobs", "positions", "posts", "roles", NULL};
    const struct cs_passage *p = v->p;
    size_t i = word_at(p, v->amount->end);
    i += is_word(p, i, more);
    if (!is_word(p, i + 1, jobs) || name_at(p, i))
        return false;
    return cs_is_agent(cs_passage_word(p, i)) && !is_of_whom(v, i);
}

/* Whether "jobs" is the word at `i` or one of the two behind it: "chef jobs", "steel worker jobs".
 */
static bool counts_jobs_at(const struct cs_value *v, size_t i)
{
    enum { MOST_BETWEEN = 2 };
    static const char *const jobs[] = {"jobs", "positions", "posts", "roles", NULL};
    const struct cs_passage *p = v->p;
    for (size_t k = i; k <= i + MOST_BETWEEN && k < p->names.n_words; k++) {
        if (p->names.words[k].start > v->behind.end)
            return false;
        if (is_word(p, k, jobs))
            return !memchr(p->all.text + v->amount->end, ',',
                           p->names.words[k].start - v->amount->end);
        if (!is_of_whom(v, k))
            return false; /* "350 new teacher jobs" in a guide to electricians */
    }
    return false;
}

/* "the job loses most in absolute terms, some 153,700 positions": the verb is far, in a forecast.
 */
static bool is_lost_or_won(const struct cs_value *v)
{
    enum { RIGHT_BEHIND = 2 };
    const struct cs_cue *adds = cs_value_ahead(v, CS_CUE_ADDS, ANY_VALUE);
    bool has_unit = cs_value_near_behind(v, CS_CUE_JOBS, CS_JOBS_UNIT, RIGHT_BEHIND);
    const struct cs_claim *before = cs_value_before_in_sentence(v);
    bool goes_on = before && before->kind == CS_CLAIM_NEW_JOBS && /* "… adds 11,700" */
                   cs_value_anywhere(v, CS_CUE_DECADE, ANY_VALUE);
    return adds && is_forecast(v) && (has_unit || goes_on);
}

/* "77,000 more electricians by 2034", "24,400 new chef jobs over the ten years". */
static bool is_more_of_them(const struct cs_value *v)
{
    enum { NEAR = 60 };
    static const char *const more[] = {"more", "additional", "new", "extra", "fewer", NULL};
    static const char *const brand[] = {"brand", NULL};
    const struct cs_passage *p = v->p;
    size_t i = word_at(p, v->amount->end);
    i += is_word(p, i, brand);
    return is_word(p, i, more) && (name_at(p, i + 1) || counts_jobs_at(v, i + 1)) &&
           is_forecast(v) && !is_difference(v) &&
           !cs_value_near_behind(v, CS_CUE_PER, CS_PER_YEAR, NEAR);
}

/* "will need 81,000 electricians every year", "each year 15,300 people are hired": whoever leaves
 * is replaced. */
static bool is_needed_yearly(const struct cs_value *v)
{
    enum { NEAR = 60 };
    static const char *const needs[] = {"need",    "needs",   "needed",  "hire", "hired",
                                        "replace", "looking", "recruit", NULL};
    static const char *const people[] = {"people", "workers", NULL};
    const struct cs_passage *p = v->p;
    size_t behind = word_at(p, v->amount->end);
    bool is_needed = false;
    for (size_t i = 0; i < p->names.n_words; i++)
        is_needed |= p->names.words[i].start >= v->ahead.start &&
                     p->names.words[i].end <= v->behind.end && is_word(p, i, needs);
    return is_needed && (name_at(p, behind) || is_word(p, behind, people)) &&
           (cs_value_near_behind(v, CS_CUE_PER, CS_PER_YEAR, NEAR) ||
            cs_value_ahead(v, CS_CUE_PER, CS_PER_YEAR));
}

/* Whether nothing is counted by name: "Ohio had 27,150.", "Maine counts 3,320 of them". */
static bool is_of_whom_was_said(const struct cs_value *v)
{
    static const char *const of[] = {" of them",   " of us",    " of you",   " such workers",
                                     " such jobs", " of these", " of those", NULL};
    const struct cs_passage *p = v->p;
    for (const char *const *w = of; *w; w++) {
        if (cs_value_follows(v, *w))
            return true;
    }
    size_t end = v->amount->end;
    const struct cs_claim *before = cs_value_before_in_sentence(v);
    if (!before && v->s->reader->has_before)
        before = &v->s->reader->before;
    bool is_employment = before && before->kind == CS_CLAIM_EMPLOYMENT;
    return is_employment && (end >= p->all.end || strchr(".,;)\n", p->all.text[end]) ||
                             cs_value_follows(v, " and ") || cs_value_follows(v, " in "));
}

/* "Maine counts 3,320 of them", "and Ohio had 27,150", "There's 1,190 of us in the whole state". */
static bool is_held_by_place(const struct cs_value *v)
{
    static const char *const verbs[] = {"has",     "have",  "had",      "counts", "counted",
                                        "employs", "lists", "employed", "shows",  "reports",
                                        "are",     "were",  "is",       NULL};
    static const char *const only[] = {"alone",   "itself", "state", "there's",
                                       "country", "nation", "there", NULL};
    static const char *const home[] = {"home", NULL};
    const struct cs_passage *p = v->p;
    size_t i = word_before(v);
    if (i >= p->names.n_words || !is_of_whom_was_said(v))
        return false;
    if (i > 1 && is_word(p, i - 1, home)) /* "Ohio is home to" */
        i -= 2;
    else if (is_word(p, i, only))
        return true;
    if (!is_word(p, i, verbs))
        return is_place(p, p->names.words[i].end, true) &&
               cs_value_before_in_sentence(v); /* "…, Ohio 27,150" */
    return i > 0 && (is_word(p, i - 1, only) || is_place(p, p->names.words[i - 1].end, true));
}

/* "10,810 work in Louisiana", "10,810 of them are employed in Louisiana". */
static bool is_at_work_there(const struct cs_value *v)
{
    static const char *const people[] = {"of", "them", "us", "people", "are", "were", NULL};
    static const char *const work[] = {"work", "worked", "employed", "working", NULL};
    static const char *const in[] = {"in", NULL};
    const struct cs_passage *p = v->p;
    static const char *const there[] = {"there", "here", NULL};
    size_t i = word_at(p, v->amount->end), first = i;
    while (is_word(p, i, people))
        i++;
    if (!is_word(p, i, work))
        return false;
    bool is_end = i + 1 >= p->names.n_words || is_word(p, i + 1, there) ||
                  strchr(",.;", p->all.text[p->names.words[i].end]);
    if (i > first && p->n_places && is_end)
        return true; /* "Ohio, where 27,150 of them work, …" */
    return is_word(p, i + 1, in) && i + 2 < p->names.n_words &&
           is_place(p, p->names.words[i + 2].start, false);
}

/* "Jobs were 864,800 in 2024", "Jobs numbered 864,800": of a year that is said. */
static bool is_total(const struct cs_value *v)
{
    static const char *const jobs[] = {"jobs", "positions", NULL};
    static const char *const verbs[] = {"were",  "are",     "numbered", "number",
                                        "total", "totaled", NULL};
    const struct cs_passage *p = v->p;
    size_t i = word_before(v);
    bool is_dated = false;
    for (size_t k = v->index + 1; k < p->n_amounts; k++)
        is_dated |= p->amounts[k].kind == CS_AMOUNT_YEAR && p->amounts[k].start < v->behind.end;
    return i > 0 && i < p->names.n_words && is_word(p, i, verbs) && is_word(p, i - 1, jobs) &&
           is_dated;
}

/* "- Colorado: 2,410" below "- US jobs, 2024: 132,400": a place of the list goes on counting. */
static bool is_place_in_list(const struct cs_value *v)
{
    const struct cs_passage *p = v->p;
    const struct cs_claims *claims = v->s->reader->claims;
    const struct cs_block *blocks = p->topic->document->blocks;
    const struct cs_claim *last = claims->n_items ? &claims->items[claims->n_items - 1] : NULL;
    bool is_led = p->n_places && p->regions[0] && p->places[0].start == p->all.start &&
                  p->all.text[p->places[0].end] == ':' && v->amount->start <= p->places[0].end + 3;
    char behind = v->amount->end < p->all.end ? p->all.text[v->amount->end] : '.';
    return is_led && last && last->kind == CS_CLAIM_EMPLOYMENT && strchr(".,;(", behind) &&
           blocks[p->all.block].kind == CS_BLOCK_ITEM && last->value.block + 1 == p->all.block &&
           blocks[last->value.block].kind == CS_BLOCK_ITEM;
}

bool cs_value_is_loose_count(const struct cs_value *v)
{
    static const char *const jobs[] = {"jobs", "positions", NULL};
    const struct cs_passage *p = v->p;
    size_t i = word_at(p, v->amount->end);
    if (v->amount->low < FEWEST || !is_word(p, i, jobs))
        return false;
    if (i + 1 == p->names.n_words && word_before(v) >= p->names.n_words)
        return true;
    /* "Nursing: 3.4 million jobs, 5% growth, 189K openings a year" */
    bool is_fact = strchr(",/|", p->all.text[p->names.words[i].end]) &&
                   cs_passage_cue(p, CS_CUE_OPENINGS, ANY_VALUE, v->amount->end, p->all.end) &&
                   cs_passage_cue(p, CS_CUE_GROWTH, ANY_VALUE, v->amount->end, p->all.end);
    if (is_fact || i + 1 >= p->names.n_words)
        return is_fact;
    struct cs_cue in = {.end = p->names.words[i + 1].end};
    return cs_passage_leads_place(p, &in);
}

enum cs_claim_kind cs_value_bare_kind(const struct cs_value *v)
{
    if (v->amount->low < FEWEST)
        return CS_CLAIM_NONE;
    if (is_needed_yearly(v))
        return CS_CLAIM_OPENINGS;
    if (is_more_of_them(v) || is_lost_or_won(v))
        return CS_CLAIM_NEW_JOBS;
    bool is_held = is_held_by_place(v) || is_at_work_there(v) || is_total(v) ||
                   is_place_in_list(v) || cs_value_is_loose_count(v);
    return is_held ? CS_CLAIM_EMPLOYMENT : CS_CLAIM_NONE;
}

bool cs_value_ends_a_way(const struct cs_value *v)
{
    enum { FAR = 3, LONGEST = 16 };
    static const char *const units[] = {"jobs to", "workers to", "positions to", NULL};
    if (v->index == 0 || v->amount->low < FEWEST || !cs_value_anywhere(v, CS_CUE_FUTURE, ANY_VALUE))
        return false;
    const struct cs_amount *start = &v->p->amounts[v->index - 1];
    const struct cs_value first = cs_value_of(v->s, v->index - 1);
    return start->kind == CS_AMOUNT_NUMBER && cs_value_precedes(&first, "from ") &&
           v->amount->start <= start->end + LONGEST && v->amount->low < FAR * start->low &&
           start->low < FAR * v->amount->low &&
           cs_find_any(v->p->all.text, start->end, v->amount->start, units);
}
