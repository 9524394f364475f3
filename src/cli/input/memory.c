/* The limit on memory: as asked, else a share of what the machine or its control group leaves. */
#include "cli/input/memory.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/sysinfo.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/number.h"
#include "base/outfile.h"
#include "base/scratch.h"
#include "cli/frame/command.h"
#include "data/dataset.h"
#include "data/grouped.h"

static const double least_bytes = 1 << 20;
enum { MOST_TEXT_BYTES = 1 << 16 };

static double multiplier_of(char letter)
{
    switch (letter) {
    case 'k':
    case 'K':
        return 1024.0;
    case 'm':
    case 'M':
        return 1024.0 * 1024;
    case 'g':
    case 'G':
        return 1024.0 * 1024 * 1024;
    case 't':
    case 'T':
        return 1024.0 * 1024 * 1024 * 1024;
    default:
        return 0;
    }
}

/* "500M", "2G", "1.5GB", "64MiB". */
static bool parse_size(const char *word, double *n_bytes)
{
    size_t n = strcspn(word, "kKmMgGtT");
    double multiplier = multiplier_of(word[n]);
    const char *rest = word + n + (word[n] != '\0');
    bool is_size =
        multiplier > 0 && (*rest == '\0' || strcmp(rest, "B") == 0 || strcmp(rest, "iB") == 0);
    if (!is_size || !cs_number_parse((struct cs_span){word, n}, n_bytes))
        return false;
    *n_bytes *= multiplier;
    return *n_bytes > 0 && *n_bytes < ldexp(1, 60);
}

/* A number in a file of the system, or infinity. */
static double read_number(const char *path)
{
    struct cs_diag ignored;
    char *text;
    size_t n;
    double value = INFINITY;
    cs_diag_init(&ignored);
    if (cs_read_file(path, MOST_TEXT_BYTES, &text, &n, &ignored) == CS_OK) {
        if (!cs_number_parse((struct cs_span){text, strcspn(text, "\n")}, &value))
            value = INFINITY; /* "max" */
        free(text);
    }
    cs_diag_clear(&ignored);
    return value;
}

/* What the control group may use: version 2, then 1. */
static double find_group_limit(struct cs_arena *arena)
{
    struct cs_diag ignored;
    char *text;
    size_t n;
    double limit = fmin(read_number("/sys/fs/cgroup/memory.max"),
                        read_number("/sys/fs/cgroup/memory/memory.limit_in_bytes"));
    cs_diag_init(&ignored);
    if (cs_read_file("/proc/self/cgroup", MOST_TEXT_BYTES, &text, &n, &ignored) == CS_OK) {
        const char *own = strstr(text, "0::/");
        if (own)
            limit = fmin(limit, read_number(cs_arena_printf(arena, "/sys/fs/cgroup%.*s/memory.max",
                                                            (int)strcspn(own + 3, "\n"), own + 3)));
        free(text);
    }
    cs_diag_clear(&ignored);
    return limit;
}

static double find_limit(struct cs_arena *arena)
{
    static const int kinds[] = {RLIMIT_AS, RLIMIT_DATA};
    struct sysinfo info;
    double limit = find_group_limit(arena);
    if (sysinfo(&info) == 0)
        limit = fmin(limit, (double)info.totalram * info.mem_unit);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        struct rlimit allowed;
        if (getrlimit((__rlimit_resource_t)kinds[i], &allowed) == 0 &&
            allowed.rlim_cur != RLIM_INFINITY)
            limit = fmin(limit, (double)allowed.rlim_cur);
    }
    return isfinite(limit) ? limit / 2 : ldexp(1, 30);
}

enum cs_status cs_memory_init(struct cs_spill *spill, const struct cs_call *call)
{
    const char *word = cs_call_text(call, "memory"), *folder = cs_call_variable(call, "TMPDIR");
    double n_bytes;
    if (!word)
        n_bytes = find_limit(call->arena);
    else if (!parse_size(word, &n_bytes) || n_bytes < least_bytes)
        return cs_fail(call->diag, CS_USAGE, NULL, "give a size of at least 1M, such as 500M or 2G",
                       "--memory: '%s' is not an amount of memory", word);
    *spill = (struct cs_spill){.most_bytes = (size_t)n_bytes, .n_threads = call->n_threads};
    cs_scratch_init(&spill->scratch, folder && *folder ? folder : "/tmp");
    return CS_OK;
}

void cs_memory_clear(struct cs_spill *spill)
{
    cs_scratch_clear(&spill->scratch);
}

static const char more_hint[] = "allow more with --memory, or choose fewer observations: "
                                "--occupation, --region, --level, --period";

enum cs_status cs_memory_check_whole(const struct cs_dataset *data, const char *what,
                                     struct cs_diag *diag)
{
    if (!data->grouped || data->grouped->runs.n == 0)
        return CS_OK;
    return cs_fail(diag, CS_USAGE, NULL, more_hint,
                   "%s needs all observations in memory at once: these are more than it may take",
                   what);
}

enum cs_status cs_memory_check_rows(const struct cs_dataset *data, const struct cs_call *call,
                                    const struct cs_spill *spill)
{
    const struct cs_observations *rows = &data->observations;
    size_t row_bytes = CS_N_DIMS * sizeof(uint32_t) + 2 * sizeof(double) +
                       rows->n_replicates * sizeof(float) +
                       (rows->cluster ? 2 * sizeof(uint32_t) : 0);
    if (!cs_call_has(call, "memory") || rows->n_rows <= spill->most_bytes / row_bytes)
        return CS_OK;
    const char *what = rows->n_replicates ? "with replicate weights"
                       : rows->cluster    ? "with strata and clusters"
                                          : "in several currencies";
    return cs_fail(
        call->diag, CS_USAGE, NULL, more_hint,
        "observations %s are kept row by row: these take %zu MB, more than --memory says", what,
        rows->n_rows * row_bytes / 1000000 + 1);
}
