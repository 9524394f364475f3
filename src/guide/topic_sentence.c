/* Who and where a sentence is about. */
#include <string.h>

#include "guide/topic.h"

/* A name found in a sentence. */
struct mention {
    size_t first, n_words; /* words */
    const struct cs_phrase *phrase;
    int is_local, is_all;
};

static int word_is(const char *text, const struct cs_word *word, const char *name)
{
    struct cs_span span = {text + word->start, word->end - word->start};
    return cs_span_equals_nocase(span, name);
}

static int word_is_any(const char *text, const struct cs_word *word, const char *const *names)
{
    for (; *names; names++) {
        if (word_is(text, word, *names))
            return 1;
    }
    return 0;
}

/* Words before which a short name can be trusted: "employment of actors". */
static int is_anchored(const char *text, const struct cs_word *words, size_t i)
{
    static const char *const anchors[] = {"for", "of", "by", "as", "a", "an", "the", "most", NULL};
    return i == 0 || word_is_any(text, &words[i - 1], anchors);
}

/* "the average for all occupations" is a yardstick, not the subject. */
static int is_yardstick(const char *text, const struct cs_word *words, size_t i)
{
    if (i < 2 || (!word_is(text, &words[i - 1], "for") && !word_is(text, &words[i - 1], "of") &&
                  !word_is(text, &words[i - 1], "across")))
        return 0;
    static const char *const yardsticks[] = {"average", NULL};
    size_t behind = i - 2;
    int is_measure = word_is_any(text, &words[behind], yardsticks);
    static const char *const comparisons[] = {"than", "as", NULL};
    for (size_t k = behind; is_measure && k + 4 > behind && k > 0; k--) {
        if (word_is_any(text, &words[k - 1], comparisons))
            return 1;
    }
    return 0;
}

/* A short name that means what the guide is about. */
static int is_of_page(const struct cs_topic *topic, const struct cs_phrase *phrase)
{
    return topic->page.n_keys == 1 && phrase->n_ids == 1 && phrase->ids[0] == topic->page.keys[0];
}

static size_t find_mentions(const struct cs_topic *topic, const char *text,
                            const struct cs_word *words, size_t n_words, struct mention *out,
                            size_t capacity)
{
    size_t n = 0;
    for (size_t i = 0; i < n_words && n < capacity; i++) {
        const struct cs_phrase *local = cs_phrases_longest(&topic->local, words + i, n_words - i);
        const struct cs_phrase *known =
            cs_phrases_longest(&topic->names->occupations, words + i, n_words - i);
        int is_local = local && (!known || local->n_words >= known->n_words);
        const struct cs_phrase *best = is_local ? local : known;
        if (!best || (!is_local && best->n_words == 1 && !best->is_title &&
                      !is_anchored(text, words, i) && !is_of_page(topic, best)))
            continue;
        if (!is_yardstick(text, words, i))
            out[n++] = (struct mention){i, best->n_words, best, is_local, 0};
        i += best->n_words - 1u;
    }
    return n;
}

/* The name nearest before the value, else the first after it. */
static const struct mention *nearest(const struct mention *mentions, size_t n,
                                     const struct cs_word *words, size_t at)
{
    const struct mention *best = NULL;
    for (size_t i = 0; i < n; i++) {
        if (words[mentions[i].first].start < at || !best)
            best = &mentions[i];
    }
    return best;
}

/* Words that stand for the guide's own occupation, or for nobody in particular. */
static int is_generic(const char *text, const struct cs_word *word)
{
    static const char *const generic[] = {
        "these", "this", "the", "those", "them", "they", "workers", "all", "such", "professionals",
        "people", "employees", "candidates", "it", "that", "your", "you", "a", "an", "its",
        "their", "both", "each", "jobs", "new", "entry", "someone", "anyone", "most", "full",
        "qualified", "skilled", "every", "experienced", "as", "in", "since", "during", "by",
        "overall", "nationally", "on", "half", "about", "roughly", "between", NULL};
    struct cs_span span = {text + word->start, word->end - word->start};
    /* "RNs", "CMAs": the guide's own short word. */
    int is_short_form = span.size >= 2 && span.size <= 5 && span.start[0] >= 'A' &&
                        span.start[0] <= 'Z' && span.start[1] >= 'A' && span.start[1] <= 'Z';
    return cs_is_digit(span.start[0]) || is_short_form || word_is_any(text, word, generic);
}

