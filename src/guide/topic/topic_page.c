/* What a whole guide is about: by its title, its only code, its sections, or the name it uses most.
 */
#include <stdbool.h>
#include <string.h>

#include "base/text.h"
#include "guide/amount/amount.h"
#include "guide/text/document.h"
#include "guide/topic/topic.h"
#include "guide/topic/topic_part.h"

/* Whether a title, heading or line of its own before a block names another occupation: then a code
 * in the text is of one that is mentioned too. */
static bool leads_with_another(const struct cs_topic *topic, size_t block,
                               const struct cs_subject *by_code)
{
    enum { LONGEST_LINE = 90 };
    const struct cs_document *d = topic->document;
    struct cs_subject named;
    for (size_t i = 0; i < block; i++) {
        const struct cs_block *b = &d->blocks[i];
        for (size_t at = 0, end; at < b->size; at = end + 1) {
            const char *stop = memchr(b->text + at, '\n', b->size - at);
            end = stop ? (size_t)(stop - b->text) : b->size;
            struct cs_span line = {b->text + at, end - at};
            if (b->table == CS_NO_BLOCK && line.size <= LONGEST_LINE &&
                cs_topic_label(topic, line, &named) && named.n_keys == 1 && !named.is_all &&
                !named.is_group && !named.is_ambiguous && !cs_subject_equals(&named, by_code))
                return true;
        }
    }
    return false;
}

/* The one occupation code that running text mentions, if it is one. */
static bool only_code(const struct cs_topic *topic, struct cs_subject *out)
{
    const struct cs_document *d = topic->document;
    struct cs_span seen = {NULL, 0};
    size_t seen_in = 0;
    for (size_t i = 0; i < d->n_blocks; i++) {
        struct cs_amount amounts[16];
        size_t n = cs_has_code_shape(d->blocks[i].text, d->blocks[i].size)
                       ? cs_amounts_find(d->blocks[i].text, d->blocks[i].size, amounts, 16)
                       : 0;
        for (size_t k = 0; k < n; k++) {
            if (amounts[k].kind != CS_AMOUNT_CODE)
                continue;
            struct cs_span code = {d->blocks[i].text + amounts[k].start, 7};
            if (seen.start && memcmp(seen.start, code.start, 7))
                return false;
            seen_in = seen.start ? seen_in : i;
            seen = code;
        }
    }
    if (!seen.start)
        return false;
    *out = cs_names_subject(topic->names, seen);
    return cs_subject_is_known(out) && !leads_with_another(topic, seen_in, out);
}

/* "Announcers and DJs : Occupational Outlook Handbook": the part before the separator. */
struct cs_span cs_topic_title_part(const struct cs_block *block)
{
    struct cs_span text = (struct cs_span){block->text, block->size};
    for (size_t i = 1; i + 1 < text.size; i++) {
        if (strchr(":|(", text.start[i]) || (text.start[i] == '-' && text.start[i - 1] == ' '))
            return cs_span_trim((struct cs_span){text.start, i});
    }
    return text;
}

/* "RN vs. LPN": a title of two occupations is about neither alone. */
static bool names_several(const struct cs_topic *topic, const struct cs_block *b)
{
    struct cs_read read;
    struct cs_subject first = {0};
    cs_topic_read(topic, b->text, 0, b->size, &read);
    for (size_t i = 0; i < read.n_mentions; i++) {
        struct cs_subject one = cs_topic_meaning(topic, &read, i);
        if (!one.n_keys || one.is_all)
            continue;
        if (first.n_keys && !cs_subject_equals(&first, &one))
            return true;
        first = one;
    }
    return false;
}

/* The one occupation that the headings of sections name; of several none is the guide's. */
static bool only_section(const struct cs_topic *topic, struct cs_subject *out)
{
    const struct cs_document *d = topic->document;
    struct cs_subject other;
    bool is_found = false;
    for (size_t i = 0; i < d->n_blocks; i++) {
        const struct cs_block *b = &d->blocks[i];
        if (b->kind != CS_BLOCK_HEADING || b->level != 2 ||
            !cs_topic_mention(topic, b->text, b->size, &other) || other.is_all)
            continue;
        if (is_found && !cs_subject_equals(out, &other))
            return false;
        *out = other;
        is_found = true;
    }
    return is_found;
}

/* Whether the guide's title names another occupation than its only code, by its own title. */
static bool is_titled_otherwise(const struct cs_topic *topic, const struct cs_subject *by_code)
{
    const struct cs_document *d = topic->document;
    struct cs_subject named;
    for (size_t i = 0; i < d->n_blocks; i++) {
        const struct cs_block *b = &d->blocks[i];
        bool is_title = b->kind == CS_BLOCK_TITLE || (b->kind == CS_BLOCK_HEADING && b->level == 1);
        if (is_title && cs_topic_mention(topic, b->text, b->size, &named) && named.n_keys == 1 &&
            by_code->n_keys == 1 && !named.is_all && !named.is_ambiguous && !named.is_group &&
            !named.is_alias)
            return named.keys[0] != by_code->keys[0];
    }
    return false;
}

/* "Database administrators and architects" where only the first are known: the guide is about more.
 */
