/* Short labels that the guide itself settles: "Security" and "Support" in a column or a list whose
 * every label is one of the occupations that the guide names in full, "Technicians" as a heading
 * beside "Pharmacists". Apart from topic_short.c, whose names also hold in prose: these are labels
 * only, and stay another name (is_alias). */
#include <stdbool.h>
#include <string.h>

#include "analysis/outlook/lookup.h"
#include "base/text.h"
#include "data/dataset.h"
#include "guide/text/document.h"
#include "guide/topic/phrase.h"
#include "guide/topic/topic.h"
#include "guide/topic/topic_part.h"

enum { MOST_LABELS = 16, LONGEST_LABEL = 40, MOST_WORDS = 3 };

/* The labels of a column, a header row or a list, and who they are. */
struct column {
    struct cs_span labels[MOST_LABELS];
    uint32_t keys[MOST_LABELS];   /* CS_NO_KEY: not settled yet */
    uint32_t may_be[MOST_LABELS]; /* bits of the cast */
    bool is_short[MOST_LABELS];
    size_t n;
};

static struct cs_span title_of(const struct cs_topic *topic, uint32_t key)
{
    const struct cs_dataset *data = cs_lookup_dataset(topic->names->lookup);
    return cs_span_of(cs_dataset_key(data, CS_DIM_OCCUPATION, key)->title);
}

static bool is_one(const struct cs_subject *subject)
{
    return subject->n_keys == 1 && !subject->is_all && !subject->is_group && !subject->is_ambiguous;
}

static void join_cast(struct cs_cast *cast, uint32_t key, struct cs_span name)
{
    for (size_t i = 0; i < cast->n; i++) {
        if (cast->keys[i] == key)
            return;
    }
    if (cast->n < CS_CAST) {
        cast->keys[cast->n] = key;
        cast->names[cast->n++] = name;
    }
}

/* "Help desk (computer user support)": words that one title alone has. */
static void join_bracketed(struct cs_cast *cast, const struct cs_block *b)
{
    enum { FEWEST = 2, MOST = 6 };
    struct cs_word words[MOST];
    const char *open = memchr(b->text, '(', b->size);
    const char *close = open ? memchr(open, ')', b->size - (size_t)(open - b->text)) : NULL;
    if (!close)
        return;
    size_t start = (size_t)(open + 1 - b->text), end = (size_t)(close - b->text);
    size_t n = cs_words_of(b->text, start, end, words, MOST);
    uint32_t key =
        n >= FEWEST && n < MOST ? cs_names_loose(cast->topic->names, b->text, words, n) : CS_NO_KEY;
    if (key != CS_NO_KEY)
        join_cast(cast, key, (struct cs_span){b->text + start, end - start});
}

void cs_cast_find(struct cs_cast *cast)
{
    enum { MOST_BLOCKS = 400, STRETCH = 600 };
    const struct cs_document *d = cast->topic->document;
    for (size_t i = 0; i < d->n_blocks && i < MOST_BLOCKS; i++) {
        const struct cs_block *b = &d->blocks[i];
        struct cs_read read;
        cs_topic_read(cast->topic, b->text, 0, b->size < STRETCH ? b->size : STRETCH, &read);
        for (size_t k = 0; k < read.n_mentions; k++) {
            const struct cs_word *w = &read.words[read.mentions[k].first];
            struct cs_subject subject = cs_topic_meaning(cast->topic, &read, k);
            size_t end = w[read.mentions[k].n_words - 1].end;
            if (is_one(&subject) && (read.mentions[k].n_words > 1 || !subject.is_alias))
                join_cast(cast, subject.keys[0],
                          (struct cs_span){b->text + w->start, end - w->start});
        }
        join_bracketed(cast, b);
    }
}

/* "Analysis" and "analysts", "therapy" and "therapist". */
static bool are_akin(const char *a_text, const struct cs_word *a, const char *b_text,
                     const struct cs_word *b)
{
    enum { STEM = 5, ENDING = 5 };
    size_t n = 0, a_size = a->end - a->start, b_size = b->end - b->start;
    while (n < a_size && n < b_size &&
           cs_to_lower(a_text[a->start + n]) == cs_to_lower(b_text[b->start + n]))
        n++;
    return a->hash == b->hash || (n >= STEM && n + ENDING >= (a_size > b_size ? a_size : b_size));
}

