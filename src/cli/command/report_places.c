/* The places that a site will have pages of, read before the library is: what is fetched depends on
 * them. */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/outfile.h"
#include "base/text.h"
#include "cli/command/report_run.h"
#include "cli/frame/command.h"
#include "data/reference.h"

enum { MAX_LIST_BYTES = 16 << 20 };

/* The words between the semicolon at *at and the end of its line; moves past them. */
static struct cs_span read_place(char **at)
{
    struct cs_span words = {*at + 1, strcspn(*at + 1, "\n")};
    *at += 1 + words.size;
    return words;
}

static void add_place(const struct cs_workspace *workspace, const char **codes, size_t *n,
                      struct cs_span words)
{
    const struct cs_region *region =
        cs_reference_region(&workspace->reference, cs_span_trim(words));
    for (size_t i = 0; region && i < *n; i++)
        if (strcmp(codes[i], region->code) == 0)
            return;
    if (region)
        codes[(*n)++] = region->code;
}

enum cs_status cs_report_site_places(const struct cs_workspace *workspace,
                                     struct cs_library_codes *places)
{
    struct cs_call *call = workspace->call;
    const char *path = cs_call_text(call, "list");
    char *text = NULL;
    size_t n_bytes = 0, n = 0, most = 2;
    enum cs_status status =
        path ? cs_read_file(path, MAX_LIST_BYTES, &text, &n_bytes, call->diag) : CS_OK;
    if (status != CS_OK)
        return status;
    for (size_t i = 0; i < n_bytes; i++)
        most += text[i] == ';';
    const char **codes = cs_arena_alloc(call->arena, most * sizeof *codes);
    if (!codes) {
        free(text);
        return cs_fail_memory(call->diag);
    }
    add_place(workspace, codes, &n, cs_span_of("US"));
    if (cs_call_count(call, "region"))
        add_place(workspace, codes, &n, cs_span_of(cs_call_text_at(call, "region", 0)));
    for (char *at = text; at && (at = strchr(at, ';')) && n < most;)
        add_place(workspace, codes, &n, read_place(&at));
    free(text);
    *places = (struct cs_library_codes){codes, n};
    return CS_OK;
}
