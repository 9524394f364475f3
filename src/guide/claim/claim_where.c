/* Who, where and at what level: the occupation, the place and the experience of a claim. */
#include <stdbool.h>
#include <string.h>

#include "base/text.h"
#include "guide/claim/claim_read.h"
#include "guide/topic/topic.h"
#include "guide/claim/passage.h"
#include "guide/claim/bind.h"

enum { ANY_VALUE = -1 };

/* ---- occupations ---- */

enum { ALL_WORKERS = -2 };
struct subject_spots {
    struct cs_spot spots[CS_READ_MENTIONS + 8];
    int mentions[CS_READ_MENTIONS + 8]; /* index, or ALL_WORKERS */
    size_t n;
};

/* "faster than the average for all occupations": the yardstick of the word is no subject. */
static bool is_bracketed(const struct cs_passage *p, size_t end)
{
    return end + 2 < p->all.end && !strncmp(p->all.text + end, " (", 2) &&
           cs_is_digit(p->all.text[end + 2]);
}

static bool is_yardstick(const struct cs_passage *p, size_t start, size_t end)
{
    enum { REACH = 40 };
    for (size_t i = 0; i < p->n_cues; i++) {
        const struct cs_cue *c = &p->cues[i];
        int compares = c->kind == CS_CUE_WORD && !strcmp(c->row->context, "average");
        if (compares && !is_bracketed(p, end) && c->end <= start &&
            !memchr(p->all.text + c->end, ';', start - c->end) &&
            !memchr(p->all.text + c->end, ',', start - c->end) && start < c->end + REACH &&
            cs_passage_value_after(p, c->end) > start)
            return true;
    }
    return false;
}

/* "among the best paid of all occupations", "more than most jobs": what is compared with. */
static bool is_surpassed(const struct cs_passage *p, size_t start)
{
    static const char *const words[] = {"highest", "lowest",  "best", "fastest", "most",
                                        "largest", "biggest", "top",  NULL};
    struct cs_spot clause = cs_passage_clause(p, start);
    size_t n = 0;
    for (size_t i = p->names.n_words; i-- > 0 && n < 5;) {
        const struct cs_word *w = &p->names.words[i];
        struct cs_span word = cs_passage_word(p, i);
        if (w->end > start || w->start < clause.start)
            continue;
        if (n++ == 0 && !cs_span_equals_nocase(word, "of") && !cs_span_equals_nocase(word, "among"))
            return false;
        if (cs_span_is_any(word, words))
            return true;
    }
    return false;
}

static void add_spot(struct subject_spots *out, struct cs_spot spot, int mention)
{
    size_t i = out->n;
    if (out->n == sizeof out->spots / sizeof out->spots[0])
        return;
    for (; i > 0 && out->spots[i - 1].start > spot.start; i--) {
        out->spots[i] = out->spots[i - 1];
        out->mentions[i] = out->mentions[i - 1];
    }
    out->spots[i] = spot;
    out->mentions[i] = mention;
    out->n++;
}

static void collect(const struct cs_passage *p, bool is_percent, bool is_ratio,
                    struct subject_spots *out)
{
    out->n = 0;
    for (size_t i = 0; i < p->names.n_mentions; i++) {
        const struct cs_mention *m = &p->names.mentions[i];
        struct cs_spot spot = {p->names.words[m->first].start,
                               p->names.words[m->first + m->n_words - 1].end};
        bool is_object =
            cs_topic_is_compared(&p->names, i) &&
            !cs_passage_is_linked(p, cs_passage_value_before(p, spot.start), spot.start) &&
            !(cs_passage_value_after(p, spot.end) < p->all.end &&
              cs_passage_is_linked(p, spot.end, cs_passage_value_after(p, spot.end)));
        if (is_ratio && cs_topic_meaning(p->topic, &p->names, i).is_all)
            continue; /* what is compared with */
        bool is_beaten =
            cs_topic_meaning(p->topic, &p->names, i).is_all && is_surpassed(p, spot.start);
        if (!is_yardstick(p, spot.start, spot.end) && !is_object && !is_beaten)
            add_spot(out, spot, (int)i);
    }
    for (size_t i = 0; i < p->n_cues; i++) {
        const struct cs_cue *c = &p->cues[i];
        /* "the national average for electricians" is theirs */
        bool is_for = !strncasecmp(p->all.text + c->end, " for ", 5) &&
                      !cs_passage_is_linked(p, cs_passage_value_before(p, c->start), c->start);
        bool is_all = c->kind == CS_CUE_ALL && (!c->value || is_percent) && !is_for;
        bool is_named = false;
        for (size_t k = 0; k < out->n; k++)
            is_named |= out->spots[k].start < c->end && c->start < out->spots[k].end;
        if (is_all && !is_ratio && !is_named && !is_surpassed(p, c->start) &&
            !is_yardstick(p, c->start, c->end))
            add_spot(out, (struct cs_spot){c->start, c->end}, ALL_WORKERS);
    }
}

