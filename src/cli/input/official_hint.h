/* Where more data are to be had. Answers for: naming the official file and the page a person finds
 * it on, from the catalogue, wherever a hint says to take in official files. */
#ifndef CS_CLI_OFFICIAL_HINT_H
#define CS_CLI_OFFICIAL_HINT_H

#include "cli/input/workspace.h"

/* "careerstat update fetches it, or import oesmYYst.zip from https://…": the table of the catalogue
 * by its name, YY and YEAR standing for an edition's. In the call's arena. */
const char *cs_official_hint(const struct cs_workspace *workspace, const char *table);

#endif
