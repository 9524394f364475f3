/* Whom a guide speaks of by part of a title: "Network / systems admin", "court reporting",
 * "sonography". Apart from topic_short.c, whose names stand for an occupation that the guide names
 * in full: here nobody else in the classification could be meant. */
#include <stdbool.h>
#include <string.h>

#include "base/text.h"
#include "data/dataset.h"
#include "guide/text/document.h"
#include "guide/topic/phrase.h"
#include "guide/topic/topic.h"
#include "guide/topic/topic_part.h"

enum { LONGEST_NAME = 5 };

/* The words of a stretch and which of them a known name covers. */
struct stretch {
    struct cs_topic *topic;
    const struct cs_read *read;
    bool is_named[CS_READ_WORDS];
    size_t
        group[CS_READ_WORDS]; /* 1 + first word of a group's name, which a longer name may end in */
};

static struct cs_span word_of(const struct stretch *s, size_t i)
{
    const struct cs_word *w = &s->read->words[i];
    return (struct cs_span){s->read->text + w->start, w->end - w->start};
}

bool cs_is_shared_head(struct cs_span head)
{
    static const char *const words[] = {"worker",      "workers",        "manager",
                                        "managers",    "operator",       "operators",
                                        "specialist",  "specialists",    "supervisor",
                                        "supervisors", "technician",     "technicians",
                                        "tech",        "techs",          "assistant",
                                        "assistants",  "engineer",       "engineers",
                                        "analyst",     "analysts",       "clerk",
                                        "clerks",      "inspector",      "inspectors",
                                        "mechanic",    "mechanics",      "installer",
                                        "installers",  "repairer",       "repairers",
                                        "driver",      "drivers",        "counselor",
                                        "counselors",  "attendant",      "attendants",
                                        "teacher",     "teachers",       "helper",
                                        "helpers",     "nurse",          "nurses",
                                        "aide",        "aides",          "rep",
                                        "reps",        "representative", "representatives",
                                        "coordinator", "coordinators",   NULL};
    return cs_span_is_any(head, words);
}

/* Words that are no part of a name. */
static bool is_outside(const struct stretch *s, size_t i)
{
    static const char *const words[] = {
        "a",      "an",     "the",     "of",      "for",    "by",    "to",    "in",   "on",
        "at",     "with",   "from",    "as",      "or",     "but",   "than",  "our",  "your",
        "their",  "these",  "those",   "this",    "that",   "some",  "most",  "many", "all",
        "other",  "more",   "new",     "if",      "when",   "while", "where", "like", "unlike",
        "among",  "about",  "every",   "each",    "become", "pay",   "pays",  "earn", "hire",
        "median", "mean",   "typical", "average", "are",    "is",    "will",  "were", "was",
        "be",     "called", NULL};
    return s->is_named[i] || cs_is_digit(s->read->text[s->read->words[i].start]) ||
           cs_span_is_any(word_of(s, i), words);
}

/* Whether nothing but a blank, a hyphen or a slash stands between a word and the next. */
static bool is_joined(const struct stretch *s, size_t i)
{
    enum { WIDEST = 3 };
    size_t start = s->read->words[i].end, end = s->read->words[i + 1].start;
    for (size_t k = start; k < end; k++) {
        if (!strchr(" -/", s->read->text[k]))
            return false;
    }
    return end - start <= WIDEST;
}

static bool define(const struct stretch *s, size_t first, size_t last, uint32_t key, bool is_sure)
{
    struct cs_subject subject = {.keys = {key}, .n_keys = 1, .is_alias = !is_sure};
    const struct cs_word *w = s->read->words;
    cs_topic_define(s->topic,
                    (struct cs_span){s->read->text + w[first].start, w[last].end - w[first].start},
                    &subject);
    return true;
}

/* The longest name that ends at a word for who does a work, if it is one occupation's alone. */
static bool define_name(const struct stretch *s, size_t last)
{
    size_t first = last;
    while (first > 0 && last - first + 1 < LONGEST_NAME && is_joined(s, first - 1) &&
           !is_outside(s, first - 1))
        first--;
    bool is_vague = cs_is_shared_head(word_of(s, last));
    size_t longest = s->group[last] ? s->group[last] - 1 : last;
    for (; first < longest; first++) {
        const struct cs_word *words = &s->read->words[first];
        uint32_t key = cs_names_loose(s->topic->names, s->read->text, words, last - first + 1);
        if (key != CS_NO_KEY)
            return define(s, first, last, key, !is_vague);
    }
    return false;
}

