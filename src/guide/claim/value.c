/* What a value of a sentence counts: pay, growth, openings, new jobs, employment or nothing known.
 */
#include <math.h>
#include <string.h>

#include "base/text.h"
#include "guide/claim/claim_read.h"
#include "guide/claim/claim.h"
#include "guide/claim/passage.h"

enum { ANY_VALUE = -1 };

/* A value with the text that may speak for it: from the value before to the value behind, within
 * its clause. */
struct value {
    const struct cs_sentence *s;
    const struct cs_passage *p;
    size_t index;
    const struct cs_amount *amount;
    struct cs_spot clause, ahead, behind;
};

static struct value value_of(const struct cs_sentence *s, size_t index)
{
    struct value v = {s, s->p, index, &s->p->amounts[index], {0, 0}, {0, 0}, {0, 0}};
    v.clause = cs_passage_clause(v.p, v.amount->start);
    size_t before = cs_passage_value_before(v.p, v.amount->start);
    size_t after = cs_passage_value_after(v.p, v.amount->end);
    v.ahead = (struct cs_spot){before > v.clause.start ? before : v.clause.start, v.amount->start};
    v.behind = (struct cs_spot){v.amount->end, after < v.clause.end ? after : v.clause.end};
    return v;
}

static const struct cs_cue *in_clause(const struct value *v, enum cs_cue_kind kind, int value)
{
    return cs_passage_cue(v->p, kind, value, v->clause.start, v->clause.end);
}
static const struct cs_cue *anywhere(const struct value *v, enum cs_cue_kind kind, int value)
{
    return cs_passage_cue(v->p, kind, value, v->p->all.start, v->p->all.end);
}
static const struct cs_cue *ahead(const struct value *v, enum cs_cue_kind kind, int value)
{
    const struct cs_cue *c = cs_passage_last_cue(v->p, kind, value, v->ahead.start, v->ahead.end);
    int is_noun = kind == CS_CUE_OPENINGS || kind == CS_CUE_ADDED;
    /* "166,100 additional jobs on a base of 3.39 million": the number before has taken them */
    if (c && is_noun && v->ahead.start > v->clause.start &&
        cs_passage_is_linked(v->p, v->ahead.start, c->start))
        return NULL;
    return c;
}
/* Within `reach` bytes before the value. */
static const struct cs_cue *near_ahead(const struct value *v, enum cs_cue_kind kind, int value,
                                       size_t reach)
{
    const struct cs_cue *c = ahead(v, kind, value);
    return c && c->end + reach >= v->amount->start ? c : NULL;
}
static const struct cs_cue *near_behind(const struct value *v, enum cs_cue_kind kind, int value,
                                        size_t reach)
{
    size_t end = v->amount->end + reach < v->behind.end ? v->amount->end + reach : v->behind.end;
    for (size_t i = v->amount->end; i < end; i++) {
        if (strchr(":(", v->p->all.text[i]))
            end = i;
    }
    const struct cs_cue *c = cs_passage_cue(v->p, kind, value, v->amount->end, v->behind.end);
    return c && c->start < end ? c : NULL;
}

static int follows(const struct value *v, const char *words)
{
    size_t n = strlen(words), i = v->amount->end;
    return i + n <= v->p->all.end && !strncasecmp(v->p->all.text + i, words, n);
}

static int precedes(const struct value *v, const char *words)
{
    size_t n = strlen(words), i = v->amount->start;
    return i >= v->p->all.start + n && !strncasecmp(v->p->all.text + i - n, words, n);
}

/* The claim before in the same sentence; NULL when there is none. */
static const struct cs_claim *before_in_sentence(const struct value *v)
{
    const struct cs_claim_reader *r = v->s->reader;
    return r->claims->n_items > r->sentence_first ? &r->claims->items[r->claims->n_items - 1]
                                                  : NULL;
}

/* Whether nothing between the claim before and this value says what it counts: it counts the same.
 */
