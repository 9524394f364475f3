/* What an occupation is like, as a publisher prints it: a task in words, a skill's importance, a
 * share of workers by schooling. Answers for: the aspects there are, their names, and one printed
 * row. Such rows are no pay figures: they are neither pooled nor converted. */
#ifndef CS_DATA_DESCRIPTOR_H
#define CS_DATA_DESCRIPTOR_H

#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"

enum cs_aspect {
    CS_ASPECT_TASKS,
    CS_ASPECT_SKILLS,
    CS_ASPECT_KNOWLEDGE,
    CS_ASPECT_ABILITIES,
    CS_ASPECT_ACTIVITIES,
    CS_ASPECT_TECHNOLOGIES,
    CS_ASPECT_TOOLS,
    CS_ASPECT_INTERESTS,
    CS_ASPECT_STYLES,
    CS_ASPECT_VALUES,
    CS_ASPECT_CONTEXT,
    CS_ASPECT_EDUCATION, /* shares of workers by the schooling they say the work asks for */
    CS_ASPECT_EXPERIENCE,
    CS_ASPECT_SITE_TRAINING,
    CS_ASPECT_JOB_TRAINING,
    CS_ASPECT_JOB_ZONE, /* what the five zones are called and ask for: of no one occupation */
    CS_N_ASPECTS,
};

/* The layout of files that define occupations: a definition belongs to the code, not to a row, so
 * it is found by this. */
#define CS_LAYOUT_OF_DEFINITIONS "onet-occupations"

/* What the rows of an aspect are put in order by. */
enum cs_aspect_order {
    CS_BY_IMPORTANCE, /* core tasks first */
    CS_BY_RATING,
    CS_BY_DEMAND, /* what employers ask for, then by name */
    CS_BY_CATEGORY,
};

struct cs_aspect_info {
    const char *name;  /* as in layouts, the library and JSON: "work_activities" */
    const char *words; /* as a heading: "Work activities" */
    enum cs_aspect_order order;
};
const struct cs_aspect_info *cs_aspect_info(enum cs_aspect aspect);
bool cs_aspect_parse(struct cs_span name, enum cs_aspect *aspect);

/* The ends of a scale, by the publisher's name for it: "IM" from 1 to 5. False: not known. */
bool cs_rating_bounds(const char *scale, double *low, double *high);

/* What a publisher marks a row with, as bits. */
enum cs_descriptor_mark {
    CS_MARK_CORE = 1, /* of a task: critical to the occupation */
    CS_MARK_SUPPLEMENTAL = 2,
    CS_MARK_HOT = 4,        /* of a technology: often in employers' job postings */
    CS_MARK_IN_DEMAND = 8,  /* … and in those for this very occupation */
    CS_MARK_IMPRECISE = 16, /* the publisher advises against the figure: too few answers */
    CS_MARK_NOT_RELEVANT = 32,
};
/* "core", "hot in_demand"; "" for none. */
enum { CS_DESCRIPTOR_MARKS_BYTES = 80 };
const char *cs_descriptor_marks_format(unsigned marks, char *out);
/* The reverse; words that are none are passed over. */
unsigned cs_descriptor_marks_parse(struct cs_span text);

/* One printed row. Strings live in the dataset's arena. */
struct cs_descriptor {
    uint32_t occupation; /* index of its key; CS_NO_KEY: says what an element is called, of any */
    uint32_t period;     /* when it was collected; CS_NO_KEY unknown */
    uint32_t source;
    uint64_t line;       /* of the record in its source, from 1 */
    const char *element; /* the publisher's id of the skill, task, …; of a category "2.D.1:6" */
    const char *name;    /* NULL: another row of the same element tells */
    const char *scale;   /* "IM" importance 1–5, "LV" level 0–7 …; NULL: no rating */
    const char *note;    /* NULL none */
    double value;        /* NaN: a row of words, or the publisher has none */
    uint8_t aspect;      /* enum cs_aspect */
    uint8_t marks;
};

#endif
