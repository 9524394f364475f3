/* Names, and the subject of a guide. */
#include "guide/topic/topic.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/text.h"
#include "guide/topic/phrase.h"
#include "guide/text/amount.h"
#include "guide/topic/cue.h"
#include "data/dataset.h"
#include "analysis/outlook/lookup.h"

/* ---- labels and mentions ---- */

bool cs_topic_label(const struct cs_topic *topic, struct cs_span label, struct cs_subject *out)
{
    const struct cs_phrase *phrase = cs_phrases_whole(&topic->local, label);
    if (phrase) {
        *out = topic->subjects[phrase->ids[0]];
        return true;
    }
    *out = cs_names_subject(topic->names, label);
    return !out->is_unknown;
}

bool cs_topic_mention(const struct cs_topic *topic, const char *text, size_t size,
                      struct cs_subject *out)
{
    struct cs_word words[64];
    size_t n = cs_words_of(text, 0, size, words, 64);
    const struct cs_phrase *best = NULL;
    bool is_local = false;
    for (size_t i = 0; i < n; i++) {
        const struct cs_phrase *local = cs_phrases_longest(&topic->local, words + i, n - i);
        const struct cs_phrase *known =
            cs_phrases_longest(&topic->names->occupations, words + i, n - i);
        if (local && (!best || local->n_words > best->n_words)) {
            best = local;
            is_local = true;
        }
        if (known && (known->n_words > 1 || known->is_title) &&
            (!best || known->n_words > best->n_words)) {
            best = known;
            is_local = false;
        }
    }
    if (!best)
        return false;
    *out = is_local ? topic->subjects[best->ids[0]] : cs_names_meaning(topic->names, best);
    return !is_local || cs_subject_is_known(out);
}

/* Past "10. ", "#3: ", "3) ". */
static size_t skip_numbering(const char *text, size_t size)
{
    size_t i = size && text[0] == '#' ? 1 : 0;
    while (i < size && cs_is_digit(text[i]))
        i++;
    size_t digits = i;
    while (i < size && strchr(".):", text[i]))
        i++;
    return i > digits && i < size ? i : 0;
}

/* "Nurse Anesthetists, Nurse Midwives, and Nurse Practitioners": several taken together, when the
 * names are all there is. */
static bool read_list(const struct cs_topic *topic, struct cs_span text, struct cs_subject *out)
{
    struct cs_read read;
    struct cs_subject all = {0};
    if (memchr(text.start, '/', text.size))
        return false; /* two names of one */
    cs_topic_read(topic, text.start, 0, text.size, &read);
    size_t n_words = 0;
    for (size_t i = 0; i < read.n_mentions; i++) {
        struct cs_subject one = cs_topic_meaning(topic, &read, i);
        n_words += read.mentions[i].n_words;
        if (one.n_keys != 1 || one.is_all || all.n_keys == CS_SUBJECT_KEYS)
            return false;
        all.is_group |= one.is_group;
        all.is_alias |= one.is_alias;
        all.keys[all.n_keys++] = one.keys[0];
    }
    for (size_t i = 0; i < read.n_words; i++) {
        struct cs_span word = {text.start + read.words[i].start,
                               read.words[i].end - read.words[i].start};
        n_words += cs_span_equals_nocase(word, "and") || cs_span_equals_nocase(word, "&");
    }
    /* "and" may stand within a name: then there are more words than counted once */
    if (all.n_keys < 2 || n_words < read.n_words)
        return false;
    *out = all;
    return true;
}

bool cs_topic_heading(const struct cs_topic *topic, const char *text, size_t size,
                      struct cs_subject *out)
{
    size_t first = skip_numbering(text, size), end = first;
    while (end < size && !strchr("(:|", text[end]))
        end++;
    struct cs_span name = cs_span_trim((struct cs_span){text + first, end - first});
    if (name.size && cs_topic_label(topic, name, out) && cs_subject_is_known(out))
        return true;
    if (name.size && read_list(topic, name, out))
        return true;
    if (cs_topic_mention(topic, text, size, out))
        return true;
    return cs_topic_sentence(topic, text, first, size, size, out) == CS_NAMED && !out->is_all &&
           !out->is_ambiguous;
}

