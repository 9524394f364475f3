/* Who a sentence is about: the names in it, and which of them a value belongs to. */
#include <stdbool.h>
#include <string.h>

#include "analysis/outlook/lookup.h"
#include "base/text.h"
#include "data/dataset.h"
#include "guide/topic/phrase.h"
#include "guide/topic/topic.h"
#include "guide/topic/topic_part.h"

/* Words before which a short name can be trusted: "employment of actors". */
static bool is_anchored(const char *text, const struct cs_word *words, size_t i)
{
    static const char *const anchors[] = {"for", "of",   "by",     "as",      "a",       "an",
                                          "the", "most", "median", "average", "typical", NULL};
    bool is_plural = text[words[i].end - 1] == 's';
    int opens_clause = i > 0 && words[i].start > words[i - 1].end + 1;
    bool is_lead = text[words[i].end] == ':' || !strncmp(text + words[i].end, " - ", 3);
    return i == 0 || is_plural || opens_clause || is_lead ||
           cs_word_is_any(text, &words[i - 1], anchors) || cs_word_is_short_form(text, &words[i]);
}

/* "the average for all occupations" is a yardstick, not the subject. */
static bool is_yardstick(const char *text, const struct cs_word *words, size_t i)
{
    if (i < 2 ||
        (!cs_word_is(text, &words[i - 1], "for") && !cs_word_is(text, &words[i - 1], "of") &&
         !cs_word_is(text, &words[i - 1], "across")))
        return false;
    static const char *const price_data[] = {"average", NULL};
    size_t behind = i - 2;
    bool is_measure = cs_word_is_any(text, &words[behind], price_data);
    static const char *const comparisons[] = {"than", "as", NULL};
    for (size_t k = behind; is_measure && k + 4 > behind && k > 0; k--) {
        if (cs_word_is_any(text, &words[k - 1], comparisons))
            return true;
    }
    return false;
}

/* "than registered nurses", "out-earn surgical technologists", "the highest of all occupations":
 * whom the subject is compared with. */
bool cs_topic_is_compared(const struct cs_read *read, size_t mention)
{
    static const char *const words[] = {"than",    "earn",  "unlike", "below",  "above", "beat",
                                        "beats",   "with",  "like",   "versus", "over",  "outpaces",
                                        "outpace", "match", "under",  NULL};
    static const char *const ofs[] = {"that", "those", "highest", "lowest",
                                      "best", "most",  "fastest", NULL};
    const struct cs_word *w = read->words;
    size_t i = read->mentions[mention].first, end = i + read->mentions[mention].n_words;
    static const char *const relatives[] = {"who", "which", "whose", NULL};
    if (end < read->n_words && cs_word_is_any(read->text, &w[end], relatives))
        return false;
    if (read->text[w[end - 1].end] == ':') /* "fastest for registered nurses: +5%" */
        return false;
    if (i > 0 && cs_word_is(read->text, &w[i - 1], "the"))
        i--;
    if (i > 1 && cs_word_is(read->text, &w[i - 1], "earn") &&
        cs_word_is(read->text, &w[i - 2], "out"))
        return true;
    static const char *const stops[] = {"earn", "with", "like", "over", "under", NULL};
    for (size_t k = 1; k <= 4 && k <= i && w[i - k + 1].start == w[i - k].end + 1; k++) {
        if (cs_word_is_any(read->text, &w[i - k], words) &&
            (k == 1 || !cs_word_is_any(read->text, &w[i - k], stops)))
            return !(k == 1 && cs_word_is(read->text, &w[i - 1], "earn"));
    }
    return i > 1 &&
           (cs_word_is(read->text, &w[i - 1], "of") || cs_word_is(read->text, &w[i - 1], "for") ||
            cs_word_is(read->text, &w[i - 1], "among")) &&
           cs_word_is_any(read->text, &w[i - 2], ofs) &&
           (!(cs_word_is(read->text, &w[i - 2], "that") ||
              cs_word_is(read->text, &w[i - 2], "those")) ||
            (i > 2 && (cs_word_is_any(read->text, &w[i - 3], words))));
}

/* "physical therapist assisting", "dental assistant program": a name in the singular that is only
 * part of another noun. */