/* Whether a name has every word of a label, or one akin to it. */
static bool has_all(struct cs_span name, struct cs_span label)
{
    struct cs_word own[CS_PHRASE_WORDS], words[CS_PHRASE_WORDS];
    size_t n = cs_words_of(label.start, 0, label.size, own, CS_PHRASE_WORDS), found = 0;
    size_t n_name = cs_words_of(name.start, 0, name.size, words, CS_PHRASE_WORDS);
    for (size_t i = 0; i < n; i++) {
        size_t k = 0;
        while (k < n_name && !are_akin(label.start, &own[i], name.start, &words[k]))
            k++;
        found += k < n_name;
    }
    return n > 0 && n <= MOST_WORDS && found == n;
}

/* Who a label may be: what it names, or bits of the cast. Returns whether it may be anybody. */
static bool add_label(struct column *c, const struct cs_cast *cast, struct cs_span label)
{
    struct cs_subject subject;
    if (c->n == MOST_LABELS || !label.size || label.size > LONGEST_LABEL ||
        cs_is_digit(label.start[0]))
        return false;
    size_t at = c->n++;
    c->labels[at] = label;
    c->keys[at] = CS_NO_KEY;
    c->may_be[at] = 0;
    c->is_short[at] = true;
    if (cs_topic_heading(cast->topic, label.start, label.size, &subject) && is_one(&subject)) {
        c->keys[at] = subject.keys[0];
        c->is_short[at] = false;
        return true;
    }
    for (size_t i = 0; i < cast->n; i++) {
        if (has_all(cast->names[i], label) || has_all(title_of(cast->topic, cast->keys[i]), label))
            c->may_be[at] |= 1u << i;
    }
    return c->may_be[at] != 0;
}

/* The only one of the cast that a label may be and no other label is; CS_NO_KEY. */
static uint32_t only_left(const struct column *c, const struct cs_cast *cast, size_t label)
{
    uint32_t only = CS_NO_KEY;
    for (size_t i = 0; i < cast->n; i++) {
        bool is_taken = !(c->may_be[label] & 1u << i);
        for (size_t k = 0; k < c->n; k++)
            is_taken |= c->keys[k] == cast->keys[i];
        if (!is_taken && only != CS_NO_KEY)
            return CS_NO_KEY;
        only = is_taken ? only : cast->keys[i];
    }
    return only;
}

/* Whether every label is one occupation, each another's. */
static bool settle(struct column *c, const struct cs_cast *cast)
{
    size_t n_left = 0;
    for (size_t turn = 0; turn <= c->n; turn++) {
        n_left = 0;
        for (size_t i = 0; i < c->n; i++) {
            if (c->keys[i] == CS_NO_KEY)
                c->keys[i] = only_left(c, cast, i);
            n_left += c->keys[i] == CS_NO_KEY;
        }
    }
    for (size_t i = 0; i < c->n; i++) {
        for (size_t k = i + 1; k < c->n; k++)
            n_left += c->keys[i] == c->keys[k];
    }
    return n_left == 0;
}

static void define_label(struct cs_topic *topic, struct cs_span label, uint32_t key)
{
    struct cs_subject known, subject = {.keys = {key}, .n_keys = 1};
    subject.is_alias = subject.is_label = true;
    if (!cs_topic_label(topic, label, &known))
        cs_topic_define(topic, label, &subject);
}

static void define_column(struct column *c, const struct cs_cast *cast)
{
    enum { FEWEST = 2 };
    if (c->n < FEWEST || !settle(c, cast))
        return;
    for (size_t i = 0; i < c->n; i++) {
        if (c->is_short[i])
            define_label(cast->topic, c->labels[i], c->keys[i]);
    }
}