bool cs_topic_is_strange_heading(const struct cs_topic *topic, const struct cs_block *heading)
{
    enum { MOST_WORDS = 6 };
    struct cs_word words[MOST_WORDS + 2];
    struct cs_cue cues[8];
    struct cs_subject subject;
    size_t first = skip_numbering(heading->text, heading->size), end = first;
    while (end < heading->size && !strchr("(:|", heading->text[end]))
        end++;
    size_t n = cs_words_of(heading->text, first, end, words, MOST_WORDS + 2);
    if (!n || n > MOST_WORDS || memchr(heading->text, '?', heading->size) ||
        cs_topic_heading(topic, heading->text, heading->size, &subject))
        return false;
    size_t n_cues = cs_cues_read(&topic->names->cues, heading->text, words, n, 0, cues, 8);
    for (size_t i = 0; i < n_cues; i++) {
        bool may_be_named = cues[i].kind == CS_CUE_LEVEL || cues[i].kind == CS_CUE_PART ||
                            cues[i].kind == CS_CUE_RANK || cues[i].kind == CS_CUE_FOREIGN ||
                            (cues[i].kind == CS_CUE_JOBS && cues[i].value == CS_JOBS_PEOPLE);
        if (!may_be_named)
            return false;
    }
    const struct cs_word *last = &words[n - 1];
    return cs_is_agent((struct cs_span){heading->text + last->start, last->end - last->start});
}

bool cs_topic_completed(const struct cs_topic *topic, struct cs_span label, struct cs_subject *out)
{
    enum { LONGEST = 40 };
    char name[128];
    if (!label.size || label.size > LONGEST)
        return false;
    for (size_t i = 0; i < topic->n_nouns; i++) {
        struct cs_span noun = topic->nouns[i];
        snprintf(name, sizeof name, "%.*s %.*s", (int)label.size, label.start, (int)noun.size,
                 noun.start);
        if (cs_topic_label(topic, cs_span_of(name), out) && cs_subject_is_known(out))
            return true;
    }
    return false;
}

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

/* ---- the guide's own names ---- */

static uint32_t add_subject(struct cs_topic *topic, const struct cs_subject *subject)
{
    if (topic->n_subjects == topic->capacity) {
        size_t capacity = topic->capacity ? topic->capacity * 2 : 16;
        struct cs_subject *grown = realloc(topic->subjects, capacity * sizeof *grown);
        if (!grown) {
            topic->failed = 1;
            return 0;
        }
        topic->subjects = grown;
        topic->capacity = capacity;
    }
    topic->subjects[topic->n_subjects] = *subject;
    return (uint32_t)topic->n_subjects++;
}

static void define(struct cs_topic *topic, struct cs_span name, const struct cs_subject *subject)
{
    uint32_t id = add_subject(topic, subject);
    if (!topic->failed && !cs_phrases_add(&topic->local, name, id, 1))
        topic->failed = 1;
}

static struct cs_span block_text(const struct cs_block *block)
{
    return (struct cs_span){block->text, block->size};
}

static bool contains_nocase(struct cs_span text, struct cs_span part)
{
    for (size_t i = 0; i + part.size <= text.size; i++) {
        if (!strncasecmp(text.start + i, part.start, part.size))
            return true;
    }
    return false;
}

/* Of the rows of a table with codes: a row whose code cell is a dash is all others together. */
enum { PROFILE_ROWS = 64 };
struct profile {
    struct cs_span dash_name, first_name;
    struct cs_span codes[PROFILE_ROWS];
    struct cs_subject parts[PROFILE_ROWS];
    size_t n_rows;
};

/* Whether a code stands above another of the table: it is no part beside it. */
static bool is_above(struct cs_span code, struct cs_span other)
{
    enum { BROAD = 6 };
    return code.start[BROAD] == '0' && other.start[BROAD] != '0' &&
           !strncmp(code.start, other.start, BROAD);
}

/* The occupations of all rows, each once. Returns 0 when one is unknown or there are too many. */
static bool take_together(const struct profile *profile, struct cs_subject *out)
{
    *out = (struct cs_subject){0};
    for (size_t i = 0; i < profile->n_rows; i++) {
        const struct cs_subject *part = &profile->parts[i];
        bool is_covered = false;
        for (size_t k = 0; k < profile->n_rows; k++)
            is_covered |= is_above(profile->codes[i], profile->codes[k]);
        if (is_covered)
            continue;
        if (part->is_unknown || out->n_keys + part->n_keys > CS_SUBJECT_KEYS)
            return false;
        for (size_t n = 0; n < part->n_keys; n++) {
            size_t k = 0;
            while (k < out->n_keys && out->keys[k] != part->keys[n])
                k++;
            if (k == out->n_keys)
                out->keys[out->n_keys++] = part->keys[n];
        }
    }
    return out->n_keys > 1;
}

