/* The claims of a sentence: each of its values and growth words, with what is tied to it. */
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "data/period.h"
#include "guide/claim/change.h"
#include "guide/claim/claim_read.h"
#include "guide/text/find.h"
#include "guide/claim/growth_verb.h"
#include "guide/topic/topic.h"
#include "guide/claim/passage.h"
#include "guide/claim/spoken_pay.h"
#include "guide/claim/value_part.h"
#include "guide/claim/claim.h"

enum { FEWEST_JOBS = 1000, MOST_LABEL_WORDS = 5, MOST_LOOSE_WORDS = 2 };

/* ---- labels within a sentence ---- */

/* Verbs make a sentence of what stands before a colon or a number. */
static bool has_verb(const struct cs_passage *p, size_t start, size_t end)
{
    static const char *const verbs[] = {
        "is",  "are",   "was",   "were",    "will",    "not",   "earn", "earns",  "make",
        "has", "have",  "had",   "pays",    "hold",    "held",  "grow", "earned", "made",
        "be",  "there", "rises", "rise",    "rose",    "grows", "grew", "falls",  "fell",
        "by",  "from",  "than",  "reached", "climbed", NULL};
    for (size_t i = 0; i < p->names.n_words; i++) {
        const struct cs_word *w = &p->names.words[i];
        if (w->start < start || w->end > end)
            continue;
        for (const char *const *verb = verbs; *verb; verb++) {
            if (cs_span_equals_nocase((struct cs_span){p->all.text + w->start, w->end - w->start},
                                      *verb))
                return true;
        }
    }
    return false;
}

static size_t word_count(const struct cs_passage *p, size_t start, size_t end)
{
    size_t n = 0;
    for (size_t i = 0; i < p->names.n_words; i++)
        n += p->names.words[i].start >= start && p->names.words[i].end <= end;
    return n;
}

/* The end of the label before the value: at a colon, or in a short line the value itself. */
static size_t label_end(const struct cs_sentence *s, struct cs_spot clause, size_t before,
                        size_t at)
{
    enum { LONGEST_LABEL = 70, LONGEST_LINE = 90 };
    const struct cs_passage *p = s->p;
    size_t colon = CS_NOWHERE;
    before = before > p->all.start ? before + 1 : before;
    for (size_t i = clause.start; i < at; i++) {
        if (p->all.text[i] == ':' && !(i + 1 < p->all.end && cs_is_digit(p->all.text[i + 1])))
            colon = i;
    }
    if (colon != CS_NOWHERE && colon < clause.start + LONGEST_LABEL)
        return colon;
    bool is_line = p->all.end - p->all.start < LONGEST_LINE && before <= clause.start &&
                   at < clause.start + LONGEST_LABEL;
    return colon == CS_NOWHERE && is_line ? at : CS_NOWHERE;
}

static struct cs_claim_label read_label(const struct cs_sentence *s, size_t value)
{
    const struct cs_passage *p = s->p;
    struct cs_claim_label label = {.scale = 1, .level = CS_NO_KEY};
    size_t at = p->amounts[value].start;
    struct cs_spot clause = cs_passage_clause(p, at);
    size_t before = cs_passage_value_before(p, at);
    if (before > clause.start)
        clause.start = before;
    while (clause.start < at && strchr(" ;|,\n", p->all.text[clause.start]))
        clause.start++;
    size_t end = label_end(s, clause, before, at);
    if (end == CS_NOWHERE || end <= clause.start || has_verb(p, clause.start, end))
        return label;
    if (end == at && (has_verb(p, p->amounts[value].end, p->all.end) ||
                      word_count(p, clause.start, end) > MOST_LABEL_WORDS ||
                      memchr(p->all.text + clause.start, ',', end - clause.start)))
        return label;
    struct cs_stretch stretch = {p->all.block, p->all.text, clause.start, end};
    cs_label_of(p->topic, &stretch, &label);
    /* "Denver metro: $64,880"; a short line and what goes on in words are sentences */
    label.is_strange &= p->all.text[end] == ':' && word_count(p, end, at) <= MOST_LOOSE_WORDS;
    /* "Salary: $60,000; growth 5%": a colon speaks for the first value behind it, and for others
     * that say nothing themselves. */
    return label;
}

/* ---- claims ---- */

static struct cs_claim start_claim(const struct cs_sentence *s, enum cs_claim_kind kind)
{
    return (struct cs_claim){.kind = kind,
                             .sentence = {s->p->all.block, s->p->all.start, s->p->all.end},
                             .when_said = {CS_NO_BLOCK, 0, 0},
                             .statistic_said = {CS_NO_BLOCK, 0, 0},
                             .level = CS_NO_KEY};
}

