/* Finding where an output belongs. A link that another user put where we write would make us
 * overwrite our own files for them: the kernel stops that only in folders such as /tmp
 * (fs.protected_symlinks), and only while it follows the link itself. */
#include "base/target.h"

#include "base/diag.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/vfs.h>
#include <unistd.h>

enum { MOST_LINKS = 40, HERE = AT_FDCWD, OF_ANOTHER = -1 };
enum { PROCESS_FILES = 0x9fa0 }; /* f_type of /proc. Reference: statfs(2) */

static enum cs_status fail(const char *path, int reason, struct cs_diag *diag)
{
    if (reason == OF_ANOTHER)
        return cs_fail(diag, CS_IO, &(struct cs_place){.file = path}, "name the folder it leads to",
                       "cannot be written: a folder on the way is a link of another user");
    return cs_fail(diag, CS_IO, &(struct cs_place){.file = path}, NULL, "cannot be written: %s",
                   strerror(reason));
}

/* Names below /proc/PID/fd are links that lead nowhere by their words. */
static bool is_of_process(int folder)
{
    struct statfs facts;
    return fstatfs(folder, &facts) == 0 && facts.f_type == PROCESS_FILES;
}

/* Whether somebody else may have put the link there: it is another user's, in a folder that others
 * write to. */
static bool is_planted(int folder, const struct stat *link)
{
    struct stat around;
    bool is_own = link->st_uid == geteuid() || link->st_uid == 0;
    return !is_own && fstatat(folder, "", &around, AT_EMPTY_PATH) == 0 &&
           (around.st_mode & (S_IWGRP | S_IWOTH)) != 0;
}

static int walk(int *folder, const char *way, int *n_links);

/* The link that was opened, by its words. */
static int walk_link(int *folder, int link, int *n_links)
{
    char way[PATH_MAX];
    ssize_t n = readlinkat(link, "", way, sizeof way - 1);
    if (n < 0)
        return errno;
    way[n] = '\0';
    return ++*n_links > MOST_LINKS ? ELOOP : walk(folder, way, n_links);
}

static void move(int *folder, int to)
{
    if (*folder >= 0)
        close(*folder);
    *folder = to;
}

/* One name of a way, from *folder on. */
static int walk_name(int *folder, const char *name, int *n_links)
{
    struct stat facts;
    bool is_link_of_kernel = is_of_process(*folder); /* which leads nowhere by its words */
    int next = openat(*folder, name, O_PATH | O_CLOEXEC | (is_link_of_kernel ? 0 : O_NOFOLLOW));
    if (next < 0)
        return errno;
    if (fstat(next, &facts) != 0 || !S_ISLNK(facts.st_mode)) {
        move(folder, next);
        return 0;
    }
    int reason = is_planted(*folder, &facts) ? OF_ANOTHER : walk_link(folder, next, n_links);
    close(next);
    return reason;
}

/* Moves *folder along a way; a name at a time, so that links are known. Returns 0, or why not. */
static int walk(int *folder, const char *way, int *n_links)
{
    int reason = 0;
    if (*way == '/')
        move(folder, open("/", O_PATH | O_DIRECTORY | O_CLOEXEC));
    while (reason == 0 && *(way += strspn(way, "/"))) {
        char name[NAME_MAX + 1];
        size_t n = strcspn(way, "/");
        if (n > NAME_MAX)
            return ENAMETOOLONG;
        memcpy(name, way, n);
        name[n] = '\0';
        reason = walk_name(folder, name, n_links);
        way += n;
    }
    return reason;
}

/* Goes to the folder of `way`, which starts in target->folder, and keeps the last name.
 * Returns 0, or why not. */
static int go(struct cs_target *target, const char *way)
{
    const char *slash = strrchr(way, '/');
    size_t n_folder = slash ? (size_t)(slash - way) + 1 : 0;
    char *folder = strndup(way, n_folder), *name = strdup(way + n_folder);
    int reason = folder && name ? 0 : ENOMEM, n_links = 0;
    if (target->folder == HERE && reason == 0)
        target->folder = open(".", O_PATH | O_DIRECTORY | O_CLOEXEC);
    if (reason == 0)
        reason = target->folder < 0 ? errno : walk(&target->folder, folder, &n_links);
    if (reason == 0 && !*name)
        reason = EISDIR;
    free(folder);
    free(target->name);
    target->name = name;
    return reason;
}

static enum cs_status take_process_file(struct cs_target *target, const char *path,
                                        struct cs_diag *diag)
{
    struct stat facts;
    if (fstatat(target->folder, target->name, &facts, 0) != 0)
        return fail(path, errno, diag);
    target->kind = CS_TARGET_SPECIAL;
    if (!S_ISREG(facts.st_mode) && !S_ISDIR(facts.st_mode))
        return CS_OK;
    return cs_fail(diag, CS_IO, &(struct cs_place){.file = path}, "leave it out, or name the file",
                   "cannot be written: the file is already open");
}

static enum cs_status follow(struct cs_target *target, const struct stat *link, const char *path,
                             struct cs_diag *diag)
{
    char way[PATH_MAX];
    if (link->st_uid != geteuid() && link->st_uid != 0)
        return cs_fail(diag, CS_IO, &(struct cs_place){.file = path}, "name the file it leads to",
                       "cannot be written: it is a link of another user");
    ssize_t n = readlinkat(target->folder, target->name, way, sizeof way - 1);
    if (n < 0)
        return fail(path, errno, diag);
    way[n] = '\0';
    int reason = go(target, way);
    return reason ? fail(path, reason, diag) : CS_OK;
}

/* One step; *is_found when there is none further. */
static enum cs_status step(struct cs_target *target, const char *path, bool *is_found,
                           struct cs_diag *diag)
{
    struct stat facts;
    if (fstatat(target->folder, target->name, &facts, AT_SYMLINK_NOFOLLOW) != 0) {
        *is_found = true;
        return errno == ENOENT ? CS_OK : fail(path, errno, diag);
    }
    *is_found = !S_ISLNK(facts.st_mode) || is_of_process(target->folder);
    if (!*is_found)
        return follow(target, &facts, path, diag);
    if (S_ISLNK(facts.st_mode))
        return take_process_file(target, path, diag);
    if (S_ISDIR(facts.st_mode))
        return fail(path, EISDIR, diag);
    target->kind = S_ISREG(facts.st_mode) ? CS_TARGET_FILE : CS_TARGET_SPECIAL;
    target->old = facts;
    return CS_OK;
}

enum cs_status cs_target_find(struct cs_target *target, const char *path, struct cs_diag *diag)
{
    *target = (struct cs_target){.kind = CS_TARGET_NEW, .folder = HERE};
    int reason = go(target, path);
    bool is_found = false;
    enum cs_status status = reason ? fail(path, reason, diag) : CS_OK;
    for (int n = 0; n < MOST_LINKS && !is_found && status == CS_OK; n++)
        status = step(target, path, &is_found, diag);
    return status == CS_OK && !is_found ? fail(path, ELOOP, diag) : status;
}

void cs_target_clear(struct cs_target *target)
{
    if (target->folder >= 0)
        close(target->folder);
    free(target->name);
    target->folder = -1;
    target->name = NULL;
}