/* Whether the code beside a title is another occupation's: the title holds. */
static bool contradicts_title(const struct cs_topic *topic, struct cs_span label,
                              const struct cs_subject *by_code)
{
    const struct cs_dataset *data = cs_lookup_dataset(topic->names->lookup);
    struct cs_subject by_name = cs_names_subject(topic->names, label);
    if (by_name.n_keys != 1 || by_code->n_keys != 1 || by_name.is_all || by_name.is_ambiguous ||
        by_name.is_alias || by_name.keys[0] == by_code->keys[0])
        return false;
    const struct cs_key *a = cs_dataset_key(data, CS_DIM_OCCUPATION, by_name.keys[0]);
    const struct cs_key *b = cs_dataset_key(data, CS_DIM_OCCUPATION, by_code->keys[0]);
    return strcasecmp(a->title ? a->title : "", b->title ? b->title : "") != 0 &&
           !cs_code_is_under(a->code, b->code) && !cs_code_is_under(b->code, a->code);
}

static void read_code_row(struct cs_topic *topic, const struct cs_block *label,
                          const struct cs_block *code, struct profile *profile)
{
    struct cs_span text = cs_span_trim(block_text(code));
    if (!cs_is_occupation_code(text)) {
        if (cs_span_equals(text, "-") && !profile->dash_name.size)
            profile->dash_name = block_text(label);
        return;
    }
    struct cs_subject subject = cs_names_subject(topic->names, text);
    if (contradicts_title(topic, block_text(label), &subject))
        return;
    define(topic, block_text(label), &subject); /* also when the data do not know the code */
    if (!profile->first_name.size)
        profile->first_name = block_text(label);
    if (profile->n_rows == PROFILE_ROWS)
        return;
    profile->codes[profile->n_rows] = text;
    profile->parts[profile->n_rows++] = subject;
}

/* "Employment projections data for broadcast, sound, and video technicians, 2024-34" over a table
 * whose first row is "Broadcast, sound, and lighting technicians": one occupation, two names. */
static void define_page_name(struct cs_topic *topic, const struct cs_block_table *table,
                             struct cs_span first)
{
    const struct cs_document *d = topic->document;
    struct cs_subject subject, own;
    if (table->lead == CS_NO_BLOCK || !first.size || !cs_topic_label(topic, first, &subject))
        return;
    for (size_t i = 0; i < d->n_blocks; i++) {
        const struct cs_block *b = &d->blocks[i];
        struct cs_span lead = block_text(&d->blocks[table->lead]);
        bool is_name = b->kind == CS_BLOCK_HEADING && b->level == 1 && b->size > 3 &&
                       contains_nocase(lead, block_text(b));
        if (is_name && !cs_topic_label(topic, block_text(b), &own))
            define(topic, block_text(b), &subject);
    }
}

/* The column of a table that holds occupation codes; 0 when none does. */
static uint32_t code_column(const struct cs_document *d, const struct cs_block_table *table)
{
    for (uint32_t i = table->first; i < table->last; i++) {
        const struct cs_block *b = &d->blocks[i];
        if (b->kind == CS_BLOCK_CELL && b->column > 0 &&
            cs_is_occupation_code(cs_span_trim(block_text(b))))
            return b->column;
    }
    return 0;
}

static void read_code_table(struct cs_topic *topic, uint32_t index)
{
    const struct cs_document *d = topic->document;
    const struct cs_block_table *table = &d->tables[index];
    uint32_t column = code_column(d, table);
    struct profile profile = {0};
    const struct cs_block *label = NULL;
    for (uint32_t i = table->first; column && i < table->last; i++) {
        const struct cs_block *b = &d->blocks[i];
        if (b->kind != CS_BLOCK_CELL || b->table != index)
            continue;
        if (b->column == 0)
            label = b;
        else if (b->column == column && label && label->row == b->row)
            read_code_row(topic, label, b, &profile);
    }
    struct cs_subject together;
    if (profile.dash_name.size && take_together(&profile, &together))
        define(topic, profile.dash_name, &together);
    define_page_name(topic, table, profile.dash_name.size ? profile.dash_name : profile.first_name);
}

