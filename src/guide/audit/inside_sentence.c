/* The sentences of a guide, gone through by the checks of what it says without a number. */
#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "guide/audit/audit.h"
#include "guide/audit/inside_part.h"
#include "guide/text/find.h"
#include "guide/text/document.h"
#include "guide/topic/topic.h"

bool cs_inside_is_known(const struct cs_audit *audit, const struct cs_subject *subject)
{
    for (size_t i = 0; i < audit->claims.n_items; i++) {
        if (audit->judgments[i].verdict == CS_CONFIRMED &&
            cs_subject_equals(&audit->claims.items[i].subject, subject))
            return true;
    }
    return false;
}

/* Where the sentence that begins at `start` ends. */
static size_t sentence_end(const struct cs_block *b, size_t start)
{
    size_t i = start;
    while (i < b->size && !(strchr(".!?\n", b->text[i]) &&
                            (i + 1 == b->size || b->text[i + 1] == ' ' || b->text[i] == '\n')))
        i++;
    return i;
}

void cs_inside_each_sentence(struct cs_audit *audit, const struct cs_evidence *evidence,
                             const char *const *words,
                             void (*look)(const struct cs_inside_sentence *sentence))
{
    struct cs_inside_sentence s = {.audit = audit, .evidence = evidence};
    for (uint32_t b = 0; b < audit->document.n_blocks; b++) {
        const struct cs_block *block = &audit->document.blocks[b];
        if (!cs_find_any(block->text, 0, block->size, words))
            continue;
        if (!s.read)
            s.read = cs_arena_alloc(&audit->arena, sizeof *s.read);
        if (!s.read)
            return;
        s.block = b;
        for (s.start = 0; s.start < block->size; s.start = s.end + 1) {
            s.end = sentence_end(block, s.start);
            while (s.start < s.end && block->text[s.start] == ' ')
                s.start++;
            if (s.end < block->size && block->text[s.end] == '?')
                continue;
            cs_topic_read(&audit->topic, block->text, s.start, s.end, s.read);
            look(&s);
        }
    }
}
