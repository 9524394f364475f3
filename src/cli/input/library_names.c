/* Which library a call uses, and the names in it. Apart from library_use.c, which reads figures:
 * names are looked up before it is known what to read. */
#include "cli/input/library_names.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/diag.h"
#include "cli/frame/command.h"
#include "cli/frame/options.h"
#include "data/dim.h"
#include "data/name/names.h"
#include "library/library.h"

static bool has_library_option(const struct cs_call *call)
{
    return (call->command->shared & CS_SHARED_LIBRARY) != 0;
}

/* What the call or the environment names; NULL when neither does. */
static const char *named_path(const struct cs_call *call)
{
    const char *given = has_library_option(call) ? cs_call_text(call, "library") : NULL;
    return given ? given : cs_call_variable(call, "CAREERSTAT_LIBRARY");
}

const char *cs_library_use_path(struct cs_call *call)
{
    const char *named = named_path(call);
    if (named)
        return *named ? named : NULL;
    const char *folder = cs_call_variable(call, "XDG_DATA_HOME");
    const char *home = cs_call_variable(call, "HOME");
    if (folder && *folder == '/')
        return cs_arena_printf(call->arena, "%s/careerstat/library.sqlite", folder);
    return home && *home
               ? cs_arena_printf(call->arena, "%s/.local/share/careerstat/library.sqlite", home)
               : NULL;
}

const char *cs_library_use_existing(struct cs_call *call)
{
    const char *path = has_library_option(call) ? cs_library_use_path(call) : NULL;
    const char *named = path ? named_path(call) : NULL;
    return path && (named || access(path, F_OK) == 0) ? path : NULL;
}

struct offering {
    struct cs_name_search *search;
    const char *kind;
    struct cs_diag *diag;
    int newest; /* year of a title */
};

enum { SOC_BYTES = 8, ONET = 10 }; /* "29-1141" with its end, "29-1141.01" */

static enum cs_status offer_name(void *context, const char *code, const char *title, int year,
                                 const char *name)
{
    struct offering *offering = context;
    char soc[SOC_BYTES];
    offering->newest = year > offering->newest ? year : offering->newest;
    if (strlen(code) == ONET && code[2] == '-' && code[7] == '.') {
        if (strcmp(name, code) == 0)
            return CS_OK; /* not a name that anybody uses */
        snprintf(soc, sizeof soc, "%.7s", code);
        code = soc; /* pay is of the whole occupation, of which this is a part */
    }
    struct cs_name offered = {code, title, name, .kind = offering->kind, .year = year};
    return cs_name_search_offer(offering->search, &offered) == CS_OK
               ? CS_OK
               : cs_fail_memory(offering->diag);
}

enum cs_status cs_library_use_names(struct cs_library *library, enum cs_dim dim,
                                    struct cs_name_search *search, struct cs_diag *diag)
{
    struct offering offering = {search, cs_dim_name(dim), diag, 0};
    struct cs_library_name_sink sink = {&offering, offer_name, false};
    return cs_library_names(library, dim, &sink, diag);
}

enum cs_status cs_library_use_titles(struct cs_library *library, struct cs_name_search *search,
                                     int *newest, struct cs_diag *diag)
{
    struct offering offering = {search, cs_dim_name(CS_DIM_OCCUPATION), diag, 0};
    struct cs_library_name_sink sink = {&offering, offer_name, true};
    enum cs_status status = cs_library_names(library, CS_DIM_OCCUPATION, &sink, diag);
    *newest = offering.newest;
    return status;
}

enum cs_status cs_library_use_offer(struct cs_call *call, enum cs_dim dim,
                                    struct cs_name_search *search)
{
    const char *path = cs_library_use_existing(call);
    struct cs_library *library;
    if (!path)
        return CS_OK;
    enum cs_status status = cs_library_open(path, CS_LIBRARY_READ, &library, call->diag);
    if (status != CS_OK)
        return status;
    status = cs_library_use_names(library, dim, search, call->diag);
    cs_library_close(library);
    return status;
}
