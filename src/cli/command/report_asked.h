/* The words of `report`: which are occupations, which are files. Answers for: names without quotes,
 * and several names beside each other. */
#ifndef CS_CLI_REPORT_ASKED_H
#define CS_CLI_REPORT_ASKED_H

#include "cli/input/workspace.h"

struct cs_report_asked {
    const char *const *words; /* occupations, each a name or code; the call's arena */
    size_t n;
    const char *const *paths; /* files */
    size_t n_paths;
    const char *place;                /* "Texas" of "nurse in Texas"; else NULL */
    const struct cs_backdrop *around; /* of a server: read before; else NULL */
    const char *joined; /* all words as one name, where that is not settled; else NULL */
};

/* Reads the operands. A word after the first is a file where there is one, where it is "-" or has a
 * slash or a dot. Bare words that are one name together, by the reference tables or the library,
 * are one. What follows "in" is the place, of all names before it, unless --region names one.
 * Errors: CS_INTERNAL. */
CS_MUST_USE enum cs_status cs_report_asked_read(struct cs_workspace *workspace,
                                                struct cs_report_asked *out);
/* With the data at hand: the words may be one name that only the data have. */
CS_MUST_USE enum cs_status cs_report_asked_settle(struct cs_workspace *workspace,
                                                  struct cs_report_asked *asked);

#endif