/* "median wage for X", "employment of X", "openings for X", or "X held about": is there an X? */
static int names_somebody(const char *text, const struct cs_word *words, size_t n)
{
    static const char *const nouns[] = {"wage",   "wages",      "salary",   "salaries", "pay",
                                        "earnings", "openings", "employment", NULL};
    static const char *const links[] = {"for", "of", NULL};
    static const char *const verbs[] = {"held", "earned", NULL};
    for (size_t i = 0; i + 2 < n; i++) {
        if (word_is_any(text, &words[i], nouns) && word_is_any(text, &words[i + 1], links) &&
            !is_generic(text, &words[i + 2]) && words[i + 1].start == words[i].end + 1)
            return 1;
    }
    for (size_t i = 1; i < n && i < 14; i++) {
        if (word_is_any(text, &words[i], verbs))
            return !is_generic(text, &words[0]);
    }
    return 0;
}

static struct cs_subject subject_of(const struct cs_topic *topic, const struct mention *mention)
{
    return mention->is_local ? topic->subjects[mention->phrase->ids[0]]
                             : cs_names_meaning(topic->names, mention->phrase);
}

/* Whether nothing but "and" stands between two names: "web developers and digital designers". */
static int are_joined(const struct cs_word *words, const char *text, const struct mention *a,
                      const struct mention *b)
{
    size_t end = a->first + a->n_words;
    return b->first == end + 1 && word_is(text, &words[end], "and") &&
           words[b->first].start - words[end - 1].end <= 6;
}

/* Occupations that are named as one are taken together. */
static void add_partners(const struct cs_topic *topic, const struct mention *mentions, size_t n,
                         const struct cs_word *words, const char *text,
                         const struct mention *best, struct cs_subject *out)
{
    size_t i = (size_t)(best - mentions);
    if (best->is_local || out->n_keys != 1 || out->is_all || out->is_group)
        return;
    const struct mention *partner =
        i + 1 < n && are_joined(words, text, best, &mentions[i + 1]) ? &mentions[i + 1]
        : i > 0 && are_joined(words, text, &mentions[i - 1], best)   ? &mentions[i - 1]
                                                                     : NULL;
    struct cs_subject other = partner ? subject_of(topic, partner) : (struct cs_subject){0};
    if (other.n_keys == 1 && !other.is_all && !other.is_group && other.keys[0] != out->keys[0])
        out->keys[out->n_keys++] = other.keys[0];
}

enum cs_naming cs_topic_sentence(const struct cs_topic *topic, const char *text, size_t start,
                                 size_t end, size_t at, struct cs_subject *out)
{
    struct cs_word words[160];
    struct mention mentions[16];
    size_t n_words = cs_words_of(text, start, end, words, 160);
    size_t n = find_mentions(topic, text, words, n_words, mentions, 16);
    const struct mention *best = nearest(mentions, n, words, at);
    if (best) {
        *out = subject_of(topic, best);
        add_partners(topic, mentions, n, words, text, best, out);
        int is_later = words[best->first].start > at;
        /* "$44,640, compared with $49,500 for all occupations": not the first one's subject. */
        return out->is_all && is_later ? CS_NAMED_NOT : CS_NAMED;
    }
    if (!names_somebody(text, words, n_words))
        return CS_NAMED_NOT;
    *out = (struct cs_subject){.is_unknown = 1};
    return CS_NAMED_UNKNOWN;
}

/* ---- places ---- */

static int is_capital(char c)
{
    return c >= 'A' && c <= 'Z';
}

static int is_month(const char *text, const struct cs_word *word)
{
    static const char *const months[] = {"January", "February", "March",     "April",   "May",
                                         "June",    "July",     "August",    "September",
                                         "October", "November", "December",  NULL};
    return word_is_any(text, word, months);
}