/* Occupations that are named as one are taken together: the list around spot i. */
static void take_together(const struct cs_passage *p, const struct subject_spots *found, size_t i,
                          struct cs_subject *out)
{
    size_t first = i, last = i;
    if (out->n_keys != 1 || out->is_all || p->names.mentions[found->mentions[i]].is_local)
        return;
    while (first > 0 && found->mentions[first - 1] >= 0 &&
           cs_spots_are_listed(p, found->spots, first - 1))
        first--;
    while (last + 1 < found->n && found->mentions[last + 1] >= 0 &&
           cs_spots_are_listed(p, found->spots, last))
        last++;
    for (size_t k = first; k <= last; k++) {
        if (k == i)
            continue;
        struct cs_subject other = cs_topic_meaning(p->topic, &p->names, (size_t)found->mentions[k]);
        bool is_there = false;
        for (size_t n = 0; n < out->n_keys; n++)
            is_there |= other.n_keys == 1 && out->keys[n] == other.keys[0];
        if (other.n_keys != 1 || other.is_all) {
            out->is_ambiguous |= last > first;
        } else if (!is_there && out->n_keys < CS_SUBJECT_KEYS) {
            out->is_group |= other.is_group;
            out->is_alias |= other.is_alias;
            out->keys[out->n_keys++] = other.keys[0];
        }
    }
}

/* "openings for X", "X earned": an X nobody knows in the clause of the value. */
static bool speaks_of_others(const struct cs_passage *p, size_t at, const struct cs_subject *own)
{
    struct cs_spot s = cs_passage_segment(p, (struct cs_spot){at, at});
    return cs_names_a_stranger(p, s.start, cs_passage_clause(p, at).end) ||
           cs_topic_names_somebody(p->topic, &p->names, s.start, s.end, own);
}

/* "(average: 3%)", "an average of 3 percent": of all occupations. */
static bool is_called_average(const struct cs_passage *p, size_t at)
{
    static const char *const words[] = {"average: ",          "average (",
                                        "average rate of ",   "average growth rate of ",
                                        "average growth of ", "national average of ",
                                        "U.S. average of ",   NULL};
    for (const char *const *w = words; *w; w++) {
        size_t n = strlen(*w);
        size_t start = at - n;
        if (at < p->all.start + n || strncasecmp(p->all.text + start, *w, n))
            continue;
        /* "much faster than average growth of 15 percent" */
        return !(start >= p->all.start + 5 && !strncasecmp(p->all.text + start - 5, "than ", 5)) &&
               !(start >= p->all.start + 3 && !strncasecmp(p->all.text + start - 3, "as ", 3));
    }
    return false;
}

/* "by 4 percent and 8 percent, respectively": of several whom the sentence does not list, when it
 * lists no statistics, places or years either. The last value is of the last one named before. */
static bool is_shared_out(const struct cs_passage *p, struct cs_spot at)
{
    static const char word[] = "respectively";
    size_t n_lists = p->n_places, n = strlen(word);
    for (size_t i = 0; i < p->n_cues; i++)
        n_lists += p->cues[i].kind == CS_CUE_STATISTIC;
    for (size_t i = 0; i < p->n_amounts; i++)
        n_lists += p->amounts[i].kind == CS_AMOUNT_YEAR;
    if (n_lists > 1 || cs_passage_value_after(p, at.end) == p->all.end)
        return false;
    for (size_t i = p->all.start; i + n <= p->all.end; i++) {
        if (!strncasecmp(p->all.text + i, word, n))
            return true;
    }
    return false;
}

/* Nobody is named: the subject of what was said before, unless the clause names a stranger. */
static void take_context(const struct cs_sentence *s, struct cs_spot at, struct cs_claim *claim)
{
    const struct cs_passage *p = s->p;
    cs_context_subject(s, claim);
    if (cs_passage_cue(p, CS_CUE_SUM, ANY_VALUE, p->all.start, p->all.end))
        claim->flags |= CS_CLAIM_DOUBTFUL; /* of several spoken of before */
    struct cs_spot own = cs_passage_segment(p, at);
    if (cs_topic_names_somebody(p->topic, &p->names, own.start, own.end, &claim->subject)) {
        claim->subject = (struct cs_subject){.is_unknown = true};
        claim->naming = CS_NAMED_UNKNOWN;
    } else if (speaks_of_others(p, at.start, &claim->subject)) {
        claim->flags |= CS_CLAIM_DOUBTFUL;
    }
}

