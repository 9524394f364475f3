/* One occupation said to earn more than another: "librarians earn slightly more than teachers". No
 * number is said: the data are asked for both medians. */
#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/number.h"
#include "data/period.h"
#include "data/reference.h"
#include "guide/audit/audit.h"
#include "guide/audit/inside.h"
#include "guide/audit/inside_part.h"
#include "guide/text/find.h"
#include "guide/evidence/vintage.h"
#include "guide/text/document.h"
#include "guide/topic/topic.h"

/* Where the words of a mention lie. */
static struct cs_spot spot_of(const struct cs_read *read, size_t mention)
{
    const struct cs_mention *m = &read->mentions[mention];
    return (struct cs_spot){read->words[m->first].start,
                            read->words[m->first + m->n_words - 1].end};
}

/* Where two are compared: the place that the sentence names, or "this state" of the figures before;
 * NULL the nation. Returns whether it is certain. */
static bool place_of(const struct cs_inside_sentence *s, const struct cs_region **out)
{
    enum { MOST_PLACES = 8 };
    static const char *const here[] = {"this state", "the state", "here", "there", NULL};
    struct cs_spot spots[MOST_PLACES];
    const struct cs_region *regions[MOST_PLACES];
    const struct cs_claims *claims = &s->audit->claims;
    const char *text = s->audit->document.blocks[s->block].text;
    size_t n = cs_topic_places(&s->audit->topic, s->read, spots, regions, MOST_PLACES);
    *out = n ? regions[0] : NULL;
    if (n == 1 && regions[0] && !strcmp(regions[0]->code, "US"))
        *out = NULL;
    if (n || !cs_find_any(text, s->start, s->end, here))
        return (n < 2 && (!n || regions[0])) && (n || !s->audit->topic.region);
    for (size_t i = 0; i < claims->n_items; i++) {
        if (claims->items[i].value.block <= s->block && claims->items[i].region)
            *out = claims->items[i].region;
    }
    return *out != NULL;
}

/* A verb of pay: how much more may stand before "more". */
static const char *const pay_verbs[] = {" earn ",     " earns ",   " make ", " makes ",
                                        " are paid ", " is paid ", " pay ",  " pays ",
                                        " get ",      " gets ",    NULL};
static const char *const degrees[] = {"slightly ",      "a bit ",       "a little ", "somewhat ",
                                      "considerably ",  "much ",        "far ",      "a lot ",
                                      "significantly ", "well ",        "even ",     "still ",
                                      "substantially ", "quite a bit ", NULL};
static const struct {
    const char *words;
    int direction;
} comparatives[] = {
    {"more than ", 1}, {"less than ", -1}, {"better than ", 1}, {"worse than ", -1}};
static const char *const beating_verbs[] = {" out-earn ", " out-earns ", " outearn ", " outearns ",
                                            NULL};

/* Where one of the words begins at `at`, its end; `at` for none. */
static size_t skip_any(const char *text, size_t at, size_t end, const char *const *words)
{
    for (const char *const *w = words; *w; w++) {
        size_t n = strlen(*w);
        if (at + n <= end && !strncasecmp(text + at, *w, n))
            return at + n;
    }
    return at;
}

/* "earn slightly more than", right behind the first name: where it ends; 0 for none. */
static size_t comparison_at(const char *text, size_t at, size_t end, int *direction)
{
    size_t verb = skip_any(text, at, end, beating_verbs);
    *direction = 1;
    if (verb > at)
        return verb;
    verb = skip_any(text, at, end, pay_verbs);
    size_t more = skip_any(text, verb, end, degrees);
    for (size_t i = 0; verb > at && i < sizeof comparatives / sizeof *comparatives; i++) {
        size_t n = strlen(comparatives[i].words);
        *direction = comparatives[i].direction;
        if (more + n <= end && !strncasecmp(text + more, comparatives[i].words, n))
            return more + n;
    }
    return 0;
}

/* The newest median of an occupation at a place; false where the data have none or the name is not
 * sure. */
static bool median_of(const struct cs_inside_sentence *s, const struct cs_subject *subject,
                      const struct cs_region *place, struct cs_vintage *out)
{
    struct cs_vintage_query query = {.subject = subject,
                                     .measure = CS_WAGE_MEDIAN,
                                     .region = place ? place->code : NULL,
                                     .level = CS_NO_KEY,
                                     .per = CS_PER_YEAR};
    bool is_sure = subject->n_keys == 1 && !subject->is_group && !subject->is_all &&
                   !subject->is_ambiguous &&
                   (!subject->is_alias || cs_inside_is_known(s->audit, subject));
    return is_sure && cs_vintages_newest(s->evidence, &query, out);
}

static void call_wrong(const struct cs_inside_sentence *s, struct cs_said said,
                       const struct cs_vintage *a, const struct cs_vintage *b, int direction)
{
    char x[64], y[64];
    cs_number_format_grouped(a->value, 0, x, sizeof x);
    cs_number_format_grouped(b->value, 0, y, sizeof y);
    cs_audit_add(s->audit, CS_RULE_CONTRADICTED, said, CS_NO_CLAIM,
                 cs_arena_printf(&s->audit->arena, "in %s the medians are $%s and $%s: not %s",
                                 a->period_text, x, y, direction > 0 ? "more" : "less"));
}

/* What may stand before the first name: "union", "female" and the like change whom it names. */
static bool is_opener(struct cs_span words)
{
    static const char *const openers[] = {"",
                                          "the ",
                                          "a ",
                                          "an ",
                                          "but ",
                                          "and ",
                                          "yet ",
                                          "so ",
                                          "here, ",
                                          "nationally, ",
                                          "nationwide, ",
                                          "at the national level ",
                                          "at the national level, ",
                                          "in other words, ",
                                          "in this state, ",
                                          "in fact, ",
                                          "overall, ",
                                          NULL};
    return cs_span_is_any(words, openers);
}

/* "Librarians earn more than teachers": two names, a verb of pay and nothing else between, and
 * nothing else behind. */
static void look(const struct cs_inside_sentence *s)
{
    enum { NEAR = 6 };
    const char *text = s->audit->document.blocks[s->block].text;
    const struct cs_region *place;
    if (s->read->n_mentions < 2)
        return;
    struct cs_spot x = spot_of(s->read, 0), y = spot_of(s->read, 1);
    int direction;
    size_t end = comparison_at(text, x.end, s->end, &direction);
    if (!end || y.start < end || y.start > end + NEAR ||
        !is_opener((struct cs_span){text + s->start, x.start - s->start}) ||
        (y.end < s->end && !strchr(".,;", text[y.end])) || !place_of(s, &place))
        return;
    struct cs_subject a = cs_topic_meaning(&s->audit->topic, s->read, 0);
    struct cs_subject b = cs_topic_meaning(&s->audit->topic, s->read, 1);
    struct cs_vintage own, other;
    if (!median_of(s, &a, place, &own) || !median_of(s, &b, place, &other) ||
        cs_subject_equals(&a, &b) || cs_period_compare(own.period, other.period) ||
        (own.value - other.value) * direction >= 0)
        return;
    call_wrong(s, (struct cs_said){s->block, x.end + 1, end - 1}, &own, &other, direction);
}

void cs_inside_pairs(struct cs_audit *audit, const struct cs_evidence *evidence)
{
    static const char *const words[] = {" than ", "out-earn", "outearn", NULL};
    cs_inside_each_sentence(audit, evidence, words, look);
}
