/* The mentions of a stretch, found in one pass over its words. */
#include "guide/claim/passage.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "base/text.h"
#include "guide/claim/claim.h"
#include "guide/topic/topic.h"
#include "guide/amount/amount.h"
#include "guide/topic/cue.h"

enum { ANY_VALUE = -1 };

/* ---- amounts ---- */

/* "the lowest 10 percent", "one in ten": the number is a part of the cue. */
static bool is_in_cue(const struct cs_passage *p, const struct cs_amount *a)
{
    for (size_t i = 0; i < p->n_cues; i++) {
        const struct cs_cue *c = &p->cues[i];
        int holds = c->kind == CS_CUE_STATISTIC || c->kind == CS_CUE_SHARE ||
                    c->kind == CS_CUE_DECADE || c->kind == CS_CUE_PER || c->kind == CS_CUE_AGO ||
                    c->kind == CS_CUE_FOREIGN || c->kind == CS_CUE_SCALE || c->kind == CS_CUE_LEVEL;
        if (holds && c->start <= a->start && a->value_end <= c->end)
            return true;
    }
    return false;
}

/* "ten years", "36 months", "a 2 : 1": numbers that count time. */
static bool counts_time(const struct cs_passage *p, const struct cs_amount *a)
{
    static const char *const units[] = {
        "year",      "years",     "month",       "months",         "week",    "weeks",
        "day",       "days",      "hour",        "hours",          "credit",  "credits",
        "states",    "counties",  "occupations", "establishments", "schools", "programs",
        "employers", "countries", "minutes",     "points",         NULL};
    size_t i = a->value_end;
    while (i < p->all.end && (p->all.text[i] == ' ' || p->all.text[i] == '-'))
        i++;
    for (const char *const *u = units; *u; u++) {
        size_t n = strlen(*u);
        if (i + n <= p->all.end && !strncasecmp(p->all.text + i, *u, n) &&
            (i + n == p->all.end || !cs_is_alnum(p->all.text[i + n])))
            return true;
    }
    return false;
}

static bool may_be_claimed(const struct cs_passage *p, const struct cs_amount *a)
{
    switch (a->kind) {
    case CS_AMOUNT_MONEY:
    case CS_AMOUNT_PERCENT:
        return !is_in_cue(p, a);
    case CS_AMOUNT_NUMBER:
        return !is_in_cue(p, a) && !counts_time(p, a);
    default:
        return false;
    }
}

/* Whether a word of change stands in the clause before and none of a range: "rose from $42,000 to
 * $44,640" is two values, "ranged from" is one range. */
static int is_movement(const struct cs_passage *p, size_t at)
{
    int moves = 0;
    for (size_t i = 0; i < p->n_cues; i++) {
        const struct cs_cue *c = &p->cues[i];
        if (c->end > at)
            break;
        bool is_range =
            c->kind == CS_CUE_STATISTIC &&
            (c->value == CS_STAT_RANGE || c->value == CS_STAT_HALF || c->value == CS_STAT_WIDE);
        moves = is_range ? 0
                         : moves || c->kind == CS_CUE_GROWTH || c->kind == CS_CUE_CHANGE ||
                               c->kind == CS_CUE_ADDS;
    }
    return moves;
}

/* "The middle half earned between $90,970 and $164,860": the 25th and the 75th percentile. */
static bool is_middle(const struct cs_passage *p, const struct cs_amount *a)
{
    const struct cs_cue *last = NULL;
    for (size_t i = 0; i < p->n_cues && p->cues[i].end <= a->start; i++) {
        if (p->cues[i].kind == CS_CUE_STATISTIC)
            last = &p->cues[i];
    }
    return last && (last->value == CS_STAT_HALF || last->value == CS_STAT_WIDE);
}

/* "from 376,200 to 376,800" is read as one range: where numbers move it is two. */
static void split_movements(struct cs_passage *p)
{
    static const char from[] = "from ";
    for (size_t i = 0; i < p->n_amounts && p->n_amounts < CS_PASSAGE_AMOUNTS; i++) {
        struct cs_amount *a = &p->amounts[i], first, second;
        size_t n = strlen(from), digits = a->start;
        if (isnan(a->high) || a->kind > CS_AMOUNT_PERCENT)
            continue;
        while (digits > p->all.start && digits + 12 > a->start &&
               strncmp(p->all.text + digits, from, n))
            digits--;
        int moves = !strncmp(p->all.text + digits, from, n) && is_movement(p, digits);
        if ((!moves && !is_middle(p, a)) || !cs_amount_split(p->all.text, a, &first, &second))
            continue;
        p->moves_on[i] = (uint8_t)moves;
        memmove(a + 2, a + 1, (p->n_amounts - i - 1) * sizeof *a);
        p->n_amounts++;
        a[0] = first;
        a[1] = second;
    }
}

