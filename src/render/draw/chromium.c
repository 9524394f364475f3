/* The browser as a process. Apart from gnuplot's child, with which it shares nothing: it is given
 * files and ends by itself. */
#include "render/draw/chromium.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <signal.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/outfile.h"
#include "render/draw/gnuplot_child.h"

extern char **environ;

enum { LIMIT_MS = 60000, MOST_PDF_BYTES = 256 << 20, OPEN_FOLDERS = 16, MOST_ARGUMENTS = 16 };

/* By the names that distributions give it. */
static const char *const programs[] = {"chromium", "chromium-browser", "google-chrome"};

struct printing {
    struct cs_arena arena;
    const char *folder, *page, *pdf; /* of this run */
    struct cs_diag *diag;
};

static int remove_entry(const char *path, const struct stat *about, int kind, struct FTW *at)
{
    (void)about;
    (void)at;
    return kind == FTW_DP ? rmdir(path) : unlink(path);
}

static enum cs_status prepare(struct printing *p, const struct cs_buf *html, const char *folder)
{
    char *room = cs_arena_printf(&p->arena, "%s/careerstat-XXXXXX", folder);
    if (!room)
        return cs_fail_memory(p->diag);
    if (!mkdtemp(room))
        return cs_fail(p->diag, CS_IO, &(struct cs_place){.file = folder}, NULL,
                       "a temporary folder cannot be made: %s", strerror(errno));
    p->folder = room;
    p->page = cs_arena_printf(&p->arena, "%s/page.html", room);
    p->pdf = cs_arena_printf(&p->arena, "%s/page.pdf", room);
    return p->page && p->pdf ? cs_outfile_write(p->page, cs_buf_text(html), html->size, p->diag)
                             : cs_fail_memory(p->diag);
}

static int spawn(struct printing *p, const char *program, pid_t *pid)
{
    char *words[MOST_ARGUMENTS];
    size_t n = 0;
    words[n++] = cs_arena_strdup(&p->arena, program);
    words[n++] = cs_arena_strdup(&p->arena, "--headless");
    words[n++] = cs_arena_strdup(&p->arena, "--disable-gpu");
    words[n++] = cs_arena_strdup(&p->arena, "--no-first-run");
    words[n++] = cs_arena_strdup(&p->arena, "--disable-extensions");
    words[n++] = cs_arena_strdup(&p->arena, "--disable-background-networking");
    if (geteuid() == 0) /* its sandbox does not start for root */
        words[n++] = cs_arena_strdup(&p->arena, "--no-sandbox");
    words[n++] = cs_arena_printf(&p->arena, "--user-data-dir=%s/profile", p->folder);
    words[n++] = cs_arena_strdup(&p->arena, "--no-pdf-header-footer");
    words[n++] = cs_arena_printf(&p->arena, "--print-to-pdf=%s", p->pdf);
    words[n++] = cs_arena_printf(&p->arena, "file://%s", p->page);
    for (size_t i = 0; i < n; i++)
        if (!words[i])
            return ENOMEM;
    words[n] = NULL;
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    posix_spawn_file_actions_init(&actions);
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
    posix_spawnattr_setpgroup(&attributes, 0);
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
    int error = posix_spawnp(pid, program, &actions, &attributes, words, environ);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    return error;
}

/* Waits for the browser; false when it had to be stopped. It ends with all it has started. */
static bool wait_for(pid_t pid)
{
    static const struct timespec moment = {0, 10000000};
    long deadline = cs_now_ms() + LIMIT_MS;
    bool has_left = false, is_late = false;
    while (!has_left && !is_late) {
        pid_t left = waitpid(pid, NULL, WNOHANG);
        has_left = left == pid || (left < 0 && errno != EINTR);
        is_late = cs_now_ms() >= deadline;
        if (!has_left && !is_late)
            nanosleep(&moment, NULL);
    }
    kill(-pid, SIGKILL);
    while (!has_left && waitpid(pid, NULL, 0) < 0 && errno == EINTR)
        ;
    return has_left;
}

static enum cs_status run(struct printing *p)
{
    int error = ENOENT;
    pid_t pid = 0;
    for (size_t i = 0; error == ENOENT && i < sizeof programs / sizeof *programs; i++)
        error = spawn(p, programs[i], &pid);
    if (error == ENOENT)
        return cs_fail(p->diag, CS_IO, NULL,
                       "install it (Debian: chromium), or write the page with -o NAME.html and "
                       "print it from a browser",
                       "a PDF is made by Chromium, which is not installed");
    if (error)
        return cs_fail(p->diag, CS_IO, NULL, NULL, "Chromium cannot be started: %s",
                       strerror(error));
    if (!wait_for(pid))
        return cs_fail(p->diag, CS_IO, NULL, NULL, "Chromium made no PDF in %d seconds",
                       LIMIT_MS / 1000);
    return CS_OK;
}

static enum cs_status take_pdf(struct printing *p, struct cs_buf *pdf)
{
    char *bytes;
    size_t n_bytes;
    if (access(p->pdf, R_OK) != 0)
        return cs_fail(p->diag, CS_IO, NULL,
                       "write the page with -o NAME.html and print it from a browser",
                       "Chromium made no PDF of the page");
    enum cs_status status = cs_read_file(p->pdf, MOST_PDF_BYTES, &bytes, &n_bytes, p->diag);
    if (status != CS_OK)
        return status;
    cs_buf_put(pdf, bytes, n_bytes);
    free(bytes);
    return pdf->failed ? cs_fail_memory(p->diag) : CS_OK;
}

enum cs_status cs_chromium_print(const struct cs_buf *html, const char *folder, struct cs_buf *pdf,
                                 struct cs_diag *diag)
{
    struct printing p = {.diag = diag};
    cs_arena_init(&p.arena);
    enum cs_status status = prepare(&p, html, folder);
    if (status == CS_OK)
        status = run(&p);
    if (status == CS_OK)
        status = take_pdf(&p, pdf);
    if (p.folder)
        (void)nftw(p.folder, remove_entry, OPEN_FOLDERS, FTW_DEPTH | FTW_PHYS);
    cs_arena_clear(&p.arena);
    return status;
}