/* Whether the value may be another's than the one named: the name is far and others stand by, a
 * stranger stands between, or it comes later and is not the page's own. */
static bool has_rival(const struct cs_sentence *s, struct cs_spot at, enum cs_tie tie,
                      const struct cs_subject *meant)
{
    const struct cs_passage *p = s->p;
    const struct cs_subject *page = &s->reader->topic->page;
    struct cs_spot clause = cs_passage_clause(p, at.start);
    size_t from = cs_passage_value_before(p, at.start);
    bool is_far = tie == CS_TIE_CLAUSE || tie == CS_TIE_CARRIED;
    return (is_far && speaks_of_others(p, at.start, meant)) ||
           cs_names_a_stranger(p, from > clause.start ? from : clause.start, at.start) ||
           (tie == CS_TIE_LATER && page->n_keys && !cs_subject_equals(meant, page));
}

static void find_subject(const struct cs_sentence *s, size_t value, struct cs_spot at,
                         const struct cs_claim_label *label, struct cs_claim *claim)
{
    const struct cs_passage *p = s->p;
    struct subject_spots found;
    enum cs_tie tie;
    bool is_percent = value != CS_NOWHERE && p->amounts[value].kind == CS_AMOUNT_PERCENT;
    collect(p, is_percent, claim->kind == CS_CLAIM_RATIO, &found);
    size_t i =
        value != CS_NOWHERE
            ? cs_bind(p, found.spots, found.n, value,
                      p->amounts[value].kind == CS_AMOUNT_NUMBER ? CS_BIND_COUNT : CS_BIND_LINKED,
                      &tie)
            : cs_bind_at(p, found.spots, found.n, at, &tie);
    if (is_percent && is_called_average(p, at.start)) {
        claim->subject = cs_names_subject(p->topic->names, cs_span_of("all occupations"));
        claim->naming = CS_NAMED;
        return;
    }
    for (size_t k = 0; k < found.n; k++) { /* "the 3 percent average for all occupations" */
        if (found.mentions[k] == ALL_WORKERS && found.spots[k].start == at.end + 1) {
            i = k;
            tie = CS_TIE_BEHIND;
        }
    }
    claim->naming = CS_NAMED_NOT;
    if (label->kind != CS_CLAIM_NONE)
        claim->flags |= CS_CLAIM_SAYS_WHOSE | CS_CLAIM_HAS_LABEL;
    /* Behind, in a clause of its own or as a yardstick: another's. */
    bool is_all = i != CS_NOWHERE && found.mentions[i] == ALL_WORKERS;
    struct cs_subject meant = {0};
    if (i != CS_NOWHERE)
        meant = is_all ? cs_names_subject(p->topic->names, cs_span_of("all occupations"))
                       : cs_topic_meaning(p->topic, &p->names, (size_t)found.mentions[i]);
    cs_context_narrow(s->reader, p->all.block, &meant);
    if (i != CS_NOWHERE && !is_all)
        cs_context_short_name(s->reader, p, (size_t)found.mentions[i], &meant);
    bool is_apart = i != CS_NOWHERE && tie == CS_TIE_LATER &&
                    memchr(p->all.text + at.end, ',', found.spots[i].start - at.end);
    if (i != CS_NOWHERE && meant.is_all && (is_apart || tie >= CS_TIE_CARRIED))
        i = CS_NOWHERE;
    if (i != CS_NOWHERE && tie == CS_TIE_LOOSE)
        i = CS_NOWHERE;
    if (value != CS_NOWHERE && tie != CS_TIE_LIST && is_shared_out(p, at)) {
        claim->subject = (struct cs_subject){.is_unknown = true};
        claim->naming = CS_NAMED_UNKNOWN;
        return;
    }
    if (i == CS_NOWHERE) {
        take_context(s, at, claim);
        claim->flags |=
            cs_has_rival_noun(p, at, &claim->subject) ? (unsigned)CS_CLAIM_DOUBTFUL : 0u;
        return;
    }
    claim->subject = meant;
    if (!is_all && tie != CS_TIE_LIST)
        take_together(p, &found, i, &claim->subject);
    claim->naming = cs_subject_is_known(&meant) || meant.is_title ? CS_NAMED : CS_NAMED_UNKNOWN;
    claim->flags |= CS_CLAIM_SAYS_WHOSE;
    bool is_own = tie == CS_TIE_BEHIND || tie == CS_TIE_LIST;
    if (has_rival(s, at, tie, &meant) || (!is_own && cs_has_rival_noun(p, at, &meant)))
        claim->flags |= CS_CLAIM_DOUBTFUL;
}

