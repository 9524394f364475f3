/* What is known of standard input without reading it. */
#include "cli/frame/standard_input.h"

#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

static bool is_of_kind(mode_t kind)
{
    struct stat about;
    return fstat(STDIN_FILENO, &about) == 0 && (about.st_mode & S_IFMT) == kind;
}

bool cs_stdin_is_file(void)
{
    struct stat about;
    return fstat(STDIN_FILENO, &about) == 0 && S_ISREG(about.st_mode) && about.st_size > 0 &&
           lseek(STDIN_FILENO, 0, SEEK_CUR) == 0;
}

bool cs_stdin_is_given(void)
{
    return is_of_kind(S_IFREG) || is_of_kind(S_IFIFO);
}

bool cs_stdin_is_unread(void)
{
    struct pollfd ready = {STDIN_FILENO, POLLIN, 0};
    return is_of_kind(S_IFIFO) && poll(&ready, 1, 0) == 1 && (ready.revents & POLLIN);
}