static int says_nothing_new(const struct value *v, const struct cs_claim *before)
{
    if (!before || before->value.block != v->p->all.block || before->value.end > v->amount->start)
        return 0;
    for (size_t i = 0; i < v->p->n_cues; i++) {
        const struct cs_cue *c = &v->p->cues[i];
        int is_kind = c->kind == CS_CUE_PAY || c->kind == CS_CUE_OPENINGS ||
                      c->kind == CS_CUE_ADDED || c->kind == CS_CUE_ADDS ||
                      c->kind == CS_CUE_GROWTH || c->kind == CS_CUE_FOREIGN ||
                      c->kind == CS_CUE_CHANGE || c->kind == CS_CUE_SHARE ||
                      (c->kind == CS_CUE_JOBS && c->value != CS_JOBS_PEOPLE &&
                       c->value != CS_JOBS_FIELD && c->value != CS_JOBS_EXIST);
        if (is_kind && c->start >= before->value.end && c->end <= v->amount->start)
            return 0;
    }
    return 1;
}

/* Whether only a comma, "and", "or" or "to" stands between the claim before and this value. */
static int goes_on(const struct value *v, const struct cs_claim *before)
{
    if (!before || before->value.block != v->p->all.block || before->value.end > v->amount->start)
        return 0;
    enum { FARTHEST = 24 };
    size_t from = before->amount.end > before->value.end ? before->amount.end : before->value.end;
    if (v->amount->start > from + FARTHEST)
        return 0;
    for (size_t i = from; i < v->amount->start; i++) {
        if (strchr(";:.", v->p->all.text[i]))
            return 0;
    }
    return 1;
}

/* ---- changes and differences ---- */

/* "rose $4,000", "a gap of nearly $13,000": nothing but looseness between. */
static int is_change(const struct value *v)
{
    const struct cs_cue *c = ahead(v, CS_CUE_CHANGE, ANY_VALUE);
    if (c) {
        static const char *const loose[] = {"",
                                            "about",
                                            "around",
                                            "nearly",
                                            "almost",
                                            "some",
                                            "more than",
                                            "over",
                                            "just",
                                            "roughly",
                                            "by",
                                            "of",
                                            "by about",
                                            "by nearly",
                                            "by almost",
                                            "is",
                                            "was",
                                            "by more than",
                                            "another",
                                            "only",
                                            "is about",
                                            "of about",
                                            "of nearly",
                                            "of almost",
                                            "of more than",
                                            "is nearly",
                                            "approximately",
                                            "by roughly",
                                            "by just",
                                            "a year",
                                            NULL};
        struct cs_span gap =
            cs_span_trim((struct cs_span){v->p->all.text + c->end, v->amount->start - c->end});
        for (const char *const *l = loose; *l; l++) {
            if (cs_span_equals_nocase(gap, *l))
                return 1;
        }
    }
    const struct cs_cue *apart = ahead(v, CS_CUE_CHANGE, CS_CHANGE_APART);
    if (apart && (memchr(v->p->all.text + apart->end, ':', v->amount->start - apart->end) ||
                  cs_passage_cue(v->p, CS_CUE_PAY, ANY_VALUE, apart->end, v->amount->start) ||
                  cs_passage_cue(v->p, CS_CUE_STATISTIC, ANY_VALUE, apart->end, v->amount->start)))
        apart = NULL;
    if (apart || precedes(v, " down ") || precedes(v, " up "))
        return 1;
    const struct cs_cue *b = near_behind(v, CS_CUE_BEYOND, ANY_VALUE, 12);
    if (!b || (b->start > 3 && !strncasecmp(v->p->all.text + b->start - 3, "or ", 3)))
        return 0;
    return !memchr(v->p->all.text + v->amount->end, ',', b->start - v->amount->end);
}

/* Whether a name, a place or a date is the value's own: "15,400 a year for pharmacists". */
static int has_own_tag(const struct value *v)
{
    const struct cs_passage *p = v->p;
    for (size_t i = 0; i < p->names.n_mentions; i++) {
        size_t start = p->names.words[p->names.mentions[i].first].start;
        if (start >= v->ahead.start && start < v->behind.end)
            return 1;
    }
    for (size_t i = 0; i < p->n_places; i++) {
        if (p->places[i].start >= v->ahead.start && p->places[i].start < v->behind.end)
            return 1;
    }
    for (size_t i = 0; i < p->n_amounts; i++) {
        if (p->amounts[i].kind >= CS_AMOUNT_YEAR && p->amounts[i].kind <= CS_AMOUNT_SPAN &&
            p->amounts[i].start >= v->ahead.start && p->amounts[i].start < v->behind.end)
            return 1;
    }
    return 0;
}

