/* What long work tells of itself. Apart from the bar, which prints: commands call this wherever
 * they are linked. */
#include "cli/frame/progress.h"

#include <pthread.h>
#include <stdbool.h>

void cs_progress_count_series(void *progress, size_t n_done, size_t n)
{
    cs_progress_step(progress, (struct cs_progress_step){"series", n_done, n, "", 0});
}

void cs_progress_step(struct cs_progress *progress, struct cs_progress_step step)
{
    if (!progress)
        return;
    pthread_mutex_lock(&progress->lock);
    progress->step = step;
    progress->has_steps = true;
    pthread_mutex_unlock(&progress->lock);
}
