/* A long answer written while it is made, so that it need not be in memory at once. Answers for:
 * bytes to standard output or to a file that appears whole or not at all. */
#ifndef CS_CLI_STREAM_H
#define CS_CLI_STREAM_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/diag.h"

struct cs_pending;

struct cs_stream {
    const char *path; /* borrowed; NULL: standard output */
    /* To standard output; returns 0, or the system's reason. NULL where there is none. */
    int (*write)(const char *bytes, size_t n_bytes);
    bool is_held; /* nothing is written before the end: the answer is made into something else */
    bool is_gone; /* the reader of standard output has left: it has what it wanted */
    bool is_started;
    struct cs_pending *pending; /* of the file at path, once started */
    enum cs_status status;      /* of the first write that failed */
};

/* Writes out what the buffer holds and empties it; after a failure it only empties it. */
void cs_stream_write(struct cs_stream *stream, struct cs_buf *out, struct cs_diag *diag);
/* Writes the rest; the file takes its name, or is discarded when the command failed. Returns the
 * command's status, or that of writing. Requires: started. */
CS_MUST_USE enum cs_status cs_stream_finish(struct cs_stream *stream, struct cs_buf *out,
                                            enum cs_status status, struct cs_diag *diag);

#endif
