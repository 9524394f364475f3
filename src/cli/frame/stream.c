#include "cli/frame/stream.h"

#include <stdbool.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/outfile.h"

int cs_write_bytes(int fd, const char *bytes, size_t n_bytes)
{
    while (n_bytes) {
        ssize_t n = write(fd, bytes, n_bytes);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return errno;
        bytes += n;
        n_bytes -= (size_t)n;
    }
    return 0;
}

static enum cs_status fail(const struct cs_stream *stream, int reason, struct cs_diag *diag)
{
    if (reason == EPIPE && !stream->path)
        return CS_IO; /* the reader has gone: nobody wants a message */
    if (!stream->path)
        return cs_fail(diag, CS_IO, NULL, NULL, "standard output cannot be written: %s",
                       strerror(reason));
    return cs_fail(diag, CS_IO, &(struct cs_place){.file = stream->path}, NULL,
                   "cannot be written: %s", strerror(reason));
}

static void start(struct cs_stream *stream, struct cs_diag *diag)
{
    stream->is_started = 1;
    stream->fd = STDOUT_FILENO;
    if (!stream->path)
        return;
    bool is_special = cs_outfile_is_special(stream->path);
    if (!is_special && !(stream->temporary = cs_outfile_temporary_name(stream->path))) {
        stream->status = cs_fail_memory(diag);
        return;
    }
    stream->fd = is_special
                     ? open(stream->path, O_WRONLY | O_CLOEXEC)
                     : open(stream->temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (stream->fd < 0)
        stream->status = fail(stream, errno, diag);
}

void cs_stream_write(struct cs_stream *stream, struct cs_buf *out, struct cs_diag *diag)
{
    if (!stream->is_started)
        start(stream, diag);
    if (stream->status == CS_OK) {
        int reason = cs_write_bytes(stream->fd, cs_buf_text(out), out->size);
        if (reason)
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
    if (stream->path && stream->fd >= 0 && close(stream->fd) != 0 && status == CS_OK)
        status = fail(stream, errno, diag);
    if (stream->temporary && status == CS_OK)
        status = cs_outfile_commit(stream->temporary, stream->path, diag);
    else if (stream->temporary)
        cs_outfile_discard(stream->temporary);
    free(stream->temporary);
    stream->temporary = NULL;
    return status;
}
