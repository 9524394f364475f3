/* Writing to standard output and error. Apart from the stream, whose answers may go elsewhere: what
 * links the commands without a program has no part in this file. */
#include "cli/frame/standard_output.h"

#include <errno.h>
#include <unistd.h>

#include "base/buf.h"

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

int cs_write_answer(const char *bytes, size_t n_bytes, bool keeps_color)
{
    if (!isatty(STDOUT_FILENO))
        return cs_write_bytes(STDOUT_FILENO, bytes, n_bytes);
    struct cs_buf page;
    cs_buf_init(&page);
    cs_buf_put_page(&page, bytes, n_bytes, keeps_color);
    int reason = page.failed ? ENOMEM : cs_write_bytes(STDOUT_FILENO, page.data, page.size);
    cs_buf_clear(&page);
    return reason;
}
