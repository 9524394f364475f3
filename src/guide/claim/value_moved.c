/* Counts that a change makes: how many are added or lost, from where to where employment moves.
 * Apart from value_count.c, which asks for what is there. */
#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "base/text.h"
#include "guide/claim/passage.h"
#include "guide/claim/value_part.h"

/* "There are about 12,000 flux tenders" in a guide with that title, which no data know. */
static bool counts_the_title(const struct cs_value *v)
{
    enum { SHORTEST = 5, LONGEST = 60 };
    const struct cs_document *d = v->p->topic->document;
    for (size_t i = 0; i < d->n_blocks; i++) {
        const struct cs_block *b = &d->blocks[i];
        bool is_title = b->kind == CS_BLOCK_TITLE || (b->kind == CS_BLOCK_HEADING && b->level == 1);
        if (is_title && b->size >= SHORTEST && b->size <= LONGEST &&
            v->amount->end + 1 + b->size <= v->p->all.end &&
            !strncasecmp(v->p->all.text + v->amount->end + 1, b->text, b->size))
            return true;
    }
    return false;
}

/* Whether an occupation is named right behind the number: "349,370 medical secretaries". */
bool cs_value_counts_an_occupation(const struct cs_value *v)
{
    enum { NEAR = 4 };
    for (size_t i = 0; i < v->p->names.n_mentions; i++) {
        size_t start = v->p->names.words[v->p->names.mentions[i].first].start;
        if (start >= v->amount->end && start < v->amount->end + NEAR)
            return true;
    }
    return cs_value_anywhere(v, CS_CUE_JOBS, CS_JOBS_EXIST) && counts_the_title(v);
}

/* "add about 22,700 plumbers by 2034", "will lose 900 jobs", "employment will rise by 7,300". */
bool cs_value_is_added(const struct cs_value *v)
{
    enum { REACH = 26 };
    const struct cs_cue *adds = cs_value_near_ahead(v, CS_CUE_ADDS, ANY_VALUE, REACH);
    if (!adds)
        return false;
    size_t n = adds->end - adds->start;
    const char *word = v->p->all.text + adds->start;
    bool is_by =
        n > 3 && (!strncasecmp(word + n - 3, " by", 3) || !strncasecmp(word + n - 3, " of", 3));
    return is_by ? cs_value_anywhere(v, CS_CUE_JOBS, ANY_VALUE) || v->p->names.n_mentions
                 : cs_value_near_behind(v, CS_CUE_JOBS, ANY_VALUE, 44) ||
                       cs_value_counts_an_occupation(v) || cs_value_anywhere(v, CS_CUE_FUTURE, 0);
}

/* "Should add 24,500 PTA jobs and 9,500 OTA jobs" */
bool cs_value_is_added_too(const struct cs_value *v)
{
    enum { NEAR = 40 };
    const struct cs_claim *before = cs_value_before_in_sentence(v);
    return before && before->kind == CS_CLAIM_NEW_JOBS && cs_value_precedes(v, " jobs and ") &&
           v->amount->start < before->value.end + NEAR &&
           cs_value_near_behind(v, CS_CUE_JOBS, CS_JOBS_UNIT, NEAR);
}

/* "will grow 7 percent from 2024 to 2034, about 22,600 jobs": what the percent makes. */
bool cs_value_is_gain(const struct cs_value *v)
{
    enum { RIGHT_BEHIND = 2, REACH = 60 };
    const struct cs_claim *before = cs_value_before_in_sentence(v);
    if (!before || before->kind != CS_CLAIM_GROWTH ||
        v->amount->start > before->value.end + REACH ||
        !cs_value_near_behind(v, CS_CUE_JOBS, CS_JOBS_UNIT, RIGHT_BEHIND))
        return false;
    size_t i = v->amount->start;
    while (i > before->value.end && v->p->all.text[i] != ',')
        i--;
    struct cs_span gap =
        cs_span_trim((struct cs_span){v->p->all.text + i + 1, v->amount->start - i - 1});
    static const char *const words[] = {"about",       "or",        "or about",  "some",
                                        "roughly",     "around",    "nearly",    "almost",
                                        "or some",     "or nearly", "meaning",   "which means",
                                        "which makes", "that is",   "a loss of", NULL};
    return v->p->all.text[i] == ',' && (!gap.size || cs_span_is_any(gap, words));
}

/* "will fall 7 percent, from 319,400 to 301,800": two counts that growth of jobs lies between. */
enum cs_claim_kind cs_value_kind_moved(const struct cs_value *v)
{
    enum { REACH = 10 };
    bool is_from = cs_value_precedes(v, "from ") || cs_value_precedes(v, "from about ");
    bool is_to = cs_value_precedes(v, " to ") || cs_value_precedes(v, " to about ");
    const struct cs_amount *other = is_from && v->index + 1 < v->p->n_amounts ? v->amount + 1
                                    : is_to && v->index > 0                   ? v->amount - 1
                                                                              : NULL;
    if (!other || other->kind != CS_AMOUNT_NUMBER || v->amount->low < 1000 || other->low < 1000)
        return CS_CLAIM_NONE;
    size_t gap = is_from ? other->start - v->amount->end : v->amount->start - other->end;
    const struct cs_claim *before = cs_value_before_in_sentence(v);
    bool is_known =
        before && (is_from ? before->kind == CS_CLAIM_GROWTH : before->kind == CS_CLAIM_EMPLOYMENT);
    if (!is_known || gap > REACH)
        return CS_CLAIM_NONE;
    return is_from ? CS_CLAIM_EMPLOYMENT : CS_CLAIM_PROJECTED;
}

/* "are supposed to go from 864,800 today to 900,700 in 2034" */
bool cs_value_is_going_from(const struct cs_value *v)
{
    static const char *const words[] = {"go from ", "goes from ", "going from ", NULL};
    bool goes = false;
    for (const char *const *w = words; *w; w++)
        goes |= cs_value_precedes(v, *w);
    return goes && v->amount->low >= 1000 &&
           (cs_value_anywhere(v, CS_CUE_FUTURE, ANY_VALUE) ||
            cs_value_anywhere(v, CS_CUE_DECADE, ANY_VALUE));
}
