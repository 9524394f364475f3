/* --soc: occupations followed back through the revisions of the SOC. Answers for: whether a call
 * asks for that, telling what became of each code, and joining the earlier figures. */
#ifndef CS_CLI_SOC_HISTORY_H
#define CS_CLI_SOC_HISTORY_H

#include <stdbool.h>

#include "cli/frame/command.h"
#include "cli/input/workspace.h"
#include "data/select.h"
#include "data/soc/revisions.h"

enum { CS_SOC_MAX_FOLLOWED = 64 };
struct cs_soc_followed {
    struct cs_soc_history items[CS_SOC_MAX_FOLLOWED];
    size_t n;
};

/* Whether --soc was given. */
bool cs_soc_is_asked(const struct cs_call *call);

/* Follows the codes back as the call asks: with --soc as far as possible; without it, for a series
 * or a report from the library, as far as codes were only renamed. Tells each step, and why the
 * figures start where they do if the library, where one is given, has any from before. Words that
 * are no code have no history. Arena: the call's. */
CS_MUST_USE enum cs_status cs_soc_follow_codes(struct cs_workspace *workspace,
                                               struct cs_library *library, const char *const *codes,
                                               size_t n, struct cs_soc_followed *followed);
/* Puts the earlier figures in workspace->data under the codes. */
CS_MUST_USE enum cs_status cs_soc_join_followed(struct cs_workspace *workspace,
                                                const struct cs_soc_followed *followed);

/* The same for every occupation of the workspace, as far as codes were only renamed, without a
 * word: what a guide of one of them does, for a site of all. */
CS_MUST_USE enum cs_status cs_soc_join_every(struct cs_workspace *workspace);

/* Why figures that are asked for cannot stand side by side: a code stands for other occupations in
 * some of their years. NULL when none does. Arena: the call's. */
const char *cs_soc_find_mixed(const struct cs_workspace *workspace,
                              const struct cs_selection *among);

#endif
