/* The subject, the place and the names of one guide, made ready before its claims are read. */
#include "guide/topic/topic.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "guide/text/document.h"
#include "guide/topic/phrase.h"
#include "guide/topic/topic_part.h"

/* The words of title and first headings for who does a work: "engineers". */
static void find_nouns(struct cs_topic *topic)
{
    enum { LONGEST = 40 };
    const struct cs_document *d = topic->document;
    for (size_t i = 0; i < d->n_blocks; i++) {
        const struct cs_block *b = &d->blocks[i];
        struct cs_word words[32];
        if (b->kind != CS_BLOCK_TITLE && !(b->kind == CS_BLOCK_HEADING && b->level == 1))
            continue;
        size_t n = cs_words_of(b->text, 0, b->size, words, 32);
        for (size_t k = 0; k < n && topic->n_nouns < CS_TOPIC_NOUNS; k++) {
            struct cs_span noun = {b->text + words[k].start, words[k].end - words[k].start};
            if (cs_is_agent(noun) && noun.size <= LONGEST)
                topic->nouns[topic->n_nouns++] = noun;
        }
    }
}

enum cs_status cs_topic_init(struct cs_topic *topic, const struct cs_names *names,
                             const struct cs_document *document,
                             const struct cs_subject *occupation, const struct cs_region *region,
                             struct cs_diag *diag)
{
    memset(topic, 0, sizeof *topic);
    topic->names = names;
    topic->document = document;
    topic->region = region;
    cs_phrases_init(&topic->local);
    find_nouns(topic);
    cs_topic_define_codes(topic);
    cs_topic_define_short_names(topic);
    if (occupation)
        topic->page = *occupation;
    else if (!cs_topic_page_subject(topic, &topic->page))
        topic->page = (struct cs_subject){.is_unknown = true};
    cs_topic_define_names(topic);
    cs_topic_define_loose_names(topic);
    cs_topic_define_labels(topic);
    cs_topic_define_modifiers(topic);
    if (!topic->region && names->reference)
        topic->region = cs_topic_title_region(topic);
    return topic->failed ? cs_fail_memory(diag) : CS_OK;
}

void cs_topic_clear(struct cs_topic *topic)
{
    cs_phrases_clear(&topic->local);
    free(topic->subjects);
    memset(topic, 0, sizeof *topic);
}