/* ---- what the whole guide is about ---- */

/* The one occupation code that running text mentions, if it is one. */
static bool only_code(const struct cs_topic *topic, struct cs_subject *out)
{
    const struct cs_document *d = topic->document;
    struct cs_span seen = {NULL, 0};
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
            seen = code;
        }
    }
    if (!seen.start)
        return false;
    *out = cs_names_subject(topic->names, seen);
    return cs_subject_is_known(out);
}

/* "Announcers and DJs : Occupational Outlook Handbook": the part before the separator. */
static struct cs_span title_part(const struct cs_block *block)
{
    struct cs_span text = block_text(block);
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
static bool goes_on_with_others(const struct cs_topic *topic, const struct cs_block *b)
{
    static const char *const own[] = {"their", "the", "your", "how", "what", "why", "its", NULL};
    struct cs_span title = title_part(b);
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
    for (const char *const *word = own; *word; word++) {
        if (cs_span_equals_nocase(first, *word))
            return false;
    }
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
            if (one.is_all || one.is_group || one.is_ambiguous || one.is_alias || one.n_keys != 1)
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

static bool find_page_subject(const struct cs_topic *topic, struct cs_subject *out)
{
    const struct cs_document *d = topic->document;
    /* A title or first heading that is an occupation's own title before one that may mean several.
     */
    for (size_t i = 0; i < 2 * d->n_blocks; i++) {
        const struct cs_block *b = &d->blocks[i % d->n_blocks];
        bool is_title = b->kind == CS_BLOCK_TITLE || (b->kind == CS_BLOCK_HEADING && b->level == 1);
        if (is_title && cs_topic_label(topic, title_part(b), out) &&
            (i >= d->n_blocks || !(out->is_group || out->is_ambiguous || out->is_alias)))
            return true;
    }
    if (only_code(topic, out) && !is_titled_otherwise(topic, out))
        return true;
    for (size_t i = 0; i < d->n_blocks; i++) {
        const struct cs_block *b = &d->blocks[i];
        bool is_title = b->kind == CS_BLOCK_TITLE || (b->kind == CS_BLOCK_HEADING && b->level <= 1);
        if (is_title && cs_topic_mention(topic, b->text, b->size, out) && !out->is_all) {
            out->is_ambiguous |= goes_on_with_others(topic, b) || names_several(topic, b);
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
    }
    return only_named(topic, out);
}

/* The joint name stands for more than what is known of it, wherever it is used. */
static void define_joint_name(struct cs_topic *topic)
{
    const struct cs_document *d = topic->document;
    struct cs_subject page = topic->page, known;
    for (size_t i = 0; i < d->n_blocks && page.is_ambiguous; i++) {
        const struct cs_block *b = &d->blocks[i];
        bool is_title = b->kind == CS_BLOCK_TITLE || (b->kind == CS_BLOCK_HEADING && b->level == 1);
        if (is_title && !cs_topic_label(topic, title_part(b), &known) &&
            goes_on_with_others(topic, b))
            define(topic, title_part(b), &page);
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
        struct cs_span title = title_part(b);
        bool is_title = b->kind == CS_BLOCK_TITLE || (b->kind == CS_BLOCK_HEADING && b->level == 1);
        bool is_one =
            !memchr(title.start, ',', title.size) && !memmem(title.start, title.size, " and ", 5);
        if (is_title && title.size && is_one && cs_is_agent(title) &&
            !cs_topic_label(topic, title, &known) &&
            !cs_topic_mention(topic, title.start, title.size, &known)) {
            struct cs_subject page = topic->page;
            page.is_title = true;
            define(topic, title, &page);
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
    bool is_whole = last->first + last->n_words == read.n_words;
    if (is_whole && cs_subject_is_known(&subject) && !subject.is_all && !subject.is_ambiguous &&
        !subject.is_alias &&
        !(cs_topic_label(topic, name, &known) && cs_subject_equals(&known, &subject)))
        define(topic, name, &subject);
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
    for (size_t i = 0; i < document->n_tables; i++)
        read_code_table(topic, (uint32_t)i);
    if (occupation)
        topic->page = *occupation;
    else if (!find_page_subject(topic, &topic->page))
        topic->page = (struct cs_subject){.is_unknown = true};
    define_joint_name(topic);
    define_title(topic);
    define_short_names(topic);
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