/* ---- pay ---- */

/* Whether money of something else is spoken of nearer than pay. */
static int is_foreign_money(const struct value *v)
{
    const struct cs_cue *other =
        cs_passage_last_cue(v->p, CS_CUE_FOREIGN, CS_FOREIGN_MONEY, v->clause.start, v->ahead.end);
    const struct cs_cue *pay =
        cs_passage_last_cue(v->p, CS_CUE_PAY, CS_PAY_NOUN, v->clause.start, v->ahead.end);
    const struct cs_cue *statistic =
        cs_passage_last_cue(v->p, CS_CUE_STATISTIC, ANY_VALUE, v->clause.start, v->ahead.end);
    if (other && (!pay || pay->start < other->start) &&
        (!statistic || statistic->start < other->start))
        return 1;
    return near_behind(v, CS_CUE_FOREIGN, CS_FOREIGN_MONEY, 16) != NULL;
}

/* "$3.76 a gallon": paid for a thing, not for a time. */
static int is_per_thing(const struct value *v)
{
    static const char *const times[] = {"year",   "yr",   "hour",    "hr",   "month",
                                        "mo",     "week", "wk",      "day",  "annum",
                                        "median", "mean", "typical", "full", NULL};
    size_t i = v->amount->end;
    if (v->amount->per != CS_PER_NONE || (!follows(v, " a ") && !follows(v, " per ")))
        return 0;
    i += follows(v, " a ") ? 3 : 5;
    size_t end = i;
    while (end < v->p->all.end && cs_is_alpha(v->p->all.text[end]))
        end++;
    for (const char *const *t = times; *t; t++) {
        if (cs_span_equals_nocase((struct cs_span){v->p->all.text + i, end - i}, *t))
            return 0;
    }
    return end > i;
}

/* "It was $42,000", "that is $45,580": what was spoken of before. */
static int takes_up(const struct value *v)
{
    static const char *const words[] = {"it", "that", "this", "figure", "which", NULL};
    for (size_t i = 0; i < v->p->names.n_words && i < 12; i++) {
        const struct cs_word *w = &v->p->names.words[i];
        for (const char *const *word = words; *word; word++) {
            if (cs_span_equals_nocase(
                    (struct cs_span){v->p->all.text + w->start, w->end - w->start}, *word))
                return 1;
        }
    }
    return 0;
}

static int is_pay(const struct value *v, const struct cs_claim_label *label)
{
    const struct cs_claim_reader *r = v->s->reader;
    if (v->amount->kind != CS_AMOUNT_MONEY || is_change(v))
        return 0;
    const struct cs_cue *other =
        cs_passage_cue(v->p, CS_CUE_PER, CS_CUE_PER_OTHER, v->amount->start, v->behind.end);
    int is_timed = v->amount->per != CS_PER_NONE; /* biweekly pay is pay, though no data hold it */
    if (!is_timed && ((other && other->start < v->amount->end + 12) || is_per_thing(v)))
        return 0;
    if (label->kind == CS_CLAIM_PAY)
        return 1;
    if (in_clause(v, CS_CUE_FOREIGN, CS_FOREIGN_ADJUSTED) || is_foreign_money(v))
        return 0;
    if (v->amount->per != CS_PER_NONE || anywhere(v, CS_CUE_PAY, ANY_VALUE) ||
        anywhere(v, CS_CUE_STATISTIC, ANY_VALUE))
        return 1;
    const struct cs_claim_label *heading =
        cs_label_at(v->s->reader, r->topic->document->blocks[v->p->all.block].heading);
    if (v->s->asked == CS_CLAIM_PAY || heading->kind == CS_CLAIM_PAY || label->names_subject)
        return 1;
    return r->has_before && r->before.kind == CS_CLAIM_PAY &&
           (has_own_tag(v) || anywhere(v, CS_CUE_RANK, ANY_VALUE) ||
            anywhere(v, CS_CUE_AGO, ANY_VALUE) || anywhere(v, CS_CUE_PER, ANY_VALUE) ||
            takes_up(v));
}

/* ---- growth ---- */

static int has_span(const struct value *v)
{
    for (size_t i = 0; i < v->p->n_amounts; i++) {
        if (v->p->amounts[i].kind == CS_AMOUNT_SPAN)
            return 1;
    }
    return 0;
}