/* Whether a comma, "and" or what joins the words of a name stands between a word and the next. */
static bool is_listed(const struct stretch *s, size_t i)
{
    const struct cs_word *w = &s->read->words[i];
    return is_joined(s, i) || !strncmp(s->read->text + w->end, ", ", w[1].start - w->end);
}

/* "Heating, air conditioning and refrigeration technicians": the trades of one title with another
 * word for those who ply them. */
static bool define_trades(const struct stretch *s, size_t last)
{
    enum { FEWEST = 2, MOST = 7, SURE = 3 };
    size_t first = last;
    while (first > 0 && last - first < MOST && is_listed(s, first - 1) && !is_outside(s, first - 1))
        first--;
    for (; last - first >= FEWEST && cs_is_shared_head(word_of(s, last)); first++) {
        const struct cs_word *words = &s->read->words[first];
        uint32_t key = cs_names_loose(s->topic->names, s->read->text, words, last - first);
        if (key != CS_NO_KEY)
            return define(s, first, last, key, last - first > SURE);
    }
    return false;
}

/* "Court reporting", "medical assisting": what those do whom a title names. */
static bool define_activity(const struct stretch *s, size_t last)
{
    enum { LONGEST = 90 };
    char name[LONGEST];
    if (last == 0 || !is_joined(s, last - 1) || is_outside(s, last - 1))
        return false;
    struct cs_span activity = {s->read->text + s->read->words[last - 1].start,
                               s->read->words[last].end - s->read->words[last - 1].start};
    for (size_t turn = 0; (turn = cs_activity_doers(activity, turn, name, sizeof name)) != 0;) {
        struct cs_word words[CS_PHRASE_WORDS];
        size_t n = cs_words_of(name, 0, strlen(name), words, CS_PHRASE_WORDS);
        uint32_t key = cs_names_loose(s->topic->names, name, words, n);
        if (key != CS_NO_KEY)
            return define(s, last - 1, last, key,
                          !cs_is_shared_head(cs_span_of(name + words[n - 1].start)));
    }
    return false;
}

static void define_in_stretch(struct cs_topic *topic, const struct cs_read *read)
{
    struct stretch s = {.topic = topic, .read = read};
    for (size_t i = 0; i < read->n_mentions; i++) {
        const struct cs_mention *m = &read->mentions[i];
        struct cs_subject meant = cs_topic_meaning(topic, read, i);
        bool is_group = meant.is_group || meant.is_ambiguous;
        for (size_t k = 0; k < m->n_words; k++) {
            s.is_named[m->first + k] = !is_group;
            s.group[m->first + k] = is_group ? m->first + 1 : 0;
        }
    }
    for (size_t i = 0; i < read->n_words && !topic->failed; i++) {
        bool is_who = cs_is_agent(word_of(&s, i)) || cs_is_odd_agent(word_of(&s, i));
        if (s.is_named[i] || is_outside(&s, i))
            continue;
        if (s.group[i] ? is_who && define_name(&s, i)
            : is_who   ? define_name(&s, i) || define_trades(&s, i)
                       : define_activity(&s, i))
            s.is_named[i] = true;
    }
}

void cs_topic_define_loose_names(struct cs_topic *topic)
{
    enum { MOST_BLOCKS = 400, MOST_NAMES = 60, STRETCH = 700 };
    const struct cs_document *d = topic->document;
    size_t before = topic->n_subjects;
    for (size_t i = 0; i < d->n_blocks && i < MOST_BLOCKS; i++) {
        const struct cs_block *b = &d->blocks[i];
        for (size_t start = 0, end; start < b->size; start = end) {
            struct cs_read read;
            end = start + STRETCH < b->size ? start + STRETCH : b->size;
            while (end < b->size && b->text[end] != ' ')
                end++;
            cs_topic_read(topic, b->text, start, end, &read);
            define_in_stretch(topic, &read);
            if (topic->failed || topic->n_subjects > before + MOST_NAMES)
                return;
        }
    }
}
