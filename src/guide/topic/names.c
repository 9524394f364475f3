/* The names that occupations and places go by, gathered once a run: titles, other names, parts of
 * titles that people say alone. */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/outlook/lookup.h"
#include "base/diag.h"
#include "base/text.h"
#include "data/dataset.h"
#include "guide/topic/cue.h"
#include "guide/topic/phrase.h"
#include "guide/topic/topic.h"
#include "guide/topic/topic_part.h"

/* "East", "North West": regions of England by their statisticians, anything in a sentence. */
static bool is_compass_point(struct cs_span name)
{
    static const char *const points[] = {"north",      "south",      "east",
                                         "west",       "north east", "north west",
                                         "south east", "south west", NULL};
    return cs_span_is_any(name, points);
}

/* "Heating and cooling technician": people say "tech". */
static bool add_short_ending(struct cs_phrases *phrases, struct cs_span name, uint32_t id)
{
    enum { LONGEST = 96 };
    static const char ending[] = " technician";
    const size_t n = sizeof ending - 1, kept = sizeof " tech" - 1;
    size_t size = name.size - (name.size && cs_to_lower(name.start[name.size - 1]) == 's');
    char said[LONGEST];
    if (size <= n || size >= LONGEST || strncasecmp(name.start + size - n, ending, n))
        return true;
    snprintf(said, sizeof said, "%.*s", (int)(size - n + kept), name.start);
    return cs_phrases_whole(phrases, cs_span_of(said)) ||
           cs_phrases_add(phrases, cs_span_of(said), id, 0);
}

