/* Lines that lead what stands below them: an occupation's name over its items, a place, a line of
 * capitals. Apart from claim_context.c, which follows prose. */
#include <stdbool.h>
#include <string.h>

#include "base/text.h"
#include "guide/claim/claim_read.h"
#include "guide/topic/topic.h"

static bool has_digit(const char *text, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        if (cs_is_digit(text[i]))
            return true;
    }
    return false;
}

bool cs_is_capital_line(const char *text, size_t size)
{
    size_t n = 0;
    for (size_t i = 0; i < size; i++) {
        if (text[i] >= 'a' && text[i] <= 'z')
            return false;
        n += cs_is_alpha(text[i]) != 0;
    }
    return n > 3 && !has_digit(text, size);
}

/* The one occupation that a block names; false for none and for several. */
static bool names_one(const struct cs_topic *topic, const struct cs_block *b,
                      struct cs_subject *out)
{
    struct cs_read read;
    bool is_found = false;
    cs_topic_read(topic, b->text, 0, b->size, &read);
    for (size_t i = 0; i < read.n_mentions; i++) {
        struct cs_subject one = cs_topic_meaning(topic, &read, i);
        if (one.is_all)
            continue;
        if (is_found && !cs_subject_equals(out, &one))
            return false;
        *out = one;
        is_found = true;
    }
    return is_found && cs_subject_is_known(out) && !out->is_ambiguous;
}

/* "Medical assistants work in clinics. According to the bureau:" leads the list below it. */
static void lead_list(struct cs_claim_reader *reader, uint32_t index)
{
    const struct cs_document *d = reader->topic->document;
    const struct cs_block *b = &d->blocks[index];
    struct cs_subject subject;
    bool leads = b->kind == CS_BLOCK_PARAGRAPH && b->size && b->text[b->size - 1] == ':' &&
                 index + 1 < d->n_blocks && d->blocks[index + 1].kind == CS_BLOCK_ITEM;
    if (leads && names_one(reader->topic, b, &subject)) {
        reader->lead = subject;
        reader->has_lead = true;
    }
}

/* Where the last part of a line begins: behind a colon, a dash, an arrow. *is_arrow: what stands
 * before it is what one comes from. 0: it has no parts. */
static size_t last_part(const struct cs_block *line, bool *is_arrow)
{
    static const char *const arrows[] = {"\xE2\x86\x92", "\xC2\xBB", "->", ">", ">>", NULL};
    size_t end = line->size;
    for (size_t i = line->size; i-- > 0;) {
        if (line->text[i] != ' ' && i > 0)
            continue;
        struct cs_span token = {line->text + i + (i > 0), end - i - (i > 0)};
        bool is_mark = token.size && token.start[token.size - 1] == ':';
        bool has_letter = false;
        for (size_t k = 0; k < token.size; k++)
            has_letter |= cs_is_alnum(token.start[k]) != 0;
        *is_arrow = cs_span_is_any(token, arrows);
        if (end < line->size && token.size && (is_mark || (!has_letter && token.start[0] != '&')))
            return end + 1;
        end = i;
    }
    *is_arrow = false;
    return 0;
}

/* "[15:00] Switching over: medical assistants", "Avionics shop → Avionics technician": a line whose
 * last part is a name, or of an arrow somebody nobody knows. */
static bool ends_with_name(const struct cs_topic *topic, const struct cs_block *line,
                           struct cs_subject *out)
{
    bool is_arrow;
    size_t at = last_part(line, &is_arrow);
    struct cs_span name = cs_span_trim((struct cs_span){line->text + at, line->size - at});
    if (at && cs_topic_label(topic, name, out) && cs_subject_is_known(out) && !out->is_ambiguous &&
        !out->is_group)
        return true;
    *out = (struct cs_subject){.is_unknown = true};
    bool is_name = name.size && name.start[0] >= 'A' && name.start[0] <= 'Z' &&
                   !has_digit(name.start, name.size);
    return at && is_arrow && is_name && !memchr(line->text, '$', line->size);
}

/* A name over its first figure that reads as a label over a value: it leads what follows, too. */
static bool is_name_of_pair(const struct cs_document *d, const struct cs_block *b)
{
    const struct cs_block_table *t = b->table != CS_NO_BLOCK ? &d->tables[b->table] : NULL;
    return b->kind == CS_BLOCK_CELL && t && t->is_list && b->column == 0 && t->last - t->first == 2;
}

void cs_context_lead(struct cs_claim_reader *reader, uint32_t index)
{
    enum { LONGEST = 90 };
    const struct cs_topic *topic = reader->topic;
    const struct cs_block *b = &topic->document->blocks[index];
    struct cs_subject subject;
    size_t size = b->size;
    if (b->kind == CS_BLOCK_HEADING || b->kind == CS_BLOCK_TITLE) {
        reader->has_lead = false;
        reader->lead_place = NULL;
    }
    bool is_pair = is_name_of_pair(topic->document, b);
    if (b->kind != CS_BLOCK_PARAGRAPH && b->kind != CS_BLOCK_ITEM && !is_pair)
        return;
    while (size && strchr(": ", b->text[size - 1]))
        size--;
    if (size > LONGEST || memchr(b->text, '.', size) || memchr(b->text, '?', size)) {
        bool is_prose = b->kind == CS_BLOCK_PARAGRAPH && !memchr(b->text, '\n', b->size);
        reader->has_lead &= !is_prose; /* key facts on lines go on */
        lead_list(reader, index);
        return;
    }
    if (b->kind == CS_BLOCK_PARAGRAPH && cs_is_capital_line(b->text, size))
        reader->has_lead = false;
    if (b->kind == CS_BLOCK_PARAGRAPH && !has_digit(b->text, size)) {
        reader->lead_place = NULL;
        cs_topic_place(topic, b->text, 0, size, &reader->lead_place);
    }
    struct cs_block line = *b;
    line.size = size;
    size_t last = size;
    while (last && cs_is_alpha(b->text[last - 1]))
        last--;
    int names_agent = cs_is_agent((struct cs_span){b->text + last, size - last});
    if (cs_topic_label(topic, (struct cs_span){b->text, size}, &subject) &&
        cs_subject_is_known(&subject)) {
        reader->lead = subject;
        reader->has_lead = true;
    } else if (is_pair) {
        return;
    } else if (ends_with_name(topic, &line, &subject)) {
        reader->lead = subject;
        reader->has_lead = true;
    } else if (cs_topic_is_strange_heading(topic, &line) ||
               (names_agent && cs_topic_heading(topic, line.text, line.size, &subject))) {
        reader->lead = (struct cs_subject){.is_unknown = true};
        reader->has_lead = true;
    }
}
