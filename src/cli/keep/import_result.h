/* What became of the files of an import. Answers for: the table, the JSON and the line at the end.
 */
#ifndef CS_CLI_IMPORT_RESULT_H
#define CS_CLI_IMPORT_RESULT_H

#include <stddef.h>

#include "cli/frame/command.h"
#include "library/library.h"

enum cs_import_outcome {
    CS_IMPORT_ADDED,
    CS_IMPORT_KNOWN,
    CS_IMPORT_REPLACED,
    CS_IMPORT_REFUSED,
    CS_IMPORT_PASSED_OVER, /* no table, or one that is known to hold no figures */
    CS_N_IMPORT_OUTCOMES,
};

struct cs_imported {
    const char *path;
    enum cs_import_outcome outcome;
    const char *tables; /* layouts, or what a file is that was passed over; NULL none */
    const char *period; /* NULL unknown */
    struct cs_library_change change;
};

struct cs_import_result {
    struct cs_imported *files;
    size_t n;
    size_t n_with[CS_N_IMPORT_OUTCOMES];
};

/* The file's name without its folders. */
const char *cs_import_base_name(const char *path);
/* Both write to the call's output. Errors: CS_INTERNAL. */
CS_MUST_USE enum cs_status cs_import_write_text(const struct cs_import_result *result,
                                                struct cs_call *call);
void cs_import_write_json(const struct cs_import_result *result, const char *library,
                          struct cs_call *call);

#endif
