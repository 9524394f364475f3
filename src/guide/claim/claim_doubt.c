/* Reasons to doubt how a claim was read. Apart from finding claims, so that a new doubt cannot
 * lose one. */
#include "guide/claim/claim_doubt.h"

#include <string.h>

#include "analysis/outlook/lookup.h"
#include "data/dataset.h"
#include "guide/claim/claim.h"
#include "guide/claim/claim_read.h"
#include "guide/claim/topic.h"

enum { AROUND = 300 }; /* bytes of a sentence on each side of a value that are looked at */

static int is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}
static int is_lower(char c)
{
    return c >= 'a' && c <= 'z';
}
static int is_digit(char c)
{
    return c >= '0' && c <= '9';
}
static int is_word(char c)
{
    return is_upper(c) || is_lower(c) || is_digit(c);
}

/* The sentence of a claim, or what is near the value. */
static struct cs_stretch near_value(const struct cs_document *d, const struct cs_claim *c)
{
    size_t start = c->sentence.start, end = c->sentence.end;
    if (c->value.start > start + AROUND)
        start = c->value.start - AROUND;
    if (end > c->value.end + AROUND)
        end = c->value.end + AROUND;
    return (struct cs_stretch){c->sentence.block, d->blocks[c->sentence.block].text, start, end};
}

/* Where an apostrophe ends; 0 when there is none at i. */
static size_t behind_apostrophe(const char *text, size_t i)
{
    return text[i] == '\'' ? i + 1 : !strncmp(text + i, "\xe2\x80\x99", 3) ? i + 3 : 0;
}

/* "MAs", "LPN jobs": a short name in capitals for people or their work. */
static int is_short_name(const char *text, size_t start, size_t end)
{
    enum { FEWEST = 2, MOST = 5 };
    static const char *const work[] = {"jobs",     "pay",        "positions", "wages",
                                       "salaries", "employment", "openings",  NULL};
    size_t n = 0;
    while (start + n < end && is_upper(text[start + n]))
        n++;
    if (n < FEWEST || n > MOST)
        return 0;
    if (start + n + 1 == end && text[end - 1] == 's')
        return 1;
    if (start + n != end || text[end] != ' ')
        return 0;
    return cs_find_any(text, end, end + 1 + strcspn(text + end + 1, " .,;:"), work);
}

/* "teachers' $61,400", "Developers' openings": somebody's, but not years' or workers' compensation.
 */
static int is_possessive(const char *text, size_t start, size_t end)
{
    static const char *const others[] = {"years", "months",  "weeks",      "workers", "others",
                                         "hours", "degrees", "physicians", "offices", NULL};
    enum { FEWEST = 5 };
    size_t behind = behind_apostrophe(text, end);
    return end - start >= FEWEST && text[end - 1] == 's' && behind && text[behind] == ' ' &&
           !cs_find_any(text, start, end, others);
}

/* Somebody whom the names do not know: a figure of the sentence may be theirs. */
static int names_a_stranger(const struct cs_topic *topic, const struct cs_stretch *s)
{
    struct cs_subject subject;
    for (size_t i = s->start; i < s->end; i++) {
        size_t end = i;
        while (end < s->end && is_word(s->text[end]))
            end++;
        int is_joined =
            i >= s->start + 4 && !strncmp(s->text + i - 4, "and ", 4); /* "announcers and DJs" */
        if (end > i && !is_joined &&
            (is_short_name(s->text, i, end) || is_possessive(s->text, i, end)) &&
            !cs_topic_label(topic, (struct cs_span){s->text + i, end - i}, &subject))
            return 1;
        i = end;
    }
    return 0;
}

/* A median is given as it is; "more than $45,900" is a percentile that was not understood. */
static int is_bound(const struct cs_claim *c, const struct cs_stretch *s)
{
    static const char *const bounds[] = {"less than", "more than", "under", "below",
                                         "over",      "above",     NULL};
    enum { BEFORE = 14 };
    size_t start = c->value.start > s->start + BEFORE ? c->value.start - BEFORE : s->start;
    return c->kind == CS_CLAIM_PAY &&
           (c->statistic == CS_STAT_MEDIAN || c->statistic == CS_STAT_MEAN) &&
           cs_find_any(s->text, start, c->value.start, bounds);
}

/* "About 6 in 10", "about 260 schools": no employment of an occupation is that small. */
static int is_small_count(const struct cs_claim *c)
{
    enum { FEWEST = 1000 };
    return c->kind == CS_CLAIM_EMPLOYMENT && c->amount.low < FEWEST &&
           !(c->flags & (CS_CLAIM_IN_TABLE | CS_CLAIM_HAS_LABEL));
}

/* Openings do not go from one number to another: those are jobs. */
static int is_from_to(const struct cs_claim *c, const struct cs_stretch *s)
{
    size_t at = c->value.start;
    return c->kind == CS_CLAIM_OPENINGS &&
           ((at >= s->start + 5 && !strncmp(s->text + at - 5, "from ", 5)) ||
            (at >= s->start + 3 && !strncmp(s->text + at - 3, "to ", 3)));
}