static void read_amounts(struct cs_passage *p)
{
    const struct cs_stretch *s = &p->all;
    p->n_amounts =
        cs_amounts_find(s->text + s->start, s->end - s->start, p->amounts, CS_PASSAGE_AMOUNTS);
    for (size_t i = 0; i < p->n_amounts; i++) {
        struct cs_amount *a = &p->amounts[i];
        a->start += s->start;
        a->end += s->start;
        a->value_end += s->start;
        a->per_start += s->start;
        a->per_end += s->start;
    }
    split_movements(p);
}

/* Words of an occupation's name cue nothing: "sales agents", "urban planners". */
static void drop_cues_in_names(struct cs_passage *p)
{
    size_t kept = 0;
    for (size_t i = 0; i < p->n_cues; i++) {
        const struct cs_cue *c = &p->cues[i];
        bool is_name = false;
        for (size_t k = 0; k < p->names.n_mentions; k++) {
            const struct cs_mention *m = &p->names.mentions[k];
            const struct cs_phrase *phrase = m->phrase;
            is_name |= p->names.words[m->first].start <= c->start &&
                       c->end <= p->names.words[m->first + m->n_words - 1].end && phrase &&
                       c->kind != CS_CUE_ALL;
        }
        if (!is_name)
            p->cues[kept++] = *c;
    }
    p->n_cues = kept;
}

/* ---- clauses ---- */

/* "…is 62K. average is higher": a stop behind a number, though the next sentence has no capital. */
static bool is_low_stop(const char *text, size_t i, size_t end)
{
    char before = i > 1 ? text[i - 1] : ' ';
    bool is_number = cs_is_digit(before) || before == '%' ||
                     (cs_to_lower(before) == 'k' && cs_is_digit(text[i - 2]));
    return text[i] == '.' && is_number && i + 2 < end && text[i + 1] == ' ' && text[i + 2] >= 'a' &&
           text[i + 2] <= 'z';
}

static bool is_break(const char *text, size_t i)
{
    return text[i] == ';' || text[i] == '\n' || text[i] == '|' ||
           !strncmp(text + i, "\xe2\x80\xa2", 3) || !strncmp(text + i, "\xc2\xb7", 2);
}

static void read_clauses(struct cs_passage *p)
{
    size_t cue = 0;
    for (size_t i = p->all.start; i < p->all.end && p->n_clauses + 1 < CS_PASSAGE_CLAUSES; i++) {
        while (cue < p->n_cues && (p->cues[cue].kind != CS_CUE_CONTRAST || p->cues[cue].start < i))
            cue++;
        bool is_contrast = cue < p->n_cues && p->cues[cue].start == i && i > p->all.start;
        if (is_contrast || is_break(p->all.text, i) || is_low_stop(p->all.text, i, p->all.end))
            p->clauses[p->n_clauses++] = i;
    }
    p->clauses[p->n_clauses++] = p->all.end;
}

struct cs_spot cs_passage_clause(const struct cs_passage *p, size_t at)
{
    struct cs_spot clause = {p->all.start, p->all.end};
    for (size_t i = 0; i < p->n_clauses; i++) {
        if (p->clauses[i] > at) {
            clause.end = p->clauses[i];
            break;
        }
        clause.start = p->clauses[i];
    }
    return clause;
}

/* ---- places ---- */

static size_t average_after(const struct cs_passage *p, size_t i);

/* "faster than average": its average is no statistic. */
static void drop_cues_in_words(struct cs_passage *p)
{
    size_t kept = 0, end = 0;
    for (size_t i = 0; i < p->n_cues; i++) {
        const struct cs_cue *c = &p->cues[i];
        bool is_word = c->kind == CS_CUE_WORD && !strcmp(c->row->context, "average");
        size_t after = is_word ? average_after(p, c->end) : CS_NOWHERE;
        if (after != CS_NOWHERE)
            end = after;
        if (is_word || c->start >= end || c->kind == CS_CUE_ALL)
            p->cues[kept++] = *c;
    }
    p->n_cues = kept;
}