static bool add_aliases(struct cs_phrases *phrases, const char *aliases, char separator,
                        uint32_t id)
{
    int ok = 1;
    for (const char *p = aliases; ok && p && *p;) {
        const char *end = strchr(p, separator);
        struct cs_span name = {p, end ? (size_t)(end - p) : strlen(p)};
        ok = is_compass_point(name) ||
             (cs_phrases_add(phrases, name, id, 0) && add_short_ending(phrases, name, id));
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
    if (cs_span_is_any(word, vague))
        return false;
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

/* "Captains, mates, and pilots of water vessels": people say "captains, mates and pilots". */
static struct cs_span without_whereabouts(const char *title)
{
    const char *comma = strchr(title, ','), *of = comma ? strstr(comma, " of ") : NULL;
    return (struct cs_span){title, of && strstr(comma, " and ") < of ? (size_t)(of - title) : 0};
}

static bool is_group_key(const struct cs_names *names, uint32_t key)
{
    const struct cs_subject subject = {.keys = {key}, .n_keys = 1};
    return cs_names_is_group(names->lookup, &subject);
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

/* "Elevator and escalator installers and repairers": each of the two that are worked on is named
 * alone. */
static bool add_one_of_two(struct cs_names *names, const char *title, uint32_t key)
{
    enum { FEWEST = 4, LONGEST = 96 };
    struct cs_word w[CS_PHRASE_WORDS];
    char name[LONGEST];
    size_t n = cs_words_of(title, 0, strlen(title), w, CS_PHRASE_WORDS), i = 1;
    while (i < n && !cs_span_equals_nocase(
                        (struct cs_span){title + w[i].start, w[i].end - w[i].start}, "and"))
        i++;
    if (n < FEWEST || strchr(title, ',') || i + 2 >= n || strlen(title) >= LONGEST ||
        title[w[i - 1].end - 1] == 's' || title[w[i + 1].end - 1] == 's')
        return true; /* "Bakers and cooks" are two who work */
    const char *rest = title + w[i + 2].start;
    snprintf(name, sizeof name, "%.*s %s", (int)w[i - 1].end, title, rest);
    return add_part(names, cs_span_of(name), key) &&
           (i > 1 || add_part(names, cs_span_of(title + w[i + 1].start), key));
}

/* "Helpers--electricians": people say "electrician's helpers"; "First-line supervisors of police
 * and detectives": "police supervisors". */
static bool add_turned_round(struct cs_names *names, const char *title, uint32_t key)
{
    enum { LONGEST = 96 };
    static const char *const turns[][2] = {{"Helpers--", "helpers"},
                                           {"First-line supervisors of ", "supervisors"}};
    for (size_t i = 0; i < sizeof turns / sizeof *turns; i++) {
        size_t n = strlen(turns[i][0]);
        if (strncasecmp(title, turns[i][0], n))
            continue;
        const char *whose = title + n, *comma = strchr(whose, ','), *and = strstr(whose, " and ");
        const char *end = !comma || (and&&and < comma) ? and : comma;
        char name[LONGEST];
        snprintf(name, sizeof name, "%.*s %s", end ? (int)(end - whose) : (int)strlen(whose), whose,
                 turns[i][1]);
        return cs_phrases_add(&names->occupations, cs_span_of(name), key, 0);
    }
    return true;
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
    if (!add_part(names, cs_title_core(k->title), key) ||
        !add_part(names, without_whereabouts(k->title), key) ||
        !add_inverted(names, k->title, key) || !add_halves(names, k->title, key) ||
        !add_one_of_two(names, k->title, key) || !add_turned_round(names, k->title, key))
        return false;
    if (!part.size)
        return true;
    const struct cs_phrase *other = cs_phrases_whole(&names->occupations, part);
    /* "Librarians" was the title of a code that is gone. */
    bool is_former = other && other->is_title && other->ids[0] != key &&
                     !is_group_key(names, other->ids[0]) &&
                     cs_names_newest_year(names->lookup, other->ids[0]) + CS_SURVEYS_APART <
                         cs_names_newest_year(names->lookup, key);
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

/* The nation's surveyed jobs of an occupation; 0 when they are not known. */
static double jobs_of(const struct cs_names *names, uint32_t key)
{
    struct cs_query query =
        cs_query_of(CS_EMPLOYMENT, key, cs_lookup_key(names->lookup, CS_DIM_REGION, "US"));
    struct cs_found found;
    return cs_lookup_value(names->lookup, &query, &found) ? found.quantity.value : 0;
}

/* "Police officers" is the title of 33-3050 and what people call 33-3051, nearly all of it: the
 * name means the occupation beside the group (cs_names_meaning lets the group go). */
static bool add_beside_group(struct cs_names *names, const struct cs_occupation_name *o,
                             uint32_t key)
{
    const double NEARLY_ALL = 0.95;
    const struct cs_dataset *data = cs_lookup_dataset(names->lookup);
    int ok = 1;
    for (const char *p = o->aliases; ok && p && *p;) {
        const char *end = strchr(p, '|');
        struct cs_span name = {p, end ? (size_t)(end - p) : strlen(p)};
        const struct cs_phrase *known = cs_phrases_whole(&names->occupations, name);
        const struct cs_key *group = known && known->is_title && known->n_ids == 1
                                         ? cs_dataset_key(data, CS_DIM_OCCUPATION, known->ids[0])
                                         : NULL;
        bool is_broad = group && strlen(group->code) == 7 && group->code[6] == '0';
        double all = is_broad ? jobs_of(names, known->ids[0]) : 0;
        if (all > 0 && !strncmp(group->code, o->code, 6) && strcmp(group->code, o->code) != 0 &&
            jobs_of(names, key) >= NEARLY_ALL * all)
            ok = cs_phrases_add(&names->occupations, name, key, 1);
        p = end ? end + 1 : NULL;
    }
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
        ok = ok && add_beside_group(names, &r->occupations[i], key);
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

/* Their first long words: enough to see which titles resemble each other. */
static bool read_titles(struct cs_names *names)
{
    enum { SHORTEST = 5 };
    const struct cs_dict *dict = &cs_lookup_dataset(names->lookup)->dicts[CS_DIM_OCCUPATION];
    names->titles = calloc(dict->n_keys + 1, sizeof *names->titles);
    for (uint32_t i = 0; names->titles && i < dict->n_keys; i++) {
        struct cs_word words[CS_PHRASE_WORDS];
        struct cs_title_words *title = &names->titles[i];
        const char *text = dict->keys[i].title;
        size_t n = cs_words_of(text, 0, strlen(text), words, CS_PHRASE_WORDS);
        for (size_t k = 0; k < n && title->n < CS_TITLE_WORDS; k++) {
            if (words[k].end - words[k].start >= SHORTEST)
                title->hashes[title->n++] = words[k].hash;
        }
    }
    return names->titles != NULL;
}

bool cs_names_share_a_word(const struct cs_names *names, uint32_t a, uint32_t b)
{
    const struct cs_title_words *x = &names->titles[a], *y = &names->titles[b];
    for (size_t i = 0; i < x->n; i++) {
        for (size_t k = 0; k < y->n; k++) {
            if (x->hashes[i] == y->hashes[k])
                return true;
        }
    }
    return false;
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
    int ok = read_titles(names) && cs_names_loose_init(names) && add_dataset_names(names) &&
             (!reference || add_reference_names(names));
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
    free(names->titles);
    free(names->loose);
    free(names->others);
    names->titles = NULL;
    names->loose = names->others = NULL;
}
