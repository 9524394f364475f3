/* Standard input where no file is named. Answers for: whether it was meant as data. A program that
 * starts this one often leaves it an open pipe that never says anything, so a pipe is read without
 * being named only by commands that need a file. */
#ifndef CS_CLI_STANDARD_INPUT_H
#define CS_CLI_STANDARD_INPUT_H

#include <stdbool.h>

/* Whether a file was redirected there, from its beginning, and holds something: `< pay.csv`. Not
 * the rest of a script or of a list that is being read line by line. */
bool cs_stdin_is_file(void);
/* Whether something other than a terminal or a device is there: a file or a pipe. */
bool cs_stdin_is_given(void);
/* Whether a pipe is there that holds bytes nobody has read. */
bool cs_stdin_is_unread(void);

#endif
