/* Only the draft's beginning and end: ingest/draft/draft.c fills it, render writes it, and neither
 * may know the other. */
#include "data/layout_draft.h"

#include <string.h>

#include "base/arena.h"

void cs_layout_draft_init(struct cs_layout_draft *draft)
{
    memset(draft, 0, sizeof *draft);
}

void cs_layout_draft_clear(struct cs_layout_draft *draft)
{
    cs_arena_clear(&draft->arena);
    cs_layout_draft_init(draft);
}
