/* What the kinds of comparison share: which periods they compare, how many lines they show. */
#include "cli/compare/compare.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "cli/frame/command.h"
#include "cli/input/request.h"
#include "cli/input/workspace.h"

size_t cs_compare_top(const struct cs_call *call, size_t n_rows)
{
    enum { ROWS_FOR_PEOPLE = 25 };
    const char *format = cs_request_format(call);
    bool is_for_people = strcmp(format, "table") == 0 || strcmp(format, "markdown") == 0;
    size_t fallback = is_for_people ? ROWS_FOR_PEOPLE : n_rows;
    double top = cs_call_number(call, "top", (double)fallback);
    return top < (double)n_rows ? (size_t)top : n_rows;
}

enum cs_status cs_compare_period(struct cs_compare_work *work, const char *option, uint32_t *key)
{
    const char *word = cs_call_text(work->call, option);
    *key = CS_NO_KEY;
    return word ? cs_workspace_key(&work->workspace, CS_DIM_PERIOD, word, key) : CS_OK;
}
