/* The catalogue on the command line. Answers for: which catalogue and which day a call means, and
 * what its library holds. */
#ifndef CS_CLI_CATALOGUE_INPUT_H
#define CS_CLI_CATALOGUE_INPUT_H

#include "cli/frame/command.h"
#include "cli/input/workspace.h"
#include "fetch/catalogue/catalogue.h"
#include "fetch/plan/plan.h"
#include "library/library.h"

/* The rows of the options that `catalogue` and `update` share. */
#define CS_CATALOGUE_OPTIONS                                                                       \
    {"catalogue",                                                                                  \
     0,                                                                                            \
     CS_OPTION_TEXT,                                                                               \
     "FOLDER",                                                                                     \
     "use the catalogue in this folder instead of the shipped one",                                \
     NULL},                                                                                        \
    {                                                                                              \
        "date", 0, CS_OPTION_TEXT, "YEAR-MONTH-DAY", "use this date instead of today's", NULL      \
    }

/* Reads --catalogue and --date, and lists the library (NULL: none) into the request. Errors:
 * CS_USAGE, CS_IO. Arena: the call's. */
CS_MUST_USE enum cs_status cs_catalogue_input(const struct cs_workspace *workspace,
                                              struct cs_library *library,
                                              struct cs_catalogue *catalogue,
                                              struct cs_plan_request *request);
/* "2027-05-01", in the arena. */
const char *cs_date_text(struct cs_date date, struct cs_arena *arena);

#endif
