/* The guide's own names: its title, a joint title, short names in brackets behind long ones. */
#include <stdbool.h>
#include <string.h>

#include "base/grow.h"
#include "base/text.h"
#include "guide/text/document.h"
#include "guide/topic/phrase.h"
#include "guide/topic/topic.h"
#include "guide/topic/topic_part.h"

static uint32_t add_subject(struct cs_topic *topic, const struct cs_subject *subject)
{
    struct cs_subject *grown =
        cs_grown(topic->subjects, topic->n_subjects, &topic->capacity, sizeof *grown);
    if (!grown) {
        topic->failed = 1;
        return 0;
    }
    topic->subjects = grown;
    topic->subjects[topic->n_subjects] = *subject;
    return (uint32_t)topic->n_subjects++;
}

void cs_topic_define(struct cs_topic *topic, struct cs_span name, const struct cs_subject *subject)
{
    uint32_t id = add_subject(topic, subject);
    if (!topic->failed && !cs_phrases_add(&topic->local, name, id, 1))
        topic->failed = 1;
}

/* The joint name stands for more than what is known of it, wherever it is used. */
static void define_joint_name(struct cs_topic *topic)
{
    const struct cs_document *d = topic->document;
    struct cs_subject page = topic->page, known;
    for (size_t i = 0; i < d->n_blocks && page.is_ambiguous; i++) {
        const struct cs_block *b = &d->blocks[i];
        bool is_title = b->kind == CS_BLOCK_TITLE || (b->kind == CS_BLOCK_HEADING && b->level == 1);
        if (is_title && !cs_topic_label(topic, cs_topic_title_part(b), &known) &&
            cs_topic_goes_on(topic, b))
            cs_topic_define(topic, cs_topic_title_part(b), &page);
    }
}

/* "Flux tenders", a title nobody knows: where prose says it again, the guide's own subject is
 * meant, be it the caller's word or unknown. */
static void define_title(struct cs_topic *topic)
{
    const struct cs_document *d = topic->document;
    struct cs_subject known;
    for (size_t i = 0; i < d->n_blocks && !topic->page.is_ambiguous; i++) {
        const struct cs_block *b = &d->blocks[i];
        struct cs_span title = cs_topic_title_part(b);
        bool is_title = b->kind == CS_BLOCK_TITLE || (b->kind == CS_BLOCK_HEADING && b->level == 1);
        bool is_one =
            !memchr(title.start, ',', title.size) && !memmem(title.start, title.size, " and ", 5);
        if (is_title && title.size && is_one && cs_is_agent(title) &&
            !cs_topic_label(topic, title, &known) &&
            !cs_topic_mention(topic, title.start, title.size, &known)) {
            struct cs_subject page = topic->page;
            page.is_title = true;
            cs_topic_define(topic, title, &page);
        }
    }
}

/* Whether [start, end) is a short name in capitals, "PTAs", and no word of its own. */
static bool is_short_name(const char *text, size_t start, size_t end)
{
    static const char *const words[] = {"IT", "AS", "IN", "OR", "AN", "US", "AM", "PM", "HR",
                                        "ME", "OK", "ID", "NO", "SO", "UK", "AT", "BE", NULL};
    enum { FEWEST = 2, MOST = 6 };
    size_t n = end - start - (end > start && text[end - 1] == 's');
    if (n < FEWEST || n > MOST)
        return false;
    for (size_t i = start; i < start + n; i++) {
        if (text[i] < 'A' || text[i] > 'Z')
            return false;
    }
    for (const char *const *w = words; *w; w++) {
        if (n == 2 && !strncmp(text + start, *w, 2))
            return false;
    }
    return true;
}

/* "Physical therapist assistants (PTAs)": the guide says what its short names mean. */
static void define_short_name(struct cs_topic *topic, const struct cs_block *b, size_t bracket)
{
    enum { LONGEST_TITLE = 90 };
    struct cs_read read;
    struct cs_subject known;
    const char *close = memchr(b->text + bracket, ')', b->size - bracket);
    size_t end = close ? (size_t)(close - b->text) : 0;
    if (!close || !is_short_name(b->text, bracket + 1, end))
        return;
    size_t from = bracket > LONGEST_TITLE ? bracket - LONGEST_TITLE : 0;
    while (from > 0 && from < bracket && cs_is_alnum(b->text[from - 1]))
        from++;
    cs_topic_read(topic, b->text, from, bracket, &read);
    if (!read.n_mentions)
        return;
    const struct cs_mention *last = &read.mentions[read.n_mentions - 1];
    struct cs_subject subject = cs_topic_meaning(topic, &read, read.n_mentions - 1);
    struct cs_span name = {b->text + bracket + 1, end - bracket - 1};
    /* of "radio announcers and disc jockeys (DJs)" only the jockeys are meant */
    bool is_whole = last->first + last->n_words == read.n_words &&
                    !memmem(b->text + read.words[last->first].start,
                            bracket - read.words[last->first].start, " and ", 5);
    if (is_whole && cs_subject_is_known(&subject) && !subject.is_all && !subject.is_ambiguous &&
        !subject.is_alias &&
        !(cs_topic_label(topic, name, &known) && cs_subject_equals(&known, &subject)))
        cs_topic_define(topic, name, &subject);
}

static void define_short_names(struct cs_topic *topic)
{
    enum { MOST = 100 };
    const struct cs_document *d = topic->document;
    size_t n = 0;
    for (size_t i = 0; i < d->n_blocks; i++) {
        const struct cs_block *b = &d->blocks[i];
        for (size_t k = 0; k + 3 < b->size && n < MOST; k++) {
            if (b->text[k] != '(' || b->text[k + 1] < 'A' || b->text[k + 1] > 'Z' ||
                b->text[k + 2] < 'A' || b->text[k + 2] > 'Z')
                continue;
            define_short_name(topic, b, k);
            n++;
        }
    }
}

void cs_topic_define_names(struct cs_topic *topic)
{
    define_joint_name(topic);
    define_title(topic);
    define_short_names(topic);
}