/* Openings are counted by the year. */
static void read_rhythm(const struct cs_sentence *s, const struct cs_amount *amount,
                        struct cs_claim *claim)
{
    const struct cs_passage *p = s->p;
    size_t start = p->all.start, end = p->all.end;
    static const int wrong[] = {CS_PER_MONTH, CS_PER_WEEK, CS_PER_DAY, CS_PER_HOUR};
    if (amount->per != CS_PER_NONE)
        claim->per = amount->per;
    else if (cs_passage_cue(p, CS_CUE_PER, CS_PER_YEAR, start, end))
        claim->per = CS_PER_YEAR;
    size_t before = cs_passage_value_before(p, amount->start);
    size_t after = cs_passage_value_after(p, amount->end);
    for (size_t i = 0; i < 4; i++) {
        const struct cs_cue *c = cs_passage_cue(p, CS_CUE_PER, wrong[i], before, after);
        if (c && claim->per != CS_PER_YEAR && strchr(c->row->phrase, ' '))
            claim->flags |= CS_CLAIM_WRONG_RHYTHM;
    }
    static const char *const yearly[] = {"average", "averages", "averaging", "yearly", NULL};
    if (claim->per == CS_PER_NONE && cs_passage_cue(p, CS_CUE_DECADE, ANY_VALUE, start, end) &&
        !cs_find_any(p->all.text, start, end, yearly))
        claim->flags |= CS_CLAIM_PER_DECADE;
}

/* "Each year, about 77,400": at the head of the sentence, which speaks of no span of years. */
static bool leads_yearly(const struct cs_passage *p, const struct cs_amount *amount)
{
    static const char *const heads[] = {"each ", "every ", "annually", "yearly"};
    const struct cs_cue *c = cs_passage_cue(
        p, CS_CUE_PER, CS_PER_YEAR, cs_passage_value_before(p, amount->start), amount->start);
    bool is_head = false;
    for (size_t i = 0; c && c->start == p->all.start && i < sizeof heads / sizeof *heads; i++)
        is_head |= !strncmp(c->row->phrase, heads[i], strlen(heads[i]));
    for (size_t i = c ? c->end : 0; is_head && i < amount->start; i++)
        is_head = !strchr(";:().", p->all.text[i]);
    for (size_t i = 0; is_head && i < p->n_amounts; i++)
        is_head = p->amounts[i].kind != CS_AMOUNT_SPAN && p->amounts[i].kind != CS_AMOUNT_YEAR;
    return is_head && !cs_passage_cue(p, CS_CUE_DECADE, ANY_VALUE, p->all.start, p->all.end);
}

/* "adds 15,500 jobs a year": new jobs are counted over the decade. */
static void read_yearly(const struct cs_sentence *s, const struct cs_amount *amount,
                        struct cs_claim *claim)
{
    enum { NEAR = 40 };
    const struct cs_passage *p = s->p;
    size_t after = cs_passage_value_after(p, amount->end);
    if (leads_yearly(p, amount))
        claim->per = CS_PER_YEAR;
    const struct cs_cue *c = cs_passage_cue(p, CS_CUE_PER, CS_PER_YEAR, amount->end, after);
    bool is_rate = c && (strchr(c->row->phrase, ' ') || !strcmp(c->row->phrase, "annually"));
    bool is_behind = is_rate && c->start < amount->end + NEAR; /* not "in ten years" */
    for (size_t i = amount->end; is_behind && i < c->start; i++)
        is_behind = !strchr(",;:().", p->all.text[i]);
    if (is_behind && !cs_passage_cue(p, CS_CUE_DECADE, ANY_VALUE, amount->end, after))
        claim->per = CS_PER_YEAR;
}