/* "In the 25th percentile $78,610, in the 75th $107,960": the rank before is meant. */
static int has_rank_before(const struct cs_claim *c, const struct cs_stretch *s)
{
    static const char *const ranks[] = {"percentile", "lowest", "bottom", NULL};
    return c->kind == CS_CLAIM_PAY && c->statistic_said.block == c->value.block &&
           c->statistic_said.start >= c->value.end &&
           cs_find_any(s->text, s->start, c->value.start, ranks);
}

/* "In May 2023 it was $42,000, in May 2024 $44,200": the date before may be meant. */
static int has_date_before(const struct cs_claim *c, const struct cs_stretch *s)
{
    if (c->kind != CS_CLAIM_PAY || c->when_said.block != c->value.block ||
        c->when_said.start < c->value.end)
        return 0;
    for (size_t i = s->start; i + 4 <= c->value.start; i++) {
        if (!strncmp(s->text + i, "20", 2) && is_digit(s->text[i + 2]) &&
            is_digit(s->text[i + 3]) && !is_word(s->text[i + 4]) && s->text[i + 4] != ',' &&
            (i == s->start || s->text[i - 1] == ' '))
            return 1;
    }
    return 0;
}

/* Enrollment and prices grow too. */
static int is_growth_of_others(const struct cs_claim *c, const struct cs_stretch *s)
{
    static const char *const others[] = {"enrollment",   "births",   "inflation",  "prices",
                                         "resignations", "postings", "population", "graduates",
                                         "exam",         "pass",     NULL};
    return c->kind == CS_CLAIM_GROWTH && cs_find_any(s->text, s->start, s->end, others);
}

/* "Ten years earlier": a date that is not worked out. */
static int is_vaguely_dated(const struct cs_stretch *s)
{
    static const char *const words[] = {"years earlier",  "years ago",  "years before",
                                        "decade earlier", "decade ago", NULL};
    return cs_find_any(s->text, s->start, s->end, words);
}

/* "The 2022–32 edition had 3 percent", "BLS still projected 4 percent". */
static int is_past(const struct cs_claim *c, const struct cs_stretch *s)
{
    static const char *const words[] = {"edition",    "editions",       "still projected",
                                        "still said", "still expected", "still forecast",
                                        NULL};
    return c->when.start_year && cs_claim_is_projection(c->kind) &&
           cs_find_any(s->text, s->start, s->end, words);
}

/* What somebody asked around, or a price. */
static int is_hearsay(const struct cs_claim *c, const struct cs_stretch *s)
{
    static const char *const words[] = {"told us", "report", "(n =",  "(n=",  "our survey", "price",
                                        "tuition", "loan",   "loans", "debt", NULL};
    return c->kind == CS_CLAIM_PAY && cs_find_any(s->text, s->start, c->value.start, words);
}

/* "It grows 12 percent, while LPN jobs …": who stands behind "while" is not who the sentence began
 * with. */
static int is_before_contrast(const struct cs_claim *c, const struct cs_stretch *s)
{
    static const char *const contrasts[] = {"while", "whereas", "against", "versus", NULL};
    return (!strncmp(s->text + s->start, "It ", 3) || !strncmp(s->text + s->start, "They ", 5)) &&
           cs_find_any(s->text, c->value.end, s->end, contrasts);
}

/* "Do lawyers earn more?", "How many CRNA jobs …?": the answer is about others. */
static int observations_for_others(const struct cs_topic *topic, const struct cs_claim *c,
                                   const struct cs_stretch *s)
{
    enum { BEFORE = 120 };
    static const char *const words[] = {"more?", "less?", "better?", NULL};
    size_t start = c->sentence.start > BEFORE ? c->sentence.start - BEFORE : 0;
    struct cs_stretch asked = {s->block, s->text, start, c->sentence.start};
    const char *mark = asked.end > start ? memrchr(s->text + start, '?', asked.end - start) : NULL;
    if (c->naming == CS_NAMED || !mark)
        return 0;
    return cs_find_any(s->text, start, asked.end, words) || names_a_stranger(topic, &asked);
}

/* The header cell above a cell; NULL when there is none. */
static const struct cs_block *header_of(const struct cs_document *d, const struct cs_block *cell,
                                        uint32_t column)
{
    const struct cs_block_table *t = &d->tables[cell->table];
    for (uint32_t i = t->first; i < t->last; i++) {
        const struct cs_block *b = &d->blocks[i];
        if (b->table == cell->table && b->row > 0)
            return NULL;
        if (b->table == cell->table && b->column == column && b->is_header)
            return b;
    }
    return NULL;
}