static void read_places(struct cs_passage *p)
{
    p->n_places = cs_topic_places(p->topic, &p->names, p->places, p->regions, CS_PASSAGE_PLACES);
}

void cs_passage_read(struct cs_passage *p, const struct cs_topic *topic,
                     const struct cs_stretch *stretch, bool is_label)
{
    p->topic = topic;
    p->all = *stretch;
    p->n_clauses = p->n_places = 0;
    memset(p->moves_on, 0, sizeof p->moves_on);
    cs_topic_read(topic, stretch->text, stretch->start, stretch->end, &p->names);
    p->n_cues = cs_cues_read(&topic->names->cues, stretch->text, p->names.words, p->names.n_words,
                             is_label, p->cues, CS_PASSAGE_CUES);
    drop_cues_in_names(p);
    drop_cues_in_words(p);
    read_amounts(p);
    for (size_t i = 0; i < p->n_amounts; i++)
        p->is_value[i] = (uint8_t)may_be_claimed(p, &p->amounts[i]);
    read_clauses(p);
    read_places(p);
}

/* ---- questions ---- */

size_t cs_passage_value_before(const struct cs_passage *p, size_t at)
{
    size_t end = p->all.start;
    for (size_t i = 0; i < p->n_amounts; i++) {
        if (p->is_value[i] && p->amounts[i].end <= at)
            end = p->amounts[i].end;
    }
    return end;
}

size_t cs_passage_value_after(const struct cs_passage *p, size_t at)
{
    for (size_t i = 0; i < p->n_amounts; i++) {
        if (p->is_value[i] && p->amounts[i].start >= at)
            return p->amounts[i].start;
    }
    return p->all.end;
}

struct cs_spot cs_passage_segment(const struct cs_passage *p, struct cs_spot at)
{
    struct cs_spot clause = cs_passage_clause(p, at.start);
    size_t before = cs_passage_value_before(p, at.start), after = cs_passage_value_after(p, at.end);
    return (struct cs_spot){before > clause.start ? before : clause.start,
                            after < clause.end ? after : clause.end};
}

const struct cs_cue *cs_passage_cue(const struct cs_passage *p, enum cs_cue_kind kind, int value,
                                    size_t start, size_t end)
{
    for (size_t i = 0; i < p->n_cues; i++) {
        const struct cs_cue *c = &p->cues[i];
        if (c->kind == kind && (value == ANY_VALUE || c->value == value) && c->start >= start &&
            c->end <= end)
            return c;
    }
    return NULL;
}

const struct cs_cue *cs_passage_last_cue(const struct cs_passage *p, enum cs_cue_kind kind,
                                         int value, size_t start, size_t end)
{
    for (size_t i = p->n_cues; i-- > 0;) {
        const struct cs_cue *c = &p->cues[i];
        if (c->kind == kind && (value == ANY_VALUE || c->value == value) && c->start >= start &&
            c->end <= end)
            return c;
    }
    return NULL;
}

bool cs_passage_leads_place(const struct cs_passage *p, const struct cs_cue *cue)
{
    static const char *const fillers[] = {"the", "whole", "entire", "all", "of", "state", NULL};
    if (cue->end < p->all.start + 3 || strncasecmp(p->all.text + cue->end - 3, " in", 3))
        return false;
    for (size_t i = 0; i < p->names.n_words; i++) {
        size_t start = p->names.words[i].start;
        if (start < cue->end)
            continue;
        for (size_t k = 0; k < p->n_places; k++) {
            if (p->places[k].start == start && p->regions[k])
                return true;
        }
        if (!cs_span_is_any(cs_passage_word(p, i), fillers))
            return false;
    }
    return false;
}

/* The mention that begins at `i`, by its end; `i` when none does. */
static size_t mention_end(const struct cs_passage *p, size_t i)
{
    for (size_t k = 0; k < p->n_cues; k++) {
        enum cs_cue_kind kind = p->cues[k].kind;
        if (p->cues[k].start == i &&
            (kind == CS_CUE_STATISTIC || kind == CS_CUE_PER || kind == CS_CUE_AGO ||
             kind == CS_CUE_PAY || kind == CS_CUE_OPENINGS || kind == CS_CUE_ADDED))
            return p->cues[k].end;
    }
    for (size_t k = 0; k < p->n_amounts; k++) {
        if (!p->is_value[k] && p->amounts[k].start == i)
            return p->amounts[k].end;
    }
    for (size_t k = 0; k < p->names.n_mentions; k++) {
        const struct cs_mention *m = &p->names.mentions[k];
        if (p->names.words[m->first].start == i)
            return p->names.words[m->first + m->n_words - 1].end;
    }
    for (size_t k = 0; k < p->n_places; k++) {
        if (p->places[k].start == i)
            return p->places[k].end;
    }
    return i;
}