/* "much faster than average (7% or higher)" */
static int is_definition(const struct value *v)
{
    static const char *const bounds[] = {" or more",   " or higher", " or less",
                                         " or faster", " or lower",  NULL};
    for (const char *const *b = bounds; *b; b++) {
        if (follows(v, *b))
            return 1;
    }
    return 0;
}

/* Whether the word of growth before is said of employment rather than pay: "a decline of". */
static int is_growth_of_jobs(const struct value *v)
{
    static const char *const words[] = {"grow",        "growth",      "growing",   "decline",
                                        "declining",   "shrink",      "shrinking", "job growth",
                                        "decline of",  "decline by",  "grow by",   "outlook",
                                        "job outlook", "growth rate", "growth of", NULL};
    const struct cs_cue *c = ahead(v, CS_CUE_GROWTH, ANY_VALUE);
    const struct cs_cue *adds = ahead(v, CS_CUE_ADDS, ANY_VALUE);
    if (!c || (adds && adds->start > c->start))
        c = adds;
    for (const char *const *w = words; c && *w; w++) {
        if (!strcmp(c->row->phrase, *w))
            return 1;
    }
    return 0;
}

/* Whether the value before is money: a percent behind it is of pay. */
static int is_behind_money(const struct value *v)
{
    for (size_t i = v->index; i-- > 0;) {
        if (v->p->is_value[i])
            return v->p->amounts[i].kind == CS_AMOUNT_MONEY;
    }
    return 0;
}

/* "10 percent of all workers", "5 percent a year", "8 percent raise". */
static int is_other_percent(const struct value *v)
{
    enum { NEAR = 14, RAISE = 24 };
    if (follows(v, " of "))
        return 1;
    const struct cs_cue *per = near_behind(v, CS_CUE_PER, ANY_VALUE, NEAR);
    if (per && per->start < v->amount->end + 4)
        return 1;
    if (in_clause(v, CS_CUE_FOREIGN, CS_FOREIGN_GROWTH) ||
        in_clause(v, CS_CUE_FOREIGN, CS_FOREIGN_ADJUSTED) ||
        in_clause(v, CS_CUE_FOREIGN, CS_FOREIGN_MONEY))
        return 1;
    const struct cs_cue *beyond = near_behind(v, CS_CUE_BEYOND, ANY_VALUE, 4);
    if (beyond)
        return 1;
    /* "from $98,530 in 2019 to $111,910 in 2024, up 13.6 percent" is a change of pay */
    if (is_behind_money(v) && !is_growth_of_jobs(v) &&
        !cs_passage_cue(v->p, CS_CUE_JOBS, ANY_VALUE, v->ahead.start, v->behind.end) &&
        !cs_passage_cue(v->p, CS_CUE_FUTURE, 0, v->ahead.start, v->behind.end) && !has_span(v) &&
        !cs_passage_cue(v->p, CS_CUE_WORD, ANY_VALUE, v->ahead.start, v->behind.end))
        return 1;
    const struct cs_cue *pay = ahead(v, CS_CUE_PAY, CS_PAY_NOUN);
    const struct cs_cue *jobs = ahead(v, CS_CUE_JOBS, ANY_VALUE);
    const struct cs_cue *statistic = ahead(v, CS_CUE_STATISTIC, ANY_VALUE);
    if (!pay || (statistic && statistic->start > pay->start && statistic->value != CS_STAT_AVERAGE))
        pay = statistic && statistic->value != CS_STAT_AVERAGE ? statistic : pay;
    const struct cs_cue *growth = ahead(v, CS_CUE_GROWTH, ANY_VALUE);
    const struct cs_cue *adds = ahead(v, CS_CUE_ADDS, ANY_VALUE);
    if (!growth || (adds && adds->start > growth->start))
        growth = adds;
    int is_of_jobs = pay && growth && growth->start > pay->end && is_growth_of_jobs(v);
    if (pay && !is_of_jobs && (!jobs || jobs->start < pay->start))
        return 1;
    const struct cs_cue *raise = near_behind(v, CS_CUE_PAY, CS_PAY_NOUN, RAISE);
    return raise && !memchr(v->p->all.text + v->amount->end, ',', raise->start - v->amount->end);
}

