/* What labels, headers, captions and questions say about the numbers they stand for. */
#include <stdbool.h>
#include <string.h>

#include "analysis/outlook/lookup.h"
#include "base/text.h"
#include "data/dataset.h"
#include "guide/claim/claim_read.h"
#include "guide/topic/topic.h"
#include "guide/topic/phrase.h"
#include "guide/claim/passage.h"
#include "guide/topic/cue.h"
#include "data/reference.h"

enum { ANY_VALUE = -1, MOST_LABEL_WORDS = 8, LONGEST_CODE = 3 }; /* of a place: TX, DEU */

static const struct cs_cue *has(const struct cs_passage *p, enum cs_cue_kind kind, int value)
{
    return cs_passage_cue(p, kind, value, p->all.start, p->all.end);
}

/* A "%" or "percent" that is no part of a rank. */
static bool has_percent(const struct cs_passage *p)
{
    for (size_t i = 0; i < p->names.n_words; i++) {
        const struct cs_word *w = &p->names.words[i];
        struct cs_span word = {p->all.text + w->start, w->end - w->start};
        if (!cs_span_equals_nocase(word, "%") && !cs_span_equals_nocase(word, "percent") &&
            !cs_span_equals_nocase(word, "percentage") && !cs_span_equals_nocase(word, "pct"))
            continue;
        bool is_rank = false;
        for (size_t k = 0; k < p->n_cues; k++)
            is_rank |= (p->cues[k].kind == CS_CUE_STATISTIC || p->cues[k].kind == CS_CUE_SHARE) &&
                       p->cues[k].start <= w->start && p->cues[k].end >= w->end;
        if (!is_rank)
            return true;
    }
    return false;
}

/* Whether a cue of a kind stands there that counts in prose too. */
static bool has_plainly(const struct cs_passage *p, enum cs_cue_kind kind)
{
    for (size_t i = 0; i < p->n_cues; i++) {
        if (p->cues[i].kind == kind && !p->cues[i].row->context[0])
            return true;
    }
    return false;
}

static bool has_word(const struct cs_passage *p, const char *const *words)
{
    for (size_t i = 0; i < p->names.n_words; i++) {
        const struct cs_word *w = &p->names.words[i];
        for (const char *const *word = words; *word; word++) {
            if (cs_span_equals_nocase((struct cs_span){p->all.text + w->start, w->end - w->start},
                                      *word))
                return true;
        }
    }
    return false;
}

static bool speaks_of_pay(const struct cs_passage *p)
{
    return has(p, CS_CUE_PAY, ANY_VALUE) || has(p, CS_CUE_STATISTIC, ANY_VALUE) ||
           has(p, CS_CUE_PER, CS_PER_YEAR) || has(p, CS_CUE_PER, CS_PER_HOUR) ||
           has(p, CS_CUE_PER, CS_PER_MONTH);
}

static bool speaks_of_employment(const struct cs_passage *p)
{
    const struct cs_cue *unit = has(p, CS_CUE_JOBS, CS_JOBS_UNIT); /* "Jobs", not "Job title" */
    return has(p, CS_CUE_JOBS, CS_JOBS_NOUN) || has(p, CS_CUE_JOBS, CS_JOBS_VERB) ||
           (unit && cs_to_lower(p->all.text[unit->end - 1]) == 's');
}

/* "Workers, May 2024", "Employees (thousands)": a word for people, a date and nothing else. */
static bool is_head_count(const struct cs_passage *p)
{
    static const char *const links[] = {"in", "may", NULL};
    const struct cs_cue *people = has(p, CS_CUE_JOBS, CS_JOBS_PEOPLE);
    for (size_t i = 0; people && i < p->names.n_words; i++) {
        const struct cs_word *w = &p->names.words[i];
        bool is_known = (w->start >= people->start && w->end <= people->end) ||
                        cs_span_is_any(cs_passage_word(p, i), links);
        for (size_t k = 0; k < p->n_amounts; k++)
            is_known |= w->start >= p->amounts[k].start && w->end <= p->amounts[k].end;
        for (size_t k = 0; k < p->n_cues; k++)
            is_known |= p->cues[k].kind == CS_CUE_SCALE && w->start >= p->cues[k].start &&
                        w->end <= p->cues[k].end;
        if (!is_known)
            return false;
    }
    return people && cs_to_lower(p->all.text[people->end - 1]) == 's';
}

static const char *const losses_words[] = {"loss", "losses", "lost", NULL};

