/* --crosswalk: an occupation's counterparts in other classifications. Answers for: reading the
 * crosswalks, choosing the counterparts that the data have published figures for, and telling by
 * what each was matched. Figures of several are never added up or averaged: they stay apart. */
#ifndef CS_CLI_CROSSWALK_H
#define CS_CLI_CROSSWALK_H

#include <stdbool.h>
#include <stdint.h>

#include "cli/frame/command.h"
#include "cli/input/workspace.h"
#include "data/occupation/counterparts.h"

/* Whether --crosswalk was given. */
bool cs_crosswalk_is_asked(const struct cs_call *call);

/* Everything that the crosswalks set beside a code. Arena: the call's. Errors: those of reading the
 * files. */
CS_MUST_USE enum cs_status cs_crosswalk_find(struct cs_workspace *workspace, const char *code,
                                             struct cs_counterparts *out);

/* Keys of workspace->data. */
struct cs_crosswalk_keys {
    uint32_t *keys; /* in the call's arena */
    size_t n;
};
/* The keys that an occupation's code stands for: its own, if the data have it, and those of its
 * counterparts, each told. Errors: CS_NO_ANSWER when the data have none of them; CS_USAGE for
 * individual observations, which several keys would pool. */
CS_MUST_USE enum cs_status cs_crosswalk_choose(struct cs_workspace *workspace, const char *code,
                                               struct cs_crosswalk_keys *out);

#endif
