/* Between us and a browser, which starts helpers in sessions of their own: orphans among them come
 * to the process made here (PR_SET_CHILD_SUBREAPER), which kills and reaps all before it ends. Only
 * calls that are allowed after a fork in a process with threads. */
#include "render/draw/supervise.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { GRACE_SECONDS = 5, WHILE_KILLING_MS = 2 };

/* Of the child that becomes the program. Never returns. */
static void become(const char *const *words, const char *folder, int out_fd)
{
    union {
        const char *const *given;
        char *const *wanted; /* exec does not change them */
    } names = {words};
    sigset_t none;
    int nowhere = open("/dev/null", O_RDONLY | O_CLOEXEC);
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    if (folder && chdir(folder) != 0)
        _exit(CS_SUPERVISE_DIED);
    if (nowhere >= 0 && dup2(nowhere, 0) == 0 && dup2(out_fd, 1) == 1 && dup2(out_fd, 2) == 2)
        execvp(names.wanted[0], names.wanted);
    _exit(errno == ENOENT ? CS_SUPERVISE_MISSING : CS_SUPERVISE_DIED);
}

/* Kills our children as the kernel lists them; false when it does not list them. */
static bool kill_children(void)
{
    char list[4096];
    int fd = open("/proc/thread-self/children", O_RDONLY | O_CLOEXEC);
    ssize_t n = fd >= 0 ? read(fd, list, sizeof list - 1) : -1;
    if (fd >= 0)
        close(fd);
    if (n < 0)
        return false;
    pid_t pid = 0;
    for (ssize_t i = 0; i < n; i++) {
        if (list[i] >= '0' && list[i] <= '9') {
            pid = 10 * pid + (list[i] - '0');
            continue;
        }
        if (pid > 1)
            kill(pid, SIGKILL);
        pid = 0;
    }
    return true;
}

/* The children of those killed become ours: again until there are none. */
static void end_all(void)
{
    const struct timespec pause = {0, WHILE_KILLING_MS * 1000000L};
    bool is_listed = true;
    while (is_listed) {
        pid_t pid = waitpid(-1, NULL, WNOHANG);
        if (pid < 0 && errno == ECHILD)
            return;
        is_listed = kill_children();
        if (pid == 0)
            nanosleep(&pause, NULL);
    }
}

/* Waits for the program; `signals` are blocked. Returns its wait status. */
static int wait_for(pid_t program, const sigset_t *signals)
{
    const struct timespec grace = {GRACE_SECONDS, 0};
    bool is_asked = false;
    int how = 0;
    for (;;) {
        pid_t pid;
        while ((pid = waitpid(-1, &how, WNOHANG)) > 0)
            if (pid == program)
                return how;
        if (pid < 0)
            return how;
        int signal = sigtimedwait(signals, NULL, is_asked ? &grace : NULL);
        if (signal == SIGTERM && !is_asked) {
            kill(program, SIGTERM);
            is_asked = true;
        } else if (signal < 0 && errno == EAGAIN) {
            kill(program, SIGKILL);
        }
    }
}

/* Of the child in between. Never returns. */
static void supervise(const char *const *words, const char *folder, int out_fd, pid_t ours)
{
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGCHLD);
    sigaddset(&signals, SIGTERM);
    sigprocmask(SIG_SETMASK, &signals, NULL);
    signal(SIGINT, SIG_IGN); /* of the terminal: ours decides */
    setpgid(0, 0);
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    if (getppid() != ours)
        _exit(CS_SUPERVISE_DIED);
    pid_t program = fork();
    if (program == 0)
        become(words, folder, out_fd);
    if (program < 0)
        _exit(CS_SUPERVISE_DIED);
    close(out_fd);
    int how = wait_for(program, &signals);
    end_all();
    _exit(WIFEXITED(how) ? WEXITSTATUS(how) : CS_SUPERVISE_DIED);
}

pid_t cs_supervise(const char *const *words, const char *folder, int out_fd)
{
    pid_t ours = getpid(), pid = fork();
    if (pid == 0)
        supervise(words, folder, out_fd, ours);
    return pid;
}