/* +1 growth, -1 decline, 0 neither: the nearest word before, or close behind. */
static int direction_of(const struct value *v, int *is_said)
{
    enum { BEHIND = 24 };
    const struct cs_cue *c = ahead(v, CS_CUE_GROWTH, ANY_VALUE);
    const struct cs_cue *adds = ahead(v, CS_CUE_ADDS, ANY_VALUE);
    const struct cs_cue *b = near_behind(v, CS_CUE_GROWTH, ANY_VALUE, BEHIND);
    if (adds && (!c || adds->start > c->start))
        c = adds;
    /* "growing, with a 5 percent decline" */
    int is_nearer = b && (!c || v->amount->start - c->end > b->start - v->amount->end + 12) &&
                    !memchr(v->p->all.text + v->amount->end, ',', b->start - v->amount->end);
    if (is_nearer)
        c = b;
    if (!c)
        c = cs_passage_last_cue(v->p, CS_CUE_GROWTH, ANY_VALUE, v->clause.start, v->amount->start);
    *is_said = c != NULL;
    return c ? (c->value < 0 ? -1 : 1) : 0;
}

/* "pay, growth and openings: $101,190, 9%, 98,100". */
static int is_listed_growth(const struct value *v)
{
    for (size_t i = v->ahead.start; i-- > v->clause.start;) {
        if (v->p->all.text[i] == ':')
            return cs_passage_cue(v->p, CS_CUE_GROWTH, ANY_VALUE, v->clause.start, i) != NULL &&
                   cs_passage_cue(v->p, CS_CUE_PAY, ANY_VALUE, v->clause.start, i) != NULL;
    }
    return 0;
}

static int is_growth(const struct value *v, const struct cs_claim_label *label, int *direction)
{
    const struct cs_claim_reader *r = v->s->reader;
    const struct cs_claim *before = before_in_sentence(v);
    int is_said;
    *direction = direction_of(v, &is_said);
    if (v->amount->kind != CS_AMOUNT_PERCENT || is_definition(v))
        return 0;
    if (label->kind != CS_CLAIM_NONE && label->kind != CS_CLAIM_PAY)
        return label->kind == CS_CLAIM_GROWTH || label->kind == CS_CLAIM_NEW_JOBS;
    if (is_listed_growth(v)) {
        *direction = 1;
        return 1;
    }
    if (is_other_percent(v))
        return 0;
    int is_behind = near_behind(v, CS_CUE_GROWTH, ANY_VALUE, 24) != NULL;
    if (before && before->kind == CS_CLAIM_GROWTH && says_nothing_new(v, before) && !is_behind &&
        (goes_on(v, before) || has_own_tag(v))) {
        *direction = before->amount.low < 0 ? -1 : 1;
        return 1;
    }
    int is_of_all = near_ahead(v, CS_CUE_ALL, ANY_VALUE, 12) != NULL;
    if (!is_said && v->s->asked != CS_CLAIM_GROWTH && !is_of_all)
        return 0;
    if (!is_said)
        *direction = v->s->asked == CS_CLAIM_GROWTH && r->question.direction < 0 ? -1 : 1;
    if (is_said && is_growth_of_jobs(v))
        return 1;
    return anywhere(v, CS_CUE_JOBS, ANY_VALUE) || v->p->names.n_mentions || has_span(v) ||
           v->s->asked == CS_CLAIM_GROWTH || is_of_all || anywhere(v, CS_CUE_FUTURE, 0) ||
           cs_passage_cue(v->p, CS_CUE_WORD, ANY_VALUE, v->clause.start, v->p->all.end) ||
           (r->has_before && r->before.kind >= CS_CLAIM_GROWTH &&
            r->before.kind <= CS_CLAIM_PROJECTED);
}

/* ---- counts ---- */

/* Whether an occupation is named right behind the number: "349,370 medical secretaries". */
static int counts_an_occupation(const struct value *v)
{
    enum { NEAR = 4 };
    for (size_t i = 0; i < v->p->names.n_mentions; i++) {
        size_t start = v->p->names.words[v->p->names.mentions[i].first].start;
        if (start >= v->amount->end && start < v->amount->end + NEAR)
            return 1;
    }
    return 0;
}