static void read_value(const struct cs_sentence *s, size_t i)
{
    const struct cs_amount *amount = &s->p->amounts[i];
    struct cs_claim_label label = read_label(s, i);
    int direction;
    enum cs_claim_kind kind = cs_value_kind(s, i, &label, &direction);
    if (kind == CS_CLAIM_NONE || cs_is_denied(s->p, amount->start))
        return;
    struct cs_claim claim = start_claim(s, kind);
    claim.amount = *amount;
    claim.value = (struct cs_said){s->p->all.block, amount->start, amount->value_end};
    if (s->p->moves_on[i])
        claim.flags |= CS_CLAIM_IS_PAST; /* "rose from" */
    if (direction < 0 && amount->low > 0)
        claim.amount.low = -amount->low;
    if (kind == CS_CLAIM_PAY)
        cs_sentence_pay(s, i, &label, &claim);
    struct cs_value v = cs_value_of(s, i);
    if (cs_passage_cue(s->p, CS_CUE_SUM, ANY_VALUE, s->p->all.start, amount->start) ||
        cs_value_sums_up(&v))
        claim.flags |= CS_CLAIM_IS_SUM;
    if (kind == CS_CLAIM_OPENINGS)
        read_rhythm(s, amount, &claim);
    if (kind == CS_CLAIM_NEW_JOBS)
        read_yearly(s, amount, &claim);
    if (kind == CS_CLAIM_EMPLOYMENT && amount->low < FEWEST_JOBS && label.kind == CS_CLAIM_NONE)
        claim.flags |= CS_CLAIM_DOUBTFUL; /* "about 260 schools": no occupation is that small */
    if (kind == CS_CLAIM_EMPLOYMENT && !claim.when.start_year && cs_value_is_loose_count(&v))
        claim.flags |= CS_CLAIM_DOUBTFUL;
    if (label.is_read && label.is_strange && !label.has_level)
        claim.flags |= CS_CLAIM_DOUBTFUL;
    struct cs_spot at = {amount->start, amount->end};
    cs_sentence_locate(s, i, at, &label, &claim);
    cs_sentence_date(s, i, at, &label, &claim);
    if (s->p->moves_on[i] && (claim.flags & CS_CLAIM_DATE_CARRIED)) {
        claim.when = (struct cs_period){0, 0, 0}; /* of where it moved to */
        claim.when_said.block = CS_NO_BLOCK;
        claim.flags &= ~(unsigned)CS_CLAIM_DATE_CARRIED;
    }
    cs_claims_add(s->reader, &claim);
}

/* "8%" over "as fast as average (2022-32)": a line under the one with the percent. */
static bool is_under_growth(const struct cs_sentence *s)
{
    const struct cs_claims *claims = s->reader->claims;
    const struct cs_claim *last = claims->n_items ? &claims->items[claims->n_items - 1] : NULL;
    return last && last->kind == CS_CLAIM_GROWTH && last->value.block + 1 == s->p->all.block;
}

/* "Aides: about as fast as average": an occupation, a colon and the word. */
static bool is_said_of_name(const struct cs_passage *p, const struct cs_cue *c)
{
    for (size_t i = 0; i < p->names.n_mentions; i++) {
        const struct cs_mention *m = &p->names.mentions[i];
        size_t end = p->names.words[m->first + m->n_words - 1].end;
        if (m->first == 0 && p->all.text[end] == ':' && c->start >= end && c->start <= end + 10)
            return true;
    }
    return false;
}

/* Enrollment and prices grow, too. */
static bool is_of_jobs(const struct cs_sentence *s, const struct cs_cue *c)
{
    const struct cs_passage *p = s->p;
    struct cs_spot clause = cs_passage_clause(p, c->start);
    if (cs_passage_cue(p, CS_CUE_FOREIGN, ANY_VALUE, clause.start, clause.end))
        return false;
    const struct cs_claim_label *heading =
        cs_label_at(s->reader, p->topic->document->blocks[p->all.block].heading);
    return cs_passage_cue(p, CS_CUE_JOBS, ANY_VALUE, p->all.start, p->all.end) ||
           cs_passage_cue(p, CS_CUE_GROWTH, ANY_VALUE, p->all.start, p->all.end) ||
           cs_passage_cue(p, CS_CUE_ADDS, ANY_VALUE, p->all.start, p->all.end) ||
           (s->reader->has_before && cs_claim_is_projection(s->reader->before.kind)) ||
           s->asked == CS_CLAIM_GROWTH || heading->kind == CS_CLAIM_GROWTH || is_under_growth(s) ||
           is_said_of_name(p, c);
}

static void read_growth_words(const struct cs_sentence *s)
{
    for (size_t i = 0; i < s->p->n_cues; i++) {
        const struct cs_cue *c = &s->p->cues[i];
        struct cs_spot at;
        const char *word = c->kind == CS_CUE_WORD ? cs_passage_growth_word(s->p, c, &at) : NULL;
        if (!word || !is_of_jobs(s, c))
            continue;
        struct cs_claim_label none = {.scale = 1, .level = CS_NO_KEY};
        struct cs_claim claim = start_claim(s, CS_CLAIM_GROWTH_WORD);
        claim.word = word;
        claim.value = (struct cs_said){s->p->all.block, at.start, at.end};
        cs_sentence_locate(s, CS_NOWHERE, at, &none, &claim);
        cs_sentence_date(s, CS_NOWHERE, at, &none, &claim);
        cs_claims_add(s->reader, &claim);
    }
}

