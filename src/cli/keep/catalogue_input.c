/* What `catalogue` and `update` begin with: the day, the catalogue, the library. */
#include "cli/keep/catalogue_input.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "cli/frame/clock.h"
#include "cli/frame/command.h"
#include "fetch/catalogue/catalogue.h"
#include "fetch/catalogue/edition.h"
#include "library/library.h"

static enum cs_status read_date(const struct cs_call *call, struct cs_date *date)
{
    char now[CS_CLOCK_BYTES];
    const char *given = cs_call_text(call, "date");
    struct cs_shown shown;
    cs_clock_now(now);
    now[strlen("2026-11-30")] = '\0';
    if (cs_date_parse(given ? given : now, date))
        return CS_OK;
    return cs_fail(call->diag, CS_USAGE, NULL, NULL,
                   "--date: '%s' is not a date such as 2026-11-30",
                   cs_show(&shown, given ? given : now, strlen(given ? given : now)));
}

const char *cs_date_text(struct cs_date date, struct cs_arena *arena)
{
    const char *text = cs_arena_printf(arena, "%04d-%02d-%02d", date.year, date.month, date.day);
    return text ? text : "";
}

enum cs_status cs_catalogue_input(const struct cs_workspace *workspace, struct cs_library *library,
                                  struct cs_catalogue *catalogue, struct cs_plan_request *request)
{
    struct cs_call *call = workspace->call;
    const char *folder = cs_call_text(call, "catalogue");
    struct cs_library_source *sources = NULL;
    if (!folder)
        folder = cs_arena_printf(call->arena, "%s/catalogue", workspace->datasets_folder);
    enum cs_status status = read_date(call, &request->today);
    if (status == CS_OK)
        status = folder ? cs_catalogue_open(catalogue, folder, call->arena, call->diag)
                        : cs_fail_memory(call->diag);
    if (status == CS_OK && library)
        status = cs_library_list(library, call->arena, &sources, &request->n_sources, call->diag);
    request->sources = sources;
    request->library = library;
    return status;
}