/* The year that a link ties to the number: "347,400 in 2024", "by 2034"; 0 when none does. */
static int year_behind(const struct value *v)
{
    for (size_t i = 0; i < v->p->n_amounts; i++) {
        const struct cs_amount *a = &v->p->amounts[i];
        if (a->kind == CS_AMOUNT_YEAR && a->start >= v->amount->end && a->start < v->behind.end &&
            a->start < v->amount->end + 40 && cs_passage_is_linked(v->p, v->amount->end, a->start))
            return a->period.start_year;
    }
    return 0;
}

static int is_future(const struct value *v)
{
    enum { REACH = 34 };
    static const char *const ahead_words[] = {"reach ",  "reaching ", "to be ", "will be ",
                                              "have ",   "employ ",   "total ", "become ",
                                              "number ", "stand at ", "hold ",  NULL};
    const struct cs_cue *c = near_ahead(v, CS_CUE_FUTURE, 0, REACH);
    for (const char *const *w = ahead_words; c && *w; w++) {
        size_t n = strlen(*w);
        for (size_t i = c->start; i + n <= v->amount->start; i++) {
            if (!strncasecmp(v->p->all.text + i, *w, n))
                return 1;
        }
    }
    for (size_t i = 0; i < v->p->n_amounts; i++) {
        const struct cs_amount *a = &v->p->amounts[i];
        if (a->kind != CS_AMOUNT_YEAR || a->start < 3 ||
            strncasecmp(v->p->all.text + a->start - 3, "by ", 3))
            continue;
        int is_near = (a->start >= v->amount->end && a->start < v->amount->end + 44 &&
                       a->start < v->behind.end) ||
                      (a->end <= v->amount->start && a->start >= v->ahead.start);
        if (is_near)
            return 1;
    }
    return 0;
}

static int is_more(const struct value *v)
{
    return follows(v, " more") || follows(v, " fewer") || follows(v, " additional");
}

/* The nearest cue behind that says what a number counts: it comes before anything ahead. */
static enum cs_claim_kind kind_behind(const struct value *v)
{
    enum { REACH = 44 };
    const struct cs_cue *openings = near_behind(v, CS_CUE_OPENINGS, ANY_VALUE, REACH);
    const struct cs_cue *added = near_behind(v, CS_CUE_ADDED, ANY_VALUE, REACH);
    const struct cs_cue *unit = near_behind(v, CS_CUE_JOBS, CS_JOBS_UNIT, REACH);
    if (added && openings)
        return added->start < openings->start ? CS_CLAIM_NEW_JOBS : CS_CLAIM_OPENINGS;
    if (openings)
        return CS_CLAIM_OPENINGS;
    if (added)
        return CS_CLAIM_NEW_JOBS;
    return unit && is_more(v) ? CS_CLAIM_NEW_JOBS : CS_CLAIM_NONE;
}

/* "add about 22,700 plumbers by 2034", "will lose 900 jobs", "employment will rise by 7,300". */
static int is_added(const struct value *v)
{
    enum { REACH = 26 };
    const struct cs_cue *adds = near_ahead(v, CS_CUE_ADDS, ANY_VALUE, REACH);
    if (!adds)
        return 0;
    size_t n = adds->end - adds->start;
    const char *word = v->p->all.text + adds->start;
    int is_by =
        n > 3 && (!strncasecmp(word + n - 3, " by", 3) || !strncasecmp(word + n - 3, " of", 3));
    return is_by ? anywhere(v, CS_CUE_JOBS, ANY_VALUE) || v->p->names.n_mentions
                 : near_behind(v, CS_CUE_JOBS, ANY_VALUE, 44) || counts_an_occupation(v) ||
                       anywhere(v, CS_CUE_FUTURE, 0);
}

