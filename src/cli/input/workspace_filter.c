/* The words of filters while data are read: which answers need not be kept. */
#include <stdbool.h>
#include <string.h>
#include <sys/stat.h>

#include "base/text.h"
#include "cli/frame/command.h"
#include "cli/input/request_periods.h"
#include "cli/input/workspace.h"
#include "data/dim.h"
#include "data/reference.h"

static const struct {
    const char *option;
    enum cs_dim dim;
} filters[] = {{"occupation", CS_DIM_OCCUPATION},
               {"region", CS_DIM_REGION},
               {"level", CS_DIM_LEVEL},
               {"period", CS_DIM_PERIOD}};
enum { N_FILTERS = sizeof filters / sizeof *filters };

unsigned cs_workspace_filtered_dims(const struct cs_call *call)
{
    unsigned dims = 0;
    for (size_t i = 0; i < N_FILTERS && (call->command->shared & CS_SHARED_FILTERS); i++)
        if (cs_call_count(call, filters[i].option) > 0)
            dims |= 1u << filters[i].dim;
    return dims;
}

static bool takes_period(const char *word, const struct cs_key *key)
{
    struct cs_request_periods asked;
    return !cs_request_periods_read(word, &asked) || cs_request_periods_take(&asked, key->period);
}

static bool takes_level(const struct cs_workspace *workspace, const char *word,
                        const struct cs_key *key)
{
    const struct cs_level *level =
        cs_reference_level(&workspace->reference, NULL, cs_span_of(word));
    return level && cs_equals_nocase(level->code, key->code);
}

static bool takes_key(const void *context, enum cs_dim dim, const struct cs_key *key)
{
    const struct cs_workspace *workspace = context;
    const struct cs_call *call = workspace->call;
    size_t n = cs_call_count(call, cs_dim_name(dim));
    for (size_t i = 0; i < n; i++) {
        const char *word = cs_call_text_at(call, cs_dim_name(dim), i);
        if (cs_equals_nocase(key->code, word) || cs_equals_nocase(key->title, word) ||
            (dim == CS_DIM_PERIOD && takes_period(word, key)) ||
            (dim == CS_DIM_LEVEL && takes_level(workspace, word, key)))
            return true;
    }
    return false;
}

/* Whether a word names a key by its code, and is not searched for among titles and aliases. */
static bool is_sure(enum cs_dim dim, const char *word)
{
    size_t n = strlen(word);
    if (strcmp(word, "none") == 0 || dim == CS_DIM_PERIOD || dim == CS_DIM_LEVEL)
        return true;
    return dim == CS_DIM_REGION ? n == 2
                                : n == 7 && word[2] == '-' && strspn(word, "0123456789-") == n;
}

static bool is_known(const struct cs_call *call, enum cs_dim dim)
{
    size_t n = cs_call_count(call, cs_dim_name(dim));
    for (size_t i = 0; i < n; i++)
        if (!is_sure(dim, cs_call_text_at(call, cs_dim_name(dim), i)))
            return false;
    return n > 0;
}

/* What was left out can be read after all. */
static bool can_read_again(const struct cs_workspace *workspace)
{
    struct stat info;
    for (size_t i = 0; i < workspace->request.n_paths; i++)
        if (stat(workspace->request.paths[i], &info) != 0 ||
            !(S_ISREG(info.st_mode) || S_ISDIR(info.st_mode)))
            return false;
    return true;
}

struct cs_key_filter cs_workspace_filter(const struct cs_workspace *workspace, bool is_wanted)
{
    struct cs_key_filter filter = {.takes = takes_key, .context = workspace};
    unsigned given = is_wanted ? cs_workspace_filtered_dims(workspace->call) : 0;
    /* A period is what it is from the first, while other keys may yet get a title. */
    unsigned possible = can_read_again(workspace) ? given : given & 1u << CS_DIM_PERIOD;
    for (size_t i = 0; i < N_FILTERS; i++)
        if ((possible >> filters[i].dim & 1) && is_known(workspace->call, filters[i].dim))
            filter.dims |= 1u << filters[i].dim;
    return filter;
}