/* "On the change from 2023: each estimate …": a year that figures are set against. */
static bool is_compared_with(const struct cs_passage *p, size_t year)
{
    static const char *const words[] = {"from ", "since ", "than ", "than in ", NULL};
    for (const char *const *w = words; *w; w++) {
        size_t n = strlen(*w);
        if (year >= p->all.start + n && !strncasecmp(p->all.text + year - n, *w, n))
            return true;
    }
    return false;
}

/* Two notes of different dates date nothing: each is of some figures only. */
static void note_date(struct cs_claim_note *note, struct cs_period date)
{
    note->is_disputed |= note->when.start_year && cs_period_compare(note->when, date) != 0;
    note->when = date;
}

/* "BLS wage statistics, retrieved September 2025": the date of a look at them, not theirs. */
static bool is_of_reading(const struct cs_passage *p)
{
    static const char *const words[] = {"retrieved", "accessed",   "visited",
                                        "checked",   "downloaded", NULL};
    for (size_t i = 0; i < p->names.n_words; i++) {
        if (cs_span_is_any(cs_passage_word(p, i), words))
            return true;
    }
    return false;
}

/* "All pay figures are medians for May 2024": what a sentence without figures says about all. */
static void read_note(const struct cs_sentence *s)
{
    const struct cs_passage *p = s->p;
    struct cs_claim_reader *r = s->reader;
    for (size_t i = 0; i < p->n_amounts; i++) {
        if (p->is_value[i])
            return;
    }
    int speaks = cs_passage_cue(p, CS_CUE_FIGURES, ANY_VALUE, p->all.start, p->all.end) != NULL;
    bool is_pay = cs_passage_cue(p, CS_CUE_PAY, CS_PAY_NOUN, p->all.start, p->all.end) != NULL ||
                  cs_passage_cue(p, CS_CUE_STATISTIC, ANY_VALUE, p->all.start, p->all.end) != NULL;
    size_t n_years = 0;
    if (!speaks || is_of_reading(p))
        return;
    for (size_t i = 0; i < p->n_amounts; i++)
        n_years += p->amounts[i].kind == CS_AMOUNT_YEAR;
    for (size_t i = 0; i < p->n_amounts; i++) {
        if (p->amounts[i].kind == CS_AMOUNT_YEAR && is_pay && n_years == 1 &&
            !is_compared_with(p, p->amounts[i].start))
            note_date(&r->note_pay, p->amounts[i].period);
        if (p->amounts[i].kind == CS_AMOUNT_SPAN)
            note_date(&r->note_span, p->amounts[i].period);
    }
    const struct cs_cue *figures =
        cs_passage_cue(p, CS_CUE_FIGURES, ANY_VALUE, p->all.start, p->all.end);
    bool is_of_all = strncmp(figures->row->phrase, "all ", 4) == 0 ||
                     strstr(figures->row->phrase, "figure") != NULL;
    r->note_is_median |=
        is_of_all &&
        cs_passage_cue(p, CS_CUE_STATISTIC, CS_STAT_MEDIAN, p->all.start, p->all.end) &&
        !cs_passage_cue(p, CS_CUE_STATISTIC, CS_STAT_MEAN, p->all.start, p->all.end);
}

void cs_claims_of_sentence(struct cs_claim_reader *reader, const struct cs_stretch *sentence)
{
    struct cs_sentence s = {.reader = reader, .p = reader->passage};
    cs_passage_read(reader->passage, reader->topic, sentence, 0);
    s.asked = reader->asked != CS_NO_BLOCK ? reader->question.kind : CS_CLAIM_NONE;
    uint32_t heading = reader->topic->document->blocks[sentence->block].heading;
    cs_passage_say_dollars(reader->passage, s.asked == CS_CLAIM_PAY ||
                                                cs_label_at(reader, heading)->kind == CS_CLAIM_PAY);
    reader->sentence_first = reader->claims->n_items;
    for (size_t i = 0; i < s.p->n_amounts; i++) {
        if (s.p->is_value[i])
            read_value(&s, i);
    }
    read_growth_words(&s);
    cs_growth_verbs_of_sentence(&s);
    read_note(&s);
    cs_context_end(reader, s.p);
    cs_changes_of_sentence(&s);
}
