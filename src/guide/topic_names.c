/* What names and codes of occupations mean. */
#include "guide/topic.h"

#include <string.h>

#include "guide/amount.h"

static int add_aliases(struct cs_phrases *phrases, const char *aliases, char separator, uint32_t id)
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

static int add_dataset_names(struct cs_names *names)
{
    const struct cs_dict *dict = &cs_lookup_dataset(names->lookup)->dicts[CS_DIM_OCCUPATION];
    int ok = 1;
    for (uint32_t i = 0; ok && i < dict->n_keys; i++) {
        ok = cs_phrases_add(&names->occupations, cs_span_of(dict->keys[i].title), i, 1);
        ok = ok && add_aliases(&names->occupations, dict->keys[i].aliases, '\n', i);
    }
    return ok;
}

static int add_reference_names(struct cs_names *names)
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

static const char *const all_names[] = {
    "all occupations", "total, all occupations", "all workers", "all jobs", "all U.S. occupations",
    "all US occupations", "occupations overall", "all American workers", "the U.S. workforce"};

enum cs_status cs_names_init(struct cs_names *names, const struct cs_lookup *lookup,
                             const struct cs_reference *reference, struct cs_diag *diag)
{
    memset(names, 0, sizeof *names);
    names->lookup = lookup;
    names->reference = reference;
    cs_phrases_init(&names->occupations);
    cs_phrases_init(&names->regions);
    int ok = add_dataset_names(names) && (!reference || add_reference_names(names));
    uint32_t total = cs_lookup_key(lookup, CS_DIM_OCCUPATION, "00-0000");
    for (size_t i = 0; ok && i < sizeof all_names / sizeof all_names[0]; i++)
        ok = cs_phrases_add(&names->occupations, cs_span_of(all_names[i]), total, 1);
    return ok ? CS_OK : cs_fail_memory(diag);
}

void cs_names_clear(struct cs_names *names)
{
    cs_phrases_clear(&names->occupations);
    cs_phrases_clear(&names->regions);
}

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

/* Codes change with the editions of the classification, names stay: the code in use is meant. */
static void drop_former_codes(const struct cs_lookup *lookup, struct cs_subject *subject)
{
    enum { SURVEYS_APART = 3 }; /* years between the newest files of two kinds */
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

static int is_total(const struct cs_names *names, uint32_t key)
{
    const struct cs_key *k =
        cs_dataset_key(cs_lookup_dataset(names->lookup), CS_DIM_OCCUPATION, key);
    return !k || !strcmp(k->code, "00-0000");
}

/* Whether a summary code such as 17-2040 stands above another code of the list: a group of one
 * occupation bears its name, and the occupation is meant. */
static int is_above_another(const struct cs_names *names, const struct cs_phrase *phrase, size_t i)
{
    const struct cs_dataset *data = cs_lookup_dataset(names->lookup);
    const struct cs_key *key = cs_dataset_key(data, CS_DIM_OCCUPATION, phrase->ids[i]);
    size_t n = key ? strlen(key->code) : 0;
    while (n > 3 && key->code[n - 1] == '0')
        n--;
    for (size_t k = 0; n == 6 && k < phrase->n_ids; k++) {
        const struct cs_key *other = cs_dataset_key(data, CS_DIM_OCCUPATION, phrase->ids[k]);
        if (k != i && other && !strncmp(other->code, key->code, n))
            return 1;
    }
    return 0;
}

struct cs_subject cs_names_meaning(const struct cs_names *names, const struct cs_phrase *phrase)
{
    struct cs_subject subject = {0};
    for (size_t i = 0; i < phrase->n_ids; i++) {
        if (is_total(names, phrase->ids[i]))
            subject.is_all = 1;
        if (phrase->ids[i] != CS_NO_KEY && !is_above_another(names, phrase, i))
            subject.keys[subject.n_keys++] = phrase->ids[i];
    }
    if (subject.n_keys > 1 && !subject.is_all)
        drop_former_codes(names->lookup, &subject);
    subject.is_ambiguous = subject.n_keys > 1;
    subject.is_group = cs_subject_is_group(names->lookup, &subject);
    subject.is_alias = !phrase->is_title;
    return subject;
}

int cs_subject_is_group(const struct cs_lookup *lookup, const struct cs_subject *subject)
{
    const struct cs_key *key =
        subject->n_keys == 1 && !subject->is_all
            ? cs_dataset_key(cs_lookup_dataset(lookup), CS_DIM_OCCUPATION, subject->keys[0])
            : NULL;
    return key && strlen(key->code) == 7 && key->code[6] == '0';
}

/* Whether figures exist for a key: a projection or a wage. */
static int has_figures(const struct cs_names *names, uint32_t key)
{
    static const enum cs_measure measures[] = {CS_EMPLOYMENT_BASE, CS_WAGE_MEDIAN, CS_PERCENT_CHANGE};
    uint32_t nation = cs_lookup_key(names->lookup, CS_DIM_REGION, "US");
    for (size_t i = 0; i < sizeof measures / sizeof measures[0]; i++) {
        struct cs_query query = cs_query_of(measures[i], key, nation);
        struct cs_found found;
        if (cs_lookup_find(names->lookup, &query, &found))
            return 1;
    }
    return 0;
}

struct cs_subject cs_subject_parts(const struct cs_lookup *lookup, const char *code)
{
    const struct cs_dict *dict = &cs_lookup_dataset(lookup)->dicts[CS_DIM_OCCUPATION];
    struct cs_subject subject = {0};
    size_t n = 7;
    while (n > 3 && code[n - 1] == '0')
        n--;
    for (uint32_t i = 0; n < 7 && i < dict->n_keys; i++) {
        const char *other = dict->keys[i].code;
        if (strncmp(other, code, n) || strlen(other) != 7 || other[6] == '0')
            continue;
        if (subject.n_keys == CS_SUBJECT_KEYS)
            return (struct cs_subject){.is_unknown = 1};
        subject.keys[subject.n_keys++] = i;
    }
    drop_former_codes(lookup, &subject);
    subject.is_unknown = subject.n_keys == 0;
    return subject;
}

static struct cs_subject subject_of_code(const struct cs_names *names, struct cs_span text)
{
    char code[8] = "";
    if (text.size >= 7)
        memcpy(code, text.start, 7);
    uint32_t key = cs_lookup_key(names->lookup, CS_DIM_OCCUPATION, code);
    if (key != CS_NO_KEY && has_figures(names, key))
        return (struct cs_subject){
            .keys = {key}, .n_keys = 1, .is_all = !strcmp(code, "00-0000")};
    return cs_subject_parts(names->lookup, code);
}

int cs_is_occupation_code(struct cs_span text)
{
    struct cs_amount amount;
    return text.size >= 7 && cs_amounts_find(text.start, text.size, &amount, 1) == 1 &&
           amount.kind == CS_AMOUNT_CODE && amount.start == 0 && amount.end == text.size;
}

struct cs_subject cs_names_subject(const struct cs_names *names, struct cs_span text)
{
    text = cs_span_trim(text);
    if (cs_is_occupation_code(text))
        return subject_of_code(names, text);
    const struct cs_phrase *phrase = cs_phrases_whole(&names->occupations, text);
    return phrase ? cs_names_meaning(names, phrase) : (struct cs_subject){.is_unknown = 1};
}