/* A column without a known name beside one that has an occupation's. */
static int is_strangers_column(const struct cs_topic *topic, const struct cs_claim *c)
{
    const struct cs_document *d = topic->document;
    const struct cs_block *cell = &d->blocks[c->value.block], *own;
    struct cs_subject subject;
    if (cell->table == CS_NO_BLOCK || cell->row == 0 || cell->column == 0)
        return 0;
    own = header_of(d, cell, cell->column);
    if (!own || !own->size || cs_topic_heading(topic, own->text, own->size, &subject))
        return 0;
    static const char *const measures[] = {
        "median",     "pay",    "wage",   "wages",    "salary",     "mean",
        "average",    "jobs",   "growth", "openings", "employment", "employed",
        "percentile", "annual", "hourly", "change",   NULL};
    if (cs_find_any(own->text, 0, own->size, measures))
        return 0;
    for (uint32_t column = 1; column <= cell->column + 1; column++) {
        const struct cs_block *other = header_of(d, cell, column);
        if (other && other != own && cs_topic_heading(topic, other->text, other->size, &subject))
            return 1;
    }
    return 0;
}

/* The last word of an occupation's title: "hygienists". */
static struct cs_span last_word(const struct cs_topic *topic, const struct cs_claim *c)
{
    if (c->subject.n_keys != 1 || c->subject.is_all)
        return (struct cs_span){"", 0};
    const struct cs_dataset *data = cs_lookup_dataset(topic->names->lookup);
    const char *title = cs_dataset_key(data, CS_DIM_OCCUPATION, c->subject.keys[0])->title;
    const char *last = title ? strrchr(title, ' ') : NULL;
    last = last ? last + 1 : title ? title : "";
    return (struct cs_span){last, strlen(last)};
}

/* Whether a word is such a last word or a short form of it: "techs" of "technicians". */
static int is_short_for(struct cs_span word, struct cs_span title)
{
    enum { SHORTEST = 4 };
    size_t n = word.size;
    if (n && word.start[n - 1] == 's')
        n--;
    return n >= SHORTEST && n < word.size && n < title.size &&
           !strncasecmp(word.start, title.start, n);
}

static int has_short_form(const struct cs_stretch *s, struct cs_span title, struct cs_span own)
{
    for (size_t i = s->start; i < s->end; i++) {
        size_t end = i;
        while (end < s->end && is_word(s->text[end]))
            end++;
        struct cs_span word = {s->text + i, end - i};
        if (is_short_for(word, title) && !is_short_for(word, own))
            return 1;
        i = end;
    }
    return 0;
}

/* Another occupation of the claims close by, by the last word of its title alone. */
static int names_another(const struct cs_claims *claims, const struct cs_topic *topic,
                         const struct cs_claim *c, const struct cs_stretch *s)
{
    enum { CLOSE = 8 };
    size_t i = (size_t)(c - claims->items), first = i > CLOSE ? i - CLOSE : 0;
    struct cs_span own = last_word(topic, c);
    struct cs_subject named;
    struct cs_stretch clause = cs_clause_at(s, c->value.start);
    if (cs_topic_sentence(topic, s->text, clause.start, clause.end, c->value.start, &named) ==
            CS_NAMED &&
        cs_subject_equals(&named, &c->subject))
        return 0;
    for (size_t k = first; own.size && k < claims->n_items && k <= i + CLOSE; k++) {
        const struct cs_claim *other = &claims->items[k];
        struct cs_span title = last_word(topic, other);
        int is_other = !(other->flags & CS_CLAIM_IN_TABLE) && title.size &&
                       !cs_subject_equals(&other->subject, &c->subject);
        if (is_other && has_short_form(s, title, own))
            return 1;
    }
    return 0;
}

/* Whether the figure may be somebody else's. */
static int is_of_another(const struct cs_claims *claims, const struct cs_topic *topic,
                         const struct cs_claim *c, const struct cs_stretch *s)
{
    return names_a_stranger(topic, s) || is_before_contrast(c, s) ||
           names_another(claims, topic, c, s) || observations_for_others(topic, c, s);
}

/* Whether it may be another statistic, of another time, or none at all. */
static int is_of_another_thing(const struct cs_claim *c, const struct cs_stretch *s)
{
    return is_bound(c, s) || is_small_count(c) || is_from_to(c, s) || has_date_before(c, s) ||
           has_rank_before(c, s) || is_hearsay(c, s) || is_growth_of_others(c, s) ||
           is_vaguely_dated(s);
}

void cs_claims_doubt(struct cs_claims *claims, const struct cs_topic *topic)
{
    for (size_t i = 0; i < claims->n_items; i++) {
        struct cs_claim *c = &claims->items[i];
        struct cs_stretch s = near_value(topic->document, c);
        int is_cell = (c->flags & CS_CLAIM_IN_TABLE) != 0;
        if (is_cell ? is_strangers_column(topic, c)
                    : is_of_another(claims, topic, c, &s) || is_of_another_thing(c, &s))
            c->flags |= CS_CLAIM_DOUBTFUL;
        if (!is_cell && is_past(c, &s))
            c->flags |= CS_CLAIM_DOUBTFUL | CS_CLAIM_IS_PAST;
    }
}
