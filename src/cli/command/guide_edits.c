/* Edits of a guide, made or shown: for every command alike. */
#include "cli/command/guide_edits.h"

#include "base/buf.h"
#include "base/diag.h"
#include "cli/command/guides.h"
#include "cli/frame/command.h"
#include "guide/text/edit.h"

struct cs_guide_mode cs_guide_mode_of(const struct cs_call *call)
{
    struct cs_guide_mode mode = {.checks = cs_call_has(call, "check"),
                                 .shows_diff = cs_call_has(call, "diff"),
                                 .is_dry = cs_call_has(call, "dry-run")};
    mode.writes = !mode.checks && !mode.shows_diff && !mode.is_dry;
    return mode;
}

enum cs_status cs_guide_edits_write(const char *path, const struct cs_document *document,
                                    const struct cs_edit *edits, size_t n, struct cs_diag *diag)
{
    struct cs_buf text;
    if (!n)
        return CS_OK;
    cs_buf_init(&text);
    cs_edits_apply(document->bytes, document->n_bytes, edits, n, &text);
    enum cs_status status = text.failed ? cs_fail_memory(diag)
                                        : cs_guide_write(path, cs_buf_text(&text), text.size, diag);
    cs_buf_clear(&text);
    return status;
}