static bool is_part_of_noun(const char *text, const struct cs_word *words, size_t n)
{
    static const char *const nouns[] = {"assistant", "assistants", "aide",     "aides",  "helper",
                                        "helpers",   "program",    "programs", "school", "schools",
                                        "license",   "degree",     "training", "exam",   "student",
                                        "students",  "trainee",    "union",    NULL};
    const struct cs_word *last = &words[n - 1], *next = &words[n];
    if (text[last->end - 1] == 's' || next->start != last->end + 1)
        return false;
    size_t size = next->end - next->start;
    return cs_word_is_any(text, next, nouns) ||
           (size > 5 && !strncmp(text + next->end - 3, "ing", 3) && text[next->start] >= 'a' &&
            !cs_word_is(text, next, "earning") && !cs_word_is(text, next, "making") &&
            !cs_word_is(text, next, "starting"));
}

/* A short name that means what the guide is about. */
static bool is_of_page(const struct cs_topic *topic, const struct cs_phrase *phrase)
{
    return topic->page.n_keys == 1 && phrase->n_ids == 1 && phrase->ids[0] == topic->page.keys[0];
}

/* "Therapists" in a guide about physical therapists: its own occupation, not the group of that
 * name. */
static bool is_short_for_page(const struct cs_topic *topic, const struct cs_phrase *phrase,
                              const struct cs_word *word)
{
    return phrase->n_words == 1 && topic->page.n_keys == 1 &&
           phrase->ids[0] != topic->page.keys[0] &&
           cs_topic_titles_word(topic, topic->page.keys[0], word);
}

/* The title that a word makes with the noun of a name behind it: "civil" before "environmental
 * engineers". */
static const struct cs_phrase *completed(const struct cs_topic *topic, const struct cs_word *word,
                                         const struct cs_word *noun)
{
    const struct cs_word both[] = {*word, *noun};
    const struct cs_phrase *found = cs_phrases_longest(&topic->names->occupations, both, 2);
    return found && found->n_words == 2 && found->is_title ? found : NULL;
}

/* "Civil, chemical and environmental engineers": the names before that share the noun of the last,
 * whose words are [first, first + n). */
static void add_sharing(const struct cs_topic *topic, struct cs_read *out, size_t first, size_t n)
{
    const struct cs_word *words = out->words, *noun = &words[first + n - 1];
    size_t least = 0, from = first;
    if (out->n_mentions)
        least =
            out->mentions[out->n_mentions - 1].first + out->mentions[out->n_mentions - 1].n_words;
    if (n < 2 || first < least + 2 || !cs_word_is(out->text, &words[first - 1], "and"))
        return;
    for (size_t i = first - 2; completed(topic, &words[i], noun); i--) {
        from = i;
        if (i == least || strncmp(out->text + words[i - 1].end, ", ", 2))
            break;
    }
    for (size_t i = from; i + 1 < first && out->n_mentions < CS_READ_MENTIONS; i++) {
        const struct cs_phrase *phrase = completed(topic, &words[i], noun);
        out->mentions[out->n_mentions++] = (struct cs_mention){i, 1, phrase, false};
    }
}

/* Whether the last word of a name is not that of another name: "the typical hygienist", and not
 * "flux technicians". */
static bool stands_alone(const char *text, const struct cs_word *words, size_t i)
{
    static const char *const before[] = {
        "for",  "of",    "by",      "as",    "a",     "an",          "the",   "most",  "median",
        "all",  "these", "average", "those", "our",   "their",       "many",  "few",   "typical",
        "than", "that",  "among",   "to",    "with",  "experienced", "some",  "more",  "new",
        "earn", "pay",   "pays",    "from",  "in",    "when",        "while", "where", "if",
        "but",  "half",  "other",   "each",  "every", "make",        "about", NULL};
    return i == 0 || words[i].start > words[i - 1].end + 1 ||
           cs_word_is_any(text, &words[i - 1], before) || cs_is_digit(text[words[i - 1].start]);
}

/* "Security: $60.05": what the text begins with, a colon or a dash behind it. */
static bool is_leading_label(const char *text, size_t end, const struct cs_word *words, size_t i,
                             size_t n)
{
    size_t at = words[n - 1].end;
    return i == 0 && (at == end || text[at] == ':' || !strncmp(text + at, " - ", 3));
}