static int is_employed(const struct value *v)
{
    enum { NEAR = 44, FAR = 70 };
    int has_verb = near_ahead(v, CS_CUE_JOBS, CS_JOBS_VERB, FAR) ||
                   near_ahead(v, CS_CUE_JOBS, CS_JOBS_NOUN, FAR) ||
                   near_behind(v, CS_CUE_JOBS, CS_JOBS_VERB, NEAR);
    if (has_verb)
        return 1;
    const struct cs_cue *per = near_behind(v, CS_CUE_PER, CS_PER_YEAR, NEAR);
    if (per && counts_an_occupation(v))
        return 0; /* "91,000 teachers are needed every year" */
    int has_unit = near_behind(v, CS_CUE_JOBS, CS_JOBS_UNIT, NEAR) ||
                   near_behind(v, CS_CUE_JOBS, CS_JOBS_PEOPLE, NEAR);
    int speaks = anywhere(v, CS_CUE_JOBS, CS_JOBS_VERB) || anywhere(v, CS_CUE_JOBS, CS_JOBS_NOUN);
    if (has_unit && (speaks || year_behind(v) || anywhere(v, CS_CUE_JOBS, CS_JOBS_EXIST)))
        return 1;
    return counts_an_occupation(v) &&
           (speaks || year_behind(v) || anywhere(v, CS_CUE_FUTURE, ANY_VALUE) ||
            v->amount->low >= 1000);
}

/* "from 376,200 to 376,800", "349,370 in 2003 and 830,760 in 2024": the number before told jobs. */
static enum cs_claim_kind kind_carried(const struct value *v)
{
    enum { PROJECTION_YEARS = 8 };
    const struct cs_claim *before = before_in_sentence(v);
    if (!before || (before->kind != CS_CLAIM_EMPLOYMENT && before->kind != CS_CLAIM_PROJECTED))
        return CS_CLAIM_NONE;
    int year = year_behind(v);
    int is_target =
        is_future(v) || (year && before->when.start_year && anywhere(v, CS_CUE_FUTURE, 0) &&
                         year - before->when.start_year >= PROJECTION_YEARS);
    if (precedes(v, "to ") || precedes(v, "to about ") || precedes(v, "become "))
        return CS_CLAIM_PROJECTED;
    if (year || goes_on(v, before))
        return is_target ? CS_CLAIM_PROJECTED : CS_CLAIM_EMPLOYMENT;
    return CS_CLAIM_NONE;
}

/* "pay, growth and openings: $101,190, 9%, 98,100": what a label lists for all its values. */
static enum cs_claim_kind kind_listed(const struct value *v)
{
    size_t colon = CS_NOWHERE;
    for (size_t i = v->clause.start; i < v->amount->start; i++) {
        if (v->p->all.text[i] == ':' && !cs_is_digit(v->p->all.text[i + 1]))
            colon = i;
    }
    if (colon == CS_NOWHERE || v->ahead.start <= colon)
        return CS_CLAIM_NONE;
    int openings = cs_passage_cue(v->p, CS_CUE_OPENINGS, ANY_VALUE, v->clause.start, colon) != NULL;
    int added = cs_passage_cue(v->p, CS_CUE_ADDED, ANY_VALUE, v->clause.start, colon) != NULL;
    int jobs = cs_passage_cue(v->p, CS_CUE_JOBS, CS_JOBS_NOUN, v->clause.start, colon) != NULL;
    if (openings + added + jobs != 1)
        return CS_CLAIM_NONE;
    return openings ? CS_CLAIM_OPENINGS : added ? CS_CLAIM_NEW_JOBS : CS_CLAIM_EMPLOYMENT;
}

static enum cs_claim_kind count_by_label(const struct value *v, const struct cs_claim_label *label)
{
    if (label->kind == CS_CLAIM_NONE && label->mentions == 1 && year_behind(v) &&
        v->amount->low >= 1000 && precedes(v, ": "))
        return CS_CLAIM_EMPLOYMENT; /* "Truck drivers in the U.S.: 2,235,100 (2024)" */
    if (label->kind == CS_CLAIM_GROWTH)
        return v->amount->low >= 100 ? CS_CLAIM_NEW_JOBS : CS_CLAIM_NONE;
    return label->kind >= CS_CLAIM_NEW_JOBS ? label->kind : CS_CLAIM_NONE;
}

