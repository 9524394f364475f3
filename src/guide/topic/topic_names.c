/* What names and codes of occupations mean. */
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "analysis/outlook/lookup.h"
#include "base/diag.h"
#include "base/text.h"
#include "data/dataset.h"
#include "guide/topic/phrase.h"
#include "guide/topic/topic.h"
#include "guide/text/amount.h"
#include "guide/topic/cue.h"

enum { SURVEYS_APART = 3 }; /* years between the newest files of two kinds */

/* The year of the newest figures of a key; 0 when there are none. */
static int newest_year(const struct cs_lookup *lookup, uint32_t key)
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

static bool add_aliases(struct cs_phrases *phrases, const char *aliases, char separator,
                        uint32_t id)
{
    int ok = 1;
    for (const char *p = aliases; ok && p && *p;) {
        const char *end = strchr(p, separator);
        size_t n = end ? (size_t)(end - p) : strlen(p);
        ok = cs_phrases_add(phrases, (struct cs_span){p, n}, id, 0);
        p = end ? end + 1 : NULL;
    }
    return ok;
}

/* A single word that leads a title and is no other occupation's short name. */
static bool is_telling_word(struct cs_span word)
{
    static const char *const endings[] = {"ers", "ians", "ists", "ants", NULL};
    static const char *const vague[] = {"cutters",    "painters",    "packers",  "producers",
                                        "stockers",   "graders",     "pressers", "pourers",
                                        "molders",    "weighers",    "sewers",   "laborers",
                                        "physicians", "dispatchers", "buyers",   NULL};
    for (const char *const *v = vague; *v; v++) {
        if (cs_span_equals_nocase(word, *v))
            return false;
    }
    for (const char *const *e = endings; *e; e++) {
        size_t n = strlen(*e);
        if (word.size > n + 3 && !strncasecmp(word.start + word.size - n, *e, n))
            return true;
    }
    return false;
}

/* "Plumbers, pipefitters, and steamfitters": people say "plumbers". Returns the leading part of a
 * title, empty when it would not tell the occupation. */
static struct cs_span leading_part(const char *title)
{
    const char *comma = strchr(title, ','), *and = strstr(title, " and ");
    const char *end = !comma || (and&&and < comma) ? and : comma;
    struct cs_span part = {title, end ? (size_t)(end - title) : 0}, none = {title, 0};
    if (!part.size || part.start[part.size - 1] != 's' || strcasestr(title, "all other"))
        return none;
    const char *blank = memchr(part.start, ' ', part.size);
    static const char *const vague_ends[] = {"workers", "claims", "setters", "teachers", NULL};
    for (const char *const *v = vague_ends; blank && *v; v++) {
        size_t n = strlen(*v);
        bool is_school = memmem(part.start, part.size, "school", 6) != NULL;
        if (!is_school && part.size > n && !strncasecmp(part.start + part.size - n, *v, n))
            return none;
    }
    return blank || is_telling_word(part) ? part : none;
}

/* Whether codes below a summary code have figures as new as its own: 31-1120 is as detailed as the
 * data are. */
static bool has_parts(const struct cs_lookup *lookup, uint32_t group, const char *code)
{
    const struct cs_dict *dict = &cs_lookup_dataset(lookup)->dicts[CS_DIM_OCCUPATION];
    int newest = newest_year(lookup, group);
    size_t n = strlen(code);
    while (n > 3 && code[n - 1] == '0')
        n--;
    for (uint32_t i = 0; i < dict->n_keys; i++) {
        if (i != group && !strncmp(dict->keys[i].code, code, n) && newest_year(lookup, i) >= newest)
            return true;
    }
    return newest == 0;
}

/* Whether it is one summary code. */
static bool is_one_group(const struct cs_lookup *lookup, const struct cs_subject *subject)
{
    const struct cs_key *key =
        subject->n_keys == 1 && !subject->is_all
            ? cs_dataset_key(cs_lookup_dataset(lookup), CS_DIM_OCCUPATION, subject->keys[0])
            : NULL;
    return key && strlen(key->code) == 7 && key->code[6] == '0' &&
           has_parts(lookup, subject->keys[0], key->code);
}

/* "Entertainment and recreation managers, except gambling": the name without what it leaves out or
 * takes in; empty when there is none. */
static struct cs_span without_exception(const char *title)
{
    static const char *const tails[] = {", except ", ", including ", NULL};
    for (const char *const *t = tails; *t; t++) {
        const char *found = strstr(title, *t);
        if (found)
            return (struct cs_span){title, (size_t)(found - title)};
    }
    return (struct cs_span){title, 0};
}