bool cs_topic_goes_on(const struct cs_topic *topic, const struct cs_block *b)
{
    static const char *const own[] = {"their", "the", "your", "how", "what", "why", "its", NULL};
    struct cs_span title = cs_topic_title_part(b);
    struct cs_read read;
    cs_topic_read(topic, title.start, 0, title.size, &read);
    if (!read.n_mentions)
        return false;
    size_t first_word = read.mentions[0].first;
    if (first_word > 0) /* "Craft and fine artists" */
        return cs_span_equals_nocase(
            (struct cs_span){title.start + read.words[first_word - 1].start,
                             read.words[first_word - 1].end - read.words[first_word - 1].start},
            "and");
    size_t next = read.mentions[0].n_words;
    if (next + 1 >= read.n_words)
        return false;
    struct cs_span and = {title.start + read.words[next].start,
                          read.words[next].end - read.words[next].start};
    struct cs_span first = {title.start + read.words[next + 1].start,
                            read.words[next + 1].end - read.words[next + 1].start};
    if (cs_span_is_any(first, own))
        return false;
    return cs_span_equals_nocase(and, "and") && title.start[title.size - 1] == 's';
}

/* The occupation that the guide's text names, at least twice and far oftener than any other. */
static bool only_named(const struct cs_topic *topic, struct cs_subject *out)
{
    enum { MOST_BLOCKS = 200, FEWEST = 2, MOST_NAMES = 12, TIMES = 3 };
    const struct cs_document *d = topic->document;
    struct cs_read read;
    struct cs_subject found[MOST_NAMES];
    size_t counts[MOST_NAMES] = {0}, n_found = 0, best = 0, others = 0;
    for (size_t i = 0; i < d->n_blocks && i < MOST_BLOCKS; i++) {
        cs_topic_read(topic, d->blocks[i].text, 0, d->blocks[i].size, &read);
        for (size_t k = 0; k < read.n_mentions; k++) {
            struct cs_subject one = cs_topic_meaning(topic, &read, k);
            if (one.is_all || one.is_group || one.is_ambiguous || one.n_keys != 1 ||
                (one.is_alias && !one.is_head))
                continue;
            size_t f = 0;
            while (f < n_found && !cs_subject_equals(&found[f], &one))
                f++;
            if (f == MOST_NAMES)
                return false;
            if (f == n_found)
                found[n_found++] = one;
            counts[f]++;
        }
    }
    for (size_t f = 0; f < n_found; f++)
        best = counts[f] > counts[best] ? f : best;
    for (size_t f = 0; f < n_found; f++)
        others += f != best ? counts[f] : 0;
    if (!n_found || counts[best] < FEWEST || counts[best] < TIMES * others)
        return false;
    *out = found[best];
    return true;
}

/* The occupation whose name is a line of its own among the first of a guide without a title that
 * names one, before any figure; of several none. */
static bool opening_line(const struct cs_topic *topic, struct cs_subject *out)
{
    enum { MOST_BLOCKS = 8, LONGEST_LINE = 90 };
    const struct cs_document *d = topic->document;
    struct cs_subject named;
    bool is_found = false;
    for (size_t i = 0; i < d->n_blocks && i < MOST_BLOCKS; i++) {
        const struct cs_block *b = &d->blocks[i];
        for (size_t at = 0, end; at < b->size; at = end + 1) {
            const char *stop = memchr(b->text + at, '\n', b->size - at);
            end = stop ? (size_t)(stop - b->text) : b->size;
            struct cs_span line = cs_span_trim((struct cs_span){b->text + at, end - at});
            if (memchr(line.start, '$', line.size) || b->table != CS_NO_BLOCK)
                return is_found;
            if (line.size > LONGEST_LINE || !cs_topic_label(topic, line, &named) ||
                named.n_keys != 1 || named.is_all || named.is_group || named.is_ambiguous)
                continue;
            if (is_found && !cs_subject_equals(out, &named))
                return false;
            *out = named;
            is_found = true;
        }
    }
    return is_found;
}

bool cs_topic_page_subject(const struct cs_topic *topic, struct cs_subject *out)
{
    const struct cs_document *d = topic->document;
    /* A title or first heading that is an occupation's own title before one that may mean several.
     */
    for (size_t i = 0; i < 2 * d->n_blocks; i++) {
        const struct cs_block *b = &d->blocks[i % d->n_blocks];
        bool is_title = b->kind == CS_BLOCK_TITLE || (b->kind == CS_BLOCK_HEADING && b->level == 1);
        if (is_title && cs_topic_label(topic, cs_topic_title_part(b), out) &&
            (i >= d->n_blocks || !(out->is_group || out->is_ambiguous || out->is_alias)))
            return true;
    }
    if (only_code(topic, out) && !is_titled_otherwise(topic, out))
        return true;
    for (size_t i = 0; i < d->n_blocks; i++) {
        const struct cs_block *b = &d->blocks[i];
        bool is_title = b->kind == CS_BLOCK_TITLE || (b->kind == CS_BLOCK_HEADING && b->level <= 1);
        if (is_title && cs_topic_mention(topic, b->text, b->size, out) && !out->is_all) {
            out->is_ambiguous |= cs_topic_goes_on(topic, b) || names_several(topic, b);
            return true;
        }
    }
    if (only_section(topic, out))
        return true;
    for (size_t i = 0; i < d->n_blocks; i++) {
        const struct cs_block *b = &d->blocks[i];
        bool is_title = b->kind == CS_BLOCK_TITLE || (b->kind == CS_BLOCK_HEADING && b->level == 1);
        if (is_title && cs_topic_sentence(topic, b->text, 0, b->size, b->size, out) == CS_NAMED &&
            !out->is_all && !out->is_ambiguous)
            return true;
        struct cs_span title = cs_topic_title_part(b); /* "Surgical technology | Valley College" */
        if (is_title && cs_topic_activity(topic, title, out))
            return true;
    }
    return opening_line(topic, out) || only_named(topic, out);
}