void cs_topic_read(const struct cs_topic *topic, const char *text, size_t start, size_t end,
                   struct cs_read *out)
{
    out->text = text;
    out->n_words = cs_words_of(text, start, end, out->words, CS_READ_WORDS);
    out->n_mentions = 0;
    for (size_t i = 0; i < out->n_words && out->n_mentions < CS_READ_MENTIONS; i++) {
        const struct cs_word *words = out->words + i;
        size_t n = out->n_words - i;
        const struct cs_phrase *everybody = cs_topic_everybody(topic, out, i);
        if (everybody) {
            out->mentions[out->n_mentions++] = (struct cs_mention){i++, 2, everybody, false};
            continue;
        }
        const struct cs_phrase *local = cs_phrases_longest(&topic->local, words, n);
        const struct cs_phrase *known = cs_phrases_longest(&topic->names->occupations, words, n);
        if (local && topic->subjects[local->ids[0]].is_head && !stands_alone(text, out->words, i))
            local = NULL;
        if (local && topic->subjects[local->ids[0]].is_label &&
            !is_leading_label(text, end, words, i, local->n_words))
            local = NULL;
        if (local && topic->subjects[local->ids[0]].is_modifier &&
            !cs_is_modifier_tail(text, words + local->n_words, n - local->n_words))
            local = NULL;
        bool is_local = local && (!known || local->n_words >= known->n_words);
        const struct cs_phrase *best = is_local ? local : known;
        bool is_place = best && !is_local && best->n_words == 1 && !is_of_page(topic, best) &&
                        cs_topic_place_code(topic, text, out->words, i) != NULL; /* "PA $49,330" */
        if (!best || is_place ||
            (!is_local && best->n_words == 1 && !best->is_title &&
             !is_anchored(text, out->words, i) && !is_of_page(topic, best)) ||
            (!is_local && is_short_for_page(topic, best, words)))
            continue;
        if (best->n_words < n && is_part_of_noun(text, words, best->n_words)) {
            i += best->n_words - 1u;
            continue;
        }
        size_t behind = words[best->n_words - 1].end;
        bool is_bracketed =
            behind + 2 < end && !strncmp(text + behind, " (", 2) && cs_is_digit(text[behind + 2]);
        if (is_bracketed || !is_yardstick(text, out->words, i)) {
            add_sharing(topic, out, i, best->n_words);
            if (out->n_mentions == CS_READ_MENTIONS)
                break;
            out->mentions[out->n_mentions++] =
                (struct cs_mention){i, best->n_words, best, is_local};
        }
        i += best->n_words - 1u;
    }
}

/* The name nearest before the value, else the first after it. */
static const struct cs_mention *nearest(const struct cs_mention *mentions, size_t n,
                                        const struct cs_word *words, size_t at)
{
    const struct cs_mention *best = NULL;
    for (size_t i = 0; i < n; i++) {
        if (words[mentions[i].first].start < at || !best)
            best = &mentions[i];
    }
    return best;
}

/* "267,200 physical therapists": nothing but the number stands before the name. */
static bool is_number_between(const char *text, size_t at, size_t start)
{
    static const char *const scales[] = {"million ", "thousand ", NULL};
    while (at < start && (cs_is_digit(text[at]) || strchr(",. ", text[at])))
        at++;
    for (const char *const *s = scales; *s; s++) {
        if (!strncmp(text + at, *s, strlen(*s)))
            at += strlen(*s);
    }
    return at == start;
}

/* "45,600 openings for welders", "$51,000 for welders": the name right behind a value. */
static const struct cs_mention *named_behind(const struct cs_read *read, size_t at)
{
    enum { REACH = 60 };
    for (size_t i = 0; i < read->n_mentions; i++) {
        const struct cs_mention *m = &read->mentions[i];
        size_t start = read->words[m->first].start;
        if (start < at || !m->first)
            continue;
        if (is_number_between(read->text, at, start))
            return m;
        bool is_linked =
            start < at + REACH && cs_word_is(read->text, &read->words[m->first - 1], "for");
        for (size_t k = at; is_linked && k < start; k++) {
            char c = read->text[k];
            is_linked = !strchr(";:.", c) || cs_is_digit(read->text[k + 1]);
            is_linked = is_linked && !(c == ',' && read->text[k + 1] == ' ') &&
                        strncmp(read->text + k, " and ", 5) != 0;
        }
        return is_linked ? m : NULL;
    }
    return NULL;
}

/* A group's title may stand for the one occupation of it that the guide's own tables list. */
static bool find_local_part(const struct cs_topic *topic, struct cs_subject *subject)
{
    const struct cs_dataset *data = cs_lookup_dataset(topic->names->lookup);
    const char *group = cs_dataset_key(data, CS_DIM_OCCUPATION, subject->keys[0])->code;
    const struct cs_subject *only = NULL;
    for (size_t i = 0; i < topic->n_subjects; i++) {
        const struct cs_subject *s = &topic->subjects[i];
        if (s->n_keys != 1 || s->keys[0] == subject->keys[0])
            continue;
        const char *code = cs_dataset_key(data, CS_DIM_OCCUPATION, s->keys[0])->code;
        if (strncmp(code, group, 6))
            continue;
        if (only && only->keys[0] != s->keys[0])
            return false;
        only = s;
    }
    if (!only)
        return false;
    *subject = *only;
    return true;
}

