/* Whether a guide goes through several occupations, one a section. */
#include <stdbool.h>
#include <string.h>

#include "base/text.h"
#include "guide/audit/inside.h"
#include "guide/text/find.h"
#include "guide/topic/phrase.h"
#include "guide/topic/topic.h"

static bool is_numbered(const struct cs_block *b)
{
    size_t i = b->size && b->text[0] == '#' ? 1 : 0;
    size_t first = i;
    while (i < b->size && cs_is_digit(b->text[i]))
        i++;
    return i > first && i - first < 4 && i < b->size && strchr(".):", b->text[i]);
}

static bool is_title_of_list(const struct cs_block *b)
{
    static const char *const words[] = {"jobs",   "careers",  "professions", "occupations",
                                        "roles",  "compared", "comparison",  "vs",
                                        "versus", "glance",   NULL};
    bool is_title = b->kind == CS_BLOCK_TITLE || (b->kind == CS_BLOCK_HEADING && b->level == 1);
    return is_title && cs_find_any(b->text, 0, b->size, words);
}

bool cs_inside_is_list(const struct cs_audit *audit)
{
    const struct cs_document *d = &audit->document;
    struct cs_subject named = {0}, other;
    size_t n_numbered = 0;
    for (size_t i = 0; i < d->n_blocks; i++) {
        const struct cs_block *b = &d->blocks[i];
        if (is_title_of_list(b))
            return true;
        if (b->kind != CS_BLOCK_HEADING || b->level < 2)
            continue;
        n_numbered += (size_t)is_numbered(b);
        if (n_numbered > 1)
            return true;
        if (!cs_topic_mention(&audit->topic, b->text, b->size, &other) || other.is_all)
            continue;
        if (named.n_keys && !cs_subject_equals(&named, &other))
            return true;
        named = other;
    }
    return false;
}

/* In a table of several columns an occupation that is not known may be any of them. */
static bool is_in_wide_table(const struct cs_audit *audit, const struct cs_claim *c)
{
    const struct cs_document *d = &audit->document;
    const struct cs_block *b = &d->blocks[c->value.block];
    if (b->table == CS_NO_BLOCK)
        return false;
    for (uint32_t i = d->tables[b->table].first; i < d->tables[b->table].last; i++) {
        if (d->blocks[i].table == b->table && d->blocks[i].column > 1)
            return true;
    }
    return false;
}

/* "Median pay: …", or a cell. */
static bool is_key_fact(const struct cs_claim *c)
{
    return (c->flags & (CS_CLAIM_HAS_LABEL | CS_CLAIM_IN_TABLE)) != 0;
}

/* Whether the first heading may be the name of an occupation: a few words and nothing else. */
static bool is_titled_by_name(const struct cs_audit *audit)
{
    enum { MOST_WORDS = 5 };
    const struct cs_document *d = &audit->document;
    for (size_t i = 0; i < d->n_blocks; i++) {
        const struct cs_block *b = &d->blocks[i];
        struct cs_word words[MOST_WORDS + 1];
        if (b->kind == CS_BLOCK_HEADING)
            return cs_words_of(b->text, 0, b->size, words, MOST_WORDS + 1) <= MOST_WORDS &&
                   !strpbrk(b->text, ":,?!|0123456789");
    }
    return false;
}

bool cs_inside_same_subject(const struct cs_audit *audit, const struct cs_claim *a,
                            const struct cs_claim *b)
{
    const struct cs_block *blocks = audit->document.blocks;
    if (!cs_subject_equals(&a->subject, &b->subject))
        return false;
    if (cs_subject_is_known(&a->subject))
        return true;
    if (a->naming == CS_NAMED_UNKNOWN || b->naming == CS_NAMED_UNKNOWN)
        return false;
    if (is_in_wide_table(audit, a) || is_in_wide_table(audit, b))
        return false;
    if (!is_key_fact(a) && !is_key_fact(b) && !is_titled_by_name(audit))
        return false; /* prose about who knows how many occupations */
    return !audit->is_list || blocks[a->value.block].heading == blocks[b->value.block].heading;
}
