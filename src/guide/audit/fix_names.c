/* The occupations that a guide names, wherever they stand: a number that is the figure of one of
 * them is not rewritten to another's. Found once a guide, asked for each of its values; and whether
 * a marker keeps the value, which is refresh's to change then. */
#include <stdint.h>
#include <string.h>

#include "base/grow.h"
#include "base/text.h"
#include "guide/audit/fix_part.h"
#include "guide/text/comments.h"
#include "guide/topic/topic.h"

static struct cs_subject meaning_of(const struct cs_audit *audit, const struct cs_mention *mention)
{
    uint32_t id = mention->phrase->ids[0];
    if (mention->is_local)
        return id < audit->topic.n_subjects ? audit->topic.subjects[id] : (struct cs_subject){0};
    return cs_names_meaning(audit->topic.names, mention->phrase);
}

/* The index of a subject in the list; it is added when new. */
static size_t intern(struct cs_fix_names *names, const struct cs_subject *subject,
                     struct cs_arena *arena)
{
    for (size_t i = 0; i < names->n_subjects; i++)
        if (cs_subject_equals(&names->subjects[i], subject))
            return i;
    struct cs_subject *grown = cs_arena_grown(arena, names->subjects, names->n_subjects,
                                              &names->subjects_capacity, sizeof *grown);
    if (!grown)
        return SIZE_MAX;
    names->subjects = grown;
    grown[names->n_subjects] = *subject;
    return names->n_subjects++;
}

static enum cs_status add(struct cs_fix_names *names, const struct cs_audit *audit, uint32_t block,
                          const struct cs_read *read, size_t mention, struct cs_arena *arena)
{
    struct cs_subject subject = meaning_of(audit, &read->mentions[mention]);
    if (!subject.n_keys || subject.is_all)
        return CS_OK;
    size_t index = intern(names, &subject, arena);
    struct cs_fix_name *grown =
        cs_arena_grown(arena, names->items, names->n_items, &names->items_capacity, sizeof *grown);
    if (!grown || index == SIZE_MAX)
        return CS_INTERNAL;
    names->items = grown;
    grown[names->n_items++] =
        (struct cs_fix_name){block, read->words[read->mentions[mention].first].start, index};
    return CS_OK;
}

/* A block is read a stretch at a time: only so many words and names fit one reading. */
static enum cs_status read_block(struct cs_fix_names *names, const struct cs_audit *audit,
                                 uint32_t block, struct cs_arena *arena)
{
    enum { STRETCH = 400, OVERLAP = 120 }; /* bytes */
    const struct cs_block *b = &audit->document.blocks[block];
    enum cs_status status = CS_OK;
    for (size_t start = 0; status == CS_OK && start < b->size; start += STRETCH - OVERLAP) {
        struct cs_read read;
        size_t end = start + STRETCH < b->size ? start + STRETCH : b->size;
        cs_topic_read(&audit->topic, b->text, start, end, &read);
        for (size_t i = 0; status == CS_OK && i < read.n_mentions; i++)
            status = add(names, audit, block, &read, i, arena);
        if (end == b->size)
            break;
    }
    return status;
}

enum cs_status cs_fix_names_find(struct cs_fix_names *names, const struct cs_audit *audit,
                                 struct cs_arena *arena)
{
    enum cs_status status = CS_OK;
    for (uint32_t b = 0; status == CS_OK && b < audit->document.n_blocks; b++)
        status = read_block(names, audit, b, arena);
    return status;
}

/* ---- markers ---- */

struct marker_search {
    size_t at; /* byte asked about */
    bool is_open, is_found;
};

static void take_marker(void *context, const struct cs_comment *comment)
{
    struct marker_search *s = context;
    if (s->is_open && comment->start > s->at)
        s->is_found = true;
    s->is_open = comment->text.size > 3 && !memcmp(comment->text.start, "cs:", 3) && comment->end &&
                 comment->end <= s->at;
}

bool cs_fix_is_marked(const struct cs_audit *audit, size_t byte)
{
    struct marker_search search = {.at = byte};
    if (!memmem(audit->document.bytes, audit->document.n_bytes, "cs:", 3))
        return false;
    cs_comments_find(&audit->document, 0, take_marker, &search);
    return search.is_found;
}
