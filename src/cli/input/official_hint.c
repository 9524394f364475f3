/* Hints are the same on every day: an edition is written YY or YEAR, and `catalogue` tells which is
 * due. */
#include "cli/input/official_hint.h"

#include <stdbool.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "cli/frame/command.h"
#include "fetch/catalogue/catalogue.h"

/* "oesm{yy}st.zip" as "oesmYYst.zip" */
static void put_pattern(struct cs_buf *out, const char *pattern)
{
    bool is_inside = false;
    for (; *pattern; pattern++) {
        bool is_letter = *pattern >= 'a' && *pattern <= 'z';
        if (*pattern == '{' || *pattern == '}')
            is_inside = *pattern == '{';
        else
            cs_buf_putc(out, is_inside && is_letter ? (char)(*pattern - 'a' + 'A') : *pattern);
    }
}

static const struct cs_catalogue_table *find_table(const struct cs_workspace *workspace,
                                                   const char *name)
{
    struct cs_arena *arena = workspace->call->arena;
    struct cs_catalogue catalogue = {0};
    struct cs_diag ignored;
    const char *folder = cs_arena_printf(arena, "%s/catalogue", workspace->datasets_folder);
    cs_diag_init(&ignored);
    bool is_read = folder && cs_catalogue_open(&catalogue, folder, arena, &ignored) == CS_OK;
    cs_diag_clear(&ignored);
    return is_read ? cs_catalogue_find(&catalogue, name) : NULL;
}

const char *cs_official_hint(const struct cs_workspace *workspace, const char *table)
{
    const struct cs_catalogue_table *row = find_table(workspace, table);
    struct cs_buf text;
    cs_buf_init(&text);
    cs_buf_puts(&text, "careerstat update fetches official files, or import ");
    if (row) {
        put_pattern(&text, row->file);
        cs_buf_printf(&text, " from %s", row->page);
    } else {
        cs_buf_puts(&text, "them: careerstat import FILE…");
    }
    const char *copy = cs_arena_copy(workspace->call->arena, cs_buf_text(&text), text.size);
    cs_buf_clear(&text);
    return copy ? copy : "";
}
