/* Between the parts of what a guide is about: its own names, its page's subject, words. */
#ifndef CS_GUIDE_TOPIC_PART_H
#define CS_GUIDE_TOPIC_PART_H

#include <stdbool.h>

#include "guide/topic/topic.h"

/* A name that only this guide uses. Out of memory: topic->failed. */
void cs_topic_define(struct cs_topic *topic, struct cs_span name, const struct cs_subject *subject);
/* Those of its tables with codes; those of its title and of short names in brackets. */
void cs_topic_define_codes(struct cs_topic *topic);
void cs_topic_define_names(struct cs_topic *topic);
/* "hygienists", "PT": short for an occupation that the guide names in full. */
void cs_topic_define_short_names(struct cs_topic *topic);

/* "Announcers and DJs : Occupational Outlook Handbook": the part before the separator. */
struct cs_span cs_topic_title_part(const struct cs_block *block);
/* Whether a title goes on with somebody nobody knows: "Database administrators and architects". */
bool cs_topic_goes_on(const struct cs_topic *topic, const struct cs_block *title);
/* The occupation of the whole guide. Returns whether there is one. */
bool cs_topic_page_subject(const struct cs_topic *topic, struct cs_subject *out);

enum { CS_SURVEYS_APART = 3 }; /* years between the newest files of two kinds */

/* The year of the newest figures of an occupation; 0 when there are none. */
int cs_names_newest_year(const struct cs_lookup *lookup, uint32_t key);
/* Whether a subject is one summary code with figures for the codes below it. */
bool cs_names_is_group(const struct cs_lookup *lookup, const struct cs_subject *subject);

/* Reads the titles for cs_names_loose(); false when out of memory. */
bool cs_names_loose_init(struct cs_names *names);
/* The occupation whose title alone has all words of a name, in any order: "network architect" of
 * "Computer network architects"; CS_NO_KEY where no title or several have them. */
uint32_t cs_names_loose(const struct cs_names *names, const char *text, const struct cs_word *words,
                        size_t n);
/* "court reporters" for "court reporting", "sonographers" for "sonography": writes the next word
 * for who does an activity and returns the turn to ask for next, 0 when there is none left. */
size_t cs_activity_doers(struct cs_span activity, size_t turn, char *out, size_t size);
/* "admin", "rep", "architect": who does a work, by no ending that tells it. */
bool cs_is_odd_agent(struct cs_span word);
/* "Surgical technology": the occupation of those who do what a heading names. */
bool cs_topic_activity(const struct cs_topic *topic, struct cs_span name, struct cs_subject *out);
/* Names that say a title in part. */
void cs_topic_define_loose_names(struct cs_topic *topic);
/* The occupations that a guide names, in full or by two words and more. */
enum { CS_CAST = 24 };
struct cs_cast {
    struct cs_topic *topic;
    uint32_t keys[CS_CAST];
    struct cs_span names[CS_CAST]; /* as first written */
    size_t n;
};
void cs_cast_find(struct cs_cast *cast); /* of cast->topic */
/* "School bus work", "elementary openings": names that leave out who does the work. */
void cs_topic_define_modifiers(struct cs_topic *topic);
/* Whether words behind such a name say that it is one: "openings", "is projected". */
bool cs_is_modifier_tail(const char *text, const struct cs_word *words, size_t n);
/* The phrase of all workers where words from `first` on are "typical worker" of a place; NULL. */
const struct cs_phrase *cs_topic_everybody(const struct cs_topic *topic, const struct cs_read *read,
                                           size_t first);
/* Labels that the occupations the guide names in full settle. */
void cs_topic_define_labels(struct cs_topic *topic);
/* Heads of so many titles that the words before them must be all of the title's: "medical
 * technicians" are not only those whose title has both words. */
bool cs_is_shared_head(struct cs_span head);

/* Whether a word of a text is this one, one of these, whatever its case. */
bool cs_word_is(const char *text, const struct cs_word *word, const char *name);
bool cs_word_is_any(const char *text, const struct cs_word *word, const char *const *names);

/* Whether a word is part of an occupation's title, by its stem. */
bool cs_topic_titles_word(const struct cs_topic *topic, uint32_t key, const struct cs_word *word);
/* "TX - $53,070", "$71,430 (PA)": two capitals that can only be a state beside a value; NULL. */
const struct cs_region *cs_topic_place_code(const struct cs_topic *topic, const char *text,
                                            const struct cs_word *words, size_t i);

/* "LPN", "RNs". */
bool cs_word_is_short_form(const char *text, const struct cs_word *word);
/* Whether words speak of somebody nobody knows who is not of `own`'s titles. */
bool cs_words_name_somebody(const struct cs_topic *topic, const char *text,
                            const struct cs_word *words, size_t n, const struct cs_subject *own);

#endif