static enum cs_claim_kind kind_of_count(const struct value *v, const struct cs_claim_label *label)
{
    enum { FEWEST = 10, FEWEST_ASKED = 100 };
    if (v->amount->kind != CS_AMOUNT_NUMBER || fabs(v->amount->low) < FEWEST)
        return CS_CLAIM_NONE;
    static const char *const parts[] = {" of those", " of these", " of all", NULL};
    for (const char *const *w = parts; *w; w++) {
        if (follows(v, *w))
            return CS_CLAIM_NONE;
    }
    enum cs_claim_kind kind = kind_behind(v);
    if (kind != CS_CLAIM_NONE)
        return kind;
    if (count_by_label(v, label) != CS_CLAIM_NONE)
        return count_by_label(v, label);
    if (ahead(v, CS_CUE_FOREIGN, ANY_VALUE) || near_behind(v, CS_CUE_FOREIGN, ANY_VALUE, 30))
        return CS_CLAIM_NONE;
    if (v->p->moves_on[v->index])
        return CS_CLAIM_EMPLOYMENT;
    if (v->index > 0 && v->p->moves_on[v->index - 1])
        return CS_CLAIM_PROJECTED;
    if (precedes(v, "from ") && year_behind(v) && anywhere(v, CS_CUE_GROWTH, ANY_VALUE))
        return CS_CLAIM_EMPLOYMENT;
    if (is_added(v))
        return CS_CLAIM_NEW_JOBS;
    const struct cs_cue *openings = ahead(v, CS_CUE_OPENINGS, ANY_VALUE);
    const struct cs_cue *added = ahead(v, CS_CUE_ADDED, ANY_VALUE);
    const struct cs_cue *jobs = ahead(v, CS_CUE_JOBS, CS_JOBS_NOUN);
    if (added && (!openings || added->start > openings->start) &&
        (!jobs || added->start > jobs->start))
        return CS_CLAIM_NEW_JOBS;
    if (openings && (!jobs || openings->start > jobs->start))
        return CS_CLAIM_OPENINGS;
    if (precedes(v, "to ") && near_behind(v, CS_CUE_JOBS, CS_JOBS_UNIT, 12) &&
        anywhere(v, CS_CUE_GROWTH, ANY_VALUE))
        return CS_CLAIM_PROJECTED;
    if (is_more(v) && (anywhere(v, CS_CUE_JOBS, ANY_VALUE) || before_in_sentence(v)))
        return CS_CLAIM_NEW_JOBS;
    if (near_ahead(v, CS_CUE_FUTURE, 1, 4))
        return CS_CLAIM_EMPLOYMENT;
    kind = kind_carried(v);
    if (kind != CS_CLAIM_NONE)
        return kind;
    if (is_employed(v) && v->amount->low >= FEWEST_ASKED)
        return is_future(v) ? CS_CLAIM_PROJECTED : CS_CLAIM_EMPLOYMENT;
    const struct cs_claim *before = before_in_sentence(v);
    if (before && before->kind >= CS_CLAIM_NEW_JOBS && before->kind <= CS_CLAIM_EMPLOYMENT &&
        before->kind != CS_CLAIM_EMPLOYMENT && before->amount.kind == CS_AMOUNT_NUMBER &&
        says_nothing_new(v, before) && has_own_tag(v) && v->amount->low >= FEWEST_ASKED)
        return before->kind;
    kind = kind_listed(v);
    if (kind != CS_CLAIM_NONE)
        return kind;
    if (v->s->asked >= CS_CLAIM_NEW_JOBS && v->s->asked <= CS_CLAIM_EMPLOYMENT &&
        v->amount->low >= FEWEST_ASKED && !before_in_sentence(v))
        return v->s->asked == CS_CLAIM_EMPLOYMENT && is_future(v) ? CS_CLAIM_PROJECTED
                                                                  : v->s->asked;
    return CS_CLAIM_NONE;
}

/* Whether new jobs are lost. */
static int is_loss(const struct value *v)
{
    enum { REACH = 40 };
    const struct cs_cue *adds = near_ahead(v, CS_CUE_ADDS, ANY_VALUE, REACH);
    return (adds && adds->value < 0) || follows(v, " fewer");
}

enum cs_claim_kind cs_value_kind(const struct cs_sentence *s, size_t value,
                                 const struct cs_claim_label *label, int *direction)
{
    struct value v = value_of(s, value);
    *direction = 1;
    if (is_pay(&v, label))
        return CS_CLAIM_PAY;
    if (is_growth(&v, label, direction))
        return CS_CLAIM_GROWTH;
    enum cs_claim_kind kind = kind_of_count(&v, label);
    *direction = kind == CS_CLAIM_NEW_JOBS && is_loss(&v) ? -1 : 1;
    return kind;
}
