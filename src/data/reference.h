/* The small tables that give career data its names and yardsticks: regions, experience levels,
 * occupations, growth words, prices. Answers for: looking things up. Filled by ingest from
 * datasets/reference. */
#ifndef CS_DATA_REFERENCE_H
#define CS_DATA_REFERENCE_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/text.h"

struct cs_region {
    const char *code; /* "US", "TX", "GB" */
    const char *name;
    const char *kind;    /* "nation", "state", "territory", "country", "part" */
    const char *fips;    /* "48"; "" when none */
    const char *aliases; /* separated by "|", "" when none */
    const char *within;  /* code of the country that a part is of; "" else */
    uint32_t letters;    /* that its names begin with, cs_reference_note_letters; 0 not noted */
};

/* A system of occupation codes: data/occupation/system.h. Words are separated by "|". */
struct cs_occupation_system {
    const char *code, *family; /* "UKSOC2020" of "UKSOC" */
    const char *title, *marks; /* marks: by which the name of a file tells the edition */
    int from_year, to_year;    /* of figures in it */
    int n_digits;              /* of an occupation's code */
    const char *strips;        /* what may stand before the digits, folded */
    const char *totals, *tiers;
};

struct cs_level {
    const char *scale, *code, *title, *definition;
    int order; /* from 1 in its scale */
};

/* The handbook's word for a whole percent change over one projection period. */
struct cs_growth_word {
    int base_year, target_year;
    double from_percent, to_percent; /* inclusive; infinite at the ends */
    const char *word;                /* "as fast as average" */
    const char *source;
};

struct cs_occupation_name {
    const char *code, *title;
    const char *aliases; /* separated by "|" */
};

/* A phrase by which a claim is recognized in prose or labels. */
struct cs_reference_phrase {
    const char *phrase;  /* words in the singular where the plural ends in s */
    const char *cue;     /* what it tells: "statistic", "pay", "openings", … */
    const char *value;   /* which: "median", "p10"; "" when the cue says all */
    const char *context; /* where alone it counts: "label", "average" behind it; "" anywhere */
};

/* A code of the SOC and one it became (data/soc/revisions.h). */
struct cs_soc_change {
    const char *revision; /* "2010", "2018"; "combined": `from` is a part of the code `to` */
    const char *from, *to;
    const char *changeover; /* "new": `to` had its new content while OEWS changed over; "" */
};

struct cs_reference {
    struct cs_arena arena;
    struct cs_region *regions;
    struct cs_level *levels;
    struct cs_occupation_system *systems;
    struct cs_growth_word *growth_words;
    struct cs_occupation_name *occupations;
    struct cs_reference_phrase *phrases;
    struct cs_soc_change *soc_changes;
    size_t n_regions, n_levels, n_systems, n_growth_words, n_occupations, n_phrases, n_soc_changes;
};

void cs_reference_init(struct cs_reference *reference);
/* Notes by which letters the names of each region begin: most regions are passed over by them. */
void cs_reference_note_letters(struct cs_reference *reference);
void cs_reference_clear(struct cs_reference *reference);

/* By code, name, FIPS number or alias, case and punctuation ignored; NULL when unknown. Borrowed.
 */
const struct cs_region *cs_reference_region(const struct cs_reference *reference,
                                            struct cs_span name);
/* The same among regions of one kind ("country", "state"), the territories and the nation: "CA"
 * is a state or a country by what the column holds. Parts of other countries (England, Ontario)
 * are found by their kind alone; where countries are meant, a part's name stands for its country.
 * kind NULL: any but parts. */
const struct cs_region *cs_reference_region_of_kind(const struct cs_reference *reference,
                                                    const char *kind, struct cs_span name);
/* The country that free text means where that is certain: parts of it, between commas, slashes and
 * brackets, that are countries or parts of them and agree ("England, UK"), or a name but for one
 * slip, two in a long one ("United Statws"), of which no other is as near. NULL when unsure. */
const struct cs_region *cs_reference_country_in_words(const struct cs_reference *reference,
                                                      struct cs_span text);
/* By code, title or alias, case and punctuation ignored; NULL when unknown. Borrowed. */
const struct cs_occupation_name *cs_reference_occupation(const struct cs_reference *reference,
                                                         struct cs_span name);
/* By code or title; scale NULL searches every scale. NULL when unknown. */
const struct cs_level *cs_reference_level(const struct cs_reference *reference, const char *scale,
                                          struct cs_span name);
/* The word for a published percent change, rounded half away from zero to a whole percent; NULL
 * when the period has no row. Reference: Occupational Outlook Handbook, by edition. */
const char *cs_reference_growth_word(const struct cs_reference *reference, int base_year,
                                     int target_year, double percent);
/* The words that a percent change in tenths may have been printed with: the publisher rounds what
 * it knows to more digits, and 4.5 may be 4.46 or 4.54. Sets words[0], and words[1] where the two
 * neighbors of a half have other words. Returns how many: 0, 1 or 2. */
size_t cs_reference_growth_words(const struct cs_reference *reference, int base_year,
                                 int target_year, double percent, const char *words[2]);

#endif
