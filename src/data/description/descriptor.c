/* The aspects of an occupation and the marks of their rows, a row of a table each. */
#include "data/description/descriptor.h"

#include <string.h>

#include "base/text.h"

static const struct cs_aspect_info aspects[CS_N_ASPECTS] = {
    [CS_ASPECT_TASKS] = {"tasks", "Tasks", CS_BY_IMPORTANCE},
    [CS_ASPECT_SKILLS] = {"skills", "Skills", CS_BY_IMPORTANCE},
    [CS_ASPECT_KNOWLEDGE] = {"knowledge", "Knowledge", CS_BY_IMPORTANCE},
    [CS_ASPECT_ABILITIES] = {"abilities", "Abilities", CS_BY_IMPORTANCE},
    [CS_ASPECT_ACTIVITIES] = {"work_activities", "Work activities", CS_BY_IMPORTANCE},
    [CS_ASPECT_TECHNOLOGIES] = {"technologies", "Technology", CS_BY_DEMAND},
    [CS_ASPECT_TOOLS] = {"tools", "Tools", CS_BY_DEMAND},
    [CS_ASPECT_INTERESTS] = {"interests", "Interests", CS_BY_RATING},
    [CS_ASPECT_STYLES] = {"work_styles", "Work styles", CS_BY_RATING},
    [CS_ASPECT_VALUES] = {"work_values", "Work values", CS_BY_RATING},
    [CS_ASPECT_CONTEXT] = {"work_context", "Work context", CS_BY_RATING},
    [CS_ASPECT_EDUCATION] = {"education", "Education", CS_BY_CATEGORY},
    [CS_ASPECT_EXPERIENCE] = {"experience", "Related work experience", CS_BY_CATEGORY},
    [CS_ASPECT_SITE_TRAINING] = {"site_training", "On-site training", CS_BY_CATEGORY},
    [CS_ASPECT_JOB_TRAINING] = {"job_training", "On-the-job training", CS_BY_CATEGORY},
    [CS_ASPECT_JOB_ZONE] = {"job_zone", "Job zone", CS_BY_CATEGORY},
};

static const struct {
    const char *name;
    unsigned mark;
} marks_table[] = {
    {"core", CS_MARK_CORE},
    {"supplemental", CS_MARK_SUPPLEMENTAL},
    {"hot", CS_MARK_HOT},
    {"in_demand", CS_MARK_IN_DEMAND},
    {"imprecise", CS_MARK_IMPRECISE},
    {"not_relevant", CS_MARK_NOT_RELEVANT},
};
enum { N_MARKS = sizeof marks_table / sizeof *marks_table };

/* O*NET's scales, as its reference of scales has them. */
static const struct {
    const char *scale;
    double low, high;
} scales[] = {
    {"IM", 1, 5},  {"LV", 0, 7},   {"RT", 0, 100}, {"OI", 1, 7},   {"IH", 0, 6},
    {"EX", 1, 7},  {"CX", 1, 5},   {"CT", 1, 3},   {"RL", 0, 100}, {"RW", 0, 100},
    {"WI", -3, 3}, {"PT", 0, 100}, {"OJ", 0, 100},
};

bool cs_rating_bounds(const char *scale, double *low, double *high)
{
    for (size_t i = 0; scale && i < sizeof scales / sizeof *scales; i++)
        if (strcmp(scale, scales[i].scale) == 0) {
            *low = scales[i].low;
            *high = scales[i].high;
            return true;
        }
    return false;
}

const struct cs_aspect_info *cs_aspect_info(enum cs_aspect aspect)
{
    return &aspects[aspect];
}

bool cs_aspect_parse(struct cs_span name, enum cs_aspect *aspect)
{
    for (int i = 0; i < CS_N_ASPECTS; i++)
        if (cs_span_equals(name, aspects[i].name)) {
            *aspect = (enum cs_aspect)i;
            return true;
        }
    return false;
}

static bool find_mark(struct cs_span name, unsigned *mark)
{
    for (int i = 0; i < N_MARKS; i++)
        if (cs_span_equals(name, marks_table[i].name)) {
            *mark = marks_table[i].mark;
            return true;
        }
    return false;
}

const char *cs_descriptor_marks_format(unsigned marks, char *out)
{
    char *end = out;
    for (int i = 0; i < N_MARKS; i++) {
        if (!(marks & marks_table[i].mark))
            continue;
        if (end != out)
            *end++ = ' ';
        size_t n = strlen(marks_table[i].name);
        memcpy(end, marks_table[i].name, n);
        end += n;
    }
    *end = '\0';
    return out;
}

unsigned cs_descriptor_marks_parse(struct cs_span text)
{
    unsigned marks = 0, mark;
    while (text.size) {
        const char *gap = memchr(text.start, ' ', text.size);
        size_t n = gap ? (size_t)(gap - text.start) : text.size;
        if (find_mark((struct cs_span){text.start, n}, &mark))
            marks |= mark;
        n += gap != NULL;
        text.start += n;
        text.size -= n;
    }
    return marks;
}
