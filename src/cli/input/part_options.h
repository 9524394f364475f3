/* What a partial result may say of how it is to be answered. Answers for: the one list of those
 * options, by name, for the writer and for the reader. A part is data and may come from anybody:
 * nothing in it chooses a file to read or to write, nor how much of the machine is used. */
#ifndef CS_CLI_PART_OPTIONS_H
#define CS_CLI_PART_OPTIONS_H

#include "cli/frame/command.h"
#include "data/part/part.h"

enum cs_part_word {
    CS_PART_WORD_UNKNOWN,  /* the list lacks it: a defect of the list when summarize has it */
    CS_PART_WORD_KEPT,     /* travels in a part and is obeyed by merge */
    CS_PART_WORD_LEFT_OUT, /* says what the answers are or where the result goes: of one call only
                            */
    CS_PART_WORD_REFUSED,  /* merge would need it, but it names a file: merge is given it itself */
};

/* The options of the call that its part keeps, borrowed from call->arena.
 * Errors: CS_USAGE for one that a part cannot keep. */
CS_MUST_USE enum cs_status cs_part_options_keep(const struct cs_call *call,
                                                struct cs_part_about *about);
/* Whether the part says only what a part may, each with a value that the option takes.
 * Errors: CS_IO with the part's name. */
CS_MUST_USE enum cs_status cs_part_options_check(const struct cs_call *call,
                                                 const struct cs_part *part);
/* Adds to call->given what the part says and the call does not say itself.
 * Requires: the part was checked. */
CS_MUST_USE enum cs_status cs_part_options_take(struct cs_call *call, const struct cs_part *part);

#endif