/* "Cooks, fast food": people say "fast food cooks". */
static bool add_inverted(struct cs_names *names, const char *title, uint32_t key)
{
    static const char *const tails[] = {"except", "including", "all other", "and ", ",", NULL};
    char name[128];
    const char *comma = strstr(title, ", ");
    if (!comma || strlen(title) >= sizeof name)
        return true;
    for (const char *const *t = tails; *t; t++) {
        if (strstr(comma + 2, *t))
            return true;
    }
    snprintf(name, sizeof name, "%s %.*s", comma + 2, (int)(comma - title), title);
    return cs_phrases_add(&names->occupations, cs_span_of(name), key, 0) &&
           cs_phrases_add(&names->parts, cs_span_of(name), key, 0);
}

static bool add_part(struct cs_names *names, struct cs_span part, uint32_t key)
{
    return !part.size || (cs_phrases_add(&names->occupations, part, key, 0) &&
                          cs_phrases_add(&names->parts, part, key, 0));
}

static bool is_group_key(const struct cs_names *names, uint32_t key)
{
    const struct cs_subject subject = {.keys = {key}, .n_keys = 1};
    return is_one_group(names->lookup, &subject);
}

/* "Veterinary technologists and technicians": each of the two is called so alone. */
static bool add_halves(struct cs_names *names, const char *title, uint32_t key)
{
    enum { FEWEST = 4, LONGEST = 96 };
    struct cs_word w[CS_PHRASE_WORDS];
    char name[LONGEST];
    size_t n = cs_words_of(title, 0, strlen(title), w, CS_PHRASE_WORDS);
    if (n < FEWEST || strchr(title, ',') || w[n - 1].end >= LONGEST ||
        !cs_span_equals_nocase((struct cs_span){title + w[n - 2].start, 3}, "and"))
        return true;
    struct cs_span first = {title + w[n - 3].start, w[n - 3].end - w[n - 3].start};
    struct cs_span second = {title + w[n - 1].start, w[n - 1].end - w[n - 1].start};
    if (!cs_is_agent(first) || !cs_is_agent(second))
        return true;
    snprintf(name, sizeof name, "%.*s%.*s", (int)w[n - 3].start, title, (int)second.size,
             second.start);
    return add_part(names, (struct cs_span){title, w[n - 3].end}, key) &&
           add_part(names, cs_span_of(name), key);
}

/* The leading part of a title is a name, and listed: what may be sure (cs_names_is_sure). */
static bool add_leading_part(struct cs_names *names, uint32_t key)
{
    const struct cs_key *k =
        cs_dataset_key(cs_lookup_dataset(names->lookup), CS_DIM_OCCUPATION, key);
    size_t n = strlen(k->code);
    struct cs_span part = leading_part(k->title);
    if (!n || k->code[n - 1] == '0')
        return true; /* groups have no short names */
    if (!add_part(names, without_exception(k->title), key) || !add_inverted(names, k->title, key) ||
        !add_halves(names, k->title, key))
        return false;
    if (!part.size)
        return true;
    const struct cs_phrase *other = cs_phrases_whole(&names->occupations, part);
    /* "Librarians" was the title of a code that is gone. */
    bool is_former =
        other && other->is_title && other->ids[0] != key && !is_group_key(names, other->ids[0]) &&
        newest_year(names->lookup, other->ids[0]) + SURVEYS_APART < newest_year(names->lookup, key);
    return cs_phrases_add(&names->occupations, part, key, is_former) &&
           cs_phrases_add(&names->parts, part, key, 0);
}

/* "Fire inspectors" also stands in "Forest fire inspectors …": such a part is not sure. Titles that
 * only list others' occupations do not count. */
static bool mark_shared_parts(struct cs_names *names, const char *title)
{
    struct cs_word words[CS_PHRASE_WORDS];
    int ok = 1;
    if (strstr(title, "upervisor") || !strncasecmp(title, "Helpers", 7))
        return true;
    size_t n = cs_words_of(title, 0, strlen(title), words, CS_PHRASE_WORDS);
    for (size_t i = 1; ok && i < n; i++) {
        const struct cs_phrase *part = cs_phrases_longest(&names->parts, words + i, n - i);
        size_t end = part ? words[i + part->n_words - 1u].end : 0;
        struct cs_span text = {title + words[i].start, part ? end - words[i].start : 0};
        ok = !part || cs_phrases_add(&names->parts, text, CS_NO_KEY, 0);
    }
    return ok;
}

