/* What names and codes of occupations mean: which of several codes is in use, whether a name can
 * mean nothing else. Apart from names.c, which only gathers them. */
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "analysis/outlook/lookup.h"
#include "base/text.h"
#include "data/dataset.h"
#include "guide/amount/amount.h"
#include "guide/topic/phrase.h"
#include "guide/topic/topic.h"
#include "guide/topic/topic_part.h"

/* The year of the newest figures of a key; 0 when there are none. */
int cs_names_newest_year(const struct cs_lookup *lookup, uint32_t key)
{
    static const enum cs_measure measures[] = {CS_EMPLOYMENT_BASE, CS_WAGE_MEDIAN};
    uint32_t nation = cs_lookup_key(lookup, CS_DIM_REGION, "US");
    int year = 0;
    for (size_t i = 0; i < sizeof measures / sizeof measures[0]; i++) {
        struct cs_query query = cs_query_of(measures[i], key, nation);
        struct cs_found found;
        if (cs_lookup_find(lookup, &query, &found) && found.period.start_year > year)
            year = found.period.start_year;
    }
    return year;
}

/* Whether codes below a summary code have figures as new as its own: 31-1120 is as detailed as the
 * data are. */
static bool has_parts(const struct cs_lookup *lookup, uint32_t group, const char *code)
{
    const struct cs_dict *dict = &cs_lookup_dataset(lookup)->dicts[CS_DIM_OCCUPATION];
    int newest = cs_names_newest_year(lookup, group);
    struct cs_query query =
        cs_query_of(CS_EMPLOYMENT_BASE, group, cs_lookup_key(lookup, CS_DIM_REGION, "US"));
    struct cs_found projected;
    size_t n = strlen(code);
    if (!cs_lookup_find(lookup, &query, &projected))
        return true; /* projections list what is an occupation: without one nobody knows */
    while (n > 3 && code[n - 1] == '0')
        n--;
    for (uint32_t i = 0; i < dict->n_keys; i++) {
        if (i != group && !strncmp(dict->keys[i].code, code, n) &&
            cs_names_newest_year(lookup, i) >= newest)
            return true;
    }
    return newest == 0;
}

/* Whether it is one summary code. */
bool cs_names_is_group(const struct cs_lookup *lookup, const struct cs_subject *subject)
{
    const struct cs_key *key =
        subject->n_keys == 1 && !subject->is_all
            ? cs_dataset_key(cs_lookup_dataset(lookup), CS_DIM_OCCUPATION, subject->keys[0])
            : NULL;
    return key && strlen(key->code) == 7 && key->code[6] == '0' &&
           has_parts(lookup, subject->keys[0], key->code);
}

/* Codes change with the editions of the classification, names stay: the code in use is meant. */
static void drop_former_codes(const struct cs_lookup *lookup, struct cs_subject *subject)
{
    int newest = 0;
    size_t kept = 0;
    for (size_t i = 0; i < subject->n_keys; i++) {
        int year = cs_names_newest_year(lookup, subject->keys[i]);
        newest = year > newest ? year : newest;
    }
    for (size_t i = 0; i < subject->n_keys; i++) {
        if (cs_names_newest_year(lookup, subject->keys[i]) + CS_SURVEYS_APART >= newest)
            subject->keys[kept++] = subject->keys[i];
    }
    subject->n_keys = kept;
}

static bool is_total(const struct cs_names *names, uint32_t key)
{
    const struct cs_key *k =
        cs_dataset_key(cs_lookup_dataset(names->lookup), CS_DIM_OCCUPATION, key);
    return !k || !strcmp(k->code, "00-0000");
}

/* Whether a summary code such as 17-2040 stands above another code of the list: a group of one
 * occupation bears its name, and the occupation is meant. */
static bool is_above_another(const struct cs_names *names, const struct cs_phrase *phrase, size_t i)
{
    const struct cs_dataset *data = cs_lookup_dataset(names->lookup);
    const struct cs_key *key = cs_dataset_key(data, CS_DIM_OCCUPATION, phrase->ids[i]);
    size_t n = key ? strlen(key->code) : 0;
    while (n > 3 && key->code[n - 1] == '0')
        n--;
    for (size_t k = 0; n == 6 && k < phrase->n_ids; k++) {
        const struct cs_key *other = cs_dataset_key(data, CS_DIM_OCCUPATION, phrase->ids[k]);
        if (k != i && other && !strncmp(other->code, key->code, n))
            return true;
    }
    return false;
}

