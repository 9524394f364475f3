/* Starts and ends the child: descriptors, environment, limits. Apart from what is said to it
 * (gnuplot.c). */
#include "render/draw/gnuplot_child.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/text.h"

extern char **environ;

/* Where the child finds its files: 0 commands, 2 answers, 3 the script, 4 the picture. */
enum { SCRIPT_FD = 3, PICTURE_FD = 4 };

const struct cs_gnuplot_child cs_no_gnuplot_child = {0, -1, -1, -1, -1};

static void close_and_forget(int *fd)
{
    if (*fd >= 0)
        close(*fd);
    *fd = -1;
}

long cs_now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000L + now.tv_nsec / 1000000L;
}

/* The caller's environment in the plain locale, so that no locale changes a picture. Ownership:
 * free the array only. */
static char **plain_environment(void)
{
    static char utf8[] = "LC_ALL=C.UTF-8";
    size_t n = 0;
    while (environ[n])
        n++;
    char **plain = calloc(n + 2, sizeof *plain);
    if (!plain)
        return NULL;
    size_t n_kept = 0;
    for (size_t i = 0; i < n; i++)
        if (!cs_starts_with(environ[i], "LC_") && !cs_starts_with(environ[i], "LANG") &&
            !cs_starts_with(environ[i], "GNUTERM="))
            plain[n_kept++] = environ[i];
    plain[n_kept] = utf8;
    return plain;
}

/* Starts the program with its descriptors in place. Returns 0 or an errno. */
static int spawn_child(struct cs_gnuplot_child *child, const char *name, int child_in,
                       int child_err)
{
    static char defaults[] = "-d"; /* no start-up files of the user */
    char *program = strdup(name);
    char *arguments[] = {program, defaults, NULL};
    char **environment = plain_environment();
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    sigset_t none;
    sigemptyset(&none);
    posix_spawn_file_actions_init(&actions);
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setpgroup(&attributes, 0);
    posix_spawn_file_actions_adddup2(&actions, child_in, 0);
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, child_err, 2);
    posix_spawn_file_actions_adddup2(&actions, child->script, SCRIPT_FD);
    posix_spawn_file_actions_adddup2(&actions, child->picture, PICTURE_FD);
    int error = !program || !environment ? ENOMEM
                                         : posix_spawnp(&child->pid, program, &actions, &attributes,
                                                        arguments, environment);
    if (error)
        child->pid = 0;
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    free(environment);
    free(program);
    return error;
}

/* A descriptor above those the child uses, or dup2 in the child would cover one with another. */
static int lift(int fd)
{
    if (fd < 0 || fd > PICTURE_FD)
        return fd;
    int lifted = fcntl(fd, F_DUPFD_CLOEXEC, PICTURE_FD + 1);
    close(fd);
    return lifted;
}

int cs_gnuplot_child_start(struct cs_gnuplot_child *child, const char *program)
{
    int in[2] = {-1, -1}, err[2] = {-1, -1};
    child->script = lift(memfd_create("careerstat-script", MFD_CLOEXEC));
    child->picture = lift(memfd_create("careerstat-picture", MFD_CLOEXEC));
    int error = 0;
    if (child->script < 0 || child->picture < 0 ||
        socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, in) != 0 || pipe2(err, O_CLOEXEC) != 0)
        error = errno;
    for (int i = 0; i < 2; i++) {
        in[i] = lift(in[i]);
        err[i] = lift(err[i]);
    }
    if (!error)
        error = spawn_child(child, program, in[1], err[1]);
    close_and_forget(&in[1]);
    close_and_forget(&err[1]);
    child->commands = in[0];
    child->answers = err[0];
    return error;
}

/* Reads what the child still says until it closes its end, or the time is over. */
static void drain(const struct cs_gnuplot_child *child, long deadline)
{
    char rest[4096];
    for (long left; (left = deadline - cs_now_ms()) > 0;) {
        struct pollfd ready = {child->answers, POLLIN, 0};
        int n_ready = poll(&ready, 1, (int)left);
        if (n_ready < 0 && errno == EINTR)
            continue;
        ssize_t n = n_ready > 0 ? read(child->answers, rest, sizeof rest) : 0;
        if (n == 0 || (n < 0 && errno != EINTR))
            return;
    }
}

/* Takes the exit status; false when there is none by then. */
static bool wait_for_exit(const struct cs_gnuplot_child *child, long deadline)
{
    static const struct timespec moment = {0, 1000000};
    for (;;) {
        pid_t pid = waitpid(child->pid, NULL, WNOHANG);
        if (pid == child->pid || (pid < 0 && errno != EINTR))
            return true;
        if (cs_now_ms() >= deadline)
            return false;
        nanosleep(&moment, NULL);
    }
}

static void close_files(struct cs_gnuplot_child *child)
{
    close_and_forget(&child->commands);
    close_and_forget(&child->answers);
    close_and_forget(&child->script);
    close_and_forget(&child->picture);
    child->pid = 0;
}

bool cs_gnuplot_child_leave(struct cs_gnuplot_child *child, unsigned limit_ms)
{
    bool has_left = true;
    long deadline = cs_now_ms() + (long)limit_ms;
    close_and_forget(&child->commands); /* a healthy child leaves at the end of its input */
    if (child->pid) {
        drain(child, deadline);
        has_left = wait_for_exit(child, deadline);
    }
    if (has_left)
        close_files(child);
    else
        cs_gnuplot_child_kill(child);
    return has_left;
}

void cs_gnuplot_child_kill(struct cs_gnuplot_child *child)
{
    if (child->pid) {
        kill(-child->pid, SIGKILL); /* with whatever it has started */
        while (waitpid(child->pid, NULL, 0) < 0 && errno == EINTR)
            ;
    }
    close_files(child);
}
