/* What a relation has around it: between the files that find its two figures. */
#ifndef CS_GUIDE_RELATION_SCENE_H
#define CS_GUIDE_RELATION_SCENE_H

#include <stdbool.h>

#include "guide/relation/relation_part.h"

enum { CS_RELATION_ENDS = 6, CS_RELATION_NAMED = 4 };

struct cs_relation_scene {
    struct cs_relation *r;
    const struct cs_passage *p;
    const struct cs_topic *topic;
    const struct cs_claims *claims;
    enum cs_statistic statistic;                  /* of the two figures */
    const struct cs_claim *own[CS_RELATION_ENDS]; /* of the sentence, in order */
    size_t n_own;
    const struct cs_claim
        *before[CS_RELATION_ENDS]; /* of the section before it, the nearest first */
    size_t n_before;
    struct cs_subject subjects[CS_RELATION_NAMED]; /* different ones that the sentence names */
    size_t subject_at[CS_RELATION_NAMED], n_subjects;
    const struct cs_region *places[CS_RELATION_NAMED]; /* likewise; NULL the nation */
    size_t place_at[CS_RELATION_NAMED], n_places;
    bool is_strange; /* it names somebody or somewhere nobody knows */
};

/* Reads the sentence and what stands before it in its section: figures, names, places. */
void cs_relation_scene_read(struct cs_relation_scene *scene, struct cs_relation *r);
/* How many of subject, place and date of two figures differ; 0: one and the same. */
int cs_relation_differences(const struct cs_claim *a, const struct cs_claim *b);
/* Whether a claim can be one of the two figures. */
bool cs_relation_may_be_end(const struct cs_relation_scene *scene, const struct cs_claim *claim);

#endif