static bool is_link_word(struct cs_span word)
{
    static const char *const links[] = {
        "for",   "in",     "at",       "as",      "among",     "the",
        "a",     "an",     "of",       "by",      "is",        "was",
        "are",   "were",   "to",       "from",    "on",        "about",
        "over",  "under",  "roughly",  "some",    "these",     "jan",
        "feb",   "mar",    "apr",      "may",     "june",      "july",
        "aug",   "sept",   "november", "october", "each",      "approximately",
        "it",    "stood",  "reached",  "mark",    "level",     "january",
        "march", "just",   "only",     "nearly",  "almost",    "more",
        "less",  "s",      "up",       "down",    "that",      "which",
        "per",   "year",   "survey",   "around",  "averaging", "wage",
        "pay",   "median", NULL};
    return cs_span_is_any(word, links);
}

struct cs_span cs_passage_word(const struct cs_passage *p, size_t i)
{
    const struct cs_word *w = &p->names.words[i];
    return (struct cs_span){p->all.text + w->start, w->end - w->start};
}

bool cs_passage_is_linked(const struct cs_passage *p, size_t start, size_t end)
{
    const char *text = p->all.text;
    for (size_t i = start; i < end;) {
        size_t next = mention_end(p, i);
        if (next > i) {
            i = next;
        } else if (cs_is_alnum(text[i])) {
            size_t k = i;
            while (k < end && cs_is_alnum(text[k]))
                k++;
            /* "more than $130,000", but not "than it was in May 2024" */
            bool is_than =
                k - i == 4 && !strncasecmp(text + i, "than", 4) && i > start + 4 &&
                (!strncasecmp(text + i - 5, "more ", 5) || !strncasecmp(text + i - 5, "less ", 5));
            if (!is_than && !is_link_word((struct cs_span){text + i, k - i}))
                return false;
            i = k;
        } else if (strchr(" ()'\"*$~", text[i]) || (unsigned char)text[i] >= 0x80) {
            i++;
        } else {
            return false;
        }
    }
    return true;
}

/* ---- growth words ---- */

static size_t skip_word(const struct cs_passage *p, size_t i, const char *word)
{
    size_t n = strlen(word);
    return i + n <= p->all.end && !strncasecmp(p->all.text + i, word, n) ? i + n : i;
}

/* "than the national average": where it ends, or CS_NOWHERE. */
static size_t average_after(const struct cs_passage *p, size_t i)
{
    static const char *const fillers[] = {" the",     " national", " U.S.",
                                          " overall", " than",     " that of"};
    for (size_t k = 0; k < sizeof fillers / sizeof fillers[0]; k++)
        i = skip_word(p, i, fillers[k]);
    size_t end = skip_word(p, i, " average");
    if (end == i)
        end = skip_word(p, i, " all occupations");
    return end == i ? CS_NOWHERE : end;
}

/* "4X faster than", "three times as fast as", "twice as fast as". */
static bool has_multiple(const struct cs_passage *p, size_t at)
{
    static const char *const multiples[] = {"times", "twice", "half", "x", "fold", "double", NULL};
    size_t i = at;
    while (i > p->all.start && p->all.text[i - 1] == ' ')
        i--;
    size_t start = i;
    while (start > p->all.start && cs_is_alnum(p->all.text[start - 1]))
        start--;
    struct cs_span word = {p->all.text + start, i - start};
    if (cs_span_is_any(word, multiples))
        return true;
    return word.size > 1 && cs_is_digit(word.start[0]);
}

const char *cs_passage_growth_word(const struct cs_passage *p, const struct cs_cue *cue,
                                   struct cs_spot *at)
{
    bool needs_average = !strcmp(cue->row->context, "average");
    size_t end = needs_average ? average_after(p, cue->end) : cue->end;
    if (end == CS_NOWHERE || has_multiple(p, cue->start))
        return NULL;
    *at = (struct cs_spot){cue->start, end};
    return cue->row->value;
}
