/* Starts and ends children; every descriptor of ours is closed on exec, the child's own are put in
 * place. Apart from gnuplot's child, which is talked to while it runs. */
#include "render/draw/program.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buf.h"
#include "render/draw/supervise.h"

extern char **environ;

enum { STEP_MS = 100, MOST_OUTPUT = 1 << 20 };

/* Reads what is there; false at the end. */
static bool take_output(int fd, struct cs_buf *out)
{
    char bytes[8192];
    struct pollfd ready = {fd, POLLIN, 0};
    if (poll(&ready, 1, STEP_MS) <= 0)
        return true;
    ssize_t n = read(fd, bytes, sizeof bytes);
    if (n > 0 && out->size < MOST_OUTPUT)
        cs_buf_put(out, bytes, (size_t)n);
    return n > 0 || (n < 0 && (errno == EINTR || errno == EAGAIN));
}

static bool is_over(const struct cs_program *program, unsigned n_steps)
{
    return (program->stops && atomic_load(program->stops)) ||
           n_steps > program->limit_seconds * (1000 / STEP_MS);
}

int cs_program_run(const struct cs_program *program, struct cs_buf *out)
{
    int ends[2], how = 0;
    pid_t pid;
    if (pipe2(ends, O_CLOEXEC) != 0)
        return CS_PROGRAM_ENDED;
    pid = cs_supervise(program->words, program->folder, ends[1]);
    close(ends[1]);
    if (pid < 0) {
        close(ends[0]);
        return CS_PROGRAM_ENDED;
    }
    bool is_open = true, has_ended = false;
    for (unsigned n_steps = 0; !has_ended && !is_over(program, n_steps);) {
        size_t before = out->size;
        is_open = is_open && take_output(ends[0], out);
        if (!is_open)
            poll(NULL, 0, 1);
        n_steps += out->size == before; /* one that writes is alive */
        has_ended = waitpid(pid, &how, WNOHANG) == pid;
    }
    while (has_ended && is_open && out->size < MOST_OUTPUT) { /* what is still in the pipe */
        size_t before = out->size;
        is_open = take_output(ends[0], out) && out->size > before;
    }
    if (!has_ended) {
        kill(pid, SIGTERM);
        while (waitpid(pid, &how, 0) < 0 && errno == EINTR)
            ;
    }
    close(ends[0]);
    int code = has_ended && WIFEXITED(how) ? WEXITSTATUS(how) : CS_SUPERVISE_DIED;
    return code == CS_SUPERVISE_MISSING ? CS_PROGRAM_MISSING
           : code >= CS_SUPERVISE_DIED  ? CS_PROGRAM_ENDED
                                        : code;
}

bool cs_program_start(const struct cs_program *program)
{
    pid_t pid;
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    sigset_t none;
    sigemptyset(&none);
    posix_spawn_file_actions_init(&actions);
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setpgroup(&attributes, 0);
    for (int fd = 0; fd <= 2; fd++)
        posix_spawn_file_actions_addopen(&actions, fd, "/dev/null", O_RDWR, 0);
    union {
        const char *const *given;
        char *const *wanted; /* posix_spawn does not change them */
    } words = {program->words};
    int error = posix_spawnp(&pid, words.wanted[0], &actions, &attributes, words.wanted, environ);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    return error == 0;
}