struct cs_subject cs_names_meaning(const struct cs_names *names, const struct cs_phrase *phrase)
{
    struct cs_subject subject = {0};
    for (size_t i = 0; i < phrase->n_ids; i++) {
        if (is_total(names, phrase->ids[i]))
            subject.is_all = true;
        if (phrase->ids[i] != CS_NO_KEY && !is_above_another(names, phrase, i))
            subject.keys[subject.n_keys++] = phrase->ids[i];
    }
    if (subject.n_keys > 1 && !subject.is_all)
        drop_former_codes(names->lookup, &subject);
    subject.is_ambiguous = subject.n_keys > 1;
    subject.is_group = cs_names_is_group(names->lookup, &subject);
    subject.is_alias = !phrase->is_title;
    return subject;
}

/* "LPN" for "Licensed practical and licensed vocational nurses": the letters are initials of the
 * title's words, the first and the last among them. */
static bool are_initials(struct cs_span letters, const char *title)
{
    struct cs_word words[CS_PHRASE_WORDS];
    size_t n = cs_words_of(title, 0, strlen(title), words, CS_PHRASE_WORDS), at = 0;
    size_t size = letters.size - (letters.start[letters.size - 1] == 's');
    for (size_t i = 0; i < n && at < size; i++) {
        bool is_last = at + 1 == size;
        if (cs_to_lower(title[words[i].start]) == cs_to_lower(letters.start[at]) &&
            (at > 0 || i == 0) && (!is_last || i + 1 == n))
            at++;
    }
    return size > 1 && at == size;
}

/* Whether all words of a name stand in the title: "licensed practical nurses". */
static bool is_made_of_title(struct cs_span name, const char *title)
{
    enum { FEWEST = 2 };
    struct cs_word own[CS_PHRASE_WORDS], words[CS_PHRASE_WORDS];
    size_t n = cs_words_of(name.start, 0, name.size, own, CS_PHRASE_WORDS), found = 0;
    size_t n_title = cs_words_of(title, 0, strlen(title), words, CS_PHRASE_WORDS);
    for (size_t i = 0; i < n; i++) {
        size_t k = 0;
        while (k < n_title && words[k].hash != own[i].hash)
            k++;
        found += k < n_title;
    }
    return n >= FEWEST && found == n && !strcasestr(title, "all other");
}

/* "Certified nursing assistants": the title with what those who bear it must have. */
static bool is_qualified_title(const struct cs_names *names, uint32_t key, struct cs_span name)
{
    static const char *const qualities[] = {"certified ", "licensed ", "registered ",
                                            "professional ", NULL};
    for (const char *const *q = qualities; *q; q++) {
        size_t n = strlen(*q);
        if (name.size <= n || strncasecmp(name.start, *q, n))
            continue;
        const struct cs_phrase *rest =
            cs_phrases_whole(&names->occupations, (struct cs_span){name.start + n, name.size - n});
        struct cs_subject meant = rest ? cs_names_meaning(names, rest) : (struct cs_subject){0};
        return meant.n_keys == 1 && meant.keys[0] == key;
    }
    return false;
}

bool cs_names_is_sure(const struct cs_names *names, uint32_t key, struct cs_span name)
{
    const char *title =
        cs_dataset_key(cs_lookup_dataset(names->lookup), CS_DIM_OCCUPATION, key)->title;
    enum { LONGEST_INITIALS = 5 };
    bool is_short = name.size > 1 && name.size <= LONGEST_INITIALS && name.start[0] <= 'Z' &&
                    name.start[1] <= 'Z' && !memchr(name.start, ' ', name.size);
    if (is_short)
        return are_initials(name, title);
    const struct cs_phrase *part = cs_phrases_whole(&names->parts, name);
    if (part) {
        struct cs_subject meant = {0};
        for (size_t i = 0; i < part->n_ids; i++) {
            if (part->ids[i] == CS_NO_KEY)
                return false;
            meant.keys[meant.n_keys++] = part->ids[i];
        }
        drop_former_codes(names->lookup, &meant);
        return meant.n_keys == 1 && meant.keys[0] == key;
    }
    return is_made_of_title(name, title) || is_qualified_title(names, key, name);
}

