/* Subjects: which are known, which are the same. */
#include <stdlib.h>
#include <string.h>

#include "guide/claim/topic.h"
#include "guide/text/amount.h"

int cs_subject_is_known(const struct cs_subject *subject)
{
    return subject->n_keys > 0 || subject->is_all;
}

int cs_subject_equals(const struct cs_subject *a, const struct cs_subject *b)
{
    if (a->n_keys != b->n_keys || a->is_all != b->is_all)
        return 0;
    return !memcmp(a->keys, b->keys, a->n_keys * sizeof a->keys[0]);
}
