/* A fixed table, so that the handler never meets memory that a thread frees. Each place is owned by
 * whoever swapped its state. Names are long random ones: removing one by name cannot hit another
 * file. */
#include "base/leftovers.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <string.h>
#include <unistd.h>

enum { N_SLOTS = 1024, NAME_BYTES = 256, MOST_WAITS_MS = 500 };

enum state {
    FREE,
    OPENING, /* a thread is making the file; signals do not interrupt it */
    LIVE,
    TAKEN, /* the handler has it, for good */
};

static struct {
    atomic_int state;
    int folder;
    char name[NAME_BYTES];
} slots[N_SLOTS];
static atomic_int is_ending;

static bool claim(int from, int to, int slot)
{
    return atomic_compare_exchange_strong(&slots[slot].state, &from, to);
}

static int claim_free(void)
{
    for (int i = 0; i < N_SLOTS; i++)
        if (claim(FREE, OPENING, i))
            return i;
    return -1;
}

/* The handler waits while a slot is OPENING, so it may not interrupt the thread that opens. */
static int open_in(int slot, int folder, const char *name, mode_t mode)
{
    slots[slot].folder = folder;
    memcpy(slots[slot].name, name, strlen(name) + 1);
    errno = ECANCELED;
    int fd = atomic_load(&is_ending)
                 ? -1
                 : openat(folder, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode);
    atomic_store(&slots[slot].state, fd < 0 ? FREE : LIVE);
    return fd;
}

int cs_leftover_create(int folder, const char *name, mode_t mode, int *slot)
{
    sigset_t all, before;
    if (strlen(name) >= NAME_BYTES) {
        errno = ENAMETOOLONG;
        return -1;
    }
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    *slot = claim_free();
    int fd = *slot < 0 ? -1 : open_in(*slot, folder, name, mode);
    int reason = *slot < 0 ? EMFILE : errno;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    errno = reason;
    return fd;
}

bool cs_leftover_forget(int slot)
{
    return claim(LIVE, FREE, slot);
}

void cs_leftovers_remove(void)
{
    int reason = errno, n_waits = 0;
    atomic_store(&is_ending, 1);
    for (int i = 0; i < N_SLOTS; i++) {
        while (atomic_load(&slots[i].state) == OPENING && n_waits++ < MOST_WAITS_MS)
            poll(NULL, 0, 1);
        if (claim(LIVE, TAKEN, i))
            unlinkat(slots[i].folder, slots[i].name, 0);
    }
    errno = reason;
}