static bool add_dataset_names(struct cs_names *names)
{
    const struct cs_dict *dict = &cs_lookup_dataset(names->lookup)->dicts[CS_DIM_OCCUPATION];
    int ok = 1;
    for (uint32_t i = 0; ok && i < dict->n_keys; i++) {
        ok = cs_phrases_add(&names->occupations, cs_span_of(dict->keys[i].title), i, 1);
        ok = ok && add_aliases(&names->occupations, dict->keys[i].aliases, '\n', i);
    }
    for (uint32_t i = 0; ok && i < dict->n_keys; i++)
        ok = add_leading_part(names, i);
    for (uint32_t i = 0; ok && i < dict->n_keys; i++)
        ok = mark_shared_parts(names, dict->keys[i].title);
    return ok;
}

static bool add_reference_names(struct cs_names *names)
{
    const struct cs_reference *r = names->reference;
    int ok = 1;
    for (size_t i = 0; ok && i < r->n_occupations; i++) {
        uint32_t key = cs_lookup_key(names->lookup, CS_DIM_OCCUPATION, r->occupations[i].code);
        if (key == CS_NO_KEY)
            continue;
        ok = cs_phrases_add(&names->occupations, cs_span_of(r->occupations[i].title), key, 1);
        ok = ok && add_aliases(&names->occupations, r->occupations[i].aliases, '|', key);
    }
    for (size_t i = 0; ok && i < r->n_regions; i++) {
        ok = cs_phrases_add(&names->regions, cs_span_of(r->regions[i].name), (uint32_t)i, 1);
        ok = ok && add_aliases(&names->regions, r->regions[i].aliases, '|', (uint32_t)i);
    }
    return ok;
}

/* "all jobs", "all U.S. jobs": everybody, of the nation or not. */
static bool add_all_names(struct cs_phrases *phrases, uint32_t total)
{
    static const char *const nations[] = {"", "U.S. ", "US ", "American "};
    static const char *const everybody[] = {"occupations", "workers", "jobs"};
    static const char *const others[] = {"total, all occupations", "occupations overall",
                                         "the U.S. workforce"};
    char name[48];
    int ok = 1;
    for (size_t i = 0; i < sizeof nations / sizeof *nations; i++) {
        for (size_t k = 0; ok && k < sizeof everybody / sizeof *everybody; k++) {
            snprintf(name, sizeof name, "all %s%s", nations[i], everybody[k]);
            ok = cs_phrases_add(phrases, cs_span_of(name), total, 1);
        }
    }
    for (size_t i = 0; ok && i < sizeof others / sizeof *others; i++)
        ok = cs_phrases_add(phrases, cs_span_of(others[i]), total, 1);
    return ok;
}

enum cs_status cs_names_init(struct cs_names *names, const struct cs_lookup *lookup,
                             const struct cs_reference *reference, struct cs_diag *diag)
{
    memset(names, 0, sizeof *names);
    names->lookup = lookup;
    names->reference = reference;
    cs_phrases_init(&names->occupations);
    cs_phrases_init(&names->regions);
    cs_phrases_init(&names->parts);
    enum cs_status status = cs_cue_table_init(&names->cues, reference, diag);
    if (status != CS_OK)
        return status;
    int ok = add_dataset_names(names) && (!reference || add_reference_names(names));
    uint32_t total = cs_lookup_key(lookup, CS_DIM_OCCUPATION, "00-0000");
    ok = ok && add_all_names(&names->occupations, total);
    return ok ? CS_OK : cs_fail_memory(diag);
}

void cs_names_clear(struct cs_names *names)
{
    cs_phrases_clear(&names->occupations);
    cs_phrases_clear(&names->regions);
    cs_phrases_clear(&names->parts);
    cs_cue_table_clear(&names->cues);
}

/* Codes change with the editions of the classification, names stay: the code in use is meant. */
static void drop_former_codes(const struct cs_lookup *lookup, struct cs_subject *subject)
{
    int newest = 0;
    size_t kept = 0;
    for (size_t i = 0; i < subject->n_keys; i++) {
        int year = newest_year(lookup, subject->keys[i]);
        newest = year > newest ? year : newest;
    }
    for (size_t i = 0; i < subject->n_keys; i++) {
        if (newest_year(lookup, subject->keys[i]) + SURVEYS_APART >= newest)
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
    subject.is_group = is_one_group(names->lookup, &subject);
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
    return key != CS_NO_KEY && newest_year(lookup, key) > 0;
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
