/* What a sentence leaves unsaid: the question it answers, and who was spoken of before. */
#include <string.h>

#include "guide/claim/claim_read.h"
#include "guide/claim/claim_sentence.h"
#include "guide/claim/topic.h"

static int is_question(const char *text, size_t start, size_t end)
{
    while (end > start && (text[end - 1] == ' ' || text[end - 1] == '"' || text[end - 1] == ')'))
        end--;
    return end > start && text[end - 1] == '?';
}

static int asks_for_pay(const struct cs_stretch *q)
{
    static const char *const nouns[] = {"pay",    "paid",   "salary",   "salaries", "wage",
                                        "wages",  "earn",   "earned",   "earns",    "earnings",
                                        "income", "hourly", "per hour", NULL};
    static const char *const verbs[] = {"make", "makes", "made", "get", "getting", NULL};
    static const char *const amounts[] = {"how much", "what do",  "what does",
                                          "what did", "what can", NULL};
    struct cs_said said;
    return cs_find_any(q->text, q->start, q->end, nouns) ||
           (cs_find_any(q->text, q->start, q->end, verbs) &&
            cs_find_any(q->text, q->start, q->end, amounts)) ||
           cs_cue_statistic(q, q->end, q->end, &said) != CS_STAT_UNSAID;
}

/* "How much do they make?" asks for pay, "What does school cost?" for nothing known. */
static enum cs_claim_kind kind_of_question(const struct cs_stretch *q)
{
    static const char *const others[] = {"cost",      "tuition",    "long",    "old",   "school",
                                         "certified", "tax",        "license", "hours", "become",
                                         "worth",     "difference", NULL};
    static const char *const openings[] = {"openings", "vacancies", "jobs open", "positions open",
                                           NULL};
    static const char *const changes[] = {"new jobs", "jobs will be added", "jobs be added", NULL};
    static const char *const growth[] = {
        "fast",     "growing",   "grow",      "growth",       "outlook", "demand", "going down",
        "going up", "shrinking", "declining", "disappearing", "dying",   NULL};
    static const char *const counts[] = {"how many", NULL};
    const char *text = q->text;
    if (cs_find_any(text, q->start, q->end, others))
        return CS_CLAIM_NONE;
    if (cs_find_any(text, q->start, q->end, openings))
        return CS_CLAIM_OPENINGS;
    if (cs_find_any(text, q->start, q->end, changes))
        return CS_CLAIM_NEW_JOBS;
    if (cs_find_any(text, q->start, q->end, counts))
        return CS_CLAIM_EMPLOYMENT;
    if (asks_for_pay(q))
        return CS_CLAIM_PAY;
    return cs_find_any(text, q->start, q->end, growth) ? CS_CLAIM_GROWTH : CS_CLAIM_NONE;
}

static struct cs_stretch whole_of(const struct cs_document *d, uint32_t index)
{
    return (struct cs_stretch){index, d->blocks[index].text, 0, d->blocks[index].size};
}

static int is_block_question(const struct cs_document *d, uint32_t index)
{
    return is_question(d->blocks[index].text, 0, d->blocks[index].size);
}

/* Whether a question of the kind "And per hour?" goes on with the one before. */
static int is_short_question(const struct cs_stretch *q)
{
    enum { SHORT = 24 };
    return q->end - q->start < SHORT;
}

void cs_context_begin(struct cs_claim_reader *reader, uint32_t index)
{
    const struct cs_document *d = reader->topic->document;
    const struct cs_block *block = &d->blocks[index];
    uint32_t question = CS_NO_BLOCK;
    if (index > 0 && d->blocks[index - 1].table == block->table && is_block_question(d, index - 1))
        question = index - 1;
    else if (block->heading != CS_NO_BLOCK && is_block_question(d, block->heading))
        question = block->heading;
    if (block->heading != reader->section)
        reader->spoken_of = (struct cs_subject){0};
    reader->section = block->heading;
    reader->named = (struct cs_subject){0};
    if (question == CS_NO_BLOCK) {
        reader->asked.block = CS_NO_BLOCK;
        return;
    }
    struct cs_stretch asked = whole_of(d, question);
    enum cs_claim_kind kind = kind_of_question(&asked);
    int goes_on = kind == CS_CLAIM_NONE && is_short_question(&asked);
    reader->asked = asked;
    reader->asked_kind = goes_on ? reader->asked_kind : kind;
}

void cs_context_end(struct cs_claim_reader *reader, const struct cs_sentence *s, int has_claims)
{
    struct cs_subject subject;
    if (is_question(s->all.text, s->all.start, s->all.end)) {
        reader->asked = s->all;
        reader->asked_kind = kind_of_question(&s->all);
    }
    if (has_claims) {
        reader->named = (struct cs_subject){0};
        return;
    }
    if (cs_topic_named(reader->topic, &s->names, s->all.end, &subject) == CS_NAMED &&
        !subject.is_all)
        reader->named = subject;
}

/* "They earned", "Their employment": somebody of a sentence before. */
static int begins_with_pronoun(const struct cs_sentence *s)
{
    static const char *const pronouns[] = {"they", "their", "these", "those", "it", "its", NULL};
    size_t end = s->all.start + 24 < s->all.end ? s->all.start + 24 : s->all.end;
    return cs_find_any(s->all.text, s->all.start, end, pronouns);
}

/* The first heading above that names an occupation. */
static int named_by_heading(const struct cs_sentence *s, struct cs_subject *out)
{
    const struct cs_topic *topic = s->reader->topic;
    const struct cs_document *d = topic->document;
    for (uint32_t h = d->blocks[s->all.block].heading; h != CS_NO_BLOCK; h = d->blocks[h].heading) {
        const struct cs_block *b = &d->blocks[h];
        if (b->level > 1 && cs_topic_heading(topic, b->text, b->size, out))
            return 1;
    }
    return 0;
}

void cs_context_subject(const struct cs_sentence *s, struct cs_claim *claim)
{
    const struct cs_claim_reader *reader = s->reader;
    const struct cs_topic *topic = reader->topic;
    struct cs_subject subject;
    if (reader->named.n_keys && begins_with_pronoun(s)) {
        claim->subject = reader->named;
        claim->naming = CS_NAMED;
    } else if (reader->before && !reader->before->subject.is_all) {
        claim->subject = reader->before->subject;
        claim->naming = reader->before->naming;
    } else if (reader->asked.block != CS_NO_BLOCK &&
               cs_topic_sentence(topic, reader->asked.text, reader->asked.start, reader->asked.end,
                                 reader->asked.end, &subject) == CS_NAMED) {
        claim->subject = subject;
        claim->naming = CS_NAMED;
        claim->flags |= CS_CLAIM_SAYS_WHOSE;
    } else if (!named_by_heading(s, &claim->subject)) {
        claim->subject = topic->page;
        if (!cs_subject_is_known(&topic->page) && cs_subject_is_known(&reader->spoken_of))
            claim->subject = reader->spoken_of;
    }
}

const struct cs_region *cs_context_region(const struct cs_sentence *s)
{
    const struct cs_topic *topic = s->reader->topic;
    const struct cs_document *d = topic->document;
    const struct cs_region *region;
    for (uint32_t h = d->blocks[s->all.block].heading; h != CS_NO_BLOCK; h = d->blocks[h].heading) {
        const struct cs_block *b = &d->blocks[h];
        if (b->level > 1 && cs_topic_place(topic, b->text, 0, b->size, &region) && region)
            return region;
    }
    return NULL;
}
