/* What a guide is about. Answers for: the names of occupations and regions that prose may use; the
 * occupation of a whole guide, by its title, its codes or the caller's word; names that only this
 * guide defines (a table row with a code, a profile of several occupations); what a stretch of text
 * talks about. Judges nothing. */
#ifndef CS_GUIDE_TOPIC_H
#define CS_GUIDE_TOPIC_H

#include <stdbool.h>

#include "analysis/outlook/lookup.h"
#include "data/reference.h"
#include "guide/text/document.h"
#include "guide/topic/cue.h"
#include "guide/topic/phrase.h"

enum { CS_SUBJECT_KEYS = 40 };

/* Text [start, end). */
struct cs_spot {
    size_t start, end;
};

/* One occupation, or several taken together. */
struct cs_subject {
    uint32_t keys[CS_SUBJECT_KEYS]; /* occupations of the dataset */
    size_t n_keys;                  /* 0: nothing the data know */
    bool is_all;                    /* all occupations; the data may not hold their key */
    bool is_ambiguous;              /* the keys are what a name might mean, not parts of a whole */
    bool is_group;    /* named by the title of a group: others mean other things by it */
    bool is_alias;    /* named by one of its other names, which may be used otherwise */
    bool is_unknown;  /* named, but not known */
    bool is_title;    /* named by the guide's own title, known or not */
    bool is_label;    /* named by a word that is a name where it is a label, and not in prose */
    bool is_modifier; /* named by what goes before who does the work: needs a word behind it */
    bool is_head;     /* named by the last word of its name, which needs to stand alone */
};
bool cs_subject_is_known(const struct cs_subject *subject);
bool cs_subject_equals(const struct cs_subject *a, const struct cs_subject *b);

/* The long words of a title, by their stems. */
enum { CS_TITLE_WORDS = 6 };
struct cs_title_words {
    uint64_t hashes[CS_TITLE_WORDS];
    size_t n;
};

/* The words of an occupation's title, and the letters they begin with: none for one that is not in
 * use, a group or the rest of one. */
enum { CS_LOOSE_WORDS = 14 };
struct cs_loose_title {
    uint64_t hashes[CS_LOOSE_WORDS];
    char initials[CS_LOOSE_WORDS];
    size_t n;
};

/* Names for every guide of a run; read-only after it is made: threads may share it. */
struct cs_names {
    const struct cs_lookup *lookup;
    const struct cs_reference *reference; /* may be NULL */
    struct cs_phrases occupations;        /* id: occupation key; CS_NO_KEY for all occupations */
    struct cs_phrases regions;            /* id: index in the reference's regions */
    struct cs_phrases parts;       /* leading parts of titles; of several meanings when shared */
    struct cs_title_words *titles; /* heap, one an occupation of the dataset */
    struct cs_loose_title *loose;  /* likewise */
    struct cs_loose_title *others; /* of the classification's occupations; without words: none */
    struct cs_cue_table cues;
};
CS_MUST_USE enum cs_status cs_names_init(struct cs_names *names, const struct cs_lookup *lookup,
                                         const struct cs_reference *reference,
                                         struct cs_diag *diag);
void cs_names_clear(struct cs_names *names);
/* Whether the titles of two occupations have a long word in common. */
bool cs_names_share_a_word(const struct cs_names *names, uint32_t a, uint32_t b);
/* By code ("43-6013", "43-6013.00") or name. A summary code the data do not hold stands for its
 * detailed occupations. */
struct cs_subject cs_names_subject(const struct cs_names *names, struct cs_span text);

/* Whether something written like a code, 43-6013, stands in a text: quickly, it may be none. */
bool cs_has_code_shape(const char *text, size_t size);
/* Whether a text is a code such as 43-6013 and nothing else. */
bool cs_is_occupation_code(struct cs_span text);

/* What a name of `occupations` means. */
struct cs_subject cs_names_meaning(const struct cs_names *names, const struct cs_phrase *phrase);

/* Whether another name than its title can mean nothing but the occupation: "plumbers" for
 * "Plumbers, pipefitters, and steamfitters", "RN". */
bool cs_names_is_sure(const struct cs_names *names, uint32_t key, struct cs_span name);

/* Whether a code stands under a summary code: 29-1215 under 29-1210. */
bool cs_code_is_under(const char *code, const char *group);
/* The occupations under a summary code such as 27-4010, 27-4000 or 27-0000; is_unknown
 * when there are none or too many. */
struct cs_subject cs_subject_parts(const struct cs_lookup *lookup, const char *code);