/* The labels that lead a table's rows, or its columns. */
static void define_in_table(const struct cs_cast *cast, uint32_t table, bool of_rows)
{
    const struct cs_document *d = cast->topic->document;
    const struct cs_block_table *t = &d->tables[table];
    struct column c = {.n = 0};
    for (uint32_t i = t->first; i < t->last; i++) {
        const struct cs_block *b = &d->blocks[i];
        bool is_label = b->table == table && b->kind == CS_BLOCK_CELL &&
                        (of_rows ? b->column == 0 && b->row > 0 : b->row == 0 && b->column > 0);
        if (is_label && !add_label(&c, cast, cs_span_trim((struct cs_span){b->text, b->size})))
            return;
    }
    define_column(&c, cast);
}

/* "Security: $60.05": the labels of a list's items. Returns the block behind the list. */
static uint32_t define_in_list(const struct cs_cast *cast, uint32_t first)
{
    const struct cs_document *d = cast->topic->document;
    struct column c = {.n = 0};
    bool is_known = true;
    uint32_t i = first;
    for (; i < d->n_blocks && d->blocks[i].kind == CS_BLOCK_ITEM &&
           d->blocks[i].heading == d->blocks[first].heading;
         i++) {
        const struct cs_block *b = &d->blocks[i];
        const char *colon = memchr(b->text, ':', b->size);
        size_t size = colon ? (size_t)(colon - b->text) : 0;
        is_known = is_known && add_label(&c, cast, cs_span_trim((struct cs_span){b->text, size}));
    }
    if (is_known)
        define_column(&c, cast);
    return i;
}

/* Whether a title has a word akin to one of the cast's titles or of the guide's own: "pharmacy". */
static bool is_of_family(const struct cs_cast *cast, struct cs_span title, struct cs_span label)
{
    struct cs_word words[CS_PHRASE_WORDS];
    size_t n = cs_words_of(title.start, 0, title.size, words, CS_PHRASE_WORDS);
    for (size_t i = 0; i < n; i++) {
        struct cs_span word = {title.start + words[i].start, words[i].end - words[i].start};
        if (has_all(label, word) || cs_is_shared_head(word))
            continue;
        for (size_t k = 0; k < cast->n; k++) {
            struct cs_word other[CS_PHRASE_WORDS];
            struct cs_span own = title_of(cast->topic, cast->keys[k]);
            size_t n_own = cs_words_of(own.start, 0, own.size, other, CS_PHRASE_WORDS);
            for (size_t m = 0; m < n_own; m++) {
                if (other[m].end - other[m].start > 4 &&
                    are_akin(own.start, &other[m], title.start, &words[i]))
                    return true;
            }
        }
    }
    return false;
}

/* "Technologists and technicians" beside "Veterinarians": the one title that has the heading's
 * words and one akin to theirs. */
static void define_heading(const struct cs_cast *cast, const struct cs_block *b)
{
    const struct cs_dict *dict =
        &cs_lookup_dataset(cast->topic->names->lookup)->dicts[CS_DIM_OCCUPATION];
    struct cs_span label = {b->text, b->size};
    uint32_t only = CS_NO_KEY;
    if (b->kind != CS_BLOCK_HEADING || b->level < 2 || !cs_topic_is_strange_heading(cast->topic, b))
        return;
    for (uint32_t i = 0; i < dict->n_keys; i++) {
        struct cs_span title = cs_span_of(dict->keys[i].title);
        if (!cast->topic->names->loose[i].n || !has_all(title, label) ||
            !is_of_family(cast, title, label))
            continue;
        if (only != CS_NO_KEY && strcmp(dict->keys[i].title, dict->keys[only].title) != 0)
            return;
        only = only == CS_NO_KEY ? i : only;
    }
    if (only != CS_NO_KEY)
        define_label(cast->topic, label, only);
}

void cs_topic_define_labels(struct cs_topic *topic)
{
    struct cs_cast cast = {.topic = topic};
    const struct cs_document *d = topic->document;
    cs_cast_find(&cast);
    if (!cast.n || cast.n == CS_CAST)
        return;
    for (uint32_t i = 0; i < d->n_tables && !topic->failed; i++) {
        define_in_table(&cast, i, true);
        define_in_table(&cast, i, false);
    }
    for (uint32_t i = 0; i < d->n_blocks && !topic->failed;) {
        define_heading(&cast, &d->blocks[i]);
        i = d->blocks[i].kind == CS_BLOCK_ITEM ? define_in_list(&cast, i) : i + 1;
    }
}
