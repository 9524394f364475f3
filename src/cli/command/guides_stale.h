/* Marked guides held against the library, without touching them. Answers for: how many markers of
 * each guide no longer say the newest figure, and what they would say. */
#ifndef CS_CLI_GUIDES_STALE_H
#define CS_CLI_GUIDES_STALE_H

#include <stddef.h>

#include "cli/frame/command.h"
#include "cli/keep/update_result.h"

/* Looks at guides and folders of guides, with the library at this path (NULL: what is shipped).
 * Errors: as of `refresh --check`. Arena: the call's. */
CS_MUST_USE enum cs_status cs_guides_find_stale(const struct cs_call *call,
                                                const char *const *paths, size_t n_paths,
                                                const char *library, struct cs_stale_guides *out);

#endif