/* "supervisors of serving workers", "helpers of electricians": others than those named. */
static bool is_about_others(const struct cs_read *read, const struct cs_mention *mention)
{
    static const char *const others[] = {"supervisor", "supervisors", "manager",     "managers",
                                         "helper",     "helpers",     "foreman",     "foremen",
                                         "director",   "directors",   "instructors", NULL};
    size_t i = mention->first;
    return i > 1 && cs_word_is(read->text, &read->words[i - 1], "of") &&
           cs_word_is_any(read->text, &read->words[i - 2], others);
}

static struct cs_subject subject_of(const struct cs_topic *topic, const struct cs_read *read,
                                    const struct cs_mention *mention)
{
    if (is_about_others(read, mention))
        return (struct cs_subject){.is_unknown = true};
    if (mention->is_local)
        return topic->subjects[mention->phrase->ids[0]];
    struct cs_subject subject = cs_names_meaning(topic->names, mention->phrase);
    if (subject.is_group && find_local_part(topic, &subject))
        return subject;
    size_t start = read->words[mention->first].start;
    size_t end = read->words[mention->first + mention->n_words - 1].end;
    if (subject.is_alias && subject.n_keys == 1)
        subject.is_alias = !cs_names_is_sure(topic->names, subject.keys[0],
                                             (struct cs_span){read->text + start, end - start});
    return subject;
}

struct cs_subject cs_topic_meaning(const struct cs_topic *topic, const struct cs_read *read,
                                   size_t mention)
{
    return subject_of(topic, read, &read->mentions[mention]);
}

/* Whether nothing but "and" stands between two names: "web developers and digital designers". */
static bool are_joined(const struct cs_word *words, const char *text, const struct cs_mention *a,
                       const struct cs_mention *b)
{
    size_t end = a->first + a->n_words;
    return b->first == end + 1 && cs_word_is(text, &words[end], "and") &&
           words[b->first].start - words[end - 1].end <= 6;
}

/* Occupations that are named as one are taken together. */
static void add_partners(const struct cs_topic *topic, const struct cs_read *read,
                         const struct cs_mention *best, struct cs_subject *out)
{
    const struct cs_mention *mentions = read->mentions;
    size_t i = (size_t)(best - mentions);
    if (best->is_local || out->n_keys != 1 || out->is_all || out->is_group)
        return;
    const struct cs_mention *partner = NULL;
    if (i + 1 < read->n_mentions && are_joined(read->words, read->text, best, best + 1))
        partner = best + 1;
    else if (i > 0 && are_joined(read->words, read->text, best - 1, best))
        partner = best - 1;
    struct cs_subject other = partner ? subject_of(topic, read, partner) : (struct cs_subject){0};
    if (other.n_keys == 1 && !other.is_all && !other.is_group && other.keys[0] != out->keys[0])
        out->keys[out->n_keys++] = other.keys[0];
}

static enum cs_naming name_at(const struct cs_topic *topic, const struct cs_read *read, size_t at,
                              struct cs_subject *out)
{
    const struct cs_mention *best = named_behind(read, at);
    if (!best)
        best = nearest(read->mentions, read->n_mentions, read->words, at);
    if (best) {
        *out = subject_of(topic, read, best);
        add_partners(topic, read, best, out);
        bool is_later = read->words[best->first].start > at;
        /* "$44,640, compared with $49,500 for all occupations": not the first one's subject. */
        if (!cs_subject_is_known(out))
            return out->is_title ? CS_NAMED : CS_NAMED_UNKNOWN;
        return out->is_all && is_later ? CS_NAMED_NOT : CS_NAMED;
    }
    if (!cs_words_name_somebody(topic, read->text, read->words, read->n_words, &topic->page))
        return CS_NAMED_NOT;
    *out = (struct cs_subject){.is_unknown = true};
    return CS_NAMED_UNKNOWN;
}

enum cs_naming cs_topic_sentence(const struct cs_topic *topic, const char *text, size_t start,
                                 size_t end, size_t at, struct cs_subject *out)
{
    struct cs_read read;
    cs_topic_read(topic, text, start, end, &read);
    return name_at(topic, &read, at, out);
}