/* "in San Francisco", "in the Bay Area": a capital after "in" that is no month. */
static int is_other_place(const char *text, const struct cs_word *words, size_t n, size_t i)
{
    static const char *const links[] = {"in", "across", "around", "near", NULL};
    if (!word_is_any(text, &words[i], links) || i + 1 >= n)
        return 0;
    size_t next = i + 1 + (size_t)(word_is(text, &words[i + 1], "the") && i + 2 < n);
    const struct cs_word *word = &words[next];
    return is_capital(text[word->start]) && word->end - word->start > 2 && !is_month(text, word) &&
           (word->end >= word->start + 2 && !is_capital(text[word->start + 1]));
}

/* The region whose name begins at word i; NULL for none. Two capitals that are also words (IN, OR)
 * count at the beginning only. */
static const struct cs_region *region_at(const struct cs_topic *topic, const char *text,
                                         const struct cs_word *words, size_t n, size_t i)
{
    static const char *const nations[] = {"nationally", "nationwide", NULL};
    const struct cs_phrase *phrase = cs_phrases_longest(&topic->names->regions, words + i, n - i);
    if (topic->names->reference && word_is_any(text, &words[i], nations))
        return cs_reference_region(topic->names->reference, cs_span_of("US"));
    if (!phrase || !is_capital(text[words[i].start]))
        return NULL;
    size_t size = words[i + phrase->n_words - 1u].end - words[i].start;
    int is_written_out = size > 3 || is_capital(text[words[i].start + 1]);
    int is_word = size == 2 && i > 0 && phrase->n_words == 1 && strchr("IO", text[words[i].start]);
    return size > 1 && is_written_out && !is_word
               ? &topic->names->reference->regions[phrase->ids[0]]
               : NULL;
}

int cs_topic_place_at(const struct cs_topic *topic, const struct cs_span *sentence, size_t at,
                      const struct cs_region **region)
{
    struct cs_word words[160];
    const char *text = sentence->start;
    size_t n = cs_words_of(text, 0, sentence->size, words, 160);
    int has_place = 0;
    *region = NULL;
    for (size_t i = 0; i < n; i++) {
        const struct cs_region *found = region_at(topic, text, words, n, i);
        int is_before = words[i].start < at;
        if (found && (is_before || !*region))
            *region = found;
        int is_unknown = !found && is_other_place(text, words, n, i) &&
                         !(i + 1 < n && region_at(topic, text, words, n, i + 1)) &&
                         !(i + 2 < n && region_at(topic, text, words, n, i + 2));
        if (is_unknown && (is_before || !has_place)) {
            *region = NULL;
            has_place = 1;
            if (!is_before)
                break;
        }
        has_place |= found != NULL;
        if (found && !is_before)
            break;
    }
    return has_place;
}

int cs_topic_place(const struct cs_topic *topic, const char *text, size_t start, size_t end,
                   const struct cs_region **region)
{
    struct cs_span all = {text + start, end - start};
    return cs_topic_place_at(topic, &all, 0, region);
}

const struct cs_region *cs_topic_title_region(const struct cs_topic *topic)
{
    const struct cs_document *d = topic->document;
    const struct cs_region *region = NULL;
    enum { LONGEST_SUBTITLE = 160 };
    int is_under_title = 0;
    for (size_t i = 0; i < d->n_blocks && !region; i++) {
        const struct cs_block *b = &d->blocks[i];
        int is_title = b->kind == CS_BLOCK_TITLE || (b->kind == CS_BLOCK_HEADING && b->level == 1);
        int is_subtitle = is_under_title && b->kind == CS_BLOCK_PARAGRAPH && b->size < LONGEST_SUBTITLE;
        if (is_title || is_subtitle)
            cs_topic_place(topic, b->text, 0, b->size, &region);
        is_under_title = b->kind == CS_BLOCK_HEADING && b->level == 1;
    }
    return region && strcmp(region->code, "US") ? region : NULL;
}
