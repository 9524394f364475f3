/* The bar's thread. It reads the kernel's counters, so no reader has to report to it. */
#include "cli/frame/progress.h"

#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/number.h"
#include "base/outfile.h"

enum { BAR_CELLS = 24, FIRST_MS = 1000, STEP_MS = 200, MOST_BYTES = 4096 };

struct bar {
    struct cs_progress told;
    pthread_t thread;
    pthread_cond_t stopped;
    bool is_stopped;
    const char *name;     /* of the command */
    double total, before; /* bytes of the inputs; read when watching began */
    struct timespec start;
};

/* Bytes this process has read so far, as the kernel counts them; negative when it does not tell. */
static double count_read(void)
{
    struct cs_diag ignored;
    char *text;
    size_t n;
    double value = -1;
    cs_diag_init(&ignored);
    if (cs_read_file("/proc/self/io", MOST_BYTES, &text, &n, &ignored) == CS_OK) {
        const char *found = strstr(text, "rchar: ");
        if (found) {
            found += strlen("rchar: ");
            cs_number_parse((struct cs_span){found, strcspn(found, "\n")}, &value);
        }
        free(text);
    }
    cs_diag_clear(&ignored);
    return value;
}

static double sum_sizes(const struct cs_call *call)
{
    double total = 0;
    for (size_t i = 0; i < call->n_operands; i++) {
        struct stat info;
        if (stat(call->operands[i], &info) == 0 && S_ISREG(info.st_mode))
            total += (double)info.st_size;
    }
    return total;
}

static double seconds_since(const struct timespec *start)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)(now.tv_sec - start->tv_sec) + (double)(now.tv_nsec - start->tv_nsec) / 1e9;
}

static void put_bar(double share, char bar[BAR_CELLS + 1])
{
    int n = (int)(share * BAR_CELLS);
    for (int i = 0; i < BAR_CELLS; i++)
        bar[i] = i < n ? '#' : '.';
    bar[BAR_CELLS] = '\0';
}

static void draw_step(const struct bar *progress, const struct cs_progress_step *step,
                      double seconds)
{
    char bar[BAR_CELLS + 1];
    struct cs_shown shown;
    const char *slash = strrchr(step->name, '/'), *name = slash ? slash + 1 : step->name;
    char share[16] = "";
    if (step->share > 0)
        snprintf(share, sizeof share, " %2.0f%%", 100 * step->share);
    put_bar(((double)(step->number - 1) + step->share) / (double)step->n, bar);
    fprintf(stderr, "\r\033[K%s [%s] %s %zu of %zu%s%s%s, %.0f s", progress->name, bar, step->kind,
            step->number, step->n, *name ? ": " : "", cs_show(&shown, name, strlen(name)), share,
            seconds);
}

static void draw(struct bar *progress)
{
    double share = progress->total > 0 ? (count_read() - progress->before) / progress->total : -1;
    double seconds = seconds_since(&progress->start);
    char bar[BAR_CELLS + 1];
    pthread_mutex_lock(&progress->told.lock);
    struct cs_progress_step step = progress->told.step;
    pthread_mutex_unlock(&progress->told.lock);
    if (step.n) {
        draw_step(progress, &step, seconds);
    } else if (share >= 0 && share < 1 && !progress->told.has_steps) {
        put_bar(share, bar);
        fprintf(stderr, "\r\033[K%s [%s] %2.0f%% read, %.0f s", progress->name, bar, 100 * share,
                seconds);
    } else {
        fprintf(stderr, "\r\033[K%s: working, %.0f s", progress->name, seconds);
    }
    fflush(stderr);
}

/* Waits until stopped or the time is over; returns whether it was stopped. */
static bool wait_for_stop(struct bar *progress, long ms)
{
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_nsec += ms % 1000 * 1000000;
    until.tv_sec += ms / 1000 + until.tv_nsec / 1000000000;
    until.tv_nsec %= 1000000000;
    int code = 0;
    pthread_mutex_lock(&progress->told.lock);
    while (!progress->is_stopped && code != ETIMEDOUT)
        code = pthread_cond_timedwait(&progress->stopped, &progress->told.lock, &until);
    bool is_stopped = progress->is_stopped;
    pthread_mutex_unlock(&progress->told.lock);
    return is_stopped;
}

static void *watch(void *context)
{
    struct bar *progress = context;
    bool has_drawn = false;
    for (long ms = FIRST_MS; !wait_for_stop(progress, ms); ms = STEP_MS) {
        draw(progress);
        has_drawn = true;
    }
    if (has_drawn) {
        fputs("\r\033[K", stderr);
        fflush(stderr);
    }
    return NULL;
}

struct cs_progress *cs_progress_start(const struct cs_call *call)
{
    if (!call->err_is_terminal || call->is_quiet)
        return NULL;
    struct bar *progress = calloc(1, sizeof *progress);
    if (!progress)
        return NULL;
    progress->name = call->command->name;
    progress->total = sum_sizes(call);
    progress->before = count_read();
    clock_gettime(CLOCK_MONOTONIC, &progress->start);
    pthread_condattr_t clock;
    pthread_condattr_init(&clock);
    pthread_condattr_setclock(&clock, CLOCK_MONOTONIC);
    pthread_mutex_init(&progress->told.lock, NULL);
    pthread_cond_init(&progress->stopped, &clock);
    pthread_condattr_destroy(&clock);
    if (pthread_create(&progress->thread, NULL, watch, progress) != 0) {
        free(progress);
        return NULL;
    }
    return &progress->told;
}

void cs_progress_stop(struct cs_progress *told)
{
    struct bar *progress = (struct bar *)told;
    if (!progress)
        return;
    pthread_mutex_lock(&progress->told.lock);
    progress->is_stopped = true;
    pthread_cond_signal(&progress->stopped);
    pthread_mutex_unlock(&progress->told.lock);
    pthread_join(progress->thread, NULL);
    pthread_cond_destroy(&progress->stopped);
    pthread_mutex_destroy(&progress->told.lock);
    free(progress);
}