/* ---- levels, employers ---- */

/* The level whose words stand between the value before and the one behind, else in the clause. */
static void find_level(const struct cs_sentence *s, struct cs_spot at,
                       const struct cs_claim_label *label, struct cs_claim *claim)
{
    const struct cs_passage *p = s->p;
    struct cs_spot clause = cs_passage_clause(p, at.start);
    size_t before = cs_passage_value_before(p, at.start), after = cs_passage_value_after(p, at.end);
    size_t from = before > clause.start ? before : clause.start;
    size_t to = after < clause.end ? after : clause.end;
    struct cs_spot spots[CS_PASSAGE_CUES];
    size_t n = 0;
    enum cs_tie tie;
    for (size_t i = 0; i < p->n_cues; i++) {
        if (p->cues[i].kind == CS_CUE_LEVEL)
            spots[n++] = (struct cs_spot){p->cues[i].start, p->cues[i].end};
    }
    size_t tied = cs_bind_at(p, spots, n, at, &tie);
    if (tied != CS_NOWHERE && tie == CS_TIE_BEHIND) { /* "$36,000 for juniors" */
        cs_level_of(p->topic, p->all.text, spots[tied].start, spots[tied].end, &claim->level);
        claim->flags |= CS_CLAIM_HAS_LEVEL;
        return;
    }
    if (label->has_level) {
        claim->level = label->level;
        claim->flags |= CS_CLAIM_HAS_LEVEL;
    } else if (cs_level_of(p->topic, p->all.text, from, to, &claim->level) ||
               cs_level_of(p->topic, p->all.text, clause.start, at.start, &claim->level)) {
        claim->flags |= CS_CLAIM_HAS_LEVEL;
    }
}

/* A cue of the clause that is no part of an occupation's name. */
static bool has_cue(const struct cs_passage *p, enum cs_cue_kind kind, size_t start, size_t end)
{
    for (size_t i = 0; i < p->n_cues; i++) {
        const struct cs_cue *c = &p->cues[i];
        bool is_name = false;
        if (c->kind != kind || c->start < start || c->end > end)
            continue;
        for (size_t k = 0; k < p->names.n_mentions; k++) {
            const struct cs_mention *m = &p->names.mentions[k];
            is_name |= p->names.words[m->first].start < c->end &&
                       c->start < p->names.words[m->first + m->n_words - 1].end;
        }
        if (!is_name && !cs_passage_leads_place(p, c))
            return true;
    }
    return false;
}

static void find_scope(const struct cs_sentence *s, struct cs_spot at, struct cs_claim *claim)
{
    const struct cs_passage *p = s->p;
    struct cs_spot clause = cs_passage_clause(p, at.start);
    size_t after = cs_passage_value_after(p, at.end);
    size_t to = after < clause.end ? after : clause.end;
    if (has_cue(p, CS_CUE_PART, clause.start, to) || cs_speaks_of_our_own(p, clause.start, to))
        claim->flags |= CS_CLAIM_IS_PART;
    if (has_cue(p, CS_CUE_SOURCE, p->all.start, p->all.end) || cs_credits_others(p) ||
        has_cue(p, CS_CUE_PERSON, clause.start, to) || cs_is_quoted(p, at.start))
        claim->flags |= CS_CLAIM_IS_OTHERS;
    if (s->asked != CS_CLAIM_NONE)
        claim->flags |= s->reader->question.flags;
    if (has_cue(p, CS_CUE_PAST, p->all.start, p->all.end))
        claim->flags |= CS_CLAIM_IS_PAST;
}

void cs_sentence_locate(const struct cs_sentence *s, size_t value, struct cs_spot at,
                        const struct cs_claim_label *label, struct cs_claim *claim)
{
    find_subject(s, value, at, label, claim);
    cs_sentence_place(s, value, at, claim);
    find_scope(s, at, claim);
    if (claim->kind != CS_CLAIM_PAY)
        return;
    find_level(s, at, label, claim);
    bool is_rank = claim->statistic >= CS_STAT_P10 && claim->statistic <= CS_STAT_P90;
    if (is_rank && claim->level == CS_NO_KEY) /* "a beginner, at the 10th percentile" */
        claim->flags &= ~(unsigned)CS_CLAIM_HAS_LEVEL;
}
