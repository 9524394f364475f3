/* Whether a guide goes through several occupations, one a section. */
#include "guide/inside.h"

#include <string.h>

#include "guide/claim_read.h"

static int is_numbered(const struct cs_block *b)
{
    size_t i = b->size && b->text[0] == '#' ? 1 : 0;
    size_t first = i;
    while (i < b->size && cs_is_digit(b->text[i]))
        i++;
    return i > first && i - first < 4 && i < b->size && strchr(".):", b->text[i]);
}

static int is_title_of_list(const struct cs_block *b)
{
    static const char *const words[] = {"jobs", "careers", "professions", "occupations", "roles",
                                        "compared", "comparison", "vs", "versus", "glance", NULL};
    int is_title = b->kind == CS_BLOCK_TITLE || (b->kind == CS_BLOCK_HEADING && b->level == 1);
    return is_title && cs_find_any(b->text, 0, b->size, words);
}

int cs_inside_is_list(const struct cs_audit *audit)
{
    const struct cs_document *d = &audit->document;
    struct cs_subject named = {0}, other;
    size_t n_numbered = 0;
    for (size_t i = 0; i < d->n_blocks; i++) {
        const struct cs_block *b = &d->blocks[i];
        if (is_title_of_list(b))
            return 1;
        if (b->kind != CS_BLOCK_HEADING || b->level < 2)
            continue;
        n_numbered += (size_t)is_numbered(b);
        if (n_numbered > 1)
            return 1;
        if (!cs_topic_mention(&audit->topic, b->text, b->size, &other) || other.is_all)
            continue;
        if (named.n_keys && !cs_subject_equals(&named, &other))
            return 1;
        named = other;
    }
    return 0;
}

int cs_inside_same_subject(const struct cs_audit *audit, const struct cs_claim *a,
                           const struct cs_claim *b)
{
    const struct cs_block *blocks = audit->document.blocks;
    if (!cs_subject_equals(&a->subject, &b->subject))
        return 0;
    return cs_subject_is_known(&a->subject) || !audit->is_list ||
           blocks[a->value.block].heading == blocks[b->value.block].heading;
}
