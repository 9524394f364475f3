/* Files that appear whole. All steps start from the folder's descriptor: the way to it cannot be
 * exchanged between them. */
#include "base/pending.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/leftovers.h"
#include "base/target.h"

enum { RANDOM_BYTES = 16, MOST_OF_NAME = 200, NAME_BYTES = 256, MOST_TRIES = 16 };

struct cs_pending {
    char *path; /* as the user named it, for messages */
    struct cs_target target;
    char temporary[NAME_BYTES]; /* in target.folder; "" for a special file */
    int fd, slot;
};

static enum cs_status fail(const char *path, int reason, struct cs_diag *diag)
{
    return cs_fail(diag, CS_IO, &(struct cs_place){.file = path}, NULL, "cannot be written: %s",
                   strerror(reason));
}

/* ".NAME.careerstat-" and digits; a long name is cut between characters. Returns 0, or the reason.
 */
static int choose_name(struct cs_pending *pending)
{
    unsigned char bytes[RANDOM_BYTES];
    const char *name = pending->target.name;
    size_t n = strlen(name);
    if (n > MOST_OF_NAME)
        for (n = MOST_OF_NAME; n > 0 && ((unsigned char)name[n] & 0xC0) == 0x80;)
            n--;
    ssize_t got;
    do
        got = getrandom(bytes, sizeof bytes, 0);
    while (got < 0 && errno == EINTR);
    if (got != (ssize_t)sizeof bytes)
        return got < 0 ? errno : EIO;
    int at =
        snprintf(pending->temporary, sizeof pending->temporary, ".%.*s.careerstat-", (int)n, name);
    for (size_t i = 0; i < sizeof bytes; i++, at += 2)
        snprintf(pending->temporary + at, sizeof pending->temporary - (size_t)at, "%02x", bytes[i]);
    return 0;
}

/* The new file may be read and written by whoever could the old one, and is whose it was, as far as
 * this process may give it away. Who gets no group of its own is no more than the others are. */
static void take_over(int fd, const struct stat *old)
{
    struct stat new;
    mode_t mode = old->st_mode & 07777;
    if (fchown(fd, old->st_uid, old->st_gid) != 0)
        (void)!fchown(fd, (uid_t)-1, old->st_gid);
    if (fstat(fd, &new) != 0)
        return;
    if (new.st_uid != old->st_uid || new.st_gid != old->st_gid)
        mode &= 0777;
    if (new.st_gid != old->st_gid)
        mode &= 0707 | (mode & 07) << 3;
    (void)!fchmod(fd, mode);
}

static int create(struct cs_pending *pending)
{
    const struct cs_target *target = &pending->target;
    bool has_old = target->kind == CS_TARGET_FILE;
    int reason = EEXIST;
    for (int n = 0; n < MOST_TRIES && reason == EEXIST; n++) {
        reason = choose_name(pending);
        if (reason)
            break;
        pending->fd = cs_leftover_create(target->folder, pending->temporary, has_old ? 0600 : 0666,
                                         &pending->slot);
        reason = pending->fd < 0 ? errno : 0;
    }
    if (reason)
        pending->temporary[0] = '\0'; /* there is none to remove */
    else if (has_old)
        take_over(pending->fd, &target->old);
    return reason;
}

/* It must still be what it was when it was found. */
static int open_special(struct cs_pending *pending)
{
    struct stat facts;
    pending->fd = openat(pending->target.folder, pending->target.name, O_WRONLY | O_CLOEXEC);
    if (pending->fd < 0 || fstat(pending->fd, &facts) != 0)
        return errno;
    return S_ISREG(facts.st_mode) ? EEXIST : 0;
}

enum cs_status cs_pending_open(const char *path, struct cs_pending **out, struct cs_diag *diag)
{
    *out = NULL;
    struct cs_pending *pending = calloc(1, sizeof *pending);
    if (!pending)
        return cs_fail_memory(diag);
    pending->fd = pending->target.folder = -1;
    pending->path = strdup(path);
    enum cs_status status =
        pending->path ? cs_target_find(&pending->target, path, diag) : cs_fail_memory(diag);
    if (status == CS_OK) {
        int reason =
            pending->target.kind == CS_TARGET_SPECIAL ? open_special(pending) : create(pending);
        status = reason ? fail(path, reason, diag) : CS_OK;
    }
    if (status == CS_OK)
        *out = pending;
    else
        cs_pending_discard(pending);
    return status;
}

int cs_pending_write(struct cs_pending *pending, const char *bytes, size_t n_bytes)
{
    while (n_bytes) {
        ssize_t n = write(pending->fd, bytes, n_bytes);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return n < 0 ? errno : EIO;
        bytes += n;
        n_bytes -= (size_t)n;
    }
    return 0;
}

int cs_pending_sync(struct cs_pending *pending)
{
    return *pending->temporary && fdatasync(pending->fd) != 0 ? errno : 0;
}

int cs_pending_close(struct cs_pending *pending)
{
    int fd = pending->fd;
    pending->fd = -1;
    return fd >= 0 && close(fd) != 0 ? errno : 0;
}

/* Renames the file to its name, unless something came there that a file may not replace. */
static int take_name(const struct cs_pending *pending)
{
    const struct cs_target *target = &pending->target;
    struct stat facts;
    if (fstatat(target->folder, target->name, &facts, AT_SYMLINK_NOFOLLOW) == 0 &&
        !S_ISREG(facts.st_mode))
        return EEXIST;
    return renameat(target->folder, pending->temporary, target->folder, target->name) ? errno : 0;
}

enum cs_status cs_pending_commit(struct cs_pending *pending, struct cs_diag *diag)
{
    int reason = cs_pending_close(pending);
    if (!reason && *pending->temporary)
        reason = take_name(pending);
    enum cs_status status = reason ? fail(pending->path, reason, diag) : CS_OK;
    if (!reason && *pending->temporary) {
        if (!cs_leftover_forget(pending->slot))
            pending->target.folder = -1;
        pending->temporary[0] = '\0';
    }
    cs_pending_discard(pending);
    return status;
}

void cs_pending_discard(struct cs_pending *pending)
{
    if (!pending)
        return;
    (void)!cs_pending_close(pending);
    if (*pending->temporary) {
        unlinkat(pending->target.folder, pending->temporary, 0);
        if (!cs_leftover_forget(pending->slot))
            pending->target.folder = -1; /* the handler uses it */
    }
    cs_target_clear(&pending->target);
    free(pending->path);
    free(pending);
}