/* Whether figures exist for a key: a projection or a wage. */
static bool has_figures(const struct cs_names *names, uint32_t key)
{
    static const enum cs_measure measures[] = {CS_EMPLOYMENT_BASE, CS_WAGE_MEDIAN,
                                               CS_PERCENT_CHANGE};
    uint32_t nation = cs_lookup_key(names->lookup, CS_DIM_REGION, "US");
    for (size_t i = 0; i < sizeof measures / sizeof measures[0]; i++) {
        struct cs_query query = cs_query_of(measures[i], key, nation);
        struct cs_found found;
        if (cs_lookup_find(names->lookup, &query, &found))
            return true;
    }
    return false;
}

/* Whether a key has figures of the nation at all: codes of other editions stay in the list. */
static bool is_in_use(const struct cs_lookup *lookup, const char *code)
{
    uint32_t key = cs_lookup_key(lookup, CS_DIM_OCCUPATION, code);
    return key != CS_NO_KEY && cs_names_newest_year(lookup, key) > 0;
}

/* Zeros at the end of a code: of "29-1210" one, of a minor group three, of a major four. */
static size_t count_zeros(const char *code)
{
    size_t n = 0;
    while (n < 4 && code[6 - n] == '0')
        n++;
    return n;
}

bool cs_code_is_under(const char *code, const char *group)
{
    size_t zeros = count_zeros(group);
    if (!zeros || strcmp(code, group) <= 0)
        return false;
    return !strncmp(code, group, 7 - zeros);
}

/* A broad code counts among the parts of a larger group, as a line of its own. */
static bool is_broad_part(const struct cs_lookup *lookup, const char *broad, const char *group)
{
    return count_zeros(broad) == 1 && count_zeros(group) > 1 && is_in_use(lookup, broad);
}

struct cs_subject cs_subject_parts(const struct cs_lookup *lookup, const char *code)
{
    const struct cs_dict *dict = &cs_lookup_dataset(lookup)->dicts[CS_DIM_OCCUPATION];
    struct cs_subject subject = {0};
    for (uint32_t i = 0; i < dict->n_keys; i++) {
        const char *other = dict->keys[i].code;
        if (strlen(other) != 7 || !strcmp(other, code) || !cs_code_is_under(other, code) ||
            (other[6] == '0' && !is_broad_part(lookup, other, code)))
            continue;
        if (subject.n_keys == CS_SUBJECT_KEYS)
            return (struct cs_subject){.is_unknown = true};
        subject.keys[subject.n_keys++] = i;
    }
    subject.is_unknown = subject.n_keys == 0;
    subject.is_group = true; /* whether these are all its parts is not known */
    return subject;
}

static struct cs_subject subject_of_code(const struct cs_names *names, struct cs_span text)
{
    char code[8] = "";
    if (text.size >= 7)
        memcpy(code, text.start, 7);
    uint32_t key = cs_lookup_key(names->lookup, CS_DIM_OCCUPATION, code);
    if (key != CS_NO_KEY && has_figures(names, key))
        return (struct cs_subject){.keys = {key}, .n_keys = 1, .is_all = !strcmp(code, "00-0000")};
    return cs_subject_parts(names->lookup, code);
}

bool cs_has_code_shape(const char *text, size_t size)
{
    enum { DASH = 2, CODE_BYTES = 7 };
    for (size_t i = DASH; i + CODE_BYTES <= size + DASH; i++) {
        const char *p = text + i - DASH;
        if (p[DASH] == '-' && cs_is_digit(p[0]) && cs_is_digit(p[1]) && cs_is_digit(p[3]) &&
            cs_is_digit(p[6]))
            return true;
    }
    return false;
}

bool cs_is_occupation_code(struct cs_span text)
{
    struct cs_amount amount;
    return text.size >= 7 && cs_has_code_shape(text.start, 7) &&
           cs_amounts_find(text.start, text.size, &amount, 1) == 1 &&
           amount.kind == CS_AMOUNT_CODE && amount.start == 0 && amount.end == text.size;
}

struct cs_subject cs_names_subject(const struct cs_names *names, struct cs_span text)
{
    text = cs_span_trim(text);
    if (cs_is_occupation_code(text))
        return subject_of_code(names, text);
    const struct cs_phrase *phrase = cs_phrases_whole(&names->occupations, text);
    return phrase ? cs_names_meaning(names, phrase) : (struct cs_subject){.is_unknown = true};
}