enum { CS_TOPIC_NOUNS = 4 };
struct cs_topic {
    const struct cs_names *names;
    const struct cs_document *document;
    struct cs_phrases local;     /* id: index of subjects */
    struct cs_subject *subjects; /* heap */
    size_t n_subjects, capacity;
    struct cs_subject page;
    const struct cs_region *region;       /* of the whole guide; NULL the nation */
    struct cs_span nouns[CS_TOPIC_NOUNS]; /* of its title, for who does a work */
    size_t n_nouns;
    int failed;
};
/* `occupation` (NULL none) and `region` are the caller's word and win. Clear it in every case. */
CS_MUST_USE enum cs_status cs_topic_init(struct cs_topic *topic, const struct cs_names *names,
                                         const struct cs_document *document,
                                         const struct cs_subject *occupation,
                                         const struct cs_region *region, struct cs_diag *diag);
void cs_topic_clear(struct cs_topic *topic);
/* A region that the title or first heading names; NULL when none does. */
const struct cs_region *cs_topic_title_region(const struct cs_topic *topic);

/* What a whole label (a table row, a heading) names; 0 when it names nothing known. */
bool cs_topic_label(const struct cs_topic *topic, struct cs_span label, struct cs_subject *out);

/* The same for a heading, which may also be one short name: "10. Paralegals", "Outlook for
 * welders". */
bool cs_topic_heading(const struct cs_topic *topic, const char *text, size_t size,
                      struct cs_subject *out);

/* What the sentence text [start, end) says about the occupation of a value at `at`. */
enum cs_naming {
    CS_NAMED_NOT, /* nothing, or "these workers" */
    CS_NAMED,
    CS_NAMED_UNKNOWN, /* "openings for X" with an X nobody knows */
};
enum cs_naming cs_topic_sentence(const struct cs_topic *topic, const char *text, size_t start,
                                 size_t end, size_t at, struct cs_subject *out);
/* The longest name inside a heading or title of several words. */
bool cs_topic_mention(const struct cs_topic *topic, const char *text, size_t size,
                      struct cs_subject *out);

/* The words of a sentence and the names in it: read once, asked for each of its values. */
enum { CS_READ_WORDS = 160, CS_READ_MENTIONS = 16 };
struct cs_mention {
    size_t first, n_words;
    const struct cs_phrase *phrase;
    bool is_local;
};
struct cs_read {
    const char *text;
    struct cs_word words[CS_READ_WORDS];
    size_t n_words;
    struct cs_mention mentions[CS_READ_MENTIONS];
    size_t n_mentions;
};
void cs_topic_read(const struct cs_topic *topic, const char *text, size_t start, size_t end,
                   struct cs_read *out);

/* A region or place that text [start, end) names. *region is NULL for a place nobody knows; the
 * nation counts as named. Returns whether any place is named. */
bool cs_topic_place(const struct cs_topic *topic, const char *text, size_t start, size_t end,
                    const struct cs_region **region);
/* Every place of a sentence in order, regions NULL for one nobody knows; returns how many. */
size_t cs_topic_places(const struct cs_topic *topic, const struct cs_read *read,
                       struct cs_spot *spots, const struct cs_region **regions, size_t capacity);
/* Whether the sentence speaks of somebody in [start, end) whom the names do not know: "openings for
 * X", "X earned"; words of the titles of `own` and of the guide's occupation are no strangers. */
bool cs_topic_names_somebody(const struct cs_topic *topic, const struct cs_read *read, size_t start,
                             size_t end, const struct cs_subject *own);
/* Whether a word names who does the work in the titles of a subject or of the guide's occupation:
 * "teachers" of "Elementary school teachers", not "school". */
bool cs_topic_is_head(const struct cs_topic *topic, const struct cs_subject *subject,
                      const char *text, const struct cs_word *word);
/* Whether a heading is the name of an occupation that nobody knows: "Ironwork foreman". */
bool cs_topic_is_strange_heading(const struct cs_topic *topic, const struct cs_block *heading);
/* Whether it is only whom the sentence's subject is compared with. */
bool cs_topic_is_compared(const struct cs_read *read, size_t mention);
/* "foreman", "designers": a word for who does a work. */
bool cs_is_agent(struct cs_span word);
/* What a label means with the noun of the guide's title: "Civil" in a guide about engineers. */
bool cs_topic_completed(const struct cs_topic *topic, struct cs_span label, struct cs_subject *out);
/* What mention i of a sentence means. */
struct cs_subject cs_topic_meaning(const struct cs_topic *topic, const struct cs_read *read,
                                   size_t mention);

#endif