static enum cs_claim_kind kind_of(const struct cs_passage *p)
{
    static const char *const others[] = {
        "experience", "leaving",    "changing", "education", "training", "employer",
        "employers",  "difference", "gap",      "degree",    "exits",    "transfers",
        "share",      "ratio",      "quotient", "rank",      NULL};
    static const char *const numbers[] = {"number", NULL};
    static const char *const targets[] = {"expected", "projected", "end", NULL};
    if (has(p, CS_CUE_FOREIGN, CS_FOREIGN_ADJUSTED) ||
        (p->names.n_words <= MOST_LABEL_WORDS && has_word(p, others)))
        return CS_CLAIM_NONE;
    if (has(p, CS_CUE_OPENINGS, ANY_VALUE))
        return CS_CLAIM_OPENINGS;
    bool is_growing = has(p, CS_CUE_GROWTH, ANY_VALUE) || has(p, CS_CUE_ADDED, ANY_VALUE);
    bool is_pay = has(p, CS_CUE_PAY, CS_PAY_NOUN) || has(p, CS_CUE_STATISTIC, ANY_VALUE);
    if (has_percent(p) && (is_growing || !is_pay))
        return CS_CLAIM_GROWTH;
    if (has_plainly(p, CS_CUE_ADDED))
        return CS_CLAIM_NEW_JOBS;
    if (has_word(p, targets) && speaks_of_employment(p) && !has_plainly(p, CS_CUE_GROWTH))
        return CS_CLAIM_PROJECTED;
    if (has_plainly(p, CS_CUE_GROWTH) && !is_pay)
        return CS_CLAIM_GROWTH;
    bool is_loss =
        has(p, CS_CUE_ADDS, -1) || (has_word(p, losses_words) && has(p, CS_CUE_JOBS, ANY_VALUE));
    if ((has(p, CS_CUE_ADDED, ANY_VALUE) || is_loss) && !is_pay)
        return CS_CLAIM_NEW_JOBS;
    static const char *const news[] = {"new", "additional", NULL};
    if (has_word(p, news) && has(p, CS_CUE_JOBS, CS_JOBS_UNIT) && !is_pay)
        return CS_CLAIM_NEW_JOBS; /* "new electrician jobs" */
    if (has(p, CS_CUE_FOREIGN, CS_FOREIGN_MONEY))
        return CS_CLAIM_NONE;
    if (speaks_of_pay(p) && !has(p, CS_CUE_JOBS, CS_JOBS_NOUN))
        return CS_CLAIM_PAY;
    if (p->names.n_words <= 3 && has(p, CS_CUE_FUTURE, 0) && p->n_amounts == 1 &&
        p->amounts[0].kind == CS_AMOUNT_YEAR)
        return CS_CLAIM_PROJECTED; /* "Expected in 2034" */
    return speaks_of_employment(p) || is_head_count(p) ||
                   (has(p, CS_CUE_JOBS, CS_JOBS_PEOPLE) && has_word(p, numbers))
               ? CS_CLAIM_EMPLOYMENT
               : CS_CLAIM_NONE;
}

/* "10th-90th percentile": both ends of a range are ranks. */
static bool is_pair(enum cs_statistic low, enum cs_statistic high)
{
    return (low == CS_STAT_P10 && high == CS_STAT_P90) ||
           (low == CS_STAT_P25 && high == CS_STAT_P75);
}

static void read_statistic(const struct cs_passage *p, struct cs_claim_label *out)
{
    out->statistic = out->low_statistic = CS_STAT_UNSAID;
    for (size_t i = 0; i < p->n_cues; i++) {
        const struct cs_cue *c = &p->cues[i];
        bool is_vague =
            c->kind == CS_CUE_STATISTIC &&
            (c->value == CS_STAT_LOW || c->value == CS_STAT_HIGH || c->value == CS_STAT_RANGE);
        if (c->kind != CS_CUE_STATISTIC || (is_vague && out->statistic != CS_STAT_UNSAID))
            continue;
        out->low_statistic =
            is_pair(out->statistic, (enum cs_statistic)c->value) ? out->statistic : CS_STAT_UNSAID;
        out->statistic = (enum cs_statistic)c->value;
        out->statistic_at = (struct cs_spot){c->start, c->end};
    }
}

/* The years of a label: the last of each sort. */
static void read_dates(const struct cs_passage *p, struct cs_claim_label *out)
{
    for (size_t i = 0; i < p->n_amounts; i++) {
        const struct cs_amount *a = &p->amounts[i];
        struct cs_spot at = {a->start, a->end};
        if (a->kind == CS_AMOUNT_YEAR) {
            out->year = a->period;
            out->year_at = at;
        } else if (a->kind == CS_AMOUNT_SPAN) {
            out->span = a->period;
            out->span_at = at;
        }
    }
    out->is_only_year = p->n_amounts == 1 && p->amounts[0].kind >= CS_AMOUNT_YEAR &&
                        p->amounts[0].end - p->amounts[0].start + 6 > p->all.end - p->all.start;
}

