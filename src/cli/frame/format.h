/* In which form a table is answered. Answers for: --format, --json and the ending of -o taken
 * together, before the command runs. */
#ifndef CS_CLI_FORMAT_H
#define CS_CLI_FORMAT_H

#include "cli/frame/command.h"

/* Takes the form from the ending of -o where neither --format nor --json says it: .csv, .xlsx, .md,
 * .ndjson. Refuses what cannot be: a picture's or a document's ending, a workbook for the terminal,
 * .xlsx beside another format. Errors: CS_USAGE. */
CS_MUST_USE enum cs_status cs_format_settle(struct cs_call *call);
/* Whether a name ends as those of pictures and documents do, which are no text and no table. */
bool cs_format_is_other(const char *path);
/* Whether the answer, printed as CSV, is to become a workbook. */
bool cs_format_is_workbook(const struct cs_call *call);
/* Whether words that were not understood ask for JSON. */
bool cs_format_words_want_json(char *const *words, size_t n_words);

#endif
