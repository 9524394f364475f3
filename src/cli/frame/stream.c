/* Output in pieces, for answers too long for one buffer: to standard output as they come, to a
 * file through a temporary name. */
#include "cli/frame/stream.h"

#include <errno.h>
#include <string.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/pending.h"

static enum cs_status fail(const struct cs_stream *stream, int reason, struct cs_diag *diag)
{
    if (!stream->path)
        return cs_fail(diag, CS_IO, NULL, NULL, "standard output cannot be written: %s",
                       strerror(reason));
    return cs_fail(diag, CS_IO, &(struct cs_place){.file = stream->path}, NULL,
                   "cannot be written: %s", strerror(reason));
}

static void start(struct cs_stream *stream, struct cs_diag *diag)
{
    stream->is_started = true;
    if (!stream->path)
        return;
    stream->status = cs_pending_open(stream->path, &stream->pending, diag);
}

static int write_some(const struct cs_stream *stream, const char *bytes, size_t n_bytes)
{
    return stream->pending ? cs_pending_write(stream->pending, bytes, n_bytes)
                           : stream->write(bytes, n_bytes);
}

void cs_stream_write(struct cs_stream *stream, struct cs_buf *out, struct cs_diag *diag)
{
    if (stream->is_held || (!stream->path && !stream->write))
        return;
    if (!stream->is_started)
        start(stream, diag);
    if (stream->status == CS_OK && !stream->is_gone) {
        int reason = write_some(stream, cs_buf_text(out), out->size);
        stream->is_gone = reason == EPIPE && !stream->path;
        if (reason && !stream->is_gone)
            stream->status = fail(stream, reason, diag);
    }
    cs_buf_reset(out);
}

enum cs_status cs_stream_finish(struct cs_stream *stream, struct cs_buf *out, enum cs_status status,
                                struct cs_diag *diag)
{
    if (status == CS_OK)
        cs_stream_write(stream, out, diag);
    if (status == CS_OK)
        status = stream->status;
    if (stream->pending && status == CS_OK)
        status = cs_pending_commit(stream->pending, diag);
    else
        cs_pending_discard(stream->pending);
    stream->pending = NULL;
    return status;
}
