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

extern char **environ;

enum { STEP_MS = 100, MOST_OUTPUT = 1 << 20, GRACE_STEPS = 50 };

/* out_fd -1: to nowhere. 0, or an errno. */
static int spawn(const struct cs_program *program, int out_fd, pid_t *pid)
{
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    sigset_t none;
    sigemptyset(&none);
    posix_spawn_file_actions_init(&actions);
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setpgroup(&attributes, 0);
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    for (int fd = 1; fd <= 2; fd++)
        if (out_fd < 0)
            posix_spawn_file_actions_addopen(&actions, fd, "/dev/null", O_WRONLY, 0);
        else
            posix_spawn_file_actions_adddup2(&actions, out_fd, fd);
    if (program->folder)
        posix_spawn_file_actions_addchdir_np(&actions, program->folder);
    union {
        const char *const *given;
        char *const *wanted; /* posix_spawn does not change them */
    } words = {program->words};
    int error = posix_spawnp(pid, words.wanted[0], &actions, &attributes, words.wanted, environ);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    return error;
}

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

/* Asks the child to end, then ends it. */
static void end_child(pid_t pid, int *how)
{
    kill(-pid, SIGTERM);
    for (int i = 0; i < GRACE_STEPS; i++) {
        if (waitpid(pid, how, WNOHANG) == pid)
            return;
        poll(NULL, 0, STEP_MS);
    }
    kill(-pid, SIGKILL);
    while (waitpid(pid, how, 0) < 0 && errno == EINTR)
        ;
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
    int error = spawn(program, ends[1], &pid);
    close(ends[1]);
    if (error) {
        close(ends[0]);
        return error == ENOENT ? CS_PROGRAM_MISSING : CS_PROGRAM_ENDED;
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
    if (!has_ended)
        end_child(pid, &how);
    kill(-pid, SIGKILL); /* what it may have left of its group */
    close(ends[0]);
    return has_ended && WIFEXITED(how) ? WEXITSTATUS(how) : CS_PROGRAM_ENDED;
}

bool cs_program_start(const struct cs_program *program)
{
    pid_t pid;
    return spawn(program, -1, &pid) == 0;
}