static const struct cs_region *region_named(const struct cs_topic *topic, struct cs_span label)
{
    const struct cs_reference *reference = topic->names->reference;
    label = cs_span_trim(label);
    const struct cs_phrase *phrase = cs_phrases_whole(&topic->names->regions, label);
    if (phrase || !reference)
        return phrase ? &reference->regions[phrase->ids[0]] : NULL;
    bool is_code = label.size == 2 && label.start[0] >= 'A' && label.start[0] <= 'Z' &&
                   label.start[1] >= 'A' && label.start[1] <= 'Z';
    return is_code || (label.size == LONGEST_CODE && cs_is_alpha(label.start[0]))
               ? cs_reference_region(reference, label)
               : NULL;
}

static double scale_of(const struct cs_passage *p)
{
    const struct cs_cue *c = has(p, CS_CUE_SCALE, ANY_VALUE);
    return c ? c->value : 1;
}

void cs_label_of(const struct cs_topic *topic, const struct cs_stretch *stretch,
                 struct cs_claim_label *out)
{
    struct cs_passage p;
    memset(out, 0, sizeof *out);
    out->is_read = true;
    out->scale = 1;
    out->level = CS_NO_KEY;
    if (stretch->end <= stretch->start)
        return;
    struct cs_span text = {stretch->text + stretch->start, stretch->end - stretch->start};
    cs_passage_read(&p, topic, stretch, 1);
    out->kind = kind_of(&p);
    read_statistic(&p, out);
    read_dates(&p, out);
    out->scale = scale_of(&p);
    const struct cs_cue *growth = has(&p, CS_CUE_GROWTH, ANY_VALUE);
    const struct cs_cue *adds = has(&p, CS_CUE_ADDS, ANY_VALUE);
    growth = growth ? growth : adds;
    out->direction = growth ? (growth->value < 0 ? -1 : 1) : 0;
    if (!out->direction && out->kind == CS_CLAIM_NEW_JOBS && has_word(&p, losses_words))
        out->direction = -1;
    out->mentions = p.names.n_mentions;
    if (p.names.n_mentions == 1) {
        out->mention = cs_topic_meaning(topic, &p.names, 0);
        out->has_mention = cs_subject_is_known(&out->mention) && !out->mention.is_all;
        out->is_of_all = out->mention.is_all;
    }
    out->is_strange = cs_has_strange_word(&p);
    const struct cs_cue *per = has(&p, CS_CUE_PER, ANY_VALUE);
    out->per = per ? (enum cs_per)per->value : CS_PER_NONE;
    out->region = region_named(topic, text);
    out->has_level = cs_level_of(topic, stretch->text, stretch->start, stretch->end, &out->level);
    if (cs_topic_label(topic, text, &out->subject))
        out->names_subject = cs_subject_is_known(&out->subject) ? CS_NAMED : CS_NAMED_UNKNOWN;
    if (out->names_subject == CS_NAMED && cs_span_trim(text).size <= LONGEST_CODE)
        out->region = NULL; /* "PT" */
    out->has_place = out->region != NULL;
    const struct cs_cue *part = has(&p, CS_CUE_PART, ANY_VALUE);
    out->flags = (part && !cs_passage_leads_place(&p, part) ? CS_CLAIM_IS_PART : 0u) |
                 (has(&p, CS_CUE_SOURCE, ANY_VALUE) ? CS_CLAIM_IS_OTHERS : 0u);
}

struct cs_stretch cs_stretch_of(const struct cs_document *d, uint32_t block)
{
    if (block == CS_NO_BLOCK)
        return (struct cs_stretch){CS_NO_BLOCK, "", 0, 0};
    return (struct cs_stretch){block, d->blocks[block].text, 0, d->blocks[block].size};
}

const struct cs_claim_label *cs_label_at(struct cs_claim_reader *reader, uint32_t block)
{
    static const struct cs_claim_label none = {.is_read = true, .scale = 1, .level = CS_NO_KEY};
    enum { LONGEST = 400 };
    if (block == CS_NO_BLOCK)
        return &none;
    struct cs_claim_label *label = &reader->labels[block];
    struct cs_stretch s = cs_stretch_of(reader->topic->document, block);
    if (s.end > LONGEST)
        s.end = LONGEST;
    if (!label->is_read)
        cs_label_of(reader->topic, &s, label);
    return label;
}

/* ---- questions ---- */

enum cs_claim_kind cs_question_kind(const struct cs_topic *topic, const struct cs_stretch *q)
{
    static const char *const others[] = {"long",  "old",    "school", "certified",  "license",
                                         "hours", "become", "worth",  "difference", NULL};
    static const char *const amounts[] = {"much", NULL};
    static const char *const counts[] = {"many", NULL};
    struct cs_passage p;
    cs_passage_read(&p, topic, q, 0);
    if (has_word(&p, others) || has(&p, CS_CUE_FOREIGN, CS_FOREIGN_MONEY))
        return CS_CLAIM_NONE;
    if (has(&p, CS_CUE_OPENINGS, ANY_VALUE))
        return CS_CLAIM_OPENINGS;
    if (has(&p, CS_CUE_ADDED, ANY_VALUE))
        return CS_CLAIM_NEW_JOBS;
    if (has_word(&p, counts))
        return CS_CLAIM_EMPLOYMENT;
    if (has(&p, CS_CUE_PAY, ANY_VALUE) || has(&p, CS_CUE_STATISTIC, ANY_VALUE) ||
        has(&p, CS_CUE_PER, CS_PER_HOUR) || has_word(&p, amounts))
        return CS_CLAIM_PAY;
    bool is_lead = q->end > q->start && q->text[q->end - 1] != '?';
    if (is_lead && has(&p, CS_CUE_JOBS, CS_JOBS_NOUN) && !has(&p, CS_CUE_GROWTH, ANY_VALUE))
        return CS_CLAIM_EMPLOYMENT; /* "Employment in May 2024:" */
    static const char *const growth[] = {"fast", "outlook", "demand", "dying", "future", NULL};
    return has(&p, CS_CUE_GROWTH, ANY_VALUE) || has_word(&p, growth) ? CS_CLAIM_GROWTH
                                                                     : CS_CLAIM_NONE;
}

/* ---- levels ---- */

/* "Lead" or "leads" in words. */
static size_t find_name(const char *text, const struct cs_word *words, size_t n, const char *name)
{
    struct cs_word own[8];
    size_t n_own = cs_words_of(name, 0, strlen(name), own, 8);
    for (size_t i = 0; n_own && i + n_own <= n; i++) {
        size_t k = 0;
        while (k < n_own && words[i + k].hash == own[k].hash)
            k++;
        if (k == n_own)
            return words[i].start;
    }
    (void)text;
    return CS_NOWHERE;
}

static uint32_t level_key(const struct cs_topic *topic, const char *text,
                          const struct cs_word *words, size_t n)
{
    const struct cs_dict *dict = &cs_lookup_dataset(topic->names->lookup)->dicts[CS_DIM_LEVEL];
    uint32_t best = CS_NO_KEY;
    size_t earliest = CS_NOWHERE; /* "Junior Medical Office Assistant": the first name counts */
    for (uint32_t i = 0; i < dict->n_keys; i++) {
        const char *names[] = {dict->keys[i].code, dict->keys[i].title};
        for (size_t k = 0; k < 2; k++) {
            size_t found = strlen(names[k]) > 2 ? find_name(text, words, n, names[k]) : CS_NOWHERE;
            if (found < earliest) {
                earliest = found;
                best = i;
            }
        }
    }
    return best;
}

/* "California leads with", "Texas leads at $62,000": who comes first, no lead worker. */
static bool is_verb(const char *text, size_t end, const struct cs_cue *c)
{
    static const char *const behind[] = {" with ", " at ",  " the ",  " by ",
                                         " in ",   " all ", " both ", " on "};
    if (strcmp(c->row->phrase, "lead") != 0)
        return false;
    for (size_t i = 0; i < sizeof behind / sizeof *behind; i++) {
        size_t n = strlen(behind[i]);
        if (c->end + n <= end && !strncasecmp(text + c->end, behind[i], n))
            return true;
    }
    return false;
}

bool cs_level_of(const struct cs_topic *topic, const char *text, size_t start, size_t end,
                 uint32_t *level)
{
    struct cs_word words[64];
    struct cs_cue cues[32];
    size_t n = cs_words_of(text, start, end, words, 64);
    size_t n_cues = cs_cues_read(&topic->names->cues, text, words, n, 0, cues, 32);
    *level = CS_NO_KEY;
    for (size_t i = 0; i < n_cues; i++) {
        if (cues[i].kind != CS_CUE_LEVEL || is_verb(text, end, &cues[i]))
            continue;
        *level = level_key(topic, text, words, n);
        return true;
    }
    return false;
}
